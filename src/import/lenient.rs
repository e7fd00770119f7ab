//! Values as other tools and their users write them: countries by name, lists as one text.

use crate::extract::{self, country_code};
use crate::profile::Text;
use crate::syntax::{Fields, Node};

/// The code of a country that is given by its code or its name; a name that is not known stays as
/// it is written.
pub(super) fn country(f: &mut Fields<'_>, names: &[&'static str]) -> Option<String> {
    let name = f.string(names)?;
    let is_code = name.len() == 2 && name.bytes().all(|b| b.is_ascii_alphabetic());
    match country_code(&name) {
        _ if is_code => Some(name.to_uppercase()),
        Some(code) => Some(code.to_owned()),
        None => Some(name),
    }
}

/// A list of short texts, which may be given as one text with commas.
pub(super) fn keywords(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Text> {
    let first = names.iter().find_map(|name| f.peek(name));
    if first.and_then(Node::scalar).is_none() {
        return f.texts(names);
    }
    let text = f.scalar_text(names).unwrap_or_default();
    extract::items(&text).into_iter().map(Text::from).collect()
}

/// A list of texts, or one alone.
pub(super) fn texts(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Text> {
    let first = names.iter().find_map(|name| f.peek(name));
    match first.and_then(Node::scalar) {
        Some(_) => f.scalar_text(names).map(Text::from).into_iter().collect(),
        None => f.texts(names),
    }
}
