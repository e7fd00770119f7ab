//! Prints: diagnostics and notes on standard error, data on standard output. Nothing else of
//! cvpdf does.

mod human;
pub(super) mod json;

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use cvpdf::diag::{Diagnostic, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value as Json;

use super::ExitStatus;
use super::args::{GlobalArgs, MessageFormat};

/// What is told, how, and how much of it there was.
pub(crate) struct Report {
    form: MessageFormat,
    /// The least severity that is told.
    least: Severity,
    quiet: bool,
    /// Whether diagnostics are the data of the command, and go to standard output.
    is_data: bool,
    /// Whether warnings are a failure.
    deny_warnings: bool,
    warnings: usize,
    /// What shows how far the work is, on a terminal.
    bar: Option<ProgressBar>,
    /// What became of standard output: nobody reads it any more, or it cannot be written.
    broken: Option<ExitStatus>,
}

impl Report {
    pub(crate) fn new(args: &GlobalArgs) -> Self {
        let least = match (args.quiet, args.verbose) {
            (true, _) => Severity::Error,
            (_, true) => Severity::Info,
            _ => Severity::Warning,
        };
        Self {
            form: args.message_format,
            least,
            quiet: args.quiet,
            is_data: false,
            deny_warnings: false,
            warnings: 0,
            bar: None,
            broken: None,
        }
    }

    /// Makes warnings a failure. They are told then even if asked for quiet.
    pub(crate) fn deny_warnings(&mut self, deny: bool) {
        self.deny_warnings = deny;
        if deny {
            self.least = self.least.min(Severity::Warning);
        }
    }

    /// Sends diagnostics to standard output.
    pub(crate) fn diagnostics_are_data(&mut self) {
        self.is_data = true;
    }

    /// The form of messages.
    pub(crate) fn form(&self) -> MessageFormat {
        self.form
    }

    /// How many warnings there were, told or not.
    pub(crate) fn warnings(&self) -> usize {
        self.warnings
    }

    /// Tells diagnostics.
    pub(crate) fn diagnostics(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            self.warnings += usize::from(diagnostic.severity == Severity::Warning);
            if diagnostic.severity < self.least {
                continue;
            }
            let text = match self.form {
                MessageFormat::Human => human::form(diagnostic) + "\n",
                MessageFormat::Short => short(diagnostic),
                MessageFormat::Json => json::line(&json::diagnostic(diagnostic)),
            };
            self.message(&text);
        }
    }

    /// Tells what was done, unless asked for quiet. `object` says the same to programs.
    pub(crate) fn note(&mut self, text: &str, object: Option<Json>) {
        match (self.form, object) {
            _ if self.quiet => {}
            (MessageFormat::Json, Some(object)) => self.message(&json::line(&object)),
            (MessageFormat::Json, None) => {}
            _ => self.message(&printable(text)),
        }
    }

    /// Tells something to programs alone.
    pub(crate) fn object(&mut self, object: Json) {
        if self.form == MessageFormat::Json {
            self.note("", Some(object));
        }
    }

    /// Tells that a file was written.
    pub(crate) fn wrote(&mut self, path: &Path) {
        let name = path.display().to_string();
        let object = serde_json::json!({ "type": "output", "files": [name] });
        self.note(&format!("wrote {name}"), Some(object));
    }

    /// Tells what a check found. Editors that read one line per fault get none.
    pub(crate) fn summary(&mut self, text: &str, object: Json) {
        if self.form != MessageFormat::Short {
            self.note(text, Some(object));
        }
    }

    /// Shows how far the work on a number of inputs is, where somebody looks on; with 0 no more.
    pub(crate) fn progress(&mut self, count: usize) {
        const WORTH_SHOWING: usize = 3;
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if count < WORTH_SHOWING
            || self.quiet
            || self.form != MessageFormat::Human
            || !std::io::stderr().is_terminal()
        {
            return;
        }
        let bar = ProgressBar::new(count as u64);
        let form = "{wide_bar} {pos} of {len}, {per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        self.bar = Some(bar);
    }

    /// Tells that a further input is done.
    pub(crate) fn advance(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Whether it is shown how far the work is, so that not every step needs a line.
    pub(crate) fn is_progressing(&self) -> bool {
        self.bar.is_some()
    }

    /// Writes a value to standard output, for programs and people.
    pub(crate) fn json(&mut self, value: &Json) {
        self.data(format!("{value:#}\n").as_bytes());
    }

    /// Writes data to standard output. A reader that has gone is no fault.
    pub(crate) fn data(&mut self, bytes: &[u8]) {
        if self.broken.is_some() {
            return;
        }
        let mut out = std::io::stdout().lock();
        if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
            self.broken = Some(ExitStatus::Success);
            if error.kind() != ErrorKind::BrokenPipe {
                self.broken = Some(ExitStatus::Failure);
                let message = format!("standard output cannot be written: {error}");
                self.is_data = false;
                self.diagnostics(&[Diagnostic::error("cannot-write", message)]);
            }
        }
    }

    /// The status of the whole run.
    pub(crate) fn finish(mut self, status: ExitStatus) -> ExitStatus {
        if self.broken == Some(ExitStatus::Failure) {
            return ExitStatus::Failure;
        }
        if self.deny_warnings && self.warnings > 0 && status == ExitStatus::Success {
            let count = count(self.warnings, "warning");
            self.note(&format!("{count}, which `--deny-warnings` does not allow"), None);
            return ExitStatus::Failure;
        }
        status
    }

    /// Writes a message of one or several lines.
    fn message(&mut self, text: &str) {
        // What cannot be told cannot be told that it cannot be told either.
        if self.is_data {
            let choice = anstream::AutoStream::choice(&std::io::stdout());
            let mut bytes = anstream::AutoStream::new(Vec::new(), choice);
            // A vector takes all that is written.
            _ = writeln!(bytes, "{text}");
            self.data(&bytes.into_inner());
        } else {
            let write = || _ = writeln!(anstream::stderr().lock(), "{text}");
            match &self.bar {
                Some(bar) => bar.suspend(write),
                None => write(),
            }
        }
    }
}

/// Tells what is wrong with the arguments, or helps if asked to.
pub(crate) fn usage(error: &clap::Error) -> ExitStatus {
    // A reader that has gone needs no help any more.
    _ = error.print();
    match error.exit_code() {
        0 => ExitStatus::Success,
        _ => ExitStatus::Usage,
    }
}

/// `1 page`, `2 pages`.
pub(crate) fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The diagnostic in one line.
pub(super) fn short(diagnostic: &Diagnostic) -> String {
    printable(&diagnostic.to_string()).replace('\n', " ")
}

/// The text without what a terminal would obey: control characters (lines may still end) and
/// marks that turn the direction of what follows.
fn printable(text: &str) -> Cow<'_, str> {
    let is_unsafe = |c: char| c != '\n' && is_control(c);
    if text.contains(is_unsafe) {
        return Cow::Owned(text.chars().filter(|c| !is_unsafe(*c)).collect());
    }
    Cow::Borrowed(text)
}

fn is_control(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_get_no_orders_from_files() {
        assert_eq!(printable("a\u{1b}[31mb\u{9b}2Jc\u{202e}d\ne"), "a[31mb2Jcd\ne");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(0, "page"), "0 pages");
    }
}
