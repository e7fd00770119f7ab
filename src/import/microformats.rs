//! A résumé in microformats: `h-resume` with `h-card` and `h-event`, and its forerunner hResume.

use super::lenient::country;
use super::shapes::{Record, Stay};
use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::profile::{
    Account, Basics, Education, Language, Location, Profile, Skill, Text, Written, joined,
    plain_text,
};
use crate::syntax::html::microformats::{Item, items, may_be_resume};
use crate::syntax::{Fields, Grammar, Member, Node, Reading, Value, html};

pub(super) static FORMAT: Format = Format {
    name: "microformats",
    title: "microformats in a page (h-resume, hResume)",
    extensions: &["html", "htm", "xhtml"],
    sniff,
    read,
    explain: None,
};

const REPEATED: &str = "what is said in other words beside it";

fn sniff(input: &Input) -> Confidence {
    let text = input.source().text();
    if input.grammar() != Some(Grammar::Html) || !may_be_resume(text) {
        return Confidence::No;
    }
    let is_resume = |item: &Item| {
        let has = |name| item.node.get(name).is_some();
        item.is("h-resume") && (has("experience") || has("education") || has("skill"))
    };
    let items = items(input.page());
    match items.iter().any(is_resume) || items.iter().any(is_career) {
        true => Confidence::Yes,
        false => Confidence::No,
    }
}

/// Whether a card tells a person's career: positions or studies, or skills of one who has a title.
/// The card of a shop or of an organisation tells none, nor does that of an author.
fn is_career(item: &Item) -> bool {
    let has = |name: &str| item.node.get(name).is_some();
    let text = |name: &str| item.node.get(name).and_then(Node::scalar).map(str::trim);
    let is_organisation = text("name").is_some() && text("name") == text("org");
    let events = ["experience", "education"].into_iter().filter_map(|name| item.node.get(name));
    // Words alone are no event.
    let mut dated = events.flat_map(|node| match &node.value {
        Value::List(nodes) => nodes.iter().collect(),
        _ => vec![node],
    });
    let is_person = has("job-title") || has("role") || has("given-name") || has("bio");
    item.is("h-card")
        && has("name")
        && !is_organisation
        && (dated.any(|node| node.members().is_some_and(|members| members.len() > 1))
            || (has("skill") && is_person))
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let page = input.page();
    let mut items = items(page);
    let whole = 0..source.text().len();
    let resume = items.iter().position(|item| item.is("h-resume"));
    let Some(at) = resume.or_else(|| items.iter().position(|item| item.is("h-card"))) else {
        let error =
            Diagnostic::error("wrong-top-level", "the page has neither h-resume nor h-card");
        let help = "`--from html` reads the text of the page";
        return Err(Box::new(error.in_file(source).help(help)));
    };
    let item = items.remove(at);
    let is_resume = item.is("h-resume");
    // A contact that stands outside of the résumé is meant by it.
    let outside = items.iter().position(|item| item.is("h-card"));
    let outside = outside.filter(|_| is_resume && item.node.get("contact").is_none());
    let card = outside.map(|at| items.remove(at).node);
    let others = items.into_iter().map(|item| item.node).collect();
    let member = |key: &str, value| Member { key: key.to_owned(), key_range: whole.clone(), value };
    let mut members = vec![member(if is_resume { "resume" } else { "card" }, item.node)];
    members.extend(card.map(|card| member("card", card)));
    let list = Node { value: Value::List(others), range: whole.clone() };
    members.push(member("others", list));
    let root = Node { value: Value::Object(members), range: whole.clone() };
    let reading = Reading::new(source).null_is_usual().one_is_usual();
    let mut f = reading.fields(&root, "");
    let mut profile = Profile { lang: html::language(page), ..Profile::default() };
    f.object(&["card"], "name", |f| {
        career(f, &mut profile);
        contact(f, &mut profile);
    });
    f.object(&["resume"], "summary", |f| resume_of(f, &mut profile));
    f.ignore(&["others"], "what the data say of others");
    drop(f);
    reading.finish(&root, sink);
    Ok(profile)
}

fn resume_of(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut contacts = f.list(&["contact", "author", "h-card"], "name", |f| {
        let mut profile = Profile::default();
        contact(f, &mut profile);
        profile
    });
    if !contacts.is_empty() {
        let first = contacts.remove(0);
        profile.basics = first.basics;
        profile.personal = first.personal;
        profile.skills = first.skills;
        profile.extra = first.extra;
        let names = contacts.into_iter().filter_map(|more| more.basics.name);
        profile.references.extend(
            names.map(|name| crate::profile::Reference { name: Some(name), ..Default::default() }),
        );
    }
    let title = f.text(&["name"]);
    let basics = &mut profile.basics;
    match &basics.name {
        None => basics.name = title,
        // "Résumé of Ann" tells nothing more.
        Some(_) => basics.label = basics.label.take().or(title),
    }
    let summary = f.html(&["summary"]);
    basics.summary = joined(summary, basics.summary.take(), "\n\n");
    career(f, profile);
    f.ignore(&["h-card", "h-event", "h-adr", "h-geo", "h-item"], "what the data say of others");
    let extra = f.rest();
    profile.extra.extend(extra);
}

/// Positions, studies and what else a career holds.
fn career(f: &mut Fields<'_>, profile: &mut Profile) {
    profile.work.extend(f.list(&["experience"], "name", |f| event(f).into()));
    profile.education.extend(f.list(&["education"], "name", education));
    profile
        .volunteer
        .extend(f.list(&["affiliation"], "name", |f| event(f).named_after_organisation().into()));
    profile.skills.extend(f.list(&["skill"], "name", skill));
    let languages = f.list(&["language"], "name", |f| Language {
        language: f.text(&["name"]),
        fluency: f.text(&["level", "proficiency"]),
        extra: f.rest(),
        ..Language::default()
    });
    let publications = f.list(&["publication"], "name", |f| {
        let Stay { role, whose, url, start, written, summary, extra, .. } = event(f);
        Record { name: role, whose, url, date: start, written, summary, extra }.into()
    });
    profile.languages.extend(languages);
    profile.publications.extend(publications);
}

/// Who the person is and how to reach them.
fn contact(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut basics = Basics { name: f.text(&["name"]), ..Basics::default() };
    let parts = ["honorific-prefix", "given-name", "additional-name", "family-name"];
    let parts = parts.map(|part| f.text(&[part]));
    basics.name =
        basics.name.or_else(|| parts.into_iter().reduce(|a, b| joined(a, b, " ")).flatten());
    let whose = cards(f, &["org", "organization-name"]).into_iter().next().unwrap_or_default();
    let title = texts(f, "job-title").or_else(|| texts(f, "role"));
    basics.label = joined(title, joined(texts(f, "organization-unit"), whose.name, ", "), ", ");
    basics.summary = f.html(&["note", "summary", "bio"]);
    let mut emails = strings(f, "email").into_iter().map(|email| stripped(&email, "mailto:"));
    basics.email = emails.next();
    let mut phones = strings(f, "tel").into_iter().map(|phone| stripped(&phone, "tel:"));
    basics.phone = phones.next();
    let number = |username| Account { username: Some(username), ..Account::default() };
    basics.profiles = emails.chain(phones).map(number).collect();
    let mut urls = strings(f, "url").into_iter().chain(strings(f, "uid")).collect::<Vec<_>>();
    urls.retain(|url| url.contains("://") || url.contains('.'));
    urls.dedup();
    let mut urls = urls.into_iter();
    basics.url = urls.next();
    let page = |url| Account { url: Some(url), ..Account::default() };
    basics.profiles.extend(urls.chain(whose.url).map(page));
    let handles = strings(f, "nickname").into_iter().chain(strings(f, "impp"));
    basics.profiles.extend(handles.map(number));
    basics.image = strings(f, "photo").into_iter().next();
    let places = f.list(&["adr", "h-adr"], "locality", |f| location(f, &["locality", "name"]));
    basics.location = places.into_iter().next().unwrap_or_default();
    let own = location(f, &["locality"]);
    if basics.location == Location::default() {
        basics.location = own;
    }
    let mut written = Written::new();
    profile.personal.birth_date = f.date(&["bday"], &mut written);
    profile.personal.nationality = f.texts(&["nationality"]);
    profile.skills.extend(f.list(&["category"], "name", skill));
    f.ignore(&["gender-identity", "sex", "pronoun"], "the gender, which no résumé needs");
    f.ignore(&["label", "logo", "geo", "key", "h-geo"], REPEATED);
    basics.extra = f.rest();
    profile.basics = basics;
}

/// An address, whose parts may stand with those of the card. The rest is left.
fn location(f: &mut Fields<'_>, town: &[&'static str]) -> Location {
    let street = joined(f.text(&["street-address"]), f.text(&["extended-address"]), "\n");
    Location {
        address: joined(f.text(&["post-office-box"]), street, "\n"),
        postal_code: f.string(&["postal-code"]),
        city: f.text(town),
        region: f.text(&["region"]),
        country_code: country(f, &["country-name"]),
        ..Location::default()
    }
}

/// An organisation: its name, its page and its place.
#[derive(Default)]
struct Card {
    name: Option<Text>,
    url: Option<String>,
    place: Option<Text>,
}

fn cards(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Card> {
    names.iter().flat_map(|name| f.list(&[name], "name", card)).collect()
}

fn card(f: &mut Fields<'_>) -> Card {
    let unit = f.text(&["organization-unit"]);
    let org = f.text(&["organization-name", "org"]);
    let name = joined(unit, f.text(&["name"]).or(org), ", ");
    let url = strings(f, "url").into_iter().next();
    let place = f.list(&["adr", "h-adr"], "name", place).into_iter().next().flatten();
    let place = joined(place, place_parts(f), ", ");
    f.ignore_rest(REPEATED);
    Card { name, url, place }
}

/// A place as one text.
fn place(f: &mut Fields<'_>) -> Option<Text> {
    let parts = joined(f.text(&["name"]), place_parts(f), ", ");
    f.ignore_rest(REPEATED);
    parts
}

fn place_parts(f: &mut Fields<'_>) -> Option<Text> {
    let parts = ["street-address", "postal-code", "locality", "region", "country-name"];
    parts.map(|part| f.text(&[part])).into_iter().reduce(|a, b| joined(a, b, ", ")).flatten()
}

/// What happened somewhere for a time: a position, a study.
fn event(f: &mut Fields<'_>) -> Stay {
    let mut written = Written::new();
    let start = f.date(&["start", "published"], &mut written);
    let end = f.end_date(&["end"], start.as_ref(), &mut written);
    let mut event = Stay { start, end, written, ..Stay::default() };
    let names = f.texts(&["name"]);
    event.role = texts(f, "job-title").or_else(|| texts(f, "role")).or_else(|| texts(f, "degree"));
    let unit = texts(f, "organization-unit");
    let is_card = f.peek("location").is_some_and(|place| place.members().is_some());
    let mut places = cards(f, &["location", "h-adr", "adr"]);
    let mut whose = cards(f, &["org", "organization-name", "h-card", "attendee", "organizer"]);
    // A place that is told as a card with a name is the organisation.
    if whose.is_empty() && is_card && places.first().is_some_and(|place| place.name.is_some()) {
        whose.push(places.remove(0));
    }
    event.url = strings(f, "url").into_iter().next();
    for card in whose {
        event.whose = event.whose.or(card.name);
        event.url = event.url.or(card.url);
        event.place = event.place.or(card.place);
    }
    event.whose = joined(unit, event.whose, ", ");
    let said = places.into_iter().map(|card| joined(card.name, card.place, ", "));
    let said = said.chain([place_parts(f)]).reduce(|a, b| joined(a, b, ", ")).flatten();
    event.place = joined(event.place, said, ", ");
    let (note, _) = f.prose(&["note"]);
    let (summary, highlights) = f.prose(&["description", "content"]);
    event.summary = joined(joined(note, f.html(&["summary"]), "\n\n"), summary, "\n\n");
    event.highlights = highlights;
    event.keywords = f
        .list(&["category", "skill"], "name", |f| f.text(&["name"]))
        .into_iter()
        .flatten()
        .collect();
    f.ignore(&["logo", "photo", "geo", "h-geo", "label", "duration"], REPEATED);
    event.extra = f.rest();
    settle(&mut event, names);
    event
}

/// Tells the name of the whole from those of the role and of the organisation.
fn settle(event: &mut Stay, mut names: Vec<Text>) {
    names.retain(|name| Some(name) != event.whose.as_ref() && Some(name) != event.role.as_ref());
    let mut name = Text::joined(names, ", ");
    match (&event.role, &event.whose) {
        (Some(_), None) => event.whose = name,
        (None, _) => event.role = name,
        (Some(role), Some(whose)) => {
            // "Clerk at Acme" says what both say; anything else is told.
            let known = format!("{} {}", role.get(""), whose.get("")).to_lowercase();
            let words = name.as_ref().map(|name| plain_text(name.get("")).to_lowercase());
            let is_new = |word: &str| word.chars().count() > 3 && !known.contains(word);
            let words = words.unwrap_or_default();
            let tells = words.split(|c: char| !c.is_alphanumeric()).any(is_new);
            name = name.filter(|_| tells);
            event.summary = joined(name, event.summary.take(), "\n\n");
        }
    }
}

/// A study, and its subject. One that has but one name is named after the school.
fn education(f: &mut Fields<'_>) -> Education {
    let area = texts(f, "major").or_else(|| texts(f, "area"));
    Education { area, ..event(f).named_after_organisation().into() }
}

fn skill(f: &mut Fields<'_>) -> Skill {
    let name = f.text(&["name"]);
    let level = f.text(&["level", "proficiency"]);
    f.ignore(&["url"], "addresses of words");
    Skill { name, level, extra: f.rest(), ..Skill::default() }
}

/// One text, or several in a line.
fn texts(f: &mut Fields<'_>, name: &'static str) -> Option<Text> {
    Text::joined(f.texts(&[name]), ", ")
}

fn strings(f: &mut Fields<'_>, name: &'static str) -> Vec<String> {
    let texts = f.list(&[name], "value", |f| {
        let text = f.scalar_text(&["value", "name"]);
        f.ignore_rest(REPEATED);
        text
    });
    texts.into_iter().flatten().collect()
}

fn stripped(text: &str, scheme: &str) -> String {
    let text = text.strip_prefix(scheme).unwrap_or(text);
    text.split('?').next().unwrap_or(text).to_owned()
}
