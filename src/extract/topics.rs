//! What a section is about by what stands in it, where its heading does not say.

use super::blocks::Block;
use super::dates::{self, Form, Reading};
use super::headings::Part;
use super::inline;
use super::lexicon::{self, Topic};
use super::prizes;
use super::untitled;
use super::words;
use crate::syntax::lines::LineKind;

/// The topic of a section whose heading leaves it open. `first` tells that no position came before
/// it.
pub(super) fn of(part: &Part, reading: Reading, first: bool) -> Topic {
    let topic = part.topic.unwrap_or(Topic::Other);
    let blocks = part.blocks.as_slice();
    let career = Career::of(blocks, reading);
    // A heading that was only guessed gives way to what stands below it.
    let guessed = part.sure <= 0.6;
    match topic {
        // One line says when somebody served; more tells of a position.
        Topic::Military if career.dated > 0 && blocks.len() > 1 => Topic::Work,
        Topic::Military => Topic::Other,
        Topic::Work => of_work(part, &career, reading, first),
        Topic::Volunteer => of_volunteering(part, &career, reading, first),
        Topic::Other => of_other(part, &career, reading, first),
        // "Sport and community" over offices.
        Topic::Interests
            if part.also == Some(Topic::Volunteer) && career.telling * 2 >= blocks.len() =>
        {
            Topic::Volunteer
        }
        Topic::Interests if guessed && career.dated >= 1 && career.is_likely() => Topic::Volunteer,
        Topic::Skills | Topic::Languages if guessed && career.dated >= 1 && career.is_likely() => {
            Topic::Work
        }
        Topic::Projects if guessed && career.dated >= 2 && career.is_certain() => Topic::Work,
        Topic::Summary if career.dated >= 2 && career.is_likely() => Topic::Work,
        Topic::Certificates if is_of_schools(blocks, reading) || are_schools(part) => {
            Topic::Education
        }
        Topic::Awards if are_deeds(part, reading) => Topic::Other,
        // "Key qualifications" over a paragraph.
        Topic::Skills if is_told(blocks) => Topic::Summary,
        // "Software" over what one wrote.
        Topic::Skills if are_works(part) => Topic::Projects,
        // "Papers" of a trade are certificates.
        Topic::Publications if are_permits(part) => Topic::Certificates,
        topic => topic,
    }
}

/// Whether a section is called a licence to drive and holds one short line.
pub(super) fn is_licence(part: &Part) -> bool {
    let called = part
        .title
        .is_some_and(|title| lexicon::label(title) == Some(lexicon::Label::DrivingLicence));
    let [only] = part.blocks.as_slice() else { return false };
    called && words::count(only.text) <= 6 && !untitled::is_certificates(only.text)
}

/// Whether a section has nothing but paragraphs of sentences.
fn is_told(blocks: &[Block]) -> bool {
    let told = |block: &Block| {
        let count = words::count(block.text);
        block.level == 0
            && block.kind == LineKind::Text
            && words::ends_sentence(block.text)
            && count >= 10
            && block.text.matches([',', '/', ';']).count() * 4 < count
            && super::token::label(block.text).is_none()
    };
    !blocks.is_empty() && blocks.iter().all(told)
}

/// The topic of a section that is called work or experience.
fn of_work(part: &Part, career: &Career, reading: Reading, first: bool) -> Topic {
    let other = |title| words::fold(title).starts_with("other ");
    if part.title.is_some() && is_bare(&part.blocks, career, reading) {
        // Nothing in it has a period or names a position: it only is called experience.
        Topic::Other
    } else if is_beside_work(part, Topic::Work, first) && is_held(&part.blocks, career) {
        // "Professional activities", "External roles" over offices held.
        Topic::Volunteer
    } else if !first && career.dated == 0 && part.title.is_some_and(other) {
        // "Other experiences" without a date are no positions.
        Topic::Other
    } else {
        undated(part, Topic::Work, career, reading)
    }
}

/// The topic of a section about what one does beside work.
fn of_volunteering(part: &Part, career: &Career, reading: Reading, first: bool) -> Topic {
    // Leadership is what managers do for their living, and students besides it.
    if first && career.dated >= 2 && part.title.is_some_and(is_leadership) {
        Topic::Work
    } else {
        undated(part, Topic::Volunteer, career, reading)
    }
}

/// The topic of a section whose heading says none.
fn of_other(part: &Part, career: &Career, reading: Reading, first: bool) -> Topic {
    let blocks = part.blocks.as_slice();
    let held = is_beside_work(part, Topic::Other, first) && is_held(blocks, career);
    // "Clubs" that list offices with their periods.
    let clubs = career.dated >= 1
        && career.dated == blocks.len()
        && career.is_certain()
        && part.title.is_some_and(is_about_clubs);
    if are_grades(part) {
        Topic::Certificates
    } else if held || clubs {
        Topic::Volunteer
    } else if is_unknown(part) {
        // "Activities" and the like: what has a period and a role is an office held.
        by_content(blocks, career, reading)
    } else {
        Topic::Other
    }
}

/// The topic of positions without a period under a heading that is not known, "What I work with" over lists of
/// tools: what the content speaks for, if for anything.
fn undated(part: &Part, topic: Topic, career: &Career, reading: Reading) -> Topic {
    if career.dated > 0 || !is_unknown(part) {
        return topic;
    }
    match by_content(&part.blocks, career, reading) {
        Topic::Other => topic,
        found => found,
    }
}

/// Whether a section has a heading, and one that is not known.
fn is_unknown(part: &Part) -> bool {
    part.title.is_some_and(|title| lexicon::heading(title).is_none())
}

/// Whether "achievements" are what somebody did rather than won: clauses without a date or a prize.
fn are_deeds(part: &Part, reading: Reading) -> bool {
    const TITLES: [&str; 12] = [
        "achievement",
        "accomplishment",
        "erfolg",
        "leistung",
        "realisation",
        "reussite",
        "logro",
        "conquista",
        "traguard",
        "risultat",
        "resultaten",
        "resultat",
    ];
    let title = words::fold(part.title.unwrap_or_default());
    let blocks = part.blocks.as_slice();
    let deed = |block: &Block| {
        block.heading == 0
            && block.kind == LineKind::Text
            && words::count(block.text) >= 5
            && !prizes::is_prize(block.text)
            && dates::find(block.text, reading).iter().all(|found| found.form == Form::Duration)
            && !inline::is_wrapped(block.text)
    };
    TITLES.iter().any(|word| title.contains(word)) && blocks.len() >= 2 && blocks.iter().all(deed)
}

/// Whether a section about memberships lists grades that institutes gave: "Chartered Member, Institution of …",
/// "MAIG, Australian Institute of …".
fn are_grades(part: &Part) -> bool {
    const GRADES: [&str; 12] = [
        "chartered",
        "fellow",
        "member",
        "associate",
        "graduate",
        "honorary",
        "incorporated",
        "licensed",
        "registered",
        "certified",
        "senior",
        "full",
    ];
    const TITLES: [&str; 6] =
        ["member", "professional bod", "institut", "chartership", "charter", "affiliation"];
    let title = words::fold(part.title.unwrap_or_default());
    let grade = |block: &Block| {
        let parts = inline::split(block.text, &[", ", " – ", " — "]);
        let [first, body, ..] = parts.as_slice() else { return false };
        let lower = words::fold(first);
        let mut said = lower.split_whitespace();
        let named = said.next().is_some_and(|word| GRADES.contains(&word))
            && lower.split_whitespace().any(|word| {
                ["member", "fellow", "associate", "engineer", "accountant", "surveyor"]
                    .contains(&word)
            });
        let letters =
            words::count(first) == 1 && first.chars().filter(|c| c.is_uppercase()).count() >= 3;
        (named || letters)
            && words::count(first) <= 4
            && !lexicon::is_institution(first)
            && words::count(body) >= 2
    };
    TITLES.iter().any(|word| title.contains(word))
        && !part.blocks.is_empty()
        && part.blocks.iter().all(grade)
}

/// Whether the lines of a section are plain text without any date, position or label.
fn is_bare(blocks: &[Block], career: &Career, reading: Reading) -> bool {
    !blocks.is_empty()
        && career.dated + career.telling == 0
        && blocks.iter().all(|block| {
            block.kind == LineKind::Text
                && block.heading == 0
                && !block.text.contains([':', '\t', '|'])
                && dates::find(block.text, reading).is_empty()
        })
}

/// Whether a line has a period that stands apart from its words.
fn has_period(block: &Block, reading: Reading) -> bool {
    dates::find(block.text, reading)
        .iter()
        .any(|found| matches!(found.form, Form::Range | Form::Since) && found.is_apart())
}

/// Whether a section about tools lists those that the person made: each with a name, a phrase that says
/// what it does, and one of them with an address.
fn are_works(part: &Part) -> bool {
    const TITLES: [&str; 14] = [
        "software",
        "code",
        "apps",
        "packages",
        "libraries",
        "tools",
        "open source",
        "programs",
        "plugins",
        "developments",
        "logiciels",
        "programme",
        "werkzeuge",
        "entwicklungen",
    ];
    let titled = part.title.is_some_and(|title| {
        let folded = words::fold(title);
        TITLES.iter().any(|word| folded.split(' ').any(|other| other == *word) || folded == *word)
    });
    let told = |block: &&Block| {
        let parts =
            [" – ", " — ", " - ", ": ", " -- "].iter().find_map(|sign| block.text.split_once(sign));
        parts.is_some_and(|(name, rest)| {
            let rest = rest.trim_start_matches(['*', ' ']);
            words::count(name) <= 4
                && words::count(rest) >= 4
                && rest.matches(", ").count() * 5 < words::count(rest)
                && !rest.contains(" · ")
        })
    };
    let heads = || part.blocks.iter().filter(|block| block.level <= 1);
    let addressed = part
        .blocks
        .iter()
        .any(|block| block.text.contains("://") || block.text.contains("github.com/"));
    titled && addressed && heads().filter(told).count() * 3 >= heads().count() * 2
}

/// Whether a section titled "Papers" lists certificates: short lines, none of which names a journal or its
/// writers.
fn are_permits(part: &Part) -> bool {
    let papers = part.title.is_some_and(|title| words::fold(title).contains("paper"));
    let plain = |block: &Block| {
        words::count(block.text) <= 14
            && !is_publication(block.text)
            && !block.text.contains(". ")
            && !block.text.contains(" & ")
    };
    papers && part.blocks.iter().all(plain)
}

/// Whether a heading can stand over offices held beside work.
fn is_beside_work(part: &Part, topic: Topic, first: bool) -> bool {
    const WORDS: [&str; 30] = [
        "external",
        "other",
        "additional",
        "professional",
        "service",
        "activit",
        "affiliation",
        "membership",
        "societ",
        "board",
        "role",
        "bodies",
        "weitere",
        "mitglied",
        "nebentatigkeit",
        "externe",
        "autres",
        "extern",
        "otros",
        "otras",
        "adhesion",
        "altri",
        "altre",
        "outros",
        "outras",
        "overige",
        "neven",
        "ovrig",
        "inne",
        "involvement",
    ];
    let title = words::fold(part.title.unwrap_or_default());
    let said = WORDS.iter().any(|word| title.contains(word));
    // "Other" alone tells nothing, and stays whole.
    let telling = words::count(part.title.unwrap_or_default()) >= 2 || !title.starts_with("oth");
    said && telling && (topic == Topic::Other || !first && !title.contains("experience"))
}

/// Whether the lines of a section name offices, and most say since when.
fn is_held(blocks: &[Block], career: &Career) -> bool {
    let headed: Vec<Block> = blocks.iter().filter(|block| block.heading > 0).cloned().collect();
    if !headed.is_empty() {
        let lines: Vec<Block> =
            headed.into_iter().map(|block| Block { heading: 0, ..block }).collect();
        return super::offices::are_offices(&lines) && career.dated * 3 >= lines.len() * 2;
    }
    super::offices::are_offices(blocks) && career.dated * 3 >= career.blocks * 2
}

/// Whether a heading tells of clubs or boards.
fn is_about_clubs(title: &str) -> bool {
    const STEMS: [&str; 7] =
        ["vereine", "vereinsleben", "clubs", "amter", "vie associative", "boards", "committees"];
    let folded = words::fold(title);
    STEMS.iter().any(|stem| folded.contains(stem))
}

/// Whether a heading tells of leading others.
fn is_leadership(title: &str) -> bool {
    let folded = words::fold(title);
    ["leadership", "fuhrung", "leiderschap", "ledarskap", "lederskab"]
        .iter()
        .any(|word| folded.contains(word))
}

/// Whether a section called training tells of degrees and where they were taken.
fn is_of_schools(blocks: &[Block], reading: Reading) -> bool {
    let degree = |block: &&Block| {
        // What follows the date at the beginning.
        let text = block.text.trim_start_matches(|c: char| !c.is_alphabetic());
        // "Royal College of Music, BA Acting"
        let named = |part: &str| {
            lexicon::degree(part).is_some_and(|degree| degree.start == 0)
                && !lexicon::is_institution(part)
        };
        (lexicon::degree(text).is_some_and(|degree| degree.start < 10)
            || text.split(", ").skip(1).any(named))
            && !untitled::is_certificates(block.text)
    };
    let period = |block: &&Block| has_period(block, reading);
    let heads = || blocks.iter().filter(|block| block.level <= 1);
    let degrees = heads().filter(degree).count();
    let schools = heads().filter(|block| lexicon::is_institution(block.text)).count();
    let dated = |block: &&Block| !dates::find(block.text, reading).is_empty();
    // Each line names a school and a year.
    let each = schools * 3 >= heads().count() * 2 && heads().filter(dated).count() >= schools;
    degrees >= 1
        && schools >= degrees
        && (heads().filter(period).count() >= degrees || each)
        && !heads().any(|block| untitled::is_certificates(block.text))
}

/// Whether a section called training has groups of lines, each led by the name of a school, and degrees below
/// most of them.
fn are_schools(part: &Part) -> bool {
    let blocks = part.blocks.as_slice();
    let called = part.title.is_some_and(|title| {
        let title = words::fold(title);
        ["certif", "licen", "zertif"].iter().any(|stem| title.contains(stem))
    });
    let mut groups: Vec<&[Block]> = Vec::new();
    let mut start = 0;
    for n in 1..=blocks.len() {
        if blocks.get(n).is_none_or(|block| block.blank) {
            groups.extend(blocks.get(start..n));
            start = n;
        }
    }
    let led = |group: &&&[Block]| {
        group.len() >= 2
            && group.first().is_some_and(|first| {
                first.level == 0
                    && lexicon::is_institution(first.text)
                    && !untitled::is_certificates(first.text)
            })
    };
    let degrees = groups
        .iter()
        .filter_map(|group| group.get(1))
        .filter(|second| lexicon::degree(second.text).is_some_and(|degree| degree.start == 0));
    !called
        && !groups.is_empty()
        && groups.iter().filter(led).count() == groups.len()
        && degrees.count() * 2 >= groups.len()
}

/// How much the lines of a section look like positions.
struct Career {
    dated: usize,
    telling: usize,
    blocks: usize,
}

impl Career {
    fn of(blocks: &[Block], reading: Reading) -> Self {
        let head = |block: &&Block| {
            block.level <= 1 && words::count(block.text) <= 24 && !words::ends_sentence(block.text)
        };
        let dated = |block: &&Block| has_period(block, reading);
        let telling = |block: &&Block| {
            lexicon::role_score(block.text) > 0 || lexicon::employer_score(block.text) > 0
        };
        let heads = || blocks.iter().filter(head);
        Self {
            dated: heads().filter(dated).count(),
            telling: heads().filter(telling).count(),
            blocks: blocks.len(),
        }
    }

    fn is_certain(&self) -> bool {
        self.telling >= self.dated
    }

    fn is_likely(&self) -> bool {
        self.telling >= 1 && self.telling * 2 >= self.dated
    }
}

/// The topic that most of the lines speak for.
fn by_content(blocks: &[Block], career: &Career, reading: Reading) -> Topic {
    let heads: Vec<&Block> = blocks.iter().filter(|block| block.level <= 1).collect();
    let most = |is: &dyn Fn(&str) -> bool| {
        let count = heads.iter().filter(|block| is(block.text)).count();
        count > 0 && count * 2 >= heads.len()
    };
    let school = |text: &str| {
        lexicon::is_institution(text) || lexicon::degree(text).is_some_and(|d| d.start < 4)
    };
    let dated = |text: &str| !dates::find(text, reading).is_empty();
    let several = blocks.len() >= 2
        || blocks.iter().flat_map(|block| super::lists::items(block.text)).count() >= 2;
    if untitled::is_languages(blocks) && several {
        return Topic::Languages;
    }
    if most(&|text| is_publication(text) && dated(text)) {
        return Topic::Publications;
    }
    if most(&|text| school(text) && words::count(text) <= 20)
        && heads.iter().any(|block| dated(block.text))
        && heads.iter().filter(|block| lexicon::role_score(block.text) >= 80).count() * 2
            < heads.len()
    {
        return Topic::Education;
    }
    if are_projects(&heads) {
        return Topic::Projects;
    }
    if career.dated >= 1 && career.is_likely() && career.blocks > 1 {
        return Topic::Work;
    }
    let prizes = heads.iter().filter(|block| prizes::is_prize(block.text)).count();
    let single = |block: &&&Block| {
        dates::find(block.text, reading).iter().all(|found| found.form == Form::Single)
            && dated(block.text)
    };
    let listed = heads.iter().filter(single).count() == heads.len();
    if most(&prizes::is_prize) || listed && prizes * 3 >= heads.len() && prizes > 0 {
        return Topic::Awards;
    }
    if most(&untitled::is_certificates) {
        return Topic::Certificates;
    }
    let groups = |block: &&Block| {
        super::token::label(block.text).is_some_and(|(_, value)| {
            super::lists::items(value).len() >= 2 && !words::ends_sentence(value)
        })
    };
    let known = |block: &&Block| super::lists::label_of(block.text).is_some();
    if blocks.len() >= 2
        && blocks.iter().filter(known).count() < blocks.len()
        && blocks.iter().filter(groups).count() * 3 >= blocks.len() * 2
        && !blocks.iter().any(|block| dated(block.text))
    {
        return Topic::Skills;
    }
    let listed = blocks.len() <= 6
        && blocks.iter().all(|block| !words::ends_sentence(block.text) && !dated(block.text));
    let items: Vec<&str> =
        blocks.iter().flat_map(|block| super::lists::items(block.text)).collect();
    let techniques = items.iter().filter(|item| lexicon::is_technique(item)).count();
    if listed && techniques * 3 >= items.len() && techniques > 0 {
        return Topic::Skills;
    }
    // A list of short items: names are tools, common words are what one likes.
    let short = items.len() >= 3 && items.iter().all(|item| words::count(item) <= 6);
    let named = items.iter().filter(|item| item.starts_with(char::is_uppercase)).count();
    let flat = blocks.iter().all(|block| block.level == 0) && blocks.len() <= 2;
    if listed && flat && short {
        return if named * 3 > items.len() * 2 { Topic::Skills } else { Topic::Interests };
    }
    Topic::Other
}

/// Whether lines tell of projects: a name, and behind a dash what it is, in small letters; or a role in
/// each.
fn are_projects(heads: &[&Block]) -> bool {
    let label = |block: &&&Block| {
        super::lists::label_of(block.text).is_some_and(|(label, ..)| {
            matches!(label, lexicon::Label::Role | lexicon::Label::Position)
        }) && words::fold(block.text).starts_with("ro")
    };
    let told = |block: &&&Block| {
        let parts = inline::split(block.text, &[" – ", " — ", " -- ", " - ", ": "]);
        let [name, rest, ..] = parts.as_slice() else { return false };
        words::count(name) <= 6
            && name.starts_with(char::is_uppercase)
            && lexicon::role_score(name) < 60
            && rest.starts_with(char::is_lowercase)
            && words::count(rest) >= 2
    };
    let lines: Vec<&&Block> = heads.iter().filter(|block| block.level == 0).collect();
    let named = lines.iter().filter(|block| told(block)).count();
    let roles = lines.iter().filter(|block| label(block)).count();
    named >= 2 && (named + roles) * 3 >= lines.len() * 2
}

/// Whether a line has the shape of a title with its publisher: a quoted or emphasised title beside
/// other words.
pub(super) fn is_publication(text: &str) -> bool {
    if text.contains("doi:") || text.contains("doi.org") || text.contains("et al") {
        return true;
    }
    let bare = text.trim();
    let quoted =
        ["“", "„", "«", "\"", "‘", "「", "『", "《"].iter().any(|sign| bare.contains(sign));
    let emphasised = bare.matches('*').count() >= 2 && !bare.contains("**");
    (quoted || emphasised) && inline::split(bare, &[", ", ". ", " (", "，"]).len() > 1
}
