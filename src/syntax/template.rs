//! Templates: data with places that a program is to fill in first, as Jinja, Handlebars and Liquid do.

use std::ops::Range;

use super::Node;
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;

/// The first place that is to be filled in: `{{ name }}`, `{% if name %}`.
pub(super) fn placeholder(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find('{').map(|found| at + found) {
        at = start + 1;
        let rest = text.get(start..)?;
        let (open, close) = match rest.as_bytes().get(1) {
            Some(b'{') => ("{{", "}}"),
            Some(b'%') => ("{%", "%}"),
            _ => continue,
        };
        let line = rest.lines().next().unwrap_or_default();
        let Some(end) = line.find(close) else { continue };
        let inner = line.get(open.len()..end).unwrap_or_default();
        let inner = inner.trim_matches(|c: char| c.is_whitespace() || "{#/^&>!-+~".contains(c));
        // `{{"a": 1}}` is a slip in data, and no name.
        let begins = inner.starts_with(|c: char| c.is_alphabetic() || "_.$@".contains(c));
        if begins && !inner.contains(['"', ':', ',', '{']) || open == "{%" {
            return Some(start..start + end + close.len());
        }
    }
    None
}

/// What is made of data with such a place: an error that names it in place of one of grammar, or a
/// warning where the data can be read as they are.
pub(super) fn told(
    parsed: Result<Node>,
    source: &Source,
    place: Range<usize>,
    sink: &mut Sink,
) -> Result<Node> {
    let help = "fill it in with the program that it is made for (Jinja, Handlebars, Liquid), and read what that writes";
    let shown = source.text().get(place.clone()).unwrap_or_default();
    match parsed {
        Ok(node) => {
            let message = format!("`{shown}` is to be filled in; it is printed as it stands");
            sink.push(Diagnostic::warning("template", message).at(source, place).help(help));
            Ok(node)
        }
        Err(_) => {
            let message = format!("this is a template: `{shown}` has to be filled in first");
            Err(Box::new(Diagnostic::error("template", message).at(source, place).help(help)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_fill_in_are_told_from_data() {
        for (text, expected) in [
            ("name: {{ name }}", Some("{{ name }}")),
            ("{\"a\": {{#if b}}1{{/if}}}", Some("{{#if b}}")),
            ("work:\n{% for w in work %}\n", Some("{% for w in work %}")),
            ("{{{ raw }}}", Some("{{{ raw }}")),
            ("{{\"a\": 1}}", None),
            ("{\"a\":{\"b\":{}}}", None),
            ("a: {b: {c: 1}}", None),
            ("title: {{The {LaTeX} Book}}", None),
            ("100 {% of it", None),
        ] {
            assert_eq!(placeholder(text).map(|place| &text[place]), expected, "{text}");
        }
    }
}
