//! The command line of cvpdf.

mod cli;

use std::process::ExitCode;
use std::thread;

/// Layout allocates much and on several threads, where the system's allocator loses a third of the
/// time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let run = || cli::run(std::env::args_os());
    let status = match thread::Builder::new().stack_size(cvpdf::batch::STACK).spawn(run) {
        Ok(thread) => thread.join().unwrap_or(cli::ExitStatus::Failure),
        Err(_) => run(),
    };
    status.into()
}
