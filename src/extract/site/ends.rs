//! What a site puts beside and below a profile: profiles of others, menus, notes on rights.

use super::phrases::{self, listed};
use crate::extract::ledger::Furniture;
use crate::extract::rows::Row;
use crate::extract::words;
use crate::extract::{lexicon, place};

/// What a site lets choose between where it shows what a member follows.
const TABS: [&str; 13] = [
    "companies",
    "groups",
    "schools",
    "newsletters",
    "top voices",
    "unternehmen",
    "gruppen",
    "entreprises",
    "groupes",
    "empresas",
    "grupos",
    "aziende",
    "bedrijven",
];

/// How many rows below the profile are looked at.
const ROWS: usize = 40;

/// How many lines in a row may stand among the words of a site at the bottom without being known.
const UNKNOWN: usize = 3;

/// Marks sections below the name that are none of the person's, up to the next heading.
pub(super) fn apart(
    source: &str,
    rows: &[Row],
    folded: &[String],
    name: usize,
    kinds: &mut [Option<Furniture>],
) {
    let mut inside = false;
    for (n, text) in folded.iter().enumerate().skip(name + 1) {
        let row = rows.get(n).map_or("", |row| row.text(source));
        // Interests as tabs of firms and groups are those of the site.
        let interests =
            lexicon::heading(row).is_some_and(|heading| heading.topic == lexicon::Topic::Interests);
        let tabs = interests && folded.get(n + 1).is_some_and(|next| TABS.contains(&next.as_str()));
        let reviews = n * 2 > folded.len() && is_of_reviews(text);
        if phrases::is_apart(text) || tabs || reviews {
            inside = true;
        } else if inside && words::is_heading(row) && !TABS.contains(&text.as_str()) {
            inside = false;
        }
        if let Some(kind) = kinds.get_mut(n).filter(|_| inside) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Whether a line counts the reviews that stand below it: "287 Reviews".
fn is_of_reviews(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    let number =
        words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b','));
    let what = words.next().is_some_and(|word| {
        [
            "reviews",
            "ratings",
            "bewertungen",
            "avis",
            "opiniones",
            "recensioni",
            "avaliacoes",
            "beoordelingen",
        ]
        .contains(&word)
    });
    number && what && words.next().is_none()
}

/// Marks the words of a site at the bottom of a page, with the few short lines between them.
pub(super) fn bottom(
    source: &str,
    rows: &[Row],
    folded: &[String],
    names: &[String],
    kinds: &mut [Option<Furniture>],
) {
    let (mut top, mut unknown) = (rows.len(), 0);
    for n in (0..rows.len()).rev().take(ROWS) {
        let (Some(row), Some(text)) = (rows.get(n), folded.get(n)) else { break };
        let marked = kinds.get(n).is_some_and(Option::is_some);
        let below = top < rows.len() || n + 1 == rows.len();
        let menu = listed().legal.contains(text.as_str())
            || listed().sites.contains(text.as_str())
            || lexicon::network_for_label(text).is_some()
            || below && unknown == 0 && listed().menu.contains(text.as_str());
        // What a site counts or shows of an item stands among the items.
        let said = row.text(source);
        let ends = phrases::is_rights(said, text)
            || row.bullet == 0
                && (menu || phrases::is_call(said, names) || phrases::is_command(text, names))
                && !["show ", "see ", "view "].iter().any(|verb| text.starts_with(verb));
        let parts = marked && said.contains(['|', '·', '-', '•']) || row.cells.len() > 1;
        if ends || marked && (parts || below && unknown == 0) {
            (top, unknown) = (n, 0);
        } else if marked {
        } else if is_unknown(row.text(source), row) && unknown < UNKNOWN {
            unknown += 1;
        } else {
            break;
        }
    }
    for kind in kinds.iter_mut().skip(top).filter(|kind| kind.is_none()) {
        *kind = Some(Furniture::Site);
    }
}

/// Whether a line at the bottom can be part of a menu.
fn is_unknown(text: &str, row: &Row) -> bool {
    phrases::is_short(text)
        && row.bullet == 0
        && row.heading == 0
        && !words::is_heading(text)
        && !place::is_place(text)
        && lexicon::level(text).is_none()
        && lexicon::language(text).is_none()
        && !text.bytes().any(|b| b.is_ascii_digit())
}
