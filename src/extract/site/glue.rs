//! Pieces of lines that a page set side by side or said twice.

use super::phrases::{bare, listed};
use crate::extract::dates::{self, Form, Reading};
use crate::extract::ledger::{Furniture, Ledger, Owner};
use crate::extract::lexicon::Label;
use crate::extract::rows::Row;
use crate::extract::words::{self, fold};
use crate::extract::{lexicon, place};

/// Cuts buttons, kinds of employment and durations off the ends of lines.
pub(super) fn trim_tails(source: &str, rows: &mut [Row], ledger: &mut Ledger) {
    for row in rows {
        trim_cells(source, row, ledger);
        trim_head(source, row, ledger);
        let Some(cell) = row.cells.last_mut() else { continue };
        for _ in 0..3 {
            let text = source.get(cell.clone()).unwrap_or_default();
            let cut = text
                .rfind(" · ")
                .or_else(|| text.rfind(" • "))
                .map(|at| {
                    (
                        at,
                        at + " · ".len()
                            + usize::from(text.get(at..).is_some_and(|t| t.starts_with(" • "))),
                    )
                })
                // "… …see more", "a@b.example — preferred"
                .or_else(|| {
                    ["…", "...", " — ", " – "].iter().find_map(|sign| {
                        let at = text.rfind(sign)?;
                        let tail = fold(bare(text.get(at + sign.len()..)?));
                        listed().lines.contains(tail.as_str()).then_some((at, at + sign.len()))
                    })
                });
            let cut = cut.or_else(|| clock(text));
            let Some((at, after)) = cut else { break };
            let tail = fold(bare(text.get(after..).unwrap_or_default()));
            let known = listed().buttons.contains(tail.as_str())
                || listed().lines.contains(tail.as_str())
                || lexicon::is_employment_kind(&tail);
            let kind = if known { Furniture::Site } else { Furniture::Duration };
            if !known && !words::is_duration(&tail) && clock(text).is_none() {
                break;
            }
            ledger.claim(cell.start + at..cell.end, &Owner::Furniture(kind), 0.9);
            cell.end = cell.start + text.get(..at).unwrap_or_default().trim_end().len();
        }
    }
}

/// Joins labels to the values below them, where a page sets each in a line of its own: "Position" over
/// "Research Fellow".
pub(super) fn pairs(source: &str, rows: &mut Vec<Row>) {
    let label = |row: &Row| {
        let text = row.text(source);
        let known = lexicon::label(text).is_some_and(|label| {
            matches!(
                label,
                Label::Position
                    | Label::Employer
                    | Label::Degree
                    | Label::Area
                    | Label::Institution
                    | Label::Issuer
            )
        });
        (known && row.cells.len() == 1 && row.bullet == 0 && !text.contains([':', '：']))
            .then(|| fold(text))
    };
    let pair = |n: usize, rows: &[Row]| {
        let (row, next) = (rows.get(n)?, rows.get(n + 1)?);
        let said = label(row)?;
        let value = next.cells.len() == 1
            && next.bullet == 0
            && !next.blank
            && label(next).is_none()
            && !words::is_heading(next.text(source))
            && words::count(next.text(source)) <= 12;
        value.then_some(said)
    };
    let found: Vec<String> = (0..rows.len()).filter_map(|n| pair(n, rows)).collect();
    if found.len() < 2 {
        return;
    }
    let mut n = 0;
    while n < rows.len() {
        if pair(n, rows).is_some() {
            let value = rows.remove(n + 1);
            if let Some(row) = rows.get_mut(n) {
                row.cells.extend(value.cells);
                row.columns.push(20);
                row.width = value.width.max(20);
            }
        }
        n += 1;
    }
}

/// Takes a button off the end of a row: "Galway, Ireland  Contact info".
fn trim_cells(source: &str, row: &mut Row, ledger: &mut Ledger) {
    while row.cells.len() > 1 {
        let last = row.cells.len() - 1;
        let text = fold(bare(row.cell(source, last)));
        if !listed().lines.contains(text.as_str()) {
            return;
        }
        if let Some(cell) = row.cells.pop() {
            ledger.claim(cell, &Owner::Furniture(Furniture::Site), 0.9);
        }
        row.columns.truncate(last);
    }
}

/// Takes a duration off the beginning of a row: "Bis heute 6 Jahre und 2 Monate, seit Apr. 2018".
fn trim_head(source: &str, row: &mut Row, ledger: &mut Ledger) {
    const SINCE: [&str; 9] = [
        ", seit ",
        ", since ",
        ", depuis ",
        ", desde ",
        ", dal ",
        ", sinds ",
        ", sedan ",
        ", od ",
        ", с ",
    ];
    const TODAY: [&str; 10] = [
        "bis heute",
        "until today",
        "current",
        "to date",
        "jusqu'a aujourd'hui",
        "hasta hoy",
        "ate hoje",
        "fino ad oggi",
        "tot heden",
        "aktuell",
    ];
    let Some(cell) = row.cells.first_mut() else { return };
    let text = source.get(cell.clone()).unwrap_or_default();
    let Some(at) = SINCE.iter().find_map(|sign| text.find(sign)) else { return };
    let head = fold(text.get(..at).unwrap_or_default());
    let lasts = TODAY.iter().find_map(|word| head.strip_prefix(word)).unwrap_or(&head);
    if words::is_duration(lasts.trim_matches([' ', ',', ':'])) {
        ledger.claim(cell.start..cell.start + at + 1, &Owner::Furniture(Furniture::Duration), 0.9);
        cell.start += at + 2;
    }
}

/// Where the time of the day stands that it is there: "Bologna, Italy – 4:12 pm local time".
fn clock(text: &str) -> Option<(usize, usize)> {
    let (at, sign) = [" – ", " — ", " - ", " · ", " | ", ", "]
        .iter()
        .filter_map(|sign| text.rfind(sign).map(|at| (at, sign)))
        .max()?;
    let tail = text.get(at + sign.len()..)?;
    let hours = tail.split([':', '.']).next()?;
    let clock = (1..=2).contains(&hours.len())
        && hours.bytes().all(|b| b.is_ascii_digit())
        && tail.contains(':')
        && words::count(tail) <= 5;
    let said = fold(tail);
    (clock
        && ["local", "time", "uhr", "am", "pm", "heure", "hora"].iter().any(|w| said.contains(w)))
    .then_some((at, at + sign.len()))
}

/// Parts lines whose pieces a page set side by side: `Senior EngineerAcme2021-08 - PresentOslo`,
/// `Go61%Rust22%`, `Elixir1204 commits`.
pub(super) fn unglue(source: &str, rows: &mut [Row], ledger: &mut Ledger) {
    for row in rows.iter_mut().filter(|row| row.cells.len() == 1 && row.span().len() < 120) {
        let text = row.text(source);
        let (start, end) = (row.span().start, row.span().end);
        let ends = shares(text).or_else(|| counts(text)).unwrap_or_else(|| seams(text));
        let Some(&last) = ends.last() else { continue };
        if ends.len() == 1 && is_count(text.get(last..).unwrap_or_default()) {
            ledger.claim(start + last..end, &Owner::Furniture(Furniture::Site), 0.9);
            if let Some(cell) = row.cells.first_mut() {
                cell.end = start + last;
            }
            continue;
        }
        let column = row.indent();
        let bounds = || [0].into_iter().chain(ends.iter().copied());
        let nexts = ends.iter().copied().chain([text.len()]);
        row.cells = bounds().zip(nexts).map(|(from, to)| start + from..start + to).collect();
        let width = |to: usize| text.get(..to).map_or(0, |left| left.chars().count());
        row.columns = bounds().map(|at| column + width(at)).collect();
    }
}

/// Where names of techniques follow shares of them: "Go61%Rust22%".
fn shares(text: &str) -> Option<Vec<usize>> {
    let ends: Vec<usize> = text.match_indices('%').map(|(at, _)| at + 1).collect();
    let (_, inner) = ends.split_last()?;
    let glued = inner.iter().all(|&at| {
        text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()))
    });
    let mut from = 0;
    let shaped = ends.iter().all(|&to| {
        let part = text.get(from..to).unwrap_or_default().trim_end_matches('%');
        from = to;
        let name = part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        !name.is_empty() && name.len() < part.len() && words::count(name) <= 3
    });
    (glued && shaped && !inner.is_empty() && from == text.len()).then(|| inner.to_vec())
}

/// Where a technique and counts of a repository follow one another: "Go1.2k stars84 forks".
fn counts(text: &str) -> Option<Vec<usize>> {
    let mut before = ' ';
    let seams = text.char_indices().filter_map(|(at, c)| {
        let seam = before.is_alphabetic() && c.is_ascii_digit();
        before = c;
        seam.then_some(at)
    });
    let ends: Vec<usize> = seams.collect();
    let nexts = ends.iter().copied().chain([text.len()]);
    let mut parts = [0].into_iter().chain(ends.iter().copied()).zip(nexts);
    let fits = parts.all(|(from, to)| {
        let part = text.get(from..to).unwrap_or_default();
        lexicon::is_technique(part) || is_count(part)
    });
    let several = ends.len() >= 2 || text.matches(' ').count() >= 2;
    (fits && several && !ends.is_empty()).then_some(ends)
}

/// Where a title, an employer, a period and a place follow one another.
fn seams(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut before, mut from) = (' ', 0);
    for (at, c) in text.char_indices() {
        let seam = before.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit())
            || before.is_ascii_digit() && c.is_uppercase()
            || before == '+' && c.is_ascii_digit();
        before = c;
        if seam && is_seam(text, from, at) {
            found.push(at);
            from = at;
        }
    }
    found
}

/// Whether what stands before and after a place in a line were two pieces.
fn is_seam(text: &str, from: usize, at: usize) -> bool {
    let left = text.get(from..at).unwrap_or_default();
    let right = text.get(at..).unwrap_or_default();
    let last = left.split_whitespace().next_back().unwrap_or_default();
    let next = right.split_whitespace().next().unwrap_or_default();
    let whole = text.split_whitespace().find(|word| word.contains(&format!("{last}{next}")));
    if whole.is_some_and(lexicon::is_technique)
        || whole.is_some_and(|word| word.contains(['.', '/', '@'])) && !words::has_range(text)
    {
        return false;
    }
    let period = || {
        // The place behind the period may be set against it too.
        let mut before = ' ';
        let end = right.char_indices().find(|&(_, c)| {
            let glued = before.is_ascii_digit() && c.is_uppercase();
            before = c;
            glued
        });
        if end.is_some_and(|(end, _)| words::is_period(right.get(..end).unwrap_or_default())) {
            return true;
        }
        let found = dates::find(right, Reading::default());
        let first = found.first();
        first.is_some_and(|found| {
            let rest = right.get(found.outer.end..).unwrap_or_default().trim_start();
            let whole = matches!(found.form, Form::Range | Form::Since | Form::Open);
            found.outer.start == 0 && (whole || rest.starts_with(['-', '–', '—']))
        })
    };
    words::is_period(left) && place::is_town(right)
        || lexicon::role_score(last) >= 60
            && right.starts_with(char::is_uppercase)
            && words::count(left) >= 2
        || next.starts_with(|c: char| c.is_ascii_digit()) && words::count(left) <= 8 && period()
        || is_count(right) && words::count(left) <= 3
}

/// Whether a text counts what somebody contributed: "1204 commits".
fn is_count(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words.next().is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ",.kK".contains(c))
    });
    let unit = words.next().map(fold).is_some_and(|word| {
        [
            "commits",
            "commit",
            "repos",
            "repositories",
            "endorsements",
            "contributions",
            "stars",
            "star",
            "forks",
            "fork",
            "followers",
            "issues",
            "prs",
            "downloads",
            "releases",
        ]
        .contains(&word.as_str())
    });
    number && unit && words.next().is_none()
}

/// Marks lines that say what the lines above them say.
pub(super) fn doubles(source: &str, rows: &[Row]) -> Vec<Option<Furniture>> {
    let said: Vec<String> = rows.iter().map(|row| said(row.text(source))).collect();
    let mut recent: Vec<&str> = Vec::new();
    let mut kinds = Vec::with_capacity(rows.len());
    for (n, text) in said.iter().enumerate() {
        let before = recent.iter().rev().take(6).rev().copied().collect::<String>();
        let same = recent.last().is_some_and(|last| *last == text);
        let repeats = text.len() >= 16
            && before.contains(text.as_str())
            && rows.get(n).is_some_and(|row| !row.blank);
        if words::is_heading(rows.get(n).map_or("", |row| row.text(source))) && !same {
            recent.clear();
        }
        if !text.is_empty() && (same || repeats) {
            kinds.push(Some(Furniture::Duplicate));
        } else {
            recent.push(text);
            kinds.push(None);
        }
    }
    // Employer and school stand in the head of the page, and again in their sections.
    let head = rows.iter().position(|row| words::is_heading(row.text(source))).unwrap_or(0);
    for n in 1..head.min(14) {
        let place = rows.get(n).is_some_and(|row| place::is_place(row.text(source)));
        // "Chef de projet chez Alizé" in the head is the headline, below a skill where it was used.
        let spoken =
            rows.get(n).is_some_and(|row| lexicon::employer_connector(row.text(source)).is_some());
        let later = !place
            && !spoken
            && said.get(n).is_some_and(|text| {
                text.len() > 3 && said.iter().skip(head).any(|other| other == text)
            });
        if let Some(kind) = kinds.get_mut(n).filter(|_| later) {
            *kind = Some(Furniture::Duplicate);
        }
    }
    kinds
}

/// Letters and digits alone, without the words by which doubled lines differ.
fn said(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        !matches!(
            *word,
            "to" | "see"
                | "more"
                | "a"
                | "bis"
                | "hasta"
                | "ate"
                | "al"
                | "tot"
                | "til"
                | "do"
                | "voir"
                | "plus"
        )
    });
    words.collect()
}
