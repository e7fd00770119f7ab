//! Whatever is done to an input, it is read without a panic, and of each of its fields it is known
//! where it went.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};

use cvpdf::diag::Sink;
use cvpdf::import::{Format, Input, ReadOptions, detect, import};
use cvpdf::source::Source;
use serde_json::{Value, json};

/// The inputs that are trees of values, with their formats.
fn inputs() -> Vec<(PathBuf, Input, &'static Format)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let below = |path: PathBuf| -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let files = below(fixtures).into_iter().flat_map(below).flat_map(below);
    let files = files.filter(|path| path.is_file() && path.file_stem().unwrap() == "input");
    files
        .filter_map(|path| {
            let input = Input::from(Source::read(&path).unwrap());
            let format = detect(&input).filter(|_| input.tree().is_some())?;
            Some((path, input, format))
        })
        .collect()
}

fn read(source: Source, format: &'static Format, what: &str) {
    let mut sink = Sink::new();
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    if let Ok(profile) = import(&Input::from(source), &options, &mut sink) {
        assert!(sink.tally().is_whole(), "{what}: {:?}", sink.tally());
        let profile = cvpdf::normalize(profile);
        assert_eq!(cvpdf::normalize(profile.clone()), profile, "{what}");
    }
}

#[test]
fn inputs_that_end_too_early_are_read() {
    for (path, input, format) in inputs() {
        let text = input.source().text();
        for end in (0..text.len()).step_by(50).filter(|end| text.is_char_boundary(*end)) {
            let source = Source::new(input.source().name(), &text[..end]);
            read(source, format, &format!("{} until {end}", path.display()));
        }
    }
}

/// Visits each value of a tree, the tree itself included, by its path.
fn pointers(value: &Value, pointer: &str, all: &mut Vec<String>) {
    all.push(pointer.to_owned());
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{i}"), all);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{pointer}/{key}"), all);
            }
        }
        _ => {}
    }
}

#[test]
fn values_of_any_kind_stand_in_any_place() {
    let odd = [
        json!(null),
        json!(true),
        json!(-1.5e9),
        json!(""),
        json!("- a\n  - b\n\nc"),
        json!("2020 - 13 – présent"),
        json!([]),
        json!([[null, {"a": [1]}], "x", 7]),
        json!({}),
        json!({"en": "a", "de": ["b"]}),
        json!({"name": {"value": {"content": null}}, "summary": [1, 2]}),
    ];
    for (number, (path, input, format)) in inputs().into_iter().enumerate() {
        let tree = input.tree().unwrap().to_json();
        let mut all = Vec::new();
        pointers(&tree, "", &mut all);
        for (i, pointer) in all.iter().enumerate() {
            let mut tree = tree.clone();
            let odd = &odd[(i + number) % odd.len()];
            *tree.pointer_mut(pointer).unwrap() = odd.clone();
            let what = format!("{}: {odd} at {pointer}", path.display());
            read(Source::new("input.json", tree.to_string()), format, &what);
        }
    }
}
