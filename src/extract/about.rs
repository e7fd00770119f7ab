//! What is said of the person in prose: the summary, and who it is about.

use super::blocks::Block;
use super::headings::Part;
use super::lexicon;
use super::names;
use super::out::Out;
use super::shapes;
use super::value::Val;
use super::words;
use crate::profile::Text;

/// Reads a paragraph about the person, which may name them.
pub(super) fn prose<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    for block in blocks {
        if let Some(found) = names::portrait(block.text) {
            portrait(&found, out);
        }
    }
    about(blocks, out);
}

/// Adds paragraphs to the summary: lines without a gap between them are one paragraph.
pub(super) fn about<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    let mut paragraphs: Vec<Val<'a>> = Vec::new();
    for block in blocks {
        let val = Val::prose(block.text, 0.85);
        match paragraphs.last_mut().filter(|_| !block.blank) {
            Some(last) => {
                let wide = last.text.chars().next_back().is_some_and(words::is_cjk);
                last.join(if wide { "" } else { " " }, val);
            }
            None => paragraphs.push(val),
        }
    }
    out.about(paragraphs);
}

/// Fills in what a sentence says of the person and nothing else did.
pub(super) fn portrait<'a>(found: &names::Portrait<'a>, out: &mut Out<'a>) {
    let same = match &out.profile.basics.name {
        None => true,
        Some(name) => names::is_same(name.get(""), found.name),
    };
    if !same {
        return;
    }
    if out.profile.basics.name.is_none() {
        out.profile.basics.name = Some(Text::from(found.name));
    }
    if let (None, Some(label)) = (&out.profile.basics.label, found.label) {
        out.profile.basics.label = Some(Text::from(label));
    }
    if let (None, Some(place)) = (&out.profile.basics.location.city, found.place) {
        let fields = super::place::parse(place).fields();
        for (field, val) in fields {
            match field {
                "city" => out.profile.basics.location.city = Some(val.text.into()),
                "region" => out.profile.basics.location.region = Some(val.text.into()),
                "countryCode" => out.profile.basics.location.country_code = Some(val.text),
                _ => {}
            }
        }
    }
}

/// Looks for the name in the summary, if nothing else said it.
pub(super) fn from_summary(out: &mut Out) {
    let Some(summary) =
        out.profile.basics.summary.as_ref().map(|summary| summary.get("").to_owned())
    else {
        return;
    };
    let Some(found) = names::portrait(&summary) else {
        let basics = &mut out.profile.basics;
        if basics.label.is_none()
            && let Some(label) = names::opening_title(&summary)
        {
            basics.label = Some(Text::from(label));
        }
        return;
    };
    let basics = &mut out.profile.basics;
    let same = basics.name.as_ref().is_none_or(|name| names::is_same(name.get(""), found.name));
    if basics.name.is_none() {
        basics.name = Some(Text::from(found.name));
    }
    if let (None, Some(label), true) = (&basics.label, found.label, same) {
        basics.label = Some(Text::from(label));
    }
}

/// Whether a section is the first, has a heading of the person's own making, and is prose: what they say
/// of themselves.
pub(super) fn opens_with_prose(part: &Part, out: &Out) -> bool {
    let profile = &out.profile;
    let before = profile.work.is_empty()
        && profile.education.is_empty()
        && profile.skills.is_empty()
        && profile.basics.summary.is_none();
    let prose = |block: &Block| block.level == 0 && shapes::is_prose(block.text, block);
    before
        && part.title.is_some_and(|title| lexicon::heading(title).is_none())
        && (1..=3).contains(&part.blocks.len())
        && part.blocks.iter().all(prose)
}
