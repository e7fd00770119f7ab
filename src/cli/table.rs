//! Text in columns and paragraphs.

/// Returns rows as lines, with columns as wide as their longest cell. The last is as it is.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells =
            rows.iter().filter(|row| column + 1 < row.len()).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for row in rows {
        let cells: Vec<_> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| format!("{cell:width$}", width = width(column)))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Returns a paragraph in lines of at most 80 characters.
pub(super) fn wrapped(paragraph: &str) -> String {
    const WIDTH: usize = 80;
    let mut text = String::new();
    let mut width = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_have_no_blanks_at_their_end() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = [row(&["a", "ł", "x"]), row(&["abc", "", ""]), row(&["a very long one"])];
        assert_eq!(columns(&rows), "a    ł  x\nabc\na very long one\n");
    }

    #[test]
    fn paragraphs_are_wrapped_at_words() {
        let text = wrapped(&"word ".repeat(30));
        assert!(text.lines().all(|line| line.chars().count() <= 80 && line.ends_with("word")));
        assert_eq!(text.split_whitespace().count(), 30);
    }
}
