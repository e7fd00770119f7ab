//! A folder to run the binary in, and what a run leaves.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

/// The least profile that makes a page without warnings.
pub(crate) const ADA: &str =
    r#"{ "basics": { "name": "Ada Example", "email": "ada@example.com" } }"#;

/// A month that does not exist.
pub(crate) const BAD_DATE: &str = r#"{
  "basics": { "name": "Ada" },
  "work": [
    { "name": "Łódź Labs", "startDate": "2023-13", "endDate": "present" }
  ]
}
"#;

/// A folder of its own to run in.
pub(crate) struct Desk(TempDir);

/// What a run left.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With `ada.json`, which makes one page without warnings.
    pub(crate) fn with_ada() -> Self {
        let desk = Self::new();
        desk.write("ada.json", ADA);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Copies a profile of the fixtures.
    pub(crate) fn profile(&self, name: &str) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/profiles");
        std::fs::copy(root.join(name), self.path(name)).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files, those in folders included, in order; without what is remembered of
    /// outputs.
    pub(crate) fn files(&self) -> Vec<String> {
        fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.ends_with(".cvpdf") {
                    continue;
                }
                if path.is_dir() {
                    collect(root, &path, files);
                } else {
                    files.push(
                        path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"),
                    );
                }
            }
        }
        let mut files = Vec::new();
        collect(self.0.path(), self.0.path(), &mut files);
        files.sort();
        files
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cvpdf"));
        command.current_dir(self.0.path()).args(args);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "CVPDF_FONT_PATH"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.fed(args, "")
    }

    pub(crate) fn fed(&self, args: &[&str], input: &str) -> Run {
        finish(self.command(args), input)
    }
}

/// Runs a command to its end, with text on its standard input.
pub(crate) fn finish(mut command: Command, input: &str) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Who fails early does not read.
    _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}", self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` in\n{}", self.stderr);
        self
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.stdout).unwrap()
    }
}

/// The objects of a stream that holds one per line.
pub(crate) fn objects(lines: &str) -> Vec<Json> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
