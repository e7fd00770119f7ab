//! Links by reference: `[Acme][a]`, and elsewhere `[a]: https://acme.example`.

use std::collections::BTreeMap;

/// The most links that are looked for.
const MOST: usize = 400;

/// The linked texts, each with its address.
pub(super) fn links(text: &str) -> Vec<(String, String)> {
    let mut found = anchors(text);
    found.extend(references(text));
    found
}

/// The texts of `<a href="https://…">Acme</a>` that do not say their address.
fn anchors(text: &str) -> Vec<(String, String)> {
    let anchor = |(at, _): (usize, &str)| {
        let (tag, rest) = text.get(at..)?.split_once('>')?;
        let inner = rest.split("</a>").next()?.trim();
        let target = tag.split_once("href=")?.1;
        let quote = target.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let target = target.get(1..)?.split(quote).next()?;
        let shown = target.contains(inner) || inner.contains(['<', '\n']) || inner.is_empty();
        let address = target.starts_with("http") || target.starts_with("mailto:");
        (address && !shown && inner.len() <= 120).then(|| (inner.to_owned(), target.to_owned()))
    };
    text.match_indices("<a ").take(MOST).filter_map(anchor).collect()
}

/// The texts that name an address defined elsewhere.
fn references(text: &str) -> Vec<(String, String)> {
    let defined: BTreeMap<String, &str> = text
        .lines()
        .filter_map(definition)
        .map(|(id, target)| (id.to_lowercase(), target))
        .collect();
    if defined.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    // `[text][id]`, `[text][]`
    for (at, _) in text.match_indices("][").take(MOST) {
        let (before, after) = text.split_at(at);
        let label = before.rsplit(['[', '\n']).next().unwrap_or_default();
        let id = after.get(2..).and_then(|rest| rest.split([']', '\n']).next()).unwrap_or_default();
        let id = if id.is_empty() { label } else { id };
        if let Some(target) = defined.get(&id.to_lowercase()) {
            found.push((label.to_owned(), (*target).to_owned()));
        }
    }
    // `[id]` alone
    for (id, target) in defined {
        if !found.iter().any(|(label, _)| label.to_lowercase() == id) {
            found.push((id, target.to_owned()));
        }
    }
    found
}

/// The name and the address of `[id]: https://…`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (id, rest) = line.trim().strip_prefix('[')?.split_once("]: ")?;
    let target = rest.split_whitespace().next()?.trim_matches(['<', '>']);
    let address = target.contains("://") || target.starts_with("mailto:");
    (address && !id.starts_with('^') && !id.contains([']', '['])).then_some((id, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_texts_find_their_address() {
        let text = "[Code][gh] · [Site][]\n\n[gh]: <https://github.com/ann>\n[site]: https://ann.example 'Me'\n";
        let found = links(text);
        let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Code", "https://github.com/ann"),
                ("Site", "https://ann.example"),
                ("gh", "https://github.com/ann"),
            ]
        );
        assert!(links("[a]: b").is_empty());
    }
}
