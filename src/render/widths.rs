//! How wide and long texts are, told to styles: what is known to fit need not be set to see
//! whether it does.

use serde_json::Value as Json;

use crate::fonts::{Family, Ruler};

/// The parts of an entry that share lines.
const PARTS: [&str; 6] = ["title", "dates", "subtitle", "place", "note", "link"];

/// Adds `name-width`; `bullet-width` to the options; `widths` to every entry, `width` to every item
/// of contact, row, paragraph and item of a list, and to the latter `last` (that of the last word);
/// and `length` to sections of text, entries, blocks and items.
pub(super) fn add(data: &mut Json, body: &Family) {
    let Some(ruler) = body.ruler() else { return };
    let told = |text: Option<&str>| -> Json {
        text.filter(|text| ruler.knows(text)).map(|text| ruler.width(text)).into()
    };
    // What is printed where there is no name.
    data["name-width"] = told(data["name"].as_str().or(data["document"]["title"].as_str()));
    let options = &mut data["options"];
    // Where the first font is not for all of its characters, a bullet may be of another.
    let bullet = options["bullet"].as_str().filter(|_| options["font"][0].is_string());
    options["bullet-width"] = told(bullet);
    for item in data["contact"].as_array_mut().into_iter().flatten() {
        item["width"] = told(item["text"].as_str());
    }
    add_to_rows(&mut data["personal"], &ruler);
    for section in data["sections"].as_array_mut().into_iter().flatten() {
        if section["kind"] == "text" {
            section["length"] = length(section).into();
            add_to_body(&mut section["body"], &ruler);
        }
        add_to_entries(&mut section["entries"], &ruler);
        add_to_rows(&mut section["rows"], &ruler);
    }
}

/// Adds to rows, with 2 em for what stands between their parts.
fn add_to_rows(rows: &mut Json, ruler: &Ruler<'_>) {
    for row in rows.as_array_mut().into_iter().flatten() {
        let items = row["items"].as_array().into_iter().flatten();
        let parts: Vec<&Json> = items.chain([&row["label"], &row["text"]]).collect();
        let known = parts.iter().all(|part| knows(ruler, part));
        let wide = |part: &&Json| 2.0 + width(ruler, part);
        row["width"] = known.then(|| parts.iter().map(wide).sum::<f64>()).into();
    }
}

/// How long data is as JSON, in bytes or nearly so: that of the texts, and something for each of them.
fn length(data: &Json) -> usize {
    match data {
        Json::String(text) => text.len() + 2,
        Json::Array(values) => 1 + values.iter().map(|value| length(value) + 1).sum::<usize>(),
        Json::Object(fields) => {
            1 + fields.iter().map(|(key, value)| key.len() + length(value) + 4).sum::<usize>()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => 4,
    }
}

fn add_to_entries(entries: &mut Json, ruler: &Ruler<'_>) {
    for entry in entries.as_array_mut().into_iter().flatten() {
        // Without its further roles, which have their own.
        let roles = entry.get_mut("roles").map(Json::take);
        entry["length"] = length(entry).into();
        if let Some(roles) = roles {
            entry["roles"] = roles;
        }
        entry["widths"] = PARTS.iter().map(|part| (*part, width(ruler, &entry[*part]))).collect();
        add_to_body(&mut entry["body"], ruler);
        add_to_rows(&mut entry["rows"], ruler);
        add_to_entries(&mut entry["roles"], ruler);
    }
}

/// Adds to the blocks of a body and to the items of lists, or to those below an item.
fn add_to_body(body: &mut Json, ruler: &Ruler<'_>) {
    for part in body.as_array_mut().into_iter().flatten() {
        part["length"] = length(part).into();
        // A paragraph has no items.
        if let Some(items) = part.get_mut("items") {
            add_to_body(items, ruler);
        }
        if part.get("text").is_some() {
            let known = knows(ruler, &part["text"]).then(|| width(ruler, &part["text"]));
            part["width"] = known.into();
            part["last"] = last_word(ruler, &part["text"]).into();
        }
    }
}

/// Whether the font has a glyph for each character of an inline text.
fn knows(ruler: &Ruler<'_>, inline: &Json) -> bool {
    match inline {
        Json::String(text) => ruler.knows(text),
        Json::Array(spans) => spans.iter().all(|span| knows(ruler, span)),
        Json::Object(span) => span.get("text").is_none_or(|text| knows(ruler, text)),
        _ => true,
    }
}

/// The width of the last word of an inline text in em; of its last span if that has none before.
fn last_word(ruler: &Ruler<'_>, inline: &Json) -> f64 {
    match inline {
        Json::String(text) => ruler.width(text.split_whitespace().next_back().unwrap_or_default()),
        Json::Array(spans) => spans.last().map_or(0.0, |span| last_word(ruler, span)),
        Json::Object(span) => {
            span.get("text").map_or_else(|| width(ruler, inline), |text| last_word(ruler, text))
        }
        _ => 0.0,
    }
}

/// The width of an inline text in em. Nothing has none.
fn width(ruler: &Ruler<'_>, inline: &Json) -> f64 {
    match inline {
        Json::String(text) => ruler.width(text),
        Json::Array(spans) => spans.iter().map(|span| width(ruler, span)).sum(),
        Json::Object(span) => ["text", "parts"]
            .iter()
            .filter_map(|key| span.get(*key))
            .map(|part| width(ruler, part))
            .sum(),
        _ => 0.0,
    }
}
