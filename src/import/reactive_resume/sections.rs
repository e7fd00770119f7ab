//! The sections, and the order in which they stand on the page.

use super::items::{self, shown};
use super::{HIDDEN, SETTINGS, is_hidden};
use crate::profile::{Profile, Section, SectionEntry, Sections, Text};
use crate::syntax::Fields;

/// What Reactive Resume calls a section, and our key.
const KEYS: [(&str, &str); 14] = [
    ("summary", "summary"),
    ("work", "work"),
    ("experience", "work"),
    ("education", "education"),
    ("projects", "projects"),
    ("skills", "skills"),
    ("languages", "languages"),
    ("interests", "interests"),
    ("awards", "awards"),
    ("certifications", "certificates"),
    ("publications", "publications"),
    ("volunteer", "volunteer"),
    ("references", "references"),
    ("profiles", "profiles"),
];

/// The titles that the tool itself gives, by our key.
pub(super) const USUAL_TITLES: [(&str, &str); 16] = [
    ("summary", "Summary"),
    ("work", "Experience"),
    ("work", "Work Experience"),
    ("education", "Education"),
    ("projects", "Projects"),
    ("skills", "Skills"),
    ("languages", "Languages"),
    ("interests", "Interests"),
    ("awards", "Awards"),
    ("certificates", "Certifications"),
    ("publications", "Publications"),
    ("volunteer", "Volunteering"),
    ("volunteer", "Volunteer"),
    ("volunteer", "Volunteer Experience"),
    ("references", "References"),
    ("interests", "Hobbies"),
];

fn key(name: &str) -> Option<&'static str> {
    KEYS.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

/// A section as it was read.
#[derive(Default)]
pub(super) struct Read {
    id: Option<String>,
    title: Option<Text>,
    /// What it adds to the usual sections.
    more: Profile,
    /// The section of the person's own making that it is, unless it is a usual one.
    own: Option<Section>,
}

/// What was found of the sections as a whole.
#[derive(Default)]
pub(super) struct Found {
    /// The titles given to usual sections, by our key.
    pub(super) titles: Vec<(&'static str, String)>,
    /// The ids of the sections of the person's own making.
    ids: Vec<Option<String>>,
}

impl Found {
    /// The summary with its title, unless it is hidden.
    pub(super) fn summary(&mut self, f: &mut Fields<'_>, profile: &mut Profile) {
        if is_hidden(f) {
            f.ignore_rest(HIDDEN);
            return;
        }
        if let Some(title) = f.scalar_text(&["title", "name", "heading"]) {
            self.titles.push(("summary", title));
        }
        profile.basics.summary = f.html(&["content", "body"]).or(profile.basics.summary.take());
        f.ignore_rest(SETTINGS);
    }

    pub(super) fn sections(&mut self, f: &mut Fields<'_>, profile: &mut Profile) {
        for (name, node, path) in f.members() {
            if node.members().is_none() {
                // Text in place of a section is kept as one.
                let text = f.text_at(node, &path);
                let section = |text| Section { paragraphs: vec![text], ..Section::default() };
                let title = Some(name.into());
                self.place(Read { title, own: text.map(section), ..Read::default() }, profile);
                continue;
            }
            let mut f = f.at(node, &path);
            match name {
                "summary" => self.summary(&mut f, profile),
                "custom" if node.get("items").is_none() => {
                    for (id, node, path) in f.members() {
                        if node.members().is_none() {
                            // Nothing but null stands there.
                            f.text_at(node, &path);
                            continue;
                        }
                        let read = self.section(&mut f.at(node, &path), "");
                        self.place(Read { id: Some(format!("custom.{id}")), ..read }, profile);
                    }
                }
                _ => match key(name) {
                    Some(key) => {
                        let read = usual(&mut f, key);
                        let title =
                            read.title.as_ref().map(|title| (key, title.get("").to_owned()));
                        self.titles.extend(title);
                        self.place(read, profile);
                    }
                    None => {
                        // Copies of a usual section are `work-2` and the like (version 3).
                        let kind = name.split('-').next().filter(|name| key(name).is_some());
                        let read = self.section(&mut f, kind.unwrap_or_default());
                        self.place(Read { id: Some(name.to_owned()), ..read }, profile);
                    }
                },
            }
        }
    }

    /// Reads a section of a type that the person has added. One that bears the title of a usual
    /// section, as those of a further page do, goes on with that.
    pub(super) fn section(&self, f: &mut Fields<'_>, kind: &str) -> Read {
        let title = f.peek("title").or_else(|| f.peek("name")).and_then(|title| title.scalar());
        let title = title.unwrap_or_default().trim().to_lowercase();
        let given = self.titles.iter().map(|(key, title)| (*key, title.as_str()));
        let mut titles = given.chain(USUAL_TITLES);
        let key = key(kind).filter(|key| !matches!(*key, "summary"));
        let goes_on = |key: &&str| {
            title.is_empty() || titles.any(|(k, usual)| k == *key && usual.to_lowercase() == title)
        };
        match key.filter(goes_on) {
            Some(key) => usual(f, key),
            None => own(f),
        }
    }

    /// Places what was read.
    pub(super) fn place(&mut self, read: Read, profile: &mut Profile) {
        add(profile, read.more);
        if let Some(section) = read.own {
            profile.sections.push(Section { title: read.title, ..section });
            self.ids.push(read.id);
        }
    }

    /// Puts the sections in the order of the layout.
    pub(super) fn finish(&mut self, profile: &mut Profile, layout: &[String]) {
        let at = |id: &Option<String>| {
            let at = id.as_ref().and_then(|id| layout.iter().position(|place| place == id));
            at.unwrap_or(usize::MAX)
        };
        let sections = std::mem::take(&mut profile.sections);
        let mut own: Vec<_> = std::mem::take(&mut self.ids).into_iter().zip(sections).collect();
        own.sort_by_key(|(id, _)| at(id));
        let mut order: Vec<&str> = Vec::new();
        for place in layout {
            match key(place) {
                Some(key) if !order.contains(&key) && !is_empty(profile, key) => order.push(key),
                None if own.iter().any(|(id, _)| id.as_ref() == Some(place)) => {
                    order.push("sections");
                }
                _ => {}
            }
        }
        profile.sections = own.into_iter().map(|(_, section)| section).collect();
        profile.section_order = order.into_iter().map(str::to_owned).collect();
        self.titles.retain(|(key, _)| Sections::KEYS.contains(key) && !is_empty(profile, key));
    }
}

fn is_empty(profile: &Profile, key: &str) -> bool {
    match key {
        "summary" => profile.basics.summary.is_none(),
        "work" => profile.work.is_empty(),
        "education" => profile.education.is_empty(),
        "projects" => profile.projects.is_empty(),
        "skills" => profile.skills.is_empty(),
        "languages" => profile.languages.is_empty(),
        "interests" => profile.interests.is_empty(),
        "awards" => profile.awards.is_empty(),
        "certificates" => profile.certificates.is_empty(),
        "publications" => profile.publications.is_empty(),
        "volunteer" => profile.volunteer.is_empty(),
        "references" => profile.references.is_empty(),
        // Accounts stand beside the address.
        _ => true,
    }
}

/// Adds the entries of one profile to those of another.
fn add(profile: &mut Profile, more: Profile) {
    profile.basics.profiles.extend(more.basics.profiles);
    profile.work.extend(more.work);
    profile.education.extend(more.education);
    profile.projects.extend(more.projects);
    profile.skills.extend(more.skills);
    profile.languages.extend(more.languages);
    profile.interests.extend(more.interests);
    profile.awards.extend(more.awards);
    profile.certificates.extend(more.certificates);
    profile.publications.extend(more.publications);
    profile.volunteer.extend(more.volunteer);
    profile.references.extend(more.references);
}

/// Reads what all sections have. Returns whether the section is shown.
fn begin(f: &mut Fields<'_>, read: &mut Read) -> bool {
    if is_hidden(f) {
        f.ignore(&["items"], HIDDEN);
        return false;
    }
    read.id = f.scalar_text(&["id"]);
    read.title = f.text(&["title", "name"]);
    true
}

/// Reads a section of a usual kind.
fn usual(f: &mut Fields<'_>, key: &str) -> Read {
    let mut read = Read::default();
    if begin(f, &mut read) {
        let more = &mut read.more;
        match key {
            "work" => more.work = list(f, items::work).into_iter().flatten().collect(),
            "education" => more.education = list(f, items::education),
            "projects" => more.projects = list(f, items::project),
            "skills" => more.skills = list(f, items::skill),
            "languages" => more.languages = list(f, items::language),
            "interests" => more.interests = list(f, items::interest),
            "awards" => more.awards = list(f, items::award),
            "certificates" => more.certificates = list(f, items::certificate),
            "publications" => more.publications = list(f, items::publication),
            "volunteer" => more.volunteer = list(f, items::volunteer),
            "references" => more.references = list(f, items::reference),
            _ => more.basics.profiles = list(f, items::account),
        }
    }
    f.ignore_rest(SETTINGS);
    read
}

/// Reads a section of the person's own making.
fn own(f: &mut Fields<'_>) -> Read {
    let mut read = Read::default();
    if f.peek("type").and_then(|kind| kind.scalar()) == Some("cover-letter") {
        f.ignore(&["items"], "a letter is no part of a résumé");
    } else if begin(f, &mut read) {
        let mut section = Section::default();
        for entry in list(f, items::entry) {
            match entry {
                // An item of prose alone is no entry.
                SectionEntry {
                    title: None,
                    subtitle: None,
                    start_date: None,
                    end_date: None,
                    url: None,
                    location: None,
                    ..
                } if entry.keywords.is_empty()
                    && entry.extra.is_empty()
                    && section.entries.is_empty()
                    && section.highlights.is_empty() =>
                {
                    section.paragraphs.extend(entry.summary);
                    section.highlights.extend(entry.highlights);
                }
                entry => section.entries.push(entry),
            }
        }
        let (paragraph, highlights) = f.prose(&["content"]);
        section.paragraphs.extend(paragraph);
        section.highlights.extend(highlights);
        read.own = Some(section);
    }
    f.ignore_rest(SETTINGS);
    read
}

/// The items that are shown.
fn list<T>(f: &mut Fields<'_>, read: fn(&mut Fields<'_>) -> T) -> Vec<T> {
    f.list(&["items"], "name", |f| shown(f, read)).into_iter().flatten().collect()
}
