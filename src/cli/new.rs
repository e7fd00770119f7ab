//! Stub.
pub(super) fn run(_: &super::args::NewArgs, _: &mut super::report::Report) -> super::Outcome { Ok(super::ExitStatus::Failure) }
