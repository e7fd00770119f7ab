//! Every folder of `fixtures/import/<format>/` is a case: what is read from its input, and what is
//! said about it, are as they were looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "import/hostile.rs"]
mod hostile;

use std::path::{Path, PathBuf};

use cvpdf::diag::{Place, Result, Sink};
use cvpdf::import::{self, FORMATS, Input, ReadOptions, detect};
use cvpdf::profile::Profile;
use cvpdf::source::Source;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn input(case: &Path) -> PathBuf {
    let is_input = |path: &PathBuf| name(path).split('.').next() == Some("input");
    std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).find(is_input).unwrap()
}

/// Opens an input by the name of its file alone, so that messages name no folder. A folder is an
/// export.
fn open(path: &Path, name: &str) -> Result<Input> {
    if !path.is_dir() {
        return import::open(Source::new(name, std::fs::read(path).unwrap()));
    }
    import::open_folder(path).map(Option::unwrap)
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Reads a case.
fn read(case: &Path, sink: &mut Sink) -> Result<(Input, Profile)> {
    let path = input(case);
    let input = open(&path, name(&path))?;
    let profile = cvpdf::normalize(import::import(&input, &ReadOptions::default(), sink)?);
    Ok((input, profile))
}

/// Compares with a reference; with `CVPDF_UPDATE=1` writes it, and fails all the same. Nothing to
/// say is no file.
fn check(path: &Path, actual: &str, wrong: &mut Vec<String>) {
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let name = path.strip_prefix(fixtures()).unwrap().display();
    if std::env::var_os("CVPDF_UPDATE").is_none() {
        let line = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
        let line = line.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        let show = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
        wrong.push(format!(
            "{name}:{}: expected {}, found {}",
            line + 1,
            show(&expected),
            show(actual)
        ));
    } else if actual.is_empty() {
        std::fs::remove_file(path).unwrap();
        wrong.push(format!("{name}: reference removed, look at it"));
    } else {
        std::fs::write(path, actual).unwrap();
        wrong.push(format!("{name}: reference written, look at it"));
    }
}

#[test]
fn inputs_are_read_as_they_were_looked_at() {
    let mut wrong = Vec::new();
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let mut sink = Sink::new();
            let mut messages = String::new();
            let profile = match read(&case, &mut sink) {
                Ok((_, profile)) => serde_json::to_string_pretty(&profile).unwrap() + "\n",
                Err(error) => {
                    sink.push(*error);
                    String::new()
                }
            };
            for diagnostic in sink.into_diagnostics() {
                let place = diagnostic.label.as_deref().unwrap_or_default();
                messages += &format!(
                    "{diagnostic}\n    {place}\n    help: {}\n",
                    diagnostic.help.as_deref().unwrap_or("none")
                );
            }
            let messages = messages.replace(&format!("{}/", case.display()), "");
            check(&case.join("profile.json"), &profile, &mut wrong);
            check(&case.join("messages.txt"), &messages, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_read_again_is_the_same() {
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let Ok((_, profile)) = read(&case, &mut Sink::new()) else { continue };
            let json = serde_json::to_string_pretty(&profile).unwrap();
            let again = Input::from(Source::new("again.json", json));
            let mut sink = Sink::new();
            let again = import::import(&again, &ReadOptions::default(), &mut sink).unwrap();
            assert_eq!(cvpdf::normalize(again), profile, "{}", case.display());
            assert_eq!(cvpdf::normalize(profile.clone()), profile, "{}", case.display());
        }
    }
}

#[test]
fn inputs_are_detected_by_their_content() {
    for format in folders(&fixtures()) {
        let expected = name(&format).replace('_', "-");
        assert!(FORMATS.iter().any(|format| format.name == expected), "{expected} is no format");
        for case in folders(&format) {
            let path = input(&case);
            if !case.join("profile.json").exists() {
                continue;
            }
            // Without its name, the content alone must tell.
            for name in [name(&path), "<stdin>"] {
                let found = detect(&open(&path, name).unwrap()).map(|format| format.name);
                assert_eq!(found, Some(expected.as_str()), "{}", path.display());
            }
        }
    }
}

#[test]
fn it_is_known_of_each_field_where_it_went() {
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let mut sink = Sink::new();
            if let Ok((input, _)) = read(&case, &mut sink) {
                let tally = sink.tally();
                assert!(tally.is_whole(), "{}: {tally:?}", case.display());
                let format = detect(&input).unwrap();
                // A page is read by the text that it shows.
                let is_text = format.explain.is_some() || format.name == "html";
                assert_eq!(tally.fields == 0, is_text, "{}", case.display());
            }
        }
    }
}

#[test]
fn places_lie_inside_the_text_on_character_boundaries() {
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let mut sink = Sink::new();
            if let Err(error) = read(&case, &mut sink) {
                sink.push(*error);
            }
            for diagnostic in sink.diagnostics() {
                if let Place::Text { source, range } = &diagnostic.place {
                    assert!(source.text().get(range.clone()).is_some(), "{diagnostic}");
                }
            }
        }
    }
}
