//! A résumé in boxes drawn of signs: the sides of the boxes are blanked, so that every byte of text stays
//! where it was.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::BLANK;

/// The signs that sides of boxes are drawn with.
const SIDES: [char; 8] = ['|', '│', '║', '┃', '*', '#', '¦', '!'];

/// The text without the sides of boxes: lines between borders that begin and end with the same sign.
pub(super) fn without_boxes(text: Cow<'_, str>) -> Cow<'_, str> {
    let lines = super::lines::physical(&text);
    let side_of = |n: usize| lines.get(n).and_then(|(range, _)| side(text.get(range.clone())?));
    let border_at = |n: Option<usize>| {
        let line = n.and_then(|n| lines.get(n)).and_then(|(range, _)| text.get(range.clone()));
        line.is_some_and(is_border)
    };
    let mut sides: Vec<(Range<usize>, char)> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let Some(sign) = side_of(start) else {
            start += 1;
            continue;
        };
        let run = (start..lines.len()).take_while(|&n| side_of(n) == Some(sign)).count();
        let end = start + run;
        // A border above, or below: else the signs are those of a table or of emphasis.
        let drawn = border_at(start.checked_sub(1)) || border_at(Some(end));
        if drawn {
            let boxed = lines.get(start..end).unwrap_or_default();
            sides.extend(boxed.iter().map(|(range, _)| (range.clone(), sign)));
        }
        start = end;
    }
    if sides.is_empty() {
        return text;
    }
    let mut bytes = text.as_bytes().to_vec();
    for (range, sign) in sides {
        let line = text.get(range.clone()).unwrap_or_default();
        let first = line.find(sign).unwrap_or(0);
        let last = line.rfind(sign).unwrap_or(0);
        for (at, _) in line.match_indices(sign) {
            let around =
                |side: Option<&str>, at_end: bool| {
                    side.is_some_and(|side| {
                        if at_end { side.ends_with("  ") } else { side.starts_with("  ") }
                    })
                };
            let apart =
                around(line.get(..at), true) || around(line.get(at + sign.len_utf8()..), false);
            if at == first || at == last || apart {
                let from = range.start + at;
                bytes.get_mut(from..from + sign.len_utf8()).unwrap_or_default().fill(BLANK as u8);
            }
        }
    }
    String::from_utf8(bytes).map_or(text, Cow::Owned)
}

/// The sign that a line begins and ends with, if it can be the side of a box.
fn side(line: &str) -> Option<char> {
    let line = line.trim();
    let first = line.chars().next()?;
    let inner = line.strip_prefix(first)?.strip_suffix(first)?;
    (SIDES.contains(&first)
        && inner.starts_with([' ', '\t'])
        && inner.ends_with([' ', '\t'])
        && inner.chars().any(char::is_alphanumeric))
    .then_some(first)
}

/// Whether a line is the border of a box.
fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 5
        && line.chars().all(|c| "+-=_*#|~".contains(c) || matches!(c, '\u{2500}'..='\u{257f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_boxes_are_blanked() {
        let text = "+-----------+\n|  Ann Lee  |\n|  A  |  B  |\n+-----------+\nc | d";
        let found = without_boxes(Cow::Borrowed(text));
        assert_eq!(found.len(), text.len());
        assert_eq!(
            found.replace(BLANK, ""),
            "+-----------+\n  Ann Lee  \n  A    B  \n+-----------+\nc | d"
        );
    }

    #[test]
    fn rows_of_tables_and_emphasis_keep_their_signs() {
        for text in ["| a | b |\n| c | d |", "* a *\n* b *", "#####\ntext"] {
            assert!(matches!(without_boxes(Cow::Borrowed(text)), Cow::Borrowed(_)), "{text}");
        }
    }
}
