//! Writes YAML that is pleasant to edit by hand and that no tool misreads.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Texts longer than this are folded.
const WIDTH: usize = 96;

/// Longer keys than this are no simple keys in YAML, which takes 1024 characters at most.
const LONGEST_KEY: usize = 500;

/// Writes a value in block style: keys in their order, texts of several lines as `|`, long ones
/// folded as `>-`, quotes only where a tool of YAML 1.1 or 1.2 would see something else than
/// text. [`parse`](super::parse) reads the same value again.
pub fn write(value: &Value) -> String {
    write_with_comments(value, &|_| None)
}

/// Writes a value like [`write()`], with a comment above each value that `comment` has one for. It is
/// given the path of a value, for example `work[0].highlights[2]`.
pub fn write_with_comments(value: &Value, comment: &dyn Fn(&str) -> Option<String>) -> String {
    let mut writer = Writer { out: String::new(), path: String::new(), comment };
    match value {
        Value::Object(members) if !members.is_empty() => writer.object(members, 0, true),
        Value::Array(items) if !items.is_empty() => writer.list(items, 0, true),
        scalar => {
            writer.scalar(scalar, 0);
            writer.out.push('\n');
        }
    }
    writer.out
}

struct Writer<'c> {
    out: String,
    /// The path of the value that is written.
    path: String,
    comment: &'c dyn Fn(&str) -> Option<String>,
}

impl Writer<'_> {
    /// Writes the members of an object, each in a line of its own. With `inline` the first one
    /// goes on in the line that was begun.
    fn object(&mut self, members: &Map<String, Value>, indent: usize, mut inline: bool) {
        let parent = self.path.len();
        for (key, value) in members {
            self.path.truncate(parent);
            self.path.push_str(if parent > 0 { "." } else { "" });
            self.path.push_str(key);
            self.begin(&mut inline, indent);
            let key = plain_or_quoted(key);
            if key.chars().count() > LONGEST_KEY {
                self.out.push_str("? ");
                self.out.push_str(&key);
                self.out.push('\n');
                self.indent(indent);
            } else {
                self.out.push_str(&key);
            }
            self.out.push(':');
            match value {
                Value::Object(members) if !members.is_empty() => {
                    self.out.push('\n');
                    self.object(members, indent + 2, false);
                }
                Value::Array(items) if !items.is_empty() => {
                    self.out.push('\n');
                    self.list(items, indent + 2, false);
                }
                scalar => {
                    self.out.push(' ');
                    self.scalar(scalar, indent + 2);
                    self.out.push('\n');
                }
            }
        }
        self.path.truncate(parent);
    }

    /// Begins the line of a value, below its comment. The first value of an item goes on in the
    /// line of its dash, and a comment there follows the dash.
    fn begin(&mut self, inline: &mut bool, indent: usize) {
        let comment = (self.comment)(&self.path);
        let goes_on = std::mem::take(inline) && !self.out.is_empty();
        if let Some(comment) = comment {
            if !goes_on {
                self.indent(indent);
            }
            self.out.push_str("# ");
            self.out.push_str(&comment.replace(['\n', '\r'], " "));
            self.out.push('\n');
            self.indent(indent);
        } else if !goes_on {
            self.indent(indent);
        }
    }

    fn list(&mut self, items: &[Value], indent: usize, mut inline: bool) {
        let parent = self.path.len();
        for (i, item) in items.iter().enumerate() {
            self.path.truncate(parent);
            let _ = write!(self.path, "[{i}]");
            self.begin(&mut inline, indent);
            self.out.push_str("- ");
            match item {
                Value::Object(members) if !members.is_empty() => {
                    self.object(members, indent + 2, true);
                }
                Value::Array(items) if !items.is_empty() => self.list(items, indent + 2, true),
                scalar => {
                    self.scalar(scalar, indent + 2);
                    self.out.push('\n');
                }
            }
        }
        self.path.truncate(parent);
    }

    /// Writes a scalar, or an empty list or object, without the line break behind it. Lines
    /// below its first are indented.
    fn scalar(&mut self, value: &Value, indent: usize) {
        match value {
            Value::String(text) => match (literal(text), folded(text, indent)) {
                (Some((head, lines)), _) => self.block(head, &lines, indent.max(2)),
                (None, Some(lines)) => self.block(">-", &lines, indent.max(2)),
                (None, None) => self.out.push_str(&plain_or_quoted(text)),
            },
            // Null, truth values, numbers and what is empty are written as in JSON.
            value => {
                let _ = write!(self.out, "{value}");
            }
        }
    }

    fn block(&mut self, head: &str, lines: &[&str], indent: usize) {
        self.out.push_str(head);
        for line in lines {
            self.out.push('\n');
            if !line.is_empty() {
                self.indent(indent);
                self.out.push_str(line);
            }
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// The head and the lines of a text as a literal block, if it has several lines and comes back
/// as it was.
fn literal(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let (head, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let lines: Vec<_> = body.split('\n').collect();
    // The indentation is found by the first line, and lines of blanks alone do not survive.
    let fits = body.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && lines.iter().all(|line| !line.ends_with([' ', '\t']) && line.chars().all(is_printable));
    fits.then_some((head, lines))
}

/// The lines of a long text as a folded block, if it comes back as it was.
fn folded(text: &str, indent: usize) -> Option<Vec<&str>> {
    let width = WIDTH.saturating_sub(indent).max(WIDTH / 2);
    let fits = text.chars().nth(width).is_some()
        && text.trim_matches([' ', '\t']) == text
        && text.chars().all(|c| c != '\n' && is_printable(c));
    if !fits {
        return None;
    }
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some((limit, _)) = rest.char_indices().nth(width) {
        // Two spaces in a row would become one, so that no line can end there.
        let single = |&space: &usize| {
            let (before, after) = (rest.get(..space), rest.get(space + 1..));
            before.is_some_and(|t| !t.is_empty() && !t.ends_with([' ', '\t']))
                && after.is_some_and(|t| !t.is_empty() && !t.starts_with([' ', '\t']))
        };
        let spaces = |text: &'_ str, from: usize| {
            text.match_indices(' ').map(|(i, _)| i + from).collect::<Vec<_>>()
        };
        let before = rest.get(..limit).unwrap_or_default();
        let found = spaces(before, 0).into_iter().rfind(single);
        let Some(space) = found.or_else(|| {
            let after = rest.get(limit..)?;
            after.match_indices(' ').map(|(i, _)| i + limit).find(single)
        }) else {
            break;
        };
        lines.push(rest.get(..space)?);
        rest = rest.get(space + 1..)?;
    }
    lines.push(rest);
    (lines.len() > 1).then_some(lines)
}

/// A text in one line: without quotes where no tool can mistake it, else in quotes.
fn plain_or_quoted(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if text.contains(['"', '\\']) && text.chars().all(|c| c != '\n' && c != '\t' && is_printable(c))
    {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_printable(c) => quoted.push(c),
            c => {
                let code = u32::from(c);
                let _ = match code {
                    0..=0xff => write!(quoted, "\\x{code:02x}"),
                    0x100..=0xffff => write!(quoted, "\\u{code:04x}"),
                    _ => write!(quoted, "\\U{code:08x}"),
                };
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a text without quotes is text for every tool.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let begins = first.is_alphanumeric()
        || matches!(first, '(' | '$' | '/' | '_' | '+' | '^' | ';')
        || !first.is_ascii();
    begins
        && !text.ends_with([' ', ':'])
        && text
            .chars()
            .all(|c| c != '\t' && c != '\n' && is_printable(c) && !(c.is_whitespace() && c != ' '))
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_special(text)
}

/// Whether a text without quotes is a number, a truth value, a date, … in YAML 1.1 or 1.2, or
/// looks so much like one that quotes help the reader.
fn is_special(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
        "nil",
    ];
    let lower = text.to_ascii_lowercase();
    let number = |c: char| {
        c.is_ascii_hexdigit()
            || matches!(c, '.' | ',' | ':' | '_' | '+' | '-' | 'x' | 'o' | 't' | 'z' | ' ' | '/')
    };
    WORDS.contains(&lower.as_str())
        || (lower.starts_with(|c: char| c.is_ascii_digit() || c == '+')
            && lower.chars().all(number))
}

/// Whether a character may stand in YAML as it is. Marks of byte order and of lines are left out
/// although some tools take them.
fn is_printable(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => false,
        c if c.is_control() => false,
        c => !matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_is_pleasant_to_edit() {
        let value = serde_json::json!({
            "basics": {"name": "Zoë O'Hara", "phone": "+43 660 1", "url": "https://x.example/#a", "image": "", "label": null},
            "work": [
                {"name": "AT&T", "startDate": "2019-09", "highlights": ["**Led** 5 people", "C# & F#", {"text": "a: b", "highlights": ["- x"]}]},
                {"summary": "One.\n\nTwo: #2.", "tags": [], "n": 1.5, "on": true},
            ],
            "long": "word ".repeat(30).trim_end(),
        });
        let expected = r#"basics:
  name: Zoë O'Hara
  phone: "+43 660 1"
  url: https://x.example/#a
  image: ""
  label: null
work:
  - name: AT&T
    startDate: "2019-09"
    highlights:
      - "**Led** 5 people"
      - C# & F#
      - text: "a: b"
        highlights:
          - "- x"
  - summary: |-
      One.

      Two: #2.
    tags: []
    "n": 1.5
    "on": true
long: >-
  word word word word word word word word word word word word word word word word word word
  word word word word word word word word word word word word
"#;
        assert_eq!(write(&value), expected);
    }

    #[test]
    fn what_a_tool_could_mistake_is_quoted() {
        for text in [
            "yes",
            "No",
            "ON",
            "off",
            "y",
            "n",
            "null",
            "~",
            "true",
            "1_000",
            "12:30:00",
            "2019-09-01",
            "0612",
            "1e3",
            "0x1F",
            "+1",
            ".5",
            "-",
            "- a",
            "? a",
            ": a",
            "a: b",
            "a #b",
            "a:",
            "#a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "[a]",
            "{a}",
            ",a",
            "'a'",
            "\"a\"",
            " a",
            "a ",
            "",
            "=",
            "<<",
            "---",
            "\u{85}",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{a0}",
        ] {
            assert!(write(&Value::from(text)).starts_with(['"', '\'']), "{text}");
        }
        for text in [
            "a",
            "É",
            "C++",
            "a:b",
            "a#b",
            "(a)",
            "Fall 2019",
            "5 years",
            "🚀 up",
            "it's",
            "say \"hi\"",
            "a, b",
            "$5M",
            "é: b".trim_end_matches(": b"),
        ] {
            assert_eq!(write(&Value::from(text)), format!("{text}\n"));
        }
    }
}
