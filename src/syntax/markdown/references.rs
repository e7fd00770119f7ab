//! Links by reference: `[Acme][a]`, and elsewhere `[a]: https://acme.example`.

use std::collections::BTreeMap;

/// The most links that are looked for.
const MOST: usize = 400;

/// The linked texts, each with its address.
pub(super) fn links(text: &str) -> Vec<(String, String)> {
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
