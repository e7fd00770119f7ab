//! The markup in text fields: paragraphs, bullets, and bold, italic, code and links within them.

mod inverse;

use std::borrow::Cow;

pub use inverse::markup;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A run of text with one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text; a line break in it is `\n`.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether it is code.
    pub code: bool,
    /// What it links to.
    pub url: Option<String>,
}

/// A piece of a text of several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Bullets.
    List(Vec<Item>),
}

/// A bullet in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its text.
    pub text: Vec<Span>,
    /// The bullets below it.
    pub items: Vec<Item>,
}

/// Stands for a forced line break while a text is read.
const BREAK: char = '\u{2028}';

/// Reads the inline markup of one paragraph: bold, italic, code and links in Markdown, and the
/// tags `<b> <strong> <i> <em> <code> <a> <br>`. All else is literal, including what would open
/// a block in Markdown (`#`, `-`, `1.`) and character entities.
///
/// A line break in the text is a space, as in Markdown; `<br>` and two spaces before a line
/// break are a break.
pub fn spans(text: &str) -> Vec<Span> {
    let mut writer = Writer::default();
    // Byte by byte: to look for each of so many characters takes longer than all else here.
    let is_sign = |b| matches!(b, b'*' | b'_' | b'`' | b'[' | b'<' | b'\\' | b'\n');
    if !text.bytes().any(is_sign) && !has_other_breaks(text) && !text.contains(BREAK) {
        writer.push(text);
        return writer.spans;
    }
    let text = &*with_newlines(text);
    // The full stop keeps Markdown from seeing a block, and the text is one line.
    let line = format!(".{}", one_line(text));
    let mut events = Parser::new(&line).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let literal = line.get(range.start.max(1)..range.end).unwrap_or_default();
        match event {
            Event::Start(Tag::Strong | Tag::Emphasis)
            | Event::End(TagEnd::Strong | TagEnd::Emphasis)
                if is_inside_a_word(&line, &range) =>
            {
                let marks = literal.bytes().take_while(|b| *b == literal.as_bytes()[0]).count();
                let width =
                    if matches!(event, Event::Start(Tag::Strong) | Event::End(TagEnd::Strong)) {
                        2
                    } else {
                        1
                    };
                writer.push(&literal[..width.min(marks)]);
            }
            Event::Start(Tag::Strong) => writer.bold += 1,
            Event::End(TagEnd::Strong) => writer.bold = writer.bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => writer.italic += 1,
            Event::End(TagEnd::Emphasis) => writer.italic = writer.italic.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) if is_link(&dest_url) => {
                if literal.starts_with("[]") {
                    writer.push(&dest_url);
                }
                writer.url = Some(dest_url.into_string());
            }
            // Images and links to nowhere stay as they were written.
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                let mut depth = 1;
                while depth > 0 {
                    match events.next() {
                        Some((Event::Start(_), _)) => depth += 1,
                        Some((Event::End(_), _)) => depth -= 1,
                        Some(_) => {}
                        None => break,
                    }
                }
                writer.push(literal);
            }
            Event::End(TagEnd::Link) => writer.url = None,
            Event::Code(code) => {
                writer.code += 1;
                writer.push(&code);
                writer.code -= 1;
            }
            // The source rather than the event's text, so that entities stay as written.
            Event::Text(_) => {
                if range.start > 1 && line.as_bytes()[range.start - 1] == b'\\' {
                    writer.unescape(literal);
                } else {
                    writer.push(literal);
                }
            }
            Event::InlineHtml(_) => writer.tag(literal),
            _ => {}
        }
    }
    writer.spans
}

/// A piece of a text of several lines, with its markup as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A paragraph.
    Paragraph(String),
    /// Bullets, each with how far it is indented.
    List(Vec<(usize, String)>),
}

/// Reads a text of several lines: blank lines and `<p>` part paragraphs, lines that begin with a
/// bullet (`-`, `*`, `•`, …) and `<li>` are items. Within them, [`spans`] applies.
pub fn blocks(text: &str) -> Vec<Block> {
    let block = |piece| match piece {
        Piece::Paragraph(text) => Block::Paragraph(spans(&text)),
        Piece::List(bullets) => Block::List(nest(&bullets, 1)),
    };
    pieces(text).into_iter().map(block).collect()
}

/// Parts a text of several lines as [`blocks`] does.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let text = &*with_newlines(text);
    let text = if text.contains('<') { html_to_lines(text) } else { text.into() };
    let mut pieces = Vec::new();
    let mut paragraph = String::new();
    // The open bullets, outermost first: how far each is indented, and its lines.
    let mut bullets: Vec<(usize, String)> = Vec::new();
    let mut after_blank = false;
    for line in text.lines() {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        if content.is_empty() {
            flush_paragraph(&mut paragraph, &mut pieces);
            after_blank = true;
            continue;
        }
        if let Some(item) = bullet(content) {
            flush_paragraph(&mut paragraph, &mut pieces);
            bullets.push((indent, item.to_owned()));
        } else if let Some((level, item)) =
            bullets.last_mut().filter(|(level, _)| !after_blank || indent > *level)
        {
            debug_assert!(*level <= indent || !after_blank);
            item.push('\n');
            item.push_str(content);
        } else {
            flush_bullets(&mut bullets, &mut pieces);
            paragraph.push_str(line);
            paragraph.push('\n');
        }
        if !paragraph.is_empty() {
            flush_bullets(&mut bullets, &mut pieces);
        }
        after_blank = false;
    }
    flush_bullets(&mut bullets, &mut pieces);
    flush_paragraph(&mut paragraph, &mut pieces);
    pieces
}

/// Returns a text without its inline markup.
pub fn plain_text(text: &str) -> String {
    spans(text).into_iter().map(|span| span.text).collect()
}

/// Whether marks stand between letters or digits, where they are signs rather than markup: `2*3*4`,
/// `__init__.py`.
fn is_inside_a_word(line: &str, range: &std::ops::Range<usize>) -> bool {
    let before = line[..range.start].chars().next_back().filter(|_| range.start > 1);
    let mut after = line[range.end..].chars();
    let next = after.next();
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_file = next == Some('.') && joins(after.next()) && line[range.clone()].starts_with('_');
    is_file || (joins(before) && joins(next))
}

/// The text behind a bullet, if the line begins with one.
pub(crate) fn bullet(line: &str) -> Option<&str> {
    const GLYPHS: [char; 17] =
        ['-', '*', '•', '◦', '‣', '▪', '▫', '■', '□', '●', '○', '–', '—', '·', '➢', '✓', '⁃'];
    let rest = line.strip_prefix(GLYPHS)?;
    let text = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim();
    (!text.is_empty()).then_some(text)
}

fn flush_paragraph(paragraph: &mut String, pieces: &mut Vec<Piece>) {
    let text = std::mem::take(paragraph);
    let text = text.trim_matches('\n');
    if !text.trim().is_empty() {
        pieces.push(Piece::Paragraph(text.to_owned()));
    }
}

fn flush_bullets(bullets: &mut Vec<(usize, String)>, pieces: &mut Vec<Piece>) {
    if !bullets.is_empty() {
        pieces.push(Piece::List(std::mem::take(bullets)));
    }
}

/// How deep bullets stand below one another on a page; what is deeper stands at that depth.
pub(crate) const DEEPEST: usize = 8;

/// Makes a tree of indented bullets: what is indented further than the first stands below it.
fn nest(bullets: &[(usize, String)], depth: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut rest = bullets;
    while let [(indent, text), tail @ ..] = rest {
        let is_below = |(level, _): &&(usize, String)| level > indent && depth < DEEPEST;
        let below = tail.iter().take_while(is_below).count();
        items.push(Item { text: spans(text), items: nest(&tail[..below], depth + 1) });
        rest = &tail[below..];
    }
    items
}

/// Whether there is a line break other than `\n`. Word processors write a vertical tab for one.
fn has_other_breaks(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'\r' | 0xb | 0xc)) || text.contains('\u{85}')
}

/// The text with `\n` for every kind of line break.
fn with_newlines(text: &str) -> Cow<'_, str> {
    if !has_other_breaks(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}'], "\n"))
}

/// Joins lines: a line break is a space, or a forced break after two spaces.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (i, part) in text.split('\n').enumerate() {
        let part = part.strip_suffix('\r').unwrap_or(part);
        if i > 0 {
            let forced = line.ends_with("  ");
            line.truncate(line.trim_end_matches(' ').len());
            line.push(if forced { BREAK } else { ' ' });
        }
        line.push_str(if i > 0 { part.trim_start() } else { part });
    }
    line
}

/// Turns the tags of paragraphs and lists into blank lines and bullets.
pub(crate) fn html_to_lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        lines.push_str(&rest[..start]);
        rest = &rest[start..];
        // Not beyond the next `<`, so that many of them are not searched through again and again.
        let end = rest.get(1..).and_then(|rest| rest.find(['<', '>'])).map(|end| end + 1);
        let tag = end.filter(|&end| rest[end..].starts_with('>')).map(|end| &rest[..=end]);
        match tag.map(tag_name) {
            // A backslash keeps it from being a tag.
            _ if lines.ends_with('\\') => {
                lines.push('<');
                rest = &rest[1..];
                continue;
            }
            Some(("p" | "/p" | "ul" | "/ul" | "ol" | "/ol", _)) => lines.push_str("\n\n"),
            Some(("li", _)) => lines.push_str("\n- "),
            Some(("/li", _)) => lines.push('\n'),
            _ => {
                lines.push('<');
                rest = &rest[1..];
                continue;
            }
        }
        rest = &rest[tag.map_or(1, str::len)..];
    }
    lines.push_str(rest);
    lines
}

/// The name of a tag, and what stands behind it. Words that are no attributes make it no tag:
/// `a<b and c>d`.
fn tag_name(tag: &str) -> (&str, &str) {
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    let (name, behind) = inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
    let is_tag = behind.is_empty()
        || behind.contains('=')
        || matches!(behind, "compact" | "reversed" | "hidden");
    if is_tag { (name, behind) } else { (inner, "") }
}

/// Whether a link leads somewhere from a page of paper: an address of the web, mail or phone.
fn is_link(url: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[derive(Default)]
struct Writer {
    spans: Vec<Span>,
    bold: usize,
    italic: usize,
    code: usize,
    url: Option<String>,
}

impl Writer {
    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text.replace(BREAK, "\n");
        let span = Span {
            text: String::new(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            code: self.code > 0,
            url: self.url.clone(),
        };
        match self.spans.last_mut() {
            Some(last)
                if (last.bold, last.italic, last.code, &last.url)
                    == (span.bold, span.italic, span.code, &span.url) =>
            {
                last.text.push_str(&text);
            }
            _ => self.spans.push(Span { text, ..span }),
        }
    }

    /// Drops a backslash only where it keeps a character from being markup.
    fn unescape(&mut self, text: &str) {
        if !text.starts_with(['*', '_', '`', '[', ']', '<']) {
            self.push("\\");
        }
        self.push(text);
    }

    fn tag(&mut self, tag: &str) {
        let (name, attributes) = tag_name(tag);
        let change = |depth: &mut usize| {
            *depth = if name.starts_with('/') { depth.saturating_sub(1) } else { *depth + 1 };
        };
        match name.trim_start_matches('/').to_ascii_lowercase().as_str() {
            "br" => self.push("\n"),
            "b" | "strong" => change(&mut self.bold),
            "i" | "em" => change(&mut self.italic),
            "code" => change(&mut self.code),
            "a" if name.starts_with('/') => self.url = None,
            "a" => match attribute(attributes, "href").filter(|url| is_link(url)) {
                Some(url) => self.url = Some(url.to_owned()),
                None => self.push(tag),
            },
            _ => self.push(tag),
        }
    }
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let value = attributes.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_ascii_whitespace().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compact form: `**bold**`, `_italic_`, `{code}`, `text→url`, parted by `|`.
    fn show(text: &str) -> String {
        show_spans(&spans(text))
    }

    #[test]
    fn signs_of_comparison_are_no_tags() {
        assert_eq!(show("a<b and c>d"), "a<b and c>d");
        assert_eq!(show("a<b class='x'>b</b>"), "a|**b**");
    }

    fn show_spans(spans: &[Span]) -> String {
        let one = |span: &Span| {
            let mut text = span.text.replace('\n', "⏎");
            if span.code {
                text = format!("{{{text}}}");
            }
            if span.italic {
                text = format!("_{text}_");
            }
            if span.bold {
                text = format!("**{text}**");
            }
            if let Some(url) = &span.url {
                text = format!("{text}→{url}");
            }
            text
        };
        spans.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn bold_italic_code_and_links_become_spans() {
        assert_eq!(
            show("a **b** *c* _d_ `e` [f](https://g.example) <https://h.example>"),
            "a |**b**| |_c_| |_d_| |{e}| |f→https://g.example| |https://h.example→https://h.example"
        );
        assert_eq!(
            show("**all *of* it**"),
            "**all **|_**of**_|** it**".replace("_**of**_", "**_of_**")
        );
        assert_eq!(
            show("<b>x</b> <a href='https://y.example'>z</a>"),
            "**x**| |z→https://y.example"
        );
    }

    #[test]
    fn what_is_no_inline_markup_is_literal() {
        for text in [
            "#winning",
            "$5M to $2M",
            "`backtick",
            r"C:\new",
            r"\\server\share",
            "#read(\"/etc/passwd\")",
            "= heading",
            "@ref",
            "<label>",
            "// no comment",
            "# not a heading",
            "- no list",
            "1. one",
            "snake_case_name",
            "2 * 3 * 4",
            "AT&amp;T &lt;b&gt;",
            "> quote",
            "a|b|c",
            "~~x~~",
            "[x]",
            "![alt](https://x.example/p.png)",
            "[here](./file.pdf)",
            "[js](javascript:alert(1))",
            "***",
            "    indented",
            "+ plus",
            "<!-- comment -->",
            "Vec<T>",
            "a < b > c",
            "2*3*4",
            "__init__.py",
            "C*",
            "*",
            "**",
        ] {
            assert_eq!(plain_text(text), text);
            assert!(spans(text).iter().all(|s| s.url.is_none() && !s.bold && !s.italic), "{text}");
        }
    }

    #[test]
    fn a_backslash_protects_markup_only() {
        assert_eq!(show(r"\*kept\* \_too\_ C:\*"), "*kept* _too_ C:*");
        assert_eq!(show(r"a\!b \# c"), r"a\!b \# c");
    }

    #[test]
    fn line_breaks_are_spaces_unless_forced() {
        assert_eq!(show("a\n  b"), "a b");
        assert_eq!(show("a\rb\u{b}c **d**"), "a b c |**d**");
        assert_eq!(show("a  \nb<br>c"), "a⏎b⏎c");
    }

    #[test]
    fn blocks_part_paragraphs_and_bullets() {
        let show = |text: &str| {
            fn list(items: &[Item]) -> String {
                let one = |i: &Item| match i.items.as_slice() {
                    [] => show_spans(&i.text),
                    below => format!("{}[{}]", show_spans(&i.text), list(below)),
                };
                items.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            let one = |block: &Block| match block {
                Block::Paragraph(text) => show_spans(text),
                Block::List(items) => format!("[{}]", list(items)),
            };
            blocks(text).iter().map(one).collect::<Vec<_>>().join(" / ")
        };
        assert_eq!(show("a\nb\n\nc"), "a b / c");
        assert_eq!(show("a:\n- b\n  more\n  - c\n- d\n\ne"), "a: / [b more[c]; d] / e");
        assert_eq!(show("<p>a</p><ul><li>b</li><li>c</li></ul>d <x>"), "a / [b; c] / d <x>");
        assert_eq!(show("• one\n• two"), "[one; two]");
        assert_eq!(show("-5 °C\n*not a bullet*"), "-5 °C _not a bullet_".replace(" _", " |_"));
        assert_eq!(show(""), "");
    }

    #[test]
    fn no_word_is_lost() {
        for text in [
            "**",
            "a **b",
            "[a](",
            "<b",
            "<a href=x>y</a>",
            "`a``b`",
            "*a **b* c**",
            "\\",
            "[](https://x.example)",
        ] {
            let words = plain_text(text);
            for word in
                text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2 && *w != "href")
            {
                assert!(words.contains(word), "{text}: {words}");
            }
        }
    }
}
