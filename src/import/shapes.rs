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

impl From<Stay> for Work {
    fn from(stay: Stay) -> Self {
        Self {
            name: stay.whose,
            position: stay.role,
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

impl From<Stay> for Volunteer {
    fn from(stay: Stay) -> Self {
        Self {
            organization: stay.whose,
            position: stay.role,
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

impl From<Stay> for Education {
    fn from(stay: Stay) -> Self {
        Self {
            institution: stay.whose,
            study_type: stay.role,
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

impl From<Record> for Award {
    fn from(record: Record) -> Self {
        Self {
            title: record.name,
            awarder: record.whose,
            url: record.url,
            date: record.date,
            written: renamed(record.written, "date"),
            summary: record.summary,
            extra: record.extra,
            ..Self::default()
        }
    }
}

impl From<Record> for Certificate {
    fn from(record: Record) -> Self {
        Self {
            name: record.name,
            issuer: record.whose,
            url: record.url,
            date: record.date,
            written: renamed(record.written, "date"),
            summary: record.summary,
            extra: record.extra,
            ..Self::default()
        }
    }
}

impl From<Record> for Publication {
    fn from(record: Record) -> Self {
        Self {
            name: record.name,
            publisher: record.whose,
            url: record.url,
            release_date: record.date,
            written: renamed(record.written, "releaseDate"),
            summary: record.summary,
            extra: record.extra,
            ..Self::default()
        }
    }
}
