//! Several positions at one employer, and what else tells that a line names a title alone.

use super::blocks::Block;
use super::dates;
use super::entries::Raw;
use super::header;
use super::lexicon;
use super::oneline::set_employer;
use super::place;
use super::value::{Entry, Val};

/// Gives the unit behind a title back to it: "Company Commander, 24th Transportation Company" below the
/// name of an army.
pub(super) fn unit_in_title<'a>(entry: &mut Entry<'a>) {
    let (Some(title), Some(name)) = (&entry.position, &entry.name) else { return };
    let (Some(first), Some(last)) = (title.parts.first(), name.parts.first()) else { return };
    let start = first.as_ptr() as usize + first.len();
    let gap = (last.as_ptr() as usize).checked_sub(start);
    if lexicon::employer_score(&name.text) == 100
        || entry.description.is_some()
        || gap.is_none_or(|gap| gap > 3)
    {
        return;
    }
    if let Some(name) = entry.name.take()
        && let Some(title) = &mut entry.position
    {
        title.join(", ", name);
    }
}

/// Whether the employer stands in the first line of a head, and the title in another.
pub(super) fn is_led(raw: &Raw, entry: &Entry) -> bool {
    let within = |val: &Option<Val>, line: &str| {
        let start = line.as_ptr() as usize;
        val.as_ref()
            .and_then(|val| val.parts.first())
            .is_some_and(|part| (start..=start + line.len()).contains(&(part.as_ptr() as usize)))
    };
    let [first, ..] = raw.head.as_slice() else { return false };
    let line = first.block.text;
    first.date.is_none()
        && raw.head.len() >= 2
        && within(&entry.name, line)
        && !within(&entry.position, line)
}

/// Whether a head is a title alone, below an employer with a line of its own: "Senior Actuary, Pricing".
pub(super) fn is_role_below(raw: &Raw, employer: &Block) -> bool {
    // Its dates may stand in a line of their own.
    let [line, rest @ ..] = raw.head.as_slice() else { return false };
    if !rest.iter().all(|line| line.date.as_ref().is_some_and(dates::Found::is_alone)) {
        return false;
    }
    let units = header::units(raw);
    let [unit] = units.as_slice() else { return false };
    let parts = header::commas(unit.text);
    let [first, rest @ ..] = parts.as_slice() else { return false };
    let lower =
        employer.heading == 0 || line.block.heading == 0 || line.block.heading > employer.heading;
    // "*Graduate Analyst, Retail Credit* 2015 – 2017": emphasis holds the title together.
    let emphasised = || {
        let text = line.block.text.trim();
        ['*', '_'].iter().any(|sign| {
            let run: String = text.chars().take_while(|c| c == sign).collect();
            !run.is_empty()
                && text.get(run.len()..).is_some_and(|rest| {
                    rest.split(run.as_str())
                        .next()
                        .is_some_and(|inner| inner.trim() == unit.text.trim())
                })
        })
    };
    lower
        && lexicon::role_score(first) >= 60
        && (emphasised()
            || rest.iter().all(|part| {
                lexicon::employer_score(part) < 60
                    && !lexicon::is_institution(part)
                    && !place::is_place(part)
            }))
}

/// Whether a text names towns that are known, and nothing else.
pub(super) fn is_of_towns(text: &str) -> bool {
    let known = |town: &str| {
        let town = town.trim();
        lexicon::is_town_name(town)
            || lexicon::is_region(town)
            || lexicon::country_code(town).is_some()
    };
    [" and ", " & ", " und ", "/", " et ", " y ", " e "]
        .iter()
        .find(|joint| text.contains(**joint))
        .map_or_else(|| known(text), |joint| text.split(joint).all(known))
}

/// Whether a text names title and employer with a comma between.
pub(super) fn says_all(text: &str) -> bool {
    match header::commas(text).as_slice() {
        [first, rest @ ..] => {
            !rest.is_empty()
                && header::lean(first) > 0
                && rest.iter().any(|part| header::lean(part) < 0)
        }
        [] => false,
    }
}

/// Whether a text names something and then a company by its legal form: "Bas, Hamar Trehus AS".
pub(super) fn ends_with_company(text: &str) -> bool {
    match header::commas(text).as_slice() {
        [first, rest @ ..] => {
            header::lean(first) >= 0
                && super::words::count(first) <= 4
                && rest.iter().any(|part| header::lean(part) <= -100)
        }
        [] => false,
    }
}

/// The employer with the line below it that says what it is, where dated titles follow at once.
pub(super) fn described_umbrella<'a>(raw: &Raw<'a>, next: Option<&Raw>) -> Option<Entry<'a>> {
    let [_, about] = raw.head.as_slice() else { return None };
    let next = next.filter(|_| raw.body.is_empty() && about.after)?;
    let within = raw.period()?.holds(&next.period()?);
    let title = |raw: &Raw| {
        header::units(raw).first().is_some_and(|unit| lexicon::role_score(unit.text) >= 60)
    };
    let units = header::units(raw);
    let (first, text) = (units.first()?, about.block.text);
    let said = text.split([';', ',', '(']).next().unwrap_or(text);
    let counted = text.contains(';') || text.bytes().any(|b| b.is_ascii_digit());
    if !within || !title(next) || title(raw) || !counted && lexicon::role_score(said) >= 60 {
        return None;
    }
    let mut entry = Entry::default();
    set_employer(&mut entry, first.text, 0.85);
    for unit in units.iter().skip(1).filter(|unit| !unit.after) {
        let place = Val::new(unit.text, 0.7);
        match &mut entry.location {
            Some(known) => known.join(", ", place),
            slot => *slot = Some(place),
        }
    }
    entry.description = Some(Val::new(text, 0.8));
    Some(entry)
}
