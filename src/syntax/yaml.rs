//! YAML 1.2.
//!
//! Scalars without quotes stay as they are written: `NO` is no truth value here, `0612` no
//! number, and `1.10` keeps its zero.

mod explain;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

pub use write::{write, write_with_comments};

use super::fields::shown;
use super::members::keep_last;
use super::{MAX_DEPTH, MAX_NODES, Member, Node, Value};
use crate::diag::{Diagnostic, Result, Sink};
use crate::source::Source;

/// Parses the text of a source: its first document that holds anything. Anchors, aliases and
/// merge keys are resolved; tags are ignored but for `!!str` and `!`, which make a string.
///
/// # Errors
/// Fails with the first fault.
pub fn parse(source: &Source, sink: &mut Sink) -> Result<Node> {
    let places = Places::new(source.text());
    let builder = Builder {
        source,
        sink,
        aliased: aliased(source.text()),
        places,
        frames: Vec::new(),
        anchors: BTreeMap::new(),
        nodes: 0,
    };
    builder.stream(Parser::new_from_str(source.text()))
}

struct Builder<'s> {
    source: &'s Source,
    sink: &'s mut Sink,
    places: Places<'s>,
    /// The lists and objects that are open, outermost first.
    frames: Vec<Frame>,
    /// The values of the anchors that aliases refer to.
    anchors: BTreeMap<usize, Node>,
    aliased: BTreeSet<usize>,
    /// How many values were made, copies included.
    nodes: usize,
}

/// A list or an object that is open.
struct Frame {
    start: usize,
    anchor: usize,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    Object {
        members: Vec<Member>,
        /// The key whose value comes next.
        key: Option<Key>,
        /// The objects of merge keys, with the number of members before them.
        merged: Vec<(usize, Node)>,
    },
}

struct Key {
    text: String,
    range: Range<usize>,
    merges: bool,
}

impl Builder<'_> {
    fn stream(mut self, mut events: Parser<'_, StrInput<'_>>) -> Result<Node> {
        let mut found: Option<Node> = None;
        while let Some(event) = events.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let place = self.places.byte(error.marker().index());
                    let open = self.frames.last().map(|frame| frame.start);
                    return Err(Box::new(explain::explain(self.source, error.info(), place, open)));
                }
            };
            let range = self.places.bytes(span);
            if let Some(node) = found.as_ref().filter(|_| has_content(&event)) {
                debug_assert!(self.frames.is_empty() && node.range.start <= range.start);
                let warning = Diagnostic::warning(
                    "more-documents",
                    "a second document in this file is not read",
                )
                .help("write each document to a file of its own");
                self.sink.push(warning.at(self.source, range.start..range.start));
                break;
            }
            if found.is_none()
                && let Some(node) = self.event(event, range)?
            {
                found = Some(node);
            }
        }
        found.ok_or_else(|| {
            Diagnostic::error("empty-input", "the file is empty").in_file(self.source).into()
        })
    }

    /// Takes an event in; returns the root when it is complete.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<Option<Node>> {
        let is_key = matches!(
            self.frames.last(),
            Some(Frame { children: Children::Object { key: None, .. }, .. })
        );
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_string = style != ScalarStyle::Plain || tag.is_some_and(|tag| is_text(&tag));
                if is_key && anchor == 0 {
                    let merges = !is_string && text == "<<";
                    self.set_key(Key { text: text.into_owned(), range, merges });
                    return Ok(None);
                }
                // A document of nothing, as before or behind `---`.
                if self.frames.is_empty() && !is_string && text.is_empty() {
                    return Ok(None);
                }
                let value = match &*text {
                    _ if is_string => Value::String(text.into_owned()),
                    "" | "~" | "null" | "Null" | "NULL" => Value::Null,
                    _ => Value::Plain(text.into_owned()),
                };
                self.count(1, &range)?;
                self.add(Node { value, range }, anchor)
            }
            Event::Alias(anchor) => {
                let node = self.alias(anchor, &range)?;
                self.add(node, 0)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(is_key, anchor, range, Children::List(Vec::new()))
            }
            Event::MappingStart(anchor, _) => {
                let children =
                    Children::Object { members: Vec::new(), key: None, merged: Vec::new() };
                self.open(is_key, anchor, range, children)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(None),
        }
    }

    fn open(
        &mut self,
        is_key: bool,
        anchor: usize,
        range: Range<usize>,
        children: Children,
    ) -> Result<Option<Node>> {
        self.count(1, &range)?;
        if is_key {
            let kind = if matches!(children, Children::List(_)) { "a list" } else { "an object" };
            let error = Diagnostic::error("syntax", format!("{kind} where a key is expected"))
                .help("a text that begins with `[`, `{` or `? ` stands in quotes");
            return Err(self.at(error, range));
        }
        if self.frames.len() >= MAX_DEPTH {
            return Err(self.at(too_deep(), range));
        }
        self.frames.push(Frame { start: range.start, anchor, children });
        Ok(None)
    }

    fn close(&mut self, range: Range<usize>) -> Result<Option<Node>> {
        let Some(frame) = self.frames.pop() else { return Ok(None) };
        // What ends by indentation ends where its last value does.
        let last = match &frame.children {
            Children::List(items) => items.last().map(|item| item.range.end),
            Children::Object { members, .. } => members.last().map(|member| member.value.range.end),
        };
        let end =
            if range.is_empty() { last.unwrap_or(range.end).min(range.end) } else { range.end };
        let range = frame.start..end.max(frame.start);
        let value = match frame.children {
            Children::List(items) => Value::List(items),
            Children::Object { mut members, merged, .. } => {
                keep_last(&mut members, self.source, self.sink);
                Value::Object(if merged.is_empty() { members } else { merge(members, merged) })
            }
        };
        self.add(Node { value, range }, frame.anchor)
    }

    /// Puts a value where it belongs; returns it if that is nowhere, for it is the root.
    fn add(&mut self, node: Node, anchor: usize) -> Result<Option<Node>> {
        if self.aliased.contains(&anchor) {
            self.count(size(&node), &node.range)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(frame) = self.frames.last_mut() else { return Ok(Some(node)) };
        match &mut frame.children {
            Children::List(items) => items.push(node),
            Children::Object { members, key, merged } => match key.take() {
                Some(key) => {
                    let index = members.len();
                    match &node.value {
                        Value::Object(_) if key.merges => merged.push((index, node)),
                        Value::List(items)
                            if key.merges && items.iter().all(|i| i.members().is_some()) =>
                        {
                            let Value::List(items) = node.value else { return Ok(None) };
                            merged.extend(items.into_iter().map(|item| (index, item)));
                        }
                        _ => members.push(Member {
                            key: key.text,
                            key_range: key.range,
                            value: node,
                        }),
                    }
                }
                None => match node.scalar() {
                    Some(text) => {
                        *key =
                            Some(Key { text: text.to_owned(), range: node.range, merges: false });
                    }
                    None => {
                        let error = Diagnostic::error(
                            "syntax",
                            format!("{} where a key is expected", node.kind()),
                        )
                        .help("keys are text");
                        return Err(self.at(error, node.range));
                    }
                },
            },
        }
        Ok(None)
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Frame { children: Children::Object { key, .. }, .. }) = self.frames.last_mut() {
            *key = Some(new);
        }
    }

    /// A copy of the value that an alias refers to.
    fn alias(&mut self, anchor: usize, range: &Range<usize>) -> Result<Node> {
        let Some(node) = self.anchors.get(&anchor) else {
            let name = shown(self.source.text().get(range.clone()).unwrap_or_default());
            let error = Diagnostic::error(
                "syntax",
                format!("`{name}` refers to the value that it stands in"),
            )
            .help("a text that begins with `*` stands in quotes");
            return Err(self.at(error, range.clone()));
        };
        if self.frames.len() + depth(node) > MAX_DEPTH {
            return Err(self.at(too_deep(), range.clone()));
        }
        let size = size(node);
        // Before the copy is made: an alias may stand for millions of values.
        self.count(size, range)?;
        let node = self.anchors.get(&anchor).cloned();
        Ok(node.unwrap_or(Node { value: Value::Null, range: range.clone() }))
    }

    fn count(&mut self, nodes: usize, range: &Range<usize>) -> Result<()> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            let message = format!("there are more than {MAX_NODES} values, aliases included");
            return Err(self.at(Diagnostic::error("too-large", message), range.clone()));
        }
        Ok(())
    }

    fn at(&self, error: Diagnostic, range: Range<usize>) -> Box<Diagnostic> {
        Box::new(error.at(self.source, range))
    }
}

/// Turns places counted in characters into places in bytes.
struct Places<'s> {
    text: &'s str,
    is_ascii: bool,
    /// A place in both counts: the last that was asked for, as the next one is mostly near it.
    near: (usize, usize),
}

impl<'s> Places<'s> {
    fn new(text: &'s str) -> Self {
        Self { text, is_ascii: text.is_ascii(), near: (0, 0) }
    }

    fn byte(&mut self, index: usize) -> usize {
        if self.is_ascii {
            return index.min(self.text.len());
        }
        let (near, offset) = self.near;
        let (before, behind) = self.text.split_at(offset);
        let offset = match index.checked_sub(near) {
            Some(0) => offset,
            Some(steps) => {
                let mut rest = behind.chars();
                rest.nth(steps - 1);
                self.text.len() - rest.as_str().len()
            }
            None => before.char_indices().nth_back(near - index - 1).map_or(0, |(at, _)| at),
        };
        // Beyond the end there is no such character.
        if offset < self.text.len() {
            self.near = (index, offset);
        }
        offset
    }

    fn bytes(&mut self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }
}

/// The anchors that aliases refer to, so that no others need be kept.
fn aliased(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if may_have_aliases(text) {
        let mut events = Parser::new_from_str(text);
        while let Some(Ok((event, _))) = events.next_event() {
            if let Event::Alias(anchor) = event {
                found.insert(anchor);
            }
        }
    }
    found
}

/// Whether an anchor and an alias may be in a text: `&` and `*` where a value may begin, before a
/// name.
fn may_have_aliases(text: &str) -> bool {
    let may_be = |sign: char| {
        text.match_indices(sign).any(|(at, _)| {
            let begins = |before: char| before.is_whitespace() || "[{,:?-\u{feff}".contains(before);
            let names = |next: char| !next.is_whitespace();
            text[..at].chars().next_back().is_none_or(begins)
                && text[at + 1..].chars().next().is_some_and(names)
        })
    };
    may_be('&') && may_be('*')
}

fn has_content(event: &Event<'_>) -> bool {
    match event {
        Event::Scalar(text, style, ..) => !text.is_empty() || *style != ScalarStyle::Plain,
        Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => true,
        _ => false,
    }
}

fn is_text(tag: &Tag) -> bool {
    let Tag { handle, suffix } = tag;
    matches!(
        (handle.as_str(), suffix.as_str()),
        ("tag:yaml.org,2002:", "str") | ("", "tag:yaml.org,2002:str" | "!") | ("!", "")
    )
}

/// Adds the members of merged objects whose keys are not there. The first that has a key wins.
fn merge(own: Vec<Member>, merged: Vec<(usize, Node)>) -> Vec<Member> {
    let mut taken: HashSet<String> = own.iter().map(|member| member.key.clone()).collect();
    let mut members = Vec::with_capacity(own.len());
    let mut merged = merged.into_iter().peekable();
    let mut own = own.into_iter();
    let mut index = 0;
    loop {
        while let Some((_, node)) = merged.next_if(|(before, _)| *before <= index) {
            if let Value::Object(more) = node.value {
                members.extend(more.into_iter().filter(|member| taken.insert(member.key.clone())));
            }
        }
        match own.next() {
            Some(member) => members.push(member),
            None => break,
        }
        index += 1;
    }
    members
}

/// How many values a value holds, itself included.
fn size(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => {
            1 + members.iter().map(|member| size(&member.value)).sum::<usize>()
        }
        _ => 1,
    }
}

/// How many lists and objects stand in one another.
fn depth(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => {
            1 + members.iter().map(|member| depth(&member.value)).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn too_deep() -> Diagnostic {
    Diagnostic::error("too-large", format!("values nest deeper than {MAX_DEPTH} levels"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tests::told;

    fn read(text: &str) -> String {
        told(parse, text)
    }

    #[test]
    fn plain_scalars_stay_as_written() {
        for text in [
            "NO",
            "0612345678",
            "+4930123",
            "01234",
            "1.10",
            "2019",
            "2019-09-01",
            "true",
            "12:30",
            ".5",
        ] {
            let node = parse(&Source::new("a", format!("a: {text}\n")), &mut Sink::new()).unwrap();
            assert_eq!(node.get("a").unwrap().value, Value::Plain(text.to_owned()));
        }
        for text in ["null", "Null", "NULL", "~", "", "# c"] {
            let node = parse(&Source::new("a", format!("a: {text}\n")), &mut Sink::new()).unwrap();
            assert_eq!(node.get("a").unwrap().value, Value::Null, "{text}");
        }
        for text in
            ["'~'", "\"~\"", "!!str ~", "! ~", "!<tag:yaml.org,2002:str> ~", "|-\n  ~", ">-\n  ~"]
        {
            let node = parse(&Source::new("a", format!("a: {text}\n")), &mut Sink::new()).unwrap();
            assert_eq!(node.get("a").unwrap().value, Value::String("~".to_owned()), "{text}");
        }
    }

    #[test]
    fn places_are_counted_in_bytes() {
        let text =
            format!("{}é: 🚀 ü # c\nb:\n  - x\n  - {{k: v}}\n\n# end\n", "# łódź\n".repeat(40));
        let node = parse(&Source::new("a", text.as_str()), &mut Sink::new()).unwrap();
        let members = node.members().unwrap();
        assert_eq!(&text[members[0].key_range.clone()], "é");
        assert_eq!(&text[members[0].value.range.clone()], "🚀 ü");
        assert_eq!(&text[members[1].value.range.clone()], "- x\n  - {k: v}");
        assert!(text[node.range.clone()].ends_with("{k: v}"));
    }

    #[test]
    fn anchors_and_merge_keys_are_resolved() {
        assert_eq!(read("a: &x [1, {b: 2}]\nc: *x\n"), r#"{"a":[1,{"b":2}],"c":[1,{"b":2}]}"#);
        let text = "- &a {x: 1, y: 2}\n- &b {x: 3, z: 4}\n- {w: 0, <<: [*a, *b], y: 5}\n- <<: *b\n  <<: *a\n";
        let expected =
            r#"[{"x":1,"y":2},{"x":3,"z":4},{"w":0,"x":1,"z":4,"y":5},{"x":3,"z":4,"y":2}]"#;
        assert_eq!(read(text), expected);
        assert_eq!(read("'<<': {a: 1}\n"), r#"{"<<":{"a":1}}"#);
        assert_eq!(read("a: &k x\n*k : 1\n"), r#"{"a":"x","x":1}"#);
        assert_eq!(read("a: &a [*a]\n"), "`*a` refers to the value that it stands in @ *a");
    }

    #[test]
    fn a_billion_laughs_are_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..12 {
            text += &format!("a{i}: &a{i} [{}]\n", format!("*a{}, ", i - 1).repeat(10));
        }
        assert_eq!(parse(&Source::new("a", text), &mut Sink::new()).unwrap_err().code, "too-large");
        let deep: String = (1..60).map(|i| format!("a{i}: &a{i} [[*a{}]]\n", i - 1)).collect();
        let text = format!("a0: &a0 x\n{deep}");
        assert_eq!(parse(&Source::new("a", text), &mut Sink::new()).unwrap_err().code, "too-large");
    }

    #[test]
    fn the_first_document_is_read() {
        assert_eq!(read("---\n---\na: 1\n...\n"), r#"{"a":1}"#);
        assert_eq!(read("a: 1\n---\n"), r#"{"a":1}"#);
        assert_eq!(
            read("a: 1\n---\nb: ]\n"),
            "{\"a\":1} | a second document in this file is not read @ "
        );
    }

    #[test]
    fn faults_are_shown_where_they_are() {
        for (text, expected) in [
            ("é: x: y\n", "`: ` in a value without quotes @ x: y"),
            ("a: @b\n", "a value cannot begin with `@` @ @b"),
            ("a: `b`\n", "a value cannot begin with a backtick @ `b`"),
            ("- **Led** x\n", "`**Led**` refers to nothing @ **Led**"),
            ("a:\n\t- b\n", "a tab where spaces are expected @ \t"),
            ("a: b\n\tc: d\n", "a tab where spaces are expected @ \t"),
            ("a: \"x\n", "the text is not closed @ \"x"),
            ("a: 'It's'\n", "text behind the closing quote @ s'"),
            ("a: [b, c\n", "`[` is not closed @ ["),
            ("a: [b\nd: e\n", "`[` is not closed @ ["),
            ("a: }\n", "a closing bracket that closes nothing @ }"),
            ("a: b\nfoo\nc: d\n", "a line without `:` @ foo"),
            ("a: - b\n", "a list cannot begin here @ - b"),
            ("w:\n- n: A\n - n: B\n", "a list item where a key is expected @ - n: B"),
            ("a:\n  b: 1\n c: 2\n", "this line is indented unlike those around it @ c: 2"),
            ("a: \"C:\\dir\"\n", "`\\d` is no escape @ \\d"),
            ("? [a]\n: b\n", "a list where a key is expected @ ["),
            ("a: {{b}}\n", "an object where a key is expected @ {"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
