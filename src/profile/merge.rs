//! Two profiles of one person as one: what the one lacks comes from the other, an entry that both have
//! is there once, and what they say differently is told.

mod entries;
#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::{Date, Extra, Highlight, Options, Profile, Text, When, Written};
use entries::Entry;

/// Whose values hold where both profiles have some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The first profile's: the other one fills gaps.
    #[default]
    Fill,
    /// The other one's.
    Override,
}

/// Two values for one field, of which one is in the merged profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field, such as `work[0].startDate`.
    pub path: String,
    /// The value that holds.
    pub kept: String,
    /// The value that does not.
    pub dropped: String,
}

/// Merges another profile into one. Entries are the same if they are about the same: the same position,
/// degree, publication or account. New entries stand where their dates place them in a list that is
/// newest first, else at its end. Settings of the file itself are the first profile's.
pub fn merge(mut profile: Profile, mut other: Profile, policy: Policy) -> (Profile, Vec<Conflict>) {
    let mut merger = Merger { policy, path: Vec::new(), conflicts: Vec::new() };
    other.schema.take_if(|_| profile.schema.is_some());
    let own = &profile.meta;
    other.meta.canonical.take_if(|_| own.canonical.is_some());
    other.meta.version.take_if(|_| own.version.is_some());
    other.meta.last_modified.take_if(|_| own.last_modified.is_some());
    // An order is one value, not a list to add to.
    match policy {
        Policy::Fill if !profile.section_order.is_empty() => other.section_order.clear(),
        Policy::Override if !other.section_order.is_empty() => profile.section_order.clear(),
        _ => {}
    }
    profile.merge(other, &mut merger);
    (profile, merger.conflicts)
}

/// Merges a value with another one of its kind.
pub(super) trait Merge: Sized {
    /// Takes what the other value has beyond this one.
    fn merge(&mut self, other: Self, merger: &mut Merger);
}

/// Where a merge is, and what it has found.
pub(super) struct Merger {
    policy: Policy,
    path: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Merger {
    /// Goes on within a field, which may be named as in Rust.
    pub(super) fn within(&mut self, name: &str, merge: impl FnOnce(&mut Self)) {
        let name = if name == "kind" { "type".to_owned() } else { camel(name) };
        self.path.push(name);
        merge(self);
        self.path.pop();
    }

    /// Decides between two values, and tells.
    fn choose<T>(&mut self, own: &mut T, mut other: T, show: impl Fn(&T) -> String) {
        if self.policy == Policy::Override {
            std::mem::swap(own, &mut other);
        }
        let (kept, dropped) = (show(own), show(&other));
        let path = self.path.join(".").replace(".[", "[");
        self.conflicts.push(Conflict { path, kept, dropped });
    }

    /// Decides between two forms of the same.
    fn prefer<T>(&self, own: &mut T, other: T) {
        if self.policy == Policy::Override {
            *own = other;
        }
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        name + &head.to_uppercase() + tail
    })
}

/// What is left of a text that differs in case, blanks and marks at its ends alone.
fn folded(text: &str) -> String {
    let word = |word: &str| {
        let word = word.trim_matches(['.', ',', ';', ':', '"', '“', '”']).to_lowercase();
        word.replace(['–', '—', '‑'], "-")
    };
    text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether two strings mean the same: text, addresses of pages, numbers of phones.
fn same_string(a: &str, b: &str) -> bool {
    let digits = |text: &str| {
        let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        (is_number && digits.len() >= 6).then_some(digits)
    };
    folded(a) == folded(b)
        || address(a) == address(b)
        || digits(a).is_some_and(|number| Some(number) == digits(b))
}

/// An address without what does not matter in it.
fn address(url: &str) -> String {
    let lower = url.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_prefix("mailto:").unwrap_or(rest).trim_end_matches('/').to_owned()
}

impl Merge for String {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        if *self == other {
        } else if same_string(self, &other) {
            merger.prefer(self, other);
        } else {
            merger.choose(self, other, Clone::clone);
        }
    }
}

impl Merge for Text {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        match (&mut *self, other) {
            (Self::Plain(own), Self::Plain(other)) => own.merge(other, merger),
            (Self::Localized(own), Self::Localized(other)) => own.merge(other, merger),
            // One language of several says more together with the others.
            (Self::Plain(own), other @ Self::Localized(_))
                if other.all().any(|text| text == own) =>
            {
                *self = other;
            }
            (Self::Localized(own), Self::Plain(other))
                if own.values().any(|text| *text == other) => {}
            (_, other) => {
                let show = |text: &Self| text.all().collect::<Vec<_>>().join(" / ");
                merger.choose(self, other, show);
            }
        }
    }
}

impl<T: Merge> Merge for Option<T> {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        match (&mut *self, other) {
            (Some(own), Some(other)) => own.merge(other, merger),
            (None, other) => *self = other,
            (Some(_), None) => {}
        }
    }
}

impl Merge for When {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        match (self.date(), other.date()) {
            _ if *self == other => {}
            (Some(own), Some(date)) if agree(own, date) => {
                if precision(date) > precision(own) {
                    *self = other;
                }
            }
            _ => merger.choose(self, other, Self::to_string),
        }
    }
}

impl Merge for usize {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        merger.prefer(self, other);
    }
}

impl<T: Merge> Merge for IndexMap<String, T> {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        for (key, value) in other {
            match self.get_mut(&key) {
                Some(own) => merger.within(&key, |merger| own.merge(value, merger)),
                None => {
                    self.insert(key, value);
                }
            }
        }
    }
}

impl Merge for Extra {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        for (key, value) in other {
            match self.get_mut(&key) {
                Some(own) if *own == value => {}
                Some(own) => {
                    merger.within(&key, |merger| merger.choose(own, value, Json::to_string));
                }
                None => {
                    self.insert(key, value);
                }
            }
        }
    }
}

/// How a profile is printed is settled silently: whoever goes first has made up their mind.
impl Merge for Options {
    fn merge(&mut self, mut other: Self, merger: &mut Merger) {
        let extra = std::mem::take(&mut other.extra);
        let mut own_extra = std::mem::take(&mut self.extra);
        own_extra.merge(extra, merger);
        let own = std::mem::take(self);
        *self = match merger.policy {
            Policy::Fill => own.or(&other),
            Policy::Override => other.or(&own),
        };
        self.extra = own_extra;
    }
}

impl Merge for Highlight {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        self.text.merge(other.text, merger);
        self.highlights.merge(other.highlights, merger);
        self.tags.merge(other.tags, merger);
        self.extra.merge(other.extra, merger);
    }
}

impl<T: Entry> Merge for Vec<T> {
    fn merge(&mut self, other: Self, merger: &mut Merger) {
        let mut taken = vec![false; self.len()];
        let mut rest: Vec<T> = Vec::new();
        for entry in other {
            match (0..taken.len()).find(|&i| !taken[i] && self[i] == entry) {
                Some(i) => taken[i] = true,
                None => rest.push(entry),
            }
        }
        let mut new = Vec::new();
        for mut entry in rest {
            let alike = (0..taken.len()).filter(|&i| !taken[i]);
            let alike =
                alike.map(|i| (self[i].likeness(&entry), i)).filter(|(alike, _)| *alike > 0);
            // Of several that are as much alike, the first.
            match alike.max_by_key(|(alike, i)| (*alike, std::cmp::Reverse(*i))) {
                Some((_, i)) => {
                    taken[i] = true;
                    merger.within(&format!("[{i}]"), |merger| {
                        self[i].settle(&mut entry, merger);
                        self[i].merge(entry, merger);
                    });
                }
                None if entry.is_told_in(self) => {}
                None => new.push(entry),
            }
        }
        let begins = |entry: &T| entry.dates().0.or(entry.dates().1);
        let dates: Vec<_> = self.iter().filter_map(begins).collect();
        let is_newest_first = dates.windows(2).all(|pair| pair[0] >= pair[1]);
        let place = |entry: &T| {
            let date = begins(entry).filter(|_| is_newest_first)?;
            self.iter().position(|own| begins(own).is_some_and(|own| own < date))
        };
        let mut new: Vec<(usize, T)> =
            new.into_iter().map(|entry| (place(&entry).unwrap_or(self.len()), entry)).collect();
        // From the end, so that places hold and new entries keep their order among themselves.
        new.sort_by_key(|(place, _)| *place);
        for (place, entry) in new.into_iter().rev() {
            self.insert(place, entry);
        }
    }
}

/// Whether two dates agree as far as both are precise.
fn agree(a: Date, b: Date) -> bool {
    let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
    a.year() == b.year() && same(a.month(), b.month()) && same(a.day(), b.day())
}

fn precision(date: Date) -> u8 {
    u8::from(date.month().is_some()) + u8::from(date.day().is_some())
}

/// Merges one date of an entry; the author's words go with the date that they are about.
fn settle_date(
    name: &str,
    own: (&mut Option<When>, &mut Written),
    other: (&mut Option<When>, &mut Written),
    merger: &mut Merger,
) {
    let words = other.1.shift_remove(name);
    let Some(theirs) = other.0.take() else { return };
    let before = own.0.clone();
    // Words say more than the more precise date of another.
    if own.1.contains_key(name)
        && let (Some(mine), Some(date)) = (before.as_ref().and_then(When::date), theirs.date())
        && agree(mine, date)
    {
        return;
    }
    merger.within(name, |merger| own.0.merge(Some(theirs), merger));
    if *own.0 != before {
        own.1.shift_remove(name);
        own.1.extend(words.map(|words| (name.to_owned(), words)));
    }
}

/// The start and the end of an entry, and the author's words for them.
type Period<'e> = (&'e mut Option<When>, &'e mut Option<When>, &'e mut Written);

/// Merges the period of an entry. Having begun without an end is to go on, which is a value too.
fn settle_period(own: Period<'_>, other: Period<'_>, merger: &mut Merger) {
    let goes_on = |period: &Period<'_>| period.0.is_some() && period.1.is_none();
    let (own_goes_on, other_goes_on) = (goes_on(&own), goes_on(&other));
    let (start, end, written) = own;
    let (other_start, other_end, other_written) = other;
    settle_date("startDate", (start, written), (other_start, other_written), merger);
    let show = |end: &Option<When>| end.as_ref().map_or("present".to_owned(), When::to_string);
    if own_goes_on && other_end.is_some() || other_goes_on && end.is_some() {
        let theirs = other_end.take();
        merger.within("endDate", |merger| merger.choose(end, theirs, show));
        if merger.policy == Policy::Override {
            written.shift_remove("endDate");
        } else {
            other_written.shift_remove("endDate");
        }
    } else {
        settle_date("endDate", (end, written), (other_end, other_written), merger);
    }
}
