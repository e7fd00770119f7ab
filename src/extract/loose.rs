//! Text that no heading stands over: each group of lines by what it says.

use super::about::prose;
use super::accounts;
use super::blocks::Block;
use super::contact;
use super::contact::{Reader, Rest};
use super::dates::Reading;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::Topic;
use super::lists;
use super::names;
use super::out::Out;
use super::records;
use super::sections::{as_table, section};
use super::tables;
use super::untitled;
use super::words;

/// Reads blocks without a heading by what they say.
pub(super) fn loose<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    if let Some((topic, rows)) = tables::without_heading(blocks) {
        let (table, rest) = blocks.split_at(rows);
        as_table(table, topic, reading, out);
        return loose(rest, reading, out);
    }
    for part in untitled::split(blocks, reading) {
        match part.topic {
            Some(Topic::Summary) => prose(&part.blocks, out),
            Some(Topic::Other) | None => rest(&part.blocks, out),
            Some(Topic::Certificates) => certificate_lines(&part.blocks, reading, out),
            Some(_) => section(&part, reading, out),
        }
    }
}

/// Certificates in sentences: "Driving licence B. Food hygiene certificate."
fn certificate_lines<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    for block in blocks {
        let pieces = inline::split(block.text, &[". ", "; "]);
        if pieces.len() > 1 && block.level == 0 {
            for piece in pieces {
                let piece = Block { text: piece.trim().trim_end_matches('.'), ..block.clone() };
                records::certificates(&[piece], reading, out);
            }
        } else {
            records::certificates(std::slice::from_ref(block), reading, out);
        }
    }
}

/// Keeps blocks of no known kind: addresses and numbers go to the person, the rest to a section.
fn rest<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    let homeless = out.profile.basics.location.city.is_none() && out.profile.work.is_empty();
    let contact = |block: &Block| {
        let told = accounts::told_account(block.text).is_some()
            || homeless && super::place::is_place(block.text);
        let contact = |token: &super::token::Token| {
            !matches!(token.kind, super::token::Kind::Text | super::token::Kind::Place)
        };
        (told || super::token::tokens(block.text).iter().any(contact))
            && words::count(block.text) <= 12
            && block.level == 0
    };
    let (greetings, blocks): (Vec<Block>, Vec<Block>) =
        blocks.iter().cloned().partition(|block| names::is_greeting(block.text));
    for block in greetings {
        out.furniture(block.text, Furniture::Title);
    }
    let (contacts, others): (Vec<Block>, Vec<Block>) = blocks.iter().cloned().partition(contact);
    let mut reader = Reader { out, head: false, placed: false, rest: Rest::default() };
    for block in &contacts {
        reader.block(block);
    }
    let left = std::mem::take(&mut reader.rest);
    contact::leave(out, left, None);
    lists::custom(&others, None, out);
}
