//! What each code of a diagnostic means and how to mend it.

use super::Code;

pub(super) static CODES: &[Code] = &[
    Code {
        name: "bad-country",
        title: "a country's code is none of ISO 3166-1",
        text: "`countryCode` takes the two letters of ISO 3166-1, for example `AT` or `US`. What stands there instead is printed as written.",
    },
    Code {
        name: "bad-date",
        title: "a date cannot be read",
        text: "Dates are years, months or days: `2019`, `2019-09`, `2019-09-01`. Many other forms are read too (`June 2020`, `03/2020`, `Fall 2019`). What is no date is kept and printed exactly as written, but cannot be localised or compared.",
    },
    Code {
        name: "bad-email",
        title: "a mail address has not the form of one",
        text: "The address is printed as written, without a link.",
    },
    Code {
        name: "bad-option",
        title: "an option of `meta.cvpdf` or of a flag is unknown or has no such value",
        text: "The option is ignored. `cvpdf render --help` lists the options; in a profile they stand under `meta.cvpdf` with the same names.",
    },
    Code {
        name: "bad-photo",
        title: "a photo cannot be used",
        text: "The CV is made without it. A photo is a PNG, JPEG, WebP or SVG file of at most 20 MB.",
    },
    Code {
        name: "bad-picture",
        title: "a page cannot be drawn",
        text: "The page is too large for the resolution asked for; a smaller `--dpi` helps.",
    },
    Code {
        name: "bad-settings",
        title: "`cvpdf.toml` says something that cannot be followed",
        text: "The file names `inputs` and may name `output`, `name`, `styles`, `langs`, `format`, `from` and, below `[options]`, the options of the style. Nothing is rendered until it is mended.",
    },
    Code {
        name: "bad-standard",
        title: "a PDF standard is unknown, or two do not go together",
        text: "`--pdf-standard` takes at most one of PDF/A (`a-2a`, …) and one of PDF/UA (`ua-1`), or `none`.",
    },
    Code {
        name: "bad-style",
        title: "the folder of a style is not as it must be",
        text: "A style is a folder with `main.typ` and `style.toml`. `cvpdf style new mine --from classic` starts one that works.",
    },
    Code {
        name: "bad-url",
        title: "an address of a page has not the form of one",
        text: "The address is printed as written, without a link. Write it with its scheme: `https://example.com/page`.",
    },
    Code {
        name: "cannot-open",
        title: "an output cannot be opened in a viewer",
        text: "The file was written. The system knows no program for it, or there is no desktop to show it on: open it by hand.",
    },
    Code {
        name: "cannot-read",
        title: "an input cannot be read",
        text: "There is no such file, it is a folder, or its permissions do not allow it. The other inputs are rendered all the same.",
    },
    Code {
        name: "cannot-write",
        title: "an output cannot be written",
        text: "The folder does not exist, its permissions do not allow it, or the disk is full. A file is written beside its place first and moved there when it is whole, so an older one stays as it was.",
    },
    Code {
        name: "collision",
        title: "two documents would be written to one file, or one over an input",
        text: "Nothing was overwritten. Outputs are named after their inputs, with the style and the language where there are several: `-o` names another file or folder.",
    },
    Code {
        name: "duplicate-key",
        title: "an object has the same key twice",
        text: "The last value is used, as most tools do. The one before is kept where it stood, under a key that begins with `x-duplicate-`, so that nothing is lost; remove one of the two.",
    },
    Code {
        name: "empty-input",
        title: "the file is empty",
        text: "There is nothing to read. `cvpdf new profile.yaml` starts a profile with comments.",
    },
    Code {
        name: "fitted",
        title: "how a document was fitted to its pages",
        text: "With `pages`, the size of the type, the leading and the gaps are chosen between the tightest that reads well and the loosest that looks well. The message tells the factors that were found; `--size` and `--density` set limits of your own.",
    },
    Code {
        name: "internal",
        title: "cvpdf failed on an input",
        text: "The fault is in cvpdf, not in the file. The other inputs are rendered all the same. Please report it with the file, or with the least of it that shows the fault; `-v` tells where it happened.",
    },
    Code {
        name: "invisible-character",
        title: "a character that cannot be seen is not printed",
        text: "Control characters, byte order marks and the like come from other programs. They are left out of the page; nothing needs to be done.",
    },
    Code {
        name: "language-found",
        title: "the language of a profile that names none was found by its words",
        text: "Section titles, months and hyphenation follow the language. Where a profile does not say it in `lang`, and most of its letters or many of its commonest words are of one language, that is taken. Write `lang: en` (or another tag) at the root of a profile to have it otherwise.",
    },
    Code {
        name: "legacy-encoding",
        title: "the file is not encoded in UTF-8",
        text: "The encoding was guessed by the bytes, and a guess may take one accented letter for another. Save the file as UTF-8.",
    },
    Code {
        name: "merge-conflict",
        title: "two sources say different things",
        text: "With `--with`, what one file lacks comes from the other. Here both have a value, and they differ: that of the first file holds, or with `--merge override` that of the later one. Make them agree to silence this.",
    },
    Code {
        name: "more-documents",
        title: "a file holds more than one YAML document",
        text: "The first document is read. Those behind a further `---` are not; write each to a file of its own.",
    },
    Code {
        name: "no-glyph",
        title: "no font has a character",
        text: "Symbols and emoji are left out with a warning. A letter is never left out: add a font that has it with `--font-path` or `--system-fonts`, or print boxes with `--lenient`.",
    },
    Code {
        name: "not-a-cv",
        title: "a file seems to be no CV",
        text: "It is in no format of résumés, or a text without contact and without any dated entry. One that was found in a folder is passed over; one that is named by itself is rendered all the same.",
    },
    Code {
        name: "not-in-target",
        title: "a value cannot be written in the format asked for",
        text: "The format that is written has no field for the value. It is left out there and stays in the input; cvpdf's own formats (JSON, YAML, TOML) hold everything.",
    },
    Code {
        name: "not-newest-first",
        title: "entries are not in the order of newest first",
        text: "Most readers expect the newest position first. The order of the file is kept, because it may be meant.",
    },
    Code {
        name: "not-used",
        title: "values are left out because a résumé has no use for them",
        text: "The files of other tools hold settings, ids and the like. They are left out, and counted by their reason so that nothing is dropped unseen.",
    },
    Code {
        name: "nothing-found",
        title: "an input holds no résumé",
        text: "Neither a name, a way to reach the person, nor an entry of any section was found. Is it the right file, and do its fields stand where they should?",
    },
    Code {
        name: "pdf-standard",
        title: "the document does not meet the PDF standard asked for",
        text: "The styles that ship with cvpdf meet PDF/UA-1 and PDF/A-2a. A style of your own may need alternative texts or a title; `--pdf-standard none` asks for no standard.",
    },
    Code {
        name: "photo-elsewhere",
        title: "the profile names a photo that is not beside it",
        text: "A profile may name a file below its own folder and nothing else, so that a file from elsewhere can neither read your disk nor reach the network. `--photo FILE` names any file.",
    },
    Code {
        name: "photo-unusual",
        title: "photos are unusual in the profile's region",
        text: "In the United States, Canada, the United Kingdom, Ireland and Australia employers prefer CVs without a photo, so it is left out. `--photo FILE` prints one all the same.",
    },
    Code {
        name: "several-profiles",
        title: "an input holds several résumés",
        text: "One input makes one document. Unpack the archive, or write each profile to a file of its own, and name the files.",
    },
    Code {
        name: "size-floor",
        title: "text would be too small to read",
        text: "Running text is never set below 8.8 pt.",
    },
    Code {
        name: "style-error",
        title: "a style cannot be compiled",
        text: "In a style of your own the place shows what to mend. In a style that ships with cvpdf it is a fault of cvpdf: please report it.",
    },
    Code {
        name: "syntax",
        title: "the file is not well-formed",
        text: "The file cannot be read as JSON, YAML or TOML at the place shown. Nothing was guessed, because what follows could be misread. A warning of this kind tells of a slip that leaves no doubt, such as a missing comma; it was mended.",
    },
    Code {
        name: "template",
        title: "the data have places that are to be filled in",
        text: "`{{ name }}` and `{% if … %}` are places that a program (Jinja, Handlebars, Liquid) fills in. Data that can be read all the same print them as they stand; others cannot be read. Run that program first, and give its output to cvpdf.",
    },
    Code {
        name: "too-large",
        title: "an input exceeds a limit",
        text: "Inputs are limited in size, in depth and in the number of values, so that a broken or hostile file cannot exhaust the machine.",
    },
    Code {
        name: "too-long",
        title: "a CV does not fit the pages it was to have",
        text: "Type and gaps are as small as reads well, and the CV is still longer than `pages` allows. The message tells by how many lines. Shorten the sections it names, hide one (`--sections=-interests`), take a denser style such as `compact`, or allow one page more.",
    },
    Code {
        name: "too-many",
        title: "there are more faults than are told",
        text: "The first thousand are told. Mend those, and look again.",
    },
    Code {
        name: "undeclared-prefix",
        title: "a prefix in XML is declared nowhere",
        text: "A name such as `eur:Date` wants `xmlns:eur` in an element around it. The element is read by the rest of its name, as tools that take files apart often lose the declaration.",
    },
    Code {
        name: "unknown-field",
        title: "a field is not part of the schema",
        text: "The field is not printed, but `cvpdf convert` keeps it where it stood. If the name is misspelt, the nearest known one is suggested; what the schema has no field for fits into `sections`.",
    },
    Code {
        name: "unknown-font",
        title: "there is no such font family",
        text: "Only bundled families are known unless `--font-path` or `--system-fonts` adds others. `cvpdf fonts` lists them.",
    },
    Code {
        name: "unknown-format",
        title: "the input is no résumé in a known format",
        text: "The format is told by the content. `cvpdf formats` lists what can be read; `--from` names a format where the content does not tell.",
    },
    Code {
        name: "unknown-language",
        title: "there are no labels in a language",
        text: "Labels, months and titles of sections are printed in English instead. `--lang` chooses among the languages there are.",
    },
    Code {
        name: "unknown-section",
        title: "`sectionOrder` names a section that does not exist",
        text: "The keys of sections are those of the schema (`work`, `education`, …), `summary`, and `sections` for the next section of one's own making.",
    },
    Code {
        name: "unknown-style",
        title: "there is no such style",
        text: "`cvpdf styles` lists the styles. A folder of your own is named by its path, with a separator in it: `--style ./mine`.",
    },
    Code {
        name: "unplaced",
        title: "no field was found for a text",
        text: "A free-form text was read, and this part of it fits no field. It is kept under `unplaced` and not printed. `cvpdf convert --to yaml` writes a profile to correct by hand; `--unplaced append` prints it in a last section, `--unplaced fail` makes it an error.",
    },
    Code {
        name: "unsupported-option",
        title: "the style has no use for an option",
        text: "The option is ignored. `cvpdf styles` tells what each style supports.",
    },
    Code {
        name: "usage",
        title: "the arguments do not go together",
        text: "Nothing was written. `cvpdf help` and `cvpdf help render` tell what can be asked for, with examples.",
    },
    Code {
        name: "wrong-shape",
        title: "a value has another shape than the field takes",
        text: "A number for a string, one object for a list and the like are repaired. What cannot be repaired is left out of the output and kept by `cvpdf convert`.",
    },
    Code {
        name: "wrong-top-level",
        title: "the file holds something else than an object",
        text: "A profile is one object. A list of profiles has to be taken apart first.",
    },
];
