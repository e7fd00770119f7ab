//! Periods that the formats of other tools write as one text: `Jan 2020 - Present`, `seit 2019`.

use crate::diag::Diagnostic;
use crate::extract::dates::{self, End, Form, Stamp};
use crate::profile::{When, Written};
use crate::syntax::{Fields, shown};

/// The start and the end that a text says, in any language; a single date is both. An object
/// with `start` and `end` is as welcome. What cannot be read stays as it is written.
pub(super) fn period(
    f: &mut Fields<'_>,
    names: &[&'static str],
    written: &mut Written,
) -> (Option<When>, Option<When>) {
    if names.iter().any(|name| f.has_object(name)) {
        return f.object(names, "start", |f| {
            let dates = f.period(&["startDate", "start"], &["endDate", "end"], written);
            f.ignore_rest("parts of a period that are no date");
            dates
        });
    }
    let place = f.place(names);
    let Some(text) = f.scalar_text(names) else { return (None, None) };
    if let Some(found) = read(&text, written) {
        return found;
    }
    if let Some((range, path)) = place {
        let warning = Diagnostic::warning("bad-date", format!("`{}` is no date", shown(&text)));
        let help =
            "write the dates as YYYY-MM, for example \"2023-12\"; it is printed as it stands";
        f.push(warning.help(help), &range, &path);
    }
    (Some(When::Text(text)), None)
}

/// The period of a course of study: a single date is its end.
pub(super) fn period_of_study(
    f: &mut Fields<'_>,
    names: &[&'static str],
    written: &mut Written,
) -> (Option<When>, Option<When>) {
    match period(f, names, written) {
        (Some(start), Some(end)) if start == end => {
            written.shift_remove("startDate");
            (None, Some(end))
        }
        dates => dates,
    }
}

/// What a text says that is a period and nothing else.
pub(super) fn read(text: &str, written: &mut Written) -> Option<(Option<When>, Option<When>)> {
    let found = dates::read(text, dates::Reading::default())?;
    let mut when = |name: &str, stamp: &Stamp| {
        if stamp.coarse {
            let words = text.get(stamp.range.clone()).unwrap_or_default();
            written.insert(name.to_owned(), words.trim().to_owned());
        }
        When::from(stamp.date)
    };
    let start = found.start.as_ref().map(|stamp| when("startDate", stamp));
    let end = match &found.end {
        Some(End::At(stamp)) => Some(when("endDate", stamp)),
        _ => None,
    };
    match found.form {
        Form::Single => {
            if let Some(stamp) = &found.start {
                when("endDate", stamp);
            }
            // "Expected June 2025" says more than the date.
            if found.note.is_some() {
                for name in ["startDate", "endDate"] {
                    written.insert(name.to_owned(), text.trim().to_owned());
                }
            }
            Some((start.clone(), start))
        }
        Form::Range | Form::Since | Form::Open if start.is_some() => Some((start, end)),
        Form::Until if end.is_some() => Some((None, end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_any_language() {
        let show = |text: &str| {
            let mut written = Written::new();
            let (start, end) = read(text, &mut written)?;
            let show = |when: Option<When>| when.map(|w| w.to_string()).unwrap_or_default();
            Some(format!(
                "{}..{}{}",
                show(start),
                show(end),
                if written.is_empty() { "" } else { " ~" }
            ))
        };
        for (text, expected) in [
            ("January 2019 to Present", "2019-01.."),
            ("August 2012 to May 2016", "2012-08..2016-05"),
            ("2014 - 2018", "2014..2018"),
            ("03/2019 – 05/2021", "2019-03..2021-05"),
            ("seit März 2020", "2020-03.."),
            ("janv. 2018 - aujourd’hui", "2018-01.."),
            ("2020", "2020..2020"),
            ("Fall 2019", "2019..2019 ~"),
            ("2021-03-01 - 2022-01-15", "2021-03-01..2022-01-15"),
            ("Expected June 2025", "2025-06..2025-06 ~"),
        ] {
            assert_eq!(show(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(show("sometime"), None);
    }
}
