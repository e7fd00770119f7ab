//! Styles: found by name or path, with their defaults and what they support.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::diag::{Diagnostic, Place, Result};
use crate::embedded;
use crate::profile::{Options, Profile, Sections};

/// The style that is used when none is named.
pub const DEFAULT: &str = "classic";

/// A style: a folder with `main.typ` and `style.toml`.
pub struct Style {
    /// Its name; for a folder of the user's own, the folder's name.
    pub name: String,
    /// Its title, for lists.
    pub title: String,
    /// Whom it is for, in a line.
    pub description: String,
    /// The size of its text at size 1, in pt.
    pub base: f64,
    /// The order of its sections.
    pub sections: Vec<String>,
    /// Its own values for options.
    pub defaults: Options,
    /// The options that it ignores.
    pub unsupported: Vec<String>,
    /// The families it uses beyond those of the options.
    pub fonts: Vec<String>,
    pub(crate) files: Vec<File>,
    /// Where it was read from, for messages; `None` for one that ships with cvpdf.
    pub(crate) folder: Option<PathBuf>,
}

/// A file that the style's code can see.
pub(crate) struct File {
    pub(crate) id: FileId,
    pub(crate) bytes: Bytes,
    pub(crate) source: Option<Source>,
}

/// `style.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    title: String,
    description: String,
    base: f64,
    #[serde(default)]
    fonts: Vec<String>,
    #[serde(default)]
    unsupported: Vec<String>,
    #[serde(default)]
    sections: Vec<String>,
    #[serde(default)]
    defaults: toml::Table,
}

impl Style {
    /// The names of the styles that ship with cvpdf, in alphabetical order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        embedded::TEMPLATES.iter().filter_map(|(path, _)| path.strip_suffix("/style.toml"))
    }

    /// Finds a style that ships with cvpdf by its name, or one of the user's own by the path of
    /// its folder (anything with a separator or a dot is a path).
    ///
    /// # Errors
    /// Returns a diagnostic if there is no such style or its `style.toml` cannot be read.
    pub fn find(name: &str) -> Result<Self> {
        if name.contains(['/', '\\', '.']) {
            return Self::read(Path::new(name));
        }
        let of_style = |(path, bytes): &(&'static str, &'static [u8])| {
            let path = path.strip_prefix(name)?.strip_prefix('/')?;
            Some((path.to_owned(), Bytes::new(*bytes)))
        };
        let files: Vec<_> = embedded::TEMPLATES.iter().filter_map(of_style).collect();
        if files.is_empty() || name.starts_with('_') {
            return Err(Box::new(unknown(name)));
        }
        Self::new(name.to_owned(), None, files)
    }

    /// Finds the style that a profile asks for in `meta.cvpdf.style`, else the default one. A
    /// folder is looked for beside the profile and nowhere above.
    ///
    /// # Errors
    /// Returns a diagnostic if there is no such style or its `style.toml` cannot be read.
    pub fn of(profile: &Profile, source: &crate::source::Source) -> Result<Self> {
        let name = Self::name_of(profile, source, DEFAULT)?;
        Self::find(&name).map_err(|error| match error.place {
            Place::Nowhere => Box::new(error.in_file(source)),
            _ => error,
        })
    }

    /// The name, or the path of the folder, of the style that a profile asks for; else the given
    /// default.
    ///
    /// # Errors
    /// Returns a diagnostic if the folder is not below that of the profile.
    pub fn name_of(
        profile: &Profile,
        source: &crate::source::Source,
        default: &str,
    ) -> Result<String> {
        let Some(name) = profile.meta.cvpdf.style.as_deref() else { return Ok(default.to_owned()) };
        if !name.contains(['/', '\\', '.']) {
            return Ok(name.to_owned());
        }
        let path = Path::new(name);
        let is_below =
            path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let folder = source.path().and_then(Path::parent).filter(|_| is_below);
        let Some(folder) = folder else {
            let message = format!("the style `{name}` is not below the profile's folder");
            let error = Diagnostic::error("unknown-style", message).in_file(source);
            return Err(Box::new(error.help("`--style` takes any folder")));
        };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let path = folder.join(path);
        // A link may lead out of the folder.
        match (folder.canonicalize(), path.canonicalize()) {
            (Ok(folder), Ok(real)) if !real.starts_with(&folder) => {
                let message = format!("the style `{name}` links out of the profile's folder");
                Err(Box::new(Diagnostic::error("unknown-style", message).in_file(source)))
            }
            _ => Ok(path.to_string_lossy().into_owned()),
        }
    }

    /// A hash of all that the style is: its files, and those that it shares with others.
    pub fn fingerprint(&self) -> u128 {
        let files =
            self.files.iter().map(|file| (file.id.get().vpath().get_with_slash(), &file.bytes));
        typst::utils::hash128(&(&self.name, files.collect::<Vec<_>>()))
    }

    /// Reads a style from its folder.
    ///
    /// # Errors
    /// Returns a diagnostic if the folder is none of a style.
    pub fn read(folder: &Path) -> Result<Self> {
        // Looked for first, so that a folder of something else is not read through.
        if !folder.join("style.toml").is_file() {
            let message = format!("`{}` is no style: it has no `style.toml`", folder.display());
            return Err(Box::new(Diagnostic::error("unknown-style", message).help(known())));
        }
        let mut files = Vec::new();
        collect(folder, folder, &mut files).map_err(|error| {
            let message = format!("the style `{}` cannot be read: {error}", folder.display());
            Box::new(Diagnostic::error("unknown-style", message).help(known()))
        })?;
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let name = folder.canonicalize().ok();
        let name =
            name.as_deref().unwrap_or(folder).file_name().map(|n| n.to_string_lossy().into_owned());
        Self::new(name.unwrap_or_else(|| "style".to_owned()), Some(folder.to_owned()), files)
    }

    /// The files of a style that ships with cvpdf, and of what it shares with the others:
    /// to start a style of one's own from.
    pub fn template(name: &str) -> Result<Vec<(String, &'static [u8])>> {
        Self::find(name)?;
        let mine = format!("{name}/");
        let of = |(path, bytes): &(&'static str, &'static [u8])| match path.strip_prefix(&mine) {
            Some(path) => Some((path.to_owned(), *bytes)),
            None => path.starts_with("_core/").then(|| ((*path).to_owned(), *bytes)),
        };
        Ok(embedded::TEMPLATES.iter().filter_map(of).collect())
    }

    fn new(name: String, folder: Option<PathBuf>, files: Vec<(String, Bytes)>) -> Result<Self> {
        let place = folder.as_deref().unwrap_or(Path::new(&name)).join("style.toml");
        let fault = |message: String| Box::new(Diagnostic::error("bad-style", message));
        let text = |wanted: &str| {
            let (_, bytes) = files.iter().find(|(path, _)| path == wanted)?;
            String::from_utf8(bytes.to_vec()).ok()
        };
        let manifest = text("style.toml").ok_or_else(|| {
            Box::new(fault(format!("`{}` is missing or no UTF-8", place.display())).help(
                "a style is a folder with `main.typ` and `style.toml`; `cvpdf style new` starts one",
            ))
        })?;
        let source = crate::source::Source::new(place.display().to_string(), manifest);
        let manifest: Manifest = toml::from_str(source.text()).map_err(|error| {
            let range = error.span().unwrap_or_default();
            Box::new(Diagnostic::error("bad-style", error.message().to_owned()).at(&source, range))
        })?;
        if text("main.typ").is_none() {
            return Err(fault(format!("the style `{name}` has no `main.typ`")));
        }
        let defaults = defaults(&manifest, &source)?;
        let own_core = files.iter().any(|(path, _)| path.starts_with("_core/"));
        let core =
            embedded::TEMPLATES.iter().filter(|(path, _)| !own_core && path.starts_with("_core/"));
        let core = core.map(|(path, bytes)| ((*path).to_owned(), Bytes::new(*bytes)));
        let files =
            files.into_iter().chain(core).filter_map(|(path, bytes)| File::new(&path, bytes));
        Ok(Self {
            name,
            title: manifest.title,
            description: manifest.description,
            base: manifest.base,
            sections: manifest.sections,
            defaults,
            unsupported: manifest.unsupported,
            fonts: manifest.fonts,
            files: files.collect(),
            folder,
        })
    }
}

impl File {
    fn new(path: &str, bytes: Bytes) -> Option<Self> {
        let id = file_id(path)?;
        let text = path.ends_with(".typ").then(|| String::from_utf8_lossy(&bytes).into_owned());
        Some(Self { id, source: text.map(|text| Source::new(id, text)), bytes })
    }
}

/// The engine's handle for a path below the style's root. Handles are never freed, so only the
/// few paths of styles may be asked for.
pub(crate) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{path}")).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn defaults(manifest: &Manifest, source: &crate::source::Source) -> Result<Options> {
    let mut defaults = Options::default();
    for (name, value) in &manifest.defaults {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        defaults.set(name, &value).map_err(|error| {
            Box::new(Diagnostic::error("bad-style", error.to_string()).in_file(source))
        })?;
    }
    for key in &manifest.sections {
        if !Sections::KEYS.contains(&key.as_str()) {
            let message = format!("`sections` names `{key}`, which is no section");
            return Err(Box::new(Diagnostic::error("bad-style", message).in_file(source)));
        }
    }
    Ok(defaults)
}

fn unknown(name: &str) -> Diagnostic {
    let error = Diagnostic::error("unknown-style", format!("there is no style `{name}`"));
    match crate::syntax::nearest(name, Style::names()) {
        Some(near) => error.help(format!("did you mean `{near}`? {}", known())),
        None => error.help(known()),
    }
}

fn known() -> String {
    let names: Vec<_> = Style::names().map(|name| format!("`{name}`")).collect();
    format!(
        "the styles are {}; a folder of your own is named by its path, such as `./mine`",
        names.join(", ")
    )
}

/// Collects the files of a folder that a style may use, with their paths below it.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Bytes)>) -> std::io::Result<()> {
    const MOST: usize = 200;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // Links are not followed: a style sees its own folder and nothing else.
        if entry.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else if entry.file_type()?.is_file() && files.len() < MOST {
            let below =
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((below, Bytes::new(std::fs::read(&path)?)));
        }
    }
    Ok(())
}
