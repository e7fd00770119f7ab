//! The tables of an export: how each is told, and what its columns mean.

use super::cells;
use crate::import::lenient::country;
use crate::profile::{
    Account, Award, Certificate, Education, Highlight, Interest, Language, Profile, Project,
    Publication, Reference, Section, SectionEntry, Skill, Text, Volunteer, When, Work, Written,
};
use crate::syntax::{Fields, Node};

/// A table of an export.
pub(super) struct Table {
    /// The names of its file, in lower case and with blanks.
    names: &'static [&'static str],
    /// Columns that tell it by whatever name; empty if the name alone does.
    columns: &'static [&'static str],
    /// Whether no one but LinkedIn writes a table of these columns.
    telling: bool,
    /// Puts its rows in order.
    pub(super) order: fn(&mut Vec<&Node>),
    /// Reads a row.
    pub(super) read: fn(&mut Fields<'_>, &mut Profile),
}

macro_rules! tables {
    ($([$($name:literal),+] [$($column:literal),*] $telling:literal $read:ident $(by $order:ident)?;)*) => {
        [$(Table {
            names: &[$($name),+],
            columns: &[$($column),*],
            telling: $telling,
            order: tables!(@order $($order)?),
            read: $read,
        }),*]
    };
    (@order) => { |_| {} };
    (@order $order:ident) => { $order };
}

/// In the order in which they are read. Where several fit a file of unknown name, the first is taken.
static TABLES: [Table; 21] = tables! {
    ["profile"] ["First Name", "Last Name", "Headline"] true profile;
    ["profile summary"] ["Profile Summary"] true summary;
    ["email addresses"] ["Email Address", "Primary"] true email by primary_first;
    ["phonenumbers", "phone numbers"] ["Extension", "Number", "Type"] true phone;
    ["positions"] ["Company Name", "Title", "Started On"] true work;
    ["education"] ["School Name"] true education;
    ["certifications"] ["Name", "Authority"] true certificate;
    ["projects"] ["Title", "Url", "Started On"] true project;
    ["volunteering", "volunteer experiences"] ["Role", "Cause"] true volunteer;
    ["publications"] ["Name", "Published On"] true publication;
    ["honors"] ["Title", "Issued On"] true award;
    ["languages"] ["Name", "Proficiency"] true language;
    ["test scores", "testscores"] ["Tested On", "Score"] true test_score;
    ["recommendations received"] ["First Name", "Text", "Status"] true reference;
    ["courses"] ["Name", "Number"] false course;
    ["patents"] [] false patent;
    ["organizations"] [] false organization;
    ["interests"] [] false interest;
    ["causes you care about"] [] false nothing;
    ["recommendations given"] [] false nothing;
    ["skills"] ["Name"] false skill;
};

/// Parts of the names of files that are none of a résumé's business, or others' secrets.
const PRIVATE: [&str; 31] = [
    "account status",
    "ad targeting",
    "ads clicked",
    "call",
    "comments",
    "connections",
    "coach",
    "contacts",
    "endorsement",
    "events",
    "follows",
    "guide messages",
    "hashtag",
    "inferences",
    "invitations",
    "job",
    "learning",
    "login",
    "messages",
    "private",
    "reactions",
    "receipts",
    "recommendations given",
    "registration",
    "rich media",
    "saved",
    "search",
    "security",
    "shares",
    "verification",
    "whatsapp",
];

/// The name of a file without folder, extension and the member's number: `profile summary`.
fn plain(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase().replace('_', " ");
    let stem = file.strip_suffix(".csv").unwrap_or(&file);
    stem.trim_end_matches(|c: char| c.is_ascii_digit() || " ()-".contains(c)).to_owned()
}

/// Whether a file is not to be opened.
pub(super) fn is_private(name: &str) -> bool {
    let folder = name.rsplit('/').nth(1).unwrap_or_default().to_lowercase();
    let is = |text: &str| PRIVATE.iter().any(|private| text.contains(private));
    let is_table = TABLES.iter().any(|table| table.names.contains(&plain(name).as_str()));
    !is_table && is(&plain(name)) || ["jobs", "verifications"].contains(&folder.as_str())
}

/// Whether the titles are those of a table of LinkedIn alone.
pub(super) fn is_telling(header: &[String]) -> bool {
    by_columns(header)
        .is_some_and(|table| table.telling && header.len() > table.columns.len().min(2))
}

/// The table that a file is: by its name, else by its columns.
pub(super) fn of(name: &str, header: &[String]) -> Option<&'static Table> {
    let name = plain(name);
    TABLES.iter().find(|table| table.names.contains(&name.as_str())).or_else(|| by_columns(header))
}

fn by_columns(header: &[String]) -> Option<&'static Table> {
    let has = |column: &&str| header.iter().any(|title| title.eq_ignore_ascii_case(column));
    TABLES.iter().find(|table| !table.columns.is_empty() && table.columns.iter().all(has))
}

/// The place of a table among all.
pub(super) fn rank(table: &Table) -> usize {
    TABLES.iter().position(|other| std::ptr::eq(other, table)).unwrap_or(TABLES.len())
}

/// The address that the person calls the first, whichever row it stands in.
fn primary_first(rows: &mut Vec<&Node>) {
    let is_primary = |row: &&Node| {
        row.get("Primary")
            .and_then(Node::scalar)
            .is_some_and(|text| text.eq_ignore_ascii_case("yes"))
    };
    rows.sort_by_key(|row| !is_primary(row));
}

fn nothing(f: &mut Fields<'_>, _: &mut Profile) {
    f.ignore_rest("tables that hold nothing for a résumé");
}

/// Keeps the columns that nobody asked for where the row has no entry of its own: at the root.
fn keep(f: &mut Fields<'_>, profile: &mut Profile) {
    for (column, value) in f.rest() {
        profile.extra.entry(column).or_insert(value);
    }
}

const PRIVATE_DETAILS: &str = "private details, which a résumé does without";

fn profile(f: &mut Fields<'_>, profile: &mut Profile) {
    let names = [f.string(&["First Name"]), f.string(&["Last Name"])];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let basics = &mut profile.basics;
    basics.name = (!name.is_empty()).then(|| name.into());
    basics.label = f.text(&["Headline"]);
    basics.summary = f.text(&["Summary"]);
    basics.location.city = f.text(&["Geo Location", "Location"]);
    basics.location.country_code = country(f, &["Country"]);
    for (label, url) in list(f, "Websites") {
        match (&basics.url, label.as_deref()) {
            (None, None | Some("PERSONAL" | "PORTFOLIO" | "OTHER")) => basics.url = Some(url),
            (_, label) => {
                let network = label.filter(|label| *label != "OTHER").map(cells::in_words);
                basics.profiles.push(Account { network, url: Some(url), ..Account::default() });
            }
        }
    }
    for (_, handle) in list(f, "Twitter Handles") {
        let url = format!("https://x.com/{}", handle.trim_start_matches('@'));
        basics.profiles.push(Account {
            network: Some("Twitter".to_owned()),
            username: Some(handle),
            url: Some(url),
            ..Account::default()
        });
    }
    for (label, name) in list(f, "Instant Messengers") {
        let network = label.as_deref().map(cells::in_words);
        basics.profiles.push(Account { network, username: Some(name), ..Account::default() });
    }
    f.ignore(&["Address", "Birth Date", "Zip Code", "Maiden Name"], PRIVATE_DETAILS);
    const BESIDE: &[&str] = &["Industry", "Contact Instructions", "Created Date"];
    f.ignore(BESIDE, "what LinkedIn shows beside a profile");
    keep(f, profile);
}

fn list(f: &mut Fields<'_>, column: &'static str) -> Vec<(Option<String>, String)> {
    f.string(&[column]).map(|cell| cells::items(&cell)).unwrap_or_default()
}

/// The summary in a table of its own; the profile's is often empty then, or the same.
fn summary(f: &mut Fields<'_>, profile: &mut Profile) {
    let Some(text) = f.text(&["Profile Summary"]) else { return keep(f, profile) };
    let summary = &mut profile.basics.summary;
    match summary {
        Some(known) if *known == text => {}
        Some(known) => *summary = Some(format!("{}\n\n{}", known.get(""), text.get("")).into()),
        None => *summary = Some(text),
    }
    keep(f, profile);
}

fn email(f: &mut Fields<'_>, profile: &mut Profile) {
    if profile.basics.email.is_none() {
        profile.basics.email = f.email(&["Email Address"]);
    }
    f.ignore(&["Email Address"], "further mail addresses");
    f.ignore(&["Confirmed", "Primary", "Updated On"], "what LinkedIn knows of a mail address");
    keep(f, profile);
}

fn phone(f: &mut Fields<'_>, profile: &mut Profile) {
    if profile.basics.phone.is_none() && f.has("Number") {
        let parts = [f.string(&["Extension"]), f.string(&["Number"])];
        profile.basics.phone = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    f.ignore(&["Number", "Extension"], "further phone numbers");
    f.ignore(&["Type"], "kinds of phone numbers");
    keep(f, profile);
}

type Period = (Option<When>, Option<When>);

fn period(f: &mut Fields<'_>, written: &mut Written) -> Period {
    f.period(&["Started On", "Start Date"], &["Finished On", "End Date"], written)
}

fn work(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (summary, highlights) = f.prose(&["Description"]);
    profile.work.push(Work {
        name: f.text(&["Company Name"]),
        position: f.text(&["Title"]),
        location: f.text(&["Location"]),
        start_date,
        end_date,
        summary,
        highlights,
        written,
        extra: f.rest(),
        ..Work::default()
    });
}

fn education(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (summary, mut highlights) = f.prose(&["Notes"]);
    highlights.extend(f.text(&["Activities"]).map(Highlight::from));
    profile.education.push(Education {
        institution: f.text(&["School Name"]),
        study_type: f.text(&["Degree Name"]),
        area: f.text(&["Field Of Study"]),
        score: f.text(&["Grade"]),
        start_date,
        end_date,
        summary,
        highlights,
        written,
        extra: f.rest(),
        ..Education::default()
    });
}

/// The number of a certificate stands behind its name, its validity in the words of its date.
fn certificate(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    let name = f.text(&["Name"]);
    let number = f.string(&["License Number"]);
    let words = |name| f.peek(name).and_then(Node::scalar).map(str::to_owned);
    let (from, to) = (words("Started On"), words("Finished On"));
    let (date, end) = period(f, &mut written);
    if let (Some(from), Some(to), true) = (from, to, end.is_some()) {
        written.insert("date".to_owned(), format!("{from} – {to}"));
    }
    written.shift_remove("startDate");
    profile.certificates.push(Certificate {
        name: match (name, number) {
            (Some(name), Some(number)) => Some(format!("{} ({number})", name.get("")).into()),
            (name, number) => name.or(number.map(Text::from)),
        },
        date,
        url: f.url(&["Url"]),
        issuer: f.text(&["Authority"]),
        written,
        extra: f.rest(),
        ..Certificate::default()
    });
}

fn project(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (description, highlights) = f.prose(&["Description"]);
    profile.projects.push(Project {
        name: f.text(&["Title"]),
        description,
        highlights,
        url: f.url(&["Url"]),
        start_date,
        end_date,
        written,
        extra: f.rest(),
        ..Project::default()
    });
}

fn volunteer(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    let (start_date, end_date) = period(f, &mut written);
    let (summary, highlights) = f.prose(&["Description"]);
    profile.volunteer.push(Volunteer {
        organization: f.text(&["Company Name", "Organization Name"]),
        position: f.text(&["Role"]),
        start_date,
        end_date,
        summary,
        highlights,
        tags: f.string(&["Cause"]).into_iter().collect(),
        written,
        extra: f.rest(),
        ..Volunteer::default()
    });
}

fn publication(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    profile.publications.push(Publication {
        name: f.text(&["Name"]),
        release_date: f.date(&["Published On"], &mut written),
        summary: f.text(&["Description"]),
        publisher: f.text(&["Publisher"]),
        url: f.url(&["Url"]),
        written: renamed(written, "Published On", "releaseDate"),
        extra: f.rest(),
        ..Publication::default()
    });
}

fn award(f: &mut Fields<'_>, profile: &mut Profile) {
    let mut written = Written::new();
    profile.awards.push(Award {
        title: f.text(&["Title"]),
        date: f.date(&["Issued On"], &mut written),
        awarder: f.text(&["Issuer", "Authority"]),
        summary: f.text(&["Description"]),
        written: renamed(written, "Issued On", "date"),
        extra: f.rest(),
        ..Award::default()
    });
}

fn renamed(mut written: Written, from: &str, to: &str) -> Written {
    if let Some(words) = written.shift_remove(from) {
        written.insert(to.to_owned(), words);
    }
    written
}

fn language(f: &mut Fields<'_>, profile: &mut Profile) {
    let fluency = f.string(&["Proficiency"]).map(|level| {
        let is_constant = level.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        if is_constant { format!("{} proficiency", cells::in_words(&level)) } else { level }
    });
    profile.languages.push(Language {
        language: f.text(&["Name"]),
        fluency: fluency.map(Text::from),
        extra: f.rest(),
        ..Language::default()
    });
}

/// A skill; the export names some twice.
fn skill(f: &mut Fields<'_>, profile: &mut Profile) {
    let skill = Skill { name: f.text(&["Name"]), extra: f.rest(), ..Skill::default() };
    let name = |skill: &Skill| skill.name.as_ref().map(|name| name.get("").to_lowercase());
    if !profile.skills.iter().any(|known| name(known) == name(&skill)) {
        profile.skills.push(skill);
    }
}

/// What others wrote, as far as the person shows it.
fn reference(f: &mut Fields<'_>, profile: &mut Profile) {
    let status = f.peek("Status").and_then(Node::scalar).unwrap_or("VISIBLE");
    if !status.eq_ignore_ascii_case("visible") {
        f.ignore_rest("recommendations that are not shown on the profile");
        return;
    }
    f.ignore(&["Status", "Creation Date"], "what LinkedIn knows of a recommendation");
    let names = [f.string(&["First Name"]), f.string(&["Last Name"])];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [Some(name), f.string(&["Job Title"]), f.string(&["Company"])];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    profile.references.push(Reference {
        name: Some(parts.join(", ").into()),
        reference: f.text(&["Text"]),
        extra: f.rest(),
        ..Reference::default()
    });
}

fn interest(f: &mut Fields<'_>, profile: &mut Profile) {
    let names = f.string(&["Name", "Interests", "Interest"]).unwrap_or_default();
    let interest = |name: &str| Interest { name: Some(name.into()), ..Interest::default() };
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    profile.interests.extend(names.map(interest));
    keep(f, profile);
}

/// Adds an entry to the section of this title.
fn entry(profile: &mut Profile, title: &str, entry: SectionEntry) {
    let titled =
        |section: &&mut Section| section.title.as_ref().is_some_and(|t| t.get("") == title);
    match profile.sections.iter_mut().find(titled) {
        Some(section) => section.entries.push(entry),
        None => profile.sections.push(Section {
            title: Some(title.into()),
            entries: vec![entry],
            ..Section::default()
        }),
    }
}

/// Reads columns of whatever is known to occur in tables that are seldom filled.
fn tolerant(f: &mut Fields<'_>, subtitle: &[&'static str]) -> SectionEntry {
    const SINGLE: [&str; 6] =
        ["Date", "Test Date", "Tested On", "Issued On", "Filed On", "Published On"];
    let mut written = Written::new();
    let single = f.date(&SINGLE, &mut written);
    let (start_date, end_date) = match single {
        Some(date) => (Some(date.clone()), Some(date)),
        None => period(f, &mut written),
    };
    let (summary, highlights) = f.prose(&["Description"]);
    SectionEntry {
        title: f.text(&["Name", "Title"]),
        subtitle: f.text(subtitle),
        start_date,
        end_date,
        summary,
        highlights,
        url: f.url(&["Url"]),
        written: renamed(renamed(written, SINGLE[0], "startDate"), "Started On", "startDate"),
        extra: f.rest(),
        ..SectionEntry::default()
    }
}

fn course(f: &mut Fields<'_>, profile: &mut Profile) {
    entry(profile, "Courses", tolerant(f, &["Number"]));
}

fn patent(f: &mut Fields<'_>, profile: &mut Profile) {
    entry(profile, "Patents", tolerant(f, &["Number", "Patent Number"]));
}

fn organization(f: &mut Fields<'_>, profile: &mut Profile) {
    entry(profile, "Organizations", tolerant(f, &["Position", "Role"]));
}

fn test_score(f: &mut Fields<'_>, profile: &mut Profile) {
    entry(profile, "Test scores", tolerant(f, &["Score"]));
}
