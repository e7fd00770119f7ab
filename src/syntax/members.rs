//! Keys of an object that are written twice: none of their values is lost.

use std::collections::{HashMap, HashSet};

use super::Member;
use super::fields::shown;
use crate::diag::{Diagnostic, Sink};
use crate::source::Source;

/// How many warnings about its grammar one file gives: so many that nobody reads more.
pub(super) const MOST_WARNINGS: usize = 1000;

/// Adds a warning, unless there are very many. Each costs more memory than the letter it is about.
pub(super) fn warn(sink: &mut Sink, warning: Diagnostic) {
    if sink.diagnostics().len() < MOST_WARNINGS {
        sink.push(warning);
    }
}

/// Lets the last of several values with the same key bear the key. Those before it stay where
/// they stand, under a key that begins with `x-duplicate-`; each is reported.
pub(super) fn keep_last(members: &mut [Member], source: &Source, sink: &mut Sink) {
    let earlier = repeated(members);
    if earlier.is_empty() {
        return;
    }
    let mut taken: HashSet<String> = members.iter().map(|member| member.key.clone()).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (first, second) in earlier {
        let Some(key) = members.get(first).map(|member| member.key.clone()) else { continue };
        let count = counts.entry(key.clone()).or_default();
        let kept = loop {
            *count += 1;
            let name = match *count {
                1 => format!("x-duplicate-{key}"),
                number => format!("x-duplicate-{key}-{number}"),
            };
            if taken.insert(name.clone()) {
                break name;
            }
        };
        if let Some(member) = members.get(second) {
            let message = format!("the key `{}` is written twice in this object", shown(&key));
            let help =
                format!("the last value is used; the one before is kept as `{}`", shown(&kept));
            let warning = Diagnostic::warning("duplicate-key", message).help(help);
            warn(sink, warning.at(source, member.key_range.clone()));
        }
        if let Some(member) = members.get_mut(first) {
            member.key = kept;
        }
    }
}

/// The index of each member whose key comes again, with the index where it does.
fn repeated(members: &[Member]) -> Vec<(usize, usize)> {
    /// Of so few, looking through all of them is the fastest.
    const FEW: usize = 16;
    if members.len() <= FEW {
        let before = |(index, member): (usize, &Member)| {
            let before = members.iter().take(index).rposition(|other| other.key == member.key);
            before.map(|before| (before, index))
        };
        return members.iter().enumerate().filter_map(before).collect();
    }
    let mut last: HashMap<&str, usize> = HashMap::with_capacity(members.len());
    let mut repeated = Vec::new();
    for (index, member) in members.iter().enumerate() {
        repeated.extend(last.insert(&member.key, index).map(|before| (before, index)));
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{json, yaml};

    #[test]
    fn the_last_value_wins_and_the_first_is_kept() {
        for (text, parse) in [
            (
                r#"{"a": 1, "b": 0, "a": 2, "x-duplicate-a": 9, "a": 3}"#,
                json::parse as fn(&_, &mut _) -> _,
            ),
            ("a: 1\nb: 0\na: 2\nx-duplicate-a: 9\na: 3\n", yaml::parse),
        ] {
            let mut sink = Sink::new();
            let node = parse(&Source::new("a", text), &mut sink).unwrap();
            let expected =
                r#"{"x-duplicate-a-2":1,"b":0,"x-duplicate-a-3":2,"x-duplicate-a":9,"a":3}"#;
            assert_eq!(node.to_json().to_string(), expected);
            let said: Vec<_> = sink.diagnostics().iter().map(ToString::to_string).collect();
            assert_eq!(said.len(), 2);
            assert!(
                said[0].ends_with(
                    "warning[duplicate-key]: the key `a` is written twice in this object"
                )
            );
        }
    }
}
