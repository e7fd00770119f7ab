//! TOML 1.0.

mod explain;
mod write;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use write::write;

use super::{MAX_DEPTH, MAX_NODES, Member, Node, Value};
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;

/// Parses the text of a source. Numbers stay as they are written, and so do dates, which are
/// scalars without quotes.
///
/// # Errors
/// Fails with the first fault; the sink gets the others. A key written twice is a fault, as the
/// language demands.
pub fn parse(source: &Source, sink: &mut Sink) -> Result<Node> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut errors = explain::explain(source, &errors).into_iter();
    if let Some(first) = errors.next() {
        errors.for_each(|error| sink.push(error));
        return Err(first.into());
    }
    if table.get_ref().is_empty() {
        return Err(Diagnostic::error("empty-input", "the file is empty").in_file(source).into());
    }
    let mut reader = Reader { source, nodes: 0 };
    let value = reader.table(table.into_inner(), 0, 0..0)?;
    Ok(Node { value, range: 0..source.text().len() })
}

struct Reader<'s> {
    source: &'s Source,
    /// How many values were made.
    nodes: usize,
}

impl Reader<'_> {
    fn node(&mut self, value: Spanned<DeValue<'_>>, depth: usize) -> Result<Node> {
        let range = value.span();
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self.too_large(format!("there are more than {MAX_NODES} values"), range));
        }
        let written = || self.source.text().get(range.clone()).unwrap_or_default().to_owned();
        let value = match value.into_inner() {
            DeValue::String(text) => Value::String(text.into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written()),
            DeValue::Boolean(truth) => Value::Bool(truth),
            DeValue::Datetime(_) => Value::Plain(written()),
            DeValue::Array(items) => {
                self.check_depth(depth, &range)?;
                let items = items.into_iter().map(|item| self.node(item, depth + 1));
                Value::List(items.collect::<Result<_>>()?)
            }
            DeValue::Table(table) => self.table(table, depth, range.clone())?,
        };
        Ok(Node { value, range })
    }

    fn table(&mut self, table: DeTable<'_>, depth: usize, range: Range<usize>) -> Result<Value> {
        self.check_depth(depth, &range)?;
        let members = table.into_iter().map(|(key, value)| {
            let key_range = key.span();
            Ok(Member { key: key.into_inner().into_owned(), key_range, value: self.node(value, depth + 1)? })
        });
        Ok(Value::Object(members.collect::<Result<_>>()?))
    }

    fn check_depth(&self, depth: usize, range: &Range<usize>) -> Result<()> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        Err(self.too_large(format!("values nest deeper than {MAX_DEPTH} levels"), range.clone()))
    }

    fn too_large(&self, message: String, range: Range<usize>) -> Box<Diagnostic> {
        Box::new(Diagnostic::error("too-large", message).at(self.source, range))
    }
}
