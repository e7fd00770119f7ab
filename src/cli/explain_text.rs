//! Shows where each piece of a text went, for `cvpdf check --explain`.

use cvpdf::extract::{Explanation, Owner, Piece};
use cvpdf::source::Source;
use serde_json::{Value as Json, json};

use super::args::MessageFormat;
use super::report::Report;

/// Prints the text line by line, each followed by the owners of its pieces and how sure that is.
pub(super) fn print(source: &Source, explanation: &Explanation, report: &mut Report) {
    if report.form() == MessageFormat::Json {
        for piece in &explanation.pieces {
            report.note("", Some(object(source, piece)));
        }
        return;
    }
    let text = source.text();
    let mut pieces = explanation.pieces.iter().peekable();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        let mut owners = Vec::new();
        while let Some(piece) = pieces.peek() {
            if piece.range.start >= end {
                break;
            }
            owners.extend(owner(piece, text));
            // A piece that goes on below is told with each of its lines.
            if piece.range.end > end {
                break;
            }
            pieces.next();
        }
        if !line.trim().is_empty() {
            let owners = if owners.is_empty() { "separator".to_owned() } else { owners.join("; ") };
            report.note(
                &format!("{:>5} | {}\n      = {owners}", number + 1, cut(line.trim_end(), 100)),
                None,
            );
        }
        start = end;
    }
}

/// A share as messages show it: two digits.
pub(super) fn rounded(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

fn owner(piece: &Piece, text: &str) -> Option<String> {
    let words = text.get(piece.range.clone()).unwrap_or_default().trim();
    let (name, sure) = match &piece.owner {
        Owner::Field(path) => (path.clone(), Some(piece.confidence)),
        Owner::Heading(key) => (format!("heading of {key}"), Some(piece.confidence)),
        Owner::Furniture(kind) => (format!("{}, not printed", kind.name()), None),
        Owner::Unplaced => ("unplaced".to_owned(), None),
        Owner::Separator => return None,
    };
    let sure = sure.map(|sure| format!(" {:.2}", rounded(sure))).unwrap_or_default();
    (!words.is_empty()).then(|| format!("{name}{sure} `{}`", cut(words, 40)))
}

fn object(source: &Source, piece: &Piece) -> Json {
    let (kind, name) = match &piece.owner {
        Owner::Field(path) => ("field", Some(path.as_str())),
        Owner::Heading(key) => ("heading", Some(key.as_str())),
        Owner::Furniture(kind) => ("furniture", Some(kind.name())),
        Owner::Separator => ("separator", None),
        Owner::Unplaced => ("unplaced", None),
    };
    let (line, column) = source.line_column(piece.range.start);
    json!({
        "type": "piece",
        "file": source.name(),
        "line": line,
        "column": column,
        "start": piece.range.start,
        "end": piece.range.end,
        "owner": kind,
        "name": name,
        "confidence": rounded(piece.confidence),
    })
}

fn cut(text: &str, most: usize) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect();
    if text.chars().nth(most).is_some() { line + "…" } else { line }
}
