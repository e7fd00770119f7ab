//! HTML within Markdown, written as Markdown of the same length: where a tag stood, signs that mean the
//! same, filled up with [`BLANK`](crate::syntax::lines::BLANK)s, so that every byte of text stays where it was.

use std::ops::Range;

use super::plainer::Draft;

/// Stands for a line break within a cell: a space between signs that show nothing.
pub(super) const CELL_BREAK: &str = "\u{1} \u{1}";

/// A tag and where it stands.
struct Tag<'a> {
    range: Range<usize>,
    name: String,
    closes: bool,
    text: &'a str,
}

/// What a stretch of tags between texts is written as.
enum Part {
    /// Signs.
    Signs(String),
    /// So many line breaks.
    Break(u8),
}

/// Where lists and tables stand open.
#[derive(Default)]
struct State {
    depth: usize,
    row: usize,
    column: usize,
    head: bool,
}

/// Tags that stand within a line and say nothing that is kept.
const PLAIN: [&str; 18] = [
    "u", "ins", "sub", "sup", "small", "span", "font", "mark", "abbr", "time", "label", "s", "del",
    "big", "a", "kbd", "img", "picture",
];

/// Tags that stand within a line.
fn is_inline(name: &str) -> bool {
    PLAIN.contains(&name) || emphasis(name).is_some()
}

/// The signs of emphasis that a tag stands for.
fn emphasis(name: &str) -> Option<&'static str> {
    Some(match name {
        "b" | "strong" => "**",
        "i" | "em" | "cite" => "*",
        "code" | "tt" | "samp" => "`",
        _ => return None,
    })
}

/// Writes all tags of a text as Markdown.
pub(super) fn rewrite(text: &str, draft: &mut Draft) {
    let tags = tags(text);
    let mut state = State::default();
    // "<summary>Older jobs</summary>" only says what opens.
    for pair in tags.windows(2) {
        if let [open, close] = pair
            && open.name == "summary"
            && close.name == "summary"
            && opens_more(text.get(open.range.end..close.range.start).unwrap_or_default())
        {
            draft.blank(open.range.end..close.range.start);
        }
    }
    let mut n = 0;
    while let Some(tag) = tags.get(n) {
        if is_inline(&tag.name) {
            inline(text, &tags, n, draft);
            n += 1;
            continue;
        }
        // Tags with nothing but white space between them are one break.
        let mut last = n;
        let gap = |from: usize, to: usize| text.get(from..to).unwrap_or("-").trim().is_empty();
        while let (Some(tag), Some(next)) = (tags.get(last), tags.get(last + 1)) {
            if is_inline(&next.name) || !gap(tag.range.end, next.range.start) {
                break;
            }
            last += 1;
        }
        let run = tags.get(n..=last).unwrap_or_default();
        block(text, run, &mut state, draft);
        n = last + 1;
    }
}

/// Whether the line over a fold says no more than that there is more: "Older jobs", "Click to expand".
fn opens_more(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "older",
        "earlier",
        "more",
        "previous",
        "other",
        "click",
        "show",
        "details",
        "expand",
        "see",
        "read",
        "view",
        "past",
        "further",
        "rest",
        "frühere",
        "ältere",
        "mehr",
        "weitere",
        "plus",
        "anciens",
        "anterior",
        "anteriores",
        "más",
        "altro",
        "eerdere",
    ];
    let text = text.trim().to_lowercase();
    let first = text.split_whitespace().next().unwrap_or_default();
    WORDS.contains(&first.trim_end_matches(['…', '.', ':'])) && text.split_whitespace().count() <= 4
}

/// Writes a tag within a line.
fn inline(text: &str, tags: &[Tag], n: usize, draft: &mut Draft) {
    let Some(tag) = tags.get(n) else { return };
    draft.blank(tag.range.clone());
    if let Some(signs) = emphasis(&tag.name) {
        let at = if tag.closes { tag.range.start } else { tag.range.end - signs.len() };
        // A malformed tag may end with a letter of several bytes, which signs must not cut.
        if text.is_char_boundary(at) {
            draft.put(at, signs);
        }
        return;
    }
    match (tag.name.as_str(), tag.closes) {
        ("kbd", true) => {
            let rest = text.get(tag.range.end..).unwrap_or_default().trim_start();
            if rest.starts_with("<kbd") {
                draft.put(tag.range.start, ", ");
            }
        }
        ("img", _) => {
            if let Some(source) = attribute(tag.text, "src").filter(|source| is_photo(source)) {
                let at = tag.range.start + offset(tag.text, source);
                draft.put(at - 4, "![](");
                draft.put(at, source);
                draft.put(at + source.len(), ")");
            }
        }
        ("a", false) => link(text, tags, n, draft),
        _ => {}
    }
}

/// Writes a link: its text, and where it leads if the text does not say so.
fn link(text: &str, tags: &[Tag], n: usize, draft: &mut Draft) {
    let Some(tag) = tags.get(n) else { return };
    let Some(target) = attribute(tag.text, "href") else { return };
    let close = tags.get(n + 1..).unwrap_or_default().iter().find(|tag| tag.name == "a");
    let Some(close) = close.filter(|close| close.closes) else { return };
    let inner = text.get(tag.range.end..close.range.start).unwrap_or_default();
    let shown: String = {
        let mut shown = String::new();
        let mut depth = false;
        for c in inner.chars() {
            match c {
                '<' => depth = true,
                '>' => depth = false,
                c if !depth => shown.push(c),
                _ => {}
            }
        }
        shown.trim().to_lowercase()
    };
    let address = target.split("://").last().unwrap_or(target).trim_start_matches("www.");
    let bare = address.trim_end_matches('/').to_lowercase();
    let named = target.starts_with("http") && shown.split_whitespace().count() <= 2;
    let said = shown.contains(&bare) || bare.len() < 4 || target.starts_with(['#', 'm', 't']);
    // A picture with a link, "GitHub": where it leads is what it says.
    if !shown.is_empty() && (said || !named || !is_network(&shown)) || target.starts_with('#') {
        return;
    }
    let target = target.strip_prefix("mailto:").unwrap_or(target);
    let at = tag.range.start + offset(tag.text, target);
    draft.put(at, target);
    if !shown.is_empty() {
        draft.put(at + target.len(), " ");
    }
}

/// Whether a text names a network or a page, and no person or firm.
fn is_network(text: &str) -> bool {
    [
        "github",
        "gitlab",
        "linkedin",
        "twitter",
        "x",
        "mastodon",
        "orcid",
        "website",
        "portfolio",
        "homepage",
        "blog",
        "web",
        "site",
        "xing",
        "stackoverflow",
        "stack overflow",
        "instagram",
        "behance",
        "dribbble",
        "google scholar",
        "researchgate",
        "medium",
        "youtube",
    ]
    .contains(&text)
}

/// Whether an address is that of a photograph, not of a badge.
fn is_photo(source: &str) -> bool {
    let path = source.split(['?', '#']).next().unwrap_or(source).to_ascii_lowercase();
    let badge = ["badge", "shields.io", "icon", "logo", "banner"].iter().any(|w| path.contains(w));
    [".png", ".jpg", ".jpeg", ".webp"].iter().any(|end| path.ends_with(end)) && !badge
}

/// Writes a stretch of tags that break lines.
fn block(text: &str, run: &[Tag], state: &mut State, draft: &mut Draft) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let before = text.get(..first.range.start).unwrap_or_default();
    let start = before.trim_end().len();
    let after = text.get(last.range.end..).unwrap_or_default();
    let end = text.len() - after.trim_start().len();
    // A break within a row of a table parts the lines of a cell.
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    if line.starts_with('|') && run.iter().all(|tag| tag.name == "br") {
        draft.blank(first.range.start..last.range.end);
        draft.put(first.range.start, CELL_BREAK);
        return;
    }
    let mut parts: Vec<Part> = Vec::new();
    for tag in run {
        effect(tag, state, &mut parts);
    }
    let hard = run.iter().all(|tag| tag.name == "br");
    let room = end - start;
    let most = if start == 0 { 0 } else { 2 };
    let fitting = (0..=most).rev().map(|most| written(&parts, most, hard));
    let signs = fitting.into_iter().find(|signs| signs.len() <= room).unwrap_or_default();
    draft.blank_all(start..end);
    // What nothing stands before must begin its line.
    draft.put(if start == 0 { 0 } else { end - signs.len() }, &signs);
    // "<div>" above "# Ann Lee": the heading begins its line.
    if start == 0 && signs.is_empty() && text.get(..end).is_some_and(|head| head.ends_with('\n')) {
        draft.put(end - 1, "\n");
    }
}

/// The parts as signs, with at most so many breaks in a row.
fn written(parts: &[Part], most: u8, hard: bool) -> String {
    let mut signs = String::from(if hard { "\\" } else { "" });
    let mut broken = 0;
    for part in parts {
        match part {
            Part::Signs(text) => {
                signs.push_str(text);
                broken = 0;
            }
            Part::Break(count) => {
                let least = u8::from(!signs.is_empty());
                while broken < (*count).min(most.max(least)) {
                    signs.push('\n');
                    broken += 1;
                }
            }
        }
    }
    signs
}

/// What one tag is written as.
fn effect(tag: &Tag, state: &mut State, parts: &mut Vec<Part>) {
    match (tag.name.as_str(), tag.closes) {
        ("br", _) | ("dd" | "dt", _) => parts.push(Part::Break(1)),
        ("hr", _) => {
            parts.push(Part::Break(2));
            parts.push(Part::Signs("***".to_owned()));
            parts.push(Part::Break(1));
        }
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
            let level = tag.name.as_bytes().get(1).map_or(1, |digit| usize::from(digit - b'0'));
            parts.push(Part::Break(2));
            parts.push(Part::Signs(format!("{} ", "#".repeat(level))));
        }
        ("ul" | "ol", closes) => {
            state.depth =
                if closes { state.depth.saturating_sub(1) } else { (state.depth + 1).min(6) };
            let outer = if closes { state.depth == 0 } else { state.depth == 1 };
            parts.push(Part::Break(if outer { 2 } else { 1 }));
        }
        ("li", false) => {
            parts.push(Part::Break(1));
            parts.push(Part::Signs(format!("{}- ", "  ".repeat(state.depth.max(1) - 1))));
        }
        ("li", true) => {}
        ("table", _) => {
            (state.row, state.head) = (0, false);
            parts.push(Part::Break(2));
        }
        ("tr", false) => {
            (state.row, state.column) = (state.row + 1, 0);
            parts.push(Part::Break(1));
        }
        ("tr", true) => {
            if !state.head {
                return;
            }
            parts.push(Part::Signs(" |".to_owned()));
            if state.row == 1 {
                parts.push(Part::Break(1));
                parts.push(Part::Signs(format!("|{}", "-|".repeat(state.column))));
            }
        }
        ("td" | "th", false) => {
            state.head |= tag.name == "th" && state.row == 1;
            let first = if state.head { "| " } else { "" };
            let next = if state.head { " | " } else { "\t" };
            parts.push(Part::Signs(if state.column == 0 { first } else { next }.to_owned()));
            state.column += 1;
        }
        ("td" | "th" | "tbody" | "thead" | "tfoot", _) => {}
        _ => parts.push(Part::Break(2)),
    }
}

/// The tags of a text.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|open| at + open) {
        at = open + 1;
        let rest = text.get(at..).unwrap_or_default();
        let body = rest.trim_start_matches('/');
        let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let next = body.as_bytes().get(length);
        let named = body.starts_with(|c: char| c.is_ascii_alphabetic())
            && length <= 10
            && matches!(next, Some(b'>' | b' ' | b'/' | b'\n' | b'\t'));
        let close = rest.bytes().take(2000).position(|b| b == b'>');
        let Some(close) = close.filter(|_| named) else { continue };
        found.push(Tag {
            range: open..open + close + 2,
            name: body.get(..length).unwrap_or_default().to_ascii_lowercase(),
            closes: rest.starts_with('/'),
            text: text.get(open..open + close + 2).unwrap_or_default(),
        });
        at = open + close + 2;
    }
    found
}

/// The value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!("{name}=\""))? + name.len() + 2;
    let value = tag.get(at..)?;
    value.get(..value.find('"')?).filter(|value| !value.is_empty())
}

fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
