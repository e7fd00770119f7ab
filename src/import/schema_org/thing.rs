//! What a property of a person names: an organisation, a role in one, an occupation, a subject.

use super::{SETTINGS, addresses};
use crate::import::shapes::{Record, Stay};
use crate::locale::Locale;
use crate::profile::{
    Award, Cefr, Certificate, Education, Extra, Highlight, Interest, Language, Project,
    Publication, Skill, Text, Volunteer, When, Work, Written, is_language_tag, joined,
};
use crate::syntax::Fields;

/// What a property of a person names.
#[derive(Default)]
pub(super) struct Thing {
    /// Its types, and those of what it is a role in.
    kinds: Vec<String>,
    pub(super) name: Option<Text>,
    role: Option<Text>,
    /// The roles held in it, where they are several.
    roles: Vec<Text>,
    /// Its subject.
    area: Option<Text>,
    /// Who stands behind it: an issuer, a publisher.
    whose: Option<Text>,
    authors: Vec<Text>,
    url: Option<String>,
    doi: Option<String>,
    place: Option<Text>,
    /// What the organisation is that it is a role in.
    about: Option<Text>,
    summary: Option<Text>,
    highlights: Vec<Highlight>,
    start: Option<When>,
    end: Option<When>,
    written: Written,
    pub(super) skills: Vec<Text>,
    keywords: Vec<Text>,
    /// How well it is mastered.
    level: Option<Text>,
    score: Option<Text>,
    courses: Vec<Text>,
    genre: Option<Text>,
    /// The levels of a language, scale by scale.
    cefr: Cefr,
    extra: Extra,
}

impl Thing {
    /// Whether it is, or is a role in, a thing of a type.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|known| known.rsplit(['/', ':']).next() == Some(kind))
    }
}

pub(super) fn things(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Thing> {
    let found = f.list(names, "name", |f| thing(f, 0));
    let says = |thing: &Thing| {
        thing.name.is_some()
            || thing.role.is_some()
            || !thing.keywords.is_empty()
            || thing.says_more()
    };
    found.into_iter().filter(says).collect()
}

fn thing(f: &mut Fields<'_>, depth: usize) -> Thing {
    let kinds = f.peek("@type").map(|kind| kind.scalars()).unwrap_or_default();
    let kinds: Vec<String> = kinds.into_iter().map(str::to_owned).collect();
    let is_occupation = kinds.iter().any(|kind| kind == "Occupation");
    let mut written = Written::new();
    let start = f.date(&["startDate", "dateCreated", "datePublished", "validFrom"], &mut written);
    let end = f.end_date(&["endDate"], start.as_ref(), &mut written);
    words(f, &mut written);
    let name = f.text(&["name", "@value", "legalName", "headline"]);
    let roles = f.texts(&["roleName"]);
    let role = Text::joined(roles.iter().cloned(), ", ");
    let role = role.or_else(|| f.text(&["namedPosition", "jobTitle"]));
    let (summary, highlights) = f.prose(&["description"]);
    let mut thing =
        Thing { kinds, roles, start, end, written, summary, highlights, ..Thing::default() };
    (thing.name, thing.role) = if is_occupation { (None, role.or(name)) } else { (name, role) };
    thing.url = addresses(f, &["url", "sameAs"]).into_iter().next();
    thing.place = place(f, "address")
        .or_else(|| place(f, "location"))
        .or_else(|| place(f, "occupationLocation"));
    thing.skills = names(f, &["skills"]);
    thing.whose =
        names(f, &["recognizedBy", "issuedBy", "publisher", "isPartOf", "parentOrganization"])
            .into_iter()
            .next();
    thing.authors = names(f, &["author"]);
    thing.keywords = f.texts(&["keywords"]);
    thing.area = names(f, &["about"]).into_iter().next();
    thing.level = f.text(&["level"]);
    thing.score = f.text(&["score"]);
    thing.courses = f.texts(&["courses"]);
    thing.genre = f.text(&["genre"]);
    thing.cefr = Cefr {
        listening: f.string(&["listening"]),
        reading: f.string(&["reading"]),
        spoken_interaction: f.string(&["spokenInteraction"]),
        spoken_production: f.string(&["spokenProduction"]),
        writing: f.string(&["writing"]),
        ..Cefr::default()
    };
    let doi = f.peek("identifier").and_then(|id| id.scalar()).filter(|id| is_doi(id));
    thing.doi = doi.map(str::to_owned);
    if thing.doi.is_some() {
        f.take(&["identifier"]);
    }
    if depth < 3 {
        thing.look_into(f, depth);
    }
    f.ignore(
        &["@type", "@id", "@language", "logo", "image", "identifier", "alternateName"],
        SETTINGS,
    );
    thing.extra.extend(f.rest());
    thing
}

/// The author's words for dates, as cvpdf writes them.
pub(super) fn words(f: &mut Fields<'_>, written: &mut Written) {
    for (name, field) in [
        ("startDateText", "startDate"),
        ("endDateText", "endDate"),
        ("dateCreatedText", "startDate"),
        ("birthDateText", "birthDate"),
    ] {
        let words = f.string(&[name]);
        written.extend(words.map(|words| (field.to_owned(), words)));
    }
}

impl Thing {
    /// A role holds once more what it is a role of.
    fn look_into(&mut self, f: &mut Fields<'_>, depth: usize) {
        for property in [
            "worksFor",
            "memberOf",
            "alumniOf",
            "hasOccupation",
            "affiliation",
            "hiringOrganization",
            "organizer",
        ] {
            let inner = f.list(&[property], "name", |f| thing(f, depth + 1)).into_iter().next();
            if let Some(inner) = inner {
                self.take(inner);
            }
        }
    }

    fn take(&mut self, inner: Self) {
        let is_occupation = inner.is("Occupation");
        self.name = self.name.take().or(inner.name);
        self.role = self.role.take().or(inner.role);
        self.whose = self.whose.take().or(inner.whose);
        self.url = self.url.take().or(inner.url);
        self.place = self.place.take().or(inner.place);
        if is_occupation {
            self.summary = joined(self.summary.take(), inner.summary, "\n\n");
            self.highlights.extend(inner.highlights);
        } else {
            let lines = inner.highlights.iter().map(|h| format!("- {}", h.text.get("")).into());
            let about = joined(inner.summary, Text::joined(lines, "\n"), "\n\n");
            self.about = joined(self.about.take(), about, "\n\n");
        }
        self.skills.extend(inner.skills);
        self.keywords.extend(inner.keywords);
        self.start = self.start.take().or(inner.start);
        self.end = self.end.take().or(inner.end);
        self.extra.extend(inner.extra);
        self.kinds.extend(inner.kinds);
    }

    /// All that is said of it as one text, bullets as lines.
    fn prose(&mut self) -> Option<Text> {
        let lines = self.highlights.drain(..).map(|h| format!("- {}", h.text.get("")).into());
        joined(self.summary.take(), Text::joined(lines, "\n"), "\n\n")
    }

    /// Whether anything but names is said.
    fn says_more(&self) -> bool {
        self.start.is_some()
            || self.area.is_some()
            || self.summary.is_some()
            || self.url.is_some()
            || self.place.is_some()
            || self.level.is_some()
            || !self.highlights.is_empty()
            || self.end.is_some()
            || self.about.is_some()
            || self.whose.is_some()
    }
}

/// The names of things: texts, or things that have one.
pub(super) fn names(f: &mut Fields<'_>, properties: &[&'static str]) -> Vec<Text> {
    let names = f.list(properties, "name", |f| {
        let name = f.text(&["name", "@value"]);
        f.ignore_rest(SETTINGS);
        name
    });
    names.into_iter().flatten().collect()
}

/// A place as one text: a name, an address, or both.
fn place(f: &mut Fields<'_>, name: &'static str) -> Option<Text> {
    const PARTS: [&str; 5] =
        ["streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry"];
    fn parts(f: &mut Fields<'_>) -> Option<Text> {
        PARTS.map(|part| f.text(&[part])).into_iter().reduce(|a, b| joined(a, b, ", ")).flatten()
    }
    let places = f.list(&[name], "name", |f| {
        let name = f.text(&["name"]);
        let own = parts(f);
        let inner = f.object(&["address"], "addressLocality", |f| {
            let parts = parts(f);
            f.ignore_rest(SETTINGS);
            parts
        });
        f.ignore_rest(SETTINGS);
        joined(joined(name, own, ", "), inner, ", ")
    });
    places.into_iter().flatten().next()
}

fn is_doi(id: &str) -> bool {
    id.starts_with("10.") || id.contains("doi.org/10.") || id.starts_with("doi:")
}

impl Thing {
    /// The stay that it is; what is said of the organisation goes before what is said of the role.
    fn stay(self, about: Option<Text>) -> Stay {
        Stay {
            role: self.role,
            whose: self.name,
            place: self.place,
            url: self.url,
            start: self.start,
            end: self.end,
            written: self.written,
            summary: joined(about, self.summary, "\n\n"),
            highlights: self.highlights,
            keywords: self.keywords,
            extra: self.extra,
        }
    }

    /// The record that it is.
    fn record(mut self) -> Record {
        let summary = self.prose();
        let Self { name, whose, url, start: date, written, extra, .. } = self;
        Record { name, whose, url, date, written, summary, extra }
    }
}

pub(super) fn work(mut thing: Thing) -> Work {
    let description = thing.about.take();
    Work { description, ..thing.stay(None).into() }
}

pub(super) fn volunteer(mut thing: Thing) -> Volunteer {
    let about = thing.about.take();
    thing.stay(about).into()
}

/// A study. An end without a start is the day of the degree.
pub(super) fn education(mut thing: Thing) -> Education {
    let (area, score, about) = (thing.area.take(), thing.score.take(), thing.about.take());
    let courses = std::mem::take(&mut thing.courses);
    Education { area, score, courses, ..thing.stay(about).into() }
}

pub(super) fn certificate(thing: Thing) -> Certificate {
    thing.record().into()
}

pub(super) fn award(thing: Thing) -> Award {
    thing.record().into()
}

pub(super) fn publication(mut thing: Thing) -> Publication {
    let (kind, doi) = (thing.genre.take(), thing.doi.take());
    let authors = std::mem::take(&mut thing.authors);
    Publication { kind, doi, authors, ..thing.record().into() }
}

pub(super) fn project(thing: Thing) -> Project {
    Project {
        name: thing.name,
        description: joined(thing.about, thing.summary, "\n\n"),
        roles: thing.roles,
        entity: thing.whose,
        keywords: thing.keywords,
        highlights: thing.highlights,
        start_date: thing.start,
        end_date: thing.end,
        url: thing.url,
        written: thing.written,
        extra: thing.extra,
        ..Project::default()
    }
}

pub(super) fn skill(thing: Thing) -> Skill {
    Skill { name: thing.name, level: thing.level, keywords: thing.keywords, ..Skill::default() }
}

pub(super) fn interest(thing: Thing) -> Interest {
    Interest {
        name: thing.name,
        keywords: thing.keywords,
        extra: thing.extra,
        ..Interest::default()
    }
}

/// A language by its name, or by its tag.
pub(super) fn language(thing: Thing) -> Language {
    let english = Locale::english();
    let name = thing.name.unwrap_or_default();
    let tag = Some(name.get("")).filter(|tag| tag.len() <= 5 && is_language_tag(tag));
    let named = tag.and_then(|tag| english.language(tag.split('-').next()?));
    let language = Some(named.map_or(name, Text::from));
    let fluency = thing.level.or(thing.summary);
    Language { language, fluency, cefr: thing.cefr, extra: thing.extra, ..Language::default() }
}
