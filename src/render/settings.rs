//! Resolves options to what a style is given: flag, profile, file of settings, style, built-in, in
//! this order.

use super::RenderOptions;
use super::fit::{Range, Spacing};
use super::photo::{self, Photo};
use super::place;
use crate::diag::{Diagnostic, Result, Sink};
use crate::locale::{DateStyle, Locale};
use crate::profile::{Options, Profile, is_language_tag, options_paper_size};
use crate::source::Source;
use crate::style::Style;

/// What one document is made with; nothing in it is open.
pub(super) struct Settings {
    /// The options with every layer applied; what no layer sets is `None`.
    pub(super) options: Options,
    /// The names of those that the profile chose, and no flag.
    pub(super) of_profile: Vec<&'static str>,
    /// The words and patterns of the labels.
    pub(super) locale: &'static Locale,
    /// The language whose values are printed.
    pub(super) values: String,
    /// The language of the document: of its text rather than of its labels.
    pub(super) lang: String,
    /// The region, if any is named.
    pub(super) region: Option<String>,
    /// Width and height in mm.
    pub(super) paper: (f64, f64),
    /// Size and gaps as chosen.
    pub(super) spacing: Spacing,
    /// How far they may go to fit pages.
    pub(super) range: Range,
    pub(super) dates: DateStyle,
    /// The photo that the user named, if any.
    user_photo: Option<String>,
}

/// The smallest size of running text, in pt.
const FLOOR: f64 = 8.8;

/// How much smaller and larger the type may become to fit pages.
const LEAST_SIZE: f64 = 0.92;
const MOST_SIZE: f64 = 1.06;

/// The densities at either end, and the smallest gaps.
const TIGHT: f64 = 0.88;
const AIRY: f64 = 1.12;
const LEAST_GAPS: f64 = 0.6;

impl Settings {
    pub(super) fn new(
        profile: &Profile,
        style: &Style,
        render: &RenderOptions,
        source: &Source,
        sink: &mut Sink,
    ) -> Result<Self> {
        let flags = &render.options;
        let mut options = flags.clone().or(&profile.meta.cvpdf).or(&render.defaults);
        // A style's heading font goes with its own text font and no other.
        if options.font.is_some() && options.heading_font.is_none() {
            options.heading_font.clone_from(&options.font);
        }
        let options = options.or(&style.defaults);
        for name in flags.names().into_iter().chain(profile.meta.cvpdf.names()) {
            if style.unsupported.iter().any(|unsupported| unsupported == name) {
                let message = format!("the style `{}` has no use for `{name}`", style.name);
                let info = Diagnostic::info("unsupported-option", message);
                sink.push(place::option(info, source, name));
            }
        }
        let of_profile = profile.meta.cvpdf.names().into_iter();
        let of_profile = of_profile.filter(|name| !flags.names().contains(name)).collect();
        let localized = profile.languages();
        let values = options.lang.clone().or_else(|| profile.lang.clone());
        let values =
            values.or_else(|| localized.first().cloned()).unwrap_or_else(|| "en".to_owned());
        let lang = match &profile.lang {
            Some(lang) if localized.is_empty() => lang.clone(),
            None if localized.is_empty() => "en".to_owned(),
            _ => values.clone(),
        };
        // What is no tag at all was reported where it stands.
        let tag = |tag: String| if is_language_tag(&tag) { tag } else { "en".to_owned() };
        let (values, lang) = (tag(values), tag(lang));
        let locale = locale(&values, flags.lang.is_some(), source, sink)?;
        let region = region(&options, profile, &lang);
        let paper = paper(&options, region.as_deref(), profile);
        let density = match options.density.as_deref() {
            Some("tight") => TIGHT,
            Some("compact") => 0.94,
            Some("airy") => AIRY,
            _ => 1.0,
        };
        let size = size(options.size.unwrap_or(1.0), style, source, sink);
        let spacing = Spacing::new(size, density);
        let chosen =
            |name| flags.names().contains(&name) || profile.meta.cvpdf.names().contains(&name);
        let range = Range {
            tight: Spacing {
                size: size.min(LEAST_SIZE.max(least_size(style))),
                density: density.min(TIGHT),
                gaps: LEAST_GAPS,
            },
            loose: Spacing::new(
                if chosen("size") { size } else { size * MOST_SIZE },
                if chosen("density") { density } else { density.max(AIRY) },
            ),
        };
        let dates = match options.dates.as_deref() {
            Some("year") => DateStyle::Year,
            Some("iso") => DateStyle::Iso,
            Some("numeric") => DateStyle::Numeric,
            _ => DateStyle::MonthYear,
        };
        let user_photo = photo::of_user(profile, render).map(str::to_owned);
        Ok(Self {
            options,
            of_profile,
            locale,
            values,
            lang,
            region,
            paper,
            spacing,
            range,
            dates,
            user_photo,
        })
    }

    /// The photo: the one asked for, or the profile's own where photos are usual.
    pub(super) fn photo(
        &self,
        profile: &Profile,
        source: &Source,
        sink: &mut Sink,
    ) -> Option<Photo> {
        const UNUSUAL: [&str; 5] = ["US", "GB", "IE", "CA", "AU"];
        if self.options.photo.as_deref() == Some("none") {
            return None;
        }
        let unusual = self.region.as_deref().is_some_and(|region| UNUSUAL.contains(&region));
        let image = photo::of_profile(profile);
        if unusual && image.is_some() && self.user_photo.is_none() {
            let info = Diagnostic::info(
                "photo-unusual",
                "photos are unusual in the region; the photo is left out",
            );
            sink.push(info.in_file(source).help("`--photo FILE` prints one"));
            return None;
        }
        photo::load(self.user_photo.as_deref(), image, source, sink)
    }

    /// Whether the document is set from right to left.
    pub(super) fn is_rtl(&self) -> bool {
        const RTL: [&str; 8] = ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug"];
        RTL.contains(&primary(&self.lang))
    }
}

fn locale(tag: &str, asked: bool, source: &Source, sink: &mut Sink) -> Result<&'static Locale> {
    if let Some(locale) = Locale::find(tag) {
        return Ok(locale);
    }
    let known = Locale::tags().collect::<Vec<_>>().join(", ");
    let message = format!("there are no labels in `{tag}`");
    if asked {
        let error = Diagnostic::error("unknown-language", message);
        return Err(Box::new(error.help(format!("the languages are {known}"))));
    }
    let info =
        Diagnostic::info("unknown-language", format!("{message}; they are printed in English"));
    sink.push(place::language(info.help(format!("`--lang` takes {known}")), source, tag));
    Ok(Locale::english())
}

/// The region: named, or part of the language tag (`en-GB`).
fn region(options: &Options, profile: &Profile, lang: &str) -> Option<String> {
    let of_tag = |tag: &str| {
        let is_region =
            |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
        tag.split(['-', '_']).skip(1).find(is_region).map(str::to_uppercase)
    };
    let country = profile.basics.location.country_code.clone().filter(|code| code.len() == 2);
    options.region.clone().or_else(|| of_tag(lang)).or(country)
}

fn paper(options: &Options, region: Option<&str>, profile: &Profile) -> (f64, f64) {
    const LETTER: [&str; 4] = ["US", "CA", "MX", "PH"];
    let country = profile.basics.location.country_code.as_deref();
    let usual =
        if region.or(country).is_some_and(|r| LETTER.contains(&r)) { "letter" } else { "a4" };
    options_paper_size(options.paper.as_deref().unwrap_or(usual)).unwrap_or((210.0, 297.0))
}

fn size(factor: f64, style: &Style, source: &Source, sink: &mut Sink) -> f64 {
    let least = least_size(style);
    if factor >= least {
        return factor;
    }
    let message = format!(
        "text at {:.1} pt is too small to read; it is set at {FLOOR} pt",
        style.base * factor
    );
    let warning = Diagnostic::warning("size-floor", message).in_file(source);
    sink.push(warning.help(format!("the style `{}` takes `--size` from {least:.2}", style.name)));
    least
}

/// The factor at which a style's text is as small as may be.
fn least_size(style: &Style) -> f64 {
    (FLOOR / style.base).min(1.0)
}

/// The language of a tag without its script and region.
pub(super) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}
