//! `cvpdf render` and `cvpdf build`: plan the outputs, make them, and tell what was written.

use std::io::{BufWriter, IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use cvpdf::Fonts;
use cvpdf::batch::{self, Item, OutputFormat, Plan, Request, State, Target};
use cvpdf::diag::Diagnostic;
use cvpdf::locale::Locale;
use cvpdf::profile::Date;
use cvpdf::render::{PdfOptions, RenderOptions, Renderer};
use cvpdf::style::Style;

use super::args::{self, BuildArgs, MakeArgs, RenderArgs};
use super::options::{self, Wanted};
use super::report::Report;
use super::results::Results;
use super::settings::{self, Settings};
use super::{ExitStatus, Outcome, inputs, one, watch};

/// Whether the user has asked to end.
static STOP: AtomicBool = AtomicBool::new(false);

/// What is to be rendered: once, or anew at each change.
pub(super) struct Session<'a> {
    named: Named<'a>,
    args: &'a MakeArgs,
    renderer: Renderer,
    /// What earlier rounds made; while watching it is held from round to round.
    state: Option<State>,
}

/// What the arguments name.
enum Named<'a> {
    Inputs(&'a [PathBuf]),
    /// A file of settings, which names the inputs.
    Settings(PathBuf),
}

pub(super) fn render(args: &RenderArgs, report: &mut Report) -> Outcome {
    run(Named::Inputs(&args.inputs), &args.make, report)
}

pub(super) fn build(args: &BuildArgs, report: &mut Report) -> Outcome {
    run(Named::Settings(settings::file(&args.settings)), &args.make, report)
}

fn run(named: Named<'_>, args: &MakeArgs, report: &mut Report) -> Outcome {
    report.deny_warnings(args.read.deny_warnings);
    if let (true, Named::Inputs(inputs)) = (args.watch, &named)
        && inputs.iter().any(|path| inputs::is_stdio(path) || batch::is_pipe(path))
    {
        let error = Diagnostic::error("usage", "standard input and pipes do not change");
        return Err(vec![error.help("`--watch` takes files and folders")]);
    }
    // Before fonts are looked for, so that all faults of options come first.
    options::read(&args.options, &args.style)?;
    let renderer = Renderer::new(inputs::fonts(&args.fonts)?);
    if args.batch.helper {
        return help(args, &renderer);
    }
    let mut session = Session { named, args, renderer, state: None };
    match args.watch {
        true => watch::run(&mut session, &STOP, report),
        false => session.round(report),
    }
}

impl Session<'_> {
    /// Plans and renders all that is asked for.
    pub(super) fn round(&mut self, report: &mut Report) -> Outcome {
        let args = self.args;
        let settings = self.settings()?;
        let wanted = options::read(&args.options, &args.style)?;
        check(&wanted, self.renderer.fonts())?;
        let mut options = batch_options(args);
        options.pdf.check().map_err(one)?;
        let styles = styles(&wanted, &settings)?;
        let langs = if wanted.langs.is_empty() { settings.langs } else { wanted.langs };
        let from = args.read.from.as_deref().or(settings.from.as_deref());
        options.read = inputs::read_options(&args.read, from, report)?;
        options.render.options = wanted.options;
        options.render.defaults = settings.options;
        options.render.date = date(args)?;
        let output = args.output.clone().or(settings.output);
        let found = inputs::items(&settings.inputs, output.as_deref(), report)?;
        let several = found.items.len() * styles.len().max(1) * langs.len().max(1) > 1
            || found.items.iter().any(Item::is_many);
        let named = args.format.map(format_of).or(settings.format);
        let request = Request {
            format: format(named, output.as_deref(), several)?,
            target: target(output, &found.items, several)?,
            inputs: found.items,
            styles,
            langs,
            name: args.name.clone().or(settings.name),
            threads: threads(args),
        };
        let plan = Plan::new(request, &options.read)?;
        self.carry_out(&plan, &options, found.others, report)
    }

    fn carry_out(
        &mut self,
        plan: &Plan,
        options: &batch::Options,
        others: usize,
        report: &mut Report,
    ) -> Outcome {
        let args = self.args;
        let mut results = Results::new(plan, others, &args.batch.report)?;
        if let Some(state) = &self.state {
            state.begin();
        } else if let Some(folder) = plan.folder().filter(|_| !args.fonts.system_fonts) {
            // What the system's fonts make depends on more than can be told.
            self.state = Some(State::open(folder, args.batch.force).map_err(one)?);
        } else if args.watch {
            self.state = Some(State::default());
        }
        if plan.inputs() > 1 {
            listen();
        }
        if plan.inputs() >= batch::MANY {
            take_small_pages();
        }
        report.progress(plan.inputs());
        plan.run(&self.renderer, options, self.state.as_ref(), &STOP, |outcome| {
            results.tell(&outcome, report);
            report.advance();
        });
        report.progress(0);
        if args.open {
            open(&results, report);
        }
        Ok(results.finish(STOP.load(Ordering::Relaxed), report))
    }

    /// The settings: of the file, or none but the inputs that the arguments name.
    fn settings(&self) -> Result<Settings, Vec<Diagnostic>> {
        match &self.named {
            Named::Inputs(inputs) => {
                Ok(Settings { inputs: inputs.to_vec(), ..Settings::default() })
            }
            Named::Settings(path) => settings::read(path),
        }
    }

    /// The files and folders whose changes call for a further round.
    pub(super) fn watched(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = match &self.named {
            Named::Inputs(inputs) => inputs.to_vec(),
            Named::Settings(path) => {
                let inputs = settings::read(path).map(|settings| settings.inputs);
                inputs.unwrap_or_default().into_iter().chain([path.clone()]).collect()
            }
        };
        let settings = self.settings().unwrap_or_default();
        let wanted = options::read(&self.args.options, &self.args.style).unwrap_or_default();
        let styles = wanted.styles.into_iter().chain(settings.styles).map(PathBuf::from);
        paths.extend(styles.filter(|style| style.is_dir()));
        paths.extend(self.args.read.with.iter().cloned());
        paths.extend(self.state.iter().flat_map(State::dependencies));
        paths
    }
}

/// The command of a process that typesets for this one, with the same arguments.
fn helper() -> std::io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(std::env::args_os().skip(1)).env(args::HELPER, "true");
    Ok(command)
}

/// What the arguments alone say of how documents are made.
fn batch_options(args: &MakeArgs) -> batch::Options {
    batch::Options {
        render: RenderOptions {
            lenient: args.lenient,
            max_pages: args.max_pages,
            ..RenderOptions::default()
        },
        pdf: pdf_options(args),
        dpi: args.dpi.into(),
        warned_again: args.read.deny_warnings,
        // What changes from round to round is little.
        helper: if args.watch { None } else { Some(helper) },
        ..batch::Options::default()
    }
}

/// Typesets for another process, which ends this one, be it in haste.
fn help(args: &MakeArgs, renderer: &Renderer) -> Outcome {
    _ = ctrlc::set_handler(|| {});
    let options = batch_options(args);
    // Whom to tell of an error has gone.
    _ = batch::help(renderer, &options, &mut stdin().lock(), &mut BufWriter::new(stdout().lock()));
    Ok(ExitStatus::Success)
}

/// Has the system give memory in small pages from here on. With huge ones, which it gives where
/// it can, a first document takes a tenth less time, and many take twice the memory.
fn take_small_pages() {
    #[cfg(target_os = "linux")]
    // Where it is not to be had, all goes on as it does.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Ends the work in good order at the first Ctrl-C, and at once at the second.
pub(super) fn listen() {
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            #[expect(
                clippy::exit,
                reason = "the user asks a second time, and files are whole at any time"
            )]
            std::process::exit(130);
        }
    };
    // Where it cannot be heard, or is heard already, all goes on as it does.
    _ = ctrlc::set_handler(stop);
}

fn threads(args: &MakeArgs) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    args.batch.jobs.map_or_else(cores, usize::from)
}

fn styles(wanted: &Wanted, settings: &Settings) -> Result<Vec<Arc<Style>>, Vec<Diagnostic>> {
    let names = if wanted.styles.is_empty() { &settings.styles } else { &wanted.styles };
    names.iter().map(|name| inputs::style(name)).collect()
}

fn format_of(format: args::OutputFormat) -> OutputFormat {
    match format {
        args::OutputFormat::Pdf => OutputFormat::Pdf,
        args::OutputFormat::Png => OutputFormat::Png,
        args::OutputFormat::Svg => OutputFormat::Svg,
    }
}

/// Finds families, languages and files of flags that do not exist.
fn check(wanted: &Wanted, fonts: &Fonts) -> Result<(), Vec<Diagnostic>> {
    let options = &wanted.options;
    let mut faults = Vec::new();
    for name in [&options.font, &options.heading_font].into_iter().flatten() {
        if fonts.family(name).is_none() {
            let error =
                Diagnostic::error("unknown-font", format!("there is no font family `{name}`"));
            let names = fonts.names();
            let near = cvpdf::syntax::nearest(name, names.iter().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            faults.push(error.help(format!(
                "{near}`cvpdf fonts` lists them; `--font-path` and `--system-fonts` add others"
            )));
        }
    }
    for lang in wanted.langs.iter().filter(|lang| Locale::find(lang).is_none()) {
        let error =
            Diagnostic::error("unknown-language", format!("there are no labels in `{lang}`"));
        faults.push(
            error.help(format!(
                "the languages are {}",
                Locale::tags().collect::<Vec<_>>().join(", ")
            )),
        );
    }
    let photo = options.photo.as_deref().filter(|photo| !matches!(*photo, "auto" | "none"));
    if let Some(photo) = photo.filter(|photo| !Path::new(photo).is_file()) {
        let error = Diagnostic::error("bad-photo", format!("there is no file `{photo}`"));
        faults.push(error.help("`--photo` takes a picture, `auto` or `none`"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn pdf_options(args: &MakeArgs) -> PdfOptions {
    match args.pdf_standard.is_empty() {
        true => PdfOptions::default(),
        false => PdfOptions {
            standards: args.pdf_standard.iter().map(|name| name.trim().to_lowercase()).collect(),
        },
    }
}

/// The format: named, or told by the extension of the output.
fn format(
    named: Option<OutputFormat>,
    output: Option<&Path>,
    several: bool,
) -> Result<OutputFormat, Vec<Diagnostic>> {
    let file = output.filter(|path| !batch::names_folder(path));
    let extension = file.and_then(Path::extension);
    let Some(extension) = extension else {
        return Ok(named.unwrap_or(OutputFormat::Pdf));
    };
    let extension = extension.to_string_lossy().to_lowercase();
    match (OutputFormat::of_extension(&extension), named) {
        (Some(extension), Some(named)) if extension != named => {
            let error =
                Diagnostic::error("usage", "`--format` and the extension of `--output` differ");
            Err(vec![error.help("leave `--format` out, or name the file otherwise")])
        }
        (_, Some(named)) => Ok(named),
        (Some(extension), None) => Ok(extension),
        _ if several => Ok(OutputFormat::Pdf),
        _ => {
            let message = format!("`.{extension}` is the extension of no format that is rendered");
            let help = "end the name in `.pdf`, `.png` or `.svg`, or name the format with `--format`; \
                        `cvpdf convert` writes other formats";
            Err(vec![Diagnostic::error("usage", message).help(help)])
        }
    }
}

fn target(
    output: Option<PathBuf>,
    items: &[Item],
    several: bool,
) -> Result<Target, Vec<Diagnostic>> {
    match output {
        Some(path) if inputs::is_stdio(&path) => Ok(Target::Memory),
        Some(path) => Ok(Target::Path(path)),
        None if !items.iter().any(|item| item.path().is_none()) => Ok(Target::Beside),
        // What came through a pipe goes on through one.
        None if !several && !stdout().is_terminal() => Ok(Target::Memory),
        None => {
            let error = Diagnostic::error("usage", "the output of standard input has no name");
            let help = match several {
                true => "name a folder with `-o`, for example `-o out/`",
                false => {
                    "name it with `-o`, for example `-o resume.pdf`; `-o -` is standard output"
                }
            };
            Err(vec![error.help(help)])
        }
    }
}

/// The date of `--date`, else of the environment.
fn date(args: &MakeArgs) -> Result<Option<Date>, Vec<Diagnostic>> {
    let Some(text) = &args.date else {
        return Ok(args.source_date_epoch.and_then(day_of_epoch));
    };
    inputs::date("--date", text).map(Some)
}

/// The day of a time in seconds since 1970-01-01, by the Gregorian calendar.
fn day_of_epoch(seconds: u64) -> Option<Date> {
    // http://howardhinnant.github.io/date_algorithms.html#civil_from_days
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok(), u8::try_from(day).ok())
}

fn open(results: &Results, report: &mut Report) {
    let Some(path) = results.first() else { return };
    if let Err(error) = open::that_detached(path) {
        let message = format!("`{}` cannot be opened: {error}", path.display());
        report.diagnostics(&[Diagnostic::warning("cannot-open", message)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_seconds() {
        let days = [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_700_000_000, "2023-11-14")];
        for (seconds, day) in days {
            assert_eq!(day_of_epoch(seconds).unwrap().to_string(), day);
        }
        assert_eq!(day_of_epoch(u64::MAX), None);
    }
}
