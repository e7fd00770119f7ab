//! How text in elements looks: white space, raised signs, bold and italic, links.

use super::Element;
use crate::profile::Span;

/// White space as a page shows it. A no-break space is kept only where it keeps together what is one.
pub(super) fn collapsed(text: &str) -> String {
    let bytes = text.as_bytes();
    let has_breaks = bytes.iter().any(|byte| matches!(byte, b'\t'..=b'\r'));
    if text.is_ascii() && !has_breaks && !bytes.windows(2).any(|pair| pair == b"  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = out.chars().next_back();
        let joins = c == '\u{a0}'
            && (before == Some('«')
                || matches!(chars.peek(), Some(':' | ';' | '!' | '?' | '»' | '%' | '€'))
                || before.is_some_and(|c| c.is_ascii_digit())
                    && chars.peek().is_some_and(char::is_ascii_digit));
        match c {
            '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
            _ if joins => out.push(c),
            _ if c.is_whitespace() => {
                if before != Some(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// Raised digits and signs: 10² is not 102. Other raised text is text.
pub(super) fn superscript(text: &str) -> String {
    const RAISED: [(char, char); 13] = [
        ('0', '⁰'),
        ('1', '¹'),
        ('2', '²'),
        ('3', '³'),
        ('4', '⁴'),
        ('5', '⁵'),
        ('6', '⁶'),
        ('7', '⁷'),
        ('8', '⁸'),
        ('9', '⁹'),
        ('+', '⁺'),
        ('-', '⁻'),
        ('−', '⁻'),
    ];
    let raised = |c| RAISED.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised);
    let all: Option<String> = text.trim().chars().map(raised).collect();
    all.unwrap_or_else(|| text.to_owned())
}

/// How text in an element looks, where what it stands in looks so.
pub(super) fn looks(element: &Element, outside: &Span) -> Span {
    let mut look = outside.clone();
    match element.name.as_str() {
        "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "dt" => look.bold = true,
        "i" | "em" | "cite" => look.italic = true,
        "code" | "kbd" | "samp" | "tt" => look.code = true,
        "a" => look.url = element.attribute("href").and_then(address),
        _ => {}
    }
    for property in element.attribute("style").unwrap_or_default().split(';') {
        let Some((name, value)) = property.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                let weight = value.parse::<u16>().ok();
                look.bold = weight.map_or(value.starts_with("bold"), |weight| weight >= 600);
            }
            "font-style" => look.italic = value == "italic",
            _ => {}
        }
    }
    look
}

/// The address that a link leads to, if it leads anywhere from a page of paper.
fn address(href: &str) -> Option<String> {
    let href = href.trim();
    let has = |start: &str| href.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| has(scheme)) {
        return Some(href.to_owned());
    }
    let host = href.split('/').next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !href.contains([':', ' '])
        && (has("www.") || !host.ends_with(".html") && !host.ends_with(".pdf"));
    is_host.then(|| format!("https://{href}"))
}
