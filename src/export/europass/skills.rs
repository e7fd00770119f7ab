//! Languages by their levels, skills by the groups of Europass, driving licences.

use super::{Passport, blocks, group, html, leaf};
use crate::export::element::Element;
use crate::export::outline::{Block, Entry, Part};
use crate::export::text::one_line;
use crate::extract::{Level, language_tag, level};
use crate::profile::{Cefr, Language};

/// The languages that Europass knows by codes, beside those of signs.
const LANGUAGES: &str = "ab af am an ar as az be bg bn bo br bs ca ce co cs cy da de el en es et eu fa fi \
    fj fo fr fy ga gd gl gu gv he hi hr ht hu hy id is it ja jv ka kg kk km kn ko ku kw ky lb li ln lo lt \
    lv mg mk ml mn mo mr ms mt my nb ne nl nn no oc om pa pl ps pt rm ro ru sc sd se sk sl so sq sr sv sw \
    ta te tg th tk tl tr tt ty uk ur uz vi yi yo zh";

/// The classes of driving licences of the Union.
const LICENCES: [&str; 15] =
    ["AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE"];

/// The five scales: the element, and the label of the field.
const SCALES: [(&str, &str); 5] = [
    ("Listening", "listening"),
    ("Reading", "reading"),
    ("SpokenInteraction", "spoken-interaction"),
    ("SpokenProduction", "spoken-production"),
    ("Writing", "writing"),
];

/// The groups of skills in prose: the element, and the label of the field.
const GROUPS: [(&str, &str); 4] = [
    ("Communication", "communication-skills"),
    ("Organisational", "organisational-skills"),
    ("JobRelated", "job-related-skills"),
    ("Computer", "digital-skills"),
];

impl Passport<'_> {
    /// Whether a section is that of the groups of skills, as it is read from a Europass.
    pub(super) fn is_skills(&self, part: &Part) -> bool {
        let is_group = |block: &Block| match block {
            Block::Entry(Entry { title: Some((_, title)), dates: None, details, .. }) => {
                details.is_empty() && self.group_of(title).is_some()
            }
            _ => false,
        };
        part.key == "sections"
            && part.title.as_deref() == Some(self.locale.section("skills"))
            && part.blocks.iter().all(is_group)
    }

    /// The element of a group of skills, by its title.
    fn group_of(&self, title: &str) -> Option<&'static str> {
        let groups = GROUPS.iter().find(|(_, name)| self.locale.field(name) == title);
        let other = (self.locale.section("other") == title).then_some("Other");
        groups.map(|(element, _)| *element).or(other)
    }

    pub(super) fn skills(&mut self) -> Option<Element> {
        let linguistic = self.linguistic();
        let driving = self.driving();
        let mut computer = self.group("Computer");
        let members = [
            linguistic,
            self.group("Communication"),
            self.group("Organisational"),
            self.group("JobRelated"),
            computer.take(),
            driving,
            self.group("Other"),
        ];
        group("Skills", members)
    }

    /// A group of skills: what a Europass had there. Ours stand with those of the job.
    fn group(&self, element: &'static str) -> Option<Element> {
        let mut prose = Element::new("p");
        for part in self.parts.iter().filter(|part| self.is_skills(part)) {
            for block in &part.blocks {
                if let Block::Entry(entry) = block
                    && let Some((_, title)) = &entry.title
                    && self.group_of(title) == Some(element)
                {
                    prose = blocks(prose, entry.body.iter().map(|(_, block)| block));
                }
            }
        }
        if element == "JobRelated" {
            let ours = self.parts.iter().filter(|part| part.key == "skills");
            prose = ours.fold(prose, |prose, part| blocks(prose, &part.blocks));
        }
        group(element, [html("Description", prose)])
    }

    /// Driving licences, which are private. Classes that Europass does not know are told.
    fn driving(&mut self) -> Option<Element> {
        if self.profile.meta.cvpdf.personal != Some(true) {
            return None;
        }
        let licences = self.target.texts(&self.profile.personal.driving_licence);
        let licences: Vec<String> = licences
            .iter()
            .flat_map(|text| text.split([',', '/', ' ']))
            .filter(|class| !class.is_empty())
            .map(str::to_owned)
            .collect();
        let known = |class: &&String| LICENCES.contains(&class.as_str());
        self.target.lose("personal.drivingLicence", licences.iter().filter(|c| !known(c)).count());
        let licences =
            licences.iter().filter(known).map(|class| leaf("Licence", Some(class.as_str())));
        group("Driving", [group("Description", licences)])
    }

    fn linguistic(&mut self) -> Option<Element> {
        let languages = &self.profile.languages;
        let (mother, foreign): (Vec<&Language>, Vec<&Language>) =
            languages.iter().partition(|language| self.is_mother_tongue(language));
        let mother = mother.into_iter().map(|language| {
            let name = self.plain(&language.language).unwrap_or_default();
            group("MotherTongue", [description(&name, None)])
        });
        let mother = group("MotherTongueList", mother);
        let foreign = foreign.into_iter().map(|language| self.foreign(language));
        group("Linguistic", [mother, group("ForeignLanguageList", foreign)])
    }

    fn is_mother_tongue(&self, language: &Language) -> bool {
        let fluency = self.plain(&language.fluency).unwrap_or_default();
        let is_native =
            fluency == self.locale.field("mother-tongue") || level(&fluency) == Some(Level::Native);
        is_native && language.cefr == Cefr::default()
    }

    fn foreign(&self, language: &Language) -> Option<Element> {
        let name = self.plain(&language.language).unwrap_or_default();
        let fluency = self.plain(&language.fluency).unwrap_or_default();
        let Cefr { listening, reading, spoken_interaction, spoken_production, writing, .. } =
            &language.cefr;
        let mut levels =
            [listening, reading, spoken_interaction, spoken_production, writing].map(Clone::clone);
        let mut words = Vec::new();
        for part in fluency.split(" · ").filter(|part| !part.is_empty()) {
            match self.scales(part) {
                Some(said) => {
                    for (level, said) in levels.iter_mut().zip(said) {
                        *level = level.take().or(said);
                    }
                }
                None => words.push(part.to_owned()),
            }
        }
        let levels = SCALES.iter().zip(levels).map(|((element, name), level)| {
            let level = level?;
            let is_level = is_level(&level);
            // What is no level of the framework is said in words.
            words.extend((!is_level).then(|| format!("{} {level}", self.locale.field(name))));
            leaf(element, Some(level).filter(|_| is_level))
        });
        let levels: Vec<_> = levels.collect();
        let words = (!words.is_empty()).then(|| words.join(" · "));
        let members = [description(&name, words), group("ProficiencyLevel", levels)];
        Some(Element::new("ForeignLanguage").and(members.into_iter().flatten()))
    }

    /// The levels of the five scales that a text names and nothing else: `C1`, or
    /// `Listening B2, Reading C1`.
    fn scales(&self, text: &str) -> Option<[Option<String>; 5]> {
        if is_level(text) {
            return Some([(); 5].map(|()| Some(text.to_owned())));
        }
        let mut levels = [const { None }; 5];
        for part in text.split(self.locale.comma.trim_end()) {
            let (name, level) =
                part.trim().rsplit_once(' ').filter(|(_, level)| is_level(level))?;
            let at = SCALES.iter().position(|(_, label)| self.locale.field(label) == name)?;
            levels[at] = Some(level.to_owned());
        }
        Some(levels)
    }
}

fn is_level(text: &str) -> bool {
    matches!(text, "A1" | "A2" | "B1" | "B2" | "C1" | "C2")
}

/// A language by its name, with its code if there is one, and the author's words for how well it is
/// spoken, which have no element of their own.
fn description(name: &str, words: Option<String>) -> Option<Element> {
    let name = one_line(name);
    let code = language_tag(&name);
    let code = code.filter(|tag| LANGUAGES.split_ascii_whitespace().any(|known| known == *tag));
    let label = match words {
        Some(words) if name.is_empty() => words,
        Some(words) => format!("{name} ({words})"),
        None => name,
    };
    let label = Some(label).filter(|label| !label.is_empty());
    group("Description", [leaf("Code", code), leaf("Label", label)])
}
