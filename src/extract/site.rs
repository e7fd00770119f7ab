//! Words of the site that a profile was copied from: menus, buttons, boilerplate, doubled lines.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::furniture::take_out;
use super::ledger::{Furniture, Ledger, Owner};
use super::rows::Row;
use super::words::{self, fold};
use crate::profile::date::lists::entries;

/// The words of sites, folded.
#[derive(Default)]
struct Words {
    lines: HashSet<String>,
    buttons: HashSet<String>,
    menu: HashSet<String>,
    prefixes: Vec<String>,
    counted: HashSet<String>,
    apart: HashSet<String>,
    sites: HashSet<String>,
}

fn listed() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for entry in entries(include_str!("data/sites.txt")) {
            let word = fold(entry.word);
            let set = match entry.group {
                "line" => &mut words.lines,
                "button" => &mut words.buttons,
                "menu" => &mut words.menu,
                "counted" => &mut words.counted,
                "apart" => &mut words.apart,
                "site" => &mut words.sites,
                _ => {
                    words.prefixes.push(word.replace('_', " "));
                    continue;
                }
            };
            set.insert(word);
        }
        words
    })
}

/// Takes out the words of a site, if the text was copied from one.
pub(super) fn remove(source: &str, rows: Vec<Row>, ledger: &mut Ledger) -> Vec<Row> {
    let folded: Vec<String> = rows.iter().map(|row| fold(bare(row.text(source)))).collect();
    let mut kinds: Vec<Option<Furniture>> = rows
        .iter()
        .zip(&folded)
        .map(|(row, text)| {
            let alone = row.bullet == 0 || text.len() < 20;
            (alone && is_site(row.text(source), text, row, source)).then_some(Furniture::Site)
        })
        .collect();
    let doubled =
        folded.windows(2).filter(|pair| matches!(pair, [a, b] if a == b && a.len() > 3)).count();
    let found = kinds.iter().filter(|kind| kind.is_some()).count();
    let named = folded.iter().take(3).any(|text| listed().sites.contains(text.as_str()));
    let found = found + usize::from(named);
    let scraped = found >= 2 || doubled >= 3 || (found == 1 && rows.len() < 25);
    if !scraped {
        kinds.fill(None);
        for (row, kind) in rows.iter().zip(&mut kinds) {
            if is_picture(row.text(source)) {
                *kind = Some(Furniture::Markup);
            }
        }
        return take_out(rows, &kinds, ledger);
    }
    for (text, kind) in folded.iter().zip(&mut kinds).take(3) {
        if listed().sites.contains(text.as_str()) {
            *kind = Some(Furniture::Site);
        }
    }
    buttons(&folded, &mut kinds);
    brand(&folded, &mut kinds);
    above_name(source, &rows, &folded, &mut kinds);
    over_name(source, &rows, &mut kinds);
    apart(source, &rows, &folded, &mut kinds);
    footer(&rows, &folded, &mut kinds);
    let mut rows = take_out(rows, &kinds, ledger);
    trim_tails(source, &mut rows, ledger);
    unglue(source, &mut rows, ledger);
    let kinds = if doubled >= 3 { doubles(source, &rows) } else { vec![None; rows.len()] };
    take_out(rows, &kinds, ledger)
}

/// Marks buttons. One that is a heading too is a button only beside others.
fn buttons(folded: &[String], kinds: &mut [Option<Furniture>]) {
    let button = |text: &String| {
        listed().buttons.contains(text.as_str())
            || listed().menu.contains(text.as_str())
            || is_picture(text)
            || is_row_of_buttons(text)
    };
    let found: Vec<bool> = folded.iter().map(button).collect();
    for (n, text) in folded.iter().enumerate().filter(|&(n, _)| found.get(n) == Some(&true)) {
        let beside = |n: Option<usize>| {
            n.is_some_and(|n| {
                found.get(n) == Some(&true) || kinds.get(n).is_some_and(Option::is_some)
            })
        };
        let (above, below) = (beside(n.checked_sub(1)), beside(Some(n + 1)));
        let beside = if words::is_heading_folded(text) {
            below && (above || n == 0)
        } else {
            listed().buttons.contains(text.as_str())
                || is_picture(text)
                || is_row_of_buttons(text)
                || above
                || below
        };
        if beside && let Some(kind) = kinds.get_mut(n) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Whether a line is made of buttons and nothing else: "Contact Ann Share profile".
fn is_row_of_buttons(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if !(3..=8).contains(&tokens.len()) {
        return false;
    }
    let (mut at, mut known, mut other) = (0, 0, 0);
    while at < tokens.len() {
        let longest = (at + 1..=tokens.len().min(at + 4)).rev().find(|&end| {
            let phrase = tokens.get(at..end).unwrap_or_default().join(" ");
            listed().lines.contains(phrase.as_str())
                || listed().menu.contains(phrase.as_str())
                || listed().buttons.contains(phrase.as_str())
        });
        match longest {
            Some(end) => {
                known += 1;
                at = end;
            }
            None => {
                other += 1;
                at += 1;
            }
        }
    }
    known >= 2 && other <= 1
}

/// Marks what stands above the person's name, if the name can be told: it is said again further on,
/// or its initials stand above it.
fn above_name(source: &str, rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let free = |n: usize, kinds: &[Option<Furniture>]| kinds.get(n).is_some_and(Option::is_none);
    let is_name = |n: usize| {
        let (Some(row), Some(text)) = (rows.get(n), folded.get(n)) else { return false };
        let words = text.split_whitespace().count();
        if super::names::score(row.text(source)) < 60 || !(2..=5).contains(&words) {
            return false;
        }
        let again = folded.iter().skip(n + 1).any(|other| other.contains(text.as_str()));
        let initials: String =
            text.split_whitespace().filter_map(|word| word.chars().next()).collect();
        again
            || n.checked_sub(1).and_then(|before| folded.get(before)).is_some_and(|before| {
                before.len() >= 2 && (initials == *before || initials.starts_with(before.as_str()))
            })
    };
    let Some(name) = (1..rows.len().min(18)).find(|&n| free(n, kinds) && is_name(n)) else {
        return;
    };
    let chrome = |n: usize| {
        rows.get(n).is_some_and(|row| {
            let text = row.text(source);
            !text.contains('@')
                && words::count(text) <= 10
                && !words::is_heading(text)
                && super::token::tokens(text).iter().all(|token| {
                    matches!(token.kind, super::token::Kind::Text | super::token::Kind::Place)
                })
        })
    };
    let marked = (0..name).any(|n| !free(n, kinds));
    if marked && (0..name).all(|n| !free(n, kinds) || chrome(n)) {
        for kind in kinds.iter_mut().take(name).filter(|kind| kind.is_none()) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Marks the words of menus at the bottom of a page.
fn footer(rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let marked = |n: usize, kinds: &[Option<Furniture>]| kinds.get(n).is_some_and(Option::is_some);
    for n in (0..folded.len()).rev().take(12) {
        let Some(text) = folded.get(n) else { break };
        let menu = listed().menu.contains(text.as_str()) || listed().sites.contains(text.as_str());
        let legal =
            ["privacy", "terms", "cookies", "imprint", "impressum"].contains(&text.as_str());
        if !(marked(n, kinds) || menu || legal) || rows.get(n).is_some_and(|row| row.bullet > 0) {
            break;
        }
        if let Some(kind) = kinds.get_mut(n) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Marks a heading between the menus and the name: "Profile".
fn over_name(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    let Some(first) = kinds.iter().take(12).position(Option::is_none).filter(|&n| n >= 2) else {
        return;
    };
    let text = |n: usize| rows.get(n).map_or("", |row| row.text(source));
    if words::is_heading(text(first))
        && super::names::score(text(first + 1)) >= 80
        && let Some(kind) = kinds.get_mut(first)
    {
        *kind = Some(Furniture::Site);
    }
}

/// Marks sections that are none of the person's, up to the next heading.
fn apart(source: &str, rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let mut inside = false;
    for (n, text) in folded.iter().enumerate() {
        let row = rows.get(n).map_or("", |row| row.text(source));
        // Interests as tabs of firms and groups are those of the site.
        let interests = super::lexicon::heading(row)
            .is_some_and(|heading| heading.topic == super::lexicon::Topic::Interests);
        let tabs = interests
            && folded.get(n + 1).is_some_and(|next| {
                [
                    "companies",
                    "groups",
                    "unternehmen",
                    "entreprises",
                    "empresas",
                    "top voices",
                    "schools",
                ]
                .contains(&next.as_str())
            });
        if listed().apart.contains(text.as_str()) || tabs {
            inside = true;
        } else if inside && words::is_heading(row) {
            inside = false;
        }
        if let Some(kind) = kinds.get_mut(n).filter(|_| inside) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// The text without signs at its ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '[' | ']' | '!'))
}

/// Whether the line is a picture in Markdown.
fn is_picture(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1
}

/// Whether the line is one that a site writes.
fn is_site(text: &str, folded: &str, row: &Row, source: &str) -> bool {
    let prefixed = listed()
        .prefixes
        .iter()
        .any(|p| folded.starts_with(p.as_str()) && folded.len() < p.len() * 4 + 36);
    let counted = folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.split_whitespace().count() <= 7
        && folded.split_whitespace().nth(1).is_some_and(|word| listed().counted.contains(word))
        && !folded.contains(" in 2 ");
    let logo = folded.ends_with(" logo") && folded.split_whitespace().count() <= 8;
    let degree = folded.ends_with(" degree connection");
    let rights = text.contains('©')
        || folded.contains("all rights reserved")
        || folded.contains("alle rechte vorbehalten");
    let cookies =
        folded.contains("cookies") && (folded.contains("accept") || folded.contains(" use "));
    listed().lines.contains(folded)
        || prefixed
        || counted
        || logo
        || degree
        || (rights && folded.len() < 160)
        || (cookies && folded.len() < 300)
        || folded.contains("log in to ")
        || folded.contains("candidate profile #")
        || is_picture(text)
        || invites(text)
        || is_menu(row, source)
}

/// Whether a sentence of it asks the reader to become a customer.
fn invites(text: &str) -> bool {
    const CALLS: [&str; 7] = [
        "Sign up ",
        "Log in ",
        "Sign in ",
        "Register now",
        "Join now",
        "Create a free account",
        "Create your free",
    ];
    CALLS.iter().any(|call| {
        text.find(call).is_some_and(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            before.is_empty() || before.ends_with(['.', '!', '?', '-', '|', '·'])
        })
    })
}

/// Whether it is a row of buttons: short parts, one of them a button beyond doubt.
fn is_menu(row: &Row, source: &str) -> bool {
    let text = row.text(source);
    let parts: Vec<String> = if row.cells.len() > 1 {
        (0..row.cells.len()).map(|n| fold(bare(row.cell(source, n)))).collect()
    } else {
        text.split(['|', '·', '•'])
            .flat_map(|part| part.split(" - "))
            .map(|part| fold(bare(part)))
            .collect()
    };
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 5);
    let buttons = parts
        .iter()
        .filter(|part| {
            listed().menu.contains(part.as_str()) || listed().lines.contains(part.as_str())
        })
        .count();
    short
        && parts.len() >= 2
        && buttons >= 1
        && (buttons * 2 > parts.len() || (parts.len() >= 4 && row.cells.len() > 1))
        || (parts.len() >= 2
            && parts
                .first()
                .is_some_and(|p| listed().lines.contains(p.split(" (").next().unwrap_or_default())))
}

/// Marks lines at the top and the bottom that name the site.
fn brand(folded: &[String], kinds: &mut [Option<Furniture>]) {
    let mut names: Vec<&str> = Vec::new();
    for (text, kind) in folded.iter().zip(kinds.iter()) {
        if kind.is_some() {
            names.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 5));
        }
    }
    for n in (0..folded.len().min(2)).chain(folded.len().saturating_sub(3)..folded.len()) {
        if folded.get(n).is_none_or(|text| text.split_whitespace().count() > 8) {
            continue;
        }
        let Some(first) =
            folded.get(n).and_then(|text| text.split(|c: char| !c.is_alphanumeric()).next())
        else {
            continue;
        };
        if names.contains(&first)
            && !listed().menu.contains(first)
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Cuts buttons, kinds of employment and durations off the ends of lines.
fn trim_tails(source: &str, rows: &mut [Row], ledger: &mut Ledger) {
    for row in rows {
        let Some(cell) = row.cells.last_mut() else { continue };
        for _ in 0..3 {
            let text = source.get(cell.clone()).unwrap_or_default();
            let cut = text
                .rfind(" · ")
                .map(|at| (at, at + " · ".len()))
                .or_else(|| text.rfind("…see").map(|at| (at, at + "…".len())));
            let Some((at, after)) = cut else { break };
            let tail = fold(bare(text.get(after..).unwrap_or_default()));
            let known = listed().buttons.contains(tail.as_str())
                || listed().lines.contains(tail.as_str())
                || super::lexicon::is_employment_kind(&tail);
            let kind = if known { Furniture::Site } else { Furniture::Duration };
            if !known && !words::is_duration(&tail) {
                break;
            }
            ledger.claim(cell.start + at..cell.end, &Owner::Furniture(kind), 0.9);
            cell.end = cell.start + text.get(..at).unwrap_or_default().trim_end().len();
        }
    }
}

/// Parts lines whose pieces a page set side by side: `Senior EngineerAcme`, `2021-08 - PresentOslo`,
/// `Elixir1204 commits`.
fn unglue(source: &str, rows: &mut [Row], ledger: &mut Ledger) {
    for row in rows.iter_mut().filter(|row| row.cells.len() == 1 && row.span().len() < 90) {
        let text = row.text(source);
        let start = row.span().start;
        let mut before = ' ';
        let seams = text.char_indices().filter_map(|(at, c)| {
            let seam = before.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit())
                || before.is_ascii_digit() && c.is_uppercase()
                || before == '+' && c.is_ascii_digit();
            before = c;
            seam.then_some(at)
        });
        let fits = |&at: &usize| {
            let (left, right) = text.split_at(at);
            let last = left.split_whitespace().next_back().unwrap_or_default();
            let whole = text.split_whitespace().find(|word| {
                word.contains(&format!(
                    "{last}{}",
                    right.split_whitespace().next().unwrap_or_default()
                ))
            });
            if whole.is_some_and(super::lexicon::is_technique)
                || whole.is_some_and(|word| word.contains(['.', '/', '@']))
                    && !words::has_range(text)
            {
                return false;
            }
            words::has_range(left) && super::place::is_town(right) && words::is_period(left)
                || super::lexicon::role_score(last) >= 60
                    && right.starts_with(char::is_uppercase)
                    && words::count(left) >= 2
                || is_count(right) && words::count(left) <= 3
        };
        let Some(at) = seams.collect::<Vec<_>>().into_iter().find(|at| fits(at)) else { continue };
        let end = row.span().end;
        if is_count(text.get(at..).unwrap_or_default()) {
            ledger.claim(start + at..end, &Owner::Furniture(Furniture::Site), 0.9);
            row.cells.truncate(1);
            if let Some(cell) = row.cells.first_mut() {
                cell.end = start + at;
            }
        } else {
            row.cells = vec![start..start + at, start + at..end];
            let column = row.indent();
            row.columns =
                vec![column, column + text.get(..at).map_or(0, |left| left.chars().count())];
        }
    }
}

/// Whether a text counts what somebody contributed: "1204 commits".
fn is_count(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words
        .next()
        .is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || ",.kK".contains(c)));
    let unit = words.next().map(fold).is_some_and(|word| {
        ["commits", "commit", "repos", "repositories", "endorsements", "contributions", "stars"]
            .contains(&word.as_str())
    });
    number && unit && words.next().is_none()
}

/// Marks lines that say what the lines above them say.
fn doubles(source: &str, rows: &[Row]) -> Vec<Option<Furniture>> {
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
        let place = rows.get(n).is_some_and(|row| super::place::is_place(row.text(source)));
        let later = !place
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
