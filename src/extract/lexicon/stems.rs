//! What a heading is about by the stems of its words, where it is not listed as it stands.

use std::sync::OnceLock;

use crate::embedded;
use crate::profile::date::lists::{Words, entries};

use super::phrases::{is_unspaced, tokens};
use super::{Heading, Topic};

/// What a stem says, and whether it says so beside others.
type Stem = (Topic, bool);

#[derive(Default)]
struct Stems {
    words: Words<Stem>,
    starts: Words<Stem>,
    ends: Words<Stem>,
}

fn stems() -> &'static Stems {
    static STEMS: OnceLock<Stems> = OnceLock::new();
    STEMS.get_or_init(|| {
        let mut stems = Stems::default();
        for entry in entries(embedded::text("stems.txt")) {
            let (group, strong) = match entry.group.strip_prefix("weak-") {
                Some(group) => (group, false),
                None => (entry.group, true),
            };
            let Some(topic) = super::headings::topic(group) else { continue };
            let word = entry.word;
            let (map, word) = if let Some(end) = word.strip_prefix('-') {
                (&mut stems.ends, end)
            } else if let Some(start) = word.strip_suffix('-') {
                (&mut stems.starts, start)
            } else if word.chars().any(is_unspaced) {
                (&mut stems.starts, word)
            } else {
                (&mut stems.words, word)
            };
            map.entry(super::headings::key(word).into()).or_insert((topic, strong));
        }
        stems
    })
}

/// Reads a line as a heading by the stems of its words. What is in brackets says nothing.
pub(crate) fn heading_by_stems(text: &str) -> Option<Heading> {
    let text = text.split(['(', '（', '[']).next().filter(|head| !head.trim().is_empty())?;
    if text.len() > 90 {
        return None;
    }
    let found = tokens(text);
    if found.len() > 8 {
        return None;
    }
    let mut topics: Vec<Stem> = Vec::new();
    for (n, token) in found.iter().enumerate() {
        let pair = found.get(n + 1).map(|next| format!("{} {}", token.folded, next.folded));
        let pair = pair.and_then(|pair| stems().words.get(pair.as_str()).copied());
        // "it" is no technique where it is written small.
        if token.folded == "it" && text.get(token.range.clone()) != Some("IT") {
            continue;
        }
        topics.extend(pair.or_else(|| stem(&token.folded)));
    }
    let first = topics.iter().find(|(_, strong)| *strong).or(topics.first())?.0;
    let also = topics.iter().map(|(topic, _)| *topic).find(|topic| *topic != first);
    Some(Heading { topic: first, also, score: 50 })
}

/// What a word says by itself, by its beginning or by its end.
fn stem(word: &str) -> Option<Stem> {
    let stems = stems();
    if let Some(known) = stems.words.get(word) {
        return Some(*known);
    }
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let start = |from: usize| {
        let ends = cuts.iter().rev().filter(|&&end| end > from);
        ends.filter_map(|&end| stems.starts.get(word.get(from..end)?).copied()).next()
    };
    if word.chars().any(is_unspaced) {
        return cuts.iter().find_map(|&from| start(from));
    }
    start(0).or_else(|| cuts.iter().find_map(|&from| stems.ends.get(word.get(from..)?).copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_tell_the_topic() {
        for (text, topic) in [
            ("EMPLOYMENT CHRONOLOGY", Topic::Work),
            ("DATAKUNSKAPER", Topic::Skills),
            ("PRZEBIEG PRACY ZAWODOWEJ", Topic::Work),
            ("Summary of Skills", Topic::Skills),
            ("Community work", Topic::Volunteer),
            ("KURSER OCH INTYG", Topic::Certificates),
            ("免許・資格一覧", Topic::Certificates),
        ] {
            assert_eq!(heading_by_stems(text).map(|found| found.topic), Some(topic), "{text}");
        }
        assert_eq!(heading_by_stems("Anna Kovač"), None);
    }
}
