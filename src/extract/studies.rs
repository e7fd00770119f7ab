//! What was studied: subjects, courses, facts about studies.

use super::grades::{is_mark, score};
use super::header;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::out::Out;
use super::schools::area;
use super::token;
use super::value::{Bullet, Entry, Val};
use super::words;

/// Takes "A-levels in Biology, Chemistry and Maths (AAB)": all that follows is the subjects. Tells whether
/// a text is such.
pub(super) fn subjects<'a>(entry: &mut Entry<'a>, text: &'a str) -> bool {
    const PLURALS: [&str; 8] =
        ["levels", "level", "gcses", "highers", "subjects", "leistungskurse", "nationals", "exams"];
    let Some(range) = lexicon::degree(text).filter(|range| range.start == 0) else { return false };
    let name = text.get(range.clone()).unwrap_or_default();
    let rest = text.get(range.end..).unwrap_or_default();
    let Some(rest) = rest.strip_prefix(" in ").or_else(|| rest.strip_prefix(" (")) else {
        return false;
    };
    let rest = if text.get(range.end..).is_some_and(|rest| rest.starts_with(" (")) {
        match rest.strip_suffix(')') {
            Some(inner) if !is_mark(inner) => inner,
            _ => return false,
        }
    } else {
        rest
    };
    let folded = words::fold(name);
    let last = folded.split([' ', '-']).next_back().unwrap_or_default();
    if !PLURALS.contains(&last)
        || header::commas(rest).iter().any(|part| lexicon::is_institution(part))
        || !rest.contains(", ") && !rest.contains(" and ")
    {
        return false;
    }
    entry.degree = Some(Val::new(name, 0.85));
    area(entry, rest);
    true
}

/// Whether a text names what was studied beside the subject, without a school: "Minor in History".
pub(super) fn is_minor(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "minor in",
        "minor:",
        "minors in",
        "minors:",
        "double minor",
        "minor –",
        "nebenfach",
        "nebenfacher",
        "mineure en",
        "especialidad secundaria",
        "second subject",
        "subsidiary subject",
    ];
    let folded = words::fold(text);
    WORDS.iter().any(|word| folded.starts_with(word)) && !lexicon::is_institution(text)
}

/// Whether a text names a stage of training, as pages of clinics put it over school and years.
pub(super) fn is_stage(text: &str) -> bool {
    const STAGES: [&str; 26] = [
        "residency",
        "fellowship",
        "internship",
        "medical school",
        "dental school",
        "law school",
        "graduate school",
        "undergraduate",
        "undergraduate school",
        "undergraduate degree",
        "graduate degree",
        "chief residency",
        "clerkship",
        "specialty training",
        "postgraduate training",
        "doctorate",
        "externship",
        "facharztausbildung",
        "studium",
        "internat",
        "residanat",
        "residencia",
        "especialidad",
        "specializzazione",
        "specialisatie",
        "specjalizacja",
    ];
    STAGES.contains(&words::fold(inline::trim_separators(text)).as_str())
}

/// Whether a line below the dates lists facts: "GPA 3.6/4.0; Dean's List".
pub(super) fn is_list_of_facts(text: &str) -> bool {
    let degree = lexicon::degree(text).is_some_and(|degree| degree.start == 0);
    text.contains("; ") || text.contains(". ") && !degree || is_mark(text)
}

/// Takes facts parted by semicolons and full stops.
pub(super) fn facts<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let pieces = inline::sentences(text);
    let several = pieces.len() > 1;
    for piece in pieces {
        let piece = inline::trim_separators(piece.trim_matches(['.', ' ']));
        if piece.is_empty() {
            continue;
        }
        if is_mark(piece) {
            score(entry, piece);
        } else if several
            && entry.area.is_none()
            && entry.degree.is_some()
            && words::count(piece) <= 4
            && !piece.contains(':')
        {
            area(entry, piece);
        } else {
            entry.bullets.push(Bullet::new(Val::prose(piece, 0.7)));
        }
    }
}

/// Takes "Modules: a, b, c". Tells whether a line is such.
pub(super) fn courses<'a>(entry: &mut Entry<'a>, text: &'a str, out: &mut Out<'a>) -> bool {
    let Some((label, value)) = token::label(text) else { return false };
    if lexicon::label(label) != Some(Label::Courses) {
        return false;
    }
    out.furniture(label, Furniture::Label);
    let courses = inline::split(value, &[", ", "; ", " · ", " | ", "、"]);
    entry
        .keywords
        .extend(courses.into_iter().map(|course| Val::new(course.trim_end_matches('.'), 0.8)));
    true
}
