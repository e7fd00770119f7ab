//! Our schema as JSON: everything, unknown keys included.

use super::{WriteOptions, Writer};
use crate::diag::Sink;
use crate::profile::Profile;
use crate::syntax;

pub(super) static WRITER: Writer = Writer { name: "json", title: "JSON", extension: "json", write };

fn write(profile: &Profile, _: &WriteOptions, _: &mut Sink) -> String {
    syntax::json::write(&value(profile))
}

/// The profile as a value: fields in the order of the schema, then unknown keys.
pub(super) fn value(profile: &Profile) -> serde_json::Value {
    serde_json::to_value(profile).expect("a profile holds keys of text only")
}
