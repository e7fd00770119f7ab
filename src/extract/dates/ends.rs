//! The second half of a period: where it ends, and what tells that it goes on.

use super::period::{Periods, Until, complete, is_partial};
use crate::profile::date::point::{Point, Shape};
use crate::profile::date::tokens::Kind;
use crate::profile::date::words::Roles;

impl Periods<'_> {
    /// The end of a period at an index, and the index after it.
    pub(super) fn end_at(&self, start: Point, at: usize) -> Option<(Until, usize)> {
        if let Some((end, _)) = self.present(at) {
            let sure = self.with_short_year(start).date().is_some() && self.near(at);
            return sure.then_some((Until::Ongoing, end));
        }
        if let Some(end) = self.end_year(start, at) {
            let after = end.end;
            return Some((Until::At(end), after));
        }
        // "2022 – expected 2026"
        let noted =
            self.phrase(at, Roles::EXPECTED.or(Roles::ABOUT).or(Roles::BOUND)).map(|(end, _)| end);
        let noted = noted.map(|end| end + usize::from(self.is(end, '.')));
        let mut end = self.points.at(at).or_else(|| self.points.at(noted?))?;
        if end.shape == Shape::Year
            && let Some(until) = end.year.and_then(|year| self.second_year(end.end, year))
        {
            end = Point { year: Some(until), end: end.end + 2, ..end };
        } else if let Some(until) = end.until {
            end.year = Some(until);
        }
        let end = self.completed_end(start, end)?;
        let after = end.end;
        Some((Until::At(end), after))
    }

    /// "19" of "2018–19", "'19" of "'17–'19".
    pub(super) fn end_year(&self, start: Point, at: usize) -> Option<Point> {
        let year = start.year.filter(|_| start.shape == Shape::Year)?;
        let number = self.get(at).filter(|t| t.kind == Kind::Number && t.space < 2)?;
        let until = self.same_century(year, number)?;
        let over = self.get(at + 1).is_none_or(|t| {
            t.space > 1
                || (t.kind == Kind::Sign && !"/%.:°'".contains(t.sign))
                || t.kind == Kind::Dash
        }) || self.ends_sentence(at + 1);
        (over && until - year <= 50).then(|| Point {
            year: Some(until),
            end: at + 1,
            first: at,
            ..start
        })
    }

    /// The end with what the start lends it, if the two fit.
    pub(super) fn completed_end(&self, start: Point, end: Point) -> Option<Point> {
        let fits = match (start.shape, end.shape) {
            (Shape::Compact, other) | (other, Shape::Compact) => other == Shape::Compact,
            (Shape::EraLetter, other) | (other, Shape::EraLetter) => other == Shape::EraLetter,
            // 03/19 – 04/20, but not 2019 – 04/20.
            (Shape::ShortYear, other) | (other, Shape::ShortYear) => {
                matches!(other, Shape::ShortYear | Shape::YearLast) || is_partial(&start)
            }
            _ => true,
        };
        fits.then_some(())?;
        let end = match (end.shape, end.year) {
            // "Jan 16 – Mar 19": years. "2 Jan 2016 – Mar 19": a day.
            (Shape::NamedShort, None) => self.with_short_year(end),
            (_, None) => {
                // "Mar 2019 – May": the same year, if nothing follows the month.
                let year = start.year?;
                let later = end.month >= start.month && end.month.is_some();
                let over = self
                    .get(end.end)
                    .is_none_or(|t| t.space > 1 || (t.kind == Kind::Sign && !t.is('.')));
                (later && over).then_some(Point { year: Some(year), ..end })?
            }
            _ => end,
        };
        end.date()?;
        self.with_short_year(complete(start, &end)).date().is_some().then_some(end)
    }

    /// A year of two digits where a name of a month and a number left it open.
    pub(super) fn with_short_year(&self, point: Point) -> Point {
        if point.shape != Shape::NamedShort || point.year.is_some() {
            return point;
        }
        let at = point.end - 1;
        let year = self.points.short_year(at);
        if year.is_none() { point } else { Point { year, day: None, doubtful: true, ..point } }
    }

    /// A word for the present at an index, and the index after it.
    pub(super) fn present(&self, at: usize) -> Option<(usize, bool)> {
        let bracket = usize::from(self.is(at, '(') || self.is(at, '['));
        let (end, _) = self.phrase(at + bracket, Roles::ONGOING)?;
        let closed = self.is(end, ')') || self.is(end, ']');
        match (bracket, closed) {
            (0, _) => Some((end, false)),
            (_, true) => Some((end + 1, true)),
            _ => None,
        }
    }

    /// Whether nothing follows a dash: the line ends, a column does, or a bracket.
    pub(super) fn is_left_open(&self, at: usize) -> bool {
        let Some(next) = self.get(at) else { return true };
        let separator = self.get(at - 1).is_some_and(|t| t.space < 2 || t.kind != Kind::Dash);
        let closing =
            next.kind == Kind::Sign && matches!(next.sign, ')' | ']' | '|' | '·' | '•' | ';');
        separator && (next.space > 1 || closing || self.open_end(at) > at)
    }

    /// The index after "?" or "…" that stand for an end.
    pub(super) fn open_end(&self, at: usize) -> usize {
        let vague = self.get(at).is_some_and(|t| {
            t.kind == Kind::Sign
                && (t.sign == '?' || t.sign == '…' || (t.sign == '.' && t.count > 1))
        });
        at + usize::from(vague)
    }
}
