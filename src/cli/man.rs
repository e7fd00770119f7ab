//! `cvpdf man`: the manual, as one page or as one per subcommand.

use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use cvpdf::batch;
use cvpdf::diag::{Diagnostic, Result};

use super::args::{Cli, ManArgs};
use super::report::{Report, count};
use super::{ExitStatus, Outcome};

pub(super) fn run(args: &ManArgs, report: &mut Report) -> Outcome {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.folder else {
        report.data(whole(&command).as_bytes());
        return Ok(ExitStatus::Success);
    };
    if let Err(error) = std::fs::create_dir_all(folder) {
        let message = format!("the folder `{}` cannot be made: {error}", folder.display());
        return Err(vec![Diagnostic::error("cannot-write", message).help("name another folder")]);
    }
    let mut written = 0;
    if let Err(error) = pages(&command, folder, &mut written) {
        report.diagnostics(&[*error]);
        return Ok(ExitStatus::Failure);
    }
    report.note(&format!("wrote {} to {}", count(written, "page"), folder.display()), None);
    Ok(ExitStatus::Success)
}

/// All in one page: each subcommand is a section, with what would be its sections below it.
fn whole(command: &Command) -> String {
    let mut page = rendered(command, |man, page| man.render(page)).replace("(1)\n", "\n");
    for subcommand in leaves(command) {
        let part = rendered(subcommand, |man, page| {
            man.render_description_section(page)?;
            man.render_synopsis_section(page)?;
            man.render_options_section(page)?;
            man.render_extra_section(page)
        });
        let title =
            subcommand.get_bin_name().unwrap_or_else(|| subcommand.get_name()).to_uppercase();
        page.push_str(
            &format!("\n.SH \"{title}\"\n{part}")
                .replace("\n.SH ", "\n.SS ")
                .replacen(".SS", ".SH", 1),
        );
    }
    page
}

fn pages(command: &Command, folder: &Path, written: &mut usize) -> Result<()> {
    let man = Man::new(command.clone());
    let path = folder.join(man.get_filename());
    batch::write(&path, rendered(command, |man, page| man.render(page)).as_bytes())?;
    *written += 1;
    command.get_subcommands().try_for_each(|subcommand| pages(subcommand, folder, written))
}

/// The subcommands that do something, those of subcommands included.
fn leaves(command: &Command) -> Vec<&Command> {
    command
        .get_subcommands()
        .flat_map(
            |subcommand| {
                if subcommand.has_subcommands() { leaves(subcommand) } else { vec![subcommand] }
            },
        )
        .collect()
}

fn rendered(
    command: &Command,
    render: impl Fn(&Man, &mut Vec<u8>) -> std::io::Result<()>,
) -> String {
    let mut page = Vec::new();
    // A vector takes all that is written.
    _ = render(&Man::new(command.clone()), &mut page);
    let page = String::from_utf8_lossy(&page);
    match page.split_once(".SH EXTRA\nExamples:\n") {
        None => page.into_owned(),
        Some((before, rest)) => {
            // Commands keep their lines.
            let (examples, after) =
                rest.split_once(".SH ").map_or((rest, None), |(e, after)| (e, Some(after)));
            let after = after.map(|after| format!(".SH {after}")).unwrap_or_default();
            format!("{before}.SH EXAMPLES\n.nf\n{}\n.fi\n{after}", examples.trim_end())
        }
    }
}
