//! Single dates in a cut line, in every way of writing them.

use super::Date;
use super::tokens::{Kind, Token, Tokens};
use super::words::Roles;

/// What holds for all dates of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The last year that a number can mean.
    pub(crate) max_year: u16,
    /// Whether 06/07/2019 is the 6th of July; `None` if nobody knows.
    pub(crate) day_first: Option<bool>,
    /// Whether 2007-10 is a period of three years, as 2007-14 is one of seven.
    pub(crate) short_ends: bool,
}

/// The way a date is written. The two dates of a period mostly agree in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// 2019
    Year,
    /// 2019-03, 2019.3.1, 2019年3月
    YearFirst,
    /// 03/2019, 1.3.2019
    YearLast,
    /// 03/19, 1.3.19
    ShortYear,
    /// '19
    Apostrophe,
    /// Mar 2019, 12 March 2019
    Named,
    /// Mar 19, Mar-19
    NamedShort,
    /// 201903
    Compact,
    /// H31.4
    EraLetter,
}

/// A date as far as its words say it: "Jan" of "Jan – Mar 2019" is one without a year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// The year.
    pub(crate) year: Option<u16>,
    /// The second year of "2019/20".
    pub(crate) until: Option<u16>,
    /// The month.
    pub(crate) month: Option<u8>,
    /// The day.
    pub(crate) day: Option<u8>,
    /// The last day of "12–15 March 2019", in the same month.
    pub(crate) until_day: Option<u8>,
    /// Whether the words say more than the date does.
    pub(crate) coarse: bool,
    /// Whether day and month can be the other way round.
    pub(crate) doubtful: bool,
    /// How it is written.
    pub(crate) shape: Shape,
    /// Its first token.
    pub(crate) first: usize,
    /// The token after it.
    pub(crate) end: usize,
}

impl Point {
    /// The date, if the year is known and there is such a day.
    pub(crate) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day)
    }
}

/// Reads dates out of a cut line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Points<'a> {
    /// The line.
    pub(crate) tokens: &'a Tokens,
    /// What holds for the text.
    pub(crate) limits: Limits,
}

/// The first year that is taken for one where a month stands with it.
pub(super) const MIN_YEAR: u16 = 1900;

impl Points<'_> {
    /// Reads the date that begins at a token; it may lack its year.
    pub(crate) fn at(&self, first: usize) -> Option<Point> {
        let token = self.tokens.get(first)?;
        let point = match token.kind {
            Kind::Number => self.number_first(first, token),
            Kind::Word | Kind::Cjk => self.word_first(first, token),
            Kind::Sign if token.sign == '\'' => self.apostrophe_year(first).map(|(year, end)| {
                self.point(first, end, Some(year), None, None, Shape::Apostrophe)
            }),
            Kind::Sign | Kind::Dash => None,
        }?;
        let possible = match point.year {
            Some(_) => point.date().is_some(),
            None => Date::new(2000, point.month, point.day).is_some(),
        };
        possible.then_some(point)
    }

    pub(super) fn point(
        &self,
        first: usize,
        end: usize,
        year: Option<u16>,
        month: Option<u8>,
        day: Option<u8>,
        shape: Shape,
    ) -> Point {
        Point {
            year,
            until: None,
            month,
            day,
            until_day: None,
            coarse: false,
            doubtful: false,
            shape,
            first,
            end,
        }
    }

    // Pieces.

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    pub(super) fn is(&self, index: usize, sign: char) -> bool {
        self.get(index).is_some_and(|token| token.is(sign))
    }

    /// Whether the token follows the one before without a space.
    pub(super) fn tight(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.space == 0)
    }

    /// Whether the token follows the one before after at most a space.
    pub(super) fn near(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.space < 2)
    }

    /// A year of four digits.
    pub(crate) fn year(&self, index: usize) -> Option<u16> {
        let token = self.get(index).filter(|t| t.kind == Kind::Number && t.count == 4)?;
        let year = u16::try_from(token.value).ok()?;
        (MIN_YEAR..=self.limits.max_year).contains(&year).then_some(year)
    }

    /// A year of the last or this century by its two digits.
    pub(crate) fn short_year(&self, index: usize) -> Option<u16> {
        let token = self.get(index).filter(|t| t.kind == Kind::Number && t.count == 2)?;
        let year = u16::try_from(token.value).ok()?;
        let newest = self.limits.max_year.min(2060) % 100;
        Some(if year <= newest { 2000 + year } else { 1900 + year })
    }

    /// A number of one or two digits from 1 to `most`.
    pub(super) fn small(&self, index: usize, most: u8) -> Option<u8> {
        let token = self.get(index).filter(|t| t.kind == Kind::Number && t.count <= 2)?;
        u8::try_from(token.value).ok().filter(|n| (1..=most).contains(n))
    }

    /// A year after an apostrophe: '19.
    pub(super) fn apostrophe_year(&self, index: usize) -> Option<(u16, usize)> {
        let apostrophe = self.get(index).is_some_and(|t| t.kind == Kind::Sign && t.sign == '\'');
        (apostrophe && self.tight(index + 1)).then_some(())?;
        Some((self.short_year(index + 1)?, index + 2))
    }

    /// A sign between the parts of a date, the same as before if there was one: its character
    /// and the index after it. Dots may have a space after them, slashes around them.
    pub(super) fn joint(&self, index: usize, same: Option<char>) -> Option<(char, usize)> {
        let token = self.get(index)?;
        let sign = if token.is_hyphen() { '-' } else { token.sign };
        let next = self.get(index + 1)?;
        let spaced = match sign {
            '-' => token.is_hyphen() && token.space == 0 && next.space == 0,
            '.' => token.is('.') && token.space == 0 && next.space < 2,
            '/' => token.is('/') && token.space < 2 && next.space == token.space,
            _ => false,
        };
        (spaced && same.is_none_or(|s| s == sign)).then_some((sign, index + 1))
    }

    /// Whether a number goes on with a further sign and number, as an address or a version does.
    pub(super) fn goes_on(&self, end: usize, sign: char) -> bool {
        let same = self
            .get(end)
            .is_some_and(|t| t.space == 0 && (t.is(sign) || (sign == '-' && t.is_hyphen())));
        same && self.get(end + 1).is_some_and(|t| t.kind == Kind::Number && t.space == 0)
    }

    // Dates that begin with a number.

    pub(super) fn number_first(&self, first: usize, token: &Token) -> Option<Point> {
        if let Some(point) = self.cjk(first) {
            return Some(point);
        }
        if let Some(year) = self.year(first) {
            return Some(self.year_alone(first, year));
        }
        match token.count {
            1 | 2 => self
                .day_and_name(first)
                .or_else(|| self.part_of_year(first))
                .or_else(|| self.three_numbers(first))
                .or_else(|| self.month_and_year(first)),
            6 | 8 => self.compact(first, token),
            _ => None,
        }
    }

    /// Dates that begin with a year.
    pub(super) fn year_alone(&self, first: usize, year: u16) -> Point {
        let lone = self.point(first, first + 1, Some(year), None, None, Shape::Year);
        let point = self
            .year_first(first, year)
            .or_else(|| self.year_and_name(first, year))
            .or_else(|| self.year_and_part(first, year));
        self.after_year(point.unwrap_or(lone))
    }

    /// 2019-03, 2019.3.1, 2019/03.
    pub(super) fn year_first(&self, first: usize, year: u16) -> Option<Point> {
        let (sign, at) = self.joint(first + 1, None)?;
        let month = self.small(at, 12)?;
        let later = u16::from(month) > year % 100;
        if self.limits.short_ends && later && self.get(at)?.count == 2 && sign == '-' {
            return None;
        }
        let loose = self.get(at)?.space > 0;
        if let Some((_, at)) = self.joint(at + 1, Some(sign))
            && let Some(day) = self.small(at, 31)
            && !self.goes_on(at + 1, sign)
        {
            let end = if sign == '.' && self.is(at + 1, '.') && self.tight(at + 1) {
                at + 2
            } else {
                at + 1
            };
            return Some(self.point(
                first,
                end,
                Some(year),
                Some(month),
                Some(day),
                Shape::YearFirst,
            ));
        }
        if self.goes_on(at + 1, sign) {
            return None;
        }
        let dotted = sign == '.' && self.is(at + 1, '.') && self.tight(at + 1);
        // "In 2019. 3 people …"
        if loose
            && sign == '.'
            && !dotted
            && !self.get(at + 1).is_some_and(|t| t.kind == Kind::Dash)
        {
            return None;
        }
        // 2010/11 is a school year, 2010/03 a month.
        let school = sign == '/' && u16::from(month) == (year + 1) % 100;
        if school && !self.tokens.has_cjk() && !self.pairs_with_month(at + 1) {
            return None;
        }
        let end = at + 1 + usize::from(dotted);
        Some(self.point(first, end, Some(year), Some(month), None, Shape::YearFirst))
    }

    /// Whether a dash and a date like 2012/05 follow, so that 2010/11 before them is a month.
    pub(super) fn pairs_with_month(&self, index: usize) -> bool {
        let Some(year) = self.year(index + 1) else { return false };
        let dash = self.get(index).is_some_and(|t| t.kind == Kind::Dash);
        let month = self.small(index + 3, 12).filter(|_| self.is(index + 2, '/'));
        dash && month.is_some_and(|month| u16::from(month) != (year + 1) % 100)
    }

    /// 2019 March 12, 2019. március, 2019-Mar.
    pub(super) fn year_and_name(&self, first: usize, year: u16) -> Option<Point> {
        let mut at = first + 1;
        let mut joined = false;
        if let Some((_, after)) = self
            .tokens
            .phrase(at, Roles::YEAR)
            .filter(|_| self.near(at))
            .map(|(end, found)| (found, end))
        {
            at = after;
            joined = true;
        }
        if self.is(at, '.') && self.tight(at) {
            at += 1;
            joined = true;
        } else if let Some((_, after)) = self.joint(at, None) {
            at = after;
            joined = true;
        }
        let (end, found) = self.tokens.phrase(at, Roles::MONTH).filter(|_| self.near(at))?;
        let month = u8::try_from(found.number).ok()?;
        // "In 2019 may", "2018 March 2019".
        let common = !joined && matches!(self.tokens.key(at, at + 1), "may" | "march" | "august");
        let lower = self.get(at)?.sign.is_lowercase();
        let end = self.skip_dot(end);
        if self.year(end).is_some() || (common && lower) {
            return None;
        }
        let day_at = self.joint(end, Some('-')).map_or(end, |(_, after)| after);
        let day =
            self.small(day_at, 31).filter(|_| self.near(day_at) && self.year(day_at + 2).is_none());
        let Some(day) = day else {
            return Some(self.point(first, end, Some(year), Some(month), None, Shape::Named));
        };
        let end = self.skip_dot(day_at + 1);
        Some(self.point(first, end, Some(year), Some(month), Some(day), Shape::Named))
    }

    /// 2019 Q3, 2019-Q3, 2019 Fall.
    pub(super) fn year_and_part(&self, first: usize, year: u16) -> Option<Point> {
        let at = self.joint(first + 1, None).map_or(first + 1, |(_, after)| after);
        self.near(at).then_some(())?;
        let season = Roles::SEASON.or(Roles::SEMESTER);
        let end = match self.tokens.phrase(at, season) {
            Some((end, _)) => end,
            None => self.letter_and_number(at)?,
        };
        self.year(end).is_none().then_some(())?;
        Some(Point { coarse: true, ..self.point(first, end, Some(year), None, None, Shape::Named) })
    }

    /// Adds what follows a year: "г.", "roku", the endings of Turkish and Hungarian.
    pub(super) fn after_year(&self, mut point: Point) -> Point {
        let at = point.end;
        if (point.shape == Shape::Year
            || point.shape == Shape::Named
            || point.shape == Shape::YearLast)
            && let Some((end, _)) = self.tokens.phrase(at, Roles::YEAR).filter(|_| self.near(at))
        {
            // A letter alone is the word for the year only with a dot or in Cyrillic.
            let letter =
                self.get(at).is_some_and(|t| t.count == 1 && t.sign.is_ascii()) && end == at + 1;
            let dot = self.is(end, '.') && self.tight(end);
            let lower = self.get(at).is_some_and(|t| t.sign.is_lowercase());
            if !letter || (dot && lower) {
                point.end = end + usize::from(dot && self.get(at).is_some_and(|t| t.count <= 2));
            }
        }
        // Some languages put a dot after a year: "2018. – 2019."
        if self.is(point.end, '.')
            && self.tight(point.end)
            && self.get(point.end + 1).is_some_and(|t| t.kind == Kind::Dash)
        {
            point.end += 1;
        }
        let at = point.end;
        let ending = if self.get(at).is_some_and(|t| t.kind == Kind::Sign && t.sign == '\'') {
            Roles::SUFFIX
        } else if self.get(at).is_some_and(Token::is_hyphen) {
            Roles::HYPHEN_SUFFIX
        } else {
            return point;
        };
        if self.tight(at) && self.tight(at + 1) && self.get(at + 1).is_some_and(|t| t.has(ending)) {
            // What the ending says ("from", "to") is left for the reader of periods.
            let says = self.get(at + 1).is_some_and(|t| t.has(Roles::POSTSINCE.or(Roles::TAIL)));
            point.end = at + if says { 1 } else { 2 };
        }
        point
    }

    /// 12 March 2019, 1er juillet 2019, 15-Mar-2019, and 12 March without a year.
    pub(super) fn day_and_name(&self, first: usize) -> Option<Point> {
        let day = self.small(first, 31)?;
        let mut at = first + 1;
        if self.get(at).is_some_and(|t| t.space == 0 && t.has(Roles::ORDINAL)) {
            at += 1;
        }
        at = self.skip_dot(at);
        let joint = self.joint(at, None);
        at = joint.map_or(at, |(_, after)| after);
        if joint.is_none() {
            at = self.skip_of(at);
        }
        self.near(at).then_some(())?;
        let (end, found) = self.tokens.phrase(at, Roles::MONTH.or(Roles::WEAK_MONTH))?;
        let month = u8::try_from(found.number).ok()?;
        let end = self.skip_dot(end);
        let point = self.point(first, end, None, Some(month), Some(day), Shape::Named);
        match self.year_after(end) {
            Some((year, end, shape)) => {
                Some(self.after_year(Point { year: Some(year), end, shape, ..point }))
            }
            None => found.roles.has(Roles::MONTH).then_some(point),
        }
    }

    /// 1st quarter 2019, 2. Halbjahr 2019, 1Q19, 1H 2019.
    pub(super) fn part_of_year(&self, first: usize) -> Option<Point> {
        self.small(first, 4)?;
        let mut at = first + 1;
        if self.get(at).is_some_and(|t| t.space == 0 && t.has(Roles::ORDINAL)) {
            at += 1;
        }
        at = self.skip_dot(at);
        let (end, _) = self.tokens.phrase(at, Roles::PART).filter(|_| self.near(at))?;
        self.coarse_year(first, end)
    }

    /// 15.03.2020, 3/15/2020, 15-03-20.
    pub(super) fn three_numbers(&self, first: usize) -> Option<Point> {
        let a = self.small(first, 31)?;
        let (sign, at) = self.joint(first + 1, None)?;
        let b = self.small(at, 31)?;
        let (_, at) = self.joint(at + 1, Some(sign))?;
        let (year, shape) = match self.year(at) {
            Some(year) => (year, Shape::YearLast),
            None => (self.short_year(at)?, Shape::ShortYear),
        };
        (!self.goes_on(at + 1, sign)).then_some(())?;
        let either = a <= 12 && b <= 12;
        let day_first = match self.limits.day_first {
            _ if !either => a > 12,
            Some(day_first) if sign != '.' => day_first,
            _ => sign != '/',
        };
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        let doubtful = (either && a != b && sign != '.' && self.limits.day_first.is_none())
            || shape == Shape::ShortYear;
        let point = self.point(first, at + 1, Some(year), Some(month), Some(day), shape);
        Some(self.after_year(Point { doubtful, ..point }))
    }

    /// 03/2019, 3.2019, 03-2019, 03/19.
    pub(super) fn month_and_year(&self, first: usize) -> Option<Point> {
        let month = self.small(first, 12)?;
        let (sign, at) = self.joint(first + 1, None)?;
        (!self.goes_on(at + 1, sign)).then_some(())?;
        if let Some(year) = self.year(at) {
            let point = self.point(first, at + 1, Some(year), Some(month), None, Shape::YearLast);
            return Some(self.after_year(point));
        }
        // 3.10 is a version, 03.10 can be a month.
        let dotted = self.get(first)?.count == 2 && !(self.is(at + 1, '.') && self.tight(at + 1));
        let year = self
            .short_year(at)
            .filter(|_| self.tight(at) && sign != '-' && (dotted || sign == '/'))?;
        let point = self.point(first, at + 1, Some(year), Some(month), None, Shape::ShortYear);
        Some(Point { doubtful: true, ..point })
    }

    /// 201903, 20190301.
    pub(super) fn compact(&self, first: usize, token: &Token) -> Option<Point> {
        let day = (token.count == 8).then(|| u8::try_from(token.value % 100).unwrap_or(0));
        let value = if token.count == 8 { token.value / 100 } else { token.value };
        let year = u16::try_from(value / 100).ok()?;
        let month = u8::try_from(value % 100).ok()?;
        (MIN_YEAR..=self.limits.max_year).contains(&year).then_some(())?;
        Some(self.point(first, first + 1, Some(year), Some(month), day, Shape::Compact))
    }

    pub(super) fn skip_dot(&self, at: usize) -> usize {
        at + usize::from(self.is(at, '.') && self.tight(at))
    }

    pub(super) fn skip_of(&self, at: usize) -> usize {
        self.tokens.phrase(at, Roles::OF).filter(|_| self.near(at)).map_or(at, |(end, _)| end)
    }

    /// Whether a token begins the line, a column, or what follows a sign.
    pub(super) fn begins_column(&self, index: usize) -> bool {
        let Some(token) = self.get(index) else { return false };
        let before = index.checked_sub(1).and_then(|i| self.get(i));
        token.space >= 2
            || before.is_none_or(|t| {
                matches!(t.kind, Kind::Sign | Kind::Dash) && !t.is('.') && t.sign != '\''
            })
    }
}
