//! The command line: parses arguments, does what they ask for, and tells how it went.

mod args;
mod check;
mod completions;
mod convert;
mod explain;
mod explain_text;
mod fonts;
mod formats;
mod gallery;
mod inputs;
mod man;
mod new;
mod options;
mod render;
mod report;
mod report_file;
mod results;
mod schema;
mod settings;
mod style_new;
mod styles;
mod table;
mod watch;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue};
use cvpdf::batch::{self, Item};
use cvpdf::diag::Diagnostic;
use cvpdf::source::Source;

use args::{Cli, Command, StyleCommand};
use report::Report;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// All was done (0).
    Success,
    /// Something could not be done; the rest was (1).
    Failure,
    /// The arguments are at fault, and nothing was done (2).
    Usage,
    /// The user ended it before all was done (130).
    Interrupted,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Success => Self::SUCCESS,
            ExitStatus::Failure => Self::FAILURE,
            ExitStatus::Usage => Self::from(2),
            // What shells say of a program that Ctrl-C ended.
            ExitStatus::Interrupted => Self::from(130),
        }
    }
}

/// What a subcommand returns: its status, or faults that were found before it began.
type Outcome = Result<ExitStatus, Vec<Diagnostic>>;

/// Runs the command line with the given arguments, the program's name first.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return report::usage(&with_tip(error)),
    };
    let mut report = Report::new(&cli.global);
    if !cli.global.verbose {
        // A panic becomes a diagnostic; its place in our code is of use to us alone.
        std::panic::set_hook(Box::new(|_| {}));
    }
    let myself = Item::Source(Source::new("cvpdf", Vec::new()));
    let outcome = batch::guard(&myself, || Ok(dispatch(cli.command, &mut report)));
    match outcome {
        Ok(Ok(status)) => report.finish(status),
        Ok(Err(faults)) => {
            report.diagnostics(&faults);
            ExitStatus::Usage
        }
        Err(error) => {
            report.diagnostics(&[*error]);
            ExitStatus::Failure
        }
    }
}

/// The error with a tip for who names a file where a subcommand belongs.
fn with_tip(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    if Path::new(name).is_file() {
        let tip = format!("to typeset the file: cvpdf render {name}");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

fn dispatch(command: Command, report: &mut Report) -> Outcome {
    match command {
        Command::Render(args) => render::render(&args, report),
        Command::Build(args) => render::build(&args, report),
        Command::Check(args) => check::run(&args, report),
        Command::Convert(args) => convert::run(&args, report),
        Command::New(args) => new::run(&args, report),
        Command::Styles(args) => styles::run(&args, report),
        Command::Style(args) => match args.command {
            StyleCommand::New(args) => style_new::run(&args, report),
        },
        Command::Formats(args) => formats::run(&args, report),
        Command::Fonts(args) => fonts::run(&args, report),
        Command::Schema(_) => schema::run(report),
        Command::Explain(args) => explain::run(&args, report),
        Command::Completions(args) => completions::run(&args, report),
        Command::Man(args) => man::run(&args, report),
    }
}

/// One fault, for `?` where several are collected.
#[expect(clippy::boxed_local, reason = "the library hands its errors out in boxes")]
fn one(error: Box<Diagnostic>) -> Vec<Diagnostic> {
    vec![*error]
}
