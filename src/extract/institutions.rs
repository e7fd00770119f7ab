//! Names of schools, with their places and what stands behind them.

use super::degrees::degree;
use super::grades::{is_mark, score};
use super::header;
use super::inline;
use super::lexicon;
use super::place;
use super::schools::area;
use super::studies::facts;
use super::token;
use super::value::{Bullet, Entry, Val};
use super::words;

/// Takes the name of a school, with what stands before and behind it.
pub(super) fn institution<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text);
    if entry.name.is_some() {
        return second_school(entry, text);
    }
    if let Some((name, town)) = place::glued_town(text).filter(|_| entry.location.is_none()) {
        entry.name = Some(Val::new(name, 0.8));
        entry.location = Some(Val::new(town, 0.75));
        return;
    }
    if let Some((school, rest)) = spaced_school(text) {
        entry.name = Some(Val::new(school, 0.85));
        return behind_school(entry, rest.trim());
    }
    let text = without_facts(entry, text);
    let parts = header::commas(text);
    let name_end = places_behind(entry, &parts);
    let name_end = subject_behind(entry, text, &parts, name_end);
    let name = header::span(text, parts.get(..name_end).unwrap_or_default());
    let name = without_mark_or_town(entry, inline::trim_separators(name));
    let name = without_thesis(entry, name);
    let link = inline::link(name);
    if let Some((_, target)) = link {
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure: 0.9 });
    }
    entry.name = Some(Val::new(name, 0.85)).filter(|name| link.is_some() || !name.is_empty());
}

/// Takes a second school in the same head: the first was a faculty or a campus.
fn second_school<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let Some(name) = &mut entry.name else { return };
    let second = Val::new(text, 0.6);
    if name.text == second.text {
        return;
    }
    if entry.location.is_none() && (place::is_place(text) || place::is_town(text)) {
        entry.location = Some(second);
    } else {
        name.join(", ", second);
    }
}

/// The school and what follows it in "부산대학교 시각디자인학과 학사": the parts of such a name stand between
/// spaces.
fn spaced_school(text: &str) -> Option<(&str, &str)> {
    text.split_once([' ', '\u{3000}', '\t']).filter(|(school, rest)| {
        school.chars().any(|c| words::is_cjk(c) || matches!(c, '가'..='힣'))
            && lexicon::is_institution(school)
            && !rest.contains([',', '，'])
    })
}

/// Takes the mark or the labelled fact behind a full stop, "University of Bristol. Thesis: …", and returns what
/// stands before it.
fn without_facts<'a>(entry: &mut Entry<'a>, text: &'a str) -> &'a str {
    let Some((head, tail)) = text.split_once(". ") else { return text };
    if is_mark(tail) {
        score(entry, tail);
    } else if words::count(head) >= 2 && token::label(tail).is_some() && tail.contains(':') {
        facts(entry, tail);
    } else {
        return text;
    }
    head
}

/// Takes places and marks at the end of the parts, and returns how many parts stand before them.
fn places_behind<'a>(entry: &mut Entry<'a>, parts: &[&'a str]) -> usize {
    if is_campus(parts) {
        return parts.len();
    }
    let mut name_end = parts.len();
    while name_end > 1
        && let Some(part) = parts.get(name_end - 1)
    {
        let town_can_stand = name_end == parts.len() || entry.location.is_some();
        if is_mark(part) {
            score(entry, part);
        } else if place::is_place(part)
            || lexicon::is_region(part)
            || lexicon::country_code(part).is_some()
            || town_can_stand && place::is_town(part) && !lexicon::is_institution(part)
        {
            entry.location = Some(match entry.location.take() {
                Some(wider) => {
                    let mut location = Val::new(part, 0.7);
                    location.join(", ", wider);
                    location
                }
                None => Val::new(part, 0.75),
            });
        } else {
            break;
        }
        name_end -= 1;
    }
    name_end
}

/// Takes the mark or the town in a bracket behind the name of a school, `McGill University (Montreal)`, and
/// returns what stands before it.
fn without_mark_or_town<'a>(entry: &mut Entry<'a>, name: &'a str) -> &'a str {
    let Some((head, inner)) = inline::bracket_tail(name) else { return name };
    if is_mark(inner) {
        score(entry, inner);
    } else if entry.location.is_none()
        && lexicon::is_institution(head)
        && (place::is_place(inner)
            || lexicon::is_town_name(inner)
            || place::is_town(inner) && inner.chars().any(char::is_lowercase))
    {
        entry.location = Some(Val::new(inner, 0.75));
    } else {
        return name;
    }
    inline::trim_separators(head)
}

/// Takes the thesis quoted in a bracket behind the name of a school, "University of York ("Magnets from
/// manganese")", and returns what stands before it.
fn without_thesis<'a>(entry: &mut Entry<'a>, name: &'a str) -> &'a str {
    match inline::bracket_tail(name) {
        Some((head, thesis))
            if thesis.starts_with(['"', '“', '„', '«', '‘']) && !head.trim().is_empty() =>
        {
            entry.bullets.push(Bullet::new(Val::prose(thesis, 0.7)));
            inline::trim_separators(head)
        }
        _ => name,
    }
}

/// Takes what follows the name of a school where spaces part subject and degree.
fn behind_school<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let found = lexicon::degree(text).filter(|degree| degree.end == text.len());
    match found {
        Some(degree) => {
            entry.degree = text.get(degree.clone()).map(|name| Val::new(name, 0.8));
            let subject = inline::trim_separators(text.get(..degree.start).unwrap_or_default());
            if !subject.is_empty() {
                entry.area = Some(Val::new(subject, 0.8));
            }
        }
        None => area(entry, text),
    }
}

/// Takes the subject behind the name of a school, "Mt. Hood College, Nursing Assistant program", and returns
/// how many parts are the name.
fn subject_behind<'a>(
    entry: &mut Entry<'a>,
    text: &'a str,
    parts: &[&'a str],
    name_end: usize,
) -> usize {
    let subject = |part: &&&str| {
        !lexicon::is_institution(part)
            && !header::is_unit(part)
            && lexicon::employer_score(part) == 0
            && !part.starts_with(|c: char| c.is_ascii_digit())
    };
    let behind = parts.get(1..name_end).unwrap_or_default();
    let free = entry.area.is_none() && entry.degree.is_none();
    let school = parts.first().is_some_and(|first| lexicon::is_institution(first));
    if !free || !school || behind.is_empty() || behind.iter().filter(subject).count() < behind.len()
    {
        return name_end;
    }
    let whole = header::span(text, behind);
    if lexicon::degree(whole).is_some_and(|degree| degree.start == 0) {
        degree(entry, whole);
    } else {
        area(entry, whole);
    }
    1
}

/// Whether the town behind a university's state tells which of its campuses it is: "University of Maryland,
/// Baltimore".
fn is_campus(parts: &[&str]) -> bool {
    let [first, town] = parts else { return false };
    let state = ["University of ", "State University of "]
        .iter()
        .find_map(|head| first.strip_prefix(head))
        .is_some_and(lexicon::is_region);
    state && !lexicon::is_region(town) && lexicon::country_code(town).is_none()
}
