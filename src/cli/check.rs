//! Stub.
pub(super) fn run(_: &super::args::CheckArgs, _: &mut super::report::Report) -> super::Outcome { Ok(super::ExitStatus::Failure) }
