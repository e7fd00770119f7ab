//! Work and education: periods, organisations and what was done.

use super::{Passport, group, html, label, leaf};
use crate::export::element::Element;
use crate::export::text::one_line;
use crate::profile::web;
use crate::profile::{Education, Highlight, Text, When, Work};

impl Passport<'_> {
    pub(super) fn work(&mut self) -> Vec<Option<Element>> {
        let profile = self.profile;
        profile.work.iter().map(|work| self.experience(work)).collect()
    }

    fn experience(&mut self, work: &Work) -> Option<Element> {
        let sector = label("Sector", self.plain(&work.description));
        let notes = self.target.list(&work.keywords);
        let members = [
            self.period(&work.start_date, &work.end_date),
            label("Position", self.plain(&work.position)),
            self.activities(&work.summary, notes.into_iter().collect(), &work.highlights),
            self.organisation("Employer", &work.name, &work.location, &work.url, sector),
        ];
        Some(Element::new("WorkExperience").and(members.into_iter().flatten()))
    }

    pub(super) fn education(&mut self) -> Vec<Option<Element>> {
        let profile = self.profile;
        profile.education.iter().map(|school| self.study(school)).collect()
    }

    fn study(&mut self, school: &Education) -> Option<Element> {
        let (title, level) = match self.plain(&school.study_type) {
            Some(degree) => levelled(&degree),
            None => (None, None),
        };
        let named = |name: &str, text: String| {
            format!("{}{}{text}", self.locale.field(name), self.locale.colon)
        };
        let notes = [
            self.target.text(&school.score).map(|score| named("grade", score)),
            self.target.list(&school.courses).map(|courses| named("courses", courses)),
            self.target.list(&school.keywords),
        ];
        let notes = notes.into_iter().flatten().collect();
        let members = [
            self.period(&school.start_date, &school.end_date),
            leaf("Title", title),
            self.activities(&school.summary, notes, &school.highlights),
            self.organisation(
                "Organisation",
                &school.institution,
                &school.location,
                &school.url,
                None,
            ),
            group("Level", [leaf("Code", level)]),
            label("Field", self.plain(&school.area)),
        ];
        Some(Element::new("Education").and(members.into_iter().flatten()))
    }

    fn period(&mut self, start: &Option<When>, end: &Option<When>) -> Option<Element> {
        let from = start.as_ref().and_then(|start| self.date("From", start));
        let to = end.as_ref().and_then(|end| self.date("To", end));
        let goes_on = from.is_some() && end.is_none();
        group("Period", [from, to, leaf("Current", goes_on.then_some("true"))])
    }

    /// Prose, what has no element of its own, and bullets.
    fn activities(
        &self,
        summary: &Option<Text>,
        notes: Vec<String>,
        highlights: &[Highlight],
    ) -> Option<Element> {
        let summary = self.target.text(summary).unwrap_or_default();
        let notes = notes.iter().map(|note| Element::new("p").inline(note));
        let bullets = Element::bullets(highlights, self.target.lang);
        html("Activities", Element::new("p").prose(&summary).and(notes).and(bullets))
    }

    /// An organisation. Its place, which is one text with us, stands for the town.
    fn organisation(
        &mut self,
        element: &'static str,
        name: &Option<Text>,
        place: &Option<Text>,
        url: &Option<String>,
        sector: Option<Element>,
    ) -> Option<Element> {
        let page = url.as_deref().and_then(web::address);
        // What is no address stands beside the place.
        let odd = url.clone().filter(|_| page.is_none());
        let place = self.target.text(place).map(|place| one_line(&place));
        let place: Vec<String> = place.into_iter().chain(odd).collect();
        let place = (!place.is_empty()).then(|| place.join(", "));
        let address = group("Contact", [leaf("Municipality", place)]);
        let contact = [group("Address", [address]), group("Website", [leaf("Contact", page)])];
        let name = leaf("Name", self.plain(name));
        group(element, [name, group("ContactInfo", contact), sector])
    }
}

/// A degree and its level in the European framework, which may stand behind it in brackets.
fn levelled(degree: &str) -> (Option<String>, Option<String>) {
    let level = |text: &str| {
        let level = text.strip_prefix("EQF ")?;
        matches!(level, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8").then(|| level.to_owned())
    };
    if let Some(level) = level(degree) {
        return (None, Some(level));
    }
    let behind = degree.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match behind.and_then(|(title, inner)| Some((title, level(inner)?))) {
        Some((title, level)) => (Some(title.to_owned()), Some(level)),
        None => (Some(degree.to_owned()), None),
    }
}
