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
            Ok(Member {
                key: key.into_inner().into_owned(),
                key_range,
                value: self.node(value, depth + 1)?,
            })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tests::told;

    fn read(text: &str) -> String {
        told(parse, text)
    }

    #[test]
    fn scalars_stay_as_written() {
        let text = "a = 1_000\nb = 0x1F\nc = 1.50\nd = 2019-09-01\ne = 07:32:00\nf = +7\ng = true\nh = 1979-05-27 07:32:00Z\n";
        let expected = r#"{"a":"1_000","b":"0x1F","c":"1.50","d":"2019-09-01","e":"07:32:00","f":"+7","g":true,"h":"1979-05-27 07:32:00Z"}"#;
        assert_eq!(read(text), expected);
        let node = parse(&Source::new("a", text), &mut Sink::new()).unwrap();
        assert_eq!(node.get("d").unwrap().value, Value::Plain("2019-09-01".to_owned()));
        assert_eq!(node.get("a").unwrap().value, Value::Number("1_000".to_owned()));
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "é = 1\n".replace('é', "\"é\"") + "[a.b]\nc = [1, \"ü\"]\n[[d]]\ne.f = 1\n";
        let node = parse(&Source::new("a", text.as_str()), &mut Sink::new()).unwrap();
        let place = |node: &Node| text[node.range.clone()].to_owned();
        assert_eq!(&text[node.members().unwrap()[0].key_range.clone()], "\"é\"");
        assert_eq!(place(node.get("a").unwrap().get("b").unwrap()), "[a.b]");
        assert_eq!(place(node.get("a").unwrap().get("b").unwrap().get("c").unwrap()), "[1, \"ü\"]");
        assert_eq!(node.range, 0..text.len());
    }

    #[test]
    fn all_faults_are_shown_where_they_are() {
        assert_eq!(
            read("a = 0612\nb = Jane Doe\nc = \"x\nd = 1\n"),
            "`0612` is no number @ 0612 | `Jane Doe` is not in quotes @ Jane Doe | the text is not closed @ \"x"
        );
        for (text, expected) in [
            ("a = 2019-09\n", "`2019-09` is no date of TOML @ 2019-09"),
            ("a = [1, 07]\n", "`07` is no number @ 07"),
            ("a = [1, 2\nb = 3\n", "the list before this line is not closed @ b = 3"),
            ("a = 1\na = 2\n", "the key `a` is written twice @ a"),
            ("a = 'it's'\n", "text behind the value @ s'"),
            ("a = \"C:\\dir\"\n", "`\\d` is no escape @ \\d"),
            ("name: Jane\n", "this line is no `key = value` @ name: Jane"),
            ("é = 1\n", "a key of other characters than letters, digits, `-` and `_` @ é = 1"),
            ("a = \n", "the key has no value @ a ="),
            ("a = True\n", "`True` is no value of TOML @ True"),
            ("a = null\n", "`null` is no value of TOML @ null"),
            ("a = “x”\n", "the quotes are none of TOML @ “x”"),
            ("a = \"\"\"x\n\ny", "the text is not closed @ \"\"\"x"),
            ("{\"a\": 1}\n", "a key is expected here @ {\"a\": 1}"),
            ("a = [\"x\" \"y\"]\n", "`,` is missing before this value @ \"y\"]"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
