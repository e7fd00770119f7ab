//! What Markdown and plain text have in common: a profile as sections of entries, facts and
//! prose, in the order in which they are read. Texts keep their inline markup.

use super::lost::Lost;
use crate::diag::Severity;
use crate::locale::{DateStyle, Locale, fill};
use crate::profile::{Account, Highlight, Profile, Section, Text, When, Written};

/// A profile, ready to be written as text.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) name: String,
    pub(super) label: Option<String>,
    /// Mail, phone, address, site.
    pub(super) contact: Vec<Words>,
    pub(super) accounts: Vec<Link>,
    pub(super) parts: Vec<Part>,
}

/// What stands within a line.
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

#[derive(Default)]
pub(super) struct Entry {
    pub(super) title: Option<String>,
    pub(super) dates: Option<String>,
    /// Employer, place, address: the line below the title.
    pub(super) details: Vec<Words>,
    pub(super) blocks: Vec<Block>,
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
        lost.count_types(profile);
        let contact =
            [&basics.email, &basics.phone].into_iter().flatten().cloned().map(Words::Literal);
        let place = builder.locale.address(&basics.location, lang);
        let place = (!place.is_empty()).then_some(Words::Text(place));
        let url = basics.url.clone().map(Words::Literal);
        Self {
            name: builder.text(&basics.name).unwrap_or_else(|| builder.locale.resume.clone()),
            label: builder.text(&basics.label),
            contact: contact.chain(place).chain(url).collect(),
            accounts: basics.profiles.iter().map(account).collect(),
            parts: builder.parts(lost),
        }
    }
}

struct Builder<'p> {
    profile: &'p Profile,
    lang: &'p str,
    locale: Locale,
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
                    let title = own.unwrap_or_else(|| self.locale.section(key)).to_owned();
                    Part { key, title: Some(title), blocks: self.blocks(key, lost) }
                }
            });
        }
        let title = Some(self.locale.section("personal").to_owned());
        parts.push(Part { key: "personal", title, blocks: self.blocks("personal", lost) });
        parts.retain(|part| !part.blocks.is_empty());
        parts
    }

    fn blocks(&self, key: &str, lost: &mut Lost) -> Vec<Block> {
        match key {
            "summary" => self.prose(&self.profile.basics.summary),
            "work" => self.work(),
            "volunteer" => self.volunteer(),
            "education" => self.education(),
            "projects" => self.projects(),
            "awards" | "certificates" | "publications" | "references" => self.records(key),
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
        let entry = |work: &crate::profile::Work| Entry {
            title: self.text(&work.position),
            dates: self.range(&work.start_date, &work.end_date, &work.written),
            details: self.details([&work.name, &work.location], &work.url),
            blocks: self.body([&work.description, &work.summary], &work.highlights, &work.keywords),
        };
        self.profile.work.iter().map(entry).map(Block::Entry).collect()
    }

    fn volunteer(&self) -> Vec<Block> {
        let entry = |volunteer: &crate::profile::Volunteer| Entry {
            title: self.text(&volunteer.position),
            dates: self.range(&volunteer.start_date, &volunteer.end_date, &volunteer.written),
            details: self.details([&volunteer.organization, &volunteer.location], &volunteer.url),
            blocks: self.body(
                [&volunteer.summary, &None],
                &volunteer.highlights,
                &volunteer.keywords,
            ),
        };
        self.profile.volunteer.iter().map(entry).map(Block::Entry).collect()
    }

    fn education(&self) -> Vec<Block> {
        let entry = |education: &crate::profile::Education| {
            let label = |name: &str| self.locale.field(name).to_owned();
            let mut details =
                self.details([&education.institution, &education.location], &education.url);
            // "3.8" wants a label, "First-class honours" speaks for itself.
            details.extend(self.text(&education.score).map(|score| {
                let is_number = score.starts_with(|c: char| c.is_ascii_digit());
                Words::Text(if is_number {
                    label("grade") + &self.locale.colon + &score
                } else {
                    score
                })
            }));
            let mut blocks =
                self.body([&education.summary, &None], &education.highlights, &education.keywords);
            let courses = self.list(&education.courses);
            blocks.extend(
                courses.map(|text| Block::Line(Fact { label: Some(label("courses")), text })),
            );
            let title = match (self.text(&education.study_type), self.text(&education.area)) {
                (Some(kind), Some(area)) => {
                    Some(fill(&self.locale.degree, &[("type", &kind), ("area", &area)]))
                }
                (kind, area) => kind.or(area),
            };
            Entry {
                title,
                dates: self.range(&education.start_date, &education.end_date, &education.written),
                details,
                blocks,
            }
        };
        self.profile.education.iter().map(entry).map(Block::Entry).collect()
    }

    fn projects(&self) -> Vec<Block> {
        let entry = |project: &crate::profile::Project| {
            let blocks =
                self.body([&project.description, &None], &project.highlights, &project.keywords);
            let mut details: Vec<Words> = self.list(&project.roles).into_iter().collect();
            details.extend(self.details([&project.entity, &None], &project.url));
            Entry {
                title: self.text(&project.name),
                dates: self.range(&project.start_date, &project.end_date, &project.written),
                details,
                blocks,
            }
        };
        self.profile.projects.iter().map(entry).map(Block::Entry).collect()
    }

    /// Entries with a title, a date and a line or two.
    fn records(&self, key: &str) -> Vec<Block> {
        let profile = self.profile;
        let entries: Vec<Entry> = match key {
            "awards" => profile
                .awards
                .iter()
                .map(|award| Entry {
                    title: self.text(&award.title),
                    dates: self.date("date", &award.date, &award.written),
                    details: self.details([&award.awarder, &None], &award.url),
                    blocks: self.prose(&award.summary),
                })
                .collect(),
            "certificates" => profile
                .certificates
                .iter()
                .map(|certificate| Entry {
                    title: self.text(&certificate.name),
                    dates: self.date("date", &certificate.date, &certificate.written),
                    details: self.details([&certificate.issuer, &None], &certificate.url),
                    blocks: self.prose(&certificate.summary),
                })
                .collect(),
            "publications" => profile
                .publications
                .iter()
                .map(|publication| {
                    let mut details: Vec<Words> =
                        self.list(&publication.authors).into_iter().collect();
                    details.extend(self.details([&publication.publisher, &None], &publication.url));
                    let label = format!("{}{}", self.locale.field("doi"), self.locale.colon);
                    details.extend(publication.doi.as_ref().map(|doi| Words::Literal(label + doi)));
                    Entry {
                        title: self.text(&publication.name),
                        dates: self.date(
                            "releaseDate",
                            &publication.release_date,
                            &publication.written,
                        ),
                        details,
                        blocks: self.prose(&publication.summary),
                    }
                })
                .collect(),
            _ => profile
                .references
                .iter()
                .map(|reference| Entry {
                    title: self.text(&reference.name),
                    blocks: self.prose(&reference.reference),
                    ..Entry::default()
                })
                .collect(),
        };
        entries.into_iter().map(Block::Entry).collect()
    }

    fn facts(&self, key: &str) -> Vec<Block> {
        let profile = self.profile;
        let fact = |name: &Option<Text>, level: &Option<Text>, keywords: &[Text]| {
            let (name, level, keywords) = (self.text(name), self.text(level), self.list(keywords));
            let (label, text) = match (name, level, keywords) {
                (Some(name), Some(level), Some(keywords)) => {
                    (Some(format!("{name} ({level})")), keywords)
                }
                (Some(name), Some(level), None) => (Some(name), Words::Text(level)),
                (name, level, Some(keywords)) => (name.or(level), keywords),
                (name, level, None) => (None, Words::Text(name.or(level)?)),
            };
            Some(Fact { label, text })
        };
        let facts: Vec<Fact> = match key {
            "skills" => {
                profile.skills.iter().filter_map(|s| fact(&s.name, &s.level, &s.keywords)).collect()
            }
            "languages" => profile
                .languages
                .iter()
                .filter_map(|l| fact(&l.language, &l.fluency, &[]))
                .collect(),
            _ => {
                profile.interests.iter().filter_map(|i| fact(&i.name, &None, &i.keywords)).collect()
            }
        };
        if facts.is_empty() { Vec::new() } else { vec![Block::Facts(facts)] }
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
        blocks.extend(section.entries.iter().map(|entry| {
            Block::Entry(Entry {
                title: self.text(&entry.title),
                dates: self.range(&entry.start_date, &entry.end_date, &entry.written),
                details: self.details([&entry.subtitle, &entry.location], &entry.url),
                blocks: self.body([&entry.summary, &None], &entry.highlights, &entry.keywords),
            })
        }));
        let (key, title) = ("sections", self.text(&section.title));
        // A section of nothing but its title is not lost.
        if let (Some(title), true) = (&title, blocks.is_empty()) {
            return Part { key, title: None, blocks: vec![Block::Prose(title.clone())] };
        }
        Part { key, title, blocks }
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
        let separator =
            if texts.iter().any(|text| text.contains(',')) { "; " } else { &self.locale.comma };
        let separator = separator.to_owned();
        (!texts.is_empty()).then_some(Words::List(texts, separator))
    }

    fn details(&self, texts: [&Option<Text>; 2], url: &Option<String>) -> Vec<Words> {
        let texts = texts.into_iter().filter_map(|text| self.text(text)).map(Words::Text);
        texts.chain(url.clone().map(Words::Literal)).collect()
    }

    fn prose(&self, text: &Option<Text>) -> Vec<Block> {
        self.text(text).map(Block::Prose).into_iter().collect()
    }

    fn body(
        &self,
        texts: [&Option<Text>; 2],
        highlights: &[Highlight],
        keywords: &[Text],
    ) -> Vec<Block> {
        let prose = texts.into_iter().filter_map(|text| self.text(text)).map(Block::Prose);
        let keywords = self.list(keywords).map(|text| Block::Line(Fact { label: None, text }));
        prose.chain(self.bullets(highlights)).chain(keywords).collect()
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
        Some(words.cloned().unwrap_or_else(|| self.locale.date(when, DateStyle::MonthYear)))
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
