//! Periods: two dates and what joins them.

use crate::profile::Date;
use crate::profile::date::point::{Point, Points, Shape};
use crate::profile::date::tokens::{Kind, Token};
use crate::profile::date::words::Roles;

use super::{Form, Note};

/// How a period ends, in tokens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Until {
    /// At a date.
    At(Point),
    /// It goes on.
    Ongoing,
}

/// What an expression says, in tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// Its form.
    pub(super) form: Form,
    /// Its start, or its only date.
    pub(super) start: Option<Point>,
    /// Its end.
    pub(super) until: Option<Until>,
    /// A note, and the tokens that make it.
    pub(super) note: Option<(Note, usize, usize)>,
    /// Its first token, without a note before it.
    pub(super) first: usize,
    /// The token after it, without a note after it.
    pub(super) end: usize,
}

impl Said {
    pub(super) fn new(form: Form, first: usize, end: usize) -> Self {
        Self { form, start: None, until: None, note: None, first, end }
    }

    /// A duration.
    pub(super) fn duration(first: usize, end: usize) -> Self {
        Self::new(Form::Duration, first, end)
    }

    pub(super) fn starting(mut self, start: Point) -> Self {
        self.start = Some(start);
        self
    }

    pub(super) fn until(mut self, until: Until) -> Self {
        self.until = Some(until);
        self
    }
}

/// Reads periods out of a cut line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods<'a> {
    /// The dates of the line.
    pub(super) points: Points<'a>,
}

const NOTES: [(Note, Roles); 5] = [
    (Note::Expected, Roles::EXPECTED),
    (Note::Expiry, Roles::EXPIRY),
    (Note::Issued, Roles::ISSUED),
    (Note::Completed, Roles::COMPLETED),
    (Note::AsOf, Roles::AS_OF),
];

const ANY_NOTE: Roles =
    Roles::EXPECTED.or(Roles::EXPIRY).or(Roles::ISSUED).or(Roles::COMPLETED).or(Roles::AS_OF);

impl Periods<'_> {
    /// Reads the expression that begins at a token: a date or a period, perhaps after a note.
    pub(super) fn at(&self, first: usize) -> Option<Said> {
        let token = self.get(first)?;
        if matches!(token.kind, Kind::Word | Kind::Cjk) && token.meaning.longest > 0 {
            return self
                .noted(first)
                .or_else(|| self.opened(first))
                .or_else(|| self.ended(first))
                .or_else(|| self.reversed(first))
                .or_else(|| self.dated(first))
                .or_else(|| self.alone(first));
        }
        self.dated(first)
    }

    /// "expected May 2025", "Issued: Jun 2020", "Valid until 2026".
    pub(super) fn noted(&self, first: usize) -> Option<Said> {
        let (end, note) = self.note(first)?;
        let mut at = end;
        if self.is(at, '.') {
            at += 1;
        }
        let colon = self.is(at, ':');
        at += usize::from(colon);
        if let Some((after, _)) = self.phrase(at, Roles::BOUND.or(Roles::OF)) {
            at = after;
        }
        if !colon && self.get(at)?.space > 1 {
            return None;
        }
        let said = self.opened(at).or_else(|| self.dated(at))?;
        said.note.is_none().then_some(Said { note: Some((note, first, end)), ..said })
    }

    pub(super) fn note(&self, first: usize) -> Option<(usize, Note)> {
        let (end, found) = self.phrase(first, ANY_NOTE)?;
        let (note, _) = NOTES.iter().find(|(_, role)| found.roles.has(*role))?;
        Some((end, *note))
    }

    /// "since 2019", "from 2019 to 2020", "de mars 2019 à mai 2020", "zwischen 2016 und 2018".
    pub(super) fn opened(&self, first: usize) -> Option<Said> {
        let openers = Roles::SINCE.or(Roles::FROM).or(Roles::BETWEEN);
        let (end, found) = self.phrase(first, openers)?;
        let at = end + usize::from(self.is(end, '.') || self.is(end, ':'));
        let start = self.start(at)?;
        let between = found.roles.has(Roles::BETWEEN);
        if let Some(said) = self.joined(first, start, between) {
            return Some(said);
        }
        let since = found.roles.has(Roles::SINCE)
            && (!found.roles.has(Roles::FROM) || self.begins_column(first));
        let exact = !matches!(start.shape, Shape::Compact | Shape::EraLetter);
        let start = self.with_short_year(start);
        (since && exact && start.date().is_some())
            .then(|| Said::new(Form::Since, first, start.end).starting(start).until(Until::Ongoing))
    }

    /// "until 2019", "bis heute".
    pub(super) fn ended(&self, first: usize) -> Option<Said> {
        let (at, _) = self.phrase(first, Roles::UNTIL)?;
        let end = self.points.at(at).map(|end| self.with_short_year(end))?;
        (end.date().is_some() && end.shape != Shape::Compact)
            .then(|| Said::new(Form::Until, first, end.end).until(Until::At(end)))
    }

    /// "Present – 2019", the newer end first.
    pub(super) fn reversed(&self, first: usize) -> Option<Said> {
        let (end, _) = self.phrase(first, Roles::ONGOING)?;
        let dash = self.get(end).is_some_and(|t| t.kind == Kind::Dash);
        (dash && self.begins_column(first)).then_some(())?;
        let start = self.points.at(end + 1)?;
        (start.date().is_some()
            && !is_short(start.shape)
            && self.separator(start.end, false).is_none())
        .then(|| Said::new(Form::Range, first, start.end).starting(start).until(Until::Ongoing))
    }

    /// A word for the present that is all the line says.
    pub(super) fn alone(&self, first: usize) -> Option<Said> {
        let leading = (0..first)
            .all(|i| self.get(i).is_some_and(|t| matches!(t.kind, Kind::Sign | Kind::Dash)));
        if !leading {
            return None;
        }
        let said = self.ongoing(first)?;
        let trailing = (said.end..self.points.tokens.len())
            .all(|i| self.get(i).is_some_and(|t| matches!(t.kind, Kind::Sign | Kind::Dash)));
        trailing.then_some(said)
    }

    /// "present", "bis heute".
    pub(super) fn ongoing(&self, first: usize) -> Option<Said> {
        let at = self.phrase(first, Roles::TO.or(Roles::UNTIL)).map_or(first, |(end, _)| end);
        let (end, _) = self.present(at).or_else(|| self.present(first))?;
        Some(Said::new(Form::Ongoing, first, end).until(Until::Ongoing))
    }

    /// A date of any shape, for texts that are nothing else.
    pub(super) fn lone(&self, first: usize) -> Option<Said> {
        let point = self.with_short_year(self.points.at(first)?);
        point.date().map(|_| Said::new(Form::Single, first, point.end).starting(point))
    }

    /// An expression that begins with a date.
    pub(super) fn dated(&self, first: usize) -> Option<Said> {
        let start = self.start(first)?;
        if let Some(said) = self.joined(first, start, false) {
            return Some(self.noted_after(said));
        }
        if let Some(until) = start.until.filter(|_| start.shape == Shape::Year) {
            let end = Point { year: Some(until), until: None, ..start };
            return Some(
                Said::new(Form::Range, first, start.end).starting(start).until(Until::At(end)),
            );
        }
        if let Some(last) = start.until_day {
            let end = Point { day: Some(last), ..start };
            end.date()?;
            return Some(
                Said::new(Form::Range, first, start.end).starting(start).until(Until::At(end)),
            );
        }
        start.date()?;
        let certain = match start.shape {
            Shape::NamedShort => start.day.is_none(),
            shape => !is_short(shape),
        };
        certain.then(|| self.noted_after(Said::new(Form::Single, first, start.end).starting(start)))
    }

    /// Adds a note after a date: "2025 (expected)", "2024年3月卒業見込み".
    pub(super) fn noted_after(&self, said: Said) -> Said {
        let bracket = self.get(said.end).is_some_and(|t| t.is('(') || t.is('['));
        let at = said.end + usize::from(bracket);
        let near = self.get(said.end).is_some_and(|t| t.space < 2);
        let Some((end, note)) = self.note(at).filter(|_| near && said.note.is_none()) else {
            return said;
        };
        let closed = self.is(end, ')') || self.is(end, ']');
        let cjk = self.get(at).is_some_and(|t| t.kind == Kind::Cjk);
        // "2019 Issued by …" begins something else.
        let over =
            self.get(end).is_none_or(|t| t.space > 1 || (t.kind == Kind::Sign && !t.is(':')));
        if bracket && closed {
            Said { note: Some((note, at - 1, end + 1)), ..said }
        } else if !bracket && (over || cjk) && note != Note::AsOf {
            Said { note: Some((note, at, end)), ..said }
        } else {
            said
        }
    }

    /// The date that begins a period. It may lack the year, or even the month: "12" of "12–15
    /// March 2019", "03" of "03–07/2019".
    pub(super) fn start(&self, first: usize) -> Option<Point> {
        let point = self.points.at(first);
        let mut point = point.or_else(|| self.part_of_date(first))?;
        // The second year of 2018/19.
        if point.shape == Shape::Year
            && point.until.is_none()
            && let Some(year) = point.year
            && let Some(until) = self.second_year(point.end, year)
        {
            point.until = Some(until);
            point.end += 2;
        }
        Some(point)
    }

    /// The year that a tight slash or dash and two digits add, or a slash and four.
    pub(super) fn second_year(&self, at: usize, year: u16) -> Option<u16> {
        let sign = self.get(at).filter(|t| t.space == 0 && (t.is('/') || t.kind == Kind::Dash))?;
        let number = self.get(at + 1).filter(|t| t.space == 0 && t.kind == Kind::Number)?;
        let until = match number.count {
            2 => self.same_century(year, number)?,
            4 if sign.is('/') => self.points.year(at + 1)?,
            _ => return None,
        };
        let span = until.checked_sub(year)?;
        let over = self.get(at + 2).is_none_or(|t| {
            t.space > 0
                || t.kind == Kind::Cjk
                || t.kind == Kind::Dash
                || (t.kind == Kind::Sign && !"/%.:".contains(t.sign))
        }) || self.ends_sentence(at + 2);
        (over && (span == 1 || (span > 0 && !sign.is('/')) || (number.count == 4 && span > 0)))
            .then_some(until)
    }

    /// Whether a dot ends what comes before it, and not a number like 2018/19.5.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        self.is(at, '.') && self.get(at + 1).is_none_or(|t| t.space > 0)
    }

    /// The year of two digits in the century of another, if it is later.
    pub(super) fn same_century(&self, year: u16, number: &Token) -> Option<u16> {
        let digits = u16::try_from(number.value).ok().filter(|_| number.count == 2)?;
        let until = year / 100 * 100 + digits;
        let until = if digits == 0 && year % 100 == 99 { until + 100 } else { until };
        (until > year).then_some(until)
    }

    /// A number that the end of a period completes.
    pub(super) fn part_of_date(&self, first: usize) -> Option<Point> {
        let number = self.get(first).filter(|t| t.kind == Kind::Number && t.count <= 2)?;
        let value = u8::try_from(number.value).ok().filter(|v| (1..=31).contains(v))?;
        let dot =
            |at: usize| usize::from(self.is(at, '.') && self.get(at).is_some_and(|t| t.space == 0));
        let point = |day: Option<u8>, month: Option<u8>, end: usize| Point {
            year: None,
            until: None,
            month,
            day,
            until_day: None,
            coarse: false,
            doubtful: false,
            shape: Shape::YearLast,
            first,
            end,
        };
        let at = first + 1 + dot(first + 1);
        // 1.3. of 1.3.–31.5.2019
        if at > first + 1
            && let Some(month) =
                self.get(at).filter(|t| t.kind == Kind::Number && t.count <= 2 && t.space < 2)
        {
            let end = at + 1 + dot(at + 1);
            let month = u8::try_from(month.value).ok()?;
            self.separator(end, false)?;
            return Some(point(Some(value), Some(month), end));
        }
        self.separator(at, false)?;
        Some(point(None, Some(value), at))
    }

    /// A period whose start is read: the rest of it.
    pub(super) fn joined(&self, first: usize, start: Point, between: bool) -> Option<Said> {
        let known = start.date().is_some();
        // 2019年3月至今
        if let Some((end, _)) =
            self.phrase(start.end, Roles::TILLNOW).filter(|_| known && self.near(start.end))
        {
            return Some(
                Said::new(Form::Range, first, self.tail(end)).starting(start).until(Until::Ongoing),
            );
        }
        if let Some((end, _)) =
            self.phrase(start.end, Roles::POSTSINCE).filter(|_| known && self.near(start.end))
            && self.separator(start.end, between).is_none_or(|at| self.end_at(start, at).is_none())
        {
            let end = self
                .get(end)
                .filter(|t| t.kind == Kind::Dash && t.space < 2)
                .map_or(end, |_| end + 1);
            if let Some((until, end)) = self.end_at(start, end) {
                return Some(self.range(first, start, until, end));
            }
            return Some(Said::new(Form::Since, first, end).starting(start).until(Until::Ongoing));
        }
        if known
            && let Some((end, _)) =
                self.phrase(start.end, Roles::TAIL).filter(|_| self.tight_cjk(start.end))
        {
            return Some(Said::new(Form::Until, first, end).until(Until::At(start)));
        }
        // 2017-03-01/2019-02-28
        let interval =
            start.shape == Shape::YearFirst && start.day.is_some() && self.is(start.end, '/');
        let at = if interval { start.end + 1 } else { self.separator(start.end, between)? };
        if let Some((until, end)) = self.end_at(start, at) {
            return Some(self.range(first, start, until, end));
        }
        let start = self.with_short_year(start);
        let open = known && !between && self.is_left_open(at) && start.shape != Shape::Compact;
        open.then(|| Said::new(Form::Open, first, self.open_end(at)).starting(start))
    }

    pub(super) fn range(&self, first: usize, start: Point, until: Until, end: usize) -> Said {
        let start = match until {
            Until::At(end) => complete(start, &end),
            Until::Ongoing => start,
        };
        let start = self.with_short_year(start);
        Said::new(Form::Range, first, self.tail(end)).starting(start).until(until)
    }

    /// What separates the dates of a period: the index after it.
    pub(super) fn separator(&self, at: usize, between: bool) -> Option<usize> {
        let token = self.get(at)?;
        if token.kind == Kind::Dash {
            return Some(at + 1);
        }
        let dots = token.kind == Kind::Sign
            && ((token.sign == '.' && token.count > 1) || token.sign == '…');
        if dots || token.is('>') || token.is('»') {
            return Some(at + 1);
        }
        if between && let Some((end, _)) = self.phrase(at, Roles::AND.or(Roles::TO)) {
            return Some(end);
        }
        let (end, _) = self.phrase(at, Roles::TO)?;
        let end = end + usize::from(self.is(end, '.'));
        // A letter alone ("a", "o") joins dates only with spaces around it.
        (token.count > 1 || token.kind == Kind::Cjk || token.space > 0).then_some(end)
    }

    /// The index after what may follow an end: "まで", "kadar", a dot.
    pub(super) fn tail(&self, end: usize) -> usize {
        self.phrase(end, Roles::TAIL).filter(|_| self.near(end)).map_or(end, |(end, _)| end)
    }

    /// Reads a duration: the index after it, and whether it names years and months.
    pub(super) fn duration(&self, first: usize) -> Option<(usize, bool)> {
        if let Some((end, _)) = self.phrase(first, Roles::LESS_THAN) {
            return Some((end, true));
        }
        let number = self.get(first).filter(|t| t.kind == Kind::Number && t.count <= 2)?;
        let mut at = first + 1;
        // 1.5 years
        if (self.is(at, '.') || self.is(at, ','))
            && self
                .get(at + 1)
                .is_some_and(|t| t.kind == Kind::Number && t.count == 1 && t.space == 0)
        {
            at += 2;
        }
        let near = self.near(at) && number.count <= 2;
        let month = self.phrase(at, Roles::UNIT_MONTH).filter(|_| near);
        let Some((years_end, _)) = self.phrase(at, Roles::UNIT_YEAR).filter(|_| near) else {
            let end = self.skip_dot(month?.0);
            return Some((end, false));
        };
        let end = self.skip_dot(years_end);
        let mut at = end;
        if self.is(at, ',') || self.is(at, '&') {
            at += 1;
        } else if let Some((after, _)) = self.phrase(at, Roles::AND) {
            at = after;
        }
        let months = self.get(at).filter(|t| t.kind == Kind::Number && t.count <= 2 && t.space < 2);
        let month = self
            .phrase(at + 1, Roles::UNIT_MONTH)
            .filter(|_| months.is_some() && self.near(at + 1));
        Some(month.map_or((end, false), |(end, _)| (self.skip_dot(end), true)))
    }

    // Helpers.

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.points.tokens.get(index)
    }

    pub(super) fn is(&self, index: usize, sign: char) -> bool {
        self.get(index).is_some_and(|token| token.is(sign))
    }

    pub(super) fn near(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.space < 2)
    }

    pub(super) fn tight_cjk(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.kind == Kind::Cjk && token.space < 2)
    }

    pub(super) fn skip_dot(&self, at: usize) -> usize {
        at + usize::from(self.is(at, '.') && self.get(at).is_some_and(|t| t.space == 0))
    }

    pub(super) fn phrase(
        &self,
        at: usize,
        roles: Roles,
    ) -> Option<(usize, crate::profile::date::words::Meaning)> {
        self.points.tokens.phrase(at, roles)
    }

    /// Whether a token begins the line, a column, or what follows a sign.
    pub(super) fn begins_column(&self, index: usize) -> bool {
        let Some(token) = self.get(index) else { return false };
        let before = index.checked_sub(1).and_then(|i| self.get(i));
        token.space > 1
            || before.is_none_or(|t| matches!(t.kind, Kind::Sign | Kind::Dash) && !t.is('.'))
    }
}

/// Whether a date of this shape is certain only together with another.
pub(super) fn is_short(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::ShortYear
            | Shape::NamedShort
            | Shape::Apostrophe
            | Shape::Compact
            | Shape::EraLetter
    )
}

/// Whether a start is a bare number.
pub(super) fn is_partial(start: &Point) -> bool {
    start.year.is_none() && start.shape == Shape::YearLast
}

/// The start with what its end lends it: the year, and the month of "12–15 March 2019".
pub(super) fn complete(start: Point, end: &Point) -> Point {
    if start.year.is_some() {
        return start;
    }
    let Some(year) = end.year else { return start };
    let number = start.month.filter(|_| is_partial(&start) && start.day.is_none());
    let (month, day) = match number {
        Some(day) if end.day.is_some() && end.shape == Shape::Named => (end.month, Some(day)),
        // 03–07/2019
        Some(month)
            if end.day.is_none() && matches!(end.shape, Shape::YearLast | Shape::ShortYear) =>
        {
            (Some(month), None)
        }
        // 1.–15.3.2019
        Some(day) if end.day.is_some() && end.shape == Shape::YearLast => (end.month, Some(day)),
        Some(_) => return start,
        // "Jan 16 – Mar 19": both numbers are years.
        None if start.shape == Shape::NamedShort && end.day.is_none() => return start,
        None => (start.month, start.day),
    };
    let before = start.month.is_some_and(|m| number.is_none() && end.month.is_some_and(|e| m > e));
    let year = if before { year - 1 } else { year };
    let point = Point { year: Some(year), month, day, ..start };
    if Date::new(year, month, day).is_some() {
        Point { shape: Shape::Named, ..point }
    } else {
        start
    }
}
