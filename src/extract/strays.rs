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
    let told = part.blocks.get(first..).unwrap_or_default();
    let missing = told.iter().any(|block| {
        let basics = &out.profile.basics;
        kind(block).is_some_and(|kind| match kind {
            Kind::Email => basics.email.is_none(),
            Kind::Phone => basics.phone.is_none(),
            _ => true,
        })
    });
    if !listing || first == 0 || !missing {
        return None;
    }
    let mut reader = Reader { out, head: false, rest: Rest::default() };
    for block in told {
        reader.block(block);
    }
    let rest = std::mem::take(&mut reader.rest);
    contact::leave(out, rest, None);
    Some(Part { blocks: part.blocks.get(..first)?.to_vec(), ..part.clone() })
}

/// Whether a line tells an address or a number, with or without its label, and nothing else.
fn is_own(block: &Block) -> bool {
    block.level == 0 && block.lines == 1 && kind(block).is_some()
}

/// What a line tells.
fn kind(block: &Block) -> Option<Kind> {
    let text = inline::trim_separators(block.text);
    let value = match token::label(text) {
        Some((label, value)) if lexicon::heading(label).is_none() => value,
        Some(_) => return None,
        None => text,
    };
    let labelled = value.len() < text.len();
    let tokens = token::tokens(value);
    let [token] = tokens.as_slice() else { return None };
    let fits = match token.kind {
        Kind::Email | Kind::Phone => true,
        Kind::Url => labelled,
        _ => false,
    };
    (fits && words::count(text) <= 8).then_some(token.kind)
}
