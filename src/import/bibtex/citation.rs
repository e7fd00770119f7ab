//! Where a publication came out, in one line as people expect it.

/// The parts of where a publication came out.
#[derive(Default)]
pub(in super::super) struct Citation {
    /// The journal, the proceedings, the book.
    pub(in super::super) container: Option<String>,
    pub(in super::super) series: Option<String>,
    pub(in super::super) volume: Option<String>,
    pub(in super::super) issue: Option<String>,
    pub(in super::super) pages: Option<String>,
    pub(in super::super) chapter: Option<String>,
    /// What it is, where that does not go without saying: `PhD thesis`.
    pub(in super::super) genre: Option<String>,
    pub(in super::super) number: Option<String>,
    pub(in super::super) edition: Option<String>,
    pub(in super::super) publisher: Option<String>,
    /// The school, the institute, the holder of a patent.
    pub(in super::super) institution: Option<String>,
    pub(in super::super) place: Option<String>,
    pub(in super::super) how: Option<String>,
    pub(in super::super) status: Option<String>,
    /// The archive of preprints with the number there.
    pub(in super::super) archive: Option<String>,
}

impl Citation {
    /// `Journal of Cold 12(3), 45–67`, `PhD thesis, University of Leeds`; `None` if nothing is known.
    pub(in super::super) fn line(self) -> Option<String> {
        let joined = |parts: [Option<String>; 2], by: &str| {
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(by))
        };
        let issue = self.issue.map(|issue| format!("({issue})"));
        let volume = joined([self.volume, issue], "");
        let main = joined([self.container, volume], " ");
        // The number of a report or patent stands by its kind, that of a series by the series.
        let (genre, series) = match self.genre {
            Some(genre) => (joined([Some(genre), self.number], " "), self.series),
            None => (None, joined([self.series, self.number], " ")),
        };
        let parts = [
            main,
            genre,
            series,
            self.edition.map(ordinal),
            self.chapter.map(|chapter| format!("ch. {chapter}")),
            self.pages.map(|pages| pages.replace('-', "–")),
            self.publisher,
            self.institution,
            self.place,
            self.how,
            self.archive,
            self.status,
        ];
        let mut line: Vec<String> = Vec::new();
        for part in parts.into_iter().flatten() {
            // A publisher that is the institution, a journal that is the archive.
            if !line.contains(&part) {
                line.push(part);
            }
        }
        (!line.is_empty()).then(|| line.join(", "))
    }
}

/// An edition in words: `2nd ed.` for `2`.
fn ordinal(edition: String) -> String {
    let ending = match edition.as_bytes() {
        [.., b'1', b'1' | b'2' | b'3'] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        [.., b'0'..=b'9'] => "th",
        _ => "",
    };
    if edition.ends_with("ed.") || edition.to_lowercase().contains("edition") {
        return edition;
    }
    format!("{edition}{ending} ed.")
}

/// The words for a type that BibLaTeX abbreviates.
pub(super) fn genre(name: String) -> String {
    const WORDS: [(&str, &str); 9] = [
        ("phdthesis", "PhD thesis"),
        ("mathesis", "Master's thesis"),
        ("bathesis", "Bachelor's thesis"),
        ("candthesis", "Candidate thesis"),
        ("techreport", "Technical report"),
        ("resreport", "Research report"),
        ("patent", "Patent"),
        ("patentus", "U.S. patent"),
        ("software", "Software"),
    ];
    WORDS.iter().find(|(short, _)| *short == name).map_or(name, |(_, words)| (*words).to_owned())
}

/// What an entry of this type is, where its other fields do not say so.
pub(super) fn default_genre(kind: &str) -> Option<String> {
    const GENRES: [(&str, &str); 8] = [
        ("phdthesis", "PhD thesis"),
        ("mastersthesis", "Master's thesis"),
        ("thesis", "Thesis"),
        ("techreport", "Technical report"),
        ("report", "Report"),
        ("patent", "Patent"),
        ("dataset", "Dataset"),
        ("software", "Software"),
    ];
    GENRES.iter().find(|(known, _)| *known == kind).map(|(_, genre)| (*genre).to_owned())
}
