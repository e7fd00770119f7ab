//! What each step costs, in-process: reading, normalising, typesetting, writing.
//!
//! `cargo bench` runs it; compare figures by their ratio within one run.

use std::path::Path;

use cvpdf::diag::Sink;
use cvpdf::import::{Input, ReadOptions, import, open};
use cvpdf::profile::Profile;
use cvpdf::render::{PdfOptions, RenderOptions, Renderer};
use cvpdf::source::Source;
use cvpdf::style::Style;
use cvpdf::{Fonts, normalize};
use divan::Bencher;

/// That of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const EXAMPLE: &str = include_str!("../examples/engineer.json");

fn source() -> Source {
    Source::new("engineer.json", EXAMPLE)
}

fn profile() -> Profile {
    let input = Input::from(source());
    normalize(
        import(&input, &ReadOptions::default(), &mut Sink::new()).expect("the example is sound"),
    )
}

#[divan::bench]
fn read(bencher: Bencher) {
    bencher.bench(|| {
        // A new source each time, so that decoding counts.
        let input = Input::from(source());
        import(&input, &ReadOptions::default(), &mut Sink::new())
    });
}

/// The formats, each by a typical file of its fixtures; archives and folders by themselves.
#[divan::bench(args = [
    "bibtex/typical/input.bib",
    "europass/candidate/input.xml",
    "europass/passport_xml/input.xml",
    "fresh/every_part/input.json",
    "html/plain_page/input.html",
    "json_resume/full-v1/input.json",
    "manfred/full/input.json",
    "reactive_resume/version_4/input.json",
    "reactive_resume/version_5/input.json",
    "rendercv/all_entry_types/input.yaml",
    "schema_org/json_ld_graph/input.jsonld",
    "yamlresume/all_sections/input.yml",
    "hayagriva/typical/input.yaml",
    "linkedin/old-zip/input.zip",
    "linkedin/single-table/input.csv",
    "open_resume/typical/input.json",
    "orcid/full/input.json",
])]
fn read_format(bencher: Bencher, case: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(case);
    let bytes = std::fs::read(path).expect("it is part of the repository");
    bencher.bench(|| {
        let input = open(Source::new(case, bytes.as_slice())).expect("it is sound");
        import(&input, &ReadOptions::default(), &mut Sink::new())
    });
}

#[divan::bench(name = "normalize")]
fn normalized(bencher: Bencher) {
    let profile = profile();
    bencher.with_inputs(|| profile.clone()).bench_values(normalize);
}

/// Each style by itself, warm, from the profile to the bytes of the PDF: as much of the example as
/// two of its pages hold.
#[divan::bench(args = Style::names().collect::<Vec<_>>(), sample_size = 1)]
fn style(bencher: Bencher, style: &str) {
    let renderer = Renderer::new(Fonts::bundled());
    let style = Style::find(style).expect("it ships");
    let (mut profile, source) = (profile(), source());
    let render = |profile: &Profile| {
        let options = RenderOptions::default();
        let document = renderer.render(profile, &style, &source, &options, &mut Sink::new());
        document.expect("the example renders")
    };
    while render(&distinct(&profile, 0)).page_count() > 2 {
        profile = shorter(&profile);
    }
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            distinct(&profile, number)
        })
        .bench_local_values(|profile| {
            let pdf = render(&profile).pdf(&PdfOptions::default());
            renderer.evict(1);
            pdf
        });
}

/// A CV of a page and a tenth, fitted to one page: all compilations that it takes.
#[divan::bench(args = Style::names().collect::<Vec<_>>(), sample_size = 1)]
fn fit(bencher: Bencher, style: &str) {
    let renderer = Renderer::new(Fonts::bundled());
    let style = Style::find(style).expect("it ships");
    let source = source();
    let mut options = RenderOptions::default();
    let render = |profile: &Profile, options: &RenderOptions| {
        let document = renderer.render(profile, &style, &source, options, &mut Sink::new());
        renderer.evict(1);
        document.expect("the example renders")
    };
    let mut whole = profile();
    whole.projects.clear();
    whole.publications.clear();
    let mut longer = vec![whole];
    while let Some(profile) = longer.last().filter(|it| render(it, &options).page_count() > 1) {
        longer.push(shorter(profile));
    }
    // A highlight takes two lines of the fifty or so of a page.
    let profile = &longer[longer.len().saturating_sub(4)];
    options.options.set("pages", "1").expect("an option");
    assert_eq!(render(profile, &options).page_count(), 1);
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            distinct(profile, number)
        })
        .bench_local_values(|profile| render(&profile, &options));
}

/// The profile without what is said last of its work.
fn shorter(profile: &Profile) -> Profile {
    let mut profile = profile.clone();
    match profile.work.last_mut() {
        Some(work) if !work.highlights.is_empty() => _ = work.highlights.pop(),
        Some(_) => _ = profile.work.pop(),
        None => profile = Profile::default(),
    }
    profile
}

#[divan::bench(args = ["classic", "modern", "compact"], sample_size = 1)]
fn export(bencher: Bencher, style: &str) {
    let renderer = Renderer::new(Fonts::bundled());
    let style = Style::find(style).expect("it ships");
    let (profile, source) = (profile(), source());
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            let profile = distinct(&profile, number);
            let options = RenderOptions::default();
            let document = renderer.render(&profile, &style, &source, &options, &mut Sink::new());
            renderer.evict(1);
            document.expect("the example renders")
        })
        .bench_local_values(|document| document.pdf(&PdfOptions::default()));
}

/// The profile with other words in every text, as long as before, so that nothing that was set
/// before serves again.
fn distinct(profile: &Profile, number: usize) -> Profile {
    let mut profile = profile.clone();
    let change = |text: &mut String| {
        if let Some(at) = text.len().checked_sub(4).filter(|at| text.is_char_boundary(*at)) {
            text.replace_range(at.., &format!("{number:04}"));
        }
    };
    for work in &mut profile.work {
        for highlight in &mut work.highlights {
            highlight.text.for_each_mut(change);
        }
        for text in work.summary.iter_mut().chain(&mut work.position) {
            text.for_each_mut(change);
        }
    }
    for highlight in profile.projects.iter_mut().flat_map(|project| &mut project.highlights) {
        highlight.text.for_each_mut(change);
    }
    if let Some(name) = &mut profile.basics.name {
        name.for_each_mut(|text| text.push_str(&format!(" {number}")));
    }
    profile
}
