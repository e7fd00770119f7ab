//! Degrees: their names, and the subjects that stand with them.

use super::grades::{is_mark, score};
use super::inline;
use super::institutions::institution;
use super::lexicon;
use super::schools::area;
use super::value::{Bullet, Entry, Val};
use super::words;

/// Takes the degree, and the subject that stands with it.
pub(super) fn degree<'a>(entry: &mut Entry<'a>, part: &'a str) {
    let Some(range) = lexicon::degree(part) else { return };
    let before = part.get(..range.start).unwrap_or_default();
    if before.ends_with('(') {
        return area(entry, part);
    }
    let qualifier = inline::trim_separators(before);
    let apart = before.contains([':', '|']);
    if apart && !qualifier.is_empty() {
        entry.bullets.push(Bullet::new(Val::new(qualifier, 0.5)));
    }
    // "Paralegal Certificate": what qualifies the degree belongs to it.
    let start = if apart || qualifier.is_empty() { range.start } else { 0 };
    let name = part.get(start..range.end).unwrap_or_default();
    let rest = part.get(range.end..).unwrap_or_default();
    let (name, rest) = whole_degree_name(part, name, rest);
    if let Some(said) = wide_bracket(rest) {
        if is_form_of_study(said) {
            entry.degree = Some(Val::new(part, 0.8));
        } else {
            entry.degree = Some(Val::new(name, 0.85));
            area(entry, said);
        }
        return;
    }
    let (name, rest) = with_bracket(entry, part, name, rest, qualifier.is_empty());
    entry.degree = Some(Val::new(inline::trim_separators(name), 0.85));
    let rest = rest.trim_start();
    let connector = lexicon::degree_connector(rest).unwrap_or(0);
    behind_degree(entry, inline::trim_separators(rest.get(connector..).unwrap_or_default()));
}

/// What a wide bracket says that is all that follows a degree: "硕士（在职）".
fn wide_bracket(rest: &str) -> Option<&str> {
    let (said, after) = rest.trim_start().strip_prefix('（')?.split_once('）')?;
    after.trim().is_empty().then_some(said)
}

/// Whether a text says in which form one studied, beside work or in the evening.
fn is_form_of_study(text: &str) -> bool {
    const FORMS: [&str; 10] =
        ["在职", "全日制", "非全日制", "函授", "自考", "定向", "统招", "辅修", "双学位", "夜間"];
    FORMS.contains(&text)
}

/// Takes the bracket that follows a degree: a mark is the score, a subject the subject, and honours stay with
/// the name. Returns the name and what follows the bracket. `bare` tells that nothing qualifies the degree.
fn with_bracket<'a>(
    entry: &mut Entry<'a>,
    part: &'a str,
    name: &'a str,
    rest: &'a str,
    bare: bool,
) -> (&'a str, &'a str) {
    let bracket = rest.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let Some((inner, after)) = bracket else { return (name, rest) };
    let subject = || {
        inline::trim_separators(after).is_empty()
            && bare
            && inner.chars().any(char::is_lowercase)
            && lexicon::degree(inner).is_none()
            && !inner.contains('-')
            && inner.len() > 4
    };
    if (is_mark(inner) || is_number(inner)) && !words::fold(inner).starts_with("hon") {
        score(entry, inner);
        (name, after)
    } else if subject() {
        area(entry, inner);
        (name, "")
    } else {
        let start = (name.as_ptr() as usize).saturating_sub(part.as_ptr() as usize);
        (part.get(start..part.len() - after.len()).unwrap_or(name), after)
    }
}

/// Takes what stands behind a degree and its connecting word: a mark in brackets, the subject, the school.
fn behind_degree<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let mut subject = text;
    if let Some((head, inner)) = inline::bracket_tail(text).filter(|(_, inner)| is_mark(inner)) {
        score(entry, inner);
        subject = inline::trim_separators(head);
    }
    if subject.is_empty() {
        return;
    }
    // "B.Sc. in X at Y University" without a sign between.
    if let Some(range) = lexicon::employer_connector(subject) {
        area(entry, subject.get(..range.start).unwrap_or_default());
        institution(entry, subject.get(range.end..).unwrap_or_default());
    } else if lexicon::is_institution(subject) && entry.name.is_none() {
        institution(entry, subject);
    } else {
        area(entry, subject);
    }
}

/// Whether a text is a mark without any word: "2,3".
fn is_number(text: &str) -> bool {
    text.len() <= 4
        && text.contains(['.', ','])
        && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// The degree with what belongs to its name: "Master of Library Studies", `BSc MArch`, "Diploma di
/// liceo"; and what follows it.
fn whole_degree_name<'a>(part: &'a str, name: &'a str, rest: &'a str) -> (&'a str, &'a str) {
    let start = (name.as_ptr() as usize).saturating_sub(part.as_ptr() as usize);
    let mut end = part.len() - rest.len();
    let at =
        |end: usize| (part.get(start..end).unwrap_or(name), part.get(end..).unwrap_or_default());
    // "HBO-V"
    if rest.strip_prefix('-').is_some_and(|tail| tail.starts_with(|c: char| c.is_alphanumeric())) {
        let length = rest.find([' ', ',', '(']).unwrap_or(rest.len());
        if length <= 12 {
            return at(end + length);
        }
    }
    // "NVQ Level 3"
    let digits =
        rest.len() - rest.trim_start_matches([' ', '1', '2', '3', '4', '5', '6', '7', '8']).len();
    if name.ends_with("evel") && digits > 1 {
        end += digits;
        return at(end);
    }
    // A connecting word at the end is none of the name; one within parts the subject from it.
    if let Some(cut) = at(end).0.find(" in ") {
        end = start + cut;
    }
    for connector in [" em", " en", " in", " of", " de", " di"] {
        if at(end).0.ends_with(connector) {
            end -= connector.len();
        }
    }
    let (name, rest) = at(end);
    // A second degree, and the name of a subject in English.
    let second = lexicon::degree(rest);
    let touches = |degree: &std::ops::Range<usize>| {
        rest.get(..degree.start).is_some_and(|gap| gap.trim().is_empty())
    };
    if let Some(second) = second.filter(touches) {
        return at(end + second.end);
    }
    let folded = words::fold(name);
    let titled =
        ["bachelor", "master", "doctor", "associate"].iter().any(|word| folded.ends_with(word));
    if titled && rest.starts_with(" of ") {
        let stop =
            [" in ", ",", " (", " - ", " – "].iter().filter_map(|stop| rest.find(stop)).min();
        return at(end + stop.unwrap_or(rest.len()));
    }
    let subject = rest.trim_start();
    let school = lexicon::degree_connector(subject).and_then(|length| subject.get(length..));
    if school.is_some_and(|school| {
        school.starts_with(char::is_lowercase) && lexicon::is_institution(school)
    }) {
        return at(part.len());
    }
    (name, rest)
}
