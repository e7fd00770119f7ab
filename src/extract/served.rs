//! Who is served by an office, where one text names both: "Treasurer of the Rowing Club".

use super::inline;
use super::lexicon;
use super::value::{Entry, Val};
use super::words;

/// What joins an office to an organisation, the longer first where one holds the other.
const JOINTS: [&str; 54] = [
    " of the ",
    " for the ",
    " at the ",
    " with the ",
    " of ",
    " for ",
    " at ",
    " with ",
    " on the ",
    " de la ",
    " de l'",
    " de l’",
    " du ",
    " des ",
    " aux ",
    " au ",
    " à la ",
    " à l'",
    " à l’",
    " chez ",
    " d'",
    " d’",
    " del ",
    " de los ",
    " de las ",
    " en el ",
    " en la ",
    " en ",
    " do ",
    " da ",
    " dos ",
    " das ",
    " no ",
    " na ",
    " dell'",
    " dell’",
    " dello ",
    " della ",
    " dei ",
    " degli ",
    " presso ",
    " di ",
    " im ",
    " in der ",
    " beim ",
    " bei der ",
    " bei ",
    " der ",
    " van de ",
    " van het ",
    " van ",
    " bij ",
    " de ",
    " i ",
];

/// The stems of words for what people serve.
const BODIES: [&str; 74] = [
    "associa",
    "asocia",
    "assozia",
    "verein",
    "forderverein",
    "verband",
    "club",
    "klub",
    "circolo",
    "comit",
    "council",
    "board",
    "trust",
    "foundation",
    "fondation",
    "fundac",
    "fundaç",
    "fondazione",
    "stiftung",
    "stichting",
    "society",
    "societe",
    "sociedad",
    "societa",
    "gesellschaft",
    "union",
    "league",
    "ligue",
    "liga",
    "guild",
    "church",
    "parish",
    "paroisse",
    "parroquia",
    "paroquia",
    "parrocchia",
    "gemeinde",
    "kirche",
    "school",
    "ecole",
    "escuela",
    "escola",
    "scuola",
    "schule",
    "feuerwehr",
    "bombeiros",
    "pompiers",
    "bomberos",
    "charity",
    "hospice",
    "shelter",
    "refuge",
    "scout",
    "choir",
    "choeur",
    "chor",
    "coro",
    "orchest",
    "theatre",
    "museum",
    "library",
    "biblio",
    "amicale",
    "federa",
    "syndicat",
    "ong",
    "ngo",
    "colecti",
    "collecti",
    "cooperat",
    "elternbeirat",
    "förening",
    "forening",
    "vereniging",
];

/// Parts an office from the organisation, where one text holds both.
pub(super) fn part(entry: &mut Entry) {
    let text = match (&entry.position, &entry.name) {
        (Some(position), None) | (None, Some(position)) => match position.parts.as_slice() {
            [only] if only.trim().len() == position.text.len() => *only,
            _ => return,
        },
        // "Organiser" and "public evenings of the Telescope Society"
        (Some(_), Some(name)) => {
            return match name.parts.as_slice() {
                [only] if name.text.starts_with(char::is_lowercase) => behind(entry, only),
                _ => {}
            };
        }
        (None, None) => return,
    };
    let Some((office, body)) = parted(text) else { return };
    if lexicon::role_score(office) >= 60 {
        entry.position = Some(Val::new(office, 0.8));
        entry.name = Some(Val::new(body, 0.8));
    }
}

/// Gives what stands before the organisation back to the office.
fn behind<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let Some((duty, body)) = parted(text) else { return };
    if let Some(position) = &mut entry.position {
        position.join(", ", Val::new(duty, 0.7));
        entry.name = Some(Val::new(body, 0.75));
    }
}

/// The text before and behind the first joint that an organisation follows.
fn parted(text: &str) -> Option<(&str, &str)> {
    let mut best: Option<(usize, &str)> = None;
    for joint in JOINTS {
        for (at, _) in text.match_indices(joint) {
            let body = text.get(at + joint.len()..)?;
            let longer = best
                .is_none_or(|(known, sign)| at < known || at == known && joint.len() > sign.len());
            if longer && is_body(body) {
                best = Some((at, joint));
            }
        }
    }
    let (at, joint) = best?;
    let (office, body) = (text.get(..at)?, text.get(at + joint.len()..)?);
    (!office.trim().is_empty())
        .then(|| (inline::trim_separators(office), inline::trim_separators(body)))
}

/// Whether a text names an organisation: with a capital, or with a word for one.
fn is_body(text: &str) -> bool {
    let folded = words::fold(text);
    let named = folded.split([' ', '-', '\'', '’']).any(|word| {
        BODIES.iter().any(|stem| {
            let stem = words::fold(stem);
            word.starts_with(stem.as_str())
                || word.len() > stem.len() + 2 && word.ends_with(stem.as_str())
        })
    });
    words::count(text) <= 10
        && (named
            || text.starts_with(char::is_uppercase)
                && (lexicon::employer_score(text) > 0
                    || lexicon::is_institution(text)
                    || words::count(text) >= 2))
}
