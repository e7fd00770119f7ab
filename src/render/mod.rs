//! Typesets a profile: view, fonts, compilation, and the pages as PDF, PNG or SVG.

/// An object that is made of its values, where `json!` would copy them with all that they hold.
macro_rules! object {
    ({ $($key:tt: $value:expr),* $(,)? }) => {
        serde_json::Value::Object(serde_json::Map::from_iter([
            $(($key.to_owned(), serde_json::Value::from($value))),*
        ]))
    };
}

mod date;
mod document;
mod faults;
mod fit;
mod inspect;
mod photo;
mod place;
mod settings;
mod sheet;
mod text;
mod view;
mod widths;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde_json::Value as Json;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::foundations::Bytes;
use typst::utils::{LazyHash, hash128};
use typst::{Library, LibraryExt, WorldExt};
use typst_layout::PagedDocument;

use crate::diag::{Diagnostic, Result, Severity, Sink};
use crate::fonts::{Family, FontSet, Fonts};
use crate::profile::{Date, Options, Pages, Profile};
use crate::source::Source;
use crate::style::Style;

pub use document::{Document, PdfOptions};
pub use faults::LayoutFault;
use fit::{Range, Spacing};
pub use photo::{embed_photo, photo_path};
use settings::Settings;
pub(crate) use sheet::Sheet;
use view::{Frame, View};
use world::{DocumentWorld, Files, PACKAGE, Sources};

/// Typesets profiles. It holds what all documents share (fonts, the engine's library) and may be
/// used from several threads at once.
pub struct Renderer {
    fonts: Fonts,
    library: Arc<LazyLock<LazyHash<Library>>>,
    sources: Sources,
    files: Files,
    sets: Mutex<BTreeMap<Vec<String>, Arc<FontSet>>>,
}

/// How one profile is to be rendered.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// Options that go before the profile's own (`meta.cvpdf`). Default: none.
    pub options: Options,
    /// Options that go behind the profile's own and before the style's. Default: none.
    pub defaults: Options,
    /// The document's date. Default: that of its content.
    pub date: Option<Date>,
    /// Whether letters that no font has become boxes rather than an error. Default: no.
    pub lenient: bool,
    /// The most pages a document may have. Default: 500.
    pub max_pages: usize,
}

/// A profile made ready to be typeset: all that its document is made of.
pub(crate) struct Ready<'a> {
    profile: &'a Profile,
    style: &'a Style,
    source: &'a Source,
    options: &'a RenderOptions,
    data: Json,
    pages: Option<Pages>,
    spacing: Spacing,
    range: Range,
    fonts: Arc<FontSet>,
    photo: Option<Bytes>,
    date: Date,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            options: Options::default(),
            defaults: Options::default(),
            date: None,
            lenient: false,
            max_pages: 500,
        }
    }
}

impl Renderer {
    /// Makes a renderer with the given fonts.
    pub fn new(fonts: Fonts) -> Self {
        let library = || LazyHash::new(Library::builder().build());
        let library = Arc::new(LazyLock::new(library as fn() -> _));
        // Made, and hashed for the engine's cache, while the input is read.
        let ahead = Arc::clone(&library);
        rayon::spawn(move || {
            hash128(&**ahead);
        });
        let sources = Sources::default();
        Self { fonts, library, sources, files: Files::new(), sets: Mutex::default() }
    }

    /// A renderer for a further thread, which makes the same pages. Threads may share one, but
    /// slow each other down: all count the references to the same fonts and the same code. `thread`
    /// is the number of the thread, from 1; the renderer itself is for the thread 0.
    pub fn copy(&self, thread: usize) -> Self {
        Self {
            fonts: self.fonts.copy(thread),
            library: Arc::clone(&self.library),
            sources: Sources::copy(thread),
            files: self.files,
            sets: Mutex::default(),
        }
    }

    /// The fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Typesets a profile in a style. `source` is what the profile was read from: messages name
    /// it, and a photo is looked for beside it.
    ///
    /// # Errors
    /// Returns a diagnostic if a family or language does not exist, if a letter has no glyph in
    /// any font, if there are too many pages, or if the style is faulty.
    pub fn render(
        &self,
        profile: &Profile,
        style: &Style,
        source: &Source,
        options: &RenderOptions,
        sink: &mut Sink,
    ) -> Result<Document> {
        self.typeset(self.prepare(profile, style, source, options, sink)?, sink)
    }

    /// Typesets what was prepared.
    pub(crate) fn typeset(&self, ready: Ready<'_>, sink: &mut Sink) -> Result<Document> {
        let Ready { profile, style, source, options, mut data, .. } = ready;
        let Ready { pages, spacing, range, fonts, photo, date, .. } = ready;
        let mut world = self.world(style, &fonts, bytes(&data), photo, date);
        let mut faults = Sink::new();
        let compiled = match pages {
            None => compile(&world, style, source, &mut faults),
            Some(wanted) => {
                let breaks = data["sections"].as_array().into_iter().flatten();
                let breaks = breaks.map(|section| &section["new-page"]).any(|asked| *asked == true);
                let compile = |spacing: Spacing| {
                    spacing.write(&mut data);
                    world.data = bytes(&data);
                    faults = Sink::new();
                    compile(&world, style, source, &mut faults)
                };
                let fitted = fit::fit(wanted, spacing, range, compile);
                fitted.map(|fitted| fitted.report(spacing, breaks, source, sink))
            }
        };
        if compiled.is_err() && world.photo.is_some() {
            // A picture that only the engine finds broken is the photo's fault, not the style's.
            let mut options = options.clone();
            options.options.photo = Some("none".to_owned());
            let without = self.render(profile, style, source, &options, sink)?;
            let warning =
                Diagnostic::warning("bad-photo", "the photo cannot be drawn and is left out");
            sink.push(warning.in_file(source).help("save it anew as PNG or JPEG"));
            return Ok(without);
        }
        for fault in faults.into_diagnostics() {
            sink.push(fault);
        }
        let pages = compiled?;
        if pages.pages().len() > options.max_pages {
            let message = format!(
                "{} pages are more than the {} allowed",
                pages.pages().len(),
                options.max_pages
            );
            let error = Diagnostic::error("too-large", message).in_file(source);
            return Err(Box::new(error.help("`--max-pages` sets another limit")));
        }
        let ident = hash128(world.data.as_slice());
        Ok(Document::new(pages, date, ident, options.lenient, source))
    }

    /// The world of a document.
    fn world<'a>(
        &'a self,
        style: &'a Style,
        fonts: &'a FontSet,
        data: Bytes,
        photo: Option<Bytes>,
        date: Date,
    ) -> DocumentWorld<'a> {
        let Self { library, sources, files, .. } = self;
        DocumentWorld { library, fonts, style, sources, files: *files, data, photo, date }
    }

    /// Finds what is wrong with a profile in a style without typesetting it.
    ///
    /// # Errors
    /// Returns a diagnostic if [`render`](Self::render) would, but for too many pages and faults
    /// of the style.
    pub fn check(
        &self,
        profile: &Profile,
        style: &Style,
        source: &Source,
        options: &RenderOptions,
        sink: &mut Sink,
    ) -> Result<()> {
        self.prepare(profile, style, source, options, sink).map(drop)
    }

    /// The data that a style is given of a profile, as `templates/README.md` describes it.
    ///
    /// # Errors
    /// Returns a diagnostic where [`check`](Self::check) does.
    pub fn data(
        &self,
        profile: &Profile,
        style: &Style,
        source: &Source,
        options: &RenderOptions,
        sink: &mut Sink,
    ) -> Result<Json> {
        self.prepare(profile, style, source, options, sink).map(|ready| ready.data)
    }

    pub(crate) fn prepare<'a>(
        &self,
        profile: &'a Profile,
        style: &'a Style,
        source: &'a Source,
        options: &'a RenderOptions,
        sink: &mut Sink,
    ) -> Result<Ready<'a>> {
        let settings = Settings::new(profile, style, options, source, sink)?;
        let supports_photo = !style.unsupported.iter().any(|option| option == "photo");
        let photo = supports_photo.then(|| settings.photo(profile, source, sink)).flatten();
        let date = date::document_date(profile, options.date);
        let frame = Frame {
            date,
            photo: photo.as_ref().map(|photo| photo.format),
            fallback_name: &file_stem(source),
        };
        let mut view = View::new(profile, style, &settings, &frame);
        report_removed(&view, source, sink);
        let fonts = self.font_set(&mut view, style, &settings, options.lenient, source, sink)?;
        Ok(Ready {
            profile,
            style,
            source,
            options,
            data: view.data,
            pages: settings.options.pages,
            spacing: settings.spacing,
            range: settings.range,
            fonts,
            photo: photo.map(|photo| photo.bytes),
            date,
        })
    }

    /// Forgets what none of the last documents used. Call it after each document of a long run, to
    /// keep memory flat; `threads` is how many work at the same time, each with a copy of its own.
    ///
    /// What is remembered belongs to the whole process and grows older at each call: with many
    /// threads, what one of them is about to use again would be gone by the calls of the others.
    pub fn evict(&self, threads: usize) {
        comemo::evict(threads.max(1));
    }

    /// The families that a document needs: those of its style and options, and for what these
    /// lack the first that has it. They are named in the view's options.
    fn font_set(
        &self,
        view: &mut View,
        style: &Style,
        settings: &Settings,
        lenient: bool,
        source: &Source,
        sink: &mut Sink,
    ) -> Result<Arc<FontSet>> {
        let find =
            |name: &str| self.family(name).map_err(|error| Box::new(style.blame(name, *error)));
        let chosen = |name: &str, option: &str| {
            find(name).map_err(|error| match settings.of_profile.contains(&option) {
                true => Box::new(place::option(*error, source, option)),
                false => error,
            })
        };
        let body = chosen(settings.options.font.as_deref().unwrap_or("Source Sans 3"), "font")?;
        let heading = match settings.options.heading_font.as_deref() {
            // A font that is named alone is that of the headings as well.
            Some(name) if name == body.name => body.clone(),
            Some(name) => chosen(name, "heading-font")?,
            None => body.clone(),
        };
        let mut families = vec![body.clone()];
        if heading.name != body.name {
            families.push(heading.clone());
        }
        for name in &style.fonts {
            families.push(find(name)?);
        }
        let own = families.len();
        let used: Vec<char> = view.characters.keys().copied().collect();
        let lacking = self.stand_in(&mut families, &used, settings);
        let nowhere =
            |c: &&char| families[..own].iter().all(|family| !family.missing(&[**c]).is_empty());
        let missing =
            lacking.iter().filter(nowhere).map(|c| (*c, view.characters[c].as_str())).collect();
        report_missing(&missing, lenient, source, sink)?;
        let gone: Vec<char> = missing.keys().copied().filter(|c| text::is_symbol(*c)).collect();
        // Quotes, dashes and dots are as wide as a character in Chinese and Japanese.
        let wide = matches!(settings::primary(&settings.lang), "zh" | "ja") && families.len() > own;
        let names = |first: &Arc<Family>| -> Json {
            let rest = families[own..].iter().filter(|family| family.name != first.name);
            let first: Json = match wide {
                true => object!({ "name": first.name.as_str(), "covers": "latin-in-cjk" }),
                false => first.name.as_str().into(),
            };
            std::iter::once(first).chain(rest.map(|family| family.name.as_str().into())).collect()
        };
        let simple = text::shapes_simply(used.iter().copied(), settings::primary(&settings.lang));
        view.data["options"]["shaping"] = if simple { "simple" } else { "full" }.into();
        view.data["options"]["font"] = names(&body);
        view.data["options"]["heading-font"] = names(&heading);
        if !gone.is_empty() {
            remove(&mut view.data, &gone);
            if view.data["options"]["bullet"] == "" {
                view.data["options"]["bullet"] = "•".into();
            }
        }
        widths::add(&mut view.data, &body);
        Ok(self.set(&families, style))
    }

    /// The set of some families, which documents share.
    fn set(&self, families: &[Arc<Family>], style: &Style) -> Arc<FontSet> {
        let names: Vec<String> = families.iter().map(|family| family.name.clone()).collect();
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(FontSet::new(families, |weight| style.names_weight(weight)));
        sets.entry(names).or_insert_with(new).clone()
    }

    /// Adds to the families, for what one of them lacks, the first that has it. Returns what none has.
    fn stand_in(
        &self,
        families: &mut Vec<Arc<Family>>,
        used: &[char],
        settings: &Settings,
    ) -> Vec<char> {
        let lacking: BTreeSet<char> =
            families.iter().flat_map(|family| family.missing(used)).collect();
        let mut lacking: Vec<char> = lacking.into_iter().collect();
        if lacking.is_empty() {
            return lacking;
        }
        for family in self.fonts.fallback(&settings.lang, settings.region.as_deref()) {
            let missing = family.missing(&lacking);
            if missing.len() < lacking.len()
                && families.iter().all(|known| known.name != family.name)
            {
                families.push(family);
            }
            lacking = missing.into_iter().collect();
            if lacking.is_empty() {
                break;
            }
        }
        lacking
    }

    fn family(&self, name: &str) -> Result<Arc<Family>> {
        self.fonts.family(name).ok_or_else(|| {
            let error =
                Diagnostic::error("unknown-font", format!("there is no font family `{name}`"));
            let names = self.fonts.names();
            let near = crate::syntax::nearest(name, names.iter().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            Box::new(error.help(format!(
                "{near}the families are {}; `--font-path` and `--system-fonts` add others",
                names.join(", ")
            )))
        })
    }
}

/// The name of a file without its folder and extension: what is printed depends on no folder.
fn file_stem(source: &Source) -> String {
    let stem = std::path::Path::new(source.name()).file_stem();
    stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn report_removed(view: &View, source: &Source, sink: &mut Sink) {
    for (c, field) in &view.removed {
        let message =
            format!("the invisible character U+{:04X} in `{field}` is not printed", u32::from(*c));
        sink.push(Diagnostic::info("invisible-character", message).in_file(source));
    }
}

/// Reports what no font has: symbols are left out, letters are an error.
fn report_missing(
    missing: &BTreeMap<char, &str>,
    lenient: bool,
    source: &Source,
    sink: &mut Sink,
) -> Result<()> {
    let help = "add a font that has it with `--font-path FOLDER` or `--system-fonts`";
    let mut letters = Vec::new();
    for (c, field) in missing {
        let code = u32::from(*c);
        // A mark that only varies the symbol before it is nothing to speak of.
        if text::is_symbol(*c)
            && matches!(code, 0xfe00..=0xfe0f | 0x200c..=0x200f | 0xe0000..=0xe01ef)
        {
            continue;
        }
        if text::is_symbol(*c) {
            let message = format!("no font has `{c}` (U+{code:04X}) in `{field}`; it is left out");
            let warning = Diagnostic::warning("no-glyph", message).help(help);
            sink.push(place::character(warning, source, *c));
        } else {
            letters.push((*c, format!("`{c}` (U+{code:04X}) in `{field}`")));
        }
    }
    let Some((first, _)) = letters.first().cloned() else { return Ok(()) };
    const SHOWN: usize = 8;
    let more = letters.len().saturating_sub(SHOWN);
    letters.truncate(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let letters: Vec<String> = letters.into_iter().map(|(_, letter)| letter).collect();
    let message = format!("no font has {}{more}", letters.join(", "));
    if lenient {
        let warning = Diagnostic::warning("no-glyph", format!("{message}; boxes are printed"));
        sink.push(place::character(warning.help(help), source, first));
        return Ok(());
    }
    let error = place::character(Diagnostic::error("no-glyph", message), source, first);
    Err(Box::new(error.help(format!("{help}; `--lenient` prints boxes"))))
}

fn bytes(data: &Json) -> Bytes {
    Bytes::new(serde_json::to_vec(data).expect("a view is plain data"))
}

/// Removes characters from every text of the data, and the white space they leave at its ends.
fn remove(data: &mut Json, gone: &[char]) {
    match data {
        Json::String(text) if text.contains(gone) => *text = text.replace(gone, ""),
        Json::Array(values) => values.iter_mut().for_each(|value| remove(value, gone)),
        Json::Object(fields) => fields.values_mut().for_each(|value| remove(value, gone)),
        _ => {}
    }
}

fn compile(
    world: &DocumentWorld<'_>,
    style: &Style,
    source: &Source,
    sink: &mut Sink,
) -> Result<PagedDocument> {
    let warned = typst::compile::<PagedDocument>(world);
    for warning in &warned.warnings {
        let told = style_diagnostic(warning, world, style, source);
        // Another font in its place would be a surprise on paper.
        if warning.message.starts_with("unknown font family") {
            let help = "name it in `fonts` of `style.toml`; `cvpdf fonts` lists the families";
            return Err(Box::new(Diagnostic { severity: Severity::Error, ..told }.help(help)));
        }
        sink.push(told);
    }
    warned.output.map_err(|errors| {
        let mut errors = errors.iter().map(|error| style_diagnostic(error, world, style, source));
        let first = errors
            .next()
            .unwrap_or_else(|| Diagnostic::error("style-error", "the style cannot be compiled"));
        errors.for_each(|error| sink.push(error));
        Box::new(first)
    })
}

/// A fault of a style, at its place in the style's file if that is one of the user's own.
fn style_diagnostic(
    fault: &SourceDiagnostic,
    world: &DocumentWorld<'_>,
    style: &Style,
    source: &Source,
) -> Diagnostic {
    let severity = match fault.severity {
        TypstSeverity::Error => Severity::Error,
        TypstSeverity::Warning => Severity::Warning,
    };
    let mut message = fault.message.to_string();
    if style.folder.is_none() {
        message =
            format!("the style `{}` failed, which is a fault of cvpdf: {message}", style.name);
    }
    let mut diagnostic = Diagnostic { severity, ..Diagnostic::error("style-error", message) };
    if fault.message.contains(PACKAGE) {
        diagnostic = diagnostic.help(
            "copy what you need of it into the style's folder and import it by its path, such as `/lib.typ`",
        );
    } else if let Some(hint) = fault.hints.first() {
        diagnostic = diagnostic.help(hint.v.to_string());
    }
    let place = fault.span.id().zip(world.range(fault.span)).and_then(|(id, range)| {
        let file = style.files.iter().find(|file| file.id == id)?;
        let path = style.folder.as_ref()?.join(id.get().vpath().get_without_slash());
        Some((Source::new(path.display().to_string(), file.bytes.to_vec()), range))
    });
    match place {
        Some((file, range)) => diagnostic.at(&file, range),
        None => diagnostic.in_file(source),
    }
}
