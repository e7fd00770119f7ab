//! The reading of one source: what holds for all of it, and what was found wrong.

use std::cell::RefCell;
use std::ops::Range;

use crate::diag::{Diagnostic, Sink};
use crate::source::Source;

/// The reading of one source: where its diagnostics go.
pub struct Reading {
    source: Source,
    /// Whether the day comes first in dates such as 03/04/2020; `None` if nobody knows.
    pub(super) day_first: Option<bool>,
    sink: RefCell<Sink>,
}

impl Reading {
    /// Begins to read a source.
    pub fn new(source: &Source) -> Self {
        Self { source: source.clone(), day_first: None, sink: RefCell::default() }
    }

    /// Says whether the day comes first in dates such as 03/04/2020. Default: nobody knows, the month
    /// is taken to come first, and such dates are told.
    #[must_use]
    pub fn day_first(mut self, day_first: Option<bool>) -> Self {
        self.day_first = day_first;
        self
    }

    /// Hands over what was found.
    pub fn finish(self, sink: &mut Sink) {
        for diagnostic in self.sink.into_inner().into_diagnostics() {
            sink.push(diagnostic);
        }
    }

    /// Reports a diagnostic at a place; `path` names the field.
    pub fn push(&self, diagnostic: Diagnostic, range: &Range<usize>, path: &str) {
        let mut diagnostic = diagnostic.at(&self.source, range.clone());
        if !path.is_empty() {
            diagnostic = diagnostic.label(format!("in `{path}`"));
        }
        // A file of nothing but faults would fill the screen and the memory.
        const MOST: usize = 1000;
        let mut sink = self.sink.borrow_mut();
        match sink.diagnostics().len() {
            told if told < MOST => sink.push(diagnostic),
            MOST => {
                let more = Diagnostic::warning(
                    "too-many",
                    format!("more than {MOST} faults are not told"),
                );
                sink.push(more.in_file(&self.source).help("mend those above first"));
            }
            _ => {}
        }
    }
}
