//! Tables of comma-separated values as lists of objects: each row an object of its cells by the
//! titles of their columns.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{Member, Node, Value};
use crate::diag::{Diagnostic, Sink};
use crate::source::Source;

/// Returns the titles of the columns: the first row that is not blank.
pub fn header(source: &Source) -> Vec<String> {
    let first = Rows::of(source.text()).next().unwrap_or_default();
    first.into_iter().map(|(title, _)| title).collect()
}

/// Reads a table: a list of one object for each row that is not blank. Empty cells have no member;
/// cells that no title stands above are named by the number of their column.
pub fn parse(source: &Source, sink: &mut Sink) -> Node {
    let mut reader = Rows::of(source.text());
    let titles = unique(reader.next().unwrap_or_default());
    let row = |cells: Vec<Cell>| {
        let range = cells.first()?.1.start..cells.last()?.1.end;
        let members = cells.into_iter().enumerate().filter(|(_, (text, _))| !text.is_empty());
        let members = members.map(|(column, (text, range))| Member {
            key: titles.get(column).cloned().unwrap_or_else(|| numbered(column)),
            key_range: range.clone(),
            value: Node { value: Value::String(text), range },
        });
        Some(Node { value: Value::Object(members.collect()), range })
    };
    let rows = reader.by_ref().filter_map(row).collect();
    if let Some(open) = reader.open {
        let warning =
            Diagnostic::warning("syntax", "the quote is not closed").at(source, open..open + 1);
        sink.push(
            warning.help("put a `\"` at the end of the cell; all that follows was read into it"),
        );
    }
    Node { value: Value::List(rows), range: 0..source.text().len() }
}

/// The text of a cell, and its place without quotes.
type Cell = (String, Range<usize>);

/// The rows of a table that hold anything.
struct Rows<'t> {
    reader: Reader,
    text: &'t str,
    at: usize,
    /// Where the last cell begins, if its quote is never closed.
    open: Option<usize>,
}

impl<'t> Rows<'t> {
    /// The cells are parted by what stands most often in the first line.
    fn of(text: &'t str) -> Self {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
        let separator = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
        Self { reader: ReaderBuilder::new().delimiter(separator).build(), text, at: 0, open: None }
    }

    /// Reads a cell; tells too whether it is the last one of its row.
    fn cell(&mut self) -> Option<(Cell, bool)> {
        let (mut text, mut buffer) = (Vec::new(), [0; 1024]);
        let start = self.at;
        loop {
            let (result, read, written) =
                self.reader.read_field(&self.text.as_bytes()[self.at..], &mut buffer);
            self.at += read;
            text.extend_from_slice(&buffer[..written]);
            match result {
                // Nothing follows: the reader is told so by an empty input.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    let text = String::from_utf8_lossy(&text).trim().to_owned();
                    let read = &self.text[start..self.at];
                    let is_last = self.at == self.text.len() && read.trim_start().starts_with('"');
                    if is_last && read.matches('"').count() % 2 == 1 {
                        self.open = Some(start + read.len() - read.trim_start().len());
                    }
                    let range = self.content(start);
                    return Some(((text, range), record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Where the text of a cell stands in what was read of it: without quotes and separators.
    fn content(&self, start: usize) -> Range<usize> {
        const BLANK: [char; 4] = ['\r', '\n', '\t', ' '];
        let read = &self.text[start..self.at];
        let content = read.trim_start_matches(BLANK);
        let content = content.strip_prefix('"').unwrap_or(content).trim_start_matches(BLANK);
        let begin = self.at - content.len();
        let end = content.trim_end_matches([',', ';', '"', '\r', '\n', '\t', ' ']).len();
        begin..begin + end
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        loop {
            let mut row = Vec::new();
            loop {
                let (cell, is_last) = self.cell()?;
                row.push(cell);
                if is_last {
                    break;
                }
            }
            if row.iter().any(|(text, _)| !text.is_empty()) {
                return Some(row);
            }
        }
    }
}

/// The titles as keys: each occurs once.
fn unique(titles: Vec<Cell>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (column, (title, _)) in titles.into_iter().enumerate() {
        let is_new = !title.is_empty() && !keys.contains(&title);
        keys.push(if is_new { title } else { numbered(column) });
    }
    keys
}

fn numbered(column: usize) -> String {
    format!("column {}", column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Source, Node) {
        let source = Source::new("a.csv", text);
        let node = parse(&source, &mut Sink::new());
        (source, node)
    }

    fn rows(node: &Node) -> Vec<Vec<(&str, &str)>> {
        let Value::List(rows) = &node.value else { panic!("no list") };
        rows.iter()
            .map(|row| {
                let members = row.members().unwrap().iter();
                members.map(|m| (m.key.as_str(), m.value.scalar().unwrap())).collect()
            })
            .collect()
    }

    #[test]
    fn cells_stand_by_their_titles_and_know_their_places() {
        let text = "Name,Text\r\n\r\nAda,\"one, \"\"two\"\"\nthree\"\r\n,\r\nBob,,x\r\n";
        let (source, node) = read(text);
        assert_eq!(
            rows(&node),
            [
                vec![("Name", "Ada"), ("Text", "one, \"two\"\nthree")],
                vec![("Name", "Bob"), ("column 3", "x")]
            ]
        );
        let Value::List(rows) = &node.value else { panic!("no list") };
        let range = |row: usize, key: &str| rows[row].get(key).unwrap().range.clone();
        assert_eq!(&source.text()[range(0, "Name")], "Ada");
        assert_eq!(&source.text()[range(0, "Text")], "one, \"\"two\"\"\nthree");
        assert_eq!(&source.text()[range(1, "Name")], "Bob");
        assert_eq!(source.line_column(range(1, "Name").start), (6, 1));
    }

    #[test]
    fn separators_are_told_by_the_first_line() {
        assert_eq!(rows(&read("a;b\n1,5;2\n").1), [[("a", "1,5"), ("b", "2")]]);
        assert_eq!(rows(&read("a\tb\n1\t2").1), [[("a", "1"), ("b", "2")]]);
        assert_eq!(header(&Source::new("a", "\u{feff}Name\nAda")), ["Name"]);
    }

    #[test]
    fn what_is_cut_is_read_as_far_as_it_goes() {
        let text = "Näme,\"Te\"\"xt\"\n\"a\nb\",ö\n1,2,3\n";
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let source = Source::new("a.csv", &text[..end]);
            let node = parse(&source, &mut Sink::new());
            let Value::List(rows) = &node.value else { panic!("no list") };
            for member in rows.iter().flat_map(|row| row.members().unwrap()) {
                assert!(source.text().get(member.value.range.clone()).is_some());
            }
        }
        let mut sink = Sink::new();
        parse(&Source::new("a.csv", "a,b\n1,\"x \"\"y\n"), &mut sink);
        assert_eq!(
            sink.diagnostics()[0].to_string(),
            "a.csv:2:3: warning[syntax]: the quote is not closed"
        );
    }
}
