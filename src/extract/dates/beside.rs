//! What stands beside an expression, and what makes a number none of a date.

use crate::profile::date::point::{Point, Shape};
use crate::profile::date::tokens::{Kind, Token, Tokens};
use crate::profile::date::words::Roles;

use super::period::{Said, Until};
use super::{End, Form, Found, Side, Stamp};

/// The neighbourhood of expressions in a line.
#[derive(Debug)]
pub(super) struct Beside<'a> {
    tokens: &'a Tokens,
    /// Tokens of addresses and telephone numbers, as ranges in order.
    blocked: Vec<(usize, usize)>,
    /// The first of them that has not been passed.
    next: usize,
}

impl<'a> Beside<'a> {
    /// Surveys a line.
    pub(super) fn of(tokens: &'a Tokens) -> Self {
        let mut blocked = addresses(tokens);
        blocked.extend(telephone_numbers(tokens));
        blocked.sort_unstable();
        Self { tokens, blocked, next: 0 }
    }

    /// The end of the address or telephone number that a token belongs to. To be asked in the
    /// order of the tokens.
    pub(super) fn blocked(&mut self, at: usize) -> Option<usize> {
        while self.blocked.get(self.next).is_some_and(|&(_, end)| end <= at) {
            self.next += 1;
        }
        self.blocked.get(self.next).filter(|&&(start, _)| start <= at).map(|&(_, end)| end)
    }

    /// Says where an expression stands.
    pub(super) fn place(&self, said: &Said) -> Found {
        let Said { form, start, until, note, .. } = *said;
        let noted = note.map(|(_, first, end)| (first, end));
        let first = noted.map_or(said.first, |(first, _)| first.min(said.first));
        let end = noted.map_or(said.end, |(_, end)| end.max(said.end));
        let opening = first.checked_sub(1).and_then(|i| self.tokens.get(i));
        let is_bracketed = opening.is_some_and(|open| {
            self.tokens
                .get(end)
                .is_some_and(|close| close.kind == Kind::Sign && closes(open, close.sign))
        });
        let outer = if is_bracketed { (first - 1, end + 1) } else { (first, end) };
        let stamp = |point: Point| {
            let date = point.date()?;
            Some(Stamp {
                date,
                coarse: point.coarse,
                range: self.tokens.bytes(point.first, point.end),
            })
        };
        let until_point = match until {
            Some(Until::At(point)) => Some(point),
            _ => None,
        };
        let points = [start, until_point];
        Found {
            range: self.tokens.bytes(said.first, said.end),
            outer: self.tokens.bytes(outer.0, outer.1),
            form,
            start: start.and_then(stamp),
            end: match until {
                Some(Until::At(point)) => stamp(point).map(End::At),
                Some(Until::Ongoing) => Some(End::Ongoing),
                None => None,
            },
            note: note.map(|(note, ..)| note),
            doubtful: points.iter().flatten().any(|p| p.doubtful || p.shape == Shape::ShortYear),
            is_bracketed,
            before: self.before(outer.0),
            after: self.after(outer.1),
        }
    }

    fn before(&self, first: usize) -> Side {
        let Some(token) = self.tokens.get(first) else { return Side::Edge };
        let Some(index) = first.checked_sub(1) else { return Side::Edge };
        if self.is_bullet(first) {
            return Side::Edge;
        }
        let Some(before) = self.tokens.get(index) else { return Side::Edge };
        if token.space > 1 {
            return Side::Gap;
        }
        match before.kind {
            Kind::Dash => Side::Mark,
            Kind::Sign => match before.sign {
                '.' if before.count == 1 => self.word_before(index),
                sign if opens(sign) => Side::Bracket,
                sign if sign.is_ascii_digit() => Side::Word,
                _ => Side::Mark,
            },
            Kind::Number => Side::Word,
            Kind::Word | Kind::Cjk => self.word_before(first),
        }
    }

    fn word_before(&self, first: usize) -> Side {
        let bound = self.tokens.phrase_before(first, Roles::BOUND).is_some();
        if bound { Side::Bound } else { Side::Word }
    }

    /// Whether nothing but a bullet or a number of a list stands before a token.
    fn is_bullet(&self, first: usize) -> bool {
        let sign = |t: &Token| match t.kind {
            Kind::Sign => {
                !matches!(t.sign, '.' | ',' | ';' | ':') && !closes_any(t.sign) && !opens(t.sign)
            }
            Kind::Dash => true,
            _ => false,
        };
        let mut tokens = (0..first).filter_map(|i| self.tokens.get(i));
        match first {
            1 => tokens.all(sign),
            2 => {
                let (Some(a), Some(b)) = (tokens.next(), tokens.next()) else { return false };
                (sign(a) && sign(b))
                    || (a.kind == Kind::Number && a.count <= 2 && (b.is('.') || b.is(')')))
            }
            3 => {
                let (Some(a), Some(b), Some(c)) = (tokens.next(), tokens.next(), tokens.next())
                else {
                    return false;
                };
                opens(a.sign) && b.kind == Kind::Number && b.count <= 2 && closes(a, c.sign)
            }
            _ => false,
        }
    }

    fn after(&self, end: usize) -> Side {
        let Some(token) = self.tokens.get(end) else { return Side::Edge };
        let closing = |t: &Token| matches!(t.sign, '.' | ',' | ';' | ':' | '|');
        let last = end + 1 == self.tokens.len();
        if last && token.kind == Kind::Sign && closing(token) {
            return Side::Edge;
        }
        if token.space > 1 {
            return Side::Gap;
        }
        match token.kind {
            Kind::Dash => Side::Mark,
            Kind::Sign if closes_any(token.sign) => Side::Bracket,
            Kind::Sign if opens(token.sign) => Side::Bracket,
            Kind::Sign => Side::Mark,
            Kind::Number | Kind::Word | Kind::Cjk => Side::Word,
        }
    }

    /// Whether an expression can be one of a date where it stands.
    pub(super) fn accepts(&self, said: &Said, found: &Found) -> bool {
        if said.form == Form::Ongoing {
            return found.is_alone();
        }
        let single = matches!(said.form, Form::Single | Form::Open | Form::Until | Form::Since);
        let point = said.start.or(match said.until {
            Some(Until::At(point)) => Some(point),
            _ => None,
        });
        let lone = single && point.is_some_and(|p| p.shape == Shape::Year);
        let uncertain =
            said.start.is_some_and(|p| matches!(p.shape, Shape::NamedShort | Shape::Apostrophe));
        if said.form == Form::Single
            && uncertain
            && (found.before == Side::Word || found.after == Side::Word)
        {
            return false;
        }
        if said.start.is_some_and(|p| p.shape == Shape::Year && p.year.is_some_and(|y| y < 1940)) {
            return false;
        }
        self.free_before(said.first, single, lone)
            && self.free_after(said.end, single, lone)
            && !(lone && self.counts(said))
    }

    /// Whether the expression does not hang on what stands before it: `ISO9001:2015`, `$2000`.
    fn free_before(&self, first: usize, single: bool, lone: bool) -> bool {
        let (Some(token), Some(index)) = (self.tokens.get(first), first.checked_sub(1)) else {
            return true;
        };
        let Some(before) = self.tokens.get(index) else { return true };
        let currency = before.kind == Kind::Sign && "$€£¥₹₽₩#№§".contains(before.sign);
        if currency && token.space < 2 {
            return false;
        }
        if token.space > 0 || token.kind == Kind::Cjk || before.kind == Kind::Cjk {
            return true;
        }
        let joined = before.space == 0
            && index.checked_sub(1).and_then(|i| self.tokens.get(i)).is_some_and(is_alphanumeric);
        let number = index
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .is_some_and(|t| t.kind == Kind::Number);
        match before.kind {
            Kind::Word | Kind::Number => false,
            Kind::Sign => match before.sign {
                '+' | '@' | '=' | '\\' | '%' => false,
                ':' => !(joined && number),
                '.' | '/' => !(joined && (single || number)),
                ',' => !(joined && number),
                '\'' | '’' => !lone || !joined,
                _ => true,
            },
            Kind::Dash if before.is_hyphen() => !(joined && (single || number)),
            Kind::Dash => !(lone && before.sign == '~' && !joined),
            Kind::Cjk => true,
        }
    }

    /// The same after it: `2019.pdf`, `2000+`, `1990s`.
    fn free_after(&self, end: usize, single: bool, lone: bool) -> bool {
        let Some(token) = self.tokens.get(end) else { return true };
        let unit = token.kind == Kind::Sign && "%‰°$€£¥₹₽₩".contains(token.sign);
        if unit && lone && token.space < 2 {
            return false;
        }
        let ends_with_cjk = self.tokens.get(end - 1).is_some_and(|t| t.kind == Kind::Cjk);
        if token.space > 0 || token.kind == Kind::Cjk || ends_with_cjk {
            return true;
        }
        let next = self.tokens.get(end + 1).filter(|t| t.space == 0);
        match token.kind {
            Kind::Word | Kind::Number => false,
            Kind::Sign => match token.sign {
                '+' | '@' | '=' | '\\' | '\'' => false,
                '.' | '/' => {
                    !next.is_some_and(|t| t.kind == Kind::Number || (single && is_alphanumeric(t)))
                }
                ':' | ',' => !next.is_some_and(|t| t.kind == Kind::Number),
                _ => true,
            },
            Kind::Dash if token.is_hyphen() => {
                !next.is_some_and(|t| t.kind == Kind::Number || (single && is_alphanumeric(t)))
            }
            Kind::Dash | Kind::Cjk => true,
        }
    }

    /// Whether a lone number that looks like a year counts something, names a product or begins
    /// an address.
    fn counts(&self, said: &Said) -> bool {
        // "Perth, WA 2010" is an address; with a gap between, the year stands in its column.
        let apart = self.tokens.get(said.first).is_some_and(|t| t.space >= 2);
        let named = !apart && self.tokens.phrase_before(said.first, Roles::NOT).is_some();
        let near = self.tokens.get(said.end).is_some_and(|t| t.space < 2);
        let counted = near && self.tokens.phrase(said.end, Roles::COUNT).is_some();
        named
            || counted
            || said.start.is_some_and(|p| p.year.is_some_and(|y| y < 1950))
            || self.is_house_number(said.end)
    }

    /// Whether "Old Mill Rd." follows: up to four words, the last one of a street.
    fn is_house_number(&self, end: usize) -> bool {
        for at in end..end + 5 {
            let Some(token) = self.tokens.get(at).filter(|t| t.space == 1 || t.is('.')) else {
                return false;
            };
            if token.has(Roles::STREET) && at > end {
                let next = self.tokens.get(at + 1);
                return next.is_none_or(|t| t.space > 1 || t.kind != Kind::Word);
            }
            if token.kind != Kind::Word && token.kind != Kind::Number && !token.is('.') {
                return false;
            }
        }
        false
    }
}

fn is_alphanumeric(token: &Token) -> bool {
    matches!(token.kind, Kind::Word | Kind::Number)
}

fn opens(sign: char) -> bool {
    matches!(sign, '(' | '[' | '{' | '【' | '〔' | '「' | '『' | '〈' | '《' | '❨' | '⟨')
}

fn closes_any(sign: char) -> bool {
    matches!(sign, ')' | ']' | '}' | '】' | '〕' | '」' | '』' | '〉' | '》' | '❩' | '⟩')
}

fn closes(open: &Token, sign: char) -> bool {
    let pair = match open.sign {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '【' => '】',
        '〔' => '〕',
        '「' => '」',
        '『' => '』',
        '〈' => '〉',
        '《' => '》',
        _ => return false,
    };
    open.kind == Kind::Sign && pair == sign
}

/// Finds web and mail addresses: runs of tokens without spaces that hold `://`, `www.`, `@` and a
/// dot, or a host before a slash.
fn addresses(tokens: &Tokens) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let mut end = start + 1;
        while tokens.get(end).is_some_and(|t| {
            t.space == 0 && t.kind != Kind::Cjk && (t.sign.is_ascii() || t.kind == Kind::Word)
        }) {
            end += 1;
        }
        if end - start >= 3 && is_address(tokens, start, end) {
            found.push((start, end));
        }
        start = end;
    }
    found
}

fn is_address(tokens: &Tokens, start: usize, end: usize) -> bool {
    let token = |i: usize| tokens.get(i).filter(|_| i < end);
    let mut mail = false;
    for at in start..end {
        let Some(sign) = token(at).filter(|t| t.kind == Kind::Sign) else { continue };
        let word_before = at > start && token(at - 1).is_some_and(is_alphanumeric);
        let letters_after = token(at + 1).is_some_and(|t| t.kind == Kind::Word && t.count >= 2);
        match sign.sign {
            ':' if token(at + 1).is_some_and(|t| t.sign == '/' && t.count >= 2) => return true,
            '@' if word_before => mail = true,
            '.' if sign.count == 1 && letters_after && word_before => {
                let www = token(at - 1)
                    .is_some_and(|t| t.count == 3 && t.sign.eq_ignore_ascii_case(&'w'));
                let path = token(at + 2).is_some_and(|t| t.is('/'));
                let letters_before =
                    token(at - 1).is_some_and(|t| t.kind == Kind::Word && !t.has(Roles::MONTH));
                if mail || (www && tokens.key(at - 1, at) == "www") || (path && letters_before) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Finds telephone numbers that are written in groups: at least three groups that begin with a
/// plus, a zero or a bracket, or have one of three digits.
fn telephone_numbers(tokens: &Tokens) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let plus = tokens.get(at).is_some_and(|t| t.is('+'));
        let bracket = tokens.get(at).is_some_and(|t| t.is('('));
        let first = at + usize::from(plus || bracket);
        let Some(number) = tokens.get(first).filter(|t| t.kind == Kind::Number) else {
            at += 1;
            continue;
        };
        let (end, groups) = groups(tokens, first);
        let numbers =
            || (first..end).filter_map(|i| tokens.get(i)).filter(|t| t.kind == Kind::Number);
        let three = numbers().any(|t| t.count == 3);
        let odd = three
            || numbers().any(|t| t.count > 4 || (t.count == 4 && !(1900..2100).contains(&t.value)));
        let zero = number.count > 1 && tokens.key(first, first + 1).starts_with('0');
        let area = bracket && number.count <= 4 && tokens.get(first + 1).is_some_and(|t| t.is(')'));
        if groups > 1 && (plus || area || (zero && odd) || (groups > 2 && three)) {
            found.push((at, end));
        }
        at = end.max(at + 1);
    }
    found
}

/// The index after a run of groups of digits with single spaces, hyphens, dots or brackets
/// between, and how many there are.
fn groups(tokens: &Tokens, first: usize) -> (usize, usize) {
    let mut end = first + 1;
    let mut count = 1;
    loop {
        let mut next = end;
        while tokens.get(next).is_some_and(|t| {
            next < end + 3
                && t.space == 0
                && (t.is_hyphen() || t.is('.') || t.is('(') || t.is(')') || t.is('/'))
        }) {
            next += 1;
        }
        let spaced_bracket =
            next == end && tokens.get(next).is_some_and(|t| t.is('(') && t.space == 1);
        next += usize::from(spaced_bracket);
        let number = tokens.get(next).is_some_and(|t| t.kind == Kind::Number && t.space < 2);
        if !number {
            return (end, count);
        }
        end = next + 1;
        count += 1;
    }
}
