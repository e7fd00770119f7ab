//! What other tools can hold comes back from their files.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use proptest::prelude::*;
use serde_json::{Value, json};

use cvpdf::diag::Sink;
use cvpdf::export::{WriteOptions, Writer};
use cvpdf::import::{Input, ReadOptions, detect, import};
use cvpdf::normalize;
use cvpdf::profile::Profile;
use cvpdf::source::Source;

/// The file that a writer makes of a profile.
fn written(name: &str, profile: &Profile) -> (Source, Vec<String>) {
    let writer = Writer::find(name).unwrap();
    let mut sink = Sink::new();
    let text = (writer.write)(profile, &WriteOptions::default(), &mut sink);
    let said = sink.diagnostics().iter().map(ToString::to_string).collect();
    (Source::new(format!("a.{}", writer.extension), text), said)
}

/// Writes a profile and reads it again.
fn there_and_back(name: &str, profile: &Profile) -> Profile {
    let input = Input::from(written(name, profile).0);
    assert_eq!(detect(&input).map(|format| format.name), Some(name));
    let mut sink = Sink::new();
    let read = normalize(import(&input, &ReadOptions::default(), &mut sink).unwrap());
    assert!(sink.tally().is_whole());
    read
}

fn profile(value: Value) -> Profile {
    normalize(serde_json::from_value(value).unwrap())
}

/// Texts of words that no reader takes for something else.
fn text() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{3,9}( [a-z]{3,9}){1,6}"
}

fn keywords() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[A-Z][a-z]{3,20}", 1..4)
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(), 1..4)
}

fn bullets() -> impl Strategy<Value = Value> {
    let flat = text().prop_map(Value::from);
    let nested =
        (text(), texts()).prop_map(|(text, below)| json!({"text": text, "highlights": below}));
    proptest::collection::vec(prop_oneof![flat, nested], 1..4).prop_map(Value::from)
}

/// Start and end, oldest first.
fn dates() -> impl Strategy<Value = (String, String)> {
    (1970_u16..2000, 1_u8..13, 2001_u16..2030)
        .prop_map(|(start, month, end)| (format!("{start}-{month:02}"), end.to_string()))
}

/// A profile that all formats hold the parts of.
fn tame() -> impl Strategy<Value = Value> {
    let words = proptest::collection::vec(text(), 24);
    (words, keywords(), bullets(), bullets(), dates(), dates()).prop_map(
        |(w, list, first, second, (a, b), (c, d))| {
            json!({
                "basics": {
                    "name": w[0], "label": w[1], "email": "ada@example.com", "url": "https://ada.example.com", "summary": w[2],
                    "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}],
                },
                "work": [
                    {"name": w[3], "position": w[4], "startDate": c, "endDate": d, "summary": w[5], "highlights": first},
                    {"name": w[6], "position": w[7], "startDate": a, "highlights": second},
                ],
                "volunteer": [{"organization": w[8], "position": w[9], "startDate": a, "endDate": b, "highlights": [w[10]]}],
                "education": [{"institution": w[11], "area": w[12], "studyType": "Bachelor", "startDate": a, "endDate": b, "summary": w[13]}],
                "awards": [{"title": w[14], "date": b, "awarder": w[15], "summary": w[16]}],
                "skills": [{"name": w[17], "keywords": list}],
                "languages": [{"language": "German", "fluency": "Full Professional Proficiency"}],
                "interests": [{"name": w[18], "keywords": list}],
                "references": [{"name": w[19], "reference": w[20]}],
                "projects": [{"name": w[21], "description": w[22], "startDate": a, "endDate": b, "highlights": [w[23]]}],
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rendercv_holds_it(mut value in tame()) {
        value["sections"] = json!([{"title": "Field Notes", "entries": [{"title": "One thing", "summary": "Said once"}]}]);
        // A dash between spaces is no bullet.
        value["work"][0]["summary"] = "From here - to there".into();
        let read = there_and_back("rendercv", &profile(value.clone()));
        let order = serde_json::to_value(&read.section_order).unwrap();
        value["sectionOrder"] = order;
        let mut read = serde_json::to_value(read).unwrap();
        // The titles of the language are written as if they were the author's.
        read.as_object_mut().unwrap().remove("sectionTitles");
        prop_assert_eq!(read, serde_json::to_value(profile(value)).unwrap());
    }

    #[test]
    fn yamlresume_holds_it(mut value in tame()) {
        value["lang"] = "en".into();
        value["skills"][0]["level"] = "Expert".into();
        value["work"][0]["keywords"] = json!(["Go", "Rust"]);
        value["sectionOrder"] = json!(["work", "summary"]);
        value["sectionTitles"] = json!({"work": "Posts"});
        value["meta"] = json!({"cvpdf": {"paper": "letter"}});
        prop_assert_eq!(there_and_back("yamlresume", &profile(value.clone())), profile(value));
    }

    #[test]
    fn fresh_holds_it(mut value in tame()) {
        value["work"][0]["keywords"] = json!(["Go", "Rust"]);
        value["work"][0]["_written"] = json!({"startDate": "Fall 1999"});
        value["work"][0]["startDate"] = "1999".into();
        value["certificates"] = json!([{"name": "Licence", "issuer": "Office", "date": "2020-01-05"}]);
        value["publications"] = json!([{"name": "A book", "authors": ["A One", "B Two"], "releaseDate": "2019"}]);
        value["education"][0]["courses"] = json!(["Optics"]);
        let entry = json!({"title": "Talk", "subtitle": "Event", "location": "Ulm", "startDate": "2012", "endDate": "2012", "highlights": ["Well"]});
        value["sections"] = json!([{"title": "Speaking", "entries": [entry]}]);
        let mut read = serde_json::to_value(there_and_back("fresh", &profile(value.clone()))).unwrap();
        // Certificates bear their category.
        read["certificates"][0].as_object_mut().unwrap().remove("tags");
        prop_assert_eq!(read, serde_json::to_value(profile(value)).unwrap());
    }
}

#[test]
fn what_is_demanded_and_what_is_lost_is_told() {
    let value = json!({
        "lang": "de",
        "basics": {"phone": "030 555 0117", "email": "no mail", "url": "my site", "image": "data:image/png;base64,AAAA"},
        "work": [{"position": "Koch", "location": "Ulm", "tags": ["x"], "startDate": "soon", "url": "koch.example.com", "x-own": 1}],
        "education": [{"institution": "Kochschule", "studyType": "Gesellenbrief"}],
        "sections": [{"title": "Wehrdienst", "paragraphs": ["Ja"], "entries": [{"title": "Heer"}]}],
        "personal": {"birthDate": "1990"},
    });
    let profile = profile(value);
    let said = |name: &str| written(name, &profile).1.join("\n");
    assert_eq!(
        said("rendercv"),
        "info[not-in-target]: `personal`: 1 value not written, as they are private\n\
         info[not-in-target]: `tags`: 1 value cannot be written\n\
         info[not-in-target]: `x-own`: 1 value cannot be written\n\
         warning[not-in-target]: `basics.image`: 1 value cannot be written\n\
         warning[not-in-target]: `url`: 1 value cannot be written"
    );
    let yamlresume = said("yamlresume");
    for part in [
        "`name`, `startDate`, `summary`",
        "1 degrees and levels",
        "`dates that are text`",
        "`sections`: 1 section with 3 values",
        "`personal`",
    ] {
        assert!(yamlresume.contains(part), "{part}: {yamlresume}");
    }
    for name in ["rendercv", "yamlresume", "fresh"] {
        let text = written(name, &profile).0.text().to_owned();
        assert!(text.contains("Koch") && text.contains("Gesellenbrief"), "{name}: {text}");
    }
}

#[test]
fn headers_take_the_forms_that_rendercv_demands() {
    let profile = profile(json!({"basics": {
        "name": "Ada", "phone": "030 555 0117", "email": "ada(at)example.com",
        "profiles": [
            {"network": "Email", "username": "two@example.com"},
            {"network": "ORCID", "username": "not one"},
            {"network": "Twitter", "url": "https://twitter.com/ada"},
            {"url": "second.example.com"},
        ],
    }}));
    let text = written("rendercv", &profile).0.text().to_owned();
    let expected = "cv:
  name: Ada
  email: two@example.com
  website: https://second.example.com
  social_networks:
    - network: X
      username: ada
  custom_connections:
    - fontawesome_icon: envelope
      placeholder: ada(at)example.com
      url: null
    - fontawesome_icon: phone
      placeholder: \"030 555 0117\"
      url: null
    - fontawesome_icon: link
      placeholder: \"ORCID: not one\"
      url: null
";
    assert_eq!(text, expected);
    assert_eq!(there_and_back("rendercv", &profile).basics.phone.as_deref(), Some("030 555 0117"));
}
