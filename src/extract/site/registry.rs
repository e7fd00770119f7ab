//! Records of a registry of researchers, ORCID: each is set in several lines, the date and what it is in one
//! of them. Puts those of a record into one row, its parts side by side.

use super::phrases::bare;
use crate::extract::dates::{self, Reading};
use crate::extract::ledger::{Furniture, Ledger, Owner};
use crate::extract::lexicon::{self, Topic};
use crate::extract::place;
use crate::extract::rows::Row;
use crate::extract::token;
use crate::extract::words::fold;

/// Whether a text was copied from the registry.
pub(super) fn is_copied(source: &str, folded: &[String]) -> bool {
    let marks = folded
        .iter()
        .filter(|text| text.starts_with("source:") || text.as_str() == "show more detail")
        .count();
    marks >= 2 && source.contains("orcid.org/0000-")
}

/// Marks what the registry writes around the records: who said so, what kind of record it is, labels over
/// lines that speak for themselves.
pub(super) fn mark(source: &str, rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let said = |n: Option<usize>| n.and_then(|n| folded.get(n)).map_or("", String::as_str);
    for n in 0..rows.len() {
        let (above, text) = (said(n.checked_sub(1)), said(Some(n)));
        let own = is_of_registry(text)
            // The name below "Source:" alone.
            || above == "source"
            || LABELS.contains(&text)
            || is_kind_of_record(text) && anchor(source, rows.get(n.wrapping_sub(1))).is_some();
        if let Some(kind) = kinds.get_mut(n).filter(|_| own) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// What stands over lines that say by themselves what they are.
const LABELS: [&str; 7] = [
    "emails",
    "websites & social links",
    "websites",
    "countries",
    "country",
    "other ids",
    "activities",
];

fn is_of_registry(text: &str) -> bool {
    const LINES: [&str; 14] = [
        "source",
        "sort",
        "sort by",
        "orcid",
        "orcid id",
        "show more detail",
        "show less detail",
        "expand all",
        "collapse all",
        "printable version",
        "sign in/register",
        "search the orcid registry",
        "connecting research and researchers",
        "preferred source",
    ];
    const BEGINNINGS: [&str; 4] =
        ["source:", "record last modified", "peer review (", "search the orcid"];
    LINES.contains(&text) || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// What a record is, where the registry says so below it.
fn is_kind_of_record(text: &str) -> bool {
    const KINDS: [&str; 8] = [
        "employment",
        "education",
        "qualification",
        "distinction",
        "invited position",
        "membership",
        "service",
        "grant",
    ];
    KINDS.contains(&text)
}

/// The date of a line "2020-08 to present | Associate Professor", and what stands behind the stroke.
fn anchor<'s>(source: &'s str, row: Option<&Row>) -> Option<(&'s str, &'s str)> {
    let text = row?.text(source);
    let (date, rest) = text.split_once(" | ").unwrap_or((text, ""));
    dates::read(date, Reading::default()).map(|_| (date, rest.trim()))
}

/// Puts the lines of each record into one row.
pub(super) fn join(source: &str, rows: &mut Vec<Row>, ledger: &mut Ledger) {
    let mut topic = None;
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    // Where the lines of the record that is open begin.
    let mut start = 0;
    for row in std::mem::take(rows) {
        let text = row.text(source);
        let title = text.split(" (").next().unwrap_or(text);
        let heading = lexicon::heading(title).filter(|h| h.score >= 90 && title.len() < text.len());
        if let Some(heading) = heading {
            topic = Some(heading.topic);
            joined.push(row);
            start = joined.len();
            continue;
        }
        let lines = joined.len() - start;
        match anchor(source, Some(&row)).zip(topic).filter(|_| (1..=3).contains(&lines)) {
            Some(((date, rest), topic)) => {
                if topic == Topic::Publications {
                    // Works stay in their lines, set apart by gaps.
                    for (n, line) in joined.iter_mut().skip(start).enumerate() {
                        line.blank = n == 0;
                    }
                    joined.push(Row { blank: false, ..row });
                    start = joined.len();
                    continue;
                }
                let above = joined.split_off(start);
                joined.extend(record(source, above, &row, (date, rest), topic, ledger));
                start = joined.len();
            }
            None if start == joined.len() && start > 0 && is_detail(text) => {
                match topic {
                    Some(Topic::Publications) => joined.push(Row { blank: false, ..row }),
                    _ => beside(&mut joined, row),
                }
                start = joined.len();
            }
            None => joined.push(row),
        }
    }
    *rows = joined;
}

/// The row of a record: what it is, of whom, where and when.
fn record(
    source: &str,
    above: Vec<Row>,
    dated: &Row,
    (date, rest): (&str, &str),
    topic: Topic,
    ledger: &mut Ledger,
) -> Option<Row> {
    let range = |text: &str| {
        let start = (text.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
        start..start + text.len()
    };
    let mut first = above.first()?.clone();
    let mut parts: Vec<&str> = Vec::new();
    // "Breathing soils" over who funds it: what stands behind the stroke is the kind of record.
    let work = above.len() >= 2;
    if !work && !rest.is_empty() {
        parts.push(rest);
    }
    for row in &above {
        let text = row.text(source);
        match house(text).filter(|_| matches!(topic, Topic::Work | Topic::Education)) {
            Some((name, place)) => parts.extend([name, place]),
            None => parts.push(text),
        }
    }
    parts.push(date);
    if work && !rest.is_empty() {
        ledger.claim(range(rest), &Owner::Furniture(Furniture::Label), 0.9);
    }
    first.cells = parts.iter().map(|part| range(part)).collect();
    first.columns = (0..parts.len()).map(|n| first.indent() + n * 40).collect();
    first.width = first.width.max(dated.width);
    first.blank = true;
    Some(first)
}

/// The name and the place of "University of Bergen: Bergen, NO".
fn house(text: &str) -> Option<(&str, &str)> {
    let (name, place) = text.rsplit_once(": ")?;
    let country = place
        .rsplit(", ")
        .next()
        .is_some_and(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()));
    (country || place::is_place(place)).then_some((name.trim(), place.trim()))
}

/// Whether a line below a record says a number of it, or where it is found.
fn is_detail(text: &str) -> bool {
    let label = text.split(':').next().map(|label| fold(bare(label))).unwrap_or_default();
    const LABELS: [&str; 14] = [
        "doi",
        "url",
        "uri",
        "handle",
        "isbn",
        "issn",
        "eid",
        "pmid",
        "wosuid",
        "arxiv",
        "contributors",
        "part of isbn",
        "grant_number",
        "part of issn",
    ];
    LABELS.contains(&label.as_str()) && text.contains(':') || token::page(text).is_some()
}

/// Sets a detail of a record beside it.
fn beside(joined: &mut [Row], row: Row) {
    if let Some(last) = joined.last_mut() {
        last.columns.push(last.columns.last().copied().unwrap_or(0) + 40);
        last.cells.extend(row.cells);
    }
}
