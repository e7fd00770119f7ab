//! HTML as a tree of elements. Nothing in it is run or fetched; what is broken is read all the same.

pub mod data;
mod look;
pub mod microformats;
pub(crate) mod prose;

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

/// An element with what stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes, their names in lower case.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Child>,
    /// Its place in the text: that of its first tag.
    pub range: Range<usize>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Child {
    /// Another element.
    Element(Element),
    /// Text, its entities resolved, and its place.
    Text(String, Range<usize>),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The words of an attribute, such as the classes.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attribute(name).unwrap_or_default().split_ascii_whitespace()
    }

    /// The elements that stand directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(..) => None,
        })
    }

    /// The text in it as it stands, scripts and styles left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text, _) => out.push_str(text),
                Child::Element(element) if UNSEEN.contains(&element.name.as_str()) => {}
                Child::Element(element) => element.write_text(out),
            }
        }
    }
}

/// The language that a page says it is in, as a tag.
pub fn language(page: &Element) -> Option<String> {
    let lang = page.elements().find_map(|element| element.attribute("lang"));
    lang.filter(|lang| crate::profile::is_language_tag(lang)).map(str::to_owned)
}

/// How deep elements may stand in one another; what is deeper stands at that depth.
const DEEPEST: usize = 200;

/// Elements that hold nothing and have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose text is no text of the page.
pub const UNSEEN: [&str; 7] =
    ["script", "style", "template", "noscript", "iframe", "object", "svg"];

/// Elements that end a paragraph.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// What a start tag ends: elements, up to the nearest of others.
const ENDS: [(&[&str], &[&str], &[&str]); 5] = [
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr"], &["table", "thead", "tbody", "tfoot"]),
    (&["thead", "tbody", "tfoot"], &["thead", "tbody", "tfoot"], &["table"]),
];

/// Reads HTML, a page or a piece of one, in a time that grows with its length.
pub fn parse(text: &str) -> Element {
    let mut tree = Tree { open: vec![Element::default()], tag: Element::default() };
    let mut emitter = CallbackEmitter::new(&mut tree);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, Lenient(emitter)).finish();
    tree.close(1);
    tree.open.pop().unwrap_or_default()
}

/// The emitter of a tree, which does not ask what is wrong with the markup.
struct Lenient<'t>(CallbackEmitter<&'t mut Tree, Infallible, usize>);

impl ForwardingEmitter for Lenient<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// The elements that are open, outermost first; the first is the page.
struct Tree {
    open: Vec<Element>,
    /// The element whose tag is being read.
    tag: Element,
}

impl Callback<Infallible, usize> for &mut Tree {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Element { name: string(name), ..Element::default() };
                self.tag.range.start = span.start;
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attributes.push((string(name), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.tag.attributes.last_mut() {
                    last.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                let mut element = std::mem::take(&mut self.tag);
                element.range.end = span.end;
                self.start(element);
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => {
                self.push(Child::Text(string(value), span.start..span.end));
            }
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        None
    }
}

fn string(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

impl Tree {
    fn start(&mut self, element: Element) {
        let name = element.name.as_str();
        for (starts, ended, limits) in ENDS {
            if starts.contains(&name) {
                self.close_nearest(ended, limits);
            }
        }
        if BLOCKS.contains(&name) {
            self.close_nearest(&["p"], &["li", "td", "th", "div", "button", "dd"]);
        }
        // What is nested deeper than any page stands beside.
        if VOID.contains(&name) || self.open.len() > DEEPEST {
            self.push(Child::Element(element));
        } else {
            self.open.push(element);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            // A break is often written so.
            "br" => {
                let name = name.to_owned();
                self.push(Child::Element(Element { name, ..Element::default() }));
            }
            _ if BLOCKS.contains(&name) || name == "li" => self.close_nearest(&[name], &[]),
            _ => self.close_nearest(&[name], &["li", "td", "th", "p", "div", "h1", "h2", "h3"]),
        }
    }

    /// Closes the innermost open element of a name, unless one of the limits is within it.
    fn close_nearest(&mut self, names: &[&str], limits: &[&str]) {
        let found = self.open.iter().enumerate().skip(1).rev().find(|(_, element)| {
            let name = element.name.as_str();
            names.contains(&name) || limits.contains(&name)
        });
        if let Some((at, element)) = found
            && names.contains(&element.name.as_str())
        {
            self.close(at);
        }
    }

    /// Closes all but the outermost `depth` elements.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth.max(1) {
            if let Some(element) = self.open.pop() {
                self.push(Child::Element(element));
            }
        }
    }

    fn push(&mut self, child: Child) {
        if let Some(element) = self.open.last_mut() {
            element.children.push(child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name(…)` for each element, text as it is.
    fn show(element: &Element) -> String {
        let one = |child: &Child| match child {
            Child::Text(text, _) => text.clone(),
            Child::Element(element) => format!("{}({})", element.name, show(element)),
        };
        element.children.iter().map(one).collect()
    }

    #[test]
    fn broken_markup_is_read() {
        for (text, expected) in [
            ("<p>a<p>b", "p(a)p(b)"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "ul(li(a)li(bul(li(c))))d"),
            ("<b>x<p>y</b>z</p>", "b(xp(yz))"),
            ("a</p></li></b>b", "ab"),
            ("a<br/>b</br>c<br>", "abr()bbr()cbr()"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a)td(b))tr(td(c)))"),
            ("<P CLASS=x>&amp;lt; &eacute;&#8211;", "p(&lt; é–)"),
            ("a < b <c", "a < b "),
            ("<style>p{}</style>x", "style(p{})x"),
        ] {
            assert_eq!(show(&parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "é<p id=a>ä &amp; b</p>";
        let page = parse(text);
        let p = page.elements().next().unwrap();
        assert_eq!(&text[p.range.clone()], "<p id=a>");
        assert_eq!(p.attribute("id"), Some("a"));
        let Child::Text(_, range) = &p.children[0] else { panic!() };
        assert_eq!(text.get(range.start..range.start + 2), Some("ä"));
    }

    #[test]
    fn depth_has_a_limit() {
        let page = parse(&"<div><b>".repeat(50_000));
        let depth = std::iter::successors(Some(&page), |element| element.elements().next()).count();
        assert!(depth <= DEEPEST + 2);
    }
}
