//! Any text: each of its bytes has one owner, in order and without a gap.

#![no_main]

use cvpdf::import::{FORMATS, Input, ReadOptions, explain};
use cvpdf::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else { return };
    let wanted = ["text", "markdown"][usize::from(*kind) % 2];
    let format = FORMATS.iter().copied().find(|format| format.name == wanted);
    let source = Source::new("a.txt", bytes);
    let text = source.text().to_owned();
    let options = ReadOptions { format, ..ReadOptions::default() };
    let explanation = explain(&Input::from(source), &options).expect("texts are explained");
    let mut end = 0;
    for piece in &explanation.pieces {
        assert_eq!(piece.range.start, end);
        assert!(text.get(piece.range.clone()).is_some());
        end = piece.range.end;
    }
    assert_eq!(end, text.len());
});
