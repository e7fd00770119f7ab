//! The sections of a document that cvpdf wrote, as those of a profile.

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::{Account, Block, Entry, Item, Page, Part, Said, entry};
use crate::extract::{self, Explanation, Furniture};
use crate::locale::Locale;
use crate::profile::{Form, Profile, Sections};

/// The profile that a page says, if every word of it has its place.
pub(super) fn read(source: &str, page: Page) -> Option<(Profile, Explanation)> {
    let locale = locale(&page)?;
    let mut draft = Draft::new(source, locale, page.is_markdown);
    for mark in &page.marks {
        draft.furniture(mark.clone(), Furniture::Markup);
    }
    basics(&page, &mut draft);
    let mut order = Vec::new();
    let mut own = 0;
    for part in &page.parts {
        let key = key(part, draft.locale);
        if let Some(title) = &part.title {
            draft.heading(title, key);
            let is_usual = key == "sections" || draft.locale.section(key) == title.text;
            if !is_usual {
                member(&mut draft.root, "sectionTitles")
                    .insert(key.to_owned(), title.text.clone().into());
            }
        }
        section(part, key, &mut own, &mut draft)?;
        if Sections::KEYS.contains(&key) {
            order.push(key);
        }
    }
    if let Some(lang) = &page.lang {
        draft.root.insert("lang".to_owned(), lang.as_str().into());
    } else if draft.locale.tag != "en" {
        draft.root.insert("lang".to_owned(), draft.locale.tag.as_str().into());
    }
    let (mut profile, explanation) = draft.finish()?;
    let usual = profile.sections_in_order(&[]);
    let mut usual = usual.iter().map(|(key, _)| *key).filter(|key| order.contains(key));
    if !order.iter().all(|key| usual.next() == Some(key)) {
        profile.section_order = order.into_iter().map(str::to_owned).collect();
    }
    Some((profile, explanation))
}

/// The language: the one that is told, else the one that most titles are of.
fn locale(page: &Page) -> Option<&'static Locale> {
    if let Some(lang) = &page.lang {
        return Some(Locale::find(lang).unwrap_or_else(Locale::english));
    }
    let titles: Vec<&str> =
        page.parts.iter().filter_map(|part| Some(part.title.as_ref()?.text.as_str())).collect();
    let known = |locale: &Locale| {
        titles.iter().filter(|title| locale.sections.values().any(|usual| usual == **title)).count()
    };
    let english = Locale::english();
    // Most are in English; the others are looked at only if this one is not.
    if known(english) * 2 > titles.len() || titles.is_empty() {
        return Some(english);
    }
    let others = Locale::tags().filter_map(Locale::find);
    let best = others.max_by_key(|locale| (known(locale), locale.tag == "en"))?;
    (known(best) > 0).then_some(best)
}

/// The key of a section: as it is told, as its title is usual, else one of the author's making.
fn key(part: &Part, locale: &Locale) -> &'static str {
    const PERSONAL: &str = "personal";
    let keys = Sections::KEYS.iter().copied().chain([PERSONAL]);
    if let Some(told) = &part.key {
        return keys.into_iter().find(|key| key == told).unwrap_or("sections");
    }
    let title = part.title.as_ref().map(|title| title.text.as_str());
    let usual = |key: &&str| *key != "sections" && Some(locale.section(key)) == title;
    keys.into_iter().find(usual).unwrap_or("sections")
}

/// The object below a key.
fn member<'m>(members: &'m mut Map<String, Value>, key: &str) -> &'m mut Map<String, Value> {
    let value = members.entry(key).or_insert_with(|| json!({}));
    value.as_object_mut().expect("it was made an object")
}

/// The list below a key.
fn list<'m>(members: &'m mut Map<String, Value>, key: &str) -> &'m mut Vec<Value> {
    let value = members.entry(key).or_insert_with(|| json!([]));
    value.as_array_mut().expect("it was made a list")
}

fn basics(page: &Page, draft: &mut Draft<'_>) {
    let mut basics = Map::new();
    if let Some(name) = &page.name {
        // A résumé without a name is called so.
        if name.text == draft.locale.resume {
            draft.furniture(name.range.clone(), Furniture::Title);
        } else {
            basics.insert("name".to_owned(), draft.take(name, "basics.name".to_owned()));
        }
    }
    if let Some(label) = &page.label {
        basics.insert("label".to_owned(), draft.take(label, "basics.label".to_owned()));
    }
    for (field, said) in &page.contact {
        let field = field.as_deref().unwrap_or("location");
        if field == "location" {
            location(said, draft, &mut basics);
        } else {
            let value = draft.take(said, format!("basics.{field}"));
            basics.insert(field.to_owned(), value);
        }
    }
    for (n, Account { network, username, url }) in page.accounts.iter().enumerate() {
        let parts = [("network", network), ("username", username), ("url", url)];
        let parts = parts.into_iter().filter_map(|(key, said)| {
            let value = draft.take(said.as_ref()?, format!("basics.profiles[{n}].{key}"));
            Some((key.to_owned(), value))
        });
        let account = parts.collect::<Map<_, _>>();
        list(&mut basics, "profiles").push(account.into());
    }
    draft.root.insert("basics".to_owned(), basics.into());
}

/// An address in one line, its parts where they can be told apart.
fn location(said: &Said, draft: &mut Draft<'_>, basics: &mut Map<String, Value>) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if draft.locale.family_first && draft.locale.tag != "hu" {
        from_large_to_small(said, draft, member(basics, "location"));
        return;
    }
    let comma = draft.locale.comma.clone();
    let (rest, country) = match said.text.rsplit_once(comma.as_str()) {
        Some((rest, name)) => (rest, draft.locale.country_code(name).map(|code| (code, name))),
        None => (said.text.as_str(), None),
    };
    let rest = if country.is_some() { rest } else { said.text.as_str() };
    let rest = rest.replace(comma.as_str(), ", ");
    let mut parts = address(&rest);
    parts.extend(country.map(|(code, name)| ("countryCode", code.to_owned(), vec![name])));
    let told =
        parts.iter().flat_map(|(_, _, texts)| texts).map(|text| letters(text)).sum::<usize>();
    let place = member(basics, "location");
    if told != letters(&said.text) {
        place.insert("address".to_owned(), draft.take(said, "basics.location.address".to_owned()));
        return;
    }
    let mut taken = Vec::new();
    for (field, value, texts) in parts {
        for text in texts {
            let part = said.part(draft.source, text);
            taken.push(part.range.clone());
            draft.take(&part, format!("basics.location.{field}"));
        }
        place.insert(field.to_owned(), value.into());
    }
    let is_taken = |at: usize| taken.iter().any(|range| range.contains(&at));
    let source = draft.source.get(said.range.clone()).unwrap_or_default();
    let mut letters = source.char_indices().filter(|(_, c)| c.is_alphanumeric());
    // Words that stand there twice were found at their first place.
    if letters.any(|(at, _)| !is_taken(said.range.start + at)) {
        draft.take(said, "basics.location.address".to_owned());
    }
}

/// An address as it is written in East Asia: postal code, country, region, town, street.
fn from_large_to_small(said: &Said, draft: &mut Draft<'_>, place: &mut Map<String, Value>) {
    let mut names = Vec::new();
    let mut put = |field: &str, said: &Said, draft: &mut Draft<'_>| {
        let value = draft.take(said, format!("basics.location.{field}"));
        place.insert(field.to_owned(), value);
    };
    for (n, name) in said.text.split(' ').enumerate() {
        let part = said.part(draft.source, name);
        if n == 0 && name.starts_with(|c: char| c.is_ascii_digit()) {
            put("postalCode", &part, draft);
        } else if let Some(code) = draft.locale.country_code(name).filter(|_| names.is_empty()) {
            put("countryCode", &Said::new(code, part.range), draft);
        } else {
            names.push(part);
        }
    }
    let rest = match names.as_slice() {
        [] => return,
        [city] => return put("city", city, draft),
        [region, city, rest @ ..] => {
            put("region", region, draft);
            put("city", city, draft);
            rest
        }
    };
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        let street = rest.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        put("address", &Said::new(street, first.range.start..last.range.end), draft);
    }
}

/// The parts of an address without its country. Two names are a town and its region.
fn address(text: &str) -> Vec<(&'static str, String, Vec<&str>)> {
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    let parts = extract::address(text);
    match text.split(", ").collect::<Vec<_>>().as_slice() {
        [city, region] if !has_digits && parts.iter().any(|(field, ..)| *field == "address") => {
            vec![
                ("city", (*city).to_owned(), vec![*city]),
                ("region", (*region).to_owned(), vec![*region]),
            ]
        }
        _ => parts,
    }
}

fn section(part: &Part, key: &'static str, own: &mut usize, draft: &mut Draft<'_>) -> Option<()> {
    match key {
        "summary" => {
            let summary = entry::prose(&part.blocks, "basics.summary", draft)?;
            member(&mut draft.root, "basics").insert("summary".to_owned(), summary);
            return part.entries.is_empty().then_some(());
        }
        "sections" => {
            let path = format!("sections[{own}]");
            *own += 1;
            let section = custom(part, &path, draft)?;
            list(&mut draft.root, "sections").push(section.into());
            return Some(());
        }
        _ => {}
    }
    if let Some(form) = Form::of(key) {
        // What stands above the first title is an entry without one.
        let body: Vec<_> = part.blocks.iter().map(|block| (None, block.clone())).collect();
        let untitled = (!body.is_empty()).then(|| Entry { body, ..Entry::default() });
        for (n, said) in untitled.iter().chain(&part.entries).enumerate() {
            let made = entry::read(said, form, &format!("{key}[{n}]"), draft)?;
            list(&mut draft.root, key).push(made.into());
        }
        return Some(());
    }
    let [Block::List(items)] = part.blocks.as_slice() else { return None };
    for (n, item) in items.iter().enumerate() {
        if key == "personal" {
            personal(item, draft)?;
        } else {
            let thing = entry::thing(&item.said, key, &format!("{key}[{n}]"), draft);
            list(&mut draft.root, key).push(thing.into());
        }
    }
    part.entries.is_empty().then_some(())
}

/// A section of the author's making.
fn custom(part: &Part, path: &str, draft: &mut Draft<'_>) -> Option<Map<String, Value>> {
    let mut section = Map::new();
    if let Some(title) = &part.title {
        section.insert("title".to_owned(), draft.take(title, format!("{path}.title")));
    }
    for block in &part.blocks {
        match block {
            Block::Prose(said) => {
                let list = list(&mut section, "paragraphs");
                list.push(draft.take(said, format!("{path}.paragraphs[{}]", list.len())));
            }
            Block::List(items) => {
                let bullets = entry::bullets(items, &format!("{path}.highlights"), draft);
                list(&mut section, "highlights").extend(bullets);
            }
        }
    }
    let form = Form::of("sections")?;
    for (n, said) in part.entries.iter().enumerate() {
        let made = entry::read(said, form, &format!("{path}.entries[{n}]"), draft)?;
        list(&mut section, "entries").push(made.into());
    }
    Some(section)
}

/// A line of the personal details.
fn personal(item: &Item, draft: &mut Draft<'_>) -> Option<()> {
    const FIELDS: [(&str, &str); 4] = [
        ("birth-date", "birthDate"),
        ("nationality", "nationality"),
        ("driving-licence", "drivingLicence"),
        ("marital-status", "maritalStatus"),
    ];
    let text = item.said.text.replacen("**", "", 2);
    let (label, said) = text.split_once(": ")?;
    let (_, field) = FIELDS.into_iter().find(|(name, _)| draft.locale.field(name) == label)?;
    let said = item.said.part(draft.source, said);
    draft.furniture(item.said.range.start..said.range.start, Furniture::Label);
    let path = format!("personal.{field}");
    let value = match field {
        "birthDate" => {
            let (date, words) = entry::date(&said.text);
            draft.take(&said, path);
            if let Some(words) = words {
                let written = member(member(&mut draft.root, "personal"), "_written");
                written.insert(field.to_owned(), words.into());
            }
            date
        }
        "maritalStatus" => draft.take(&said, path),
        _ => draft.list(&said, &path),
    };
    member(&mut draft.root, "personal").insert(field.to_owned(), value);
    Some(())
}
