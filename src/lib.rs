//! Turns any résumé into a typeset PDF one would be proud to send.

pub mod diag;
pub mod import;
mod normalize;
pub mod profile;
pub mod source;
pub mod syntax;

pub use normalize::normalize;
