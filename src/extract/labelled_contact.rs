//! Details of the person behind labels: "Phone: …", "Lives in: …".

use super::accounts::told_account;
use super::blocks::Block;
use super::contact::{Reader, is_title_of};
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::names;
use super::place;
use super::shapes::{is_detail, is_licence, is_prose};
use super::token::{self, Kind};
use super::value::Val;
use super::words;
use crate::profile::Text;

impl<'a> Reader<'a, '_> {
    /// Reads "Phone: …" and "Phone\t…".
    pub(super) fn labelled(&mut self, text: &'a str) -> bool {
        let Some((label, value)) = token::label(text) else {
            // "Connect with Ngaire on LinkedIn: https://…"
            let long = text.split_once(": ").filter(|(label, _)| label.len() <= 60);
            return long.is_some_and(|(label, value)| self.spoken_label(label, value.trim()));
        };
        let known = lexicon::label(label);
        let lettered = known.is_none() || label.chars().count() == 1;
        let lettered = lettered.then(|| token::letter(label, value)).flatten();
        let Some(kind) = lettered.or(known) else {
            let Some(network) =
                lexicon::network_for_label(label).filter(|_| words::count(value) <= 3)
            else {
                return text.contains([':', '：']) && self.spoken_label(label, value);
            };
            self.out.furniture(label, Furniture::Label);
            self.network(network, value);
            return true;
        };
        match kind {
            Label::Headline if words::is_document_title(value) || is_title_of(value) => {
                self.out.furniture(text, Furniture::Title);
            }
            Label::Technical => self.out.furniture(text, Furniture::Markup),
            // "Surname: …" over "Name: …"
            Label::Name if self.out.half_name == Some(Label::Surname) => {
                self.half_of_name(Label::GivenName, value);
            }
            Label::Name => {
                // What a label calls the name is it, whatever was taken for it before.
                let taken = self.out.profile.basics.name.clone();
                if taken.is_some_and(|taken| !names::is_same(taken.get(""), value))
                    && names::score(value) >= 60
                {
                    self.out.unname(&mut self.rest.facts);
                }
                self.name(value);
                self.out.half_name = Some(Label::Name);
            }
            Label::GivenName | Label::Surname => self.half_of_name(kind, value),
            Label::Headline => self.headline(value),
            Label::Position if self.head => self.headline(value),
            Label::Email | Label::Phone | Label::Fax | Label::Url | Label::Network => {
                if !self.reached(kind, label, text, value) {
                    return false;
                }
            }
            Label::Address | Label::Place => self.living(value),
            _ => {
                // Personal details stay as they were written, label included.
                if self.head
                    || matches!(
                        kind,
                        Label::Birth
                            | Label::Birthplace
                            | Label::Nationality
                            | Label::Family
                            | Label::Gender
                            | Label::DrivingLicence
                            | Label::Detail
                    )
                {
                    self.fact(text);
                    return true;
                }
                return false;
            }
        }
        self.out.furniture(label, Furniture::Label);
        true
    }

    /// Reads the given names or the surname: the halves stand in any order.
    fn half_of_name(&mut self, kind: Label, value: &'a str) {
        let half = self.out.half_name.take();
        let known = self.out.profile.basics.name.as_ref().map(|name| name.get("").to_owned());
        let Some(known) = known else {
            self.name(value);
            self.out.half_name = Some(kind);
            return;
        };
        let said = inline::plain(inline::trim_separators(value));
        if half.is_none_or(|half| half == kind) {
            if words::fold(&known).contains(&words::fold(&said)) {
                self.out.furniture(value, Furniture::Duplicate);
            } else {
                self.fact(value);
            }
            return;
        }
        let whole = match kind {
            Label::GivenName => format!("{said} {known}"),
            _ => format!("{known} {said}"),
        };
        self.out.claim(&Val::new(value, 0.9), "basics.name");
        self.out.profile.basics.name = Some(Text::from(whole));
    }

    /// Reads a label in words of its own, where what follows says what it is: "Email Ann: …",
    /// "Direct line: …", "Connect on LinkedIn: …".
    fn spoken_label(&mut self, label: &'a str, value: &'a str) -> bool {
        let tokens = token::tokens(value);
        let [token] = tokens.as_slice() else { return false };
        let short = words::count(label) <= 7
            && !label.bytes().any(|b| b.is_ascii_digit())
            && !label.contains([',', '.', '\t'])
            && lexicon::heading(label).is_none_or(|heading| heading.score < 90);
        if !short || !matches!(token.kind, Kind::Email | Kind::Phone | Kind::Url) {
            return false;
        }
        // A number behind words that no telephone has is of a register: "DfE number: 99/12345".
        if token.kind == Kind::Phone
            && (self.out.profile.basics.phone.is_some() || !is_about_calls(label))
        {
            return false;
        }
        self.out.furniture(label, Furniture::Label);
        self.token(token.text, token.kind);
        true
    }

    /// Reads an account that is told in words.
    pub(super) fn told_account(&mut self, text: &'a str) -> bool {
        let Some((network, name)) = told_account(text) else { return false };
        self.out.furniture(text, Furniture::Label);
        self.network(network, name);
        true
    }

    /// Reads numbers and addresses behind a label. Tells whether there are any.
    fn reached(&mut self, kind: Label, label: &'a str, text: &'a str, value: &'a str) -> bool {
        let tokens = token::tokens(value);
        let mut found = false;
        for token in &tokens {
            let kind_of = match (kind, token.kind) {
                (Label::Phone, Kind::Text) if token::digits(token.text) >= 4 => Kind::Phone,
                (_, other) => other,
            };
            match (kind, kind_of) {
                (Label::Fax, _) => self.fact(text),
                (Label::Network, Kind::Text | Kind::Handle) => {
                    match lexicon::network_for_label(label) {
                        Some(network) => self.network(network, token.text),
                        None => self.fact(token.text),
                    }
                }
                // "0171 555 / WhatsApp"
                (Label::Phone, Kind::Text) if lexicon::label(token.text) == Some(Label::Phone) => {
                    self.out.furniture(token.text, Furniture::Label);
                }
                (_, Kind::Text | Kind::Place) => {
                    self.fact(token.text);
                }
                (_, other) => self.token(token.text, other),
            }
            found = true;
        }
        found
    }

    /// Reads where the person lives.
    fn living(&mut self, value: &'a str) {
        // "Gresham, Oregon. Have car and insurance."
        let told = value.split_once(". ").filter(|(place, rest)| {
            place::is_place(place) && words::count(rest) >= 3 && words::ends_sentence(rest)
        });
        let value = match told {
            Some((place, rest)) => {
                self.fact(rest);
                place
            }
            None => value,
        };
        for token in token::tokens(value) {
            match token.kind {
                Kind::Text | Kind::Place => {}
                other => self.token(token.text, other),
            }
        }
        let location = &mut self.out.profile.basics.location;
        if lexicon::is_region(value) && location.region.is_none() {
            location.region = Some(value.into());
            self.out.claim(&Val::new(value, 0.9), "basics.location.region");
        } else {
            self.place(value);
        }
    }

    /// Reads several labels in one line: "Tel: … | Mail: …".
    pub(super) fn several_labels(&mut self, text: &'a str) -> bool {
        let parts = token::strict(text);
        if parts.len() < 2
            || !parts.iter().all(|part| {
                token::label(part).is_some_and(|(label, _)| lexicon::label(label).is_some())
            })
        {
            return false;
        }
        for part in parts {
            if !self.labelled(part) {
                self.fact(part);
            }
        }
        true
    }

    /// Reads a line of columns one of which bears a label: "18 Mill Row    Nationality: British".
    pub(super) fn columns(&mut self, block: &Block<'a>) -> bool {
        // "Name:    Ann": label and value are one.
        let mut cells: Vec<&'a str> = Vec::new();
        for cell in block.text.split('\t') {
            match cells.last_mut().filter(|last| last.trim_end().ends_with([':', '：'])) {
                Some(last) => *last = super::header::span(block.text, &[last, cell]),
                None => cells.push(cell),
            }
        }
        let labelled = |cell: &&str| {
            cell.contains([':', '：'])
                && token::label(cell).is_some_and(|(label, _)| lexicon::label(label).is_some())
        };
        let detail = |cell: &&str| {
            let cell = inline::trim_separators(cell);
            is_detail(cell) || is_licence(cell) && words::count(cell) <= 6
        };
        let several = cells.len() > 1
            && (cells.iter().skip(1).any(labelled) || self.head && cells.iter().any(detail));
        if several {
            for text in cells {
                self.block(&Block { text: inline::trim(text), ..block.clone() });
            }
        }
        several
    }
}

/// Whether a label tells of calls: "Direct line", "Ring me at".
fn is_about_calls(label: &str) -> bool {
    const STEMS: [&str; 24] = [
        "phone", "tel", "call", "ring", "line", "mob", "cell", "text", "direct", "desk", "home",
        "whatsapp", "signal", "reach", "fon", "anruf", "ruf", "appel", "llam", "lig", "chiam",
        "bel", "dial", "contact",
    ];
    let folded = words::fold(label);
    folded.split(' ').any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
}

impl<'a> Reader<'a, '_> {
    /// The address behind the words that somebody lives there: "Residente in Via Emilia 44".
    pub(super) fn without_residing(&mut self, text: &'a str) -> &'a str {
        const WORDS: [&str; 24] = [
            "resident in",
            "resident at",
            "residing in",
            "residing at",
            "living in",
            "lives in",
            "based in",
            "i live in",
            "residente in",
            "residente a",
            "residente en",
            "residente em",
            "domiciliato in",
            "wohnhaft in",
            "wohnt in",
            "domicilié à",
            "domiciliée à",
            "demeurant à",
            "con domicilio en",
            "domiciliado en",
            "woonachtig te",
            "woonachtig in",
            "zamieszkały w",
            "zamieszkała w",
        ];
        let lower = text.to_lowercase();
        let word = WORDS.iter().find(|word| {
            lower.len() == text.len()
                && lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' '))
        });
        let Some(word) = word else { return text };
        self.out.furniture(text.get(..word.len()).unwrap_or_default(), Furniture::Label);
        text.get(word.len()..).unwrap_or_default().trim_start()
    }
}

/// Whether a line says one thing behind a label that nobody knows: `DfE number: 99/12345`.
pub(super) fn is_unknown_label(text: &str, block: &Block) -> bool {
    let Some((label, value)) = token::label(text).filter(|_| text.contains([':', '：'])) else {
        return false;
    };
    let reaches = |token: &token::Token| match token.kind {
        Kind::Text => false,
        Kind::Phone => token::digits(token.text) >= 9,
        _ => true,
    };
    let reached =
        || token::tokens(value).iter().any(reaches) || super::postal::postal(value).is_some();
    block.level == 0
        && label.chars().all(|c| c.is_alphabetic() || " .-/'’".contains(c))
        && lexicon::label(label).is_none()
        && lexicon::network_for_label(label).is_none()
        && lexicon::heading(label).is_none()
        && lexicon::role_score(label) < 60
        && names::score(label) < 80
        && !words::is_document_title(label)
        && !value.contains(['\t', '|', '·', '•'])
        && !is_prose(value, block)
        && !reached()
}
