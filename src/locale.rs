//! What depends on the language: labels, titles of sections, dates, names of countries. The
//! languages are data files in `src/locale/`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::embedded;
use crate::profile::{Date, Location, Text, When};

/// The words and patterns of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Locale {
    /// The name of its file: a BCP 47 tag.
    #[serde(skip)]
    pub tag: String,
    /// The language's own name.
    pub name: String,
    /// What a range that goes on ends with.
    pub present: String,
    /// A range, of `{start}` and `{end}`.
    pub range: String,
    /// The names of the months as they stand in dates, January first.
    pub months: Vec<String>,
    /// A month of a year, of `{month}`, `{m}`, `{mm}` and `{year}`.
    pub month_year: String,
    /// A day, of these and `{d}`, `{dd}`.
    pub day_month_year: String,
    /// A month in digits.
    pub numeric_month: String,
    /// A day in digits.
    pub numeric_day: String,
    /// What the document is called.
    pub resume: String,
    /// The document's title, of `{name}` and `{resume}`.
    pub document_title: String,
    /// What the photo shows, of `{name}`.
    pub portrait: String,
    /// The number of a page, of `{page}` and `{pages}`.
    pub page: String,
    /// What stands between a label and its text.
    pub colon: String,
    /// What stands between the items of a list.
    pub comma: String,
    /// What stands in brackets behind a name, of `{text}`. Default: ` ({text})`.
    #[serde(default = "round_brackets")]
    pub brackets: String,
    /// A degree, of `{type}` and `{area}`.
    pub degree: String,
    /// Whether the family name comes first.
    pub family_first: bool,
    /// The titles of the sections by their keys.
    pub sections: BTreeMap<String, String>,
    /// The labels of fields by their names.
    pub fields: BTreeMap<String, String>,
    /// What publications of a kind are called.
    pub publications: BTreeMap<String, String>,
}

fn round_brackets() -> String {
    " ({text})".to_owned()
}

/// How dates are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// The month in the way of the language, and the year: `Mar 2022`.
    MonthYear,
    /// The year alone.
    Year,
    /// As in the schema: `2022-03`.
    Iso,
    /// All of it, in digits and in the way of the language: `03/2022`.
    Numeric,
}

impl Locale {
    /// Returns the locale of a language tag: of the tag itself, else of its language. `None` if
    /// there is none. Each is read once.
    pub fn find(tag: &str) -> Option<&'static Self> {
        static READ: [OnceLock<Option<Locale>>; embedded::LOCALES.len()] =
            [const { OnceLock::new() }; embedded::LOCALES.len()];
        let tag = tag.replace('_', "-").to_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let tag = match (primary, tag.as_str()) {
            ("zh", "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant-tw" | "zh-hant-hk" | "zh-hant") => {
                "zh-Hant"
            }
            ("no" | "nn", _) => "nb",
            _ => primary,
        };
        let file = format!("{tag}.toml");
        let place = embedded::LOCALES.iter().position(|(name, _)| *name == file)?;
        let read = || {
            let locale: Self = toml::from_str(embedded::LOCALES[place].1).ok()?;
            Some(Self { tag: tag.to_owned(), ..locale })
        };
        READ[place].get_or_init(read).as_ref()
    }

    /// Returns the English locale, on which the others fall back.
    pub fn english() -> &'static Self {
        Self::find("en").expect("the English locale is embedded")
    }

    /// The tags of all languages, in alphabetical order.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        embedded::LOCALES.iter().filter_map(|(name, _)| name.strip_suffix(".toml"))
    }

    /// The title of a section.
    pub fn section(&self, key: &str) -> &str {
        self.sections.get(key).map_or("", String::as_str)
    }

    /// The label of a field.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The name of a country by its code of two letters.
    pub fn country(&self, code: &str) -> Option<&'static str> {
        self.name("territories.tsv", |line| line.split('\t').next() == Some(code))
    }

    /// The code of a country by its name in this language.
    pub(crate) fn country_code(&self, name: &str) -> Option<&'static str> {
        let table = embedded::text("territories.tsv");
        let mut lines = table.lines().filter(|line| !line.starts_with('#'));
        let column = lines.next()?.split('\t').position(|tag| tag == self.tag)?;
        lines.find(|line| line.split('\t').nth(column) == Some(name))?.split('\t').next()
    }

    /// The name of a language by its code of two or three letters.
    pub fn language(&self, code: &str) -> Option<&'static str> {
        let code = code.to_lowercase();
        self.name("languages.tsv", |line| {
            let mut codes = line.split('\t').take(2).flat_map(|codes| codes.split(' '));
            !code.is_empty() && codes.any(|known| known == code)
        })
    }

    /// A name in this language: the column of the line of a table.
    fn name(&self, table: &str, is: impl Fn(&str) -> bool) -> Option<&'static str> {
        let table = embedded::text(table);
        let mut lines = table.lines().filter(|line| !line.starts_with('#'));
        let column = lines.next()?.split('\t').position(|tag| tag == self.tag)?;
        lines.find(|line| is(line))?.split('\t').nth(column)
    }

    /// An address on one line, in the order of its country, with the values of the language `lang`.
    pub fn address(&self, location: &Location, lang: &str) -> String {
        const POSTAL_LAST: [&str; 7] = ["US", "CA", "GB", "AU", "IE", "NZ", "IN"];
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.get(lang).trim().to_owned());
        let join = |parts: &[&Option<String>], separator: &str| {
            let parts = parts.iter().filter_map(|part| part.as_deref());
            let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
            (!parts.is_empty()).then(|| parts.join(separator))
        };
        let (city, region, postal) =
            (text(&location.city), text(&location.region), &location.postal_code);
        let code = location.country_code.as_deref();
        let country = code.map(|code| self.country(code).unwrap_or(code).to_owned());
        // One town that is its own country ("Singapore") is named once.
        let country = country.filter(|country| city.as_ref() != Some(country));
        let comma = self.comma.as_str();
        let address = text(&location.address).map(|address| {
            address
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join(comma)
        });
        if self.family_first && self.tag != "hu" {
            // From the large to the small.
            return join(&[postal, &country, &region, &city, &address], " ").unwrap_or_default();
        }
        let town = if code.is_some_and(|code| POSTAL_LAST.contains(&code)) {
            join(&[&city, &join(&[&region, postal], " ")], comma)
        } else {
            join(&[&join(&[postal, &city], " "), &region], comma)
        };
        join(&[&address, &town, &country], comma).unwrap_or_default()
    }

    /// A degree with its field of study.
    pub fn degree(&self, kind: &str, area: &str) -> String {
        fill(&self.degree, &[("type", kind), ("area", area)])
    }

    /// The degree and the field of study of a text that [`Locale::degree`] made, if it can be told
    /// which is which.
    pub(crate) fn parts_of_degree<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let inner = self.degree.strip_prefix('{')?.strip_suffix('}')?;
        let (first, rest) = inner.split_once('}')?;
        let (separator, _) = rest.split_once('{')?;
        let (head, tail) = text.split_once(separator)?;
        let parts = if first == "type" { (head, tail) } else { (tail, head) };
        (!separator.trim().is_empty()).then_some(parts)
    }

    /// A date in the given style; a text in its place as it is.
    pub fn date(&self, when: &When, style: DateStyle) -> String {
        let date = match when {
            When::Date(date) => *date,
            When::Text(text) => return text.clone(),
        };
        let pattern = match (style, date.month(), date.day()) {
            (DateStyle::Year, _, _) | (_, None, _) => return date.year().to_string(),
            (DateStyle::Iso, _, _) => return date.to_string(),
            (DateStyle::MonthYear, _, _) => &self.month_year,
            (DateStyle::Numeric, _, None) => &self.numeric_month,
            (DateStyle::Numeric, _, Some(_)) => &self.numeric_day,
        };
        self.fill(pattern, date)
    }

    /// A day with all its parts, for a day of birth.
    pub fn full_date(&self, when: &When) -> String {
        match when {
            When::Date(date) if date.day().is_some() => self.fill(&self.day_month_year, *date),
            when => self.date(when, DateStyle::MonthYear),
        }
    }

    /// A range. One whose ends print alike is a single date; one without an end goes on.
    pub fn range(&self, start: Option<&str>, end: Option<&str>) -> Option<String> {
        match (start, end) {
            (None, None) => None,
            (None, Some(date)) => Some(date.to_owned()),
            (Some(start), Some(end)) if start == end => Some(start.to_owned()),
            (Some(start), end) => {
                let end = end.unwrap_or(&self.present);
                Some(fill(&self.range, &[("start", start), ("end", end)]))
            }
        }
    }

    fn fill(&self, pattern: &str, date: Date) -> String {
        let month = date.month().unwrap_or(1);
        let day = date.day().unwrap_or(1);
        let name = self.months.get(usize::from(month) - 1).map_or("", String::as_str);
        fill(
            pattern,
            &[
                ("year", &date.year().to_string()),
                ("month", name),
                ("mm", &format!("{month:02}")),
                ("m", &month.to_string()),
                ("dd", &format!("{day:02}")),
                ("d", &day.to_string()),
            ],
        )
    }
}

/// Fills the `{names}` of a pattern. What is filled in is not looked at again, so that a text may
/// hold braces of its own.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = match value {
            Some((value, after)) => {
                filled.push_str(value);
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Sections;

    fn locale(tag: &str) -> &'static Locale {
        Locale::find(tag).unwrap()
    }

    #[test]
    fn every_locale_is_whole() {
        let english = Locale::english();
        for tag in Locale::tags() {
            let file = format!("{tag}.toml");
            let (_, text) = embedded::LOCALES.iter().find(|(name, _)| *name == file).unwrap();
            let parsed = toml::from_str::<Locale>(text);
            let locale = parsed.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(locale.months.len(), 12, "{tag}");
            assert_eq!(
                Vec::from_iter(locale.sections.keys()),
                Vec::from_iter(english.sections.keys()),
                "{tag}"
            );
            assert_eq!(
                Vec::from_iter(locale.fields.keys()),
                Vec::from_iter(english.fields.keys()),
                "{tag}"
            );
            assert_eq!(
                Vec::from_iter(locale.publications.keys()),
                Vec::from_iter(english.publications.keys()),
                "{tag}"
            );
            for (pattern, parts) in [
                (&locale.range, &["{start}", "{end}"][..]),
                (&locale.page, &["{page}", "{pages}"]),
                (&locale.degree, &["{type}", "{area}"]),
                (&locale.document_title, &["{name}", "{resume}"]),
                (&locale.portrait, &["{name}"]),
            ] {
                assert!(parts.iter().all(|part| pattern.contains(part)), "{tag}: {pattern}");
            }
            assert!(Locale::find(tag).unwrap().country("CH").is_some(), "{tag}");
        }
        for key in Sections::KEYS.iter().filter(|key| **key != "sections") {
            assert!(!english.section(key).is_empty(), "{key}");
        }
    }

    #[test]
    fn dates_follow_language_and_style() {
        let date = When::Date(Date::new(2022, Some(3), Some(9)).unwrap());
        assert_eq!(locale("en").date(&date, DateStyle::MonthYear), "Mar 2022");
        assert_eq!(locale("de-AT").date(&date, DateStyle::MonthYear), "03/2022");
        assert_eq!(locale("de").date(&date, DateStyle::Numeric), "09.03.2022");
        assert_eq!(locale("en").date(&date, DateStyle::Iso), "2022-03-09");
        assert_eq!(locale("en").date(&date, DateStyle::Year), "2022");
        let year = When::Date(Date::new(2022, None, None).unwrap());
        assert_eq!(locale("en").date(&year, DateStyle::Numeric), "2022");
        assert_eq!(locale("en").date(&When::Text("soon".into()), DateStyle::Iso), "soon");
    }

    #[test]
    fn ranges_print_a_single_date_once() {
        let en = locale("en");
        assert_eq!(en.range(Some("2020"), None).as_deref(), Some("2020 – Present"));
        assert_eq!(en.range(Some("2020"), Some("2020")).as_deref(), Some("2020"));
        assert_eq!(en.range(None, Some("2020")).as_deref(), Some("2020"));
        assert_eq!(en.range(None, None), None);
    }

    #[test]
    fn addresses_are_in_the_order_of_their_country() {
        let location = |code: &str| Location {
            address: Some("1 Main St\nFlat 2".into()),
            postal_code: Some("04101".into()),
            city: Some("Portland".into()),
            region: Some("ME".into()),
            country_code: Some(code.into()),
            ..Location::default()
        };
        let address = |tag: &str, code: &str| locale(tag).address(&location(code), tag);
        assert_eq!(address("en", "US"), "1 Main St, Flat 2, Portland, ME 04101, United States");
        assert_eq!(address("de", "AT"), "1 Main St, Flat 2, 04101 Portland, ME, Österreich");
        assert_eq!(address("zh", "CN"), "04101 中国 ME Portland 1 Main St、Flat 2");
        let town = Location {
            city: Some("Singapore".into()),
            country_code: Some("SG".into()),
            ..Location::default()
        };
        assert_eq!(locale("en").address(&town, "en"), "Singapore");
    }

    #[test]
    fn what_is_filled_in_is_not_a_pattern() {
        assert_eq!(fill("{a}, {b} {c} {", &[("a", "{b}"), ("b", "x")]), "{b}, x {c} {");
    }

    #[test]
    fn tags_find_the_nearest_locale() {
        assert_eq!(locale("zh-TW").tag, "zh-Hant");
        assert_eq!(locale("zh-CN").tag, "zh");
        assert_eq!(locale("pt_BR").tag, "pt");
        assert!(Locale::find("xx").is_none());
        assert_eq!(locale("de").country("AT"), Some("Österreich"));
        assert_eq!(locale("de").language("ger"), Some("Deutsch"));
        assert_eq!(locale("fr").language("EN"), Some("Anglais"));
        assert_eq!(locale("fr").language(""), None);
    }
}
