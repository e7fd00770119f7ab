//! `cvpdf explain`: tells what a message means.

use cvpdf::diag::{CODES, Code, Diagnostic, explain};
use cvpdf::syntax::nearest;

use super::args::ExplainArgs;
use super::report::Report;
use super::{ExitStatus, Outcome, table};

pub(super) fn run(args: &ExplainArgs, report: &mut Report) -> Outcome {
    let text = match &args.code {
        Some(name) => one(find(name)?),
        None => all(),
    };
    report.data(text.as_bytes());
    Ok(ExitStatus::Success)
}

/// Finds a code by its name, or as it stands in messages: `error[bad-date]`.
fn find(text: &str) -> Result<&'static Code, Vec<Diagnostic>> {
    let name = text.split(['[', ']']).nth(1).unwrap_or(text).trim().to_lowercase();
    explain(&name).ok_or_else(|| {
        let error = Diagnostic::error("usage", format!("there is no code `{name}`"));
        let near = nearest(&name, CODES.iter().map(|code| code.name));
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        vec![error.help(format!("{near}`cvpdf explain` lists all codes"))]
    })
}

fn one(code: &Code) -> String {
    format!("{}: {}\n\n{}", code.name, code.title, table::wrapped(code.text))
}

fn all() -> String {
    let rows: Vec<_> =
        CODES.iter().map(|code| vec![code.name.to_owned(), code.title.to_owned()]).collect();
    table::columns(&rows)
}
