//! Says what is wrong with JSON in words that help to mend it.

use std::ops::Range;

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::{ParseError, ParseErrorKind};

use super::super::fields::shown;
use super::Parser;
use crate::diag::Diagnostic;

impl Parser<'_> {
    /// Says what the scanner stumbled over.
    pub(super) fn explain(&self, error: &ParseError) -> Box<Diagnostic> {
        let range = error.range();
        let start = self.scanner.token_start();
        match error.kind() {
            ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
                self.unterminated(start)
            }
            ParseErrorKind::String(kind) => self.bad_escape(kind, range.start),
            ParseErrorKind::UnterminatedCommentBlock => {
                let error = Diagnostic::error("syntax", "the comment is not closed")
                    .help("end it with `*/`");
                self.at(error, start..start + 2)
            }
            ParseErrorKind::UnexpectedToken => self.unquoted(start),
            _ => self.no_number(start),
        }
    }

    fn bad_escape(&self, kind: &ParseStringErrorKind, start: usize) -> Box<Diagnostic> {
        let rest = self.text.get(start..).unwrap_or_default();
        let length = match rest.as_bytes().get(1) {
            Some(b'u') => 6,
            Some(b'x') => 4,
            _ => 2,
        };
        // No further than the escape goes.
        let valid = |&(i, c): &(usize, char)| i < 2 || (i < length && c.is_ascii_hexdigit());
        let end = rest.char_indices().take_while(valid).map(|(i, c)| i + c.len_utf8()).last();
        let escape = rest.get(..end.unwrap_or(0)).unwrap_or_default();
        let error = match kind {
            ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => {
                Diagnostic::error("syntax", format!("`{escape}` is half a character"))
                    .help("write the character itself, or both halves: `\\ud83d\\ude00`")
            }
            ParseStringErrorKind::ExpectedFourHexDigits => Diagnostic::error(
                "syntax",
                format!("`{escape}` is no escape"),
            )
            .help("`\\u` takes four digits, as in `\\u00e9`; a backslash itself is written `\\\\`"),
            ParseStringErrorKind::ExpectedTwoHexDigits => {
                Diagnostic::error("syntax", format!("`{escape}` is no escape")).help(
                    "`\\x` takes two digits, as in `\\xe9`; a backslash itself is written `\\\\`",
                )
            }
            _ => Diagnostic::error("syntax", format!("`{escape}` is no escape"))
                .help("a backslash is written `\\\\`"),
        };
        self.at(error, start..start + escape.len())
    }

    pub(super) fn unterminated(&self, start: usize) -> Box<Diagnostic> {
        let error = Diagnostic::error("syntax", "the text is not closed")
            .help("end it with the quote that it begins with; a line break in it is written `\\n`");
        self.at(error, start..self.line_end(start))
    }

    /// Words where none can stand: text without quotes, or with quotes in it.
    pub(super) fn unquoted(&self, start: usize) -> Box<Diagnostic> {
        let rest = self.text.get(start..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or_default();
        let odd = match first {
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' => {
                Some((format!("`{first}` is no quote of JSON"), "write straight quotes: \""))
            }
            '`' => Some(("a backtick is no quote of JSON".to_owned(), "write straight quotes: \"")),
            '#' => Some(("`#` begins no comment".to_owned(), "comments begin with `//`")),
            '=' => Some(("`=` between key and value".to_owned(), "write `:`")),
            c if c.is_control() => {
                Some((format!("a control character (U+{:04X})", u32::from(c)), "remove it"))
            }
            _ => None,
        };
        if let Some((message, help)) = odd {
            let error = Diagnostic::error("syntax", message).help(help);
            return self.at(error, start..start + first.len_utf8());
        }
        let end = rest.find([',', ':', '{', '}', '[', ']', '"', '\n', '\r']).unwrap_or(rest.len());
        let words = rest.get(..end.max(first.len_utf8())).unwrap_or_default().trim_end();
        if self.is_in_string(start) {
            return self.quote_in_string(start, words);
        }
        let shown = shown(words);
        let (message, help) = match words {
            "True" | "TRUE" | "False" | "FALSE" => (
                format!("`{words}` is no value of JSON"),
                format!("write `{}`", words.to_lowercase()),
            ),
            "None" | "nil" | "NULL" | "Null" | "undefined" | "NaN" | "Infinity" => (
                format!("`{words}` is no value of JSON"),
                "write `null`, or remove the key".to_owned(),
            ),
            _ if self.previous.range.end == 0 => (
                format!("`{shown}` where `{{` is expected"),
                "JSON begins with a bracket".to_owned(),
            ),
            _ => (format!("`{shown}` is not in quotes"), format!("write \"{shown}\"")),
        };
        self.at(Diagnostic::error("syntax", message).help(help), start..start + words.len())
    }

    /// Words behind a text in the same line: its quote came too early, or the one before it late.
    fn quote_in_string(&self, start: usize, words: &str) -> Box<Diagnostic> {
        let range = self.previous.range.clone();
        let before = self.text.get(range.clone()).unwrap_or_default();
        let key = before.trim_matches(['"', '\'']).trim_end();
        if let Some(key) = key.strip_suffix(':') {
            let error =
                Diagnostic::error("syntax", format!("the key `{}` has one quote only", shown(key)))
                    .help(format!("write \"{}\": …", shown(key)));
            return self.at(error, range);
        }
        let error = Diagnostic::error("syntax", format!("the text ends before `{}`", shown(words)))
            .help("a quote within a text is written `\\\"`");
        self.at(error, start..start + words.len())
    }

    pub(super) fn no_number(&self, start: usize) -> Box<Diagnostic> {
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.find([',', '}', ']', '{', '[', '"', '\n', '\r']).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        let word = word.split(" //").next().unwrap_or(word).trim_end();
        let error = Diagnostic::error("syntax", format!("`{}` is no number", shown(word)))
            .help(format!("quote it: \"{}\"", shown(word)));
        self.at(error, start..start + word.len().max(1))
    }

    pub(super) fn no_colon(&self, key: &str, range: Range<usize>, quoted: bool) -> Box<Diagnostic> {
        let key = shown(key);
        let error = if !quoted
            && self.text.get(range.end..).is_some_and(|rest| rest.starts_with(['"', '\'']))
        {
            Diagnostic::error("syntax", format!("the key `{key}` has one quote only"))
                .help(format!("write \"{key}\": …"))
        } else {
            Diagnostic::error("syntax", format!("the key `{key}` is not followed by `:`")).help(
                format!(
                    "write \"{key}\": …; if it is no key, a quote or a comma before it is wrong"
                ),
            )
        };
        self.at(error, range)
    }

    pub(super) fn unclosed(
        &self,
        open: &str,
        close: &str,
        range: &Range<usize>,
    ) -> Box<Diagnostic> {
        if self.token.is_none() {
            let error = Diagnostic::error("syntax", format!("`{open}` is not closed"))
                .help(format!("add `{close}` where it ends"));
            return self.at(error, range.clone());
        }
        let (line, _) = self.source.line_column(range.start);
        let error =
            Diagnostic::error("syntax", format!("`{}` where `{close}` is expected", self.found()))
                .help(format!("the `{open}` in line {line} is not closed"));
        self.at(error, self.range.clone())
    }
}
