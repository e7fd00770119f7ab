//! The files that ship inside the crate: fonts, styles, locales, lists of words, each with its path
//! below its folder.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::ZlibDecoder;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The file of a font.
#[cfg(feature = "render")]
pub(crate) enum Font {
    /// As it is.
    Plain(&'static [u8]),
    /// Packed by zlib, with its length when it is not.
    Packed(&'static [u8], usize),
}

#[cfg(feature = "render")]
impl Font {
    /// The file as it ships.
    pub(crate) fn unpack(&self) -> typst::foundations::Bytes {
        use typst::foundations::Bytes;
        match *self {
            Self::Plain(bytes) => Bytes::new(bytes),
            Self::Packed(bytes, length) => {
                let mut unpacked = Vec::with_capacity(length);
                let read = ZlibDecoder::new(bytes).read_to_end(&mut unpacked);
                read.expect("it was packed when this was built");
                Bytes::new(unpacked)
            }
        }
    }
}

/// A text, packed by zlib until it is first asked for.
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
    text.text.get_or_init(|| {
        let mut unpacked = String::new();
        let read = ZlibDecoder::new(text.packed).read_to_string(&mut unpacked);
        read.expect("it was packed when this was built");
        unpacked
    })
}
