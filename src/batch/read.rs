//! Reads one input, with every way in which that may fail told as a diagnostic.

use std::io::{Error, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::item::{Found, Item, Record};
use crate::diag::{Diagnostic, Result, Severity, Sink};
use crate::import::{self, Input, ReadOptions};
use crate::profile::Profile;
use crate::source::Source;
use crate::{disorder, normalize};

/// Opens an input, reads it, and puts its profile in order.
///
/// # Errors
/// Returns a diagnostic if there is no such file or nothing sensible can be read from it.
pub fn read(item: &Item, options: &ReadOptions, sink: &mut Sink) -> Result<(Input, Profile)> {
    let input = load(item)?.open(item)?;
    let profile = profile(item, &input, options, sink)?;
    Ok((input, profile))
}

/// An input as it lies on the disk, not yet looked into.
pub(super) enum Raw {
    File(Source),
    Folder(Box<Input>),
}

/// Reads the bytes of an input.
pub(super) fn load(item: &Item) -> Result<Raw> {
    match item {
        Item::Path(path) | Item::Found(Found { path, .. }) => load_path(path),
        Item::Source(source) | Item::Record(Record { source, .. }) => Ok(Raw::File(source.clone())),
        Item::Unread(_, fault) => Err(fault.clone()),
        // Its profiles are read one by one, unless it cannot be opened.
        Item::Stream(stream) => Err(match stream.records() {
            Err(error) => cannot_read(Path::new(stream.name()), &error),
            Ok(_) => {
                let message = format!("`{}` holds many profiles, and one is wanted", stream.name());
                let error = Diagnostic::error("several-profiles", message);
                Box::new(error.help("`cvpdf render` makes a document of each"))
            }
        }),
    }
}

impl Raw {
    /// The hash of what it holds.
    pub(super) fn hash(&self) -> u128 {
        let members = match self {
            Self::File(source) => std::slice::from_ref(source),
            Self::Folder(input) => input.members(),
        };
        let members = members.iter().map(|member| (file_name(member), member.bytes()));
        typst::utils::hash128(&members.collect::<Vec<_>>())
    }

    /// Finds the profile in it.
    pub(super) fn open(self, item: &Item) -> Result<Input> {
        let fault = |fault| if matches!(item, Item::Found(_)) { not_meant(fault) } else { fault };
        match self {
            Self::Folder(input) => Ok(*input),
            Self::File(source) => guard(item, || import::open(source).map_err(fault)),
        }
    }
}

/// The name without its folder: from wherever a file is named, it is the same.
fn file_name(source: &Source) -> &std::ffi::OsStr {
    Path::new(source.name()).file_name().unwrap_or_default()
}

/// Reads the profile of an input that was opened.
pub(super) fn profile(
    item: &Item,
    input: &Input,
    options: &ReadOptions,
    sink: &mut Sink,
) -> Result<Profile> {
    let is_found = matches!(item, Item::Found(_)) && options.format.is_none();
    guard(item, || {
        let read = import::import(input, options, sink);
        let profile =
            normalize(read.map_err(|fault| if is_found { not_meant(fault) } else { fault })?);
        let format = options.format.or_else(|| import::detect(input));
        let is_text = format.is_some_and(|format| format.explain.is_some());
        if is_text && !has_contact(&profile) && !has_dates(&profile) {
            let message = "this is no CV, it seems: it has no contact and no dated entry";
            let fault = Diagnostic::warning("not-a-cv", message).in_file(input.source());
            if is_found {
                return Err(Box::new(fault));
            }
            sink.push(fault);
        }
        for section in disorder(&profile) {
            let message = format!(
                "`{section}` does not begin with the newest; it is printed in the order given"
            );
            sink.push(Diagnostic::info("not-newest-first", message).in_file(input.source()));
        }
        Ok(profile)
    })
}

/// The fault of a file that was found rather than named: who searches a folder finds much that is
/// not meant. A file whose grammar is broken may have been, so that its fault stays one.
fn not_meant(mut fault: Box<Diagnostic>) -> Box<Diagnostic> {
    if ["unknown-format", "empty-input"].contains(&fault.code) {
        fault.code = "not-a-cv";
        fault.severity = Severity::Info;
    }
    fault
}

fn has_contact(profile: &Profile) -> bool {
    let basics = &profile.basics;
    let texts = [&basics.email, &basics.phone, &basics.url];
    texts.iter().any(|text| text.is_some()) || !basics.profiles.is_empty()
}

fn has_dates(profile: &Profile) -> bool {
    macro_rules! dated {
        ($($section:ident: $($date:ident),*;)*) => {
            [$(profile.$section.iter().any(|entry| $(entry.$date.is_some())||*)),*].contains(&true)
        };
    }
    let mut custom = profile.sections.iter().flat_map(|section| &section.entries);
    let own = dated! {
        work: start_date, end_date;
        volunteer: start_date, end_date;
        education: start_date, end_date;
        projects: start_date, end_date;
        awards: date;
        certificates: date;
        publications: release_date;
    };
    own || custom.any(|entry| entry.start_date.is_some() || entry.end_date.is_some())
}

/// Does something for an input; a panic is a diagnostic, so that other inputs do not suffer.
///
/// # Errors
/// Returns what `action` returns, or a diagnostic of its panic.
pub fn guard<T>(item: &Item, action: impl FnOnce() -> Result<T>) -> Result<T> {
    // What a panic leaves half done is never used again: locks recover, the rest is dropped.
    catch_unwind(AssertUnwindSafe(action)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no reason is known");
        let message = format!("cvpdf failed, which is its own fault and not the file's: {text}");
        let error = Diagnostic::error("internal", message);
        let source = Source::new(item.name(), Vec::new());
        Err(Box::new(
            error
                .in_file(&source)
                .help("please report it with the file; `-v` tells where it happened"),
        ))
    })
}

fn load_path(path: &Path) -> Result<Raw> {
    match Source::read(path) {
        Ok(source) => Ok(Raw::File(source)),
        Err(_) if path.is_dir() => load_folder(path),
        Err(fault) => Err(cannot_read(path, &fault)),
    }
}

fn load_folder(path: &Path) -> Result<Raw> {
    if let Err(fault) = std::fs::read_dir(path) {
        return Err(cannot_read(path, &fault));
    }
    match import::open_folder(path)? {
        Some(input) => Ok(Raw::Folder(Box::new(input))),
        None => {
            let message = format!("there is no profile in the folder `{}`", path.display());
            let help = "files are told by their extension; `cvpdf formats` lists them";
            Err(Box::new(Diagnostic::error("cannot-read", message).help(help)))
        }
    }
}

/// What a file that cannot be read is told by.
pub(super) fn cannot_read(path: &Path, fault: &Error) -> Box<Diagnostic> {
    let name = path.display();
    let error = |message: String| Diagnostic::error("cannot-read", message);
    Box::new(match fault.kind() {
        ErrorKind::NotFound if path.is_symlink() => {
            error(format!("the link `{name}` leads nowhere"))
        }
        ErrorKind::NotFound => error(format!("there is no file `{name}`")).help(near(path)),
        ErrorKind::FileTooLarge => Diagnostic::error("too-large", format!("`{name}` is {fault}"))
            .help("a profile is text, and smaller"),
        _ => error(format!("`{name}` cannot be read: {}", super::write::reason(fault)))
            .help("check the file's permissions"),
    })
}

/// Names the file of nearest name in the same folder.
fn near(path: &Path) -> String {
    let folder = super::write::folder_of(path);
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return format!("there is no folder `{}` either", folder.display());
    };
    const MOST: usize = 10_000;
    let mut names: Vec<String> = Vec::new();
    names.extend(
        entries.take(MOST).flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()),
    );
    names.sort();
    match crate::syntax::nearest(&wanted, names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{}`?", path.with_file_name(name).display()),
        None => "`cvpdf new profile.yaml` starts a profile".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "a panic is what is tested")]
    fn panics_are_told_and_stay_with_their_input() {
        let item = Item::Source(Source::new("a.json", "{}"));
        let error = guard::<()>(&item, || panic!("out of {}", "luck")).unwrap_err();
        assert_eq!(error.code, "internal");
        assert!(error.to_string().starts_with("a.json: error[internal]: "), "{error}");
        assert!(error.message.ends_with("out of luck"), "{error}");
        assert_eq!(guard(&item, || Ok(1)).unwrap(), 1);
    }

    #[test]
    fn missing_files_suggest_the_nearest() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("profile.json"), "{}").unwrap();
        let error = load_path(&folder.path().join("profil.json")).err().unwrap();
        assert!(error.help.as_ref().unwrap().contains("profile.json`?"), "{error:?}");
        assert_eq!(load_path(folder.path()).err().unwrap().code, "cannot-read");
    }
}
