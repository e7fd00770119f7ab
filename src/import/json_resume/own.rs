//! Sections of the author's own: lists that stand at the root under a name that the schema does not
//! know, such as `talks` or `researchExperience`.

use super::entries::{place, single, written_words};
use crate::diag::Diagnostic;
use crate::profile::{Highlight, Section, SectionEntry, Text, Written};
use crate::syntax::{Fields, Node, Value};

/// Names of lists that programs keep beside a résumé.
const NOT_ITS_OWN: [&str; 14] = [
    "coverletter",
    "coverletters",
    "files",
    "imports",
    "keywords",
    "links",
    "menu",
    "nav",
    "order",
    "pages",
    "plugins",
    "posts",
    "tags",
    "themes",
];

/// What an entry is called.
const TITLES: [&str; 7] = ["position", "title", "role", "event", "label", "activity", "name"];
/// Who or what it was at.
const ORGANIZATIONS: [&str; 9] = [
    "organization",
    "company",
    "institution",
    "employer",
    "entity",
    "issuer",
    "awarder",
    "publisher",
    "author",
];
/// What is said of it.
const PROSE: [&str; 6] = ["summary", "description", "details", "quote", "text", "reference"];
/// What makes something with a title an entry rather than a link or a setting.
const TELLING: [&str; 6] = ["date", "startDate", "endDate", "year", "releaseDate", "highlights"];

/// Takes the sections of the author's own, each titled by its key, which is told.
pub(super) fn sections(f: &mut Fields<'_>) -> Vec<Section> {
    let lists = f.members_where(is_section);
    let mut sections = Vec::new();
    for (key, node, path) in lists {
        let title = title(key);
        let info =
            format!("`{key}` is no field of the schema; it is printed as a section, “{title}”");
        let help = "to call it otherwise, move it to `sections`, with a `title`";
        f.push(Diagnostic::info("unknown-field", info).help(help), &node.range, &path);
        let mut section = Section { title: Some(title.into()), ..Section::default() };
        let Value::List(items) = &node.value else { continue };
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}[{index}]");
            if item.members().is_some() {
                section.entries.extend(entry(&mut f.at(item, &path)));
            } else if let Some(text) = f.text_at(item, &path) {
                section.highlights.push(text.into());
            }
        }
        sections.push(section);
    }
    sections
}

/// Whether a list at the root holds a career's entries, or sentences.
fn is_section(key: &str, node: &Node) -> bool {
    let Value::List(items) = &node.value else { return false };
    let simple: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
    if items.is_empty() || key.starts_with(['$', '_']) || key.starts_with("x-") {
        return false;
    }
    if NOT_ITS_OWN.contains(&simple.to_lowercase().as_str()) {
        return false;
    }
    let has = |node: &Node, names: &[&str]| names.iter().any(|name| node.get(name).is_some());
    let is_entry = |node: &Node| {
        has(node, &TITLES)
            && (has(node, &PROSE) || has(node, &TELLING) || has(node, &ORGANIZATIONS))
            || has(node, &["positions", "roles"])
    };
    let is_sentence = |node: &Node| {
        node.scalar().is_some_and(|text| text.chars().count() > 12 && !text.contains("://"))
    };
    items.iter().all(|item| item.members().is_some()) && items.iter().any(is_entry)
        || items.iter().all(|item| item.scalar().is_some()) && items.iter().any(is_sentence)
}

/// The title that a key stands for: "Research experience" for `researchExperience`.
fn title(key: &str) -> String {
    let mut title = String::new();
    let mut was_lower = false;
    for c in key.chars() {
        let begins = c.is_uppercase() && was_lower;
        if begins {
            title.push(' ');
        }
        match c {
            '_' | '-' => title.push(' '),
            _ if title.is_empty() => title.extend(c.to_uppercase()),
            _ if begins => title.extend(c.to_lowercase()),
            _ => title.push(c),
        }
        was_lower = c.is_lowercase();
    }
    title.trim().to_owned()
}

/// An entry, or one for each role at a place.
fn entry(f: &mut Fields<'_>) -> Vec<SectionEntry> {
    let mut own = one(f);
    let mut roles = f.list(&["positions", "roles"], "position", |f| {
        let role = one(f);
        SectionEntry { extra: f.rest(), ..role }
    });
    own.extra = f.rest();
    if roles.is_empty() {
        return vec![own];
    }
    // What is said of the place holds for each role; the rest stands at the first.
    for role in &mut roles {
        role.subtitle = role.subtitle.take().or_else(|| own.title.clone());
        role.location = role.location.take().or_else(|| own.location.clone());
    }
    if let Some(first) = roles.first_mut() {
        first.subtitle = Text::joined(first.subtitle.take().into_iter().chain(own.subtitle), ", ");
        first.summary = first.summary.take().or(own.summary);
        first.highlights.splice(0..0, own.highlights);
        first.keywords.splice(0..0, own.keywords);
        first.url = first.url.take().or(own.url);
        first.extra.extend(own.extra);
    }
    roles
}

fn one(f: &mut Fields<'_>) -> SectionEntry {
    let mut written = Written::new();
    let (mut start_date, mut end_date) = f.period(&["startDate"], &["endDate"], &mut written);
    if start_date.is_none() && end_date.is_none() {
        (start_date, end_date) = single(f, &["date", "releaseDate", "year"], &mut written);
    }
    // The first names the entry, the others say whose it was.
    let mut names = TITLES.iter().chain(&ORGANIZATIONS).filter_map(|name| f.text(&[*name]));
    let title = names.next();
    let subtitle = Text::joined(names, ", ");
    let mut prose: Vec<Text> = Vec::new();
    let mut highlights: Vec<Highlight> = Vec::new();
    for name in PROSE {
        match f.peek(name).map(|node| &node.value) {
            Some(Value::List(_)) => highlights.extend(f.highlights(&[name])),
            _ => prose.extend(f.text(&[name])),
        }
    }
    highlights.extend(f.highlights(&["highlights"]));
    SectionEntry {
        title,
        subtitle,
        location: place(f),
        start_date,
        end_date,
        summary: Text::joined(prose, "\n\n"),
        highlights,
        url: f.url(&["url", "website", "link"]),
        keywords: super::entries::keywords(f),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        ..SectionEntry::default()
    }
}
