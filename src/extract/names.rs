//! Names of persons.

use super::inline;
use super::lexicon;
use super::words::{self, fold};

/// How much a text looks like a person's name, out of 100.
pub(super) fn score(text: &str) -> u8 {
    let text = inline::trim(text);
    let name = without_pronouns(bare(text));
    // The name in two scripts.
    if let Some((first, second)) = name.split_once(" / ")
        && first.chars().any(words::is_cjk) != second.chars().any(words::is_cjk)
    {
        return score(first).min(score(second));
    }
    if name.is_empty()
        || name.chars().count() > 60
        || name.contains(['@', ':', '|', '?', '!', '=', '…'])
        || name.split(',').next().is_some_and(|first| first.contains('/'))
    {
        return 0;
    }
    if words::is_heading(name) || words::is_document_title(name) || lexicon::label(name).is_some() {
        return 0;
    }
    if name.chars().any(|c| c.is_ascii_digit()) {
        return 0;
    }
    let cjk = name.chars().filter(|&c| words::is_cjk(c) || matches!(c, '가'..='힣')).count();
    if cjk > 0 {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
        return if (2..=6).contains(&letters) && cjk == letters { 80 } else { 0 };
    }
    // "Name, CPA": what follows the comma must be letters after a name.
    let mut parts = name.split(',');
    let first = without_rank(parts.next().unwrap_or_default());
    if !parts.all(|part| {
        part.split_whitespace().all(|word| {
            lexicon::is_post_nominal(word) || word.chars().filter(|c| c.is_uppercase()).count() >= 2
        })
    }) {
        return 0;
    }
    if first.split_whitespace().any(is_small_word) {
        return 0;
    }
    let mut capitals = 0;
    let mut count = 0;
    for word in first.split_whitespace() {
        let plain = word.trim_matches(|c: char| !c.is_alphabetic());
        let honorific = lexicon::is_honorific(word) || lexicon::is_post_nominal(word);
        // "Dr. med.", "Dr. rer. nat."
        let abbreviated =
            word.ends_with('.') && word.starts_with(char::is_lowercase) && word.len() <= 6;
        if plain.is_empty() || honorific || abbreviated {
            continue;
        }
        count += 1;
        if plain.starts_with(char::is_uppercase) || !plain.starts_with(char::is_lowercase) {
            capitals += 1;
        } else if !lexicon::is_name_particle(plain) && !plain.contains(['\'', '’']) {
            return 0;
        }
    }
    if capitals == 0 || count > 6 {
        return 0;
    }
    let role = lexicon::role_score(first);
    let taken = lexicon::employer_score(first) > 60
        || lexicon::is_institution(first)
        || (role >= 60
            && !lexicon::is_honorific(first.split_whitespace().next().unwrap_or_default()));
    if taken {
        return 10;
    }
    match count {
        2..=4 => 90,
        1 => 35,
        _ => 60,
    }
}

/// The name without the academic rank before it: "Associate Professor Ann Lee".
fn without_rank(text: &str) -> &str {
    const RANKS: [&str; 22] = [
        "associate professor ",
        "assistant professor ",
        "adjunct professor ",
        "visiting professor ",
        "distinguished professor ",
        "clinical professor ",
        "honorary professor ",
        "emeritus professor ",
        "professor emeritus ",
        "professor emerita ",
        "senior lecturer ",
        "assoc. prof. ",
        "asst. prof. ",
        "assoc prof ",
        "adj. prof. ",
        "außerplanmäßiger professor ",
        "juniorprofessor ",
        "juniorprofessorin ",
        "univ.-prof. ",
        "hon.-prof. ",
        "apl. prof. ",
        "pd dr. ",
    ];
    let lower = text.to_lowercase();
    let rank = RANKS.iter().find(|rank| lower.starts_with(**rank) && lower.len() == text.len());
    rank.and_then(|rank| text.get(rank.len()..)).unwrap_or(text)
}

/// Whether a word is one of sentences that no name has, whatever its case: "WHAT I AM AFTER".
fn is_small_word(word: &str) -> bool {
    const WORDS: [&str; 38] = [
        "what", "who", "where", "how", "when", "why", "am", "is", "are", "was", "have", "has",
        "my", "me", "we", "our", "your", "the", "and", "for", "with", "from", "about", "not",
        "this", "that", "was", "wie", "wo", "ich", "und", "mein", "meine", "mon", "mes", "mis",
        "qui", "ce",
    ];
    word.len() <= 5 && WORDS.contains(&fold(word).as_str())
}

/// The letters of the accounts that a text names before its first entries: `annlee` of "ann.lee@mail.example"
/// and "linkedin.com/in/ann-lee".
pub(super) fn handles(text: &str) -> Vec<String> {
    let letters =
        |part: &str| -> String { fold(part).chars().filter(|c| c.is_alphabetic()).collect() };
    let words = text.split_whitespace().take(400);
    let found = words.filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let slug = word.split_once("/in/").map(|(_, slug)| slug);
        word.split_once('@').map(|(local, _)| local).or(slug)
    });
    found.map(letters).filter(|handle| handle.len() >= 4).take(8).collect()
}

/// Whether an account bears a part of a name.
pub(super) fn is_of_handle(name: &str, handles: &[String]) -> bool {
    let folded = fold(name);
    let mut parts = folded.split(|c: char| !c.is_alphabetic()).filter(|part| part.len() >= 4);
    parts.any(|part| handles.iter().any(|handle| handle.contains(part)))
}

/// The name in the title of a page: "Profile of Ann Lee", "Lebenslauf von Ann Lee".
pub(super) fn of_profile(text: &str) -> Option<&str> {
    const TITLES: [&str; 12] = [
        "Profile of ",
        "Profile for ",
        "Resume of ",
        "CV of ",
        "Profil von ",
        "Lebenslauf von ",
        "Profil de ",
        "CV de ",
        "Perfil de ",
        "Profilo di ",
        "Profiel van ",
        "Profil av ",
    ];
    let name = TITLES.iter().find_map(|title| text.trim().strip_prefix(title))?;
    (score(name) >= 60 && words::count(name) >= 2).then_some(name)
}

/// Whether a line greets the reader and says nothing else: "Hi there 👋".
pub(super) fn is_greeting(text: &str) -> bool {
    const WORDS: [&str; 36] = [
        "hi",
        "hello",
        "hey",
        "there",
        "everyone",
        "all",
        "welcome",
        "howdy",
        "ciao",
        "hallo",
        "moin",
        "servus",
        "gruezi",
        "salut",
        "bonjour",
        "coucou",
        "hola",
        "buenas",
        "ola",
        "oi",
        "hej",
        "hei",
        "hoi",
        "czesc",
        "ahoj",
        "salve",
        "aloha",
        "namaste",
        "greetings",
        "world",
        "a",
        "tous",
        "todos",
        "tutti",
        "alle",
        "yo",
    ];
    let folded = fold(text);
    let mut said = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words::count(text) <= 4
        && said.clone().next().is_some_and(|word| !["there", "all", "a", "alle"].contains(&word))
        && said.all(|word| WORDS.contains(&word))
}

/// The name in a greeting: "Hi, I'm Ann Lee 👋".
pub(super) fn greeting(text: &str) -> Option<&str> {
    let folded = text.to_lowercase();
    for phrase in [
        "i'm ",
        "i’m ",
        "i am ",
        "my name is ",
        "ich bin ",
        "je suis ",
        "soy ",
        "sono ",
        "ik ben ",
        "jag är ",
        "me llamo ",
    ] {
        if let Some(at) = folded.find(phrase)
            && at <= 20
            && folded.len() == text.len()
        {
            let name = text.get(at + phrase.len()..)?;
            let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
            return (score(name) >= 50).then_some(name);
        }
    }
    None
}

/// The name without the pronouns behind it: "Ann Lee (she/her)".
pub(super) fn without_pronouns(text: &str) -> &str {
    const WORDS: [&str; 18] = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "sie", "er", "ihr",
        "elle", "il", "iel", "ella", "el", "hen",
    ];
    let Some((head, inner)) = inline::bracket_tail(text) else { return text };
    let mut said = inner.split(['/', ' ', ',']).filter(|word| !word.is_empty()).peekable();
    let pronouns = said.peek().is_some() && said.all(|word| WORDS.contains(&fold(word).as_str()));
    if pronouns { inline::trim_separators(head) } else { text }
}

/// The name without what documents are called: "Curriculum Vitae – Ann Lee", "Résumé of Ann Lee".
pub(super) fn bare(text: &str) -> &str {
    let text = inline::trim_separators(text);
    for separator in [" – ", " — ", " - ", " | ", ": ", "\t", ", "] {
        if let Some((head, tail)) = text.split_once(separator) {
            if words::is_document_title(head) {
                return inline::trim_separators(tail);
            }
            if words::is_document_title(tail) {
                return inline::trim_separators(head);
            }
        }
    }
    // "Resume of Ann Lee", "Lebenslauf von Ann Lee", "Curriculum vitae Ann Lee"
    let words: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(3).collect();
    // "Curriculum" is a title too, but not of "Curriculum vitae of Ann Lee".
    for at in words.into_iter().rev() {
        let (head, tail) = text.split_at(at);
        // "Vita" is a name too.
        if !words::is_document_title(head) || fold(head) == "vita" {
            continue;
        }
        let name = tail.trim_start();
        let joint = name.split_once(' ').filter(|(word, _)| {
            ["of", "for", "von", "de", "di", "van", "av", "af", "för", "fur", "pour", "для"]
                .contains(&fold(word).as_str())
        });
        let name = joint.map_or(name, |(_, name)| name);
        if name.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase()) {
            return inline::trim_separators(name);
        }
    }
    text
}

/// What a sentence without a verb says that the person is: "GIS analyst who maps lava".
pub(super) fn opening_title(text: &str) -> Option<&str> {
    const STOPS: [&str; 13] = [
        " who ",
        " with ",
        ". ",
        " specialising ",
        " specializing ",
        " specialised ",
        " specialized ",
        " mit ",
        " avec ",
        " qui ",
        " che ",
        " met ",
        " med ",
    ];
    // Behind "I am a" a title ends at more.
    const SAID: [&str; 6] = [", ", " looking ", " based ", " from ", " in ", " at "];
    let (said, text) = without_being(text);
    let ends = STOPS.iter().chain(SAID.iter().filter(|_| said));
    let end = ends.filter_map(|stop| text.find(stop)).min()?;
    let title = text.get(..end)?;
    let last = title.split_whitespace().next_back()?;
    let verbs = [
        "to", "a", "an", "ein", "eine", "un", "une", "una", "is", "am", "are", "have", "has",
        "was", "i", "my", "bin", "ich", "je", "soy", "sono",
    ];
    let spoken = fold(title).split_whitespace().any(|word| verbs.contains(&word));
    let adjective = [
        "dependable",
        "experienced",
        "reliable",
        "motivated",
        "dedicated",
        "passionate",
        "hard-working",
        "hardworking",
        "skilled",
        "seasoned",
        "friendly",
        "energetic",
        "enthusiastic",
        "creative",
        "results-driven",
        "erfahrener",
        "erfahrene",
    ];
    let fresh =
        fold(title).split_whitespace().next().is_some_and(|first| !adjective.contains(&first));
    ((1..=6).contains(&words::count(title))
        && !title.chars().any(words::is_cjk)
        && !title.contains(['가', '다', ','])
        && (lexicon::role_score(last) >= 60
            || ["ologist", "ographer", "ologin", "ologe"].iter().any(|end| last.ends_with(end)))
        && !spoken
        && fresh)
        .then_some(title)
}

/// The text behind "I am a", and whether it began so.
fn without_being(text: &str) -> (bool, &str) {
    const WORDS: [&str; 22] = [
        "I am a ",
        "I am an ",
        "I'm a ",
        "I'm an ",
        "I’m a ",
        "I’m an ",
        "Ich bin ein ",
        "Ich bin eine ",
        "Ich bin ",
        "Je suis un ",
        "Je suis une ",
        "Je suis ",
        "Soy un ",
        "Soy una ",
        "Soy ",
        "Sono un ",
        "Sono una ",
        "Sou um ",
        "Sou uma ",
        "Sou ",
        "Ik ben een ",
        "Jag är ",
    ];
    match WORDS.iter().find_map(|word| text.strip_prefix(*word)) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// Who a sentence is about, what they are, and where: "Ann Lee is a nurse who … based in Leeds."
pub(super) struct Portrait<'a> {
    pub(super) name: &'a str,
    pub(super) label: Option<&'a str>,
    pub(super) place: Option<&'a str>,
}

/// Reads a paragraph that names the person.
pub(super) fn portrait(text: &str) -> Option<Portrait<'_>> {
    let mut found = None;
    for verb in [
        " is a ",
        " is an ",
        " is the ",
        " ist ein ",
        " ist eine ",
        " est un ",
        " est une ",
        " es un ",
        " es una ",
        " è un ",
        " è una ",
        " is een ",
        " é um ",
        " é uma ",
    ] {
        if let Some(at) = text.find(verb).filter(|&at| at < 60) {
            let name = text.get(..at)?;
            if score(name) >= 50 {
                found = Some((name, text.get(at + verb.len()..)?));
                break;
            }
        }
    }
    let (name, rest) = found?;
    let stops = [
        " who ",
        " with ",
        " and has ",
        ", ",
        ". ",
        " based ",
        " at ",
        " whose ",
        " that ",
        " from ",
        " working ",
        " currently ",
        " having ",
        " mit ",
        " der ",
        " die ",
        " avec ",
        " qui ",
        " con ",
        " que ",
        "; ",
        " specializing ",
        " specialising ",
        "—",
        " – ",
    ];
    let end = stops.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    let label = rest
        .get(..end)
        .map(|label| label.trim().trim_end_matches('.'))
        .filter(|label| (1..=8).contains(&words::count(label)));
    Some(Portrait { name, label, place: home(text) })
}

/// Where a sentence says that the person lives: "based in Turin, Italy".
fn home(text: &str) -> Option<&str> {
    const PHRASES: [&str; 8] = [
        "based in ",
        "Based in ",
        "living in ",
        "located in ",
        "lives in ",
        "ansässig in ",
        "basée à ",
        "basé à ",
    ];
    PHRASES.iter().find_map(|phrase| {
        let at = text.find(phrase)? + phrase.len();
        let rest = text.get(at..)?;
        let stops = [". ", ", ", "; ", " where ", " with "];
        let end = stops.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
        // "Turin, Italy" is one place.
        if let Some(after) = rest.get(end..).and_then(|after| after.strip_prefix(", ")) {
            let land = after.split([',', '.', ';']).next().unwrap_or_default();
            if lexicon::country_code(land).is_some() || lexicon::is_region(land) {
                return rest.get(..end + 2 + land.len());
            }
        }
        let place = rest.get(..end)?.trim_end_matches('.');
        (words::count(place) <= 5 && place.starts_with(char::is_uppercase)).then_some(place)
    })
}

/// Whether two names are of the same person: one holds the words of the other.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty()
        && short.split_whitespace().all(|word| long.split_whitespace().any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_many_forms() {
        for name in [
            "Łucja-Maria “Lu” Żądło",
            "SIOBHÁN MULGREW",
            "Ana de la Fuente",
            "欧阳思齐",
            "남궁하늘",
            "J. R. O'Neil",
        ] {
            assert!(score(name) >= 50, "{name}");
        }
        for text in ["12 Main Street", "a@b.example", "what I do", "Looking for work?"] {
            assert!(score(text) < 30, "{text}");
        }
        assert_eq!(greeting("Hi, I'm Ann Lee 👋"), Some("Ann Lee"));
    }

    #[test]
    fn sentences_name_persons() {
        let found =
            portrait("Ann Lee is a Data Lead who builds, currently based in Riga and Oslo. She")
                .unwrap();
        assert_eq!(
            (found.name, found.label, found.place),
            ("Ann Lee", Some("Data Lead"), Some("Riga and Oslo"))
        );
    }
}
