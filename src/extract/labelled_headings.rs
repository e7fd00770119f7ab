//! Headings that share their line with what stands below others: "Languages: English (fluent)".

use super::blocks::Block;
use super::headings::Part;
use super::lexicon::{self, Topic};
use super::looks::{is_caps, title};
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
    let licence =
        current_topic.is_none() && lexicon::label(label) == Some(lexicon::Label::DrivingLicence);
    let detail = licence
        || lexicon::label(label).is_some()
            && matches!(heading.topic, Topic::Personal | Topic::Other);
    if detail || super::projects::is_contribution(block.text).is_some() {
        return None;
    }
    if heading.topic == Topic::Contact
        || matches!(
            lexicon::label(label),
            Some(lexicon::Label::Headline | lexicon::Label::Position)
        )
    {
        return None;
    }
    let same = current_topic == Some(heading.topic);
    let within = inside && (!block.blank || same || current_topic == Some(Topic::Skills));
    let below = !block.blank
        && (!lone || current.is_some_and(|part| !part.inline) && current_topic.is_some());
    if (within || below) && !in_run {
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
