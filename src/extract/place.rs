//! Places: addresses, towns, regions, countries.

use super::header;
use super::inline;
use super::lexicon;
use super::postal::{is_street, postal};
use super::value::Val;
use super::words::{self, fold};

/// The parts of an address.
#[derive(Clone, Debug, Default)]
pub(super) struct Place<'a> {
    pub(super) address: Vec<&'a str>,
    pub(super) postal_code: Option<&'a str>,
    pub(super) city: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    pub(super) country: Option<(&'a str, &'static str)>,
    /// How sure it is that this is a place, out of 100.
    pub(super) score: u8,
}

/// The parts of an address by the names of their fields, each with its value and the texts that
/// it was read from.
pub(crate) fn address(text: &str) -> Vec<(&'static str, String, Vec<&str>)> {
    let fields = parse(text).fields().into_iter();
    fields.map(|(name, val)| (name, val.text, val.parts)).collect()
}

/// Whether a text is a place beyond doubt: it ends with a country or a region, or is where people
/// work from.
pub(super) fn is_place(text: &str) -> bool {
    let text = inline::trim_separators(text);
    if text.is_empty() || text.len() > 70 || text.contains('@') || words::count(text) > 7 {
        return false;
    }
    if lexicon::is_employment_kind(text) && !text.contains(' ') {
        return matches!(
            fold(text).as_str(),
            "remote"
                | "homeoffice"
                | "hybrid"
                | "teletrabajo"
                | "remoto"
                | "fernarbeit"
                | "anywhere"
                | "worldwide"
                | "online"
        );
    }
    let parts: Vec<&str> =
        text.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.last() else { return false };
    let coded = parts.len() > 1 && parts.first().is_some_and(|first| first.len() >= 3);
    let country = |part: &str| {
        lexicon::country_code(part).is_some()
            || coded && !lexicon::is_region(part) && lexicon::is_country_code(part)
    };
    let named = |part: &str| country(part) || lexicon::is_region(part);
    let plain = |part: &&str| {
        if named(part) {
            return true;
        }
        lexicon::role_score(part) < 60
            && lexicon::employer_score(part) == 0
            && lexicon::degree(part).is_none()
            && (!lexicon::is_institution(part) || lexicon::is_town_name(part))
    };
    let fits = parts.iter().all(plain);
    if parts.len() >= 2 {
        let middle = parts.iter().rev().skip(1).rev().skip(1).all(|part| {
            lexicon::is_region(part) || is_district(part) || lexicon::is_country_code(last)
        });
        let digits = parts.iter().any(|part| part.chars().any(|c| c.is_ascii_digit()));
        return parts.len() <= 4
            && fits
            && named(last)
            && !digits
            && (parts.len() == 2 || middle && country(last));
    }
    let (head, tail) = text.rsplit_once(['/', ' ']).unwrap_or(("", text));
    is_hyphenated_town(text)
        || lexicon::is_town_name(text) && !lexicon::is_institution(text)
        || lexicon::country_code(text).is_some() && text.chars().count() > 2
        || (text.len() > 3 && lexicon::is_region(text) && fits)
        || (!head.is_empty()
            && tail.len() == 2
            && lexicon::is_region(tail)
            && fits
            && words::count(head) <= 3
            && text.contains(['/', ' '])
            && tail.chars().all(char::is_uppercase))
}

/// Whether a text is a town with its code and nothing else: "Redstone Arsenal, AL 35898".
pub(super) fn is_coded_town(text: &str) -> bool {
    let place = parse(text);
    place.postal_code.is_some()
        && place.city.is_some()
        && place.address.is_empty()
        && (place.region.is_some() || place.country.is_some())
        && lexicon::role_score(text) < 60
        && words::count(text) <= 6
        && !lexicon::is_institution(text)
        && lexicon::employer_score(text) == 0
}

/// Whether a text is a town of one word as France has them: "Joué-lès-Tours", "Saint-Malo".
fn is_hyphenated_town(text: &str) -> bool {
    const MIDDLE: [&str; 12] =
        ["lès", "lez", "sur", "sous", "en", "le", "la", "les", "aux", "au", "de", "du"];
    let parts: Vec<&str> = text.split('-').collect();
    let saint = matches!(parts.first(), Some(&"Saint" | &"Sainte" | &"St" | &"Ste"));
    let joined = parts.iter().skip(1).rev().skip(1).any(|part| MIDDLE.contains(part));
    let capital = |part: &&str| part.starts_with(char::is_uppercase) || MIDDLE.contains(part);
    !text.contains(' ')
        && parts.len() >= 2
        && (saint || parts.len() >= 3 && joined)
        && parts.iter().all(capital)
        && text.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Name and town that a site set together with a hyphen: "Bluff City Beverage-Memphis, TN".
pub(super) fn glued_town(text: &str) -> Option<(&str, &str)> {
    let (head, region) = text.rsplit_once(", ")?;
    let code = region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase());
    if !code || !lexicon::is_region(region) || head.contains(", ") {
        return None;
    }
    let hyphens = head.match_indices('-').map(|(at, _)| at);
    let at = hyphens.rev().find(|&at| {
        let (name, town) =
            (head.get(..at).unwrap_or_default(), head.get(at + 1..).unwrap_or_default());
        let tight = !name.ends_with(' ') && town.starts_with(char::is_uppercase);
        tight && name.contains(' ') && is_town(town)
    })?;
    Some((head.get(..at)?, text.get(at + 1..)?))
}

/// Whether a part names a district or county by its kind.
fn is_district(part: &str) -> bool {
    let folded = fold(part);
    [
        "county",
        "region",
        "province",
        "district",
        "metropolitan",
        "area",
        "canton",
        "oblast",
        "prefecture",
        "state",
    ]
    .iter()
    .any(|word| folded.split(' ').any(|other| other == *word))
}

/// Whether a text before a region or a country can be a town: capitals, few words.
pub(super) fn is_town_before_region(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || lexicon::is_name_particle(word))
        && lexicon::employer_score(text) < 100
        && !text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a text says near which town: "near Golant".
pub(super) fn is_near(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["near ", "nr ", "nr. ", "bei ", "nahe ", "près de ", "cerca de ", "vicino a "];
    WORDS.iter().any(|word| text.strip_prefix(word).is_some_and(is_town))
}

/// Whether a text is a town that is known, or has the shape of a town rather than of a unit: one word, or
/// several as towns have them.
pub(super) fn is_likely_town(text: &str) -> bool {
    const FIRST: [&str; 44] = [
        "bad", "fort", "ft", "ft.", "new", "san", "santa", "santo", "saint", "st", "st.", "los",
        "las", "el", "la", "le", "les", "port", "north", "south", "east", "west", "upper", "lower",
        "great", "little", "mount", "lake", "old", "villa", "vila", "sankt", "nowy", "nowa",
        "stary", "rio", "porto", "monte", "castel", "kuala", "cape", "camp", "downtown", "central",
    ];
    const LAST: [&str; 28] = [
        "city", "beach", "springs", "falls", "bay", "island", "islands", "valley", "hills",
        "heights", "grove", "creek", "town", "village", "harbour", "harbor", "spa", "bridge",
        "forest", "rapids", "lakes", "ridge", "point", "park", "junction", "mills", "cross",
        "county",
    ];
    if !is_town(text) {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    words.len() <= 2
        || lexicon::is_town_name(text)
        || words.first().is_some_and(|word| FIRST.contains(word))
        || words.last().is_some_and(|word| LAST.contains(word))
        || text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_lowercase))
        || words.last().is_some_and(|word| lexicon::is_town_name(text) || word.len() <= 2)
}

/// Whether a text has the shape of a town's name: few words with capitals, no title, no employer.
pub(super) fn is_town(text: &str) -> bool {
    let text = inline::trim_separators(text);
    if text.chars().any(|c| words::is_cjk(c) || matches!(c, '가'..='힣')) {
        return text.chars().count() <= 8
            && text.ends_with(['市', '区', '区', '县', '省', '都', '府', '県', '시', '군']);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| {
        let word = (*word).trim_start_matches(['(', '“', '"', '&']);
        word.is_empty()
            || word.starts_with(char::is_uppercase)
            || lexicon::is_name_particle(word)
            || word.starts_with(words::is_cjk)
            || [
                "upon", "on", "am", "an", "der", "im", "sur", "les", "and", "y", "et", "und", "i",
                "sul", "in", "do", "d'",
            ]
            .contains(&word)
    };
    !words.is_empty()
        && words.len() <= 4
        && text.chars().count() <= 34
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '"' | '“' | '@' | '%' | '+'))
        && words.iter().all(capital)
        && words
            .first()
            .is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || words::is_cjk(c)))
        // "Macon" in Georgia is no "maçon".
        && (lexicon::role_score(text) < 60 || lexicon::is_town_name(text))
        && lexicon::employer_score(text) == 0
        && !lexicon::is_institution(text)
        && lexicon::degree(text).is_none()
        && !(text.chars().count() <= 4
            && text.chars().all(char::is_uppercase)
            && !lexicon::is_region(text)
            && lexicon::country_code(text).is_none())
}

/// Reads an address.
pub(super) fn parse(text: &str) -> Place<'_> {
    let text = inline::trim_separators(text);
    if text.contains(['€', '$', '£', '%']) {
        return Place { address: vec![text], ..Place::default() };
    }
    if text.chars().any(words::is_cjk) || text.chars().any(|c| matches!(c, '가'..='힣')) {
        return parse_east_asian(text);
    }
    let mut place = Place::default();
    let mut left: Vec<&str> = Vec::new();
    let parts = inline::split(text, &[", ", ",", " – ", " — ", " - ", " · ", "\t", " | ", ";"]);
    let parts = parts.into_iter().flat_map(before_code).map(inline::trim_separators);
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    // "7, venelle du Lavoir"
    if let [number, street, ..] = *parts
        && is_house_number(number)
        && street.starts_with(char::is_alphabetic)
        && postal(street).is_none()
    {
        parts.splice(..2, [header::span(text, &[number, street])]);
    }
    // "2712 Broadway Alley, Portland, Oregon 97204": the number of a house comes first.
    let coded = parts.iter().rposition(|part| postal(part).is_some());
    for (n, part) in parts.into_iter().enumerate() {
        let by_code = || lexicon::country_of_code(part).filter(|_| !left.is_empty());
        if let Some(code) = lexicon::country_code(part).or_else(by_code)
            && place.country.is_none()
            && (!lexicon::is_region(part)
                || !left.is_empty() && place.region.is_some()
                || part.chars().count() > 3)
        {
            place.country = Some((part, code));
            place.score = place.score.max(90);
        } else if let Some((code, rest)) = postal(part).filter(|_| Some(n) == coded) {
            place.postal_code = Some(code);
            place.score = place.score.max(70);
            let rest = inline::trim_separators(rest);
            if rest.is_empty() {
                continue;
            }
            let before_town = left.last().is_some_and(|last| {
                ["Washington", "New York"].contains(&rest)
                    && !last.bytes().any(|b| b.is_ascii_digit())
            });
            if (lexicon::is_region(rest) || before_town) && !left.is_empty() {
                place.region = Some(rest);
                place.score = 95;
            } else {
                town(&mut place, rest, &mut left);
            }
        } else if lexicon::is_region(part) && !left.is_empty() && place.region.is_none() {
            place.region = Some(part);
            place.score = place.score.max(90);
        } else {
            left.push(part);
        }
    }
    settle(&mut place, left);
    place
}

/// Parts "2.º B. 41005 Sevilla" before the postal code.
fn before_code(part: &str) -> Vec<&str> {
    let breaks = part.match_indices(". ").map(|(at, _)| at + 2);
    let code = |at: &usize| {
        let digits = part.get(*at..).unwrap_or_default();
        digits.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len() >= 4
    };
    match breaks.into_iter().find(code) {
        Some(at) => vec![
            part.get(..at).unwrap_or_default().trim().trim_end_matches('.'),
            part.get(at..).unwrap_or_default(),
        ],
        None => vec![part],
    }
}

/// Takes the town, and the region behind it, from "Toronto ON", "Florianópolis/SC" and "Ferrara (FE)".
fn town<'a>(place: &mut Place<'a>, text: &'a str, left: &mut Vec<&'a str>) {
    let bracket = inline::bracket_tail(text)
        .map(|(head, inner)| (inline::trim_separators(head), inner))
        .filter(|(head, _)| !head.is_empty());
    // "Sevilla (España)"
    if let Some((head, inner)) = bracket
        && inner.len() > 2
        && place.country.is_none()
        && let Some(code) = lexicon::country_code(inner)
    {
        place.country = Some((inner, code));
        left.push(head);
        place.score = place.score.max(90);
        return;
    }
    if let Some((head, inner)) = bracket
        && (inner.len() == 2 && inner.chars().all(|c| c.is_ascii_uppercase())
            || lexicon::is_region(inner))
        && place.region.is_none()
    {
        place.region = Some(inner);
        left.push(head);
        place.score = place.score.max(80);
        return;
    }
    if let Some((head, tail)) = text.rsplit_once(['/', ' '])
        && tail.len() <= 3
        && tail.chars().all(|c| c.is_uppercase())
        && lexicon::is_region(tail)
    {
        place.region = Some(tail);
        left.push(inline::trim_separators(head));
        place.score = place.score.max(90);
    } else {
        left.push(text);
    }
}

/// Decides which of the parts that are left is the town.
fn settle<'a>(place: &mut Place<'a>, left: Vec<&'a str>) {
    let street = |part: &str| {
        part.chars().any(|c| c.is_ascii_digit())
            || is_street(part) && !is_settlement(part)
            || is_building(part)
            || !lexicon::is_town_name(part)
                && (lexicon::is_institution(part) || lexicon::employer_score(part) > 0)
            || [
                "department",
                "dept",
                "apt",
                "po box",
                "p. o. box",
                "postbus",
                "postfach",
                "apartado",
                "postboks",
                "gpo",
                "p.o.",
                "c/o",
                "suite",
                "floor",
                "unit ",
            ]
            .iter()
            .any(|w| fold(part).starts_with(w))
    };
    // "Bede Building, Room 3.14" is no town.
    if left.iter().any(|part| is_building(part))
        && left.iter().all(|part| street(part) || is_building(part))
    {
        place.score = place.score.max(70);
        place.address = left;
        return;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in left {
        if place.region.is_none() { town(place, part, &mut parts) } else { parts.push(part) }
    }
    let named = |part: &&str| part.chars().any(|c| c.is_ascii_digit()) && is_street(part);
    if parts.iter().any(named) && parts.len() <= 3 {
        place.score = place.score.max(75);
    }
    if parts.iter().any(|part| street(part)) {
        place.score = place.score.max(60);
    }
    // Town, region, country.
    if place.region.is_none()
        && place.country.is_some()
        && parts.len() == 2
        && !parts.iter().any(|part| street(part))
    {
        place.region = parts.pop();
    }
    // "Mannheim, Germany": one name before a country is a town, whatever it ends with.
    let known = place.country.is_some() || place.postal_code.is_some();
    let lone = parts.len() == 1 && known && parts.iter().all(|part| is_town_shape(part));
    if let Some(at) = parts.iter().rposition(|part| lone || !street(part)) {
        place.city = Some(parts.remove(at));
    }
    place.address = parts;
}

/// Whether a part says of itself that it is a town: "г. Казань", "miasto Łódź".
pub(super) fn is_settlement(part: &str) -> bool {
    ["г. ", "г.", "город ", "м. ", "гр. ", "пос. ", "с. "].iter().any(|sign| {
        part.strip_prefix(sign).is_some_and(|name| name.starts_with(char::is_uppercase))
    })
}

/// Whether a part is the number of a house: "7", "12 bis", "14B".
fn is_house_number(part: &str) -> bool {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let rest = part.get(digits..).unwrap_or_default().trim();
    (1..=3).contains(&digits) && (rest.len() <= 1 || matches!(rest, "bis" | "ter" | "quater"))
}

/// Whether a part names a building, a floor or a room.
fn is_building(part: &str) -> bool {
    const LAST: [&str; 16] = [
        "building",
        "buildings",
        "block",
        "wing",
        "tower",
        "campus",
        "annexe",
        "annex",
        "gebaude",
        "batiment",
        "edificio",
        "palazzo",
        "gebouw",
        "hochhaus",
        "floor",
        "house",
    ];
    const FIRST: [&str; 14] = [
        "room", "rm", "raum", "zimmer", "buro", "building", "gebaude", "batiment", "edificio",
        "sala", "despacho", "stanza", "kamer", "bureau",
    ];
    let folded = fold(part);
    let mut words = folded.split(' ');
    let count = words.clone().count();
    let numbered = folded.bytes().any(|b| b.is_ascii_digit());
    words.next_back().is_some_and(|last| LAST.contains(&last)) && count >= 2
        || numbered
            && folded.split(' ').next().is_some_and(|first| FIRST.contains(&first))
            && count <= 3
}

/// Whether a part is one or two words with capitals and no digits.
fn is_town_shape(part: &str) -> bool {
    let words = part.split_whitespace();
    words.clone().count() <= 2
        && !is_street(part.split(' ').next_back().unwrap_or_default())
        && words.clone().all(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'))
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
}

/// Reads an address from the largest unit to the smallest.
fn parse_east_asian(text: &str) -> Place<'_> {
    let mut place = Place { score: 60, ..Place::default() };
    let mut rest = text.trim_start_matches(['〒', '(', '（']).trim();
    let code = rest.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(rest.len());
    if code >= 5 {
        place.postal_code = rest.get(..code);
        place.score = 90;
        rest = rest.get(code..).unwrap_or_default().trim_start_matches([')', '）']).trim();
    }
    for country in ["中国", "日本", "대한민국", "한국"] {
        if let (Some(after), Some(code)) =
            (rest.strip_prefix(country), lexicon::country_code(country))
        {
            place.country = rest.get(..country.len()).map(|country| (country, code));
            rest = after.trim_start_matches([' ', ',', '，']);
        }
    }
    let cut = |rest: &str, ends: &[&str], most: usize| {
        ends.iter()
            .filter_map(|end| rest.find(end).map(|at| at + end.len()))
            .filter(|&at| rest.get(..at).is_some_and(|part| part.chars().count() <= most))
            .min()
    };
    // The two 府 and the one 都 are known: 京都府京都市 has both signs.
    let capital =
        ["東京都", "京都府", "大阪府", "北海道"].iter().find(|name| rest.starts_with(**name));
    let at = capital
        .map(|name| name.len())
        .or_else(|| cut(rest, &["省", "県", "縣", "自治区", "自治區", "도 "], 8));
    if let Some(at) = at {
        place.region = rest.get(..at).map(str::trim);
        rest = rest.get(at..).unwrap_or_default();
        place.score = 90;
    }
    if let Some(at) = cut(rest, &["特别市", "특별시", "광역시", "市", "시 "], 7)
        .or_else(|| rest.ends_with('시').then_some(rest.len()))
    {
        place.city = rest.get(..at).map(str::trim);
        rest = rest.get(at..).unwrap_or_default();
        place.score = 90;
    }
    let rest = rest.trim();
    if place.city.is_none() {
        if let Some(at) = cut(rest, &["区", "區"], 6).filter(|_| place.region.is_some()) {
            place.city = rest.get(..at);
            place.address.extend(rest.get(at..).map(str::trim).filter(|rest| !rest.is_empty()));
        } else if !rest.is_empty() {
            place.city = Some(rest);
        }
    } else if !rest.is_empty() {
        place.address.push(rest);
    }
    place
}

impl<'a> Place<'a> {
    /// The parts with the names of their fields.
    pub(super) fn fields(&self) -> Vec<(&'static str, Val<'a>)> {
        let sure = f32::from(self.score.max(50)) / 100.0;
        let one = |name, part: Option<&'a str>| part.map(|part| (name, Val::new(part, sure)));
        let mut fields: Vec<(&'static str, Val<'a>)> = Vec::new();
        let mut address = Val::default();
        for part in &self.address {
            address.join(", ", Val::new(part, sure));
        }
        if !address.is_empty() {
            fields.push(("address", address));
        }
        fields.extend(one("postalCode", self.postal_code));
        fields.extend(one("city", self.city));
        fields.extend(one("region", self.region));
        fields.extend(
            self.country.map(|(part, code)| ("countryCode", Val::new(part, sure).with_text(code))),
        );
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let fields = parse(text).fields();
        fields
            .iter()
            .map(|(name, val)| format!("{name}={}", val.text))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn addresses_fall_into_their_parts() {
        assert_eq!(
            read("14 Larkfield Terrace, Derry BT48 9XX"),
            "address=14 Larkfield Terrace; postalCode=BT48 9XX; city=Derry"
        );
        assert_eq!(
            read("2207 Old Mill Rd., Beaumont, TX 77701"),
            "address=2207 Old Mill Rd.; postalCode=77701; city=Beaumont; region=TX"
        );
        assert_eq!(
            read("Am Wehrgraben 7, 99084 Erfurt"),
            "address=Am Wehrgraben 7; postalCode=99084; city=Erfurt"
        );
        assert_eq!(
            read("San Diego, California, United States"),
            "city=San Diego; region=California; countryCode=US"
        );
        assert_eq!(read("杭州市滨江区"), "address=滨江区; city=杭州市");
    }
}
