//! Words that tell what a line of a résumé is about, in many languages.
//!
//! Every function takes text as it stands. Case, accents, width, dots and kinds of dashes do not
//! matter.

mod headings;
mod marks;
mod phrases;
mod stems;
mod tables;
mod tongues;

pub(crate) use headings::{heading, is_document_title};
pub(crate) use marks::{
    degree, degree_connector, employer_connector, employer_score, is_institution, is_score,
    role_score,
};
pub(crate) use stems::heading_by_stems;
pub(crate) use tables::{
    country_code, country_code_of_field, country_of_code, is_country_code, is_employment_kind,
    is_honorific, is_name_particle, is_post_nominal, is_region, is_technique, is_town_name, label,
    language, level, network_for_host, network_for_label,
};
pub(crate) use tongues::{language_of, language_of_fields};

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
    /// Military and civilian service.
    Military,
    /// Anything else that is known as a heading: "Other", "Declaration".
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

/// What the label before a colon or in the first column of a table announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// The person's name.
    Name,
    /// The person's given names alone.
    GivenName,
    /// The person's surname alone.
    Surname,
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
    /// Whom the employer, or a freelancer, worked for.
    Client,
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
    /// A setting of a tool in a metadata block.
    Technical,
}
