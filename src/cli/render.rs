//! `cvpdf render`: plans the outputs, makes them, and tells what was written.

use std::io::IsTerminal;
use std::path::Path;

use cvpdf::Fonts;
use cvpdf::batch::{self, Outcome as Rendered, Output, OutputFormat, Plan, Request, Target};
use cvpdf::diag::Diagnostic;
use cvpdf::locale::Locale;
use cvpdf::profile::Date;
use cvpdf::render::{PdfOptions, RenderOptions, Renderer};
use serde_json::json;

use super::args::{self, RenderArgs};
use super::options::{self, Wanted};
use super::report::{Report, count};
use super::{ExitStatus, Outcome, inputs, one};

/// What was done so far.
#[derive(Default)]
struct Tally {
    documents: usize,
    failed: usize,
    first: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &RenderArgs, report: &mut Report) -> Outcome {
    report.deny_warnings(args.read.deny_warnings);
    let wanted = options::read(&args.options, &args.style)?;
    let fonts = inputs::fonts(&args.fonts)?;
    check(&wanted, &fonts)?;
    let pdf = pdf_options(args);
    pdf.check().map_err(one)?;
    let styles: Result<Vec<_>, _> = wanted.styles.iter().map(|name| inputs::style(name)).collect();
    let styles = styles?;
    let several = args.inputs.len() * wanted.styles.len().max(1) * wanted.langs.len().max(1) > 1;
    let format = format(args, several)?;
    let target = target(args, several)?;
    let options = batch::Options {
        read: inputs::read_options(&args.read)?,
        render: RenderOptions {
            options: wanted.options,
            date: date(args)?,
            lenient: args.lenient,
            max_pages: args.max_pages,
        },
        pdf,
        dpi: args.dpi.into(),
    };
    let items = inputs::items(&args.inputs, report)?;
    let plan = Plan::new(Request { inputs: items, styles, langs: wanted.langs, format, target })?;
    let renderer = Renderer::new(fonts);
    let mut tally = Tally::default();
    plan.run(&renderer, &options, |rendered| tell(&rendered, &mut tally, report));
    if args.open {
        open(&tally, report);
    }
    Ok(summary(args, &tally, report))
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

fn pdf_options(args: &RenderArgs) -> PdfOptions {
    match args.pdf_standard.is_empty() {
        true => PdfOptions::default(),
        false => PdfOptions {
            standards: args.pdf_standard.iter().map(|name| name.trim().to_lowercase()).collect(),
        },
    }
}

/// The format: named, or told by the extension of the output.
fn format(args: &RenderArgs, several: bool) -> Result<OutputFormat, Vec<Diagnostic>> {
    let named = args.format.map(|format| match format {
        args::OutputFormat::Pdf => OutputFormat::Pdf,
        args::OutputFormat::Png => OutputFormat::Png,
        args::OutputFormat::Svg => OutputFormat::Svg,
    });
    let file = args.output.as_deref().filter(|path| !batch::names_folder(path));
    let extension = file.and_then(Path::extension);
    let Some(extension) = extension else {
        return Ok(named.unwrap_or(OutputFormat::Pdf));
    };
    let of_extension = match extension.to_string_lossy().to_lowercase().as_str() {
        "pdf" => Some(OutputFormat::Pdf),
        "png" => Some(OutputFormat::Png),
        "svg" => Some(OutputFormat::Svg),
        _ => None,
    };
    match (of_extension, named) {
        (Some(extension), Some(named)) if extension != named => {
            let error =
                Diagnostic::error("usage", "`--format` and the extension of `--output` differ");
            Err(vec![error.help("leave `--format` out, or name the file otherwise")])
        }
        (_, Some(named)) => Ok(named),
        (Some(extension), None) => Ok(extension),
        _ if several => Ok(OutputFormat::Pdf),
        _ => {
            let other = extension.to_string_lossy();
            let error = Diagnostic::error(
                "usage",
                format!("`.{other}` is the extension of no format that is rendered"),
            );
            let help = "end the name in `.pdf`, `.png` or `.svg`, or name the format with `--format`; \
                        `cvpdf convert` writes other formats";
            Err(vec![error.help(help)])
        }
    }
}

fn target(args: &RenderArgs, several: bool) -> Result<Target, Vec<Diagnostic>> {
    match &args.output {
        Some(path) if inputs::is_stdio(path) => Ok(Target::Memory),
        Some(path) => Ok(Target::Path(path.clone())),
        None if !args.inputs.iter().any(|path| inputs::is_stdio(path)) => Ok(Target::Beside),
        // What came through a pipe goes on through one.
        None if !several && !std::io::stdout().is_terminal() => Ok(Target::Memory),
        None => {
            let error = Diagnostic::error("usage", "the output of standard input has no name");
            Err(vec![
                error.help(
                    "name it with `-o`, for example `-o resume.pdf`; `-o -` is standard output",
                ),
            ])
        }
    }
}

/// The date of `--date`, else of the environment.
fn date(args: &RenderArgs) -> Result<Option<Date>, Vec<Diagnostic>> {
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

fn tell(rendered: &Rendered, tally: &mut Tally, report: &mut Report) {
    report.diagnostics(&rendered.diagnostics);
    tally.failed += usize::from(rendered.failed());
    for output in &rendered.outputs {
        tally.documents += 1;
        let Some(path) = output.paths.first() else {
            report.data(&output.bytes);
            continue;
        };
        tally.first.get_or_insert_with(|| path.clone());
        report.note(
            &format!("wrote {} ({})", files(output), count(output.pages, "page")),
            Some(json!({
                "type": "output",
                "input": rendered.name,
                // A path need not be text, and JSON is.
                "files": output.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
                "pages": output.pages,
            })),
        );
    }
}

fn files(output: &Output) -> String {
    let names: Vec<_> = output.paths.iter().map(|path| path.display().to_string()).collect();
    match names.as_slice() {
        [name] => name.clone(),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    }
}

fn open(tally: &Tally, report: &mut Report) {
    let Some(path) = &tally.first else { return };
    if let Err(error) = open::that_detached(path) {
        let message = format!("`{}` cannot be opened: {error}", path.display());
        report.diagnostics(&[Diagnostic::warning("cannot-open", message)]);
    }
}

fn summary(args: &RenderArgs, tally: &Tally, report: &mut Report) -> ExitStatus {
    let mut parts = vec![count(tally.documents, "document")];
    if report.warnings() > 0 {
        parts.push(count(report.warnings(), "warning"));
    }
    if tally.failed > 0 {
        parts.push(format!("{} of {} failed", tally.failed, count(args.inputs.len(), "input")));
    }
    if args.inputs.len() > 1 || tally.documents > 1 || report.warnings() > 0 {
        report.note(&parts.join(", "), None);
    }
    if tally.failed > 0 { ExitStatus::Failure } else { ExitStatus::Success }
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
