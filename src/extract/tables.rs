//! Tables and labelled records: what a column's head or a label says about its values.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::entries::{Line, Raw};
use super::grades;
use super::header;
use super::headings::Part;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label, Topic};
use super::lists;
use super::out::Out;
use super::place;
use super::schools;
use super::token;
use super::value::{Bullet, Entry, Period, Val};
use super::words;
use crate::syntax::lines::LineKind;

/// Reads the rows of tables with a head; returns their entries.
pub(super) fn read<'a>(
    blocks: &[Block<'a>],
    topic: Topic,
    reading: Reading,
    out: &mut Out<'a>,
) -> Option<Vec<Entry<'a>>> {
    let head = blocks.iter().find(|block| block.kind == LineKind::TableHead)?;
    if !blocks.iter().all(|block| matches!(block.kind, LineKind::TableHead | LineKind::TableRow)) {
        return None;
    }
    let heads: Vec<&'a str> = head.text.split('\t').map(inline::trim).collect();
    let rows: Vec<&Block<'a>> =
        blocks.iter().filter(|block| block.kind == LineKind::TableRow).collect();
    let labels = labels(&heads, &rows, topic);
    if labels.iter().all(Option::is_none) {
        return None;
    }
    out.furniture(head.text, Furniture::Label);
    let mut entries = Vec::new();
    for block in rows {
        let mut entry = Entry::default();
        for (n, text) in block.text.split('\t').enumerate() {
            let name = heads.get(n).copied().unwrap_or_default();
            let label = labels.get(n).copied().flatten();
            Cell { label, name, text: inline::trim(text), topic, in_record: false }
                .put(&mut entry, reading);
        }
        entries.push(entry);
    }
    Some(entries)
}

/// What each column of a table announces, by its head or else by its values: where a table about positions
/// names no employer, a column that nobody knows does, "Hotel" or "Ship".
fn labels(heads: &[&str], rows: &[&Block], topic: Topic) -> Vec<Option<Label>> {
    let mut labels: Vec<Option<Label>> = heads.iter().map(|head| column(head, topic)).collect();
    let values = |n: usize| -> Vec<&str> {
        rows.iter()
            .filter_map(|row| row.text.split('\t').nth(n).map(inline::trim))
            .filter(|value| !value.is_empty())
            .collect()
    };
    let missing = |labels: &[Option<Label>], of: &[Label]| {
        !labels.iter().flatten().any(|label| of.contains(label))
    };
    let infer = |labels: &mut [Option<Label>], label: Label, is: &dyn Fn(&str) -> bool| {
        let found = (0..heads.len()).find(|&n| {
            let values = values(n);
            let most = values.iter().filter(|value| is(value)).count() * 3 >= values.len() * 2;
            labels.get(n) == Some(&None)
                && heads.get(n).is_some_and(|head| !head.is_empty())
                && !values.is_empty()
                && most
        });
        if let Some(slot) = found.and_then(|n| labels.get_mut(n)) {
            *slot = Some(label);
        }
    };
    let short = |value: &str| words::count(value) <= 8 && !words::ends_sentence(value);
    let title =
        |value: &str| lexicon::role_score(header::commas(value).first().unwrap_or(&value)) >= 60;
    match topic {
        Topic::Work | Topic::Volunteer => {
            let employers = [Label::Employer, Label::Institution, Label::Client, Label::Place];
            if missing(&labels, &[Label::Position, Label::Headline, Label::Role]) {
                infer(&mut labels, Label::Position, &|value| short(value) && title(value));
            }
            if missing(&labels, &employers) {
                infer(&mut labels, Label::Employer, &|value| {
                    short(value) && !title(value) && !words::is_date(value)
                });
            }
        }
        Topic::Education
            if missing(&labels, &[Label::Institution, Label::Employer, Label::Place]) =>
        {
            infer(&mut labels, Label::Institution, &|value| lexicon::is_institution(value));
        }
        Topic::Projects => {
            for label in labels.iter_mut().filter(|label| **label == Some(Label::Headline)) {
                *label = Some(Label::Title);
            }
            if missing(&labels, &[Label::Title]) {
                infer(&mut labels, Label::Title, &short);
            }
        }
        _ => {}
    }
    labels
}

/// The section with the first row of a table as a row, where it is none of heads: a converter takes the
/// first row for that.
pub(super) fn with_first_row<'a>(part: &Part<'a>) -> Option<Part<'a>> {
    let at = part.blocks.windows(2).position(|pair| {
        let [head, row] = pair else { return false };
        head.kind == LineKind::TableHead
            && row.kind == LineKind::TableRow
            && head.text.split('\t').any(|cell| {
                let cell = inline::trim(cell);
                lexicon::language(cell).is_some()
                    || words::is_date(cell)
                    || words::has_range(cell)
                    || cell.contains('@')
            })
    })?;
    let mut part = part.clone();
    part.blocks.get_mut(at)?.kind = LineKind::TableRow;
    Some(part)
}

/// Reads a table whose columns are groups of skills: "Storage | Automation" over "Ceph, ZFS | Ansible".
/// Tells whether it is one.
pub(super) fn columns_of_skills<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) -> bool {
    let Some((head, rows)) = blocks.split_first() else { return false };
    let heads: Vec<&'a str> = head.text.split('\t').map(inline::trim).collect();
    let cells = |block: &Block<'a>| block.text.split('\t').map(inline::trim).collect::<Vec<_>>();
    let all: Vec<Vec<&'a str>> = rows.iter().map(cells).collect();
    let lists =
        all.iter().all(|row| row.iter().filter(|cell| cell.contains(", ")).count() * 2 > row.len());
    let leveled = all.iter().flatten().any(|cell| lexicon::level(cell).is_some());
    let table = head.kind == LineKind::TableHead
        && !rows.is_empty()
        && rows.iter().all(|row| row.kind == LineKind::TableRow);
    let named = heads.iter().all(|head| lexicon::label(head).is_none());
    let wide = heads.len() >= 3 || heads.len() == 2 && rows.len() == 1;
    if !(table && named && wide && !leveled && (lists || heads.len() >= 3)) {
        return false;
    }
    for (n, head) in heads.iter().enumerate() {
        let words = all.iter().filter_map(|row| row.get(n)).flat_map(|cell| lists::items(cell));
        let words: Vec<Val<'a>> =
            words.filter(|word| !word.is_empty()).map(|word| Val::new(word, 0.85)).collect();
        out.skill(Some(Val::new(head, 0.85)), None, words);
    }
    true
}

/// What the head of a column announces, in a table about a topic.
fn column(head: &str, topic: Topic) -> Option<Label> {
    const WHAT: [&str; 8] = ["what", "was", "quoi", "que", "cosa", "wat", "vad", "hvad"];
    if WHAT.contains(&words::fold(head).as_str()) {
        return Some(match topic {
            Topic::Work | Topic::Volunteer => Label::Position,
            Topic::Education => Label::Degree,
            _ => Label::Title,
        });
    }
    lexicon::label(head)
}

/// The topic of a table at the beginning of blocks that no heading stands over, and how many rows it
/// has: positions or schools, if it has a column of dates.
pub(super) fn without_heading(blocks: &[Block]) -> Option<(Topic, usize)> {
    let first = blocks.first().filter(|block| block.kind == LineKind::TableHead)?;
    let rows = blocks.iter().skip(1).take_while(|block| block.kind == LineKind::TableRow).count();
    let labels: Vec<Label> =
        first.text.split('\t').filter_map(|head| column(inline::trim(head), Topic::Work)).collect();
    let dated = labels.iter().any(|label| matches!(label, Label::Date | Label::Start));
    let school = labels.iter().any(|label| matches!(label, Label::Degree | Label::Institution));
    let position = labels.iter().any(|label| matches!(label, Label::Position | Label::Employer));
    let topic = if school { Topic::Education } else { Topic::Work };
    (dated && (school || position) && rows > 0).then_some((topic, rows + 1))
}

/// What the heads of the columns of tables are labels of.
fn head_labels(blocks: &[Block]) -> Vec<Option<Label>> {
    let heads = blocks.iter().filter(|block| block.kind == LineKind::TableHead);
    heads
        .flat_map(|block| block.text.split('\t'))
        .map(|head| lexicon::label(inline::trim(head)))
        .collect()
}

/// Whether a table has a column for positions and none for degrees.
pub(super) fn is_about_positions(blocks: &[Block]) -> bool {
    let labels = head_labels(blocks);
    labels.contains(&Some(Label::Position)) && !labels.contains(&Some(Label::Degree))
}

/// Whether a table lists works with the part that somebody had in each: a role, and no employer.
pub(super) fn is_about_works(blocks: &[Block]) -> bool {
    let labels = head_labels(blocks);
    let has = |label: Label| labels.contains(&Some(label));
    (has(Label::Role) || has(Label::Position))
        && has(Label::Date)
        && (labels.contains(&None) || has(Label::Title) || has(Label::Headline))
        && ![Label::Employer, Label::Client, Label::Institution, Label::Degree, Label::Issuer]
            .into_iter()
            .any(has)
}

/// Whether a table has columns for degrees and schools.
pub(super) fn is_about_schools(blocks: &[Block]) -> bool {
    let heads = blocks.iter().filter(|block| block.kind == LineKind::TableHead);
    let labels: Vec<Label> = heads
        .flat_map(|block| block.text.split('\t'))
        .filter_map(|head| lexicon::label(inline::trim(head)))
        .collect();
    labels.contains(&Label::Degree) && labels.contains(&Label::Institution)
}

/// A value below the head of its column, or behind its label in a record.
pub(super) struct Cell<'a> {
    /// What the head or the label announces.
    pub(super) label: Option<Label>,
    /// The head or the label as it is written.
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) topic: Topic,
    /// Whether it stands in a record of labelled lines.
    pub(super) in_record: bool,
}

impl<'a> Cell<'a> {
    /// Puts the value where its label says.
    pub(super) fn put(&self, entry: &mut Entry<'a>, reading: Reading) {
        let Self { label, name, text, topic, in_record } = *self;
        if text.is_empty()
            || self.said_when(entry, reading)
            || self.said_where(entry)
            || self.said_what(entry)
        {
            return;
        }
        let named = entry.name.is_none() && !in_record && !name.is_empty() && label.is_none();
        let project = topic == Topic::Projects
            && entry.bullets.is_empty()
            && words::count(name) <= 1
            && lexicon::heading(name).is_some();
        if named && (self.is_listed() || project) {
            title(entry, text);
        } else if name.is_empty() {
            unlabelled(entry, text, topic);
        } else {
            let mut val = Val::new(name, 0.8);
            val.join(": ", Val::new(text, 0.8));
            entry.bullets.push(Bullet::new(val));
        }
    }

    /// Whether it is about records of a day: prizes, certificates, publications.
    fn is_listed(&self) -> bool {
        matches!(self.topic, Topic::Awards | Topic::Certificates | Topic::Publications)
    }

    /// Takes a date, if the label announces one. Tells whether it did.
    fn said_when(&self, entry: &mut Entry<'a>, reading: Reading) -> bool {
        let Self { label, text, .. } = *self;
        if !matches!(label, Some(Label::Date | Label::Start | Label::End)) {
            return false;
        }
        let found =
            dates::read(text, reading).or_else(|| dates::find(text, reading).into_iter().next());
        if let Some(found) = &found {
            merge(&mut entry.period, Period::of(text, found), label == Some(Label::End));
        }
        found.is_some()
    }

    /// Takes an employer, a school or a place. Tells whether the label announces one.
    fn said_where(&self, entry: &mut Entry<'a>) -> bool {
        let Self { label, text, topic, in_record, .. } = *self;
        let career = matches!(topic, Topic::Work | Topic::Volunteer | Topic::Education);
        match label {
            Some(Label::Employer | Label::Institution) if topic != Topic::Projects => {
                employer(entry, text, 0.9);
            }
            // Where nothing else names an employer, the client is it.
            Some(Label::Client) if career && !in_record && entry.name.is_none() => {
                employer(entry, text, 0.8);
            }
            // "Where" is the employer or the school, if it names one and no other column does.
            Some(Label::Place)
                if entry.name.is_none()
                    && !in_record
                    && career
                    && !place::is_place(text)
                    && is_organisation(text, topic) =>
            {
                let employer = header::employer(text);
                entry.name = Some(Val::new(employer.name, 0.8));
                entry.location = employer.place.map(|place| Val::new(place, 0.75));
            }
            Some(Label::Area) if topic == Topic::Work && entry.name.is_none() => {
                entry.name = Some(Val::new(text, 0.7));
            }
            // Prizes and works have no place: it says who gave them, or where.
            Some(Label::Place) if self.is_listed() && entry.position.is_none() => {
                entry.position = Some(Val::new(text, 0.6));
            }
            Some(Label::Place) if self.is_listed() || topic == Topic::Projects => {
                let mut val = Val::new(self.name, 0.8);
                val.join(": ", Val::new(text, 0.8));
                if self.is_listed() {
                    entry.summary.push(val);
                } else {
                    entry.bullets.push(Bullet::new(val));
                }
            }
            Some(Label::Place | Label::Address) if entry.location.is_none() => {
                entry.location = Some(Val::new(text, 0.9));
            }
            _ => return false,
        }
        true
    }

    /// Takes what else a label can announce. Tells whether it does.
    fn said_what(&self, entry: &mut Entry<'a>) -> bool {
        let Self { label, text, topic, in_record, .. } = *self;
        let projects = topic == Topic::Projects;
        match label {
            Some(Label::Degree) if entry.name.is_none() && self.is_listed() => title(entry, text),
            Some(Label::Degree) => degree(entry, text),
            Some(Label::Position | Label::Headline) if !projects => {
                entry.position = Some(Val::new(text, 0.9));
            }
            Some(Label::Role | Label::Position) if projects => {
                entry.roles.push(Val::new(text, 0.85));
            }
            Some(Label::Role | Label::Issuer) => entry.position = Some(Val::new(text, 0.9)),
            Some(Label::Industry | Label::Unit) if topic != Topic::Education => {
                entry.description = Some(Val::new(text, 0.85));
            }
            Some(Label::Area) => entry.area = Some(Val::new(text, 0.9)),
            Some(Label::Score) => entry.score = Some(Val::new(text, 0.9)),
            Some(Label::Techniques) if !in_record => {
                entry
                    .keywords
                    .extend(lists::items(text).into_iter().map(|item| Val::new(item, 0.85)));
            }
            // "• Led a team<br>• Cut waste" in a cell.
            Some(Label::Duties | Label::Description) if text.contains(['•', '▪', '◦']) => {
                for piece in text.split(['•', '▪', '◦']).map(inline::trim_separators) {
                    if !piece.is_empty() {
                        entry.bullets.push(Bullet::new(Val::prose(piece, 0.85)));
                    }
                }
            }
            Some(Label::Duties | Label::Description) if topic == Topic::Education => {
                notes(entry, text);
            }
            Some(Label::Duties | Label::Description)
                if projects || in_record || entry.bullets.is_empty() =>
            {
                entry.summary.push(Val::prose(text, 0.85));
            }
            Some(Label::Url) if token::page(text).is_some() => entry.url = token::page(text),
            Some(Label::Title) => title(entry, text),
            _ => return false,
        }
        true
    }
}

/// Takes the employer with its place and what it is.
fn employer<'a>(entry: &mut Entry<'a>, text: &'a str, sure: f32) {
    let employer = header::employer(text);
    entry.name = Some(Val::new(employer.name, sure));
    entry.location = employer.place.map(|place| Val::new(place, 0.8)).or(entry.location.take());
    if let Some(unit) = employer.unit.or(employer.about) {
        entry.description = Some(Val::new(unit, 0.8));
    }
}

/// Whether a cell names an employer or a school rather than a town.
fn is_organisation(text: &str, topic: Topic) -> bool {
    let first = header::commas(text).first().copied().unwrap_or(text);
    lexicon::employer_score(first) > 0
        || lexicon::is_institution(first)
        || topic != Topic::Education && !lexicon::is_town_name(first) && words::count(text) >= 2
}

/// Takes remarks on a degree: its mark, or what else was done.
fn notes<'a>(entry: &mut Entry<'a>, text: &'a str) {
    for note in inline::split(text, &["; "]) {
        if entry.score.is_none() && grades::is_mark(note) {
            grades::score(entry, note);
        } else {
            entry.bullets.push(Bullet::new(Val::prose(note, 0.85)));
        }
    }
}

/// Takes the name of the entry, with its link.
fn title<'a>(entry: &mut Entry<'a>, text: &'a str) {
    if let Some((_, target)) = inline::link(text) {
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure: 0.9 });
    }
    entry.name = Some(Val::new(text, 0.9));
}

/// Takes a value without a label: a place, a name, or a remark.
fn unlabelled<'a>(entry: &mut Entry<'a>, text: &'a str, topic: Topic) {
    if entry.location.is_none() && place::is_place(text) {
        entry.location = Some(Val::new(text, 0.7));
    } else if entry.name.is_none() && topic != Topic::Work {
        entry.name = Some(Val::new(text, 0.6));
    } else {
        entry.bullets.push(Bullet::new(Val::new(text, 0.5)));
    }
}

/// Reads a degree with its subject as a head of a school is read.
fn degree<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let block = Block {
        text,
        level: 0,
        inside: 0,
        heading: 0,
        kind: LineKind::Text,
        indent: 0,
        blank: false,
        ruled: false,
        underlined: false,
        flow: 0,
        lines: 1,
    };
    let raw = Raw { head: vec![Line { block, date: None, after: false }], ..Raw::default() };
    let mut read = schools::fields(&raw);
    if read.degree.is_none() {
        entry.degree = Some(Val::new(text, 0.8));
        return;
    }
    entry.degree = read.degree.take();
    entry.area = read.area.take().or(entry.area.take());
    entry.score = read.score.take().or(entry.score.take());
    entry.location = entry.location.take().or(read.location.take());
    entry.bullets.append(&mut read.bullets);
    entry.labels.append(&mut read.labels);
    // "A-levels Biology, Chemistry": the school has its own column.
    if let (Some(name), Some(area)) = (&read.name, &mut entry.area)
        && !lexicon::is_institution(&name.text)
    {
        area.join(", ", name.clone());
        read.name = None;
    }
    if entry.name.is_none() {
        entry.name = read.name.take();
    } else if let Some(name) = read.name.take() {
        entry.bullets.push(Bullet::new(name));
    }
}

/// Puts start and end together.
fn merge<'a>(known: &mut Option<Period<'a>>, new: Period<'a>, is_end: bool) {
    let Some(period) = known else {
        let mut new = new;
        if is_end && new.end.is_none() {
            new.end = new.start.take();
        }
        *known = Some(new);
        return;
    };
    period.parts.extend(new.parts);
    period.single = false;
    period.sure = period.sure.min(new.sure);
    period.ongoing |= new.ongoing;
    if is_end {
        period.end = new.start.or(new.end);
        period.written_end = new.written_start.or(new.written_end);
    } else if period.start.is_none() {
        period.start = new.start;
    } else {
        period.end = new.end.or(new.start);
    }
}
