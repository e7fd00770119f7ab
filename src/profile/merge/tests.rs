use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::profile::Tidy;

fn profile(value: Json) -> Profile {
    let mut profile: Profile = serde_json::from_value(value).unwrap();
    profile.tidy();
    profile
}

fn merged(own: Json, other: Json, policy: Policy) -> (Json, Vec<String>) {
    let (profile, conflicts) = merge(profile(own), profile(other), policy);
    let told = conflicts.into_iter().map(|c| format!("{}: {} | {}", c.path, c.kept, c.dropped));
    (serde_json::to_value(profile).unwrap(), told.collect())
}

#[test]
fn gaps_are_filled_and_entries_are_there_once() {
    let own = json!({
        "basics": { "name": "Ada Example", "phone": "+44 555 0100" },
        "work": [
            { "name": "Acme Ltd.", "position": "Engineer", "startDate": "2020", "highlights": ["Built it"] },
            { "name": "Old Mill", "position": "Baker", "startDate": "2010", "endDate": "2012" },
        ],
        "skills": [{ "name": "Languages", "keywords": ["Rust", "Go"] }],
        "profiles": [],
    });
    let other = json!({
        "basics": { "name": "ada example", "email": "ada@example.com", "phone": "+44 (555) 0100" },
        "work": [
            { "name": "ACME", "position": "engineer", "startDate": "2020-03", "summary": "Machines.", "highlights": ["Built it.", "Ran it"] },
            { "name": "Acme", "position": "Intern", "startDate": "2019-05", "endDate": "2019-09" },
        ],
        "skills": [{ "name": "rust" }, { "name": "Patience" }],
    });
    let (profile, told) = merged(own, other, Policy::Fill);
    assert!(told.is_empty() || told == ["work[0].name: Acme Ltd. | ACME"], "{told:?}");
    assert_eq!(profile["basics"]["name"], "Ada Example");
    assert_eq!(profile["basics"]["email"], "ada@example.com");
    let titles: Vec<_> =
        profile["work"].as_array().unwrap().iter().map(|w| &w["position"]).collect();
    assert_eq!(titles, ["Engineer", "Intern", "Baker"]);
    assert_eq!(profile["work"][0]["startDate"], "2020-03");
    assert_eq!(profile["work"][0]["summary"], "Machines.");
    assert_eq!(profile["work"][0]["highlights"], json!(["Built it", "Ran it"]));
    assert_eq!(profile["skills"].as_array().unwrap().len(), 2);
}

#[test]
fn conflicts_are_told_and_the_policy_decides() {
    let own = json!({ "basics": { "name": "Ada" }, "work": [{ "name": "Acme", "position": "Clerk", "startDate": "2020-01" }] });
    let other = json!({ "basics": { "name": "Ada M." }, "work": [{ "name": "Acme", "position": "Clerk", "startDate": "2020-02", "endDate": "2022" }] });
    let (profile, told) = merged(own.clone(), other.clone(), Policy::Fill);
    assert_eq!(
        told,
        [
            "basics.name: Ada | Ada M.",
            "work[0].startDate: 2020-01 | 2020-02",
            "work[0].endDate: present | 2022"
        ]
    );
    assert_eq!(profile["work"][0], own["work"][0]);
    let (profile, told) = merged(own, other.clone(), Policy::Override);
    assert_eq!(told[2], "work[0].endDate: 2022 | present");
    assert_eq!(profile, other);
}

#[test]
fn the_same_is_recognised() {
    let both = |section: &str, own: Json, other: Json| {
        let (profile, told) =
            merged(json!({ section: [own] }), json!({ section: [other] }), Policy::Fill);
        (profile[section].as_array().unwrap().len(), told)
    };
    let doi = json!({ "name": "A: B", "doi": "10.5555/X", "authors": ["Ada"] });
    assert_eq!(
        both(
            "publications",
            doi.clone(),
            json!({ "name": "a b", "doi": "https://doi.org/10.5555/x" })
        )
        .0,
        1
    );
    assert_eq!(both("publications", doi.clone(), json!({ "name": "A – B" })).0, 1);
    assert_eq!(both("publications", doi, json!({ "name": "A B", "doi": "10.5555/y" })).0, 2);
    // Two roles one after the other are two, two names for the same months are one.
    let role = |position: &str, start: &str, end: &str| json!({ "name": "Acme", "position": position, "startDate": start, "endDate": end });
    assert_eq!(both("work", role("A", "2018", "2020"), role("B", "2020", "2022")).0, 2);
    let (count, told) =
        both("work", role("Dev", "2018-01", "2020-05"), role("Developer", "2018", "2020"));
    assert_eq!((count, told), (1, vec!["work[0].position: Dev | Developer".to_owned()]));
    assert_eq!(both("work", role("A", "2010", "2012"), role("A", "2015", "2016")).0, 2);
    let bsc =
        json!({ "institution": "Uni", "studyType": "BSc", "area": "Physics", "endDate": "2012" });
    let msc =
        json!({ "institution": "Uni", "studyType": "MSc", "startDate": "2012", "endDate": "2014" });
    assert_eq!(both("education", bsc.clone(), msc).0, 2);
    assert_eq!(
        both(
            "education",
            bsc,
            json!({ "institution": "uni", "startDate": "2009", "endDate": "2012" })
        )
        .0,
        1
    );
    let words = json!({ "title": "Prize", "date": "2019", "_written": { "date": "Fall 2019" } });
    assert_eq!(both("awards", words, json!({ "title": "Prize", "date": "2019-10" })), (1, vec![]));
}

/// The strings in a value.
fn leaves(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| leaves(item, out)),
        Json::Object(members) => members.values().for_each(|member| leaves(member, out)),
        other => out.push(other.to_string()),
    }
}

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(&["Acme", "Acme Ltd", "acme", "Zeta", "C", "C++", "x", "Uni"][..])
        .prop_map(str::to_owned)
}

fn date() -> impl Strategy<Value = Option<&'static str>> {
    let dates =
        [None, Some("2018"), Some("2018-05"), Some("2019"), Some("2020-02-01"), Some("soon")];
    proptest::sample::select(dates.to_vec())
}

type Made = (String, String, String, Option<&'static str>, Option<&'static str>, Vec<String>);

fn entries() -> impl Strategy<Value = Vec<Made>> {
    let words = proptest::collection::vec(word(), 0..3);
    proptest::collection::vec((word(), word(), word(), date(), date(), words), 0..4)
}

fn list(entries: &[Made], keys: [&str; 3]) -> Vec<Json> {
    let entry = |(name, title, text, start, end, words): &Made| {
        json!({ keys[0]: name, keys[1]: title, keys[2]: text, "startDate": start, "endDate": end,
            "date": start, "releaseDate": start, "highlights": words, "keywords": words,
            "authors": words, "url": format!("https://{text}.example.com"), "x-note": text })
    };
    entries.iter().map(entry).collect()
}

fn any_profile() -> impl Strategy<Value = Profile> {
    (word(), entries(), entries()).prop_map(|(name, work, others)| {
        let mut value = json!({
            "basics": { "name": name, "profiles": list(&others, ["network", "username", "note"]) },
            "work": list(&work, ["name", "position", "summary"]),
            "volunteer": list(&others, ["organization", "position", "summary"]),
            "education": list(&work, ["institution", "studyType", "area"]),
            "awards": list(&others, ["title", "awarder", "summary"]),
            "publications": list(&others, ["name", "publisher", "doi"]),
            "skills": list(&work, ["name", "level", "note"]),
            "sections": [{ "title": name, "entries": list(&work, ["title", "subtitle", "summary"]) }],
        });
        strip_nulls(&mut value);
        profile(value)
    })
}

fn strip_nulls(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(strip_nulls),
        Json::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(strip_nulls);
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_profile_with_itself_is_itself(profile in any_profile()) {
        for policy in [Policy::Fill, Policy::Override] {
            let (merged, conflicts) = merge(profile.clone(), profile.clone(), policy);
            prop_assert_eq!(&merged, &profile);
            prop_assert!(conflicts.is_empty());
        }
        let (merged, _) = merge(Profile::default(), profile.clone(), Policy::Fill);
        prop_assert_eq!(merged, profile);
    }

    #[test]
    fn nothing_of_either_is_lost(own in any_profile(), other in any_profile()) {
        for policy in [Policy::Fill, Policy::Override] {
            let (merged, conflicts) = merge(own.clone(), other.clone(), policy);
            let mut there = Vec::new();
            leaves(&serde_json::to_value(&merged).unwrap(), &mut there);
            there.extend(conflicts.into_iter().map(|conflict| conflict.dropped));
            let there = there.iter().map(|text| folded(text)).collect::<Vec<_>>();
            let mut all = Vec::new();
            leaves(&serde_json::to_value(&own).unwrap(), &mut all);
            leaves(&serde_json::to_value(&other).unwrap(), &mut all);
            for text in all {
                prop_assert!(there.iter().any(|known| known.contains(&folded(&text))), "{} is lost", text);
            }
        }
    }
}

#[test]
fn accounts_that_moved_and_licences_with_numbers_are_there_once() {
    let own = json!({
        "basics": { "profiles": [{ "network": "twitter", "url": "https://twitter.com/ada" }] },
        "certificates": [{ "name": "Boat Licence", "date": "2020" }, { "name": "Diver (Level 2)" }],
    });
    let other = json!({
        "basics": { "profiles": [{ "network": "Twitter", "username": "ada", "url": "https://x.com/ada" }] },
        "certificates": [{ "name": "Boat Licence (no. 5)", "date": "2020-05" }, { "name": "Diver (Level 3)", "issuer": "Pool" }],
    });
    let (profile, _) = merged(own, other, Policy::Fill);
    assert_eq!(profile["basics"]["profiles"].as_array().unwrap().len(), 1);
    assert_eq!(profile["certificates"][0]["date"], "2020-05");
    let names = profile["certificates"].as_array().unwrap().iter().map(|c| &c["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["Boat Licence", "Diver (Level 2)", "Diver (Level 3)"]);
}
