//! Kerning that is found sooner.
//!
//! A font with much kerning spreads it over many subtables of classes, and a shaper asks one after
//! the other for each letter until one knows it, and all of them for a space: Source Sans 3 has 17,
//! which take a fifth of the time of a whole document. Those of common letters are made one: in
//! memory, never in the file. What is set stays the same.

use std::ops::RangeInclusive;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::opentype_layout::{ClassDefinition, Coverage, Lookup};
use ttf_parser::{Face, GlyphId, RawFace, Tag};

/// Letters from the most common on, as they are in the languages of Western Europe.
const COMMON: &str = "enaitrsoldumcpghfbvykwzxj.,";

/// The type of a lookup with long offsets to its subtables.
const EXTENSION: usize = 9;

/// The formats of values in kerning: an advance for the first of two glyphs, nothing for the second.
const ADVANCE: (usize, usize) = (4, 0);

/// How long a subtable of classes is before its matrix, in bytes.
const HEAD: usize = 16;

/// The font with its kerning in fewer subtables; `None` if there is nothing to gain, and for
/// collections, which are too large to copy.
pub(super) fn merged(data: &[u8]) -> Option<Vec<u8>> {
    if data.starts_with(b"ttcf") {
        return None;
    }
    let face = Face::parse(data, 0).ok()?;
    let records = RawFace::parse(data, 0).ok()?.table_records;
    let tag = Tag::from_bytes(b"GPOS");
    let (index, record) = (0..).zip(records).find(|(_, record)| record.tag == tag)?;
    let (start, length) = (record.offset as usize, record.length as usize);
    let mut gpos = data.get(start..start + length)?.to_vec();
    let list = number(&gpos, 8)?;
    for (i, lookup) in face.tables().gpos?.lookups.into_iter().enumerate() {
        let place = list + number(&gpos, list + 2 + 2 * i)?;
        merge(&face, &lookup, &mut gpos, place);
    }
    if gpos.len() == length {
        return None;
    }
    // The table goes to the end of the file, where it may grow; its record tells where it is.
    let mut copy = data.to_vec();
    let record = 12 + 16 * index + 8;
    for (at, value) in [(record, copy.len()), (record + 4, gpos.len())] {
        copy[at..at + 4].copy_from_slice(&u32::try_from(value).ok()?.to_be_bytes());
    }
    copy.append(&mut gpos);
    Some(copy)
}

/// A subtable of classes.
struct Part<'a> {
    /// Where the lookup has the offset of the record that has its long one.
    slot: usize,
    /// How much text begins with a glyph that it knows.
    often: usize,
    coverage: Coverage<'a>,
    classes: (ClassDefinition<'a>, ClassDefinition<'a>),
    /// How many classes there are, of first and of second glyphs.
    counts: (usize, usize),
    /// Where its advances begin.
    matrix: usize,
}

/// Makes subtables of the lookup at a place one, which goes to the end of the table. Leaves it as
/// it is if that would spare none.
fn merge(face: &Face<'_>, lookup: &Lookup<'_>, gpos: &mut Vec<u8>, place: usize) -> Option<()> {
    if number(gpos, place)? != EXTENSION || lookup.mark_filtering_set.is_some() {
        return None;
    }
    let (mut parts, rows) = parts(face, lookup, gpos, place);
    let first = usize::from(lookup.subtables.len()) - parts.len();
    parts.sort_by_key(|part| usize::MAX - part.often);
    let (table, taken) = one_of(gpos, &parts, rows)?;
    let slots: Vec<_> = parts[taken - 1..].iter().map(|part| part.slot).collect();
    let offsets: Vec<_> = slots.iter().map(|slot| number(gpos, *slot)).collect::<Option<_>>()?;
    for (slot, offset) in (place + 6 + 2 * first..).step_by(2).zip(&offsets) {
        write(gpos, slot, u16::try_from(*offset).ok()?);
    }
    write(gpos, place + 4, u16::try_from(first + offsets.len()).ok()?);
    let record = place + offsets.first()?;
    let offset = u32::try_from(gpos.len() - record).ok()?;
    gpos[record + 4..record + 8].copy_from_slice(&offset.to_be_bytes());
    gpos.extend(table);
    Some(())
}

/// The last subtables of a lookup, as far back as they are of classes, hold kerning alone and share
/// no first glyph: they may stand in any order. And the rows of glyphs in the subtable to be: a
/// glyph that no subtable knows has no kerning, which the first row says.
fn parts<'a>(
    face: &Face<'a>,
    lookup: &Lookup<'a>,
    gpos: &[u8],
    place: usize,
) -> (Vec<Part<'a>>, Vec<Option<u16>>) {
    let mut parts = Vec::new();
    let mut rows = vec![Some(0); face.number_of_glyphs().into()];
    let common: Vec<_> = COMMON.chars().map(|c| face.glyph_index(c)).collect();
    for i in (0..lookup.subtables.len()).rev() {
        let part = || {
            let PositioningSubtable::Pair(PairAdjustment::Format2 { coverage, classes, .. }) =
                lookup.subtables.get(i)?
            else {
                return None;
            };
            let slot = place + 6 + 2 * usize::from(i);
            let record = place + number(gpos, slot)?;
            let at = record + (number(gpos, record + 4)? << 16) + number(gpos, record + 6)?;
            let counts = (number(gpos, at + 12)?, number(gpos, at + 14)?);
            let knows = |glyph: &Option<GlyphId>| glyph.is_some_and(|id| coverage.contains(id));
            let known = common.iter().enumerate().filter(|(_, glyph)| knows(glyph));
            // The tenth of the letters stands half as often as the first.
            let often = known.map(|(rank, _)| 10_000 / (10 + rank)).sum();
            let is_kerning = (number(gpos, at + 4)?, number(gpos, at + 6)?) == ADVANCE;
            is_kerning.then_some(Part { slot, often, coverage, classes, counts, matrix: at + HEAD })
        };
        let Some(part) = part() else { break };
        let glyphs = || ranges(&part.coverage).into_iter().flatten();
        if glyphs().any(|glyph| rows.get(glyph).is_none_or(Option::is_none)) {
            break;
        }
        glyphs().for_each(|glyph| rows[glyph] = None);
        parts.push(part);
    }
    (parts, rows)
}

/// One subtable for as many of the parts of common letters as it can hold, and how many they are.
/// A glyph has a row in it, as the first of two, if it has one already or a part knows it.
fn one_of(gpos: &[u8], parts: &[Part<'_>], mut rows: Vec<Option<u16>>) -> Option<(Vec<u8>, usize)> {
    let count = rows.len();
    // What stands behind the matrix must begin within reach of short offsets.
    let most = (usize::from(u16::MAX) - HEAD).checked_sub(4 * count + 8)? / 2;
    let mut height = 1;
    // Second glyphs share a column if they share their class in each part.
    let (mut columns, mut width) = (vec![0_u16; count], 1);
    let mut seconds = Vec::new();
    for part in parts.iter().take_while(|part| part.often > 0) {
        let classes = classes(&part.classes.1, count);
        let mut known = vec![None; width * part.counts.1];
        let mut wider = 0;
        let next = columns.iter().zip(&classes).map(|(column, class)| {
            let column = usize::from(*column) * part.counts.1 + usize::from(*class);
            let next: &mut Option<u16> = known.get_mut(column)?;
            Some(*next.get_or_insert_with(|| {
                wider += 1;
                wider - 1
            }))
        });
        let next = next.collect::<Option<Vec<u16>>>()?;
        let wider = usize::from(wider);
        if (height + part.counts.0) * wider > most {
            break;
        }
        seconds.push(classes);
        let classes = self::classes(&part.classes.0, count);
        for glyph in ranges(&part.coverage).into_iter().flatten() {
            rows[glyph] = u16::try_from(height + usize::from(classes[glyph])).ok();
        }
        (columns, width) = (next, wider);
        height += part.counts.0;
    }
    // One less is not worth the copy.
    (seconds.len() > 2).then_some(())?;
    let mut example = vec![0; width];
    for (glyph, column) in columns.iter().enumerate() {
        example[usize::from(*column)] = glyph;
    }
    let mut matrix = vec![0; 2 * width];
    for (part, classes) in parts.iter().zip(&seconds) {
        let columns: Vec<_> = example.iter().map(|glyph| usize::from(classes[*glyph])).collect();
        for row in 0..part.counts.0 {
            for column in &columns {
                let at = part.matrix + 2 * (row * part.counts.1 + column);
                matrix.extend(gpos.get(at..at + 2)?);
            }
        }
    }
    let known = || rows.iter().enumerate().filter(|(_, row)| row.is_some());
    let coverage = HEAD + matrix.len();
    let first = coverage + 4 + 2 * known().count();
    let second = first + 6 + 2 * count;
    let head = [2, coverage, ADVANCE.0, ADVANCE.1, first, second, height, width];
    let list = [1, known().count()].into_iter().chain(known().map(|(glyph, _)| glyph));
    let rows = rows.iter().map(|row| row.unwrap_or(0).into());
    let columns = columns.iter().map(|column| usize::from(*column));
    let behind = list.chain([1, 0, count]).chain(rows).chain([1, 0, count]).chain(columns);
    let mut table = bytes(head)?;
    table.extend(matrix);
    table.extend(bytes(behind)?);
    Some((table, seconds.len()))
}

/// The class of each glyph.
fn classes(definition: &ClassDefinition<'_>, count: usize) -> Vec<u16> {
    let mut classes = vec![0; count];
    match definition {
        ClassDefinition::Format1 { start, classes: known } => {
            let places = classes.iter_mut().skip(start.0.into());
            places.zip(*known).for_each(|(place, class)| *place = class);
        }
        ClassDefinition::Format2 { records } => {
            for record in *records {
                let range = usize::from(record.start.0)..=usize::from(record.end.0);
                if let Some(places) = classes.get_mut(range) {
                    places.fill(record.value);
                }
            }
        }
        ClassDefinition::Empty => {}
    }
    classes
}

fn ranges(coverage: &Coverage<'_>) -> Vec<RangeInclusive<usize>> {
    let range = |start: GlyphId, end: GlyphId| usize::from(start.0)..=usize::from(end.0);
    match coverage {
        Coverage::Format1 { glyphs } => glyphs.into_iter().map(|id| range(id, id)).collect(),
        Coverage::Format2 { records } => {
            records.into_iter().map(|record| range(record.start, record.end)).collect()
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])))
}

fn write(bytes: &mut [u8], at: usize, number: u16) {
    bytes[at..at + 2].copy_from_slice(&number.to_be_bytes());
}

fn bytes(numbers: impl IntoIterator<Item = usize>) -> Option<Vec<u8>> {
    let numbers = numbers.into_iter().map(|number| u16::try_from(number).ok());
    Some(numbers.collect::<Option<Vec<_>>>()?.into_iter().flat_map(u16::to_be_bytes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kerning of two glyphs in each lookup, as a shaper finds it, and how many subtables it asked.
    fn kerning(face: &Face<'_>, first: GlyphId, second: GlyphId) -> (Vec<i16>, usize) {
        let (mut values, mut asked) = (Vec::new(), 0);
        for lookup in face.tables().gpos.unwrap().lookups {
            values.push(0);
            for subtable in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
                let PositioningSubtable::Pair(pair) = subtable else { break };
                asked += 1;
                let Some(place) = pair.coverage().get(first) else { continue };
                let found = match pair {
                    PairAdjustment::Format1 { sets, .. } => {
                        sets.get(place).and_then(|set| set.get(second))
                    }
                    PairAdjustment::Format2 { classes: (one, two), matrix, .. } => {
                        matrix.get((one.get(first), two.get(second)))
                    }
                };
                if let Some((value, _)) = found {
                    *values.last_mut().unwrap() = value.x_advance;
                    break;
                }
            }
        }
        (values, asked)
    }

    #[test]
    fn fewer_subtables_find_the_same_kerning_sooner() {
        let mut changed = 0;
        for (path, file) in &crate::embedded::FONTS {
            let data = file.unpack();
            let Some(copy) = merged(&data) else { continue };
            changed += 1;
            let faces = [&*data, copy.as_slice()].map(|data| Face::parse(data, 0).unwrap());
            let letters = (' '..='~').chain('À'..='ſ').chain('А'..='я');
            let glyphs: Vec<_> = letters.filter_map(|c| faces[0].glyph_index(c)).collect();
            let common: Vec<_> = COMMON.chars().flat_map(|c| faces[0].glyph_index(c)).collect();
            let mut asked = [0, 0];
            for first in &glyphs {
                for second in &glyphs {
                    let [before, after] =
                        faces.each_ref().map(|face| kerning(face, *first, *second));
                    assert_eq!(before.0, after.0, "{path}: {first:?} {second:?}");
                    if common.contains(first) {
                        asked = [asked[0] + before.1, asked[1] + after.1];
                    }
                }
            }
            assert!(asked[1] < asked[0], "{path}: {asked:?}");
        }
        assert!(changed > 5);
    }
}
