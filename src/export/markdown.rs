//! Markdown: a clean CV to read as it is, which our own reader of Markdown reads again. What the
//! order of the words does not tell stands in comments, which no page shows.

use super::lost::Lost;
use super::outline::{Block, Bullet, Detail, Entry, Fact, Link, Outline, Part, Thing, Words};
use super::{WriteOptions, Writer, lang};
use crate::diag::Sink;
use crate::profile::{Profile, contact_field, html_to_lines};
use crate::syntax::markdown::escape::{
    at_line_start, clean, enclosed, escape_marks, heading, inline, is_address, literal,
};

pub(super) static WRITER: Writer =
    Writer { name: "markdown", title: "Markdown", extension: "md", write };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let mut lost = Lost::default();
    let outline = Outline::new(profile, lang(profile, options), &mut lost);
    lost.report(WRITER.title, sink);
    let mut page = Page::default();
    page.block(format!("# {}", heading(&outline.name)));
    if outline.label.is_none() && !outline.contact.is_empty() {
        page.block(mark("contact"));
    }
    page.extend(outline.label.map(|label| at_line_start(&inline(&label))));
    page.block(at_line_start(&join(outline.contact.iter().map(contact))));
    page.block(outline.accounts.iter().map(link).collect::<String>());
    outline.parts.iter().for_each(|part| page.part(part));
    let lang = options.lang.as_ref().or(profile.lang.as_ref());
    page.block(mark(&lang.map_or("cvpdf".to_owned(), |lang| format!("cvpdf lang={lang}"))));
    page.text
}

/// What is said to readers of the source alone.
fn mark(words: &str) -> String {
    format!("<!-- {words} -->")
}

/// Blocks, parted by blank lines.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn block(&mut self, block: impl AsRef<str>) {
        let block = block.as_ref().trim_matches('\n');
        if block.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn extend(&mut self, block: Option<String>) {
        if let Some(block) = block {
            self.block(block);
        }
    }

    fn part(&mut self, part: &Part) {
        match &part.title {
            Some(title) if part.is_renamed => {
                self.block(format!("## {}{}", heading(title), mark(part.key)));
            }
            Some(title) => self.block(format!("## {}", heading(title))),
            None => self.block(mark(part.key)),
        }
        self.blocks(&part.blocks, part.key);
    }

    fn blocks(&mut self, blocks: &[Block], key: &str) {
        for block in blocks {
            match block {
                Block::Prose(text) => self.block(prose(text)),
                Block::Bullets(items) => {
                    let mut lines = String::new();
                    bullets(items, 0, &mut lines);
                    self.block(lines);
                }
                Block::Facts(facts) => self.block(facts.iter().map(fact).collect::<String>()),
                Block::Things(things) => {
                    self.block(things.iter().map(|it| thing(it, key)).collect::<String>());
                }
                Block::Line(line) => self.block(at_line_start(&labelled(line, false))),
                Block::Entry(entry) => self.entry(entry),
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut details = entry.details().peekable();
        // The first thing said is the title.
        match (&entry.title, &entry.dates) {
            (Some((field, title)), _) => {
                let title = entry.degree.as_ref().map_or(title, |(kind, _)| kind);
                let usual = *field == entry.form.title;
                self.block(format!("### {}{}", heading(title), told(field, !usual)));
            }
            (None, Some(dates)) => {
                self.block(format!("### {}{}", heading(dates), mark("dates")));
            }
            (None, None) => match details.next() {
                Some((Detail { field, words: said, .. }, _)) => {
                    self.block(format!("### {}{}", words(said), mark(field)));
                }
                None => self.block(mark("entry")),
            },
        }
        let dates = entry.dates.as_deref().filter(|_| entry.title.is_some());
        let dates = dates.map(|dates| match inline(dates) {
            dates if dates.contains(['*', '_', '`', '\\']) => dates + &mark("dates"),
            dates => format!("*{dates}*"),
        });
        let area = entry.degree.as_ref().map(|(_, area)| enclosed(area) + &mark("area"));
        let details = join(dates.into_iter().chain(area).chain(details.map(detail)));
        self.block(at_line_start(&details));
        self.body(entry, !details.is_empty());
    }

    /// What is said in an entry: prose, bullets, and lines of lists. A mark tells which field it is
    /// where nothing else does.
    fn body(&mut self, entry: &Entry, has_details: bool) {
        for (n, (field, block)) in entry.body.iter().enumerate() {
            let is_prose = *field == entry.form.prose;
            let Block::Prose(text) = block else {
                let told = matches!(*field, "highlights" | "courses") && (n > 0 || has_details);
                self.extend((!told && *field != "highlights").then(|| mark(field)));
                self.blocks(std::slice::from_ref(block), entry.form.section);
                continue;
            };
            for (i, part) in
                prose(text).split("\n\n").map(|part| part.trim_matches('\n')).enumerate()
            {
                let is_list = part.trim_start().starts_with("- ");
                let is_first = n == 0 && i == 0 && !has_details;
                if !part.is_empty() {
                    self.extend((!is_prose || is_list || is_first).then(|| mark(field)));
                    self.block(part);
                }
            }
        }
    }
}

/// A mark that tells the field, if it must.
fn told(field: &str, must: bool) -> String {
    if must { mark(field) } else { String::new() }
}

fn contact((field, said): &(&str, Words)) -> String {
    let text = match said {
        Words::Literal(text) | Words::Text(text) => text.as_str(),
        Words::List(..) => "",
    };
    words(said).replace(DOT, ENTITY) + &told(field, contact_field(text) != *field)
}

fn detail((Detail { field, label, words: said, .. }, must): (&Detail, bool)) -> String {
    let label = label.as_ref().map(|label| inline(label) + ": ").unwrap_or_default();
    let text = words(said).replace(DOT, ENTITY);
    // What looks like an address or like dates is told from them.
    let looks_odd = *field != "url" && text.starts_with(['<', '*']) || text.ends_with("-->");
    label + &text + &told(field, must || looks_odd || *field == "url" && !text.starts_with('<'))
}

/// What parts the words of a line, and how a text says it.
const DOT: &str = " · ";
const ENTITY: &str = " &middot; ";

fn bullets(items: &[Bullet], indent: usize, lines: &mut String) {
    for Bullet { text, below } in items {
        lines.extend(std::iter::repeat_n(' ', indent));
        lines.push_str("- ");
        lines.push_str(&at_line_start(&inline(text)));
        lines.push('\n');
        bullets(below, indent + 2, lines);
    }
}

fn fact(fact: &Fact) -> String {
    format!("- {}\n", at_line_start(&labelled(fact, true)))
}

/// A skill with its level in brackets and its keywords, a language with its level.
fn thing(Thing { name, level, keywords }: &Thing, key: &str) -> String {
    let name = name.as_deref().map(inline).map(|name| match bold(&name) {
        plain if plain == name => name + &mark("name"),
        bold => bold,
    });
    let said = keywords.as_ref().map(words);
    let line = match (name, level.as_deref().map(enclosed), said) {
        (Some(name), Some(level), None) if key == "languages" => format!("{name}: {level}"),
        (Some(name), Some(level), said) => {
            format!("{name} ({level}){}", said.map(|said| format!(": {said}")).unwrap_or_default())
        }
        (Some(name), None, said) => joined(name, said),
        (None, Some(level), said) => joined(level + &mark("level"), said),
        (None, None, said) => said.unwrap_or_default(),
    };
    format!("- {}\n", at_line_start(&line))
}

fn joined(label: String, said: Option<String>) -> String {
    match said {
        Some(said) => format!("{label}: {said}"),
        None => label,
    }
}

fn labelled(Fact { label, text }: &Fact, is_bold: bool) -> String {
    let label =
        label.as_deref().map(inline).map(|label| if is_bold { bold(&label) } else { label });
    label.into_iter().chain([words(text)]).collect::<Vec<_>>().join(": ")
}

/// An account, as a line of a list.
fn link(Link { label, text, url }: &Link) -> String {
    let label = label.as_deref().map(literal);
    let shown = match (text.as_deref(), url.as_deref()) {
        (Some(text), Some(url)) if is_address(url) => {
            Some(format!("[{}]({})", escape_marks(&clean(text), true), target(url)))
        }
        (Some(text), Some(url)) => Some(format!("{} {}", literal(text), literal(url))),
        (text, url) => text.or(url).map(literal),
    };
    let line = label.into_iter().chain(shown).collect::<Vec<_>>().join(": ");
    format!("- {}\n", at_line_start(&line))
}

/// An address in the brackets of a link; one that holds brackets gets others around it.
fn target(url: &str) -> String {
    if url.contains(['(', ')']) { format!("<{url}>") } else { url.to_owned() }
}

fn words(words: &Words) -> String {
    match words {
        Words::Text(text) => enclosed(text),
        Words::Literal(text) => literal(text),
        // A list of one has no sign that parts it; one within the text is none.
        Words::List(items, _) if items.len() == 1 && items[0].contains([',', ';', '、', '،']) => {
            enclosed(&items[0]) + &mark("one")
        }
        Words::List(items, separator) => {
            items.iter().map(|item| enclosed(item)).collect::<Vec<_>>().join(separator)
        }
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A text in bold, unless its own markup would get in the way.
fn bold(text: &str) -> String {
    let fits =
        !text.contains(['*', '_', '`', '[', '<']) && !text.ends_with('\\') && text.trim() == text;
    if fits && !text.is_empty() { format!("**{text}**") } else { text.to_owned() }
}

/// A text of several lines: bullets in it stay bullets, all else is prose.
fn prose(text: &str) -> String {
    let text = html_to_lines(text);
    let mut lines = String::with_capacity(text.len());
    let mut was_bullet = false;
    for line in text.lines() {
        let content = line.trim();
        let item = content.strip_prefix(['-', '*', '•', '◦', '‣', '▪', '–', '·', '●']);
        let item = item
            .and_then(|item| item.strip_prefix([' ', '\t', '\u{a0}']))
            .map(str::trim)
            .filter(|i| !i.is_empty());
        if let Some(item) = item {
            let indent = line.len() - line.trim_start().len();
            if !was_bullet && !lines.is_empty() && !lines.ends_with("\n\n") {
                lines.push('\n');
            }
            lines.extend(std::iter::repeat_n(' ', indent / 2 * 2));
            lines.push_str("- ");
            lines.push_str(&at_line_start(&inline(item)));
        } else {
            lines.push_str(if was_bullet && !content.is_empty() { "  " } else { "" });
            lines.push_str(&at_line_start(&inline(content)));
            // Two spaces before a line break keep it.
            lines.push_str(if line.ends_with("  ") && !content.is_empty() { "  " } else { "" });
        }
        was_bullet = item.is_some() || (was_bullet && !content.is_empty());
        lines.push('\n');
    }
    lines
}
