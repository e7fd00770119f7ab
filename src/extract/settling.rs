//! Mends the fields of schools: what the order of the parts left in the wrong one.

use super::grades::is_mark;
use super::header;
use super::inline;
use super::lexicon::{self, Label};
use super::value::{Entry, Val};
use super::words;

/// Mends what the order of the units left in the wrong field.
pub(super) fn settle(entry: &mut Entry) {
    subject_in_bracket(entry);
    degree_in_bracket(entry);
    if entry.name.is_none() && entry.degree.is_none() && entry.bullets.is_empty() {
        // One text alone is the school.
        if let Some(area) = entry.area.take() {
            entry.name = Some(area);
        }
    } else if entry.name.is_none()
        && entry.degree.is_some()
        && entry.location.is_none()
        && entry.area.as_ref().is_some_and(|area| ends_with_town(&area.text))
    {
        // "Meisterprüfung, WIFI Dornbirn"
        entry.name = entry.area.take();
    } else if entry.name.is_none()
        && entry.location.is_some()
        && entry.area.is_some()
        && entry.degree.is_some()
    {
        entry.name = entry.location.take();
    } else if entry.name.is_some() && entry.degree.is_none() {
        trade(entry);
    }
}

/// Takes the degree out of the bracket behind its subject, "obor Finance (Bc.)", and the word for a subject
/// off it.
fn degree_in_bracket(entry: &mut Entry) {
    let Some(area) = entry.area.as_ref().filter(|_| entry.degree.is_none()) else { return };
    let [text] = *area.parts else { return };
    let Some((head, inner)) = inline::bracket_tail(text) else { return };
    let whole = lexicon::degree(inner)
        .is_some_and(|degree| degree.start == 0 && degree.end + 1 >= inner.trim().len());
    if !whole || inline::trim_separators(head).is_empty() {
        return;
    }
    let head = inline::trim_separators(head);
    let labelled =
        head.split_once(' ').filter(|(word, _)| lexicon::label(word) == Some(Label::Area));
    if let Some((word, _)) = labelled {
        entry.labels.push(word);
    }
    entry.degree = Some(Val::new(inner, 0.8));
    entry.area = Some(Val::new(labelled.map_or(head, |(_, subject)| subject), 0.8));
}

/// Takes the subject out of the bracket that a degree ends with: "B.Tech (Computer Science)".
fn subject_in_bracket(entry: &mut Entry) {
    let Some(degree) = entry.degree.as_ref().filter(|_| entry.area.is_none()) else { return };
    let [text] = *degree.parts else { return };
    let Some((head, inner)) = inline::bracket_tail(text) else { return };
    let telling = words::count(inner) >= 2
        && inner.chars().any(char::is_lowercase)
        && lexicon::degree(inner).is_none()
        && !is_mark(inner)
        && !inner.contains('-')
        && !inner.bytes().any(|b| b.is_ascii_digit());
    if telling && lexicon::degree(head).is_some_and(|degree| degree.end >= head.trim().len()) {
        entry.area = Some(Val::new(inner, 0.8));
        entry.degree = Some(Val::new(inline::trim_separators(head), 0.85));
    }
}

/// Takes a trade that was learnt for the degree, and what follows it for the subject: "Specialist nurse,
/// dementia care".
fn trade(entry: &mut Entry) {
    let Some(area) = &entry.area else { return };
    let [text] = *area.parts else { return };
    let parts = header::commas(text);
    let Some((trade, rest)) = parts.split_first() else { return };
    let is_role = |word: Option<&str>| word.is_some_and(|word| lexicon::role_score(word) >= 60);
    let mut said = trade.split_whitespace();
    let (first, second) = (said.next(), said.next());
    let named = is_role(trade.split_whitespace().next_back())
        || is_role(first)
            && second.is_some_and(|second| {
                second.starts_with('(') || ["für", "for", "de", "en", "in", "för"].contains(&second)
            });
    // A trade alone is what was learnt: nothing tells it from a subject.
    if !named || words::count(trade) > 5 || rest.is_empty() && words::count(trade) < 2 {
        return;
    }
    entry.degree = Some(Val::new(trade, 0.7));
    entry.area = Some(Val::new(header::span(text, rest), 0.7)).filter(|area| !area.is_empty());
}

/// Whether a text of some words ends with a town that is known, as names of schools do.
fn ends_with_town(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    (2..=5).contains(&words::count(text)) && lexicon::is_town_name(last) && !text.contains(',')
}
