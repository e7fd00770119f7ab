//! Tables that pandoc draws with dashes and spaces, and with borders: their rows, and the lines
//! that go on with a row.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Look;
use super::html::CELL_BREAK;
use crate::syntax::lines::{BLANK, Line, LineKind};

/// The most lines that a table is looked for.
const MAX_LINES: usize = 400;

/// Marks the lines of drawn tables.
pub(super) fn mark(text: &str, lines: &[(Range<usize>, bool)], looks: &mut [Look]) {
    let line =
        |n: usize| lines.get(n).and_then(|(range, _)| text.get(range.clone())).unwrap_or_default();
    let mut drawn = Drawn { text, lines, looks, number: 1000 };
    let mut n = 0;
    while n < lines.len() {
        let content = line(n);
        let end = if is_border(content) {
            drawn.bordered(n)
        } else if let Some(columns) = columns(content) {
            drawn.dashed(n, &columns)
        } else {
            None
        };
        n = end.unwrap_or(n) + 1;
    }
}

/// Makes lines of the rows of tables that only lay a page out: their head is empty, and cells have several
/// lines.
pub(super) fn lay_out(text: &str, looks: &mut [Look]) {
    let cell = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let number = |look: &Look| (!look.cells.is_empty()).then_some(look.table);
    let headed = looks.iter().filter(|look| look.kind == LineKind::TableHead);
    let bare = headed.filter(|look| look.cells.iter().all(|range| cell(range).trim().is_empty()));
    let bare: BTreeSet<usize> = bare.filter_map(number).collect();
    let several = looks.iter().filter(|look| {
        bare.contains(&look.table) && look.cells.iter().any(|c| cell(c).contains(CELL_BREAK))
    });
    let laid: BTreeSet<usize> = several.filter_map(number).collect();
    for look in looks.iter_mut().filter(|look| laid.contains(&look.table)) {
        look.marker |= look.kind == LineKind::TableHead;
        look.kind = LineKind::Text;
    }
}

/// The lines of a row of such a table: the first lines of its cells side by side, the others below.
pub(super) fn lines_of_row(text: &str, row: &Line, cells: &[Range<usize>]) -> Vec<Line> {
    let parts = |cell: &Range<usize>| {
        let whole = text.get(cell.clone()).unwrap_or_default();
        let mut at = cell.start;
        let parts = whole.split(CELL_BREAK).map(|part| {
            let start = at + part.len() - part.trim_start_matches(is_nothing).len();
            let end = at + part.trim_end_matches(is_nothing).len();
            at += part.len() + CELL_BREAK.len();
            start..end.max(start)
        });
        parts.collect::<Vec<_>>()
    };
    let columns: Vec<Vec<Range<usize>>> = cells.iter().map(parts).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for n in 0..height {
        let mut line = Line { kind: LineKind::Text, hard_break: true, ..row.clone() };
        for (column, parts) in columns.iter().enumerate() {
            if let Some(part) = parts.get(n).filter(|part| !part.is_empty()) {
                line.cells.push(part.clone());
                line.columns.push(column * 20);
            }
        }
        line.width = line.cells.iter().map(Range::len).sum();
        // A row begins below a gap.
        if n == 0 {
            lines.push(Line { range: row.range.clone(), ..Line::default() });
        }
        lines.extend(Some(line).filter(|line| !line.cells.is_empty()));
    }
    lines
}

/// Whether a character shows nothing.
fn is_nothing(c: char) -> bool {
    c.is_whitespace() || c == BLANK
}

struct Drawn<'a> {
    text: &'a str,
    lines: &'a [(Range<usize>, bool)],
    looks: &'a mut [Look],
    /// The number of the last table.
    number: usize,
}

impl Drawn<'_> {
    fn line(&self, n: usize) -> &str {
        let range = self.lines.get(n).map(|(range, _)| range.clone());
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// Marks a table whose columns a line of dashes shows; returns its last line.
    fn dashed(&mut self, rule: usize, columns: &[usize]) -> Option<usize> {
        let blank = |line: &str| line.trim().is_empty();
        let mut top = rule;
        while top > 0 && rule - top < 8 && !blank(self.line(top - 1)) && !is_run(self.line(top - 1))
        {
            top -= 1;
        }
        let opened = top > 0 && is_run(self.line(top - 1));
        let last = self.lines.len().min(rule + MAX_LINES);
        let closing =
            |this: &Self, n: usize| is_run(this.line(n)) || self::columns(this.line(n)).is_some();
        // Where rows have several lines, blank ones part them and dashes end the table.
        let end = if opened || top == rule {
            (rule + 1..last).find(|&n| closing(self, n))?
        } else {
            (rule + 1..last)
                .find(|&n| blank(self.line(n)) || closing(self, n))
                .unwrap_or(last.min(self.lines.len()))
        };
        if end == rule + 1 {
            return None;
        }
        let spaced = opened && (rule + 1..end).any(|n| blank(self.line(n)));
        self.number += 1;
        for n in top..rule {
            self.row(n, columns, LineKind::TableHead, n > top);
        }
        let mut fresh = true;
        for n in rule + 1..end {
            if blank(self.line(n)) {
                fresh = true;
                continue;
            }
            self.row(n, columns, LineKind::TableRow, spaced && !fresh);
            fresh = false;
        }
        let closes = end < self.lines.len() && closing(self, end);
        for n in [opened.then_some(top.saturating_sub(1)), Some(rule), closes.then_some(end)] {
            if let Some(look) = n.and_then(|n| self.looks.get_mut(n)) {
                *look = Look { marker: true, ..Look::default() };
            }
        }
        Some(if closes { end } else { end.saturating_sub(1) })
    }

    /// Marks a table with borders; returns its last line.
    fn bordered(&mut self, first: usize) -> Option<usize> {
        let columns: Vec<usize> = self
            .line(first)
            .chars()
            .enumerate()
            .filter(|(_, c)| *c == '+')
            .map(|(at, _)| at + 1)
            .collect();
        let inside = |n: &usize| {
            let line = self.line(*n).trim_start();
            line.starts_with('|') || is_border(line)
        };
        let last = self.lines.len().min(first + MAX_LINES);
        let end = (first + 1..last).take_while(inside).last()?;
        if columns.len() < 3 || !is_border(self.line(end)) {
            return None;
        }
        let headed = (first..=end).find(|&n| self.line(n).contains("+="));
        self.number += 1;
        let mut fresh = true;
        for n in first..=end {
            if is_border(self.line(n)) {
                fresh = true;
                if let Some(look) = self.looks.get_mut(n) {
                    *look = Look { marker: true, ..Look::default() };
                }
                continue;
            }
            let head = headed.is_some_and(|head| n < head);
            let kind = if head { LineKind::TableHead } else { LineKind::TableRow };
            self.row(n, columns.split_last().map_or(&[], |(_, rest)| rest), kind, !fresh);
            fresh = false;
        }
        Some(end)
    }

    /// Marks a line as a row with the cells below the columns.
    fn row(&mut self, n: usize, columns: &[usize], kind: LineKind, continues: bool) {
        let Some((range, _)) = self.lines.get(n) else { return };
        let line = self.text.get(range.clone()).unwrap_or_default();
        let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        // A word that stands askew, across the edge of a column, begins it: no cell ends in a word.
        let is_gap = |c: char| c.is_whitespace() || c == '|';
        let edge = |at: usize| {
            let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
            let word = before.trim_end_matches(|c| !is_gap(c)).len();
            if after.starts_with(|c| !is_gap(c)) { word } else { at }
        };
        let starts = columns.iter().enumerate();
        let starts: Vec<usize> =
            starts.map(|(k, &column)| if k == 0 { 0 } else { edge(byte(column)) }).collect();
        let cells = starts.iter().enumerate().map(|(k, &start)| {
            let end = starts.get(k + 1).copied().unwrap_or(line.len());
            let cell = line.get(start..end).unwrap_or_default();
            let content = cell.trim_matches(is_gap);
            let from = start + cell.len() - cell.trim_start_matches(is_gap).len();
            let from = if content.is_empty() { start } else { from };
            range.start + from..range.start + from + content.len()
        });
        let look =
            Look { kind, table: self.number, cells: cells.collect(), continues, ..Look::default() };
        if let Some(place) = self.looks.get_mut(n) {
            *place = look;
        }
    }
}

/// The columns at which runs of dashes begin, if a line has several and nothing else.
fn columns(line: &str) -> Option<Vec<usize>> {
    let mut columns = Vec::new();
    let mut before = ' ';
    let (mut runs, mut shortest, mut run) = (0, usize::MAX, 0);
    for (at, c) in line.chars().enumerate() {
        match c {
            '-' => {
                if before != '-' {
                    columns.push(at);
                    runs += 1;
                    run = 0;
                }
                run += 1;
            }
            ' ' | '\r' => {
                if before == '-' {
                    shortest = shortest.min(run);
                }
            }
            _ => return None,
        }
        before = c;
    }
    if before == '-' {
        shortest = shortest.min(run);
    }
    (runs >= 2 && shortest >= 2).then_some(columns)
}

/// Whether a line is one run of many dashes.
fn is_run(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 8 && line.bytes().all(|b| b == b'-')
}

/// Whether a line is a border of cells: `+-----+---+`.
fn is_border(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 5
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

#[cfg(test)]
mod tests {
    use super::super::lines;

    fn rows(text: &str) -> Vec<String> {
        let found = lines(text);
        let shown = found.lines.iter().filter(|line| !line.cells.is_empty()).map(|line| {
            let cells: Vec<&str> = line.cells.iter().map(|c| &found.text[c.clone()]).collect();
            format!("{:?}{} {}", line.kind, if line.continues { "+" } else { "" }, cells.join("|"))
        });
        shown.collect()
    }

    #[test]
    fn dashes_show_the_columns_of_a_table() {
        assert_eq!(
            rows(
                "  Year   Award\n  ------ ----------\n  2023   Top 25\n  2016   Médaille\n\nend\n"
            ),
            ["TableHead Year|Award", "TableRow 2023|Top 25", "TableRow 2016|Médaille", "Text end"]
        );
    }

    #[test]
    fn rows_of_several_lines_are_one() {
        let text = "  ------------------------\n  **Year**   **Given by**\n  ---------- -------------\n  \
                    2016       Maryland\n             Forum\n\n  2017       Ohio\n  ------------------------\n";
        assert_eq!(
            rows(text),
            [
                "TableHead **Year**|**Given by**",
                "TableRow 2016|Maryland",
                "TableRow+ |Forum",
                "TableRow 2017|Ohio"
            ]
        );
    }

    #[test]
    fn no_cell_ends_in_a_word() {
        let text = "  Year   Award\n  ------ ----------\n 2023  Top 25\n\nend\n";
        assert_eq!(rows(text), ["TableHead Year|Award", "TableRow 2023|Top 25", "Text end"]);
        let text = "+----+----+\n|When|What|\n+====+====+\n|2019|Cook|\n+----+----+\n";
        assert_eq!(rows(text), ["TableHead When|What", "TableRow 2019|Cook"]);
    }

    #[test]
    fn borders_show_the_cells_of_a_table() {
        let text = "+------+-------+\n| When | What  |\n+======+=======+\n| 2019 | Cook, |\n|      | Oslo  |\n+------+-------+\n";
        assert_eq!(rows(text), ["TableHead When|What", "TableRow 2019|Cook,", "TableRow+ |Oslo"]);
    }

    #[test]
    fn rules_draw_no_table() {
        assert_eq!(rows("a\n\n- - -\n\nb\n\n--- ---\n\nc\n"), ["Text a", "Text b", "Text c"]);
    }
}
