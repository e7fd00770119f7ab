//! Postal codes and streets.

use super::words::fold;

/// The postal code at the beginning or the end of a part of an address, and the rest.
pub(super) fn postal(part: &str) -> Option<(&str, &str)> {
    let boxes = ["box", "postfach", "apartado", "boite", "casella"];
    if fold(part).split([' ', '.']).any(|word| boxes.contains(&word)) {
        return None;
    }
    let labels = ["CEP", "CP", "PLZ", "ZIP", "C.P.", "CAP"];
    let labelled = labels.iter().find_map(|label| part.strip_prefix(label));
    let part = labelled.map_or(part, |rest| rest.trim_start_matches([':', ' ', '.']));
    let words: Vec<&str> = part.split_whitespace().collect();
    at_start(part, &words).or_else(|| at_end(part, &words))
}

/// "99084 Erfurt", "D-10115 Berlin", "1012 AB Amsterdam", "123 45 Stockholm".
fn at_start<'a>(part: &'a str, words: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let first = words.first().copied()?;
    let second = words.get(1).copied().unwrap_or_default();
    let swedish = first.len() == 3 && all_digits(first) && second.len() == 2 && all_digits(second);
    let dutch = first.len() == 4 && all_digits(first) && second.len() == 2 && all_capitals(second);
    if !(is_number(first) || is_prefixed(first) || swedish) {
        return None;
    }
    let last = if swedish || dutch { second } else { first };
    let end = offset(part, last) + last.len();
    let (code, rest) = (part.get(..end)?, part.get(end..)?);
    // A number before a street is its house's.
    let house = rest.split_whitespace().count() >= 2 && first.len() <= 5 && is_street(rest);
    (!house).then_some((code, rest))
}

/// "BT48 9XX", "SK1", "K1A 0B1", "T12 AB34", "TX 77701", "Missouri 63118".
fn at_end<'a>(part: &'a str, words: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let last = words.last().copied()?;
    let before = words.len().checked_sub(2).and_then(|n| words.get(n)).copied();
    let cut = |word: &str| {
        let start = offset(part, word);
        Some((part.get(start..)?, part.get(..start)?))
    };
    if let Some(outward) = before.filter(|word| is_mixed(word) && is_inward(last)) {
        return cut(outward);
    }
    let numbered = |word: &&str| word.chars().any(|c| c.is_ascii_digit());
    if is_mixed(last) && words.len() <= 4 && !words.iter().rev().skip(1).any(numbered) {
        return cut(last);
    }
    // "lgh 1203" is a flat.
    let named = before.is_some_and(|word| word.starts_with(char::is_uppercase));
    if is_number(last) && named && !is_street(part) { cut(last) } else { None }
}

fn offset(part: &str, word: &str) -> usize {
    (word.as_ptr() as usize).saturating_sub(part.as_ptr() as usize)
}

fn all_digits(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn all_capitals(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "99084", "88010-000", "00-001".
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let fits = word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    fits && (4..=9).contains(&digits) && !word.starts_with('-') && !word.contains("--")
}

/// "D-10115", "PL-00-001".
fn is_prefixed(word: &str) -> bool {
    word.split_once('-').is_some_and(|(land, code)| {
        (1..=2).contains(&land.len()) && all_capitals(land) && is_number(code)
    })
}

/// "BT48", "SK1", "K1A".
fn is_mixed(word: &str) -> bool {
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let full = capitals + digits == word.len();
    full && (2..=4).contains(&word.len())
        && capitals >= 1
        && digits >= 1
        && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// "9XX", "0B1", "AB34": the second half of a code of two.
fn is_inward(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let full = letters + digits == word.len() && letters >= 1 && digits >= 1;
    let digit_first = word.starts_with(|c: char| c.is_ascii_digit());
    full && (word.len() == 3 && digit_first || word.len() == 4 && !digit_first)
}

/// What names of streets end with where they are one word.
const ENDINGS: [&str; 22] = [
    "strasse", "straße", "str.", "gasse", "straat", "gatan", "vägen", "allee", "weg", "platz",
    "ring", "damm", "ufer", "gade", "vej", "veien", "katu", "laan", "plein", "kade", "gracht",
    "utca",
];

/// Words for streets, as they stand apart.
const STREETS: [&str; 146] = [
    "street",
    "st.",
    "st",
    "road",
    "rd",
    "rd.",
    "avenue",
    "ave",
    "ave.",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "way",
    "court",
    "ct",
    "place",
    "terrace",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "trail",
    "circle",
    "cir",
    "row",
    "mews",
    "gardens",
    "grove",
    "broadway",
    "turnpike",
    "quay",
    "wharf",
    "esplanade",
    "parade",
    "alley",
    "carrer",
    "carretera",
    "camino",
    "strada",
    "vicolo",
    "aleja",
    "plac",
    "square",
    "close",
    "crescent",
    "rue",
    "calle",
    "via",
    "rua",
    "ulica",
    "ul.",
    "avda",
    "quai",
    "chemin",
    "impasse",
    "viale",
    "piazza",
    "corso",
    "avenida",
    "paseo",
    "plaza",
    "allee",
    "weg",
    "platz",
    "c/",
    "c/.",
    "cl.",
    "avda.",
    "av.",
    "pza.",
    "ctra.",
    "travesia",
    "praca",
    "travessa",
    "largo",
    "os.",
    "al.",
    "pl.",
    "ул.",
    "улица",
    "просп.",
    "проспект",
    "пр-т",
    "пр.",
    "пер.",
    "переулок",
    "вул.",
    "вулиця",
    "наб.",
    "шоссе",
    "бульвар",
    "sokak",
    "sokagi",
    "sk.",
    "cad.",
    "caddesi",
    "mah.",
    "mahallesi",
    "strada",
    "str.",
    "bulevardul",
    "nam.",
    "namesti",
    "ulice",
    "utca",
    "ut",
    "ter",
    "jalan",
    "jl.",
    "duong",
    "carrer",
    "rambla",
    "vicolo",
    "lungarno",
    "strada",
    "cours",
    "route",
    "rte",
    "bd",
    "faubourg",
    "sentier",
    "ruelle",
    "mews",
    "row",
    "grove",
    "gardens",
    "hill",
    "walk",
    "parade",
    "esplanade",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "circle",
    "cir",
    "trail",
    "alley",
    "loop",
    "quay",
    "wharf",
    "green",
    "bis",
];

/// Whether a text names a street.
pub(super) fn is_street(text: &str) -> bool {
    let folded = fold(text);
    let numbered = folded.bytes().any(|b| b.is_ascii_digit());
    // "St. Louis" and "Bury St Edmunds" are saints'.
    let spoken: Vec<&str> = folded.split([' ', ',']).collect();
    let saint = |n: usize, word: &str| {
        matches!(word, "st" | "st.")
            && (n == 0
                || spoken.get(n + 1).is_some_and(|next| !next.is_empty()) && n == 1 && !numbered)
    };
    spoken.iter().copied().enumerate().any(|(n, word)| {
        let short = word.trim_end_matches('.');
        ((STREETS.contains(&word) || n > 0 && STREETS.contains(&short)) && !saint(n, word))
            || ENDINGS.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_before_and_behind_towns() {
        for (part, code) in [
            ("99084 Erfurt", "99084"),
            ("D-10115 Berlin", "D-10115"),
            ("1012 AB Amsterdam", "1012 AB"),
            ("123 45 Stockholm", "123 45"),
            ("Derry BT48 9XX", "BT48 9XX"),
            ("Ottawa K1A 0B1", "K1A 0B1"),
            ("TX 77701", "77701"),
            ("CEP 88010-000", "88010-000"),
        ] {
            assert_eq!(postal(part).map(|(code, _)| code), Some(code), "{part}");
        }
        for part in ["1180 Juniper Lane", "P.O. Box 00505", "Leeds"] {
            assert_eq!(postal(part), None, "{part}");
        }
    }
}
