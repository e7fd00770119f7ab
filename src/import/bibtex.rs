//! BibTeX and BibLaTeX: publications, as an input of its own or beside a profile.

pub(super) mod citation;
mod entries;
mod tex;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{Profile, Publication, Text, Written};
use crate::source::Source;
use crate::syntax::{Fields, Reading};
use citation::Citation;

/// BibTeX.
pub(super) static FORMAT: Format = Format {
    name: "bibtex",
    title: "BibTeX (publications)",
    extensions: &["bib", "bibtex"],
    sniff: |input| match is_bibliography(input.source()) {
        true => Confidence::Yes,
        false => Confidence::No,
    },
    read,
    explain: None,
};

/// Whether the first line that is no comment begins an entry; in a file named `.bib`, whether any does.
fn is_bibliography(source: &Source) -> bool {
    let lines = source.text().lines().map(str::trim_start);
    // Sites put lines of dashes above, for the program that makes the page.
    let is_words = |line: &&str| !line.is_empty() && !line.starts_with('%') && line.trim() != "---";
    let mut lines = lines.filter(is_words);
    let begins = |line: &str| {
        let name = line.strip_prefix('@').and_then(|rest| rest.split(['{', '(']).next());
        name.is_some_and(|name| {
            let name = name.trim();
            name.len() < line.len() - 1
                && !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_alphabetic())
        })
    };
    match FORMAT.extensions.contains(&source.extension().as_str()) {
        true => lines.any(begins),
        false => lines.next().is_some_and(begins),
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let root = entries::parse(source, sink);
    let reading = Reading::new(source);
    let entries = root.members().unwrap_or_default().iter();
    let publications =
        entries.map(|entry| publication(&mut reading.fields(&entry.value, &entry.key)));
    let profile = Profile { publications: publications.collect(), ..Profile::default() };
    reading.finish(&root, sink);
    Ok(profile)
}

/// Fields that libraries and the makers of sites have a use for.
const SETTINGS: [&str; 40] = [
    "editor",
    "crossref",
    "xref",
    "xdata",
    "ids",
    "keywords",
    "abstract",
    "file",
    "langid",
    "language",
    "issn",
    "isbn",
    "isrn",
    "eprintclass",
    "primaryclass",
    "urldate",
    "timestamp",
    "owner",
    "bdsk-url-1",
    "pmid",
    "pmcid",
    "copyright",
    "abbr",
    "bibtex_show",
    "selected",
    "preview",
    "pdf",
    "code",
    "slides",
    "poster",
    "video",
    "demo",
    "supp",
    "altmetric",
    "dimensions",
    "google_scholar_id",
    "inspirehep_id",
    "shorttitle",
    "numpages",
    "articleno",
];

fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    let kind = f.string(&["entry type"]).unwrap_or_default();
    let name = [f.string(&["title"]), f.string(&["subtitle"])];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(": ");
    let mut authors = f.texts(&["author"]);
    if authors.is_empty() {
        authors = f.texts(&["editor"]);
    }
    let (mut citation, arxiv) = citation(f, &kind);
    // Proceedings name themselves twice.
    citation.container.take_if(|container| *container == name);
    let notes = ["note", "addendum", "annotation", "annote", "award_name", "award"];
    let notes = notes.map(|name| f.string(&[name]));
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let date = f.date(&["date"], &mut written);
    if let Some(words) = written.shift_remove("date") {
        written.insert("releaseDate".to_owned(), words);
    }
    let url = f.url(&["url", "html", "website"]).or(arxiv);
    let doi = f.string(&["doi"]);
    f.ignore(&SETTINGS, "what a bibliography has for libraries and tools");
    f.ignore_rest("fields that a citation has no place for");
    Publication {
        name: (!name.is_empty()).then(|| name.into()),
        authors,
        kind: None,
        publisher: citation.line().map(Text::from),
        release_date: date,
        url,
        doi,
        summary: (!notes.is_empty()).then(|| notes.join(". ").into()),
        tags: if kind.is_empty() { Vec::new() } else { vec![kind] },
        written,
        ..Publication::default()
    }
}

/// Where it was published, and its page at arXiv.
fn citation(f: &mut Fields<'_>, kind: &str) -> (Citation, Option<String>) {
    let eprint = f.string(&["eprint"]);
    let archive = f.string(&["archiveprefix", "eprinttype"]);
    let is_article = kind == "article";
    let citation = Citation {
        container: f.string(&["journaltitle", "journal", "booktitle", "maintitle", "eventtitle"]),
        series: f.string(&["series"]),
        volume: f.string(&["volume"]),
        issue: f.string(if is_article { &["number", "issue"] } else { &["issue"] }),
        pages: f.string(&["pages"]),
        chapter: f.string(&["chapter"]),
        genre: f.string(&["type"]).map(citation::genre).or_else(|| citation::default_genre(kind)),
        number: f.string(if is_article { &[] } else { &["number", "version"] }),
        edition: f.string(&["edition"]),
        publisher: f.string(&["publisher", "organization"]),
        institution: f.string(&["institution", "school", "holder"]),
        place: f.string(&["location", "address"]),
        how: f.string(&["howpublished"]),
        status: f.string(&["pubstate"]),
        archive: eprint.as_ref().map(|id| match &archive {
            Some(archive) if !archive.eq_ignore_ascii_case("arxiv") => format!("{archive}:{id}"),
            _ => format!("arXiv:{id}"),
        }),
    };
    let is_arxiv = archive.is_none_or(|archive| archive.eq_ignore_ascii_case("arxiv"));
    let eprint = eprint.filter(|_| is_arxiv).or_else(|| f.string(&["arxiv"]));
    (citation, eprint.map(|id| format!("https://arxiv.org/abs/{id}")))
}
