//! `cvpdf styles --gallery`: pictures of a CV in every style, and a page to compare them.

use std::fmt::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cvpdf::Fonts;
use cvpdf::batch::{self, Item};
use cvpdf::diag::{Diagnostic, Result, Sink};
use cvpdf::import::{Input, ReadOptions};
use cvpdf::profile::Profile;
use cvpdf::render::{RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;

use super::report::{Report, count};
use super::{ExitStatus, Outcome, inputs, one};

/// Whom the gallery shows if nobody is named.
const EXAMPLE: &str = include_str!("../../examples/engineer.json");

/// The resolution of the pictures: 680 pixels for the width of a page.
const DPI: f64 = 82.0;

/// The most pages of a CV that are shown.
const MOST_PAGES: usize = 4;

/// The page's frame. It holds its pictures itself, and needs no script and no network.
const HEAD: &str = include_str!("gallery.html");

/// Writes the first page of each style as `STYLE.png`, and all in `index.html`.
pub(super) fn run(
    folder: &Path,
    profile: Option<&Path>,
    styles: &[Style],
    report: &mut Report,
) -> Outcome {
    let item = match profile {
        Some(path) if inputs::is_stdio(path) => {
            inputs::items(&[path.to_owned()], None, report)?.items.remove(0)
        }
        Some(path) => Item::Path(path.to_owned()),
        None => Item::Source(Source::new("engineer.json", EXAMPLE)),
    };
    let mut sink = Sink::new();
    let (input, profile) = batch::read(&item, &ReadOptions::default(), &mut sink).map_err(one)?;
    report.diagnostics(&sink.into_diagnostics());
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!("the folder `{}` cannot be made: {error}", folder.display());
        vec![Diagnostic::error("cannot-write", message).help("name another folder")]
    })?;
    let mut entries = String::new();
    for style in styles {
        match entry(folder, style, &input, &profile) {
            Ok(entry) => entries.push_str(&entry),
            Err(error) => {
                report.diagnostics(&[*error]);
                return Ok(ExitStatus::Failure);
            }
        }
    }
    let name = profile.basics.name.as_ref().map_or("", |name| name.get("en"));
    let page = HEAD.replace("{name}", &escaped(name)).replace("{entries}", &entries);
    let path = folder.join("index.html");
    batch::write(&path, page.as_bytes()).map_err(one)?;
    report.note(&format!("wrote {} ({})", path.display(), count(styles.len(), "style")), None);
    Ok(ExitStatus::Success)
}

/// Renders the profile in a style, writes the picture of its first page, and returns its part of
/// the page.
fn entry(folder: &Path, style: &Style, input: &Input, profile: &Profile) -> Result<String> {
    let renderer = Renderer::new(Fonts::bundled());
    // Each style is shown as it is, whatever the profile asks for.
    let mut profile = profile.clone();
    profile.meta.cvpdf = cvpdf::profile::Options {
        lang: profile.meta.cvpdf.lang.take(),
        region: profile.meta.cvpdf.region.take(),
        ..Default::default()
    };
    let options = RenderOptions::default();
    let document = renderer.render(&profile, style, input.source(), &options, &mut Sink::new())?;
    renderer.evict(1);
    let pages = document.page_count();
    let mut figures = String::new();
    for page in 0..pages.min(MOST_PAGES) {
        let png = small(&document.png(page, DPI)?);
        if page == 0 {
            batch::write(&folder.join(format!("{}.png", style.name)), &png)?;
        }
        let alt = format!("page {} of {pages} in the style {}", page + 1, style.name);
        let data = STANDARD.encode(&png);
        let _ = write!(figures, "<img alt=\"{alt}\" src=\"data:image/png;base64,{data}\">");
    }
    let grade = style.grade.map(|grade| format!(" · machine reading {grade}")).unwrap_or_default();
    Ok(format!(
        "<section aria-labelledby=\"{name}\"><h2 id=\"{name}\">{title} <code>{name}</code></h2>\
         <p>{description}</p><p class=\"facts\">{}{grade}</p>\
         <div class=\"pages\" tabindex=\"0\" role=\"group\" aria-label=\"pages in {name}\">{figures}</div></section>\n",
        count(pages, "page"),
        name = escaped(&style.name),
        title = escaped(&style.title),
        description = escaped(&style.description),
    ))
}

/// The picture without transparency, packed as well as can be.
fn small(png: &[u8]) -> Vec<u8> {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    let mut packed = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut packed, CompressionType::Best, FilterType::Adaptive);
    match image::load_from_memory(png).map(|it| it.to_rgb8().write_with_encoder(encoder)) {
        Ok(Ok(())) => packed,
        _ => png.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
