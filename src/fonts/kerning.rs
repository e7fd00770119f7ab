//! Kerning that is found sooner.
//!
//! A font spreads its kerning over pairs and tables of classes, and a shaper asks one after the
//! other for each letter until one knows it, and all of them for a space: Source Sans 3 has 17. Here
//! common letters get a few tables that tell all of their kerning and are asked first.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::tables::{bytes, class_ranges, classes, covered, fitting, number, numbers, records};

/// The letters that are looked for first: Latin ones with what stands between words, then Greek and
/// Cyrillic ones.
const COMMON: [RangeInclusive<char>; 5] =
    [' '..='~', '\u{a0}'..='ſ', '‐'..='…', 'Α'..='ώ', 'Ѐ'..='џ'];

/// How many tables may be asked before those that a font has.
const FEW_TABLES: usize = 3;

/// The types of lookups: kerning, and those with long offsets to their subtables.
const PAIRS: usize = 2;
const EXTENSION: usize = 9;

/// The flag of a lookup that names a set of marks behind its subtables.
const FILTERS_MARKS: usize = 0x10;

/// The formats of values in kerning: an advance for the first of two glyphs, nothing for the second.
const ADVANCE: (usize, usize) = (4, 0);

/// How long a subtable of classes is before its matrix, in bytes.
const HEAD: usize = 16;

/// How many groups, times the things that split them, are not too many to look at.
const LARGEST_SPLIT: usize = 1 << 20;

/// A lookup of GPOS.
struct Lookup {
    kind: usize,
    flags: usize,
    marks: Option<usize>,
    /// Where its subtables begin.
    subtables: Vec<usize>,
}

/// A subtable of kerning.
struct Part {
    /// The first glyphs that it knows.
    glyphs: Vec<u16>,
    kind: Kind,
}

enum Kind {
    /// Second glyphs with their advance, in sets. What is not among them is left to the next part.
    Pairs {
        /// The number of the set of each first glyph.
        numbers: Vec<usize>,
        /// Where each set begins.
        sets: Vec<usize>,
    },
    /// A matrix of advances, by the class of the first glyph and that of the second.
    Classes {
        /// The class of each first glyph.
        first: Vec<u16>,
        /// Where the classes of second glyphs are defined.
        second: usize,
        height: usize,
        width: usize,
        /// Where it begins.
        matrix: usize,
    },
}

/// What GPOS needs to have tables of common letters: what comes before it, and what comes so many
/// bytes behind its start. `None` if it has few subtables of kerning.
pub(super) fn sooner(
    gpos: &[u8],
    behind: usize,
    glyphs: impl Fn(char) -> Vec<u16>,
    count: usize,
) -> Option<(Vec<u8>, Vec<u8>)> {
    let list = number(gpos, 8).filter(|_| number(gpos, 0) == Some(1))?;
    let lookups = numbers(gpos, list)?.map(|offset| lookup(gpos, list + usize::from(offset)));
    let lookups = lookups.collect::<Option<Vec<_>>>()?;
    // One subtable less is not worth the copy.
    let is_slow = |lookup: &Lookup| lookup.kind == PAIRS && lookup.subtables.len() > 2;
    if !lookups.iter().any(is_slow) {
        return None;
    }
    let letters = COMMON.into_iter().flatten().flat_map(glyphs).collect::<Vec<_>>();
    let tables = lookups.iter().map(|lookup| match is_slow(lookup) {
        true => tables(gpos, lookup, &letters, count).unwrap_or_default(),
        false => Vec::new(),
    });
    let tables: Vec<_> = tables.collect();
    let front = front(gpos, behind, &lookups, &tables)?;
    Some((front, tables.into_iter().flatten().collect::<Vec<_>>().concat()))
}

fn lookup(gpos: &[u8], place: usize) -> Option<Lookup> {
    let mut kind = number(gpos, place)?;
    let flags = number(gpos, place + 2)?;
    let offsets = numbers(gpos, place + 4)?;
    let mut subtables: Vec<_> = offsets.map(|offset| place + usize::from(offset)).collect();
    let marks = match flags & FILTERS_MARKS {
        0 => None,
        _ => Some(number(gpos, place + 6 + 2 * subtables.len())?),
    };
    if kind == EXTENSION {
        for at in &mut subtables {
            kind = number(gpos, *at + 2).filter(|_| number(gpos, *at) == Some(1))?;
            *at += (number(gpos, *at + 4)? << 16) + number(gpos, *at + 6)?;
        }
    }
    Some(Lookup { kind, flags, marks, subtables })
}

/// The front of GPOS with further tables for each lookup, which are asked before its subtables. All
/// lookups move there, where they may grow, and reach what stands behind by long offsets.
fn front(
    gpos: &[u8],
    behind: usize,
    lookups: &[Lookup],
    tables: &[Vec<Vec<u8>>],
) -> Option<Vec<u8>> {
    if tables.iter().all(Vec::is_empty) {
        return None;
    }
    // A table of the second version names variations of features, by a long offset.
    let head = if number(gpos, 2)? > 0 { 14 } else { 10 };
    let list = 2 + 2 * lookups.len();
    let count = |i: usize| tables[i].len() + lookups[i].subtables.len();
    let length = |i: usize| 6 + 2 * count(i) + 2 * usize::from(lookups[i].marks.is_some());
    let records = (0..lookups.len()).map(|i| length(i) + 8 * count(i)).collect::<Vec<_>>();
    let front = head + list + records.iter().sum::<usize>();

    let moved = |at| Some(number(gpos, at)? + front);
    let mut table = fitting([1, number(gpos, 2)?, moved(4)?, moved(6)?, head])?;
    if head == 14 {
        let variations = u32::from_be_bytes(*gpos.get(10..)?.first_chunk()?);
        let moved = if variations > 0 { variations.checked_add(front as u32)? } else { 0 };
        table.extend(moved.to_be_bytes());
    }
    let places = records.iter().scan(list, |place, length| {
        *place += length;
        Some(*place - length)
    });
    table.extend(fitting([lookups.len()].into_iter().chain(places))?);
    let mut end = front + behind;
    for (i, Lookup { kind, flags, marks, subtables }) in lookups.iter().enumerate() {
        let slots = (0..count(i)).map(|slot| length(i) + 8 * slot);
        let start = [EXTENSION, *flags, count(i)].into_iter();
        table.extend(fitting(start.chain(slots).chain(*marks))?);
        let own = tables[i].iter().map(|table| {
            end += table.len();
            end - table.len()
        });
        for at in own.chain(subtables.iter().map(|at| at + front)) {
            let offset = u32::try_from(at - table.len()).ok()?;
            table.extend(fitting([1, *kind])?);
            table.extend(offset.to_be_bytes());
        }
    }
    Some(table)
}

/// Few tables for some letters, or for the first of them if not all fit.
fn tables(gpos: &[u8], lookup: &Lookup, letters: &[u16], count: usize) -> Option<Vec<Vec<u8>>> {
    let parts = lookup.subtables.iter().map(|at| Part::read(gpos, *at, count));
    let parts = parts.collect::<Option<Vec<_>>>()?;
    // A shaper passes over a lookup for letters that are unlike all that it knows.
    if parts.iter().map(|part| part.glyphs.len()).sum::<usize>() < count / 2 {
        return None;
    }
    let firsts = firsts(&parts, count)?;
    // What no subtable knows has no kerning: the first table says so.
    let mut known = vec![false; firsts.origins.len()];
    let groups = letters.iter().filter_map(|glyph| firsts.of.get(usize::from(*glyph)));
    let mut groups: Vec<_> = std::iter::once(&0).chain(groups).copied().collect();
    groups.retain(|group| !std::mem::replace(&mut known[usize::from(*group)], true));
    while !groups.is_empty() {
        if let Some(tables) = arranged(gpos, &parts, &firsts, &groups) {
            return Some(tables);
        }
        groups.truncate(groups.len() / 2);
    }
    None
}

impl Part {
    fn read(gpos: &[u8], at: usize, count: usize) -> Option<Self> {
        if (number(gpos, at + 4)?, number(gpos, at + 6)?) != ADVANCE {
            return None;
        }
        let glyphs = covered(gpos, at + number(gpos, at + 2)?)?;
        let kind = match number(gpos, at)? {
            1 => {
                // Glyphs share a set where it is the same.
                let last = numbers(gpos, at + 8)?.max().unwrap_or_default();
                let (mut sets, mut known) = (Vec::new(), vec![0_u16; usize::from(last) + 1]);
                let of = numbers(gpos, at + 8)?.map(|offset| {
                    let number = &mut known[usize::from(offset)];
                    if *number == 0 {
                        sets.push(at + usize::from(offset));
                        *number = sets.len() as u16;
                    }
                    usize::from(*number) - 1
                });
                Kind::Pairs { numbers: of.collect(), sets }
            }
            2 => Kind::Classes {
                first: classes(gpos, at + number(gpos, at + 8)?, count)?,
                second: at + number(gpos, at + 10)?,
                height: number(gpos, at + 12)?,
                width: number(gpos, at + 14)?,
                matrix: at + HEAD,
            },
            _ => return None,
        };
        Some(Self { glyphs, kind })
    }
}

/// Glyphs in groups of those that are treated alike.
struct Groups {
    /// The group of each glyph.
    of: Vec<u16>,
    /// From which group each one was split off, by which part, and what that part has for it. The
    /// first group is what is left.
    origins: Vec<(u16, usize, usize)>,
    /// The group that a split makes of each group and thing; zeros between two splits.
    split: Vec<u16>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { of: vec![0; count], origins: vec![(0, 0, 0)], split: Vec::new() }
    }

    /// Splits groups by what a part has for ranges of glyphs: one of so many things.
    fn split(
        &mut self,
        part: usize,
        things: usize,
        ranges: impl IntoIterator<Item = (RangeInclusive<u16>, usize)>,
    ) -> Option<()> {
        let before = self.origins.len();
        let length = things * before;
        if length > LARGEST_SPLIT {
            return None;
        }
        if self.split.len() < length {
            self.split = vec![0; 2 * length];
        }
        for (range, thing) in ranges {
            let split = self.split.get_mut(thing * before..length)?.get_mut(..before)?;
            for group in self.of.get_mut(usize::from(*range.start())..=usize::from(*range.end()))? {
                // A glyph that comes again is in a group that was not there before.
                let next = split.get_mut(usize::from(*group))?;
                if *next == 0 {
                    *next = u16::try_from(self.origins.len()).ok()?;
                    self.origins.push((*group, part, thing));
                }
                *group = *next;
            }
        }
        for (group, _, thing) in &self.origins[before..] {
            self.split[thing * before + usize::from(*group)] = 0;
        }
        Some(())
    }

    /// What the parts have for a group, from the last part on.
    fn things(&self, mut group: u16) -> Vec<(usize, usize)> {
        let mut things = Vec::new();
        while group > 0 {
            let (origin, part, thing) = self.origins[usize::from(group)];
            things.push((part, thing));
            group = origin;
        }
        things
    }
}

/// First glyphs in groups: by their sets of pairs, and by the class that they have in the first
/// part that knows them by classes, which is the last that is asked for them.
fn firsts(parts: &[Part], count: usize) -> Option<Groups> {
    let mut groups = Groups::new(count);
    for (i, Part { glyphs, kind }) in parts.iter().enumerate() {
        let is_open = |glyph: u16| {
            let group = groups.of.get(usize::from(glyph)).copied().unwrap_or_default();
            let (_, part, _) = groups.origins[usize::from(group)];
            group == 0 || matches!(parts[part].kind, Kind::Pairs { .. })
        };
        let open = glyphs.iter().copied().enumerate().filter(|(_, glyph)| is_open(*glyph));
        match kind {
            Kind::Pairs { numbers, sets } => {
                let glyphs = open.map(|(j, glyph)| Some((glyph..=glyph, *numbers.get(j)?)));
                let glyphs = glyphs.collect::<Option<Vec<_>>>()?;
                groups.split(i, sets.len(), glyphs)?;
            }
            Kind::Classes { first, height, .. } => {
                let class = |glyph| Some(usize::from(*first.get(usize::from(glyph))?));
                let glyphs = open.map(|(_, glyph)| Some((glyph..=glyph, class(glyph)?)));
                groups.split(i, *height, glyphs.collect::<Option<Vec<_>>>()?)?;
            }
        }
    }
    Some(groups)
}

/// Subtables of classes with a row for each of some groups of first glyphs; `None` if they would be
/// many.
fn arranged(gpos: &[u8], parts: &[Part], firsts: &Groups, groups: &[u16]) -> Option<Vec<Vec<u8>>> {
    let rows: Vec<_> = groups.iter().map(|group| firsts.things(*group)).collect();
    let seconds = seconds(gpos, parts, &rows, firsts.of.len())?;
    // The column of each second glyph, and the group of each column.
    let mut columns = vec![None; seconds.origins.len()];
    let mut groups_of_columns = Vec::new();
    let column = |group: &u16| {
        *columns[usize::from(*group)].get_or_insert_with(|| {
            groups_of_columns.push(*group);
            groups_of_columns.len() as u16 - 1
        })
    };
    let columns: Vec<_> = seconds.of.iter().map(column).collect();
    let width = groups_of_columns.len();
    // What stands behind the matrix is reached by short offsets.
    let ranges = firsts.of.chunk_by(|group, next| group == next).count();
    let behind = 10 + 6 * ranges + 2 * firsts.of.len();
    let most = usize::from(u16::MAX).checked_sub(HEAD + behind)? / 2 / width;
    if groups.len() > FEW_TABLES * most {
        return None;
    }
    let mut classes = vec![0; parts.len() * width];
    for (column, group) in groups_of_columns.iter().enumerate() {
        for (part, class) in seconds.things(*group) {
            classes[part * width + column] = class;
        }
    }
    let mut matrix = vec![[0, 0]; rows.len() * width];
    for (row, things) in matrix.chunks_exact_mut(width).zip(&rows) {
        // What a part tells goes over what later ones tell.
        for (part, thing) in things {
            match &parts[*part].kind {
                Kind::Pairs { sets, .. } => {
                    for [second, advance] in records(gpos, sets[*thing])? {
                        let column = columns.get(usize::from(second))?;
                        row[usize::from(*column)] = advance.to_be_bytes();
                    }
                }
                Kind::Classes { matrix, width: count, .. } => {
                    let known = gpos.get(matrix + 2 * count * thing..)?.get(..2 * count)?;
                    let (known, _) = known.as_chunks::<2>();
                    let classes = &classes[part * width..][..width];
                    for (advance, class) in row.iter_mut().zip(classes) {
                        *advance = known[*class];
                    }
                }
            }
        }
    }
    let rows = groups.chunks(most).zip(matrix.chunks(most * width));
    rows.map(|(groups, matrix)| table(firsts, groups, &columns, matrix)).collect()
}

/// A subtable of classes: for each of some groups of first glyphs a row of the matrix.
fn table(firsts: &Groups, groups: &[u16], columns: &[u16], matrix: &[[u8; 2]]) -> Option<Vec<u8>> {
    let mut row_of = vec![None; firsts.origins.len()];
    (0..=u16::MAX).zip(groups).for_each(|(row, group)| row_of[usize::from(*group)] = Some(row));
    let rows: Vec<Option<u16>> =
        firsts.of.iter().map(|group| row_of[usize::from(*group)]).collect();
    let known: Vec<u16> =
        (0..=u16::MAX).zip(&rows).filter_map(|(glyph, row)| row.and(Some(glyph))).collect();
    let mut count = 0;
    let ranges = known.chunk_by(|glyph, next| next - glyph == 1).map(|range| {
        count += range.len();
        [range[0].into(), range[range.len() - 1].into(), count - range.len()]
    });
    let ranges: Vec<[usize; 3]> = ranges.collect();
    let coverage = HEAD + 2 * matrix.len();
    let first = coverage + 4 + 6 * ranges.len();
    let second = first + 6 + 2 * rows.len();
    let width = matrix.len() / groups.len();
    let head = [2, coverage, ADVANCE.0, ADVANCE.1, first, second, groups.len(), width];
    let count = u16::try_from(rows.len()).ok()?;
    let first = [1, 0, count].into_iter().chain(rows.iter().map(|row| row.unwrap_or_default()));
    let second = [1, 0, count].into_iter().chain(columns.iter().copied());
    let coverage = fitting([2, ranges.len()].iter().chain(ranges.as_flattened()).copied())?;
    let matrix = matrix.as_flattened().to_vec();
    Some([fitting(head)?, matrix, coverage, bytes(first), bytes(second)].concat())
}

/// Second glyphs in groups: by all that the parts have for them where a row asks.
fn seconds(
    gpos: &[u8],
    parts: &[Part],
    rows: &[Vec<(usize, usize)>],
    count: usize,
) -> Option<Groups> {
    let mut groups = Groups::new(count);
    let asked = rows.iter().flatten().map(|(part, thing)| match parts[*part].kind {
        Kind::Pairs { .. } => (*part, *thing),
        Kind::Classes { .. } => (*part, 0),
    });
    for (i, thing) in asked.collect::<BTreeSet<_>>() {
        match &parts[i].kind {
            Kind::Pairs { sets, .. } => {
                let pairs: Vec<[u16; 2]> = records(gpos, sets[thing])?.collect();
                let mut advances: Vec<_> = pairs.iter().map(|[_, advance]| *advance).collect();
                advances.sort_unstable();
                advances.dedup();
                let thing = |advance: u16| advances.partition_point(|other| *other < advance);
                let glyphs =
                    pairs.iter().map(|[glyph, advance]| (*glyph..=*glyph, thing(*advance)));
                groups.split(i, advances.len(), glyphs)?;
            }
            Kind::Classes { second, width, .. } => {
                let ranges = class_ranges(gpos, *second)?.filter(|(_, class)| *class > 0);
                let ranges = ranges.map(|(range, class)| (range, class.into()));
                groups.split(i, *width, ranges)?;
            }
        }
    }
    Some(groups)
}

#[cfg(test)]
mod tests {
    use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
    use ttf_parser::{Face, GlyphId};

    use super::super::tables;

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
        let mut sooner = 0;
        for (path, file) in &crate::embedded::FONTS {
            let data = file.unpack();
            let Some(copy) = tables::sooner(&data) else { continue };
            let faces = [&*data, copy.as_slice()].map(|data| Face::parse(data, 0).unwrap());
            let check = |first, second| {
                let [before, after] = faces.each_ref().map(|face| kerning(face, first, second));
                assert_eq!(before.0, after.0, "{path}: {first:?} {second:?}");
                [before.1, after.1]
            };
            let letters = (' '..='~').filter_map(|c| faces[0].glyph_index(c));
            let figures =
                ('0'..='9').filter_map(|c| tables::substitute(&faces[0], faces[0].glyph_index(c)?));
            let letters = letters.chain(figures).collect::<Vec<_>>();
            let pairs =
                letters.iter().flat_map(|first| letters.iter().map(|second| (*first, *second)));
            let asked = pairs.map(|(first, second)| check(first, second));
            let [before, after] = asked.fold([0, 0], |sum, n| [sum[0] + n[0], sum[1] + n[1]]);
            assert!(after <= before, "{path}: {before} {after}");
            if path.starts_with("source-sans-3/") {
                assert_eq!(
                    after,
                    letters.len() * letters.len(),
                    "one table is asked for each pair"
                );
            }
            sooner += usize::from(2 * after < before);
            // Of rare glyphs, each with some others.
            let count = faces[0].number_of_glyphs();
            for first in 0..count {
                for second in (first % 89..count).step_by(89) {
                    check(GlyphId(first), GlyphId(second));
                }
            }
        }
        assert!(sooner > 10, "{sooner}");
    }
}
