//! Addresses of the web: the person's own site, and accounts at networks.

use super::contact::Reader;
use super::inline;
use super::ledger::Furniture;
use super::lexicon::{self, Label};
use super::token;
use super::value::Val;
use super::words;
use crate::profile::Account;

/// Parts of an address's path that are not the user's name.
const FOLDERS: [&str; 8] = ["in", "users", "user", "pub", "profile", "u", "people", "channel"];

impl<'a> Reader<'a, '_> {
    /// Takes an address of the web: an account, or the person's own site.
    pub(super) fn address(&mut self, text: &'a str) {
        let (label, target) = inline::link(text).unwrap_or(("", text));
        let target = token::url(target);
        let host = token::host(target);
        let network = lexicon::network_for_host(host).filter(|_| token::path(target).is_some());
        if let Some(network) = network {
            self.account(network, target);
        } else if self.out.profile.basics.url.is_none() {
            let val = Val { text: token::complete(target), parts: vec![target], sure: 0.9 };
            self.out.claim(&val, "basics.url");
            self.out.profile.basics.url = Some(val.text);
        } else if self.out.profile.basics.url != Some(token::complete(target)) {
            let network = if label.is_empty() { host } else { label };
            self.push_account(network, None, token::complete(target), target);
        } else {
            self.out.furniture(target, Furniture::Duplicate);
        }
        self.beside(text, target);
    }

    /// Takes the name that the person bears at the network whose page was copied: "ann-lee · she/her" below
    /// the name. Tells whether a line says it.
    pub(super) fn takes_handle(&mut self, bare: &'a str) -> bool {
        let Some(home) = self.out.home.filter(|_| self.head) else { return false };
        let basics = &self.out.profile.basics;
        let known = basics.profiles.iter().any(|account| account.network.as_deref() == Some(home));
        let handle = bare.split(" · ").next().unwrap_or(bare);
        let shaped = handle.len() >= 3
            && handle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if known || basics.name.is_none() || !shaped || lexicon::heading(handle).is_some() {
            return false;
        }
        self.network(home, handle);
        if handle.len() < bare.len() {
            self.out.furniture(bare, Furniture::Label);
        }
        true
    }

    /// Takes a text that is linked to an address by reference: "[GitHub][gh]". Tells whether it is.
    pub(super) fn takes_reference(&mut self, text: &'a str) -> bool {
        let Some(target) = self.out.linked(text) else { return false };
        let basics = &self.out.profile.basics;
        if let Some(mail) = target.strip_prefix("mailto:") {
            if basics.email.is_some() {
                return false;
            }
            self.out.profile.basics.email = Some(mail.to_owned());
            self.out.furniture(text, Furniture::Label);
            return true;
        }
        let path = token::path(&target).unwrap_or_default();
        let network = lexicon::network_for_host(token::host(&target)).filter(|_| !path.is_empty());
        match network {
            Some(network) => {
                self.push_account(network, user_of(path), token::complete(&target), "");
            }
            // "[Acme][a]" beside a headline is the employer's.
            None if !(is_page_name(text) || text.contains('.')) => return false,
            None if basics.url.is_none() => {
                self.out.profile.basics.url = Some(token::complete(&target));
            }
            None => self.push_account(text, None, token::complete(&target), ""),
        }
        self.out.furniture(text, Furniture::Label);
        true
    }

    /// Takes what stands beside an address: a label, or something else that must not be lost.
    pub(super) fn beside(&mut self, text: &'a str, target: &'a str) {
        let start = (target.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(start + target.len()..).unwrap_or_default();
        for rest in [before, after] {
            let bare = rest.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            let generic = lexicon::network_for_label(bare).is_some()
                || matches!(lexicon::label(bare), Some(Label::Url | Label::Network | Label::Email))
                || (words::count(bare) == 1 && rest.contains(['(', '[']) && !token::is_url(bare))
                || bare.contains(token::host(target))
                || is_page_name(bare);
            if generic {
                self.out.furniture(rest, Furniture::Label);
            } else {
                self.fact(bare);
            }
        }
    }

    /// Takes what a label names an account of a network.
    pub(super) fn network(&mut self, network: &'static str, value: &'a str) {
        let (_, target) = inline::link(value).unwrap_or(("", value));
        let target = token::url(target);
        if target.contains('.') && target.contains('/') || target.starts_with("http") {
            self.account(network, target);
            self.beside(value, target);
            return;
        }
        let user = target.trim_start_matches('@').trim_start_matches("in/").trim_start_matches('/');
        if user.is_empty() || value.trim().contains(' ') {
            self.fact(value);
            return;
        }
        self.push_account(network, Some(user.to_owned()), page_of(network, user), value);
    }

    fn account(&mut self, network: &str, target: &'a str) {
        let user = user_of(token::path(target).unwrap_or_default());
        self.push_account(network, user, token::complete(target), target);
    }

    fn push_account(
        &mut self,
        network: &str,
        username: Option<String>,
        url: String,
        source: &'a str,
    ) {
        let known = &self.out.profile.basics.profiles;
        let same = |account: &Account| !url.is_empty() && account.url.as_deref() == Some(&url);
        let at = known.iter().position(same);
        let path = format!("basics.profiles[{}]", at.unwrap_or(known.len()));
        // The text of a link by reference says nothing of its address.
        let parts = Some(source).filter(|source| !source.is_empty()).into_iter().collect();
        let val = Val { text: url, parts, sure: 0.9 };
        self.out.claim(&val, path);
        if at.is_none() {
            self.out.profile.basics.profiles.push(Account {
                network: Some(network.to_owned()),
                username,
                url: Some(val.text).filter(|url| !url.is_empty()),
                ..Account::default()
            });
        }
    }
}

/// Network and name of an account that is told in words: "@ann on X".
pub(super) fn told_account(text: &str) -> Option<(&'static str, &str)> {
    const SIGNS: [&str; 7] = [" on ", " auf ", " sur ", " en ", " su ", " op ", " no "];
    // "X @ann"
    if let Some((network, name)) = text.split_once(" @")
        && !name.contains(' ')
        && let Some(network) = lexicon::network_for_label(network)
    {
        return Some((network, name));
    }
    if let Some(name) = text.strip_prefix("in/").filter(|name| !name.contains([' ', '/', '.'])) {
        return Some(("LinkedIn", name));
    }
    let (handle, place) = SIGNS.iter().find_map(|sign| text.split_once(sign))?;
    let name = handle.trim().strip_prefix('@').filter(|name| !name.contains(' '))?;
    Some((lexicon::network_for_label(place)?, name))
}

/// The user's name in the path of an address.
fn user_of(path: &str) -> Option<String> {
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !FOLDERS.contains(part));
    let user = parts.next().unwrap_or_default().trim_start_matches('@');
    let user = user.split('?').next().unwrap_or_default();
    Some(user.to_owned()).filter(|user| !user.is_empty())
}

/// Whether a text only says that an address is somebody's page: "My web page".
fn is_page_name(text: &str) -> bool {
    const WORDS: [&str; 30] = [
        "my",
        "own",
        "personal",
        "web",
        "page",
        "website",
        "site",
        "home",
        "homepage",
        "blog",
        "portfolio",
        "link",
        "online",
        "cv",
        "resume",
        "full",
        "meine",
        "seite",
        "webseite",
        "mon",
        "ma",
        "perso",
        "mi",
        "sitio",
        "pagina",
        "mio",
        "sito",
        "mijn",
        "visit",
        "profile",
    ];
    let folded = words::fold(text);
    folded.split_whitespace().all(|word| WORDS.contains(&word))
}

/// The page of a user at a network; empty where none is known. Networks are named in any case.
pub(crate) fn page_of(network: &str, user: &str) -> String {
    let user = user.trim();
    let network = lexicon::network_for_label(network).unwrap_or(network);
    match network {
        _ if user.is_empty() || user.contains(char::is_whitespace) => String::new(),
        "GitHub" => format!("https://github.com/{user}"),
        "GitLab" => format!("https://gitlab.com/{user}"),
        "LinkedIn" => format!("https://www.linkedin.com/in/{user}"),
        "X" | "Twitter" => format!("https://x.com/{user}"),
        "Instagram" => format!("https://instagram.com/{user}"),
        "ORCID" => format!("https://orcid.org/{user}"),
        "Behance" => format!("https://www.behance.net/{user}"),
        "Dribbble" => format!("https://dribbble.com/{user}"),
        "Medium" => format!("https://medium.com/@{user}"),
        "Telegram" => format!("https://t.me/{user}"),
        "Stack Overflow" => format!("https://stackoverflow.com/users/{user}"),
        "Google Scholar" => format!("https://scholar.google.com/citations?user={user}"),
        "ResearchGate" => format!("https://www.researchgate.net/profile/{user}"),
        "YouTube" => format!("https://www.youtube.com/@{}", user.trim_start_matches('@')),
        "Bluesky" => format!("https://bsky.app/profile/{user}"),
        "Reddit" => format!("https://www.reddit.com/user/{user}"),
        "LeetCode" => format!("https://leetcode.com/u/{user}"),
        "IMDb" => format!("https://www.imdb.com/name/{user}"),
        "Facebook" => format!("https://www.facebook.com/{user}"),
        "Mastodon" => mastodon(user),
        _ => String::new(),
    }
}

/// `@ann@social.example` is `https://social.example/@ann`.
fn mastodon(user: &str) -> String {
    match user.trim_start_matches('@').split_once('@') {
        Some((name, host)) if host.contains('.') => format!("https://{host}/@{name}"),
        _ => String::new(),
    }
}
