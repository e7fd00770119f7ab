//! A résumé in the text of a mail: signs of quotation, head, greeting and signature are blanked, so that
//! every byte of text stays where it was.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::BLANK;

/// What lines of a mail's head begin with, in several languages.
const HEADS: &[&str] = &[
    "from",
    "to",
    "date",
    "subject",
    "cc",
    "bcc",
    "sent",
    "reply-to",
    "attachments",
    "attachment",
    "importance",
    "message-id",
    "von",
    "an",
    "datum",
    "betreff",
    "gesendet",
    "de",
    "a",
    "à",
    "objet",
    "envoye",
    "envoyé",
    "para",
    "asunto",
    "assunto",
    "fecha",
    "enviado",
    "da",
    "oggetto",
    "inviato",
    "van",
    "aan",
    "onderwerp",
    "verzonden",
    "od",
    "do",
    "temat",
    "wysłano",
    "från",
    "till",
    "ämne",
    "skickat",
    "fra",
    "til",
    "emne",
    "от",
    "кому",
    "тема",
    "дата",
    "received",
    "x-mailer",
    "mime-version",
    "content-type",
    "pièces jointes",
    "anlagen",
];

/// What the sender's farewell begins with.
const FAREWELLS: &[&str] = &[
    "best regards",
    "kind regards",
    "regards",
    "best wishes",
    "best,",
    "cheers",
    "sincerely",
    "yours ",
    "warm regards",
    "many thanks",
    "thanks",
    "thank you",
    "mit freundlichen",
    "viele grüße",
    "beste grüße",
    "liebe grüße",
    "mfg",
    "cordialement",
    "bien à vous",
    "bien cordialement",
    "saludos",
    "un saludo",
    "atentamente",
    "cordiali saluti",
    "distinti saluti",
    "atenciosamente",
    "met vriendelijke",
    "groeten",
    "med vänlig",
    "vänliga",
    "hälsningar",
    "med venlig",
    "mvh",
    "z poważaniem",
    "pozdrawiam",
    "с уважением",
    "sent from my",
    "von meinem",
    "envoyé de mon",
    "enviado desde",
    "inviato da",
    "gesendet von",
    "get outlook",
];

/// The text without what a mail adds.
pub(super) fn without_mail(text: &str) -> Cow<'_, str> {
    let lines = lines(text);
    let head = head(text, &lines);
    let said = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().trim();
    let full = lines.iter().filter(|line| !said(line).is_empty()).count();
    let quoted = lines.iter().filter(|line| said(line).starts_with('>')).count();
    let quotes = quoted >= 6 && quoted * 2 > full;
    if head == 0 && !quotes {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    let blank = |bytes: &mut Vec<u8>, range: Range<usize>| {
        bytes.get_mut(range).unwrap_or_default().fill(BLANK as u8);
    };
    if quotes {
        for line in &lines {
            let content = text.get(line.clone()).unwrap_or_default();
            let body = content.trim_start_matches(['>', ' ']);
            let marks = content.len() - body.len();
            if !content.trim_start().starts_with('>') {
                blank(&mut bytes, line.clone());
            } else if let Some(end) = content.get(..marks).and_then(|marks| marks.rfind('>')) {
                let space = usize::from(content[end + 1..].starts_with(' '));
                blank(&mut bytes, line.start..line.start + end + 1 + space);
            }
        }
    } else {
        let mut greeted = false;
        let farewell = farewell(text, &lines);
        let head = letter(text, &lines, head).unwrap_or(head);
        for (n, line) in lines.iter().enumerate() {
            let content = said(line);
            let greets = n >= head && !greeted && !content.is_empty();
            let salutes = greets && is_greeting(content);
            greeted |= greets;
            if n < head || n >= farewell || salutes {
                blank(&mut bytes, line.clone());
            }
        }
        if let Some(sender) = sender(text, &lines, head) {
            bytes
                .get_mut(sender.clone())
                .unwrap_or_default()
                .copy_from_slice(text.get(sender).unwrap_or_default().as_bytes());
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The address of who sent the mail, if the text below its head names none.
fn sender(text: &str, lines: &[Range<usize>], head: usize) -> Option<Range<usize>> {
    const KEYS: [&str; 7] = ["from", "von", "de", "da", "van", "od", "från"];
    let body = lines.get(head).map_or(text.len(), |line| line.start);
    if text.get(body..)?.contains('@') {
        return None;
    }
    let line = lines.get(..head)?.iter().find(|line| {
        let content = text.get((*line).clone()).unwrap_or_default();
        let key = content.split(':').next().unwrap_or_default().trim().to_lowercase();
        content.contains('@') && KEYS.contains(&key.as_str())
    })?;
    let content = text.get(line.clone())?;
    let at = content.find('@')?;
    let sign = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']' | ':');
    let start = content.get(..at)?.rfind(sign).map_or(0, |n| n + 1);
    let end = content.get(at..)?.find(sign).map_or(content.len(), |n| at + n);
    Some(line.start + start..line.start + end)
}

/// The ranges of the lines without their breaks.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let full = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    });
    full.collect()
}

/// How many lines the head has: at least two of a mail's, the sender or the subject among them.
fn head(text: &str, lines: &[Range<usize>]) -> usize {
    let key = |line: &Range<usize>| {
        let content = text.get(line.clone())?;
        let (key, value) = content.split_once(':')?;
        let key = key.trim().trim_matches('*').to_lowercase();
        HEADS.contains(&key.as_str()).then_some((key, value.to_owned()))
    };
    let start = lines.iter().take(4).position(|line| key(line).is_some());
    let Some(start) = start else { return 0 };
    let mut keys = Vec::new();
    let mut end = start;
    for line in lines.get(start..).unwrap_or_default().iter().take(14) {
        let folded = text.get(line.clone()).is_some_and(|line| line.starts_with([' ', '\t']));
        match key(line) {
            Some(found) => keys.push(found),
            None if folded && !keys.is_empty() => {}
            None => break,
        }
        end += 1;
    }
    let sender = keys.iter().any(|(key, value)| {
        value.contains('@')
            || ["subject", "betreff", "objet", "asunto", "oggetto"].contains(&key.as_str())
    });
    if keys.len() >= 2 && sender { end } else { 0 }
}

/// The line after the letter that a rule parts from what follows; `None` if none does.
fn letter(text: &str, lines: &[Range<usize>], head: usize) -> Option<usize> {
    let said = |n: usize| lines.get(n).and_then(|line| text.get(line.clone())).unwrap_or_default();
    let first = (head..lines.len()).find(|&n| !said(n).trim().is_empty())?;
    if head == 0 || !is_greeting(said(first).trim()) {
        return None;
    }
    let rule = |line: &str| {
        let line = line.trim();
        line.len() >= 3 && line.chars().all(|c| "-=_*~".contains(c))
    };
    let at = (first..lines.len().min(first + 24)).find(|&n| rule(said(n)))?;
    // Most of the text must stand below it.
    (lines.len() - at > 2 * (at - first)).then_some(at)
}

/// Whether a line greets the reader.
fn is_greeting(line: &str) -> bool {
    const WORDS: [&str; 22] = [
        "hi",
        "hello",
        "dear",
        "hey",
        "hallo",
        "liebe",
        "lieber",
        "sehr",
        "guten",
        "bonjour",
        "madame",
        "monsieur",
        "cher",
        "chère",
        "hola",
        "estimado",
        "estimada",
        "gentile",
        "buongiorno",
        "beste",
        "hej",
        "dzień",
    ];
    let first = line.split([' ', ',']).next().unwrap_or_default().to_lowercase();
    WORDS.contains(&first.as_str()) && line.ends_with([',', '!', ':', '.'])
}

/// The line at which the sender takes leave; the number of lines if nowhere.
fn farewell(text: &str, lines: &[Range<usize>]) -> usize {
    let from = lines.len().saturating_sub(10);
    let leaves = |line: &Range<usize>| {
        let content = text.get(line.clone()).unwrap_or_default().trim().to_lowercase();
        content == "--"
            || FAREWELLS.iter().any(|start| content.starts_with(start)) && content.len() < 60
    };
    let found = lines.get(from..).and_then(|lines| lines.iter().position(leaves));
    found.map_or(lines.len(), |n| from + n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_lose_their_signs() {
        let text = "From: Ann <a@b.example>\nSubject: CV\n\nHi Bob,\n> ANN LEE\n> \n> == Jobs ==\n>> x\n> y\n> z\n> a\n\n-- \nAnn";
        let changed = without_mail(text);
        assert_eq!(changed.len(), text.len());
        assert_eq!(changed.replace(BLANK, ""), "\n\n\n\nANN LEE\n\n== Jobs ==\nx\ny\nz\na\n\n\n");
    }

    #[test]
    fn what_is_no_mail_stays() {
        let text = "Ann Lee\nDate: 2019\n> one\nBest regards";
        assert!(matches!(without_mail(text), Cow::Borrowed(_)));
    }
}
