//! YAMLResume: every section of its schema, in its order (<https://yamlresume.dev>).

mod choices;

use serde_json::{Map, Value};

use super::foreign::{Target, is_below_summary, joined, object};
use super::{WriteOptions, Writer, lang};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::profile::web;
use crate::profile::{Account, Highlight, Options, Profile, Sections, Text, When};
use crate::syntax;

pub(super) static WRITER: Writer =
    Writer { name: "yamlresume", title: "YAMLResume", extension: "yml", write };

const SCHEMA: &str = "https://yamlresume.dev/schema.json";

/// What stands for a text that YAMLResume demands and the profile lacks.
const LACKING: &str = "N/A";

fn write(profile: &Profile, options: &WriteOptions, sink: &mut Sink) -> String {
    let lang = lang(profile, options);
    let mut writer =
        Resume { target: Target::new(profile, lang), lacking: Vec::new(), chosen: 0, long: 0 };
    let mut root = object([("content", writer.content(profile).into())]);
    if let Some(language) = choices::locale(lang) {
        root.insert("locale".to_owned(), object([("language", language.into())]).into());
    }
    let layout = writer.layout(profile);
    if !layout.is_empty() {
        root.insert("layouts".to_owned(), Value::from(vec![Value::Object(layout)]));
    }
    writer.finish(sink);
    format!("# yaml-language-server: $schema={SCHEMA}\n{}", syntax::yaml::write(&root.into()))
}

struct Resume<'p> {
    target: Target<'p>,
    /// The fields that are demanded and that the profile says nothing for.
    lacking: Vec<&'static str>,
    /// How many degrees and levels had to be chosen from a list that has not the author's words.
    chosen: usize,
    /// How many summaries are longer than YAMLResume takes.
    long: usize,
}

impl Resume<'_> {
    fn finish(self, sink: &mut Sink) {
        let mut tell = |count: usize, message: String, help: &str| {
            if count > 0 {
                sink.push(Diagnostic::warning("not-in-target", message).help(help));
            }
        };
        let fields: Vec<String> = self.lacking.iter().map(|field| format!("`{field}`")).collect();
        tell(
            fields.len(),
            format!("YAMLResume demands what the profile does not say: {}", fields.join(", ")),
            "complete the file by hand where it says `N/A`, or where a date is missing",
        );
        tell(
            self.chosen,
            format!(
                "{} degrees and levels are the nearest ones that YAMLResume knows",
                self.chosen
            ),
            "the author's words stand beside them",
        );
        tell(
            self.long,
            format!("{} texts are longer than YAMLResume takes", self.long),
            "shorten them; nothing was cut",
        );
        self.target.finish(WRITER.title, sink);
    }

    fn content(&mut self, profile: &Profile) -> Map<String, Value> {
        let mut content = object([
            ("basics", self.basics(profile).into()),
            ("location", self.location(profile).into()),
            ("profiles", self.accounts(&profile.basics.profiles).into()),
        ]);
        // Demanded, be it empty.
        content.insert("education".to_owned(), self.education(profile).into());
        content.extend(object([
            ("work", self.work(profile).into()),
            ("volunteer", self.volunteer(profile).into()),
            ("awards", self.awards(profile).into()),
            ("certificates", self.certificates(profile).into()),
            ("publications", self.publications(profile).into()),
            ("skills", self.skills(profile).into()),
            ("languages", self.languages(profile).into()),
            ("interests", self.interests(profile).into()),
            ("references", self.references(profile).into()),
            ("projects", self.projects(profile).into()),
        ]));
        for section in profile.sections.iter().filter(|section| !is_below_summary(section)) {
            let value = serde_json::to_value(section).unwrap_or_default();
            let values = super::lost::leaves(&value);
            self.target.lost.count(Severity::Warning, "sections", Some("section"), 1, values);
        }
        let personal = serde_json::to_value(&profile.personal).unwrap_or_default();
        self.target.lost.add(Severity::Warning, "personal", &personal);
        content
    }

    /// A text that is demanded.
    fn demanded(&mut self, field: &'static str, text: Option<String>) -> Value {
        let text = text.unwrap_or_else(|| {
            self.lack(field);
            LACKING.to_owned()
        });
        let longest = if ["position", "area", "city"].contains(&field) { 64 } else { 128 };
        self.sized(Some(text), 2, longest)
    }

    /// A text of a certain length: a short one is filled up with spaces, which nobody sees; a long
    /// one is told.
    fn sized(&mut self, text: Option<String>, shortest: usize, longest: usize) -> Value {
        let text = text.map(|text| format!("{text:<shortest$}"));
        let is_long = text.as_ref().is_some_and(|text| text.encode_utf16().count() > longest);
        self.long += usize::from(is_long);
        text.into()
    }

    fn lack(&mut self, field: &'static str) {
        if !self.lacking.contains(&field) {
            self.lacking.push(field);
        }
    }

    fn text(&self, text: &Option<Text>) -> Option<String> {
        self.target.text(text)
    }

    fn url(&mut self, url: &Option<String>) -> Value {
        let written = url.as_deref().and_then(web::address);
        if url.is_some() && written.is_none() {
            self.target.lose("url", 1);
        }
        written.into()
    }

    /// A date; text that is none is lost.
    fn date(&mut self, when: &Option<When>) -> Value {
        let day = when.as_ref().and_then(When::date);
        self.target.lose("dates that are text", usize::from(when.is_some() && day.is_none()));
        day.map(|day| day.to_string()).into()
    }

    /// The start and the end; an end by itself stands for both.
    fn period(&mut self, start: &Option<When>, end: &Option<When>) -> [(&'static str, Value); 2] {
        let (start, end) = (self.date(start), self.date(end));
        let start = if start.is_null() { end.clone() } else { start };
        [("startDate", start), ("endDate", end)]
    }

    /// A summary. One that is demanded and lacking is made of what else is said.
    fn summary(
        &mut self,
        texts: &[&Option<Text>],
        highlights: &[Highlight],
        else_: Option<&[&Option<Text>]>,
    ) -> Value {
        let found = self.target.prose(texts, highlights);
        let found = found.or_else(|| {
            let parts = else_?.iter().filter_map(|text| self.text(text));
            let made = joined(parts, ", ");
            self.lack("summary");
            Some(made.unwrap_or_else(|| LACKING.to_owned()))
        });
        self.sized(found, 16, 1024)
    }

    /// Keywords, of which YAMLResume takes short ones only.
    fn keywords(&mut self, keywords: &[Text]) -> Value {
        let (short, long): (Vec<String>, Vec<String>) = self
            .target
            .texts(keywords)
            .into_iter()
            .partition(|word| word.encode_utf16().count() <= 32);
        self.target.lose("keywords of more than 32 characters", long.len());
        short.into()
    }

    fn basics(&mut self, profile: &Profile) -> Map<String, Value> {
        let basics = &profile.basics;
        let email = basics.email.clone().filter(|email| web::is_email(email));
        self.target.lose("basics.email", usize::from(basics.email.is_some() && email.is_none()));
        let phone = basics.phone.as_deref().map(|phone| phone.replace(['.', '/', '\u{a0}'], "-"));
        // Brackets within a number are not taken.
        let phone = phone.map(|phone| match is_phone(&phone) {
            true => phone,
            false => phone.replace(['(', ')'], ""),
        });
        let phone = phone.filter(|phone| is_phone(phone));
        self.target.lose("basics.phone", usize::from(basics.phone.is_some() && phone.is_none()));
        let summary = self.target.summary(profile).map(Text::from);
        let image = usize::from(basics.image.is_some());
        self.target.lost.count(Severity::Info, "basics.image", None, 1, image);
        object([
            ("name", self.demanded("name", self.target.text(&basics.name))),
            ("headline", self.sized(self.target.text(&basics.label), 2, 128)),
            ("email", email.into()),
            ("phone", phone.into()),
            ("url", self.url(&basics.url)),
            ("summary", self.summary(&[&summary], &[], None)),
        ])
    }

    fn location(&mut self, profile: &Profile) -> Map<String, Value> {
        let location = &profile.basics.location;
        let country = location.country_code.as_deref();
        let known = country.and_then(choices::country);
        self.target.lose("location.country", usize::from(country.is_some() && known.is_none()));
        let members = object([
            ("address", self.sized(self.target.text(&location.address), 4, 256)),
            ("country", known.into()),
            ("postalCode", self.sized(location.postal_code.clone(), 2, 16)),
            ("region", self.sized(self.target.text(&location.region), 2, 64)),
        ]);
        let city = self.text(&location.city);
        if members.is_empty() && city.is_none() {
            return members;
        }
        let mut all = object([("city", self.demanded("city", city))]);
        all.extend(members);
        all
    }

    fn accounts(&mut self, accounts: &[Account]) -> Vec<Value> {
        let mut written = Vec::new();
        for account in accounts {
            let network = account.network.as_deref().and_then(choices::network);
            let page = account.url.as_deref().and_then(web::address);
            // The page ends with the name.
            let end =
                page.as_deref().and_then(|page| page.trim_end_matches('/').rsplit('/').next());
            let user = account.username.clone().or_else(|| end.map(str::to_owned));
            let (Some(network), Some(user)) = (network, user) else {
                let values = serde_json::to_value(account).unwrap_or_default();
                self.target.lost.add(Severity::Warning, "basics.profiles", &values);
                continue;
            };
            written.push(
                object([
                    ("network", network.into()),
                    ("username", user.into()),
                    ("url", page.into()),
                ])
                .into(),
            );
        }
        written
    }

    fn education(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for school in &profile.education {
            let kind = self.text(&school.study_type);
            let degree = kind.as_deref().and_then(choices::degree);
            let is_exact = degree.is_some() && degree == kind.as_deref();
            let words = kind.filter(|_| !is_exact);
            self.chosen += usize::from(words.is_some() || degree.is_none());
            let area = joined(words.into_iter().chain(self.text(&school.area)), ", ");
            let score = self.text(&school.score);
            let courses = self.target.texts(&school.courses).into_iter();
            let courses: Vec<Value> = courses.map(|c| self.sized(Some(c), 2, 128)).collect();
            self.target.drop_text("education.location", &school.location);
            self.target.lose("education.keywords", school.keywords.len());
            let mut members = object([
                (
                    "institution",
                    self.demanded("institution", self.target.text(&school.institution)),
                ),
                ("degree", degree.unwrap_or("Diploma").into()),
                ("area", self.demanded("area", area)),
                ("score", self.sized(score, 2, 32)),
            ]);
            members.extend(self.began(&school.start_date, &school.end_date));
            members.extend(object([
                ("courses", courses.into()),
                ("summary", self.summary(&[&school.summary], &school.highlights, None)),
                ("url", self.url(&school.url)),
            ]));
            written.push(members.into());
        }
        written
    }

    fn work(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for work in &profile.work {
            self.target.drop_text("work.location", &work.location);
            let mut members = object([
                ("name", self.demanded("name", self.target.text(&work.name))),
                ("position", self.demanded("position", self.target.text(&work.position))),
            ]);
            members.extend(self.began(&work.start_date, &work.end_date));
            let else_ = [&work.position, &work.name];
            members.extend(object([
                (
                    "summary",
                    self.summary(
                        &[&work.description, &work.summary],
                        &work.highlights,
                        Some(&else_),
                    ),
                ),
                ("keywords", self.keywords(&work.keywords)),
                ("url", self.url(&work.url)),
            ]));
            written.push(members.into());
        }
        written
    }

    /// A period whose start is demanded.
    fn began(&mut self, start: &Option<When>, end: &Option<When>) -> Map<String, Value> {
        let period = self.period(start, end);
        if period[0].1.is_null() {
            self.lack("startDate");
        }
        object(period)
    }

    fn volunteer(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for work in &profile.volunteer {
            self.target.drop_text("volunteer.location", &work.location);
            self.target.lose("volunteer.keywords", work.keywords.len());
            let mut members = object([
                (
                    "organization",
                    self.demanded("organization", self.target.text(&work.organization)),
                ),
                ("position", self.demanded("position", self.target.text(&work.position))),
            ]);
            members.extend(self.began(&work.start_date, &work.end_date));
            let else_ = [&work.position, &work.organization];
            members.extend(object([
                ("summary", self.summary(&[&work.summary], &work.highlights, Some(&else_))),
                ("url", self.url(&work.url)),
            ]));
            written.push(members.into());
        }
        written
    }

    fn projects(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for project in &profile.projects {
            let roles = self.target.list(&project.roles);
            let about = joined(roles.into_iter().chain(self.text(&project.entity)), ", ");
            let about = about.map(Text::from);
            // A description is one short paragraph.
            let fits = |text: &String| text.encode_utf16().count() <= 1024 && !text.contains('\n');
            let description = self.text(&project.description).filter(fits);
            let rest = if description.is_some() { &None } else { &project.description };
            let mut members = object([
                ("name", self.demanded("name", self.target.text(&project.name))),
                ("description", self.sized(description, 4, 1024)),
            ]);
            members.extend(self.began(&project.start_date, &project.end_date));
            let else_ = [&project.description, &project.name];
            members.extend(object([
                ("summary", self.summary(&[&about, rest], &project.highlights, Some(&else_))),
                ("keywords", self.keywords(&project.keywords)),
                ("url", self.url(&project.url)),
            ]));
            written.push(members.into());
        }
        written
    }

    fn awards(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for award in &profile.awards {
            self.target.lose("awards.url", usize::from(award.url.is_some()));
            let members = object([
                ("title", self.demanded("title", self.target.text(&award.title))),
                ("awarder", self.demanded("awarder", self.target.text(&award.awarder))),
                ("date", self.date(&award.date)),
                ("summary", self.summary(&[&award.summary], &[], None)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn certificates(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for certificate in &profile.certificates {
            self.target.drop_text("certificates.summary", &certificate.summary);
            let members = object([
                ("name", self.demanded("name", self.target.text(&certificate.name))),
                ("issuer", self.demanded("issuer", self.target.text(&certificate.issuer))),
                ("date", self.date(&certificate.date)),
                ("url", self.url(&certificate.url)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn publications(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        self.target.lost.count_types(profile);
        for publication in &profile.publications {
            self.target.lose("publications.authors", publication.authors.len());
            let doi = publication.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
            let has_both = usize::from(doi.is_some() && publication.url.is_some());
            self.target.lose("publications.doi", has_both);
            let members = object([
                ("name", self.demanded("name", self.target.text(&publication.name))),
                ("publisher", self.demanded("publisher", self.target.text(&publication.publisher))),
                ("releaseDate", self.date(&publication.release_date)),
                ("url", self.url(&publication.url.clone().or(doi))),
                ("summary", self.summary(&[&publication.summary], &[], None)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn skills(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for skill in &profile.skills {
            let words = self.text(&skill.level);
            let level = words.as_deref().and_then(choices::level);
            let is_exact = level.is_some() && level == words.as_deref();
            self.chosen += usize::from(!is_exact);
            let name = match (self.text(&skill.name), words.filter(|_| !is_exact)) {
                (Some(name), Some(words)) => Some(format!("{name} ({words})")),
                (name, words) => name.or(words),
            };
            let members = object([
                ("name", self.demanded("name", name)),
                ("level", level.unwrap_or("Intermediate").into()),
                ("keywords", self.keywords(&skill.keywords)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn languages(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for language in &profile.languages {
            let name = self.text(&language.language);
            let Some(known) = name.as_deref().and_then(choices::language) else {
                let values = serde_json::to_value(language).unwrap_or_default();
                self.target.lost.add(Severity::Warning, "languages", &values);
                continue;
            };
            let words = self.text(&language.fluency);
            let (fluency, more) = words.as_deref().map_or((None, Vec::new()), choices::fluency);
            let is_exact = more.iter().all(|word| Some(*word) != words.as_deref());
            self.chosen += usize::from(!is_exact || fluency.is_none());
            let words: Vec<Text> = more.into_iter().map(Text::from).collect();
            let members = object([
                ("language", known.into()),
                ("fluency", fluency.unwrap_or("Limited Working Proficiency").into()),
                ("keywords", self.keywords(&words)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn interests(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for interest in &profile.interests {
            let members = object([
                ("name", self.demanded("name", self.target.text(&interest.name))),
                ("keywords", self.keywords(&interest.keywords)),
            ]);
            written.push(members.into());
        }
        written
    }

    fn references(&mut self, profile: &Profile) -> Vec<Value> {
        let mut written = Vec::new();
        for reference in &profile.references {
            let else_ = [&reference.name];
            let members = object([
                ("name", self.demanded("name", self.target.text(&reference.name))),
                ("summary", self.summary(&[&reference.reference], &[], Some(&else_))),
            ]);
            written.push(members.into());
        }
        written
    }

    /// The paper, and the order and the titles of the sections; the other options have no counterpart.
    fn layout(&mut self, profile: &Profile) -> Map<String, Value> {
        let theirs = |key: &str| match key {
            "summary" => Some("basics".to_owned()),
            "sections" => None,
            key => Sections::KEYS.contains(&key).then(|| key.to_owned()),
        };
        let order: Vec<String> =
            profile.section_order.iter().filter_map(|key| theirs(key)).collect();
        let titles = profile
            .section_titles
            .iter()
            .filter_map(|(key, title)| Some((theirs(key)?, Value::from(self.target.one(title)?))));
        let titles: Map<String, Value> = titles.collect();
        let Options { paper, .. } = &profile.meta.cvpdf;
        let paper = paper.as_deref().filter(|paper| ["a4", "letter"].contains(paper));
        let others = profile.meta.cvpdf.names().len() - usize::from(paper.is_some());
        self.target.lost.count(Severity::Info, "meta.cvpdf", None, 1, others);
        let page = object([("paperSize", paper.into())]);
        let sections = object([("order", order.into()), ("aliases", titles.into())]);
        let layout = object([("page", page.into()), ("sections", sections.into())]);
        if layout.is_empty() {
            return layout;
        }
        object([("engine", "latex".into())]).into_iter().chain(layout).collect()
    }
}

/// Whether YAMLResume takes it for a phone number.
fn is_phone(phone: &str) -> bool {
    let rest = phone.strip_prefix('+').unwrap_or(phone);
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
    match rest.split_once(')') {
        Some((first, second)) => {
            [first, second].iter().all(|part| (1..=15).contains(&part.len()) && plain(part))
        }
        None => (2..=30).contains(&rest.len()) && plain(rest),
    }
}
