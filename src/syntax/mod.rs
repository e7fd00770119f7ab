//! Grammars without knowledge of résumés: text in, a tree of values with their places out.

pub mod archive;
mod boxes;
pub(crate) mod columns;
pub mod csv;
mod fields;
pub mod html;
pub mod json;
pub mod lines;
mod mail;
pub mod markdown;
mod members;
pub mod pdf;
mod reading;
mod template;
#[cfg(test)]
mod tests;
pub mod toml;
pub mod xml;
pub mod yaml;

use std::ops::Range;

use crate::diag::{Result, Sink};
use crate::source::Source;

#[cfg(feature = "render")]
pub(crate) use fields::is_email;
pub(crate) use fields::shown;
pub use fields::{Fields, nearest};
pub(crate) use html::prose::Prose;
pub use reading::Reading;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place in the [text](crate::source::Source::text) of the source, in bytes.
    pub range: Range<usize>,
}

/// A value of JSON, YAML or TOML. Scalars keep the letters they were written with.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `null`, `~`, or no value at all.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string in quotes or a block.
    String(String),
    /// A scalar without quotes, whose type is in the eye of the reader (YAML), and dates (TOML).
    Plain(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order written. Keys occur once.
    Object(Vec<Member>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub key: String,
    /// The key's place.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

/// The grammars of trees of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// JSON, with or without comments, and JSON5.
    Json,
    /// YAML 1.2.
    Yaml,
    /// TOML.
    Toml,
    /// XML.
    Xml,
    /// HTML, of which the tree is the data that it carries for machines.
    Html,
}

impl Grammar {
    /// Tells the grammar of a source: by its first characters where they decide, else by its
    /// extension, else by the look of its lines. `None` for text that is none of them.
    pub fn of(source: &Source) -> Option<Self> {
        let text = source.text().trim_start();
        let extension = source.extension();
        let is_list_of_objects =
            text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
        if html::data::is_page(text) {
            return Some(Self::Html);
        }
        // A name may lie: nothing but XML begins so.
        if text.starts_with("<?xml") {
            return Some(Self::Xml);
        }
        match extension.as_str() {
            "json" | "jsonld" | "json5" | "jsonc" => return Some(Self::Json),
            "toml" => return Some(Self::Toml),
            "xml" => return Some(Self::Xml),
            "yaml" | "yml" if !text.starts_with('{') => return Some(Self::Yaml),
            _ if text.starts_with('{') || text.starts_with("//") || text.starts_with("/*") => {
                return Some(Self::Json);
            }
            "" if is_list_of_objects => return Some(Self::Json),
            "" => {}
            _ => return None,
        }
        if xml::root(text).is_some_and(|name| !name.eq_ignore_ascii_case("html")) {
            return Some(Self::Xml);
        }
        // Without a name: a table or an assignment makes it TOML, a bare key YAML.
        let line = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
        let is_key = |key: &str| {
            !key.is_empty()
                && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-$\"".contains(&b))
        };
        let before = |sign: char| line.split_once(sign).is_some_and(|(key, _)| is_key(key.trim()));
        match line.trim_end() {
            "---" => Some(Self::Yaml),
            line if line.starts_with('[') && line.ends_with(']') => Some(Self::Toml),
            _ if before('=') => Some(Self::Toml),
            _ if before(':') && !line.contains("://") => Some(Self::Yaml),
            _ => None,
        }
    }

    /// Parses the text of a source.
    ///
    /// # Errors
    /// Returns the first fault that leaves no sensible tree; lesser ones go to the sink.
    pub fn parse(self, source: &Source, sink: &mut Sink) -> Result<Node> {
        let parsed = match self {
            Self::Json => json::parse(source, sink),
            Self::Yaml => yaml::parse(source, sink),
            Self::Toml => toml::parse(source, sink),
            Self::Xml => xml::parse(source, sink),
            Self::Html => return html::data::parse(source, sink),
        };
        match template::placeholder(source.text()) {
            Some(place) => template::told(parsed, source, place, sink),
            None => parsed,
        }
    }
}

/// How deep values may nest in one another.
pub const MAX_DEPTH: usize = 100;

/// How many values one input may hold, aliases resolved.
pub const MAX_NODES: usize = 2_000_000;

impl Node {
    /// The members, if it is an object.
    pub fn members(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The value of a key, if it is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members()?.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The text of a scalar, as written; `None` for lists, objects and null.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Number(text) | Value::String(text) | Value::Plain(text) => Some(text),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// What it is, for messages: "a string", "a list", …
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) | Value::Plain(_) => "a string",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The texts of the scalars in it, in the order written.
    pub fn scalars(&self) -> Vec<&str> {
        match &self.value {
            Value::List(nodes) => nodes.iter().flat_map(Self::scalars).collect(),
            Value::Object(members) => members.iter().flat_map(|m| m.value.scalars()).collect(),
            _ => self.scalar().into_iter().collect(),
        }
    }

    /// How many scalars it holds, itself included.
    pub fn leaves(&self) -> usize {
        match &self.value {
            Value::List(nodes) => nodes.iter().map(Self::leaves).sum(),
            Value::Object(members) => members.iter().map(|member| member.value.leaves()).sum(),
            _ => 1,
        }
    }

    /// The same value without places. A number that would be written otherwise is a string.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(truth) => Json::Bool(*truth),
            Value::Number(text) => number(text).unwrap_or_else(|| Json::String(text.clone())),
            Value::String(text) => Json::String(text.clone()),
            Value::Plain(text) => match text.as_str() {
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                text => number(text).unwrap_or_else(|| Json::String(text.to_owned())),
            },
            Value::List(nodes) => Json::Array(nodes.iter().map(Self::to_json).collect()),
            Value::Object(members) => {
                Json::Object(members.iter().map(|m| (m.key.clone(), m.value.to_json())).collect())
            }
        }
    }
}

/// The number, if it is written back as it was written.
fn number(text: &str) -> Option<serde_json::Value> {
    let number: serde_json::Number = text.parse().ok()?;
    // By default serde_json reads the last digit of long fractions inexactly.
    let exact = || serde_json::Number::from_f64(text.parse().ok()?);
    let same = |number: &serde_json::Number| number.to_string() == text;
    let number = Some(number).filter(same).or_else(|| exact().filter(same))?;
    Some(serde_json::Value::Number(number))
}
