//! Reads the fields of an object leniently: aliases, repair of wrong shapes, and a report of
//! what nobody asked for.

use std::ops::Range;

use super::reading::Reading;
use super::{Member, Node, Value};
use crate::diag::Diagnostic;
use crate::profile::{Date, DateReading, Extra, Highlight, Text, When, Written, is_language_tag};

/// The fields of one object. Each is asked for by its name and its aliases; what nobody asked
/// for is left to [`rest`](Self::rest), so that nothing is dropped unseen.
pub struct Fields<'r> {
    reading: &'r Reading,
    members: &'r [Member],
    path: String,
    asked: Vec<&'static str>,
    states: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nobody asked for it so far.
    Left,
    /// It has become part of the profile.
    Taken,
    /// It was of no use and is reported; it stays where it stood.
    Kept,
}

impl Reading {
    /// The fields of an object; a node that is something else has none. `path` names it in
    /// messages and is empty for the root.
    pub fn fields<'r>(&'r self, node: &'r Node, path: &str) -> Fields<'r> {
        let members = node.members().unwrap_or_default();
        Fields {
            reading: self,
            members,
            path: path.to_owned(),
            asked: Vec::new(),
            states: vec![State::Left; members.len()],
        }
    }
}

impl<'r> Fields<'r> {
    /// Takes the value of the first of the names that is there, with its path. Further names
    /// of the same field stay where they stood.
    pub fn take(&mut self, names: &[&'static str]) -> Option<(&'r Node, String)> {
        let (index, path) = self.find(names)?;
        Some((&self.members[index].value, path))
    }

    /// Whether a key is there.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.key == name)
    }

    /// Whether a key is there with an object that is no localised text.
    pub fn has_object(&self, name: &str) -> bool {
        let node = self.members.iter().find(|member| member.key == name).map(|m| &m.value);
        node.is_some_and(|node| node.members().is_some() && localized(node).is_none())
    }

    /// The path of the object, empty for the root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reports a diagnostic at a place below this object.
    pub fn push(&self, diagnostic: Diagnostic, range: &Range<usize>, path: &str) {
        self.reading.push(diagnostic, range, path);
    }

    /// A text, plain or localised.
    pub fn text(&mut self, names: &[&'static str]) -> Option<Text> {
        let (index, path) = self.find(names)?;
        let text = self.text_of(&self.members[index].value, &path);
        if text.is_none() {
            self.keep_unless_empty(index);
        }
        text.filter(|text| !text.is_empty())
    }

    /// A text that is the same in all languages: an address, a code, a number.
    pub fn string(&mut self, names: &[&'static str]) -> Option<String> {
        let (index, path) = self.find(names)?;
        let node = &self.members[index].value;
        let text = self.scalar(node, &path);
        if text.is_none() {
            self.keep_unless_empty(index);
        }
        text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The address of a page; one without a scheme is completed where it is used.
    pub fn url(&mut self, names: &[&'static str]) -> Option<String> {
        let place = self.place(names);
        let url = self.string(names)?;
        let (range, path) = place?;
        if url.contains(char::is_whitespace) || !url.contains(['.', ':', '/']) {
            let warning = Diagnostic::warning(
                "bad-url",
                format!("`{}` is no address", shown(&url)),
            )
            .help(
                "write it like \"https://example.com\"; it is printed as it stands, without a link",
            );
            self.push(warning, &range, &path);
        }
        Some(url)
    }

    /// A mail address.
    pub fn email(&mut self, names: &[&'static str]) -> Option<String> {
        let place = self.place(names);
        let email = self.string(names)?;
        let (range, path) = place?;
        if !is_email(&email) {
            let warning = Diagnostic::warning(
                "bad-email",
                format!("`{}` is no mail address", shown(&email)),
            )
            .help("write it like \"name@example.com\"; it is printed as it stands, without a link");
            self.push(warning, &range, &path);
        }
        Some(email)
    }

    /// The date at which something begins or happens.
    pub fn date(&mut self, names: &[&'static str], written: &mut Written) -> Option<When> {
        let (index, path) = self.find(names)?;
        let node = &self.members[index].value;
        let text = self.date_text(index, &path)?;
        self.date_of(node, names[0], &text, &path, written)
    }

    /// The date at which something ends; `None` while it goes on. An end that goes on without
    /// any start is kept as written.
    pub fn end_date(
        &mut self,
        names: &[&'static str],
        start: Option<&When>,
        written: &mut Written,
    ) -> Option<When> {
        let (index, path) = self.find(names)?;
        let node = &self.members[index].value;
        if node.value == Value::Null {
            return None;
        }
        let text = self.date_text(index, &path)?;
        match DateReading::of(&text) {
            DateReading::Ongoing => start.is_none().then_some(When::Text(text)),
            _ => {
                let end = self.date_of(node, names[0], &text, &path, written);
                let order = start.and_then(When::date).zip(end.as_ref().and_then(When::date));
                if order.is_some_and(|(start, end)| ends_before(start, end)) {
                    let warning = Diagnostic::warning("bad-date", "the end lies before the start");
                    self.push(
                        warning.help("check both dates; they are printed as they stand"),
                        &node.range,
                        &path,
                    );
                }
                end
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, names: &[&'static str]) -> Vec<Text> {
        self.items(names, |fields, node, path| fields.text_of(node, path))
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// A list of words that are the same in all languages.
    pub fn strings(&mut self, names: &[&'static str]) -> Vec<String> {
        self.items(names, |fields, node, path| fields.scalar(node, path))
    }

    /// A list of bullets, nested or not.
    pub fn highlights(&mut self, names: &[&'static str]) -> Vec<Highlight> {
        self.items(names, Self::highlight)
    }

    /// An object. A text in its place is taken as its field `main`.
    pub fn object<T: Default>(
        &mut self,
        names: &[&'static str],
        main: &'static str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let Some((index, path)) = self.find(names) else { return T::default() };
        let node = &self.members[index].value;
        match &node.value {
            Value::Object(_) => read(&mut self.reading.fields(node, &path)),
            Value::Null | Value::List(_) => {
                self.wrong_shape(node, "an object", &path);
                self.keep_unless_empty(index);
                T::default()
            }
            _ => {
                let text = shown(node.scalar().unwrap_or_default());
                let help = format!("write it as {{\"{main}\": \"{text}\"}}");
                self.repaired(node, "an object", help, &path);
                self.scalar_as_object(node, main, &path, read)
            }
        }
    }

    /// A list of objects. One object stands for a list of one; a text in place of an object is
    /// taken as its field `main`.
    pub fn list<T>(
        &mut self,
        names: &[&'static str],
        main: &'static str,
        read: impl Fn(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        self.items(names, |fields, node, path| match &node.value {
            Value::Object(_) => Some(read(&mut fields.reading.fields(node, path))),
            Value::Null => {
                fields.wrong_shape(node, "an object", path);
                None
            }
            Value::List(_) => {
                fields.repaired(
                    node,
                    "an object",
                    "its parts were joined; write an object".into(),
                    path,
                );
                let mut parts = Vec::new();
                scalars(node, &mut parts);
                let text = Value::String(parts.join(", "));
                Some(fields.scalar_as_object(
                    &Node { value: text, range: node.range.clone() },
                    main,
                    path,
                    &read,
                ))
            }
            _ => {
                let text = shown(node.scalar().unwrap_or_default());
                let help = format!("write it as {{\"{main}\": \"{text}\"}}");
                fields.repaired(node, "an object", help, path);
                Some(fields.scalar_as_object(node, main, path, &read))
            }
        })
    }

    /// What nobody asked for, reported with the nearest known name.
    pub fn rest(&mut self) -> Extra {
        self.rest_with(Self::unknown)
    }

    /// What nobody asked for where that is usual: the settings of other tools.
    pub fn foreign_settings(&mut self) -> Extra {
        self.rest_with(|_, member| {
            let message = format!("`{}` is no setting of cvpdf", shown(&member.key));
            Diagnostic::info("unknown-field", message)
        })
    }

    fn rest_with(&mut self, diagnostic: impl Fn(&Self, &Member) -> Diagnostic) -> Extra {
        let mut extra = Extra::new();
        for (member, state) in self.members.iter().zip(&self.states) {
            if *state == State::Taken {
                continue;
            }
            if *state == State::Left {
                let diagnostic = diagnostic(self, member);
                self.reading.push(diagnostic, &member.key_range, &self.path);
            }
            extra.insert(member.key.clone(), member.value.to_json());
        }
        extra
    }

    fn unknown(&self, member: &Member) -> Diagnostic {
        let key = shown(&member.key);
        let message = match member.value.leaves() {
            count if count > 1 => {
                format!("unknown field `{key}` with {count} values is not printed")
            }
            _ => format!("unknown field `{key}` is not printed"),
        };
        // Keys with these beginnings are private by convention.
        if key.starts_with("x-") || key.starts_with(['_', '$']) {
            return Diagnostic::info("unknown-field", message);
        }
        let diagnostic = Diagnostic::warning("unknown-field", message);
        match nearest(&key, self.asked.iter().copied()) {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => {
                diagnostic.help("it is kept by `cvpdf convert`; to print it, move it to `sections`")
            }
        }
    }

    fn find(&mut self, names: &[&'static str]) -> Option<(usize, String)> {
        self.asked.extend(names);
        let index = names
            .iter()
            .find_map(|name| self.members.iter().position(|member| member.key == *name))?;
        self.states[index] = State::Taken;
        Some((index, join(&self.path, &self.members[index].key)))
    }

    /// Where the value of the first of the names stands, with its path.
    pub fn place(&self, names: &[&'static str]) -> Option<(Range<usize>, String)> {
        let member =
            names.iter().find_map(|name| self.members.iter().find(|member| member.key == *name))?;
        Some((member.value.range.clone(), join(&self.path, &member.key)))
    }

    fn keep_unless_empty(&mut self, index: usize) {
        if self.members[index].value.value != Value::Null {
            self.states[index] = State::Kept;
        }
    }

    fn wrong_shape(&self, node: &Node, expected: &str, path: &str) {
        let found = node.kind();
        let warning =
            Diagnostic::warning("wrong-shape", format!("{found} where {expected} is expected"));
        let warning = match &node.value {
            Value::Null => warning.help("leave the field out if there is nothing to say"),
            _ => warning.help(format!("write {expected}; it was left out of the output")),
        };
        self.push(warning, &node.range, path);
    }

    fn repaired(&self, node: &Node, expected: &str, help: String, path: &str) {
        let message = format!("{} where {expected} is expected", node.kind());
        self.push(Diagnostic::warning("wrong-shape", message).help(help), &node.range, path);
    }

    /// The text of a scalar; other scalars than strings are repaired.
    fn scalar(&self, node: &Node, path: &str) -> Option<String> {
        match &node.value {
            Value::String(text) | Value::Plain(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                let text = node.scalar().unwrap_or_default();
                self.repaired(node, "a string", format!("write it in quotes: \"{text}\""), path);
                Some(text.to_owned())
            }
            Value::List(_) | Value::Object(_) => {
                let mut parts = Vec::new();
                scalars(node, &mut parts);
                self.repaired(
                    node,
                    "a string",
                    "its parts were joined; write one string".into(),
                    path,
                );
                Some(parts.join(", "))
            }
            Value::Null => {
                self.wrong_shape(node, "a string", path);
                None
            }
        }
    }

    fn text_of(&self, node: &Node, path: &str) -> Option<Text> {
        match localized(node) {
            Some(members) => {
                let texts = members.iter().filter_map(|member| {
                    let text = self.scalar(&member.value, &join(path, &member.key))?;
                    Some((member.key.clone(), text))
                });
                Some(Text::Localized(texts.collect()))
            }
            None => self.scalar(node, path).map(Text::Plain),
        }
    }

    fn highlight(&self, node: &Node, path: &str) -> Option<Highlight> {
        if localized(node).is_some() || !matches!(node.value, Value::Object(_)) {
            return self.text_of(node, path).map(Highlight::from).filter(|h| !h.text.is_empty());
        }
        let mut fields = self.reading.fields(node, path);
        let highlight = Highlight {
            text: fields
                .text(&["text", "highlight", "description", "summary", "name"])
                .unwrap_or_default(),
            highlights: fields.highlights(&["highlights", "items"]),
            tags: fields.strings(&["tags"]),
            extra: fields.rest(),
        };
        (highlight != Highlight::default()).then_some(highlight)
    }

    fn date_text(&mut self, index: usize, path: &str) -> Option<String> {
        let node = &self.members[index].value;
        // A year without quotes is how many write it.
        let text = match &node.value {
            Value::Number(text) => Some(text.clone()),
            _ => self.scalar(node, path),
        };
        if text.is_none() {
            self.keep_unless_empty(index);
        }
        text
    }

    fn date_of(
        &self,
        node: &Node,
        name: &'static str,
        text: &str,
        path: &str,
        written: &mut Written,
    ) -> Option<When> {
        let day_first = self.reading.day_first;
        let read = DateReading::in_order(text, day_first.unwrap_or(false));
        if day_first.is_none() && read != DateReading::in_order(text, true) {
            let warning =
                Diagnostic::warning("bad-date", format!("`{}` may mean two days", shown(text)));
            let help = "the month is taken to come first; write the date as YYYY-MM-DD";
            self.push(warning.help(help), &node.range, path);
        }
        let warning = match read {
            DateReading::Date(date) => return Some(date.into()),
            DateReading::Empty => return None,
            DateReading::Coarse(date) => {
                written.insert(name.to_owned(), text.trim().to_owned());
                return Some(date.into());
            }
            DateReading::Ongoing => format!("`{}` is no date to begin with", shown(text)),
            DateReading::Unread(Some(reason)) => reason.to_owned(),
            DateReading::Unread(None) => format!("`{}` is no date", shown(text)),
        };
        let help = "write the date as YYYY, YYYY-MM or YYYY-MM-DD, for example \"2023-12\"; it is printed as it stands";
        self.push(Diagnostic::warning("bad-date", warning).help(help), &node.range, path);
        Some(When::Text(text.trim().to_owned()))
    }

    /// Reads a scalar as an object with the one field `main`.
    fn scalar_as_object<T>(
        &self,
        node: &Node,
        main: &'static str,
        path: &str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let member =
            Member { key: main.to_owned(), key_range: node.range.clone(), value: node.clone() };
        let node = Node { value: Value::Object(vec![member]), range: node.range.clone() };
        read(&mut self.reading.fields(&node, path))
    }

    /// The items of a list, each read on its own. What is no list is a list of one, and a
    /// localised list is a list of localised items.
    fn items<T>(
        &mut self,
        names: &[&'static str],
        read: impl Fn(&Self, &Node, &str) -> Option<T>,
    ) -> Vec<T> {
        let Some((index, path)) = self.find(names) else { return Vec::new() };
        let node = &self.members[index].value;
        if let Some(nodes) = transposed(node) {
            return nodes.iter().filter_map(|node| read(self, node, &path)).collect();
        }
        match &node.value {
            Value::List(nodes) => {
                let one = |(i, node): (usize, &Node)| read(self, node, &format!("{path}[{i}]"));
                nodes.iter().enumerate().filter_map(one).collect()
            }
            Value::Null => {
                self.wrong_shape(node, "a list", &path);
                Vec::new()
            }
            Value::String(text) | Value::Plain(text) if text.trim().is_empty() => Vec::new(),
            _ => {
                self.repaired(node, "a list", "put it in brackets: […]".to_owned(), &path);
                read(self, node, &path).into_iter().collect()
            }
        }
    }
}

/// Whether an end lies before its start, as far as both are precise.
fn ends_before(start: Date, end: Date) -> bool {
    match (start.month(), end.month()) {
        (Some(from), Some(to)) if start.year() == end.year() => to < from,
        _ => end.year() < start.year(),
    }
}

/// The scalars of a value, in the order written.
fn scalars<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    match &node.value {
        Value::List(nodes) => nodes.iter().for_each(|node| scalars(node, found)),
        Value::Object(members) => members.iter().for_each(|member| scalars(&member.value, found)),
        _ => found.extend(node.scalar()),
    }
}

/// The members of a localised value: all keys are language tags, all values strings.
fn localized(node: &Node) -> Option<&[Member]> {
    let members = node.members().filter(|members| !members.is_empty())?;
    let is_text = |node: &Node| matches!(node.value, Value::String(_) | Value::Plain(_));
    // A lone `id` is an identifier rather than Indonesian.
    let is_id = members.len() == 1 && members[0].key == "id";
    (!is_id && members.iter().all(|m| is_language_tag(&m.key) && is_text(&m.value)))
        .then_some(members)
}

/// `{"en": ["a", "b"], "de": ["c"]}` as `[{"en": "a", "de": "c"}, {"en": "b", "de": ""}]`: what
/// one language lacks prints nothing there.
fn transposed(node: &Node) -> Option<Vec<Node>> {
    let members = node.members().filter(|members| !members.is_empty())?;
    let lists: Option<Vec<_>> = members
        .iter()
        .map(|member| match &member.value.value {
            Value::List(nodes) if is_language_tag(&member.key) => Some((member, nodes)),
            _ => None,
        })
        .collect();
    let lists = lists?;
    let longest = lists.iter().map(|(_, nodes)| nodes.len()).max()?;
    let item = |i: usize| {
        let members = lists.iter().map(|(member, nodes)| {
            let nothing = Node { value: Value::String(String::new()), range: node.range.clone() };
            Member { value: nodes.get(i).cloned().unwrap_or(nothing), ..(*member).clone() }
        });
        Node { value: Value::Object(members.collect()), range: node.range.clone() }
    };
    Some((0..longest).map(item).collect())
}

/// Whether a text has the form of a mail address, as far as a résumé needs to know.
pub(crate) fn is_email(text: &str) -> bool {
    let well_formed = |(name, host): (&str, &str)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    };
    !text.contains(char::is_whitespace) && text.rsplit_once('@').is_some_and(well_formed)
}

/// The known name nearest to a wrong one, if any is near.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let simple = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let wanted = simple(name);
    let score = |known: &str| {
        let known = simple(known);
        // "fullName" for `name`, "workExperience" for `work`.
        let contained =
            known.len() >= 4 && (wanted.ends_with(&known) || wanted.starts_with(&known));
        strsim::jaro_winkler(&wanted, &known).max(if contained { 0.9 } else { 0.0 })
    };
    known
        .into_iter()
        .map(|known| (score(known), known))
        .filter(|(score, _)| *score >= 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// A text cut to a length fit for a message.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
