//! A profile in the making, with the owners of the bytes that it is made of.

use std::ops::Range;

use serde_json::{Map, Value};

use super::Said;
use crate::extract::{Explanation, Furniture, Owner, Piece};
use crate::locale::Locale;
use crate::profile::Profile;
use crate::syntax::markdown::escape::{enclosed, restore};

/// A profile in the making.
pub(super) struct Draft<'s> {
    pub(super) source: &'s str,
    pub(super) locale: &'static Locale,
    pub(super) root: Map<String, Value>,
    is_markdown: bool,
    claims: Vec<(Range<usize>, Owner)>,
}

impl<'s> Draft<'s> {
    pub(super) fn new(source: &'s str, locale: &'static Locale, is_markdown: bool) -> Self {
        Self { source, locale, root: Map::new(), is_markdown, claims: Vec::new() }
    }

    /// Gives a text to the field that is made of it, and returns it.
    pub(super) fn take(&mut self, said: &Said, path: String) -> Value {
        self.claims.push((said.range.clone(), Owner::Field(path)));
        Value::from(said.text.as_str())
    }

    pub(super) fn heading(&mut self, title: &Said, key: &str) {
        self.claims.push((title.range.clone(), Owner::Heading(key.to_owned())));
    }

    pub(super) fn furniture(&mut self, range: Range<usize>, kind: Furniture) {
        self.claims.push((range, Owner::Furniture(kind)));
    }

    /// The parts of a list in one line.
    pub(super) fn list(&mut self, said: &Said, path: &str) -> Value {
        let separator = if said.text.contains("; ") { "; " } else { &self.locale.comma };
        let items: Vec<Value> = match said.text.strip_suffix("<!-- one -->") {
            Some(only) => vec![self.restored(only).into()],
            None => match said.text.strip_suffix(';') {
                Some(only) => vec![only.into()],
                None => said.text.split(separator).map(|item| self.restored(item).into()).collect(),
            },
        };
        for n in 0..items.len() {
            // All of them own the line; the first has it.
            self.claims.push((said.range.clone(), Owner::Field(format!("{path}[{n}]"))));
        }
        Value::Array(items)
    }

    /// A text as it was before Markdown wrote it beside others.
    pub(super) fn restored(&self, text: &str) -> String {
        if self.is_markdown { restore(text, &enclosed) } else { text.to_owned() }
    }

    /// The text behind a label of the language, if it has that label.
    pub(super) fn behind_label(&mut self, said: &Said, field: &str) -> Option<Said> {
        let label = format!("{}: ", self.locale.field(field));
        let text = said.text.strip_prefix(&label).filter(|text| !text.is_empty())?;
        let start = said.range.start;
        self.furniture(start..start + label.len() - 2, Furniture::Label);
        Some(Said::new(text, start + label.len()..said.range.end))
    }

    /// The profile and the explanation; `None` if a word of the text has no owner.
    pub(super) fn finish(mut self) -> Option<(Profile, Explanation)> {
        let profile: Profile = serde_json::from_value(Value::Object(self.root)).ok()?;
        // Of two claims on one place, the narrower goes first.
        self.claims.sort_by_key(|(range, _)| (range.start, range.len()));
        let mut pieces = Vec::new();
        let mut at = 0;
        let piece = |range, owner| Piece { range, owner, confidence: 1.0 };
        for (range, owner) in self.claims {
            if range.start > at {
                let between = self.source.get(at..range.start)?;
                if between.contains(char::is_alphanumeric) {
                    return None;
                }
                pieces.push(piece(at..range.start, Owner::Separator));
            }
            let start = range.start.max(at);
            if range.end > start {
                at = range.end;
                pieces.push(piece(start..at, owner));
            }
        }
        if at < self.source.len() {
            if self.source.get(at..)?.contains(char::is_alphanumeric) {
                return None;
            }
            pieces.push(piece(at..self.source.len(), Owner::Separator));
        }
        Some((profile, Explanation { pieces }))
    }
}
