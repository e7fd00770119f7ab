//! When two entries are about the same.

use super::{Merge, Merger, Period, address, agree, folded, settle_date, settle_period};
use crate::profile::{
    Account, Award, Certificate, Date, Education, Highlight, Interest, Language, Project,
    Publication, Reference, Section, SectionEntry, Skill, Text, Unplaced, Volunteer, When, Work,
};

/// An item of a list.
pub(in crate::profile) trait Entry: Merge + PartialEq {
    /// How sure it is that two are about the same; 0 if they are not.
    fn likeness(&self, other: &Self) -> u8;

    /// Merges what cannot be merged field by field, and takes it out of the other one.
    fn settle(&mut self, _other: &mut Self, _merger: &mut Merger) {}

    /// When it was.
    fn dates(&self) -> Dates {
        (None, None)
    }

    /// Whether other entries say all that it says.
    fn is_told_in(&self, _entries: &[Self]) -> bool {
        false
    }
}

fn sure(same: bool) -> u8 {
    if same { 3 } else { 0 }
}

/// Whether two texts are there and the same.
fn same(a: &Option<Text>, b: &Option<Text>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.all().any(|a| b.all().any(|b| folded(a) == folded(b)))
}

/// Whether two texts are the same, or one is not there.
fn may_be_same(a: &Option<Text>, b: &Option<Text>) -> bool {
    a.is_none() || b.is_none() || same(a, b)
}

/// Whether two names of organisations mean the same: without marks and legal forms.
fn same_organization(a: &Option<Text>, b: &Option<Text>) -> bool {
    const FORMS: [&str; 20] = [
        "inc",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "gmbh",
        "ag",
        "kg",
        "se",
        "sa",
        "sas",
        "srl",
        "spa",
        "bv",
        "ab",
        "oy",
        "as",
        "plc",
    ];
    let key = |text: &str| {
        let words = text.to_lowercase().replace(['.', '\''], "");
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let all: Vec<String> = words.map(str::to_owned).collect();
        let kept: Vec<String> =
            all.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
        if kept.is_empty() { all } else { kept }
    };
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.all().any(|a| b.all().any(|b| !key(a).is_empty() && key(a) == key(b)))
}

/// A start and an end as far as they are dates.
pub(in crate::profile) type Dates = (Option<Date>, Option<Date>);

fn dates(start: &Option<When>, end: &Option<When>) -> Dates {
    let date = |when: &Option<When>| when.as_ref().and_then(When::date);
    (date(start), date(end))
}

/// Whether two periods have a day in common; they may if one of them is unknown.
fn overlap(a: Dates, b: Dates) -> bool {
    let first = |date: Date| (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1));
    let last = |date: Date| (date.year(), date.month().unwrap_or(12), date.day().unwrap_or(31));
    // A single date is both; a start alone goes on.
    let begin = |(start, end): Dates| start.or(end).map(first);
    let end = |(_, end): Dates| end.map(last).unwrap_or((u16::MAX, 12, 31));
    match (begin(a), begin(b)) {
        (Some(begin_a), Some(begin_b)) => begin_a <= end(b) && begin_b <= end(a),
        _ => true,
    }
}

/// Whether two periods are known and begin or end together, without anything against it.
fn coincide(a: Dates, b: Dates) -> bool {
    let same = |a: Option<Date>, b: Option<Date>| a.zip(b).map(|(a, b)| agree(a, b));
    let goes_on = |dates: Dates| dates.0.is_some() && dates.1.is_none();
    match (same(a.0, b.0), same(a.1, b.1)) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), None) => goes_on(a) == goes_on(b),
        (None, None) => false,
        _ => true,
    }
}

/// How alike two stays at one organisation are, by the role held there and the time.
fn stay(role: (&Option<Text>, &Option<Text>), a: Dates, b: Dates) -> u8 {
    match role {
        (Some(_), Some(_)) if same(role.0, role.1) => sure(overlap(a, b)),
        (Some(_), Some(_)) => u8::from(coincide(a, b)),
        _ if overlap(a, b) => 2,
        _ => 0,
    }
}

/// What entries with a start and an end have in common.
macro_rules! periods {
    ($($ty:ty => |$own:ident, $other:ident| $likeness:expr;)*) => {$(
        impl Entry for $ty {
            fn likeness(&self, other: &Self) -> u8 {
                let ($own, $other) = (self, other);
                $likeness
            }

            fn settle(&mut self, other: &mut Self, merger: &mut Merger) {
                let own: Period<'_> = (&mut self.start_date, &mut self.end_date, &mut self.written);
                let other = (&mut other.start_date, &mut other.end_date, &mut other.written);
                settle_period(own, other, merger);
            }

            fn dates(&self) -> Dates {
                dates(&self.start_date, &self.end_date)
            }
        }
    )*};
}

periods! {
    Work => |a, b| match same_organization(&a.name, &b.name) {
        true => stay((&a.position, &b.position), a.dates(), b.dates()),
        false => 0,
    };
    Volunteer => |a, b| match same_organization(&a.organization, &b.organization) {
        true => stay((&a.position, &b.position), a.dates(), b.dates()),
        false => 0,
    };
    Education => |a, b| match same_organization(&a.institution, &b.institution) {
        true => stay((&a.degree(), &b.degree()), a.dates(), b.dates()),
        false => 0,
    };
    Project => |a, b| sure(same(&a.name, &b.name) && may_be_same(&a.entity, &b.entity));
    SectionEntry => |a, b| {
        let subtitles = may_be_same(&a.subtitle, &b.subtitle);
        sure(same(&a.title, &b.title) && subtitles && overlap(a.dates(), b.dates()))
    };
}

impl Education {
    /// Degree and subject as one, however they are divided.
    fn degree(&self) -> Option<Text> {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.get("").to_owned());
        let parts = [text(&self.study_type), text(&self.area)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" ").into())
    }
}

impl Entry for Award {
    fn likeness(&self, other: &Self) -> u8 {
        sure(same(&self.title, &other.title) && overlap(self.dates(), other.dates()))
    }

    fn settle(&mut self, other: &mut Self, merger: &mut Merger) {
        let (own, other) =
            ((&mut self.date, &mut self.written), (&mut other.date, &mut other.written));
        settle_date("date", own, other, merger);
    }

    fn dates(&self) -> Dates {
        dates(&self.date, &self.date)
    }
}

/// A name without what stands in brackets behind it: the number of a licence.
fn without_number(name: &Option<Text>) -> Option<Text> {
    let name = name.as_ref()?.get("").trim();
    let bare = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    Some(bare.map_or(name, |(bare, _)| bare).into())
}

impl Entry for Certificate {
    fn likeness(&self, other: &Self) -> u8 {
        let is_same = same(&self.name, &other.name)
            || same(&without_number(&self.name), &other.name)
            || same(&self.name, &without_number(&other.name));
        sure(is_same && may_be_same(&self.issuer, &other.issuer))
    }

    fn settle(&mut self, other: &mut Self, merger: &mut Merger) {
        let (own, other) =
            ((&mut self.date, &mut self.written), (&mut other.date, &mut other.written));
        settle_date("date", own, other, merger);
    }

    fn dates(&self) -> Dates {
        dates(&self.date, &self.date)
    }
}

impl Entry for Publication {
    fn likeness(&self, other: &Self) -> u8 {
        let letters = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let title = |text: &Option<Text>| text.as_ref().map(|text| letters(text.get("")));
        let doi = |doi: &Option<String>| {
            let doi = address(doi.as_deref()?);
            Some(doi.strip_prefix("doi.org/").unwrap_or(&doi).to_owned())
        };
        match (doi(&self.doi), doi(&other.doi)) {
            (Some(a), Some(b)) => sure(a == b),
            _ => u8::from(title(&self.name).is_some() && title(&self.name) == title(&other.name)),
        }
    }

    fn settle(&mut self, other: &mut Self, merger: &mut Merger) {
        let own = (&mut self.release_date, &mut self.written);
        settle_date("releaseDate", own, (&mut other.release_date, &mut other.written), merger);
        // The authors are one value: a name is written in many ways, and its place matters.
        let theirs = std::mem::take(&mut other.authors);
        if self.authors.is_empty() {
            self.authors = theirs;
        } else if !theirs.is_empty() && theirs != self.authors {
            let names = |texts: &Vec<Text>| {
                texts.iter().map(|text| text.get("").to_owned()).collect::<Vec<_>>().join(", ")
            };
            merger.within("authors", |merger| merger.choose(&mut self.authors, theirs, names));
        }
    }

    fn dates(&self) -> Dates {
        dates(&self.release_date, &self.release_date)
    }
}

impl Entry for Account {
    fn likeness(&self, other: &Self) -> u8 {
        let url = |account: &Self| account.url.as_deref().map(address);
        let text = |text: &Option<String>| text.as_deref().map(folded);
        let user = |account: &Self| text(&account.username);
        let same_network = text(&self.network).is_none()
            || text(&other.network).is_none()
            || text(&self.network) == text(&other.network);
        // Pages of one network may lie at several hosts.
        let page = |account: &Self| {
            let url = url(account)?;
            Some(
                url.strip_prefix("twitter.com/")
                    .map_or(url.clone(), |user| format!("x.com/{user}")),
            )
        };
        let same_url = page(self).is_some() && page(self) == page(other);
        let same_user = user(self).is_some() && user(self) == user(other);
        sure(same_url || same_user && same_network)
    }
}

impl Entry for Skill {
    fn likeness(&self, other: &Self) -> u8 {
        sure(same(&self.name, &other.name))
    }

    /// A skill by itself may stand in a group.
    fn is_told_in(&self, entries: &[Self]) -> bool {
        let is_name_alone = *self == Self { name: self.name.clone(), ..Self::default() };
        let mut keywords = entries.iter().flat_map(|skill| &skill.keywords);
        is_name_alone && keywords.any(|keyword| same(&Some(keyword.clone()), &self.name))
    }
}

impl Entry for Reference {
    fn likeness(&self, other: &Self) -> u8 {
        sure(same(&self.name, &other.name) && may_be_same(&self.reference, &other.reference))
    }
}

/// Entries that one text tells.
macro_rules! named {
    ($($ty:ty: $field:ident),*) => {$(
        impl Entry for $ty {
            fn likeness(&self, other: &Self) -> u8 {
                sure(same(&self.$field, &other.$field))
            }
        }
    )*};
}
named!(Language: language, Interest: name, Section: title);

impl Entry for Highlight {
    fn likeness(&self, other: &Self) -> u8 {
        self.text.likeness(&other.text)
    }
}

impl Entry for Text {
    fn likeness(&self, other: &Self) -> u8 {
        sure(self.all().any(|a| other.all().any(|b| folded(a) == folded(b))))
    }
}

impl Entry for String {
    fn likeness(&self, other: &Self) -> u8 {
        sure(folded(self) == folded(other))
    }
}

impl Entry for Unplaced {
    fn likeness(&self, _: &Self) -> u8 {
        0
    }
}
