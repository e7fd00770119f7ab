//! Tables drawn with columns of spaces or tabs: a row of labels, and rows whose parts stand below them.

use super::lexicon::{self, Label};
use super::rows::Row;
use super::words;
use crate::syntax::lines::LineKind;

/// How many columns a table has at least.
const COLUMNS: usize = 3;

/// How many rows are looked at below a head.
const ROWS: usize = 400;

/// Makes tables of rows below a row of labels.
pub(super) fn mark(source: &str, mut rows: Vec<Row>) -> Vec<Row> {
    let mut n = 0;
    while n < rows.len() {
        let end = match rows.get(n).filter(|row| is_head(source, row)) {
            Some(head) => end_of_table(source, &rows, n, head),
            None => n,
        };
        let Some(head) = rows.get(n).filter(|_| end > n + 1).cloned() else {
            n += 1;
            continue;
        };
        for (at, row) in rows.iter_mut().enumerate().take(end).skip(n) {
            part_at_columns(source, row, &head);
            lay_out(row, &head);
            row.kind = if at == n { LineKind::TableHead } else { LineKind::TableRow };
        }
        n = end;
    }
    rows
}

/// Whether most parts of a row are labels of what stands below them.
fn is_head(source: &str, row: &Row) -> bool {
    if row.kind != LineKind::Text || row.bullet > 0 || row.heading > 0 || row.cells.len() < COLUMNS
    {
        return false;
    }
    let cells = || (0..row.cells.len()).map(|n| row.cell(source, n).trim());
    let plain = |cell: &str| {
        words::count(cell) <= 5
            && !cell.ends_with([':', '：', ',', '.'])
            && !cell.contains('@')
            && (!cell.bytes().any(|b| b.is_ascii_digit()) || cell.len() <= 12)
            && !words::is_date(cell)
    };
    let announced = cells().filter_map(lexicon::label).filter(|label| {
        !matches!(label, Label::Email | Label::Phone | Label::Fax | Label::Url | Label::Network)
    });
    let known = announced.count();
    known >= 2 && known * 2 >= row.cells.len() && cells().all(plain)
}

/// The row behind the last of the table: each has several parts below those of the head, or goes on with one.
fn end_of_table(source: &str, rows: &[Row], n: usize, head: &Row) -> usize {
    let mut end = n + 1;
    let mut whole = 0;
    while let Some(row) = rows.get(end).filter(|_| end - n <= ROWS) {
        let text = row.kind == LineKind::Text && row.heading == 0 && row.flow == head.flow;
        let labelled = row.cell(source, 0).trim_end().ends_with([':', '：']);
        let parts = row.cells.len();
        let several = parts >= 2 && parts <= head.cells.len() && !labelled;
        if !(text && (several || goes_on(row, head) && end > n + 1)) {
            break;
        }
        whole += usize::from(parts + 1 >= head.cells.len());
        end += 1;
    }
    if whole * 2 >= end - n - 1 { end } else { n }
}

/// Whether a row has one part, below one of the head but the first, with nothing between it and the row above.
fn goes_on(row: &Row, head: &Row) -> bool {
    let below = |column: usize| head.columns.iter().skip(1).any(|at| at.abs_diff(column) <= 1);
    row.cells.len() == 1 && !row.blank && below(row.indent())
}

/// Parts a row at the columns of the head where only one space stands: a part was as wide as its column.
fn part_at_columns(source: &str, row: &mut Row, head: &Row) {
    for &column in head.columns.iter().skip(1) {
        let holds = |(n, &at): (usize, &usize)| (at < column).then(|| (n, column - at));
        let Some((n, inner)) = row.columns.iter().enumerate().rev().find_map(holds) else {
            continue;
        };
        let text = row.cell(source, n);
        let Some((at, _)) = text.char_indices().nth(inner) else { continue };
        let (before, behind) = text.split_at(at);
        if row.cells.len() < head.cells.len()
            && before.ends_with(' ')
            && !behind.starts_with(' ')
            && let Some(cell) = row.cells.get_mut(n)
        {
            let end = cell.end;
            let start = cell.start + at;
            cell.end = cell.start + before.trim_end().len();
            row.cells.insert(n + 1, start..end);
            row.columns.insert(n + 1, column);
        }
    }
}

/// Puts the parts of a row below those of the head.
fn lay_out(row: &mut Row, head: &Row) {
    let count = head.cells.len();
    row.continues = row.cells.len() == 1;
    if row.cells.len() >= count {
        return;
    }
    let empty = row.cells.first().map_or(0..0, |cell| cell.start..cell.start);
    let mut cells = vec![empty; count];
    let mut next = 0;
    let parts: Vec<_> = row.cells.iter().cloned().zip(row.columns.iter().copied()).collect();
    for (n, (cell, column)) in parts.iter().enumerate() {
        // The parts behind it need columns too.
        let last = count - (parts.len() - n);
        let nearest = (next..=last)
            .min_by_key(|&at| head.columns.get(at).map_or(usize::MAX, |at| at.abs_diff(*column)));
        let at = nearest.unwrap_or(last);
        if let Some(slot) = cells.get_mut(at) {
            *slot = cell.clone();
        }
        next = at + 1;
    }
    row.cells = cells;
    row.columns.clone_from(&head.columns);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lines::plain;

    #[test]
    fn parts_stand_below_their_labels() {
        let text = "Year    Degree    University    Marks\n\
                    2018    M.Com     Pune\n\
                    2016    B.Com     Pune          72 %\n\nSkills";
        let rows = mark(text, super::super::rows::rows(&plain(text)));
        let kinds: Vec<LineKind> = rows.iter().map(|row| row.kind).collect();
        let table = [LineKind::TableHead, LineKind::TableRow, LineKind::TableRow, LineKind::Text];
        assert_eq!(kinds, table);
        assert_eq!(
            rows.get(1).map(|row| (row.cell(text, 1), row.cell(text, 3))),
            Some(("M.Com", ""))
        );
    }

    #[test]
    fn columns_of_values_are_no_table() {
        let text = "Leeds    0113 555 0123    a@b.example\nYork     UK               London";
        let rows = mark(text, super::super::rows::rows(&plain(text)));
        assert!(rows.iter().all(|row| row.kind == LineKind::Text));
    }
}
