//! Dates that begin with a word: a month, a season, a quarter, a semester, "about".

use super::point::{MIN_YEAR, Point, Points, Shape};
use super::tokens::{Kind, Token};
use super::words::Roles;

impl Points<'_> {
    pub(super) fn word_first(&self, first: usize, token: &Token) -> Option<Point> {
        if token.kind == Kind::Cjk {
            let point = self.cjk(first).or_else(|| self.era(first));
            if point.is_some() {
                return point;
            }
        }
        if token.meaning == super::words::Meaning::default() {
            return None;
        }
        self.name_first(first)
            .or_else(|| self.season(first))
            .or_else(|| self.semester(first))
            .or_else(|| self.letter_and_number(first).and_then(|end| self.coarse_year(first, end)))
            .or_else(|| self.academic(first))
            .or_else(|| self.about(first))
            .or_else(|| self.worded(first))
            .or_else(|| self.era(first))
    }

    /// Mar 2019, March 12, 2019, mar/2018, Mai '19, and "Mar" without a year.
    pub(super) fn name_first(&self, first: usize) -> Option<Point> {
        let (end, found) = self.tokens.phrase(first, Roles::MONTH.or(Roles::WEAK_MONTH))?;
        let month = u8::try_from(found.number).ok()?;
        let dot = self.is(end, '.') && self.tight(end);
        let at = self.skip_dot(end);
        let point = self.point(first, at, None, Some(month), None, Shape::Named);
        let weak = !found.roles.has(Roles::MONTH) && !dot && !self.begins_column(first);
        if let Some((year, end, shape)) = self.year_after(at) {
            // "Dean's List, 2023": a comma joins nothing to a common word.
            let joined = end > at + 1 && !self.is(at, ',');
            return (!weak || joined)
                .then(|| self.after_year(Point { year: Some(year), end, shape, ..point }));
        }
        if weak || !self.near(at) {
            return (!weak).then_some(point);
        }
        let Some(day) = self.small(at, 31) else { return Some(point) };
        let mut end = at + 1;
        if self.get(end).is_some_and(|t| t.space == 0 && t.has(Roles::ORDINAL)) {
            end += 1;
        }
        let mut until_day = None;
        if self.get(end).is_some_and(|t| t.kind == Kind::Dash)
            && let Some(last) = self.small(end + 1, 31).filter(|&last| last > day)
            && (self.is(end + 2, ',') || self.near(end + 2))
            && self.year_after(end + 2).is_some()
        {
            until_day = Some(last);
            end += 2;
        }
        let point = Point { day: Some(day), end, until_day, ..point };
        match self.year_after(end) {
            Some((year, end, Shape::Named)) => Some(Point { year: Some(year), end, ..point }),
            // Either a day or a year.
            _ => Some(Point { shape: Shape::NamedShort, ..point }),
        }
    }

    /// The year after a month: its value, the index after it, and the shape of the whole.
    pub(super) fn year_after(&self, at: usize) -> Option<(u16, usize, Shape)> {
        let mut at = at;
        if !self.near(at) {
            return None;
        }
        if let Some((year, end)) = self.apostrophe_year(at) {
            return Some((year, end, Shape::Named));
        }
        let joint = self.get(at).filter(|t| t.is(',') || t.is('/') || t.is('.') || t.is_hyphen());
        if let Some(sign) = joint.copied() {
            let loose = sign.is_hyphen()
                && (sign.space > 0) != self.get(at + 1).is_some_and(|t| t.space > 0);
            if loose || !self.near(at + 1) {
                return None;
            }
            at += 1;
            if sign.is_hyphen() && sign.space == 0 && self.short_year(at).is_some() {
                return Some((self.short_year(at)?, at + 1, Shape::NamedShort));
            }
            if sign.is('/') && sign.space == 0 && self.short_year(at).is_some() {
                return Some((self.short_year(at)?, at + 1, Shape::NamedShort));
            }
        }
        at = self.skip_of(at);
        if let Some((end, _)) = self.tokens.phrase(at, Roles::YEAR_WORD).filter(|_| self.near(at)) {
            at = end;
        }
        if let Some((year, end)) = self.apostrophe_year(at) {
            return Some((year, end, Shape::Named));
        }
        let year = self.year(at).filter(|_| self.near(at))?;
        Some((year, at + 1, Shape::Named))
    }

    /// Summer 2018, Sommer/Herbst 2019, Winter 2019/20, Fall '19, and "Spring" without a year.
    pub(super) fn season(&self, first: usize) -> Option<Point> {
        let (mut at, found) = self.tokens.phrase(first, Roles::SEASON.or(Roles::WEAK_SEASON))?;
        let weak = !found.roles.has(Roles::SEASON) && !self.begins_column(first);
        let joined = self.is(at, '/')
            || self.is(at, '&')
            || self.get(at).is_some_and(|t| t.is_hyphen() || t.has(Roles::AND));
        if joined && let Some((end, _)) = self.tokens.phrase(at + 1, Roles::SEASON) {
            at = end;
        }
        if let Some((end, _)) = self.tokens.phrase(at, Roles::PART).filter(|_| self.near(at)) {
            at = end;
        }
        let bare = Point { coarse: true, ..self.point(first, at, None, None, None, Shape::Named) };
        match self.coarse_year(first, at) {
            Some(point) if !weak => Some(point),
            _ => (!weak).then_some(bare),
        }
    }

    /// WS 2019/20, `SoSe` 20, HT18.
    pub(super) fn semester(&self, first: usize) -> Option<Point> {
        let (end, _) = self.tokens.phrase(first, Roles::SEMESTER)?;
        let at = self.skip_of(self.joint(end, None).map_or(self.skip_dot(end), |(_, after)| after));
        if let Some(point) = self.coarse_year(first, at) {
            return Some(point);
        }
        let year = self.short_year(at).filter(|_| self.near(at))?;
        Some(self.second_year(Point {
            coarse: true,
            ..self.point(first, at + 1, Some(year), None, None, Shape::Named)
        }))
    }

    /// The index after "Q3", "S 1", "Semester 2".
    pub(super) fn letter_and_number(&self, first: usize) -> Option<usize> {
        let (at, _) = self.tokens.phrase(first, Roles::PART)?;
        let letter = self.get(first)?.count == 1;
        let at = if letter { at } else { self.skip_dot(at) };
        self.small(at, 4).filter(|_| if letter { self.tight(at) } else { self.near(at) })?;
        Some(at + 1)
    }

    /// Academic year 2019/20, FY19.
    pub(super) fn academic(&self, first: usize) -> Option<Point> {
        let (at, _) = self.tokens.phrase(first, Roles::ACADEMIC)?;
        let at = self.skip_of(if self.is(at, ':') { at + 1 } else { self.skip_dot(at) });
        if let Some(point) = self.coarse_year(first, at) {
            return Some(point);
        }
        let year = self.short_year(at).filter(|_| self.near(at))?;
        let point = Point {
            coarse: true,
            ..self.point(first, at + 1, Some(year), None, None, Shape::Named)
        };
        let both = self.second_year(point);
        (both.until.is_some() || self.tight(at)).then_some(both)
    }

    /// Early 2019, Mitte 2019, ca. 03/2019.
    pub(super) fn about(&self, first: usize) -> Option<Point> {
        let (at, _) = self.tokens.phrase(first, Roles::ABOUT)?;
        let at = self.skip_dot(at);
        let at =
            if self.get(at).is_some_and(|t| t.is_hyphen() && t.space == 0) { at + 1 } else { at };
        let at = self.skip_of(at);
        self.near(at).then_some(())?;
        let next = self.get(at)?;
        let point = match next.kind {
            Kind::Number => self.number_first(at, next)?,
            Kind::Word if next.has(Roles::MONTH) => self.name_first(at)?,
            Kind::Word if next.has(Roles::SEASON) => self.season(at)?,
            _ => return None,
        };
        let plain =
            point.year.is_some() && !matches!(point.shape, Shape::ShortYear | Shape::Compact);
        plain.then_some(Point { coarse: true, first, ..point })
    }

    /// tháng 3 năm 2019, year 2019.
    pub(super) fn worded(&self, first: usize) -> Option<Point> {
        if let Some((at, _)) = self.tokens.phrase(first, Roles::MONTH_WORD) {
            let month = self.small(at, 12).filter(|_| self.near(at))?;
            let point = self.point(first, at + 1, None, Some(month), None, Shape::Named);
            let year = self.year_after(at + 1);
            return Some(year.map_or(point, |(year, end, shape)| Point {
                year: Some(year),
                end,
                shape,
                ..point
            }));
        }
        let (at, _) = self.tokens.phrase(first, Roles::YEAR_WORD)?;
        let year = self.year(at).or_else(|| self.buddhist_year(at)).filter(|_| self.near(at))?;
        Some(self.point(first, at + 1, Some(year), None, None, Shape::Year))
    }

    /// A year of the calendar of Thailand.
    pub(super) fn buddhist_year(&self, index: usize) -> Option<u16> {
        let token = self.get(index).filter(|t| t.kind == Kind::Number && t.count == 4)?;
        let year = u16::try_from(token.value).ok()?.checked_sub(543)?;
        (MIN_YEAR..=self.limits.max_year).contains(&year).then_some(year)
    }

    /// A coarse date whose year stands at an index, after "of", a comma, a slash or a hyphen.
    pub(super) fn coarse_year(&self, first: usize, at: usize) -> Option<Point> {
        let (year, end, _) = self.year_after(at).filter(|found| found.2 == Shape::Named)?;
        let point =
            Point { coarse: true, ..self.point(first, end, Some(year), None, None, Shape::Named) };
        Some(self.after_year(self.second_year(point)))
    }

    /// Adds the second year of 2019/20, 2019-2020.
    pub(super) fn second_year(&self, point: Point) -> Point {
        let Some(year) = point.year else { return point };
        let at = point.end;
        let sign =
            self.get(at).is_some_and(|t| t.space == 0 && (t.is('/') || t.kind == Kind::Dash));
        if !sign || !self.tight(at + 1) {
            return point;
        }
        let until = self.year(at + 1).or_else(|| self.short_year(at + 1));
        match until.filter(|&until| until == year + 1) {
            Some(until) => Point { until: Some(until), end: at + 2, ..point },
            None => point,
        }
    }
}
