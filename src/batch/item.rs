//! What is named to be rendered, one thing at a time: files, what was found in folders, sources
//! at hand, and the records of streams.

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::read::cannot_read;
use super::stream::Stream;
use crate::diag::Diagnostic;
use crate::source::Source;

/// Something to read.
#[derive(Clone, Debug)]
pub enum Item {
    /// A file by its path, or a folder that is one profile; read when its turn comes.
    Path(PathBuf),
    /// What was found in a folder. It may turn out to be no CV, and is skipped then.
    Found(Found),
    /// A source at hand, such as standard input.
    Source(Source),
    /// Many profiles in one file.
    Stream(Stream),
    /// One profile of a stream.
    Record(Record),
    /// A pipe that could not be read, and why: it is told in its turn.
    Unread(PathBuf, Box<Diagnostic>),
}

/// A file, or a folder that is one profile, found in a folder.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// The name of its output without extension, below the folder of outputs.
    pub stem: PathBuf,
}

/// One profile of a stream.
#[derive(Clone, Debug)]
pub struct Record {
    /// The name of its output without extension, below the folder of outputs.
    pub stem: PathBuf,
    /// Its number in the stream, from 1.
    pub number: usize,
    /// Its text.
    pub source: Source,
}

/// Whether what is at a path is neither file nor folder, such as a named pipe.
pub fn is_pipe(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir())
}

impl Item {
    /// What is at a path: many profiles in one file, another file, or a folder. What comes through
    /// a pipe, such as a shell's `<(…)`, is read at once, since it can be read but once.
    pub fn at(path: &Path) -> Self {
        if let Some(stream) = Stream::of(path) {
            return Self::Stream(stream);
        }
        if !is_pipe(path) {
            return Self::Path(path.to_owned());
        }
        File::open(path)
            .and_then(|pipe| Stream::of_pipe(&path.display().to_string(), Some(path), pipe))
            .unwrap_or_else(|fault| Self::Unread(path.to_owned(), cannot_read(path, &fault)))
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) | Self::Found(Found { path, .. }) | Self::Unread(path, _) => {
                path.display().to_string()
            }
            Self::Source(source) => source.name().to_owned(),
            Self::Stream(stream) => stream.name().to_owned(),
            Self::Record(record) => format!("{}#{}", record.source.name(), record.number),
        }
    }

    /// Whether it may be more than one document, or become one of many.
    pub fn is_many(&self) -> bool {
        matches!(self, Self::Found(_) | Self::Stream(_))
    }

    /// The file that it is, or is a part of.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) | Self::Found(Found { path, .. }) | Self::Unread(path, _) => {
                Some(path)
            }
            Self::Source(source) | Self::Record(Record { source, .. }) => source.path(),
            Self::Stream(stream) => stream.path(),
        }
    }

    /// The name of its output without extension, below the folder of outputs.
    pub(super) fn stem(&self) -> PathBuf {
        match self {
            Self::Found(Found { stem, .. }) | Self::Record(Record { stem, .. }) => stem.clone(),
            Self::Stream(stream) => stream.stem().to_owned(),
            Self::Path(_) | Self::Source(_) | Self::Unread(..) => stem_or_default(self.path()),
        }
    }
}

/// The name of outputs of a file; of what has no file, the usual one.
pub(super) fn stem_or_default(path: Option<&Path>) -> PathBuf {
    path.and_then(stem).unwrap_or(OsStr::new("resume")).into()
}

/// The name of a file without its extension, that of a compression included; of a folder all of it.
pub(super) fn stem(path: &Path) -> Option<&OsStr> {
    if path.is_dir() {
        return path.file_name();
    }
    let stem = path.file_stem()?;
    let is_packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if is_packed { Path::new(stem).file_stem() } else { Some(stem) }
}
