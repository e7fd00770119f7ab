//! What must hold for every input: each byte has one owner, no word is lost, nothing panics.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::syntax::{lines, markdown};

/// The texts of the fixtures, with whether they are Markdown.
fn fixtures() -> Vec<(String, bool)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut found = Vec::new();
    for (folder, name) in [("text", "input.txt"), ("markdown", "input.md")] {
        let Ok(cases) = std::fs::read_dir(root.join(folder)) else { continue };
        let mut paths: Vec<_> = cases.flatten().map(|case| case.path().join(name)).collect();
        paths.sort();
        for path in paths {
            if let Ok(text) = std::fs::read_to_string(&path) {
                found.push((text, name.ends_with("md")));
            }
        }
    }
    found
}

fn read_text(text: &str, is_markdown: bool) -> (Profile, Explanation) {
    let lines = if is_markdown { markdown::lines(text) } else { lines::plain(text) };
    read(&lines, ExtractOptions::default())
}

/// Parts of addresses that are no words.
const SCHEMES: [&str; 4] = ["mailto", "https", "http", "www"];

/// Words of three letters and more, as the profile may hold them.
fn words_of(text: &str) -> BTreeSet<String> {
    // Letters and their accents are put together on the way.
    let folded = text.nfc().collect::<String>().to_lowercase();
    folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() >= 3 && word.is_ascii() && !SCHEMES.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Asserts that pieces follow one another without a gap from the first byte to the last, and
/// that every word which is a field's or unplaced is in the profile.
fn assert_conserved(text: &str, is_markdown: bool) {
    let (profile, explanation) = read_text(text, is_markdown);
    let mut at = 0;
    for piece in &explanation.pieces {
        assert_eq!(piece.range.start, at, "gap or overlap");
        assert!(piece.range.end > piece.range.start, "empty piece");
        assert!(text.is_char_boundary(piece.range.end), "within a character");
        assert!((0.0..=1.0).contains(&piece.confidence));
        at = piece.range.end;
    }
    assert_eq!(at, text.len());
    let separators = explanation.pieces.iter().filter(|piece| piece.owner == Owner::Separator);
    for piece in separators {
        let said = &text[piece.range.clone()];
        let words = words_of(said);
        assert!(words.iter().all(|word| word.chars().count() <= 5), "{said:?} is no separator");
    }
    let json = serde_json::to_string(&profile).unwrap();
    let plain = json.replace("\\n", " ").replace("\\t", " ").replace("\\\"", " ");
    let kept = words_of(&plain);
    let letters = |text: &str| -> String {
        text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()
    };
    let joined = letters(&json) + " " + &letters(&plain);
    for piece in &explanation.pieces {
        // Dates and countries are written in another form than they were read in.
        let verbatim = match &piece.owner {
            Owner::Field(path) => {
                !path.to_lowercase().contains("date") && !path.ends_with("countryCode")
            }
            owner => *owner == Owner::Unplaced,
        };
        if verbatim {
            // The scheme of a link is no word of the career.
            let said = text[piece.range.clone()].replace("mailto:", " ");
            for word in words_of(&said) {
                assert!(
                    kept.contains(&word) || joined.contains(&word),
                    "lost: {word} of {:?} in {:?}",
                    piece.owner,
                    &text[piece.range.clone()]
                );
            }
        }
    }
}

#[test]
fn every_byte_of_the_fixtures_has_one_owner() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 12, "the fixtures are gone");
    for (text, is_markdown) in fixtures {
        assert_conserved(&text, is_markdown);
    }
}

#[test]
fn odd_texts_are_read_without_a_fault() {
    for text in [
        "",
        "\n",
        "\u{c}",
        "\u{feff}",
        "-",
        "- ",
        "•",
        "(((((",
        "]]]](((",
        "* * *",
        "|||||",
        "a\tb\tc",
        "2019",
        "2019 -",
        "[](",
        "[a](b",
        "**",
        "Ann\r\rLee",
        "\u{200d}\u{200d}",
        "1. 2. 3.",
        "：：：",
        "\u{301}\u{301}",
        "Page 1 of 2",
        "# \n## \n",
        "<a href=\"",
        "<<<<",
        "@@@@",
        "😀\t😀",
    ] {
        assert_conserved(text, false);
        assert_conserved(text, true);
    }
}

#[test]
fn the_cost_is_linear() {
    for unit in [
        "[",
        "(",
        "* ",
        "<a ",
        "a, ",
        "- x\n",
        "2019 - 2020\n",
        "Work\n",
        "y\n",
        "é",
        "| ",
        "\"",
        "Engineer at X, 2019 - 2020\n\n- did\n\n",
        "word ",
        "**",
        "“",
        "abcdefghijklmnopqrst, ",
        "Ab\nc d\n\n",
        "# Skills\n\nabcdefghijklmnopqrst\n\n",
    ] {
        let time = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let start = std::time::Instant::now();
            assert_conserved(&text, false);
            assert_conserved(&text, true);
            start.elapsed().as_secs_f64()
        };
        // Six times the text: 36 times the work if it went with the square. A busy machine may
        // disturb one measurement, not all.
        let ratio = (0..5).map(|_| time(36_000) / time(6_000)).find(|ratio| *ratio < 15.0);
        assert!(ratio.is_some(), "{unit:?}");
    }
}

/// Changes to a fixture: pieces cut out, doubled, put elsewhere, signs put in.
fn mutations() -> impl Strategy<Value = (usize, Vec<(u8, u16, u16, String)>)> {
    let sign = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\t",
        " - ",
        "•",
        "2019 – 2021",
        "(",
        ")",
        "[",
        "](",
        "**",
        "|",
        "\u{c}",
        "\u{ad}",
        "é",
        "職歴",
        "\u{301}",
        "<b>",
        "#",
        ":",
        "@",
        "Page 1 of 2",
    ])
    .prop_map(str::to_owned);
    let change = (0..4_u8, any::<u16>(), any::<u16>(), sign);
    (any::<usize>(), prop::collection::vec(change, 0..12))
}

#[test]
fn malformed_tags_cut_no_letter() {
    for text in ["Ὀ<B/ก>", "અ<B/𑎷> ", "<i\u{e9}>a</i>", "<strong é>a</strong>", "!<C ᪐>"]
    {
        assert_conserved(text, true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn mutated_fixtures_are_conserved((which, changes) in mutations()) {
        let fixtures = fixtures();
        let (text, is_markdown) = &fixtures[which % fixtures.len()];
        let mut chars: Vec<char> = text.chars().collect();
        for (kind, from, to, sign) in changes {
            let length = chars.len().max(1);
            let (from, to) = (usize::from(from) % length, usize::from(to) % length);
            let (from, to) = (from.min(to).min(chars.len()), from.max(to).min(chars.len()));
            match kind {
                0 => drop(chars.drain(from..to.min(from + 40))),
                1 => chars.extend_from_within(from..to.min(from + 200)),
                2 => {
                    let piece: Vec<char> = chars.drain(from..to.min(from + 100)).collect();
                    chars.extend(piece);
                }
                _ => drop(chars.splice(from..from, sign.chars()).collect::<Vec<_>>()),
            }
        }
        let text: String = chars.into_iter().collect();
        assert_conserved(&text, *is_markdown);
    }

    #[test]
    fn any_text_is_conserved(text in "\\PC{0,300}", is_markdown in any::<bool>()) {
        assert_conserved(&text, is_markdown);
    }
}
