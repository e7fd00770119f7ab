//! Our schema as YAML: everything, unknown keys included.

use super::{WriteOptions, Writer, json};
use crate::diag::Sink;
use crate::profile::Profile;
use crate::syntax;

pub(super) static WRITER: Writer = Writer { name: "yaml", title: "YAML", extension: "yaml", write };

fn write(profile: &Profile, options: &WriteOptions, _: &mut Sink) -> String {
    let comment = |path: &str| options.comments.get(path).cloned();
    syntax::yaml::write_with_comments(&json::value(profile), &comment)
}
