//! Sections whose entries are short records: awards and certificates.

use super::blocks::Block;
use super::dates::{self, Form, Found, Note, Reading};
use super::header;
use super::inline;
use super::issued::{is_credential, is_issued, issued};
use super::issuers::{dated_bracket, is_issuer_shape};
use super::lexicon;
use super::out::Out;
use super::prizes::is_prize;
use super::profiles::Layout;
use super::record_names::name_and_issuer;
use super::token;
use super::value::{Entry, Period, Val};
use super::words;
use crate::syntax::lines::LineKind;

/// The date of a record, if it is one that can be taken off the text.
pub(super) fn date(text: &str, reading: Reading) -> Option<Found> {
    let found = dates::find(text, reading);
    let usable = found.into_iter().filter(|found| {
        matches!(found.form, Form::Single | Form::Range | Form::Since | Form::Open)
            && found.is_apart()
            && found.note != Some(Note::Expiry)
    });
    let edge = |found: &Found| {
        found.before == dates::Side::Edge
            || found.after == dates::Side::Edge
            || found.outer != found.range
            || found.before == dates::Side::Gap
            || found.after == dates::Side::Gap
            || (found.before == dates::Side::Mark && found.after == dates::Side::Bracket)
            || (found.before == dates::Side::Word && found.after == dates::Side::Mark)
    };
    let between =
        |found: &Found| found.before == dates::Side::Mark && found.after == dates::Side::Mark;
    // "2020    Mastercam 2020, 35 h": a date in the first column is it.
    let mut usable: Vec<Found> = usable.collect();
    if usable
        .first()
        .is_some_and(|first| first.before == dates::Side::Edge && first.after == dates::Side::Gap)
    {
        return Some(usable.swap_remove(0));
    }
    usable.into_iter().rfind(|found| edge(found) || between(found))
}

/// The text without the date: what stands before and after it.
pub(super) fn around<'a>(text: &'a str, found: &Found) -> (&'a str, &'a str) {
    let before = inline::trim_separators(text.get(..found.outer.start).unwrap_or_default());
    let after = inline::trim_separators(text.get(found.outer.end..).unwrap_or_default());
    (before, after)
}

/// Groups the blocks of a section to records: a bullet or a line each; what is set below goes with it.
pub(super) fn group<'a, 'b>(blocks: &'b [Block<'a>], reading: Reading) -> Vec<&'b [Block<'a>]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let singles =
        blocks.iter().filter(|block| block.level == 0 && !words::ends_sentence(block.text)).count();
    // Blocks of lines between blanks: name, issuer, date.
    let blanks = blocks.iter().filter(|block| block.blank).count();
    let dated = |block: &Block| date(block.text, reading).is_some_and(|found| found.is_alone());
    // A date below each name parts what no blank line does.
    let once = blocks
        .chunk_by(|_, next| !next.blank)
        .all(|lines| lines.iter().filter(|block| dated(block)).count() <= 1);
    let paragraphs = once
        && blanks * 3 <= blocks.len() * 2
        && blanks >= 1
        && singles == blocks.len()
        && blocks.iter().any(|block| {
            date(block.text, reading).is_some_and(|found| {
                let (before, after) = around(block.text, &found);
                let whole = before.is_empty() && after.is_empty();
                found.note == Some(Note::Issued) && whole || found.is_alone()
            })
        });
    // Copied from a site: name, issuer, "Issued …", "Credential ID …".
    let issued = blocks.iter().any(|block| is_issued(block.text));
    // "2018", and below it the prize and who gave it.
    let headed = blocks.len() >= 3 && blocks.first().is_some_and(&dated);
    for n in 1..=blocks.len() {
        let begins = blocks.get(n).is_none_or(|block| {
            let first = blocks.get(start).map_or(0, |first| first.level);
            if is_expiry(block.text, reading) && !block.blank {
                false
            } else if issued {
                blocks.get(start..n).is_some_and(|group| group.iter().any(|b| is_issued(b.text)))
                    && !is_issued(block.text)
                    && !is_credential(block.text)
            } else if headed {
                dated(block)
            } else if paragraphs {
                block.blank
            } else {
                let inside = blocks.get(start).map_or(0, |first| first.inside).max(first);
                let below = block.level > first
                    || block.inside > inside && block.level == 0
                    || dated(block) && !block.blank && block.level == first && first == 0;
                !below
            }
        });
        if begins {
            groups.extend(blocks.get(start..n).filter(|group| !group.is_empty()));
            start = n;
        }
    }
    groups
}

/// Whether a line says until when a certificate is valid, and no more.
pub(super) fn is_expiry(text: &str, reading: Reading) -> bool {
    words::count(text) <= 6
        && dates::find(text, reading).iter().any(|found| {
            let (before, after) = around(text, found);
            found.note == Some(Note::Expiry) && before.is_empty() && after.is_empty()
        })
}

/// Reads a section of awards.
pub(super) fn awards<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    for group in group(blocks, reading) {
        let listed = match group {
            [only] if date(only.text, reading).is_none() => header::commas(only.text),
            _ => Vec::new(),
        };
        // "Bronze Star Medal, Meritorious Service Medal (2)"
        if listed.len() >= 2 && listed.iter().all(|part| is_prize(part)) {
            for part in listed {
                let name = Some(Val::new(part, 0.75));
                out.award(Entry { name, ..Entry::default() });
            }
            continue;
        }
        let Some(entry) =
            titled(group, reading, out.layout).or_else(|| record(group, reading, Role::Award))
        else {
            continue;
        };
        out.award(entry);
    }
}

/// Reads a section of certificates.
pub(super) fn certificates<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    for group in group(blocks, reading) {
        let Some(entry) = titled(group, reading, out.layout)
            .or_else(|| record(group, reading, Role::Certificate))
        else {
            continue;
        };
        out.certificate(entry);
    }
}

/// The record of a profile that a site saved: it lists titles and nothing else.
fn titled<'a>(group: &[Block<'a>], reading: Reading, layout: Layout) -> Option<Entry<'a>> {
    let [only] = group else { return None };
    let whole = layout == Layout::Saved && only.level == 0 && date(only.text, reading).is_none();
    whole.then(|| Entry { name: Some(Val::new(only.text, 0.9)), ..Entry::default() })
}

/// What the second text of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Award,
    Certificate,
}

/// Reads a record: a name, who gave it, when.
pub(super) fn record<'a>(group: &[Block<'a>], reading: Reading, role: Role) -> Option<Entry<'a>> {
    if let Some(entry) = issued(group, reading) {
        return Some(entry);
    }
    let (mut first, mut below) = group.split_first()?;
    if first.kind == LineKind::TableHead {
        return None;
    }
    let mut entry = Entry::default();
    let mut text = inline::trim(first.text);
    let mut dated = None;
    // The date stands above the name.
    if let (Some(found), Some((next, rest))) =
        (date(text, reading).filter(Found::is_alone), below.split_first())
        && !next.blank
        && first.level == next.level
    {
        entry.period = Some(Period::of(text, &found));
        (first, below) = (next, rest);
        text = inline::trim(first.text);
    }
    if let Some(head) = dated_bracket(&mut entry, text, reading) {
        text = head;
    }
    if let Some(found) = date(text, reading).filter(|_| entry.period.is_none()) {
        let (before, after) = around(text, &found);
        // "renewed 2023", "Hackathon 2023": the date is part of the name.
        let part = found.before == dates::Side::Word
            && found.outer == found.range
            && found.note.is_none()
            && !before.is_empty();
        if !part || role == Role::Award {
            entry.period = Some(Period::of(text, &found));
            if part && let Some(period) = &mut entry.period {
                period.parts.clear();
            }
            dated = Some(found);
        }
        if !part {
            text = beside_date(&mut entry, before, after, role);
        }
    }
    take_url(&mut entry, text);
    name_and_issuer(&mut entry, text, role, dated.is_some());
    if role == Role::Certificate
        && let Some(name) = &mut entry.name
    {
        std::mem::take(&mut entry.summary).into_iter().for_each(|more| name.join(" ", more));
    }
    for block in below {
        let text = inline::trim(block.text);
        if is_expiry(text, reading)
            && let Some(name) = &mut entry.name
        {
            name.join(", ", Val::new(text, 0.7));
            continue;
        }
        if let Some(found) = date(text, reading).filter(|_| entry.period.is_none()) {
            entry.period = Some(Period::of(text, &found));
            let (before, after) = around(text, &found);
            for part in [before, after].into_iter().filter(|part| !part.is_empty()) {
                second(&mut entry, part);
            }
        } else {
            second(&mut entry, text);
        }
    }
    Some(entry)
}

/// The name among what stands before and after a date; the rest says who, or what for.
fn beside_date<'a>(entry: &mut Entry<'a>, before: &'a str, after: &'a str, role: Role) -> &'a str {
    match (before.is_empty(), after.is_empty()) {
        // "HACCP (Ausl Parma, 2022)": the bracket says who and when.
        (false, true) if role == Role::Certificate && open_bracket(before).is_some() => {
            let (name, issuer) = open_bracket(before).unwrap_or((before, ""));
            entry.position = Some(Val::new(issuer, 0.7));
            name
        }
        (true, _) => after,
        (_, true) => before,
        // "… — 2015 (40 horas)": the hours are part of the name.
        _ if role == Role::Certificate
            && after
                .strip_prefix('(')
                .is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            entry.summary.push(Val::new(after, 0.6));
            before
        }
        _ if after.starts_with('(') || before.len() > after.len() => {
            if role == Role::Award && !is_issuer_shape(after, true, role) {
                entry.summary.push(Val::new(after, 0.6));
            } else {
                entry.position = Some(Val::new(after, 0.5));
            }
            before
        }
        _ => {
            entry.position = Some(Val::new(before, 0.5));
            after
        }
    }
}

/// The text before a bracket that is left open, and what stands in it.
fn open_bracket(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind('(')?;
    let inner = text.get(at + 1..)?;
    let name = inline::trim_separators(text.get(..at)?);
    (!inner.contains(')') && !name.is_empty() && !inner.trim().is_empty())
        .then(|| (name, inline::trim_separators(inner)))
}

/// Takes a text below the name: who gave it, an address, or what for.
pub(super) fn second<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let issuer = super::lists::label_of(text)
        .filter(|(label, ..)| *label == lexicon::Label::Issuer && entry.position.is_none());
    if let Some((_, label, value)) = issuer {
        entry.labels.push(label);
        entry.position = Some(Val::new(value, 0.9));
    } else if token::page(text).is_some() && entry.url.is_none() {
        entry.url = token::page(text);
    } else if entry.position.is_none() && words::count(text) <= 12 && !words::ends_sentence(text) {
        entry.position = Some(Val::new(text, 0.7));
    } else {
        entry.summary.push(Val::prose(text, 0.6));
        if entry.name.as_ref().is_some_and(|_| entry.position.is_some())
            && let Some(last) = entry.summary.last_mut()
        {
            last.sure = 0.5;
        }
    }
}

/// Takes a link or an address out of a text.
pub(super) fn take_url<'a>(entry: &mut Entry<'a>, text: &'a str) {
    if let Some((_, target)) = inline::link(text) {
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure: 0.9 });
    } else if let Some(word) =
        text.split_whitespace().find(|word| token::is_url(token::url(word)) && word.contains('/'))
    {
        entry.url = Some(Val { text: token::complete(word), parts: vec![word], sure: 0.9 });
    }
}
