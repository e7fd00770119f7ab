//! Projects: names, what they are, techniques, addresses, roles, contributions.

use super::blocks::Block;
use super::dates::{self, Reading};
use super::entries::{self, Singles};
use super::glued;
use super::header;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::lists;
use super::out::Out;
use super::token;
use super::value::{Bullet, Entry, Period, Val};
use super::words;

/// Reads a section of projects.
pub(super) fn read<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    if blocks.iter().any(|block| is_contribution(block.text).is_some()) {
        return contributions(blocks, reading, out);
    }
    if let Some(cards) = cards(blocks, reading) {
        for card in cards {
            let entry = card_of(card, reading, out);
            out.project(entry);
        }
        return;
    }
    let (loose, raws) = entries::split(blocks, Singles::Yes, reading);
    let dated = raws.iter().filter(|raw| raw.period().is_some()).count();
    if dated * 2 >= raws.len() && dated > 0 {
        plain(&loose, out);
        for raw in &raws {
            let mut entry = Entry { period: raw.period(), ..Entry::default() };
            for unit in header::units(raw) {
                unit_of(&mut entry, unit.text, unit.at, out);
            }
            for block in &raw.body {
                below(&mut entry, block, raw.level, out);
            }
            out.project(entry);
        }
        return;
    }
    plain(blocks, out);
}

/// The projects of a section in which each is some lines between gaps: its name, and below that where it is
/// found, in what part, when, what it is. `None` if the section is none such.
fn cards<'a, 'b>(blocks: &'b [Block<'a>], reading: Reading) -> Option<Vec<&'b [Block<'a>]>> {
    let cards: Vec<&[Block]> = blocks.chunk_by(|_, next| !next.blank).collect();
    let named = |card: &&[Block]| {
        let [name, second, ..] = *card else { return false };
        name.level == 0
            && name.heading == 0
            && second.level == 0
            && words::count(name.text) <= 6
            && !name.text.contains(['\t', '|', ':'])
            && !words::ends_sentence(name.text)
            && dates::find(name.text, reading).is_empty()
    };
    let located = |card: &&[Block]| {
        card.get(1).is_some_and(|second| {
            inline::split(second.text, &FACTS).iter().any(|part| is_address(part))
        })
    };
    let found = cards.iter().filter(|card| located(card)).count();
    (cards.len() >= 2 && cards.iter().all(named) && found * 2 >= cards.len()).then_some(cards)
}

/// The signs between the facts of a project in one line.
const FACTS: [&str; 4] = [" · ", " | ", " • ", "\t"];

/// Reads the lines of a project.
fn card_of<'a>(card: &[Block<'a>], reading: Reading, out: &mut Out<'a>) -> Entry<'a> {
    let mut entry = Entry::default();
    for (n, block) in card.iter().enumerate() {
        let parts = inline::split(block.text, &FACTS);
        if n == 0 {
            name_of(&mut entry, block.text);
        } else if block.level == 0 && parts.iter().any(|part| is_address(part)) {
            for part in parts {
                let part = inline::trim_separators(part);
                match dates::read(part, reading).filter(|_| entry.period.is_none()) {
                    Some(found) => entry.period = Some(Period::of(part, &found)),
                    None if is_address(part) && entry.url.is_none() => {
                        entry.url = token::page(part);
                    }
                    None if is_part(part) || lexicon::role_score(part) >= 60 => {
                        entry.roles.extend(roles(part));
                    }
                    None => below(&mut entry, &Block { text: part, ..block.clone() }, 0, out),
                }
            }
        } else {
            below(&mut entry, block, 0, out);
        }
    }
    entry
}

/// Projects of a site of developers: a description, the role, counts of contributions.
fn contributions<'a>(blocks: &[Block<'a>], reading: Reading, out: &mut Out<'a>) {
    let mut site =
        Contributions { project: Entry::default(), is_counted: false, is_role: false, reading };
    for block in blocks {
        site.line(block, out);
    }
    out.project(site.project);
}

/// The projects of a site of developers, as they are read.
struct Contributions<'a> {
    project: Entry<'a>,
    /// Whether contributions to the project were counted: another may begin.
    is_counted: bool,
    /// Whether the line before announces that a role follows.
    is_role: bool,
    reading: Reading,
}

impl<'a> Contributions<'a> {
    /// Reads a line, which may begin the next project.
    fn line(&mut self, block: &Block<'a>, out: &mut Out<'a>) {
        let text = block.text;
        let contribution = is_contribution(text);
        if block.level == 0 && contribution.is_none() && is_repository(text) {
            self.close(out);
            self.is_role = false;
            name_of(&mut self.project, text);
            return;
        }
        let announces_role = words::fold(text).starts_with("role");
        if let Some(found) =
            dates::read(text, self.reading).filter(|_| self.project.period.is_none())
        {
            self.project.period = Some(Period::of(text, &found));
            return;
        }
        let title = text.trim_end_matches(':');
        let is_labelled = lists::label_of(title).is_some() || lexicon::label(title).is_some();
        if contribution.is_none() && !self.is_role {
            let topics = is_topics(text) || are_tags(text);
            if topics && self.is_counted && words::count(text) >= 2 {
                let tags = are_tags(text);
                let split = || text.split_whitespace().collect();
                self.keywords(if tags { split() } else { lists::items(text) }, 0.7);
                return;
            }
            if !is_labelled && !announces_role && self.is_description(block, topics) {
                if self.is_counted {
                    self.close(out);
                }
                self.project.summary.push(Val::prose(text, 0.8));
                return;
            }
        }
        let is_prose = contribution.is_none() && !announces_role && words::ends_sentence(text);
        // A label of several words sums up what the others count.
        let is_count = contribution.is_some_and(|(label, _)| !label.contains(' '));
        if self.is_counted && (is_count || is_prose) || is_prose && !self.project.summary.is_empty()
        {
            self.close(out);
        }
        if let Some((label, value)) = contribution {
            out.furniture(label, Furniture::Label);
            self.project.bullets.push(Bullet::new(Val::prose(value, 0.8)));
            self.is_counted = true;
        } else if self.is_role && !announces_role {
            self.project.roles.extend(roles(text));
            self.is_role = false;
        } else if announces_role && text.trim_end().ends_with(':') {
            out.furniture(text, Furniture::Label);
            self.is_role = true;
        } else if is_prose {
            self.project.summary.push(Val::prose(text, 0.8));
        } else if is_labelled {
            below(&mut self.project, block, 0, out);
        } else if words::count(text) == 1 && !is_address(text) {
            self.keywords(glued::split(text, out.text).unwrap_or_else(|| vec![text]), 0.6);
        } else {
            first(&mut self.project, block);
        }
    }

    /// Whether a line without a label says what a project is: the next one, or the one just named. Sites
    /// put that into a line of its own, and write topics in small letters.
    fn is_description(&self, block: &Block, topics: bool) -> bool {
        let Entry { name, summary, bullets, .. } = &self.project;
        let begins = self.is_counted || name.is_none() && summary.is_empty();
        let is_named = name.is_some() && summary.is_empty() && bullets.is_empty();
        let count = words::count(block.text);
        begins && count >= 4 && !topics && block.level == 0 || is_named && count > 1
    }

    fn keywords(&mut self, words: Vec<&'a str>, sure: f32) {
        self.project.keywords.extend(words.into_iter().map(|word| Val::new(word, sure)));
    }

    /// Gives away the project, and begins another.
    fn close(&mut self, out: &mut Out<'a>) {
        out.project(std::mem::take(&mut self.project));
        self.is_counted = false;
    }
}

/// Whether a line is keywords in small letters: "monitoring, golang, linter".
fn is_topics(text: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-+#., ".contains(c);
    text.chars().all(small)
        && lists::items(text).iter().all(|item| words::count(item) <= 2)
        && (text.contains(',') || words::count(text) == 1)
}

/// Projects without dates: a bullet, a line with a gap, or some lines each.
fn plain<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    let bulleted = blocks.first().is_some_and(|block| block.level > 0);
    let addresses = blocks.iter().filter(|block| is_address(block.text)).count();
    let gaps = blocks.iter().filter(|block| block.text.contains('\t') && block.level == 0).count();
    let repositories =
        blocks.iter().filter(|block| block.level == 0 && is_repository(block.text)).count();
    let mut current: Option<Entry<'a>> = None;
    let mut closed = false;
    for (n, block) in blocks.iter().enumerate() {
        let text = block.text;
        let bare = inline::trim_separators(text);
        let contributions = lists::label_of(text).is_some_and(|(label, ..)| {
            matches!(label, Label::Role | Label::Techniques | Label::Description)
        }) || is_contribution(text).is_some();
        let begins = current.is_none()
            || if repositories >= 1 && block.level == 0 {
                is_repository(bare)
            } else if bulleted {
                block.level == 1
            } else if block.heading > 0 || inline::is_wrapped(text) {
                true
            } else if addresses >= 2 {
                closed && !contributions && block.level == 0 && !is_counts(text)
            } else if gaps * 2 >= blocks.len() {
                text.contains('\t') && block.level == 0
            } else {
                block.level == 0
                    && block.blank
                    && !contributions
                    && !is_address(text)
                    && (words::count(text) <= 12
                        || blocks.get(n + 1).is_some_and(|next| next.level > 0))
            };
        if begins {
            if let Some(entry) = current.take() {
                out.project(entry);
            }
            let mut entry = Entry::default();
            first(&mut entry, block);
            current = Some(entry);
            closed = is_address(text);
            continue;
        }
        closed |= is_address(bare);
        if let Some(entry) = &mut current {
            below(entry, block, u8::from(bulleted), out);
        }
    }
    if let Some(entry) = current {
        out.project(entry);
    }
}

/// Whether a line is the name of a repository with its owner: "rabbitmq/khepri".
fn is_repository(text: &str) -> bool {
    let part = |part: &str| {
        (1..=40).contains(&part.len())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            && part.chars().any(|c| c.is_ascii_lowercase())
    };
    text.trim().split_once('/').is_some_and(|(owner, name)| part(owner) && part(name))
        && !token::is_url(text.trim())
}

/// Whether a line says what somebody is to a repository.
fn is_part(text: &str) -> bool {
    [
        "owner",
        "contributor",
        "maintainer",
        "author",
        "collaborator",
        "creator",
        "member",
        "co-maintainer",
    ]
    .contains(&words::fold(text).as_str())
}

fn is_address(text: &str) -> bool {
    let bare = inline::trim_separators(text);
    !bare.contains(' ') && token::is_url(token::url(bare))
}

/// Takes the first line of a project without dates.
fn first<'a>(entry: &mut Entry<'a>, block: &Block<'a>) {
    let text = block.text;
    if let Some((name, rest)) = text.split_once('\t') {
        name_of(entry, name);
        describe(entry, rest.trim());
        return;
    }
    for separator in [" – ", " — ", " -- ", ": ", "：", " - ", " | "] {
        let parts = inline::split(text, &[separator]);
        if parts.len() > 1
            && let Some(&name) = parts.first()
            && words::count(name) <= 8
            && let Some(rest) = text.get(name.len() + separator.len()..)
        {
            name_of(entry, name);
            describe(entry, rest);
            return;
        }
    }
    if words::count(text) > 12 && words::ends_sentence(text) {
        entry.summary.push(Val::prose(text, 0.7));
    } else {
        name_of(entry, text);
    }
}

/// Takes the name, with its link or the techniques in brackets behind it.
fn name_of<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let mut text = inline::trim_separators(text);
    if let Some((head, inner)) = inline::bracket_tail(text) {
        if token::page(inner).is_some() && !text.contains("](") {
            entry.url = token::page(inner);
            text = inline::trim_separators(head);
        } else if !text.contains("](")
            && lists::items(inner).iter().all(|item| lexicon::is_technique(item))
        {
            entry.keywords.extend(lists::items(inner).into_iter().map(|item| Val::new(item, 0.8)));
            text = inline::trim_separators(head);
        }
    }
    match inline::link(text) {
        Some((_, target)) => {
            entry.url = Some(Val { text: token::complete(target), parts: vec![target], sure: 0.9 });
            entry.name = Some(Val::new(text, 0.85));
        }
        None => entry.name = Some(Val::new(text, 0.8)).filter(|val| !val.is_empty()),
    }
}

/// Takes a description, and the address at its end.
fn describe<'a>(entry: &mut Entry<'a>, text: &'a str) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\t');
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let mut text = text;
    if token::is_url(token::url(last))
        && entry.url.is_none()
        && inline::link(text).is_none()
        && last.contains(['/', '('])
    {
        entry.url = token::page(last);
        text = text.get(..text.len() - last.len()).unwrap_or_default();
        text = text.trim_end().trim_end_matches([',', ';', ':', '–', '—', '·']).trim_end();
    }
    if !text.is_empty() {
        entry.summary.push(Val::prose(text, 0.8));
    }
}

/// Takes a unit of a head with dates.
fn unit_of<'a>(entry: &mut Entry<'a>, text: &'a str, at_sign: bool, out: &mut Out<'a>) {
    // "… (maintainer, 2021 – present)": the bracket is open where the date was.
    let opened =
        text.rfind('(').filter(|&at| !text.get(at..).is_some_and(|rest| rest.contains(')')));
    let role = opened.and_then(|at| text.get(at + 1..)).map(inline::trim_separators);
    let role = role.filter(|role| is_part(role) || lexicon::role_score(role) >= 60);
    if let (Some(role), Some(at)) = (role, opened) {
        entry.roles.extend(roles(role));
        let head = inline::trim_separators(text.get(..at).unwrap_or_default());
        if !head.is_empty() {
            unit_of(entry, head, at_sign, out);
        }
    } else if let Some((Label::Role | Label::Position, slice, value)) = lists::label_of(text) {
        out.furniture(slice, Furniture::Label);
        entry.roles.extend(roles(value));
    } else if entry.name.is_none()
        && inline::link(text).is_some_and(|(label, _)| !token::is_url(token::url(label)))
    {
        name_of(entry, text);
    } else if token::page(text).is_some() && entry.url.is_none() {
        entry.url = token::page(text);
    } else if entry.name.is_none() {
        name_of(entry, text);
    } else if at_sign && entry.position.is_none() {
        entry.position = Some(Val::new(text, 0.7));
    } else if entry.roles.is_empty() && lexicon::role_score(text) >= 60 && words::count(text) <= 5 {
        entry.roles.push(Val::new(text, 0.7));
    } else if lists::items(text).len() > 1
        && lists::items(text).iter().all(|item| lexicon::is_technique(item))
    {
        entry.keywords.extend(lists::items(text).into_iter().map(|item| Val::new(item, 0.8)));
    } else {
        describe(entry, text);
    }
}

/// The roles that a value lists.
fn roles(value: &str) -> Vec<Val<'_>> {
    let listed = inline::split(value, &[", ", "; ", " / ", "、"]);
    // "Back-end Developer & Test Engineer" are two, "Research & Development Lead" is one.
    let both = inline::split(value, &[" & ", " and ", " und ", " et ", " y ", " e ", " en "]);
    let several = listed.len() == 1
        && both.len() >= 2
        && both.iter().all(|role| lexicon::role_score(role) >= 60 && words::count(role) >= 2);
    let roles = if several { both } else { listed };
    roles.into_iter().map(|role| Val::new(role, 0.85)).collect()
}

/// Whether a line is keywords in small letters with nothing but spaces between: "rust cli can-bus".
pub(super) fn are_tags(text: &str) -> bool {
    let small = |word: &str| {
        word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-+#.".contains(c))
            && word.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    (2..=12).contains(&words::count(text))
        && text.split_whitespace().all(|word| small(word) && !words::is_function_word(word))
        && !words::ends_sentence(text)
}

/// Reads a block below the name.
pub(super) fn below<'a>(entry: &mut Entry<'a>, block: &Block<'a>, top: u8, out: &mut Out<'a>) {
    let text = block.text;
    if let Some((label, slice, value)) = lists::label_of(text) {
        match label {
            Label::Techniques => {
                out.furniture(slice, Furniture::Label);
                entry
                    .keywords
                    .extend(lists::items(value).into_iter().map(|item| Val::new(item, 0.85)));
                return;
            }
            Label::Role | Label::Position => {
                out.furniture(slice, Furniture::Label);
                entry.roles.extend(roles(value));
                return;
            }
            Label::Url => {
                out.furniture(slice, Furniture::Label);
                match token::page(value) {
                    Some(page) => entry.url = Some(page),
                    None => entry.bullets.push(Bullet::new(Val::prose(value, 0.6))),
                }
                return;
            }
            _ => {}
        }
    }
    if is_part(text) && entry.roles.is_empty() {
        entry.roles.push(Val::new(text, 0.85));
        return;
    }
    if block.level == 0 && are_tags(text) && !is_counts(text) {
        entry.keywords.extend(text.split_whitespace().map(|word| Val::new(word, 0.7)));
        return;
    }
    // The language alone, or with numbers that a site shows beside it: "Go 2.3k 148".
    let numbers = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | ' ' | '\t');
    let language = text.trim_end_matches(numbers);
    if block.level == 0 && words::count(language) <= 2 && lexicon::is_technique(language) {
        out.furniture(text.get(language.len()..).unwrap_or_default(), Furniture::Site);
        entry.keywords.push(Val::new(language, 0.8));
        return;
    }
    if let Some((label, value)) = is_contribution(text) {
        out.furniture(label, Furniture::Label);
        entry.bullets.push(Bullet::new(Val::prose(value, 0.8)));
        return;
    }
    let bare = inline::trim_separators(text);
    if is_address(bare) && entry.url.is_none() {
        entry.url = token::page(bare);
    } else if block.level > top {
        Bullet::push(&mut entry.bullets, block.level - top, Val::prose(text, 0.9));
    } else if is_counts(text) {
        for part in inline::split(text, &["\t", " · ", " | "]) {
            if lexicon::is_technique(part.trim()) {
                entry.keywords.push(Val::new(part, 0.8));
            } else {
                entry.bullets.push(Bullet::new(Val::prose(part, 0.8)));
            }
        }
    } else if entry.summary.is_empty() && entry.bullets.is_empty() {
        describe(entry, text);
    } else if entry.bullets.is_empty()
        && !block.blank
        && entry.summary.len() == 1
        && words::ends_sentence(text)
    {
        if let Some(last) = entry.summary.last_mut() {
            last.join(" ", Val::prose(text, 0.7));
        }
    } else {
        entry.bullets.push(Bullet::new(Val::prose(text, 0.7)));
    }
}

/// The label and the text of "Contributions: 6 reviews, 21 commits".
pub(super) fn is_contribution(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(':')?;
    let folded = words::fold(label);
    (folded.starts_with("contribution") && label.len() < 40 && !value.trim().is_empty())
        .then_some((label, value.trim()))
}

/// Whether a line counts what a repository has: "Go  1.8k stars", "64 commits, 118 PRs".
pub(super) fn is_counts(text: &str) -> bool {
    let folded = words::fold(text);
    let counted = [
        "star",
        "stars",
        "commits",
        "commit",
        "prs",
        "forks",
        "fork",
        "reviews",
        "releases",
        "issues",
        "downloads",
    ];
    words::count(text) <= 14
        && text.chars().any(|c| c.is_ascii_digit())
        && folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| counted.contains(word))
            .count()
            >= 1
        && !words::ends_sentence(text)
}
