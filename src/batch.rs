//! Jobs: which inputs are rendered in which styles and languages to which files. Collisions are
//! found before anything is written, and what fails leaves the rest untouched.

mod helper;
mod item;
mod make;
mod name;
mod plan;
mod read;
mod scan;
mod state;
mod stream;
mod work;
mod write;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Place, Severity};
use crate::import::ReadOptions;
use crate::render::{PdfOptions, RenderOptions, Renderer};
use crate::style::Style;

pub use helper::help;
pub use item::{Found, Item, Record, is_pipe};
pub use name::Pattern;
pub use plan::{check_output, names_folder, units};
pub use read::{guard, read};
pub use scan::{Scan, scan};
pub use state::State;
pub use stream::Stream;
pub use work::STACK;
pub use write::write;

/// From how many inputs on it is worth a few milliseconds that they are made sooner, or in less
/// memory.
pub const MANY: usize = 20;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputFormat {
    /// One PDF per document.
    Pdf,
    /// One PNG per page.
    Png,
    /// One SVG per page.
    Svg,
}

/// Where outputs go.
#[derive(Clone, Debug)]
pub enum Target {
    /// Beside each input.
    Beside,
    /// To this path: a folder if it exists as one, ends in a separator, or takes several outputs;
    /// else a file.
    Path(PathBuf),
    /// Nowhere: the bytes are handed back. This takes one output.
    Memory,
}

/// What is to be rendered.
#[derive(Clone)]
pub struct Request {
    /// The inputs, in the order in which they are rendered.
    pub inputs: Vec<Item>,
    /// The styles. Empty: each profile's own, else the default one.
    pub styles: Vec<Arc<Style>>,
    /// The languages. Empty: that of the options, else each profile's own.
    pub langs: Vec<String>,
    /// What is written.
    pub format: OutputFormat,
    /// Where it goes.
    pub target: Target,
    /// How the outputs are named. Default: by the inputs, with style and language where there are
    /// several.
    pub name: Option<Pattern>,
    /// How many threads work on it.
    pub threads: usize,
}

/// What is to be done, with every output known: nothing collides and every folder can be written.
pub struct Plan {
    items: Vec<Item>,
    naming: plan::Naming,
    /// The inputs, which must not be overwritten.
    inputs: BTreeSet<PathBuf>,
    /// The hashes of the outputs, where pages take further names.
    taken: HashSet<u128>,
    /// How many inputs there are, those of streams counted.
    count: usize,
    threads: usize,
}

/// How a plan is carried out.
#[derive(Clone, Debug)]
pub struct Options {
    /// How inputs are read.
    pub read: ReadOptions,
    /// How documents are rendered.
    pub render: RenderOptions,
    /// How PDF files are written.
    pub pdf: PdfOptions,
    /// The resolution of PNG files in dots per inch. Default: 144.
    pub dpi: f64,
    /// Whether what had warnings is made anew though it is unchanged. Default: no.
    pub warned_again: bool,
    /// The command of a process that calls [`help`] with these options. Where there are many
    /// documents, each thread but the first has one, which is quicker. Default: none.
    pub helper: Option<fn() -> std::io::Result<Command>>,
}

/// What became of one input.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its documents.
    pub outputs: Vec<Output>,
    /// What there is to tell.
    pub diagnostics: Vec<Diagnostic>,
    /// Why it was skipped, if it was: it is no CV.
    pub skipped: Option<String>,
    /// How long it took.
    pub duration: Duration,
}

/// A document that was written, or that was there and is unchanged.
#[derive(Debug, Default)]
pub struct Output {
    /// Its files: one, or one per page.
    pub paths: Vec<PathBuf>,
    /// How many pages it has.
    pub pages: usize,
    /// The name of its style; empty where it is unchanged and the profile's own choice.
    pub style: String,
    /// Its bytes, if it was not written to a file.
    pub bytes: Vec<u8>,
    /// Whether it was there already.
    pub unchanged: bool,
    /// How many warnings there were when it was made, if it is unchanged.
    pub warnings: usize,
    made: Option<(PathBuf, state::Entry)>,
}

impl OutputFormat {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    /// The format whose files have an extension.
    pub fn of_extension(extension: &str) -> Option<Self> {
        [Self::Pdf, Self::Png, Self::Svg].into_iter().find(|format| format.extension() == extension)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            read: ReadOptions::default(),
            render: RenderOptions::default(),
            pdf: PdfOptions::default(),
            dpi: 144.0,
            warned_again: false,
            helper: None,
        }
    }
}

impl Outcome {
    /// Whether something of the input could not be made.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Plan {
    /// Plans the request: names every output, makes folders, and finds what collides. Inputs are
    /// read for it only if their names depend on what stands in them.
    ///
    /// # Errors
    /// Returns everything that stands in the way. Nothing is written then.
    pub fn new(request: Request, read: &ReadOptions) -> Result<Self, Vec<Diagnostic>> {
        plan::plan(request, read)
    }

    /// How many inputs there are, those of streams counted.
    pub fn inputs(&self) -> usize {
        self.count
    }

    /// How many documents it makes of an input.
    pub fn documents_each(&self) -> usize {
        self.naming.styles.len() * self.naming.langs.len()
    }

    /// The folder that all outputs go to, if there is one.
    pub fn folder(&self) -> Option<&Path> {
        match &self.naming.place {
            plan::Destination::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Carries it out and tells what became of each input, in order. One that fails does not stop
    /// the others; once `stop` is set, what is begun is finished and nothing else begun. With a
    /// `state`, what is unchanged is not made anew.
    pub fn run(
        &self,
        renderer: &Renderer,
        options: &Options,
        state: Option<&State>,
        stop: &AtomicBool,
        each: impl FnMut(Outcome),
    ) {
        let helper = options.helper.filter(|_| self.count >= MANY);
        let typesetting = if helper.is_some() { 1 } else { self.threads };
        let maker = make::Maker::new(self, renderer, options, state, typesetting);
        let maker = &maker;
        let worker = |thread| {
            let mut hand = make::Hand::new(renderer, thread, helper);
            move |(index, item): (usize, Item)| maker.make(&mut hand, index + 1, &item)
        };
        // A single document has this thread and all that its parts can use.
        let threads = if self.count == 1 { 0 } else { self.threads.min(self.count) };
        work::in_order(units(&self.items).enumerate(), threads, stop, worker, each);
    }
}

/// The diagnostics without those told before: several styles find the same faults of a profile.
fn unique(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    diagnostics.retain(|diagnostic| {
        let range = match &diagnostic.place {
            Place::Text { range, .. } => range.clone(),
            Place::Nowhere | Place::File(_) | Place::Page { .. } => 0..0,
        };
        told.insert((range.start, range.end, diagnostic.to_string()))
    });
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_all_styles_find_are_told_once() {
        let warning = || Diagnostic::warning("no-glyph", "no font has `x`");
        let other = Diagnostic::warning("no-glyph", "no font has `y`");
        assert_eq!(unique(vec![warning(), other, warning()]).len(), 2);
    }
}
