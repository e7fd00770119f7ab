//! Pages of the web without data for machines: their text, read as text is.

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::extract;
use crate::profile::Profile;
use crate::source::Source;
use crate::syntax::{Grammar, Prose, html, markdown};

pub(super) static FORMAT: Format = Format {
    name: "html",
    title: "a page of the web (HTML)",
    extensions: &["html", "htm", "xhtml"],
    sniff: |input| match input.grammar() {
        Some(Grammar::Html) => Confidence::Maybe,
        _ => Confidence::No,
    },
    read,
    explain: None,
};

fn read(input: &Input, options: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let page = input.page();
    let text = Prose::of_page(page).into_text().unwrap_or_default();
    // Lines are those of the text that the page shows.
    let shown = Source::new(source.name(), text.get(""));
    let options = extract::ExtractOptions { as_of: options.as_of };
    let (mut profile, explanation) = extract::read(&markdown::lines(shown.text()), options);
    if let Some(lang) = html::language(page) {
        profile.lang.get_or_insert(lang);
    }
    extract::report(&shown, profile, &explanation, sink)
}
