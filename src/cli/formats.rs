//! Stub.
pub(super) fn run(_: &super::args::FormatsArgs, _: &mut super::report::Report) -> super::Outcome { Ok(super::ExitStatus::Failure) }
