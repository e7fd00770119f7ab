//! What is written as JSON Resume is valid by its official schema, and comes back.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};

use cvpdf::diag::Sink;
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::normalize;
use cvpdf::profile::Profile;
use cvpdf::source::Source;

/// The official schema, by the keywords that it uses; an unknown one is an error.
struct Schema {
    root: Value,
    date: regex::Regex,
}

impl Schema {
    fn official() -> Self {
        let text = include_str!("../fixtures/schemas/jsonresume/schema.json");
        let root: Value = serde_json::from_str(text).unwrap();
        let pattern = root["definitions"]["iso8601"]["pattern"].as_str().unwrap();
        let date = regex::Regex::new(pattern).unwrap();
        Self { root, date }
    }

    /// What is wrong with a value, each with its place.
    fn check(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        for (keyword, rule) in schema.as_object().unwrap() {
            let fits = match keyword.as_str() {
                "$schema" | "$id" | "title" | "description" | "definitions" => true,
                "additionalProperties" => rule == &Value::Bool(true),
                "$ref" => {
                    let place = rule.as_str().unwrap().strip_prefix('#').unwrap();
                    self.check(self.root.pointer(place).unwrap(), value, at, wrong);
                    true
                }
                "type" => match rule.as_str().unwrap() {
                    "string" => value.is_string(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("type {other}"),
                },
                "properties" => {
                    for (key, schema) in rule.as_object().unwrap() {
                        if let Some(value) = value.get(key) {
                            self.check(schema, value, &format!("{at}.{key}"), wrong);
                        }
                    }
                    true
                }
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{i}]"), wrong);
                    }
                    true
                }
                "pattern" => {
                    assert_eq!(rule.as_str(), Some(self.date.as_str()));
                    value.as_str().is_some_and(|text| self.date.is_match(text))
                }
                "format" => value.as_str().is_some_and(|text| match rule.as_str().unwrap() {
                    "uri" => fluent_uri::Uri::parse(text).is_ok(),
                    "email" => text.is_ascii() && email_address::EmailAddress::is_valid(text),
                    other => panic!("format {other}"),
                }),
                other => panic!("keyword {other}"),
            };
            if !fits {
                wrong.push(format!("{at}: {value} is against {keyword}: {rule}"));
            }
        }
    }

    /// Writes a profile and says what is wrong with the file.
    fn wrong_in(&self, profile: &Profile) -> Vec<String> {
        let (_, value, _) = written(profile);
        let mut wrong = Vec::new();
        self.check(&self.root, &value, "", &mut wrong);
        wrong
    }
}

fn written(profile: &Profile) -> (Source, Value, String) {
    let (source, said) = super::written("jsonresume", profile);
    let value = serde_json::from_str(source.text()).unwrap();
    (source, value, said.join("\n"))
}

fn read(source: Source) -> Option<Profile> {
    import(&Input::from(source), &ReadOptions::default(), &mut Sink::new()).ok().map(normalize)
}

/// The files below a folder, in order.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn what_is_written_is_valid_by_the_official_schema() {
    let schema = Schema::official();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("tests/fixtures/profiles"), &mut paths);
    files(&root.join("tests/fixtures/import"), &mut paths);
    paths.retain(|path| {
        !path.starts_with(root.join("tests/fixtures/import")) || path.ends_with("profile.json")
    });
    let examples = std::fs::read_dir(root.join("examples")).unwrap();
    paths.extend(examples.map(|entry| entry.unwrap().path()));
    paths.retain(|path| {
        path.extension().is_some_and(|e| ["json", "yaml", "toml"].iter().any(|x| e == *x))
    });
    assert!(paths.len() > 100, "{}", paths.len());
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        // A result of our readers is a profile as it is, unless it keeps a key in an odd shape.
        let direct = name == "profile.json";
        let direct = direct.then(|| serde_json::from_str(&text).ok()).flatten();
        let profile = direct.or_else(|| read(Source::new(name, text)));
        let profile = profile.unwrap_or_else(|| panic!("{}", path.display()));
        let found = schema.wrong_in(&profile);
        wrong.extend(found.into_iter().map(|wrong| format!("{}: {wrong}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_schema_refuses_stands_beside_the_field() {
    let profile = super::profile(json!({
        "basics": {
            "email": "ada(at)example.com", "url": "my site", "_url": "the author's",
            "profiles": [{"url": "https://例.example.com/é?q=%20#x"}, {"url": "ada"}],
        },
        "work": [{"name": "Acme", "startDate": "soon", "url": "http://[bad"}],
        "meta": {"canonical": "no address"},
    }));
    let (_, value, said) = written(&profile);
    let expected = json!({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "profiles": [{"url": "https://%E4%BE%8B.example.com/%C3%A9?q=%20#x"}, {"_url": "ada"}],
            "_url": "the author's", "_email": "ada(at)example.com", "__url": "my site",
        },
        "work": [{"name": "Acme", "_startDate": "soon", "_url": "http://[bad"}],
        "meta": {"_canonical": "no address"},
    });
    assert_eq!(value, expected);
    assert_eq!(said.lines().count(), 6, "{said}");
    assert!(
        said.contains("warning[not-in-target]: `ada(at)example.com` in `basics.email` is no mail address and is written as `_email`"),
        "{said}"
    );
    assert!(Schema::official().wrong_in(&profile).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn jsonresume_holds_it(mut value in super::tame()) {
        value["basics"]["location"] = json!({"address": "Gasse 1", "postalCode": "1010", "city": "Wien", "countryCode": "AT", "region": "Wieden"});
        value["basics"]["image"] = "a.png".into();
        value["work"][0]["location"] = "Ulm".into();
        value["work"][0]["description"] = "Makes **things**".into();
        value["education"][0]["courses"] = json!(["Optics", "Logic"]);
        value["education"][0]["score"] = "1.3".into();
        value["education"][0].as_object_mut().unwrap().remove("summary");
        value["certificates"] = json!([{"name": "Licence", "issuer": "Office", "date": "2020-01-05", "url": "https://c.example.com"}]);
        value["publications"] = json!([{"name": "A book", "releaseDate": "2019", "publisher": "Press", "summary": "About it\n\n- one\n- two"}]);
        value["skills"][0]["level"] = "Expert".into();
        value["projects"][0]["type"] = "talk".into();
        value["projects"][0]["roles"] = json!(["Author", "Editor"]);
        value["projects"][0]["x-own"] = json!({"en": "kept"});
        let mut wanted = serde_json::to_value(super::profile(value)).unwrap();
        // Bullets below others follow them.
        for work in wanted["work"].as_array_mut().unwrap() {
            let mut flat = Vec::new();
            super::strings(&work["highlights"], &mut flat);
            work["highlights"] = json!(flat);
        }
        let profile = super::profile(wanted.clone());
        let (source, ..) = written(&profile);
        let mut read = serde_json::to_value(read(source).unwrap()).unwrap();
        read.as_object_mut().unwrap().remove("$schema");
        prop_assert_eq!(read, wanted);
    }

    /// What the schema refuses is put aside, and comes back into its place.
    #[test]
    fn what_was_put_aside_comes_back(
        mail in "[a-z]{1,8}\\(at\\)[a-z]{1,8}",
        url in "[a-z]{2,8} [a-z]{2,8}|http://\\[[a-z]{1,8}",
        date in "(early|late) [a-z]{3,8}",
        has_own in any::<bool>(),
    ) {
        let mut value = json!({
            "basics": {"name": "Ada", "email": mail, "url": url, "profiles": [{"network": "X", "url": url}]},
            "work": [{"name": "A", "startDate": date, "url": url}],
            "education": [{"institution": "B", "endDate": date}],
            "awards": [{"title": "C", "date": date}],
            "publications": [{"name": "D", "releaseDate": date, "url": url}],
        });
        if has_own {
            value["basics"]["_url"] = "https://the.author.example.com".into();
        }
        let wanted = super::profile(value);
        let mut read = read(written(&wanted).0).unwrap();
        read.schema = None;
        prop_assert_eq!(read, wanted);
    }

    /// Whatever the author wrote, the file is valid, and no word of it is lost.
    #[test]
    fn any_mail_address_and_date_leaves_it_valid(
        mail in "[a-z.@\" ]{0,12}|[a-z]{1,3}@[a-z.-]{1,9}|\\PC{0,8}",
        url in "[a-z]{0,5}:?/{0,2}[a-z0-9@:.\\[\\]%/?#é]{0,14}|\\PC{0,8}",
        date in "[0-9]{0,4}-?[0-9]{0,2}|\\PC{0,8}",
    ) {
        let value = json!({
            "basics": {"email": mail, "url": url}, "work": [{"name": "A", "startDate": date, "url": url}], "meta": {"canonical": url},
        });
        let profile: Profile = serde_json::from_value(value).unwrap();
        let wrong = Schema::official().wrong_in(&profile);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
        let (_, value, _) = written(&profile);
        let mut said = Vec::new();
        super::strings(&value, &mut said);
        prop_assert!(said.contains(&mail) || mail.trim().is_empty(), "{:?}", said);
    }

    #[test]
    fn keys_of_another_shape_leave_it_valid(
        key in proptest::sample::select(vec!["work", "skills", "awards"]),
    ) {
        let mut profile = Profile::default();
        profile.extra.insert(key.to_owned(), json!(["text", 5]));
        profile.basics.extra.insert("email".to_owned(), json!({"home": 5}));
        profile.basics.location.extra.insert("city".to_owned(), json!([1]));
        let wrong = Schema::official().wrong_in(&profile);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }
}
