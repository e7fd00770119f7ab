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
    if part.get(..range.start).is_some_and(|before| before.ends_with('(')) {
        return area(entry, part);
    }
    let before = inline::trim_separators(part.get(..range.start).unwrap_or_default());
    let mut name = part.get(range.clone()).unwrap_or_default();
    let mut rest = part.get(range.end..).unwrap_or_default();
    if !before.is_empty() {
        // "Paralegal Certificate": what qualifies the degree belongs to it.
        let gap = part.get(..range.start).unwrap_or_default();
        if gap.contains([':', '|']) {
            entry.bullets.push(Bullet::new(Val::new(before, 0.5)));
        } else {
            name = part.get(..range.end).unwrap_or(name);
        }
    }
    (name, rest) = whole_degree_name(part, name, rest);
    // Brackets behind a degree: honours stay with it, a subject is the subject.
    // "硕士（在职）"
    if let Some(inner) = rest.trim_start().strip_prefix('（')
        && let Some(end) = inner.find('）')
        && inner.get(end + '）'.len_utf8()..).is_some_and(|after| after.trim().is_empty())
    {
        const KINDS: [&str; 10] = [
            "在职",
            "全日制",
            "非全日制",
            "函授",
            "自考",
            "定向",
            "统招",
            "辅修",
            "双学位",
            "夜間",
        ];
        let said = inner.get(..end).unwrap_or_default();
        if KINDS.contains(&said) {
            entry.degree = Some(Val::new(part, 0.8));
        } else {
            entry.degree = Some(Val::new(name, 0.85));
            area(entry, said);
        }
        return;
    }
    if let Some(inner_end) = rest.trim_start().strip_prefix('(').and_then(|inner| inner.find(')')) {
        let open = rest.len() - rest.trim_start().len();
        let inner = rest.get(open + 1..open + 1 + inner_end).unwrap_or_default();
        let after = rest.get(open + inner_end + 2..).unwrap_or_default();
        if (is_mark(inner) || is_number(inner)) && !words::fold(inner).starts_with("hon") {
            score(entry, inner);
            rest = after;
        } else if inline::trim_separators(after).is_empty()
            && before.is_empty()
            && inner.chars().any(char::is_lowercase)
            && lexicon::degree(inner).is_none()
            && !inner.contains('-')
            && inner.len() > 4
        {
            area(entry, inner);
            rest = "";
        } else {
            let end = part.len() - after.len();
            let start = name.as_ptr() as usize - part.as_ptr() as usize;
            name = part.get(start..end).unwrap_or(name);
            rest = after;
        }
    }
    let rest = match lexicon::degree_connector(rest.trim_start()) {
        Some(length) => rest.trim_start().get(length..).unwrap_or_default(),
        None => rest,
    };
    let mut subject = inline::trim_separators(rest);
    if let Some((head, inner)) = inline::bracket_tail(subject)
        && is_mark(inner)
    {
        score(entry, inner);
        subject = inline::trim_separators(head);
    }
    entry.degree = Some(Val::new(inline::trim_separators(name), 0.85));
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
