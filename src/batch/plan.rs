//! Names the output of every job and finds what stands in their way before the first is made.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Item, Job, OutputFormat, Plan, Request, Target, write};
use crate::diag::Diagnostic;
use crate::style::Style;

type Result<T> = std::result::Result<T, Vec<Diagnostic>>;

pub(super) fn plan(request: Request) -> Result<Plan> {
    let styles: Vec<_> = match request.styles.len() {
        0 => vec![None],
        _ => request.styles.iter().cloned().map(Some).collect(),
    };
    let langs: Vec<_> = match request.langs.len() {
        0 => vec![None],
        _ => request.langs.iter().cloned().map(Some).collect(),
    };
    let count = request.inputs.len() * styles.len() * langs.len();
    let place = place(&request.target, count)?;
    let mut items = Vec::new();
    for item in &request.inputs {
        let mut jobs = Vec::new();
        for style in &styles {
            for lang in &langs {
                let name = || {
                    let style = style.as_ref().filter(|_| styles.len() > 1);
                    name(item, style, lang.as_deref().filter(|_| langs.len() > 1), request.format)
                };
                let output = match &place {
                    Place::Memory => None,
                    Place::File(path) => Some(path.clone()),
                    Place::Folder(folder) => Some(folder.join(name())),
                    Place::Beside => Some(beside(item).join(name())),
                };
                jobs.push(Job { style: style.clone(), lang: lang.clone(), output });
            }
        }
        items.push((item.clone(), jobs));
    }
    check(&request.inputs, &items)?;
    prepare(&place, &items)?;
    let taken = request.inputs.iter().filter_map(file).map(key).collect();
    Ok(Plan { format: request.format, items, taken })
}

/// Where the outputs go, decided.
enum Place {
    Beside,
    Folder(PathBuf),
    File(PathBuf),
    Memory,
}

fn place(target: &Target, count: usize) -> Result<Place> {
    let path = match target {
        Target::Beside => return Ok(Place::Beside),
        Target::Memory if count == 1 => return Ok(Place::Memory),
        Target::Memory => {
            let message = format!("standard output takes one document, and there are {count}");
            return Err(vec![Diagnostic::error("usage", message).help("name a folder with `-o`")]);
        }
        Target::Path(path) => path,
    };
    if names_folder(path) {
        return Ok(Place::Folder(path.clone()));
    }
    if count == 1 {
        return Ok(Place::File(path.clone()));
    }
    let named_as_file =
        path.extension().is_some_and(|e| ["pdf", "png", "svg"].iter().any(|x| e == *x));
    if path.exists() || named_as_file {
        let message =
            format!("`{}` is one file, and there are {count} documents to write", path.display());
        let help = "name a folder with `-o`: one that exists, or with `/` at its end";
        return Err(vec![Diagnostic::error("usage", message).help(help)]);
    }
    Ok(Place::Folder(path.clone()))
}

/// Whether a path names a folder: it exists as one, or ends in a separator.
pub fn names_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// `<stem>[-style][-lang].<extension>`.
fn name(
    item: &Item,
    style: Option<&Arc<Style>>,
    lang: Option<&str>,
    format: OutputFormat,
) -> PathBuf {
    let stem = file(item).and_then(stem);
    let mut name = stem.map_or_else(|| "resume".into(), ToOwned::to_owned);
    for part in [style.map(|style| style.name.as_str()), lang].into_iter().flatten() {
        name.push("-");
        name.push(part);
    }
    name.push(".");
    name.push(format.extension());
    PathBuf::from(name)
}

/// The name of a file without its extension, that of a compression included; of a folder all of it.
fn stem(path: &Path) -> Option<&OsStr> {
    if path.is_dir() {
        return path.file_name();
    }
    let stem = path.file_stem()?;
    let is_packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if is_packed { Path::new(stem).file_stem() } else { Some(stem) }
}

fn beside(item: &Item) -> &Path {
    file(item).and_then(Path::parent).unwrap_or(Path::new(""))
}

/// Finds jobs that write the same file, or one of the inputs.
fn check(inputs: &[Item], items: &[(Item, Vec<Job>)]) -> Result<()> {
    let sources: BTreeMap<PathBuf, &Path> =
        inputs.iter().filter_map(file).map(|path| (key(path), path)).collect();
    let mut outputs: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for (item, jobs) in items {
        for path in jobs.iter().filter_map(|job| job.output.as_deref()) {
            if let Some(input) = sources.get(&key(path)) {
                let message =
                    format!("`{}` would overwrite the input `{}`", path.display(), input.display());
                let error = Diagnostic::error("collision", message);
                faults.push(error.help("name another file or folder with `-o`"));
            }
            if let Some(other) = outputs.insert(key(path), item.name()) {
                let message = format!(
                    "`{other}` and `{}` would both be written to `{}`",
                    item.name(),
                    path.display()
                );
                let message = match other == item.name() {
                    true => format!("`{other}` would be written twice to `{}`", path.display()),
                    false => message,
                };
                let error = Diagnostic::error("collision", message);
                faults
                    .push(error.help("rename an input, or render the two by themselves with `-o`"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Makes the folder of the outputs and tries whether each folder can be written.
fn prepare(place: &Place, items: &[(Item, Vec<Job>)]) -> Result<()> {
    let fault = |folder: &Path, error: &std::io::Error| {
        let message = format!(
            "the folder `{}` cannot be written: {}",
            folder.display(),
            write::reason(error)
        );
        let error = Diagnostic::error("cannot-write", message);
        vec![error.help("name another file or folder with `-o`")]
    };
    if let Place::Folder(folder) = place {
        std::fs::create_dir_all(folder).map_err(|error| fault(folder, &error))?;
    }
    let outputs = items.iter().flat_map(|(_, jobs)| jobs).filter_map(|job| job.output.as_deref());
    let mut folders = BTreeSet::new();
    for output in outputs {
        if output.is_dir() {
            let message = format!("`{}` is a folder", output.display());
            return Err(vec![
                Diagnostic::error("cannot-write", message).help("name another file with `-o`"),
            ]);
        }
        let folder = write::folder_of(output);
        // Beside an input that does not exist there is nothing to write either.
        let input_is_missing = matches!(place, Place::Beside) && !folder.exists();
        if !write::is_special(output) && !input_is_missing && folders.insert(folder.to_owned()) {
            write::try_folder(folder).map_err(|error| fault(folder, &error))?;
        }
    }
    Ok(())
}

/// Checks that an output can be written and is not the input it is made of.
///
/// # Errors
/// Returns a diagnostic of what stands in the way.
pub fn check_output(output: &Path, input: &Path) -> crate::diag::Result<()> {
    let job = Job { style: None, lang: None, output: Some(output.to_owned()) };
    let items = [(Item::Path(input.to_owned()), vec![job])];
    let checked = check(&[items[0].0.clone()], &items);
    let checked = checked.and_then(|()| prepare(&Place::File(output.to_owned()), &items));
    checked
        .map_err(|faults| Box::new(faults.into_iter().next().unwrap_or_else(|| collision(output))))
}

pub(super) fn collision(path: &Path) -> Diagnostic {
    let message = format!("`{}` is an input, or was written already", path.display());
    Diagnostic::error("collision", message).help("name another file or folder with `-o`")
}

/// What two paths of one file have in common.
pub(super) fn key(path: &Path) -> PathBuf {
    let folder = write::folder_of(path);
    let real = path.canonicalize().ok();
    let real = real.or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)));
    let real = real.unwrap_or_else(|| path.to_owned());
    // These file systems take names that differ in case alone for the same.
    if cfg!(any(windows, target_os = "macos")) {
        return PathBuf::from(real.to_string_lossy().to_lowercase());
    }
    real
}

fn file(item: &Item) -> Option<&Path> {
    match item {
        Item::Path(path) => Some(path),
        Item::Source(source) => source.path(),
    }
}
