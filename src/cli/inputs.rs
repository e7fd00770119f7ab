//! What the arguments of several subcommands stand for: inputs, formats, styles and fonts.

use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cvpdf::Fonts;
use cvpdf::batch::{self, Item, Scan, Stream};
use cvpdf::diag::{Diagnostic, Sink};
use cvpdf::import::{FORMATS, Format, Further, ReadOptions, UnplacedText};
use cvpdf::profile::{Date, DateReading, Policy};
use cvpdf::render;
use cvpdf::style::Style;
use cvpdf::syntax::nearest;

use super::args::{FontArgs, MergeForm, ReadArgs, UnplacedForm};
use super::one;
use super::report::Report;

/// The name of standard input and output among paths.
pub(super) const STDIO: &str = "-";

/// Finds the inputs: files, what is in folders and fits patterns; standard input is read for it.
/// The folder of the outputs is passed over.
pub(super) fn items(
    paths: &[PathBuf],
    output: Option<&Path>,
    report: &mut Report,
) -> Result<Scan, Vec<Diagnostic>> {
    if paths.iter().filter(|path| is_stdio(path)).count() > 1 {
        let error =
            Diagnostic::error("usage", "standard input can be read once, and `-` is named twice");
        return Err(vec![error]);
    }
    // `--icons off` would turn them on and look for a file of that name.
    let is_value = |path: &&PathBuf| {
        ["on", "off", "yes", "no", "true", "false"].iter().any(|value| path.as_os_str() == *value)
            && !path.exists()
    };
    if let Some(value) = paths.iter().find(is_value) {
        let value = value.display();
        let error = Diagnostic::error("usage", format!("`{value}` is no file"));
        return Err(vec![
            error.help(format!("the value of a flag follows an equals sign: `--icons={value}`")),
        ]);
    }
    let named: Vec<PathBuf> = paths.iter().filter(|path| !is_stdio(path)).cloned().collect();
    let mut found = batch::scan(&named, output).map_err(one)?;
    if let Some(at) = paths.iter().position(|path| is_stdio(path)) {
        let at = if at == 0 { 0 } else { found.items.len() };
        found.items.insert(at, stdin(report)?);
    }
    Ok(found)
}

/// Returns one input; standard input is read for it.
pub(super) fn item(path: &Path, report: &mut Report) -> Result<Item, Vec<Diagnostic>> {
    if is_stdio(path) { stdin(report) } else { Ok(Item::at(path)) }
}

pub(super) fn is_stdio(path: &Path) -> bool {
    path == Path::new(STDIO)
}

/// Returns how inputs are read; `from` names their format.
pub(super) fn read_options(
    args: &ReadArgs,
    from: Option<&str>,
    report: &mut Report,
) -> Result<ReadOptions, Vec<Diagnostic>> {
    let format = from.map(format).transpose()?;
    let as_of = args.as_of.as_deref().map(|text| date("--as-of", text)).transpose()?;
    let unplaced = match args.unplaced {
        UnplacedForm::Warn => UnplacedText::Warn,
        UnplacedForm::Append => UnplacedText::Append,
        UnplacedForm::Fail => UnplacedText::Fail,
    };
    let merge = match args.merge {
        MergeForm::Fill => Policy::Fill,
        MergeForm::Override => Policy::Override,
    };
    let with: Result<_, _> = args.with.iter().map(|path| further(path, report)).collect();
    Ok(ReadOptions { format, as_of, unplaced, with: with?, merge })
}

/// Reads a further source.
fn further(path: &Path, report: &mut Report) -> Result<Further, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let read = batch::read(&Item::Path(path.to_owned()), &ReadOptions::default(), &mut sink);
    let further = read.map(|(input, mut profile)| {
        // Its photo lies beside it, and not beside the inputs that it is merged into.
        render::embed_photo(&mut profile, input.source(), &mut sink);
        Further { source: input.source().clone(), profile }
    });
    report.diagnostics(&sink.into_diagnostics());
    further.map_err(|error| vec![*error])
}

/// Reads the date of a flag.
pub(super) fn date(flag: &str, text: &str) -> Result<Date, Vec<Diagnostic>> {
    match DateReading::of(text) {
        DateReading::Date(date) if date.year() <= 2100 => Ok(date),
        _ => {
            let error = Diagnostic::error("bad-date", format!("`{text}` is no date for `{flag}`"));
            Err(vec![error.help("write it as YYYY, YYYY-MM or YYYY-MM-DD, for example `2024-05-01`; it may be at most 2100")])
        }
    }
}

/// Returns the fonts: those bundled and those asked for.
pub(super) fn fonts(args: &FontArgs) -> Result<Fonts, Vec<Diagnostic>> {
    let mut fonts = Fonts::bundled();
    let mut faults = Vec::new();
    for path in args.font_path.iter().filter(|path| !path.as_os_str().is_empty()) {
        let message = match fonts.add_path(path) {
            Ok(0) => format!("there are no fonts in `{}`", path.display()),
            Ok(_) => continue,
            Err(error) => format!("the fonts in `{}` cannot be read: {error}", path.display()),
        };
        let error = Diagnostic::error("unknown-font", message);
        faults.push(
            error.help("`--font-path` takes a font file, or a folder with some in it or below"),
        );
    }
    if args.system_fonts {
        fonts.add_system();
    }
    if faults.is_empty() { Ok(fonts) } else { Err(faults) }
}

/// Finds a style by its name or the path of its folder.
pub(super) fn style(name: &str) -> Result<Arc<Style>, Vec<Diagnostic>> {
    Style::find(name).map(Arc::new).map_err(|mut error| {
        if !name.contains(['/', '\\']) && Path::new(name).join("style.toml").is_file() {
            error.help = Some(format!("a folder is named by its path: `./{name}`"));
        }
        vec![*error]
    })
}

fn format(name: &str) -> Result<&'static Format, Vec<Diagnostic>> {
    let lower = name.to_lowercase();
    FORMATS.iter().find(|format| format.name == lower).copied().ok_or_else(|| {
        let error =
            Diagnostic::error("unknown-format", format!("there is no format `{name}` to read"));
        let near = nearest(&lower, FORMATS.iter().map(|format| format.name));
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        vec![error.help(format!("{near}`cvpdf formats` lists them"))]
    })
}

fn stdin(report: &mut Report) -> Result<Item, Vec<Diagnostic>> {
    const NAME: &str = "<stdin>";
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        report.note("reading a profile from standard input", None);
    }
    Stream::of_pipe(NAME, None, stdin.lock()).map_err(|error| {
        let message = match error.kind() {
            ErrorKind::FileTooLarge => format!("standard input is {error}"),
            _ => format!("standard input cannot be read: {error}"),
        };
        one(Box::new(Diagnostic::error("cannot-read", message)))
    })
}
