//! What a careful eye would find wrong with the layout of a document.

use std::collections::BTreeSet;

use typst::introspection::{Location, Tag};
use typst::layout::{FrameItem, Point, Rect, Transform};
use typst::model::ListElem;
use typst::visualize::{Color, Paint};
use typst_layout::{Page, PagedDocument};

use super::inspect::{Line, Margin, Run, headings, run, walk};

/// Something wrong with the layout of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutFault {
    /// Text leaves the margins.
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
    /// A page has a single line of a list that another page has more of.
    LonelyBullet {
        /// The page, counted from 1.
        page: usize,
        /// The line.
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
    /// Text has a contrast below 4.5:1 with what is behind it.
    Faint {
        /// The page, counted from 1.
        page: usize,
        /// The text.
        text: String,
        /// The contrast.
        contrast: f64,
    },
}

/// What rounding may add, in pt.
const SLACK: f64 = 0.6;

/// The smallest text, in pt.
const LEAST_SIZE: f64 = 7.8;

/// The least contrast of text.
const LEAST_CONTRAST: f64 = 4.5;

/// What is wrong with the pages.
pub(super) fn faults(pages: &PagedDocument) -> Vec<LayoutFault> {
    let margin = Margin::of(pages);
    let mut survey = Survey {
        margin,
        faults: Vec::new(),
        body: Vec::new(),
        open_lists: Vec::new(),
        list: Vec::new(),
    };
    for (number, page) in pages.pages().iter().enumerate() {
        survey.page(number, page);
    }
    survey.end_list();
    survey.lonely_headings(pages);
    survey.faults
}

/// What is found on the way through the pages.
struct Survey {
    margin: Margin,
    faults: Vec<LayoutFault>,
    body: Vec<Run>,
    /// The lists that are open, from the outermost on.
    open_lists: Vec<Option<Location>>,
    /// The lines of the outermost list; what follows without a word between goes on with it.
    list: Vec<(Line, String)>,
}

impl Survey {
    fn page(&mut self, number: usize, page: &Page) {
        let frame = &page.frame;
        let (width, height) = (frame.width().to_pt(), frame.height().to_pt());
        let mut grounds: Vec<(Rect, Color)> = Vec::new();
        let mut furniture = BTreeSet::new();
        walk(frame, Transform::identity(), &mut |point, item| match item {
            FrameItem::Shape(shape, _) => {
                if let Some(Paint::Solid(colour)) = &shape.fill {
                    let area = shape.bbox(false);
                    grounds.push((Rect::new(area.min + point, area.max + point), colour.clone()));
                }
            }
            FrameItem::Tag(Tag::Start(element, _)) if element.is::<ListElem>() => {
                self.open_lists.push(element.location());
            }
            FrameItem::Tag(Tag::End(location, ..)) => {
                self.open_lists.pop_if(|list| *list == Some(*location));
            }
            FrameItem::Text(text) => {
                let run = run(number, point, text);
                if run.text.trim().is_empty() {
                    return;
                }
                let behind = ground(&grounds, point);
                if let Paint::Solid(colour) = &text.fill {
                    let contrast = contrast(colour, behind.as_ref().unwrap_or(&Color::WHITE));
                    if contrast < LEAST_CONTRAST {
                        let text = run.text.clone();
                        let page = number + 1;
                        self.faults.push(LayoutFault::Faint { page, text, contrast });
                    }
                }
                let by =
                    (self.margin.side - run.x).max(run.x + run.width - (width - self.margin.side));
                if by > SLACK {
                    self.overfull(number, run.text.clone(), by);
                }
                if run.size < LEAST_SIZE - 0.01 {
                    let text = run.text.clone();
                    let size = run.size;
                    self.faults.push(LayoutFault::Tiny { page: number + 1, text, size });
                }
                if self.margin.is_in_body(&run, page) {
                    match self.open_lists.is_empty() {
                        true => self.end_list(),
                        false => self.list.push((run.line(), run.text.clone())),
                    }
                    self.body.push(run);
                } else if furniture.insert(run.line()) && furniture.len() > 1 {
                    // The number of a page is one line.
                    let by = run.baseline - (height - self.margin.bottom);
                    self.overfull(number, run.text, by);
                }
            }
            _ => {}
        });
    }

    fn overfull(&mut self, number: usize, text: String, by: f64) {
        self.faults.push(LayoutFault::Overfull { page: number + 1, text, by });
    }

    /// Looks at the list that ended.
    fn end_list(&mut self) {
        let list = std::mem::take(&mut self.list);
        let pages: BTreeSet<usize> = list.iter().map(|((page, _), _)| *page).collect();
        for page in pages.iter().filter(|_| pages.len() > 1) {
            let here = list.iter().filter(|((on, _), _)| on == page);
            let lines: BTreeSet<Line> = here.clone().map(|(line, _)| *line).collect();
            if lines.len() == 1 {
                let text = here.map(|(_, text)| text.as_str()).collect();
                self.faults.push(LayoutFault::LonelyBullet { page: page + 1, text });
            }
        }
    }

    fn lonely_headings(&mut self, pages: &PagedDocument) {
        let headings = headings(pages);
        for (i, heading) in headings.iter().enumerate() {
            let below = |run: &&Run| run.page == heading.page && run.baseline > heading.top;
            let lines: BTreeSet<Line> = self.body.iter().filter(below).map(Run::line).collect();
            // An entry of one line may well be the last; what follows it is the next heading.
            let first = self
                .body
                .iter()
                .find(|run| run.page == heading.page + 1)
                .map_or(f64::MAX, |run| run.baseline);
            let is_whole = heading.level > 1
                && headings
                    .get(i + 1)
                    .is_none_or(|next| next.page > heading.page && next.top <= first);
            if lines.len() < 2 && !is_whole {
                let text = heading.text.clone();
                self.faults.push(LayoutFault::LonelyHeading { page: heading.page + 1, text });
            }
        }
    }
}

/// The colour behind a place: that of the last shape drawn over it.
fn ground(grounds: &[(Rect, Color)], point: Point) -> Option<Color> {
    let holds = |area: &Rect| {
        let (x, y) = (area.min.x..=area.max.x, area.min.y..=area.max.y);
        x.contains(&point.x) && y.contains(&point.y)
    };
    grounds.iter().rev().find(|(area, _)| holds(area)).map(|(_, colour)| colour.clone())
}

/// The contrast of two colours as the guidelines for accessible content define it.
fn contrast(a: &Color, b: &Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: &Color) -> f64 {
    let colour = colour.to_rgb();
    let [r, g, b] = [colour.red, colour.green, colour.blue].map(|channel| {
        let channel = f64::from(channel);
        if channel <= 0.03928 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
