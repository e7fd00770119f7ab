//! Makes the documents of one input: reads it, passes over what is unchanged, renders, writes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use typst::utils::hash128;

use super::helper::{Helper, Start};
use super::item::Item;
use super::plan::{self, Destination, Job, Naming};
use super::read::{self, guard};
use super::state::{self, Dependency, Entry, State};
use super::write::{Workshop, fault};
use super::{Options, Outcome, Output, OutputFormat};
use crate::diag::{Diagnostic, Place, Result, Severity, Sink};
use crate::profile::Profile;
use crate::render::{self, Document, Ready, RenderOptions, Renderer, Sheet};
use crate::source::Source;
use crate::style::{self, Style};

/// Makes documents; all threads share one.
pub(super) struct Maker<'a> {
    options: &'a Options,
    naming: &'a Naming,
    /// The files that must not be overwritten: the inputs, and by their hashes the outputs of
    /// others.
    inputs: &'a BTreeSet<PathBuf>,
    taken: &'a HashSet<u128>,
    state: Option<&'a State>,
    /// The hash of what all documents depend on.
    base: u128,
    /// How many threads of this process typeset.
    threads: usize,
    /// The styles that profiles ask for.
    styles: Mutex<HashMap<String, Arc<Style>>>,
}

/// What one thread works with.
pub(super) enum Hand<'a> {
    /// The renderer of the first thread.
    Own(&'a Renderer),
    /// A copy of it.
    Copy(Box<Renderer>),
    /// A process of its own, for which the renderer of the first thread prepares; and its number.
    Helper(&'a Renderer, Helper, usize),
}

/// The files of a document: one, or one per page.
pub(super) struct Made {
    pub(super) files: Vec<Vec<u8>>,
    pub(super) pages: usize,
}

/// An input that was read.
struct Loaded<'a> {
    item: &'a Item,
    source: Source,
    profile: Profile,
    /// The hash of its content.
    hash: u128,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        plan: &'a super::Plan,
        renderer: &'a Renderer,
        options: &'a Options,
        state: Option<&'a State>,
        threads: usize,
    ) -> Self {
        let Options { read, render, pdf, dpi, .. } = options;
        let fonts = state.map(|_| renderer.fonts().fingerprint());
        let version = env!("CARGO_PKG_VERSION");
        let format = plan.naming.format;
        // What options print as tells all that they are.
        let base =
            hash128(&format!("{version} {fonts:?} {read:?} {render:?} {pdf:?} {dpi} {format:?}"));
        Self {
            options,
            naming: &plan.naming,
            inputs: &plan.inputs,
            taken: &plan.taken,
            state,
            base,
            threads,
            styles: Mutex::default(),
        }
    }

    /// Makes the documents of an input; `number` is its number among all, from 1.
    pub(super) fn make(&self, hand: &mut Hand<'_>, number: usize, item: &Item) -> Outcome {
        let begun = Instant::now();
        let mut sink = Sink::new();
        let mut outcome = Outcome { name: item.name(), ..Outcome::default() };
        match self.outputs(hand, number, item, &mut sink) {
            Ok(outputs) => outcome.outputs = outputs,
            Err(error) if error.code == "not-a-cv" => outcome.skipped = Some(error.message),
            Err(error) => sink.push(*error),
        }
        if outcome.skipped.is_none() {
            outcome.diagnostics = super::unique(sink.into_diagnostics());
        }
        self.remember(&mut outcome);
        outcome.duration = begun.elapsed();
        outcome
    }

    fn outputs(
        &self,
        hand: &mut Hand<'_>,
        number: usize,
        item: &Item,
        sink: &mut Sink,
    ) -> Result<Vec<Output>> {
        let raw = read::load(item)?;
        let hash = raw.hash();
        if !self.naming.needs_profile() {
            let jobs = self.naming.jobs(item, number, None);
            let outputs: Vec<_> =
                jobs.iter().filter_map(|job| self.unchanged(item, job, hash)).collect();
            if outputs.len() == jobs.len() {
                return Ok(outputs);
            }
        }
        let input = raw.open(item)?;
        let profile = read::profile(item, &input, &self.options.read, sink)?;
        let jobs = self.naming.jobs(item, number, Some(&profile));
        let loaded = Loaded { item, source: input.source().clone(), profile, hash };
        let mut outputs = Vec::new();
        for job in &jobs {
            if let Some(output) = self.unchanged(item, job, hash) {
                outputs.push(output);
                continue;
            }
            match guard(item, || self.document(hand, &loaded, job, sink)) {
                Ok(output) => outputs.push(output),
                Err(error) => sink.push(*error),
            }
        }
        Ok(outputs)
    }

    /// The hash of all that is known of a job before its input is read.
    fn key(&self, item: &Item, job: &Job, hash: u128) -> u128 {
        let style = job.style.as_ref().map(|style| style.fingerprint());
        hash128(&(self.base, item.stem(), &job.lang, style, hash))
    }

    /// Returns the output of a job if it is there and would become the same.
    fn unchanged(&self, item: &Item, job: &Job, hash: u128) -> Option<Output> {
        let path = job.output.as_deref()?;
        let entry = self.state?.unchanged(path, self.key(item, job, hash))?;
        if self.options.warned_again && entry.warnings > 0 {
            return None;
        }
        let pages = usize::try_from(entry.pages).unwrap_or(usize::MAX);
        let paths =
            self.paths(path, if self.naming.format == OutputFormat::Pdf { 1 } else { pages });
        let same = state::files(&paths) == Some(entry.made);
        let style = job.style.as_ref().map(|style| style.name.clone()).unwrap_or_default();
        same.then(|| Output {
            paths,
            pages,
            style,
            warnings: usize::try_from(entry.warnings).unwrap_or(usize::MAX),
            unchanged: true,
            ..Output::default()
        })
    }

    fn document(
        &self,
        hand: &mut Hand<'_>,
        loaded: &Loaded<'_>,
        job: &Job,
        sink: &mut Sink,
    ) -> Result<Output> {
        let Loaded { item, source, profile, hash } = loaded;
        let (style, own) = self.style(loaded, job)?;
        let mut options = self.options.render.clone();
        if job.lang.is_some() {
            options.options.lang.clone_from(&job.lang);
        }
        // Looked at before they are used: what changes in between is seen the next time.
        let dependencies = self.state.map(|state| {
            let photo = render::photo_path(profile, &options, source);
            let photo = photo.map(Dependency::File);
            let hashed = |dependency: Dependency| {
                let hash = state.hash(&dependency);
                (dependency, hash)
            };
            photo.into_iter().chain(own.map(Dependency::Style)).map(hashed).collect()
        });
        let Made { files, pages } = self.typeset(hand, loaded, &style, &options, sink)?;
        let mut output = Output { pages, style: style.name.clone(), ..Output::default() };
        let Some(path) = &job.output else {
            output.bytes = in_memory(files, pages, source)?;
            return Ok(output);
        };
        output.paths = self.paths(path, files.len());
        for page in &output.paths {
            let key = plan::key(page);
            let is_taken = page != path && self.taken.contains(&plan::hash(&key));
            if is_taken || self.inputs.contains(&key) {
                return Err(Box::new(plan::collision(page).in_file(source)));
            }
        }
        let beside = Workshop::default();
        let workshop = self.state.map_or(&beside, State::workshop);
        for (path, bytes) in output.paths.iter().zip(&files) {
            if !matches!(self.naming.place, Destination::File(_))
                && let Some(folder) = path.parent()
            {
                std::fs::create_dir_all(folder).map_err(|error| fault(path, &error))?;
            }
            workshop.write(path, bytes)?;
        }
        output.made = dependencies.map(|dependencies| {
            let hashes: Vec<u128> = files.iter().map(hash128).collect();
            let entry = Entry {
                key: self.key(item, job, *hash),
                made: hash128(&hashes),
                pages: u32::try_from(pages).unwrap_or(u32::MAX),
                warnings: 0,
                dependencies,
            };
            (path.clone(), entry)
        });
        Ok(output)
    }

    /// The style of a job, and if it is the profile's choice, its name.
    fn style(&self, loaded: &Loaded<'_>, job: &Job) -> Result<(Arc<Style>, Option<String>)> {
        if let Some(style) = &job.style {
            return Ok((style.clone(), None));
        }
        let default = self.options.render.defaults.style.as_deref().unwrap_or(style::DEFAULT);
        let name = Style::name_of(&loaded.profile, &loaded.source, default)?;
        let mut styles = self.styles.lock().unwrap_or_else(PoisonError::into_inner);
        let style = match styles.get(&name) {
            Some(style) => style.clone(),
            None => {
                let style = Style::find(&name).map(Arc::new);
                let style = style.map_err(|error| match error.place {
                    Place::Nowhere => Box::new(error.in_file(&loaded.source)),
                    _ => error,
                })?;
                styles.insert(name.clone(), style.clone());
                style
            }
        };
        Ok((style, Some(name)))
    }

    /// Typesets with what is at hand.
    fn typeset(
        &self,
        hand: &mut Hand<'_>,
        Loaded { profile, source, .. }: &Loaded<'_>,
        style: &Style,
        options: &RenderOptions,
        sink: &mut Sink,
    ) -> Result<Made> {
        let format = self.naming.format;
        let ready = hand.renderer().prepare(profile, style, source, options, sink)?;
        if let Some(made) = hand.help(&ready, format) {
            return Ok(made);
        }
        let renderer = hand.renderer();
        let document = renderer.typeset(ready, sink);
        let made = document.and_then(|document| encode(&document, format, self.options));
        renderer.evict(self.threads);
        made
    }

    /// The files of a document: one, or one per page.
    fn paths(&self, output: &Path, files: usize) -> Vec<PathBuf> {
        match (files, self.naming.format) {
            (1, _) | (_, OutputFormat::Pdf) => vec![output.to_owned()],
            (count, _) => (1..=count).map(|page| numbered(output, page)).collect(),
        }
    }

    /// Writes down what was made of what, with the number of warnings there were.
    fn remember(&self, outcome: &mut Outcome) {
        let is_warning = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Warning;
        let warnings = outcome.diagnostics.iter().filter(is_warning).count();
        let Some(state) = self.state else { return };
        for (path, entry) in outcome.outputs.iter_mut().filter_map(|output| output.made.take()) {
            let warnings = u32::try_from(warnings).unwrap_or(u32::MAX);
            state.remember(&path, Entry { warnings, ..entry });
        }
    }
}

impl<'a> Hand<'a> {
    /// What the thread of a number works with, from 0 on: the first with `renderer`, the others with
    /// a process each if there is a command for it, else with copies.
    pub(super) fn new(renderer: &'a Renderer, thread: usize, helper: Option<Start>) -> Self {
        match helper {
            _ if thread == 0 => Self::Own(renderer),
            Some(start) => Self::Helper(renderer, Helper::new(start), thread),
            None => Self::Copy(Box::new(renderer.copy(thread))),
        }
    }

    fn renderer(&self) -> &Renderer {
        match self {
            Self::Own(renderer) | Self::Helper(renderer, ..) => renderer,
            Self::Copy(renderer) => renderer,
        }
    }

    /// Has the process, if there is one, typeset what was prepared. `None` leaves that to the
    /// renderer.
    fn help(&mut self, ready: &Ready<'_>, format: OutputFormat) -> Option<Made> {
        let Self::Helper(renderer, helper, thread) = self else { return None };
        match helper.typeset(Sheet::new(ready)?, format) {
            Ok(files) => files,
            Err(_) => {
                // There is none, or it has ended: the thread goes on without.
                *self = Self::Copy(Box::new(renderer.copy(*thread)));
                None
            }
        }
    }
}

/// The pages of a document in a format.
pub(super) fn encode(document: &Document, format: OutputFormat, options: &Options) -> Result<Made> {
    let count = document.page_count();
    let pages = 0..count;
    let files: Result<_> = match format {
        OutputFormat::Pdf => document.pdf(&options.pdf).map(|pdf| vec![pdf]),
        OutputFormat::Png => pages.map(|page| document.png(page, options.dpi)).collect(),
        OutputFormat::Svg => pages.map(|page| Ok(document.svg(page)?.into_bytes())).collect(),
    };
    Ok(Made { files: files?, pages: count })
}

fn in_memory(mut files: Vec<Vec<u8>>, pages: usize, source: &Source) -> Result<Vec<u8>> {
    match files.pop() {
        Some(bytes) if files.is_empty() => Ok(bytes),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_stand_before_the_extension() {
        assert_eq!(numbered(Path::new("out/a.b.png"), 2), Path::new("out/a.b-2.png"));
        assert_eq!(numbered(Path::new("out/a"), 1), Path::new("out/a-1"));
    }
}
