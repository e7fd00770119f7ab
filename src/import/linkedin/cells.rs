//! What stands in cells: entities, lists in brackets, bullets run together on one line.

use crate::syntax::{Node, Value};

/// Decodes the character entities in a table, and makes its line breaks one character.
pub(super) fn decode(node: &mut Node) {
    match &mut node.value {
        Value::String(text) if text.contains(['&', '\r']) => {
            *text = unescaped(&text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        Value::List(nodes) => nodes.iter_mut().for_each(decode),
        Value::Object(members) => {
            for member in members {
                decode(&mut member.value);
                if let ("Description" | "Notes", Value::String(text)) =
                    (member.key.as_str(), &mut member.value.value)
                {
                    *text = on_lines(text);
                }
            }
        }
        _ => {}
    }
}

fn unescaped(text: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        // Last, so that an escaped entity stays one.
        ("&amp;", "&"),
    ];
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}

/// The items of `[PORTFOLIO:https://x,COMPANY:https://y]`, each with its label if it has one. A plain
/// value is one item.
pub(super) fn items(cell: &str) -> Vec<(Option<String>, String)> {
    let inner = cell.trim().trim_start_matches('[').trim_end_matches(']');
    let item = |item: &str| match item.split_once(':') {
        Some((label, value)) if is_label(label) => {
            (Some(label.trim().to_owned()), value.trim().to_owned())
        }
        _ => (None, item.trim().to_owned()),
    };
    inner.split(',').map(item).filter(|(_, value)| !value.is_empty()).collect()
}

fn is_label(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
}

/// A label such as `RSS_FEED` in the writing of people: `Rss feed`.
pub(super) fn in_words(label: &str) -> String {
    let lower = label.to_lowercase().replace('_', " ");
    let mut chars = lower.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Bullets run together, "• a • b", on lines of their own.
fn on_lines(text: &str) -> String {
    let several = text.lines().any(|line| line.matches('•').count() > 1);
    let joined = text.lines().any(|line| line.contains(". • ") || line.contains("; • "));
    if !(several || joined) {
        return text.to_owned();
    }
    let line = |line: &str| line.replace(" • ", "\n• ").replace("\u{a0}• ", "\n• ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_cells_are_taken_apart() {
        let item = |label: Option<&str>, value: &str| (label.map(str::to_owned), value.to_owned());
        assert_eq!(
            items("[PORTFOLIO:https://a.example.com,RSS_FEED:http://b.example.com:80/x]"),
            [
                item(Some("PORTFOLIO"), "https://a.example.com"),
                item(Some("RSS_FEED"), "http://b.example.com:80/x")
            ]
        );
        assert_eq!(items("[ada]"), [item(None, "ada")]);
        assert_eq!(items("https://example.com"), [item(None, "https://example.com")]);
        assert!(items("[]").is_empty());
        assert_eq!(in_words("RSS_FEED"), "Rss feed");
    }

    #[test]
    fn bullets_are_found_on_one_line_and_on_many() {
        assert_eq!(on_lines("• One. • Two. • Three"), "• One.\n• Two.\n• Three");
        assert_eq!(on_lines("A • B is a shop"), "A • B is a shop");
        assert_eq!(unescaped("R&amp;D &amp;lt; &lt;b&gt;"), "R&D &lt; <b>");
    }
}
