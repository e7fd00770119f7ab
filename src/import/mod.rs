//! Reads what people have: finds the format of an input and hands it to that format's reader.

mod bibtex;
mod europass;
mod fresh;
mod hayagriva;
mod html;
mod json_resume;
mod lenient;
mod linkedin;
mod manfred;
mod markdown;
mod microformats;
mod open;
mod open_resume;
mod orcid;
mod periods;
mod reactive_resume;
mod rendercv;
mod schema_org;
mod shapes;
mod strangers;
mod text;
mod written;
mod yamlresume;

use std::sync::OnceLock;

use crate::diag::{Diagnostic, Result, Sink};
use crate::extract::{self, Explanation};
use crate::locale::Locale;
use crate::normalize;
use crate::profile::{Conflict, Date, Policy, Profile, Section, merge};
use crate::source::Source;
use crate::syntax::html::{Element, data, parse as parse_page};
use crate::syntax::{Grammar, Node, shown};

pub use open::{open, open_folder};

/// What is read: a file, or several that are one, such as the files of an export.
#[derive(Clone, Debug)]
pub struct Input {
    source: Source,
    members: Vec<Source>,
    /// What there is to tell of how it was opened.
    told: Sink,
    /// The tree of values, parsed once for all formats, with what there is to tell about it.
    tree: OnceLock<(Result<Node>, Sink)>,
    /// The elements of a page, parsed once as well.
    page: OnceLock<Element>,
    grammar: OnceLock<Option<Grammar>>,
    format: OnceLock<Option<&'static Format>>,
}

impl Input {
    /// Makes one input of the files of a folder or an archive. `source` stands for the whole in
    /// messages; a folder has no bytes of its own.
    pub fn folder(source: Source, members: Vec<Source>) -> Self {
        Self { members, ..Self::from(source) }
    }

    /// The file; for several, what stands for the whole in messages.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The files that it consists of; empty for a single file.
    pub fn members(&self) -> &[Source] {
        &self.members
    }

    /// The tree of values of JSON, YAML or TOML; `None` for anything else and where the grammar is
    /// broken.
    pub fn tree(&self) -> Option<&Node> {
        self.grammar()?;
        self.parsed().0.as_ref().ok()
    }

    /// Parses JSON, YAML or TOML; text of no grammar is taken as YAML.
    ///
    /// # Errors
    /// Returns the first fault that leaves no sensible tree; lesser ones go to the sink.
    pub fn parse(&self, sink: &mut Sink) -> Result<&Node> {
        let (tree, told) = self.parsed();
        sink.append(told);
        tree.as_ref().map_err(Clone::clone)
    }

    /// Parses what must be an object at its root; `help` says which keys it has.
    fn parse_object(&self, sink: &mut Sink, help: &str) -> Result<&Node> {
        let root = self.parse(sink)?;
        if root.members().is_some() {
            return Ok(root);
        }
        let message = format!("{} where an object is expected", root.kind());
        let error = Diagnostic::error("wrong-top-level", message);
        Err(Box::new(error.at(&self.source, root.range.clone()).help(help)))
    }

    fn parsed(&self) -> &(Result<Node>, Sink) {
        self.tree.get_or_init(|| {
            let mut sink = Sink::new();
            let tree = match self.grammar().unwrap_or(Grammar::Yaml) {
                Grammar::Html => data::find(self.page(), &self.source, &mut sink),
                grammar => grammar.parse(&self.source, &mut sink),
            };
            (tree, sink)
        })
    }

    fn grammar(&self) -> Option<Grammar> {
        *self.grammar.get_or_init(|| Grammar::of(&self.source))
    }

    /// The elements of a page.
    fn page(&self) -> &Element {
        self.page.get_or_init(|| parse_page(self.source.text()))
    }
}

impl From<Source> for Input {
    fn from(source: Source) -> Self {
        Self {
            source,
            members: Vec::new(),
            told: Sink::new(),
            tree: OnceLock::new(),
            page: OnceLock::new(),
            grammar: OnceLock::new(),
            format: OnceLock::new(),
        }
    }
}

/// How an input is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The format. Default: found by the content.
    pub format: Option<&'static Format>,
    /// The date that "present" means, where a reader needs one. Default: none.
    pub as_of: Option<Date>,
    /// What becomes of text that no field was found for. Default: it is told.
    pub unplaced: UnplacedText,
    /// Further profiles of the same person, merged into each input in this order. Default: none.
    pub with: Vec<Further>,
    /// Whose values hold where both have some. Default: the input's.
    pub merge: Policy,
}

/// A profile that was read before, to be merged into another.
#[derive(Clone, Debug)]
pub struct Further {
    /// What it was read from.
    pub source: Source,
    /// The profile, in order.
    pub profile: Profile,
}

/// What becomes of text that no field was found for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnplacedText {
    /// It is told with a warning and kept in `unplaced`, unprinted.
    #[default]
    Warn,
    /// It becomes a last section.
    Append,
    /// It is an error.
    Fail,
}

/// How sure a format is that an input is written in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is not.
    No,
    /// It could be.
    Maybe,
    /// It is.
    Yes,
}

/// A format that can be read.
pub struct Format {
    /// What `--from` takes.
    pub name: &'static str,
    /// What messages and `cvpdf formats` say.
    pub title: &'static str,
    /// Extensions of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// Tells by the content whether an input is of this format; never fails.
    pub sniff: fn(&Input) -> Confidence,
    /// Reads an input.
    pub read: fn(&Input, &ReadOptions, &mut Sink) -> Result<Profile>,
    /// Tells where each byte of an input went; `None` for formats whose fields say so themselves.
    pub explain: Option<fn(&Input, &ReadOptions) -> Explanation>,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Every format that can be read. Where several are as sure, the first is taken.
pub static FORMATS: &[&Format] = &[
    &europass::FORMAT,
    &rendercv::FORMAT,
    &reactive_resume::FORMAT,
    &yamlresume::FORMAT,
    &fresh::FORMAT,
    &manfred::FORMAT,
    &schema_org::FORMAT,
    &microformats::FORMAT,
    &json_resume::FORMAT,
    &linkedin::FORMAT,
    &html::FORMAT,
    &bibtex::FORMAT,
    &hayagriva::FORMAT,
    &open_resume::FORMAT,
    &orcid::FORMAT,
    &markdown::FORMAT,
    &text::FORMAT,
];

/// Returns the format of an input: the surest by content, and among equals one that has its
/// extension.
pub fn detect(input: &Input) -> Option<&'static Format> {
    *input.format.get_or_init(|| surest(input))
}

fn surest(input: &Input) -> Option<&'static Format> {
    if strangers::what(input).is_some() {
        return None;
    }
    let extension = input.source().extension();
    let score = |format: &Format| {
        let sure = (format.sniff)(input);
        (sure > Confidence::No).then(|| (sure, format.extensions.contains(&extension.as_str())))
    };
    let scored = FORMATS.iter().filter_map(|format| Some((score(format)?, *format)));
    // `max_by_key` takes the last of equals, so the table is read from its end.
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, format)| format)
}

/// Reads an input into a profile as its author left it; [`normalize`](crate::normalize()) puts it
/// in order.
///
/// # Errors
/// Returns a diagnostic if the format cannot be told or nothing sensible can be read. What is
/// less goes to the sink.
pub fn import(input: &Input, options: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    if input.members().is_empty() && source.text().trim().is_empty() {
        let error = Diagnostic::error("empty-input", "the file is empty").in_file(source);
        return Err(Box::new(error.help("start a profile with `cvpdf new profile.yaml`")));
    }
    let format = options.format.or_else(|| detect(input)).ok_or_else(|| unknown(input))?;
    let own = std::slice::from_ref(source);
    let files = if input.members().is_empty() { own } else { input.members() };
    for file in files.iter().filter(|file| !file.encoding().starts_with("UTF-")) {
        let message = format!("the file is no UTF-8; it is read as {}", file.encoding());
        let warning = Diagnostic::warning("legacy-encoding", message).in_file(file);
        sink.push(warning.help("check the accented letters, or save the file as UTF-8"));
    }
    sink.append(&input.told);
    let mut profile = (format.read)(input, options, sink)?;
    find_language(&mut profile, source, sink);
    for further in &options.with {
        profile = merged(profile, source, further, options.merge, sink);
    }
    match options.unplaced {
        _ if profile.unplaced.is_empty() => {}
        UnplacedText::Warn => {}
        UnplacedText::Append => append_unplaced(&mut profile),
        UnplacedText::Fail => {
            let count = profile.unplaced.len();
            let error =
                Diagnostic::error("unplaced", format!("no field was found for {count} texts"));
            let help =
                "`cvpdf check --explain` shows where; `--unplaced append` prints them at the end";
            return Err(Box::new(error.in_file(source).help(help)));
        }
    }
    Ok(profile)
}

/// Finds the language of a profile that names none, by the words of its fields.
fn find_language(profile: &mut Profile, source: &Source, sink: &mut Sink) {
    if profile.lang.is_some() || !profile.languages().is_empty() {
        return;
    }
    let Some(tag) = extract::language_of_fields(&profile.words()) else { return };
    let message = format!("the language is taken to be `{tag}`, by the words");
    let info = Diagnostic::info("language-found", message).in_file(source);
    sink.push(info.help("`lang` at the root of a profile says what it is"));
    profile.lang = Some(tag.to_owned());
}

/// Merges a further profile, and tells what the two say differently.
fn merged(
    profile: Profile,
    source: &Source,
    further: &Further,
    policy: Policy,
    sink: &mut Sink,
) -> Profile {
    let (profile, conflicts) = merge(normalize(profile), further.profile.clone(), policy);
    let (name, other) = (source.name(), further.source.name());
    for Conflict { path, kept, dropped } in conflicts {
        let (kept, dropped) = (shown(&kept), shown(&dropped));
        let (message, help) = match policy {
            Policy::Fill => (
                format!("`{path}` stays `{kept}`; `{other}` has `{dropped}`"),
                "make them agree, or let the later file win with `--merge override`",
            ),
            Policy::Override => (
                format!("`{path}` becomes `{kept}` of `{other}`; `{name}` has `{dropped}`"),
                "make them agree, or let the first file win with `--merge fill`",
            ),
        };
        sink.push(Diagnostic::warning("merge-conflict", message).in_file(source).help(help));
    }
    profile
}

/// Makes what was not placed a last section.
fn append_unplaced(profile: &mut Profile) {
    let lang = profile.lang.as_deref().unwrap_or("en");
    let locale = Locale::find(lang).unwrap_or_else(Locale::english);
    let paragraphs = profile.unplaced.drain(..).map(|unplaced| unplaced.text.into()).collect();
    let title = Some(locale.section("other").into());
    profile.sections.push(Section { title, paragraphs, ..Section::default() });
    if !profile.section_order.is_empty() {
        profile.section_order.push("sections".to_owned());
    }
}

/// Tells where each byte of an input goes when it is read as a text; `None` for formats whose
/// fields say so themselves.
pub fn explain(input: &Input, options: &ReadOptions) -> Option<Explanation> {
    let format = options.format.or_else(|| detect(input))?;
    format.explain.map(|explain| explain(input, options))
}

/// Why a source is none of the formats: it is known as something else, or a fault of its grammar
/// hides what it is.
fn unknown(input: &Input) -> Box<Diagnostic> {
    let source = input.source();
    let stranger = strangers::what(input);
    if let Some((what, help)) = stranger.or_else(|| strangers::table(source)) {
        let error = Diagnostic::error("unknown-format", format!("this is {what}, and no résumé"));
        return Box::new(error.in_file(source).help(help));
    }
    if input.grammar().is_some()
        && let Err(fault) = input.parse(&mut Sink::new())
    {
        return fault;
    }
    let message = match input.tree().and_then(strangers::keys) {
        Some(keys) => format!("this is no résumé in a known format: it holds {keys}"),
        None => "this is no résumé in a known format".to_owned(),
    };
    let error = Diagnostic::error("unknown-format", message);
    let help = "`cvpdf formats` lists what can be read; name a format with `--from`";
    Box::new(error.in_file(source).help(help))
}
