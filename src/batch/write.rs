//! Writes a file as a whole or not at all.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diag::{Diagnostic, Result};

/// Writes a file: to a temporary one beside it, which then takes its place. A failure leaves what
/// was there.
///
/// # Errors
/// Returns a diagnostic with the system's reason.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    Workshop::default().write(path, bytes)
}

/// Where files stand until they are whole: a folder of its own, or beside what they become.
#[derive(Default)]
pub(super) struct Workshop {
    folder: Option<PathBuf>,
    /// Held as long as the folder is used, so that nobody takes what is in the making for what a
    /// run that was killed left behind.
    _lock: Option<File>,
}

impl Workshop {
    /// Opens a workshop in a folder and, if no other run uses it, clears it of what one that was
    /// killed left behind.
    pub(super) fn open(folder: &Path) -> Self {
        let lock = File::create(folder.join("lock")).ok();
        if let Some(lock) = &lock {
            if lock.try_lock().is_ok() {
                clear(folder);
                _ = lock.unlock();
            }
            // Without locks on this system nothing is cleared either.
            _ = lock.lock_shared();
        }
        Self { folder: Some(folder.to_owned()), _lock: lock }
    }

    /// Writes a file as [`write()`] does.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        replace(path, bytes, self).map_err(|error| fault(path, &error))
    }
}

/// The diagnostic of a file that cannot be written.
pub(super) fn fault(path: &Path, error: &Error) -> Box<Diagnostic> {
    let message = format!("`{}` cannot be written: {}", path.display(), reason(error));
    let help = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on it, or name a folder on another with `-o`"
        }
        _ => "is there such a folder, and may you write to it?",
    };
    Box::new(Diagnostic::error("cannot-write", message).help(help))
}

/// Writes a file as a whole: in a workshop first, from where it takes its place.
pub(super) fn replace(path: &Path, bytes: &[u8], workshop: &Workshop) -> std::io::Result<()> {
    if is_special(path) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    // What a link points at is replaced, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let beside = folder_of(&path);
    let folder = workshop.folder.as_deref().unwrap_or(beside);
    match put(&path, bytes, folder) {
        // A link leads to another disk.
        Err(error) if error.kind() == ErrorKind::CrossesDevices => put(&path, bytes, beside),
        result => result,
    }
}

fn put(path: &Path, bytes: &[u8], folder: &Path) -> std::io::Result<()> {
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    if let Ok(old) = path.metadata() {
        // Who could not read the old file shall not read the one in its place.
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The end of the names of files in the making.
const UNFINISHED: &str = ".tmp";

/// Makes a temporary file with the permissions that files have by the user's mask.
fn temporary(folder: &Path) -> std::io::Result<NamedTempFile<File>> {
    let open = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
    tempfile::Builder::new().prefix(".cvpdf-").suffix(UNFINISHED).make_in(folder, open)
}

/// Removes what is in the making in a folder.
fn clear(folder: &Path) {
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for path in files.flatten().map(|file| file.path()) {
        if path.as_os_str().as_encoded_bytes().ends_with(UNFINISHED.as_bytes()) {
            // What cannot be removed does no harm.
            _ = std::fs::remove_file(path);
        }
    }
}

/// Tries whether files can be made in a folder.
pub(super) fn try_folder(folder: &Path) -> std::io::Result<()> {
    temporary(folder).map(drop)
}

/// Whether the path is a device or a pipe, which takes bytes but must not be replaced.
pub(super) fn is_special(path: &Path) -> bool {
    let special = |meta: Metadata| !meta.is_file() && !meta.is_dir();
    path.metadata().is_ok_and(special)
}

/// The folder of a file; `.` where its path names none.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The system's reason in the words of our messages: no capital, no number.
pub(super) fn reason(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotADirectory => "a part of its path is a file",
        ErrorKind::AlreadyExists => "a file of that name exists",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::InvalidFilename => "the name is too long or not allowed",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn names(folder: &Path) -> Vec<PathBuf> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect()
    }

    #[test]
    fn files_are_replaced_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), [Path::new("a.pdf")]);
        assert!(write(&path.join("b.pdf"), b"x").is_err());
        assert_eq!(names(folder.path()), [Path::new("a.pdf")]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_the_usual_ones_or_those_of_the_old_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let usual = folder.path().join("usual");
        std::fs::write(&usual, "").unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"one").unwrap();
        assert_eq!(mode(&path), mode(&usual));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_devices_are_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        write(Path::new("/dev/null"), b"gone").unwrap();
        assert!(is_special(Path::new("/dev/null")));
    }
}
