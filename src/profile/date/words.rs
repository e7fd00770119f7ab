//! The words of dates and periods in all languages: months, seasons, "present", "since" and so
//! on, read from `words.txt`.

use std::sync::OnceLock;

use super::lists::{Words, entries};
use super::tokens::Tokens;

/// What a word can be in a date or period: a set of roles, since many words have several ("de",
/// "a", "mars").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(u64);

/// Declares the roles, each with the group of `words.txt` that it belongs to.
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $group:literal,)*) => {
        impl Roles {
    /// No role.
    #[cfg(test)]
    pub(crate) const NONE: Self = Self(0);

            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*

            /// The role that a group of the list gives to its words.
            fn of_group(group: &str) -> Option<Self> {
                match group {
                    $($group => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

roles! {
    /// A month.
    MONTH = 0 "month",
    /// A month that is a common word as well.
    WEAK_MONTH = 1 "weak",
    /// A season.
    SEASON = 2 "season",
    /// A season that is a common word as well.
    WEAK_SEASON = 3 "weak season",
    /// A half year of a university.
    SEMESTER = 4 "semester",
    /// A school or business year; one year or two follow.
    ACADEMIC = 5 "academic",
    /// A part of a year that has a number: "Q", "quarter", "Halbjahr".
    PART = 6 "part",
    /// "early", "mid", "circa": a date follows.
    ABOUT = 7 "about",
    /// What goes on.
    ONGOING = 8 "ongoing",
    /// What goes on, with its own "to".
    TILLNOW = 9 "tillnow",
    /// "since", "seit", "from".
    SINCE = 10 "since",
    /// "onwards", "から": after a date.
    POSTSINCE = 11 "postsince",
    /// "von", "de": before a start where an end follows.
    FROM = 12 "from",
    /// "between".
    BETWEEN = 13 "between",
    /// "until".
    UNTIL = 14 "until",
    /// "to", "bis", "à": between two dates.
    TO = 15 "to",
    /// "まで", "kadar": after an end.
    TAIL = 16 "tail",
    /// An ending after an apostrophe: 2019'dan.
    SUFFIX = 17 "suffix",
    /// An ending after a hyphen: 2019-től.
    HYPHEN_SUFFIX = 18 "hyphensuffix",
    /// "of", "de": within a date.
    OF = 19 "of",
    /// "г.", "roku": after a year.
    YEAR = 20 "year",
    /// "year", "année": before a year.
    YEAR_WORD = 21 "yearword",
    /// "tháng": before the number of a month.
    MONTH_WORD = 22 "monthword",
    /// "st", "er": after the number of a day.
    ORDINAL = 23 "ordinal",
    /// "expected".
    EXPECTED = 24 "expected",
    /// "expires".
    EXPIRY = 25 "expiry",
    /// "issued".
    ISSUED = 26 "issued",
    /// "graduated".
    COMPLETED = 27 "completed",
    /// "as of", "last updated".
    AS_OF = 28 "asof",
    /// "in", "the": binds a date into a sentence.
    BOUND = 29 "bound",
    /// "employees", "hours": makes a number before it a count.
    COUNT = 30 "count",
    /// "ISO", "Windows": makes a number after it none of a year.
    NOT = 31 "not",
    /// "Street": makes a number before it that of a house.
    STREET = 32 "street",
    /// "years".
    UNIT_YEAR = 33 "unit year",
    /// "months".
    UNIT_MONTH = 34 "unit month",
    /// "less than a year".
    LESS_THAN = 35 "lessthan",
    /// "and".
    AND = 36 "and",
    /// An era of Japan or Taiwan.
    ERA = 37 "era",
    /// The letter of an era of Japan.
    ERA_LETTER = 38 "eraletter",
    /// A season, if it is written with its accents.
    ACCENTED_SEASON = 39 "=season",
    /// "nå": what goes on, if it is written with its accents.
    ACCENTED_ONGOING = 40 "=ongoing",
    /// What makes a number none of a year, if it is written in capitals.
    CAPITAL_NOT = 41 "^not",
}

impl Roles {
    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of the roles of `other` is among them.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a word or phrase means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// Its roles.
    pub(crate) roles: Roles,
    /// The month that it names, or the year before the first of the era that it names.
    pub(crate) number: u16,
    /// The number of tokens of the longest phrase that begins with it, if it is a single token.
    pub(crate) longest: u8,
}

/// Returns what a word or phrase means, given as [`Tokens::key`] writes it.
pub(crate) fn meaning(key: &str) -> Meaning {
    static WORDS: OnceLock<Words<Meaning>> = OnceLock::new();
    WORDS.get_or_init(load).get(key).copied().unwrap_or_default()
}

fn load() -> Words<Meaning> {
    let mut words = Words::with_capacity_and_hasher(6000, Default::default());
    let mut tokens = Tokens::default();
    for entry in entries(include_str!("words.txt")) {
        let (group, word) = match entry.word.as_bytes() {
            [b'=', ..] if entry.group == "season" => ("=season", &entry.word[1..]),
            [b'=', ..] if entry.group == "ongoing" => ("=ongoing", &entry.word[1..]),
            [b'^', ..] if entry.group == "not" => ("^not", &entry.word[1..]),
            _ => (entry.group, entry.word),
        };
        let numbered = group.rsplit_once(' ').and_then(|(name, n)| Some((name, n.parse().ok()?)));
        let (name, number) = numbered.unwrap_or((group, 0));
        let Some(roles) = Roles::of_group(name) else {
            debug_assert!(false, "the group `{group}` has no role");
            continue;
        };
        tokens.read_plain(word);
        let Some(last) = tokens.len().checked_sub(1) else { continue };
        let add = |meaning: &mut Meaning, length: u8| {
            meaning.roles = meaning.roles.or(roles);
            meaning.number = if number == 0 { meaning.number } else { number };
            meaning.longest = meaning.longest.max(length);
        };
        add(words.entry(tokens.key(0, last + 1).to_owned().into()).or_default(), 0);
        let first = words.entry(tokens.key(0, 1).to_owned().into()).or_default();
        first.longest = first.longest.max(u8::try_from(last + 1).unwrap_or(u8::MAX));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_group_has_a_role_and_every_word_a_key() {
        for entry in entries(include_str!("words.txt")) {
            let word = entry.word.trim_start_matches(['=', '^']);
            let mut tokens = Tokens::default();
            tokens.read_plain(word);
            assert!(tokens.len() > 0, "{entry:?}");
            let found = meaning(tokens.key(0, tokens.len()));
            assert!(found.roles != Roles::NONE, "{entry:?}");
        }
    }

    #[test]
    fn no_word_names_two_months() {
        let mut months: BTreeMap<String, &str> = BTreeMap::new();
        for entry in entries(include_str!("words.txt")) {
            let Some(("month" | "weak", number)) = entry.group.split_once(' ') else { continue };
            if number != "season" {
                let before = months.insert(crate::profile::date::fold::fold(entry.word), number);
                assert!(before.is_none_or(|b| b == number), "{entry:?} is month {before:?} too");
            }
        }
    }
}
