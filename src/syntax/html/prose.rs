//! Prose of several paragraphs and bullets, be it written in HTML or as lines of text.

use std::borrow::Cow;

use super::look::{collapsed, looks, superscript};
use super::{Child, Element, UNSEEN, parse};
use crate::profile::{Highlight, Piece, Span, Text, bullet, markup, pieces};

/// Paragraphs and bullets in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Prose {
    parts: Vec<Part>,
}

/// A paragraph, or a bullet.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    /// The level of the bullet, from 1; 0 for a paragraph.
    level: usize,
    /// Its text in our markup.
    text: String,
}

impl Prose {
    /// Reads a text that may be HTML. One without tags is read as lines.
    pub(crate) fn of(text: &str) -> Self {
        if !is_html(text) {
            return Self::of_lines(text);
        }
        let mut page = parse(text);
        // HTML within HTML, escaped twice.
        let inner = page.elements().next().is_none().then(|| page.text());
        if let Some(inner) = inner.filter(|inner| is_html(inner)) {
            page = parse(&inner);
        }
        Self::of_element(&page)
    }

    /// Reads a text of Markdown. It may have tags in it, or be HTML from its first letter to its last.
    pub(crate) fn of_markdown(text: &str) -> Self {
        let inner = text.trim();
        match inner.starts_with('<') && inner.ends_with('>') {
            true => Self::of(text),
            false => Self::of_lines(text),
        }
    }

    /// Reads what stands in an element.
    pub(crate) fn of_element(element: &Element) -> Self {
        if let [Child::Text(text, _)] = element.children.as_slice()
            && let Some(words) = Self::of_words(text)
        {
            return words;
        }
        let mut writer = Writer::default();
        writer.children(element, &Span::default());
        writer.flush();
        Self { parts: writer.parts }
    }

    /// Reads a text alone, as most elements of data hold; `None` if it has anything that may be a
    /// bullet or markup.
    fn of_words(text: &str) -> Option<Self> {
        let text = collapsed(text);
        let text = text.trim_start_matches(' ').trim_end_matches([' ', '\u{a0}']);
        let is_plain = text.starts_with(char::is_alphanumeric)
            && !text.contains(['*', '_', '`', '[', '<', '\\', '\n']);
        is_plain.then(|| Self { parts: vec![Part { level: 0, text: text.to_owned() }] })
    }

    /// Reads what a whole page shows, as Markdown: headings bear their signs, the cells of tables are
    /// parted by wide gaps, and what is there to go elsewhere is left out.
    pub(crate) fn of_page(page: &Element) -> Self {
        let mut writer = Writer { is_page: true, ..Writer::default() };
        writer.children(page, &Span::default());
        writer.flush();
        Self { parts: writer.parts }
    }

    /// Reads lines of text: blank lines part paragraphs, and bullets are bullets.
    pub(crate) fn of_lines(text: &str) -> Self {
        let mut parts = Vec::new();
        for piece in pieces(&without_numbers(text)) {
            match piece {
                Piece::Paragraph(text) => parts.push(Part { level: 0, text }),
                Piece::List(bullets) => {
                    // The indentations of the bullets that the next one stands below.
                    let mut above: Vec<usize> = Vec::new();
                    for (indent, text) in bullets {
                        above.retain(|level| *level < indent);
                        above.push(indent);
                        parts.push(Part { level: above.len(), text });
                    }
                }
            }
        }
        Self { parts }
    }

    /// The whole as one text; bullets become lines that begin with `- `.
    pub(crate) fn into_text(self) -> Option<Text> {
        let mut out = String::new();
        let mut before = 0;
        for Part { level, text } in self.parts {
            if !out.is_empty() {
                out.push_str(if level > 0 && before > 0 { "\n" } else { "\n\n" });
            }
            let indent = "  ".repeat(level.saturating_sub(1));
            if level > 0 {
                out.push_str(&indent);
                out.push_str("- ");
                out.push_str(&text.replace('\n', &format!("\n{indent}  ")));
            } else {
                out.push_str(&text);
            }
            before = level;
        }
        (!out.trim().is_empty()).then(|| out.into())
    }

    /// The paragraphs before the bullets, and the bullets. A paragraph among bullets is one itself,
    /// with those that follow it below.
    pub(crate) fn split(mut self) -> (Option<Text>, Vec<Highlight>) {
        let first = self.parts.iter().position(|part| part.level > 0).unwrap_or(self.parts.len());
        let has_more = self.parts[first..].iter().any(|part| part.level == 0);
        // What leads the first bullets is a title like those of the further ones.
        let first = if has_more && first > 0 { first - 1 } else { first };
        let bullets = self.parts.split_off(first);
        let base = usize::from(!bullets.iter().any(|part| part.level == 0));
        (self.into_text(), nest(&bullets, base))
    }
}

/// The text with a bullet in place of the number of each item of a numbered list: `1. a`, `2. b`.
fn without_numbers(text: &str) -> Cow<'_, str> {
    let item = |line: &str| {
        let content = line.trim_start();
        let (number, rest) = content.split_once(['.', ')'])?;
        let number: u8 = number.parse().ok().filter(|_| rest.starts_with(' '))?;
        Some((line.len() - content.len(), number, rest.to_owned()))
    };
    let lines = text.lines().enumerate();
    let items: Vec<_> = lines.filter_map(|(at, line)| Some((at, item(line)?))).collect();
    if items.is_empty() {
        return text.into();
    }
    let mut lines: Vec<Cow<'_, str>> = text.lines().map(Cow::from).collect();
    let next = |i: usize, from: (usize, u8)| {
        let mut later = items[i + 1..].iter().filter(|(_, (indent, ..))| *indent == from.0);
        later.next().is_some_and(|(_, (_, number, _))| Some(*number) == from.1.checked_add(1))
    };
    // How far lists are indented whose last item has been seen, and its number.
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (i, (at, (indent, number, rest))) in items.iter().enumerate() {
        let before = open.iter().position(|(level, last)| level == indent && last + 1 == *number);
        match before {
            Some(list) => open[list].1 = *number,
            None if *number == 1 && next(i, (*indent, 1)) => open.push((*indent, 1)),
            None => continue,
        }
        lines[*at] = format!("{}-{rest}", " ".repeat(*indent)).into();
    }
    if open.is_empty() { text.into() } else { lines.join("\n").into() }
}

/// Makes a tree of bullets: what has a higher level than the first stands below it.
fn nest(parts: &[Part], base: usize) -> Vec<Highlight> {
    let mut highlights = Vec::new();
    let mut rest = parts;
    while let [first, tail @ ..] = rest {
        let level = first.level.max(base);
        let below = tail.iter().take_while(|part| part.level > level).count();
        let text = first.text.as_str().into();
        let highlights_below = nest(&tail[..below], level + 1);
        highlights.push(Highlight { text, highlights: highlights_below, ..Highlight::default() });
        rest = &tail[below..];
    }
    highlights
}

/// Whether a text has tags or entities of HTML.
fn is_html(text: &str) -> bool {
    const TAGS: [&str; 41] = [
        "a",
        "article",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "td",
        "tr",
        "u",
        "ul",
    ];
    let is_tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        TAGS.contains(&name.to_ascii_lowercase().as_str())
            && rest.starts_with([' ', '>', '/', '\n', '\t'])
    };
    let is_entity = |rest: &str| {
        let name = rest.strip_prefix('#').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        (2..=8).contains(&end) && name[end..].starts_with(';')
    };
    // A backslash makes it a sign of the text.
    let is_sign = |at: usize| text[..at].ends_with('\\');
    text.match_indices('<').any(|(at, _)| !is_sign(at) && is_tag(&text[at + 1..]))
        || text.match_indices('&').any(|(at, _)| is_entity(&text[at + 1..]))
}

/// Collects the paragraphs and bullets of a tree.
#[derive(Default)]
struct Writer {
    parts: Vec<Part>,
    /// What was read of the paragraph or bullet in hand.
    spans: Vec<Span>,
    /// The level of the bullet that it belongs to; 0 outside of lists.
    level: usize,
    /// Whether a bullet begins with it.
    begins: bool,
    /// Whether white space is kept.
    verbatim: bool,
    /// Whether a whole page is read, rather than a field.
    is_page: bool,
}

impl Writer {
    fn children(&mut self, element: &Element, look: &Span) {
        for child in &element.children {
            match child {
                Child::Text(text, _) => self.push(text, look),
                Child::Element(element) => self.element(element, look),
            }
        }
    }

    fn element(&mut self, element: &Element, outside: &Span) {
        let look = &looks(element, outside);
        let name = element.name.as_str();
        match name {
            _ if UNSEEN.contains(&name) || element.words("class").any(|class| class == "ql-ui") => {
            }
            "head" | "title" => {}
            "nav" | "form" | "button" | "dialog" if self.is_page => {}
            // What leads to a place in the page before anything is said: "Skip to content".
            "a" if self.is_page && self.is_blank() && leads_to(element, "#") => {}
            // A number is what is shown of it.
            "a" if self.is_page && leads_to(element, "tel:") && has_digits(element) => {
                self.children(element, outside);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.is_page => {
                self.flush();
                self.children(element, &Span::default());
                let signs = "#".repeat(name[1..].parse().unwrap_or(1));
                let heading = joined(lines(std::mem::take(&mut self.spans)));
                let heading = markup(&heading).replace("  \n", " ");
                if !heading.is_empty() {
                    self.parts.push(Part { level: 0, text: format!("{signs} {heading}") });
                }
            }
            "br" => self.spans.push(Span { text: "\n".to_owned(), ..Span::default() }),
            "img" => self.push(element.attribute("alt").unwrap_or_default(), look),
            "sup" => self.push(&superscript(&element.text()), look),
            "li" => self.item(element, look),
            "ul" | "ol" | "menu" => {
                self.flush();
                let outside = (self.level, self.begins);
                self.level = (self.level + 1).min(8);
                self.children(element, look);
                self.flush();
                (self.level, self.begins) = outside;
            }
            "td" | "th" => {
                if self.spans.iter().any(|span| !span.text.trim().is_empty()) {
                    let gap = if self.is_page { "    " } else { " · " };
                    self.spans.push(Span { text: gap.to_owned(), ..Span::default() });
                }
                self.children(element, look);
            }
            "pre" => {
                self.flush();
                let outside = std::mem::replace(&mut self.verbatim, true);
                self.children(element, look);
                self.flush();
                self.verbatim = outside;
            }
            "tr" | "caption" | "figcaption" | "summary" => self.block(element, look),
            _ if super::BLOCKS.contains(&name) => self.block(element, look),
            _ => self.children(element, look),
        }
    }

    /// Whether nothing was read so far.
    fn is_blank(&self) -> bool {
        self.parts.is_empty() && self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    fn block(&mut self, element: &Element, look: &Span) {
        self.flush();
        self.children(element, look);
        self.flush();
    }

    fn item(&mut self, element: &Element, look: &Span) {
        self.flush();
        let outside = self.level;
        // Quill writes nested lists as one, with the depth in a class.
        let indent = element.words("class").find_map(|class| class.strip_prefix("ql-indent-"));
        let indent: usize = indent.and_then(|depth| depth.parse().ok()).unwrap_or(0);
        self.level = (outside.max(1) + indent).min(8);
        self.begins = true;
        self.children(element, look);
        self.flush();
        (self.level, self.begins) = (outside, false);
    }

    fn push(&mut self, text: &str, look: &Span) {
        let text = if self.verbatim { text.to_owned() } else { collapsed(text) };
        self.spans.push(Span { text, ..look.clone() });
    }

    /// Ends the paragraph or bullet in hand.
    fn flush(&mut self) {
        let lines = lines(std::mem::take(&mut self.spans));
        let begins = std::mem::take(&mut self.begins);
        if lines.is_empty() {
            self.begins = begins;
            return;
        }
        if self.level > 0 {
            let text = markup(&joined(lines));
            match self.parts.last_mut().filter(|part| !begins && part.level == self.level) {
                Some(part) => {
                    part.text.push_str("  \n");
                    part.text.push_str(&text);
                }
                None => self.parts.push(Part { level: self.level, text }),
            }
            return;
        }
        // Bullets that were typed.
        let mut paragraph: Vec<Vec<Span>> = Vec::new();
        for mut line in lines {
            if !strip_bullet(&mut line) {
                paragraph.push(line);
                continue;
            }
            self.paragraph(std::mem::take(&mut paragraph));
            self.parts.push(Part { level: 1, text: markup(&line) });
        }
        self.paragraph(paragraph);
    }

    fn paragraph(&mut self, lines: Vec<Vec<Span>>) {
        // An empty line parts paragraphs.
        for lines in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
            let text = markup(&joined(lines.to_vec()));
            self.parts.push(Part { level: 0, text });
        }
    }
}

fn leads_to(element: &Element, start: &str) -> bool {
    element.attribute("href").is_some_and(|href| href.trim_start().starts_with(start))
}

fn has_digits(element: &Element) -> bool {
    element.text().chars().filter(char::is_ascii_digit).count() > 3
}

/// Parts spans at their line breaks, without white space at the ends of lines and without empty
/// lines at the beginning and the end.
fn lines(spans: Vec<Span>) -> Vec<Vec<Span>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    for span in spans {
        for (i, text) in span.text.split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            let Some(line) = lines.last_mut() else { continue };
            let follows_space = line.last().is_none_or(|last: &Span| last.text.ends_with(' '));
            let text = if follows_space { text.trim_start_matches(' ') } else { text };
            if text.is_empty() {
                continue;
            }
            match line.last_mut().filter(|last| same_look(last, &span)) {
                Some(last) => last.text.push_str(text),
                None => line.push(Span { text: text.to_owned(), ..span.clone() }),
            }
        }
    }
    for line in &mut lines {
        while let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end_matches([' ', '\u{a0}']).len());
            if !last.text.is_empty() {
                break;
            }
            line.pop();
        }
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.drain(..first);
    lines.truncate(lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    lines
}

fn same_look(a: &Span, b: &Span) -> bool {
    (a.bold, a.italic, a.code, &a.url) == (b.bold, b.italic, b.code, &b.url)
}

fn joined(lines: Vec<Vec<Span>>) -> Vec<Span> {
    let mut spans = Vec::new();
    for (i, line) in lines.into_iter().filter(|line| !line.is_empty()).enumerate() {
        if i > 0 {
            spans.push(Span { text: "\n".to_owned(), ..Span::default() });
        }
        spans.extend(line);
    }
    spans
}

/// Takes the bullet from the beginning of a line, if there is one.
fn strip_bullet(line: &mut Vec<Span>) -> bool {
    let is_alone = matches!(line.as_slice(), [first, _, ..] if matches!(first.text.trim(), "-" | "–" | "•" | "*"));
    if is_alone {
        line.remove(0);
    }
    let Some(first) = line.first_mut() else { return false };
    if is_alone {
        first.text = first.text.trim_start().to_owned();
        return true;
    }
    let unmistakable = first.text.strip_prefix(['•', '●', '▪', '◦', '‣', '⁃', '➢']);
    let rest = bullet(&first.text).or_else(|| unmistakable.map(str::trim_start));
    let Some(rest) = rest.map(str::to_owned) else { return false };
    // `bullet` trims both ends.
    let space = first.text.ends_with(' ') && !rest.ends_with(' ');
    first.text = if space { rest + " " } else { rest };
    true
}

#[cfg(test)]
mod tests;
