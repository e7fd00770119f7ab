//! Headings: where the sections begin, and what they are about.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::inline;
use super::lexicon::{self, Topic};
use super::words;
use crate::syntax::lines::LineKind;

/// A section: a heading and the blocks below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Part<'a> {
    /// What it is about; `None` for what stands before the first heading.
    pub(super) topic: Option<Topic>,
    /// The second topic of a heading for two.
    pub(super) also: Option<Topic>,
    /// The heading without decoration.
    pub(super) title: Option<&'a str>,
    /// Whether heading and content share a line: "Languages: …".
    pub(super) inline: bool,
    /// A duration beside the heading.
    pub(super) duration: Option<&'a str>,
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) sure: f32,
}

/// How a heading looks. Headings of one document look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    level: u8,
    caps: bool,
    bold: bool,
    colon: bool,
    underlined: bool,
    ruled: bool,
    glyph: bool,
    indent: usize,
}

impl Form {
    fn of(block: &Block, title: &str) -> Self {
        let plain = title.trim_end_matches(':');
        Self {
            level: block.heading,
            caps: is_caps(plain),
            bold: inline::is_wrapped(block.text),
            colon: block.text.trim_end_matches(['*', ' ']).ends_with(':'),
            underlined: block.underlined,
            ruled: block.ruled,
            glyph: block.level > 0 || block.text.starts_with(|c: char| "▪■●◆【".contains(c)),
            indent: block.indent,
        }
    }

    /// Whether it sets a heading apart from text.
    fn is_distinct(self) -> bool {
        self.level > 0 || self.caps || self.bold || self.colon || self.underlined || self.glyph
    }

    fn is_like(self, other: Self) -> bool {
        Self { ruled: other.ruled, indent: 0, ..self } == Self { indent: 0, ..other }
            && self.indent.abs_diff(other.indent) <= 2
    }
}

/// How many headings are looked at to learn what headings look like.
const MAX_FORMS: usize = 100;

/// Whether all letters are capitals.
pub(super) fn is_caps(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

/// The text of a heading without decoration: glyphs, numbers, emphasis, the colon.
pub(super) fn title(text: &str) -> &str {
    let decoration = |c: char| {
        !(c.is_alphanumeric()
            || matches!(
                c,
                '(' | ')' | '（' | '）' | '+' | '#' | '/' | '\'' | '’' | '"' | '“' | '”'
            ))
    };
    let text = text.trim_matches(decoration);
    // "1. Education", "03 / Work"
    let unnumbered =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '/' | ' '));
    if unnumbered.is_empty() || text.len() - unnumbered.len() > 4 { text } else { unnumbered }
        .trim_matches(decoration)
}

/// Parts blocks at their headings.
pub(super) fn split<'a>(blocks: Vec<Block<'a>>) -> Vec<Part<'a>> {
    let section_level = section_level(&blocks);
    let known: Vec<Option<lexicon::Heading>> =
        blocks.iter().map(|block| candidate(block, section_level)).collect();
    let strong =
        blocks.iter().zip(&known).filter(|(_, known)| known.is_some_and(|known| known.score >= 90));
    let strong: Vec<Form> =
        strong.take(MAX_FORMS).map(|(block, _)| Form::of(block, title(block.text))).collect();
    let accepted: Vec<bool> =
        (0..blocks.len()).map(|n| is_section(&blocks, &known, n, &strong)).collect();
    let first = accepted.iter().position(|&accepted| accepted).unwrap_or(usize::MAX);
    let forms: Vec<Form> = blocks
        .iter()
        .zip(&accepted)
        .filter(|(_, accepted)| **accepted)
        .take(MAX_FORMS)
        .map(|(block, _)| Form::of(block, title(block.text)))
        .collect();
    let mut parts = vec![Part { sure: 1.0, ..Part::default() }];
    let mut flow = 0;
    for (n, block) in blocks.iter().enumerate() {
        if block.flow != flow {
            flow = block.flow;
            parts.push(Part { sure: 0.8, ..Part::default() });
        }
        let found = known.get(n).copied().flatten();
        if accepted.get(n) == Some(&true)
            && let Some(heading) = found
        {
            parts.push(Part {
                topic: Some(heading.topic),
                also: heading.also,
                title: Some(
                    before_duration(title(block.text)).map_or(title(block.text), |(head, _)| head),
                ),
                duration: before_duration(title(block.text)).map(|(_, tail)| tail),
                sure: f32::from(heading.score) / 100.0,
                ..Part::default()
            });
        } else if n > first && is_custom(&blocks, n, &forms, section_level) {
            let heading = found.or_else(|| lexicon::heading(title(block.text)));
            let topic = heading.map_or(Topic::Other, |heading| heading.topic);
            parts.push(Part {
                topic: Some(topic),
                title: Some(title(block.text)),
                sure: 0.8,
                ..Part::default()
            });
        } else if let Some((part, rest)) = inline_heading(block, parts.last()) {
            parts.push(part);
            if let Some(last) = parts.last_mut() {
                last.blocks.push(rest);
            }
        } else {
            // A line "Label: …" is a section of one block; what follows after a blank is none of it.
            if parts.last().is_some_and(|part| part.inline) && block.blank && block.level == 0 {
                parts.push(Part { sure: 0.7, ..Part::default() });
            }
            if let Some(last) = parts.last_mut() {
                last.blocks.push(block.clone());
            }
        }
    }
    parts.retain(|part| part.title.is_some() || !part.blocks.is_empty());
    parts
}

/// The level of Markdown's headings that sections have: that of most known headings.
fn section_level(blocks: &[Block]) -> u8 {
    let mut counts = [0_usize; 8];
    for block in blocks.iter().filter(|block| block.heading > 0) {
        if lexicon::heading(title(block.text)).is_some_and(|heading| heading.score >= 70)
            && let Some(count) = counts.get_mut(usize::from(block.heading.min(7)))
        {
            *count += 1;
        }
    }
    let best =
        (1_u8..8).rev().max_by_key(|&level| counts.get(usize::from(level)).copied().unwrap_or(0));
    best.filter(|&level| counts.get(usize::from(level)).copied().unwrap_or(0) > 0).unwrap_or(0)
}

/// The heading that a block can be by its words and its shape.
fn candidate(block: &Block, section_level: u8) -> Option<lexicon::Heading> {
    if block.lines > 1 || block.kind != LineKind::Text || block.text.len() > 120 {
        return None;
    }
    let spaced = words::unspaced(&block.text.replace('\t', " "));
    let text = title(block.text);
    if text.is_empty() || words::count(text) > 8 && spaced.len() > 40 {
        return None;
    }
    if block.text.contains('\t') && spaced == block.text.replace('\t', " ") {
        return None;
    }
    let heading = lexicon::heading(text)
        .or_else(|| lexicon::heading(title(&spaced)))
        .or_else(|| compound(text))
        .or_else(|| before_duration(text).and_then(|(head, _)| lexicon::heading(head)))?;
    let deep = block.heading > section_level && section_level > 0;
    let sentence = block.text.trim_end().ends_with(['.', ',', ';']) && block.heading == 0;
    (!sentence && (!deep || heading.score == 100)).then_some(heading)
}

/// Two headings written as one word, as Chinese and Japanese do: 获奖证书.
fn compound(text: &str) -> Option<lexicon::Heading> {
    if text.chars().count() > 10 || !text.chars().all(words::is_cjk) {
        return None;
    }
    text.char_indices().skip(1).find_map(|(at, _)| {
        let (first, second) = text.split_at(at);
        let first = lexicon::heading(first).filter(|heading| heading.score >= 90)?;
        let second = lexicon::heading(second).filter(|heading| heading.score >= 90)?;
        Some(lexicon::Heading { also: Some(second.topic), score: 90, ..first })
    })
}

/// The heading and the duration behind it: "Experience — 6 years".
fn before_duration(text: &str) -> Option<(&str, &str)> {
    [" — ", " – ", " - ", " ("].iter().find_map(|sign| {
        let (head, tail) = text.split_once(sign)?;
        words::is_duration(tail.trim_end_matches(')')).then_some((head, tail))
    })
}

/// Whether a block that can be a heading is one.
fn is_section(
    blocks: &[Block],
    known: &[Option<lexicon::Heading>],
    n: usize,
    strong: &[Form],
) -> bool {
    let (Some(block), Some(Some(heading))) = (blocks.get(n), known.get(n)) else { return false };
    let form = Form::of(block, title(block.text));
    let next = blocks.get(n + 1);
    if block.level > 0 {
        // A glyph before a heading is decoration if what follows is not the next of a list.
        let apart = next.is_some_and(|next| {
            next.level == 0 || next.level > block.level || next.indent > block.indent
        });
        let list_before = n > 0
            && blocks.get(n - 1).is_some_and(|before| before.level == block.level && !block.blank);
        return heading.score >= 90
            && apart
            && !list_before
            && block.blank
            && !block.text.ends_with(':');
    }
    if heading.score >= 90 {
        let inside_list = block.inside > 0 && !block.blank && block.heading == 0;
        return !inside_list || form.caps || form.bold;
    }
    let company = strong.iter().filter(|known| known.is_like(form)).count();
    let apart = block.blank || form.ruled || form.level > 0;
    apart && form.is_distinct() && (company >= 1 || heading.score >= 70)
}

/// Whether an unknown line has the form of the known headings.
fn is_custom(blocks: &[Block], n: usize, forms: &[Form], section_level: u8) -> bool {
    let Some(block) = blocks.get(n) else { return false };
    let text = title(block.text);
    if block.kind != LineKind::Text || block.lines > 1 || text.is_empty() || n == 0 {
        return false;
    }
    let form = Form::of(block, text);
    if block.heading > 0 && block.heading == section_level {
        // The name may share the level of the sections; it comes before them.
        return !forms.is_empty() && (n >= 3 || block.heading != 1);
    }
    let alike = forms.iter().filter(|known| known.is_like(form)).count();
    let short =
        words::count(text) <= 5 && text.len() <= 60 && !block.text.contains(['\t', '|', '@', ',']);
    let dated = !dates::find(block.text, Reading::default()).is_empty();
    let followed =
        blocks.get(n + 1).is_some_and(|next| next.heading == 0 || next.heading > form.level);
    let apart = block.blank || block.ruled;
    alike >= 2
        && alike * 2 >= forms.len()
        && form.is_distinct()
        && short
        && !dated
        && followed
        && apart
        && block.level == 0
        && (form.level > 0 || form.caps || form.underlined || !is_entry_head(blocks, n))
        && !(form.caps && !form.underlined && form.level == 0 && lexicon::employer_score(text) > 0)
}

/// Whether a line is rather the title of an entry: a position, a degree, an employer, or with a
/// period close below it.
fn is_entry_head(blocks: &[Block], n: usize) -> bool {
    let text = blocks.get(n).map_or("", |block| block.text);
    let below = blocks.get(n + 1..).unwrap_or_default().iter().take(3);
    lexicon::role_score(text) > 0
        || lexicon::employer_score(text) > 0
        || lexicon::is_institution(text)
        || lexicon::degree(text).is_some()
        || below.take_while(|block| block.level == 0).any(|block| words::has_range(block.text))
}

/// The section that a line opens and fills: "Languages: English (fluent)".
fn inline_heading<'a>(
    block: &Block<'a>,
    current: Option<&Part<'a>>,
) -> Option<(Part<'a>, Block<'a>)> {
    if block.level > 0 || block.heading > 0 || block.kind != LineKind::Text || block.inside > 0 {
        return None;
    }
    let at = block.text.find([':', '：'])?;
    let label = block.text.get(..at)?;
    let colon = block.text.get(at..)?.chars().next()?.len_utf8();
    let rest = block.text.get(at + colon..)?;
    let content = rest.trim_start_matches(['*', ' ', '\t', '_']);
    if content.is_empty() || rest.starts_with("//") || label.len() > 40 {
        return None;
    }
    let least = if is_caps(label) && block.blank { 70 } else { 90 };
    let heading = lexicon::heading(title(label)).filter(|heading| heading.score >= least)?;
    let current_topic = current.and_then(|part| part.topic);
    let inside = !current.is_some_and(|part| part.inline)
        && matches!(
            current_topic,
            Some(
                Topic::Skills
                    | Topic::Work
                    | Topic::Education
                    | Topic::Projects
                    | Topic::Contact
                    | Topic::Personal
                    | Topic::Languages
            )
        );
    let lone = current.is_some_and(|part| part.inline) || current_topic.is_none();
    let detail =
        lexicon::label(label).is_some() && matches!(heading.topic, Topic::Personal | Topic::Other);
    if detail || super::projects::is_contribution(block.text).is_some() {
        return None;
    }
    if heading.topic == Topic::Contact
        || lexicon::label(label).is_some_and(|label| label == lexicon::Label::Headline)
    {
        return None;
    }
    let within = inside && (!block.blank || current_topic == Some(Topic::Skills));
    let below = !block.blank
        && (!lone || current.is_some_and(|part| !part.inline) && current_topic.is_some());
    if within || below {
        return None;
    }
    let part = Part {
        topic: Some(heading.topic),
        title: Some(title(label)),
        inline: true,
        sure: 0.85,
        ..Part::default()
    };
    Some((part, Block { text: content, ..block.clone() }))
}
