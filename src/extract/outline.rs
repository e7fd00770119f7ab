//! Numbers of sections: "3. Education:", "IV. WORK HISTORY", "B) Skills". They count the headings of a form
//! and are no bullets.

use super::ledger::{Ledger, Owner};
use super::lexicon;
use super::rows::Row;
use super::words;
use crate::syntax::lines::LineKind;

/// How many headings that are known make numbers those of sections.
const LEAST: usize = 3;

/// The level that numbered headings have.
const LEVEL: u8 = 2;

/// A number at the beginning of a row.
struct Number {
    /// The row.
    row: usize,
    value: u32,
    /// How many bytes number and sign take.
    length: usize,
    /// The column at which the number ends: right-aligned ones end alike.
    end: usize,
    column: usize,
    /// Whether the text behind it is a known heading or a label of a person.
    known: Known,
}

/// What the text behind a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Heading,
    Label,
    Nothing,
}

/// Takes the numbers of sections off their rows, which are headings then unless a value stands beside them.
pub(super) fn without_numbers(source: &str, mut rows: Vec<Row>, ledger: &mut Ledger) -> Vec<Row> {
    for read in [digits, roman, letter] {
        let numbers: Vec<Number> =
            (0..rows.len()).filter_map(|n| number(source, &rows, n, read)).collect();
        let counted = in_order(&numbers);
        let headings = counted.iter().filter(|number| number.known == Known::Heading).count();
        if headings < LEAST || headings * 3 < counted.len() {
            continue;
        }
        for number in counted {
            if let Some(row) = rows.get_mut(number.row) {
                strip(source, row, number.length, ledger);
            }
        }
        break;
    }
    rows
}

/// The number that a row begins with, read in one way.
fn number(
    source: &str,
    rows: &[Row],
    n: usize,
    read: fn(&str) -> Option<(u32, usize)>,
) -> Option<Number> {
    let row = rows.get(n)?;
    if row.kind != LineKind::Text || row.bullet > 0 || row.heading > 0 {
        return None;
    }
    let text = row.cell(source, 0);
    let (value, digits) = read(text)?;
    let sign = text.get(digits..)?.chars().next().filter(|c| matches!(c, '.' | ')' | '．'))?;
    let length = digits + sign.len_utf8();
    let rest = text.get(length..)?;
    let alone = rest.trim().is_empty();
    let said = if alone { row.cell(source, 1) } else { rest.trim_start() };
    if said.is_empty() || !(alone || rest.starts_with(' ')) {
        return None;
    }
    let label = said.split([':', '：']).next().unwrap_or(said).trim();
    let whole = label.len() < said.len() || row.cells.len() <= 1 + usize::from(alone);
    let known = match lexicon::heading(label) {
        Some(heading) if whole && heading.score >= 90 => Known::Heading,
        _ if lexicon::label(label).is_some() => Known::Label,
        _ => Known::Nothing,
    };
    let column = row.indent();
    Some(Number { row: n, value, length, end: column + length, column, known })
}

/// The numbers of one column that count on: those before known words, and others that fit between.
fn in_order(numbers: &[Number]) -> Vec<&Number> {
    let known = || numbers.iter().filter(|number| number.known != Known::Nothing);
    let Some(first) = known().find(|number| number.known == Known::Heading) else {
        return Vec::new();
    };
    let aligned = |number: &Number| number.end == first.end || number.column == first.column;
    let mut counted: Vec<&Number> = Vec::new();
    for number in known().filter(|number| aligned(number)) {
        if counted.last().is_none_or(|last| last.value < number.value) {
            counted.push(number);
        }
    }
    let mut all: Vec<&Number> = Vec::new();
    for number in numbers.iter().filter(|number| aligned(number)) {
        let next = counted.iter().find(|other| other.row > number.row);
        let own = counted.iter().any(|other| other.row == number.row);
        let last = all.last().map_or(0, |last| last.value);
        let fits = number.value == last + 1 && next.is_none_or(|next| number.value < next.value);
        if own || fits && number.known == Known::Nothing {
            all.push(number);
        }
    }
    all
}

/// Takes the number off a row.
fn strip(source: &str, row: &mut Row, length: usize, ledger: &mut Ledger) {
    let Some(first) = row.cells.first_mut() else { return };
    ledger.claim(first.start..first.start + length, &Owner::Separator, 1.0);
    let rest = source.get(first.start + length..first.end).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start().len();
    let indent = length + skipped;
    first.start += indent;
    if first.start >= first.end && row.cells.len() > 1 {
        row.cells.remove(0);
        row.columns.remove(0);
    } else if let Some(column) = row.columns.first_mut() {
        *column += indent;
    }
    row.blank = true;
    if row.cells.len() == 1 {
        let text = row.cell(source, 0);
        let titled = text.ends_with([':', '：']) || !text.contains([':', '：']);
        if titled && words::count(text) <= 8 {
            row.heading = LEVEL;
        }
    }
}

fn digits(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..length).filter(|_| (1..=2).contains(&length))?.parse().ok()?;
    Some((value, length))
}

fn roman(text: &str) -> Option<(u32, usize)> {
    let value = |c: u8| match c {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        _ => None,
    };
    let signs: Vec<u32> = text.bytes().map_while(value).collect();
    let sum = signs.iter().enumerate().fold(0_i64, |sum, (n, &sign)| {
        let less = signs.get(n + 1).is_some_and(|&next| next > sign);
        if less { sum - i64::from(sign) } else { sum + i64::from(sign) }
    });
    let value = u32::try_from(sum).ok().filter(|value| (1..40).contains(value))?;
    Some((value, signs.len()))
}

fn letter(text: &str) -> Option<(u32, usize)> {
    let first = text.bytes().next().filter(u8::is_ascii_uppercase)?;
    Some((u32::from(first - b'A') + 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lines::plain;

    fn read(text: &str) -> Vec<(String, u8)> {
        let mut ledger = Ledger::new(text.len());
        let rows = super::super::rows::rows(&plain(text));
        let rows = without_numbers(text, rows, &mut ledger);
        rows.iter().map(|row| (row.text(text).to_owned(), row.heading)).collect()
    }

    #[test]
    fn numbers_of_headings_are_taken_off() {
        let rows = read(
            "I. Education\nBSc\n\nII. Work Experience\nCook\n\nIII. Fieldwork\nX\n\nIV. Skills\nJ",
        );
        let heads: Vec<&str> =
            rows.iter().filter(|(_, level)| *level > 0).map(|(text, _)| text.as_str()).collect();
        assert_eq!(heads, ["Education", "Work Experience", "Fieldwork", "Skills"]);
    }

    #[test]
    fn numbers_of_lists_stay() {
        let rows = read("Education\n1. BSc\n2. MSc\n3. PhD\n\nSkills\n1. Java");
        assert!(rows.iter().all(|(_, level)| *level == 0));
        assert_eq!(rows.get(1).map(|(text, _)| text.as_str()), Some("1. BSc"));
    }
}
