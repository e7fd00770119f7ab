//! Schools: institutions, degrees, subjects, marks.

use super::blocks::Block;
use super::dates::Reading;
use super::degrees::degree;
use super::entries::{self, Raw, Singles};
use super::grades::{is_mark, score};
use super::header;
use super::inline;
use super::institutions::institution;
use super::lexicon::{self, Label};
use super::out::Out;
use super::place;
use super::settling::settle;
use super::studies::{courses, facts, is_list_of_facts, is_minor, is_stage, subjects};
use super::token;
use super::value::{Bullet, Entry, Val};
use super::words;

/// Reads the entries of a section about schools; returns the blocks before the first.
pub(super) fn read<'a>(
    blocks: &[Block<'a>],
    reading: Reading,
    out: &mut Out<'a>,
) -> (Vec<Block<'a>>, Vec<Entry<'a>>) {
    let (loose, raws) = entries::split(blocks, Singles::Yes, reading);
    let mut found: Vec<Entry> = Vec::new();
    // Whether the name of the last school stood in a line of its own.
    let mut own_line = false;
    for raw in &raws {
        let mut entry = fields(raw);
        for block in &raw.body {
            below(&mut entry, block, raw.level, out);
        }
        // A second degree below the name of the same school.
        let below = raw.head.len() == 1 && raw.head.first().is_some_and(|line| !line.block.blank);
        if entry.name.is_none() && entry.degree.is_some() && below && own_line {
            entry.name = found.last().and_then(|last: &Entry| last.name.clone());
        }
        own_line = raw.head.len() >= 2;
        found.push(entry);
    }
    (loose, found)
}

/// The fields that the lines of the head say.
pub(super) fn fields<'a>(raw: &Raw<'a>) -> Entry<'a> {
    let mut entry = Entry { period: raw.period(), ..Entry::default() };
    let units = unsplit(raw, header::units(raw));
    let spoken = units.iter().any(|unit| unit.at);
    let several = units.len() > 1;
    let mut stage = None;
    for unit in units {
        if several && stage.is_none() && is_stage(unit.text) {
            stage = Some(unit.text);
            continue;
        }
        let line = raw.head.get(unit.line).map_or("", |line| line.block.text);
        let labelled = unit.after
            && token::label(line).is_some_and(|(label, _)| {
                line.contains([':', '：'])
                    && lexicon::degree(label).is_none_or(|degree| degree.start > 0)
                    && !is_mark(line)
                    && lexicon::label(label) != Some(Label::Score)
            });
        // "Field of study" beside its value, as sites set it.
        let subject = line
            .split_once('\t')
            .is_some_and(|(label, _)| lexicon::label(label) == Some(Label::Area));
        if subject && entry.area.is_none() && line.ends_with(unit.text) {
            area(&mut entry, unit.text);
        } else if super::grades::is_emphasised_mark(line, unit.text) {
            score(&mut entry, unit.text);
        } else if unit.at {
            institution(&mut entry, unit.text);
        } else if spoken
            && lexicon::degree(unit.text).is_none()
            && entry.area.is_none()
            && !unit.after
        {
            area(&mut entry, unit.text);
        } else if labelled {
            let said = unit.text.trim_start_matches(['.', ' ']);
            entry.bullets.push(Bullet::new(Val::prose(said, 0.7)));
        } else if unit.behind_date
            && !is_mark(unit.text)
            && entry.location.is_none()
            && (place::is_town(unit.text) || place::is_place(unit.text))
            && lexicon::degree(unit.text).is_none()
        {
            entry.location = Some(Val::new(unit.text, 0.75));
        } else if unit.after
            && entry.name.is_none()
            && entry.degree.is_none()
            && unit.text.contains("; ")
            && lexicon::is_institution(unit.text)
            && lexicon::degree(unit.text).is_some()
        {
            // "**PhD, Linguistics**; McGill University (Montreal)" below the dates.
            inline::split(unit.text, &["; "]).into_iter().for_each(|part| take(&mut entry, part));
        } else if unit.after
            && is_list_of_facts(if line.contains("**") { unit.text } else { line })
            && !(entry.degree.is_none() && unit.text.contains(". ("))
        {
            facts(&mut entry, unit.text);
        } else if unit.after && is_fact(&entry, unit.text) {
            entry.bullets.push(Bullet::new(Val::prose(unit.text, 0.75)));
        } else {
            take(&mut entry, unit.text);
        }
    }
    settle(&mut entry);
    if let Some(stage) = stage {
        if entry.degree.is_none() && !lexicon::is_institution(stage) {
            entry.degree = Some(Val::new(stage, 0.8));
        } else {
            entry.labels.push(stage);
        }
    }
    entry
}

/// Whether a line below school and degree tells of neither: "8,000 hours on the job", "Law Review, Articles
/// Editor".
fn is_fact(entry: &Entry, text: &str) -> bool {
    let parts = header::commas(text);
    let plain = parts.iter().all(|part| {
        !is_mark(part)
            && lexicon::degree(part).is_none()
            && !lexicon::is_institution(part)
            && !place::is_place(part)
            && lexicon::label(part.split(':').next().unwrap_or(part)).is_none()
    });
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && words::count(text) >= 3;
    let office = parts.len() >= 2 && parts.iter().any(|part| lexicon::role_score(part) >= 60);
    entry.name.is_some()
        && entry.degree.is_some()
        && plain
        && !is_minor(text)
        && (counted || office || entry.area.is_some() && parts.len() >= 2)
}

/// "Cardiff University / Prifysgol Caerdydd" is one name; a degree behind the stroke is not.
fn unsplit<'a>(raw: &Raw<'a>, units: Vec<header::Unit<'a>>) -> Vec<header::Unit<'a>> {
    let mut joined: Vec<header::Unit<'a>> = Vec::new();
    for unit in units {
        let line = raw.head.get(unit.line).map_or("", |line| line.block.text);
        if let Some(last) =
            joined.last_mut().filter(|last| last.line == unit.line && line.contains(" / "))
            && lexicon::degree(line).is_none()
            && !is_mark(unit.text)
        {
            last.text = header::span(line, &[last.text, unit.text]);
        } else {
            joined.push(unit);
        }
    }
    joined
}

/// The second half of a text that says the same twice: "A, A".
fn halved(text: &str) -> &str {
    let half = text.len() / 2;
    match (text.get(..half.saturating_sub(1)), text.get(half + 1..)) {
        (Some(first), Some(second))
            if first.len() > 6 && first.trim_end_matches(',') == second.trim_start() =>
        {
            second
        }
        _ => text,
    }
}

/// The text said once; the first half of what is said twice is kept for the ledger.
fn once<'a>(entry: &mut Entry<'a>, whole: &'a str) -> &'a str {
    let text = inline::trim_separators(halved(whole));
    if text.len() < whole.len() {
        let first = whole.get(..whole.len() - text.len()).unwrap_or_default();
        entry.labels.push(first);
    }
    text
}

/// Takes one unit of a head.
fn take<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = once(entry, inline::trim_separators(text));
    let text = without_step(entry, text);
    let text = without_subject(entry, text);
    if text.is_empty() {
        return;
    }
    if is_minor(text) && (entry.degree.is_some() || entry.name.is_some()) {
        entry.bullets.push(Bullet::new(Val::prose(text, 0.75)));
        return;
    }
    let whole_degree = lexicon::degree(text);
    if is_mark(text) && whole_degree.as_ref().is_none_or(|degree| degree.start > 0) {
        score(entry, text);
        return;
    }
    if entry.location.is_none()
        && place::is_place(text)
        && text.contains(',')
        && !lexicon::is_institution(text)
    {
        entry.location = Some(Val::new(text, 0.75));
        return;
    }
    if let Some((head, tail)) = degree_and_school(text).filter(|_| entry.name.is_none()) {
        take(entry, head);
        take(entry, tail);
        return;
    }
    let parts = header::commas(text);
    // "Building trades, Boland High School"
    if let (None, [first, rest @ ..]) = (&whole_degree, parts.as_slice())
        && entry.area.is_none()
        && (!lexicon::is_institution(first) || lexicon::role_score(first) >= 60)
        && lexicon::employer_score(first) == 0
        && !place::is_place(first)
        && first.split_whitespace().count() <= 8
        && !header::is_unit(first)
        && let Some(at) = rest.iter().position(|next| lexicon::is_institution(next))
        && rest.get(..at).unwrap_or_default().iter().all(|part| is_detail(part))
    {
        let subject = parts.get(..=at).unwrap_or_default();
        area(entry, header::span(text, subject));
        institution(entry, header::span(text, rest.get(at..).unwrap_or_default()));
        return;
    }
    if (whole_degree.is_none() || is_named_school(text)) && lexicon::is_institution(text) {
        institution(entry, text);
        return;
    }
    if subjects(entry, text) {
        return;
    }
    let parts = without_town(entry, text, parts);
    take_parts(entry, text, &parts);
}

/// Degree and school with a full stop between: "Licenciada en Matemáticas. Universidad de Salamanca".
fn degree_and_school(text: &str) -> Option<(&str, &str)> {
    let (head, tail) = text.split_once(". ")?;
    let last = head.split_whitespace().next_back()?;
    (last.chars().count() >= 4
        && !last.contains('.')
        && lexicon::degree(head).is_some_and(|degree| degree.start == 0)
        && lexicon::is_institution(tail)
        && !lexicon::is_institution(head))
    .then_some((head, tail))
}

/// Takes the town with its region off the end of a degree, "Leader Course, Fort Gregg-Adams, VA", and returns
/// the other parts.
fn without_town<'a>(entry: &mut Entry<'a>, text: &'a str, mut parts: Vec<&'a str>) -> Vec<&'a str> {
    let placed = header::place_parts(&parts);
    let region = parts.last().is_some_and(|last| lexicon::is_region(last) && last.len() == 2);
    if placed >= 2 && region && entry.location.is_none() && lexicon::degree(text).is_some() {
        let town = parts.split_off(parts.len() - placed);
        entry.location = Some(Val::new(header::span(text, &town), 0.7));
    }
    parts
}

/// Takes the parts of a unit between its commas.
fn take_parts<'a>(entry: &mut Entry<'a>, text: &'a str, parts: &[&'a str]) {
    let mut rest: &[&str] = parts;
    while let Some((&part, more)) = rest.split_first() {
        // "A-levels: Chemistry (A), Biology (B)" stays together.
        if let Some((head, _)) = part.split_once(": ").filter(|_| !more.is_empty())
            && lexicon::degree(head).is_some_and(|degree| degree.start == 0)
        {
            // A school may end the list.
            let school = more.iter().position(|part| lexicon::is_institution(part));
            let (listed, school) = more.split_at(school.unwrap_or(more.len()));
            let whole = header::span(text, &[part, listed.last().copied().unwrap_or(part)]);
            entry.bullets.push(Bullet::new(Val::prose(whole, 0.75)));
            if !school.is_empty() {
                institution(entry, header::span(text, school));
            }
            break;
        }
        rest = more;
        let (part, tail) = sentence_tail(part);
        if let Some(tail) = tail {
            if is_mark(tail) || tail.len() <= 6 {
                score(entry, tail);
            } else {
                facts(entry, tail);
            }
        }
        rest = take_part(entry, text, part, rest);
    }
}

/// Takes the mark in brackets and the word for "graduated" off the end: "국제무역학과 졸업 (학점 3.8/4.5)".
pub(super) fn without_step<'a>(entry: &mut Entry<'a>, text: &'a str) -> &'a str {
    const WORDS: [&str; 14] = [
        "졸업예정",
        "졸업",
        "수료",
        "재학",
        "중퇴",
        "휴학",
        "卒業見込み",
        "卒業見込",
        "卒業",
        "修了",
        "中退",
        "在学中",
        "毕业",
        "畢業",
    ];
    let mut rest = text;
    if let Some((head, inner)) = inline::bracket_tail(rest)
        && is_mark(inner)
        && head.chars().next_back().is_some_and(|c| !c.is_ascii()) | head.ends_with(' ')
        && WORDS.iter().any(|word| head.trim_end().ends_with(word))
    {
        score(entry, inner);
        rest = head.trim_end();
    }
    let Some(word) = WORDS.iter().find(|word| rest.ends_with(**word)) else { return rest };
    let head = rest.get(..rest.len() - word.len()).unwrap_or(rest);
    entry.labels.extend(rest.get(head.len()..));
    inline::trim_separators(head)
}

/// Takes a subject or a doctor's degree off the end of a school's name: "… School of Medicine, MD", "University
/// Hospital, Internal Medicine".
fn without_subject<'a>(entry: &mut Entry<'a>, text: &'a str) -> &'a str {
    let parts = header::commas(text);
    let [head @ .., last] = parts.as_slice() else { return text };
    let school = header::span(text, head);
    if head.is_empty() || !lexicon::is_institution(school) {
        return text;
    }
    if ["MD", "DO", "DDS", "DVM", "JD"].contains(last) && entry.degree.is_none() {
        entry.degree = Some(Val::new(last, 0.85));
    } else if is_subject(last) && entry.area.is_none() && lexicon::degree(school).is_none() {
        area(entry, last);
    } else {
        return text;
    }
    school
}

/// Whether a part names a subject by its last word: "Internal Medicine", "Vascular Surgery".
fn is_subject(part: &str) -> bool {
    const ENDS: [&str; 14] = [
        "medicine",
        "surgery",
        "cardiology",
        "pediatrics",
        "paediatrics",
        "psychiatry",
        "neurology",
        "oncology",
        "radiology",
        "anesthesiology",
        "dermatology",
        "pathology",
        "nursing",
        "engineering",
    ];
    let folded = words::fold(part);
    let last = folded.split_whitespace().next_back().unwrap_or_default();
    words::count(part) <= 4
        && (ENDS.contains(&last) || last.len() > 7 && last.ends_with("ology"))
        && !lexicon::is_institution(part)
        && lexicon::degree(part).is_none()
}

/// Takes one part of a unit between commas, and returns what is left behind it.
fn take_part<'a, 'r>(
    entry: &mut Entry<'a>,
    text: &'a str,
    part: &'a str,
    mut rest: &'r [&'a str],
) -> &'r [&'a str] {
    let labelled = super::lists::label_of(part).filter(|_| part.contains([':', '：']));
    if is_mark(part) || super::grades::is_emphasised_mark(text, part) {
        score(entry, part);
    } else if let Some((Label::Degree, label, value)) = labelled.filter(|_| entry.degree.is_none())
    {
        // "Abschluss: Mittlere Reife"
        entry.labels.push(label);
        entry.degree = Some(Val::new(value, 0.85));
    } else if let Some((Label::Area, label, value)) = labelled {
        // "kierunek: Logistyka"
        entry.labels.push(label);
        area(entry, value);
    } else if lexicon::is_region(part)
        && part.len() <= 3
        && !text.starts_with(part)
        && (entry.location.is_some() || entry.name.is_some())
    {
        match entry.location {
            Some(_) => extend(entry.location.as_mut(), text, part),
            None => entry.location = Some(Val::new(part, 0.6)),
        }
    } else if lexicon::degree(part).is_some()
        && entry.degree.is_none()
        && !(lexicon::is_institution(part) && lexicon::degree(part).is_some_and(|d| d.start > 0))
    {
        degree(entry, part);
        // "History, minor in French" is one subject.
        if let Some(next) =
            rest.first().copied().filter(|next| entry.area.is_some() && is_detail(next))
        {
            extend(entry.area.as_mut(), text, next);
            rest = rest.get(1..).unwrap_or_default();
        }
    } else if lexicon::is_institution(part) && entry.name.is_none() {
        institution(entry, header::span(text, &[part]));
    } else if entry.name.is_some()
        && entry.location.is_none()
        && (place::is_town(part) || place::is_place(part))
        && (entry.area.is_some()
            || entry.degree.is_none()
            || place::is_place(part)
            || !rest.is_empty()
            || entry.name.as_ref().is_some_and(|name| follows(text, name, part)))
    {
        entry.location = Some(Val::new(part, 0.7));
    } else if entry.location.is_some()
        && (lexicon::is_region(part) || lexicon::country_code(part).is_some())
    {
        extend(entry.location.as_mut(), text, part);
    } else if is_detail(part) && entry.area.as_ref().is_some_and(|area| follows(text, area, part)) {
        // "Theatre, minor in Italian", "Accounting, analysis and audit" are one subject.
        extend(entry.area.as_mut(), text, part);
    } else if entry.degree.is_some() && entry.area.is_none() && !lexicon::is_institution(part) {
        area(entry, part);
    } else if entry.name.is_none() && (entry.area.is_some() || lexicon::employer_score(part) > 0) {
        institution(entry, part);
    } else if entry.area.is_none() && !part.starts_with(|c: char| c.is_ascii_digit()) {
        area(entry, part);
    } else if entry.location.is_none() && (place::is_place(part) || place::is_town(part)) {
        entry.location = Some(Val::new(part, 0.6));
    } else if entry.degree.is_some()
        && entry.name.is_some()
        && words::count(part) <= 4
        && !part.bytes().any(|b| b.is_ascii_digit())
        && entry.area.as_ref().is_some_and(|area| follows(text, area, part))
    {
        // "Business Administration, Finance"
        extend(entry.area.as_mut(), text, part);
    } else {
        entry.bullets.push(Bullet::new(Val::new(part, 0.5)));
    }
    rest
}

/// Whether the kind of school is part of a name: "Realschule Arnoldi".
fn is_named_school(text: &str) -> bool {
    lexicon::degree(text).is_some_and(|degree| {
        let kind = text.get(degree.clone()).unwrap_or_default();
        let rest = text.get(degree.end..).unwrap_or_default().trim_start();
        let name = rest.starts_with(|c: char| c.is_uppercase() || "„“\"«".contains(c));
        let plain = words::count(kind) == 1 && !kind.contains(['.', '(']);
        degree.start == 0 && plain && lexicon::is_institution(kind) && name
    })
}

/// Whether a part goes on with the subject before it.
fn is_detail(part: &str) -> bool {
    part.starts_with(char::is_lowercase) && !lexicon::is_institution(part) && !is_mark(part)
}

/// Whether a part follows the name of the school within the same text.
fn follows(text: &str, name: &Val, part: &str) -> bool {
    let start = text.as_ptr() as usize;
    name.parts.iter().any(|known| {
        let at = known.as_ptr() as usize;
        (start..start + text.len()).contains(&at) && at < part.as_ptr() as usize
    })
}

/// Makes a value longer by what follows it in the same text.
fn extend<'a>(val: Option<&mut Val<'a>>, text: &'a str, part: &'a str) {
    let Some(val) = val else { return };
    match val.parts.last().copied() {
        Some(last)
            if (text.as_ptr() as usize..text.as_ptr() as usize + text.len())
                .contains(&(last.as_ptr() as usize)) =>
        {
            *val = Val::new(header::span(text, &[last, part]), val.sure);
        }
        _ => val.join(", ", Val::new(part, 0.7)),
    }
}

/// Parts "Belfast. 2:1" at the full stop.
fn sentence_tail(part: &str) -> (&str, Option<&str>) {
    match part.split_once(". ") {
        Some((head, tail)) if is_mark(tail) && words::count(head) >= 1 && head.len() > 3 => {
            (head, Some(tail))
        }
        _ => (part, None),
    }
}

pub(super) fn area<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let mut text = inline::trim_separators(text);
    if let Some(length) = lexicon::degree_connector(text).filter(|_| entry.degree.is_some()) {
        text = text.get(length..).unwrap_or(text);
    }
    if let Some((head, inner)) = inline::bracket_tail(text).filter(|(_, inner)| is_mark(inner)) {
        score(entry, inner);
        text = inline::trim_separators(head);
    }
    if text.is_empty() {
        return;
    }
    // "3 A-levels and 9 GCSEs" is one.
    if let Some(degree) = entry.degree.as_mut().filter(|_| joins_certificates(text)) {
        degree.join(" ", Val::new(text, 0.75));
        return;
    }
    // What was taken for the subject before was the school.
    if let Some(before) = entry.area.replace(Val::new(text, 0.75)) {
        match &mut entry.name {
            None => entry.name = Some(before),
            Some(_) => entry.bullets.push(Bullet::new(before)),
        }
    }
}

/// Whether a text goes on with further certificates of a school: "and 9 GCSEs".
fn joins_certificates(text: &str) -> bool {
    let rest = ["and ", "& ", "plus ", "und ", "et ", "y ", "+ "]
        .iter()
        .find_map(|joint| text.strip_prefix(joint));
    rest.is_some_and(|rest| words::count(rest) <= 4 && lexicon::degree(rest).is_some())
}

/// Reads a block below the head.
fn below<'a>(entry: &mut Entry<'a>, block: &Block<'a>, top: u8, out: &mut Out<'a>) {
    let text = block.text;
    if courses(entry, inline::trim_separators(text), out) {
        return;
    }
    if block.level > top {
        let bare = inline::trim_separators(text);
        if block.level == top + 1
            && is_mark(bare)
            && entry.score.is_none()
            && words::count(bare) <= 6
        {
            score(entry, bare);
        } else {
            Bullet::push(&mut entry.bullets, block.level - top, Val::prose(text, 0.85));
        }
        return;
    }
    let bare = inline::trim_separators(text);
    if let Some((label, value)) = token::label(bare) {
        match lexicon::label(label) {
            // "GPA: 3.4; Beta Gamma Sigma"
            Some(Label::Score) if bare.contains("; ") => return facts(entry, bare),
            Some(Label::Score) if !value.is_empty() => return score(entry, bare),
            _ => {}
        }
    }
    if is_mark(bare) && !bare.contains("; ") && !bare.contains(". ") {
        score(entry, bare);
    } else if entry.location.is_none() && place::is_place(bare) {
        entry.location = Some(Val::new(bare, 0.7));
    } else if inline::sentences(bare).iter().any(|piece| is_mark(inline::trim_separators(piece))) {
        facts(entry, text);
    } else if entry.area.is_none()
        && entry.degree.is_some()
        && words::count(bare) <= 6
        && !bare.contains(':')
        && entry.bullets.is_empty()
        && !words::ends_sentence(bare)
        && !is_minor(bare)
    {
        area(entry, bare);
    } else {
        entry.bullets.push(Bullet::new(Val::prose(text, 0.7)));
    }
}
