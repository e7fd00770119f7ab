//! Many profiles in one file, read one by one: lines of JSON, or an array of it. The file as a
//! whole is never in memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use super::item::{Item, Record, stem_or_default};
use crate::import;
use crate::source::{MAX_BYTES, Source, Start, read_rest};

/// A file of many profiles.
#[derive(Clone, Debug)]
pub struct Stream {
    name: String,
    /// What the names of outputs begin with, below their folder.
    stem: PathBuf,
    file: Place,
    layout: Layout,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    /// A copy of what came through a pipe; removed with the last handle.
    Copy(Arc<TempPath>),
}

/// How the profiles stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Lines,
    Array,
}

/// The extensions of files that hold a profile in each line.
pub(super) const EXTENSIONS: [&str; 3] = ["ndjson", "jsonl", "jsonlines"];

/// How much of a file is looked at to tell whether it is a stream.
const START: u64 = 256 << 10;

impl Stream {
    /// Returns the file as a stream if it is one: by its extension, or because it begins with an
    /// array of objects or with two lines that are an object each.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let extension = extension.as_deref().unwrap_or_default();
        let is_lines = EXTENSIONS.contains(&extension);
        // What is no file can be read once, if at all.
        if !(is_lines || extension == "json") || !path.is_file() {
            return None;
        }
        let layout = match is_lines {
            true => Layout::Lines,
            false => layout(BufReader::new(File::open(path).ok()?.take(START))).ok()??,
        };
        let file = Place::File(path.to_owned());
        let stem = stem_or_default(Some(path));
        Some(Self { name: path.display().to_string(), stem, file, layout }).filter(Self::is_many)
    }

    /// Reads what a pipe holds: many profiles, of which it makes a copy, or one input. `path` is
    /// that of a named pipe.
    ///
    /// # Errors
    /// Returns the system's error if the pipe cannot be read or the copy cannot be written, or one
    /// of kind [`FileTooLarge`](std::io::ErrorKind::FileTooLarge) if what is no stream exceeds
    /// [`MAX_BYTES`](crate::source::MAX_BYTES).
    pub fn of_pipe(name: &str, path: Option<&Path>, mut pipe: impl Read) -> Result<Item> {
        let source = |bytes| Item::Source(Source::part(name, path, bytes, Start::default()));
        let mut start = Vec::new();
        pipe.by_ref().take(START).read_to_end(&mut start)?;
        let Some(layout) = layout(start.as_slice())? else {
            read_rest(pipe, &mut start)?;
            return Ok(source(start));
        };
        let mut file = tempfile::NamedTempFile::new()?;
        std::io::copy(&mut start.as_slice().chain(pipe), &mut file)?;
        start.clear();
        let copy = Arc::new(file.into_temp_path());
        let file = Place::Copy(copy.clone());
        let stream = Self { name: name.to_owned(), stem: stem_or_default(path), file, layout };
        if stream.is_many() {
            return Ok(Item::Stream(stream));
        }
        read_rest(File::open(&*copy)?, &mut start)?;
        Ok(source(start))
    }

    /// Whether it holds several: an array of one is a profile like any other.
    fn is_many(&self) -> bool {
        let second = || Some(self.records().ok()?.nth(1).is_some());
        self.layout == Layout::Lines || second().unwrap_or(false)
    }

    /// Gives outputs another name to begin with.
    #[must_use]
    pub(super) fn named(self, stem: PathBuf) -> Self {
        Self { stem, ..self }
    }

    /// Whether there is a profile among the first, rather than data of another kind.
    pub(super) fn holds_profiles(&self) -> bool {
        const LOOKED_AT: usize = 5;
        let is_profile = |item: Item| match item {
            Item::Record(record) => {
                import::open(record.source).is_ok_and(|input| import::detect(&input).is_some())
            }
            _ => false,
        };
        self.records().is_ok_and(|records| records.take(LOOKED_AT).any(is_profile))
    }

    /// What the names of outputs begin with.
    pub(super) fn stem(&self) -> &Path {
        &self.stem
    }

    /// Its name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its file, if it has one of its own.
    pub fn path(&self) -> Option<&Path> {
        match &self.file {
            Place::File(path) => Some(path),
            Place::Copy(_) => None,
        }
    }

    /// Returns the profiles, each read when it is asked for.
    ///
    /// # Errors
    /// Returns the system's error if the file cannot be opened.
    pub(super) fn records(&self) -> Result<Records> {
        let path: &Path = match &self.file {
            Place::File(path) => path,
            Place::Copy(path) => path,
        };
        let reader = BufReader::with_capacity(1 << 16, File::open(path)?);
        Ok(Records { stream: self.clone(), reader, at: Start::default(), number: 0 })
    }
}

/// Tells from the beginning of a file how profiles stand in it; `None` if it holds one, or none.
fn layout(mut reader: impl BufRead) -> Result<Option<Layout>> {
    let mut lines = Vec::new();
    while lines.len() < 2 {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let line = line.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&line).trim_ascii();
        if let Some(rest) = line.strip_prefix(b"[")
            && lines.is_empty()
        {
            let rest = rest.trim_ascii_start();
            lines.push(b'[');
            if let Some(first) = rest.first() {
                lines.push(*first);
            }
        } else if let Some(first) = line.first() {
            let is_whole = || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            if lines.is_empty() && !(*first == b'{' && line.ends_with(b"}") && is_whole()) {
                return Ok(None);
            }
            lines.push(*first);
        }
    }
    Ok(match lines.as_slice() {
        b"[{" => Some(Layout::Array),
        b"{{" => Some(Layout::Lines),
        _ => None,
    })
}

/// The profiles of a stream, in order.
pub(super) struct Records {
    stream: Stream,
    reader: BufReader<File>,
    at: Start,
    number: usize,
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut start = self.at;
        let mut bytes = Vec::new();
        // A file that ends in the midst ends there: what was read of it tells its own fault.
        let read = match self.stream.layout {
            Layout::Lines => self.line(&mut start, &mut bytes),
            Layout::Array => self.element(&mut start, &mut bytes),
        };
        read.ok().filter(|read| *read)?;
        self.number += 1;
        let source = Source::part(self.stream.name.as_str(), self.stream.path(), bytes, start);
        let mut stem = self.stream.stem.clone().into_os_string();
        stem.push(format!("-{}", self.number));
        Some(Item::Record(Record { stem: stem.into(), number: self.number, source }))
    }
}

impl Records {
    /// Reads the next line that is not blank. Of one that is too long the rest is passed over.
    fn line(&mut self, start: &mut Start, bytes: &mut Vec<u8>) -> Result<bool> {
        loop {
            *start = self.at;
            bytes.clear();
            let read = self.reader.by_ref().take(MAX_BYTES).read_until(b'\n', bytes)?;
            let mut whole = read;
            if read as u64 == MAX_BYTES && bytes.last() != Some(&b'\n') {
                whole += self.reader.skip_until(b'\n')?;
            }
            self.at.offset += whole;
            self.at.line += 1;
            if read == 0 {
                return Ok(false);
            }
            if start.offset == 0 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
                start.offset = 3;
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    /// Reads the next element of the array: up to the comma or bracket that ends it.
    fn element(&mut self, start: &mut Start, bytes: &mut Vec<u8>) -> Result<bool> {
        let mut scan = Scan { depth: usize::from(self.number > 0), ..Scan::default() };
        let mut is_first = true;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(!bytes.is_empty());
            }
            let mut used = 0;
            let mut ended = None;
            for &byte in buffer {
                let before = scan.depth;
                scan.step(byte);
                let is_outside = before <= 1 && scan.depth <= 1 && !scan.in_string;
                let ends = is_outside && matches!(byte, b',' | b']');
                if ends && (!is_first || byte == b']') {
                    // The end of the array is left where it is, for the next to find.
                    used += usize::from(byte == b',');
                    advance(&mut self.at, byte, byte == b',');
                    ended = Some(!is_first);
                    break;
                }
                let opens = before == 0 && byte == b'[';
                let is_blank =
                    byte.is_ascii_whitespace() || opens || ends || !byte.is_ascii() && before == 0;
                if is_first && !is_blank {
                    *start = self.at;
                    is_first = false;
                }
                if !is_first && (bytes.len() as u64) < MAX_BYTES {
                    bytes.push(byte);
                }
                used += 1;
                advance(&mut self.at, byte, true);
            }
            self.reader.consume(used);
            if let Some(is_element) = ended {
                return Ok(is_element);
            }
        }
    }
}

/// Moves a place behind a byte.
fn advance(at: &mut Start, byte: u8, used: bool) {
    if !used {
        return;
    }
    at.offset += 1;
    match byte {
        b'\n' => (at.line, at.column) = (at.line + 1, 0),
        // Bytes within a character count for none.
        byte => at.column += usize::from(byte & 0xc0 != 0x80),
    }
}

/// Where a place in JSON is: how deep, and whether in a string.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    fn step(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number, text and place of each record.
    type Read = Vec<(usize, String, (usize, usize))>;

    fn read(name: &str, text: &str) -> Option<Read> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let records = Stream::of(&path)?.records().unwrap();
        let record = |item| match item {
            Item::Record(Record { number, source, .. }) => {
                let start = source.start();
                assert!(text[start.offset..].starts_with(source.text().trim_end()), "{start:?}");
                (number, source.text().trim().to_owned(), source.line_column(0))
            }
            _ => unreachable!(),
        };
        Some(records.map(record).collect())
    }

    #[test]
    fn lines_are_profiles_and_blank_ones_are_none() {
        let expected = vec![
            (1, r#"{"a": "}"}"#.to_owned(), (1, 1)),
            (2, "{".to_owned(), (4, 1)),
            (3, r#"{"c":1}"#.to_owned(), (5, 1)),
        ];
        let text = "{\"a\": \"}\"}\r\n\n  \n{\n{\"c\":1}";
        assert_eq!(read("a.ndjson", text).unwrap(), expected);
        assert_eq!(read("a.json", "\n{\"a\":1}\n\n{").unwrap().len(), 2);
        assert_eq!(read("a.ndjson", "").unwrap(), []);
    }

    #[test]
    fn elements_of_an_array_are_profiles() {
        let text = "\u{feff} [ {\"a\": [1, \"]\\\",\"]},\n  {\"ł\": {}} , {} ]\n";
        let expected = vec![
            (1, r#"{"a": [1, "]\","]}"#.to_owned(), (1, 5)),
            (2, r#"{"ł": {}}"#.to_owned(), (2, 3)),
            (3, "{}".to_owned(), (2, 15)),
        ];
        assert_eq!(read("a.json", text).unwrap(), expected);
        // What is not closed is a profile all the same, with a fault.
        assert_eq!(read("a.json", "[{\"a\":1},{\"b\":").unwrap()[1].1, "{\"b\":");
        assert_eq!(read("a.json", "[\n\n{}, {}]").unwrap()[0], (1, "{}".to_owned(), (3, 1)));
    }

    #[test]
    fn one_profile_is_no_stream() {
        for text in ["{}", "{\n\"a\": 1}", "{\"a\":1}\n", "[]", "[{}]", "[1, 2]", "", "[\"a\", {}]"]
        {
            assert_eq!(read("a.json", text), None, "{text}");
        }
        assert_eq!(read("a.yaml", "[{}]"), None);
    }

    #[test]
    fn pipes_are_streams_or_sources() {
        let read = |text: &str| Stream::of_pipe("-", None, text.as_bytes()).unwrap();
        let many = read("{}\n{}\n");
        assert!(matches!(&many, Item::Stream(stream) if stream.records().unwrap().count() == 2));
        let one = read("{}\n");
        assert!(matches!(&one, Item::Source(source) if source.bytes() == b"{}\n"), "{one:?}");
    }
}
