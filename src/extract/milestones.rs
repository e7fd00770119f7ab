//! Careers written as milestones, as in Japan, Korea and China: "2019年4月 X社 入社" opens a position,
//! "退社" closes it; "入学" and "卒業" do so with schools.

use super::blocks::Block;
use super::dates::{self, Form, Reading};
use super::inline;
use super::ledger::Furniture;
use super::out::Out;
use super::place;
use super::positions;
use super::schools;
use super::value::{Entry, Period, Val};
use super::words;

/// What a milestone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Begins,
    Ends,
    GoesOn,
}

const STEPS: [(&str, Step); 28] = [
    ("入社", Step::Begins),
    ("入職", Step::Begins),
    ("入所", Step::Begins),
    ("入局", Step::Begins),
    ("着任", Step::Begins),
    ("入学", Step::Begins),
    ("入學", Step::Begins),
    ("編入学", Step::Begins),
    ("入职", Step::Begins),
    ("입사", Step::Begins),
    ("입학", Step::Begins),
    ("退社", Step::Ends),
    ("退職", Step::Ends),
    ("退所", Step::Ends),
    ("離職", Step::Ends),
    ("离职", Step::Ends),
    ("卒業", Step::Ends),
    ("卒業見込み", Step::Ends),
    ("卒業見込", Step::Ends),
    ("修了", Step::Ends),
    ("中退", Step::Ends),
    ("中途退学", Step::Ends),
    ("毕业", Step::Ends),
    ("畢業", Step::Ends),
    ("퇴사", Step::Ends),
    ("졸업", Step::Ends),
    ("現在に至る", Step::GoesOn),
    ("至る現在", Step::GoesOn),
];

/// What a text ends with, and what stands before it.
fn step(text: &str) -> Option<(&str, &str, Step)> {
    let text = text.trim().trim_end_matches(['。', '）', ')']);
    let found = STEPS.iter().filter(|(word, _)| text.ends_with(word));
    let (word, step) = found.max_by_key(|(word, _)| word.len())?;
    let head = text.get(..text.len() - word.len())?;
    Some((inline::trim_separators(head), text.get(head.len()..)?, *step))
}

/// Reads positions or schools of milestones; `None` if there are none.
pub(super) fn read<'a>(
    blocks: &[Block<'a>],
    schools: bool,
    reading: Reading,
    out: &mut Out<'a>,
) -> Option<Vec<Entry<'a>>> {
    let stepped = |block: &&Block| block.level == 0 && step(block.text).is_some();
    let first = blocks.first()?;
    if blocks.iter().filter(stepped).count() == 0 || dates::find(first.text, reading).is_empty() {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    for block in blocks {
        let text = block.text;
        let found = dates::find(text, reading).into_iter().next();
        let found = found.filter(|found| {
            found.range.start == 0 && block.level == 0 && found.form != Form::Ongoing
        });
        let rest = found.as_ref().map_or(text, |found| text.get(found.outer.end..).unwrap_or(text));
        let Some((head, word, step)) = step(rest).filter(|_| block.level == 0) else {
            if let Some(found) = found.filter(|found| found.form == Form::Range) {
                let mut entry =
                    Entry { period: Some(Period::of(text, &found)), ..Entry::default() };
                let mut rest = inline::trim_separators(rest);
                if schools {
                    rest = schools::without_step(&mut entry, rest);
                }
                name(&mut entry, rest, schools);
                entries.push(entry);
                continue;
            }
            if entries.is_empty() {
                entries.push(Entry::default());
            }
            let Some(entry) = entries.last_mut() else { continue };
            let short = words::count(text) <= 12 && !words::ends_sentence(text);
            if !schools && entry.position.is_none() && block.level == 0 && short && !entry.is_body()
            {
                entry.position = Some(Val::new(text, 0.8));
            } else {
                // Bullets beside one another are of one level, however they are set in.
                let block = Block { level: block.level.min(1), ..block.clone() };
                positions::add(entry, &block, 0, out);
            }
            continue;
        };
        out.furniture(word, Furniture::Label);
        let period = found.map(|found| Period::of(text, &found));
        match step {
            Step::Begins => {
                let mut entry = Entry { period, ..Entry::default() };
                if let Some(period) = &mut entry.period {
                    period.single = false;
                }
                name(&mut entry, head, schools);
                entries.push(entry);
            }
            Step::GoesOn => out.furniture(text, Furniture::Label),
            Step::Ends => end(&mut entries, head, period, schools, out),
        }
    }
    Some(entries)
}

/// Closes the entry that is open, or adds one of which only the end is told.
fn end<'a>(
    entries: &mut Vec<Entry<'a>>,
    head: &'a str,
    period: Option<Period<'a>>,
    schools: bool,
    out: &mut Out<'a>,
) {
    let mut closed = Entry::default();
    name(&mut closed, head, schools);
    let named = closed.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
    let same = |entry: &Entry| {
        let open =
            entry.period.as_ref().is_none_or(|period| period.end.is_none() && !period.single);
        let name = entry.name.as_ref().map_or("", |name| name.text.as_str());
        open && (!schools || named.is_empty() || named == name || head.starts_with('同'))
    };
    match entries.last_mut().filter(|entry| same(entry)) {
        Some(entry) => {
            // "一身上の都合により" says why, and nothing of the position.
            if !head.is_empty() {
                out.furniture(head, Furniture::Duplicate);
            }
            match (&mut entry.period, period) {
                (Some(known), Some(last)) => {
                    known.end = last.start.or(last.end);
                    known.written_end = last.written_start;
                    known.parts.extend(last.parts);
                }
                (slot @ None, last) => *slot = last,
                _ => {}
            }
        }
        None => {
            closed.period = period;
            entries.push(closed);
        }
    }
}

/// Takes the name; a school's comes first, then faculty and subject.
fn name<'a>(entry: &mut Entry<'a>, text: &'a str, schools: bool) {
    if text.is_empty() {
        return;
    }
    let (first, rest) = match text.split_once([' ', '\u{3000}', '\t']).filter(|_| schools) {
        Some((first, rest)) => (first, rest.trim()),
        None => (text, ""),
    };
    entry.name = Some(Val::new(first, 0.9));
    if place::is_place(rest) {
        entry.location = Some(Val::new(rest, 0.7));
    } else if !rest.is_empty() {
        entry.area = Some(Val::new(rest, 0.85));
    }
}
