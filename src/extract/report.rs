//! Tells what could not be placed.

use super::ledger::{Explanation, Owner};
use crate::diag::{Diagnostic, Result, Sink};
use crate::profile::Profile;
use crate::source::Source;

/// How many unplaced texts are told one by one.
const MOST: usize = 20;

/// Pushes a warning for each text that no field was found for.
///
/// # Errors
/// Returns an error if nothing was read at all.
pub fn report(
    source: &Source,
    profile: Profile,
    explanation: &Explanation,
    sink: &mut Sink,
) -> Result<Profile> {
    let rest =
        Profile { section_order: Vec::new(), unplaced: Vec::new(), lang: None, ..profile.clone() };
    if rest == Profile::default() {
        let error =
            Diagnostic::error("nothing-found", "no résumé was found in the text").in_file(source);
        return Err(Box::new(
            error.help("a name, a way to reach the person or a position with dates is the least"),
        ));
    }
    let unplaced = explanation.pieces.iter().filter(|piece| piece.owner == Owner::Unplaced);
    let mut more = 0;
    for (n, piece) in unplaced.enumerate() {
        if n >= MOST {
            more += 1;
            continue;
        }
        let text = source.text().get(piece.range.clone()).unwrap_or_default();
        let shown: String = text.chars().take(60).collect();
        let warning =
            Diagnostic::warning("unplaced", format!("no field was found for `{}`", shown.trim()));
        sink.push(warning.at(source, piece.range.clone()));
    }
    if more > 0 {
        sink.push(
            Diagnostic::warning("unplaced", format!("no field was found for {more} more texts"))
                .in_file(source),
        );
    }
    Ok(profile)
}
