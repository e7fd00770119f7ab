//! Addresses in the form that other tools check them by.

use super::jsonresume::complete;

/// An address of the web with its scheme; `None` for anything else.
pub(super) fn address(url: &str) -> Option<String> {
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
pub(super) fn is_email(email: &str) -> bool {
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
