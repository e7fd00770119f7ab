//! Dates and periods in free text: where they stand in a line and what they say.

use std::ops::Range;

use crate::profile::Date;

/// What is known about the document that a line stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading {
    /// The document's date. Years more than eight years after it are no dates. Default: `None`,
    /// then years up to 2040 are.
    pub(crate) as_of: Option<Date>,
    /// Whether 06/07/2019 is the 6th of July. Default: `None`, then month first with slashes and
    /// day first otherwise, and the date is marked as doubtful.
    pub(crate) day_first: Option<bool>,
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
    /// Its words, in bytes of the line, with "since", "from", "expected" and the like.
    pub(crate) range: Range<usize>,
    /// The same with the brackets around it, if they hold nothing else.
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
        let bracketed = self.outer != self.range;
        bracketed || !(inside || self.before == Side::Bound || self.after == Side::Bound)
    }
}

/// Finds the dates, periods and durations in a line, from left to right.
pub(crate) fn find(_line: &str, _reading: Reading) -> Vec<Found> {
    Vec::new()
}

/// Reads a text that is a date or a period and nothing else, as the value of a label or the cell
/// of a table is.
pub(crate) fn read(_text: &str, _reading: Reading) -> Option<Found> {
    None
}

/// Whether the dates of a text put the day before the month, if one of them tells: 13/02/2019.
pub(crate) fn day_first(_text: &str) -> Option<bool> {
    None
}
