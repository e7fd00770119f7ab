//! Plain text: résumés that no tool wrote, and profiles copied from the web.

use super::{Confidence, Format, Input, ReadOptions, strangers, written};
use crate::diag::{Result, Sink};
use crate::extract::{self, Explanation};
use crate::profile::Profile;
use crate::source::Source;
use crate::syntax::lines;

/// Plain text.
pub(super) static FORMAT: Format = Format {
    name: "text",
    title: "plain text",
    extensions: &["txt", "text"],
    sniff: |input| if is_text(input.source()) { Confidence::Maybe } else { Confidence::No },
    read,
    explain: Some(|input, options| explain(input.source(), options).1),
};

fn read(input: &Input, options: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let (profile, explanation) = explain(input.source(), options);
    extract::report(input.source(), profile, &explanation, sink)
}

/// Reads plain text, and tells where each byte of it went.
pub(super) fn explain(source: &Source, options: &ReadOptions) -> (Profile, Explanation) {
    if let Some(read) = written::text(source) {
        return read;
    }
    let options = extract::ExtractOptions { as_of: options.as_of };
    extract::read(&lines::plain(source.text()), options)
}

/// Whether an input is text for people: hardly any control characters, some letters.
pub(super) fn is_text(source: &Source) -> bool {
    let bytes = source.bytes();
    if bytes.starts_with(b"%PDF")
        || bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"{\\rtf")
    {
        return false;
    }
    // Data in a grammar of its own is none that people wrote to be read.
    let grammar = ["json", "json5", "jsonc", "yaml", "yml", "toml", "csv", "xml"];
    let begins = source.text().trim_start();
    let is_list =
        begins.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '"', '[']));
    if grammar.contains(&source.extension().as_str())
        || begins.starts_with('{')
        || is_list
        || begins.starts_with("<?xml")
        || strangers::table(source).is_some()
    {
        return false;
    }
    let start: String = source.text().chars().take(4000).collect();
    let control = start
        .chars()
        .filter(|&c| (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}')
        .count();
    start.chars().any(char::is_alphabetic) && control * 50 <= start.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_text_of(bytes: &[u8]) -> bool {
        is_text(&Source::new("a", bytes.to_vec()))
    }

    #[test]
    fn binary_data_is_no_text() {
        assert!(is_text_of("Łucja\n\u{c}page two".as_bytes()));
        assert!(!is_text_of(b"%PDF-1.7 text"));
        assert!(!is_text_of(b"\x00\x01\x02\x03abc\x04\x05"));
        assert!(!is_text_of(b"12 34"));
    }
}
