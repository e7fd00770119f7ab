//! JSON Resume v1, in the strict reading: its own fields and what the author added, nothing of
//! ours.

use serde_json::{Map, Value};

use super::lost::{Lost, leaves};
use super::{WriteOptions, Writer, json, lang};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::profile::{DateReading, Profile, Text};
use crate::syntax;

pub(super) static WRITER: Writer =
    Writer { name: "jsonresume", title: "JSON Resume", extension: "json", write };

const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// What a field of v1 holds.
#[derive(Clone, Copy)]
enum Kind {
    /// A text, for us perhaps one for each language.
    Text,
    /// A list of such texts.
    Texts,
    /// An address.
    Url,
    /// A date.
    Date,
    /// A list of texts, for us perhaps nested.
    Highlights,
    /// Anything that is the same for both.
    Plain,
    Object(&'static Object),
    Objects(&'static Object),
}

/// The fields of an object: those of v1, and ours that v1 lacks. All others are the author's.
struct Object {
    known: &'static [(&'static str, Kind)],
    ours: &'static [&'static str],
}

use Kind::{Date, Highlights, Objects, Plain, Texts, Url};

const TEXT: Kind = Kind::Text;

static ROOT: Object = Object {
    known: &[
        ("$schema", Plain),
        ("basics", Kind::Object(&BASICS)),
        ("work", Objects(&WORK)),
        ("volunteer", Objects(&VOLUNTEER)),
        ("education", Objects(&EDUCATION)),
        ("awards", Objects(&AWARD)),
        ("certificates", Objects(&CERTIFICATE)),
        ("publications", Objects(&PUBLICATION)),
        ("skills", Objects(&SKILL)),
        ("languages", Objects(&LANGUAGE)),
        ("interests", Objects(&SKILL)),
        ("references", Objects(&REFERENCE)),
        ("projects", Objects(&PROJECT)),
        ("meta", Kind::Object(&META)),
    ],
    ours: &["lang", "sections", "personal", "sectionOrder", "sectionTitles", "unplaced"],
};

static BASICS: Object = Object {
    known: &[
        ("name", TEXT),
        ("label", TEXT),
        ("url", Url),
        ("summary", TEXT),
        ("location", Kind::Object(&LOCATION)),
        ("profiles", Objects(&ACCOUNT)),
    ],
    ours: &[],
};

static LOCATION: Object =
    Object { known: &[("address", TEXT), ("city", TEXT), ("region", TEXT)], ours: &[] };

static ACCOUNT: Object = Object { known: &[("url", Url)], ours: &["tags"] };

static WORK: Object = Object {
    known: &[
        ("name", TEXT),
        ("position", TEXT),
        ("location", TEXT),
        ("description", TEXT),
        ("url", Url),
        ("startDate", Date),
        ("endDate", Date),
        ("summary", TEXT),
        ("highlights", Highlights),
    ],
    ours: &["keywords", "tags", "_written"],
};

static VOLUNTEER: Object = Object {
    known: &[
        ("organization", TEXT),
        ("position", TEXT),
        ("url", Url),
        ("startDate", Date),
        ("endDate", Date),
        ("summary", TEXT),
        ("highlights", Highlights),
    ],
    ours: &["location", "keywords", "tags", "_written"],
};

static EDUCATION: Object = Object {
    known: &[
        ("institution", TEXT),
        ("url", Url),
        ("area", TEXT),
        ("studyType", TEXT),
        ("startDate", Date),
        ("endDate", Date),
        ("score", TEXT),
        ("courses", Texts),
    ],
    ours: &["location", "summary", "highlights", "keywords", "tags", "_written"],
};

static AWARD: Object = Object {
    known: &[("title", TEXT), ("date", Date), ("awarder", TEXT), ("summary", TEXT)],
    ours: &["url", "tags", "_written"],
};

static CERTIFICATE: Object = Object {
    known: &[("name", TEXT), ("date", Date), ("url", Url), ("issuer", TEXT)],
    ours: &["summary", "tags", "_written"],
};

static PUBLICATION: Object = Object {
    known: &[
        ("name", TEXT),
        ("publisher", TEXT),
        ("releaseDate", Date),
        ("url", Url),
        ("summary", TEXT),
    ],
    ours: &["authors", "type", "doi", "tags", "_written"],
};

/// Interests have a part of the same fields.
static SKILL: Object =
    Object { known: &[("name", TEXT), ("level", TEXT), ("keywords", Texts)], ours: &["tags"] };

static LANGUAGE: Object =
    Object { known: &[("language", TEXT), ("fluency", TEXT)], ours: &["cefr", "tags"] };

static REFERENCE: Object =
    Object { known: &[("name", TEXT), ("reference", TEXT)], ours: &["tags"] };

static PROJECT: Object = Object {
    known: &[
        ("name", TEXT),
        ("description", TEXT),
        ("highlights", Highlights),
        ("keywords", Texts),
        ("startDate", Date),
        ("endDate", Date),
        ("url", Url),
        ("roles", Texts),
        ("entity", TEXT),
    ],
    ours: &["tags", "_written"],
};

static META: Object = Object { known: &[], ours: &["cvpdf"] };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let mut strict =
        Strict { lang: lang(profile, options), lost: Lost::default(), nested: 0, sink };
    strict.lost.count_languages(profile);
    let mut root = Map::from_iter([("$schema".to_owned(), SCHEMA.into())]);
    if let Value::Object(members) = json::value(profile) {
        // The address of our own schema would be wrong here.
        let rest = members.into_iter().filter(|(key, _)| key != "$schema").collect();
        root.extend(strict.object(rest, &ROOT, ""));
    }
    let Strict { lost, nested, sink, .. } = strict;
    if nested > 0 {
        let message =
            format!("`highlights`: {nested} nested bullets are written as bullets of their own");
        sink.push(
            Diagnostic::info("not-in-target", message).help("JSON Resume knows no nested bullets"),
        );
    }
    lost.report(WRITER.title, sink);
    syntax::json::write(&Value::Object(root))
}

/// Turns our values into those of v1.
struct Strict<'s> {
    lang: &'s str,
    lost: Lost,
    /// How many bullets stood below others.
    nested: usize,
    sink: &'s mut Sink,
}

impl Strict<'_> {
    fn object(
        &mut self,
        members: Map<String, Value>,
        object: &Object,
        path: &str,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        for (key, value) in members {
            let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if object.ours.contains(&key.as_str()) {
                self.lose(&key, &at, &value);
                continue;
            }
            let kind = object.known.iter().find(|(known, _)| *known == key);
            let value = match kind {
                Some((_, kind)) => self.value(value, *kind, &at),
                None => Some(value),
            };
            written.extend(value.map(|value| (key, value)));
        }
        written
    }

    fn value(&mut self, value: Value, kind: Kind, path: &str) -> Option<Value> {
        match (kind, value) {
            (Kind::Text, value) => self.text(value),
            (Texts, Value::Array(items)) => {
                Some(items.into_iter().filter_map(|item| self.text(item)).collect())
            }
            (Url, Value::String(url)) => Some(complete(url).into()),
            (Date, Value::String(date)) => self.date(date, path),
            (Highlights, Value::Array(items)) => {
                let mut flat = Vec::new();
                items.into_iter().for_each(|item| self.flatten(item, &mut flat, path));
                Some(flat.into())
            }
            (Kind::Object(object), Value::Object(members)) => {
                let members = self.object(members, object, path);
                (!members.is_empty()).then_some(Value::Object(members))
            }
            (Objects(object), Value::Array(items)) => {
                let one = |(i, item)| match item {
                    Value::Object(members) => {
                        self.object(members, object, &format!("{path}[{i}]")).into()
                    }
                    other => other,
                };
                Some(items.into_iter().enumerate().map(one).collect())
            }
            // What could not be read is the author's, and kept as it was.
            (_, value) => Some(value),
        }
    }

    /// The text in the language that is written; nothing if there is none.
    fn text(&self, value: Value) -> Option<Value> {
        if !value.is_object() {
            return Some(value);
        }
        match serde_json::from_value::<Text>(value.clone()) {
            Ok(text) => Some(text.get(self.lang)).filter(|t| !t.is_empty()).map(Value::from),
            Err(_) => Some(value),
        }
    }

    fn date(&mut self, date: String, path: &str) -> Option<Value> {
        // The pattern of v1 ends with the year 2999.
        let fits =
            date.starts_with(['1', '2']) && matches!(DateReading::of(&date), DateReading::Date(_));
        if fits {
            return Some(date.into());
        }
        let message = format!("`{date}` in `{path}` is no date and cannot be written");
        let help = "JSON Resume takes YYYY, YYYY-MM and YYYY-MM-DD";
        self.sink.push(Diagnostic::warning("not-in-target", message).help(help));
        None
    }

    /// Adds a bullet and those below it, in the order in which they are read.
    fn flatten(&mut self, item: Value, flat: &mut Vec<Value>, path: &str) {
        let Value::Object(mut members) = item else {
            flat.push(item);
            return;
        };
        // Either a bullet with bullets below it, or one in several languages.
        let Some(text) = members.remove("text") else {
            flat.extend(self.text(Value::Object(members)));
            return;
        };
        flat.extend(self.text(text));
        let below = members.remove("highlights");
        for (key, value) in members {
            self.lose(&key, &format!("{path}.{key}"), &value);
        }
        if let Some(Value::Array(items)) = below {
            self.nested += items.len();
            items.into_iter().for_each(|item| self.flatten(item, flat, path));
        }
    }

    /// Counts what is ours under the name that says it best.
    fn lose(&mut self, key: &str, path: &str, value: &Value) {
        let values = leaves(value);
        match (key, value) {
            ("sections" | "unplaced", Value::Array(items)) => {
                let unit = if key == "sections" { "section" } else { "line" };
                self.lost.count(Severity::Warning, key, Some(unit), items.len(), values);
            }
            ("personal", _) => self.lost.add(Severity::Warning, key, value),
            ("lang" | "sectionOrder" | "sectionTitles" | "tags" | "_written" | "cvpdf", _) => {
                self.lost.add(
                    Severity::Info,
                    if key == "cvpdf" { "meta.cvpdf" } else { key },
                    value,
                );
            }
            _ => self.lost.add(Severity::Warning, &without_numbers(path), value),
        }
    }
}

/// `education[2].highlights` as `education.highlights`.
fn without_numbers(path: &str) -> String {
    let parts = path.split('.').map(|part| part.split('[').next().unwrap_or(part));
    parts.collect::<Vec<_>>().join(".")
}

/// An address with its scheme, which v1 demands.
pub(super) fn complete(url: String) -> String {
    let has_scheme = url.split_once(':').is_some_and(|(scheme, rest)| {
        rest.starts_with("//") || matches!(scheme.to_ascii_lowercase().as_str(), "mailto" | "tel")
    });
    if has_scheme || url.contains(char::is_whitespace) || !url.contains('.') {
        url
    } else {
        format!("https://{url}")
    }
}
