//! A person of schema.org: JSON-LD by itself or in a page, microdata and `RDFa` Lite.

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::locale::Locale;
use crate::profile::{
    Account, Award, Certificate, Education, Highlight, Language, Location, Profile, Project,
    Publication, Skill, Text, Volunteer, When, Work, Written, is_language_tag, joined,
};
use crate::syntax::{Fields, Grammar, Member, Node, Reading, Value};

pub(super) static FORMAT: Format = Format {
    name: "schema-org",
    title: "schema.org (JSON-LD, or data in a page)",
    extensions: &["jsonld", "html", "htm", "json"],
    sniff,
    read,
    explain: None,
};

const SETTINGS: &str = "names and kinds of things in data for machines";

/// How often a reference to a thing elsewhere in the data is followed.
const MOST_FOLLOWED: usize = 1000;

fn sniff(input: &Input) -> Confidence {
    let found = input.tree().is_some_and(|root| {
        let mut things = Vec::new();
        collect(root, 0, &mut things);
        things.iter().any(|thing| is_person(thing))
    });
    // What a page shows says more than a few words about its author.
    let is_page = Grammar::of(input.source()) == Some(Grammar::Html);
    if found && (!is_page || input.tree().is_some_and(is_dated)) {
        Confidence::Yes
    } else {
        Confidence::No
    }
}

/// Whether something in the data has a beginning, as positions and studies have.
fn is_dated(node: &Node) -> bool {
    match &node.value {
        Value::List(nodes) => nodes.iter().any(is_dated),
        Value::Object(members) => {
            members.iter().any(|member| member.key == "startDate" || is_dated(&member.value))
        }
        _ => false,
    }
}

/// Whether a thing is a person; some write the type with its address.
fn is_person(thing: &Node) -> bool {
    let kinds = thing.get("@type").map(Node::scalars).unwrap_or_default();
    let is = |kind: &str| kind.rsplit(['/', ':']).next() == Some("Person");
    kinds.into_iter().any(is) && thing.members().is_some_and(|members| members.len() > 2)
}

/// The things that data describe by themselves, outermost first.
fn collect<'n>(node: &'n Node, depth: usize, things: &mut Vec<&'n Node>) {
    if depth > 8 {
        return;
    }
    match &node.value {
        Value::List(nodes) => nodes.iter().for_each(|node| collect(node, depth + 1, things)),
        Value::Object(members) => {
            things.push(node);
            for key in ["@graph", "mainEntity", "about", "author"] {
                let inner = members.iter().find(|member| member.key == key);
                inner.into_iter().for_each(|member| collect(&member.value, depth + 1, things));
            }
        }
        _ => {}
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let root = input.parse(sink)?;
    let mut things = Vec::new();
    collect(root, 0, &mut things);
    let Some(person) = things.iter().position(|thing| is_person(thing)) else {
        let error = Diagnostic::error("wrong-top-level", "no person of schema.org is described");
        let help = "there must be a thing whose `@type` is `Person`";
        return Err(Box::new(error.at(source, root.range.clone()).help(help)));
    };
    let person = things.remove(person);
    let mut resolver = Resolver { things: &things, left: MOST_FOLLOWED };
    let whole = resolver.resolved(person, 0);
    // What else is described is told as left out.
    let is_other = |thing: &&&Node| {
        thing.get("@graph").is_none() && !contains(thing, person) && !contains(person, thing)
    };
    let others = things.iter().filter(is_other).map(|thing| (**thing).clone()).collect();
    let member =
        |key: &str, value| Member { key: key.to_owned(), key_range: root.range.clone(), value };
    let others = Node { value: Value::List(others), range: root.range.clone() };
    let rebuilt = Node {
        value: Value::Object(vec![member("person", whole), member("others", others)]),
        range: root.range.clone(),
    };
    let reading = Reading::new(source).null_is_usual().one_is_usual();
    let mut fields = reading.fields(&rebuilt, "");
    let profile = fields.object(&["person"], "name", read_person);
    fields.ignore(&["others"], "what the data say of others");
    drop(fields);
    reading.finish(&rebuilt, sink);
    Ok(profile)
}

fn contains(outer: &Node, inner: &Node) -> bool {
    outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
}

/// Puts things in the place of references to them.
struct Resolver<'n> {
    things: &'n [&'n Node],
    left: usize,
}

impl Resolver<'_> {
    fn resolved(&mut self, node: &Node, depth: usize) -> Node {
        let value = match &node.value {
            Value::List(nodes) => {
                Value::List(nodes.iter().map(|node| self.resolved(node, depth)).collect())
            }
            Value::Object(members) => {
                let id = node.get("@id").and_then(Node::scalar);
                let is_reference =
                    members.iter().all(|m| matches!(m.key.as_str(), "@id" | "@type"));
                let same = |thing: &&&Node| thing.get("@id").and_then(Node::scalar) == id;
                let known = id.filter(|_| is_reference && depth < 4 && self.left > 0);
                if let Some(thing) = known.and_then(|_| self.things.iter().find(same)) {
                    self.left -= 1;
                    return self.resolved(thing, depth + 1);
                }
                let members = members.iter().map(|m| Member {
                    key: m.key.trim_start_matches("schema:").to_owned(),
                    key_range: m.key_range.clone(),
                    value: self.resolved(&m.value, depth + 1),
                });
                Value::Object(members.collect())
            }
            other => other.clone(),
        };
        Node { value, range: node.range.clone() }
    }
}

fn read_person(f: &mut Fields<'_>) -> Profile {
    let mut profile = Profile::default();
    let basics = &mut profile.basics;
    let full = f.text(&["name"]);
    let parts = ["honorificPrefix", "givenName", "additionalName", "familyName"];
    let parts = parts.map(|name| f.text(&[name])).into_iter();
    basics.name = full.or_else(|| parts.reduce(|a, b| joined(a, b, " ")).flatten());
    basics.label = things(f, &["jobTitle", "honorificSuffix"])
        .into_iter()
        .map(|thing| thing.name)
        .reduce(|a, b| joined(a, b, " · "))
        .flatten();
    basics.summary = f.html(&["description", "disambiguatingDescription"]);
    let mut emails = addresses(f, &["email"]).into_iter();
    basics.email = emails.next();
    let mut phones = addresses(f, &["telephone"]).into_iter();
    basics.phone = phones.next();
    let mut urls = addresses(f, &["url", "mainEntityOfPage"]).into_iter();
    basics.url = urls.next();
    let account = |username| Account { username: Some(username), ..Account::default() };
    basics.profiles = emails.chain(phones).map(account).collect();
    let page = |url| Account { url: Some(url), ..Account::default() };
    basics.profiles.extend(urls.map(page));
    let of_self = basics.url.clone();
    let same = addresses(f, &["sameAs"]).into_iter().filter(|url| Some(url) != of_self.as_ref());
    basics.profiles.extend(same.map(page));
    basics.image = addresses(f, &["image"]).into_iter().next();
    basics.location = address(f);
    let mut written = Written::new();
    profile.personal.birth_date = f.date(&["birthDate"], &mut written);
    profile.personal.nationality =
        things(f, &["nationality"]).into_iter().filter_map(|t| t.name).collect();
    let worked: Vec<Thing> = [&["worksFor"], &["hasOccupation"]]
        .into_iter()
        .flat_map(|names| things(f, names))
        .collect();
    for thing in &worked {
        profile.skills.extend(thing.skills.iter().cloned().map(skill));
    }
    profile.work = worked.into_iter().map(work).collect();
    profile.education = things(f, &["alumniOf"]).into_iter().map(education).collect();
    profile.volunteer = [&["memberOf"], &["affiliation"]]
        .into_iter()
        .flat_map(|names| things(f, names))
        .map(volunteer)
        .collect();
    profile.certificates =
        things(f, &["hasCredential", "hasCertification"]).into_iter().map(certificate).collect();
    profile.awards = things(f, &["award", "awards"]).into_iter().map(award).collect();
    profile
        .skills
        .extend(things(f, &["knowsAbout", "skills"]).into_iter().filter_map(|t| t.name).map(skill));
    profile.languages =
        things(f, &["knowsLanguage"]).into_iter().filter_map(|t| t.name).map(language).collect();
    profile.publications =
        things(f, &["subjectOf", "publication"]).into_iter().map(publication).collect();
    profile.projects = things(f, &["owns", "makesOffer"]).into_iter().map(project).collect();
    f.ignore(&["gender", "pronouns"], "the gender, which no résumé needs");
    f.ignore(
        &["knows", "colleague", "spouse", "children", "parent", "sibling", "relatedTo", "follows"],
        "other people",
    );
    f.ignore(&["@type", "@id", "@context", "alternateName", "identifier"], SETTINGS);
    profile.extra = f.rest();
    profile
}

/// What a property of a person names: an organisation, a role in one, an occupation, a subject.
#[derive(Default)]
struct Thing {
    name: Option<Text>,
    role: Option<Text>,
    /// Who stands behind it: an issuer, a publisher.
    whose: Option<Text>,
    url: Option<String>,
    place: Option<Text>,
    summary: Option<Text>,
    highlights: Vec<Highlight>,
    start: Option<When>,
    end: Option<When>,
    written: Written,
    skills: Vec<Text>,
    extra: crate::profile::Extra,
}

fn things(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Thing> {
    let found = f.list(names, "name", |f| thing(f, 0));
    found.into_iter().filter(|t| t.name.is_some() || t.role.is_some()).collect()
}

fn thing(f: &mut Fields<'_>, depth: usize) -> Thing {
    let is_occupation = f.peek("@type").is_some_and(|kind| kind.scalars().contains(&"Occupation"));
    let mut written = Written::new();
    let start = f.date(&["startDate", "dateCreated", "datePublished", "validFrom"], &mut written);
    let end = f.end_date(&["endDate"], start.as_ref(), &mut written);
    let name = f.text(&["name", "@value", "legalName", "headline"]);
    let role = f.text(&["roleName", "namedPosition", "jobTitle"]);
    let (summary, highlights) = f.prose(&["description"]);
    let mut thing = Thing { start, end, written, summary, highlights, ..Thing::default() };
    (thing.name, thing.role) = if is_occupation { (None, role.or(name)) } else { (name, role) };
    thing.url = addresses(f, &["url", "sameAs"]).into_iter().next();
    let place = |f: &mut Fields<'_>, names: &[&'static str]| {
        f.list(names, "name", |f| {
            let name = f.text(&["name"]);
            let parts = [
                "streetAddress",
                "postalCode",
                "addressLocality",
                "addressRegion",
                "addressCountry",
            ];
            let parts =
                parts.map(|part| f.text(&[part])).into_iter().reduce(|a, b| joined(a, b, ", "));
            let inner = f.object(&["address"], "addressLocality", |f| {
                let parts = [
                    "streetAddress",
                    "postalCode",
                    "addressLocality",
                    "addressRegion",
                    "addressCountry",
                ];
                let parts =
                    parts.map(|part| f.text(&[part])).into_iter().reduce(|a, b| joined(a, b, ", "));
                f.ignore_rest(SETTINGS);
                parts.flatten()
            });
            f.ignore_rest(SETTINGS);
            joined(joined(name, parts.flatten(), ", "), inner, ", ")
        })
        .into_iter()
        .flatten()
        .next()
    };
    thing.place = place(f, &["address"])
        .or_else(|| place(f, &["location"]))
        .or_else(|| place(f, &["occupationLocation"]));
    thing.skills = f
        .list(&["skills"], "name", |f| {
            let name = f.text(&["name"]);
            f.ignore_rest(SETTINGS);
            name
        })
        .into_iter()
        .flatten()
        .collect();
    thing.whose = f
        .list(&["recognizedBy", "issuedBy", "publisher", "isPartOf"], "name", |f| {
            let name = f.text(&["name"]);
            f.ignore_rest(SETTINGS);
            name
        })
        .into_iter()
        .flatten()
        .next();
    // A role holds once more what it is a role of.
    if depth < 3 {
        for property in [
            "worksFor",
            "memberOf",
            "alumniOf",
            "hasOccupation",
            "affiliation",
            "hiringOrganization",
            "organizer",
        ] {
            let Some(inner) =
                f.list(&[property], "name", |f| self::thing(f, depth + 1)).into_iter().next()
            else {
                continue;
            };
            thing.name = thing.name.or(inner.name);
            thing.role = thing.role.or(inner.role);
            thing.url = thing.url.or(inner.url);
            thing.place = thing.place.or(inner.place);
            thing.summary = joined(thing.summary, inner.summary, "\n\n");
            thing.highlights.extend(inner.highlights);
            thing.skills.extend(inner.skills);
            thing.start = thing.start.or(inner.start);
            thing.end = thing.end.or(inner.end);
            thing.extra.extend(inner.extra);
        }
    }
    f.ignore(
        &["@type", "@id", "@language", "logo", "image", "identifier", "alternateName"],
        SETTINGS,
    );
    thing.extra.extend(f.rest());
    thing
}

fn work(thing: Thing) -> Work {
    Work {
        name: thing.name,
        position: thing.role,
        location: thing.place,
        url: thing.url,
        start_date: thing.start,
        end_date: thing.end,
        summary: thing.summary,
        highlights: thing.highlights,
        written: thing.written,
        extra: thing.extra,
        ..Work::default()
    }
}

fn volunteer(thing: Thing) -> Volunteer {
    Volunteer {
        organization: thing.name,
        position: thing.role,
        location: thing.place,
        url: thing.url,
        start_date: thing.start,
        end_date: thing.end,
        summary: thing.summary,
        highlights: thing.highlights,
        written: thing.written,
        extra: thing.extra,
        ..Volunteer::default()
    }
}

fn education(thing: Thing) -> Education {
    // An end without a start is the day of the degree.
    Education {
        institution: thing.name,
        study_type: thing.role,
        location: thing.place,
        url: thing.url,
        start_date: thing.start,
        end_date: thing.end,
        summary: thing.summary,
        highlights: thing.highlights,
        written: thing.written,
        extra: thing.extra,
        ..Education::default()
    }
}

fn certificate(thing: Thing) -> Certificate {
    Certificate {
        name: thing.name,
        issuer: thing.whose,
        date: thing.start,
        url: thing.url,
        summary: thing.summary,
        written: renamed(thing.written, "date"),
        extra: thing.extra,
        ..Certificate::default()
    }
}

fn award(thing: Thing) -> Award {
    Award {
        title: thing.name,
        awarder: thing.whose,
        date: thing.start,
        url: thing.url,
        summary: thing.summary,
        written: renamed(thing.written, "date"),
        extra: thing.extra,
        ..Award::default()
    }
}

fn publication(thing: Thing) -> Publication {
    Publication {
        name: thing.name,
        publisher: thing.whose,
        release_date: thing.start,
        url: thing.url,
        summary: thing.summary,
        written: renamed(thing.written, "releaseDate"),
        extra: thing.extra,
        ..Publication::default()
    }
}

fn project(thing: Thing) -> Project {
    Project {
        name: thing.name,
        description: thing.summary,
        highlights: thing.highlights,
        start_date: thing.start,
        end_date: thing.end,
        url: thing.url,
        written: thing.written,
        extra: thing.extra,
        ..Project::default()
    }
}

/// The author's words of a single date, by the name that it has with us.
fn renamed(written: Written, name: &str) -> Written {
    written.into_iter().map(|(_, words)| (name.to_owned(), words)).take(1).collect()
}

fn skill(name: Text) -> Skill {
    Skill { name: Some(name), ..Skill::default() }
}

/// A language by its name, or by its tag.
fn language(name: Text) -> Language {
    let english = Locale::english();
    let tag = Some(name.get("")).filter(|tag| tag.len() <= 5 && is_language_tag(tag));
    let named = tag.and_then(|tag| english.language(tag.split('-').next()?));
    Language { language: Some(named.map_or(name, Text::from)), ..Language::default() }
}

/// The addresses of a property: texts, or things that have one.
fn addresses(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<String> {
    let found = f.list(names, "url", |f| {
        let address = f.scalar_text(&["url", "contentUrl", "@id", "value", "name"]);
        f.ignore_rest(SETTINGS);
        address
    });
    found.into_iter().flatten().collect()
}

fn address(f: &mut Fields<'_>) -> Location {
    let names = if f.has("address") { "address" } else { "homeLocation" };
    let found = f.list(&[names], "addressLocality", |f| {
        let inner = f.object(&["address"], "addressLocality", location);
        let own = location(f);
        if own == Location::default() { inner } else { own }
    });
    found.into_iter().next().unwrap_or_default()
}

fn location(f: &mut Fields<'_>) -> Location {
    let country = f.list(&["addressCountry"], "name", |f| {
        let name = f.string(&["name", "identifier"]);
        f.ignore_rest(SETTINGS);
        name
    });
    let location = Location {
        address: f.text(&["streetAddress"]),
        postal_code: f.string(&["postalCode"]),
        city: f.text(&["addressLocality", "name"]),
        region: f.text(&["addressRegion"]),
        country_code: country.into_iter().flatten().next(),
        ..Location::default()
    };
    f.ignore_rest(SETTINGS);
    location
}
