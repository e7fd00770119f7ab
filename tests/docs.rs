//! What the documents say is true: the README's commands run, and the help is that which was read.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cvpdf(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cvpdf"));
    command.current_dir(folder);
    command
}

/// The commands in the README that begin with `cvpdf` or pipe into it.
fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks =
        readme.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned());
    let lines: Vec<String> =
        blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines
        .into_iter()
        .filter(|line| line.starts_with("cvpdf ") || line.contains("| cvpdf "))
        // What watches does not end.
        .filter(|line| !line.contains("--watch"))
        .collect()
}

#[test]
fn the_commands_of_the_readme_run() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("examples/bilingual.yaml");
    std::fs::copy(root().join("examples/engineer.json"), folder.path().join("profile.json"))
        .unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("people")).unwrap();
    let ada = r#"{"basics": {"name": "Ada", "email": "ada@example.com"}}"#;
    write("people/ada.json", ada);
    write("people.ndjson", ada);
    write("cvpdf.toml", "inputs = [\"people/\"]\noutput = \"built/\"\n");
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_cvpdf"));
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var_os("PATH").unwrap().display()
    );
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{message}");
        // The starter that `new` wrote is in one language; the further commands want two.
        if command.starts_with("cvpdf new profile.yaml") {
            std::fs::copy(&example, folder.path().join("profile.yaml")).unwrap();
        }
    }
}

#[test]
fn the_help_is_that_which_was_read() {
    let mut wrong = Vec::new();
    let subcommands = [
        "",
        "render",
        "build",
        "check",
        "convert",
        "new",
        "styles",
        "style new",
        "formats",
        "fonts",
        "schema",
        "explain",
        "completions",
        "man",
    ];
    for subcommand in subcommands {
        let arguments = subcommand.split_whitespace().chain(["--help"]);
        let output = cvpdf(root()).args(arguments).env("COLUMNS", "100").output().unwrap();
        assert!(output.status.success(), "{subcommand}");
        let help = String::from_utf8(output.stdout).unwrap();
        let name = if subcommand.is_empty() { "cvpdf" } else { subcommand };
        let path = root().join("tests/ref/help").join(format!("{}.txt", name.replace(' ', "-")));
        if std::fs::read_to_string(&path).ok().as_deref() == Some(&help) {
            continue;
        }
        if std::env::var_os("CVPDF_UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, help).unwrap();
            wrong.push(format!("{}: reference written, read it", path.display()));
        } else {
            wrong.push(format!("the help of `{name}` is not that of {}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_for_integration_are_sound_and_name_flags_that_exist() {
    use cvpdf::diag::Sink;
    use cvpdf::source::Source;
    let help = cvpdf(root()).args(["render", "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    for name in [
        "action.yml",
        ".pre-commit-hooks.yaml",
        ".github/workflows/release.yml",
        "examples/ci/github.yml",
        "examples/ci/gitlab.yml",
        "examples/ci/pre-commit.yaml",
        "Dockerfile",
    ] {
        let text = read(name);
        if name != "Dockerfile" {
            let mut sink = Sink::new();
            cvpdf::syntax::yaml::parse(&Source::new(name, text.as_str()), &mut sink).unwrap();
            assert!(sink.diagnostics().is_empty(), "{name}: {:?}", sink.diagnostics());
        }
        let is_ours = |line: &&str| {
            ["cvpdf render", "cvpdf check", "cvpdf build", "command+="]
                .iter()
                .any(|c| line.contains(c))
        };
        for line in text.lines().filter(is_ours) {
            let ours = line.split("cvpdf ").last().unwrap();
            for flag in ours.split([' ', '(', ')', '`', '"']).filter(|word| word.starts_with("--"))
            {
                assert!(help.contains(flag), "{name}: {flag}");
            }
        }
    }
    let matcher: serde_json::Value = serde_json::from_str(&read(".ci/matcher.json")).unwrap();
    assert_eq!(matcher["problemMatcher"].as_array().unwrap().len(), 2);
}
