//! A person of schema.org: JSON-LD by itself or in a page, microdata and `RDFa` Lite.

mod thing;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::profile::{
    Account, Basics, Location, Personal, Profile, Reference, Section, SectionEntry, Skill, Text,
    Written, joined,
};
use crate::syntax::{Fields, Grammar, Member, Node, Reading, Value, html};

use thing::{Thing, names, things};

pub(super) static FORMAT: Format = Format {
    name: "schema-org",
    title: "schema.org (JSON-LD, or data in a page)",
    extensions: &["jsonld", "html", "htm", "json"],
    sniff,
    read,
    explain: None,
};

const SETTINGS: &str = "names and kinds of things in data for machines";

/// The titles that the author chose for sections, as cvpdf writes them.
const TITLES: [(&str, &str); 12] = [
    ("summaryTitle", "summary"),
    ("workTitle", "work"),
    ("volunteerTitle", "volunteer"),
    ("educationTitle", "education"),
    ("awardsTitle", "awards"),
    ("certificatesTitle", "certificates"),
    ("publicationsTitle", "publications"),
    ("skillsTitle", "skills"),
    ("languagesTitle", "languages"),
    ("interestsTitle", "interests"),
    ("referencesTitle", "references"),
    ("projectsTitle", "projects"),
];

/// How often a reference to a thing elsewhere in the data is followed.
const MOST_FOLLOWED: usize = 1000;

fn sniff(input: &Input) -> Confidence {
    let found = input.tree().is_some_and(|root| {
        let mut things = Vec::new();
        collect(root, 0, &mut things);
        things.iter().any(|thing| is_person(thing))
    });
    // What a page shows says more than a few words about its author.
    let is_page = input.grammar() == Some(Grammar::Html);
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

/// Whether a thing is a page or a site, whose author it tells of.
fn is_page(thing: &Node) -> bool {
    let kinds = thing.get("@type").map(Node::scalars).unwrap_or_default();
    kinds.iter().any(|kind| kind.ends_with("Page") || kind.ends_with("Site"))
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
            // Who wrote an article or a program is not what data about it are about.
            let author = if is_page(node) { "author" } else { "" };
            for key in ["@graph", "mainEntity", "about", author] {
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
    let mut profile = fields.object(&["person"], "name", read_person);
    fields.ignore(&["others"], "what the data say of others");
    drop(fields);
    reading.finish(&rebuilt, sink);
    if input.grammar() == Some(Grammar::Html) {
        profile.lang = html::language(input.page());
    }
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
    let mut profile = Profile { basics: basics(f), ..Profile::default() };
    personal(f, &mut profile.personal);
    let worked: Vec<Thing> = [&["worksFor"], &["hasOccupation"]]
        .into_iter()
        .flat_map(|names| things(f, names))
        .collect();
    let named = |name: Text| Skill { name: Some(name), ..Skill::default() };
    for thing in &worked {
        profile.skills.extend(thing.skills.iter().cloned().map(named));
    }
    profile.work = worked.into_iter().map(thing::work).collect();
    profile.education = things(f, &["alumniOf"]).into_iter().map(thing::education).collect();
    let member_of: Vec<Thing> =
        [&["memberOf"], &["affiliation"]].into_iter().flat_map(|names| things(f, names)).collect();
    let (projects, organisations): (Vec<Thing>, Vec<Thing>) =
        member_of.into_iter().partition(|thing| thing.is("Project") || thing.is("ResearchProject"));
    profile.volunteer = organisations.into_iter().map(thing::volunteer).collect();
    let owned = things(f, &["owns", "makesOffer"]);
    profile.projects = projects.into_iter().chain(owned).map(thing::project).collect();
    let credentials = things(f, &["hasCredential", "hasCertification"]);
    profile.certificates = credentials.into_iter().map(thing::certificate).collect();
    profile.awards = things(f, &["award", "awards"]).into_iter().map(thing::award).collect();
    let known = things(f, &["knowsAbout", "skills"]);
    profile.skills.extend(known.into_iter().map(thing::skill));
    profile.languages = things(f, &["knowsLanguage"]).into_iter().map(thing::language).collect();
    profile.publications =
        things(f, &["subjectOf", "publication"]).into_iter().map(thing::publication).collect();
    profile.interests = things(f, &["interests"]).into_iter().map(thing::interest).collect();
    profile.references = f.list(&["review", "reviews"], "reviewBody", |f| Reference {
        name: names(f, &["author"]).into_iter().next(),
        reference: f.html(&["reviewBody", "description"]),
        extra: {
            f.ignore(&["@type", "@id"], SETTINGS);
            f.rest()
        },
        ..Reference::default()
    });
    profile.sections = f.list(&["sections"], "text", section);
    for (property, key) in TITLES {
        let title = f.text(&[property]);
        profile.section_titles.extend(title.map(|title| (key.to_owned(), title)));
    }
    profile.section_order = f.strings(&["sectionOrder"]);
    f.ignore(&["gender", "pronouns"], "the gender, which no résumé needs");
    f.ignore(
        &["knows", "colleague", "spouse", "children", "parent", "sibling", "relatedTo", "follows"],
        "other people",
    );
    f.ignore(&["@type", "@id", "@context", "alternateName", "identifier"], SETTINGS);
    profile.extra = f.rest();
    profile
}

fn basics(f: &mut Fields<'_>) -> Basics {
    let mut basics = Basics::default();
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
    basics.profiles.extend(f.list(&["contactPoint", "contactPoints"], "telephone", contact_point));
    // What was told with more words is not told again.
    let known = |url: &String| {
        let same = |known: &Option<String>| known.as_ref() == Some(url);
        same(&basics.url) || basics.profiles.iter().any(|account| same(&account.url))
    };
    let same = addresses(f, &["sameAs"]);
    let same: Vec<Account> = same.into_iter().filter(|url| !known(url)).map(page).collect();
    basics.profiles.extend(same);
    basics.image = addresses(f, &["image"]).into_iter().next();
    basics.location = address(f);
    basics
}

/// A way to reach the person: what it is called, and a name, a number or an address.
fn contact_point(f: &mut Fields<'_>) -> Account {
    let network = f.string(&["contactType"]);
    let username = f.scalar_text(&["name", "telephone", "email"]);
    let url = addresses(f, &["url", "sameAs"]).into_iter().next();
    f.ignore(&["@type", "@id"], SETTINGS);
    Account { network, username, url, extra: f.rest(), ..Account::default() }
}

fn personal(f: &mut Fields<'_>, personal: &mut Personal) {
    let mut written = Written::new();
    personal.birth_date = f.date(&["birthDate"], &mut written);
    thing::words(f, &mut written);
    personal.written = written;
    personal.nationality = names(f, &["nationality"]);
    personal.driving_licence = names(f, &["drivingLicence"]);
    personal.marital_status = f.text(&["maritalStatus"]);
}

/// A section of the person's own making, as cvpdf writes it.
fn section(f: &mut Fields<'_>) -> Section {
    let title = f.text(&["name"]);
    let (paragraphs, highlights) = f.prose(&["text"]);
    let entries = f.list(&["hasPart"], "name", |f| {
        let mut written = Written::new();
        let start_date = f.date(&["startDate", "dateCreated"], &mut written);
        let end_date = f.end_date(&["endDate"], start_date.as_ref(), &mut written);
        thing::words(f, &mut written);
        let (summary, highlights) = f.prose(&["description"]);
        let entry = SectionEntry {
            title: f.text(&["name"]),
            subtitle: f.text(&["alternativeHeadline"]),
            location: f.text(&["location"]),
            start_date,
            end_date,
            summary,
            highlights,
            url: addresses(f, &["url"]).into_iter().next(),
            keywords: f.texts(&["keywords"]),
            written,
            ..SectionEntry::default()
        };
        f.ignore(&["@type", "@id"], SETTINGS);
        SectionEntry { extra: f.rest(), ..entry }
    });
    f.ignore(&["@type", "@id"], SETTINGS);
    let paragraphs = paragraphs.into_iter().collect();
    Section { title, paragraphs, highlights, entries, extra: f.rest(), ..Section::default() }
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
