//! Turns any résumé into a typeset PDF one would be proud to send.
//!
//! ```
//! use cvpdf::diag::Sink;
//! use cvpdf::import::{Input, ReadOptions};
//! use cvpdf::render::{PdfOptions, RenderOptions, Renderer};
//! use cvpdf::source::Source;
//! use cvpdf::style::Style;
//! use cvpdf::{Fonts, import, normalize};
//!
//! let source = Source::new("ada.yaml", "basics: { name: Ada Example, email: ada@example.com }");
//! let mut sink = Sink::new();
//! let profile = normalize(import(&source.clone().into(), &ReadOptions::default(), &mut sink)?);
//!
//! let renderer = Renderer::new(Fonts::bundled());
//! let style = Style::find("compact")?;
//! let document = renderer.render(&profile, &style, &source, &RenderOptions::default(), &mut sink)?;
//! let pdf: Vec<u8> = document.pdf(&PdfOptions::default())?;
//!
//! assert!(pdf.starts_with(b"%PDF"));
//! assert!(sink.diagnostics().is_empty());
//! # Ok::<(), Box<cvpdf::diag::Diagnostic>>(())
//! ```
//!
//! # The pipeline
//!
//! One type stands between each step:
//!
//! ```text
//! bytes ─detect─▶ Format ─read─▶ Profile ─normalize─▶ Profile ─view─▶ data ─▶ World ─compile─▶ Document ─▶ pdf | png | svg
//!       import           (+ diagnostics)  never fails      locale, dates        style + fonts        render
//! ```
//!
//! - What is wrong with a text is found while it is read, where its place is known, and goes to a
//!   [`Sink`](diag::Sink) as a [`Diagnostic`](diag::Diagnostic): all faults at once, nothing
//!   printed. Reading fails only if nothing sensible can be read.
//! - [`normalize`] never fails, and styles rely on its promises.
//! - A [`Renderer`](render::Renderer) prepares dates, labels and addresses for the locale and
//!   hands them to a style as data. User text never becomes Typst source. What is rendered depends on
//!   the input alone: not on the clock, the environment, the network, or the fonts of the machine.
//!
//! # The layers
//!
//! Imports point down this list only:
//!
//! ```text
//! batch → {import, render, export} → {extract, style, fonts, normalize, locale} → syntax → profile → diag → source
//! ```
//!
//! # Features
//!
//! `cli` (default) is the command line, `render` (part of it) the engine. Without both, the crate
//! reads, normalises and converts, and needs no Typst.

#[cfg(feature = "render")]
pub mod batch;
pub mod diag;
mod embedded;
pub mod export;
pub mod extract;
#[cfg(feature = "render")]
mod fonts;
pub mod import;
pub mod locale;
mod normalize;
pub mod profile;
#[cfg(feature = "render")]
pub mod render;
pub mod source;
#[cfg(feature = "render")]
pub mod style;
pub mod syntax;

#[cfg(feature = "render")]
pub use fonts::{Family, Fonts, Origin};
pub use import::import;
pub use normalize::{disorder, normalize};

/// The README's code is compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
