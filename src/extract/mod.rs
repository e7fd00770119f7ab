//! Reads careers from styled lines: the rules for text that nobody wrote for machines.
//!
//! The steps: lines become rows in reading order; furniture and words of a site are taken out;
//! rows are joined to blocks; headings part them into sections, each read by its own rules. Every value remembers the text that it was made of, so that the ledger knows
//! an owner for each byte of the input: see [`Explanation`].

mod about;
mod accounts;
mod blocks;
mod buffer;
mod bullets;
mod contact;
pub(crate) mod dates;
mod degrees;
mod entries;
mod furniture;
mod glued;
mod grades;
mod grids;
mod groups;
mod header;
mod headings;
mod inline;
mod institutions;
mod issued;
mod issuers;
mod joining;
mod joints;
mod labelled;
mod labelled_contact;
mod labelled_headings;
mod ledger;
mod letters;
mod lexicon;
mod lists;
mod looks;
mod loose;
mod milestones;
mod names;
mod narrow;
mod offices;
mod oneline;
mod out;
mod outline;
mod place;
mod position_head;
mod positions;
mod postal;
mod prizes;
mod profiles;
mod projects;
mod publications;
mod record_names;
mod records;
mod referees;
mod report;
mod rows;
mod schools;
mod sections;
mod served;
mod settling;
mod shapes;
mod shared_lines;
mod site;
mod spoken;
mod strays;
mod studies;
mod tables;
mod terms;
#[cfg(test)]
mod tests;
mod token;
mod topics;
mod untitled;
mod value;
mod words;
mod works;
mod wrapping;

pub(crate) use accounts::page_of;
pub use ledger::{Explanation, Furniture, Owner, Piece};
pub(crate) use lexicon::{
    Level, Topic, country_code_of_field, heading, language as language_tag, language_of_fields,
    level,
};
pub(crate) use lists::items;
pub(crate) use place::address;
pub use report::report;

use crate::profile::{Date, Profile, Unplaced};
use crate::syntax::lines::{BLANK, Lines};
use buffer::Buffer;
use dates::Reading;
use ledger::Ledger;
use out::Out;

/// How lines are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExtractOptions {
    /// The date that "present" means. Default: years up to 2040 are dates.
    pub as_of: Option<Date>,
}

/// Reads a career from styled lines. It never fails: what no field was found for is in
/// [`Profile::unplaced`] and in the explanation.
pub fn read(lines: &Lines, options: ExtractOptions) -> (Profile, Explanation) {
    let source = lines.text.as_ref();
    let mut ledger = Ledger::new(source.len());
    claim_signs(source, &mut ledger);
    let rows = rows::part_labels(source, rows::rows(lines));
    let rows = outline::without_numbers(source, rows, &mut ledger);
    let rows = grids::mark(source, rows);
    let rows = furniture::remove(source, rows, &mut ledger);
    let layout = profiles::Layout::of(source, &rows);
    let home = site::home(source, &rows);
    let rows = site::remove(source, rows, layout, &mut ledger);
    let mut buffer = Buffer::default();
    let drafts = blocks::build(source, rows, lines.markdown, layout, &mut buffer, &mut ledger);
    let text = buffer.text();
    let blocks: Vec<_> = drafts.iter().map(|draft| draft.block(text)).collect();
    let reading = Reading {
        as_of: options.as_of,
        day_first: dates::day_first(text),
        short_ends: dates::short_ends(text),
    };
    let mut out = Out::new(text, layout);
    out.home = home;
    out.links.clone_from(&lines.links);
    sections::read(headings::split(blocks, layout), reading, &mut out);
    let (mut profile, claims) = out.finish();
    for (slice, owner, sure) in &claims {
        buffer.claim(&mut ledger, slice, owner, *sure);
    }
    let explanation = ledger.close(lines.source, source, trifle);
    profile.unplaced = unplaced(lines, &explanation);
    // English is what a profile is in unless it says otherwise.
    if let Some(tag) = lexicon::language_of(text).filter(|tag| *tag != "en") {
        profile.lang = Some(tag.to_owned());
    }
    (profile, explanation)
}

/// Gives the signs of the carrier to the ledger.
fn claim_signs(source: &str, ledger: &mut Ledger) {
    let mut at = 0;
    while let Some(start) = source.get(at..).and_then(|rest| rest.find(BLANK)).map(|n| at + n) {
        let rest = source.get(start..).unwrap_or_default();
        at = start + rest.len() - rest.trim_start_matches(BLANK).len();
        ledger.claim(start..at, &Owner::Furniture(Furniture::Markup), 0.9);
    }
}

/// The owner of a text between fields that says nothing of its own.
fn trifle(text: &str) -> Option<Owner> {
    if is_connector(text) || (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())) {
        return Some(Owner::Separator);
    }
    let postal =
        ["CEP", "PLZ", "ZIP", "CAP", "CP", "C.P", "DOI", "doi", "ISBN", "ISSN"].contains(&text);
    if postal || (text.len() <= 30 && lexicon::label(text).is_some()) {
        return Some(Owner::Furniture(Furniture::Label));
    }
    words::is_duration(text).then_some(Owner::Furniture(Furniture::Duration))
}

/// Whether a text between fields only joins them.
fn is_connector(text: &str) -> bool {
    const CONNECTORS: [&str; 54] = [
        "în", "la", "v", "ve", "d", "til", "σε", "в", "at", "in", "of", "and", "for", "the",
        "with", "bei", "in der", "der", "im", "und", "als", "zum", "zur", "für", "mit", "an der",
        "chez", "à", "en", "et", "de", "au", "presso", "e", "con", "da", "na", "no", "em", "y",
        "bij", "te", "w", "na", "i", "hos", "på", "och", "o", "as", "from", "on", "di", "del",
    ];
    let lower = text.to_lowercase();
    CONNECTORS.contains(&lower.as_str())
}

/// The text that no field was found for, by lines.
fn unplaced(lines: &Lines, explanation: &Explanation) -> Vec<Unplaced> {
    let mut found: Vec<Unplaced> = Vec::new();
    let (mut line, mut at) = (1, 0);
    let mut near: Option<&str> = None;
    for piece in &explanation.pieces {
        match &piece.owner {
            Owner::Field(path) => near = Some(path),
            Owner::Unplaced => {
                let before = lines.source.get(at..piece.range.start).unwrap_or_default();
                line += before.bytes().filter(|&b| b == b'\n').count();
                at = piece.range.start;
                let text = lines.text.get(piece.range.clone()).unwrap_or_default();
                let text = text.replace(BLANK, "").trim().to_owned();
                found.push(Unplaced {
                    line,
                    text,
                    near: near.map(|path| path.split('.').next().unwrap_or(path).to_owned()),
                    why: Some("no field was found for it".to_owned()),
                    ..Unplaced::default()
                });
            }
            _ => {}
        }
    }
    found
}
