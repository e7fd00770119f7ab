//! Styles: found by name or path, with their defaults and what they support.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use serde::Deserialize;
use toml::Spanned;
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::utils::hash128;

use crate::diag::{Diagnostic, Place, Result};
use crate::embedded;
use crate::profile::{OptionError, Options, Profile, Sections};

/// The style that is used when none is named.
pub const DEFAULT: &str = "classic";

/// The most files of a style, so that a folder of something else is not read through.
const MOST_FILES: usize = 200;

/// How well machines read a style.
const GRADES: [&str; 3] = ["A", "B", "C"];

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
    /// How well machines read it, from `A` to `C`, as it was measured; `None` if it was not.
    pub grade: Option<char>,
    pub(crate) files: Vec<File>,
    /// Where it was read from, for messages; `None` for one that ships with cvpdf.
    pub(crate) folder: Option<PathBuf>,
    /// Its `style.toml`, and where families are named in it.
    manifest: (crate::source::Source, BTreeMap<String, Range<usize>>),
}

/// A file that the style's code can see.
pub(crate) struct File {
    pub(crate) id: FileId,
    pub(crate) bytes: Bytes,
    pub(crate) source: Option<Source>,
}

/// `style.toml`. Whatever may be wrong beyond its form keeps its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    title: String,
    description: String,
    base: Spanned<f64>,
    grade: Option<Spanned<String>>,
    #[serde(default)]
    fonts: Vec<Spanned<String>>,
    #[serde(default)]
    unsupported: Vec<Spanned<String>>,
    #[serde(default)]
    sections: Vec<Spanned<String>>,
    #[serde(default)]
    defaults: BTreeMap<String, Spanned<toml::Value>>,
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
        hash128(&(&self.name, files.collect::<Vec<_>>()))
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
            let error = Diagnostic::error("bad-style", message);
            Box::new(
                error.help("a style is a folder of its own, with what its pages need and no more"),
            )
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
        let defaults = manifest.check(&source)?;
        let families = manifest.families();
        let own_core = files.iter().any(|(path, _)| path.starts_with("_core/"));
        let core =
            embedded::TEMPLATES.iter().filter(|(path, _)| !own_core && path.starts_with("_core/"));
        let core = core.map(|(path, bytes)| ((*path).to_owned(), Bytes::new(*bytes)));
        let files: Vec<_> = files.into_iter().chain(core).collect();
        // They are parsed at the same time: a style is found once in a process, and waited for.
        let files = files.into_par_iter().filter_map(|(path, bytes)| File::new(&path, bytes));
        Ok(Self {
            name,
            title: manifest.title,
            description: manifest.description,
            base: manifest.base.into_inner(),
            sections: values(manifest.sections),
            defaults,
            unsupported: values(manifest.unsupported),
            fonts: values(manifest.fonts),
            grade: manifest.grade.and_then(|grade| grade.get_ref().chars().next()),
            files: files.collect(),
            folder,
            manifest: (source, families),
        })
    }
}

impl Style {
    /// Whether its code names a weight of fonts: what it is likely to use.
    pub(crate) fn names_weight(&self, weight: u16) -> bool {
        let words = format!("weight: {weight}");
        let mut code = self.files.iter().filter_map(|file| file.source.as_ref());
        code.any(|source| source.text().contains(&words))
    }

    /// Points a diagnostic about a family at its place in `style.toml`, if it is named there.
    pub(crate) fn blame(&self, family: &str, diagnostic: Diagnostic) -> Diagnostic {
        match self.manifest.1.get(family) {
            Some(range) => diagnostic.at(&self.manifest.0, range.clone()),
            None => diagnostic,
        }
    }
}

impl File {
    fn new(path: &str, bytes: Bytes) -> Option<Self> {
        let id = file_id(path)?;
        let source = path.ends_with(".typ").then(|| {
            let source = Source::new(id, String::from_utf8_lossy(&bytes).into_owned());
            // It keeps its hash, which the engine asks for when it is needed most.
            hash128(&source);
            source
        });
        Some(Self { id, source, bytes })
    }
}

/// The engine's handle for a path below the style's root. Handles are never freed, so only the
/// few paths of styles may be asked for.
pub(crate) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{path}")).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl Manifest {
    /// Checks what the form cannot tell, and reads the defaults.
    fn check(&self, source: &crate::source::Source) -> Result<Options> {
        let fault = |range: Range<usize>, message: String, help: String| {
            Box::new(Diagnostic::error("bad-style", message).at(source, range).help(help))
        };
        let sizes = 6.0..=24.0;
        if !sizes.contains(self.base.get_ref()) {
            let message = format!("`base` is no size of text: {}", self.base.get_ref());
            let help = "it is the size of the text in pt, from 6 to 24".to_owned();
            return Err(fault(self.base.span(), message, help));
        }
        if let Some(grade) =
            self.grade.as_ref().filter(|grade| !GRADES.contains(&grade.get_ref().as_str()))
        {
            let message = format!("`{}` is no grade", grade.get_ref());
            return Err(fault(
                grade.span(),
                message,
                format!("the grades are {}", GRADES.join(", ")),
            ));
        }
        for (names, known, what) in [
            (&self.sections, Sections::KEYS, "section"),
            (&self.unsupported, Options::NAMES, "option"),
        ] {
            if let Some(name) = names.iter().find(|name| !known.contains(&name.get_ref().as_str()))
            {
                let message = format!("there is no {what} `{}`", name.get_ref());
                let help = match crate::syntax::nearest(name.get_ref(), known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the {what}s are {}", known.join(", ")),
                };
                return Err(fault(name.span(), message, help));
            }
        }
        let mut defaults = Options::default();
        for (name, value) in &self.defaults {
            let text = value.get_ref();
            let text = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
            defaults.set(name, &text).map_err(|error| {
                let help = match &error {
                    OptionError::Value { expected, .. } => format!("it takes {expected}"),
                    OptionError::Name { .. } => {
                        format!("the options are {}", Options::NAMES.join(", "))
                    }
                };
                fault(value.span(), error.to_string(), help)
            })?;
        }
        Ok(defaults)
    }

    /// Where families are named.
    fn families(&self) -> BTreeMap<String, Range<usize>> {
        let own = self.fonts.iter().map(|name| (name.get_ref().clone(), name.span()));
        let defaults = self.defaults.iter().filter(|(name, _)| name.ends_with("font"));
        let defaults = defaults
            .filter_map(|(_, value)| Some((value.get_ref().as_str()?.to_owned(), value.span())));
        own.chain(defaults).collect()
    }
}

fn values(spanned: Vec<Spanned<String>>) -> Vec<String> {
    spanned.into_iter().map(Spanned::into_inner).collect()
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

/// Collects the files of a folder that a style may use, with their paths below it. Hidden ones
/// are another program's.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Bytes)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // Links are not followed: a style sees its own folder and nothing else.
        let kind = entry.file_type()?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            collect(root, &path, files)?;
        } else if kind.is_file() {
            if files.len() == MOST_FILES {
                let message = format!("it has more than {MOST_FILES} files");
                return Err(std::io::Error::other(message));
            }
            let below =
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((below, Bytes::new(std::fs::read(&path)?)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_styles_name_are_told() {
        let named = |style: &str| {
            let style = Style::find(style).unwrap();
            [600, 700].map(|weight| style.names_weight(weight))
        };
        assert_eq!(named("compact"), [true, false]);
        assert_eq!(named("ats"), [true, true]);
    }
}
