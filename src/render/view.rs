//! The view: a profile as the data that a style is given, resolved for its locale.
//!
//! `templates/README.md` describes the data.

mod entries;
mod publications;
mod sections;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::settings::{Settings, primary};
use super::text::Texts;
use crate::locale::fill;
use crate::profile::{Account, Date, Profile, Text, plain_text};
use crate::style::Style;

/// The data, and what the texts in it are made of.
pub(super) struct View {
    pub(super) data: Json,
    /// Each character beyond ASCII, with the first field it occurs in.
    pub(super) characters: BTreeMap<char, String>,
    /// Each character that was removed, with the first field it occurred in.
    pub(super) removed: BTreeMap<char, String>,
}

/// Makes the parts of the view.
struct Builder<'a> {
    profile: &'a Profile,
    settings: &'a Settings,
    texts: Texts,
}

/// What a profile is shown with besides its own data.
pub(super) struct Frame<'a> {
    pub(super) date: Date,
    /// The format of the photo (`png`, `jpg`, …), if there is one.
    pub(super) photo: Option<&'a str>,
    /// Stands in for the name where the profile has none.
    pub(super) fallback_name: &'a str,
}

impl View {
    pub(super) fn new(
        profile: &Profile,
        style: &Style,
        settings: &Settings,
        frame: &Frame<'_>,
    ) -> Self {
        let texts = Texts {
            plain_links: settings.options.links.as_deref() == Some("plain"),
            ..Texts::default()
        };
        let mut builder = Builder { profile, settings, texts };
        let data = builder.data(style, frame);
        Self { data, characters: builder.texts.characters, removed: builder.texts.removed }
    }
}

impl Builder<'_> {
    fn data(&mut self, style: &Style, frame: &Frame<'_>) -> Json {
        let Settings { locale, options, .. } = self.settings;
        let name = self.profile.basics.name.as_ref().map(|name| self.plain(name, "basics.name"));
        let (given, family) = name.as_deref().map(|name| self.name_parts(name)).unzip();
        let title = match &name {
            Some(name) => {
                fill(&locale.document_title, &[("name", name), ("resume", &locale.resume)])
            }
            None => locale.resume.clone(),
        };
        let portrait =
            fill(&locale.portrait, &[("name", name.as_deref().unwrap_or(frame.fallback_name))]);
        let photo = frame.photo.map(|format| {
            object!({ "format": format, "alt": portrait, "shape": options.photo_shape.as_deref().unwrap_or("rounded") })
        });
        let label = self.profile.basics.label.as_ref();
        let date = frame.date;
        object!({
            "document": object!({
                "title": title,
                "author": name.as_deref(),
                "keywords": self.keywords(),
                "description": label.map(|label| self.plain(label, "basics.label")),
                "date": json!([date.year(), date.month(), date.day()]),
            }),
            "lang": primary(&self.settings.lang).to_lowercase(),
            "region": self.settings.region.as_deref(),
            "dir": if self.settings.is_rtl() { "rtl" } else { "ltr" },
            "name": name.as_deref(),
            "given": given,
            "family": family.flatten(),
            "label": label.map(|label| self.inline(label, "basics.label")),
            "contact": self.contact(),
            "personal": self.personal(),
            "photo": photo,
            "sections": self.sections(style),
            "words": object!({
                "page": locale.page.as_str(),
                "colon": locale.colon.as_str(),
                "comma": locale.comma.as_str(),
                "brackets": locale.brackets.split("{text}").collect::<Vec<_>>(),
            }),
            "options": self.options(style),
        })
    }

    fn options(&mut self, style: &Style) -> Json {
        let bullet = self.settings.options.bullet.as_deref().unwrap_or("•");
        let bullet = self.texts.plain(bullet, "meta.cvpdf.bullet");
        let Settings { options, paper, .. } = self.settings;
        let font = options.font.as_deref().unwrap_or("Source Sans 3");
        let pt = 72.0 / 25.4;
        let flag = |option: Option<bool>| option.unwrap_or(false);
        object!({
            "accent": options.accent.as_deref().filter(|accent| *accent != "none"),
            "font": [font],
            "heading-font": [options.heading_font.as_deref().unwrap_or(font)],
            "paper": [paper.0 * pt, paper.1 * pt],
            "letter": paper.0 / paper.1 > 0.74,
            "density": self.settings.spacing.density,
            "gaps": self.settings.spacing.gaps,
            "size": self.settings.spacing.size,
            "base": style.base,
            "icons": flag(options.icons),
            "links": options.links.as_deref().unwrap_or("visible"),
            "justify": flag(options.justify),
            "hyphenate": flag(options.hyphenate),
            "page-numbers": options.page_numbers.as_deref().unwrap_or("auto"),
            "bullet": bullet,
            "figures": options.figures.as_deref().unwrap_or("lining"),
        })
    }

    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(&self.settings.values)
    }

    fn inline(&mut self, text: &Text, field: &str) -> Json {
        self.texts.inline(text.get(&self.settings.values), field)
    }

    /// The text without its markup.
    fn plain(&mut self, text: &Text, field: &str) -> String {
        self.texts.plain(&plain_text(text.get(&self.settings.values)), field)
    }

    /// Given and family name as they stand in the name; no family name where the two cannot be
    /// told apart.
    fn name_parts(&self, name: &str) -> (String, Option<String>) {
        match self.settings.locale.family_first || primary(&self.settings.lang) == "vi" {
            true => (name.to_owned(), None),
            false => split_name(name),
        }
    }

    fn keywords(&mut self) -> Vec<String> {
        let mut keywords = Vec::new();
        for skill in &self.profile.skills {
            for text in skill.name.iter().chain(&skill.keywords) {
                let keyword = self.plain(text, "skills");
                if !keyword.is_empty() && !keywords.contains(&keyword) {
                    keywords.push(keyword);
                }
            }
        }
        keywords
    }

    fn contact(&mut self) -> Vec<Json> {
        let basics = &self.profile.basics;
        let mut contact = Vec::new();
        if let Some(email) = &basics.email {
            let url = crate::syntax::is_email(email).then(|| format!("mailto:{email}"));
            contact.push(self.item("email", None, email, url));
        }
        if let Some(phone) = &basics.phone {
            contact.push(self.item("phone", None, phone, telephone(phone)));
        }
        let location = self.settings.locale.address(&basics.location, &self.settings.values);
        if !location.is_empty() {
            contact.push(self.item("location", None, &location, None));
        }
        if let Some(url) = &basics.url {
            contact.push(self.item("url", None, display_url(url), link_url(url)));
        }
        for account in &basics.profiles {
            if let Some((text, url)) = account_text(account, &self.settings.locale.colon) {
                contact.push(self.item("profile", account.network.as_deref(), &text, url));
            }
        }
        contact
    }

    fn item(&mut self, kind: &str, network: Option<&str>, text: &str, url: Option<String>) -> Json {
        let field = format!("basics.{kind}");
        object!({ "kind": kind, "network": network, "text": self.texts.plain(text, &field), "url": url })
    }
}

/// What is printed of an account, and where it leads: its address, with network and user name
/// where the address does not tell them.
fn account_text(account: &Account, colon: &str) -> Option<(String, Option<String>)> {
    let Account { network, username, url, .. } = account;
    let told = |part: &Option<String>, url: &str| {
        part.as_deref().is_none_or(|part| url.to_lowercase().contains(&part.to_lowercase()))
    };
    let shown = url.as_deref().map(display_url);
    let text = match (shown, network, username) {
        (Some(shown), network, username) => {
            let network = network.as_deref().filter(|_| !told(network, shown));
            let username = username.as_deref().filter(|_| !told(username, shown));
            let parts: Vec<_> = username.into_iter().chain([shown]).collect();
            network.map(|n| format!("{n}{colon}")).unwrap_or_default() + &parts.join(" – ")
        }
        (None, Some(network), Some(username)) => format!("{network}{colon}{username}"),
        (None, one, other) => one.as_ref().or(other.as_ref())?.clone(),
    };
    Some((text, url.as_deref().and_then(link_url)))
}

/// An address as it is printed: without scheme, `www.` and a lone slash at its end.
pub(super) fn display_url(url: &str) -> &str {
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let url = url.strip_prefix("www.").unwrap_or(url);
    match url.strip_suffix('/') {
        Some(bare) if !bare.contains('/') => bare,
        _ => url,
    }
}

/// What an address links to; `None` for what is none.
pub(super) fn link_url(url: &str) -> Option<String> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    match scheme.as_deref() {
        _ if url.contains(char::is_whitespace) || url.contains(char::is_control) => None,
        Some("http" | "https" | "mailto" | "tel") => Some(url.to_owned()),
        _ if url.contains("://") => None,
        _ => url.contains('.').then(|| format!("https://{url}")),
    }
}

/// The link of a phone number: its digits, with a plus in front if it has one.
fn telephone(phone: &str) -> Option<String> {
    let international = phone.replace("(0)", "");
    let digits: String = international.chars().filter(char::is_ascii_digit).collect();
    let is_number = (5..=15).contains(&digits.len()) && !phone.chars().any(char::is_alphabetic);
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    is_number.then(|| format!("tel:{plus}{digits}"))
}

/// A name that is written family name last: particles begin the family name, suffixes go with it.
fn split_name(name: &str) -> (String, Option<String>) {
    const PARTICLES: [&str; 22] = [
        "van", "von", "der", "den", "de", "del", "della", "da", "das", "do", "dos", "di", "du",
        "la", "le", "el", "al", "bin", "ibn", "ten", "ter", "zu",
    ];
    let (person, after) = name.split_at(name.find(',').unwrap_or(name.len()));
    let words: Vec<&str> = person.split_whitespace().collect();
    let Some((_, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return (name.to_owned(), None);
    };
    let is_particle = |word: &&str| PARTICLES.contains(&word.to_lowercase().as_str());
    let last = rest.iter().rposition(|word| !is_suffix(word)).unwrap_or(rest.len() - 1);
    let particle = rest.iter().position(is_particle).filter(|i| *i < last);
    let first = 1 + particle.unwrap_or(last);
    (words[..first].join(" "), Some(words[first..].join(" ") + after))
}

/// Whether a word goes with the family name before it, such as "Jr." or "III".
fn is_suffix(word: &str) -> bool {
    const SUFFIXES: [&str; 12] =
        ["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "rn", "cpa", "esq", "dds"];
    SUFFIXES.contains(&word.replace('.', "").to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_short_and_linked_whole() {
        assert_eq!(display_url("https://www.example.com/"), "example.com");
        assert_eq!(display_url("https://example.com/a/"), "example.com/a/");
        assert_eq!(link_url("example.com/a").as_deref(), Some("https://example.com/a"));
        assert_eq!(link_url("not an address"), None);
        assert_eq!(link_url("javascript:alert(1)"), None);
        assert_eq!(link_url("file:///etc/passwd"), None);
    }

    #[test]
    fn names_part_before_the_family_name() {
        for (name, given, family) in [
            ("Ada Beatrix Lind", "Ada Beatrix", Some("Lind")),
            ("Ilse van Houten-Mbeki", "Ilse", Some("van Houten-Mbeki")),
            ("Theo J. Vance III", "Theo J.", Some("Vance III")),
            ("Sam Vance Jr., PhD", "Sam", Some("Vance Jr., PhD")),
            ("Maria de Md", "Maria", Some("de Md")),
            ("Ada", "Ada", None),
        ] {
            assert_eq!(split_name(name), (given.to_owned(), family.map(str::to_owned)));
        }
    }

    #[test]
    fn phone_numbers_are_linked_by_their_digits() {
        assert_eq!(
            telephone("+49 (0)30 23125-1").as_deref(),
            Some("tel:+49302312 51".replace(' ', "").as_str())
        );
        assert_eq!(telephone("(555) 010-9999").as_deref(), Some("tel:5550109999"));
        assert_eq!(telephone("on request"), None);
    }

    #[test]
    fn accounts_show_all_that_was_said() {
        let show = |network: &str, username: &str, url: &str| {
            let text = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
            let account = Account {
                network: text(network),
                username: text(username),
                url: text(url),
                ..Account::default()
            };
            account_text(&account, ": ").map(|(text, _)| text)
        };
        assert_eq!(
            show("GitHub", "ada", "https://github.com/ada").as_deref(),
            Some("github.com/ada")
        );
        assert_eq!(
            show("Mastodon", "@ada", "https://social.example/@ada").as_deref(),
            Some("Mastodon: social.example/@ada")
        );
        assert_eq!(show("GitHub", "ada", "").as_deref(), Some("GitHub: ada"));
        assert_eq!(show("", "ada", "https://example.com").as_deref(), Some("ada – example.com"));
        assert_eq!(show("", "", ""), None);
    }
}
