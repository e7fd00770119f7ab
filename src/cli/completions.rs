//! `cvpdf completions`: prints a script that completes arguments.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::report::Report;
use super::{ExitStatus, Outcome};

pub(super) fn run(args: &CompletionsArgs, report: &mut Report) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cvpdf", &mut script);
    report.data(&script);
    Ok(ExitStatus::Success)
}
