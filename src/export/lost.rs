//! What a target has no room for, counted by field.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diag::{Diagnostic, Severity, Sink};
use crate::profile::{Profile, Text, Tidy};

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
