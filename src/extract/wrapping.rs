//! Wrapped lines: the width that they were wrapped at, and whether a line goes on in the next.

use super::blocks::Pending;
use super::bullets::Mark;
use super::dates::{self, Reading};
use super::joints::{
    begins_low, ends_with_function_word, is_article, is_contact, is_date_line, is_labelled,
    is_list_line,
};
use super::lexicon;
use super::rows::Row;
use super::words;

/// For each column of text the width that its lines were wrapped at, if they were.
pub(super) struct Widths(Vec<Option<usize>>);

impl Widths {
    /// Measures the columns of a text.
    pub(super) fn of(source: &str, rows: &[Row], marks: &[Option<Mark>]) -> Self {
        let flows = rows.iter().map(|row| row.flow).max().unwrap_or(0);
        Self((0..=flows).map(|flow| wrap_width(source, rows, marks, flow)).collect())
    }

    /// The width that the lines of a row's column were wrapped at.
    fn at(&self, row: &Row) -> Option<usize> {
        self.0.get(row.flow).copied().flatten()
    }

    /// Whether the row before was as long as lines get, so that the next word did not fit.
    ///
    /// A row that is much longer than those that were wrapped was not: a paragraph in one line.
    pub(super) fn is_full(&self, open: &Pending, row: &Row, text: &str) -> bool {
        let last = open.last.width;
        last >= 40
            && self.at(row).is_some_and(|width| {
                width_with_next(open, text) * 100 > width * 92
                    && (last <= LONG || last * 2 <= width * 3)
            })
    }

    /// Whether the row before was wrapped into this one.
    pub(super) fn wraps(&self, open: &Pending, row: &Row, before: &str, text: &str) -> bool {
        let seam = Seam {
            open,
            row,
            before,
            text,
            width: self.at(row),
            length: before.chars().count(),
            is_full: self.is_full(open, row, text),
            is_open: before.ends_with([',', '-', '‐', '/', '&']) || ends_with_function_word(before),
            is_low: begins_low(text),
        };
        if open.level() > 0 { seam.is_in_bullet() } else { seam.is_in_paragraph() }
    }
}

/// How wide a line is that was hardly wrapped.
const LONG: usize = 115;

/// The last row of a block, and the row below that may go on with it.
struct Seam<'t> {
    open: &'t Pending,
    row: &'t Row,
    before: &'t str,
    text: &'t str,
    /// The width that the lines of the column were wrapped at.
    width: Option<usize>,
    /// The number of characters in the text before.
    length: usize,
    /// Whether the row before was as long as lines get.
    is_full: bool,
    /// Whether the row before ends with a sign or a word that wants another.
    is_open: bool,
    /// Whether the row goes on in lower case.
    is_low: bool,
}

impl Seam<'_> {
    /// Whether the rows belong to one bullet.
    fn is_in_bullet(&self) -> bool {
        let Self { open, row, is_full, is_low, .. } = *self;
        let is_hanging = row.inside > 0 || row.indent() > open.column + 1;
        if !is_hanging {
            return (is_full || self.is_open && self.length >= 20)
                && !words::is_heading(self.text)
                && (is_low || is_full && !self.is_dated());
        }
        let is_long = self.width.is_none_or(|width| open.last.width * 100 > width * 60);
        (is_low || self.is_open || is_full || is_long && !words::ends_sentence(self.before))
            && (is_full || !self.is_dated())
    }

    /// Whether the rows belong to one paragraph or line.
    fn is_in_paragraph(&self) -> bool {
        let Self { open, row, before, text, .. } = *self;
        let last = open.last.indent();
        if row.indent().abs_diff(last) > 3 && open.rows() > 1 || row.indent() > last + 8 {
            return false;
        }
        // "…, Highlands" over "College"
        let is_school = || lexicon::is_institution(text) && words::count(text) == 1;
        if words::is_heading(before)
            || words::is_heading(text.trim_end_matches(':')) && !is_school()
        {
            return false;
        }
        let bracket =
            text.starts_with('(') && text.ends_with(')') && self.is_full && !self.is_dated();
        bracket
            || self.is_hanging()
            || self.is_last_word()
            || self.is_cut_record()
            || self.is_in_sentence()
    }

    /// Whether the row hangs below a line that is not complete: "…, Wright State" over
    /// "   University, 2011".
    fn is_hanging(&self) -> bool {
        let Self { open, before, .. } = *self;
        let width = open.last.width;
        let has_end = || before.ends_with(['-', '–', '—']) && words::is_date(self.text);
        if hangs(open, self.row) && words::ends_sentence(before) && self.is_full {
            return self.is_reference();
        }
        hangs(open, self.row)
            && !words::ends_sentence(before)
            && (width >= 55 && (self.is_full || self.is_open)
                // Nothing tells at what width lines were wrapped.
                || width >= 60 && self.width.is_none() && (self.is_low || self.is_open || !self.is_complete_head())
                || has_end())
    }

    /// Whether the row before is a head with its date and a town at its end.
    fn is_complete_head(&self) -> bool {
        let last = self.before.rsplit([',', '\t']).next().unwrap_or_default().trim();
        let dated = self.open.cells.iter().flatten().count() > 0
            && !dates::find(self.before, Reading::default()).is_empty()
            || self.open.cells.len() > 1;
        dated && (super::place::is_place(last) || super::place::is_likely_town(last))
    }

    /// Whether the block begins like a reference: "Lee, A. & Roe, B. (2022). …".
    fn is_reference(&self) -> bool {
        let year = |inner: &str| {
            inner.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
        };
        let dated = self.before.split('(').skip(1).any(year);
        let initial = |word: &str| {
            let bare = word.trim_end_matches([',', ';']);
            bare.len() >= 2
                && bare.ends_with('.')
                && bare.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        };
        dated && self.before.split_whitespace().take(4).any(initial)
    }

    /// Whether one word was left for this row.
    fn is_last_word(&self) -> bool {
        self.is_full
            && self.length >= 40
            && self.row.indent() == self.open.last.indent()
            && words::count(self.text) == 1
            && !words::ends_sentence(self.before)
            && !self.is_dated()
    }

    /// Whether the end of a record was left for this row, with its date: "…, Tees" over "Valley Training, 2021".
    fn is_cut_record(&self) -> bool {
        let Self { before, text, .. } = *self;
        let dated = |text: &str| dates::find(text, Reading::default());
        let closes = || {
            dated(text).last().is_some_and(|found| found.outer.end + 1 >= text.len())
                && !self.is_dated()
        };
        self.is_full
            && self.length >= 55
            && self.row.indent() == self.open.last.indent()
            && before.contains(", ")
            && words::count(text) <= 8
            && !words::ends_sentence(before)
            && dated(before).is_empty()
            && lexicon::role_score(text.split(',').next().unwrap_or(text)) < 60
            && lexicon::degree(text).is_none()
            && closes()
    }

    /// Whether a sentence goes on, or what ends with an open sign or word.
    fn is_in_sentence(&self) -> bool {
        let Self { before, length, is_low, .. } = *self;
        let is_prose = words::count(before) >= 4 && length >= 30;
        let goes_on =
            || !words::ends_sentence(before) && !is_list_line(before) && !self.is_complete_list();
        let is_cut = || {
            length >= if before.ends_with(',') { 30 } else { 12 }
                && !before.ends_with(['/', '&', '-'])
                && (is_article(before) || !self.is_dated())
                && !is_date_line(before)
        };
        let is_running = || is_low || self.is_among_sentences() && !self.is_dated();
        is_prose && is_low && goes_on()
            || self.is_open && is_cut()
            || is_prose && self.is_full && !is_labelled(before) && is_running()
    }

    /// Whether the block reads like sentences: of several rows, or with many words in small letters.
    fn is_among_sentences(&self) -> bool {
        let words = self.before.split_whitespace();
        self.open.rows() > 1
            || words.filter(|word| word.starts_with(char::is_lowercase)).count() >= 4
    }

    /// Whether the row before is a list that ended by itself: the next word would have fitted where lines
    /// were wrapped.
    fn is_complete_list(&self) -> bool {
        let fitted = |width| width_with_next(self.open, self.text) * 100 < width * 72;
        !self.is_open && self.before.matches(", ").count() >= 2 && self.width.is_some_and(fitted)
    }

    /// Whether the row begins with a date.
    fn is_dated(&self) -> bool {
        dates::find(self.text, Reading::default())
            .first()
            .is_some_and(|found| found.before == dates::Side::Edge && found.is_apart())
    }
}

/// The width that the row before would have had with the next word.
fn width_with_next(open: &Pending, text: &str) -> usize {
    open.last.width + 1 + text.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// Whether a row is indented below the first of its block, as the rest of a wrapped line is.
pub(super) fn hangs(open: &Pending, row: &Row) -> bool {
    let range = open.column + 2..=open.column + 10;
    open.level() == 0 && row.cells.len() == 1 && range.contains(&row.indent())
}

/// The width that the lines of a column of text were wrapped at; `None` if they were not.
fn wrap_width(source: &str, rows: &[Row], marks: &[Option<Mark>], flow: usize) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let mut hung: Vec<usize> = Vec::new();
    let mut long = 0;
    let mut total = 0;
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| row.flow == flow) {
        total += 1;
        if row.width > LONG {
            long += 1;
        }
        // Only a line that goes on in lower case was wrapped beyond doubt; keywords of a site tell nothing.
        let followed = rows.get(n + 1).is_some_and(|next| {
            let text = next.text(source);
            let glued = text.len() > 16 && !text.contains(' ');
            let keywords = glued || words::count(text) >= 3 && super::projects::are_tags(text);
            let lower = text.starts_with(char::is_lowercase) && !is_contact(text) && !keywords;
            !next.blank && next.heading == 0 && next.flow == flow && lower
        }) && marks.get(n + 1).is_none_or(Option::is_none);
        let text = row.cell(source, row.cells.len().saturating_sub(1));
        if followed && row.width <= LONG && words::count(text) >= 3 {
            widths.push(row.width);
        }
        let hangs = rows.get(n + 1).is_some_and(|next| {
            let deeper = row.indent() + 2..=row.indent() + 10;
            !next.blank
                && next.cells.len() == 1
                && next.flow == flow
                && deeper.contains(&next.indent())
        }) && marks.get(n + 1).is_none_or(Option::is_none);
        if hangs && row.width <= 115 && words::count(text) >= 3 {
            hung.push(row.width);
        }
    }
    // Lines that hang from lines of much the same width are the rest of those.
    let most = hung.iter().max().copied().unwrap_or(0);
    hung.retain(|width| width * 100 > most * 85);
    if widths.is_empty() && hung.len() >= 3 && most >= 60 {
        widths = hung;
    }
    widths.sort_unstable();
    let mut width = *widths.last()?;
    // One line that is much longer than all others tells nothing.
    if let [.., second, last] = widths.as_slice()
        && *last * 100 > *second * 118
    {
        width = *second;
    }
    let least = if flow == 0 { 45 } else { 20 };
    (long * 8 <= total && width >= least).then_some(width)
}
