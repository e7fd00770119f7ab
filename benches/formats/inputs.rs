//! A file of 50 kB of each format: the example of an engineer with more jobs where cvpdf writes the
//! format, else a fixture whose entries are repeated with other words.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use cvpdf::diag::Sink;
use cvpdf::export::{WriteOptions, Writer};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::profile::Profile;
use cvpdf::source::Source;
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

/// How long each file is at least.
const SIZE: usize = 50_000;

/// The names of the files.
pub(crate) const NAMES: &[&str] = &[
    "cvpdf.json",
    "cvpdf.yaml",
    "cvpdf.toml",
    "jsonresume.json",
    "rendercv.yaml",
    "yamlresume.yml",
    "fresh.json",
    "europass.xml",
    "page.html",
    "prose.html",
    "microformats.html",
    "schema_org.jsonld",
    "microdata.html",
    "manfred.json",
    "reactive_resume_4.json",
    "reactive_resume_5.json",
    "open_resume.json",
    "orcid.json",
    "library.bib",
    "hayagriva.yaml",
    "linkedin.zip",
];

/// The file of a name.
pub(crate) fn of(name: &str) -> Vec<u8> {
    match name {
        "cvpdf.json" => written("json"),
        "cvpdf.yaml" => written("yaml"),
        "cvpdf.toml" => written("toml"),
        "jsonresume.json" => written("jsonresume"),
        "rendercv.yaml" => written("rendercv"),
        "yamlresume.yml" => written("yamlresume"),
        "fresh.json" => written("fresh"),
        "europass.xml" => written("europass"),
        "page.html" => written("html"),
        "prose.html" => between("html/full_page/input.html", "<section>", "</main>"),
        "microformats.html" => {
            let entry = "<div class=\"p-experience";
            between("microformats/typical/input.html", entry, "<h2>Education</h2>")
        }
        "microdata.html" => {
            let entry = "<section itemprop=\"worksFor\"";
            between("schema_org/page_microdata/input.html", entry, "<div itemprop=\"alumniOf\"")
        }
        "schema_org.jsonld" => grown("schema_org/json_ld_graph/input.jsonld", "/@graph/1/worksFor"),
        "manfred.json" => grown("manfred/full/input.json", ""),
        "reactive_resume_4.json" => grown("reactive_resume/version_4/input.json", ""),
        "reactive_resume_5.json" => grown("reactive_resume/version_5/input.json", ""),
        "open_resume.json" => grown("open_resume/typical/input.json", ""),
        "orcid.json" => grown("orcid/full/input.json", ""),
        "library.bib" => {
            let keys = ["{solberg20", "{diss", "{iceconf"];
            repeated("bibtex/typical/input.bib", "@article", &keys)
        }
        "hayagriva.yaml" => {
            let keys = ["listening", "hydrophones"];
            repeated("hayagriva/typical/input.yaml", "listening:", &keys)
        }
        "linkedin.zip" => export_of_linkedin(),
        _ => panic!("no file is named {name}"),
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(fixtures().join(path)).expect("it is part of the repository")
}

/// The example as a writer writes it.
fn written(writer: &str) -> Vec<u8> {
    let input = Input::from(Source::new("a.json", include_str!("../../examples/engineer.json")));
    let example = import(&input, &ReadOptions::default(), &mut Sink::new());
    let mut profile = example.expect("the example is sound");
    let entry = profile.work.iter().max_by_key(|work| work.highlights.len()).cloned();
    let entry = entry.expect("the example has worked");
    let writer = Writer::find(writer).expect("it is a writer");
    let write = |profile: &Profile| {
        (writer.write)(profile, &WriteOptions::default(), &mut Sink::new()).into_bytes()
    };
    let mut bytes = write(&profile);
    for number in 1.. {
        if bytes.len() >= SIZE {
            break;
        }
        let mut entry = entry.clone();
        let mark = |text: &mut String| text.push_str(&format!(" (no. {number})"));
        for text in entry.name.iter_mut().chain(&mut entry.summary) {
            text.for_each_mut(mark);
        }
        for highlight in &mut entry.highlights {
            highlight.text.for_each_mut(mark);
        }
        profile.work.push(entry);
        bytes = write(&profile);
    }
    bytes
}

/// A file of JSON with the objects of each list below a place in it again and again.
fn grown(path: &str, place: &str) -> Vec<u8> {
    let value: Value = serde_json::from_str(&fixture(path)).expect("it is sound");
    let mut bytes = Vec::new();
    for times in 1.. {
        let mut value = value.clone();
        grow(value.pointer_mut(place).expect("it is there"), times);
        bytes = serde_json::to_vec_pretty(&value).expect("it is text");
        if bytes.len() >= SIZE {
            break;
        }
    }
    bytes
}

/// Repeats the objects of the outermost lists.
fn grow(value: &mut Value, times: usize) {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let once = items.clone();
            for number in 1..times {
                items.extend(once.iter().cloned().map(|mut item| {
                    change(&mut item, number);
                    item
                }));
            }
        }
        Value::Object(members) => members.values_mut().for_each(|value| grow(value, times)),
        _ => {}
    }
}

/// Makes texts of words others. What holds digits may be a date or an address.
fn change(value: &mut Value, number: usize) {
    match value {
        Value::String(text) if text.contains(' ') && !text.contains(|c: char| c.is_numeric()) => {
            text.push_str(&format!(" no. {number}"));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, number)),
        Value::Object(members) => members.values_mut().for_each(|item| change(item, number)),
        _ => {}
    }
}

/// A page with what stands in it from one text to another again and again.
fn between(path: &str, from: &str, to: &str) -> Vec<u8> {
    let page = fixture(path);
    let start = page.find(from).expect("it is there");
    let end = page.find(to).expect("it is there");
    let part = page.get(start..end).expect("they are in order");
    let mut grown = page.get(..end).unwrap_or_default().to_owned();
    for number in 1.. {
        if grown.len() >= SIZE {
            break;
        }
        grown += &part.replace("</li>", &format!(" (no. {number})</li>"));
    }
    grown += page.get(end..).unwrap_or_default();
    grown.into_bytes()
}

/// A bibliography with its entries from one on again and again, in which the keys are made others.
fn repeated(path: &str, from: &str, keys: &[&str]) -> Vec<u8> {
    let text = fixture(path);
    let start = text.find(from).expect("it is there");
    let entries = text.get(start..).unwrap_or_default();
    let mut grown = text.clone();
    for number in 1.. {
        if grown.len() >= SIZE {
            break;
        }
        let mut again = entries.to_owned();
        for key in keys {
            again = again.replace(key, &format!("{key}{number}x"));
        }
        grown += &again;
    }
    grown.into_bytes()
}

/// A ZIP archive of tables, which hold 50 kB in all.
fn export_of_linkedin() -> Vec<u8> {
    let folder = fixtures().join("linkedin/full/input");
    let files = std::fs::read_dir(folder).expect("it is part of the repository");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("it is read").path()).collect();
    paths.sort();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let table = std::fs::read_to_string(&path).expect("it is text");
        let grows = ["Positions", "Projects", "Education", "Skills", "Recommendations_Received"];
        let grows = grows.iter().any(|start| name.starts_with(start));
        writer.start_file(name, SimpleFileOptions::default()).expect("it is in memory");
        writer.write_all(table.as_bytes()).expect("it is in memory");
        let rows = table.split_once('\n').map_or("", |(_, rows)| rows);
        let times = if grows { SIZE / 5 / rows.len().max(1) } else { 0 };
        for number in 1..=times {
            let rows = rows.replace(" the ", &format!(" the {number}th "));
            writer.write_all(rows.as_bytes()).expect("it is in memory");
        }
    }
    writer.finish().expect("it is in memory").into_inner()
}
