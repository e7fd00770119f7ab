//! Sections that list: skills, languages, interests, references.

use super::blocks::Block;
use super::glued;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::out::Out;
use super::profiles::Layout;
use super::spoken::{is_about_languages, language_line};
use super::terms::{is_telling, is_term};
use super::token;
use super::value::{Bullet, Val};
use super::words;
use crate::syntax::lines::LineKind;

/// The signs between items, the surest first.
const ITEMS: [&[&str]; 5] = [
    &[" | ", "|", "｜", "\t"],
    &[" • ", " · ", " ∙ ", " ⋅ ", "•", " ◆ ", " ▪ "],
    &["; ", "；", ";"],
    &[", ", "，", "、", ","],
    &[" / "],
];

/// The items of a list in one line.
pub(crate) fn items(text: &str) -> Vec<&str> {
    let several = |parts: &[&str]| {
        parts.iter().filter(|part| !inline::trim_separators(part).is_empty()).count() > 1
    };
    for separators in ITEMS {
        let parts = inline::split(text, separators);
        let numbers = separators.contains(&" / ")
            && parts.iter().any(|part| !part.chars().any(char::is_alphabetic));
        if several(&parts) && !numbers {
            return parts.into_iter().map(item).filter(|part| !part.is_empty()).collect();
        }
    }
    // `C` `C++`
    if text.matches('`').count() >= 4 {
        return text.split('`').map(item).filter(|part| !part.is_empty()).collect();
    }
    // Keywords in small letters with nothing but spaces between.
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let keyword = |token: &&str| {
        token.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.+#/".contains(c))
            && !words::is_function_word(token)
    };
    if tokens.len() >= 4 && tokens.iter().all(keyword) {
        return tokens;
    }
    Some(item(text)).into_iter().filter(|part| !part.is_empty()).collect()
}

/// An item without the signs around it, and without the full stop of a short one.
fn item(part: &str) -> &str {
    let part = part.trim().trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '*' | ',' | ';' | '|' | '·' | '•' | '–' | '—' | '`' | '、' | '，' | '\t')
    });
    let part = part.strip_prefix("- ").unwrap_or(part);
    let short = words::count(part) <= 8;
    if short && part.ends_with('.') && !part.trim_end_matches('.').contains('.') {
        part.trim_end_matches('.')
    } else {
        part
    }
}

/// The label and the content of "Label: a, b" and "Label\ta, b".
pub(super) fn labelled(text: &str) -> Option<(&str, &str)> {
    let (label, value) = token::label(text)?;
    // "1С:Бухгалтерия" is a name.
    let glued = text.find([':', '：']).is_some_and(|at| {
        let rest = text.get(at..).unwrap_or_default();
        text.find('\t').is_none_or(|tab| tab > at)
            && rest.starts_with(':')
            && !rest.trim_start_matches(':').starts_with([' ', '\t', '*'])
    });
    if glued && label.chars().count() <= 3 {
        return None;
    }
    (label.chars().count() <= 40 && !lexicon::is_technique(text)).then_some((label, value))
}

/// Whether a line says a position that is known, with its employer or school.
fn names_position(text: &str, out: &Out) -> bool {
    let folded = words::fold(text);
    words::count(text) >= 3
        && out.profile.work.iter().any(|work| {
            let part = |text: &Option<crate::profile::Text>| {
                text.as_ref().map(|text| words::fold(text.get(""))).filter(|text| text.len() >= 3)
            };
            part(&work.name).is_some_and(|name| folded.ends_with(&name))
                && part(&work.position).is_some_and(|title| folded.starts_with(&title))
        })
}

/// Skills on their way into the profile.
#[derive(Default)]
struct Gathered<'a> {
    /// The group that a line of its own named, with what stands below.
    group: Option<(Val<'a>, Vec<Val<'a>>)>,
    /// Skills of no group.
    lone: Vec<Val<'a>>,
}

impl<'a> Gathered<'a> {
    /// Ends the group that is open, and opens another.
    fn open(&mut self, name: Val<'a>, out: &mut Out<'a>) {
        self.close(out);
        self.group = Some((name, Vec::new()));
    }

    /// Ends the group that is open.
    fn close(&mut self, out: &mut Out<'a>) {
        if let Some((name, keywords)) = self.group.take() {
            out.skill(Some(name), None, keywords);
        }
    }

    /// Takes the skills of a line to the group that is open, unless the line stands apart from it.
    fn take(&mut self, block: &Block<'a>, skills: Vec<Val<'a>>) {
        match &mut self.group {
            Some((_, keywords)) if block.level > 0 || block.inside > 0 || !block.blank => {
                keywords.extend(skills);
            }
            _ => self.lone.extend(skills),
        }
    }
}

/// Reads a section of skills. The heading names the group if it says more than "Skills".
pub(super) fn skills<'a>(blocks: &[Block<'a>], title: Option<&'a str>, out: &mut Out<'a>) {
    let grid = is_grid(blocks);
    let scored = are_scored(blocks);
    let mut gathered = Gathered::default();
    for (n, block) in blocks.iter().enumerate() {
        let text = block.text;
        if block.kind == LineKind::TableHead {
            out.furniture(text, Furniture::Label);
        } else if out.layout == Layout::Copied && names_position(text, out) {
            // Where a skill was used, as a site says it: "Senior Producer at Raidió Cuan".
            out.furniture(text, Furniture::Site);
        } else if names_group(blocks, n) {
            gathered.open(Val::new(inline::trim_separators(text), 0.8), out);
        } else if let Some((name, score)) = scored.then(|| score(text)).flatten() {
            gathered.take(block, vec![Val::new(name, 0.85)]);
            out.furniture(score, Furniture::Site);
        } else if let Some(shares) = shares(text) {
            for (name, share) in shares {
                gathered.lone.push(Val::new(name, 0.85));
                out.furniture(share, Furniture::Site);
            }
        } else if grid {
            let cells = text.split('\t').map(item).filter(|cell| !cell.is_empty());
            gathered.lone.extend(cells.map(|cell| Val::new(cell, 0.85)));
        } else if let Some((label, value)) = labelled(text).filter(|(_, value)| !is_sentence(value))
        {
            labelled_skill(block, label, value, &mut gathered.lone, out);
        } else {
            skill_line(block, &mut gathered, out);
        }
    }
    gathered.close(out);
    if !gathered.lone.is_empty() {
        let name = title.filter(|title| is_telling(title)).map(|title| Val::new(title, 0.8));
        out.skill(name, None, gathered.lone);
    }
}

/// Whether a line names the group of skills that follows: a heading, a line above bullets, a term above its list.
fn names_group(blocks: &[Block], n: usize) -> bool {
    let Some(block) = blocks.get(n) else { return false };
    let text = block.text;
    let begins = n == 0
        || block.blank
        || block.level > 0
        || text.trim_end_matches(['*', ' ']).ends_with(':')
        || inline::is_wrapped(text);
    let over_bullets = begins
        && blocks.get(n + 1).is_some_and(|next| next.level > block.level)
        && words::count(inline::trim_separators(text)) <= 6
        && !text.contains(',');
    block.heading > 0 || over_bullets || is_term(blocks, n)
}

/// A skill and the points that a site gives it: "rust 10", "Kotlin 8.4", "Excel 9/10".
fn score(text: &str) -> Option<(&str, &str)> {
    let (name, score) = text.trim_end().rsplit_once([' ', '\t'])?;
    let points = score.trim_matches(['(', ')']);
    let number = |text: &str| {
        text.len() <= 4 && text.parse::<f32>().is_ok_and(|points| (0.0..=100.0).contains(&points))
    };
    let points = points.split_once('/').map_or(points, |(points, _)| points);
    let name = name.trim_end_matches(['(', ':', '-', '–', '·', ' ', '\t']);
    (number(points) && !name.is_empty() && !name.contains([',', ';'])).then_some((name, score))
}

/// Whether the lines of a section are skills with their points.
fn are_scored(blocks: &[Block]) -> bool {
    let scored = blocks.iter().filter(|block| score(block.text).is_some()).count();
    scored >= 3 && scored * 4 >= blocks.len() * 3
}

/// The skills of a line that gives each its share, "Go 61%", as sites do.
fn shares(text: &str) -> Option<Vec<(&str, &str)>> {
    if !text.contains('%') {
        return None;
    }
    let skills: Option<Vec<_>> =
        with_levels(text).into_iter().map(|(name, level)| Some((name, level?))).collect();
    skills
        .filter(|skills| !skills.is_empty() && skills.iter().all(|(_, level)| level.ends_with('%')))
}

/// Reads a line of skills without a label: each with its level, a list, or a sentence.
fn skill_line<'a>(block: &Block<'a>, gathered: &mut Gathered<'a>, out: &mut Out<'a>) {
    let text = block.text;
    let mut leveled = with_levels(text);
    // "Ladder logic | advanced"
    if let [(name, None), (level, None)] = leveled.as_slice()
        && lexicon::level(level).is_some()
        && lexicon::level(name).is_none()
    {
        leveled = vec![(name, Some(level))];
    }
    let apart = text.contains('|') || block.level > 0 || leveled.len() == 1;
    let all = leveled.iter().all(|(_, level)| level.is_some());
    if apart && all && gathered.group.is_none() && gathered.lone.is_empty() {
        for (name, level) in leveled {
            let level = level.map(|level| Val::new(level, 0.85));
            out.skill(Some(Val::new(name, 0.85)), level, Vec::new());
        }
    } else if is_sentence(text) || block.level > 0 && is_clause(text) {
        gathered.take(block, vec![Val::prose(text, 0.6)]);
    } else {
        gathered.take(block, glued::parted(keywords(text), out.text));
    }
}

/// Whether skills are set in columns, no column of which names groups: no cell is a list, a level or ends with
/// a colon.
fn is_grid(blocks: &[Block]) -> bool {
    let cells = |block: &Block| block.text.split('\t').count();
    let most = blocks.iter().map(cells).max().unwrap_or(0);
    let plain = |cell: &str| {
        !cell.contains([':', '：', ',', ';', '|', '、'])
            && words::count(cell) <= 5
            && lexicon::level(cell).is_none()
            && lexicon::language(cell).is_none()
            && (most >= 3 || lexicon::heading(cell).is_none_or(|heading| heading.score < 90))
    };
    let rows = blocks.iter().filter(|block| cells(block) == most).count();
    (most >= 3 || most == 2 && rows >= 3)
        && rows * 2 > blocks.len()
        && blocks.iter().all(|block| {
            block.kind == LineKind::Text
                && block.heading == 0
                && block.level == 0
                && block.text.split('\t').all(plain)
        })
}

/// A line of skills behind a label; of a table with many columns all cells are skills.
fn labelled_skill<'a>(
    block: &Block<'a>,
    label: &'a str,
    value: &'a str,
    lone: &mut Vec<Val<'a>>,
    out: &mut Out<'a>,
) {
    if is_about_languages(label, value) {
        out.furniture(label, Furniture::Label);
        language_line(value, out);
        return;
    }
    let name = Val::new(label, 0.85);
    if lexicon::level(value).is_some() && items(value).len() == 1 {
        out.skill(Some(name), Some(Val::new(value, 0.8)), Vec::new());
    } else if block.text.matches('\t').count() <= 2 {
        let keywords = glued::parted(keywords(value), out.text);
        out.skill(Some(name), None, keywords);
    } else {
        lone.extend(keywords(block.text));
    }
}

/// Whether a text is a sentence rather than a list.
fn is_sentence(text: &str) -> bool {
    words::count(text) > 8
        && (text.ends_with('.') && !text.contains(',')
            || (!text.contains([',', ';', '|', '•', '·', '/', '、'])))
        && !text.contains("; ")
}

/// Whether a bullet tells what was done rather than lists: many words, the small ones of sentences
/// among them.
fn is_clause(text: &str) -> bool {
    let small = |piece: &&str| piece.split_whitespace().any(words::is_function_word);
    let pieces = inline::split(text, &[", ", "; "]);
    let longest = pieces.iter().map(|piece| words::count(piece)).max().unwrap_or(0);
    words::count(text) >= 7
        && longest >= 4
        && pieces.iter().filter(|piece| small(piece)).count() * 2 >= pieces.len()
        && !text.contains([':', '|', '•', '·'])
}

/// The items of a text as skills or interests.
fn keywords(text: &str) -> Vec<Val<'_>> {
    items(text).into_iter().map(|item| Val::new(item, 0.85)).collect()
}

/// The items of a text, each with how well it is mastered.
fn with_levels(text: &str) -> Vec<(&str, Option<&str>)> {
    items(text).into_iter().map(with_level).collect()
}

/// A skill and how well it is mastered: "Go (expert)", "Go – expert", "Go 61%", "Go ●●●○".
fn with_level(item: &str) -> (&str, Option<&str>) {
    if let Some((head, inner)) =
        inline::bracket_tail(item).filter(|(_, inner)| lexicon::level(inner).is_some())
    {
        return (inline::trim_separators(head), Some(inner));
    }
    // "Go61%"
    let share = item.trim_end_matches('%');
    let name = share.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if share.len() < item.len()
        && name.len() < share.len()
        && name.ends_with(char::is_alphabetic)
        && let Some(level) = item.get(name.len()..)
    {
        return (name, Some(level));
    }
    for separator in [" – ", " — ", " - ", ": ", "\t", " "] {
        if let Some((head, tail)) = item.rsplit_once(separator)
            && (separator != " " || tail.ends_with('%'))
            && lexicon::level(tail).is_some()
        {
            return (inline::trim_separators(head), Some(inline::trim_separators(tail)));
        }
    }
    (item, None)
}

/// Reads a section of interests.
pub(super) fn interests<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    for block in blocks {
        if let Some((label, value)) = labelled(block.text) {
            let keywords = keywords(value);
            out.interest(Val::new(label, 0.8), keywords);
            continue;
        }
        if is_sentence(block.text) {
            out.interest(Val::prose(block.text, 0.6), Vec::new());
            continue;
        }
        let found = items(block.text);
        let found = match found.as_slice() {
            [only] if blocks.len() == 1 => pair(only).unwrap_or(found),
            _ => found,
        };
        for item in found {
            out.interest(Val::new(item, 0.85), Vec::new());
        }
    }
}

/// The two halves of "Football and reading", where nothing else is listed.
fn pair(text: &str) -> Option<Vec<&str>> {
    const JOINTS: [&str; 9] =
        [" and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " og "];
    let halves = JOINTS.iter().find_map(|joint| text.split_once(joint))?;
    let (first, second) = (inline::trim_separators(halves.0), inline::trim_separators(halves.1));
    let short = |half: &str| (1..=2).contains(&words::count(half));
    (short(first) && short(second)).then(|| vec![first, second])
}

/// Keeps a section as it is, under its title.
pub(super) fn custom<'a>(blocks: &[Block<'a>], title: Option<Val<'a>>, out: &mut Out<'a>) {
    let listed = blocks.iter().any(|block| block.level > 0);
    let mut paragraphs: Vec<Val<'a>> = Vec::new();
    let mut bullets: Vec<Bullet<'a>> = Vec::new();
    let mut under_heading = false;
    for block in blocks {
        let headed = std::mem::replace(&mut under_heading, block.heading > 0);
        if block.kind == LineKind::TableHead {
            out.furniture(block.text, Furniture::Label);
        } else if headed
            && block.level == 0
            && !block.blank
            && words::count(block.text) <= 10
            && let Some(last) = paragraphs.last_mut()
        {
            last.join(", ", Val::prose(block.text, 0.7));
        } else if block.level > 0 {
            Bullet::push(&mut bullets, block.level, Val::prose(block.text, 0.7));
        } else if listed && !bullets.is_empty() {
            Bullet::push(&mut bullets, 1 + block.inside.min(1), Val::prose(block.text, 0.6));
        } else {
            paragraphs.push(Val::prose(block.text, 0.7));
        }
    }
    out.section(title, paragraphs, bullets);
}

/// The label that says what a part is, if it is one of those.
pub(super) fn label_of(text: &str) -> Option<(Label, &str, &str)> {
    let (label, value) = token::label(text)?;
    Some((lexicon::label(label)?, label, value))
}
