//! Where the person's name stands on a page of a site, below its menus.

use std::collections::HashSet;

use super::phrases;
use super::signs;
use crate::extract::ledger::Furniture;
use crate::extract::rows::Row;
use crate::extract::token::{self, Kind};
use crate::extract::words::{self, fold};
use crate::extract::{lexicon, names, place};

/// How many rows the menus of a site may take.
const ROWS: usize = 48;

/// How much speaks for a name beyond doubt: what stands above it is the site's.
const SURE: u8 = 5;

/// The row that holds the name, and whether it is sure; `None` if nothing speaks for any.
pub(super) fn row_of_name(
    source: &str,
    rows: &[Row],
    folded: &[String],
    kinds: &[Option<Furniture>],
) -> Option<(usize, bool)> {
    let addressed = addressed(source, rows);
    let mut best: Option<(u8, usize)> = None;
    for n in 0..rows.len().min(ROWS) {
        if kinds.get(n).is_none_or(Option::is_some) {
            continue;
        }
        // Who a text is about is named above it.
        if rows.get(n).is_some_and(|row| words::count(row.text(source)) >= 14) {
            break;
        }
        let Some(support) = support(source, rows, folded, kinds, n, &addressed) else { continue };
        if best.is_none_or(|(most, _)| support > most) {
            best = Some((support, n));
        }
    }
    best.filter(|(support, _)| *support >= 3).map(|(support, n)| (n, support >= SURE))
}

/// The words of mail addresses before the `@`, and of the paths of accounts.
fn addressed(source: &str, rows: &[Row]) -> HashSet<String> {
    let mut words = HashSet::new();
    for row in rows.iter().filter(|row| row.span().len() < 300) {
        let text = row.text(source);
        if !text.contains(['@', '/']) {
            continue;
        }
        for word in text.split([' ', '\t', '|', '<', '>', '(', ')']) {
            let part = match word.split_once('@') {
                Some(("", handle)) => handle,
                Some((local, _)) => local,
                None if token::is_url(token::url(word)) => token::path(word).unwrap_or_default(),
                None => continue,
            };
            words.extend(
                part.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() >= 3).map(fold),
            );
        }
    }
    words
}

/// How much speaks for a row being the name; `None` if it cannot be one.
fn support(
    source: &str,
    rows: &[Row],
    folded: &[String],
    kinds: &[Option<Furniture>],
    n: usize,
    addressed: &HashSet<String>,
) -> Option<u8> {
    let (row, name) = (rows.get(n)?, folded.get(n)?);
    let text = row.text(source);
    // "Name: Ann Lee" says so itself.
    if token::label(text).is_some_and(|(label, value)| {
        lexicon::label(label) == Some(lexicon::Label::Name) && names::score(value) >= 60
    }) {
        return Some(20);
    }
    if names::of_profile(text).is_some() {
        return Some(20);
    }
    let count = words::count(text);
    let wide = text.chars().any(words::is_cjk);
    if names::score(text) < 60
        || !(wide || (2..=5).contains(&count))
        || row.bullet > 0
        || phrases::is_button(name)
        || phrases::is_command(name, &[])
        || lexicon::employer_score(text) >= 60
        || name.split_whitespace().all(phrases::is_button)
    {
        return None;
    }
    let parts: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3).collect();
    let known = parts.iter().any(|part| {
        addressed.iter().any(|word| word == part || part.len() >= 5 && word.contains(part))
    });
    let again = folded.iter().skip(n + 1).any(|other| other.contains(name.as_str()));
    let before = folded.get(..n)?.iter().any(|other| other.contains(name.as_str()));
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let initials = n.checked_sub(1).and_then(|n| folded.get(n)).is_some_and(|before| {
        before.len() >= 2 && (initials == *before || initials.starts_with(before.as_str()))
    });
    let titled = text.split_whitespace().any(|word| {
        lexicon::is_honorific(word) || text.contains(',') && lexicon::is_post_nominal(word)
    });
    let doubled = folded.get(n + 1) == Some(name);
    // "Ann designs bridges …", "Dr. Lee treats …" further below.
    let told = folded.iter().skip(n + 1).any(|other| {
        words::count(other) >= 8
            && other
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() >= 3)
                .take(3)
                .any(|word| parts.contains(&word))
    });
    let below = (n + 1..rows.len().min(n + 6))
        .filter(|&n| kinds.get(n).is_some_and(Option::is_none) && folded.get(n) != Some(name))
        .take(3)
        .filter_map(|n| rows.get(n));
    let described = below.into_iter().any(|row| {
        let text = row.text(source);
        lexicon::role_score(text) >= 60
            || place::is_place(text)
            || token::tokens(text)
                .iter()
                .any(|token| matches!(token.kind, Kind::Email | Kind::Phone))
    });
    let fresh = n == 0 || kinds.get(n - 1).is_some_and(Option::is_some);
    Some(
        3 * u8::from(known)
            + 2 * u8::from(described)
            + 2 * u8::from(initials)
            + 2 * u8::from(before)
            + 2 * u8::from(doubled)
            + 2 * u8::from(told)
            + u8::from(again)
            + u8::from(titled)
            + u8::from(fresh)
            + u8::from(row.heading > 0),
    )
}

/// The words of a name, folded.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let name = name.split_once(':').map_or(name, |(_, name)| name);
    let name = ["profile of ", "profile for ", "profil von ", "profil de ", "perfil de "]
        .iter()
        .find_map(|title| name.strip_prefix(title))
        .unwrap_or(name);
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 2)
        .map(str::to_owned)
        .collect()
}

/// Marks what stands above the name, if all of it can be menus, titles and buttons. Above a name that
/// is sure only the person's own address can be anything else.
pub(super) fn above(
    source: &str,
    rows: &[Row],
    folded: &[String],
    kinds: &mut [Option<Furniture>],
    (name, sure): (usize, bool),
) {
    let free = |n: usize, kinds: &[Option<Furniture>]| kinds.get(n).is_some_and(Option::is_none);
    let said = folded.get(name).cloned().unwrap_or_default();
    let own = words_of(&said);
    let chrome = |n: usize| {
        rows.get(n).is_some_and(|row| {
            let text = row.text(source);
            let titled = folded.get(n).is_some_and(|text| text.contains(said.as_str()));
            let plain = token::tokens(text)
                .iter()
                .all(|token| matches!(token.kind, Kind::Text | Kind::Place));
            let labelled =
                token::label(text).is_some_and(|(label, _)| lexicon::label(label).is_some());
            let address = folded.get(n).is_some_and(|text| {
                text.contains('@') && own.iter().any(|word| text.contains(word.as_str()))
            });
            if sure {
                return !address && words::count(text) <= 40 && (titled || !labelled);
            }
            !text.contains('@')
                && !labelled
                && words::count(text) <= 12
                && (titled || plain)
                && (!words::is_heading(text) || words::count(text) <= 2)
        })
    };
    let account = |n: usize| {
        rows.get(n).is_some_and(|row| {
            let text = row.text(source);
            let named = || own.iter().any(|word| text.to_lowercase().contains(word.as_str()));
            token::is_url(token::url(text))
                && lexicon::network_for_host(token::host(token::url(text))).is_some()
                && (named() || text.contains("orcid.org/0000-"))
        })
    };
    let end = (0..name).find(|&n| free(n, kinds) && !chrome(n) && !account(n)).unwrap_or(name);
    // A name that a label tells is sure, whatever stands between.
    let labelled = rows.get(name).is_some_and(|row| token::label(row.text(source)).is_some());
    let menu = |n: usize| {
        !free(n, kinds) || sure && rows.get(n).is_some_and(|row| signs::is_menu_shaped(row, source))
    };
    if !(0..end).any(menu) || end < name && !labelled {
        return;
    }
    let site = |n: &usize| !account(*n);
    for n in (0..end).filter(site) {
        if let Some(kind) = kinds.get_mut(n).filter(|kind| kind.is_none()) {
            *kind = Some(Furniture::Site);
        }
    }
}
