//! What a line of a site says: that it is a button, a menu, a count, a call to sign up.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::embedded;
use crate::extract::lexicon;
use crate::extract::rows::Row;
use crate::extract::token;
use crate::extract::words::{self, fold};
use crate::profile::date::lists::entries;

/// The words of sites, folded.
#[derive(Default)]
pub(super) struct Words {
    /// Lines that only a site writes.
    pub(super) lines: HashSet<String>,
    /// Buttons, if other lines show that a site was copied.
    pub(super) buttons: HashSet<String>,
    /// Words that menus are made of.
    pub(super) menu: HashSet<String>,
    /// Words of menus at the bottom that are no skills.
    pub(super) legal: HashSet<String>,
    prefixes: Vec<String>,
    pub(super) counted: HashSet<String>,
    pub(super) apart: HashSet<String>,
    /// Labels of what a site says of a profile.
    labels: HashSet<String>,
    /// What stands over or under a number that a site counted.
    pub(super) stats: HashSet<String>,
    /// Names of sites.
    pub(super) sites: HashSet<String>,
    roles: HashMap<String, Role>,
    tongues: Vec<&'static str>,
}

/// What a word can be on a button, by language: a bit for each.
#[derive(Clone, Copy, Default)]
struct Role {
    command: u32,
    target: u32,
    filler: u32,
    other: u32,
    others: u32,
}

/// The lists of words.
pub(super) fn listed() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for entry in entries(embedded::text("sites.txt")) {
            let word = fold(entry.word);
            let set = match entry.group {
                "line" => &mut words.lines,
                "button" => &mut words.buttons,
                "menu" => &mut words.menu,
                "legal" => &mut words.legal,
                "counted" => &mut words.counted,
                "apart" => &mut words.apart,
                "label" => &mut words.labels,
                "stat" => &mut words.stats,
                "site" => &mut words.sites,
                _ => {
                    words.prefixes.push(word.replace('_', " "));
                    continue;
                }
            };
            set.insert(word);
        }
        for entry in entries(embedded::text("commands.txt")) {
            let tongue = words.tongue(entry.lang);
            let role = words.roles.entry(fold(entry.word)).or_default();
            *match entry.group {
                "command" => &mut role.command,
                "target" => &mut role.target,
                "filler" => &mut role.filler,
                "other" => &mut role.other,
                _ => &mut role.others,
            } |= tongue;
        }
        words
    })
}

impl Words {
    /// The bit of a language; all bits for what belongs to all.
    fn tongue(&mut self, lang: &'static str) -> u32 {
        if lang == "mul" {
            return u32::MAX;
        }
        let known = self.tongues.iter().position(|known| *known == lang);
        let at = known.unwrap_or_else(|| {
            self.tongues.push(lang);
            self.tongues.len() - 1
        });
        1 << at.min(31)
    }
}

/// The text without signs at its ends.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '[' | ']' | '!'))
}

/// Whether the line is a picture in Markdown.
pub(super) fn is_picture(text: &str) -> bool {
    let text = text.trim();
    let whole = text.ends_with(')') && text.matches("](").count() == 1;
    let referred = text.ends_with(']') && text.matches("][").count() == 1;
    text.starts_with("![") && (whole || referred)
}

/// Whether the line is a link that leads back, and nothing else: "[Back to overview](index.md)".
pub(super) fn is_link_back(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
    inner.and_then(|inner| inner.split_once("](")).is_some_and(|(label, target)| {
        !target.contains([' ', '(']) && is_command(&fold(bare(label)), &[])
    })
}

/// Whether the line is one that a site writes. `names` are the words of the person's name.
pub(super) fn is_site(text: &str, folded: &str, row: &Row, source: &str, names: &[String]) -> bool {
    is_known(text, folded)
        || row.bullet == 0 && row.heading == 0 && is_command(folded, names)
        || is_picture(text)
        || invites(text)
        || is_trail(text, folded, row)
        || is_menu(row, source)
}

/// Whether a line says by itself that a site wrote it.
fn is_known(text: &str, folded: &str) -> bool {
    let prefixed = listed()
        .prefixes
        .iter()
        .any(|p| folded.starts_with(p.as_str()) && folded.len() < p.len() * 4 + 36);
    let logo = folded.ends_with(" logo") && folded.split_whitespace().count() <= 8;
    let cookies = folded.contains("cookie")
        && ["accept", " use", "akzept", "verwend", "utilis", "usa", "acept", "gebruik"]
            .iter()
            .any(|word| folded.contains(word));
    listed().lines.contains(folded)
        || prefixed
        || is_counted(folded)
        || is_since(folded)
        || is_labelled(text)
        || is_place_in_list(folded)
        || is_number(text, folded)
        || logo
        || is_degree_of_contact(folded)
        || is_rights(text, folded)
        || cookies && folded.len() < 400
        || folded.contains("mutual connection")
        || folded.contains("mit ahnlichen profilangaben")
        || folded.contains("log in to ")
        || folded.contains("sign in to ")
        || folded.contains("candidate profile #")
}

/// Whether it says how near a contact is: "2nd degree connection", "Relation de 2e niveau", "Kontakt 3. Grades".
fn is_degree_of_contact(folded: &str) -> bool {
    const KINDS: [&str; 8] = [
        "connection",
        "relation",
        "kontakt",
        "contacto",
        "conexao",
        "collegamento",
        "connectie",
        "contact",
    ];
    const GRADES: [&str; 8] =
        ["degree", "niveau", "grad", "grado", "grau", "graads", "stopnia", "grada"];
    words::count(folded) <= 6
        && folded.bytes().any(|b| b.is_ascii_digit())
        && KINDS.iter().any(|kind| folded.contains(kind))
        && GRADES.iter().any(|grade| folded.contains(grade))
        || folded.ends_with(" degree connection")
}

/// Whether it is the note on rights below a page.
pub(super) fn is_rights(text: &str, folded: &str) -> bool {
    folded.len() < 160
        && (text.contains('©')
            || folded.starts_with("(c) ")
            || folded.starts_with("c) ")
            || folded.contains("all rights reserved")
            || folded.contains("alle rechte vorbehalten"))
}

/// Whether it counts what a site counts: "412 followers", "4.9 (38 reviews)".
fn is_counted(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().map(bare).collect();
    let number = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".,kKmM+%".contains(c))
    };
    let counted = |word: Option<&&str>| word.is_some_and(|word| listed().counted.contains(*word));
    const MILLIONS: [&str; 8] =
        ["mio", "million", "millionen", "millions", "millones", "milhoes", "milioni", "mln"];
    let many = words.first().is_some_and(number)
        && words.get(1).is_some_and(|word| MILLIONS.contains(word))
        && words.iter().skip(2).any(|word| listed().counted.contains(*word));
    many && words.len() <= 12
        || words.len() <= 7
            && words.first().is_some_and(number)
            && !folded.contains(" in 2 ")
            && (counted(words.get(1))
                || words.len() >= 3 && counted(words.last()) && words.iter().skip(1).any(number))
}

/// Whether it says how long ago something happened: "Updated 3 days ago", "vor 2 Wochen aktiv".
fn is_since(folded: &str) -> bool {
    const UNITS: [&str; 40] = [
        "second", "minute", "hour", "day", "week", "month", "year", "sekunde", "stunde", "tag",
        "woche", "monat", "jahr", "seconde", "heure", "jour", "semaine", "mois", "an", "ans",
        "hora", "dia", "semana", "mes", "ano", "ora", "ore", "giorn", "settiman", "uur", "dag",
        "weken", "maand", "timm", "vecka", "dni", "godzin", "h", "d", "w",
    ];
    const SIGNS: [&str; 11] = [
        " ago",
        "vor ",
        "il y a ",
        "hace ",
        "ha ",
        " fa",
        " geleden",
        " sedan",
        " siden",
        " temu",
        " назад",
    ];
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.len() <= 7
        && SIGNS.iter().any(|sign| {
            if sign.starts_with(' ') {
                folded.ends_with(sign) || folded.contains(&format!("{sign} "))
            } else {
                folded.starts_with(sign) || folded.contains(&format!(" {sign}"))
            }
        })
        && words.windows(2).any(|pair| {
            let [count, unit] = pair else { return false };
            let counts = count.chars().all(|c| c.is_ascii_digit())
                || ["a", "an", "einem", "einer", "un", "une", "una", "een", "en"].contains(count);
            counts && UNITS.iter().any(|known| unit.starts_with(known))
        })
}

/// Whether it is a label of the site with its value: "Verified phone: yes", "Employment type:
/// Full-time".
fn is_labelled(text: &str) -> bool {
    let Some((label, value)) = text.split_once([':', '：']) else { return false };
    let value = value.trim();
    words::count(text) <= 10
        && (listed().labels.contains(fold(bare(label)).as_str())
            || !value.is_empty()
                && lexicon::is_employment_kind(value)
                && lexicon::label(label) == Some(lexicon::Label::Detail))
}

/// Whether it says which of a list is shown: "Candidate 7 of 31", "Profil 3 / 40".
fn is_place_in_list(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let number = |word: Option<&&str>| {
        word.is_some_and(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
    };
    let noun = words.first().and_then(|word| listed().roles.get(*word));
    words.len() == 4
        && noun.is_some_and(|role| role.target | role.others != 0)
        && number(words.get(1))
        && number(words.get(3))
        && words.get(2).is_some_and(|of| *of == "/" || words::is_of_word(of))
}

/// Whether it is the number of a record: "Résumé #448291", "Ref. no. 30-112".
fn is_number(text: &str, folded: &str) -> bool {
    const RECORDS: [&str; 20] = [
        "resume",
        "cv",
        "candidate",
        "profile",
        "profil",
        "ref",
        "reference",
        "lebenslauf",
        "bewerber",
        "kandidat",
        "candidat",
        "curriculum",
        "perfil",
        "profilo",
        "id",
        "vacancy",
        "резюме",
        "kandidaat",
        "annonce",
        "ogloszenie",
    ];
    let mut words = folded.split(|c: char| !(c.is_alphanumeric() || c == '#' || c == '№'));
    let first = words.by_ref().find(|word| !word.is_empty()).unwrap_or_default();
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let digits = last.chars().filter(char::is_ascii_digit).count();
    let signed = text.contains(['#', '№'])
        || folded.split(|c: char| !c.is_alphanumeric()).any(|w| ["id", "no", "nr"].contains(&w));
    RECORDS.contains(&first)
        && signed
        && digits >= 4
        && words::count(text) <= 4
        && last.chars().all(|c| c.is_ascii_alphanumeric() || "#-/№.".contains(c))
}

/// Whether it is what a button says: what to do and to what, and nothing else: "Back to results",
/// "Save this candidate", "Profil teilen", "Message Ann".
pub(super) fn is_command(folded: &str, names: &[String]) -> bool {
    // "Download CV (PDF, 210 KB)"
    let file = |note: &str| {
        ["pdf", "kb", "mb", "docx", "vcf", "opens", "new window", "external"]
            .iter()
            .any(|word| note.contains(word))
    };
    let folded =
        folded.split_once(" (").filter(|(_, note)| file(note)).map_or(folded, |(head, _)| head);
    if folded.len() > 70 || words::is_heading(folded) {
        return false;
    }
    let tokens: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '(' | ')'))
        .map(bare)
        .filter(|token| !token.is_empty())
        .collect();
    if !(2..=8).contains(&tokens.len()) {
        return false;
    }
    let (mut all, mut command, mut target, mut named) = (u32::MAX, 0, 0, false);
    let mut edge = (0, 0);
    let last = tokens.len() - 1;
    for (n, token) in tokens.iter().enumerate() {
        if token
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '+' | '€' | '$' | '£'))
        {
            continue;
        }
        let named_by = |token: &str| names.iter().any(|name| name == token);
        if named_by(token) || token.contains('-') && token.split('-').all(named_by) {
            named = true;
            continue;
        }
        let Some(role) = listed().roles.get(*token) else { return false };
        all &= role.command | role.target | role.filler;
        command |= role.command;
        target |= role.target;
        if n == 0 {
            edge.0 = role.command | role.filler;
        }
        if n == last {
            edge.1 = role.command;
        }
    }
    if named {
        target = u32::MAX;
    }
    all & command & target & (edge.0 | edge.1) != 0
}

/// Whether a line is one word that commands: "Enregistrer". Beside other buttons it is one.
pub(super) fn is_lone_command(folded: &str) -> bool {
    let role = listed().roles.get(folded);
    role.is_some_and(|role| role.command != 0 && role.target & role.command == 0)
}

/// Whether a word is one that buttons command with.
pub(super) fn is_verb(folded: &str) -> bool {
    listed().roles.get(folded).is_some_and(|role| role.command != 0)
}

/// Whether a line stands over what is none of the person's: "People also viewed", "Similar
/// profiles", "Other team members".
pub(super) fn is_apart(folded: &str) -> bool {
    if listed().apart.contains(folded) {
        return true;
    }
    let tokens: Vec<&str> = folded.split(|c: char| c.is_whitespace() || c == '\'').collect();
    if !(2..=9).contains(&tokens.len()) {
        return false;
    }
    let (mut all, mut other, mut others) = (u32::MAX, 0, 0);
    for token in tokens.iter().map(|token| bare(token)).filter(|token| !token.is_empty()) {
        // "Similar resumes near Spokane, WA"
        const BESIDE: [&str; 19] = [
            "by", "near", "in", "from", "for", "like", "at", "nearby", "bei", "nahe", "pres",
            "chez", "cerca", "en", "em", "vicino", "w", "i", "com",
        ];
        if all & other & others != 0 && BESIDE.contains(&token) {
            return true;
        }
        let Some(role) = listed().roles.get(token) else { return false };
        all &= role.other | role.others | role.filler;
        other |= role.other;
        others |= role.others;
    }
    all & other & others != 0
}

/// Whether a sentence of it asks the reader to become a customer.
fn invites(text: &str) -> bool {
    const CALLS: [&str; 14] = [
        "Sign up ",
        "Log in ",
        "Sign in ",
        "Register now",
        "Register to ",
        "Join now",
        "Join for free",
        "Create a free account",
        "Create an account",
        "Create your free",
        "Subscribe to ",
        "Already a member",
        "Already have an account",
        "Is this you?",
    ];
    CALLS.iter().any(|call| {
        text.find(call).is_some_and(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            before.is_empty() || before.ends_with(['.', '!', '?', '-', '|', '·'])
        })
    })
}

/// Whether one of its sentences is what a button says: "Need a nurse like Ann? Post a job".
pub(super) fn is_call(text: &str, names: &[String]) -> bool {
    // A heading and its paragraph may be set without anything between: "Hire EngineersOur …".
    let mut before = ' ';
    let seam = |c: char| {
        let glued = before.is_lowercase() && c.is_uppercase();
        before = c;
        glued
    };
    let glued = text.find(seam).unwrap_or(0);
    let (head, tail) = text.split_at(glued);
    let sentences: Vec<&str> = [head]
        .into_iter()
        .chain(tail.split_inclusive(['.', '!', '?', '–', '—']))
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .collect();
    sentences.len() >= 2
        && words::count(text) <= 60
        && sentences.iter().any(|sentence| is_command(&fold(sentence), names))
}

/// Whether it is the way from the first page of a site to this one: "Home > People > Ann Lee".
fn is_trail(text: &str, folded: &str, row: &Row) -> bool {
    let signs = [" > ", " › ", " » ", " / ", " → ", " ▸ ", " :: "];
    let Some(sign) = signs.iter().find(|sign| text.matches(**sign).count() >= 1) else {
        return false;
    };
    let first = folded.split(sign.trim()).next().unwrap_or_default();
    let first = bare(first.trim());
    // Nothing but pages stands between such signs at the top: "Workers › Carpentry › Finish".
    let steps = ["›", "»", "▸"].iter().any(|sign| text.matches(sign).count() >= 2);
    let plain = !text.contains(['@', '|']) && !text.bytes().any(|b| b.is_ascii_digit());
    if steps && plain && row.number < TOP && text.len() <= 90 {
        return true;
    }
    let roots = ["home", "homepage", "startseite", "accueil", "inicio", "start", "forside", "hem"];
    text.matches(sign).count() <= 8
        && !text.contains('@')
        && (roots.contains(&first)
            || text.matches(sign).count() >= 2
                && (listed().menu.contains(first) || listed().sites.contains(first)))
}

/// How many lines the menus at the top of a page may take.
const TOP: usize = 10;

/// Whether a part of a menu says by itself that it is one.
pub(super) fn is_button(folded: &str) -> bool {
    listed().menu.contains(folded)
        || listed().lines.contains(folded)
        || listed().legal.contains(folded)
}

/// Whether it is a row of buttons: short parts, one of them a button beyond doubt.
fn is_menu(row: &Row, source: &str) -> bool {
    let text = row.text(source);
    let parts = parts(row, source);
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 5);
    if parts.len() < 2 {
        return false;
    }
    let known = |part: &String| is_button(part) || is_known(part, part) || is_command(part, &[]);
    let network = |part: &String| lexicon::network_for_label(part).is_some();
    let buttons = parts.iter().filter(|part| known(part)).count();
    if buttons >= 1 && parts.iter().all(|part| known(part) || network(part)) {
        return true;
    }
    // At the top of a page some of the parts are enough: the others are what that site has.
    let top = row.number < TOP
        && buttons >= 2
        && buttons * 2 >= parts.len()
        && !text.contains('@')
        && !text.bytes().any(|b| b.is_ascii_digit());
    short
        && buttons >= 1
        && (buttons * 2 > parts.len() || (parts.len() >= 4 && row.cells.len() > 1) || top)
        || parts
            .first()
            .is_some_and(|p| listed().lines.contains(p.split(" (").next().unwrap_or_default()))
        || is_choice_of_languages(text, &parts)
}

/// The parts of a row of buttons, folded.
fn parts(row: &Row, source: &str) -> Vec<String> {
    if row.cells.len() > 1 {
        return (0..row.cells.len()).map(|n| fold(bare(row.cell(source, n)))).collect();
    }
    let parts = row.text(source).split(['|', '·', '•']).flat_map(|part| part.split(" - "));
    parts.map(|part| fold(bare(part))).filter(|part| !part.is_empty()).collect()
}

/// Whether it lets choose a language: "EN | DE | FR", "English ▾".
fn is_choice_of_languages(text: &str, parts: &[String]) -> bool {
    let code = |part: &String| {
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase())
            || lexicon::language(part).is_some()
    };
    let coded = parts.iter().filter(|part| part.len() == 2).count();
    parts.iter().all(code) && coded >= 2 && text.chars().count() <= 40
}

/// Whether a line is made of buttons and nothing else: "Contact Ann Share profile".
pub(super) fn is_row_of_buttons(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if !(3..=8).contains(&tokens.len()) {
        return false;
    }
    let (mut at, mut known, mut other) = (0, 0, 0);
    while at < tokens.len() {
        let longest = (at + 1..=tokens.len().min(at + 4)).rev().find(|&end| {
            let phrase = tokens.get(at..end).unwrap_or_default().join(" ");
            is_button(&phrase) || listed().buttons.contains(phrase.as_str())
        });
        match longest {
            Some(end) => {
                known += 1;
                at = end;
            }
            None => {
                other += 1;
                at += 1;
            }
        }
    }
    (other == 0 && known >= 2 || other == 1 && known >= 3) && lexicon::role_score(text) < 60
}

/// Whether a short line can stand in a menu: no date, no address, no sentence.
pub(super) fn is_short(text: &str) -> bool {
    words::count(text) <= 5
        && text.len() <= 48
        && !words::ends_sentence(text)
        && token::tokens(text)
            .iter()
            .all(|token| matches!(token.kind, token::Kind::Text | token::Kind::Place))
}
