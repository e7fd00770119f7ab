//! Text without headings: what each group of lines is about, told by what it says.

use super::blocks::Block;
use super::dates::{self, Form, Reading};
use super::headings::Part;
use super::inline;
use super::lexicon::{self, Topic};
use super::lists;
use super::projects;
use super::shapes;
use super::token;
use super::words;
use crate::syntax::lines::LineKind;

/// Parts blocks into sections by what they say.
pub(super) fn split<'a>(blocks: &[Block<'a>], reading: Reading) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    // Sites of developers list projects last, without headings.
    let first = blocks.iter().position(|block| is_project_line(block.text));
    let start = first.map(|at| {
        let described =
            at.checked_sub(1).and_then(|before| blocks.get(before)).is_some_and(|block| {
                shapes::is_prose(block.text, block) && lexicon::degree(block.text).is_none()
            });
        at - usize::from(described && at > 1)
    });
    // A line that says what the project is stands above its first label.
    let start = start.map(|at| match at.checked_sub(1).and_then(|n| blocks.get(n)) {
        Some(above) if first == Some(at) && at > 1 && is_description(above) => at - 1,
        _ => at,
    });
    let (blocks, last) = blocks.split_at(start.unwrap_or(blocks.len()));
    for chunk in chunks(blocks, reading) {
        let before = parts.last().and_then(|part| part.topic);
        let started =
            parts.iter().any(|part| matches!(part.topic, Some(Topic::Work | Topic::Education)));
        let topic = topic(chunk, before, started, reading);
        match parts.last_mut().filter(|last| last.topic == topic) {
            Some(last) => last.blocks.extend(chunk.iter().cloned()),
            None => {
                parts.push(Part { topic, blocks: chunk.to_vec(), sure: 0.6, ..Part::default() });
            }
        }
    }
    if !last.is_empty() {
        let topic = Some(Topic::Projects);
        parts.push(Part { topic, blocks: last.to_vec(), sure: 0.6, ..Part::default() });
    }
    parts
}

/// Whether a line can say what a project is: some words, no degree, no language, nothing counted.
fn is_description(block: &Block) -> bool {
    let text = block.text;
    block.level == 0
        && words::count(text) >= 4
        && lexicon::degree(text).is_none()
        && !lexicon::is_institution(text)
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !is_languages(std::slice::from_ref(block))
}

/// Groups of blocks: from a gap, or from a bullet of the first level, to the next.
fn chunks<'a, 'b>(blocks: &'b [Block<'a>], reading: Reading) -> Vec<&'b [Block<'a>]> {
    let mut chunks = Vec::new();
    let mut start = 0;
    for n in 1..=blocks.len() {
        let begins = blocks.get(n).is_none_or(|block| {
            let outer = block.level == 1 || (block.level == 0 && block.inside == 0);
            let first = blocks.get(start);
            let listed = first.is_some_and(|first| first.level == 1) && block.level == 1;
            let single = block.level == 0
                && blocks
                    .get(n - 1)
                    .is_some_and(|before| before.level == 0 && before.kind == LineKind::Text)
                && !same_kind(block, blocks.get(start..n).unwrap_or_default(), reading);
            outer && (block.blank || listed || single)
        });
        if begins {
            chunks.extend(blocks.get(start..n).filter(|chunk| !chunk.is_empty()));
            start = n;
        }
    }
    chunks
}

/// Whether a line below others can be of the same group.
fn same_kind(block: &Block, group: &[Block], reading: Reading) -> bool {
    let Some(first) = group.first() else { return true };
    if super::labelled::is_about_positions(&[first.clone(), block.clone()]) {
        return true;
    }
    let prose = shapes::is_prose(first.text, first);
    let own = shapes::is_prose(block.text, block);
    let marked = projects::is_contribution(first.text).is_some() || is_role_label(first.text);
    // Lines of copied profiles follow one another without gaps.
    if prose != own && (prose || is_project_line(block.text))
        || is_project_line(block.text) != (marked || is_project_line(first.text))
    {
        return false;
    }
    let degree = |block: &Block| lexicon::degree(block.text).is_some();
    if has_period(block.text, reading) && group.len() <= 2 && !prose {
        return !group.iter().any(|block| has_period(block.text, reading));
    }
    let dated = group.iter().any(|block| has_period(block.text, reading));
    dated || degree(first) == degree(block)
}

fn has_period(text: &str, reading: Reading) -> bool {
    dates::find(text, reading).iter().any(|found| {
        matches!(found.form, Form::Range | Form::Since | Form::Open) && found.is_apart()
    })
}

/// Whether a line tells of a project on a site of developers.
fn is_project_line(text: &str) -> bool {
    projects::is_contribution(text).is_some() || is_role_label(text)
}

fn is_role_label(text: &str) -> bool {
    words::fold(text).starts_with("role in this project")
        || words::fold(text).starts_with("contributions")
}

/// What a group is about.
fn topic(chunk: &[Block], before: Option<Topic>, started: bool, reading: Reading) -> Option<Topic> {
    let first = chunk.first()?;
    let heads: Vec<&Block> = chunk
        .iter()
        .filter(|block| block.level == 0 || (block.level == 1 && std::ptr::eq(*block, first)))
        .collect();
    let period = heads
        .iter()
        .any(|block| has_period(block.text, reading) && !shapes::is_prose(block.text, block));
    let degree = heads.iter().any(|block| {
        !words::is_date(block.text)
            && lexicon::degree(block.text).is_some()
            && words::count(block.text) <= 20
    });
    let school = heads
        .iter()
        .any(|block| lexicon::is_institution(block.text) && words::count(block.text) <= 20);
    if chunk.iter().any(|block| is_project_line(block.text)) {
        return Some(Topic::Projects);
    }
    if before == Some(Topic::Projects)
        && first.level == 0
        && words::count(first.text) == 1
        && first.text.len() > 12
        && !period
    {
        return Some(Topic::Projects);
    }
    if super::labelled::is_about_positions(chunk) {
        return Some(Topic::Work);
    }
    if let Some((label, _)) = token::label(first.text)
        && let Some(heading) = lexicon::heading(label).filter(|heading| heading.score >= 90)
    {
        return Some(heading.topic);
    }
    if period {
        let role = heads.iter().any(|block| lexicon::role_score(block.text) >= 60);
        return Some(if degree || (school && !role) { Topic::Education } else { Topic::Work });
    }
    undated(chunk, &heads, degree, before, started, reading)
}

/// What a group without a period is about.
fn undated(
    chunk: &[Block],
    heads: &[&Block],
    degree: bool,
    before: Option<Topic>,
    started: bool,
    reading: Reading,
) -> Option<Topic> {
    let first = chunk.first()?;
    let singles = heads
        .iter()
        .filter(|block| {
            dates::find(block.text, reading)
                .iter()
                .any(|found| found.form == Form::Single && found.is_apart())
        })
        .count();
    if first.level > 0
        && before.is_some()
        && matches!(before, Some(Topic::Work | Topic::Education))
        && chunk.iter().all(|block| block.level > 0)
    {
        return before;
    }
    let school = heads.iter().any(|block| lexicon::is_institution(block.text));
    if degree && !words::ends_sentence(first.text) && (school || !is_certificates(first.text)) {
        return Some(Topic::Education);
    }
    if is_languages(chunk) {
        return Some(Topic::Languages);
    }
    // "Née le 8 juin 1990, permis B"
    if !started && shapes::is_detail(first.text) {
        return Some(Topic::Other);
    }
    if shapes::is_prose(first.text, first) && first.level == 0 && !degree {
        if is_certificates(first.text) {
            return Some(Topic::Certificates);
        }
        return if started {
            before.filter(|topic| *topic == Topic::Work).or(Some(Topic::Other))
        } else {
            Some(Topic::Summary)
        };
    }
    if let Some(topic) = listed(chunk, singles).filter(|_| started) {
        return Some(topic);
    }
    if started
        && first.level == 0
        && chunk.len() >= 2
        && singles >= 1
        && chunk.iter().all(|block| words::count(block.text) <= 10)
    {
        return Some(Topic::Certificates);
    }
    if is_certificates(first.text) {
        return Some(Topic::Certificates);
    }
    if started
        && before == Some(Topic::Work)
        && chunk.len() == 1
        && first.level == 0
        && lexicon::role_score(first.text) > 0
        && words::count(first.text) <= 8
    {
        return Some(Topic::Work);
    }
    Some(Topic::Other)
}

/// What a list below the positions is about: prizes, exhibitions, skills.
fn listed(chunk: &[Block], singles: usize) -> Option<Topic> {
    let first = chunk.first()?;
    let share = |is: &dyn Fn(&str) -> bool| {
        chunk.iter().filter(|block| is(block.text)).count() * 2 > chunk.len()
    };
    if singles >= 1 && share(&super::prizes::is_prize) {
        return Some(Topic::Awards);
    }
    if singles >= 1 && share(&super::topics::is_publication) {
        return Some(Topic::Other);
    }
    if chunk.len() == 1
        && singles == 0
        && lists::items(first.text).len() >= 4
        && lists::items(first.text).iter().all(|item| is_skill_like(item))
        && !words::ends_sentence(first.text)
    {
        return Some(Topic::Skills);
    }
    None
}

/// Whether an item is short, and no count or measure: "Civil 3D", but not "Total 7,850 h".
fn is_skill_like(item: &str) -> bool {
    let number = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().filter(char::is_ascii_digit).count() >= 3
            || bare.bytes().all(|b| b.is_ascii_digit()) && !bare.is_empty()
    };
    words::count(item) <= 4 && item.split_whitespace().filter(|word| number(word)).count() == 0
}

/// Whether all items of a group name languages.
pub(super) fn is_languages(chunk: &[Block]) -> bool {
    let items: Vec<&str> = chunk.iter().flat_map(|block| lists::items(block.text)).collect();
    let language = |item: &&&str| {
        let name = inline::bracket_tail(item).map_or(**item, |(name, _)| name);
        let name = name.split([':', '–']).next().unwrap_or(name).trim();
        lexicon::language(name).is_some()
            || lexicon::language(name.split_whitespace().next().unwrap_or_default()).is_some()
                && words::count(item) <= 4
    };
    let count = items.iter().filter(language).count();
    count >= 1 && count * 2 >= items.len() && items.len() <= 12
}

/// Whether a line tells of certificates and licences.
pub(super) fn is_certificates(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "certificate",
        "certified",
        "certification",
        "licence",
        "license",
        "registration",
        "permit",
        "accredited",
        "zertifikat",
        "fuhrerschein",
        "schein",
        "permis",
        "certificat",
        "certificado",
        "certificato",
        "patente",
        "rijbewijs",
        "prawo jazdy",
        "certyfikat",
        "korkort",
        "kurs",
        "first aid",
    ];
    let folded = words::fold(text);
    // "permission" is no "permis".
    let told = |word: &str| {
        folded.contains(word) && (word != "permis" || folded.split(' ').any(|said| said == word))
    };
    words::count(text) <= 16 && WORDS.iter().any(|word| told(word))
}
