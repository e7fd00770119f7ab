//! Publications: titles, who wrote them, where they came out.

use super::blocks::Block;
use super::dates::{self, Form, Reading, Side};
use super::inline;
use super::ledger::Furniture;
use super::lexicon;
use super::out::Out;
use super::records::{around, date, group, take_url};
use super::token;
use super::value::{Entry, Period, Val};
use super::words;
use super::works;

/// Reads a section of publications.
pub(super) fn read<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    if works::read(blocks, reading, out) {
        return;
    }
    for group in group(blocks, reading) {
        let Some((first, below)) = group.split_first() else { continue };
        let mut entry = publication(first.text, reading);
        let mut below = below;
        // The date stands above the work.
        if let Some(found) = date(first.text, reading).filter(dates::Found::is_alone)
            && let Some((work, rest)) = below.split_first()
        {
            entry = publication(work.text, reading);
            entry.period = entry.period.or(Some(Period::of(first.text, &found)));
            below = rest;
        } else if first.heading > 0 && below.is_empty() {
            // "Journals" over a part of the list.
            out.furniture(first.text, Furniture::Label);
            continue;
        }
        for block in below {
            let text = inline::trim(block.text);
            if token::page(text).is_some() && entry.url.is_none() {
                entry.url = token::page(text);
            } else if let Some(found) = date(text, reading).filter(|_| entry.period.is_none()) {
                entry.period = Some(Period::of(text, &found));
                let (before, after) = around(text, &found);
                for part in [before, after].into_iter().filter(|part| !part.is_empty()) {
                    if entry.position.is_none() {
                        entry.position = Some(Val::new(part, 0.6));
                    } else {
                        entry.summary.push(Val::new(part, 0.5));
                    }
                }
            } else if entry.position.is_none()
                && words::count(text) <= 8
                && !words::ends_sentence(text)
            {
                entry.position = Some(Val::new(text, 0.6));
            } else {
                entry.summary.push(Val::prose(text, 0.6));
            }
        }
        out.publication(entry);
    }
}

/// Reads a publication in one line: "Authors (2023). Title. Journal. URL" or "Title, Publisher, 2022".
fn publication(text: &str, reading: Reading) -> Entry<'_> {
    let mut entry = Entry::default();
    let mut text = text.trim();
    take_url(&mut entry, text);
    if inline::link(text).is_none()
        && let Some(url) = &entry.url
        && let Some(at) = url.parts.first().and_then(|part| text.find(part))
    {
        let head = text.get(..at).unwrap_or(text);
        text = head
            .trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ':')
            .trim_end_matches("DOI")
            .trim_end_matches("doi");
    }
    text = without_link(without_doi(&mut entry, text));
    if told(&mut entry, text, reading) {
        return entry;
    }
    // "Lee A, Roe BC. Title. Journal 2021;12:33."
    if let Some((head, rest)) = text.split_once(". ").filter(|(head, _)| has_initials(head)) {
        entry.authors =
            inline::split(head, &[", "]).into_iter().map(|author| Val::new(author, 0.8)).collect();
        if let Some(found) =
            dates::find(rest, reading).into_iter().find(|found| found.form == Form::Single)
        {
            entry.period = Some(Period { parts: Vec::new(), ..Period::of(rest, &found) });
        }
        split_title(&mut entry, rest);
        return entry;
    }
    let found = date(text, reading).or_else(|| {
        dates::find(text, reading).into_iter().find(|found| found.outer != found.range)
    });
    let Some(found) = found else {
        split_title(&mut entry, text);
        return entry;
    };
    entry.period = Some(Period::of(text, &found));
    let before = text.get(..found.outer.start).unwrap_or_default();
    let after = text.get(found.outer.end..).unwrap_or_default();
    let head = inline::trim_separators(before);
    if (looks_like_authors(head) || has_initials(head))
        && !inline::trim_separators(after).trim_matches('.').is_empty()
    {
        entry.authors = authors(head);
        split_title(&mut entry, after.trim_start_matches(['.', ')', ',', ':', ' ']));
    } else if head.is_empty() {
        split_title(&mut entry, after.trim_start_matches([':', '.', ' ', '\t']));
    } else {
        split_title(&mut entry, before);
        let rest = inline::trim_separators(after.trim_start_matches('.'));
        let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
        if !inner.is_empty() {
            entry.summary.push(Val::new(inner, 0.7));
        }
    }
    entry
}

/// The text without a link at its end that only leads to the work: "[doi:10.5555/12](https://…)", "[PDF](…)".
fn without_link(text: &str) -> &str {
    let Some(at) = text.rfind('[').filter(|&at| at > 0 && text.ends_with(')')) else { return text };
    let label = text.get(at + 1..).and_then(|rest| rest.split("](").next()).unwrap_or_default();
    let folded = words::fold(label);
    const LABELS: [&str; 10] =
        ["doi", "http", "10.", "pdf", "link", "arxiv", "preprint", "paper", "www", "html"];
    if words::count(label) <= 2 && LABELS.iter().any(|sign| folded.starts_with(sign)) {
        text.get(..at).unwrap_or(text).trim_end_matches([' ', '(', ',', ';'])
    } else {
        text
    }
}

/// Takes "doi:10.5555/12.3" off the end of a text.
pub(super) fn without_doi<'a>(entry: &mut Entry<'a>, text: &'a str) -> &'a str {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("doi").filter(|_| entry.url.is_none() && lower.len() == text.len())
    else {
        return text;
    };
    let rest = text.get(at + 3..).unwrap_or_default();
    let bare = rest.trim_start_matches([':', ' ', '.']);
    let doi = bare.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ')']);
    if !doi.starts_with("10.") || !doi.contains('/') {
        return text;
    }
    let url = Val::new(doi, 0.9);
    entry.url = Some(Val { text: format!("https://doi.org/{doi}"), ..url });
    text.get(..at).unwrap_or_default().trim_end_matches([' ', '(', ',', ';'])
}

/// Reads a publication whose title is told by quotes or emphasis: who wrote it stands before, where
/// it came out behind. Tells whether it is one.
fn told<'a>(entry: &mut Entry<'a>, text: &'a str, reading: Reading) -> bool {
    let quote = quoted(text);
    let is_quoted = quote.is_some();
    let Some((range, title)) = quote.or_else(|| emphasised(text)) else { return false };
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let said = inline::trim_separators(before);
    let year = dates::find(said, reading).into_iter().find(|found| found.form == Form::Single);
    let writers = year.as_ref().map_or(said, |found| {
        inline::trim_separators(said.get(..found.outer.start).unwrap_or_default())
    });
    let bare = writers.trim_start_matches('(').trim_end_matches(')');
    // "Author: Title. *Journal*": what is emphasised may be where it came out.
    let last = inline::sentences(said).last().copied().map_or("", inline::trim_separators);
    let plain = words::count(last) >= 3 && !are_names(last) && !has_initials(last);
    let titled_before = plain && last.len() < said.len();
    let by_whom = bare.is_empty()
        || has_initials(&inline::plain(bare).trim_end_matches('.').replace(" & ", ", "))
        || looks_like_authors(bare) && words::count(bare) <= 24
        || words::fold(bare).starts_with("with ")
        || words::fold(bare).starts_with("ed")
        || are_names(bare);
    if !by_whom || titled_before && !is_quoted {
        return false;
    }
    let titled = inline::trim_separators(title).trim_end_matches(['.', ',']);
    entry.name = Some(Val::new(title, 0.9)).map(|val| {
        let text = inline::plain(titled);
        val.with_text(text)
    });
    if !bare.is_empty() {
        entry.authors = authors(after_with(bare));
    }
    let mut rest = inline::trim_separators(after.trim_start_matches(['.', ',', ' ']));
    if let Some(inner) = rest.strip_prefix("(with ").and_then(|inner| inner.split_once(')')) {
        entry.authors.extend(authors(inner.0));
        rest = inline::trim_separators(inner.1);
    }
    let found = dates::find(rest, reading);
    let single = found.iter().rfind(|found| found.form == Form::Single);
    match (year, single) {
        (Some(found), _) => entry.period = Some(Period::of(said, &found)),
        (None, Some(found)) => {
            let tail = rest.get(found.outer.end..).unwrap_or_default();
            let apart = found.before != Side::Word && found.before != Side::Bound;
            let last = inline::trim_separators(tail).trim_matches('.').is_empty();
            entry.period = Some(Period::of(rest, found));
            let aside = inline::trim_separators(tail);
            let noted = aside.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
            let noted = noted.filter(|inner| !inner.chars().any(|c| c.is_ascii_digit()));
            if (last || noted.is_some()) && apart {
                rest = inline::trim_separators(rest.get(..found.outer.start).unwrap_or_default());
                entry.summary.extend(noted.map(|inner| Val::new(inner, 0.7)));
            } else if let Some(period) = &mut entry.period {
                period.parts.clear();
            }
        }
        (None, None) => {}
    }
    publisher(entry, rest);
    true
}

/// The text behind "with": "(ed., with T. Brandreth)".
fn after_with(text: &str) -> &str {
    text.find("with ").and_then(|at| text.get(at + 5..)).unwrap_or(text)
}

/// Whether a text lists names of persons.
pub(super) fn are_names(text: &str) -> bool {
    let parts = inline::split(text, &[", ", " & ", " and ", " und ", " et ", " y ", " e ", "; "]);
    parts.len() <= 8
        && parts.iter().all(|part| {
            let part = inline::trim(part);
            let count = part.split_whitespace().count();
            (1..=4).contains(&count) && super::names::score(part) >= 30
        })
}

/// The first quoted text of some words, and its place with the quotes.
fn quoted(text: &str) -> Option<(std::ops::Range<usize>, &str)> {
    const PAIRS: [(char, &[char]); 9] = [
        ('“', &['”', '"']),
        ('„', &['“', '”', '"']),
        ('«', &['»']),
        ('"', &['"']),
        ('‘', &['’']),
        ('「', &['」']),
        ('『', &['』']),
        ('《', &['》']),
        ('\'', &['\'']),
    ];
    for (at, c) in text.char_indices() {
        let Some((_, closes)) = PAIRS.iter().find(|(open, _)| *open == c) else { continue };
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let start = at + c.len_utf8();
        let inner = text.get(start..).unwrap_or_default();
        let end = inner.char_indices().find(|&(n, close)| {
            let next = inner.get(n + close.len_utf8()..).and_then(|rest| rest.chars().next());
            closes.contains(&close) && !next.is_some_and(char::is_alphanumeric)
        });
        let Some((length, close)) = end else { continue };
        let title = inner.get(..length)?;
        if words::count(title) >= 2 || title.chars().any(words::is_cjk) {
            return Some((at..start + length + close.len_utf8(), title));
        }
    }
    None
}

/// The first emphasised text of some words, and its place with the signs.
fn emphasised(text: &str) -> Option<(std::ops::Range<usize>, &str)> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find(['*', '_']).map(|n| at + n) {
        let rest = text.get(open..)?;
        let sign = rest.chars().next()?;
        let run = rest.len() - rest.trim_start_matches(sign).len();
        let inner = rest.get(run..)?;
        let close = inner.find(&rest[..run])?;
        let title = inner.get(..close)?;
        let end = open + run + close + run;
        // Bold print is the person's own name.
        let own = || {
            let bare = title.trim_matches([',', ' ', ':']);
            super::names::score(bare) >= 50 || has_initials(bare) || looks_like_authors(bare)
        };
        if words::count(title) >= 2 && !(run == 2 && own()) {
            return Some((open..end, title));
        }
        at = end;
    }
    None
}

/// Parts title and publisher: by quotes, bold print, full stops, commas.
fn split_title<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = text.trim_end_matches([',', ' ', '(', '–', '—', '-', '|', '\t']).trim();
    let quotes =
        [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('「', '」'), ('『', '』'), ('《', '》')];
    for (open, close) in quotes {
        if text.starts_with(open)
            && let Some(end) = text.get(open.len_utf8()..).and_then(|rest| rest.find(close))
        {
            let end = open.len_utf8() + end + close.len_utf8();
            entry.name = text.get(..end).map(|name| Val::new(name, 0.85)).map(|val| {
                let bare = val.text.trim_matches([open, close, ',', '.']).to_owned();
                val.with_text(bare)
            });
            publisher(entry, text.get(end..).unwrap_or_default());
            return;
        }
    }
    for sign in ["**", "*"] {
        if let Some(rest) = text.strip_prefix(sign)
            && let Some(end) = rest.find(sign)
            && !rest.get(..end).is_some_and(|name| has_initials(name) || looks_like_authors(name))
        {
            entry.name = rest.get(..end).map(|name| Val::new(name, 0.85));
            publisher(entry, rest.get(end + sign.len()..).unwrap_or_default());
            return;
        }
    }
    // "Lee, A., Roe, B.: Title, Journal"
    if let Some((head, rest)) = text.split_once(": ")
        && entry.authors.is_empty()
        && looks_like_authors(head)
        && are_short(head)
    {
        entry.authors = authors(head);
        return split_title(entry, rest);
    }
    // The full stop behind an initial ends no sentence: "Lilienthal, E. von. Weather Indoors."
    let initial = |at: usize| {
        let head = text.get(..at).unwrap_or_default();
        let last = head.split([' ', '.']).next_back().unwrap_or_default();
        last.chars().count() == 1 && last.chars().all(char::is_uppercase)
    };
    let lower =
        |at: usize| text.get(at + 2..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let sentence = text
        .match_indices(". ")
        .map(|(at, _)| at)
        .filter(|&at| text.get(..at).is_some_and(|head| words::count(head) >= 2))
        .find(|&at| {
            !(initial(at) && (lower(at) || text.get(at + 2..).is_some_and(starts_with_initial)))
        });
    if let Some(at) = sentence {
        // The full stop of an initial belongs to it.
        let head = text.get(..at + usize::from(initial(at))).unwrap_or_default();
        if looks_like_authors(head) && entry.authors.is_empty() {
            entry.authors = authors(head);
            split_title(entry, text.get(at + 2..).unwrap_or_default());
            return;
        }
        entry.name = Some(Val::new(head, 0.8));
        publisher(entry, text.get(at + 2..).unwrap_or_default());
        return;
    }
    let parts = inline::split(text, &[" – ", " — ", " | ", "\t"]);
    let parts = if parts.len() > 1 { parts } else { inline::split(text, &[", ", "，"]) };
    match parts.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            let tail = super::header::span(text, rest);
            entry.name = Some(Val::new(inline::trim_separators(first), 0.7));
            publisher(entry, tail);
        }
        _ => {
            entry.name =
                Some(Val::new(text.trim_end_matches('.'), 0.8)).filter(|val| !val.is_empty());
        }
    }
}

/// Whether a text goes on with an author's initial: "B., Roe".
fn starts_with_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// Whether all parts of a list are as short as names.
fn are_short(text: &str) -> bool {
    words::count(text) <= 20
        && inline::split(text, &[", ", " & ", " and ", "; "])
            .iter()
            .all(|part| words::count(part) <= 3)
}

pub(super) fn publisher<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text.trim().trim_start_matches('.').trim_end_matches('.'));
    if text.is_empty() {
        return;
    }
    if entry.position.is_none() {
        entry.position = Some(Val::new(text, 0.75)).map(|val| {
            let plain = val.text.replace('*', "");
            val.with_text(plain)
        });
    } else {
        entry.summary.push(Val::new(text, 0.5));
    }
}

/// Whether a text is a list of authors as medicine writes them: "Lee A, Roe BC".
pub(super) fn has_initials(text: &str) -> bool {
    text.split(", ").all(|author| {
        author.rsplit_once(' ').is_some_and(|(surname, initials)| {
            let capitals = (1..=3).contains(&initials.len())
                && initials.bytes().all(|b| b.is_ascii_uppercase());
            // "de Wit L"
            let mut words = surname.split_whitespace();
            let named = words.any(|word| word.starts_with(char::is_uppercase));
            let particles = surname.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase) || lexicon::is_name_particle(word)
            });
            capitals && named && particles && words::count(surname) <= 4
        }) || author == "et al"
    })
}

/// Whether a text is a list of authors: surnames with initials.
pub(super) fn looks_like_authors(text: &str) -> bool {
    let initials = text
        .split([' ', ','])
        .filter(|word| {
            word.len() <= 5 && word.ends_with('.') && word.starts_with(char::is_uppercase)
        })
        .count();
    let et_al = text.contains("et al");
    words::count(text) >= 2 && (initials >= 1 || et_al) && !text.starts_with(['“', '"', '*'])
}

/// Parts "Ashgrove, T., Ruiz, P. and Lee, A.".
pub(super) fn authors(text: &str) -> Vec<Val<'_>> {
    let text = text.trim_end_matches([',', ' ', '(']);
    let mut authors: Vec<&str> = Vec::new();
    for part in inline::split(text, &[", and ", " and ", " & ", " und ", " et ", "; ", ", "]) {
        let part = part.trim().trim_start_matches("& ").trim_start_matches("and ");
        if part.is_empty() {
            continue;
        }
        let part = part.trim_matches('*');
        let initial = part.len() <= 8
            && part.contains('.')
            && part.split([' ', '-']).all(|word| word.len() <= 3);
        match authors.last_mut().filter(|last| initial && !last.ends_with('.')) {
            Some(last) => *last = super::header::span(text, &[last, part]),
            None => authors.push(part),
        }
    }
    authors.into_iter().map(|author| Val::new(author, 0.8)).collect()
}
