//! What a letter around a résumé adds: date, addressee, greeting, farewell; and declarations at the end.

use super::ledger::Furniture;
use super::rows::Row;
use super::words::{self, fold};
use crate::syntax::lines::LineKind;

/// How many rows a letter may have.
const LONGEST: usize = 60;

/// Marks the rows of a letter that are not its text, and those of a declaration.
pub(super) fn mark(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    letter(source, rows, kinds);
    declaration(source, rows, kinds);
}

fn letter(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    let text = |n: usize| rows.get(n).map_or("", |row| row.text(source));
    let plain = |n: usize| {
        rows.get(n).is_some_and(|row| row.kind == LineKind::Text && row.bullet + row.heading == 0)
    };
    let greets = |n: &usize| plain(*n) && is_greeting(text(*n));
    let Some(greeting) = (0..rows.len().min(LONGEST)).find(greets) else { return };
    let leaves = |n: &usize| plain(*n) && is_farewell(text(*n));
    let last = rows.len().min(greeting + LONGEST);
    let Some(farewell) = (greeting + 1..last).find(leaves) else { return };
    let mut set = |n: usize, kind: Furniture| {
        if let Some(slot) = kinds.get_mut(n) {
            *slot = Some(kind);
        }
    };
    // Above the greeting: the addressee, up to the date.
    let reaches = |n: usize| text(n).contains('@') || words_with_number(text(n));
    let above = (greeting.saturating_sub(10)..greeting)
        .rev()
        .take_while(|&n| plain(n) && !reaches(n) && words::count(text(n)) <= 8)
        .last();
    if let Some(first) = above
        && let Some(date) = (first..greeting).find(|&n| is_day(text(n)))
    {
        (date..greeting).for_each(|n| set(n, Furniture::Signature));
    }
    set(greeting, Furniture::Signature);
    set(farewell, Furniture::Signature);
    // Below the farewell: the name again, and what is enclosed.
    let head: Vec<String> = (0..greeting.min(8)).map(|n| fold(text(n))).collect();
    for n in farewell + 1..rows.len().min(farewell + 5) {
        let said = fold(text(n));
        let named = !said.is_empty()
            && words::count(&said) <= 5
            && head.iter().any(|line| is_within(&said, line));
        if named {
            set(n, Furniture::Duplicate);
        } else if is_enclosure(&said) {
            set(n, Furniture::Signature);
        }
    }
}

/// Whether the words of a name all stand in a line.
fn is_within(name: &str, line: &str) -> bool {
    let word = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let words = word(line);
    word(name).iter().all(|part| words.contains(part))
}

/// Whether a line has the digits of a telephone number.
fn words_with_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 7 && !words::is_date(text)
}

/// Whether a line is a day, perhaps with the place before it.
fn is_day(text: &str) -> bool {
    words::count(text) <= 6 && (words::is_date(text) || words::is_place_and_day(text))
}

fn is_greeting(text: &str) -> bool {
    const WORDS: [&str; 34] = [
        "dear",
        "to whom",
        "hello",
        "hi",
        "sehr geehrte",
        "liebe",
        "lieber",
        "guten tag",
        "madame",
        "monsieur",
        "chere",
        "cher",
        "bonjour",
        "estimad",
        "muy senor",
        "prezad",
        "caro",
        "exmo",
        "gentile",
        "gentili",
        "egregi",
        "spettabile",
        "geachte",
        "beste",
        "hej",
        "basta",
        "kaera",
        "kaere",
        "hei",
        "szanown",
        "vazen",
        "tisztelt",
        "уважаем",
        "шановн",
    ];
    let folded = fold(text);
    words::count(text) <= 8
        && folded.ends_with([',', ':', '!'])
        && WORDS.iter().any(|word| {
            folded.strip_prefix(word).is_some_and(|rest| {
                word.len() > 5 || rest.starts_with(|c: char| !c.is_alphabetic())
            })
        })
}

fn is_farewell(text: &str) -> bool {
    const WORDS: [&str; 36] = [
        "sincerely",
        "yours sincerely",
        "yours faithfully",
        "yours truly",
        "yours,",
        "best regards",
        "kind regards",
        "warm regards",
        "regards",
        "with regards",
        "best wishes",
        "respectfully",
        "mit freundlichen",
        "freundliche gruesse",
        "mit besten",
        "hochachtungsvoll",
        "cordialement",
        "bien cordialement",
        "respectueusement",
        "salutations",
        "atentamente",
        "un cordial saludo",
        "saludos cordiales",
        "atenciosamente",
        "cordiali saluti",
        "distinti saluti",
        "met vriendelijke",
        "hoogachtend",
        "med vanlig",
        "vanliga halsningar",
        "med venlig",
        "z powazaniem",
        "s pozdravem",
        "tisztelettel",
        "с уважением",
        "з повагою",
    ];
    let folded = fold(text);
    words::count(text) <= 5 && WORDS.iter().any(|word| folded.starts_with(word))
}

fn is_enclosure(folded: &str) -> bool {
    const WORDS: [&str; 14] = [
        "enc",
        "encl",
        "encls",
        "enclosure",
        "enclosures",
        "anlage",
        "anlagen",
        "adjunto",
        "anexo",
        "allegato",
        "allegati",
        "bijlage",
        "bilaga",
        "zalacznik",
    ];
    let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    words::count(folded) <= 6
        && (WORDS.contains(&first) || folded.starts_with("p.j") || folded.starts_with("piece"))
}

/// Marks "I hereby declare that …" at the end, with its heading, place, date and signature.
fn declaration(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    const SAID: [&str; 8] = [
        "i hereby declare",
        "i do hereby declare",
        "i, hereby, declare",
        "i solemnly declare",
        "i declare that the",
        "i hereby certify",
        "i hereby affirm",
        "i confirm that the above",
    ];
    const BELOW: [&str; 6] = ["place", "date", "signature", "sign", "yours", "name"];
    let text = |n: usize| rows.get(n).map_or("", |row| row.text(source));
    let from = rows.len().saturating_sub(12);
    let said = |n: &usize| {
        let folded = fold(text(*n));
        SAID.iter().any(|start| folded.starts_with(start))
    };
    let Some(at) = (from..rows.len()).find(said) else { return };
    let first = (0..8.min(at)).map(|n| fold(text(n))).collect::<Vec<_>>();
    let titled = at > 0 && fold(text(at - 1)).starts_with("declaration");
    let mut prose = true;
    for n in at - usize::from(titled)..rows.len() {
        let row = rows.get(n);
        let folded = fold(text(n));
        prose &= n <= at || row.is_some_and(|row| !row.blank);
        let label = folded.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let named = !bare.is_empty() && first.iter().any(|line| is_within(bare, line));
        let below = BELOW.contains(&label) || named || is_day(text(n));
        if let Some(kind) = kinds.get_mut(n).filter(|_| prose || below) {
            *kind = Some(Furniture::Signature);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lines::plain;

    #[test]
    fn letters_and_declarations_are_marked() {
        let marked = |text: &str| -> Vec<String> {
            let lines = plain(text);
            let rows = super::super::rows::rows(&lines);
            let mut kinds = vec![None; rows.len()];
            mark(text, &rows, &mut kinds);
            let found = rows.iter().zip(&kinds).filter(|(_, kind)| kind.is_some());
            found.map(|(row, _)| row.text(text).to_owned()).collect()
        };
        let letter = "Ann Lee\nann@a.example\n\n3 May 2024\n\nMs Low\nAcme\n\nDear Ms Low,\n\nI cook.\n\n\
                      Sincerely,\n\nAnn Lee\n\nEnc. CV\n\nWORK\n2019-2020 Cook";
        assert_eq!(
            marked(letter),
            ["3 May 2024", "Ms Low", "Acme", "Dear Ms Low,", "Sincerely,", "Ann Lee", "Enc. CV"]
        );
        assert_eq!(
            marked(
                "Ann Lee\n\nWORK\nCook\n\nDeclaration\nI hereby declare this true.\n\nPlace: Pune"
            ),
            ["Declaration", "I hereby declare this true.", "Place: Pune"]
        );
        assert!(marked("Ann Lee\n\nDear reader, this is me.\n\nWORK\nCook").is_empty());
    }
}
