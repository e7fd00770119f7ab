//! JSON, JSON with comments, and JSON5.
//!
//! The tokens are those of `jsonc-parser`; its parser is not used, because it accepts missing
//! commas without a word and cannot say what a person meant to write.

mod explain;

use std::ops::Range;

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::fields::shown;
use super::members::{keep_last, warn};
use super::{MAX_DEPTH, MAX_NODES, Member, Node, Value};
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;

/// Parses the text of a source. Comments, trailing commas, single quotes, keys without quotes
/// and the other liberties of JSON5 are read without a word; missing and doubled commas, tabs
/// and line breaks in texts with a warning.
///
/// # Errors
/// Fails with the first fault that leaves open what was meant.
pub fn parse(source: &Source, sink: &mut Sink) -> Result<Node> {
    let options = ScannerOptions { allow_non_finite_numbers: false, ..Default::default() };
    let text = source.text();
    let scanner = Scanner::new(text, &options);
    let previous = Previous { range: 0..0, kind: Kind::Other };
    Parser { source, text, scanner, sink, token: None, range: 0..0, previous, nodes: 0 }.document()
}

/// Writes a value with two spaces of indentation and a line break at the end.
pub fn write(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

struct Parser<'s> {
    source: &'s Source,
    text: &'s str,
    scanner: Scanner<'s>,
    sink: &'s mut Sink,
    /// The token in hand; `None` at the end of the text.
    token: Option<Token<'s>>,
    /// Where it stands.
    range: Range<usize>,
    previous: Previous,
    /// How many values were read.
    nodes: usize,
}

/// The token before the one in hand.
struct Previous {
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Number,
    Other,
}

impl<'s> Parser<'s> {
    fn document(mut self) -> Result<Node> {
        self.advance()?;
        if self.token.is_none() {
            return Err(Diagnostic::error("empty-input", "the file is empty")
                .in_file(self.source)
                .into());
        }
        let node = self.value(0)?;
        let error = match self.token {
            None => return Ok(node),
            Some(Token::CloseBrace | Token::CloseBracket) => {
                let message = format!("`{}` closes nothing", self.found());
                Diagnostic::error("syntax", message)
                    .help("remove it, or look for one too many before it")
            }
            Some(_) => Diagnostic::error("syntax", "text after the end of the value")
                .help("a file holds one value; remove what follows it"),
        };
        Err(self.at(error, self.range.clone()))
    }

    /// Takes the next token in hand.
    fn advance(&mut self) -> Result<()> {
        let kind = match self.token {
            Some(Token::String(_)) => Kind::String,
            Some(Token::Number(_)) => Kind::Number,
            _ => Kind::Other,
        };
        self.previous = Previous { range: self.range.clone(), kind };
        self.token = loop {
            match self.scanner.scan() {
                Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) => {}
                Ok(token) => break token,
                Err(error) => return Err(self.explain(&error)),
            }
        };
        self.range = self.scanner.token_start()..self.scanner.token_end();
        match self.token {
            Some(Token::String(_)) => self.check_string(),
            Some(Token::Number(_)) if !self.at_end_of_word(self.range.end) => {
                Err(self.no_number(self.range.start))
            }
            Some(Token::Word(_)) if self.is_in_string(self.range.start) => {
                Err(self.unquoted(self.range.start))
            }
            _ => Ok(()),
        }
    }

    /// Reads the value in hand; the token behind it is in hand afterwards.
    fn value(&mut self, depth: usize) -> Result<Node> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let error =
                Diagnostic::error("too-large", format!("there are more than {MAX_NODES} values"));
            return Err(self.at(error, self.range.clone()));
        }
        let range = self.range.clone();
        let value = match self.token.take() {
            Some(Token::OpenBrace) => {
                self.token = Some(Token::OpenBrace);
                return self.object(depth);
            }
            Some(Token::OpenBracket) => {
                self.token = Some(Token::OpenBracket);
                return self.list(depth);
            }
            Some(Token::String(text)) => {
                self.token = Some(Token::String("".into()));
                Value::String(text.into_owned())
            }
            Some(Token::Number(text)) => {
                self.token = Some(Token::Number(text));
                Value::Number(text.to_owned())
            }
            Some(Token::Boolean(truth)) => Value::Bool(truth),
            Some(Token::Null) => Value::Null,
            Some(Token::Word(_)) => return Err(self.unquoted(range.start)),
            token => {
                self.token = token;
                let error = Diagnostic::error(
                    "syntax",
                    format!("`{}` where a value is expected", self.found()),
                );
                return Err(self.at(error, range));
            }
        };
        self.advance()?;
        Ok(Node { value, range })
    }

    fn object(&mut self, depth: usize) -> Result<Node> {
        let open = self.open(depth)?;
        let mut members = Vec::new();
        loop {
            match self.token {
                Some(Token::CloseBrace) => break,
                Some(Token::Comma) => self.extra_comma()?,
                Some(Token::CloseBracket) | None => return Err(self.unclosed("{", "}", &open)),
                _ => {
                    members.push(self.member(depth)?);
                    self.separator(&Token::CloseBrace)?;
                }
            }
        }
        let range = open.start..self.range.end;
        self.advance()?;
        keep_last(&mut members, self.source, self.sink);
        Ok(Node { value: Value::Object(members), range })
    }

    fn member(&mut self, depth: usize) -> Result<Member> {
        let key_range = self.range.clone();
        let quoted = matches!(self.token, Some(Token::String(_)));
        let key = match self.token.clone() {
            Some(Token::String(text)) => text.into_owned(),
            Some(Token::Word(text) | Token::Number(text)) => text.to_owned(),
            Some(Token::Boolean(_) | Token::Null) => self.found(),
            _ => {
                let error = Diagnostic::error(
                    "syntax",
                    format!("`{}` where a key is expected", self.found()),
                )
                .help("an object holds pairs: \"key\": value");
                return Err(self.at(error, key_range));
            }
        };
        self.advance()?;
        if self.token != Some(Token::Colon) {
            return Err(self.no_colon(&key, key_range, quoted));
        }
        self.advance()?;
        if matches!(self.token, None | Some(Token::Comma | Token::CloseBrace)) {
            let error =
                Diagnostic::error("syntax", format!("the key `{}` has no value", shown(&key)))
                    .help("write `null`, or remove the key");
            return Err(self.at(error, key_range));
        }
        Ok(Member { key, key_range, value: self.value(depth + 1)? })
    }

    fn list(&mut self, depth: usize) -> Result<Node> {
        let open = self.open(depth)?;
        let mut items = Vec::new();
        loop {
            match self.token {
                Some(Token::CloseBracket) => break,
                Some(Token::Comma) => self.extra_comma()?,
                Some(Token::CloseBrace) | None => return Err(self.unclosed("[", "]", &open)),
                _ => {
                    items.push(self.value(depth + 1)?);
                    self.separator(&Token::CloseBracket)?;
                }
            }
        }
        let range = open.start..self.range.end;
        self.advance()?;
        Ok(Node { value: Value::List(items), range })
    }

    /// Steps behind an opening bracket and returns its place.
    fn open(&mut self, depth: usize) -> Result<Range<usize>> {
        let open = self.range.clone();
        if depth >= MAX_DEPTH {
            let message = format!("values nest deeper than {MAX_DEPTH} levels");
            return Err(self.at(Diagnostic::error("too-large", message), open));
        }
        self.advance()?;
        Ok(open)
    }

    /// Steps over the comma behind a value. One that is missing is reported where no doubt is
    /// left that a value ends and another begins.
    fn separator(&mut self, close: &Token<'_>) -> Result<()> {
        let same_line = !self.between().contains('\n');
        match &self.token {
            Some(Token::Comma) => self.advance(),
            None | Some(Token::CloseBrace | Token::CloseBracket) => Ok(()),
            Some(Token::Number(_)) if same_line && self.previous.kind == Kind::Number => {
                Err(self.no_number(self.word_start(self.previous.range.end)))
            }
            Some(Token::Colon)
                if self.previous.kind == Kind::Number && self.between().is_empty() =>
            {
                Err(self.no_number(self.word_start(self.previous.range.end)))
            }
            Some(Token::Colon) => {
                let error = Diagnostic::error("syntax", "`:` where `,` is expected".to_owned());
                let error = match close {
                    Token::CloseBracket => {
                        error.help("pairs of a key and a value stand in braces: {\"key\": value}")
                    }
                    _ => error.help("a text that contains `:` stands in quotes"),
                };
                Err(self.at(error, self.range.clone()))
            }
            Some(_) => {
                let warning = Diagnostic::warning("syntax", "`,` is missing behind this value")
                    .help("write a comma");
                let end = self.previous.range.end;
                warn(self.sink, warning.at(self.source, end.saturating_sub(1)..end));
                Ok(())
            }
        }
    }

    fn extra_comma(&mut self) -> Result<()> {
        let warning =
            Diagnostic::warning("syntax", "a comma with no value before it").help("remove it");
        warn(self.sink, warning.at(self.source, self.range.clone()));
        self.advance()
    }

    /// Checks the string in hand for what a text may not hold as such.
    fn check_string(&mut self) -> Result<()> {
        let raw = self.text.get(self.range.clone()).unwrap_or_default();
        let mut escaped = false;
        for (offset, byte) in raw.bytes().enumerate() {
            let place = self.range.start + offset;
            match byte {
                // An escaped line break is none (JSON5).
                _ if escaped => {
                    escaped = false;
                    if !(b"\"'\\/bfnrtuvx0\r\n".contains(&byte) || byte >= 0x80) {
                        let message = format!("`\\{0}` is read as `{0}`", char::from(byte));
                        let help = "a backslash is written `\\\\`";
                        let warning = Diagnostic::warning("syntax", message).help(help);
                        warn(self.sink, warning.at(self.source, place - 1..place + 1));
                        return Ok(());
                    }
                }
                b'\\' => escaped = true,
                b'\n' if !self.ends_value(self.range.end) => {
                    return Err(self.unterminated(self.range.start));
                }
                b'\n' => {
                    self.warn_in_string("a line break in a text", "write it as `\\n`", place);
                    return Ok(());
                }
                b'\t' => {
                    self.warn_in_string(
                        "a tab in a text",
                        "write it as `\\t`, or as a space",
                        place,
                    );
                    return Ok(());
                }
                0..=0x1f if byte != b'\r' => {
                    self.warn_in_string("a control character in a text", "remove it", place);
                    return Ok(());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn warn_in_string(&mut self, message: &str, help: &str, place: usize) {
        let warning = Diagnostic::warning("syntax", message).help(help);
        warn(self.sink, warning.at(self.source, place..place + 1));
    }

    fn at(&self, error: Diagnostic, range: Range<usize>) -> Box<Diagnostic> {
        Box::new(error.at(self.source, range))
    }

    /// The token in hand as it is written.
    fn found(&self) -> String {
        match self.token {
            None => "the end of the file".to_owned(),
            Some(_) => shown(self.text.get(self.range.clone()).unwrap_or_default()),
        }
    }

    /// What stands between the previous token and the one in hand.
    fn between(&self) -> &'s str {
        self.text.get(self.previous.range.end..self.range.start).unwrap_or_default()
    }

    /// Whether words at an offset are likely to be part of the string before them.
    fn is_in_string(&self, offset: usize) -> bool {
        let gap = self.text.get(self.previous.range.end..offset).unwrap_or_default();
        self.previous.kind == Kind::String && !gap.contains('\n')
    }

    /// Whether a number may end at an offset.
    fn at_end_of_word(&self, offset: usize) -> bool {
        let next = self.text.get(offset..).and_then(|rest| rest.chars().next());
        next.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ':' | ']' | '}' | '/'))
    }

    /// Whether what follows an offset ends a value or a key.
    fn ends_value(&self, offset: usize) -> bool {
        let rest = self.text.get(offset..).unwrap_or_default().trim_start();
        rest.is_empty() || rest.starts_with([',', ':', ']', '}', '/'])
    }

    /// Where the word that ends at an offset begins.
    fn word_start(&self, end: usize) -> usize {
        let before = self.text.get(..end).unwrap_or_default();
        before.rfind([' ', '\t', '\n', ',', '[', ':']).map_or(0, |start| start + 1)
    }

    fn line_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tests::{told, with_place};

    fn read(text: &str) -> String {
        told(parse, text)
    }

    #[test]
    fn the_liberties_of_json5_are_read() {
        let text = "// c\n{a: 'x\\'y', \"b\": [1, .5, 0x1F, +1,], /* d */ $c_1: \"\\u00e9\\ud83d\\ude00\\x41\\\n\",}";
        assert_eq!(read(text), r#"{"a":"x'y","b":[1,".5","0x1F","+1"],"$c_1":"é😀A"}"#);
        assert_eq!(read("\u{feff}{\"a\": null}"), r#"{"a":null}"#);
        assert_eq!(read("{2019: 1, true: 2, null: 3}"), r#"{"2019":1,"true":2,"null":3}"#);
    }

    #[test]
    fn numbers_that_are_none_are_to_be_quoted() {
        for text in ["0612", "2019-09", "+49 30 123", "12:30", "1e", "-", "5%", "1.2.3", "0x"] {
            for document in [format!("{{\"a\": {text}, b: 1}}"), format!("[1, {text}]")] {
                let error =
                    parse(&Source::new("a", document.as_str()), &mut Sink::new()).unwrap_err();
                assert_eq!(with_place(&error), format!("`{text}` is no number @ {text}"));
                assert_eq!(error.help.unwrap(), format!("quote it: \"{text}\""));
            }
        }
    }

    #[test]
    fn missing_and_doubled_commas_are_mended() {
        assert_eq!(
            read("{\"a\": 1\n\"b\": 2}"),
            "{\"a\":1,\"b\":2} | `,` is missing behind this value @ 1"
        );
        assert_eq!(read("[\"a\" {}]"), "[\"a\",{}] | `,` is missing behind this value @ \"");
        assert_eq!(read("[1,,2,]"), "[1,2] | a comma with no value before it @ ,");
    }

    #[test]
    fn what_a_text_may_not_hold_is_said() {
        assert_eq!(read("[\"a\tb\"]"), "[\"a\\tb\"] | a tab in a text @ \t");
        assert_eq!(read("[\"a\nb\"]"), "[\"a\\nb\"] | a line break in a text @ \n");
        assert_eq!(read(r#"["C:\dir"]"#), r#"["C:dir"] | `\d` is read as `d` @ \d"#);
        assert_eq!(read(r#"["\ud83d!"]"#), r"`\ud83d` is half a character @ \ud83d");
        assert_eq!(read(r#"["\u12"]"#), r"`\u12` is no escape @ \u12");
    }

    #[test]
    fn faults_are_shown_where_they_are() {
        for (text, expected) in [
            ("{\"a\": \"x,\n\"b\": \"y\"}", "the text is not closed @ \"x,"),
            ("{\"a\": \"x}", "the text is not closed @ \"x}"),
            ("{\"a\": \"say \"hi\" now\"}", "the text ends before `hi` @ hi"),
            ("{\"a: \"Jane\"}", "the key `a` has one quote only @ \"a: \""),
            ("{a\": 1}", "`a` is not in quotes @ a"),
            ("{\"a\": Jane Doe}", "`Jane Doe` is not in quotes @ Jane Doe"),
            ("{\"a\": True}", "`True` is no value of JSON @ True"),
            ("{\"a\": NaN}", "`NaN` is no value of JSON @ NaN"),
            ("{“a”: 1}", "`“` is no quote of JSON @ “"),
            ("{\"a\" 1}", "the key `a` is not followed by `:` @ \"a\""),
            ("{\"a\": , b: 1}", "the key `a` has no value @ \"a\""),
            ("{\"a\": [1}", "`}` where `]` is expected @ }"),
            ("{\"a\": [1", "`[` is not closed @ ["),
            ("{}}", "`}` closes nothing @ }"),
            ("{} {}", "text after the end of the value @ {"),
            ("# c\n{}", "`#` begins no comment @ #"),
            ("{} /* c", "the comment is not closed @ /*"),
            ("name: x", "`name` where `{` is expected @ name"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
