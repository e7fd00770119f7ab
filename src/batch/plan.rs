//! Names the output of every job and finds what stands in their way before the first is made.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value as Json;

use super::item::Item;
use super::name::{self, Facts, Pattern};
use super::work::in_order;
use super::{OutputFormat, Plan, Request, Target, read, write};
use crate::diag::{Diagnostic, Sink};
use crate::import::ReadOptions;
use crate::profile::Profile;
use crate::style::Style;

type Result<T> = std::result::Result<T, Vec<Diagnostic>>;

/// Where the outputs go, decided.
#[derive(Clone, Debug)]
pub(super) enum Destination {
    Beside,
    Folder(PathBuf),
    File(PathBuf),
    Memory,
}

/// What each input becomes, and how that is named.
#[derive(Clone)]
pub(super) struct Naming {
    pub(super) place: Destination,
    pub(super) styles: Vec<Option<Arc<Style>>>,
    pub(super) langs: Vec<Option<String>>,
    pub(super) format: OutputFormat,
    pub(super) pattern: Option<Pattern>,
}

/// A document to be made.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) style: Option<Arc<Style>>,
    pub(super) lang: Option<String>,
    /// Its file, without the numbers of pages; `None` to hand the bytes back.
    pub(super) output: Option<PathBuf>,
}

/// The most collisions that are told; who has more has the same one more often.
const MOST_TOLD: usize = 20;

pub(super) fn plan(request: Request, read: &ReadOptions) -> Result<Plan> {
    let threads = request.threads;
    let styles: Vec<_> = match request.styles.len() {
        0 => vec![None],
        _ => request.styles.into_iter().map(Some).collect(),
    };
    let langs: Vec<_> = match request.langs.len() {
        0 => vec![None],
        _ => request.langs.into_iter().map(Some).collect(),
    };
    let is_many = request.name.is_some() || request.inputs.iter().any(Item::is_many);
    let count = request.inputs.len() * styles.len() * langs.len();
    let place = place(&request.target, if is_many { count.max(2) } else { count })?;
    let pattern = request.name;
    let naming = Naming { place, styles, langs, format: request.format, pattern };
    let inputs: BTreeSet<PathBuf> = request.inputs.iter().filter_map(Item::path).map(key).collect();
    let (taken, count) = check(&request.inputs, &inputs, &naming, read, threads)?;
    prepare(&naming, &request.inputs)?;
    Ok(Plan { items: request.inputs, naming, inputs, taken, count, threads })
}

fn place(target: &Target, count: usize) -> Result<Destination> {
    let path = match target {
        Target::Beside => return Ok(Destination::Beside),
        Target::Memory if count == 1 => return Ok(Destination::Memory),
        Target::Memory => {
            let message = "standard output takes one document, and there are several";
            return Err(vec![Diagnostic::error("usage", message).help("name a folder with `-o`")]);
        }
        Target::Path(path) => path,
    };
    if names_folder(path) {
        return Ok(Destination::Folder(path.clone()));
    }
    if count == 1 {
        return Ok(Destination::File(path.clone()));
    }
    let named_as_file =
        path.extension().is_some_and(|e| ["pdf", "png", "svg"].iter().any(|x| e == *x));
    if path.exists() || named_as_file {
        let message =
            format!("`{}` is one file, and there are several documents to write", path.display());
        let help = "name a folder with `-o`: one that exists, or with `/` at its end";
        return Err(vec![Diagnostic::error("usage", message).help(help)]);
    }
    Ok(Destination::Folder(path.clone()))
}

/// Whether a path names a folder: it exists as one, or ends in a separator.
pub fn names_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// The single inputs in order, those of streams among them. A stream that cannot be opened is
/// handed on, and reading it tells why.
pub fn units(items: &[Item]) -> impl Iterator<Item = Item> + Send + '_ {
    items.iter().flat_map(|item| -> Box<dyn Iterator<Item = Item> + Send> {
        match item {
            Item::Stream(stream) => match stream.records() {
                Ok(records) => Box::new(records),
                Err(_) => Box::new(std::iter::once(item.clone())),
            },
            _ => Box::new(std::iter::once(item.clone())),
        }
    })
}

impl Naming {
    /// Whether names depend on what stands in the profile.
    pub(super) fn needs_profile(&self) -> bool {
        self.pattern.as_ref().is_some_and(Pattern::needs_profile)
    }

    /// The documents that an input becomes. `number` is its number among all, from 1.
    pub(super) fn jobs(&self, item: &Item, number: usize, profile: Option<&Profile>) -> Vec<Job> {
        let profile = profile.filter(|_| self.needs_profile()).map_or(Json::Null, name::facts);
        let mut jobs = Vec::with_capacity(self.styles.len() * self.langs.len());
        for style in &self.styles {
            for lang in &self.langs {
                let name = || self.name(item, number, style.as_deref(), lang.as_deref(), &profile);
                let output = match &self.place {
                    Destination::Memory => None,
                    Destination::File(path) => Some(path.clone()),
                    Destination::Folder(folder) => Some(folder.join(name())),
                    Destination::Beside => Some(beside(item).join(name())),
                };
                jobs.push(Job { style: style.clone(), lang: lang.clone(), output });
            }
        }
        jobs
    }

    /// By the pattern, else `<stem>[-style][-lang]`, and the extension.
    fn name(
        &self,
        item: &Item,
        number: usize,
        style: Option<&Style>,
        lang: Option<&str>,
        profile: &Json,
    ) -> PathBuf {
        let style = style.map(|style| style.name.as_str());
        let stem = item.stem();
        let mut name = match &self.pattern {
            Some(pattern) => {
                let style = style.unwrap_or(crate::style::DEFAULT);
                let lang = lang.unwrap_or_default();
                pattern.name(&Facts { stem, style, lang, number, profile }).into()
            }
            None => {
                let stem = if matches!(self.place, Destination::Beside) {
                    stem.file_name().map(PathBuf::from)
                } else {
                    Some(stem)
                };
                let mut name = stem.unwrap_or_default().into_os_string();
                let style = style.filter(|_| self.styles.len() > 1);
                for part in [style, lang.filter(|_| self.langs.len() > 1)].into_iter().flatten() {
                    name.push("-");
                    name.push(part);
                }
                name
            }
        };
        name.push(".");
        name.push(self.format.extension());
        PathBuf::from(name)
    }
}

fn beside(item: &Item) -> &Path {
    item.path().and_then(Path::parent).unwrap_or(Path::new(""))
}

/// Finds jobs that write the same file, or one of the inputs. Returns the keys of the outputs if
/// pages may take further names, and how many inputs there are.
fn check(
    items: &[Item],
    inputs: &BTreeSet<PathBuf>,
    naming: &Naming,
    options: &ReadOptions,
    threads: usize,
) -> Result<(HashSet<u128>, usize)> {
    let mut keys = Keys::default();
    // What is kept of each output is small, since there may be a million.
    let mut outputs: HashMap<u128, u32> = HashMap::new();
    let mut faults = Vec::new();
    let mut count = 0;
    let enough = AtomicBool::new(false);
    let name = |(index, item): (usize, Item)| {
        let profile = naming.needs_profile().then(|| read(&item, options, &mut Sink::new()).ok());
        let profile = profile.flatten().map(|(_, profile)| profile);
        let jobs = naming.jobs(&item, index + 1, profile.as_ref());
        (item, jobs.into_iter().filter_map(|job| job.output).collect::<Vec<_>>())
    };
    let threads = if naming.needs_profile() { threads } else { 0 };
    let worker = |_| &name;
    in_order(units(items).enumerate(), threads, &enough, worker, |(item, paths)| {
        for path in paths {
            let key = keys.key(&path);
            if inputs.contains(&key) {
                faults.push(overwrites(&path, items));
            }
            let index = u32::try_from(count).unwrap_or(u32::MAX);
            if let Some(other) = outputs.insert(hash(&key), index) {
                let other = units(items).nth(other as usize).map_or_else(String::new, |i| i.name());
                faults.push(same(&path, &other, &item.name(), naming));
            }
            if path.is_dir() {
                let message = format!("`{}` is a folder", path.display());
                let error = Diagnostic::error("cannot-write", message);
                faults.push(error.help("name another file with `-o`"));
            }
        }
        count += 1;
        enough.store(faults.len() >= MOST_TOLD, Ordering::Relaxed);
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    let numbered = naming.format != OutputFormat::Pdf;
    Ok((if numbered { outputs.into_keys().collect() } else { HashSet::new() }, count))
}

fn overwrites(path: &Path, items: &[Item]) -> Diagnostic {
    let wanted = key(path);
    let input = items.iter().filter_map(Item::path).find(|input| key(input) == wanted);
    let input = input.unwrap_or(path).display();
    let message = format!("`{}` would overwrite the input `{input}`", path.display());
    Diagnostic::error("collision", message).help("name another file or folder with `-o`")
}

fn same(path: &Path, other: &str, name: &str, naming: &Naming) -> Diagnostic {
    let path = path.display();
    let message = match other == name {
        true => format!("`{other}` would be written twice to `{path}`"),
        false => format!("`{other}` and `{name}` would both be written to `{path}`"),
    };
    let error = Diagnostic::error("collision", message);
    error.help(match &naming.pattern {
        Some(pattern) => {
            format!("add `{{number}}`, `{{stem}}`, `{{folder}}/`, `{{style}}` or `{{lang}}` to the name `{pattern}`")
        }
        None => "rename an input, or render the two by themselves with `-o`".to_owned(),
    })
}

/// Makes the folder of the outputs and tries whether files can be made where they go.
fn prepare(naming: &Naming, items: &[Item]) -> Result<()> {
    let mut folders: BTreeSet<&Path> = BTreeSet::new();
    match &naming.place {
        Destination::Memory => {}
        Destination::Folder(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
            folders.insert(folder);
        }
        Destination::File(path) if write::is_special(path) => {}
        Destination::File(path) => _ = folders.insert(write::folder_of(path)),
        // Beside an input that does not exist there is nothing to write either.
        Destination::Beside => {
            let paths = items.iter().filter_map(Item::path).filter(|path| path.exists());
            folders.extend(paths.map(write::folder_of));
        }
    }
    for folder in folders {
        write::try_folder(folder).map_err(|error| cannot(folder, &error))?;
    }
    Ok(())
}

fn cannot(folder: &Path, error: &std::io::Error) -> Vec<Diagnostic> {
    let (folder, reason) = (folder.display(), write::reason(error));
    let message = format!("the folder `{folder}` cannot be written: {reason}");
    let error = Diagnostic::error("cannot-write", message);
    vec![error.help("name another file or folder with `-o`")]
}

/// Checks that an output can be written and is not the input it is made of.
///
/// # Errors
/// Returns a diagnostic of what stands in the way.
pub fn check_output(output: &Path, input: &Path) -> crate::diag::Result<()> {
    let naming = Naming {
        place: Destination::File(output.to_owned()),
        styles: vec![None],
        langs: vec![None],
        format: OutputFormat::Pdf,
        pattern: None,
    };
    let items = [Item::Path(input.to_owned())];
    let inputs = BTreeSet::from([key(input)]);
    let checked = check(&items, &inputs, &naming, &ReadOptions::default(), 1);
    let checked = checked.and_then(|_| prepare(&naming, &items));
    checked
        .map_err(|faults| Box::new(faults.into_iter().next().unwrap_or_else(|| collision(output))))
}

pub(super) fn collision(path: &Path) -> Diagnostic {
    let message = format!("`{}` is an input, or was written already", path.display());
    Diagnostic::error("collision", message).help("name another file or folder with `-o`")
}

/// What two paths of one file have in common.
pub(super) fn key(path: &Path) -> PathBuf {
    Keys::default().key(path)
}

pub(super) fn hash(key: &Path) -> u128 {
    typst::utils::hash128(key)
}

/// Finds what paths of one file have in common; asks the system once for each folder.
#[derive(Default)]
struct Keys {
    folders: HashMap<PathBuf, Option<PathBuf>>,
}

impl Keys {
    fn key(&mut self, path: &Path) -> PathBuf {
        let folder = write::folder_of(path);
        let folder = match self.folders.get(folder) {
            Some(real) => real.clone(),
            None => {
                let real = folder.canonicalize().ok();
                self.folders.insert(folder.to_owned(), real.clone());
                real
            }
        };
        let is_link = path.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
        let of_link = if is_link { path.canonicalize().ok() } else { None };
        let real = of_link.or_else(|| Some(folder?.join(path.file_name()?)));
        let real = real.unwrap_or_else(|| path.to_owned());
        // These file systems take names that differ in case alone for the same.
        if cfg!(any(windows, target_os = "macos")) {
            return PathBuf::from(real.to_string_lossy().to_lowercase());
        }
        real
    }
}
