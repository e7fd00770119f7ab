//! Inline markup of Markdown within a line: taken off short values, kept in prose.

/// The text without white space and signs of emphasis at its ends.
pub(super) fn trim(text: &str) -> &str {
    let sign = |c: char| c.is_whitespace() || c == '*' || c == '_' || c == '\u{200d}';
    closed(text, text.trim_matches(sign))
}

/// What is left of a text after signs at its ends, with those that close emphasis within: "Thesis: *On Ice*".
fn closed<'a>(text: &'a str, rest: &'a str) -> &'a str {
    let Some(open) = rest.rfind('*') else { return rest };
    let run = rest.get(..=open).map_or(0, |head| head.len() - head.trim_end_matches('*').len());
    let start = (rest.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let end = start + rest.len();
    let after = text.get(end..).unwrap_or_default();
    let closes = after.len() - after.trim_start_matches('*').len();
    let odd = !rest.matches('*').count().is_multiple_of(2 * run.max(1));
    if odd && closes >= run { text.get(start..end + run).unwrap_or(rest) } else { rest }
}

/// The text without separators, white space and signs of emphasis at its ends.
pub(super) fn trim_separators(text: &str) -> &str {
    let whole = text;
    let separator = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '_'
                    | ','
                    | ';'
                    | ':'
                    | '|'
                    | '·'
                    | '•'
                    | '–'
                    | '—'
                    | '-'
                    | '/'
                    | '，'
                    | '、'
                    | '；'
                    | '：'
                    | '｜'
                    | '~'
                    | '\\'
                    | '⋅'
                    | '→'
                    | '●'
                    | '📅'
                    | '📍'
                    | '🗓'
                    | '🏢'
                    | '📌'
                    | '🕑'
                    | '\u{fe0f}'
            )
    };
    let mut text = text.trim_matches(separator);
    // A bracket without its partner is a separator too.
    let mut open = text.matches(['(', '（', '[']).count();
    let mut close = text.matches([')', '）', ']']).count();
    while open != close {
        let before = text;
        if close > open {
            let at_start = text.strip_prefix([')', '）', ']']);
            text = at_start.or_else(|| text.strip_suffix([')', '）', ']'])).unwrap_or(text);
            close -= 1;
        } else {
            let at_end = text.strip_suffix(['(', '（', '[']);
            text = at_end.or_else(|| text.strip_prefix(['(', '（', '['])).unwrap_or(text);
            open -= 1;
        }
        if text == before {
            return closed(whole, text);
        }
        text = text.trim_matches(separator);
    }
    closed(whole, text)
}

/// The text without emphasis that wraps all of it.
pub(super) fn unwrap(text: &str) -> &str {
    let mut text = text.trim();
    for sign in ["***", "**", "__", "*", "_"] {
        if let Some(inner) = text.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign))
            && !inner.contains(sign)
            && !inner.is_empty()
        {
            text = inner;
        }
    }
    text.trim()
}

/// Whether emphasis wraps all of the text.
pub(super) fn is_wrapped(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    (text.starts_with("**")
        && text.ends_with("**")
        && text.len() > 4
        && text.matches("**").count() == 2)
        || (text.starts_with("__")
            && text.ends_with("__")
            && text.len() > 4
            && text.matches("__").count() == 2)
}

/// Whether a text is set in italics as a whole, in Markdown.
pub(super) fn is_italic(text: &str) -> bool {
    let text = text.trim();
    ['*', '_'].iter().any(|sign| {
        text.starts_with(*sign)
            && text.ends_with(*sign)
            && text.len() > 2
            && text.matches(*sign).count() == 2
    })
}

/// The text without markup: emphasis and code signs gone, links reduced to their text.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['*', '_', '`', '[', '\t', '<']) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let many = |sign: char| text.matches(sign).nth(1).is_some();
    let (stars, lines, ticks) = (many('*'), many('_'), many('`'));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '['
            && let Some((label, _, length)) = link_at(rest)
        {
            shown.push_str(&plain(label));
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let word_before = shown.chars().next_back().is_some_and(char::is_alphanumeric);
        let next = rest.get(c.len_utf8()..).unwrap_or_default();
        let word_after = next.starts_with(char::is_alphanumeric);
        match c {
            '*' if stars => {}
            '_' if lines && !(word_before && word_after) => {}
            '`' if ticks => {}
            '\t' => shown.push(' '),
            c => shown.push(c),
        }
        rest = next;
    }
    shown.trim().to_owned()
}

/// The most bytes that the label and the target of a link may have.
const MAX_LINK: usize = 2000;

/// The link at the beginning of a text: its label, its target, its length.
fn link_at(text: &str) -> Option<(&str, &str, usize)> {
    let close = text.bytes().take(MAX_LINK).position(|b| b == b']')?;
    let label = text.get(1..close)?;
    if label.contains(['[', '\n']) || !text.get(close + 1..)?.starts_with('(') {
        return None;
    }
    let rest = text.get(close + 2..)?;
    let end = rest.bytes().take(MAX_LINK).position(|b| b == b')')?;
    let target = rest.get(..end)?.split_whitespace().next()?;
    Some((label, target, close + 2 + end + 1))
}

/// The parts of a text that are shown when it is [`plain`]: all but where links lead. What only
/// repeats the label counts as shown.
pub(super) fn shown(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('[')).map(|open| at + open) {
        let Some((label, target, length)) = text.get(open..).and_then(link_at) else {
            at = open + 1;
            continue;
        };
        let address = target.trim_start_matches("mailto:").trim_start_matches("tel:");
        if !label.contains(address) {
            parts.extend(text.get(start..open + 1 + label.len()));
            start = open + length;
        }
        at = open + length;
    }
    parts.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// The first link in a text: its label and its target.
pub(super) fn link(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find('[') {
        if let Some((label, target, _)) = text.get(at + open..).and_then(link_at) {
            return Some((label, target));
        }
        at += open + 1;
    }
    None
}

/// Splits at signs, but not within brackets, quotes or links.
pub(super) fn split<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut at) = (0, 0_usize, 0);
    let mut quoted = None;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        match c {
            '(' | '[' | '（' | '{' => depth += 1,
            ')' | ']' | '）' | '}' => depth = depth.saturating_sub(1),
            '“' | '„' | '«' if quoted.is_none() => {
                quoted = Some(if c == '«' { '»' } else { '”' });
            }
            '"' if quoted.is_none()
                && rest.get(1..).is_some_and(|after| after.contains('"'))
                && starts_quote(text, at) =>
            {
                quoted = Some('"');
            }
            c if quoted == Some(c) => quoted = None,
            '“' if quoted == Some('”') => quoted = None,
            // „Pod Lwem", as typewriters have it.
            '"' if quoted == Some('”') => quoted = None,
            _ => {}
        }
        let free = depth == 0 && quoted.is_none();
        let grouped = c == ',' && is_digit_group(text, at);
        let starts = |sign: &&&str| rest.starts_with(**sign) && !(grouped && **sign == ",");
        if let Some(separator) = separators.iter().find(starts).filter(|_| free) {
            parts.push(text.get(start..at).unwrap_or_default());
            at += separator.len();
            start = at;
            continue;
        }
        at += c.len_utf8();
    }
    parts.push(text.get(start..).unwrap_or_default());
    // What looked like a bracket and had no partner must not hide separators.
    if parts.len() == 1 && depth > 0 && separators.iter().any(|s| text.contains(*s)) {
        return split_plain(text, separators);
    }
    parts
}

/// Whether a comma groups digits: "6,000".
fn is_digit_group(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        && text.get(at + 1..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

fn starts_quote(text: &str, at: usize) -> bool {
    text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with([' ', '(', '\t']))
}

fn split_plain<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(*separator)).collect();
    }
    parts
}

/// Parts a text at full stops and semicolons, but not behind initials and abbreviations.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in split(text, &["; ", ". "]) {
        let from = (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let end = from + piece.len();
        let last = piece.split_whitespace().next_back().unwrap_or_default();
        let initial = last.chars().count() <= 2
            && last.starts_with(char::is_uppercase)
            && last.chars().all(char::is_alphabetic);
        if initial && text.get(end..).is_some_and(|rest| rest.starts_with(". ")) {
            continue;
        }
        parts.push(text.get(start..end).unwrap_or(piece));
        start = (end + 2).min(text.len());
    }
    if start < text.len() {
        parts.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    }
    parts
}

/// The bracket at the end of a text, and what stands before it: `Acme (a shop)`.
pub(super) fn bracket_tail(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(['*', '_', ' ', '.']);
    let close = text.chars().next_back()?;
    let (open, close_length) = match close {
        ')' => ('(', 1),
        '）' => ('（', 3),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth -= 1;
            if depth == 0 {
                let inner = text.get(at + open.len_utf8()..text.len() - close_length)?;
                return Some((text.get(..at)?, inner));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_lose_their_markup() {
        assert_eq!(plain("**A** *b* [c](https://d.example) `e`"), "A b c e");
        assert_eq!(plain("a_b_c 5*3"), "a_b_c 5*3");
        assert_eq!(unwrap("**A**"), "A");
        assert_eq!(unwrap("**A** and **B**"), "**A** and **B**");
        assert_eq!(trim_separators(", Guwahati)"), "Guwahati");
        assert_eq!(trim_separators(" – (x) |"), "(x)");
    }

    #[test]
    fn brackets_and_quotes_hold_together() {
        assert_eq!(split("a, b (c, d), “e, f”", &[", "]), ["a", "b (c, d)", "“e, f”"]);
        assert_eq!(bracket_tail("Acme (a (b) shop)"), Some(("Acme ", "a (b) shop")));
        assert_eq!(link("see [x](y) z"), Some(("x", "y")));
    }
}
