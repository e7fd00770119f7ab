//! The language of a text, by its commonest words.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::embedded;
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
        for entry in entries(embedded::text("stopwords.txt")) {
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

/// The language of the fields of a profile, as a tag; `None` unless it is sure: among them are names,
/// and words of the trade that are English in every language.
pub(crate) fn language_of_fields(text: &str) -> Option<&'static str> {
    /// How many known words must tell a language that shares its letters with English.
    const MANY: usize = 20;
    match by_script(text).or_else(|| by_alphabet(text)) {
        Some("zh") if is_traditional(text) => return Some("zh-Hant"),
        Some(tag) => return Some(tag),
        None => {}
    }
    let counts = counts(text);
    let english = counts.iter().find(|(tag, _)| *tag == "en").map_or(0, |(_, count)| *count);
    let (tag, count) = best(&counts)?;
    (count >= MANY && count >= 3 * english && tag != "en").then_some(tag)
}

/// The languages that most letters tell, of alphabets that few languages have.
fn by_alphabet(text: &str) -> Option<&'static str> {
    let (mut letters, mut arabic, mut hebrew, mut greek, mut cyrillic) = (0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        match c {
            '\u{0600}'..='\u{06ff}' => arabic += 1,
            '\u{0590}'..='\u{05ff}' => hebrew += 1,
            '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}' => greek += 1,
            '\u{0400}'..='\u{04ff}' => cyrillic += 1,
            _ => {}
        }
    }
    let is_most = |count: usize| letters >= 20 && count * 2 > letters;
    let has = |signs: &[char]| text.contains(signs);
    match () {
        () if is_most(hebrew) => Some("he"),
        () if is_most(greek) => Some("el"),
        () if is_most(arabic) => Some(if has(&['پ', 'چ', 'گ']) { "fa" } else { "ar" }),
        // What tells Russian from others is in these letters alone.
        () if is_most(cyrillic) && has(&['ї', 'є', 'ґ']) => Some("uk"),
        () if is_most(cyrillic) && has(&['ы', 'э']) && !has(&['і', 'ў', 'қ', 'ү', 'ө']) => {
            Some("ru")
        }
        () => None,
    }
}

/// Whether Chinese is written with the signs of Taiwan and Hong Kong.
fn is_traditional(text: &str) -> bool {
    const TRADITIONAL: &str =
        "們個來時為會學這對發後國過產關開與業務經驗負責設計專團隊營運處際語書電腦網體應";
    const SIMPLIFIED: &str =
        "们个来时为会学这对发后国过产关开与业务经验负责设计专团队营运处际语书电脑网体应";
    let (mut traditional, mut simplified) = (0, 0);
    for c in text.chars().filter(|c| *c >= '\u{3400}').take(SAMPLE) {
        let (is_old, is_new) = (TRADITIONAL.contains(c), SIMPLIFIED.contains(c));
        traditional += usize::from(is_old && !is_new);
        simplified += usize::from(is_new && !is_old);
    }
    traditional > 2 * simplified
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
    let (tag, count) = best(&counts(text))?;
    (count >= LEAST).then_some(tag)
}

/// How many words of each language a text has.
fn counts(text: &str) -> Vec<(&'static str, usize)> {
    let known = stopwords();
    let mut counts: Vec<_> = known.tags.iter().map(|tag| (*tag, 0)).collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(SAMPLE) {
        let is_lower = word.bytes().all(|b| b.is_ascii_lowercase());
        let word = if is_lower { Cow::from(word) } else { word.to_lowercase().into() };
        for &n in known.words.get(&word).into_iter().flatten() {
            if let Some((_, count)) = counts.get_mut(n) {
                *count += 1;
            }
        }
    }
    counts
}

/// The language of most words, if it has clearly more of them than any other.
fn best(counts: &[(&'static str, usize)]) -> Option<(&'static str, usize)> {
    let (best, &(tag, count)) =
        counts.iter().enumerate().max_by_key(|(n, (_, count))| (*count, usize::MAX - n))?;
    let others = counts.iter().enumerate().filter(|(n, _)| *n != best);
    let second = others.map(|(_, (_, count))| *count).max()?;
    (count * 4 >= second * 5).then_some((tag, count))
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

    #[test]
    fn fields_tell_their_language_only_where_it_is_sure() {
        let german = "Aufbau der Abteilung und Leitung von sechs Mitarbeitern mit dem Ziel, die Kosten zur Hälfte zu senken";
        let often = [german; 4].join(". ");
        for (text, expected) in [
            (often.as_str(), Some("de")),
            // Few words, and none of English, are not taken for the whole.
            (german, None),
            (
                "Led the team of six and shipped the product to clients from the north with a budget",
                None,
            ),
            ("負責產品設計與開發，帶領團隊完成多個項目並且上線運行，使用 React", Some("zh-Hant")),
            ("负责产品设计与开发，带领团队完成多个项目并且上线运行，使用 React", Some("zh")),
            ("Ведение бухгалтерского учёта, отчётность, первичные документы", Some("ru")),
            ("Розробка веб-застосунків, підтримка клієнтів, її власний проєкт", Some("uk")),
            ("Ανάπτυξη εφαρμογών και υποστήριξη πελατών", Some("el")),
            ("تطوير تطبيقات الويب وإدارة الفريق", Some("ar")),
            ("פיתוח יישומי אינטרנט וניהול צוות", Some("he")),
            ("Rust, Go, Python, 北京", None),
        ] {
            assert_eq!(language_of_fields(text), expected, "{text}");
        }
    }
}
