//! Dates as precise as their author was.

mod cjk;
mod english;
pub(crate) mod fold;
pub(crate) mod lists;
mod named;
pub(crate) mod point;
pub(crate) mod tokens;
pub(crate) mod words;

#[cfg(test)]
use std::borrow::Cow;
use std::fmt;

#[cfg(test)]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use point::{Limits, Points, Shape};
use tokens::Tokens;
use words::Roles;

/// A year, a month or a day of the Gregorian calendar. It orders by time; what is less precise
/// comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// Makes a date; `None` if there is no such day. Years run from 1000 to 9998.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let days = match (month, day) {
            (None, Some(_)) => return None,
            (Some(2), _)
                if year.is_multiple_of(4)
                    && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            (Some(2), _) => 28,
            (Some(4 | 6 | 9 | 11), _) => 30,
            _ => 31,
        };
        let valid = (1000..9999).contains(&year)
            && month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| (1..=days).contains(&d));
        valid.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, if the author named it.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, if the author named it.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

impl fmt::Display for Date {
    /// YYYY, YYYY-MM or YYYY-MM-DD.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A date, or what stood in its place and could not be read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A date.
    Date(Date),
    /// Text that is no date, kept and printed as written.
    Text(String),
}

impl When {
    /// The date, if it is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Text(_) => None,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match DateReading::of(&text) {
            DateReading::Date(date) => Self::Date(date),
            _ => Self::Text(text),
        })
    }
}

#[cfg(test)]
impl JsonSchema for When {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "YYYY, YYYY-MM or YYYY-MM-DD. Other ways to write a date are read too (\"June 2020\", \"03/2020\", \"Fall 2019\"); an end may be \"present\", empty or null.",
            "type": ["string", "integer", "null"],
            "examples": ["2019", "2019-09", "2019-09-01", "June 2020", "Present"]
        })
    }
}

/// What a text in the place of a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    /// A date.
    Date(Date),
    /// A date that says less than the text: a season, a quarter, a semester.
    Coarse(Date),
    /// It goes on: "present", "9999-99".
    Ongoing,
    /// Nothing.
    Empty,
    /// Something that is no date; the reason says what is wrong with it, if that is plain.
    Unread(Option<&'static str>),
}

impl DateReading {
    /// Reads one date. Of two numbers before a year that could both be the month, the first is.
    pub fn of(text: &str) -> Self {
        Self::in_order(text, false)
    }

    /// Reads two dates and what joins them, where one was expected: `2015 - 2017`. An end that goes on
    /// is `None`.
    pub fn range(text: &str) -> Option<(Date, Option<Date>)> {
        const JOINTS: [&str; 6] = [" - ", " – ", " — ", " to ", "–", "—"];
        let (start, end) = JOINTS.iter().find_map(|joint| text.split_once(joint))?;
        match (Self::of(start), Self::of(end)) {
            (Self::Date(start), Self::Date(end)) => Some((start, Some(end))),
            (Self::Date(start), Self::Ongoing) => Some((start, None)),
            _ => None,
        }
    }

    /// Reads one date, in which of two such numbers the day comes first, if `day_first`.
    pub fn in_order(text: &str, day_first: bool) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Empty;
        }
        let lower = text.to_lowercase();
        let lower = lower.trim_end_matches('.');
        if lower.starts_with("9999") {
            return Self::Ongoing;
        }
        let words = || english::read(text).or_else(|| in_words(text));
        numeric(lower, day_first).or_else(words).unwrap_or(Self::Unread(None))
    }
}

/// Dates of digits: `2020`, `2020-3`, `2020-03-01T…`, `03/2020`, `2020.03`, `2020年3月`, `15.03.2020`.
fn numeric(text: &str, day_first: bool) -> Option<DateReading> {
    let text = text.split_once('t').filter(|(day, _)| day.len() >= 8).map_or(text, |(day, _)| day);
    let digits = |c: char| c.is_ascii_digit();
    if !text.starts_with(digits)
        || !text.chars().all(|c| digits(c) || "-/. 年月日년월일‐‑–".contains(c))
    {
        return None;
    }
    let parts: Vec<&str> = text.split(|c: char| !digits(c)).filter(|p| !p.is_empty()).collect();
    let number = |part: &&str| part.parse::<u16>().ok();
    let is_year = |part: &&str| part.len() == 4;
    let (year, month, day) = match parts.as_slice() {
        [y] if is_year(y) => (number(y)?, None, None),
        // 202003 and 20200301, as some exports write them.
        [all] if all.len() == 6 => (number(&&all[..4])?, number(&&all[4..]), None),
        [all] if all.len() == 8 => (number(&&all[..4])?, number(&&all[4..6]), number(&&all[6..])),
        [y, m] if is_year(y) && m.len() <= 2 => (number(y)?, number(m), None),
        [m, y] if is_year(y) && m.len() <= 2 => (number(y)?, number(m), None),
        [y, m, d] if is_year(y) => (number(y)?, number(m), number(d)),
        // Day first where the signs say so (15.3.2020) or the numbers do; with slashes month first.
        [a, b, y] if is_year(y) => {
            let (a, b) = (number(a)?, number(b)?);
            let slashes_first = text.contains('/') && a <= 12;
            let month_first = b > 12 || (slashes_first && !day_first);
            (
                number(y)?,
                Some(if month_first { a } else { b }),
                Some(if month_first { b } else { a }),
            )
        }
        _ => return None,
    };
    Some(checked(year, month, day))
}

/// Makes a date of numbers, or says which is out of range. A month or day of zero is none.
fn checked(year: u16, month: Option<u16>, day: Option<u16>) -> DateReading {
    let month = month.filter(|&m| m != 0);
    let day = day.filter(|&d| d != 0 && month.is_some());
    let small = |n: Option<u16>| n.map(|n| u8::try_from(n).unwrap_or(u8::MAX));
    match Date::new(year, small(month), small(day)) {
        Some(date) => DateReading::Date(date),
        None if month.is_some_and(|m| m > 12) => {
            DateReading::Unread(Some("month must be between 01 and 12"))
        }
        None if day.is_some() => DateReading::Unread(Some("there is no such day in that month")),
        None => DateReading::Unread(Some("year must be between 1000 and 9998")),
    }
}

/// What is said with words: `June 2020`, `12 March 2020`, `Fall 2019`, `Q3 2021`, `present`,
/// `expected 2025`.
fn in_words(text: &str) -> Option<DateReading> {
    let tokens = Tokens::of(text);
    let ends = |at: usize| {
        at == tokens.len() || (at + 1 == tokens.len() && tokens.get(at).is_some_and(|t| t.is('.')))
    };
    if tokens.phrase(0, Roles::ONGOING.or(Roles::TILLNOW)).is_some_and(|(end, _)| ends(end)) {
        return Some(DateReading::Ongoing);
    }
    let expected = tokens.phrase(0, Roles::EXPECTED).map(|(end, _)| end);
    let points = Points {
        tokens: &tokens,
        limits: Limits { max_year: 2100, day_first: None, short_ends: false },
    };
    let point = points.at(expected.unwrap_or(0))?;
    let short = matches!(point.shape, Shape::ShortYear | Shape::NamedShort | Shape::EraLetter);
    if short || point.until_day.is_some() || !ends(point.end) {
        return None;
    }
    let date = point.date()?;
    let coarse = point.coarse || point.until.is_some() || expected.is_some();
    Some(if coarse { DateReading::Coarse(date) } else { DateReading::Date(date) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match DateReading::of(text) {
            DateReading::Date(date) => date.to_string(),
            DateReading::Coarse(date) => format!("~{date}"),
            DateReading::Ongoing => "ongoing".into(),
            DateReading::Empty => "empty".into(),
            DateReading::Unread(why) => format!("? {}", why.unwrap_or_default()).trim().into(),
        }
    }

    #[test]
    fn dates_are_as_precise_as_written() {
        for (text, expected) in [
            ("2019", "2019"),
            ("2020-3", "2020-03"),
            ("2020-03-01", "2020-03-01"),
            ("03/2020", "2020-03"),
            ("June 2020", "2020-06"),
            ("jun. 2020", "2020-06"),
            ("Sept 2020", "2020-09"),
            ("12 March 2020", "2020-03-12"),
            ("March 12th, 2020", "2020-03-12"),
            ("März 2020", "2020-03"),
            ("1er juillet 2019", "2019-07-01"),
            ("15.03.2020", "2020-03-15"),
            ("3/15/2020", "2020-03-15"),
            ("15/03/2020", "2020-03-15"),
            ("2020年3月", "2020-03"),
            ("2020.03", "2020-03"),
            ("2020-06-01T00:00:00Z", "2020-06-01"),
            ("2020-00-00", "2020"),
            ("202003", "2020-03"),
            ("enero de 2020", "2020-01"),
            (" 2020 ", "2020"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn two_dates_are_a_range() {
        let range =
            |text| DateReading::range(text).map(|(a, b)| (a.to_string(), b.map(|b| b.to_string())));
        assert_eq!(range("2015 - 2017"), Some(("2015".into(), Some("2017".into()))));
        assert_eq!(range("Sept 2009 – heute"), Some(("2009-09".into(), None)));
        assert_eq!(range("2015-03"), None);
        assert_eq!(read("2015 - 2017"), "?");
    }

    #[test]
    fn the_order_of_day_and_month_may_be_told() {
        assert_eq!(DateReading::in_order("03/04/2020", true), DateReading::of("3.4.2020"));
        assert_eq!(DateReading::in_order("03/14/2020", true), DateReading::of("2020-03-14"));
    }

    #[test]
    fn what_says_more_than_a_date_is_coarse() {
        for text in ["Fall 2019", "Q3 2019", "WS 2019", "Spring semester 2019", "Sommer 2019"] {
            assert_eq!(read(text), "~2019", "{text}");
        }
    }

    #[test]
    fn ongoing_and_empty_are_told_apart_from_dates() {
        assert_eq!(read("Present"), "ongoing");
        assert_eq!(read("9999-99"), "ongoing");
        assert_eq!(read("heute"), "ongoing");
        assert_eq!(read("  "), "empty");
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        assert_eq!(read("2023-13"), "? month must be between 01 and 12");
        assert_eq!(read("2023-02-30"), "? there is no such day in that month");
        for text in [
            "soon",
            "May",
            "12",
            "the market of 2020 and 2021",
            "2019 - 2021",
            "12345",
            "June 2020 2021",
        ] {
            assert!(read(text).starts_with('?'), "{text}: {}", read(text));
        }
    }

    #[test]
    fn dates_order_by_time() {
        let date = |text: &str| match DateReading::of(text) {
            DateReading::Date(date) => date,
            other => panic!("{other:?}"),
        };
        assert!(date("2019-12") < date("2020"));
        assert!(date("2020") < date("2020-01"));
    }
}
