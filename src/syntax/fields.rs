//! Reads the fields of an object leniently: aliases, repair of wrong shapes, and a report of
//! what nobody asked for.

mod localized;
mod values;

use std::ops::Range;

use super::reading::Reading;
use super::{Member, Node, Value};
use crate::diag::{Diagnostic, Use};
use crate::profile::{Extra, Text};
use localized::{localized, transposed};
#[cfg(feature = "render")]
pub(crate) use values::is_email;

/// The fields of one object. Each is asked for by its name and its aliases; what nobody asked
/// for is left to [`rest`](Self::rest), so that nothing is dropped unseen.
pub struct Fields<'r> {
    reading: &'r Reading,
    members: &'r [Member],
    path: String,
    /// The names that were asked for; names of one field share a number.
    asked: Vec<(&'static str, usize)>,
    states: Vec<State>,
}

/// What reads the fields of an object.
type Read<'a> = &'a mut dyn FnMut(&mut Fields<'_>);

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
        let node = &self.members[index].value;
        self.reading.count(Use::Placed, node.leaves());
        Some((node, path))
    }

    /// The value of a key, which stays to be asked for.
    pub fn peek(&self, name: &str) -> Option<&'r Node> {
        self.members.iter().find(|member| member.key == name).map(|member| &member.value)
    }

    /// Takes all members that nobody asked for yet, where their names are the author's: each with
    /// its name, its value and its path. The values are to be read by [`at`](Self::at) and
    /// [`text_at`](Self::text_at).
    pub fn members(&mut self) -> Vec<(&'r str, &'r Node, String)> {
        self.members_where(|_, _| true)
    }

    /// Takes those of [`members`](Self::members) whose names and values are of a kind.
    pub fn members_where(
        &mut self,
        is: impl Fn(&str, &Node) -> bool,
    ) -> Vec<(&'r str, &'r Node, String)> {
        let members = self.members;
        let mut taken = Vec::new();
        for (member, state) in members.iter().zip(&mut self.states) {
            if *state == State::Left && is(&member.key, &member.value) {
                *state = State::Taken;
                taken.push((member.key.as_str(), &member.value, join(&self.path, &member.key)));
            }
        }
        taken
    }

    /// The fields of an object that was taken.
    pub fn at(&self, node: &'r Node, path: &str) -> Self {
        self.reading.fields(node, path)
    }

    /// The text of a value that was taken; what holds none is told.
    pub fn text_at(&self, node: &Node, path: &str) -> Option<Text> {
        self.reading.count(Use::Placed, node.leaves());
        let node = Some(node).filter(|node| node.value != Value::Null)?;
        self.text_of(node, path).filter(|text| !text.is_empty())
    }

    /// Leaves the values of these names out, as a résumé has no use for them: settings, ids.
    /// They are told in one message per reason, which reads like "ids of the editor".
    pub fn ignore(&mut self, names: &[&'static str], reason: &'static str) {
        self.ask(names);
        let members = self.members;
        for (member, state) in members.iter().zip(&mut self.states) {
            if *state == State::Left && names.contains(&member.key.as_str()) {
                *state = State::Taken;
                self.reading.ignore(&member.value, &join(&self.path, &member.key), reason);
            }
        }
    }

    /// Leaves out all that is not part of the profile, as [`ignore`](Self::ignore) does.
    pub fn ignore_rest(&mut self, reason: &'static str) {
        let members = self.members;
        for (member, state) in members.iter().zip(&mut self.states) {
            if *state != State::Taken {
                *state = State::Taken;
                self.reading.ignore(&member.value, &join(&self.path, &member.key), reason);
            }
        }
    }

    /// Whether a key is there.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.key == name)
    }

    /// Whether a key is there with an object that is no localised text.
    pub fn has_object(&self, name: &str) -> bool {
        self.peek(name).is_some_and(|node| node.members().is_some() && localized(node).is_none())
    }

    /// The path of the object, empty for the root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reports a diagnostic at a place below this object.
    pub fn push(&self, diagnostic: Diagnostic, range: &Range<usize>, path: &str) {
        self.reading.push(diagnostic, range, path);
    }

    /// An object. A text in its place is taken as its field `main`.
    pub fn object<T: Default>(
        &mut self,
        names: &[&'static str],
        main: &'static str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let (mut object, mut read) = (None, Some(read));
        self.one_object(names, main, &mut |fields| object = read.take().map(|read| read(fields)));
        object.unwrap_or_default()
    }

    /// What [`object`](Self::object) does for all that is read, in one piece of code.
    fn one_object(&mut self, names: &[&'static str], main: &'static str, read: Read<'_>) {
        let Some((index, path)) = self.find(names) else { return };
        let node = &self.members[index].value;
        match &node.value {
            Value::Object(_) => read(&mut self.reading.fields(node, &path)),
            Value::Null | Value::List(_) => {
                self.wrong_shape(node, "an object", &path);
                self.keep_unless_empty(index);
            }
            _ if is_blank(node) => self.reading.count(Use::Placed, 1),
            _ => {
                let text = shown(node.scalar().unwrap_or_default());
                let help = format!("write it as {{\"{main}\": \"{text}\"}}");
                if !self.reading.one_is_usual {
                    self.repaired(node, "an object", help, &path);
                }
                self.scalar_as_object(node, main, &path, read);
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
        let mut list = Vec::new();
        self.objects(names, main, &mut |fields| list.push(read(fields)));
        list
    }

    /// What [`list`](Self::list) does for all that is read, in one piece of code.
    fn objects(&mut self, names: &[&'static str], main: &'static str, read: Read<'_>) {
        self.each(names, &mut |fields, node, path| match &node.value {
            Value::Object(_) => read(&mut fields.reading.fields(node, path)),
            Value::Null => {
                fields.wrong_shape(node, "an object", path);
                fields.reading.count(Use::Reported, 1);
            }
            Value::List(_) => {
                fields.repaired(
                    node,
                    "an object",
                    "its parts were joined; write an object".into(),
                    path,
                );
                let text = Value::String(node.scalars().join(", "));
                // The fields of the joined text count it as one.
                fields.reading.recount(node.leaves(), 1);
                let node = Node { value: text, range: node.range.clone() };
                fields.scalar_as_object(&node, main, path, read);
            }
            _ if is_blank(node) => fields.reading.count(Use::Placed, 1),
            _ => {
                let text = shown(node.scalar().unwrap_or_default());
                let help = format!("write it as {{\"{main}\": \"{text}\"}}");
                if !fields.reading.one_is_usual {
                    fields.repaired(node, "an object", help, path);
                }
                fields.scalar_as_object(node, main, path, read);
            }
        });
    }

    /// What nobody asked for, reported with the nearest known name.
    pub fn rest(&mut self) -> Extra {
        self.rest_with(Self::unknown)
    }

    /// What nobody asked for where that is usual: the settings of other tools.
    pub fn foreign_settings(&mut self) -> Extra {
        self.rest_with(|_, member| {
            let message = format!("`{}` is no setting of cvpdf", shown(&member.key));
            Some(Diagnostic::info("unknown-field", message))
        })
    }

    fn rest_with(&mut self, diagnostic: impl Fn(&Self, &Member) -> Option<Diagnostic>) -> Extra {
        let mut extra = Extra::new();
        for (member, state) in self.members.iter().zip(&self.states) {
            if *state == State::Taken {
                continue;
            }
            let is_null = member.value.value == Value::Null && self.reading.null_is_usual;
            if is_null || is_silent(&member.value) && self.twin(member).is_some() {
                self.reading.count(Use::Placed, member.value.leaves());
                continue;
            }
            self.reading.count(Use::Kept, member.value.leaves());
            if let Some(diagnostic) = diagnostic(self, member).filter(|_| *state == State::Left) {
                self.reading.push(diagnostic, &member.key_range, &self.path);
            }
            extra.insert(member.key.clone(), member.value.to_json());
        }
        self.states.fill(State::Taken);
        extra
    }

    /// What is to be told of a field that nobody asked for.
    fn unknown(&self, member: &Member) -> Option<Diagnostic> {
        let key = shown(&member.key);
        let message = match member.value.leaves() {
            count if count > 1 => {
                format!("unknown field `{key}` with {count} values is not printed")
            }
            _ => format!("unknown field `{key}` is not printed"),
        };
        // Keys with these beginnings are private by convention; others set how tools of the web show
        // an entry, and are no words of it.
        let is_private = key.starts_with("x-") || key.starts_with(['_', '$']);
        if is_private || SETTINGS.contains(&key.as_str()) {
            return Some(Diagnostic::info("unknown-field", message));
        }
        if let Some(twin) = self.twin(member) {
            let message = format!("`{key}` is not printed, as `{}` says something else", twin.key);
            let warning = Diagnostic::warning("unknown-field", message);
            let help = "they name the same field; leave one of them out";
            return (!is_same(&member.value, &twin.value)).then(|| warning.help(help));
        }
        let diagnostic = Diagnostic::warning("unknown-field", message);
        Some(match nearest(&key, self.asked.iter().map(|(name, _)| *name)) {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => {
                diagnostic.help("it is kept by `cvpdf convert`; to print it, move it to `sections`")
            }
        })
    }

    /// The member that was taken for the same field, under another of its names.
    fn twin(&self, member: &Member) -> Option<&'r Member> {
        let fields = self.asked.iter().filter(|(name, _)| *name == member.key);
        let names = fields.flat_map(|(_, field)| {
            self.asked.iter().filter(move |(_, other)| other == field).map(|(name, _)| *name)
        });
        let taken = |name: &str| {
            let index = self.members.iter().position(|member| member.key == name)?;
            (self.states[index] == State::Taken).then(|| &self.members[index])
        };
        names.filter_map(taken).next()
    }

    fn ask(&mut self, names: &[&'static str]) {
        /// As many as most readers ask for.
        const USUAL: usize = 16;
        if self.asked.is_empty() {
            self.asked.reserve(USUAL);
        }
        let field = self.asked.last().map_or(0, |(_, field)| field + 1);
        self.asked.extend(names.iter().map(|name| (*name, field)));
    }

    fn find(&mut self, names: &[&'static str]) -> Option<(usize, String)> {
        self.ask(names);
        let index = self.index(names)?;
        self.states[index] = State::Taken;
        Some((index, join(&self.path, &self.members[index].key)))
    }

    /// The member that the first of the names finds; one that says nothing gives way to another that
    /// nobody took.
    fn index(&self, names: &[&'static str]) -> Option<usize> {
        let position = |name: &&str| self.members.iter().position(|member| member.key == **name);
        let mut found = names.iter().filter_map(position);
        let Some(first) = found.next() else { return self.set_aside(names) };
        let says = |index: &usize| !is_silent(&self.members[*index].value);
        let free = found.filter(|index| self.states[*index] != State::Taken);
        Some(std::iter::once(first).chain(free).find(says).unwrap_or(first))
    }

    /// The member whose value a writer put aside, as the format does not take it in its place.
    fn set_aside(&self, names: &[&'static str]) -> Option<usize> {
        let is_aside = |member: &Member| {
            let name = member.key.trim_start_matches('_');
            let value = member.value.scalar();
            value
                .is_some_and(|value| names.contains(&name) && (self.reading.set_aside)(name, value))
        };
        let members = self.members.iter().enumerate();
        let members = members.filter(|(_, member)| member.key.starts_with('_') && is_aside(member));
        // Where the author had such a key before, the writer's has one more.
        members.max_by_key(|(_, member)| member.key.len()).map(|(index, _)| index)
    }

    /// Where the value of the first of the names stands, with its path.
    pub fn place(&self, names: &[&'static str]) -> Option<(Range<usize>, String)> {
        let member = &self.members[self.index(names)?];
        Some((member.value.range.clone(), join(&self.path, &member.key)))
    }

    /// A value of no use is kept where it stood; null says nothing and is not.
    fn keep_unless_empty(&mut self, index: usize) {
        if self.members[index].value.value == Value::Null {
            self.reading.count(Use::Placed, 1);
        } else {
            self.states[index] = State::Kept;
        }
    }

    fn wrong_shape(&self, node: &Node, expected: &str, path: &str) {
        if node.value == Value::Null && self.reading.null_is_usual {
            return;
        }
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

    /// Reads a scalar as an object with the one field `main`.
    fn scalar_as_object(&self, node: &Node, main: &'static str, path: &str, read: Read<'_>) {
        let member =
            Member { key: main.to_owned(), key_range: node.range.clone(), value: node.clone() };
        let node = Node { value: Value::Object(vec![member]), range: node.range.clone() };
        read(&mut self.reading.fields(&node, path));
    }

    /// The items of a list, each read on its own. What is no list is a list of one, and a
    /// localised list is a list of localised items.
    fn items<T>(
        &mut self,
        names: &[&'static str],
        read: impl Fn(&Self, &Node, &str) -> Option<T>,
    ) -> Vec<T> {
        let mut items = Vec::new();
        self.each(names, &mut |fields, node, path| items.extend(read(fields, node, path)));
        items
    }

    /// What [`items`](Self::items) does for all that is read, in one piece of code.
    fn each(&mut self, names: &[&'static str], read: &mut dyn FnMut(&Self, &Node, &str)) {
        let Some((index, path)) = self.find(names) else { return };
        let node = &self.members[index].value;
        if let Some(nodes) = transposed(node) {
            let with_fillers = nodes.iter().map(Node::leaves).sum();
            self.reading.recount(node.leaves(), with_fillers);
            nodes.iter().for_each(|node| read(self, node, &path));
            return;
        }
        match &node.value {
            Value::List(nodes) => {
                for (i, node) in nodes.iter().enumerate() {
                    read(self, node, &format!("{path}[{i}]"));
                }
            }
            Value::Null => {
                self.wrong_shape(node, "a list", &path);
                self.reading.count(Use::Reported, 1);
            }
            Value::String(text) | Value::Plain(text) if text.trim().is_empty() => {
                self.reading.count(Use::Placed, 1);
            }
            _ => {
                if !self.reading.one_is_usual {
                    self.repaired(node, "a list", "put it in brackets: […]".to_owned(), &path);
                }
                read(self, node, &path);
            }
        }
    }
}

/// Keys by which tools of the web say how an entry looks or where it goes.
const SETTINGS: [&str; 16] = [
    "className",
    "color",
    "colour",
    "css",
    "display",
    "featured",
    "hidden",
    "hide",
    "icon",
    "id",
    "logo",
    "order",
    "pinned",
    "show",
    "slug",
    "visible",
];

/// Whether two values say the same; of addresses, their pages.
fn is_same(one: &Node, other: &Node) -> bool {
    fn page(text: &str) -> &str {
        let text = text.trim().trim_end_matches('/');
        let text = text.strip_prefix("https://").or(text.strip_prefix("http://")).unwrap_or(text);
        text.strip_prefix("www.").unwrap_or(text)
    }
    match (one.scalar(), other.scalar()) {
        (Some(one), Some(other)) => page(one) == page(other),
        _ => one.to_json() == other.to_json(),
    }
}

/// Whether it is nothing, or a text that says nothing.
fn is_silent(node: &Node) -> bool {
    node.value == Value::Null || is_blank(node)
}

/// Whether it is a text that says nothing.
fn is_blank(node: &Node) -> bool {
    matches!(&node.value, Value::String(text) | Value::Plain(text) if text.trim().is_empty())
}

/// What a reader left behind is told, so that nothing is dropped unseen.
impl Drop for Fields<'_> {
    fn drop(&mut self) {
        self.ignore_rest("what no field was found for");
    }
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
    if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() }
}
