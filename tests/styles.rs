//! Every style with every profile: it compiles, nothing is lost, nothing sticks out, and text and
//! pictures are those that were looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};

use cvpdf::Fonts;
use cvpdf::diag::{Severity, Sink};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::profile::Profile;
use cvpdf::render::{Document, PdfOptions, RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The profiles of the fixtures, by name, in alphabetical order.
fn profiles() -> Vec<(String, Source, Profile)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("tests/fixtures/profiles"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let source = Source::read(&path).unwrap();
        let profile =
            import(&Input::from(source.clone()), &ReadOptions::default(), &mut Sink::new());
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, source, cvpdf::normalize(profile.unwrap()))
    };
    paths.into_iter().map(read).collect()
}

fn render(renderer: &Renderer, style: &Style, source: &Source, profile: &Profile) -> Document {
    let mut sink = Sink::new();
    let document = renderer.render(profile, style, source, &RenderOptions::default(), &mut sink);
    for diagnostic in sink.diagnostics() {
        // A symbol without a glyph is the profile's own affair.
        assert!(
            diagnostic.severity < Severity::Warning || diagnostic.code == "no-glyph",
            "{diagnostic}"
        );
    }
    document.unwrap_or_else(|error| panic!("{}: {error}", style.name))
}

/// Compares with a reference; with `CVPDF_UPDATE=1` writes it, and fails all the same.
fn check(path: &Path, actual: &[u8], same: impl Fn(&[u8], &[u8]) -> bool, wrong: &mut Vec<String>) {
    let expected = std::fs::read(path).ok();
    if expected.as_deref().is_some_and(|expected| same(expected, actual)) {
        return;
    }
    let below = path.strip_prefix(root().join("tests")).unwrap();
    if std::env::var_os("CVPDF_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, actual).unwrap();
        wrong.push(format!("{}: reference written, look at it", below.display()));
    } else {
        let diff = root().join("tests/diffs").join(below);
        std::fs::create_dir_all(diff.parent().unwrap()).unwrap();
        std::fs::write(&diff, actual).unwrap();
        wrong.push(format!("{}: differs, see {}", below.display(), diff.display()));
    }
}

/// A picture in grey, which is a quarter of the size.
fn small(png: &[u8]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let grey = image::load_from_memory(png).unwrap().to_luma8();
    let best = image::codecs::png::CompressionType::Best;
    let filter = image::codecs::png::FilterType::Adaptive;
    let encoder = image::codecs::png::PngEncoder::new_with_quality(&mut bytes, best, filter);
    grey.write_with_encoder(encoder).unwrap();
    bytes.into_inner()
}

/// Whether two pictures are alike but for rounding.
fn same_picture(a: &[u8], b: &[u8]) -> bool {
    let (Ok(a), Ok(b)) = (image::load_from_memory(a), image::load_from_memory(b)) else {
        return false;
    };
    let (a, b) = (a.to_luma8(), b.to_luma8());
    a.dimensions() == b.dimensions() && a.iter().zip(b.iter()).all(|(a, b)| a.abs_diff(*b) <= 2)
}

#[test]
fn pages_are_those_that_were_looked_at() {
    let renderer = Renderer::new(Fonts::bundled());
    let profiles = profiles();
    let mut wrong = Vec::new();
    for name in Style::names() {
        let style = Style::find(name).unwrap();
        let folder = root().join("tests/ref").join(name);
        for (profile_name, source, profile) in &profiles {
            let document = render(&renderer, &style, source, profile);
            let text = folder.join(format!("{profile_name}.txt"));
            check(&text, document.text().as_bytes(), |a, b| a == b, &mut wrong);
            for page in 0..document.page_count().min(4) {
                let path = folder.join(format!("{profile_name}-{}.png", page + 1));
                check(&path, &small(&document.png(page, 40.0).unwrap()), same_picture, &mut wrong);
            }
            renderer.evict(1);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn layout_is_without_fault() {
    let renderer = Renderer::new(Fonts::bundled());
    let mut wrong = Vec::new();
    for name in Style::names() {
        let style = Style::find(name).unwrap();
        for (profile_name, source, profile) in &profiles() {
            let document = render(&renderer, &style, source, profile);
            let faults = document.layout_faults();
            wrong.extend(faults.iter().map(|fault| format!("{name} × {profile_name}: {fault:?}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bytes_are_the_same_on_every_run() {
    for name in Style::names() {
        let style = Style::find(name).unwrap();
        for (profile_name, source, profile) in &profiles() {
            let pdf = || {
                let renderer = Renderer::new(Fonts::bundled());
                let document = render(&renderer, &style, source, profile);
                let pdf = document.pdf(&PdfOptions::default());
                renderer.evict(1);
                pdf.unwrap_or_else(|error| panic!("{name} × {profile_name}: {error}"))
            };
            assert!(pdf() == pdf(), "{name} × {profile_name}");
        }
    }
}

/// The strings of a value that a page shows, in any place: all leaves but those that stand for
/// something else.
fn shown_strings(value: &serde_json::Value, key: &str, strings: &mut Vec<String>) {
    const NOT_PRINTED: [&str; 15] = [
        "unplaced",
        "meta",
        "personal",
        "image",
        "tags",
        "$schema",
        "lang",
        "sectionOrder",
        "type",
        "startDate",
        "endDate",
        "date",
        "releaseDate",
        "_written",
        "countryCode",
    ];
    match value {
        _ if NOT_PRINTED.contains(&key) => {}
        serde_json::Value::String(text) => strings.push(text.clone()),
        serde_json::Value::Array(values) => {
            values.iter().for_each(|value| shown_strings(value, key, strings));
        }
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| shown_strings(value, key, strings));
        }
        _ => {}
    }
}

/// Letters and digits alone, so that line breaks and separators do not count.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn no_text_is_lost() {
    let renderer = Renderer::new(Fonts::bundled());
    let mut wrong = Vec::new();
    for name in Style::names() {
        let style = Style::find(name).unwrap();
        for (profile_name, source, profile) in &profiles() {
            let printed = letters(&render(&renderer, &style, source, profile).text());
            let mut known = profile.clone();
            clear_extra(&mut known);
            // A section without content has no heading.
            known.sections.retain(|s| {
                !(s.paragraphs.is_empty() && s.highlights.is_empty() && s.entries.is_empty())
            });
            let mut strings = Vec::new();
            shown_strings(&serde_json::to_value(&known).unwrap(), "", &mut strings);
            for text in strings {
                for line in text.split('\n') {
                    let line = cvpdf::profile::plain_text(line);
                    let line = line
                        .trim_start_matches("https://")
                        .trim_start_matches("http://")
                        .trim_start_matches("www.");
                    // From right to left, the order within a line is that of the eye. A mark that
                    // the font moves stands apart, and its letter is read twice.
                    let has_mark = |word: &&str| {
                        use unicode_normalization::UnicodeNormalization;
                        word.nfkc().any(unicode_normalization::char::is_combining_mark)
                    };
                    let found = match profile_name == "ar" || has_mark(&line) {
                        true => line
                            .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
                            .filter(|word| !has_mark(word))
                            .all(|word| printed.contains(&letters(word))),
                        false => printed.contains(&letters(line)),
                    };
                    if !found {
                        wrong.push(format!("{name} × {profile_name}: {line:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Unknown keys are kept but not printed.
fn clear_extra(profile: &mut Profile) {
    profile.extra.clear();
    profile.basics.extra.clear();
}
