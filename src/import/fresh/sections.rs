//! The parts of FRESH that the schema has no field for, as sections of the author's own.

use super::{category, history, keywords, period, prose, texts, unless_private, visible};
use crate::profile::{Highlight, Section, SectionEntry, Text, Written};
use crate::syntax::{Fields, Value};

/// A part: its key, the heading that it gets, and how its entries are read.
type Part = (&'static str, &'static str, fn(&mut Fields<'_>) -> SectionEntry);

const PARTS: [Part; 6] = [
    ("governance", "Governance", |f| entry(f, &["role"], &[&["organization"]])),
    ("affiliation", "Affiliations", |f| entry(f, &["role"], &[&["organization"]])),
    ("speaking", "Speaking", |f| entry(f, &["title"], &[&["role"], &["event"]])),
    ("samples", "Samples", |f| entry(f, &["title"], &[])),
    ("extracurricular", "Extracurricular", |f| entry(f, &["title"], &[&["activity"]])),
    ("reading", "Reading", |f| entry(f, &["title"], &[&["author", "authors"]])),
];

pub(super) fn sections(f: &mut Fields<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    for (key, title, read) in PARTS {
        let mut section = Section { title: Some(title.into()), ..Section::default() };
        section.entries = match f.peek(key).map(|node| &node.value) {
            Some(Value::Object(_)) => history(f, key, &mut section.paragraphs, read),
            _ => visible(f.list(&[key], "title", unless_private(read))),
        };
        if !(section.paragraphs.is_empty() && section.entries.is_empty()) {
            sections.push(section);
        }
    }
    let highlights = f.object(&["disposition"], "authorization", disposition);
    if !highlights.is_empty() {
        let title = Some("Disposition".into());
        sections.push(Section { title, highlights, ..Section::default() });
    }
    sections
}

fn entry(f: &mut Fields<'_>, title: &[&'static str], subtitle: &[&[&'static str]]) -> SectionEntry {
    let mut written = Written::new();
    let (start_date, end_date) = match f.has("start") {
        true => period(f, &mut written),
        false => f.dates(&["startDate", "date"], &mut written),
    };
    let (summary, highlights) = prose(f);
    let title = f.text(title);
    let subtitle = Text::joined(subtitle.iter().flat_map(|names| texts(f, names)), ", ");
    let (title, subtitle) = match title {
        None => (subtitle, None),
        title => (title, subtitle),
    };
    SectionEntry {
        title,
        subtitle,
        location: f.text(&["location"]),
        start_date,
        end_date,
        summary,
        highlights,
        url: f.url(&["url"]),
        keywords: keywords(f, &["keywords"]),
        tags: category(f),
        written,
        extra: f.rest(),
    }
}

/// What the person wants of new employment, each wish in a bullet.
fn disposition(f: &mut Fields<'_>) -> Vec<Highlight> {
    let mut wishes: Vec<(&str, String)> = Vec::new();
    if let Some(travel) = f.scalar_text(&["travel"]) {
        let is_number = travel.bytes().all(|b| b.is_ascii_digit());
        wishes.push(("Travel", if is_number { format!("{travel}%") } else { travel }));
    }
    let plain = |texts: Vec<Text>| Text::joined(texts, ", ").map(|text| text.get("").to_owned());
    wishes.extend(plain(texts(f, &["authorization"])).map(|text| ("Authorization", text)));
    wishes.extend(plain(texts(f, &["commitment"])).map(|text| ("Commitment", text)));
    wishes.extend(f.scalar_text(&["remote"]).map(|text| ("Remote", yes_or_no(text))));
    if f.has_object("relocation") {
        f.object(&["relocation"], "willing", |f| {
            let willing = f.scalar_text(&["willing"]).map(yes_or_no);
            let places = plain(texts(f, &["destinations"]));
            let parts: Vec<String> = willing.into_iter().chain(places).collect();
            wishes.extend((!parts.is_empty()).then(|| ("Relocation", parts.join(", "))));
            f.ignore_rest("notes on relocation");
        });
    } else {
        wishes.extend(f.scalar_text(&["relocation"]).map(|text| ("Relocation", yes_or_no(text))));
    }
    f.ignore_rest("notes on the disposition");
    wishes.into_iter().map(|(what, text)| format!("**{what}:** {text}").into()).collect()
}

fn yes_or_no(text: String) -> String {
    match text.as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        _ => text,
    }
}
