//! The blocks of Markdown as cvpdf writes it.

use super::{Account, Block, Entry, Item, Page, Part, Said, lines};
use crate::profile::contact_field;
use crate::syntax::markdown::escape::{at_line_start, enclosed, heading, inline, literal, restore};

/// The document, if it bears the mark of its writer and has the form of its writing.
pub(super) fn page(source: &str) -> Option<Page> {
    let last = source.trim_end().rsplit('\n').next()?;
    let mark = last.strip_prefix("<!-- cvpdf")?.strip_suffix("-->")?.trim();
    let lang = mark.strip_prefix("lang=").map(str::to_owned);
    let mut page = Page { lang, is_markdown: true, ..Page::default() };
    let mut reader = Reader { page: &mut page, field: None, is_contact: false, in_details: false };
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (at, line) in lines(source).chain([(source.len(), "")]) {
        if !line.is_empty() {
            block.push((at, line));
        } else if !block.is_empty() {
            reader.block(&std::mem::take(&mut block))?;
        }
    }
    Some(page)
}

struct Reader<'p> {
    page: &'p mut Page,
    /// The field that a mark tells of what stands below it.
    field: Option<String>,
    /// Whether a mark tells that the contact comes next.
    is_contact: bool,
    /// Whether the line of details may come next.
    in_details: bool,
}

impl Reader<'_> {
    fn block(&mut self, lines: &[(usize, &str)]) -> Option<()> {
        let (at, first) = *lines.first()?;
        if lines.len() == 1 {
            if let Some(mark) = mark(first) {
                self.page.marks.push(at..at + first.len());
                return self.mark(mark);
            }
            let level = first.len() - first.trim_start_matches('#').len();
            if let Some(text) = first.get(level..).and_then(|rest| rest.strip_prefix(' '))
                && (1..=3).contains(&level)
            {
                let start = at + level + 1;
                let said = self.marked(start, text, &heading);
                return self.heading(level, said);
            }
        }
        let is_list = first.trim_start().starts_with("- ");
        if self.page.parts.is_empty() {
            return if is_list { self.accounts(lines) } else { self.header(lines) };
        }
        let block = if is_list { Block::List(items(lines)?) } else { prose(lines) };
        let part = self.page.parts.last_mut()?;
        let Some(entry) = part.entries.last_mut() else {
            part.blocks.push(block);
            return Some(());
        };
        if self.in_details && !is_list && self.field.is_none() {
            self.in_details = false;
            return self.details(at, first, lines.len());
        }
        self.in_details = false;
        entry.body.push((self.field.take(), block));
        Some(())
    }

    fn mark(&mut self, mark: &str) -> Option<()> {
        match mark {
            "contact" => self.is_contact = true,
            "entry" => {
                self.page.parts.last_mut()?.entries.push(Entry::default());
                (self.field, self.in_details) = (None, true);
            }
            "sections" => {
                self.page.parts.push(Part { key: Some(mark.to_owned()), ..Part::default() });
                self.field = None;
            }
            mark if mark.starts_with("cvpdf") => {}
            mark => self.field = Some(mark.to_owned()),
        }
        Some(())
    }

    fn heading(&mut self, level: usize, (field, said): (Option<String>, Said)) -> Option<()> {
        self.field = None;
        match level {
            1 => self.page.name = Some(said),
            2 => {
                self.page.parts.push(Part { title: Some(said), key: field, ..Part::default() });
            }
            _ => {
                let mut entry = Entry::default();
                match field.as_deref() {
                    Some("dates") => entry.dates = Some(said),
                    _ => entry.title = Some((field, said)),
                }
                self.page.parts.last_mut()?.entries.push(entry);
                self.in_details = true;
            }
        }
        Some(())
    }

    /// A text with the field that a mark behind it tells.
    fn marked(
        &mut self,
        at: usize,
        text: &str,
        write: &dyn Fn(&str) -> String,
    ) -> (Option<String>, Said) {
        let found = text.strip_suffix(" -->").and_then(|text| text.rsplit_once("<!-- "));
        let found = found.filter(|(_, field)| *field != "one");
        let (text, field) = match found {
            Some((before, field)) => {
                self.page.marks.push(at + before.len()..at + text.len());
                (before, Some(field.to_owned()))
            }
            None => (text, None),
        };
        (field, Said::new(restore(text, write), at..at + text.len()))
    }

    /// The parts of a line with dots between.
    fn parts(&mut self, at: usize, line: &str) -> Vec<(Option<String>, Said)> {
        let mut start = at;
        let mut parts = Vec::new();
        for part in line.split(DOT) {
            let (field, mut said) = self.marked(start, part, &enclosed);
            said.text = said.text.replace(" &middot; ", DOT);
            parts.push((field, said));
            start += part.len() + DOT.len();
        }
        parts
    }

    /// The label, or the line of the contact.
    fn header(&mut self, lines: &[(usize, &str)]) -> Option<()> {
        let [(at, line)] = *lines else { return None };
        if !self.is_contact && self.page.label.is_none() {
            let said =
                Said::new(restore(line, &|text| at_line_start(&inline(text))), at..at + line.len());
            self.page.label = Some(said);
            return Some(());
        }
        let parts = self.parts(at, line);
        for (field, mut said) in parts {
            if let Some(url) = address(&said.text) {
                said.text = url.to_owned();
            }
            let field = field.unwrap_or_else(|| contact_field(&said.text).to_owned());
            self.page.contact.push((Some(field), said));
        }
        Some(())
    }

    fn accounts(&mut self, lines: &[(usize, &str)]) -> Option<()> {
        for (at, line) in lines {
            let text = line.strip_prefix("- ")?;
            self.page.accounts.push(account(at + 2, text));
        }
        Some(())
    }

    /// The line below the title of an entry.
    fn details(&mut self, at: usize, line: &str, lines: usize) -> Option<()> {
        let parts = self.parts(at, line);
        let entry = self.page.parts.last_mut()?.entries.last_mut()?;
        if lines > 1 {
            return None;
        }
        for (n, (field, mut said)) in parts.into_iter().enumerate() {
            let dates = said.text.strip_prefix('*').and_then(|text| text.strip_suffix('*'));
            let is_dates = field.as_deref() == Some("dates");
            if n == 0 && entry.dates.is_none() && (is_dates || field.is_none() && dates.is_some()) {
                said.text = dates.unwrap_or(&said.text).to_owned();
                entry.dates = Some(said);
            } else if let (None, Some(url)) = (&field, address(&said.text)) {
                said.text = url.to_owned();
                entry.details.push((Some("url".to_owned()), said));
            } else {
                entry.details.push((field, said));
            }
        }
        Some(())
    }
}

/// What parts the words of a line.
const DOT: &str = " · ";

/// The words of a line that is a mark.
fn mark(line: &str) -> Option<&str> {
    let words = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    (!words.contains("-->")).then_some(words)
}

/// An address in angle brackets.
fn address(text: &str) -> Option<&str> {
    text.strip_prefix('<')?.strip_suffix('>').filter(|url| !url.contains(['<', ' ']))
}

fn account(at: usize, line: &str) -> Account {
    let said = |text: &str| {
        let start = at + line.find(text).unwrap_or(0);
        let end = start + text.len();
        let text = address(text).map_or_else(|| restore(text, &literal), str::to_owned);
        Said::new(text, start..end)
    };
    let is_link = |text: &str| text.starts_with('[') && text.ends_with([')', '>']);
    let (network, rest) = match line.split_once(": ") {
        Some((network, rest)) if !line.starts_with(['[', '<']) => (Some(said(network)), rest),
        _ => (None, line),
    };
    let link = rest.strip_prefix('[').filter(|_| is_link(rest));
    if let Some((name, url)) = link.and_then(|rest| rest.rsplit_once("](")) {
        let url = url.strip_suffix(')').unwrap_or(url);
        return Account { network, username: Some(said(name)), url: Some(said(url)) };
    }
    let whole = Some(rest).filter(|rest| !rest.is_empty());
    match whole {
        Some(rest) if address(rest).is_some() => {
            Account { network, url: Some(said(rest)), username: None }
        }
        // A name alone, with nothing said of it.
        Some(rest) if network.is_none() => {
            Account { network: Some(said(rest)), ..Account::default() }
        }
        rest => Account { network, username: rest.map(said), url: None },
    }
}

/// A paragraph, its lines parted as they are.
fn prose(lines: &[(usize, &str)]) -> Block {
    let texts = lines.iter().map(|(_, line)| {
        let end = line.trim_end();
        let text = restore(end.trim_start(), &|text| at_line_start(&inline(text)));
        text + line.get(end.len()..).unwrap_or_default()
    });
    let start = lines.first().map_or(0, |(at, _)| *at);
    let end = lines.last().map_or(0, |(at, line)| at + line.len());
    Block::Prose(Said::new(texts.collect::<Vec<_>>().join("\n"), start..end))
}

/// The lines of a list; what bears no bullet goes on with the one above.
fn items(lines: &[(usize, &str)]) -> Option<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    for (at, line) in lines {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let read = |text: &str| restore(text, &|text| at_line_start(&inline(text)));
        let range = at + indent..at + line.len();
        match content.strip_prefix("- ") {
            Some(text) => {
                let said = Said::new(read(text), range.start + 2..range.end);
                items.push(Item { level: indent / 2, said });
            }
            None => {
                let said = &mut items.last_mut()?.said;
                said.text = format!("{}\n{}", said.text, read(content));
                said.range.end = range.end;
            }
        }
    }
    Some(items)
}
