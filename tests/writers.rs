//! What other tools can hold comes back from their files.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "writers/json_resume.rs"]
mod json_resume;
#[path = "writers/prose.rs"]
mod prose;

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

/// The leaves of two values that differ, each with its place.
fn differences(read: &Value, wanted: &Value, at: &str, found: &mut Vec<String>) {
    match (read, wanted) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))) {
                differences(&read[key], &wanted[key], &format!("{at}.{key}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for n in 0..one.len().max(other.len()) {
                let item = |items: &Vec<Value>| items.get(n).cloned().unwrap_or_default();
                differences(&item(one), &item(other), &format!("{at}[{n}]"), found);
            }
        }
        _ if read == wanted => {}
        _ => found.push(format!("{at}: {read} is not {wanted}")),
    }
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

/// The texts of a value, in order.
fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(members) => members.values().for_each(|value| strings(value, out)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn europass_holds_it(value in tame()) {
        let mut value = value;
        value["lang"] = "en".into();
        value["meta"] = json!({"lastModified": "2024-02-29T12:30:00", "cvpdf": {"personal": true}});
        value["personal"] = json!({"birthDate": "1990-05-17", "nationality": ["Austrian"], "drivingLicence": ["A1", "B"]});
        value["basics"]["phone"] = "030 555 0117".into();
        value["basics"]["location"] = json!({"address": "Gasse 1\nTop 5", "postalCode": "1010", "city": "Wien", "countryCode": "GR"});
        value["basics"]["profiles"] = json!([
            {"network": "GitHub", "url": "https://github.com/ada"}, {"network": "Skype", "username": "ada"},
        ]);
        value["work"][0]["description"] = "Makes things".into();
        value["work"][0]["location"] = "Ulm".into();
        value["work"][0]["url"] = "https://acme.example.com/a?b=1&c=2".into();
        value["education"][0]["studyType"] = "Bachelor (EQF 6)".into();
        value["languages"] = json!([
            {"language": "German", "fluency": "Mother tongue"},
            {"language": "French", "fluency": "C1", "cefr": {"listening": "C1", "reading": "C1", "spokenInteraction": "C1", "spokenProduction": "C1", "writing": "C1"}},
            {"language": "Polish", "fluency": "Listening B2, Reading C1", "cefr": {"listening": "B2", "reading": "C1"}},
            {"language": "Spanish", "fluency": "Quite good"},
            {"language": "Elvish"},
        ]);
        let wanted = profile(value);
        let read = there_and_back("europass", &wanted);
        prop_assert_eq!(&read.basics, &wanted.basics);
        prop_assert_eq!(&read.work, &wanted.work);
        prop_assert_eq!(&read.education, &wanted.education);
        prop_assert_eq!(&read.languages, &wanted.languages);
        prop_assert_eq!(&read.personal, &wanted.personal);
        prop_assert_eq!((read.lang.as_deref(), &read.meta.last_modified), (Some("en"), &wanted.meta.last_modified));
        // All else becomes text under its title.
        let mut said = Vec::new();
        strings(&serde_json::to_value(&read).unwrap(), &mut said);
        let said = said.join(" ").replace('*', "");
        let value = serde_json::to_value(&wanted).unwrap();
        for key in ["volunteer", "awards", "skills", "interests", "references", "projects"] {
            let mut texts = Vec::new();
            strings(&value[key], &mut texts);
            for text in texts.iter().filter(|text| !text.starts_with(|c: char| c.is_ascii_digit())) {
                prop_assert!(said.contains(text.as_str()), "{}: {:?}", key, text);
            }
        }
        // Once a Europass, it stays as it is.
        let again = there_and_back("europass", &Profile { meta: wanted.meta, ..read.clone() });
        prop_assert_eq!(Profile { meta: read.meta.clone(), ..again }, read);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_holds_it(mut value in tame()) {
        value["lang"] = "en".into();
        value["meta"] = json!({"cvpdf": {"personal": true}});
        value["personal"] = json!({
            "birthDate": "1990-05-17", "nationality": ["Austrian", "Swiss"], "drivingLicence": ["B"], "maritalStatus": "Single",
        });
        value["basics"]["image"] = "data:image/png;base64,AAAA".into();
        value["basics"]["phone"] = "(030) 555 0117".into();
        value["basics"]["location"] = json!({"address": "Gasse 1", "postalCode": "1010", "city": "Wien", "countryCode": "AT", "region": "Wieden"});
        value["basics"]["profiles"] = json!([
            {"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}, {"network": "Skype", "username": "_ada_"},
            {"url": "https://two.example.com"},
        ]);
        value["basics"]["summary"] = "Says **this** and *that*, in `code`, [here](<https://x.example.com/a_(b)>).\n\nAnd \\<more> & 2 \\* 3 \\*x\\*.".into();
        for key in ["work", "volunteer", "education"] {
            value[key][0]["location"] = "Ulm, Donau".into();
            value[key][0]["url"] = "https://acme.example.com/a?b=1&c=2".into();
            value[key][0]["keywords"] = json!(["Go", "Rust"]);
            value[key][0]["summary"] = "Said in prose".into();
        }
        value["work"][0]["description"] = "Makes things".into();
        value["education"][0]["score"] = "1.3".into();
        value["education"][0]["courses"] = json!(["Optics", "Logic"]);
        value["awards"][0]["url"] = "https://award.example.com".into();
        value["certificates"] = json!([{"name": "Licence", "issuer": "Office", "date": "2020-01-05", "url": "https://c.example.com", "summary": "Why"}]);
        value["publications"] = json!([{
            "name": "A book", "authors": ["A One", "B Two"], "releaseDate": "2019", "publisher": "Press", "doi": "10.5555/12",
            "type": "book", "url": "https://b.example.com", "summary": "About it\n\n- \\<b>one\n- two",
        }]);
        value["skills"][0]["level"] = "Expert".into();
        value["skills"].as_array_mut().unwrap().push(json!({"keywords": ["C", "C++"]}));
        value["projects"][0]["roles"] = json!(["Author", "Editor"]);
        value["projects"][0]["entity"] = "Acme".into();
        value["projects"][0]["url"] = "https://p.example.com".into();
        value["projects"][0]["keywords"] = json!(["Lua"]);
        value["sections"] = json!([
            {"title": "Own", "paragraphs": ["One"], "highlights": ["Two", {"text": "Three", "highlights": ["Four"]}], "entries": [
                {"title": "T", "subtitle": "S", "location": "L", "startDate": "2012-05", "endDate": "2012-05", "summary": "M", "highlights": ["H"], "url": "https://s.example.com", "keywords": ["K"]},
                {"subtitle": "S"},
            ]},
        ]);
        for (entry, field) in [
            ("/work/0", "startDate"), ("/education/0", "endDate"), ("/awards/0", "date"), ("/certificates/0", "date"),
            ("/publications/0", "releaseDate"), ("/projects/0", "startDate"), ("/sections/0/entries/0", "startDate"), ("/personal", "birthDate"),
        ] {
            value.pointer_mut(entry).unwrap()["_written"] = json!({field: "around then"});
        }
        value["languages"][0]["cefr"] = json!({"listening": "B2", "spokenInteraction": "C1"});
        value["sectionTitles"] = json!({"work": "Where *I* was", "summary": "Me"});
        value["sectionOrder"] = json!(["education", "work"]);
        let wanted = profile(value);
        let (source, _) = written("html", &wanted);
        prop_assert!(!source.text().contains("<script"));
        let input = Input::from(source);
        prop_assert_eq!(detect(&input).map(|format| format.name), Some("schema-org"));
        let mut sink = Sink::new();
        let read = normalize(import(&input, &ReadOptions::default(), &mut sink).unwrap());
        prop_assert!(sink.tally().is_whole());
        prop_assert_eq!(Profile { meta: wanted.meta.clone(), ..read }, wanted);
    }
}

/// The children that the schema of `SkillsPassport` 3.4 allows, in its order.
const EUROPASS: [(&str, &str); 40] = [
    ("SkillsPassport", "DocumentInfo PrintingPreferences LearnerInfo AttachmentList CoverLetter"),
    (
        "DocumentInfo",
        "DocumentType Bundle CreationDate LastUpdateDate XSDVersion Generator Comment Copyright EuropassLogo",
    ),
    (
        "LearnerInfo",
        "Identification Headline WorkExperienceList EducationList Skills AchievementList Documentation",
    ),
    ("Identification", "PersonName ContactInfo Demographics Photo Signature"),
    ("PersonName", "Title FirstName Surname"),
    (
        "ContactInfo",
        "Address Email TelephoneList WebsiteList Website InstantMessagingList ContactMethodList",
    ),
    ("Address", "Contact"),
    ("Email", "Contact"),
    ("Telephone", "Contact Use"),
    ("Website", "Contact Use"),
    ("InstantMessaging", "Contact Use"),
    ("Contact", "AddressLine AddressLine2 PostalCode Municipality Country"),
    ("Country", "Code Label"),
    ("Use", "Code Label"),
    ("Type", "Code Label"),
    ("Title", "Code Label"),
    ("Position", "Code Label"),
    ("Sector", "Code Label"),
    ("Level", "Code Label"),
    ("Field", "Code Label"),
    ("Nationality", "Code Label"),
    ("Demographics", "Birthdate Gender NationalityList"),
    ("Photo", "MimeType Data MetadataList"),
    ("Headline", "Type Description"),
    ("Description", "Code Label Licence"),
    ("WorkExperience", "Period Description Documentation Position Activities Employer"),
    ("Education", "Period Description Documentation Title Activities Organisation Level Field"),
    ("Period", "From To Current Duration DurationEquivalent"),
    ("Employer", "Name ContactInfo Sector"),
    ("Organisation", "Name ContactInfo"),
    ("Skills", "Linguistic Communication Organisational JobRelated Computer Driving Other"),
    ("Linguistic", "MotherTongueList ForeignLanguageList"),
    ("MotherTongue", "Description Documentation"),
    ("ForeignLanguage", "Description ProficiencyLevel AcquiredDuring VerifiedBy Documentation"),
    ("ProficiencyLevel", "Listening Reading SpokenInteraction SpokenProduction Writing"),
    ("Communication", "Description Documentation"),
    ("JobRelated", "Description Documentation"),
    ("Computer", "Description ProficiencyLevel VerifiedBy Documentation"),
    ("Driving", "Description Documentation"),
    ("Achievement", "Title Description Documentation"),
];

/// Checks the order of the children of each element of a passport.
fn in_order(element: roxmltree::Node<'_, '_>) -> Result<(), String> {
    let name = element.tag_name().name();
    let children: Vec<&str> = element
        .children()
        .filter(roxmltree::Node::is_element)
        .map(|child| child.tag_name().name())
        .collect();
    if let Some(item) = name.strip_suffix("List") {
        if let Some(odd) = children.iter().find(|child| **child != item) {
            return Err(format!("{odd} in {name}"));
        }
    } else if !children.is_empty() {
        let known = EUROPASS.iter().find(|(known, _)| *known == name);
        let (_, order) = known.ok_or_else(|| format!("{name} holds {children:?}"))?;
        let mut rest = order.split(' ');
        // Only licences come several times.
        for child in children.iter().filter(|child| **child != "Licence") {
            if !rest.any(|known| known == *child) {
                return Err(format!("{child} in {name}, among {children:?}"));
            }
        }
    }
    let has_text = element
        .children()
        .any(|child| child.is_text() && !child.text().unwrap_or_default().trim().is_empty());
    if has_text && !children.is_empty() {
        return Err(format!("{name} holds text and elements"));
    }
    element.children().filter(roxmltree::Node::is_element).try_for_each(in_order)
}

#[test]
fn a_passport_is_in_the_order_of_its_schema() {
    let folder = format!("{}/tests/fixtures/profiles", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.extension().is_some_and(|ext| ext == "json")) {
        let name = path.display().to_string();
        let mut value: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        value["meta"]["cvpdf"] = json!({"personal": true});
        let source = Source::new("a.json", value.to_string());
        let read = import(&source.into(), &ReadOptions::default(), &mut Sink::new()).unwrap();
        let (source, _) = written("europass", &normalize(read));
        let document = roxmltree::Document::parse(source.text()).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://europass.cedefop.europa.eu/Europass"));
        in_order(root).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
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

/// How many values a message says are lost of a field.
fn told(message: &str) -> Option<(String, usize)> {
    let (field, rest) = message.split_once("]: `")?.1.split_once("`: ")?;
    let rest = rest.strip_suffix(" cannot be written").unwrap_or(rest);
    let rest = rest.rsplit_once(" with ").map_or(rest, |(_, values)| values);
    Some((field.to_owned(), rest.split(' ').next()?.parse().ok()?))
}

/// The values that did not come back, counted by the names that messages call them by.
fn missing(read: &Value, wanted: &Value) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    differences(read, wanted, "", &mut found);
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for place in found {
        let path = place.split(": ").next().unwrap().to_owned();
        let parts = path.split('.').skip(1).map(|part| part.split('[').next().unwrap());
        let parts: Vec<&str> = parts.collect();
        let pointer = path.replace(['.', '['], "/").replace(']', "");
        let value = wanted.pointer(&pointer).cloned().unwrap_or_default();
        let mut said = Vec::new();
        strings(&value, &mut said);
        let own = ["tags", "_written", "cefr", "sectionTitles", "sectionOrder"];
        let name = own.into_iter().find(|own| parts.contains(own));
        let is_date = parts.last().is_some_and(|field| field.to_lowercase().ends_with("date"));
        let name = match name {
            Some(name) => name.to_owned(),
            None if is_date => "dates behind the author's words".to_owned(),
            None => parts.join("."),
        };
        let name = if name.starts_with("meta.cvpdf") { "meta.cvpdf".to_owned() } else { name };
        *counts.entry(name).or_default() += said.len().max(1);
    }
    counts.into_iter().collect()
}

#[test]
fn what_is_told_is_what_does_not_come_back() {
    let text = include_str!("fixtures/profiles/full.json");
    let mut value: Value = serde_json::from_str(text).unwrap();
    let members = value.as_object_mut().unwrap();
    for key in ["$schema", "unplaced"] {
        members.remove(key);
    }
    value["sectionTitles"] = json!({"work": "Where I was"});
    value["sectionOrder"] = json!(["work", "summary", "sections", "education", "sections"]);
    value["meta"]["cvpdf"] = json!({"personal": true});
    value["basics"]["location"]["address"] = "2712 Broadway Alley".into();
    let levels = json!({"listening": "B2", "reading": "C1"});
    value["languages"].as_array_mut().unwrap().push(json!({"language": "Polish", "cefr": levels}));
    // Bullets are objects for their tags alone, or for what JSON Resume flattens.
    value["work"][0]["highlights"] = json!(["Cut", "Chair"]);
    value["sections"][1]["entries"][0]["highlights"][1] = "Checked".into();
    let wanted = profile(value);
    for name in ["markdown", "html", "jsonresume"] {
        let (source, said) = written(name, &wanted);
        let read = import(&source.into(), &ReadOptions::default(), &mut Sink::new()).unwrap();
        let mut read = serde_json::to_value(normalize(read)).unwrap();
        read.as_object_mut().unwrap().remove("$schema");
        // Whether personal details are written is seen from them.
        if read.get("personal").is_some() {
            read["meta"]["cvpdf"] = json!({"personal": true});
        }
        if name == "markdown" {
            // The order is that of all sections; those that were named come first.
            read["sectionOrder"].as_array_mut().unwrap().truncate(5);
        }
        let mut said: Vec<_> = said.iter().filter_map(|message| told(message)).collect();
        said.sort();
        assert_eq!(missing(&read, &serde_json::to_value(&wanted).unwrap()), said, "{name}");
    }
}

#[test]
fn pictures_and_kinds_are_told_where_they_do_not_stand() {
    let profile = profile(json!({
        "basics": {"name": "Ada", "image": "a.png"},
        "projects": [{"name": "Engine", "type": "talk"}],
        "publications": [{"name": "Notes", "type": "book"}],
    }));
    for (name, fields) in [
        ("markdown", ["basics.image", "projects.type", "publications.type"].as_slice()),
        ("text", &["basics.image", "projects.type", "publications.type"]),
        ("rendercv", &["projects.type", "publications.type"]),
        ("fresh", &["publications.type"]),
    ] {
        let expected: Vec<String> = fields
            .iter()
            .map(|field| format!("info[not-in-target]: `{field}`: 1 value cannot be written"))
            .collect();
        assert_eq!(written(name, &profile).1, expected, "{name}");
    }
}
