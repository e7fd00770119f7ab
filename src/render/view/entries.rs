//! The entries of the view: every list of the schema in one form.

use serde_json::{Value as Json, json};

use super::sections::{items_row, row};
use super::{Builder, display_url, link_url};
use crate::locale::fill;
use crate::profile::{DEEPEST, Highlight, SectionEntry, Text, When, Written};
use crate::render::text::item;

/// An entry in the form that styles know.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) title: Option<Json>,
    pub(super) dates: Option<String>,
    pub(super) subtitle: Option<Json>,
    pub(super) place: Option<Json>,
    pub(super) link: Option<Json>,
    pub(super) note: Option<Json>,
    pub(super) body: Vec<Json>,
    pub(super) rows: Vec<Json>,
    pub(super) roles: Vec<Entry>,
}

impl Entry {
    pub(super) fn into_data(mut self) -> Json {
        // The first thing said is the title, so that no heading is empty.
        if self.title.is_none() {
            self.title = self.subtitle.take().or_else(|| self.place.take());
        }
        let roles: Vec<Json> = self.roles.into_iter().map(Self::into_data).collect();
        object!({
            "title": self.title,
            "dates": self.dates,
            "subtitle": self.subtitle,
            "place": self.place,
            "link": self.link,
            "note": self.note,
            "body": self.body,
            "rows": self.rows,
            "roles": roles,
        })
    }
}

impl Builder<'_> {
    pub(super) fn work(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, work) in self.profile.work.iter().enumerate() {
            let field = format!("work[{i}]");
            let entry = Entry {
                title: self.optional(&work.position, &field),
                dates: self.range(&work.start_date, &work.end_date, &work.written, &field),
                subtitle: self.optional(&work.name, &field),
                place: self.optional(&work.location, &field),
                link: None,
                note: self.optional(&work.description, &field),
                body: self.body(&work.summary, &work.highlights, &field),
                rows: self.keywords_row(&work.keywords, &field),
                ..Entry::default()
            };
            entries.push((work.name.as_ref(), self.linked(entry, work.url.as_deref(), &field)));
        }
        self.grouped(entries)
    }

    pub(super) fn volunteer(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, volunteer) in self.profile.volunteer.iter().enumerate() {
            let field = format!("volunteer[{i}]");
            let entry = Entry {
                title: self.optional(&volunteer.position, &field),
                dates: self.range(
                    &volunteer.start_date,
                    &volunteer.end_date,
                    &volunteer.written,
                    &field,
                ),
                subtitle: self.optional(&volunteer.organization, &field),
                place: self.optional(&volunteer.location, &field),
                body: self.body(&volunteer.summary, &volunteer.highlights, &field),
                rows: self.keywords_row(&volunteer.keywords, &field),
                ..Entry::default()
            };
            entries.push((
                volunteer.organization.as_ref(),
                self.linked(entry, volunteer.url.as_deref(), &field),
            ));
        }
        self.grouped(entries)
    }

    pub(super) fn education(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, education) in self.profile.education.iter().enumerate() {
            let field = format!("education[{i}]");
            let mut rows = Vec::new();
            if let Some(score) = &education.score {
                // "3.8" wants a label, "First-class honours" speaks for itself.
                let is_number = self.text(score).starts_with(|c: char| c.is_ascii_digit());
                let label = is_number.then(|| self.settings.locale.field("grade"));
                rows.push(row(label, Some(self.inline(score, &field)), Vec::new()));
            }
            if !education.courses.is_empty() {
                let label = self.settings.locale.field("courses");
                rows.push(row(label, None, self.items(&education.courses, &field)));
            }
            rows.extend(self.keywords_row(&education.keywords, &field));
            let entry = Entry {
                title: self.degree(&education.study_type, &education.area, &field),
                dates: self.range(
                    &education.start_date,
                    &education.end_date,
                    &education.written,
                    &field,
                ),
                subtitle: self.optional(&education.institution, &field),
                place: self.optional(&education.location, &field),
                body: self.body(&education.summary, &education.highlights, &field),
                rows,
                ..Entry::default()
            };
            entries.push(self.linked(entry, education.url.as_deref(), &field).into_data());
        }
        entries
    }

    pub(super) fn projects(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, project) in self.profile.projects.iter().enumerate() {
            let field = format!("projects[{i}]");
            let parts: Vec<Text> = project.roles.iter().chain(&project.entity).cloned().collect();
            let subtitle = self.items(&parts, &field);
            let entry = Entry {
                title: self.optional(&project.name, &field),
                dates: self.range(&project.start_date, &project.end_date, &project.written, &field),
                subtitle: joined(subtitle, &self.settings.locale.comma),
                body: self.body(&project.description, &project.highlights, &field),
                rows: self.keywords_row(&project.keywords, &field),
                ..Entry::default()
            };
            entries.push(self.linked(entry, project.url.as_deref(), &field).into_data());
        }
        entries
    }

    pub(super) fn awards(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, award) in self.profile.awards.iter().enumerate() {
            let field = format!("awards[{i}]");
            let entry = Entry {
                title: self.optional(&award.title, &field),
                dates: self.date(("date", award.date.as_ref()), &award.written, &field),
                subtitle: self.optional(&award.awarder, &field),
                body: self.body(&award.summary, &[], &field),
                ..Entry::default()
            };
            entries.push(self.linked(entry, award.url.as_deref(), &field).into_data());
        }
        entries
    }

    pub(super) fn certificates(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, certificate) in self.profile.certificates.iter().enumerate() {
            let field = format!("certificates[{i}]");
            let entry = Entry {
                title: self.optional(&certificate.name, &field),
                dates: self.date(("date", certificate.date.as_ref()), &certificate.written, &field),
                subtitle: self.optional(&certificate.issuer, &field),
                body: self.body(&certificate.summary, &[], &field),
                ..Entry::default()
            };
            entries.push(self.linked(entry, certificate.url.as_deref(), &field).into_data());
        }
        entries
    }

    pub(super) fn references(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, reference) in self.profile.references.iter().enumerate() {
            let field = format!("references[{i}]");
            let entry = Entry {
                title: self.optional(&reference.name, &field),
                body: self.body(&reference.reference, &[], &field),
                ..Entry::default()
            };
            entries.push(entry.into_data());
        }
        entries
    }

    pub(super) fn custom_entry(&mut self, entry: &SectionEntry, field: &str) -> Json {
        let data = Entry {
            title: self.optional(&entry.title, field),
            dates: self.range(&entry.start_date, &entry.end_date, &entry.written, field),
            subtitle: self.optional(&entry.subtitle, field),
            place: self.optional(&entry.location, field),
            body: self.body(&entry.summary, &entry.highlights, field),
            rows: self.keywords_row(&entry.keywords, field),
            ..Entry::default()
        };
        self.linked(data, entry.url.as_deref(), field).into_data()
    }

    /// Keywords as a row without a label, if there are any.
    fn keywords_row(&mut self, keywords: &[Text], field: &str) -> Vec<Json> {
        items_row(&mut self.items(keywords, field)).into_iter().collect()
    }

    pub(super) fn blocks(&mut self, text: &Text, field: &str) -> Vec<Json> {
        self.texts.blocks(text.get(&self.settings.values), field)
    }

    /// Bullets as a block, if there are any.
    pub(super) fn list(&mut self, highlights: &[Highlight], field: &str) -> Option<Json> {
        let items = self.highlights(highlights, field, 1);
        (!items.is_empty()).then(|| object!({ "kind": "list", "items": items }))
    }

    fn highlights(&mut self, highlights: &[Highlight], field: &str, depth: usize) -> Vec<Json> {
        let mut items = Vec::new();
        for highlight in highlights {
            let mut below = self.highlights(&highlight.highlights, field, depth + 1);
            let mut pieces = self.blocks(&highlight.text, field).into_iter();
            // A bullet of its own in the text ("- …") is this one; several are as many.
            let text = match pieces.next() {
                Some(mut first) if first["kind"] == "list" => {
                    let mut own = match first["items"].take() {
                        Json::Array(own) => own,
                        _ => Vec::new(),
                    };
                    let last = own.pop();
                    items.extend(own);
                    last.map_or(Json::Null, |mut last| {
                        if let Json::Array(deeper) = last["items"].take() {
                            below.splice(0..0, deeper);
                        }
                        last["text"].take()
                    })
                }
                Some(mut first) => first["text"].take(),
                None => json!(""),
            };
            for mut piece in pieces {
                match piece["items"].take() {
                    Json::Array(more) => below.extend(more),
                    _ => below.push(item(piece["text"].take(), Vec::new())),
                }
            }
            if text == "" && below.is_empty() {
                continue;
            }
            if depth < DEEPEST {
                items.push(item(text, below));
            } else {
                items.push(item(text, Vec::new()));
                items.extend(below);
            }
        }
        items
    }

    pub(super) fn body(
        &mut self,
        summary: &Option<Text>,
        highlights: &[Highlight],
        field: &str,
    ) -> Vec<Json> {
        let mut body = summary.as_ref().map(|text| self.blocks(text, field)).unwrap_or_default();
        body.extend(self.list(highlights, field));
        body
    }

    pub(super) fn optional(&mut self, text: &Option<Text>, field: &str) -> Option<Json> {
        let data = self.inline(text.as_ref()?, field);
        (data != "").then_some(data)
    }

    fn degree(&mut self, kind: &Option<Text>, area: &Option<Text>, field: &str) -> Option<Json> {
        let (kind, area) = match (kind.as_ref(), area.as_ref()) {
            (Some(kind), Some(area)) => (self.text(kind).to_owned(), self.text(area).to_owned()),
            (one, other) => return self.optional(&one.or(other).cloned(), field),
        };
        let degree = fill(&self.settings.locale.degree, &[("type", &kind), ("area", &area)]);
        Some(self.texts.inline(&degree, field))
    }

    /// The address of an entry: printed, or as the link of what it is of.
    pub(super) fn linked(&mut self, mut entry: Entry, url: Option<&str>, field: &str) -> Entry {
        let Some(url) = url else { return entry };
        let target = link_url(url).filter(|_| !self.texts.plain_links);
        let by_label = self.settings.options.links.as_deref() == Some("label");
        match (target, &mut entry.subtitle, &mut entry.title) {
            (Some(target), Some(label), _) | (Some(target), None, Some(label)) if by_label => {
                *label = marked(label.take(), "url", &json!(target));
            }
            (target, _, _) => {
                let text = self.texts.plain(display_url(url), field);
                entry.link = Some(object!({ "text": text, "url": target }));
            }
        }
        entry
    }

    fn range(
        &mut self,
        start_date: &Option<When>,
        end_date: &Option<When>,
        written: &Written,
        field: &str,
    ) -> Option<String> {
        let start = self.date_text(("startDate", start_date.as_ref()), written);
        let end = self.date_text(("endDate", end_date.as_ref()), written);
        // A start that is no date may say the end as well; what it says is not added to.
        let said = match (start_date, end_date) {
            (Some(When::Text(text)), None) => Some(text.clone()),
            _ => None,
        };
        let text = said.or_else(|| self.settings.locale.range(start.as_deref(), end.as_deref()))?;
        Some(self.texts.plain(&text, field))
    }

    pub(super) fn date(
        &mut self,
        date: (&str, Option<&When>),
        written: &Written,
        field: &str,
    ) -> Option<String> {
        let text = self.date_text(date, written)?;
        Some(self.texts.plain(&text, field))
    }

    /// A date in the style asked for; in the author's words where it says less than they do.
    fn date_text(&self, (name, when): (&str, Option<&When>), written: &Written) -> Option<String> {
        match written.get(name) {
            Some(words) => Some(words.clone()),
            None => when.map(|when| self.settings.locale.date(when, self.settings.dates)),
        }
    }

    /// Joins roles in a row at one employer, unless the employer is to be printed with each.
    fn grouped(&self, entries: Vec<(Option<&Text>, Entry)>) -> Vec<Json> {
        let repeat = self.settings.options.repeat_employer.unwrap_or(false);
        let key = |name: Option<&Text>| name.map(|name| self.text(name).trim().to_lowercase());
        let mut groups: Vec<(Option<String>, Entry)> = Vec::new();
        for (name, mut entry) in entries {
            let employer = key(name);
            match groups.last_mut() {
                Some((last, group))
                    if !repeat
                        && employer.is_some()
                        && *last == employer
                        && entry.title != entry.subtitle =>
                {
                    entry.subtitle = None;
                    drop_same(&mut entry.place, &group.place);
                    drop_same(&mut entry.link, &group.link);
                    drop_same(&mut entry.note, &group.note);
                    group.roles.push(entry);
                }
                _ => groups.push((employer, entry)),
            }
        }
        groups.into_iter().map(|(_, entry)| entry.into_data()).collect()
    }
}

fn drop_same(value: &mut Option<Json>, said: &Option<Json>) {
    if value == said {
        *value = None;
    }
}

/// The text with a mark on each of its spans.
pub(super) fn marked(text: Json, key: &str, value: &Json) -> Json {
    let spans = match text {
        Json::Array(spans) => spans,
        text => vec![text],
    };
    let mark = |span: Json| match span {
        Json::String(text) => object!({ "text": text, key: value.clone() }),
        mut span => {
            span[key] = value.clone();
            span
        }
    };
    Json::Array(spans.into_iter().map(mark).collect())
}

/// Joins texts with a separator.
pub(super) fn joined(texts: Vec<Json>, separator: &str) -> Option<Json> {
    if texts.iter().all(Json::is_string) {
        let texts: Vec<_> = texts.iter().filter_map(Json::as_str).collect();
        return (!texts.is_empty()).then(|| json!(texts.join(separator)));
    }
    let mut spans = Vec::new();
    for (i, text) in texts.into_iter().enumerate() {
        if i > 0 {
            spans.push(json!(separator));
        }
        match text {
            Json::Array(parts) => spans.extend(parts),
            text => spans.push(text),
        }
    }
    Some(Json::Array(spans))
}
