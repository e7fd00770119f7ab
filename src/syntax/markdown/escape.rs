//! Texts as they stand in Markdown: what it would take for its own is escaped, and read back.

use crate::profile::plain_text;

/// A text of one line. Its inline markup stays; what Markdown would take for a tag is escaped,
/// for we do not.
pub(crate) fn inline(text: &str) -> String {
    escape_tags(&clean(text))
}

/// A text in one line, without control characters.
pub(crate) fn clean(text: &str) -> String {
    let words = text
        .split(|c: char| c == ' ' || ('\t'..='\r').contains(&c))
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace(char::is_control, "")
}

/// Escapes each `<` that begins a tag that is none of ours.
fn escape_tags(text: &str) -> String {
    const OURS: [&str; 11] =
        ["b", "strong", "i", "em", "code", "a", "br", "http", "https", "mailto", "tel"];
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_code = false;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        escaped.push_str(before);
        in_code ^= before.matches('`').count() % 2 == 1;
        let after = tag.get(1..).unwrap_or_default();
        let name = after.strip_prefix('/').unwrap_or(after);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        let begins_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        if begins_tag && !OURS.contains(&name.as_str()) && !in_code && !before.ends_with('\\') {
            escaped.push('\\');
        }
        escaped.push('<');
        rest = after;
    }
    escaped + rest
}

pub(crate) fn heading(text: &str) -> String {
    let text = inline(text);
    // A run of `#` at the end would close the heading.
    let bare = text.trim_end_matches('#');
    if bare.len() < text.len() && (bare.is_empty() || bare.ends_with(' ')) {
        return format!("{bare}\\{}", &text[bare.len()..]);
    }
    text
}

/// Escapes what would begin a block of Markdown.
pub(crate) fn at_line_start(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or_default();
    let second = chars.next();
    let blank = second.is_none_or(|c| c == ' ');
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text.get(digits..).unwrap_or_default();
    let is_rule = text.len() > 1
        && text.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '|' | ':' | ' '));
    let begins_block = match first {
        '#' => text.trim_start_matches('#').chars().next().is_none_or(|c| c == ' '),
        '-' | '+' | '*' if blank => true,
        '>' | '|' => true,
        '=' => text.chars().all(|c| matches!(c, '=' | ' ')),
        '`' => text.starts_with("```"),
        '~' => text.starts_with("~~~"),
        '[' => {
            text.find("]:").is_some_and(|end| !text.get(..end).unwrap_or_default().contains("]("))
        }
        _ => is_rule,
    };
    if begins_block {
        return format!("\\{text}");
    }
    let marker = (1..=9).contains(&digits)
        && after
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if marker {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    text.to_owned()
}

/// A text beside others in its line: a mark that is none by itself must not pair with theirs.
pub(crate) fn enclosed(text: &str) -> String {
    if plain_text(text) == text { literal(text) } else { inline(text) }
}

/// Whether a text can stand in the brackets of a link.
pub(crate) fn is_address(text: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\')
        })
}

/// Words without markup: a link if they are an address, else with all marks escaped.
pub(crate) fn literal(text: &str) -> String {
    if is_address(text) {
        return format!("<{text}>");
    }
    let text = clean(text);
    let has_link = text.contains("](") || text.contains("][");
    escape_marks(&text, has_link)
}

/// Escapes what would be inline markup, brackets only if asked to.
pub(crate) fn escape_marks(text: &str, brackets: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_mark = match c {
            '`' | '<' => true,
            '*' | '_' if before == ' ' && after == ' ' => false,
            '*' => true,
            // Within a word it is none.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '[' | ']' => brackets,
            '\\' => after.is_ascii_punctuation() || after == ' ',
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// The text that `write` writes in this way; the text as it is if there is none.
pub(crate) fn restore(text: &str, write: &dyn Fn(&str) -> String) -> String {
    let bare = |text: &str| {
        let mut bare = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let escapes =
                chars.peek().is_some_and(|next| next.is_ascii_punctuation() || *next == ' ');
            bare.extend(if c == '\\' && escapes { chars.next() } else { Some(c) });
        }
        bare
    };
    if !text.contains('\\') {
        return text.to_owned();
    }
    let first = text.replacen('\\', "", 1);
    let last = text.rsplit_once('\\').map_or(String::new(), |(head, tail)| format!("{head}{tail}"));
    let candidates =
        [first.clone(), text.replace("\\<", "<"), first.replace("\\<", "<"), last, bare(text)];
    let written = candidates.into_iter().find(|candidate| write(candidate) == text);
    written.unwrap_or_else(|| text.to_owned())
}
