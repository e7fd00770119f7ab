//! Entries of a section: each begins with a head of a few lines around its dates.

use super::blocks::Block;
use super::dates::{self, Form, Found, Reading};
use super::inline;
use super::lexicon;
use super::value::Period;
use super::words;
use crate::syntax::lines::LineKind;

/// The lines of an entry, before anybody asks what they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw<'a> {
    /// The lines of the head, with the dates in them.
    pub(super) head: Vec<Line<'a>>,
    /// What follows it.
    pub(super) body: Vec<Block<'a>>,
    /// The level of the bullets in the body that are the entry's own.
    pub(super) level: u8,
}

/// A line of a head.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) block: Block<'a>,
    pub(super) date: Option<Found>,
    /// Whether it stands below the line with the dates, where heads usually end.
    pub(super) after: bool,
}

impl<'a> Line<'a> {
    /// The period that the line says.
    pub(super) fn period(&self) -> Option<Period<'a>> {
        self.date.as_ref().map(|found| Period::of(self.block.text, found))
    }
}

impl<'a> Raw<'a> {
    /// The period of the entry: that of the first line that has one.
    pub(super) fn period(&self) -> Option<Period<'a>> {
        self.head.iter().find_map(Line::period)
    }
}

/// What a block is within a section of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A line of a head.
    Head,
    /// A line of a head with dates.
    Anchor,
    /// A bullet.
    Bullet,
    /// A paragraph.
    Prose,
}

/// Whether single dates are anchors too: schools say a year, employers a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Singles {
    Yes,
    No,
}

/// Parts the blocks of a section into entries; returns what stands before the first one too.
pub(super) fn split<'a>(
    blocks: &[Block<'a>],
    singles: Singles,
    reading: Reading,
) -> (Vec<Block<'a>>, Vec<Raw<'a>>) {
    let top = top_level(blocks, singles, reading);
    let mut dates: Vec<Option<Found>> =
        blocks.iter().map(|block| anchor(block, top, singles, reading)).collect();
    within_bodies(blocks, &mut dates, singles);
    let mut classes: Vec<Class> =
        blocks.iter().zip(&dates).map(|(block, date)| class(block, date.as_ref(), top)).collect();
    // A sentence in italics between the title and the dates belongs to the head.
    for n in 1..classes.len().saturating_sub(1) {
        let between = classes.get(n - 1) == Some(&Class::Head)
            && classes.get(n + 1) == Some(&Class::Anchor)
            && blocks.get(n).is_some_and(|block| {
                inline::is_italic(block.text) && words::count(block.text) <= 14
            });
        if let Some(class) = classes.get_mut(n).filter(|class| **class == Class::Prose && between) {
            *class = Class::Head;
        }
    }
    let starts = starts(blocks, &classes, top, singles);
    let mut loose = Vec::new();
    let mut entries: Vec<Raw> = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        if starts.get(n) == Some(&true) {
            entries.push(Raw { level: top, ..Raw::default() });
        }
        let Some(entry) = entries.last_mut() else {
            loose.push(block.clone());
            continue;
        };
        let head = matches!(classes.get(n), Some(Class::Head | Class::Anchor));
        let dated = entry.head.iter().any(|line| line.date.is_some());
        let date = dates.get(n).cloned().flatten().filter(|_| !dated);
        if head
            && entry.body.is_empty()
            && entry.head.len() < 6
            && (date.is_some() || classes.get(n) == Some(&Class::Head))
        {
            entry.head.push(Line { block: block.clone(), date, after: dated });
        } else {
            entry.body.push(block.clone());
        }
    }
    (loose, entries)
}

/// Takes single dates back that stand in what was done: among periods, a line below a text or a list
/// begins no entry by them.
fn within_bodies(blocks: &[Block], dates: &mut [Option<Found>], singles: Singles) {
    let period = |found: &Option<Found>| {
        found.as_ref().is_some_and(|found| matches!(found.form, Form::Range | Form::Since))
    };
    if singles == Singles::Yes || !dates.iter().any(period) {
        return;
    }
    let column = |found: &Option<Found>| {
        found.as_ref().is_some_and(|found| {
            found.before == dates::Side::Edge && found.after == dates::Side::Gap
        })
    };
    // Lines set in below the heads are about what was done, as far as others stand beside them.
    let margin = (0..blocks.len())
        .filter(|&n| dates.get(n).is_some_and(period))
        .filter_map(|n| blocks.get(n).map(|block| block.indent))
        .min()
        .unwrap_or(0);
    for n in 1..blocks.len() {
        let (Some(block), Some(before)) = (blocks.get(n), blocks.get(n - 1)) else { continue };
        let since = dates.get(n).is_some_and(|found| {
            found.as_ref().is_some_and(|found| {
                matches!(found.form, Form::Since | Form::Single) && !found.is_alone()
            })
        });
        let beside = before.indent == block.indent && before.level == block.level && !block.blank;
        if since
            && beside
            && block.indent >= margin + 2
            && dates.get(n - 1).is_some_and(Option::is_none)
            && let Some(slot) = dates.get_mut(n)
        {
            *slot = None;
        }
    }
    let columns = dates.iter().filter(|found| period(found) && column(found)).count();
    for n in 1..blocks.len() {
        if columns >= 2 && dates.get(n).is_some_and(&column) {
            continue;
        }
        let (Some(block), Some(before)) = (blocks.get(n), blocks.get(n - 1)) else { continue };
        let single = dates.get(n).is_some_and(|found| {
            found.as_ref().is_some_and(|found| found.form == Form::Single && !found.is_alone())
        });
        let body = before.level > 0
            || is_labelled_body(before.text)
            || words::ends_sentence(before.text) && words::count(before.text) >= 5;
        let plain = block.level == 0 && block.heading == 0 && !block.blank;
        if single
            && body
            && plain
            && let Some(slot) = dates.get_mut(n)
        {
            *slot = None;
        }
    }
}

/// The level of the bullets that are entries themselves; 0 if bullets are what entries hold.
fn top_level(blocks: &[Block], singles: Singles, reading: Reading) -> u8 {
    let tops: Vec<(usize, &Block)> =
        blocks.iter().enumerate().filter(|(_, block)| block.level == 1).collect();
    let Some(&(first, _)) = tops.first() else { return 0 };
    // Heads before the first bullet mean that bullets belong to them.
    let before = blocks.iter().take(first).any(|block| {
        block.level == 0 && (block.heading > 0 || find(block.text, singles, reading).is_some())
    });
    if before {
        return 0;
    }
    let dated = tops
        .iter()
        .filter(|&&(n, block)| {
            let own =
                find(block.text, singles, reading).is_some() && words::count(block.text) <= 24;
            let below = blocks.get(n + 1).is_some_and(|next| {
                let dated = || !next.blank && find(next.text, singles, reading).is_some();
                next.level == 0 && (next.inside >= 1 || dated()) && words::count(next.text) <= 12
            });
            own || below
        })
        .count();
    u8::from(dated * 2 >= tops.len() && dated > 0)
}

/// The date in a line that can be an entry's.
fn find(text: &str, singles: Singles, reading: Reading) -> Option<Found> {
    let found = dates::find(text, reading);
    let rank = |found: &Found| match found.form {
        Form::Range => 5,
        Form::Since | Form::Open => 4,
        Form::Single if singles == Singles::Yes || found.is_alone() => 3,
        Form::Single => 2,
        Form::Until => 1,
        Form::Ongoing | Form::Duration => 0,
    };
    let apart = found.iter().filter(|found| found.is_apart() && rank(found) > 0);
    let best = apart.max_by_key(|found| (rank(found), usize::MAX - found.range.start))?;
    let lower = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let sentence = words::ends_sentence(text.trim_end_matches(')'))
        && lower >= 5
        && best.range.end + 3 < text.len();
    // "Supervised two apprentices from 2018."
    let told = words::ends_sentence(text.trim_end_matches(')'))
        && lower >= 3
        && words::count(text) >= 5
        && matches!(best.before, dates::Side::Word | dates::Side::Bound);
    let sentence = sentence || told;
    let single = best.form == Form::Single;
    let edge = matches!(best.before, dates::Side::Edge | dates::Side::Gap | dates::Side::Bracket)
        || matches!(best.after, dates::Side::Edge | dates::Side::Gap)
        || (best.before == dates::Side::Mark
            && matches!(best.after, dates::Side::Bracket | dates::Side::Mark))
        || best.outer != best.range;
    let fits = if single {
        edge && words::count(text) <= 14 && !sentence && lower <= 8
    } else {
        !sentence && lower <= 10
    };
    fits.then(|| best.clone())
}

/// The date that makes a block an anchor.
fn anchor(block: &Block, top: u8, singles: Singles, reading: Reading) -> Option<Found> {
    let body =
        block.level > top || (top > 0 && block.level == 0 && block.inside == 0 && block.lines > 2);
    if body || block.text.len() > 400 || is_labelled_body(block.text) {
        return None;
    }
    let found = find(block.text, singles, reading)?;
    let single = found.form == Form::Single && !found.is_alone();
    // "Class of 2019" in a sentence below an entry is no date of its own.
    let weak = single && singles == Singles::No && words::count(block.text) > 10;
    (!weak).then_some(found)
}

/// Whether a line is "Thesis: …", "Technologies: …": part of an entry, not its head.
fn is_labelled_body(text: &str) -> bool {
    let alone = lexicon::label(super::looks::title(text));
    if matches!(alone, Some(lexicon::Label::Duties | lexicon::Label::Techniques)) {
        return true;
    }
    let Some((label, _)) = super::token::label(text) else { return false };
    if dates::read(label, Reading::default()).is_some()
        || text.find('\t').is_some_and(|tab| text.find(':').is_none_or(|colon| tab < colon))
    {
        return false;
    }
    text.contains([':', '：'])
        && matches!(
            lexicon::label(label),
            Some(
                lexicon::Label::Techniques
                    | lexicon::Label::Thesis
                    | lexicon::Label::Courses
                    | lexicon::Label::Duties
                    | lexicon::Label::Score
                    | lexicon::Label::Description
                    | lexicon::Label::Role
                    | lexicon::Label::Detail
            )
        )
}

fn class(block: &Block, date: Option<&Found>, top: u8) -> Class {
    if block.level > 0 && (block.level > top || top == 0) {
        return Class::Bullet;
    }
    if date.is_some() {
        return Class::Anchor;
    }
    if block.level > 0 || block.heading > 0 || block.kind == LineKind::TableRow {
        return Class::Head;
    }
    if super::studies::is_minor(block.text) {
        return Class::Prose;
    }
    if lexicon::degree(block.text).is_some_and(|degree| degree.start == 0)
        && !words::ends_sentence(block.text)
    {
        return Class::Head;
    }
    let count = words::count(block.text);
    let last = block.text.split_whitespace().next_back().unwrap_or_default();
    let plain = last.len() >= 5 && last.ends_with('.') && last.starts_with(char::is_lowercase);
    let sentence = words::ends_sentence(block.text)
        && (count >= 4 || count >= 2 && plain)
        && !block.text.ends_with("Inc.")
        && !block.text.ends_with("Ltd.");
    let long = count > 14 || (block.lines > 1 && count > 9);
    if sentence || long || is_labelled_body(block.text) { Class::Prose } else { Class::Head }
}

/// At which blocks an entry begins.
fn starts(blocks: &[Block], classes: &[Class], top: u8, singles: Singles) -> Vec<bool> {
    let mut starts = vec![false; blocks.len()];
    let mut set = |n: usize| {
        if let Some(start) = starts.get_mut(n) {
            *start = true;
        }
    };
    if top > 0 {
        for (n, _) in
            blocks.iter().enumerate().filter(|(_, block)| block.level > 0 && block.level <= top)
        {
            set(n);
        }
        return starts;
    }
    let anchors: Vec<usize> =
        (0..blocks.len()).filter(|&n| classes.get(n) == Some(&Class::Anchor)).collect();
    let class = |n: usize| classes.get(n).copied();
    let is_head = |n: usize| class(n) == Some(Class::Head);
    let blank = |n: usize| blocks.get(n).is_some_and(|block| block.blank);
    let heads =
        (0..blocks.len()).filter(|&n| matches!(class(n), Some(Class::Head | Class::Anchor)));
    let (blanks, total) = heads
        .skip(1)
        .fold((0, 0), |(blanks, total), n| (blanks + usize::from(blank(n)), total + 1));
    // Where every line is set apart, blank lines part nothing.
    let spaced = blanks * 10 > total * 9 && total > 2;
    let Some(&first) = anchors.first() else {
        without_dates(blocks, classes, singles, spaced).into_iter().for_each(set);
        return starts;
    };
    // How many lines stand above the dates in the first entry; the others are alike.
    let mut above = (0..first).rev().take_while(|&n| is_head(n)).count().min(4);
    if let Some(gap) =
        (first.saturating_sub(above) + 1..=first).rev().find(|&n| blank(n) && !spaced)
    {
        // Something stands before the first entry.
        let nearer = first - gap;
        let typical = anchors
            .iter()
            .skip(1)
            .map(|&at| (0..at).rev().take_while(|&n| is_head(n)).count())
            .min();
        if typical.is_some_and(|typical| typical <= nearer) && nearer > 0 {
            above = nearer;
        }
    }
    let mut previous_end = 0;
    for (i, &at) in anchors.iter().enumerate() {
        let run = (previous_end..at).rev().take_while(|&n| is_head(n)).count();
        let run_start = at - run;
        // Lines after bullets or paragraphs belong to what follows; lines after dates may not.
        let free = run_start > previous_end || i == 0;
        let heading =
            (run_start..=at).find(|&n| blocks.get(n).is_some_and(|block| block.heading > 0));
        let gap = (run_start..=at).rev().find(|&n| blank(n) && !spaced);
        let begin = if let Some(heading) = heading.filter(|_| i == 0) {
            heading
        } else if i == 0 {
            at - above.min(run)
        } else if let Some(heading) = heading {
            heading
        } else if let Some(gap) =
            gap.filter(|&gap| free && gap > run_start && gap < at && !blank(run_start) && i > 0)
        {
            // What stands at once below bullets, with a gap below it, ends the entry above.
            gap
        } else if free {
            if run > 4 { gap.unwrap_or(at - above.min(run)) } else { run_start }
        } else if let Some(gap) = gap.filter(|_| !(above == 0 && spaced)) {
            if gap == at && above > 0 && run > 0 { at - above.min(run) } else { gap }
        } else {
            at - above.min(run)
        };
        set(begin.max(previous_end));
        previous_end = at + 1;
    }
    dateless(blocks, classes, &mut starts, spaced);
    starts
}

/// At which blocks entries begin in a section where none has dates.
fn without_dates(
    blocks: &[Block],
    classes: &[Class],
    singles: Singles,
    spaced: bool,
) -> Vec<usize> {
    let telling = blocks.iter().any(|block| block.heading > 0);
    let is_head = |n: usize| classes.get(n) == Some(&Class::Head);
    let degree = |n: usize| {
        singles == Singles::Yes && blocks.get(n).is_some_and(|b| lexicon::degree(b.text).is_some())
    };
    let begins = |&n: &usize| {
        let after_body = n > 0 && !is_head(n - 1);
        let again = n > 0 && degree(n) && degree(n - 1);
        let apart = blocks.get(n).is_some_and(|block| block.blank) && !spaced;
        if telling {
            blocks.get(n).is_some_and(|block| block.heading > 0)
        } else {
            is_head(n) && (n == 0 || after_body || again || apart)
        }
    };
    (0..blocks.len()).filter(begins).collect()
}

/// Entries without dates among those with: a heading or a set-apart title before bullets.
fn dateless(blocks: &[Block], classes: &[Class], starts: &mut [bool], spaced: bool) {
    let first = starts.iter().position(|&start| start).unwrap_or(starts.len());
    for n in first + 1..blocks.len() {
        let (Some(block), Some(Class::Head)) = (blocks.get(n), classes.get(n)) else { continue };
        let after_body =
            classes.get(n - 1).is_some_and(|class| matches!(class, Class::Bullet | Class::Prose));
        let mut next = n + 1;
        while classes.get(next) == Some(&Class::Head)
            && starts.get(next) == Some(&false)
            && next < n + 3
        {
            next += 1;
        }
        let before_body = matches!(classes.get(next), Some(Class::Bullet | Class::Prose));
        let claimed = (n..next + 1).any(|n| starts.get(n) == Some(&true));
        let telling = block.heading > 0
            || (after_body
                && (block.blank || inline::is_wrapped(block.text))
                && lexicon::role_score(block.text) >= 50
                && (before_body || !spaced));
        if telling
            && !claimed
            && let Some(start) = starts.get_mut(n)
        {
            *start = true;
        }
    }
}
