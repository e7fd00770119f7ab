//! `cvpdf fonts`: lists the font families.

use cvpdf::{Family, Origin};
use serde_json::json;

use super::args::FontsArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, inputs, table};

pub(super) fn run(args: &FontsArgs, report: &mut Report) -> Outcome {
    let fonts = inputs::fonts(&args.fonts)?;
    let families: Vec<_> = fonts.names().iter().filter_map(|name| fonts.family(name)).collect();
    if args.json {
        let list: Vec<_> = families
            .iter()
            .map(|family| {
                let cuts = family.cuts().into_iter();
                let cuts: Vec<_> = cuts.map(|(weight, italic)| json!({ "weight": weight, "italic": italic })).collect();
                let path = match &family.origin {
                    Origin::Bundled => None,
                    Origin::File(path) => Some(path.display().to_string()),
                };
                json!({ "name": family.name, "cuts": cuts, "bundled": path.is_none(), "path": path })
            })
            .collect();
        report.json(&json!(list));
    } else {
        let rows: Vec<_> = families
            .iter()
            .map(|family| vec![family.name.clone(), cuts(family), origin(family)])
            .collect();
        report.data(table::columns(&rows).as_bytes());
    }
    Ok(ExitStatus::Success)
}

/// `400 400i 700 700i`.
fn cuts(family: &Family) -> String {
    let cut = |(weight, italic): (u16, bool)| format!("{weight}{}", if italic { "i" } else { "" });
    family.cuts().into_iter().map(cut).collect::<Vec<_>>().join(" ")
}

fn origin(family: &Family) -> String {
    match &family.origin {
        Origin::Bundled => "bundled".to_owned(),
        Origin::File(path) => path.display().to_string(),
    }
}
