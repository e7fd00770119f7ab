//! Addresses and numbers of the person that stand below a section about something else.

use super::blocks::Block;
use super::contact::{self, Reader, Rest};
use super::headings::Part;
use super::inline;
use super::lexicon::{self, Topic};
use super::out::Out;
use super::token::{self, Kind};
use super::words;

/// Gives the last lines of a section that tell an address or a number of the person to who they are
/// of; returns the section without them, if there are any.
pub(super) fn without<'a>(part: &Part<'a>, topic: Topic, out: &mut Out<'a>) -> Option<Part<'a>> {
    let listing = matches!(
        topic,
        Topic::Skills
            | Topic::Languages
            | Topic::Interests
            | Topic::Certificates
            | Topic::Education
            | Topic::Awards
            | Topic::Publications
            | Topic::Other
    );
    let first = part.blocks.len() - part.blocks.iter().rev().take_while(|b| is_own(b)).count();
    // The address above the number.
    let told = part.blocks.get(first..).unwrap_or_default();
    let missing = told.iter().flat_map(kinds).any(|kind| {
        let basics = &out.profile.basics;
        match kind {
            Kind::Email => basics.email.is_none(),
            Kind::Phone => basics.phone.is_none(),
            _ => told.iter().all(|block| kinds(block).len() == 1),
        }
    });
    if !listing || first == 0 || !missing {
        return None;
    }
    let mut reader = Reader { out, head: false, placed: false, rest: Rest::default() };
    for block in told {
        reader.block(block);
    }
    let rest = std::mem::take(&mut reader.rest);
    contact::leave(out, rest, None);
    Some(Part { blocks: part.blocks.get(..first)?.to_vec(), ..part.clone() })
}

/// Whether a line tells addresses and numbers, with or without a label, and nothing else.
fn is_own(block: &Block) -> bool {
    let street = || {
        let place = super::place::parse(block.text);
        place.score >= 70 && place.postal_code.is_some() && !place.address.is_empty()
    };
    block.level == 0 && block.lines <= 2 && (!kinds(block).is_empty() || street())
}

/// What a line tells of addresses and numbers; nothing if it tells something else too.
fn kinds(block: &Block) -> Vec<Kind> {
    let text = inline::trim_separators(block.text);
    let value = match token::label(text).filter(|_| text.contains([':', '：'])) {
        Some((label, value)) if lexicon::heading(label).is_none() => value,
        Some(_) => return Vec::new(),
        None => text,
    };
    let labelled = value.len() < text.len();
    let tokens = token::tokens(value);
    let fits = tokens.iter().all(|token| match token.kind {
        Kind::Email | Kind::Phone => true,
        Kind::Url => labelled || tokens.len() > 1,
        _ => false,
    });
    if !fits || words::count(text) > 10 {
        return Vec::new();
    }
    tokens.into_iter().map(|token| token.kind).collect()
}
