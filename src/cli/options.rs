//! The flags of options, `--set` included, as the options of the library.

use cvpdf::diag::Diagnostic;
use cvpdf::profile::{OptionError, Options};
use cvpdf::syntax::nearest;

use super::args::OptionArgs;

/// What the flags ask for. Styles and languages may be several, so they stand apart.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) options: Options,
    pub(super) styles: Vec<String>,
    pub(super) langs: Vec<String>,
}

/// Reads the flags; one of its own goes before `--set`. All faults are found at once.
pub(super) fn read(args: &OptionArgs, styles: &[String]) -> Result<Wanted, Vec<Diagnostic>> {
    let mut wanted = Wanted::default();
    let mut faults = Vec::new();
    for setting in &args.set {
        match setting.split_once('=') {
            Some((name, value)) => set(&mut wanted, name.trim(), value, &mut faults),
            None => {
                let error = Diagnostic::error("bad-option", format!("`{setting}` sets nothing"));
                faults.push(
                    error.help("write `--set option=value`, for example `--set density=tight`"),
                );
            }
        }
    }
    for (name, value) in flags(args) {
        if let Some(value) = value {
            set(&mut wanted, name, value, &mut faults);
        }
    }
    if !styles.is_empty() {
        wanted.styles = list(styles);
    }
    if !args.lang.is_empty() {
        set(&mut wanted, "lang", &args.lang.join(","), &mut faults);
    }
    if faults.is_empty() { Ok(wanted) } else { Err(faults) }
}

fn flags(args: &OptionArgs) -> [(&'static str, &Option<String>); 22] {
    [
        ("accent", &args.accent),
        ("font", &args.font),
        ("heading-font", &args.heading_font),
        ("paper", &args.paper),
        ("density", &args.density),
        ("size", &args.size),
        ("pages", &args.pages),
        ("region", &args.region),
        ("dates", &args.dates),
        ("photo", &args.photo),
        ("photo-shape", &args.photo_shape),
        ("icons", &args.icons),
        ("links", &args.links),
        ("sections", &args.sections),
        ("break-before", &args.break_before),
        ("justify", &args.justify),
        ("hyphenate", &args.hyphenate),
        ("page-numbers", &args.page_numbers),
        ("bullet", &args.bullet),
        ("figures", &args.figures),
        ("repeat-employer", &args.repeat_employer),
        ("personal", &args.personal),
    ]
}

fn set(wanted: &mut Wanted, name: &str, value: &str, faults: &mut Vec<Diagnostic>) {
    let parts = || list(&value.split(',').map(str::to_owned).collect::<Vec<_>>());
    let fault = match name {
        "style" => {
            wanted.styles = parts();
            None
        }
        // Each is read for itself, so that each can be wrong for itself.
        "lang" => {
            wanted.langs = parts();
            let read = |lang: &String| Options::default().set("lang", lang).err();
            let fault = if wanted.langs.is_empty() { read(&String::new()) } else { None };
            fault.or_else(|| wanted.langs.iter().find_map(read))
        }
        _ => wanted.options.set(name, value).err(),
    };
    faults.extend(fault.as_ref().map(diagnostic));
}

pub(super) fn diagnostic(error: &OptionError) -> Diagnostic {
    let fault = Diagnostic::error("bad-option", error.to_string());
    fault.help(match error {
        OptionError::Value { name, expected, .. } => format!("`{name}` takes {expected}"),
        OptionError::Name { name } => match nearest(name, Options::NAMES.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the options are {}", Options::NAMES.join(", ")),
        },
    })
}

/// The names without blanks and what is named twice.
fn list(names: &[String]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if !list.iter().any(|known| known == name) {
            list.push(name.to_owned());
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::CommandFactory;

    #[test]
    fn every_option_has_a_flag_that_takes_its_values() {
        let command = Cli::command();
        let render = command.find_subcommand("render").unwrap();
        let args = OptionArgs::default();
        for name in Options::NAMES {
            let arg = render.get_arguments().find(|arg| arg.get_long() == Some(name));
            let arg = arg.unwrap_or_else(|| panic!("`--{name}` is missing"));
            for value in arg.get_possible_values() {
                Options::default().set(name, value.get_name()).unwrap();
            }
            let special = ["style", "lang"].contains(name);
            assert!(special || flags(&args).iter().any(|(flag, _)| flag == name), "{name}");
        }
    }

    #[test]
    fn flags_go_before_settings_and_faults_come_together() {
        let set = |set: &[&str]| set.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let args = OptionArgs {
            set: set(&["density=tight", "size=0.9", "lang=de, en,de", "style=modern"]),
            density: Some("airy".to_owned()),
            ..OptionArgs::default()
        };
        let wanted = read(&args, &[]).unwrap();
        assert_eq!(wanted.options.density.as_deref(), Some("airy"));
        assert_eq!(wanted.options.size, Some(0.9));
        assert_eq!(wanted.langs, ["de", "en"]);
        assert_eq!(wanted.styles, ["modern"]);
        let args = OptionArgs {
            set: set(&["densty=tight", "size", "lang=english"]),
            ..OptionArgs::default()
        };
        let faults = read(&args, &[]).unwrap_err();
        assert_eq!(faults.len(), 3);
        assert_eq!(faults[0].help.as_deref(), Some("did you mean `density`?"));
    }
}
