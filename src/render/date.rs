//! The date a document bears: of its content, never of the clock, so that it is the same on
//! every day and machine.

use crate::profile::{Date, DateReading, Profile, When};

/// Returns the date of a document: the one given, else `meta.lastModified`, else the newest start
/// or single date, else the newest end of an education, else 2000-01-01. A year is its first
/// day; nothing after 2100 counts.
pub(super) fn document_date(profile: &Profile, given: Option<Date>) -> Date {
    let usable = |date: &Date| date.year() <= 2100;
    let modified = || {
        let text = profile.meta.last_modified.as_deref()?;
        // The time of day is of no interest.
        match DateReading::of(text.get(..10).unwrap_or(text)) {
            DateReading::Date(date) => Some(date),
            _ => None,
        }
    };
    let newest =
        |dates: &mut dyn Iterator<Item = &When>| dates.filter_map(When::date).filter(usable).max();
    given
        .or_else(modified)
        .filter(usable)
        .or_else(|| newest(&mut beginnings(profile)))
        .or_else(|| newest(&mut profile.education.iter().flat_map(|entry| &entry.end_date)))
        .and_then(|date| {
            Date::new(date.year(), Some(date.month().unwrap_or(1)), Some(date.day().unwrap_or(1)))
        })
        .unwrap_or_else(|| Date::new(2000, Some(1), Some(1)).expect("it is a day"))
}

/// Every start and every single date.
fn beginnings(profile: &Profile) -> impl Iterator<Item = &When> {
    let entries = profile.sections.iter().flat_map(|section| &section.entries);
    (profile.work.iter().flat_map(|entry| &entry.start_date))
        .chain(profile.volunteer.iter().flat_map(|entry| &entry.start_date))
        .chain(profile.education.iter().flat_map(|entry| &entry.start_date))
        .chain(profile.projects.iter().flat_map(|entry| &entry.start_date))
        .chain(profile.awards.iter().flat_map(|entry| &entry.date))
        .chain(profile.certificates.iter().flat_map(|entry| &entry.date))
        .chain(profile.publications.iter().flat_map(|entry| &entry.release_date))
        .chain(entries.flat_map(|entry| &entry.start_date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Education, Meta, Work};

    fn when(text: &str) -> Option<When> {
        match DateReading::of(text) {
            DateReading::Date(date) => Some(date.into()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_newest_beginning_dates_the_document() {
        let mut profile = Profile {
            work: vec![
                Work { start_date: when("2019-06"), end_date: when("2024"), ..Work::default() },
                Work { start_date: when("2222"), ..Work::default() },
            ],
            ..Profile::default()
        };
        assert_eq!(document_date(&profile, None).to_string(), "2019-06-01");
        profile.meta =
            Meta { last_modified: Some("2021-02-03T04:05:06".into()), ..Meta::default() };
        assert_eq!(document_date(&profile, None).to_string(), "2021-02-03");
        let given = Date::new(2020, None, None);
        assert_eq!(document_date(&profile, given).to_string(), "2020-01-01");
    }

    #[test]
    fn ends_of_education_and_a_fixed_day_are_the_last_resort() {
        let education = Education { end_date: when("2018"), ..Education::default() };
        let profile = Profile { education: vec![education], ..Profile::default() };
        assert_eq!(document_date(&profile, None).to_string(), "2018-01-01");
        assert_eq!(document_date(&Profile::default(), None).to_string(), "2000-01-01");
    }
}
