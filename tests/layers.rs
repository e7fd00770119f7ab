//! Imports point down the layers, and nothing that ships is left undescribed.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};

/// The layers, uppermost first. A module may import from its own layer's module and from below;
/// modules of one layer do not see one another.
const LAYERS: &[&[&str]] = &[
    &["main", "cli"],
    &["batch"],
    &["import", "render", "export"],
    &["extract", "style", "fonts", "normalize", "locale"],
    &["embedded"],
    &["syntax"],
    &["profile"],
    &["diag"],
    &["source"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The module at the top of the crate that a file belongs to.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The modules that a line names behind `crate::` or `cvpdf::`.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    let after = |prefix| line.split(prefix).skip(1);
    after("crate::").chain(after("cvpdf::")).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        Some(&rest[..end]).filter(|name| !name.is_empty())
    })
}

#[test]
fn imports_point_down() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for path in &files {
        let name = module(path);
        if name == "lib" {
            continue;
        }
        let Some(own) = layer(&name) else {
            wrong.push(format!("{}: `{name}` has no layer", path.display()));
            continue;
        };
        let text = std::fs::read_to_string(path).unwrap();
        // What a test needs is its own affair.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for (i, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for other in imported(line).filter(|other| *other != name) {
                let below = layer(other).is_none_or(|other| other > own);
                if !below {
                    wrong.push(format!("{}:{}: `{name}` imports `{other}`", path.display(), i + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_end_in_sight() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for path in &files {
        let lines = std::fs::read_to_string(path).unwrap().lines().count();
        if lines > 600 {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
    }
    for style in std::fs::read_dir(root().join("templates")).unwrap() {
        let Ok(folder) = std::fs::read_dir(style.unwrap().path()) else { continue };
        for path in folder.map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|extension| extension == "typ") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(!text.contains("eval("), "{} evaluates text", path.display());
                if text.lines().count() > 200 {
                    wrong.push(format!("{}: more than 200 lines", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_format_and_style_is_registered_and_described() {
    let names: Vec<&str> = cvpdf::import::FORMATS.iter().map(|format| format.name).collect();
    for path in
        std::fs::read_dir(root().join("src/import")).unwrap().map(|entry| entry.unwrap().path())
    {
        let name = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        assert!(
            ["mod", "lenient", "open", "periods", "shapes", "strangers", "written"]
                .contains(&name.as_str())
                || names.contains(&name.as_str()),
            "{name} is not in the table of formats"
        );
    }
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for format in cvpdf::import::FORMATS {
        assert!(
            readme.contains(&format!("`{}`", format.name)),
            "the README lacks the format {}",
            format.name
        );
    }
    for name in cvpdf::style::Style::names() {
        let style = cvpdf::style::Style::find(name).unwrap();
        assert!(!style.title.is_empty() && !style.description.is_empty(), "{name}");
        assert!(readme.contains(&format!("`{name}`")), "the README lacks the style {name}");
    }
}

#[test]
fn every_code_of_a_diagnostic_is_described_and_used() {
    let codes = cvpdf::diag::CODES;
    assert!(codes.is_sorted_by_key(|code| code.name));
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let texts: Vec<String> = files
        .iter()
        .filter(|path| !path.ends_with("diag/codes.rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for code in codes {
        let quoted = format!("\"{}\"", code.name);
        assert!(texts.iter().any(|text| text.contains(&quoted)), "nothing reports `{}`", code.name);
    }
}
