//! Dates of Chinese, Japanese and Korean: 2019年3月, 二〇一九年, 令和元年5月, 2019년 3월.

use super::point::{Point, Points, Shape};
use super::tokens::Kind;
use super::words::Roles;

impl Points<'_> {
    /// A date whose year has its sign: 2019年3月1日, 19年3月, 二〇一九年秋.
    pub(super) fn cjk(&self, first: usize) -> Option<Point> {
        let (value, digits, at) = self.numeral(first)?;
        self.sign(at, &['年', '년']).then_some(())?;
        let year = match digits {
            4 => self.within(u16::try_from(value).ok()?)?,
            // 3年 is a duration; 19年3月 is a date.
            2 => {
                let (_, _, end) = self.numeral(at + 1)?;
                self.sign(end, &['月', '월']).then_some(())?;
                self.short_year(first)?
            }
            _ => return None,
        };
        let point = self.months_after(first, at + 1, year);
        Some(Point { doubtful: digits == 2, ..point })
    }

    /// A date by the name of an era: 令和元年5月, 平成31年, 民國108年3月, and R1.5.
    pub(super) fn era(&self, first: usize) -> Option<Point> {
        let (at, found) = self.tokens.phrase(first, Roles::ERA.or(Roles::ERA_LETTER))?;
        let first_year = self.tokens.get(at).is_some_and(|t| t.sign == '元');
        let (value, _, end) = if first_year { (1, 1, at + 1) } else { self.numeral(at)? };
        let year = self.within(found.number.checked_add(u16::try_from(value).ok()?)?)?;
        if found.roles.has(Roles::ERA) {
            self.sign(end, &['年']).then_some(())?;
            return Some(self.months_after(first, end + 1, year));
        }
        let tight = |index: usize| self.tokens.get(index).is_some_and(|t| t.space == 0);
        let dot = self.tokens.get(end).is_some_and(|t| t.is('.') || t.is('/')) && tight(end);
        let capital = self.tokens.get(first).is_some_and(|t| t.count == 1 && t.sign.is_uppercase());
        (dot && capital && tight(at) && tight(end + 1)).then_some(())?;
        let (month, digits, end) = self.numeral(end + 1)?;
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m) && digits <= 2)?;
        Some(Point {
            doubtful: true,
            ..plain(first, end, year, Some(month), None, Shape::EraLetter)
        })
    }

    /// Reads month and day, or a part of the year, after a year.
    fn months_after(&self, first: usize, at: usize, year: u16) -> Point {
        let lone = plain(first, at, year, None, None, Shape::YearFirst);
        let month = self.numeral(at).and_then(|(value, digits, end)| {
            let month = u8::try_from(value).ok().filter(|m| (1..=12).contains(m) && digits <= 2)?;
            self.sign(end, &['月', '월']).then_some((month, end + 1))
        });
        let Some((month, end)) = month else {
            return self.part_after(first, at, year).unwrap_or(lone);
        };
        let day = self.numeral(end).and_then(|(value, digits, end)| {
            let day = u8::try_from(value).ok().filter(|d| (1..=31).contains(d) && digits <= 2)?;
            self.sign(end, &['日', '일', '号', '號']).then_some((day, end + 1))
        });
        match day {
            Some((day, end)) => plain(first, end, year, Some(month), Some(day), Shape::YearFirst),
            None => plain(first, end, year, Some(month), None, Shape::YearFirst),
        }
    }

    /// 2019年度, 2019年秋, 2019年第3四半期, 2019년 상반기.
    fn part_after(&self, first: usize, at: usize, year: u16) -> Option<Point> {
        let fiscal = self.sign(at, &['度']);
        let at = at + usize::from(fiscal);
        let ordinal = self.sign(at, &['第']);
        let numbered = self.numeral(at + usize::from(ordinal)).and_then(|(value, _, end)| {
            let end = self.tokens.phrase(end, Roles::PART)?.0;
            (value <= 4).then_some(end)
        });
        let season = self.tokens.phrase(at, Roles::SEASON.or(Roles::SEMESTER)).map(|(end, _)| end);
        let end = numbered.or(season).or(fiscal.then_some(at))?;
        Some(Point { coarse: true, ..plain(first, end, year, None, None, Shape::YearFirst) })
    }

    /// A number in digits, or in the numerals of Chinese: its value, its digits, the index after.
    pub(crate) fn numeral(&self, index: usize) -> Option<(u32, u8, usize)> {
        let token = self.tokens.get(index)?;
        if token.kind == Kind::Number {
            return Some((token.value, token.count, index + 1));
        }
        let mut value = 0;
        let mut end = index;
        while let Some(token) =
            self.tokens.get(end).filter(|t| end - index < 4 && (t.space == 0 || end == index))
        {
            match numeral_of(token.sign) {
                // 三十 is three tens, 十月 the tenth month.
                Some(10) => value = if value == 0 { 10 } else { value * 10 },
                Some(digit) if value % 10 == 0 && value > 0 && value <= 90 && self.is_ten(end) => {
                    value += digit;
                }
                Some(digit) => value = value * 10 + digit,
                None => break,
            }
            end += 1;
        }
        let digits = match value {
            0..=9 => 1,
            10..=99 => 2,
            _ => u8::try_from(end - index).unwrap_or(u8::MAX),
        };
        (end > index).then_some((value, digits, end))
    }

    /// Whether the token before is the numeral ten.
    fn is_ten(&self, index: usize) -> bool {
        index.checked_sub(1).and_then(|i| self.tokens.get(i)).is_some_and(|t| t.sign == '十')
    }

    fn sign(&self, index: usize, signs: &[char]) -> bool {
        self.tokens
            .get(index)
            .is_some_and(|t| t.kind == Kind::Cjk && t.space < 2 && signs.contains(&t.sign))
    }

    fn within(&self, year: u16) -> Option<u16> {
        (1900..=self.limits.max_year).contains(&year).then_some(year)
    }
}

fn plain(
    first: usize,
    end: usize,
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    shape: Shape,
) -> Point {
    Point {
        year: Some(year),
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

fn numeral_of(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}
