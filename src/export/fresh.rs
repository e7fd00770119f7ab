//! FRESH 1.0 (<https://github.com/fresh-standard/fresh-resume-schema>).

use serde_json::{Map, Value};

use super::foreign::{Target, date, is_below_summary, joined, object};
use super::{WriteOptions, Writer, lang};
use crate::diag::{Severity, Sink};
use crate::extract::{self, dates};
use crate::profile::{Account, Highlight, Profile, Section, SectionEntry, Text, When, Written};
use crate::syntax;

pub(super) static WRITER: Writer =
    Writer { name: "fresh", title: "FRESH", extension: "json", write };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let lang = lang(profile, options);
    let mut target = Target::keeping(profile, lang, &["_written", "meta.version"]);
    let mut root = Map::new();
    root.insert("name".to_owned(), or_blank(target.text(&profile.basics.name)));
    root.extend(object([
        ("meta", meta(profile).into()),
        ("info", info(profile, &target).into()),
        ("contact", contact(profile).into()),
        ("location", location(profile, &target).into()),
        ("social", profile.basics.profiles.iter().filter_map(social).collect::<Vec<_>>().into()),
        ("employment", history(employment(profile, &mut target))),
        ("education", education(profile, &mut target)),
        ("service", history(service(profile, &mut target))),
        ("projects", projects(profile, &mut target).into()),
        ("skills", skills(profile, &target)),
        ("languages", languages(profile, &target).into()),
        ("recognition", recognition(profile, &mut target).into()),
        ("writing", writing(profile, &mut target).into()),
        ("testimonials", testimonials(profile, &target).into()),
        ("references", references(profile, &target).into()),
        ("interests", interests(profile, &target).into()),
    ]));
    for section in &profile.sections {
        match part(section, &mut target) {
            Some((key, value)) if !root.contains_key(key) => {
                root.insert(key.to_owned(), value);
            }
            _ if is_below_summary(section) => {}
            _ => {
                let value = serde_json::to_value(section).unwrap_or_default();
                let values = super::lost::leaves(&value);
                target.lost.count(Severity::Warning, "sections", Some("section"), 1, values);
            }
        }
    }
    lose(profile, &mut target);
    target.finish(WRITER.title, sink);
    syntax::json::write(&Value::Object(root))
}

/// What FRESH has nothing for.
fn lose(profile: &Profile, target: &mut Target<'_>) {
    let value = |value: serde_json::Result<Value>| value.unwrap_or_default();
    let lost = &mut target.lost;
    lost.count_worded_dates(profile, true);
    lost.add(Severity::Warning, "personal", &value(serde_json::to_value(&profile.personal)));
    for (field, value) in [
        ("lang", value(serde_json::to_value(&profile.lang))),
        ("sectionOrder", value(serde_json::to_value(&profile.section_order))),
        ("sectionTitles", value(serde_json::to_value(&profile.section_titles))),
        ("meta.cvpdf", value(serde_json::to_value(&profile.meta.cvpdf))),
    ] {
        lost.add(Severity::Info, field, &value);
    }
}

fn or_blank(text: Option<String>) -> Value {
    text.unwrap_or_default().into()
}

fn meta(profile: &Profile) -> Map<String, Value> {
    object([("format", "FRESH@1.0.0".into()), ("version", profile.meta.version.clone().into())])
}

fn info(profile: &Profile, target: &Target<'_>) -> Map<String, Value> {
    let basics = &profile.basics;
    object([
        ("label", target.text(&basics.label).into()),
        ("image", basics.image.clone().into()),
        ("brief", target.summary(profile).into()),
    ])
}

fn contact(profile: &Profile) -> Map<String, Value> {
    let basics = &profile.basics;
    let others = basics.profiles.iter().filter(|account| social(account).is_none());
    let others = others.map(|account| {
        let category = if account.url.is_some() { Some("url") } else { None };
        object([
            (
                "label",
                account
                    .network
                    .clone()
                    .or_else(|| account.username.clone().filter(|_| category.is_some()))
                    .into(),
            ),
            ("category", category.into()),
            ("value", account.url.clone().or_else(|| account.username.clone()).into()),
        ])
    });
    object([
        ("email", basics.email.clone().into()),
        ("phone", basics.phone.clone().into()),
        ("website", basics.url.clone().into()),
        ("other", others.map(Value::Object).collect::<Vec<_>>().into()),
    ])
}

/// An account of which network, user and page are known, as FRESH demands.
fn social(account: &Account) -> Option<Value> {
    let (network, user) = (account.network.as_deref()?, account.username.as_deref()?);
    let page = extract::page_of(network, user);
    let url = account.url.clone().or_else(|| (!page.is_empty()).then_some(page))?;
    Some(object([("network", network.into()), ("user", user.into()), ("url", url.into())]).into())
}

fn location(profile: &Profile, target: &Target<'_>) -> Map<String, Value> {
    let location = &profile.basics.location;
    object([
        ("address", target.text(&location.address).into()),
        ("code", location.postal_code.clone().into()),
        ("city", target.text(&location.city).into()),
        ("country", location.country_code.clone().into()),
        ("region", target.text(&location.region).into()),
    ])
}

fn history(entries: Vec<Value>) -> Value {
    object([("history", entries.into())]).into()
}

/// The author's words for a date, else the date.
fn said(name: &str, when: &Option<When>, written: &Written) -> Value {
    let is_date = |words: &&String| dates::read(words, dates::Reading::default()).is_some();
    written.get(name).filter(is_date).cloned().or_else(|| date(when)).into()
}

fn period(
    start: &Option<When>,
    end: &Option<When>,
    written: &Written,
) -> [(&'static str, Value); 2] {
    [("start", said("startDate", start, written)), ("end", said("endDate", end, written))]
}

/// Summary and highlights. Bullets below others are possible in the summary alone.
fn prose(
    texts: &[&Option<Text>],
    highlights: &[Highlight],
    target: &Target<'_>,
) -> [(&'static str, Value); 2] {
    if highlights.iter().any(|highlight| !highlight.highlights.is_empty()) {
        return [("summary", target.prose(texts, highlights).into()), ("highlights", Value::Null)];
    }
    let flat: Vec<String> = highlights.iter().filter_map(|h| target.one(&h.text)).collect();
    [("summary", target.prose(texts, &[]).into()), ("highlights", flat.into())]
}

/// An entry whose first field is demanded.
fn entry(
    demanded: (&'static str, Option<String>),
    members: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    let mut entry = Map::from_iter([(demanded.0.to_owned(), or_blank(demanded.1))]);
    entry.extend(object(members));
    entry.into()
}

fn employment(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let one = |work: &crate::profile::Work| {
        let members = [
            ("position", target.text(&work.position).into()),
            ("url", work.url.clone().into()),
            ("location", target.text(&work.location).into()),
            ("keywords", target.texts(&work.keywords).into()),
        ];
        let period = period(&work.start_date, &work.end_date, &work.written);
        let prose = prose(&[&work.description, &work.summary], &work.highlights, target);
        entry(("employer", target.text(&work.name)), members.into_iter().chain(period).chain(prose))
    };
    profile.work.iter().map(one).collect()
}

fn service(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let one = |work: &crate::profile::Volunteer| {
        let members = [
            ("position", target.text(&work.position).into()),
            ("url", work.url.clone().into()),
            ("location", target.text(&work.location).into()),
            ("keywords", target.texts(&work.keywords).into()),
        ];
        let period = period(&work.start_date, &work.end_date, &work.written);
        let prose = prose(&[&work.summary], &work.highlights, target);
        let name = target.text(&work.organization);
        entry(("organization", name), members.into_iter().chain(period).chain(prose))
    };
    profile.volunteer.iter().map(one).collect()
}

fn education(profile: &Profile, target: &mut Target<'_>) -> Value {
    let one = |school: &crate::profile::Education| {
        let degree = target.text(&school.study_type);
        let members = [
            ("title", degree.clone().into()),
            ("studyType", degree.into()),
            ("area", target.text(&school.area).into()),
            ("url", school.url.clone().into()),
            ("location", target.text(&school.location).into()),
            ("grade", target.text(&school.score).into()),
            ("curriculum", target.texts(&school.courses).into()),
            ("keywords", target.texts(&school.keywords).into()),
        ];
        let period = period(&school.start_date, &school.end_date, &school.written);
        let prose = prose(&[&school.summary], &school.highlights, target);
        let name = target.text(&school.institution);
        entry(("institution", name), members.into_iter().chain(period).chain(prose))
    };
    let entries: Vec<Value> = profile.education.iter().map(one).collect();
    if entries.is_empty() {
        return Value::Null;
    }
    // The level of the whole, which is demanded, is that of the first.
    let level = profile.education.iter().find_map(|school| target.text(&school.study_type));
    entry(("level", level), [("history", entries.into())])
}

fn projects(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let one = |project: &crate::profile::Project| {
        let members = [
            ("category", project.kind.clone().into()),
            ("description", target.text(&project.description).into()),
            ("role", target.list(&project.roles).into()),
            ("url", project.url.clone().into()),
            ("location", target.text(&project.entity).into()),
            ("keywords", target.texts(&project.keywords).into()),
        ];
        let period = period(&project.start_date, &project.end_date, &project.written);
        let prose = prose(&[], &project.highlights, target);
        let name = target.text(&project.name);
        entry(("title", name), members.into_iter().chain(period).chain(prose))
    };
    profile.projects.iter().map(one).collect()
}

fn skills(profile: &Profile, target: &Target<'_>) -> Value {
    let one = |skill: &crate::profile::Skill| {
        let level = [("level", target.text(&skill.level).into())];
        let mut set = match entry(("name", target.text(&skill.name)), level) {
            Value::Object(set) => set,
            _ => Map::new(),
        };
        // Demanded, be it empty.
        set.insert("skills".to_owned(), target.texts(&skill.keywords).into());
        Value::Object(set)
    };
    let sets: Vec<Value> = profile.skills.iter().map(one).collect();
    object([("sets", sets.into())]).into()
}

fn languages(profile: &Profile, target: &Target<'_>) -> Vec<Value> {
    let one = |language: &crate::profile::Language| {
        let level = [("level", target.text(&language.fluency).into())];
        entry(("language", target.text(&language.language)), level)
    };
    profile.languages.iter().map(one).collect()
}

/// Awards, and certificates as a category of them.
fn recognition(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let award = |award: &crate::profile::Award| {
        let members = [
            ("date", said("date", &award.date, &award.written)),
            ("from", target.text(&award.awarder).into()),
            ("summary", target.text(&award.summary).into()),
            ("url", award.url.clone().into()),
        ];
        entry(("title", target.text(&award.title)), members)
    };
    let certificate = |certificate: &crate::profile::Certificate| {
        let members = [
            ("category", "certificate".into()),
            ("date", said("date", &certificate.date, &certificate.written)),
            ("from", target.text(&certificate.issuer).into()),
            ("summary", target.text(&certificate.summary).into()),
            ("url", certificate.url.clone().into()),
        ];
        entry(("title", target.text(&certificate.name)), members)
    };
    let awards = profile.awards.iter().map(award);
    awards.chain(profile.certificates.iter().map(certificate)).collect()
}

fn writing(profile: &Profile, target: &mut Target<'_>) -> Vec<Value> {
    let mut entries = Vec::new();
    target.lost.count_types_of_publications(profile);
    for publication in &profile.publications {
        let doi = publication.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
        let has_both = usize::from(doi.is_some() && publication.url.is_some());
        target.lose("publications.doi", has_both);
        let members = [
            ("author", target.texts(&publication.authors).into()),
            ("publisher", target.text(&publication.publisher).into()),
            ("date", said("releaseDate", &publication.release_date, &publication.written)),
            ("url", publication.url.clone().or(doi).into()),
            ("summary", target.text(&publication.summary).into()),
        ];
        entries.push(entry(("title", target.text(&publication.name)), members));
    }
    entries
}

fn testimonials(profile: &Profile, target: &Target<'_>) -> Vec<Value> {
    let one = |reference: &crate::profile::Reference| {
        let quote = target.text(&reference.reference)?;
        Some(entry(("name", target.text(&reference.name)), [("quote", quote.into())]))
    };
    profile.references.iter().filter_map(one).collect()
}

fn references(profile: &Profile, target: &Target<'_>) -> Vec<Value> {
    let silent = profile.references.iter().filter(|r| target.text(&r.reference).is_none());
    silent.map(|reference| entry(("name", target.text(&reference.name)), [])).collect()
}

fn interests(profile: &Profile, target: &Target<'_>) -> Vec<Value> {
    let one = |interest: &crate::profile::Interest| {
        let keywords = [("keywords", target.texts(&interest.keywords).into())];
        entry(("name", target.text(&interest.name)), keywords)
    };
    profile.interests.iter().map(one).collect()
}

/// A section that FRESH has a part for, by its title.
fn part(section: &Section, target: &mut Target<'_>) -> Option<(&'static str, Value)> {
    const PARTS: [(&str, &str, &str, &str); 6] = [
        ("governance", "Governance", "organization", "role"),
        ("affiliation", "Affiliations", "organization", "role"),
        ("speaking", "Speaking", "event", "title"),
        ("samples", "Samples", "title", "title"),
        ("extracurricular", "Extracurricular", "activity", "title"),
        ("reading", "Reading", "author", "title"),
    ];
    let title = target.text(&section.title)?;
    let (key, _, first, second) = PARTS.into_iter().find(|(_, known, ..)| *known == title)?;
    let is_affiliation = key == "affiliation";
    if !section.highlights.is_empty() || !(section.paragraphs.is_empty() || is_affiliation) {
        return None;
    }
    let one = |item: &SectionEntry| {
        let (title, subtitle) = (target.text(&item.title), target.text(&item.subtitle));
        // An organization by itself is the title of its entry.
        let (title, subtitle) = match (title, subtitle) {
            (Some(title), None) if first == "organization" => (None, Some(title)),
            both => both,
        };
        // All but the role and the author are demanded.
        let name = |field: &'static str, text: Option<String>| match field {
            "role" | "author" => (field, text.into()),
            _ => (field, or_blank(text)),
        };
        let names = match first == second {
            true => [name(second, title), (first, Value::Null)],
            false => [name(second, title), name(first, subtitle)],
        };
        let is_once = item.start_date.is_some() && item.start_date == item.end_date;
        let dates = match is_once {
            true => {
                [("date", said("startDate", &item.start_date, &item.written)), ("end", Value::Null)]
            }
            false => period(&item.start_date, &item.end_date, &item.written),
        };
        let members = [
            ("url", item.url.clone().into()),
            ("location", target.text(&item.location).into()),
            ("keywords", target.texts(&item.keywords).into()),
        ];
        let prose = prose(&[&item.summary], &item.highlights, target);
        object(names.into_iter().chain(dates).chain(members).chain(prose)).into()
    };
    let entries: Vec<Value> = section.entries.iter().map(one).collect();
    let value = match is_affiliation {
        false => entries.into(),
        true => {
            let summary = joined(target.texts(&section.paragraphs), "\n\n");
            object([("summary", summary.into()), ("history", entries.into())]).into()
        }
    };
    Some((key, value))
}
