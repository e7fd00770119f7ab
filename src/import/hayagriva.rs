//! Hayagriva: the bibliographies of Typst, in YAML.

use super::bibtex::citation::Citation;
use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{Profile, Publication, Text, When, Written};
use crate::syntax::{Fields, Member, Node, Reading, Value};

/// Hayagriva.
pub(super) static FORMAT: Format = Format {
    name: "hayagriva",
    title: "Hayagriva (publications in YAML)",
    extensions: &["yaml", "yml"],
    sniff,
    read,
    explain: None,
};

/// The types of entries.
const TYPES: [&str; 31] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "original",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
    "software",
];

/// Every member of the root is an entry: it has a type that is known, and a title.
fn sniff(input: &Input) -> Confidence {
    let members = input.tree().and_then(Node::members).unwrap_or_default();
    let is_entry = |node: &Node| {
        let kind = node.get("type").and_then(Node::scalar).unwrap_or_default().to_lowercase();
        TYPES.contains(&kind.as_str())
            && (node.get("title").is_some() || node.get("parent").is_some())
    };
    match !members.is_empty() && members.iter().all(|member| is_entry(&member.value)) {
        true => Confidence::Yes,
        false => Confidence::No,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let help = "a bibliography of Hayagriva is an object of entries by their keys";
    let mut root = input.parse_object(sink, help)?.clone();
    shape(&mut root);
    let reading = Reading::new(input.source());
    let mut f = reading.fields(&root, "");
    let entries = f.members_where(|_, node| node.members().is_some()).into_iter();
    let publications = entries.map(|(_, node, path)| publication(&mut f.at(node, &path))).collect();
    let extra = f.rest();
    drop(f);
    reading.finish(&root, sink);
    Ok(Profile { publications, extra, ..Profile::default() })
}

/// Gives values their long form: `title: X` is `title: {value: X}`, one author is a list of one.
fn shape(node: &mut Node) {
    const OBJECTS: [(&str, &str); 6] = [
        ("title", "value"),
        ("note", "value"),
        ("url", "value"),
        ("publisher", "name"),
        ("organization", "name"),
        ("serial-number", "serial"),
    ];
    const LISTS: [(&str, &str); 3] = [("author", "name"), ("editor", "name"), ("parent", "title")];
    match &mut node.value {
        Value::List(nodes) => nodes.iter_mut().for_each(shape),
        Value::Object(members) => {
            for Member { key, value, .. } in members {
                if let Some((_, main)) = OBJECTS.iter().find(|(name, _)| name == key) {
                    as_object(value, main);
                } else if let Some((_, main)) = LISTS.iter().find(|(name, _)| name == key) {
                    if !matches!(value.value, Value::List(_) | Value::Null) {
                        let range = value.range.clone();
                        let only = std::mem::replace(value, Node { value: Value::Null, range });
                        value.value = Value::List(vec![only]);
                    }
                    if let Value::List(items) = &mut value.value {
                        items.iter_mut().for_each(|item| as_object(item, main));
                    }
                }
                shape(value);
            }
        }
        _ => {}
    }
}

/// Makes a scalar an object of one member.
fn as_object(node: &mut Node, main: &str) {
    if node.scalar().is_none() {
        return;
    }
    let range = node.range.clone();
    let value = std::mem::replace(&mut node.value, Value::Null);
    let value = Node { value, range: range.clone() };
    node.value = Value::Object(vec![Member { key: main.to_owned(), key_range: range, value }]);
}

fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    let kind = f.string(&["type"]).unwrap_or_default();
    let mut parts = parts(f);
    for whole in f.list(&["parent"], "title", whole) {
        parts.fill(whole);
    }
    let date = f.date(&["date"], &mut written);
    if let Some(words) = written.shift_remove("date") {
        written.insert("releaseDate".to_owned(), words);
    }
    Publication {
        name: parts.title.map(Text::from),
        authors: parts.authors.into_iter().map(Text::from).collect(),
        kind: None,
        publisher: parts.citation.line().map(Text::from),
        release_date: date.or(parts.date),
        url: parts.url,
        doi: parts.doi,
        summary: parts.note.map(Text::from),
        tags: if kind.is_empty() { Vec::new() } else { vec![kind.to_lowercase()] },
        written,
        extra: f.rest(),
    }
}

/// What an entry and what it is part of have in common.
#[derive(Default)]
struct Parts {
    title: Option<String>,
    authors: Vec<String>,
    date: Option<When>,
    url: Option<String>,
    doi: Option<String>,
    note: Option<String>,
    citation: Citation,
}

impl Parts {
    /// Takes from what it is part of what it does not say itself; the title is that of the whole.
    fn fill(&mut self, whole: Self) {
        let (own, whole_citation) = (&mut self.citation, whole.citation);
        own.container = own.container.take().or(whole.title);
        let fields = [
            (&mut own.container, whole_citation.container),
            (&mut own.volume, whole_citation.volume),
            (&mut own.issue, whole_citation.issue),
            (&mut own.edition, whole_citation.edition),
            (&mut own.publisher, whole_citation.publisher),
            (&mut own.institution, whole_citation.institution),
            (&mut own.place, whole_citation.place),
            (&mut self.url, whole.url),
            (&mut self.doi, whole.doi),
        ];
        for (own, whole) in fields {
            *own = own.take().or(whole);
        }
        self.date = self.date.take().or(whole.date);
        if self.authors.is_empty() {
            self.authors = whole.authors;
        }
    }
}

/// What an entry is part of.
fn whole(f: &mut Fields<'_>) -> Parts {
    let mut parts = parts(f);
    for whole in f.list(&["parent"], "title", whole) {
        parts.fill(whole);
    }
    parts.date = f.date(&["date"], &mut Written::new());
    f.ignore_rest("details of what an entry is part of");
    parts
}

/// What an entry says beside its type, its date and what it is part of.
fn parts(f: &mut Fields<'_>) -> Parts {
    const LIBRARY: [&str; 14] = [
        "abstract",
        "affiliated",
        "language",
        "archive",
        "archive-location",
        "call-number",
        "page-total",
        "volume-total",
        "time-range",
        "runtime",
        "isbn",
        "issn",
        "pmid",
        "serial",
    ];
    let title = formattable(f, "title");
    let mut authors = names(f, "author");
    if authors.is_empty() {
        authors = names(f, "editor");
    }
    let (publisher, place) = named(f, "publisher");
    let (institution, _) = named(f, "organization");
    let (doi, arxiv, number) = numbers(f);
    let url = f.object(&["url"], "value", |f| {
        let url = f.url(&["value"]);
        f.ignore(&["date"], "when an address was visited");
        f.ignore_rest("details of an address");
        url
    });
    let citation = Citation {
        volume: f.scalar_text(&["volume"]),
        issue: f.scalar_text(&["issue"]),
        pages: f.scalar_text(&["page-range"]),
        chapter: f.scalar_text(&["chapter"]),
        genre: f.string(&["genre"]),
        number,
        edition: f.scalar_text(&["edition"]),
        publisher,
        institution,
        place: f.string(&["location"]).or(place),
        archive: arxiv.as_ref().map(|id| format!("arXiv:{id}")),
        ..Citation::default()
    };
    f.ignore(&LIBRARY, "what a bibliography has for libraries and tools");
    Parts {
        title,
        authors,
        date: None,
        url: url.or_else(|| arxiv.map(|id| format!("https://arxiv.org/abs/{id}"))),
        doi,
        note: formattable(f, "note"),
        citation,
    }
}

/// A text, or an object with the text as its `value`.
fn formattable(f: &mut Fields<'_>, name: &'static str) -> Option<String> {
    f.object(&[name], "value", |f| {
        let text = f.string(&["value"]);
        f.ignore_rest("other forms of a text");
        text
    })
    .map(|text| text.replace(['{', '}'], ""))
}

/// A publisher or an organisation: its name and its place.
fn named(f: &mut Fields<'_>, name: &'static str) -> (Option<String>, Option<String>) {
    f.object(&[name], "name", |f| {
        let named = (f.string(&["name", "value"]), f.string(&["location"]));
        f.ignore_rest("other forms of a text");
        named
    })
}

/// DOI, number in the arXiv, and number of a report or patent.
fn numbers(f: &mut Fields<'_>) -> (Option<String>, Option<String>, Option<String>) {
    f.object(&["serial-number"], "serial", |f| {
        let numbers = (f.string(&["doi"]), f.string(&["arxiv"]), f.scalar_text(&["serial"]));
        f.ignore_rest("what a bibliography has for libraries and tools");
        numbers
    })
}

/// People, by one text (`Family, Given`) or by the parts of their names.
fn names(f: &mut Fields<'_>, field: &'static str) -> Vec<String> {
    let names = f.list(&[field], "name", |f| {
        let name = f.string(&["name"]).unwrap_or_default();
        let (family, given) = match name.split_once(',') {
            Some((family, given)) => (family.trim().to_owned(), Some(given.trim().to_owned())),
            None => (name, None),
        };
        let given = f.string(&["given-name"]).or(given);
        let parts = [given, f.string(&["prefix"]), Some(family), f.string(&["suffix"])];
        f.ignore_rest("other forms of a name");
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    names.into_iter().filter(|name| !name.is_empty()).collect()
}
