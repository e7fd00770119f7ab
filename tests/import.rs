//! Every folder of `fixtures/import/<format>/` is a case: what is read from its input, and what is
//! said about it, are as they were looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};

use cvpdf::diag::{Place, Sink};
use cvpdf::import::{FORMATS, Input, ReadOptions, detect, import};
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
    let is_input = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "input");
    std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).find(is_input).unwrap()
}

/// Reads an input by the name of its file alone, so that messages name no folder.
fn source(path: &Path) -> Source {
    Source::new(path.file_name().unwrap().to_str().unwrap(), std::fs::read(path).unwrap())
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
            let input = Input::from(source(&input(&case)));
            let mut sink = Sink::new();
            let read = import(&input, &ReadOptions::default(), &mut sink);
            let mut messages = String::new();
            let profile = match read {
                Ok(profile) => {
                    serde_json::to_string_pretty(&cvpdf::normalize(profile)).unwrap() + "\n"
                }
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
            let input = Input::from(source(&input(&case)));
            let Ok(profile) = import(&input, &ReadOptions::default(), &mut Sink::new()) else {
                continue;
            };
            let profile = cvpdf::normalize(profile);
            let json = serde_json::to_string_pretty(&profile).unwrap();
            let again = Input::from(Source::new("again.json", json));
            let mut sink = Sink::new();
            let again = import(&again, &ReadOptions::default(), &mut sink).unwrap();
            assert_eq!(cvpdf::normalize(again), profile, "{}", case.display());
            assert_eq!(cvpdf::normalize(profile.clone()), profile, "{}", case.display());
        }
    }
}

#[test]
fn inputs_are_detected_by_their_content() {
    for format in folders(&fixtures()) {
        let name = format.file_name().unwrap().to_str().unwrap().replace('_', "-");
        assert!(FORMATS.iter().any(|format| format.name == name), "{name} is no format");
        for case in folders(&format) {
            let path = input(&case);
            if !case.join("profile.json").exists() {
                continue;
            }
            // Without its name, the content alone must tell.
            let nameless = Input::from(Source::new("<stdin>", std::fs::read(&path).unwrap()));
            for input in [Input::from(source(&path)), nameless] {
                let found = detect(&input).map(|format| format.name);
                assert_eq!(found, Some(name.as_str()), "{}", path.display());
            }
        }
    }
}

#[test]
fn it_is_known_of_each_field_where_it_went() {
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let input = Input::from(source(&input(&case)));
            let mut sink = Sink::new();
            if import(&input, &ReadOptions::default(), &mut sink).is_ok() {
                let tally = sink.tally();
                assert!(tally.is_whole(), "{}: {tally:?}", case.display());
                assert_eq!(tally.fields > 0, input.tree().is_some(), "{}", case.display());
            }
        }
    }
}

#[test]
fn places_lie_inside_the_text_on_character_boundaries() {
    for format in folders(&fixtures()) {
        for case in folders(&format) {
            let input = Input::from(source(&input(&case)));
            let mut sink = Sink::new();
            if let Err(error) = import(&input, &ReadOptions::default(), &mut sink) {
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
