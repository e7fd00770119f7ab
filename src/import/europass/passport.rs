//! The passport of 2013 to 2020: `SkillsPassport` in XML and JSON, versions 3.0 to 3.4.

use super::{SETTINGS, country, date, label, language, picture, place_skills, words, wrapped};
use crate::extract::{country_code_of_field, language_tag};
use crate::locale::Locale;
use crate::profile::{
    Account, Award, Basics, Cefr, Certificate, Education, Extra, Highlight, Language, Location,
    Profile, Section, SectionEntry, Text, When, Work, joined,
};
use crate::syntax::{Fields, Prose};

pub(super) fn read(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    f.object(&["DocumentInfo"], "Comment", |f| {
        let time = f.scalar_text(&["LastUpdateDate"]);
        // The first second of the epoch stands where nobody knows the time.
        let time = time.filter(|time| !time.starts_with("1970-01-01T00:00:00"));
        profile.meta.last_modified = time.and_then(|time| time.get(..19).map(str::to_owned));
        f.ignore_rest(SETTINGS);
    });
    f.object(&["LearnerInfo"], "Headline", |f| learner(f, locale, profile));
    f.ignore(&["CoverLetter"], "a letter is no part of a résumé");
    f.ignore(&["AttachmentList", "Attachment"], "files attached");
    f.ignore_rest(SETTINGS);
}

fn learner(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    f.object(&["Identification"], "", |f| identification(f, profile));
    profile.basics.label = described(f, "Occupation");
    f.object(&["Headline"], "Description", |f| headline(f, &mut profile.basics));
    let summary = described(f, "ProfileSummary");
    let summary = summary.and_then(|text| Prose::of(text.get("")).into_text());
    profile.basics.summary = profile.basics.summary.take().or(summary);
    profile.work = wrapped(f, "WorkExperienceList", "WorkExperience", work);
    profile.education = wrapped(f, "EducationList", "Education", education);
    f.object(&["Skills"], "Other", |f| skills_of(f, locale, profile));
    for (code, title, text) in wrapped(f, "AchievementList", "Achievement", achievement) {
        let is_summary = profile.basics.summary.is_none()
            && title.as_ref().is_some_and(|title| title.get("") == locale.section("summary"));
        if is_summary {
            profile.basics.summary = text.and_then(|text| Prose::of(text.get("")).into_text());
        } else {
            place(&code, title, text, profile);
        }
    }
    f.ignore(&["ReferenceTo", "ReferenceToList", "Documentation"], "references to files attached");
    profile.extra = f.rest();
}

fn identification(f: &mut Fields<'_>, profile: &mut Profile) {
    let basics = &mut profile.basics;
    basics.name = f.object(&["PersonName"], "FirstName", |f| {
        let title = label(f, &["Title"]);
        let name = joined(f.text(&["FirstName"]), f.text(&["Surname"]), " ");
        f.ignore_rest(SETTINGS);
        joined(title, name, " ")
    });
    f.object(&["ContactInfo"], "Email", |f| contact_info(f, basics));
    f.object(&["Demographics"], "Nationality", |f| {
        profile.personal.birth_date = date(f, &["Birthdate"]);
        let nationality = |f: &mut Fields<'_>| label_of(f).filter(|label| !label.is_empty());
        profile.personal.nationality = wrapped(f, "NationalityList", "Nationality", nationality)
            .into_iter()
            .flatten()
            .collect();
        f.ignore(&["Gender"], "the gender, which no résumé needs");
        profile.personal.extra = f.rest();
    });
    basics.image = f.object(&["Photo"], "Data", |f| {
        let kind = f.scalar_text(&["MimeType"]).unwrap_or_default();
        let photo = f.scalar_text(&["Data"]).and_then(|data| picture(&kind, &data));
        f.ignore_rest(SETTINGS);
        photo
    });
    f.ignore(&["Signature"], "the signature");
    basics.extra.extend(f.rest());
}

fn contact_info(f: &mut Fields<'_>, basics: &mut Basics) {
    basics.location = f.object(&["Address"], "Contact", |f| {
        let location = f.object(&["Contact"], "AddressLine", location);
        f.ignore_rest(SETTINGS);
        location
    });
    basics.email = f.object(&["Email"], "Contact", |f| {
        let email = f.email(&["Contact"]);
        f.ignore_rest(SETTINGS);
        email
    });
    let mut phones = wrapped(f, "TelephoneList", "Telephone", contact).into_iter();
    let mut sites = wrapped(f, "WebsiteList", "Website", site);
    basics.phone = phones.next().and_then(|(number, _)| number);
    // The first of a kind that Europass knows, or of none, is the person's own.
    if let Some(own) = sites.iter().position(|(.., has_name)| !has_name) {
        basics.url = sites.remove(own).0;
    }
    let number = |(username, network)| Account { network, username, ..Account::default() };
    basics.profiles.extend(phones.map(number));
    basics.profiles.extend(sites.into_iter().map(|(url, network, _)| Account {
        network,
        url,
        ..Account::default()
    }));
    let messengers = wrapped(f, "InstantMessagingList", "InstantMessaging", contact);
    basics.profiles.extend(messengers.into_iter().map(number));
    basics.extra.extend(f.rest());
}

/// An address or a number, and its use.
fn contact(f: &mut Fields<'_>) -> (Option<String>, Option<String>) {
    let contact = f.string(&["Contact", "Label", "#text"]);
    let kind = label(f, &["Use"]).map(|text| text.get("").to_owned());
    f.ignore_rest(SETTINGS);
    (contact, kind)
}

/// An address of the web, what it is called, and whether the person gave it that name.
fn site(f: &mut Fields<'_>) -> (Option<String>, Option<String>, bool) {
    let has_code = f.peek("Use").is_some_and(|kind| kind.get("Code").is_some());
    let (url, name) = contact(f);
    let has_name = name.is_some() && !has_code;
    (url, name, has_name)
}

fn location(f: &mut Fields<'_>) -> Location {
    let (code, name) = f.object(&["Country"], "Label", |f| {
        let code = f.string(&["Code"]);
        let name = if code.is_none() { f.string(&["Label"]) } else { None };
        if code.is_some() {
            f.ignore(&["Label"], "names of countries beside their codes");
        }
        f.ignore_rest(SETTINGS);
        (code, name)
    });
    Location {
        address: lines(f, &["AddressLine", "AddressLine2"]),
        postal_code: f.string(&["PostalCode"]),
        city: f.text(&["Municipality"]),
        country_code: code.map(|code| country(&code)).or_else(|| Some(named_country(name?))),
        extra: f.rest(),
        ..Location::default()
    }
}

/// The code of a country by its name; a name that is not known stays.
fn named_country(name: String) -> String {
    country_code_of_field(&name).map_or(name, str::to_owned)
}

fn lines(f: &mut Fields<'_>, names: &[&'static str]) -> Option<Text> {
    names.iter().map(|name| f.text(&[name])).reduce(|a, b| joined(a, b, "\n")).flatten()
}

/// The place of an organisation as one text, with its site.
fn place_of(f: &mut Fields<'_>, extra: &mut Extra) -> (Option<Text>, Option<String>) {
    f.object(&["ContactInfo"], "Address", |f| {
        let place = f.object(&["Address"], "Contact", |f| {
            let place = f.object(&["Contact"], "Municipality", |f| {
                let line = lines(f, &["AddressLine", "AddressLine2"]);
                let town = joined(f.text(&["PostalCode"]), f.text(&["Municipality"]), " ");
                let place = joined(joined(line, town, ", "), label(f, &["Country"]), ", ");
                extra.extend(f.rest());
                place
            });
            f.ignore_rest(SETTINGS);
            place
        });
        let url = f.object(&["Website"], "Contact", |f| {
            let url = f.url(&["Contact"]);
            f.ignore_rest(SETTINGS);
            url
        });
        extra.extend(f.rest());
        (place, url)
    })
}

fn headline(f: &mut Fields<'_>, basics: &mut Basics) {
    let kind = f.peek("Type").and_then(|kind| kind.get("Code")).and_then(|code| code.scalar());
    let is_statement = kind == Some("personal_statement");
    f.ignore(&["Type"], "kinds of headlines");
    let text = label(f, &["Description"]);
    if is_statement {
        basics.summary = text.and_then(|text| Prose::of(text.get("")).into_text());
    } else if text.is_some() {
        basics.label = text;
    }
    f.ignore_rest(SETTINGS);
}

/// From and to; what goes on has no end, and a single date is both.
fn period(f: &mut Fields<'_>) -> (Option<When>, Option<When>) {
    f.object(&["Period"], "From", |f| {
        let (from, to) = (date(f, &["From"]), date(f, &["To"]));
        let is_over = f.truth(&["Current"]) == Some(false);
        f.ignore_rest(SETTINGS);
        let end = to.or_else(|| from.clone().filter(|_| is_over));
        (from, end)
    })
}

fn work(f: &mut Fields<'_>) -> Work {
    let (start_date, end_date) = period(f);
    let (summary, highlights) = f.prose(&["Activities"]);
    let mut work = Work {
        start_date,
        end_date,
        summary,
        highlights,
        position: label(f, &["Position"]),
        ..Work::default()
    };
    let mut extra = Extra::new();
    f.object(&["Employer"], "Name", |f| {
        work.name = f.text(&["Name"]);
        (work.location, work.url) = place_of(f, &mut extra);
        work.description = label(f, &["Sector"]);
        extra.extend(f.rest());
    });
    f.ignore(
        &["ReferenceTo", "ReferenceToList", "Documentation", "@id"],
        "references to files attached",
    );
    extra.extend(f.rest());
    Work { extra, ..work }
}

fn education(f: &mut Fields<'_>) -> Education {
    let (start_date, end_date) = period(f);
    let (summary, highlights) = f.prose(&["Activities", "Skills"]);
    let title = label(f, &["Title"]);
    let level = label(f, &["Level"]).map(|level| match level.get("").parse::<u8>() {
        Ok(level) => format!("EQF {level}").into(),
        Err(_) => level,
    });
    let study_type = match (title, level) {
        (Some(title), Some(level)) => Some(format!("{} ({})", title.get(""), level.get("")).into()),
        (title, level) => title.or(level),
    };
    let area = label(f, &["Field"]);
    let mut education = Education {
        start_date,
        end_date,
        summary,
        highlights,
        study_type,
        area,
        ..Education::default()
    };
    let mut extra = Extra::new();
    f.object(&["Organisation"], "Name", |f| {
        education.institution = f.text(&["Name"]);
        (education.location, education.url) = place_of(f, &mut extra);
        extra.extend(f.rest());
    });
    f.ignore(
        &["ReferenceTo", "ReferenceToList", "Documentation", "@id"],
        "references to files attached",
    );
    extra.extend(f.rest());
    Education { extra, ..education }
}

fn skills_of(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    f.object(&["Linguistic"], "MotherTongue", |f| {
        let mother = |f: &mut Fields<'_>| Language {
            language: label(f, &["Description"]).or_else(|| label_of(f)),
            fluency: Some(locale.field("mother-tongue").into()),
            extra: f.rest(),
            ..Language::default()
        };
        profile.languages = wrapped(f, "MotherTongueList", "MotherTongue", mother);
        let foreign = wrapped(f, "ForeignLanguageList", "ForeignLanguage", |f| foreign(f, locale));
        profile.languages.extend(foreign);
        f.ignore_rest(SETTINGS);
    });
    let mut groups = Vec::new();
    for (name, title) in [
        ("Communication", "communication-skills"),
        ("Organisational", "organisational-skills"),
        ("JobRelated", "job-related-skills"),
    ] {
        groups.push((locale.field(title), described(f, name), Vec::new()));
    }
    let digital = f.object(&["Computer"], "Description", |f| {
        let levels = f.object(&["ProficiencyLevel"], "Information", |f| {
            let levels = f.members().into_iter();
            let levels = levels.filter_map(|(name, node, path)| {
                let level = f.text_at(node, &path)?;
                Some(Highlight::from(format!("{}: {}", words(name), level.get(""))))
            });
            levels.collect::<Vec<_>>()
        });
        profile.certificates.extend(certificates(f));
        let text = f.text(&["Description"]);
        f.ignore_rest(SETTINGS);
        (text, levels)
    });
    groups.push((locale.field("digital-skills"), digital.0, digital.1));
    groups.push((locale.section("other"), described(f, "Other"), Vec::new()));
    place_skills(locale, groups, profile);
    f.object(&["Driving"], "Description", |f| {
        let licences = f.list(&["Description"], "Licence", |f| {
            let licences = f.texts(&["Licence", "Label"]);
            f.ignore_rest(SETTINGS);
            licences
        });
        profile.personal.driving_licence = licences.into_iter().flatten().collect();
        f.ignore_rest(SETTINGS);
    });
    profile.extra.extend(f.rest());
}

/// The description of a group of skills.
fn described(f: &mut Fields<'_>, name: &'static str) -> Option<Text> {
    f.object(&[name], "Description", |f| {
        let text = label(f, &["Description", "Label"]);
        f.ignore_rest(SETTINGS);
        text
    })
}

fn foreign(f: &mut Fields<'_>, locale: &Locale) -> Language {
    let (name, words) = spoken(f);
    let cefr = f.object(&["ProficiencyLevel"], "Listening", |f| Cefr {
        listening: f.string(&["Listening"]),
        reading: f.string(&["Reading"]),
        spoken_interaction: f.string(&["SpokenInteraction"]),
        spoken_production: f.string(&["SpokenProduction"]),
        writing: f.string(&["Writing"]),
        extra: f.rest(),
    });
    // Certificates of a language stand with it.
    let certificates = certificates(f).into_iter().map(|certificate| {
        let date = certificate.date.map(|date| Text::from(date.to_string()));
        joined(joined(certificate.name, certificate.issuer, ", "), date, ", ")
    });
    let mut notes = vec![words];
    notes.extend(certificates);
    notes.extend(f.object(&["AcquiredDuring"], "Experience", |f| {
        let notes = f.list(&["Experience"], "Description", experience);
        f.ignore_rest(SETTINGS);
        notes
    }));
    notes.extend(wrapped(f, "ExperienceList", "Experience", experience));
    let notes = notes.into_iter().reduce(|a, b| joined(a, b, "; ")).flatten();
    let language = language(name, cefr, notes, locale);
    f.ignore(
        &["ReferenceTo", "ReferenceToList", "Documentation", "@id"],
        "references to files attached",
    );
    Language { extra: f.rest(), ..language }
}

/// The name of a language. Words for how well it is spoken may stand behind it in brackets: `German
/// (fluent)`; they are told from a name with brackets of its own by the code.
fn spoken(f: &mut Fields<'_>) -> (Option<Text>, Option<Text>) {
    let code = f.peek("Description").and_then(|description| description.get("Code"));
    let code = code.and_then(|code| code.scalar()).unwrap_or_default().to_owned();
    let name = label(f, &["Description"]);
    let text = name.as_ref().map(|name| name.get("")).unwrap_or_default();
    let parts = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
    let is_name = |name: &str| language_tag(name) == Some(&*code);
    match parts.filter(|(name, _)| is_name(name) && !is_name(text)) {
        Some((name, words)) => (Some(name.into()), Some(words.into())),
        None => (name, None),
    }
}

/// How a language was learnt, in a line.
fn experience(f: &mut Fields<'_>) -> Option<Text> {
    let (from, to) = period(f);
    let text = f.html(&["Description"]).map(|text| Text::from(text.get("").replace("\n\n", " ")));
    let area = label(f, &["Area"]);
    let years: Vec<String> = [from, to].iter().flatten().map(ToString::to_string).collect();
    let years = Some(Text::from(years.join(" – "))).filter(|years| !years.is_empty());
    f.ignore_rest(SETTINGS);
    joined(joined(area, text, ": "), years, ", ")
}

fn certificates(f: &mut Fields<'_>) -> Vec<Certificate> {
    let mut certificates = f.list(&["Certificate"], "Title", certificate);
    let verified = f.list(&["VerifiedBy"], "Certificate", |f| {
        let certificates = f.list(&["Certificate"], "Title", certificate);
        f.ignore_rest(SETTINGS);
        certificates
    });
    certificates.extend(verified.into_iter().flatten());
    certificates
}

fn certificate(f: &mut Fields<'_>) -> Certificate {
    let title = label(f, &["Title"]);
    let name = match (title, label(f, &["Level"])) {
        (Some(title), Some(level)) => Some(format!("{} ({})", title.get(""), level.get("")).into()),
        (title, level) => title.or(level),
    };
    let issuer = label(f, &["AwardingBody"]);
    let date = date(f, &["Date"]);
    f.ignore(&["ReferenceTo", "@id"], "references to files attached");
    Certificate { name, issuer, date, extra: f.rest(), ..Certificate::default() }
}

/// What an achievement is, its title and its text.
fn achievement(f: &mut Fields<'_>) -> (String, Option<Text>, Option<Text>) {
    let code = f.peek("Title").and_then(|title| title.get("Code")).and_then(|code| code.scalar());
    let code = code.unwrap_or_default().to_owned();
    let title = label(f, &["Title"]);
    let text = f.text(&["Description"]);
    f.ignore_rest(SETTINGS);
    (code, title, text)
}

/// Prizes and references are ours by kind; any other achievement is a section of its own.
fn place(code: &str, title: Option<Text>, text: Option<Text>, profile: &mut Profile) {
    let (summary, highlights) =
        text.as_ref().map(|text| Prose::of(text.get("")).split()).unwrap_or_default();
    match code {
        "references" => {
            let reference = crate::profile::Reference {
                reference: text.and_then(|text| Prose::of(text.get("")).into_text()),
                ..Default::default()
            };
            profile.references.push(reference);
        }
        "honors_awards" if summary.is_none() && !highlights.is_empty() => {
            let lines = |below: Vec<Highlight>| {
                let texts = below.into_iter().map(|highlight| highlight.text);
                Text::joined(texts, "\n")
            };
            let award = |h: Highlight| Award {
                title: Some(h.text),
                summary: lines(h.highlights),
                ..Award::default()
            };
            profile.awards.extend(highlights.into_iter().map(award));
        }
        _ => {
            let entry = SectionEntry { summary, highlights, ..SectionEntry::default() };
            let paragraphs = entry.summary.into_iter().collect();
            profile.sections.push(Section {
                title,
                paragraphs,
                highlights: entry.highlights,
                ..Section::default()
            });
        }
    }
}

/// The label of the object itself.
fn label_of(f: &mut Fields<'_>) -> Option<Text> {
    let label = f.text(&["Label", "#text"]);
    let label = if label.is_none() { f.text(&["Code"]) } else { label };
    f.ignore(&["Code"], "codes of texts");
    label
}
