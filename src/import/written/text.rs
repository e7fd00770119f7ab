//! The blocks of plain text as cvpdf writes it.

use super::{Account, Block, Entry, Item, Page, Part, Said, lines};
use crate::extract::dates;
use crate::profile::contact_field;
use crate::syntax::columns::{WIDTH, columns, unwrap};

/// Lines between blank lines.
type Lines<'a> = [(usize, &'a str)];

/// The document, if its name and all its titles are underlined in full width.
pub(super) fn page(source: &str) -> Option<Page> {
    let mut page = Page::default();
    let mut block: Vec<(usize, &str)> = Vec::new();
    let (mut blank, mut number) = (0, 0);
    for (at, line) in lines(source).chain([(source.len(), "")]) {
        if !line.is_empty() {
            block.push((at, line));
            continue;
        }
        if !block.is_empty() {
            add(source, &std::mem::take(&mut block), number, blank, &mut page)?;
            (blank, number) = (0, number + 1);
        }
        blank += 1;
    }
    // A text without a section has no form that tells it from others.
    (!page.parts.is_empty()).then_some(page)
}

/// Adds the block of a number, with as many blank lines above it as `blank`.
fn add(
    source: &str,
    block: &Lines<'_>,
    number: usize,
    blank: usize,
    page: &mut Page,
) -> Option<()> {
    if number == 0 {
        page.name = Some(underlined(block, '=')?);
        return Some(());
    }
    if blank >= 2 {
        let title = underlined(block, '-');
        let key = title.is_none().then(|| "sections".to_owned());
        let is_title = title.is_some();
        page.parts.push(Part { title, key, ..Part::default() });
        if is_title {
            return Some(());
        }
    }
    let Some(part) = page.parts.last_mut() else { return header(source, block, page) };
    let first = block.first()?.1;
    let is_list = first.trim_start().starts_with("- ");
    let indent = first.len() - first.trim_start().len();
    let content =
        if is_list { Block::List(items(block)?) } else { Block::Prose(prose(block, indent)) };
    match part.entries.last_mut() {
        Some(entry) if indent > 0 => entry.body.push((None, content)),
        _ if indent > 0 || is_list => part.blocks.push(content),
        // A paragraph at the edge heads an entry, or is prose where there are none.
        _ => part.entries.push(entry(block)),
    }
    Some(())
}

/// A title with a rule of its width below it.
fn underlined(block: &Lines<'_>, rule: char) -> Option<Said> {
    let ((_, last), title) = block.split_last()?;
    let said = joined(title);
    let width = columns(&said.text).clamp(3, WIDTH);
    (!title.is_empty() && last.chars().all(|c| c == rule) && last.len() == width).then_some(said)
}

/// Lines as one line.
fn joined(block: &Lines<'_>) -> Said {
    let text = unwrap(block.iter().map(|(_, line)| *line), 0).replace('\n', " ");
    Said::new(text, range(block))
}

fn range(block: &Lines<'_>) -> std::ops::Range<usize> {
    let start = block.first().map_or(0, |(at, line)| at + line.len() - line.trim_start().len());
    start..block.last().map_or(start, |(at, line)| at + line.len())
}

fn prose(block: &Lines<'_>, indent: usize) -> Said {
    Said::new(unwrap(block.iter().map(|(_, line)| *line), indent), range(block))
}

/// Lines that are indented go on with the one above.
fn hanging<'b, 'a>(block: &'b Lines<'a>) -> Vec<&'b Lines<'a>> {
    block.chunk_by(|_, (_, next)| next.starts_with("  ")).collect()
}

/// The label, or the lines of the contact.
fn header(source: &str, block: &Lines<'_>, page: &mut Page) -> Option<()> {
    let first = block.first()?.1;
    let is_contact = contact_field(first) != "location" || page.label.is_some();
    if !is_contact && page.contact.is_empty() {
        page.label = Some(joined(block));
        return Some(());
    }
    for lines in hanging(block) {
        let said = joined(lines);
        let field = contact_field(&said.text);
        let is_known = page.contact.iter().any(|(known, _)| known.as_deref() == Some(field));
        let is_account = said.text.contains(": ") || is_known;
        if is_account {
            page.accounts.push(account(source, &said));
        } else {
            page.contact.push((Some(field.to_owned()), said));
        }
    }
    Some(())
}

fn account(source: &str, said: &Said) -> Account {
    let part = |text: &str| Some(said.part(source, text));
    let (network, rest) = match said.text.split_once(": ") {
        Some((network, rest)) => (part(network), rest),
        None => (None, said.text.as_str()),
    };
    match rest.split_once(" – ") {
        Some((name, url)) => Account { network, username: part(name), url: part(url) },
        None if rest.contains("://") => Account { network, username: None, url: part(rest) },
        None => Account { network, username: part(rest), url: None },
    }
}

/// The head of an entry: title, dates, details.
fn entry(block: &Lines<'_>) -> Entry {
    let mut entry = Entry::default();
    for (n, lines) in hanging(block).into_iter().enumerate() {
        let said = joined(lines);
        let inner = said.text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        if n == 0 {
            entry.title = Some((None, said));
        } else if n == 1 && is_dates(&said.text) {
            entry.dates = Some(said);
        } else if let (1, Some(inner)) = (n, inner) {
            entry.dates = Some(Said::new(inner, said.range.start + 1..said.range.end - 1));
        } else if let Some(inner) = inner {
            let said = Said::new(inner, said.range.start + 1..said.range.end - 1);
            entry.body.push((Some("description".to_owned()), Block::Prose(said)));
        } else if contact_field(&said.text) == "url" && said.text.contains("://") {
            entry.details.push((Some("url".to_owned()), said));
        } else {
            entry.details.push((None, said));
        }
    }
    entry
}

fn is_dates(text: &str) -> bool {
    dates::read(text, dates::Reading::default()).is_some()
}

/// The lines of a list; what bears no bullet goes on with the one above.
fn items(block: &Lines<'_>) -> Option<Vec<Item>> {
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let mut items = Vec::new();
    for lines in block.chunk_by(|_, (_, next)| !is_item(next)) {
        let (at, first) = *lines.first()?;
        let content = first.trim_start();
        let level = (first.len() - content.len()) / 2;
        let text = content.strip_prefix("- ")?;
        let rest = lines.iter().skip(1).map(|(_, line)| *line);
        let start = at + first.len() - text.len();
        let text = unwrap(std::iter::once(text).chain(rest), first.len() - text.len());
        items.push(Item { level, said: Said::new(text, start..range(lines).end) });
    }
    Some(items)
}
