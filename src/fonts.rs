//! The font families: bundled ones, then those of `--font-path`, then the system's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use fontdb::Database;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStyle};
use typst::utils::LazyHash;

use crate::embedded;

/// Where fonts come from. Nothing is loaded before it is needed.
#[derive(Default)]
pub struct Fonts {
    others: Database,
    families: Mutex<BTreeMap<String, Option<Arc<Family>>>>,
}

/// A font family with all its cuts.
pub struct Family {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    fonts: Vec<Font>,
}

/// Where a family comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with cvpdf.
    Bundled,
    /// A file of `--font-path` or of the system.
    File(PathBuf),
}

/// The families that one document uses, as the engine wants them.
pub(crate) struct FontSet {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

/// The order in which bundled families are tried for what a style's own family lacks.
const FALLBACK: [&str; 11] = [
    "Source Sans 3", "Source Serif 4", "Libertinus Serif", "Inter", "EB Garamond", "Noto Sans Hebrew",
    "Noto Naskh Arabic", "CV Han Sans SC", "CV Han Sans JP", "CV Han Sans KR", "CV Han Sans TC",
];

impl Fonts {
    /// The bundled fonts alone.
    pub fn bundled() -> Self {
        Self::default()
    }

    /// Adds the fonts of a file or of a folder and its subfolders. Returns how many were found.
    ///
    /// # Errors
    /// Returns the system's error if the path cannot be read.
    pub fn add_path(&mut self, path: &Path) -> std::io::Result<usize> {
        let before = self.others.len();
        if std::fs::metadata(path)?.is_dir() {
            std::fs::read_dir(path)?;
            self.others.load_fonts_dir(path);
        } else {
            self.others.load_font_file(path)?;
        }
        Ok(self.others.len() - before)
    }

    /// Adds the fonts that the system has installed. What is rendered then depends on the machine.
    pub fn add_system(&mut self) {
        self.others.load_system_fonts();
    }

    /// Returns the family of a name, written in any case.
    pub fn family(&self, name: &str) -> Option<Arc<Family>> {
        let key = squash(name);
        let mut families = self.families.lock().unwrap_or_else(PoisonError::into_inner);
        families.entry(key).or_insert_with_key(|key| self.load(key).map(Arc::new)).clone()
    }

    /// The names of all families, in alphabetical order.
    pub fn names(&self) -> Vec<String> {
        let bundled = embedded::FONTS.iter().map(|(path, _)| family_key(path));
        let others = self.others.faces().flat_map(|f| &f.families).map(|(name, _)| squash(name));
        let keys: std::collections::BTreeSet<_> = bundled.chain(others).collect();
        keys.iter().filter_map(|key| Some(self.family(key)?.name.clone())).collect()
    }

    /// The families to try for what the style's own lack, in order: the Han shapes of the
    /// language first.
    pub(crate) fn fallback(&self, lang: &str) -> impl Iterator<Item = Arc<Family>> {
        let lang = lang.to_lowercase();
        let han = match lang.as_str() {
            "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" => "CV Han Sans TC",
            lang if lang.starts_with("ja") => "CV Han Sans JP",
            lang if lang.starts_with("ko") => "CV Han Sans KR",
            _ => "CV Han Sans SC",
        };
        let bundled = std::iter::once(han).chain(FALLBACK.into_iter().filter(move |name| *name != han));
        let others = self.others.faces().flat_map(|face| face.families.first()).map(|(name, _)| name.as_str());
        bundled.chain(others).filter_map(|name| self.family(name))
    }

    fn load(&self, key: &str) -> Option<Family> {
        let bundled = embedded::FONTS.iter().filter(|(path, _)| family_key(path) == key);
        let mut fonts: Vec<Font> =
            bundled.flat_map(|(_, data)| Font::iter(Bytes::new(*data))).collect();
        let mut origin = Origin::Bundled;
        if fonts.is_empty() {
            for face in self.others.faces().filter(|f| f.families.iter().any(|(n, _)| squash(n) == key)) {
                let (fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _)) = &face.source else {
                    continue;
                };
                let Ok(data) = std::fs::read(path) else { continue };
                fonts.extend(Font::new(Bytes::new(data), face.index));
                origin = Origin::File(path.clone());
            }
        }
        let name = fonts.first()?.info().family.clone();
        Some(Family { name, origin, fonts })
    }
}

impl Family {
    /// Whether every cut of it has a glyph for the character.
    pub fn covers(&self, c: char) -> bool {
        let has = |font: &Font| {
            let face = ttf_parser::Face::parse(font.data(), font.index());
            face.is_ok_and(|face| face.glyph_index(c).is_some())
        };
        self.fonts.iter().all(has)
    }

    /// Its cuts: weight from 100 to 900, and whether it is italic.
    pub fn cuts(&self) -> Vec<(u16, bool)> {
        let cut = |font: &Font| {
            let variant = font.info().variant;
            (variant.weight.to_number(), variant.style != FontStyle::Normal)
        };
        let mut cuts: Vec<_> = self.fonts.iter().map(cut).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }
}

impl FontSet {
    pub(crate) fn new(families: &[Arc<Family>]) -> Self {
        let fonts: Vec<Font> = families.iter().flat_map(|family| family.fonts.clone()).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }
}

/// The key of the family that a bundled file belongs to: its name up to the cut, as in
/// `SourceSans3-Bold.otf` and `Inter_400Regular.ttf`.
fn family_key(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    squash(file.split(['-', '_', '.']).next().unwrap_or(file))
}

fn squash(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_files_are_named_for_their_family() {
        for (path, data) in embedded::FONTS {
            for font in Font::iter(Bytes::new(*data)) {
                assert_eq!(squash(&font.info().family), family_key(path), "{path}");
            }
        }
    }

    #[test]
    fn families_are_found_in_any_case() {
        let fonts = Fonts::bundled();
        let family = fonts.family("source sans 3").unwrap();
        assert_eq!(family.name, "Source Sans 3");
        assert!(family.covers('ł') && !family.covers('漢'));
        assert!(family.cuts().contains(&(600, true)));
        assert!(fonts.family("Nope").is_none());
    }

    #[test]
    fn han_shapes_follow_the_language() {
        let fonts = Fonts::bundled();
        let first = |lang| fonts.fallback(lang).next().unwrap().name.clone();
        assert_eq!(first("ja"), "CV Han Sans JP");
        assert_eq!(first("zh-Hans"), "CV Han Sans SC");
    }
}
