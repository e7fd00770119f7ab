//! Records of labelled lines: "Company: …", "From: …". What a label that nobody knows announces is told by
//! its values over the whole section.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::entries::{Line, Raw};
use super::header;
use super::ledger::Furniture;
use super::lexicon::{self, Label, Topic};
use super::lists;
use super::oneline::single;
use super::out::Out;
use super::place;
use super::position_head::{self, Order};
use super::positions;
use super::shapes;
use super::tables;
use super::token;
use super::value::{Bullet, Entry, Period, Val};
use super::words;

/// How many labels that nobody knows are looked at.
const MOST: usize = 24;

/// The labels of a section.
struct Labels {
    /// The level of the lines that bear them.
    base: u8,
    /// What unknown ones announce, by their folded words.
    inferred: Vec<(String, Label)>,
    /// Whether one of them announces the employer.
    employer: bool,
}

impl Labels {
    fn of(blocks: &[Block]) -> Self {
        let base = base(blocks);
        let mut labels = Self { base, inferred: Vec::new(), employer: false };
        let mut known: Vec<Label> = Vec::new();
        let mut unknown: Vec<(String, Vec<&str>)> = Vec::new();
        for block in blocks.iter().filter(|block| block.level == base) {
            let Some((label, value)) = spoken(block.text) else { continue };
            if let Some(label) = lexicon::label(label) {
                known.push(label);
                continue;
            }
            let key = words::fold(label);
            if let Some((_, values)) = unknown.iter_mut().find(|(other, _)| *other == key) {
                values.push(value);
            } else if unknown.len() < MOST {
                unknown.push((key, vec![value]));
            }
        }
        let records = known.iter().any(|label| matches!(label, Label::Employer | Label::Position))
            && known.len() >= 3;
        for (key, values) in unknown {
            let enough = values.len() >= 2 || records;
            if let Some(label) = announced(&values, &known).filter(|_| enough) {
                known.push(label);
                labels.inferred.push((key, label));
            }
        }
        labels.employer = known.contains(&Label::Employer);
        labels
    }

    /// The label of a block with its words and its value; `None` for the label if nobody knows it.
    fn at<'a>(&self, block: &Block<'a>) -> Option<(Option<Label>, &'a str, &'a str)> {
        if block.level != self.base {
            return None;
        }
        let (label, value) = token::label(block.text)?;
        // "Date" is a label, though "to date" is the present.
        let named = lexicon::label(label);
        if named.is_none() && dates::read(label, Reading::default()).is_some() {
            return None;
        }
        let known = named.or_else(|| {
            let key = words::fold(label);
            self.inferred.iter().find(|(other, _)| *other == key).map(|(_, label)| *label)
        });
        let known = match known {
            Some(Label::Client) if !self.employer => Some(Label::Employer),
            other => other,
        };
        let colon = block.text.contains([':', '：']);
        (known.is_some() || colon).then_some((known, label, value))
    }

    /// The label of a record that a block bears.
    fn of_record<'a>(&self, block: &Block<'a>) -> Option<(Label, &'a str, &'a str)> {
        let (label, slice, value) = self.at(block)?;
        Some((label.filter(|label| is_of_record(*label))?, slice, value))
    }
}

/// The label and the value of a line with a colon.
fn spoken(text: &str) -> Option<(&str, &str)> {
    let (label, value) = token::label(text)?;
    (text.contains([':', '：']) && words::count(label) <= 4).then_some((label, value))
}

/// What a label announces by its values, if most of them are of one kind that no other label is for.
fn announced(values: &[&str], known: &[Label]) -> Option<Label> {
    let most = |is: &dyn Fn(&str) -> bool| {
        values.iter().filter(|value| is(value)).count() * 3 >= values.len() * 2
    };
    let first = |text: &str| header::commas(text).first().map_or(0, |part| header::lean(part));
    let date = |text: &str| dates::read(text, Reading::default()).is_some();
    let free = |label: Label| !known.contains(&label);
    if free(Label::Date) && free(Label::Start) && most(&date) {
        return Some(Label::Date);
    }
    if free(Label::Place) && most(&place::is_place) {
        return Some(Label::Place);
    }
    let short = |text: &str| words::count(text) <= 8 && !words::ends_sentence(text);
    if free(Label::Position) && most(&|text| short(text) && first(text) >= 60) {
        return Some(Label::Position);
    }
    if free(Label::Employer) && most(&|text| short(text) && first(text) < 0) {
        return Some(Label::Employer);
    }
    let prose = |text: &str| words::ends_sentence(text) && words::count(text) >= 4;
    (free(Label::Duties) && most(&prose)).then_some(Label::Duties)
}

/// Reads records of labelled lines; `None` if the section has none.
pub(super) fn records<'a>(
    blocks: &[Block<'a>],
    topic: Topic,
    reading: Reading,
    out: &mut Out<'a>,
) -> Option<Vec<Entry<'a>>> {
    if !is_of_records(blocks) {
        return None;
    }
    let labels = Labels::of(blocks);
    let mut records = Records { entries: Vec::new(), seen: Vec::new(), headed: Vec::new() };
    let mut first = None;
    for (n, block) in blocks.iter().enumerate() {
        if let Some((kind, slice, text)) = labels.of_record(block) {
            // What begins the first record, begins the others; so does a label that comes again.
            let begins = *first.get_or_insert(kind) == kind || block.blank || opens(kind);
            if records.entries.is_empty() || records.seen.contains(&kind) && begins {
                records.open(Entry::default(), false);
            }
            records.seen.push(kind);
            out.furniture(slice, Furniture::Label);
            if let Some(entry) = records.entries.last_mut() {
                let label = Some(kind);
                tables::Cell { label, name: slice, text, topic, in_record: true }
                    .put(entry, reading);
            }
        } else if let Some((known, slice, text)) =
            labels.at(block).filter(|_| !records.entries.is_empty())
            && is_detail(known, slice)
        {
            let mut val = Val::new(slice, 0.8);
            val.join(": ", Val::prose(text, 0.8));
            if let Some(entry) = records.entries.last_mut() {
                entry.bullets.push(Bullet::new(val));
            }
        } else {
            records.unlabelled(blocks, n, &labels, reading, out);
        }
    }
    Some(records.closed())
}

/// Whether a label says something of a record that no field holds: "Team size: 8".
fn is_detail(known: Option<Label>, label: &str) -> bool {
    !matches!(known, Some(Label::Duties | Label::Description))
        && (known.is_some() || words::count(label) <= 3)
}

/// The records read so far.
struct Records<'a> {
    entries: Vec<Entry<'a>>,
    /// The labels of the record that is open.
    seen: Vec<Label>,
    /// For each record whether a line without a label stands over it.
    headed: Vec<bool>,
}

impl<'a> Records<'a> {
    fn open(&mut self, entry: Entry<'a>, headed: bool) {
        self.entries.push(entry);
        self.headed.push(headed);
        self.seen.clear();
    }

    /// Reads a block without a label: a head over the labels, a line with a period, or what was done.
    fn unlabelled(
        &mut self,
        blocks: &[Block<'a>],
        n: usize,
        labels: &Labels,
        reading: Reading,
        out: &mut Out<'a>,
    ) {
        let Some(block) = blocks.get(n) else { return };
        let own = block.level == labels.base && !shapes::is_prose(block.text, block);
        let period = dates::read(block.text, reading).filter(|_| own);
        let next = blocks.get(n + 1);
        let over = next.is_some_and(|next| !next.blank && labels.of_record(next).is_some());
        let apart = block.blank
            || n == 0
            || blocks.get(n - 1).is_some_and(|before| before.level != labels.base);
        if own && period.is_none() && over && apart && words::count(block.text) <= 12 {
            let mut entry = Entry::default();
            single(&mut entry, block.text, Order::EmployerFirst);
            return self.open(entry, true);
        }
        let dated = || {
            let found = dates::find(block.text, reading);
            found.into_iter().find(|found| {
                let period = matches!(found.form, dates::Form::Range | dates::Form::Since);
                period && found.is_apart()
            })
        };
        let taken = self.entries.last().is_some_and(|entry| entry.period.is_some());
        if own
            && period.is_none()
            && taken
            && block.blank
            && words::count(block.text) <= 16
            && let Some(found) = dated()
        {
            let line = Line { block: block.clone(), date: Some(found), after: false };
            let raw = Raw { head: vec![line], ..Raw::default() };
            return self.open(position_head::fields(&raw, Order::TitleFirst, false), false);
        }
        if self.entries.is_empty() {
            self.open(Entry::default(), false);
        }
        let Some(entry) = self.entries.last_mut() else { return };
        match period.filter(|_| entry.period.is_none()) {
            Some(found) => entry.period = Some(Period::of(block.text, &found)),
            None if entry.name.is_none()
                && entry.position.is_none()
                && lexicon::is_institution(block.text) =>
            {
                entry.name = Some(Val::new(block.text, 0.85));
            }
            None => positions::add(entry, block, labels.base, out),
        }
    }

    /// The records. Where lines without labels name employers, a record without one is of the last.
    fn closed(mut self) -> Vec<Entry<'a>> {
        let heads = self.headed.iter().any(|headed| *headed);
        for n in 1..self.entries.len() {
            let (before, after) = self.entries.split_at_mut(n);
            if let (Some(last), Some(entry), true) = (before.last(), after.first_mut(), heads)
                && entry.name.is_none()
                && entry.position.is_some()
                && self.headed.get(n) == Some(&false)
            {
                positions::inherit(entry, Some(last));
            }
        }
        self.entries
    }
}

/// The level of the lines that bear labels: 1 where each of them has a bullet, as in Europe's old form.
fn base(blocks: &[Block]) -> u8 {
    let labelled =
        |block: &Block| lists::label_of(block.text).is_some_and(|(label, ..)| is_of_record(label));
    let level =
        |level: u8| blocks.iter().filter(|block| block.level == level && labelled(block)).count();
    u8::from(level(0) == 0 && level(1) >= 3)
}

/// Whether most lines of a section bear labels of records.
pub(super) fn is_of_records(blocks: &[Block]) -> bool {
    let labels = Labels::of(blocks);
    let lines = blocks.iter().filter(|block| block.level == labels.base);
    let labelled = lines.clone().filter(|block| labels.of_record(block).is_some()).count();
    // Labels that nobody knows stand among those of records, but not among those of persons.
    let spoken = lines.clone().filter_map(|block| labels.at(block));
    let person = spoken.clone().any(|(label, ..)| {
        matches!(label, Some(Label::Email | Label::Phone | Label::Url | Label::Network))
    });
    let begun = || {
        let own = lines.clone().filter_map(|block| labels.of_record(block));
        own.into_iter().any(|(label, ..)| opens(label))
    };
    labelled >= 2
        && begun()
        && (labelled * 2 >= lines.clone().count()
            || !person && labelled >= 3 && spoken.count() * 3 >= lines.count() * 2)
}

/// Whether the labels of a section are those of positions.
pub(super) fn is_about_positions(blocks: &[Block]) -> bool {
    let labels = blocks.iter().filter_map(|block| lists::label_of(block.text));
    let labels: Vec<Label> = labels.map(|(label, ..)| label).collect();
    // "Role: …" above "Email: …" is what the person is.
    let person = labels.iter().any(|label| matches!(label, Label::Email | Label::Phone))
        && !labels
            .iter()
            .any(|label| matches!(label, Label::Date | Label::Start | Label::Employer));
    labels.iter().any(|label| matches!(label, Label::Position | Label::Employer | Label::Client))
        && !person
        && !labels.contains(&Label::Degree)
        && is_of_records(blocks)
}

/// Whether a label that comes again begins another record.
pub(super) fn opens(label: Label) -> bool {
    matches!(
        label,
        Label::Position
            | Label::Employer
            | Label::Degree
            | Label::Institution
            | Label::Title
            | Label::Date
            | Label::Start
    )
}

fn is_of_record(label: Label) -> bool {
    matches!(
        label,
        Label::Position
            | Label::Employer
            | Label::Unit
            | Label::Industry
            | Label::Start
            | Label::End
            | Label::Date
            | Label::Duties
            | Label::Degree
            | Label::Area
            | Label::Institution
            | Label::Score
            | Label::Place
            | Label::Address
            | Label::Role
            | Label::Title
            | Label::Headline
            | Label::Description
            | Label::Issuer
    )
}
