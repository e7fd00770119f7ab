//! Positions: employers, titles, places, and what was done there.

use super::blocks::Block;
use super::dates::Reading;
use super::entries::{self, Raw, Singles};
use super::groups::{described_umbrella, is_led, is_role_below, says_all, unit_in_title};
use super::header::{self, Unit};
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::looks;
use super::oneline::{one_line_heads, set_employer, set_title, single};
use super::out::Out;
use super::place;
use super::token;
use super::value::{Bullet, Entry, Period, Val};
use super::words;

/// The order of title and employer in the heads of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    TitleFirst,
    EmployerFirst,
}

/// Reads the entries of a section about positions; returns the blocks before the first.
pub(super) fn read<'a>(
    blocks: &[Block<'a>],
    reading: Reading,
    out: &mut Out<'a>,
) -> (Vec<Block<'a>>, Vec<Entry<'a>>) {
    let blocks = without_durations(blocks, out);
    let (loose, raws) = entries::split(&blocks, Singles::No, reading);
    let raws = one_line_heads(raws);
    let order = vote(&raws);
    let mut found: Vec<Entry> = Vec::new();
    // The employer whose name stands above several positions.
    let mut group: Option<(Entry<'a>, Option<Period<'a>>)> = None;
    // The line of an employer above the title of the first position there.
    let mut led: Option<&Block> = None;
    for (n, raw) in raws.iter().enumerate() {
        let period = raw.period();
        let within = group.as_ref().is_some_and(|(_, outer)| match (outer, &period) {
            (Some(outer), Some(inner)) => outer.holds(inner),
            _ => true,
        });
        let below = led.is_some_and(|first| is_role_below(raw, first));
        let mut entry = fields(raw, order, within || below);
        if within && group.as_ref().is_some_and(|(_, outer)| outer.is_some()) {
            unit_in_title(&mut entry);
        }
        if let Some(described) = described_umbrella(raw, raws.get(n + 1)) {
            let period = entry.period.take();
            for part in period.iter().flat_map(|period| &period.parts) {
                out.furniture(part, Furniture::Duration);
            }
            group = Some((described, period));
            continue;
        }
        if is_umbrella(raw, &entry, raws.get(n + 1), order) {
            let text = entry
                .position
                .take()
                .or(entry.name.take())
                .and_then(|val| val.parts.first().copied());
            if let Some(text) = text.filter(|_| entry.name.is_none()) {
                set_employer(&mut entry, text, 0.8);
            }
            let period = entry.period.take();
            for part in period.iter().flat_map(|period| &period.parts) {
                out.furniture(part, Furniture::Duration);
            }
            group = Some((entry, period));
            continue;
        }
        if entry.name.is_none() && entry.position.is_some() {
            let own = entry.position.as_ref().is_some_and(|title| is_own_master(&title.text));
            let before = found.last().filter(|last| !own && adjoins(last, &entry));
            inherit(
                &mut entry,
                group.as_ref().filter(|_| within).map(|(entry, _)| entry).or(before),
            );
        } else if entry.name.is_some() && entry.position.is_some() {
            group = None;
        }
        if !below {
            led = raw.head.first().map(|line| &line.block).filter(|_| is_led(raw, &entry));
        }
        body(&mut entry, raw, out);
        found.push(entry);
    }
    (loose, found)
}

/// Takes out lines that only say how long something lasted; what follows stands below what came
/// before.
fn without_durations<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) -> Vec<Block<'a>> {
    let mut kept: Vec<Block<'a>> = Vec::with_capacity(blocks.len());
    let mut joined = false;
    for block in blocks {
        if block.level == 0 && words::is_duration(block.text) {
            out.furniture(block.text, Furniture::Duration);
            joined = true;
            continue;
        }
        let mut block = block.clone();
        block.blank &= !joined;
        joined = false;
        kept.push(block);
    }
    kept
}

/// Whether a title says that there was no employer: "self-employed", "parental leave".
pub(super) fn is_own_master(title: &str) -> bool {
    const WORDS: [&str; 30] = [
        "self-employed",
        "self employed",
        "freelance",
        "freelancer",
        "sole trader",
        "independent",
        "career break",
        "parental leave",
        "maternity leave",
        "sabbatical",
        "caregiver",
        "carer for",
        "travelling",
        "selbststandig",
        "selbstandig",
        "freiberuf",
        "elternzeit",
        "auszeit",
        "independant",
        "auto-entrepreneur",
        "conge parental",
        "autonomo",
        "autonoma",
        "cuenta propia",
        "libero profession",
        "zzp",
        "egenforetagare",
        "wlasna dzialalnosc",
        "foraldraledig",
        "ouderschapsverlof",
    ];
    let folded = words::fold(title);
    WORDS.iter().any(|word| folded.contains(word))
}

/// Whether the periods of two positions follow one another, as those of promotions do.
fn adjoins(one: &Entry, other: &Entry) -> bool {
    let (Some(one), Some(other)) = (&one.period, &other.period) else { return true };
    let year = |date: Option<crate::profile::Date>| date.map(crate::profile::Date::year);
    let near = |a: Option<u16>, b: Option<u16>| match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 1,
        _ => true,
    };
    let (start, end) = (year(one.start), year(one.end));
    near(start, year(other.end)) || near(end, year(other.start)) || near(start, year(other.start))
}

/// Takes employer, place and description of the position before.
pub(super) fn inherit<'a>(entry: &mut Entry<'a>, from: Option<&Entry<'a>>) {
    let Some(from) = from else { return };
    let again = |val: &Option<Val<'a>>| val.clone().map(|val| Val { sure: val.sure * 0.8, ..val });
    entry.name = again(&from.name);
    entry.location = entry.location.take().or_else(|| again(&from.location));
    entry.description = entry.description.take().or_else(|| again(&from.description));
}

/// Whether the lines name an employer alone, and positions with dates follow at once.
fn is_umbrella(raw: &Raw, entry: &Entry, next: Option<&Raw>, order: Order) -> bool {
    let Some(next) = next else { return false };
    if !raw.body.is_empty() || raw.head.is_empty() {
        return false;
    }
    let one = entry.name.is_some() != entry.position.is_some();
    let lone = one
        && entry.name.as_ref().or(entry.position.as_ref()).is_some_and(|val| {
            lexicon::role_score(&val.text) < 60 || order == Order::EmployerFirst
        });
    match (raw.period(), next.period()) {
        (Some(outer), Some(inner)) => lone && outer.holds(&inner) && header::units(next).len() <= 2,
        (None, Some(_)) => lone && raw.head.len() == 1,
        _ => false,
    }
}

/// Whether titles or employers come first, by all heads that have both.
fn vote(raws: &[Raw]) -> Order {
    let mut votes = 0;
    for raw in raws {
        let units = header::units(raw);
        let candidates: Vec<&Unit> =
            units.iter().filter(|unit| !place::is_place(unit.text) && !unit.behind_date).collect();
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
    if votes < 0 { Order::EmployerFirst } else { Order::TitleFirst }
}

/// The fields that the lines of the head say.
pub(super) fn fields<'a>(raw: &Raw<'a>, order: Order, within: bool) -> Entry<'a> {
    let mut entry = Entry { period: raw.period(), ..Entry::default() };
    let mut units = header::units(raw);
    labelled_units(&mut entry, &mut units);
    // Places say so themselves, or by where they stand.
    let mut places: Vec<&'a str> = Vec::new();
    let main = |units: &[Unit]| units.iter().filter(|unit| !place::is_place(unit.text)).count();
    let mut n = 0;
    while n < units.len() {
        let Some(&unit) = units.get(n) else { break };
        let others = main(&units) - usize::from(!place::is_place(unit.text));
        let sure = place::is_place(unit.text) && (others >= 1 || unit.after);
        let placed = (unit.behind_date
            || (unit.line > 0
                && raw.head.get(unit.line).is_some_and(|line| line.date.is_some())
                && n > 0))
            && place::is_town(unit.text)
            && lexicon::role_score(unit.text) == 0
            && (others >= 2 || unit.behind_date && others >= 1);
        let third = others >= 2
            && n >= 2
            && place::is_town(unit.text)
            && (!unit.after || lexicon::is_town_name(unit.text));
        let bracket = lexicon::is_employment_kind(unit.text);
        if sure || placed || third || bracket && others >= 2 {
            if bracket && !place::is_place(unit.text) {
                entry.roles.push(Val::new(unit.text, 0.7));
            } else {
                places.push(unit.text);
            }
            units.remove(n);
        } else {
            n += 1;
        }
    }
    // "Blue Door Touring, Scotland" below a title, and nothing else, is an employer with its place.
    if let ([only], [place]) = (units.as_slice(), places.as_slice())
        && !within
        && header::lean(only.text) > 0
        && let [first, rest @ ..] = header::commas(place).as_slice()
        && !rest.is_empty()
        && words::count(first) >= 3
        && !lexicon::is_town_name(first)
    {
        set_title(&mut entry, only.text, 0.8);
        set_employer(&mut entry, place, 0.6);
        return entry;
    }
    if let Some(place) = places.first() {
        entry.location = Some(Val::new(place, 0.8));
    }
    for more in places.iter().skip(1) {
        if let Some(location) = &mut entry.location {
            location.join(", ", Val::new(more, 0.6));
        }
    }
    match units.as_slice() {
        [] => {}
        [only] if entry.position.is_some() => set_employer(&mut entry, only.text, 0.8),
        [only] if entry.name.is_some() => set_title(&mut entry, only.text, 0.8),
        [only] if within && is_title_below(only.text) => set_title(&mut entry, only.text, 0.85),
        [only] => single(&mut entry, only.text, order),
        [_, _, _, ..] => several(&mut entry, &units, order),
        // "Physician, Clinic, Bonn" says all; what stands below is about the work.
        [first, second]
            if second.after && says_all(first.text) && header::lean(second.text) == 0 =>
        {
            single(&mut entry, first.text, order);
            if entry.description.is_none() && tells_employer(raw, second.text) {
                entry.description = Some(Val::new(second.text, 0.6));
            } else {
                entry.summary.push(Val::prose(second.text, 0.6));
            }
        }
        [first, second] => {
            let lean = header::lean(first.text) - header::lean(second.text);
            let clear = lean.abs() >= 60;
            let title_first =
                if second.at || clear { second.at || lean > 0 } else { order == Order::TitleFirst };
            let (title, employer) = if title_first { (first, second) } else { (second, first) };
            let sure = if clear { 0.9 } else { 0.75 };
            set_title(&mut entry, title.text, sure);
            set_employer(&mut entry, employer.text, sure);
        }
    }
    entry
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

/// Takes the units that bear labels: "Position: Safety Officer" below the employer.
fn labelled_units<'a>(entry: &mut Entry<'a>, units: &mut Vec<Unit<'a>>) {
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
            _ => return true,
        }
        entry.labels.push(label);
        false
    });
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
    let named = others.iter().copied().find(|&n| leans.get(n).is_some_and(|&lean| lean <= -100));
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

/// Reads what follows the head.
pub(super) fn body<'a>(entry: &mut Entry<'a>, raw: &Raw<'a>, out: &mut Out<'a>) {
    for role in std::mem::take(&mut entry.roles) {
        let telling = out.layout == super::profiles::Layout::Free && is_telling_kind(&role.text);
        if let Some(title) = entry.position.as_mut().filter(|_| telling) {
            title.text = format!("{} ({})", title.text, role.text);
            title.parts.extend(role.parts);
            continue;
        }
        for part in role.parts {
            out.furniture(part, Furniture::Site);
        }
    }
    let mut label: Option<&Block<'a>> = None;
    for block in &raw.body {
        // "Accomplishments" or "Skills used" in a line of its own.
        let known = lexicon::label(looks::title(block.text));
        if block.level == 0 && matches!(known, Some(Label::Duties | Label::Techniques)) {
            if let Some(label) = label.replace(block) {
                out.furniture(label.text, Furniture::Label);
            }
            continue;
        }
        match label.take() {
            Some(label) if lexicon::label(label.text) == Some(Label::Techniques) => {
                let mut val = Val::new(inline::trim_separators(label.text), 0.8);
                val.join(": ", Val::prose(block.text, 0.8));
                entry.bullets.push(Bullet::new(val));
            }
            Some(label) => {
                out.furniture(label.text, Furniture::Label);
                add(entry, block, raw.level, out);
            }
            None => add(entry, block, raw.level, out),
        }
    }
    if let Some(label) = label {
        out.furniture(label.text, Furniture::Label);
    }
}

/// Whether a kind of employment says more than that somebody was employed: "contract", "part-time".
fn is_telling_kind(text: &str) -> bool {
    const PLAIN: [&str; 16] = [
        "full-time",
        "full time",
        "fulltime",
        "permanent",
        "vollzeit",
        "festanstellung",
        "temps plein",
        "cdi",
        "jornada completa",
        "tempo pieno",
        "tempo indeterminato",
        "voltijd",
        "hybrid",
        "remote",
        "on-site",
        "employed",
    ];
    !PLAIN.contains(&words::fold(text).as_str())
}

/// Adds a block below the head of an entry.
pub(super) fn add<'a>(entry: &mut Entry<'a>, block: &Block<'a>, top: u8, out: &mut Out<'a>) {
    let text = block.text;
    if block.level > top {
        Bullet::push(&mut entry.bullets, block.level - top, Val::prose(text, 0.9));
        return;
    }
    let bare = inline::trim_separators(text);
    if out.layout == super::profiles::Layout::Copied && super::profiles::is_note(bare) {
        out.furniture(text, Furniture::Site);
        return;
    }
    if let Some(page) = token::page(bare).filter(|_| entry.url.is_none()) {
        entry.url = Some(page);
        return;
    }
    if entry.location.is_none() && entry.bullets.is_empty() && place::is_place(bare) {
        entry.location = Some(Val::new(bare, 0.7));
        return;
    }
    // "Skills: R · SQL" is what the position needed.
    if let Some((label, _)) = token::label(text)
        && text.contains(':')
        && lexicon::heading(label).is_some_and(|heading| heading.topic == lexicon::Topic::Skills)
    {
        // A site says them again in their section.
        let again = |value: &str| {
            value.split(" · ").all(|skill| out.text.matches(skill.trim()).nth(1).is_some())
        };
        if out.layout == super::profiles::Layout::Copied
            && token::label(text).is_some_and(|(_, value)| again(value))
        {
            out.furniture(text, Furniture::Site);
            return;
        }
        entry.bullets.push(Bullet::new(Val::prose(text, 0.8)));
        return;
    }
    if let Some((label, value)) = token::label(text)
        && lexicon::label(label) == Some(Label::Duties)
    {
        out.furniture(label, Furniture::Label);
        entry.summary.push(Val::prose(value, 0.8));
        return;
    }
    if text.ends_with(':')
        && matches!(
            lexicon::label(bare.trim_end_matches(':')),
            Some(Label::Duties | Label::Description)
        )
    {
        out.furniture(text, Furniture::Label);
        return;
    }
    // "*Online marketplace for used bicycles.*" below the head says what the employer is.
    if entry.bullets.is_empty()
        && entry.summary.is_empty()
        && entry.description.is_none()
        && entry.name.is_some()
        && inline::is_italic(text)
        && words::count(text) <= 12
    {
        entry.description = Some(Val::prose(bare, 0.7));
        return;
    }
    if entry.bullets.is_empty() {
        let glued = !block.blank
            && entry.summary.last().is_some_and(|last| words::ends_sentence(&last.text));
        let val = Val::prose(text, 0.8);
        match entry.summary.last_mut().filter(|_| glued) {
            Some(last) => last.join(" ", val),
            None => entry.summary.push(val),
        }
    } else {
        Bullet::push(&mut entry.bullets, 1, Val::prose(text, 0.6));
    }
}
