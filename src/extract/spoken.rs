//! Languages that people speak, with how well they do.

use super::blocks::Block;
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
    let spoken = items(value).into_iter().filter(|item| starts_with_language(item)).count();
    let leveled = items(value).iter().any(|item| {
        inline::bracket_tail(item).is_some_and(|(_, level)| lexicon::level(level).is_some())
    });
    titled && spoken * 2 > items(value).len()
        || spoken >= 2 && spoken == items(value).len() && leveled
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

/// Reads one line of languages.
pub(super) fn language_line<'a>(text: &'a str, out: &mut Out<'a>) {
    // "English: native    Danish: fluent", "Español: nativo. Inglés: B2."
    for sign in ["\t", ". ", " / "] {
        let parts = inline::split(text, &[sign]);
        let each = |part: &&str| part.contains([':', '：']) || starts_with_language(part);
        if parts.len() > 1 && parts.iter().all(each) {
            return parts.into_iter().for_each(|part| language_line(part, out));
        }
    }
    // "Deutsch, Englisch und Yoruba"
    for joint in [" und ", " et ", " y ", " e ", " en ", " i "] {
        let Some((list, last)) = text.rsplit_once(joint) else { continue };
        let listed = items(list);
        if listed.len() >= 2
            && !text.contains(['(', ':', '–'])
            && listed
                .iter()
                .chain([&last])
                .all(|name| lexicon::language(name.trim_end_matches('.')).is_some())
        {
            listed
                .into_iter()
                .chain([last.trim_end_matches('.')])
                .for_each(|name| push_language(name, None, out));
            return;
        }
    }
    let strong = inline::split(text, &[" | ", "|", " • ", " · ", "; ", "；", " ∙ ", "。"]);
    let dashed = |part: &&'a str| {
        let pieces = inline::split(part, &[" – ", " — ", " - "]);
        pieces.len() > 1 && pieces.iter().all(|piece| piece.contains([':', '：']))
    };
    let strong = strong.into_iter().flat_map(|part| {
        if dashed(&part) { inline::split(part, &[" – ", " — ", " - "]) } else { vec![part] }
    });
    for part in strong {
        let part = inline::trim_separators(part.trim_end_matches('.'));
        if part.is_empty() {
            continue;
        }
        if let Some(pairs) = pairs(part) {
            pairs.into_iter().for_each(|pair| language_line(pair, out));
            continue;
        }
        // "Spanish, Valencian: native"
        let pair = part
            .split_once([':', '：', '\t'])
            .map(|(names, level)| (names, Some(level)))
            .or_else(|| dash(part));
        if let Some((names, Some(level))) = pair {
            let level = inline::trim_separators(level);
            let names_all: Vec<&str> = inline::split(
                names,
                &[", ", "、", " and ", " und ", " et ", " y ", " e ", " & ", " / "],
            );
            if inline::split(level, &[", ", "、"]).len() > 1
                && inline::split(level, &[", ", "、"])
                    .iter()
                    .skip(1)
                    .any(|next| starts_with_language(next))
            {
                // "Languages: German, English": a label before the list.
                out.furniture(names, Furniture::Label);
                language_line(level, out);
                continue;
            }
            for name in names_all {
                push_language(name, Some(level), out);
            }
            continue;
        }
        let mut pieces = inline::split(part, &[", ", "，", "、"]);
        if let [names, level] = pieces.as_slice()
            && both(names, level, out)
        {
            continue;
        }
        // "English C1, fluent": what is no language qualifies the one before.
        let mut n = 1;
        while n < pieces.len() {
            if pieces.get(n).is_some_and(|piece| {
                lexicon::level(piece).is_some() && !starts_with_language(piece)
            }) {
                let joined = super::header::span(part, pieces.get(n - 1..=n).unwrap_or_default());
                if let Some(slot) = pieces.get_mut(n - 1) {
                    *slot = joined;
                }
                pieces.remove(n);
            } else {
                n += 1;
            }
        }
        for piece in pieces {
            one(piece, out);
        }
    }
}

fn starts_with_language(text: &str) -> bool {
    let first = inline::trim_separators(text);
    let word = first.split([' ', '(', '（']).next().unwrap_or_default();
    lexicon::language(first).is_some() || lexicon::language(word).is_some()
}

/// Reads "English and Spanish, both native". Tells whether a line is such.
fn both<'a>(names: &'a str, level: &'a str, out: &mut Out<'a>) -> bool {
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
    let level = level.trim();
    let Some((word, said)) = WORDS
        .iter()
        .find_map(|word| level.strip_prefix(word).map(|said| (level.get(..word.len()), said)))
    else {
        return false;
    };
    let names = inline::split(names, &CONJUNCTIONS);
    let known = names.iter().all(|name| lexicon::language(name.trim()).is_some());
    if names.len() < 2 || !known {
        return false;
    }
    word.into_iter().for_each(|word| out.furniture(word, Furniture::Label));
    names.into_iter().for_each(|name| push_language(name, Some(said), out));
    true
}

/// What joins two names of languages that share a level.
const CONJUNCTIONS: [&str; 14] = [
    " and ", " und ", " et ", " y ", " & ", " e ", " en ", " och ", " i ", " og ", " ja ", " és ",
    " și ", " и ",
];

/// The pieces of "angielski – B2, ukraiński – komunikatywny": each names a language and its level.
fn pairs(part: &str) -> Option<Vec<&str>> {
    let pieces = inline::split(part, &[", ", "，", "、"]);
    let mut pairs: Vec<&str> = Vec::new();
    for piece in &pieces {
        match pairs.last_mut() {
            Some(last) if !starts_with_language(piece) => {
                *last = super::header::span(part, &[last, piece]);
            }
            _ => pairs.push(piece),
        }
    }
    let paired = |piece: &&&str| {
        dash(piece).is_some_and(|(name, _)| lexicon::language(name.trim()).is_some())
    };
    (pairs.len() >= 2 && pairs.iter().filter(paired).count() >= 2).then_some(pairs)
}

fn dash(part: &str) -> Option<(&str, Option<&str>)> {
    [" – ", " — ", " - ", " = "]
        .iter()
        .find_map(|separator| part.split_once(separator))
        .map(|(name, level)| (name, Some(level)))
}

/// One language with its level in brackets or behind it; two may share it.
fn one<'a>(piece: &'a str, out: &mut Out<'a>) {
    let piece = inline::trim_separators(piece);
    if let Some((head, level)) = inline::bracket_tail(piece) {
        let names: Vec<&str> = inline::split(head, &CONJUNCTIONS);
        let several =
            names.len() > 1 && names.iter().all(|name| lexicon::language(name.trim()).is_some());
        if several {
            for name in names {
                push_language(name, Some(level), out);
            }
            return;
        }
        push_language(head, Some(level), out);
        return;
    }
    // "Castellano y valenciano nativos"
    let names = inline::split(piece, &CONJUNCTIONS);
    if let [first @ .., last] = names.as_slice()
        && !first.is_empty()
        && first.iter().all(|name| lexicon::language(name.trim()).is_some())
        && let Some((name, level)) = last.trim().split_once(' ')
        && lexicon::language(name).is_some()
        && lexicon::language(last.trim()).is_none()
    {
        first.iter().chain([&name]).for_each(|name| push_language(name, Some(level), out));
        return;
    }
    // "English C1", "Deutsch Muttersprache": the longest beginning that is a language.
    if lexicon::language(piece).is_none() {
        let cuts: Vec<usize> =
            piece.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
        for at in cuts.into_iter().rev() {
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
