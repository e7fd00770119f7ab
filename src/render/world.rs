//! What the engine sees: the style's files, the data, the photo, the fonts. No network, no clock,
//! no other file.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Library, World};

use crate::fonts::FontSet;
use crate::profile::Date;
use crate::style::{Style, file_id};

/// The world of one document.
pub(super) struct DocumentWorld<'a> {
    pub(super) library: &'a LazyHash<Library>,
    pub(super) fonts: &'a FontSet,
    pub(super) style: &'a Style,
    pub(super) sources: &'a Sources,
    pub(super) files: Files,
    pub(super) data: Bytes,
    pub(super) photo: Option<Bytes>,
    pub(super) date: Date,
}

/// The handles of the files that every document has. They are the same for all documents, since
/// the engine never frees a handle.
#[derive(Clone, Copy)]
pub(super) struct Files {
    pub(super) main: FileId,
    pub(super) data: FileId,
    pub(super) photo: FileId,
}

impl Files {
    pub(super) fn new() -> Self {
        let id = |path| file_id(path).expect("the path is a plain name");
        Self { main: id("main.typ"), data: id("cv.json"), photo: id("photo") }
    }
}

/// The code of styles, in a copy for each thread but the first.
#[derive(Default)]
pub(super) struct Sources {
    thread: usize,
    copies: Mutex<HashMap<u128, Source>>,
}

impl Sources {
    pub(super) fn copy(thread: usize) -> Self {
        Self { thread, copies: Mutex::default() }
    }

    fn of(&self, source: &Source) -> Source {
        if self.thread == 0 {
            return source.clone();
        }
        let mut copies = self.copies.lock().unwrap_or_else(PoisonError::into_inner);
        // Lines at the end mean nothing, but the engine's cache takes it for another source.
        let copy =
            || Source::new(source.id(), source.text().to_owned() + &"\n".repeat(self.thread));
        copies.entry(hash128(source)).or_insert_with(copy).clone()
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.files.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let file = self.style.files.iter().find(|file| file.id == id);
        let source = file.and_then(|file| file.source.as_ref());
        source.map(|source| self.sources.of(source)).ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.files.data {
            return Ok(self.data.clone());
        }
        if id == self.files.photo {
            return self.photo.clone().ok_or_else(|| not_found(id));
        }
        let file = self.style.files.iter().find(|file| file.id == id);
        file.map(|file| file.bytes.clone()).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(
            self.date.year().into(),
            self.date.month().unwrap_or(1),
            self.date.day().unwrap_or(1),
        )
    }
}

/// What the engine says of a package.
pub(super) const PACKAGE: &str = "packages are not fetched";

fn not_found(id: FileId) -> FileError {
    if matches!(id.get().root(), VirtualRoot::Package(_)) {
        return FileError::Other(Some(PACKAGE.into()));
    }
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
