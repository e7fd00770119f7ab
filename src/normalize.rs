//! Puts a profile in order, whatever it was read from.

use crate::profile::{Profile, Tidy};

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
            publications: vec![Publication { doi: Some("https://doi.org/10.1/x".into()), ..Publication::default() }],
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
