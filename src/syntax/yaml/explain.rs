//! Says what is wrong with YAML in words that help to mend it.

use std::ops::Range;

use super::super::fields::shown;
use crate::diag::Diagnostic;
use crate::source::Source;

/// Turns a message of the scanner into a diagnostic. `open` is where the innermost list or
/// object begins.
pub(super) fn explain(
    source: &Source,
    info: &str,
    place: usize,
    open: Option<usize>,
) -> Diagnostic {
    let line = Line::at(source.text(), place);
    let has = |part: &str| info.contains(part);
    if has("recursion limit") {
        return Diagnostic::error("too-large", "values nest too deep").at(source, place..place + 1);
    }
    let (range, message, help) = if has("mapping values are not allowed") {
        line.second_colon()
    } else if has("tabs ") || has("a tab") || has("tab cannot") {
        let message = "a tab where spaces are expected".to_owned();
        (line.tab(), message, "YAML is indented with spaces")
    } else if has("unexpected character")
        || line.rest().starts_with(',') && open_is_block(source, open)
        || has("while scanning a tag")
        || has("while parsing a tag")
    {
        let first = line.rest().chars().next().unwrap_or_default();
        let message = match first {
            '`' => "a value cannot begin with a backtick".to_owned(),
            first => format!("a value cannot begin with `{first}`"),
        };
        (line.value(), message, "put the value in quotes")
    } else if has("unknown anchor") || has("an anchor or alias") {
        let word = line.word();
        (
            word.clone(),
            format!("`{}` refers to nothing", line.shown(word)),
            "a value that begins with `*` or `&` stands in quotes",
        )
    } else if has("unexpected end of stream") || has("found unexpected document indicator") {
        let help = "end it with the quote that it begins with";
        (line.value(), "the text is not closed".to_owned(), help)
    } else if has("trailing content") {
        let help = "put the whole value in quotes; within single quotes a quote is written `''`, within double quotes `\\\"`";
        (line.value(), "text behind the closing quote".to_owned(), help)
    } else if has("',' or") || has("illegal placement") {
        line.unclosed(open)
    } else if has("escape") || has("hexadecimal") || has("Unicode") {
        line.escape()
    } else {
        line.structure(info)
    };
    Diagnostic::error("syntax", message).at(source, range).help(help)
}

fn open_is_block(source: &Source, open: Option<usize>) -> bool {
    let open = open.and_then(|open| source.text().get(open..)).unwrap_or_default();
    !open.starts_with(['[', '{'])
}

type Finding = (Range<usize>, String, &'static str);

/// A place in a text, and the line around it.
struct Line<'s> {
    text: &'s str,
    place: usize,
    start: usize,
    end: usize,
}

impl<'s> Line<'s> {
    fn at(text: &'s str, place: usize) -> Self {
        let before = text.get(..place).unwrap_or(text);
        let place = before.len();
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let rest = text.get(place..).unwrap_or_default();
        let end = place + rest.find('\n').unwrap_or(rest.len());
        Self { text, place, start, end }
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.place..self.end).unwrap_or_default()
    }

    fn before(&self) -> &'s str {
        self.text.get(self.start..self.place).unwrap_or_default()
    }

    fn shown(&self, range: Range<usize>) -> String {
        shown(self.text.get(range).unwrap_or_default())
    }

    /// From the place to the end of the line.
    fn value(&self) -> Range<usize> {
        self.place..self.place + self.rest().trim_end().len().max(1)
    }

    /// From the first word of the line to its end.
    fn content(&self) -> Range<usize> {
        let line = self.text.get(self.start..self.end).unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        self.start + indent..self.start + line.trim_end().len().max(indent)
    }

    /// The word at the place.
    fn word(&self) -> Range<usize> {
        let rest = self.rest();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.place..self.place + length.max(1)
    }

    /// The line above.
    fn before_line(&self) -> Option<&'s str> {
        self.text
            .get(..self.start)?
            .lines()
            .next_back()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// A `:` that would make a second key of its line, or a key below a value.
    fn second_colon(&self) -> Finding {
        let before = self.before();
        match before.find(": ") {
            Some(colon) => {
                let line = self.text.get(self.start..self.end).unwrap_or_default();
                let value = self.start + colon + 2..self.start + line.trim_end().len();
                (value, "`: ` in a value without quotes".to_owned(), "put the value in quotes")
            }
            None if self
                .before_line()
                .is_some_and(|line| !line.contains(": ") && !line.ends_with(':')) =>
            {
                self.structure("simple key expect")
            }
            None => {
                let help = "keys of one object begin in the same column; a text of several lines begins with `|` behind its key";
                (self.content(), "this line is indented unlike the keys before it".to_owned(), help)
            }
        }
    }

    /// The tab nearest to the place that stands in an indentation.
    fn tab(&self) -> Range<usize> {
        let before = self.before();
        let found = before.find('\t').map(|i| self.start + i).or_else(|| {
            let rest = self.text.get(self.place..)?;
            let line = rest.find("\n\t").map(|i| i + 1).or_else(|| rest.find('\t'))?;
            Some(self.place + line)
        });
        let place = found.unwrap_or(self.place);
        place..place + 1
    }

    /// A bracket that is never closed, or a comma that is missing.
    fn unclosed(&self, open: Option<usize>) -> Finding {
        let open =
            open.filter(|&open| self.text.get(open..).is_some_and(|t| t.starts_with(['[', '{'])));
        match open {
            // At the end, or at a line that looks like a key.
            Some(open) if self.rest().trim().is_empty() || self.rest().starts_with(": ") => {
                let message = format!("`{}` is not closed", self.shown(open..open + 1));
                (open..open + 1, message, "close the bracket, or put the value in quotes")
            }
            _ => {
                let message = "`,` or a closing bracket is expected here".to_owned();
                (
                    self.value(),
                    message,
                    "part values by commas; a text that holds brackets or commas stands in quotes",
                )
            }
        }
    }

    /// The first escape in a quoted text that is none.
    fn escape(&self) -> Finding {
        const KNOWN: &str = "0abtnvfre \"/\\N_LP\t\n";
        let text = self.text.get(self.place..).unwrap_or_default();
        let mut chars = text.char_indices();
        while let Some((offset, c)) = chars.next() {
            if c != '\\' {
                continue;
            }
            let Some((_, kind)) = chars.next() else { break };
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ if KNOWN.contains(kind) => continue,
                _ => 0,
            };
            let rest = text.get(offset + 1 + kind.len_utf8()..).unwrap_or_default();
            let hex = rest.chars().take(digits).take_while(char::is_ascii_hexdigit).count();
            let code = rest.get(..hex).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            if digits == 0 || hex < digits || code.and_then(char::from_u32).is_none() {
                let start = self.place + offset;
                let range = start..start + 1 + kind.len_utf8() + hex;
                let message = format!("`{}` is no escape", self.shown(range.clone()));
                return (
                    range,
                    message,
                    "in double quotes a backslash is written `\\\\`; in single quotes it stands for itself",
                );
            }
        }
        (self.value(), "an escape in this text is none".to_owned(), "a backslash is written `\\\\`")
    }

    /// Lines that do not fit together.
    fn structure(&self, info: &str) -> Finding {
        let has = |part: &str| info.contains(part);
        let found = |range, message: &str, help| (range, message.to_owned(), help);
        if has("simple key expect") {
            // The place is in the line after it.
            let before = self.text.get(..self.start).unwrap_or_default().trim_end();
            let line = Self::at(self.text, before.len());
            found(
                line.content(),
                "a line without `:`",
                "write it as `key: value`, or indent it to go on with the value before it",
            )
        } else if has("block sequence entries") {
            found(
                self.value(),
                "a list cannot begin here",
                "begin the list in a line of its own, or put the value in quotes",
            )
        } else if has("expected '-' indicator") {
            found(
                self.content(),
                "a list item is expected here",
                "begin the line with `- `, or indent it to go on with the item before it",
            )
        } else if has("misplaced bracket") {
            found(
                self.place..self.place + 1,
                "a closing bracket that closes nothing",
                "put the value in quotes",
            )
        } else if has("comment intercepting") {
            found(
                self.value(),
                "a comment within a text",
                "put the text in quotes, or move the comment",
            )
        } else if has("unprintable") {
            found(self.place..self.place + 1, "a control character", "remove it")
        } else if has("block scalar") {
            found(
                self.content(),
                "the text behind `|` or `>` is not well-formed",
                "the text begins in the next line, indented by the same spaces in each",
            )
        } else if has("quoted scalar") {
            found(
                self.value(),
                "a line of this text is not indented",
                "if the text ends in its line, close its quote; else indent its lines further than its key",
            )
        } else if (has("expected key") || has("indentation"))
            && self.shown(self.content()).starts_with("- ")
        {
            found(
                self.content(),
                "a list item where a key is expected",
                "indent all items of a list by the same spaces, below a key of their own",
            )
        } else if has("document start") {
            found(
                self.content(),
                "this line belongs to nothing before it",
                "lines of one level begin in the same column; `:` is followed by a space",
            )
        } else if has("indentation") || has("expected key") || has("expected node") {
            found(
                self.content(),
                "this line is indented unlike those around it",
                "lines of one level begin in the same column",
            )
        } else {
            found(
                self.value(),
                info.rsplit(", ").next().unwrap_or(info),
                "put the value in quotes if it is text",
            )
        }
    }
}
