//! The files that ship inside the crate: fonts, styles, locales, each with its path below its
//! folder.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
