//! The files that are attached to a PDF, and nothing else of it. They are streams, which always stand
//! openly in the file, so they are found in one pass without its tables of places, broken or not.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::diag::{Diagnostic, Result};
use crate::source::{MAX_BYTES, Source};

use super::archive;

/// What the dictionary of an attached file holds, one of these at least.
const SIGNS: [&[u8]; 2] = [b"/EmbeddedFile", b"/Params"];

const END: &[u8] = b"endstream";

/// The most attached files that are unpacked.
const MOST: usize = 50;

/// An attached file as far as it could be unpacked, and the fault that ended it.
pub struct Unpacked {
    /// What was unpacked.
    pub bytes: Vec<u8>,
    /// Why it is not whole.
    pub fault: Option<Box<Diagnostic>>,
}

/// Whether bytes are a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF")
}

/// The files attached to a PDF, each unpacked; they may be broken or too large each for itself.
///
/// # Errors
/// Returns a diagnostic if there are some, but encrypted.
pub fn attached(source: &Source) -> Result<Vec<Unpacked>> {
    let (mut files, mut is_encrypted) = (Vec::new(), false);
    let mut rest = source.bytes();
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        let after = after.get(b"stream".len()..).unwrap_or_default();
        is_encrypted |= find(before, b"/Encrypt").is_some();
        // The word may stand in a text as well.
        if !before.trim_ascii_end().ends_with(b">>") {
            rest = after;
            continue;
        }
        let Some(end) = find(after, END) else { break };
        let (data, behind) = after.split_at(end);
        rest = behind.get(END.len()..).unwrap_or_default();
        let dictionary = last_object(before);
        if files.len() < MOST && SIGNS.iter().any(|sign| find(dictionary, sign).is_some()) {
            files.push((dictionary, data));
        }
    }
    is_encrypted |= find(rest, b"/Encrypt").is_some();
    if is_encrypted && !files.is_empty() {
        let message = "the PDF is encrypted, and so is the file that is attached to it";
        let error = Diagnostic::error("cannot-read", message).in_file(source);
        let help = "decrypt it, for example with `qpdf --decrypt cv.pdf open.pdf`, and render that";
        return Err(Box::new(error.help(help)));
    }
    let mut left = MAX_BYTES;
    let unpacked = files.into_iter().filter_map(|(dictionary, data)| {
        let file = unpack(source, dictionary, data, left)?;
        left = left.saturating_sub(file.bytes.len() as u64);
        Some(file)
    });
    Ok(unpacked.collect())
}

/// Unpacks a stream, as far as so many bytes are left; `None` if it is packed in a way that no
/// attachment is.
fn unpack(source: &Source, dictionary: &[u8], data: &[u8], left: u64) -> Option<Unpacked> {
    let data = data.strip_prefix(b"\r\n").or(data.strip_prefix(b"\n")).unwrap_or(data);
    if find(dictionary, b"/Filter").is_none() {
        return Some(Unpacked { bytes: data.to_vec(), fault: None });
    }
    let flate = find(dictionary, b"/FlateDecode")?;
    let others = [&b"/ASCII"[..], b"/LZW", b"/RunLength", b"/Crypt", b"/Predictor"];
    let is_other = others.iter().any(|filter| find(dictionary, filter).is_some());
    let again = dictionary.get(flate + 1..).and_then(|rest| find(rest, b"/FlateDecode"));
    if is_other || again.is_some() {
        return None;
    }
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(data).take(left + 1).read_to_end(&mut bytes);
    let (packed, unpacked) = (data.len() as u64, bytes.len() as u64);
    let fault = match read {
        Ok(_) => archive::check(source, source.name(), packed, unpacked, left).err(),
        Err(fault) => {
            let message = format!("the file attached to the PDF is broken: {fault}");
            let error = Diagnostic::error("cannot-read", message).in_file(source);
            let help =
                "fetch the PDF again, or make a text of it with `pdftotext -layout cv.pdf cv.txt`";
            Some(Box::new(error.help(help)))
        }
    };
    Some(Unpacked { bytes, fault })
}

/// What stands behind the beginning of the last object.
fn last_object(bytes: &[u8]) -> &[u8] {
    let start = bytes.windows(4).rposition(|window| window == b" obj");
    bytes.get(start.unwrap_or(0)..).unwrap_or_default()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn pdf(dictionary: &str, data: &[u8]) -> Source {
        let mut bytes = format!("%PDF-1.4\n1 0 obj\n<< {dictionary} >>\nstream\n").into_bytes();
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"endstream\nendobj\ntrailer << /Root 2 0 R >>\n");
        Source::new("a.pdf", bytes)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn attached_files_are_unpacked() {
        let text = b"<a>a stream of words</a>";
        for (dictionary, data) in [
            ("/Type /EmbeddedFile /Filter /FlateDecode", packed(text)),
            ("/Filter [/FlateDecode] /Params << /Size 3 >>", packed(text)),
            ("/Type/EmbeddedFile", text.to_vec()),
        ] {
            let files = attached(&pdf(dictionary, &data)).unwrap();
            assert_eq!(files.len(), 1, "{dictionary}");
            assert!(files[0].fault.is_none() && files[0].bytes == text, "{dictionary}");
        }
        assert!(attached(&pdf("/Filter /FlateDecode", &packed(text))).unwrap().is_empty());
        assert!(attached(&pdf("/Encrypt 3 0 R", text)).unwrap().is_empty());
        let encrypted = attached(&pdf("/Type /EmbeddedFile /Encrypt 3 0 R", text));
        assert_eq!(encrypted.err().unwrap().code, "cannot-read");
    }

    #[test]
    fn bombs_and_broken_files_are_told() {
        const FLATE: &str = "/Type /EmbeddedFile /Filter /FlateDecode";
        let fault = |data: &[u8]| attached(&pdf(FLATE, data)).unwrap().remove(0).fault.unwrap();
        assert_eq!(fault(&packed(&vec![0; 3 << 20])).code, "too-large");
        assert_eq!(fault(b"no zlib").code, "cannot-read");
        let whole = pdf(FLATE, &packed(b"<a>text</a>"));
        for end in 0..whole.bytes().len() {
            let cut = attached(&Source::new("cut.pdf", &whole.bytes()[..end]));
            assert!(cut.is_ok_and(|files| files.iter().all(|file| file.fault.is_none())));
        }
    }
}
