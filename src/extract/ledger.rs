//! The ledger: every byte of the input has exactly one owner.

use std::ops::Range;

/// What kind of furniture a text is: words of the carrier, not of the career.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Furniture {
    /// The number of a page.
    PageNumber,
    /// A line that stands on every page.
    RunningHead,
    /// What the document is called: "Curriculum vitae".
    Title,
    /// Words of a site: buttons, menus, boilerplate.
    Site,
    /// A text that stands twice.
    Duplicate,
    /// A duration that the dates say as well.
    Duration,
    /// The place, date and name below a document.
    Signature,
    /// The label of a field: "Phone:".
    Label,
    /// A picture or a tag.
    Markup,
}

impl Furniture {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::PageNumber => "page number",
            Self::RunningHead => "running head",
            Self::Title => "document title",
            Self::Site => "site",
            Self::Duplicate => "duplicate",
            Self::Duration => "duration",
            Self::Signature => "signature",
            Self::Label => "label",
            Self::Markup => "markup",
        }
    }
}

/// Who owns a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A field, by its path: `work[0].highlights[2]`.
    Field(String),
    /// The heading of a section, by the section's key.
    Heading(String),
    /// Words of the carrier.
    Furniture(Furniture),
    /// White space, punctuation, glyphs of bullets, rules, connecting words.
    Separator,
    /// Text that no field was found for.
    Unplaced,
}

/// A range of the input with its owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The range in bytes of the text.
    pub range: Range<usize>,
    /// Its owner.
    pub owner: Owner,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// Where each byte of the input went: pieces in order, without a gap or an overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The pieces, in the order of the input.
    pub pieces: Vec<Piece>,
}

impl Explanation {
    /// How sure the reading is as a whole: the mean over the words that are placed or should be.
    pub fn confidence(&self) -> f32 {
        let (mut sum, mut bytes) = (0.0, 0.0);
        for piece in &self.pieces {
            let length = piece.range.len() as f32;
            match piece.owner {
                Owner::Field(_) | Owner::Heading(_) => {
                    sum += length * piece.confidence;
                    bytes += length;
                }
                Owner::Unplaced => bytes += length,
                Owner::Furniture(_) | Owner::Separator => {}
            }
        }
        if bytes == 0.0 { 0.0 } else { sum / bytes }
    }

    /// How sure the value of a field is: the least of its pieces; `None` if it has none.
    pub fn field(&self, path: &str) -> Option<f32> {
        let of_path = |piece: &&Piece| matches!(&piece.owner, Owner::Field(owner) if owner == path);
        self.pieces.iter().filter(of_path).map(|piece| piece.confidence).reduce(f32::min)
    }

    /// The fields in the order of the input, each once, with how sure they are.
    pub fn fields(&self) -> Vec<(&str, f32)> {
        let mut found: indexmap::IndexMap<&str, f32> = indexmap::IndexMap::new();
        for piece in &self.pieces {
            if let Owner::Field(path) = &piece.owner {
                let sure = found.entry(path).or_insert(1.0);
                *sure = sure.min(piece.confidence);
            }
        }
        found.into_iter().collect()
    }
}

/// Collects claims on bytes. The first to claim a byte owns it.
pub(super) struct Ledger {
    /// For each byte of the text the number of its owner, 0 for none.
    owners: Vec<u32>,
    table: Vec<(Owner, f32)>,
}

impl Ledger {
    pub(super) fn new(length: usize) -> Self {
        Self { owners: vec![0; length], table: vec![(Owner::Separator, 1.0)] }
    }

    /// Claims a range for an owner, where nobody owns it yet.
    pub(super) fn claim(&mut self, range: Range<usize>, owner: &Owner, confidence: f32) {
        let same =
            |(known, sure): &(Owner, f32)| known == owner && (sure - confidence).abs() < 1e-6;
        if self.table.len() == 1 || !self.table.last().is_some_and(same) {
            self.table.push((owner.clone(), confidence));
        }
        let number = u32::try_from(self.table.len() - 1).unwrap_or(u32::MAX);
        for byte in self.owners.get_mut(range).unwrap_or_default() {
            if *byte == 0 {
                *byte = number;
            }
        }
    }

    /// Whether a byte has an owner.
    pub(super) fn is_owned(&self, at: usize) -> bool {
        self.owners.get(at).is_none_or(|&owner| owner != 0)
    }

    /// Gives what is left to its owner if it is a trifle, else to separators and `Unplaced`, and makes
    /// the explanation. `text` may differ from the `source` in signs of the carrier, which may be letters
    /// of several bytes there: pieces end where letters of the source do.
    pub(super) fn close(
        mut self,
        source: &str,
        text: &str,
        trifle: impl Fn(&str) -> Option<Owner>,
    ) -> Explanation {
        let unplaced = u32::try_from(self.table.len()).unwrap_or(u32::MAX);
        self.table.push((Owner::Unplaced, 0.0));
        let mut at = 0;
        while at < text.len() {
            if self.is_owned(at) {
                at += 1;
                continue;
            }
            let rest = self.owners.get(at..).unwrap_or_default();
            let length = rest.iter().position(|&owner| owner != 0).unwrap_or(rest.len());
            let line = text.as_bytes().get(at..at + length).unwrap_or_default();
            let length = line.iter().position(|&b| b == b'\n').map_or(length, |n| n + 1);
            let run = text.get(at..at + length).unwrap_or_default();
            let said = run.trim_matches(|c: char| !c.is_alphanumeric());
            let start = at + run.find(said).unwrap_or(0);
            if let Some(owner) = trifle(said) {
                if !said.is_empty() {
                    self.claim(start..start + said.len(), &owner, 0.9);
                }
            } else if !said.is_empty() {
                for byte in self.owners.get_mut(start..start + said.len()).unwrap_or_default() {
                    *byte = unplaced;
                }
            }
            at += length;
        }
        self.pieces(source)
    }

    fn pieces(self, text: &str) -> Explanation {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut last = None;
        for (at, _) in text.char_indices() {
            let owner = self.owners.get(at).copied().unwrap_or(0);
            if last == Some(owner) {
                continue;
            }
            if let Some(piece) = pieces.last_mut() {
                piece.range.end = at;
            }
            let (who, confidence) =
                self.table.get(owner as usize).cloned().unwrap_or((Owner::Separator, 1.0));
            pieces.push(Piece { range: at..text.len(), owner: who, confidence });
            last = Some(owner);
        }
        Explanation { pieces }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_claims_is_unplaced() {
        let text = "Ann – Leeds, hello\n--";
        let mut ledger = Ledger::new(text.len());
        ledger.claim(0..3, &Owner::Field("basics.name".into()), 0.9);
        ledger.claim(0..9999, &Owner::Separator, 1.0);
        ledger.claim(0..13, &Owner::Field("basics.location.city".into()), 0.5);
        let explanation =
            ledger.close(text, text, |word| (word == "and").then_some(Owner::Separator));
        let ends: Vec<usize> = explanation.pieces.iter().map(|p| p.range.end).collect();
        assert_eq!(ends.last(), Some(&text.len()));
        assert!(
            explanation
                .pieces
                .iter()
                .any(|p| p.owner == Owner::Unplaced && &text[p.range.clone()] == "hello")
        );
        assert_eq!(explanation.field("basics.name"), Some(0.9));
    }
}
