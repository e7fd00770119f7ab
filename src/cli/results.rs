//! What became of the inputs of a run: told one by one, counted, and written to a report.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cvpdf::batch::{Outcome as Rendered, Output, Plan};
use cvpdf::diag::Diagnostic;
use serde_json::{Value as Json, json};

use super::report::{Report, count};
use super::report_file::ReportFile;
use super::{ExitStatus, one};

/// The number of inputs from which on it is of interest how long they took.
const MANY: usize = 10;

/// What was done so far.
pub(super) struct Results {
    began: Instant,
    /// How many inputs there are in all.
    inputs: usize,
    tally: Tally,
    /// How many files no format reads.
    others: usize,
    first: Option<PathBuf>,
    slowest: Vec<(Duration, String)>,
    files: Vec<ReportFile>,
}

/// How many of each there were.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    /// Inputs that were done, in whatever way.
    pub(super) done: usize,
    pub(super) documents: usize,
    pub(super) unchanged: usize,
    /// Warnings that were told when what is unchanged was made.
    pub(super) warned: usize,
    pub(super) skipped: usize,
    pub(super) failed: usize,
}

impl Results {
    /// Begins with nothing done. `reports` are files to write the results to.
    pub(super) fn new(
        plan: &Plan,
        others: usize,
        reports: &[PathBuf],
    ) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self {
            began: Instant::now(),
            inputs: plan.inputs(),
            tally: Tally::default(),
            others,
            first: None,
            slowest: Vec::new(),
            files: reports
                .iter()
                .map(|path| ReportFile::new(path))
                .collect::<Result<_, _>>()
                .map_err(one)?,
        })
    }

    /// The first file that was written.
    pub(super) fn first(&self) -> Option<&Path> {
        self.first.as_deref()
    }

    /// Tells what became of an input.
    pub(super) fn tell(&mut self, rendered: &Rendered, report: &mut Report) {
        report.diagnostics(&rendered.diagnostics);
        self.tally.done += 1;
        self.tally.failed += usize::from(rendered.failed());
        if let Some(why) = &rendered.skipped {
            self.tally.skipped += 1;
            let object = json!({ "type": "skipped", "input": rendered.name, "why": why });
            report.note(&format!("skipped {}: {why}", rendered.name), Some(object));
        }
        for output in &rendered.outputs {
            self.output(output, rendered, report);
        }
        const SHOWN: usize = 3;
        let at = self.slowest.partition_point(|(duration, _)| *duration >= rendered.duration);
        if at < SHOWN {
            self.slowest.insert(at, (rendered.duration, rendered.name.clone()));
            self.slowest.truncate(SHOWN);
        }
        for file in &mut self.files {
            file.add(rendered);
        }
    }

    fn output(&mut self, output: &Output, rendered: &Rendered, report: &mut Report) {
        if output.unchanged {
            self.tally.unchanged += 1;
            self.tally.warned += output.warnings;
        } else {
            self.tally.documents += 1;
        }
        let Some(path) = output.paths.first() else {
            report.data(&output.bytes);
            return;
        };
        self.first.get_or_insert_with(|| path.clone());
        // Of what is unchanged the number is enough, and where it is shown how far things are, of
        // what was written too.
        let object = object(output, rendered);
        if !output.unchanged && !report.is_progressing() {
            let text = format!("wrote {} ({})", files(output), count(output.pages, "page"));
            report.note(&text, Some(object));
        } else {
            report.object(object);
        }
    }

    /// Tells how it went in all, and writes the report.
    pub(super) fn finish(self, interrupted: bool, report: &mut Report) -> ExitStatus {
        let duration = self.began.elapsed();
        let interrupted = interrupted && self.tally.done < self.inputs;
        let mut parts = vec![count(self.tally.documents, "document")];
        let mut part = |number: usize, text: &str| {
            if number > 0 {
                parts.push(text.replace("{}", &number.to_string()));
            }
        };
        part(self.tally.unchanged, "{} unchanged");
        part(self.tally.skipped, "{} skipped");
        part(self.others, if self.others == 1 { "{} other file" } else { "{} other files" });
        if report.warnings() > 0 {
            parts.push(count(report.warnings(), "warning"));
        }
        if self.tally.warned > 0 {
            parts.push(format!("{} in what is unchanged", count(self.tally.warned, "warning")));
        }
        if self.tally.failed > 0 {
            parts.push(format!("{} of {} failed", self.tally.failed, count(self.inputs, "input")));
        }
        if interrupted {
            parts.push(format!(
                "interrupted after {} of {}",
                self.tally.done,
                count(self.inputs, "input")
            ));
        }
        let mut text = parts.join(", ");
        if self.tally.documents >= MANY {
            text += &format!(" in {}", seconds(duration));
            text += &format!(
                " ({:.0} per second)",
                self.tally.documents as f64 / duration.as_secs_f64()
            );
            let slowest =
                self.slowest.iter().map(|(time, name)| format!("{name} ({})", seconds(*time)));
            text += &format!("\nslowest: {}", slowest.collect::<Vec<_>>().join(", "));
        }
        let several = self.inputs > 1 || self.tally.documents > 1 || self.tally.unchanged > 0;
        if several || report.warnings() > 0 {
            let object = several.then(|| summary(&self.tally, report.warnings(), interrupted));
            report.note(&text, object);
        }
        let mut unwritten = false;
        for file in self.files {
            if let Err(error) = file.finish(&self.tally, report.warnings(), duration) {
                report.diagnostics(&[*error]);
                unwritten = true;
            }
        }
        match () {
            () if interrupted => ExitStatus::Interrupted,
            () if unwritten || self.tally.failed > 0 => ExitStatus::Failure,
            () => ExitStatus::Success,
        }
    }
}

fn object(output: &Output, rendered: &Rendered) -> Json {
    json!({
        "type": if output.unchanged { "unchanged" } else { "output" },
        "input": rendered.name,
        // A path need not be text, and JSON is.
        "files": output.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        "pages": output.pages,
    })
}

/// The counts, for programs.
fn summary(tally: &Tally, warnings: usize, interrupted: bool) -> Json {
    json!({
        "type": "summary",
        "inputs": tally.done,
        "documents": tally.documents,
        "unchanged": tally.unchanged,
        "skipped": tally.skipped,
        "failed": tally.failed,
        "warnings": warnings + tally.warned,
        "interrupted": interrupted,
    })
}

fn seconds(duration: Duration) -> String {
    match duration.as_secs_f64() {
        time if time < 1.0 => format!("{:.0} ms", time * 1000.0),
        time if time < 120.0 => format!("{time:.1} s"),
        time => format!("{:.0} min", time / 60.0),
    }
}

fn files(output: &Output) -> String {
    let names: Vec<_> = output.paths.iter().map(|path| path.display().to_string()).collect();
    match names.as_slice() {
        [name] => name.clone(),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    }
}
