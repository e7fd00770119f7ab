//! Tokens of a line about contact: what each part between separators is.

use super::inline;
use super::lexicon;
use super::place;
use super::value::Val;
use super::words;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Email,
    Phone,
    Url,
    Orcid,
    Handle,
    Place,
    Text,
}

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

const STRICT: [&str; 14] =
    ["\t", " | ", "|", " · ", " • ", " ⋅ ", " ∙ ", "｜", " ◆ ", " ● ", " ▪ ", " ◦ ", " ✦ ", " → "];
const LOOSE: [&str; 9] = [" – ", " — ", " -- ", " - ", " / ", "; ", " // ", " ~ ", "，"];

/// The parts between signs that only separate.
pub(super) fn strict(text: &str) -> Vec<&str> {
    let parts = inline::split(text, &STRICT).into_iter();
    parts.map(inline::trim_separators).filter(|part| !part.is_empty()).collect()
}

/// The parts of a line, each with what it is.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    // "Tel. 08071 / 555 014" is one number.
    let loose = |part| {
        if kind(inline::trim_separators(part)) == Kind::Phone {
            vec![part]
        } else {
            inline::split(part, &LOOSE)
        }
    };
    let parts = inline::split(text, &STRICT).into_iter().flat_map(loose);
    for part in parts.flat_map(stopped).flat_map(lettered) {
        let part = inline::trim_separators(part);
        if part.is_empty() {
            continue;
        }
        let kind = kind(part);
        if kind == Kind::Text && is_mixed(part) {
            mixed(part, &mut tokens);
        } else {
            tokens.push(Token { text: part, kind });
        }
    }
    tokens
}

/// Parts at full stops, where one of the pieces is an address or a number: "Leeds, UK. 0113 555 0139. a@b.example".
fn stopped(part: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in inline::split(part, &[". "]) {
        // "Co. Donegal"
        let short = |last: &&str| {
            let word = last.split_whitespace().next_back().unwrap_or_default();
            word.chars().count() <= 3 && word.chars().all(char::is_alphabetic)
        };
        match pieces.last_mut().filter(|last| short(last)) {
            Some(last) => *last = super::header::span(part, &[last, piece]),
            None => pieces.push(piece),
        }
    }
    let reaches = |piece: &&str| {
        matches!(kind(inline::trim_separators(piece)), Kind::Email | Kind::Phone | Kind::Url)
    };
    let labelled = pieces.iter().any(|piece| words::count(piece) <= 1 && piece.len() <= 6);
    if pieces.len() > 1 && !labelled && pieces.iter().any(reaches) { pieces } else { vec![part] }
}

/// What a letter in place of a label announces: "M  0491 570 156", "E: ann@mail.example".
pub(super) fn letter(label: &str, value: &str) -> Option<lexicon::Label> {
    let sign = label.trim_end_matches('.');
    let kind = kind(value);
    match (sign, kind) {
        ("E" | "e" | "M" | "@", Kind::Email) => Some(lexicon::Label::Email),
        ("T" | "P" | "M" | "C" | "H" | "t" | "p" | "m" | "☎" | "✆", Kind::Phone) => {
            Some(lexicon::Label::Phone)
        }
        ("W" | "w" | "L" | "G", Kind::Url) => Some(lexicon::Label::Url),
        ("A" | "a" | "L", Kind::Place) => Some(lexicon::Label::Place),
        ("A" | "a", Kind::Text) => Some(lexicon::Label::Address),
        _ => None,
    }
}

/// The letters in brackets that stand for labels: "(E)", "(T)".
pub(super) fn letters(text: &str) -> Vec<&str> {
    let starts = text.match_indices('(').map(|(at, _)| at);
    let lettered = starts.filter_map(|at| text.get(at..at + 3));
    lettered
        .filter(|label| {
            label.ends_with(')') && label.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        })
        .collect()
}

/// Parts a text before letters in brackets: "(E) a@b.example (T) 020 …"; the letters are left out.
fn lettered(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('(') {
        let mut rest = text.get(at + 1..).unwrap_or_default().chars();
        let (letter, close) = (rest.next(), rest.next());
        if letter.is_some_and(|c| c.is_ascii_alphabetic()) && close == Some(')') && at >= start {
            parts.extend(text.get(start..at).filter(|part| !part.trim().is_empty()));
            start = at + 3;
        }
    }
    parts.extend(text.get(start..).filter(|part| start == 0 || !part.trim().is_empty()));
    parts
}

/// Whether addresses or numbers stand among words.
fn is_mixed(part: &str) -> bool {
    part.contains(',')
        && part
            .split(',')
            .any(|piece| !matches!(kind(inline::trim_separators(piece)), Kind::Text | Kind::Place))
        || part.split_whitespace().any(|word| matches!(kind(word), Kind::Email | Kind::Url))
}

/// Takes the addresses and numbers out of a part, what is between them stays together.
fn mixed<'a>(part: &'a str, tokens: &mut Vec<Token<'a>>) {
    let by_comma = part.split(',').any(|piece| {
        matches!(kind(inline::trim_separators(piece)), Kind::Email | Kind::Url | Kind::Phone)
    });
    let pieces: Vec<&str> =
        if by_comma { part.split(',').collect() } else { part.split_whitespace().collect() };
    let mut run: Option<(usize, usize)> = None;
    let at = |piece: &str| piece.as_ptr() as usize - part.as_ptr() as usize;
    let push_run = |run: &mut Option<(usize, usize)>, tokens: &mut Vec<Token<'a>>| {
        if let Some(text) = run.take().and_then(|(start, end)| part.get(start..end)) {
            let text = inline::trim_separators(text);
            if !text.is_empty() {
                tokens.push(Token { text, kind: kind(text) });
            }
        }
    };
    for piece in pieces {
        let bare = inline::trim_separators(piece);
        let found = kind(bare);
        if matches!(found, Kind::Email | Kind::Url | Kind::Orcid)
            || (by_comma && found == Kind::Phone)
        {
            push_run(&mut run, tokens);
            tokens.push(Token { text: bare, kind: found });
        } else {
            let start = run.map_or(at(piece), |(start, _)| start);
            run = Some((start, at(piece) + piece.len()));
        }
    }
    push_run(&mut run, tokens);
}

/// What a part is.
pub(super) fn kind(part: &str) -> Kind {
    if part.trim_start().starts_with('〒') {
        return Kind::Place;
    }
    let bare = part.trim_start_matches(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '@' | '+' | '(' | '[' | '<'))
    });
    if bare.contains('@') && is_email(email(bare)) {
        // A number or words beside the address: more than one token.
        let rest = digits(bare) - digits(email(bare));
        return if rest >= 5 || words::count(bare) > 3 && !bare.contains("](") {
            Kind::Text
        } else {
            Kind::Email
        };
    }
    if orcid(bare).is_some() {
        return Kind::Orcid;
    }
    let target = inline::link(bare).map_or(bare, |(_, target)| target);
    let second = bare.split_whitespace().nth(1).is_some_and(|word| is_url(url(word)));
    if second && inline::link(bare).is_none() {
        return Kind::Text;
    }
    if is_url(url(target)) {
        return Kind::Url;
    }
    if bare.starts_with('@') && !bare.contains(' ') && bare.len() > 2 {
        return Kind::Handle;
    }
    if is_phone(phone(bare)) {
        return Kind::Phone;
    }
    if place::is_place(bare) { Kind::Place } else { Kind::Text }
}

/// The label and the value of "Label: value" and "Label\tvalue".
pub(super) fn label(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '：', '\t'])?;
    let sign = text.get(at..)?.chars().next()?;
    let name = inline::trim_separators(text.get(..at)?);
    let value = text.get(at + sign.len_utf8()..)?;
    let value = value.trim_start_matches(['*', ' ', '\t', '_', ':']).trim_end_matches(['*', ' ']);
    let fits = !name.is_empty()
        && !value.is_empty()
        && (name.chars().count() <= 32 && words::count(name) <= 4
            || name.len() <= 90 && lexicon::label(name).is_some())
        && !value.starts_with("//");
    let quoted = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value);
    fits.then_some((name, quoted))
}

/// The mail address in a part.
pub(super) fn email(part: &str) -> &str {
    let part = inline::link(part)
        .map_or(part, |(label, target)| if label.contains('@') { label } else { target });
    let Some(at) = part.find('@') else { return part };
    let local = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c);
    let host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let before = part.get(..at).unwrap_or_default();
    let after = part.get(at + 1..).unwrap_or_default();
    let start = before.trim_end_matches(local).len();
    let end = at + 1 + after.find(|c: char| !host(c)).unwrap_or(after.len());
    part.get(start..end).unwrap_or(part).trim_end_matches(['.', '-'])
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    !local.is_empty()
        && local.len() <= 64
        && host.contains('.')
        && !host.starts_with('.')
        && !text.contains(char::is_whitespace)
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// The number in a part, without its label.
pub(super) fn phone(part: &str) -> &str {
    let start =
        part.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).unwrap_or(part.len());
    let head = part.get(..start).unwrap_or_default();
    let label = inline::trim_separators(head).trim_end_matches(['.', ':']);
    let known = label.is_empty()
        || lexicon::label(label) == Some(lexicon::Label::Phone)
        || label.chars().count() <= 2
        || (label.chars().count() <= 9
            && !label.contains(' ')
            && head.trim_end().ends_with(['.', ':']))
        || !label.chars().any(char::is_alphanumeric);
    if !known {
        return part;
    }
    let number = part.get(start..).unwrap_or_default().trim();
    match inline::bracket_tail(number) {
        Some((number, tail))
            if tail.chars().all(|c| c.is_alphabetic() || c == ' ') && !tail.is_empty() =>
        {
            number.trim()
        }
        _ => number,
    }
}

/// How many digits a text has.
pub(super) fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

fn is_phone(text: &str) -> bool {
    let fits = text.chars().all(|c| {
        c.is_ascii_digit()
            || matches!(c, '+' | '(' | ')' | '-' | '.' | '/' | ' ' | '\u{a0}' | '–' | '‑')
    });
    let count = digits(text);
    fits && (7..=15).contains(&count)
        && super::dates::read(text, super::dates::Reading::default()).is_none()
}

/// The address without brackets and signs around it.
pub(super) fn url(text: &str) -> &str {
    let text = text
        .trim()
        .trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '"' | '`' | ',' | ';' | '*'));
    // "linkedin.com/in/x (LinkedIn)"
    let text = text.split_whitespace().next().unwrap_or(text);
    text.trim_end_matches(['.', ',', ';', ':'])
}

/// The address with its scheme.
pub(super) fn complete(text: &str) -> String {
    let url = url(text);
    if url.contains("://") || !is_url(url) { url.to_owned() } else { format!("https://{url}") }
}

/// The value of a text that is an address and nothing else.
pub(super) fn page(text: &str) -> Option<Val<'_>> {
    let text = text.trim();
    let (label, target) = inline::link(text).unwrap_or((text, text));
    // Signs around the link, but no words.
    let around =
        text.len() - label.len() - if label.len() == text.len() { 0 } else { target.len() };
    let address = url(target);
    let whole =
        !target.contains(char::is_whitespace) && around <= 8 && address.len() + 4 >= target.len();
    let parts = if address.contains(label) && label != address {
        vec![label, address]
    } else {
        vec![address]
    };
    (whole && is_url(address)).then(|| Val { text: complete(address), parts, sure: 0.9 })
}

/// Whether a text is an address of the web.
pub(super) fn is_url(text: &str) -> bool {
    if text.contains('@') && !text.contains('/') || text.is_empty() || text.len() > 400 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    let host = host(text);
    let labels: Vec<&str> = host.split('.').collect();
    let Some(top) = labels.last() else { return false };
    let technique = labels.len() == 2
        && path(text).is_none()
        && (lexicon::is_technique(text)
            || matches!(*top, "js" | "net" | "py" | "rs" | "md" | "txt" | "pdf")
                && !lower.contains("example"));
    labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && (2..=12).contains(&top.len())
        && top.chars().all(|c| c.is_ascii_lowercase())
        && labels.first().is_some_and(|first| {
            let known = path(text).is_some() && lexicon::network_for_host(host).is_some();
            (known || first.chars().count() >= 2) && first.chars().any(char::is_alphabetic)
        })
        && !technique
}

/// The host of an address, `www.` left out.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The path of an address; `None` if it has none.
pub(super) fn path(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once('/').map(|(_, path)| path.trim_end_matches('/')).filter(|path| !path.is_empty())
}

/// The identifier of a researcher in a text.
pub(super) fn orcid(text: &str) -> Option<&str> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let id = text.get(start..start + 19)?;
    let fits = id.split('-').count() == 4
        && id
            .split('-')
            .all(|group| group.len() == 4 && group.chars().all(|c| c.is_ascii_digit() || c == 'X'));
    fits.then_some(id).filter(|_| text.len() < 60 && !text.contains('/'))
}
