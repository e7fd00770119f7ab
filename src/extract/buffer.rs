//! The text as it is read: joined, repaired and normalised, every piece of it tied to its place in
//! the input.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::ledger::{Ledger, Owner};
use crate::syntax::lines::{is_invisible, is_space};

/// A text under construction, with the places of its pieces.
#[derive(Default)]
pub(super) struct Buffer {
    text: String,
    segments: Vec<Segment>,
}

/// A piece of the text and where it comes from. Where both are as long, bytes correspond.
struct Segment {
    clean: Range<usize>,
    source: Range<usize>,
}

impl Buffer {
    /// The length so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds characters that stand nowhere in the input.
    pub(super) fn push_joint(&mut self, joint: &str) {
        self.text.push_str(joint);
    }

    /// Takes back the last character: a hyphen that only broke the word.
    pub(super) fn pop(&mut self) {
        let Some(c) = self.text.pop() else { return };
        let length = self.text.len();
        if let Some(last) = self.segments.last_mut()
            && last.clean.end > length
        {
            if last.clean.len() == last.source.len() {
                last.source.end -= c.len_utf8();
            }
            last.clean.end = length;
        }
    }

    /// Adds a range of the input: runs of white space become one space, what shows nothing is left
    /// out, ligatures and decomposed letters are composed, escapes of Markdown resolved.
    pub(super) fn push(&mut self, source: &str, range: Range<usize>, markdown: bool) {
        let content = source.get(range.clone()).unwrap_or_default();
        if !is_nfc(content) {
            self.push_composed(content, range.start);
            return;
        }
        let mut chars = content.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let place = range.start + at..range.start + at + c.len_utf8();
            let next = chars.peek().map(|&(_, c)| c);
            if is_space(c) {
                if !next.is_none_or(is_space) || (next.is_none() && !self.text.ends_with(' ')) {
                    self.add(" ", place);
                }
            } else if c == '\u{200d}' && next.is_some_and(|n| !n.is_alphanumeric()) {
                self.add(c.encode_utf8(&mut [0; 4]), place);
            } else if c == '\\' && markdown && next.is_some_and(|n| n.is_ascii_punctuation()) {
                // The escape is a sign of the markup; the next character stands for itself.
            } else if c == '&'
                && markdown
                && let Some((entity, shown)) = entity(content, at)
            {
                self.add(shown, range.start + at..range.start + at + entity.len());
                for _ in 1..entity.len() {
                    chars.next();
                }
            } else if let Some(plain) = ligature(c) {
                self.add(plain, place);
            } else if !is_invisible(c) {
                self.add(c.encode_utf8(&mut [0; 4]), place);
            }
        }
    }

    /// Adds text whose letters are decomposed, cluster by cluster.
    fn push_composed(&mut self, content: &str, offset: usize) {
        use unicode_segmentation::UnicodeSegmentation;
        for (at, cluster) in content.grapheme_indices(true) {
            let place = offset + at..offset + at + cluster.len();
            if cluster.chars().all(is_space) {
                if !self.text.ends_with(' ') {
                    self.add(" ", place);
                }
                continue;
            }
            let shown: String = cluster.nfc().filter(|&c| !is_invisible(c)).collect();
            self.add(&shown, place);
        }
    }

    fn add(&mut self, shown: &str, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(shown);
        let end = self.text.len();
        if let Some(last) = self.segments.last_mut() {
            let verbatim = last.clean.len() == last.source.len() && shown.len() == source.len();
            if verbatim && last.clean.end == start && last.source.end == source.start {
                last.clean.end = end;
                last.source.end = source.end;
                return;
            }
        }
        self.segments.push(Segment { clean: start..end, source });
    }

    /// The range of a slice of this text; `None` for any other string.
    pub(super) fn range_of(&self, slice: &str) -> Option<Range<usize>> {
        let start = (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + slice.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// Claims the places of a slice of this text.
    pub(super) fn claim(&self, ledger: &mut Ledger, slice: &str, owner: &Owner, sure: f32) {
        let Some(range) = self.range_of(slice) else { return };
        let first = self.segments.partition_point(|segment| segment.clean.end <= range.start);
        for segment in self.segments.get(first..).unwrap_or_default() {
            if segment.clean.start >= range.end {
                break;
            }
            ledger.claim(segment.places(&range), owner, sure);
        }
    }
}

impl Segment {
    /// The places of the part of a range that lies in this piece.
    fn places(&self, range: &Range<usize>) -> Range<usize> {
        if self.clean.len() != self.source.len() {
            return self.source.clone();
        }
        let start = range.start.max(self.clean.start) - self.clean.start;
        let end = range.end.min(self.clean.end).saturating_sub(self.clean.start);
        self.source.start + start..self.source.start + end.max(start)
    }
}

/// What a ligature stands for.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{2011}' => "-",
        _ => return None,
    })
}

/// The entity at a byte, and what it stands for.
fn entity(text: &str, at: usize) -> Option<(&'static str, &'static str)> {
    const ENTITIES: [(&str, &str); 9] = [
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
    ];
    let rest = text.get(at..)?;
    ENTITIES.into_iter().find(|(entity, _)| rest.starts_with(entity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_their_places() {
        let source = "sys-\n  tem \u{fb01}ne";
        let mut buffer = Buffer::default();
        buffer.push(source, 0..4, false);
        buffer.pop();
        buffer.push(source, 7..source.len(), false);
        assert_eq!(buffer.text(), "system fine");
        let mut ledger = Ledger::new(source.len());
        let text = buffer.text().to_owned();
        buffer.claim(&mut ledger, &buffer.text()[..6], &Owner::Field("a".into()), 1.0);
        assert!(
            ledger.is_owned(0) && ledger.is_owned(9) && !ledger.is_owned(3) && !ledger.is_owned(11)
        );
        assert_eq!(text.len(), 11);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        let mut buffer = Buffer::default();
        buffer.push("Rene\u{301}  X", 0..9, false);
        assert_eq!(buffer.text(), "René X");
    }
}
