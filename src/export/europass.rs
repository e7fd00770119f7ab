//! Europass: the passport of 2013 to 2020, `SkillsPassport` 3.4 in XML. The order of the elements is
//! that of its schema (<https://github.com/europass/ewa-cedefop>).

mod experience;
mod skills;

use super::element::Element;
use super::foreign::Target;
use super::lost::{Lost, leaves};
use super::outline::{Block, Bullet, Detail, Entry, Fact, Outline, Part, Thing, Words};
use super::text::one_line;
use super::{WriteOptions, Writer, lang};
use crate::diag::{Severity, Sink};
use crate::locale::Locale;
use crate::profile::web;
use crate::profile::{Account, Location, Profile, Text, When};

pub(super) static WRITER: Writer =
    Writer { name: "europass", title: "Europass (XML)", extension: "xml", write };

const NAMESPACE: &str = "http://europass.cedefop.europa.eu/Europass";

/// What stands where a time is demanded that nobody told.
const NO_TIME: &str = "1970-01-01T00:00:00.000Z";

/// The countries that Europass knows, by its codes.
const COUNTRIES: &str = "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY \
    BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG EL ER ES ET FI FJ FM FR GA \
    GD GE GH GL GM GN GQ GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW \
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI \
    NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO \
    SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG UK US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW";

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let lang = lang(profile, options);
    let locale = Locale::find(lang).unwrap_or_else(Locale::english);
    // What it counts is counted by the target as well.
    let parts = Outline::new(profile, lang, &mut Lost::default()).parts;
    let own = ["cefr", "meta.canonical", "meta.version", "meta.lastModified"];
    let target = Target::keeping(profile, lang, &own);
    let mut passport = Passport { profile, locale, target, parts };
    // Its languages are those of two letters.
    let tag = lang.get(..2).filter(|_| lang.split(['-', '_']).next().is_some_and(|p| p.len() == 2));
    let root = Element::new("SkillsPassport")
        .with("xmlns", NAMESPACE)
        .with("locale", tag.unwrap_or("en"))
        .and([passport.document_info(), passport.learner_info()]);
    let tag_is_whole = tag.is_some_and(|tag| tag.len() == lang.len());
    let unsaid = usize::from(!tag_is_whole && profile.lang.is_some());
    passport.target.lost.count(Severity::Info, "lang", None, 1, unsaid);
    passport.lose();
    passport.target.finish(WRITER.title, sink);
    root.document()
}

/// The writing of one profile.
struct Passport<'p> {
    profile: &'p Profile,
    locale: &'static Locale,
    target: Target<'p>,
    /// The sections as text.
    parts: Vec<Part>,
}

/// An element of those of the given ones that there are; `None` if there are none.
fn group(name: &'static str, parts: impl IntoIterator<Item = Option<Element>>) -> Option<Element> {
    Element::new(name).and(parts.into_iter().flatten()).unless_empty()
}

/// An element that holds text alone.
fn leaf(name: &'static str, text: Option<impl Into<String>>) -> Option<Element> {
    text.map(|text| Element::new(name).text(text))
}

/// A text in the place of which Europass expects one of a list: it has no code.
fn label(name: &'static str, text: Option<String>) -> Option<Element> {
    group(name, [leaf("Label", text)])
}

/// Prose with its paragraphs and bullets, as the HTML that a text may hold.
fn html(name: &'static str, prose: Element) -> Option<Element> {
    prose.unless_empty().map(|prose| Element::new(name).text(prose.inner_html()))
}

impl Passport<'_> {
    /// A text without its inline markup.
    fn plain(&self, text: &Option<Text>) -> Option<String> {
        self.target.text(text).map(|text| one_line(&text))
    }

    fn document_info(&mut self) -> Element {
        let meta = &self.profile.meta;
        let time = meta.last_modified.as_deref().and_then(time);
        let unsaid = [meta.last_modified.as_ref().filter(|_| time.is_none())].into_iter().flatten();
        self.target.lost.count(Severity::Info, "meta.lastModified", None, 1, unsaid.count());
        let time = time.unwrap_or_else(|| NO_TIME.to_owned());
        let members = [
            leaf("DocumentType", Some("ECV")),
            leaf("CreationDate", Some(time.as_str())),
            leaf("LastUpdateDate", Some(time.as_str())),
            leaf("XSDVersion", Some("V3.4")),
            leaf("Generator", Some("cvpdf")),
        ];
        Element::new("DocumentInfo").and(members.into_iter().flatten())
    }

    fn learner_info(&mut self) -> Element {
        let summary = self.target.summary(self.profile);
        let headline = self.plain(&self.profile.basics.label);
        // One headline has room for one of the two.
        let (headline, achieved) = match (headline, summary) {
            (Some(label), summary) => (headline_of("position", label), summary),
            (None, Some(summary)) => {
                let statement = Element::new("p").prose(&summary).inner_html();
                (headline_of("personal_statement", statement), None)
            }
            (None, None) => (None, None),
        };
        let members = [
            self.identification(),
            headline,
            group("WorkExperienceList", self.work()),
            group("EducationList", self.education()),
            self.skills(),
            group("AchievementList", self.achievements(achieved)),
        ];
        Element::new("LearnerInfo").and(members.into_iter().flatten())
    }

    fn identification(&mut self) -> Option<Element> {
        let name = self.plain(&self.profile.basics.name);
        let (first, last) = match name.as_deref().map(parted) {
            Some((first, last)) => (Some(first), Some(last)),
            None => (None, None),
        };
        let some = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let name = [leaf("FirstName", some(first)), leaf("Surname", some(last))];
        group(
            "Identification",
            [group("PersonName", name), self.contact_info(), self.demographics(), self.photo()],
        )
    }

    fn contact_info(&mut self) -> Option<Element> {
        let basics = &self.profile.basics;
        let mut sites = Vec::new();
        let mut others = Vec::new();
        let email = basics.email.as_deref();
        let (email, odd) = email.map_or((None, None), |email| match is_email(email) {
            true => (Some(email), None),
            false => (None, Some(email)),
        });
        others.extend(odd.map(|odd| contact("InstantMessaging", odd, None, Some("E-mail"))));
        let phones = basics.phone.iter().map(|phone| contact("Telephone", phone, None, None));
        match basics.url.as_deref().map(|url| (url, web::address(url))) {
            Some((_, Some(url))) => sites.push(contact("Website", &url, Some("personal"), None)),
            Some((url, None)) => others.push(contact("InstantMessaging", url, None, Some("URL"))),
            None => {}
        }
        for Account { network, username, url, .. } in &basics.profiles {
            let network = network.as_deref();
            match (url.as_deref().and_then(web::address), username) {
                (Some(page), user) => {
                    let unsaid =
                        user.as_deref().filter(|user| !page.contains(user.trim_start_matches('@')));
                    let kind = match (network, unsaid) {
                        (Some(network), Some(user)) => Some(format!("{network}: {user}")),
                        (network, user) => network.or(user).map(str::to_owned),
                    };
                    sites.push(contact("Website", &page, None, kind.as_deref()));
                }
                (None, user) => {
                    let said = [user, url].into_iter().flatten().map(String::as_str);
                    let said = said.collect::<Vec<_>>().join(" – ");
                    others.push(contact("InstantMessaging", &said, None, network));
                }
            }
        }
        let email = group("Email", [leaf("Contact", email)]);
        let phones = group("TelephoneList", phones.map(Some));
        let sites = group("WebsiteList", sites.into_iter().map(Some));
        let others = group("InstantMessagingList", others.into_iter().map(Some));
        group("ContactInfo", [self.address(), email, phones, sites, others])
    }

    /// Street, town and country. The region, which has no place of its own, stands with the town.
    fn address(&mut self) -> Option<Element> {
        let Location { address, postal_code, city, country_code, region, .. } =
            &self.profile.basics.location;
        let town: Vec<String> =
            [self.plain(city), self.plain(region)].into_iter().flatten().collect();
        let town = (!town.is_empty()).then(|| town.join(", "));
        let country = country_code.as_deref().and_then(|code| self.country(code));
        let address = self.target.text(address).unwrap_or_default();
        let mut lines = address.splitn(2, '\n').map(one_line).filter(|line| !line.is_empty());
        let members = [
            leaf("AddressLine", lines.next()),
            leaf("AddressLine2", lines.next()),
            leaf("PostalCode", postal_code.as_deref()),
            leaf("Municipality", town),
            country,
        ];
        group("Address", [group("Contact", members)])
    }

    fn country(&self, code: &str) -> Option<Element> {
        let name = self.locale.country(code).unwrap_or(code);
        let code = match code {
            "GB" => "UK",
            "GR" => "EL",
            code => code,
        };
        let known = COUNTRIES.split_ascii_whitespace().find(|known| *known == code);
        group("Country", [leaf("Code", known), leaf("Label", Some(name))])
    }

    /// What is private is written only if asked for.
    fn demographics(&mut self) -> Option<Element> {
        let personal = &self.profile.personal;
        let marital = usize::from(self.target.text(&personal.marital_status).is_some());
        if self.profile.meta.cvpdf.personal != Some(true) {
            let values = serde_json::to_value(personal).unwrap_or_default();
            self.target.lost.withhold("personal", leaves(&values));
            return None;
        }
        self.target.lose("personal.maritalStatus", marital);
        let birth = personal.birth_date.as_ref();
        let birth = birth.and_then(|birth| self.date("Birthdate", birth));
        let nationalities = self.target.texts(&personal.nationality);
        let nationalities =
            nationalities.iter().map(|text| label("Nationality", Some(one_line(text))));
        let nationalities = group("NationalityList", nationalities);
        group("Demographics", [birth, nationalities])
    }

    /// A picture within the profile; a file elsewhere cannot be put in.
    fn photo(&mut self) -> Option<Element> {
        let image = self.profile.basics.image.as_deref()?;
        let picture = image.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
        let picture = picture.filter(|(kind, _)| matches!(*kind, "image/jpeg" | "image/png"));
        self.target.lose("basics.image", usize::from(picture.is_none()));
        let (kind, data) = picture?;
        group("Photo", [leaf("MimeType", Some(kind)), leaf("Data", Some(data))])
    }

    /// A date in parts, as XML Schema writes them. A date that is a text is told.
    fn date(&mut self, name: &'static str, when: &When) -> Option<Element> {
        let Some(date) = when.date() else {
            self.target.lose("dates that are text", 1);
            return None;
        };
        let mut element = Element::new(name).with("year", format!("{:04}", date.year()));
        if let Some(month) = date.month() {
            element = element.with("month", format!("--{month:02}"));
        }
        if let Some(day) = date.day() {
            element = element.with("day", format!("---{day:02}"));
        }
        Some(element)
    }

    /// The sections that Europass has no list for, each as one text.
    fn achievements(&mut self, summary: Option<String>) -> Vec<Option<Element>> {
        let title = |key| Some(self.locale.section(key).to_owned());
        let mut achievements = Vec::new();
        if let Some(summary) = summary {
            let text = html("Description", Element::new("p").prose(&summary));
            achievements.push(group("Achievement", [label("Title", title("summary")), text]));
        }
        for part in &self.parts {
            let code = match part.key {
                "awards" => Some("honors_awards"),
                "certificates" => Some("certifications"),
                "publications" | "projects" | "references" => Some(part.key),
                "volunteer" | "interests" => None,
                "sections" if !self.is_summary(part) && !self.is_skills(part) => None,
                _ => continue,
            };
            let title = part.title.as_deref().map(one_line);
            let title = group("Title", [leaf("Code", code), leaf("Label", title)]);
            let text = html("Description", blocks(Element::new("p"), &part.blocks));
            achievements.push(group("Achievement", [title, text]));
        }
        achievements
    }

    /// Whether a section is prose without a title, which is part of the summary.
    fn is_summary(&self, part: &Part) -> bool {
        part.title.is_none() && !part.blocks.iter().any(|block| matches!(block, Block::Entry(_)))
    }

    /// What there is no field for.
    fn lose(&mut self) {
        let profile = self.profile;
        let value = |value: serde_json::Result<serde_json::Value>| value.unwrap_or_default();
        let titles = profile.section_titles.keys();
        let untold = titles.filter(|key| {
            matches!(key.as_str(), "summary" | "work" | "education" | "skills" | "languages")
        });
        let kinds = profile.publications.iter().filter(|publication| publication.kind.is_some());
        let kinds_of_projects = profile.projects.iter().filter(|project| project.kind.is_some());
        for (field, values) in [
            ("sectionTitles", untold.count()),
            ("sectionOrder", profile.section_order.len()),
            ("publications.type", kinds.count()),
            ("projects.type", kinds_of_projects.count()),
            ("meta.canonical", usize::from(profile.meta.canonical.is_some())),
            ("meta.version", usize::from(profile.meta.version.is_some())),
            ("meta.cvpdf", leaves(&value(serde_json::to_value(&profile.meta.cvpdf)))),
        ] {
            self.target.lost.count(Severity::Info, field, None, 1, values);
        }
    }
}

fn headline_of(kind: &'static str, text: String) -> Option<Element> {
    let kind = group("Type", [leaf("Code", Some(kind))]);
    group("Headline", [kind, label("Description", Some(text))])
}

/// An address or a number, with its use: a code, or the author's words.
fn contact(name: &'static str, contact: &str, code: Option<&str>, words: Option<&str>) -> Element {
    let kind = group("Use", [leaf("Code", code), leaf("Label", words)]);
    Element::new(name).and([leaf("Contact", Some(contact)), kind].into_iter().flatten())
}

/// Blocks of text as the HTML that they would be on a page.
fn blocks<'b>(mut prose: Element, blocks: impl IntoIterator<Item = &'b Block>) -> Element {
    for block in blocks {
        prose = match block {
            Block::Prose(text) => prose.prose(text),
            Block::Bullets(items) => prose.and([bullets(items)]),
            Block::Facts(facts) => {
                let item = |fact| labelled(Element::new("li"), fact);
                prose.and([Element::new("ul").and(facts.iter().map(item))])
            }
            Block::Things(things) => {
                let item = |thing: &Thing| labelled(Element::new("li"), &thing.fact());
                prose.and([Element::new("ul").and(things.iter().map(item))])
            }
            Block::Line(fact) => prose.and([labelled(Element::new("p"), fact)]),
            Block::Entry(entry) => entry_of(prose, entry),
        };
    }
    prose
}

/// An entry as a line in bold print, and what is said below it.
fn entry_of(prose: Element, entry: &Entry) -> Element {
    let title = entry.title.as_ref();
    let title = title.map(|(_, title)| Element::new("strong").inline(title));
    let mut head = Element::new("p").and(title);
    let mut is_first = entry.title.is_none();
    if let Some(dates) = &entry.dates {
        head = (if is_first { head } else { head.text(", ") }).text(dates.as_str());
        is_first = false;
    }
    for Detail { label, words: said, .. } in &entry.details {
        head = if is_first { head } else { head.text(", ") };
        let label = label.iter().map(|label| format!("{label}: "));
        head = words(label.fold(head, Element::text), said);
        is_first = false;
    }
    let below = entry.body.iter().map(|(_, block)| block);
    // A closure of its own kind would be made for each depth.
    let below: Vec<&Block> = below.collect();
    blocks(prose.and(head.unless_empty()), below)
}

fn bullets(items: &[Bullet]) -> Element {
    let item = |Bullet { text, below }: &Bullet| {
        let below = (!below.is_empty()).then(|| bullets(below));
        Element::new("li").inline(text).and(below)
    };
    Element::new("ul").and(items.iter().map(item))
}

fn labelled(element: Element, Fact { label, text }: &Fact) -> Element {
    match label {
        Some(label) => words(element.and([Element::new("strong").inline(label)]).text(": "), text),
        None => words(element, text),
    }
}

fn words(element: Element, words: &Words) -> Element {
    match words {
        Words::Text(text) => element.inline(text),
        Words::Literal(text) => match web::address(text) {
            Some(url) => element.and([Element::new("a").with("href", url).text(text.as_str())]),
            None => element.text(text.as_str()),
        },
        Words::List(items, separator) => {
            items.iter().enumerate().fold(element, |element, (i, item)| {
                let element = if i > 0 { element.text(separator.as_str()) } else { element };
                element.inline(item)
            })
        }
    }
}

/// First name and surname. The surname begins at a word in lower case ("van der Berg"), else it is
/// the last word.
fn parted(name: &str) -> (&str, &str) {
    let mut at = name.match_indices(' ').map(|(at, _)| at);
    let particle = at.clone().find(|at| name[at + 1..].starts_with(char::is_lowercase));
    match particle.or_else(|| at.next_back()) {
        Some(at) => (&name[..at], &name[at + 1..]),
        None => ("", name),
    }
}

/// Whether it has the form that the schema demands of a mail address.
fn is_email(email: &str) -> bool {
    let parts = email.split_once('@').and_then(|(user, host)| Some((user, host.split_once('.')?)));
    parts.is_some_and(|(user, (host, top))| {
        !user.is_empty()
            && !host.is_empty()
            && !top.is_empty()
            && !email.contains(char::is_whitespace)
    })
}

/// A time as XML Schema writes it.
fn time(text: &str) -> Option<String> {
    let digits: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let time = match digits.get(..19) {
        _ if digits == "0000-00-00" => format!("{text}T00:00:00"),
        Some("0000-00-00T00:00:00") => text[..19].to_owned(),
        _ => return None,
    };
    let part =
        |range: std::ops::Range<usize>| time.get(range).and_then(|part| part.parse::<u8>().ok());
    let is_date = crate::profile::DateReading::of(time.get(..10)?);
    let is_date = matches!(is_date, crate::profile::DateReading::Date(_));
    (is_date && part(11..13)? < 24 && part(14..16)? < 60 && part(17..19)? < 60)
        .then(|| format!("{time}.000Z"))
}
