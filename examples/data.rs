//! Prints the data that a style is given of a profile: for authors of styles, who can then compile
//! the style by itself.
//!
//! ```sh
//! cargo run --example data -- examples/engineer.json compact > cv.json
//! ```

use std::path::Path;

use cvpdf::Fonts;
use cvpdf::batch::{Item, read};
use cvpdf::diag::Sink;
use cvpdf::import::ReadOptions;
use cvpdf::render::{RenderOptions, Renderer};
use cvpdf::style::Style;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, style] = arguments.as_slice() else {
        return Err("name a profile and a style".into());
    };
    let mut sink = Sink::new();
    let item = Item::Path(Path::new(path).to_owned());
    let (input, profile) = read(&item, &ReadOptions::default(), &mut sink)?;
    let (style, options) = (Style::find(style)?, RenderOptions::default());
    let renderer = Renderer::new(Fonts::bundled());
    let data = renderer.data(&profile, &style, input.source(), &options, &mut sink)?;
    serde_json::to_writer_pretty(std::io::stdout().lock(), &data)?;
    Ok(())
}
