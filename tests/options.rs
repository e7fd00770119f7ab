//! Every option does what it says, alike in every style.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "options/matrix.rs"]
mod matrix;
#[path = "options/pages.rs"]
mod pages;
#[path = "options/photos.rs"]
mod photos;

use std::sync::OnceLock;

use cvpdf::diag::{Diagnostic, Severity, Sink};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::profile::{Options, Profile};
use cvpdf::render::{Document, PdfOptions, RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;
use cvpdf::{Fonts, normalize};
use serde_json::Value as Json;

const PROFILE: &str = r#"
lang: en
basics:
  name: Ada Example
  label: Engineer
  email: ada@example.com
  url: https://ada.example.com
  image: face.png
  location: { city: Bern, countryCode: CH }
work:
  - { name: Mill, position: Senior, url: "https://mill.example.com/about", startDate: 2020-03-09, highlights: [One] }
  - { name: Mill, position: Junior, startDate: 2018, endDate: 2020-02, highlights: [Two] }
education:
  - { institution: Lyceum, studyType: B.Sc., area: Logic, endDate: 2017 }
skills:
  - { name: Tools, keywords: [Loom, Lathe] }
personal: { birthDate: 1990-05-06 }
"#;

fn read(text: &str) -> (Source, Profile) {
    let source = Source::new("ada.yaml", text);
    let profile = import(&Input::from(source.clone()), &ReadOptions::default(), &mut Sink::new());
    (source, normalize(profile.unwrap()))
}

/// One for all tests, so that fonts are read once.
fn renderer() -> &'static Renderer {
    static RENDERER: OnceLock<Renderer> = OnceLock::new();
    RENDERER.get_or_init(|| Renderer::new(Fonts::bundled()))
}

fn try_render(
    text: &str,
    style: &str,
    options: &[(&str, &str)],
) -> (Result<Document, Box<Diagnostic>>, Vec<Diagnostic>) {
    let (source, profile) = read(text);
    let mut set = Options::default();
    for (name, value) in options {
        set.set(name, value).unwrap();
    }
    let renderer = renderer();
    let mut sink = Sink::new();
    let options = RenderOptions { options: set, ..RenderOptions::default() };
    let document =
        renderer.render(&profile, &Style::find(style).unwrap(), &source, &options, &mut sink);
    renderer.evict(4);
    (document, sink.into_diagnostics())
}

fn render(style: &str, options: &[(&str, &str)]) -> Document {
    try_render(PROFILE, style, options).0.unwrap()
}

fn text(style: &str, options: &[(&str, &str)]) -> String {
    render(style, options).text()
}

/// The PDF with its streams as they are; what is looked for stands outside of them.
fn pdf(style: &str, options: &[(&str, &str)]) -> String {
    let standards = vec!["1.4".to_owned()];
    String::from_utf8_lossy(&render(style, options).pdf(&PdfOptions { standards }).unwrap())
        .into_owned()
}

/// Width and height of the first page, in px at 72 dpi.
fn page_size(style: &str, options: &[(&str, &str)]) -> (u32, u32) {
    let png = render(style, options).png(0, 72.0).unwrap();
    let picture = image::load_from_memory(&png).unwrap();
    (picture.width(), picture.height())
}

/// The texts of sections that a style prints as they are: those that are no spans.
fn printed<'a>(key: &str, data: &'a Json, texts: &mut Vec<&'a str>) {
    match (key, data) {
        ("title" | "subtitle" | "place" | "note" | "label" | "text", Json::String(text)) => {
            texts.push(text);
        }
        ("items", Json::Array(items)) => items.iter().for_each(|item| match item {
            Json::String(text) => texts.push(text),
            item => printed("item", item, texts),
        }),
        ("entries" | "roles" | "rows" | "body", Json::Array(parts)) => {
            parts.iter().for_each(|part| printed("part", part, texts));
        }
        ("item" | "part", Json::Object(fields)) => {
            fields.iter().for_each(|(key, value)| printed(key, value, texts));
        }
        _ => {}
    }
}

#[test]
fn texts_that_may_hold_addresses_or_names_are_spans() {
    const PROFILE: &str = r#"
basics: { name: Ada Example }
work:
  - { name: A/S Mill, position: CI/CD, location: Bern/Biel, description: In C++, summary: a@b.example, highlights: [C++, x/y, z] }
education:
  - { institution: A/B, studyType: B.Sc./M.Sc., area: C++, score: 5/6, courses: [I/O, Sets] }
publications:
  - { name: I/O, publisher: A/B, doi: 10.5555/abc, url: "https://c.example/d", authors: [Ada/Eve, Bo] }
skills: [{ name: C++, level: 3/5 }, { name: I/O, keywords: [A/B, C] }]
languages: [{ language: Nb/Nn, fluency: C1/C2 }]
"#;
    let (source, profile) = read(PROFILE);
    for links in ["visible", "label", "plain"] {
        let mut options = RenderOptions::default();
        options.options.set("links", links).unwrap();
        let style = Style::find("classic").unwrap();
        let data = renderer().data(&profile, &style, &source, &options, &mut Sink::new()).unwrap();
        let mut texts = Vec::new();
        for section in data["sections"].as_array().unwrap() {
            for key in ["entries", "rows", "body"] {
                printed(key, &section[key], &mut texts);
            }
        }
        assert!(texts.contains(&"z") && texts.contains(&"Sets"), "{texts:?}");
        texts.retain(|text| text.contains(['/', '@']) || text.contains("++"));
        assert_eq!(texts, [""; 0], "{links}");
    }
}

#[test]
fn widths_of_name_and_bullet_are_told_where_they_are_known() {
    let widths = |text: &str, options: &[(&str, &str)]| {
        let (source, profile) = read(text);
        let mut asked = RenderOptions::default();
        for (name, value) in options {
            asked.options.set(name, value).unwrap();
        }
        let style = Style::find("compact").unwrap();
        let data = renderer().data(&profile, &style, &source, &asked, &mut Sink::new()).unwrap();
        [&data["name-width"], &data["options"]["bullet-width"]].map(Json::as_f64)
    };
    let [name, bullet] = widths("basics: { name: Ada Example }", &[]).map(Option::unwrap);
    assert!(name > 4.0 && name < 6.0 && bullet > 0.2 && bullet < 0.4, "{name} {bullet}");
    let [longer, dash] = widths("basics: { name: Ada Ann Example }", &[("bullet", "–")]);
    assert!(longer.unwrap() > name + 1.0 && dash.unwrap() > bullet, "{longer:?} {dash:?}");
    // Without a name the document's title is printed; the body's font may lack letters, and in Chinese
    // another font has some of its signs.
    assert!(widths("work: [{ name: Mill, position: Miller }]", &[])[0].is_some());
    assert_eq!(widths("lang: zh\nbasics: { name: 王小明, label: Ada }", &[]), [None; 2]);
}

#[test]
fn options_do_what_they_say_in_every_style() {
    for style in Style::names() {
        let plain = text(style, &[]);
        assert!(
            plain.contains("Mar 2020 – Present") && plain.contains("mill.example.com/about"),
            "{plain}"
        );
        assert_eq!(
            text(style, &[("repeat-employer", "off")]).matches("Mill").count(),
            1,
            "{style}"
        );

        assert!(text(style, &[("lang", "de")]).contains("03/2020 – heute"), "{style}");
        assert!(text(style, &[("dates", "year")]).contains("2020 – Present"), "{style}");
        assert!(text(style, &[("dates", "iso")]).contains("2020-03-09 – Present"), "{style}");
        assert_eq!(text(style, &[("repeat-employer", "on")]).matches("Mill").count(), 2, "{style}");
        assert!(text(style, &[("personal", "on")]).contains("May 6, 1990"), "{style}");
        assert!(!plain.contains("1990"), "{style}");
        assert!(!text(style, &[("links", "label")]).contains("mill.example.com/about"), "{style}");
        assert!(
            pdf(style, &[("links", "label")]).contains("(https://mill.example.com/about)"),
            "{style}"
        );
        assert!(!pdf(style, &[("links", "plain")]).contains("/URI"), "{style}");
        assert!(text(style, &[("links", "plain")]).contains("mill.example.com/about"), "{style}");
        assert!(text(style, &[("bullet", "–")]).contains("– One"), "{style}");

        let sections =
            text(style, &[("sections", "skills=Workshop,education,-work")]).to_lowercase();
        assert!(sections.contains("workshop") && !sections.contains("mill"), "{sections}");
        assert!(sections.find("loom") < sections.find("lyceum"), "{sections}");

        assert_eq!(page_size(style, &[]), (595, 842), "{style}");
        assert_eq!(page_size(style, &[("region", "US")]), (612, 792), "{style}");
        assert_eq!(page_size(style, &[("paper", "100x200mm")]), (283, 567), "{style}");
        assert!(pdf(style, &[("font", "Inter")]).contains("+Inter"), "{style}");
        assert!(!pdf(style, &[("font", "Inter")]).contains("+SourceS"), "{style}");
    }
}

#[test]
fn a_pale_accent_is_darkened_until_it_can_be_read() {
    for style in Style::names() {
        let png = render(style, &[("accent", "#f2b705")]).png(0, 200.0).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_rgb8();
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        // Whole strokes of the accent: pixels of a saturated ochre that are not blended with white.
        let darkest = picture
            .pixels()
            .filter(|p| p[0] > p[2].saturating_add(60))
            .map(|p| 0.2126 * channel(p[0]) + 0.7152 * channel(p[1]) + 0.0722 * channel(p[2]))
            .fold(1.0, f64::min);
        assert!(1.05 / (darkest + 0.05) >= 4.5, "{style}: {darkest}");
    }
}

#[test]
fn no_accent_is_ink_alone() {
    for style in Style::names() {
        let png = render(style, &[("accent", "none")]).png(0, 100.0).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_rgb8();
        let coloured = picture
            .pixels()
            .filter(|p| p.0.iter().max().unwrap() - p.0.iter().min().unwrap() > 24)
            .count();
        assert_eq!(coloured, 0, "{style}");
    }
}

#[test]
fn density_and_size_change_the_height_and_the_type() {
    for style in Style::names() {
        let bottom = |options: &[(&str, &str)]| {
            let png = render(style, &[options, &[("page-numbers", "never")]].concat())
                .png(0, 72.0)
                .unwrap();
            let picture = image::load_from_memory(&png).unwrap().to_luma8();
            (0..picture.height())
                .rev()
                .find(|y| (0..picture.width()).any(|x| picture.get_pixel(x, *y)[0] < 200))
                .unwrap()
        };
        let heights =
            ["tight", "compact", "normal", "airy"].map(|density| bottom(&[("density", density)]));
        assert!(heights.is_sorted_by(|a, b| a < b), "{style}: {heights:?}");
        assert!(bottom(&[("size", "1.1")]) > bottom(&[]), "{style}");
    }
}

#[test]
fn text_is_never_too_small() {
    for style in Style::names() {
        let (document, diagnostics) = try_render(PROFILE, style, &[("size", "0.8")]);
        let is_small = 0.8 * Style::find(style).unwrap().base < 8.8;
        assert_eq!(diagnostics.iter().any(|d| d.code == "size-floor"), is_small, "{style}");
        assert_eq!(document.unwrap().layout_faults(), [], "{style}");
    }
}

#[test]
fn page_numbers_come_with_a_second_page() {
    let pixels = |value: &str| {
        let png = render("classic", &[("page-numbers", value)]).png(0, 72.0).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        let foot = picture.height() - 50;
        (foot..picture.height())
            .any(|y| (0..picture.width()).any(|x| picture.get_pixel(x, y)[0] < 200))
    };
    assert!(!pixels("auto") && !pixels("never") && pixels("always"));
}

#[test]
fn a_profile_names_no_file_outside_its_folder() {
    for image in
        ["/etc/passwd", "../secret.png", "https://example.com/me.png", "file:///etc/passwd"]
    {
        let text = PROFILE.replace("face.png", image);
        let (document, diagnostics) = try_render(&text, "modern", &[]);
        document.unwrap();
        assert!(diagnostics.iter().any(|d| d.code == "photo-elsewhere"), "{image}");
    }
}

#[test]
fn an_option_of_the_profile_names_no_file_outside_its_folder_either() {
    for photo in ["/etc/passwd", "../secret.png", "true"] {
        let text = format!("{PROFILE}\nmeta: {{ cvpdf: {{ photo: \"{photo}\" }} }}\n");
        let (document, diagnostics) = try_render(&text, "modern", &[]);
        document.unwrap();
        assert!(diagnostics.iter().any(|d| d.code == "photo-elsewhere"), "{photo}");
    }
}

#[test]
fn a_bullet_without_a_glyph_is_the_usual_one() {
    let (document, diagnostics) = try_render(PROFILE, "classic", &[("bullet", "🦀")]);
    assert!(document.unwrap().text().contains("• One"));
    assert!(diagnostics.iter().any(|d| d.code == "no-glyph"));
}

#[test]
fn bullets_within_a_highlight_are_bullets() {
    let text = PROFILE.replace(
        "highlights: [One]",
        r#"highlights: ["- One", "Led:\n- a\n- b", "x <ul><li>c</li></ul>"]"#,
    );
    let printed = try_render(&text, "compact", &[]).0.unwrap().text();
    for line in ["• One", "• Led:", "• a", "• b", "• x", "• c"] {
        assert!(printed.lines().any(|printed| printed == line), "{line}: {printed}");
    }
}

#[test]
fn a_start_that_is_no_date_is_not_said_to_go_on() {
    let text = PROFILE.replace("startDate: 2020-03-09", "startDate: someday");
    let printed = try_render(&text, "classic", &[]).0.unwrap().text();
    assert!(printed.contains("someday") && !printed.contains("Present"), "{printed}");
    let text = PROFILE.replace("startDate: 2020-03-09", "startDate: 2020 – 2021");
    assert!(try_render(&text, "classic", &[]).0.unwrap().text().contains("2020 – 2021"));
}

#[test]
fn objects_with_short_keys_are_no_translations() {
    let text = PROFILE.replace("highlights: [One]", "highlights: [{ tip: One, kpi: 30 percent }]");
    let (document, diagnostics) = try_render(&text, "classic", &[]);
    drop(document);
    assert!(diagnostics.iter().all(|d| d.code != "unknown-language"), "{diagnostics:?}");
    assert!(!cvpdf::profile::is_language_tag("tip") && cvpdf::profile::is_language_tag("zh-Hant"));
}

#[test]
fn unknown_families_and_languages_are_errors_with_a_suggestion() {
    let (document, _) = try_render(PROFILE, "classic", &[("font", "Sorce Sans")]);
    let error = document.err().unwrap();
    assert_eq!(error.code, "unknown-font");
    assert!(error.help.unwrap().contains("`Source Sans 3`"));
    let (document, _) = try_render(PROFILE, "classic", &[("lang", "th")]);
    assert_eq!(document.err().unwrap().code, "unknown-language");
}

#[test]
fn letters_without_a_glyph_are_an_error_and_symbols_a_warning() {
    let text = PROFILE.replace("Ada Example", "अदा");
    let (document, _) = try_render(&text, "classic", &[]);
    let error = document.err().unwrap();
    assert_eq!(error.code, "no-glyph");
    assert!(error.message.contains("basics.name"), "{}", error.message);
    let text = PROFILE.replace("One", "One 🦀 two");
    let (document, diagnostics) = try_render(&text, "classic", &[]);
    let printed = document.unwrap().text();
    assert!(printed.contains("One") && printed.contains("two") && !printed.contains('🦀'));
    assert!(diagnostics.iter().any(|d| d.code == "no-glyph" && d.severity == Severity::Warning));
}

#[test]
fn values_follow_the_language_asked_for() {
    let text = r"
basics: { name: Ada, label: { en: Nurse, de: Pflegefachfrau } }
work: [{ position: { en: Head, de: Leitung }, name: Clinic, startDate: 2020, highlights: { en: [One, Two], de: [Eins] } }]
";
    let text_of = |options: &[(&str, &str)]| try_render(text, "compact", options).0.unwrap().text();
    let german = text_of(&[("lang", "de")]);
    assert!(
        german.contains("Pflegefachfrau") && german.contains("Eins") && german.contains("heute"),
        "{german}"
    );
    assert!(!german.contains("Two"), "{german}");
    let english = text_of(&[]);
    assert!(
        english.contains("Nurse") && english.contains("Two") && !english.contains("Eins"),
        "{english}"
    );
}

#[test]
fn a_name_may_be_missing() {
    for style in Style::names() {
        let (document, _) =
            try_render("work: [{ name: Mill }]\nskills: [{ name: Loom }]", style, &[]);
        let document = document.unwrap();
        document.pdf(&PdfOptions::default()).unwrap();
        assert!(document.text().starts_with("Résumé\n"), "{}", document.text());
    }
}

#[test]
fn publications_stand_under_their_kinds_where_a_style_groups_them() {
    let text = r"
basics: { name: Ada Example }
publications:
  - { name: Alpha, type: book, authors: [A. Example, B. Example] }
  - { name: Beta, tags: [article] }
  - { name: Gamma, type: Essays }
  - { name: Delta }
  - { name: Epsilon, type: Book }
";
    let printed = try_render(text, "academic", &[]).0.unwrap().text();
    let order = [
        "Books",
        "1. A. Example, B. Example. Alpha",
        "2. Epsilon",
        "Journal articles",
        "3. Beta",
        "Essays",
        "4. Gamma",
        "Other",
        "5. Delta",
    ];
    let places =
        order.map(|part| printed.find(part).unwrap_or_else(|| panic!("{part}: {printed}")));
    assert!(places.is_sorted(), "{printed}");
    assert!(!try_render(text, "classic", &[]).0.unwrap().text().contains("Books"));
}
