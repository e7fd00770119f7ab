//! Words of the site that a profile was copied from: menus, buttons, boilerplate, doubled lines.

use super::furniture::take_out;
use super::ledger::{Furniture, Ledger, Owner};
use super::rows::Row;
use super::words::{self, fold};

/// Lines that only a site writes, wherever they stand.
const LINES: &[&str] = &[
    "skip to main content",
    "skip to content",
    "skip to search",
    "people also viewed",
    "show credential",
    "see credential",
    "open to work",
    "more profiles for you",
    "people you may know",
    "back to search results",
    "back to search",
    "report this profile",
    "report profile",
    "contact info",
    "view full profile",
    "view profile",
    "view my profile",
    "edit profile",
    "save candidate",
    "send message",
    "similar developers",
    "similar candidates",
    "similar profiles",
    "similar jobs",
    "see more",
    "see less",
    "show more",
    "show less",
    "read more",
    "load more",
    "see all",
    "show all",
    "see translation",
    "accept all",
    "accept all cookies",
    "manage preferences",
    "reject all",
    "privacy policy",
    "terms of service",
    "cookie policy",
    "zum hauptinhalt springen",
    "mehr anzeigen",
    "weniger anzeigen",
    "alle anzeigen",
    "kontaktinfo",
    "aller au contenu principal",
    "voir plus",
    "afficher plus",
    "coordonnees",
    "ver mas",
    "mostrar mas",
    "ver mais",
    "mostrar mais",
    "mostra altro",
    "vedi altro",
    "meer weergeven",
    "pokaz wiecej",
    "share this profile",
    "share profile",
    "download resume",
    "download cv",
    "download pdf",
    "print profile",
    "view contact details",
    "hire me",
    "request introduction",
    "unlock profile",
    "show on map",
    "もっと見る",
    "続きを読む",
    "查看更多",
    "显示更多",
    "더보기",
];

/// Lines that are buttons if other lines show that a site was copied.
const BUTTONS: &[&str] = &[
    "connect",
    "message",
    "more",
    "less",
    "follow",
    "following",
    "pending",
    "share",
    "save",
    "print",
    "report",
    "he/him",
    "she/her",
    "they/them",
    "1st",
    "2nd",
    "3rd",
    "home",
    "menu",
    "search",
    "jobs",
    "my network",
    "messaging",
    "me",
    "for business",
    "premium",
    "accueil",
    "mon reseau",
    "emplois",
    "messagerie",
    "vous",
    "startseite",
    "ihr netzwerk",
    "nachrichten",
    "mitteilungen",
    "inicio",
    "mi red",
    "empleos",
    "mensajes",
    "minha rede",
    "vagas",
    "mensagens",
    "la mia rete",
    "lavoro",
    "messaggistica",
    "mijn netwerk",
    "vacatures",
    "hybride",
    "cdi",
    "cdd",
    "sur site",
    "a distance",
    "hibrido",
    "presencial",
    "en remoto",
    "vor ort",
    "hybrid",
    "ibrido",
    "op locatie",
    "contrat a duree indeterminee",
    "notifications",
    "log in",
    "login",
    "sign in",
    "sign up",
    "register",
    "pricing",
    "help",
    "about us",
    "less more",
    "less  more",
    "full-time",
    "part-time",
    "on-site",
    "hybrid",
    "self-employed",
    "permanent",
    "vernetzen",
    "nachricht",
    "mehr",
    "folgen",
    "teilen",
    "se connecter",
    "conectar",
    "mensaje",
    "mensagem",
    "seguir",
    "more actions",
    "resources",
    "activity",
    "featured",
    "promoted",
    "ad",
    "close",
    "cancel",
    "vollzeit",
    "teilzeit",
    "temps plein",
    "jornada completa",
    "tempo pieno",
    "voltijd",
    "invite",
    "hire",
    "shortlist",
    "bookmark",
    "recommend",
    "endorse",
    "verified",
    "online now",
    "available now",
    "top rated",
];

/// Words that menus are made of.
const MENU: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "sign up",
    "register",
    "pricing",
    "privacy",
    "terms",
    "help",
    "help centre",
    "help center",
    "cookies",
    "imprint",
    "impressum",
    "datenschutz",
    "print",
    "save",
    "share",
    "jobs",
    "blog",
    "about us",
    "companies",
    "contact us",
    "careers",
    "legal",
    "faq",
    "support",
    "save candidate",
    "back to search results",
    "accept all cookies",
    "manage preferences",
    "accept all",
    "decline",
    "agb",
    "menu",
    "home",
    "search",
    "upload cv",
    "post a job",
    "anmelden",
    "registrieren",
    "mentions legales",
    "connexion",
    "iniciar sesion",
    "entrar",
    "accedi",
    "inloggen",
    "download",
    "export",
    "report",
];

/// Beginnings of lines that tell of the profile, not of the person.
const PREFIXES: &[&str] = &[
    "last updated",
    "profile completeness",
    "profile views",
    "profile strength",
    "profile id",
    "joined ",
    "member since",
    "last active",
    "last seen",
    "candidate id",
    "show all",
    "see all",
    "view all",
    "profile last",
    "similar candidates",
    "similar profiles",
    "similar developers",
    "people also",
    "afficher les ",
    "afficher tou",
    "mostrar los ",
    "mostrar tod",
    "mostra tutt",
    "alle anzeigen",
    "voir les ",
    "exibir tod",
    "toon alle",
    "visa alla",
    "vis alle",
    "pokaz wszystkie",
    "others named",
    "zuletzt aktualisiert",
    "mitglied seit",
    "alle ",
    "derniere mise a jour",
    "ultima actualizacion",
    "you both know",
    "mutual connection",
    "salary expectation: [",
    "phone: [",
    "email: [",
    "response rate",
    "match score",
    "want to see",
    "discover and recruit",
];

/// What counts come with on a site.
const COUNTED: &[&str] = &[
    "connections",
    "connection",
    "followers",
    "follower",
    "following",
    "endorsements",
    "endorsement",
    "contributions",
    "contribution",
    "views",
    "likes",
    "comments",
    "recommendations",
    "mutual",
    "kontakte",
    "relations",
    "abonnes",
    "contactos",
    "seguidores",
];

/// Takes out the words of a site, if the text was copied from one; tells whether it was.
pub(super) fn remove(source: &str, rows: Vec<Row>, ledger: &mut Ledger) -> (Vec<Row>, bool) {
    let folded: Vec<String> = rows.iter().map(|row| fold(bare(row.text(source)))).collect();
    let mut kinds: Vec<Option<Furniture>> = rows
        .iter()
        .zip(&folded)
        .map(|(row, text)| {
            let alone = row.bullet == 0 || text.len() < 20;
            (alone && is_site(row.text(source), text, row, source)).then_some(Furniture::Site)
        })
        .collect();
    let doubled =
        folded.windows(2).filter(|pair| matches!(pair, [a, b] if a == b && a.len() > 3)).count();
    let found = kinds.iter().filter(|kind| kind.is_some()).count();
    let scraped = found >= 2 || doubled >= 3 || (found == 1 && rows.len() < 25);
    if !scraped {
        kinds.fill(None);
        for (row, kind) in rows.iter().zip(&mut kinds) {
            if is_picture(row.text(source)) {
                *kind = Some(Furniture::Markup);
            }
        }
        return (take_out(rows, &kinds, ledger), false);
    }
    for (text, kind) in folded.iter().zip(&mut kinds) {
        if BUTTONS.contains(&text.as_str()) || is_picture(text) {
            *kind = Some(Furniture::Site);
        }
    }
    brand(&folded, &mut kinds);
    let mut rows = take_out(rows, &kinds, ledger);
    trim_tails(source, &mut rows, ledger);
    let kinds = if doubled >= 3 { doubles(source, &rows) } else { vec![None; rows.len()] };
    (take_out(rows, &kinds, ledger), true)
}

/// The text without signs at its ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '[' | ']' | '!'))
}

/// Whether the line is a picture in Markdown.
fn is_picture(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1
}

/// Whether the line is one that a site writes.
fn is_site(text: &str, folded: &str, row: &Row, source: &str) -> bool {
    let prefixed = PREFIXES.iter().any(|p| folded.starts_with(p) && folded.len() < p.len() + 40);
    let counted = folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.split_whitespace().count() <= 7
        && folded.split_whitespace().nth(1).is_some_and(|word| COUNTED.contains(&word))
        && !folded.contains(" in 2 ");
    let logo = folded.ends_with(" logo") && folded.split_whitespace().count() <= 8;
    let degree = folded.ends_with(" degree connection");
    let rights = text.contains('©')
        || folded.contains("all rights reserved")
        || folded.contains("alle rechte vorbehalten");
    let cookies =
        folded.contains("cookies") && (folded.contains("accept") || folded.contains(" use "));
    LINES.contains(&folded)
        || prefixed
        || counted
        || logo
        || degree
        || (rights && folded.len() < 160)
        || (cookies && folded.len() < 300)
        || folded.contains("log in to ")
        || folded.contains("candidate profile #")
        || is_picture(text)
        || invites(text)
        || is_menu(row, source)
}

/// Whether a sentence of it asks the reader to become a customer.
fn invites(text: &str) -> bool {
    const CALLS: [&str; 7] = [
        "Sign up ",
        "Log in ",
        "Sign in ",
        "Register now",
        "Join now",
        "Create a free account",
        "Create your free",
    ];
    CALLS.iter().any(|call| {
        text.find(call).is_some_and(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            before.is_empty() || before.ends_with(['.', '!', '?', '-', '|', '·'])
        })
    })
}

/// Whether it is a row of buttons: short parts, one of them a button beyond doubt.
fn is_menu(row: &Row, source: &str) -> bool {
    let text = row.text(source);
    let parts: Vec<String> = if row.cells.len() > 1 {
        (0..row.cells.len()).map(|n| fold(bare(row.cell(source, n)))).collect()
    } else {
        text.split(['|', '·', '•'])
            .flat_map(|part| part.split(" - "))
            .map(|part| fold(bare(part)))
            .collect()
    };
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 5);
    let buttons = parts
        .iter()
        .filter(|part| MENU.contains(&part.as_str()) || LINES.contains(&part.as_str()))
        .count();
    short
        && parts.len() >= 2
        && buttons >= 1
        && (buttons * 2 > parts.len() || (parts.len() >= 4 && row.cells.len() > 1))
        || (parts.len() >= 2
            && parts
                .first()
                .is_some_and(|p| LINES.contains(&p.split(" (").next().unwrap_or_default())))
}

/// Marks lines at the top and the bottom that name the site.
fn brand(folded: &[String], kinds: &mut [Option<Furniture>]) {
    let mut names: Vec<&str> = Vec::new();
    for (text, kind) in folded.iter().zip(kinds.iter()) {
        if kind.is_some() {
            names.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 5));
        }
    }
    for n in (0..folded.len().min(2)).chain(folded.len().saturating_sub(3)..folded.len()) {
        if folded.get(n).is_none_or(|text| text.split_whitespace().count() > 8) {
            continue;
        }
        let Some(first) =
            folded.get(n).and_then(|text| text.split(|c: char| !c.is_alphanumeric()).next())
        else {
            continue;
        };
        if names.contains(&first)
            && !MENU.contains(&first)
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Cuts buttons, kinds of employment and durations off the ends of lines.
fn trim_tails(source: &str, rows: &mut [Row], ledger: &mut Ledger) {
    for row in rows {
        let Some(cell) = row.cells.last_mut() else { continue };
        for _ in 0..3 {
            let text = source.get(cell.clone()).unwrap_or_default();
            let cut = text
                .rfind(" · ")
                .map(|at| (at, at + " · ".len()))
                .or_else(|| text.rfind("…see").map(|at| (at, at + "…".len())));
            let Some((at, after)) = cut else { break };
            let tail = fold(bare(text.get(after..).unwrap_or_default()));
            let known = BUTTONS.contains(&tail.as_str())
                || LINES.contains(&tail.as_str())
                || super::lexicon::is_employment_kind(&tail);
            let kind = if known { Furniture::Site } else { Furniture::Duration };
            if !known && !words::is_duration(&tail) {
                break;
            }
            ledger.claim(cell.start + at..cell.end, &Owner::Furniture(kind), 0.9);
            cell.end = cell.start + text.get(..at).unwrap_or_default().trim_end().len();
        }
    }
}

/// Marks lines that say what the lines above them say.
fn doubles(source: &str, rows: &[Row]) -> Vec<Option<Furniture>> {
    let said: Vec<String> = rows.iter().map(|row| said(row.text(source))).collect();
    let mut recent: Vec<&str> = Vec::new();
    let mut kinds = Vec::with_capacity(rows.len());
    for (n, text) in said.iter().enumerate() {
        let before = recent.iter().rev().take(6).rev().copied().collect::<String>();
        let same = recent.last().is_some_and(|last| *last == text);
        let repeats = text.len() >= 16
            && before.contains(text.as_str())
            && rows.get(n).is_some_and(|row| !row.blank);
        if words::is_heading(rows.get(n).map_or("", |row| row.text(source))) && !same {
            recent.clear();
        }
        if !text.is_empty() && (same || repeats) {
            kinds.push(Some(Furniture::Duplicate));
        } else {
            recent.push(text);
            kinds.push(None);
        }
    }
    // Employer and school stand in the head of the page, and again in their sections.
    let head = rows.iter().position(|row| words::is_heading(row.text(source))).unwrap_or(0);
    for n in 1..head.min(14) {
        let place = rows.get(n).is_some_and(|row| super::place::is_place(row.text(source)));
        let later = !place
            && said.get(n).is_some_and(|text| {
                text.len() > 3 && said.iter().skip(head).any(|other| other == text)
            });
        if let Some(kind) = kinds.get_mut(n).filter(|_| later) {
            *kind = Some(Furniture::Duplicate);
        }
    }
    kinds
}

/// Letters and digits alone, without the words by which doubled lines differ.
fn said(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        !matches!(
            *word,
            "to" | "see"
                | "more"
                | "a"
                | "bis"
                | "hasta"
                | "ate"
                | "al"
                | "tot"
                | "til"
                | "do"
                | "voir"
                | "plus"
        )
    });
    words.collect()
}
