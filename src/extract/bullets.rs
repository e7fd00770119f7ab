//! Glyphs and numbers that bullets begin with.

use std::ops::Range;

use super::rows::Row;
use crate::syntax::lines::is_space;

/// A mark at the beginning of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The mark in the input, white space after it left out.
    pub(super) range: Range<usize>,
    /// The glyph; `1`, `a` or `(` stand for numbers, letters and what is in brackets.
    pub(super) glyph: char,
    /// Whether it can be something else: a dash, a letter, a number.
    pub(super) weak: bool,
}

const STRONG: &str = "•‣◦●○▪▫■□◆◇➢➤►▸▶✓✔✦★☆⁃∙⋅※➔→»›◉⦿❖◾◽⬤☑✅🔹🔸▹▷⮞➜❯■⁌⁍🞄⚫⚪・";
const WEAK: &str = "-–—*+o·§~>−|¤.#－";

/// Finds the mark of each row. Weak marks need company: another row with the same mark beside
/// them, or a deeper indent than the row before.
pub(super) fn marks(source: &str, rows: &[Row]) -> Vec<Option<Mark>> {
    let found: Vec<Option<Mark>> = rows.iter().map(|row| mark(source, row)).collect();
    let mut kept = Vec::with_capacity(found.len());
    for (n, mark) in found.iter().enumerate() {
        let Some(mark) = mark else {
            kept.push(None);
            continue;
        };
        let same = |other: Option<&Option<Mark>>| {
            other.and_then(Option::as_ref).is_some_and(|other| other.glyph == mark.glyph)
        };
        let near = (1..=6).any(|step| {
            same(found.get(n + step))
                || n.checked_sub(step).is_some_and(|before| same(found.get(before)))
        });
        let indent = |row: Option<&Row>| row.map_or(0, Row::indent);
        let deeper =
            n.checked_sub(1).is_some_and(|before| indent(rows.get(n)) > indent(rows.get(before)));
        let after_label = n > 0
            && rows
                .get(n - 1)
                .is_some_and(|row| row.text(source).ends_with(':') || row.heading > 0);
        let numbered = matches!(mark.glyph, '1' | 'a' | '(' | '[');
        let plausible = if numbered {
            near
        } else {
            near || deeper || after_label || mark.glyph == '-' || mark.glyph == '*'
        };
        kept.push((!mark.weak || plausible).then(|| mark.clone()));
    }
    kept
}

/// The mark that a row begins with.
fn mark(source: &str, row: &Row) -> Option<Mark> {
    if row.bullet > 0 || row.heading > 0 {
        // Markdown's own marker may stand before a glyph of the author.
        let mark = glyph(source, row)?;
        return (!mark.weak && row.bullet > 0).then_some(mark);
    }
    glyph(source, row)
}

fn glyph(source: &str, row: &Row) -> Option<Mark> {
    let cell = row.cells.first()?.clone();
    let text = source.get(cell.clone())?;
    let first = text.chars().next()?;
    let private = matches!(first, '\u{e000}'..='\u{f8ff}');
    let boxes = ["[x] ", "[X] ", "[ ] ", "[-] ", "[*] ", "[+] ", "(*) "];
    let (length, glyph, weak) = if boxes.iter().any(|sign| text.starts_with(sign)) {
        (3, '☑', false)
    } else if private || STRONG.contains(first) {
        (first.len_utf8(), if private { '•' } else { first }, false)
    } else if WEAK.contains(first) {
        // At the margin it is a heading's.
        if first == '#' && row.indent() == 0 {
            return None;
        }
        let run = text.chars().take_while(|&c| c == first).count();
        if run > 2 || (run == 2 && first != '-') {
            return None;
        }
        let length = run * first.len_utf8();
        (length, if run == 2 { '=' } else { first }, true)
    } else {
        let (length, glyph) = number(text)?;
        (length, glyph, true)
    };
    let rest = text.get(length..)?;
    // "~ Work ~" is set between signs.
    if weak && !glyph.is_alphanumeric() && rest.len() > 2 && rest.trim_end().ends_with([' ', first])
    {
        let between = rest.trim_end().strip_suffix(first).is_some_and(|text| text.ends_with(' '));
        if between {
            return None;
        }
    }
    let alone = rest.is_empty() && row.cells.len() > 1;
    let wide = matches!(glyph, '(' | '1') && rest.chars().next().is_some_and(super::words::is_cjk);
    let touching = !weak && !matches!(first, '★' | '☆' | '→' | '●' | '○' | '■' | '□');
    if !(alone || wide || (touching && !rest.is_empty()) || rest.starts_with(is_space)) {
        return None;
    }
    // A row of stars or dots is a level, not a bullet.
    if rest.trim_start().is_empty() && !alone {
        return None;
    }
    Some(Mark { range: cell.start..cell.start + length, glyph, weak })
}

/// The number or letter of an enumeration, and its kind.
fn number(text: &str) -> Option<(usize, char)> {
    let first = text.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{2473}') {
        return Some((first.len_utf8(), '1'));
    }
    let (open, kind) = match first {
        '(' | '（' => (first.len_utf8(), '('),
        '[' => (1, '['),
        _ => (0, '1'),
    };
    let inner = text.get(open..)?;
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(digits == 0 && inner.starts_with(|c: char| c.is_ascii_lowercase()));
    let length = digits.max(letter);
    let close = inner.get(length..)?.chars().next()?;
    let fits = match kind {
        '(' => matches!(close, ')' | '）'),
        '[' => close == ']' && letter == 0,
        _ => matches!(close, '.' | ')' | '．' | '、') && (letter == 0 || close == ')'),
    };
    let kind = if kind == '1' && letter > 0 { 'a' } else { kind };
    (fits && (1..=2).contains(&length)).then_some((open + length + close.len_utf8(), kind))
}

/// The levels of bullets in a list, by their columns and glyphs.
#[derive(Default)]
pub(super) struct Levels {
    open: Vec<(usize, char)>,
}

impl Levels {
    /// The level of a bullet at a column.
    pub(super) fn level(&mut self, column: usize, glyph: char) -> u8 {
        while self.open.last().is_some_and(|&(at, _)| at > column + 1) {
            self.open.pop();
        }
        if let Some(known) =
            self.open.iter().position(|&(at, known)| known == glyph && at.abs_diff(column) <= 1)
        {
            self.open.truncate(known + 1);
        } else if self.open.len() < 12 {
            self.open.push((column, glyph));
        }
        u8::try_from(self.open.len()).unwrap_or(1)
    }

    /// How deep a row at a column stands: the level of the bullet whose text it is in line with.
    pub(super) fn inside(&self, column: usize) -> u8 {
        let inside = self.open.iter().filter(|&&(at, _)| column > at).count();
        u8::try_from(inside).unwrap_or(0)
    }

    /// Forgets the list.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lines::plain;

    fn glyphs(text: &str) -> String {
        let rows = super::super::rows::rows(&plain(text));
        marks(text, &rows).iter().map(|mark| mark.as_ref().map_or('_', |mark| mark.glyph)).collect()
    }

    #[test]
    fn glyphs_numbers_and_dashes_are_marks() {
        assert_eq!(glyphs("• a\n\u{f0b7} b\n- c\n- d"), "••--");
        assert_eq!(glyphs("1. a\n2. b\n（1）一\n（2）二"), "11((");
        assert_eq!(glyphs("o\tone\no\ttwo"), "oo");
    }

    #[test]
    fn words_and_numbers_are_none() {
        assert_eq!(glyphs("of course\n2019 - 2020\n★★★☆☆\n3. Mai 2024"), "____");
    }

    #[test]
    fn levels_follow_columns() {
        let mut levels = Levels::default();
        let found: Vec<u8> = [(0, '•'), (2, '•'), (4, '•'), (2, '•'), (0, '•')]
            .into_iter()
            .map(|(column, glyph)| levels.level(column, glyph))
            .collect();
        assert_eq!(found, [1, 2, 3, 2, 1]);
    }
}
