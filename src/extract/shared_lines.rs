//! Sections whose entries share lines: between semicolons, or in columns.

use super::blocks::Block;
use super::headings::Part;
use super::inline;
use super::lexicon::{self, Topic};
use super::words;
use crate::syntax::lines::LineKind;

/// The section with each entry in a line of its own; `None` if each has one.
pub(super) fn parted<'a>(part: &Part<'a>, topic: Topic) -> Option<Part<'a>> {
    listed(part, topic).or_else(|| celled(part, topic))
}

/// A section whose entries stand in one line with semicolons between, each in a line of its own:
/// "Legion of Merit (2021); Bronze Star (2006)".
fn listed<'a>(part: &Part<'a>, topic: Topic) -> Option<Part<'a>> {
    let entries =
        matches!(topic, Topic::Education | Topic::Certificates | Topic::Awards | Topic::References);
    let [block] = part.blocks.as_slice() else { return None };
    let mut pieces = inline::split(block.text, &["; "]);
    // "Basic Safety (2023), Electrical Trades (2005), Safe Pass."
    let dated =
        |piece: &&str| inline::bracket_tail(piece).is_some_and(|(_, inner)| words::is_date(inner));
    let commas = inline::split(block.text, &[", "]);
    if pieces.len() == 1 && commas.iter().filter(|piece| dated(piece)).count() >= 2 {
        pieces = commas;
    }
    if !entries || pieces.len() < 2 || pieces.iter().any(|piece| words::count(piece) > 20) {
        return None;
    }
    let blocks = pieces.into_iter().map(|text| Block {
        text: text.trim().trim_end_matches('.'),
        blank: true,
        lines: 1,
        ..block.clone()
    });
    Some(Part { blocks: blocks.collect(), ..part.clone() })
}

/// A section whose entries stand beside one another in columns: "Rescue, 2014    Hazmat, 2016".
fn celled<'a>(part: &Part<'a>, topic: Topic) -> Option<Part<'a>> {
    let listing =
        matches!(topic, Topic::Certificates | Topic::Awards | Topic::Interests | Topic::Languages);
    let blocks = part.blocks.as_slice();
    let cells = |block: &Block<'a>| block.text.split('\t').map(str::trim).collect::<Vec<_>>();
    let several = blocks.iter().filter(|block| cells(block).len() >= 2).count();
    let entry = |cell: &str| {
        !words::is_date(cell)
            && !cell.ends_with([':', '：'])
            && words::count(cell) <= 10
            && lexicon::level(cell).is_none()
            && !cell.is_empty()
    };
    let plain = |block: &Block<'a>| {
        block.kind == LineKind::Text && block.lines == 1 && cells(block).into_iter().all(entry)
    };
    // Two columns may be a name and its issuer: years within each tell that they are entries.
    let dated = |block: &Block<'a>| {
        let cells = cells(block);
        cells.len() >= 2
            && cells.iter().filter(|cell| cell.bytes().any(|b| b.is_ascii_digit())).count() >= 2
    };
    let wide = blocks.iter().any(|block| cells(block).len() >= 3);
    let named = matches!(topic, Topic::Certificates | Topic::Awards);
    if !listing
        || several < 2
        || several * 3 < blocks.len() * 2
        || !blocks.iter().all(plain)
        || named && !wide && !blocks.iter().any(dated)
    {
        return None;
    }
    // Down the columns or along the rows, in both ways each is an entry.
    let blocks = blocks.iter().flat_map(|block| {
        cells(block).into_iter().map(|text| Block { text, blank: false, ..block.clone() })
    });
    Some(Part { blocks: blocks.collect(), ..part.clone() })
}
