//! Languages, skills and studies.

use super::experience::competences;
use super::{NOTES, PICTURES, Reader, location};
use crate::profile::{Certificate, Education, Language, Location, Skill, Text, Written};
use crate::syntax::{Fields, Node};

impl Reader {
    pub(super) fn knowledge(&mut self, f: &mut Fields<'_>) {
        let is_spanish = self.locale.tag == "es";
        self.profile.languages = f.list(&["languages"], "fullName", |f| language(f, is_spanish));
        self.profile.skills = f.list(&["hardSkills"], "skill", |f| skill(f, "hard"));
        self.profile.skills.extend(f.list(&["softSkills"], "skill", |f| skill(f, "soft")));
        let unfinished = if is_spanish { "sin finalizar" } else { "not completed" };
        for study in f.list(&["studies"], "name", |f| study(f, unfinished)) {
            match study {
                Study::School(school) => {
                    let (education, location) = *school;
                    let location = self.place(&location);
                    self.profile.education.push(Education { location, ..education });
                }
                Study::Certificate(certificate) => self.profile.certificates.push(*certificate),
            }
        }
        self.profile.basics.extra.extend(f.rest());
    }
}

/// The names of the languages that are given by their codes.
const LANGUAGES: [(&str, &str, &str); 20] = [
    ("ar", "Arabic", "Árabe"),
    ("bg", "Bulgarian", "Búlgaro"),
    ("ca", "Catalan", "Catalán"),
    ("da", "Danish", "Danés"),
    ("de", "German", "Alemán"),
    ("en", "English", "Inglés"),
    ("es", "Spanish", "Español"),
    ("eu", "Basque", "Euskera"),
    ("fr", "French", "Francés"),
    ("gl", "Galician", "Gallego"),
    ("it", "Italian", "Italiano"),
    ("ja", "Japanese", "Japonés"),
    ("nl", "Dutch", "Neerlandés"),
    ("pl", "Polish", "Polaco"),
    ("pt", "Portuguese", "Portugués"),
    ("ro", "Romanian", "Rumano"),
    ("ru", "Russian", "Ruso"),
    ("sv", "Swedish", "Sueco"),
    ("uk", "Ukrainian", "Ucraniano"),
    ("zh", "Chinese", "Chino"),
];

fn language(f: &mut Fields<'_>, is_spanish: bool) -> Language {
    let code = f.scalar_text(&["name"]);
    let name = f.text(&["fullName"]).or_else(|| {
        let code = code?;
        let known = LANGUAGES.iter().find(|(tag, ..)| code.eq_ignore_ascii_case(tag));
        let name = known.map(|(_, english, spanish)| if is_spanish { *spanish } else { *english });
        Some(name.map_or_else(|| code.into(), Text::from))
    });
    Language { language: name, fluency: f.text(&["level"]), extra: f.rest(), ..Language::default() }
}

fn skill(f: &mut Fields<'_>, tag: &str) -> Skill {
    let mut skill = f.object(&["skill"], "name", |f| Skill {
        name: f.text(&["name"]),
        keywords: f.text(&["description"]).into_iter().collect(),
        tags: f.scalar_text(&["type"]).into_iter().collect(),
        extra: f.rest(),
        ..Skill::default()
    });
    skill.level = f.text(&["level"]);
    skill.tags.push(tag.to_owned());
    skill.extra.extend(f.rest());
    skill
}

enum Study {
    School(Box<(Education, Location)>),
    Certificate(Box<Certificate>),
}

fn study(f: &mut Fields<'_>, unfinished: &str) -> Study {
    let kind = f.scalar_text(&["studyType"]);
    let is_done = f.truth(&["degreeAchieved"]);
    let name = f.text(&["name"]);
    let about = f.markdown_text(&["description"]);
    let (school, school_about, url, place) = f.object(&["institution"], "name", |f| {
        f.ignore(&["image"], PICTURES);
        let school = (
            f.text(&["name"]),
            f.markdown_text(&["description"]),
            f.url(&["URL", "url"]),
            f.object(&["location"], "municipality", location),
        );
        f.ignore_rest(NOTES);
        school
    });
    let keywords = competences(f, &["linkedCompetences"]);
    let summary = Text::joined(about.into_iter().chain(school_about), "\n\n");
    let mut written = Written::new();
    let is_certificate = kind.as_deref() == Some("certification");
    // What goes on is not finished anyway.
    let has_end = f.peek("finishDate").and_then(Node::scalar).is_some();
    let note =
        (is_done == Some(false) && (has_end || is_certificate)).then(|| Text::from(unfinished));
    if is_certificate {
        let date = f.date(&["date", "finishDate"], &mut written);
        let date = match date {
            None => f.date(&["date", "startDate"], &mut written),
            date => {
                f.ignore(&["startDate"], "starts of courses that end with a certificate");
                date
            }
        };
        let words = Text::joined(keywords, ", ");
        return Study::Certificate(Box::new(Certificate {
            name,
            date,
            url,
            issuer: school,
            summary: Text::joined(note.into_iter().chain(summary).chain(words), "\n\n"),
            written,
            extra: f.rest(),
            ..Certificate::default()
        }));
    }
    let (start_date, end_date) = f.period(&["startDate"], &["endDate", "finishDate"], &mut written);
    let education = Education {
        institution: school,
        url,
        study_type: name,
        start_date,
        end_date,
        score: note,
        summary,
        keywords,
        tags: kind.into_iter().collect(),
        written,
        extra: f.rest(),
        ..Education::default()
    };
    Study::School(Box::new((education, place)))
}
