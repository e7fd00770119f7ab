//! Phrases of a list, found in a text word by word.

use std::ops::Range;

use crate::embedded;
use crate::profile::date::fold::{fold, fold_char};
use crate::profile::date::lists::{Words, entries};

/// A word of a text: its bytes and its folded form.
pub(super) struct Token {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Its folded form.
    pub(super) folded: String,
}

/// A phrase found.
pub(super) struct Found<'a, V> {
    /// Its first token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) end: usize,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What the list says of it.
    pub(super) value: &'a V,
}

/// How a phrase is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// In any way.
    Any,
    /// With a capital at its start: short words.
    Capital,
    /// With two capitals at least: "`MArch`" is no month.
    Mixed,
    /// In capitals: abbreviations.
    Capitals,
}

struct Phrase<V> {
    case: Case,
    value: V,
}

/// The phrases of a list: of words, of parts of words, and of scripts without spaces.
pub(super) struct Phrases<V> {
    words: Words<Phrase<V>>,
    /// How many words the longest phrase has that begins with a word.
    longest: Words<usize>,
    /// Ends and beginnings of words.
    ends: Vec<(String, V)>,
    starts: Vec<(String, V)>,
    /// Longest end and beginning known by their last and first characters.
    joined: Words<V>,
    joined_longest: usize,
}

impl<V: Copy> Phrases<V> {
    /// Reads the groups of a list that `value` wants.
    pub(super) fn new(list: &'static str, value: impl Fn(&str) -> Option<V>) -> Self {
        let mut phrases = Self {
            words: Words::default(),
            longest: Words::default(),
            ends: Vec::new(),
            starts: Vec::new(),
            joined: Words::default(),
            joined_longest: 0,
        };
        for entry in entries(embedded::text(list)) {
            if let Some(value) = value(entry.group) {
                phrases.insert(entry.word, value);
            }
        }
        phrases
    }

    fn insert(&mut self, written: &'static str, value: V) {
        let (capitals, word) = match written.strip_prefix('^') {
            Some(word) => (true, word),
            None => (false, written),
        };
        if let Some(end) = word.strip_prefix('-') {
            self.ends.push((fold(end), value));
            return;
        }
        if let Some(start) = word.strip_suffix('-') {
            self.starts.push((fold(start), value));
            return;
        }
        if word.chars().any(is_unspaced) {
            let folded = fold(word);
            self.joined_longest = self.joined_longest.max(folded.chars().count());
            self.joined.entry(folded.into()).or_insert(value);
            return;
        }
        let found = tokens(word);
        let Some(first) = found.first() else { return };
        let longest = self.longest.entry(first.folded.clone().into()).or_insert(0);
        *longest = (*longest).max(found.len());
        let case = if capitals { Case::Capitals } else { case_of(word) };
        let key = found.iter().map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ");
        let phrase = self.words.entry(key.into()).or_insert(Phrase { case, value });
        // Written in two ways, it may be written in the freer one.
        phrase.case = phrase.case.min(case);
    }

    /// Returns the longest phrase that begins with a token.
    pub(super) fn at(&self, text: &str, found: &[Token], first: usize) -> Option<Found<'_, V>> {
        let token = found.get(first)?;
        let longest = *self.longest.get(token.folded.as_str()).unwrap_or(&0);
        let mut key = String::new();
        let mut best = None;
        for (n, token) in found.iter().enumerate().skip(first).take(longest) {
            if n > first {
                if !is_joint(text, found, n) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&token.folded);
            let Some(phrase) = self.words.get(key.as_str()) else { continue };
            let range = found.get(first)?.range.start..token.range.end;
            if phrase.case.allows(text.get(range.clone()).unwrap_or_default()) {
                best = Some(Found { first, end: n + 1, range, value: &phrase.value });
            }
        }
        best
    }

    /// Returns the value of a phrase that is the end or the beginning of a longer word.
    pub(super) fn part(&self, word: &str) -> Option<&V> {
        let longer = |part: &str| word.len() > part.len();
        let end = self.ends.iter().find(|(part, _)| longer(part) && word.ends_with(part.as_str()));
        end.or_else(|| {
            self.starts.iter().find(|(part, _)| longer(part) && word.starts_with(part.as_str()))
        })
        .map(|(_, value)| value)
    }

    /// Returns the phrases of scripts without spaces in a text, in its order, the longest first at
    /// each place.
    pub(super) fn unspaced<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, &'t V)> {
        let starts = text
            .char_indices()
            .filter(|&(_, c)| is_unspaced(c) || matches!(c, '(' | '㈱' | '㈲' | '㈜'));
        starts.filter_map(move |(at, _)| {
            let rest = text.get(at..)?;
            let ends = rest.char_indices().map(|(n, c)| n + c.len_utf8()).take(self.joined_longest);
            let ends: Vec<usize> = ends.collect();
            ends.into_iter().rev().find_map(|end| {
                let value = self.joined.get(fold(rest.get(..end)?).as_str())?;
                Some((at..at + end, value))
            })
        })
    }
}

impl Case {
    fn allows(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => {
                text.chars().any(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
            }
            Self::Mixed => text.chars().filter(|c| c.is_uppercase()).count() >= 2,
            Self::Capitals => !text.chars().any(char::is_lowercase),
        }
    }
}

/// How a phrase of a list is to be written in a text: abbreviations as in the list.
fn case_of(word: &str) -> Case {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    match letters {
        0..=4 if upper == letters && letters > 0 => Case::Capitals,
        0..=3 if upper > 0 => Case::Capital,
        5..7 if upper >= 2 && word.chars().take(2).all(char::is_uppercase) => Case::Mixed,
        _ => Case::Any,
    }
}

/// Whether a token goes on with the phrase of the token before: nothing but a space or signs that
/// stand in names is between them.
fn is_joint(text: &str, found: &[Token], n: usize) -> bool {
    let (Some(before), Some(token)) = (found.get(n - 1), found.get(n)) else { return false };
    let between = text.get(before.range.end..token.range.start).unwrap_or_default();
    let single = before.folded.chars().count() <= 4;
    !between.contains(['\t', ',', ';', '|', '(', ')', '·'])
        && (!between.contains(':') || between.len() == 1)
        && between.chars().count() <= 3
        && (single || !between.contains(". "))
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (at, c, begins) in letters(text) {
        if begins {
            found.push(Token { range: at..at, folded: String::new() });
        }
        if let Some(token) = found.last_mut() {
            token.range.end = at + c.len_utf8();
            fold_char(c, &mut token.folded);
        }
    }
    found
}

/// The characters that the words of a text consist of, each with its place and whether a word begins
/// with it.
pub(super) fn letters(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let mut open = false;
    text.char_indices().filter_map(move |(at, c)| {
        let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}');
        let alone = matches!(c, '&' | '@');
        let inside = c.is_alphanumeric() || mark && open || alone;
        let begins = !open || alone;
        open = inside && !alone;
        inside.then_some((at, c, begins))
    })
}

/// Whether a script joins its words without spaces: Han, kana, Hangul, Thai.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '㈱' | '㈲' | '㈜')
}
