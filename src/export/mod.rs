//! Writes profiles in other formats: the counterpart of reading.

mod element;
mod europass;
mod foreign;
mod fresh;
mod html;
mod json;
mod jsonresume;
mod lost;
mod markdown;
mod outline;
mod rendercv;
mod text;
mod toml;
mod yaml;
mod yamlresume;

use std::collections::BTreeMap;

use crate::diag::Sink;
use crate::profile::Profile;

/// How a profile is to be written.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// The language of localised values and labels, where the target has room for one only.
    /// Default: the profile's, else English.
    pub lang: Option<String>,
    /// What to say of single values where the format has comments, by their paths, for example
    /// `work[0].position`.
    pub comments: BTreeMap<String, String>,
}

/// A format that can be written.
pub struct Writer {
    /// What `--to` takes.
    pub name: &'static str,
    /// What messages and `cvpdf formats` say.
    pub title: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// Writes a profile; never fails. What the format has no room for goes to the sink.
    pub write: fn(&Profile, &WriteOptions, &mut Sink) -> String,
}

impl Writer {
    /// Returns the writer of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        WRITERS.iter().copied().find(|writer| writer.name == name)
    }
}

/// Every format that can be written; those that hold everything come first.
pub static WRITERS: &[&Writer] = &[
    &json::WRITER,
    &yaml::WRITER,
    &toml::WRITER,
    &jsonresume::WRITER,
    &markdown::WRITER,
    &text::WRITER,
    &rendercv::WRITER,
    &yamlresume::WRITER,
    &fresh::WRITER,
    &europass::WRITER,
    &html::WRITER,
];

/// The language that localised values are picked by.
fn lang<'p>(profile: &'p Profile, options: &'p WriteOptions) -> &'p str {
    options.lang.as_deref().or(profile.lang.as_deref()).unwrap_or("en")
}

#[cfg(test)]
mod tests;
