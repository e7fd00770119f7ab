//! Keywords that a site wrote without anything between them: "rustcliterminal".

use std::collections::HashSet;
use std::sync::OnceLock;

use super::lexicon;
use super::value::Val;
use crate::embedded;

/// Words that topics of software are made of.
fn topics() -> &'static HashSet<&'static str> {
    static TOPICS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    TOPICS.get_or_init(|| {
        let lines = embedded::text("topics.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    })
}

/// Words that topics begin with rather than being one: "opensource", "sqlparser".
const OPENERS: [&str; 12] = [
    "open", "sql", "web", "micro", "meta", "self", "deep", "big", "real", "time", "key", "machine",
];

/// How much of a text is searched for words that are known from it.
const MOST: usize = 12_000;

/// The most characters that are looked at.
const MAX_LENGTH: usize = 200;

/// Parts a word that is several keywords; `None` if it is one, or parts of it are not known.
/// `text` is what the words may be known from as well.
pub(super) fn split<'a>(word: &'a str, text: &str) -> Option<Vec<&'a str>> {
    let keyword = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !(16..=MAX_LENGTH).contains(&word.len()) || !keyword {
        return None;
    }
    // The word itself tells nothing of its parts.
    let near = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let text = text.get(..near).unwrap_or_default().replace(word, " ");
    let own = text.split(|c: char| !c.is_ascii_alphanumeric());
    let own: HashSet<String> =
        own.filter(|own| (4..24).contains(&own.len())).map(str::to_ascii_lowercase).collect();
    let numbered = |piece: &str| {
        let name = piece.trim_end_matches(|c: char| c.is_ascii_digit());
        name.len() >= 3 && name.len() < piece.len() && topics().contains(name)
    };
    let known = |piece: &str| {
        topics().contains(piece)
            || own.contains(piece)
            || piece.len() >= 5 && own.contains(&format!("{piece}s"))
            || numbered(piece)
            || (piece.len() > 1 && lexicon::is_technique(piece))
    };
    let ends = fewest(word, known)?;
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in ends {
        let piece = word.get(start..end)?;
        let joins = words.last().is_some_and(|&(from, to)| {
            let last = word.get(from..to).unwrap_or_default();
            piece == "-" || last.ends_with('-') || OPENERS.contains(&last)
        });
        match words.last_mut().filter(|_| joins) {
            Some(last) => last.1 = end,
            None => words.push((start, end)),
        }
        start = end;
    }
    let words: Vec<&str> = words.into_iter().filter_map(|(from, to)| word.get(from..to)).collect();
    (words.len() >= 2).then_some(words)
}

/// Keywords, those parted that a site wrote without anything between them.
pub(super) fn parted<'a>(keywords: Vec<Val<'a>>, text: &str) -> Vec<Val<'a>> {
    let part = |keyword: Val<'a>| match keyword.parts.as_slice() {
        [only] => match split(only, text) {
            Some(words) => words.into_iter().map(|word| Val::new(word, 0.6)).collect(),
            None => vec![keyword],
        },
        _ => vec![keyword],
    };
    keywords.into_iter().flat_map(part).collect()
}

/// Where the words end, if the text is made of known words: of the ways to part it, that with the
/// fewest words.
fn fewest(word: &str, known: impl Fn(&str) -> bool) -> Option<Vec<usize>> {
    let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    *best.first_mut()? = Some((0, 0));
    for end in 1..=word.len() {
        for start in end.saturating_sub(24)..end {
            let Some((count, _)) = best.get(start).copied().flatten() else { continue };
            let piece = word.get(start..end)?;
            let better =
                best.get(end).copied().flatten().is_none_or(|(least, _)| count + 1 < least);
            if better
                && (piece == "-" || known(piece))
                && let Some(slot) = best.get_mut(end)
            {
                *slot = Some((count + 1, start));
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = word.len();
    while at > 0 {
        ends.push(at);
        at = best.get(at).copied().flatten()?.1;
    }
    ends.reverse();
    Some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_keywords_are_parted() {
        assert_eq!(
            split("rustcliterminalgraphics", "").unwrap(),
            ["rust", "cli", "terminal", "graphics"]
        );
        assert_eq!(
            split("unit-testingopensourcekafka", "").unwrap(),
            ["unit-testing", "opensource", "kafka"]
        );
        assert_eq!(
            split("bicyclesroutingmaps", "a map of bicycles").unwrap(),
            ["bicycles", "routing", "maps"]
        );
        assert_eq!(split("internationalisation", ""), None);
        assert_eq!(split("short", ""), None);
    }
}
