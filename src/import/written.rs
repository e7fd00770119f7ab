//! Markdown and plain text as cvpdf itself writes them: every field is found where its writer puts
//! it. A file that has another form, were it by a single line, is none of these.

mod draft;
mod entry;
mod markdown;
mod sections;
mod text;

use std::ops::Range;

use crate::extract::Explanation;
use crate::profile::Profile;
use crate::source::Source;

/// Reads Markdown that bears the mark of its writer; `None` if the file has another form.
pub(super) fn markdown(source: &Source) -> Option<(Profile, Explanation)> {
    let page = markdown::page(source.text())?;
    sections::read(source.text(), page)
}

/// Reads plain text with the name and all titles underlined; `None` if the file has another form.
pub(super) fn text(source: &Source) -> Option<(Profile, Explanation)> {
    let page = text::page(source.text())?;
    sections::read(source.text(), page)
}

/// A text and the place that it was read from.
#[derive(Clone, Debug)]
struct Said {
    text: String,
    range: Range<usize>,
}

impl Said {
    fn new(text: impl Into<String>, range: Range<usize>) -> Self {
        Self { text: text.into(), range }
    }

    /// A part of its text, with the place of it. The source may hold more than the text: marks of
    /// escape, breaks of lines.
    fn part(&self, source: &str, part: &str) -> Self {
        let before = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let start = self.range.start + before.filter(|at| *at < self.text.len()).unwrap_or(0);
        let rest = source.get(start..self.range.end).unwrap_or_default();
        let place = rest.find(part).map(|at| start + at..start + at + part.len());
        Self::new(part, place.unwrap_or(self.range.clone()))
    }
}

/// A document of one of the two forms.
#[derive(Debug, Default)]
struct Page {
    is_markdown: bool,
    /// The language that a mark names.
    lang: Option<String>,
    name: Option<Said>,
    label: Option<Said>,
    /// Mail, phone, address, site, with their fields where they are told.
    contact: Vec<(Option<String>, Said)>,
    accounts: Vec<Account>,
    parts: Vec<Part>,
    /// What is no text of the career: marks.
    marks: Vec<Range<usize>>,
}

/// An account: each part where it stands.
#[derive(Debug, Default)]
struct Account {
    network: Option<Said>,
    username: Option<Said>,
    url: Option<Said>,
}

/// A section as it stands there.
#[derive(Debug, Default)]
struct Part {
    title: Option<Said>,
    /// The key of the section, where it is told.
    key: Option<String>,
    /// What stands above the first entry.
    blocks: Vec<Block>,
    entries: Vec<Entry>,
}

/// An entry as it stands there.
#[derive(Debug, Default)]
struct Entry {
    /// The title, with its field if that is another than the usual one.
    title: Option<(Option<String>, Said)>,
    dates: Option<Said>,
    details: Vec<(Option<String>, Said)>,
    /// What is said below, with the fields where they are told.
    body: Vec<(Option<String>, Block)>,
}

/// A block of lines.
#[derive(Clone, Debug)]
enum Block {
    Prose(Said),
    List(Vec<Item>),
}

/// A line of a list.
#[derive(Clone, Debug)]
struct Item {
    level: usize,
    said: Said,
}

/// The lines of a text with the places where they begin, without their line breaks.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}
