//! Heads of one unit: title, employer and place with commas between.

use super::entries::Raw;
use super::groups::is_of_towns;
use super::header;
use super::inline;
use super::lexicon;
use super::place;
use super::position_head::Order;
use super::positions::is_own_master;
use super::token;
use super::value::{Entry, Val};
use super::words;

/// A head of one unit: a title, an employer, or both with a comma between.
pub(super) fn single<'a>(entry: &mut Entry<'a>, text: &'a str, order: Order) {
    let parts = header::commas(text);
    let Some((&first, rest)) = parts.split_first() else { return };
    if rest.is_empty() {
        if is_title(text, order) {
            set_title(entry, text, 0.7);
        } else {
            set_employer(entry, text, 0.7);
        }
        return;
    }
    let tail = header::span(text, rest);
    let leans: Vec<i32> = parts.iter().map(|part| lean_of_part(part)).collect();
    let [first_lean, second_lean, ..] = *leans else { return };
    let towns = rest
        .iter()
        .all(|part| place::is_town(part) || place::is_place(part) || lexicon::is_region(part));
    // "Interpreter, Geneva and Rome": towns that are known are no employer.
    if first_lean > 0 && rest.iter().all(|part| is_of_towns(part)) && entry.location.is_none() {
        set_title(entry, first, 0.8);
        entry.location = Some(Val::new(tail, 0.8));
        return;
    }
    // "Family carer, Akron, OH" names no employer.
    if first_lean >= 0
        && (first_lean > 0 || order == Order::TitleFirst)
        && lexicon::employer_score(first) == 0
        && place::is_place(tail)
    {
        set_title(entry, first, 0.7);
        entry.location = entry.location.take().or(Some(Val::new(tail, 0.75)));
    } else if first_lean < 0 && second_lean > 0 {
        employer_then_title(entry, text, &parts, 1);
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
        && leans
            .split_last()
            .is_some_and(|(&last, before)| last >= 60 && before.iter().all(|&lean| lean <= 0))
    {
        // "Warren & Bligh, Christchurch, Graduate Architect"
        employer_then_title(entry, text, &parts, parts.len() - 1);
    } else if order == Order::EmployerFirst && first_lean <= 0 {
        if second_lean > 0 {
            employer_then_title(entry, text, &parts, 1);
        } else {
            set_employer(entry, text, 0.6);
        }
    } else {
        let (title, employer) = parts.split_at(end_of_title(&parts, &leans));
        set_title(entry, header::span(text, title), 0.7);
        set_employer(entry, header::span(text, employer), 0.7);
    }
}

/// Whether a text without commas is a title rather than an employer.
fn is_title(text: &str, order: Order) -> bool {
    let lean = header::lean(text);
    lean > 0
        || lean == 0
            && (is_own_master(text)
                || order == Order::TitleFirst && lexicon::employer_score(text) == 0)
}

/// Takes the parts up to a place among them for the employer, and those behind for the title.
fn employer_then_title<'a>(entry: &mut Entry<'a>, text: &'a str, parts: &[&'a str], at: usize) {
    let (employer, title) = parts.split_at(at);
    set_employer(entry, header::span(text, employer), 0.7);
    set_title(entry, header::span(text, title), 0.7);
}

/// How many parts the title has at the beginning; the employer follows. A title may have commas of its own:
/// "Principal Engineer, Payments, Acme Ltd".
fn end_of_title(parts: &[&str], leans: &[i32]) -> usize {
    // The place at the end belongs to neither.
    let core = parts.len() - header::place_parts(parts);
    let employer = leans.iter().skip(1).position(|&lean| lean < 0).map_or(1, |at| at + 1);
    let between = leans.get(1..employer).unwrap_or_default();
    let is_sure = employer + 1 >= core || between.iter().any(|&lean| lean > 0);
    // "Engineer, Grade 3, Acme Ltd"
    let is_graded = core > 2 && parts.get(1).is_some_and(|part| is_grade(part));
    let at = if is_sure { employer } else { 1 };
    at.max(1 + usize::from(is_graded))
}

/// Whether the last word of the first part is one of titles: "Engineer", not "Marine Station".
fn ends_with_role(parts: &[&str]) -> bool {
    let last = parts.first().and_then(|part| part.split_whitespace().next_back());
    last.is_some_and(|word| lexicon::role_score(word) >= 60)
}

/// Whether a part is more like a title or an employer; a place is like neither.
fn lean_of_part(part: &str) -> i32 {
    let is_place = place::is_place(part) || lexicon::is_region(part);
    if is_place { 0 } else { header::lean(part) }
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
        } else if parts.len() >= 3 {
            // "Sergeant, 1st Cavalry Division, Fort Cavazos, TX"
            let (before, town) = parts.split_at(parts.len() - header::place_parts(&parts));
            let sure = town.len() >= 2
                && town.last().is_some_and(|last| {
                    lexicon::is_region(last) || lexicon::country_code(last).is_some()
                });
            if sure {
                title = header::span(text, before);
                entry.location = Some(Val::new(header::span(text, town), 0.7));
            }
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
