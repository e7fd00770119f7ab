//! Referees: who they are, and how to reach them.

use super::blocks::Block;
use super::inline;
use super::lexicon;
use super::out::Out;
use super::value::Val;
use super::words;

/// Reads a section of references: a person each, or a sentence about them.
pub(super) fn references<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    let mut current: Option<(Option<Val<'a>>, Option<Val<'a>>)> = None;
    let mut indent = 0;
    for block in blocks {
        let text = inline::trim(block.text);
        // A quotation with the name of who said it.
        if let Some((quote, name)) = text.rsplit_once(['–', '—']).filter(|(quote, name)| {
            quote.trim_end().ends_with(['"', '”', '»', '“', '*']) && words::count(name) <= 10
        }) {
            if let Some((name, reference)) = current.take() {
                out.reference(name, reference);
            }
            let quote = inline::trim_separators(quote);
            let bare = quote.trim_matches(['"', '”', '“', '„', '«', '»', '*']);
            out.reference(
                Some(Val::new(name, 0.85)),
                Some(Val::prose(quote, 0.85).with_text(bare)),
            );
            continue;
        }
        // "— Ann Lee, Head of Sales" below what she said.
        if let Some((None, Some(_))) = &current
            && let Some(name) =
                ["— ", "– ", "-- ", "- ", "―"].iter().find_map(|sign| text.strip_prefix(sign))
            && words::count(name) <= 12
            && name.trim().starts_with(char::is_uppercase)
            && let Some((_, reference)) = current.take()
        {
            out.reference(Some(Val::new(name, 0.85)), reference);
            continue;
        }
        let first = text.split([',', '–', '—', '(', '|', '\t']).next().unwrap_or(text);
        let named = is_person(first, text) && !words::ends_sentence(text.trim_end_matches("Esq."));
        // A line that says all of a referee is followed by that of the next.
        let complete = named && text.contains(", ") && words::count(first) >= 2;
        let full = current.as_ref().is_some_and(|(name, more)| name.is_some() && more.is_some());
        // A name in a line of its own, further out than what was said of the last.
        let outer = named && text.len() == first.len() && block.indent + 2 <= indent;
        indent = block.indent;
        let fresh =
            current.is_none() || block.blank || block.level > 0 || (complete || outer) && full;
        if named && fresh {
            if let Some((name, reference)) = current.take() {
                out.reference(name, reference);
            }
            // The name with its title; numbers and addresses are the reference.
            let parts = inline::split(text, &[", ", " | ", "\t", " – ", " — ", " · "]);
            // The name, with the letters after it.
            let letters = |part: &&&str| {
                let part = inline::trim_separators(part);
                part.split_whitespace().all(lexicon::is_post_nominal)
            };
            let end = 1 + parts.iter().skip(1).take_while(letters).count();
            let name = super::header::span(text, parts.get(..end).unwrap_or_default());
            let rest = parts
                .get(end..)
                .filter(|rest| !rest.is_empty())
                .map(|rest| Val::new(super::header::span(text, rest), 0.8));
            // "Ann Lee (a client's daughter), 020 …": who they are is no part of the name.
            let (name, rest) = match inline::bracket_tail(name) {
                Some((head, inner)) if !head.trim().is_empty() && words::count(inner) >= 1 => {
                    let mut whole = Val::new(inner, 0.8);
                    if let Some(rest) = rest {
                        whole.join(", ", rest);
                    }
                    (head, Some(whole))
                }
                _ => (name, rest),
            };
            current = Some((Some(Val::new(name, 0.8)), rest));
        } else {
            let val = Val::prose(text, 0.7);
            match &mut current {
                Some((_, Some(reference))) if !fresh => reference.join(" ", val),
                Some((Some(_), slot @ None)) => *slot = Some(val),
                _ => {
                    if let Some((name, reference)) = current.take() {
                        out.reference(name, reference);
                    }
                    current = Some((None, Some(val)));
                }
            }
        }
    }
    if let Some((name, reference)) = current {
        out.reference(name, reference);
    }
}

/// Whether a line begins with the name of a person: it looks like one, or a title stands before it, or a
/// number or an address behind it.
fn is_person(first: &str, text: &str) -> bool {
    let count = words::count(first);
    let capitals = first
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase) || lexicon::is_name_particle(word));
    let reached = || {
        super::token::tokens(text).iter().any(|token| {
            matches!(token.kind, super::token::Kind::Phone | super::token::Kind::Email)
        }) || text.split(", ").any(|part| {
            matches!(
                super::token::kind(inline::trim_separators(part)),
                super::token::Kind::Phone | super::token::Kind::Email
            )
        })
    };
    let score = super::names::score(first);
    count <= 6
        && (score >= 60
            || (2..=5).contains(&count)
                && capitals
                && first.chars().all(|c| c.is_alphabetic() || " .'’-\"“”".contains(c))
                && lexicon::employer_score(first) < 100
                && !lexicon::is_institution(first)
                && reached())
}

/// Whether a line says that references can be had for the asking.
pub(super) fn is_on_request(text: &str) -> bool {
    let folded = words::fold(text);
    let named = [
        "reference",
        "referee",
        "referenz",
        "referencia",
        "referenti",
        "referens",
        "referanse",
        "referencj",
        "рекомендац",
        "doporuceni",
        "referans",
        "referint",
    ]
    .iter()
    .any(|word| folded.starts_with(word));
    let asked = [
        "request",
        "anfrage",
        "demande",
        "solicitud",
        "pedido",
        "richiesta",
        "aanvraag",
        "begaran",
        "foresporsel",
        "anmodning",
        "zyczenie",
        "запрос",
        "vyzadani",
        "istek",
        "istendiginde",
        "cerere",
        "verzoek",
        "peticion",
        "pyynnosta",
        "petición",
    ]
    .iter()
    .any(|word| folded.contains(word));
    named && asked && words::count(text) <= 8
}
