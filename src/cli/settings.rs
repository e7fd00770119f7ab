//! `cvpdf.toml`: what `cvpdf build` renders.

use std::path::{Path, PathBuf};

use cvpdf::batch::{OutputFormat, Pattern};
use cvpdf::diag::{Diagnostic, Sink};
use cvpdf::profile::{OptionError, Options};
use cvpdf::source::Source;
use cvpdf::syntax::{Member, Node, Value, nearest, toml};

/// The name of the file.
const NAME: &str = "cvpdf.toml";

/// What a file of settings says. Paths are those of the file's folder.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) inputs: Vec<PathBuf>,
    pub(super) output: Option<PathBuf>,
    pub(super) name: Option<Pattern>,
    pub(super) styles: Vec<String>,
    pub(super) langs: Vec<String>,
    pub(super) format: Option<OutputFormat>,
    pub(super) from: Option<String>,
    /// What goes behind the profile's own options.
    pub(super) options: Options,
}

const KEYS: [&str; 8] =
    ["inputs", "output", "name", "styles", "langs", "format", "from", "options"];

/// The path of the file that a path names: itself, or the one in a folder.
pub(super) fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(NAME) } else { path.to_owned() }
}

/// Reads a file of settings. All its faults are found at once.
pub(super) fn read(path: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let source = Source::read(path).map_err(|error| {
        let message = format!("the settings `{}` cannot be read: {error}", path.display());
        let help =
            "`cvpdf build` renders what a file `cvpdf.toml` says; `cvpdf build --help` shows one";
        vec![Diagnostic::error("cannot-read", message).help(help)]
    })?;
    parse(&source, path.parent().unwrap_or(Path::new("")))
}

fn parse(source: &Source, folder: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let root = match toml::parse(source, &mut sink) {
        Ok(root) => root,
        Err(error) => {
            sink.push(*error);
            return Err(sink.into_diagnostics());
        }
    };
    let mut reader = Reader { source, folder, settings: Settings::default(), sink };
    for member in root.members().unwrap_or_default() {
        reader.setting(member);
    }
    let inputs_missing = reader.settings.inputs.is_empty();
    if inputs_missing && root.get("inputs").is_none() {
        let error = Diagnostic::error("bad-settings", "the file names no inputs").in_file(source);
        reader.sink.push(error.help("write `inputs = [\"people/\"]` at its beginning"));
    }
    let faults = reader.sink.into_diagnostics();
    if faults.is_empty() { Ok(reader.settings) } else { Err(faults) }
}

struct Reader<'a> {
    source: &'a Source,
    folder: &'a Path,
    settings: Settings,
    sink: Sink,
}

impl Reader<'_> {
    fn setting(&mut self, member: &Member) {
        let value = &member.value;
        match member.key.as_str() {
            "inputs" => {
                self.settings.inputs =
                    self.texts(member).iter().map(|path| self.folder.join(path)).collect();
            }
            "output" => {
                self.settings.output = self.text(member).map(|path| self.folder.join(path));
            }
            "name" => match self.text(member).map(|text| text.parse()) {
                Some(Ok(pattern)) => self.settings.name = Some(pattern),
                Some(Err(fault)) => self.fault(value, fault),
                None => {}
            },
            "styles" => {
                let styles = self.texts(member);
                self.settings.styles = styles.iter().map(|style| self.style(style)).collect();
            }
            "langs" => {
                self.settings.langs = self.texts(member);
                let langs = self.settings.langs.clone();
                for lang in langs {
                    if let Err(error) = Options::default().set("lang", &lang) {
                        self.option_fault(member, &error);
                    }
                }
            }
            "format" => {
                let format = self.text(member).map(|text| OutputFormat::of_extension(&text));
                match format {
                    Some(None) => {
                        self.fault(value, "the formats are `pdf`, `png` and `svg`".to_owned());
                    }
                    format => self.settings.format = format.flatten(),
                }
            }
            "from" => self.settings.from = self.text(member),
            "options" => match value.members() {
                Some(options) => options.iter().for_each(|option| self.option(option)),
                None => self.fault(value, format!("{} where a table is expected", value.kind())),
            },
            key => {
                let near = nearest(key, KEYS).map(|near| format!("did you mean `{near}`? "));
                let known = KEYS.map(|key| format!("`{key}`")).join(", ");
                let near = near.unwrap_or_default();
                let help = match Options::NAMES.contains(&key) {
                    true => "options of the style stand below `[options]`".to_owned(),
                    false => format!("{near}the settings are {known}"),
                };
                let error =
                    Diagnostic::error("bad-settings", format!("there is no setting `{key}`"));
                self.sink.push(error.at(self.source, member.key_range.clone()).help(help));
            }
        }
    }

    fn option(&mut self, member: &Member) {
        let value = match &member.value.value {
            Value::List(_) => self.texts(member).join(","),
            _ => match member.value.scalar() {
                Some(text) => text.to_owned(),
                None => {
                    let kind = member.value.kind();
                    return self.fault(&member.value, format!("{kind} where a text is expected"));
                }
            },
        };
        // Paths are those of the file.
        let value = match member.key.as_str() {
            "style" => self.style(&value),
            "photo" if !matches!(value.as_str(), "auto" | "none") => {
                self.folder.join(value).to_string_lossy().into_owned()
            }
            _ => value,
        };
        if let Err(error) = self.settings.options.set(&member.key, &value) {
            self.option_fault(member, &error);
        }
    }

    fn option_fault(&mut self, member: &Member, error: &OptionError) {
        let fault = super::options::diagnostic(error);
        let range = match error {
            OptionError::Name { .. } => &member.key_range,
            OptionError::Value { .. } => &member.value.range,
        };
        self.sink.push(fault.at(self.source, range.clone()));
    }

    /// A style's name as it is, a path as seen from here.
    fn style(&self, name: &str) -> String {
        if !name.contains(['/', '\\', '.']) {
            return name.to_owned();
        }
        let path = self.folder.join(name).to_string_lossy().into_owned();
        if path.contains(['/', '\\', '.']) { path } else { format!("./{path}") }
    }

    fn text(&mut self, member: &Member) -> Option<String> {
        if let Value::String(text) = &member.value.value {
            return Some(text.clone());
        }
        let kind = member.value.kind();
        self.fault(&member.value, format!("{kind} where a text is expected"));
        None
    }

    /// The texts of a list, or the one that stands in place of a list.
    fn texts(&mut self, member: &Member) -> Vec<String> {
        let nodes = match &member.value.value {
            Value::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(&member.value),
        };
        let mut texts = Vec::new();
        for node in nodes {
            match &node.value {
                Value::String(text) => texts.push(text.clone()),
                _ => self.fault(node, format!("{} where a text is expected", node.kind())),
            }
        }
        texts
    }

    fn fault(&mut self, node: &Node, message: String) {
        let error = Diagnostic::error("bad-settings", message);
        self.sink.push(error.at(self.source, node.range.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let source = Source::new("cvpdf.toml", text);
        let faults = parse(&source, Path::new("")).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn paths_are_those_of_the_file() {
        let text = "inputs = \"people/\"\noutput = \"out/\"\nstyles = [\"classic\", \"./mine\"]\n\
                    name = \"{stem}\"\n[options]\nicons = true\nsize = 0.9\nphoto = \"me.jpg\"\n";
        let source = Source::new("a/cvpdf.toml", text);
        let settings = parse(&source, Path::new("a")).unwrap();
        assert_eq!(settings.inputs, [Path::new("a/people/")]);
        assert_eq!(settings.output.as_deref(), Some(Path::new("a/out/")));
        assert_eq!(settings.styles, ["classic", "a/./mine"]);
        assert_eq!(settings.options.photo.as_deref(), Some("a/me.jpg"));
        assert_eq!((settings.options.icons, settings.options.size), (Some(true), Some(0.9)));
    }

    #[test]
    fn faults_have_their_places_and_come_together() {
        let text = "inputs = [1]\nstlyes = []\naccent = \"teal\"\nname = \"{\"\n[options]\ndensity = \"x\"\n";
        let told = told(text);
        let places: Vec<_> = told.iter().map(|t| t.split(": ").next().unwrap()).collect();
        assert_eq!(
            places,
            [
                "cvpdf.toml:1:11",
                "cvpdf.toml:2:1",
                "cvpdf.toml:3:1",
                "cvpdf.toml:4:8",
                "cvpdf.toml:6:11"
            ]
        );
        assert!(told[4].contains("error[bad-option]"), "{told:?}");
    }

    #[test]
    fn a_file_names_inputs_and_is_sound() {
        assert!(told("output = \"x\"\n")[0].contains("names no inputs"));
        assert!(told("inputs = [\n")[0].contains("error[syntax]"));
    }
}
