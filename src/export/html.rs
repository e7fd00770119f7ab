//! HTML: one page that stands by itself, for readers, screen readers and printers. It says the same
//! to machines as microdata of schema.org, and with names of JSON Resume where schema.org has none.

mod sections;

use super::element::Element;
use super::foreign::Target;
use super::{WriteOptions, Writer, lang};
use crate::diag::{Severity, Sink};
use crate::locale::{DateStyle, Locale, fill};
use crate::profile::web;
use crate::profile::{Account, Location, Profile, Text, When, Written, markup};

pub(super) static WRITER: Writer =
    Writer { name: "html", title: "HTML (a page of the web)", extension: "html", write };

const STYLE: &str = include_str!("html/page.css");

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let lang = lang(profile, options);
    let locale = Locale::find(lang).unwrap_or_else(Locale::english);
    let target = Target::keeping(profile, lang, &["_written", "cefr"]);
    let mut page = Page { profile, locale, target };
    let body = page.main();
    let kinds = profile.projects.iter().filter(|project| project.kind.is_some()).count();
    page.target.lost.count(Severity::Info, "projects.type", None, 1, kinds);
    let html = page.root().and([page.head(), Element::new("body").and([body])]);
    page.target.finish(WRITER.title, sink);
    format!("<!DOCTYPE html>\n{}", html.html())
}

/// The writing of one profile.
struct Page<'p> {
    profile: &'p Profile,
    locale: &'static Locale,
    target: Target<'p>,
}

/// An element that is a property of the thing around it.
fn property(element: &'static str, name: &'static str) -> Element {
    Element::new(element).with("itemprop", name)
}

/// An element that describes a thing of schema.org.
fn thing(element: Element, kind: &str) -> Element {
    element.with("itemscope", "").with("itemtype", format!("https://schema.org/{kind}"))
}

/// A property whose text bears no markup.
fn literal(name: &'static str, text: &str) -> Element {
    let span = crate::profile::Span { text: text.to_owned(), ..Default::default() };
    // What would be read as markup stands in an attribute as well.
    let element = match markup(&[span]) == text {
        true => property("span", name),
        false => property("data", name).with("value", text),
    };
    element.text(text)
}

/// The author's words for dates, which are properties of their own.
fn worded(names: &str, words: &str) -> Element {
    let names: Vec<String> = names.split(' ').map(|name| format!("{name}Text")).collect();
    Element::new("span").with("itemprop", names.join(" ")).text(words)
}

/// A property that is an address, as a link that shows it without what goes without saying.
fn page(name: &'static str, url: &str) -> Element {
    let Some(address) = web::address(url) else { return literal(name, url) };
    let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    let shown = match shown.strip_suffix('/') {
        Some(host) if !host.contains('/') => host,
        _ => shown,
    };
    property("a", name).with("href", address.as_str()).text(shown)
}

/// Elements in a line, with text between them.
fn joined(element: Element, parts: impl IntoIterator<Item = Element>, separator: &str) -> Element {
    parts.into_iter().enumerate().fold(element, |element, (i, part)| {
        if i > 0 { element.text(separator).and([part]) } else { element.and([part]) }
    })
}

impl Page<'_> {
    fn root(&mut self) -> Element {
        const RTL: [&str; 8] = ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug"];
        let lang = self.target.lang;
        let primary = lang.split(['-', '_']).next().unwrap_or(lang);
        let root = Element::new("html").with("lang", lang.replace('_', "-"));
        let root = if RTL.contains(&primary) { root.with("dir", "rtl") } else { root };
        let options = &self.profile.meta.cvpdf;
        let accent = options.accent.as_deref().filter(|accent| is_legible(accent));
        self.target.lost.count_options(self.profile, usize::from(accent.is_some()));
        match accent {
            Some(accent) => root.with("style", format!("--accent: {accent}")),
            None => root,
        }
    }

    fn head(&self) -> Element {
        let name = self.plain(&self.profile.basics.name);
        let title = match name {
            Some(name) => {
                let values = [("name", name.as_str()), ("resume", &self.locale.resume)];
                fill(&self.locale.document_title, &values)
            }
            None => self.locale.resume.clone(),
        };
        let about = self.plain(&self.profile.basics.label);
        let meta = |name: &str, content: &str| {
            Element::new("meta").with("name", name).with("content", content)
        };
        Element::new("head").and(
            [
                Some(Element::new("meta").with("charset", "utf-8")),
                Some(meta("viewport", "width=device-width, initial-scale=1")),
                Some(meta("generator", "cvpdf")),
                about.map(|about| meta("description", &about)),
                Some(Element::new("title").text(title)),
                Some(Element::new("style").raw(STYLE)),
            ]
            .into_iter()
            .flatten(),
        )
    }

    fn main(&mut self) -> Element {
        let header = self.header();
        let sections = self.sections();
        let order = self.profile.section_order.iter();
        let order = order.map(|key| property("meta", "sectionOrder").with("content", key.as_str()));
        thing(Element::new("main"), "Person").and([header]).and(sections).and(order)
    }

    fn header(&mut self) -> Element {
        let basics = &self.profile.basics;
        let name = match self.target.text(&basics.name) {
            Some(name) => property("h1", "name").inline(&name),
            None => Element::new("h1").text(self.locale.resume.as_str()),
        };
        let label = self.target.text(&basics.label);
        let label =
            label.map(|label| property("p", "jobTitle").with("class", "label").inline(&label));
        let contact = self.contact();
        let photo = self.photo();
        Element::new("header").and(photo).and([name]).and(label).and(contact)
    }

    /// A picture within the profile; a file elsewhere would be no part of the page.
    fn photo(&mut self) -> Option<Element> {
        let image = self.profile.basics.image.as_deref()?;
        let is_picture = image.starts_with("data:image/") && !image.contains(char::is_whitespace);
        self.target.lose("basics.image", usize::from(!is_picture));
        let name = self.plain(&self.profile.basics.name).unwrap_or_default();
        let alt = fill(&self.locale.portrait, &[("name", &name)]);
        is_picture.then(|| {
            property("img", "image").with("class", "photo").with("src", image).with("alt", alt)
        })
    }

    fn contact(&self) -> Option<Element> {
        let basics = &self.profile.basics;
        let mut items = Vec::new();
        let linked = |scheme: &str, text: &str, inner: Element| {
            let target: String = match scheme {
                "tel:" => text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
                _ => text.to_owned(),
            };
            Element::new("a").with("href", format!("{scheme}{target}")).and([inner])
        };
        if let Some(email) = &basics.email {
            let text = literal("email", email);
            items.push(if web::is_email(email) { linked("mailto:", email, text) } else { text });
        }
        if let Some(phone) = &basics.phone {
            let text = literal("telephone", phone);
            let is_number = phone.chars().filter(char::is_ascii_digit).count() > 2
                && !phone.contains(char::is_alphabetic);
            items.push(if is_number { linked("tel:", phone, text) } else { text });
        }
        items.extend(self.address());
        items.extend(basics.url.iter().map(|url| page("url", url)));
        let items = items.into_iter().map(|item| Element::new("li").and([item]));
        let accounts = basics.profiles.iter().map(account);
        let list = Element::new("ul").and(items).and(accounts).unless_empty()?;
        let pages = basics.profiles.iter().filter_map(|account| account.url.as_deref());
        let pages = pages.filter_map(web::address);
        let same = pages.map(|url| property("link", "sameAs").with("href", url));
        Some(Element::new("address").and([list]).and(same))
    }

    /// The address in the order of the language, each part a property.
    fn address(&self) -> Option<Element> {
        let Location { address, postal_code, city, country_code, region, .. } =
            &self.profile.basics.location;
        let text = |name, text: &Option<Text>| {
            self.target
                .text(text)
                .map(|text| property("span", name).inline(&text.replace('\n', ", ")))
        };
        let country = country_code.as_deref().map(|code| {
            let shown = self.locale.country(code).unwrap_or(code);
            property("data", "addressCountry").with("value", code).text(shown)
        });
        let postal = postal_code.as_deref().map(|code| literal("postalCode", code));
        let town = [postal, text("addressLocality", city)].into_iter().flatten();
        let town = joined(Element::new("span"), town, " ").unless_empty();
        let mut parts =
            vec![text("streetAddress", address), town, text("addressRegion", region), country];
        if self.locale.family_first && self.locale.tag != "hu" {
            parts.reverse();
        }
        let parts = parts.into_iter().flatten();
        let address = thing(property("span", "address"), "PostalAddress");
        joined(address, parts, &self.locale.comma).unless_empty()
    }

    /// A text without its inline markup.
    fn plain(&self, text: &Option<Text>) -> Option<String> {
        self.target.text(text).map(|text| super::text::one_line(&text))
    }

    /// A property that is a text.
    fn text(
        &self,
        element: &'static str,
        name: &'static str,
        text: &Option<Text>,
    ) -> Option<Element> {
        Some(property(element, name).inline(&self.target.text(text)?))
    }

    /// A date as it is printed, with what it is for machines.
    fn date(
        &self,
        names: &'static str,
        when: &Option<When>,
        words: Option<&String>,
    ) -> Option<Element> {
        let when = when.as_ref()?;
        let words = words.filter(|words| !words.trim().is_empty());
        let When::Date(date) = when else {
            let shown = self.locale.date(when, DateStyle::MonthYear);
            return Some(literal(names, words.unwrap_or(&shown)));
        };
        let time = property("time", names).with("datetime", date.to_string());
        Some(match words {
            Some(words) => time.and([worded(names, words)]),
            None => time.text(self.locale.date(when, DateStyle::MonthYear)),
        })
    }

    /// Start and end as they are printed. What is one date prints once.
    fn range(
        &self,
        start: &Option<When>,
        end: &Option<When>,
        written: &Written,
    ) -> Option<Element> {
        let (words_of_start, words_of_end) = (written.get("startDate"), written.get("endDate"));
        let line = Element::new("p").with("class", "dates");
        if start.is_some() && start == end && words_of_start == words_of_end {
            return Some(line.and(self.date("startDate endDate", start, words_of_start)));
        }
        let from = self.date("startDate", start, words_of_start);
        let to = self.date("endDate", end, words_of_end);
        let Some(from) = from else { return Some(line.and([to?])) };
        Some(between(
            &self.locale.range,
            line,
            [
                ("start", Some(from)),
                (
                    "end",
                    Some(to.unwrap_or_else(|| {
                        Element::new("span").text(self.locale.present.as_str())
                    })),
                ),
            ],
        ))
    }
}

/// A pattern with elements in the place of its names.
fn between<const N: usize>(
    pattern: &str,
    mut element: Element,
    mut parts: [(&str, Option<Element>); N],
) -> Element {
    let mut rest = pattern;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let part = parts.iter_mut().find(|(known, _)| *known == name);
        element = if before.is_empty() { element } else { element.text(before) };
        element = element.and(part.and_then(|(_, part)| part.take()));
        rest = after;
    }
    if rest.is_empty() { element } else { element.text(rest) }
}

/// An account: its network, and its name or address as a link.
fn account(account: &Account) -> Element {
    let Account { network, username, url, .. } = account;
    let address = url.as_deref().and_then(web::address);
    let mut shown = match (username, &address) {
        (Some(name), Some(url)) => {
            let link = property("a", "url").with("href", url.as_str());
            vec![link.and([literal("name", name)])]
        }
        (name, _) => {
            let name = name.as_deref().map(|name| literal("name", name));
            name.into_iter().chain(url.as_deref().map(|url| page("url", url))).collect()
        }
    };
    if let Some(network) = network {
        let kind = literal("contactType", network);
        let kind = if shown.is_empty() { kind } else { Element::new("span").and([kind]).text(":") };
        shown.insert(0, kind);
    }
    joined(thing(property("li", "contactPoint"), "ContactPoint"), shown, " ")
}

/// Whether a colour can be read on white: a contrast of 4.5 to 1.
fn is_legible(color: &str) -> bool {
    let Ok(color) = csscolorparser::parse(color) else { return false };
    let linear = |part: f32| match part {
        part if part <= 0.04045 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    };
    let light = 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
    1.05 / (light + 0.05) >= 4.5
}
