//! The lists that YAMLResume takes values of, and which of them says what a text does.

use crate::extract::{Level, language_tag, level as mastery};
use crate::locale::Locale;

/// Countries that are named otherwise than in the table of territories.
const COUNTRIES: [(&str, &str); 40] = [
    ("AG", "Antigua And Barbuda"),
    ("AX", "Aland Islands"),
    ("BA", "Bosnia and Herzegovina"),
    ("BL", "Saint-Barthelemy"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BS", "The Bahamas"),
    ("CC", "Cocos (Keeling) Islands"),
    ("CD", "Democratic Republic of the Congo"),
    ("CG", "Congo"),
    ("CI", "Cote D'Ivoire (Ivory Coast)"),
    ("CZ", "Czech Republic"),
    ("FJ", "Fiji Islands"),
    ("GG", "Guernsey and Alderney"),
    ("GM", "Gambia The"),
    ("GS", "South Georgia"),
    ("HM", "Heard Island and McDonald Islands"),
    ("IM", "Man (Isle of)"),
    ("KN", "Saint Kitts And Nevis"),
    ("LC", "Saint Lucia"),
    ("MF", "Saint-Martin (French part)"),
    ("MO", "Macau"),
    ("PG", "Papua new Guinea"),
    ("PM", "Saint Pierre and Miquelon"),
    ("PN", "Pitcairn Island"),
    ("PS", "Palestinian Territory Occupied"),
    ("RE", "Reunion"),
    ("SH", "Saint Helena"),
    ("SJ", "Svalbard And Jan Mayen Islands"),
    ("ST", "Sao Tome and Principe"),
    ("SX", "Sint Maarten (Dutch part)"),
    ("SZ", "Swaziland"),
    ("TC", "Turks And Caicos Islands"),
    ("TL", "East Timor"),
    ("TT", "Trinidad And Tobago"),
    ("UM", "United States Minor Outlying Islands"),
    ("VA", "Vatican City State (Holy See)"),
    ("VC", "Saint Vincent And The Grenadines"),
    ("VG", "Virgin Islands (British)"),
    ("VI", "Virgin Islands (US)"),
    ("WF", "Wallis And Futuna Islands"),
];

/// The name of a country by its code.
pub(super) fn country(code: &str) -> Option<&'static str> {
    let own = COUNTRIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
    own.or_else(|| Locale::english().country(code))
}

/// The tags of languages that YAMLResume has words of.
pub(super) fn locale(lang: &str) -> Option<&'static str> {
    let tag = lang.to_lowercase().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    Some(match (primary, tag.as_str()) {
        ("zh", "zh-hant-hk" | "zh-hk" | "zh-mo") => "zh-hant-hk",
        ("zh", tag) if tag.contains("hant") || tag.contains("tw") => "zh-hant-tw",
        ("zh", _) => "zh-hans",
        ("nb" | "nn" | "no", _) => "no",
        ("pt", _) => "pt-br",
        ("en", _) => "en",
        ("es", _) => "es",
        ("fr", _) => "fr",
        ("nl", _) => "nl",
        ("ja", _) => "ja",
        ("de", _) => "de",
        ("id", _) => "id",
        _ => return None,
    })
}

/// The name of a network; `None` for one that is not in the list.
pub(super) fn network(name: &str) -> Option<&'static str> {
    const NETWORKS: [&str; 24] = [
        "Behance",
        "Discord",
        "Dribbble",
        "Facebook",
        "GitHub",
        "Gitlab",
        "Instagram",
        "Line",
        "LinkedIn",
        "Medium",
        "Pinterest",
        "Reddit",
        "Snapchat",
        "Stack Overflow",
        "Telegram",
        "TikTok",
        "Twitch",
        "Twitter",
        "Vimeo",
        "Weibo",
        "WeChat",
        "WhatsApp",
        "YouTube",
        "Zhihu",
    ];
    let simple = |name: &str| name.to_lowercase().replace(' ', "");
    let name = if name.eq_ignore_ascii_case("x") { "twitter".to_owned() } else { simple(name) };
    NETWORKS.into_iter().find(|known| simple(known) == name)
}

/// The degree that a text names.
pub(super) fn degree(text: &str) -> Option<&'static str> {
    const DEGREES: [(&str, &[&str]); 7] = [
        (
            "Doctor",
            &[
                "doctor",
                "phd",
                "dr",
                "dphil",
                "doktor",
                "doctorat",
                "doctorado",
                "doutorado",
                "博士",
            ],
        ),
        (
            "Master",
            &[
                "master", "masters", "msc", "ms", "ma", "meng", "mba", "magister", "máster",
                "mestrado", "硕士", "修士",
            ],
        ),
        (
            "Bachelor",
            &[
                "bachelor",
                "bachelors",
                "bsc",
                "bs",
                "ba",
                "beng",
                "licence",
                "laurea",
                "学士",
                "本科",
            ],
        ),
        ("Associate", &["associate", "associates", "aa", "as"]),
        (
            "High School",
            &["high", "abitur", "matura", "baccalauréat", "bachillerato", "gymnasium", "高中"],
        ),
        ("Middle School", &["middle", "初中"]),
        ("Diploma", &["diploma", "diplom", "diplôme", "certificate"]),
    ];
    let text = text.to_lowercase().replace(['.', '’', '\''], "");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    DEGREES.into_iter().find(|(_, names)| has(names)).map(|(degree, _)| degree)
}

/// The level that a text says.
pub(super) fn level(text: &str) -> Option<&'static str> {
    const LEVELS: [&str; 6] =
        ["Novice", "Beginner", "Intermediate", "Advanced", "Expert", "Master"];
    let exact = LEVELS.into_iter().find(|level| level.eq_ignore_ascii_case(text));
    exact.or_else(|| {
        Some(match mastery(text)? {
            Level::Basic => "Beginner",
            Level::Intermediate => "Intermediate",
            Level::Advanced => "Advanced",
            Level::Fluent | Level::Native => "Expert",
        })
    })
}

/// How well a language is spoken, and what else is said, such as the author's words where they are
/// not those of the list.
pub(super) fn fluency(text: &str) -> (Option<&'static str>, Vec<&str>) {
    const FLUENCIES: [&str; 5] = [
        "Elementary Proficiency",
        "Limited Working Proficiency",
        "Minimum Professional Proficiency",
        "Full Professional Proficiency",
        "Native or Bilingual Proficiency",
    ];
    let known = |text: &str| FLUENCIES.into_iter().find(|known| known.eq_ignore_ascii_case(text));
    if let Some(known) = known(text) {
        return (Some(known), Vec::new());
    }
    // "Full Professional Proficiency (TOEFL 110, 2019)"
    if let Some((known, more)) = text
        .split_once(" (")
        .and_then(|(level, more)| Some((known(level)?, more.strip_suffix(')')?)))
    {
        return (Some(known), more.split(", ").collect());
    }
    let nearest = mastery(text).map(|level| match level {
        Level::Basic => FLUENCIES[0],
        Level::Intermediate => FLUENCIES[1],
        Level::Advanced => FLUENCIES[3],
        Level::Fluent | Level::Native => FLUENCIES[4],
    });
    (nearest, vec![text])
}

/// The languages of the list by their tags.
const LANGUAGES: [(&str, &str); 75] = [
    ("af", "Afrikaans"),
    ("sq", "Albanian"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bn", "Bengali"),
    ("bho", "Bhojpuri"),
    ("bg", "Bulgarian"),
    ("my", "Burmese"),
    ("yue", "Cantonese"),
    ("ca", "Catalan"),
    ("zh", "Chinese"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("et", "Estonian"),
    ("fa", "Farsi"),
    ("fil", "Filipino"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("de", "German"),
    ("el", "Greek"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("is", "Icelandic"),
    ("ig", "Igbo"),
    ("id", "Indonesian"),
    ("ga", "Irish"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("ko", "Korean"),
    ("lah", "Lahnda"),
    ("lv", "Latvian"),
    ("lt", "Lithuanian"),
    ("ms", "Malay"),
    ("cmn", "Mandarin"),
    ("mr", "Marathi"),
    ("ne", "Nepali"),
    ("no", "Norwegian"),
    ("om", "Oromo"),
    ("ps", "Pashto"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("sn", "Shona"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("su", "Sundanese"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("tl", "Tagalog"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("yo", "Yoruba"),
    ("zu", "Zulu"),
];

/// The English name of a language that is in the list.
pub(super) fn language(name: &str) -> Option<&'static str> {
    let exact = LANGUAGES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    let tag = language_tag(name);
    let found = exact.or_else(|| LANGUAGES.iter().find(|(known, _)| tag == Some(*known)));
    found.map(|(_, name)| *name)
}
