//! The JSON Schema of profiles, for editors and validators.

use serde_json::Value as Json;

/// The address of the schema, for `$schema` in a profile.
pub const SCHEMA_ID: &str = "https://raw.githubusercontent.com/cvpdf/cvpdf/main/schema.json";

/// Returns the JSON Schema (draft 2020-12) of profiles: what is written, and the other names that
/// are read. Keys beyond it are allowed; they are kept.
pub fn schema() -> Json {
    let schema = include_str!("../../schema.json");
    serde_json::from_str(schema).unwrap_or_else(|_| unreachable!("a test writes it"))
}

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;
    use serde_json::{Map, json};

    use super::*;
    use crate::diag::Sink;
    use crate::import::{ReadOptions, import};
    use crate::profile::{Options, Profile};
    use crate::source::Source;

    /// Other names that fields are read by: the type, the field, its names in other versions of JSON
    /// Resume and in files as people write them.
    const ALIASES: &[(&str, &str, &[&str])] = &[
        ("Profile", "certificates", &["certifications"]),
        ("Profile", "interests", &["hobbies"]),
        ("Basics", "name", &["fullName"]),
        ("Basics", "label", &["headline"]),
        ("Basics", "image", &["picture", "photo", "avatar"]),
        ("Basics", "phone", &["telephone", "mobile"]),
        ("Basics", "url", &["website", "homepage"]),
        ("Basics", "summary", &["about", "bio"]),
        ("Location", "countryCode", &["country"]),
        ("Account", "username", &["user"]),
        ("Account", "url", &["website"]),
        ("Work", "name", &["company", "employer", "organization"]),
        ("Work", "position", &["title", "role", "jobTitle"]),
        ("Work", "url", &["website"]),
        ("Volunteer", "organization", &["name", "company"]),
        ("Volunteer", "position", &["title", "role"]),
        ("Volunteer", "url", &["website"]),
        ("Volunteer", "summary", &["description"]),
        ("Education", "institution", &["school", "university"]),
        ("Education", "area", &["major", "fieldOfStudy"]),
        ("Education", "studyType", &["degree"]),
        ("Education", "endDate", &["graduationDate"]),
        ("Education", "score", &["gpa", "grade"]),
        ("Education", "url", &["website"]),
        ("Education", "summary", &["description"]),
        ("Award", "title", &["name"]),
        ("Award", "awarder", &["issuer", "issued_by", "organization"]),
        ("Award", "url", &["website"]),
        ("Award", "summary", &["description"]),
        ("Certificate", "name", &["title"]),
        ("Certificate", "date", &["issueDate", "startDate"]),
        ("Certificate", "issuer", &["authority", "organization"]),
        ("Certificate", "url", &["website"]),
        ("Certificate", "summary", &["description"]),
        ("Publication", "name", &["title"]),
        ("Publication", "authors", &["author"]),
        ("Publication", "releaseDate", &["date"]),
        ("Publication", "url", &["website", "link"]),
        ("Publication", "summary", &["description"]),
        ("Skill", "keywords", &["keyword"]),
        ("Language", "language", &["name"]),
        ("Language", "fluency", &["level", "proficiency", "summary"]),
        ("Reference", "reference", &["quote", "summary"]),
        ("Project", "name", &["title"]),
        ("Project", "description", &["summary"]),
        ("Project", "url", &["website", "link", "github", "repository", "repo"]),
        ("Section", "entries", &["items"]),
        ("SectionEntry", "title", &["name"]),
        ("SectionEntry", "startDate", &["date"]),
        ("SectionEntry", "url", &["website"]),
    ];

    /// Derives the schema from the types.
    fn derived() -> Json {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = generator.into_root_schema_for::<Profile>().to_value();
        for (name, field, aliases) in ALIASES {
            let other: Vec<_> = aliases.iter().map(|alias| format!("`{alias}`")).collect();
            describe(
                property(&mut schema, name, field),
                &format!("Also read as {}.", other.join(", ")),
            );
        }
        describe(
            property(&mut schema, "Profile", "work"),
            "Several roles at one employer may stand in its `positions` or `roles`.",
        );
        for name in Options::NAMES {
            let choices = Options::choices(name);
            if !choices.is_empty() {
                // An absent value is written as null by some tools, which an enum has to name.
                let null = std::iter::once(Json::Null);
                let values = choices.iter().map(|choice| Json::from(*choice)).chain(null).collect();
                property(&mut schema, "Options", &camel(name))
                    .insert("enum".to_owned(), Json::Array(values));
            }
        }
        let size = property(&mut schema, "Options", "size");
        size.insert("minimum".to_owned(), json!(0.8));
        size.insert("maximum".to_owned(), json!(1.3));
        let mut head = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": SCHEMA_ID,
            "title": "A person's career, for cvpdf",
        });
        if let (Some(head), Json::Object(fields)) = (head.as_object_mut(), schema) {
            fields.into_iter().for_each(|(key, value)| _ = head.entry(key).or_insert(value));
        }
        head
    }

    /// The schema of a field. The fields are those of this crate, so it is there.
    fn property<'s>(schema: &'s mut Json, name: &str, field: &str) -> &'s mut Map<String, Json> {
        let place = match name {
            "Profile" => format!("/properties/{field}"),
            _ => format!("/$defs/{name}/properties/{field}"),
        };
        let property = schema.pointer_mut(&place).and_then(Json::as_object_mut);
        property.unwrap_or_else(|| unreachable!("the schema has `{name}.{field}`"))
    }

    fn describe(property: &mut Map<String, Json>, sentence: &str) {
        let before = property.get("description").and_then(Json::as_str);
        let text =
            before.map_or_else(|| sentence.to_owned(), |before| format!("{before} {sentence}"));
        property.insert("description".to_owned(), text.into());
    }

    fn camel(name: &str) -> String {
        let mut parts = name.split('-');
        let mut camel = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let mut letters = part.chars();
            camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            camel.push_str(letters.as_str());
        }
        camel
    }

    /// The list that entries of a type stand in, or the object.
    fn wrap(name: &str, fields: Json) -> Json {
        match name {
            "Profile" => fields,
            "Basics" => json!({ "basics": fields }),
            "Location" => json!({ "basics": { "location": fields } }),
            "Account" => json!({ "basics": { "profiles": [fields] } }),
            "Work" => json!({ "basics": {}, "work": [fields] }),
            "Volunteer" => json!({ "basics": {}, "volunteer": [fields] }),
            "Education" => json!({ "basics": {}, "education": [fields] }),
            "Award" => json!({ "basics": {}, "awards": [fields] }),
            "Certificate" => json!({ "basics": {}, "certificates": [fields] }),
            "Publication" => json!({ "basics": {}, "publications": [fields] }),
            "Skill" => json!({ "basics": {}, "skills": [fields] }),
            "Reference" => json!({ "basics": {}, "references": [fields] }),
            "Section" => json!({ "basics": {}, "sections": [fields] }),
            "Language" => json!({ "basics": {}, "languages": [fields] }),
            "Project" => json!({ "basics": {}, "projects": [fields] }),
            "SectionEntry" => json!({ "basics": {}, "sections": [{ "entries": [fields] }] }),
            _ => panic!("{name}"),
        }
    }

    fn read(json: &Json) -> Profile {
        let source = Source::new("a.json", json.to_string());
        let mut sink = Sink::new();
        let profile = import(&source.into(), &ReadOptions::default(), &mut sink).unwrap();
        let told: Vec<_> = sink.diagnostics().iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{json}: {told:?}");
        profile
    }

    #[test]
    fn other_names_of_fields_are_read() {
        for (name, field, aliases) in ALIASES {
            let value = match (*name, *field) {
                ("Profile", _) => json!([{ "name": "x" }]),
                (_, "url") => json!("https://example.com"),
                (_, "startDate" | "endDate" | "date" | "releaseDate") => json!("2020"),
                (_, "countryCode") => json!("AT"),
                (_, "authors" | "keywords") => json!(["x"]),
                (_, "entries") => json!([{ "title": "x" }]),
                _ => json!("x"),
            };
            let fields = |key: &str| json!({ "basics": {}, key: value.clone() });
            let object = |key: &str| json!({ key: value.clone() });
            for alias in *aliases {
                let (mut ours, theirs) = match *name {
                    "Profile" => (fields(field), fields(alias)),
                    _ => (wrap(name, object(field)), wrap(name, object(alias))),
                };
                if *field == "startDate" {
                    // A single date is start and end.
                    ours["sections"][0]["entries"][0]["endDate"] = json!("2020");
                }
                assert_eq!(read(&ours), read(&theirs), "{name}.{alias}");
            }
        }
    }

    #[test]
    fn closed_options_are_enumerated() {
        let schema = schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let density = &schema["$defs"]["Options"]["properties"]["density"]["enum"];
        assert_eq!(*density, json!(["tight", "compact", "normal", "airy", null]));
        assert!(schema["$defs"]["Options"]["properties"]["pageNumbers"]["enum"].is_array());
        assert_ne!(schema["additionalProperties"], json!(false));
    }

    #[test]
    fn the_copy_in_the_repository_is_fresh() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.json");
        let fresh = serde_json::to_string_pretty(&derived()).unwrap() + "\n";
        if std::fs::read_to_string(&path).ok().as_deref() == Some(&fresh) {
            return;
        }
        #[expect(clippy::disallowed_methods, reason = "a test is told so by its environment")]
        if std::env::var("CVPDF_UPDATE").is_ok() {
            std::fs::write(&path, fresh).unwrap();
            panic!("schema.json written, review it");
        }
        panic!("schema.json is stale: CVPDF_UPDATE=1 writes it");
    }
}
