//! Words inside a text that mark what it names: titles, employers, places of learning, degrees and
//! marks.

use std::ops::Range;
use std::sync::OnceLock;

use super::phrases::{Found, Phrases, Token, is_unspaced, tokens};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Degree,
    Open,
    Faculty,
    Tail,
}

/// The phrases of the list of degrees, by the part they play.
struct Degrees {
    degree: Phrases<Part>,
    open: Phrases<Part>,
    faculty: Phrases<Part>,
    tail: Phrases<Part>,
}

fn degrees() -> &'static Degrees {
    static PHRASES: OnceLock<Degrees> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let of = |name: &'static str, part: Part| {
            Phrases::new("degrees.txt", move |group| (group == name).then_some(part))
        };
        Degrees {
            degree: of("degree", Part::Degree),
            open: of("open", Part::Open),
            faculty: of("faculty", Part::Faculty),
            tail: of("tail", Part::Tail),
        }
    })
}

/// Finds the first degree or school leaving certificate named in a text.
pub(crate) fn degree(text: &str) -> Option<Range<usize>> {
    let found = tokens(text);
    let spaced = (0..found.len()).find_map(|n| degree_at(text, &found, n));
    let unspaced = degrees().degree.unspaced(text).map(|(range, _)| range).next();
    match (spaced, unspaced) {
        (Some(a), Some(b)) => Some(if b.start < a.start { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn degree_at(text: &str, found: &[Token], n: usize) -> Option<Range<usize>> {
    let token = found.get(n)?;
    let before = text.get(..token.range.start)?.chars().next_back();
    if before.is_some_and(|c| matches!(c, '-' | '\'' | '’' | '/' | '.' | '@')) {
        return None;
    }
    let lists = degrees();
    let open = lists.open.at(text, found, n).and_then(|open| {
        lists.faculty.at(text, found, open.end).map(|faculty| Found {
            first: n,
            range: open.range.start..faculty.range.end,
            ..faculty
        })
    });
    let part = || {
        lists.degree.part(&token.folded).map(|value| Found {
            first: n,
            end: n + 1,
            range: token.range.clone(),
            value,
        })
    };
    let plain = lists.degree.at(text, found, n).or_else(part);
    let best = match (open, plain) {
        (Some(a), Some(b)) => {
            if b.end > a.end {
                b
            } else {
                a
            }
        }
        (a, b) => a.or(b)?,
    };
    let written = text.get(best.range.clone())?;
    let capital = written.chars().next().is_none_or(|c| !c.is_lowercase());
    let start = text.get(..best.range.start)?.chars().all(|c| !c.is_alphanumeric());
    if !capital && !start && best.end - best.first < 2 {
        return None;
    }
    let whole = best.end == found.len();
    let short = written.len() <= 2 && !matches!(written, "BA" | "BS" | "MA" | "MS");
    // "Master Electrician" is a trade.
    let next = found.get(best.end).and_then(|next| text.get(next.range.clone()));
    if matches!(written, "Master" | "Associate" | "Licensed" | "Meister")
        && next.is_some_and(|next| role_score(next) >= 60)
    {
        return None;
    }
    // "Norrland Pulp AB" is a company.
    let company = matches!(written, "AB" | "AS" | "SA" | "AG")
        && text.get(best.range.end..)?.trim_start().chars().next().is_none_or(|c| c == ',')
        && text.get(..best.range.start)?.ends_with(' ')
        && text.get(..best.range.start)?.trim_end().ends_with(char::is_alphanumeric);
    if company {
        return None;
    }
    let region = whole && short && text.get(..best.range.start)?.ends_with(", ");
    if region || !whole && is_institution(written) && best.end - best.first < 2 {
        return None;
    }
    let end = extended(text, found, &best);
    Some(best.range.start..end)
}

/// The end of a degree with the dot of its abbreviation and the words that belong to it.
fn extended(text: &str, found: &[Token], degree: &Found<Part>) -> usize {
    let mut end = degree.range.end;
    let written = text.get(degree.range.clone()).unwrap_or_default();
    let dotted = written.contains('.')
        || written.chars().count() <= 5 && written.chars().any(char::is_lowercase);
    if dotted && text.get(end..).is_some_and(|rest| rest.starts_with('.')) {
        end += 1;
    }
    for joint in [" em", " en", " in", " of", " di", " de"] {
        if let Some(short) = written.strip_suffix(joint) {
            return degree.range.start + short.len();
        }
    }
    let Some(tail) = degrees().tail.at(text, found, degree.end).or_else(|| {
        let next = degrees().degree.at(text, found, degree.end)?;
        is_abbreviation(text.get(next.range.clone())?).then_some(next)
    }) else {
        return end;
    };
    let between = text.get(end..tail.range.start).unwrap_or_default();
    match between {
        " (" => {
            let rest = text.get(tail.range.end..).unwrap_or_default();
            let closed = rest.strip_prefix('.').unwrap_or(rest);
            if closed.starts_with(')') { text.len() - closed.len() + 1 } else { end }
        }
        " " => tail.range.end,
        _ => end,
    }
}

/// Whether a degree is written in short: `MArch`, `MS`.
fn is_abbreviation(text: &str) -> bool {
    text.len() <= 6 && text.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether a text names a place of learning.
pub(crate) fn is_institution(text: &str) -> bool {
    static PHRASES: OnceLock<Phrases<()>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| Phrases::new("institutions.txt", |_| Some(())));
    let found = tokens(text);
    (0..found.len()).any(|n| {
        phrases.at(text, &found, n).is_some_and(|mark| is_name_like(text, &found, &mark.range))
            || found.get(n).is_some_and(|token| {
                phrases.part(&token.folded).is_some() && is_name_like(text, &found, &token.range)
            })
    }) || phrases.unspaced(text).any(|(range, _)| range.len() > 3)
}

/// Whether a word can be one of a name: it has a capital, or stands in a short text that begins
/// with one.
fn is_name_like(text: &str, found: &[Token], range: &Range<usize>) -> bool {
    let capital = |text: &str| text.chars().next().is_some_and(|c| !c.is_lowercase());
    // "lycée Albert-Bayet", "gimnazjum nr 3"
    let named = || {
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default().trim_start();
        !before.chars().any(char::is_alphanumeric)
            && after.starts_with(|c: char| c.is_uppercase() || "„«“\"".contains(c))
    };
    capital(text.get(range.clone()).unwrap_or_default())
        || found.len() <= 6 && capital(text.trim_start())
        || named()
}

/// How much a text looks like an employer's name, out of 100: 100 with a legal form ("`GmbH`"), 60
/// with a word of organisations ("Bank", "Ministry"), else 0.
pub(crate) fn employer_score(text: &str) -> u8 {
    static PHRASES: OnceLock<(Phrases<u8>, Phrases<u8>)> = OnceLock::new();
    let (forms, kinds) = PHRASES.get_or_init(|| {
        let of = |name: &'static str, score: u8| {
            Phrases::new("employers.txt", move |group| (group == name).then_some(score))
        };
        (of("form", 100), of("kind", 60))
    });
    let found = tokens(text);
    // "WHO WILL VOUCH FOR ME" is a sentence.
    if !text.chars().any(char::is_lowercase)
        && found.iter().filter(|token| is_small(&token.folded)).count() >= 2
    {
        return 0;
    }
    let form = (0..found.len())
        .any(|n| forms.at(text, &found, n).is_some_and(|form| is_legal_form(text, &found, &form)));
    if form || forms.unspaced(text).any(|(range, _)| range.len() > 3) {
        return 100;
    }
    let kind = (0..found.len()).any(|n| {
        kinds.at(text, &found, n).is_some_and(|kind| is_name_like(text, &found, &kind.range))
            || found.get(n).is_some_and(|token| {
                kinds.part(&token.folded).is_some() && is_name_like(text, &found, &token.range)
            })
    });
    let unspaced = || kinds.unspaced(text).any(|(range, _)| range.len() > 3);
    if kind || unspaced() { 60 } else { 0 }
}

/// Whether a legal form stands where one can: after a name, short ones not in a text of capitals.
fn is_legal_form(text: &str, found: &[Token], form: &Found<u8>) -> bool {
    let written = text.get(form.range.clone()).unwrap_or_default();
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let rest = text.get(form.range.end..).unwrap_or_default();
    let before = text.get(..form.range.start).unwrap_or_default();
    if form.first == 0 {
        const LEADING: [&str; 12] = [
            "SARL", "EURL", "SASU", "SELARL", "SCOP", "SIA", "UAB", "ООО", "ОАО", "ЗАО", "ПАО",
            "ТОВ",
        ];
        let whole = letters > 5 && written.chars().next().is_some_and(char::is_uppercase);
        return found.len() > form.end && (whole || LEADING.contains(&written));
    }
    let last = form.end == found.len()
        || rest.starts_with([',', ')', '(', '.', '|', ';', '\t', ':'])
        || rest.starts_with(" (")
        || rest.starts_with(" –")
        || rest.starts_with(" -")
        || rest.starts_with(" |");
    if letters <= 2 {
        let capitals = !text.chars().any(char::is_lowercase);
        return last && !before.trim_end().ends_with(',') && (!capitals || form.end == found.len());
    }
    letters <= 4 || last || written.chars().any(char::is_uppercase)
}

/// Whether a word is one of sentences.
fn is_small(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "i", "who", "what", "where", "will", "my", "me", "for", "with", "the", "am", "have", "to",
        "at", "can", "and",
    ];
    WORDS.contains(&word)
}

/// How much a text looks like a title of a position, out of 100.
pub(crate) fn role_score(text: &str) -> u8 {
    static PHRASES: OnceLock<Phrases<u8>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        Phrases::new("roles.txt", |group| match group {
            "role" => Some(80),
            "mark" => Some(90),
            "weak" => Some(WEAK),
            _ => None,
        })
    });
    let found = tokens(text);
    let spaced = (0..found.len()).filter_map(|n| {
        let whole = phrases.at(text, &found, n);
        let whole = whole.filter(|role| *role.value != WEAK || is_head(text, &found, role));
        whole.map(|role| *role.value).or_else(|| phrases.part(&found.get(n)?.folded).copied())
    });
    let unspaced = phrases
        .unspaced(text)
        .filter(|(range, _)| is_end_of_name(text, range))
        .map(|(_, score)| *score);
    spaced.chain(unspaced).max().unwrap_or(0)
}

/// The score of a word that often is no title.
const WEAK: u8 = 70;

/// Whether a word begins or ends the text or a part of it.
fn is_head(text: &str, found: &[Token], role: &Found<u8>) -> bool {
    const JOINTS: [&str; 16] = [
        "of", "for", "to", "at", "in", "der", "des", "für", "bei", "im", "de", "du", "di", "del",
        "and", "&",
    ];
    let Some(next) = found.get(role.end) else { return true };
    let between = text.get(role.range.end..next.range.start).unwrap_or_default();
    role.first == 0 || between.trim() != "" || JOINTS.contains(&next.folded.as_str())
}

/// Whether a role in a script without spaces ends its word, or is long enough to stand anywhere.
fn is_end_of_name(text: &str, range: &Range<usize>) -> bool {
    let next = text.get(range.end..).and_then(|rest| rest.chars().next());
    next.is_none_or(|c| !is_unspaced(c)) || range.len() >= 9 && text.chars().count() <= 20
}

/// Whether a text is a mark or an honour: "GPA 3.8/4.0", "magna cum laude", "Note: 1,3".
pub(crate) fn is_score(text: &str) -> bool {
    static PHRASES: OnceLock<[Phrases<()>; 3]> = OnceLock::new();
    let [honours, before, after] = PHRASES.get_or_init(|| {
        let of = |name: &'static str| {
            Phrases::new("scores.txt", move |group| (group == name).then_some(()))
        };
        [of("honour"), of("before"), of("after")]
    });
    let text = text.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ':'));
    if text.is_empty() || text.len() > 60 {
        return false;
    }
    let digit = text.chars().any(|c| c.is_ascii_digit());
    if text.ends_with('%') && text.len() <= 6 && digit
        || text.starts_with("110/")
        || text.starts_with("100/100")
    {
        return true;
    }
    let found = tokens(text);
    if text.starts_with(|c: char| c.is_ascii_digit())
        && (2..=3).contains(&found.len())
        && after.at(text, &found, found.len() - 1).is_some()
        && found.iter().rev().skip(1).all(|token| token.folded.bytes().all(|b| b.is_ascii_digit()))
    {
        return true;
    }
    if honours.at(text, &found, 0).is_some_and(|honour| honour.end == found.len()) {
        return true;
    }
    before.at(text, &found, 0).is_some_and(|_| digit)
        || before.unspaced(text).any(|(range, _)| range.start == 0 && digit)
}

/// The words at the start of a text that join a degree to its subject ("in ", "of ", "für "), in
/// bytes.
pub(crate) fn degree_connector(text: &str) -> Option<usize> {
    static PHRASES: OnceLock<Phrases<()>> = OnceLock::new();
    let phrases = PHRASES
        .get_or_init(|| Phrases::new("connectors.txt", |group| (group == "subject").then_some(())));
    let head = text.char_indices().nth(24).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let found = tokens(head);
    let joint = phrases.at(head, &found, 0).filter(|joint| joint.range.start == 0)?;
    let rest = text.get(joint.range.end..)?;
    rest.starts_with([' ', '\'', '’'])
        .then(|| joint.range.end + rest.chars().next().map_or(0, char::len_utf8))
}

/// The words that join a title to an employer ("at", "bei", "chez"), in bytes with the spaces
/// around them.
pub(crate) fn employer_connector(text: &str) -> Option<Range<usize>> {
    static PHRASES: OnceLock<Phrases<()>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        Phrases::new("connectors.txt", |group| (group == "employer").then_some(()))
    });
    let found = tokens(text);
    (1..found.len()).find_map(|n| {
        let joint = phrases.at(text, &found, n)?.range;
        let written = text.get(joint.clone())?;
        let apart =
            text.get(..joint.start)?.ends_with(' ') && text.get(joint.end..)?.starts_with(' ');
        (apart && !written.chars().any(char::is_uppercase))
            .then_some(joint.start - 1..joint.end + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_by_their_nouns() {
        for text in [
            "Software Engineer",
            "Leiter Einkauf",
            "Projektleiterin",
            "Ingénieure logiciel",
            "Enfermera",
            "Kierownik zmiany",
            "팀장",
            "高级产品经理",
            "デザイナー",
            "Head of Sales",
        ] {
            assert!(role_score(text) >= 60, "{text}");
        }
        for text in ["Rust", "Hamburg", "Deutsche Bank", "2019", ""] {
            assert_eq!(role_score(text), 0, "{text}");
        }
    }

    #[test]
    fn employers_are_known_by_legal_forms_and_kinds() {
        for (text, score) in [
            ("Muster GmbH", 100),
            ("Foo, Inc.", 100),
            ("Acme Ltd", 100),
            ("Przykład Sp. z o.o.", 100),
            ("北京某某有限公司", 100),
            ("Deutsche Bank", 60),
            ("Ministry of Health", 60),
            ("Port Arthur", 0),
            ("carbon steel", 0),
            ("Denver, CO", 0),
            ("Jane Doe", 0),
        ] {
            assert_eq!(employer_score(text), score, "{text}");
        }
    }

    #[test]
    fn degrees_are_found_with_what_belongs_to_them() {
        for (text, expected) in [
            ("B.Sc. in Physics", Some("B.Sc.")),
            ("Bachelor of Science in Biology", Some("Bachelor of Science")),
            ("Master of Arts, History", Some("Master of Arts")),
            ("BSc MArch, Architecture", Some("BSc MArch")),
            ("2009: PhD, Chemistry", Some("PhD")),
            ("Graduação em Medicina", Some("Graduação")),
            ("Abitur", Some("Abitur")),
            ("硕士", Some("硕士")),
            ("Calgary, AB", None),
            ("Realschule „Arnoldi“", None),
            ("we had to master the tool", None),
            ("Rust", None),
        ] {
            assert_eq!(degree(text).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn institutions_are_places_of_learning() {
        for text in
            ["University of Oslo", "TU Berlin", "Lycée Pasteur", "东京大学", "Södra gymnasiet"]
        {
            assert!(is_institution(text), "{text}");
        }
        for text in ["Acme Ltd", "Oslo", "Rust", ""] {
            assert!(!is_institution(text), "{text}");
        }
    }

    #[test]
    fn marks_and_honours_are_scores() {
        for text in ["GPA 3.8/4.0", "magna cum laude", "Note: 1,3", "110/110 e lode", "85%", "2:1"]
        {
            assert!(is_score(text), "{text}");
        }
        for text in ["Mention complémentaire", "Physics", "2019", ""] {
            assert!(!is_score(text), "{text}");
        }
    }

    #[test]
    fn connectors_are_measured_with_their_space() {
        for (text, expected) in [
            ("in Physics", Some(3)),
            ("für Musik", Some(5)),
            ("Physics", None),
            ("inorganic", None),
        ] {
            assert_eq!(degree_connector(text), expected, "{text}");
        }
        assert_eq!(employer_connector("Cook at Noma"), Some(4..8));
        assert_eq!(employer_connector("Cook"), None);
    }
}
