//! The forerunners of 2005 to 2012: `learnerinfo` in XML, versions 1.0 to 2.0.

use super::{SETTINGS, country, date, label, language, picture, place_skills, wrapped};
use crate::locale::Locale;
use crate::profile::{
    Account, Cefr, Education, Language, Location, Profile, Section, Text, When, Work, joined,
};
use crate::syntax::{Fields, Prose};

pub(super) fn read(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    f.object(&["docinfo"], "comment", |f| {
        profile.meta.last_modified =
            f.scalar_text(&["issuedate"]).and_then(|date| date.get(..19).map(str::to_owned));
        f.ignore_rest(SETTINGS);
    });
    f.ignore(&["prefs"], SETTINGS);
    f.object(&["identification"], "lastname", |f| identification(f, profile));
    profile.basics.label = label(f, &["application"]);
    profile.work = wrapped(f, "workexperiencelist", "workexperience", work);
    profile.education = wrapped(f, "educationlist", "education", education);
    profile.languages = wrapped(f, "languagelist", "language", |f| tongue(f, locale));
    f.object(&["skilllist"], "skill", |f| skill_list(f, locale, profile));
    let misc = wrapped(f, "misclist", "misc", |f| {
        let text = f.html(&["#text", "Label"]);
        f.ignore_rest(SETTINGS);
        text
    });
    let paragraphs: Vec<Text> = misc.into_iter().flatten().collect();
    if !paragraphs.is_empty() {
        let title = Some(locale.section("other").into());
        profile.sections.push(Section { title, paragraphs, ..Section::default() });
    }
    f.ignore(&["@locale", "@schemaLocation"], SETTINGS);
    profile.extra = f.rest();
}

fn identification(f: &mut Fields<'_>, profile: &mut Profile) {
    let basics = &mut profile.basics;
    basics.name = joined(f.text(&["firstname"]), f.text(&["lastname"]), " ");
    f.object(&["contactinfo"], "address", |f| {
        basics.location = f.object(&["address"], "addressLine", location);
        let mut phones = ["mobile", "telephone", "telephone2", "fax"]
            .map(|name| (name, number(f, name)))
            .into_iter()
            .filter_map(|(name, number)| Some((name, number?)));
        basics.phone = phones.next().map(|(_, number)| number);
        basics.profiles.extend(phones.map(|(name, username)| Account {
            network: Some(if name == "fax" { "Fax" } else { "Tel." }.to_owned()),
            username: Some(username),
            ..Account::default()
        }));
        basics.email = f.email(&["email"]);
        basics.url = f.url(&["website", "web"]);
        basics.extra.extend(f.rest());
    });
    f.object(&["demographics"], "nationality", |f| {
        profile.personal.birth_date = date(f, &["birthdate"]);
        let nationality = |f: &mut Fields<'_>| {
            f.ignore(&["code"], "codes of texts");
            f.text(&["label", "#text", "Label"])
        };
        let nationalities = wrapped(f, "nationalitylist", "nationality", nationality);
        profile.personal.nationality = nationalities.into_iter().flatten().collect();
        f.ignore(&["gender"], "the gender, which no résumé needs");
        profile.personal.extra = f.rest();
    });
    basics.image = f.object(&["photo"], "#text", |f| {
        let kind = f.scalar_text(&["@type"]).unwrap_or_default();
        let photo = f.scalar_text(&["#text"]).and_then(|data| picture(&kind, &data));
        f.ignore_rest(SETTINGS);
        photo
    });
    basics.extra.extend(f.rest());
}

fn number(f: &mut Fields<'_>, name: &'static str) -> Option<String> {
    label(f, &[name]).map(|text| text.get("").to_owned())
}

fn location(f: &mut Fields<'_>) -> Location {
    let (code, name) = f.object(&["country"], "label", |f| {
        let code = f.string(&["code"]);
        if code.is_some() {
            f.ignore(&["label"], "names of countries beside their codes");
            f.ignore_rest(SETTINGS);
            return (code, None);
        }
        let name = f.string(&["label", "#text"]);
        f.ignore_rest(SETTINGS);
        (None, name)
    });
    Location {
        address: f.text(&["addressLine"]),
        postal_code: f.string(&["postalCode"]),
        city: f.text(&["municipality"]),
        country_code: code.map(|code| country(&code)).or(name),
        extra: f.rest(),
        ..Location::default()
    }
}

fn period(f: &mut Fields<'_>) -> (Option<When>, Option<When>) {
    f.object(&["period"], "from", |f| {
        let period = (date(f, &["from"]), date(f, &["to"]));
        f.ignore(&["current"], "what a missing end says as well");
        f.ignore_rest(SETTINGS);
        period
    })
}

/// An organisation: lines of text, or a name with an address.
fn organisation(f: &mut Fields<'_>, name: &'static str) -> (Option<Text>, Option<Text>) {
    let (name, place) = if f.has_object(name) {
        f.object(&[name], "name", |f| {
            let name = f.text(&["name", "#text"]);
            let place = f.object(&["address"], "addressLine", |f| {
                let town = joined(f.text(&["postalCode"]), f.text(&["municipality"]), " ");
                let place = joined(
                    joined(f.text(&["addressLine"]), town, ", "),
                    label(f, &["country"]),
                    ", ",
                );
                f.ignore_rest(SETTINGS);
                place
            });
            let kind = label(f, &["type"]);
            f.ignore_rest(SETTINGS);
            (joined(name, kind, ", "), place)
        })
    } else {
        (f.text(&[name]), None)
    };
    (name.map(one_line), place.map(one_line))
}

/// Lines of an address, parted by commas.
fn one_line(text: Text) -> Text {
    let lines = text.get("").lines().map(|line| line.trim().trim_end_matches(','));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ").into()
}

fn work(f: &mut Fields<'_>) -> Work {
    let (start_date, end_date) = period(f);
    let (summary, highlights) = f.prose(&["activities"]);
    let (name, location) = organisation(f, "employer");
    Work {
        name,
        location,
        position: label(f, &["position"]),
        description: label(f, &["sector"]),
        start_date,
        end_date,
        summary,
        highlights,
        extra: f.rest(),
        ..Work::default()
    }
}

fn education(f: &mut Fields<'_>) -> Education {
    let (start_date, end_date) = period(f);
    let (summary, highlights) = f.prose(&["skills", "activities"]);
    let (institution, location) = organisation(f, "organisation");
    let study_type = match (label(f, &["title"]), label(f, &["level"])) {
        (Some(title), Some(level)) => Some(format!("{} ({})", title.get(""), level.get("")).into()),
        (title, level) => title.or(level),
    };
    Education {
        institution,
        location,
        study_type,
        area: label(f, &["educationalfield", "field"]),
        start_date,
        end_date,
        summary,
        highlights,
        extra: f.rest(),
        ..Education::default()
    }
}

fn tongue(f: &mut Fields<'_>, locale: &Locale) -> Language {
    let is_mother = f.scalar_text(&["@type"]).is_some_and(|kind| kind.ends_with("mother"));
    let name = f.text(&["label", "name", "#text", "Label"]);
    f.ignore(&["code"], "codes of texts");
    let level = |f: &mut Fields<'_>, name| f.string(&[name]).map(|level| level.to_uppercase());
    let cefr = f.object(&["level"], "listening", |f| Cefr {
        listening: level(f, "listening"),
        reading: level(f, "reading"),
        spoken_interaction: level(f, "spokeninteraction"),
        spoken_production: level(f, "spokenproduction"),
        writing: level(f, "writing"),
        extra: f.rest(),
    });
    if name.is_none() {
        return Language { extra: f.rest(), ..Language::default() };
    }
    let words = is_mother.then(|| locale.field("mother-tongue").into());
    Language { extra: f.rest(), ..language(name, cefr, words, locale) }
}

/// Skills by their type, and driving licences.
fn skill_list(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    let found = f.list(&["skill"], "#text", |f| {
        let kind = f.scalar_text(&["@type"]).unwrap_or_default();
        let text = f.text(&["#text"]);
        f.ignore_rest(SETTINGS);
        (kind, text)
    });
    let structured = f.list(&["structured-skill"], "drivinglicence", |f| {
        f.ignore(&["@type"], SETTINGS);
        let licences = f.texts(&["drivinglicence", "licence", "#text"]);
        f.ignore_rest(SETTINGS);
        licences
    });
    profile.personal.driving_licence = structured.into_iter().flatten().collect();
    let mut groups = Vec::new();
    for (kind, text) in found {
        let Some(text) = text else { continue };
        let title = match kind.as_str() {
            "driving" => {
                profile.personal.driving_licence.extend(Prose::of(text.get("")).into_text());
                continue;
            }
            "social" => "communication-skills",
            "organisational" => "organisational-skills",
            "technical" => "job-related-skills",
            "computer" => "digital-skills",
            _ => "",
        };
        let title = if title.is_empty() { locale.section("other") } else { locale.field(title) };
        groups.push((title, Some(text), Vec::new()));
    }
    place_skills(locale, groups, profile);
    profile.extra.extend(f.rest());
}
