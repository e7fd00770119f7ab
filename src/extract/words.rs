//! Small questions about words that several rules ask.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dates::{self, Form, Reading};
use super::lexicon;

/// Lower case without accents, white space made single.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(&text.to_ascii_lowercase());
    } else {
        folded.extend(text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase));
        // Kana and Hangul are taken apart by the line above and put together again.
        if !folded.is_ascii() {
            folded = folded.nfc().collect();
        }
    }
    if folded.contains("  ")
        || folded.contains(['\t', '\u{a0}', '\u{3000}'])
        || folded.trim().len() < folded.len()
    {
        folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    folded
}

/// Whether a line is the heading of a section, beyond doubt.
pub(super) fn is_heading(text: &str) -> bool {
    text.len() <= 80 && lexicon::heading(text).is_some_and(|heading| heading.score >= 90)
}

/// Whether a line in small letters is the heading of a section.
pub(super) fn is_heading_folded(text: &str) -> bool {
    text.len() <= 80 && lexicon::heading(text).is_some_and(|heading| heading.score >= 70)
}

/// Whether a line names the document itself.
pub(super) fn is_document_title(text: &str) -> bool {
    text.len() <= 60 && lexicon::is_document_title(text)
}

/// Whether a word is "page".
pub(super) fn is_page_word(word: &str) -> bool {
    [
        "page",
        "seite",
        "pagina",
        "strona",
        "sida",
        "side",
        "стр",
        "страница",
        "页",
        "頁",
        "ページ",
        "쪽",
        "sayfa",
        "oldal",
        "strana",
        "sivu",
        "pag",
    ]
    .contains(&word)
}

/// Whether a word stands between the number of a page and their count.
pub(super) fn is_of_word(word: &str) -> bool {
    ["of", "von", "de", "sur", "di", "z", "av", "af", "из", "共", "van", "din"].contains(&word)
}

/// A text whose letters are set apart, put together: "E X P E R I E N C E". Wider gaps part words.
pub(super) fn unspaced(text: &str) -> String {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let single = tokens.iter().filter(|token| token.chars().count() <= 1).count();
    if tokens.len() < 3 || single * 10 < tokens.len() * 6 {
        return text.to_owned();
    }
    let words = text.split(['\t', '\u{3000}']).flat_map(|part| part.split("  "));
    let words = words.map(|word| word.split_whitespace().collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a text is a date or a period and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    text.len() <= 60 && dates::read(text, Reading::default()).is_some()
}

/// Whether a period stands in a line.
pub(super) fn has_range(line: &str) -> bool {
    line.bytes().any(|b| b.is_ascii_digit())
        && dates::find(line, Reading::default())
            .iter()
            .any(|found| matches!(found.form, Form::Range | Form::Since | Form::Open))
}

/// Whether a text is a period and nothing else.
pub(super) fn is_period(text: &str) -> bool {
    dates::read(text.trim(), Reading::default())
        .is_some_and(|found| matches!(found.form, Form::Range | Form::Since))
}

/// Whether a text is a duration and nothing else.
pub(super) fn is_duration(text: &str) -> bool {
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    text.len() < 60
        && text.chars().any(|c| c.is_numeric())
        && match dates::find(text, Reading::default()).as_slice() {
            [found] => {
                found.form == Form::Duration && {
                    // "Bis heute 4 Jahre": the present is no date of its own there.
                    let before = text.get(..found.outer.start).unwrap_or_default();
                    let after = text.get(found.outer.end..).unwrap_or_default();
                    let lasting = dates::read(before.trim(), Reading::default())
                        .is_some_and(|found| found.form == Form::Ongoing);
                    found.is_alone() || lasting && after.trim().is_empty()
                }
            }
            [first, second] => {
                first.form == Form::Ongoing
                    && second.form == Form::Duration
                    && text.len() <= second.outer.end + 1
                    && first.outer.start == 0
            }
            _ => false,
        }
}

/// Whether a line is a place and a day: "Erfurt, den 3. Mai 2024".
pub(super) fn is_place_and_day(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let found = dates::find(line, Reading::default());
    let Some(last) = found.last().filter(|_| found.len() == 1) else { return false };
    let day = last.form == Form::Single
        && last.start.as_ref().is_some_and(|stamp| stamp.date.day().is_some());
    let before = line.get(..last.outer.start).unwrap_or_default().trim();
    let after =
        line.get(last.outer.end..).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let place =
        before.trim_end_matches(|c: char| c.is_lowercase() || c == ' ').trim_end_matches(',');
    day && after.is_empty()
        && before.contains(',')
        && place.split_whitespace().count() <= 4
        && !place.contains(',')
        && place.chars().any(char::is_alphabetic)
}

/// Whether a word leaves the sentence open: an article, a preposition, a conjunction.
pub(super) fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "the", "of", "and", "or", "to", "in", "on", "for", "with", "at", "by", "from",
        "into", "as", "than", "that", "which", "whom", "whose", "who", "is", "are", "was", "were",
        "its", "their", "his", "her", "our", "my", "&", "der", "die", "das", "dem", "den", "des",
        "ein", "eine", "einen", "einer", "eines", "und", "oder", "von", "vom", "zum", "zur", "zu",
        "im", "mit", "für", "bei", "auf", "sowie", "le", "la", "les", "un", "une", "du", "de",
        "et", "ou", "dans", "pour", "avec", "sur", "par", "el", "los", "las", "y", "o", "con",
        "para", "por", "en", "del", "da", "do", "dos", "das", "e", "em", "com", "no", "na", "il",
        "lo", "gli", "di", "della", "dei", "che", "per", "het", "een", "van", "voor", "met", "op",
        "aan", "w", "z", "i", "na", "dla", "oraz", "och", "med", "för", "av", "til", "og", "и",
        "в", "на", "с", "для", "we", "I",
    ];
    // "Chicago, IL" ends with a state.
    let state = || word.len() == 2 && lexicon::is_region(word);
    // "Hamar Trehus AS" ends with the form of a company.
    let form = || ["AS", "A/S", "AG", "AB"].contains(&word);
    WORDS.contains(&word) || WORDS.contains(&word.to_lowercase().as_str()) && !state() && !form()
}

/// Whether a part of a compound is written with a hyphen after it, so that it stays at the end of
/// a line.
pub(super) fn keeps_hyphen(prefix: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "self", "co", "non", "pre", "re", "multi", "cross", "cost", "high", "low", "full", "half",
        "end", "real", "well", "long", "short", "anti", "ex", "e", "data", "front", "back", "time",
        "half", "part", "large", "small", "mid", "post", "semi", "sub", "inter", "intra", "user",
        "client", "customer", "team", "on", "off", "in", "out", "up", "down", "open", "closed",
        "first", "second", "third", "one", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "hands", "state", "day", "year", "world", "award", "peer", "test", "event",
        "object", "service", "risk", "value", "mission", "safety", "business", "role", "rule",
        "model", "cloud", "line", "work", "home", "hand", "hard", "soft", "left", "right", "top",
        "bottom", "best", "better", "fast", "single", "double", "triple", "type", "case", "code",
        "life", "man", "person", "point", "problem", "decision", "quality", "health", "patient",
        "child", "early", "late", "web", "bio", "socio", "micro", "macro", "vice", "go", "follow",
        "start", "set", "step", "sign", "check", "stand", "build", "break", "over", "under", "by",
        "industry", "company", "country", "nation", "region", "city", "site", "field", "floor",
        "key", "market", "low", "lower", "upper", "cold", "hot", "wet", "dry", "north", "south",
        "east", "west", "all", "any", "so",
    ];
    PREFIXES.contains(&prefix)
}

/// Whether a word follows a suspended hyphen: "Planungs- und".
pub(super) fn joins_suspended(word: &str) -> bool {
    [
        "und", "oder", "bzw", "bzw.", "sowie", "and", "or", "en", "of", "och", "og", "et", "ou",
        "e", "y", "i", "to", "&",
    ]
    .contains(&word)
}

/// Whether a character is written without spaces between words.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a sentence ends with the text.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', ')', '*', '_', '」', '`']);
    text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '…'])
}

/// How many words a text has; three characters count as a word where words are not parted.
pub(super) fn count(text: &str) -> usize {
    let cjk = text.chars().filter(|&c| is_cjk(c)).count();
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() + cjk / 3
}
