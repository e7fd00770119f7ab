//! Files that are no résumés are told by what they are, and nothing that is cut off or garbled ends
//! in a panic.

use cvpdf::diag::Sink;
use cvpdf::import::{self, FORMATS, Input, ReadOptions};
use cvpdf::source::Source;

use super::{fixtures, folders, input};

fn refusal(name: &str, bytes: &[u8]) -> String {
    let read = import::open(Source::new(name, bytes))
        .and_then(|input| import::import(&input, &ReadOptions::default(), &mut Sink::new()));
    let error = read.expect_err(name);
    assert!(error.help.is_some(), "{name}: {error}");
    error.to_string()
}

#[test]
fn strangers_are_told_by_what_they_are() {
    let mut tarball = vec![0; 512];
    tarball[257..262].copy_from_slice(b"ustar");
    let strangers: [(&str, &[u8], &str); 39] = [
        ("package.json", br#"{"name": "x", "version": "1.0.0", "dependencies": {}}"#, "a package.json"),
        ("tsconfig.json", br#"{"compilerOptions": {"strict": true}}"#, "TypeScript"),
        ("api.yaml", b"openapi: 3.0.0\ninfo: { title: Work }\npaths: {}\n", "OpenAPI"),
        ("compose.yml", b"services:\n  web: { image: nginx }\n", "Docker Compose"),
        ("ci.yml", b"name: CI\non: push\njobs:\n  build: { runs-on: x }\n", "workflow of GitHub"),
        ("pod.yaml", b"apiVersion: v1\nkind: Pod\n", "Kubernetes"),
        ("book.ipynb", br#"{"cells": [], "nbformat": 4}"#, "Jupyter"),
        ("en.json", br#"{"work": {"title": "Work", "present": "Present"}, "education": {"title": "School", "degree": "Degree"}}"#, "translations"),
        ("de.json", br#"{"basics": {"name": "Name", "email": "E-Mail"}, "work": {"title": "Arbeit", "end": "bis"}}"#, "translations"),
        ("schema.json", br#"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"basics": {}}}"#, "JSON Schema"),
        ("Cargo.toml", b"[package]\nname = \"x\"\n[dependencies]\n", "Cargo.toml"),
        ("people.csv", b"Name,Age\nAda,36\n", "a table"),
        ("table", b"id,name,age\n1,Ada,36\n2,Bob,40\n3,Cy,7\n", "a table"),
        ("cv.pdf", b"%PDF-1.7\n", "a PDF"),
        ("cv.rtf", b"{\\rtf1 Ada}", "an RTF document"),
        ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("cv.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("cv.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("cv.webp", b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        ("cv.tar", &tarball, "a tarball"),
        ("cv.7z", b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        ("cv.rar", b"Rar!\x1a\x07", "RAR"),
        ("cv.tar.xz", b"\xfd7zXZ\0", "xz"),
        ("cv.zst", b"\x28\xb5\x2f\xfd", "Zstandard"),
        ("cv.bz2", b"BZh9", "bzip2"),
        ("empty.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "holds no file"),
        ("broken.zip", b"PK\x03\x04 broken", "broken"),
        ("broken.gz", b"\x1f\x8b\x08\0", "broken"),
        ("empty.json", b"  \n", "empty"),
        ("list.json", b"[1, 2, 3]", "no résumé"),
        ("site.json", br#"{"title": "x", "plugins": ["y"]}"#, "it holds `title`, `plugins`"),
        ("paper.json", br#"{"@type": "ScholarlyArticle", "author": {"@type": "Person", "name": "Ada", "email": "a@example.com"}}"#, "of a `ScholarlyArticle`"),
        ("app.js", b"// Ada Doe, ada@example.com, 2020\nconst work = 1;\n", "source code"),
        ("Dockerfile", b"FROM scratch\nMAINTAINER ada@example.com\n", "source code"),
        ("yarn.lock", b"# yarn lockfile v1\nleft-pad@1.3.0:\n", "lock file"),
        ("messages.po", b"msgid \"Work\"\nmsgstr \"Arbeit\"\n", "translations"),
        ("icon.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><text>Ada</text></svg>", "a picture"),
        ("pom.xml", b"<project><modelVersion>4.0.0</modelVersion><artifactId>x</artifactId><name>x</name><version>1</version><dependencies/></project>", "Maven"),
        ("manifest.json", br##"{"name": "x", "icons": [], "background_color": "#fff"}"##, "web app"),
    ];
    for (name, bytes, what) in strangers {
        let refusal = refusal(name, bytes);
        assert!(refusal.contains(what), "{refusal}");
    }
}

#[test]
fn documents_in_a_zip_are_named() {
    // A ZIP archive of stored, empty members, by hand: records, then the directory of them.
    let zip = |names: &[&str]| {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let at = u32::try_from(out.len()).unwrap().to_le_bytes();
            out.extend(
                [
                    b"PK\x03\x04\x0a\0\0\0\0\0\0\0\x21\0".as_slice(),
                    &[0; 12],
                    &length,
                    &[0; 2],
                    name.as_bytes(),
                ]
                .concat(),
            );
            directory.extend(
                [
                    b"PK\x01\x02\x0a\0\x0a\0\0\0\0\0\0\0\x21\0".as_slice(),
                    &[0; 12],
                    &length,
                    &[0; 12],
                    &at,
                    name.as_bytes(),
                ]
                .concat(),
            );
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let (size, at) =
            (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
        out.extend(directory);
        out.extend(
            [
                b"PK\x05\x06\0\0\0\0".as_slice(),
                &count,
                &count,
                &size.to_le_bytes(),
                &at.to_le_bytes(),
                &[0; 2],
            ]
            .concat(),
        );
        out
    };
    for (member, what) in [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("META-INF/manifest.xml", "an OpenDocument file"),
        ("META-INF/MANIFEST.MF", "a Java archive"),
        ("notes/", "holds no file"),
        ("__MACOSX/._cv.json", "holds no file"),
    ] {
        let refusal = refusal("file.zip", &zip(&[member]));
        assert!(refusal.contains(what), "{member}: {refusal}");
    }
    let refusal = refusal("file.zip", &zip(&["../../a.bin", "b.bin"]));
    assert!(refusal.contains("holds no résumé"), "{refusal}");
}

/// Every input of the fixtures that is one file.
fn files() -> Vec<(String, Vec<u8>)> {
    let cases = folders(&fixtures()).into_iter().flat_map(|format| folders(&format));
    let paths = cases.map(|case| input(&case)).filter(|path| path.is_file());
    paths
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

/// Reads bytes; whatever comes of it, it is known of each field where it went.
fn survives(name: &str, bytes: &[u8]) {
    let Ok(input) = import::open(Source::new(name, bytes)) else { return };
    let mut sink = Sink::new();
    if import::import(&input, &ReadOptions::default(), &mut sink).is_ok() {
        let tally = sink.tally();
        assert!(tally.is_whole(), "{name} of {} bytes: {tally:?}", bytes.len());
    }
}

#[test]
fn what_is_cut_off_is_read_or_refused() {
    for (name, bytes) in files() {
        for part in 1..12 {
            survives(&name, &bytes[..bytes.len() * part / 12]);
        }
    }
}

#[test]
fn what_is_garbled_is_read_or_refused() {
    for (name, bytes) in files() {
        for seed in 1..6_usize {
            let mut bytes = bytes.clone();
            // A few bytes changed, at places that differ with the seed but not from run to run.
            for step in 0..8 {
                let at = (seed * 7919 + step * 104_729) % bytes.len().max(1);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b"{}[]:,\"\n@-\\<0x\xff"[(seed + step * 3) % 15];
                }
            }
            survives(&name, &bytes);
        }
    }
}

#[test]
fn every_format_bears_the_input_of_every_other() {
    let first = folders(&fixtures()).into_iter().filter_map(|format| folders(&format).pop());
    for case in first.filter(|case| input(case).is_file()) {
        let bytes = std::fs::read(input(&case)).unwrap();
        let Ok(input) = import::open(Source::new("<stdin>", bytes)) else { continue };
        for format in FORMATS {
            let input = Input::from(input.source().clone());
            _ = (format.read)(&input, &ReadOptions::default(), &mut Sink::new());
        }
    }
}
