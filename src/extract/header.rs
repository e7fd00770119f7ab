//! Heads of entries: their lines parted into units, and the units told apart.

use super::entries::{Line, Raw};
use super::inline;
use super::lexicon;
use super::place;
use super::words;

/// A part of a head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// The number of its line.
    pub(super) line: usize,
    /// Whether it follows the dates in their line.
    pub(super) behind_date: bool,
    /// Whether the line stands below the line with the dates.
    pub(super) after: bool,
    /// Whether "at" or the like stands before it.
    pub(super) at: bool,
}

/// The parts of the lines without their dates.
pub(super) fn units<'a>(raw: &Raw<'a>) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    // "Lead at Grid Devices" below the employer's name is a title.
    let spoken = |line: &Line<'a>| {
        without_date(line).iter().any(|(piece, behind)| {
            let bare = inline::trim_separators(piece);
            let beside = *behind && place::is_town(bare);
            !bare.is_empty() && !place::is_place(piece) && !beside
        })
    };
    let several = raw.head.iter().filter(|line| spoken(line)).count() > 1;
    for (number, line) in raw.head.iter().enumerate() {
        for (piece, behind_date) in without_date(line) {
            // "Position\tResearch Fellow": the label says nothing of its own.
            let piece = piece
                .split_once('\t')
                .filter(|(label, value)| {
                    use lexicon::Label;
                    let said = value.chars().any(char::is_alphanumeric);
                    said && matches!(
                        lexicon::label(label),
                        Some(
                            Label::Position
                                | Label::Employer
                                | Label::Degree
                                | Label::Area
                                | Label::Institution
                        )
                    )
                })
                .map_or(piece, |(_, value)| value);
            for (text, at) in pieces(piece, !several) {
                let text = inline::trim_separators(text);
                // "**Acme** (Leeds, UK)"
                let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
                let text = inner.filter(|inner| place::is_place(inner)).unwrap_or(text);
                // The full stop behind a date, and at the end of a line.
                let text = without_stop(text.strip_prefix(". ").unwrap_or(text));
                if text.chars().any(char::is_alphanumeric) {
                    units.push(Unit { text, line: number, behind_date, after: line.after, at });
                }
            }
        }
    }
    with_units(raw, units)
}

/// Puts a unit and the title beside it together: "品質管理課　主任".
fn with_units<'a>(raw: &Raw<'a>, units: Vec<Unit<'a>>) -> Vec<Unit<'a>> {
    const ENDS: [char; 10] = ['部', '課', '室', '係', '科', '局', '팀', '부', '과', '실'];
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units {
        let line = raw.head.get(unit.line).map_or("", |line| line.block.text);
        match joined.last_mut() {
            Some(last)
                if last.line == unit.line
                    && last.text.ends_with(ENDS)
                    && last.text.chars().count() <= 14
                    && lexicon::role_score(unit.text) >= 60
                    && lexicon::employer_score(last.text) < 100 =>
            {
                last.text = span(line, &[last.text, unit.text]);
            }
            _ => joined.push(unit),
        }
    }
    joined
}

/// The text without the full stop that ends a line; that of an abbreviation stays.
fn without_stop(text: &str) -> &str {
    let Some(bare) = text.strip_suffix('.') else { return text };
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    let long = last.chars().count() >= 4 && !last.contains('.');
    let part = commas(bare).last().copied().unwrap_or(bare);
    if long && lexicon::employer_score(text) < 100
        || lexicon::is_town_name(last)
        || lexicon::country_code(part).is_some()
        || lexicon::is_region(part)
    {
        bare
    } else {
        text
    }
}

/// What stands before and after the date of a line.
fn without_date<'a>(line: &Line<'a>) -> Vec<(&'a str, bool)> {
    let text = line.block.text;
    let Some(found) = &line.date else { return vec![(text, false)] };
    let before = text.get(..found.outer.start).unwrap_or_default();
    let after = text.get(found.outer.end..).unwrap_or_default();
    let mut pieces = vec![(before, false)];
    if !inline::trim_separators(before).is_empty() {
        // A duration beside the date goes with it.
        pieces.push((after, true));
    } else {
        // "2015 – 2019 | Title | Employer": what follows is no place.
        let lone = inline::split(after, &["\t", "|", " · "])
            .iter()
            .filter(|part| !inline::trim_separators(part).is_empty())
            .count()
            <= 1;
        let parted =
            after.trim_start_matches(['*', '_', ' ', ')']).starts_with([',', '·', '|', ';']);
        pieces.push((after, parted && lone));
    }
    pieces.retain(|(piece, _)| !words::is_duration(inline::trim_separators(piece)));
    pieces
}

/// Parts a piece at its strongest separators; tells which parts follow "at".
pub(super) fn pieces(text: &str, connected: bool) -> Vec<(&str, bool)> {
    const RANKS: [&[&str]; 4] = [
        &["\t", " | ", "|", "｜"],
        &[" · ", " • ", " ∙ ", " ⋅ ", " :: "],
        &[" – ", " — ", " -- ", " - ", " ― "],
        &[" / ", " // "],
    ];
    let plain = |parts: Vec<&'_ str>| {
        parts.iter().filter(|part| !inline::trim_separators(part).is_empty()).count() > 1
    };
    for separators in RANKS.iter().take(1) {
        let parts = inline::split(text, separators);
        if plain(parts.clone()) {
            return parts.into_iter().map(|part| (part, false)).collect();
        }
    }
    if let Some(range) = connector(text).filter(|_| connected || text.contains(" @ ")) {
        let head = text.get(..range.start).unwrap_or_default();
        let tail = text.get(range.end..).unwrap_or_default();
        return vec![(head, false), (tail, true)];
    }
    for arrow in [" → ", " -> ", " ⟶ ", " ▸ ", " › "] {
        if let Some((head, tail)) = text.split_once(arrow)
            && lexicon::role_score(tail) < 60
            && !inline::trim_separators(head).is_empty()
        {
            return vec![(head, false), (tail, connected)];
        }
    }
    // "TU Delft: Doctoral Researcher"
    if let Some((head, tail)) = text.split_once(": ")
        && lexicon::role_score(tail) >= 60
        && lexicon::role_score(head) < 60
        && lexicon::label(head).is_none()
        && words::count(head) <= 8
        && words::count(tail) <= 8
        && !tail.contains(": ")
    {
        return vec![(head, false), (tail, false)];
    }
    for separators in RANKS.iter().skip(1) {
        let parts = inline::split(text, separators);
        if plain(parts.clone()) && !(separators.contains(&" / ") && is_one_title(&parts, connected))
        {
            return parts.into_iter().map(|part| (part, false)).collect();
        }
    }
    emphasis(text)
}

/// Whether strokes stand within a title: "Counter Sales / Yard Associate" where another line names the
/// employer, or "Engineer / Architect" anywhere.
fn is_one_title(parts: &[&str], alone: bool) -> bool {
    let leans: Vec<i32> = parts.iter().map(|part| lean(part)).collect();
    let some = leans.iter().any(|&lean| lean > 0);
    some && leans.iter().all(|&lean| if alone { lean > 0 } else { lean >= 0 })
}

/// Where "at", "bei", "chez" parts title and employer.
fn connector(text: &str) -> Option<std::ops::Range<usize>> {
    let range = lexicon::employer_connector(text)?;
    let head = inline::trim_separators(text.get(..range.start)?);
    let tail = inline::trim_separators(text.get(range.end..)?);
    // "Zimmerer bei verschiedenen Betrieben": a title stands before it beyond doubt.
    let capital = tail
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(|c: char| !c.is_lowercase())
        || words::count(tail) <= 6
            && tail.split(' ').any(|word| word.starts_with(char::is_uppercase))
            && head
                .split_whitespace()
                .next_back()
                .is_some_and(|word| lexicon::role_score(word) >= 60);
    let sign = text.get(range.clone()).is_some_and(|sign| sign.contains('@'));
    (!head.is_empty() && !tail.is_empty() && (capital || sign)).then_some(range)
}

/// Parts a text where bold print ends: "**Acme** Calgary, AB".
fn emphasis(text: &str) -> Vec<(&str, bool)> {
    for sign in ["**", "__", "*"] {
        let trimmed = text.trim_start();
        if let Some(rest) = trimmed.strip_prefix(sign)
            && let Some(end) = rest.find(sign)
            && let Some(tail) = rest.get(end + sign.len()..)
            && inline::trim_separators(tail).len() > 1
            && let Some(head) = rest.get(..end)
        {
            return vec![(head, false), (tail, false)];
        }
    }
    vec![(text, false)]
}

/// Legal forms that stand behind a comma, and what else belongs to the name before it.
const LEGAL: [&str; 44] = [
    "inc", "ltd", "llc", "llp", "gmbh", "ag", "kg", "se", "s.a", "sa", "corp", "co", "plc", "l.p",
    "p.c", "s.l", "s.l.u", "s.a.u", "b.v", "n.v", "jr", "s.r.l", "srl", "s.p.a", "s.n.c", "s.a.s",
    "sarl", "sas", "ltda", "lda", "s.c", "s.coop", "a/s", "aps", "oy", "oyj", "ab", "d.o.o",
    "s.r.o", "a.s", "kft", "zrt", "pty ltd", "co. ltd",
];

/// A unit parted at its commas.
pub(super) fn commas(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = inline::split(text, &[", ", "，", "、"])
        .into_iter()
        .map(inline::trim_separators)
        .filter(|part| !part.is_empty())
        .collect();
    // Legal forms and letters after a name belong to what they follow.
    let mut joined: Vec<&str> = Vec::new();
    for part in parts {
        // "S.A. (Tarazona)"
        let form = part.split(" (").next().unwrap_or(part).to_lowercase();
        let legal = LEGAL.contains(&form.trim_end_matches('.'));
        if let (true, Some(last)) = (legal, joined.last_mut()) {
            let start = offset(text, last);
            *last = text.get(start..offset(text, part) + part.len()).unwrap_or(last);
        } else {
            joined.push(part);
        }
    }
    joined
}

fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The text from the beginning of one part to the end of another.
pub(super) fn span<'a>(text: &'a str, parts: &[&'a str]) -> &'a str {
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => {
            text.get(offset(text, first)..offset(text, last) + last.len()).unwrap_or(first)
        }
        _ => "",
    }
}

/// An employer with what stands beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Employer<'a> {
    pub(super) name: &'a str,
    pub(super) unit: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    /// What stands in brackets behind the name.
    pub(super) about: Option<&'a str>,
}

/// How many of the parts at the end of a text are its place: a town, perhaps with region and country. The
/// first part never is.
pub(super) fn place_parts(parts: &[&str]) -> usize {
    let rest = parts.get(1..).unwrap_or_default();
    let mut from = rest.len();
    while from > 0 {
        let Some(part) = rest.get(from - 1) else { break };
        let known = lexicon::is_region(part)
            || lexicon::country_code(part).is_some()
            || place::is_place(part);
        let town = from == rest.len()
            || rest.get(from).is_some_and(|next| {
                lexicon::is_region(next) || lexicon::country_code(next).is_some()
            });
        let before_region = from < rest.len() && place::is_town_before_region(part);
        let likely = before_region
            || place::is_likely_town(part)
            || place::is_near(part)
            || place::is_settlement(part);
        if !(known || (town && likely && !is_unit(part))) || rest.len() - from >= 3 {
            break;
        }
        from -= 1;
    }
    rest.len() - from
}

/// Parts "Acme Ltd (a shop), Sales Team, Leeds, UK".
pub(super) fn employer(text: &str) -> Employer<'_> {
    let text = inline::trim_separators(text);
    if let Some((name, town)) = place::glued_town(text) {
        return Employer { name, place: Some(town), ..Employer::default() };
    }
    let parts = commas(text);
    let Some((&first, rest)) = parts.split_first() else {
        return Employer { name: text, ..Employer::default() };
    };
    let from = rest.len() - place_parts(&parts);
    let mut place =
        rest.get(from..).filter(|place| !place.is_empty()).map(|place| span(text, place));
    let middle = rest.get(..from).unwrap_or_default();
    let mut name = first;
    let mut unit = None;
    if let Some(at) = middle.iter().position(|part| is_unit(part)) {
        unit = middle.get(at..).map(|unit| span(text, unit));
        if at > 0 {
            name = span(text, &[first, middle.get(at - 1).copied().unwrap_or(first)]);
        }
    } else if let [only] = middle
        && only.starts_with(char::is_lowercase)
        && words::count(only) <= 3
        && !only.contains('.')
        && words::count(first) >= 2
    {
        // "…sairaala, ensiapu": a word in small letters is a unit.
        unit = Some(only);
    } else if let Some(last) = middle.last() {
        name = span(text, &[first, last]);
    }
    if place.is_none()
        && let Some((head, town)) = in_town(name)
    {
        (name, place) = (head, Some(town));
    }
    let mut about = None;
    if let Some((head, inner)) = inline::bracket_tail(name)
        && (head.ends_with([' ', '\u{a0}', '*']) || name.ends_with('）'))
        && !inline::trim_separators(head).is_empty()
    {
        name = inline::trim_separators(head);
        // A town in brackets is where the employer is.
        if place.is_none() && place::is_town(inner) && words::count(inner) <= 2 {
            place = Some(inner);
        } else {
            about = Some(inner);
        }
    }
    Employer { name, unit, place, about }
}

/// An employer and the town behind a preposition: "Loom & Lathe in Leicester".
fn in_town(name: &str) -> Option<(&str, &str)> {
    const JOINTS: [&str; 12] =
        [" in ", " te ", " à ", " i ", " w ", " we ", " v ", " em ", " en ", " a ", " în ", " в "];
    JOINTS.iter().find_map(|joint| {
        let (head, town) = name.rsplit_once(joint)?;
        // "Zimmerei Natter in Mellau", but not "Women in Tech"
        let one = *joint == " in "
            && words::count(town) == 1
            && !THINGS.contains(&words::fold(town).as_str());
        let shaped = (*joint == " te " || one) && place::is_likely_town(town);
        let named = head.starts_with(|c: char| !c.is_lowercase()) && words::count(head) >= 1;
        ((lexicon::is_town_name(town) || shaped || place::is_place(town)) && named)
            .then(|| (inline::trim_separators(head), town))
    })
}

/// What names of organisations have behind "in" that is no town.
const THINGS: [&str; 22] = [
    "tech",
    "technology",
    "need",
    "action",
    "motion",
    "music",
    "sport",
    "sports",
    "science",
    "stem",
    "business",
    "engineering",
    "medicine",
    "law",
    "film",
    "education",
    "training",
    "society",
    "crisis",
    "care",
    "touch",
    "data",
];

/// Whether a part names a unit of an organisation.
pub(super) fn is_unit(part: &str) -> bool {
    let folded = words::fold(part);
    const UNITS: [&str; 42] = [
        "program",
        "programme",
        "office",
        "directorate-general",
        "generaldirektion",
        "secretariat",
        "sekretariat",
        "team",
        "group",
        "department",
        "dept",
        "dept.",
        "division",
        "unit",
        "practice",
        "desk",
        "lab",
        "section",
        "branch",
        "abteilung",
        "bereich",
        "referat",
        "service",
        "departement",
        "departamento",
        "departement",
        "equipe",
        "equipo",
        "reparto",
        "afdeling",
        "dzial",
        "avdelning",
        "faculty",
        "battalion",
        "brigade",
        "regiment",
        "squadron",
        "platoon",
        "bataillon",
        "kompanie",
        "ward",
        "directorate",
    ];
    folded.split_whitespace().any(|word| UNITS.contains(&word)) && words::count(part) >= 2
}

/// How much more a text looks like a title than like an employer, from -100 to 100.
pub(super) fn lean(text: &str) -> i32 {
    let first = commas(text).first().copied().unwrap_or(text);
    let role = i32::from(lexicon::role_score(text)).max(i32::from(lexicon::role_score(first)));
    // A word that often is no title says little.
    let role = if role < 60 { role / 4 } else { role };
    let employer = i32::from(lexicon::employer_score(text))
        .max(i32::from(lexicon::is_institution(first)) * 70);
    if role >= 60 && (1..100).contains(&employer) {
        return head_noun(first, role, employer);
    }
    role - employer
}

/// What a text with words of both kinds is, by its head noun: "Radio Technician" is a title, "Coast Guard"
/// and "Highlands College" are employers.
fn head_noun(text: &str, role: i32, employer: i32) -> i32 {
    let kind = |text: &str| lexicon::employer_score(text) > 0 || lexicon::is_institution(text);
    let title = |text: &str| lexicon::role_score(text) >= 60;
    let words: Vec<&str> = text.split_whitespace().collect();
    // What stands before "of" and the like; brackets say nothing.
    let end = words
        .iter()
        .position(|word| words::is_function_word(word) || word.starts_with('('))
        .unwrap_or(words.len());
    let head = words.get(..end).unwrap_or_default();
    let (Some(&last), Some(&start)) = (head.last(), head.first()) else { return role - employer };
    let pair = head.len().checked_sub(2).and_then(|n| head.get(n..)).map(|pair| span(text, pair));
    // "Coast Guard" names an organisation that neither word names alone.
    let compound = pair.is_some_and(|pair| {
        kind(pair) && !kind(last) && !kind(pair.split_whitespace().next().unwrap_or_default())
    });
    match (title(last), kind(last)) {
        (true, false) if !compound => role,
        (false, true) if !title(start) => -employer,
        (true, false) => -employer,
        _ if title(start) && !kind(start) => role,
        _ => role - employer,
    }
}
