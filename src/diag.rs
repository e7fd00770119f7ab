//! Diagnostics as data: what is wrong, where, and what to write instead. Nothing is printed here.

mod codes;

use std::fmt;
use std::ops::Range;

use crate::source::Source;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// Something was repaired, left out or kept as it stood; the output is made.
    Warning,
    /// The input cannot be read or rendered.
    Error,
}

impl Severity {
    /// Its name in messages: `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a diagnostic points at.
#[derive(Clone, Debug)]
pub enum Place {
    /// Nothing in particular.
    Nowhere,
    /// A whole input.
    File(Source),
    /// A range of bytes in an input's [text](Source::text).
    Text {
        /// The input.
        source: Source,
        /// The range in bytes.
        range: Range<usize>,
    },
    /// A page of an output, counted from 1.
    Page {
        /// The input the output was made from.
        source: Source,
        /// The page's number.
        page: usize,
    },
}

/// One thing to tell the user.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Its kind, one of [`CODES`].
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What stands at the place, for example ``in `work[0].startDate` ``.
    pub label: Option<String>,
    /// What to write or do instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Makes an error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// Makes a warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// Makes an info.
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        debug_assert!(explain(code).is_some(), "code `{code}` is not described");
        Self { severity, code, message, place: Place::Nowhere, label: None, help: None }
    }

    /// Points it at a range of an input's text.
    #[must_use]
    pub fn at(mut self, source: &Source, range: Range<usize>) -> Self {
        self.place = Place::Text { source: source.clone(), range: source.clip(range) };
        self
    }

    /// Points it at a whole input.
    #[must_use]
    pub fn in_file(mut self, source: &Source) -> Self {
        self.place = Place::File(source.clone());
        self
    }

    /// Says what stands at its place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to write or do instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    /// The one-line form: `profile.json:4:43: error[bad-date]: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Nowhere => {}
            Place::File(source) => write!(f, "{}: ", source.name())?,
            Place::Text { source, range } => {
                let (line, column) = source.line_column(range.start);
                write!(f, "{}:{line}:{column}: ", source.name())?;
            }
            Place::Page { source, page } => write!(f, "{}: page {page}: ", source.name())?,
        }
        write!(f, "{}[{}]: {}", self.severity.name(), self.code, self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// The outcome of a step that fails only when nothing sensible can be made of its input.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Collects diagnostics while a reader goes on.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    tally: Tally,
}

/// Where the fields of an input went. A field is a scalar leaf of the input's tree, null included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub fields: usize,
    /// Those that have become part of the profile.
    pub placed: usize,
    /// Those that the schema does not know, kept where they stood.
    pub kept: usize,
    /// Those that are left out, which a message says.
    pub reported: usize,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It has become part of the profile.
    Placed,
    /// It is kept where it stood.
    Kept,
    /// It is left out and reported.
    Reported,
}

impl Tally {
    /// The number of fields of a use.
    pub fn of(&mut self, r#use: Use) -> &mut usize {
        match r#use {
            Use::Placed => &mut self.placed,
            Use::Kept => &mut self.kept,
            Use::Reported => &mut self.reported,
        }
    }

    /// Whether it is known of each field where it went.
    pub fn is_whole(&self) -> bool {
        self.fields == self.placed + self.kept + self.reported
    }
}

impl Sink {
    /// Makes an empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds what another one has collected.
    pub fn append(&mut self, other: &Self) {
        self.diagnostics.extend(other.diagnostics.iter().cloned());
        self.count(other.tally);
    }

    /// Adds the fields of an input.
    pub fn count(&mut self, tally: Tally) {
        self.tally.fields += tally.fields;
        self.tally.placed += tally.placed;
        self.tally.kept += tally.kept;
        self.tally.reported += tally.reported;
    }

    /// Where the fields went so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What was collected, in the order of their places in the input.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|d| match &d.place {
            Place::Text { range, .. } => range.start,
            Place::Nowhere | Place::File(_) | Place::Page { .. } => 0,
        });
        self.diagnostics
    }

    /// What was collected so far, in the order it came.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// What a code of a diagnostic means and how to mend it, for `cvpdf explain`.
pub struct Code {
    /// The code, for example `bad-date`.
    pub name: &'static str,
    /// What it means, in a line.
    pub title: &'static str,
    /// Why it is reported and what to do, in a paragraph.
    pub text: &'static str,
}

/// Returns the description of a code.
pub fn explain(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// Every code that a diagnostic can bear, in alphabetical order.
pub static CODES: &[Code] = codes::CODES;
