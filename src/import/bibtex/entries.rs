//! The entries of a bibliography as objects of their fields, each with its place. A broken entry is
//! told, and the others are read.

use std::ops::Range;

use biblatex::{Bibliography, Chunk, Chunks, Entry, ParseErrorKind, Person};

use super::tex;
use crate::diag::{Diagnostic, Sink};
use crate::source::Source;
use crate::syntax::{Member, Node, Value};

/// Reads the entries: an object of objects by their keys.
pub(super) fn parse(source: &Source, sink: &mut Sink) -> Node {
    let text = source.text();
    let mut entries: Vec<Member> = Vec::new();
    match Bibliography::parse(text) {
        Ok(bibliography) => add(&bibliography, 0, text, &mut entries),
        Err(_) => mended(source, sink, &mut entries),
    }
    entries.sort_by_key(|entry| entry.key_range.start);
    Node { value: Value::Object(entries), range: 0..text.len() }
}

/// Reads the entries of a file in which some are broken: these are blanked, and those that bear the
/// key of an earlier one are read by themselves.
fn mended(source: &Source, sink: &mut Sink, entries: &mut Vec<Member>) {
    let mut text = source.text().to_owned();
    let pieces = pieces(&text);
    let strings: String =
        pieces.iter().map(|piece| &text[piece.clone()]).filter(|p| is_string(p)).collect();
    let mut keys: Vec<String> = Vec::new();
    let mut unknown = String::new();
    let mut blank = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !is_string(&text[piece.clone()])) {
        match alone(&text[piece.clone()], &strings, &mut unknown) {
            Ok(bibliography) => {
                let is_new = bibliography.keys().all(|key| !keys.iter().any(|known| known == key));
                keys.extend(bibliography.keys().map(str::to_owned));
                if !is_new {
                    let start = piece.start;
                    add(&bibliography, start, source.text(), entries);
                    blank.push(piece);
                }
            }
            Err((at, kind)) => {
                let at = piece.start + at.min(piece.len());
                let warning = Diagnostic::warning("syntax", format!("the entry is broken: {kind}"));
                sink.push(
                    warning.at(source, at..at + 1).help("mend it; the other entries are read"),
                );
                blank.push(piece);
            }
        }
    }
    for piece in blank {
        text.replace_range(piece.clone(), &" ".repeat(piece.len()));
    }
    text.push('\n');
    text.push_str(&unknown);
    if let Ok(bibliography) = Bibliography::parse(&text) {
        add(&bibliography, 0, source.text(), entries);
    }
}

/// Where entries begin and end: each at a line that begins with `@`.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn is_string(piece: &str) -> bool {
    let start = piece.trim_start().get(..7).unwrap_or_default();
    start.eq_ignore_ascii_case("@string")
}

/// Reads a piece by itself. Names that no `@string` defines stand for themselves, as their authors
/// would have it.
fn alone(
    piece: &str,
    strings: &str,
    unknown: &mut String,
) -> Result<Bibliography, (usize, ParseErrorKind)> {
    const MOST: usize = 20;
    for _ in 0..MOST {
        match Bibliography::parse(&format!("{piece}\n{strings}\n{unknown}")) {
            Ok(bibliography) => return Ok(bibliography),
            Err(fault) => match fault.kind {
                ParseErrorKind::UnknownAbbreviation(name) if is_name(&name) => {
                    unknown.push_str(&format!("@string{{{name} = {{{name}}}}}\n"));
                }
                kind => return Err((fault.span.start, kind)),
            },
        }
    }
    Err((0, ParseErrorKind::UnexpectedEof))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.:".contains(c))
}

fn add(bibliography: &Bibliography, offset: usize, text: &str, entries: &mut Vec<Member>) {
    entries.extend(bibliography.iter().map(|entry| object(entry, offset, text)));
}

/// An entry as an object: its type and its fields; the date as one value, names as a list.
fn object(entry: &Entry, offset: usize, text: &str) -> Member {
    let place = |chunks: &Chunks| {
        let known = chunks.iter().filter(|chunk| !chunk.is_detached());
        let start = known.clone().map(|chunk| chunk.span.start).min();
        let end = known.map(|chunk| chunk.span.end).max();
        // What stands in a definition of the pieces' own has no place.
        let range = start.zip(end).map(|(start, end)| start + offset..end + offset);
        range.filter(|range| range.start <= range.end && range.end <= text.len())
    };
    let start = entry.fields.values().filter_map(place).map(|range| range.start).min();
    let start = start.and_then(|at| text.get(..at)?.rfind('@')).unwrap_or(offset.min(text.len()));
    let here = start..start + 1;
    let member = |key: &str, value: Value, range: Range<usize>| Member {
        key: key.to_owned(),
        key_range: range.clone(),
        value: Node { value, range },
    };
    let kind = Value::String(entry.entry_type.to_string());
    let mut members = vec![member("entry type", kind, here.clone())];
    let is_date = |name: &str| ["date", "year", "month", "day"].contains(&name);
    for (name, chunks) in entry.fields.iter().filter(|(name, _)| !is_date(name)) {
        let range = place(chunks).unwrap_or(here.clone());
        let value = match names(entry, name) {
            Some(names) => {
                let name = |name| Node { value: Value::String(name), range: range.clone() };
                Value::List(names.into_iter().map(name).collect())
            }
            None => Value::String(words(chunks)),
        };
        members.push(member(name, value, range));
    }
    if let Some(date) = date(entry) {
        let chunks = entry.fields.get("date").or_else(|| entry.fields.get("year"));
        let range = chunks.and_then(place).unwrap_or(here.clone());
        members.push(member("date", Value::String(date), range));
    }
    member(&entry.key, Value::Object(members), here)
}

/// The text of a field.
fn words(chunks: &Chunks) -> String {
    let words = chunks.iter().map(|chunk| match &chunk.v {
        Chunk::Math(text) => tex::formula(text),
        Chunk::Normal(text) | Chunk::Verbatim(text) => text.clone(),
    });
    tex::plain(&words.collect::<String>())
}

/// The people in a field of names.
fn names(entry: &Entry, field: &str) -> Option<Vec<String>> {
    let people: Vec<Person> = match field {
        "author" => entry.author().ok()?,
        "editor" => entry.editors().ok()?.into_iter().flat_map(|(people, _)| people).collect(),
        _ => return None,
    };
    let name = |person: &Person| {
        if person.name == "others" && person.given_name.is_empty() {
            return "et al.".to_owned();
        }
        let Person { given_name, prefix, name, suffix, .. } = person;
        let parts = [given_name, prefix, name, suffix].map(|part| tex::plain(part));
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    Some(people.iter().map(name).filter(|name| !name.is_empty()).collect())
}

/// The date: its field, or year, month and day.
fn date(entry: &Entry) -> Option<String> {
    let field = |name: &str| entry.fields.get(name).map(words).filter(|text| !text.is_empty());
    if let Some(date) = field("date") {
        // The first of a range is when it came out.
        return Some(date.split('/').next().unwrap_or(&date).to_owned());
    }
    let parts = [field("day"), field("month"), field("year")];
    match &parts {
        [_, Some(month), Some(year)] if month.parse::<u8>().is_ok() => {
            Some(format!("{year}-{month}"))
        }
        _ => Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
            .filter(|d| !d.is_empty()),
    }
}
