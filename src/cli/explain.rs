//! Stub.
pub(super) fn run(_: &super::args::ExplainArgs, _: &mut super::report::Report) -> super::Outcome { Ok(super::ExitStatus::Failure) }
