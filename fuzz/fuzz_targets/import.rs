//! Any bytes: reading never panics, every diagnostic points inside the text, a profile that was
//! read is written and read again as it was, and putting it in order twice is doing it once.

#![no_main]

use cvpdf::diag::{Place, Sink};
use cvpdf::import::{Input, ReadOptions, import};
use cvpdf::normalize;
use cvpdf::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The first byte names the file, so that every grammar is reached.
    let Some((kind, bytes)) = data.split_first() else { return };
    let name = ["a.json", "a.yaml", "a.toml", "a.md", "a.txt", "<stdin>"][usize::from(*kind) % 6];
    let input = Input::from(Source::new(name, bytes));
    let mut sink = Sink::new();
    let read = import(&input, &ReadOptions::default(), &mut sink);
    for diagnostic in sink.diagnostics() {
        if let Place::Text { source, range } = &diagnostic.place {
            assert!(source.text().get(range.clone()).is_some(), "{diagnostic}");
        }
    }
    let Ok(profile) = read else { return };
    let profile = normalize(profile);
    assert_eq!(normalize(profile.clone()), profile);
    let json = serde_json::to_string(&profile).expect("a profile is plain data");
    let again = Input::from(Source::new("again.json", json));
    if let Ok(again) = import(&again, &ReadOptions::default(), &mut Sink::new()) {
        assert_eq!(normalize(again), profile);
    }
});
