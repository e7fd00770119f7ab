//! Jobs: which inputs are rendered in which styles and languages to which files. Collisions are
//! found before anything is written, and what fails leaves the rest untouched.

mod plan;
mod read;
mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Result, Severity, Sink};
use crate::import::ReadOptions;
use crate::profile::Profile;
use crate::render::{Document, PdfOptions, RenderOptions, Renderer};
use crate::source::Source;
use crate::style::Style;

pub use plan::{check_output, names_folder};
pub use read::{guard, read};
pub use write::write;

/// Something to read.
#[derive(Clone, Debug)]
pub enum Item {
    /// A file by its path, read when its turn comes.
    Path(PathBuf),
    /// A source at hand, such as standard input.
    Source(Source),
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// A document to be made.
#[derive(Clone)]
struct Job {
    style: Option<Arc<Style>>,
    lang: Option<String>,
    /// Its file, without the numbers of pages; `None` to hand the bytes back.
    output: Option<PathBuf>,
}

/// What is to be done, with every output known: nothing collides and every folder can be written.
pub struct Plan {
    format: OutputFormat,
    items: Vec<(Item, Vec<Job>)>,
    /// Files that must not be overwritten: the inputs, and what the plan has written.
    taken: BTreeSet<PathBuf>,
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
}

/// What became of one input.
#[derive(Debug)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// What was written of it.
    pub outputs: Vec<Output>,
    /// What there is to tell.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document that was written.
#[derive(Debug)]
pub struct Output {
    /// Its files: one, or one per page.
    pub paths: Vec<PathBuf>,
    /// How many pages it has.
    pub pages: usize,
    /// Its bytes, if it was not written to a file.
    pub bytes: Vec<u8>,
}

impl Item {
    /// Its name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Source(source) => source.name().to_owned(),
        }
    }
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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            read: ReadOptions::default(),
            render: RenderOptions::default(),
            pdf: PdfOptions::default(),
            dpi: 144.0,
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
    /// Plans the request: names every output, makes folders, and finds what collides.
    ///
    /// # Errors
    /// Returns everything that stands in the way. Nothing is written then.
    pub fn new(request: Request) -> std::result::Result<Self, Vec<Diagnostic>> {
        plan::plan(request)
    }

    /// How many documents it makes.
    pub fn documents(&self) -> usize {
        self.items.iter().map(|(_, jobs)| jobs.len()).sum()
    }

    /// Carries it out and tells what became of each input, in order. One that fails does not stop
    /// the others.
    pub fn run(mut self, renderer: &Renderer, options: &Options, mut each: impl FnMut(Outcome)) {
        let items = std::mem::take(&mut self.items);
        for (item, jobs) in items {
            each(self.render(&item, &jobs, renderer, options));
        }
    }

    fn render(
        &mut self,
        item: &Item,
        jobs: &[Job],
        renderer: &Renderer,
        options: &Options,
    ) -> Outcome {
        let mut sink = Sink::new();
        let mut outputs = Vec::new();
        match read(item, &options.read, &mut sink) {
            Ok((input, profile)) => {
                for job in jobs {
                    let output = guard(item, || {
                        self.make(input.source(), &profile, job, renderer, options, &mut sink)
                    });
                    match output {
                        Ok(output) => outputs.push(output),
                        Err(error) => sink.push(*error),
                    }
                    renderer.evict();
                }
            }
            Err(error) => sink.push(*error),
        }
        Outcome { name: item.name(), outputs, diagnostics: unique(sink.into_diagnostics()) }
    }

    fn make(
        &mut self,
        source: &Source,
        profile: &Profile,
        job: &Job,
        renderer: &Renderer,
        options: &Options,
        sink: &mut Sink,
    ) -> Result<Output> {
        let style = match &job.style {
            Some(style) => style.clone(),
            None => Arc::new(Style::of(profile, source)?),
        };
        let mut render = options.render.clone();
        if job.lang.is_some() {
            render.options.lang.clone_from(&job.lang);
        }
        let document = renderer.render(profile, &style, source, &render, sink)?;
        let files = self.encode(&document, options)?;
        let pages = document.page_count();
        let Some(output) = &job.output else { return in_memory(files, pages, source) };
        let paths: Vec<PathBuf> = match (files.len(), self.format) {
            (1, _) | (_, OutputFormat::Pdf) => vec![output.clone()],
            (count, _) => (1..=count).map(|page| numbered(output, page)).collect(),
        };
        for path in &paths {
            if !self.taken.insert(plan::key(path)) {
                return Err(Box::new(plan::collision(path).in_file(source)));
            }
        }
        for (path, bytes) in paths.iter().zip(&files) {
            write(path, bytes)?;
        }
        Ok(Output { paths, pages, bytes: Vec::new() })
    }

    fn encode(&self, document: &Document, options: &Options) -> Result<Vec<Vec<u8>>> {
        let pages = 0..document.page_count();
        match self.format {
            OutputFormat::Pdf => Ok(vec![document.pdf(&options.pdf)?]),
            OutputFormat::Png => pages.map(|page| document.png(page, options.dpi)).collect(),
            OutputFormat::Svg => pages.map(|page| Ok(document.svg(page)?.into_bytes())).collect(),
        }
    }
}

fn in_memory(mut files: Vec<Vec<u8>>, pages: usize, source: &Source) -> Result<Output> {
    match files.pop() {
        Some(bytes) if files.is_empty() => Ok(Output { paths: Vec::new(), pages, bytes }),
        _ => {
            let message = format!("the document has {pages} pages, and a picture shows one");
            let error = Diagnostic::error("usage", message).in_file(source);
            Err(Box::new(error.help("name a file or a folder with `-o`, or write a PDF")))
        }
    }
}

/// The file of a page: `cv-2.png` for `cv.png`.
fn numbered(path: &Path, page: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{page}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
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
    fn numbers_of_pages_stand_before_the_extension() {
        assert_eq!(numbered(Path::new("out/a.b.png"), 2), Path::new("out/a.b-2.png"));
        assert_eq!(numbered(Path::new("out/a"), 1), Path::new("out/a-1"));
    }

    #[test]
    fn faults_that_all_styles_find_are_told_once() {
        let warning = || Diagnostic::warning("no-glyph", "no font has `x`");
        let other = Diagnostic::warning("no-glyph", "no font has `y`");
        assert_eq!(unique(vec![warning(), other, warning()]).len(), 2);
    }
}
