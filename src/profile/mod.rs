//! The one schema: a person's career, a superset of JSON Resume v1.
//!
//! Every field of [JSON Resume v1](https://jsonresume.org/schema) stands here under its name
//! there (in `camelCase` when written). What v1 lacks is added: nested highlights, custom
//! sections, tags, personal details, localised values. Keys that are not known are kept in
//! `extra`, where they stood.

pub(crate) mod date;
mod form;
mod markup;
mod merge;
mod options;
mod order;
mod schema;
mod text;
mod tidy;
pub(crate) mod web;

use indexmap::IndexMap;
use merge::{Merge, Merger};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use date::{Date, DateReading, When};
pub(crate) use form::{Form, contact_field};
#[cfg(feature = "render")]
pub(crate) use markup::DEEPEST;
pub(crate) use markup::html_to_lines;
pub use markup::{Block, Item, Span, blocks, markup, plain_text, spans};
pub(crate) use markup::{Piece, bullet, pieces};
pub use merge::{Conflict, Policy, merge};
#[cfg(feature = "render")]
pub(crate) use options::paper_size as options_paper_size;
pub use options::{OptionError, Options, Pages, SectionKeys, SectionRule, Sections};
#[cfg(feature = "render")]
pub(crate) use order::Slot;
pub use schema::{SCHEMA_ID, schema};
pub(crate) use text::joined;
pub use text::{Highlight, Text, is_language_tag};
pub(crate) use tidy::Tidy;

/// Keys that the schema does not know, kept as they were written.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// The author's words for values that say less than they do, by the name of the field:
/// `{"startDate": "Fall 2019"}` beside `"startDate": "2019"`.
pub type Written = IndexMap<String, String>;

/// Defines the structs of the schema: each gets the same derives, may be written in part, and
/// leaves out what is empty.
macro_rules! schema {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident: $ty:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
        #[serde(rename_all = "camelCase", default)]
        pub struct $name {
            $($(#[$fmeta])* #[serde(skip_serializing_if = "is_default")] pub $field: $ty,)*
            /// Keys that the schema does not know, kept where they stood.
            #[serde(flatten)]
            #[cfg_attr(test, schemars(skip))]
            pub extra: Extra,
        }

        impl Tidy for $name {
            fn tidy(&mut self) {
                $(self.$field.tidy();)*
            }

            fn is_blank(&self) -> bool {
                *self == Self::default()
            }

            fn texts(&self, visit: &mut dyn FnMut(&Text)) {
                $(self.$field.texts(visit);)*
            }
        }

        impl Merge for $name {
            fn merge(&mut self, other: Self, merger: &mut Merger) {
                $(merger.within(stringify!($field), |merger| self.$field.merge(other.$field, merger));)*
                self.extra.merge(other.extra, merger);
            }
        }
    )*};
}

impl Profile {
    /// The languages that it has localised values in, in the order in which they appear.
    pub fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = Vec::new();
        self.texts(&mut |text| {
            if let Text::Localized(texts) = text {
                let new = texts.keys().filter(|tag| !languages.contains(tag)).cloned();
                languages.extend(new.collect::<Vec<_>>());
            }
        });
        languages
    }

    /// Its texts that could be localised and are not, a line each.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        self.texts(&mut |text| {
            if let Text::Plain(text) = text {
                words.push_str(text);
                words.push('\n');
            }
        });
        words
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

schema! {
    /// A person's career.
    pub struct Profile {
        /// The address of the JSON Schema that the file follows, for editors.
        #[serde(rename = "$schema")]
        pub schema: Option<String>,
        /// The language of the text as a BCP 47 tag, for example `en` or `zh-Hant`. Default: `en`.
        pub lang: Option<String>,
        /// Who the person is and how to reach them.
        pub basics: Basics,
        /// Positions held, in the order to print. Roles in a row at one employer are grouped on the page.
        pub work: Vec<Work>,
        /// Voluntary work, boards and committees.
        pub volunteer: Vec<Volunteer>,
        /// Schools, degrees and courses of study.
        pub education: Vec<Education>,
        /// Prizes and honours.
        pub awards: Vec<Award>,
        /// Certificates, licences and memberships.
        pub certificates: Vec<Certificate>,
        /// Papers, books, articles and talks.
        pub publications: Vec<Publication>,
        /// Skills, as groups with keywords or one by one with a level.
        pub skills: Vec<Skill>,
        /// Languages spoken.
        pub languages: Vec<Language>,
        /// Interests and hobbies.
        pub interests: Vec<Interest>,
        /// People who vouch for the person.
        pub references: Vec<Reference>,
        /// Projects.
        pub projects: Vec<Project>,
        /// Sections of the person's own making: anything that fits nowhere else.
        pub sections: Vec<Section>,
        /// Personal details, printed only when asked for.
        pub personal: Personal,
        /// The order of the sections, by their keys (`summary`, `work`, …). `sections` stands for the next custom section.
        pub section_order: Vec<String>,
        /// Headings of the person's own for sections, by their keys. Default: the usual ones of the language.
        pub section_titles: IndexMap<String, Text>,
        /// What a reader found and could not place.
        pub unplaced: Vec<Unplaced>,
        /// About the file itself.
        pub meta: Meta,
    }

    /// Who the person is and how to reach them.
    pub struct Basics {
        /// The full name.
        pub name: Option<Text>,
        /// The professional headline, for example "Web Developer".
        pub label: Option<Text>,
        /// The photo: a path relative to the profile's folder, or the picture itself as `data:image/…;base64,…`.
        pub image: Option<String>,
        /// The mail address.
        pub email: Option<String>,
        /// The phone number, as it is to be printed.
        pub phone: Option<String>,
        /// The person's own site.
        pub url: Option<String>,
        /// A few sentences about the person; blank lines part paragraphs.
        pub summary: Option<Text>,
        /// Where the person lives.
        pub location: Location,
        /// Accounts in networks and on platforms.
        pub profiles: Vec<Account>,
    }

    /// An address.
    pub struct Location {
        /// Street and number; several lines are parted by `\n`.
        pub address: Option<Text>,
        /// The postal code, as written.
        pub postal_code: Option<String>,
        /// The town.
        pub city: Option<Text>,
        /// The country as an ISO 3166-1 code of two letters, for example `AT`.
        pub country_code: Option<String>,
        /// The state, province or canton.
        pub region: Option<Text>,
    }

    /// An account in a network or on a platform.
    pub struct Account {
        /// The network's name, for example `GitHub`.
        pub network: Option<String>,
        /// The user's name there.
        pub username: Option<String>,
        /// The account's address.
        pub url: Option<String>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// A position held.
    pub struct Work {
        /// The employer.
        pub name: Option<Text>,
        /// The title held there.
        pub position: Option<Text>,
        /// The place, as written.
        pub location: Option<Text>,
        /// What the employer or the unit is.
        pub description: Option<Text>,
        /// The employer's site.
        pub url: Option<String>,
        /// The start: YYYY, YYYY-MM or YYYY-MM-DD.
        pub start_date: Option<When>,
        /// The end; absent while it goes on.
        pub end_date: Option<When>,
        /// Prose about the work.
        pub summary: Option<Text>,
        /// What was done and achieved.
        pub highlights: Vec<Highlight>,
        /// Techniques and subjects.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// Voluntary work.
    pub struct Volunteer {
        /// The organisation.
        pub organization: Option<Text>,
        /// The role held there.
        pub position: Option<Text>,
        /// The place, as written.
        pub location: Option<Text>,
        /// The organisation's site.
        pub url: Option<String>,
        /// The start: YYYY, YYYY-MM or YYYY-MM-DD.
        pub start_date: Option<When>,
        /// The end; absent while it goes on.
        pub end_date: Option<When>,
        /// Prose about the work.
        pub summary: Option<Text>,
        /// What was done and achieved.
        pub highlights: Vec<Highlight>,
        /// Techniques and subjects.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A school, degree or course of study.
    pub struct Education {
        /// The school or university.
        pub institution: Option<Text>,
        /// The institution's site.
        pub url: Option<String>,
        /// The subject, for example "Systems Engineering".
        pub area: Option<Text>,
        /// The degree, for example "M.S.".
        pub study_type: Option<Text>,
        /// The place, as written.
        pub location: Option<Text>,
        /// The start: YYYY, YYYY-MM or YYYY-MM-DD.
        pub start_date: Option<When>,
        /// The end, or the day of the degree.
        pub end_date: Option<When>,
        /// Grade, marks, honours.
        pub score: Option<Text>,
        /// Prose about the studies.
        pub summary: Option<Text>,
        /// Courses taken.
        pub courses: Vec<Text>,
        /// Thesis, exchange, anything worth a bullet.
        pub highlights: Vec<Highlight>,
        /// Techniques and subjects.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A prize or honour.
    pub struct Award {
        /// Its name.
        pub title: Option<Text>,
        /// When it was given.
        pub date: Option<When>,
        /// Who gave it.
        pub awarder: Option<Text>,
        /// Its address.
        pub url: Option<String>,
        /// What for.
        pub summary: Option<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A certificate, licence or membership.
    pub struct Certificate {
        /// Its name, with number and expiry if any.
        pub name: Option<Text>,
        /// The day of issue.
        pub date: Option<When>,
        /// Its address.
        pub url: Option<String>,
        /// Who issued it.
        pub issuer: Option<Text>,
        /// What it is about.
        pub summary: Option<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A paper, book, article or talk.
    pub struct Publication {
        /// Its title.
        pub name: Option<Text>,
        /// Who wrote it, in order.
        pub authors: Vec<Text>,
        /// Its kind (`article`, `paper`, `book`, `chapter`, `thesis`, `report`, `preprint`,
        /// `dataset`, `software`, `patent`, `review`), or the heading it is to stand under.
        #[serde(rename = "type")]
        pub kind: Option<Text>,
        /// Journal, volume, pages or publishing house, as written.
        pub publisher: Option<Text>,
        /// When it came out.
        pub release_date: Option<When>,
        /// Its address.
        pub url: Option<String>,
        /// Its DOI, for example `10.1000/182`.
        pub doi: Option<String>,
        /// What it is about.
        pub summary: Option<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A skill, or a group of skills.
    pub struct Skill {
        /// The skill, or the group's label.
        pub name: Option<Text>,
        /// How well, in words.
        pub level: Option<Text>,
        /// The skills of the group.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// A language spoken.
    pub struct Language {
        /// Its name.
        pub language: Option<Text>,
        /// How well, in words or as a CEFR level.
        pub fluency: Option<Text>,
        /// How well by the five scales of the CEFR, where they are told apart; `fluency` says the same in words.
        pub cefr: Cefr,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// Levels of the Common European Framework of Reference for Languages: `A1` to `C2`.
    pub struct Cefr {
        /// Of understanding what is heard.
        pub listening: Option<String>,
        /// Of understanding what is read.
        pub reading: Option<String>,
        /// Of talking with others.
        pub spoken_interaction: Option<String>,
        /// Of speaking at length.
        pub spoken_production: Option<String>,
        /// Of writing.
        pub writing: Option<String>,
    }

    /// An interest or hobby.
    pub struct Interest {
        /// Its name.
        pub name: Option<Text>,
        /// Details.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// Someone who vouches for the person.
    pub struct Reference {
        /// Their name, with position and contact if any.
        pub name: Option<Text>,
        /// What they say.
        pub reference: Option<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// A project.
    pub struct Project {
        /// Its name.
        pub name: Option<Text>,
        /// What it is.
        pub description: Option<Text>,
        /// What was done and achieved.
        pub highlights: Vec<Highlight>,
        /// Techniques and subjects.
        pub keywords: Vec<Text>,
        /// The start: YYYY, YYYY-MM or YYYY-MM-DD.
        pub start_date: Option<When>,
        /// The end; absent while it goes on.
        pub end_date: Option<When>,
        /// Its address.
        pub url: Option<String>,
        /// The roles held in it.
        pub roles: Vec<Text>,
        /// The employer or organisation it belongs to.
        pub entity: Option<Text>,
        /// Its kind, for example `application`; not printed.
        #[serde(rename = "type")]
        pub kind: Option<String>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// A section of the person's own making.
    pub struct Section {
        /// Its heading; a section without one prints without a heading.
        pub title: Option<Text>,
        /// Prose.
        pub paragraphs: Vec<Text>,
        /// Bullets.
        pub highlights: Vec<Highlight>,
        /// Entries with title and dates.
        pub entries: Vec<SectionEntry>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
    }

    /// An entry of a custom section.
    pub struct SectionEntry {
        /// Its title.
        pub title: Option<Text>,
        /// Its second line: an organisation, for example.
        pub subtitle: Option<Text>,
        /// The place, as written.
        pub location: Option<Text>,
        /// The start: YYYY, YYYY-MM or YYYY-MM-DD.
        pub start_date: Option<When>,
        /// The end; absent while it goes on.
        pub end_date: Option<When>,
        /// Prose.
        pub summary: Option<Text>,
        /// Bullets.
        pub highlights: Vec<Highlight>,
        /// Its address.
        pub url: Option<String>,
        /// Techniques and subjects.
        pub keywords: Vec<Text>,
        /// Words to choose entries by.
        pub tags: Vec<String>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// Personal details, printed only when asked for.
    pub struct Personal {
        /// The day of birth.
        pub birth_date: Option<When>,
        /// Nationalities.
        pub nationality: Vec<Text>,
        /// Classes of driving licence.
        pub driving_licence: Vec<Text>,
        /// The marital status.
        pub marital_status: Option<Text>,
        /// The author's words where a date says less.
        #[serde(rename = "_written")]
        pub written: Written,
    }

    /// Text that a reader found and could not place.
    pub struct Unplaced {
        /// Its line in the input, counted from 1.
        pub line: usize,
        /// The text.
        pub text: String,
        /// The field it stands near, for example `work[2]`.
        pub near: Option<String>,
        /// Why it was not placed.
        pub why: Option<String>,
    }

    /// About the file itself.
    pub struct Meta {
        /// The address of the newest version of the file.
        pub canonical: Option<String>,
        /// The version of the file or its schema.
        pub version: Option<String>,
        /// When it was last changed: YYYY-MM-DDThh:mm:ss. It dates the document.
        pub last_modified: Option<String>,
        /// How cvpdf is to render the profile: its style and options.
        pub cvpdf: Options,
    }
}
