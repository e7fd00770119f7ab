//! Addresses and dates in the form that other tools check them by.

use super::DateReading;

/// An address of the web with its scheme; `None` for anything else.
pub(crate) fn address(url: &str) -> Option<String> {
    let url = complete(url.to_owned());
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let is_web = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c);
    let labels = |host: &str| {
        host.split('.')
            .all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)))
    };
    let fits = host.contains('.') && labels(host.split(':').next().unwrap_or_default());
    let port = host.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok());
    (is_web && fits && port && url.chars().all(plain)).then_some(url)
}

/// Whether strict tools take it for a mail address.
pub(crate) fn is_email(email: &str) -> bool {
    let Some((name, host)) = email.rsplit_once('@') else { return false };
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let dots = |text: &str| !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(atom)
        && dots(name)
        && host.contains('.')
        && host.split('.').all(label)
        && host.rsplit('.').next().is_some_and(|tld| tld.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// Whether JSON Resume v1 takes it for a date. Its pattern ends with the year 2999.
pub(crate) fn is_date(date: &str) -> bool {
    date.starts_with(['1', '2']) && matches!(DateReading::of(date), DateReading::Date(_))
}

/// An address as a URI, which holds ASCII only; `None` for what is none.
pub(crate) fn uri(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let authority = rest.strip_prefix("//").unwrap_or_default();
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let has_place = !rest.starts_with("//") || !host.is_empty();
    if !is_scheme
        || rest.is_empty()
        || !has_place
        || host.contains(':')
        || !port.bytes().all(|b| b.is_ascii_digit())
        || authority.matches('@').count() > 1
        || rest.matches('#').count() > 1
    {
        return None;
    }
    let mut uri = format!("{scheme}:");
    for (i, c) in rest.char_indices() {
        let mut bytes = [0; 4];
        match c {
            '%' => {
                let code = rest.as_bytes().get(i + 1..i + 3)?;
                code.iter().all(u8::is_ascii_hexdigit).then(|| uri.push(c))?;
            }
            c if c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c) => uri.push(c),
            c if c.is_ascii() || c.is_control() || c.is_whitespace() => return None,
            c => c.encode_utf8(&mut bytes).bytes().for_each(|b| uri.push_str(&format!("%{b:02X}"))),
        }
    }
    Some(uri)
}

/// An address with its scheme, which v1 demands.
pub(crate) fn complete(url: String) -> String {
    let has_scheme = url.split_once(':').is_some_and(|(scheme, rest)| {
        rest.starts_with("//") || matches!(scheme.to_ascii_lowercase().as_str(), "mailto" | "tel")
    });
    if has_scheme || url.contains(char::is_whitespace) || !url.contains('.') {
        url
    } else {
        format!("https://{url}")
    }
}

/// Whether JSON Resume v1 refuses a value in a field of this name, so that its writer puts it
/// aside under a key with `_` before it.
pub(crate) fn is_refused(field: &str, value: &str) -> bool {
    match field {
        "email" => !is_email(value),
        "url" | "canonical" => uri(&complete(value.to_owned())).is_none(),
        "startDate" | "endDate" | "date" | "releaseDate" => !is_date(value),
        _ => false,
    }
}
