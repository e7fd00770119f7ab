//! Puts a profile in order, whatever it was read from.

use crate::profile::{Date, Profile, Tidy, When};

/// Puts a profile in order. It never fails, and doing it twice is doing it once.
///
/// After it
/// - no text has white space at its ends, and an empty text is absent;
/// - no list holds an entry that says nothing;
/// - country codes are upper case, mail and phone bear no `mailto:` or `tel:`;
/// - a `doi` is bare (`10.1000/182`), without the address of its resolver.
///
/// Entries stay in the order given.
pub fn normalize(mut profile: Profile) -> Profile {
    profile.tidy();
    let basics = &mut profile.basics;
    strip_prefixes(&mut basics.email, &["mailto:"]);
    strip_prefixes(&mut basics.phone, &["tel:"]);
    if let Some(code) = basics.location.country_code.as_mut().filter(|code| code.len() == 2) {
        code.make_ascii_uppercase();
    }
    for publication in &mut profile.publications {
        let resolvers = ["https://", "http://", "dx.doi.org/", "doi.org/", "doi:"];
        strip_prefixes(&mut publication.doi, &resolvers);
    }
    // What was stripped may have left nothing.
    profile.tidy();
    profile
}

/// Returns the sections whose entries do not stand newest first: one begins and ends later than
/// the one before it.
pub fn disorder(profile: &Profile) -> Vec<&'static str> {
    macro_rules! disordered {
        ($($section:ident),*) => {
            [$((stringify!($section), {
                let ranges = profile.$section.iter().map(|entry| range(&entry.start_date, &entry.end_date));
                let ranges: Vec<_> = ranges.flatten().collect();
                ranges.windows(2).any(|pair| pair[1].0 > pair[0].0 && pair[1].1 > pair[0].1)
            })),*]
        };
    }
    let sections = disordered!(work, volunteer, education, projects);
    sections.into_iter().filter(|(_, disordered)| *disordered).map(|(name, _)| name).collect()
}

/// Start and end of an entry. One that goes on ends after all others; a single date is both.
fn range(start: &Option<When>, end: &Option<When>) -> Option<(Date, Date)> {
    let date = |when: &Option<When>| when.as_ref().and_then(When::date);
    let last = Date::new(9998, Some(12), Some(31))?;
    match (date(start), date(end)) {
        (Some(start), Some(end)) => Some((start, end)),
        (Some(start), None) if end.is_none() => Some((start, last)),
        (start, end) => start.or(end).map(|date| (date, date)),
    }
}

fn strip_prefixes(field: &mut Option<String>, prefixes: &[&str]) {
    let Some(text) = field else { return };
    let prefix = |text: &str| {
        let starts = |prefix: &&&str| {
            text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        prefixes.iter().find(starts).map(|prefix| prefix.len())
    };
    while let Some(length) = prefix(text) {
        *text = text[length..].trim().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Basics, Highlight, Publication, Work};

    #[test]
    fn sections_that_begin_with_the_oldest_are_found() {
        let work = |start: u16, end: Option<u16>| {
            let year = |year| Date::new(year, None, None).map(When::from);
            Work { start_date: year(start), end_date: end.and_then(year), ..Work::default() }
        };
        let of = |work: Vec<Work>| disorder(&Profile { work, ..Profile::default() });
        assert_eq!(of(vec![work(2010, Some(2015)), work(2015, None)]), ["work"]);
        assert!(of(vec![work(2015, None), work(2010, Some(2015))]).is_empty());
        // One inside another may stand on either side of it.
        assert!(of(vec![work(2010, None), work(2012, Some(2014)), Work::default()]).is_empty());
        assert!(of(vec![work(2012, Some(2014)), work(2010, None)]).is_empty());
    }

    #[test]
    fn blanks_go_and_order_stays() {
        let work = |name: &str| Work { name: Some(name.into()), ..Work::default() };
        let profile = Profile {
            basics: Basics {
                name: Some("  Ada ".into()),
                label: Some(" ".into()),
                email: Some("MAILTO:ada@example.com".into()),
                ..Basics::default()
            },
            work: vec![
                Work { highlights: vec![Highlight::from(" "), "x".into()], ..work("b") },
                Work::default(),
                work("a"),
            ],
            publications: vec![Publication {
                doi: Some("https://doi.org/10.1/x".into()),
                ..Publication::default()
            }],
            ..Profile::default()
        };
        let normal = normalize(profile);
        assert_eq!(normal.basics.name, Some("Ada".into()));
        assert_eq!(normal.basics.label, None);
        assert_eq!(normal.basics.email.as_deref(), Some("ada@example.com"));
        assert_eq!(normal.work.len(), 2);
        assert_eq!(normal.work[0].highlights, vec![Highlight::from("x")]);
        assert_eq!(normal.publications[0].doi.as_deref(), Some("10.1/x"));
        assert_eq!(normalize(normal.clone()), normal);
    }
}
