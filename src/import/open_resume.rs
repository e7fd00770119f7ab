//! `OpenResume`: the state that its editor keeps in the browser.

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Result, Sink};
use crate::profile::{
    Basics, Education, Location, Profile, Project, Section, Skill, Text, Work, Written,
};
use crate::syntax::{Fields, Node, Reading};

/// `OpenResume`.
pub(super) static FORMAT: Format = Format {
    name: "open-resume",
    title: "OpenResume (state of the editor)",
    extensions: &["json"],
    sniff: |input| match input.tree().and_then(resume) {
        Some(_) => Confidence::Yes,
        None => Confidence::No,
    },
    read,
    explain: None,
};

/// The object that holds the sections: the root, or its member `resume`.
fn resume(root: &Node) -> Option<&Node> {
    let is_resume = |node: &&Node| {
        node.get("workExperiences").is_some()
            || node.get("educations").is_some() && node.get("profile").is_some()
    };
    [Some(root), root.get("resume")].into_iter().flatten().find(is_resume)
}

/// The forms of the editor: their names there, our sections, and the headings that they begin with.
const FORMS: [(&str, &str, &str); 5] = [
    ("workExperiences", "work", "WORK EXPERIENCE"),
    ("educations", "education", "EDUCATION"),
    ("projects", "projects", "PROJECT"),
    ("skills", "skills", "SKILLS"),
    ("custom", "sections", "CUSTOM SECTION"),
];

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let root = input.parse_object(sink, "the state of OpenResume is an object with `resume`")?;
    let reading = Reading::new(input.source());
    let mut f = reading.fields(root, "");
    let mut profile = Profile::default();
    f.object(&["settings"], "themeColor", |f| settings(f, &mut profile));
    let shown = root.get("settings").and_then(|settings| settings.get("formToShow"));
    let is_hidden = |form: &str| {
        shown.and_then(|shown| shown.get(form)).and_then(Node::scalar) == Some("false")
    };
    let hidden: Vec<_> =
        FORMS.iter().map(|(form, ..)| *form).filter(|form| is_hidden(form)).collect();
    match root.get("resume").is_some() {
        true => f.object(&["resume"], "profile", |f| sections(f, &hidden, &mut profile)),
        false => sections(&mut f, &hidden, &mut profile),
    }
    profile.extra.append(&mut f.rest());
    drop(f);
    reading.finish(root, sink);
    Ok(profile)
}

/// What a style of ours has a use for: the accent, the paper, and the order and titles of sections.
fn settings(f: &mut Fields<'_>, profile: &mut Profile) {
    let is_colour = |text: &&str| text.starts_with('#') && text.len() == 7;
    let accent = f.peek("themeColor").and_then(Node::scalar).filter(is_colour).map(str::to_owned);
    if accent.is_some() {
        f.string(&["themeColor"]);
    }
    let paper = f.peek("documentSize").and_then(Node::scalar).map(str::to_lowercase);
    let paper = paper.filter(|paper| ["a4", "letter"].contains(&paper.as_str()));
    if paper.is_some() {
        f.string(&["documentSize"]);
    }
    (profile.meta.cvpdf.accent, profile.meta.cvpdf.paper) = (accent, paper);
    let section = |form: &str| FORMS.iter().find(|(known, ..)| *known == form).map(|form| form.1);
    let order = f.strings(&["formsOrder"]);
    profile.section_order = order.iter().filter_map(|form| section(form)).map(Into::into).collect();
    f.object(&["formToHeading"], "custom", |f| {
        for (form, section, usual) in FORMS {
            let heading = f.string(&[form]).filter(|heading| heading.trim() != usual);
            let title = heading.map(|heading| Text::from(in_words(heading.trim())));
            match title.filter(|title| !title.get("").is_empty()) {
                Some(title) if section == "sections" => {
                    profile.sections.push(Section { title: Some(title), ..Section::default() });
                }
                Some(title) => drop(profile.section_titles.insert(section.to_owned(), title)),
                None => {}
            }
        }
        f.ignore_rest("settings of OpenResume");
    });
    f.ignore_rest("settings of OpenResume");
}

/// A heading that is all capitals, as the editor's are, with but the first one.
fn in_words(heading: &str) -> String {
    if heading.chars().any(char::is_lowercase) {
        return heading.to_owned();
    }
    let mut chars = heading.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

fn sections(f: &mut Fields<'_>, hidden: &[&'static str], profile: &mut Profile) {
    f.ignore(hidden, "hidden in OpenResume");
    let is_shown = |form: &str| !hidden.contains(&form);
    profile.basics = f.object(&["profile"], "name", basics);
    if is_shown("workExperiences") {
        profile.work = f.list(&["workExperiences"], "company", work);
    }
    if is_shown("educations") {
        profile.education = f.list(&["educations"], "school", education);
    }
    if is_shown("projects") {
        profile.projects = f.list(&["projects"], "project", project);
    }
    if is_shown("skills") {
        profile.skills = f.object(&["skills"], "descriptions", skills);
    }
    let title = profile.sections.pop().and_then(|section| section.title);
    let custom = match is_shown("custom") {
        true => f.object(&["custom"], "descriptions", |f| Section {
            highlights: f.highlights(&["descriptions"]),
            extra: f.rest(),
            ..Section::default()
        }),
        false => Section::default(),
    };
    if custom != Section::default() {
        profile.sections.push(Section { title, ..custom });
    }
    profile.extra = f.rest();
}

fn basics(f: &mut Fields<'_>) -> Basics {
    Basics {
        name: f.text(&["name"]),
        label: f.text(&["title", "headline"]),
        email: f.email(&["email"]),
        phone: f.string(&["phone"]),
        url: f.url(&["url"]),
        summary: f.text(&["summary", "objective"]),
        location: Location { city: f.text(&["location"]), ..Location::default() },
        extra: f.rest(),
        ..Basics::default()
    }
}

fn work(f: &mut Fields<'_>) -> Work {
    let mut written = Written::new();
    let (start_date, end_date) = f.dates(&["date"], &mut written);
    Work {
        name: f.text(&["company"]),
        position: f.text(&["jobTitle"]),
        start_date,
        end_date,
        highlights: f.highlights(&["descriptions"]),
        written: at_start(written),
        extra: f.rest(),
        ..Work::default()
    }
}

fn education(f: &mut Fields<'_>) -> Education {
    let mut written = Written::new();
    let (start_date, end_date) = f.dates(&["date"], &mut written);
    // A single date is that of the degree.
    let start_date = start_date.filter(|start| Some(start) != end_date.as_ref());
    Education {
        institution: f.text(&["school"]),
        study_type: f.text(&["degree"]),
        start_date,
        score: f.text(&["gpa"]),
        highlights: f.highlights(&["descriptions"]),
        written: match end_date {
            Some(_) => renamed(written, "endDate"),
            None => at_start(written),
        },
        end_date,
        extra: f.rest(),
        ..Education::default()
    }
}

fn project(f: &mut Fields<'_>) -> Project {
    let mut written = Written::new();
    let (start_date, end_date) = f.dates(&["date"], &mut written);
    Project {
        name: f.text(&["project"]),
        url: f.url(&["url"]),
        start_date,
        end_date,
        highlights: f.highlights(&["descriptions"]),
        written: at_start(written),
        extra: f.rest(),
        ..Project::default()
    }
}

fn at_start(written: Written) -> Written {
    renamed(written, "startDate")
}

/// The words of the one date under the name of the field that it is read into.
fn renamed(mut written: Written, field: &str) -> Written {
    if let Some(words) = written.shift_remove("date") {
        written.insert(field.to_owned(), words);
    }
    written
}

/// Skills with stars, and skills in lines: `Languages: Rust, Go`.
fn skills(f: &mut Fields<'_>) -> Vec<Skill> {
    let mut skills = f.list(&["featuredSkills"], "skill", |f| {
        let has_name = f.peek("skill").and_then(Node::scalar).is_some_and(|name| !name.is_empty());
        let name = f.text(&["skill"]);
        // The editor keeps six places, most of them empty; so is their rating.
        let level = match has_name {
            true => f.scalar_text(&["rating"]).map(|rating| format!("{rating}/5").into()),
            false => {
                f.ignore(&["rating"], "ratings of no skill");
                None
            }
        };
        Skill { name, level, extra: f.rest(), ..Skill::default() }
    });
    let lines = f.texts(&["descriptions"]);
    skills.extend(lines.into_iter().map(|line| line_of_skills(&line)));
    if let Some(last) = skills.last_mut() {
        last.extra.append(&mut f.rest());
    }
    skills
}

fn line_of_skills(line: &Text) -> Skill {
    let split = |list: &str| {
        let keywords = list.split([',', ';']).map(str::trim).filter(|keyword| !keyword.is_empty());
        keywords.map(Text::from).collect::<Vec<_>>()
    };
    let line = line.get("").trim();
    match line.split_once(':') {
        Some((name, list)) if !list.trim().is_empty() && name.len() <= 40 => {
            Skill { name: Some(name.trim().into()), keywords: split(list), ..Skill::default() }
        }
        _ => Skill { keywords: split(line), ..Skill::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_skills_are_groups() {
        let skill = line_of_skills(&"Tools: Rust, Go; SQL".into());
        assert_eq!(skill.name, Some("Tools".into()));
        assert_eq!(skill.keywords, ["Rust", "Go", "SQL"].map(Text::from));
        assert_eq!(line_of_skills(&"Patience".into()).keywords, ["Patience".into()]);
    }
}
