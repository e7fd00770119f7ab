//! Markdown as styled lines: pulldown-cmark finds the blocks, the lines stay as they were written.

pub(crate) mod escape;
mod html;
mod plainer;
mod references;
mod tables;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::lines::{Line, LineKind, Lines, physical, split_cells};

/// What the block structure says of one physical line.
#[derive(Clone, Default)]
struct Look {
    kind: LineKind,
    heading: u8,
    bullet: u8,
    inside: u8,
    table: usize,
    /// Where its content begins, after the marker.
    start: Option<usize>,
    /// Where its content ends, before a closing marker.
    end: Option<usize>,
    cells: Vec<Range<usize>>,
    /// Whether nothing of it is content.
    marker: bool,
    /// Whether it goes on with the row of a table above it.
    continues: bool,
}

/// The deepest nesting of lists that is told apart.
const MAX_LEVEL: u8 = 12;

/// Splits Markdown into styled lines.
pub fn lines(text: &str) -> Lines<'_> {
    let source = text;
    let text = plainer::plainer(source);
    let physical = physical(&text);
    let starts: Vec<usize> = physical.iter().map(|(range, _)| range.start).collect();
    let mut looks = vec![Look::default(); physical.len()];
    look(&text, &starts, &mut looks);
    tables::mark(&text, &physical, &mut looks);
    tables::lay_out(&text, &mut looks);
    let mut lines = Vec::new();
    for ((range, page_break), look) in physical.into_iter().zip(looks) {
        push_line(&text, range, page_break, &look, &mut lines);
    }
    Lines { source, text, lines, markdown: true, links: references::links(source) }
}

/// Fills in the looks from the block structure.
fn look(text: &str, starts: &[usize], looks: &mut [Look]) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let line_of = |at: usize| starts.partition_point(|&start| start <= at).saturating_sub(1);
    let (mut depth, mut table, mut head) = (0_u8, 0, false);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        // An item behind a tab is said to begin with the break before it.
        let blank = text.get(range.clone()).map_or(0, |body| body.len() - body.trim_start().len());
        let begin = range.start + blank;
        let first =
            line_of(if matches!(event, Event::Start(Tag::Item)) { begin } else { range.start });
        let last = line_of(range.end.saturating_sub(1).max(range.start));
        match event {
            Event::Start(Tag::List(_)) => depth = (depth + 1).min(MAX_LEVEL),
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Item) => {
                if let Some(look) = looks.get_mut(first) {
                    look.bullet = depth;
                    look.start = Some(after_marker(text, begin));
                }
            }
            Event::Start(Tag::Paragraph) | Event::Text(_) if depth > 0 => {
                for look in looks.iter_mut().take(last + 1).skip(first) {
                    look.inside = depth;
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading(text, starts, looks, first..last + 1, level as u8);
            }
            Event::Start(Tag::Table(_)) => {
                table += 1;
                for look in looks.iter_mut().take(last + 1).skip(first) {
                    (look.kind, look.table, look.marker) = (LineKind::TableRow, table, true);
                }
            }
            Event::Start(Tag::TableHead) => head = true,
            Event::End(TagEnd::TableHead) => head = false,
            Event::Start(Tag::TableCell) => {
                if let Some(look) = looks.get_mut(first) {
                    if head {
                        look.kind = LineKind::TableHead;
                    }
                    look.marker = false;
                    look.cells.push(trim(text, range));
                }
            }
            Event::Rule => {
                if let Some(look) = looks.get_mut(first) {
                    look.kind = LineKind::Rule;
                }
            }
            Event::Start(Tag::MetadataBlock(_)) => {
                for (n, look) in looks.iter_mut().enumerate().take(last + 1).skip(first) {
                    look.kind = LineKind::Meta;
                    look.marker = n == first || n == last;
                }
            }
            _ => {}
        }
    }
}

/// Marks the lines of a heading and where its markers are.
fn heading(text: &str, starts: &[usize], looks: &mut [Look], lines: Range<usize>, level: u8) {
    let line_end = |n: usize| starts.get(n + 1).copied().unwrap_or(text.len());
    for n in lines.clone() {
        let (Some(look), Some(&start)) = (looks.get_mut(n), starts.get(n)) else { continue };
        let line = text.get(start..line_end(n)).unwrap_or_default();
        let content = line.trim_start_matches([' ', '\t', '>']);
        let marks = content.len() - content.trim_start_matches('#').len();
        look.heading = level;
        if (1..=6).contains(&marks) && lines.len() == 1 {
            look.start = Some(start + line.len() - content.len() + marks);
            let body = line.trim_end();
            let open = body.trim_end_matches('#').trim_end();
            if open.len() > line.len() - content.len() + marks {
                look.end = Some(start + open.len());
            }
        } else if n + 1 == lines.end && lines.len() > 1 {
            look.marker = content.trim().chars().all(|c| c == '=' || c == '-');
            look.heading = 0;
        }
    }
}

/// Where the content of a list item begins.
fn after_marker(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut at = start + digits + 1;
    let after = text.get(at..).unwrap_or_default();
    for task in [" [ ] ", " [x] ", " [X] "] {
        if after.starts_with(task) {
            at += task.len();
        }
    }
    at.min(text.len())
}

/// The range without white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let content = text.get(range.clone()).unwrap_or_default();
    let start = range.start + content.len() - content.trim_start().len();
    start..(range.start + content.trim_end().len()).max(start)
}

/// Makes the line, or several where tags break it.
fn push_line(text: &str, range: Range<usize>, page: bool, look: &Look, lines: &mut Vec<Line>) {
    let mut line = Line {
        range: range.clone(),
        kind: look.kind,
        heading: look.heading,
        bullet: look.bullet,
        inside: look.inside,
        table: look.table,
        page_break: page,
        continues: look.continues,
        ..Line::default()
    };
    if look.marker || look.kind == LineKind::Rule {
        if look.kind != LineKind::Rule {
            line.kind = LineKind::Text;
        }
        lines.push(line);
        return;
    }
    if !look.cells.is_empty() && look.kind == LineKind::Text {
        lines.extend(tables::lines_of_row(text, &line, &look.cells));
        return;
    }
    if !look.cells.is_empty() {
        line.columns = (0..look.cells.len()).map(|n| n * 20).collect();
        line.cells = look.cells.clone();
        lines.push(line);
        return;
    }
    let full = text.get(range.clone()).unwrap_or_default();
    let quoted = full.len() - full.trim_start_matches([' ', '>', '\t']).len();
    let quote = if full.trim_start().starts_with('>') { quoted } else { 0 };
    let start = look.start.unwrap_or(range.start + quote).clamp(range.start, range.end);
    let end = look.end.unwrap_or(range.end).clamp(start, range.end);
    line.hard_break = full.ends_with("  ") || full.ends_with('\\');
    let end = if full.ends_with('\\') { end.min(range.end - 1).max(start) } else { end };
    let column = text.get(range.start..start).map_or(0, |s| s.chars().count());
    split_cells(text, start..end, column, &mut line);
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lines::BLANK;

    fn show(text: &str) -> Vec<String> {
        let found = lines(text);
        let shown = found.lines.iter().filter(|l| !l.is_blank()).map(|l| {
            let cells = l.cells.iter().map(|c| found.text[c.clone()].replace(BLANK, ""));
            let cells: Vec<_> = cells.collect();
            format!("{:?} h{} b{} {}", l.kind, l.heading, l.bullet, cells.join("|"))
        });
        shown.collect()
    }

    #[test]
    fn blocks_give_lines_their_look() {
        assert_eq!(
            show("# A #\n\nText\n\n- one\n  - two\n"),
            ["Text h1 b0 A", "Text h0 b0 Text", "Text h0 b1 one", "Text h0 b2 two",]
        );
        assert_eq!(show("Title\n=====\n"), ["Text h1 b0 Title"]);
        assert_eq!(
            show("| a | b |\n|---|---|\n| c |  |\n"),
            ["TableHead h0 b0 a|b", "TableRow h0 b0 c|",]
        );
    }

    #[test]
    fn tags_are_no_text_but_links_are() {
        assert_eq!(
            show("<p><a href=\"https://e.example\"><img src=\"x\"></a></p>"),
            ["Text h0 b0 https://e.example"]
        );
        assert_eq!(show("<h1 align=\"center\">Hi</h1>"), ["Text h1 b0 Hi"]);
    }
}
