//! Sections: each is read by the rules of what it is about.

use super::about::{about, from_summary, opens_with_prose, portrait};
use super::blocks::Block;
use super::contact::{self, Reader, Rest};
use super::dates::{self, Reading};
use super::headings::Part;
use super::inline;
use super::labelled;
use super::ledger::Furniture;
use super::lexicon::{self, Topic};
use super::lists;
use super::loose::loose;
use super::milestones;
use super::names;
use super::offices;
use super::out::Out;
use super::positions;
use super::profiles;
use super::projects;
use super::publications;
use super::records;
use super::referees;
use super::schools;
use super::served;
use super::shapes;
use super::shared_lines;
use super::spoken;
use super::strays;
use super::tables;
use super::topics;
use super::untitled;
use super::value::{Entry, Val};
use super::words;
use crate::syntax::lines::LineKind;

/// Reads all sections of a document.
pub(super) fn read<'a>(parts: Vec<Part<'a>>, reading: Reading, out: &mut Out<'a>) {
    let mut parts = beside_rail(parts).into_iter();
    let mut first = true;
    let titled = parts.clone().any(|part| part.title.is_some());
    for part in parts.by_ref() {
        match (part.title, part.topic) {
            (None, None) if first => head(&part.blocks, titled, reading, out),
            (None, None) => loose(&part.blocks, reading, out),
            _ => section(&part, reading, out),
        }
        first = false;
    }
    if out.profile.basics.name.is_none() || out.profile.basics.label.is_none() {
        from_summary(out);
    }
}

/// In profiles saved from a site, contact, skills and the like stand before the name. Finds the name
/// at the end of them and puts it, with what follows it, before all.
fn beside_rail(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    if parts.first().is_none_or(|part| part.topic != Some(Topic::Contact)) {
        return parts;
    }
    let main =
        |part: &Part| matches!(part.topic, Some(Topic::Summary | Topic::Work | Topic::Education));
    let Some(last) = parts.iter().position(main).and_then(|at| at.checked_sub(1)) else {
        return parts;
    };
    let contact: String = parts
        .iter()
        .take(1)
        .flat_map(|part| &part.blocks)
        .map(|block| words::fold(block.text))
        .collect();
    let Some(rail) = parts.get(last) else { return parts };
    let from = rail.blocks.len().saturating_sub(6);
    let found = (from..rail.blocks.len()).find(|&n| {
        let Some(block) = rail.blocks.get(n) else { return false };
        let known = words::fold(block.text)
            .split_whitespace()
            .any(|word| word.len() >= 3 && contact.contains(word));
        let place = rail.blocks.last().is_some_and(|block| super::place::is_place(block.text));
        names::score(block.text) >= 60 && (known || place) && (block.blank || known)
    });
    if let (Some(n), Some(rail)) = (found, parts.get_mut(last)) {
        let blocks = rail.blocks.split_off(n);
        parts.insert(0, Part { blocks, sure: 0.8, ..Part::default() });
    }
    parts
}

/// Reads what stands before the first heading: contact, then perhaps everything.
fn head<'a>(blocks: &[Block<'a>], titled: bool, reading: Reading, out: &mut Out<'a>) {
    // Records of positions below the details of the person are none of them.
    let records = |n: usize| {
        let chunk = blocks.get(n..).unwrap_or_default();
        let next = || chunk.iter().skip(1).position(|block| block.blank);
        n > 0
            && chunk.first().is_some_and(|block| block.blank)
            && labelled::is_about_positions(
                next().and_then(|end| chunk.get(..=end)).unwrap_or(chunk),
            )
    };
    let end = (0..blocks.len())
        .find(|&n| {
            blocks.get(n).is_some_and(|block| !is_contact_line(block, reading, titled))
                || records(n)
                || tables::without_heading(blocks.get(n..).unwrap_or_default()).is_some()
        })
        .unwrap_or(blocks.len());
    let placed = |block: &Block| {
        block.level == 0
            && block.text.contains(", ")
            && (super::place::is_place(inline::trim_separators(block.text))
                || super::place::parse(block.text).postal_code.is_some())
    };
    let last = blocks.iter().take(end).rposition(placed);
    let mut reader = Reader { out, head: true, placed: false, rest: Rest::default() };
    for (n, block) in blocks.iter().enumerate().take(end) {
        reader.placed = last.is_some_and(|last| n < last);
        if !reader.above_address(block, blocks.get(n + 1..end).unwrap_or_default()) {
            reader.block(block);
        }
    }
    let rest = std::mem::take(&mut reader.rest);
    contact::leave(out, rest, None);
    loose(blocks.get(end..).unwrap_or_default(), reading, out);
}

/// Whether a block can belong to the head of the document.
fn is_contact_line(block: &Block, reading: Reading, titled: bool) -> bool {
    if block.kind != LineKind::Text {
        return block.kind == LineKind::Meta || titled;
    }
    if block.level > 0 {
        return titled && words::count(block.text) <= 6;
    }
    // "Highest grade: GS-12, 06/2018 - present" says a detail of the person.
    let told = |label: &str| {
        titled
            && block.text.contains(": ")
            && label.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '’' || c == '\'')
            && lexicon::role_score(label) < 60
            && lexicon::employer_score(label) == 0
            && words::count(block.text) <= 10
    };
    let label = super::token::label(block.text)
        .is_some_and(|(label, _)| lexicon::label(label).is_some() || told(label));
    let dated = words::has_range(block.text)
        && dates::find(block.text, reading).iter().any(dates::Found::is_apart);
    let person = names::portrait(block.text).is_some();
    label || !(shapes::is_prose(block.text, block) || dated || person)
}

/// Reads a section with a heading.
pub(super) fn section<'a>(part: &Part<'a>, reading: Reading, out: &mut Out<'a>) {
    let mut topic = topics::of(part, reading, out.profile.work.is_empty());
    if topic == Topic::Other && opens_with_prose(part, out) {
        topic = Topic::Summary;
    }
    if let Some(title) = part.title {
        out.heading(title, key(topic), part.sure);
    }
    if let Some(duration) = part.duration {
        out.furniture(duration, Furniture::Duration);
    }
    let listed = shared_lines::parted(part, topic);
    let part = listed.as_ref().unwrap_or(part);
    let rows = tables::with_first_row(part);
    let part = rows.as_ref().unwrap_or(part);
    let own = strays::without(part, topic, out);
    let part = own.as_ref().unwrap_or(part);
    let blocks = part.blocks.as_slice();
    if blocks.is_empty() {
        return;
    }
    if !without_tail(part, topic, reading, out)
        && !as_table(blocks, topic, reading, out)
        && !as_mixed(part, topic, reading, out)
    {
        by_topic(part, topic, reading, out);
    }
}

/// Reads a section that ends with something else: a note on references, a declaration. Tells whether
/// it does.
fn without_tail<'a>(part: &Part<'a>, topic: Topic, reading: Reading, out: &mut Out<'a>) -> bool {
    let blocks = part.blocks.as_slice();
    let part_of = |blocks: &[Block<'a>]| Part { blocks: blocks.to_vec(), ..part.clone() };
    if let Some((last, before)) = blocks.split_last()
        && topic != Topic::References
        && last.level == 0
        && referees::is_on_request(last.text)
    {
        section(&part_of(before), reading, out);
        out.reference(None, Some(Val::prose(last.text, 0.8)));
        return true;
    }
    let listing = matches!(
        topic,
        Topic::Skills
            | Topic::Languages
            | Topic::Interests
            | Topic::Certificates
            | Topic::Education
            | Topic::References
    );
    let apart = |block: &&Block| {
        let prose = shapes::is_prose(block.text, block) && words::count(block.text) >= 10;
        block.level == 0 && block.blank && prose
    };
    let mut start = blocks.len() - blocks.iter().rev().take_while(apart).count();
    if topic == Topic::Languages && start == blocks.len() {
        // "Availability: from 1 October" below a gap tells of no language.
        start = spoken::before_facts(blocks);
    }
    if listing && start > 0 && start < blocks.len() {
        let (list, tail) = blocks.split_at(start);
        section(&part_of(list), reading, out);
        lists::custom(tail, None, out);
        return true;
    }
    false
}

/// Reads a section about schools and certificates: each group of lines by what it says. Tells whether
/// it is one.
fn as_mixed<'a>(part: &Part<'a>, topic: Topic, reading: Reading, out: &mut Out<'a>) -> bool {
    let both = [Some(topic), part.also];
    if !both.contains(&Some(Topic::Education)) || !both.contains(&Some(Topic::Certificates)) {
        return false;
    }
    let blocks = part.blocks.as_slice();
    let lines = blocks.iter().all(|block| block.level <= 1 && block.lines <= 2);
    let dated = |block: &Block| !dates::find(block.text, reading).is_empty();
    let single = lines && blocks.iter().filter(|block| dated(block)).count() * 3 > blocks.len() * 2;
    let mut groups: Vec<(bool, Vec<Block<'a>>)> = Vec::new();
    for block in blocks {
        let text = block.text;
        let school = super::studies::is_stage(text)
            || lexicon::degree(text).is_some() && lexicon::is_institution(text)
            || lexicon::is_institution(text) && words::has_range(text)
            || lexicon::degree(text).is_some() && !untitled::is_certificates(text);
        // Bullets below a school are about it.
        let below = block.level > 0
            && !untitled::is_certificates(text)
            && !dated(block)
            && groups.last().is_some_and(|(is_school, group)| {
                *is_school && group.first().is_some_and(|first| first.level < block.level)
            });
        let begins = (single || block.blank || groups.is_empty()) && !below;
        match groups.last_mut() {
            Some((is_school, group)) if !begins || *is_school == school => {
                *is_school |= school;
                group.push(block.clone());
            }
            _ => groups.push((school, vec![block.clone()])),
        }
    }
    if groups.iter().all(|(school, _)| *school) || !groups.iter().any(|(school, _)| *school) {
        return false;
    }
    for (school, group) in groups {
        if school {
            let (loose, entries) = schools::read(&group, reading, out);
            before_entries(&loose, out);
            push(entries, Topic::Education, out);
        } else {
            records::certificates(&group, reading, out);
        }
    }
    true
}

/// Reads a section that is a table or a series of labelled records. Tells whether it is.
pub(super) fn as_table<'a>(
    blocks: &[Block<'a>],
    topic: Topic,
    reading: Reading,
    out: &mut Out<'a>,
) -> bool {
    let cells = |block: &&Block| matches!(block.kind, LineKind::TableHead | LineKind::TableRow);
    let rows = blocks.iter().take_while(cells).count();
    if rows >= 2 && rows < blocks.len() {
        // What stands below the table is read by itself.
        let (table, below) = blocks.split_at(rows);
        if !as_table(table, topic, reading, out) {
            return false;
        }
        let rest =
            Part { topic: Some(topic), blocks: below.to_vec(), sure: 0.8, ..Part::default() };
        section(&rest, reading, out);
        return true;
    }
    let topic = if topic == Topic::Certificates && tables::is_about_schools(blocks) {
        Topic::Education
    } else {
        topic
    };
    let topic = match topic {
        Topic::Awards | Topic::Other | Topic::Skills if tables::is_about_works(blocks) => {
            Topic::Projects
        }
        Topic::Education if tables::is_about_positions(blocks) => Topic::Work,
        topic => topic,
    };
    if let Some(entries) = tables::read(blocks, topic, reading, out) {
        let known = matches!(
            topic,
            Topic::Work
                | Topic::Volunteer
                | Topic::Education
                | Topic::Projects
                | Topic::Awards
                | Topic::Certificates
                | Topic::Publications
        );
        // A table of employers and periods is one of positions, whatever its title.
        let positions = topic == Topic::Other
            && entries.iter().any(|entry| entry.period.is_some() && entry.position.is_some());
        if known || positions {
            push(entries, if known { topic } else { Topic::Work }, out);
            return true;
        }
    }
    let positions =
        matches!(topic, Topic::Military | Topic::Other) && labelled::is_about_positions(blocks);
    let topic = if positions { Topic::Work } else { topic };
    if matches!(topic, Topic::Work | Topic::Volunteer | Topic::Education)
        && let Some(entries) = labelled::records(blocks, topic, reading, out)
    {
        push(entries, topic, out);
        return true;
    }
    false
}

fn by_topic<'a>(part: &Part<'a>, topic: Topic, reading: Reading, out: &mut Out<'a>) {
    let blocks = part.blocks.as_slice();
    let title = part.title.map(|title| Val::new(title, 0.9));
    match topic {
        // What is said of the person once more, behind the career, stays under its heading.
        Topic::Summary
            if out.profile.basics.summary.is_some()
                && !(out.profile.work.is_empty() && out.profile.education.is_empty()) =>
        {
            lists::custom(blocks, title, out);
        }
        Topic::Summary => summary(blocks, title, reading, out),
        Topic::Volunteer if let Some(entries) = offices::read(blocks, reading) => {
            push(entries, topic, out);
        }
        Topic::Work | Topic::Volunteer => {
            let ordered = profiles::positions(blocks, reading, out)
                .or_else(|| milestones::read(blocks, false, reading, out));
            if let Some(entries) = ordered {
                return push(entries, topic, out);
            }
            let (loose, entries) = positions::read(blocks, reading, out);
            before_entries(&loose, out);
            push(entries, topic, out);
        }
        Topic::Education => education(part, reading, out),
        // "Driving licence" over its classes is part of the name.
        Topic::Certificates if topics::is_licence(part) => {
            let mut name = title.unwrap_or_default();
            blocks.iter().for_each(|block| name.join(" ", Val::new(block.text, 0.8)));
            out.certificate(Entry { name: Some(name), ..Entry::default() });
        }
        Topic::Awards | Topic::Certificates => honours(part, topic, reading, out),
        Topic::Publications => publications::read(blocks, reading, out),
        Topic::Skills if tables::columns_of_skills(blocks, out) => {}
        Topic::Skills => lists::skills(blocks, part.title, out),
        Topic::Languages => languages(part, out),
        Topic::Interests => lists::interests(blocks, out),
        Topic::References => referees::references(blocks, out),
        Topic::Projects => projects::read(blocks, reading, out),
        Topic::Contact | Topic::Personal => {
            personal(blocks, title.filter(|_| topic == Topic::Personal), out);
        }
        Topic::Military | Topic::Other => lists::custom(blocks, title, out),
    }
}

/// A heading "Languages" over programming languages is one about skills.
fn languages<'a>(part: &Part<'a>, out: &mut Out<'a>) {
    let items: Vec<&str> = part.blocks.iter().flat_map(|block| lists::items(block.text)).collect();
    let techniques = items
        .iter()
        .filter(|item| {
            let name = item.split([' ', '(', ':']).next().unwrap_or_default();
            let share = |c: char| c.is_ascii_digit() || matches!(c, '%' | '.');
            lexicon::is_technique(if item.ends_with('%') {
                name.trim_end_matches(share)
            } else {
                name
            })
        })
        .count();
    if techniques * 2 > items.len() || part.also == Some(Topic::Skills) && techniques > 0 {
        lists::skills(&part.blocks, part.title, out);
    } else {
        spoken::languages(&part.blocks, out);
    }
}

/// Schools; what is a certificate by its words goes there.
fn education<'a>(part: &Part<'a>, reading: Reading, out: &mut Out<'a>) {
    // "Qualifications" without any school or period are certificates.
    let school =
        |block: &Block| lexicon::is_institution(block.text) || words::has_range(block.text);
    let certified =
        part.blocks.iter().filter(|block| untitled::is_certificates(block.text)).count();
    if !part.blocks.iter().any(school) && certified > 0 {
        return records::certificates(&part.blocks, reading, out);
    }
    let ordered = profiles::schools(&part.blocks, reading, out)
        .or_else(|| milestones::read(&part.blocks, true, reading, out));
    if let Some(entries) = ordered {
        return push(entries, Topic::Education, out);
    }
    let (loose, entries) = schools::read(&part.blocks, reading, out);
    before_entries(&loose, out);
    push(entries, Topic::Education, out);
}

/// A heading for awards and certificates: each entry by its words.
fn honours<'a>(part: &Part<'a>, topic: Topic, reading: Reading, out: &mut Out<'a>) {
    let both = part
        .also
        .is_some_and(|also| also != topic && matches!(also, Topic::Awards | Topic::Certificates));
    if !both && !part.title.is_some_and(is_for_both) {
        return match topic {
            Topic::Awards => records::awards(&part.blocks, reading, out),
            _ => records::certificates(&part.blocks, reading, out),
        };
    }
    for block in &part.blocks {
        let block = std::slice::from_ref(block);
        let text = block.first().map_or("", |block| block.text);
        if untitled::is_certificates(text)
            || ["PMP", "认证", "資格", "证书", "TOEIC", "IELTS"]
                .iter()
                .any(|word| text.contains(word))
        {
            records::certificates(block, reading, out);
        } else {
            records::awards(block, reading, out);
        }
    }
}

fn is_for_both(title: &str) -> bool {
    title.contains("获奖") && title.contains("证书")
}

/// Blocks of a section before its first entry.
fn before_entries<'a>(blocks: &[Block<'a>], out: &mut Out<'a>) {
    if !blocks.is_empty() {
        lists::custom(blocks, None, out);
    }
}

/// A section about the person: paragraphs are the summary, bullets stay bullets.
fn summary<'a>(blocks: &[Block<'a>], title: Option<Val<'a>>, reading: Reading, out: &mut Out<'a>) {
    let bullets = blocks.iter().filter(|block| block.level > 0).count();
    if bullets * 2 > blocks.len() {
        let (listed, prose): (Vec<Block>, Vec<Block>) =
            blocks.iter().cloned().partition(|block| block.level > 0);
        about(&prose, out);
        lists::custom(&listed, title, out);
        return;
    }
    // What a site counts and lists below the paragraphs is none of them.
    let (prose, facts) = blocks.split_at(before_facts(blocks));
    for block in prose {
        if let Some(found) = names::portrait(block.text) {
            portrait(&found, out);
        }
    }
    about(prose, out);
    loose(facts, reading, out);
}

/// Where facts begin below paragraphs: "7 years of employment as a developer", a degree.
fn before_facts(blocks: &[Block]) -> usize {
    let fact = |block: &Block| {
        let text = block.text;
        let counted = text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .match_indices(' ')
                .nth(1)
                .is_some_and(|(at, _)| words::is_duration(text.get(..at).unwrap_or_default()));
        let degree = lexicon::degree(text).is_some_and(|degree| degree.start == 0)
            && lexicon::is_institution(text);
        block.level == 0 && !words::ends_sentence(text) && (counted || degree)
    };
    let prose = |block: &Block| words::ends_sentence(block.text) && words::count(block.text) >= 6;
    match blocks.first() {
        Some(first) if prose(first) => blocks.iter().position(fact).unwrap_or(blocks.len()),
        _ => blocks.len(),
    }
}

/// Contact and personal details; what no field holds stays under its heading.
fn personal<'a>(blocks: &[Block<'a>], title: Option<Val<'a>>, out: &mut Out<'a>) {
    let head = out.profile.basics.name.is_none();
    let mut reader = Reader { out, head, placed: false, rest: Rest::default() };
    for block in blocks {
        reader.block(block);
    }
    let rest = std::mem::take(&mut reader.rest);
    contact::leave(out, rest, title);
}

fn push<'a>(entries: Vec<Entry<'a>>, topic: Topic, out: &mut Out<'a>) {
    for mut entry in entries {
        match topic {
            Topic::Volunteer => {
                served::part(&mut entry);
                out.volunteer(entry);
            }
            Topic::Education => out.education(entry),
            Topic::Projects => out.project(entry),
            Topic::Awards => out.award(entry),
            Topic::Certificates => out.certificate(entry),
            Topic::Publications => out.publication(entry),
            _ => out.work(entry),
        }
    }
}

/// The key of a section in the order of sections.
fn key(topic: Topic) -> &'static str {
    match topic {
        Topic::Summary => "summary",
        Topic::Work => "work",
        Topic::Volunteer => "volunteer",
        Topic::Education => "education",
        Topic::Awards => "awards",
        Topic::Certificates => "certificates",
        Topic::Publications => "publications",
        Topic::Skills => "skills",
        Topic::Languages => "languages",
        Topic::Interests => "interests",
        Topic::References => "references",
        Topic::Projects => "projects",
        Topic::Contact => "basics",
        Topic::Personal => "personal",
        Topic::Military | Topic::Other => "sections",
    }
}
