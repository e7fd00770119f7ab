//! Headings that share their line with what stands below others: "Languages: English (fluent)".

use super::blocks::Block;
use super::headings::Part;
use super::lexicon::{self, Label, Topic};
use super::looks::{is_caps, title};
use super::token;
use super::words;
use crate::syntax::lines::LineKind;

/// Whether a line is one of several beside one another that open sections of different kinds: "Languages: …"
/// over "Hobbies: …".
pub(super) fn is_in_run(blocks: &[Block], n: usize) -> bool {
    let topic = |n: usize| {
        let block = blocks.get(n).filter(|block| block.level == 0 && block.inside == 0)?;
        let label =
            block.text.split([':', '：']).next().filter(|label| label.len() < block.text.len())?;
        let heading = lexicon::heading(title(label)).filter(|heading| heading.score >= 90)?;
        (lexicon::label(label).is_none() || heading.topic == Topic::Languages)
            .then_some(heading.topic)
    };
    let Some(own) = topic(n) else { return false };
    let apart = |other: usize| topic(other).is_some_and(|topic| topic != own);
    matches!(
        own,
        Topic::Languages
            | Topic::Interests
            | Topic::References
            | Topic::Volunteer
            | Topic::Certificates
            | Topic::Awards
    ) && (n > 0 && apart(n - 1) || apart(n + 1))
}

/// The section that a line opens and fills: "Languages: English (fluent)".
pub(super) fn inline_heading<'a>(
    block: &Block<'a>,
    current: Option<&Part<'a>>,
    in_run: bool,
) -> Option<(Part<'a>, Block<'a>)> {
    if block.level > 0 || block.heading > 0 || block.kind != LineKind::Text || block.inside > 0 {
        return None;
    }
    if let Some((label, rest)) = spoken_languages(block.text)
        .filter(|_| block.blank || current.is_none_or(|part| part.topic.is_none()))
    {
        let part = Part {
            topic: Some(Topic::Languages),
            title: Some(label),
            inline: true,
            sure: 0.85,
            ..Part::default()
        };
        return Some((part, Block { text: rest, ..block.clone() }));
    }
    let at = block.text.find([':', '：'])?;
    let label = block.text.get(..at)?;
    let colon = block.text.get(at..)?.chars().next()?.len_utf8();
    let rest = block.text.get(at + colon..)?;
    let content = rest.trim_start_matches(['*', ' ', '\t', '_']);
    if content.is_empty() || rest.starts_with("//") || label.len() > 40 {
        return None;
    }
    // "Portfolio: https://ann.example" in the head is where it is found.
    if current.is_none_or(|part| part.topic.is_none()) && token::page(content.trim()).is_some() {
        return None;
    }
    let least = if is_caps(label) && block.blank { 70 } else { 90 };
    let heading = lexicon::heading(title(label)).filter(|heading| heading.score >= least)?;
    let current_topic = current.and_then(|part| part.topic);
    if is_detail(block, label, heading, current_topic) {
        return None;
    }
    if !in_run && !is_announced(label, heading, current) && is_within(block, heading, current) {
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

/// Whether a label rather says a single detail: of the person, of a project.
fn is_detail(
    block: &Block,
    label: &str,
    heading: lexicon::Heading,
    current_topic: Option<Topic>,
) -> bool {
    let known = lexicon::label(label);
    let licence = current_topic.is_none() && known == Some(Label::DrivingLicence);
    let detail = known.is_some() && matches!(heading.topic, Topic::Personal | Topic::Other);
    // What a project was made with is part of it.
    let techniques = known == Some(Label::Techniques)
        && matches!(current_topic, Some(Topic::Projects | Topic::Work));
    // "Work: 256-555-0142" is a number at work.
    let reached = token::label(block.text).is_some_and(|(_, value)| {
        use token::Kind;
        let first = token::tokens(value).into_iter().next();
        first.is_some_and(|token| matches!(token.kind, Kind::Phone | Kind::Email))
    });
    reached
        || licence
        || detail
        || techniques
        || super::projects::is_contribution(block.text).is_some()
        || heading.topic == Topic::Contact
        || matches!(known, Some(Label::Headline | Label::Position))
}

/// Whether the heading above said that the label would come: "Interests: …" below "Skills, Languages &
/// Interests".
fn is_announced(label: &str, heading: lexicon::Heading, current: Option<&Part>) -> bool {
    let topic = current.and_then(|part| part.topic);
    let said = current.and_then(|part| part.title).is_some_and(|over| {
        let (over, label) = (words::fold(over), words::fold(title(label)));
        over.len() > label.len()
            && over.split(|c: char| !c.is_alphanumeric()).any(|word| word == label)
    });
    said && topic != Some(heading.topic) && topic != Some(Topic::Work)
}

/// Whether a label is part of the section that it stands in.
fn is_within(block: &Block, heading: lexicon::Heading, current: Option<&Part>) -> bool {
    let topic = current.and_then(|part| part.topic);
    let opened = current.is_some_and(|part| part.inline);
    let inside = !opened
        && matches!(
            topic,
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
    let lone = opened || topic.is_none();
    let same = topic == Some(heading.topic);
    let within = inside && (!block.blank || same || topic == Some(Topic::Skills));
    let below = !block.blank && (!lone || !opened && topic.is_some());
    within || below
}

/// The languages that a line without a colon says: "Speaks English, Dutch and Māori".
fn spoken_languages(text: &str) -> Option<(&str, &str)> {
    const VERBS: [&str; 12] = [
        "Speaks ",
        "I speak ",
        "Fluent in ",
        "Spricht ",
        "Ich spreche ",
        "Parle ",
        "Je parle ",
        "Habla ",
        "Fala ",
        "Parla ",
        "Spreekt ",
        "Languages spoken ",
    ];
    let verb = VERBS.iter().find(|verb| text.starts_with(**verb))?;
    let (label, rest) = (text.get(..verb.len())?.trim_end(), text.get(verb.len()..)?);
    let rest = rest.trim_end_matches('.');
    let names: Vec<&str> = rest
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let known = names.iter().filter(|name| lexicon::language(name).is_some()).count();
    (names.len() >= 2 && known * 2 >= names.len() && words::count(rest) <= 16)
        .then_some((label, rest))
}
