//! Markdown: a clean CV to read as it is, which our own reader of Markdown reads again.

use super::lost::Lost;
use super::outline::{Block, Bullet, Entry, Fact, Link, Outline, Words};
use super::{WriteOptions, Writer, lang};
use crate::diag::Sink;
use crate::profile::{Profile, html_to_lines, plain_text};

pub(super) static WRITER: Writer =
    Writer { name: "markdown", title: "Markdown", extension: "md", write };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let mut lost = Lost::default();
    let outline = Outline::new(profile, lang(profile, options), &mut lost);
    lost.report(WRITER.title, sink);
    let mut page = Page::default();
    page.block(format!("# {}", heading(&outline.name)));
    page.extend(outline.label.map(|label| at_line_start(&inline(&label))));
    page.block(at_line_start(&join(outline.contact.iter().map(words))));
    page.block(at_line_start(&join(outline.accounts.iter().map(link))));
    for part in &outline.parts {
        page.extend(part.title.as_ref().map(|title| format!("## {}", heading(title))));
        page.blocks(&part.blocks);
    }
    page.text
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

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Prose(text) => self.block(prose(text)),
                Block::Bullets(items) => {
                    let mut lines = String::new();
                    bullets(items, 0, &mut lines);
                    self.block(lines);
                }
                Block::Facts(facts) => self.block(facts.iter().map(fact).collect::<String>()),
                Block::Line(line) => self.block(at_line_start(&labelled(line, false))),
                Block::Entry(entry) => self.entry(entry),
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut details = entry.details.iter().map(words);
        // The first thing said is the title.
        let title =
            entry.title.as_deref().map(inline).or_else(|| details.next()).map(|title| bold(&title));
        let dates = entry.dates.as_deref().map(inline);
        let head = title.into_iter().chain(dates).collect::<Vec<_>>().join(" — ");
        self.block(at_line_start(&head));
        self.block(at_line_start(&join(details)));
        self.blocks(&entry.blocks);
    }
}

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

fn labelled(Fact { label, text }: &Fact, is_bold: bool) -> String {
    let label =
        label.as_deref().map(inline).map(|label| if is_bold { bold(&label) } else { label });
    label.into_iter().chain([words(text)]).collect::<Vec<_>>().join(": ")
}

fn link(Link { label, text, url }: &Link) -> String {
    let label = label.as_deref().map(literal);
    let shown = match (text.as_deref(), url.as_deref()) {
        (Some(text), Some(url)) if is_address(url) => {
            Some(format!("[{}]({})", escape_marks(&clean(text), true), target(url)))
        }
        (Some(text), Some(url)) => Some(format!("{} {}", literal(text), literal(url))),
        (text, url) => text.or(url).map(literal),
    };
    label.into_iter().chain(shown).collect::<Vec<_>>().join(": ")
}

/// An address in the brackets of a link; one that holds brackets gets others around it.
fn target(url: &str) -> String {
    if url.contains(['(', ')']) { format!("<{url}>") } else { url.to_owned() }
}

fn words(words: &Words) -> String {
    match words {
        Words::Text(text) => enclosed(text),
        Words::Literal(text) => literal(text),
        Words::List(items, separator) => {
            items.iter().map(|item| enclosed(item)).collect::<Vec<_>>().join(separator)
        }
    }
}

/// A text beside others in its line: a mark that is none by itself must not pair with theirs.
fn enclosed(text: &str) -> String {
    if plain_text(text) == text { literal(text) } else { inline(text) }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whether a text can stand in the brackets of a link.
fn is_address(text: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\')
        })
}

/// Words without markup: a link if they are an address, else with all marks escaped.
fn literal(text: &str) -> String {
    if is_address(text) {
        return format!("<{text}>");
    }
    let text = clean(text);
    let has_link = text.contains("](") || text.contains("][");
    escape_marks(&text, has_link)
}

/// Escapes what would be inline markup, brackets only if asked to.
fn escape_marks(text: &str, brackets: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_mark = match c {
            '`' | '<' => true,
            '*' | '_' if before == ' ' && after == ' ' => false,
            '*' => true,
            // Within a word it is none.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '[' | ']' => brackets,
            '\\' => after.is_ascii_punctuation() || after == ' ',
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// A text in bold, unless its own markup would get in the way.
fn bold(text: &str) -> String {
    let fits =
        !text.contains(['*', '_', '`', '[', '<']) && !text.ends_with('\\') && text.trim() == text;
    if fits && !text.is_empty() { format!("**{text}**") } else { text.to_owned() }
}

/// A text of one line. Its inline markup stays; what Markdown would take for a tag is escaped,
/// for we do not.
fn inline(text: &str) -> String {
    escape_tags(&clean(text))
}

/// A text in one line, without control characters.
fn clean(text: &str) -> String {
    let words = text
        .split(|c: char| c == ' ' || ('\t'..='\r').contains(&c))
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace(char::is_control, "")
}

/// Escapes each `<` that begins a tag that is none of ours.
fn escape_tags(text: &str) -> String {
    const OURS: [&str; 11] =
        ["b", "strong", "i", "em", "code", "a", "br", "http", "https", "mailto", "tel"];
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_code = false;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        escaped.push_str(before);
        in_code ^= before.matches('`').count() % 2 == 1;
        let after = tag.get(1..).unwrap_or_default();
        let name = after.strip_prefix('/').unwrap_or(after);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        let begins_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        if begins_tag && !OURS.contains(&name.as_str()) && !in_code && !before.ends_with('\\') {
            escaped.push('\\');
        }
        escaped.push('<');
        rest = after;
    }
    escaped + rest
}

fn heading(text: &str) -> String {
    let text = inline(text);
    // A run of `#` at the end would close the heading.
    let bare = text.trim_end_matches('#');
    if bare.len() < text.len() && (bare.is_empty() || bare.ends_with(' ')) {
        return format!("{bare}\\{}", &text[bare.len()..]);
    }
    text
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

/// Escapes what would begin a block of Markdown.
fn at_line_start(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or_default();
    let second = chars.next();
    let blank = second.is_none_or(|c| c == ' ');
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text.get(digits..).unwrap_or_default();
    let is_rule = text.len() > 1
        && text.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '|' | ':' | ' '));
    let begins_block = match first {
        '#' => text.trim_start_matches('#').chars().next().is_none_or(|c| c == ' '),
        '-' | '+' | '*' if blank => true,
        '>' | '|' => true,
        '=' => text.chars().all(|c| matches!(c, '=' | ' ')),
        '`' => text.starts_with("```"),
        '~' => text.starts_with("~~~"),
        '[' => {
            text.find("]:").is_some_and(|end| !text.get(..end).unwrap_or_default().contains("]("))
        }
        _ => is_rule,
    };
    if begins_block {
        return format!("\\{text}");
    }
    let marker = (1..=9).contains(&digits)
        && after
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if marker {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    text.to_owned()
}
