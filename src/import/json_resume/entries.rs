//! The entries of the lists: each with the names that the schema, its legacy and its users give to
//! its fields.

use super::super::lenient;
use super::location;
use crate::profile::{
    Award, Cefr, Certificate, Education, Highlight, Interest, Language, Project, Publication,
    Reference, SectionEntry, Skill, Text, Volunteer, When, Work, Written,
};
use crate::syntax::{Fields, Node, Value};

/// A position, or several at one employer, each of which becomes an entry of its own.
pub(super) fn work(f: &mut Fields<'_>) -> Vec<Work> {
    let mut employer = work_fields(f);
    let mut roles = f.list(&["positions", "roles"], "position", |f| {
        let role = work_fields(f);
        Work { extra: f.rest(), ..role }
    });
    employer.extra = f.rest();
    if roles.is_empty() {
        return vec![employer];
    }
    // What is said of the employer holds for each role; what is said of the time they span is
    // kept only where a role says nothing of its own.
    for role in &mut roles {
        role.name = role.name.take().or_else(|| employer.name.clone());
        role.location = role.location.take().or_else(|| employer.location.clone());
        role.description = role.description.take().or_else(|| employer.description.clone());
        role.url = role.url.take().or_else(|| employer.url.clone());
        role.position = role.position.take().or_else(|| employer.position.clone());
    }
    if let Some(first) = roles.first_mut() {
        first.summary = first.summary.take().or(employer.summary);
        first.highlights.splice(0..0, employer.highlights);
        first.tags.extend(employer.tags);
        first.extra.extend(employer.extra);
    }
    if let [only] = roles.as_mut_slice() {
        only.start_date = only.start_date.take().or(employer.start_date);
        only.end_date = only.end_date.take().or(employer.end_date);
    }
    roles
}

pub(super) fn work_fields(f: &mut Fields<'_>) -> Work {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &["endDate"], &mut written);
    Work {
        name: f.text(&["name", "company", "employer", "organization"]),
        position: f.text(&["position", "title", "role", "jobTitle"]),
        location: place(f),
        description: f.text(&["description"]),
        url: f.url(&["url", "website"]),
        end_date,
        start_date,
        summary: f.text(&["summary"]),
        highlights: highlights(f),
        keywords: keywords(f),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        ..Work::default()
    }
}

pub(super) fn volunteer(f: &mut Fields<'_>) -> Volunteer {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &["endDate"], &mut written);
    Volunteer {
        organization: f.text(&["organization", "name", "company"]),
        position: f.text(&["position", "title", "role"]),
        location: place(f),
        url: f.url(&["url", "website"]),
        end_date,
        start_date,
        summary: f.text(&["summary", "description"]),
        highlights: highlights(f),
        keywords: keywords(f),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn education(f: &mut Fields<'_>) -> Education {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &["endDate", "graduationDate"], &mut written);
    Education {
        institution: f.text(&["institution", "school", "university"]),
        url: f.url(&["url", "website"]),
        area: {
            let parts = [f.text(&["area", "major", "fieldOfStudy"]), f.text(&["specialization"])];
            Text::joined(parts.into_iter().flatten(), ", ")
        },
        study_type: f.text(&["studyType", "degree"]),
        location: place(f),
        end_date,
        start_date,
        score: f.text(&["score", "gpa", "grade"]),
        summary: f.text(&["summary", "description"]),
        courses: f.texts(&["courses"]),
        highlights: highlights(f),
        keywords: keywords(f),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn award(f: &mut Fields<'_>) -> Award {
    let mut written = Written::new();
    Award {
        title: f.text(&["title", "name"]),
        date: f.date(&["date"], &mut written),
        awarder: f.text(&["awarder", "issuer", "issued_by", "organization"]),
        url: f.url(&["url", "website"]),
        summary: f.text(&["summary", "description"]),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn certificate(f: &mut Fields<'_>) -> Certificate {
    let mut written = Written::new();
    Certificate {
        name: f.text(&["name", "title"]),
        date: f.date(&["date", "issueDate", "startDate"], &mut written),
        url: f.url(&["url", "website"]),
        issuer: f.text(&["issuer", "authority", "organization"]),
        summary: f.text(&["summary", "description"]),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    Publication {
        name: f.text(&["name", "title"]),
        authors: lenient::texts(f, &["authors", "author"]),
        kind: f.text(&["type"]),
        publisher: f.text(&["publisher"]),
        release_date: f.date(&["releaseDate", "date"], &mut written),
        url: f.url(&["url", "website", "link"]),
        doi: f.string(&["doi"]),
        summary: f.text(&["summary", "description"]),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn skill(f: &mut Fields<'_>) -> Skill {
    Skill {
        name: f.text(&["name"]),
        level: level(f),
        keywords: f.texts(&["keywords", "keyword"]),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

/// How well, in words; a number of stars or per cent is as welcome.
fn level(f: &mut Fields<'_>) -> Option<Text> {
    match f.peek("level").map(|node| &node.value) {
        Some(Value::Number(_)) => f.scalar_text(&["level"]).map(Text::from),
        _ => f.text(&["level"]),
    }
}

pub(super) fn language(f: &mut Fields<'_>) -> Language {
    Language {
        language: f.text(&["language", "name"]),
        fluency: f.text(&["fluency", "level", "proficiency", "summary"]),
        cefr: f.object(&["cefr"], "listening", cefr),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

fn cefr(f: &mut Fields<'_>) -> Cefr {
    Cefr {
        listening: f.string(&["listening"]),
        reading: f.string(&["reading"]),
        spoken_interaction: f.string(&["spokenInteraction"]),
        spoken_production: f.string(&["spokenProduction"]),
        writing: f.string(&["writing"]),
        extra: f.rest(),
    }
}

pub(super) fn interest(f: &mut Fields<'_>) -> Interest {
    Interest {
        name: f.text(&["name"]),
        keywords: f.texts(&["keywords"]).into_iter().chain(f.text(&["summary"])).collect(),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

pub(super) fn reference(f: &mut Fields<'_>) -> Reference {
    let name = f.text(&["name"]);
    // Who the person is, and how to reach them.
    let position = f.text(&["position", "title", "role"]);
    let company = f.text(&["company", "organization"]);
    let phone = f.scalar_text(&["phone", "telephone"]).map(Text::from);
    let email = f.email(&["email"]).map(Text::from);
    Reference {
        name: Text::joined([name, position, company, phone, email].into_iter().flatten(), ", "),
        reference: f.text(&["reference", "quote", "summary"]),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

pub(super) fn project(f: &mut Fields<'_>) -> Project {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &["endDate"], &mut written);
    let (description, summary) = (f.text(&["description"]), f.text(&["summary"]));
    let mut highlights = highlights(f);
    let description = match (description, summary) {
        (Some(Text::Plain(one)), Some(Text::Plain(two))) => Some(format!("{one}\n\n{two}").into()),
        (Some(one), two) => {
            highlights.splice(0..0, two.map(Highlight::from));
            Some(one)
        }
        (None, two) => two,
    };
    let url = f.url(&["url", "website"]);
    Project {
        name: f.text(&["name", "title"]),
        description,
        highlights,
        keywords: keywords(f),
        end_date,
        start_date,
        url: url.or_else(|| f.url(&["link", "github", "repository", "repo"])),
        roles: f.texts(&["roles"]),
        entity: f.text(&["entity"]),
        kind: f.string(&["type"]),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

pub(super) fn section_entry(f: &mut Fields<'_>) -> SectionEntry {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate", "date"], &["endDate"], &mut written);
    SectionEntry {
        title: f.text(&["title", "name"]),
        subtitle: f.text(&["subtitle"]),
        location: place(f),
        // A single date is both its beginning and its end.
        end_date: match f.has("date") && !f.has("endDate") {
            true => start_date.clone(),
            false => end_date,
        },
        start_date,
        summary: f.text(&["summary"]),
        highlights: f.highlights(&["highlights"]),
        url: f.url(&["url", "website"]),
        keywords: f.texts(&["keywords"]),
        tags: f.strings(&["tags"]),
        written: written_words(f, written),
        extra: f.rest(),
    }
}

/// The start and the end; a single date is both.
fn period(
    f: &mut Fields<'_>,
    end: &[&'static str],
    written: &mut Written,
) -> (Option<When>, Option<When>) {
    match f.period(&["startDate"], end, written) {
        (None, None) => single(f, &["date"], written),
        dates => dates,
    }
}

/// A single date, which is the start and the end.
pub(super) fn single(
    f: &mut Fields<'_>,
    names: &[&'static str],
    written: &mut Written,
) -> (Option<When>, Option<When>) {
    let mut own = Written::new();
    let dates = f.dates(names, &mut own);
    written.extend(own.into_values().map(|words| ("startDate".to_owned(), words)));
    dates
}

/// The bullets, and those that some keep under another name.
fn highlights(f: &mut Fields<'_>) -> Vec<Highlight> {
    let further = f.highlights(&["achievements"]);
    f.highlights(&["highlights"]).into_iter().chain(further).collect()
}

/// The keywords, and the techniques that some keep under a name of their own.
pub(super) fn keywords(f: &mut Fields<'_>) -> Vec<Text> {
    let mut keywords = f.texts(&["keywords"]);
    for names in [["technologies", "techStack"], ["skills", "stack"]] {
        // What is no list of words is no list of techniques.
        let is_list = |node: &Node| match &node.value {
            Value::List(items) => items.iter().all(|item| item.scalar().is_some()),
            _ => node.scalar().is_some(),
        };
        if names.iter().find_map(|name| f.peek(name)).is_some_and(is_list) {
            keywords.extend(lenient::keywords(f, &names));
        }
    }
    keywords
}

/// A place as one text; one given in parts is joined.
pub(super) fn place(f: &mut Fields<'_>) -> Option<Text> {
    if !f.has_object("location") {
        return f.text(&["location"]);
    }
    let parts = f.object(&["location"], "city", location);
    let text = |text: &Option<Text>| text.as_ref().map(|t| t.get("").to_owned());
    let parts = [
        text(&parts.address),
        parts.postal_code,
        text(&parts.city),
        text(&parts.region),
        parts.country_code,
    ];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!joined.is_empty()).then(|| joined.into())
}

/// The author's words that a profile of ours carries beside its dates.
pub(super) fn written_words(f: &mut Fields<'_>, mut written: Written) -> Written {
    if let Some((node, _)) = f.take(&["_written"]) {
        for member in node.members().unwrap_or_default() {
            if let Some(words) = member.value.scalar() {
                written.insert(member.key.clone(), words.to_owned());
            }
        }
    }
    written
}
