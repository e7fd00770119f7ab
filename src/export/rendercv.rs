//! RenderCV 2: sections of entries of one kind each (<https://docs.rendercv.com>).

mod sections;

use serde_json::{Map, Value};

use super::foreign::{Target, object};
use super::{WriteOptions, Writer, lang};
use crate::diag::{Severity, Sink};
use crate::locale::Locale;
use crate::profile::web::{address, is_email};
use crate::profile::{Account, Options, Profile};
use crate::syntax;

pub(super) static WRITER: Writer =
    Writer { name: "rendercv", title: "RenderCV", extension: "yaml", write };

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let lang = lang(profile, options);
    let locale = Locale::find(lang).unwrap_or_else(Locale::english);
    let mut target = Target::new(profile, lang);
    let mut cv = header(profile, locale, &mut target);
    let sections = sections::sections(profile, locale, &mut target);
    if !sections.is_empty() {
        cv.insert("sections".to_owned(), sections.into());
    }
    let design = design(&profile.meta.cvpdf, &mut target);
    let mut root = object([("cv", cv.into()), ("design", design.into())]);
    root.entry("cv").or_insert_with(|| Map::new().into());
    if let Some(language) = language(lang) {
        let locale = Map::from_iter([("language".to_owned(), Value::from(language))]);
        root.insert("locale".to_owned(), locale.into());
    }
    target.finish(WRITER.title, sink);
    syntax::yaml::write(&Value::Object(root))
}

/// The accent and the paper; the other options have no counterpart.
fn design(options: &Options, target: &mut Target<'_>) -> Map<String, Value> {
    let paper = match options.paper.as_deref() {
        Some("a4") => Some("a4"),
        Some("a5") => Some("a5"),
        Some("letter" | "us-letter") => Some("us-letter"),
        _ => None,
    };
    let accent = options.accent.as_deref().filter(|accent| *accent != "none");
    let written = usize::from(paper.is_some()) + usize::from(accent.is_some());
    let others = options.names().len() - written;
    target.lost.count(Severity::Info, "meta.cvpdf", None, 1, others);
    if written == 0 {
        return Map::new();
    }
    let page = object([("size", paper.into())]);
    let colors = ["name", "headline", "connections", "section_titles", "links"];
    let colors = object(colors.map(|name| (name, accent.into())));
    object([("theme", "classic".into()), ("page", page.into()), ("colors", colors.into())])
}

/// The name of a language that RenderCV has words of, English excepted, which it takes by itself.
fn language(lang: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 22] = [
        ("ar", "arabic"),
        ("da", "danish"),
        ("de", "german"),
        ("es", "spanish"),
        ("fa", "persian"),
        ("fr", "french"),
        ("he", "hebrew"),
        ("hi", "hindi"),
        ("hu", "hungarian"),
        ("id", "indonesian"),
        ("it", "italian"),
        ("ja", "japanese"),
        ("ko", "korean"),
        ("nb", "norwegian_bokmål"),
        ("nl", "dutch"),
        ("nn", "norwegian_nynorsk"),
        ("no", "norwegian_bokmål"),
        ("pt", "portuguese"),
        ("ru", "russian"),
        ("tr", "turkish"),
        ("vi", "vietnamese"),
        ("zh", "mandarin_chinese"),
    ];
    let primary = lang.split(['-', '_']).next().unwrap_or(lang).to_lowercase();
    NAMES.iter().find(|(tag, _)| *tag == primary).map(|(_, name)| *name)
}

/// What stands above the sections. What does not have the form that RenderCV demands becomes a
/// connection of one's own, which takes any text.
fn header(profile: &Profile, locale: &Locale, target: &mut Target<'_>) -> Map<String, Value> {
    let basics = &profile.basics;
    let mut head = Head::default();
    if let Some(email) = &basics.email {
        head.email(email);
    }
    if let Some(phone) = &basics.phone {
        head.phone(phone);
    }
    if let Some(url) = &basics.url {
        head.site(url);
    }
    for account in &basics.profiles {
        head.account(account);
    }
    let place = locale.address(&basics.location, target.lang);
    // A picture within the profile is no file.
    let is_file = |image: &String| !image.contains(':') || address(image).is_some();
    let photo = basics.image.clone().filter(is_file);
    target.lost.count_types(profile);
    target.lose("basics.image", usize::from(photo.is_none() && basics.image.is_some()));
    let one_or_more = |mut values: Vec<String>| match values.len() {
        0 | 1 => values.pop().into(),
        _ => Value::from(values),
    };
    object([
        ("name", target.text(&basics.name).into()),
        ("headline", target.text(&basics.label).into()),
        ("location", (!place.is_empty()).then_some(place).into()),
        ("email", one_or_more(head.emails)),
        ("photo", photo.into()),
        ("phone", one_or_more(head.phones)),
        ("website", one_or_more(head.sites)),
        ("social_networks", head.networks.into()),
        ("custom_connections", head.others.into()),
    ])
}

#[derive(Default)]
struct Head {
    emails: Vec<String>,
    phones: Vec<String>,
    sites: Vec<String>,
    networks: Vec<Value>,
    others: Vec<Value>,
}

impl Head {
    fn email(&mut self, email: &str) {
        match is_email(email) {
            true => self.emails.push(email.to_owned()),
            false => self.other("envelope", email, None),
        }
    }

    fn phone(&mut self, phone: &str) {
        match is_international(phone) {
            true => self.phones.push(phone.to_owned()),
            false => self.other("phone", phone, None),
        }
    }

    fn site(&mut self, url: &str) {
        match address(url) {
            Some(url) => self.sites.push(url),
            None => self.other("link", url, None),
        }
    }

    fn other(&mut self, icon: &str, text: &str, url: Option<String>) {
        let icon = Value::from(icon);
        let members = [("fontawesome_icon", icon), ("placeholder", text.into())];
        let mut connection = object(members);
        connection.insert("url".to_owned(), url.into());
        self.others.push(connection.into());
    }

    fn account(&mut self, account: &Account) {
        let Account { network, username, url, .. } = account;
        let network_is =
            |name: &str| network.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(name));
        match (username, url) {
            (Some(user), None) if network_is("email") => return self.email(user),
            (Some(user), None) if network_is("phone") => return self.phone(user),
            (None, Some(url)) if network.is_none() => return self.site(url),
            _ => {}
        }
        let page = url.as_deref().and_then(address);
        let known = network.as_deref().and_then(network_of);
        if let Some((name, prefix)) = known
            && let Some(user) = user_of(name, prefix, username.as_deref(), page.as_deref())
        {
            let members = [("network", name.into()), ("username", user.into())];
            self.networks.push(object(members).into());
            return;
        }
        let parts = [network.as_ref(), username.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let text = match parts.is_empty() {
            true => url.clone().unwrap_or_default(),
            false => parts.join(": "),
        };
        self.other("link", &text, page);
    }
}

/// The networks of RenderCV, and where their users' pages begin.
fn network_of(name: &str) -> Option<(&'static str, &'static str)> {
    const NETWORKS: [(&str, &str); 17] = [
        ("LinkedIn", "linkedin.com/in/"),
        ("GitHub", "github.com/"),
        ("GitLab", "gitlab.com/"),
        ("IMDB", "imdb.com/name/"),
        ("Instagram", "instagram.com/"),
        ("ORCID", "orcid.org/"),
        ("Mastodon", ""),
        ("StackOverflow", "stackoverflow.com/users/"),
        ("ResearchGate", "researchgate.net/profile/"),
        ("YouTube", "youtube.com/@"),
        ("Google Scholar", "scholar.google.com/citations?user="),
        ("Telegram", "t.me/"),
        ("WhatsApp", "wa.me/"),
        ("Leetcode", "leetcode.com/u/"),
        ("X", "x.com/"),
        ("Bluesky", "bsky.app/profile/"),
        ("Reddit", "reddit.com/user/"),
    ];
    let simple = |name: &str| name.to_lowercase().replace(' ', "");
    let name = if name.eq_ignore_ascii_case("twitter") { "x".to_owned() } else { simple(name) };
    NETWORKS.into_iter().find(|(known, _)| simple(known) == name)
}

/// The user's name at a network, if the page that RenderCV makes of it is the account's.
fn user_of(network: &str, prefix: &str, user: Option<&str>, page: Option<&str>) -> Option<String> {
    let user =
        user.map(|user| user.trim_start_matches(if network == "Mastodon" { '\0' } else { '@' }));
    let tail = page.and_then(|page| {
        let page = page.split_once("://").map_or(page, |(_, rest)| rest);
        let page = page.trim_start_matches("www.").trim_end_matches('/');
        let page = page.replace("twitter.com/", "x.com/");
        page.strip_prefix(prefix).filter(|_| !prefix.is_empty()).map(str::to_owned)
    });
    let user = match (user, page) {
        (Some(user), None) => user.to_owned(),
        (None, Some(_)) => tail?,
        // A page elsewhere would be lost.
        (Some(user), Some(_)) if network == "Mastodon" => user.to_owned(),
        (Some(user), Some(_)) => tail.filter(|tail| tail.eq_ignore_ascii_case(user))?,
        (None, None) => return None,
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = |c: char| c.is_ascii_alphanumeric() || "-_.~%".contains(c);
    let fits = match network {
        "Mastodon" => {
            let mut parts = user.strip_prefix('@')?.split('@');
            let (name, host) = (parts.next()?, parts.next()?);
            parts.next().is_none()
                && name.chars().all(word)
                && host.contains('.')
                && host.chars().all(word)
        }
        "StackOverflow" => user
            .split_once('/')
            .is_some_and(|(id, name)| digits(id) && !name.is_empty() && name.chars().all(word)),
        "ORCID" => {
            let parts: Vec<&str> = user.split('-').collect();
            parts.len() == 4
                && parts.iter().all(|part| part.len() == 4)
                && parts.iter().all(|part| digits(part.trim_end_matches('X')))
        }
        "IMDB" => user.strip_prefix("nm").is_some_and(|id| id.len() == 7 && digits(id)),
        "WhatsApp" => is_international(&user),
        "Bluesky" => {
            user.contains('.')
                && user.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
        }
        "Reddit" => {
            (3..=23).contains(&user.len())
                && user.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        }
        _ => !user.is_empty() && user.chars().all(word),
    };
    fits.then_some(user)
}

/// Whether a phone number has the country's code before it and as many digits as one has. Some
/// countries have further rules that RenderCV checks.
fn is_international(phone: &str) -> bool {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let plain = phone.chars().skip(1).all(|c| c.is_ascii_digit() || " -().\u{a0}".contains(c));
    let rest = |code: &str| digits.strip_prefix(code).map(str::as_bytes);
    let in_plan = match (rest("1"), rest("34"), rest("44")) {
        (Some(number), ..) => {
            number.len() == 10 && number[0] > b'1' && number[3] > b'1' && &number[..3] != b"555"
        }
        (_, Some(number), _) => number.len() == 9 && number[0] > b'5',
        (.., Some(number)) => !number.starts_with(b"7700900"),
        _ => true,
    };
    phone.starts_with('+') && plain && (8..=15).contains(&digits.len()) && in_plan
}
