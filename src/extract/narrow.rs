//! The narrow column beside a profile that a site saved, where long titles go on in the next line.

use std::ops::Range;

use super::blocks::Pending;
use super::lexicon::{self, Topic};
use super::rows::Row;
use super::words;

/// The width of the column beside a profile that LinkedIn saved.
const NARROW: usize = 33;

/// The rows of the column beside a saved profile that hold titles: of certificates, prizes,
/// publications. Skills and languages fit into their lines.
pub(super) fn narrow(source: &str, rows: &[Row]) -> Range<usize> {
    let topic = |row: &Row| lexicon::heading(row.text(source)).map(|heading| heading.topic);
    let titles = |row: &&Row| {
        let topics = [Topic::Certificates, Topic::Awards, Topic::Publications, Topic::Other];
        words::is_heading(row.text(source)) && topic(row).is_some_and(|t| topics.contains(&t))
    };
    let main = |row: &&Row| {
        matches!(topic(row), Some(Topic::Summary | Topic::Work | Topic::Education))
            && words::is_heading(row.text(source))
    };
    let end = rows.iter().find(main).map_or(0, |row| row.number);
    let start = rows.iter().find(titles).map_or(end, |row| row.number);
    start..end.max(start)
}

/// Whether a title went on below because the next word did not fit into the narrow column.
pub(super) fn overflows(open: &Pending, text: &str) -> bool {
    let first = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let rest = text.starts_with(|c: char| c == '(' || c.is_lowercase());
    open.last.width + 1 + first > NARROW && (rest || words::count(text) == 1)
}
