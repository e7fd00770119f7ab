//! Rows: the lines that say something, each with what stood around it; columns set side by side
//! are read one after the other.

use std::ops::Range;

use super::words;
use crate::syntax::lines::{Line, LineKind, Lines};

/// A line that says something.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The line's number in the input, from 0.
    pub(super) number: usize,
    pub(super) cells: Vec<Range<usize>>,
    pub(super) columns: Vec<usize>,
    pub(super) width: usize,
    pub(super) kind: LineKind,
    pub(super) heading: u8,
    pub(super) bullet: u8,
    pub(super) inside: u8,
    pub(super) hard_break: bool,
    /// Whether it goes on with the row of a table above it.
    pub(super) continues: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether a page ends before it, or a line was taken out there.
    pub(super) edge: bool,
    /// Whether a rule stands before it, and after it.
    pub(super) ruled: bool,
    pub(super) underlined: bool,
    /// The number of the column of text that it stands in.
    pub(super) flow: usize,
}

impl Row {
    /// The text from the first part to the last.
    pub(super) fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.span()).unwrap_or_default()
    }

    /// The range from the first part to the last.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.cells.first().map_or(0, |cell| cell.start);
        start..self.cells.last().map_or(start, |cell| cell.end)
    }

    pub(super) fn indent(&self) -> usize {
        self.columns.first().copied().unwrap_or(0)
    }

    /// The text of a part.
    pub(super) fn cell<'a>(&self, source: &'a str, n: usize) -> &'a str {
        self.cells.get(n).and_then(|cell| source.get(cell.clone())).unwrap_or_default()
    }
}

/// Makes rows of lines, in reading order.
pub(super) fn rows(lines: &Lines) -> Vec<Row> {
    let gutter = if lines.markdown { None } else { gutter(lines) };
    let Some((column, region)) = gutter else { return in_order(lines.lines.iter(), 0) };
    let part = |range: Range<usize>, keep: fn(usize, usize) -> bool| {
        let taken = lines.lines.get(range).unwrap_or_default().iter();
        taken.map(|line| side(line, |at| keep(at, column))).collect::<Vec<_>>()
    };
    let mut above = in_order(lines.lines.get(..region.start).unwrap_or_default().iter(), 0);
    let left = part(region.clone(), |at, column| at + 1 < column);
    let right = part(region.clone(), |at, column| at + 1 >= column);
    let weight =
        |lines: &[Line]| -> usize { lines.iter().flat_map(|l| &l.cells).map(Range::len).sum() };
    let offset = region.start;
    let first = if weight(&left) > weight(&right) { [left, right] } else { [right, left] };
    for (flow, lines) in first.iter().enumerate() {
        let mut rows = in_order(lines.iter(), flow + 1);
        for row in &mut rows {
            row.number += offset;
        }
        above.extend(rows);
    }
    let mut below = in_order(lines.lines.get(region.end..).unwrap_or_default().iter(), 3);
    for row in &mut below {
        row.number += region.end;
    }
    above.extend(below);
    above
}

/// Parts rows where a list begins beside its label: "Duties:   - bunkering".
pub(super) fn part_labels(source: &str, rows: Vec<Row>) -> Vec<Row> {
    let mut parted = Vec::with_capacity(rows.len());
    for mut row in rows {
        let last = row.cells.len().saturating_sub(1);
        let text = row.cell(source, last);
        let glyph = text.starts_with(|c: char| "-–—*•·◦▪‣+".contains(c));
        let listed = glyph && text.chars().nth(1) == Some(' ');
        let labelled = last == 1 && row.cell(source, 0).ends_with([':', '：']);
        if listed && labelled && row.kind == LineKind::Text && row.bullet == 0 {
            let mut second = Row { blank: false, edge: false, ruled: false, ..row.clone() };
            second.cells.remove(0);
            second.columns.remove(0);
            row.cells.truncate(1);
            row.columns.truncate(1);
            row.width = row.indent() + row.span().len();
            row.underlined = false;
            parted.push(row);
            parted.push(second);
        } else {
            parted.push(row);
        }
    }
    parted
}

/// The part of a line on one side of a gutter.
fn side(line: &Line, keep: impl Fn(usize) -> bool) -> Line {
    let mut half = Line { cells: Vec::new(), columns: Vec::new(), ..line.clone() };
    for (cell, &column) in line.cells.iter().zip(&line.columns) {
        if keep(column) {
            half.cells.push(cell.clone());
            half.columns.push(column);
            half.width = column + cell.len();
        }
    }
    half
}

fn in_order<'a>(lines: impl Iterator<Item = &'a Line>, flow: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut blank, mut edge, mut ruled) = (true, false, false);
    for (number, line) in lines.enumerate() {
        edge |= line.page_break;
        if line.kind == LineKind::Rule {
            if let Some(last) = rows.last_mut().filter(|_| !blank) {
                last.underlined = true;
            }
            (ruled, blank) = (true, true);
            continue;
        }
        if line.is_blank() || line.cells.is_empty() {
            blank = true;
            continue;
        }
        rows.push(Row {
            number,
            cells: line.cells.clone(),
            columns: line.columns.clone(),
            width: line.width,
            kind: line.kind,
            heading: line.heading,
            bullet: line.bullet,
            inside: line.inside,
            hard_break: line.hard_break,
            continues: line.continues,
            blank,
            edge,
            ruled,
            underlined: false,
            flow,
        });
        (blank, edge, ruled) = (false, false, false);
    }
    rows
}

/// The column at which a second column of text begins, and the lines that have it; `None` where
/// wide gaps only part labels or dates from text.
fn gutter(lines: &Lines) -> Option<(usize, Range<usize>)> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for line in &lines.lines {
        for &column in line.columns.iter().filter(|&&column| column >= 16) {
            if let Some((_, count)) = starts.iter_mut().find(|(known, _)| *known == column) {
                *count += 1;
            } else if starts.len() < 200 {
                starts.push((column, 1));
            }
        }
    }
    let &(column, count) =
        starts.iter().max_by_key(|(column, count)| (*count, usize::MAX - column))?;
    if count < 6 {
        return None;
    }
    let has = |line: &Line| line.columns.contains(&column);
    let first = lines.lines.iter().position(has)?;
    let last = lines.lines.iter().rposition(has)? + 1;
    let region = lines.lines.get(first..last)?;
    let crossing = region.iter().filter(|line| crosses(line, column)).count();
    if crossing * 10 > region.len() {
        return None;
    }
    // Two columns of text have headings of their own.
    let headed = |keep: fn(usize, usize) -> bool| {
        let alone = |line: &&Line| {
            let cells = line.cells.iter().zip(&line.columns);
            let mut own = cells.filter(|&(_, &at)| keep(at, column));
            let (Some((cell, _)), None) = (own.next(), own.next()) else { return false };
            let text = lines.text.get(cell.clone()).unwrap_or_default();
            text.starts_with(|c: char| !c.is_lowercase())
                && words::is_heading(
                    lines.text.get(cell.clone()).unwrap_or_default().trim_end_matches(':'),
                )
        };
        region.iter().filter(alone).count()
    };
    let (left, right) =
        (headed(|at, column| at + 1 < column), headed(|at, column| at + 1 >= column));
    let both = region
        .iter()
        .filter(|l| has(l) && l.columns.first().is_some_and(|&at| at + 1 < column))
        .count();
    let first =
        lines.lines.get(..first)?.iter().rposition(|l| l.cells.is_empty()).map_or(0, |n| n + 1);
    let end = lines.lines.len();
    let last = (last..end)
        .find(|&n| lines.lines.get(n).is_some_and(|l| crosses(l, column)))
        .unwrap_or(end);
    // Dates beside text are no column of text.
    let label = |line: &&Line| {
        let text =
            line.cells.first().and_then(|cell| lines.text.get(cell.clone())).unwrap_or_default();
        line.cells.len() > 1
            && line.indent() + 1 < column
            && (words::is_date(text) || text.ends_with(':'))
    };
    let labels = region.iter().filter(label).count();
    (labels * 2 < both && left >= 1 && right >= 1 && left + right >= 3 && both >= 3)
        .then_some((column, first..last))
}

/// Whether text stands across a column.
fn crosses(line: &Line, column: usize) -> bool {
    line.cells
        .iter()
        .zip(&line.columns)
        .any(|(cell, &at)| at + 1 < column && at + cell.len() / 2 > column)
        || (line.columns.len() == 1 && line.indent() + 1 < column && line.width > column)
}
