//! The language of a text, by its commonest words.

use std::sync::OnceLock;

use crate::profile::date::lists::{Words, entries};

/// How many words of a text are looked at.
const SAMPLE: usize = 4000;

/// How many known words a text must have to tell its language.
const LEAST: usize = 8;

/// The words of the list, written in lower case, with the languages that have them.
struct Stopwords {
    tags: Vec<&'static str>,
    words: Words<Vec<usize>>,
}

fn stopwords() -> &'static Stopwords {
    static WORDS: OnceLock<Stopwords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut found = Stopwords { tags: Vec::new(), words: Words::default() };
        for entry in entries(include_str!("../data/stopwords.txt")) {
            let n = found.tags.iter().position(|tag| *tag == entry.lang).unwrap_or_else(|| {
                found.tags.push(entry.lang);
                found.tags.len() - 1
            });
            found.words.entry(entry.word.into()).or_default().push(n);
        }
        found
    })
}

/// The language of a text by its commonest words, as a tag; `None` if they do not tell.
pub(crate) fn language_of(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

/// The languages that their script tells.
fn by_script(text: &str) -> Option<&'static str> {
    let (mut letters, mut han, mut kana, mut hangul) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            _ => {}
        }
    }
    if letters < 20 {
        return None;
    }
    if hangul * 3 > letters {
        return Some("ko");
    }
    // Signs stand for more than letters do.
    let japanese = kana * 20 > (han + kana) && (han + kana) * 3 > letters;
    match (japanese, han * 3 > letters) {
        (true, _) => Some("ja"),
        (false, true) => Some("zh"),
        _ => None,
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    let known = stopwords();
    let mut counts = vec![0_usize; known.tags.len()];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(SAMPLE) {
        for &n in known.words.get(word.to_lowercase().as_str()).into_iter().flatten() {
            if let Some(count) = counts.get_mut(n) {
                *count += 1;
            }
        }
    }
    let (best, count) =
        counts.iter().enumerate().max_by_key(|(n, count)| (**count, usize::MAX - n))?;
    let second =
        counts.iter().enumerate().filter(|(n, _)| *n != best).map(|(_, count)| *count).max()?;
    (*count >= LEAST && *count * 4 >= second * 5).then(|| known.tags.get(best).copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_words_tell_the_language() {
        for (text, expected) in [
            (
                "Aufbau der Abteilung und Leitung von sechs Mitarbeitern mit dem Ziel, die Kosten zur Hälfte zu senken, sowie Planung für das Werk",
                Some("de"),
            ),
            (
                "Led the team of six and shipped the product to clients from the north with a budget of ten for the year",
                Some("en"),
            ),
            ("서울에서 네트워크 엔지니어로 근무하면서 장비를 운영하고 관리함", Some("ko")),
            ("負責產品設計與開發，帶領團隊完成多個項目並且上線運行", Some("zh")),
            ("Rust, Go, Python", None),
            ("", None),
        ] {
            assert_eq!(language_of(text), expected, "{text}");
        }
    }
}
