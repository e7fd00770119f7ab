//! Text fields: plain or localised strings, and nested highlights.

use indexmap::IndexMap;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{Extra, is_default};

/// A text, or the same text in several languages (`{"en": "Nurse", "de": "Pflegefachfrau"}`).
///
/// Inline Markdown in it (bold, italic, code, links) is kept as written and set when it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
pub enum Text {
    /// One text for all languages.
    Plain(String),
    /// One text per language tag, in the author's order. An empty one prints nothing.
    Localized(IndexMap<String, String>),
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl Text {
    /// Returns the text for a language: its own, else that of the same language elsewhere
    /// (`de` for `de-AT`), else English, else the first.
    pub fn get(&self, lang: &str) -> &str {
        let texts = match self {
            Self::Plain(text) => return text,
            Self::Localized(texts) => texts,
        };
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        let same = |tag: &str| tag.eq_ignore_ascii_case(lang);
        let related = |tag: &str| primary(tag) == primary(lang);
        let english = |tag: &str| primary(tag) == "en";
        let found = [&same as &dyn Fn(&str) -> bool, &related, &english]
            .iter()
            .find_map(|test| texts.iter().find(|(tag, _)| test(tag)));
        found.or_else(|| texts.first()).map_or("", |(_, text)| text)
    }

    /// Joins texts to one; `None` if there are none. Of localised ones the first is taken.
    pub fn joined(texts: impl IntoIterator<Item = Self>, separator: &str) -> Option<Self> {
        let mut texts = texts.into_iter();
        let first = texts.next()?;
        let Some(second) = texts.next() else { return Some(first) };
        let mut joined = first.get("").to_owned();
        for text in std::iter::once(second).chain(texts) {
            joined.push_str(separator);
            joined.push_str(text.get(""));
        }
        Some(joined.into())
    }

    /// Returns all its texts: one, or one per language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (plain, localized) = match self {
            Self::Plain(text) => (Some(text.as_str()), None),
            Self::Localized(texts) => (None, Some(texts.values().map(String::as_str))),
        };
        plain.into_iter().chain(localized.into_iter().flatten())
    }

    /// Applies a change to each of its texts.
    pub fn for_each_mut(&mut self, mut change: impl FnMut(&mut String)) {
        match self {
            Self::Plain(text) => change(text),
            Self::Localized(texts) => texts.values_mut().for_each(change),
        }
    }

    /// Whether there is nothing to print in any language.
    pub fn is_empty(&self) -> bool {
        self.all().all(|text| text.trim().is_empty())
    }
}

/// Two texts as one, with what parts them; one alone is itself.
pub(crate) fn joined(first: Option<Text>, second: Option<Text>, by: &str) -> Option<Text> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(format!("{}{by}{}", first.get(""), second.get("")).into())
        }
        (one, other) => one.or(other),
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

/// The languages of ISO 639-1, and those of ISO 639-3 that have no shorter code and are written in
/// careers.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr \
    cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht \
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li \
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl \
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn \
    to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ckb cmn fil fur gsw haw hsb kab lld \
    nds scn sco yue";

/// Whether `key` is a language tag: a language that exists, then perhaps script, region and
/// variants (BCP 47).
pub fn is_language_tag(key: &str) -> bool {
    let mut parts = key.split(['-', '_']);
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES.split_ascii_whitespace().any(|language| language == primary)
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A bullet, perhaps with bullets below it. Written as a string where it is nothing but text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(from = "HighlightForm")]
#[cfg_attr(test, schemars(with = "HighlightForm"))]
pub struct Highlight {
    /// Its text.
    pub text: Text,
    /// The bullets below it.
    pub highlights: Vec<Highlight>,
    /// Words to choose it by.
    pub tags: Vec<String>,
    /// Keys that the schema does not know.
    pub extra: Extra,
}

/// A bullet: a text, or `{text, highlights, tags}`.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
enum HighlightForm {
    /// A bullet with bullets below it, or with tags.
    Nested {
        /// Its text.
        text: Text,
        /// The bullets below it.
        #[serde(default, skip_serializing_if = "is_default")]
        highlights: Vec<Highlight>,
        /// Words to choose it by.
        #[serde(default, skip_serializing_if = "is_default")]
        tags: Vec<String>,
        #[serde(flatten)]
        #[cfg_attr(test, schemars(skip))]
        extra: Extra,
    },
    /// A bullet of text alone.
    Flat(Text),
}

impl From<HighlightForm> for Highlight {
    fn from(form: HighlightForm) -> Self {
        match form {
            HighlightForm::Flat(text) => text.into(),
            HighlightForm::Nested { text, highlights, tags, extra } => {
                Self { text, highlights, tags, extra }
            }
        }
    }
}

impl<T: Into<Text>> From<T> for Highlight {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Serialize for Highlight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { text, highlights, tags, extra } = self.clone();
        let form = if highlights.is_empty() && tags.is_empty() && extra.is_empty() {
            HighlightForm::Flat(text)
        } else {
            HighlightForm::Nested { text, highlights, tags, extra }
        };
        form.serialize(serializer)
    }
}
