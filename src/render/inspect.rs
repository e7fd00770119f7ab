//! Reads the pages of a document as a machine does: its text in the order of the content, and
//! what a careful eye would find wrong with the layout.

use std::collections::BTreeSet;

use typst::foundations::{Label, NativeElement, Selector, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

/// Something wrong with the layout of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutFault {
    /// Text leaves the measure on one side.
    Overfull {
        /// The page, counted from 1.
        page: usize,
        /// The text.
        text: String,
        /// How far it sticks out, in pt.
        by: f64,
    },
    /// A heading is the last line of its page.
    LonelyHeading {
        /// The page, counted from 1.
        page: usize,
        /// The heading.
        text: String,
    },
    /// Text is smaller than 7.8 pt.
    Tiny {
        /// The page, counted from 1.
        page: usize,
        /// The text.
        text: String,
        /// Its size in pt.
        size: f64,
    },
}

/// A piece of text on a page, in pt from the page's upper left corner.
struct Run {
    page: usize,
    x: f64,
    baseline: f64,
    width: f64,
    size: f64,
    text: String,
}

/// The text in the order of the content, without page numbers: a line per line, a blank line
/// between pages.
pub(super) fn text(pages: &PagedDocument) -> String {
    let mut text = String::new();
    let mut last: Option<Run> = None;
    let margin = Margin::of(pages);
    for run in runs(pages).filter(|run| margin.is_in_body(run, pages)) {
        if let Some(last) = &last {
            let same_line =
                last.page == run.page && (last.baseline - run.baseline).abs() < 0.3 * run.size;
            let gap = run.x - (last.x + last.width);
            if last.page != run.page {
                text.push_str("\n\n");
            } else if !same_line {
                text.push('\n');
            } else if gap > 0.15 * run.size && !text.ends_with(' ') && !run.text.starts_with(' ') {
                text.push(' ');
            }
        }
        text.push_str(&run.text);
        last = Some(run);
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// What is wrong with the pages.
pub(super) fn faults(pages: &PagedDocument) -> Vec<LayoutFault> {
    const LEAST: f64 = 7.8;
    // What rounding may add.
    const SLACK: f64 = 0.6;
    let margin = Margin::of(pages);
    let all: Vec<Run> = runs(pages).collect();
    let mut faults = Vec::new();
    for run in &all {
        let width = pages.pages()[run.page].frame.width().to_pt();
        let text = || run.text.clone();
        let by = (margin.side - run.x).max(run.x + run.width - (width - margin.side));
        let is_blank = run.text.trim().is_empty();
        if by > SLACK && !is_blank {
            faults.push(LayoutFault::Overfull { page: run.page + 1, text: text(), by });
        }
        if run.size < LEAST - 0.01 && !is_blank {
            faults.push(LayoutFault::Tiny { page: run.page + 1, text: text(), size: run.size });
        }
    }
    let body: Vec<&Run> = all.iter().filter(|run| margin.is_in_body(run, pages)).collect();
    faults.extend(lonely_headings(pages, &body));
    faults
}

/// The length of a document in pages, the last of them as far as it is filled.
pub(super) fn length(pages: &PagedDocument) -> f64 {
    let margin = Margin::of(pages);
    let Some((last, before)) = pages.pages().split_last() else { return 0.0 };
    let runs = runs_of(before.len(), last).filter(|run| margin.is_in_body(run, pages));
    let lowest = runs.map(|run| run.baseline + 0.25 * run.size).fold(margin.top, f64::max);
    let height = last.frame.height().to_pt() - margin.top - margin.bottom;
    before.len() as f64 + (lowest - margin.top) / height
}

/// The lines beyond a number of pages, and the lines of each section.
pub(super) struct Excess {
    pub(super) lines: usize,
    pub(super) sections: Vec<(String, usize)>,
}

/// What a document has beyond a number of pages.
pub(super) fn excess(pages: &PagedDocument, limit: usize) -> Excess {
    let margin = Margin::of(pages);
    let mut lines = BTreeSet::new();
    let mut sections: Vec<(String, BTreeSet<Line>)> = Vec::new();
    for (number, page) in pages.pages().iter().enumerate() {
        walk(&page.frame, Transform::identity(), &mut |point, item| match item {
            FrameItem::Tag(Tag::Start(element, _)) => {
                let heading = element.to_packed::<HeadingElem>();
                let heading = heading
                    .filter(|heading| heading.resolve_level(StyleChain::default()).get() == 1);
                if let Some(heading) = heading {
                    sections.push((heading.body.plain_text().to_string(), BTreeSet::new()));
                }
            }
            FrameItem::Text(text) => {
                let run = run(number, point, text);
                if margin.is_in_body(&run, pages) {
                    let line = (number, run.baseline.round() as i64);
                    lines.extend((number >= limit).then_some(line));
                    sections.last_mut().map(|(_, lines)| lines.insert(line));
                }
            }
            _ => {}
        });
    }
    let sections = sections.into_iter().map(|(title, lines)| (title, lines.len())).collect();
    Excess { lines: lines.len(), sections }
}

/// A line by its page and its baseline.
type Line = (usize, i64);

fn lonely_headings(pages: &PagedDocument, runs: &[&Run]) -> Vec<LayoutFault> {
    let introspector = pages.introspector();
    let headings: Vec<Heading> = introspector
        .query(&Selector::Elem(HeadingElem::ELEM, None))
        .iter()
        .filter_map(|content| {
            let heading = content.to_packed::<HeadingElem>()?;
            let position = introspector.position(content.location()?)?;
            Some(Heading {
                page: position.page.get() - 1,
                top: position.point.y.to_pt(),
                level: heading.resolve_level(StyleChain::default()).get(),
                text: heading.body.plain_text().to_string(),
            })
        })
        .collect();
    let mut faults = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let below = |run: &&&Run| run.page == heading.page && run.baseline > heading.top;
        let mut lines: Vec<f64> =
            runs.iter().filter(below).map(|run| run.baseline.round()).collect();
        lines.sort_by(f64::total_cmp);
        lines.dedup();
        // An entry of one line may well be the last; what follows it is the next heading.
        let first = runs
            .iter()
            .find(|run| run.page == heading.page + 1)
            .map_or(f64::MAX, |run| run.baseline);
        let is_whole = heading.level > 1
            && headings.get(i + 1).is_none_or(|next| next.page > heading.page && next.top <= first);
        if lines.len() < 2 && !is_whole {
            faults.push(LayoutFault::LonelyHeading {
                page: heading.page + 1,
                text: heading.text.clone(),
            });
        }
    }
    faults
}

/// A heading and where its box begins, in pt from the top of its page.
struct Heading {
    page: usize,
    top: f64,
    level: usize,
    text: String,
}

/// The margins that a style declares, in pt. What stands in the margin at the head or foot of a
/// page is its number.
struct Margin {
    side: f64,
    top: f64,
    bottom: f64,
}

impl Margin {
    fn of(pages: &PagedDocument) -> Self {
        let declared = || {
            let label = Label::new(PicoStr::intern("margin"))?;
            let element = pages.introspector().query_label(label).ok()?;
            let Value::Dict(margin) = &element.to_packed::<MetadataElem>()?.value else {
                return None;
            };
            let length = |name: &str| match margin.get(name) {
                Ok(Value::Length(length)) => Some(length.abs.to_pt()),
                _ => None,
            };
            Some(Self { side: length("x")?, top: length("top")?, bottom: length("bottom")? })
        };
        declared().unwrap_or(Self { side: 0.0, top: 0.0, bottom: 0.0 })
    }

    fn is_in_body(&self, run: &Run, pages: &PagedDocument) -> bool {
        let height = pages.pages()[run.page].frame.height().to_pt();
        (self.top..height - self.bottom).contains(&run.baseline)
    }
}

fn runs(pages: &PagedDocument) -> impl Iterator<Item = Run> {
    pages.pages().iter().enumerate().flat_map(|(number, page)| runs_of(number, page))
}

fn runs_of(number: usize, page: &Page) -> impl Iterator<Item = Run> {
    let mut runs = Vec::new();
    walk(&page.frame, Transform::identity(), &mut |point, item| {
        if let FrameItem::Text(text) = item {
            runs.push(run(number, point, text));
        }
    });
    runs.into_iter()
}

fn run(page: usize, point: Point, item: &TextItem) -> Run {
    Run {
        page,
        x: point.x.to_pt(),
        baseline: point.y.to_pt(),
        width: item.width().to_pt(),
        size: item.size.to_pt(),
        text: item.text.to_string(),
    }
}

/// Visits every item with its place on the page.
fn walk(frame: &Frame, transform: Transform, visit: &mut dyn FnMut(Point, &FrameItem)) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = Transform::translate(point.x, point.y).pre_concat(group.transform);
                walk(&group.frame, transform.pre_concat(inner), visit);
            }
            _ => visit(point.transform(transform), item),
        }
    }
}
