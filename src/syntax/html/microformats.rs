//! Microformats in a page: things and their properties that classes of elements name, in the way of
//! today (`h-card`, `p-name`) and in the older one (`vcard`, `fn`), as a tree of values.

use std::ops::Range;

use super::{Element, prose::Prose};
use crate::syntax::{MAX_DEPTH, Member, Node, Value};

/// A thing: its types, and its properties as an object. A thing within it that is no property stands
/// under the name of its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its types, in the way of today.
    pub kinds: Vec<&'static str>,
    /// Its properties.
    pub node: Node,
}

impl Item {
    /// Whether it is of a type.
    pub fn is(&self, kind: &str) -> bool {
        self.kinds.contains(&kind)
    }
}

/// The types that are known: the class of today, and the older one.
const KINDS: [(&str, &str); 7] = [
    ("h-resume", "hresume"),
    ("h-card", "vcard"),
    ("h-event", "vevent"),
    ("h-adr", "adr"),
    ("h-geo", "geo"),
    ("h-item", "hproduct"),
    ("h-cite", "hcite"),
];

/// The older classes of properties by the type of their thing, and their names of today with the
/// prefix that tells how they are read.
const OLDER: [(&str, &[(&str, &str)]); 4] = [
    (
        "h-resume",
        &[
            ("summary", "e-summary"),
            ("contact", "p-contact"),
            ("education", "p-education"),
            ("experience", "p-experience"),
            ("skill", "p-skill"),
            ("skills", "p-skill"),
            ("affiliation", "p-affiliation"),
            ("publications", "p-publication"),
            ("publication", "p-publication"),
        ],
    ),
    (
        "h-card",
        &[
            ("fn", "p-name"),
            ("given-name", "p-given-name"),
            ("additional-name", "p-additional-name"),
            ("family-name", "p-family-name"),
            ("honorific-prefix", "p-honorific-prefix"),
            ("honorific-suffix", "p-honorific-suffix"),
            ("nickname", "p-nickname"),
            ("org", "p-org"),
            ("organization-name", "p-organization-name"),
            ("organization-unit", "p-organization-unit"),
            ("title", "p-job-title"),
            ("role", "p-role"),
            ("tel", "p-tel"),
            ("email", "u-email"),
            ("url", "u-url"),
            ("photo", "u-photo"),
            ("logo", "u-logo"),
            ("adr", "p-adr"),
            ("label", "p-label"),
            ("note", "e-note"),
            ("bday", "dt-bday"),
            ("category", "p-category"),
            ("street-address", "p-street-address"),
            ("extended-address", "p-extended-address"),
            ("locality", "p-locality"),
            ("region", "p-region"),
            ("postal-code", "p-postal-code"),
            ("country-name", "p-country-name"),
        ],
    ),
    (
        "h-event",
        &[
            ("summary", "p-name"),
            ("dtstart", "dt-start"),
            ("dtend", "dt-end"),
            ("description", "e-description"),
            ("location", "p-location"),
            ("url", "u-url"),
            ("category", "p-category"),
        ],
    ),
    (
        "h-adr",
        &[
            ("street-address", "p-street-address"),
            ("extended-address", "p-extended-address"),
            ("post-office-box", "p-post-office-box"),
            ("locality", "p-locality"),
            ("region", "p-region"),
            ("postal-code", "p-postal-code"),
            ("country-name", "p-country-name"),
        ],
    ),
];

/// The outermost things of a page.
pub fn items(page: &Element) -> Vec<Item> {
    let mut items = Vec::new();
    search(page, &mut items);
    items
}

fn search(element: &Element, items: &mut Vec<Item>) {
    for child in element.elements() {
        match Scope::of(child) {
            // An address by itself is nobody's.
            Some(scope) if scope.kinds != ["h-adr"] => items.push(item(child, scope, 0)),
            _ => search(child, items),
        }
    }
}

/// What the classes within a thing mean.
#[derive(Clone, Debug)]
struct Scope {
    kinds: Vec<&'static str>,
    /// Whether the thing is told in the older way.
    is_older: bool,
}

impl Scope {
    /// The scope that an element opens, if it is a thing.
    fn of(element: &Element) -> Option<Self> {
        let classes: Vec<&str> = element.words("class").collect();
        let of = |older: bool| {
            let is = |(new, old): &(&str, &str)| classes.contains(if older { old } else { new });
            let kinds = KINDS.iter().filter(|kind| is(kind)).map(|(kind, _)| *kind);
            let kinds: Vec<&'static str> = kinds.collect();
            (!kinds.is_empty()).then_some(Self { kinds, is_older: older })
        };
        of(false).or_else(|| of(true))
    }

    /// The property that a class names, with its prefix.
    fn property<'c>(&self, class: &'c str) -> Option<(&'c str, &'c str)> {
        let class = match self.is_older {
            true => OLDER
                .iter()
                .filter(|(kind, _)| self.kinds.contains(kind))
                .flat_map(|(_, classes)| classes.iter())
                .find(|(old, _)| *old == class)
                .map(|(_, new)| *new)?,
            false => class,
        };
        let (prefix, name) = class.split_once('-')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
        (matches!(prefix, "p" | "u" | "dt" | "e") && is_name).then_some((prefix, name))
    }
}

fn item(element: &Element, scope: Scope, depth: usize) -> Item {
    let mut members = Vec::new();
    properties(element, &scope, depth, &mut members);
    if members.is_empty() {
        // What bears no properties is its name.
        let name = read(element, "p");
        let link = Some(element).filter(|element| element.name == "a").map(|a| read(a, "u"));
        for (name, value) in [("name", Some(name)), ("url", link)] {
            let value = value.filter(|value| !value.is_empty());
            value.into_iter().for_each(|value| push(&mut members, name, text(element, value)));
        }
    }
    let node = Node { value: Value::Object(members), range: element.range.clone() };
    Item { kinds: scope.kinds, node }
}

fn properties(element: &Element, scope: &Scope, depth: usize, members: &mut Vec<Member>) {
    for child in element.elements() {
        let names = child.words("class").filter_map(|class| scope.property(class));
        // An address has the older class of a property as well as that of a thing.
        let inner = Scope::of(child).filter(|_| depth < MAX_DEPTH);
        let mut is_property = false;
        for (prefix, name) in names {
            is_property = true;
            match &inner {
                Some(inner) => {
                    push(members, name, item(child, inner.clone(), depth + 1).node);
                }
                None => {
                    let value = read(child, prefix);
                    if !value.is_empty() {
                        push(members, name, text(child, value));
                    }
                }
            }
        }
        match inner {
            Some(inner) if !is_property => {
                let kind = inner.kinds.first().copied().unwrap_or_default();
                push(members, kind, item(child, inner, depth + 1).node);
            }
            Some(_) => {}
            None => properties(child, scope, depth, members),
        }
    }
}

fn text(element: &Element, text: String) -> Node {
    Node { value: Value::String(text), range: element.range.clone() }
}

/// Adds a value; several of one name are a list. The same said twice is said once.
fn push(members: &mut Vec<Member>, name: &str, value: Node) {
    let Some(member) = members.iter_mut().find(|member| member.key == name) else {
        let key_range: Range<usize> = value.range.clone();
        members.push(Member { key: name.to_owned(), key_range, value });
        return;
    };
    match &mut member.value.value {
        Value::List(nodes) if nodes.iter().any(|node| node.value == value.value) => {}
        Value::List(nodes) => nodes.push(value),
        known if *known == value.value => {}
        _ => {
            let range = member.value.range.clone();
            let first = std::mem::replace(
                &mut member.value,
                Node { value: Value::Null, range: range.clone() },
            );
            member.value = Node { value: Value::List(vec![first, value]), range };
        }
    }
}

/// What a property says: an address, a date, or the text in it.
fn read(element: &Element, prefix: &str) -> String {
    let name = element.name.as_str();
    let attribute = match (prefix, name) {
        (_, "abbr") => "title",
        (_, "data" | "input") => "value",
        ("u", "a" | "area" | "link") => "href",
        ("u", "img" | "audio" | "video" | "source" | "iframe") => "src",
        ("u", "object") => "data",
        ("p", "img" | "area") => "alt",
        ("dt", "time" | "ins" | "del") => "datetime",
        _ => "",
    };
    if let Some(said) = element.attribute(attribute).filter(|said| !said.trim().is_empty()) {
        return said.trim().to_owned();
    }
    let mut parts = Vec::new();
    if prefix != "e" {
        value_parts(element, prefix, &mut parts);
    }
    if !parts.is_empty() {
        return parts.join(if prefix == "dt" { "T" } else { "" });
    }
    let prose = Prose::of_element(element).into_text().map(|text| text.get("").to_owned());
    prose.unwrap_or_default()
}

/// The parts of a value that are marked as such within it: the number beside the kind of a phone.
fn value_parts(element: &Element, prefix: &str, parts: &mut Vec<String>) {
    for child in element.elements() {
        if child.words("class").any(|class| class == "value") {
            parts.push(read(child, prefix));
        } else if child.words("class").any(|class| class == "value-title") {
            parts.extend(child.attribute("title").map(str::to_owned));
        } else if Scope::of(child).is_none() {
            value_parts(child, prefix, parts);
        }
    }
}

/// Whether a text may bear a résumé in microformats.
pub fn may_be_resume(text: &str) -> bool {
    ["h-resume", "hresume", "h-card", "vcard"].iter().any(|class| text.contains(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> String {
        let items = items(&super::super::parse(page));
        items.iter().map(|item| format!("{:?} {}", item.kinds, item.node.to_json())).collect()
    }

    #[test]
    fn things_are_read_in_both_ways() {
        for (page, expected) in [
            (
                "<div class='h-card x'><a class='p-name u-url' href='https://a.example'>Ann</a> <b class=p-x>1</b><b class=p-x>2</b></div>",
                r#"["h-card"] {"name":"Ann","url":"https://a.example","x":["1","2"]}"#,
            ),
            (
                "<div class='vcard'><span class='fn org'>Ann</span><a class=email href='mailto:a@b.example'>mail</a></div>",
                r#"["h-card"] {"name":"Ann","org":"Ann","email":"mailto:a@b.example"}"#,
            ),
            (
                "<p class='hresume'><i class='experience vevent'><abbr class=dtstart title=2010-02>x</abbr><b class=summary>Y</b></i></p>",
                r#"["h-resume"] {"experience":{"start":"2010-02","name":"Y"}}"#,
            ),
            (
                "<p class=h-resume><i class='vcard'><i class=adr><b class=locality>L</b></i></i></p>",
                r#"["h-resume"] {"h-card":{"adr":{"locality":"L"}}}"#,
            ),
            ("<a class=h-card href=u>Ann</a>", r#"["h-card"] {"name":"Ann","url":"u"}"#),
            (
                "<p class=vcard><b class=tel><i class=type>home</i> <i class=value>1</i><i class=value>2</i></b></p>",
                r#"["h-card"] {"tel":"12"}"#,
            ),
            ("<p class='fn adr'>no thing</p>", ""),
        ] {
            assert_eq!(read(page), expected, "{page}");
        }
    }

    #[test]
    fn text_of_today_and_of_before_do_not_mix() {
        let page = "<p class='h-card vcard'><b class='p-name fn'>A</b><b class=title>T</b></p>";
        assert_eq!(read(page), r#"["h-card"] {"name":"A"}"#);
    }
}
