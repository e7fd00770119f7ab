//! Our schema as YAML: everything, unknown keys included.

use super::{WriteOptions, Writer, json};
use crate::diag::Sink;
use crate::profile::Profile;
use crate::syntax;

pub(super) static WRITER: Writer = Writer { name: "yaml", title: "YAML", extension: "yaml", write };

fn write(profile: &Profile, _: &WriteOptions, _: &mut Sink) -> String {
    syntax::yaml::write(&json::value(profile))
}
