//! Shapes of lines about a person: sentences, headlines, streets, numbers of registers.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::lexicon;
use super::place;
use super::token;
use super::words;

/// Whether a line is a street with its number, perhaps with floor and town.
pub(super) fn is_street_line(text: &str) -> bool {
    is_box(text)
        || words::count(text) <= 10
            && text.bytes().any(|b| b.is_ascii_digit())
            && super::postal::is_street(text.split(',').next().unwrap_or(text))
            && dates::find(text, Reading::default()).is_empty()
}

/// Whether a line is the number of a box at a post office.
fn is_box(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "po box",
        "p.o. box",
        "p. o. box",
        "p.o.box",
        "postbus",
        "postfach",
        "boite postale",
        "apartado",
        "casella postale",
        "caixa postal",
        "gpo box",
        "postboks",
    ];
    let folded = words::fold(text);
    WORDS.iter().any(|word| folded.starts_with(word))
        && words::count(text) <= 12
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a text is a sentence or more.
pub(super) fn is_prose(text: &str, block: &Block) -> bool {
    let count = words::count(text);
    let sentence = text.ends_with(['.', '!', '?', '。', '！'])
        && count >= 5
        && !is_street_line(text)
        && !is_dated_line(text);
    let wrapped = block.lines > 1 && count >= 10 && !text.contains(" | ");
    (sentence || count > 16 || wrapped) && !text.contains('\t')
        || (text.ends_with('。') && text.chars().count() >= 8)
        || text.chars().filter(|&c| words::is_cjk(c)).count() > 24
}

/// Whether a line ends with a period and a full stop, as heads of entries do: "Cook, Inn, Leeds. 2015 to
/// 2018."
fn is_dated_line(text: &str) -> bool {
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let bare = text.trim_end_matches('.');
    text.contains(", ")
        && bare.bytes().any(|b| b.is_ascii_digit())
        && words::count(text) <= 18
        && small <= 5
        && dates::find(text, Reading::default()).iter().any(|found| {
            let period =
                matches!(found.form, dates::Form::Range | dates::Form::Since | dates::Form::Open);
            period && found.outer.end + 1 >= bare.len()
        })
}

/// Whether a text can be what the person is.
pub(super) fn is_headline(text: &str) -> bool {
    let count = words::count(text);
    (1..=14).contains(&count)
        && text.chars().any(char::is_alphabetic)
        && !is_registration(text)
        && dates::find(text, Reading::default()).is_empty()
        && token::label(text).is_none_or(|(label, _)| {
            !text.contains([':', '：']) || lexicon::role_score(label) >= 60
        })
        && lexicon::label(text.split([':', '：']).next().unwrap_or_default())
            .is_none_or(|_| !text.contains([':', '：']))
        && (lexicon::role_score(text) >= 60 || count >= 2 || text.chars().any(words::is_cjk))
        && !(lexicon::role_score(text) < 60
            && text.chars().filter(char::is_ascii_digit).count() >= 2)
        && !is_licence(text)
        && !is_detail(text)
}

/// Whether a text tells of age, birth or family rather than of a profession.
pub(super) fn is_detail(text: &str) -> bool {
    const FIRST: [&str; 26] = [
        "married",
        "single",
        "divorced",
        "verheiratet",
        "ledig",
        "geschieden",
        "marie",
        "mariee",
        "celibataire",
        "casado",
        "casada",
        "soltero",
        "soltera",
        "solteiro",
        "solteira",
        "sposato",
        "sposata",
        "celibe",
        "nubile",
        "gehuwd",
        "ongehuwd",
        "geb.",
        "geboren",
        "nee",
        "ne",
        "jahrgang",
    ];
    const AGES: [&str; 12] =
        ["ans", "anos", "anni", "jahre", "years", "jaar", "ar", "lat", "let", "yrs", "лет", "года"];
    let folded = words::fold(text);
    let mut parts = folded.split([' ', ',']);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let age =
        first.len() == 2 && first.bytes().all(|b| b.is_ascii_digit()) && AGES.contains(&second);
    if age && words::count(text) <= 6 && text.contains(',') && is_licence(text) {
        return true;
    }
    // "DNI 00.000.000"
    const NUMBERS: [&str; 20] = [
        "dni",
        "nie",
        "nif",
        "cpf",
        "rg",
        "curp",
        "rfc",
        "cuil",
        "cuit",
        "rut",
        "c.i.",
        "ci",
        "pesel",
        "cnp",
        "ssn",
        "passport",
        "reisepass",
        "bsn",
        "nino",
        "steuer-id",
    ];
    if NUMBERS.contains(&first)
        && text.bytes().filter(u8::is_ascii_digit).count() >= 5
        && words::count(text) <= 4
    {
        return true;
    }
    FIRST.contains(&first) && words::count(text) <= 8 || age && words::count(text) <= 3
}

/// Whether a text tells of a driving licence or an age rather than of a profession.
pub(super) fn is_licence(text: &str) -> bool {
    let folded = words::fold(text);
    [
        "permis",
        "driving licence",
        "driver's license",
        "fuhrerschein",
        "carnet",
        "patente",
        "rijbewijs",
        "prawo jazdy",
        "korkort",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// The headline and the place of "Product designer, Toronto ON".
pub(super) fn with_place(text: &str) -> Option<(&str, &str)> {
    for separator in [" | ", " · ", " – ", " — ", " - ", ", "] {
        if let Some((head, tail)) = text.split_once(separator)
            && place::is_place(tail)
            && lexicon::role_score(head) >= 60
        {
            return Some((head, tail));
        }
        if let Some((head, tail)) = text.rsplit_once(separator)
            && place::is_place(tail)
            && words::count(head) >= 1
        {
            return Some((head, tail));
        }
    }
    None
}

/// Whether a text is a street with its number, or a town with its code.
pub(super) fn is_address(text: &str) -> bool {
    let dated = || !dates::find(text, Reading::default()).is_empty() && words::count(text) <= 8;
    let role = lexicon::role_score(text) >= 60 && !lexicon::is_institution(text);
    if role || is_registration(text) || dated() {
        return false;
    }
    let place = place::parse(text);
    place.score >= 70
        || (place.score >= 60
            && text.starts_with(|c: char| c.is_ascii_digit())
            && words::count(text) <= 7
            && lexicon::role_score(text) < 60)
}

/// Whether a text is the number of a registration: "NMC PIN 99Z0123E".
pub(super) fn is_registration(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let code = |word: &&str| {
        word.len() >= 5
            && word.chars().filter(char::is_ascii_digit).count() >= 4
            && word
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.".contains(c))
    };
    (2..=6).contains(&words.len())
        && words.last().is_some_and(code)
        && words
            .first()
            .is_some_and(|word| word.chars().all(|c| c.is_uppercase()) && word.len() <= 6)
        && words.first().is_none_or(|word| word.len() != 1)
}
