//! Markdown: written by hand, or made from a PDF by a tool.

use super::{Confidence, Format, Input, ReadOptions, text, written};
use crate::diag::{Result, Sink};
use crate::extract::{self, Explanation};
use crate::profile::Profile;
use crate::source::Source;
use crate::syntax::markdown;

/// Markdown.
pub(super) static FORMAT: Format = Format {
    name: "markdown",
    title: "Markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    sniff,
    read,
    explain: Some(|input, options| explain(input.source(), options).1),
};

fn sniff(input: &Input) -> Confidence {
    let source = input.source();
    let named = FORMAT.extensions.contains(&source.extension().as_str());
    if text::is_text(source) && (named || has_markup(source.text())) {
        Confidence::Maybe
    } else {
        Confidence::No
    }
}

/// Whether lines of it bear the signs of Markdown: headings with `#`, bold print, tables.
fn has_markup(text: &str) -> bool {
    // Boxes drawn of signs have rows between strokes too.
    let boxed = text
        .lines()
        .take(400)
        .any(|line| ["+--", "+=="].iter().any(|border| line.trim_start().starts_with(border)));
    let marked = |line: &&str| {
        let line = line.trim_start();
        let heading = line.trim_start_matches('#');
        (heading.len() < line.len() && heading.starts_with(' '))
            || line.matches("**").nth(1).is_some()
            || line.starts_with("|--")
            || !boxed && line.starts_with("| ") && line.ends_with('|')
            || line.contains("](http")
    };
    text.lines().take(400).filter(marked).nth(1).is_some()
}

fn read(input: &Input, options: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let (profile, explanation) = explain(input.source(), options);
    extract::report(input.source(), profile, &explanation, sink)
}

/// Reads Markdown, and tells where each byte of it went.
pub(super) fn explain(source: &Source, options: &ReadOptions) -> (Profile, Explanation) {
    if let Some(read) = written::markdown(source) {
        return read;
    }
    let options = extract::ExtractOptions { as_of: options.as_of };
    extract::read(&markdown::lines(source.text()), options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_plain_text() {
        assert!(has_markup("# Ann\n\n## Work\n"));
        assert!(has_markup("**Work**\n\n**Acme**\n"));
        assert!(!has_markup("+---+\n| a |\n| b |\n+---+\n"));
        assert!(!has_markup("Ann\n* one\n* two\n#1 in sales\n"));
    }
}
