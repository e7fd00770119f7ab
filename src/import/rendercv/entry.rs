//! Entries of RenderCV and the fields of the schema that they become.

use crate::extract::{self, Topic};
use crate::profile::{
    Award, Certificate, Education, Extra, Highlight, Interest, Language, Profile, Project,
    Publication, Reference, Section, SectionEntry, Skill, Text, Volunteer, When, Work, Written,
};

/// An entry of any kind: the kinds differ by which of these keys they have.
#[derive(Clone, Default)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// `company` or `institution`.
    pub(super) organization: Option<Text>,
    /// `position`, `title` or `name`.
    pub(super) title: Option<Text>,
    pub(super) area: Option<Text>,
    pub(super) degree: Option<Text>,
    pub(super) location: Option<Text>,
    pub(super) start_date: Option<When>,
    pub(super) end_date: Option<When>,
    pub(super) written: Written,
    pub(super) summary: Option<Text>,
    pub(super) highlights: Vec<Highlight>,
    pub(super) authors: Vec<Text>,
    pub(super) journal: Option<Text>,
    pub(super) doi: Option<String>,
    pub(super) url: Option<String>,
    pub(super) label: Option<Text>,
    pub(super) details: Option<Text>,
    pub(super) score: Option<Text>,
    /// `bullet`, `number`, `reversed_number`, or all of an entry that is but a text.
    pub(super) text: Option<Text>,
    pub(super) extra: Extra,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Normal,
    Position,
    School,
    Publication,
    Bullet,
    Text,
}

/// The field of the schema that a topic is kept in.
pub(super) fn key(topic: Topic) -> &'static str {
    match topic {
        Topic::Summary => "summary",
        Topic::Work => "work",
        Topic::Volunteer => "volunteer",
        Topic::Education => "education",
        Topic::Projects => "projects",
        Topic::Publications => "publications",
        Topic::Awards => "awards",
        Topic::Certificates => "certificates",
        Topic::Skills => "skills",
        Topic::Languages => "languages",
        Topic::Interests => "interests",
        Topic::References => "references",
        Topic::Contact | Topic::Personal | Topic::Military | Topic::Other => "sections",
    }
}

impl Entry {
    /// Whether the field of a topic holds all that it says.
    pub(super) fn fits(&self, topic: Topic) -> bool {
        let is_text = self.text.is_some();
        let titled = self.title.is_some() || self.organization.is_some();
        let labelled = self.label.is_some();
        let at_once = self.start_date == self.end_date;
        // What a fact has no field for.
        let is_more =
            self.start_date.is_some() || self.url.is_some() || !self.highlights.is_empty();
        match topic {
            Topic::Summary => is_text,
            Topic::Work | Topic::Volunteer => titled,
            Topic::Education => self.kind == Kind::School || self.area.is_some(),
            Topic::Projects => titled,
            Topic::Publications => at_once && (titled || is_text),
            Topic::Awards | Topic::Certificates => at_once && (titled || is_text || labelled),
            Topic::Skills | Topic::Languages | Topic::Interests => {
                (labelled || is_text) && !is_more
            }
            Topic::References => {
                (titled || labelled || is_text) && self.start_date.is_none() && self.url.is_none()
            }
            Topic::Contact | Topic::Personal | Topic::Military | Topic::Other => false,
        }
    }

    /// Makes it an entry of the field that it fits.
    pub(super) fn place(self, topic: Topic, profile: &mut Profile) {
        match topic {
            Topic::Summary => {
                let summary = &mut profile.basics.summary;
                *summary = match (summary.take(), self.text) {
                    (Some(one), Some(two)) => {
                        Some(format!("{}\n\n{}", one.get(""), two.get("")).into())
                    }
                    (one, two) => one.or(two),
                };
            }
            Topic::Work => profile.work.push(self.into()),
            Topic::Volunteer => profile.volunteer.push(self.into()),
            Topic::Education => profile.education.push(self.into()),
            Topic::Projects => profile.projects.push(self.into()),
            Topic::Publications => profile.publications.push(self.into()),
            Topic::Awards => profile.awards.push(self.into()),
            Topic::Certificates => profile.certificates.push(self.into()),
            Topic::Skills => profile.skills.push(Skill {
                name: self.label,
                keywords: self.details.or(self.text).map(keywords).unwrap_or_default(),
                extra: self.extra,
                ..Skill::default()
            }),
            Topic::Languages => profile.languages.push(Language {
                language: self.label.or(self.text),
                fluency: self.details,
                extra: self.extra,
                ..Language::default()
            }),
            Topic::Interests => profile.interests.push(Interest {
                name: self.label.or(self.text),
                keywords: self.details.map(keywords).unwrap_or_default(),
                extra: self.extra,
                ..Interest::default()
            }),
            Topic::References => profile.references.push(Reference {
                reference: self.details.clone().or_else(|| prose(&self)),
                name: self.title.or(self.organization).or(self.label).or(self.text),
                extra: self.extra,
                ..Reference::default()
            }),
            Topic::Contact | Topic::Personal | Topic::Military | Topic::Other => {}
        }
    }
}

impl From<Entry> for Volunteer {
    fn from(entry: Entry) -> Self {
        let work = Work::from(entry);
        Self {
            organization: work.name,
            position: work.position,
            location: work.location,
            url: work.url,
            start_date: work.start_date,
            end_date: work.end_date,
            summary: work.summary,
            highlights: work.highlights,
            written: work.written,
            extra: work.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Work {
    fn from(entry: Entry) -> Self {
        Self {
            name: entry.organization,
            position: entry.title,
            location: entry.location,
            url: entry.url,
            start_date: entry.start_date,
            end_date: entry.end_date,
            summary: entry.summary,
            highlights: entry.highlights,
            written: entry.written,
            extra: entry.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Education {
    fn from(entry: Entry) -> Self {
        // A single date is that of the degree.
        let single = entry.start_date == entry.end_date;
        Self {
            institution: entry.organization.or(entry.title),
            area: entry.area,
            study_type: entry.degree,
            location: entry.location,
            url: entry.url,
            start_date: entry.start_date.filter(|_| !single),
            end_date: entry.end_date,
            score: entry.score,
            summary: entry.summary,
            highlights: entry.highlights,
            written: entry.written,
            extra: entry.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Project {
    fn from(entry: Entry) -> Self {
        Self {
            name: entry.title,
            description: entry.summary,
            entity: match (entry.organization, entry.location) {
                (Some(one), Some(two)) => Some(format!("{}, {}", one.get(""), two.get("")).into()),
                (one, two) => one.or(two),
            },
            url: entry.url,
            start_date: entry.start_date,
            end_date: entry.end_date,
            highlights: entry.highlights,
            written: entry.written,
            extra: entry.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Publication {
    fn from(entry: Entry) -> Self {
        Self {
            summary: prose(&entry),
            name: entry.title.or(entry.text),
            authors: entry.authors,
            publisher: entry.journal.or(entry.organization).or(entry.location),
            release_date: entry.start_date,
            url: entry.url,
            doi: entry.doi,
            written: renamed(entry.written, "releaseDate"),
            extra: entry.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Award {
    fn from(entry: Entry) -> Self {
        Self {
            summary: entry.details.clone().or_else(|| prose(&entry)),
            title: entry.title.or(entry.label).or(entry.text),
            date: entry.start_date,
            awarder: entry.organization.or(entry.location),
            url: entry.url,
            written: renamed(entry.written, "date"),
            extra: entry.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for Certificate {
    fn from(entry: Entry) -> Self {
        let award = Award::from(entry);
        Self {
            name: award.title,
            date: award.date,
            issuer: award.awarder,
            url: award.url,
            summary: award.summary,
            written: award.written,
            extra: award.extra,
            ..Self::default()
        }
    }
}

impl From<Entry> for SectionEntry {
    fn from(entry: Entry) -> Self {
        let joined = |texts: Vec<Text>| {
            let texts: Vec<&str> = texts.iter().map(|text| text.get("")).collect();
            (!texts.is_empty()).then(|| Text::from(texts.join(", ")))
        };
        let degree = joined(entry.degree.into_iter().chain(entry.area).collect());
        let subtitle = entry.organization.into_iter().chain(entry.authors).chain(entry.journal);
        let doi = entry.doi.map(|doi| format!("https://doi.org/{doi}"));
        Self {
            title: degree.or(entry.title).or(entry.label),
            subtitle: joined(subtitle.collect()),
            location: entry.location,
            start_date: entry.start_date,
            end_date: entry.end_date,
            summary: entry.summary.or(entry.details),
            highlights: entry
                .score
                .map(Highlight::from)
                .into_iter()
                .chain(entry.highlights)
                .collect(),
            url: entry.url.or(doi),
            written: entry.written,
            extra: entry.extra,
            ..Self::default()
        }
    }
}

/// A section of the author's own.
pub(super) fn custom(title: String, entries: Vec<Entry>) -> Section {
    let mut section = Section { title: Some(title.into()), ..Section::default() };
    for entry in entries {
        let is_fact =
            entry.start_date.is_none() && entry.url.is_none() && entry.highlights.is_empty();
        match (entry.kind, &entry.text, entry.label.as_ref().filter(|_| is_fact)) {
            (Kind::Text, Some(text), _) => section.paragraphs.push(text.clone()),
            (Kind::Bullet, Some(text), _) => section.highlights.push(text.clone().into()),
            (_, _, Some(label)) => {
                let details = entry.details.as_ref().map_or("", |details| details.get(""));
                let text = format!("**{}:** {details}", label.get(""));
                section.highlights.push(Highlight::from(text.trim_end()));
            }
            _ => section.entries.push(entry.into()),
        }
    }
    section
}

/// The summary with the bullets below it, for fields that hold one text.
fn prose(entry: &Entry) -> Option<Text> {
    fn bullets(highlights: &[Highlight], depth: usize, out: &mut Vec<String>) {
        for highlight in highlights {
            out.push(format!("{}- {}", "  ".repeat(depth), highlight.text.get("")));
            bullets(&highlight.highlights, depth + 1, out);
        }
    }
    let mut lines: Vec<String> = Vec::new();
    bullets(&entry.highlights, 0, &mut lines);
    match (&entry.summary, lines.is_empty()) {
        (summary, true) => summary.clone(),
        (Some(summary), false) => {
            Some(format!("{}\n\n{}", summary.get(""), lines.join("\n")).into())
        }
        (None, false) => Some(lines.join("\n").into()),
    }
}

/// The author's words for a date, at the field that holds it.
fn renamed(written: Written, name: &str) -> Written {
    written.into_iter().map(|(_, words)| (name.to_owned(), words)).take(1).collect()
}

fn keywords(details: Text) -> Vec<Text> {
    extract::items(details.get("")).into_iter().map(Text::from).collect()
}
