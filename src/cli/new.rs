//! `cvpdf new`: writes a profile to start from.

use cvpdf::batch;
use cvpdf::diag::{Diagnostic, Sink};
use cvpdf::export::WriteOptions;
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::normalize;
use cvpdf::profile::SCHEMA_ID;
use cvpdf::source::Source;

use super::args::NewArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, convert, inputs, one};

/// An invented person, with a comment on every field.
const STARTER: &str = include_str!("starter.yaml");

pub(super) fn run(args: &NewArgs, report: &mut Report) -> Outcome {
    if inputs::is_stdio(&args.file) {
        report.data(STARTER.as_bytes());
        return Ok(ExitStatus::Success);
    }
    let text = text(args)?;
    let name = args.file.display();
    if args.file.exists() && !args.force {
        let error = Diagnostic::error("collision", format!("`{name}` exists"));
        return Err(vec![error.help("name another file, or overwrite it with `--force`")]);
    }
    if let Err(error) = batch::write(&args.file, text.as_bytes()) {
        report.diagnostics(&[*error]);
        return Ok(ExitStatus::Failure);
    }
    report.wrote(&args.file);
    report.note(&format!("fill it in, then: cvpdf render {name}"), None);
    Ok(ExitStatus::Success)
}

/// The starter in the format that the file's extension asks for.
fn text(args: &NewArgs) -> Result<String, Vec<Diagnostic>> {
    let Some(writer) = convert::by_extension(&args.file)
        .filter(|writer| ["json", "yaml", "toml"].contains(&writer.name))
    else {
        let error = Diagnostic::error("usage", "a profile to start from is YAML, JSON or TOML");
        return Err(vec![
            error.help("end the file's name in `.yaml` (with comments), `.json` or `.toml`"),
        ]);
    };
    if writer.name == "yaml" {
        return Ok(STARTER.to_owned());
    }
    let input = Input::from(Source::new("starter.yaml", STARTER));
    let mut profile =
        normalize(import(&input, &ReadOptions::default(), &mut Sink::new()).map_err(one)?);
    profile.schema = Some(SCHEMA_ID.to_owned());
    Ok((writer.write)(&profile, &WriteOptions::default(), &mut Sink::new()))
}
