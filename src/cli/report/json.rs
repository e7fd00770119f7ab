//! The form of diagnostics for programs: an object per line.

use cvpdf::diag::{Diagnostic, Place};
use serde_json::{Value as Json, json};

use super::is_control;

/// Returns the diagnostic as an object. Lines and columns count from 1, columns in characters;
/// `start` and `end` count bytes of the text.
pub(in crate::cli) fn diagnostic(diagnostic: &Diagnostic) -> Json {
    let mut object = json!({
        "type": "diagnostic",
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": null, "page": null,
        "line": null, "column": null, "endLine": null, "endColumn": null,
        "start": null, "end": null,
        "label": diagnostic.label,
        "help": diagnostic.help,
    });
    match &diagnostic.place {
        Place::Nowhere => {}
        Place::File(source) => object["file"] = source.name().into(),
        Place::Page { source, page } => {
            object["file"] = source.name().into();
            object["page"] = (*page).into();
        }
        Place::Text { source, range } => {
            let (line, column) = source.line_column(range.start);
            let (end_line, end_column) = source.line_column(range.end);
            object["file"] = source.name().into();
            object["line"] = line.into();
            object["column"] = column.into();
            object["endLine"] = end_line.into();
            object["endColumn"] = end_column.into();
            let before = source.start().offset;
            object["start"] = (before + range.start).into();
            object["end"] = (before + range.end).into();
        }
    }
    object
}

/// Returns the value in one line of characters that no terminal obeys.
pub(super) fn line(value: &Json) -> String {
    let text = value.to_string();
    if !text.contains(is_control) {
        return text;
    }
    // Such characters occur in strings alone, where an escape means the same.
    text.chars().fold(String::new(), |mut line, c| {
        match c {
            c if is_control(c) => line.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => line.push(c),
        }
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cvpdf::source::Source;

    #[test]
    fn places_count_characters_and_bytes() {
        let source = Source::new("a.json", "{\n \"ł\": x }");
        let error = Diagnostic::error("syntax", "wrong").at(&source, 4..8).label("here");
        let object = diagnostic(&error);
        assert_eq!((object["line"].clone(), object["column"].clone()), (json!(2), json!(3)));
        assert_eq!((object["start"].clone(), object["endColumn"].clone()), (json!(4), json!(6)));
        assert_eq!((object["label"].clone(), object["help"].clone()), (json!("here"), Json::Null));
    }

    #[test]
    fn lines_keep_their_text_and_are_safe() {
        let value = json!({ "message": "a\u{1b}b\u{9b}c\u{202e}\n" });
        let line = line(&value);
        assert!(!line.contains(is_control), "{line}");
        assert_eq!(serde_json::from_str::<Json>(&line).unwrap(), value);
    }
}
