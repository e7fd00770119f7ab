//! Options change what they say and nothing else, in every style.

use super::*;

const SUMMARY: &str = "
  summary: >-
    Repairs looms and the ledgers that say what they wove, for mills that have both in the cellar and
    nobody who remembers them; reads old drafts, teaches apprentices at noon and night, writes down what
    was only known by hand, and leaves a workshop in which the next engineer finds everything at once.
work:";

/// The profile with a summary of several lines.
fn profile() -> String {
    PROFILE.replacen("\nwork:", SUMMARY, 1)
}

fn rendered(style: &str, options: &[(&str, &str)]) -> Document {
    let (document, told) = try_render(&profile(), style, options);
    assert!(told.iter().all(|d| d.severity < Severity::Warning), "{style}, {options:?}: {told:?}");
    let document = document.unwrap();
    assert_eq!(document.layout_faults(), [], "{style}, {options:?}");
    document
}

/// The words in order, wherever lines break.
fn words(document: &Document) -> String {
    document.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The drawing of the pages without its colours.
fn colourless(document: &Document) -> String {
    let svg: String = (0..document.page_count()).map(|page| document.svg(page).unwrap()).collect();
    let mut parts = svg.split('#');
    let first = parts.next().unwrap_or_default().to_owned();
    let is_colour = |part: &str| part.len() > 6 && part[..6].bytes().all(|b| b.is_ascii_hexdigit());
    parts.fold(first, |drawing, part| {
        drawing + "#" + if is_colour(part) { &part[6..] } else { part }
    })
}

/// The leftmost and the rightmost pixel of dark ink at 100 dpi.
fn ink(document: &Document) -> (u32, u32) {
    let page = image::load_from_memory(&document.png(0, 100.0).unwrap()).unwrap().to_luma8();
    let dark = page.enumerate_pixels().filter(|(.., pixel)| pixel[0] < 190).map(|(x, ..)| x);
    (dark.clone().min().unwrap(), dark.max().unwrap())
}

#[test]
fn an_accent_changes_colours_alone() {
    for style in Style::names() {
        // Icons are pictures in the drawing, which hide their colours.
        let drawing =
            |accent| colourless(&rendered(style, &[("accent", accent), ("icons", "off")]));
        let plain = drawing("#1d4e89");
        for accent in ["#f2b705", "red", "black", "none"] {
            assert!(drawing(accent) == plain, "{style}, {accent}");
        }
    }
}

#[test]
fn any_accent_can_be_read() {
    for style in Style::names() {
        for accent in [
            "white", "yellow", "#f2b705", "lime", "cyan", "#ff00ff", "#888", "#c0ffee", "black",
            "none",
        ] {
            // `layout_faults` measures the contrast of every text.
            rendered(style, &[("accent", accent), ("icons", "on")]);
        }
    }
}

#[test]
fn a_density_moves_lines_and_breaks_none() {
    for style in Style::names() {
        let plain = rendered(style, &[]);
        for density in ["tight", "compact", "airy"] {
            let other = rendered(style, &[("density", density)]);
            assert_eq!(other.text(), plain.text(), "{style}, {density}");
            let ((left, right), (a, b)) = (ink(&plain), ink(&other));
            assert!(left.abs_diff(a) < 3 && right.abs_diff(b) < 3, "{style}, {density}");
        }
    }
}

#[test]
fn fonts_papers_and_sizes_change_no_word() {
    for style in Style::names() {
        let plain = words(&rendered(style, &[]));
        for option in [
            ("font", "Inter"),
            ("font", "EB Garamond"),
            ("heading-font", "Libertinus Serif"),
            ("paper", "letter"),
            ("paper", "a5"),
            ("size", "1.1"),
            ("size", "1.3"),
            ("pages", "1"),
            ("justify", "off"),
        ] {
            assert_eq!(words(&rendered(style, &[option])), plain, "{style}, {option:?}");
        }
    }
}

#[test]
fn a_language_changes_labels_and_dates_alone() {
    const OWN: [&str; 13] = [
        "Ada Example",
        "Engineer",
        "ada@example.com",
        "ada.example.com",
        "Mill",
        "Senior",
        "Junior",
        "One",
        "Two",
        "Lyceum",
        "B.Sc.",
        "Logic",
        "the next engineer finds everything at once.",
    ];
    for style in Style::names() {
        let english = rendered(style, &[]);
        for (lang, month) in
            [("de", "03/2020"), ("fr", "mars 2020"), ("es", "mar 2020"), ("ja", "2020.03")]
        {
            let other = rendered(style, &[("lang", lang)]);
            let text = words(&other);
            assert!(text.to_lowercase().contains(month), "{style}, {lang}: {text}");
            for own in OWN {
                assert!(text.contains(own), "{style}, {lang}, {own}: {text}");
            }
            assert_eq!(page_size_of(&other), page_size_of(&english), "{style}, {lang}");
        }
    }
}

fn page_size_of(document: &Document) -> (u32, u32) {
    let picture = image::load_from_memory(&document.png(0, 36.0).unwrap()).unwrap();
    (picture.width(), picture.height())
}

#[test]
fn lines_are_as_long_on_letter_as_on_a4() {
    for style in Style::names() {
        let [a4, letter] = ["a4", "letter"].map(|paper| {
            let (left, right) = ink(&rendered(
                style,
                &[("paper", paper), ("justify", "on"), ("page-numbers", "never")],
            ));
            f64::from(right - left)
        });
        assert!((letter / a4 - 1.0).abs() <= 0.03, "{style}: {a4} and {letter} pixels");
    }
}
