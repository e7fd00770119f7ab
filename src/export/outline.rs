//! What Markdown and plain text have in common: a profile as sections of entries, facts and
//! prose, in the order in which they are read. Texts keep their inline markup.

use super::lost::Lost;
use crate::diag::Severity;
use crate::locale::Locale;
use crate::profile::{
    Account, Education, Form, Highlight, Profile, Section, Text, Volunteer, When, Written,
};

/// A profile, ready to be written as text.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) name: String,
    pub(super) label: Option<String>,
    /// Mail, phone, address, site, each with its field.
    pub(super) contact: Vec<(&'static str, Words)>,
    pub(super) accounts: Vec<Link>,
    pub(super) parts: Vec<Part>,
}

/// What stands within a line.
#[derive(Clone)]
pub(super) enum Words {
    Text(String),
    /// What bears no markup: an address, a number.
    Literal(String),
    /// Texts, and what parts them. The markup of one does not reach into another.
    List(Vec<String>, String),
}

/// An account: what it is called, and where it is.
pub(super) struct Link {
    pub(super) label: Option<String>,
    pub(super) text: Option<String>,
    pub(super) url: Option<String>,
}

/// A section.
pub(super) struct Part {
    /// The key of the section.
    pub(super) key: &'static str,
    pub(super) title: Option<String>,
    /// Whether the title is the author's, where the section has one of its own.
    pub(super) is_renamed: bool,
    pub(super) blocks: Vec<Block>,
}

pub(super) enum Block {
    /// Prose, perhaps of several paragraphs, perhaps with bullets.
    Prose(String),
    Bullets(Vec<Bullet>),
    /// Short things, each in a line: a label and what is said of it.
    Facts(Vec<Fact>),
    /// One such thing by itself.
    Line(Fact),
    /// Skills, languages, interests, each in a line.
    Things(Vec<Thing>),
    Entry(Entry),
}

pub(super) struct Bullet {
    pub(super) text: String,
    pub(super) below: Vec<Bullet>,
}

pub(super) struct Fact {
    pub(super) label: Option<String>,
    pub(super) text: Words,
}
/// A skill, a language, an interest.
pub(super) struct Thing {
    pub(super) name: Option<String>,
    pub(super) level: Option<String>,
    pub(super) keywords: Option<Words>,
}

pub(super) struct Entry {
    /// Which fields stand where.
    pub(super) form: &'static Form,
    /// The title, and the field that it is.
    pub(super) title: Option<(&'static str, String)>,
    /// Degree and field of study, where the title does not tell which is which.
    pub(super) degree: Option<(String, String)>,
    pub(super) dates: Option<String>,
    /// Employer, place, address: the lines below the title.
    pub(super) details: Vec<Detail>,
    /// What is said below them, with the fields that it is.
    pub(super) body: Vec<(&'static str, Block)>,
}

/// A field below the title of an entry.
pub(super) struct Detail {
    pub(super) field: &'static str,
    pub(super) label: Option<String>,
    /// What it is called where it has no label, as it speaks for itself.
    pub(super) name: Option<String>,
    pub(super) words: Words,
}

impl Thing {
    /// The thing as a label and what is said of it, the level in brackets behind the name.
    pub(super) fn fact(&self) -> Fact {
        let (name, level) = (self.name.clone(), self.level.clone());
        let (label, text) = match (name, level, self.keywords.clone()) {
            (Some(name), Some(level), Some(keywords)) => {
                (Some(format!("{name} ({level})")), keywords)
            }
            (Some(name), Some(level), None) => (Some(name), Words::Text(level)),
            (name, level, Some(keywords)) => (name.or(level), keywords),
            (name, level, None) => (None, Words::Text(name.or(level).unwrap_or_default())),
        };
        Fact { label, text }
    }
}

impl Entry {
    fn at(&mut self, url: &Option<String>) {
        let words = url.clone().map(Words::Literal);
        self.details.extend(words.map(|words| Detail {
            field: "url",
            label: None,
            name: None,
            words,
        }));
    }

    /// The details, each with whether nothing but a mark can tell which field it is: those of the
    /// form are known by their order.
    pub(super) fn details(&self) -> impl Iterator<Item = (&Detail, bool)> {
        let mut left = self.form.details.iter();
        self.details.iter().map(move |detail| {
            let of_form = self.form.details.contains(&detail.field);
            let is_next = left.clone().next() == Some(&detail.field);
            if of_form {
                left.by_ref().take_while(|field| **field != detail.field).for_each(drop);
            }
            let is_known =
                is_next || (!of_form && (detail.field == "url" || detail.label.is_some()));
            (detail, !is_known)
        })
    }
}

impl Outline {
    /// Makes the outline of a profile in a language. What is not written is counted.
    pub(super) fn new(profile: &Profile, lang: &str, lost: &mut Lost) -> Self {
        let locale = Locale::find(lang).unwrap_or_else(Locale::english);
        let builder = Builder { profile, lang, locale };
        // The author's words for dates are what is printed.
        lost.count_what_is_ours(profile, &["_written"]);
        let basics = &profile.basics;
        lost.count(Severity::Info, "basics.image", None, 1, usize::from(basics.image.is_some()));
        lost.count_worded_dates(profile, false);
        lost.count_types(profile);
        lost.count_options(profile, 0);
        let literal = |field, value: &Option<String>| {
            value.clone().map(|value| (field, Words::Literal(value)))
        };
        let place = builder.locale.address(&basics.location, lang);
        let place = (!place.is_empty()).then_some(("location", Words::Text(place)));
        let contact = [
            literal("email", &basics.email),
            literal("phone", &basics.phone),
            place,
            literal("url", &basics.url),
        ];
        Self {
            name: builder.text(&basics.name).unwrap_or_else(|| builder.locale.resume.clone()),
            label: builder.text(&basics.label),
            contact: contact.into_iter().flatten().collect(),
            accounts: basics.profiles.iter().map(account).collect(),
            parts: builder.parts(lost),
        }
    }
}

struct Builder<'p> {
    profile: &'p Profile,
    lang: &'p str,
    locale: &'static Locale,
}

impl Builder<'_> {
    /// The sections that say something: in the profile's order, then in the usual one.
    fn parts(&self, lost: &mut Lost) -> Vec<Part> {
        let mut parts = Vec::new();
        for (key, own) in self.profile.sections_in_order(&[]) {
            parts.push(match own {
                Some(index) => self.section(&self.profile.sections[index]),
                None => {
                    let own =
                        self.profile.section_titles.get(key).map(|title| title.get(self.lang));
                    let usual = self.locale.section(key);
                    let title = own.unwrap_or(usual).to_owned();
                    let is_renamed = title != usual;
                    Part { key, title: Some(title), is_renamed, blocks: self.blocks(key, lost) }
                }
            });
        }
        let title = Some(self.locale.section("personal").to_owned());
        let blocks = self.blocks("personal", lost);
        parts.push(Part { key: "personal", title, is_renamed: false, blocks });
        parts.retain(|part| !part.blocks.is_empty());
        parts
    }

    fn blocks(&self, key: &str, lost: &mut Lost) -> Vec<Block> {
        match key {
            "summary" => {
                self.text(&self.profile.basics.summary).map(Block::Prose).into_iter().collect()
            }
            "work" => self.work(),
            "volunteer" => self.volunteer(),
            "education" => self.education(),
            "projects" => self.projects(),
            "awards" => self.awards(),
            "certificates" => self.certificates(),
            "publications" => self.publications(),
            "references" => self.references(),
            "skills" | "languages" | "interests" => self.facts(key),
            "personal" if self.profile.meta.cvpdf.personal == Some(true) => self.personal(),
            "personal" => {
                let personal = &self.profile.personal;
                let values = personal.nationality.len() + personal.driving_licence.len();
                let single = usize::from(personal.birth_date.is_some())
                    + usize::from(personal.marital_status.is_some());
                lost.withhold("personal", values + single);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn work(&self) -> Vec<Block> {
        let entry = |work: &crate::profile::Work| {
            let mut entry = self.entry("work", "position", &work.position);
            entry.dates = self.range(&work.start_date, &work.end_date, &work.written);
            self.detail(&mut entry, "name", &work.name);
            self.detail(&mut entry, "location", &work.location);
            entry.at(&work.url);
            self.prose(&mut entry, "description", &work.description);
            self.body(&mut entry, &work.summary, &work.highlights, &work.keywords);
            Block::Entry(entry)
        };
        self.profile.work.iter().map(entry).collect()
    }

    fn volunteer(&self) -> Vec<Block> {
        let entry = |volunteer: &Volunteer| {
            let mut entry = self.entry("volunteer", "position", &volunteer.position);
            let Volunteer { start_date, end_date, written, .. } = volunteer;
            entry.dates = self.range(start_date, end_date, written);
            self.detail(&mut entry, "organization", &volunteer.organization);
            self.detail(&mut entry, "location", &volunteer.location);
            entry.at(&volunteer.url);
            self.body(&mut entry, &volunteer.summary, &volunteer.highlights, &volunteer.keywords);
            Block::Entry(entry)
        };
        self.profile.volunteer.iter().map(entry).collect()
    }

    fn education(&self) -> Vec<Block> {
        let entry = |education: &Education| {
            let (kind, area) = (self.text(&education.study_type), self.text(&education.area));
            let mut entry = self.entry("education", "studyType", &None);
            let title = match (kind, area) {
                (Some(kind), Some(area)) => {
                    let title = self.locale.degree(&kind, &area);
                    let told = self.locale.parts_of_degree(&title);
                    if told != Some((kind.as_str(), area.as_str())) {
                        entry.degree = Some((kind, area));
                    }
                    Some(("studyType", title))
                }
                (Some(kind), None) => Some(("studyType", kind)),
                (None, area) => area.map(|area| ("area", area)),
            };
            entry.title = title;
            let Education { start_date, end_date, written, .. } = education;
            entry.dates = self.range(start_date, end_date, written);
            self.detail(&mut entry, "institution", &education.institution);
            self.detail(&mut entry, "location", &education.location);
            entry.at(&education.url);
            entry.details.extend(self.text(&education.score).map(|score| {
                // "3.8" wants a label, "First-class honours" speaks for itself.
                let is_number = score.starts_with(|c: char| c.is_ascii_digit());
                let name = self.locale.field("grade").to_owned();
                let (label, name) = if is_number { (Some(name), None) } else { (None, Some(name)) };
                Detail { field: "score", label, name, words: Words::Text(score) }
            }));
            self.body(&mut entry, &education.summary, &education.highlights, &education.keywords);
            let label = Some(self.locale.field("courses").to_owned());
            let courses =
                self.list(&education.courses).map(|text| Block::Line(Fact { label, text }));
            entry.body.extend(courses.map(|courses| ("courses", courses)));
            Block::Entry(entry)
        };
        self.profile.education.iter().map(entry).collect()
    }

    fn projects(&self) -> Vec<Block> {
        let entry = |project: &crate::profile::Project| {
            let mut entry = self.entry("projects", "name", &project.name);
            entry.dates = self.range(&project.start_date, &project.end_date, &project.written);
            self.details(&mut entry, "roles", &project.roles);
            self.detail(&mut entry, "entity", &project.entity);
            entry.at(&project.url);
            self.body(&mut entry, &project.description, &project.highlights, &project.keywords);
            Block::Entry(entry)
        };
        self.profile.projects.iter().map(entry).collect()
    }

    fn awards(&self) -> Vec<Block> {
        let entry = |award: &crate::profile::Award| {
            let mut entry = self.entry("awards", "title", &award.title);
            entry.dates = self.date("date", &award.date, &award.written);
            self.detail(&mut entry, "awarder", &award.awarder);
            entry.at(&award.url);
            self.body(&mut entry, &award.summary, &[], &[]);
            Block::Entry(entry)
        };
        self.profile.awards.iter().map(entry).collect()
    }

    fn certificates(&self) -> Vec<Block> {
        let entry = |certificate: &crate::profile::Certificate| {
            let mut entry = self.entry("certificates", "name", &certificate.name);
            entry.dates = self.date("date", &certificate.date, &certificate.written);
            self.detail(&mut entry, "issuer", &certificate.issuer);
            entry.at(&certificate.url);
            self.body(&mut entry, &certificate.summary, &[], &[]);
            Block::Entry(entry)
        };
        self.profile.certificates.iter().map(entry).collect()
    }

    fn publications(&self) -> Vec<Block> {
        let entry = |paper: &crate::profile::Publication| {
            let mut entry = self.entry("publications", "name", &paper.name);
            entry.dates = self.date("releaseDate", &paper.release_date, &paper.written);
            self.details(&mut entry, "authors", &paper.authors);
            self.detail(&mut entry, "publisher", &paper.publisher);
            entry.at(&paper.url);
            entry.details.extend(paper.doi.as_ref().map(|doi| Detail {
                field: "doi",
                label: Some(self.locale.field("doi").to_owned()),
                name: None,
                words: Words::Literal(doi.clone()),
            }));
            self.body(&mut entry, &paper.summary, &[], &[]);
            Block::Entry(entry)
        };
        self.profile.publications.iter().map(entry).collect()
    }

    fn references(&self) -> Vec<Block> {
        let entry = |reference: &crate::profile::Reference| {
            let mut entry = self.entry("references", "name", &reference.name);
            self.body(&mut entry, &reference.reference, &[], &[]);
            Block::Entry(entry)
        };
        self.profile.references.iter().map(entry).collect()
    }

    /// An entry of a section, headed by its title.
    fn entry(&self, section: &str, field: &'static str, title: &Option<Text>) -> Entry {
        let form = Form::of(section).expect("a section of entries has a form");
        let title = self.text(title).map(|title| (field, title));
        let (details, body) = (Vec::new(), Vec::new());
        Entry { form, title, degree: None, dates: None, details, body }
    }

    fn detail(&self, entry: &mut Entry, field: &'static str, text: &Option<Text>) {
        let words = self.text(text).map(Words::Text);
        entry.details.extend(words.map(|words| Detail { field, label: None, name: None, words }));
    }

    fn details(&self, entry: &mut Entry, field: &'static str, texts: &[Text]) {
        let words = self.list(texts);
        entry.details.extend(words.map(|words| Detail { field, label: None, name: None, words }));
    }

    fn prose(&self, entry: &mut Entry, field: &'static str, text: &Option<Text>) {
        entry.body.extend(self.text(text).map(|text| (field, Block::Prose(text))));
    }

    fn body(
        &self,
        entry: &mut Entry,
        prose: &Option<Text>,
        highlights: &[Highlight],
        keywords: &[Text],
    ) {
        self.prose(entry, entry.form.prose, prose);
        entry.body.extend(self.bullets(highlights).map(|bullets| ("highlights", bullets)));
        let keywords = self.list(keywords).map(|text| Block::Line(Fact { label: None, text }));
        entry.body.extend(keywords.map(|keywords| ("keywords", keywords)));
    }

    fn facts(&self, key: &str) -> Vec<Block> {
        let profile = self.profile;
        let thing = |name: &Option<Text>, level: &Option<Text>, keywords: &[Text]| {
            let thing = Thing {
                name: self.text(name),
                level: self.text(level),
                keywords: self.list(keywords),
            };
            (thing.name.is_some() || thing.level.is_some() || thing.keywords.is_some())
                .then_some(thing)
        };
        let things: Vec<Thing> = match key {
            "skills" => profile
                .skills
                .iter()
                .filter_map(|s| thing(&s.name, &s.level, &s.keywords))
                .collect(),
            "languages" => profile
                .languages
                .iter()
                .filter_map(|l| thing(&l.language, &l.fluency, &[]))
                .collect(),
            _ => profile
                .interests
                .iter()
                .filter_map(|i| thing(&i.name, &None, &i.keywords))
                .collect(),
        };
        if things.is_empty() { Vec::new() } else { vec![Block::Things(things)] }
    }

    fn personal(&self) -> Vec<Block> {
        let personal = &self.profile.personal;
        let birth = personal.birth_date.as_ref().map(|date| {
            personal
                .written
                .get("birthDate")
                .cloned()
                .unwrap_or_else(|| self.locale.full_date(date))
        });
        let values = [
            ("birth-date", birth.map(Words::Literal)),
            ("nationality", self.list(&personal.nationality)),
            ("driving-licence", self.list(&personal.driving_licence)),
            ("marital-status", self.text(&personal.marital_status).map(Words::Text)),
        ];
        let fact = |(name, text): (&str, Option<Words>)| {
            Some(Fact { label: Some(self.locale.field(name).to_owned()), text: text? })
        };
        let facts: Vec<Fact> = values.into_iter().filter_map(fact).collect();
        if facts.is_empty() { Vec::new() } else { vec![Block::Facts(facts)] }
    }

    fn section(&self, section: &Section) -> Part {
        let paragraphs =
            section.paragraphs.iter().filter_map(|text| self.one(text)).map(Block::Prose);
        let mut blocks: Vec<Block> = paragraphs.collect();
        blocks.extend(self.bullets(&section.highlights));
        blocks.extend(section.entries.iter().map(|own| {
            let mut entry = self.entry("sections", "title", &own.title);
            entry.dates = self.range(&own.start_date, &own.end_date, &own.written);
            self.detail(&mut entry, "subtitle", &own.subtitle);
            self.detail(&mut entry, "location", &own.location);
            entry.at(&own.url);
            self.body(&mut entry, &own.summary, &own.highlights, &own.keywords);
            Block::Entry(entry)
        }));
        let (key, title) = ("sections", self.text(&section.title));
        // A section of nothing but its title is not lost.
        if let (Some(title), true) = (&title, blocks.is_empty()) {
            let blocks = vec![Block::Prose(title.clone())];
            return Part { key, title: None, is_renamed: false, blocks };
        }
        let titles = &self.locale.sections;
        let is_renamed = titles.values().any(|usual| Some(usual) == title.as_ref());
        Part { key, title, is_renamed, blocks }
    }

    fn one(&self, text: &Text) -> Option<String> {
        let text = text.get(self.lang).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn text(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().and_then(|text| self.one(text))
    }

    /// Texts in one line. Where one holds a comma, semicolons part them.
    fn list(&self, texts: &[Text]) -> Option<Words> {
        let texts: Vec<String> = texts.iter().filter_map(|text| self.one(text)).collect();
        let comma = self.locale.comma.trim_end();
        let has_comma = texts.iter().any(|text| text.contains(',') || text.contains(comma));
        let separator = if has_comma { "; " } else { &self.locale.comma };
        let separator = separator.to_owned();
        (!texts.is_empty()).then_some(Words::List(texts, separator))
    }

    fn bullets(&self, highlights: &[Highlight]) -> Option<Block> {
        let bullets = self.nested(highlights);
        (!bullets.is_empty()).then_some(Block::Bullets(bullets))
    }

    fn nested(&self, highlights: &[Highlight]) -> Vec<Bullet> {
        let mut bullets = Vec::new();
        for highlight in highlights {
            let below = self.nested(&highlight.highlights);
            match self.one(&highlight.text) {
                Some(text) => bullets.push(Bullet { text, below }),
                // Bullets below nothing move up.
                None => bullets.extend(below),
            }
        }
        bullets
    }

    fn date(&self, name: &str, when: &Option<When>, written: &Written) -> Option<String> {
        let when = when.as_ref()?;
        let words = written.get(name).filter(|words| !words.trim().is_empty());
        Some(words.cloned().unwrap_or_else(|| self.locale.full_date(when)))
    }

    fn range(&self, start: &Option<When>, end: &Option<When>, written: &Written) -> Option<String> {
        let (start, end) =
            (self.date("startDate", start, written), self.date("endDate", end, written));
        self.locale.range(start.as_deref(), end.as_deref())
    }
}

fn account(account: &Account) -> Link {
    let Account { network, username, url, .. } = account;
    Link { label: network.clone(), text: username.clone(), url: url.clone() }
}
