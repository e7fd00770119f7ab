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

/// Takes the name of a school.
pub(super) fn institution<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text);
    if let Some(known) = &entry.name {
        // A second school in the same head: the first was a faculty or a campus.
        let joined = Val::new(text, 0.6);
        if known.text != joined.text {
            if entry.location.is_none() && (place::is_place(text) || place::is_town(text)) {
                entry.location = Some(joined);
            } else if let Some(name) = &mut entry.name {
                name.join(", ", joined);
            }
        }
        return;
    }
    if let Some((name, town)) = place::glued_town(text).filter(|_| entry.location.is_none()) {
        entry.name = Some(Val::new(name, 0.8));
        entry.location = Some(Val::new(town, 0.75));
        return;
    }
    let mut text = text;
    // "부산대학교 시각디자인학과 학사": the parts of such a name stand between spaces.
    if let Some((school, rest)) = text.split_once([' ', '\u{3000}', '\t'])
        && school.chars().any(|c| words::is_cjk(c) || matches!(c, '가'..='힣'))
        && lexicon::is_institution(school)
        && !rest.contains([',', '，'])
    {
        entry.name = Some(Val::new(school, 0.85));
        return behind_school(entry, rest.trim());
    }
    if let Some((head, tail)) = text.split_once(". ").filter(|(_, tail)| is_mark(tail)) {
        score(entry, tail);
        text = head;
    } else if let Some((head, tail)) = text.split_once(". ").filter(|(head, tail)| {
        words::count(head) >= 2 && token::label(tail).is_some() && tail.contains(':')
    }) {
        // "University of Bristol. Thesis: …"
        facts(entry, tail);
        text = head;
    }
    let parts = header::commas(text);
    let mut name_end = parts.len();
    while name_end > 1 && !is_campus(&parts) {
        let Some(part) = parts.get(name_end - 1) else { break };
        if is_mark(part) {
            score(entry, part);
        } else if !(place::is_place(part)
            || lexicon::is_region(part)
            || lexicon::country_code(part).is_some()
            || (name_end == parts.len() || entry.location.is_some())
                && place::is_town(part)
                && !lexicon::is_institution(part))
        {
            break;
        } else if let Some(location) = &mut entry.location {
            let last = Val::new(header::span(text, &[part]), 0.7);
            let before = std::mem::replace(location, last);
            location.join(", ", before);
        } else {
            entry.location = Some(Val::new(part, 0.75));
        }
        name_end -= 1;
    }
    name_end = subject_behind(entry, text, &parts, name_end);
    let name = header::span(text, parts.get(..name_end).unwrap_or_default());
    let mut name = inline::trim_separators(name);
    if let Some((head, inner)) = inline::bracket_tail(name)
        && is_mark(inner)
    {
        score(entry, inner);
        name = inline::trim_separators(head);
    } else if let Some((head, inner)) = inline::bracket_tail(name)
        && entry.location.is_none()
        && lexicon::is_institution(head)
        && (place::is_place(inner)
            || lexicon::is_town_name(inner)
            || place::is_town(inner) && inner.chars().any(char::is_lowercase))
    {
        // "McGill University (Montreal)"
        entry.location = Some(Val::new(inner, 0.75));
        name = inline::trim_separators(head);
    }
    // "University of York ("Magnets from manganese")": what is quoted is the thesis.
    if let Some((head, inner)) = inline::bracket_tail(name)
        && inner.starts_with(['"', '“', '„', '«', '‘'])
        && !head.trim().is_empty()
    {
        entry.bullets.push(Bullet::new(Val::prose(inner, 0.7)));
        name = inline::trim_separators(head);
    }
    if let Some((_, target)) = inline::link(name) {
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure: 0.9 });
        entry.name = Some(Val::new(name, 0.85));
    } else {
        entry.name = Some(Val::new(name, 0.85)).filter(|val| !val.is_empty());
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
