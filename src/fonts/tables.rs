//! Tables of a font, arranged so that a shaper finds sooner what it looks for.
//!
//! In memory, never in the file. What is set stays the same.

use std::ops::RangeInclusive;

use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::{Face, GlyphId, RawFace, Tag};

use super::kerning;

/// How many ranges of glyphs are searched as fast as an array is read.
const FEW_RANGES: usize = 4;

/// The font with tables that are searched sooner; `None` if there is nothing to gain, and for
/// collections, which are too large to copy.
pub(super) fn sooner(data: &[u8]) -> Option<Vec<u8>> {
    if data.starts_with(b"ttcf") {
        return None;
    }
    let records = RawFace::parse(data, 0).ok()?.table_records;
    let face = Face::parse(data, 0).ok()?;
    let count = face.number_of_glyphs().into();
    let place = |tag| {
        let known = records.into_iter().find(|known| known.tag == Tag::from_bytes(tag))?;
        Some(known.offset as usize..(known.offset as usize).checked_add(known.length as usize)?)
    };
    let gdef = place(b"GDEF").and_then(|gdef| with_array(data.get(gdef)?, count));
    let gpos = place(b"GPOS").and_then(|gpos| {
        let cmap = face.tables().cmap?.subtables.into_iter().find(|known| known.is_unicode())?;
        // Figures are as wide as they look: some fonts have others of their own for that.
        let glyphs = |c: char| {
            let glyph = cmap.glyph_index(c.into());
            let figure = glyph.filter(|_| c.is_ascii_digit()).and_then(|g| substitute(&face, g));
            glyph.into_iter().chain(figure).map(|glyph| glyph.0).collect()
        };
        let (start, end) = (gpos.start, data.len());
        let (front, behind) = kerning::sooner(data.get(gpos)?, end - start, glyphs, count)?;
        Some((start, front, behind))
    });
    if gpos.is_none() && gdef.is_none() {
        return None;
    }
    // What is new of GPOS stands before it and behind all tables, so that it reaches over them.
    let (start, front, behind) = gpos.unwrap_or((data.len(), Vec::new(), Vec::new()));
    let gdef = gdef.unwrap_or_default();
    let mut copy = [&data[..start], &front, &data[start..], &behind, &gdef].concat();
    let end = copy.len() - gdef.len();
    for (i, known) in (0..).zip(records) {
        let place = known.offset as usize;
        let (offset, length) = match &known.tag.to_bytes() {
            b"GDEF" if !gdef.is_empty() => (end, gdef.len()),
            _ if place == start => (start, end - start),
            _ if place > start => (place + front.len(), known.length as usize),
            _ => (place, known.length as usize),
        };
        for (at, value) in [(20 + 16 * i, offset), (24 + 16 * i, length)] {
            copy[at..at + 4].copy_from_slice(&u32::try_from(value).ok()?.to_be_bytes());
        }
    }
    Some(copy)
}

/// The proportional figure for a figure.
pub(super) fn substitute(face: &Face<'_>, figure: GlyphId) -> Option<GlyphId> {
    let gsub = face.tables().gsub?;
    let lookups = gsub.features.find(Tag::from_bytes(b"pnum"))?.lookup_indices.into_iter();
    let subtables = lookups
        .filter_map(|index| gsub.lookups.get(index))
        .flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable<'_>>());
    subtables.into_iter().find_map(|subtable| match subtable {
        SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta }) => {
            coverage.get(figure).map(|_| GlyphId(figure.0.wrapping_add_signed(delta)))
        }
        SubstitutionSubtable::Single(SingleSubstitution::Format2 { coverage, substitutes }) => {
            substitutes.get(coverage.get(figure)?)
        }
        _ => None,
    })
}

/// GDEF with an array of the classes of glyphs rather than their ranges.
fn with_array(gdef: &[u8], count: usize) -> Option<Vec<u8>> {
    let place = number(gdef, 4).filter(|place| *place > 0)?;
    if number(gdef, place)? != 2 || number(gdef, place + 2)? <= FEW_RANGES {
        return None;
    }
    let classes = classes(gdef, place, count)?;
    let array = [1, 0, u16::try_from(classes.len()).ok()?].into_iter().chain(classes);
    let mut table = [gdef, &bytes(array)].concat();
    table[4..6].copy_from_slice(&u16::try_from(gdef.len()).ok()?.to_be_bytes());
    Some(table)
}

/// The class of each of so many glyphs. `None` if they are not in order: then a search finds what
/// an array does not tell.
pub(super) fn classes(table: &[u8], place: usize, count: usize) -> Option<Vec<u16>> {
    let mut classes = vec![0; count];
    let mut next = 0;
    for (range, class) in class_ranges(table, place)? {
        if *range.start() < next || range.is_empty() {
            return None;
        }
        next = range.end().checked_add(1)?;
        classes.get_mut(usize::from(*range.start())..usize::from(next))?.fill(class);
    }
    Some(classes)
}

/// Ranges of glyphs with their class.
pub(super) fn class_ranges(
    table: &[u8],
    place: usize,
) -> Option<impl Iterator<Item = (RangeInclusive<u16>, u16)>> {
    let (array, ranges) = match number(table, place)? {
        1 => (Some(records(table, place + 4)?), None),
        2 => (None, Some(records(table, place + 2)?)),
        _ => return None,
    };
    let start = number(table, place + 2)? as u16;
    let array = (start..=u16::MAX)
        .zip(array.into_iter().flatten())
        .map(|(glyph, [class])| (glyph..=glyph, class));
    let ranges = ranges.into_iter().flatten().map(|[start, end, class]| (start..=end, class));
    Some(array.chain(ranges))
}

/// The glyphs that a table covers, in order.
pub(super) fn covered(table: &[u8], place: usize) -> Option<Vec<u16>> {
    match number(table, place)? {
        1 => Some(numbers(table, place + 2)?.collect()),
        2 => {
            let mut glyphs = Vec::new();
            records(table, place + 2)?.for_each(|[start, end, _]| glyphs.extend(start..=end));
            Some(glyphs)
        }
        _ => None,
    }
}

/// Numbers behind their count.
pub(super) fn numbers(table: &[u8], place: usize) -> Option<impl Iterator<Item = u16>> {
    Some(records(table, place)?.map(|[number]| number))
}

/// Records of numbers behind their count.
pub(super) fn records<const N: usize>(
    table: &[u8],
    place: usize,
) -> Option<impl Iterator<Item = [u16; N]>> {
    let records = table.get(place + 2..)?.get(..2 * N * number(table, place)?)?;
    let (records, _) = records.as_chunks::<2>().0.as_chunks::<N>();
    Some(records.iter().map(|record| record.map(u16::from_be_bytes)))
}

/// The number at a place.
pub(super) fn number(table: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_be_bytes(*table.get(at..)?.first_chunk()?).into())
}

/// Numbers as a table has them.
pub(super) fn bytes(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().map(u16::to_be_bytes).collect::<Vec<_>>().into_flattened()
}

/// Numbers as a table has them; `None` if one is too large.
pub(super) fn fitting(numbers: impl IntoIterator<Item = usize>) -> Option<Vec<u8>> {
    let numbers = numbers.into_iter().map(|number| u16::try_from(number).ok());
    Some(bytes(numbers.collect::<Option<Vec<_>>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;
    use rustybuzz::{Feature, UnicodeBuffer};

    const TEXTS: [&str; 8] = [
        "AVATAR Typesetting, “To Wayne” — f(x) 1,024.50 €; (17–19) No. 7/8 office affiliation Q&A",
        "Größenmaßstäbe: Füße, Ärzte, ‚Öl‘; L’été où naïve Œuvre coûte; ¿Señor Núñez? Ångström, Þór",
        "Łódź, Příliš žluťoučký kůň; Iğdır, Şişli; Țară; Ķekava; ŵyneb; Việt Nam: Nguyễn Phước Ưu",
        "Съешь же ещё этих мягких французских булок; Їжак, Ґудзик, Ђорђе, љубав: Г. А. Тур",
        "Γαζέες καὶ μυρτιὲς δὲν θὰ βρῶ πιά· ΑΥΤΟΣ, Ἀθῆναι: Τα Ϊ",
        "e\u{301}A\u{30a}V\u{327}x\u{302}q\u{323}\u{302}T\u{200d}o f\u{200c}i soft\u{ad}ly A\u{2009}V W\u{a0}A 🙂 𝐀V",
        "שָׁלוֹם עֲלֵיכֶם, ת״א 12:30",
        "مُهَنْدِس بَرْمَجِيَّات في شَرِكَةٍ ١٢٣، لا إله",
    ];

    /// All that a shaper says of a text.
    fn shaped(data: &[u8], text: &str, features: &[Feature]) -> Vec<[i64; 7]> {
        let face = rustybuzz::Face::from_slice(data, 0).unwrap();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(&face, features, buffer);
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyph = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let [id, cluster] = [info.glyph_id, info.cluster].map(i64::from);
            let advances = [place.x_advance, place.y_advance].map(i64::from);
            let offsets = [place.x_offset, place.y_offset].map(i64::from);
            let breaks = i64::from(info.unsafe_to_break());
            [id, cluster, breaks, advances[0], advances[1], offsets[0], offsets[1]]
        };
        glyphs.map(glyph).collect()
    }

    #[test]
    fn all_is_shaped_the_same() {
        let features = [&[][..], &["pnum"], &["smcp", "c2sc", "onum", "tnum"]];
        let features: [Vec<_>; 3] =
            features.map(|tags| tags.iter().map(|tag| tag.parse().unwrap()).collect());
        for (path, file) in &embedded::FONTS {
            let data = file.unpack();
            let Some(copy) = sooner(&data) else { continue };
            for text in TEXTS {
                for features in &features {
                    let [before, after] = [&*data, &copy].map(|data| shaped(data, text, features));
                    assert_eq!(before, after, "{path}: {text}");
                }
            }
        }
    }

    #[test]
    fn classes_of_glyphs_and_other_tables_are_the_same() {
        let mut changed = 0;
        for (path, file) in &embedded::FONTS {
            let data = file.unpack();
            let Some(copy) = sooner(&data) else { continue };
            changed += 1;
            let [before, after] = [&*data, &copy].map(|data| Face::parse(data, 0).unwrap());
            for record in before.raw_face().table_records {
                let [old, new] = [&before, &after].map(|face| face.raw_face().table(record.tag));
                let arranged = [b"GPOS", b"GDEF"].contains(&&record.tag.to_bytes());
                assert!(arranged || old == new, "{path}: {}", record.tag);
            }
            let [before, after] = [before, after].map(|face| face.tables().gdef.unwrap());
            for glyph in (0..=u16::MAX).map(GlyphId) {
                assert_eq!(
                    before.glyph_class(glyph),
                    after.glyph_class(glyph),
                    "{path}: {glyph:?}"
                );
                let marks = [before, after].map(|gdef| gdef.glyph_mark_attachment_class(glyph));
                assert_eq!(marks[0], marks[1], "{path}: {glyph:?}");
            }
        }
        assert!(changed > 25, "{changed}");
    }
}
