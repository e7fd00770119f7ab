//! Who gives certificates and prizes, and what else stands beside their names.

use super::dates::{self, Form, Reading};
use super::inline;
use super::lexicon;
use super::records::Role;
use super::value::{Entry, Period, Val};
use super::words;

/// Name and issuer of "OSCP (Offensive Security)": two words or more with capitals, no level, no
/// abbreviation of the name.
pub(super) fn bracketed_issuer(text: &str) -> Option<(&str, &str)> {
    let (name, inner) = inline::bracket_tail(text)?;
    let words: Vec<&str> = inner.split_whitespace().collect();
    let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let spelled = words.iter().any(|word| word.len() >= 4 && word.chars().any(char::is_lowercase));
    let fits = (2..=5).contains(&words.len())
        && spelled
        && capital * 2 > words.len()
        && is_issuer_shape(inner, true, Role::Certificate)
        && lexicon::level(inner).is_none()
        && words::count(name) <= if super::untitled::is_certificates(name) { 8 } else { 4 };
    let known = words.len() == 1 && issuer_score(inner) >= 60;
    (fits || known).then(|| (inline::trim_separators(name), inner))
}

/// Whether a text is the number or the state of a certificate: "License #99027", "in progress".
pub(super) fn is_particular(text: &str) -> bool {
    const STATES: [&str; 16] = [
        "in progress",
        "pending",
        "expected",
        "active",
        "current",
        "inactive",
        "lapsed",
        "in vorbereitung",
        "laufend",
        "en cours",
        "en curso",
        "em andamento",
        "in corso",
        "lopend",
        "w trakcie",
        "pagaende",
    ];
    let folded = words::fold(inline::trim_separators(text));
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let numbered = digits >= 4
        && words::count(text) <= 5
        && (folded.contains('#')
            || [
                "no",
                "no.",
                "nr",
                "nr.",
                "number",
                "license",
                "licence",
                "lic",
                "lic.",
                "id",
                "pin",
                "reg",
                "cert",
                "credential",
            ]
            .iter()
            .any(|word| folded.split([' ', ':']).any(|said| said == *word)));
    STATES.contains(&folded.as_str()) || numbered
}

/// How much a text looks like who gives certificates and prizes.
pub(super) fn issuer_score(text: &str) -> u8 {
    let institution = if lexicon::is_institution(text) { 70 } else { 0 };
    let country = text.split_whitespace().count() <= 4
        && text
            .split_whitespace()
            .last()
            .is_some_and(|word| word.len() >= 3 && word.chars().all(char::is_uppercase));
    let body = text.split_whitespace().any(|word| BODIES.contains(&words::fold(word).as_str()));
    let named = body && text.split_whitespace().count() >= 2;
    let body = if named && text.starts_with(char::is_uppercase) { 50 } else { 0 };
    lexicon::employer_score(text).max(institution).max(if country { 50 } else { body })
}

/// Words in the names of bodies that give licences and grades.
const BODIES: [&str; 26] = [
    "authority",
    "board",
    "council",
    "ministry",
    "department",
    "commission",
    "agency",
    "administration",
    "directorate",
    "bureau",
    "registry",
    "society",
    "federation",
    "chamber",
    "association",
    "institute",
    "college",
    "guild",
    "union",
    "kammer",
    "verband",
    "amt",
    "behorde",
    "chambre",
    "ordre",
    "consejo",
];

/// Whether what follows the name has the shape of an issuer: capitals, no details.
pub(super) fn is_issuer_shape(text: &str, dated: bool, role: Role) -> bool {
    let capital =
        text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    let count = text.split_whitespace().count();
    let plain = !text.chars().any(|c| c.is_ascii_digit()) && !words::fold(text).starts_with("no ");
    let details = [
        "shortlist",
        "finalist",
        "level",
        "stufe",
        "valid",
        "renewed",
        "exp",
        "category",
        "1st",
        "place",
        "member",
    ]
    .iter()
    .any(|word| words::fold(text).starts_with(word));
    // "buildingSMART Deutschland"
    let first = text.split_whitespace().next().unwrap_or_default();
    let camel = first.chars().filter(|c| c.is_uppercase()).count() >= 2 && count <= 3;
    let wide = text.chars().count() >= 4
        && text.chars().all(|c| words::is_cjk(c) || matches!(c, '가'..='힣') || c == ' ');
    plain
        && !details
        && count <= 7
        && (capital * 2 > count && text.starts_with(char::is_uppercase) || camel || wide)
        && (dated || role == Role::Award)
}

/// Whether a text is written with the first letters of the words of another.
pub(super) fn is_abbreviation(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let firsts: Vec<char> = long
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    let same = letters.iter().zip(&firsts).take_while(|(a, b)| a == b).count();
    (3..=6).contains(&letters.len())
        && letters.iter().all(|c| c.is_uppercase())
        && firsts.len() >= 3
        && same >= 3
        && same == letters.len().min(firsts.len())
        && issuer_score(long) < 50
}

/// Takes date and issuer out of the bracket at the end of a record, "Machinist (2017.11, Guild of Trades)", and
/// returns what stands before it.
pub(super) fn dated_bracket<'a>(
    entry: &mut Entry<'a>,
    text: &'a str,
    reading: Reading,
) -> Option<&'a str> {
    if entry.period.is_some() || entry.position.is_some() {
        return None;
    }
    let (head, inner) = inline::bracket_tail(text)?;
    let (first, issuer) =
        [", ", "，", "、", " · "].iter().find_map(|sign| inner.split_once(sign))?;
    let found = dates::read(first.trim(), reading).filter(|found| found.form == Form::Single)?;
    let issuer = inline::trim_separators(issuer);
    let plain = !issuer.bytes().any(|b| b.is_ascii_digit())
        && (1..=6).contains(&words::count(issuer).max(1));
    let head = inline::trim_separators(head);
    if !plain || issuer.is_empty() || head.is_empty() {
        return None;
    }
    entry.period = Some(Period::of(first.trim(), &found));
    entry.position = Some(Val::new(issuer, 0.75));
    Some(head)
}
