//! What the reading of each format costs, in-process: from the bytes of a file of 50 kB to a profile
//! and its diagnostics.
//!
//! `cargo bench --no-default-features --bench formats` runs it, without building the engine.

mod inputs;

use cvpdf::diag::Sink;
use cvpdf::import::{ReadOptions, import, open};
use cvpdf::source::Source;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

#[divan::bench(args = inputs::NAMES)]
fn read(bencher: Bencher, name: &str) {
    let bytes = inputs::of(name);
    let read = || {
        // A new source each time, so that unpacking and decoding count.
        let input = open(Source::new(name, bytes.as_slice())).expect("it is sound");
        let mut sink = Sink::new();
        let profile = import(&input, &ReadOptions::default(), &mut sink);
        (profile.expect("it is sound"), sink)
    };
    bencher.counter(BytesCount::of_slice(&bytes)).bench(read);
}
