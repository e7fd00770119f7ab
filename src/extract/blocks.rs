//! Blocks: paragraphs, bullets and single lines, put together from wrapped rows.

use std::ops::Range;

use super::buffer::Buffer;
use super::bullets::{Levels, Mark, marks};
use super::joining::{Joiner, Joint};
use super::ledger::{Ledger, Owner};
use super::profiles::Layout;
use super::rows::Row;
use crate::syntax::lines::LineKind;

/// A paragraph, a bullet or a line.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    /// Its text; parts are divided by tabs.
    pub(super) text: &'a str,
    /// The level of the bullet that it is, from 1; 0 for none.
    pub(super) level: u8,
    /// The level of the bullet that it stands in, from 1; 0 for none.
    pub(super) inside: u8,
    /// The level of the heading that the format calls it, from 1; 0 for none.
    pub(super) heading: u8,
    pub(super) kind: LineKind,
    pub(super) indent: usize,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether a rule stands before it, and after it.
    pub(super) ruled: bool,
    pub(super) underlined: bool,
    /// The number of the column of text that it stands in.
    pub(super) flow: usize,
    /// How many lines it was put together from.
    pub(super) lines: usize,
}

/// Where a block lies in the buffer, until the buffer is complete.
pub(super) struct Draft {
    range: Range<usize>,
    look: Block<'static>,
}

impl Draft {
    /// The block, as a part of the complete text.
    pub(super) fn block<'a>(&self, text: &'a str) -> Block<'a> {
        Block { text: text.get(self.range.clone()).unwrap_or_default(), ..self.look.clone() }
    }
}

/// A block whose rows are still coming.
pub(super) struct Pending {
    /// For each part the pieces of the input, and how each is joined to the one before.
    pub(super) cells: Vec<Vec<(Range<usize>, Joint)>>,
    /// The column at which the last part begins, if the parts before it are labels or dates.
    pub(super) label: Option<usize>,
    /// The column of the bullet's mark.
    pub(super) column: usize,
    pub(super) last: Row,
    look: Block<'static>,
}

impl Pending {
    /// The input's text of the last piece.
    pub(super) fn tail<'a>(&self, source: &'a str) -> &'a str {
        let last = self.cells.last().and_then(|cell| cell.last());
        last.and_then(|(range, _)| source.get(range.clone())).unwrap_or_default()
    }

    /// The level of the bullet that it is; 0 for none.
    pub(super) fn level(&self) -> u8 {
        self.look.level
    }

    /// Whether it is a heading or a row of a table.
    pub(super) fn is_closed(&self) -> bool {
        self.look.heading > 0
            || matches!(self.look.kind, LineKind::TableHead | LineKind::TableRow | LineKind::Meta)
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.look.lines
    }

    /// The number of bytes in it.
    pub(super) fn weight(&self) -> usize {
        self.cells.iter().flatten().map(|(range, _)| range.len()).sum()
    }
}

/// Puts rows together to blocks.
pub(super) fn build(
    source: &str,
    rows: Vec<Row>,
    markdown: bool,
    layout: Layout,
    buffer: &mut Buffer,
    ledger: &mut Ledger,
) -> Vec<Draft> {
    let marks = marks(source, &rows);
    let tails = label_tails(source, &rows);
    let mut joiner = Joiner::new(source, &rows, &marks, markdown, layout);
    let mut levels = Levels::default();
    let mut drafts = Vec::new();
    let mut pending: Option<Pending> = None;
    for ((mut row, mark), is_tail) in rows.into_iter().zip(marks).zip(tails) {
        if let Some(open) = pending.as_mut()
            && let Some(moved) = joiner
                .second_date(open, &row, mark.as_ref())
                .or_else(|| row.cells.first().filter(|_| is_tail).cloned())
        {
            // The other half of a period in the column of dates.
            if let Some(cell) = open.cells.first_mut() {
                cell.push((moved, Joint::Space));
            }
            row.cells.remove(0);
            row.columns.remove(0);
            if row.cells.is_empty() {
                continue;
            }
            let inner = marks_of(source, &row);
            advance(
                source,
                row,
                inner,
                &mut joiner,
                &mut levels,
                &mut pending,
                &mut drafts,
                buffer,
                ledger,
            );
            continue;
        }
        advance(
            source,
            row,
            mark,
            &mut joiner,
            &mut levels,
            &mut pending,
            &mut drafts,
            buffer,
            ledger,
        );
    }
    if let Some(done) = pending {
        drafts.push(flush(source, done, &mut joiner, buffer));
    }
    drafts
}

/// For each row whether its first part is the rest of a label that began in a row above it: "Name and address of"
/// over "employer".
fn label_tails(source: &str, rows: &[Row]) -> Vec<bool> {
    const MOST: usize = 3;
    let mut tails = vec![false; rows.len()];
    for (n, row) in rows.iter().enumerate() {
        let head = row.cell(source, 0);
        let begins = row.cells.len() == 2
            && row.bullet + row.heading == 0
            && row.kind == LineKind::Text
            && !head.ends_with([':', '：'])
            && tails.get(n) == Some(&false)
            && head.starts_with(char::is_alphabetic);
        if !begins {
            continue;
        }
        let mut label = head.to_owned();
        let below = rows.iter().enumerate().skip(n + 1).take(MOST).take_while(|(_, below)| {
            let aligned = below.indent().abs_diff(row.indent()) <= 1;
            let value = below.columns.get(1).is_none_or(|at| row.columns.get(1) == Some(at));
            aligned && value && !below.blank && below.cells.len() <= 2 && below.bullet == 0
        });
        for (m, below) in below {
            label.push(' ');
            label.push_str(below.cell(source, 0));
            if label.len() > 100 {
                break;
            }
            // "Address" below "Name" is a label of its own.
            let rest = below.cell(source, 0).starts_with(char::is_lowercase)
                || super::lexicon::label(head).is_none();
            if rest && super::lexicon::label(&label).is_some() {
                (n + 1..=m).for_each(|m| {
                    if let Some(tail) = tails.get_mut(m) {
                        *tail = true;
                    }
                });
                break;
            }
        }
    }
    tails
}

fn marks_of(source: &str, row: &Row) -> Option<Mark> {
    marks(source, std::slice::from_ref(row)).pop().flatten()
}

/// Adds a row to the block that is open, or opens another.
#[allow(clippy::too_many_arguments, reason = "the state of one loop, which ends here")]
fn advance(
    source: &str,
    row: Row,
    mark: Option<Mark>,
    joiner: &mut Joiner,
    levels: &mut Levels,
    pending: &mut Option<Pending>,
    drafts: &mut Vec<Draft>,
    buffer: &mut Buffer,
    ledger: &mut Ledger,
) {
    if let Some(open) = pending.as_mut().filter(|_| row.continues) {
        for (n, range) in row.cells.iter().enumerate().filter(|(_, range)| !range.is_empty()) {
            if let Some(cell) = open.cells.get_mut(n) {
                cell.retain(|(range, _)| !range.is_empty());
                let joint = if cell.is_empty() { Joint::None } else { Joint::Space };
                cell.push((range.clone(), joint));
            }
        }
        open.last = row;
        return;
    }
    if let Some(open) = pending.as_mut()
        && let Some(joint) = joiner.joint(open, &row, mark.as_ref())
    {
        let mut cells = row.cells.iter().cloned();
        if let (Some(first), Some(cell)) = (cells.next(), open.cells.last_mut()) {
            cell.push((first, joint));
        }
        open.cells.extend(cells.map(|cell| vec![(cell, Joint::None)]));
        open.look.lines += 1;
        open.last = row;
        return;
    }
    if let Some(done) = pending.take() {
        drafts.push(flush(source, done, joiner, buffer));
    }
    if let Some(mark) = &mark {
        ledger.claim(mark.range.clone(), &Owner::Separator, 1.0);
    }
    *pending = Some(open(source, row, mark, joiner, levels));
}

/// Opens a block with a row.
fn open(
    source: &str,
    row: Row,
    mark: Option<Mark>,
    joiner: &Joiner,
    levels: &mut Levels,
) -> Pending {
    let mut row = row;
    let column = row.indent();
    let mut level = row.bullet;
    // "a) Jan. 2018 till date": the letter counts the entries, and the date opens one.
    let counted = mark.as_ref().is_some_and(|mark| opens_entry(source, &row, mark));
    if let Some(mark) = mark.as_ref().filter(|_| counted) {
        strip_mark(source, &mut row, mark);
        levels.clear();
    } else if let Some(mark) = &mark {
        strip_mark(source, &mut row, mark);
        level = if row.bullet > 0 { row.bullet } else { levels.level(column, mark.glyph) };
    } else if row.bullet == 0
        && (row.heading > 0 || (row.blank && column == 0 && row.inside == 0) || row.ruled)
    {
        levels.clear();
    }
    let inside = if level > 0 { level } else { row.inside.max(levels.inside(column)) };
    let label = joiner.label_column(&row);
    let look = Block {
        text: "",
        level,
        inside,
        heading: row.heading,
        kind: row.kind,
        indent: column,
        blank: row.blank || row.edge,
        ruled: row.ruled,
        underlined: row.underlined,
        flow: row.flow,
        lines: 1,
    };
    let cells = row.cells.iter().map(|cell| vec![(cell.clone(), Joint::None)]).collect();
    Pending { cells, label, column, last: row, look }
}

/// Whether a number or a letter stands before a date and nothing else, or before the label that a record begins
/// with: "1) Organisation: …".
fn opens_entry(source: &str, row: &Row, mark: &Mark) -> bool {
    let Some(first) = row.cells.first().filter(|_| matches!(mark.glyph, '1' | 'a' | '(')) else {
        return false;
    };
    let rest = source.get(mark.range.end..first.end).unwrap_or_default().trim();
    let labelled = || {
        let text = source.get(mark.range.end..row.span().end).unwrap_or_default();
        super::token::label(text.trim_start())
            .filter(|(label, _)| rest.contains([':', '：']) || rest.trim() == *label)
            .and_then(|(label, _)| super::lexicon::label(label))
            .is_some_and(super::labelled::opens)
    };
    row.bullet == 0 && !rest.is_empty() && (super::words::is_period(rest) || labelled())
}

/// Takes the mark off the first part.
fn strip_mark(source: &str, row: &mut Row, mark: &Mark) {
    let Some(first) = row.cells.first_mut() else { return };
    let rest = source.get(mark.range.end..first.end).unwrap_or_default();
    first.start = first.end - rest.trim_start().len();
    if first.start >= first.end && row.cells.len() > 1 {
        row.cells.remove(0);
        row.columns.remove(0);
    }
}

/// Writes a block into the buffer.
fn flush(source: &str, done: Pending, joiner: &mut Joiner, buffer: &mut Buffer) -> Draft {
    let start = buffer.len();
    for (n, cell) in done.cells.iter().enumerate() {
        if n > 0 {
            buffer.push_joint("\t");
        }
        for (range, joint) in cell {
            match joint {
                Joint::None | Joint::Bare => {}
                Joint::Space => buffer.push_joint(" "),
                Joint::Comma => buffer.push_joint(", "),
                Joint::Hyphen => joiner.hyphen(buffer, source, range),
            }
            buffer.push(source, range.clone(), joiner.markdown);
        }
    }
    let mut look = done.look;
    look.underlined |= done.last.underlined;
    let range = start..buffer.len();
    buffer.push_joint("\n");
    Draft { range, look }
}
