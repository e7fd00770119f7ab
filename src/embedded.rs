//! The files that ship inside the crate: fonts, styles, locales, lists of words, each with its path
//! below its folder.

use std::sync::OnceLock;

use brotli_decompressor::BrotliDecompress;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

const PACKED: &str = "it was packed when this was built";

/// The file of a font.
#[cfg(feature = "render")]
pub(crate) enum Font {
    /// As it is.
    Plain(&'static [u8]),
    /// Packed by zlib (RFC 1950), from which it is soon unpacked.
    Quick(&'static [u8]),
    /// Packed by Brotli (RFC 7932), by which it is smallest.
    Small(&'static [u8]),
}

#[cfg(feature = "render")]
impl Font {
    /// The file as it ships.
    pub(crate) fn unpack(&self) -> typst::foundations::Bytes {
        use std::io::Read as _;

        use typst::foundations::Bytes;
        match *self {
            Self::Plain(bytes) => Bytes::new(bytes),
            Self::Quick(bytes) => {
                let mut unpacked = Vec::with_capacity(2 * bytes.len());
                let read = flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut unpacked);
                read.expect(PACKED);
                Bytes::new(unpacked)
            }
            Self::Small(bytes) => Bytes::new(unpack(bytes)),
        }
    }
}

/// A text, packed by Brotli (RFC 7932) until it is first asked for.
pub(crate) struct Text {
    packed: &'static [u8],
    text: OnceLock<String>,
}

impl Text {
    const fn new(packed: &'static [u8]) -> Self {
        Self { packed, text: OnceLock::new() }
    }
}

/// A list of words or a table of names, by the name of its file.
pub(crate) fn text(name: &str) -> &'static str {
    let mut texts = LISTS.iter().chain(&TABLES);
    let (_, text) = texts.find(|(file, _)| *file == name).expect("it ships");
    let unpack = || String::from_utf8(unpack(text.packed)).expect("it is a text");
    text.text.get_or_init(unpack)
}

fn unpack(mut packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    BrotliDecompress(&mut packed, &mut bytes).expect(PACKED);
    bytes
}
