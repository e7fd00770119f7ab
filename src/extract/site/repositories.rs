//! Pages of sites of repositories, such as GitHub: what they count and draw, and the cards of repositories.

use super::phrases::bare;
use crate::extract::ledger::{Furniture, Ledger, Owner};
use crate::extract::projects;
use crate::extract::rows::Row;
use crate::extract::words::{self, fold};

/// Whether a text was copied from the page of a person at such a site.
pub(super) fn is_copied(folded: &[String]) -> bool {
    let told = |text: &String| {
        text.contains("contributions in the last year")
            || text.starts_with("block or report")
            || text.ends_with("/readme.md")
            || text.contains("github, inc")
            || ["pinned", "pinned loading", "popular repositories", "contribution activity"]
                .contains(&text.as_str())
    };
    folded.iter().filter(|text| told(text)).count() >= 2
}

/// Marks what the site writes, and parts its cards.
pub(super) fn mark(
    source: &str,
    rows: &mut [Row],
    folded: &[String],
    kinds: &mut [Option<Furniture>],
    ledger: &mut Ledger,
) {
    let said = |n: usize| folded.get(n).map_or("", String::as_str);
    let mut inside: Option<fn(&str) -> bool> = None;
    for n in 0..rows.len() {
        let text = said(n);
        let raw = |n: usize| rows.get(n).map(|row| fold(row.text(source))).unwrap_or_default();
        let listing = listing(text).filter(|is_item| is_item(&raw(n + 1)));
        let own = match (listing, inside) {
            (Some(found), _) => {
                inside = Some(found);
                true
            }
            (None, Some(is_item)) if is_item(&raw(n)) => true,
            _ => {
                inside = None;
                is_of_site(text)
            }
        };
        if let Some(kind) = kinds.get_mut(n).filter(|_| own) {
            *kind = Some(Furniture::Site);
        }
    }
    cards(source, rows, folded, kinds, ledger);
}

/// What the items look like below a heading of the site over what it awards and shows: badges, teams.
fn listing(heading: &str) -> Option<fn(&str) -> bool> {
    match heading {
        "achievements" => Some(|text| {
            let times = text.strip_prefix('x').is_some_and(|n| n.parse::<u32>().is_ok());
            text.starts_with("achievement:") || times
        }),
        "highlights" => Some(|text| {
            ["pro", "developer program member", "github star", "campus expert"].contains(&text)
                || text.starts_with("security bug bounty")
        }),
        "organizations" | "sponsoring" | "sponsors" => {
            Some(|text| text.starts_with('@') && words::count(text) == 1)
        }
        _ => None,
    }
}

/// Whether a line is one that the site draws or counts.
fn is_of_site(text: &str) -> bool {
    const LINES: [&str; 16] = [
        "navigation menu",
        "search or jump to",
        "type / to search",
        "overview",
        "repositories",
        "projects packages",
        "packages",
        "learn how we count contributions",
        "contribution graph",
        "no contributions",
        "low contributions",
        "medium-low contributions",
        "medium-high contributions",
        "high contributions",
        "customize your pins",
        "pull requests",
    ];
    const BEGINNINGS: [&str; 7] = [
        "block or report",
        "seeing something unexpected",
        "day of week",
        "manage cookies",
        "do not share my personal",
        "joined github",
        "footer",
    ];
    let plain = text.trim_end_matches(['.', '…']);
    LINES.contains(&plain)
        || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || text.ends_with("/readme.md")
        || text.contains("contributions in the last year")
        || is_axis(text)
        || is_counted_tab(text)
        || is_done(text)
}

/// Whether it is an axis of the calendar of contributions: nothing but months or days of the week.
fn is_axis(text: &str) -> bool {
    const NAMES: [&str; 38] = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "sept",
    ];
    words::count(text) >= 2 && text.split_whitespace().all(|word| NAMES.contains(&word))
}

/// Whether it is a tab with the number of what is behind it: "Repositories 61".
fn is_counted_tab(text: &str) -> bool {
    let Some((tab, count)) = text.rsplit_once(' ') else { return false };
    ["overview", "repositories", "projects", "packages", "stars", "followers", "following"]
        .contains(&tab)
        && count.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k'))
}

/// Whether it tells what somebody did lately: "Created 34 commits in 5 repositories".
fn is_done(text: &str) -> bool {
    const VERBS: [&str; 7] =
        ["created", "opened", "reviewed", "merged", "closed", "answered", "pushed"];
    const THINGS: [&str; 6] =
        ["commit", "pull request", "issue", "repositor", "discussion", "question"];
    let mut words = text.split_whitespace();
    let verb = words.next().is_some_and(|word| VERBS.contains(&word));
    let count = words.next().is_some_and(|word| {
        ["a", "an", "their"].contains(&word)
            || word.bytes().all(|b| b.is_ascii_digit() || b == b',')
    });
    verb && count && THINGS.iter().any(|thing| text.contains(thing)) && words::count(text) <= 9
}

/// The most lines that belong to a card below its name.
const CARD: usize = 5;

/// Whether a text says who may see a repository.
fn is_visibility(text: &str) -> bool {
    ["public", "private", "public template", "public archive", "public mirror"].contains(&text)
}

/// Sets cards of repositories apart: a gap before the name and none within. Takes out who may see them.
fn cards(
    source: &str,
    rows: &mut [Row],
    folded: &[String],
    kinds: &mut [Option<Furniture>],
    ledger: &mut Ledger,
) {
    let said = |n: usize| folded.get(n).map_or("", String::as_str);
    let named = |n: usize| {
        let (name, rest) = said(n).split_once(' ').unwrap_or((said(n), ""));
        let name = !name.is_empty() && !name.contains([',', ':']);
        name && (is_visibility(rest) || rest.is_empty() && is_visibility(said(n + 1)))
    };
    let starts: Vec<usize> = (0..rows.len()).filter(|&n| named(n)).collect();
    for (i, &start) in starts.iter().enumerate() {
        if let Some(row) = rows.get_mut(start) {
            without_visibility(source, row, ledger);
        }
        let end = starts.get(i + 1).copied().unwrap_or(start + 1 + CARD).min(rows.len());
        for n in start..end {
            let own = is_visibility(said(n)) || said(n).starts_with("forked from ");
            if let Some(kind) = kinds.get_mut(n).filter(|_| own) {
                *kind = Some(Furniture::Site);
            }
            let counts = rows.get(n).is_some_and(|row| {
                let text = row.text(source);
                projects::is_counts(text) || is_language_with_counts(text)
            });
            if let Some(row) = rows.get_mut(n).filter(|_| n == start || counts) {
                row.blank = n == start;
            }
            // What a card counts was taken for what the site counts of the person.
            if let Some(kind) = kinds.get_mut(n).filter(|_| counts) {
                *kind = None;
            }
        }
    }
}

/// Takes "Public" off the end of the row that names a repository.
fn without_visibility(source: &str, row: &mut Row, ledger: &mut Ledger) {
    let Some(first) = row.cells.first_mut() else { return };
    let text = source.get(first.clone()).unwrap_or_default();
    let whole = first.end;
    if let Some(at) = text.find(' ') {
        first.end = first.start + at;
        ledger.claim(first.end..whole, &Owner::Furniture(Furniture::Site), 0.9);
    }
    for cell in row.cells.drain(1..) {
        ledger.claim(cell, &Owner::Furniture(Furniture::Site), 0.9);
    }
    row.columns.truncate(1);
}

/// Whether a line names the language of a repository, with numbers that nothing explains: "Go 2.3k 148".
pub(super) fn is_language_with_counts(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let number = |word: &str| {
        !word.is_empty()
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k'))
    };
    let numbers = words.by_ref().take_while(|word| number(word)).count();
    let name = fold(bare(
        text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | ' ')),
    ));
    (1..=2).contains(&numbers) && crate::extract::lexicon::is_technique(&name)
}
