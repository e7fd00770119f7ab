//! Styles of one's own: the example renders, and what is wrong with one is said at its place.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;

use cvpdf::diag::{Diagnostic, Place, Sink};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::render::{Document, PdfOptions, RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;
use cvpdf::{Fonts, normalize};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn render(style: &Style, source: &Source) -> Result<Document, Box<Diagnostic>> {
    let profile = import(&Input::from(source.clone()), &ReadOptions::default(), &mut Sink::new());
    let renderer = Renderer::new(Fonts::bundled());
    let options = RenderOptions::default();
    renderer.render(&normalize(profile.unwrap()), style, source, &options, &mut Sink::new())
}

/// A style with these files, and what comes of it.
fn fault(main: &str, manifest: &str) -> Box<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("main.typ"), main).unwrap();
    std::fs::write(folder.path().join("style.toml"), manifest).unwrap();
    let source = Source::new("ada.yaml", "basics: { name: Ada Example }");
    Style::read(folder.path()).and_then(|style| render(&style, &source)).err().unwrap()
}

/// The words that a diagnostic points at, in which file.
fn place(diagnostic: &Diagnostic) -> (String, String) {
    let Place::Text { source, range } = &diagnostic.place else { panic!("{diagnostic:?}") };
    let file = Path::new(source.name()).file_name().unwrap().to_str().unwrap();
    (file.to_owned(), source.text()[range.clone()].to_owned())
}

const MANIFEST: &str = "title = \"T\"\ndescription = \"D\"\nbase = 10.0\n";
const EMPTY: &str = "#set document(title: \"T\")\nHello";

#[test]
fn the_example_renders_every_profile_without_fault() {
    let style = Style::read(&root().join("examples/styles/band")).unwrap();
    for entry in std::fs::read_dir(root().join("tests/fixtures/profiles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let document = render(&style, &Source::read(&path).unwrap()).unwrap();
            assert_eq!(document.layout_faults(), [], "{}", path.display());
            assert!(document.pdf(&PdfOptions::default()).unwrap().starts_with(b"%PDF"));
        }
    }
}

#[test]
fn a_base_that_is_no_size_is_refused_at_its_place() {
    for base in ["0", "nan", "-10.0", "inf", "1000"] {
        let error = fault(EMPTY, &MANIFEST.replace("10.0", base));
        assert_eq!((error.code, place(&error)), ("bad-style", ("style.toml".into(), base.into())));
    }
}

#[test]
fn what_a_manifest_names_must_exist() {
    for (line, code, words, help) in [
        ("fonts = [\"Sorce Sans 3\"]", "unknown-font", "\"Sorce Sans 3\"", "`Source Sans 3`"),
        ("[defaults]\nfont = \"Intre\"", "unknown-font", "\"Intre\"", "`Inter`"),
        ("[defaults]\ndensity = \"loose\"", "bad-style", "\"loose\"", "`airy`"),
        ("sections = [\"work\", \"jobs\"]", "bad-style", "\"jobs\"", "skills"),
        ("unsupported = [\"icon\"]", "bad-style", "\"icon\"", "`icons`"),
        ("grade = \"Z\"", "bad-style", "\"Z\"", "A, B, C"),
    ] {
        let error = fault(EMPTY, &format!("{MANIFEST}{line}\n"));
        assert_eq!((error.code, place(&error)), (code, ("style.toml".into(), words.into())));
        assert!(error.help.as_ref().unwrap().contains(help), "{error:?}");
    }
}

#[test]
fn faults_of_the_code_are_shown_in_it() {
    let error = fault("#set text(font: \"Nope\")\n#set document(title: \"T\")\nHello", MANIFEST);
    assert_eq!((error.code, place(&error).0.as_str()), ("style-error", "main.typ"));
    assert!(error.message.contains("unknown font family"), "{error}");
    let error = fault("#import \"@preview/cetz:0.3.0\": canvas\n", MANIFEST);
    assert_eq!(place(&error).1, "\"@preview/cetz:0.3.0\"");
    assert!(error.message.contains("packages are not fetched"), "{error}");
    assert!(error.help.as_ref().unwrap().contains("copy"), "{error:?}");
}

#[test]
fn a_folder_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("style.toml", MANIFEST);
    write("main.typ", EMPTY);
    // Those of another program do not count.
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    (0..300).for_each(|i| write(&format!(".git/{i}"), ""));
    (0..198).for_each(|i| write(&format!("{i}.txt"), ""));
    assert!(Style::read(folder.path()).is_ok());
    write("one-more.txt", "");
    let error = Style::read(folder.path()).err().unwrap();
    assert!(error.message.contains("more than 200 files"), "{error}");
}
