//! Marks and honours of studies.

use super::inline;
use super::lexicon::{self, Label};
use super::value::{Entry, Val};
use super::words;

/// Whether a text is a mark or an honour: "2:1" too.
pub(super) fn is_mark(text: &str) -> bool {
    let bare = text.trim();
    let class = bare.len() == 3
        && bare.starts_with(['1', '2', '3'])
        && matches!(bare.get(1..2), Some(":" | "."))
        && bare.ends_with(|c: char| c.is_ascii_digit());
    class || lexicon::is_score(text)
}

pub(super) fn score<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text);
    // "GPA: 3.4", "Abschlussnote: 1,8": the label is not the mark.
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
    let label = text.split_once([':', ' ']).filter(|(label, _)| is_mark_label(label));
    if let Some((label, _)) = label {
        entry.labels.push(label);
    }
    let value = inline::trim_separators(label.map_or(text, |(_, value)| value));
    let val = Val::new(value, 0.85);
    match &mut entry.score {
        Some(score) => score.join(", ", val),
        None => entry.score = Some(val),
    }
}

/// Whether a word announces a mark: "GPA", "Note", "Grade".
fn is_mark_label(label: &str) -> bool {
    let folded = words::fold(label.trim_end_matches([':', '.']));
    lexicon::label(label) == Some(Label::Score)
        || [
            "gpa",
            "cgpa",
            "note",
            "abschlussnote",
            "gesamtnote",
            "grade",
            "final grade",
            "marks",
            "score",
            "average",
            "moyenne",
            "media",
            "nota",
            "promedio",
            "voto",
            "votazione",
            "cijfer",
            "notendurchschnitt",
            "durchschnitt",
            "ocena",
        ]
        .contains(&folded.as_str())
}
