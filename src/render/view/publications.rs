//! Publications in the view: under which heading each may stand, and where the author names
//! themselves.

use serde_json::{Value as Json, json};

use super::entries::{Entry, joined, marked};
use super::sections::row;
use super::{Builder, display_url, is_suffix};
use crate::profile::{Publication, Text, plain_text};

/// The kinds of publications, with other names for them: those of BibTeX, CSL and ORCID.
const KINDS: [(&str, &[&str]); 11] = [
    ("articles", &["article", "journal-article", "article-journal", "journal-articles"]),
    (
        "papers",
        &[
            "paper",
            "conference-paper",
            "paper-conference",
            "conference-papers",
            "inproceedings",
            "conference",
        ],
    ),
    ("books", &["book", "edited-book", "monograph"]),
    ("chapters", &["chapter", "book-chapter", "book-chapters", "incollection", "inbook"]),
    ("theses", &["thesis", "phdthesis", "mastersthesis", "dissertation", "dissertation-thesis"]),
    ("reports", &["report", "techreport", "technical-report", "working-paper"]),
    ("preprints", &["preprint", "unpublished", "manuscript"]),
    ("datasets", &["dataset", "data-set", "data-sets"]),
    ("software", &[]),
    ("patents", &["patent"]),
    ("reviews", &["review", "book-review"]),
];

impl Builder<'_> {
    pub(super) fn publications(&mut self) -> Vec<Json> {
        let mut entries = Vec::new();
        for (i, publication) in self.profile.publications.iter().enumerate() {
            let field = format!("publications[{i}]");
            let authors = self.authors(&publication.authors, &field);
            let doi = publication.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
            // A DOI that is also the address is printed once.
            let same =
                |url: &&str| doi.as_deref().is_some_and(|doi| display_url(doi) == display_url(url));
            let url = publication.url.as_deref().filter(|url| !same(url));
            let row = doi.as_deref().filter(|_| url.is_some()).map(|doi| {
                let shown = self.texts.plain(display_url(doi), &field);
                let link = if self.texts.plain_links {
                    json!(shown)
                } else {
                    object!({ "text": shown, "url": doi })
                };
                row(self.settings.locale.field("doi"), Some(Json::Array(vec![link])), Vec::new())
            });
            let entry = Entry {
                title: self.optional(&publication.name, &field),
                dates: self.date(
                    ("releaseDate", publication.release_date.as_ref()),
                    &publication.written,
                    &field,
                ),
                subtitle: self.optional(&publication.publisher, &field),
                note: joined(authors, &self.settings.locale.comma),
                body: self.body(&publication.summary, &[], &field),
                rows: row.into_iter().collect(),
                ..Entry::default()
            };
            let mut data = self.linked(entry, url.or(doi.as_deref()), &field).into_data();
            data["group"] = self.group(publication, &field).into();
            entries.push(data);
        }
        // Without a kind among others that have one.
        if entries.iter().any(|entry| !entry["group"].is_null()) {
            for entry in entries.iter_mut().filter(|entry| entry["group"].is_null()) {
                entry["group"] = self.settings.locale.section("other").into();
            }
        }
        entries
    }

    /// The heading of a publication's kind: in the words of the locale where it is known, else as
    /// written. Bibliographies tell the kind by a tag.
    fn group(&mut self, publication: &Publication, field: &str) -> Option<String> {
        let words = publication.kind.as_ref().map(|kind| self.plain(kind, field));
        let heading = |words: &str| {
            let name = words.to_lowercase().replace([' ', '_'], "-");
            let (key, _) =
                KINDS.iter().find(|(key, names)| *key == name || names.contains(&&*name))?;
            self.settings.locale.publications.get(*key).cloned()
        };
        match words {
            Some(words) => Some(heading(&words).unwrap_or(words)),
            None => publication.tags.iter().find_map(|tag| heading(tag)),
        }
    }

    /// The authors, with a mark on the one whom the profile is of.
    fn authors(&mut self, authors: &[Text], field: &str) -> Vec<Json> {
        let name = self.profile.basics.name.as_ref().map(|name| plain_text(self.text(name)));
        let (given, family) = name.map(|name| self.name_parts(&name)).unwrap_or_default();
        let mut items = Vec::new();
        for author in authors {
            let text = self.inline(author, field);
            let own = is_own(&plain_text(self.text(author)), &given, family.as_deref());
            match own {
                _ if text == "" => {}
                true => items.push(marked(text, "own", &json!(true))),
                false => items.push(text),
            }
        }
        items
    }
}

/// Whether an author is the person of the name: `A. Lind`, `Lind, A.`, `Lind AB` and `Ada Lind` are
/// Ada Lind; B. Lind is not.
fn is_own(author: &str, given: &str, family: Option<&str>) -> bool {
    let author = author.split('(').next().unwrap_or(author);
    let Some(family) = family.and_then(|family| family.split(',').next()) else {
        let letters = |name: &str| -> String {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        return !given.is_empty() && letters(author) == letters(given);
    };
    let is_break = |c: char| c.is_whitespace() || ",.;*†‡".contains(c);
    let words = |name: &str| -> Vec<String> {
        let words = name.split(is_break).map(|word| word.trim_matches(['-', '‐']).to_owned());
        words.filter(|word| !word.is_empty()).collect()
    };
    let lower = |words: &[String]| words.iter().map(|w| w.to_lowercase()).collect::<Vec<_>>();
    let (author, mut family) = (words(author), lower(&words(family)));
    while family.len() > 1 && family.last().is_some_and(|word| is_suffix(word)) {
        family.pop();
    }
    let Some(start) = lower(&author).windows(family.len().max(1)).position(|part| part == family)
    else {
        return false;
    };
    let mut rest = author;
    rest.drain(start..start + family.len());
    // Initials that stand together are one each.
    let is_initials =
        |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let rest = rest.iter().flat_map(|word| match is_initials(word) {
        true => word.chars().map(|c| c.to_lowercase().collect()).collect::<Vec<String>>(),
        false => word.split('-').map(str::to_lowercase).collect(),
    });
    let given = words(&given.replace('-', " "));
    let mut pairs = rest.zip(lower(&given)).peekable();
    pairs.peek().is_some()
        && pairs.all(|(a, b)| {
            let initial = a.chars().count() == 1 || b.chars().count() == 1;
            a == b || initial && a.chars().next() == b.chars().next()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_find_themselves() {
        let own = |author: &str| is_own(author, "Ada Beatrix", Some("van Lind-Obi, PhD"));
        for author in [
            "Ada van Lind-Obi",
            "A. van Lind-Obi",
            "van Lind-Obi, A.",
            "van Lind-Obi, A. B.",
            "van Lind-Obi AB",
            "A.B. Van Lind-Obi (ed.)",
            "Ada Beatrix van Lind-Obi*",
        ] {
            assert!(own(author), "{author}");
        }
        for author in [
            "B. van Lind-Obi",
            "A. Lind",
            "Adam van Lind-Obi",
            "van Lind-Obi",
            "A. C. van Lind-Obi",
            "",
        ] {
            assert!(!own(author), "{author}");
        }
        assert!(is_own("J.-P. Roux", "Jean-Pierre", Some("Roux")));
        assert!(is_own("Roux JP", "Jean-Pierre", Some("Roux")));
        assert!(is_own("T. Vance", "Theo J.", Some("Vance III")));
        assert!(is_own("欧阳玥", "欧阳玥", None) && !is_own("王伟", "欧阳玥", None));
        assert!(!is_own("", "", None) && !is_own("A. Lind", "", None));
    }
}
