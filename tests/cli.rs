//! The binary as its users meet it: exit statuses, what goes to which stream, files and messages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "cli/batch.rs"]
mod batch;
#[path = "common/desk.rs"]
mod desk;
#[path = "cli/messages.rs"]
mod messages;
#[path = "cli/text.rs"]
mod text;

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;

use desk::{ADA, BAD_DATE, Desk, finish, objects};

#[test]
fn a_profile_becomes_a_pdf_beside_it() {
    let desk = Desk::with_ada();
    let run = desk.run(&["render", "ada.json"]).status(0);
    assert_eq!(run.stderr, "wrote ada.pdf (1 page)\n");
    assert!(run.stdout.is_empty());
    assert!(desk.read("ada.pdf").starts_with(b"%PDF-"));
    let run = desk.run(&["render", "-q", "ada.json"]).status(0);
    assert_eq!(run.stderr, "");
    assert_eq!(desk.files(), ["ada.json", "ada.pdf"]);
}

#[test]
fn several_styles_and_languages_stand_in_the_names() {
    let desk = Desk::with_ada();
    desk.run(&["render", "ada.json", "--style", "classic,compact", "--style", "classic"])
        .status(0)
        .says("2 documents");
    assert_eq!(desk.files(), ["ada-classic.pdf", "ada-compact.pdf", "ada.json"]);
    let desk = Desk::with_ada();
    desk.run(&["render", "ada.json", "--lang", "en,de", "-s", "modern,compact", "-o", "out"])
        .status(0);
    let expected = ["modern-de", "modern-en", "compact-de", "compact-en"]
        .map(|name| format!("out/ada-{name}.pdf"));
    for name in expected {
        assert!(desk.files().contains(&name), "{name}");
    }
    let desk = Desk::with_ada();
    desk.run(&["render", "ada.json", "--set", "lang=de", "--set", "style=compact"]).status(0);
    assert_eq!(desk.files(), ["ada.json", "ada.pdf"]);
}

#[test]
fn pictures_are_numbered_unless_there_is_one() {
    let desk = Desk::with_ada();
    desk.profile("long.json");
    desk.run(&["render", "ada.json", "long.json", "-f", "png", "--dpi", "36", "-o", "out/"])
        .status(0);
    let files = desk.files();
    assert!(
        files.contains(&"out/ada.png".to_owned()) && files.contains(&"out/long-1.png".to_owned()),
        "{files:?}"
    );
    assert!(!files.contains(&"out/long.png".to_owned()));
    assert!(desk.read("out/long-2.png").starts_with(b"\x89PNG"));
    // Four times the resolution has four times the pixels: the width is at byte 16.
    let width = |name: &str| u32::from_be_bytes(desk.read(name)[16..20].try_into().unwrap());
    desk.run(&["render", "ada.json", "-o", "ada.png"]).status(0);
    assert!(width("ada.png").abs_diff(width("out/ada.png") * 4) <= 4);
    let run = desk.run(&["render", "long.json", "-o", "page.svg"]).status(0);
    assert!(run.stderr.contains("wrote page-1.svg to page-"), "{}", run.stderr);
    assert!(desk.read("page-1.svg").starts_with(b"<svg"));
    desk.run(&["render", "long.json", "-f", "svg", "-o", "-"])
        .status(1)
        .says("a picture shows one");
}

#[test]
fn outputs_go_where_they_are_sent() {
    let desk = Desk::with_ada();
    desk.run(&["render", "ada.json", "-o", "a.pdf"]).status(0);
    desk.run(&["render", "ada.json", "-o", "b"]).status(0);
    desk.run(&["render", "ada.json", "-o", "new/folder/"]).status(0);
    desk.run(&["render", "ada.json", "-o", "new"]).status(0);
    desk.run(&["render", "ada.json", "-o", "c.txt", "-f", "svg"]).status(0);
    let expected = ["a.pdf", "ada.json", "b", "c.txt", "new/ada.pdf", "new/folder/ada.pdf"];
    assert_eq!(desk.files(), expected);
    assert_eq!(desk.read("a.pdf"), desk.read("b"));
    desk.run(&["render", "ada.json", "-o", "d.docx"]).status(2).says("error[usage]: `.docx`");
    desk.run(&["render", "ada.json", "-s", "classic,modern", "-o", "d.pdf"])
        .status(2)
        .says("one file");
    desk.run(&["render", "ada.json", "-o", "missing/d.pdf"]).status(2).says("error[cannot-write]");
    desk.run(&["render", "ada.json", "-o", "ada.json/"]).status(2).says("error[cannot-write]");
    assert_eq!(desk.files(), expected);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let desk = Desk::new();
    let piped = desk.fed(&["render", "-"], ADA).status(0);
    assert!(piped.stdout.starts_with(b"%PDF-") && piped.stderr.is_empty());
    let explicit = desk.fed(&["render", "-", "-o", "-"], ADA).status(0);
    assert_eq!(piped.stdout, explicit.stdout);
    desk.fed(&["render", "-", "-o", "cv.pdf"], ADA).status(0).says("wrote cv.pdf");
    desk.fed(&["render", "-", "-o", "out/"], ADA).status(0).says("resume.pdf");
    assert_eq!(desk.files(), ["cv.pdf", "out/resume.pdf"]);
    desk.fed(&["render", "-", "-", "-o", "out/"], ADA).status(2).says("named twice");
    let run = desk.fed(&["render", "-", "-o", "-", "-s", "classic,modern"], ADA).status(2);
    assert!(run.stdout.is_empty());
    desk.fed(&["render", "-"], "{\"basics\":").status(1).says(" --> <stdin>:1:");
    desk.fed(&["render", "-"], "").status(1).says("error[empty-input]");
}

#[test]
fn collisions_are_found_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("a/cv.json", ADA);
    desk.write("b/cv.json", ADA);
    let run = desk.run(&["render", "a/cv.json", "b/cv.json", "-o", "out/"]).status(2);
    run.says("error[collision]: `a/cv.json` and `b/cv.json` would both be written to `out/cv.pdf`");
    desk.run(&["render", "a/cv.json", "./a/../a/cv.json"]).status(2).says("error[collision]");
    assert_eq!(desk.files(), ["a/cv.json", "b/cv.json"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn inputs_are_never_overwritten() {
    let desk = Desk::with_ada();
    desk.write("cv.pdf", ADA);
    desk.run(&["render", "cv.pdf"]).status(2).says("`cv.pdf` would overwrite the input `cv.pdf`");
    desk.run(&["render", "ada.json", "-o", "./ada.json", "-f", "pdf"])
        .status(2)
        .says("error[collision]");
    desk.run(&["convert", "ada.json", "-o", "ada.json"]).status(2).says("error[collision]");
    assert_eq!(desk.read("cv.pdf"), ADA.as_bytes());
    assert_eq!(desk.read("ada.json"), ADA.as_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = OsStr::from_bytes(b"\xff.json");
    std::fs::write(desk.path("").join(name), ADA).unwrap();
    for form in ["human", "json"] {
        let mut command = desk.command(&["render", "--message-format", form]);
        command.arg(name);
        finish(command, "").status(0).says("\u{fffd}.pdf");
    }
    assert!(desk.path("").join(OsStr::from_bytes(b"\xff.pdf")).exists());
}

#[test]
fn a_page_that_would_take_anothers_name_is_refused() {
    let desk = Desk::new();
    desk.profile("long.json");
    desk.write("long-1.json", ADA);
    let run = desk.run(&["render", "long-1.json", "long.json", "-f", "svg"]).status(1);
    run.says("error[collision]: `long-1.svg` is an input, or was written already");
    assert!(!desk.path("long-2.svg").exists(), "half a document was written");
}

#[test]
fn what_fails_does_not_stop_the_others() {
    let desk = Desk::with_ada();
    desk.write("broken.json", "{");
    desk.write("folder/x.jpg", "");
    let run = desk.run(&["render", "ad.json", "broken.json", "folder", "ada.json"]).status(1);
    let run =
        run.says("error[cannot-read]: there is no file `ad.json`").says("did you mean `ada.json`?");
    run.says("there is no profile in the folder `folder`")
        .says("wrote ada.pdf")
        .says("3 of 4 inputs failed");
    assert!(desk.path("ada.pdf").exists() && !desk.path("broken.pdf").exists());
}

#[test]
fn a_failure_leaves_the_old_file_and_nothing_else() {
    let desk = Desk::with_ada();
    desk.write("ada.pdf", "old");
    // No bundled font has Cuneiform.
    desk.write("ada.json", ADA.replace("Ada", "𒀀"));
    desk.run(&["render", "ada.json"]).status(1).says("error[no-glyph]");
    assert_eq!(desk.read("ada.pdf"), b"old");
    assert_eq!(desk.files(), ["ada.json", "ada.pdf"]);
    desk.run(&["render", "ada.json", "--lenient"]).status(0).says("warning[no-glyph]");
    assert!(desk.read("ada.pdf").starts_with(b"%PDF-"));
}

#[test]
fn wrong_arguments_are_told_before_anything_is_written() {
    let desk = Desk::with_ada();
    let cases: [(&[&str], &str); 16] = [
        (&["--nope"], "unexpected argument '--nope'"),
        (&["--density", "loose"], "possible values: tight, compact, normal, airy"),
        (&["--icons=perhaps"], "`icons` takes `on` or `off`"),
        (&["--accent", "nocolour"], "error[bad-option]: `nocolour` is no value for `accent`"),
        (&["--set", "densty=tight"], "did you mean `density`?"),
        (&["--set", "density"], "write `--set option=value`"),
        (&["--style", "compct"], "did you mean `compact`?"),
        (&["--style", "./nope"], "error[unknown-style]"),
        (&["--font", "Intre"], "did you mean `Inter`?"),
        (&["--font-path", "nope"], "error[unknown-font]"),
        (&["--lang", "en,th"], "error[unknown-language]"),
        (&["--date", "soon"], "error[bad-date]"),
        (&["--from", "json-resum"], "did you mean `json-resume`?"),
        (&["--pdf-standard", "a-9"], "error[bad-standard]"),
        (&["--photo", "nope.jpg"], "error[bad-photo]"),
        (&["--dpi", "9999"], "9999 is not in 10..=1200"),
    ];
    for (args, message) in cases {
        desk.run(&[&["render", "ada.json"], args].concat()).status(2).says(message);
    }
    desk.run(&["render"]).status(2).says("required");
    desk.run(&[]).status(2).says("Usage");
    desk.run(&["ada.json"]).status(2).says("cvpdf render ada.json");
    let both = desk.run(&["render", "ada.json", "--size", "9", "--accent", "x"]).status(2);
    both.says("error[bad-option]: `9`").says("error[bad-option]: `x`");
    assert_eq!(desk.files(), ["ada.json"]);
}

#[test]
fn options_reach_the_page() {
    let desk = Desk::with_ada();
    let pdf = |args: &[&str]| {
        desk.run(&[&["render", "ada.json", "-o", "-"], args].concat()).status(0).stdout
    };
    let plain = pdf(&[]);
    assert_ne!(plain, pdf(&["--paper", "letter"]));
    assert_eq!(pdf(&["--icons"]), pdf(&["--set", "icons=on"]));
    assert_eq!(plain, pdf(&["--icons=off"]));
    assert_eq!(pdf(&["--set", "density=tight", "--density", "airy"]), pdf(&["--density=airy"]));
    assert_eq!(plain, pdf(&["--pdf-standard", "ua-1,a-2a"]));
    assert_ne!(plain, pdf(&["--pdf-standard", "none"]));
    assert_eq!(pdf(&["--sections", "-work"]), plain);
}

#[test]
fn a_check_reports_and_renders_nothing() {
    let desk = Desk::with_ada();
    desk.write("bad.json", BAD_DATE);
    desk.write("broken.json", "{");
    let run = desk.run(&["check", "ada.json", "bad.json"]).status(0);
    assert!(run.stderr.is_empty());
    assert!(run.text().starts_with("ada.json: JSON Resume; no warnings\n"), "{}", run.text());
    assert!(run.text().ends_with("bad.json: JSON Resume; work 1; 1 warning\n"), "{}", run.text());
    let run = desk.run(&["check", "--message-format", "json", "bad.json", "broken.json"]).status(1);
    let objects = objects(run.text());
    assert_eq!(objects[1]["type"], "summary");
    assert_eq!(
        (&objects[1]["format"], &objects[1]["sections"]["work"]),
        (&"json-resume".into(), &1.into())
    );
    let last = objects.last().unwrap();
    assert_eq!((&last["file"], &last["errors"]), (&"broken.json".into(), &1.into()));
    // What only the fonts can tell is found too.
    desk.write("letters.json", ADA.replace("Ada", "𒀀"));
    assert!(desk.run(&["check", "letters.json"]).status(1).text().contains("error[no-glyph]"));
    desk.run(&["check", "ada.json", "--style", "nope"]).status(2).says("unknown-style");
    assert_eq!(desk.files(), ["ada.json", "bad.json", "broken.json", "letters.json"]);
}

#[test]
fn conversions_keep_the_profile() {
    let desk = Desk::new();
    desk.profile("full.json");
    let first = desk.run(&["convert", "full.json", "--to", "json"]).status(0);
    for name in ["full.yaml", "full.toml"] {
        desk.run(&["convert", "full.json", "-o", name]).status(0).says(&format!("wrote {name}"));
        let back = desk.run(&["convert", name, "--to", "json"]).status(0);
        assert_eq!(back.json(), first.json(), "{name}");
    }
    assert!(
        desk.run(&["convert", "full.json", "-t", "markdown"]).status(0).text().starts_with("# ")
    );
    desk.run(&["convert", "full.json"]).status(2).says("name it with `--to`");
    desk.run(&["convert", "full.json", "--to", "pdf"])
        .status(2)
        .says("`cvpdf render --format pdf`");
    desk.run(&["convert", "full.json", "--to", "yml"]).status(2).says("did you mean `yaml`?");
    desk.run(&["convert", "nope.json", "--to", "yaml"]).status(1).says("there is no file");
}

#[test]
fn a_starter_renders_without_a_word() {
    for name in ["profile.yaml", "ada.json", "ada.toml"] {
        let desk = Desk::new();
        desk.run(&["new", name]).status(0).says(&format!("wrote {name}"));
        for style in ["classic", "compact", "modern"] {
            let run = desk
                .run(&["render", "-v", "--deny-warnings", name, "-o", "cv.pdf", "-s", style])
                .status(0);
            assert_eq!(run.stderr, "wrote cv.pdf (1 page)\n", "{name} {style}");
        }
    }
    let desk = Desk::new();
    desk.write("profile.yaml", "mine");
    desk.run(&["new"]).status(2).says("`profile.yaml` exists");
    assert_eq!(desk.read("profile.yaml"), b"mine");
    desk.run(&["new", "--force"]).status(0);
    assert_eq!(desk.run(&["new", "-"]).status(0).stdout, desk.read("profile.yaml"));
    desk.run(&["new", "cv.pdf"]).status(2);
}

#[test]
fn a_style_of_ones_own_renders() {
    let desk = Desk::with_ada();
    desk.run(&["style", "new", "mine", "--from", "compact"]).status(0).says("--style ./mine");
    assert!(
        String::from_utf8(desk.read("mine/style.toml")).unwrap().starts_with("title = \"mine\"\n")
    );
    assert!(desk.path("mine/_core/core.typ").exists());
    let mine = desk.run(&["render", "ada.json", "-o", "-", "--style", "./mine"]).status(0);
    let compact = desk.run(&["render", "ada.json", "-o", "-", "--style", "compact"]).status(0);
    assert!(mine.stderr.is_empty());
    assert_eq!(mine.stdout.len(), compact.stdout.len());
    desk.run(&["style", "new", "mine"]).status(2).says("`mine` exists");
    desk.run(&["style", "new", "other", "--from", "nope"]).status(2).says("unknown-style");
    desk.run(&["render", "ada.json", "--style", "mine"]).status(2).says("`./mine`");
    // A profile may ask for a style beside it, but not above.
    desk.write("own.yaml", "basics: { name: Ada }\nmeta: { cvpdf: { style: ./mine } }\n");
    desk.run(&["render", "own.yaml"]).status(0);
    desk.write("sub/own.yaml", "basics: { name: Ada }\nmeta: { cvpdf: { style: ../mine } }\n");
    desk.run(&["render", "sub/own.yaml"]).status(1).says("not below the profile's folder");
    // A fault of the style is shown in the style.
    desk.write("mine/main.typ", "#let x = \n");
    desk.run(&["render", "ada.json", "--style", "./mine"]).status(1).says("mine/main.typ:1:");
}

#[test]
fn two_runs_write_the_same_bytes() {
    let desk = Desk::new();
    desk.profile("full.json");
    let run = |name: &str, epoch: Option<&str>, args: &[&str]| {
        let mut command =
            desk.command(&[&["render", "full.json", "-q", "-o", name], args].concat());
        command.envs(epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)));
        finish(command, "").status(0);
        desk.read(name)
    };
    let first = run("a.pdf", None, &[]);
    assert_eq!(first, run("b.pdf", None, &[]));
    let dated = run("c.pdf", Some("1700000000"), &[]);
    assert_ne!(first, dated);
    assert_eq!(dated, run("d.pdf", None, &["--date", "2023-11-14"]));
    assert_ne!(dated, run("e.pdf", Some("1700000000"), &["--date", "2020"]));
    for format in ["svg", "png"] {
        let pages = |folder: &str| {
            desk.run(&["render", "full.json", "-q", "-f", format, "-o", folder]).status(0);
            [1, 2].map(|page| desk.read(&format!("{folder}/full-{page}.{format}")))
        };
        assert_eq!(pages("one/"), pages("two/"));
    }
}

#[test]
fn a_reader_that_has_gone_is_no_fault() {
    let desk = Desk::with_ada();
    for args in
        [&["schema"][..], &["render", "ada.json", "-o", "-"], &["check", "ada.json"], &["--help"]]
    {
        let mut child =
            desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_fault() {
    let desk = Desk::with_ada();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = desk.command(&["schema"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[cannot-write]"));
    let run = desk.run(&["render", "ada.json", "-o", "/dev/full"]).status(1);
    run.says("error[cannot-write]").says("make room");
    // A device is written to, never replaced.
    desk.run(&["render", "ada.json", "-o", "/dev/null"]).status(0);
    assert!(!Path::new("/dev/null").is_file());
}

#[test]
fn every_help_shows_examples() {
    let desk = Desk::new();
    let names = |help: &str| -> Vec<String> {
        let commands = help
            .split("Commands:\n")
            .nth(1)
            .unwrap_or_default()
            .lines()
            .take_while(|line| !line.is_empty());
        commands.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    };
    let mut todo = vec![Vec::<String>::new()];
    let mut seen = 0;
    while let Some(path) = todo.pop() {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let run = desk.run(&args).status(0);
        assert!(
            run.text().contains("\nExamples:\n  cvpdf ") || run.text().contains("\n  curl "),
            "{path:?}"
        );
        assert!(run.stderr.is_empty());
        seen += 1;
        todo.extend(
            names(run.text())
                .into_iter()
                .filter(|name| name != "help")
                .map(|name| [path.clone(), vec![name]].concat()),
        );
    }
    assert_eq!(seen, 15);
}

#[test]
fn lists_are_for_people_and_programs() {
    let desk = Desk::new();
    for (command, word) in
        [("styles", "classic"), ("formats", "json-resume"), ("fonts", "Source Sans 3")]
    {
        let plain = desk.run(&[command]).status(0);
        assert!(plain.text().contains(word) && plain.stderr.is_empty());
        assert!(plain.text().lines().all(|line| line.trim_end() == line));
        desk.run(&[command, "--json"]).status(0).json();
    }
    let fonts = desk.run(&["fonts", "--json"]).json();
    assert!(fonts.as_array().unwrap().iter().all(|font| font["bundled"] == true));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/inter");
    let mut command = desk.command(&["fonts", "--json"]);
    command.env("CVPDF_FONT_PATH", &path);
    finish(command, "").status(0);
    assert_eq!(desk.run(&["schema"]).status(0).json(), cvpdf::profile::schema());
}

#[test]
fn a_gallery_shows_every_style_and_needs_nothing_else() {
    let desk = Desk::with_ada();
    desk.run(&["styles", "--gallery", "out/gallery", "ada.json"]).status(0).says("wrote out");
    let page = String::from_utf8(desk.read("out/gallery/index.html")).unwrap();
    for style in cvpdf::style::Style::names() {
        assert!(desk.read(&format!("out/gallery/{style}.png")).starts_with(b"\x89PNG"));
        assert!(page.contains(&format!("alt=\"page 1 of 1 in the style {style}\"")), "{style}");
    }
    for foreign in ["<script", "http://", "https://", "src=\"/", "{name}", "{entries}"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    desk.run(&["styles", "ada.json"]).status(2);
}

#[test]
fn codes_are_explained() {
    let desk = Desk::new();
    let run = desk.run(&["explain", "error[bad-date]"]).status(0);
    assert!(run.text().starts_with("bad-date: "));
    assert_eq!(run.stdout, desk.run(&["explain", "bad-date"]).stdout);
    desk.run(&["explain", "bad-dat"]).status(2).says("did you mean `bad-date`?");
    assert_eq!(desk.run(&["explain"]).status(0).text().lines().count(), cvpdf::diag::CODES.len());
    assert!(cvpdf::diag::CODES.is_sorted_by_key(|code| code.name));
}

#[test]
fn completions_and_the_manual_are_written() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            desk.run(&["completions", shell]).status(0).text().contains("heading-font"),
            "{shell}"
        );
    }
    let page = desk.run(&["man"]).status(0);
    assert_eq!(page.text().matches(".TH ").count(), 1);
    assert!(page.text().contains(".SH \"CVPDF STYLE NEW\""));
    desk.run(&["man", "pages"]).status(0).says("15 pages");
    let files = desk.files();
    assert!(
        files
            .iter()
            .any(|file| Path::new(file).file_name() == Some(OsStr::new("cvpdf-style-new.1"))),
        "{files:?}"
    );
}

#[test]
fn what_the_profile_asks_for_is_pointed_at() {
    let desk = Desk::new();
    desk.write(
        "a.yaml",
        "basics: { name: Ada, label: Baker 🐱 }\nmeta:\n  cvpdf: { font: Intre }\n",
    );
    desk.run(&["render", "a.yaml"]).status(1).says("a.yaml:3:18").says("`meta.cvpdf.font`");
    desk.write("a.yaml", "basics: { name: Ada, label: Baker 🐱 }\nwork: [{ name: Mill }]\n");
    desk.run(&["render", "a.yaml"]).status(0).says("a.yaml:1:35");
}

#[test]
fn further_sources_fill_gaps_and_conflicts_are_told() {
    let desk = Desk::with_ada();
    desk.write("papers.bib", "@article{a, title={On Engines}, author={Ada Example}, year=1843}\n");
    desk.write(
        "more.yaml",
        "basics: { name: Ada Example, email: ada@example.org, phone: '5550100' }\n",
    );
    let with =
        ["convert", "ada.json", "--to", "json", "--with", "papers.bib", "--with", "more.yaml"];
    let conflict =
        "warning[merge-conflict]: `basics.email` stays `ada@example.com`; `more.yaml` has";
    let run = desk.run(&with).status(0).says(conflict);
    let profile = run.json();
    assert_eq!(profile["basics"]["phone"], "5550100");
    assert_eq!(profile["publications"][0]["name"], "On Engines");
    let run = desk.run(&[&with[..], &["--merge", "override"]].concat()).status(0);
    assert_eq!(run.json()["basics"]["email"], "ada@example.org");
    desk.run(&["render", "ada.json", "--with", "papers.bib", "-s", "modern"]).status(0);
    desk.run(&["check", "ada.json", "--with", "papers.bib"]).status(0);
    desk.run(&["render", "ada.json", "--with", "missing.bib"]).status(2).says("there is no file");
    // A photo lies beside the file that names it.
    let dot = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'><rect width='4' height='4'/></svg>";
    desk.write("more/dot.svg", dot);
    desk.write("more/photo.yaml", "basics: { name: Ada, image: dot.svg }\n");
    let run = desk.run(&["convert", "ada.json", "--to", "json", "--with", "more/photo.yaml"]);
    let image = run.status(0).json()["basics"]["image"].to_string();
    assert!(image.starts_with("\"data:image/svg+xml;base64,"), "{image}");
}

#[test]
fn exports_and_compressed_files_are_inputs() {
    let desk = Desk::new();
    let positions = "Company Name,Title,Description,Location,Started On,Finished On\nMill,Baker,,Leeds,Jan 2020,\n";
    desk.write("Export.2024/Positions.csv", positions);
    desk.write("Export.2024/Connections.csv", "secret");
    desk.run(&["render", "-v", "./Export.2024/"])
        .status(0)
        .says("1 file of the export not read: private");
    desk.write("Positions.csv", positions);
    desk.run(&["render", "Positions.csv"]).status(0);
    let files = desk.files();
    assert!(files.contains(&"Export.2024.pdf".to_owned()), "{files:?}");
    let run = desk.run(&["check", "--message-format", "json", "Positions.csv"]).status(0);
    let summary = objects(run.text()).pop().unwrap();
    assert_eq!((&summary["format"], &summary["counts"]["placed"]), (&"linkedin".into(), &4.into()));
    desk.write("cv.docx", "PK\x03\x04");
    desk.run(&["render", "cv.docx"]).status(1).says("the archive is broken");
}
