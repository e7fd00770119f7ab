//! Plain text: no markup, 78 columns, everything in reading order. Titles stand at the left edge,
//! what is said below them is indented, so that our own reader of text tells one from the other.

use super::lost::Lost;
use super::outline::{Block, Bullet, Detail, Entry, Fact, Link, Outline, Part, Thing, Words};
use super::{WriteOptions, Writer, lang};
use crate::diag::{Severity, Sink};
use crate::extract::dates;
use crate::profile::{self, Item, Profile, Span, Tidy};
use crate::syntax::columns::{WIDTH, columns, wrap};

pub(super) static WRITER: Writer =
    Writer { name: "text", title: "plain text", extension: "txt", write };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let mut lost = Lost::default();
    let outline = Outline::new(profile, lang(profile, options), &mut lost);
    lost.count(Severity::Info, "sectionTitles", None, 1, profile.section_titles.len());
    lost.count(Severity::Info, "bold print and the like", None, 1, marked(profile));
    lost.report(WRITER.title, sink);
    let mut page = Page::default();
    page.heading(&outline.name, '=');
    page.extend(outline.label.as_deref());
    outline.contact.iter().for_each(|(_, line)| page.words(line));
    outline.accounts.iter().for_each(|account| page.wrapped(&link(account), "", "  "));
    for part in &outline.parts {
        page.gap(2);
        page.part(part);
    }
    page.gap(0);
    page.text
}

/// How many texts bear emphasis.
fn marked(profile: &Profile) -> usize {
    let mut count = 0;
    profile.texts(&mut |text| {
        let spans = profile::spans(text.get(""));
        count += usize::from(spans.iter().any(|span| span.bold || span.italic || span.code));
    });
    count
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str, rule: char) {
        let line = one_line(text);
        self.wrapped(&line, "", "");
        let length = columns(&line).clamp(3, WIDTH);
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
        self.wrapped(&words(text), "", "  ");
    }

    /// Parts what follows by blank lines.
    fn gap(&mut self, lines: usize) {
        let bare = self.text.trim_end_matches('\n').len();
        self.text.truncate(bare);
        if bare > 0 {
            self.text.extend(std::iter::repeat_n('\n', lines + 1));
        }
    }

    fn part(&mut self, part: &Part) {
        if let Some(title) = &part.title {
            self.heading(title, '-');
        }
        for block in &part.blocks {
            // Lists of skills are no text below a title.
            let is_list = matches!(block, Block::Facts(_) | Block::Things(_));
            self.block(block, if is_list { 0 } else { 2 }, part.key);
        }
    }

    fn block(&mut self, block: &Block, indent: usize, key: &str) {
        if !self.text.ends_with("\n\n") {
            self.gap(1);
        }
        match block {
            Block::Prose(text) => self.prose(text, indent),
            Block::Bullets(items) => self.bullets(items, indent),
            Block::Facts(facts) => {
                facts.iter().for_each(|fact| self.bullet(&labelled(fact), indent));
            }
            Block::Things(things) => {
                things.iter().for_each(|it| self.bullet(&thing(it, key), indent));
            }
            Block::Line(line) => self.line(&labelled(line), indent),
            Block::Entry(entry) => self.entry(entry),
        }
    }

    fn entry(&mut self, entry: &Entry) {
        // A grade that speaks for itself is told by its place, if all before it are there.
        let places = entry.form.details.iter();
        let is_whole = places
            .filter(|field| entry.details.iter().any(|detail| detail.field == **field))
            .count()
            == entry.form.details.len();
        let mut details = entry.details.iter().map(|it| detail(it, is_whole));
        // The first thing said is the title.
        let title = entry.title.as_ref().map(|(_, title)| one_line(title));
        let title = title.or_else(|| details.next());
        title.iter().for_each(|title| self.wrapped(title, "", "  "));
        entry.dates.iter().for_each(|dates| self.wrapped(&told(dates), "", "  "));
        details.for_each(|detail| self.wrapped(&detail, "", "  "));
        for (field, block) in &entry.body {
            match (*field, block) {
                // What an employer does belongs to its name.
                ("description", Block::Prose(text)) if entry.form.prose != "description" => {
                    let text = profile::blocks(text).iter().map(line_of).collect::<Vec<_>>();
                    self.wrapped(&format!("({})", text.join(" ")), "", "  ");
                }
                ("keywords", Block::Line(Fact { text, .. })) => {
                    self.gap(1);
                    self.line(&format!("({})", words(text)), 2);
                }
                _ => self.block(block, 2, entry.form.section),
            }
        }
    }

    fn line(&mut self, text: &str, indent: usize) {
        let hang = " ".repeat(indent);
        self.wrapped(text, &hang, &hang);
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

    fn prose(&mut self, text: &str, indent: usize) {
        for (i, block) in profile::blocks(text).iter().enumerate() {
            if i > 0 {
                self.gap(1);
            }
            match block {
                profile::Block::Paragraph(spans) => {
                    plain(spans).lines().for_each(|line| self.line(line, indent));
                }
                profile::Block::List(items) => self.items(items, indent),
            }
        }
    }

    fn items(&mut self, items: &[Item], indent: usize) {
        for item in items {
            self.bullet(&plain(&item.text), indent);
            self.items(&item.items, indent + 2);
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        wrap(text, first, rest, &mut self.text);
    }
}

fn words(words: &Words) -> String {
    match words {
        Words::Text(text) => one_line(text),
        Words::Literal(text) => text.clone(),
        // A list of one has no sign that parts it; one within the text is none.
        Words::List(items, _) if items.len() == 1 && items[0].contains([',', ';', '、', '،']) => {
            one_line(&items[0]) + ";"
        }
        Words::List(items, separator) => {
            items.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(separator)
        }
    }
}

fn detail(detail: &Detail, is_whole: bool) -> String {
    let Detail { label, name, words: said, .. } = detail;
    let label = label.as_ref().or(name.as_ref().filter(|_| !is_whole));
    let label = label.map(|label| one_line(label) + ": ").unwrap_or_default();
    label + &words(said)
}

/// Dates; in brackets if they have not the look of dates.
fn told(dates: &str) -> String {
    let dates = one_line(dates);
    let is_read = dates::read(&dates, dates::Reading::default()).is_some();
    if is_read { dates } else { format!("({dates})") }
}

/// A block of a text in one line.
fn line_of(block: &profile::Block) -> String {
    fn items(list: &[Item]) -> String {
        let texts = list.iter().map(|item| {
            let below = items(&item.items);
            if below.is_empty() { plain(&item.text) } else { plain(&item.text) + " " + &below }
        });
        texts.collect::<Vec<_>>().join("; ")
    }
    match block {
        profile::Block::Paragraph(spans) => plain(spans),
        profile::Block::List(list) => items(list),
    }
}

/// A skill with its level in brackets and its keywords, a language with its level.
fn thing(Thing { name, level, keywords }: &Thing, key: &str) -> String {
    let (name, level) = (name.as_deref().map(one_line), level.as_deref().map(one_line));
    let said = keywords.as_ref().map(words);
    let label = match (name, level) {
        (Some(name), Some(level)) if key == "languages" => return format!("{name}: {level}"),
        (Some(name), Some(level)) => Some(format!("{name} [{level}]")),
        (name, level) => name.or(level),
    };
    label.into_iter().chain(said).collect::<Vec<_>>().join(": ")
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
