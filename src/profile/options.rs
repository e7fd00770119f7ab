//! The options of a rendering: one set, whether they come from a flag, a profile or a style.

use std::fmt;
use std::num::NonZeroU16;

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, is_default};

/// Defines the options once: fields, names, parsing and layering follow from it.
macro_rules! options {
    ($($(#[$doc:meta])* $field:ident / $name:literal: $ty:ty = $parse:expr,)*) => {
        /// How a profile is to be rendered. `None` leaves the choice to what comes next:
        /// flag, then profile (`meta.cvpdf`), then the style's default, then the built-in one.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
        #[serde(rename_all = "camelCase", default)]
        pub struct Options {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_default")] pub $field: Option<$ty>,)*
            /// What is no option, or no value for one, kept as it was written.
            #[serde(flatten)]
            #[cfg_attr(test, schemars(skip))]
            pub extra: Extra,
        }

        impl Options {
            /// The names of all options, as they stand in flags and in `--set`.
            pub const NAMES: &[&str] = &[$($name),*];

            /// Sets an option from text. The name may be in `kebab-case` or `camelCase`.
            ///
            /// # Errors
            /// Says what is wrong with the name or the value, and what to write instead.
            pub fn set(&mut self, name: &str, value: &str) -> Result<(), OptionError> {
                let value = value.trim();
                match kebab(name).as_str() {
                    $($name => {
                        let parse: fn(&str) -> Result<$ty, String> = $parse;
                        self.$field = Some(parse(value).map_err(|expected| OptionError::Value {
                            name: $name, value: value.to_owned(), expected,
                        })?);
                        Ok(())
                    })*
                    _ => Err(OptionError::Name { name: name.to_owned() }),
                }
            }

            /// Takes from `other` what is not set here.
            #[must_use]
            pub fn or(self, other: &Self) -> Self {
                Self { $($field: self.$field.or_else(|| other.$field.clone()),)* extra: self.extra }
            }

            /// The names of the options that are set.
            pub fn names(&self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(if self.$field.is_some() { names.push($name); })*
                names
            }
        }
    };
}

options! {
    /// The style: its name, or the path of its folder. Default: `classic`.
    style / "style": String = text,
    /// The accent colour: `#rgb`, `#rrggbb`, a CSS colour name, or `none`. Default: the style's.
    accent / "accent": String = accent,
    /// The font family of the text. Default: the style's.
    font / "font": String = text,
    /// The font family of name and headings. Default: the style's.
    heading_font / "heading-font": String = text,
    /// The paper: `a4`, `letter`, `a5`, `legal`, or width x height such as `210x297mm`. Default: by region.
    paper / "paper": String = paper,
    /// Leading and gaps: `tight`, `compact`, `normal` or `airy`. Default: `normal`.
    density / "density": String = |value| one_of(value, Options::choices("density")),
    /// The size of the type as a factor, 0.8 to 1.3. Default: 1.
    size / "size": f64 = size,
    /// The most pages: type and gaps are fitted to fill them well; `auto` avoids a last page that is nearly empty. Default: as many as it takes.
    pages / "pages": Pages = pages,
    /// The language of labels and dates as a BCP 47 tag. Default: the profile's.
    lang / "lang": String = lang,
    /// The region as an ISO 3166-1 code of two letters; it chooses paper and photo. Default: the profile's.
    region / "region": String = region,
    /// How dates look: `month-year`, `year`, `iso` or `numeric`. Default: `month-year`.
    dates / "dates": String = |value| one_of(value, Options::choices("dates")),
    /// The photo: `auto` (the profile's, where it is usual), `none`, or a path. Default: `auto`.
    photo / "photo": String = text,
    /// The shape of the photo: `circle`, `rounded` or `square`. Default: the style's.
    photo_shape / "photo-shape": String = |value| one_of(value, Options::choices("photo-shape")),
    /// Whether contact details get icons. Default: the style's.
    icons / "icons": bool = boolean,
    /// Links: `visible` (the address is printed), `label` (the title is the link) or `plain` (printed, no link). Default: `visible`.
    links / "links": String = |value| one_of(value, Options::choices("links")),
    /// The sections: their keys in order, `-key` to hide one, `key=Title` to rename one, `-*` to hide all others. Default: the profile's order, then the style's.
    sections / "sections": Sections = sections,
    /// The sections that begin on a new page: their keys. The first section stays where it is. Default: none.
    break_before / "break-before": SectionKeys = section_keys,
    /// Whether paragraphs are justified. Default: the style's.
    justify / "justify": bool = boolean,
    /// Whether words are hyphenated. Default: the style's.
    hyphenate / "hyphenate": bool = boolean,
    /// Page numbers: `auto` (with more than one page), `always` or `never`. Default: `auto`.
    page_numbers / "page-numbers": String = |value| one_of(value, Options::choices("page-numbers")),
    /// The bullet: any character, for example `•` or `–`. Default: the style's.
    bullet / "bullet": String = bullet,
    /// Figures: `lining` or `old-style`. Default: the style's.
    figures / "figures": String = |value| one_of(value, Options::choices("figures")),
    /// Whether the employer is printed with each role rather than once for roles in a row. Default: the style's.
    repeat_employer / "repeat-employer": bool = boolean,
    /// Whether personal details (birth, nationality, …) are printed. Default: no.
    personal / "personal": bool = boolean,
}

impl Options {
    /// The values that an option takes, if there are but a few; else none.
    pub fn choices(name: &str) -> &'static [&'static str] {
        match name {
            "density" => &["tight", "compact", "normal", "airy"],
            "dates" => &["month-year", "year", "iso", "numeric"],
            "photo-shape" => &["circle", "rounded", "square"],
            "links" => &["visible", "label", "plain"],
            "page-numbers" => &["auto", "always", "never"],
            "figures" => &["lining", "old-style"],
            _ => &[],
        }
    }
}

/// What is wrong with an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionError {
    /// There is no option of that name.
    Name {
        /// The name as given.
        name: String,
    },
    /// The value is none that the option takes.
    Value {
        /// The option.
        name: &'static str,
        /// The value as given.
        value: String,
        /// What it takes.
        expected: String,
    },
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name } => write!(f, "there is no option `{name}`"),
            Self::Value { name, value, .. } => write!(f, "`{value}` is no value for `{name}`"),
        }
    }
}

impl std::error::Error for OptionError {}

/// How many pages a document is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(from = "PagesForm", into = "PagesForm")]
#[cfg_attr(test, schemars(with = "PagesForm"))]
pub enum Pages {
    /// As many as it takes, but none that is nearly empty at its end.
    Auto,
    /// At most this many.
    AtMost(NonZeroU16),
}

/// A number of pages, or `auto`.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
enum PagesForm {
    /// At most this many.
    AtMost(NonZeroU16),
    /// `auto`.
    Text(String),
}

impl From<PagesForm> for Pages {
    fn from(form: PagesForm) -> Self {
        match form {
            PagesForm::AtMost(count) => Self::AtMost(count),
            PagesForm::Text(text) => pages(&text).unwrap_or(Self::Auto),
        }
    }
}

impl From<Pages> for PagesForm {
    fn from(pages: Pages) -> Self {
        match pages {
            Pages::AtMost(count) => Self::AtMost(count),
            Pages::Auto => Self::Text("auto".to_owned()),
        }
    }
}

/// The order of sections, and which are hidden or renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(from = "SectionsForm", into = "String")]
#[cfg_attr(test, schemars(with = "SectionsForm"))]
pub struct Sections {
    /// The rules, in order.
    pub rules: Vec<SectionRule>,
    /// Whether sections without a rule are hidden.
    pub only: bool,
}

/// What is to happen with a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionRule {
    /// It prints here.
    Show(String),
    /// It prints here, with this title.
    Rename(String, String),
    /// It does not print.
    Hide(String),
}

/// Sections, or rules for them, as one text or one by one.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
enum SectionsForm {
    /// Parted by commas.
    Text(String),
    /// One by one.
    List(Vec<String>),
}

impl From<SectionsForm> for Sections {
    fn from(form: SectionsForm) -> Self {
        match form {
            SectionsForm::Text(text) => Self::from_rules(text.split(',')),
            SectionsForm::List(rules) => Self::from_rules(rules.iter().map(String::as_str)),
        }
    }
}

impl From<Sections> for String {
    fn from(sections: Sections) -> Self {
        let rules = sections.rules.into_iter().map(|rule| match rule {
            SectionRule::Show(key) => key,
            SectionRule::Rename(key, title) => format!("{key}={title}"),
            SectionRule::Hide(key) => format!("-{key}"),
        });
        rules.chain(sections.only.then(|| "-*".to_owned())).collect::<Vec<_>>().join(",")
    }
}

impl Sections {
    /// The keys that sections bear, in the usual order; `sections` stands for the next custom one.
    pub const KEYS: &[&str] = &[
        "summary",
        "work",
        "projects",
        "education",
        "skills",
        "certificates",
        "publications",
        "awards",
        "languages",
        "volunteer",
        "interests",
        "references",
        "sections",
    ];

    fn from_rules<'a>(rules: impl Iterator<Item = &'a str>) -> Self {
        let mut sections = Self::default();
        for rule in rules.map(str::trim).filter(|rule| !rule.is_empty()) {
            let rule = match (rule, rule.strip_prefix('-'), rule.split_once('=')) {
                ("-*", _, _) => {
                    sections.only = true;
                    continue;
                }
                (_, Some(key), _) => SectionRule::Hide(key.trim().to_owned()),
                (_, _, Some((key, title))) => {
                    SectionRule::Rename(key.trim().to_owned(), title.trim().to_owned())
                }
                _ => SectionRule::Show(rule.to_owned()),
            };
            sections.rules.push(rule);
        }
        sections
    }
}

/// The keys of some sections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(from = "SectionsForm", into = "String")]
#[cfg_attr(test, schemars(with = "SectionsForm"))]
pub struct SectionKeys(pub Vec<String>);

impl From<SectionsForm> for SectionKeys {
    fn from(form: SectionsForm) -> Self {
        match form {
            SectionsForm::Text(text) => Self::from_keys(text.split(',')),
            SectionsForm::List(keys) => Self::from_keys(keys.iter().map(String::as_str)),
        }
    }
}

impl From<SectionKeys> for String {
    fn from(keys: SectionKeys) -> Self {
        keys.0.join(",")
    }
}

impl SectionKeys {
    fn from_keys<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        Self(keys.map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned).collect())
    }

    /// Whether a section is among them.
    pub fn contains(&self, key: &str) -> bool {
        self.0.iter().any(|known| known == key)
    }
}

fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 2);
    for c in name.trim().chars() {
        match c {
            '_' => kebab.push('-'),
            c if c.is_ascii_uppercase() => {
                kebab.push('-');
                kebab.push(c.to_ascii_lowercase());
            }
            c => kebab.push(c),
        }
    }
    kebab
}

fn text(value: &str) -> Result<String, String> {
    if value.is_empty() { Err("a name".to_owned()) } else { Ok(value.to_owned()) }
}

fn one_of(value: &str, values: &[&str]) -> Result<String, String> {
    let lower = value.to_lowercase();
    if values.contains(&lower.as_str()) { Ok(lower) } else { Err(list(values)) }
}

/// ``"`a`, `b` or `c`"``
fn list(values: &[&str]) -> String {
    let quoted: Vec<_> = values.iter().map(|v| format!("`{v}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn boolean(value: &str) -> Result<bool, String> {
    match value.to_lowercase().as_str() {
        "true" | "on" | "yes" | "1" | "" => Ok(true),
        "false" | "off" | "no" | "0" => Ok(false),
        _ => Err("`on` or `off`".to_owned()),
    }
}

fn size(value: &str) -> Result<f64, String> {
    let factor = match value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|p| p / 100.0),
        None => value.parse(),
    };
    factor
        .ok()
        .filter(|factor| (0.8..=1.3).contains(factor))
        .ok_or_else(|| "a factor between 0.8 and 1.3, for example `0.95`".to_owned())
}

fn pages(value: &str) -> Result<Pages, String> {
    if value.eq_ignore_ascii_case("auto") {
        return Ok(Pages::Auto);
    }
    let count = value.parse().map(Pages::AtMost);
    count.map_err(|_| "a number from 1, or `auto`".to_owned())
}

fn accent(value: &str) -> Result<String, String> {
    if value.eq_ignore_ascii_case("none") {
        return Ok("none".to_owned());
    }
    let color = csscolorparser::parse(value)
        .map_err(|_| "a colour such as `#1d4e89`, `teal` or `none`".to_owned())?;
    let [r, g, b, _] = color.to_rgba8();
    Ok(format!("#{r:02x}{g:02x}{b:02x}"))
}

fn paper(value: &str) -> Result<String, String> {
    let value = value.to_lowercase();
    match paper_size(&value) {
        Some(_) => Ok(value),
        None => Err("`a4`, `letter`, `a5`, `legal`, or a size such as `210x297mm` (at least 80 mm wide and high, at most 1000 mm)".to_owned()),
    }
}

/// The width and height in mm that a paper's name or size stands for.
pub(crate) fn paper_size(value: &str) -> Option<(f64, f64)> {
    let size = match value {
        "a4" => (210.0, 297.0),
        "a5" => (148.0, 210.0),
        "b5" => (182.0, 257.0),
        "letter" | "us-letter" => (215.9, 279.4),
        "legal" | "us-legal" => (215.9, 355.6),
        _ => {
            let (number, unit) = ["mm", "cm", "in", "pt"]
                .iter()
                .zip([1.0, 10.0, 25.4, 25.4 / 72.0])
                .find_map(|(name, mm)| Some((value.strip_suffix(name)?, mm)))
                .unwrap_or((value, 1.0));
            let (width, height) = number.split_once(['x', '×'])?;
            let mm =
                |n: &str| n.trim().trim_end_matches("mm").parse::<f64>().ok().map(|n| n * unit);
            (mm(width)?, mm(height)?)
        }
    };
    let range = 80.0..=1000.0;
    (range.contains(&size.0) && range.contains(&size.1)).then_some(size)
}

fn lang(value: &str) -> Result<String, String> {
    if super::is_language_tag(value) {
        Ok(value.to_owned())
    } else {
        Err("a language tag such as `en`, `de-AT` or `zh-Hant`".to_owned())
    }
}

fn region(value: &str) -> Result<String, String> {
    if value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(value.to_uppercase())
    } else {
        Err("a country's code of two letters such as `US`".to_owned())
    }
}

fn bullet(value: &str) -> Result<String, String> {
    let count = value.chars().count();
    if (1..=3).contains(&count) {
        Ok(value.to_owned())
    } else {
        Err("one character such as `•`".to_owned())
    }
}

fn sections(value: &str) -> Result<Sections, String> {
    let sections = Sections::from_rules(value.split(','));
    for rule in &sections.rules {
        if let SectionRule::Rename(key, title) = rule
            && title.is_empty()
        {
            return Err(format!("a title behind `{key}=`; `-{key}` hides the section"));
        }
        let (SectionRule::Show(key) | SectionRule::Hide(key) | SectionRule::Rename(key, _)) = rule;
        known_section(key)?;
    }
    Ok(sections)
}

fn section_keys(value: &str) -> Result<SectionKeys, String> {
    let keys = SectionKeys::from_keys(value.split(','));
    keys.0.iter().try_for_each(|key| known_section(key))?;
    Ok(keys)
}

fn known_section(key: &str) -> Result<(), String> {
    if Sections::KEYS.contains(&key) {
        return Ok(());
    }
    Err(format!("keys among {}; `{key}` is none", list(Sections::KEYS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_set_by_either_name() {
        let mut options = Options::default();
        options.set("pageNumbers", "never").unwrap();
        options.set("heading-font", "Inter").unwrap();
        options.set("accent", "Teal").unwrap();
        assert_eq!(options.names(), ["accent", "heading-font", "page-numbers"]);
        assert_eq!(options.accent.as_deref(), Some("#008080"));
    }

    #[test]
    fn wrong_values_say_what_is_right() {
        let error = Options::default().set("density", "loose").unwrap_err();
        assert_eq!(error.to_string(), "`loose` is no value for `density`");
        assert!(
            matches!(error, OptionError::Value { expected, .. } if expected.ends_with("`normal` or `airy`"))
        );
        assert!(Options::default().set("colour", "red").is_err());
        for (name, value) in [
            ("size", "3"),
            ("pages", "0"),
            ("paper", "5x5"),
            ("lang", "english"),
            ("region", "USA"),
            ("sections", "jobs"),
            ("break-before", "work,jobs"),
        ] {
            assert!(Options::default().set(name, value).is_err(), "{name}");
        }
    }

    #[test]
    fn section_rules_round_trip() {
        let mut options = Options::default();
        options.set("sections", "education, work=Jobs,-skills,-*").unwrap();
        let sections = options.sections.unwrap();
        assert!(sections.only);
        assert_eq!(String::from(sections), "education,work=Jobs,-skills,-*");
    }
}
