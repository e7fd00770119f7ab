//! Reads the pages of a document as a machine does: its text in the order of the content, its
//! length, its headings.

use std::collections::BTreeSet;

use typst::foundations::{Label, NativeElement, Selector, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

/// A piece of text on a page, in pt from the page's upper left corner.
pub(super) struct Run {
    pub(super) page: usize,
    pub(super) x: f64,
    pub(super) baseline: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// A line by its page and its baseline.
pub(super) type Line = (usize, i64);

impl Run {
    pub(super) fn line(&self) -> Line {
        (self.page, self.baseline.round() as i64)
    }
}

/// The text in the order of the content, without page numbers: a line per line, a blank line
/// between pages.
pub(super) fn text(pages: &PagedDocument) -> String {
    let mut text = String::new();
    let mut last: Option<Run> = None;
    let margin = Margin::of(pages);
    for run in runs(pages).filter(|run| margin.is_in_body(run, &pages.pages()[run.page])) {
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

/// The length of a document in pages, the last of them as far as it is filled.
pub(super) fn length(pages: &PagedDocument) -> f64 {
    let margin = Margin::of(pages);
    let Some((last, before)) = pages.pages().split_last() else { return 0.0 };
    let runs = runs_of(before.len(), last).filter(|run| margin.is_in_body(run, last));
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
                if margin.is_in_body(&run, page) {
                    let line = run.line();
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

/// The headings in order.
pub(super) fn headings(pages: &PagedDocument) -> Vec<Heading> {
    let introspector = pages.introspector();
    introspector
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
        .collect()
}

/// A heading and where its box begins, in pt from the top of its page.
pub(super) struct Heading {
    pub(super) page: usize,
    pub(super) top: f64,
    pub(super) level: usize,
    pub(super) text: String,
}

/// The margins that a style declares, in pt. What stands in the margin at the head or foot of a
/// page is its number.
pub(super) struct Margin {
    pub(super) side: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Margin {
    pub(super) fn of(pages: &PagedDocument) -> Self {
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

    /// Whether a run stands between the margins at the head and the foot of its page.
    pub(super) fn is_in_body(&self, run: &Run, page: &Page) -> bool {
        let height = page.frame.height().to_pt();
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

pub(super) fn run(page: usize, point: Point, item: &TextItem) -> Run {
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
pub(super) fn walk(frame: &Frame, transform: Transform, visit: &mut dyn FnMut(Point, &FrameItem)) {
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
