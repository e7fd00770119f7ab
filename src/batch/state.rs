//! Remembers what outputs were made of, by the hashes of contents: what is unchanged is not made
//! anew.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use super::write::{Workshop, write};
use crate::diag::Result;
use crate::style::Style;

/// The folder of the state below that of the outputs.
const FOLDER: &str = ".cvpdf";

/// What earlier runs made. A journal in the folder of the outputs keeps it, so that a run which is
/// interrupted loses nothing; without a folder it lasts as long as it is held.
#[derive(Default)]
pub struct State {
    /// The folder of the outputs.
    folder: PathBuf,
    known: Mutex<HashMap<u128, Entry>>,
    journal: Option<Mutex<Journal>>,
    /// Where files stand until they are whole.
    workshop: Workshop,
    /// The hashes of what outputs depend on, as they are in this run.
    hashes: Mutex<HashMap<Dependency, u128>>,
}

/// An output and what it was made of.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The hash of the input, the options, the style and the version.
    pub(super) key: u128,
    /// The hash of the files that were written.
    pub(super) made: u128,
    pub(super) pages: u32,
    /// How many warnings there were.
    pub(super) warnings: u32,
    pub(super) dependencies: Box<[(Dependency, u128)]>,
}

/// What an output depends on beside its input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Dependency {
    /// A file, which need not exist.
    File(PathBuf),
    /// A style by its name or folder.
    Style(String),
}

/// The file that a run adds its outputs to as they are made.
struct Journal {
    path: PathBuf,
    file: File,
    /// Whether anything was added.
    grew: bool,
}

/// A line of the journal. Hashes are written in hexadecimal digits.
#[derive(Serialize, Deserialize)]
struct Line {
    output: String,
    key: String,
    made: String,
    pages: u32,
    warnings: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<(Dependency, String)>,
}

impl State {
    /// Reads the state of a folder of outputs. With `force` nothing counts as known.
    ///
    /// # Errors
    /// Returns a diagnostic if the state cannot be written.
    pub fn open(outputs: &Path, force: bool) -> Result<Self> {
        let folder = outputs.join(FOLDER);
        let path = folder.join("state.ndjson");
        let mut known = HashMap::new();
        if !folder.exists() {
            // Whoever commits the outputs does not want the state among them.
            _ = std::fs::create_dir_all(&folder);
            write(&folder.join(".gitignore"), b"*\n")?;
        }
        if !force {
            known = read(&path)?;
        }
        let workshop = Workshop::open(&folder);
        let file = File::options().create(true).append(true).open(&path);
        let file = file.map_err(|error| super::write::fault(&path, &error))?;
        Ok(Self {
            folder: outputs.to_owned(),
            known: Mutex::new(known),
            journal: Some(Mutex::new(Journal { path, file, grew: false })),
            workshop,
            ..Self::default()
        })
    }

    /// Where files stand until they are whole.
    pub(super) fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// Forgets how dependencies were, for a further run.
    pub fn begin(&self) {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The files and the folders of styles that outputs depended on, there or not.
    pub fn dependencies(&self) -> Vec<PathBuf> {
        let hashes = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut paths: Vec<PathBuf> = Vec::new();
        #[expect(clippy::iter_over_hash_type, reason = "they are sorted")]
        for dependency in hashes.keys() {
            match dependency {
                Dependency::File(path) => paths.push(path.clone()),
                Dependency::Style(name) if Path::new(name).is_dir() => paths.push(name.into()),
                Dependency::Style(_) => {}
            }
        }
        paths.sort();
        paths
    }

    /// Returns what is known of an output if all that it was made of is unchanged and its files
    /// are as they were written.
    pub(super) fn unchanged(&self, output: &Path, key: u128) -> Option<Entry> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let entry =
            known.get(&hash128(self.below(output))).filter(|entry| entry.key == key)?.clone();
        drop(known);
        let same = |(dependency, hash): &(Dependency, u128)| self.hash(dependency) == *hash;
        entry.dependencies.iter().all(same).then_some(entry)
    }

    /// Remembers an output.
    pub(super) fn remember(&self, output: &Path, entry: Entry) {
        if let Some(journal) = &self.journal {
            let hex = |hash: u128| format!("{hash:032x}");
            let line = Line {
                output: self.below(output).to_string_lossy().into_owned(),
                key: hex(entry.key),
                made: hex(entry.made),
                pages: entry.pages,
                warnings: entry.warnings,
                dependencies: entry
                    .dependencies
                    .iter()
                    .map(|(d, h)| (d.clone(), hex(*h)))
                    .collect(),
            };
            let mut line = serde_json::to_vec(&line).unwrap_or_default();
            line.push(b'\n');
            let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
            // What is not remembered is made anew, which is no fault.
            journal.grew |= journal.file.write_all(&line).is_ok();
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(hash128(self.below(output)), entry);
    }

    /// The path of an output below the folder: the same from wherever the folder is named.
    fn below<'a>(&self, output: &'a Path) -> &'a Path {
        output.strip_prefix(&self.folder).unwrap_or(output)
    }

    /// The hash of a dependency as it is in this run; 0 if there is no such thing.
    pub(super) fn hash(&self, dependency: &Dependency) -> u128 {
        let mut hashes = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(hash) = hashes.get(dependency) {
            return *hash;
        }
        let hash = match dependency {
            Dependency::File(path) => file(path).unwrap_or(0),
            Dependency::Style(name) => Style::find(name).map_or(0, |style| style.fingerprint()),
        };
        hashes.insert(dependency.clone(), hash);
        hash
    }
}

impl Drop for Journal {
    /// Puts the journal in order, so that the same outputs leave the same journal whatever the
    /// threads and interruptions were.
    fn drop(&mut self) {
        if self.grew {
            // One that stays as it grew tells as much.
            _ = compact(&self.path);
        }
    }
}

/// Reads a journal, in which the last line on an output counts.
fn read(path: &Path) -> Result<HashMap<u128, Entry>> {
    let Ok(file) = File::open(path) else { return Ok(HashMap::new()) };
    let mut known = HashMap::new();
    let mut lines = 0;
    // A line that was cut off is no entry.
    for line in BufReader::new(file).split(b'\n').map_while(std::result::Result::ok) {
        lines += 1;
        if let Some((output, entry)) = parse(&line) {
            known.insert(output, entry);
        }
    }
    // What was cut off, or holds more of the past than of the present, is written anew.
    if lines > known.len() {
        compact(path).map_err(|error| super::write::fault(path, &error))?;
    }
    Ok(known)
}

fn parse(line: &[u8]) -> Option<(u128, Entry)> {
    let line: Line = serde_json::from_slice(line).ok()?;
    let hash = |text: &str| u128::from_str_radix(text, 16).ok();
    let dependencies =
        line.dependencies.into_iter().map(|(d, h)| Some((d, hash(&h)?))).collect::<Option<_>>()?;
    let entry = Entry {
        key: hash(&line.key)?,
        made: hash(&line.made)?,
        pages: line.pages,
        warnings: line.warnings,
        dependencies,
    };
    Some((hash128(Path::new(&line.output)), entry))
}

/// Leaves in a journal the last line on each output alone, in the order of the outputs.
fn compact(path: &Path) -> std::io::Result<()> {
    let text = std::fs::read(path)?;
    let mut last = BTreeMap::new();
    for line in text.split(|byte| *byte == b'\n') {
        if let Ok(Line { output, .. }) = serde_json::from_slice(line) {
            last.insert(output, line);
        }
    }
    let lines: Vec<&[u8]> = last.into_values().flat_map(|line| [line, b"\n"]).collect();
    super::write::replace(path, &lines.concat(), &Workshop::default())
}

/// The hash of a file's content; `None` if it is none, or so large that nothing would read it.
pub(super) fn file(path: &Path) -> Option<u128> {
    const MOST: u64 = 256 << 20;
    let file = File::open(path).ok()?;
    let meta = file.metadata().ok().filter(|meta| meta.is_file() && meta.len() <= MOST)?;
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(hash128(&bytes))
}

/// The hash of several files; `None` if one is missing.
pub(super) fn files(paths: &[PathBuf]) -> Option<u128> {
    let hashes: Option<Vec<u128>> = paths.iter().map(|path| file(path)).collect();
    Some(hash128(&hashes?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: u128, photo: &Path, state: &State) -> Entry {
        let dependency = Dependency::File(photo.to_owned());
        let hash = state.hash(&dependency);
        Entry { key, made: 5, pages: 2, warnings: 1, dependencies: [(dependency, hash)].into() }
    }

    #[test]
    fn what_was_made_is_known_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (output, photo) = (folder.path().join("a.pdf"), folder.path().join("photo.jpg"));
        let state = State::open(folder.path(), false).unwrap();
        assert!(state.unchanged(&output, 1).is_none());
        state.remember(&output, entry(1, &photo, &state));
        for state in [state, State::open(folder.path(), false).unwrap()] {
            assert_eq!(state.unchanged(&output, 1).unwrap().pages, 2);
            assert!(state.unchanged(&output, 2).is_none());
            assert!(state.unchanged(&folder.path().join("b.pdf"), 1).is_none());
        }
        // A photo that was missing has come.
        std::fs::write(&photo, "x").unwrap();
        assert!(State::open(folder.path(), false).unwrap().unchanged(&output, 1).is_none());
        std::fs::remove_file(&photo).unwrap();
        assert!(State::open(folder.path(), true).unwrap().unchanged(&output, 1).is_none());
    }

    #[test]
    fn a_journal_that_was_cut_off_or_grew_long_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("a.pdf");
        let state = State::open(folder.path(), false).unwrap();
        for key in 0..1200 {
            state.remember(&output, entry(key, folder.path(), &state));
        }
        let path = folder.path().join(FOLDER).join("state.ndjson");
        let mut text = std::fs::read(&path).unwrap();
        let whole = text.len();
        text.extend_from_slice(b"{\"output\":\"a.p");
        std::fs::write(&path, text).unwrap();
        assert!(State::open(folder.path(), false).unwrap().unchanged(&output, 1199).is_some());
        assert!(std::fs::metadata(&path).unwrap().len() < whole as u64 / 1000);
        assert!(State::open(folder.path(), false).unwrap().unchanged(&output, 1199).is_some());
    }
}
