//! The dates of entries of RenderCV: a start and an end, or a text of the author's choice.

use super::super::periods;
use super::unlinked;
use crate::profile::{When, Written};
use crate::syntax::{Fields, Node};

/// When an entry was, and the page that stood in place of a date.
#[derive(Default)]
pub(super) struct Dates {
    pub(super) start: Option<When>,
    pub(super) end: Option<When>,
    pub(super) page: Option<String>,
}

/// Reads the dates of an entry. A `date` may be any text, such as "Fall 2023" or a link: what is
/// no date prints as it stands, and a link leads where the entry's own would.
pub(super) fn dates(f: &mut Fields<'_>, written: &mut Written) -> Dates {
    let is_single = f.peek("start_date").or(f.peek("end_date")).is_none();
    let text = f.peek("date").and_then(Node::scalar).map(|text| text.trim().to_owned());
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        let names: (&[_], &[_]) = (&["startDate", "start_date"], &["endDate", "end_date"]);
        let (start, end) = f.period(names.0, names.1, written);
        return Dates { start, end, ..Dates::default() };
    };
    if is_single {
        let (label, page) = unlinked(Some(text.as_str().into()), true);
        if page.is_some() {
            f.scalar_text(&["date"]);
            // A label that is the address itself says no more than it.
            let label = label.filter(|label| !label.get("").contains('/'));
            let start = label.map(|label| When::Text(label.get("").to_owned()));
            return Dates { end: start.clone(), start, page };
        }
    }
    if !is_single {
        return beside(f, &text, written);
    }
    f.scalar_text(&["date"]);
    let (start, end) = periods::read(&text, written).unwrap_or_else(|| {
        let words = Some(When::Text(text));
        (words.clone(), words)
    });
    Dates { start, end, page: None }
}

/// Dates with a text beside them, which is what RenderCV prints: a period takes their place, and
/// anything else says how they end.
fn beside(f: &mut Fields<'_>, text: &str, written: &mut Written) -> Dates {
    let (start, end) =
        f.period(&["startDate", "start_date"], &["endDate", "end_date"], &mut Written::new());
    f.scalar_text(&["date"]);
    match periods::read(text, &mut Written::new()) {
        Some((from, to)) if from.is_some() && from != to => {
            periods::read(text, written);
            Dates { start: from, end: to, page: None }
        }
        _ => {
            written.insert("endDate".to_owned(), text.to_owned());
            Dates { start, end: end.or_else(|| Some(When::Text(text.to_owned()))), page: None }
        }
    }
}
