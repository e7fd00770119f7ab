//! Stub.
pub(super) fn run(_: &super::args::FontsArgs, _: &mut super::report::Report) -> super::Outcome { Ok(super::ExitStatus::Failure) }
