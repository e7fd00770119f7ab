//! Publications in several lines each, as libraries and sites of researchers set them: the title, where it came
//! out, when, where it is found.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::inline;
use super::ledger::Furniture;
use super::out::Out;
use super::publications::{are_names, authors, has_initials, looks_like_authors, without_doi};
use super::records::{around, date};
use super::token;
use super::value::{Entry, Period, Val};
use super::words;

/// Reads a section of such works. Tells whether it is one.
pub(super) fn read<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) -> bool {
    let own = out.profile.basics.name.as_ref().map(|name| words::fold(name.get("")));
    let lines = Lines { reading, own: own.unwrap_or_default() };
    let Some(cards) = cards(blocks, &lines) else { return false };
    for card in cards {
        let entry = card_of(card, &lines, out);
        out.publication(entry);
    }
    true
}

/// What lines are told apart by.
struct Lines {
    reading: Reading,
    /// The person's name, folded.
    own: String,
}

/// What a line of a work in several lines says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Its title, or where it came out.
    Text,
    /// When it came out, and perhaps what it is.
    Date,
    /// Where it is found, who wrote it, its numbers, what kind of work it is.
    Detail,
}

/// Tells what a line of a work says.
fn part(text: &str, lines: &Lines) -> Part {
    let bare = inline::trim(text);
    let (head, tail) = bare.split_once(" | ").unwrap_or((bare, ""));
    if dates::read(head, lines.reading).is_some() && (tail.is_empty() || is_kind(tail)) {
        return Part::Date;
    }
    let label =
        token::label(bare).filter(|_| bare.contains(':')).map(|(label, _)| words::fold(label));
    let known = label.is_some_and(|label| {
        DETAILS.iter().any(|known| label == *known || label.starts_with("contributor"))
    });
    let short = words::count(bare) <= 24;
    let written = bare.contains(',') && (are_names(bare) || has_initials(bare))
        || looks_like_authors(bare) && short
        || lines.own.contains(' ') && short && words::fold(bare).contains(&lines.own);
    if is_kind(bare) || known || token::page(bare).is_some() || written {
        Part::Detail
    } else {
        Part::Text
    }
}

/// Labels of the numbers, addresses and writers of a work.
const DETAILS: [&str; 16] = [
    "doi",
    "isbn",
    "issn",
    "eid",
    "pmid",
    "pmcid",
    "arxiv",
    "url",
    "handle",
    "wosuid",
    "authors",
    "author",
    "with",
    "publisher",
    "source",
    "part of",
];

/// Whether a text is a kind of work, as libraries and sites call them.
fn is_kind(text: &str) -> bool {
    const KINDS: [&str; 38] = [
        "article",
        "journal article",
        "research article",
        "review article",
        "review",
        "conference paper",
        "conference poster",
        "conference abstract",
        "poster",
        "book",
        "book chapter",
        "chapter",
        "edited book",
        "preprint",
        "working paper",
        "thesis",
        "dissertation",
        "dissertation or thesis",
        "report",
        "technical report",
        "data",
        "dataset",
        "data set",
        "presentation",
        "patent",
        "editorial",
        "letter",
        "full-text available",
        "available",
        "file available",
        "open access",
        "magazine article",
        "newspaper article",
        "other",
        "view",
        "download",
        "cite",
        "request full-text",
    ];
    KINDS.contains(&words::fold(text).as_str())
}

/// The works of a section in which each has several lines; `None` if it is none such.
fn cards<'a, 'b>(blocks: &'b [Block<'a>], lines: &Lines) -> Option<Vec<&'b [Block<'a>]>> {
    let plain =
        |block: &Block| block.level == 0 && block.heading == 0 && !block.text.contains('\t');
    if blocks.len() < 3 || !blocks.iter().all(plain) {
        return None;
    }
    let parts: Vec<Part> = blocks.iter().map(|block| part(block.text, lines)).collect();
    let dates = parts.iter().filter(|part| **part == Part::Date).count();
    let details = parts.iter().filter(|part| **part == Part::Detail).count();
    if dates == 0 || parts.first() != Some(&Part::Text) || dates + details < 2 {
        return None;
    }
    // By gaps, if each part has a date; else a text below what closes a work begins the next.
    let gaps: Vec<&[Block]> = blocks.chunk_by(|_, next| !next.blank).collect();
    let dated = |card: &&[Block]| {
        card.iter().filter(|block| part(block.text, lines) == Part::Date).count() == 1
    };
    if gaps.len() >= 2 && gaps.iter().filter(|card| dated(card)).count() * 3 >= gaps.len() * 2 {
        return Some(gaps);
    }
    let begins = |n: usize| {
        parts.get(n) == Some(&Part::Text)
            && n.checked_sub(1).and_then(|n| parts.get(n)).is_some_and(|part| *part != Part::Text)
    };
    let mut cards: Vec<&[Block]> = Vec::new();
    let mut start = 0;
    for n in 1..=blocks.len() {
        if n == blocks.len() || begins(n) {
            cards.extend(blocks.get(start..n));
            start = n;
        }
    }
    // Where a work came out may stand below who wrote it.
    let mut joined: Vec<&[Block]> = Vec::new();
    let mut from = 0;
    for card in cards {
        let own = dated(&card) || from == 0;
        match joined.last_mut().filter(|_| !own) {
            Some(last) => *last = blocks.get(from - last.len()..from + card.len())?,
            None => joined.push(card),
        }
        from += card.len();
    }
    (joined.len() == dates).then_some(joined)
}

/// Reads the lines of a work: its title, where it came out, when, where it is found.
fn card_of<'a>(card: &[Block<'a>], lines: &Lines, out: &mut Out<'a>) -> Entry<'a> {
    let mut entry = Entry::default();
    for block in card {
        let text = inline::trim(block.text);
        match part(text, lines) {
            Part::Text if entry.name.is_none() => entry.name = Some(Val::new(text, 0.85)),
            Part::Text if entry.position.is_none() => {
                // "Meadow Press, 2015"
                let found = date(text, lines.reading).filter(|_| entry.period.is_none());
                let said = found.as_ref().map(|found| around(text, found));
                match (found, said) {
                    (Some(found), Some((before, ""))) if !before.is_empty() => {
                        entry.period = Some(Period::of(text, &found));
                        entry.position = Some(Val::new(before, 0.75));
                    }
                    _ => entry.position = Some(Val::new(text, 0.75)),
                }
            }
            Part::Text => entry.summary.push(Val::prose(text, 0.6)),
            Part::Date => {
                let (when, kind) = text.split_once(" | ").unwrap_or((text, ""));
                entry.period =
                    dates::read(when, lines.reading).map(|found| Period::of(when, &found));
                out.furniture(kind, Furniture::Label);
            }
            Part::Detail if is_kind(text) => out.furniture(text, Furniture::Label),
            Part::Detail => detail(&mut entry, text, out),
        }
    }
    entry
}

/// Takes who wrote a work, and where it is found.
fn detail<'a>(entry: &mut Entry<'a>, text: &'a str, out: &mut Out<'a>) {
    let labelled = token::label(text).filter(|_| text.contains(':') && !text.contains("://"));
    let labelled =
        labelled.or_else(|| text.split_once(": ").filter(|(label, _)| label.len() <= 16));
    let (label, value) = labelled.unwrap_or(("", text));
    let said = words::fold(label);
    if said.starts_with("contributor") || said.starts_with("author") || said == "with" {
        out.furniture(label, Furniture::Label);
        entry.authors.extend(authors(value));
    } else if said == "publisher" && entry.position.is_none() {
        out.furniture(label, Furniture::Label);
        entry.position = Some(Val::new(value, 0.85));
    } else if label.is_empty() && token::page(text).is_none() {
        entry.authors.extend(authors(text));
    } else if entry.url.is_none() && without_doi(entry, text).len() < text.len() {
        out.furniture(label, Furniture::Label);
    } else if let Some(page) = token::page(value).filter(|_| entry.url.is_none()) {
        out.furniture(label, Furniture::Label);
        entry.url = Some(page);
    } else {
        entry.summary.push(Val::prose(text, 0.6));
    }
}
