//! A named input held in memory: a file, standard input, or a member of an archive.

use std::fmt;
use std::io::{Error, ErrorKind, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A named, cheaply cloned input.
///
/// Its bytes are decoded to text once, on demand; every range in a diagnostic counts bytes of that
/// text.
#[derive(Clone)]
pub struct Source(Arc<Inner>);

struct Inner {
    name: String,
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    /// Where it begins in the file that it is a part of.
    start: Start,
    text: OnceLock<Decoded>,
}

/// Where a part of a file begins: all counts from 0, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// How many lines stand before it.
    pub line: usize,
    /// How many characters of its first line stand before it.
    pub column: usize,
    /// How many bytes stand before it.
    pub offset: usize,
}

struct Decoded {
    text: String,
    /// Byte offsets at which lines begin.
    lines: Vec<usize>,
    encoding: &'static str,
}

/// The most bytes that one input may hold: 64 MiB.
pub const MAX_BYTES: u64 = 64 << 20;

/// Reads what is left of an input, after the bytes that were read before.
///
/// # Errors
/// As [`Source::read`].
pub(crate) fn read_rest(from: impl Read, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    from.take((MAX_BYTES + 1).saturating_sub(bytes.len() as u64)).read_to_end(bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("larger than {} MiB", MAX_BYTES >> 20);
        return Err(Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(())
}

impl Source {
    /// Makes a source from bytes, with the name that messages show.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::with_path(name.into(), None, bytes.into(), Start::default())
    }

    /// Reads the file at `path`; its name is the path as given.
    ///
    /// # Errors
    /// Returns the system's error if the file cannot be read, or one of kind
    /// [`FileTooLarge`](std::io::ErrorKind::FileTooLarge) if it exceeds [`MAX_BYTES`].
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let file = std::fs::File::open(path)?;
        // A device or a pipe has no length of its own, so the limit is held while reading.
        let length = file.metadata().map_or(0, |metadata| metadata.len().min(MAX_BYTES));
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
        read_rest(file, &mut bytes)?;
        let name = path.display().to_string();
        Ok(Self::with_path(name, Some(path.to_path_buf()), bytes, Start::default()))
    }

    /// Makes a source that stands for a folder in messages.
    pub fn folder(path: &Path) -> Self {
        Self::with_path(
            path.display().to_string(),
            Some(path.join(".")),
            Vec::new(),
            Start::default(),
        )
    }

    /// What is unpacked from this file: it stands where the file stands, and bears its name without
    /// the extension of the compression.
    #[must_use]
    pub fn unpacked(&self, bytes: Vec<u8>) -> Self {
        let name = self.name();
        let name = name.strip_suffix(".gz").or(name.strip_suffix(".GZ")).unwrap_or(name);
        Self::with_path(name.to_owned(), self.0.path.clone(), bytes, Start::default())
    }

    /// Makes a source of a part of a file, such as a line of many. Places in messages are those of
    /// the file.
    pub fn part(
        name: impl Into<String>,
        path: Option<&Path>,
        bytes: impl Into<Vec<u8>>,
        start: Start,
    ) -> Self {
        Self::with_path(name.into(), path.map(Path::to_path_buf), bytes.into(), start)
    }

    fn with_path(name: String, path: Option<PathBuf>, bytes: Vec<u8>, start: Start) -> Self {
        Self(Arc::new(Inner { name, path, bytes, start, text: OnceLock::new() }))
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The file it was read from; `None` for standard input and members of archives.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The extension of its name in lower case, without the dot; empty if there is none.
    pub fn extension(&self) -> String {
        Path::new(self.name())
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    }

    /// The bytes as they were read.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The text: UTF-8 or UTF-16 by its byte order mark, else UTF-8, else the legacy encoding that
    /// fits the bytes best. A byte order mark is not part of it.
    pub fn text(&self) -> &str {
        &self.decoded().text
    }

    /// The name of the encoding that [`text`](Self::text) was decoded from, for example `UTF-8`.
    pub fn encoding(&self) -> &'static str {
        self.decoded().encoding
    }

    /// Where it begins in the file that it is a part of; zero for whole files.
    pub fn start(&self) -> Start {
        self.0.start
    }

    /// The line and column of a byte offset in the text, both counted from 1 from the beginning
    /// of the file; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let (line, column) = self.own_line_column(offset);
        let Start { line: lines, column: columns, .. } = self.0.start;
        (line + lines, if line == 1 { column + columns } else { column })
    }

    fn own_line_column(&self, offset: usize) -> (usize, usize) {
        let Decoded { text, lines, .. } = self.decoded();
        let offset = floor_boundary(text, offset);
        let line = lines.partition_point(|&start| start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or(0);
        (line, text[start..offset].chars().count() + 1)
    }

    /// The range, clipped to the text and widened to character boundaries.
    pub fn clip(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text();
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end.max(start));
        start..end
    }

    fn decoded(&self) -> &Decoded {
        self.0.text.get_or_init(|| {
            let (text, encoding) = decode(&self.0.bytes);
            let newlines = text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            let lines = std::iter::once(0).chain(newlines.map(|(i, _)| i + 1)).collect();
            Decoded { text, lines, encoding }
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.name(), self.bytes().len())
    }
}

fn decode(bytes: &[u8]) -> (String, &'static str) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text.into_owned(), encoding.name());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), encoding_rs::UTF_8.name());
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), encoding.name())
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a", "ab\nłódź x");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (2, 1));
        assert_eq!(source.line_column(source.text().find('x').unwrap()), (2, 6));
        assert_eq!(source.line_column(999), (2, 7));
    }

    #[test]
    fn places_in_a_part_are_those_of_the_file() {
        let start = Start { line: 4, column: 2, offset: 90 };
        let source = Source::part("a", None, "ab\ncd", start);
        assert_eq!(source.line_column(1), (5, 4));
        assert_eq!(source.line_column(3), (6, 1));
    }

    #[test]
    fn byte_order_marks_and_legacy_encodings_are_decoded() {
        assert_eq!(Source::new("a", b"\xef\xbb\xbf{}".to_vec()).text(), "{}");
        assert_eq!(Source::new("a", b"\xff\xfe{\0}\0".to_vec()).text(), "{}");
        let legacy = Source::new("a", b"Universit\xe9 de Gen\xe8ve, Stra\xdfe".to_vec());
        assert_eq!(legacy.text(), "Université de Genève, Straße");
    }
}
