//! `cvpdf convert`: writes a profile in another format.

use std::collections::BTreeMap;
use std::path::Path;

use cvpdf::batch;
use cvpdf::diag::{Diagnostic, Severity, Sink};
use cvpdf::export::{WRITERS, WriteOptions, Writer};
use cvpdf::import::{self, Input, ReadOptions};
use cvpdf::syntax::nearest;

use super::args::ConvertArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, inputs, one};

pub(super) fn run(args: &ConvertArgs, report: &mut Report) -> Outcome {
    report.deny_warnings(args.read.deny_warnings);
    let writer = writer(args)?;
    let to_stdout = inputs::is_stdio(&args.output);
    if !to_stdout && batch::names_folder(&args.output) {
        let error = Diagnostic::error("usage", format!("`{}` is a folder", args.output.display()));
        return Err(vec![error.help("name the file to write")]);
    }
    if !to_stdout {
        batch::check_output(&args.output, &args.input).map_err(one)?;
    }
    let options = inputs::read_options(&args.read, args.read.from.as_deref(), report)?;
    let items = [inputs::item(&args.input, report)?];
    let mut sink = Sink::new();
    for item in &items {
        let read = batch::read(item, &options, &mut sink);
        let text = read.and_then(|(input, profile)| {
            let comments = doubts(&input, &options);
            let write = WriteOptions { lang: args.lang.clone(), comments };
            batch::guard(item, || Ok((writer.write)(&profile, &write, &mut sink)))
        });
        let written = text.and_then(|text| {
            if to_stdout {
                report.data(text.as_bytes());
                return Ok(());
            }
            batch::write(&args.output, text.as_bytes())
        });
        if let Err(error) = written {
            sink.push(*error);
        }
    }
    let diagnostics = sink.into_diagnostics();
    report.diagnostics(&diagnostics);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(ExitStatus::Failure);
    }
    if !to_stdout {
        report.wrote(&args.output);
    }
    Ok(ExitStatus::Success)
}

/// What is to be said of values that a reader of text is not sure of.
fn doubts(input: &Input, options: &ReadOptions) -> BTreeMap<String, String> {
    const SURE: f32 = 0.6;
    let Some(explanation) = import::explain(input, options) else {
        return BTreeMap::new();
    };
    let doubtful = explanation.fields().into_iter().filter(|(_, sure)| *sure < SURE);
    doubtful
        .map(|(path, sure)| (path.to_owned(), format!("doubtful ({sure:.2}): check this")))
        .collect()
}

/// The writer: named, or told by the extension of the output.
fn writer(args: &ConvertArgs) -> Result<&'static Writer, Vec<Diagnostic>> {
    if let Some(name) = &args.to {
        let name = name.to_lowercase();
        return Writer::find(&name).ok_or_else(|| vec![unknown(&name)]);
    }
    let known = by_extension(&args.output);
    known.ok_or_else(|| {
        let error = Diagnostic::error("usage", "the format to write is not named");
        vec![error.help(format!("name it with `--to`, one of {}", names()))]
    })
}

/// Returns the writer whose files have the extension of a path.
pub(super) fn by_extension(path: &Path) -> Option<&'static Writer> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    let extension = if extension == "yml" { "yaml" } else { &extension };
    WRITERS.iter().copied().find(|writer| writer.extension == extension)
}

fn unknown(name: &str) -> Diagnostic {
    let error =
        Diagnostic::error("unknown-format", format!("there is no format `{name}` to write"));
    let near = nearest(name, WRITERS.iter().map(|writer| writer.name));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    error.help(match ["pdf", "png", "svg"].contains(&name) {
        true => format!("`cvpdf render --format {name}` writes it"),
        false => format!("{near}`--to` takes {}", names()),
    })
}

fn names() -> String {
    WRITERS.iter().map(|writer| format!("`{}`", writer.name)).collect::<Vec<_>>().join(", ")
}
