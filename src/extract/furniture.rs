//! What the carrier added and nobody wrote: numbers of pages, running heads, titles, signatures.

use std::collections::HashSet;

use super::ledger::{Furniture, Ledger, Owner};
use super::rows::Row;
use super::words::{self, fold};
use crate::syntax::lines::LineKind;

/// How many rows from the edge of a page a running head may stand.
const NEAR: usize = 2;

/// The words of the first rows that count as the person's name.
const HEAD_ROWS: usize = 4;

/// Takes out what belongs to the pages, and gives it to the ledger.
pub(super) fn remove(source: &str, mut rows: Vec<Row>, ledger: &mut Ledger) -> Vec<Row> {
    for n in 0..rows.len() {
        let next_edge = rows.get(n + 1).is_none_or(|row| row.edge || row.ruled);
        if let Some(row) = rows.get_mut(n) {
            row.underlined |= next_edge && row.underlined;
        }
    }
    let heads = head_words(source, &rows);
    let mut kinds: Vec<Option<Furniture>> =
        (0..rows.len()).map(|n| page_mark(source, &rows, n, &heads)).collect();
    running_heads(source, &rows, &mut kinds);
    titles(source, &rows, &mut kinds);
    signature(source, &rows, &mut kinds);
    notes(source, &rows, &mut kinds);
    super::letters::mark(source, &rows, &mut kinds);
    take_out(rows, &kinds, ledger)
}

/// Claims the rows that are furniture; the rows after them learn that something was there.
pub(super) fn take_out(
    rows: Vec<Row>,
    kinds: &[Option<Furniture>],
    ledger: &mut Ledger,
) -> Vec<Row> {
    let mut kept = Vec::with_capacity(rows.len());
    let (mut blank, mut edge, mut ruled) = (false, false, false);
    for (mut row, kind) in rows.into_iter().zip(kinds) {
        if let Some(kind) = kind {
            for cell in &row.cells {
                ledger.claim(cell.clone(), &Owner::Furniture(*kind), 0.9);
            }
            edge |= row.edge || matches!(kind, Furniture::PageNumber | Furniture::RunningHead);
            (blank, ruled) = (blank || row.blank, ruled || row.ruled);
            continue;
        }
        row.blank |= blank;
        row.edge |= edge;
        row.ruled |= ruled;
        (blank, edge, ruled) = (false, false, false);
        kept.push(row);
    }
    kept
}

/// The words of the first rows: the person's name is among them.
fn head_words(source: &str, rows: &[Row]) -> HashSet<String> {
    let first = rows.iter().take(HEAD_ROWS).map(|row| row.text(source));
    first.flat_map(|text| words_of(text).collect::<Vec<_>>()).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold)
}

/// Whether a row is the number of a page, alone or beside the person's name.
fn page_mark(source: &str, rows: &[Row], n: usize, heads: &HashSet<String>) -> Option<Furniture> {
    let row = rows.get(n)?;
    if row.cells.len() > 4 || row.bullet > 0 || row.kind != LineKind::Text {
        return None;
    }
    let text = row.text(source);
    if text.len() > 120 {
        return None;
    }
    let words: Vec<String> = words_of(text).collect();
    if words.is_empty() || words.len() > 9 {
        return None;
    }
    let number = |word: &String| word.parse::<usize>().is_ok_and(|number| number < 500);
    let page = |word: &String| words::is_page_word(word);
    let numbers = words.iter().filter(|word| number(word)).count();
    let others: Vec<&String> = words
        .iter()
        .filter(|word| {
            !number(word)
                && !page(word)
                && !words::is_of_word(word)
                && !words::is_document_title(word)
        })
        .collect();
    let edged = row.edge
        || row.ruled
        || row.underlined
        || rows.get(n + 1).is_none_or(|r| r.edge || r.ruled);
    let named = |word: &&String| {
        heads.contains(*word)
            || (word.chars().count() == 1
                && heads.iter().any(|head| head.starts_with(word.as_str())))
    };
    let has_page = words.iter().any(page);
    let first = n < 2;
    // The words of the head are those of its rows.
    let head = n < HEAD_ROWS;
    if others.is_empty() && numbers >= 1 {
        let pair =
            numbers == 2 && (text.contains('/') || words.iter().any(|w| words::is_of_word(w)));
        let alone = numbers == 1 && words.len() == 1 && (edged || n + 1 == rows.len()) && !first;
        let between = numbers == 1
            && words.len() == 1
            && text.trim_matches(|c: char| !c.is_ascii_digit()).len() < text.len();
        if has_page || (pair && edged) || alone || (between && edged && !first) {
            return Some(Furniture::PageNumber);
        }
    }
    let all_named = !others.is_empty() && others.iter().all(named);
    let counted = numbers == 1
        || numbers == 2 && (text.contains('/') || words.iter().any(|w| words::is_of_word(w)));
    let titled = words.iter().any(|word| words::is_document_title(word));
    // "T. M. Lindgren-Osei" in the first row of a page.
    let lone = row.edge
        && numbers == 0
        && !titled
        && (2..=5).contains(&words.len())
        && row.heading == 0
        && others.iter().any(|word| word.chars().count() >= 4);
    if !head && all_named && (lone || (has_page && numbers >= 1) || (edged && (counted || titled)))
    {
        return Some(Furniture::RunningHead);
    }
    (has_page && numbers >= 1 && others.len() <= 4 && edged && !first)
        .then_some(Furniture::RunningHead)
}

/// Marks lines that stand near the edge of more than one page.
fn running_heads(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    let mut near = vec![false; rows.len()];
    let mut mark = |from: usize, to: usize| {
        for slot in near.iter_mut().take(to).skip(from) {
            *slot = true;
        }
    };
    let mut pages = 0;
    for (n, row) in rows.iter().enumerate() {
        let marked = kinds.get(n).is_some_and(Option::is_some);
        if row.edge || marked {
            pages += 1;
            mark(n.saturating_sub(NEAR), n + NEAR);
        }
        if marked {
            mark(n, n + NEAR + 1);
        }
    }
    if pages == 0 {
        return;
    }
    let masked = |row: &Row| -> String {
        row.text(source)
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let candidates: Vec<(usize, String)> = rows
        .iter()
        .enumerate()
        .filter(|&(n, row)| near.get(n) == Some(&true) && row.span().len() < 120)
        .map(|(n, row)| (n, masked(row)))
        .filter(|(_, text)| text.chars().count() >= 4)
        .collect();
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (_, text) in &candidates {
        *counts.entry(text).or_default() += 1;
    }
    for (n, text) in &candidates {
        let repeated = counts.get(text.as_str()).is_some_and(|&count| count >= 2);
        let dated = rows.get(*n).is_some_and(|row| words::has_range(row.text(source)));
        if let Some(kind) =
            kinds.get_mut(*n).filter(|kind| kind.is_none() && repeated && *n > 0 && !dated)
        {
            *kind = Some(Furniture::RunningHead);
        }
    }
}

/// Marks what the document is called, where it says no more than that.
fn titles(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    for (n, row) in rows.iter().enumerate().take(HEAD_ROWS) {
        let text = words::unspaced(row.text(source).trim_matches(|c: char| !c.is_alphanumeric()));
        let parts: Vec<&str> = text.split(['・', '/', '／', '&']).map(str::trim).collect();
        let as_of = text.ends_with("現在")
            && text.starts_with(|c: char| c.is_ascii_digit() || "令平昭".contains(c));
        // "Резюме" is a heading too; over a name it is what the document is called.
        let over_name = n == 0
            && super::lexicon::heading(&text)
                .is_some_and(|heading| heading.topic == super::lexicon::Topic::Summary)
            && rows.get(1).is_some_and(|next| super::names::score(next.text(source)) >= 80)
            && rows.iter().skip(1).take(6).any(|row| row.text(source).contains('@'));
        let titled = parts.iter().all(|part| words::is_document_title(&fold(part)));
        if (titled || as_of || over_name)
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::Title);
        }
    }
}

/// Marks what the document says of itself at its edges: when it was changed, what it was made with.
fn notes(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    const NOTES: [&str; 31] = [
        "licensed cc",
        "licensed under",
        "content licensed",
        "last updated",
        "last edited",
        "created time",
        "last touched",
        "last modified",
        "last revised",
        "last change",
        "document generated",
        "this cv was",
        "this resume was",
        "this page was",
        "this page is",
        "this document was",
        "generated by",
        "generated with",
        "generated on",
        "made with",
        "built with",
        "printed on",
        "created with",
        "zuletzt aktualisiert",
        "zuletzt geandert",
        "derniere mise a jour",
        "ultima actualizacion",
        "ultima atualizacao",
        "ultimo aggiornamento",
        "laatst bijgewerkt",
        "senast uppdaterad",
    ];
    let last = rows.len().saturating_sub(2);
    for n in (0..rows.len().min(12)).chain(last.max(12)..rows.len()) {
        let Some(row) = rows.get(n) else { continue };
        let text = row.text(source);
        let said = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
        let noted = NOTES.iter().any(|note| said.starts_with(note));
        if noted
            && words::count(text) <= 22
            && (n < 3 || n >= last || text.contains(':'))
            && row.bullet == 0
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::RunningHead);
        }
    }
}

/// Marks place and day, and the name below them, at the end of the document.
fn signature(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    // "以上": the end of a Japanese document.
    if let (Some(row), Some(kind)) = (rows.last(), kinds.last_mut())
        && ["以上", "以 上"].contains(&row.text(source).trim())
    {
        *kind = Some(Furniture::Signature);
    }
    let last = rows.len().saturating_sub(4);
    let Some(place) = (last..rows.len()).find(|&n| {
        rows.get(n).is_some_and(|row| {
            row.cells.len() <= 2 && row.bullet == 0 && words::is_place_and_day(row.text(source))
        })
    }) else {
        return;
    };
    let first: HashSet<String> = rows.iter().take(8).map(|row| fold(row.text(source))).collect();
    for n in place..rows.len() {
        let text = rows.get(n).map(|row| fold(row.text(source))).unwrap_or_default();
        let named = first.iter().any(|line| line.ends_with(&text));
        if let Some(kind) = kinds.get_mut(n).filter(|_| n == place || (named && !text.is_empty())) {
            *kind = Some(if n == place { Furniture::Signature } else { Furniture::Duplicate });
        }
    }
}
