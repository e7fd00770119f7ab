//! Every style with every profile: it compiles, nothing is lost, nothing sticks out, and text and
//! pictures are those that were looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use cvpdf::Fonts;
use cvpdf::diag::{Severity, Sink};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::profile::Profile;
use cvpdf::render::{Document, LayoutFault, PdfOptions, RenderOptions, Renderer};
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

/// What came of a profile in a style.
struct Case {
    name: String,
    profile_name: String,
    text: String,
    faults: Vec<LayoutFault>,
    pictures: Vec<Vec<u8>>,
    pdf: Vec<u8>,
}

/// Every profile in every style, rendered once for all tests.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let renderer = Renderer::new(Fonts::bundled());
        let profiles = profiles();
        let jobs: Vec<_> = Style::names()
            .flat_map(|style| (0..profiles.len()).map(move |profile| (style, profile)))
            .collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(&(name, index)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (profile_name, source, profile) = &profiles[index];
                let style = Style::find(name).unwrap();
                let document = render(&renderer, &style, source, profile);
                // The first pages and the last: those between are like one another.
                let count = document.page_count();
                let shown = (0..count).filter(|page| *page < 3 || page + 1 == count);
                done.push(Case {
                    name: name.to_owned(),
                    profile_name: profile_name.clone(),
                    text: document.text(),
                    faults: document.layout_faults(),
                    pictures: shown.map(|page| small(&document.png(page, 40.0).unwrap())).collect(),
                    pdf: pdf(&document, name, profile_name),
                });
                renderer.evict(2);
            }
            done
        };
        let mut cases: Vec<Case> = std::thread::scope(|scope| {
            let workers = [scope.spawn(work), scope.spawn(work)];
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        cases.sort_by(|a, b| (&a.name, &a.profile_name).cmp(&(&b.name, &b.profile_name)));
        cases
    })
}

/// The texts of all cases as they were looked at, which another test holds them to: the style, the
/// name of the profile, the profile, the text.
fn texts() -> impl Iterator<Item = (&'static str, String, Profile, String)> {
    let profiles = profiles();
    Style::names().flat_map(move |style| {
        let folder = root().join("tests/ref").join(style);
        let read = move |(name, _, profile): (String, Source, Profile)| {
            let text = std::fs::read_to_string(folder.join(format!("{name}.txt")));
            let text = text.unwrap_or_else(|error| panic!("{style} × {name}: {error}"));
            (style, name, profile, text)
        };
        profiles.clone().into_iter().map(read)
    })
}

/// The PDF, which meets PDF/UA-1 and PDF/A-2a.
fn pdf(document: &Document, style: &str, profile: &str) -> Vec<u8> {
    let pdf = document.pdf(&PdfOptions::default());
    pdf.unwrap_or_else(|error| panic!("{style} × {profile}: {error}"))
}

#[test]
fn pages_are_those_that_were_looked_at() {
    let mut wrong = Vec::new();
    for Case { name, profile_name, text, pictures, .. } in cases() {
        let folder = root().join("tests/ref").join(name);
        let path = folder.join(format!("{profile_name}.txt"));
        check(&path, text.as_bytes(), |a, b| a == b, &mut wrong);
        for (i, picture) in pictures.iter().enumerate() {
            let path = folder.join(format!("{profile_name}-{}.png", i + 1));
            check(&path, picture, same_picture, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn layout_is_without_fault() {
    let mut wrong = Vec::new();
    for Case { name, profile_name, faults, .. } in cases() {
        wrong.extend(faults.iter().map(|fault| format!("{name} × {profile_name}: {fault:?}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bytes_are_the_same_on_every_run() {
    let renderer = Renderer::new(Fonts::bundled()).copy(1);
    let profiles = profiles();
    // In another order and as another thread would, so that nothing of the first run helps.
    for case in cases().iter().rev() {
        let style = Style::find(&case.name).unwrap();
        let (name, source, profile) =
            profiles.iter().find(|(name, ..)| *name == case.profile_name).unwrap();
        let document = render(&renderer, &style, source, profile);
        assert!(pdf(&document, &case.name, name) == case.pdf, "{} × {name}", case.name);
        renderer.evict(2);
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

/// The text of the pages, folded so that where lines break does not count.
struct Printed {
    /// With the hyphens at the ends of lines, and without them.
    words: [String; 2],
    letters: String,
}

impl Printed {
    fn new(text: &str) -> Self {
        let joined = text.replace("-\n", "-").replace("–\n", "–");
        let hyphenated = joined.replace("\u{ad}\n", "");
        Self { words: [words(&joined), words(&hyphenated)], letters: letters(text) }
    }

    fn has(&self, text: &str, is_rtl: bool) -> bool {
        // From right to left, the order within a line is that of the eye. A mark that the font
        // moves stands apart, and its letter is read twice.
        let has_mark = |word: &&str| {
            use unicode_normalization::UnicodeNormalization;
            word.nfkc().any(unicode_normalization::char::is_combining_mark)
        };
        if is_rtl || has_mark(&text) {
            return text
                .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || "־–".contains(c))
                .filter(|word| !has_mark(word))
                .all(|word| self.letters.contains(&letters(word)));
        }
        // What breaks within words has no spaces there, and what is longer than a line breaks.
        let breaks = |word: &str| {
            word.contains(['/', '@'])
                || word.chars().count() > 20
                || word.contains("```")
                || word.chars().any(|c| ('\u{2e80}'..='\u{ffef}').contains(&c) || c >= '\u{20000}')
        };
        if text.split_whitespace().any(breaks) {
            return self.letters.contains(&letters(text));
        }
        let text = words(text);
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let is_whole = |printed: &String| {
            printed.match_indices(&text).any(|(start, found)| {
                is_edge(printed[..start].chars().next_back())
                    && is_edge(printed[start + found.len()..].chars().next())
            })
        };
        text.is_empty() || self.words.iter().any(is_whole)
    }
}

/// Words and punctuation with one space between, in small letters, without what is not to be seen.
fn words(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let is_seen = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String =
        text.nfkc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(is_seen).collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_text_is_lost_and_words_are_whole() {
    let mut wrong = Vec::new();
    for (name, profile_name, profile, text) in texts() {
        let printed = Printed::new(&text);
        let mut known = profile.clone();
        clear_extra(&mut known);
        // A section without content has no heading.
        known.sections.retain(|s| {
            !(s.paragraphs.is_empty() && s.highlights.is_empty() && s.entries.is_empty())
        });
        let mut strings = Vec::new();
        shown_strings(&serde_json::to_value(&known).unwrap(), "", &mut strings);
        let is_rtl = matches!(profile.lang.as_deref(), Some("ar" | "he"));
        for line in strings.iter().flat_map(|text| text.split('\n')) {
            let line = cvpdf::profile::plain_text(line);
            let line = line
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_start_matches("www.")
                // What was a bullet in the text is one on the page.
                .trim_start_matches("- ");
            if !printed.has(line, is_rtl) {
                wrong.push(format!("{name} × {profile_name}: {line:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The texts of an entry in the order in which they are to be read: its title, then its
/// highlights.
fn entry_texts(entry: &serde_json::Value) -> Vec<String> {
    fn highlights(list: &serde_json::Value, texts: &mut Vec<String>) {
        for item in list.as_array().into_iter().flatten() {
            texts.extend(item.as_str().or(item["text"].as_str()).map(letters_of));
            highlights(&item["highlights"], texts);
        }
    }
    let title =
        ["position", "institution", "name", "title"].iter().find_map(|key| entry[key].as_str());
    let mut texts: Vec<String> = title.map(letters_of).into_iter().collect();
    highlights(&entry["highlights"], &mut texts);
    texts.retain(|text| !text.is_empty());
    texts
}

fn letters_of(text: &str) -> String {
    letters(&cvpdf::profile::plain_text(text))
}

#[test]
fn entries_are_read_in_order() {
    let mut wrong = Vec::new();
    for (name, profile_name, profile, text) in texts() {
        // The order within a line is that of the eye there; strange texts are like one another.
        if matches!(profile_name.as_str(), "ar" | "he" | "hostile" | "unicode") {
            continue;
        }
        let printed = letters(&text);
        let profile = serde_json::to_value(profile).unwrap();
        for key in ["work", "volunteer", "education", "projects"] {
            let entries = profile[key].as_array().into_iter().flatten();
            let texts: Vec<Vec<String>> = entries.map(entry_texts).collect();
            // Somewhere, all of the section follows: a title may be named elsewhere before.
            let follows = |start: usize| {
                texts.iter().flatten().try_fold(start, |at, text| {
                    printed[at..].find(text.as_str()).map(|found| at + found + text.len())
                })
            };
            let Some(first) = texts.iter().flatten().next() else { continue };
            if !printed.match_indices(first.as_str()).any(|(start, _)| follows(start).is_some()) {
                wrong.push(format!("{name} × {profile_name}: {key}"));
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
