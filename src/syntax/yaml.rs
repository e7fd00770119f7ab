//! YAML 1.2.

use super::Node;
use crate::diag::{Result, Sink};
use crate::source::Source;

/// Parses the text of a source.
pub fn parse(_source: &Source, _sink: &mut Sink) -> Result<Node> {
    unimplemented!()
}
