//! Finds what a folder or a pattern holds: files that may be CVs, in the order of their names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, WalkBuilder};

use super::item::{self, Found, Item};
use super::stream::{self, Stream};
use crate::diag::{Diagnostic, Result};
use crate::import::{FORMATS, open_folder};

/// What was found.
#[derive(Debug, Default)]
pub struct Scan {
    /// What may be rendered.
    pub items: Vec<Item>,
    /// How many other files there are, which no format reads.
    pub others: usize,
}

/// The names of files that tell about others. Who names one by itself gets it all the same.
const ABOUT: [&str; 9] = [
    "readme",
    "license",
    "licence",
    "copying",
    "changelog",
    "contributing",
    "authors",
    "package",
    "package-lock",
];

/// The extensions of documents that may be CVs, though no format reads them: each is told.
const DOCUMENTS: [&str; 8] = ["pdf", "docx", "doc", "odt", "rtf", "pages", "html", "htm"];

/// The file of settings of a folder.
const SETTINGS: &str = "cvpdf.toml";

/// Resolves what the user names: a folder to what is below it, a pattern such as `people/*.json`
/// to what fits it, a file of many profiles to a stream. Hidden files, and those that `.gitignore`,
/// `.ignore` or `.cvpdfignore` name, are passed over, and so is the folder of the outputs.
///
/// # Errors
/// Returns a diagnostic if a pattern is faulty.
pub fn scan(paths: &[PathBuf], output: Option<&Path>) -> Result<Scan> {
    let mut scan = Scan::default();
    let folders = paths.iter().filter(|path| path.is_dir() || is_pattern(path)).count();
    let output = output.and_then(|path| path.canonicalize().ok());
    for path in paths {
        if path.is_dir() {
            // Of several folders each keeps its outputs for itself.
            let name = path.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_owned()));
            let prefix = name.filter(|_| folders > 1).map(PathBuf::from).unwrap_or_default();
            let before = scan.items.len();
            scan.folder(path, &prefix, WalkBuilder::new(path), output.as_deref());
            if scan.items.len() == before {
                // Reading it tells that there is nothing in it.
                scan.items.push(Item::Path(path.clone()));
            }
        } else if is_pattern(path) {
            let (root, walk) = pattern(path)?;
            scan.folder(&root, Path::new(""), walk, output.as_deref());
        } else {
            scan.items.push(Item::at(path));
        }
    }
    Ok(scan)
}

/// Whether a path is a pattern that the shell left as it is.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?', '['])) && !path.exists()
}

/// The folder that a pattern begins with, and a walk through what fits the rest.
fn pattern(path: &Path) -> Result<(PathBuf, WalkBuilder)> {
    let is_plain = |part: &&std::path::Component<'_>| {
        !part.as_os_str().to_string_lossy().contains(['*', '?', '['])
    };
    let parts: Vec<_> = path.components().collect();
    let plain = parts.iter().take_while(is_plain).count();
    let root: PathBuf = parts[..plain].iter().collect();
    let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
    let rest: PathBuf = parts[plain..].iter().collect();
    let rest = rest.to_string_lossy().replace('\\', "/");
    let fault = |error: ignore::Error| {
        let message = format!("`{}` is no pattern: {error}", path.display());
        Box::new(Diagnostic::error("usage", message))
    };
    let mut overrides = OverrideBuilder::new(&root);
    overrides.add(&format!("/{rest}")).map_err(fault)?;
    // A pattern finds what is hidden no more than a shell's does.
    overrides.add("!.*").map_err(fault)?;
    let mut walk = WalkBuilder::new(&root);
    walk.overrides(overrides.build().map_err(fault)?);
    Ok((root, walk))
}

impl Scan {
    fn folder(&mut self, root: &Path, prefix: &Path, mut walk: WalkBuilder, output: Option<&Path>) {
        let output = output.map(Path::to_owned);
        // Outside of a repository the rules of folders above are none of ours.
        let in_repository = root
            .canonicalize()
            .is_ok_and(|root| root.ancestors().any(|folder| folder.join(".git").exists()));
        walk.require_git(in_repository)
            .parents(in_repository)
            .git_global(false)
            .git_exclude(false)
            .add_custom_ignore_filename(".cvpdfignore")
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| !is_other_folder(entry, output.as_deref()));
        let (mut found, mut documents) = (Vec::new(), Vec::new());
        let mut exports: Vec<PathBuf> = Vec::new();
        let mut faulty = Vec::new();
        for entry in walk.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    faulty.extend(place(&error).map(Path::to_owned));
                    continue;
                }
            };
            let path = entry.path();
            // The walk comes to a folder before what is in it.
            if exports.iter().any(|export| path.starts_with(export)) {
                continue;
            }
            if path.is_dir() {
                if is_export(path) {
                    exports.push(path.to_owned());
                    found.push(path.to_owned());
                }
            } else if is_candidate(path) {
                found.push(path.to_owned());
            } else if path.is_file() {
                match DOCUMENTS.contains(&extension(path).as_str()) {
                    true => documents.push(path.to_owned()),
                    false => self.others += 1,
                }
            }
        }
        documents.retain(|path| !is_output(path, &found));
        self.items.extend(named(root, prefix, found));
        // Reading them tells what is the matter.
        documents.extend(faulty);
        let whole = |path: PathBuf| {
            let stem = prefix.join(path.strip_prefix(root).unwrap_or(&path));
            Item::Found(Found { path, stem })
        };
        self.items.extend(documents.into_iter().map(whole));
    }
}

/// The folder or file that could not be looked at.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err)
        }
        _ => None,
    }
}

/// Whether a folder holds something else than profiles: the outputs, or a style.
fn is_other_folder(entry: &DirEntry, output: Option<&Path>) -> bool {
    let path = entry.path();
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && (path.join("style.toml").is_file()
            || output.is_some_and(|output| path.canonicalize().is_ok_and(|path| path == output)))
}

/// Whether the files in a folder are one profile together.
fn is_export(path: &Path) -> bool {
    open_folder(path).is_ok_and(|input| input.is_some())
}

/// Whether a PDF bears the name of one that is made of a file beside it.
fn is_output(path: &Path, found: &[PathBuf]) -> bool {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = stem(path);
    let beside = found.iter().filter(|other| other.parent() == path.parent());
    extension(path) == "pdf" && beside.into_iter().any(|other| name.starts_with(&stem(other)))
}

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Whether a file may be a CV: some format has its extension, and its name says nothing else.
fn is_candidate(path: &Path) -> bool {
    let extension = extension(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut known = FORMATS.iter().flat_map(|format| format.extensions).chain(&stream::EXTENSIONS);
    // A link that leads nowhere is told when it is read.
    (path.is_file() || !path.exists())
        && (extension == "gz" || known.any(|known| *known == extension))
        && !ABOUT.contains(&stem.as_str())
        && path.file_name().is_none_or(|name| name != SETTINGS)
}

/// The files as items. Those that differ in their extension alone keep it in their output's name.
fn named(root: &Path, prefix: &Path, found: Vec<PathBuf>) -> Vec<Item> {
    let stem = |path: &Path| {
        // A folder that is a profile itself is named as it is.
        let below = path.strip_prefix(root).unwrap_or(path);
        let below = if below.as_os_str().is_empty() {
            root.file_name().map(Path::new)
        } else {
            Some(below)
        };
        let below = prefix.join(below.unwrap_or(Path::new("resume")));
        match item::stem(path) {
            Some(stem) if path.is_file() => below.with_file_name(stem),
            _ => below,
        }
    };
    // Some file systems take names that differ in case alone for the same.
    let key = |path: &Path| stem(path).to_string_lossy().to_lowercase();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in &found {
        *counts.entry(key(path)).or_default() += 1;
    }
    let item = |path: PathBuf| {
        let mut stem = stem(&path);
        if counts.get(&key(&path)).is_some_and(|count| *count > 1)
            && let Some(name) = path.file_name()
        {
            stem.set_file_name(name);
        }
        match Stream::of(&path).filter(Stream::holds_profiles) {
            Some(stream) => Item::Stream(stream.named(stem)),
            None => Item::Found(Found { path, stem }),
        }
    };
    found.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stems of what is found among files, in order.
    fn found(files: &[&str], arguments: &[&str], output: Option<&str>) -> (Vec<String>, usize) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let (name, text) = file.split_once('=').unwrap_or((file, "{}"));
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let paths: Vec<_> = arguments.iter().map(|argument| folder.path().join(argument)).collect();
        let output = output.map(|output| folder.path().join(output));
        let scan = scan(&paths, output.as_deref()).unwrap();
        let stems = scan.items.iter().map(|item| item.stem().to_string_lossy().replace('\\', "/"));
        (stems.collect(), scan.others)
    }

    #[test]
    fn folders_are_searched_and_what_is_hidden_is_not() {
        let files = [
            "a/z.json",
            "a/B.txt",
            "a/sub/c.yaml",
            "a/.hidden.json",
            "a/.git2/x.json",
            "a/photo.jpg",
            "a/README.md",
            "a/cvpdf.toml",
            "a/mine/style.toml",
            "a/mine/notes.md",
            "a/out/old.json",
            "a/.gitignore=drafts/\n",
            "a/drafts/d.json",
            "a/.cvpdfignore=*.skip.json\n",
            "a/e.skip.json",
            "a/none",
            "other/f.json",
        ];
        let expected = ["B", "sub/c", "z"].map(str::to_owned).to_vec();
        assert_eq!(found(&files, &["a"], Some("a/out")), (expected, 4));
        let files = ["a/ada.json", "a/ada-modern.pdf", "a/ben.pdf", "a/carl.docx"];
        assert_eq!(found(&files, &["a"], None).0, ["ada", "ben.pdf", "carl.docx"]);
    }

    #[test]
    fn names_that_would_collide_keep_their_extension() {
        let files = ["a/cv.json", "a/cv.yaml", "a/CV.txt", "a/b.json", "b/cv.json"];
        assert_eq!(found(&files, &["a"], None).0, ["CV.txt", "b", "cv.json", "cv.yaml"]);
        assert_eq!(found(&files, &["a", "b"], None).0[3..], ["a/cv.yaml", "b/cv"]);
        assert_eq!(found(&files, &["a/b.json", "b/cv.json"], None).0, ["b", "cv"]);
    }

    #[test]
    fn patterns_find_what_a_shell_would() {
        let files = ["a/x.json", "a/y.yaml", "a/.h.json", "a/sub/z.json", "a/.sub/h.json"];
        assert_eq!(found(&files, &["a/*.json"], None).0, ["x"]);
        assert_eq!(found(&files, &["*/x.*"], None).0, ["a/x"]);
        assert_eq!(found(&files, &["a/**/*.json"], None).0, ["sub/z", "x"]);
        assert_eq!(found(&files, &["a/[xy].*"], None).0, ["x", "y"]);
    }

    #[test]
    fn streams_are_found_and_empty_folders_stay_named() {
        let line = r#"{"basics": {"name": "Ada"}}"#;
        let lines = format!("a/sub/people.ndjson={line}\n{line}\n");
        let files = [lines.as_str(), "a/other.json=[{\"id\": 1}, {\"id\": 2}]", "b/x.jpg"];
        let scanned = found(&files, &["a"], None).0;
        assert_eq!(scanned, ["other", "sub/people"]);
        assert_eq!(found(&files, &["b"], None), (vec!["b".to_owned()], 1));
    }
}
