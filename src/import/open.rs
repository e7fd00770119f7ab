//! Opens what résumés come in: compressed files, archives, folders of an export, PDFs of Europass with
//! their data attached, and the records of services that wrap a résumé in data of their own.

use std::path::Path;
use std::sync::OnceLock;

use super::{Confidence, FORMATS, Input, detect, europass, linkedin, strangers};
use crate::diag::{Diagnostic, Result, Sink, Tally};
use crate::profile::is_language_tag;
use crate::source::{MAX_BYTES, Source};
use crate::syntax::archive::{self, MAX_MEMBERS, Zip};
use crate::syntax::{Node, Value, pdf};

/// Opens an input: unpacks it if it is compressed, and finds the one résumé in it. What is neither
/// compressed nor wrapped nor attached is itself.
///
/// # Errors
/// Returns a diagnostic if an archive is broken or too large, or holds no résumé, or several.
pub fn open(source: Source) -> Result<Input> {
    let source = match archive::is_gzip(source.bytes()) {
        true => source.unpacked(archive::gunzip(&source)?),
        false => source,
    };
    if archive::is_zip(source.bytes()) { of_zip(source) } else { of_file(source) }
}

/// What a file that is no archive holds.
fn of_file(source: Source) -> Result<Input> {
    match pdf::is_pdf(source.bytes()) {
        true => of_pdf(source),
        false => unwrapped(Input::from(source)),
    }
}

/// The Europass that is attached to a PDF. A PDF without is itself.
fn of_pdf(source: Source) -> Result<Input> {
    let mut fault = None;
    let mut found = None;
    for file in pdf::attached(&source)? {
        let name = format!("{}/attached.xml", source.name());
        if file.fault.is_none() {
            let input = Input::from(Source::new(name, file.bytes));
            // What was saved last stands last.
            found = Some(input).filter(europass::is_xml).or(found);
        } else if europass::begins(&file.bytes) {
            fault = file.fault;
        }
    }
    match (found, fault) {
        (Some(input), _) => Ok(input),
        (None, Some(fault)) => Err(fault),
        (None, None) => Ok(Input::from(source)),
    }
}

/// Opens a folder that is one input: the files of an export. `None` for any other folder.
///
/// # Errors
/// Returns a diagnostic if a file of such a folder is too large.
pub fn open_folder(path: &Path) -> Result<Option<Input>> {
    let Ok(entries) = std::fs::read_dir(path) else { return Ok(None) };
    let files = entries.take(MAX_MEMBERS).flatten().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|path| path.is_file()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (opened, left): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|path| linkedin::may_be_opened(&name(path)));
    let (mut members, mut size) = (Vec::new(), 0);
    for path in opened {
        let Ok(member) = Source::read(&path) else { continue };
        size += member.bytes().len() as u64;
        if size > MAX_BYTES {
            let message = format!("its files are larger than {} MiB in all", MAX_BYTES >> 20);
            return Err(Box::new(Diagnostic::error("too-large", message).in_file(&member)));
        }
        members.push(member);
    }
    if !members.iter().any(linkedin::is_table) {
        return Ok(None);
    }
    let left: Vec<String> = left.iter().map(|path| name(path)).collect();
    Ok(Some(export(Source::folder(path), members, &left)))
}

/// The one résumé in an archive, or an export.
fn of_zip(source: Source) -> Result<Input> {
    let mut zip = Zip::open(&source)?;
    let names = zip.names().to_vec();
    if let Some((what, help)) = strangers::package(&names) {
        let error =
            Diagnostic::error("unknown-format", format!("this is {what}, which is not read"));
        return Err(Box::new(error.in_file(&source).help(help)));
    }
    let files: Vec<usize> = (0..names.len()).filter(|index| is_file(&names[*index])).collect();
    if files.is_empty() {
        let error = Diagnostic::error("empty-input", "the archive holds no file").in_file(&source);
        return Err(Box::new(error.help("name the file that is the résumé")));
    }
    let tables: Vec<usize> =
        files.iter().copied().filter(|index| linkedin::may_be_opened(&names[*index])).collect();
    let tables = tables.into_iter().map(|index| zip.read(index)).collect::<Result<Vec<_>>>()?;
    if tables.iter().any(linkedin::is_table) {
        let left = files.iter().map(|index| names[*index].clone());
        let left: Vec<_> = left.filter(|name| !linkedin::may_be_opened(name)).collect();
        return Ok(export(source.clone(), tables, &left));
    }
    let mut zip = Zip::open(&source)?;
    let members = files.into_iter().map(|index| zip.read(index)).collect::<Result<Vec<_>>>()?;
    one_of(&source, members)
}

/// An export, with what of it was not opened told.
fn export(source: Source, members: Vec<Source>, left: &[String]) -> Input {
    const SHOWN: usize = 4;
    let mut input = Input::folder(source, members);
    if !left.is_empty() {
        let mut names: Vec<_> = left.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        if left.len() > SHOWN {
            names.push(format!("{} more", left.len() - SHOWN));
        }
        let noun = if left.len() == 1 { "file" } else { "files" };
        let message = format!("{} {noun} of the export not read: private", left.len());
        let info = Diagnostic::info("not-used", message).in_file(&input.source);
        input.told.push(info.help(format!("not opened: {}", names.join(", "))));
    }
    input
}

/// Whether a member is a file that someone put there.
fn is_file(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !part.trim_matches('.').is_empty();
    let is_junk = |part: &str| is_hidden(part) || part == "__MACOSX" || part == "Thumbs.db";
    !name.ends_with('/') && !name.split('/').any(is_junk)
}

/// The one member that is a résumé: data of a format of its own goes before text.
fn one_of(source: &Source, members: Vec<Source>) -> Result<Input> {
    let mut found: Vec<(bool, Input)> = Vec::new();
    let mut faults = Vec::new();
    for member in members {
        match of_file(member) {
            Ok(input) => match detect(&input) {
                Some(format) => found.push((format.explain.is_none(), input)),
                None => faults.push(super::unknown(&input)),
            },
            Err(error) => faults.push(error),
        }
    }
    let has_data = found.iter().any(|(is_data, _)| *is_data);
    found.retain(|(is_data, _)| *is_data == has_data);
    let names: Vec<_> = found.iter().map(|(_, input)| input.source().name().to_owned()).collect();
    match (found.pop(), names.len()) {
        (Some((_, input)), 1) => Ok(input),
        (Some(_), _) => Err(several(source, &names, "unpack it, and name the files")),
        // What a single member is says more than that there is none.
        (None, _) => Err(faults.pop().filter(|_| faults.is_empty()).unwrap_or_else(|| {
            let error = Diagnostic::error("unknown-format", "the archive holds no résumé");
            Box::new(error.in_file(source).help("`cvpdf formats` lists what can be read"))
        })),
    }
}

fn several(source: &Source, names: &[String], help: &str) -> Box<Diagnostic> {
    const SHOWN: usize = 8;
    let mut shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    let message = format!("this holds {} résumés: {}", names.len(), shown.join(", "));
    Box::new(Diagnostic::error("several-profiles", message).in_file(source).help(help))
}

/// Keys below which services put the résumé, without marks and case.
const WRAPPERS: [&str; 23] = [
    "resume",
    "cv",
    "profile",
    "data",
    "result",
    "results",
    "attributes",
    "content",
    "json",
    "jsonresume",
    "resumedata",
    "resumejson",
    "document",
    "payload",
    "body",
    "files",
    "user",
    "state",
    "value",
    "node",
    "response",
    "openresumestate",
    "items",
];

/// The résumé in data that wrap it. Data that are one themselves, or hold none, stay as they are.
fn unwrapped(input: Input) -> Result<Input> {
    let is_data = |input: &Input| detect(input).is_some_and(|format| format.explain.is_none());
    let Some(root) = input.tree().filter(|_| !is_data(&input)) else { return Ok(input) };
    let mut found = Vec::new();
    search(&input.source, root, String::new(), 0, &mut found);
    let paths: Vec<String> = found.iter().map(|(path, _)| path.clone()).collect();
    match (found.pop(), paths.len()) {
        (Some((path, mut inner)), 1) => {
            // A string that holds data is one value here.
            let is_part = inner.source.name() == input.source.name();
            let within = if is_part { inner.tree().map_or(0, Node::leaves) } else { 1 };
            let around = root.leaves().saturating_sub(within);
            if around > 0 {
                let message = format!(
                    "the résumé is read at `{path}`; {around} values around it are not used"
                );
                inner.told.push(Diagnostic::info("not-used", message).in_file(&input.source));
            }
            inner.told.count(Tally { fields: around, reported: around, ..Tally::default() });
            Ok(inner)
        }
        (None, _) => Ok(input),
        _ => Err(several(&input.source, &paths, "write each to a file of its own")),
    }
}

/// Finds the nodes that are résumés, outermost first.
fn search(
    source: &Source,
    node: &Node,
    path: String,
    depth: usize,
    found: &mut Vec<(String, Input)>,
) {
    const DEEPEST: usize = 5;
    if depth > DEEPEST {
        return;
    }
    let mut at = |node: &Node, path: String| match inner(source, node, &path) {
        Some(inner) => found.push((path, inner)),
        None => search(source, node, path, depth + 1, found),
    };
    match &node.value {
        Value::List(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                at(node, format!("{path}[{index}]"));
            }
        }
        Value::Object(members) => {
            for member in members {
                let key: String = member.key.to_lowercase().replace(['-', '_', ' '], "");
                let is_file =
                    key.ends_with(".json") || key.ends_with(".yaml") || key.ends_with(".yml");
                // A whole résumé for each language.
                let is_language = key.len() <= 5 && is_language_tag(&member.key);
                if is_file || is_language || WRAPPERS.contains(&key.as_str()) {
                    let dot = if path.is_empty() { "" } else { "." };
                    at(&member.value, format!("{path}{dot}{}", member.key));
                }
            }
        }
        _ => {}
    }
}

/// The input that a node is, if it is a résumé: data, or a string that holds some.
fn inner(source: &Source, node: &Node, path: &str) -> Option<Input> {
    let inner = match &node.value {
        Value::Object(_) => Input {
            tree: OnceLock::from((Ok(node.clone()), Sink::new())),
            ..Input::from(source.clone())
        },
        Value::String(text) if text.trim_start().starts_with('{') => {
            Input::from(Source::new(format!("{}/{path}", source.name()), text.as_str()))
        }
        _ => return None,
    };
    let inner = match &node.value {
        // Data in a string may be wrapped as well.
        Value::String(_) => unwrapped(inner).ok()?,
        _ => inner,
    };
    let sure = |format: &&&super::Format| {
        format.explain.is_none() && (format.sniff)(&inner) > Confidence::No
    };
    FORMATS.iter().find(sure)?;
    Some(inner)
}
