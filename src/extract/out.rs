//! Puts what was read into the profile, and claims for each field the text that it came from.

use super::ledger::{Furniture, Owner};
use super::lexicon::Label;
use super::position_head::Order;
use super::profiles::Layout;
use super::value::{Bullet, Entry, Period, Val};
use crate::profile::{
    Award, Certificate, Education, Highlight, Interest, Language, Profile, Project, Publication,
    Reference, Section, Skill, Text, Volunteer, When, Work, Written,
};

/// The profile under construction.
#[derive(Default)]
pub(super) struct Out<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    pub(super) layout: Layout,
    /// The network whose page of the person the text was copied from.
    pub(super) home: Option<&'static str>,
    /// Addresses that the text names by reference, each with the text that is linked to it.
    pub(super) links: Vec<(String, String)>,
    pub(super) profile: Profile,
    pub(super) claims: Vec<(&'a str, Owner, f32)>,
    /// The order of title and employer in the last section of positions.
    pub(super) order_of_heads: Option<Order>,
    /// The label of the name, where it may be half of it only.
    pub(super) half_name: Option<Label>,
    order: Vec<String>,
}

impl<'a> Out<'a> {
    pub(super) fn new(text: &'a str, layout: Layout) -> Self {
        Self { text, layout, ..Self::default() }
    }

    /// The address that a text is linked to by reference.
    pub(super) fn linked(&self, text: &str) -> Option<String> {
        let text = text.trim();
        self.links.iter().find(|(label, _)| label == text).map(|(_, target)| target.clone())
    }

    /// Gives an entry the address that its name is linked to by reference.
    fn refer(&self, mut entry: Entry<'a>) -> Entry<'a> {
        if entry.url.is_none() && !self.links.is_empty() {
            let target = entry.name.as_ref().and_then(|name| self.linked(&name.text));
            entry.url = target.map(|text| Val { text, parts: Vec::new(), sure: 0.9 });
        }
        entry
    }

    /// Claims a text for a field.
    pub(super) fn claim(&mut self, val: &Val<'a>, path: impl Into<String>) {
        let owner = Owner::Field(path.into());
        for part in &val.parts {
            self.claims.push((part, owner.clone(), val.sure));
        }
    }

    /// Claims a text that is no field.
    pub(super) fn furniture(&mut self, slice: &'a str, kind: Furniture) {
        self.claims.push((slice, Owner::Furniture(kind), 0.9));
    }

    /// Takes back what was read as the name, and gives it to the facts.
    pub(super) fn unname(&mut self, facts: &mut Vec<Val<'a>>) {
        self.profile.basics.name = None;
        let named = |owner: &Owner| matches!(owner, Owner::Field(path) if path == "basics.name");
        let claims = std::mem::take(&mut self.claims);
        for (slice, owner, sure) in claims {
            if named(&owner) {
                facts.push(Val::prose(slice, 0.5));
            } else {
                self.claims.push((slice, owner, sure));
            }
        }
    }

    /// Claims the heading of a section.
    pub(super) fn heading(&mut self, slice: &'a str, key: &str, sure: f32) {
        self.claims.push((slice, Owner::Heading(key.to_owned()), sure));
    }

    /// Notes that a section has content, for the order of sections.
    pub(super) fn seen(&mut self, key: &str) {
        if !self.order.iter().any(|known| known == key) {
            self.order.push(key.to_owned());
        }
    }

    /// The profile with its order of sections.
    pub(super) fn finish(mut self) -> (Profile, Vec<(&'a str, Owner, f32)>) {
        self.profile.section_order = self.order;
        (self.profile, self.claims)
    }

    fn text(&mut self, val: Option<Val<'a>>, path: &str) -> Option<Text> {
        let val = val.filter(|val| !val.is_empty())?;
        self.claim(&val, path);
        Some(val.text.into())
    }

    fn string(&mut self, val: Option<Val<'a>>, path: &str) -> Option<String> {
        let val = val.filter(|val| !val.is_empty())?;
        self.claim(&val, path);
        Some(val.text)
    }

    fn texts(&mut self, vals: Vec<Val<'a>>, path: &str) -> Vec<Text> {
        let vals = vals.into_iter().filter(|val| !val.is_empty()).enumerate();
        vals.map(|(n, val)| {
            self.claim(&val, format!("{path}[{n}]"));
            val.text.into()
        })
        .collect()
    }

    fn summary(&mut self, vals: Vec<Val<'a>>, path: &str) -> Option<Text> {
        let mut all = Val::default();
        for val in vals.into_iter().filter(|val| !val.is_empty()) {
            all.join("\n\n", val);
        }
        self.text(Some(all), path)
    }

    fn highlights(&mut self, bullets: Vec<Bullet<'a>>, path: &str) -> Vec<Highlight> {
        let bullets =
            bullets.into_iter().filter(|b| !b.text.is_empty() || !b.bullets.is_empty()).enumerate();
        bullets
            .map(|(n, bullet)| {
                let path = format!("{path}.highlights[{n}]");
                self.claim(&bullet.text, path.clone());
                let highlights = self.highlights(bullet.bullets, &path);
                Highlight { text: bullet.text.text.into(), highlights, ..Highlight::default() }
            })
            .collect()
    }

    /// The dates of an entry that lasts: a single one is start and end.
    fn period(
        &mut self,
        period: Option<Period<'a>>,
        path: &str,
        written: &mut Written,
    ) -> (Option<When>, Option<When>) {
        let Some(period) = period else { return (None, None) };
        let owner = Owner::Field(format!("{path}.startDate"));
        for part in &period.parts {
            self.claims.push((part, owner.clone(), period.sure));
        }
        for (key, words) in [("startDate", period.written_start), ("endDate", period.written_end)] {
            if let Some(words) = words {
                written.insert(key.into(), words.trim().into());
            }
        }
        let end = if period.single { period.start.or(period.end) } else { period.end };
        (period.start.map(When::Date), end.map(When::Date))
    }

    fn point(
        &mut self,
        period: Option<Period<'a>>,
        path: &str,
        key: &str,
        written: &mut Written,
    ) -> Option<When> {
        let period = period?;
        let owner = Owner::Field(format!("{path}.{key}"));
        for part in &period.parts {
            self.claims.push((part, owner.clone(), period.sure));
        }
        if let Some(words) = period.written_start.or(period.written_end) {
            written.insert(key.into(), words.trim().into());
        }
        period.point()
    }

    pub(super) fn work(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("work[{}]", self.profile.work.len());
        entry.labels.iter().for_each(|label| self.furniture(label, Furniture::Label));
        let mut written = Written::new();
        let (start_date, end_date) = self.period(entry.period, &path, &mut written);
        let work = Work {
            name: self.text(entry.name, &format!("{path}.name")),
            position: self.text(entry.position, &format!("{path}.position")),
            location: self.text(entry.location, &format!("{path}.location")),
            description: self.text(entry.description, &format!("{path}.description")),
            url: self.string(entry.url, &format!("{path}.url")),
            start_date,
            end_date,
            summary: self.summary(entry.summary, &format!("{path}.summary")),
            highlights: self.highlights(entry.bullets, &path),
            written,
            ..Work::default()
        };
        if work != Work::default() {
            self.seen("work");
            self.profile.work.push(work);
        }
    }

    pub(super) fn volunteer(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("volunteer[{}]", self.profile.volunteer.len());
        entry.labels.iter().for_each(|label| self.furniture(label, Furniture::Label));
        let mut written = Written::new();
        let (start_date, end_date) = self.period(entry.period, &path, &mut written);
        let mut summary = entry.summary;
        summary.extend(entry.description);
        let volunteer = Volunteer {
            organization: self.text(entry.name, &format!("{path}.organization")),
            position: self.text(entry.position, &format!("{path}.position")),
            location: self.text(entry.location, &format!("{path}.location")),
            url: self.string(entry.url, &format!("{path}.url")),
            start_date,
            end_date,
            summary: self.summary(summary, &format!("{path}.summary")),
            highlights: self.highlights(entry.bullets, &path),
            written,
            ..Volunteer::default()
        };
        if volunteer != Volunteer::default() {
            self.seen("volunteer");
            self.profile.volunteer.push(volunteer);
        }
    }

    pub(super) fn education(&mut self, entry: Entry<'a>) {
        let mut entry = self.refer(entry);
        // What a table calls a position is what was studied for, if nothing else is.
        if let Some(position) = entry.position.take() {
            match &entry.degree {
                None => entry.degree = Some(position),
                Some(_) => entry.bullets.push(Bullet::new(position)),
            }
        }
        let path = format!("education[{}]", self.profile.education.len());
        for label in &entry.labels {
            self.furniture(label, Furniture::Label);
        }
        let mut written = Written::new();
        let single = entry.period.as_ref().is_some_and(|period| period.single);
        let (mut start_date, end_date) = self.period(entry.period, &path, &mut written);
        if single {
            start_date = None;
            if let Some(words) = written.shift_remove("startDate") {
                written.insert("endDate".into(), words);
            }
        }
        let education = Education {
            institution: self.text(entry.name, &format!("{path}.institution")),
            study_type: self.text(entry.degree, &format!("{path}.studyType")),
            area: self.text(entry.area, &format!("{path}.area")),
            location: self.text(entry.location, &format!("{path}.location")),
            url: self.string(entry.url, &format!("{path}.url")),
            score: self.text(entry.score, &format!("{path}.score")),
            start_date,
            end_date,
            summary: self.summary(entry.summary, &format!("{path}.summary")),
            courses: self.texts(entry.keywords, &format!("{path}.courses")),
            highlights: self.highlights(entry.bullets, &path),
            written,
            ..Education::default()
        };
        if education != Education::default() {
            self.seen("education");
            self.profile.education.push(education);
        }
    }

    pub(super) fn project(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("projects[{}]", self.profile.projects.len());
        let mut written = Written::new();
        let (start_date, end_date) = self.period(entry.period, &path, &mut written);
        let mut description =
            entry.description.into_iter().chain(entry.summary).collect::<Vec<_>>();
        let project = Project {
            name: self.text(entry.name, &format!("{path}.name")),
            description: self
                .summary(std::mem::take(&mut description), &format!("{path}.description")),
            url: self.string(entry.url, &format!("{path}.url")),
            start_date,
            end_date,
            roles: self.texts(entry.roles, &format!("{path}.roles")),
            entity: self.text(entry.position, &format!("{path}.entity")),
            keywords: self.texts(entry.keywords, &format!("{path}.keywords")),
            highlights: self.highlights(entry.bullets, &path),
            written,
            ..Project::default()
        };
        if project != Project::default() {
            self.seen("projects");
            self.profile.projects.push(project);
        }
    }

    pub(super) fn award(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("awards[{}]", self.profile.awards.len());
        let mut entry = entry;
        entry.summary.extend(std::mem::take(&mut entry.bullets).into_iter().flat_map(flat));
        entry.labels.iter().for_each(|label| self.furniture(label, Furniture::Label));
        let mut written = Written::new();
        let award = Award {
            date: self.point(entry.period, &path, "date", &mut written),
            title: self.text(entry.name, &format!("{path}.title")),
            awarder: self.text(entry.position, &format!("{path}.awarder")),
            url: self.string(entry.url, &format!("{path}.url")),
            summary: self.summary(entry.summary, &format!("{path}.summary")),
            written,
            ..Award::default()
        };
        self.seen("awards");
        self.profile.awards.push(award);
    }

    pub(super) fn certificate(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("certificates[{}]", self.profile.certificates.len());
        // What else is said of it goes with its name.
        let mut entry = entry;
        let more = std::mem::take(&mut entry.bullets).into_iter().flat_map(flat);
        let more = std::mem::take(&mut entry.summary).into_iter().chain(more);
        if let Some(name) = &mut entry.name {
            more.for_each(|more| name.join(", ", more));
        }
        entry.labels.iter().for_each(|label| self.furniture(label, Furniture::Label));
        let mut written = Written::new();
        let certificate = Certificate {
            date: self.point(entry.period, &path, "date", &mut written),
            name: self.text(entry.name, &format!("{path}.name")),
            issuer: self.text(entry.position, &format!("{path}.issuer")),
            url: self.string(entry.url, &format!("{path}.url")),
            written,
            ..Certificate::default()
        };
        self.seen("certificates");
        self.profile.certificates.push(certificate);
    }

    pub(super) fn publication(&mut self, entry: Entry<'a>) {
        let entry = self.refer(entry);
        let path = format!("publications[{}]", self.profile.publications.len());
        let mut entry = entry;
        entry.summary.extend(std::mem::take(&mut entry.bullets).into_iter().flat_map(flat));
        let mut written = Written::new();
        let publication = Publication {
            release_date: self.point(entry.period, &path, "releaseDate", &mut written),
            name: self.text(entry.name, &format!("{path}.name")),
            authors: self.texts(entry.authors, &format!("{path}.authors")),
            publisher: self.text(entry.position, &format!("{path}.publisher")),
            url: self.string(entry.url, &format!("{path}.url")),
            summary: self.summary(entry.summary, &format!("{path}.summary")),
            written,
            ..Publication::default()
        };
        self.seen("publications");
        self.profile.publications.push(publication);
    }

    pub(super) fn skill(
        &mut self,
        name: Option<Val<'a>>,
        level: Option<Val<'a>>,
        keywords: Vec<Val<'a>>,
    ) {
        let path = format!("skills[{}]", self.profile.skills.len());
        let skill = Skill {
            name: self.text(name, &format!("{path}.name")),
            level: self.text(level, &format!("{path}.level")),
            keywords: self.texts(keywords, &format!("{path}.keywords")),
            ..Skill::default()
        };
        self.seen("skills");
        self.profile.skills.push(skill);
    }

    pub(super) fn language(&mut self, language: Val<'a>, fluency: Option<Val<'a>>) {
        let path = format!("languages[{}]", self.profile.languages.len());
        let language = Language {
            language: self.text(Some(language), &format!("{path}.language")),
            fluency: self.text(fluency, &format!("{path}.fluency")),
            ..Language::default()
        };
        self.seen("languages");
        self.profile.languages.push(language);
    }

    pub(super) fn interest(&mut self, name: Val<'a>, keywords: Vec<Val<'a>>) {
        let path = format!("interests[{}]", self.profile.interests.len());
        let interest = Interest {
            name: self.text(Some(name), &format!("{path}.name")),
            keywords: self.texts(keywords, &format!("{path}.keywords")),
            ..Interest::default()
        };
        self.seen("interests");
        self.profile.interests.push(interest);
    }

    pub(super) fn reference(&mut self, name: Option<Val<'a>>, reference: Option<Val<'a>>) {
        let path = format!("references[{}]", self.profile.references.len());
        let reference = Reference {
            name: self.text(name, &format!("{path}.name")),
            reference: self.text(reference, &format!("{path}.reference")),
            ..Reference::default()
        };
        self.seen("references");
        self.profile.references.push(reference);
    }

    /// Adds a section of the person's own making.
    pub(super) fn section(
        &mut self,
        title: Option<Val<'a>>,
        paragraphs: Vec<Val<'a>>,
        bullets: Vec<Bullet<'a>>,
    ) {
        if paragraphs.is_empty() && bullets.is_empty() {
            return;
        }
        let path = format!("sections[{}]", self.profile.sections.len());
        let section = Section {
            title: self.text(title, &format!("{path}.title")),
            paragraphs: self.texts(paragraphs, &format!("{path}.paragraphs")),
            highlights: self.highlights(bullets, &path),
            ..Section::default()
        };
        self.seen("sections");
        self.profile.sections.push(section);
    }

    /// Adds paragraphs to the person's summary.
    pub(super) fn about(&mut self, paragraphs: Vec<Val<'a>>) {
        for val in paragraphs.into_iter().filter(|val| !val.is_empty()) {
            self.claim(&val, "basics.summary");
            self.seen("summary");
            let summary = self.profile.basics.summary.get_or_insert_with(Text::default);
            summary.for_each_mut(|text| {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&val.text);
            });
        }
    }
}

/// The texts of a bullet and of those below it.
fn flat<'a>(bullet: Bullet<'a>) -> Vec<Val<'a>> {
    let mut texts = vec![bullet.text];
    texts.extend(bullet.bullets.into_iter().flat_map(flat));
    texts
}
