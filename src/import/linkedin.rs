//! The export of LinkedIn ("Get a copy of your data"): tables in a ZIP archive or a folder, or one of
//! them. They are told by the titles of their columns, which are English in every language.

mod cells;
mod tables;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::profile::Profile;
use crate::source::Source;
use crate::syntax::{Node, Reading, Value, csv};
use tables::Table;

/// The export of LinkedIn.
pub(super) static FORMAT: Format = Format {
    name: "linkedin",
    title: "export of LinkedIn (ZIP, folder or CSV)",
    extensions: &["zip", "csv"],
    sniff,
    read,
    explain: None,
};

fn sniff(input: &Input) -> Confidence {
    let one = std::slice::from_ref(input.source());
    let members = if input.members().is_empty() { one } else { input.members() };
    if members.iter().any(is_table) { Confidence::Yes } else { Confidence::No }
}

/// Whether a file is a table that no one but LinkedIn writes.
pub(super) fn is_table(source: &Source) -> bool {
    let text = source.text().trim_start();
    // Only a table of its own has several titles in its first line.
    let is_csv =
        source.extension() == "csv" || text.lines().next().is_some_and(|line| line.contains(','));
    is_csv && tables::is_telling(&csv::header(source))
}

/// Whether a file of an export may be opened: not what is private, or tells of others.
pub(super) fn may_be_opened(name: &str) -> bool {
    name.to_lowercase().ends_with(".csv") && !tables::is_private(name)
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let one = std::slice::from_ref(input.source());
    let members = if input.members().is_empty() { one } else { input.members() };
    let mut found: Vec<(&Table, &Source)> = Vec::new();
    for source in members {
        match tables::of(source.name(), &csv::header(source)) {
            Some(table) => found.push((table, source)),
            None => sink.push(left_out(source)),
        }
    }
    // The order of the tables rather than that of the files: the primary mail address goes first.
    found.sort_by_key(|(table, _)| tables::rank(table));
    let mut profile = Profile::default();
    for (table, source) in found {
        let mut root = csv::parse(source, sink);
        cells::decode(&mut root);
        let reading = Reading::new(source);
        if let Value::List(rows) = &root.value {
            let mut rows: Vec<&Node> = rows.iter().collect();
            (table.order)(&mut rows);
            for row in rows {
                let mut fields = reading.fields(row, "");
                (table.read)(&mut fields, &mut profile);
            }
        }
        reading.finish(&root, sink);
    }
    Ok(profile)
}

fn left_out(source: &Source) -> Diagnostic {
    let message = "the table is not used: it holds nothing for a résumé".to_owned();
    Diagnostic::info("not-used", message).in_file(source)
}
