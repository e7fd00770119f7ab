//! How headings look: headings of one document look alike.

use super::blocks::Block;
use super::inline;
use super::words;

/// How a heading looks. Headings of one document look alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) level: u8,
    pub(super) caps: bool,
    pub(super) bold: bool,
    pub(super) colon: bool,
    pub(super) underlined: bool,
    pub(super) ruled: bool,
    /// The sign that it begins with.
    pub(super) sign: Option<char>,
    /// Whether its letters are set apart.
    pub(super) spaced: bool,
    /// Whether a blank line follows it.
    pub(super) open: bool,
    pub(super) indent: usize,
}

impl Form {
    pub(super) fn of(blocks: &[Block], n: usize) -> Self {
        let Some(block) = blocks.get(n) else { return Self::default() };
        let plain = title(block.text).trim_end_matches(':');
        let open = blocks.get(n + 1).is_none_or(|next| next.blank || next.ruled);
        Self {
            level: block.heading,
            caps: is_caps(plain),
            bold: inline::is_wrapped(block.text),
            colon: block.text.trim_end_matches(['*', ' ']).ends_with(':'),
            underlined: block.underlined,
            ruled: block.ruled,
            sign: sign(block),
            spaced: is_spaced(block.text),
            open,
            indent: block.indent,
        }
    }

    /// Whether it sets a heading apart from text.
    pub(super) fn is_distinct(self) -> bool {
        self.is_decorated() || self.caps || self.bold || self.colon
    }

    /// Whether nothing but headings looks so.
    pub(super) fn is_decorated(self) -> bool {
        self.level > 0 || self.underlined || self.sign.is_some() || self.spaced
    }

    pub(super) fn is_like(self, other: Self) -> bool {
        let same = Self { ruled: other.ruled, open: other.open, indent: 0, ..self };
        let caps = self.caps == other.caps || self.level > 0 || self.sign.is_some();
        let same = Self { caps: if caps { other.caps } else { self.caps }, ..same };
        same == Self { indent: 0, ..other } && self.indent.abs_diff(other.indent) <= 2
    }
}

/// The sign that sets a line apart: one that is no bullet, or one at both ends: "== Jobs ==".
fn sign(block: &Block) -> Option<char> {
    let text = block.text.trim();
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    if block.level > 0 {
        return Some('•');
    }
    let mirrored = match first {
        '[' => ']',
        '<' => '>',
        '>' => '<',
        '{' => '}',
        '«' => '»',
        '【' => '】',
        other => other,
    };
    let alone = "▪■●◆◇□▶►▌▍█❖✦★☆#【".contains(first) || matches!(first, '\u{1f300}'..='\u{1faff}');
    let paired = !first.is_alphanumeric() && !"(（\"'“„".contains(first) && last == mirrored;
    // "_Field Geologist_" is a title in italics.
    let within = text.trim_start_matches(first).starts_with(|c: char| !c.is_whitespace());
    let emphasis = matches!(first, '*' | '_') && (inline::is_wrapped(text) || within);
    let run = text.len() - text.trim_start_matches(first).len();
    let doubled = ">=-~/:+»#".contains(first)
        && run >= 2 * first.len_utf8()
        && text.get(run..).is_some_and(|rest| rest.starts_with(' '));
    ((alone || paired || doubled) && text.chars().count() > 2 && !emphasis).then_some(first)
}

/// Whether the letters of a line are set apart: "E X P E R I E N C E".
fn is_spaced(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let joined = words::unspaced(text);
    joined.len() < text.len() && joined.chars().count() >= 4
}

/// How many headings are looked at to learn what headings look like.
pub(super) const MAX_FORMS: usize = 100;

/// Whether all letters are capitals.
pub(super) fn is_caps(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

/// The text of a heading without decoration: glyphs, numbers, emphasis, the colon.
pub(super) fn title(text: &str) -> &str {
    let decoration = |c: char| {
        !(c.is_alphanumeric()
            || matches!(
                c,
                '(' | ')' | '（' | '）' | '+' | '#' | '/' | '\'' | '’' | '"' | '“' | '”'
            ))
    };
    let text = text.trim_matches(decoration);
    // "1. Education", "03 / Work"
    let unnumbered =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '/' | ' '));
    if unnumbered.is_empty() || text.len() - unnumbered.len() > 4 { text } else { unnumbered }
        .trim_matches(decoration)
}

/// The look of lines set between signs, "~ rent ~", where three and more stand so.
pub(super) fn paired_form(blocks: &[Block], looks: &[Form]) -> Option<Form> {
    let paired = |n: usize| {
        let (block, form) = (blocks.get(n)?, looks.get(n)?);
        let text = block.text.trim();
        let (first, last) = (text.chars().next()?, text.chars().next_back()?);
        let signs = form.sign == Some(first) && !last.is_alphanumeric() && block.level == 0;
        let short = block.lines == 1 && words::count(text) <= 8 && text.len() <= 60;
        (signs && short && block.blank && form.level == 0).then_some(*form)
    };
    let found: Vec<Form> = (0..blocks.len()).filter_map(paired).take(MAX_FORMS).collect();
    let first = *found.first()?;
    (found.iter().filter(|form| form.is_like(first)).count() >= 3).then_some(first)
}
