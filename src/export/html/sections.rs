//! The sections of the page: entries with their dates and places, facts in lines, prose.

use super::{Page, between, joined, literal, page, property, thing, worded};
use crate::export::element::Element;
use crate::profile::{Highlight, Language, Section, SectionEntry, Text, When, Written};

/// What the heads of entries have in common.
struct Entry<'e> {
    /// The property of the person that it is, and what it is a role in.
    name: &'static str,
    role: &'static str,
    organisation: &'static str,
    title: Option<Element>,
    dates: Option<Element>,
    /// The organisation, its place and its page.
    whose: &'e Option<Text>,
    place: &'e Option<Text>,
    url: &'e Option<String>,
    /// What the organisation is.
    about: &'e Option<Text>,
}

impl Page<'_> {
    /// The sections that say something, in the profile's order.
    pub(super) fn sections(&mut self) -> Vec<Element> {
        let profile = self.profile;
        let mut sections = Vec::new();
        for (key, own) in profile.sections_in_order(&[]) {
            match own {
                Some(at) => sections.extend(self.own_section(&profile.sections[at], at)),
                None => {
                    let own =
                        profile.section_titles.get(key).map(|title| title.get(self.target.lang));
                    let heading = match own {
                        Some(own) => titled(key, own),
                        None => Element::new("h2").inline(self.locale.section(key)),
                    };
                    let content = self.content(key);
                    sections.extend(section(key, heading, content));
                }
            }
        }
        let personal = self.personal();
        let title = Element::new("h2").text(self.locale.section("personal"));
        sections.extend(section("personal", title, personal));
        sections
    }

    fn content(&self, key: &str) -> Vec<Element> {
        let profile = self.profile;
        match key {
            "summary" => {
                let text = self.target.text(&profile.basics.summary);
                let text = text.map(|text| property("div", "description").prose(&text));
                text.into_iter().collect()
            }
            "work" => profile.work.iter().map(|work| self.work(work)).collect(),
            "volunteer" => profile.volunteer.iter().map(|work| self.volunteer(work)).collect(),
            "education" => profile.education.iter().map(|school| self.education(school)).collect(),
            "projects" => profile.projects.iter().map(|project| self.project(project)).collect(),
            "awards" | "certificates" | "publications" | "references" => self.records(key),
            "skills" | "languages" | "interests" => self.facts(key),
            _ => Vec::new(),
        }
    }

    fn work(&self, work: &crate::profile::Work) -> Element {
        let entry = self.entry(Entry {
            name: "worksFor",
            role: "EmployeeRole",
            organisation: "Organization",
            title: self.text("h3", "roleName", &work.position),
            dates: self.range(&work.start_date, &work.end_date, &work.written),
            whose: &work.name,
            place: &work.location,
            url: &work.url,
            about: &work.description,
        });
        self.body(entry, &work.summary, &work.highlights, &work.keywords)
    }

    fn volunteer(&self, work: &crate::profile::Volunteer) -> Element {
        let entry = self.entry(Entry {
            name: "memberOf",
            role: "OrganizationRole",
            organisation: "Organization",
            title: self.text("h3", "roleName", &work.position),
            dates: self.range(&work.start_date, &work.end_date, &work.written),
            whose: &work.organization,
            place: &work.location,
            url: &work.url,
            about: &None,
        });
        self.body(entry, &work.summary, &work.highlights, &work.keywords)
    }

    fn education(&self, school: &crate::profile::Education) -> Element {
        let kind = self.text("span", "roleName", &school.study_type);
        let area = self.text("span", "about", &school.area);
        let heading = Element::new("h3");
        let title = match (kind, area) {
            (Some(kind), Some(area)) => {
                let parts = [("type", Some(kind)), ("area", Some(area))];
                Some(between(&self.locale.degree, heading, parts))
            }
            (kind, area) => heading.and(kind).and(area).unless_empty(),
        };
        let entry = self.entry(Entry {
            name: "alumniOf",
            role: "OrganizationRole",
            organisation: "EducationalOrganization",
            title,
            dates: self.range(&school.start_date, &school.end_date, &school.written),
            whose: &school.institution,
            place: &school.location,
            url: &school.url,
            about: &None,
        });
        let score = self.text("span", "score", &school.score).map(|score| {
            let is_number = self.plain(&school.score).unwrap_or_default();
            let line = Element::new("p");
            // "3.8" wants a label, "First-class honours" speaks for itself.
            match is_number.starts_with(|c: char| c.is_ascii_digit()) {
                true => line.text(self.labelled("grade")).and([score]),
                false => line.and([score]),
            }
        });
        let courses = self.texts("courses", &school.courses);
        let courses =
            courses.map(|courses| Element::new("p").text(self.labelled("courses")).and([courses]));
        let entry = self.body(entry.and(score), &school.summary, &school.highlights, &[]);
        let keywords = self.keywords(&school.keywords);
        entry.and(courses).and(keywords)
    }

    fn labelled(&self, name: &str) -> String {
        format!("{}{}", self.locale.field(name), self.locale.colon)
    }

    fn project(&self, project: &crate::profile::Project) -> Element {
        let dates = self.range(&project.start_date, &project.end_date, &project.written);
        let title = self.text("h3", "name", &project.name);
        let head = Element::new("div").with("class", "head").and(title).and(dates);
        let parts = [
            self.texts("roleName", &project.roles),
            self.text("span", "parentOrganization", &project.entity),
            project.url.as_deref().map(|url| page("url", url)),
        ];
        let line = Element::new("p").with("class", "at");
        let line = joined(line, parts.into_iter().flatten(), &self.locale.comma);
        let entry = thing(property("article", "memberOf"), "Project")
            .and(head.unless_empty())
            .and(line.unless_empty());
        self.body(entry, &project.description, &project.highlights, &project.keywords)
    }

    /// The head of an entry: its title and dates, and below them the organisation.
    fn entry(&self, entry: Entry<'_>) -> Element {
        // The first thing said is the heading.
        let tag = if entry.title.is_some() { "span" } else { "h3" };
        let name = self.text(tag, "name", entry.whose);
        let head = Element::new("div").with("class", "head").and(entry.title).and(entry.dates);
        let place = self.text("span", "location", entry.place);
        let url = entry.url.as_deref().map(|url| page("url", url));
        let line = Element::new("p");
        let (heading, line) = match tag {
            "h3" => (name, joined(line, place.into_iter().chain(url), &self.locale.comma)),
            _ => (None, joined(line, name.into_iter().chain(place).chain(url), &self.locale.comma)),
        };
        let about = self.target.text(entry.about);
        let about = about.map(|about| property("div", "description").prose(&about));
        let organisation = thing(property("div", entry.name), entry.organisation)
            .with("class", "at")
            .and(heading)
            .and(line.unless_empty())
            .and(about)
            .unless_empty();
        thing(property("article", entry.name), entry.role)
            .and(head.unless_empty())
            .and(organisation)
    }

    /// Prose, bullets and keywords below the head of an entry.
    fn body(
        &self,
        entry: Element,
        summary: &Option<Text>,
        highlights: &[Highlight],
        keywords: &[Text],
    ) -> Element {
        let prose = self.prose("description", summary, highlights);
        entry.and(prose).and(self.keywords(keywords))
    }

    fn prose(
        &self,
        name: &'static str,
        summary: &Option<Text>,
        highlights: &[Highlight],
    ) -> Option<Element> {
        let summary = self.target.text(summary).unwrap_or_default();
        let bullets = Element::bullets(highlights, self.target.lang);
        property("div", name).prose(&summary).and(bullets).unless_empty()
    }

    fn keywords(&self, keywords: &[Text]) -> Option<Element> {
        let keywords = self.texts("keywords", keywords)?;
        Some(Element::new("p").with("class", "keywords").and([keywords]))
    }

    /// Texts in a line, each a property.
    fn texts(&self, name: &'static str, texts: &[Text]) -> Option<Element> {
        let texts = self.target.texts(texts);
        let separator =
            if texts.iter().any(|text| text.contains(',')) { "; " } else { &self.locale.comma };
        let parts = texts.iter().map(|text| property("span", name).inline(text));
        joined(Element::new("span"), parts, separator).unless_empty()
    }

    /// Entries with a title, a date and a line or two.
    fn records(&self, key: &str) -> Vec<Element> {
        let profile = self.profile;
        let record = |name, kind: &str, head: [Option<Element>; 2], line: Vec<Element>, text| {
            let head = Element::new("div").with("class", "head").and(head.into_iter().flatten());
            let line = joined(Element::new("p").with("class", "at"), line, &self.locale.comma);
            thing(property("article", name), kind)
                .and(head.unless_empty())
                .and(line.unless_empty())
                .and(text)
        };
        let dated = |date: &Option<When>, written: &Written, name: &str| {
            let date = self.date("dateCreated", date, written.get(name));
            date.map(|date| Element::new("p").with("class", "dates").and([date]))
        };
        let url = |url: &Option<String>| url.as_deref().map(|url| page("url", url));
        let line = |parts: [Option<Element>; 2]| parts.into_iter().flatten().collect();
        match key {
            "awards" => {
                let one = |award: &crate::profile::Award| {
                    let head = [
                        self.text("h3", "name", &award.title),
                        dated(&award.date, &award.written, "date"),
                    ];
                    let whose = self.text("span", "recognizedBy", &award.awarder);
                    let text = self.prose("description", &award.summary, &[]);
                    record("award", "Thing", head, line([whose, url(&award.url)]), text)
                };
                profile.awards.iter().map(one).collect()
            }
            "certificates" => {
                let one = |certificate: &crate::profile::Certificate| {
                    let head = [
                        self.text("h3", "name", &certificate.name),
                        dated(&certificate.date, &certificate.written, "date"),
                    ];
                    let whose = self.text("span", "recognizedBy", &certificate.issuer);
                    let text = self.prose("description", &certificate.summary, &[]);
                    let kind = "EducationalOccupationalCredential";
                    record("hasCredential", kind, head, line([whose, url(&certificate.url)]), text)
                };
                profile.certificates.iter().map(one).collect()
            }
            "publications" => {
                let one = |publication: &crate::profile::Publication| {
                    let head = [
                        self.text("h3", "name", &publication.name),
                        dated(&publication.release_date, &publication.written, "releaseDate"),
                    ];
                    let kind = self.plain(&publication.kind);
                    let kind = kind.map(|kind| property("meta", "genre").with("content", kind));
                    let doi = publication.doi.as_ref().map(|doi| {
                        let label = format!("{}{}", self.locale.field("doi"), self.locale.colon);
                        let url = format!("https://doi.org/{doi}");
                        let link = property("a", "identifier").with("href", url).text(doi.as_str());
                        Element::new("span").text(label).and([link])
                    });
                    let parts = [
                        self.texts("author", &publication.authors),
                        self.text("span", "publisher", &publication.publisher),
                        url(&publication.url),
                        doi,
                    ];
                    let parts = parts.into_iter().flatten().collect();
                    let text = self.prose("description", &publication.summary, &[]);
                    record("publication", "CreativeWork", head, parts, text).and(kind)
                };
                profile.publications.iter().map(one).collect()
            }
            _ => {
                let one = |reference: &crate::profile::Reference| {
                    let head = [self.text("h3", "author", &reference.name), None];
                    let text = self.prose("reviewBody", &reference.reference, &[]);
                    record("review", "Review", head, Vec::new(), text)
                };
                profile.references.iter().map(one).collect()
            }
        }
    }

    /// Short things, each in a line.
    fn facts(&self, key: &str) -> Vec<Element> {
        let profile = self.profile;
        let fact =
            |name, kind: &str, label: &Option<Text>, level: &Option<Text>, keywords: &[Text]| {
                let label = self.text("strong", "name", label);
                let level = self.text("span", "level", level);
                let keywords = self.texts("keywords", keywords);
                let item = thing(property("li", name), kind);
                let item = match (label, level) {
                    (Some(label), Some(level)) if keywords.is_some() => {
                        item.and([label]).text(" (").and([level]).text(")")
                    }
                    (Some(label), Some(level)) => item.and([label]).text(": ").and([level]),
                    (label, level) => item.and(label).and(level),
                };
                let item = match (item.clone().unless_empty(), &keywords) {
                    (Some(item), Some(_)) => item.text(": "),
                    _ => item,
                };
                item.and(keywords)
            };
        let items: Vec<Element> = match key {
            "skills" => {
                let skills = profile.skills.iter();
                let one = |skill: &crate::profile::Skill| {
                    fact("knowsAbout", "DefinedTerm", &skill.name, &skill.level, &skill.keywords)
                };
                skills.map(one).collect()
            }
            "languages" => {
                let languages = profile.languages.iter();
                let one = |language: &Language| {
                    let Language { language: name, fluency, cefr, .. } = language;
                    let levels = serde_json::to_value(cefr).unwrap_or_default();
                    let levels = levels.as_object().into_iter().flatten();
                    let levels = levels.filter_map(|(scale, level)| {
                        let meta = Element::new("meta").with("itemprop", scale.as_str());
                        Some(meta.with("content", level.as_str()?))
                    });
                    fact("knowsLanguage", "Language", name, fluency, &[]).and(levels)
                };
                languages.map(one).collect()
            }
            _ => {
                let one = |interest: &crate::profile::Interest| {
                    fact("interests", "Thing", &interest.name, &None, &interest.keywords)
                };
                profile.interests.iter().map(one).collect()
            }
        };
        let list = Element::new("ul").with("class", "facts").and(items).unless_empty();
        list.into_iter().collect()
    }

    /// Personal details, which are written only if asked for.
    fn personal(&mut self) -> Vec<Element> {
        let personal = &self.profile.personal;
        if self.profile.meta.cvpdf.personal != Some(true) {
            let value = serde_json::to_value(personal).unwrap_or_default();
            self.target.lost.withhold("personal", crate::export::lost::leaves(&value));
            return Vec::new();
        }
        let birth = personal.birth_date.as_ref().map(|when| {
            let words = personal.written.get("birthDate");
            let shown = self.locale.full_date(when);
            match (when, words) {
                (When::Date(date), words) => {
                    let time = property("time", "birthDate").with("datetime", date.to_string());
                    match words {
                        Some(words) => time.and([worded("birthDate", words)]),
                        None => time.text(shown),
                    }
                }
                (When::Text(_), words) => literal("birthDate", words.unwrap_or(&shown)),
            }
        });
        let facts = [
            ("birth-date", birth),
            ("nationality", self.texts("nationality", &personal.nationality)),
            ("driving-licence", self.texts("drivingLicence", &personal.driving_licence)),
            ("marital-status", self.text("span", "maritalStatus", &personal.marital_status)),
        ];
        let fact = |(label, value): (&str, Option<Element>)| {
            let label = Element::new("strong").text(self.locale.field(label));
            Some(Element::new("li").and([label]).text(": ").and([value?]))
        };
        let facts = facts.into_iter().filter_map(fact);
        let list = Element::new("ul").with("class", "facts").and(facts).unless_empty();
        list.into_iter().collect()
    }

    /// A section of the person's own making.
    fn own_section(&self, section: &Section, at: usize) -> Option<Element> {
        let title = self.text("h2", "name", &section.title);
        let mut text = property("div", "text");
        for paragraph in self.target.texts(&section.paragraphs) {
            text = text.prose(&paragraph);
        }
        let text = text.and(Element::bullets(&section.highlights, self.target.lang)).unless_empty();
        let entries = section.entries.iter().map(|entry| self.own_entry(entry));
        let element = property("section", "sections");
        let id = format!("section-{}", at + 1);
        let (element, title) = match title {
            Some(title) => {
                (element.with("aria-labelledby", id.as_str()), Some(title.with("id", id)))
            }
            None => (element, None),
        };
        thing(element, "CreativeWork").and(title).and(text).and(entries).unless_empty()
    }

    fn own_entry(&self, entry: &SectionEntry) -> Element {
        let title = self.text("h3", "name", &entry.title);
        let subtitle = self.text(
            if title.is_some() { "span" } else { "h3" },
            "alternativeHeadline",
            &entry.subtitle,
        );
        let dates = self.range(&entry.start_date, &entry.end_date, &entry.written);
        let place = self.text("span", "location", &entry.location);
        let url = entry.url.as_deref().map(|url| page("url", url));
        let head = Element::new("div").with("class", "head");
        let (head, subtitle) = match title {
            Some(title) => (head.and([title]), subtitle),
            None => (head.and(subtitle), None),
        };
        let line = subtitle.into_iter().chain(place).chain(url);
        let line = joined(Element::new("p").with("class", "at"), line, &self.locale.comma);
        let element = thing(property("article", "hasPart"), "CreativeWork")
            .and(head.and(dates).unless_empty())
            .and(line.unless_empty());
        self.body(element, &entry.summary, &entry.highlights, &entry.keywords)
    }
}

/// A heading of the author's choice, as a property of the person.
fn titled(key: &str, title: &str) -> Element {
    Element::new("h2").with("itemprop", format!("{key}Title")).inline(title)
}

/// A section below its heading; `None` if it says nothing.
fn section(key: &str, title: Element, content: Vec<Element>) -> Option<Element> {
    (!content.is_empty()).then(|| {
        let section = Element::new("section").with("aria-labelledby", key);
        section.and([title.with("id", key)]).and(content)
    })
}
