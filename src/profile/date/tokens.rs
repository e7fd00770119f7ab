//! A line cut into the pieces that dates are made of: numbers, words and signs.

use std::ops::Range;

use super::fold::{fold_char, is_dash};
use super::words::{Meaning, Roles, meaning};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits of any script.
    Number,
    /// Letters of a script that separates words.
    Word,
    /// A character of the Chinese, Japanese or Korean script.
    Cjk,
    /// One or more dashes, or an arrow.
    Dash,
    /// Any other sign; a run of the same sign is one token.
    Sign,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// The columns of white space before it: 0, 1, or 2 for more, a tab, or the line's start.
    pub(crate) space: u8,
    /// The number of digits or of repeated signs.
    pub(crate) count: u8,
    /// The sign; for other tokens the first character.
    pub(crate) sign: char,
    /// The value of a number; at most nine digits count.
    pub(crate) value: u32,
    /// What the word means.
    pub(crate) meaning: Meaning,
    /// Its bytes in the line.
    start: u32,
    end: u32,
    /// Its bytes in the folded text.
    key_start: u32,
    key_end: u32,
}

impl Token {
    /// Its bytes in the line.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it has one of the roles.
    pub(crate) fn has(&self, roles: Roles) -> bool {
        self.meaning.roles.has(roles)
    }

    /// Whether it is this sign, once.
    pub(crate) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign && self.sign == sign && self.count == 1
    }

    /// Whether it is the plain hyphen that joins the parts of a date.
    pub(crate) fn is_hyphen(&self) -> bool {
        self.kind == Kind::Dash && self.count == 1 && matches!(self.sign, '-' | '‐' | '‑' | '－')
    }
}

/// The tokens of a line.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    /// The tokens folded, with a space between, so that phrases are slices of it.
    folded: String,
    /// Whether the line has Chinese, Japanese or Korean characters.
    cjk: bool,
}

/// Lines longer than this are read up to here, so that offsets fit into 32 bits.
const MAX_BYTES: usize = 1 << 30;

impl Tokens {
    /// Cuts a line.
    pub(crate) fn of(line: &str) -> Self {
        let mut tokens = Self::default();
        tokens.read_plain(line);
        tokens.look_up(line);
        tokens
    }

    /// Cuts a line without looking words up, in place of what was read before.
    pub(crate) fn read_plain(&mut self, line: &str) {
        self.tokens.clear();
        self.folded.clear();
        self.cjk = false;
        let mut space = 2;
        for (at, c) in line.char_indices() {
            if at >= MAX_BYTES {
                break;
            }
            match class(c) {
                Class::Space(width) => space = if c == '\t' { 2 } else { (space + width).min(2) },
                Class::Nothing => {}
                Class::Token(kind) => {
                    self.push(kind, c, at, space);
                    space = 0;
                }
            }
        }
    }

    /// Adds a character to the last token, or as a new one.
    fn push(&mut self, kind: Kind, c: char, at: usize, space: u8) {
        let end = (at + c.len_utf8()) as u32;
        let digit = digit(c);
        let kind = match self.tokens.last() {
            // The long sound mark of kana is a dash after a date.
            Some(last) if c == 'ー' => {
                let dated = last.kind == Kind::Number || matches!(last.sign, '年' | '月' | '日');
                if dated { Kind::Dash } else { kind }
            }
            _ => kind,
        };
        self.cjk |= kind == Kind::Cjk;
        if let Some(last) = self.tokens.last_mut()
            && space == 0
            && last.kind == kind
            && match kind {
                Kind::Number | Kind::Word => true,
                Kind::Dash => last.sign == c || matches!(c, '-' | '>'),
                Kind::Sign => last.sign == c && !matches!(c, '(' | ')' | '\''),
                Kind::Cjk => false,
            }
        {
            last.end = end;
            last.count = last.count.saturating_add(1);
            if kind == Kind::Number && last.count <= 9 {
                last.value = last.value * 10 + digit.unwrap_or(0);
            }
            if matches!(kind, Kind::Number | Kind::Word) {
                fold_char(c, &mut self.folded);
                last.key_end = self.folded.len() as u32;
            }
            return;
        }
        // An arrow of two signs: `->`, `=>`.
        if c == '>' && space == 0 && self.tokens.last().is_some_and(|last| last.kind == Kind::Dash)
        {
            if let Some(last) = self.tokens.last_mut() {
                last.end = end;
                last.count = last.count.saturating_add(1);
            }
            return;
        }
        // Dots do not count in phrases ("ca.", "н.в."), and CJK characters stand close.
        let dot = c == '.';
        let close = kind == Kind::Cjk
            && space == 0
            && self.tokens.last().is_some_and(|last| last.kind == Kind::Cjk);
        if !dot && !close && !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let key_start = self.folded.len() as u32;
        if !dot {
            fold_char(c, &mut self.folded);
        }
        self.tokens.push(Token {
            kind,
            space,
            count: 1,
            sign: if matches!(c, '’' | '‘' | 'ʼ' | '´' | '′') { '\'' } else { narrow(c) },
            value: digit.unwrap_or(0),
            meaning: Meaning::default(),
            start: at as u32,
            end,
            key_start,
            key_end: self.folded.len() as u32,
        });
    }

    /// Looks the words up.
    fn look_up(&mut self, line: &str) {
        for token in &mut self.tokens {
            if !matches!(token.kind, Kind::Word | Kind::Cjk) {
                continue;
            }
            let key = &self.folded[token.key_start as usize..token.key_end as usize];
            let mut found = meaning(key);
            let word = line.get(token.range()).unwrap_or_default();
            for (roles, result, holds) in [
                (Roles::ACCENTED_SEASON, Roles::SEASON, !word.is_ascii()),
                (Roles::ACCENTED_ONGOING, Roles::ONGOING, !word.is_ascii()),
                (Roles::CAPITAL_NOT, Roles::NOT, !word.chars().any(char::is_lowercase)),
            ] {
                if holds && found.roles.has(roles) {
                    found.roles = found.roles.or(result);
                }
            }
            token.meaning = found;
        }
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at an index.
    pub(crate) fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// Whether the line has Chinese, Japanese or Korean characters.
    pub(crate) fn has_cjk(&self) -> bool {
        self.cjk
    }

    /// The folded text of the tokens from one index to before another.
    pub(crate) fn key(&self, from: usize, to: usize) -> &str {
        let (Some(first), Some(last)) = (self.get(from), self.get(to.wrapping_sub(1))) else {
            return "";
        };
        self.folded.get(first.key_start as usize..last.key_end as usize).unwrap_or_default()
    }

    /// The bytes of the line from the start of one token to the end of the one before another.
    pub(crate) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.get(from).map_or(0, |token| token.range().start);
        let end = self.get(to.wrapping_sub(1)).map_or(start, |token| token.range().end);
        start..end.max(start)
    }

    /// The longest phrase at an index that has one of the roles: the index after it and what it
    /// means.
    pub(crate) fn phrase(&self, from: usize, roles: Roles) -> Option<(usize, Meaning)> {
        let first = self.get(from)?;
        if first.kind == Kind::Dash || first.meaning.longest == 0 {
            return None;
        }
        let longest = (from + usize::from(first.meaning.longest)).min(self.len());
        for to in (from + 2..=longest).rev() {
            // A phrase that ends with a dot is the same without it.
            let found = if self.tokens[to - 1].is('.') {
                Meaning::default()
            } else {
                meaning(self.key(from, to))
            };
            if found.roles.has(roles) {
                return Some((to, found));
            }
        }
        first.has(roles).then_some((from + 1, first.meaning))
    }

    /// The longest phrase that ends before an index and has one of the roles: its first index.
    pub(crate) fn phrase_before(&self, to: usize, roles: Roles) -> Option<usize> {
        (to.saturating_sub(4)..to).find(|&from| {
            self.phrase(from, roles)
                .is_some_and(|(end, _)| end == to || (end + 1 == to && self.tokens[end].is('.')))
        })
    }
}

enum Class {
    Space(u8),
    /// What stands in a line without meaning: joiners, marks of direction, emphasis of Markdown.
    Nothing,
    Token(Kind),
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Token(Kind::Number),
        'a'..='z' | 'A'..='Z' => Class::Token(Kind::Word),
        ' ' => Class::Space(1),
        '*' | '`' | '_' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {
            Class::Nothing
        }
        '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Class::Nothing,
        '→' | '⇒' | '➔' | '➜' | '⟶' | '➝' => Class::Token(Kind::Dash),
        _ if is_dash(c) => Class::Token(Kind::Dash),
        '\u{3000}' => Class::Space(2),
        _ if c.is_whitespace() => Class::Space(if c == '\t' { 2 } else { 1 }),
        _ if digit(c).is_some() => Class::Token(Kind::Number),
        '々' | '〇' | '\u{3041}'..='\u{30fa}' | 'ー' => Class::Token(Kind::Cjk),
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => {
            Class::Token(Kind::Cjk)
        }
        '\u{20000}'..='\u{3ffff}' => Class::Token(Kind::Cjk),
        '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{eff}' => {
            Class::Token(Kind::Word)
        }
        _ if c.is_alphabetic() => Class::Token(Kind::Word),
        _ => Class::Token(Kind::Sign),
    }
}

/// The value of a digit of the scripts that write dates with digits of their own.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// The ASCII form of a full-width sign.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '、' => ',',
        '。' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<&str> {
        let tokens = Tokens::of(line);
        (0..tokens.len()).map(|i| &line[tokens.bytes(i, i + 1)]).collect()
    }

    #[test]
    fn lines_are_cut_into_numbers_words_and_signs() {
        assert_eq!(cut("**Oct. 2017** –– now"), ["Oct", ".", "2017", "––", "now"]);
        assert_eq!(cut("2019年3月ー現在"), ["2019", "年", "3", "月", "ー", "現", "在"]);
        assert_eq!(cut("WS19/20 -> ２０２０"), ["WS", "19", "/", "20", "->", "２０２０"]);
        assert_eq!(cut("d’août '19"), ["d", "’", "août", "'", "19"]);
    }

    #[test]
    fn phrases_are_found_whatever_their_dots_and_case() {
        for (line, role) in [
            ("Bis heute", Roles::ONGOING),
            ("н. в.", Roles::ONGOING),
            ("AUJOURD’HUI", Roles::ONGOING),
            ("t/m", Roles::TO),
            ("至今", Roles::ONGOING),
            ("kānoon", Roles::NONE),
            ("Sept", Roles::MONTH),
        ] {
            let tokens = Tokens::of(line);
            let found = tokens.phrase(0, role);
            assert_eq!(found.is_some(), role != Roles::NONE, "{line}");
        }
    }
}
