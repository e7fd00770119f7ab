//! Words of the site that a profile was copied from: menus, buttons, boilerplate, doubled lines.

mod ends;
mod glue;
mod person;
mod phrases;
mod registry;
mod repositories;
mod signs;

use super::furniture::take_out;
use super::ledger::{Furniture, Ledger};
use super::lexicon;
use super::profiles::Layout;
use super::rows::Row;
use super::token;
use super::words::{self, fold};
use phrases::{bare, is_picture, is_row_of_buttons, listed};

/// The network whose page of the person a text was copied from, if the page names accounts without it.
pub(super) fn home(source: &str, rows: &[Row]) -> Option<&'static str> {
    let folded: Vec<String> = rows.iter().map(|row| fold(bare(row.text(source)))).collect();
    (repositories::is_copied(&folded) && source.contains("GitHub")).then_some("GitHub")
}

/// Takes out the words of a site, if the text was copied from one.
pub(super) fn remove(
    source: &str,
    mut rows: Vec<Row>,
    layout: Layout,
    ledger: &mut Ledger,
) -> Vec<Row> {
    let folded: Vec<String> = rows.iter().map(|row| fold(bare(row.text(source)))).collect();
    let mut kinds = written_by_site(source, &rows, &folded, &[]);
    let doubled =
        folded.windows(2).filter(|pair| matches!(pair, [a, b] if a == b && a.len() > 3)).count();
    let found = kinds.iter().filter(|kind| kind.is_some()).count();
    let named = folded.iter().take(3).any(|text| listed().sites.contains(text.as_str()));
    let found = found + usize::from(named);
    let scraped = found >= 2 || doubled >= 3 || (found == 1 && rows.len() < 25);
    if !scraped {
        kinds.fill(None);
        for (row, kind) in rows.iter().zip(&mut kinds) {
            if is_picture(row.text(source)) || phrases::is_link_back(row.text(source)) {
                *kind = Some(Furniture::Markup);
            }
        }
        return take_out(rows, &kinds, ledger);
    }
    for (text, kind) in folded.iter().zip(&mut kinds).take(3) {
        if listed().sites.contains(text.as_str()) {
            *kind = Some(Furniture::Site);
        }
    }
    navigation(source, &rows, &mut kinds);
    stats(&rows, &folded, source, &mut kinds);
    buttons(source, &rows, &folded, &mut kinds);
    if repositories::is_copied(&folded) {
        repositories::mark(source, &mut rows, &folded, &mut kinds, ledger);
    }
    let registry = registry::is_copied(source, &folded);
    if registry {
        registry::mark(source, &rows, &folded, &mut kinds);
    }
    brand(source, &rows, &folded, &mut kinds);
    host(source, &rows, &mut kinds);
    let (mut names, mut head) = (Vec::new(), 0);
    if layout != Layout::Saved
        && let Some((name, sure)) = person::row_of_name(source, &rows, &folded, &kinds)
    {
        person::above(source, &rows, &folded, &mut kinds, (name, sure));
        head = name;
        names = person::words_of(folded.get(name).map_or("", String::as_str));
        let again = written_by_site(source, &rows, &folded, &names);
        for (n, (kind, again)) in kinds.iter_mut().zip(again).enumerate() {
            *kind = if n == name { None } else { kind.or(again) };
        }
    }
    brand(source, &rows, &folded, &mut kinds);
    over_name(source, &rows, &mut kinds);
    ends::apart(source, &rows, &folded, head, &mut kinds);
    ends::bottom(source, &rows, &folded, &names, &mut kinds);
    counts_of_items(source, &rows, head, &mut kinds);
    again(&rows, &folded, &mut kinds);
    let mut rows = take_out(rows, &kinds, ledger);
    if registry {
        registry::join(source, &mut rows, ledger);
    }
    glue::pairs(source, &mut rows);
    glue::trim_tails(source, &mut rows, ledger);
    glue::unglue(source, &mut rows, ledger);
    let kinds = if doubled >= 3 { glue::doubles(source, &rows) } else { vec![None; rows.len()] };
    take_out(rows, &kinds, ledger)
}

/// Marks rows of several short pieces with wide gaps between at the very top, up to the first text.
fn navigation(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    for (n, row) in rows.iter().enumerate().take(6) {
        let beside = n == 0
            || kinds.get(n - 1).is_some_and(Option::is_some)
            || kinds.get(n + 1).is_some_and(Option::is_some);
        let short =
            (0..row.cells.len()).filter(|&cell| words::count(row.cell(source, cell)) <= 4).count();
        let menu = row.cells.len() >= 3
            && short + 1 >= row.cells.len()
            && row.bullet == 0
            && !row.text(source).contains(['@', ':'])
            && !row.text(source).bytes().any(|b| b.is_ascii_digit());
        if beside
            && menu
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Marks a number that the site counted, with the line that says what of.
fn stats(rows: &[Row], folded: &[String], source: &str, kinds: &mut [Option<Furniture>]) {
    let number = |n: Option<usize>| {
        let Some(row) = n.and_then(|n| rows.get(n)) else { return false };
        let text = row.text(source);
        words::count(text) <= 3
            && text.starts_with(|c: char| {
                c.is_ascii_digit() || matches!(c, '#' | '$' | '€' | '£' | '+')
            })
            && !words::has_range(text)
    };
    // "38" over "Publications" over "12,904" over "Reads"
    let between = |n: usize| {
        number(n.checked_sub(1))
            && number(Some(n + 1))
            && folded.get(n).is_some_and(|text| {
                ["publications", "projects", "questions", "answers", "research items", "documents"]
                    .contains(&text.as_str())
            })
    };
    let stat: Vec<bool> = folded
        .iter()
        .enumerate()
        .map(|(n, text)| listed().stats.contains(text.as_str()) || between(n))
        .collect();
    let told = || (0..rows.len()).filter(|&n| stat.get(n) == Some(&true));
    let over = told().filter(|&n| number(n.checked_sub(1))).count();
    let under = told().filter(|&n| number(Some(n + 1))).count();
    for n in told() {
        let (above, below) = (n.checked_sub(1), Some(n + 1));
        // A number between two of them belongs to one: all are over their numbers, or under them.
        let (first, second) = if over > under { (above, below) } else { (below, above) };
        let value = if number(first) { first } else { second.filter(|_| number(second)) };
        if let Some(value) = value {
            for n in [n, value] {
                if let Some(kind) = kinds.get_mut(n) {
                    *kind = Some(Furniture::Site);
                }
            }
        }
    }
}

/// Takes back what was marked among projects: "512 stars" below a repository is about it.
fn counts_of_items(source: &str, rows: &[Row], head: usize, kinds: &mut [Option<Furniture>]) {
    let mut inside = false;
    for n in head + 1..rows.len() {
        let Some(row) = rows.get(n) else { continue };
        let text = row.text(source);
        let heading = lexicon::heading(text).map(|heading| heading.topic);
        inside = heading.map_or(inside, |topic| topic == lexicon::Topic::Projects);
        let below = inside && !row.blank && row.cells.len() == 1;
        if let Some(kind) = kinds.get_mut(n).filter(|_| below && super::projects::is_counts(text)) {
            *kind = None;
        }
    }
}

/// Marks what a site says once more behind a label: "Current position" over a title that stands elsewhere.
fn again(rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    const LABELS: [&str; 8] = [
        "current institution",
        "current position",
        "current company",
        "current employer",
        "current organization",
        "aktuelle institution",
        "institution actuelle",
        "institucion actual",
    ];
    let told = |n: usize| folded.get(n).filter(|text| LABELS.contains(&text.as_str())).is_some();
    for n in (0..rows.len()).filter(|&n| told(n)) {
        let Some(value) = folded.get(n + 1).filter(|value| value.len() >= 4) else { continue };
        let others = folded.iter().enumerate().filter(|(other, _)| *other != n + 1);
        if others.filter(|(_, text)| text.contains(value.as_str())).take(1).count() == 1 {
            // The place of an institution may stand below it once more.
            let place = folded.get(n + 2).is_some_and(|place| {
                rows.get(n + 2).is_some_and(|row| !row.blank)
                    && folded.iter().take(n).any(|other| other == place)
            });
            for kind in kinds.iter_mut().skip(n).take(2 + usize::from(place)) {
                *kind = Some(Furniture::Duplicate);
            }
        }
    }
}

/// Marks the address of the site, alone in the first or the last line.
fn host(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    let last = rows.len().saturating_sub(1);
    for n in [0, last] {
        let next = kinds.get(if n == 0 { 1 } else { n.saturating_sub(1) });
        let beside = next.is_some_and(Option::is_some);
        let alone = rows.get(n).is_some_and(|row| {
            let text = row.text(source);
            token::is_url(text) && token::path(text).is_none()
        });
        if let Some(kind) = kinds.get_mut(n).filter(|_| beside && alone) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Marks the lines that only a site writes.
fn written_by_site(
    source: &str,
    rows: &[Row],
    folded: &[String],
    names: &[String],
) -> Vec<Option<Furniture>> {
    // Once the person is known, calls to the reader stand further from the end as well.
    let last = rows.len().saturating_sub(if names.is_empty() { 3 } else { 10 });
    let found = rows.iter().zip(folded).enumerate().map(|(n, (row, text))| {
        let alone = row.bullet == 0 || text.len() < 20;
        let said = row.text(source);
        let call = n >= last && row.bullet == 0 && phrases::is_call(said, names);
        (alone
            && (call
                || phrases::is_site(said, text, row, source, names)
                || signs::bears(said, text, row, source, names)
                || signs::is_tabs(row, source, folded.get(n + 1..).unwrap_or_default())))
        .then_some(Furniture::Site)
    });
    found.collect()
}

/// Marks buttons. One that is a heading too is a button only beside others.
fn buttons(source: &str, rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let said = |n: usize| rows.get(n).map_or("", |row| row.text(source));
    let plain = |n: usize| rows.get(n).is_some_and(|row| row.bullet == 0 && row.heading == 0);
    let loose = |n: usize, text: &String| plain(n) && signs::is_loose_command(said(n), text);
    let button = |(n, text): (usize, &String)| {
        loose(n, text)
            || listed().buttons.contains(text.as_str())
            || listed().menu.contains(text.as_str())
            || is_picture(text)
            || is_row_of_buttons(text)
            || phrases::is_lone_command(text)
    };
    let found: Vec<bool> = folded.iter().enumerate().map(button).collect();
    for (n, text) in folded.iter().enumerate().filter(|&(n, _)| found.get(n) == Some(&true)) {
        if rows.get(n).is_some_and(|row| row.heading > 0) {
            continue;
        }
        let beside = |n: Option<usize>| {
            n.is_some_and(|n| {
                found.get(n) == Some(&true) || kinds.get(n).is_some_and(Option::is_some)
            })
        };
        let (above, below) = (beside(n.checked_sub(1)), beside(Some(n + 1)));
        // "more" below a text is no heading.
        let small = said(n).starts_with(char::is_lowercase) && words::count(text) == 1;
        let beside = if words::is_heading_folded(text) && !small {
            below && (above || n == 0)
        } else {
            listed().buttons.contains(text.as_str())
                || is_picture(text)
                || is_row_of_buttons(text)
                || above
                || below
        };
        if beside && let Some(kind) = kinds.get_mut(n) {
            *kind = Some(Furniture::Site);
        }
    }
}

/// Marks a heading between the menus and the name: "Profile".
fn over_name(source: &str, rows: &[Row], kinds: &mut [Option<Furniture>]) {
    let Some(first) = kinds.iter().take(12).position(Option::is_none).filter(|&n| n >= 2) else {
        return;
    };
    let text = |n: usize| rows.get(n).map_or("", |row| row.text(source));
    if words::is_heading(text(first))
        && super::names::score(text(first + 1)) >= 80
        && let Some(kind) = kinds.get_mut(first)
    {
        *kind = Some(Furniture::Site);
    }
}

/// Marks lines at the top and the bottom that name the site. What can be a person's name is none: the
/// site calls the person by it too ("Hire developers like Ann").
fn brand(source: &str, rows: &[Row], folded: &[String], kinds: &mut [Option<Furniture>]) {
    let mut names: Vec<&str> = Vec::new();
    for (text, kind) in folded.iter().zip(kinds.iter()) {
        if kind.is_some() {
            names.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 5));
        }
    }
    for n in (0..folded.len().min(2)).chain(folded.len().saturating_sub(3)..folded.len()) {
        let person = rows.get(n).is_some_and(|row| {
            let text = row.text(source);
            words::count(text) >= 2
                && super::names::score(text) >= 60
                && lexicon::employer_score(text) < 60
        });
        if person || folded.get(n).is_none_or(|text| text.split_whitespace().count() > 8) {
            continue;
        }
        let Some(first) =
            folded.get(n).and_then(|text| text.split(|c: char| !c.is_alphanumeric()).next())
        else {
            continue;
        };
        if names.contains(&first)
            && !listed().menu.contains(first)
            && let Some(kind) = kinds.get_mut(n)
        {
            *kind = Some(Furniture::Site);
        }
    }
}
