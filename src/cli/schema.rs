//! `cvpdf schema`: prints the JSON Schema of profiles.

use cvpdf::profile;

use super::report::Report;
use super::{ExitStatus, Outcome};

pub(super) fn run(report: &mut Report) -> Outcome {
    report.json(&profile::schema());
    Ok(ExitStatus::Success)
}
