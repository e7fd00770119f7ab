//! Europass: the passport of 2013 to 2020 (XML and JSON), its forerunners of 2005 to 2012, and the
//! candidate of the portal of today.

mod candidate;
mod learner;
mod passport;

use super::{Confidence, Format, Input, ReadOptions};
use crate::diag::{Diagnostic, Result, Sink};
use crate::locale::Locale;
use crate::profile::{
    Cefr, Date, DateReading, Highlight, Language, Profile, Section, SectionEntry, Text, When,
    joined,
};
use crate::syntax::{Fields, Node, Prose, Reading, xml};

pub(super) static FORMAT: Format = Format {
    name: "europass",
    title: "Europass (XML, JSON, PDF with the XML in it)",
    extensions: &["xml", "json"],
    sniff,
    read,
    explain: None,
};

const SETTINGS: &str = "settings and ids of Europass";

/// Fills a profile from the outermost element.
type Reader = fn(&mut Fields<'_>, &Locale, &mut Profile);

/// The generations, by what tells them.
fn generation(input: &Input) -> Option<Reader> {
    let root = input.tree()?;
    if root.get("SkillsPassport").is_some_and(|passport| passport.members().is_some()) {
        return Some(|f, locale, profile| {
            f.object(&["SkillsPassport"], "", |f| passport::read(f, locale, profile));
            f.ignore_rest(SETTINGS);
        });
    }
    match xml::root(input.source().text())? {
        "SkillsPassport" => Some(passport::read),
        "learnerinfo" => Some(learner::read),
        "Candidate" if root.get("CandidatePerson").or(root.get("CandidateProfile")).is_some() => {
            Some(candidate::read)
        }
        _ => None,
    }
}

/// Whether an input is the XML of a Europass.
pub(super) fn is_xml(input: &Input) -> bool {
    xml::root(input.source().text()).is_some() && generation(input).is_some()
}

/// Whether the first bytes of a broken file are those of a Europass.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..2_000).unwrap_or(bytes));
    ["<SkillsPassport", "<learnerinfo", "<Candidate"].iter().any(|root| start.contains(root))
}

fn sniff(input: &Input) -> Confidence {
    if generation(input).is_some() { Confidence::Yes } else { Confidence::No }
}

fn read(input: &Input, _: &ReadOptions, sink: &mut Sink) -> Result<Profile> {
    let source = input.source();
    let root = input.parse_object(sink, "a passport is an object with `SkillsPassport`")?;
    let Some(read) = generation(input) else {
        let error = Diagnostic::error("wrong-top-level", "this is no Europass");
        let help = "its outermost element is `SkillsPassport`, `learnerinfo` or `Candidate`";
        return Err(Box::new(error.at(source, root.range.clone()).help(help)));
    };
    let reading = Reading::new(source).null_is_usual().one_is_usual().day_first(Some(true));
    let lang = lang(root);
    let locale = lang.as_deref().and_then(Locale::find).unwrap_or_else(Locale::english);
    let mut profile = Profile { lang, ..Profile::default() };
    read(&mut reading.fields(root, ""), locale, &mut profile);
    reading.finish(root, sink);
    Ok(profile)
}

/// The language of the document: an attribute, or a field.
fn lang(root: &Node) -> Option<String> {
    let passport = root.get("SkillsPassport").unwrap_or(root);
    let of_profile = root.get("CandidateProfile").and_then(|profile| profile.get("@languageCode"));
    let places = [passport.get("@locale"), passport.get("Locale"), of_profile];
    let tag = places.into_iter().flatten().find_map(Node::scalar)?.replace('_', "-");
    crate::profile::is_language_tag(&tag).then_some(tag)
}

/// The items of a list that XML wraps (`XList` of `X`) and JSON does not.
fn wrapped<T>(
    f: &mut Fields<'_>,
    wrapper: &'static str,
    item: &'static str,
    read: impl Fn(&mut Fields<'_>) -> T,
) -> Vec<T> {
    let mut items = f.list(&[item], "Label", &read);
    items.extend(f.object(&[wrapper], item, |f| {
        let items = f.list(&[item], "Label", &read);
        f.ignore_rest(SETTINGS);
        items
    }));
    items
}

/// A text that may bear a code: the text, else the code.
fn label(f: &mut Fields<'_>, names: &[&'static str]) -> Option<Text> {
    if !names.iter().any(|name| f.has_object(name)) {
        return f.text(names);
    }
    f.object(names, "Label", |f| {
        let label = f.text(&["Label", "label", "#text"]);
        let code = match label {
            Some(_) => None,
            None => f.text(&["Code", "code"]),
        };
        f.ignore(&["Code", "code"], "codes of texts");
        f.ignore_rest(SETTINGS);
        label.or(code)
    })
}

/// A date in parts; months and days may bear the dashes of XML Schema (`--08`, `---01`).
fn date(f: &mut Fields<'_>, names: &[&'static str]) -> Option<When> {
    f.object(names, "Year", |f| {
        let part = |f: &mut Fields<'_>, names: &[&'static str]| {
            f.scalar_text(names).map(|text| text.trim_start_matches('-').to_owned())
        };
        let year = part(f, &["@year", "Year", "year"]);
        let month = part(f, &["@month", "Month", "month"]);
        let day = part(f, &["@day", "Day", "day"]);
        f.ignore_rest(SETTINGS);
        let year = year?;
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let whole = year.parse().ok().and_then(|y| {
            let month = number(&month).filter(|month| *month != 0);
            Date::new(y, month, number(&day).filter(|day| *day != 0 && month.is_some()))
        });
        Some(whole.map_or_else(
            || said(&[Some(year), month, day].map(Option::unwrap_or_default).join("-")),
            When::Date,
        ))
    })
}

/// A date as it is written.
fn said(text: &str) -> When {
    let text = text.trim_matches('-');
    match DateReading::in_order(text, true) {
        DateReading::Date(date) => When::Date(date),
        _ => When::Text(text.to_owned()),
    }
}

/// A language with its levels: one level if all are the same, else each with its name.
fn language(name: Option<Text>, cefr: Cefr, words: Option<Text>, locale: &Locale) -> Language {
    let Cefr { listening, reading, spoken_interaction, spoken_production, writing, .. } = &cefr;
    let levels = [
        ("listening", listening),
        ("reading", reading),
        ("spoken-interaction", spoken_interaction),
        ("spoken-production", spoken_production),
        ("writing", writing),
    ];
    let said: Vec<_> =
        levels.iter().filter_map(|(name, level)| Some((*name, level.as_deref()?))).collect();
    let is_one = said.len() == levels.len() && said.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let scales = match said.first() {
        Some((_, level)) if is_one => Some((*level).to_owned()),
        Some(_) => {
            let one = |(name, level): &(&str, &str)| format!("{} {level}", locale.field(name));
            Some(said.iter().map(one).collect::<Vec<_>>().join(&locale.comma))
        }
        None => None,
    };
    let fluency = joined(scales.map(Text::from), words, " · ");
    Language { language: name, fluency, cefr, ..Language::default() }
}

/// A group of skills: its title, its prose, and what stands in bullets below it.
type Group<'t> = (&'t str, Option<Text>, Vec<Highlight>);

/// A section of skills in prose, each below its title, after education and languages.
fn place_skills(locale: &Locale, groups: Vec<Group<'_>>, profile: &mut Profile) {
    let mut entries = Vec::new();
    for (title, text, more) in groups {
        let text = text.unwrap_or_default();
        let (summary, mut highlights) = Prose::of(text.get("")).split();
        highlights.extend(more);
        if summary.is_some() || !highlights.is_empty() {
            let title = Some(title.into());
            entries.push(SectionEntry { title, summary, highlights, ..SectionEntry::default() });
        }
    }
    if !entries.is_empty() {
        let title = Some(locale.section("skills").into());
        profile.sections.push(Section { title, entries, ..Section::default() });
        let order = ["summary", "work", "education", "languages", "sections"];
        profile.section_order = order.map(str::to_owned).to_vec();
    }
}

/// `NetworksAndMemberships` as words.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

/// The code of ISO 3166-1 for a code of Europass, which has two of its own.
fn country(code: &str) -> String {
    match code.to_uppercase().as_str() {
        "UK" => "GB".to_owned(),
        "EL" => "GR".to_owned(),
        code => code.to_owned(),
    }
}

/// A picture as a data address; `None` if it holds no picture.
fn picture(kind: &str, data: &str) -> Option<String> {
    let data: String = data.split_whitespace().collect();
    let is_base64 = |b: u8| b.is_ascii_alphanumeric() || b"+/=".contains(&b);
    let kind = kind.to_lowercase();
    let kind = match kind.strip_prefix("image/").unwrap_or(&kind) {
        "jpg" | "jpeg" | "" => "jpeg",
        "png" => "png",
        _ => return None,
    };
    (data.len() > 100 && data.bytes().all(is_base64))
        .then(|| format!("data:image/{kind};base64,{data}"))
}
