//! The font families: bundled ones, then those of `--font-path`, then the system's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use fontdb::Database;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStyle, FontVariant};
use typst::utils::{LazyHash, hash128};

use crate::embedded;

mod kerning;
mod tables;

/// Where fonts come from. Nothing is loaded before it is needed.
#[derive(Default)]
pub struct Fonts {
    others: Arc<Database>,
    /// The thread that they are for; 0 for any.
    thread: usize,
    families: Mutex<BTreeMap<String, Option<Arc<Family>>>>,
}

/// A font family with all its cuts.
pub struct Family {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    cuts: Vec<Arc<Cut>>,
}

/// Where a family comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with cvpdf.
    Bundled,
    /// A file of `--font-path` or of the system.
    File(PathBuf),
}

/// One cut of a family. What the engine chooses by is known before the font is parsed.
struct Cut {
    info: FontInfo,
    data: Data,
    /// Whether the file ships packed: then `info` is asked for characters.
    packed: bool,
    index: u32,
    thread: usize,
    font: OnceLock<Option<Font>>,
}

/// The file of a font, unpacked when it is asked for. The faces of a collection share it.
type Data = Arc<LazyLock<Bytes, Box<dyn FnOnce() -> Bytes + Send>>>;

/// The families that one document uses, as the engine wants them.
pub(crate) struct FontSet {
    /// The names of the families.
    pub(crate) names: Vec<String>,
    pub(crate) book: LazyHash<FontBook>,
    cuts: Vec<Arc<Cut>>,
}

/// The largest font that is copied for a thread, in bytes: those of Han characters are too large.
const LARGEST_COPY: usize = 1 << 20;

/// The order in which bundled families are tried for what a style's own family lacks.
const FALLBACK: [&str; 7] = [
    "Source Sans 3",
    "Source Serif 4",
    "Libertinus Serif",
    "Inter",
    "EB Garamond",
    "Noto Sans Hebrew",
    "Noto Naskh Arabic",
];

/// The families of Han characters, whose shapes differ by language: the language's own first.
const SIMPLIFIED: [&str; 4] =
    ["CV Han Sans SC", "CV Han Sans TC", "CV Han Sans JP", "CV Han Sans KR"];
const TRADITIONAL: [&str; 4] =
    ["CV Han Sans TC", "CV Han Sans SC", "CV Han Sans JP", "CV Han Sans KR"];
const JAPANESE: [&str; 4] =
    ["CV Han Sans JP", "CV Han Sans TC", "CV Han Sans SC", "CV Han Sans KR"];
const KOREAN: [&str; 4] = ["CV Han Sans KR", "CV Han Sans TC", "CV Han Sans JP", "CV Han Sans SC"];

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
        let others = Arc::make_mut(&mut self.others);
        let before = others.len();
        if std::fs::metadata(path)?.is_dir() {
            std::fs::read_dir(path)?;
            others.load_fonts_dir(path);
        } else {
            others.load_font_file(path)?;
        }
        Ok(others.len() - before)
    }

    /// Adds the fonts that the system has installed. What is rendered then depends on the machine.
    pub fn add_system(&mut self) {
        Arc::make_mut(&mut self.others).load_system_fonts();
    }

    /// The same fonts, which share nothing that is counted with those of another thread.
    pub(crate) fn copy(&self, thread: usize) -> Self {
        Self { others: Arc::clone(&self.others), thread, families: Mutex::default() }
    }

    /// A hash of what fonts there are beside the bundled ones: of the content of files.
    pub fn fingerprint(&self) -> u128 {
        let paths = self.others.faces().filter_map(|face| match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(path),
            fontdb::Source::Binary(_) => None,
        });
        let paths: BTreeSet<_> = paths.collect();
        let file = |path: &PathBuf| hash128(&std::fs::read(path).ok());
        hash128(&paths.into_iter().map(file).collect::<Vec<_>>())
    }

    /// Returns the family of a name, written in any case.
    pub fn family(&self, name: &str) -> Option<Arc<Family>> {
        let key = squash(name);
        let mut families = self.families.lock().unwrap_or_else(PoisonError::into_inner);
        families.entry(key).or_insert_with_key(|key| self.load(key).map(Arc::new)).clone()
    }

    /// The names of all families, in alphabetical order.
    pub fn names(&self) -> Vec<String> {
        let mut known = BTreeMap::new();
        let bundled =
            embedded::FONTS.iter().flat_map(|(path, file)| match path.ends_with(".ttc") {
                true => {
                    infos(&mut known, path, file).iter().map(|info| squash(&info.family)).collect()
                }
                false => vec![family_key(path)],
            });
        let others = self.others.faces().flat_map(|f| &f.families).map(|(name, _)| squash(name));
        let keys: BTreeSet<_> = bundled.chain(others).collect();
        keys.iter().filter_map(|key| Some(self.family(key)?.name.clone())).collect()
    }

    /// The families to try for what the style's own lack, in order: the Han shapes of the
    /// language first.
    pub(crate) fn fallback(
        &self,
        lang: &str,
        region: Option<&str>,
    ) -> impl Iterator<Item = Arc<Family>> {
        let [first, rest @ ..] = han(lang, region);
        let bundled = std::iter::once(first).chain(FALLBACK).chain(rest);
        let others = self
            .others
            .faces()
            .flat_map(|face| face.families.first())
            .map(|(name, _)| name.as_str());
        bundled.chain(others).filter_map(|name| self.family(name))
    }

    fn load(&self, key: &str) -> Option<Family> {
        let mut cuts: Vec<Cut> = bundled(key, self.thread).collect();
        let mut origin = Origin::Bundled;
        if cuts.is_empty() {
            for face in
                self.others.faces().filter(|f| f.families.iter().any(|(n, _)| squash(n) == key))
            {
                let (fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _)) =
                    &face.source
                else {
                    continue;
                };
                let Ok(data) = std::fs::read(path) else { continue };
                cuts.extend(Cut::new(Bytes::new(data), face.index, self.thread));
                origin = Origin::File(path.clone());
            }
        }
        let name = cuts.first()?.info.family.clone();
        Some(Family { name, origin, cuts: cuts.into_iter().map(Arc::new).collect() })
    }
}

impl Family {
    /// The characters among the given that not every cut of it has a glyph for.
    pub fn missing(&self, characters: &[char]) -> BTreeSet<char> {
        self.cuts.iter().flat_map(|cut| cut.missing(characters)).collect()
    }

    pub(crate) fn ruler(&self) -> Option<Ruler<'_>> {
        let cut = self.cuts.iter().min_by_key(|cut| {
            let FontVariant { style, weight, .. } = cut.info.variant;
            (style != FontStyle::Normal, weight.to_number().abs_diff(400))
        })?;
        ttf_parser::Face::parse(&cut.data, cut.index).ok().map(Ruler::new)
    }

    /// Its cuts: weight from 100 to 900, and whether it is italic.
    pub fn cuts(&self) -> Vec<(u16, bool)> {
        let cut = |cut: &Arc<Cut>| {
            let variant = cut.info.variant;
            (variant.weight.to_number(), variant.style != FontStyle::Normal)
        };
        let mut cuts: Vec<_> = self.cuts.iter().map(cut).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }
}

/// Measures text in the cut of a family that is nearest to upright and regular.
pub(crate) struct Ruler<'a> {
    face: ttf_parser::Face<'a>,
    /// The widths of ASCII characters in em, which are looked up once.
    ascii: [Option<f64>; 128],
}

impl<'a> Ruler<'a> {
    fn new(face: ttf_parser::Face<'a>) -> Self {
        let ascii = std::array::from_fn(|i| advance(&face, char::from(i as u8)));
        Self { face, ascii }
    }

    /// Whether it has a glyph for each character of a text.
    pub(crate) fn knows(&self, text: &str) -> bool {
        text.chars().all(|c| self.advance(c).is_some())
    }

    /// The width of a text in em, without kerning. A character without a glyph counts 1 em where
    /// it may be as wide as a Han character, else two thirds of one.
    pub(crate) fn width(&self, text: &str) -> f64 {
        let unknown = |c| if c < '\u{2e80}' { 0.66 } else { 1.0 };
        text.chars().map(|c| self.advance(c).unwrap_or_else(|| unknown(c))).sum()
    }

    fn advance(&self, c: char) -> Option<f64> {
        self.ascii.get(c as usize).copied().unwrap_or_else(|| advance(&self.face, c))
    }
}

/// The width of a character in em, if the font has a glyph for it.
fn advance(face: &ttf_parser::Face<'_>, c: char) -> Option<f64> {
    let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
    Some(f64::from(advance) / f64::from(face.units_per_em()))
}

impl Cut {
    fn new(data: Bytes, index: u32, thread: usize) -> Option<Self> {
        let info = Font::new(data.clone(), index)?.info().clone();
        let data: Data = Arc::new(LazyLock::new(Box::new(|| data)));
        Some(Self { info, data, packed: false, index, thread, font: OnceLock::new() })
    }

    /// The characters among the given that it has no glyph for.
    fn missing(&self, characters: &[char]) -> Vec<char> {
        let of = |knows: &dyn Fn(char) -> bool| {
            characters.iter().copied().filter(|c| !knows(*c)).collect()
        };
        if self.packed {
            return of(&|c| self.info.coverage.contains(c.into()));
        }
        match ttf_parser::Face::parse(&self.data, self.index) {
            Ok(face) => of(&|c| face.glyph_index(c).is_some()),
            Err(_) => Vec::new(),
        }
    }

    /// The font, parsed once.
    fn font(&self) -> Option<Font> {
        let load = || {
            let mut copy = tables::sooner(&self.data);
            if self.thread > 0 && self.data.len() <= LARGEST_COPY {
                // Nothing reads what follows the last table, but the engine's cache takes it for
                // another font.
                let copy = copy.get_or_insert_with(|| self.data.to_vec());
                copy.reserve_exact(self.thread);
                copy.resize(copy.len() + self.thread, 0);
            }
            let data = copy.map_or_else(|| (*self.data).clone(), Bytes::new);
            Font::new(data, self.index)
        };
        self.font.get_or_init(load).clone()
    }
}

/// The cuts that ship with cvpdf of a family, with what `index.json` beside them tells of them.
fn bundled(key: &str, thread: usize) -> impl Iterator<Item = Cut> {
    let files = embedded::FONTS.iter().filter(move |(path, _)| {
        let own = family_key(path);
        // A collection holds the families whose names begin with its own.
        if path.ends_with(".ttc") { key.starts_with(&own) } else { key == own }
    });
    let mut known = BTreeMap::new();
    let cuts = files.flat_map(move |(path, file)| {
        let data: Data = Arc::new(LazyLock::new(Box::new(|| file.unpack())));
        infos(&mut known, path, file).into_iter().zip(0..).map(move |(info, index)| Cut {
            info,
            data: Arc::clone(&data),
            packed: !matches!(file, embedded::Font::Plain(_)),
            index,
            thread,
            font: OnceLock::new(),
        })
    });
    cuts.filter(move |cut| squash(&cut.info.family) == key)
}

/// What `index.json` tells of the faces of a folder's files, by their names.
type Index = BTreeMap<String, Vec<FontInfo>>;

/// What is known of the faces of a bundled file, or else what the file itself says. The indices
/// are read once.
fn infos<'a>(
    known: &mut BTreeMap<&'a str, Index>,
    path: &'a str,
    data: &embedded::Font,
) -> Vec<FontInfo> {
    let (folder, file) = path.rsplit_once('/').unwrap_or_default();
    let index = known.entry(folder).or_insert_with(|| {
        let path = format!("{folder}/index.json");
        let index = embedded::FONT_INDEX.iter().find(|(known, _)| *known == path);
        index.and_then(|(_, index)| serde_json::from_str(index).ok()).unwrap_or_default()
    });
    let told = || Font::iter(data.unpack()).map(|font| font.info().clone()).collect();
    index.remove(file).unwrap_or_else(told)
}

impl FontSet {
    /// The fonts of families. `named` tells whether a style names a weight.
    pub(crate) fn new(families: &[Arc<Family>], named: impl Fn(u16) -> bool) -> Self {
        let cuts: Vec<Arc<Cut>> = families.iter().flat_map(|family| family.cuts.clone()).collect();
        let infos = cuts.iter().map(|cut| cut.info.clone());
        let names = families.iter().map(|family| family.name.clone()).collect();
        let set = Self { names, book: LazyHash::new(FontBook::from_infos(infos)), cuts };
        // What nearly every page uses of the first family is made ready while the style is read.
        let usual = |cut: &&Arc<Cut>| {
            let FontVariant { style, weight, .. } = cut.info.variant;
            let weight = weight.to_number();
            weight == 400 || style == FontStyle::Normal && named(weight)
        };
        let first = families.first().map_or(0, |family| family.cuts.len());
        for cut in set.cuts.iter().take(first).filter(usual) {
            let cut = Arc::clone(cut);
            rayon::spawn(move || {
                hash128(&cut.font());
            });
        }
        set
    }

    /// The font of a place in the book.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.cuts.get(index)?.font()
    }
}

/// The order of the families of Han characters in a language. Chinese is written in traditional
/// characters where the tag or the region says so.
fn han(lang: &str, region: Option<&str>) -> [&'static str; 4] {
    let lang = lang.to_lowercase();
    let mut parts = lang.split(['-', '_']);
    let primary = parts.next();
    let rest: Vec<&str> = parts.collect();
    let region = region.unwrap_or_default().to_lowercase();
    let says = |part: &str| rest.contains(&part);
    match primary {
        Some("ja") => JAPANESE,
        Some("ko") => KOREAN,
        Some("yue") if !says("hans") => TRADITIONAL,
        Some("zh") if says("hant") => TRADITIONAL,
        Some("zh") if says("hans") || says("cn") || says("sg") => SIMPLIFIED,
        Some("zh") if ["tw", "hk", "mo"].iter().any(|r| says(r) || region == *r) => TRADITIONAL,
        _ => SIMPLIFIED,
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
        for (path, file) in &embedded::FONTS {
            for font in Font::iter(file.unpack()) {
                let (family, key) = (squash(&font.info().family), family_key(path));
                let is_named =
                    if path.ends_with(".ttc") { family.starts_with(&key) } else { family == key };
                assert!(is_named, "{path}: {family}");
            }
        }
    }

    /// `CVPDF_UPDATE=1 cargo test` writes the index anew, and fails all the same.
    #[test]
    fn the_index_tells_what_the_fonts_hold() {
        let mut folders: BTreeMap<&str, BTreeMap<&str, Vec<FontInfo>>> = BTreeMap::new();
        for (path, data) in &embedded::FONTS {
            let (folder, file) = path.split_once('/').unwrap();
            let infos = Font::iter(data.unpack()).map(|font| font.info().clone()).collect();
            folders.entry(folder).or_default().insert(file, infos);
        }
        let mut stale = Vec::new();
        for (folder, infos) in folders {
            let path = format!("{folder}/index.json");
            let expected = serde_json::to_string(&infos).unwrap() + "\n";
            let known = embedded::FONT_INDEX.iter().find(|(known, _)| *known == path);
            if known.is_none_or(|(_, known)| *known != expected) {
                if std::env::var_os("CVPDF_UPDATE").is_some() {
                    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
                    std::fs::write(fonts.join(&path), expected).unwrap();
                }
                stale.push(path);
            }
        }
        assert!(stale.is_empty(), "stale: {stale:?}");
    }

    #[test]
    fn the_index_knows_the_characters_of_packed_fonts() {
        for (path, file) in &embedded::FONTS {
            let (embedded::Font::Quick(packed) | embedded::Font::Small(packed)) = file else {
                continue;
            };
            let data = file.unpack();
            let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(path);
            assert!(*data == *std::fs::read(plain).unwrap() && packed.len() < data.len(), "{path}");
            let face = ttf_parser::Face::parse(&data, 0).unwrap();
            let info = FontInfo::new(&data, 0).unwrap();
            let told: Vec<u32> = info.coverage.iter().collect();
            // The last is the mark at the end of a table.
            let all = ('\0'..char::MAX).filter(|c| *c != '\u{ffff}');
            let known: Vec<u32> =
                all.filter(|c| face.glyph_index(*c).is_some()).map(u32::from).collect();
            assert!(told == known, "{path}");
        }
    }

    #[test]
    fn families_are_found_in_any_case() {
        let fonts = Fonts::bundled();
        let family = fonts.family("source sans 3").unwrap();
        assert_eq!(family.name, "Source Sans 3");
        assert_eq!(family.missing(&['ł', '漢']), BTreeSet::from(['漢']));
        assert!(family.cuts().contains(&(600, true)));
        assert!(fonts.family("Nope").is_none());
    }

    #[test]
    fn han_shapes_follow_the_language() {
        let first = |lang, region| han(lang, region)[0].rsplit(' ').next().unwrap();
        for lang in ["zh", "zh-Hans", "zh-CN", "zh-Hans-HK", "en"] {
            assert_eq!(first(lang, None), "SC", "{lang}");
        }
        for lang in ["zh-Hant", "zh-TW", "zh-HK", "zh-Hant-HK", "zh_tw", "yue"] {
            assert_eq!(first(lang, None), "TC", "{lang}");
        }
        assert_eq!([first("zh", Some("TW")), first("zh-Hans", Some("HK"))], ["TC", "SC"]);
        assert_eq!([first("ja", None), first("ko-KR", None)], ["JP", "KR"]);
    }

    #[test]
    fn each_language_has_its_characters_in_both_weights() {
        let fonts = Fonts::bundled();
        for (name, text) in [
            ("CV Han Sans SC", "简历工作经历教育骨直今玥骁"),
            ("CV Han Sans TC", "簡歷工作經歷教育骨直今龍臺灣鬱嘅咗堃喆"),
            ("CV Han Sans JP", "職務経歴書学歴骨直令髙﨑カナ"),
            ("CV Han Sans KR", "이력서경력학력뷁骨直令"),
        ] {
            let family = fonts.family(name).unwrap();
            assert_eq!(family.name, name);
            assert_eq!(family.cuts(), [(400, false), (700, false)], "{name}");
            let characters: Vec<char> = text.chars().collect();
            assert_eq!(family.missing(&characters), BTreeSet::new(), "{name}");
        }
    }
}
