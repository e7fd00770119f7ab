//! Positions: employers, titles, places, and what was done there.

use super::blocks::Block;
use super::dates::Reading;
use super::entries::{self, Raw, Singles};
use super::groups::{described_umbrella, is_led, is_role_below, unit_in_title};
use super::header;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::looks;
use super::oneline::{one_line_heads, set_employer, set_title};
use super::out::Out;
use super::place;
use super::position_head::{Order, fields};
use super::token;
use super::value::{Bullet, Entry, Period, Val};
use super::words;

/// Reads the entries of a section about positions; returns the blocks before the first.
pub(super) fn read<'a>(
    blocks: &[Block<'a>],
    reading: Reading,
    out: &mut Out<'a>,
) -> (Vec<Block<'a>>, Vec<Entry<'a>>) {
    let blocks = without_durations(blocks, out);
    let (loose, raws) = entries::split(&blocks, Singles::No, reading);
    let raws = one_line_heads(raws);
    // A section that leaves the order open has that of the last one.
    let apart = || raws.iter().all(|raw| header::units(raw).len() >= 2);
    let order = Order::of(&raws)
        .or_else(|| out.order_of_heads.filter(|_| apart()))
        .unwrap_or(Order::TitleFirst);
    out.order_of_heads = Some(order);
    let mut found: Vec<Entry> = Vec::new();
    // The employer whose name stands above several positions.
    let mut group: Option<Umbrella<'a>> = None;
    // The line of an employer above the title of the first position there.
    let mut led: Option<&Block> = None;
    for (n, raw) in raws.iter().enumerate() {
        let period = raw.period();
        let within = group.as_ref().is_some_and(|group| match (&group.period, &period) {
            (Some(outer), Some(inner)) => outer.holds(inner),
            _ => true,
        });
        let below = led.is_some_and(|first| is_role_below(raw, first));
        let mut entry = fields(raw, order, within || below);
        if within && group.as_ref().is_some_and(|group| group.period.is_some()) {
            unit_in_title(&mut entry);
        }
        let next = raws.get(n + 1);
        let described = described_umbrella(raw, next);
        if described.is_some() || is_umbrella(raw, &entry, next, order) {
            let period = entry.period.take();
            let entry = described.unwrap_or_else(|| employer_alone(entry));
            close(group.replace(Umbrella { entry, period, used: false }), &mut found, out);
            continue;
        }
        if entry.name.is_none() && entry.position.is_some() {
            let own = entry.position.as_ref().is_some_and(|title| is_own_master(&title.text));
            let before = found.last().filter(|last| !own && adjoins(last, &entry));
            match group.as_mut().filter(|_| within) {
                Some(group) => {
                    group.used = true;
                    inherit(&mut entry, Some(&group.entry));
                }
                None => inherit(&mut entry, before),
            }
        } else if entry.name.is_some() && entry.position.is_some() {
            close(group.take(), &mut found, out);
        }
        let skipped = title_below(&mut entry, raw);
        if !below {
            led = raw.head.first().map(|line| &line.block).filter(|_| is_led(raw, &entry));
        }
        if skipped {
            let raw = Raw { body: raw.body.iter().skip(1).cloned().collect(), ..raw.clone() };
            body(&mut entry, &raw, out);
        } else {
            body(&mut entry, raw, out);
        }
        found.push(entry);
    }
    close(group, &mut found, out);
    (loose, found)
}

/// An employer whose name stands above several positions.
struct Umbrella<'a> {
    entry: Entry<'a>,
    /// From the first of them to the last.
    period: Option<Period<'a>>,
    /// Whether a position took it.
    used: bool,
}

/// Leaves an employer behind: where no position took it, it is an entry of its own.
fn close<'a>(group: Option<Umbrella<'a>>, found: &mut Vec<Entry<'a>>, out: &mut Out<'a>) {
    let Some(Umbrella { entry, period, used }) = group else { return };
    if used {
        for part in period.iter().flat_map(|period| &period.parts) {
            out.furniture(part, Furniture::Duration);
        }
    } else {
        found.push(Entry { period, ..entry });
    }
}

/// Takes the title from a line of its own above the bullets, where the head names an employer alone. Tells
/// whether there is one.
fn title_below<'a>(entry: &mut Entry<'a>, raw: &Raw<'a>) -> bool {
    let [first, next, ..] = raw.body.as_slice() else { return false };
    let is_title = entry.position.is_none()
        && entry.name.is_some()
        && first.level == raw.level
        && next.level > raw.level
        && words::count(first.text) <= 8
        && !words::ends_sentence(first.text)
        && lexicon::role_score(first.text) >= 60;
    if is_title {
        set_title(entry, first.text, 0.75);
    }
    is_title
}

/// Takes out lines that only say how long something lasted; what follows stands below what came
/// before.
fn without_durations<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) -> Vec<Block<'a>> {
    let mut kept: Vec<Block<'a>> = Vec::with_capacity(blocks.len());
    let mut joined = false;
    for block in blocks {
        if block.level == 0 && words::is_duration(block.text) {
            out.furniture(block.text, Furniture::Duration);
            joined = true;
            continue;
        }
        let mut block = block.clone();
        block.blank &= !joined;
        joined = false;
        kept.push(block);
    }
    kept
}

/// Whether a title says that there was no employer: "self-employed", "parental leave".
pub(super) fn is_own_master(title: &str) -> bool {
    const WORDS: [&str; 32] = [
        "self-employed",
        "self employed",
        "freelance",
        "freelancer",
        "sole trader",
        "independent",
        "career break",
        "parental leave",
        "maternity leave",
        "sabbatical",
        "caregiver",
        "carer for",
        "travelling",
        "selbststandig",
        "selbstandig",
        "freiberuf",
        "elternzeit",
        "auszeit",
        "familienphase",
        "karenz",
        "independant",
        "auto-entrepreneur",
        "conge parental",
        "autonomo",
        "autonoma",
        "cuenta propia",
        "libero profession",
        "zzp",
        "egenforetagare",
        "wlasna dzialalnosc",
        "foraldraledig",
        "ouderschapsverlof",
    ];
    let folded = words::fold(title);
    WORDS.iter().any(|word| folded.contains(word))
}

/// Whether the periods of two positions follow one another, as those of promotions do.
fn adjoins(one: &Entry, other: &Entry) -> bool {
    let (Some(one), Some(other)) = (&one.period, &other.period) else { return true };
    let year = |date: Option<crate::profile::Date>| date.map(crate::profile::Date::year);
    let near = |a: Option<u16>, b: Option<u16>| match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 1,
        _ => true,
    };
    let (start, end) = (year(one.start), year(one.end));
    near(start, year(other.end)) || near(end, year(other.start)) || near(start, year(other.start))
}

/// The entry of an employer without a position, whatever its name was taken for.
fn employer_alone(mut entry: Entry) -> Entry {
    let (position, name) = (entry.position.take(), entry.name.take());
    if let Some(text) = position.or(name).and_then(|val| val.parts.first().copied()) {
        set_employer(&mut entry, text, 0.8);
    }
    entry
}

/// Takes employer, place and description of the position before.
pub(super) fn inherit<'a>(entry: &mut Entry<'a>, from: Option<&Entry<'a>>) {
    let Some(from) = from else { return };
    let again = |val: &Option<Val<'a>>| val.clone().map(|val| Val { sure: val.sure * 0.8, ..val });
    entry.name = again(&from.name);
    entry.location = entry.location.take().or_else(|| again(&from.location));
    entry.description = entry.description.take().or_else(|| again(&from.description));
}

/// Whether the lines name an employer alone, and positions with dates follow at once.
fn is_umbrella(raw: &Raw, entry: &Entry, next: Option<&Raw>, order: Order) -> bool {
    let Some(next) = next else { return false };
    if !raw.body.is_empty() || raw.head.is_empty() {
        return false;
    }
    let one = entry.name.is_some() != entry.position.is_some();
    let lone = one
        && entry.name.as_ref().or(entry.position.as_ref()).is_some_and(|val| {
            lexicon::role_score(&val.text) < 60 || order == Order::EmployerFirst
        });
    match (raw.period(), next.period()) {
        (Some(outer), Some(inner)) => lone && outer.holds(&inner) && header::units(next).len() <= 2,
        (None, Some(_)) => lone && raw.head.len() == 1,
        _ => false,
    }
}

/// Reads what follows the head.
pub(super) fn body<'a>(entry: &mut Entry<'a>, raw: &Raw<'a>, out: &mut Out<'a>) {
    for role in std::mem::take(&mut entry.roles) {
        let telling = out.layout == super::profiles::Layout::Free && is_telling_kind(&role.text);
        if let Some(title) = entry.position.as_mut().filter(|_| telling) {
            title.text = format!("{} ({})", title.text, role.text);
            title.parts.extend(role.parts);
            continue;
        }
        for part in role.parts {
            out.furniture(part, Furniture::Site);
        }
    }
    let mut label: Option<&Block<'a>> = None;
    for block in &raw.body {
        // "Accomplishments" or "Skills used" in a line of its own.
        let known = lexicon::label(looks::title(block.text));
        if block.level == 0 && matches!(known, Some(Label::Duties | Label::Techniques)) {
            if let Some(label) = label.replace(block) {
                out.furniture(label.text, Furniture::Label);
            }
            continue;
        }
        match label.take() {
            Some(label) if lexicon::label(label.text) == Some(Label::Techniques) => {
                let mut val = Val::new(inline::trim_separators(label.text), 0.8);
                val.join(": ", Val::prose(block.text, 0.8));
                entry.bullets.push(Bullet::new(val));
            }
            Some(label) => {
                out.furniture(label.text, Furniture::Label);
                add(entry, block, raw.level, out);
            }
            None => add(entry, block, raw.level, out),
        }
    }
    if let Some(label) = label {
        out.furniture(label.text, Furniture::Label);
    }
    describe(entry);
}

/// Takes the line below the head for what the employer is, where lists of what was done follow: "A studio of
/// 14 people making games.", "Acme moves money between banks."
fn describe(entry: &mut Entry) {
    const OPENERS: [&str; 14] = [
        "a", "an", "the", "ein", "eine", "un", "une", "una", "uno", "um", "uma", "een", "en", "et",
    ];
    const BODIES: [&str; 34] = [
        "studio",
        "company",
        "firm",
        "agency",
        "practice",
        "shop",
        "store",
        "startup",
        "start-up",
        "manufacturer",
        "maker",
        "provider",
        "supplier",
        "bank",
        "charity",
        "school",
        "hospital",
        "hotel",
        "restaurant",
        "consultancy",
        "publisher",
        "operator",
        "retailer",
        "wholesaler",
        "brewery",
        "bakery",
        "winery",
        "farm",
        "unternehmen",
        "agentur",
        "entreprise",
        "agence",
        "empresa",
        "azienda",
    ];
    let ([about], Some(name)) = (entry.summary.as_slice(), &entry.name) else { return };
    let text = &about.text;
    if entry.description.is_some() || entry.bullets.is_empty() || words::count(text) > 18 {
        return;
    }
    let folded = words::fold(text);
    let mut said = folded.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let first = said.next().unwrap_or_default();
    let named = words::fold(&name.text).split(' ').next() == Some(first) && first.len() >= 4;
    let sort = OPENERS.contains(&first) && said.take(5).any(|word| BODIES.contains(&word));
    let one = text.matches(". ").count() == 0;
    if one && (named || sort) {
        entry.description = entry.summary.pop();
    }
}

/// Whether a kind of employment says more than that somebody was employed: "contract", "part-time".
fn is_telling_kind(text: &str) -> bool {
    const PLAIN: [&str; 16] = [
        "full-time",
        "full time",
        "fulltime",
        "permanent",
        "vollzeit",
        "festanstellung",
        "temps plein",
        "cdi",
        "jornada completa",
        "tempo pieno",
        "tempo indeterminato",
        "voltijd",
        "hybrid",
        "remote",
        "on-site",
        "employed",
    ];
    !PLAIN.contains(&words::fold(text).as_str())
}

/// Adds a block below the head of an entry.
pub(super) fn add<'a>(entry: &mut Entry<'a>, block: &Block<'a>, top: u8, out: &mut Out<'a>) {
    let text = block.text;
    if block.level > top {
        Bullet::push(&mut entry.bullets, block.level - top, Val::prose(text, 0.9));
        return;
    }
    let bare = inline::trim_separators(text);
    if out.layout == super::profiles::Layout::Copied && super::profiles::is_note(bare) {
        out.furniture(text, Furniture::Site);
        return;
    }
    if let Some(page) = token::page(bare).filter(|_| entry.url.is_none()) {
        entry.url = Some(page);
        return;
    }
    if entry.location.is_none() && entry.bullets.is_empty() && place::is_place(bare) {
        entry.location = Some(Val::new(bare, 0.7));
        return;
    }
    // "Skills: R · SQL" is what the position needed.
    if let Some((label, _)) = token::label(text)
        && text.contains(':')
        && lexicon::heading(label).is_some_and(|heading| heading.topic == lexicon::Topic::Skills)
    {
        // A site says them again in their section.
        let again = |value: &str| {
            value.split(" · ").all(|skill| out.text.matches(skill.trim()).nth(1).is_some())
        };
        if out.layout == super::profiles::Layout::Copied
            && token::label(text).is_some_and(|(_, value)| again(value))
        {
            out.furniture(text, Furniture::Site);
            return;
        }
        entry.bullets.push(Bullet::new(Val::prose(text, 0.8)));
        return;
    }
    if let Some((label, value)) = token::label(text)
        && lexicon::label(label) == Some(Label::Duties)
    {
        out.furniture(label, Furniture::Label);
        entry.summary.push(Val::prose(value, 0.8));
        return;
    }
    if text.ends_with(':')
        && matches!(
            lexicon::label(bare.trim_end_matches(':')),
            Some(Label::Duties | Label::Description)
        )
    {
        out.furniture(text, Furniture::Label);
        return;
    }
    // "*Online marketplace for used bicycles.*" below the head says what the employer is.
    if entry.bullets.is_empty()
        && entry.summary.is_empty()
        && entry.description.is_none()
        && entry.name.is_some()
        && inline::is_italic(text)
        && words::count(text) <= 12
    {
        entry.description = Some(Val::prose(bare, 0.7));
        return;
    }
    if entry.bullets.is_empty() {
        let glued = !block.blank
            && entry.summary.last().is_some_and(|last| words::ends_sentence(&last.text));
        let val = Val::prose(text, 0.8);
        match entry.summary.last_mut().filter(|_| glued) {
            Some(last) => last.join(" ", val),
            None => entry.summary.push(val),
        }
    } else {
        Bullet::push(&mut entry.bullets, 1, Val::prose(text, 0.6));
    }
}
