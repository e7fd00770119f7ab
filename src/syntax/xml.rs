//! XML, as a tree of values.
//!
//! An element that holds text alone is a string; any other is an object of its attributes (`@name`),
//! its elements and its text (`#text`), by their local names. Elements of one name are a list. There
//! are no document types and no entities of one's own: they could make a small file a huge one, or
//! have other files read.

use roxmltree::{Document, Error, NodeType, ParsingOptions};

use super::{MAX_DEPTH, MAX_NODES, Member, Node, Value};
use crate::diag::{Diagnostic, Result};
use crate::source::Source;

/// Parses the text of a source.
///
/// # Errors
/// Fails with the first fault of its form, and if it is too deep or has a document type.
pub fn parse(source: &Source) -> Result<Node> {
    let text = source.text();
    let limit = u32::try_from(MAX_NODES).unwrap_or(u32::MAX);
    let options = ParsingOptions { nodes_limit: limit, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| fault(source, &error))?;
    node(document.root_element(), source, 0)
}

/// The local name of the outermost element, if the text is XML as far as it.
pub fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    name[..end].rsplit(':').next().filter(|name| name.starts_with(char::is_alphabetic))
}

fn node(element: roxmltree::Node<'_, '_>, source: &Source, depth: usize) -> Result<Node> {
    let range = element.range();
    if depth > MAX_DEPTH {
        let message = format!("elements nest deeper than {MAX_DEPTH} levels");
        return Err(Box::new(Diagnostic::error("too-large", message).at(source, range)));
    }
    let mut members: Vec<Member> = Vec::new();
    for attribute in element.attributes() {
        let text = Value::String(attribute.value().to_owned());
        let value = Node { value: text, range: attribute.range_value() };
        members.push(Member {
            key: format!("@{}", attribute.name()),
            key_range: attribute.range(),
            value,
        });
    }
    let mut text = String::new();
    let mut text_range = range.clone();
    // Where the members of a name stand, so that many of one name are not looked up again and again.
    let mut places = std::collections::HashMap::new();
    for child in element.children() {
        match child.node_type() {
            NodeType::Element => {
                let value = node(child, source, depth + 1)?;
                let name = child.tag_name().name();
                let place = *places.entry(name).or_insert(members.len());
                match members.get_mut(place) {
                    Some(member) => add(member, value),
                    None => members.push(Member {
                        key: name.to_owned(),
                        key_range: child.range(),
                        value,
                    }),
                }
            }
            NodeType::Text => {
                if text.is_empty() {
                    text_range = child.range();
                }
                text.push_str(child.text().unwrap_or_default());
            }
            NodeType::Root | NodeType::Comment | NodeType::PI => {}
        }
    }
    let content = Node { value: Value::String(text.trim().to_owned()), range: text_range };
    if members.is_empty() {
        return Ok(content);
    }
    if !text.trim().is_empty() {
        let key_range = content.range.clone();
        members.push(Member { key: "#text".to_owned(), key_range, value: content });
    }
    Ok(Node { value: Value::Object(members), range })
}

/// Adds a value to a member that has one.
fn add(member: &mut Member, value: Node) {
    let range = value.range.clone();
    // An element is never a list.
    if let Value::List(nodes) = &mut member.value.value {
        member.value.range.end = range.end;
        nodes.push(value);
        return;
    }
    let first = std::mem::replace(&mut member.value, Node { value: Value::Null, range: 0..0 });
    member.value =
        Node { range: member.key_range.start..range.end, value: Value::List(vec![first, value]) };
}

fn fault(source: &Source, error: &Error) -> Box<Diagnostic> {
    if matches!(error, Error::DtdDetected) {
        let error = Diagnostic::error("syntax", "XML with a document type is not read");
        let help =
            "remove the lines from `<!DOCTYPE` to `>`; entities of one's own are not resolved";
        return Box::new(error.in_file(source).help(help));
    }
    if matches!(error, Error::NodesLimitReached) {
        let message = format!("more than {MAX_NODES} elements");
        return Box::new(Diagnostic::error("too-large", message).in_file(source));
    }
    let place = error.pos();
    let text = source.text();
    let line_start = match place.row {
        0 | 1 => 0,
        row => text.match_indices('\n').nth(row as usize - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let line = text.get(line_start..).unwrap_or_default();
    let column = (place.col as usize).saturating_sub(1);
    let at = line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    // The place is told beside the message.
    let message = error.to_string();
    let message = message.rsplit_once(" at ").map_or(message.as_str(), |(message, _)| message);
    let error = Diagnostic::error("syntax", format!("the XML is broken: {message}"));
    Box::new(error.at(source, at..at).help("export the file anew, or mend it there"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse(&Source::new("a.xml", text)) {
            Ok(node) => node.to_json().to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn elements_become_values() {
        for (text, expected) in [
            ("<a>x &amp; <![CDATA[<y>]]></a>", r#""x & <y>""#),
            ("<a/>", r#""""#),
            ("<n:a xmlns:n='u' n:b='1' c='2'><n:d>3</n:d></n:a>", r#"{"@b":"1","@c":"2","d":"3"}"#),
            ("<a><b>1</b>t<c/><b>2</b><b>3</b></a>", r#"{"b":["1","2","3"],"c":"","#),
            ("<a><b><c>1</c><c>2</c></b><b/></a>", r#"{"b":[{"c":["1","2"]},""]}"#),
        ] {
            let read = read(text);
            assert!(read.starts_with(expected), "{text}: {read}");
        }
    }

    #[test]
    fn what_is_broken_or_dangerous_is_told() {
        assert!(
            read("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")
                .contains("document type")
        );
        assert!(
            read("<a>\n  <b>é</c></a>").starts_with("a.xml:2:"),
            "{}",
            read("<a>\n  <b>é</c></a>")
        );
        assert!(read(&"<a>".repeat(200)).contains("syntax"));
        let deep = "<a>".repeat(200) + &"</a>".repeat(200);
        assert!(read(&deep).contains("deeper than 100"));
    }

    #[test]
    fn the_root_is_told_without_parsing() {
        assert_eq!(
            root("<?xml version='1.0'?>\n<!-- x -->\n<n:Candidate a='b'>"),
            Some("Candidate")
        );
        assert_eq!(root("<!DOCTYPE html><html>"), None);
        assert_eq!(root("< 5"), None);
    }
}
