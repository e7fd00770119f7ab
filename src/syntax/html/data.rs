//! The data that a page carries for machines: JSON-LD, microdata and `RDFa` Lite, as one tree of values.

use super::{Child, Element, parse as parse_page, prose::Prose};
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;
use crate::syntax::{MAX_DEPTH, Member, Node, Value, json};

/// How many scripts of one page are read.
const MOST_SCRIPTS: usize = 50;

/// Reads the data in a page: a list of the outermost things it describes.
///
/// # Errors
/// Fails if there is none, or if all of it is broken.
pub fn parse(source: &Source, sink: &mut Sink) -> Result<Node> {
    find(&parse_page(source.text()), source, sink)
}

/// Reads the data in a page, whose elements were read before, as [`parse`] does.
///
/// # Errors
/// Fails if there is none, or if all of it is broken.
pub fn find(page: &Element, source: &Source, sink: &mut Sink) -> Result<Node> {
    let mut found = Found::default();
    found.search(page);
    let mut things = Vec::new();
    let mut fault = None;
    for range in found.scripts.iter().take(MOST_SCRIPTS) {
        match script(source, range.clone(), sink) {
            Ok(node) => things.push(node),
            Err(error) => fault = Some(error),
        }
    }
    things.extend(found.items);
    if !things.is_empty() {
        let range = 0..source.text().len();
        return Ok(Node { value: Value::List(things), range });
    }
    Err(fault.unwrap_or_else(|| {
        Box::new(Diagnostic::error("unknown-format", "the page carries no data").in_file(source))
    }))
}

/// Whether a text is a page: HTML, be it XHTML.
pub fn is_page(text: &str) -> bool {
    const HEAD: usize = 2000;
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let head = text[..text.floor_char_boundary(HEAD)].to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.contains("<html")
}

/// The JSON of a script, with the places that it has in the page.
fn script(source: &Source, range: std::ops::Range<usize>, sink: &mut Sink) -> Result<Node> {
    let text = source.text();
    let (before, json) = (text.get(..range.start), text.get(range));
    let blank: String =
        before.unwrap_or_default().bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    let whole = Source::new(source.name(), blank + json.unwrap_or_default());
    json::parse(&whole, sink)
}

#[derive(Default)]
struct Found {
    /// Where the JSON of scripts stands.
    scripts: Vec<std::ops::Range<usize>>,
    /// The things that elements describe.
    items: Vec<Node>,
}

impl Found {
    fn search(&mut self, element: &Element) {
        for child in element.elements() {
            if child.name == "script" {
                let kind = child.attribute("type").unwrap_or_default().to_ascii_lowercase();
                if let (true, Some(Child::Text(_, first)), Some(Child::Text(_, last))) =
                    (kind == "application/ld+json", child.children.first(), child.children.last())
                {
                    self.scripts.push(first.start..last.end);
                }
            } else if is_item(child) {
                self.items.push(item(child, 0));
            } else {
                self.search(child);
            }
        }
    }
}

/// Whether an element describes a thing of schema.org.
fn is_item(element: &Element) -> bool {
    kind(element).is_some()
        && (element.attribute("itemscope").is_some() || element.attribute("typeof").is_some())
}

/// The type of the thing that an element describes.
fn kind(element: &Element) -> Option<&str> {
    let kind = element.attribute("itemtype").or_else(|| element.attribute("typeof"))?;
    let kind = kind.split_ascii_whitespace().next().unwrap_or_default();
    kind.trim_end_matches('/').rsplit(['/', '#', ':']).next()
}

fn names(element: &Element) -> impl Iterator<Item = &str> {
    let names = element.attribute("itemprop").or_else(|| element.attribute("property"));
    let names = names.unwrap_or_default().split_ascii_whitespace();
    names
        .filter(|name| !name.contains(':') || name.starts_with("schema:"))
        .map(|name| name.trim_start_matches("schema:"))
}

fn item(element: &Element, depth: usize) -> Node {
    let kind = Value::String(kind(element).unwrap_or_default().to_owned());
    let kind = Node { value: kind, range: element.range.clone() };
    let mut members =
        vec![Member { key: "@type".to_owned(), key_range: element.range.clone(), value: kind }];
    properties(element, depth, &mut members);
    Node { value: Value::Object(members), range: element.range.clone() }
}

fn properties(element: &Element, depth: usize, members: &mut Vec<Member>) {
    for child in element.elements() {
        let scoped = child.attribute("itemscope").is_some() || child.attribute("typeof").is_some();
        for name in names(child) {
            let value = match scoped && depth < MAX_DEPTH {
                true => item(child, depth + 1),
                false => Node { value: Value::String(value(child)), range: child.range.clone() },
            };
            add(members, name, value);
        }
        if !scoped {
            properties(child, depth, members);
        }
    }
}

fn add(members: &mut Vec<Member>, name: &str, value: Node) {
    match members.iter_mut().find(|member| member.key == name) {
        Some(Member { value: Node { value: Value::List(nodes), .. }, .. }) => nodes.push(value),
        Some(member) => {
            let range = member.value.range.clone();
            let first = std::mem::replace(
                &mut member.value,
                Node { value: Value::Null, range: range.clone() },
            );
            member.value = Node { value: Value::List(vec![first, value]), range };
        }
        None => {
            let key_range = value.range.clone();
            members.push(Member { key: name.to_owned(), key_range, value });
        }
    }
}

/// What a property says: an address, a date, or the text in it.
fn value(element: &Element) -> String {
    let attribute = match element.name.as_str() {
        "a" | "area" | "link" => "href",
        "img" | "audio" | "video" | "source" | "embed" | "iframe" => "src",
        "object" => "data",
        "data" | "meter" => "value",
        "time" => "datetime",
        _ => "content",
    };
    let said = element.attribute("content").or_else(|| element.attribute(attribute));
    match said {
        Some(said) => said.trim().to_owned(),
        None => Prose::of_element(element)
            .into_text()
            .map(|text| text.get("").to_owned())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_all_kinds_is_found() {
        let read = |page: &str| {
            parse(&Source::new("a.html", page), &mut Sink::new())
                .map(|node| node.to_json().to_string())
        };
        assert_eq!(
            read("<html><script type='application/ld+json'>\n{\"@type\": \"Person\"}</script>")
                .unwrap(),
            r#"[{"@type":"Person"}]"#
        );
        let page = "<!doctype html><div itemscope itemtype='https://schema.org/Person'><b itemprop=name>Ann <i>B</i></b>\
            <a itemprop='url sameAs' href='https://a.example'>x</a><div><div itemprop=address itemscope itemtype='http://schema.org/PostalAddress'>\
            <span itemprop=addressLocality>Wien</span></div></div><p itemprop=award>1<p itemprop=award>2";
        assert_eq!(
            read(page).unwrap(),
            r#"[{"@type":"Person","name":"Ann *B*","url":"https://a.example","sameAs":"https://a.example","address":{"@type":"PostalAddress","addressLocality":"Wien"},"award":["1","2"]}]"#
        );
        let page = "<html><body vocab='https://schema.org/' typeof='Person'><span property='name'>Ann</span></body></html>";
        assert_eq!(read(page).unwrap(), r#"[{"@type":"Person","name":"Ann"}]"#);
        assert!(read("<html><p>text").is_err());
    }

    #[test]
    fn places_are_those_of_the_page() {
        let page = "<html>é<script type='application/ld+json'>{\"name\": \"Ann\"}</script>";
        let node = parse(&Source::new("a.html", page), &mut Sink::new()).unwrap();
        let Value::List(things) = node.value else { panic!() };
        assert_eq!(&page[things[0].get("name").unwrap().range.clone()], "\"Ann\"");
    }
}
