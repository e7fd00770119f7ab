//! The file of `--report`: what became of each input, as JSON or as JUnit XML, which continuous
//! integration shows. What is written of an input is not held in memory.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cvpdf::batch::Outcome;
use cvpdf::diag::{Diagnostic, Result, Severity};
use serde_json::json;

use super::report::{json, short};
use super::results::Tally;

/// A report in the making: the inputs wait in a temporary file for the counts, which stand before
/// them.
pub(super) struct ReportFile {
    path: PathBuf,
    is_xml: bool,
    body: BufWriter<File>,
    fault: Option<std::io::Error>,
    count: usize,
}

impl ReportFile {
    pub(super) fn new(path: &Path) -> Result<Self> {
        cvpdf::batch::check_output(path, Path::new(""))?;
        let body = tempfile::tempfile().map_err(|error| cannot(path, &error))?;
        let is_xml = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml"));
        let body = BufWriter::new(body);
        Ok(Self { path: path.to_owned(), is_xml, body, fault: None, count: 0 })
    }

    /// Adds an input.
    pub(super) fn add(&mut self, outcome: &Outcome) {
        let mut text = if self.is_xml { case(outcome) } else { object(outcome) };
        if self.count > 0 && !self.is_xml {
            text.insert(0, ',');
        }
        self.count += 1;
        if let Err(error) = self.body.write_all(text.as_bytes()) {
            self.fault = Some(error);
        }
    }

    /// Writes the file.
    pub(super) fn finish(self, tally: &Tally, warnings: usize, duration: Duration) -> Result<()> {
        let path = self.path.clone();
        self.text(tally, warnings, duration)
            .map_err(|error| cannot(&path, &error))
            .and_then(|text| cvpdf::batch::write(&path, &text))
    }

    fn text(self, tally: &Tally, warnings: usize, duration: Duration) -> std::io::Result<Vec<u8>> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let mut body = self.body.into_inner()?;
        std::io::Seek::rewind(&mut body)?;
        let Tally { done, documents, unchanged, warned, skipped, failed } = *tally;
        let seconds = duration.as_secs_f64();
        let (head, tail) = if self.is_xml {
            let head = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <testsuites>\n<testsuite name=\"cvpdf\" tests=\"{done}\" failures=\"{failed}\" \
                 errors=\"0\" skipped=\"{skipped}\" time=\"{seconds:.3}\">"
            );
            (head, "\n</testsuite>\n</testsuites>\n")
        } else {
            let head = json!({
                "version": env!("CARGO_PKG_VERSION"),
                "seconds": (seconds * 1000.0).round() / 1000.0,
                "documents": documents,
                "unchanged": unchanged,
                "skipped": skipped,
                "failed": failed,
                "warnings": warnings + warned,
            });
            let head = head.to_string();
            (format!("{},\"inputs\":[", head.trim_end_matches('}')), "\n]}\n")
        };
        let mut text = head.into_bytes();
        BufReader::new(body).read_to_end(&mut text)?;
        text.extend_from_slice(tail.as_bytes());
        Ok(text)
    }
}

fn cannot(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("the report `{}` cannot be written: {error}", path.display());
    Box::new(Diagnostic::error("cannot-write", message))
}

fn object(outcome: &Outcome) -> String {
    let output = |output: &cvpdf::batch::Output| {
        json!({
            "files": output.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "pages": output.pages,
            "unchanged": output.unchanged,
            "warnings": output.warnings,
        })
    };
    let object = json!({
        "input": outcome.name,
        "status": status(outcome),
        "why": outcome.skipped,
        "milliseconds": (outcome.duration.as_secs_f64() * 10_000.0).round() / 10.0,
        "outputs": outcome.outputs.iter().map(output).collect::<Vec<_>>(),
        "diagnostics": outcome.diagnostics.iter().map(json::diagnostic).collect::<Vec<_>>(),
    });
    format!("\n{object}")
}

fn status(outcome: &Outcome) -> &'static str {
    if outcome.failed() {
        "failed"
    } else if outcome.skipped.is_some() {
        "skipped"
    } else if outcome.outputs.iter().all(|output| output.unchanged) {
        "unchanged"
    } else {
        "rendered"
    }
}

/// A test case of JUnit: errors are failures, warnings its output.
fn case(outcome: &Outcome) -> String {
    let told = |errors: bool| -> Vec<String> {
        let is_told = |diagnostic: &&Diagnostic| match errors {
            true => diagnostic.severity == Severity::Error,
            false => diagnostic.severity == Severity::Warning,
        };
        outcome.diagnostics.iter().filter(is_told).map(short).collect()
    };
    let (errors, warnings) = (told(true), told(false));
    let mut text = format!(
        "\n<testcase classname=\"cvpdf\" name=\"{}\" time=\"{:.3}\">",
        escaped(&outcome.name),
        outcome.duration.as_secs_f64()
    );
    // Writing to a string does not fail.
    if let Some(first) = errors.first() {
        let all = escaped(&errors.join("\n"));
        _ = write!(text, "<failure message=\"{}\">{all}</failure>", escaped(first));
    }
    if let Some(why) = &outcome.skipped {
        _ = write!(text, "<skipped message=\"{}\"/>", escaped(why));
    }
    if !warnings.is_empty() {
        _ = write!(text, "<system-err>{}</system-err>", escaped(&warnings.join("\n")));
    }
    text + "</testcase>"
}

/// The text as XML takes it, which has no way to write control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_has_no_place_for_is_replaced() {
        assert_eq!(escaped("<a> & \"b\"\u{1b}\n"), "&lt;a&gt; &amp; &quot;b&quot;\u{fffd}\n");
    }
}
