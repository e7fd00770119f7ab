//! Languages that people speak, with how well they do.

use super::blocks::Block;
use super::header;
use super::inline;
use super::ledger::Furniture;
use super::lexicon;
use super::lists::items;
use super::out::Out;
use super::value::Val;
use super::words;
use crate::syntax::lines::LineKind;

/// Whether a line of skills lists languages that people speak: "Languages: English (native), Twi".
pub(super) fn is_about_languages(label: &str, value: &str) -> bool {
    let titled = lexicon::heading(label)
        .is_some_and(|heading| heading.topic == lexicon::Topic::Languages && heading.score >= 90);
    let items = items(value);
    let spoken = items.iter().filter(|item| starts_with_language(item)).count();
    let leveled = items.iter().any(|item| {
        inline::bracket_tail(item).is_some_and(|(_, level)| lexicon::level(level).is_some())
    });
    titled && spoken * 2 > items.len() || spoken >= 2 && spoken == items.len() && leveled
}

/// Reads a section of languages.
pub(super) fn languages<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    for block in blocks {
        if block.kind == LineKind::TableHead {
            out.furniture(block.text, Furniture::Label);
            continue;
        }
        // The level may stand in a line of its own below the language.
        let bare = inline::trim_separators(block.text);
        if lexicon::level(bare).is_some()
            && lexicon::language(bare).is_none()
            && let Some(last) = out.profile.languages.len().checked_sub(1)
            && out.profile.languages.last().is_some_and(|language| language.fluency.is_none())
        {
            let val = Val::new(bare, 0.85);
            out.claim(&val, format!("languages[{last}].fluency"));
            if let Some(language) = out.profile.languages.last_mut() {
                language.fluency = Some(val.text.into());
            }
            continue;
        }
        language_line(block.text, out);
    }
}

/// Where lines begin that stand apart at the end of a section and tell of something else: labelled, with no
/// language and no level in them.
pub(super) fn before_facts(blocks: &[Block]) -> usize {
    let fact = |block: &Block| {
        let spoken = |part: &str| {
            lexicon::level(part).is_some()
                || lexicon::language(part).is_some()
                || starts_with_language(part)
        };
        super::token::label(block.text).is_some_and(|(label, value)| {
            block.text.contains([':', '：'])
                && !spoken(label)
                && !spoken(value)
                && !items(value).into_iter().any(spoken)
                && lexicon::heading(label).is_none()
        })
    };
    let facts = blocks.iter().rev().take_while(|block| block.level == 0 && fact(block)).count();
    let first = blocks.len() - facts;
    // A gap stands above them, or the languages have no labels.
    let apart = blocks.get(first).is_some_and(|block| block.blank)
        || blocks.iter().take(first).all(|block| !block.text.contains([':', '：']));
    if facts > 0 && first > 0 && apart { first } else { blocks.len() }
}

/// Commas, between languages and between a language and its level.
const COMMAS: [&str; 3] = [", ", "，", "、"];

/// Dashes, between a language and its level.
const DASHES: [&str; 3] = [" – ", " — ", " - "];

/// Reads one line of languages.
pub(super) fn language_line<'a>(text: &'a str, out: &mut Out<'a>) {
    if let Some(parts) = lines_in_one(text) {
        parts.into_iter().for_each(|part| language_line(part, out));
    } else if let Some(names) = names_alone(text) {
        names.into_iter().for_each(|name| push_language(name, None, out));
    } else {
        for part in parts(text) {
            let part = inline::trim_separators(part.trim_end_matches('.'));
            if !part.is_empty() {
                language_part(part, out);
            }
        }
    }
}

/// The parts of a line each of which could be a line: "English: native    Danish: fluent", "Español: nativo.
/// Inglés: B2.".
fn lines_in_one(text: &str) -> Option<Vec<&str>> {
    let whole = |part: &&str| part.contains([':', '：']) || starts_with_language(part);
    ["\t", ". ", " / "]
        .iter()
        .map(|sign| inline::split(text, &[sign]))
        .find(|parts| parts.len() > 1 && parts.iter().all(whole))
}

/// The names in a line that lists languages without their levels: "Deutsch, Englisch und Yoruba".
fn names_alone(text: &str) -> Option<Vec<&str>> {
    if text.contains(['(', ':', '–']) {
        return None;
    }
    CONJUNCTIONS.iter().find_map(|joint| {
        let (list, last) = text.rsplit_once(*joint)?;
        let mut names = items(list);
        let several = names.len() >= 2;
        names.push(last.trim_end_matches('.'));
        let known = |name: &&str| lexicon::language(name.trim_end_matches('.')).is_some();
        (several && names.iter().all(known)).then_some(names)
    })
}

/// The parts of a line between strong signs; dashes are such where each part has a colon.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let strong = inline::split(text, &[" | ", "|", " • ", " · ", "; ", "；", " ∙ ", "。"]);
    strong.into_iter().flat_map(|part| {
        let dashed = inline::split(part, &DASHES);
        let all = dashed.iter().all(|piece| piece.contains([':', '：']));
        if all { dashed } else { vec![part] }
    })
}

/// Reads a part of a line: a language or several, with their levels.
fn language_part<'a>(part: &'a str, out: &mut Out<'a>) {
    if let Some(pairs) = pairs(part) {
        pairs.into_iter().for_each(|pair| language_line(pair, out));
    } else if let Some((names, level)) =
        part.split_once([':', '：', '\t']).or_else(|| split_at_dash(part))
    {
        names_with_level(names, level, out);
    } else if !both(part, out) {
        // "English C1, fluent": what is no language qualifies the one before.
        let qualifies = |piece: &str| lexicon::level(piece).is_some();
        for piece in pieces(part, qualifies) {
            one(piece, out);
        }
    }
}

/// Reads what stands before and behind a colon or a dash: "Spanish, Valencian: native".
fn names_with_level<'a>(names: &'a str, level: &'a str, out: &mut Out<'a>) {
    const JOINTS: [&str; 9] = [", ", "、", " and ", " und ", " et ", " y ", " e ", " & ", " / "];
    let level = inline::trim_separators(level);
    let listed = inline::split(level, &[", ", "、"]);
    if listed.iter().skip(1).any(|next| starts_with_language(next)) {
        // "Languages: German, English": a label before the list.
        out.furniture(names, Furniture::Label);
        language_line(level, out);
        return;
    }
    for name in inline::split(names, &JOINTS) {
        push_language(name, Some(level), out);
    }
}

/// The pieces of a text between commas. What begins with no language and `belongs` to the piece before it stays
/// with that.
fn pieces(text: &str, belongs: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in inline::split(text, &COMMAS) {
        match pieces.last_mut() {
            Some(last) if !starts_with_language(piece) && belongs(piece) => {
                *last = header::span(text, &[last, piece]);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// Whether a text is the name of a language, perhaps with its level behind it.
fn starts_with_language(text: &str) -> bool {
    let first = inline::trim_separators(text);
    let word = first.split([' ', '(', '（']).next().unwrap_or_default();
    lexicon::language(first).is_some() || lexicon::language(word).is_some()
}

/// Reads "English and Spanish, both native". Tells whether a part of a line is such.
fn both<'a>(part: &'a str, out: &mut Out<'a>) -> bool {
    const WORDS: [&str; 10] = [
        "both ",
        "all ",
        "beide ",
        "les deux ",
        "ambos ",
        "ambas ",
        "entrambe ",
        "entrambi ",
        "beiden ",
        "båda ",
    ];
    let pieces = inline::split(part, &COMMAS);
    let [names, level] = pieces.as_slice() else { return false };
    let level = level.trim();
    let Some((word, said)) = WORDS
        .iter()
        .find(|word| level.starts_with(**word))
        .and_then(|word| level.split_at_checked(word.len()))
    else {
        return false;
    };
    let names = inline::split(names, &CONJUNCTIONS);
    if names.len() < 2 || !are_languages(&names) {
        return false;
    }
    out.furniture(word, Furniture::Label);
    names.into_iter().for_each(|name| push_language(name, Some(said), out));
    true
}

/// Whether all of the texts are names of languages.
fn are_languages(names: &[&str]) -> bool {
    names.iter().all(|name| lexicon::language(name.trim()).is_some())
}

/// What joins the last two names of languages in a list, or two that share a level.
const CONJUNCTIONS: [&str; 14] = [
    " and ", " und ", " et ", " y ", " & ", " e ", " en ", " och ", " i ", " og ", " ja ", " és ",
    " și ", " и ",
];

/// The pieces of "angielski – B2, ukraiński – komunikatywny": each names a language and its level.
fn pairs(part: &str) -> Option<Vec<&str>> {
    let pairs = pieces(part, |_| true);
    let paired = |piece: &&&str| {
        split_at_dash(piece).is_some_and(|(name, _)| lexicon::language(name.trim()).is_some())
    };
    (pairs.len() >= 2 && pairs.iter().filter(paired).count() >= 2).then_some(pairs)
}

/// What stands before and behind a dash or an equals sign.
fn split_at_dash(part: &str) -> Option<(&str, &str)> {
    DASHES.iter().chain(&[" = "]).find_map(|separator| part.split_once(separator))
}

/// One language with its level in brackets or behind it; two may share it.
fn one<'a>(piece: &'a str, out: &mut Out<'a>) {
    let piece = inline::trim_separators(piece);
    if let Some((head, level)) = inline::bracket_tail(piece) {
        let names = inline::split(head, &CONJUNCTIONS);
        if are_languages(&names) {
            names.into_iter().for_each(|name| push_language(name, Some(level), out));
        } else {
            push_language(head, Some(level), out);
        }
        return;
    }
    // "Castellano y valenciano nativos"
    let names = inline::split(piece, &CONJUNCTIONS);
    if let [first @ .., last] = names.as_slice()
        && !first.is_empty()
        && are_languages(first)
        && let Some((name, level)) = last.trim().split_once(' ')
        && lexicon::language(name).is_some()
        && lexicon::language(last.trim()).is_none()
    {
        first.iter().chain([&name]).for_each(|name| push_language(name, Some(level), out));
        return;
    }
    // "English C1", "Deutsch Muttersprache": the longest beginning that is a language.
    if lexicon::language(piece).is_none() {
        for (at, _) in piece.rmatch_indices(' ') {
            let (name, level) = piece.split_at(at);
            let name = inline::trim_separators(name);
            if lexicon::language(name).is_some() {
                push_language(name, Some(level), out);
                return;
            }
        }
    }
    // "some Gaelic", "fluent Spanish"
    if let Some((level, name)) = piece.rsplit_once(' ')
        && words::count(level) <= 3
        && lexicon::language(piece).is_none()
        && lexicon::language(name).is_some()
        && (lexicon::level(level).is_some() || level.chars().all(|c| c.is_lowercase() || c == ' '))
    {
        push_language(name, Some(level), out);
        return;
    }
    push_language(piece, None, out);
}

/// Adds a language to the profile, the two told apart if the level came first.
fn push_language<'a>(name: &'a str, level: Option<&'a str>, out: &mut Out<'a>) {
    // "Mother tongue: Latvian"
    let swapped = level.filter(|level| {
        lexicon::language(name.trim()).is_none()
            && lexicon::level(name).is_some()
            && starts_with_language(level)
    });
    let (name, level) = match swapped {
        Some(language) => (language, Some(name)),
        None => (name, level),
    };
    let name = Val::new(
        inline::trim_separators(name),
        if lexicon::language(name.trim()).is_some() { 0.95 } else { 0.7 },
    );
    if name.is_empty() {
        return;
    }
    let level = level.map(|level| {
        let slice = inline::trim_separators(level);
        let slice = slice.strip_suffix(')').filter(|_| !slice.contains('(')).unwrap_or(slice);
        let val = Val::new(slice, 0.9);
        let one = val.text.strip_suffix("tongues").map(|head| format!("{head}tongue"));
        match one {
            Some(one) => val.with_text(one),
            None => val,
        }
    });
    out.language(name, level);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_listed_languages_is_one_too() {
        for text in [
            "English, French and German.",
            "English, French, and German",
            "English, French & German",
        ] {
            assert_eq!(names_alone(text).unwrap(), ["English", "French", "German"], "{text}");
        }
        assert_eq!(names_alone("English, fluent and German"), None);
    }
}
