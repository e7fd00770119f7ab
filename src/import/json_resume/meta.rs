//! What a profile says about itself: its date, its style and options.

use crate::diag::Diagnostic;
use crate::profile::{DateReading, Meta, OptionError, Options};
use crate::syntax::{Fields, Node, Value, nearest, shown};

pub(super) fn meta(f: &mut Fields<'_>) -> Meta {
    let mut meta = Meta {
        canonical: f.url(&["canonical"]),
        version: f.string(&["version"]),
        last_modified: last_modified(f),
        ..Meta::default()
    };
    match f.take(&["cvpdf"]) {
        Some((node, path)) if node.members().is_none() => {
            let message = format!("{} where an object is expected", node.kind());
            let warning = Diagnostic::warning("wrong-shape", message);
            f.push(warning.help("write it as {\"style\": \"compact\"}"), &node.range, &path);
            meta.extra.insert("cvpdf".to_owned(), node.to_json());
        }
        Some((node, path)) => meta.cvpdf = options(f, node, &path),
        None => {}
    }
    meta.extra.extend(f.foreign_settings());
    meta
}

/// When the file was changed: a date, with or without a time.
fn last_modified(f: &mut Fields<'_>) -> Option<String> {
    let place = f.place(&["lastModified"]);
    let text = f.string(&["lastModified"])?;
    let (range, path) = place?;
    let day = text.get(..10).unwrap_or(&text);
    if !matches!(DateReading::of(day), DateReading::Date(_)) {
        let warning = Diagnostic::warning("bad-date", format!("`{}` is no date", shown(&text)))
            .help("write it as YYYY-MM-DDThh:mm:ss, for example \"2023-12-24T18:00:00\"");
        f.push(warning, &range, &path);
    }
    Some(text)
}

/// The style and options of the profile. What is no option is reported and kept.
fn options(f: &Fields<'_>, node: &Node, path: &str) -> Options {
    let mut options = Options::default();
    for member in node.members().unwrap_or_default() {
        let path = format!("{path}.{}", member.key);
        let list =
            |nodes: &[Node]| nodes.iter().filter_map(Node::scalar).collect::<Vec<_>>().join(",");
        let value = match &member.value.value {
            Value::Null => continue,
            Value::List(nodes) => list(nodes),
            Value::Object(_) => member.value.kind().to_owned(),
            _ => member.value.scalar().unwrap_or_default().to_owned(),
        };
        let Err(error) = options.set(&member.key, &value) else { continue };
        options.extra.insert(member.key.clone(), member.value.to_json());
        let warning = Diagnostic::warning("bad-option", error.to_string());
        let (help, range) = match error {
            OptionError::Value { expected, .. } => {
                (format!("it takes {expected}"), &member.value.range)
            }
            OptionError::Name { name } => match nearest(&name, Options::NAMES.iter().copied()) {
                Some(name) => (format!("did you mean `{name}`?"), &member.key_range),
                None => ("`cvpdf render --help` lists the options".to_owned(), &member.key_range),
            },
        };
        f.push(warning.help(help), range, &path);
    }
    options
}
