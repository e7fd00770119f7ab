//! Plain text: no markup, 78 columns, everything in reading order.

use super::lost::Lost;
use super::outline::{Block, Bullet, Entry, Fact, Link, Outline, Words};
use super::{WriteOptions, Writer, lang};
use crate::diag::Sink;
use crate::profile::{self, Item, Profile, Span};

pub(super) static WRITER: Writer =
    Writer { name: "text", title: "plain text", extension: "txt", write };

/// How many columns a line has.
const WIDTH: usize = 78;

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let mut lost = Lost::default();
    let outline = Outline::new(profile, lang(profile, options), &mut lost);
    lost.report(WRITER.title, sink);
    let mut page = Page::default();
    page.heading(&outline.name, '=');
    page.extend(outline.label.as_deref());
    outline.contact.iter().for_each(|line| page.words(line));
    outline.accounts.iter().for_each(|account| page.wrapped(&link(account), "", ""));
    for part in &outline.parts {
        page.gap(2);
        if let Some(title) = &part.title {
            page.heading(title, '-');
        }
        page.blocks(&part.blocks);
    }
    page.gap(0);
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str, rule: char) {
        let line = one_line(text);
        self.wrapped(&line, "", "");
        let length = line.chars().map(width).sum::<usize>().clamp(3, WIDTH);
        self.text.extend(std::iter::repeat_n(rule, length));
        self.text.push_str("\n\n");
    }

    fn extend(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            self.paragraph(text);
            self.gap(1);
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.wrapped(&one_line(text), "", "");
    }

    fn words(&mut self, text: &Words) {
        self.wrapped(&words(text), "", "");
    }

    /// Parts what follows by blank lines.
    fn gap(&mut self, lines: usize) {
        let bare = self.text.trim_end_matches('\n').len();
        self.text.truncate(bare);
        if bare > 0 {
            self.text.extend(std::iter::repeat_n('\n', lines + 1));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if !self.text.ends_with("\n\n") {
                self.gap(1);
            }
            match block {
                Block::Prose(text) => self.prose(text),
                Block::Bullets(items) => self.bullets(items, 0),
                Block::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact)),
                Block::Line(line) => self.wrapped(&labelled(line), "", ""),
                Block::Entry(entry) => self.entry(entry),
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut details = entry.details.iter();
        // The first thing said is the title.
        match &entry.title {
            Some(title) => self.paragraph(title),
            None => details.next().into_iter().for_each(|words| self.words(words)),
        }
        entry.dates.iter().for_each(|dates| self.wrapped(dates, "", ""));
        details.for_each(|words| self.words(words));
        self.blocks(&entry.blocks);
    }

    fn fact(&mut self, fact: &Fact) {
        self.wrapped(&labelled(fact), "- ", "  ");
    }

    fn bullets(&mut self, items: &[Bullet], indent: usize) {
        for Bullet { text, below } in items {
            self.bullet(&one_line(text), indent);
            self.bullets(below, indent + 2);
        }
    }

    fn bullet(&mut self, text: &str, indent: usize) {
        let hang = " ".repeat(indent);
        self.wrapped(text, &format!("{hang}- "), &format!("{hang}  "));
    }

    fn prose(&mut self, text: &str) {
        for (i, block) in profile::blocks(text).iter().enumerate() {
            if i > 0 {
                self.gap(1);
            }
            match block {
                profile::Block::Paragraph(spans) => {
                    for line in plain(spans).lines() {
                        self.wrapped(line, "", "");
                    }
                }
                profile::Block::List(items) => self.items(items, 0),
            }
        }
    }

    fn items(&mut self, items: &[Item], indent: usize) {
        for item in items {
            self.bullet(&plain(&item.text), indent);
            self.items(&item.items, indent + 2);
        }
    }

    /// Writes a text in lines of no more than [`WIDTH`] columns, as far as its words allow.
    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let (mut used, mut begun) = (0, false);
        for (word, spaced) in pieces(text) {
            let length: usize = word.chars().map(width).sum();
            let space = usize::from(spaced && begun);
            if !begun {
                self.text.push_str(first);
                used = first.len();
            } else if used + space + length > WIDTH && used > rest.len() {
                self.text.push('\n');
                self.text.push_str(rest);
                used = rest.len();
            } else if space > 0 {
                self.text.push(' ');
                used += 1;
            }
            self.text.extend(word.chars().filter(|c| !c.is_control()));
            used += length;
            begun = true;
        }
        if begun {
            self.text.push('\n');
        }
    }
}

fn words(words: &Words) -> String {
    match words {
        Words::Text(text) => one_line(text),
        Words::Literal(text) => text.clone(),
        Words::List(items, separator) => {
            items.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(separator)
        }
    }
}

fn labelled(Fact { label, text }: &Fact) -> String {
    let label = label.as_deref().map(one_line);
    label.into_iter().chain([words(text)]).collect::<Vec<_>>().join(": ")
}

fn link(Link { label, text, url }: &Link) -> String {
    let shown: Vec<&str> = text.iter().chain(url).map(String::as_str).collect();
    let shown = shown.join(" – ");
    match label {
        Some(label) if !shown.is_empty() => format!("{label}: {shown}"),
        Some(label) => label.clone(),
        None => shown,
    }
}

/// A text without its markup, each link with its address behind it.
pub(super) fn one_line(text: &str) -> String {
    plain(&profile::spans(text))
}

/// The text of spans, each link with its address behind it.
fn plain(spans: &[Span]) -> String {
    let mut text = String::new();
    let mut link = String::new();
    for (i, span) in spans.iter().enumerate() {
        text.push_str(&span.text);
        link.push_str(&span.text);
        let Some(url) = &span.url else {
            link.clear();
            continue;
        };
        if spans.get(i + 1).is_some_and(|next| next.url.as_ref() == Some(url)) {
            continue;
        }
        let told = url.strip_prefix("mailto:").or_else(|| url.strip_prefix("tel:")).unwrap_or(url);
        if !link.contains(told) {
            text.push_str(&format!(" ({told})"));
        }
        link.clear();
    }
    text
}

/// The words of a text, and whether a space stands before each. Chinese and Japanese break
/// between any two signs.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split(|c: char| c == ' ' || ('\t'..='\r').contains(&c))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let mut start = 0;
            let mut pieces = Vec::new();
            for (offset, c) in word.char_indices() {
                let is_sign =
                    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0x20000..=0x3ffff);
                if is_sign && offset > start {
                    pieces.push((word.get(start..offset).unwrap_or_default(), start == 0));
                    start = offset;
                }
            }
            pieces.push((word.get(start..).unwrap_or_default(), start == 0));
            pieces
        })
}

/// How many columns a character takes.
fn width(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
