//! What holds for all writers, whatever the profile says.

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};
use serde_json::{Value as Json, json};

use super::*;
use crate::profile::{Block, Item, Span, blocks, html_to_lines, plain_text};
use crate::source::Source;
use crate::syntax;

const FULL: &str = include_str!("../../tests/fixtures/profiles/full.json");
const HOSTILE: &str = include_str!("../../tests/fixtures/profiles/hostile.json");

fn full() -> Json {
    serde_json::from_str(FULL).unwrap()
}

fn profile(value: Json) -> Profile {
    crate::normalize(serde_json::from_value(value).unwrap())
}

fn write(name: &str, profile: &Profile) -> (String, Vec<String>) {
    let mut sink = Sink::new();
    let text = (Writer::find(name).unwrap().write)(profile, &WriteOptions::default(), &mut sink);
    (text, sink.diagnostics().iter().map(ToString::to_string).collect())
}

/// Fields whose values are no prose: they bear no markup.
const LITERAL: [&str; 8] =
    ["email", "phone", "url", "postalCode", "network", "username", "doi", "countryCode"];

/// Fields that are no text of the CV, or dates.
const SILENT: [&str; 16] = [
    "image",
    "type",
    "tags",
    "_written",
    "unplaced",
    "sectionOrder",
    "meta",
    "lang",
    "$schema",
    "startDate",
    "endDate",
    "date",
    "releaseDate",
    "birthDate",
    "countryCode",
    "x",
];

/// Visits each text of the CV with the name of its field.
fn texts(value: &mut Json, field: &str, visit: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Json::String(text) => visit(field, text),
        Json::Array(items) => items.iter_mut().for_each(|item| texts(item, field, visit)),
        Json::Object(members) => {
            for (key, value) in
                members.iter_mut().filter(|(key, _)| !SILENT.contains(&key.as_str()))
            {
                texts(value, key, visit);
            }
        }
        _ => {}
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of a text as they are read, block by block.
fn read_letters(text: &str) -> String {
    fn spans(spans: &[Span], out: &mut String) {
        spans.iter().for_each(|span| out.push_str(&span.text));
    }
    fn items(list: &[Item], out: &mut String) {
        for item in list {
            spans(&item.text, out);
            items(&item.items, out);
        }
    }
    let mut out = String::new();
    for block in blocks(text) {
        match block {
            Block::Paragraph(text) => spans(&text, &mut out),
            Block::List(list) => items(&list, &mut out),
        }
    }
    letters(&out)
}

/// Markdown without what it tells in comments.
fn without_marks(markdown: &str) -> String {
    let mut parts = markdown.split("<!-- ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = part.split_once(" -->").filter(|(mark, _)| !mark.contains('\n'));
        text.push_str(after.map_or(part, |(_, after)| after));
    }
    text
}

/// Texts that Markdown, or a reader of plain text, takes for something else.
const NASTY: [&str; 57] = [
    "a<b and c>d",
    "# a",
    "#",
    "## a #",
    "- a",
    "* a",
    "+ a",
    "1. a",
    "12) a",
    "> a",
    "```",
    "~~~ a",
    "---",
    "***",
    "___",
    "===",
    "| a | b |",
    "|-|",
    "[a]: b",
    "[a]",
    "[a](b)",
    "![a](b)",
    "<div>",
    "</p",
    "<!-- a",
    "<script>a</script>",
    "Vec<T>",
    "a < b",
    "a\\",
    "\\",
    "*a",
    "_a_",
    "**a**",
    "`a",
    "`a`",
    "a\nb",
    "a\n\nb",
    "a\n# b",
    "a\n---",
    "a\n===",
    "a\n- b\n  - c\n\nd",
    "    a",
    "\ta",
    "a  \nb",
    "AT&amp;T",
    "é 🚀",
    "日本語の履歴書",
    "a\u{0}\u{1b}[31mb",
    "a · b",
    "a — b",
    "a: b",
    "https://a.example/b_c_d",
    "a@b.example",
    "C#",
    "a #",
    "(a)",
    "&",
];

fn nasty() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(&NASTY[..]).prop_map(str::to_owned);
    let long = "([a-z]{1,12} ){5,40}[a-z]{1,9}".prop_map(|text| text);
    prop_oneof![3 => part.clone(), 1 => (part.clone(), part).prop_map(|(a, b)| format!("{a} {b}")), 1 => long]
}

/// The full profile, each of its texts replaced.
fn nasty_profile() -> impl Strategy<Value = (Json, Vec<(String, String)>)> {
    proptest::collection::vec(nasty(), 40..60).prop_map(|pool| {
        let mut value = full();
        value["meta"] = json!({ "cvpdf": { "personal": true } });
        let mut said = Vec::new();
        let mut number = 0;
        texts(&mut value, "", &mut |field, text| {
            *text = format!("{} z{number}", pool[number % pool.len()]);
            if number % 3 == 0 {
                *text = format!("z{number} {}", pool[number % pool.len()]);
            }
            number += 1;
            said.push((field.to_owned(), text.clone()));
        });
        (value, said)
    })
}

/// The headings of a Markdown text by level, and the names of blocks that a CV has none of.
fn structure(markdown: &str) -> ([usize; 3], Vec<String>) {
    let (mut levels, mut odd) = ([0; 3], Vec::new());
    let is_mark = |range: std::ops::Range<usize>| {
        markdown[range].trim().strip_prefix("<!-- ").is_some_and(|mark| mark.ends_with(" -->"))
    };
    for (event, range) in
        Parser::new_ext(markdown, pulldown_cmark::Options::ENABLE_TABLES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => levels[0] += 1,
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => levels[1] += 1,
            Event::Start(Tag::Heading { level: HeadingLevel::H3, .. }) => levels[2] += 1,
            Event::Start(Tag::HtmlBlock) if is_mark(range.clone()) => {}
            Event::Start(
                Tag::Heading { .. }
                | Tag::CodeBlock(_)
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock
                | Tag::Table(_),
            )
            | Event::Start(Tag::List(Some(_)))
            | Event::Rule => odd.push(format!("{event:?}")),
            _ => {}
        }
    }
    (levels, odd)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_written((value, said) in nasty_profile()) {
        let profile: Profile = serde_json::from_value(value).unwrap();
        let (markdown, _) = write("markdown", &profile);
        let (text, _) = write("text", &profile);
        let markdown = without_marks(&markdown.replace("&middot;", "·"));
        let (markdown, text) = (letters(&markdown), letters(&text));
        for (field, said) in &said {
            let (kept, read) = match field.as_str() {
                field if LITERAL.contains(&field) => (letters(said), letters(said)),
                // Tags of paragraphs and bullets are read as such.
                "summary" | "description" | "paragraphs" | "reference" => {
                    (letters(&html_to_lines(said)), read_letters(said))
                }
                _ => (letters(said), letters(&plain_text(said))),
            };
            prop_assert!(markdown.contains(&kept), "{} {:?}", field, said);
            prop_assert!(text.contains(&read), "{} {:?}", field, said);
        }
    }

    #[test]
    fn texts_never_become_structure((value, _) in nasty_profile()) {
        let profile: Profile = serde_json::from_value(value).unwrap();
        let (markdown, _) = write("markdown", &profile);
        let parts = outline::Outline::new(&profile, "en", &mut lost::Lost::default()).parts;
        let titles = parts.iter().filter(|part| part.title.is_some()).count();
        let is_entry = |block: &&outline::Block| matches!(block, outline::Block::Entry(_));
        let entries = parts.iter().flat_map(|part| &part.blocks).filter(is_entry).count();
        prop_assert_eq!(structure(&markdown), ([1, titles, entries], Vec::new()), "{}", markdown);
    }

    #[test]
    fn lines_of_text_keep_to_their_width((value, _) in nasty_profile()) {
        let profile: Profile = serde_json::from_value(value).unwrap();
        for line in write("text", &profile).0.lines() {
            let long_word = line.split(' ').any(|word| word.len() > 60);
            prop_assert!(line.chars().count() <= 78 || long_word, "{}", line);
            prop_assert_eq!(line.trim_end(), line);
        }
    }

    #[test]
    fn what_holds_everything_comes_back((value, _) in nasty_profile()) {
        let profile: Profile = serde_json::from_value(value).unwrap();
        let expected = json::value(&profile);
        for (name, parse) in [("json", syntax::json::parse as fn(&_, &mut _) -> _), ("yaml", syntax::yaml::parse), ("toml", syntax::toml::parse)] {
            let (text, said) = write(name, &profile);
            prop_assert!(said.is_empty());
            let node = parse(&Source::new("a", text), &mut Sink::new()).unwrap();
            prop_assert_eq!(node.to_json(), expected.clone());
        }
    }
}

fn without_nulls(value: &mut Json) {
    match value {
        Json::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(without_nulls);
        }
        Json::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        _ => {}
    }
}

#[test]
fn a_hostile_profile_is_written_as_it_is_meant() {
    let mut value = serde_json::from_str(HOSTILE).unwrap();
    without_nulls(&mut value);
    let profile = profile(value);
    for writer in WRITERS {
        let mut sink = Sink::new();
        let text = (writer.write)(&profile, &WriteOptions::default(), &mut sink);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n\n"), "{}", writer.name);
    }
    assert_eq!(structure(&write("markdown", &profile).0).0[0], 1);
}

#[test]
fn an_empty_profile_is_written() {
    let profile = Profile::default();
    assert_eq!(write("json", &profile).0, "{}\n");
    assert_eq!(write("yaml", &profile).0, "{}\n");
    assert_eq!(write("toml", &profile).0, "");
    assert_eq!(write("markdown", &profile).0, "# Résumé\n\n<!-- cvpdf -->\n");
    assert_eq!(write("text", &profile).0, "Résumé\n======\n");
}

#[test]
fn markdown_is_clean() {
    let profile = profile(json!({
        "basics": {"name": "Ada C #", "email": "a_b@x.example", "url": "https://x.example/a_b", "profiles": [
            {"network": "GitHub", "username": "_ada_", "url": "https://github.com/_ada_"}, {"network": "X", "username": "[ada]"},
        ], "summary": "One.\n# Two\n\n• three\n  - four\n1. five"},
        "work": [
            {"position": "Engineer", "name": "Acme", "startDate": "2022-03", "highlights": ["# a", {"text": "b", "highlights": ["1. c", "Vec<T> & <b>d</b>"]}]},
            {"name": "C:\\", "startDate": "2019", "endDate": "2020-01-05", "_written": {"startDate": "Fall 2019"}},
        ],
        "skills": [{"name": "Rust", "level": "good", "keywords": ["a", "b"]}, {"keywords": ["c, d", "e"]}],
        "sections": [{"highlights": ["Untitled"]}, {"title": "Other", "paragraphs": ["x"]}],
    }));
    let expected = r"# Ada C \#

<!-- contact -->

a_b@x.example · <https://x.example/a_b>

- GitHub: [\_ada\_](https://github.com/_ada_)
- X: [ada]

## Summary

One.
\# Two

- three
  - four
  1\. five

<!-- sections -->

- Untitled

## Experience

### Engineer

*Mar 2022 – Present* · Acme

- \# a
- b
  - 1\. c
  - Vec\<T> & <b>d</b>

### Fall 2019 – Jan 5, 2020<!-- dates -->

C:\\

## Skills

- **Rust** (good): a, b
- c, d; e

## Other<!-- sections -->

x

<!-- cvpdf -->
";
    assert_eq!(write("markdown", &profile).0, expected);
}

#[test]
fn text_is_plain() {
    let profile = profile(json!({
        "basics": {"name": "Ada", "label": "**Dev**", "email": "a_b_@x.example", "summary": "See [my *site*](https://x.example).\n- one\n  - two"},
        "work": [{"position": "Engineer", "name": "Acme", "location": "Wien", "startDate": "2022", "endDate": "2022", "highlights": [
            "long ".repeat(20), {"text": "b", "highlights": ["`c`"]},
        ]}],
    }));
    let expected = "\
Ada
===

Dev

a_b_@x.example


Summary
-------

  See my site (https://x.example).

  - one
    - two


Experience
----------

Engineer
2022
Acme
Wien

  - long long long long long long long long long long long long long long long
    long long long long long
  - b
    - c
";
    assert_eq!(write("text", &profile).0, expected);
}

#[test]
fn values_are_picked_by_language() {
    let profile = profile(json!({
        "lang": "de",
        "basics": {"name": "Ada", "label": {"en": "Nurse", "de": "Pflegerin"}},
        "work": [{"position": {"en": "Nurse"}, "startDate": "2020-03", "highlights": [{"en": "a", "de": "b"}]}],
    }));
    for (lang, label, ending) in [(None, "Pflegerin", "heute"), (Some("en"), "Nurse", "Present")] {
        let options = WriteOptions { lang: lang.map(str::to_owned), ..WriteOptions::default() };
        for name in ["markdown", "text", "jsonresume"] {
            let mut sink = Sink::new();
            let text = (Writer::find(name).unwrap().write)(&profile, &options, &mut sink);
            assert!(
                text.contains(label) && (text.contains(ending) || name == "jsonresume"),
                "{name}: {text}"
            );
            let said = sink
                .diagnostics()
                .iter()
                .filter(|d| d.message.starts_with("2 values in other languages"));
            assert_eq!(said.count(), 1, "{name}");
        }
    }
}

#[test]
fn personal_details_are_written_only_if_asked_for() {
    let mut value = full();
    let (text, said) = write("markdown", &profile(value.clone()));
    assert!(!text.contains("Married"));
    assert!(
        said.iter().any(|said| said.starts_with("info[not-in-target]: `personal`: 6 values")),
        "{said:?}"
    );
    value["meta"]["cvpdf"] = json!({ "personal": true });
    assert!(write("markdown", &profile(value)).0.contains("- **Marital status**: Married"));
}

#[test]
fn json_resume_holds_fields_of_v1_and_of_the_author() {
    let profile = profile(json!({
        "lang": "en",
        "basics": {"name": {"en": "Ada"}, "url": "ada.example", "birthday": 5},
        "work": [{
            "name": "Acme", "startDate": "2019", "endDate": "soon", "tags": ["a", "b"], "_written": {"startDate": "Fall 2019"}, "x-own": {"en": "kept"},
            "highlights": ["a", {"text": "b:", "highlights": ["c", {"text": {"en": "d"}, "highlights": ["e"]}]}, {"en": "f"}],
        }],
        "education": [{"institution": "U", "location": "L", "highlights": ["h", "i"]}],
        "sections": [{"title": "t", "paragraphs": ["p", "q"]}, {"highlights": ["r"]}],
        "meta": {"version": "v1", "cvpdf": {"style": "modern"}},
        "own": [null, 1],
    }));
    let (text, said) = write("jsonresume", &profile);
    let expected = json!({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {"name": "Ada", "url": "https://ada.example", "birthday": 5},
        "work": [{"name": "Acme", "startDate": "2019", "_endDate": "soon", "highlights": ["a", "b:", "c", "d", "e", "f"], "x-own": {"en": "kept"}}],
        "education": [{"institution": "U"}],
        "meta": {"version": "v1"},
        "own": [null, 1],
    });
    assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), expected);
    assert_eq!(
        said,
        [
            "warning[not-in-target]: `soon` in `work[0].endDate` is no date and is written as `_endDate`",
            "info[not-in-target]: `highlights`: 3 nested bullets are written as bullets of their own",
            "info[not-in-target]: `lang`: 1 value cannot be written",
            "info[not-in-target]: `tags`: 2 values cannot be written",
            "info[not-in-target]: `_written`: 1 value cannot be written",
            "warning[not-in-target]: `education.location`: 1 value cannot be written",
            "warning[not-in-target]: `education.highlights`: 2 values cannot be written",
            "warning[not-in-target]: `sections`: 2 sections with 4 values cannot be written",
            "info[not-in-target]: `meta.cvpdf`: 1 value cannot be written",
        ]
    );
}

#[test]
fn a_profile_of_v1_loses_nothing_in_json_resume() {
    let value = json!({
        "basics": {"name": "A", "label": "B", "image": "c.png", "email": "d@e.example", "phone": "1", "url": "https://f.example", "summary": "g",
            "location": {"address": "h", "postalCode": "1", "city": "i", "countryCode": "AT", "region": "j"},
            "profiles": [{"network": "X", "username": "k", "url": "https://x.com/k"}]},
        "work": [{"name": "l", "location": "m", "description": "n", "position": "o", "url": "https://p.example", "startDate": "2019-01-02", "endDate": "2020", "summary": "q", "highlights": ["r"]}],
        "volunteer": [{"organization": "s", "position": "t", "url": "https://u.example", "startDate": "2019-01", "summary": "v", "highlights": ["w"]}],
        "education": [{"institution": "x", "url": "https://y.example", "area": "z", "studyType": "a", "startDate": "2010", "endDate": "2014", "score": "b", "courses": ["c"]}],
        "awards": [{"title": "d", "date": "2020", "awarder": "e", "summary": "f"}],
        "certificates": [{"name": "g", "date": "2020", "url": "https://h.example", "issuer": "i"}],
        "publications": [{"name": "j", "publisher": "k", "releaseDate": "2020", "url": "https://l.example", "summary": "m"}],
        "skills": [{"name": "n", "level": "o", "keywords": ["p"]}],
        "languages": [{"language": "q", "fluency": "r"}],
        "interests": [{"name": "s", "keywords": ["t"]}],
        "references": [{"name": "u", "reference": "v"}],
        "projects": [{"name": "w", "description": "x", "highlights": ["y"], "keywords": ["z"], "startDate": "2020", "endDate": "2021", "url": "https://a.example", "roles": ["b"], "entity": "c", "type": "talk"}],
        "meta": {"canonical": "https://d.example", "version": "v1.0.0", "lastModified": "2020-01-01T00:00:00"},
    });
    let (text, said) = write("jsonresume", &serde_json::from_value(value.clone()).unwrap());
    let mut written: Json = serde_json::from_str(&text).unwrap();
    written.as_object_mut().unwrap().remove("$schema");
    assert_eq!(written, value);
    assert!(said.is_empty(), "{said:?}");
}
