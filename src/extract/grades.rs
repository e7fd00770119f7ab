//! Marks and honours of studies.

use super::inline;
use super::lexicon::{self, Label};
use super::value::{Entry, Val};
use super::words;

/// Whether a text is a mark or an honour: "2:1" too.
pub(super) fn is_mark(text: &str) -> bool {
    const FRAMES: [&str; 6] =
        ["predicted ", "expected ", "projected ", "overall ", "on track for ", "final "];
    let bare = text.trim();
    // "Class rank: 11 of 412"
    if let Some((_, value)) = bare.split_once(':').filter(|(label, _)| is_rank_label(label)) {
        return value.bytes().any(|b| b.is_ascii_digit()) && words::count(value) <= 5;
    }
    // "Graduated cum laude"
    if let Some((first, rest)) = bare.split_once(' ').filter(|(first, _)| is_graduated(first)) {
        return first.len() < bare.len() && !is_graduated(rest) && is_mark(rest);
    }
    if let Some(rest) = FRAMES.iter().find_map(|frame| bare.strip_prefix(frame)) {
        return is_mark(rest);
    }
    let average = bare.rsplit_once(' ').filter(|(head, _)| words::count(head) <= 2).is_some_and(
        |(head, last)| {
            let word = words::fold(last);
            ["average", "overall", "gpa", "cgpa", "mark"].contains(&word.as_str())
                && head.chars().any(|c| c.is_ascii_digit())
                && !words::has_range(head)
        },
    );
    // "BBA" is a degree, and no marks at school.
    let degree = || lexicon::degree(bare).is_some_and(|degree| degree == (0..bare.len()));
    if is_letters(bare) && !degree() || average || is_share(bare) || is_standing(bare) {
        return true;
    }
    // "B-", "A+"
    let graded = bare.len() == 2 && bare.starts_with(|c: char| ('A'..='F').contains(&c));
    if graded && bare.ends_with(['+', '-', '*']) {
        return true;
    }
    let class = bare.len() == 3
        && bare.starts_with(['1', '2', '3'])
        && matches!(bare.get(1..2), Some(":" | "."))
        && bare.ends_with(|c: char| c.is_ascii_digit());
    class || lexicon::is_score(text)
}

/// Whether a word tells that somebody graduated: "Graduated with honors".
fn is_graduated(word: &str) -> bool {
    ["graduated", "graduating", "awarded", "abgeschlossen", "diplome", "diplomee"]
        .contains(&words::fold(word).as_str())
}

/// Whether a label announces where one stood among others.
fn is_rank_label(label: &str) -> bool {
    ["class rank", "rank in class", "class standing", "rank", "ranking", "class position"]
        .contains(&words::fold(label).as_str())
}

/// Whether a text says where one stood among others: "first of 24", "rank 3/60", "top 5 %".
fn is_standing(text: &str) -> bool {
    const ORDINALS: [&str; 16] = [
        "first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th", "ranked",
        "rank", "erste", "erster", "premier", "primero",
    ];
    let folded = words::fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let number = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '/')
    };
    let top = matches!(words.as_slice(), ["top", rest @ ..] if rest.len() <= 2)
        && text.contains('%')
        && words.iter().skip(1).all(|word| word.chars().all(|c| c.is_ascii_digit() || c == '%'));
    let placed = (2..=5).contains(&words.len())
        && words.first().is_some_and(|first| ORDINALS.contains(first))
        && words.last().is_some_and(number)
        && (words.iter().any(|word| ["of", "von", "sur", "de", "out"].contains(word))
            || text.contains('/'));
    top || placed
}

/// Whether a text is a mark of so many: "92/100", "8,7/10", "학점 3.8/4.5".
fn is_share(text: &str) -> bool {
    const MOST: [&str; 15] =
        ["4", "4.3", "4.5", "5", "6", "7", "10", "12", "13", "20", "30", "60", "100", "110", "120"];
    let number = text.rsplit(' ').next().unwrap_or(text);
    let label = text.get(..text.len() - number.len()).unwrap_or_default().trim();
    let Some((mark, most)) = number.split_once('/') else { return false };
    // "3,61/4,00"
    let most = most.replace(',', ".");
    let most = if most.contains('.') { most.trim_end_matches('0') } else { most.as_str() };
    let most = most.trim_end_matches('.');
    let digits = mark.bytes().filter(u8::is_ascii_digit).count();
    (label.is_empty() || is_mark_label(label) || lexicon::label(label) == Some(Label::Score))
        && (1..=4).contains(&digits)
        && mark.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && MOST.contains(&most)
        && !(digits <= 2 && most == "20" && mark.starts_with('0'))
}

/// Whether a text is marks in letters: "AAB", "A*A*A".
fn is_letters(text: &str) -> bool {
    let letters = text.chars().filter(|c| matches!(c, 'A'..='E')).count();
    let stars = text.matches('*').count();
    (3..=4).contains(&letters)
        && text.len() == letters + stars
        && text.starts_with(['A', 'B', 'C'])
        && !["ABC", "ACE", "BAD", "DAD", "BED", "ACA", "AAA", "CAD", "ABA"].contains(&text)
}

/// Whether a few words of a line about a school are set apart by emphasis as honours are: "University
/// of Leeds, 2012, *first class*".
pub(super) fn is_emphasised_mark(line: &str, part: &str) -> bool {
    let at = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let before = line.get(..at).unwrap_or_default();
    let after = line.get(at + part.len()..).unwrap_or_default();
    let sign = |c: char| before.ends_with(c) && (after.is_empty() || after.starts_with(c));
    let strong = before.ends_with("**") || before.ends_with("__");
    (sign('*') || sign('_'))
        && !strong
        && before.len() > 8
        && words::count(part) <= 3
        && !part.bytes().any(|b| b.is_ascii_digit())
        && !lexicon::is_institution(part)
        && lexicon::employer_score(part) == 0
        && lexicon::degree(part).is_none()
        && !super::place::is_place(part)
        && !lexicon::is_town_name(part)
}

/// Takes a mark; its label is not part of it.
pub(super) fn score<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text.trim_start_matches(['.', ' ']));
    // "GPA: 3.4", "Abschlussnote: 1,8": the label is not the mark.
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
    let label = text
        .split_once(':')
        .filter(|(label, _)| is_rank_label(label) || is_mark_label(label))
        .or_else(|| text.split_once(' '))
        .filter(|(label, _)| is_rank_label(label) || is_mark_label(label) || is_graduated(label));
    if let Some((label, _)) = label {
        entry.labels.push(label);
    }
    let value = inline::trim_separators(label.map_or(text, |(_, value)| value));
    // "3.8 GPA": the label may stand behind.
    let behind = value.rsplit_once(' ').filter(|(head, last)| {
        label.is_none()
            && ["gpa", "cgpa"].contains(&words::fold(last).as_str())
            && head.bytes().any(|b| b.is_ascii_digit())
    });
    if let Some((_, last)) = behind {
        entry.labels.push(last);
    }
    let value = inline::trim_separators(behind.map_or(value, |(head, _)| head));
    let val = Val::new(value, 0.85);
    match &mut entry.score {
        Some(score) => score.join(", ", val),
        None => entry.score = Some(val),
    }
}

/// Whether a word announces a mark: "GPA", "Note", "Grade".
fn is_mark_label(label: &str) -> bool {
    let folded = words::fold(label.trim_end_matches([':', '.']));
    lexicon::label(label) == Some(Label::Score)
        || [
            "gpa",
            "cgpa",
            "note",
            "abschlussnote",
            "gesamtnote",
            "grade",
            "final grade",
            "marks",
            "score",
            "average",
            "moyenne",
            "media",
            "nota",
            "promedio",
            "voto",
            "votazione",
            "cijfer",
            "notendurchschnitt",
            "durchschnitt",
            "ocena",
        ]
        .contains(&folded.as_str())
}
