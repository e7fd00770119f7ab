//! Compressed files: gzip and ZIP, unpacked into memory and within limits. Names of members are names
//! and nothing else: no file is written.

use std::io::{Cursor, Read};

use crate::diag::{Diagnostic, Result};
use crate::source::{MAX_BYTES, Source};

/// The most members that an archive may have.
pub const MAX_MEMBERS: usize = 2_000;

/// How many times its packed size a member may have, once it is larger than [`HARMLESS`].
const MAX_RATIO: u64 = 200;

/// What is smaller may be as repetitive as it likes: 1 MiB.
const HARMLESS: u64 = 1 << 20;

/// Whether bytes are compressed by gzip.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Whether bytes are a ZIP archive, perhaps an empty one.
pub fn is_zip(bytes: &[u8]) -> bool {
    [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| bytes.starts_with(magic))
}

/// Unpacks what gzip compressed.
///
/// # Errors
/// Returns a diagnostic if the file is broken or larger than an input may be.
pub fn gunzip(source: &Source) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let packed = source.bytes();
    let mut reader = flate2::read::MultiGzDecoder::new(packed).take(MAX_BYTES + 1);
    reader.read_to_end(&mut unpacked).map_err(|fault| broken(source, &fault.to_string()))?;
    check(source, source.name(), packed.len() as u64, unpacked.len() as u64, MAX_BYTES)?;
    Ok(unpacked)
}

/// A ZIP archive whose members are unpacked one by one.
pub struct Zip<'s> {
    source: &'s Source,
    archive: zip::ZipArchive<Cursor<&'s [u8]>>,
    names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'s> Zip<'s> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Returns a diagnostic if it is broken or has too many members.
    pub fn open(source: &'s Source) -> Result<Self> {
        let archive = zip::ZipArchive::new(Cursor::new(source.bytes()))
            .map_err(|fault| broken(source, &fault.to_string()))?;
        if archive.len() > MAX_MEMBERS {
            let message = format!("the archive has more than {MAX_MEMBERS} members");
            let error = Diagnostic::error("too-large", message).in_file(source);
            return Err(Box::new(error.help("unpack it, and name the file that is the résumé")));
        }
        let name = |index| archive.name_for_index(index).and_then(|name| name.ok());
        let names = (0..archive.len()).map(|i| shown(&name(i).unwrap_or_default())).collect();
        Ok(Self { source, archive, names, left: MAX_BYTES })
    }

    /// The names of its members, folders included, fit to be shown.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Unpacks the member of this number in [`names`](Self::names).
    ///
    /// # Errors
    /// Returns a diagnostic if it is encrypted, broken or too large.
    pub fn read(&mut self, index: usize) -> Result<Source> {
        let name = format!("{}/{}", self.source.name(), self.names[index]);
        let fault = |fault: zip::result::ZipError| broken(self.source, &fault.to_string());
        if self.archive.by_index_raw(index).map_err(fault)?.encrypted() {
            let message = format!("`{name}` is encrypted");
            let error = Diagnostic::error("cannot-read", message).in_file(self.source);
            return Err(Box::new(error.help("unpack it with its password, and name the file")));
        }
        let file = self.archive.by_index(index).map_err(fault)?;
        let packed = file.compressed_size();
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| broken(self.source, &fault.to_string()))?;
        check(self.source, &name, packed, bytes.len() as u64, self.left)?;
        self.left -= bytes.len() as u64;
        Ok(Source::new(name, bytes))
    }
}

/// Refuses what is larger than what is left, or much larger than it was packed.
pub(super) fn check(
    source: &Source,
    name: &str,
    packed: u64,
    unpacked: u64,
    left: u64,
) -> Result<()> {
    let message = if unpacked > left {
        format!("what `{name}` unpacks to is larger than {} MiB in all", MAX_BYTES >> 20)
    } else if unpacked > HARMLESS && unpacked / packed.max(1) > MAX_RATIO {
        format!("`{name}` unpacks to more than {MAX_RATIO} times its size")
    } else {
        return Ok(());
    };
    let error = Diagnostic::error("too-large", message).in_file(source);
    Err(Box::new(error.help("a profile is text, and smaller")))
}

fn broken(source: &Source, fault: &str) -> Box<Diagnostic> {
    let message = format!("the archive is broken: {fault}");
    let error = Diagnostic::error("cannot-read", message).in_file(source);
    Box::new(error.help("pack it again, or name the file that is the résumé"))
}

/// A member's name without what would disturb a terminal.
fn shown(name: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.replace('\\', "/").chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn zip(files: &[(&str, &[u8])]) -> Source {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let packed =
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            writer.start_file(*name, packed).unwrap();
            writer.write_all(bytes).unwrap();
        }
        Source::new("a.zip", writer.finish().unwrap().into_inner())
    }

    fn gzip(bytes: &[u8]) -> Source {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(bytes).unwrap();
        Source::new("a.gz", writer.finish().unwrap())
    }

    #[test]
    fn members_are_unpacked_under_their_names() {
        let source = zip(&[("x/cv.json", b"{}"), ("../../etc/pass\nwd", b"x")]);
        let mut archive = Zip::open(&source).unwrap();
        assert_eq!(archive.names(), ["x/cv.json", "../../etc/pass\u{fffd}wd"]);
        let member = archive.read(0).unwrap();
        assert_eq!((member.name(), member.text()), ("a.zip/x/cv.json", "{}"));
        assert_eq!(member.path(), None);
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = vec![0; 3 << 20];
        let source = zip(&[("a", &zeros)]);
        assert_eq!(Zip::open(&source).unwrap().read(0).unwrap_err().code, "too-large");
        assert_eq!(gunzip(&gzip(&zeros)).unwrap_err().code, "too-large");
        let many: Vec<_> = (0..=MAX_MEMBERS).map(|i| i.to_string()).collect();
        let many: Vec<_> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(Zip::open(&zip(&many)).err().unwrap().code, "too-large");
        // Members that are harmless one by one may not be so together.
        let noise: Vec<u8> = (0..24u32 << 20).map(|i| (i.wrapping_mul(i) >> 7) as u8).collect();
        let source = zip(&[("a", &noise), ("b", &noise), ("c", &noise)]);
        let mut archive = Zip::open(&source).unwrap();
        let read: Vec<bool> = (0..3).map(|index| archive.read(index).is_ok()).collect();
        assert_eq!(read, [true, true, false]);
    }

    #[test]
    fn broken_archives_are_told_wherever_they_are_cut() {
        let source = zip(&[("a.json", b"{\"basics\": {\"name\": \"Ada\"}}")]);
        for end in 4..source.bytes().len() {
            let cut = Source::new("cut.zip", &source.bytes()[..end]);
            let error = Zip::open(&cut).and_then(|mut archive| archive.read(0)).unwrap_err();
            assert_eq!(error.code, "cannot-read");
        }
        let source = gzip(b"{}");
        assert_eq!(gunzip(&source).unwrap(), b"{}");
        let cut = Source::new("cut.gz", &source.bytes()[..source.bytes().len() - 3]);
        assert_eq!(gunzip(&cut).unwrap_err().code, "cannot-read");
    }
}
