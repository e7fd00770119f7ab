//! Who the person is: name, headline, addresses, numbers, accounts, in any order.

use super::blocks::Block;
use super::inline;
use super::labelled_contact::is_unknown_label;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::looks;
use super::names;
use super::out::Out;
use super::place;
use super::shapes::{
    is_address, is_detail, is_headline, is_licence, is_prose, is_registration, is_street_line,
    with_place,
};
use super::token::{self, Kind};
use super::value::{Bullet, Val};
use super::words;
use crate::profile::Text;
use crate::syntax::lines::LineKind;

/// What the head of the document left over.
#[derive(Default)]
pub(super) struct Rest<'a> {
    /// Facts that no field holds: nationality, licences.
    pub(super) facts: Vec<Val<'a>>,
    /// Paragraphs.
    pub(super) prose: Vec<Val<'a>>,
    /// Certificates and registrations.
    pub(super) certificates: Vec<&'a str>,
}

/// Reads blocks of the head or of a section about contact; returns what is none of it.
pub(super) struct Reader<'a, 'o> {
    pub(super) out: &'o mut Out<'a>,
    /// Whether the name and the headline may still come.
    pub(super) head: bool,
    /// Whether a line to come says a place beyond doubt.
    pub(super) placed: bool,
    pub(super) rest: Rest<'a>,
}

impl<'a> Reader<'a, '_> {
    /// Reads one block.
    pub(super) fn block(&mut self, block: &Block<'a>) {
        let text = block.text;
        if block.kind == LineKind::TableHead {
            self.out.furniture(text, Furniture::Label);
            return;
        }
        // "links:" over a list says nothing of its own.
        let technical = || {
            let label = text.split(':').next().and_then(lexicon::label);
            matches!(label, Some(Label::Technical | Label::Date)) || text.trim_end().ends_with(':')
        };
        if block.kind == LineKind::Meta && technical() {
            self.out.furniture(text, Furniture::Markup);
            return;
        }
        if self.columns(block)
            || self.labelled(text)
            || self.told_account(text)
            || self.several_labels(text)
        {
            return;
        }
        if self.head && is_unknown_label(text, block) {
            self.fact(text);
            return;
        }
        let tokens = token::tokens(text);
        token::letters(text)
            .into_iter()
            .for_each(|letter| self.out.furniture(letter, Furniture::Label));
        let contact =
            tokens.iter().filter(|token| !matches!(token.kind, Kind::Text | Kind::Place)).count();
        let strict = token::strict(text);
        let bare = inline::trim_separators(text);
        if bare.starts_with('(')
            && bare.ends_with(')')
            && words::count(bare) <= 3
            && !bare.chars().any(|c| c.is_ascii_digit())
        {
            self.out.furniture(text, Furniture::Label);
            return;
        }
        // "2023    Mercutio    Romeo and Juliet": a row of something else.
        if self.head && strict.len() >= 3 && strict.first().is_some_and(|cell| words::is_date(cell))
        {
            self.fact(text);
            return;
        }
        let licence = self.head && is_licence(bare) && words::count(bare) <= 6;
        if contact == 0 && (is_detail(bare) || licence && !has_place(&tokens)) {
            // "geb. 1984 in Pirmasens · deutsch", "Permis B – 34 ans"
            tokens.iter().for_each(|token| self.fact(token.text));
            return;
        }
        if contact == 0
            && is_address(bare)
            && !(self.head && self.out.profile.basics.label.is_none() && is_role_with_place(bare))
        {
            self.place(bare);
            return;
        }
        // Between strokes, a headline is one as long as the name is known.
        let headline = self.head
            && contact == 0
            && !has_place(&tokens)
            && self.out.profile.basics.name.is_some()
            && self.out.profile.basics.label.is_none();
        let stroked = !block.text.contains('\t')
            || block.text.contains('|')
                && strict
                    .iter()
                    .all(|part| lexicon::role_score(part) == 0 || words::count(part) <= 5);
        if headline && strict.len() >= 2 && stroked && is_headline(bare) {
            self.headline(bare);
            return;
        }
        if contact == 0
            && !(strict.len() >= 2 && self.head && strict.iter().all(|t| words::count(t) <= 8))
            && !has_place(&tokens)
        {
            self.text(text, block);
            return;
        }
        if contact == 0 && !has_place(&tokens) {
            for part in strict {
                self.text(part, block);
            }
            return;
        }
        self.parts(&tokens, block);
    }

    /// Reads a line that the one below tells about: the institute above a street belongs to the address, and a
    /// word or two above an address are what the person is. Tells whether it is such a line.
    pub(super) fn above_address(&mut self, block: &Block<'a>, below: &[Block<'a>]) -> bool {
        let text = inline::trim_separators(block.text);
        let basics = &self.out.profile.basics;
        let plain = block.level == 0 && block.lines == 1 && block.kind == LineKind::Text;
        if !plain || basics.name.is_none() || text.contains('\t') || words::count(text) > 12 {
            return false;
        }
        let tokens = token::tokens(text);
        let reached = tokens.iter().any(|token| !matches!(token.kind, Kind::Text | Kind::Place));
        let houses = below.iter().take(2).take_while(|block| {
            lexicon::is_institution(block.text) && !is_address(inline::trim_separators(block.text))
        });
        let street = below.get(houses.count()).is_some_and(|next| {
            let line = inline::trim_separators(next.text);
            next.level == 0
                && token::label(line).is_none()
                && place::parse(line).score >= 70
                && is_address(line)
        });
        if reached || !street {
            return false;
        }
        let role = lexicon::role_score(text) >= 60;
        if lexicon::is_institution(text) && !role && token::label(text).is_none() {
            let val = Val::new(text, 0.75);
            self.out.claim(&val, "basics.location.address");
            match &mut self.out.profile.basics.location.address {
                Some(address) => address.for_each_mut(|known| {
                    known.push_str(", ");
                    known.push_str(&val.text);
                }),
                slot => *slot = Some(val.text.into()),
            }
            return true;
        }
        let said = basics.label.is_none()
            && words::count(text) <= 3
            && place::is_town(text)
            && !place::is_place(text)
            && place::parse(text).score < 60;
        if said {
            self.headline(text);
        }
        said
    }

    /// Reads the parts of a line that has addresses, numbers or a place.
    pub(super) fn parts(&mut self, tokens: &[token::Token<'a>], block: &Block<'a>) {
        let mut places: Vec<&'a str> = Vec::new();
        let spoken =
            tokens.iter().filter(|token| matches!(token.kind, Kind::Text | Kind::Place)).count();
        for (n, token) in tokens.iter().enumerate() {
            let first = n == 0 && spoken >= 2 && self.head && token.kind == Kind::Text;
            let unnamed =
                self.out.profile.basics.name.is_some() && self.out.profile.basics.label.is_none();
            let next = tokens.get(1).is_some_and(|next| {
                lexicon::country_code(next.text).is_none() && !lexicon::is_region(next.text)
            });
            if first
                && unnamed
                && next
                && is_headline(token.text)
                && token::label(token.text).is_none()
                && place::parse(token.text).score < 60
            {
                self.headline(token.text);
                continue;
            }
            match token.kind {
                _ if self.takes_reference(token.text) => {}
                Kind::Text | Kind::Place if self.labelled(token.text) => {}
                Kind::Place => places.push(token.text),
                Kind::Text => self.short(token.text, block, &mut places),
                _ => self.token(token.text, token.kind),
            }
        }
        for part in places {
            self.place(part);
        }
    }

    pub(super) fn token(&mut self, text: &'a str, kind: Kind) {
        let basics = &self.out.profile.basics;
        match kind {
            Kind::Email if basics.email.is_none() => {
                let val = Val::new(token::email(text), 0.98);
                self.out.claim(&val, "basics.email");
                self.out.profile.basics.email = Some(val.text);
                self.beside(text, token::email(text));
            }
            Kind::Phone if basics.phone.is_none() => {
                let number = token::phone(text);
                let val = Val::new(number, 0.95);
                self.out.claim(&val, "basics.phone");
                self.out.furniture(text, Furniture::Label);
                self.out.profile.basics.phone = Some(val.text);
            }
            Kind::Url => self.address(text),
            Kind::Orcid => {
                let id = token::orcid(text).unwrap_or(text);
                self.out.furniture(text, Furniture::Label);
                self.network("ORCID", id);
            }
            Kind::Handle => self.out.furniture(text, Furniture::Site),
            _ => self.fact(text),
        }
    }

    /// A short text beside addresses and numbers: name, headline or part of an address.
    fn short(&mut self, text: &'a str, block: &Block<'a>, places: &mut Vec<&'a str>) {
        let digits = text.chars().any(|c| c.is_ascii_digit());
        if is_detail(text) {
            self.fact(text);
        } else if self.head && self.out.profile.basics.name.is_none() && names::score(text) >= 50 {
            self.name(text);
        } else if digits
            && lexicon::role_score(text) < 60
            && self.out.profile.basics.location.address.is_none()
            && place::parse(text).score >= 60
        {
            places.push(text);
        } else if self.head
            && self.out.profile.basics.label.is_none()
            && lexicon::role_score(text) >= 60
        {
            self.headline(text);
        } else if self.out.profile.basics.location.city.is_none()
            && places.is_empty()
            && (place::is_town(text) || place::parse(text).score >= 60)
        {
            places.push(text);
        } else {
            self.text(text, block);
        }
    }

    /// A line without addresses and numbers.
    fn text(&mut self, text: &'a str, block: &Block<'a>) {
        let bare = inline::trim_separators(text);
        if bare.is_empty() {
            return;
        }
        if self.takes_handle(bare) || self.takes_reference(bare) {
            return;
        }
        if names::is_greeting(bare) {
            self.out.furniture(text, Furniture::Title);
            return;
        }
        let basics = &self.out.profile.basics;
        let is_street = self.head
            && block.level == 0
            && block.lines == 1
            && basics.name.is_some()
            && basics.location.address.is_none()
            && is_street_line(bare);
        if is_street {
            self.place(bare);
            return;
        }
        let prose = is_prose(bare, block);
        let may_be_name = self.head && block.level == 0 && basics.name.is_none() && !prose;
        if may_be_name && self.takes_name(bare) {
            return;
        }
        let name = self.out.profile.basics.name.as_ref();
        if name.is_some_and(|name| words::fold(name.get("")) == words::fold(&inline::plain(bare))) {
            self.out.furniture(text, Furniture::Duplicate);
        } else if prose {
            if block.level > 0 && !words::ends_sentence(bare) {
                self.fact(text);
            } else {
                self.rest.prose.push(Val::prose(text, 0.85));
            }
        } else if !(block.level == 0 && self.takes_headline_or_place(bare, block.kind)) {
            self.detail(text, bare);
        }
    }

    /// A line that is neither name, headline nor place: a registration, or facts.
    fn detail(&mut self, text: &'a str, bare: &'a str) {
        if is_registration(bare) {
            self.rest.certificates.push(bare);
            return;
        }
        let parts = inline::split(text, &[" – ", " — ", " - ", " | ", " · ", "\t", " • "]);
        let labelled = parts.first().is_some_and(|part| part.trim_end().ends_with([':', '：']))
            || token::label(text).is_some_and(|(label, value)| {
                text.contains(": ") && !label.contains('\t') && !value.contains(['|', '·', '\t'])
            });
        if !labelled && parts.len() > 1 && parts.iter().all(|part| words::count(part) <= 4) {
            parts.into_iter().for_each(|part| self.fact(part));
        } else {
            self.fact(text);
        }
    }

    /// Takes the person's name, which is not known yet. Tells whether a line says it.
    fn takes_name(&mut self, bare: &'a str) -> bool {
        if let Some(name) = names::greeting(bare).or_else(|| names::of_profile(bare)) {
            self.name(name);
            self.out.furniture(bare, Furniture::Label);
            return true;
        }
        let score = names::score(bare);
        // "Ann Weaver": a word of trades that an address bears too.
        // "jo tanaka-reyes", who writes nothing in capitals
        let small = || {
            let plain = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
            score == 0
                && bare.chars().all(|c| !c.is_uppercase())
                && bare.split_whitespace().all(plain)
                && lexicon::role_score(bare) < 60
        };
        let is_name = score >= 30
            || (score == 10 || small())
                && (2..=4).contains(&words::count(bare))
                && names::is_of_handle(bare, &names::handles(self.out.text));
        if is_name {
            self.name(bare);
        }
        is_name
    }

    /// Takes what the person is, where the person lives, or both, unless they are known. Tells whether a
    /// line says it.
    fn takes_headline_or_place(&mut self, bare: &'a str, kind: LineKind) -> bool {
        let basics = &self.out.profile.basics;
        // "Doctor of Philosophy" below the name is a degree; what the person does may follow.
        let degree = lexicon::degree(bare).is_some_and(|degree| degree == (0..bare.len()));
        let lacks_headline = self.head && basics.label.is_none() && !degree;
        let lacks_town = basics.location.city.is_none();
        let is_address = lacks_town && (place::is_place(bare) || is_address(bare));
        if lacks_headline && (is_role_with_place(bare) || !is_address && is_headline(bare)) {
            match with_place(bare) {
                Some((headline, town)) => {
                    self.headline(headline);
                    self.place(town);
                }
                None => self.headline(bare),
            }
            return true;
        }
        let count = words::count(bare);
        // A town alone: a word, or a few where the headline is known.
        let is_town = self.head
            && !self.placed
            && lacks_town
            && basics.name.is_some()
            && (count == 1 || count <= 3 && basics.label.is_some())
            && kind == LineKind::Text
            && !looks::is_caps(bare)
            && place::is_town(bare);
        if is_address || is_town {
            self.place(bare);
        }
        is_address || is_town
    }

    pub(super) fn fact(&mut self, text: &'a str) {
        let text = inline::trim_separators(text);
        // "Birth     : 1988" in a column of labels.
        let spaced = token::label(text).filter(|(label, _)| {
            let behind = text.get(label.len()..).unwrap_or_default();
            behind.starts_with([' ', '\t']) && behind.trim_start().starts_with([':', '：'])
        });
        let val = match spaced {
            Some((label, value)) => {
                let mut val = Val::new(label, 0.6);
                val.join(": ", Val::prose(value, 0.6));
                val
            }
            None => Val::prose(text, 0.6),
        };
        if !val.is_empty() {
            self.rest.facts.push(val);
        }
    }

    /// Takes the person's name.
    pub(super) fn name(&mut self, text: &'a str) {
        let whole = inline::trim_separators(text);
        // "🐝 Ann Lee"
        let pictured = |c: char| !c.is_alphanumeric() && !c.is_ascii() && !"“„«".contains(c);
        let text = names::without_pronouns(whole.trim_start_matches(pictured).trim_start());
        if text.len() < whole.len() {
            self.out.furniture(whole, Furniture::Label);
        }
        let clean = text.replace(['\t', '\u{3000}'], " ");
        let val = Val::new(names::bare(text), 0.9);
        let spaced = words::unspaced(text);
        let shown = if spaced.len() < text.len() && !spaced.is_empty() {
            inline::plain(&spaced)
        } else {
            inline::plain(if val.text.is_empty() { &clean } else { &val.text })
        };
        if self.out.profile.basics.name.is_some() {
            self.out.furniture(text, Furniture::Duplicate);
            return;
        }
        self.out.claim(&val, "basics.name");
        self.out.furniture(text, Furniture::Title);
        self.out.profile.basics.name = Some(Text::from(shown));
    }

    pub(super) fn headline(&mut self, text: &'a str) {
        // "Employed, Team Lead, Acme Ltd" is how a site says it.
        let parts = inline::split(text, &[", "]);
        let text = match parts.as_slice() {
            [kind, title, _] if lexicon::is_employment_kind(kind) => {
                self.out.furniture(text, Furniture::Site);
                title
            }
            _ => text,
        };
        if words::is_document_title(text) {
            self.out.furniture(text, Furniture::Title);
            return;
        }
        let mut val = Val::new(inline::trim_separators(text), 0.8);
        if val.text.contains('|') {
            // "Editor    |    Proofreader"
            let parts = val.text.split('|').map(str::trim).filter(|part| !part.is_empty());
            val.text = parts.collect::<Vec<_>>().join(" | ").replace('\t', " ");
        }
        if self.out.profile.basics.label.is_some() {
            let known =
                self.out.profile.basics.label.as_ref().map(|label| label.get("").to_owned());
            if known.as_deref() == Some(val.text.as_str()) {
                self.out.furniture(text, Furniture::Duplicate);
            } else {
                self.fact(text);
            }
            return;
        }
        self.out.claim(&val, "basics.label");
        self.out.profile.basics.label = Some(val.text.into());
    }

    pub(super) fn place(&mut self, text: &'a str) {
        let text = self.without_residing(text);
        let place = place::parse(text);
        let known = self.out.profile.basics.location.clone();
        for (field, val) in place.fields() {
            let path = format!("basics.location.{field}");
            let location = &mut self.out.profile.basics.location;
            let text_slot = match field {
                "address" => Some((&mut location.address, &known.address)),
                "city" => Some((&mut location.city, &known.city)),
                "region" => Some((&mut location.region, &known.region)),
                _ => None,
            };
            match text_slot {
                Some((slot, None)) => *slot = Some(val.text.clone().into()),
                // A second place, or more of the first.
                Some((slot, Some(_))) if field == "address" => {
                    if let Some(address) = slot {
                        address.for_each_mut(|text| {
                            text.push_str(", ");
                            text.push_str(&val.text);
                        });
                    }
                }
                Some((_, Some(old))) if words::fold(old.get("")) == words::fold(&val.text) => {}
                Some((_, Some(_))) => {
                    self.rest.facts.push(val);
                    continue;
                }
                None if field == "postalCode" => location.postal_code = Some(val.text.clone()),
                None => location.country_code = Some(val.text.clone()),
            }
            self.out.claim(&val, path);
        }
    }
}

/// Whether a text calls the document somebody's: "Ann Lee's CV", "Resume of Ann Lee".
pub(super) fn is_title_of(text: &str) -> bool {
    let folded = words::fold(text);
    let named = ["'s", "’s", " of ", " von ", " de ", " | ", " - ", " – "]
        .iter()
        .any(|sign| text.contains(sign));
    let called = folded
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ["cv", "resume", "vitae", "lebenslauf", "curriculum"].contains(&word));
    named && called && words::count(text) <= 7
}

/// Whether a line says a profession and then a place: "Product designer, Toronto ON".
fn is_role_with_place(text: &str) -> bool {
    with_place(text).is_some_and(|(headline, _)| lexicon::role_score(headline) >= 60)
}

/// Whether a line of several parts has one that is a place.
fn has_place(tokens: &[token::Token]) -> bool {
    tokens.len() >= 2 && tokens.iter().any(|token| token.kind == Kind::Place)
}

/// Adds what is left of the head of a document, and of sections about the person.
pub(super) fn leave<'a>(out: &mut Out<'a>, rest: Rest<'a>, title: Option<Val<'a>>) {
    let bullets = rest.facts.into_iter().map(Bullet::new).collect();
    out.section(title, Vec::new(), bullets);
    for text in rest.certificates {
        let name = Some(Val::new(text, 0.7));
        out.certificate(super::value::Entry { name, ..Default::default() });
    }
    out.about(rest.prose);
}
