//! What holds for every value of the schema, whatever its shape.

use indexmap::IndexMap;

use super::{Highlight, Options, Text, When, Written};

/// What holds for every value of the schema, whatever its shape.
pub(crate) trait Tidy {
    /// Trims its texts and drops what is blank in it.
    fn tidy(&mut self);

    /// Whether it says nothing.
    fn is_blank(&self) -> bool;

    /// Visits its texts that may be localised, in the order of the schema.
    fn texts(&self, _visit: &mut dyn FnMut(&Text)) {}
}

impl Tidy for String {
    fn tidy(&mut self) {
        let trimmed = self.trim();
        if trimmed.len() != self.len() {
            *self = trimmed.to_owned();
        }
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Tidy for Text {
    fn tidy(&mut self) {
        self.for_each_mut(String::tidy);
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Text)) {
        visit(self);
    }
}

impl Tidy for Highlight {
    fn tidy(&mut self) {
        self.text.tidy();
        self.highlights.tidy();
        self.tags.tidy();
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.highlights.is_empty() && self.extra.is_empty()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Text)) {
        self.text.texts(visit);
        self.highlights.texts(visit);
    }
}

impl<T: Tidy> Tidy for Option<T> {
    fn tidy(&mut self) {
        if let Some(value) = self {
            value.tidy();
        }
        if self.as_ref().is_some_and(T::is_blank) {
            *self = None;
        }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Text)) {
        if let Some(value) = self {
            value.texts(visit);
        }
    }
}

impl<T: Tidy> Tidy for Vec<T> {
    fn tidy(&mut self) {
        self.iter_mut().for_each(T::tidy);
        self.retain(|value| !value.is_blank());
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Text)) {
        self.iter().for_each(|value| value.texts(visit));
    }
}

impl Tidy for IndexMap<String, Text> {
    fn tidy(&mut self) {
        self.values_mut().for_each(Text::tidy);
        self.retain(|_, text| !text.is_blank());
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn texts(&self, visit: &mut dyn FnMut(&Text)) {
        self.values().for_each(visit);
    }
}

/// Values that are as they are.
macro_rules! always_tidy {
    ($($ty:ty),*) => {$(
        impl Tidy for $ty {
            fn tidy(&mut self) {}

            fn is_blank(&self) -> bool {
                false
            }
        }
    )*};
}
always_tidy!(When, Written, Options, usize);
