//! Says what is wrong with TOML in words that help to mend it.

use std::ops::Range;

use toml::de::Error;

use super::super::fields::shown;
use crate::diag::Diagnostic;
use crate::source::Source;

/// How many faults of one file are worth reading.
const MOST: usize = 20;

/// Turns the parser's errors into diagnostics: one for each line, in the order of the text.
pub(super) fn explain(source: &Source, errors: &[Error]) -> Vec<Diagnostic> {
    let mut errors: Vec<_> =
        errors.iter().map(|e| (e.span().unwrap_or(0..0), e.message())).collect();
    errors.sort_by_key(|(span, _)| span.start);
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut last = None;
    for (span, message) in errors {
        // Further errors in a line follow from the first.
        if last.is_some_and(|end| span.start <= end) {
            continue;
        }
        let fault = Fault::at(source.text(), span);
        last = Some(fault.end);
        let is_open_list = fault.is_open_list(message);
        found.push(fault.diagnostic(source, message));
        if is_open_list || found.len() == MOST {
            break;
        }
    }
    found
}

/// How the parser's messages about numbers begin.
const NUMBER: [&str; 13] = [
    "invalid integer",
    "invalid hexadecimal",
    "invalid octal",
    "invalid binary",
    "invalid float",
    "invalid mantissa",
    "invalid fraction",
    "invalid exponent",
    "unexpected leading zero",
    "unexpected sign",
    "redundant",
    "radix must",
    "integers with a radix",
];

/// An error's place, and the line around it.
struct Fault<'s> {
    text: &'s str,
    span: Range<usize>,
    start: usize,
    end: usize,
}

impl<'s> Fault<'s> {
    fn at(text: &'s str, span: Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let rest = text.get(span.start..).unwrap_or_default();
        let end = span.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        Self { text, span, start, end }
    }

    fn diagnostic(&self, source: &Source, message: &str) -> Diagnostic {
        let is = |start: &str| message.starts_with(start);
        if message.contains("recur") {
            return Diagnostic::error("too-large", "values nest too deep")
                .at(source, self.span.clone());
        }
        let (range, message, help) = if is("string values must be quoted") || is("missing value") {
            self.unquoted()
        } else if is("invalid boolean") || is("invalid float") && self.value().contains("null") {
            self.word()
        } else if is("invalid date") || is("invalid time") {
            let value = self.value();
            (
                self.value_range(),
                format!("`{}` is no date of TOML", shown(value)),
                format!("quote it: \"{}\"", shown(value)),
            )
        } else if NUMBER.iter().any(|start| is(start)) {
            let value = self.value();
            (
                self.value_range(),
                format!("`{}` is no number", shown(value)),
                format!("quote it: \"{}\"", shown(value)),
            )
        } else if is("invalid") && message.contains("string") {
            self.string(message)
        } else if is("missing escaped value") || is("invalid value") || is("too few unicode") {
            self.escape()
        } else if is("duplicate key") {
            let key = shown(self.get(&self.span));
            let help =
                format!("remove one of the two; a list of tables begins each with `[[{key}]]`");
            (self.span.clone(), format!("the key `{key}` is written twice"), help)
        } else {
            self.structure(message)
        };
        Diagnostic::error("syntax", message).help(help).at(source, range)
    }

    fn get(&self, range: &Range<usize>) -> &'s str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn line(&self) -> Range<usize> {
        let line = self.get(&(self.start..self.end));
        let indent = line.len() - line.trim_start().len();
        self.start + indent..(self.start + line.trim_end().len()).max(self.start + indent)
    }

    /// From the place to the end of the line.
    fn rest(&self) -> Range<usize> {
        let rest = self.get(&(self.span.start..self.end));
        self.span.start..self.span.start + rest.trim_end().len()
    }

    /// The value without quotes that the place is part of.
    fn value_range(&self) -> Range<usize> {
        let before = self.get(&(self.start..self.span.start));
        let start = before.rfind(['=', ',', '[', '{']).map_or(0, |i| i + 1);
        let start = self.span.start - before.get(start..).unwrap_or_default().trim_start().len();
        let rest = self.get(&(start..self.end));
        let length = rest.find([',', ']', '}', '#']).unwrap_or(rest.len());
        start..start + rest.get(..length).unwrap_or_default().trim_end().len()
    }

    fn value(&self) -> &'s str {
        self.get(&self.value_range())
    }

    /// Whether a line of `key = value` stands where a list goes on.
    fn is_open_list(&self, message: &str) -> bool {
        let line = self.line();
        let is_key = |key: &str| {
            !key.is_empty()
                && key.trim().chars().all(|c| c.is_alphanumeric() || "-_.\"'".contains(c))
        };
        message.starts_with("missing comma between array")
            && line.start == self.span.start
            && self.get(&line).split_once('=').is_some_and(|(key, _)| is_key(key))
    }

    fn unquoted(&self) -> (Range<usize>, String, String) {
        let value = self.get(&self.span);
        if value.trim().is_empty() {
            let help = "write a value behind `=`, or remove the key".to_owned();
            return (self.line(), "the key has no value".to_owned(), help);
        }
        if value.starts_with(['“', '”', '„', '‘', '’', '«', '»', '`']) {
            let message = "the quotes are none of TOML".to_owned();
            return (self.span.clone(), message, "write straight quotes: \"".to_owned());
        }
        let message = format!("`{}` is not in quotes", shown(value));
        let help = match value {
            "yes" | "on" => "write `true`, or \"".to_owned() + value + "\" for the word",
            "no" | "off" => "write `false`, or \"".to_owned() + value + "\" for the word",
            _ => format!("write \"{}\"", shown(value)),
        };
        (self.span.clone(), message, help)
    }

    fn word(&self) -> (Range<usize>, String, String) {
        let value = self.value();
        let help = match value.to_lowercase().as_str() {
            "null" => "remove the key".to_owned(),
            lower @ ("true" | "false") => format!("write `{lower}`"),
            _ => format!("quote it: \"{}\"", shown(value)),
        };
        (self.value_range(), format!("`{}` is no value of TOML", shown(value)), help)
    }

    fn string(&self, message: &str) -> (Range<usize>, String, String) {
        if message.contains("visible") || !self.span.is_empty() {
            let message = "a control character in a text".to_owned();
            return (
                self.span.clone(),
                message,
                "remove it, or write it as an escape such as `\\t`".to_owned(),
            );
        }
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let start = if message.contains("multi-line") {
            before.rfind("\"\"\"").max(before.rfind("'''"))
        } else {
            let quotes = ['"', '\''];
            let value = self.get(&(self.start..self.span.start));
            let behind = value.find('=').unwrap_or(0);
            let quote = value.get(behind..).and_then(|value| value.find(quotes));
            quote.map(|quote| self.start + behind + quote)
        };
        let help =
            "end it with the quote that it begins with; a text of several lines stands in \"\"\"";
        let start = start.unwrap_or(self.start);
        let first = Self::at(self.text, start..start);
        (start..first.end, "the text is not closed".to_owned(), help.to_owned())
    }

    fn escape(&self) -> (Range<usize>, String, String) {
        let before = self.get(&(self.start..self.span.start));
        let start = self.start + before.rfind('\\').unwrap_or(before.len());
        let rest = self.get(&(start..self.end));
        let digits = if rest.starts_with("\\U") {
            10
        } else if rest.starts_with("\\u") {
            6
        } else {
            2
        };
        let part = |&(i, c): &(usize, char)| i < 2 || (i < digits && c.is_ascii_hexdigit());
        let length =
            rest.char_indices().take_while(part).last().map_or(0, |(i, c)| i + c.len_utf8());
        let range = start..start + length;
        let message = format!("`{}` is no escape", self.get(&range));
        (
            range,
            message,
            "a backslash is written `\\\\`; in single quotes it stands for itself".to_owned(),
        )
    }

    /// Lines that are not built as they should be.
    fn structure(&self, message: &str) -> (Range<usize>, String, String) {
        let is = |start: &str| message.starts_with(start);
        let found = |range, message: &str, help: &str| (range, message.to_owned(), help.to_owned());
        let has_equals = self.get(&self.line()).contains('=');
        if is("key with no value") || (is("invalid unquoted key") && !has_equals) {
            found(
                self.line(),
                "this line is no `key = value`",
                "in TOML `=` stands between key and value, and comments begin with `#`",
            )
        } else if is("invalid unquoted key") || is("unquoted keys") || is("keys cannot be") {
            found(
                self.line(),
                "a key of other characters than letters, digits, `-` and `_`",
                "put the key in quotes",
            )
        } else if is("unexpected key or value") {
            found(
                self.rest(),
                "text behind the value",
                "a quote within a text is written `\\\"`; comments begin with `#`",
            )
        } else if self.is_open_list(message) {
            found(self.line(), "the list before this line is not closed", "end it with `]`")
        } else if is("missing comma") {
            found(self.rest(), "`,` is missing before this value", "write a comma")
        } else if is("extra comma") {
            found(self.rest(), "a comma with no value before it", "remove it")
        } else if is("unclosed") {
            found(self.line(), "a bracket in this line is not closed", "close it with `]` or `}`")
        } else if is("invalid key-value pair") || message.contains("expected key") {
            found(self.line(), "a key is expected here", "TOML holds lines of `key = value`")
        } else {
            let message = message.split(", expected").next().unwrap_or(message);
            found(self.rest(), message, "TOML holds lines of `key = value`, with texts in quotes")
        }
    }
}
