//! Positions and schools as LinkedIn writes them: the order of their lines is known, in whatever
//! language they are.

use super::blocks::Block;
use super::dates::{self, Form, Found, Reading};
use super::header;
use super::inline;
use super::ledger::Furniture;
use super::lexicon;
use super::out::Out;
use super::place;
use super::positions;
use super::rows::Row;
use super::value::{Bullet, Entry, Period, Val};
use super::words;

/// How a document was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layout {
    /// By anybody.
    #[default]
    Free,
    /// Saved from LinkedIn: the employer stands above the title.
    Saved,
    /// Copied from LinkedIn's page: the title stands above the employer.
    Copied,
}

impl Layout {
    /// Tells it by lines that hold a period with its duration, and nothing else.
    pub(super) fn of(source: &str, rows: &[Row]) -> Self {
        let (mut saved, mut copied) = (0, 0);
        for row in rows.iter().filter(|row| row.bullet == 0 && row.span().len() < 80) {
            let text = row.text(source);
            if !text.contains(['(', '·']) || !text.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            let found = dates::find(text, Reading::default());
            let [range, .., duration] = found.as_slice() else { continue };
            let lasts =
                duration.form == Form::Duration && duration.outer.end + 1 >= text.trim_end().len();
            let begins = range.range.start == 0 && matches!(range.form, Form::Range | Form::Single);
            if lasts && begins && found.len() == 2 {
                let between = text.get(range.outer.end..duration.range.start).unwrap_or_default();
                saved += usize::from(between.contains('('));
                copied += usize::from(between.contains('·'));
            }
        }
        let named = source.contains("linkedin.com/") || source.contains("LinkedIn");
        match () {
            () if saved >= 1 && saved >= copied && named => Self::Saved,
            () if copied >= 2 => Self::Copied,
            () => Self::Free,
        }
    }
}

/// Reads the positions of a profile; `None` if its lines do not keep the order.
pub(super) fn positions<'a>(
    blocks: &[Block<'a>],
    reading: Reading,
    out: &mut Out<'a>,
) -> Option<Vec<Entry<'a>>> {
    let layout = out.layout;
    let anchors: Vec<(usize, Found)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(n, block)| Some((n, anchor(block, reading)?)))
        .collect();
    if layout == Layout::Free || anchors.is_empty() || anchors.first()?.0 == 0 {
        return None;
    }
    let heads: Vec<usize> = anchors
        .iter()
        .enumerate()
        .map(|(i, (at, _))| {
            let from = i.checked_sub(1).and_then(|i| anchors.get(i)).map_or(0, |(at, _)| at + 1);
            head(blocks, from, *at, i > 0)
        })
        .collect();
    if heads.first() != Some(&0) || heads.iter().zip(&anchors).any(|(head, (at, _))| head == at) {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut employer: Option<Entry<'a>> = None;
    for (i, (at, found)) in anchors.iter().enumerate() {
        let head = *heads.get(i)?;
        let lines: Vec<&Block<'a>> = blocks.get(head..*at)?.iter().collect();
        let mut entry = Entry::default();
        let named = name(&lines, layout, &mut entry, &mut employer, out);
        if !named {
            entry.name = employer.as_ref().and_then(|known| known.name.clone());
            entry.location = employer.as_ref().and_then(|known| known.location.clone());
            entry.description = employer.as_ref().and_then(|known| known.description.clone());
        }
        let line = blocks.get(*at)?;
        entry.period = Some(Period::of(line.text, found));
        let rest = line.text.get(found.outer.end..).unwrap_or_default();
        if !inline::trim_separators(rest).is_empty() {
            out.furniture(rest, Furniture::Duration);
        }
        let end = heads.get(i + 1).copied().unwrap_or(blocks.len());
        let mut placed = false;
        for (n, block) in blocks.get(at + 1..end)?.iter().enumerate() {
            if n == 0 && is_place_line(block) {
                entry.location = Some(Val::new(block.text, 0.85));
                placed = true;
            } else {
                positions::add(&mut entry, block, 0, out);
            }
        }
        if layout == Layout::Saved && !placed && !named {
            // Each position says its own place, or none.
            entry.location = None;
        }
        entries.push(entry);
    }
    Some(entries)
}

/// Takes title and employer from the lines of a head; tells whether they name the employer.
fn name<'a>(
    lines: &[&Block<'a>],
    layout: Layout,
    entry: &mut Entry<'a>,
    employer: &mut Option<Entry<'a>>,
    out: &mut Out<'a>,
) -> bool {
    let aside = |block: &Block| {
        words::is_duration(block.text)
            || lexicon::is_employment_kind(inline::trim_separators(block.text))
    };
    // "Self-employed" below the title stands for the employer.
    let last = lines.len().saturating_sub(1);
    let aside = |block: &Block| {
        let own = lines.get(last).is_some_and(|end| std::ptr::eq(end.text, block.text)) && last > 0;
        aside(block) && !(own && layout == Layout::Copied && positions::is_own_master(block.text))
    };
    for block in lines.iter().filter(|block| aside(block)) {
        let kind =
            if words::is_duration(block.text) { Furniture::Duration } else { Furniture::Site };
        out.furniture(block.text, kind);
    }
    // The picture of an employer bears its name, which comes again below the title.
    let said = |block: &Block| words::fold(block.text.split(" · ").next().unwrap_or_default());
    let again = match lines {
        [first, _, third, ..] if said(first) == said(third) => Some(*first),
        _ => None,
    };
    if let Some(first) = again {
        out.furniture(first.text, Furniture::Duplicate);
    }
    let lines = if again.is_some() { lines.get(1..).unwrap_or_default() } else { lines };
    let total = lines.iter().position(|block| aside(block)).filter(|&n| n > 0);
    let spoken: Vec<&Block> = lines.iter().copied().filter(|block| !aside(block)).collect();
    let Some((title, before)) = spoken.split_last() else { return false };
    // An employer with its total stands above its positions.
    let group =
        total.is_some_and(|total| total < lines.len() - 1) && (1..=2).contains(&before.len());
    let over = before.len() == 2 && before.get(1).is_some_and(|block| is_place_line(block));
    if group || over || layout == Layout::Saved && !before.is_empty() {
        let mut known = Entry::default();
        let few = before.len().saturating_sub(2);
        for block in before.iter().take(few) {
            entry.summary.push(Val::prose(block.text, 0.5));
        }
        let before = before.get(few..).unwrap_or_default();
        let (first, places) = before.split_first().map_or((title, before), |(a, b)| (a, b));
        known.name = Some(Val::new(first.text, 0.9));
        for block in places {
            known.location = Some(Val::new(block.text, 0.7));
        }
        entry.position = Some(Val::new(title.text, 0.9));
        entry.name.clone_from(&known.name);
        entry.location.clone_from(&known.location);
        *employer = Some(known);
        return true;
    }
    let Some((first, above)) = before.split_last() else {
        entry.position = Some(Val::new(title.text, 0.9));
        return false;
    };
    for block in above {
        entry.summary.push(Val::prose(block.text, 0.5));
    }
    let swapped = header::lean(first.text) <= -60 && header::lean(title.text) > 0;
    let (position, name) = if swapped { (title, first) } else { (first, title) };
    let name = name.text.split(" · ").next().unwrap_or(name.text);
    entry.position = Some(Val::new(position.text, 0.9));
    entry.name = Some(Val::new(name, 0.9));
    *employer = Some(Entry { name: entry.name.clone(), ..Entry::default() });
    true
}

/// Whether a line below a position is one that the site adds: the cause of a volunteer, skills that were
/// counted.
pub(super) fn is_note(text: &str) -> bool {
    const CAUSES: [&str; 44] = [
        "animal welfare",
        "arts and culture",
        "children",
        "civil rights and social action",
        "disaster and humanitarian relief",
        "economic empowerment",
        "education",
        "environment",
        "health",
        "human rights",
        "politics",
        "poverty alleviation",
        "science and technology",
        "social services",
        "veteran support",
        "tierschutz",
        "kunst und kultur",
        "kinder",
        "burgerrechte und soziales engagement",
        "katastrophenhilfe und humanitare hilfe",
        "bildung",
        "umwelt",
        "gesundheit",
        "menschenrechte",
        "politik",
        "armutsbekampfung",
        "wissenschaft und technik",
        "soziale dienste",
        "arts et culture",
        "enfance",
        "environnement",
        "sante",
        "droits de l'homme",
        "humanitaire",
        "arte y cultura",
        "ninos",
        "medio ambiente",
        "salud",
        "derechos humanos",
        "arte e cultura",
        "bambini",
        "ambiente",
        "salute",
        "meio ambiente",
    ];
    let folded = words::fold(text);
    let counted = |tail: &str| {
        tail.split_whitespace().next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
            && words::count(tail) <= 2
    };
    CAUSES.contains(&folded.as_str())
        || folded.rsplit_once(" +").is_some_and(|(_, tail)| counted(tail))
}

/// The period of a line that holds nothing else but a duration.
fn anchor(block: &Block, reading: Reading) -> Option<Found> {
    if block.level > 0 || block.text.len() > 90 {
        return None;
    }
    let text = block.text;
    let found = dates::find(text, reading);
    let range = found.first()?;
    let kind = matches!(range.form, Form::Range | Form::Since | Form::Single);
    let rest = inline::trim_separators(text.get(range.outer.end..)?);
    let bare = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
    let before = inline::trim_separators(text.get(..range.outer.start)?);
    (kind && before.is_empty() && (bare.is_empty() || words::is_duration(bare)))
        .then(|| range.clone())
}

/// Where the lines begin that name a position, above the line with its dates.
fn head(blocks: &[Block], from: usize, at: usize, later: bool) -> usize {
    let near = blocks.get(from..=at).unwrap_or_default();
    let spaced = near.iter().all(|block| block.blank || block.level > 0);
    let mut start = at;
    while start > from && at - start < 4 {
        let Some(block) = blocks.get(start - 1) else { break };
        let labelled = block.text.contains(':') && super::token::label(block.text).is_some();
        let prose = words::ends_sentence(block.text)
            || words::count(block.text) > 14
            || block.lines > 1
            || labelled;
        if block.level > 0 || block.inside > 0 || prose && start < at {
            break;
        }
        // The line below the dates before is a place, unless all lines are set apart.
        if later && start - 1 == from && start < at && is_place_line(block) && !block.blank {
            break;
        }
        start -= 1;
        let lasts = |n: usize| {
            blocks.get(n).is_some_and(|block| {
                words::is_duration(block.text)
                    || block.blank
                        && lexicon::is_employment_kind(inline::trim_separators(block.text))
            })
        };
        let total = lasts(start);
        let below = blocks.get(start + 1).is_some_and(|block| words::is_duration(block.text));
        let blank = blocks.get(start).is_some_and(|block| block.blank);
        let totals =
            blocks.get(start.saturating_sub(1)).filter(|_| start > from).is_some_and(|block| {
                // "Full-time" is left of "Full-time · 8 yrs 1 mo" below an employer.
                let kind = || lexicon::is_employment_kind(inline::trim_separators(block.text));
                words::is_duration(block.text) || start < at && !block.blank && kind()
            });
        // Where every line is set apart, the line above the title is the employer.
        let single = spaced
            && at - start < 2
            && start > from
            && blocks.get(start - 1).is_some_and(|above| {
                !is_place_line(above)
                    && words::count(above.text) <= 6
                    && !words::ends_sentence(above.text)
            });
        if blank && !total && !totals && !single || below {
            break;
        }
    }
    start
}

/// Whether the line below the dates says where.
fn is_place_line(block: &Block) -> bool {
    let text = inline::trim_separators(block.text);
    let parts: Vec<&str> = text.split(", ").collect();
    let last = parts.last().copied().unwrap_or_default();
    let named = lexicon::country_code(last).is_some() || lexicon::is_region(last);
    block.level == 0
        && words::count(text) <= 8
        && !words::ends_sentence(text)
        && !text.chars().any(|c| c.is_ascii_digit())
        && lexicon::role_score(text) == 0
        && !words::fold(text).starts_with("stagiaire")
        && (place::is_place(text)
            || named
            || parts.len() <= 3 && parts.iter().all(|part| place::is_town(part)))
}

/// Reads the schools of a profile; `None` if its lines do not keep the order.
pub(super) fn schools<'a>(
    blocks: &[Block<'a>],
    reading: Reading,
    out: &mut Out<'a>,
) -> Option<Vec<Entry<'a>>> {
    let copied = match out.layout {
        Layout::Free => return None,
        Layout::Saved => false,
        Layout::Copied => true,
    };
    let period = |block: &Block| {
        let found = dates::find(block.text, reading).into_iter().last()?;
        let rest = inline::trim_separators(block.text.get(found.outer.end..)?);
        let before = block.text.get(..found.outer.start)?.trim_end();
        let alone = inline::trim_separators(before).is_empty();
        let closes = rest.trim_matches([')', ' ']).is_empty();
        (closes && (alone || before.ends_with(['·', '(']))).then_some((found, alone))
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut lines = 0;
    for (n, block) in blocks.iter().enumerate() {
        let next = blocks.get(n + 1);
        let dated = period(block);
        let labelled = super::token::label(block.text).is_some_and(|(_, value)| !value.is_empty())
            && block.text.contains(':');
        let school = block.level == 0 && dated.is_none() && !labelled && {
            let closed = entries.last().is_none_or(|entry| entry.period.is_some());
            let follows = next.is_some_and(|next| period(next).is_some())
                || blocks
                    .get(n + 2)
                    .is_some_and(|next| period(next).is_some_and(|(_, alone)| alone));
            entries.is_empty()
                || block.blank && !copied
                || closed && follows
                || block.blank && follows
        };
        if school {
            entries.push(Entry { name: Some(Val::new(block.text, 0.9)), ..Entry::default() });
            lines = 1;
            continue;
        }
        let entry = entries.last_mut()?;
        lines += 1;
        if let Some((found, alone)) = dated.filter(|_| entry.period.is_none()) {
            entry.period = Some(Period::of(block.text, &found));
            if !alone {
                degree(entry, block.text.get(..found.outer.start).unwrap_or_default());
            }
        } else if lines == 2 && block.level == 0 && !labelled {
            degree(entry, block.text);
        } else if entry.score.is_none()
            && (super::grades::is_mark(block.text)
                || super::lists::label_of(block.text)
                    .is_some_and(|(label, ..)| label == lexicon::Label::Score))
        {
            super::grades::score(entry, block.text);
        } else {
            entry.bullets.push(Bullet::new(Val::prose(block.text, 0.8)));
        }
    }
    Some(entries)
}

/// Parts "Master of Arts - MA, Interactive Journalism" at the first comma.
fn degree<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = inline::trim_separators(text);
    let parts = inline::split(text, &[", "]);
    match parts.as_slice() {
        [only] if lexicon::degree(only).is_none() && words::count(only) > 1 => {
            entry.area = Some(Val::new(only, 0.7));
        }
        [first, rest @ ..] => {
            entry.degree = Some(Val::new(first, 0.85));
            if !rest.is_empty() {
                entry.area = Some(Val::new(header::span(text, rest), 0.85));
            }
        }
        [] => {}
    }
}
