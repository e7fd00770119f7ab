//! FRESH in all its versions (<https://github.com/fresh-standard/fresh-resume-schema>).

mod sections;

use super::lenient::{country, keywords, texts};
use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{
    Account, Award, Basics, Certificate, Education, Highlight, Interest, Language, Location, Meta,
    Profile, Project, Publication, Reference, Section, Skill, Span, Text, Volunteer, When, Work,
    Written, markup,
};
use crate::syntax::{Fields, Node, Reading, Value};

pub(super) static FORMAT: Format = Format {
    name: "fresh",
    title: "FRESH (JSON, YAML)",
    extensions: &["json", "yaml", "yml"],
    sniff,
    read,
    explain: None,
};

fn sniff(input: &Input) -> Confidence {
    let Some(root) = input.tree() else { return Confidence::No };
    let object = |key: &str| root.get(key).filter(|node| node.members().is_some());
    let format = object("meta").and_then(|meta| meta.get("format")).and_then(Node::scalar);
    let history = |key: &str| object(key).is_some_and(|part| part.get("history").is_some());
    let is_named = root.get("name").and_then(Node::scalar).is_some();
    match format.is_some_and(|format| format.to_uppercase().starts_with("FRESH")) {
        true => Confidence::Yes,
        _ if history("employment") => Confidence::Yes,
        _ if is_named && (history("education") || history("service")) => Confidence::Yes,
        _ if is_named && object("info").is_some() && object("contact").is_some() => Confidence::Yes,
        _ => Confidence::No,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let help = "a file of FRESH is an object with `name`, `info`, `employment`, …";
    let root = input.parse_object(sink, help)?;
    let reading = Reading::new(input.source()).null_is_usual();
    let profile = profile(&mut reading.fields(root, ""));
    reading.finish(root, sink);
    Ok(profile)
}

fn profile(f: &mut Fields<'_>) -> Profile {
    let mut basics = f.object(&["info"], "label", info);
    basics.name = f.text(&["name"]);
    basics.location = f.object(&["location"], "city", location);
    f.object(&["contact"], "email", |f| contact(f, &mut basics));
    basics.profiles.splice(0..0, f.list(&["social"], "url", account));
    let mut words = Vec::new();
    let mut references = visible(f.list(&["references"], "name", unless_private(reference)));
    references.extend(visible(f.list(&["testimonials"], "quote", unless_private(testimonial))));
    let given = visible(f.list(&["recognition"], "title", unless_private(award)));
    let is_certificate =
        |award: &Award| award.tags.iter().any(|tag| tag.to_lowercase().starts_with("certif"));
    let (certificates, awards): (Vec<_>, Vec<_>) = given.into_iter().partition(is_certificate);
    let mut profile = Profile {
        basics,
        work: history(f, "employment", &mut words, work),
        volunteer: history(f, "service", &mut words, volunteer),
        education: studies(f, &mut words),
        awards,
        certificates: certificates.into_iter().map(certificate).collect(),
        publications: visible(f.list(&["writing"], "title", unless_private(publication))),
        skills: skills(f),
        languages: f.list(&["languages"], "language", language),
        interests: visible(f.list(&["interests"], "name", unless_private(interest))),
        references,
        projects: visible(f.list(&["projects"], "title", unless_private(project))),
        sections: sections::sections(f),
        meta: f.object(&["meta"], "format", |f| {
            f.ignore(&["format"], "the version of FRESH");
            Meta { version: f.scalar_text(&["version"]), extra: f.rest(), ..Meta::default() }
        }),
        ..Profile::default()
    };
    if !words.is_empty() {
        // What is said of a section as a whole stands below the summary.
        profile.sections.insert(0, Section { paragraphs: words, ..Section::default() });
    }
    f.ignore(&["$schema"], "the version of FRESH");
    profile.extra = f.rest();
    profile
}

/// The entries of a part that has a summary and a history. The summary is added to `words`.
fn history<T: Default>(
    f: &mut Fields<'_>,
    part: &'static str,
    words: &mut Vec<Text>,
    read: fn(&mut Fields<'_>) -> T,
) -> Vec<T> {
    if f.peek(part).is_some_and(|node| matches!(node.value, Value::List(_))) {
        return visible(f.list(&[part], "summary", unless_private(read)));
    }
    f.object(&[part], "summary", |f| {
        words.extend(f.markdown_text(&["summary"]));
        let entries = visible(f.list(&["history"], "summary", unless_private(read)));
        f.ignore_rest("notes on a whole part of FRESH");
        entries
    })
}

/// Reads an entry unless its author has marked it as private or as one to be left out.
fn unless_private<T>(read: fn(&mut Fields<'_>) -> T) -> impl Fn(&mut Fields<'_>) -> Option<T> {
    move |f| {
        let marks = ["private", "ignore"].map(|name| f.truth(&[name]));
        if marks.contains(&Some(true)) {
            f.ignore_rest("entries marked as private");
            return None;
        }
        Some(read(f))
    }
}

fn visible<T>(entries: Vec<Option<T>>) -> Vec<T> {
    entries.into_iter().flatten().collect()
}

fn info(f: &mut Fields<'_>) -> Basics {
    let label = f.text(&["label"]);
    let label = match label {
        None => f.text(&["class", "characterClass"]),
        label => {
            f.ignore(&["class", "characterClass"], "kinds of profession beside the label");
            label
        }
    };
    let summary = f.markdown_text(&["brief"]).into_iter().chain(f.markdown_text(&["quote"]));
    Basics {
        label,
        image: f.string(&["image"]),
        summary: Text::joined(summary, "\n\n"),
        extra: f.rest(),
        ..Basics::default()
    }
}

fn location(f: &mut Fields<'_>) -> Location {
    Location {
        address: f.text(&["address"]),
        postal_code: f.scalar_text(&["code"]),
        city: f.text(&["city"]),
        country_code: country(f, &["country"]),
        region: f.text(&["region"]),
        extra: f.rest(),
    }
}

fn contact(f: &mut Fields<'_>, basics: &mut Basics) {
    basics.email = f.email(&["email"]);
    basics.phone = f.scalar_text(&["phone"]);
    basics.url = f.url(&["website", "url"]);
    basics.profiles.extend(f.list(&["other"], "value", |f| {
        let category = f.string(&["category", "flavor", "type"]);
        let is_page = category.as_deref().is_some_and(|kind| {
            matches!(kind.to_lowercase().as_str(), "url" | "website" | "blog" | "web")
        });
        let mut account = Account { network: f.string(&["label"]), ..Account::default() };
        match is_page {
            true => account.url = f.url(&["value"]),
            false => account.username = f.scalar_text(&["value"]),
        }
        match account.network {
            _ if is_page => {}
            Some(_) => account.tags.extend(category),
            None => account.network = category,
        }
        Account { extra: f.rest(), ..account }
    }));
    basics.extra.extend(f.rest());
}

fn account(f: &mut Fields<'_>) -> Account {
    let (network, label) = (f.string(&["network"]), f.string(&["label"]));
    Account {
        tags: label.iter().filter(|label| network.iter().any(|n| n != *label)).cloned().collect(),
        network: network.or(label),
        username: f.scalar_text(&["user", "username"]),
        url: f.url(&["url"]),
        extra: f.rest(),
    }
}

/// The category of an entry, by which it may be chosen.
fn category(f: &mut Fields<'_>) -> Vec<String> {
    f.scalar_text(&["category", "flavor", "type"]).into_iter().collect()
}

/// The summary and its bullets, and the highlights after them.
fn prose(f: &mut Fields<'_>) -> (Option<Text>, Vec<Highlight>) {
    let (summary, mut highlights) = f.markdown(&["summary"]);
    highlights.extend(f.highlights(&["highlights"]));
    (summary, highlights)
}

fn period(f: &mut Fields<'_>, written: &mut Written) -> (Option<When>, Option<When>) {
    // What is current has no end.
    f.truth(&["current"]);
    f.period(&["startDate", "start"], &["endDate", "end"], written)
}

fn work(f: &mut Fields<'_>) -> Work {
    let volunteer = volunteer(f);
    Work {
        name: volunteer.organization,
        position: volunteer.position,
        location: volunteer.location,
        url: volunteer.url,
        start_date: volunteer.start_date,
        end_date: volunteer.end_date,
        summary: volunteer.summary,
        highlights: volunteer.highlights,
        keywords: volunteer.keywords,
        tags: volunteer.tags,
        written: volunteer.written,
        extra: volunteer.extra,
        ..Work::default()
    }
}

fn volunteer(f: &mut Fields<'_>) -> Volunteer {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (summary, highlights) = prose(f);
    Volunteer {
        organization: f.text(&["employer", "organization"]),
        position: f.text(&["position", "title"]),
        location: f.text(&["location"]),
        url: f.url(&["url"]),
        start_date,
        end_date,
        summary,
        highlights,
        keywords: keywords(f, &["keywords"]),
        tags: category(f),
        written,
        extra: f.rest(),
    }
}

/// The schools. Level and degree of the education as a whole stand for them where there are none.
fn studies(f: &mut Fields<'_>, words: &mut Vec<Text>) -> Vec<Education> {
    let has_history = f.peek("education").is_some_and(|node| {
        let history = if node.members().is_some() { node.get("history") } else { Some(node) };
        history.is_some_and(|history| history.leaves() > 0 && history.value != Value::Null)
    });
    if has_history {
        return history(f, "education", words, education);
    }
    f.object(&["education"], "degree", |f| {
        let education = Education {
            study_type: f.text(&["degree", "level"]),
            summary: f.markdown_text(&["summary"]),
            ..Education::default()
        };
        f.ignore_rest("notes on a whole part of FRESH");
        if education == Education::default() { Vec::new() } else { vec![education] }
    })
}

fn education(f: &mut Fields<'_>) -> Education {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (summary, highlights) = prose(f);
    let lower = |text: &Text| text.get("").to_lowercase();
    let title = f.text(&["title"]);
    // "Bachelor of Science" says what "Bachelor" does.
    let says_more = |kind: &Text| title.as_ref().is_none_or(|t| !lower(t).contains(&lower(kind)));
    let kind = f.text(&["studyType"]).filter(says_more);
    Education {
        institution: f.text(&["institution"]),
        url: f.url(&["url"]),
        area: f.text(&["area"]),
        study_type: Text::joined(title.into_iter().chain(kind), ", "),
        location: f.text(&["location"]),
        start_date,
        end_date,
        score: f.scalar_text(&["grade"]).map(Text::from),
        summary,
        courses: texts(f, &["curriculum"]),
        highlights,
        keywords: keywords(f, &["keywords"]),
        tags: category(f),
        written,
        extra: f.rest(),
    }
}

fn award(f: &mut Fields<'_>) -> Award {
    let mut written = Written::new();
    let given = [f.text(&["from"]), f.text(&["event"])];
    Award {
        title: f.text(&["title"]),
        date: f.date(&["date"], &mut written),
        awarder: Text::joined(given.into_iter().flatten(), ", "),
        url: f.url(&["url"]),
        summary: f.markdown_text(&["summary"]),
        tags: category(f),
        written,
        extra: f.rest(),
    }
}

fn certificate(award: Award) -> Certificate {
    Certificate {
        name: award.title,
        date: award.date,
        issuer: award.awarder,
        url: award.url,
        summary: award.summary,
        written: award.written,
        extra: award.extra,
        ..Certificate::default()
    }
}

fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    Publication {
        name: f.text(&["title"]),
        authors: texts(f, &["author", "authors"]),
        publisher: publisher(f),
        release_date: f.date(&["releaseDate", "date"], &mut written),
        url: f.url(&["url"]),
        summary: f.markdown_text(&["summary"]),
        tags: category(f),
        written,
        extra: f.rest(),
        ..Publication::default()
    }
}

/// The publisher, with a link to its site if there is one.
fn publisher(f: &mut Fields<'_>) -> Option<Text> {
    if !f.has_object("publisher") {
        return f.text(&["publisher"]);
    }
    f.object(&["publisher"], "name", |f| {
        let (name, url) = (f.text(&["name"]), f.url(&["url"]));
        f.ignore_rest("notes on publishers");
        linked(name, url)
    })
}

/// A text as a link, where there is an address for it.
fn linked(text: Option<Text>, url: Option<String>) -> Option<Text> {
    match (text, url) {
        (Some(text), Some(url)) => {
            let text = text.get("").to_owned();
            Some(markup(&[Span { text, url: Some(url), ..Span::default() }]).into())
        }
        (text, url) => text.or(url.map(Text::from)),
    }
}

/// The sets of skills, then each skill that is described by itself. Sets may name skills by ids.
fn skills(f: &mut Fields<'_>) -> Vec<Skill> {
    if f.peek("skills").is_some_and(|node| matches!(node.value, Value::List(_))) {
        return f.list(&["skills"], "name", set);
    }
    f.object(&["skills"], "name", |f| {
        let mut sets = f.list(&["sets"], "name", set);
        let list = f.list(&["list"], "name", |f| (f.scalar_text(&["id"]), skill(f)));
        let named = |word: &Text| {
            let is_it = |id: &Option<String>| id.as_deref() == Some(word.get(""));
            list.iter().find(|(id, _)| is_it(id)).and_then(|(_, skill)| skill.name.clone())
        };
        for word in sets.iter_mut().flat_map(|set| &mut set.keywords) {
            *word = named(word).unwrap_or_else(|| word.clone());
        }
        let said: Vec<Text> = sets.iter().flat_map(|set| set.keywords.clone()).collect();
        let more = list.into_iter().map(|(_, skill)| skill).filter(|skill| {
            let is_bare = Skill { name: skill.name.clone(), ..Skill::default() } == *skill;
            !(is_bare && skill.name.iter().all(|name| said.contains(name)))
        });
        sets.extend(more);
        f.ignore_rest("notes on a whole part of FRESH");
        sets
    })
}

fn set(f: &mut Fields<'_>) -> Skill {
    Skill {
        name: f.text(&["name"]),
        level: f.text(&["level"]),
        keywords: keywords(f, &["skills", "keywords"]),
        tags: category(f),
        extra: f.rest(),
    }
}

fn skill(f: &mut Fields<'_>) -> Skill {
    let name = f.text(&["name"]);
    Skill {
        name: linked(name, f.url(&["proof"])),
        level: level(f),
        keywords: f.text(&["summary"]).into_iter().collect(),
        tags: category(f),
        extra: f.rest(),
    }
}

/// A level, with the years behind it.
fn level(f: &mut Fields<'_>) -> Option<Text> {
    let level = f.scalar_text(&["level", "fluency"]);
    let years = f.scalar_text(&["years"]).map(|years| match years.as_str() {
        "1" => "1 year".to_owned(),
        number if !number.contains(char::is_alphabetic) => format!("{number} years"),
        _ => years,
    });
    match (level, years) {
        (Some(level), Some(years)) => Some(format!("{level} ({years})").into()),
        (level, years) => level.or(years).map(Text::from),
    }
}

fn language(f: &mut Fields<'_>) -> Language {
    Language {
        language: f.text(&["language", "name"]),
        fluency: level(f),
        tags: category(f),
        extra: f.rest(),
        ..Language::default()
    }
}

fn interest(f: &mut Fields<'_>) -> Interest {
    let mut words = keywords(f, &["keywords"]);
    words.extend(f.text(&["summary"]));
    Interest { name: f.text(&["name"]), keywords: words, tags: category(f), extra: f.rest() }
}

/// A reference: the name with what the person is and how to reach them.
fn reference(f: &mut Fields<'_>) -> Reference {
    let mut parts = vec![f.text(&["name"]), f.text(&["role"])];
    parts.extend(f.list(&["contact"], "value", |f| {
        let value = f.scalar_text(&["value"]).map(Text::from);
        f.ignore_rest("kinds of contact of references");
        value
    }));
    Reference {
        name: Text::joined(parts.into_iter().flatten(), ", "),
        reference: f.markdown_text(&["summary"]),
        tags: category(f),
        extra: f.rest(),
    }
}

fn testimonial(f: &mut Fields<'_>) -> Reference {
    Reference {
        name: f.text(&["name"]),
        reference: f.markdown_text(&["quote"]),
        tags: category(f),
        extra: f.rest(),
    }
}

fn project(f: &mut Fields<'_>) -> Project {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let description = f.markdown_text(&["description"]);
    let (summary, mut highlights) = prose(f);
    let (url, source) = (f.url(&["url"]), f.url(&["repo"]));
    // A project has one address; further ones are bullets.
    highlights.extend(source.iter().filter(|_| url.is_some()).map(|url| url.as_str().into()));
    highlights.extend(f.list(&["media"], "url", medium).into_iter().flatten());
    Project {
        name: f.text(&["title", "name"]),
        description: Text::joined(description.into_iter().chain(summary), "\n\n"),
        highlights,
        keywords: keywords(f, &["keywords"]),
        start_date,
        end_date,
        url: url.or(source),
        roles: texts(f, &["role"]),
        entity: f.text(&["location"]),
        kind: f.scalar_text(&["category", "flavor", "type"]),
        written,
        extra: f.rest(),
        ..Project::default()
    }
}

/// A picture, a download: its name, else its kind, and its address.
fn medium(f: &mut Fields<'_>) -> Option<Highlight> {
    let name = f.text(&["name"]).or_else(|| f.text(&["category", "flavor", "type"]));
    let url = f.url(&["url"]).map(Text::from);
    f.ignore_rest("notes on media");
    Text::joined(name.into_iter().chain(url), ": ").map(Highlight::from)
}
