//! Values that are given once per language.

use crate::profile::is_language_tag;
use crate::syntax::{Member, Node, Value};

/// The members of a localised value: all keys are language tags, all values strings.
pub(super) fn localized(node: &Node) -> Option<&[Member]> {
    let members = node.members().filter(|members| !members.is_empty())?;
    let is_text = |node: &Node| matches!(node.value, Value::String(_) | Value::Plain(_));
    // A lone `id` is an identifier rather than Indonesian.
    let is_id = members.len() == 1 && members[0].key == "id";
    (!is_id && members.iter().all(|m| is_language_tag(&m.key) && is_text(&m.value)))
        .then_some(members)
}

/// `{"en": ["a", "b"], "de": ["c"]}` as `[{"en": "a", "de": "c"}, {"en": "b", "de": ""}]`: what
/// one language lacks prints nothing there.
pub(super) fn transposed(node: &Node) -> Option<Vec<Node>> {
    let members = node.members().filter(|members| !members.is_empty())?;
    let lists: Option<Vec<_>> = members
        .iter()
        .map(|member| match &member.value.value {
            Value::List(nodes) if is_language_tag(&member.key) => Some((member, nodes)),
            _ => None,
        })
        .collect();
    let lists = lists?;
    let longest = lists.iter().map(|(_, nodes)| nodes.len()).max()?;
    let item = |i: usize| {
        let members = lists.iter().map(|(member, nodes)| {
            let nothing = Node { value: Value::String(String::new()), range: node.range.clone() };
            Member { value: nodes.get(i).cloned().unwrap_or(nothing), ..(*member).clone() }
        });
        Node { value: Value::Object(members.collect()), range: node.range.clone() }
    };
    Some((0..longest).map(item).collect())
}
