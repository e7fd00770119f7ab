//! The files that ship inside the crate: fonts, styles, locales, each with its path below its
//! folder.

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
        use std::io::Read as _;
        use typst::foundations::Bytes;
        match *self {
            Self::Plain(bytes) => Bytes::new(bytes),
            Self::Packed(bytes, length) => {
                let mut unpacked = Vec::with_capacity(length);
                let read = flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut unpacked);
                read.expect("it was packed when this was built");
                Bytes::new(unpacked)
            }
        }
    }
}
