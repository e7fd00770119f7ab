//! Values on their way into the profile: texts with the slices they were made of.

use super::dates::{End, Form, Found};
use super::inline;
use crate::profile::{Date, When};

/// A text and the slices of the input that it was made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Val<'a> {
    pub(super) text: String,
    pub(super) parts: Vec<&'a str>,
    /// How sure it is that this belongs here, from 0 to 1.
    pub(super) sure: f32,
}

impl<'a> Val<'a> {
    /// A short value: without emphasis, links reduced to their text, gaps to spaces.
    pub(super) fn new(slice: &'a str, sure: f32) -> Self {
        let slice = inline::trim(slice);
        Self { text: inline::plain(slice), parts: inline::shown(slice), sure }
    }

    /// A text of prose: markup within it is kept.
    pub(super) fn prose(slice: &'a str, sure: f32) -> Self {
        let slice = slice.trim();
        let whole = inline::unwrap(slice);
        Self { text: whole.replace('\t', " "), parts: vec![slice], sure }
    }

    /// Another text for the same slices.
    pub(super) fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Adds another value, with a sign between.
    pub(super) fn join(&mut self, joint: &str, other: Self) {
        if self.text.is_empty() {
            *self = other;
            return;
        }
        self.text.push_str(joint);
        self.text.push_str(&other.text);
        self.parts.extend(other.parts);
        self.sure = self.sure.min(other.sure);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A bullet with what stands below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Bullet<'a> {
    pub(super) text: Val<'a>,
    pub(super) bullets: Vec<Bullet<'a>>,
}

impl<'a> Bullet<'a> {
    pub(super) fn new(text: Val<'a>) -> Self {
        Self { text, bullets: Vec::new() }
    }

    /// Adds a bullet at a level below the last of a list: 1 is the list itself.
    pub(super) fn push(list: &mut Vec<Self>, depth: u8, text: Val<'a>) {
        let mut list = list;
        for _ in 1..depth {
            if list.is_empty() {
                break;
            }
            let last = list.len() - 1;
            match list.get_mut(last) {
                Some(parent) => list = &mut parent.bullets,
                None => return,
            }
        }
        list.push(Self::new(text));
    }
}

/// The dates of an entry, with the words that say them.
#[derive(Clone, Debug, Default)]
pub(super) struct Period<'a> {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) ongoing: bool,
    /// Whether one date alone was said.
    pub(super) single: bool,
    pub(super) written_start: Option<&'a str>,
    pub(super) written_end: Option<&'a str>,
    pub(super) parts: Vec<&'a str>,
    pub(super) sure: f32,
}

impl<'a> Period<'a> {
    /// The period that an expression in a line says.
    pub(super) fn of(line: &'a str, found: &Found) -> Self {
        let words = |range: &std::ops::Range<usize>| line.get(range.clone()).unwrap_or_default();
        let written = |coarse: bool, range: &std::ops::Range<usize>| coarse.then(|| words(range));
        let mut period = Self {
            parts: vec![words(&found.outer)],
            sure: if found.doubtful { 0.6 } else { 0.95 },
            single: found.form == Form::Single,
            ..Self::default()
        };
        if let Some(stamp) = &found.start {
            period.start = Some(stamp.date);
            period.written_start = written(stamp.coarse, &stamp.range);
        }
        match &found.end {
            Some(End::At(stamp)) => {
                period.end = Some(stamp.date);
                period.written_end = written(stamp.coarse, &stamp.range);
            }
            Some(End::Ongoing) => period.ongoing = true,
            None => period.ongoing = found.form == Form::Open,
        }
        period
    }

    /// Whether another period lies within this one, as far as years tell.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let year = |date: Option<Date>| date.map(Date::year);
        let starts = match (year(self.start), year(other.start)) {
            (Some(own), Some(inner)) => own <= inner,
            _ => false,
        };
        let ends = self.ongoing
            || match (year(self.end), year(other.end)) {
                (Some(own), Some(inner)) => own >= inner,
                _ => false,
            };
        starts && ends && !(self.single || other.single)
    }

    /// The one date said, or the end, or the start.
    pub(super) fn point(&self) -> Option<When> {
        self.start.or(self.end).map(When::Date)
    }
}

impl Entry<'_> {
    /// Whether anything was read of what was done.
    pub(super) fn is_body(&self) -> bool {
        !self.summary.is_empty() || !self.bullets.is_empty()
    }
}

/// What was read of an entry, whatever its section.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry<'a> {
    /// Employer, organisation, institution, or the entry's own name.
    pub(super) name: Option<Val<'a>>,
    /// Title of the position; awarder, issuer, publisher.
    pub(super) position: Option<Val<'a>>,
    pub(super) location: Option<Val<'a>>,
    pub(super) url: Option<Val<'a>>,
    pub(super) description: Option<Val<'a>>,
    pub(super) area: Option<Val<'a>>,
    pub(super) degree: Option<Val<'a>>,
    pub(super) score: Option<Val<'a>>,
    pub(super) period: Option<Period<'a>>,
    pub(super) summary: Vec<Val<'a>>,
    pub(super) bullets: Vec<Bullet<'a>>,
    pub(super) keywords: Vec<Val<'a>>,
    pub(super) roles: Vec<Val<'a>>,
    pub(super) authors: Vec<Val<'a>>,
    /// Labels, and what was said twice: no part of any field.
    pub(super) labels: Vec<&'a str>,
}
