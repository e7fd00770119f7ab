//! The schema itself: JSON Resume v1 and its legacy, with what cvpdf adds, in JSON, YAML or TOML.

mod entries;
mod meta;
mod own;

use super::{Confidence, Format, Input, ReadOptions, lenient};
use crate::diag::{Diagnostic, Result, Sink};
use crate::normalize;
use crate::profile::{
    Account, Basics, Location, Personal, Profile, Section, Sections, Text, Unplaced, Written,
    is_language_tag, web,
};
use crate::syntax::{Fields, Grammar, Node, Reading, nearest, shown};
use entries::{
    award, certificate, education, interest, language, project, publication, reference,
    section_entry, skill, volunteer, work, written_words,
};

pub(super) static FORMAT: Format = Format {
    name: "json-resume",
    title: "JSON Resume (JSON, JSON5, YAML, TOML)",
    extensions: &["json", "json5", "jsonc", "yaml", "yml", "toml"],
    sniff,
    read,
    explain: None,
};

/// The keys of the root that no other format has in this shape.
const TELLING: [&str; 14] = [
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "sections",
    "sectionOrder",
];

fn sniff(input: &Input) -> Confidence {
    let grammar =
        input.grammar().filter(|grammar| !matches!(grammar, Grammar::Xml | Grammar::Html));
    let Some(grammar) = grammar else { return Confidence::No };
    let text = input.source().text();
    let has = |key: &str| match (input.tree(), grammar) {
        (Some(root), _) => root.get(key).is_some(),
        // The grammar is broken: what stands in its place tells.
        (None, Grammar::Json) => [format!("\"{key}\""), format!("'{key}'"), format!("{key}:")]
            .iter()
            .any(|quoted| text.contains(quoted.as_str())),
        (None, Grammar::Yaml) => text.lines().any(|line| {
            let line = line.trim_start_matches(['"', '\'', '{', ' ']);
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
        }),
        (None, Grammar::Toml | Grammar::Xml | Grammar::Html) => text.lines().any(|line| {
            line.trim_start_matches('[')
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with([']', '.', ' ', '=']))
        }),
    };
    let found = TELLING.iter().filter(|key| has(key)).count();
    match found {
        0 => Confidence::No,
        _ if has("basics") => Confidence::Yes,
        // One key alone tells only if it is no usual word of other files.
        1 if !["work", "education", "volunteer", "publications"].iter().any(|key| has(key)) => {
            Confidence::No
        }
        _ => Confidence::Maybe,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let help = "a profile is an object with `basics`, `work`, `education`, …";
    let root = input.parse_object(sink, help)?;
    let reading = Reading::new(source).day_first(day_first(root)).null_is_usual();
    // Our own writer puts aside what the official schema refuses.
    let reading = reading.set_aside(web::is_refused);
    let profile = profile(&mut reading.fields(root, ""));
    reading.finish(root, sink);
    if says_nothing(&profile) {
        let warning = Diagnostic::warning("nothing-found", "there is nothing to print in it");
        let help =
            "the fields of a profile stand below `basics`, `work`, `education`, … at the root";
        sink.push(warning.in_file(source).help(help));
    }
    Ok(profile)
}

/// Whether nothing that a page could show was found.
fn says_nothing(profile: &Profile) -> bool {
    let about = Profile {
        schema: profile.schema.clone(),
        lang: profile.lang.clone(),
        section_order: profile.section_order.clone(),
        meta: profile.meta.clone(),
        extra: profile.extra.clone(),
        ..Profile::default()
    };
    let mut shown = normalize(profile.clone());
    shown.basics.extra.clear();
    shown == about
}

/// Whether the day comes first in dates such as 03/04/2020: by the country, else by the language.
/// English alone does not tell.
fn day_first(root: &Node) -> Option<bool> {
    const MONTH_FIRST: [&str; 3] = ["US", "PH", "FM"];
    let basics = root.get("basics").and_then(|basics| basics.get("location"));
    let country = basics.and_then(|location| location.get("countryCode")).and_then(Node::scalar);
    let lang = root.get("lang").and_then(Node::scalar).map(str::to_uppercase);
    let region = lang.as_deref().and_then(|lang| lang.split(['-', '_']).nth(1));
    match (country.or(region), lang.as_deref()) {
        (Some(country), _) if country.len() == 2 => {
            Some(!MONTH_FIRST.contains(&country.to_uppercase().as_str()))
        }
        (_, Some(lang)) if !lang.starts_with("EN") => Some(true),
        _ => None,
    }
}

fn profile(f: &mut Fields<'_>) -> Profile {
    let is_personal_apart = f.has("personal");
    let (basics, in_basics) = f.object(&["basics"], "name", |f| {
        // Many keep personal details here; what stands apart goes first.
        let in_basics = if is_personal_apart { Personal::default() } else { personal_fields(f) };
        (basics(f), in_basics)
    });
    let mut profile = Profile {
        schema: f.url(&["$schema"]),
        lang: lang(f),
        basics,
        work: f.list(&["work"], "name", work).into_iter().flatten().collect(),
        volunteer: f.list(&["volunteer"], "organization", volunteer),
        education: f.list(&["education"], "institution", education),
        awards: f.list(&["awards"], "title", award),
        certificates: f.list(&["certificates", "certifications"], "name", certificate),
        publications: f.list(&["publications"], "name", publication),
        skills: f.list(&["skills"], "name", skill),
        languages: f.list(&["languages"], "language", language),
        interests: f.list(&["interests", "hobbies"], "name", interest),
        references: f.list(&["references"], "reference", reference),
        projects: f.list(&["projects"], "name", project),
        sections: f.list(&["sections"], "title", section),
        personal: match is_personal_apart {
            true => f.object(&["personal"], "nationality", personal),
            false => in_basics,
        },
        section_order: section_order(f),
        section_titles: f.object(&["sectionTitles"], "work", |f| {
            let titles = f.members().into_iter();
            titles
                .filter_map(|(key, node, path)| Some((key.to_owned(), f.text_at(node, &path)?)))
                .collect()
        }),
        unplaced: f.list(&["unplaced"], "text", unplaced),
        meta: f.object(&["meta"], "version", meta::meta),
        ..Profile::default()
    };
    profile.sections.extend(own::sections(f));
    profile.extra = f.rest();
    profile
}

/// The language; what is no tag of one is reported and means none.
fn lang(f: &mut Fields<'_>) -> Option<String> {
    let place = f.place(&["lang"]);
    let lang = f.string(&["lang"])?;
    let (range, path) = place?;
    if !is_language_tag(&lang) {
        let warning =
            Diagnostic::warning("unknown-language", format!("`{}` is no language", shown(&lang)));
        f.push(warning.help("write a tag such as `en`, `de-AT` or `zh-Hant`"), &range, &path);
    }
    Some(lang)
}

fn basics(f: &mut Fields<'_>) -> Basics {
    Basics {
        name: f.text(&["name", "fullName"]).or_else(|| {
            let parts = [f.text(&["firstName", "firstname"]), f.text(&["lastName", "lastname"])];
            Text::joined(parts.into_iter().flatten(), " ")
        }),
        label: f.text(&["label", "headline"]),
        image: image(f),
        email: f.email(&["email"]),
        phone: f.string(&["phone", "telephone", "mobile"]),
        url: f.url(&["url", "website", "homepage"]),
        summary: f.text(&["summary", "about", "bio"]),
        location: f.object(&["location"], "city", location),
        profiles: f.list(&["profiles"], "url", account),
        extra: f.rest(),
    }
}

/// The photo. What is no picture by its name is reported here, where its place is known.
fn image(f: &mut Fields<'_>) -> Option<String> {
    const EXTENSIONS: [&str; 6] = ["png", "jpg", "jpeg", "webp", "svg", "gif"];
    let names = &["image", "picture", "photo", "avatar"];
    let place = f.place(names);
    let image = f.string(names)?;
    let (range, path) = place?;
    let file = image.rsplit('/').next().unwrap_or(&image);
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    if !image.contains(':') && extension.is_some_and(|e| !EXTENSIONS.contains(&e.as_str())) {
        let warning =
            Diagnostic::warning("bad-photo", format!("`{}` names no picture", shown(&image)))
                .help("name a PNG, JPEG, WebP or SVG file below the profile's folder");
        f.push(warning, &range, &path);
    }
    Some(image)
}

fn location(f: &mut Fields<'_>) -> Location {
    Location {
        address: f.text(&["address"]),
        postal_code: f.string(&["postalCode"]),
        city: f.text(&["city"]),
        country_code: country_code(f),
        region: f.text(&["region"]),
        extra: f.rest(),
    }
}

/// The code of the country; the name of one is as welcome.
fn country_code(f: &mut Fields<'_>) -> Option<String> {
    let names = &["countryCode", "country"];
    let place = f.place(names);
    let country = lenient::country(f, names)?;
    let (range, path) = place?;
    if country.len() != 2 && path.ends_with("countryCode") {
        let message = format!("`{}` is no country's code", shown(&country));
        let warning = Diagnostic::warning("bad-country", message).help(
            "write the two letters of ISO 3166-1, for example \"AT\"; it is printed as it stands",
        );
        f.push(warning, &range, &path);
    }
    Some(country)
}

fn account(f: &mut Fields<'_>) -> Account {
    Account {
        network: f.string(&["network"]),
        username: f.string(&["username", "user"]),
        url: f.url(&["url", "website"]),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

fn section(f: &mut Fields<'_>) -> Section {
    Section {
        title: f.text(&["title"]),
        paragraphs: f.texts(&["paragraphs"]),
        highlights: f.highlights(&["highlights"]),
        entries: f.list(&["entries", "items"], "title", section_entry),
        tags: f.strings(&["tags"]),
        extra: f.rest(),
    }
}

fn personal(f: &mut Fields<'_>) -> Personal {
    let personal = personal_fields(f);
    Personal { extra: f.rest(), ..personal }
}

fn personal_fields(f: &mut Fields<'_>) -> Personal {
    let mut written = Written::new();
    Personal {
        birth_date: f.date(&["birthDate", "birthday", "dateOfBirth"], &mut written),
        nationality: f.texts(&["nationality", "nationalities"]),
        driving_licence: f.texts(&["drivingLicence", "drivingLicense"]),
        marital_status: f.text(&["maritalStatus", "civilStatus"]),
        written: written_words(f, written),
        ..Personal::default()
    }
}

fn unplaced(f: &mut Fields<'_>) -> Unplaced {
    Unplaced {
        line: f.string(&["line"]).and_then(|line| line.parse().ok()).unwrap_or_default(),
        text: f.string(&["text"]).unwrap_or_default(),
        near: f.string(&["near"]),
        why: f.string(&["why"]),
        extra: f.rest(),
    }
}

fn section_order(f: &mut Fields<'_>) -> Vec<String> {
    let place = f.place(&["sectionOrder"]);
    let keys = f.strings(&["sectionOrder"]);
    for key in &keys {
        if let (false, Some((range, path))) = (Sections::KEYS.contains(&key.as_str()), &place) {
            let warning = Diagnostic::warning("unknown-section", format!("`{key}` is no section"));
            let help = match nearest(key, Sections::KEYS.iter().copied()) {
                Some(key) => format!("did you mean `{key}`?"),
                None => format!("sections are {}", Sections::KEYS.join(", ")),
            };
            f.push(warning.help(help), range, path);
        }
    }
    keys
}
