//! The narrow column beside a profile that a site saved, where long titles go on in the next line.

use std::ops::Range;

use super::blocks::Pending;
use super::lexicon::{self, Topic};
use super::rows::Row;
use super::words;

/// The width of the column beside a profile that LinkedIn saved.
const NARROW: usize = 33;

/// The rows of the column beside a saved profile that hold titles: of certificates, prizes,
/// publications. Skills and languages fit into their lines.
pub(super) fn narrow(source: &str, rows: &[Row]) -> Range<usize> {
    let topic = |row: &Row| lexicon::heading(row.text(source)).map(|heading| heading.topic);
    let titles = |row: &&Row| {
        let topics = [Topic::Certificates, Topic::Awards, Topic::Publications, Topic::Other];
        words::is_heading(row.text(source)) && topic(row).is_some_and(|t| topics.contains(&t))
    };
    let main = |row: &&Row| {
        matches!(topic(row), Some(Topic::Summary | Topic::Work | Topic::Education))
            && words::is_heading(row.text(source))
    };
    let end = rows.iter().find(main).map_or(0, |row| row.number);
    let start = rows.iter().find(titles).map_or(end, |row| row.number);
    start..end.max(start)
}

/// Whether a title went on below because the next word did not fit into the narrow column. `before` is its
/// last line.
pub(super) fn overflows(open: &Pending, before: &str, text: &str) -> bool {
    let first = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let rest = text.starts_with(|c: char| c == '(' || c.is_lowercase());
    let short = words::count(text) <= 3 && text.chars().count() <= REST;
    let goes_on = || short && !is_complete(before) && !begins_title(text);
    open.last.width + 1 + first > NARROW && (rest || words::count(text) == 1 || goes_on())
}

/// How long the last line of a title may be that does not show by itself that it goes on.
const REST: usize = 27;

/// Whether a line can be all of a title: it ends with what certificates and prizes are called, with a number,
/// with letters that stand for a name, or in a bracket.
fn is_complete(text: &str) -> bool {
    const NOUNS: [&str; 60] = [
        "certificate",
        "certification",
        "certified",
        "diploma",
        "licence",
        "license",
        "award",
        "awards",
        "prize",
        "medal",
        "scholarship",
        "fellowship",
        "fellow",
        "year",
        "professional",
        "practitioner",
        "associate",
        "specialist",
        "expert",
        "manager",
        "master",
        "engineer",
        "developer",
        "architect",
        "administrator",
        "analyst",
        "consultant",
        "coach",
        "trainer",
        "instructor",
        "auditor",
        "accountant",
        "planner",
        "technician",
        "designer",
        "belt",
        "level",
        "foundation",
        "foundations",
        "essentials",
        "fundamentals",
        "management",
        "list",
        "team",
        "zertifikat",
        "zertifizierung",
        "preis",
        "certificat",
        "diplome",
        "prix",
        "certificado",
        "titulo",
        "premio",
        "certificato",
        "attestato",
        "certificaat",
        "prijs",
        "bolsa",
        "beca",
        "speaker",
    ];
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let bare = last.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = bare.chars().count() >= 2 && !bare.chars().any(char::is_lowercase);
    last.ends_with(')') || letters || NOUNS.contains(&words::fold(bare).as_str())
}

/// Whether a line begins as titles of certificates do.
fn begins_title(text: &str) -> bool {
    const OPENERS: [&str; 24] = [
        "certified",
        "certificate",
        "certification",
        "diploma",
        "advanced",
        "level",
        "associate",
        "fellow",
        "member",
        "chartered",
        "licensed",
        "registered",
        "microsoft",
        "google",
        "oracle",
        "cisco",
        "lean",
        "best",
        "winner",
        "zertifizierter",
        "certificat",
        "certificado",
        "certificato",
        "first",
    ];
    let first = words::fold(text.split_whitespace().next().unwrap_or_default());
    let letters = text
        .split_whitespace()
        .next()
        .is_some_and(|word| word.chars().count() >= 2 && !word.chars().any(char::is_lowercase));
    OPENERS.contains(&first.as_str()) || letters || lexicon::role_score(text) >= 60
}
