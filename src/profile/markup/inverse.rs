//! Writes spans as the markup that [`spans`](super::spans) reads.

use super::{Span, spans};

/// The text in our markup that reads as these spans do: in Markdown where that is possible, else
/// with tags; signs that would be read as markup bear a backslash. A line break in a span is a
/// forced one.
pub fn markup(of: &[Span]) -> String {
    let plain: String = of.iter().map(|span| span.text.as_str()).collect();
    let is_plain = of
        .iter()
        .all(|s| !s.bold && !s.italic && !s.code && s.url.is_none() && !s.text.contains('\n'));
    if is_plain && !plain.contains(['*', '_', '`', '[', '<', '\\']) {
        return plain;
    }
    // A tag of a block would be seen before the markup within it is.
    let has_tags = plain.contains('<');
    let forms = [(false, false), (true, false), (true, true)];
    let forms = forms.map(|(escaped, tags)| Form { escaped, tags });
    let wanted = letters(of);
    let written = forms.into_iter().filter(|form| !has_tags || form.escaped).find_map(|form| {
        let text = form.write(of);
        (letters(&spans(&text)) == wanted).then_some(text)
    });
    written.unwrap_or_else(|| {
        let plain = Span { text: plain, ..Span::default() };
        Form { escaped: true, tags: false }.write(&[plain])
    })
}

/// How spans are written.
#[derive(Clone, Copy)]
struct Form {
    /// Whether signs of markup in the text bear a backslash.
    escaped: bool,
    /// Whether the look is written with tags rather than in Markdown.
    tags: bool,
}

/// What a span may be within, outermost first.
#[derive(Clone, Debug, PartialEq)]
enum Mark {
    Link(String),
    Bold,
    Italic,
    Code,
}

impl Form {
    fn write(self, of: &[Span]) -> String {
        let mut out = String::new();
        let mut open: Vec<Mark> = Vec::new();
        for span in of {
            // White space at the edge of a mark stands outside of it, or it would be none.
            let text = span.text.as_str();
            let content = text.trim_matches(' ');
            if content.is_empty() {
                out.push_str(text);
                continue;
            }
            let marks = marks(span);
            let same = open.iter().zip(&marks).take_while(|(a, b)| a == b).count();
            let trailing = out.len() - out.trim_end_matches([' ', '\n']).len();
            let space = out.split_off(out.len() - trailing);
            open.drain(same..).rev().for_each(|mark| self.close(&mark, &mut out));
            out.push_str(&space);
            out.push_str(&text[..text.len() - text.trim_start_matches(' ').len()]);
            for mark in &marks[same..] {
                self.open(mark, &mut out);
            }
            open = marks;
            self.text(content, span.code && !self.tags, &mut out);
            out.push_str(&text[text.trim_end_matches(' ').len()..]);
        }
        let space = out.split_off(out.trim_end_matches([' ', '\n']).len());
        open.into_iter().rev().for_each(|mark| self.close(&mark, &mut out));
        out + &space
    }

    fn open(self, mark: &Mark, out: &mut String) {
        match mark {
            Mark::Link(url) if self.tags => {
                out.push_str(&format!("<a href=\"{}\">", url.replace('"', "%22")));
            }
            Mark::Link(_) => out.push('['),
            Mark::Bold => out.push_str(if self.tags { "<b>" } else { "**" }),
            Mark::Italic => out.push_str(if self.tags { "<i>" } else { "*" }),
            Mark::Code => out.push_str(if self.tags { "<code>" } else { "`" }),
        }
    }

    fn close(self, mark: &Mark, out: &mut String) {
        match mark {
            Mark::Link(_) if self.tags => out.push_str("</a>"),
            Mark::Link(url) if url.contains(['(', ')', ' ', '<', '>', '\\']) => {
                out.push_str(&format!("](<{url}>)"));
            }
            Mark::Link(url) => out.push_str(&format!("]({url})")),
            Mark::Bold => out.push_str(if self.tags { "</b>" } else { "**" }),
            Mark::Italic => out.push_str(if self.tags { "</i>" } else { "*" }),
            Mark::Code => out.push_str(if self.tags { "</code>" } else { "`" }),
        }
    }

    fn text(self, text: &str, is_code: bool, out: &mut String) {
        for c in text.chars() {
            if c == '\n' {
                out.push_str("  ");
            } else if self.escaped && !is_code && "*_`[]<".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

fn marks(span: &Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    marks.extend(span.url.clone().map(Mark::Link));
    marks.extend(span.bold.then_some(Mark::Bold));
    marks.extend(span.italic.then_some(Mark::Italic));
    marks.extend(span.code.then_some(Mark::Code));
    marks
}

/// A letter with its look: bold, italic, code, and what it links to. Of white space the look does
/// not matter.
type Letter<'s> = (char, [bool; 3], Option<&'s str>);

fn letters(of: &[Span]) -> Vec<Letter<'_>> {
    let letters = of.iter().flat_map(|span| {
        span.text.chars().map(move |c| match c.is_whitespace() {
            true => (c, [false; 3], None),
            false => (c, [span.bold, span.italic, span.code], span.url.as_deref()),
        })
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, look: &str) -> Span {
        let url = look.split_once('@').map(|(_, url)| url.to_owned());
        let has = |c| look.split('@').next().is_some_and(|look| look.contains(c));
        Span { text: text.into(), bold: has('b'), italic: has('i'), code: has('c'), url }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for (of, expected) in [
            (vec![span("plain: a - b", "")], "plain: a - b"),
            (vec![span("a ", ""), span("b ", "b"), span("c", "")], "a **b** c"),
            (vec![span("all ", "b"), span("of", "bi"), span(" it", "b")], "**all *of* it**"),
            (vec![span("snake_case, 2 * 3, [x]", "")], "snake_case, 2 * 3, [x]"),
            (vec![span("*not bold* and _this_", "")], r"\*not bold\* and \_this\_"),
            (vec![span("Lead:", "b"), span("word", "")], "<b>Lead:</b>word"),
            (vec![span("a", ""), span("b", "i"), span("c", "")], "a<i>b</i>c"),
            (vec![span("x", "c")], "`x`"),
            (vec![span("site", "@https://a.example/b_(c)")], "[site](<https://a.example/b_(c)>)"),
            (vec![span("one\ntwo", "")], "one  \ntwo"),
            (vec![span("<p> is a tag", "")], r"\<p> is a tag"),
            (
                vec![span("say ", "b"), span("it", "b@https://a.example")],
                "**say** [**it**](https://a.example)",
            ),
        ] {
            let text = markup(&of);
            assert_eq!(text, expected);
            assert_eq!(letters(&spans(&text)), letters(&of), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_written_is_plain() {
        let odd = [span(r"a\", "b"), span("*", "i"), span("`", "c")];
        let plain = spans(&markup(&odd)).into_iter().map(|s| s.text).collect::<String>();
        assert!(plain.starts_with(r"a\") && plain.ends_with("*`"), "{plain}");
    }
}
