//! What the reading of each format costs, in-process: from the bytes of a file of 50 kB to a profile
//! and its diagnostics; of each text among the fixtures; and of texts up to 4 MB, to see the curve.
//!
//! `cargo bench --no-default-features --bench formats` runs it, without building the engine.

mod inputs;

use std::path::{Path, PathBuf};

use cvpdf::diag::Sink;
use cvpdf::import::{ReadOptions, import, open};
use cvpdf::profile::Profile;
use cvpdf::source::Source;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

#[divan::bench(args = inputs::NAMES)]
fn read(bencher: Bencher, name: &str) {
    let bytes = inputs::of(name);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| whole(name, &bytes));
}

#[divan::bench(args = texts())]
fn text(bencher: Bencher, path: &str) {
    let bytes = std::fs::read(fixtures().join(path)).expect("it is part of the repository");
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| whole(path, &bytes));
}

/// All texts of the fixtures one after the other, again and again up to so many kB.
#[divan::bench(args = [16, 64, 256, 1024, 4096], sample_count = 5, sample_size = 1)]
fn text_of_kb(bencher: Bencher, size: usize) {
    let texts = texts().into_iter().filter(|path| path.ends_with(".txt"));
    let texts: Vec<_> = texts.flat_map(|path| std::fs::read(fixtures().join(path))).collect();
    let bytes: Vec<u8> = texts.iter().flatten().copied().cycle().take(1024 * size).collect();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| whole("input.txt", &bytes));
}

/// Reads a file, from its bytes on. The source is new each time, so that unpacking and decoding count.
fn whole(name: &str, bytes: &[u8]) -> (Profile, Sink) {
    let input = open(Source::new(name, bytes)).expect("it is sound");
    let mut sink = Sink::new();
    let profile = import(&input, &ReadOptions::default(), &mut sink);
    (profile.expect("it is sound"), sink)
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

/// The texts of the fixtures, by their paths.
fn texts() -> Vec<String> {
    let cases = ["text", "markdown"].into_iter().flat_map(|format| {
        let cases =
            std::fs::read_dir(fixtures().join(format)).expect("it is part of the repository");
        cases.flatten().map(move |case| format!("{format}/{}", case.file_name().to_string_lossy()))
    });
    let files = cases.flat_map(|case| ["txt", "md"].map(|end| format!("{case}/input.{end}")));
    let mut texts: Vec<_> = files.filter(|path| fixtures().join(path).is_file()).collect();
    texts.sort();
    texts
}
