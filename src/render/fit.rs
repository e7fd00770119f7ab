//! Fits a document to a number of pages by its size of type, its leading and its gaps.
//!
//! What a spacing costs in height is estimated, and what a document's pages tell corrects the
//! estimate: two or three compilations find what fits.

use std::cmp::Reverse;

use serde_json::Value as Json;
use typst_layout::PagedDocument;

use super::inspect;
use crate::diag::{Diagnostic, Result, Sink};
use crate::profile::Pages;
use crate::source::Source;

/// The factors of type, of leading and of gaps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spacing {
    pub(super) size: f64,
    pub(super) density: f64,
    pub(super) gaps: f64,
}

/// How far a spacing may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) tight: Spacing,
    pub(super) loose: Spacing,
}

/// A document that was fitted.
#[derive(Clone)]
pub(super) struct Fitted {
    pub(super) pages: PagedDocument,
    pub(super) spacing: Spacing,
    /// The pages that it was to have and has not.
    pub(super) missed: Option<usize>,
}

/// A last page that is filled less is nearly empty.
const NEARLY_EMPTY: f64 = 0.2;

/// Pages that are filled up to this much of one are filled well.
const WELL: f64 = 0.08;

/// What is left free on purpose, in pages: a line or so.
const SPARE: f64 = 0.02;

/// How far towards the tightest it goes to save a page that nobody asked to save.
const UNASKED: f64 = 0.75;

/// Trials this near to one another are not worth another.
const CLOSE: f64 = 0.06;

/// The most compilations of one search, but for the last resort: the tight end.
const TRIES: usize = 3;

impl Spacing {
    pub(super) fn new(size: f64, density: f64) -> Self {
        Self { size, density, gaps: density * density }
    }

    /// Writes it to the options of a view.
    pub(super) fn write(self, data: &mut Json) {
        let options = &mut data["options"];
        options["size"] = self.size.into();
        options["density"] = self.density.into();
        options["gaps"] = self.gaps.into();
    }

    /// The height of a CV by its spacing, as a factor: lines, which shorter type saves some of,
    /// and gaps.
    fn height(self) -> f64 {
        const GAPS: f64 = 0.17;
        self.size * ((1.0 - GAPS) * self.density * self.size.sqrt() + GAPS * self.gaps)
    }

    /// The spacing at a part of the way to another, in steps that can be written down.
    fn towards(self, other: Self, part: f64) -> Self {
        let mix = |a: f64, b: f64| ((a + (b - a) * part) * 1e3).round() / 1e3;
        Self {
            size: mix(self.size, other.size),
            density: mix(self.density, other.density),
            gaps: mix(self.gaps, other.gaps),
        }
    }
}

/// What a spacing gave. Spacings stand on a line: the loosest at -1, the chosen one at 0, the
/// tightest at 1.
#[derive(Clone)]
struct Trial {
    at: f64,
    /// The length of the document in pages.
    length: f64,
    fitted: Fitted,
}

/// A search for the loosest spacing that fits.
struct Search<F> {
    chosen: Spacing,
    range: Range,
    compile: F,
}

/// Compiles a document with the spacing that makes it fill the pages well. What does not fit is
/// as tight as it may be.
pub(super) fn fit<F>(wanted: Pages, chosen: Spacing, range: Range, compile: F) -> Result<Fitted>
where
    F: FnMut(Spacing) -> Result<PagedDocument>,
{
    let mut search = Search { chosen, range, compile };
    let first = search.attempt(0.0)?;
    let natural = first.fitted.pages.pages().len();
    let limit = match wanted {
        Pages::AtMost(count) => usize::from(count.get()),
        Pages::Auto => usize::MAX,
    };
    if natural > limit {
        let trial = search.run(limit, 1.0, Some(first), None)?;
        let missed = (!trial.fits(limit)).then_some(limit);
        return Ok(Fitted { missed, ..trial.fitted });
    }
    let nearly_empty = natural > 1 && first.length < (natural - 1) as f64 + NEARLY_EMPTY;
    if !nearly_empty && limit == usize::MAX {
        return Ok(first.fitted);
    }
    if nearly_empty {
        let trial = search.run(natural - 1, UNASKED, Some(first.clone()), None)?;
        if trial.fits(natural - 1) {
            return Ok(trial.fitted);
        }
    }
    Ok(search.run(natural, 1.0, None, Some(first))?.fitted)
}

impl Fitted {
    /// Tells how the document was fitted to its pages, or what it has too much. `breaks` says
    /// whether sections were to begin on a new page.
    pub(super) fn report(
        self,
        chosen: Spacing,
        breaks: bool,
        source: &Source,
        sink: &mut Sink,
    ) -> PagedDocument {
        const SHOWN: usize = 3;
        let Self { pages, spacing, missed } = self;
        let Spacing { size, density, gaps } = spacing;
        let how = format!("size {size}, leading {density}, gaps {gaps}");
        let Some(limit) = missed else {
            if spacing == chosen {
                return pages;
            }
            let message = format!("fitted to {} with {how}", count(pages.pages().len(), "page"));
            sink.push(Diagnostic::info("fitted", message).in_file(source));
            return pages;
        };
        let mut excess = inspect::excess(&pages, limit);
        excess.sections.sort_by_key(|(_, lines)| Reverse(*lines));
        let longest = excess.sections.iter().take(SHOWN);
        let longest: Vec<_> = longest
            .map(|(title, lines)| format!("`{title}` ({})", count(*lines, "line")))
            .collect();
        let message = format!(
            "{} too many for {}, even with {how}",
            count(excess.lines, "line"),
            count(limit, "page")
        );
        let longest = match longest.as_slice() {
            [] => String::new(),
            longest => format!("the longest sections are {}; ", longest.join(", ")),
        };
        let breaks = if breaks { "do without page breaks (`--break-before`), " } else { "" };
        let warning = Diagnostic::warning("too-long", message).in_file(source);
        sink.push(warning.help(format!(
            "{longest}{breaks}shorten it, hide a section (`--sections=-KEY`), or take a denser style"
        )));
        pages
    }
}

impl Trial {
    fn fits(&self, target: usize) -> bool {
        self.fitted.pages.pages().len() <= target
    }

    fn height(&self) -> f64 {
        self.fitted.spacing.height()
    }
}

impl<F: FnMut(Spacing) -> Result<PagedDocument>> Search<F> {
    /// The loosest trial that fits, or else the one at the tight `end`. `over` is known not to
    /// fit, `under` to fit.
    fn run(
        &mut self,
        target: usize,
        end: f64,
        mut over: Option<Trial>,
        mut under: Option<Trial>,
    ) -> Result<Trial> {
        for tries in 0.. {
            let loosest = over.as_ref().map_or(-1.0, |trial| trial.at);
            let tightest = under.as_ref().map_or(end, |trial| trial.at);
            let is_enough = |trial: &mut Trial| {
                let is_full = trial.length > target as f64 - WELL;
                is_full || tries >= TRIES || tightest - loosest < CLOSE
            };
            if let Some(trial) = under.take_if(is_enough) {
                return Ok(trial);
            }
            let at = if tries < TRIES {
                self.predict(target, over.as_ref(), under.as_ref(), loosest..tightest)
            } else {
                end
            };
            let trial = self.attempt(at)?;
            if trial.fits(target) {
                under = Some(trial);
            } else if at >= end {
                return Ok(trial);
            } else {
                over = Some(trial);
            }
        }
        unreachable!("a search ends after a few tries")
    }

    fn attempt(&mut self, at: f64) -> Result<Trial> {
        let spacing = self.spacing(at);
        let pages = (self.compile)(spacing)?;
        let length = inspect::length(&pages);
        Ok(Trial { at, length, fitted: Fitted { pages, spacing, missed: None } })
    }

    fn spacing(&self, at: f64) -> Spacing {
        let end = if at < 0.0 { self.range.loose } else { self.range.tight };
        self.chosen.towards(end, at.abs())
    }

    /// Where on the line the pages are full, judged by what is known.
    fn predict(
        &self,
        target: usize,
        over: Option<&Trial>,
        under: Option<&Trial>,
        between: std::ops::Range<f64>,
    ) -> f64 {
        let goal = target as f64 - SPARE;
        let height = match (over, under) {
            (Some(over), Some(under)) => {
                let part = (goal - under.length) / (over.length - under.length);
                under.height() + (over.height() - under.height()) * part
            }
            (Some(one), None) | (None, Some(one)) => one.height() * goal / one.length,
            (None, None) => self.chosen.height(),
        };
        let (mut low, mut high) = (between.start, between.end);
        for _ in 0..16 {
            let middle = f64::midpoint(low, high);
            if self.spacing(middle).height() > height { low = middle } else { high = middle }
        }
        // Close to an end that was tried, nothing is learnt; close to one that was not, that end
        // is the better guess.
        let margin = 0.1 * (between.end - between.start);
        let (first, last) = (between.start + margin, between.end - margin);
        match high {
            at if at < first => {
                if over.is_some() {
                    first
                } else {
                    between.start
                }
            }
            at if at > last => {
                if under.is_some() {
                    last
                } else {
                    between.end
                }
            }
            at => at,
        }
    }
}

fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fonts;
    use crate::import::{ReadOptions, import};
    use crate::render::world::DocumentWorld;
    use crate::render::{Ready, RenderOptions, Renderer, bytes};
    use crate::style::Style;

    /// Fits a CV with so many highlights to pages, if any are asked for; tells its length, and how
    /// often it was compiled.
    fn fitted(
        renderer: &Renderer,
        style: &str,
        highlights: usize,
        pages: Option<&str>,
    ) -> (f64, usize) {
        let lines: Vec<String> = (0..highlights)
            .map(|i| format!("Brought loom {i} back to work with what the cellar held and a good deal of patience"))
            .collect();
        let text = serde_json::json!({
            "basics": { "name": "Ada Example", "email": "ada@example.com" },
            "work": lines.chunks(6).map(|lines| {
                serde_json::json!({ "name": "Mill", "position": "Fitter", "startDate": "2020", "highlights": lines })
            }).collect::<Vec<_>>(),
            "education": [{ "institution": "Lyceum", "area": "Logic", "endDate": "2017" }],
        });
        let source = Source::new("ada.json", text.to_string());
        let mut sink = Sink::new();
        let profile = import(&source.clone().into(), &ReadOptions::default(), &mut sink).unwrap();
        let style = Style::find(style).unwrap();
        let mut options = RenderOptions::default();
        if let Some(pages) = pages {
            options.options.set("pages", pages).unwrap();
        }
        let Ready { mut data, pages, spacing, range, fonts, date, .. } =
            renderer.prepare(&profile, &style, &source, &options, &mut sink).unwrap();
        let mut world = DocumentWorld {
            library: &renderer.library,
            fonts: &fonts,
            style: &style,
            sources: &renderer.sources,
            files: renderer.files,
            data: bytes(&data),
            photo: None,
            date,
        };
        let mut compilations = 0;
        let mut compile = |spacing: Spacing| {
            compilations += 1;
            spacing.write(&mut data);
            world.data = bytes(&data);
            crate::render::compile(&world, &style, &source, &mut Sink::new())
        };
        let pages = match pages {
            Some(wanted) => fit(wanted, spacing, range, &mut compile).unwrap().pages,
            None => compile(spacing).unwrap(),
        };
        renderer.evict(1);
        (inspect::length(&pages), compilations)
    }

    #[test]
    fn a_page_and_a_tenth_is_fitted_in_few_compilations() {
        let renderer = Renderer::new(Fonts::bundled());
        let mut all = Vec::new();
        for style in Style::names() {
            let natural = |count| fitted(&renderer, style, count, None).0;
            let (mut least, mut most) = (20, 80);
            while most - least > 1 {
                let middle = usize::midpoint(least, most);
                *(if natural(middle) <= 1.1 { &mut least } else { &mut most }) = middle;
            }
            let (length, compilations) = fitted(&renderer, style, least, Some("1"));
            assert!(length <= 1.0, "{style}: {length} of {}", natural(least));
            all.push((style, compilations));
        }
        assert!(all.iter().all(|(_, count)| *count <= 4), "{all:?}");
        assert!(all.iter().map(|(_, count)| count).sum::<usize>() <= 3 * all.len(), "{all:?}");
    }
}
