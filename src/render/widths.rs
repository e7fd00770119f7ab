//! How wide texts are, told to styles: what is known to fit need not be set to see whether it does.

use serde_json::Value as Json;

use crate::fonts::{Family, Ruler};

/// The parts of an entry that share lines.
const PARTS: [&str; 6] = ["title", "dates", "subtitle", "place", "note", "link"];

/// Adds `widths` to every entry and `width` to every item of contact.
pub(super) fn add(data: &mut Json, body: &Family) {
    let Some(ruler) = body.ruler() else { return };
    for item in data["contact"].as_array_mut().into_iter().flatten() {
        let known = item["text"].as_str().filter(|text| ruler.knows(text));
        item["width"] = known.map(|text| ruler.width(text)).into();
    }
    for section in data["sections"].as_array_mut().into_iter().flatten() {
        add_to_entries(&mut section["entries"], &ruler);
    }
}

fn add_to_entries(entries: &mut Json, ruler: &Ruler<'_>) {
    for entry in entries.as_array_mut().into_iter().flatten() {
        entry["widths"] = PARTS.iter().map(|part| (*part, width(ruler, &entry[*part]))).collect();
        add_to_entries(&mut entry["roles"], ruler);
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
