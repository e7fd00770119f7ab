//! A typeset document, and its pages as files.

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

use super::faults::{self, LayoutFault};
use super::inspect;
use crate::diag::{Diagnostic, Result};
use crate::profile::Date;
use crate::source::Source;

/// A typeset document.
pub struct Document {
    pages: PagedDocument,
    date: Date,
    ident: u128,
    lenient: bool,
    source: Source,
}

/// How a PDF is written.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// The standards it must meet, by the names of `--pdf-standard`: at most one of PDF/A and one
    /// of PDF/UA. Default: `ua-1` and `a-2a`.
    pub standards: Vec<String>,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self { standards: vec!["ua-1".to_owned(), "a-2a".to_owned()] }
    }
}

/// The names of `--pdf-standard`. `none` stands for no standard.
const STANDARDS: [(&str, PdfStandard); 17] = [
    ("1.4", PdfStandard::V_1_4),
    ("1.5", PdfStandard::V_1_5),
    ("1.6", PdfStandard::V_1_6),
    ("1.7", PdfStandard::V_1_7),
    ("2.0", PdfStandard::V_2_0),
    ("a-1b", PdfStandard::A_1b),
    ("a-1a", PdfStandard::A_1a),
    ("a-2b", PdfStandard::A_2b),
    ("a-2u", PdfStandard::A_2u),
    ("a-2a", PdfStandard::A_2a),
    ("a-3b", PdfStandard::A_3b),
    ("a-3u", PdfStandard::A_3u),
    ("a-3a", PdfStandard::A_3a),
    ("a-4", PdfStandard::A_4),
    ("a-4f", PdfStandard::A_4f),
    ("a-4e", PdfStandard::A_4e),
    ("ua-1", PdfStandard::Ua_1),
];

/// The most pixels of a picture: 1.2 GB while it is made.
const MOST_PIXELS: f64 = 300e6;

impl PdfOptions {
    /// Checks the standards.
    ///
    /// # Errors
    /// Returns a diagnostic if one is unknown or two do not go together.
    pub fn check(&self) -> Result<()> {
        self.resolve().map(|_| ())
    }

    fn resolve(&self) -> Result<PdfStandards> {
        let mut standards = Vec::new();
        for name in self.standards.iter().filter(|name| *name != "none") {
            let known = STANDARDS.iter().find(|(known, _)| known == name);
            let (_, standard) = known.ok_or_else(|| {
                let names: Vec<_> = STANDARDS.iter().map(|(name, _)| *name).collect();
                let error =
                    Diagnostic::error("bad-standard", format!("there is no PDF standard `{name}`"));
                Box::new(error.help(format!("the standards are {}, or none", names.join(", "))))
            })?;
            standards.push(*standard);
        }
        PdfStandards::new(&standards).map_err(|error| {
            let message = error.message().to_string();
            Box::new(
                Diagnostic::error("bad-standard", message)
                    .help("name at most one of PDF/A and one of PDF/UA"),
            )
        })
    }
}

impl Document {
    pub(super) fn new(
        pages: PagedDocument,
        date: Date,
        ident: u128,
        lenient: bool,
        source: &Source,
    ) -> Self {
        Self { pages, date, ident, lenient, source: source.clone() }
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// The document as a PDF: tagged, with metadata, bookmarks and links, the same bytes each
    /// time.
    ///
    /// # Errors
    /// Returns a diagnostic if the standards are faulty or the document does not meet them.
    pub fn pdf(&self, options: &PdfOptions) -> Result<Vec<u8>> {
        let standards = match self.lenient {
            // A box where a letter should be meets no standard.
            true => PdfStandards::default(),
            false => options.resolve()?,
        };
        let options = typst_pdf::PdfOptions {
            ident: Smart::Custom(format!("cvpdf {:032x}", self.ident)),
            creator: Smart::Custom(Some(concat!("cvpdf ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: self.timestamp(),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(&self.pages, &options).map_err(|errors| {
            let message = errors
                .first()
                .map_or("the PDF cannot be written".to_owned(), |e| e.message.to_string());
            let error = Diagnostic::error("pdf-standard", message).in_file(&self.source);
            let hint =
                errors.first().and_then(|error| error.hints.first()).map(|hint| hint.v.to_string());
            Box::new(error.help(
                hint.unwrap_or_else(|| "`--pdf-standard none` asks for no standard".to_owned()),
            ))
        })
    }

    /// A page, counted from 0, as a PNG of the given resolution in dots per inch.
    ///
    /// # Errors
    /// Returns a diagnostic if there is no such page or it is too large to be encoded.
    pub fn png(&self, page: usize, dpi: f64) -> Result<Vec<u8>> {
        let page = self.pages.pages().get(page).ok_or_else(|| self.no_page(page))?;
        let size = page.frame.size();
        let pixels = (size.x.to_pt() * dpi / 72.0) * (size.y.to_pt() * dpi / 72.0);
        if pixels > MOST_PIXELS {
            let message = format!(
                "a page at {dpi} dots per inch has more than {} million pixels",
                MOST_PIXELS / 1e6
            );
            return Err(Box::new(
                Diagnostic::error("bad-picture", message)
                    .in_file(&self.source)
                    .help("lower `--dpi`"),
            ));
        }
        let options =
            typst_render::RenderOptions { pixel_per_pt: (dpi / 72.0).into(), ..Default::default() };
        let picture = typst_render::render(page, &options);
        picture.encode_png().map_err(|error| {
            Box::new(Diagnostic::error("bad-picture", error.to_string()).in_file(&self.source))
        })
    }

    /// A page, counted from 0, as an SVG.
    ///
    /// # Errors
    /// Returns a diagnostic if there is no such page.
    pub fn svg(&self, page: usize) -> Result<String> {
        let page = self.pages.pages().get(page).ok_or_else(|| self.no_page(page))?;
        Ok(typst_svg::svg(page, &typst_svg::SvgOptions::default()))
    }

    /// The text in the order of its content, as extractors read it, without page numbers: a line
    /// per line, a blank line between pages.
    pub fn text(&self) -> String {
        inspect::text(&self.pages)
    }

    /// What is wrong with the layout: text outside the margins, headings and bullets alone on a
    /// page, text too small or too faint to read.
    pub fn layout_faults(&self) -> Vec<LayoutFault> {
        faults::faults(&self.pages)
    }

    fn no_page(&self, page: usize) -> Box<Diagnostic> {
        let message = format!("there is no page {} among {}", page + 1, self.page_count());
        Box::new(Diagnostic::error("bad-picture", message).in_file(&self.source))
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let (month, day) = (self.date.month().unwrap_or(1), self.date.day().unwrap_or(1));
        Datetime::from_ymd_hms(self.date.year().into(), month, day, 0, 0, 0).map(Timestamp::new_utc)
    }
}
