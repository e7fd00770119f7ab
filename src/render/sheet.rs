//! What a document is typeset from, as plain data that another process can be given.

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::utils::hash128;

use super::{Document, Ready, RenderOptions, Renderer, bytes, compile};
use crate::diag::Sink;
use crate::profile::Date;
use crate::source::Source;
use crate::style::Style;

/// What a document is typeset from.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// The name of its style, or the folder.
    pub(crate) style: String,
    /// What the style is: another process may find it changed.
    fingerprint: u128,
    families: Vec<String>,
    date: (u16, Option<u8>, Option<u8>),
    /// The data that the style is given, and the photo if there is one.
    #[serde(skip)]
    pub(crate) files: Vec<Bytes>,
}

impl Sheet {
    /// The sheet of what was prepared; `None` if it is to be fitted to a number of
    /// pages, which takes several rounds.
    pub(crate) fn new(ready: &Ready<'_>) -> Option<Self> {
        let Ready { style, data, pages: None, fonts, photo, date, .. } = ready else {
            return None;
        };
        Some(Self {
            style: match &style.folder {
                Some(folder) => folder.to_str()?.to_owned(),
                None => style.name.clone(),
            },
            fingerprint: style.fingerprint(),
            families: fonts.names.clone(),
            date: (date.year(), date.month(), date.day()),
            files: std::iter::once(bytes(data)).chain(photo.clone()).collect(),
        })
    }
}

impl Renderer {
    /// Typesets a sheet. `None` if there is anything to tell of it: whoever has the profile does.
    pub(crate) fn typeset_sheet(
        &self,
        sheet: Sheet,
        style: &Style,
        options: &RenderOptions,
    ) -> Option<Document> {
        let families = sheet.families.iter().map(|name| self.fonts.family(name));
        let fonts = self.set(&families.collect::<Option<Vec<_>>>()?, style);
        let (year, month, day) = sheet.date;
        let date = Date::new(year, month, day)?;
        let mut files = sheet.files.into_iter();
        let world = self.world(style, &fonts, files.next()?, files.next(), date);
        let source = Source::new(style.name.as_str(), Vec::new());
        let mut faults = Sink::new();
        let pages = compile(&world, style, &source, &mut faults).ok()?;
        let is_plain = style.fingerprint() == sheet.fingerprint
            && faults.into_diagnostics().is_empty()
            && pages.pages().len() <= options.max_pages;
        let ident = hash128(world.data.as_slice());
        is_plain.then(|| Document::new(pages, date, ident, options.lenient, &source))
    }
}
