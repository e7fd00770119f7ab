//! Heads of positions: which of their units are title, employer and place.

use super::entries::Raw;
use super::groups::{ends_with_company, says_all};
use super::header::{self, Unit};
use super::lexicon::{self, Label};
use super::looks;
use super::oneline::{set_employer, set_title, single};
use super::place;
use super::positions::is_own_master;
use super::token;
use super::value::{Entry, Val};
use super::words;

/// The order of title and employer in the heads of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    TitleFirst,
    EmployerFirst,
}

impl Order {
    /// Whether titles or employers come first, by all heads that have both; `None` if they leave it open.
    pub(super) fn of(raws: &[Raw]) -> Option<Self> {
        let mut votes = 0;
        for raw in raws {
            let units = header::units(raw);
            let candidates: Vec<&Unit> = units
                .iter()
                .filter(|unit| !place::is_place(unit.text) && !unit.behind_date)
                .collect();
            if let [first, second, ..] = candidates.as_slice() {
                if second.at {
                    votes += 60;
                }
                votes += (header::lean(first.text) - header::lean(second.text)).clamp(-100, 100);
            } else if let [only] = candidates.as_slice() {
                let parts = header::commas(only.text);
                if let [first, second, ..] = parts.as_slice() {
                    votes += (header::lean(first) - header::lean(second)).clamp(-60, 60);
                }
            }
        }
        match votes {
            0 => None,
            ..0 => Some(Self::EmployerFirst),
            _ => Some(Self::TitleFirst),
        }
    }
}

/// The fields that the lines of the head say; `within`, below the name of the employer.
pub(super) fn fields<'a>(raw: &Raw<'a>, order: Order, within: bool) -> Entry<'a> {
    let mut entry = Entry { period: raw.period(), ..Entry::default() };
    let mut units = header::units(raw);
    labelled_units(&mut entry, &mut units, raw);
    let places = placed_units(&mut entry, &mut units, raw);
    if !within && employer_with_place(&mut entry, &units, &places) {
        return entry;
    }
    if let Some((first, rest)) = places.split_first() {
        let mut location = Val::new(first, 0.8);
        for place in rest {
            location.join(", ", Val::new(place, 0.6));
        }
        entry.location = Some(location);
    }
    match units.as_slice() {
        [] => {}
        [only] if entry.position.is_some() => set_employer(&mut entry, only.text, 0.8),
        [only] if entry.name.is_some() => set_title(&mut entry, only.text, 0.8),
        [only] if within && is_title_below(only.text) => set_title(&mut entry, only.text, 0.85),
        [only] => single(&mut entry, only.text, order),
        // Below "Freelance translator" no employer follows.
        [first, rest @ ..]
            if !rest.is_empty()
                && is_own_master(first.text)
                && lexicon::role_score(first.text) >= 60
                && rest.iter().all(|unit| unit.after && header::lean(unit.text).abs() < 60) =>
        {
            set_title(&mut entry, first.text, 0.85);
            entry.summary.extend(rest.iter().map(|unit| Val::prose(unit.text, 0.6)));
        }
        // "Physician, Clinic, Bonn" says all; what stands below is about the work.
        [first, second]
            if second.after
                && (says_all(first.text) && header::lean(second.text) == 0
                    || ends_with_company(first.text) && is_running(second.text)) =>
        {
            single(&mut entry, first.text, order);
            if entry.description.is_none() && tells_employer(raw, second.text) {
                entry.description = Some(Val::new(second.text, 0.6));
            } else {
                entry.summary.push(Val::prose(second.text, 0.6));
            }
        }
        // So does "Driver, Transport Ltd, Drachten" over several lines.
        [first, rest @ ..]
            if rest.len() >= 2
                && rest.iter().all(|unit| unit.after && header::lean(unit.text).abs() < 100)
                && says_all(first.text) =>
        {
            single(&mut entry, first.text, order);
            entry.summary.extend(rest.iter().map(|unit| Val::prose(unit.text, 0.6)));
        }
        [first, second] => pair(&mut entry, first, second, order),
        units => several(&mut entry, units, order),
    }
    entry
}

/// Takes the units that bear labels: "Position: Safety Officer" below the employer.
fn labelled_units<'a>(entry: &mut Entry<'a>, units: &mut Vec<Unit<'a>>, raw: &Raw<'a>) {
    let whole = |unit: &Unit| {
        raw.head.get(unit.line).is_some_and(|line| line.block.text.trim() == unit.text)
    };
    units.retain(|unit| {
        let said = token::label(unit.text).filter(|_| unit.text.contains([':', '：']));
        let Some((label, value)) = said else { return true };
        match lexicon::label(label) {
            Some(Label::Position | Label::Role) if entry.position.is_none() => {
                entry.position = Some(Val::new(value, 0.85));
            }
            Some(Label::Employer) if entry.name.is_none() => set_employer(entry, value, 0.85),
            Some(Label::Place) if entry.location.is_none() => {
                entry.location = Some(Val::new(value, 0.85));
            }
            // "Clients: two law firms" below the head
            _ if unit.after
                && whole(unit)
                && words::count(label) <= 2
                && label.starts_with(char::is_uppercase)
                && words::count(value) >= 2
                && lexicon::role_score(label) < 60 =>
            {
                entry.summary.push(Val::prose(unit.text, 0.7));
                return false;
            }
            _ => return true,
        }
        entry.labels.push(label);
        false
    });
}

/// Takes the units that are places, and those that say a kind of employment; returns the places.
fn placed_units<'a>(
    entry: &mut Entry<'a>,
    units: &mut Vec<Unit<'a>>,
    raw: &Raw<'a>,
) -> Vec<&'a str> {
    let mut places = Vec::new();
    // How many units stay before this one, and how many of all are no places.
    let mut before = 0;
    let mut main = units.iter().filter(|unit| !place::is_place(unit.text)).count();
    units.retain(|unit| {
        let is_place = place::is_place(unit.text)
            || place::is_coded_town(unit.text) && (main > 1 || unit.line > 0);
        let others = main - usize::from(!is_place);
        let is_kind = lexicon::is_employment_kind(unit.text);
        if !(is_kind && others >= 2 || stands_as_place(unit, raw, before, others)) {
            before += 1;
            return true;
        }
        if is_kind && !is_place {
            entry.roles.push(Val::new(unit.text, 0.7));
        } else {
            places.push(unit.text);
        }
        main = others;
        false
    });
    places
}

/// Whether a unit is the place of the position: it says so itself, or by where it stands. `before` units
/// stay before it, and `others` beside it are no places.
fn stands_as_place(unit: &Unit, raw: &Raw, before: usize, others: usize) -> bool {
    let is_place = place::is_place(unit.text) || place::is_coded_town(unit.text);
    if is_place && (others >= 1 || unit.after) {
        return true;
    }
    let is_dated = |line: usize| raw.head.get(line).is_some_and(|line| line.date.is_some());
    let beside_date = unit.behind_date && others >= 1
        || before > 0 && others >= 2 && unit.line > 0 && is_dated(unit.line);
    let is_third = before >= 2 && others >= 2 && (!unit.after || lexicon::is_town_name(unit.text));
    (is_third || beside_date && lexicon::role_score(unit.text) == 0) && place::is_town(unit.text)
}

/// Takes "Blue Door Touring, Scotland" below a title, and nothing else, for an employer with its place. Tells
/// whether the head is such.
fn employer_with_place<'a>(entry: &mut Entry<'a>, units: &[Unit<'a>], places: &[&'a str]) -> bool {
    let ([title], [place]) = (units, places) else { return false };
    let parts = header::commas(place);
    let [first, _, ..] = parts.as_slice() else { return false };
    let is_employer =
        header::lean(title.text) > 0 && words::count(first) >= 3 && !lexicon::is_town_name(first);
    if is_employer {
        set_title(entry, title.text, 0.8);
        set_employer(entry, place, 0.6);
    }
    is_employer
}

/// Whether a text below the name of the employer is a title: "Purser, Airbus A350" too.
fn is_title_below(text: &str) -> bool {
    let first = header::commas(text).first().copied().unwrap_or(text);
    header::lean(text) >= 0 || first.len() < text.len() && header::lean(first) > 0
}

/// Whether a line between a head and its bullets says what the employer is: short, and no sentence.
fn tells_employer(raw: &Raw, text: &str) -> bool {
    raw.body.first().is_some_and(|block| block.level > raw.level)
        && (2..=9).contains(&words::count(text))
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !words::ends_sentence(text)
        && lexicon::role_score(text.split([';', ',', '(']).next().unwrap_or(text)) < 60
}

/// A head of two units: title and employer, by what they say or else by the order of the section.
fn pair<'a>(entry: &mut Entry<'a>, first: &Unit<'a>, second: &Unit<'a>, order: Order) {
    // "CHESAPEAKE EXCHANGE" over "Mobile harm-reduction service"
    if first.line < second.line
        && second.after
        && header::commas(first.text)
            .first()
            .is_some_and(|name| looks::is_caps(name) && header::lean(name) < 60)
        && is_phrase(second.text)
    {
        set_employer(entry, first.text, 0.8);
        entry.description = Some(Val::new(second.text, 0.7));
        return;
    }
    let lean = header::lean(first.text) - header::lean(second.text);
    let is_clear = lean.abs() >= 60;
    let is_title_first = second.at || if is_clear { lean > 0 } else { order == Order::TitleFirst };
    let (title, employer) = if is_title_first { (first, second) } else { (second, first) };
    let sure = if is_clear { 0.9 } else { 0.75 };
    set_title(entry, title.text, sure);
    set_employer(entry, employer.text, sure);
}

/// A head of three units or more: the best title, the best employer, and what is left.
fn several<'a>(entry: &mut Entry<'a>, units: &[Unit<'a>], order: Order) {
    let leans: Vec<i32> = units.iter().map(|unit| header::lean(unit.text)).collect();
    let most = leans.iter().copied().max().unwrap_or(0);
    let best = |n: &usize| leans.get(*n).is_some_and(|&lean| lean == most && lean > 0);
    // Below an employer the title stands with the dates: "Pilot station" above it is none.
    let title = if order == Order::EmployerFirst {
        (0..units.len()).rfind(|n| best(n) && units.get(*n).is_some_and(|unit| !unit.after))
    } else {
        None
    };
    let title = title.or_else(|| (0..units.len()).find(best));
    let title = title.unwrap_or(if order == Order::TitleFirst { 0 } else { 1 });
    let others: Vec<usize> = (0..units.len()).filter(|&n| n != title).collect();
    let spoken = others.iter().copied().find(|&n| units.get(n).is_some_and(|unit| unit.at));
    let phrase = |n: usize| units.get(n).is_some_and(|unit| unit.line > 0 && is_phrase(unit.text));
    let named = others
        .iter()
        .copied()
        .find(|&n| leans.get(n).is_some_and(|&lean| lean <= -100) && !phrase(n));
    let employer = spoken.or(named).or_else(|| others.first().copied()).unwrap_or(0);
    for (n, unit) in units.iter().enumerate() {
        if n == title {
            set_title(entry, unit.text, 0.8);
        } else if n == employer {
            set_employer(entry, unit.text, 0.8);
        }
    }
    let line = |n: usize| units.get(n).map_or(0, |unit| unit.line);
    for (n, unit) in units.iter().enumerate() {
        if n == title || n == employer {
            continue;
        }
        // What stands in a line of its own between employer and title says what the employer is.
        let between = line(employer) < unit.line && unit.line < line(title);
        if between && entry.description.is_none() && !words::ends_sentence(unit.text) {
            entry.description = Some(Val::new(unit.text, 0.75));
        } else {
            extra(entry, unit);
        }
    }
}

/// What a further unit of a head says.
fn extra<'a>(entry: &mut Entry<'a>, unit: &Unit<'a>) {
    let text = unit.text;
    if let Some(page) = token::page(text).filter(|_| entry.url.is_none()) {
        entry.url = Some(page);
    } else if entry.location.is_none()
        && !unit.after
        && !header::is_unit(text)
        && (place::is_town(text) || place::is_town_before_region(text))
    {
        entry.location = Some(Val::new(text, 0.6));
    } else if is_size(text) && entry.description.is_none() {
        entry.description = Some(Val::new(text, 0.8));
    } else if unit.after && entry.description.is_none() && is_about_employer(text) {
        entry.description = Some(Val::new(text, 0.6));
    } else if unit.after || words::count(text) > 6 && !words::ends_sentence(text) {
        entry.summary.push(Val::prose(text, 0.6));
    } else if entry.description.is_none() {
        entry.description = Some(Val::new(text, 0.6));
    } else {
        entry.summary.push(Val::prose(text, 0.5));
    }
}

/// Whether a line below the employer says what it is: a phrase with a noun, no sentence.
fn is_about_employer(text: &str) -> bool {
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    (3..=12).contains(&words::count(text))
        && small >= 2
        && text.starts_with(char::is_uppercase)
        && !text.contains([':', ';', '.'])
        && lexicon::role_score(text) < 60
}

/// Whether a line has as many words in small letters as others, and some.
fn is_running(text: &str) -> bool {
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small >= 2 && small * 2 >= words::count(text)
}

/// Whether a line is a phrase in small letters and no name: "Mobile harm-reduction service".
fn is_phrase(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    let first = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let (small, all) = words.fold((0, 0), |(small, all), word| {
        (small + usize::from(word.starts_with(char::is_lowercase)), all + 1)
    });
    let said = text.split([';', ',', '(']).next().unwrap_or(text);
    let counted = text.contains(';') || text.bytes().any(|b| b.is_ascii_digit());
    first && all >= 2 && small * 2 > all && (counted || lexicon::role_score(said) < 60)
}

/// Whether a line tells how many people an employer has: "Tourism, 201-500 employees".
fn is_size(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "employees",
        "mitarbeiter",
        "salaries",
        "empleados",
        "dipendenti",
        "medewerkers",
        "funcionarios",
        "anstallda",
        "ansatte",
        "pracownikow",
        "сотрудник",
    ];
    let folded = words::fold(text);
    words::count(text) <= 12
        && folded.chars().any(|c| c.is_ascii_digit())
        && WORDS.iter().any(|word| folded.contains(word))
}
