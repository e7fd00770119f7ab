//! `--watch`: renders anew what changes, until the user ends it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use cvpdf::diag::Diagnostic;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::render::{Session, listen};
use super::report::Report;
use super::{ExitStatus, Outcome};

/// How long nothing must happen before a round begins: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(10);

/// How long a round waits at most while things go on happening.
const PATIENCE: Duration = Duration::from_millis(50);

/// How often it is looked whether the user wants to end.
const GLANCE: Duration = Duration::from_millis(100);

/// What is watched: whole folders, and single files by the folder they are in, since editors put
/// a new file in the place of the old one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Places {
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<PathBuf>,
}

/// Renders, waits for a change, and renders again.
pub(super) fn run(session: &mut Session<'_>, stop: &AtomicBool, report: &mut Report) -> Outcome {
    let fault = |error: &notify::Error| {
        vec![Diagnostic::error("cannot-read", format!("changes cannot be watched: {error}"))]
    };
    listen();
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| fault(&error))?;
    let mut places = Places::default();
    let mut told = false;
    loop {
        // Watched first, so that no change during the round is missed.
        places.watch(Places::of(&session.watched()), &mut watcher);
        if let Err(faults) = session.round(report) {
            report.diagnostics(&faults);
        }
        // What a profile names is known once it was read.
        places.watch(Places::of(&session.watched()), &mut watcher);
        if !std::mem::replace(&mut told, true) {
            report.note("watching for changes; Ctrl-C ends it", None);
        }
        if !wait(&events, &places, stop) {
            return Ok(ExitStatus::Success);
        }
    }
}

/// Waits for a change that matters, and until the changes end. Returns whether there was one
/// before the user wants to end.
fn wait(events: &Receiver<notify::Result<Event>>, places: &Places, stop: &AtomicBool) -> bool {
    loop {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        match events.recv_timeout(GLANCE) {
            Ok(event) if places.concern(&event) => break,
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE && events.recv_timeout(QUIET).is_ok() {}
    !stop.load(Ordering::Relaxed)
}

impl Places {
    /// Sorts paths into folders and files, each by its true path.
    fn of(paths: &[PathBuf]) -> Self {
        let mut places = Self::default();
        for path in paths {
            let text = path.to_string_lossy();
            // The folder that a pattern begins with.
            let plain = text.find(['*', '?', '[']).filter(|_| !path.exists()).map(|at| &text[..at]);
            let path = match plain {
                Some(plain) => Path::new(plain.rsplit_once('/').map_or("", |(folder, _)| folder)),
                None => path,
            };
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            match path.canonicalize() {
                Ok(real) if real.is_dir() => _ = places.folders.insert(real),
                // A link stays in its folder while what it points at is replaced.
                Ok(real) => places.files.extend([Some(real), beside(path)].into_iter().flatten()),
                Err(_) => places.files.extend(beside(path)),
            }
        }
        places
    }

    /// Watches what is new among other places, and takes these on.
    fn watch(&mut self, others: Self, watcher: &mut impl Watcher) {
        for folder in others.folders.difference(&self.folders) {
            // What cannot be watched has gone, and comes back by its folder.
            _ = watcher.watch(folder, RecursiveMode::Recursive);
        }
        for file in others.files.difference(&self.files) {
            let folder = file.parent().unwrap_or(file);
            if !others.folders.iter().any(|above| folder.starts_with(above)) {
                _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            }
        }
        self.folders.extend(others.folders);
        self.files.extend(others.files);
    }

    /// Whether an event tells of a change of one of them.
    fn concern(&self, event: &notify::Result<Event>) -> bool {
        // Of events that were lost something may have mattered.
        let Ok(event) = event else { return true };
        let is_change = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        let concerns = |path: &PathBuf| {
            self.files.contains(path)
                || self
                    .folders
                    .iter()
                    .any(|folder| path.strip_prefix(folder).is_ok_and(|below| !is_passing(below)))
        };
        is_change && (event.need_rescan() || event.paths.iter().any(concerns))
    }
}

/// The path in the true folder that it is in.
fn beside(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
}

/// Whether a path in a folder is none of an input: hidden, what an editor leaves, or an output.
fn is_passing(path: &Path) -> bool {
    let is_hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ends = ["~", ".tmp", ".swp", ".swx", ".bak", ".pdf", ".png", ".svg"];
    path.iter().any(is_hidden) || ends.iter().any(|end| name.ends_with(end)) || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_folders_and_what_passes() {
        let desk = tempfile::tempdir().unwrap();
        let root = desk.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("people")).unwrap();
        std::fs::write(root.join("cv.json"), "").unwrap();
        let named =
            ["people", "cv.json", "missing.jpg", "people/*.json"].map(|name| root.join(name));
        let places = Places::of(&named);
        assert_eq!(places.folders, BTreeSet::from([root.join("people")]));
        assert_eq!(places.files, BTreeSet::from([root.join("cv.json"), root.join("missing.jpg")]));
        let concerns = |name: &str| {
            let event = Event::new(EventKind::Any).add_path(root.join(name));
            places.concern(&Ok(event))
        };
        for name in ["cv.json", "missing.jpg", "people/a.yaml", "people/sub/b.md"] {
            assert!(concerns(name), "{name}");
        }
        for name in ["cv.pdf", "cv.json~", "people/.a.yaml.swp", "people/a.pdf", "people/.git/x"] {
            assert!(!concerns(name), "{name}");
        }
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert!(!places.concern(&Ok(Event::new(read).add_path(root.join("cv.json")))));
    }
}
