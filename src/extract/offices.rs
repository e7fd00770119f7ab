//! Offices held beside work: who chairs, audits or sits on what, a line each.

use super::blocks::Block;
use super::dates::Reading;
use super::header;
use super::inline;
use super::lexicon;
use super::records::{around, date};
use super::value::{Entry, Period, Val};
use super::words;
use crate::embedded;
use crate::syntax::lines::LineKind;

/// Reads a section whose lines each name an office and a body; `None` if it is none.
pub(super) fn read<'a>(blocks: &[Block<'a>], reading: Reading) -> Option<Vec<Entry<'a>>> {
    are_offices(blocks).then(|| blocks.iter().map(|block| office(block.text, reading)).collect())
}

/// Whether most lines name an office, and each stands for itself.
pub(super) fn are_offices(blocks: &[Block]) -> bool {
    let base = blocks.first().map_or(0, |block| block.level);
    let line = |block: &Block| {
        block.kind == LineKind::Text
            && block.level == base
            && block.heading == 0
            && words::count(block.text) <= 18
            && (words::count(block.text) > 3
                || block.text.contains([',', ':', '–', '—', '|', '\t']))
            && !words::ends_sentence(block.text.trim_end_matches(')'))
    };
    let named = blocks.iter().filter(|block| names_office(block.text)).count();
    !blocks.is_empty() && blocks.iter().all(line) && named * 3 >= blocks.len() * 2
}

/// Whether one of the parts of a line is an office.
fn names_office(text: &str) -> bool {
    parts(text).iter().any(|part| is_office(part)) || of_body(text).is_some()
}

/// Whether a text is an office: its first or its last word says so.
fn is_office(text: &str) -> bool {
    let folded = words::fold(inline::trim_separators(text));
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let said: Vec<String> = folded.split_whitespace().map(bare).collect();
    let known = |word: &String| listed().any(|office| office == word.as_str());
    (1..=5).contains(&said.len())
        && (said.first().is_some_and(known)
            || said.last().is_some_and(known)
            || listed().any(|office| office.contains(' ') && said.join(" ").starts_with(office)))
}

/// The words of the list.
fn listed() -> impl Iterator<Item = &'static str> {
    // Words for offices, folded; a space at the end stands for the end of the word.
    let lines = embedded::text("offices.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty())
}

/// Whether a part names the body of a larger one: "Editorial Board", "Board of Trustees".
fn is_board(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "board",
        "council",
        "committee",
        "panel",
        "jury",
        "beirat",
        "vorstand",
        "ausschuss",
        "comite",
        "conseil",
        "junta",
        "consiglio",
        "comitato",
        "bestuur",
        "styrelse",
        "zarzad",
    ];
    // "Library Committee" is a body of its own.
    const KINDS: [&str; 16] = [
        "editorial",
        "advisory",
        "executive",
        "program",
        "programme",
        "review",
        "organizing",
        "organising",
        "scientific",
        "steering",
        "of",
        "technical",
        "wissenschaftlicher",
        "scientifique",
        "directivo",
        "redaktionell",
    ];
    let folded = words::fold(text);
    let mut said = folded.split_whitespace();
    words::count(text) <= 4
        && said.clone().any(|word| WORDS.contains(&word))
        && (said.all(|word| WORDS.contains(&word) || KINDS.contains(&word))
            || folded.contains(" of "))
}

/// The parts of a line: by strokes and colons, or by commas.
fn parts(text: &str) -> Vec<&str> {
    let strong = [" – ", " — ", " -- ", " - ", ": ", " | ", "\t", " · "];
    let found = inline::split(text, &strong);
    if found.len() == 2 { found } else { header::commas(text) }
}

/// Office and body of "Trustee of the Weald Trust", "Mentor at Code Club".
fn of_body(text: &str) -> Option<(&str, &str)> {
    const JOINTS: [&str; 18] = [
        " of the ",
        " of ",
        " at the ",
        " at ",
        " for the ",
        " for ",
        " on the ",
        " im ",
        " bei ",
        " des ",
        " der ",
        " du ",
        " de la ",
        " de ",
        " della ",
        " del ",
        " van de ",
        " van ",
    ];
    let at = |joint: &&str| text.find(*joint).map(|at| (at, joint.len()));
    let (at, length) =
        JOINTS.iter().filter_map(at).min_by_key(|(at, length)| (*at, usize::MAX - length))?;
    let (office, body) = (text.get(..at)?, text.get(at + length..)?);
    (is_office(office) && body.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        .then_some((office, body))
}

/// Reads one line.
fn office<'a>(text: &'a str, reading: Reading) -> Entry<'a> {
    let mut entry = Entry::default();
    let mut text = inline::trim(text);
    if let Some(found) = date(text, reading) {
        entry.period = Some(Period::of(text, &found));
        let (before, after) = around(text, &found);
        text = if before.is_empty() { after } else { before };
        if !before.is_empty() && !after.is_empty() {
            entry.summary.push(Val::prose(after, 0.6));
        }
    }
    let parts: Vec<&str> = parts(text).into_iter().map(inline::trim_separators).collect();
    let span = |parts: &[&'a str]| {
        Some(Val::new(header::span(text, parts), 0.8)).filter(|val| !val.is_empty())
    };
    match parts.as_slice() {
        [first, rest @ ..] if is_office(first) && !rest.is_empty() => {
            // "Member, Editorial Board, Journal of Hydrology"
            let boards = rest.iter().take(rest.len() - 1).take_while(|part| is_board(part)).count();
            let (title, body) = parts.split_at(1 + boards);
            entry.position = span(title);
            entry.name = span(body);
        }
        [before @ .., last] if is_office(last) && !before.is_empty() => {
            entry.position = span(&[last]);
            entry.name = span(before);
        }
        // "DLRG Kiel, Rettungsschwimmer"
        [before @ .., last]
            if !before.is_empty()
                && lexicon::role_score(last) >= 60
                && before.iter().all(|part| lexicon::role_score(part) < 60) =>
        {
            entry.position = span(&[last]);
            entry.name = span(before);
        }
        _ => match of_body(text) {
            Some((title, body)) => {
                entry.position = Some(Val::new(title, 0.8));
                entry.name = Some(Val::new(body, 0.8));
            }
            None => entry.name = Some(Val::new(text, 0.6)),
        },
    }
    entry
}
