//! English months and "present", as most dates of words are: read without the words of all languages,
//! which take longer to load than a profile to be read.

use super::{Date, DateReading};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a month and a year, or "present"; `None` for anything else, be it a date or not.
pub(super) fn read(text: &str) -> Option<DateReading> {
    if text.eq_ignore_ascii_case("present") {
        return Some(DateReading::Ongoing);
    }
    let (name, year) = text.split_once(' ')?;
    let name = name.strip_suffix('.').unwrap_or(name);
    let is = |month: &str| {
        let short = month.get(..3).unwrap_or_default();
        name.eq_ignore_ascii_case(month) || name.eq_ignore_ascii_case(short)
    };
    let month = u8::try_from(MONTHS.iter().position(|month| is(month))? + 1).ok()?;
    let year =
        Some(year).filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let year = year?.parse().ok().filter(|year| (1950..2100).contains(year))?;
    Date::new(year, Some(month), None).map(DateReading::Date)
}

#[cfg(test)]
mod tests {
    use super::super::in_words;
    use super::*;

    #[test]
    fn the_words_of_all_languages_say_the_same() {
        let names = MONTHS.iter().flat_map(|month| [month.to_string(), month[..3].to_owned()]);
        for name in names.flat_map(|name| [name.to_uppercase(), name.to_lowercase(), name]) {
            for text in [format!("{name} 1950"), format!("{name}. 2024"), format!("{name} 2099")] {
                let found = read(&text);
                assert!(found.is_some() && found == in_words(&text), "{text}: {found:?}");
            }
        }
        assert_eq!(read("Present"), in_words("Present"));
        for text in ["June", "Juni 2020", "June  2020", "June 20", "June 1 2020", "Sept 2020"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
