//! What the writers of other tools' formats have in common: texts in one language, bullets as
//! lines, and the count of what no other tool has a field for.

use serde_json::{Map, Value};

use super::lost::Lost;
use crate::diag::{Severity, Sink};
use crate::profile::{Highlight, Profile, Section, Text, When};

/// The writing of one profile for another tool.
pub(super) struct Target<'p> {
    pub(super) lang: &'p str,
    pub(super) lost: Lost,
}

impl<'p> Target<'p> {
    /// Begins to write. What is ours alone, and what the author added, is counted as lost.
    pub(super) fn new(profile: &Profile, lang: &'p str) -> Self {
        Self::keeping(profile, lang, &[])
    }

    /// Begins to write where the target has a place for some of what is ours.
    pub(super) fn keeping(profile: &Profile, lang: &'p str, kept: &[&str]) -> Self {
        let mut lost = Lost::default();
        lost.count_what_is_ours(profile, kept);
        Self { lang, lost }
    }

    /// Reports what was lost.
    pub(super) fn finish(self, title: &str, sink: &mut Sink) {
        self.lost.report(title, sink);
    }

    /// A text in the language that is written; `None` if it says nothing there.
    pub(super) fn text(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().and_then(|text| self.one(text))
    }

    pub(super) fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().filter_map(|text| self.one(text)).collect()
    }

    pub(super) fn one(&self, text: &Text) -> Option<String> {
        let text = text.get(self.lang).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Texts in one line; where one holds a comma, semicolons part them.
    pub(super) fn list(&self, texts: &[Text]) -> Option<String> {
        let texts = self.texts(texts);
        let separator = if texts.iter().any(|text| text.contains(',')) { "; " } else { ", " };
        (!texts.is_empty()).then(|| texts.join(separator))
    }

    /// Bullets as lines that begin with `- `, those below others indented.
    pub(super) fn lines(&self, highlights: &[Highlight]) -> Option<String> {
        let mut lines = Vec::new();
        self.add_lines(highlights, 0, &mut lines);
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn add_lines(&self, highlights: &[Highlight], depth: usize, lines: &mut Vec<String>) {
        for highlight in highlights {
            let text = self.one(&highlight.text);
            let indent = "  ".repeat(depth);
            let below = depth + usize::from(text.is_some());
            lines.extend(text.map(|text| {
                let text = text.replace('\n', &format!("\n{indent}  "));
                format!("{indent}- {text}")
            }));
            self.add_lines(&highlight.highlights, below, lines);
        }
    }

    /// Prose with its bullets below it, in one text.
    pub(super) fn prose(
        &self,
        texts: &[&Option<Text>],
        highlights: &[Highlight],
    ) -> Option<String> {
        let texts = texts.iter().filter_map(|text| self.text(text));
        joined(texts.chain(self.lines(highlights)), "\n\n")
    }

    /// The summary, with the sections below it that have no title.
    pub(super) fn summary(&self, profile: &Profile) -> Option<String> {
        let untitled = profile.sections.iter().filter(|section| is_below_summary(section));
        let texts = untitled.flat_map(|section| {
            self.texts(&section.paragraphs).into_iter().chain(self.lines(&section.highlights))
        });
        joined(self.text(&profile.basics.summary).into_iter().chain(texts), "\n\n")
    }

    /// Counts values that the target has no field for, as something to be warned of.
    pub(super) fn lose(&mut self, field: &str, values: usize) {
        self.lost.count(Severity::Warning, field, None, 1, values);
    }

    /// Takes a value away and counts it.
    pub(super) fn drop_text(&mut self, field: &str, text: &Option<Text>) {
        self.lose(field, usize::from(self.text(text).is_some()));
    }
}

/// Whether a section is prose without a title, which is read as a part of the summary.
pub(super) fn is_below_summary(section: &Section) -> bool {
    section.title.is_none() && section.entries.is_empty()
}

/// The members of an object that say something.
pub(super) fn object(
    members: impl IntoIterator<Item = (&'static str, Value)>,
) -> Map<String, Value> {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    let members = members.into_iter().filter(|(_, value)| says(value));
    members.map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The parts, parted by `separator`; `None` if there are none.
pub(super) fn joined(parts: impl IntoIterator<Item = String>, separator: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}

/// A date as it is written in the schema.
pub(super) fn date(when: &Option<When>) -> Option<String> {
    when.as_ref().map(ToString::to_string)
}
