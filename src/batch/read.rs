//! Reads one input, with every way in which that may fail told as a diagnostic.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::Item;
use crate::diag::{Diagnostic, Result, Sink};
use crate::import::{self, Input, ReadOptions};
use crate::profile::Profile;
use crate::source::Source;
use crate::{disorder, normalize};

/// Opens an input, reads it, and puts its profile in order.
///
/// # Errors
/// Returns a diagnostic if there is no such file or nothing sensible can be read from it.
pub fn read(item: &Item, options: &ReadOptions, sink: &mut Sink) -> Result<(Input, Profile)> {
    guard(item, || {
        let input = match item {
            Item::Path(path) => open(path)?,
            Item::Source(source) => import::open(source.clone())?,
        };
        let profile = normalize(import::import(&input, options, sink)?);
        for section in disorder(&profile) {
            let message = format!(
                "`{section}` does not begin with the newest; it is printed in the order given"
            );
            sink.push(Diagnostic::info("not-newest-first", message).in_file(input.source()));
        }
        Ok((input, profile))
    })
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

fn open(path: &Path) -> Result<Input> {
    let name = path.display();
    let error = |message: String| Diagnostic::error("cannot-read", message);
    if path.is_dir() {
        if let Some(input) = import::open_folder(path)? {
            return Ok(input);
        }
        let error = error(format!("`{name}` is a folder"));
        return Err(Box::new(
            error.help(format!("name its files, as in `{}`", path.join("*.json").display())),
        ));
    }
    let source = Source::read(path).map_err(|fault| {
        Box::new(match fault.kind() {
            ErrorKind::NotFound => error(format!("there is no file `{name}`")).help(near(path)),
            ErrorKind::FileTooLarge => {
                Diagnostic::error("too-large", format!("`{name}` is {fault}"))
                    .help("a profile is text, and smaller")
            }
            _ => error(format!("`{name}` cannot be read: {}", super::write::reason(&fault)))
                .help("check the file's permissions"),
        })
    })?;
    import::open(source)
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
        let error = open(&folder.path().join("profil.json")).unwrap_err();
        assert!(error.help.as_ref().unwrap().contains("profile.json`?"), "{error:?}");
        assert_eq!(open(folder.path()).unwrap_err().code, "cannot-read");
    }
}
