//! The arguments of the command line, as they are typed. Nothing here does anything.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use cvpdf::batch::Pattern;
use cvpdf::profile::Options;

/// The character between the folders of `CVPDF_FONT_PATH`.
const PATH_SEPARATOR: char = if cfg!(windows) { ';' } else { ':' };

/// Turns any résumé into a typeset PDF one would be proud to send.
#[derive(Debug, Parser)]
#[command(
    name = "cvpdf",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "\
Examples:
  cvpdf new profile.yaml                 start a profile
  cvpdf render profile.yaml              write profile.pdf
  cvpdf render cv.json --style modern    the same in another style
  cvpdf render people/ -o out/           write a PDF for each CV in a folder
  cvpdf check cv.json                    say what is wrong with it

Exit status:
  0  every output was written (warnings allowed)
  1  an input could not be rendered; the others were
  2  wrong usage, found before the first output
  130  interrupted; what was written is whole"
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
}

/// What all subcommands take.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct GlobalArgs {
    /// Shows errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Shows more: what is worth knowing but needs no action.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// How messages are written.
    #[arg(long, global = true, value_name = "FORM", default_value = "human")]
    pub(crate) message_format: MessageFormat,
}

/// The forms of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the line they are about, for people.
    Human,
    /// One line each, for editors and continuous integration.
    Short,
    /// One JSON object per line, for programs.
    Json,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Render(Box<RenderArgs>),
    Build(Box<BuildArgs>),
    Check(CheckArgs),
    Convert(ConvertArgs),
    New(NewArgs),
    Styles(StylesArgs),
    Style(StyleArgs),
    Formats(FormatsArgs),
    Fonts(FontsArgs),
    Schema(SchemaArgs),
    Explain(ExplainArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Typesets profiles as PDF, PNG or SVG.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf render cv.json                          write cv.pdf
  cvpdf render cv.json --style classic,modern   write cv-classic.pdf and cv-modern.pdf
  cvpdf render cv.yaml --lang en,de             write cv-en.pdf and cv-de.pdf
  cvpdf render cv.json -o out/ --format png     write out/cv-1.png, out/cv-2.png, …
  cvpdf render cv.json --pages 1                on one page, if it can be
  cvpdf render people/ -o out/                  write one PDF for each CV in a folder and below
  cvpdf render people.ndjson -o out/ --name '{basics.name|slug}-{style}'
  cvpdf render cv.yaml --watch                  write it anew at each save
  cvpdf render cv.yaml --with publications.bib  add publications, and what else is missing
  cvpdf render cv.json --accent teal --icons --sections work,education,-interests
  curl -s https://example.com/cv.json | cvpdf render - -o - > cv.pdf

Options come from flags, then from the profile (`meta.cvpdf`), then from cvpdf.toml (`cvpdf build`), then from the style.")]
pub(crate) struct RenderArgs {
    /// The profiles: files, folders, patterns, or files of many (.ndjson, an array in .json); `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) make: MakeArgs,
}

/// Renders what cvpdf.toml says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf build                   render what ./cvpdf.toml says
  cvpdf build people/           render what people/cvpdf.toml says
  cvpdf build --watch           the same, anew at each save
  cvpdf build --style modern    flags go before the file

A file of settings, in which paths are relative to its folder:
  inputs = [\"people/\", \"cv.yaml\"]
  output = \"out/\"
  styles = [\"classic\", \"./mine\"]
  name = \"{stem}-{style}\"
  [options]
  accent = \"teal\"")]
pub(crate) struct BuildArgs {
    /// The file of settings, or its folder.
    #[arg(value_name = "FILE", default_value = "cvpdf.toml")]
    pub(crate) settings: PathBuf,
    #[command(flatten)]
    pub(crate) make: MakeArgs,
}

/// What is made of profiles, and how.
#[derive(Debug, Args)]
pub(crate) struct MakeArgs {
    /// The styles: names (see `cvpdf styles`) or folders such as ./mine; several make several files [default: classic].
    #[arg(short, long, value_name = "STYLE", value_delimiter = ',')]
    pub(crate) style: Vec<String>,
    /// Where to write: a file, a folder (with / at its end), or `-` for standard output [default: beside the input].
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// How to name outputs, without extension: {stem}, {folder}, {style}, {lang}, {number}, fields such as {basics.name|slug} [default: {folder}/{stem}, and -{style} and -{lang} where there are several].
    #[arg(long, value_name = "PATTERN")]
    pub(crate) name: Option<Pattern>,
    /// What to write [default: by the extension of --output, else pdf].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// The resolution of PNG files in dots per inch.
    #[arg(long, default_value = "144", value_parser = clap::value_parser!(u16).range(10..=1200))]
    pub(crate) dpi: u16,
    /// The standards that PDF files meet: at most one of PDF/A and one of PDF/UA, or none [default: ua-1,a-2a].
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) pdf_standard: Vec<String>,
    /// The document's date as YYYY-MM-DD [default: that of its content].
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// The document's date in seconds since 1970, for reproducible builds.
    #[arg(long, env = "SOURCE_DATE_EPOCH", hide = true)]
    pub(crate) source_date_epoch: Option<u64>,
    /// Prints boxes for letters that no font has, rather than refusing the profile.
    #[arg(long)]
    pub(crate) lenient: bool,
    /// The most pages that a document may have.
    #[arg(long, value_name = "N", default_value = "500")]
    pub(crate) max_pages: usize,
    /// Opens the first output when it is written.
    #[arg(long)]
    pub(crate) open: bool,
    /// Goes on, and writes anew what changes: profiles, photos, styles, cvpdf.toml.
    #[arg(long)]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) batch: BatchArgs,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) options: OptionArgs,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
}

/// How many documents are made.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many documents")]
pub(crate) struct BatchArgs {
    /// How many documents are made at a time [default: one per processor].
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Makes everything anew. Otherwise what is unchanged in an output folder is left as it is.
    #[arg(long)]
    pub(crate) force: bool,
    /// Writes what became of each input: as JUnit XML if the name ends in .xml, else as JSON. May be given twice.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Vec<PathBuf>,
    /// Typesets what the process that started this one prepares.
    #[arg(long, env = HELPER, hide = true)]
    pub(crate) helper: bool,
}

/// The variable by which a process that typesets for another is told so.
pub(crate) const HELPER: &str = "CVPDF_HELPER";

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A PDF.
    Pdf,
    /// A picture per page.
    Png,
    /// A drawing per page.
    Svg,
}

/// How inputs are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// The format of the inputs, as `cvpdf formats` names it [default: found by the content].
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
    /// The date that "present" means in a text; later years are none [default: years up to 2040 are dates].
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// What becomes of text that no field was found for.
    #[arg(long, value_name = "HOW", default_value = "warn")]
    pub(crate) unplaced: UnplacedForm,
    /// A further source of the same person to merge into each input, such as publications.bib; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) with: Vec<PathBuf>,
    /// Whose values hold where an input and a further source differ.
    #[arg(long, value_name = "HOW", default_value = "fill")]
    pub(crate) merge: MergeForm,
    /// Makes warnings a failure (status 1), for continuous integration.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

/// Whose values hold where an input and a further source differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MergeForm {
    /// The input's; further sources fill gaps and add entries.
    Fill,
    /// The further source's.
    Override,
}

/// What becomes of text that no field was found for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnplacedForm {
    /// It is told, with its line.
    Warn,
    /// It is printed as a last section.
    Append,
    /// It is an error.
    Fail,
}

/// Where fonts come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fonts")]
pub(crate) struct FontArgs {
    /// A font file, or a folder of them, to use beside the bundled ones.
    #[arg(long, value_name = "PATH", env = "CVPDF_FONT_PATH", hide_env_values = true, value_delimiter = PATH_SEPARATOR)]
    pub(crate) font_path: Vec<PathBuf>,
    /// Uses the system's fonts too. What is written then depends on the machine.
    #[arg(long)]
    pub(crate) system_fonts: bool,
}

/// How profiles look. Every option may stand in a profile too, under `meta.cvpdf`.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Options of the style")]
pub(crate) struct OptionArgs {
    /// The accent colour: #rgb, #rrggbb, the name of a CSS colour, or none.
    #[arg(long, value_name = "COLOUR")]
    pub(crate) accent: Option<String>,
    /// The font family of the text (see `cvpdf fonts`).
    #[arg(long, value_name = "FAMILY")]
    pub(crate) font: Option<String>,
    /// The font family of name and headings.
    #[arg(long, value_name = "FAMILY")]
    pub(crate) heading_font: Option<String>,
    /// The paper: a4, letter, a5, legal, or a size such as 210x297mm [default: by region].
    #[arg(long, value_name = "PAPER")]
    pub(crate) paper: Option<String>,
    /// The space between lines and paragraphs.
    #[arg(long, value_parser = choices("density"))]
    pub(crate) density: Option<String>,
    /// The size of the type as a factor, 0.8 to 1.3.
    #[arg(long, value_name = "FACTOR")]
    pub(crate) size: Option<String>,
    /// The most pages: type and gaps are fitted to fill them; auto avoids a last page that is nearly empty.
    #[arg(long, value_name = "N|auto")]
    pub(crate) pages: Option<String>,
    /// The language of labels and values, such as en or pt-BR; several make several files.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
    /// The country that paper and photo are usual for, such as US.
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
    /// How dates are written.
    #[arg(long, value_parser = choices("dates"))]
    pub(crate) dates: Option<String>,
    /// The photo: auto (the profile's, where it is usual), none, or a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) photo: Option<String>,
    /// The shape of the photo.
    #[arg(long, value_name = "SHAPE", value_parser = choices("photo-shape"))]
    pub(crate) photo_shape: Option<String>,
    /// Sets icons before contact details.
    #[arg(long, value_name = "on|off", num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) icons: Option<String>,
    /// How links look: visible prints the address, label links the title, plain prints without a link.
    #[arg(long, value_parser = choices("links"))]
    pub(crate) links: Option<String>,
    /// The sections in order: work,education; -key hides one, key=Title renames one, -* hides all others.
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    pub(crate) sections: Option<String>,
    /// The sections that begin on a new page: work,publications.
    #[arg(long, value_name = "LIST")]
    pub(crate) break_before: Option<String>,
    /// Justifies paragraphs.
    #[arg(long, value_name = "on|off", num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) justify: Option<String>,
    /// Hyphenates words.
    #[arg(long, value_name = "on|off", num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) hyphenate: Option<String>,
    /// Numbers pages; auto does with more than one page.
    #[arg(long, value_name = "WHEN", value_parser = choices("page-numbers"))]
    pub(crate) page_numbers: Option<String>,
    /// The bullet of lists, such as • or –.
    #[arg(long, value_name = "CHARACTER", allow_hyphen_values = true)]
    pub(crate) bullet: Option<String>,
    /// The shape of figures.
    #[arg(long, value_parser = choices("figures"))]
    pub(crate) figures: Option<String>,
    /// Prints the employer with each role rather than once for roles in a row.
    #[arg(long, value_name = "on|off", num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) repeat_employer: Option<String>,
    /// Prints personal details such as the day of birth.
    #[arg(long, value_name = "on|off", num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) personal: Option<String>,
    /// Sets any of these options, as in --set density=tight; a flag of its own takes precedence.
    #[arg(long, value_name = "OPTION=VALUE")]
    pub(crate) set: Vec<String>,
}

/// Reads profiles and says what is wrong with them, without rendering.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf check cv.json
  cvpdf check --deny-warnings people/*.yaml          for continuous integration
  cvpdf check --message-format json cv.json | jq .   for programs

The report goes to standard output. `cvpdf explain CODE` tells more about a message.")]
pub(crate) struct CheckArgs {
    /// The profiles; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The style to check fonts and options for [default: the profile's, else classic].
    #[arg(short, long, value_name = "STYLE")]
    pub(crate) style: Option<String>,
    /// Shows line by line where each piece of a text went, and how sure that is.
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
}

/// Writes a profile in another format.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf convert cv.json --to yaml              print it as YAML
  cvpdf convert cv.yaml -o cv.json             write JSON, by the extension
  cvpdf convert cv.yaml --to jsonresume -o -   strictly what JSON Resume v1 has
  cvpdf convert cv.json --to text | less")]
pub(crate) struct ConvertArgs {
    /// The profile; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// The format to write, as `cvpdf formats` names it [default: by the extension of --output].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// The language of values and labels, where the format has room for one [default: the profile's].
    #[arg(long, value_name = "TAG")]
    pub(crate) lang: Option<String>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// Starts a profile: an invented person, with a comment on every field.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf new                     write profile.yaml
  cvpdf new ada.json            write JSON or TOML, without comments
  cvpdf new - | less            print it

A file that exists is not overwritten unless with --force.")]
pub(crate) struct NewArgs {
    /// The file to write: .yaml (with comments), .json or .toml; `-` is standard output.
    #[arg(value_name = "FILE", default_value = "profile.yaml")]
    pub(crate) file: PathBuf,
    /// Overwrites a file that exists.
    #[arg(long)]
    pub(crate) force: bool,
}

/// Lists the styles.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf styles
  cvpdf styles --gallery gallery cv.json     pictures of a CV in each style, in gallery/index.html
  cvpdf styles --json | jq -r '.[].name'")]
pub(crate) struct StylesArgs {
    /// Prints JSON.
    #[arg(long, conflicts_with = "gallery")]
    pub(crate) json: bool,
    /// Makes pictures of all styles in a folder, and a page to compare them, which works offline.
    #[arg(long, value_name = "DIR")]
    pub(crate) gallery: Option<PathBuf>,
    /// The profile that the gallery shows [default: an invented engineer].
    #[arg(value_name = "PROFILE", requires = "gallery")]
    pub(crate) profile: Option<PathBuf>,
}

/// Makes styles of one's own.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf style new mine --from classic
  cvpdf render cv.json --style ./mine")]
pub(crate) struct StyleArgs {
    /// What to do with styles.
    #[command(subcommand)]
    pub(crate) command: StyleCommand,
}

/// What can be done with styles.
#[derive(Debug, Subcommand)]
pub(crate) enum StyleCommand {
    New(StyleNewArgs),
}

/// Starts a style in a folder of its own, as a copy of one that ships with cvpdf.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf style new mine                    a copy of classic in ./mine
  cvpdf style new mine --from compact
  cvpdf render cv.json --style ./mine     use it")]
pub(crate) struct StyleNewArgs {
    /// The folder to make; its name is the style's.
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// The style to start from.
    #[arg(long, value_name = "STYLE", default_value = "classic")]
    pub(crate) from: String,
}

/// Lists the formats that are read and written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf formats
  cvpdf formats --json | jq -r '.read[].name'")]
pub(crate) struct FormatsArgs {
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Lists the font families with their cuts and where they come from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf fonts
  cvpdf fonts --font-path ~/fonts
  cvpdf fonts --system-fonts --json")]
pub(crate) struct FontsArgs {
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
}

/// Prints the JSON Schema of profiles, for editors and validators.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf schema > schema.json
  cvpdf schema | jq '.\"$defs\".Work.properties | keys'")]
pub(crate) struct SchemaArgs {}

/// Tells what a message means and how to mend its cause.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf explain bad-date     the code stands in brackets: error[bad-date]
  cvpdf explain              list all codes")]
pub(crate) struct ExplainArgs {
    /// The code of the message; without one, all are listed.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// Prints a script that completes arguments in a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf completions bash > ~/.local/share/bash-completion/completions/cvpdf
  cvpdf completions zsh > ~/.zfunc/_cvpdf
  cvpdf completions fish > ~/.config/fish/completions/cvpdf.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Prints the manual, or writes it as one page per subcommand.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cvpdf man > cvpdf.1
  cvpdf man | man -l -
  cvpdf man ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// The folder to write the pages to; without one, all is printed as one page.
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

fn choices(option: &str) -> PossibleValuesParser {
    PossibleValuesParser::new(Options::choices(option).iter().copied())
}
