//! Messages: their forms, what they show of the input, and which are told.

use super::desk::{BAD_DATE, Desk, finish, objects};

#[test]
fn a_fault_is_shown_in_its_line() {
    let desk = Desk::new();
    desk.write("profile.json", BAD_DATE);
    let expected = "\
warning[bad-date]: month must be between 01 and 12
 --> profile.json:4:41
  |
4 |     { \"name\": \"Łódź Labs\", \"startDate\": \"2023-13\", \"endDate\": \"present\" }
  |                                         ^^^^^^^^^ in `work[0].startDate`
  |
help: write the date as YYYY, YYYY-MM or YYYY-MM-DD, for example \"2023-12\"; it is printed as it stands

wrote profile.pdf (1 page)
1 document, 1 warning
";
    assert_eq!(desk.run(&["render", "profile.json"]).status(0).stderr, expected);
    let short = desk.run(&["render", "profile.json", "--message-format", "short"]).status(0);
    assert_eq!(
        short.stderr.lines().next(),
        Some("profile.json:4:41: warning[bad-date]: month must be between 01 and 12")
    );
    let json = desk.run(&["render", "profile.json", "--message-format", "json"]).status(0);
    let objects = objects(&json.stderr);
    assert_eq!(objects.len(), 2);
    let fault = &objects[0];
    assert_eq!(fault["type"], "diagnostic");
    assert_eq!(fault["file"], "profile.json");
    assert_eq!((&fault["line"], &fault["column"]), (&4.into(), &41.into()));
    assert_eq!((&fault["endLine"], &fault["endColumn"]), (&4.into(), &50.into()));
    let range = fault["start"].as_u64().unwrap() as usize..fault["end"].as_u64().unwrap() as usize;
    assert_eq!(&BAD_DATE[range], "\"2023-13\"");
    assert_eq!(fault["label"], "in `work[0].startDate`");
    assert_eq!(objects[1]["files"], serde_json::json!(["profile.pdf"]));
}

#[test]
fn broken_json_is_shown_where_it_breaks() {
    let desk = Desk::new();
    desk.write("cv.json", "{\n  \"basics\": { \"name\": Ada }\n}\n");
    let expected = "\
error[syntax]: `Ada` is not in quotes
 --> cv.json:2:23
  |
2 |   \"basics\": { \"name\": Ada }
  |                       ^^^
  |
help: write \"Ada\"

";
    assert_eq!(desk.run(&["render", "cv.json"]).status(1).stderr, expected);
    assert_eq!(desk.files(), ["cv.json"]);
}

#[test]
fn all_faults_of_a_file_are_told_at_once_and_in_order() {
    let desk = Desk::new();
    desk.write("cv.yaml", "basics:\n  name: Ada\n  emial: x\nwork:\n  - name: A\n    startDate: 2020-13\n    endDate: soonish\n");
    let run = desk.run(&["check", "--message-format", "short", "cv.yaml"]).status(0);
    let places: Vec<_> = run.text().lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(places, ["cv.yaml:3:3:", "cv.yaml:6:16:", "cv.yaml:7:14:"], "{}", run.text());
}

#[test]
fn terminals_get_no_orders_from_files() {
    let desk = Desk::new();
    let name = if cfg!(windows) { "cv.json" } else { "c\u{1b}[31mv.json" };
    desk.write(
        name,
        "{\"basics\": {\"name\": \"A\", \"em\u{9b}31m\\u001b[2Jx\": 1, \"url\": \"a\u{202e}b\"}}",
    );
    for form in ["human", "short", "json"] {
        let run = desk.run(&["check", "-v", "--message-format", form, name]);
        let unsafe_char = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(
            !run.text().contains(unsafe_char) && !run.stderr.contains(unsafe_char),
            "{form}: {:?}",
            run.text()
        );
        assert!(run.text().contains("unknown-field"), "{form}: {}", run.text());
    }
}

#[test]
fn long_lines_are_cut() {
    let desk = Desk::new();
    let padding = "x".repeat(5_000_000);
    let text = format!(
        "{{\"basics\":{{}},\"x\":\"{padding}\",\"work\":[{{\"name\":\"A\",\"startDate\":\"2020-13\"}}]}}"
    );
    desk.write("cv.json", &text);
    let run = desk.run(&["check", "cv.json"]).status(0);
    let column = text.find("\"2020-13\"").unwrap() + 1;
    assert!(run.text().contains(&format!("cv.json:1:{column}\n")), "{}", run.text());
    assert!(run.text().lines().all(|line| line.chars().count() < 200));
}

#[test]
fn warnings_are_denied_on_demand() {
    let desk = Desk::new();
    desk.write("profile.json", BAD_DATE);
    desk.run(&["render", "profile.json", "--deny-warnings"])
        .status(1)
        .says("`--deny-warnings` does not allow");
    let quiet = desk.run(&["render", "-q", "profile.json"]).status(0);
    assert_eq!(quiet.stderr, "");
    // Who asks for quiet learns all the same why it failed.
    desk.run(&["render", "-q", "profile.json", "--deny-warnings"])
        .status(1)
        .says("warning[bad-date]");
    desk.run(&["check", "profile.json"]).status(0);
    desk.run(&["check", "profile.json", "--deny-warnings"]).status(1);
}

#[test]
fn infos_are_told_to_who_asks() {
    let desk = Desk::new();
    desk.write("cv.yaml", "basics: { name: Ada }\nwork:\n  - { name: A, startDate: 2010, endDate: 2012 }\n  - { name: B, startDate: 2014 }\n");
    assert_eq!(desk.run(&["render", "cv.yaml"]).status(0).stderr, "wrote cv.pdf (1 page)\n");
    desk.run(&["render", "-v", "cv.yaml"]).status(0).says("info[not-newest-first]: `work`");
    desk.run(&["render", "-v", "--deny-warnings", "cv.yaml"]).status(0);
}

#[test]
fn colour_is_for_terminals() {
    let desk = Desk::new();
    desk.write("profile.json", BAD_DATE);
    let stderr = |variables: &[(&str, &str)]| {
        let mut command = desk.command(&["render", "profile.json"]);
        command.envs(variables.iter().copied());
        finish(command, "").status(0).stderr
    };
    assert!(!stderr(&[]).contains('\u{1b}'));
    assert!(stderr(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!stderr(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}
