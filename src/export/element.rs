//! Elements of XML and HTML, written by quick-xml, which escapes what they hold; and texts of a
//! profile as such elements.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::profile::{Block, Highlight, Item, Span, blocks, spans};

/// An element, to be written.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
enum Content {
    Element(Element),
    Text(String),
    /// Text of ours that is written as it is: a style sheet.
    Raw(&'static str),
}

/// Elements of HTML that hold nothing and have no end.
const VOID: [&str; 4] = ["br", "img", "link", "meta"];

/// Elements of HTML that stand within a line.
const INLINE: [&str; 9] = ["a", "br", "code", "em", "img", "span", "strong", "time", "data"];

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// With an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With text in it.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// With text of ours in it that bears no signs to be escaped.
    pub(super) fn raw(mut self, text: &'static str) -> Self {
        self.content.push(Content::Raw(text));
        self
    }

    /// With further elements in it.
    pub(super) fn and(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(elements.into_iter().map(Content::Element));
        self
    }

    /// The element, unless it holds nothing.
    pub(super) fn unless_empty(self) -> Option<Self> {
        (!self.content.is_empty()).then_some(self)
    }

    /// With the inline markup of a text as elements.
    pub(super) fn inline(self, text: &str) -> Self {
        self.spans(spans(text))
    }

    fn spans(mut self, spans: Vec<Span>) -> Self {
        for Span { text, bold, italic, code, url } in spans {
            let mut content = Vec::new();
            for (i, line) in text.split('\n').enumerate() {
                content.extend((i > 0).then(|| Content::Element(Self::new("br"))));
                content.extend((!line.is_empty()).then(|| Content::Text(line.to_owned())));
            }
            let link = url.map(|url| Self::new("a").with("href", url));
            let marks = [
                code.then(|| Self::new("code")),
                italic.then(|| Self::new("em")),
                bold.then(|| Self::new("strong")),
                link,
            ];
            for mark in marks.into_iter().flatten() {
                content = vec![Content::Element(Self { content, ..mark })];
            }
            self.content.extend(content);
        }
        self
    }

    /// With a text of paragraphs and bullets in it.
    pub(super) fn prose(self, text: &str) -> Self {
        let block = |block| match block {
            Block::Paragraph(text) => Self::new("p").spans(text),
            Block::List(items) => Self::items(items),
        };
        self.and(blocks(text).into_iter().map(block))
    }

    fn items(items: Vec<Item>) -> Self {
        let item = |Item { text, items }: Item| {
            let below = (!items.is_empty()).then(|| Self::items(items));
            Self::new("li").spans(text).and(below)
        };
        Self::new("ul").and(items.into_iter().map(item))
    }

    /// Bullets as a list, in a language; `None` if they say nothing.
    pub(super) fn bullets(highlights: &[Highlight], lang: &str) -> Option<Self> {
        let mut list = Self::new("ul");
        for highlight in highlights {
            let below = Self::bullets(&highlight.highlights, lang);
            let text = highlight.text.get(lang).trim();
            if text.is_empty() {
                // Bullets below nothing move up.
                list.content.extend(below.into_iter().flat_map(|list| list.content));
            } else {
                list = list.and([Self::new("li").inline(text).and(below)]);
            }
        }
        list.unless_empty()
    }

    /// The element as a document of XML, each element on lines of its own and indented by its depth;
    /// each must hold either text or elements.
    pub(super) fn document(&self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        push(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.write(&mut writer, Form::Xml);
        into_text(writer) + "\n"
    }

    /// The element as HTML, blocks on lines of their own.
    pub(super) fn html(&self) -> String {
        let mut writer = Writer::new(Vec::new());
        self.write(&mut writer, Form::Html);
        into_text(writer)
    }

    /// What is in the element, as HTML in one line.
    pub(super) fn inner_html(&self) -> String {
        let mut writer = Writer::new(Vec::new());
        self.write_content(&mut writer, Form::Line);
        into_text(writer)
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>, form: Form) {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, &*writable(value)));
        }
        // In HTML only certain elements have no end.
        if VOID.contains(&self.name) || (form == Form::Xml && self.content.is_empty()) {
            push(writer, Event::Empty(start));
        } else {
            push(writer, Event::Start(start));
            self.write_content(writer, form);
            push(writer, Event::End(BytesEnd::new(self.name)));
        }
        if form == Form::Html && !INLINE.contains(&self.name) {
            push(writer, Event::Text(BytesText::from_escaped("\n")));
        }
    }

    fn write_content(&self, writer: &mut Writer<Vec<u8>>, form: Form) {
        for content in &self.content {
            match content {
                Content::Element(element) => element.write(writer, form),
                Content::Text(text) => {
                    let text = writable(text);
                    push(writer, Event::Text(BytesText::from_escaped(partial_escape(&*text))));
                }
                Content::Raw(text) => push(writer, Event::Text(BytesText::from_escaped(*text))),
            }
        }
    }
}

/// How elements are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Xml,
    Html,
    /// HTML without line breaks.
    Line,
}

fn push(writer: &mut Writer<Vec<u8>>, event: Event<'_>) {
    writer.write_event(event).expect("memory takes all that is written");
}

fn into_text(writer: Writer<Vec<u8>>) -> String {
    String::from_utf8_lossy(&writer.into_inner()).into_owned()
}

/// The text without characters that XML and HTML forbid.
fn writable(text: &str) -> String {
    let is_char = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fdd0}'..='\u{fdef}' => false,
        c => !c.is_control() && (*c as u32) & 0xfffe != 0xfffe,
    };
    text.chars().filter(is_char).collect()
}
