//! Headings: where the sections begin, and what they are about.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::inline;
use super::labelled_headings::{inline_heading, is_in_run};
use super::lexicon::{self, Topic};
use super::looks::{Form, MAX_FORMS, paired_form, title};
use super::profiles::Layout;
use super::shapes::is_licence;
use super::words;
use crate::syntax::lines::LineKind;

/// A section: a heading and the blocks below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Part<'a> {
    /// What it is about; `None` for what stands before the first heading.
    pub(super) topic: Option<Topic>,
    /// The second topic of a heading for two.
    pub(super) also: Option<Topic>,
    /// The heading without decoration.
    pub(super) title: Option<&'a str>,
    /// Whether heading and content share a line: "Languages: …".
    pub(super) inline: bool,
    /// A duration beside the heading.
    pub(super) duration: Option<&'a str>,
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) sure: f32,
}

/// Parts blocks at their headings.
pub(super) fn split<'a>(blocks: Vec<Block<'a>>, layout: Layout) -> Vec<Part<'a>> {
    let headings = Headings::of(&blocks);
    let mut parts = vec![Part { sure: 1.0, ..Part::default() }];
    let mut flow = 0;
    let mut rows = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        if block.flow != flow {
            flow = block.flow;
            parts.push(Part { sure: 0.8, ..Part::default() });
        }
        let heading = headings.at(&blocks, n, parts.last());
        let heading = heading.filter(|heading| {
            layout == Layout::Free || !is_top_skill(*heading, parts.last(), layout)
        });
        if let Some(heading) = heading {
            let text = title(block.text);
            let (text, duration) = before_duration(text)
                .or_else(|| before_count(text))
                .map_or((text, None), |(head, tail)| (head, Some(tail)));
            parts.push(Part {
                topic: Some(heading.topic),
                also: heading.also,
                title: Some(text),
                duration,
                sure: f32::from(heading.score) / 100.0,
                ..Part::default()
            });
            if heading.topic == Topic::Other && duration.is_none() {
                rows.push((parts.len() - 1, n));
            }
        } else if let Some((part, rest)) =
            inline_heading(block, parts.last(), is_in_run(&blocks, n))
                .filter(|_| !is_in_summary(parts.last(), layout))
        {
            parts.push(part);
            if let Some(last) = parts.last_mut() {
                last.blocks.push(rest);
            }
        } else {
            // A line "Label: …" is a section of one block; what follows after a blank is none of it.
            let other = |part: &Part| {
                part.topic == Some(Topic::Languages) && is_licence(block.text) && block.level == 0
            };
            if parts
                .last()
                .is_some_and(|part| part.inline && (block.blank && block.level == 0 || other(part)))
            {
                parts.push(Part { sure: 0.7, ..Part::default() });
            }
            if let Some(last) = parts.last_mut() {
                last.blocks.push(block.clone());
            }
        }
    }
    demote(&mut parts, &rows, &blocks);
    parts.retain(|part| part.title.is_some() || !part.blocks.is_empty());
    parts
}

/// Unknown headings with nothing below them that follow each other are none: they are the rows of a
/// table between rules, and go to the section above. `rows` are their parts and blocks.
fn demote<'a>(parts: &mut [Part<'a>], rows: &[(usize, usize)], blocks: &[Block<'a>]) {
    let empty = |part: usize| parts.get(part).is_some_and(|part| part.blocks.is_empty());
    let rows: Vec<_> = rows.iter().copied().filter(|(part, _)| empty(*part)).collect();
    for run in rows.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 + 1 == b.1) {
        let [(first, _), _, ..] = run else { continue };
        let Some((above, own)) = parts.split_at_mut_checked(*first) else { continue };
        let Some(above) = above.last_mut() else { continue };
        for (part, (_, block)) in own.iter_mut().zip(run) {
            part.title = None;
            above
                .blocks
                .extend(blocks.get(*block).map(|block| Block { heading: 0, ..block.clone() }));
        }
    }
}

/// The headings of a document: by their words, and by looking like those.
struct Headings {
    /// For each block its look.
    looks: Vec<Form>,
    /// For each block the heading that it can be by its words.
    known: Vec<Option<lexicon::Heading>>,
    /// For each block whether it is one by its words.
    accepted: Vec<bool>,
    /// How the accepted ones look.
    forms: Vec<Form>,
    /// The first of them.
    first: usize,
    level: u8,
    /// How many lines stand below a gap and have text below them at once.
    gaps: usize,
    /// How many of those are headings.
    headed: usize,
    /// Whether titles of entries have the level of sections, as where all headings of a page were made alike.
    flat: bool,
}

impl Headings {
    fn of(blocks: &[Block]) -> Self {
        let level = section_level(blocks);
        let looks: Vec<Form> = (0..blocks.len()).map(|n| Form::of(blocks, n)).collect();
        let known: Vec<Option<lexicon::Heading>> =
            blocks.iter().zip(&looks).map(|(block, form)| candidate(block, *form, level)).collect();
        let looks_of = |least: u8| -> Vec<Form> {
            let found = looks.iter().zip(&known);
            let found = found.filter(|(_, known)| known.is_some_and(|known| known.score >= least));
            found.take(MAX_FORMS).map(|(form, _)| *form).collect()
        };
        let (strong, any) = (looks_of(90), looks_of(50));
        let mut accepted: Vec<bool> = (0..blocks.len())
            .map(|n| is_section(blocks, &known, n, looks.get(n).copied(), &strong, &any))
            .collect();
        by_gaps(blocks, &looks, &known, &mut accepted);
        let mut forms: Vec<Form> = looks
            .iter()
            .zip(&accepted)
            .filter(|(_, accepted)| **accepted)
            .take(MAX_FORMS)
            .map(|(form, _)| *form)
            .collect();
        forms.extend(paired_form(blocks, &looks));
        let first = accepted.iter().position(|&accepted| accepted).unwrap_or(usize::MAX);
        let below_gap = |m: &usize| {
            blocks.get(*m).is_some_and(|block| block.blank && block.level == 0 && *m > first)
                && looks.get(*m).is_some_and(|form| !form.open)
        };
        let gaps = (0..blocks.len()).filter(below_gap).count();
        let headed =
            (0..blocks.len()).filter(|m| below_gap(m) && accepted.get(*m) == Some(&true)).count();
        let mut headings =
            Self { looks, known, accepted, forms, first, level, gaps, headed, flat: false };
        headings.flat = level > 0 && blocks.iter().all(|block| block.heading <= level) && {
            let own = |n: &usize| headings.is_of_entry(blocks, *n);
            (first.min(blocks.len())..blocks.len()).filter(own).count() >= 2
        };
        headings
    }

    /// Whether a heading of the sections' level rather belongs to an entry: the next, with it, names a
    /// position or an employer, or a period follows.
    fn is_of_entry(&self, blocks: &[Block], n: usize) -> bool {
        let at = |n: usize| blocks.get(n).filter(|block| block.heading == self.level);
        let unknown = |n: usize| at(n).is_some() && self.accepted.get(n) == Some(&false);
        unknown(n) && (is_entry_head(blocks, n) || unknown(n + 1) && is_entry_head(blocks, n + 1))
    }

    /// The heading that a block is.
    fn at(&self, blocks: &[Block], n: usize, part: Option<&Part>) -> Option<lexicon::Heading> {
        let known = self.known.get(n).copied().flatten();
        let topic = part.and_then(|part| part.topic);
        // A plain line over a list of skills names a group of them, where headings look otherwise.
        let plain = self.forms.iter().filter(|form| !form.is_distinct()).count();
        let listed = blocks.get(n + 1).is_some_and(|next| next.level > 0);
        if topic == Some(Topic::Skills)
            && listed
            && plain * 3 < self.forms.len()
            && self.looks.get(n).is_some_and(|form| !form.is_distinct())
        {
            return None;
        }
        let form = self.looks.get(n).copied().unwrap_or_default();
        // "【実績】" where the headings are "■職務経歴"
        let signs = self.forms.iter().filter(|known| known.sign == form.sign).count();
        let odd = form.sign.is_some() && signs * 2 < self.forms.len();
        if blocks.get(n).is_some_and(|block| is_within(block, topic, form, odd)) {
            return None;
        }
        if self.accepted.get(n) == Some(&true) {
            return known.filter(|_| !is_pause(blocks, n));
        }
        let form = *self.looks.get(n)?;
        if !self.is_custom(blocks, n, form, topic) {
            return None;
        }
        let heading = known.or_else(|| lexicon::heading(title(blocks.get(n)?.text)));
        Some(heading.unwrap_or(lexicon::Heading { topic: Topic::Other, also: None, score: 80 }))
    }

    /// Whether an unknown line looks like the known headings.
    fn is_custom(&self, blocks: &[Block], n: usize, form: Form, topic: Option<Topic>) -> bool {
        let Some(block) = blocks.get(n) else { return false };
        let text = title(block.text);
        if block.kind != LineKind::Text || block.lines > 1 || text.is_empty() || n == 0 {
            return false;
        }
        if block.heading > 0 && block.heading == self.level {
            let entries = matches!(
                topic,
                Some(Topic::Work | Topic::Education | Topic::Volunteer | Topic::Projects)
            );
            if entries && self.flat && self.is_of_entry(blocks, n) {
                return false;
            }
            // Name and headline may share the level of the sections; they come before them.
            let below = n > self.first || !names_entry(text);
            return n >= 3 || block.heading != 1 && below;
        }
        let alike = self.forms.iter().filter(|known| known.is_like(form)).count();
        let most = if form.is_decorated() || form.caps { 8 } else { 6 };
        let short =
            words::count(text) <= most && text.len() <= 60 && !block.text.contains(['|', '@']);
        let plain = form.spaced || !block.text.contains(['\t', ',']);
        let dated = !dates::find(block.text, Reading::default()).is_empty();
        let followed =
            blocks.get(n + 1).is_some_and(|next| next.heading == 0 || next.heading > form.level);
        let apart = block.blank || block.ruled || form.underlined;
        // Before the first known heading only a sign tells one from the name, or that contacts stand
        // above it.
        let below_contact = || {
            let above = blocks.get(..n).unwrap_or_default();
            n >= 3
                && form.caps
                && above.iter().any(|block| block.text.contains('@'))
                && super::names::score(text) < 60
        };
        let late = n > self.first || form.sign.is_some() || below_contact();
        // "■使えるツール" where all headings bear that glyph.
        let glyph = block.level > 0
            && alike >= 2
            && alike * 2 >= self.forms.len()
            && blocks.get(n + 1).is_some_and(|next| next.level != block.level);
        let flat = block.level == 0 || glyph;
        if !(short && plain && !dated && followed && apart && flat && late) {
            return false;
        }
        if form.is_decorated() {
            return alike >= 1 && (form.level == 0 || form.level <= self.level);
        }
        let open = self.forms.iter().filter(|known| known.open).count() * 2 > self.forms.len();
        let entries = matches!(
            topic,
            Some(Topic::Work | Topic::Education | Topic::Volunteer | Topic::Projects)
        );
        // Pages of the web have headings that only the gap above them shows.
        let plain = self.forms.iter().filter(|known| !known.is_distinct() && !known.open).count();
        if plain >= 4
            && plain * 4 >= self.forms.len() * 3
            && !form.is_distinct()
            && !form.open
            && !entries
            && words::count(text) <= 4
            && text.starts_with(char::is_uppercase)
            && !names_entry(text)
            && super::names::score(text) < 60
        {
            // Hardly any line below a gap is none.
            return (self.headed + 1) * 5 >= self.gaps * 3;
        }
        alike >= 2
            && alike * 2 >= self.forms.len()
            && form.is_distinct()
            && (!names_entry(text)
                || form.caps && form.open == open && !entries && alike >= 3 && n > self.first)
            && if form.caps {
                form.open == open && (open || !entries) || !is_entry_head(blocks, n)
            } else {
                !is_entry_head(blocks, n)
            }
    }
}

/// Accepts likely headings where only the gap above shows what a heading is, as on pages of the web:
/// most of those known are plain lines with their text at once below.
fn by_gaps(
    blocks: &[Block],
    looks: &[Form],
    known: &[Option<lexicon::Heading>],
    accepted: &mut [bool],
) {
    let plain = |n: usize| {
        looks.get(n).is_some_and(|form| !form.is_distinct() && !form.open)
            && blocks.get(n).is_some_and(|block| block.blank && block.level == 0)
    };
    let sure = |n: &usize| accepted.get(*n) == Some(&true);
    let all = (0..blocks.len()).filter(sure).count();
    let alike = (0..blocks.len()).filter(sure).filter(|&n| plain(n)).count();
    let likely: Vec<usize> = (0..blocks.len())
        .filter(|&n| {
            let heading = known.get(n).copied().flatten();
            heading.is_some_and(|heading| heading.score >= 50)
                && plain(n)
                && blocks.get(n + 1).is_some_and(|next| next.heading == 0)
                && (!is_entry_head(blocks, n) || heading.is_some_and(|heading| heading.score >= 70))
        })
        .collect();
    if alike >= 2 && alike * 3 >= all * 2 && likely.len() >= 3 {
        for n in likely {
            if let Some(accepted) = accepted.get_mut(n) {
                *accepted = true;
            }
        }
    }
}

/// Whether a line names a pause, with its period at once below: "Parental leave" among positions.
fn is_pause(blocks: &[Block], n: usize) -> bool {
    let below = blocks.get(n + 1).is_some_and(|next| !next.blank && words::is_period(next.text));
    below && blocks.get(n).is_some_and(|block| super::positions::is_own_master(block.text))
}

/// Whether a line says something within its section that elsewhere would be a heading: how well a
/// language is spoken, the duties of a position.
fn is_within(block: &Block, topic: Option<Topic>, form: Form, odd: bool) -> bool {
    let text = title(block.text);
    match topic {
        Some(Topic::Education) => super::studies::is_stage(text) && block.heading == 0,
        Some(Topic::Languages) => lexicon::level(text).is_some() && !form.is_decorated(),
        Some(Topic::Certificates) => {
            let licence = lexicon::label(text) == Some(lexicon::Label::DrivingLicence);
            licence && !block.blank && !form.is_distinct()
        }
        Some(Topic::Work | Topic::Volunteer | Topic::Projects) => {
            let label = lexicon::label(text);
            let part = matches!(
                label,
                Some(
                    lexicon::Label::Duties
                        | lexicon::Label::Techniques
                        | lexicon::Label::Description
                )
            );
            part && (odd || !block.blank && !form.caps && !form.is_decorated())
        }
        _ => false,
    }
}

/// Whether a line stands in what somebody wrote of himself at a site whose sections are known: "Specialties: …"
/// there is part of it.
fn is_in_summary(part: Option<&Part>, layout: Layout) -> bool {
    layout != Layout::Free && part.is_some_and(|part| part.topic == Some(Topic::Summary))
}

/// Whether what else were a heading is one of the few skills above a saved profile: "Public Speaking".
fn is_top_skill(heading: lexicon::Heading, part: Option<&Part>, layout: Layout) -> bool {
    let part = part.filter(|part| part.topic == Some(Topic::Skills));
    if layout == Layout::Copied {
        return part.is_some() && heading.topic == Topic::Other;
    }
    let main = [Topic::Contact, Topic::Languages, Topic::Certificates, Topic::Summary, Topic::Work];
    part.is_some_and(|part| part.blocks.len() < 3)
        && !main.contains(&heading.topic)
        && heading.topic != Topic::Education
}

/// The level of Markdown's headings that sections have: that of most known headings, or else the
/// highest that more than one heading has.
fn section_level(blocks: &[Block]) -> u8 {
    let mut counts = [(0_usize, 0_usize); 8];
    for block in blocks.iter().filter(|block| block.heading > 0) {
        let text = title(block.text);
        let known = match of_words(text) {
            Some(heading) if heading.score >= 70 => 3,
            None if !names_entry(text) && lexicon::heading_by_stems(text).is_some() => 1,
            _ => 0,
        };
        if let Some((count, all)) = counts.get_mut(usize::from(block.heading.min(7))) {
            *count += known;
            *all += 1;
        }
    }
    let levels = || (1_u8..8).zip(counts.iter().skip(1));
    let best = levels().rev().max_by_key(|(_, (known, _))| *known);
    let known = best.filter(|(_, (known, _))| *known > 0).map(|(level, _)| level);
    known.or_else(|| levels().find(|(_, (_, all))| *all > 1).map(|(level, _)| level)).unwrap_or(0)
}

/// The heading that a block can be by its words and its shape.
fn candidate(block: &Block, form: Form, section_level: u8) -> Option<lexicon::Heading> {
    if block.lines > 1 || block.kind != LineKind::Text || block.text.len() > 120 {
        return None;
    }
    let text = title(block.text);
    let named = super::names::of_profile(text).is_some();
    if text.is_empty() || named || words::count(text) > 8 && !form.spaced {
        return None;
    }
    if block.text.contains('\t') && !form.spaced {
        return None;
    }
    let heading = of_words(text)
        .or_else(|| form.spaced.then(|| of_words(&words::unspaced(block.text))).flatten())
        .or_else(|| of_stems(text, block, form))?;
    let deep = block.heading > section_level && section_level > 0;
    let sentence = block.text.trim_end().ends_with(['.', ',', ';']) && block.heading == 0;
    (!sentence && (!deep || heading.score == 100)).then_some(heading)
}

/// The heading that words say, with what may stand beside it: a duration, a note in brackets, whose
/// it is.
fn of_words(text: &str) -> Option<lexicon::Heading> {
    let beside = || {
        let note = inline::bracket_tail(text).map(|(head, _)| title(head));
        let heading = note.filter(|head| !head.is_empty()).and_then(lexicon::heading);
        // Who counts what stands below wrote a heading beyond doubt.
        let counted = before_count(text).is_some();
        heading.map(|heading| lexicon::Heading {
            score: if counted { heading.score.max(90) } else { heading.score },
            ..heading
        })
    };
    let owned = || {
        if lexicon::is_institution(text) {
            return None;
        }
        // "About Ann", "Über Katrin Sommerlad"
        let about = ["About ", "Über ", "À propos de ", "Sobre ", "Acerca de ", "Over ", "Om "];
        if let Some(name) = about.iter().find_map(|sign| text.strip_prefix(sign))
            && super::names::score(name) >= 35
            && words::count(name) <= 4
        {
            return Some(lexicon::Heading { topic: Topic::Summary, also: None, score: 90 });
        }
        [" von ", " of ", " de ", " di ", " van ", " av ", " för "].iter().find_map(|sign| {
            let (head, name) = text.split_once(sign)?;
            let named = super::names::score(name) >= 60 && !words::is_document_title(head);
            named.then(|| lexicon::heading(head)).flatten()
        })
    };
    // "PUBLICATIONS (selection)" is as sure as without the note.
    let whole = lexicon::heading(text);
    let noted = whole.filter(|whole| whole.score < 90).and_then(|_| beside());
    noted
        .filter(|noted| noted.score >= 90)
        .or(whole)
        .or_else(|| compound(text))
        .or_else(|| before_duration(text).and_then(|(head, _)| lexicon::heading(head)))
        .or_else(beside)
        .or_else(owned)
}

/// The heading that stems of words tell, if the line looks like one.
fn of_stems(text: &str, block: &Block, form: Form) -> Option<lexicon::Heading> {
    let unspaced = words::unspaced(block.text);
    let text = if form.spaced { unspaced.as_str() } else { text };
    let few = words::count(text) <= 6 && text.len() <= 60 && block.level == 0;
    let plain = !text.contains(['\t', '|', '@', ':', '"', '“'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && text.chars().next().is_some_and(|c| !c.is_lowercase());
    let named = names_entry(text) && !form.is_decorated();
    let heading = lexicon::heading_by_stems(text)?;
    // "Université Abdelmalek Essaâdi"
    let school = (lexicon::is_institution(text)
        || words::fold(text)
            .split(' ')
            .any(|word| word.ends_with("kolleg") || word.ends_with("schule")))
        && text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2;
    (few && plain && !named && !school).then_some(heading)
}

/// Whether a text rather names a position, an employer, a school or a degree.
fn names_entry(text: &str) -> bool {
    lexicon::role_score(text) >= 60
        || lexicon::employer_score(text) >= 60
        || lexicon::is_institution(text) && words::count(text) > 1
        || lexicon::degree(text).is_some_and(|degree| degree.start == 0 && words::count(text) > 1)
}

/// Two headings written as one word, as Chinese and Japanese do: 获奖证书.
fn compound(text: &str) -> Option<lexicon::Heading> {
    if text.chars().count() > 10 || !text.chars().all(words::is_cjk) {
        return None;
    }
    text.char_indices().skip(1).find_map(|(at, _)| {
        let (first, second) = text.split_at(at);
        let first = lexicon::heading(first).filter(|heading| heading.score >= 90)?;
        let second = lexicon::heading(second).filter(|heading| heading.score >= 90)?;
        Some(lexicon::Heading { also: Some(second.topic), score: 90, ..first })
    })
}

/// The heading and the duration behind it: "Experience — 6 years".
fn before_duration(text: &str) -> Option<(&str, &str)> {
    [" — ", " – ", " - ", " ("].iter().find_map(|sign| {
        let (head, tail) = text.split_once(sign)?;
        words::is_duration(tail.trim_end_matches(')')).then_some((head, tail))
    })
}

/// The heading and the count that a site puts behind it: "Skills (14)".
fn before_count(text: &str) -> Option<(&str, &str)> {
    let (head, inner) = inline::bracket_tail(text)?;
    let counted = inner.bytes().all(|b| b.is_ascii_digit()) && inner.len() <= 3;
    (counted && !title(head).is_empty()).then(|| (title(head), inner))
}

/// Whether a block that can be a heading is one.
fn is_section(
    blocks: &[Block],
    known: &[Option<lexicon::Heading>],
    n: usize,
    form: Option<Form>,
    strong: &[Form],
    any: &[Form],
) -> bool {
    let (Some(block), Some(Some(heading)), Some(form)) = (blocks.get(n), known.get(n), form) else {
        return false;
    };
    let next = blocks.get(n + 1);
    if block.level > 0 {
        // A glyph before a heading is decoration if what follows is not the next of a list.
        let apart = next.is_some_and(|next| {
            next.level == 0 || next.level > block.level || next.indent > block.indent
        });
        let list_before = n > 0
            && blocks.get(n - 1).is_some_and(|before| before.level == block.level && !block.blank);
        return heading.score >= 90
            && apart
            && !list_before
            && block.blank
            && !block.text.ends_with(':');
    }
    if heading.score >= 90 {
        let inside_list = block.inside > 0 && !block.blank && block.heading == 0;
        return !inside_list || form.caps || form.bold;
    }
    let company = strong.iter().filter(|known| known.is_like(form)).count();
    let apart = block.blank || form.ruled || form.level > 0;
    if !apart || next.is_none() {
        return false;
    }
    if !form.is_distinct() {
        // A line like any other, where the known headings are such lines too.
        return form.open
            && company >= 2
            && company * 2 >= strong.len()
            && words::count(block.text) <= 4
            && !(heading.score < 70 && is_entry_head(blocks, n) || names_head(block.text));
    }
    let alike = any.iter().filter(|known| known.is_like(form)).count();
    match heading.score {
        70.. => true,
        _ if form.is_decorated() => company >= 1 || alike >= 2,
        _ => (company >= 1 || alike >= 3) && (form.caps || !is_entry_head(blocks, n)),
    }
}

/// Whether a line has a word of positions, employers, schools or degrees.
fn names_head(text: &str) -> bool {
    lexicon::role_score(text) > 0
        || lexicon::employer_score(text) > 0
        || lexicon::is_institution(text)
        || lexicon::degree(text).is_some()
}

/// Whether a line is rather the title of an entry: a position, a degree, an employer, or with a
/// period close below it.
fn is_entry_head(blocks: &[Block], n: usize) -> bool {
    let below = blocks.get(n + 1..).unwrap_or_default().iter().take(3);
    blocks.get(n).is_some_and(|block| names_head(block.text))
        || below.take_while(|block| block.level == 0).any(|block| {
            block.lines == 1 && words::count(block.text) <= 16 && words::has_range(block.text)
        })
}
