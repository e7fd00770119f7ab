//! The order of the sections.

use super::{Profile, Sections};

/// A section: its key, and for one of the person's own making its index.
pub(crate) type Slot = (&'static str, Option<usize>);

impl Profile {
    /// All sections in the order to print: the profile's own, else the usual one, then what neither
    /// names. `sections` stands for the next section of the person's own making; those that nothing
    /// stands for follow the summary if they have no title, else they come last.
    pub(crate) fn sections_in_order(&self, usual: &[String]) -> Vec<Slot> {
        let (own, custom) = (&self.section_order, &self.sections);
        let mut slots: Vec<Slot> = Vec::new();
        let mut next = 0..custom.len();
        let named =
            own.iter().chain(usual).map(String::as_str).chain(Sections::KEYS.iter().copied());
        for (i, key) in named.enumerate() {
            let Some(key) = Sections::KEYS.iter().copied().find(|known| *known == key) else {
                continue;
            };
            if key != "sections" {
                if !slots.contains(&(key, None)) {
                    slots.push((key, None));
                }
            } else if i < own.len() {
                slots.extend(next.next().map(|index| (key, Some(index))));
            } else {
                // The usual order names the place of all of them.
                let titled = next.clone().filter(|&index| custom[index].title.is_some());
                let new =
                    titled.map(|index| (key, Some(index))).filter(|slot| !slots.contains(slot));
                let new: Vec<Slot> = new.collect();
                slots.extend(new);
            }
        }
        let untitled: Vec<Slot> = next
            .filter(|&index| custom[index].title.is_none())
            .map(|index| ("sections", Some(index)))
            .collect();
        let after_summary = slots.iter().position(|slot| slot.0 == "summary").map_or(0, |i| i + 1);
        slots.splice(after_summary..after_summary, untitled);
        slots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Section;

    fn keys(slots: &[Slot]) -> String {
        let key =
            |(key, index): &Slot| index.map_or_else(|| (*key).to_owned(), |i| format!("#{i}"));
        slots.iter().map(key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn own_sections_stand_where_they_are_named() {
        let strings = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let titled = Section { title: Some("A".into()), ..Section::default() };
        let order = |own: &[&str], usual: &[&str]| {
            let profile = Profile {
                section_order: strings(own),
                sections: vec![titled.clone(), Section::default(), titled.clone()],
                ..Profile::default()
            };
            profile.sections_in_order(&strings(usual))
        };
        let all = keys(&order(&["work", "sections"], &["summary", "work"]));
        assert!(all.starts_with("work #0 summary #1 "), "{all}");
        assert!(all.ends_with("#2"), "{all}");
        let all = keys(&order(&[], &["summary", "work", "sections"]));
        assert!(all.starts_with("summary #1 work #0 #2 "), "{all}");
    }
}
