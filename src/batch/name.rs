//! Patterns that outputs are named by: `{basics.name|slug}-{style}`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde_json::Value as Json;

use crate::profile::Profile;

/// A pattern that outputs are named by, without extension. In braces stand `stem`, `folder`,
/// `style`, `lang`, `number`, or the path of a field of the profile, and behind it filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Value { path: Vec<String>, filters: Vec<Filter> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Slug,
    Lower,
    Upper,
}

/// What is known of an output when it is named.
pub(super) struct Facts<'a> {
    /// The name of the input without extension, with the folders below the one it was found in.
    pub(super) stem: PathBuf,
    pub(super) style: &'a str,
    pub(super) lang: &'a str,
    /// The number of the input, from 1.
    pub(super) number: usize,
    /// The profile as plain data; null if it cannot be read.
    pub(super) profile: &'a Json,
}

/// The names that stand for no field of the profile.
const OWN: [&str; 5] = ["stem", "folder", "style", "lang", "number"];

/// The most bytes of a value in a name: file systems take 255 in all.
const MOST: usize = 120;

impl FromStr for Pattern {
    type Err = String;

    /// Reads a pattern. `{{` is a brace.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, behind) = rest.split_at(at);
            push_text(&mut parts, before);
            if behind.starts_with("{{") || behind.starts_with("}}") {
                push_text(&mut parts, &behind[..1]);
                rest = &behind[2..];
                continue;
            }
            let inner = behind.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let Some((inner, behind)) = inner else {
                return Err(format!("a brace of `{text}` has no partner"));
            };
            parts.push(value(inner)?);
            rest = behind;
        }
        push_text(&mut parts, rest);
        let bad =
            |part: &Part| matches!(part, Part::Text(text) if text.contains(['\0', '\n', '\\']));
        let steps_out = text.split('/').any(|part| matches!(part, "" | "." | ".."));
        if parts.iter().any(bad) || steps_out {
            return Err(format!("`{text}` is no path below a folder"));
        }
        Ok(Self(parts))
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

fn value(inner: &str) -> Result<Part, String> {
    let mut pieces = inner.split('|').map(str::trim);
    // `work[0].name` and `work.0.name` are the same.
    let path = pieces.next().unwrap_or_default().replace('[', ".").replace(']', "");
    let path: Vec<String> = path.split('.').map(str::to_owned).collect();
    if path.iter().any(String::is_empty) {
        return Err(format!("`{{{inner}}}` names no field"));
    }
    let filters = pieces.map(|filter| match filter {
        "slug" => Ok(Filter::Slug),
        "lower" => Ok(Filter::Lower),
        "upper" => Ok(Filter::Upper),
        _ => Err(format!("`{filter}` is no filter; there are `slug`, `lower` and `upper`")),
    });
    Ok(Part::Value { path, filters: filters.collect::<Result<_, _>>()? })
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Text(text) => f.write_str(&text.replace('{', "{{").replace('}', "}}"))?,
                Part::Value { path, filters } => {
                    write!(f, "{{{}", path.join("."))?;
                    for filter in filters {
                        write!(f, "|{}", format!("{filter:?}").to_lowercase())?;
                    }
                    f.write_str("}")?;
                }
            }
        }
        Ok(())
    }
}

impl Pattern {
    /// Whether a name depends on what stands in the profile.
    pub(super) fn needs_profile(&self) -> bool {
        let is_field = |part: &Part| match part {
            Part::Value { path, .. } => path.len() > 1 || !OWN.contains(&path[0].as_str()),
            Part::Text(_) => false,
        };
        self.0.iter().any(is_field)
    }

    /// Returns the name, without extension. Where a value is missing, the input's name stands for
    /// it.
    pub(super) fn name(&self, facts: &Facts<'_>) -> String {
        let mut name = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => name.push_str(text),
                Part::Value { path, filters } => {
                    let is_folder = path.len() == 1 && path[0] == "folder";
                    let mut value = facts.value(path);
                    for filter in filters {
                        value = match filter {
                            Filter::Slug => slug::slugify(&value),
                            Filter::Lower => value.to_lowercase(),
                            Filter::Upper => value.to_uppercase(),
                        };
                    }
                    let value = if is_folder { value } else { plain(&value) };
                    let missing = value.is_empty() && !is_folder && path[0] != "lang";
                    match missing {
                        true => name.push_str(&plain(&facts.own_stem())),
                        false => name.push_str(&value),
                    }
                }
            }
        }
        whole(&name)
    }
}

impl Facts<'_> {
    fn value(&self, path: &[String]) -> String {
        if let [name] = path {
            match name.as_str() {
                "stem" => return self.own_stem(),
                "folder" => {
                    let folder = self.stem.parent().unwrap_or(&self.stem);
                    return folder.to_string_lossy().replace('\\', "/");
                }
                "style" => return self.style.to_owned(),
                "lang" => return self.lang.to_owned(),
                "number" => return self.number.to_string(),
                _ => {}
            }
        }
        let mut value = self.profile;
        for key in path {
            let next = match value {
                Json::Array(values) => key.parse().ok().and_then(|at: usize| values.get(at)),
                _ => value.get(key),
            };
            value = next.unwrap_or(&Json::Null);
        }
        text(value, self.lang)
    }

    fn own_stem(&self) -> String {
        self.stem.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// A scalar's text; of localised ones that of the language, else the first.
fn text(value: &Json, lang: &str) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(truth) => truth.to_string(),
        Json::Object(values) => {
            let value = values.get(lang).or_else(|| values.values().next());
            value.filter(|value| !value.is_object()).map_or_else(String::new, |v| text(v, lang))
        }
        Json::Null | Json::Array(_) => String::new(),
    }
}

/// The value without what no file system takes in a name, nor what would lead elsewhere.
fn plain(value: &str) -> String {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let value = value.replace(forbidden, "-");
    let mut end = value.len().min(MOST);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value[..end].trim_matches([' ', '.']).to_owned()
}

/// The name with every part of it one that all systems take.
fn whole(name: &str) -> String {
    let parts = name.split('/').map(|part| part.trim_end_matches([' ', '.'])).map(|part| {
        let (base, rest) = part.split_at(part.find('.').unwrap_or(part.len()));
        let upper = base.to_uppercase();
        let numbered = ["COM", "LPT"].iter().any(|device| {
            upper
                .strip_prefix(device)
                .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
        });
        let is_device = numbered || ["CON", "PRN", "AUX", "NUL"].contains(&upper.as_str());
        if is_device { format!("{base}_{rest}") } else { part.to_owned() }
    });
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "resume".to_owned() } else { parts.join("/") }
}

/// Returns a profile as plain data, for patterns.
pub(super) fn facts(profile: &Profile) -> Json {
    serde_json::to_value(profile).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(pattern: &str, profile: &Json) -> String {
        let pattern: Pattern = pattern.parse().unwrap();
        let stem = PathBuf::from("sub/cv");
        pattern.name(&Facts { stem, style: "compact", lang: "de", number: 7, profile })
    }

    #[test]
    fn fields_and_facts_are_filled_in() {
        let profile = serde_json::json!({
            "basics": { "name": "Łucja O'Neill-Æblø", "label": { "en": "Nurse", "de": "Pflegerin" } },
            "work": [{ "name": "A/B: ..\\C" }],
        });
        for (pattern, expected) in [
            ("{basics.name|slug}-{style}", "lucja-o-neill-aeblo-compact"),
            ("{folder}/{stem}_{number}", "sub/cv_7"),
            ("{basics.label|upper}", "PFLEGERIN"),
            ("{work[0].name}", "A-B- ..-C"),
            ("{work.0.name|slug}", "a-b-c"),
            ("{basics.email}", "cv"),
            ("{{{style}}}", "{compact}"),
            ("con", "con_"),
            ("{lang}/x", "de/x"),
        ] {
            assert_eq!(name(pattern, &profile), expected, "{pattern}");
        }
    }

    #[test]
    fn values_lead_nowhere_else() {
        for value in ["../../etc/passwd", "..", "/", " . ", "a\0b\n", "NUL", "nul.txt"] {
            let profile = serde_json::json!({ "basics": { "name": value } });
            let name = name("{basics.name}", &profile);
            assert!(!name.contains(['/', '\\', '\0', '\n']), "{name}");
            assert!(
                !name.is_empty()
                    && name != ".."
                    && !name.to_lowercase().split('.').any(|p| p == "nul"),
                "{name}"
            );
        }
        let long = serde_json::json!({ "basics": { "name": "é".repeat(500) } });
        assert_eq!(name("{basics.name}", &long).len(), MOST);
    }

    #[test]
    fn faults_of_patterns_are_told() {
        for (pattern, fault) in [
            ("{stem", "`{stem` has no partner"),
            ("a}", "has no partner"),
            ("{}", "names no field"),
            ("{a..b}", "names no field"),
            ("{a|slg}", "`slg` is no filter"),
            ("../{stem}", "no path below a folder"),
            ("/{stem}", "no path below a folder"),
        ] {
            let error = pattern.parse::<Pattern>().unwrap_err();
            assert!(error.contains(fault), "{pattern}: {error}");
        }
        assert!(
            !"{folder}/{stem}-{style}-{lang}-{number}".parse::<Pattern>().unwrap().needs_profile()
        );
        assert!("{basics.name}".parse::<Pattern>().unwrap().needs_profile());
        let shown = "{basics.name|slug}-{{{style}";
        assert_eq!(shown.parse::<Pattern>().unwrap().to_string(), shown);
    }
}
