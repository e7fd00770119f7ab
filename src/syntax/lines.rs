//! Styled lines: what a document looks like before anybody asks what it says.

use std::borrow::Cow;
use std::ops::Range;

/// Stands where the signs of a carrier were: it shows nothing.
pub const BLANK: char = '\u{1}';

/// The text of a document, and its lines with what is known of their look.
#[derive(Clone, Debug, Default)]
pub struct Lines<'a> {
    /// The text as it was read.
    pub source: &'a str,
    /// The text that all ranges count the bytes of: the input, with [`BLANK`]s where signs of a
    /// carrier stood.
    pub text: Cow<'a, str>,
    /// The lines, top to bottom.
    pub lines: Vec<Line>,
    /// Whether the text has inline markup in Markdown (`**bold**`, `[text](url)`).
    pub markdown: bool,
    /// Addresses that a text names by reference, each with the text that is linked to it.
    pub links: Vec<(String, String)>,
}

/// What a line is by the grammar of its format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Text.
    #[default]
    Text,
    /// A rule across the page.
    Rule,
    /// A `key: value` of a metadata block.
    Meta,
    /// The head row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
}

/// A line of a document.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The whole line without its line break.
    pub range: Range<usize>,
    /// Its parts, parted by tabs, wide gaps or the borders of cells; markers of headings and
    /// bullets are left out. Empty for a blank line.
    pub cells: Vec<Range<usize>>,
    /// The column at which each part begins.
    pub columns: Vec<usize>,
    /// The column at which the line ends.
    pub width: usize,
    /// What it is by the grammar.
    pub kind: LineKind,
    /// The level of the heading, from 1; 0 if the format does not call it one.
    pub heading: u8,
    /// The level of the bullet that begins here, from 1; 0 if the format does not call it one.
    pub bullet: u8,
    /// The level of the bullet that it belongs to, from 1; 0 for none.
    pub inside: u8,
    /// The number of the table that it is a row of.
    pub table: usize,
    /// Whether a page, or a column, begins here.
    pub page_break: bool,
    /// Whether a forced break ends the line.
    pub hard_break: bool,
    /// Whether it goes on with the row of a table above it.
    pub continues: bool,
}

impl Line {
    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.cells.is_empty() && self.kind == LineKind::Text
    }

    /// The column at which it begins.
    pub fn indent(&self) -> usize {
        self.columns.first().copied().unwrap_or(0)
    }
}

/// Splits plain text into lines and their parts.
pub fn plain(text: &str) -> Lines<'_> {
    let source = text;
    let text = super::boxes::without_boxes(super::mail::without_mail(source));
    let mut lines = Vec::new();
    for (range, page_break) in physical(&text) {
        let mut line = Line { range: range.clone(), page_break, ..Line::default() };
        split_cells(&text, range, 0, &mut line);
        if is_rule(&text, &line) {
            line.kind = LineKind::Rule;
        }
        lines.push(line);
    }
    Lines { source, text, lines, ..Lines::default() }
}

/// The ranges of the lines without their breaks, each with whether a page begins with it.
pub fn physical(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let (mut start, mut page) = (0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        match c {
            '\r' if matches!(chars.peek(), Some((_, '\n'))) => {
                found.push((start..at, page));
                chars.next();
                (start, page) = (next + 1, false);
            }
            '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                found.push((start..at, page));
                (start, page) = (next, false);
            }
            '\u{c}' => {
                if text.get(start..at).is_some_and(|line| !line.trim().is_empty()) {
                    found.push((start..at, page));
                }
                (start, page) = (next, true);
            }
            _ => {}
        }
    }
    found.push((start..text.len(), page));
    found
}

/// Fills a line's parts from a range of the text that begins at a column: parts are divided by
/// tabs, by three spaces, and by two where the line is short.
pub fn split_cells(text: &str, range: Range<usize>, column: usize, line: &mut Line) {
    let content = text.get(range.clone()).unwrap_or_default();
    let short = content.split_whitespace().count() <= 10;
    let mut column = column;
    let mut cell: Option<(usize, usize, usize)> = None;
    let mut gap = 0;
    let mut last = ' ';
    let leaders = leaders(content);
    for (at, c) in content.char_indices() {
        let width = char_width(c, column);
        if leaders.iter().any(|leader| leader.contains(&at)) {
            gap = 3;
        } else if is_space(c) {
            gap += if c == '\t' || c == '\u{3000}' { 3 } else { 1 };
        } else if is_invisible(c) {
            column += width;
            continue;
        } else {
            let wide =
                gap >= 3 || (gap == 2 && short && !matches!(last, '.' | '!' | '?' | ',' | ';'));
            if let Some((start, end, at_column)) = cell.filter(|_| wide) {
                line.cells.push(range.start + start..range.start + end);
                line.columns.push(at_column);
                cell = None;
            }
            let (start, at_column) = cell.map_or((at, column), |(start, _, first)| (start, first));
            cell = Some((start, at + c.len_utf8(), at_column));
            gap = 0;
            last = c;
            line.width = column + width;
        }
        column += width;
    }
    if let Some((start, end, at_column)) = cell {
        line.cells.push(range.start + start..range.start + end);
        line.columns.push(at_column);
    }
}

/// Rows of dots that lead from one part of a line to the next: "Fire fighting ........ 2019".
fn leaders(content: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !content.contains("...") && !content.contains(". . .") && !content.contains("____") {
        return found;
    }
    let mut at = 0;
    while let Some(start) = content.get(at..).and_then(|rest| rest.find(['.', '_'])).map(|n| at + n)
    {
        let rest = content.get(start..).unwrap_or_default();
        let sign = if rest.starts_with('.') { '.' } else { '_' };
        let run = rest.trim_start_matches([sign, ' ']);
        let signs = rest.get(..rest.len() - run.len()).unwrap_or_default().trim_end();
        let count = signs.matches(sign).count();
        let apart = content.get(..start).is_some_and(|before| before.ends_with([' ', '\t']));
        at = start + signs.len().max(1);
        if !run.is_empty()
            && start > 0
            && (count >= 5 || count >= 3 && apart && run.len() < rest.len() - signs.len())
        {
            found.push(start..start + signs.len());
        }
    }
    found
}

/// Whether the line is a row of signs that parts what is above from what is below.
fn is_rule(text: &str, line: &Line) -> bool {
    let content = text.get(line.range.clone()).unwrap_or_default().trim();
    let drawn =
        |c: char| "-=_*~#+.·•—–─━═▬■|/<>:".contains(c) || matches!(c, '\u{2500}'..='\u{257f}');
    let mut chars = content.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c));
    let Some(first) = chars.next().filter(|&c| drawn(c)) else { return false };
    let (mut count, mut plain) = (1, true);
    for c in chars {
        if !drawn(c) {
            return false;
        }
        plain &= c == first;
        count += 1;
    }
    // Borders of boxes and rows of ornaments have several signs.
    // A wide dash with a line of its own is drawn below a heading.
    let wide = matches!(first, '—' | '─' | '━' | '═');
    if plain { (count >= 3 || wide) && !"|/<>:".contains(first) } else { count >= 6 }
}

/// Whether it is white space within a line.
pub fn is_space(c: char) -> bool {
    c != '\u{c}' && (c.is_whitespace() || c == '\u{2060}')
}

/// Whether it shows nothing: marks of direction, joiners, soft hyphens, control characters.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe0f}')
        || (c.is_control() && c != '\t')
}

/// How many columns a character takes in a type of fixed width.
fn char_width(c: char, column: usize) -> usize {
    match c {
        '\t' => 8 - column % 8,
        _ if is_invisible(c) => 0,
        '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<&str> {
        let lines = plain(text);
        lines.lines.iter().flat_map(|l| &l.cells).map(|c| &text[c.clone()]).collect()
    }

    #[test]
    fn wide_gaps_part_a_line() {
        assert_eq!(cells("Engineer\t2018 - 2020"), ["Engineer", "2018 - 2020"]);
        assert_eq!(cells("2022  A prize"), ["2022", "A prize"]);
        assert_eq!(cells("One sentence.  Another one."), ["One sentence.  Another one."]);
        assert_eq!(cells("   indented   cell"), ["indented", "cell"]);
    }

    #[test]
    fn all_line_breaks_are_known() {
        assert_eq!(physical("a\r\nb\rc\nd").len(), 4);
        let pages: Vec<bool> = physical("a\n\u{c}b").into_iter().map(|(_, page)| page).collect();
        assert_eq!(pages, [false, true]);
    }

    #[test]
    fn rules_are_told_from_text() {
        let kinds: Vec<_> = plain("-----\n- - -\n--\n=====").lines.iter().map(|l| l.kind).collect();
        assert_eq!(kinds, [LineKind::Rule, LineKind::Rule, LineKind::Text, LineKind::Rule]);
    }
}
