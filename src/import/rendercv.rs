//! RenderCV: a person, and sections of freely named lists whose entries tell their kind by their
//! keys (<https://docs.rendercv.com>), versions 0 to 2.

mod dates;
mod entry;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::extract::{self, Topic, heading};
use crate::profile::{
    Account, Basics, Highlight, Location, Meta, Options, Profile, Span, Text, Written, markup,
    spans,
};
use crate::source::Source;
use crate::syntax::{Fields, Node, Reading, Value};
use dates::{Dates, dates};
use entry::{Entry, Kind};

pub(super) static FORMAT: Format = Format {
    name: "rendercv",
    title: "RenderCV (YAML)",
    extensions: &["yaml", "yml", "json"],
    sniff,
    read,
    explain: None,
};

fn sniff(input: &Input) -> Confidence {
    let Some(root) = input.tree() else { return Confidence::No };
    let Some(cv) = root.get("cv") else { return Confidence::No };
    let settings = ["design", "locale", "settings", "rendercv_settings"];
    let sections = cv.get("sections").is_some_and(|sections| sections.members().is_some());
    let known = ["social_networks", "email", "website", "headline", "phone", "location"];
    match known.iter().any(|key| cv.get(key).is_some()) {
        _ if sections => Confidence::Yes,
        true if cv.get("name").is_some() => Confidence::Yes,
        _ if cv.get("name").is_some() && settings.iter().any(|key| root.get(key).is_some()) => {
            Confidence::Yes
        }
        _ => Confidence::No,
    }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let root = input.parse_object(sink, "a file of RenderCV is an object with `cv`")?;
    let reading = Reading::new(input.source()).null_is_usual();
    let mut reader = Reader { source: input.source(), profile: Profile::default() };
    let mut f = reading.fields(root, "");
    f.object(&["cv"], "name", |f| reader.cv(f));
    let mut profile = reader.profile;
    profile.meta = Meta { cvpdf: design(&mut f), ..Meta::default() };
    profile.lang = locale(&mut f);
    f.ignore(&["settings", "rendercv_settings"], "settings of RenderCV");
    profile.extra = f.rest();
    drop(f);
    reading.finish(root, sink);
    Ok(profile)
}

/// Of the design: the accent and the paper.
fn design(f: &mut Fields<'_>) -> Options {
    let mut options = Options::default();
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // What is no value for us is a setting of theirs like the others.
            let _ = options.set(name, &value);
        }
    };
    f.object(&["design"], "theme", |f| {
        set("accent", f.scalar_text(&["color"]));
        f.object(&["options"], "primary_color", |f| {
            set("accent", f.scalar_text(&["primary_color"]));
            f.ignore_rest("settings of RenderCV");
        });
        set("paper", f.scalar_text(&["page_size"]).as_deref().map(paper));
        f.object(&["page"], "size", |f| {
            set("paper", f.scalar_text(&["size"]).as_deref().map(paper));
            f.ignore_rest("settings of RenderCV");
        });
        f.object(&["colors"], "section_titles", |f| {
            set("accent", f.scalar_text(&["section_titles"]));
            f.ignore_rest("settings of RenderCV");
        });
        f.ignore_rest("settings of RenderCV");
    });
    options
}

/// `a4paper` and `us-letter` by the names that we know.
fn paper(name: &str) -> String {
    name.to_lowercase().trim_start_matches("us-").trim_end_matches("paper").to_owned()
}

/// The language of the locale, which is written as an English word.
fn locale(f: &mut Fields<'_>) -> Option<String> {
    let mut lang = None;
    for name in ["locale", "locale_catalog"] {
        f.object(&[name], "language", |f| {
            let name = f.scalar_text(&["language"]);
            lang = lang.take().or_else(|| tag(&name?.to_lowercase()));
            f.ignore_rest("settings of RenderCV");
        });
    }
    lang
}

fn tag(language: &str) -> Option<String> {
    const TAGS: [(&str, &str); 24] = [
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("portuguese", "pt"),
        ("italian", "it"),
        ("dutch", "nl"),
        ("danish", "da"),
        ("swedish", "sv"),
        ("norwegian", "nb"),
        ("norwegian_bokmål", "nb"),
        ("norwegian_nynorsk", "nn"),
        ("finnish", "fi"),
        ("polish", "pl"),
        ("czech", "cs"),
        ("hungarian", "hu"),
        ("russian", "ru"),
        ("turkish", "tr"),
        ("hindi", "hi"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("mandarin_chinese", "zh"),
        ("arabic", "ar"),
        ("hebrew", "he"),
    ];
    if (2..=3).contains(&language.len()) {
        return Some(language.to_owned());
    }
    TAGS.iter().find(|(name, _)| *name == language).map(|(_, tag)| (*tag).to_owned())
}

struct Reader<'s> {
    source: &'s Source,
    profile: Profile,
}

impl Reader<'_> {
    fn cv(&mut self, f: &mut Fields<'_>) {
        let mut accounts = f.list(&["social_networks"], "network", account);
        let mut emails = several(f, "email", |f| f.email(&["email"]));
        let mut phones = several(f, "phone", |f| f.scalar_text(&["phone"])).map(phone);
        let mut sites = several(f, "website", |f| f.url(&["website"]));
        let basics = Basics {
            name: f.text(&["name"]),
            label: f.text(&["headline", "label"]),
            image: f.string(&["photo"]),
            email: emails.next(),
            phone: phones.next(),
            url: sites.next(),
            location: Location { city: f.text(&["location"]), ..Location::default() },
            ..Basics::default()
        };
        accounts.extend(emails.map(|email| named("Email", email)));
        accounts.extend(phones.map(|phone| named("Phone", phone)));
        accounts.extend(sites.map(|url| Account { url: Some(url), ..Account::default() }));
        self.profile.basics = Basics { profiles: accounts, ..basics };
        for (icon, account) in f.list(&["custom_connections"], "placeholder", connection) {
            self.connection(icon.as_deref(), account);
        }
        for network in ["LinkedIn", "GitHub", "GitLab", "Twitter", "ORCID"] {
            self.profile.basics.profiles.extend(account_at(f, network));
        }
        let mut sections: Vec<(String, Vec<Entry>)> = Vec::new();
        f.object(&["sections"], "summary", |f| {
            let members = f.members().into_iter();
            let read = members.map(|(key, node, path)| (title(key), self.entries(f, node, &path)));
            sections.extend(read.collect::<Vec<_>>());
        });
        sections.extend(self.early_sections(f));
        self.place(sections);
        f.ignore(&["sort_entries"], "settings of RenderCV");
        self.profile.basics.extra = f.rest();
    }

    /// Adds a connection of the author's own, which may be the mail address or the phone number that
    /// the header lacks.
    fn connection(&mut self, icon: Option<&str>, account: Account) {
        let basics = &mut self.profile.basics;
        let lacking = match icon {
            Some("envelope") => Some(&mut basics.email),
            Some("phone" | "mobile") => Some(&mut basics.phone),
            _ => None,
        };
        match lacking.filter(|field| field.is_none() && account.url.is_none()) {
            Some(field) if account.extra.is_empty() => *field = account.username,
            _ => basics.profiles.push(account),
        }
    }

    /// The sections of versions before 1, which stand beside the name, in the order that is asked for.
    fn early_sections(&self, f: &mut Fields<'_>) -> Vec<(String, Vec<Entry>)> {
        let simple = |title: &str| title.to_lowercase().replace('_', " ");
        let order = f.strings(&["section_order"]);
        let own = f.list(&["custom_sections"], "title", |f| {
            let title = f.string(&["title"]).unwrap_or_default();
            let lists = f.members_where(|_, node| matches!(node.value, Value::List(_))).into_iter();
            let entries = lists.flat_map(|(_, node, path)| self.entries(f, node, &path)).collect();
            f.ignore_rest("settings of RenderCV");
            (title, entries)
        });
        let is_section =
            |_: &str, node: &Node| matches!(&node.value, Value::List(items) if !items.is_empty());
        let summary = f.text(&["summary"]);
        let summary = summary.map(|text| {
            let entry = Entry { kind: Kind::Text, text: Some(text), ..Entry::default() };
            ("Summary".to_owned(), vec![entry])
        });
        let members = f.members_where(is_section).into_iter();
        let sections: Vec<_> =
            members.map(|(key, node, path)| (title(key), self.entries(f, node, &path))).collect();
        let mut sections: Vec<_> = summary.into_iter().chain(sections).chain(own).collect();
        let place = |title: &str| order.iter().position(|other| simple(other) == simple(title));
        // The summary is above all, and what is not named follows.
        sections.sort_by_key(|(title, _)| match place(title) {
            None if title == "Summary" => 0,
            place => place.map_or(usize::MAX, |place| place + 1),
        });
        sections
    }

    fn entries(&self, f: &Fields<'_>, node: &Node, path: &str) -> Vec<Entry> {
        let one = |node: &Node, path: &str| match &node.value {
            Value::Object(_) => self.entry(&mut f.at(node, path)),
            Value::List(nodes) => {
                let texts = nodes.iter().filter_map(|node| f.text_at(node, path));
                Entry { highlights: texts.map(Highlight::from).collect(), ..Entry::default() }
            }
            Value::Null => {
                f.text_at(node, path);
                Entry::default()
            }
            _ => Entry { kind: Kind::Text, text: f.text_at(node, path), ..Entry::default() },
        };
        match &node.value {
            Value::List(nodes) => nodes
                .iter()
                .enumerate()
                .map(|(i, node)| one(node, &format!("{path}[{i}]")))
                .collect(),
            Value::Null => {
                f.text_at(node, path);
                Vec::new()
            }
            _ => vec![one(node, path)],
        }
    }

    fn entry(&self, f: &mut Fields<'_>) -> Entry {
        let mut written = Written::new();
        let Dates { start: start_date, end: end_date, page: dated_page } = dates(f, &mut written);
        let kind = match () {
            () if f.has("institution") => Kind::School,
            () if f.has("company") => Kind::Position,
            () if f.has("authors") => Kind::Publication,
            () if f.has("bullet") || f.has("number") || f.has("reversed_number") => Kind::Bullet,
            () => Kind::Normal,
        };
        let url = f.url(&["url"]).or_else(|| f.url(&["transcript_url"])).or(dated_page);
        let (organization, site) = unlinked(f.text(&["company", "institution"]), url.is_none());
        let is_free = url.is_none() && site.is_none();
        // A name with details was a label before version 1.
        let is_fact = f.has("details") && !f.has("label");
        let label = f.text(if is_fact { &["name"] } else { &["label"] });
        let (title, page) = match is_fact {
            true => (None, None),
            false => unlinked(f.text(&["position", "title", "name"]), is_free),
        };
        let is_school = kind == Kind::School;
        let score = is_school.then(|| f.scalar_text(&["gpa"])).flatten();
        let highlights = f.peek("highlights").cloned();
        let read = f.highlights(&["highlights", "bullets"]);
        Entry {
            kind,
            organization,
            title,
            area: f.text(&["area"]),
            degree: f.text(&["degree", "study_type"]),
            location: f.text(&["location"]),
            start_date,
            end_date,
            written,
            summary: f.text(&["summary"]),
            highlights: highlights
                .and_then(|node| self.nested(&node).filter(|list| list.len() == read.len()))
                .unwrap_or(read),
            authors: f.texts(&["authors"]),
            journal: f.text(&["journal"]),
            doi: f.string(&["doi"]),
            url: url.or(site).or(page),
            label,
            details: f.text(&["details", "detail"]),
            score: score.map(Text::from),
            text: f.text(&["bullet", "number", "reversed_number"]),
            extra: f.rest(),
        }
    }

    /// Bullets whose text goes on in lines that are bullets themselves. YAML folds them into one
    /// line unless they are a block, so what was meant may be seen in the source alone. `None` if
    /// there are none.
    fn nested(&self, list: &Node) -> Option<Vec<Highlight>> {
        let Value::List(nodes) = &list.value else { return None };
        let lines = |node: &Node| match &node.value {
            Value::Plain(_) => self.source.text().get(node.range.clone()).map(str::to_owned),
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        let is_bullet = |line: &str| line.trim_start().starts_with("- ");
        let is_nested =
            |node: &Node| lines(node).is_some_and(|lines| lines.lines().skip(1).any(is_bullet));
        if !nodes.iter().any(is_nested) {
            return None;
        }
        let one = |node: &Node| match is_nested(node) {
            true => outline(&lines(node).unwrap_or_default()),
            false => Highlight::from(node.scalar().unwrap_or_default()),
        };
        Some(nodes.iter().map(one).collect())
    }

    /// Finds for each section the field of the schema that it is: by its title, else by the shape of
    /// its entries.
    fn place(&mut self, sections: Vec<(String, Vec<Entry>)>) {
        let mut topics: Vec<Option<Topic>> = Vec::new();
        for (title, entries) in &sections {
            let topic = heading(title).filter(|heading| heading.also.is_none()).map(|h| h.topic);
            let mut fitting = entries.iter();
            let fits = |topic: &Topic| match topic {
                // Fields without a period: what does not fit them all stays together elsewhere.
                Topic::Publications | Topic::Awards | Topic::Certificates => {
                    fitting.all(|entry| entry.fits(*topic))
                }
                _ => fitting.any(|entry| entry.fits(*topic)),
            };
            topics.push(topic.filter(|topic| !topics.contains(&Some(*topic))).filter(fits));
        }
        let shapes = [
            (Kind::Position, Topic::Work),
            (Kind::School, Topic::Education),
            (Kind::Publication, Topic::Publications),
        ];
        for (kind, topic) in shapes {
            let (first, again) = {
                let is_kind = |entries: &[Entry]| {
                    !entries.is_empty() && entries.iter().all(|e| e.kind == kind)
                };
                let free = |i: &usize| topics[*i].is_none() && is_kind(&sections[*i].1);
                ((0..sections.len()).find(free), topics.contains(&Some(topic)))
            };
            if let (Some(first), false) = (first, again) {
                topics[first] = Some(topic);
            }
        }
        for ((title, entries), topic) in sections.into_iter().zip(topics) {
            self.section(title, entries, topic);
        }
    }

    fn section(&mut self, title: String, entries: Vec<Entry>, topic: Option<Topic>) {
        let profile = &mut self.profile;
        let fits = |entry: &Entry| topic.is_some_and(|topic| entry.fits(topic));
        let (placed, left): (Vec<_>, Vec<_>) = entries.into_iter().partition(fits);
        if let (Some(topic), false) = (topic, placed.is_empty()) {
            let key = entry::key(topic);
            placed.into_iter().for_each(|entry| entry.place(topic, profile));
            profile.section_order.push(key.to_owned());
            if !USUAL.contains(&title.to_lowercase().as_str()) {
                profile.section_titles.insert(key.to_owned(), title.as_str().into());
            }
        }
        if !left.is_empty() {
            profile.section_order.push("sections".to_owned());
            profile.sections.push(entry::custom(title, left));
        }
    }
}

/// Titles that say no more than the name of a field: they give way to those of the language.
const USUAL: [&str; 15] = [
    "summary",
    "experience",
    "work",
    "work experience",
    "education",
    "projects",
    "skills",
    "certifications",
    "certificates",
    "publications",
    "awards",
    "languages",
    "volunteer",
    "interests",
    "references",
];

/// Lines of which some are bullets, as a bullet with others below it by their indent.
fn outline(raw: &str) -> Highlight {
    let mut levels: Vec<(usize, Highlight)> = vec![(0, Highlight::default())];
    let close = |levels: &mut Vec<(usize, Highlight)>| {
        if let (Some((_, done)), Some((_, parent))) = (levels.pop(), levels.last_mut()) {
            parent.highlights.push(done);
        }
    };
    for (number, line) in raw.lines().enumerate() {
        let indent = line.len() - line.trim_start().len() + 1;
        let text = line.trim();
        if let Some(bullet) = text.strip_prefix("- ").filter(|_| number > 0) {
            while levels.len() > 1 && levels.last().is_some_and(|(level, _)| *level >= indent) {
                close(&mut levels);
            }
            levels.push((indent, Highlight::from(bullet)));
        } else if let Some((_, last)) = levels.last_mut() {
            let joined = format!("{} {text}", last.text.get(""));
            last.text = joined.trim().into();
        }
    }
    while levels.len() > 1 {
        close(&mut levels);
    }
    levels.pop().map(|(_, highlight)| highlight).unwrap_or_default()
}

/// A name that is a link from its first letter to its last: what it says, and where it leads.
fn unlinked(name: Option<Text>, is_wanted: bool) -> (Option<Text>, Option<String>) {
    let Some(Text::Plain(text)) = &name else { return (name, None) };
    match spans(text).as_slice() {
        [span] if is_wanted && span.url.as_deref().is_some_and(|url| url.contains("://")) => {
            let plain = Span { url: None, ..span.clone() };
            (Some(markup(&[plain]).into()), span.url.clone())
        }
        _ => (name, None),
    }
}

/// `academic_positions` as it is printed: "Academic Positions".
fn title(key: &str) -> String {
    if key.contains(' ') || key.chars().any(char::is_uppercase) {
        return key.replace('_', " ");
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    key.split('_').filter_map(word).collect::<Vec<_>>().join(" ")
}

/// An account that bears the name of its network: a user's name, or an address.
fn account_at(f: &mut Fields<'_>, network: &'static str) -> Option<Account> {
    let name = match network {
        "LinkedIn" => "linkedin",
        "GitHub" => "github",
        "GitLab" => "gitlab",
        "Twitter" => "twitter",
        _ => "orcid",
    };
    let text = f.peek(name).and_then(Node::scalar).and_then(|_| f.scalar_text(&[name]))?;
    let network = Some(network.to_owned());
    if text.contains('/') {
        return Some(Account { network, url: Some(text), ..Account::default() });
    }
    let page = extract::page_of(network.as_deref().unwrap_or_default(), &text);
    let url = (!page.is_empty()).then_some(page);
    Some(Account { network, username: Some(text), url, ..Account::default() })
}

fn account(f: &mut Fields<'_>) -> Account {
    let network = f.string(&["network"]);
    let username = f.scalar_text(&["username"]);
    let page = match (&network, &username) {
        (Some(network), Some(user)) => extract::page_of(network, user),
        _ => String::new(),
    };
    Account {
        network,
        username,
        url: f.url(&["url"]).or_else(|| (!page.is_empty()).then_some(page)),
        tags: Vec::new(),
        extra: f.rest(),
    }
}

/// A connection of the author's own, and its icon.
fn connection(f: &mut Fields<'_>) -> (Option<String>, Account) {
    let account = Account {
        username: f.scalar_text(&["placeholder"]),
        url: f.url(&["url"]),
        ..Account::default()
    };
    let icon = f.peek("fontawesome_icon").and_then(Node::scalar).map(str::to_owned);
    f.ignore(&["fontawesome_icon"], "settings of RenderCV");
    (icon, Account { extra: f.rest(), ..account })
}

/// The values of a field that holds one or several.
fn several(
    f: &mut Fields<'_>,
    name: &'static str,
    one: impl FnOnce(&mut Fields<'_>) -> Option<String>,
) -> std::vec::IntoIter<String> {
    let is_list = f.peek(name).is_some_and(|node| matches!(node.value, Value::List(_)));
    let values = if is_list { f.strings(&[name]) } else { one(f).into_iter().collect() };
    values.into_iter()
}

fn named(network: &str, username: String) -> Account {
    Account { network: Some(network.to_owned()), username: Some(username), ..Account::default() }
}

/// A phone number as people write it: `tel:+49-30-5550-117` is an address.
fn phone(number: String) -> String {
    number.strip_prefix("tel:").map_or(number.clone(), str::to_owned)
}
