//! Dates and periods in free text: where they stand in a line and what they say.

mod beside;
mod ends;
mod period;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::profile::Date;
use crate::profile::date::point::{Limits, Points};
use crate::profile::date::tokens::{Kind, Tokens};

use beside::Beside;
use period::{Periods, Said};

/// What is known about the document that a line stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading {
    /// The document's date. Years more than eight years after it are no dates. Default: `None`,
    /// then years up to 2040 are.
    pub(crate) as_of: Option<Date>,
    /// Whether 06/07/2019 is the 6th of July. Default: `None`, then month first with slashes and
    /// day first otherwise, and the date is marked as doubtful.
    pub(crate) day_first: Option<bool>,
    /// Whether 2007-10 is a period of three years.
    pub(crate) short_ends: bool,
}

/// A date and the words that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The date.
    pub(crate) date: Date,
    /// Whether its words say more than it: a season, a quarter, "about", "expected".
    pub(crate) coarse: bool,
    /// Its words, in bytes of the line.
    pub(crate) range: Range<usize>,
}

/// How a period ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// At a date.
    At(Stamp),
    /// It goes on.
    Ongoing,
}

/// The form of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One date: `start` alone.
    Single,
    /// From one date to another, or to the present: `start` and `end`.
    Range,
    /// "since 2019", "ab 2019": `start`, and an end that is ongoing.
    Since,
    /// "2019 –" with nothing after the dash: `start` alone. It goes on, or the end stands in the
    /// next line.
    Open,
    /// "until 2019": `end` alone.
    Until,
    /// "Present" as all that the line says: an end that is ongoing, without a start.
    Ongoing,
    /// "3 yrs 2 mos": neither. Found only where it stands apart from sentences.
    Duration,
}

/// What a word beside a single date says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// "expected 2025", "voraussichtlich".
    Expected,
    /// "expires 2025", "valid until".
    Expiry,
    /// "Issued Jun 2020".
    Issued,
    /// "graduated 2019", "class of 2019", "Abschluss: 2019".
    Completed,
    /// "as of March 2024", "Stand: 03/2024", "last updated".
    AsOf,
}

/// What stands beside an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The line begins or ends there, but for bullets and emphasis.
    Edge,
    /// A tab or several spaces.
    Gap,
    /// A bracket.
    Bracket,
    /// A sign that separates: `,` `;` `:` `|` `·` `/` or a dash.
    Mark,
    /// A word.
    Word,
    /// A word that binds the date into a sentence: "in 2019", "the 2021 turnaround".
    Bound,
}

/// A date, a period or a duration found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its words, in bytes of the line, with "since", "from" and the like.
    pub(crate) range: Range<usize>,
    /// The same with the words of the note, and with the brackets around it if they hold nothing
    /// else.
    pub(crate) outer: Range<usize>,
    /// Its form.
    pub(crate) form: Form,
    /// The start, or the only date.
    pub(crate) start: Option<Stamp>,
    /// The end.
    pub(crate) end: Option<End>,
    /// What a word beside it says about it.
    pub(crate) note: Option<Note>,
    /// Whether it can be read in two ways: 06/07/2019, or years of two digits.
    pub(crate) doubtful: bool,
    /// Whether it stands in brackets that hold nothing else.
    pub(crate) is_bracketed: bool,
    /// What stands before it (before `outer`).
    pub(crate) before: Side,
    /// What stands after it (after `outer`).
    pub(crate) after: Side,
}

impl Found {
    /// Whether all that the line says is this expression.
    pub(crate) fn is_alone(&self) -> bool {
        self.before == Side::Edge && self.after == Side::Edge
    }

    /// Whether it stands as the date of an entry does: at an edge of the line, in a column, in
    /// brackets or between separators, and not as part of a sentence.
    pub(crate) fn is_apart(&self) -> bool {
        let inside = self.before == Side::Word && self.after == Side::Word;
        self.is_bracketed || !(inside || self.before == Side::Bound)
    }
}

/// Finds the dates, periods and durations in a line, from left to right.
pub(crate) fn find(line: &str, reading: Reading) -> Vec<Found> {
    let mut found = Vec::new();
    if !may_hold_dates(line) {
        return found;
    }
    let tokens = Tokens::of(line);
    let periods = Periods { points: Points { tokens: &tokens, limits: limits(reading) } };
    let mut beside = Beside::of(&tokens);
    let mut at = 0;
    // The token after the last date, for the duration that belongs to it.
    let mut dated = None;
    while at < tokens.len() {
        if let Some(end) = beside.blocked(at) {
            at = end;
            continue;
        }
        if let Some((end, exact)) = periods.duration(at) {
            let item = beside.place(&Said::duration(at, end));
            if duration_stands_apart(&tokens, &item, exact, dated, at) {
                found.push(item);
                dated = Some(end);
                at = end;
                continue;
            }
        }
        if let Some(said) = periods.at(at) {
            let item = beside.place(&said);
            if beside.accepts(&said, &item) {
                at = said.end;
                dated = Some(at);
                found.push(item);
                continue;
            }
        }
        at += 1;
    }
    found
}

/// Reads a text that is a date or a period and nothing else, as the value of a label or the cell
/// of a table is. Years of two digits are read here.
pub(crate) fn read(text: &str, reading: Reading) -> Option<Found> {
    let tokens = Tokens::of(text);
    let periods = Periods { points: Points { tokens: &tokens, limits: limits(reading) } };
    let open =
        usize::from(tokens.get(0).is_some_and(|t| t.kind == Kind::Sign && "([（".contains(t.sign)));
    let said = periods.at(open).or_else(|| periods.lone(open)).or_else(|| periods.ongoing(open))?;
    let rest =
        (said.end..tokens.len()).all(|i| tokens.get(i).is_some_and(|t| t.kind == Kind::Sign));
    rest.then(|| Beside::of(&tokens).place(&said))
}

/// Whether the dates of a text put the day before the month, if one of them tells: 13/02/2019.
pub(crate) fn day_first(text: &str) -> Option<bool> {
    let number =
        |part: Option<&str>| part.filter(|p| p.len() <= 2).and_then(|p| p.parse::<u8>().ok());
    let told = |chunk: &str| {
        let chunk = chunk.trim_matches(|c: char| !c.is_ascii_digit());
        let sign = chunk.find(['/', '-']).and_then(|at| chunk[at..].chars().next())?;
        let mut parts = chunk.split(sign);
        let (first, second) = (number(parts.next())?, number(parts.next())?);
        let year = parts.next()?.get(..4)?;
        year.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        match (first, second) {
            (13..=31, 1..=12) => Some(true),
            (1..=12, 13..=31) => Some(false),
            _ => None,
        }
    };
    text.split_whitespace().filter(|chunk| chunk.len() >= 8).find_map(told)
}

/// Whether a text ends periods with two digits, "2010-14", and has no month written so, "2015-03".
pub(crate) fn short_ends(text: &str) -> bool {
    let pairs = text.split_whitespace().filter_map(|chunk| {
        let chunk = chunk.trim_matches(|c: char| !c.is_ascii_digit());
        let (year, end) = chunk.split_once('-')?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (year.len() == 4 && end.len() == 2 && digits(year) && digits(end)).then_some(())?;
        Some((year.get(2..)?.parse::<u8>().ok()?, end.parse::<u8>().ok()?))
    });
    let (mut ends, mut months) = (false, false);
    for (year, end) in pairs {
        ends |= end > 12 && end > year;
        months |= end <= year || end == 0;
    }
    ends && !months
}

fn limits(reading: Reading) -> Limits {
    let max_year = reading.as_of.map_or(2040, |date| (date.year() + 8).min(2100));
    Limits { max_year, day_first: reading.day_first, short_ends: reading.short_ends }
}

/// Whether a line is worth cutting: dates have digits, or it is a word for the present alone.
fn may_hold_dates(line: &str) -> bool {
    let digits = line.bytes().any(|b| b.is_ascii_digit());
    // The longest phrase for the present is far shorter than this.
    digits
        || (line.len() <= 120 && !line.trim().is_empty())
        || line.chars().any(|c| !c.is_ascii() && c.is_numeric())
}

/// Whether a duration belongs to a date before it, or stands for itself. "5 years" in a sentence
/// and after a skill says something; "3 yrs 2 mos" beside a period repeats it.
fn duration_stands_apart(
    tokens: &Tokens,
    item: &Found,
    exact: bool,
    dated: Option<usize>,
    at: usize,
) -> bool {
    let follows = dated.is_some_and(|end| {
        (end..at).all(|i| tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Sign | Kind::Dash)))
    });
    item.is_alone()
        || item.is_bracketed
        || (follows && item.after != Side::Word)
        || (exact && !matches!(item.before, Side::Word | Side::Bound) && item.after != Side::Word)
}
