//! Makes texts ready for a style: spans as data, characters that can be set, words that can wrap.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::profile::{Block, Item, Span, blocks, spans};

/// Turns texts into the data of a view, and keeps account of their characters.
#[derive(Default)]
pub(super) struct Texts {
    /// Each character beyond ASCII, with the first field it occurs in.
    pub(super) characters: BTreeMap<char, String>,
    /// The field in which characters were removed that cannot be printed.
    pub(super) removed: BTreeMap<char, String>,
    /// Whether links are printed without being links.
    pub(super) plain_links: bool,
}

/// The longest run of letters without a place to break that is taken to fit any line.
const LONG_WORD: usize = 28;

impl Texts {
    /// A text without markup.
    pub(super) fn plain(&mut self, text: &str, field: &str) -> String {
        if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return text.to_owned();
        }
        let mut clean = String::with_capacity(text.len());
        for c in text.nfc() {
            if is_unprintable(c) {
                self.removed.entry(c).or_insert_with(|| field.to_owned());
                continue;
            }
            let c = if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c };
            if !c.is_ascii() {
                self.characters.entry(c).or_insert_with(|| field.to_owned());
            }
            clean.push(c);
        }
        clean
    }

    /// One paragraph with its markup: a string where a style may print it as it is.
    pub(super) fn inline(&mut self, text: &str, field: &str) -> Json {
        self.spans(&spans(text), field)
    }

    /// Paragraphs and lists.
    pub(super) fn blocks(&mut self, text: &str, field: &str) -> Vec<Json> {
        let one = |block: &Block| match block {
            Block::Paragraph(spans) => {
                object!({ "kind": "paragraph", "text": self.spans(spans, field) })
            }
            Block::List(items) => object!({ "kind": "list", "items": self.items(items, field) }),
        };
        blocks(text).iter().map(one).collect()
    }

    fn items(&mut self, items: &[Item], field: &str) -> Vec<Json> {
        let one = |it: &Item| item(self.spans(&it.text, field), self.items(&it.items, field));
        items.iter().map(one).collect()
    }

    fn spans(&mut self, spans: &[Span], field: &str) -> Json {
        let mut parts = Vec::new();
        for span in spans {
            for (i, line) in span.text.split('\n').enumerate() {
                if i > 0 {
                    parts.push(object!({ "break": true }));
                }
                let text = self.plain(line, field);
                self.span(&text, span, &mut parts);
            }
            if let (Some(url), true) = (&span.url, self.plain_links)
                && !span.text.contains(url.as_str())
            {
                let url = self.plain(&format!(" ({url})"), field);
                self.span(&url, span, &mut parts);
            }
        }
        match parts.as_slice() {
            [] => Json::String(String::new()),
            [Json::String(text)] if !has_names(text) => parts.remove(0),
            _ => Json::Array(parts),
        }
    }

    /// Adds a run of text, with the words that may be longer than a line taken apart.
    fn span(&self, text: &str, look: &Span, parts: &mut Vec<Json>) {
        let mut rest = text;
        while let Some((start, word)) = long_word(rest) {
            push(&rest[..start], None, look, self.plain_links, parts);
            push(word, Some(pieces(word)), look, self.plain_links, parts);
            rest = &rest[start + word.len()..];
        }
        push(rest, None, look, self.plain_links, parts);
    }
}

fn push(
    text: &str,
    pieces: Option<Vec<&str>>,
    look: &Span,
    plain_links: bool,
    parts: &mut Vec<Json>,
) {
    if text.is_empty() {
        return;
    }
    let url = look.url.as_deref().filter(|_| !plain_links);
    if !look.bold && !look.italic && !look.code && url.is_none() && pieces.is_none() {
        parts.push(Json::String(text.to_owned()));
        return;
    }
    let mut span = serde_json::Map::new();
    match pieces {
        Some(pieces) => span.insert("parts".to_owned(), json!(pieces)),
        None => span.insert("text".to_owned(), json!(text)),
    };
    for (name, is_set) in [("bold", look.bold), ("italic", look.italic), ("code", look.code)] {
        if is_set {
            span.insert(name.to_owned(), Json::Bool(true));
        }
    }
    if let Some(url) = url {
        span.insert("url".to_owned(), json!(url));
    }
    parts.push(Json::Object(span));
}

/// An item of a list, with those below it.
pub(super) fn item(text: Json, items: Vec<Json>) -> Json {
    object!({ "text": text, "items": items })
}

/// Whether there may be addresses in a text, or names like C++ and CI/CD, which no line may tear.
fn has_names(text: &str) -> bool {
    text.contains(['/', '@']) || text.contains("++")
}

/// The first word that has a long run without a place to break, and where it stands.
fn long_word(text: &str) -> Option<(usize, &str)> {
    if text.len() <= LONG_WORD {
        return None;
    }
    let mut start = 0;
    text.split(' ').find_map(|word| {
        let at = start;
        start += word.len() + 1;
        // Han, kana and Hangul break anywhere; a hyphen breaks behind it.
        let breaks =
            |c: char| c == '-' || ('\u{2e80}'..='\u{d7ff}').contains(&c) || c >= '\u{20000}';
        let is_long = word.len() > LONG_WORD
            && word.split(breaks).any(|run| run.chars().nth(LONG_WORD).is_some());
        is_long.then_some((at, word))
    })
}

/// What a long word may be broken between: its grapheme clusters, or groups of them in scripts
/// whose letters join.
fn pieces(word: &str) -> Vec<&str> {
    // The engine takes long for many small boxes.
    const MANY: usize = 1000;
    let joins = word
        .chars()
        .any(|c| ('\u{600}'..='\u{8ff}').contains(&c) || ('\u{900}'..='\u{dff}').contains(&c));
    let count = word.graphemes(true).count();
    let group = (count / MANY).max(if joins { 8 } else { 1 });
    let starts: Vec<_> =
        word.grapheme_indices(true).map(|(i, _)| i).step_by(group).chain([word.len()]).collect();
    starts.windows(2).map(|pair| &word[pair[0]..pair[1]]).collect()
}

/// Whether a character has no place on a page: controls, noncharacters, the byte order mark,
/// soft hyphens, and marks that stand for nothing to see.
fn is_unprintable(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' => {
            true
        }
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        // Private use: what a glyph there means, only the font of its author knew.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        c if c.is_control() => true,
        c => (u32::from(c) & 0xfffe) == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c),
    }
}

/// Whether a character without a glyph may be left out: a symbol, an emoji, a variation mark.
/// A letter, a digit or a mark on one may not.
pub(super) fn is_symbol(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)
        || ('\u{fe00}'..='\u{fe0f}').contains(&c)
        || ('\u{1f000}'..='\u{1faff}').contains(&c)
        || ('\u{e0000}'..='\u{e01ef}').contains(&c)
}

/// Whether a text of these characters beyond ASCII looks the same without the font features that
/// put marks on letters (`ccmp`), choose the shapes of a language (`locl`) and look at neighbours
/// (`calt`), and without space between Han and Latin characters. Shaping with them takes a quarter
/// longer.
pub(super) fn shapes_simply(mut characters: impl Iterator<Item = char>, lang: &str) -> bool {
    const WITHOUT_LOCAL_SHAPES: [&str; 10] =
        ["en", "de", "fr", "es", "it", "pt", "sv", "da", "nb", "fi"];
    let is_simple = |c: char| {
        // Latin and its accents, then punctuation, currencies, arrows and signs.
        matches!(c, '\u{a0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{22ff}')
    };
    WITHOUT_LOCAL_SHAPES.contains(&lang) && characters.all(is_simple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_become_data() {
        let mut texts = Texts::default();
        assert_eq!(texts.inline("plain #x", "f"), json!("plain #x"));
        assert_eq!(texts.inline("C++, a@b.example", "f"), json!(["C++, a@b.example"]));
        assert_eq!(
            texts.inline("a **b** [c](https://d.example)", "f"),
            json!(["a ", { "text": "b", "bold": true }, " ", { "text": "c", "url": "https://d.example" }])
        );
        texts.plain_links = true;
        assert_eq!(
            texts.inline("[c](https://d.example)", "f"),
            json!(["c", " (https://d.example)"])
        );
    }

    #[test]
    fn long_words_are_taken_apart() {
        let word = "x".repeat(40);
        let data = Texts::default().inline(&format!("a {word} b"), "f");
        assert_eq!(data[0], "a ");
        assert_eq!(data[1]["parts"].as_array().unwrap().len(), 40);
        assert_eq!(data[2], " b");
        let hyphenated = format!("{}-{}", "x".repeat(20), "y".repeat(20));
        assert_eq!(Texts::default().inline(&hyphenated, "f"), json!(hyphenated));
        let han = "汉".repeat(100);
        assert_eq!(Texts::default().inline(&han, "f"), json!(han));
    }

    #[test]
    fn what_cannot_be_printed_is_removed_and_told() {
        let mut texts = Texts::default();
        assert_eq!(texts.plain("a\u{1}b\u{200b}c\u{feff}\td", "basics.name"), "abc d");
        assert_eq!(texts.removed.len(), 3);
        assert_eq!(texts.plain("e\u{301}", "f"), "é");
        assert_eq!(texts.characters.get(&'é').map(String::as_str), Some("f"));
    }

    #[test]
    fn marks_and_scripts_with_rules_are_shaped_in_full() {
        assert!(shapes_simply("éß–€".chars(), "de"));
        assert!(!shapes_simply("e\u{301}".chars(), "en"));
        assert!(!shapes_simply("и".chars(), "en"));
        assert!(!shapes_simply("中".chars(), "en"));
        assert!(!shapes_simply("é".chars(), "tr"));
    }

    #[test]
    fn letters_are_no_symbols() {
        assert!("★→😀\u{fe0f}€".chars().all(is_symbol));
        assert!("漢é9\u{301}अ".chars().all(|c| !is_symbol(c)));
    }
}
