//! ORCID: the record of a researcher as its public interface hands it out, version 3.0 (JSON).

mod shape;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{
    Account, Award, Basics, Education, Interest, Location, Profile, Publication, Section,
    SectionEntry, Text, Volunteer, When, Work, Written,
};
use crate::syntax::{Fields, Grammar, Node, Reading};

/// ORCID.
pub(super) static FORMAT: Format = Format {
    name: "orcid",
    title: "record of ORCID (JSON)",
    extensions: &["json"],
    sniff: |input| match input.tree().is_some_and(|root| root.get("orcid-identifier").is_some()) {
        true => Confidence::Yes,
        false => Confidence::No,
    },
    read,
    explain: None,
};

/// What every object of a record has beside its content.
const ADMIN: [&str; 12] = [
    "created-date",
    "last-modified-date",
    "source",
    "put-code",
    "path",
    "display-index",
    "visibility",
    "external-ids",
    "external-id",
    "country-code",
    "verified",
    "assertion-origin",
];
const IDS: &str = "ids, dates and sources of ORCID";

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let written = input.parse_object(sink, "a record of ORCID is an object with `person`")?;
    let root = shape::simple(written);
    let reading = Reading::new(input.source());
    let is_xml = input.grammar() == Some(Grammar::Xml);
    let reading = if is_xml { reading.one_is_usual() } else { reading };
    // Values in wrappers and dates in parts are counted as they stand in the record.
    reading.recount(written.leaves(), root.leaves());
    let profile = record(&mut reading.fields(&root, ""));
    reading.finish(written, sink);
    Ok(profile)
}

fn record(f: &mut Fields<'_>) -> Profile {
    let mut profile = Profile::default();
    let mut orcid = f.object(&["orcid-identifier"], "path", |f| Account {
        network: Some("ORCID".to_owned()),
        username: f.string(&["path"]),
        url: f.url(&["uri"]),
        ..ignored(f)
    });
    if orcid.url.is_none() {
        orcid.url = orcid.username.as_ref().map(|id| format!("https://orcid.org/{id}"));
    }
    f.object(&["person"], "biography", |f| person(f, &mut profile));
    profile.basics.profiles.insert(0, orcid);
    f.object(&["activities-summary"], "works", |f| activities(f, &mut profile));
    profile.lang = f.object(&["preferences"], "locale", |f| {
        let lang = f.string(&["locale"]);
        f.ignore_rest(IDS);
        lang
    });
    f.ignore(&["history", "path", "source"], IDS);
    profile.extra = f.rest();
    profile
}

/// Leaves the rest of an object out.
fn ignored<T: Default>(f: &mut Fields<'_>) -> T {
    f.ignore(&ADMIN, IDS);
    f.ignore_rest("what a résumé has no field for");
    T::default()
}

fn person(f: &mut Fields<'_>, profile: &mut Profile) {
    let summary = f.object(&["biography"], "content", |f| {
        let summary = if shown(f) { f.text(&["content"]) } else { None };
        ignored::<()>(f);
        summary
    });
    let name = f.object(&["name"], "credit-name", |f| {
        let parts = [f.string(&["given-names"]), f.string(&["family-name"])];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { f.text(&["credit-name"]) } else { Some(name.into()) };
        f.ignore(&["credit-name"], "further forms of the name");
        ignored::<()>(f);
        name
    });
    let mut sites = items(f, "researcher-urls", "researcher-url", |f| Account {
        network: f.string(&["url-name"]),
        url: f.url(&["url"]),
        ..ignored(f)
    });
    let first = (!sites.is_empty()).then(|| sites.remove(0));
    let ids = items(f, "external-identifiers", "external-identifier", |f| Account {
        network: f.string(&["external-id-type"]),
        username: f.string(&["external-id-value"]),
        url: f.url(&["external-id-url"]),
        ..ignored(f)
    });
    let mut mails = items(f, "emails", "email", |f| {
        let is_primary = f.truth(&["primary"]).unwrap_or(false);
        let email = f.email(&["email"]);
        ignored::<()>(f);
        (is_primary, email)
    });
    mails.sort_by_key(|(is_primary, _)| !is_primary);
    let countries = items(f, "addresses", "address", |f| {
        let country = f.string(&["country"]);
        ignored::<()>(f);
        country
    });
    profile.interests =
        items(f, "keywords", "keyword", |f| Interest { name: f.text(&["content"]), ..ignored(f) });
    f.ignore(&["other-names"], "further forms of the name");
    profile.basics = Basics {
        name,
        email: mails.into_iter().find_map(|(_, email)| email),
        url: first.and_then(|site| site.url),
        summary,
        location: Location {
            country_code: countries.into_iter().flatten().next(),
            ..Location::default()
        },
        profiles: sites.into_iter().chain(ids).collect(),
        extra: ignored(f),
        ..Basics::default()
    };
}

/// The items of a list in an object of its own; those that are not public are left out.
fn items<T>(
    f: &mut Fields<'_>,
    group: &'static str,
    item: &'static str,
    read: impl Fn(&mut Fields<'_>) -> T,
) -> Vec<T> {
    f.object(&[group], item, |f| {
        let items = f.list(&[item], "content", |f| shown(f).then(|| read(f)));
        ignored::<()>(f);
        items.into_iter().flatten().collect()
    })
}

/// Whether an item may be shown; one that may not is left out.
fn shown(f: &mut Fields<'_>) -> bool {
    let visibility = f.peek("visibility").and_then(Node::scalar).unwrap_or("public");
    let is_public = visibility.eq_ignore_ascii_case("public");
    if !is_public {
        f.ignore_rest("entries that are not public");
    }
    is_public
}

/// A stay at an organisation.
struct Affiliation {
    department: Option<Text>,
    role: Option<Text>,
    organization: Option<Text>,
    place: Option<Text>,
    start: Option<When>,
    end: Option<When>,
    written: Written,
    url: Option<String>,
}

impl Affiliation {
    /// As an entry of a section of its own.
    fn entry(self) -> SectionEntry {
        let department = self.department.map(|text| vec![text.get("").into()]);
        SectionEntry {
            title: self.role.or_else(|| self.organization.clone()),
            subtitle: self.organization,
            location: self.place,
            start_date: self.start,
            end_date: self.end,
            highlights: department.unwrap_or_default(),
            url: self.url,
            written: self.written,
            ..SectionEntry::default()
        }
    }
}

fn affiliations(
    f: &mut Fields<'_>,
    group: &'static str,
    summary: &'static str,
) -> Vec<Affiliation> {
    let groups = items(f, group, "affiliation-group", |f| {
        // In XML the summaries stand in the group by themselves.
        let own = f.list(&[summary], "role-title", |f| shown(f).then(|| affiliation(f)));
        let mut stays = f.list(&["summaries"], summary, |f| {
            let stay = f.object(&[summary], "role-title", |f| shown(f).then(|| affiliation(f)));
            ignored::<()>(f);
            stay
        });
        ignored::<()>(f);
        stays.extend(own);
        stays
    });
    groups.into_iter().flatten().flatten().collect()
}

fn affiliation(f: &mut Fields<'_>) -> Affiliation {
    let mut written = Written::new();
    let (start, end) = f.period(&["start-date"], &["end-date"], &mut written);
    let (organization, place) = organization(f, "organization");
    let (department, role) = (f.text(&["department-name"]), f.text(&["role-title"]));
    let url = f.url(&["url"]);
    ignored::<()>(f);
    Affiliation { department, role, organization, place, start, end, written, url }
}

/// The name of an organisation, and where it is.
fn organization(f: &mut Fields<'_>, name: &'static str) -> (Option<Text>, Option<Text>) {
    f.object(&[name], "name", |f| {
        let name = f.text(&["name"]);
        let place = f.object(&["address"], "city", |f| {
            let parts = [f.string(&["city"]), f.string(&["region"]), f.string(&["country"])];
            let place = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            ignored::<()>(f);
            (!place.is_empty()).then(|| place.into())
        });
        f.ignore(&["disambiguated-organization"], IDS);
        ignored::<()>(f);
        (name, place)
    })
}

fn activities(f: &mut Fields<'_>, profile: &mut Profile) {
    let work = |stay: Affiliation| Work {
        name: stay.organization,
        position: stay.role,
        description: stay.department,
        location: stay.place,
        start_date: stay.start,
        end_date: stay.end,
        url: stay.url,
        written: stay.written,
        ..Work::default()
    };
    let education = |stay: Affiliation| Education {
        institution: stay.organization,
        study_type: stay.role,
        area: stay.department,
        location: stay.place,
        start_date: stay.start,
        end_date: stay.end,
        url: stay.url,
        written: stay.written,
        ..Education::default()
    };
    let award = |stay: Affiliation| Award {
        title: stay.role,
        awarder: stay.organization,
        date: stay.start.or(stay.end),
        summary: stay.department,
        url: stay.url,
        ..Award::default()
    };
    let volunteer = |stay: Affiliation| Volunteer {
        organization: stay.organization,
        position: stay.role,
        location: stay.place,
        summary: stay.department,
        start_date: stay.start,
        end_date: stay.end,
        url: stay.url,
        written: stay.written,
        ..Volunteer::default()
    };
    let of = affiliations;
    profile.work = of(f, "employments", "employment-summary").into_iter().map(work).collect();
    let studies = of(f, "educations", "education-summary").into_iter();
    let studies = studies.chain(of(f, "qualifications", "qualification-summary"));
    profile.education = studies.map(education).collect();
    profile.awards = of(f, "distinctions", "distinction-summary").into_iter().map(award).collect();
    profile.volunteer = of(f, "services", "service-summary").into_iter().map(volunteer).collect();
    profile.publications = works(f);
    let entries = |stays: Vec<Affiliation>| stays.into_iter().map(Affiliation::entry).collect();
    let invited = entries(of(f, "invited-positions", "invited-position-summary"));
    let memberships = entries(of(f, "memberships", "membership-summary"));
    let sections = [
        ("Invited positions", invited),
        ("Memberships", memberships),
        ("Funding", fundings(f)),
        ("Peer review", reviews(f)),
    ];
    for (title, entries) in sections {
        if !entries.is_empty() {
            profile.sections.push(Section {
                title: Some(title.into()),
                entries,
                ..Section::default()
            });
        }
    }
    f.ignore(&["research-resources"], "use of research facilities");
    ignored::<()>(f);
}

/// The first of the versions that sources have told of one thing.
fn first<T>(
    f: &mut Fields<'_>,
    names: &'static str,
    read: impl Fn(&mut Fields<'_>) -> T,
) -> Option<T> {
    let told = std::cell::Cell::new(false);
    let versions = f.list(&[names], "title", |f| {
        if told.replace(true) {
            f.ignore_rest("further versions of the same entry");
            return None;
        }
        shown(f).then(|| read(f))
    });
    ignored::<()>(f);
    versions.into_iter().flatten().next()
}

fn works(f: &mut Fields<'_>) -> Vec<Publication> {
    let groups = items(f, "works", "group", |f| first(f, "work-summary", work));
    groups.into_iter().flatten().collect()
}

fn work(f: &mut Fields<'_>) -> Publication {
    let mut written = Written::new();
    let date = f.date(&["publication-date"], &mut written);
    if let Some(words) = written.shift_remove("publication-date") {
        written.insert("releaseDate".to_owned(), words);
    }
    Publication {
        name: title(f),
        publisher: f.text(&["journal-title"]),
        release_date: date,
        url: f.url(&["url"]),
        doi: doi(f),
        tags: f.string(&["type"]).into_iter().collect(),
        written,
        ..ignored(f)
    }
}

/// Title and subtitle as one.
fn title(f: &mut Fields<'_>) -> Option<Text> {
    f.object(&["title"], "title", |f| {
        let parts = [f.string(&["title"]), f.string(&["subtitle"])];
        let title = parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
        f.ignore(&["translated-title"], "titles in translation");
        ignored::<()>(f);
        (!title.is_empty()).then(|| title.into())
    })
}

fn doi(f: &mut Fields<'_>) -> Option<String> {
    let ids = f.object(&["external-ids"], "external-id", |f| {
        let ids = f.list(&["external-id"], "external-id-value", |f| {
            let kind = f.peek("external-id-type").and_then(Node::scalar).unwrap_or_default();
            let relation = f.peek("external-id-relationship").and_then(Node::scalar);
            let is_own = relation.is_none_or(|relation| !relation.eq_ignore_ascii_case("part-of"));
            let is_doi = kind.eq_ignore_ascii_case("doi") && is_own;
            let doi = if is_doi { f.string(&["external-id-value"]) } else { None };
            f.ignore_rest(IDS);
            doi
        });
        f.ignore_rest(IDS);
        ids
    });
    ids.into_iter().flatten().next()
}

fn fundings(f: &mut Fields<'_>) -> Vec<SectionEntry> {
    let groups = items(f, "fundings", "group", |f| {
        first(f, "funding-summary", |f| {
            let mut written = Written::new();
            let (start_date, end_date) = f.period(&["start-date"], &["end-date"], &mut written);
            let (subtitle, location) = organization(f, "organization");
            f.ignore(&["type"], "kinds of funding");
            SectionEntry {
                title: title(f),
                subtitle,
                location,
                start_date,
                end_date,
                url: f.url(&["url"]),
                written,
                ..ignored(f)
            }
        })
    });
    groups.into_iter().flatten().collect()
}

/// Reviews, one entry for each organisation that asked for some.
fn reviews(f: &mut Fields<'_>) -> Vec<SectionEntry> {
    let groups = items(f, "peer-reviews", "group", |f| {
        let group = f.list(&["peer-review-group"], "title", |f| {
            first(f, "peer-review-summary", |f| {
                let mut written = Written::new();
                let date = f.date(&["completion-date"], &mut written);
                let (organization, location) = organization(f, "convening-organization");
                f.ignore(&["review-type", "review-group-id"], IDS);
                SectionEntry {
                    title: organization,
                    subtitle: f.text(&["reviewer-role"]),
                    location,
                    start_date: date.clone(),
                    end_date: date,
                    ..ignored(f)
                }
            })
        });
        ignored::<()>(f);
        group
    });
    groups.into_iter().flatten().flatten().collect()
}
