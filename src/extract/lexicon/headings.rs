//! Headings of sections and titles of documents.

use std::sync::OnceLock;

use crate::embedded;
use crate::profile::date::fold::fold_char;
use crate::profile::date::lists::{Words, entries};

use super::phrases::letters;
use super::{Heading, Label, Topic};

/// The bytes of the longest heading.
const LONGEST: usize = 120;

#[derive(Default)]
struct Headings {
    topics: Words<Topic>,
    documents: Words<()>,
    qualifiers: Words<()>,
    joints: Words<()>,
    heads: Vec<String>,
}

fn headings() -> &'static Headings {
    static HEADINGS: OnceLock<Headings> = OnceLock::new();
    HEADINGS.get_or_init(|| {
        let mut found = Headings::default();
        for entry in entries(embedded::text("headings.txt")) {
            let key = key(entry.word);
            match entry.group {
                "document" => drop(found.documents.insert(key.into(), ())),
                "qualifier" => drop(found.qualifiers.insert(key.into(), ())),
                "and" => drop(found.joints.insert(key.into(), ())),
                "head" => found.heads.push(key),
                group => {
                    let aside = matches!(group, "personal" | "other") && is_detail(entry.word);
                    if let Some(topic) = topic(group).filter(|_| !aside) {
                        found.topics.entry(key.into()).or_insert(topic);
                    }
                }
            }
        }
        found
    })
}

pub(super) fn topic(group: &str) -> Option<Topic> {
    Some(match group {
        "summary" => Topic::Summary,
        "work" => Topic::Work,
        "volunteer" => Topic::Volunteer,
        "education" => Topic::Education,
        "awards" => Topic::Awards,
        "certificates" => Topic::Certificates,
        "publications" => Topic::Publications,
        "skills" => Topic::Skills,
        "languages" => Topic::Languages,
        "interests" => Topic::Interests,
        "references" => Topic::References,
        "projects" => Topic::Projects,
        "contact" => Topic::Contact,
        "personal" => Topic::Personal,
        "military" => Topic::Military,
        "other" | "talks" | "patents" | "teaching" | "memberships" => Topic::Other,
        _ => return None,
    })
}

/// Whether a word is rather the label of a single detail: "Work authorisation".
fn is_detail(word: &str) -> bool {
    matches!(
        super::label(word),
        Some(
            Label::Detail
                | Label::Nationality
                | Label::Family
                | Label::Gender
                | Label::Birth
                | Label::Birthplace
                | Label::DrivingLicence
        )
    )
}

/// The words of a heading in their folded form, joined by spaces.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for (_, c, begins) in letters(text) {
        if begins && !key.is_empty() {
            key.push(' ');
        }
        fold_char(c, &mut key);
    }
    key
}

/// Reads a line as a heading.
pub(crate) fn heading(text: &str) -> Option<Heading> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let key = key(text);
    let words: Vec<&str> = key.split(' ').collect();
    if key.is_empty() || words.len() > 9 {
        return None;
    }
    // A word of lower case is more often the rest of a sentence.
    let lower = words.len() == 1
        && text.chars().any(char::is_lowercase)
        && !text.chars().any(char::is_uppercase)
        && !headings().heads.contains(&key);
    let whole = known(&key).map(|found| Heading { score: if lower { 70 } else { 100 }, ..found });
    whole.or_else(|| joined(text)).or_else(|| qualified(&words)).or_else(|| {
        let [word] = words.as_slice() else { return None };
        slipped(word)
    })
}

fn known(key: &str) -> Option<Heading> {
    let topic = *headings().topics.get(key)?;
    Some(Heading { topic, also: None, score: 100 })
}

/// Two headings joined by "and", a slash or a comma.
fn joined(text: &str) -> Option<Heading> {
    let mut parts: Vec<String> = vec![String::new()];
    for piece in
        text.split_inclusive(['/', '+', ',', '|', '・', '·', '、', '／', '＆', '-', '–', ' '])
    {
        let apart = piece.ends_with(['/', '+', ',', '|', '・', '·', '、', '／', '＆', '-', '–']);
        let word = key(piece);
        if headings().joints.contains_key(word.as_str()) {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() && !word.is_empty() {
                part.push(' ');
            }
            part.push_str(&word);
        }
        if apart {
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    if parts.len() == 1 {
        return unspaced_pair(parts.first()?);
    }
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let found: Option<Vec<Heading>> = parts
        .iter()
        .map(|part| known(part).or_else(|| qualified(&part.split(' ').collect::<Vec<_>>())))
        .collect();
    let found = found?;
    if !found.iter().any(|heading| heading.score == 100) {
        return None;
    }
    pair(&found)
}

fn pair(found: &[Heading]) -> Option<Heading> {
    let topic = found.first()?.topic;
    let also = found.iter().map(|heading| heading.topic).find(|also| *also != topic);
    Some(Heading { topic, also, score: 90 })
}

/// Two headings joined by a word in a script without spaces: "教育与培训".
fn unspaced_pair(text: &str) -> Option<Heading> {
    text.char_indices().skip(1).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let signs = rest.char_indices().skip(1).take(4).map(|(n, _)| n);
        signs.into_iter().find_map(|n| {
            let joint = rest.get(..n)?;
            if joint.is_ascii() || !headings().joints.contains_key(joint) {
                return None;
            }
            pair(&[known(text.get(..at)?)?, known(rest.get(n..)?)?])
        })
    })
}

/// A heading with words around it that do not change what it is about.
fn qualified(words: &[&str]) -> Option<Heading> {
    let is_qualifier = |word: &&str| headings().qualifiers.contains_key(*word);
    if words.len() < 2 {
        return None;
    }
    let split = |head: &[&str], rest: &[&str]| {
        let topic = *headings().topics.get(head.join(" ").as_str())?;
        rest.iter().all(is_qualifier).then_some(Heading { topic, also: None, score: 70 })
    };
    (1..words.len())
        .find_map(|n| {
            let (rest, head) = words.split_at(n);
            split(head, rest)
        })
        .or_else(|| {
            (1..words.len()).rev().find_map(|n| {
                let (head, rest) = words.split_at(n);
                split(head, rest)
            })
        })
        .or_else(|| {
            let last = words.last()?;
            let head = words.len() <= 3 && headings().heads.iter().any(|head| head == last);
            let topic = *headings().topics.get(*last)?;
            head.then_some(Heading { topic, also: None, score: 70 })
        })
}

/// A heading with one slip of the pen: "Experiance".
fn slipped(word: &str) -> Option<Heading> {
    if word.len() < 7 || !word.is_ascii() {
        return None;
    }
    let head = headings().heads.iter().find(|head| head.len() >= 7 && is_slip(head, word))?;
    let topic = *headings().topics.get(head.as_str())?;
    Some(Heading { topic, also: None, score: 60 })
}

/// Whether two words differ by one letter: put in, left out, replaced or exchanged.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(before..).unwrap_or_default(), b.get(before..).unwrap_or_default());
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (a.len() - after, b.len() - after) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => a.first() == b.get(1) && a.get(1) == b.first(),
        _ => false,
    }
}

/// Whether a text names the document itself: "Curriculum Vitae", "Lebenslauf".
pub(crate) fn is_document_title(text: &str) -> bool {
    text.len() <= LONGEST && headings().documents.contains_key(key(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_with_their_sureness() {
        for (text, topic, also, score) in [
            ("Work Experience", Topic::Work, None, 100),
            ("EDUCATION:", Topic::Education, None, 100),
            ("Berufserfahrung", Topic::Work, None, 100),
            ("学歴", Topic::Education, None, 100),
            ("Навыки", Topic::Skills, None, 100),
            ("Sailing Experience", Topic::Work, None, 70),
            ("Experiance", Topic::Work, None, 60),
            ("Projects & Publications", Topic::Projects, Some(Topic::Publications), 90),
        ] {
            let found = heading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.topic, found.also, found.score), (topic, also, score), "{text}");
        }
    }

    #[test]
    fn ordinary_lines_are_no_headings() {
        for text in [
            "Software Engineer",
            "Jane Doe",
            "Led the education of new staff in two schools",
            "Work authorisation",
            "12",
            "",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn documents_are_known_by_their_titles() {
        for (text, is) in [
            ("Curriculum Vitae", true),
            ("LEBENSLAUF", true),
            ("履歴書", true),
            ("C.V.", true),
            ("Jane", false),
        ] {
            assert_eq!(is_document_title(text), is, "{text}");
        }
    }
}
