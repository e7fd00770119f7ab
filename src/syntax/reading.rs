//! The reading of one source: what holds for all of it, and what was found wrong.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use indexmap::IndexMap;

use super::Node;
use crate::diag::{Diagnostic, Severity, Sink, Tally, Use};
use crate::source::Source;

/// The reading of one source: where its diagnostics go.
pub struct Reading {
    source: Source,
    /// Whether the day comes first in dates such as 03/04/2020; `None` if nobody knows.
    pub(super) day_first: Option<bool>,
    /// Whether null in place of a value is nothing to tell.
    pub(super) null_is_usual: bool,
    /// Whether one value in place of a list, and a text in place of an object, is nothing to tell.
    pub(super) one_is_usual: bool,
    /// Which values of a field stand under its name with `_` before it.
    pub(super) set_aside: fn(&str, &str) -> bool,
    /// What was found wrong, once for all entries of a list, with the number of further places.
    told: RefCell<IndexMap<Fault, (Diagnostic, usize)>>,
    tally: Cell<Tally>,
    /// What is left out, by reason.
    ignored: RefCell<IndexMap<&'static str, Ignored>>,
}

/// What makes two messages one: severity, code, words, and the path without the numbers of lists.
type Fault = (Severity, &'static str, String, String);

/// Values that are left out for one reason.
#[derive(Default)]
struct Ignored {
    values: usize,
    /// Where they stand, without the numbers of lists.
    paths: Vec<String>,
    first: Range<usize>,
}

impl Reading {
    /// Begins to read a source.
    pub fn new(source: &Source) -> Self {
        Self {
            source: source.clone(),
            day_first: None,
            null_is_usual: false,
            one_is_usual: false,
            set_aside: |_, _| false,
            told: RefCell::default(),
            tally: Cell::default(),
            ignored: RefCell::default(),
        }
    }

    /// Says whether the day comes first in dates such as 03/04/2020. Default: nobody knows, the month
    /// is taken to come first, and such dates are told.
    #[must_use]
    pub fn day_first(mut self, day_first: Option<bool>) -> Self {
        self.day_first = day_first;
        self
    }

    /// Says that null stands wherever there is nothing to say, as tools write it. Default: it is told.
    #[must_use]
    pub fn null_is_usual(mut self) -> Self {
        self.null_is_usual = true;
        self
    }

    /// Says which values of a field stand under its name with `_` before it, where the field is not
    /// there. Default: none.
    #[must_use]
    pub fn set_aside(mut self, is: fn(&str, &str) -> bool) -> Self {
        self.set_aside = is;
        self
    }

    /// Says that a list of one is written as that one, and an object that has but a text as that text,
    /// as they are in XML. Default: it is told.
    #[must_use]
    pub fn one_is_usual(mut self) -> Self {
        self.one_is_usual = true;
        self
    }

    /// Hands over what was found, and where the fields of the tree went.
    pub fn finish(self, root: &Node, sink: &mut Sink) {
        self.tell_ignored();
        sink.count(Tally { fields: root.leaves(), ..self.tally.get() });
        let mut told = Sink::new();
        for (mut diagnostic, further) in self.told.into_inner().into_values() {
            if let Some(label) = diagnostic.label.as_mut().filter(|_| further > 0) {
                let noun = if further == 1 { "place" } else { "places" };
                label.push_str(&format!(" and {further} more {noun}"));
            }
            told.push(diagnostic);
        }
        for diagnostic in told.into_diagnostics() {
            sink.push(diagnostic);
        }
    }

    /// Reports a diagnostic at a place; `path` names the field. What holds for the same field of
    /// several entries is told once, at the first.
    pub fn push(&self, diagnostic: Diagnostic, range: &Range<usize>, path: &str) {
        let mut diagnostic = diagnostic.at(&self.source, range.clone());
        // The number of values in an unknown field makes no other fault of it.
        let message: String = match diagnostic.code {
            "unknown-field" => diagnostic.message.chars().filter(|c| !c.is_ascii_digit()).collect(),
            _ => diagnostic.message.clone(),
        };
        let fault = (diagnostic.severity, diagnostic.code, message, numberless(path));
        let mut told = self.told.borrow_mut();
        if let Some((_, further)) = told.get_mut(&fault) {
            *further += 1;
            return;
        }
        if !path.is_empty() {
            diagnostic = diagnostic.label(format!("in `{path}`"));
        }
        // A file of nothing but faults would fill the screen and the memory.
        const MOST: usize = 1000;
        if told.len() < MOST {
            told.insert(fault, (diagnostic, 0));
        } else {
            let message = format!("more than {MOST} faults are not told");
            let more = Diagnostic::warning("too-many", message).in_file(&self.source);
            let fault = (more.severity, more.code, String::new(), String::new());
            told.entry(fault).or_insert((more.help("mend those above first"), 0));
        }
    }

    /// Counts fields by what became of them.
    pub(super) fn count(&self, r#use: Use, fields: usize) {
        let mut tally = self.tally.get();
        let slot = tally.of(r#use);
        *slot = slot.wrapping_add(fields);
        self.tally.set(tally);
    }

    /// Makes up for values that are counted in another shape: `actual` fields of the input for
    /// `counted` ones that are going to be placed.
    pub(crate) fn recount(&self, actual: usize, counted: usize) {
        let mut tally = self.tally.get();
        tally.placed = tally.placed.wrapping_add(actual).wrapping_sub(counted);
        self.tally.set(tally);
    }

    /// Leaves a value out for a reason.
    pub(super) fn ignore(&self, node: &Node, path: &str, reason: &'static str) {
        let values = node.leaves();
        // What says nothing is not told.
        let is_blank = node.scalars().iter().all(|text| text.trim().is_empty());
        self.count(if is_blank { Use::Placed } else { Use::Reported }, values);
        if is_blank {
            return;
        }
        let mut ignored = self.ignored.borrow_mut();
        let group = ignored.entry(reason).or_default();
        if group.values == 0 {
            group.first = node.range.clone();
        }
        group.values += values;
        let path = numberless(path);
        if !group.paths.contains(&path) {
            group.paths.push(path);
        }
    }

    /// One message for each reason.
    fn tell_ignored(&self) {
        const SHOWN: usize = 4;
        for (reason, group) in self.ignored.take() {
            let noun = if group.values == 1 { "value" } else { "values" };
            let message = format!("{} {noun} not used: {reason}", group.values);
            let mut paths: Vec<_> =
                group.paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
            if group.paths.len() > SHOWN {
                paths.push(format!("{} more", group.paths.len() - SHOWN));
            }
            let info = Diagnostic::info("not-used", message);
            self.push(info.help(format!("left out: {}", paths.join(", "))), &group.first, "");
        }
    }
}

/// A path without the numbers of lists: `work[].id` for `work[12].id`.
fn numberless(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside &= c != ']';
        if !inside {
            out.push(c);
        }
        inside |= c == '[';
    }
    out
}
