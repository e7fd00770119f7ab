//! The items of sections. Versions differ in the names of fields only.

use super::{HIDDEN, SETTINGS, is_hidden, link, rest};
use crate::import::periods::{period, period_of_study};
use crate::profile::{
    Account, Award, Certificate, Education, Highlight, Interest, Language, Project, Publication,
    Reference, SectionEntry, Skill, Text, Volunteer, Work, Written, joined,
};
use crate::syntax::Fields;

const PERIOD: &[&str] = &["date", "period"];
const PROSE: &[&str] = &["summary", "description"];
const LINK: &[&str] = &["url", "website"];

/// Reads an item unless it is hidden.
pub(super) fn shown<T>(f: &mut Fields<'_>, read: fn(&mut Fields<'_>) -> T) -> Option<T> {
    if is_hidden(f) {
        f.ignore_rest(HIDDEN);
        return None;
    }
    f.ignore(&["id", "visible", "hidden", "icon", "iconColor", "options"], SETTINGS);
    Some(read(f))
}

pub(super) fn account(f: &mut Fields<'_>) -> Account {
    let (url, label) = link(f, LINK);
    let username = f.string(&["username"]);
    Account {
        network: f.string(&["network"]),
        username,
        url,
        extra: rest(f, label),
        ..Account::default()
    }
}

/// A position, or (version 5) several at one employer.
pub(super) fn work(f: &mut Fields<'_>) -> Vec<Work> {
    let roles = f.list(&["roles"], "position", |f| {
        shown(f, |f| {
            let position = f.text(&["position", "title", "name"]);
            Work { position, ..work_fields(f) }
        })
    });
    let roles: Vec<Work> = roles.into_iter().flatten().collect();
    if roles.is_empty() {
        let position = f.text(&["position"]);
        return vec![Work { name: f.text(&["company", "name"]), position, ..work_fields(f) }];
    }
    f.ignore(&["position", "period", "date"], "told in detail by the roles");
    let name = f.text(&["company", "name"]);
    let employer = Work { name, ..employer_fields(f) };
    let mut roles = roles.into_iter().map(|role| Work {
        name: employer.name.clone(),
        location: role.location.or_else(|| employer.location.clone()),
        url: role.url.or_else(|| employer.url.clone()),
        ..role
    });
    // What is said of the employer stands with the first role.
    let Some(mut first) = roles.next() else { return vec![employer] };
    first.summary = joined(employer.summary, first.summary, "\n\n");
    first.highlights.splice(0..0, employer.highlights);
    first.keywords.splice(0..0, employer.keywords);
    first.extra.extend(employer.extra);
    std::iter::once(first).chain(roles).collect()
}

fn work_fields(f: &mut Fields<'_>) -> Work {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, PERIOD, &mut written);
    Work { start_date, end_date, written, ..employer_fields(f) }
}

/// All but the name, the position and the dates.
fn employer_fields(f: &mut Fields<'_>) -> Work {
    let (summary, highlights) = f.prose(PROSE);
    let (url, label) = link(f, LINK);
    Work {
        location: f.text(&["location"]),
        summary,
        highlights,
        url,
        keywords: f.texts(&["keywords"]),
        extra: rest(f, label),
        ..Work::default()
    }
}

pub(super) fn education(f: &mut Fields<'_>) -> Education {
    let mut written = Written::new();
    let (start_date, end_date) = period_of_study(f, PERIOD, &mut written);
    let (summary, highlights) = f.prose(PROSE);
    let (url, label) = link(f, LINK);
    Education {
        institution: f.text(&["institution", "school"]),
        area: f.text(&["area"]),
        study_type: f.text(&["studyType", "degree"]),
        score: f.text(&["score", "grade"]),
        location: f.text(&["location"]),
        courses: f.texts(&["courses"]),
        start_date,
        end_date,
        summary,
        highlights,
        url,
        written,
        extra: rest(f, label),
        ..Education::default()
    }
}

pub(super) fn volunteer(f: &mut Fields<'_>) -> Volunteer {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, PERIOD, &mut written);
    let (summary, highlights) = f.prose(PROSE);
    let (url, label) = link(f, LINK);
    Volunteer {
        organization: f.text(&["organization", "name"]),
        position: f.text(&["position"]),
        location: f.text(&["location"]),
        start_date,
        end_date,
        summary,
        highlights,
        url,
        written,
        extra: rest(f, label),
        ..Volunteer::default()
    }
}

pub(super) fn project(f: &mut Fields<'_>) -> Project {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, PERIOD, &mut written);
    // Up to version 4 a line stands beside the text.
    let line = if f.has("summary") { f.html(&["description"]) } else { None };
    let (summary, highlights) = f.prose(PROSE);
    let (url, label) = link(f, LINK);
    Project {
        name: f.text(&["name", "title"]),
        description: joined(line, summary, "\n\n"),
        highlights,
        keywords: f.texts(&["keywords"]),
        start_date,
        end_date,
        url,
        written,
        extra: rest(f, label),
        ..Project::default()
    }
}

pub(super) fn award(f: &mut Fields<'_>) -> Award {
    let mut written = Written::new();
    let (url, label) = link(f, LINK);
    Award {
        title: f.text(&["title", "name"]),
        date: f.date(&["date"], &mut written),
        awarder: f.text(&["awarder"]),
        summary: f.html(PROSE),
        url,
        written,
        extra: rest(f, label),
        ..Award::default()
    }
}

pub(super) fn certificate(f: &mut Fields<'_>) -> Certificate {
    let mut written = Written::new();
    let (url, label) = link(f, LINK);
    Certificate {
        name: f.text(&["name", "title"]),
        date: f.date(&["date"], &mut written),
        issuer: f.text(&["issuer"]),
        summary: f.html(PROSE),
        url,
        written,
        extra: rest(f, label),
        ..Certificate::default()
    }
}

pub(super) fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    let (url, label) = link(f, LINK);
    Publication {
        name: f.text(&["name", "title"]),
        release_date: f.date(&["releaseDate", "date"], &mut written),
        publisher: f.text(&["publisher"]),
        summary: f.html(PROSE),
        url,
        written,
        extra: rest(f, label),
        ..Publication::default()
    }
}

pub(super) fn skill(f: &mut Fields<'_>) -> Skill {
    Skill {
        name: f.text(&["name"]),
        level: level(f, &["proficiency", "description"]),
        keywords: f.texts(&["keywords"]),
        extra: f.rest(),
        ..Skill::default()
    }
}

pub(super) fn language(f: &mut Fields<'_>) -> Language {
    Language {
        language: f.text(&["language", "name"]),
        fluency: level(f, &["fluency", "description"]),
        extra: f.rest(),
        ..Language::default()
    }
}

/// A level in words; where there are none, as a number of the most there may be. Version 3 has
/// words under the name that numbers have later, and counts to ten.
fn level(f: &mut Fields<'_>, words: &[&'static str]) -> Option<Text> {
    let has = |f: &Fields<'_>, name: &str| {
        f.peek(name).and_then(|node| node.scalar()).is_some_and(|text| !text.trim().is_empty())
    };
    let number = |text: &str| text.parse::<f64>().is_ok();
    let is_word = |f: &Fields<'_>, name: &str| {
        has(f, name) && !f.peek(name).and_then(|node| node.scalar()).is_some_and(number)
    };
    const DRAWN: &str = "levels drawn beside words";
    if words.iter().any(|word| has(f, word)) {
        f.ignore(&["level", "levelNum"], DRAWN);
        return f.html(words);
    }
    for word in words {
        f.scalar_text(&[word]);
    }
    if is_word(f, "level") {
        f.ignore(&["levelNum"], DRAWN);
        return f.text(&["level"]);
    }
    let of = |text: Option<String>, most: u8| {
        let level = text?.parse::<f64>().ok().filter(|level| *level > 0.0)?;
        Some(format!("{level}/{most}").into())
    };
    if f.has("levelNum") {
        f.ignore(&["level"], DRAWN);
        return of(f.scalar_text(&["levelNum"]), 10);
    }
    of(f.scalar_text(&["level"]), 5)
}

pub(super) fn interest(f: &mut Fields<'_>) -> Interest {
    Interest {
        name: f.text(&["name"]),
        keywords: f.texts(&["keywords"]),
        extra: f.rest(),
        ..Interest::default()
    }
}

/// Who vouches, with position and contact.
pub(super) fn reference(f: &mut Fields<'_>) -> Reference {
    let has_summary = f.has("summary");
    let name = f.text(&["name"]);
    let mut parts = vec![name, f.text(&["position"]), f.text(&["relationship"])];
    if has_summary {
        parts.push(f.text(&["description"]));
    }
    parts.extend([f.text(&["phone"]), f.text(&["email"])]);
    let (url, label) = link(f, LINK);
    parts.push(url.map(Text::from));
    let name = parts.into_iter().reduce(|a, b| joined(a, b, ", ")).flatten();
    Reference { name, reference: f.html(PROSE), extra: rest(f, label), ..Reference::default() }
}

/// An item of any kind, in a section of the person's own making.
pub(super) fn entry(f: &mut Fields<'_>) -> SectionEntry {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, PERIOD, &mut written);
    let line = if f.has("summary") { f.html(&["description"]) } else { None };
    let (summary, mut highlights) = f.prose(&["content", "summary", "description"]);
    let (url, label) = link(f, LINK);
    let whose = f.text(&["company", "school", "institution", "organization"]);
    let role = joined(f.text(&["position", "studyType", "degree"]), f.text(&["area"]), ", ");
    let name = f.text(&["name", "title", "language", "network"]);
    let more = [
        f.text(&["subtitle"]),
        f.text(&["awarder", "issuer", "publisher", "username"]),
        level(f, &["proficiency", "fluency"]),
        f.text(&["score", "grade"]),
        f.text(&["phone"]),
        f.text(&["email"]),
        line,
    ];
    let mut titles = [name, role, whose].into_iter().flatten();
    let title = titles.next();
    let subtitle = titles.map(Some).chain(more).reduce(|a, b| joined(a, b, " · ")).flatten();
    let roles = f.list(&["roles"], "position", |f| shown(f, entry));
    highlights.extend(roles.into_iter().flatten().map(as_highlight));
    SectionEntry {
        title,
        subtitle,
        location: f.text(&["location"]),
        start_date,
        end_date,
        summary,
        highlights,
        url,
        keywords: f.texts(&["keywords"]),
        written,
        extra: rest(f, label),
        ..SectionEntry::default()
    }
}

/// A role below an entry, as a bullet.
fn as_highlight(entry: SectionEntry) -> Highlight {
    let dates = [&entry.start_date, &entry.end_date].into_iter().flatten();
    let dates: Vec<String> = dates.map(ToString::to_string).collect();
    let dates = Some(Text::from(dates.join(" – "))).filter(|text| !text.is_empty());
    let text = [entry.title, entry.subtitle, dates, entry.summary];
    let text = text.into_iter().reduce(|a, b| joined(a, b, ", ")).flatten();
    Highlight {
        text: text.unwrap_or_default(),
        highlights: entry.highlights,
        extra: entry.extra,
        ..Highlight::default()
    }
}
