//! Many documents: folders, streams, names, what is unchanged, reports, settings, watching.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::desk::{ADA, BAD_DATE, Desk, Run, objects};

fn named(name: &str) -> String {
    ADA.replace("Ada Example", name)
}

/// A folder of much.
fn office() -> Desk {
    let desk = Desk::new();
    desk.write("people/ada.json", ADA);
    desk.write("people/ada.yaml", "basics: { name: Ada Two, email: ada@example.com }\n");
    desk.write(
        "people/nurses/ben.toml",
        "basics.name = \"Ben\"\nbasics.email = \"b@example.com\"\n",
    );
    desk.write(
        "people/carl.txt",
        "Carl Example\ncarl@example.com\n\nExperience\nBaker, Acme, 2019 - 2021\n",
    );
    desk.write("people/notes.txt", "to do: call them all\n");
    desk.write("people/.hidden.json", ADA);
    desk.write("people/logo.jpg", "x");
    desk.write("people/doris.docx", "PK");
    desk.write("people/prices.json", r#"[{ "id": 1 }, { "id": 2 }]"#);
    desk.write("people/README.md", "write to office@example.com\n");
    desk.write("people/tools/package.json", r#"{ "name": "x", "version": "1" }"#);
    desk
}

#[test]
fn a_folder_becomes_a_folder_of_pdfs() {
    let desk = office();
    let run = desk.run(&["render", "people", "-o", "out"]).status(0);
    run.says("skipped people/notes.txt: ")
        .says("skipped people/doris.docx: ")
        .says("4 documents, 3 skipped, 3 other files");
    let made: Vec<_> = desk.files().into_iter().filter(|file| file.starts_with("out/")).collect();
    assert_eq!(
        made,
        ["out/ada.json.pdf", "out/ada.yaml.pdf", "out/carl.pdf", "out/nurses/ben.pdf"]
    );
    // Named by itself, what seems to be no CV is rendered all the same.
    desk.run(&["render", "people/notes.txt", "-o", "x.pdf"]).status(0).says("warning[not-a-cv]");
    // Beside the inputs: they are found again, their outputs are not.
    desk.run(&["render", "people"]).status(0);
    desk.run(&["render", "people"]).status(0).says("4 documents");
    assert!(desk.path("people/nurses/ben.pdf").exists());
    let check = desk.run(&["check", "people"]).status(0);
    assert!(check.text().contains("people/nurses/ben.toml: "), "{}", check.text());
}

#[test]
fn broken_files_fail_and_the_others_are_made() {
    let desk = office();
    desk.write("people/aaa.json", "{");
    desk.write("people/empty.json", "");
    for jobs in ["1", "3"] {
        let run = desk.run(&["render", "people", "-o", "out", "--force", "-j", jobs]).status(1);
        run.says("--> people/aaa.json:1:1").says("4 documents").says("1 of 9 inputs failed");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told() {
    let desk = Desk::with_ada();
    std::os::unix::fs::symlink("gone.json", desk.path("ben.json")).unwrap();
    desk.run(&["render", ".", "-o", "out"])
        .status(1)
        .says("ben.json` leads nowhere")
        .says("1 of 2 inputs failed");
    assert!(desk.files().contains(&"out/ada.pdf".to_owned()));
}

#[test]
fn lines_and_arrays_of_profiles_are_rendered_one_by_one() {
    let desk = Desk::new();
    let lines = format!("{}\n\n{{\n{}\n", named("Ada"), named("Zoë Ł"));
    let lines = lines.replace("  ", " ");
    desk.write("people.ndjson", &lines);
    let run = desk.run(&["render", "people.ndjson", "-o", "out"]).status(1);
    run.says("--> people.ndjson:3:1").says("2 documents").says("1 of 3 inputs failed");
    assert_eq!(desk.files(), ["out/people-1.pdf", "out/people-3.pdf", "people.ndjson"]);
    desk.write("all.json", format!("[{},\n {}]", named("Ada"), named("Zoë Ł")));
    let name = "{basics.name|slug}-{style}";
    let args = ["render", "all.json", "-o", "named", "--name", name, "-s", "compact,modern"];
    desk.run(&args)
        .status(0)
        .says("wrote named/ada-compact.pdf")
        .says("wrote named/zoe-l-modern.pdf");
    let piped = desk.fed(&["render", "-", "-o", "piped/", "--name", "{number}"], &lines).status(1);
    piped.says("wrote piped/3.pdf");
    assert_eq!(desk.read("named/ada-compact.pdf").len(), {
        desk.run(&["render", "all.json", "-o", "x/", "-s", "compact"]).status(0);
        desk.read("x/all-1.pdf").len()
    });
    desk.fed(&["render", "-"], &lines).status(2).says("name a folder with `-o`");
}

#[cfg(unix)]
#[test]
fn named_pipes_are_read_once() {
    let desk = Desk::new();
    let people = format!("{}\n{}\n", named("Ada"), named("Ben"));
    for (pipe, text) in [("ada.json", named("Ada")), ("people.ndjson", people)] {
        let path = desk.path(pipe);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        desk.run(&["render", pipe, "--watch"]).status(2).says("pipes do not change");
        let writer = std::thread::spawn(move || std::fs::write(path, text));
        desk.run(&["render", pipe, "-o", "out/"]).status(0);
        writer.join().unwrap().unwrap();
        std::fs::remove_file(desk.path(pipe)).unwrap();
    }
    assert_eq!(desk.files(), ["out/ada.pdf", "out/people-1.pdf", "out/people-2.pdf"]);
    // What cannot be read does not keep the others from being made.
    desk.write("ben.json", named("Ben"));
    desk.run(&["render", "/dev/zero", "ben.json", "-o", "out/"])
        .status(1)
        .says("`/dev/zero` is larger than 64 MiB")
        .says("1 of 2 inputs failed");
    assert!(desk.path("out/ben.pdf").is_file());
}

#[test]
fn names_that_collide_are_told_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("people.ndjson", format!("{0}\n{1}\n{0}\n", named("Ada"), named("Ben")));
    let args = ["render", "people.ndjson", "-o", "out", "--name", "{basics.name|slug}"];
    let run = desk.run(&args).status(2);
    run.says("`people.ndjson#1` and `people.ndjson#3` would both be written to `out/ada.pdf`");
    assert!(!desk.path("out").exists());
    desk.run(&["render", "people.ndjson", "-o", "out", "--name", "{stem"])
        .status(2)
        .says("no partner");
    desk.run(&["render", "people.ndjson", "-o", "out", "--name", "../{stem}"]).status(2);
}

#[test]
fn what_is_unchanged_is_left_as_it_is() {
    let desk = office();
    let run = |args: &[&str]| desk.run(&[&["render", "people", "-o", "out"], args].concat());
    run(&[]).status(0).says("4 documents");
    let unchanged = |made: usize, run: Run| {
        run.status(0).says(&format!("{made} document")).says(&format!("{} unchanged", 4 - made))
    };
    unchanged(0, run(&[]));
    // From another folder it is the same.
    let mut command = desk.command(&["render", "../people", "-o", "../out"]);
    command.current_dir(desk.path("people"));
    unchanged(0, crate::desk::finish(command, ""));
    desk.write(
        "people/nurses/ben.toml",
        "basics.name = \"Benn\"\nbasics.email = \"b@example.com\"\n",
    );
    unchanged(1, run(&[]));
    // An output that was changed or taken away is made again.
    desk.write("out/carl.pdf", "spoilt");
    std::fs::remove_file(desk.path("out/ada.json.pdf")).unwrap();
    unchanged(2, run(&[]));
    assert!(desk.read("out/carl.pdf").starts_with(b"%PDF"));
    run(&["--force"]).status(0).says("4 documents");
    run(&["--density", "tight"]).status(0).says("4 documents");
    unchanged(0, run(&["--density", "tight"]));
}

#[test]
fn photos_and_styles_count_among_what_changes() {
    let desk = Desk::new();
    desk.write("in/cv.json", ADA.replace("\"email\"", "\"image\": \"me.svg\", \"email\""));
    let svg = |size| format!("<svg xmlns='http://www.w3.org/2000/svg' width='{size}' height='9'/>");
    desk.write("in/me.svg", svg(9));
    desk.run(&["style", "new", "mine"]).status(0);
    let run = || desk.run(&["render", "in", "-o", "out", "-s", "./mine"]).status(0);
    run().says("wrote out/cv.pdf");
    run().says("0 documents, 1 unchanged");
    desk.write("in/me.svg", svg(8));
    run().says("wrote out/cv.pdf");
    let manifest = String::from_utf8(desk.read("mine/style.toml")).unwrap();
    desk.write("mine/style.toml", manifest + "\n");
    run().says("wrote out/cv.pdf");
    run().says("0 documents, 1 unchanged");
    // Warnings are a failure the second time too.
    desk.write("in/cv.json", BAD_DATE);
    for _ in 0..2 {
        desk.run(&["render", "in", "-o", "strict", "--deny-warnings"])
            .status(1)
            .says("warning[bad-date]");
    }
}

#[test]
fn bytes_depend_on_nothing_but_the_input() {
    let desk = Desk::new();
    // So many that each thread but the first has a process, which leaves two to the thread.
    let mut people: Vec<_> = (1..=30).map(|n| named(&format!("Person {n}"))).collect();
    people.push(ADA.replacen('{', r#"{ "meta": { "cvpdf": { "pages": 1 } },"#, 1));
    people.push(ADA.replacen('{', r#"{ "meta": { "cvpdf": { "style": "modern" } },"#, 1));
    desk.write("people.ndjson", people.join("\n"));
    desk.run(&["render", "people.ndjson", "-o", "one", "-j", "1", "-q"]).status(0);
    let mut command =
        desk.command(&["render", "../people.ndjson", "-o", "../two", "-j", "5", "-q"]);
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    command.current_dir(desk.path("elsewhere"));
    command.env("TZ", "Asia/Tokyo").env("LC_ALL", "tr_TR.UTF-8").env("HOME", "/nonexistent");
    crate::desk::finish(command, "").status(0);
    for number in 1..=people.len() {
        let name = format!("people-{number}.pdf");
        assert_eq!(desk.read(&format!("one/{name}")), desk.read(&format!("two/{name}")), "{name}");
    }
}

#[test]
fn messages_keep_the_order_of_the_inputs() {
    let desk = Desk::new();
    for number in 10..30 {
        desk.write(&format!("in/{number}.json"), named(&"word ".repeat((31 * number) % 97)));
    }
    let run = desk.run(&["render", "in", "-o", "out", "-j", "4"]).status(0);
    let wrote: Vec<_> = run.stderr.lines().filter(|line| line.starts_with("wrote")).collect();
    assert_eq!(wrote.len(), 20);
    assert!(wrote.is_sorted(), "{wrote:?}");
    run.says("20 documents in ").says("slowest: in/");
}

#[test]
fn reports_tell_programs_what_became_of_each_input() {
    let desk = office();
    desk.write("people/bad.json", BAD_DATE);
    desk.write("people/broken.json", "{\"<&\":");
    let reports = ["--report", "r.json", "--report", "r.xml"];
    desk.run(&[&["render", "people", "-o", "out"][..], &reports].concat()).status(1);
    let report: serde_json::Value = serde_json::from_slice(&desk.read("r.json")).unwrap();
    let inputs = report["inputs"].as_array().unwrap();
    let status = |name: &str| {
        let input = inputs.iter().find(|input| input["input"] == format!("people/{name}"));
        input.unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!((report["documents"].clone(), report["failed"].clone()), (5.into(), 1.into()));
    assert_eq!(
        [status("ada.json"), status("notes.txt"), status("broken.json")],
        ["rendered", "skipped", "failed"]
    );
    let xml = String::from_utf8(desk.read("r.xml")).unwrap();
    assert!(xml.contains("tests=\"9\" failures=\"1\" errors=\"0\" skipped=\"3\""), "{xml}");
    assert!(xml.contains("<failure message=\"people/broken.json:1:"), "{xml}");
    desk.run(&["render", "people", "-o", "out", "--report", "no/r.xml"]).status(2);
    let run = desk.run(&["render", "people", "-o", "out", "--message-format", "json"]).status(1);
    let last = objects(&run.stderr).pop().unwrap();
    assert_eq!((&last["type"], &last["failed"]), (&"summary".into(), &1.into()));
}

#[test]
fn a_file_of_settings_says_what_is_built() {
    let desk = office();
    desk.write(
        "people/cvpdf.toml",
        "inputs = [\"ada.json\", \"nurses/\"]\noutput = \"../made\"\nstyles = [\"compact\", \"modern\"]\n\
         name = \"{style}/{stem}\"\n[options]\ndensity = \"tight\"\n",
    );
    desk.run(&["build", "people"]).status(0).says("4 documents");
    assert!(
        desk.path("made/modern/ben.pdf").exists() && desk.path("made/compact/ada.pdf").exists()
    );
    // Flag, profile, file, style: each goes before the next.
    let pdf =
        |args: &[&str]| desk.run(&[args, &["-s", "compact", "-o", "-"]].concat()).status(0).stdout;
    desk.write("one/cvpdf.toml", "inputs = \"cv.json\"\n[options]\ndensity = \"tight\"\n");
    desk.write("one/cv.json", ADA);
    assert_eq!(pdf(&["build", "one"]), pdf(&["render", "one/cv.json", "--density", "tight"]));
    assert_eq!(
        pdf(&["build", "one", "--density", "airy"]),
        pdf(&["render", "one/cv.json", "--density", "airy"])
    );
    desk.write(
        "one/cv.json",
        ADA.replacen('{', r#"{ "meta": { "cvpdf": { "density": "airy" } }, "#, 1),
    );
    assert_eq!(pdf(&["build", "one"]), pdf(&["render", "one/cv.json"]));
    desk.write("one/cvpdf.toml", "inputs = \"cv.json\"\n[options]\ndensity = \"loose\"\n");
    desk.run(&["build", "one"]).status(2).says("--> one/cvpdf.toml:3:11");
    desk.run(&["build"]).status(2).says("cvpdf.toml");
}

/// A run that goes on, with the lines it writes.
struct Watching {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Watching {
    fn new(desk: &Desk, args: &[&str]) -> Self {
        let mut child =
            desk.command(args).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { child, lines }
    }

    /// Waits for a line that begins so.
    fn expect(&self, start: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let line = self.lines.recv_timeout(end.saturating_duration_since(Instant::now()));
            match line {
                Ok(line) if line.starts_with(start) => return,
                Ok(_) => {}
                Err(error) => panic!("no `{start}`: {error}"),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn saves_of_all_kinds_are_rendered_while_watching() {
    let desk = Desk::with_ada();
    desk.run(&["render", "-", "--watch"]).status(2).says("standard input and pipes do not change");
    desk.run(&["style", "new", "mine"]).status(0);
    let watching = Watching::new(&desk, &["render", "ada.json", "-s", "./mine", "--watch"]);
    watching.expect("wrote ada.pdf");
    watching.expect("watching");
    // Written in place.
    desk.write("ada.json", named("Bea"));
    watching.expect("wrote ada.pdf");
    // A new file in the place of the old one.
    desk.write("ada.json.new", named("Cai"));
    std::fs::rename(desk.path("ada.json.new"), desk.path("ada.json")).unwrap();
    watching.expect("wrote ada.pdf");
    // The old one moved away first.
    std::fs::rename(desk.path("ada.json"), desk.path("ada.json~")).unwrap();
    desk.write("ada.json", named("Dan"));
    watching.expect("wrote ada.pdf");
    // A fault is told, and the next save is rendered.
    desk.write("ada.json", "{");
    watching.expect("error[syntax]");
    desk.write("ada.json", ADA.replace("\"email\"", "\"image\": \"me.svg\", \"email\""));
    watching.expect("wrote ada.pdf");
    // A photo that comes later, and the style.
    desk.write("me.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    watching.expect("wrote ada.pdf");
    let main = String::from_utf8(desk.read("mine/main.typ")).unwrap();
    desk.write("mine/main.typ", format!("// mine\n{main}"));
    watching.expect("wrote ada.pdf");
}

#[test]
fn settings_and_folders_are_watched() {
    let desk = Desk::new();
    desk.write("in/ada.json", ADA);
    desk.write("cvpdf.toml", "inputs = \"in\"\noutput = \"out\"\n");
    let watching = Watching::new(&desk, &["build", "--watch"]);
    watching.expect("wrote out/ada.pdf");
    watching.expect("watching");
    desk.write("in/sub/ben.json", named("Ben"));
    watching.expect("wrote out/sub/ben.pdf");
    desk.write("cvpdf.toml", "inputs = \n");
    watching.expect("error[syntax]");
    desk.write("cvpdf.toml", "inputs = \"in\"\noutput = \"out\"\nname = \"cv-{stem}\"\n");
    watching.expect("wrote out/cv-ada.pdf");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_files_and_a_true_summary() {
    let desk = Desk::new();
    let people: Vec<_> = (0..4000).map(|n| named(&format!("Person {n}"))).collect();
    desk.write("people.ndjson", people.join("\n"));
    let run = || Watching::new(&desk, &["render", "people.ndjson", "-o", "out", "-j", "2"]);
    let mut running = run();
    running.expect("wrote out/people-3.pdf");
    let id = running.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(running.child.wait().unwrap().code(), Some(130));
    let rest: Vec<_> = running.lines.iter().collect();
    let summary = rest.iter().find(|line| line.contains("interrupted after")).expect("a summary");
    let files = desk.files();
    let made: Vec<_> = files.iter().filter(|file| file.ends_with(".pdf")).collect();
    assert!(summary.starts_with(&format!("{} documents", made.len())), "{summary}: {}", made.len());
    assert!(
        made.iter().all(
            |file| desk.read(file).ends_with(b"%%EOF") || desk.read(file).ends_with(b"%%EOF\n")
        )
    );
    assert!(!files.iter().any(|file| file.contains(".tmp")), "{files:?}");
    assert_eq!(remembered(&desk, "out"), [".gitignore", "lock", "state.ndjson"]);
    // What was made is known to the next run.
    let known = String::from_utf8(desk.read("out/.cvpdf/state.ndjson")).unwrap();
    assert_eq!(known.lines().count(), made.len());
}

#[cfg(target_os = "linux")]
#[test]
fn what_typesets_for_a_thread_may_end_early() {
    let desk = Desk::new();
    let people: Vec<_> = (0..60).map(|n| named(&format!("Person {n}"))).collect();
    desk.write("people.ndjson", people.join("\n"));
    let mut running = Watching::new(&desk, &["render", "people.ndjson", "-o", "out", "-j", "3"]);
    running.expect("wrote out/people-10.pdf");
    let kill = format!("kill -KILL $(cat /proc/{}/task/*/children)", running.child.id());
    let killed = std::process::Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(killed.success(), "there were none");
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
    assert_eq!(desk.files().iter().filter(|file| file.ends_with(".pdf")).count(), 60);
}

/// The files beside the journal.
fn remembered(desk: &Desk, folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(desk.path(folder).join(".cvpdf")).unwrap();
    let mut names: Vec<_> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_run_that_is_killed_is_finished_by_the_next() {
    let desk = Desk::new();
    let mut people: Vec<_> = (0..40).map(|n| named(&format!("Person {n}"))).collect();
    people.insert(20, "{ \"basics\": ".to_owned());
    desk.write("people.ndjson", people.join("\n"));
    let args = |folder| ["render", "people.ndjson", "-j", "2", "-o", folder];
    desk.run(&args("whole/")).status(1);

    let mut running = Watching::new(&desk, &args("out/"));
    running.expect("wrote out/people-9.pdf");
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    let made = desk.files().iter().filter(|file| file.starts_with("out/")).count();
    assert!((9..40).contains(&made), "{made}");
    // Killed while it wrote a document, and a line of the journal.
    desk.write("out/.cvpdf/.cvpdf-a1B2c3.tmp", "%PDF-1.7");
    let mut journal = desk.read("out/.cvpdf/state.ndjson");
    journal.truncate(journal.len() - 20);
    desk.write("out/.cvpdf/state.ndjson", journal);
    desk.run(&args("out/")).status(1);

    let below = |folder: &str| -> Vec<String> {
        let below = |file: String| file.strip_prefix(folder).map(str::to_owned);
        desk.files().into_iter().filter_map(below).collect()
    };
    assert_eq!(below("out/"), below("whole/"));
    assert_eq!(remembered(&desk, "out"), remembered(&desk, "whole"));
    for file in below("out/").iter().map(String::as_str).chain([".cvpdf/state.ndjson"]) {
        let same = desk.read(&format!("out/{file}")) == desk.read(&format!("whole/{file}"));
        assert!(same, "{file}");
    }
}
