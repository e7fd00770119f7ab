//! The Manfred Awesomic CV (MAC), versions 0.3 to 0.5 (<https://github.com/getmanfred/mac>).

mod experience;
mod knowledge;

use super::lenient::country;
use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::locale::Locale;
use crate::profile::{
    Account, Highlight, Location, Profile, Reference, Section, SectionEntry, Text, is_language_tag,
};
use crate::syntax::{Fields, Node, Reading};

pub(super) static FORMAT: Format = Format {
    name: "manfred",
    title: "Manfred Awesomic CV (JSON, YAML)",
    extensions: &["json", "yaml", "yml"],
    sniff,
    read,
    explain: None,
};

const PRIVATE: &str = "private: salary, notice and what is wished for";
const VERSION: &str = "the version of MAC";
const PICTURES: &str = "pictures of organizations";
const NOTES: &str = "notes of MAC";

fn sniff(input: &Input) -> Confidence {
    let Some(root) = input.tree() else { return Confidence::No };
    let object = |key: &str| root.get(key).is_some_and(|node| node.members().is_some());
    let has_person = root.get("aboutMe").is_some_and(|about| about.get("profile").is_some());
    match has_person || object("aboutMe") && (object("experience") || object("knowledge")) {
        true => Confidence::Yes,
        false => Confidence::No,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let help = "a MAC is an object with `settings`, `aboutMe`, `experience` and `knowledge`";
    let root = input.parse_object(sink, help)?;
    let reading = Reading::new(input.source()).null_is_usual();
    let mut f = reading.fields(root, "");
    let mut reader = Reader { locale: locale(root), profile: Profile::default() };
    f.object(&["settings"], "language", |f| reader.settings(f));
    f.object(&["aboutMe"], "profile", |f| reader.about(f));
    f.object(&["experience"], "jobs", |f| reader.experience(f));
    f.object(&["knowledge"], "studies", |f| reader.knowledge(f));
    f.ignore(&["careerPreferences"], PRIVATE);
    f.ignore(&["$schema"], VERSION);
    let mut profile = reader.profile;
    profile.extra.extend(f.rest());
    drop(f);
    reading.finish(root, sink);
    Ok(profile)
}

/// The words of the language that the CV says it is in.
fn locale(root: &Node) -> &'static Locale {
    let language = root.get("settings").and_then(|settings| settings.get("language"));
    let tag = language.and_then(Node::scalar).unwrap_or_default();
    Locale::find(tag).unwrap_or_else(Locale::english)
}

struct Reader {
    locale: &'static Locale,
    profile: Profile,
}

impl Reader {
    fn settings(&mut self, f: &mut Fields<'_>) {
        let language = f.string(&["language"]);
        self.profile.lang =
            language.filter(|tag| is_language_tag(tag)).map(|tag| tag.to_lowercase());
        self.profile.meta.last_modified = f.string(&["lastUpdate"]);
        f.ignore(&["MACVersion", "MACversion"], VERSION);
        self.profile.meta.extra = f.rest();
    }

    fn about(&mut self, f: &mut Fields<'_>) {
        f.object(&["profile"], "name", |f| self.person(f));
        let links = f.list(&["relevantLinks"], "URL", link);
        for (is_site, account) in links {
            self.add_account(is_site, account);
        }
        let facts = f.list(&["interestingFacts"], "fact", fact);
        let relations = f.list(&["significativeRelationships"], "name", relation);
        let advice = f.list(&["recommendations"], "title", recommendation);
        self.section("Interesting facts", "Datos de interés", facts);
        self.section("Professional relationships", "Relaciones profesionales", relations);
        self.section("Recommendations", "Recomendaciones", advice);
        f.ignore(&["currentSalary", "noticePeriod"], PRIVATE);
        f.ignore(&["relevantYearsOfExperience"], "years of experience, which the positions tell");
        self.profile.basics.extra.extend(f.rest());
    }

    /// The person whose CV it is.
    fn person(&mut self, f: &mut Fields<'_>) {
        let basics = &mut self.profile.basics;
        basics.name =
            Text::joined([f.text(&["name"]), f.text(&["surnames"])].into_iter().flatten(), " ");
        basics.label = f.text(&["title"]);
        basics.summary = f.markdown_text(&["description"]);
        f.object(&["avatar"], "link", |f| {
            basics.image = f.string(&["link"]);
            f.ignore_rest("pictures within the file, and their descriptions");
        });
        basics.location = f.object(&["location"], "municipality", location);
        self.profile.personal.birth_date =
            f.date(&["birthDate", "birthday"], &mut self.profile.personal.written);
        let contact = f.object(&["contact"], "contactMails", contact);
        let mut mails = contact.mails.into_iter();
        let mut phones = contact.phones.into_iter();
        let basics = &mut self.profile.basics;
        (basics.email, basics.phone) = (mails.next(), phones.next());
        for (network, values) in [("Email", mails), ("Phone", phones)] {
            basics.profiles.extend(values.map(|value| Account {
                network: Some(network.to_owned()),
                username: Some(value),
                ..Account::default()
            }));
        }
        basics.extra.extend(f.rest());
        for (is_site, account) in contact.links {
            self.add_account(is_site, account);
        }
    }

    /// Adds an account; the first site is the person's own.
    fn add_account(&mut self, is_site: bool, account: Account) {
        let basics = &mut self.profile.basics;
        match is_site && basics.url.is_none() && account.network.is_none() {
            true => basics.url = account.url,
            false => basics.profiles.push(account),
        }
    }

    /// Adds a section, if it has entries. What has a text alone is a bullet.
    fn section(&mut self, english: &str, spanish: &str, entries: Vec<SectionEntry>) {
        let title = if self.locale.tag == "es" { spanish } else { english };
        let mut section = Section { title: Some(title.into()), ..Section::default() };
        for mut entry in entries {
            let summary = entry.summary.take();
            match summary {
                Some(text) if entry == SectionEntry::default() => {
                    section.highlights.push(text.into());
                }
                summary => section.entries.push(SectionEntry { summary, ..entry }),
            }
        }
        if !(section.highlights.is_empty() && section.entries.is_empty()) {
            self.profile.sections.push(section);
        }
    }

    /// A place in one line, as it is usual in the language.
    fn place(&self, location: &Location) -> Option<Text> {
        let place = self.locale.address(location, "");
        (!place.is_empty()).then(|| place.into())
    }
}

fn location(f: &mut Fields<'_>) -> Location {
    let mut location = Location {
        address: f.text(&["address"]),
        postal_code: f.scalar_text(&["postalCode"]),
        city: f.text(&["municipality"]),
        country_code: country(f, &["country"]),
        region: f.text(&["region"]),
        ..Location::default()
    };
    // Madrid is the town and the region.
    if location.region == location.city {
        location.region = None;
    }
    if let Some(notes) = f.text(&["notes"]) {
        let region = location.region.take().or_else(|| location.city.take());
        let told = Text::joined(region.into_iter().chain([notes]), ", ");
        location.region = told;
    }
    f.ignore_rest(NOTES);
    location
}

/// How to reach someone.
#[derive(Default)]
struct Contact {
    links: Vec<(bool, Account)>,
    phones: Vec<String>,
    mails: Vec<String>,
}

fn contact(f: &mut Fields<'_>) -> Contact {
    let contact = Contact {
        links: f.list(&["publicProfiles"], "URL", link),
        phones: f.list(&["phoneNumbers"], "number", phone).into_iter().flatten().collect(),
        mails: f.strings(&["contactMails"]).into_iter().filter(|mail| !mail.is_empty()).collect(),
    };
    f.ignore_rest(NOTES);
    contact
}

fn phone(f: &mut Fields<'_>) -> Option<String> {
    let code = f.scalar_text(&["countryCode"]);
    let number = f.scalar_text(&["number"]);
    f.ignore_rest(NOTES);
    match (code, number) {
        (Some(code), Some(number)) if !number.starts_with('+') => {
            Some(format!("+{} {number}", code.trim_start_matches('+')))
        }
        (_, number) => number,
    }
}

/// A page of the person's, and whether it is a site of their own.
fn link(f: &mut Fields<'_>) -> (bool, Account) {
    const NETWORKS: [(&str, &str); 7] = [
        ("manfred", "Manfred"),
        ("linkedin", "LinkedIn"),
        ("stackoverflow", "Stack Overflow"),
        ("xing", "XING"),
        ("twitter", "Twitter"),
        ("github", "GitHub"),
        ("gitlab", "GitLab"),
    ];
    let kind = f.scalar_text(&["type"]);
    let network = kind.as_deref().and_then(|kind| {
        NETWORKS.iter().find(|(name, _)| kind.eq_ignore_ascii_case(name)).map(|(_, name)| *name)
    });
    let is_site = kind.as_deref() == Some("website");
    let mut account = Account { url: f.url(&["URL", "url"]), ..Account::default() };
    match network {
        Some(network) => {
            account.network = Some(network.to_owned());
            f.ignore(&["description"], "descriptions of accounts");
        }
        None => account.network = f.string(&["description"]),
    }
    account.extra = f.rest();
    (is_site, account)
}

/// Someone else: the name, what they are, what is said of them, and how to reach them.
struct Other {
    name: Option<Text>,
    title: Option<Text>,
    words: Option<Text>,
    means: Vec<String>,
}

fn other(f: &mut Fields<'_>) -> Other {
    let names = [f.text(&["name"]), f.text(&["surnames"])];
    let contact = f.object(&["contact"], "contactMails", contact);
    let links = contact.links.into_iter().filter_map(|(_, account)| account.url);
    let other = Other {
        name: Text::joined(names.into_iter().flatten(), " "),
        title: f.text(&["title"]),
        words: f.markdown_text(&["description"]),
        means: contact.mails.into_iter().chain(contact.phones).chain(links).collect(),
    };
    f.ignore(&["avatar"], PICTURES);
    f.ignore_rest("details of other persons");
    other
}

fn reference(f: &mut Fields<'_>) -> Reference {
    let other = other(f);
    let means = other.means.into_iter().map(Text::from);
    let name = other.name.into_iter().chain(other.title).chain(means);
    Reference { name: Text::joined(name, ", "), reference: other.words, ..Reference::default() }
}

fn relation(f: &mut Fields<'_>) -> SectionEntry {
    let other = other(f);
    let mut means = other.means.into_iter();
    SectionEntry {
        title: other.name,
        subtitle: other.title,
        summary: other.words,
        url: means.next(),
        highlights: means.map(Highlight::from).collect(),
        ..SectionEntry::default()
    }
}

fn fact(f: &mut Fields<'_>) -> SectionEntry {
    SectionEntry {
        title: f.text(&["topic"]),
        summary: f.markdown_text(&["fact"]),
        extra: f.rest(),
        ..SectionEntry::default()
    }
}

fn recommendation(f: &mut Fields<'_>) -> SectionEntry {
    let authors = f.list(&["authors"], "name", |f| {
        let other = other(f);
        let means = other.means.into_iter().map(Text::from);
        let parts = other.name.into_iter().chain(other.title).chain(other.words).chain(means);
        Text::joined(parts, ", ")
    });
    SectionEntry {
        title: f.text(&["title"]),
        subtitle: Text::joined(authors.into_iter().flatten(), "; "),
        summary: f.markdown_text(&["summary"]),
        url: f.url(&["URL", "url"]),
        tags: f.scalar_text(&["type"]).into_iter().collect(),
        extra: f.rest(),
        ..SectionEntry::default()
    }
}
