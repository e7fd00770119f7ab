//! The sections of the view: which, in what order, under which titles.

use serde_json::{Value as Json, json};

use super::Builder;
use super::entries::Entry;
use crate::profile::{Personal, Section, SectionRule, Sections, Slot, Text};
use crate::style::Style;

impl Builder<'_> {
    pub(super) fn sections(&mut self, style: &Style) -> Vec<Json> {
        let mut slots = self.profile.sections_in_order(&style.sections);
        let rules = self.settings.options.sections.clone().unwrap_or_default();
        arrange(&mut slots, &rules);
        let mut sections: Vec<Json> =
            slots.into_iter().filter_map(|slot| self.section(slot, &rules)).collect();
        let breaks = self.settings.options.break_before.clone().unwrap_or_default();
        for (i, section) in sections.iter_mut().enumerate() {
            let key = section["key"].as_str().unwrap_or_default();
            // Without a title, it goes on with the section above.
            let breaks = i > 0 && breaks.contains(key) && !section["title"].is_null();
            section["new-page"] = breaks.into();
        }
        sections
    }

    fn section(&mut self, (key, index): Slot, rules: &Sections) -> Option<Json> {
        if let Some(index) = index {
            return self.custom(index);
        }
        let (kind, name, content) = match key {
            "summary" => ("text", "body", self.summary()),
            "work" => ("entries", "entries", self.work()),
            "volunteer" => ("entries", "entries", self.volunteer()),
            "education" => ("entries", "entries", self.education()),
            "projects" => ("entries", "entries", self.projects()),
            "awards" => ("entries", "entries", self.awards()),
            "certificates" => ("entries", "entries", self.certificates()),
            "publications" => ("entries", "entries", self.publications()),
            "references" => ("entries", "entries", self.references()),
            "skills" => ("rows", "rows", self.skills()),
            "languages" => ("rows", "rows", self.languages()),
            "interests" => ("rows", "rows", self.interests()),
            _ => return None,
        };
        let renamed = rules.rules.iter().find_map(|rule| match rule {
            SectionRule::Rename(renamed, title) if renamed == key => Some(title.as_str()),
            _ => None,
        });
        let own = self.profile.section_titles.get(key).map(|title| self.text(title));
        let usual = || self.settings.locale.section(key);
        let title = renamed.or(own).unwrap_or_else(usual).to_owned();
        let title = self.texts.plain(&title, key);
        (!content.is_empty())
            .then(|| object!({ "key": key, "title": title, "kind": kind, name: content }))
    }

    fn summary(&mut self) -> Vec<Json> {
        let summary = self.profile.basics.summary.as_ref();
        summary.map(|text| self.blocks(text, "basics.summary")).unwrap_or_default()
    }

    fn custom(&mut self, index: usize) -> Option<Json> {
        let Section { title, paragraphs, highlights, entries, .. } =
            self.profile.sections.get(index)?;
        let field = format!("sections[{index}]");
        let mut body: Vec<Json> = Vec::new();
        for text in paragraphs {
            body.extend(self.blocks(text, &field));
        }
        body.extend(self.list(highlights, &field));
        let title =
            title.as_ref().map(|title| self.plain(title, &field)).filter(|title| !title.is_empty());
        if entries.is_empty() {
            return (!body.is_empty()).then(
                || object!({ "key": "sections", "title": title, "kind": "text", "body": body }),
            );
        }
        let lead = (!body.is_empty()).then(|| Entry { body, ..Entry::default() }.into_data());
        let entries = entries
            .iter()
            .enumerate()
            .map(|(i, entry)| self.custom_entry(entry, &format!("{field}.entries[{i}]")));
        let entries: Vec<Json> = lead.into_iter().chain(entries).collect();
        Some(object!({ "key": "sections", "title": title, "kind": "entries", "entries": entries }))
    }

    fn skills(&mut self) -> Vec<Json> {
        let mut rows = Vec::new();
        // Skills one by one, without keywords, share a line.
        let mut singles: Vec<Json> = Vec::new();
        for (i, skill) in self.profile.skills.iter().enumerate() {
            let field = format!("skills[{i}]");
            let name = skill.name.as_ref().map(|name| self.inline(name, &field));
            let level = skill.level.as_ref().map(|level| self.inline(level, &field));
            if skill.keywords.is_empty() {
                singles.extend(joined(name, level, &self.settings.locale.brackets));
                continue;
            }
            rows.extend(items_row(&mut singles));
            let items = self.items(&skill.keywords, &field);
            rows.push(row(name, level, items));
        }
        rows.extend(items_row(&mut singles));
        rows
    }

    fn languages(&mut self) -> Vec<Json> {
        let mut rows = Vec::new();
        for (i, entry) in self.profile.languages.iter().enumerate() {
            let field = format!("languages[{i}]");
            let language = entry.language.as_ref().map(|text| self.inline(text, &field));
            let fluency = entry.fluency.as_ref().map(|text| self.inline(text, &field));
            if language.is_some() || fluency.is_some() {
                let level = entry.fluency.as_ref().and_then(|text| cefr(self.text(text)));
                let mut shown = row(language, fluency, Vec::new());
                shown["level"] = level.into();
                rows.push(shown);
            }
        }
        rows
    }

    fn interests(&mut self) -> Vec<Json> {
        let mut rows = Vec::new();
        let mut singles: Vec<Json> = Vec::new();
        for (i, interest) in self.profile.interests.iter().enumerate() {
            let field = format!("interests[{i}]");
            let name = interest.name.as_ref().map(|name| self.inline(name, &field));
            if interest.keywords.is_empty() {
                singles.extend(name);
                continue;
            }
            rows.extend(items_row(&mut singles));
            let items = self.items(&interest.keywords, &field);
            rows.push(row(name, None, items));
        }
        rows.extend(items_row(&mut singles));
        rows
    }

    /// Personal details, if they are asked for.
    pub(super) fn personal(&mut self) -> Vec<Json> {
        if !self.settings.options.personal.unwrap_or(false) {
            return Vec::new();
        }
        let Personal { birth_date, nationality, driving_licence, marital_status, written, .. } =
            &self.profile.personal;
        let label = |name: &str| self.settings.locale.field(name).to_owned();
        let labels = ["birth-date", "nationality", "driving-licence", "marital-status"].map(label);
        let birth = birth_date.as_ref().map(|date| match written.get("birthDate") {
            Some(words) => words.clone(),
            None => self.settings.locale.full_date(date),
        });
        let texts = [
            birth.map(|birth| vec![Text::from(birth)]).unwrap_or_default(),
            nationality.clone(),
            driving_licence.clone(),
            marital_status.iter().cloned().collect(),
        ];
        let rows = labels.into_iter().zip(texts).filter(|(_, texts)| !texts.is_empty());
        rows.map(|(label, texts)| row(label, None, self.items(&texts, "personal"))).collect()
    }

    pub(super) fn items(&mut self, texts: &[Text], field: &str) -> Vec<Json> {
        texts.iter().map(|text| self.inline(text, field)).filter(|item| *item != "").collect()
    }
}

/// A row: a label, a text and items, of which some may not be there.
pub(super) fn row(label: impl Into<Json>, text: Option<Json>, items: Vec<Json>) -> Json {
    object!({ "label": label.into(), "text": text, "items": items })
}

/// The one level of the Common European Framework that a text names (`C1 (IELTS 8.0)`), if it names just one.
fn cefr(text: &str) -> Option<&'static str> {
    const LEVELS: [&str; 6] = ["A1", "A2", "B1", "B2", "C1", "C2"];
    let mut named = text
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| LEVELS.into_iter().find(|level| level.eq_ignore_ascii_case(word)));
    let level = named.next()?;
    named.all(|other| other == level).then_some(level)
}

/// A name with a level in brackets, as one item.
fn joined(name: Option<Json>, level: Option<Json>, brackets: &str) -> Option<Json> {
    let spans = |value: Json| match value {
        Json::Array(spans) => spans,
        text => vec![text],
    };
    let (open, close) = brackets.split_once("{text}").unwrap_or((" (", ")"));
    match (name, level) {
        (Some(Json::String(name)), Some(Json::String(level))) => {
            Some(json!(format!("{name}{open}{level}{close}")))
        }
        (Some(name), Some(level)) => Some(Json::Array(
            [spans(name), vec![json!(open)], spans(level), vec![json!(close)]].concat(),
        )),
        (one, other) => one.or(other),
    }
}

/// Items as a row of their own, if there are any; they are taken.
pub(super) fn items_row(items: &mut Vec<Json>) -> Option<Json> {
    let items = std::mem::take(items);
    (!items.is_empty()).then(|| row(Json::Null, None, items))
}

/// Applies rules: what is named stands together, in the order named, where the first of it stood.
/// Renaming alone moves nothing.
fn arrange(slots: &mut Vec<Slot>, rules: &Sections) {
    let is = |slot: &Slot, name: &str| slot.0 == name;
    let shows = rules.rules.iter().any(|rule| matches!(rule, SectionRule::Show(_)));
    let named: Vec<&str> = rules
        .rules
        .iter()
        .filter_map(|rule| match rule {
            SectionRule::Show(key) | SectionRule::Rename(key, _) => Some(key.as_str()),
            SectionRule::Hide(_) => None,
        })
        .collect();
    slots.retain(|slot| {
        let hidden =
            rules.rules.iter().any(|rule| matches!(rule, SectionRule::Hide(key) if is(slot, key)));
        !hidden && (!rules.only || named.iter().any(|name| is(slot, name)))
    });
    if !shows {
        return;
    }
    let first = slots.iter().position(|slot| named.iter().any(|name| is(slot, name))).unwrap_or(0);
    let (mut block, rest): (Vec<Slot>, Vec<Slot>) =
        slots.drain(..).partition(|slot| named.iter().any(|name| is(slot, name)));
    block.sort_by_key(|slot| named.iter().position(|name| is(slot, name)));
    slots.extend(rest);
    let first = first.min(slots.len());
    slots.splice(first..first, block);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Options;

    fn keys(slots: &[Slot]) -> String {
        let key =
            |(key, index): &Slot| index.map_or_else(|| (*key).to_owned(), |i| format!("#{i}"));
        slots.iter().map(key).collect::<Vec<_>>().join(" ")
    }

    fn arranged(rules: &str) -> String {
        let mut options = Options::default();
        options.set("sections", rules).unwrap();
        let mut slots =
            ["summary", "work", "projects", "education", "skills"].map(|key| (key, None)).to_vec();
        arrange(&mut slots, &options.sections.unwrap());
        keys(&slots)
    }

    #[test]
    fn a_level_of_the_framework_is_told_where_it_is_the_only_one() {
        for (text, level) in [
            ("C1", Some("C1")),
            ("fluent (c1)", Some("C1")),
            ("B2.1", Some("B2")),
            ("native", None),
            ("B2–C1", None),
            ("ABC1", None),
        ] {
            assert_eq!(cefr(text), level, "{text}");
        }
    }

    #[test]
    fn rules_order_hide_and_rename() {
        assert_eq!(arranged("skills,work"), "summary skills work projects education");
        assert_eq!(arranged("-projects"), "summary work education skills");
        assert_eq!(arranged("education=Schools"), "summary work projects education skills");
        assert_eq!(arranged("work,education,-*"), "work education");
    }
}
