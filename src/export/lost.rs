//! What a target has no room for, counted by field.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::json;
use crate::diag::{Diagnostic, Severity, Sink};
use crate::extract::dates;
use crate::profile::{Profile, Text, Tidy, schema};

/// Counts values that are not written.
#[derive(Default)]
pub(super) struct Lost {
    groups: IndexMap<String, Group>,
    withheld: Vec<(String, usize)>,
    /// Values in other languages than the one that is written.
    languages: usize,
}

struct Group {
    severity: Severity,
    /// What holds the values, if that is something else than the values: "sections", …
    unit: Option<&'static str>,
    units: usize,
    values: usize,
}

impl Lost {
    /// Counts the scalars of a value under a field's name.
    pub(super) fn add(&mut self, severity: Severity, field: &str, value: &Value) {
        self.count(severity, field, None, 1, leaves(value));
    }

    /// Counts `units` things that hold `values` values.
    pub(super) fn count(
        &mut self,
        severity: Severity,
        field: &str,
        unit: Option<&'static str>,
        units: usize,
        values: usize,
    ) {
        if values == 0 {
            return;
        }
        let group = Group { severity, unit, units: 0, values: 0 };
        let group = self.groups.entry(field.to_owned()).or_insert(group);
        group.units += units;
        group.values += values;
    }

    /// Counts values that the target has room for, but that are written only if asked for.
    pub(super) fn withhold(&mut self, field: &str, values: usize) {
        self.withheld.extend((values > 0).then(|| (field.to_owned(), values)));
    }

    /// Counts what no other format has a place for: lines that were not placed, values in other
    /// languages, the words that entries are chosen by, what the author added. `kept` are keys that
    /// the target has a place for all the same.
    pub(super) fn count_what_is_ours(&mut self, profile: &Profile, kept: &[&str]) {
        self.count_languages(profile);
        let unplaced = profile.unplaced.len();
        self.count(Severity::Warning, "unplaced", Some("line"), unplaced, unplaced);
        count_ours(&json::value(profile), &known_keys(), kept, self);
        let meta = &profile.meta;
        for (field, value) in [
            ("meta.canonical", &meta.canonical),
            ("meta.version", &meta.version),
            ("meta.lastModified", &meta.last_modified),
        ] {
            let is_lost = value.is_some() && !kept.contains(&field);
            self.count(Severity::Info, field, None, 1, usize::from(is_lost));
        }
    }

    /// Counts the settings for our own pages, but for those that are `kept`. Whether personal details
    /// are written is seen from them.
    pub(super) fn count_options(&mut self, profile: &Profile, kept: usize) {
        let options = &profile.meta.cvpdf;
        let all = serde_json::to_value(options).map_or(0, |value| leaves(&value));
        let personal = usize::from(options.personal.is_some());
        let others = all.saturating_sub(kept + personal);
        self.count(Severity::Info, "meta.cvpdf", None, 1, others);
    }

    /// Counts what is lost where the author's words stand for a date: the words that are no date if
    /// the target takes dates only, and the date where it says more than the words.
    pub(super) fn count_worded_dates(&mut self, profile: &Profile, dates_only: bool) {
        let (mut words_lost, mut dates_lost) = (0, 0);
        worded(&json::value(profile), &mut |words, date| {
            let reading = dates::Reading::default();
            let read = dates::read(words, reading);
            words_lost += usize::from(read.is_none() && dates_only);
            let found = read.or_else(|| dates::find(words, reading).into_iter().next());
            let said = found.and_then(|found| found.start).map(|stamp| stamp.date.to_string());
            dates_lost += usize::from(said.is_some_and(|said| said != date));
        });
        self.count(Severity::Info, "_written", None, 1, words_lost);
        self.count(Severity::Info, "dates behind the author's words", None, 1, dates_lost);
    }

    /// Counts the kinds of projects and publications.
    pub(super) fn count_types(&mut self, profile: &Profile) {
        let projects = profile.projects.iter().filter(|project| project.kind.is_some()).count();
        self.count(Severity::Info, "projects.type", None, projects, projects);
        self.count_types_of_publications(profile);
    }

    /// Counts the kinds of publications, for targets that know kinds of projects.
    pub(super) fn count_types_of_publications(&mut self, profile: &Profile) {
        let values = profile.publications.iter().filter(|paper| paper.kind.is_some()).count();
        self.count(Severity::Info, "publications.type", None, values, values);
    }

    /// Counts the values in other languages than the one that is written.
    pub(super) fn count_languages(&mut self, profile: &Profile) {
        profile.texts(&mut |text| {
            if let Text::Localized(texts) = text {
                let said = texts.values().filter(|text| !text.is_empty()).count();
                self.languages += said.saturating_sub(1);
            }
        });
    }

    /// Reports each field once.
    pub(super) fn report(self, target: &str, sink: &mut Sink) {
        if self.languages > 0 {
            let values = plural(self.languages, "value");
            let message = format!("{values} in other languages cannot be written");
            let help = format!(
                "{target} holds one language, which `--lang` picks; JSON, YAML and TOML hold all"
            );
            sink.push(Diagnostic::info("not-in-target", message).help(help));
        }
        for (field, values) in self.withheld {
            let message =
                format!("`{field}`: {} not written, as they are private", plural(values, "value"));
            let help = format!("set `meta.cvpdf.{field}` to `true` to have them written");
            sink.push(Diagnostic::info("not-in-target", message).help(help));
        }
        for (field, group) in self.groups {
            let values = plural(group.values, "value");
            let message = match group.unit {
                Some(unit) => {
                    let units = plural(group.units, unit);
                    format!("`{field}`: {units} with {values} cannot be written")
                }
                None => format!("`{field}`: {values} cannot be written"),
            };
            let help = format!("{target} has no field for it; JSON, YAML and TOML hold everything");
            let diagnostic = match group.severity {
                Severity::Info => Diagnostic::info("not-in-target", message),
                Severity::Warning | Severity::Error => {
                    Diagnostic::warning("not-in-target", message)
                }
            };
            sink.push(diagnostic.help(help));
        }
    }
}

/// Visits the author's words for dates, each with its date.
fn worded(value: &Value, visit: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| worded(item, visit)),
        Value::Object(members) => {
            let words = members.get("_written").and_then(Value::as_object);
            for (field, words) in words.into_iter().flatten() {
                if let (Some(words), Some(date)) =
                    (words.as_str(), members.get(field).and_then(Value::as_str))
                {
                    visit(words, date);
                }
            }
            members.values().for_each(|value| worded(value, visit));
        }
        _ => {}
    }
}

/// Visits all objects and counts the words that entries are chosen by, the author's words for
/// dates, the levels of languages one by one, and keys that the schema does not know.
fn count_ours(value: &Value, known: &BTreeSet<String>, kept: &[&str], lost: &mut Lost) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| count_ours(item, known, kept, lost)),
        Value::Object(members) => {
            // The languages of a text are no keys.
            let is_text = members.keys().all(|key| crate::profile::is_language_tag(key));
            for (key, value) in members.iter().filter(|_| !is_text) {
                match key.as_str() {
                    key if kept.contains(&key) => {}
                    "tags" | "_written" | "cefr" => lost.add(Severity::Info, key, value),
                    "sectionTitles" | "meta" | "unplaced" | "personal" => {}
                    key if known.contains(key) => count_ours(value, known, kept, lost),
                    key => lost.count(Severity::Info, key, None, 1, leaves(value)),
                }
            }
        }
        _ => {}
    }
}

/// The names of all fields of the schema.
fn known_keys() -> BTreeSet<String> {
    fn collect(value: &Value, keys: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::Object(properties)) = members.get("properties") {
                    keys.extend(properties.keys().cloned());
                }
                members.values().for_each(|value| collect(value, keys));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
            _ => {}
        }
    }
    let mut keys = BTreeSet::new();
    collect(&schema(), &mut keys);
    keys
}

/// How many scalars a value holds; null is none.
pub(super) fn leaves(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(members) => members.values().map(leaves).sum(),
        _ => 1,
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
