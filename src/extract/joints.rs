//! What lines say by their shape about belonging together: labels, addresses, dates, open ends.

use super::dates::{self, Form, Reading};
use super::lexicon;
use super::words;

/// Whether a line is one of addresses, numbers and names of networks.
pub(super) fn is_contact(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    (text.contains('@')
        && text.split_whitespace().any(|word| word.contains('@') && word.contains('.')))
        || first.starts_with("http")
        || first.starts_with("www.")
        || text.contains(" | ") && text.len() < 120
}

/// Whether a line begins with a street and its number: "ul. Wodociągowa 27".
pub(super) fn is_street_line(text: &str) -> bool {
    let head = text.split(',').next().unwrap_or(text);
    head.bytes().any(|b| b.is_ascii_digit())
        && words::count(head) <= 6
        && super::postal::is_street(head)
}

/// Whether a line begins with a label: "Company: …", "tel. …".
pub(super) fn is_labelled(text: &str) -> bool {
    let label = text.split([':', '：']).next().filter(|label| label.len() < text.len());
    let shaped = |label: &str| {
        let letters = label.chars().all(|c| c.is_alphabetic() || " -&/'’".contains(c));
        let capital = label.starts_with(char::is_uppercase);
        capital && letters && words::count(label) <= 3 && label.chars().count() > 2
    };
    let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ':']);
    let known =
        |label: &str| label.len() <= 40 && (lexicon::label(label).is_some() || shaped(label));
    (!text.contains("://") && label.is_some_and(known))
        || matches!(
            lexicon::label(first),
            Some(lexicon::Label::Phone | lexicon::Label::Email | lexicon::Label::Fax)
        )
}

/// Whether a line begins with a label of one or two words in small letters: "software: Reaper".
pub(super) fn is_small_label(text: &str) -> bool {
    [": ", " — ", " – ", " - "].iter().any(|sign| {
        text.split_once(sign).is_some_and(|(label, _)| {
            words::count(label) <= 2
                && label.chars().all(|c| c.is_alphanumeric() || " -&/.".contains(c))
                && label.chars().count() >= 2
        })
    })
}

/// Whether a period stands in a line as in the head of an entry: not within a sentence.
pub(super) fn is_dated_head(text: &str) -> bool {
    words::has_range(text)
        && (words::count(text) <= 8
            || dates::find(text, Reading::default()).iter().any(|found| {
                let edge = |side| matches!(side, dates::Side::Edge | dates::Side::Gap);
                matches!(found.form, Form::Range | Form::Since | Form::Open)
                    && (edge(found.before) || edge(found.after) || found.is_bracketed)
            }))
}

/// Whether a text ends with an article, so that a number behind it is no date.
pub(super) fn is_article(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    ["a", "an", "the", "of", "ein", "eine", "une", "un", "una", "de", "der", "die"].contains(&last)
}

/// Whether a text ends with a word that wants another: "of", "and", "the".
pub(super) fn ends_with_function_word(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(words::is_function_word)
}

/// Whether a text begins as no sentence does: in lower case, or with the end of a bracket.
pub(super) fn begins_low(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | ']'))
}

/// Whether a bracket is open at the end of a text.
pub(super) fn open_bracket(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Whether a line is a list of short items, which a wrapped sentence is not.
pub(super) fn is_list_line(text: &str) -> bool {
    text.contains(" | ") || text.contains(" · ") || text.contains('\t')
}

/// Whether a line is a period, perhaps with its duration, and no more.
pub(super) fn is_period(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && {
        let found = dates::find(text, Reading::default());
        found.first().is_some_and(|found| {
            matches!(found.form, Form::Range | Form::Since)
                && found.before == dates::Side::Edge
                && matches!(found.after, dates::Side::Edge | dates::Side::Bracket)
        })
    }
}

/// Whether a line is a date or a period and no more.
pub(super) fn is_date_line(text: &str) -> bool {
    dates::read(text, Reading::default()).is_some()
}
