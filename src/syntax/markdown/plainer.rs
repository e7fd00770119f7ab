//! What tools add to Markdown, written in plain Markdown of the same length: attributes of pandoc,
//! callouts and comments of Obsidian, references, entities, HTML. Every byte of text stays where it
//! was; what shows nothing is [`BLANK`].

use std::borrow::Cow;
use std::ops::Range;

use super::html;
use crate::syntax::lines::BLANK;

/// A text under change.
pub(super) struct Draft {
    bytes: Vec<u8>,
}

impl Draft {
    /// Blanks a range, but no line breaks.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        for byte in self.bytes.get_mut(range).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = BLANK as u8;
            }
        }
    }

    /// Blanks a range with its line breaks.
    pub(super) fn blank_all(&mut self, range: Range<usize>) {
        self.bytes.get_mut(range).unwrap_or_default().fill(BLANK as u8);
    }

    /// Writes signs over what stands at a byte.
    pub(super) fn put(&mut self, at: usize, signs: &str) {
        if let Some(place) = self.bytes.get_mut(at..at + signs.len()) {
            place.copy_from_slice(signs.as_bytes());
        }
    }
}

/// The text in plain Markdown.
pub(super) fn plainer(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (signs, step) in STEPS {
        if text.contains(*signs) {
            let mut draft = Draft { bytes: text.as_bytes().to_vec() };
            step(&text, &mut draft);
            if let Ok(changed) = String::from_utf8(draft.bytes) {
                text = Cow::Owned(changed);
            }
        }
    }
    text
}

/// Changes a draft of a text.
type Step = fn(&str, &mut Draft);

/// The steps, each with the signs that it looks for.
const STEPS: &[(&[char], Step)] = &[
    (&['<', '%'], comments),
    (&['<'], html::rewrite),
    (&['%'], title_block),
    (&['&'], entities),
    (&['{'], attributes),
    (&['[', '<'], brackets),
    (&['[', '^', '#', ':', '=', '`'], by_line),
];

/// Comments, and what belongs to the look of a page.
fn comments(text: &str, draft: &mut Draft) {
    let pairs = [("<!--", "-->"), ("%%", "%%"), ("<style", "</style>"), ("<script", "</script>")];
    for (open, close) in pairs {
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.find(open)).map(|n| at + n) {
            let inner = start + open.len();
            let Some(end) = text.get(inner..).and_then(|rest| rest.find(close)) else { break };
            at = inner + end + close.len();
            let within = text.get(inner..inner + end).unwrap_or_default();
            // "40 %% of …" is no comment.
            if open != "%%" || !within.contains("\n\n") && within.len() < 400 {
                draft.blank(start..at);
                // "<!-- page 2 -->" stands where a converter saw a page end.
                let said = within.trim().to_ascii_lowercase();
                if open == "<!--"
                    && (said.starts_with("page") || said.contains("page break"))
                    && said.len() < 24
                {
                    draft.put(start, "\u{c}");
                }
            }
        }
    }
}

/// The block of pandoc at the top of a file: `% Title`, `% Author`, `% Date`. The date says when the
/// file was written, no more.
fn title_block(text: &str, draft: &mut Draft) {
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate().take(3) {
        if !line.starts_with("% ") {
            return;
        }
        let dated = n == 2 && line.bytes().any(|b| b.is_ascii_digit());
        draft.blank(at..at + if dated { line.trim_end().len() } else { 1 });
        at += line.len();
    }
}

/// Entities: `&middot;`, `&#9742;`.
fn entities(text: &str, draft: &mut Draft) {
    for (at, _) in text.match_indices('&') {
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = rest.bytes().take(12).position(|b| b == b';') else { continue };
        let name = rest.get(1..length).unwrap_or_default();
        let Some(shown) = character(name) else { continue };
        let mut buffer = [0; 4];
        let shown = shown.encode_utf8(&mut buffer);
        if shown.len() <= length + 1 {
            draft.blank(at..at + length + 1);
            draft.put(at, shown);
        }
    }
}

/// The character that an entity stands for.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "middot" | "centerdot" => '·',
        "bull" | "bullet" => '•',
        "hellip" => '…',
        "rarr" => '→',
        "larr" => '←',
        "times" => '×',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "euro" => '€',
        "pound" => '£',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "vert" | "verbar" => '|',
        "phone" => '☎',
        "star" => '☆',
        "starf" => '★',
        "check" => '✓',
        "szlig" => 'ß',
        _ => return accented(name),
    })
}

/// A letter with its accent: `eacute`, `Uuml`.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = match name.get(1..)? {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "uml" => '\u{308}',
        "tilde" => '\u{303}',
        "cedil" => '\u{327}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        "slash" => return Some(if letter == 'O' { 'Ø' } else { 'ø' }),
        _ => return None,
    };
    unicode_normalization::char::compose(letter, accent)
}

/// Attributes of pandoc: `[text]{.smallcaps}`, `{#anchor .class}`.
fn attributes(text: &str, draft: &mut Draft) {
    for (at, _) in text.match_indices('{') {
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = rest.bytes().take(200).position(|b| b == b'}' || b == b'\n') else {
            continue;
        };
        let inner = rest.get(1..length).unwrap_or_default().trim_start_matches(':').trim_start();
        if !(inner.starts_with(['#', '.']) || inner.contains("=\""))
            || !rest[length..].starts_with('}')
        {
            continue;
        }
        draft.blank(at..at + length + 1);
        // The brackets before it hold nothing but the text.
        let before = text.get(..at).unwrap_or_default();
        if before.ends_with(']')
            && let Some(open) = opening(before)
        {
            draft.blank(at - 1..at);
            draft.blank(open..open + 1);
        }
    }
}

/// The bracket that the one at the end of a text closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, b) in text.bytes().enumerate().rev().take(2000) {
        match b {
            b']' => depth += 1,
            b'[' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Brackets that name no address: links to notes, references, footnotes; addresses in angles.
fn brackets(text: &str, draft: &mut Draft) {
    // `[[Note|text]]`
    for (at, _) in text.match_indices("[[") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let Some(close) = rest.find("]]").filter(|&close| close < 300) else { continue };
        let inner = rest.get(..close).unwrap_or_default();
        if inner.contains(['[', '\n']) {
            continue;
        }
        let shown = inner.rfind('|').map_or(0, |bar| bar + 1);
        draft.blank(at..at + 2 + shown);
        draft.blank(at + 2 + close..at + close + 4);
    }
    // `[text][id]`, `[^1]`
    for (at, _) in text.match_indices("][") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let close = rest.bytes().take(100).position(|b| matches!(b, b']' | b'\n' | b'['));
        let Some(close) = close.filter(|&close| rest[close..].starts_with(']')) else { continue };
        if let Some(open) = opening(text.get(..at + 1).unwrap_or_default()) {
            draft.blank(open..open + 1);
            draft.blank(at..at + 3 + close);
        }
    }
    for (at, _) in text.match_indices("[^") {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(close) = rest.bytes().take(40).position(|b| b == b']') {
            let colon = usize::from(rest[close + 1..].starts_with(':'));
            draft.blank(at..at + close + 1 + colon);
        }
    }
    // `<name@host>`, `<https://…>`
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let Some(close) = rest.bytes().take(300).position(|b| matches!(b, b'>' | b' ' | b'\n'))
        else {
            continue;
        };
        let inner = rest.get(..close).unwrap_or_default();
        let address = inner.contains("://") || inner.contains('@') && inner.contains('.');
        if address && rest[close..].starts_with('>') {
            draft.blank(at..at + 1);
            draft.blank(at + 1 + close..at + 2 + close);
        }
    }
}

/// What tools write on lines of their own, and at the ends of lines.
fn by_line(text: &str, draft: &mut Draft) {
    let mut at = 0;
    let (mut headings, mut below_heading) = (0, false);
    for full in text.split_inclusive('\n') {
        let start = at;
        at += full.len();
        let line = full.trim_end();
        let content = line.trim_start();
        let indent = line.len() - content.len();
        // `[id]: https://…`
        let defined = content.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        if defined
            .is_some_and(|(id, target)| !id.contains([' ', ']']) && target.contains(['/', '.']))
        {
            draft.blank(start..start + line.len());
            continue;
        }
        // "- [Jobs](#jobs)": a table of contents; pictures with links: badges.
        let item = content.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+. ".contains(c));
        if is_anchor(item) || is_badges(item) {
            draft.blank(start..start + line.len());
            continue;
        }
        // "#cv #transport"
        let mut words = content.split_whitespace();
        let tag = |word: &str| {
            word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic))
        };
        if content.starts_with('#') && words.all(tag) {
            if below_heading && headings > 1 {
                // What the section lists: "venepuncture, handover".
                draft.put(start + indent, " ");
                for (space, _) in line.match_indices(" #") {
                    draft.put(start + space, ", ");
                }
            } else {
                draft.blank(start..start + line.len());
            }
            continue;
        }
        if !content.is_empty() {
            below_heading = content.trim_start_matches('#').starts_with(' ');
            headings += usize::from(below_heading);
        }
        // "## Work ^block"
        if let Some((head, id)) = line.rsplit_once(" ^")
            && !id.is_empty()
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            draft.blank(start + head.len()..start + line.len());
        }
        // "`2019-09` → `present`"
        let spans: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let number = |span: &&str| {
            let year = span.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
            let ranged = year
                && ["→", "–", " - ", "->", " to "].iter().any(|sign| span.contains(sign))
                && span.chars().all(|c| c.is_alphanumeric() || "-/. –→>".contains(c));
            span.len() >= 4
                && (ranged || span.chars().all(|c| c.is_ascii_digit() || "-/. –".contains(c)))
        };
        if spans.iter().any(number) && spans.iter().all(|span| span.len() <= 24) {
            for (tick, _) in line.match_indices('`') {
                draft.blank(start + tick..start + tick + 1);
            }
        }
        // `==marked==`
        if line.matches("==").count() % 2 == 0
            && !content.starts_with("==")
            && !content.starts_with('+')
        {
            for (sign, _) in line.match_indices("==") {
                draft.blank(start + sign..start + sign + 2);
            }
        }
        // ":   what the line above is about"
        if content.starts_with(": ") && indent < 4 {
            draft.blank(start + indent..start + indent + 1);
        }
        callout(content, start + indent, draft);
    }
}

/// Whether a line is a link to another place of the page and nothing else.
fn is_anchor(item: &str) -> bool {
    let inner = item.strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
    inner.and_then(|inner| inner.split_once("](")).is_some_and(|(label, target)| {
        target.starts_with('#') && !label.contains(['[', ']']) && !target.contains(' ')
    })
}

/// Whether a line is pictures that are links, and nothing else.
fn is_badges(item: &str) -> bool {
    let mut rest = item;
    let mut found = 0;
    while let Some(inner) = rest.strip_prefix("[![") {
        let Some((_, after)) = inner.split_once(")](") else { return false };
        let Some((_, after)) = after.split_once(')') else { return false };
        (rest, found) = (after.trim_start(), found + 1);
    }
    found > 0 && rest.is_empty()
}

/// The first line of a callout, `> [!tip]- Title`: its title is a heading of a low level.
fn callout(content: &str, start: usize, draft: &mut Draft) {
    let bare = content.trim_start_matches(['>', ' ']);
    if bare.len() == content.len() || !bare.starts_with("[!") {
        return;
    }
    let Some(close) = bare.find(']') else { return };
    let title = bare.get(close + 1..).unwrap_or_default().trim_start_matches(['-', '+', ' ']);
    let text = start + content.len() - title.len();
    draft.blank(start..text);
    if title.is_empty() {
        draft.blank(start..start + content.len());
    } else if text - start >= 5 {
        draft.put(start, "#### ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let changed = plainer(text);
        assert_eq!(changed.len(), text.len(), "{text:?}");
        changed.replace(BLANK, "")
    }

    #[test]
    fn signs_of_tools_are_left_out() {
        assert_eq!(shown("# [Career]{.underline} {#career}"), "# Career ");
        assert_eq!(
            shown("[[a@b.example]{.underline}](mailto:a@b.example)"),
            "[a@b.example](mailto:a@b.example)"
        );
        assert_eq!(shown("## Work ^work\n## Talks %%mine%%"), "## Work\n## Talks ");
        assert_eq!(shown("[Acme][a] and [[Note|us]]\n\n[a]: https://a.example"), "Acme and us\n\n");
        assert_eq!(shown("> [!tip]- Software\n> Go"), "#### Software\n> Go");
        assert_eq!(shown("a &middot; b &eacute;t&eacute; R&D"), "a · b été R&D");
        assert_eq!(shown("<a.b@c.example> 3 < 4"), "a.b@c.example 3 < 4");
        assert_eq!(
            shown("# Ann\n\n#cv\n## Skills\n\n#suture #NEWS2\n"),
            "# Ann\n\n\n## Skills\n\n suture, NEWS2\n"
        );
    }

    #[test]
    fn html_becomes_markdown() {
        assert_eq!(shown("<h2>Ann</h2>\n<b>Cook</b><br>\nLeeds"), "## Ann\n\n**Cook**\\\nLeeds");
        assert_eq!(
            shown("<ul>\n<li>one\n  <ul>\n  <li>two</li>\n  </ul>\n</li>\n</ul>\nend"),
            "- one\n  - two\n\nend",
        );
        assert_eq!(
            shown("<table>\n<tr><th>When</th><th>What</th></tr>\n<tr><td>2019</td><td>BA</td></tr>\n</table>").trim(),
            "| When | What |\n|-|-|\n| 2019 | BA |",
        );
        assert_eq!(
            shown("<a href=\"https://github.com/ann\">GitHub</a>."),
            "https://github.com/ann GitHub.",
        );
    }
}
