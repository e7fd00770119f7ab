//! Places of what a document cannot be made of. A profile keeps none, so they are looked up in its
//! source once there is something to tell.

use std::ops::Range;

use crate::diag::{Diagnostic, Place, Sink};
use crate::source::Source;
use crate::syntax::{Grammar, Node};

/// Points at an option of the profile, `meta.cvpdf.font`; at the file if it does not stand there.
pub(super) fn option(diagnostic: Diagnostic, source: &Source, name: &str) -> Diagnostic {
    let is_name = |key: &str| key.replace('-', "").eq_ignore_ascii_case(&name.replace('-', ""));
    let place = tree(source).and_then(|root| {
        let options = root.get("meta")?.get("cvpdf")?.members()?;
        let member = options.iter().find(|member| is_name(&member.key))?;
        Some((member.value.range.clone(), format!("meta.cvpdf.{}", member.key)))
    });
    at(diagnostic, source, place)
}

/// Points at the language that a profile names; at the file if it names another.
pub(super) fn language(diagnostic: Diagnostic, source: &Source, tag: &str) -> Diagnostic {
    let place = tree(source).and_then(|root| {
        let of = |node: Option<&Node>, path: &str| {
            let node = node.filter(|node| node.scalar() == Some(tag))?;
            Some((node.range.clone(), path.to_owned()))
        };
        let options = root.get("meta").and_then(|meta| meta.get("cvpdf"));
        of(root.get("lang"), "lang").or_else(|| of(options?.get("lang"), "meta.cvpdf.lang"))
    });
    at(diagnostic, source, place)
}

/// Points at the first place of some words in the text of the source; at the file if there is none.
pub(super) fn words(diagnostic: Diagnostic, source: &Source, words: &str) -> Diagnostic {
    match source.text().find(words).filter(|_| !words.is_empty()) {
        Some(start) => diagnostic.at(source, start..start + words.len()),
        None => diagnostic.in_file(source),
    }
}

/// Points at the first place of a character in the text of the source, be it written as such or as
/// JSON escapes it.
pub(super) fn character(diagnostic: Diagnostic, source: &Source, c: char) -> Diagnostic {
    let mut units = [0; 2];
    let escaped: String =
        c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect();
    let pointed = words(diagnostic, source, c.encode_utf8(&mut [0; 4]));
    match pointed.place {
        Place::File(_) => words(pointed, source, &escaped),
        _ => pointed,
    }
}

fn tree(source: &Source) -> Option<Node> {
    Grammar::of(source)?.parse(source, &mut Sink::new()).ok()
}

fn at(
    diagnostic: Diagnostic,
    source: &Source,
    place: Option<(Range<usize>, String)>,
) -> Diagnostic {
    match place {
        Some((range, path)) => diagnostic.at(source, range).label(format!("in `{path}`")),
        None => diagnostic.in_file(source),
    }
}
