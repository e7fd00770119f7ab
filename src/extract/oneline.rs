//! Heads of one unit: title, employer and place with commas between.

use super::entries::Raw;
use super::groups::is_of_towns;
use super::header;
use super::inline;
use super::lexicon;
use super::place;
use super::positions::Order;
use super::token;
use super::value::{Entry, Val};
use super::words;

/// A head of one unit: a title, an employer, or both with a comma between.
pub(super) fn single<'a>(entry: &mut Entry<'a>, text: &'a str, order: Order) {
    let parts = header::commas(text);
    let Some((&first, rest)) = parts.split_first() else { return };
    if rest.is_empty() {
        let lean = header::lean(text);
        if lean > 0
            || super::positions::is_own_master(text) && lean == 0
            || (lean == 0 && order == Order::TitleFirst && lexicon::employer_score(text) == 0)
        {
            set_title(entry, text, 0.7);
        } else {
            set_employer(entry, text, 0.7);
        }
        return;
    }
    // The place that ends the text belongs to neither side.
    let core = parts.len() - header::place_parts(&parts);
    // The split that makes the best title of one side and the best employer of the other.
    let leans: Vec<i32> = parts.iter().map(|part| lexicon_lean(part)).collect();
    let second_lean = leans.get(1).copied().unwrap_or(0);
    let first_lean = leans.first().copied().unwrap_or(0);
    let towns = rest
        .iter()
        .all(|part| place::is_town(part) || place::is_place(part) || lexicon::is_region(part));
    // "Interpreter, Geneva and Rome": towns that are known are no employer.
    if first_lean > 0 && rest.iter().all(|part| is_of_towns(part)) && entry.location.is_none() {
        set_title(entry, first, 0.8);
        entry.location = Some(Val::new(header::span(text, rest), 0.8));
        return;
    }
    // "Family carer, Akron, OH" names no employer.
    if first_lean >= 0
        && (first_lean > 0 || order == Order::TitleFirst)
        && lexicon::employer_score(first) == 0
        && place::is_place(header::span(text, rest))
    {
        set_title(entry, first, 0.7);
        entry.location = entry.location.take().or(Some(Val::new(header::span(text, rest), 0.75)));
    } else if first_lean < 0 && second_lean > 0 {
        let at = leans.iter().position(|&lean| lean > 0).unwrap_or(1);
        set_employer(entry, header::span(text, parts.get(..at).unwrap_or_default()), 0.7);
        set_title(entry, header::span(text, parts.get(at..).unwrap_or_default()), 0.7);
    } else if first_lean < 0 && towns {
        set_employer(entry, text, 0.75);
    } else if first_lean > 0
        && rest.len() == 1
        && second_lean >= 40
        && !towns
        && ends_with_role(rest)
    {
        set_title(entry, text, 0.6);
    } else if first_lean <= 0
        && rest.len() >= 2
        && leans.last().is_some_and(|&lean| lean >= 60)
        && leans.iter().rev().skip(1).all(|&lean| lean <= 0)
    {
        // "Warren & Bligh, Christchurch, Graduate Architect"
        let last = parts.len() - 1;
        set_employer(entry, header::span(text, parts.get(..last).unwrap_or_default()), 0.7);
        set_title(entry, header::span(text, parts.get(last..).unwrap_or_default()), 0.7);
    } else if order == Order::EmployerFirst && first_lean <= 0 {
        if second_lean > 0 {
            set_employer(entry, first, 0.7);
            set_title(entry, header::span(text, rest), 0.7);
        } else {
            set_employer(entry, text, 0.6);
        }
    } else {
        // The title may have commas of its own: "Principal Engineer, Payments, Acme Ltd".
        let at = leans.iter().skip(1).position(|&lean| lean < 0).map_or(1, |at| at + 1);
        let graded = rest.first().is_some_and(|part| is_grade(part)) && core > 2;
        let at = if leans.get(1..at).is_some_and(|between| between.iter().any(|&lean| lean > 0))
            || at == 1
            || at + 1 >= core
        {
            at
        } else {
            1
        };
        let at = at.max(1 + usize::from(graded));
        set_title(entry, header::span(text, parts.get(..at).unwrap_or_default()), 0.7);
        set_employer(entry, header::span(text, parts.get(at..).unwrap_or_default()), 0.7);
    }
}

/// Whether the last word of the first part is one of titles: "Engineer", not "Marine Station".
fn ends_with_role(parts: &[&str]) -> bool {
    let last = parts.first().and_then(|part| part.split_whitespace().next_back());
    last.is_some_and(|word| lexicon::role_score(word) >= 60)
}

fn lexicon_lean(part: &str) -> i32 {
    let place = place::is_place(part) || lexicon::is_region(part);
    if place { 0 } else { header::lean(part) }
}

pub(super) fn set_title<'a>(entry: &mut Entry<'a>, text: &'a str, sure: f32) {
    let text = inline::trim_separators(text);
    if text.is_empty() {
        return;
    }
    let (verb, mut title) = without_verb(text);
    entry.labels.extend(verb);
    let text = title;
    // A place at the end of a title is the position's: "Nurse, Leeds, UK".
    if entry.location.is_none() {
        let parts = header::commas(text);
        if let [first, rest @ ..] = parts.as_slice()
            && !rest.is_empty()
            && place::is_place(header::span(text, rest))
        {
            title = first;
            entry.location = Some(Val::new(header::span(text, rest), 0.7));
        }
    }
    entry.position = Some(Val::new(title, sure));
}

pub(super) fn set_employer<'a>(entry: &mut Entry<'a>, text: &'a str, sure: f32) {
    // A link around the employer and its unit.
    let whole = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("))
        .filter(|(name, target)| name.contains(", ") && !target.contains(['(', ' ']));
    if let Some((name, target)) = whole {
        set_employer(entry, name, sure);
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure });
        return;
    }
    let employer = header::employer(text);
    if let Some((_, target)) = inline::link(employer.name) {
        entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure });
        entry.name = Some(Val::new(employer.name, sure));
    } else {
        entry.name = Some(Val::new(employer.name, sure)).filter(|val| !val.is_empty());
    }
    if let Some(unit) = employer.unit.or(employer.about) {
        entry.description = Some(Val::new(unit, 0.75));
    }
    if let Some(place) = employer.place {
        match &mut entry.location {
            None => entry.location = Some(Val::new(place, 0.75)),
            Some(location) if location.text == place => location.parts.push(place),
            Some(location) => {
                let mut own = Val::new(place, 0.6);
                std::mem::swap(location, &mut own);
                location.join(", ", own);
            }
        }
    }
}

/// Whether a part says how high a title is: "2nd Class", "Grade 3", "Level II".
fn is_grade(part: &str) -> bool {
    const WORDS: [&str; 12] = [
        "class", "grade", "level", "step", "tier", "band", "stufe", "klasse", "niveau", "clase",
        "nivel", "rank",
    ];
    let folded = words::fold(part);
    let mut said = folded.split(' ');
    (1..=2).contains(&words::count(part)) && said.any(|word| WORDS.contains(&word))
}

/// What a sentence begins with before the title: "Worked as Pattern Cutter"; and the title.
fn without_verb(text: &str) -> (Option<&str>, &str) {
    const VERBS: [&str; 40] = [
        "worked as",
        "working as",
        "i worked as",
        "was employed as",
        "employed as",
        "served as",
        "acted as",
        "hired as",
        "job as",
        "position of",
        "position as",
        "role of",
        "title of",
        "tatig als",
        "beschaftigt als",
        "angestellt als",
        "gearbeitet als",
        "arbeit als",
        "travaille comme",
        "employe comme",
        "employee comme",
        "en tant que",
        "en qualite de",
        "comme",
        "trabaje como",
        "trabajo como",
        "trabajando como",
        "empleado como",
        "como",
        "trabalhei como",
        "atuei como",
        "lavoro come",
        "in qualita di",
        "werkzaam als",
        "gewerkt als",
        "arbetade som",
        "arbetat som",
        "arbejdet som",
        "jobbet som",
        "praca jako",
    ];
    const ARTICLES: [&str; 10] = ["a", "an", "the", "un", "une", "una", "um", "uma", "eine", "ein"];
    let cuts = text.match_indices(' ').map(|(at, _)| at).take(4);
    let Some(at) = cuts
        .filter(|&at| VERBS.contains(&words::fold(text.get(..at).unwrap_or_default()).as_str()))
        .last()
    else {
        return (None, text);
    };
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let title = match rest.split_once(' ') {
        Some((word, title)) if ARTICLES.contains(&words::fold(word).as_str()) => title,
        _ => rest,
    };
    if title.is_empty() {
        return (None, text);
    }
    (text.get(..text.len() - title.len()).map(str::trim), title)
}

/// Gives lines below the heads to what was done, where most heads of a section say title and employer in one
/// line: then all do.
pub(super) fn one_line_heads(mut raws: Vec<Raw>) -> Vec<Raw> {
    let whole = |raw: &Raw| {
        raw.head.first().is_some_and(|line| {
            let text = header::units(raw).first().map_or("", |unit| unit.text);
            let parts = header::commas(text);
            line.date.is_some()
                && parts.len() >= 2
                && parts.len() - header::place_parts(&parts) >= 2
                && parts.first().is_some_and(|first| header::lean(first) > 0)
        })
    };
    let alone = raws.iter().filter(|raw| raw.head.len() == 1 && whole(raw)).count();
    if alone < 2 || alone * 2 <= raws.len() {
        return raws;
    }
    for raw in &mut raws {
        if raw.head.len() > 1 && whole(raw) && raw.head.iter().skip(1).all(|line| line.after) {
            let below = raw.head.split_off(1).into_iter().map(|line| line.block);
            raw.body.splice(0..0, below);
        }
    }
    raws
}
