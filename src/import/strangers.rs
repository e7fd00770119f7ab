//! What people hand over that is no résumé, or none that can be read: each is told by its name, with
//! what to do instead.

use super::Input;
use crate::source::Source;
use crate::syntax::{Node, shown};

/// What an input is, and what to do about it.
pub(super) type Stranger = (&'static str, &'static str);

const TO_TEXT: &str = "save it as plain text or Markdown, for example with `pandoc cv.docx -o cv.md`, and render that";
const NAME: &str = "name the file that is the résumé; `cvpdf formats` lists what can be read";
const UNPACK: &str = "unpack it, and name the file that is the résumé";
const OCR: &str =
    "a program for text recognition makes a text of it, for example `tesseract cv.png cv`";

/// Files that their first bytes tell.
const MAGIC: [(&[u8], Stranger); 17] = [
    (
        b"%PDF",
        ("a PDF", "make a text of it with `pdftotext -layout cv.pdf cv.txt`, and render that"),
    ),
    (b"{\\rtf", ("an RTF document", TO_TEXT)),
    (b"\xd0\xcf\x11\xe0", ("a document of an old Office", TO_TEXT)),
    (b"\x89PNG", ("a picture", OCR)),
    (b"\xff\xd8\xff", ("a picture", OCR)),
    (b"GIF8", ("a picture", OCR)),
    (b"BM\x00", ("a picture", OCR)),
    (b"II*\x00", ("a picture", OCR)),
    (b"MM\x00*", ("a picture", OCR)),
    (b"7z\xbc\xaf", ("an archive of 7-Zip", UNPACK)),
    (b"Rar!", ("an archive of RAR", UNPACK)),
    (b"BZh", ("a file compressed by bzip2", UNPACK)),
    (b"\xfd7zXZ", ("a file compressed by xz", UNPACK)),
    (b"\x28\xb5\x2f\xfd", ("a file compressed by Zstandard", UNPACK)),
    (b"PK\x03\x04", ("an archive inside of another", UNPACK)),
    (b"\x1f\x8b", ("a compressed file inside of another", UNPACK)),
    (b"\x7fELF", ("a program", "name the file that is the résumé")),
];

/// ZIP archives that are documents, told by a member.
const PACKAGES: [(&str, Stranger); 8] = [
    ("word/document.xml", ("a Word document", TO_TEXT)),
    (
        "xl/workbook.xml",
        (
            "an Excel workbook",
            "save the sheet as CSV or write the profile as YAML: `cvpdf new profile.yaml` starts one",
        ),
    ),
    ("ppt/presentation.xml", ("a PowerPoint presentation", TO_TEXT)),
    ("Index/Document.iwa", ("a document of Pages", "export it as plain text, and render that")),
    ("META-INF/container.xml", ("an EPUB book", TO_TEXT)),
    ("META-INF/MANIFEST.MF", ("a Java archive", "name the file that is the résumé")),
    ("AndroidManifest.xml", ("an Android app", "name the file that is the résumé")),
    ("META-INF/manifest.xml", ("an OpenDocument file", TO_TEXT)),
];

/// Trees of values that other programs use, told by keys of their root that all must be there.
const TREES: [(&[&str], &str); 24] = [
    (&["modelVersion", "artifactId"], "a pom.xml of Maven"),
    (&["require", "autoload"], "a composer.json of PHP"),
    (&["require", "require-dev"], "a composer.json of PHP"),
    (&["name", "version", "dependencies"], "a package.json"),
    (&["name", "version", "scripts"], "a package.json"),
    (&["devDependencies"], "a package.json"),
    (&["version", "updates"], "a configuration of Dependabot"),
    (&["background_color", "icons"], "the manifest of a web app"),
    (&["eslintConfig"], "a configuration of ESLint"),
    (&["rules", "extends"], "a configuration of ESLint"),
    (&["lockfileVersion"], "a lock file of npm"),
    (&["compilerOptions"], "a configuration of TypeScript"),
    (&["openapi", "info"], "an OpenAPI description"),
    (&["swagger", "info"], "an OpenAPI description"),
    (&["on", "jobs"], "a workflow of GitHub"),
    (&["stages", "script"], "a pipeline of GitLab"),
    (&["apiVersion", "kind"], "a Kubernetes manifest"),
    (&["nbformat", "cells"], "a Jupyter notebook"),
    (&["$schema", "definitions"], "a JSON Schema"),
    (&["$schema", "$defs"], "a JSON Schema"),
    (&["$schema", "properties"], "a JSON Schema"),
    (&["package", "dependencies"], "a Cargo.toml"),
    (&["build-system", "project"], "a pyproject.toml"),
    (&["manifest_version", "version"], "the manifest of a browser extension"),
];

/// Tells what an input is, if it is known to be no résumé.
pub(super) fn what(input: &Input) -> Option<Stranger> {
    if !input.members().is_empty() {
        return None;
    }
    let source = input.source();
    if let Some((_, stranger)) = MAGIC.iter().find(|(magic, _)| source.bytes().starts_with(magic)) {
        return Some(*stranger);
    }
    if let Some(stranger) = by_offset(source.bytes()) {
        return Some(stranger);
    }
    by_name(source).or_else(|| input.tree().and_then(tree))
}

/// Files of programs and of writing them, by the ends of their names, where what they hold reads
/// like a text.
const NAMED: [(&[&str], Stranger); 6] = [
    (
        &[
            "js",
            "mjs",
            "cjs",
            "jsx",
            "ts",
            "tsx",
            "vue",
            "svelte",
            "py",
            "rb",
            "php",
            "go",
            "rs",
            "java",
            "kt",
            "swift",
            "scala",
            "c",
            "h",
            "cc",
            "cpp",
            "hpp",
            "cs",
            "m",
            "pl",
            "lua",
            "r",
            "sh",
            "bash",
            "zsh",
            "ps1",
            "bat",
            "sql",
            "css",
            "scss",
            "sass",
            "less",
            "dockerfile",
            "makefile",
            "gradle",
        ],
        ("source code", NAME),
    ),
    (&["svg"], ("a picture", OCR)),
    (&["lock"], ("a lock file of a package manager", NAME)),
    (&["po", "pot", "properties", "strings", "resx", "arb"], ("a file of translations", NAME)),
    (&["ini", "cfg", "conf", "env", "editorconfig", "gitignore"], ("a file of settings", NAME)),
    (&["log", "diff", "patch"], ("a record of programs", NAME)),
];

/// Files of programs that are known by their whole names.
const WHOLE_NAMES: [(&str, Stranger); 4] = [
    ("dockerfile", ("source code", NAME)),
    ("makefile", ("source code", NAME)),
    ("robots.txt", ("a file for crawlers", NAME)),
    ("requirements.txt", ("a list of packages of Python", NAME)),
];

fn by_name(source: &Source) -> Option<Stranger> {
    let extension = source.extension();
    let name = source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let whole = WHOLE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, stranger)| *stranger);
    let ends = |(known, _): &&(&[&str], Stranger)| known.contains(&extension.as_str());
    whole.or_else(|| NAMED.iter().find(ends).map(|(_, stranger)| *stranger))
}

/// Files that bytes further in tell.
fn by_offset(bytes: &[u8]) -> Option<Stranger> {
    let at =
        |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|b| b.starts_with(magic));
    if at(257, b"ustar") {
        return Some(("a tarball", UNPACK));
    }
    let is_picture = at(8, b"WEBP") && at(0, b"RIFF") || at(4, b"ftypheic") || at(4, b"ftypavif");
    is_picture.then_some(("a picture", OCR))
}

/// What a ZIP archive of these members is, if it is a document rather than a container.
pub(super) fn package(names: &[String]) -> Option<Stranger> {
    let has = |name: &str| names.iter().any(|known| known == name);
    PACKAGES.iter().find(|(name, _)| has(name)).map(|(_, stranger)| *stranger)
}

fn tree(root: &Node) -> Option<Stranger> {
    let has = |key: &&str| root.get(key).is_some();
    let known = TREES.iter().find(|(keys, _)| keys.iter().all(has));
    if let Some((_, what)) = known.filter(|_| root.get("basics").is_none()) {
        return Some((what, NAME));
    }
    let services = root.get("services").and_then(Node::members);
    let service = |service: &Node| service.get("image").or(service.get("build")).is_some();
    if services.is_some_and(|services| services.iter().any(|member| service(&member.value))) {
        return Some(("a file of Docker Compose", NAME));
    }
    is_translation(root).then_some(("a file of translations", NAME))
}

/// The keys of the root, or the kind of thing that data for machines are about, to say what was
/// found in place of a résumé.
pub(super) fn keys(root: &Node) -> Option<String> {
    const SHOWN: usize = 4;
    if let Some(kind) = root.get("@type").and_then(Node::scalar) {
        return Some(format!("what is known of a `{}`, and of no `Person`", shown(kind)));
    }
    let members = root.members()?;
    let mut keys: Vec<_> =
        members.iter().take(SHOWN).map(|member| format!("`{}`", shown(&member.key))).collect();
    if members.len() > SHOWN {
        keys.push("…".to_owned());
    }
    (!keys.is_empty()).then(|| keys.join(", "))
}

/// Whether it is nothing but words by their keys, some of them in groups: the labels of a program
/// rather than a person's.
fn is_translation(root: &Node) -> bool {
    const LISTS: [&str; 5] = ["work", "education", "skills", "languages", "projects"];
    let is_group = |node: &Node| node.members().is_some_and(|members| !members.is_empty());
    let groups = root.members().unwrap_or_default().iter().filter(|m| is_group(&m.value)).count();
    let lists_are_groups = LISTS.iter().filter_map(|key| root.get(key)).any(is_group);
    let is_person = root.get("basics").is_some() && !lists_are_groups;
    groups >= 2 && root.leaves() >= 4 && !is_person && words_alone(root)
}

fn words_alone(node: &Node) -> bool {
    match node.members() {
        Some(members) => members.iter().all(|member| words_alone(&member.value)),
        // A person has a mail address, a site or a year; a list holds what no label does.
        None => node.scalar().is_some_and(|text| {
            !text.contains(['@', '/']) && !text.bytes().any(|b| b.is_ascii_digit())
        }),
    }
}

/// Tells a table of a spreadsheet: rows of as many cells each.
pub(super) fn table(source: &Source) -> Option<Stranger> {
    const HELP: &str = "of tables, those of an export of LinkedIn are read; write the profile as YAML: \
                        `cvpdf new profile.yaml` starts one";
    let lines = source.text().lines().filter(|line| !line.trim().is_empty());
    let is_even = |separator: char| {
        let mut cells = lines.clone().take(20).map(|line| line.matches(separator).count());
        let first = cells.next().filter(|first| *first >= 2);
        let rest: Vec<usize> = cells.collect();
        rest.len() >= 2 && rest.iter().all(|cells| Some(*cells) == first)
    };
    let is_named = ["csv", "tsv"].contains(&source.extension().as_str());
    (is_named || [',', ';', '\t'].into_iter().any(is_even)).then_some(("a table", HELP))
}
