//! Word lists: UTF-8 texts of groups, languages and words, and the maps they are kept in.
//!
//! ```text
//! # A comment.
//! [group]
//! de: Wort, zwei Wörter
//!     noch eins
//! ```
//! Every word belongs to the group and the language above it. A line that begins with a space
//! goes on with the language of the line before.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The group it stands in.
    pub(crate) group: &'static str,
    /// The tag of its language.
    pub(crate) lang: &'static str,
    /// The word or words, as written.
    pub(crate) word: &'static str,
}

/// Reads the entries of a list, in its order.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = Entry> {
    let mut group = "";
    let mut lang = "";
    list.lines()
        .map(move |line| {
            if line.is_empty() || line.starts_with('#') {
                return (group, lang, "");
            }
            if let Some(name) = line.strip_prefix('[') {
                group = name.trim_end().trim_end_matches(']');
                return (group, lang, "");
            }
            if line.starts_with(' ') {
                return (group, lang, line);
            }
            let (tag, words) = line.split_once(':').unwrap_or(("", line));
            lang = tag;
            (group, lang, words)
        })
        .flat_map(|(group, lang, words)| {
            let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.map(move |word| Entry { group, lang, word })
        })
}

/// A map from folded words.
pub(crate) type Words<V> = HashMap<Cow<'static, str>, V, BuildHasherDefault<WordHasher>>;

/// Hashes short words fast. The words hashed are those of the lists, so nobody can choose them to
/// collide.
#[derive(Clone, Copy, Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

impl WordHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_carry_their_group_and_language() {
        let list = "# list\n[a]\nen: one, two words\n    three\nde: drei\n\n[b c]\nen: four\n";
        let found: Vec<_> =
            entries(list).map(|e| format!("{}/{}/{}", e.group, e.lang, e.word)).collect();
        let expected = ["a/en/one", "a/en/two words", "a/en/three", "a/de/drei", "b c/en/four"];
        assert_eq!(found, expected);
    }
}
