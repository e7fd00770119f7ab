//! Reactive Resume, versions 3 to 5.

mod items;
mod sections;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::locale::Locale;
use crate::profile::{
    Account, Basics, Extra, Location, Options, Profile, Written, is_language_tag,
};
use crate::syntax::{Fields, Node, Reading, Value, shown};
use sections::Found;

pub(super) static FORMAT: Format = Format {
    name: "reactive-resume",
    title: "Reactive Resume (versions 3 to 5)",
    extensions: &["json"],
    sniff,
    read,
    explain: None,
};

/// Why values are left out.
const SETTINGS: &str = "settings of Reactive Resume";
const HIDDEN: &str = "hidden in Reactive Resume";

/// Sections are an object of objects with `items`; no other format has them so.
fn sniff(input: &Input) -> Confidence {
    let Some(root) = input.tree() else { return Confidence::No };
    let root = content(root);
    let sections = root.get("sections").and_then(Node::members).unwrap_or_default();
    let lists = sections.iter().filter(|section| {
        matches!(section.value.get("items").map(|items| &items.value), Some(Value::List(_)))
    });
    let known = ["basics", "metadata", "customSections", "picture"];
    match (lists.count(), known.iter().filter(|key| root.get(key).is_some()).count()) {
        (0, _) | (_, 0) => Confidence::No,
        _ => Confidence::Yes,
    }
}

/// The résumé in an export of the server, which stands below `data`.
fn content(root: &Node) -> &Node {
    root.get("data").filter(|data| data.get("sections").is_some()).unwrap_or(root)
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let root = input.parse_object(
        sink,
        "a file of Reactive Resume is an object with `basics` and `sections`",
    )?;
    if content(root).get("sections").is_none_or(|sections| sections.members().is_none()) {
        let error = Diagnostic::error("wrong-top-level", "there are no `sections` in it");
        let help = "a file of Reactive Resume has `basics`, `sections` and `metadata`";
        return Err(Box::new(error.at(source, root.range.clone()).help(help)));
    }
    let reading = Reading::new(source).null_is_usual();
    let mut fields = reading.fields(root, "");
    let profile = if std::ptr::eq(content(root), root) {
        resume(&mut fields)
    } else {
        let profile = fields.object(&["data"], "basics", resume);
        fields.ignore_rest(SETTINGS);
        profile
    };
    drop(fields);
    reading.finish(root, sink);
    Ok(profile)
}

fn resume(f: &mut Fields<'_>) -> Profile {
    let mut profile = Profile::default();
    let mut found = Found::default();
    f.object(&["basics"], "name", |f| basics(f, &mut profile, &mut found));
    if let Some(image) = f.object(&["picture"], "url", picture) {
        profile.basics.image = Some(image);
    }
    f.object(&["summary"], "content", |f| found.summary(f, &mut profile));
    f.object(&["sections"], "", |f| found.sections(f, &mut profile));
    let own = f.list(&["customSections"], "title", |f| {
        let kind = f.peek("type").and_then(Node::scalar).unwrap_or_default();
        found.section(f, kind)
    });
    own.into_iter().for_each(|read| found.place(read, &mut profile));
    let design = f.object(&["metadata"], "template", metadata);
    profile.lang = design.lang;
    profile.meta.cvpdf = design.options;
    found.finish(&mut profile, &design.layout);
    rename(&mut profile, found.titles);
    f.ignore_rest(SETTINGS);
    profile
}

fn basics(f: &mut Fields<'_>, profile: &mut Profile, found: &mut Found) {
    if f.has_object("summary") {
        f.object(&["summary"], "body", |f| found.summary(f, profile));
    } else {
        profile.basics.summary = f.html(&["summary"]);
    }
    let summary = profile.basics.summary.take();
    let mut written = Written::new();
    profile.personal.birth_date = f.date(&["birthDate", "birthdate"], &mut written);
    profile.personal.written = written;
    let (url, label) = link(f, &["url", "website"]);
    let mut basics = Basics {
        name: f.text(&["name"]),
        label: f.text(&["headline", "label"]),
        image: f.object(&["picture", "photo"], "url", picture),
        email: f.email(&["email"]),
        phone: f.string(&["phone"]),
        url,
        location: location(f),
        profiles: profiles(f),
        summary,
        ..Basics::default()
    };
    basics.profiles.extend(f.list(&["customFields"], "value", custom_field));
    f.ignore(&["id"], SETTINGS);
    basics.extra = rest(f, label);
    profile.basics = basics;
}

fn profiles(f: &mut Fields<'_>) -> Vec<Account> {
    let read = |f: &mut Fields<'_>| items::shown(f, items::account);
    f.list(&["profiles"], "url", read).into_iter().flatten().collect()
}

/// A place as one text, or (version 3) in parts.
fn location(f: &mut Fields<'_>) -> Location {
    if !f.has_object("location") {
        return Location { city: f.text(&["location"]), ..Location::default() };
    }
    f.object(&["location"], "city", |f| Location {
        address: f.text(&["address"]),
        postal_code: f.string(&["postalCode"]),
        city: f.text(&["city"]),
        country_code: f.string(&["country", "countryCode"]),
        region: f.text(&["region"]),
        extra: f.rest(),
    })
}

/// A line of contact of the person's own making.
fn custom_field(f: &mut Fields<'_>) -> Account {
    let account = Account {
        network: f.string(&["name"]),
        username: f.string(&["value", "text"]),
        url: f.url(&["link", "url"]),
        ..Account::default()
    };
    f.ignore(&["id", "icon", "iconColor"], SETTINGS);
    Account { extra: f.rest(), ..account }
}

/// The photo, unless it is hidden.
fn picture(f: &mut Fields<'_>) -> Option<String> {
    let effects = f.peek("effects").and_then(|effects| effects.get("hidden"));
    let is_hidden = effects.and_then(Node::scalar) == Some("true") || is_hidden(f);
    let url = if is_hidden {
        f.ignore(&["url"], HIDDEN);
        None
    } else {
        f.scalar_text(&["url"])
    };
    f.ignore_rest(SETTINGS);
    url
}

/// Whether a section or an item is switched off: `visible` up to version 4, `hidden` after it.
fn is_hidden(f: &Fields<'_>) -> bool {
    let is = |name, word| f.peek(name).and_then(Node::scalar) == Some(word);
    is("visible", "false") || is("hidden", "true")
}

/// An address: a text, or an object that has a label beside it. A label that says more than the
/// address is returned with it.
fn link(f: &mut Fields<'_>, names: &[&'static str]) -> (Option<String>, Option<String>) {
    if !names.iter().any(|name| f.has_object(name)) {
        return (f.url(names), None);
    }
    f.object(names, "href", |f| {
        let url = f.url(&["href", "url"]);
        let place = f.place(&["label"]);
        let bare = |text: &str| {
            let text = text.trim().trim_end_matches('/').to_lowercase();
            let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest).to_owned();
            text.strip_prefix("www.").unwrap_or(&text).to_owned()
        };
        let told = url.as_deref().map(bare);
        let label = f.scalar_text(&["label"]).filter(|label| Some(bare(label)) != told);
        if let (Some(label), Some((range, path))) = (&label, place) {
            let message = format!("the label `{}` of a link is kept as `urlLabel`", shown(label));
            let info = Diagnostic::info("unknown-field", message);
            f.push(info.help("the address itself is printed"), &range, &path);
        }
        f.ignore_rest(SETTINGS);
        (url, label)
    })
}

/// What nobody asked for, and the label of the link.
fn rest(f: &mut Fields<'_>, label: Option<String>) -> Extra {
    let mut extra = f.rest();
    extra.extend(label.map(|label| ("urlLabel".to_owned(), label.into())));
    extra
}

/// What the design says that we have an option for.
#[derive(Default)]
struct Design {
    lang: Option<String>,
    options: Options,
    /// The ids of sections in the order in which they stand on the pages.
    layout: Vec<String>,
}

fn metadata(f: &mut Fields<'_>) -> Design {
    let mut design = Design::default();
    let lang = |text: Option<String>| {
        text.map(|text| text.replace('_', "-")).filter(|tag| is_language_tag(tag))
    };
    design.lang = lang(f.scalar_text(&["locale"]));
    if let Some((node, _)) = f.take(&["layout"]) {
        design.layout = layout(node);
    }
    f.object(&["page"], "format", |f| {
        if let Some(format) = f.scalar_text(&["format"]) {
            // A paper of another kind is left to the region.
            let _ = design.options.set("paper", &format);
        }
        design.lang = design.lang.take().or_else(|| lang(f.scalar_text(&["locale"])));
        if f.truth(&["hideIcons"]) == Some(true) {
            design.options.icons = Some(false);
        }
        f.ignore_rest(SETTINGS);
    });
    let mut accent = |f: &mut Fields<'_>| {
        if let Some(color) = f.scalar_text(&["primary"]) {
            let _ = design.options.set("accent", &color);
        }
        f.ignore_rest(SETTINGS);
    };
    f.object(&["theme"], "primary", &mut accent);
    f.object(&["design"], "colors", |f| {
        f.object(&["colors"], "primary", &mut accent);
        f.ignore_rest(SETTINGS);
    });
    f.ignore(&["notes"], "notes of Reactive Resume for oneself");
    f.ignore_rest(SETTINGS);
    design
}

/// The ids of a layout: lists of pages of columns, or (version 5) pages with a main and a side column.
fn layout(node: &Node) -> Vec<String> {
    match node.get("pages").map(|pages| &pages.value) {
        Some(Value::List(pages)) => {
            let columns = pages.iter().flat_map(|page| [page.get("main"), page.get("sidebar")]);
            columns.flatten().flat_map(Node::scalars).map(str::to_owned).collect()
        }
        _ => match &node.value {
            Value::List(_) => node.scalars().into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        },
    }
}

/// Keeps the titles that the person has given to sections.
fn rename(profile: &mut Profile, titles: Vec<(&'static str, String)>) {
    let lang = profile.lang.as_deref().unwrap_or("en");
    let locale = Locale::find(lang).unwrap_or_else(Locale::english);
    for (key, title) in titles {
        let is = |usual: &str| usual.eq_ignore_ascii_case(title.trim());
        let mut usual = sections::USUAL_TITLES.iter().filter(|(known, _)| *known == key);
        if !is(locale.section(key)) && !usual.any(|(_, title)| is(title)) {
            profile.section_titles.insert(key.to_owned(), title.into());
        }
    }
}
