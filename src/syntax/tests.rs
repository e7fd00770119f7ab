//! What holds for all three grammars, whatever they are fed.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use super::{MAX_NODES, Node, json, toml, yaml};
use crate::diag::{Diagnostic, Place, Result, Sink};
use crate::source::Source;

type Parse = fn(&Source, &mut Sink) -> Result<Node>;

/// What a text is read as: the value as JSON in one line, or the error; then what else is told, each
/// with the words it is about.
pub(super) fn told(parse: Parse, text: &str) -> String {
    let source = Source::new("a", text);
    let mut sink = Sink::new();
    let first = match parse(&source, &mut sink) {
        Ok(node) => node.to_json().to_string(),
        Err(error) => with_place(&error),
    };
    let more = sink.into_diagnostics();
    std::iter::once(first).chain(more.iter().map(with_place)).collect::<Vec<_>>().join(" | ")
}

pub(super) fn with_place(diagnostic: &Diagnostic) -> String {
    let at = match &diagnostic.place {
        Place::Text { source, range } => &source.text()[range.clone()],
        _ => "",
    };
    format!("{} @ {at}", diagnostic.message)
}

const GRAMMARS: [(&str, Parse); 3] = [
    ("json", json::parse as Parse),
    ("yaml", yaml::parse as Parse),
    ("toml", toml::parse as Parse),
];

/// Texts that some grammar or some tool takes for something else.
const NASTY: [&str; 60] = [
    "",
    " ",
    "null",
    "~",
    "true",
    "no",
    "NO",
    "on",
    "Off",
    "y",
    "1e3",
    "0x1F",
    "0o17",
    "0612345678",
    "+4930123",
    "1_000",
    "12:30:00",
    "2019-09-01",
    "---",
    "...",
    "--- a",
    "- b",
    "? c",
    ": d",
    "a: b",
    "a #b",
    "#x",
    "a:",
    ":",
    "*bold*",
    "&a",
    "!t",
    "|",
    ">",
    "'",
    "\"",
    "it's",
    "say \"hi\"",
    "\\",
    "C:\\dir\\",
    "@x",
    "`x`",
    "%x",
    "{a}",
    "[a]",
    "a,b",
    "<<",
    "=",
    "a\nb",
    "a\n\nb\n",
    "\na",
    "a\n",
    "a  \nb",
    " a\n b",
    "\ta",
    "a\tb",
    "🚀 é",
    "\"\"\"",
    "'''",
    "\u{85}\u{2028}\u{feff}\u{1}\u{7f}",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(&NASTY[..]).prop_map(str::to_owned),
        vec(proptest::sample::select(&NASTY[..]), 1..5).prop_map(|parts| parts.concat()),
        "[ -~\n\t]{0,12}",
        "\\PC{0,12}",
        "([a-z#:\"'\\\\.-]{1,9} ){10,40}[a-z]{1,9}",
        "([a-z]{1,9}  ?){10,40}",
    ]
}

fn value(nulls: bool) -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        4 => text().prop_map(Json::String),
        1 => any::<bool>().prop_map(Json::Bool),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<f64>().prop_map(Json::from).prop_filter("finite", move |v| nulls || !v.is_null()),
        1 => Just(if nulls { Json::Null } else { Json::Bool(true) }),
    ];
    scalar.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Json::Array),
            vec((text(), inner.clone()), 0..6)
                .prop_map(|members| Json::Object(Map::from_iter(members))),
            vec(vec(("[a-z]{1,6}", inner), 0..4), 0..4).prop_map(|items| {
                let object = |members| Json::Object(Map::from_iter(members));
                Json::Array(items.into_iter().map(object).collect())
            }),
        ]
    })
}

fn read(parse: Parse, text: &str) -> Json {
    let mut sink = Sink::new();
    let node = parse(&Source::new("a", text), &mut sink).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(sink.diagnostics().len(), 0, "{:?}\n{text}", sink.diagnostics());
    node.to_json()
}

/// All that is said about a text, errors included.
fn said(parse: Parse, source: &Source) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    let result = parse(source, &mut sink);
    let mut said = sink.into_diagnostics();
    match result {
        Ok(node) => check_ranges(&node, source.text()),
        Err(error) => said.push(*error),
    }
    said
}

fn check_ranges(node: &Node, text: &str) {
    assert!(text.get(node.range.clone()).is_some(), "{:?} in {text:?}", node.range);
    if let super::Value::List(items) = &node.value {
        items.iter().for_each(|item| check_ranges(item, text));
    }
    for member in node.members().unwrap_or_default() {
        assert!(text.get(member.key_range.clone()).is_some(), "{:?} in {text:?}", member.key_range);
        check_ranges(&member.value, text);
    }
}

/// A place must be one of the text even before it is clipped, which `at` does.
fn check_places(said: &[Diagnostic]) {
    for diagnostic in said {
        if let Place::Text { source, range } = &diagnostic.place {
            assert!(source.text().get(range.clone()).is_some(), "{diagnostic:?}");
        }
        assert!(
            !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
            "{diagnostic:?}"
        );
    }
}

const SEEDS: [&str; 6] = [
    "{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\\ud83d\\ude00\\n\"], 'b': {c: 0x1F,}, /* d */ \"e\": \"\"}",
    "# c\na: &x {b: 1, c: [d, 'e', \"f\\n\"]}\ng:\n  - *x\n  - h: |\n      i\n      j\n    k: >-\n      l\n<<: *x\nm: ü 🚀\n---\nn\n",
    "a = 1\nb = \"x\\n\"\nc = '''\nd'''\n[e.f]\ng = [1, {h = 2019-09-01}]\n[[i]]\nj = 1.5\n[[i]]\nk = true\n",
    "? a\n: b\n? [c]\n: d\n",
    "a: !!str 1\nb: ! 2\nc: !<x> 3\n%YAML 1.2\n",
    "name = \"Łódź\"\n\"k é\".z = \"\"\"\na\\\n  b\"\"\"\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_comes_back(value in value(true)) {
        prop_assert_eq!(read(json::parse, &json::write(&value)), value);
    }

    #[test]
    fn yaml_comes_back(value in value(true)) {
        // A document of nothing but null is read as such.
        prop_assert_eq!(read(yaml::parse, &yaml::write(&value)), value);
    }

    #[test]
    fn toml_comes_back(value in value(false)) {
        let root = match &value {
            Json::Object(members) if members.is_empty() => return Ok(()),
            Json::Object(_) => value.clone(),
            value => serde_json::json!({ "value": value }),
        };
        prop_assert_eq!(read(toml::parse, &toml::write(&value)), root);
    }

    #[test]
    fn no_text_panics_and_places_are_sound(text in "[-\\[\\]{}:,#&*!|>'\"%@`?=\\\\ \n\ta-c0é🚀.u~<+]{0,40}") {
        for (_, parse) in GRAMMARS {
            check_places(&said(parse, &Source::new("a", text.as_str())));
        }
    }

    #[test]
    fn no_broken_document_panics(
        seed in proptest::sample::select(&SEEDS[..]),
        cuts in vec((any::<prop::sample::Index>(), 0usize..4, "[-\\[\\]{}:,#&*!|>'\" \n\t\\\\é\u{0}\u{1}=]{0,3}"), 0..4),
    ) {
        let mut chars: Vec<char> = seed.chars().collect();
        for (index, remove, insert) in cuts {
            let at = index.index(chars.len() + 1);
            let end = (at + remove).min(chars.len());
            chars.splice(at..end, insert.chars());
        }
        let text: String = chars.into_iter().collect();
        for (_, parse) in GRAMMARS {
            check_places(&said(parse, &Source::new("a", text.as_str())));
        }
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..60)) {
        for (_, parse) in GRAMMARS {
            check_places(&said(parse, &Source::new("a", bytes.clone())));
        }
    }
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = 100_000;
    let (json, yaml, toml) = (json::parse as Parse, yaml::parse as Parse, toml::parse as Parse);
    let cases = [
        (json, "[".repeat(deep)),
        (json, "{\"a\":".repeat(deep)),
        (yaml, "[".repeat(deep)),
        (yaml, "{a: ".repeat(deep)),
        (yaml, "- ".repeat(deep)),
        (yaml, "? ".repeat(deep)),
        (yaml, (0..300).map(|i| " ".repeat(i) + "a:\n").collect()),
        (toml, format!("a = {}", "[".repeat(deep))),
        (toml, format!("a = {}", "{a=".repeat(deep))),
        (toml, format!("{}a = 1", "a.".repeat(deep))),
        (toml, format!("[{}a]\nb = 1", "a.".repeat(deep))),
        (toml, format!("{}a = 1{}", (("a.".repeat(70) + "a = {").repeat(70)), "}".repeat(70))),
    ];
    for (parse, text) in cases {
        let error = parse(&Source::new("a", text.as_str()), &mut Sink::new()).unwrap_err();
        assert!(matches!(error.code, "too-large" | "syntax"), "{error}");
    }
}

#[test]
fn a_hundred_levels_are_read() {
    let depth = super::MAX_DEPTH;
    let text = "[".repeat(depth) + &"]".repeat(depth);
    assert!(json::parse(&Source::new("a", text.as_str()), &mut Sink::new()).is_ok());
    assert!(yaml::parse(&Source::new("a", text.as_str()), &mut Sink::new()).is_ok());
    let error = json::parse(&Source::new("a", format!("[{text}]")), &mut Sink::new()).unwrap_err();
    assert_eq!(error.to_string(), "a:1:101: error[too-large]: values nest deeper than 100 levels");
    let error = yaml::parse(&Source::new("a", format!("[{text}]")), &mut Sink::new()).unwrap_err();
    assert_eq!(error.code, "too-large");
}

#[test]
fn too_many_values_are_refused() {
    let items = "1,".repeat(MAX_NODES + 1);
    let list = format!("[{items}]");
    assert_eq!(
        json::parse(&Source::new("a", list.as_str()), &mut Sink::new()).unwrap_err().code,
        "too-large"
    );
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for (name, parse) in GRAMMARS {
        for text in ["", " \n\t\n"] {
            let error = parse(&Source::new("a", text), &mut Sink::new()).unwrap_err();
            assert_eq!(error.to_string(), "a: error[empty-input]: the file is empty", "{name}");
        }
    }
}

#[test]
fn warnings_are_limited_in_number() {
    let mut sink = Sink::new();
    let text = format!("[{}]", ",".repeat(5000));
    assert!(json::parse(&Source::new("a", text), &mut sink).is_ok());
    assert_eq!(sink.diagnostics().len(), super::members::MOST_WARNINGS);
}

#[test]
fn no_number_or_date_loses_a_letter() {
    let numbers = ["1.10", "1e5", "12345678901234567890123", "0.30000000000000004", "-0", "2019"];
    for text in numbers {
        let parses: [(Parse, String); 3] = [
            (json::parse, format!("{{\"a\": {text}}}")),
            (yaml::parse, format!("a: {text}")),
            (toml::parse, format!("a = {text}")),
        ];
        for (parse, document) in parses {
            let node = parse(&Source::new("a", document.as_str()), &mut Sink::new()).unwrap();
            let value = node.get("a").unwrap();
            assert_eq!(value.scalar(), Some(text), "{document}");
            assert_eq!(&document[value.range.clone()], text);
            let json = value.to_json();
            assert_eq!(
                json.as_str().map_or_else(|| json.to_string(), str::to_owned),
                text,
                "{document}"
            );
        }
    }
}
