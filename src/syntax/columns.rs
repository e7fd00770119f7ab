//! Lines of a fixed number of columns: words are put into them, and put together again.

/// How many columns a line has.
pub(crate) const WIDTH: usize = 78;

/// Writes a text in lines of no more than [`WIDTH`] columns, as far as its words allow. `first`
/// and `rest` stand before the first line and before the others.
pub(crate) fn wrap(text: &str, first: &str, rest: &str, out: &mut String) {
    let (mut used, mut begun) = (0, false);
    for (word, spaced) in pieces(text) {
        let length = columns(word);
        let space = usize::from(spaced && begun);
        if !begun {
            out.push_str(first);
            used = first.len();
        } else if used + space + length > WIDTH && used > rest.len() {
            out.push('\n');
            out.push_str(rest);
            used = rest.len();
        } else if space > 0 {
            out.push(' ');
            used += 1;
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
        used += length;
        begun = true;
    }
    if begun {
        out.push('\n');
    }
}

/// Puts lines together that [`wrap`] made: where the next word would have fitted, the author
/// broke the line.
pub(crate) fn unwrap<'a>(lines: impl IntoIterator<Item = &'a str>, indent: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for line in lines {
        let line = line.trim();
        if !text.is_empty() {
            let is_sign = |c: Option<char>| c.is_some_and(is_sign);
            let glued = is_sign(line.chars().next()) && !text.ends_with(' ');
            let next = pieces(line).next().map_or(0, |(word, _)| columns(word));
            let fits = used + usize::from(!glued) + next <= WIDTH;
            text.push_str(if fits {
                "\n"
            } else if glued {
                ""
            } else {
                " "
            });
        }
        text.push_str(line);
        used = indent + columns(line);
    }
    text
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Whether a character is a sign of Chinese or Japanese, which a line may break before.
fn is_sign(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0x20000..=0x3ffff)
}

/// The words of a text, and whether a space stands before each. Chinese and Japanese break
/// between any two signs.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split(|c: char| c == ' ' || ('\t'..='\r').contains(&c))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let mut start = 0;
            let mut pieces = Vec::new();
            for (offset, c) in word.char_indices() {
                if is_sign(c) && offset > start {
                    pieces.push((word.get(start..offset).unwrap_or_default(), start == 0));
                    start = offset;
                }
            }
            pieces.push((word.get(start..).unwrap_or_default(), start == 0));
            pieces
        })
}

/// How many columns a character takes.
fn width(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
