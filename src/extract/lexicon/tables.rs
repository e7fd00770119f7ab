//! Words that are looked up as they stand: labels, levels, names of languages, countries, regions
//! and networks.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::embedded;
use crate::profile::date::fold::fold;
use crate::profile::date::lists::{Entry, Words, entries};

use super::{Label, Level};

/// A table that is read from its list when first asked.
struct Table<V: 'static> {
    words: OnceLock<Words<V>>,
    list: &'static str,
    value: fn(Entry) -> Option<V>,
}

impl<V: Copy> Table<V> {
    const fn new(list: &'static str, value: fn(Entry) -> Option<V>) -> Self {
        Self { words: OnceLock::new(), list, value }
    }

    /// Returns what the list says of a text.
    fn get(&self, text: &str) -> Option<V> {
        if text.len() > 100 {
            return None;
        }
        let words = self.words.get_or_init(|| {
            let mut words = Words::default();
            for entry in entries(embedded::text(self.list)) {
                if let Some(value) = (self.value)(entry) {
                    words.entry(Cow::Owned(key(entry.word))).or_insert(value);
                }
            }
            words
        });
        words.get(key(text).as_str()).copied()
    }
}

static LABELS: Table<Label> = Table::new("labels.txt", |entry| label_named(entry.group));
static LANGUAGES: Table<&str> = Table::new("languages.txt", |entry| Some(entry.lang));
static LEVELS: Table<Level> = Table::new("levels.txt", |entry| level_named(entry.group));
static COUNTRIES: Table<&str> = Table::new("countries.txt", |entry| Some(entry.lang));
static REGION_CODES: Table<&str> =
    Table::new("regions.txt", |entry| (entry.group == "code").then_some(entry.word));
static REGION_NAMES: Table<()> =
    Table::new("regions.txt", |entry| (entry.group == "name").then_some(()));
static HOSTS: Table<&str> =
    Table::new("networks.txt", |entry| (entry.group == "host").then_some(entry.lang));
static NETWORK_LABELS: Table<&str> =
    Table::new("networks.txt", |entry| (entry.group == "label").then_some(entry.lang));
static KINDS: Table<()> = Table::new("employment.txt", |_| Some(()));
static HONORIFICS: Table<()> =
    Table::new("names.txt", |entry| (entry.group == "honorific").then_some(()));
static POST_NOMINALS: Table<()> =
    Table::new("names.txt", |entry| (entry.group == "post-nominal").then_some(()));
static PARTICLES: Table<()> =
    Table::new("names.txt", |entry| (entry.group == "particle").then_some(()));
static TOWNS: Table<()> = Table::new("towns.txt", |_| Some(()));
static TECHNIQUES: Table<()> = Table::new("techniques.txt", |_| Some(()));

/// A text folded, its spaces made single, without colons and dots at its end.
fn key(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', '：', '.', ' ']);
    let folded = fold(text);
    if folded.contains("  ") || folded.contains(['\t', '\n']) || folded.trim().len() < folded.len()
    {
        return folded.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    folded
}

/// What a label announces; a colon at its end and a note in brackets do not matter.
pub(crate) fn label(text: &str) -> Option<Label> {
    LABELS.get(text).or_else(|| {
        let head = text.trim_end_matches([':', '：', ' ']).strip_suffix([')', '）'])?;
        let head = head.get(..head.find(['(', '（'])?)?.trim_end();
        LABELS.get(head).filter(|_| !head.is_empty())
    })
}

/// Whether a text is the name of a language, and which: a language tag ("de"; "zh" for Mandarin).
pub(crate) fn language(text: &str) -> Option<&'static str> {
    LANGUAGES.get(text)
}

/// Reads a text that says how well something is mastered, and hardly anything else.
pub(crate) fn level(text: &str) -> Option<Level> {
    let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）' | ' ' | '.' | ','));
    if let Some(level) = LEVELS.get(text) {
        return Some(level);
    }
    if let Some(share) = text.strip_suffix(['%', '％']) {
        return match share.trim().parse().ok()? {
            0..30 => Some(Level::Basic),
            30..60 => Some(Level::Intermediate),
            60..85 => Some(Level::Advanced),
            85..=100 => Some(Level::Fluent),
            _ => None,
        };
    }
    composed_level(text)
}

/// A level said twice or with its word: "C1 – fließend", "Niveau B2", "fluent (C1)".
fn composed_level(text: &str) -> Option<Level> {
    if text.len() > 60 {
        return None;
    }
    const FRAMES: [&str; 24] = [
        "niveau",
        "level",
        "nivel",
        "nível",
        "livello",
        "nivå",
        "poziom",
        "úroveň",
        "уровень",
        "taso",
        "seviye",
        "szint",
        "cefr",
        "cecrl",
        "mcer",
        "ger",
        "qcer",
        "gem",
        "ger:",
        "quadro",
        "proficiency",
        "cecr",
        "рівень",
        "skills",
    ];
    let parts = text.split(['(', ')', '/', ',', '–', '—', '-', '|', '（', '）', ';', ' ']);
    let mut found = None;
    let mut plain = true;
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match LEVELS.get(part) {
            Some(level) => found = found.or(Some(level)),
            None if FRAMES.contains(&part.to_lowercase().as_str()) => {}
            None => plain = false,
        }
    }
    if plain {
        return found;
    }
    // Phrases of several words beside a sign: "very good (C1)", "C1 - sehr gut".
    let mut parts = text
        .split(['(', ')', '–', '—', '|', '（', '）', ';', ','])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let first = LEVELS.get(parts.next()?)?;
    let mut rest = parts.peekable();
    rest.peek()?;
    rest.all(|part| LEVELS.get(part).is_some()).then_some(first)
}

/// The ISO 3166 code of the country that a text names.
pub(crate) fn country_code(text: &str) -> Option<&'static str> {
    static NAMES: OnceLock<Words<&'static str>> = OnceLock::new();
    if text.len() > 100 {
        return None;
    }
    let names = NAMES.get_or_init(territories);
    names.get(key(text).as_str()).copied().or_else(|| COUNTRIES.get(text))
}

/// The ISO 3166 code of the country that a field names. For a name that is written as in the table
/// of its language, the table alone is looked through, as a field is mostly the only one.
pub(crate) fn country_code_of_field(name: &str) -> Option<&'static str> {
    let table = territories_table();
    let cell = ["\t", name, "\t"].concat();
    let at = table.find(&cell).filter(|_| !name.is_empty() && !name.contains(['\t', '\n']));
    let line = at.and_then(|at| table.get(..at)?.rsplit('\n').next());
    line.and_then(|line| line.split('\t').next()).or_else(|| country_code(name))
}

/// Whether a text is the ISO 3166 code of a country, in capitals, and no usual abbreviation of something
/// else: "SE", but not "IT" or "HR".
pub(crate) fn is_country_code(text: &str) -> bool {
    country_of_code(text).is_some()
}

/// The ISO 3166 code of a country that stands for it in capitals, as [`is_country_code`] tells.
pub(crate) fn country_of_code(text: &str) -> Option<&'static str> {
    const OTHERS: [&str; 26] = [
        "IT", "HR", "PR", "QA", "AI", "BD", "PM", "ML", "CD", "TV", "AD", "MD", "PA", "LA", "ID",
        "CV", "BA", "MA", "MS", "BS", "PS", "CC", "AR", "VR", "GP", "CA",
    ];
    static CODES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let fits =
        text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) && !OTHERS.contains(&text);
    let codes = CODES.get_or_init(|| {
        territories_table().lines().filter_map(|line| line.split('\t').next()).collect()
    });
    codes.get(text).copied().filter(|_| fits)
}

/// The codes of countries, each with its names in a line.
fn territories_table() -> &'static str {
    let table = embedded::text("territories.tsv");
    table.split_once('\n').unwrap_or_default().1
}

fn territories() -> Words<&'static str> {
    let mut names = Words::default();
    for line in territories_table().lines() {
        let mut cells = line.split('\t');
        let Some(code) = cells.next() else { continue };
        for name in cells.filter(|name| !name.is_empty()) {
            names.entry(Cow::Owned(key(name))).or_insert(code);
        }
    }
    names
}

/// Whether a text is a state, province or region or its abbreviation: "TX", "Ontario", "Bayern".
pub(crate) fn is_region(text: &str) -> bool {
    REGION_CODES.get(text).is_some_and(|code| code == text.trim())
        || text.chars().any(char::is_uppercase) && REGION_NAMES.get(text).is_some()
        || ["Co. ", "Co ", "County "].iter().any(|county| {
            text.trim().strip_prefix(county).is_some_and(|name| {
                name.starts_with(char::is_uppercase) && name.split(' ').count() <= 2
            })
        })
}

/// Whether a text is the name of a larger town, beyond those that are common words too.
pub(crate) fn is_town_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_lowercase()) && TOWNS.get(text).is_some()
}

/// The network that a host belongs to: "GitHub" for `github.com` and `www.github.com`.
pub(crate) fn network_for_host(host: &str) -> Option<&'static str> {
    let mut host = host;
    loop {
        if let Some(network) = HOSTS.get(host) {
            return Some(network);
        }
        host = host.split_once('.')?.1;
    }
}

/// The network that a label names: "LinkedIn:", "in/", "@ Twitter".
pub(crate) fn network_for_label(text: &str) -> Option<&'static str> {
    NETWORK_LABELS.get(text.trim_matches(|c: char| matches!(c, '@' | '/' | ':' | '：' | ' ')))
}

/// Whether a text is a kind of employment or a place of working: "Full-time", "CDI", "Remote".
pub(crate) fn is_employment_kind(text: &str) -> bool {
    KINDS.get(text).is_some()
}

/// Whether a word stands before a name: "Dr.", "Prof.", "Herr", "Captain".
pub(crate) fn is_honorific(word: &str) -> bool {
    HONORIFICS.get(word).is_some()
}

/// Whether a word stands after a name: "`PhD`", "MBA", "CPA", "Esq.".
pub(crate) fn is_post_nominal(word: &str) -> bool {
    let word = word.trim_matches([',', '(', ')']);
    POST_NOMINALS.get(word).is_some() && word.chars().any(char::is_uppercase)
}

/// Whether a word of lower case belongs to a name: "van", "de", "bin".
pub(crate) fn is_name_particle(word: &str) -> bool {
    PARTICLES.get(word).is_some()
}

/// Whether a text is a technique: a programming language, a program, a method.
pub(crate) fn is_technique(text: &str) -> bool {
    TECHNIQUES.get(text).is_some()
}

fn level_named(group: &str) -> Option<Level> {
    Some(match group {
        "basic" => Level::Basic,
        "intermediate" => Level::Intermediate,
        "advanced" => Level::Advanced,
        "fluent" => Level::Fluent,
        "native" => Level::Native,
        _ => return None,
    })
}

fn label_named(group: &str) -> Option<Label> {
    Some(match group {
        "name" => Label::Name,
        "given-name" => Label::GivenName,
        "surname" => Label::Surname,
        "headline" => Label::Headline,
        "email" => Label::Email,
        "phone" => Label::Phone,
        "fax" => Label::Fax,
        "address" => Label::Address,
        "place" => Label::Place,
        "url" => Label::Url,
        "network" => Label::Network,
        "birth" => Label::Birth,
        "birthplace" => Label::Birthplace,
        "nationality" => Label::Nationality,
        "family" => Label::Family,
        "gender" => Label::Gender,
        "driving-licence" => Label::DrivingLicence,
        "detail" => Label::Detail,
        "position" => Label::Position,
        "employer" => Label::Employer,
        "client" => Label::Client,
        "unit" => Label::Unit,
        "industry" => Label::Industry,
        "start" => Label::Start,
        "end" => Label::End,
        "date" => Label::Date,
        "duties" => Label::Duties,
        "techniques" => Label::Techniques,
        "degree" => Label::Degree,
        "area" => Label::Area,
        "institution" => Label::Institution,
        "score" => Label::Score,
        "thesis" => Label::Thesis,
        "courses" => Label::Courses,
        "issuer" => Label::Issuer,
        "title" => Label::Title,
        "role" => Label::Role,
        "authors" => Label::Authors,
        "description" => Label::Description,
        "technical" => Label::Technical,
        "level" => Label::Level,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_with_and_without_a_colon() {
        for (text, expected) in [
            ("E-Mail:", Some(Label::Email)),
            ("Telefon", Some(Label::Phone)),
            ("電話：", Some(Label::Phone)),
            ("Geburtsdatum", Some(Label::Birth)),
            ("GitHub", Some(Label::Network)),
            ("Tech stack", Some(Label::Techniques)),
            ("Hamburg", None),
            ("", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn levels_are_read_in_words_signs_and_shares() {
        for (text, expected) in [
            ("C1", Some(Level::Advanced)),
            ("(native)", Some(Level::Native)),
            ("Muttersprache", Some(Level::Native)),
            ("verhandlungssicher", Some(Level::Fluent)),
            ("Niveau B1", Some(Level::Intermediate)),
            ("fluent (C2)", Some(Level::Fluent)),
            ("90%", Some(Level::Fluent)),
            ("Spanish", None),
            ("1999", None),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn places_languages_and_networks_are_looked_up() {
        for (text, expected) in [
            ("Deutsch", Some("de")),
            ("Français", Some("fr")),
            ("English", Some("en")),
            ("Rust", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
        for (text, expected) in
            [("Germany", Some("DE")), ("UAE", Some("AE")), ("日本", Some("JP")), ("Hamburg", None)]
        {
            assert_eq!(country_code(text), expected, "{text}");
        }
        for (text, is) in [("TX", true), ("tx", false), ("Ontario", true), ("Paris", false)] {
            assert_eq!(is_region(text), is, "{text}");
        }
        assert_eq!(network_for_host("www.github.com"), Some("GitHub"));
        assert_eq!(network_for_host("notgithub.com"), None);
        assert_eq!(network_for_label("LinkedIn:"), Some("LinkedIn"));
        assert_eq!(network_for_label("Rust"), None);
    }

    #[test]
    fn countries_of_fields_are_those_of_texts() {
        let cells = territories_table().lines().flat_map(|line| line.split('\t').skip(1));
        for name in cells.chain(["", "hamburg", "GERMANY", "UAE", "en", "A\tB", "code"]) {
            assert_eq!(country_code_of_field(name), country_code(name), "{name}");
        }
    }

    #[test]
    fn words_around_names_are_known() {
        assert!(is_honorific("Dr.") && is_honorific("Frau") && !is_honorific("Jane"));
        assert!(is_post_nominal("PhD") && !is_post_nominal("ma") && !is_post_nominal("Doe"));
        assert!(is_name_particle("van") && !is_name_particle("doe"));
        assert!(is_employment_kind("Full-time") && !is_employment_kind("Chef"));
        assert!(is_technique("C++") && !is_technique("teamwork"));
    }
}
