//! JSON Resume v1, in the strict reading: its own fields and what the author added, nothing of
//! ours.

use serde_json::{Map, Value};

use super::lost::{Lost, leaves};
use super::{WriteOptions, Writer, json, lang};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::profile::web::{complete, is_date, is_email, uri};
use crate::profile::{Profile, Text};
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
    /// A text that is the same in all languages.
    Word,
    /// A mail address.
    Mail,
    /// An address.
    Url,
    /// A date.
    Date,
    /// A list of texts, for us perhaps nested.
    Highlights,
    Object(&'static Object),
    Objects(&'static Object),
}

/// The fields of an object: those of v1, and ours that v1 lacks. All others are the author's.
struct Object {
    known: &'static [(&'static str, Kind)],
    ours: &'static [&'static str],
}

use Kind::{Date, Highlights, Mail, Objects, Texts, Url, Word};

const TEXT: Kind = Kind::Text;

static ROOT: Object = Object {
    known: &[
        ("$schema", Url),
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
        ("image", Word),
        ("email", Mail),
        ("phone", Word),
        ("url", Url),
        ("summary", TEXT),
        ("location", Kind::Object(&LOCATION)),
        ("profiles", Objects(&ACCOUNT)),
    ],
    ours: &[],
};

static LOCATION: Object = Object {
    known: &[
        ("address", TEXT),
        ("postalCode", Word),
        ("city", TEXT),
        ("countryCode", Word),
        ("region", TEXT),
    ],
    ours: &[],
};

static ACCOUNT: Object =
    Object { known: &[("network", Word), ("username", Word), ("url", Url)], ours: &["tags"] };

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
        ("type", TEXT),
    ],
    ours: &["tags", "_written"],
};

static META: Object = Object {
    known: &[("canonical", Url), ("version", Word), ("lastModified", Word)],
    ours: &["cvpdf"],
};

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
        let mut aside = Vec::new();
        for (key, value) in members {
            let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if object.ours.contains(&key.as_str()) {
                self.lose(&key, &at, &value);
                continue;
            }
            let kind = object.known.iter().find(|(known, _)| *known == key);
            let Some((_, kind)) = kind else {
                written.insert(key, value);
                continue;
            };
            match self.value(value, *kind, &at) {
                Ok(value) => written.extend(value.map(|value| (key, value))),
                Err(value) => aside.push((key, value, *kind, at)),
            }
        }
        for (key, value, kind, at) in aside {
            self.set_aside(&key, value, kind, &at, &mut written);
        }
        written
    }

    /// The value in the form that v1 demands, if it says something; the value itself if it has
    /// none.
    fn value(&mut self, value: Value, kind: Kind, path: &str) -> Result<Option<Value>, Value> {
        let written = match (kind, value) {
            (Kind::Text, value) => return self.text(value),
            (Texts, Value::Array(items)) => {
                let texts = items.iter().map(|item| self.text(item.clone()));
                match texts.collect::<Result<Vec<_>, _>>() {
                    Ok(texts) => Some(texts.into_iter().flatten().collect()),
                    Err(_) => return Err(items.into()),
                }
            }
            (Word, Value::String(word)) => Some(word.into()),
            (Mail, Value::String(mail)) if is_email(&mail) => Some(mail.into()),
            (Url, Value::String(url)) => match uri(&complete(url.clone())) {
                Some(uri) => Some(uri.into()),
                None => return Err(url.into()),
            },
            (Date, Value::String(date)) if is_date(&date) => Some(date.into()),
            (Highlights, Value::Array(items)) => {
                let mut flat = Vec::new();
                items.into_iter().for_each(|item| self.flatten(item, &mut flat, path));
                Some(flat.into())
            }
            (Kind::Object(object), Value::Object(members)) => {
                let members = self.object(members, object, path);
                (!members.is_empty()).then_some(Value::Object(members))
            }
            (Objects(object), Value::Array(items)) if items.iter().all(Value::is_object) => {
                let one = |(i, item)| match item {
                    Value::Object(members) => {
                        self.object(members, object, &format!("{path}[{i}]")).into()
                    }
                    other => other,
                };
                Some(items.into_iter().enumerate().map(one).collect())
            }
            (_, value) => return Err(value),
        };
        Ok(written)
    }

    /// Keeps a value under a key that v1 does not know.
    fn set_aside(
        &mut self,
        key: &str,
        value: Value,
        kind: Kind,
        path: &str,
        written: &mut Map<String, Value>,
    ) {
        let mut own = format!("_{key}");
        while written.contains_key(&own) {
            own.insert(0, '_');
        }
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (what, help) = match kind {
            Mail => ("mail address", "JSON Resume takes addresses such as ada@example.com"),
            Url => ("address", "JSON Resume takes addresses such as https://example.com"),
            Date => ("date", "JSON Resume takes YYYY, YYYY-MM and YYYY-MM-DD"),
            _ => ("value of this field", "JSON Resume demands another shape"),
        };
        let message = format!("`{shown}` in `{path}` is no {what} and is written as `{own}`");
        self.sink.push(Diagnostic::warning("not-in-target", message).help(help));
        written.insert(own, value);
    }

    /// The text in the language that is written; nothing if there is none.
    fn text(&self, value: Value) -> Result<Option<Value>, Value> {
        if value.is_string() {
            return Ok(Some(value));
        }
        match serde_json::from_value::<Text>(value.clone()) {
            Ok(text) => Ok(Some(text.get(self.lang)).filter(|t| !t.is_empty()).map(Value::from)),
            Err(_) => Err(value),
        }
    }

    /// Adds a bullet and those below it, in the order in which they are read.
    fn flatten(&mut self, item: Value, flat: &mut Vec<Value>, path: &str) {
        let Value::Object(mut members) = item else {
            flat.extend(self.bullet(item));
            return;
        };
        // Either a bullet with bullets below it, or one in several languages.
        let Some(text) = members.remove("text") else {
            flat.extend(self.bullet(Value::Object(members)));
            return;
        };
        flat.extend(self.bullet(text));
        let below = members.remove("highlights");
        for (key, value) in members {
            self.lose(&key, &format!("{path}.{key}"), &value);
        }
        if let Some(Value::Array(items)) = below {
            self.nested += items.len();
            items.into_iter().for_each(|item| self.flatten(item, flat, path));
        }
    }

    /// A bullet as a text.
    fn bullet(&self, item: Value) -> Option<Value> {
        self.text(item).unwrap_or_else(|odd| Some(odd.to_string().into()))
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
            (
                "lang" | "sectionOrder" | "sectionTitles" | "tags" | "_written" | "cefr" | "cvpdf",
                _,
            ) => {
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
