//! Entries, lists and skills of a document that cvpdf wrote.

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::{Block, Entry, Item, Said};
use crate::extract::{Furniture, dates};
use crate::import::periods;
use crate::profile::{Form, When, Written};

/// An entry of a section; `None` if something of it has no field.
pub(super) fn read(
    entry: &Entry,
    form: &Form,
    path: &str,
    draft: &mut Draft<'_>,
) -> Option<Map<String, Value>> {
    let mut making = Making::new(path, draft);
    if let Some((field, said)) = &entry.title {
        let field = field.as_deref().unwrap_or(form.title);
        let has_area = entry.details.iter().any(|(field, _)| field.as_deref() == Some("area"));
        making.title(field, said, has_area, form);
    }
    if let Some(said) = &entry.dates {
        making.dates(said, form)?;
    }
    making.details(entry, form)?;
    making.body(entry, form)?;
    Some(making.fields)
}

/// An entry in the making.
struct Making<'m, 's> {
    /// The path of the entry in the profile.
    path: &'m str,
    draft: &'m mut Draft<'s>,
    fields: Map<String, Value>,
}

impl<'m, 's> Making<'m, 's> {
    fn new(path: &'m str, draft: &'m mut Draft<'s>) -> Self {
        Self { path, draft, fields: Map::new() }
    }

    fn path_of(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }

    /// Puts the title into its field, or a degree into two.
    fn title(&mut self, field: &str, said: &Said, has_area: bool, form: &Form) {
        // A field of study that is told apart stands in no title.
        let degree = (field == "studyType" && form.section == "education" && !has_area)
            .then(|| self.draft.locale.parts_of_degree(&said.text))
            .flatten();
        let Some((kind, area)) = degree else {
            self.put(field, said);
            return;
        };
        for (field, text) in [("studyType", kind), ("area", area)] {
            let part = said.part(self.draft.source, text);
            self.put(field, &part);
        }
    }

    /// Puts a text or a list into its field.
    fn put(&mut self, field: &str, said: &Said) {
        let path = self.path_of(field);
        let value = if Form::is_list(field) {
            self.draft.list(said, &path)
        } else {
            self.draft.take(said, path)
        };
        self.fields.insert(field.to_owned(), value);
    }

    /// Puts the dates into their fields, with their words if they say more; `None` if there is no date.
    fn dates(&mut self, said: &Said, form: &Form) -> Option<()> {
        let first = form.dates.first()?;
        let path = self.path_of(first);
        self.draft.take(said, path);
        let mut written = Written::new();
        let (start, end) = match periods::read(&said.text, &mut written) {
            Some(found) => found,
            None => {
                let (date, words) = date(&said.text);
                let date: When = serde_json::from_value(date).ok()?;
                written.extend(words.map(|words| ((*first).to_owned(), words)));
                (Some(date), None)
            }
        };
        let is_single = start == end || (end.is_none() && form.dates.len() == 1);
        let values = match form.dates {
            [only] => {
                let words =
                    written.shift_remove("startDate").or_else(|| written.shift_remove(*only));
                written = words.into_iter().map(|words| ((*only).to_owned(), words)).collect();
                vec![(*only, start.or(end))]
            }
            // A degree has the date on which it was given.
            _ if is_single && form.section == "education" => {
                written.shift_remove("startDate");
                vec![("endDate", end.or(start))]
            }
            _ => vec![("startDate", start), ("endDate", end)],
        };
        for (field, when) in values {
            self.fields.extend(when.map(|when| (field.to_owned(), json!(when))));
        }
        if !written.is_empty() {
            self.fields.insert("_written".to_owned(), json!(written));
        }
        Some(())
    }

    /// Puts the lines below the title into their fields; `None` if one has none.
    fn details(&mut self, entry: &Entry, form: &Form) -> Option<()> {
        let mut left = form.details.iter();
        if let Some((Some(field), _)) = &entry.title {
            pass(&mut left, field, form);
        }
        for (field, said) in &entry.details {
            let labelled = [("grade", "score"), ("doi", "doi")]
                .into_iter()
                .find_map(|(label, field)| Some((field, self.draft.behind_label(said, label)?)));
            if let (None, Some((field, said))) = (field, labelled) {
                self.put(field, &said);
                continue;
            }
            let field = match field {
                Some(field) => {
                    pass(&mut left, field, form);
                    field.as_str()
                }
                // A grade may speak for itself, and an address may have no look of one.
                None => match left.next() {
                    Some(field) => field,
                    None if form.section == "education" => "score",
                    None if !form.details.is_empty() && !self.fields.contains_key("url") => "url",
                    None => return None,
                },
            };
            self.put(field, said);
        }
        Some(())
    }

    /// Puts what is said below the head into its fields: prose, then bullets, then what is told or
    /// labelled; `None` if something of it has none.
    fn body(&mut self, entry: &Entry, form: &Form) -> Option<()> {
        // What is prose by the form, and whether its field is told; and what other fields are told.
        let mut rest: Vec<(bool, &Block)> = Vec::new();
        let mut fields: Vec<(&str, Vec<&Block>)> = Vec::new();
        for (field, block) in &entry.body {
            match field.as_deref() {
                Some(field) if field != form.prose => {
                    match fields.iter_mut().find(|(known, _)| *known == field) {
                        Some((_, blocks)) => blocks.push(block),
                        None => fields.push((field, vec![block])),
                    }
                }
                told => rest.push((told.is_some(), block)),
            }
        }
        self.trailing(&mut rest, form);
        if let Some((false, Block::List(_))) = rest.last()
            && let Some((_, list)) = rest.pop()
        {
            fields.push(("highlights", vec![list]));
        }
        if !rest.is_empty() {
            fields.push((form.prose, rest.into_iter().map(|(_, block)| block).collect()));
        }
        for (field, blocks) in fields {
            let at = self.path_of(field);
            let value = match (field, blocks.as_slice()) {
                ("highlights", [Block::List(items)]) => bullets(items, &at, self.draft).into(),
                ("highlights", _) => return None,
                (field, [Block::Prose(said)]) if Form::is_list(field) => {
                    let said = self.draft.behind_label(said, field).unwrap_or_else(|| said.clone());
                    self.draft.list(&said, &at)
                }
                (_, blocks) => prose(blocks.iter().copied(), &at, self.draft)?,
            };
            self.fields.insert(field.to_owned(), value);
        }
        Some(())
    }

    /// Takes courses behind their label and keywords in brackets from the end.
    fn trailing(&mut self, rest: &mut Vec<(bool, &Block)>, form: &Form) {
        if let Some((false, Block::Prose(said))) = rest.last()
            && form.section == "education"
            && let Some(courses) = self.draft.behind_label(said, "courses")
        {
            rest.pop();
            self.put("courses", &courses);
        }
        if let Some((false, Block::Prose(said))) = rest.last()
            && let Some(inner) = said.text.strip_prefix('(').and_then(|text| text.strip_suffix(')'))
            && !matches!(form.section, "awards" | "certificates" | "publications" | "references")
        {
            let said =
                Said::new(inner.replace('\n', " "), said.range.start + 1..said.range.end - 1);
            rest.pop();
            self.put("keywords", &said);
        }
    }
}

/// A date in words, and the words if they say more. What is none stays as it is.
pub(super) fn date(text: &str) -> (Value, Option<String>) {
    let reading = dates::Reading::default();
    let read = dates::read(text, reading);
    let found = read.or_else(|| dates::find(text, reading).into_iter().next());
    let Some(stamp) = found.and_then(|found| found.start) else { return (text.into(), None) };
    let is_whole = !stamp.coarse && text.get(stamp.range.clone()) == Some(text);
    (json!(When::from(stamp.date)), (!is_whole).then(|| text.to_owned()))
}

/// Goes on behind a field that is told.
fn pass(left: &mut std::slice::Iter<'_, &str>, field: &str, form: &Form) {
    if form.details.contains(&field) {
        left.by_ref().take_while(|known| **known != field).for_each(drop);
    }
}

/// Blocks as one text.
pub(super) fn prose<'b>(
    blocks: impl IntoIterator<Item = &'b Block>,
    path: &str,
    draft: &mut Draft<'_>,
) -> Option<Value> {
    let mut texts = Vec::new();
    for block in blocks {
        match block {
            Block::Prose(said) => {
                draft.take(said, path.to_owned());
                texts.push(said.text.clone());
            }
            Block::List(items) => {
                let base = items.iter().map(|item| item.level).min()?;
                let line = |Item { level, said }: &Item| {
                    let indent = "  ".repeat(level - base);
                    draft.take(said, path.to_owned());
                    format!("{indent}- {}", said.text.replace('\n', &format!("\n{indent}  ")))
                };
                texts.push(items.iter().map(line).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    (!texts.is_empty()).then(|| texts.join("\n\n").into())
}

/// The lines of a list as bullets, those further in below the others.
pub(super) fn bullets(items: &[Item], path: &str, draft: &mut Draft<'_>) -> Vec<Value> {
    let mut made = Vec::new();
    let mut rest = items;
    while let Some((item, after)) = rest.split_first() {
        let at = format!("{path}[{}]", made.len());
        let below = after.iter().take_while(|next| next.level > item.level).count();
        let (below, after) = after.split_at(below);
        let text = draft.take(&item.said, at.clone());
        made.push(match below {
            [] => text,
            below => {
                let below = bullets(below, &format!("{at}.highlights"), draft);
                json!({"text": text, "highlights": below})
            }
        });
        rest = after;
    }
    made
}

/// A skill, a language, an interest: `**Name** (level): keywords`, in plain text
/// `Name [level]: keywords`.
pub(super) fn thing(
    said: &Said,
    key: &str,
    path: &str,
    draft: &mut Draft<'_>,
) -> Map<String, Value> {
    let is_language = key == "languages";
    let (name, level) = if is_language { ("language", "fluency") } else { ("name", "level") };
    let source = draft.source.get(said.range.clone()).unwrap_or_default();
    if let Some(at) = source.find("<!-- ") {
        draft.furniture(said.range.start + at..said.range.end, Furniture::Markup);
    }
    let Parts { name: mut names, level: mut rated, rest: mut keywords } = Parts::of(&said.text);
    let separators = ["; ", draft.locale.comma.as_str()];
    // Several words without a name are keywords.
    let is_bare = keywords.is_none() && rated.is_none() && !said.text.starts_with("**");
    if is_bare && !is_language && separators.iter().any(|sign| names.contains(sign)) {
        keywords = Some(std::mem::take(&mut names));
    }
    if is_language {
        rated = keywords.take().or(rated);
    }
    let mut making = Making::new(path, draft);
    for (field, part) in [(name, Some(names)), (level, rated), ("keywords", keywords)] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            let mut part = said.part(making.draft.source, part);
            if field == level {
                part.text = making.draft.restored(&part.text);
            }
            making.put(field, &part);
        }
    }
    making.fields
}

/// What a line says of a skill.
struct Parts<'t> {
    name: &'t str,
    level: Option<&'t str>,
    rest: Option<&'t str>,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Self {
        let told = |name: &str| format!("<!-- {name} -->");
        if let Some((level, rest)) = text.split_once(&told("level")) {
            return Self { name: "", level: Some(level), rest: rest.strip_prefix(": ") };
        }
        let bold = text.strip_prefix("**").and_then(|text| text.split_once("**"));
        if let Some((name, rest)) = bold.or_else(|| text.split_once(&told("name"))) {
            let bracket = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
            let bracket = bracket.filter(|(_, rest)| rest.is_empty() || rest.starts_with(": "));
            let (level, rest) = bracket.map_or((None, rest), |(level, rest)| (Some(level), rest));
            return Self { name, level, rest: rest.strip_prefix(": ") };
        }
        let (head, rest) = match text.split_once(": ") {
            Some((head, rest)) => (head, Some(rest)),
            None => (text, None),
        };
        let bracket = head.strip_suffix(']').and_then(|head| head.rsplit_once(" ["));
        match bracket {
            Some((name, level)) => Self { name, level: Some(level), rest },
            None => Self { name: head, level: None, rest },
        }
    }
}
