//! Shapes that several formats tell entries in: a stay somewhere for a time, and a record of a day.

use crate::profile::{
    Award, Certificate, Education, Extra, Highlight, Publication, Text, Volunteer, When, Work,
    Written,
};

/// A stay at an organisation in a role: a position, a study, a voluntary work.
#[derive(Default)]
pub(super) struct Stay {
    pub(super) role: Option<Text>,
    pub(super) whose: Option<Text>,
    pub(super) place: Option<Text>,
    pub(super) url: Option<String>,
    pub(super) start: Option<When>,
    pub(super) end: Option<When>,
    pub(super) written: Written,
    pub(super) summary: Option<Text>,
    pub(super) highlights: Vec<Highlight>,
    pub(super) keywords: Vec<Text>,
    pub(super) extra: Extra,
}

impl Stay {
    /// A stay whose only name is that of the organisation.
    pub(super) fn named_after_organisation(mut self) -> Self {
        if self.whose.is_none() {
            self.whose = self.role.take();
        }
        self
    }
}

/// Turns a stay into a kind of entry, which calls organisation and role by names of its own.
macro_rules! from_stay {
    ($kind:ty, $whose:ident, $role:ident) => {
        impl From<Stay> for $kind {
            fn from(stay: Stay) -> Self {
                Self {
                    $whose: stay.whose,
                    $role: stay.role,
                    location: stay.place,
                    url: stay.url,
                    start_date: stay.start,
                    end_date: stay.end,
                    written: stay.written,
                    summary: stay.summary,
                    highlights: stay.highlights,
                    keywords: stay.keywords,
                    extra: stay.extra,
                    ..Self::default()
                }
            }
        }
    };
}

from_stay!(Work, name, position);
from_stay!(Volunteer, organization, position);
from_stay!(Education, institution, study_type);

/// Something of one day that someone stands behind: an award, a certificate, a publication.
#[derive(Default)]
pub(super) struct Record {
    pub(super) name: Option<Text>,
    pub(super) whose: Option<Text>,
    pub(super) url: Option<String>,
    pub(super) date: Option<When>,
    /// The author's words for the date, by whatever name.
    pub(super) written: Written,
    pub(super) summary: Option<Text>,
    pub(super) extra: Extra,
}

/// The author's words of a single date, by the name that it has with us.
fn renamed(written: Written, name: &str) -> Written {
    written.into_iter().map(|(_, words)| (name.to_owned(), words)).take(1).collect()
}

/// Turns a record into a kind of entry, which calls name, body and date by names of its own; the last is
/// the key of the date.
macro_rules! from_record {
    ($kind:ty, $name:ident, $whose:ident, $date:ident, $key:literal) => {
        impl From<Record> for $kind {
            fn from(record: Record) -> Self {
                Self {
                    $name: record.name,
                    $whose: record.whose,
                    url: record.url,
                    $date: record.date,
                    written: renamed(record.written, $key),
                    summary: record.summary,
                    extra: record.extra,
                    ..Self::default()
                }
            }
        }
    };
}

from_record!(Award, title, awarder, date, "date");
from_record!(Certificate, name, issuer, date, "date");
from_record!(Publication, name, publisher, release_date, "releaseDate");
