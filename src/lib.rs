//! Turns any résumé into a typeset PDF one would be proud to send.

pub mod diag;
mod embedded;
#[cfg(feature = "render")]
mod fonts;
pub mod import;
pub mod locale;
mod normalize;
pub mod profile;
#[cfg(feature = "render")]
pub mod render;
pub mod source;
#[cfg(feature = "render")]
pub mod style;
pub mod syntax;

#[cfg(feature = "render")]
pub use fonts::{Family, Fonts, Origin};
pub use normalize::normalize;
