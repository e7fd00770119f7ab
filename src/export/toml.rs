//! Our schema as TOML: everything but nulls, which only unknown keys can hold.

use super::{WriteOptions, Writer, json};
use crate::diag::Sink;
use crate::profile::Profile;
use crate::syntax;

pub(super) static WRITER: Writer = Writer { name: "toml", title: "TOML", extension: "toml", write };

fn write(profile: &Profile, _: &WriteOptions, _: &mut Sink) -> String {
    syntax::toml::write(&json::value(profile))
}
