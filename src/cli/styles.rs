//! `cvpdf styles`: lists the styles.

use cvpdf::style::Style;
use serde_json::json;

use super::args::StylesArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, gallery, one, table};

pub(super) fn run(args: &StylesArgs, report: &mut Report) -> Outcome {
    let styles: Result<Vec<_>, _> = Style::names().map(Style::find).collect();
    let styles = styles.map_err(one)?;
    if let Some(folder) = &args.gallery {
        return gallery::run(folder, args.profile.as_deref(), &styles, report);
    }
    if args.json {
        let list: Vec<_> = styles
            .iter()
            .map(|style| json!({ "name": style.name, "title": style.title, "description": style.description, "grade": style.grade }))
            .collect();
        report.json(&json!(list));
    } else {
        let row = |style: &Style| {
            let grade = style.grade.map_or_else(|| "–".to_owned(), |grade| grade.to_string());
            vec![style.name.clone(), grade, style.description.clone()]
        };
        let rows: Vec<_> = styles.iter().map(row).collect();
        report.data(table::columns(&rows).as_bytes());
    }
    Ok(ExitStatus::Success)
}
