//! Sections of RenderCV, each of whose entries are of one kind.

use serde_json::{Map, Value};

use crate::export::foreign::{Target, date, is_below_summary, joined, object};
use crate::locale::Locale;
use crate::profile::web::address;
use crate::profile::{Highlight, Profile, Section, SectionEntry, Text, When};

/// The sections in the order in which they are read, by their titles.
pub(super) fn sections(
    profile: &Profile,
    locale: &Locale,
    target: &mut Target<'_>,
) -> Map<String, Value> {
    let mut sections = Map::new();
    let mut add = |title: String, entries: Vec<Value>| {
        if entries.is_empty() {
            return;
        }
        // Titles are keys, and differ.
        let numbers = (2..).map(|number| format!("{title} {number}"));
        let mut titles = std::iter::once(title.clone()).chain(numbers);
        if let Some(free) = titles.find(|title| !sections.contains_key(title)) {
            sections.insert(free, entries.into());
        }
    };
    for (key, own) in profile.sections_in_order(&[]) {
        match own {
            Some(index) if is_below_summary(&profile.sections[index]) => {}
            Some(index) => {
                let section = &profile.sections[index];
                let title = target.text(&section.title);
                let title = title.unwrap_or_else(|| locale.section("other").to_owned());
                add(title, custom(section, target));
            }
            None => {
                let own = profile.section_titles.get(key).and_then(|title| target.one(title));
                let title = own.unwrap_or_else(|| locale.section(key).to_owned());
                add(title, entries(key, profile, locale, target));
            }
        }
    }
    add(locale.section("personal").to_owned(), personal(profile, locale, target));
    sections
}

fn entries(key: &str, profile: &Profile, locale: &Locale, target: &mut Target<'_>) -> Vec<Value> {
    match key {
        "summary" => paragraphs(target.summary(profile)),
        "work" => work(profile, target),
        "volunteer" => volunteer(profile, target),
        "education" => education(profile, locale, target),
        "projects" => projects(profile, target),
        "publications" => publications(profile, target),
        "awards" | "certificates" | "references" => records(key, profile, target),
        "skills" | "languages" | "interests" => facts(key, profile, target),
        _ => Vec::new(),
    }
}

/// Paragraphs and lists, each by itself.
fn paragraphs(text: Option<String>) -> Vec<Value> {
    let text = text.unwrap_or_default();
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(Value::from).collect()
}

/// The period of an entry. What is no date, and what ends before it begins, is one free text.
fn period(start: &Option<When>, end: &Option<When>) -> [(&'static str, Value); 3] {
    let none = ("date", Value::Null);
    let known = |when: &Option<When>| when.as_ref().and_then(When::date);
    match (start, end) {
        (None, None) => [none.clone(), none.clone(), none],
        (Some(from), Some(to)) if from == to => [("date", day(start)), none.clone(), none],
        (Some(_), None) if known(start).is_some() => {
            [("start_date", day(start)), ("end_date", "present".into()), none]
        }
        (Some(_), Some(_)) if known(start).zip(known(end)).is_some_and(|(a, b)| a <= b) => {
            [("start_date", day(start)), ("end_date", day(end)), none]
        }
        (start, end) => {
            let parts = [date(start), date(end)];
            let text = joined(parts.into_iter().flatten(), " – ").map(|text| no_day(&text));
            [("date", text.into()), none.clone(), none]
        }
    }
}

/// A text that is not checked for being a day: RenderCV refuses one with the month 13.
fn no_day(text: &str) -> String {
    let looks_like_a_day = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    if looks_like_a_day { text.replace('-', "\u{2011}") } else { text.to_owned() }
}

/// What is no date at all, and what is one, as a free text.
fn day(when: &Option<When>) -> Value {
    match when {
        Some(When::Text(text)) => no_day(text).into(),
        when => date(when).into(),
    }
}

/// A bullet with those below it as lines of it. RenderCV takes a dash between spaces for a further
/// bullet, so that one that is none bears a backslash.
fn bullets(highlights: &[Highlight], target: &Target<'_>) -> Value {
    let mut written: Vec<String> = Vec::new();
    for highlight in highlights {
        let below = target.lines(&highlight.highlights).map(|lines| escaped(&lines, true));
        match target.one(&highlight.text).map(|text| escaped(&text, false)) {
            Some(text) => written.extend(joined([text].into_iter().chain(below), "\n")),
            None => written.extend(below),
        }
    }
    written.into()
}

fn escaped(text: &str, are_bullets: bool) -> String {
    let line = |line: &str| {
        let indent = line.len() - line.trim_start().len();
        let (indent, content) = line.split_at(indent);
        match content.strip_prefix("- ").filter(|_| are_bullets) {
            Some(rest) => format!("{indent}- {}", rest.replace(" - ", " \\- ")),
            None => format!("{indent}{}", content.replace(" - ", " \\- ")),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A name that is a link to a page, which has no field of its own.
fn linked(name: Option<String>, url: &Option<String>, target: &mut Target<'_>) -> Option<String> {
    let Some(url) = url else { return name };
    let is_plain = |name: &String| !name.contains(['[', ']', '\n']);
    match (name.filter(is_plain), address(url)) {
        (Some(name), Some(url)) if !url.contains(['(', ')']) => Some(format!("[{name}]({url})")),
        (name, _) => {
            target.lose("url", 1);
            name
        }
    }
}

/// Bullets, and the keywords in a last one.
fn body(highlights: &[Highlight], keywords: &[Text], target: &Target<'_>) -> Value {
    let words = target.list(keywords).map(|words| Highlight::from(words.as_str()));
    let all: Vec<Highlight> = highlights.iter().cloned().chain(words).collect();
    bullets(&all, target)
}

/// RenderCV demands some texts that a profile may lack.
fn or_blank(text: Option<String>) -> Value {
    text.unwrap_or_default().into()
}

fn entry(
    members: impl IntoIterator<Item = (&'static str, Value)>,
    dates: [(&'static str, Value); 3],
) -> Value {
    // Dates follow the two names.
    let mut members: Vec<_> = members.into_iter().collect();
    members.splice(2..2, dates);
    object(members).into()
}

fn work(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    for work in &profile.work {
        let company = linked(target.text(&work.name), &work.url, target);
        let summary = target.prose(&[&work.description, &work.summary], &[]);
        let members = [
            ("company", or_blank(company)),
            ("position", or_blank(target.text(&work.position))),
            ("location", target.text(&work.location).into()),
            ("summary", summary.into()),
            ("highlights", body(&work.highlights, &work.keywords, target)),
        ];
        entries.push(entry(members, period(&work.start_date, &work.end_date)));
    }
    entries
}

fn volunteer(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    for work in &profile.volunteer {
        let company = linked(target.text(&work.organization), &work.url, target);
        let members = [
            ("company", or_blank(company)),
            ("position", or_blank(target.text(&work.position))),
            ("location", target.text(&work.location).into()),
            ("summary", target.text(&work.summary).into()),
            ("highlights", body(&work.highlights, &work.keywords, target)),
        ];
        entries.push(entry(members, period(&work.start_date, &work.end_date)));
    }
    entries
}

fn education(profile: &Profile, locale: &Locale, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    for school in &profile.education {
        let labelled = |name: &str, text: String| {
            Highlight::from(format!("{}{}{text}", locale.field(name), locale.colon))
        };
        let score = target.text(&school.score).map(|score| {
            match score.starts_with(|c: char| c.is_ascii_digit()) {
                true => labelled("grade", score),
                false => score.as_str().into(),
            }
        });
        let courses = target.list(&school.courses).map(|courses| labelled("courses", courses));
        let all: Vec<Highlight> =
            score.into_iter().chain(school.highlights.iter().cloned()).chain(courses).collect();
        let institution = linked(target.text(&school.institution), &school.url, target);
        let members = [
            ("institution", or_blank(institution)),
            ("area", or_blank(target.text(&school.area))),
            ("degree", target.text(&school.study_type).into()),
            ("location", target.text(&school.location).into()),
            ("summary", target.text(&school.summary).into()),
            ("highlights", body(&all, &school.keywords, target)),
        ];
        entries.push(entry(members, period(&school.start_date, &school.end_date)));
    }
    entries
}

fn projects(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    for project in &profile.projects {
        let name = linked(target.text(&project.name), &project.url, target);
        let summary =
            target.list(&project.roles).into_iter().chain(target.text(&project.description));
        let members = [
            ("name", or_blank(name)),
            ("location", target.text(&project.entity).into()),
            ("summary", joined(summary, "\n\n").into()),
            ("highlights", body(&project.highlights, &project.keywords, target)),
        ];
        entries.push(entry(members, period(&project.start_date, &project.end_date)));
    }
    entries
}

fn publications(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    for publication in &profile.publications {
        let url = publication.url.as_deref().and_then(address);
        if publication.url.is_some() && url.is_none() {
            target.lose("publications.url", 1);
        }
        let doi = publication.doi.clone().filter(|doi| {
            doi.starts_with("10.") && address(&format!("https://doi.org/{doi}")).is_some()
        });
        if publication.doi.is_some() && doi.is_none() {
            target.lose("publications.doi", 1);
        }
        let mut members = object([
            ("title", or_blank(target.text(&publication.name))),
            ("doi", doi.into()),
            ("url", url.into()),
            ("journal", target.text(&publication.publisher).into()),
            ("date", day(&publication.release_date)),
            ("summary", target.text(&publication.summary).into()),
        ]);
        // It is demanded, be it empty.
        members.insert("authors".to_owned(), target.texts(&publication.authors).into());
        entries.push(members.into());
    }
    entries
}

fn records(key: &str, profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    type Record<'p> = (
        &'p Option<Text>,
        &'p Option<String>,
        &'p Option<When>,
        &'p Option<Text>,
        &'p Option<Text>,
    );
    let records: Vec<Record<'_>> = match key {
        "awards" => profile
            .awards
            .iter()
            .map(|a| (&a.title, &a.url, &a.date, &a.awarder, &a.summary))
            .collect(),
        "certificates" => profile
            .certificates
            .iter()
            .map(|c| (&c.name, &c.url, &c.date, &c.issuer, &c.summary))
            .collect(),
        _ => profile
            .references
            .iter()
            .map(|r| (&r.name, &None, &None, &None, &r.reference))
            .collect(),
    };
    let mut entries = Vec::new();
    for (name, url, when, place, summary) in records {
        let members = object([
            ("name", or_blank(linked(target.text(name), url, target))),
            ("date", day(when)),
            ("location", target.text(place).into()),
            ("summary", target.text(summary).into()),
        ]);
        entries.push(members.into());
    }
    entries
}

/// Labels and what is said of them. Where nothing is said of any, they are one text.
fn facts(key: &str, profile: &Profile, target: &Target<'_>) -> Vec<Value> {
    type Fact<'p> = (&'p Option<Text>, &'p Option<Text>, &'p [Text]);
    let facts: Vec<Fact<'_>> = match key {
        "skills" => {
            profile.skills.iter().map(|s| (&s.name, &s.level, s.keywords.as_slice())).collect()
        }
        "languages" => {
            profile.languages.iter().map(|l| (&l.language, &l.fluency, [].as_slice())).collect()
        }
        _ => profile.interests.iter().map(|i| (&i.name, &None, i.keywords.as_slice())).collect(),
    };
    if facts.iter().all(|(_, level, keywords)| level.is_none() && keywords.is_empty()) {
        let names: Vec<Text> = facts.iter().filter_map(|(name, ..)| (*name).clone()).collect();
        return target.list(&names).map(Value::from).into_iter().collect();
    }
    let written = facts.into_iter().map(|(name, level, keywords)| {
        let (name, level) = (target.text(name), target.text(level));
        let keywords = target.list(keywords);
        let (label, details) = match (name, level, keywords) {
            (Some(name), Some(level), Some(words)) => {
                (Some(format!("{name} ({level})")), Some(words))
            }
            (Some(name), level, words) => (Some(name), words.or(level)),
            (None, level, words) => (level, words),
        };
        object([("label", or_blank(label)), ("details", or_blank(details))]).into()
    });
    written.collect()
}

fn personal(profile: &Profile, locale: &Locale, target: &mut Target<'_>) -> Vec<Value> {
    let personal = &profile.personal;
    let birth = personal.birth_date.as_ref().map(|date| locale.full_date(date));
    let facts = [
        ("birth-date", birth),
        ("nationality", target.list(&personal.nationality)),
        ("driving-licence", target.list(&personal.driving_licence)),
        ("marital-status", target.text(&personal.marital_status)),
    ];
    let facts: Vec<(&str, String)> =
        facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
    if profile.meta.cvpdf.personal != Some(true) {
        target.lost.withhold("personal", facts.len());
        return Vec::new();
    }
    let fact = |(name, text): (&str, String)| {
        object([("label", locale.field(name).into()), ("details", text.into())]).into()
    };
    facts.into_iter().map(fact).collect()
}

/// A section of the author's own. If all its parts are of one kind, so are the entries; else
/// paragraphs and bullets are entries without a name.
fn custom(section: &Section, target: &mut Target<'_>) -> Vec<Value> {
    let Section { paragraphs, highlights, entries, .. } = section;
    if entries.is_empty() && highlights.is_empty() {
        return target.texts(paragraphs).into_iter().map(Value::from).collect();
    }
    if entries.is_empty() && paragraphs.is_empty() {
        let Value::Array(bullets) = bullets(highlights, target) else { return Vec::new() };
        return bullets.into_iter().map(|text| object([("bullet", text)]).into()).collect();
    }
    let mut all: Vec<SectionEntry> = Vec::new();
    let paragraph =
        |text: &Text| SectionEntry { summary: Some(text.clone()), ..SectionEntry::default() };
    all.extend(paragraphs.iter().map(paragraph));
    if !highlights.is_empty() {
        all.push(SectionEntry { highlights: highlights.clone(), ..SectionEntry::default() });
    }
    all.extend(entries.iter().cloned());
    let has_subtitles = entries.iter().any(|entry| target.text(&entry.subtitle).is_some());
    let one = |entry_: &SectionEntry, target: &mut Target<'_>| {
        let title = linked(target.text(&entry_.title), &entry_.url, target);
        let names = match has_subtitles {
            true => [
                ("company", or_blank(target.text(&entry_.subtitle))),
                ("position", or_blank(title)),
            ],
            false => [("name", or_blank(title)), ("name", Value::Null)],
        };
        let rest = [
            ("location", target.text(&entry_.location).into()),
            ("summary", target.text(&entry_.summary).into()),
            ("highlights", body(&entry_.highlights, &entry_.keywords, target)),
        ];
        entry(names.into_iter().chain(rest), period(&entry_.start_date, &entry_.end_date))
    };
    all.iter().map(|entry| one(entry, target)).collect()
}
