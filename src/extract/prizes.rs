//! Words that tell of prizes, and of how far one came.

use super::words;

/// Whether a text says how far one came: "finalist", "2nd place".
pub(super) fn is_rank(text: &str) -> bool {
    let folded = words::fold(text);
    let first = folded.split([' ', ',']).next().unwrap_or_default();
    [
        "finalist",
        "finaliste",
        "finalista",
        "shortlist",
        "shortlisted",
        "winner",
        "runner-up",
        "laureat",
        "laureate",
        "nominee",
        "gewinner",
        "preistrager",
    ]
    .contains(&first)
        || folded.ends_with(" place") && words::count(text) <= 3
}

/// Whether a text begins as names of prizes do: "Best Newcomer".
pub(super) fn is_best(text: &str) -> bool {
    let folded = words::fold(text);
    let first = folded.split_whitespace().next().unwrap_or_default();
    [
        "best",
        "beste",
        "bester",
        "meilleur",
        "meilleure",
        "mejor",
        "melhor",
        "miglior",
        "top",
        "young",
    ]
    .contains(&first)
}

/// Whether a text names a prize.
pub(super) fn is_prize(text: &str) -> bool {
    let folded = words::fold(text);
    [
        "award",
        "prize",
        "preis",
        "prix",
        "premio",
        "medal",
        "bursary",
        "honour",
        "trophy",
        "distinction",
        "utmarkelse",
        "grant",
        "scholarship",
        "fellowship",
        "stipend",
        "bourse",
        "beca",
        "borsa",
        "prijs",
        "nagroda",
        "talk",
        "winner",
        "finalist",
        "open fund",
        "residency",
        "residence",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// Whether a text names an event or a body that gives prizes: "Celtic Audio Drama Awards".
pub(super) fn is_contest(text: &str) -> bool {
    let folded = words::fold(text);
    let last = folded.split_whitespace().next_back().unwrap_or_default();
    [
        "awards",
        "prizes",
        "preise",
        "festival",
        "competition",
        "olympiad",
        "contest",
        "premios",
        "premi",
    ]
    .contains(&last)
}
