//! `cvpdf formats`: lists what is read and what is written.

use cvpdf::export::WRITERS;
use cvpdf::import::FORMATS;
use serde_json::json;

use super::args::FormatsArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, table};

/// What `render` writes: the name, what it is, and the extension.
const RENDERED: [(&str, &str); 3] =
    [("pdf", "one document"), ("png", "one picture per page"), ("svg", "one drawing per page")];

pub(super) fn run(args: &FormatsArgs, report: &mut Report) -> Outcome {
    if args.json {
        let read = FORMATS.iter().map(|format| {
            json!({ "name": format.name, "title": format.title, "extensions": format.extensions })
        });
        let converted = WRITERS.iter().map(|writer| {
            json!({ "name": writer.name, "title": writer.title, "extension": writer.extension })
        });
        let rendered = RENDERED
            .iter()
            .map(|(name, title)| json!({ "name": name, "title": title, "extension": name }));
        report.json(&json!({
            "read": read.collect::<Vec<_>>(),
            "converted": converted.collect::<Vec<_>>(),
            "rendered": rendered.collect::<Vec<_>>(),
        }));
        return Ok(ExitStatus::Success);
    }
    let dotted = |extension: &&str| format!(".{extension}");
    let head = |text: &str| vec![text.to_owned()];
    let row = |name: &str, title: &str, extensions: String| {
        vec![format!("  {name}"), title.to_owned(), extensions]
    };
    let mut rows = vec![head("Read (--from):")];
    rows.extend(FORMATS.iter().map(|format| {
        let extensions: Vec<_> = format.extensions.iter().map(dotted).collect();
        row(format.name, format.title, extensions.join(" "))
    }));
    rows.extend([head(""), head("Written by `cvpdf convert` (--to):")]);
    rows.extend(
        WRITERS.iter().map(|writer| row(writer.name, writer.title, dotted(&writer.extension))),
    );
    rows.extend([head(""), head("Written by `cvpdf render` (--format):")]);
    rows.extend(RENDERED.iter().map(|(name, title)| row(name, title, dotted(name))));
    report.data(table::columns(&rows).as_bytes());
    Ok(ExitStatus::Success)
}
