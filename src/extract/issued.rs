//! Records of certificates as sites list them: name, issuer, "Issued …", "Credential ID …".

use super::blocks::Block;
use super::dates::{self, Note, Reading};
use super::inline;
use super::records::{is_expiry, second};
use super::value::{Entry, Period, Val};
use super::words;

/// Whether a line says when or by whom something was issued, as sites write it.
pub(super) fn is_issued(text: &str) -> bool {
    const WORDS: [&str; 23] = [
        "emise ",
        "emis ",
        "delivree",
        "obtenu",
        "uitgereikt",
        "vystaven",
        "issued ",
        "issued:",
        "ausgestellt",
        "verliehen ",
        "delivre",
        "date de delivrance",
        "expedicion",
        "expedido",
        "emitido",
        "emitida",
        "emesso",
        "rilasciat",
        "data di rilascio",
        "uitgegeven",
        "utfardat",
        "udstedt",
        "wydano",
    ];
    let said = |part: &str| {
        let folded = words::fold(part);
        WORDS.iter().any(|word| folded.starts_with(word))
    };
    words::count(text) <= 12 && text.split('\t').any(said)
}

/// Whether a line says the number of a certificate.
pub(super) fn is_credential(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "credential id",
        "zertifikats-id",
        "nachweis-id",
        "identifiant du",
        "id de la credencial",
        "id. credencial",
        "codigo da credencial",
        "id credenziale",
        "referentie-id",
    ];
    let folded = words::fold(text);
    WORDS.iter().any(|word| folded.starts_with(word))
}

/// The record of lines copied from a site: the first is the name, whatever signs are in it.
pub(super) fn issued<'a>(group: &[Block<'a>], reading: Reading) -> Option<Entry<'a>> {
    let (first, below) = group.split_first()?;
    if !below.iter().any(|block| is_issued(block.text)) {
        return None;
    }
    let mut entry = Entry { name: Some(Val::new(first.text, 0.9)), ..Entry::default() };
    for text in below.iter().flat_map(|block| block.text.split('\t')).map(inline::trim) {
        if is_credential(text) {
            if let Some(name) = &mut entry.name {
                name.join(", ", Val::new(text, 0.8));
            }
        } else if is_issued(text) {
            let found = dates::find(text, reading);
            let single = found.iter().find(|found| found.note != Some(Note::Expiry));
            let mut said = text;
            if let Some(found) = single {
                entry.period = Some(Period::of(text, found));
                said = inline::trim_separators(text.get(..found.outer.start).unwrap_or_default());
                let rest = text.get(found.outer.end..).unwrap_or_default();
                let rest = inline::trim_separators(rest);
                if let Some(name) = entry.name.as_mut().filter(|_| is_expiry(rest, reading)) {
                    name.join(", ", Val::new(rest, 0.7));
                }
            }
            let by = said.split_once([' ', ':']).map(|(_, rest)| rest.trim());
            let by = by.and_then(|by| {
                ["by ", "von ", "par ", "por ", "da ", "door ", "av ", "af ", "przez "]
                    .iter()
                    .find_map(|sign| by.strip_prefix(sign))
            });
            match by {
                Some(by) => entry.position = Some(Val::new(by, 0.85)),
                None => entry.labels.push(said),
            }
        } else {
            second(&mut entry, text);
        }
    }
    Some(entry)
}
