//! The shape of a record: scalars stand in wrappers, dates in parts, and nulls wherever nothing is.

use crate::syntax::{Member, Node, Value};

/// The same values without nulls and wrappers, dates as one text.
pub(super) fn simple(node: &Node) -> Node {
    let value = match &node.value {
        Value::List(nodes) => {
            Value::List(nodes.iter().map(simple).filter(|node| !is_nothing(node)).collect())
        }
        Value::Object(members) => {
            // In XML some stand in attributes, beside the text.
            let key = |key: &str| match key.trim_start_matches('@') {
                "#text" => "value".to_owned(),
                key => key.to_owned(),
            };
            let simple = |member: &Member| Member {
                key: key(&member.key),
                value: simple(&member.value),
                key_range: member.key_range.clone(),
            };
            let members = members.iter().map(simple).filter(|member| !is_nothing(&member.value));
            let members: Vec<Member> = members.collect();
            match members.as_slice() {
                [only] if only.key == "value" => return only.value.clone(),
                members if is_date(members) => Value::String(date(members)),
                _ => Value::Object(members),
            }
        }
        value => value.clone(),
    };
    Node { value, range: node.range.clone() }
}

/// Whether nothing is said: null, no text, or only such in it.
fn is_nothing(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) | Value::Plain(text) => text.trim().is_empty(),
        Value::List(nodes) => nodes.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn is_date(members: &[Member]) -> bool {
    let is_part = |member: &Member| {
        ["year", "month", "day"].contains(&member.key.as_str()) && member.value.scalar().is_some()
    };
    !members.is_empty() && members.iter().all(is_part)
}

fn date(members: &[Member]) -> String {
    let part = |name: &str| members.iter().find(|m| m.key == name).and_then(|m| m.value.scalar());
    let parts = [part("year"), part("month"), part("day")];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}
