//! `cvpdf check`: reads profiles and tells what is wrong with them, without rendering.

use std::sync::Arc;

use cvpdf::batch::{self, Item};
use cvpdf::diag::{Result, Severity, Sink, Tally};
use cvpdf::extract::Explanation;
use cvpdf::import::{self, ReadOptions, detect};
use cvpdf::profile::Profile;
use cvpdf::render::{RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;
use serde_json::json;

use super::args::CheckArgs;
use super::report::{Report, count};
use super::{ExitStatus, Outcome, explain_text as explain, inputs};

/// What was found in one input.
#[derive(Default)]
struct Found {
    format: Option<&'static str>,
    title: Option<&'static str>,
    sections: Vec<(&'static str, usize)>,
    /// The text and where each piece of it went, if it was read as one.
    explained: Option<(Source, Explanation)>,
    /// Where the fields of the input went, if it has any.
    tally: Tally,
}

pub(super) fn run(args: &CheckArgs, report: &mut Report) -> Outcome {
    report.deny_warnings(args.read.deny_warnings);
    let options = inputs::read_options(&args.read, args.read.from.as_deref(), report)?;
    let renderer = Renderer::new(inputs::fonts(&args.fonts)?);
    let style = args.style.as_deref().map(inputs::style).transpose()?;
    let items = inputs::items(&args.inputs, None, report)?.items;
    report.diagnostics_are_data();
    let mut status = ExitStatus::Success;
    for item in batch::units(&items) {
        let item = &item;
        let mut sink = Sink::new();
        let mut found = Found::default();
        if let Err(error) = check(item, style.as_ref(), &renderer, &options, &mut found, &mut sink)
        {
            sink.push(*error);
        }
        found.tally = sink.tally();
        let diagnostics = sink.into_diagnostics();
        report.diagnostics(&diagnostics);
        let told = |severity| {
            diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
        };
        let counts = [told(Severity::Error), told(Severity::Warning), told(Severity::Info)];
        if counts[0] > 0 {
            status = ExitStatus::Failure;
        }
        if let (true, Some((source, explanation))) = (args.explain, &found.explained) {
            explain::print(source, explanation, report);
        }
        summary(item, &found, counts, report);
    }
    Ok(status)
}

fn check(
    item: &Item,
    style: Option<&Arc<Style>>,
    renderer: &Renderer,
    options: &ReadOptions,
    found: &mut Found,
    sink: &mut Sink,
) -> Result<()> {
    let (input, profile) = batch::read(item, options, sink)?;
    let source = input.source();
    let format = options.format.or_else(|| detect(&input));
    found.format = format.map(|format| format.name);
    // The grammars that a title lists in brackets are of no interest here.
    found.title = format.and_then(|format| format.title.split(" (").next());
    found.sections = sections(&profile);
    let explanation = import::explain(&input, options);
    found.explained = explanation.map(|explanation| (source.clone(), explanation));
    batch::guard(item, || view(source, &profile, style, renderer, sink))
}

fn view(
    source: &Source,
    profile: &Profile,
    style: Option<&Arc<Style>>,
    renderer: &Renderer,
    sink: &mut Sink,
) -> Result<()> {
    let style = match style {
        Some(style) => style.clone(),
        None => Arc::new(Style::of(profile, source)?),
    };
    renderer.check(profile, &style, source, &RenderOptions::default(), sink)
}

/// The sections that hold anything, with the number of their entries.
fn sections(profile: &Profile) -> Vec<(&'static str, usize)> {
    let counts = [
        ("work", profile.work.len()),
        ("volunteer", profile.volunteer.len()),
        ("education", profile.education.len()),
        ("projects", profile.projects.len()),
        ("awards", profile.awards.len()),
        ("certificates", profile.certificates.len()),
        ("publications", profile.publications.len()),
        ("skills", profile.skills.len()),
        ("languages", profile.languages.len()),
        ("interests", profile.interests.len()),
        ("references", profile.references.len()),
        ("sections", profile.sections.len()),
        ("unplaced", profile.unplaced.len()),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn summary(item: &Item, found: &Found, [errors, warnings, infos]: [usize; 3], report: &mut Report) {
    let sections: Vec<_> =
        found.sections.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let mut faults = Vec::new();
    for (number, what) in [(errors, "error"), (warnings, "warning")] {
        if number > 0 {
            faults.push(count(number, what));
        }
    }
    if faults.is_empty() {
        faults.push("no warnings".to_owned());
    }
    let parts = [
        found.title.map(str::to_owned).unwrap_or_default(),
        sections.join(", "),
        faults.join(", "),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut object = json!({
            "type": "summary",
            "file": item.name(),
            "format": found.format,
            "sections": found.sections.iter().map(|(name, count)| ((*name).to_owned(), json!(count))).collect::<serde_json::Map<_, _>>(),
            "errors": errors,
            "warnings": warnings,
            "infos": infos,
    });
    let Tally { fields, placed, kept, reported } = found.tally;
    if fields > 0 {
        object["counts"] =
            json!({ "fields": fields, "placed": placed, "kept": kept, "reported": reported });
    }
    if let Some((_, explanation)) = &found.explained {
        let field = |(path, sure): (&str, f32)| json!({ "path": path, "confidence": explain::rounded(sure) });
        object["confidence"] = explain::rounded(explanation.confidence()).into();
        object["fields"] = explanation.fields().into_iter().map(field).collect();
    }
    report.summary(&format!("{}: {}", item.name(), parts.join("; ")), object);
}
