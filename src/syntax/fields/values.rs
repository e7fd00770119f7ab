//! Values of fields: texts, addresses, dates and lists of them, with repair of what has another shape.

use super::localized::localized;
use super::{Fields, join, shown};
use crate::diag::{Diagnostic, Use};
use crate::profile::{Date, DateReading, Highlight, Text, When, Written};
use crate::syntax::{Node, Prose, Value};

impl Fields<'_> {
    /// Counts a value that was asked for; one of no use is kept.
    fn counted(&mut self, index: usize, of_use: bool) {
        if of_use {
            self.reading.count(Use::Placed, self.members[index].value.leaves());
        } else {
            self.keep_unless_empty(index);
        }
    }

    /// A text, plain or localised.
    pub fn text(&mut self, names: &[&'static str]) -> Option<Text> {
        let (index, path) = self.find(names)?;
        let text = self.text_of(&self.members[index].value, &path);
        self.counted(index, text.is_some());
        text.filter(|text| !text.is_empty())
    }

    /// A text of HTML, or of lines: its paragraphs, and its bullets.
    pub fn prose(&mut self, names: &[&'static str]) -> (Option<Text>, Vec<Highlight>) {
        match self.text(names) {
            Some(Text::Plain(text)) => Prose::of(&text).split(),
            text => (text.and_then(read_html), Vec::new()),
        }
    }

    /// A text of Markdown, with tags of HTML in it or not: its paragraphs, and its bullets.
    pub fn markdown(&mut self, names: &[&'static str]) -> (Option<Text>, Vec<Highlight>) {
        match self.text(names) {
            Some(Text::Plain(text)) => Prose::of_markdown(&text).split(),
            text => (text, Vec::new()),
        }
    }

    /// A text of Markdown, with tags of HTML in it or not, as one text.
    pub fn markdown_text(&mut self, names: &[&'static str]) -> Option<Text> {
        match self.text(names)? {
            Text::Plain(text) => Prose::of_markdown(&text).into_text(),
            text => Some(text),
        }
    }

    /// A text of HTML, or of lines, as one text: bullets become lines that begin with `- `.
    pub fn html(&mut self, names: &[&'static str]) -> Option<Text> {
        self.text(names).and_then(read_html)
    }

    /// A text that is the same in all languages: an address, a code, a number.
    pub fn string(&mut self, names: &[&'static str]) -> Option<String> {
        let (index, path) = self.find(names)?;
        let node = &self.members[index].value;
        let text = self.scalar(node, &path);
        self.counted(index, text.is_some());
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
            self.counted(index, false);
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

    /// The start and the end of a period. A range in place of the start is both.
    pub fn period(
        &mut self,
        start: &[&'static str],
        end: &[&'static str],
        written: &mut Written,
    ) -> (Option<When>, Option<When>) {
        let start = self.date(start, written);
        let end = self.end_date(end, start.as_ref(), written);
        if let (Some(When::Text(text)), None) = (&start, &end)
            && let Some((start, end)) = DateReading::range(text)
        {
            return (Some(start.into()), end.map(When::from));
        }
        (start, end)
    }

    /// A date or a range of dates in one text; a single date is start and end.
    pub fn dates(
        &mut self,
        names: &[&'static str],
        written: &mut Written,
    ) -> (Option<When>, Option<When>) {
        let text = names.iter().find_map(|name| self.peek(name)).and_then(Node::scalar);
        if let Some((start, end)) = text.and_then(DateReading::range) {
            self.scalar_text(names);
            return (Some(start.into()), end.map(When::from));
        }
        let date = self.date(names, written);
        (date.clone(), date)
    }

    /// A scalar of any type as its author wrote it: a number or a truth value is as welcome.
    pub fn scalar_text(&mut self, names: &[&'static str]) -> Option<String> {
        let (index, _) = self.find(names)?;
        let text = self.members[index].value.scalar().map(|text| text.trim().to_owned());
        self.counted(index, text.is_some());
        text.filter(|text| !text.is_empty())
    }

    /// A truth value, also as a word or a number; `None` for anything else.
    pub fn truth(&mut self, names: &[&'static str]) -> Option<bool> {
        let (index, _) = self.find(names)?;
        let truth = match self.members[index].value.scalar().map(str::to_lowercase).as_deref() {
            Some("true" | "yes" | "on" | "1") => Some(true),
            Some("false" | "no" | "off" | "0") => Some(false),
            _ => None,
        };
        self.counted(index, truth.is_some());
        truth
    }

    /// A list of texts.
    pub fn texts(&mut self, names: &[&'static str]) -> Vec<Text> {
        self.items(names, |fields, node, path| {
            fields.reading.count(Use::Placed, node.leaves());
            fields.text_of(node, path)
        })
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect()
    }

    /// A list of words that are the same in all languages.
    pub fn strings(&mut self, names: &[&'static str]) -> Vec<String> {
        self.items(names, |fields, node, path| {
            fields.reading.count(Use::Placed, node.leaves());
            fields.scalar(node, path)
        })
    }

    /// A list of words, or one alone.
    pub fn strings_or_one(&mut self, names: &[&'static str]) -> Vec<String> {
        let is_one =
            names.iter().find_map(|name| self.peek(name)).is_some_and(|n| n.scalar().is_some());
        match is_one {
            true => self.scalar_text(names).into_iter().collect(),
            false => self.strings(names),
        }
    }

    /// A list of bullets, nested or not.
    pub fn highlights(&mut self, names: &[&'static str]) -> Vec<Highlight> {
        self.items(names, Self::highlight)
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
                self.repaired(
                    node,
                    "a string",
                    "its parts were joined; write one string".into(),
                    path,
                );
                Some(node.scalars().join(", "))
            }
            Value::Null => {
                self.wrong_shape(node, "a string", path);
                None
            }
        }
    }

    pub(super) fn text_of(&self, node: &Node, path: &str) -> Option<Text> {
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
            self.reading.count(Use::Placed, node.leaves());
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
        self.counted(index, text.is_some());
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
        // Only between slashes the order is open.
        let is_open = day_first.is_none() && text.contains('/');
        if is_open && read != DateReading::in_order(text, true) {
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
}

fn read_html(mut text: Text) -> Option<Text> {
    text.for_each_mut(|text| {
        let read = Prose::of(text).into_text();
        *text = read.map(|read| read.get("").to_owned()).unwrap_or_default();
    });
    Some(text).filter(|text| !text.is_empty())
}

/// Whether an end lies before its start, as far as both are precise.
fn ends_before(start: Date, end: Date) -> bool {
    match (start.month(), end.month()) {
        (Some(from), Some(to)) if start.year() == end.year() => to < from,
        _ => end.year() < start.year(),
    }
}

/// Whether a text has the form of a mail address, as far as a résumé needs to know.
pub(crate) fn is_email(text: &str) -> bool {
    let well_formed = |(name, host): (&str, &str)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    };
    !text.contains(char::is_whitespace) && text.rsplit_once('@').is_some_and(well_formed)
}
