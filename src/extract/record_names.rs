//! Names of records with who gave them, where both stand in one text.

use super::header;
use super::inline;
use super::issuers::{
    bracketed_issuer, is_abbreviation, is_issuer_shape, is_particular, issuer_score,
};
use super::lexicon;
use super::prizes::{is_best, is_contest, is_prize, is_rank};
use super::records::Role;
use super::value::{Entry, Val};
use super::words;

/// Takes the name, and the issuer if it stands beside it.
pub(super) fn name_and_issuer<'a>(entry: &mut Entry<'a>, text: &'a str, role: Role, dated: bool) {
    let text = before_address(entry, text);
    // "**Court interpreter**, Canton of Geneva": what is set in bold print is the name.
    if let Some((name, rest)) =
        bold_head(text).filter(|(_, rest)| entry.position.is_none() && !is_particular(rest))
    {
        entry.name = Some(Val::new(name, 0.85));
        entry.position = Some(Val::new(rest, 0.8));
        return;
    }
    // "AWS Certified Developer – Associate (Amazon Web Services)"
    let issued = role == Role::Certificate && entry.position.is_none() && dated;
    if let Some((name, issuer)) =
        bracketed_issuer(text).filter(|_| issued && text.contains(['–', '—']))
    {
        entry.name = Some(Val::new(name, 0.8));
        entry.position = Some(Val::new(issuer, 0.7));
        return;
    }
    match parts(text).as_slice() {
        [] => {}
        [only] => single(entry, only, role, dated),
        parts => several(entry, text, parts, role, dated),
    }
    hours(entry);
    if let Some(name) = entry.name.as_mut().filter(|_| role == Role::Certificate) {
        entry.labels.extend(obtained(name));
    }
    if text.contains('\t')
        && let Some(name) = &mut entry.name
    {
        name.text = name.text.replace('\t', ", ");
    }
}

/// What stands before the address of a record, if that is written out; else all of the text.
fn before_address<'a>(entry: &Entry<'a>, text: &'a str) -> &'a str {
    let address = entry.url.as_ref().filter(|_| inline::link(text).is_none());
    address
        .and_then(|url| text.find(url.parts.first()?))
        .map_or(text, |at| inline::trim_separators(text.get(..at).unwrap_or(text)))
}

/// The parts of a record's text: between strong signs if there are any, else between commas.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = inline::split(text, &[" – ", " — ", " - ", " | ", "\t", " · "]);
    if parts.len() == 1 {
        // "ACLS / PALS / PHTLS" is one name.
        let stroked = inline::split(text, &[" / "]);
        if stroked.iter().all(|part| words::count(part) >= 2) {
            parts = stroked;
        }
    }
    // "Geogebra, 40 horas. INTEF"
    if parts.len() == 1
        && let Some((head, tail)) = text.split_once(". ")
        && head
            .split_whitespace()
            .next_back()
            .is_some_and(|word| word.chars().count() >= 4 && !word.contains('.'))
        && !tail.contains(". ")
        && tail.starts_with(char::is_uppercase)
        && (1..=6).contains(&words::count(tail))
    {
        parts = vec![head, tail];
    }
    let strong: Vec<&str> =
        parts.into_iter().map(inline::trim_separators).filter(|part| !part.is_empty()).collect();
    if strong.len() > 1 { strong } else { header::commas(text) }
}

/// Takes the only part of a record's text: its name, with the issuer in brackets perhaps.
fn single<'a>(entry: &mut Entry<'a>, text: &'a str, role: Role, dated: bool) {
    let issued = role == Role::Certificate && entry.position.is_none() && dated;
    match bracketed_issuer(text).filter(|_| issued) {
        Some((name, issuer)) => {
            entry.name = Some(Val::new(name, 0.8));
            entry.position = Some(Val::new(issuer, 0.7));
        }
        None => entry.name = Some(Val::new(text, 0.85)),
    }
}

/// Takes the parts of a record's text: all of them are its name, or some are its issuer.
fn several<'a>(entry: &mut Entry<'a>, text: &'a str, parts: &[&'a str], role: Role, dated: bool) {
    let [first, rest @ ..] = parts else { return };
    let (whole, tail) = (header::span(text, parts), header::span(text, rest));
    if is_one_name(text, parts, role) {
        entry.name = Some(Val::new(whole, 0.75));
    } else if role == Role::Award && is_issuer_first(first, rest) {
        entry.position = Some(Val::new(first, 0.7));
        entry.name = Some(Val::new(tail, 0.7));
    } else if entry.position.is_none()
        && let Some(at) = issuer_start(rest, tail, role, dated)
    {
        let (name, issuer) = parts.split_at(at);
        let sure = if at == 1 { 0.75 } else { 0.7 };
        entry.name = Some(Val::new(header::span(text, name), sure));
        entry.position = Some(Val::new(header::span(text, issuer), 0.7));
    } else {
        entry.name = Some(Val::new(whole, 0.7));
    }
}

/// Whether what stands behind the first part of a record belongs to its name: of what kind it is, its number
/// and state, where it is valid, how far one came.
fn is_one_name(text: &str, parts: &[&str], role: Role) -> bool {
    let [first, rest @ ..] = parts else { return true };
    let tail = header::span(text, rest);
    let kind = rest.len() == 1
        && words::count(tail) == 1
        && !is_known_issuer(tail)
        && !tail.chars().all(char::is_uppercase)
        && text.contains(['–', '—']);
    // "LVT, State of Texas, License #99027", "Licensed Social Worker, Maryland"
    let particular =
        role == Role::Certificate && (rest.iter().any(|part| is_particular(part)) || is_area(tail));
    // "EHAP – Electrical Hazard Awareness"
    let spelled = rest.len() == 1 && is_abbreviation(first, tail);
    // "ACLS, BLS, PALS (American Heart Association)"
    let short = |part: &str| {
        let word = part.split_whitespace().next().unwrap_or_default();
        (2..=6).contains(&word.len())
            && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let letters = role == Role::Certificate
        && short(first)
        && words::count(first) == 1
        && rest.first().is_some_and(|next| short(next) && issuer_score(next) < 60);
    kind || spelled
        || letters
        || particular
        || is_rank(first)
        || rest.last().is_some_and(|last| is_rank(last))
}

/// How many parts of a record stand before its issuer. `rest` are those behind the first, `tail` their text.
fn issuer_start(rest: &[&str], tail: &str, role: Role, dated: bool) -> Option<usize> {
    // "Air Traffic Controller Licence, TWR and APS, Irish Aviation Authority"
    if let [between @ .., last] = rest
        && !between.is_empty()
        && role == Role::Certificate
        && is_known_issuer(last)
        && !between.iter().any(|part| issuer_score(part) > issuer_score(last))
    {
        return Some(rest.len());
    }
    if is_issuer_shape(tail, dated, role) {
        return Some(1);
    }
    rest.iter().position(|part| is_known_issuer(part)).map(|at| at + 1)
}

/// Whether the first part of an award says who gave it, and not what it is.
fn is_issuer_first(first: &str, rest: &[&str]) -> bool {
    let score = issuer_score(first);
    let known = is_known_issuer(first) && rest.iter().all(|part| issuer_score(part) < score);
    let prize_behind = || rest.first().is_some_and(|part| is_prize(part) && !is_contest(part));
    !is_prize(first) && !is_best(first) && (known || prize_behind())
}

/// Whether a text looks like one who gives certificates and prizes by its words, whatever its shape.
fn is_known_issuer(text: &str) -> bool {
    issuer_score(text) >= 50
}

/// Takes the word for "obtained" or "passed" off the end of a name: "日商簿記検定1級　合格".
fn obtained<'a>(name: &mut Val<'a>) -> Option<&'a str> {
    const WORDS: [&str; 7] = ["取得", "合格", "認定", "취득", "합격", "수료", "获得"];
    let [only] = name.parts.as_slice() else { return None };
    let word = WORDS.iter().find(|word| only.ends_with(**word))?;
    let head = only.get(..only.len() - word.len())?;
    let tail = only.get(head.len()..)?;
    let apart = head.ends_with([' ', '\u{3000}', '\t']);
    if !apart || head.trim().is_empty() {
        return None;
    }
    *name = Val::new(inline::trim_separators(head), name.sure);
    Some(tail)
}

/// Gives the hours of a course, "Senac (40h)", from the issuer back to the name.
fn hours(entry: &mut Entry) {
    let Some(issuer) = entry.position.as_ref().and_then(|issuer| match issuer.parts.as_slice() {
        [only] => Some(*only),
        _ => None,
    }) else {
        return;
    };
    let Some((head, inner)) = inline::bracket_tail(issuer) else { return };
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let unit = inner.get(digits..).unwrap_or_default().trim();
    if digits == 0 || words::count(unit) > 1 || head.trim().is_empty() {
        return;
    }
    entry.position = Some(Val::new(inline::trim_separators(head), 0.75));
    if let Some(name) = &mut entry.name {
        name.text.push_str(&format!(" ({inner})"));
        name.parts.push(inner);
    }
}

/// Whether a text names a state, a country or a town and nothing else.
fn is_area(text: &str) -> bool {
    text != "PRC"
        && (lexicon::is_region(text)
            || lexicon::country_code(text).is_some()
            || lexicon::is_town_name(text) && !lexicon::is_institution(text))
}

/// The bold beginning of a text, and what follows the comma or stroke behind it. The first sign may
/// be gone.
fn bold_head(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches(['*', ' ']);
    let (name, rest) = inner.split_once("**")?;
    let issuer = inline::trim_separators(rest);
    let parted = rest.trim_start().starts_with([',', '–', '—', '·', '|', '-']);
    (parted
        && !rest.contains("**")
        && words::count(issuer) <= 8
        && words::count(issuer) >= 1
        && !name.trim().is_empty())
    .then(|| (inline::trim_separators(name), issuer))
}
