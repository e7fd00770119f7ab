//! YAMLResume: a résumé below `content`, with layouts beside it (<https://yamlresume.dev>). Its older
//! files have one layout.

use super::lenient::{country, keywords};
use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{
    Account, Award, Basics, Certificate, Education, Highlight, Interest, Language, Location, Meta,
    Options, Profile, Project, Publication, Reference, Sections, Skill, Text, Volunteer, Work,
    Written,
};
use crate::syntax::{Fields, Reading};

pub(super) static FORMAT: Format = Format {
    name: "yamlresume",
    title: "YAMLResume (YAML, JSON)",
    extensions: &["yaml", "yml", "json"],
    sniff,
    read,
    explain: None,
};

const SETTINGS: &str = "settings of YAMLResume";

fn sniff(input: &Input) -> Confidence {
    let Some(content) = input.tree().and_then(|root| root.get("content")) else {
        return Confidence::No;
    };
    let has = |key: &str| content.get(key).is_some();
    match content.get("basics").is_some_and(|basics| basics.members().is_some()) {
        true => Confidence::Yes,
        _ if has("education") && (has("work") || has("skills")) => Confidence::Yes,
        _ => Confidence::No,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let root = input.parse_object(sink, "a file of YAMLResume is an object with `content`")?;
    let reading = Reading::new(input.source()).null_is_usual();
    let mut f = reading.fields(root, "");
    let mut profile = f.object(&["content"], "basics", content);
    profile.lang = lang(&mut f);
    layouts(&mut f, &mut profile);
    f.ignore(&["$schema"], SETTINGS);
    profile.extra = f.rest();
    drop(f);
    reading.finish(root, sink);
    Ok(profile)
}

/// The language; `zh-hant-tw` as BCP 47 writes it: `zh-Hant-TW`.
fn lang(f: &mut Fields<'_>) -> Option<String> {
    f.object(&["locale"], "language", |f| {
        let tag = f.string(&["language"]);
        f.ignore_rest(SETTINGS);
        let part = |(i, part): (usize, &str)| match part.len() {
            2 if i > 0 => part.to_uppercase(),
            4 if i > 0 => part[..1].to_uppercase() + &part[1..],
            _ => part.to_owned(),
        };
        let tag = tag.filter(|tag| tag.is_ascii())?;
        let parts = tag.split(['-', '_']).enumerate().map(part);
        Some(parts.collect::<Vec<_>>().join("-"))
    })
}

/// Of the layouts: the paper, and the order and the titles of sections, of the first that says so.
fn layouts(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut all = f.list(&["layouts"], "engine", layout);
    if f.has("layout") {
        all.push(f.object(&["layout"], "engine", layout));
    }
    for layout in all {
        let cvpdf = std::mem::take(&mut profile.meta.cvpdf);
        profile.meta = Meta { cvpdf: cvpdf.or(&layout.meta.cvpdf), ..Meta::default() };
        profile.lang = profile.lang.take().or(layout.lang);
        if profile.section_order.is_empty() {
            profile.section_order = layout.section_order;
        }
        if profile.section_titles.is_empty() {
            profile.section_titles = layout.section_titles;
        }
    }
}

fn layout(f: &mut Fields<'_>) -> Profile {
    let mut profile = Profile { lang: lang(f), ..Profile::default() };
    let options = &mut profile.meta.cvpdf;
    f.object(&["page"], "paperSize", |f| {
        paper(f, options);
        f.ignore_rest(SETTINGS);
    });
    paper(f, options);
    f.object(&["sections"], "order", |f| {
        let ours = |key: &str| match key {
            "basics" => Some("summary"),
            key => Sections::KEYS.iter().copied().find(|ours| *ours == key && key != "sections"),
        };
        let order = f.strings(&["order"]);
        profile.section_order =
            order.iter().filter_map(|key| ours(key)).map(str::to_owned).collect();
        f.object(&["aliases"], "work", |f| {
            for (key, node, path) in f.members() {
                let title = f.text_at(node, &path);
                profile.section_titles.extend(ours(key).map(str::to_owned).zip(title));
            }
        });
        f.ignore_rest(SETTINGS);
    });
    f.ignore_rest(SETTINGS);
    profile
}

fn paper(f: &mut Fields<'_>, options: &mut Options) {
    if let Some(size) = f.scalar_text(&["paperSize"]) {
        // What is no paper for us is a setting of theirs like the others.
        let _ = options.set("paper", &size);
    }
}

fn content(f: &mut Fields<'_>) -> Profile {
    let mut basics = f.object(&["basics"], "name", basics);
    if f.has("location") {
        basics.location = f.object(&["location"], "city", location);
    }
    basics.profiles.extend(f.list(&["profiles"], "url", account));
    let mut profile = Profile {
        work: f.list(&["work"], "name", work),
        volunteer: f.list(&["volunteer"], "organization", volunteer),
        education: f.list(&["education"], "institution", education),
        awards: f.list(&["awards"], "title", award),
        certificates: f.list(&["certificates"], "name", certificate),
        publications: f.list(&["publications"], "name", publication),
        skills: f.list(&["skills"], "name", skill),
        languages: f.list(&["languages"], "language", language),
        interests: f.list(&["interests", "hobbies"], "name", interest),
        references: f.list(&["references"], "name", reference),
        projects: f.list(&["projects"], "name", project),
        ..Profile::default()
    };
    basics.extra.extend(f.rest());
    profile.basics = basics;
    profile
}

fn basics(f: &mut Fields<'_>) -> Basics {
    Basics {
        name: f.text(&["name"]),
        label: f.text(&["headline"]),
        image: f.string(&["photo", "image"]),
        email: f.email(&["email"]),
        phone: f.scalar_text(&["phone"]),
        url: f.url(&["url"]),
        summary: f.markdown_text(&["summary"]),
        location: f.object(&["location"], "city", location),
        profiles: f.list(&["profiles"], "url", account),
        extra: f.rest(),
    }
}

fn location(f: &mut Fields<'_>) -> Location {
    Location {
        address: f.text(&["address"]),
        postal_code: f.scalar_text(&["postalCode"]),
        city: f.text(&["city"]),
        country_code: country(f, &["country"]),
        region: f.text(&["region"]),
        extra: f.rest(),
    }
}

fn account(f: &mut Fields<'_>) -> Account {
    Account {
        network: f.string(&["network"]),
        username: f.scalar_text(&["username"]),
        url: f.url(&["url"]),
        tags: Vec::new(),
        extra: f.rest(),
    }
}

fn work(f: &mut Fields<'_>) -> Work {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate"], &["endDate"], &mut written);
    let (summary, highlights) = prose(f);
    Work {
        name: f.text(&["name"]),
        position: f.text(&["position"]),
        location: f.text(&["location"]),
        url: f.url(&["url"]),
        start_date,
        end_date,
        summary,
        highlights,
        keywords: keywords(f, &["keywords"]),
        written,
        extra: f.rest(),
        ..Work::default()
    }
}

/// The summary and its bullets.
fn prose(f: &mut Fields<'_>) -> (Option<Text>, Vec<Highlight>) {
    let (summary, mut highlights) = f.markdown(&["summary"]);
    highlights.extend(f.highlights(&["highlights"]));
    (summary, highlights)
}

fn volunteer(f: &mut Fields<'_>) -> Volunteer {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate"], &["endDate"], &mut written);
    let (summary, highlights) = prose(f);
    Volunteer {
        organization: f.text(&["organization"]),
        position: f.text(&["position"]),
        location: f.text(&["location"]),
        url: f.url(&["url"]),
        start_date,
        end_date,
        summary,
        highlights,
        keywords: keywords(f, &["keywords"]),
        written,
        extra: f.rest(),
        ..Volunteer::default()
    }
}

fn education(f: &mut Fields<'_>) -> Education {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate"], &["endDate"], &mut written);
    let (summary, highlights) = prose(f);
    Education {
        institution: f.text(&["institution"]),
        url: f.url(&["url"]),
        area: f.text(&["area"]),
        study_type: f.text(&["degree", "studyType"]),
        location: f.text(&["location"]),
        // A single date is that of the degree.
        start_date: start_date.filter(|start| end_date.as_ref() != Some(start)),
        end_date,
        score: f.scalar_text(&["score"]).map(Text::from),
        summary,
        courses: f.texts(&["courses"]),
        highlights,
        keywords: keywords(f, &["keywords"]),
        written,
        extra: f.rest(),
        ..Education::default()
    }
}

fn award(f: &mut Fields<'_>) -> Award {
    let mut written = Written::new();
    Award {
        title: f.text(&["title"]),
        date: f.date(&["date"], &mut written),
        awarder: f.text(&["awarder"]),
        url: f.url(&["url"]),
        summary: f.markdown_text(&["summary"]),
        written,
        extra: f.rest(),
        ..Award::default()
    }
}

fn certificate(f: &mut Fields<'_>) -> Certificate {
    let mut written = Written::new();
    Certificate {
        name: f.text(&["name"]),
        date: f.date(&["date"], &mut written),
        url: f.url(&["url"]),
        issuer: f.text(&["issuer"]),
        summary: f.markdown_text(&["summary"]),
        written,
        extra: f.rest(),
        ..Certificate::default()
    }
}

fn publication(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    Publication {
        name: f.text(&["name"]),
        publisher: f.text(&["publisher"]),
        release_date: f.date(&["releaseDate"], &mut written),
        url: f.url(&["url"]),
        summary: f.markdown_text(&["summary"]),
        written,
        extra: f.rest(),
        ..Publication::default()
    }
}

fn skill(f: &mut Fields<'_>) -> Skill {
    Skill {
        name: f.text(&["name"]),
        level: f.text(&["level"]),
        keywords: keywords(f, &["keywords"]),
        extra: f.rest(),
        ..Skill::default()
    }
}

/// A language. What is said of it in keywords, such as results of tests, follows its level.
fn language(f: &mut Fields<'_>) -> Language {
    let fluency = f.text(&["fluency"]);
    let keywords = Text::joined(keywords(f, &["keywords"]), ", ");
    Language {
        language: f.text(&["language"]),
        fluency: match (fluency, keywords) {
            (Some(fluency), Some(keywords)) => {
                Some(format!("{} ({})", fluency.get(""), keywords.get("")).into())
            }
            (fluency, keywords) => fluency.or(keywords),
        },
        extra: f.rest(),
        ..Language::default()
    }
}

fn interest(f: &mut Fields<'_>) -> Interest {
    Interest {
        name: f.text(&["name"]),
        keywords: keywords(f, &["keywords"]),
        extra: f.rest(),
        ..Interest::default()
    }
}

/// A reference: the name with what the person is and how to reach them.
fn reference(f: &mut Fields<'_>) -> Reference {
    let email = f.email(&["email"]).map(Text::from);
    let phone = f.scalar_text(&["phone"]).map(Text::from);
    let parts = [f.text(&["name"]), f.text(&["relationship"]), phone, email];
    Reference {
        name: Text::joined(parts.into_iter().flatten(), ", "),
        reference: f.markdown_text(&["summary"]),
        extra: f.rest(),
        ..Reference::default()
    }
}

/// A project: the description, and the paragraphs of the summary below it.
fn project(f: &mut Fields<'_>) -> Project {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate"], &["endDate"], &mut written);
    let description = f.markdown_text(&["description"]);
    let (summary, highlights) = prose(f);
    Project {
        name: f.text(&["name"]),
        description: Text::joined(description.into_iter().chain(summary), "\n\n"),
        highlights,
        keywords: keywords(f, &["keywords"]),
        start_date,
        end_date,
        url: f.url(&["url"]),
        written,
        extra: f.rest(),
        ..Project::default()
    }
}
