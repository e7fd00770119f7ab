//! Writes TOML: values first, then tables, lists of objects as arrays of tables.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Lists and objects that fit into this many columns stand in one line.
const WIDTH: usize = 80;

/// Writes an object as a document. TOML has no null, so that nulls are left out; its tables stand
/// behind the plain values of the object that they belong to. A value that is no object is
/// written under the key `value`.
pub fn write(value: &Value) -> String {
    let mut writer = Writer { out: String::new() };
    match value {
        Value::Object(members) => writer.table(members, &mut Vec::new(), false),
        value => {
            let members = Map::from_iter([("value".to_owned(), value.clone())]);
            writer.table(&members, &mut Vec::new(), false);
        }
    }
    writer.out
}

struct Writer {
    out: String,
}

/// How a member of a table is written.
#[derive(PartialEq)]
enum Form {
    /// Not at all.
    Nothing,
    /// As `key = value`.
    Value,
    /// As `[key]` with lines of its own.
    Table,
    /// As `[[key]]` for each item.
    Tables,
}

impl Writer {
    /// Writes a table; `path` holds the keys that lead to it, ready for a header.
    fn table(&mut self, members: &Map<String, Value>, path: &mut Vec<String>, in_list: bool) {
        let is_root = path.is_empty();
        let forms: Vec<_> =
            members.iter().map(|(key, value)| (key, value, form(value, is_root))).collect();
        let has_values = forms.iter().any(|(.., form)| *form == Form::Value);
        let is_empty = forms.iter().all(|(.., form)| *form == Form::Nothing);
        if !is_root && (in_list || has_values || is_empty) {
            self.header(path, in_list);
        }
        for (key, value, _) in forms.iter().filter(|(.., form)| *form == Form::Value) {
            let start = self.out.len();
            self.out.push_str(&written_key(key));
            self.out.push_str(" = ");
            let used = self.out.len() - start;
            self.value(value, 0, used, false);
            self.out.push('\n');
        }
        for (key, value, form) in forms {
            path.push(written_key(key));
            match (form, value) {
                (Form::Table, Value::Object(members)) => self.table(members, path, false),
                (Form::Tables, Value::Array(items)) => {
                    for members in items.iter().filter_map(Value::as_object) {
                        self.table(members, path, true);
                    }
                }
                _ => {}
            }
            path.pop();
        }
    }

    fn header(&mut self, path: &[String], in_list: bool) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let (open, close) = if in_list { ("[[", "]]\n") } else { ("[", "]\n") };
        self.out.push_str(open);
        self.out.push_str(&path.join("."));
        self.out.push_str(close);
    }

    /// Writes a value behind `used` columns of its line. With `inline` it keeps to one line.
    fn value(&mut self, value: &Value, indent: usize, used: usize, inline: bool) {
        match value {
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) => {
                let _ = write!(self.out, "{value}");
            }
            Value::String(text) if !inline && is_block(text) => self.block(text),
            Value::String(text) => self.out.push_str(&quoted(text)),
            Value::Array(items) => self.list(items, indent, used, inline),
            Value::Object(members) => self.object(members),
        }
    }

    fn list(&mut self, items: &[Value], indent: usize, used: usize, inline: bool) {
        let items: Vec<_> = items.iter().filter(|item| !item.is_null()).collect();
        let start = self.out.len();
        self.out.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.value(item, 0, 0, true);
        }
        self.out.push(']');
        let line = self.out.get(start..).unwrap_or_default();
        if inline || items.is_empty() || used + line.chars().count() <= WIDTH {
            return;
        }
        self.out.truncate(start);
        self.out.push_str("[\n");
        for item in items {
            self.indent(indent + 4);
            self.value(item, indent + 4, indent + 4, false);
            self.out.push_str(",\n");
        }
        self.indent(indent);
        self.out.push(']');
    }

    /// Writes an object in one line, as TOML 1.0 wants it.
    fn object(&mut self, members: &Map<String, Value>) {
        let mut begun = false;
        self.out.push('{');
        for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            self.out.push_str(if begun { ", " } else { " " });
            begun = true;
            self.out.push_str(&written_key(key));
            self.out.push_str(" = ");
            self.value(value, 0, 0, true);
        }
        self.out.push_str(if begun { " }" } else { "}" });
    }

    fn block(&mut self, text: &str) {
        self.out.push_str("\"\"\"\n");
        let mut quotes = 0;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            quotes = if c == '"' { quotes + 1 } else { 0 };
            match c {
                '\\' => self.out.push_str("\\\\"),
                // Three in a row end the text, and so may one at its end.
                '"' if quotes == 3 || chars.peek().is_none() => {
                    quotes = 0;
                    self.out.push_str("\\\"");
                }
                '\n' => self.out.push('\n'),
                c => escape(c, &mut self.out),
            }
        }
        self.out.push_str("\"\"\"");
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

fn form(value: &Value, is_root: bool) -> Form {
    match value {
        Value::Null => Form::Nothing,
        // Localised texts and other small things read better in a line.
        Value::Object(members) if members.is_empty() || (!is_root && fits_line(members)) => {
            Form::Value
        }
        Value::Object(_) => Form::Table,
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            let small = |item: &Value| {
                item.as_object().is_some_and(|m| (1..=2).contains(&m.len()) && fits_line(m))
            };
            if !is_root && items.iter().all(small) { Form::Value } else { Form::Tables }
        }
        _ => Form::Value,
    }
}

fn fits_line(members: &Map<String, Value>) -> bool {
    let length = |(key, value): (&String, &Value)| match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(key.len() + 10),
        Value::String(text) if !text.contains('\n') => Some(key.len() + text.len() + 7),
        _ => None,
    };
    members.iter().map(length).sum::<Option<usize>>().is_some_and(|length| length + 16 <= WIDTH)
}

/// Whether a text is better read in lines of its own.
fn is_block(text: &str) -> bool {
    text.trim_matches('\n').contains('\n') && !text.contains('\r')
}

fn written_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    let literal = |c: char| c != '\'' && !c.is_control();
    if text.contains(['"', '\\']) && text.chars().all(literal) {
        return format!("'{text}'");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c => escape(c, &mut quoted),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes a character, as an escape if it is a control character.
fn escape(c: char, out: &mut String) {
    match c {
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if c.is_control() => {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_behind_values() {
        let value = serde_json::json!({
            "basics": {"location": {"city": "Wien", "note": null}, "name": {"en": "A", "de": "B"}, "summary": "a\n\n\"b\""},
            "work": [
                {"name": "C:\\", "highlights": ["x", {"text": "y", "highlights": ["z"]}], "location": {"a b": "long ".repeat(20)}},
                {},
            ],
            "lang": "en",
            "none": null,
            "empty": {},
            "skills": [{"keywords": [{"en": "a"}, {"en": "b", "de": "c"}]}],
            "list": ["twenty characters 01", "twenty characters 02", "twenty characters 03", "four"],
        });
        let expected = r#"lang = "en"
empty = {}
list = [
    "twenty characters 01",
    "twenty characters 02",
    "twenty characters 03",
    "four",
]

[basics]
location = { city = "Wien" }
name = { en = "A", de = "B" }
summary = """
a

"b\""""

[[work]]
name = 'C:\'
highlights = ["x", { text = "y", highlights = ["z"] }]

[work.location]
"a b" = "long long long long long long long long long long long long long long long long long long long long "

[[work]]

[[skills]]
keywords = [{ en = "a" }, { en = "b", de = "c" }]
"#;
        assert_eq!(write(&value), expected);
    }

    #[test]
    fn what_is_no_object_gets_a_key() {
        assert_eq!(write(&serde_json::json!([1])), "value = [1]\n");
    }
}
