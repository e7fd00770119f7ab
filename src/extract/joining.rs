//! Which rows belong together: wrapped lines, sentences across pages, words that were hyphenated.

use std::collections::HashSet;
use std::ops::Range;

use super::blocks::Pending;
use super::buffer::Buffer;
use super::bullets::Mark;
use super::dates::{self, Form, Reading};
use super::joints::{
    begins_low, ends_with_function_word, is_contact, is_dated_head, is_labelled, is_period,
    is_small_label, is_street_line, open_bracket,
};
use super::lexicon;
use super::narrow::{narrow, overflows};
use super::profiles::Layout;
use super::rows::Row;
use super::words;
use super::wrapping::{Widths, hangs};
use crate::syntax::lines::{BLANK, LineKind};

/// What is written between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The first piece: nothing to join.
    None,
    /// A space.
    Space,
    /// Nothing: the address or the text goes on (Chinese, Japanese).
    Bare,
    /// The first piece ends with a hyphen that may only break the word.
    Hyphen,
    /// A comma and a space: the lines of an address.
    Comma,
}

/// Decides about the joints of one document.
pub(super) struct Joiner<'a> {
    source: &'a str,
    pub(super) markdown: bool,
    widths: Widths,
    /// The columns at which text stands beside labels or dates in two rows or more.
    labels: Vec<usize>,
    /// The rows of a narrow column whose titles may go on in the next row.
    narrow: Range<usize>,
    vocabulary: Option<HashSet<String>>,
}

impl<'a> Joiner<'a> {
    pub(super) fn new(
        source: &'a str,
        rows: &[Row],
        marks: &[Option<Mark>],
        markdown: bool,
        layout: Layout,
    ) -> Self {
        let widths = Widths::of(source, rows, marks);
        let labels = label_columns(source, rows);
        let narrow = if layout == Layout::Saved { narrow(source, rows) } else { 0..0 };
        Self { source, markdown, widths, labels, narrow, vocabulary: None }
    }

    /// The column of the text beside a label or a date, if the row has one.
    pub(super) fn label_column(&self, row: &Row) -> Option<usize> {
        let column = *row.columns.last()?;
        let at_label = row.cells.len() >= 2 && self.labels.contains(&column);
        (at_label && row.kind == LineKind::Text).then_some(column)
    }

    /// The second half of a period, if the open block began with the first half in its column of
    /// dates, and this row has the second there.
    pub(super) fn second_date(
        &self,
        open: &Pending,
        row: &Row,
        mark: Option<&Mark>,
    ) -> Option<Range<usize>> {
        let first = open.cells.first()?;
        if open.label.is_none()
            || mark.is_some()
            || row.blank
            || open.cells.len() < 2
            || first.len() != 1
        {
            return None;
        }
        let head = self.source.get(first.first()?.0.clone())?;
        let cell = row.cells.first()?.clone();
        let tail = self.source.get(cell.clone())?;
        let at_column = row.indent().abs_diff(open.last.indent()) <= 2
            || row.indent() < open.label.unwrap_or(0);
        if !at_column || head.len() + tail.len() > 60 {
            return None;
        }
        let found = dates::read(head, Reading::default());
        let second = dates::read(tail, Reading::default());
        let closes = second.is_some_and(|second| {
            matches!(second.form, Form::Single | Form::Ongoing | Form::Until)
        });
        let opens = found.as_ref().is_some_and(|found| found.form == Form::Open);
        // "Depuis" over "janvier 2020", "De 2015" over "à 2019".
        let whole = || {
            dates::read(&format!("{head} {tail}"), Reading::default())
                .is_some_and(|whole| matches!(whole.form, Form::Range | Form::Since))
        };
        let complete = found
            .as_ref()
            .is_some_and(|found| matches!(found.form, Form::Range | Form::Ongoing | Form::Until));
        (opens && closes || !complete && whole()).then_some(cell)
    }

    /// How a row is joined to the open block; `None` if it begins another.
    pub(super) fn joint(&self, open: &Pending, row: &Row, mark: Option<&Mark>) -> Option<Joint> {
        let last = &open.last;
        let starts_anew = mark.is_some() || row.bullet > 0 || row.heading > 0 || row.ruled;
        if row.kind != LineKind::Text
            || open.is_closed()
            || row.flow != last.flow
            || last.underlined
            || row.underlined && row.blank
        {
            return None;
        }
        let before = open.tail(self.source);
        let text = row.text(self.source);
        if starts_anew {
            // Only a page may have ended: a rule there parts nothing.
            let across =
                row.ruled && row.edge && mark.is_none() && row.bullet == 0 && row.heading == 0;
            return (across && self.is_open_sentence(open, before, text, true))
                .then(|| self.kind(before, text));
        }
        if row.cells.len() > 1 && open.label.is_none() {
            return None;
        }
        if self.continues_address(before, text) {
            return Some(Joint::Bare);
        }
        if let Some(column) = open.label {
            return self.beside_label(open, row, column, before, text);
        }
        if row.blank || row.edge {
            return self
                .is_open_sentence(open, before, text, row.edge)
                .then(|| self.kind(before, text));
        }
        self.continues(open, row, before, text).then(|| self.kind(before, text))
    }

    /// How two pieces that belong together are joined.
    fn kind(&self, before: &str, text: &str) -> Joint {
        let soft =
            self.source.get(self.end_of(before)..).is_some_and(|rest| rest.starts_with('\u{ad}'));
        // The hyphen may have been escaped: a sign that shows nothing stands before it.
        let hyphens = |c: char| matches!(c, '-' | '‐' | '\\' | BLANK);
        let stem = before.trim_end_matches(hyphens);
        let hyphen = before.ends_with(['-', '‐']) && stem.ends_with(char::is_alphabetic);
        if (hyphen || soft) && text.starts_with(char::is_alphabetic) {
            return Joint::Hyphen;
        }
        let wide = |c: Option<char>| c.is_some_and(words::is_cjk);
        if wide(before.chars().next_back()) && wide(text.chars().next()) {
            Joint::Bare
        } else {
            Joint::Space
        }
    }

    fn end_of(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize + slice.len()).saturating_sub(self.source.as_ptr() as usize)
    }

    /// Whether an address was broken at its end.
    fn continues_address(&self, before: &str, text: &str) -> bool {
        let Some(last) = before.split_whitespace().next_back() else { return false };
        let Some(next) = text.split_whitespace().next() else { return false };
        let address = last.contains("www.")
            || last.contains("://")
            || last.contains(".com/")
            || last.contains("/in/");
        address
            && last.ends_with(['-', '/', '_'])
            && next.is_ascii()
            && !next.contains("://")
            && !next.starts_with("www.")
            && next.starts_with(|c: char| c.is_ascii_alphanumeric())
    }

    /// Whether a row beside labels goes on with the text beside the label.
    fn beside_label(
        &self,
        open: &Pending,
        row: &Row,
        column: usize,
        before: &str,
        text: &str,
    ) -> Option<Joint> {
        let at_column = row.indent() + 1 >= column && row.indent() <= column + 4;
        if row.cells.len() > 1 || row.blank || !at_column {
            return None;
        }
        let pieces = open.cells.first().map(Vec::as_slice).unwrap_or_default().iter();
        let pieces = pieces.filter_map(|(range, _)| self.source.get(range.clone()));
        let label = pieces.collect::<Vec<_>>().join(" ");
        let bare = label.trim_end_matches(['-', '–', '—', ' ']);
        let dated = [label.as_str(), bare]
            .iter()
            .any(|label| dates::read(label, Reading::default()).is_some());
        if lexicon::label(&label) == Some(lexicon::Label::Address) && !before.ends_with(',') {
            return Some(Joint::Comma);
        }
        let open_end =
            before.ends_with([',', '-', '–', '&', '/']) || ends_with_function_word(before);
        let full = self.widths.is_full(open, row, text);
        let short = words::count(text) <= 4
            && lexicon::employer_score(text) == 0
            && lexicon::degree(text).is_none()
            && !lexicon::is_institution(text)
            && lexicon::role_score(text) < 60
            && !super::place::is_place(before.rsplit(", ").next().unwrap_or(before))
            && !lexicon::is_score(text)
            && !text.rsplit_once(", ").is_some_and(|(_, town)| lexicon::is_town_name(town))
            && !is_labelled(text);
        let lower = text.starts_with(char::is_lowercase) && lexicon::degree(text).is_none();
        // "…, Arts and Humanities" over "Research Council"
        let last = before.rsplit(", ").next().unwrap_or(before);
        let rest_of_name = words::count(text) <= 3
            && !text.contains(',')
            && last.len() < before.len()
            && [
                " and ", " & ", " of ", " for ", " und ", " für ", " et ", " y ", " e ", " de ",
                " i ",
            ]
            .iter()
            .any(|joint| last.contains(joint))
            && lexicon::employer_score(last) == 0
            && !super::place::is_place(last)
            && lexicon::role_score(text) < 60;
        let short = short || rest_of_name;
        let word = words::count(text) == 1 && !text.contains(|c: char| c.is_ascii_digit());
        let joined = if dated && open.rows() == 1 {
            let town = lexicon::is_town_name(last)
                || super::place::is_place(last)
                || before.matches(", ").count() >= 2
                    && words::count(last) == 1
                    && super::place::is_likely_town(last);
            let long = before.chars().count() >= 45 && !(town && last.len() < before.len());
            open_end || lower && (long || full) || (full && (short || word))
        } else {
            !dated || full || open_end || lower
        };
        joined.then(|| self.kind(before, text))
    }

    /// Whether a row directly below goes on with the open block.
    fn continues(&self, open: &Pending, row: &Row, before: &str, text: &str) -> bool {
        if super::projects::is_counts(before)
            && (text.split_whitespace().nth(1).is_none()
                || text.starts_with(char::is_uppercase)
                || super::projects::are_tags(text))
        {
            return false;
        }
        // "512 stars" is no end of a sentence.
        let counts = words::count(text) <= 4 && super::projects::is_counts(text);
        if counts && text.starts_with(|c: char| c.is_ascii_digit()) && words::ends_sentence(before)
        {
            return false;
        }
        if words::ends_sentence(before)
            && text.starts_with(char::is_lowercase)
            && !words::ends_sentence(text)
            && words::count(text) <= 8
            && open.rows() == 1
        {
            return false;
        }
        if continues_list(open, row, before, text) {
            return true;
        }
        if self.narrow.contains(&row.number) && overflows(open, before, text)
            || self.is_below_value(open, row, text)
        {
            return true;
        }
        // What stands further out than a block set in begins another: an entry below hanging lines.
        if open.level() == 0
            && row.indent() + 2 <= open.column
            && !text.starts_with(char::is_lowercase)
        {
            return false;
        }
        // So does the line below the lines that hang from the first.
        if open.level() == 0
            && open.rows() >= 2
            && open.last.indent() >= open.column + 2
            && row.indent() <= open.column
            && !text.starts_with(char::is_lowercase)
        {
            return false;
        }
        // "software: …" over "hardware: …"
        if open.rows() == 1 && is_small_label(before) && is_small_label(text) {
            return false;
        }
        !self.stands_apart(open, row, before, text) && self.widths.wraps(open, row, before, text)
    }

    /// Whether a row is indented to the text behind the label that its block begins with: "Duties: Twelve
    /// beds" over "a night." below the first word.
    fn is_below_value(&self, open: &Pending, row: &Row, text: &str) -> bool {
        let first = open.cells.first().and_then(|cell| cell.first());
        let Some(first) = first.and_then(|(range, _)| self.source.get(range.clone())) else {
            return false;
        };
        let Some((label, value)) = super::token::label(first) else { return false };
        let at = (value.as_ptr() as usize).saturating_sub(first.as_ptr() as usize);
        let column = open.column + first.get(..at).map_or(0, |head| head.chars().count());
        first.contains([':', '：'])
            && open.level() == 0
            && row.indent() >= open.column + 2
            && row.indent().abs_diff(column) <= 3.min(label.chars().count())
            && (words::count(value) >= 4 || open.rows() > 1)
            && !is_labelled(text)
            && !is_contact(text)
            && !is_period(text)
    }

    /// Whether a row says something of its own, or the row before is complete.
    fn stands_apart(&self, open: &Pending, row: &Row, before: &str, text: &str) -> bool {
        let dash = before.trim_end_matches(['*', '_', ' ']).ends_with(['-', '–', '—']);
        let bare = text.trim_matches(['*', '_', ')', '`', ' ']);
        let ending = dash && words::is_date(bare) && (hangs(open, row) || self.markdown);
        // A date at the end of a row is complete.
        let dated = open.cells.len() > 1 && words::is_date(before);
        if open.last.hard_break
            || dated
            || is_period(text) && !ending
            || is_contact(text)
            || is_contact(before)
            || is_labelled(text) && !(hangs(open, row) && ends_with_function_word(before))
            || is_dated_head(before)
                && !open_bracket(before)
                && !is_in_prose(open, before)
                && !ending
        {
            return true;
        }
        // A year ends a reference; what begins with a capital below it is the next one.
        let year = before.trim_end_matches(['.', ')']);
        let closed = year.len() > 4
            && year
                .get(year.len() - 4..)
                .is_some_and(|end| end.bytes().all(|b| b.is_ascii_digit()))
            && text.starts_with(char::is_uppercase);
        if closed && words::is_date(year.get(year.len().saturating_sub(4)..).unwrap_or_default()) {
            return true;
        }
        super::names::score(before) >= 60 && open.rows() == 1 && before.chars().count() < 45
    }

    /// Whether a sentence is open before a gap and goes on after it.
    fn is_open_sentence(&self, open: &Pending, before: &str, text: &str, edge: bool) -> bool {
        let plain = before.trim_end_matches(['*', '_']);
        if words::ends_sentence(plain)
            || is_contact(text)
            || is_contact(before)
            || is_street_line(text)
            || text.starts_with(['*', '#', '['])
        {
            return false;
        }
        let open_end = plain.ends_with([',', '-', '‐']) || ends_with_function_word(plain);
        let lower = begins_low(text);
        let digit = text.starts_with(|c: char| c.is_ascii_digit());
        let dated = dates::find(text, Reading::default())
            .first()
            .is_some_and(|found| found.before == dates::Side::Edge && found.form != Form::Single);
        let long = open.weight() >= if edge { 25 } else { 40 };
        let prose = words::count(plain) >= 4 || open.rows() > 1;
        let wide = before.chars().next_back().is_some_and(words::is_cjk)
            && edge
            && before.chars().count() > 15;
        if wide {
            return !dated && text.chars().next().is_some_and(words::is_cjk);
        }
        long && prose
            && !dated
            && ((lower && (!plain.ends_with(')') || edge)) || (open_end && (digit || edge)))
            && !words::is_heading(text)
    }

    /// Writes the joint of a word that ends with a hyphen: the hyphen goes if it only broke the
    /// word.
    pub(super) fn hyphen(&mut self, buffer: &mut Buffer, source: &str, next: &Range<usize>) {
        let before = buffer.text();
        let has_hyphen = before.ends_with(['-', '‐']);
        let stem = before.trim_end_matches(['-', '‐']);
        let head: String = stem
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let text = source.get(next.clone()).unwrap_or_default();
        let word = text.split_whitespace().next().unwrap_or_default();
        if words::joins_suspended(&word.to_lowercase()) && has_hyphen {
            buffer.push_joint(" ");
            return;
        }
        let tail: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
        if !has_hyphen || text.starts_with(char::is_uppercase) {
            return;
        }
        let whole = format!("{head}{tail}").to_lowercase();
        let compound = format!("{head}-{tail}").to_lowercase();
        let vocabulary = self.vocabulary.get_or_insert_with(|| vocabulary(self.source));
        let keeps = !vocabulary.contains(&whole)
            && (vocabulary.contains(&compound)
                || words::keeps_hyphen(&head.to_lowercase())
                || head.chars().any(|c| c.is_ascii_digit()));
        if !keeps && head.chars().count() >= 2 {
            buffer.pop();
        }
    }
}

/// The words of a text, with those that have a hyphen within.
fn vocabulary(source: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    for word in source.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        if !word.is_empty() && !word.ends_with('-') {
            words.insert(word.to_lowercase());
        }
    }
    words
}

/// Whether a row goes on with "Coursework: a, b, c" or with a headline between strokes.
fn continues_list(open: &Pending, row: &Row, before: &str, text: &str) -> bool {
    let plain = row.cells.len() == 1
        && !open.last.hard_break
        && !is_labelled(text)
        && !text.contains('@')
        && row.indent() == open.last.indent()
        && !is_period(text);
    let listed = open.rows() >= 1
        && is_labelled(before)
        && before.matches(", ").count() >= 2
        && before.chars().count() >= 60
        && text.matches(", ").count() >= 2
        // "A levels (June 2025): Art, French, Geography" is a list of its own.
        && !text.split(", ").next().is_some_and(|first| first.contains(": "))
        && !words::ends_sentence(before);
    let headline = before.contains(" | ")
        && !before.contains('@')
        && !before.bytes().any(|b| b.is_ascii_digit())
        && (text.starts_with(char::is_lowercase) || ends_with_function_word(before))
        && words::count(text) <= 4;
    plain && (listed || headline)
}

/// Whether a line is in the middle of a paragraph.
fn is_in_prose(open: &Pending, before: &str) -> bool {
    let small = before.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    open.rows() >= 2 && small.count() >= 6 && before.chars().count() >= 50
}

/// The columns at which text stands beside labels or dates in two rows or more.
fn label_columns(source: &str, rows: &[Row]) -> Vec<usize> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for row in rows.iter().filter(|row| row.cells.len() == 2 && row.kind == LineKind::Text) {
        let Some(&column) = row.columns.last() else { continue };
        let text = row.cell(source, 0);
        let label = text.chars().count() <= 30 && column <= 40;
        if !label {
            continue;
        }
        if let Some((_, count)) = columns.iter_mut().find(|(known, _)| *known == column) {
            *count += 1;
        } else if columns.len() < 64 {
            columns.push((column, 1));
        }
    }
    // A row of its own, where another is indented to its text, is enough.
    let indented =
        |column: usize| rows.iter().any(|row| row.cells.len() == 1 && row.indent() == column);
    columns
        .iter()
        .filter(|&&(column, count)| count >= 2 || indented(column))
        .map(|&(column, _)| column)
        .collect()
}
