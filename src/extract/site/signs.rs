//! Signs by which the words of a site show, whatever site it is: prices, counts in brackets, states
//! of the profile, minutes of reading, tabs, menus.

use super::phrases::{self, bare, is_apart, is_button, is_command, listed};
use crate::extract::lexicon;
use crate::extract::rows::Row;
use crate::extract::token::{self, Kind};
use crate::extract::words::{self, fold};

/// Whether a line bears one of the signs. `names` are the words of the person's name.
pub(super) fn bears(text: &str, folded: &str, row: &Row, source: &str, names: &[String]) -> bool {
    if row.bullet > 0 && !is_counting(folded) {
        return false;
    }
    let parts: Vec<&str> = match row.cells.len() {
        1 => vec![text],
        _ => (0..row.cells.len()).map(|n| row.cell(source, n)).collect(),
    };
    // "Completed jobs (48)" alone may stand over them.
    let over = |folded: &str| {
        parts.len() == 1 && words::is_heading(folded.split('(').next().unwrap_or_default())
    };
    parts.iter().all(|part| {
        let folded = fold(bare(part));
        is_price(part)
            || is_counting(&folded) && !over(&folded)
            || is_rated(part)
            || is_statistic(&fold(part))
            || is_bracketed(part)
    }) || is_clock(folded)
        || is_rest(folded)
        || is_grade(text)
        || is_reading_time(folded)
        || is_state(folded, names)
        || is_way(text, names)
        || is_led(text, names)
        || is_regulated(text, folded)
        || is_tagline(text, names)
}

/// Whether it says how near a contact is, and no more: "· 2nd", "· 3e", "· 2.".
fn is_grade(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix(['·', '•']) else { return false };
    let rest = rest.trim();
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| ('1'..='3').contains(&c))
        && rest.chars().count() <= 5
        && chars.all(|c| c.is_alphabetic() || matches!(c, '.' | '+' | '°' | 'º' | 'ª'))
}

/// Whether it says how many more there are: "+ 4 more", "and 12 others", "+3".
fn is_rest(folded: &str) -> bool {
    const MORE: [&str; 16] = [
        "more",
        "others",
        "other",
        "weitere",
        "mehr",
        "autres",
        "de plus",
        "mas",
        "mais",
        "altri",
        "meer",
        "fler",
        "flere",
        "wiecej",
        "еще",
        "more skills",
    ];
    let bare = folded.trim_start_matches(['+', ' ']);
    let bare = ["and ", "und ", "et ", "y ", "e ", "en "]
        .iter()
        .find_map(|joint| bare.strip_prefix(joint))
        .unwrap_or(bare);
    let (count, rest) = bare.split_once(' ').unwrap_or((bare, ""));
    !count.is_empty()
        && count.bytes().all(|b| b.is_ascii_digit())
        && MORE.contains(&rest.trim_start_matches('+').trim())
}

/// Whether brackets stand around it, as around a button: "[Send message]".
fn is_bracketed(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| {
        (1..=9).contains(&words::count(inner))
            && !inner.contains(['[', ']', '@'])
            && !words::is_heading(inner)
    })
}

/// Whether it is the time of day where somebody is: "10:42 (UTC +01:00)", "3:12 pm local time".
fn is_clock(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    let time = words.next().is_some_and(|word| {
        word.split_once([':', '.']).is_some_and(|(hour, minute)| {
            let number = |text: &str| {
                (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            };
            number(hour) && number(minute.trim_end_matches("am").trim_end_matches("pm"))
        })
    });
    time && (folded.contains("(utc")
        || folded.contains("local time")
        || folded.contains("ortszeit"))
        && words::count(folded) <= 9
}

/// Whether it is a price or what was earned: "$52.00/hr", "ab 85 €/Std.", "$200K+ earned".
fn is_price(text: &str) -> bool {
    const SIGNS: [&str; 12] =
        ["$", "€", "£", "₹", "¥", "zł", "CHF", "USD", "EUR", "GBP", "R$", "kr"];
    const WORDS: [&str; 56] = [
        "hr",
        "hour",
        "h",
        "hourly",
        "rate",
        "per",
        "from",
        "starting",
        "at",
        "day",
        "month",
        "fixed",
        "price",
        "total",
        "earnings",
        "earned",
        "hrs",
        "ab",
        "std",
        "stunde",
        "pro",
        "tag",
        "stundensatz",
        "netto",
        "zzgl",
        "mwst",
        "heure",
        "jour",
        "par",
        "des",
        "a",
        "partir",
        "de",
        "tjm",
        "hora",
        "por",
        "desde",
        "dia",
        "al",
        "giorno",
        "ora",
        "uur",
        "vanaf",
        "dag",
        "excl",
        "btw",
        "godz",
        "od",
        "za",
        "k",
        "project",
        "tarif",
        "tarifa",
        "tarief",
        "stawka",
        "daily",
    ];
    let short = text.len() <= 48 && SIGNS.iter().any(|sign| text.contains(sign));
    let folded = fold(text);
    let mut digits = false;
    let words =
        folded.split(|c: char| c.is_whitespace() || matches!(c, '/' | ':' | '.' | '-' | '–'));
    short
        && words.filter(|word| !word.is_empty()).all(|word| {
            let number = word.chars().any(|c| c.is_ascii_digit());
            digits |= number;
            let plain = word.trim_matches(|c: char| !c.is_alphabetic());
            number && plain.len() <= 3
                || plain.is_empty()
                || plain.len() <= 3 && is_coin(plain)
                || WORDS.contains(&plain)
        })
        && digits
}

fn is_coin(word: &str) -> bool {
    ["chf", "usd", "eur", "gbp", "zł", "zl", "kr", "r"].contains(&word)
}

/// Whether what it counts stands before a number in brackets: "Completed jobs (318)", "Gemeinsame
/// Kontakte (7)", "Comments (0)".
fn is_counting(folded: &str) -> bool {
    let Some((head, tail)) = folded.trim_end_matches(')').rsplit_once('(') else { return false };
    let head = head.trim();
    let number = !tail.is_empty() && tail.chars().all(|c| c.is_ascii_digit() || ".,k+".contains(c));
    let last = head.split_whitespace().next_back().unwrap_or_default();
    let counted = listed().counted.contains(last)
        || listed().stats.contains(head)
        || listed().buttons.contains(head)
        || listed().lines.contains(head)
        || is_command(head, &[]);
    number && !head.is_empty() && words::count(head) <= 4 && counted
}

/// Whether it tells a number and what of: "318 total jobs", "< 24 hrs response time".
fn is_statistic(folded: &str) -> bool {
    let folded = folded.trim_start_matches(['<', '>', '~', '≈', '+', ' ']);
    let mut rest = folded.split_whitespace();
    let number = rest.next().is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".,k+%hm".contains(c))
    });
    let rest: Vec<&str> = rest.collect();
    const UNITS: [&str; 12] = [
        "h", "hr", "hrs", "hour", "hours", "min", "mins", "minutes", "day", "days", "std",
        "stunden",
    ];
    let rest = match rest.as_slice() {
        [unit, rest @ ..] if UNITS.contains(unit) && !rest.is_empty() => rest,
        rest => rest,
    };
    // "Avg. response time 2 hours"
    let behind = || {
        let at = folded.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0);
        at.is_some_and(|at| {
            let (label, value) = folded.split_at(at);
            listed().stats.contains(label.trim_end_matches([' ', ':'])) && words::count(value) <= 2
        })
    };
    number && rest.len() <= 4 && listed().stats.contains(rest.join(" ").as_str()) || behind()
}

/// Whether it commands and says to what, with a word that few sites use: "Add to my agenda". Among
/// other words of a site it is one.
pub(super) fn is_loose_command(text: &str, folded: &str) -> bool {
    const POINTING: [&str; 50] = [
        "to", "the", "this", "that", "my", "your", "our", "a", "an", "it", "in", "for", "us", "on",
        "diesen", "diese", "dieses", "dieser", "den", "die", "das", "zur", "zum", "uns", "ce",
        "cette", "le", "la", "les", "mon", "votre", "este", "esta", "el", "mi", "tu", "o", "meu",
        "seu", "questo", "questa", "il", "mio", "tuo", "dit", "deze", "de", "het", "je", "mijn",
    ];
    let words: Vec<&str> =
        folded.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let imperative = words.first().is_some_and(|word| phrases::is_verb(word));
    let pointing = words.iter().skip(1).any(|word| POINTING.contains(word));
    (2..=6).contains(&words.len())
        && imperative
        && pointing
        && !text.contains([',', ';', ':', '@'])
        && !text.trim_end().ends_with('.')
        && !text.bytes().any(|b| b.is_ascii_digit())
        && !words::is_heading(text)
}

/// Whether it is a rating: "4.9/5", "★★★★★ 4.8", "4,9 von 5 Sternen".
fn is_rated(text: &str) -> bool {
    let stars = text.chars().filter(|c| matches!(c, '★' | '⭐' | '☆')).count();
    let rest: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let folded = fold(text);
    // "4.9 (287)"
    let counted = text.trim().split_once(" (").is_some_and(|(mark, count)| {
        matches!(mark.len(), 1 | 3)
            && mark.starts_with(['1', '2', '3', '4', '5'])
            && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            && count.trim_end_matches(')').chars().all(|c| c.is_ascii_digit() || ".,k+".contains(c))
    });
    if counted {
        return true;
    }
    let of = ["/5", " of 5", " von 5", " sur 5", " de 5", " su 5", " van 5", "out of 5", " z 5"];
    text.len() <= 60
        && (stars >= 1 && rest.is_empty()
            || folded.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '★' | '⭐'))
                && of.iter().any(|sign| folded.contains(sign))
                && words::count(text) <= 9)
}

/// Whether it says how long the reading of an article takes: "4 min read", "Why … – 5 Min. Lesezeit".
fn is_reading_time(folded: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "min. lesezeit",
        "min lesezeit",
        "min de lecture",
        "min de lectura",
        "min leestijd",
    ];
    SIGNS.iter().any(|sign| {
        folded.find(sign).is_some_and(|at| {
            let before = folded.get(..at).unwrap_or_default().trim_end();
            before.ends_with(|c: char| c.is_ascii_digit())
        })
    }) && folded.len() < 160
}

/// Whether it tells what the person did not do at the site, or who may see the profile: "Ann hasn't
/// posted lately", "Ann's profile is public".
fn is_state(folded: &str, names: &[String]) -> bool {
    const STATES: [&str; 37] = [
        "hasn't ",
        "hasn’t ",
        "has not ",
        "has no ",
        "hat noch ",
        "hat kein",
        "n'a pas ",
        "n’a pas ",
        "n'a encore ",
        "aun no ",
        "todavia no ",
        "no ha ",
        "ainda nao ",
        "nao tem ",
        "non ha ",
        "heeft nog ",
        "heeft geen ",
        "har inte ",
        "har ikke ",
        "nie ma ",
        "jeszcze nie ",
        "is not currently",
        "is currently online",
        "is offline",
        "is away",
        "is online",
        "'s profile is ",
        "’s profile is ",
        "profile is public",
        "profil ist ",
        "is a member of",
        "ist mitglied in",
        "est membre de",
        "es miembro de",
        "is looking for new opportunities on",
        "is also on ",
        "is verified",
    ];
    let named = folded
        .split(|c: char| !c.is_alphanumeric())
        .take(2)
        .any(|word| names.iter().any(|name| name == word));
    named
        && words::count(folded) <= 14
        && STATES.iter().any(|state| folded.contains(state))
        && !folded.contains(',')
}

/// Whether it leads to another page: "← Back to team", "« All speakers", "Next profile >", "Read more →".
fn is_way(text: &str, names: &[String]) -> bool {
    const ARROWS: [char; 14] =
        ['←', '«', '‹', '→', '»', '›', '<', '>', '▸', '▶', '◀', '⟵', '⟶', '↩'];
    let arrow = |text: &str| {
        let bare = text.trim();
        bare.starts_with(ARROWS) && !bare.starts_with("<h") || bare.ends_with(ARROWS)
    };
    let inner = text.trim_matches(|c: char| ARROWS.contains(&c) || c.is_whitespace());
    let folded = fold(inner);
    let first = folded.split_whitespace().next().unwrap_or_default();
    let leads = [
        "all", "back", "next", "previous", "alle", "zuruck", "tous", "toutes", "retour", "todos",
        "todas", "volver", "voltar", "tutti", "tutte", "torna", "terug", "tillbaka", "wszyscy",
        "our", "more", "zur", "zum",
    ]
    .contains(&first);
    let parts = text.split(['|', '·']);
    arrow(text)
        && text.len() <= 60
        && words::count(inner) <= 6
        && !inner.contains(['@', '{', '}'])
        && (leads
            || parts
                .map(|part| fold(bare(part)))
                .all(|part| is_command(&part, names) || is_button(&part)))
}

/// Whether a label of the site leads it: "Share this speaker: Facebook · Mail", "People also
/// searched: …", "Filter by: All | Books", "Attached CV: ann.pdf".
fn is_led(text: &str, names: &[String]) -> bool {
    const LABELS: [&str; 26] = [
        "filter by",
        "filter",
        "sort by",
        "filtern nach",
        "sortieren nach",
        "trier par",
        "filtrer par",
        "ordenar por",
        "filtrar por",
        "attached cv",
        "attached resume",
        "attachment",
        "attachments",
        "anhang",
        "piece jointe",
        "archivo adjunto",
        "bijlage",
        "follow us",
        "folgen sie uns",
        "suivez-nous",
        "siguenos",
        "seguici",
        "volg ons",
        "tags",
        "categories",
        "posted in",
    ];
    let Some((label, value)) = text.split_once([':', '：']) else { return false };
    if value.trim().is_empty() || text.len() > 240 || value.starts_with("//") {
        return false;
    }
    let label = fold(bare(label));
    let kinds: Vec<&str> = value.split(['|', '·', ',', '•']).map(str::trim).collect();
    let networks = kinds.iter().filter(|kind| {
        let folded = fold(bare(kind));
        lexicon::network_for_label(&folded).is_some()
            || ["mail", "email", "e-mail", "copy link", "link", "print", "whatsapp", "telegram"]
                .contains(&folded.as_str())
    });
    LABELS.contains(&label.as_str())
        || is_apart(&label)
        || is_command(&label, names) && networks.count() == kinds.len()
}

/// Whether it says under whose eyes a firm works: "… is authorised and regulated by …", "Registered
/// charity no. …".
fn is_regulated(text: &str, folded: &str) -> bool {
    const SIGNS: [&str; 16] = [
        "authorised and regulated",
        "authorized and regulated",
        "regulated by the",
        "registered in england",
        "registered charity",
        "registered office",
        "company number",
        "limited liability partnership registered",
        "member firm of",
        "member of the federal deposit",
        "modern slavery statement",
        "freedom of information",
        "handelsregister",
        "amtsgericht",
        "siren ",
        "inscrita en el registro mercantil",
    ];
    let footer = text.contains(['|', '.', '©']) && words::count(text) >= 4;
    footer && text.len() < 240 && SIGNS.iter().any(|sign| folded.contains(sign))
}

/// Whether it is a site's name with what it calls itself: "XING – Das Jobs-Netzwerk".
fn is_tagline(text: &str, names: &[String]) -> bool {
    let Some((site, _)) =
        [" – ", " — ", " | ", ": ", " - "].iter().find_map(|sign| text.split_once(sign))
    else {
        return false;
    };
    let said = fold(site);
    listed().sites.contains(said.as_str())
        && words::count(text) <= 9
        && !text.contains(['@', '/'])
        && !text.bytes().any(|b| b.is_ascii_digit())
        && lexicon::role_score(text) < 60
        && lexicon::network_for_label(site).is_none_or(|_| words::count(text) >= 3)
        && !text.split_whitespace().any(|word| names.iter().any(|name| *name == fold(bare(word))))
}

/// Whether a row is shaped as a menu: three or more short pieces, side by side.
pub(super) fn is_menu_shaped(row: &Row, source: &str) -> bool {
    let text = row.text(source);
    let pieces: Vec<&str> = if row.cells.len() > 1 {
        (0..row.cells.len()).map(|n| row.cell(source, n)).collect()
    } else {
        text.split(['|', '·', '•']).map(str::trim).collect()
    };
    let short = |piece: &&str| {
        (1..=4).contains(&words::count(piece))
            && piece.len() <= 32
            && token::tokens(piece)
                .iter()
                .all(|token| matches!(token.kind, Kind::Text | Kind::Place))
            && !piece.bytes().any(|b| b.is_ascii_digit())
    };
    pieces.len() >= 3 && pieces.iter().all(short) && row.bullet == 0 && row.heading == 0
}

/// Whether a row lets choose among the sections of the page: all its pieces are headings, most of
/// which stand below it.
pub(super) fn is_tabs(row: &Row, source: &str, below: &[String]) -> bool {
    if !is_menu_shaped(row, source) {
        return false;
    }
    let text = row.text(source);
    let pieces: Vec<String> = if row.cells.len() > 1 {
        (0..row.cells.len()).map(|n| fold(bare(row.cell(source, n)))).collect()
    } else {
        text.split(['|', '·', '•']).map(|piece| fold(bare(piece))).collect()
    };
    let known = |piece: &&String| words::is_heading_folded(piece) || is_button(piece);
    let said = |piece: &&String| {
        below.iter().any(|line| line.contains(piece.as_str()) && line.len() < piece.len() * 3)
    };
    pieces.iter().filter(known).count() * 3 >= pieces.len() * 2
        && pieces.iter().filter(said).count() >= 2
}
