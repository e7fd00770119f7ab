//! Words that tell what a line of a résumé is about, in many languages.
//!
//! Every function takes text as it stands. Case, accents, width, dots and kinds of dashes do not
//! matter.

use std::ops::Range;

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    /// Who the person is and what they look for: profile, objective.
    Summary,
    /// Positions held.
    Work,
    /// Voluntary work, boards, committees.
    Volunteer,
    /// Schools and degrees.
    Education,
    /// Prizes, honours, grants.
    Awards,
    /// Certificates, licences, courses, memberships.
    Certificates,
    /// Papers, books, talks, patents.
    Publications,
    /// Skills and tools.
    Skills,
    /// Languages spoken.
    Languages,
    /// Interests and hobbies.
    Interests,
    /// Referees.
    References,
    /// Projects.
    Projects,
    /// How to reach the person.
    Contact,
    /// Personal details: birth, nationality, family.
    Personal,
    /// Anything else that is known as a heading: military service, "Other", "Declaration".
    Other,
}

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// What the section is about.
    pub(crate) topic: Topic,
    /// The second topic of "Education & Certifications".
    pub(crate) also: Option<Topic>,
    /// How sure that is, out of 100: 100 for a known heading, 90 for two known ones joined, 70
    /// for a known head with a qualifier ("Teaching Experience"), 60 for one with a slip.
    pub(crate) score: u8,
}

/// Reads a line as a heading.
pub(crate) fn heading(_text: &str) -> Option<Heading> {
    None
}

/// Finds the first degree or school leaving certificate named in a text.
pub(crate) fn degree(_text: &str) -> Option<Range<usize>> {
    None
}

/// Whether a text names a place of learning.
pub(crate) fn is_institution(_text: &str) -> bool {
    false
}

/// How much a text looks like an employer's name, out of 100: 100 with a legal form ("`GmbH`"), 60
/// with a word of organisations ("Bank", "Ministry"), else 0.
pub(crate) fn employer_score(_text: &str) -> u8 {
    0
}

/// How much a text looks like a title of a position, out of 100.
pub(crate) fn role_score(_text: &str) -> u8 {
    0
}

/// Whether a text is the name of a language, and which: a language tag ("de"; "zh" for Mandarin).
pub(crate) fn language(_text: &str) -> Option<&'static str> {
    None
}

/// How well a language or a skill is mastered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// A1, A2, "basic", "Grundkenntnisse".
    Basic,
    /// B1, "intermediate".
    Intermediate,
    /// B2, C1, "good", "advanced", "professional".
    Advanced,
    /// C2, "fluent", "expert", "verhandlungssicher".
    Fluent,
    /// "native", "Muttersprache".
    Native,
}

/// Reads a text that says how well something is mastered, and hardly anything else.
pub(crate) fn level(_text: &str) -> Option<Level> {
    None
}

/// What the label before a colon or in the first column of a table announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// The person's name.
    Name,
    /// The headline: "Desired job title".
    Headline,
    /// An address of electronic mail.
    Email,
    /// A telephone number, fixed or mobile.
    Phone,
    /// A fax number.
    Fax,
    /// A postal address.
    Address,
    /// A place: "Current location", "Wohnort".
    Place,
    /// A web page.
    Url,
    /// An account at a network; [`network_for_label`] says which.
    Network,
    /// The day of birth, perhaps with the place.
    Birth,
    /// The place of birth.
    Birthplace,
    /// Nationality, citizenship, permit.
    Nationality,
    /// The marital status, children.
    Family,
    /// Sex or gender.
    Gender,
    /// Classes of driving licence.
    DrivingLicence,
    /// Another personal detail that no field holds: religion, notice period, salary.
    Detail,
    /// The title of a position.
    Position,
    /// An employer.
    Employer,
    /// The unit or department.
    Unit,
    /// What the employer does.
    Industry,
    /// A start.
    Start,
    /// An end.
    End,
    /// A date or a period.
    Date,
    /// Duties and achievements: a list follows.
    Duties,
    /// Techniques used.
    Techniques,
    /// A degree.
    Degree,
    /// The subject of studies.
    Area,
    /// A place of learning.
    Institution,
    /// A mark.
    Score,
    /// A thesis.
    Thesis,
    /// Courses taken.
    Courses,
    /// Who issued or gave something.
    Issuer,
    /// A project's or publication's name.
    Title,
    /// A role in a project.
    Role,
    /// Authors.
    Authors,
    /// What something is about.
    Description,
    /// How well something is mastered.
    Level,
}

/// What a label announces; a colon at its end does not matter.
pub(crate) fn label(_text: &str) -> Option<Label> {
    None
}

/// What kind of furniture a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// A button or link of a site: "Show more", "Contact info", "500+ connections".
    Control,
    /// A cookie banner or legal footer.
    Legal,
    /// An advertisement of the site itself: "Sign up to see the full report".
    Promotion,
    /// A mark of a page: "Page 1 of 2".
    Page,
}

/// Whether a line is furniture of a site or of a page.
pub(crate) fn furniture(_line: &str) -> Option<Furniture> {
    None
}

/// Whether a text names the document itself: "Curriculum Vitae", "Lebenslauf".
pub(crate) fn is_document_title(_text: &str) -> bool {
    false
}

/// The ISO 3166 code of the country that a text names.
pub(crate) fn country_code(_text: &str) -> Option<&'static str> {
    None
}

/// Whether a text is a state, province or region or its abbreviation: "TX", "Ontario", "Bayern".
pub(crate) fn is_region(_text: &str) -> bool {
    false
}

/// The network that a host belongs to: "GitHub" for `github.com` and `www.github.com`.
pub(crate) fn network_for_host(_host: &str) -> Option<&'static str> {
    None
}

/// The network that a label names: "LinkedIn:", "in/", "@ Twitter".
pub(crate) fn network_for_label(_text: &str) -> Option<&'static str> {
    None
}

/// Whether a text is a kind of employment or a place of working: "Full-time", "CDI", "Remote".
pub(crate) fn is_employment_kind(_text: &str) -> bool {
    false
}

/// Whether a word stands before a name: "Dr.", "Prof.", "Herr", "Captain".
pub(crate) fn is_honorific(_word: &str) -> bool {
    false
}

/// Whether a word stands after a name: "`PhD`", "MBA", "CPA", "Esq.".
pub(crate) fn is_post_nominal(_word: &str) -> bool {
    false
}

/// Whether a word of lower case belongs to a name: "van", "de", "bin".
pub(crate) fn is_name_particle(_word: &str) -> bool {
    false
}

/// Whether a text is a mark or an honour: "GPA 3.8/4.0", "magna cum laude", "Note: 1,3".
pub(crate) fn is_score(_text: &str) -> bool {
    false
}

/// The words at the start of a text that join a degree to its subject ("in ", "of ", "für "), in
/// bytes.
pub(crate) fn degree_connector(_text: &str) -> Option<usize> {
    None
}

/// The words that join a title to an employer ("at", "bei", "chez"), in bytes with the spaces
/// around them.
pub(crate) fn employer_connector(_text: &str) -> Option<Range<usize>> {
    None
}

/// Whether a text is a technique: a programming language, a program, a method.
pub(crate) fn is_technique(_text: &str) -> bool {
    false
}

/// The language of a text by its commonest words, as a tag; `None` if they do not tell.
pub(crate) fn language_of(_text: &str) -> Option<&'static str> {
    None
}
