//! The candidate of the portal of today: `Candidate` in XML, by HR Open Standards and EURES.

use base64::Engine;

use super::{SETTINGS, country, label, language, said, words};
use crate::locale::Locale;
use crate::profile::{
    Account, Cefr, Certificate, Education, Highlight, Interest, Language, Location, Profile,
    Project, Publication, Section, SectionEntry, Skill, Text, Volunteer, When, Work, joined,
};
use crate::syntax::{Fields, Node, Value};

pub(super) fn read(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    if f.has("CandidatePerson") {
        f.ignore(&["CandidateSupplier"], "what `CandidatePerson` says as well");
        f.object(&["CandidatePerson"], "PersonName", |f| person(f, locale, profile));
    } else {
        f.object(&["CandidateSupplier"], "PartyName", |f| {
            f.object(&["PersonContact"], "PersonName", |f| person(f, locale, profile));
            f.ignore_rest(SETTINGS);
        });
    }
    let mut order = Vec::new();
    f.object(&["RenderingInformation"], "Design", |f| {
        f.object(&["Design"], "Template", |f| {
            f.object(&["SectionsOrder"], "Section", |f| {
                order = f.list(&["Section"], "Title", |f| {
                    let title = f.scalar_text(&["Title"]).unwrap_or_default();
                    f.ignore_rest(SETTINGS);
                    title
                });
            });
            f.ignore_rest(SETTINGS);
        });
        f.ignore_rest(SETTINGS);
    });
    f.object(&["CandidateProfile"], "ExecutiveSummary", |f| content(f, locale, profile));
    arrange(profile, &order);
    f.ignore_rest(SETTINGS);
}

/// A means to reach someone.
#[derive(Default)]
struct Contact {
    channel: String,
    /// What it is called, if it is called anything.
    title: Option<String>,
    uri: Option<String>,
    location: Location,
}

fn contact(f: &mut Fields<'_>) -> Contact {
    let mut contact = Contact {
        channel: f.scalar_text(&["ChannelCode"]).unwrap_or_default(),
        ..Contact::default()
    };
    let kind = f.scalar_text(&["UseCode"]).filter(|kind| kind != "other");
    contact.title = f.string(&["OtherTitle"]).or(kind.map(|kind| capitalised(&kind)));
    contact.uri = f.string(&["URI"]);
    let dialling = f.string(&["CountryDialing"]);
    if let Some(number) = f.string(&["DialNumber"]) {
        contact.channel = "Telephone".to_owned();
        contact.uri = Some(match dialling {
            Some(code) => format!("(+{}) {number}", code.trim_start_matches('+')),
            None => number,
        });
    }
    contact.location = f.object(&["Address"], "AddressLine", |f| Location {
        address: Some(lines(f, &["AddressLine"]).join("\n").into())
            .filter(|text: &Text| !text.is_empty()),
        city: f.text(&["CityName"]),
        postal_code: f.string(&["PostalCode"]),
        region: f.text(&["CountrySubDivisionCode", "CountrySubDivisionName"]),
        country_code: f.string(&["CountryCode", "Country"]).map(|code| country(&code)),
        extra: {
            f.ignore(&["@type"], SETTINGS);
            f.rest()
        },
    });
    f.ignore_rest(SETTINGS);
    contact
}

fn capitalised(word: &str) -> String {
    match word {
        "linkedin" => "LinkedIn".to_owned(),
        "whatsapp" => "WhatsApp".to_owned(),
        "github" => "GitHub".to_owned(),
        _ => {
            let mut chars = word.chars();
            chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
        }
    }
}

/// The texts of a name, of which there may be several.
fn lines(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<String> {
    f.texts(names).iter().map(|text| text.get("").to_owned()).collect()
}

fn person(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    let basics = &mut profile.basics;
    basics.name = f.object(&["PersonName"], "FamilyName", |f| {
        let name = joined(f.text(&["GivenName"]), f.text(&["FamilyName"]), " ");
        f.ignore_rest(SETTINGS);
        name
    });
    for contact in f.list(&["Communication"], "URI", contact) {
        let Contact { channel, title, uri, location } = contact;
        if location != Location::default() && basics.location == Location::default() {
            basics.location = location;
            continue;
        }
        let Some(uri) = uri else { continue };
        match channel.as_str() {
            "Email" if basics.email.is_none() => basics.email = Some(uri),
            "Telephone" if basics.phone.is_none() => basics.phone = Some(uri),
            "Web" if basics.url.is_none() => basics.url = Some(uri),
            _ => {
                let is_address = uri.starts_with("http") || uri.starts_with("www.");
                let (username, url) =
                    if is_address { (None, Some(uri)) } else { (Some(uri), None) };
                let network = title.filter(|_| channel != "Telephone" && channel != "Email");
                basics.profiles.push(Account { network, username, url, ..Account::default() });
            }
        }
    }
    let nationality = |code: String| match locale.country(&country(&code)) {
        Some(name) => Text::from(name),
        None => code.into(),
    };
    profile.personal.nationality =
        lines(f, &["NationalityCode"]).into_iter().map(nationality).collect();
    profile.personal.birth_date = f.scalar_text(&["BirthDate"]).map(|date| said(&date));
    profile.languages = f.list(&["PrimaryLanguageCode"], "#text", |f| Language {
        language: named(f, "#text", "@name", locale),
        fluency: Some(locale.field("mother-tongue").into()),
        ..Language::default()
    });
    f.ignore(&["GenderCode"], "the gender, which no résumé needs");
    f.ignore(&["ID", "Gender"], SETTINGS);
    profile.extra.extend(f.rest());
}

/// A language by its code, or in words of the person.
fn named(
    f: &mut Fields<'_>,
    text: &'static str,
    kind: &'static str,
    locale: &Locale,
) -> Option<Text> {
    let is_words = f.scalar_text(&[kind]).as_deref() == Some("FREE_TEXT");
    let text = f.text(&[text])?;
    f.ignore_rest(SETTINGS);
    let name = locale.language(text.get("")).filter(|_| !is_words);
    Some(name.map_or(text, Text::from))
}

fn content(f: &mut Fields<'_>, locale: &Locale, profile: &mut Profile) {
    profile.basics.summary = f.html(&["ExecutiveSummary"]);
    f.object(&["EmploymentHistory"], "EmployerHistory", |f| {
        let work = f.list(&["EmployerHistory"], "OrganizationName", |f| employer(f, locale));
        profile.work = work.into_iter().flatten().collect();
        f.ignore_rest(SETTINGS);
    });
    f.object(&["EducationHistory"], "EducationOrganizationAttendance", |f| {
        profile.education = f.list(&["EducationOrganizationAttendance"], "OrganizationName", |f| {
            education(f, locale)
        });
        f.ignore_rest(SETTINGS);
    });
    f.object(&["PersonQualifications"], "PersonCompetency", |f| {
        for competency in f.list(&["PersonCompetency"], "CompetencyID", |f| competency(f, locale)) {
            match competency {
                Competency::Language(language) => profile.languages.push(language),
                Competency::Skill(skill) => profile.skills.push(skill),
            }
        }
        f.ignore_rest(SETTINGS);
    });
    for photo in f.list(&["Attachment"], "EmbeddedData", attachment).into_iter().flatten() {
        profile.basics.image.get_or_insert(photo);
    }
    f.ignore(&["ID", "@languageCode"], SETTINGS);
    for (name, node, path) in f.members() {
        for node in nodes(node) {
            collection(name, &mut f.at(node, &path), node, &path, profile);
        }
    }
}

/// The values of an element, of which there may be several.
fn nodes(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    }
}

/// The start and the end of a period; what goes on has no end, and a single date is both.
fn period(f: &mut Fields<'_>, name: &'static str) -> (Option<When>, Option<When>) {
    f.object(&[name], "StartDate", |f| {
        let date = |f: &mut Fields<'_>, name: &'static str| {
            f.object(&[name], "FormattedDateTime", |f| {
                let date = f.scalar_text(&["FormattedDateTime", "#text"]);
                f.ignore_rest(SETTINGS);
                date.map(|date| said(&date))
            })
        };
        let (start, end) = (date(f, "StartDate"), date(f, "EndDate"));
        let is_over = f.truth(&["Ongoing", "CurrentIndicator"]) == Some(false);
        f.ignore_rest(SETTINGS);
        let end = end.or_else(|| start.clone().filter(|_| is_over));
        (start, end)
    })
}

/// The name of a country by its code, else what stands there.
fn country_name(text: &Text, locale: &Locale) -> Text {
    let code = country(text.get(""));
    locale.country(&code).map_or_else(|| text.clone(), Text::from)
}

/// The place of an organisation as one text, and its site.
fn organisation(f: &mut Fields<'_>, locale: &Locale) -> (Option<Text>, Option<String>) {
    f.object(&["OrganizationContact"], "Communication", |f| {
        let contacts = f.list(&["Communication"], "URI", contact);
        f.ignore_rest(SETTINGS);
        let url = contacts.iter().find(|c| c.channel == "Web").and_then(|c| c.uri.clone());
        let place = contacts
            .iter()
            .map(|c| locale.address(&c.location, &locale.tag))
            .find(|place| !place.is_empty());
        (place.map(Text::from), url)
    })
}

/// Further addresses, a line each.
fn links(f: &mut Fields<'_>, url: &mut Option<String>) -> Option<Text> {
    let mut links = lines(f, &["Link"]).into_iter();
    if url.is_none() {
        *url = links.next();
    }
    let rest: Vec<_> = links.collect();
    (!rest.is_empty()).then(|| rest.join("  \n").into())
}

fn employer(f: &mut Fields<'_>, locale: &Locale) -> Vec<Work> {
    let name = f.text(&["OrganizationName"]);
    let (place, mut url) = organisation(f, locale);
    let description =
        f.text(&["Department"]).filter(|department| Some(department) != name.as_ref());
    let links = links(f, &mut url);
    f.ignore(&["IndustryCode"], "codes of branches");
    let mut positions = f.list(&["PositionHistory"], "PositionTitle", |f| {
        let (start_date, end_date) = period(f, "EmploymentPeriod");
        let (summary, highlights) = f.prose(&["Description"]);
        let town = f.text(&["City"]);
        let land = f.text(&["Country"]).map(|land| country_name(&land, locale));
        Work {
            position: label(f, &["PositionTitle"]),
            location: joined(town, land, ", "),
            start_date,
            end_date,
            summary,
            highlights,
            extra: f.rest(),
            ..Work::default()
        }
    });
    if positions.is_empty() {
        positions.push(Work::default());
    }
    for work in &mut positions {
        work.name = name.clone();
        work.url = url.clone();
        work.description = description.clone();
        work.location = work.location.take().or_else(|| place.clone());
    }
    if let Some(first) = positions.first_mut() {
        first.summary = joined(first.summary.take(), links, "\n\n");
        first.extra.extend(f.rest());
    }
    positions
}

fn education(f: &mut Fields<'_>, locale: &Locale) -> Education {
    let (location, mut url) = organisation(f, locale);
    let (start_date, end_date) = period(f, "AttendancePeriod");
    let level = f.scalar_text(&["EducationLevelCode"]);
    let further = links(f, &mut url);
    let town = f.text(&["City"]);
    let land = f.text(&["Country"]).map(|land| country_name(&land, locale));
    let mut education = Education {
        institution: f.text(&["OrganizationName"]),
        location: joined(town, land, ", ").or(location),
        url,
        start_date,
        end_date,
        ..Education::default()
    };
    f.object(&["EducationDegree"], "DegreeName", |f| {
        let eqf = level.map(|level| match level.parse::<u8>() {
            Ok(level) => format!("EQF {level}"),
            Err(_) => level,
        });
        education.study_type = match (f.text(&["DegreeName"]), eqf) {
            (Some(name), Some(level)) => Some(format!("{} ({level})", name.get("")).into()),
            (name, level) => name.or(level.map(Text::from)),
        };
        (education.summary, education.highlights) = f.prose(&["OccupationalSkillsCovered"]);
        education.highlights.extend(f.text(&["Thesis"]).map(Highlight::from));
        let grade = f.object(&["FinalGrade"], "ScoreText", |f| {
            let grade = f.text(&["ScoreText"]);
            f.ignore_rest(SETTINGS);
            grade
        });
        let credits = joined(f.text(&["NumberOfCredit"]), f.text(&["CreditType"]), " ");
        education.score = joined(grade, credits, ", ");
        f.ignore(&["FieldOfStudy"], "codes of fields of study");
        education.extra = f.rest();
    });
    education.summary = joined(education.summary.take(), further, "\n\n");
    education.extra.extend(f.rest());
    education
}

enum Competency {
    Language(Language),
    Skill(Skill),
}

fn competency(f: &mut Fields<'_>, locale: &Locale) -> Competency {
    let kind = f.scalar_text(&["TaxonomyID"]).unwrap_or_default();
    let name = f.object(&["CompetencyID"], "#text", |f| named(f, "#text", "@schemeName", locale));
    let levels = f.list(&["CompetencyDimension"], "Score", |f| {
        let kind = f.scalar_text(&["CompetencyDimensionTypeCode"]).unwrap_or_default();
        let level = f.object(&["Score"], "ScoreText", |f| {
            let level = f.string(&["ScoreText"]);
            f.ignore_rest(SETTINGS);
            level
        });
        f.ignore_rest(SETTINGS);
        (kind, level)
    });
    let words = label(f, &["CompetencyName"]);
    let certificate = f.html(&["Description"]);
    f.ignore_rest(SETTINGS);
    if kind != "language" && !levels.iter().any(|(kind, _)| kind.starts_with("CEF")) {
        let level = levels.into_iter().find_map(|(_, level)| level).map(Text::from);
        return Competency::Skill(Skill { name: words.or(name), level, ..Skill::default() });
    }
    let of = |name: &str| {
        levels.iter().find(|(kind, _)| kind.ends_with(name)).and_then(|(_, level)| level.clone())
    };
    let cefr = Cefr {
        listening: of("Listening"),
        reading: of("Reading"),
        spoken_interaction: of("Interaction"),
        spoken_production: of("Speaking-Production"),
        writing: of("Writing-Production"),
        ..Cefr::default()
    };
    Competency::Language(language(words.or(name), cefr, certificate, locale))
}

/// The photo among what is attached.
fn attachment(f: &mut Fields<'_>) -> Option<String> {
    let kind = f.scalar_text(&["FileType"]).unwrap_or_default();
    let use_ = f.scalar_text(&["Instructions"]).unwrap_or_default();
    if kind != "photo" && use_ != "ProfilePicture" {
        f.ignore(&["EmbeddedData"], "files attached");
        f.ignore_rest(SETTINGS);
        return None;
    }
    let data = f.scalar_text(&["EmbeddedData"]).unwrap_or_default();
    f.ignore_rest(SETTINGS);
    let data: String = data.split_whitespace().collect();
    // A data address, itself in base64.
    let decoded = base64::engine::general_purpose::STANDARD.decode(&data).ok();
    let address = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    match address.filter(|address| address.starts_with("data:image/")) {
        Some(address) => Some(address),
        None => super::picture("jpeg", &data),
    }
}

/// A collection of one kind: what it holds has a title, dates and a text.
fn collection(name: &str, f: &mut Fields<'_>, node: &Node, path: &str, profile: &mut Profile) {
    if node.members().is_none() {
        let text = f.text_at(node, path);
        let title = Some(words(name).into());
        let section = |text| Section { title, paragraphs: vec![text], ..Section::default() };
        profile.sections.extend(text.map(section));
        return;
    }
    let title = f.text(&["Title"]);
    f.ignore(&["@validFrom", "@validTo"], SETTINGS);
    let mut entries = Vec::new();
    for (_, node, path) in f.members() {
        for node in nodes(node) {
            entries.push(match node.members() {
                Some(_) => entry(&mut f.at(node, &path)),
                None => SectionEntry { title: f.text_at(node, &path), ..SectionEntry::default() },
            });
        }
    }
    entries.retain(|entry| *entry != SectionEntry::default());
    let text = |entry: &SectionEntry| joined(entry.title.clone(), entry.summary.clone(), ", ");
    match name {
        "Licenses" => profile.personal.driving_licence.extend(entries.iter().filter_map(text)),
        "Projects" => profile.projects.extend(entries.into_iter().map(project)),
        "VoluntaryWorks" => profile.volunteer.extend(entries.into_iter().map(volunteer)),
        "Certifications" | "CourseCertifications" => {
            profile.certificates.extend(entries.into_iter().map(certificate));
        }
        "PublicationHistory" => profile.publications.extend(entries.into_iter().map(publication)),
        "HobbiesAndInterests"
            if entries.iter().all(|e| e.summary.is_none() && e.highlights.is_empty()) =>
        {
            let interest = |e: SectionEntry| Interest { name: e.title, ..Interest::default() };
            profile.interests.extend(entries.into_iter().map(interest));
        }
        "Skills" | "DigitalSkills"
            if entries.iter().all(|e| e.summary.is_none() && e.highlights.is_empty()) =>
        {
            let skill =
                |e: SectionEntry| Skill { name: e.title, level: e.subtitle, ..Skill::default() };
            profile.skills.extend(entries.into_iter().map(skill));
        }
        _ if entries.is_empty() => {}
        _ => {
            let title = title.unwrap_or_else(|| words(name).into());
            match profile.sections.iter_mut().find(|section| section.title.as_ref() == Some(&title))
            {
                Some(section) => section.entries.extend(entries),
                None => profile.sections.push(Section {
                    title: Some(title),
                    entries,
                    ..Section::default()
                }),
            }
        }
    }
}

fn entry(f: &mut Fields<'_>) -> SectionEntry {
    let (mut start_date, mut end_date) = period(f, "Date");
    for name in ["FirstIssuedDate", "Year"] {
        if let Some(date) = label(f, &[name]).filter(|_| start_date.is_none()) {
            start_date = Some(said(date.get("")));
            end_date = start_date.clone();
        }
    }
    let title = label(
        f,
        &["Title", "CertificationName", "LicenseName", "SkillName", "Name", "HobbyOrInterest"],
    );
    let kind = label(f, &["CertificationTypeCode", "LicenseTypeCode"]);
    let (title, kind) = if title.is_some() { (title, kind) } else { (kind, None) };
    let whose = [
        label(f, &["OrganizationName", "Organisation", "IssuingAuthority", "IssuingAuthorityName"]),
        label(f, &["Role", "Level"]),
        f.html(&["FormattedPublicationDescription", "Reference"]),
        kind,
    ];
    let subtitle = whose.into_iter().reduce(|a, b| joined(a, b, ", ")).flatten();
    let (summary, highlights) = f.prose(&["Description"]);
    let mut url = label(f, &["DOI"]).map(|doi| match doi.get("") {
        doi if doi.starts_with("http") => doi.to_owned(),
        doi => format!("https://doi.org/{doi}"),
    });
    let links = links(f, &mut url);
    SectionEntry {
        title,
        subtitle,
        location: label(f, &["Location"]),
        start_date,
        end_date,
        summary: joined(summary, links, "\n\n"),
        highlights,
        url,
        extra: f.rest(),
        ..SectionEntry::default()
    }
}

fn project(entry: SectionEntry) -> Project {
    Project {
        name: entry.title,
        entity: entry.subtitle,
        description: joined(entry.summary, entry.location, "\n\n"),
        highlights: entry.highlights,
        start_date: entry.start_date,
        end_date: entry.end_date,
        url: entry.url,
        extra: entry.extra,
        ..Project::default()
    }
}

fn volunteer(entry: SectionEntry) -> Volunteer {
    Volunteer {
        position: entry.title,
        organization: entry.subtitle,
        location: entry.location,
        summary: entry.summary,
        highlights: entry.highlights,
        start_date: entry.start_date,
        end_date: entry.end_date,
        url: entry.url,
        extra: entry.extra,
        ..Volunteer::default()
    }
}

/// The text of an entry with its bullets.
fn text_of(summary: Option<Text>, highlights: &[Highlight]) -> Option<Text> {
    let bullets: Vec<_> = highlights.iter().map(|h| format!("- {}", h.text.get(""))).collect();
    let bullets = Some(Text::from(bullets.join("\n"))).filter(|text| !text.is_empty());
    joined(summary, bullets, "\n\n")
}

fn certificate(entry: SectionEntry) -> Certificate {
    Certificate {
        name: joined(entry.title, entry.location, ", "),
        issuer: entry.subtitle,
        summary: text_of(entry.summary, &entry.highlights),
        date: entry.start_date,
        url: entry.url,
        extra: entry.extra,
        ..Certificate::default()
    }
}

fn publication(entry: SectionEntry) -> Publication {
    Publication {
        name: entry.title,
        publisher: entry.subtitle,
        summary: text_of(entry.summary, &entry.highlights),
        release_date: entry.start_date,
        url: entry.url,
        extra: entry.extra,
        ..Publication::default()
    }
}

/// Puts the sections in the order of the page.
fn arrange(profile: &mut Profile, order: &[String]) {
    let at = |section: &Section| {
        let title = section.title.as_ref().map(|title| title.get("").to_lowercase());
        let is = |place: &String| {
            let place = place.to_lowercase();
            let kind = place.replace('-', " and ") + "s";
            title
                .as_ref()
                .is_some_and(|title| *title == place || title.replace("s and", " and") == kind)
        };
        order.iter().position(is)
    };
    let mut sections: Vec<_> = std::mem::take(&mut profile.sections)
        .into_iter()
        .map(|section| (at(&section).unwrap_or(usize::MAX), section))
        .collect();
    sections.sort_by_key(|(at, _)| *at);
    for (i, place) in order.iter().enumerate() {
        let key = match place.as_str() {
            "work-experience" => "work",
            "education-training" => "education",
            "language" => "languages",
            "skill" | "skills" | "digital-skill" => "skills",
            "project" => "projects",
            "publication" => "publications",
            "volunteering" | "voluntary-work" => "volunteer",
            "honour-award" => "awards",
            "certification" => "certificates",
            "hobby-interest" | "hobbies-interests" => "interests",
            _ if sections.iter().any(|(at, _)| *at == i) => "sections",
            _ => continue,
        };
        if key == "sections" || !profile.section_order.iter().any(|known| known == key) {
            profile.section_order.push(key.to_owned());
        }
    }
    profile.sections = sections.into_iter().map(|(_, section)| section).collect();
}
