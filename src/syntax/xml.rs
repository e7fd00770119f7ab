//! XML, as a tree of values.
//!
//! An element that holds text alone is a string; any other is an object of its attributes (`@name`),
//! its elements and its text (`#text`), by their local names. Elements of one name are a list. There
//! are no document types and no entities of one's own: they could make a small file a huge one, or
//! have other files read.

use std::borrow::Cow;
use std::ops::Range;

use roxmltree::{Document, Error, NodeType, ParsingOptions};

use super::{MAX_DEPTH, MAX_NODES, Member, Node, Value};
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;

/// Parses the text of a source.
///
/// # Errors
/// Fails with the first fault of its form, and if it is too deep or has a document type.
pub fn parse(source: &Source, sink: &mut Sink) -> Result<Node> {
    // Prefixes that nobody declared are declared at the root: elements go by their local names.
    let mut text = Cow::Borrowed(source.text());
    let mut reader = Reader { source, at: after_root(&text), added: 0 };
    for _ in 0..MOST_PREFIXES {
        let fault = parsed(&text).err();
        let Some(Error::UnknownNamespace(prefix, place)) = fault else { break };
        let message = format!("the prefix `{prefix}` of a name is declared nowhere");
        // The line of the root has grown.
        let before = source.text().get(..reader.at).unwrap_or_default();
        let has_grown = before.matches('\n').count() + 1 == place.row as usize;
        let at = offset(source.text(), place.row, if has_grown { 1 } else { place.col });
        let warning = Diagnostic::warning("undeclared-prefix", message).at(source, at..at);
        sink.push(warning.help("the element is read by the rest of its name"));
        let declaration = format!(" xmlns:{prefix}=\"undeclared\"");
        text.to_mut().insert_str(reader.at, &declaration);
        reader.added += declaration.len();
    }
    let document = parsed(&text).map_err(|error| fault(source, &error))?;
    reader.node(document.root_element(), 0)
}

fn parsed(text: &str) -> std::result::Result<Document<'_>, Error> {
    let limit = u32::try_from(MAX_NODES).unwrap_or(u32::MAX);
    Document::parse_with_options(
        text,
        ParsingOptions { nodes_limit: limit, ..ParsingOptions::default() },
    )
}

/// How many undeclared prefixes are borne with.
const MOST_PREFIXES: usize = 20;

/// Where the name of the outermost element ends.
fn after_root(text: &str) -> usize {
    let Some(name) = root(text) else { return 0 };
    // The local name stands last in the name.
    (name.as_ptr() as usize).saturating_sub(text.as_ptr() as usize) + name.len()
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

/// The reading of a document into which declarations were put.
struct Reader<'s> {
    source: &'s Source,
    /// Where they were put, and how long they are.
    at: usize,
    added: usize,
}

impl Reader<'_> {
    /// The range in the source as it was written.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| if at > self.at { at.saturating_sub(self.added) } else { at };
        back(range.start)..back(range.end)
    }

    fn node(&self, element: roxmltree::Node<'_, '_>, depth: usize) -> Result<Node> {
        let range = self.range(element.range());
        if depth > MAX_DEPTH {
            let message = format!("elements nest deeper than {MAX_DEPTH} levels");
            return Err(Box::new(Diagnostic::error("too-large", message).at(self.source, range)));
        }
        let mut members: Vec<Member> = Vec::new();
        for attribute in element.attributes() {
            let text = Value::String(attribute.value().to_owned());
            let value = Node { value: text, range: self.range(attribute.range_value()) };
            members.push(Member {
                key: format!("@{}", attribute.name()),
                key_range: self.range(attribute.range()),
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
                    let value = self.node(child, depth + 1)?;
                    let name = child.tag_name().name();
                    let place = *places.entry(name).or_insert(members.len());
                    match members.get_mut(place) {
                        Some(member) => add(member, value),
                        None => members.push(Member {
                            key: name.to_owned(),
                            key_range: self.range(child.range()),
                            value,
                        }),
                    }
                }
                NodeType::Text => {
                    if text.is_empty() {
                        text_range = self.range(child.range());
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
    let at = offset(source.text(), place.row, place.col);
    // The place is told beside the message.
    let message = error.to_string();
    let message = message.rsplit_once(" at ").map_or(message.as_str(), |(message, _)| message);
    let error = Diagnostic::error("syntax", format!("the XML is broken: {message}"));
    Box::new(error.at(source, at..at).help("export the file anew, or mend it there"))
}

/// Where a row and a column, both counted from 1, stand in a text.
fn offset(text: &str, row: u32, column: u32) -> usize {
    let line_start = match row {
        0 | 1 => 0,
        row => text.match_indices('\n').nth(row as usize - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let line = text.get(line_start..).unwrap_or_default();
    let column = (column as usize).saturating_sub(1);
    line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse(&Source::new("a.xml", text), &mut Sink::new()) {
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
    fn prefixes_that_nobody_declared_are_borne_with() {
        let text = "<?xml version='1.0'?>\n<a x='1'>\n  <b:c d:e='2'>é</b:c><b:f/></a>";
        let mut sink = Sink::new();
        let source = Source::new("a.xml", text);
        let node = parse(&source, &mut sink).unwrap();
        assert_eq!(node.to_json().to_string(), r##"{"@x":"1","c":{"@e":"2","#text":"é"},"f":""}"##);
        let said: Vec<String> = sink.diagnostics().iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(&text[node.get("f").unwrap().range.clone()], "<b:f/>");
        assert_eq!(&text[node.range], &text[22..]);
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
