//! What is written for people comes back from Markdown and plain text.

use proptest::prelude::*;
use serde_json::{Value, json};

use cvpdf::import::{Input, ReadOptions, detect};

/// Everything that has a place in a text, each of the fields there or not.
fn told(value: &Value, is: &[bool]) -> Value {
    let mut value = value.clone();
    let mut set = |n: usize, pointer: &str, key: &str, new: Value| {
        if is[n] {
            value.pointer_mut(pointer).unwrap()[key] = new;
        }
    };
    let address = json!({"address": "Rua das Flores 12", "postalCode": "4050-262", "city": "Porto", "countryCode": "PT"});
    set(0, "/basics", "location", address);
    set(1, "/basics", "phone", "(030) 555 0117".into());
    let accounts = json!([
        {"network": "GitHub", "username": "ada", "url": "https://github.com/ada"},
        {"network": "Mastodon", "username": "@ada@rivers.example", "url": "https://rivers.example/@ada"},
        {"network": "Skype", "username": "ada.example"},
        {"network": "Pages", "url": "https://pages.example.com/~ada"},
    ]);
    set(2, "/basics", "profiles", accounts);
    for key in ["work", "volunteer", "education"] {
        let entry = format!("/{key}/0");
        set(3, &entry, "location", "Ulm, Donau".into());
        set(4, &entry, "url", "https://acme.example.com/a?b=1&c=2".into());
        set(5, &entry, "keywords", json!(["Go", "Rust"]));
        set(6, &entry, "summary", "Said in prose\n\nand once more".into());
    }
    set(7, "/work/0", "description", "Makes things".into());
    set(8, "/work/0", "_written", json!({"startDate": "Fall 2001"}));
    set(8, "/work/0", "startDate", "2001".into());
    set(8, "/work/0", "endDate", "2003-05-17".into());
    set(9, "/education/0", "score", "1.3".into());
    set(9, "/education/0", "courses", json!(["Optics", "Logic"]));
    set(10, "/awards/0", "url", "https://award.example.com".into());
    set(10, "/awards/0", "_written", json!({"date": "autumn meeting 2020"}));
    set(10, "/awards/0", "date", "2020".into());
    set(11, "/projects/0", "roles", json!(["Author", "Editor"]));
    set(11, "/projects/0", "entity", "Acme".into());
    set(11, "/projects/0", "url", "https://p.example.com".into());
    set(12, "/skills/0", "level", "Expert".into());
    if is[13] {
        value["certificates"] = json!([{"name": "Licence", "issuer": "Office", "date": "2020-01-05", "url": "https://c.example.com", "summary": "Why"}]);
        value["publications"] = json!([{
            "name": "A book", "authors": ["One, A.", "Two, B."], "releaseDate": "2019", "publisher": "Press", "doi": "10.5555/12",
            "url": "https://b.example.com", "summary": "About it\n\n- one\n- two\n\nand more",
        }]);
        value["skills"].as_array_mut().unwrap().push(json!({"keywords": ["C", "C++"]}));
        value["skills"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": "Teaching", "level": "Advanced"}));
        value["languages"].as_array_mut().unwrap().push(json!({"language": "Igbo"}));
        value["references"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": "Dr Petra Lindgren, Head of Forecasting"}));
    }
    if is[14] {
        value["sections"] = json!([
            {"paragraphs": ["Without a title"]},
            {"title": "Own", "paragraphs": ["One", "Two"], "highlights": ["Three", {"text": "Four", "highlights": ["Five"]}], "entries": [
                {"title": "T", "subtitle": "S", "location": "L", "startDate": "2012-05", "endDate": "2012-05", "summary": "M", "highlights": ["H"], "url": "https://s.example.com", "keywords": ["K"]},
                {"title": "Nothing else"},
            ]},
        ]);
    }
    if is[15] {
        value["meta"] = json!({"cvpdf": {"personal": true}});
        value["personal"] = json!({
            "birthDate": "1990-05-17", "nationality": ["Austrian", "Swiss"], "drivingLicence": ["B"], "maritalStatus": "Single",
        });
    }
    if is[16] {
        value["sectionOrder"] = json!(["education", "summary", "sections", "work", "awards"]);
    }
    value
}

/// What a language has other words and another order for.
const LANGUAGES: [&str; 10] = ["en", "de", "fr", "pl", "sv", "hu", "zh", "ja", "ar", "ru"];

/// Reads what was written; the sections are in the order that was asked for.
fn held(name: &str, value: &Value) -> Result<(), TestCaseError> {
    let wanted = super::profile(value.clone());
    let mut read = super::there_and_back(name, &wanted);
    let input = Input::from(super::written(name, &wanted).0);
    let explain = detect(&input).and_then(|format| format.explain).unwrap();
    let mut at = 0;
    for piece in explain(&input, &ReadOptions::default()).pieces {
        prop_assert_eq!(piece.range.start, at);
        at = piece.range.end;
    }
    prop_assert_eq!(at, input.source().text().len());
    read.meta = wanted.meta.clone();
    prop_assert!(read.unplaced.is_empty());
    let mut order = std::mem::take(&mut read.section_order);
    order.dedup();
    let has_own = !wanted.sections.is_empty();
    let expected = wanted.section_order.iter().filter(|key| has_own || *key != "sections");
    prop_assert!(expected.zip(&order).all(|(wanted, read)| wanted == read), "{:?}", order);
    let wanted = cvpdf::profile::Profile { section_order: Vec::new(), ..wanted };
    let (read, wanted) =
        (serde_json::to_value(read).unwrap(), serde_json::to_value(wanted).unwrap());
    let mut found = Vec::new();
    super::differences(&read, &wanted, "", &mut found);
    prop_assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_holds_it(
        value in super::tame(),
        is in proptest::collection::vec(any::<bool>(), 17),
        lang in proptest::sample::select(&LANGUAGES[..]),
    ) {
        let mut value = told(&value, &is);
        value["lang"] = lang.into();
        // Addresses go from the large to the small there.
        if ["zh", "ja"].contains(&lang) {
            value["basics"]["location"] = json!({"postalCode": "310000", "region": "浙江", "city": "杭州", "countryCode": "CN"});
        }
        value["sectionTitles"] = json!({"work": "Where I was"});
        value["basics"]["summary"] = "Says **this** and *that*, in `code`, [here](<https://x.example.com/a_(b)>).\n\nAnd a < b & 2 \\* 3.\n# no heading\n1. no list".into();
        value["work"][0]["name"] = "AT&T C# <b> *".into();
        value["skills"][0]["name"] = "C*".into();
        value["projects"][0]["name"] = "a #".into();
        value["volunteer"][0]["organization"] = "One · Two".into();
        value["interests"][0]["keywords"] = json!(["one, and the same"]);
        value["skills"][0]["keywords"] = json!(["*nix", "a_b", "<c>"]);
        value["projects"][0]["roles"] = json!(["Author, Editor"]);
        value["projects"][0]["keywords"] = json!(["Rust, Go; C"]);
        for (key, field) in [("volunteer", "position"), ("education", "studyType"), ("awards", "title")] {
            if is[is.len() - key.len()] {
                value[key][0].as_object_mut().unwrap().remove(field);
            }
        }
        held("markdown", &value)?;
    }

    #[test]
    fn text_holds_it(
        value in super::tame(),
        is in proptest::collection::vec(any::<bool>(), 17),
        lang in proptest::sample::select(&LANGUAGES[1..]),
    ) {
        let mut value = told(&value, &is);
        value["lang"] = lang.into();
        if lang == "ja" {
            // Nothing tells the degree from its subject.
            value["education"][0].as_object_mut().unwrap().remove("area");
        }
        if ["zh", "ja"].contains(&lang) {
            value["basics"]["location"] = json!({"region": "浙江", "city": "杭州", "countryCode": "CN", "address": "西湖 1"});
        } else if is[1] {
            value["basics"]["location"] = json!({"city": "Grangemouth", "region": "Falkirk", "countryCode": "GB"});
        }
        value["interests"][0]["keywords"] = json!(["one, and the same"]);
        value["skills"][0]["level"] = "beginning".into();
        value["education"][0]["score"] = "First class".into();
        held("text", &value)?;
    }
}
