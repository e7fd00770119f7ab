//! `cvpdf style new`: starts a style of one's own from one that ships with cvpdf.

use std::path::Path;

use cvpdf::batch;
use cvpdf::diag::{Diagnostic, Result};
use cvpdf::style::Style;

use super::args::StyleNewArgs;
use super::report::{Report, count};
use super::{ExitStatus, Outcome, one};

/// What the data is that a style is given.
const README: &str = include_str!("../../templates/README.md");

pub(super) fn run(args: &StyleNewArgs, report: &mut Report) -> Outcome {
    let files = Style::template(&args.from).map_err(one)?;
    let folder = args.name.as_path();
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(vec![Diagnostic::error(
            "usage",
            format!("`{}` names no folder", folder.display()),
        )]);
    };
    if folder.exists() {
        let error = Diagnostic::error("collision", format!("`{}` exists", folder.display()));
        return Err(vec![error.help("name another folder, or remove this one first")]);
    }
    let mut written = 1;
    let mut write = || -> Result<()> {
        for (path, bytes) in &files {
            match path.as_str() {
                "style.toml" => make(&folder.join(path), titled(bytes, &name).as_bytes())?,
                _ => make(&folder.join(path), bytes)?,
            }
            written += 1;
        }
        make(&folder.join("README.md"), README.as_bytes())
    };
    if let Err(error) = write() {
        report.diagnostics(&[*error]);
        return Ok(ExitStatus::Failure);
    }
    let path = folder.display().to_string();
    // A name without a separator would be that of a style that ships with cvpdf.
    let path = if path.contains(std::path::is_separator) { path } else { format!("./{path}") };
    let next = format!(
        "wrote {} to {path}\n\
         main.typ lays out, style.toml holds title and defaults, README.md tells what data there is\n\
         next: cvpdf render profile.yaml --style {path}",
        count(written, "file"),
    );
    report.note(&next, None);
    Ok(ExitStatus::Success)
}

fn make(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!("the folder `{}` cannot be made: {error}", folder.display());
        Box::new(Diagnostic::error("cannot-write", message).help("name another folder"))
    })?;
    batch::write(path, bytes)
}

/// The `style.toml` with the style's own title.
fn titled(manifest: &[u8], name: &str) -> String {
    let title = format!("title = {}", serde_json::Value::from(name));
    let text = String::from_utf8_lossy(manifest);
    let lines =
        text.lines().map(|line| if line.starts_with("title = ") { title.as_str() } else { line });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
