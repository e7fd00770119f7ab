//! The form of a diagnostic for people: with the line it is about.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use cvpdf::diag::{Diagnostic, Place, Severity};
use cvpdf::source::Source;

use super::{is_control, printable};

/// How many characters of a long line are shown before the place and from it on.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// Returns the diagnostic with its source line, a caret, and help.
pub(super) fn form(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let renderer = Renderer::styled();
    let message = printable(&diagnostic.message).replace('\n', " ");
    let title = Group::with_title(level.clone().primary_title(message).id(diagnostic.code));
    let title = renderer.render(&[title]);
    let help = diagnostic.help.as_deref().map(printable);
    let help = help.map(|help| Group::with_title(Level::HELP.secondary_title(help)));
    // The line is rendered apart from where it stands: of a line that is cut, the column would be
    // counted from the cut.
    let (origin, shown) = match &diagnostic.place {
        Place::Nowhere => return with_rest(title, &renderer, help),
        Place::File(source) => (Origin::path(printable(source.name())), None),
        Place::Page { source, page } => {
            (Origin::path(format!("{}, page {page}", printable(source.name()))), None)
        }
        Place::Text { source, range } => {
            let (line, column) = source.line_column(range.start);
            let origin = Origin::path(printable(source.name())).line(line).char_column(column);
            (origin, Some((line, Line::new(source, range))))
        }
    };
    let width = shown.as_ref().map_or(1, |(line, _)| line.to_string().len());
    let origin = renderer.render(&[Group::with_level(level.clone()).element(origin)]);
    let snippet = shown.map(|(number, line)| {
        let label = diagnostic.label.as_deref().map(printable);
        let annotation = AnnotationKind::Primary.span(line.range).label(label);
        let snippet = Snippet::source(line.text).line_start(number).annotation(annotation);
        Group::with_level(level).element(snippet)
    });
    let head = format!("{title}\n{:width$}{origin}", "");
    with_rest(head, &renderer, snippet.into_iter().chain(help))
}

fn with_rest<'a>(
    head: String,
    renderer: &Renderer,
    rest: impl IntoIterator<Item = Group<'a>>,
) -> String {
    let rest: Vec<_> = rest.into_iter().collect();
    if rest.is_empty() { head } else { head + "\n" + &renderer.render(&rest) }
}

/// The line that a range begins in, made fit to be shown: without control characters, and cut
/// where it is long.
struct Line {
    text: String,
    /// The range in it, in bytes.
    range: Range<usize>,
}

impl Line {
    fn new(source: &Source, range: &Range<usize>) -> Self {
        let text = source.text();
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
        let line = text[start..end].trim_end_matches('\r');
        let place = (range.start - start).min(line.len());
        let place = place..(range.end.max(range.start) - start).clamp(place, line.len());
        let (from, to) = match line.char_indices().nth(BEFORE + AFTER) {
            None => (0, line.len()),
            Some(_) => window(line, place.start),
        };
        let mut shown = Self { text: String::new(), range: 0..0 };
        if from > 0 {
            shown.text.push('…');
        }
        shown.range.start = shown.text.len();
        for (at, c) in line[from..to].char_indices() {
            if from + at == place.start {
                shown.range.start = shown.text.len();
            }
            match c {
                '\t' => shown.text.push_str("    "),
                c if is_control(c) => shown.text.push('\u{fffd}'),
                c => shown.text.push(c),
            }
            if from + at < place.end {
                shown.range.end = shown.text.len();
            }
        }
        if place.start >= to {
            shown.range.start = shown.text.len();
        }
        shown.range.end = shown.range.end.max(shown.range.start);
        if to < line.len() {
            shown.text.push('…');
        }
        shown
    }
}

/// The part of a long line around a place.
fn window(line: &str, place: usize) -> (usize, usize) {
    let from = line[..place].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let to = line[place..].char_indices().nth(AFTER).map_or(line.len(), |(at, _)| place + at);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(diagnostic: &Diagnostic) -> String {
        let styled = form(diagnostic);
        anstream::adapter::strip_str(&styled).to_string()
    }

    fn at(text: &str, range: Range<usize>) -> String {
        let source = Source::new("a.json", text);
        plain(
            &Diagnostic::error("syntax", "wrong").at(&source, range).label("here").help("mend it"),
        )
    }

    #[test]
    fn a_place_is_shown_in_its_line() {
        let text = "{\n\t\"łódź\": 🚀 x\n}";
        let start = text.find('🚀').unwrap();
        let expected = "\
error[syntax]: wrong
 --> a.json:2:10
  |
2 |     \"łódź\": 🚀 x
  |             ^^ here
  |
help: mend it";
        assert_eq!(at(text, start..start + 4), expected);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}WRONG{}", "a, ".repeat(2_000_000), "ß ".repeat(1_000_000));
        let start = text.find('W').unwrap();
        let shown = at(&text, start..start + 5);
        let line = shown.lines().nth(3).unwrap();
        assert!(shown.contains("a.json:1:6000001\n"), "{shown}");
        assert!(
            line.starts_with("1 | …") && line.ends_with('…') && line.contains(" WRONG"),
            "{line}"
        );
        assert!(line.chars().count() < 130, "{line}");
        let caret = shown.lines().nth(4).unwrap();
        assert_eq!(caret.find('^'), line.find('W').map(|at| at - "…".len() + 1), "{shown}");
    }

    #[test]
    fn any_range_of_any_text_can_be_shown() {
        for text in ["", "\n", "a\r\nb", "\u{1b}[31m\u{9b}x\n\n", "łóź\n\té"] {
            let source = Source::new("a", text);
            for start in 0..=text.len() + 1 {
                for end in start..=text.len() + 1 {
                    let shown = plain(&Diagnostic::warning("syntax", "x").at(&source, start..end));
                    assert!(!shown.contains(['\u{1b}', '\u{9b}']), "{shown}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_in_a_line_has_none() {
        let source = Source::new("a\u{1b}.json", "{}");
        let error = Diagnostic::error("empty-input", "the file is empty").in_file(&source);
        assert_eq!(plain(&error), "error[empty-input]: the file is empty\n --> a.json");
        assert_eq!(plain(&Diagnostic::error("usage", "no")), "error[usage]: no");
    }
}
