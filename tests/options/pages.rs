//! How the pages are filled, and where they begin.

use super::*;

/// The profile with so many further highlights.
fn with_highlights(count: usize) -> String {
    let line = |i| {
        format!(
            "Brought loom {i} back to work with what the cellar held and a good deal of patience"
        )
    };
    let lines: Vec<_> = (1..=count).map(line).collect();
    PROFILE.replace("highlights: [One]", &format!("highlights: [One, {}]", lines.join(", ")))
}

#[test]
fn pages_are_filled_as_asked() {
    for style in Style::names() {
        let set = |count: usize, options: &[(&str, &str)]| {
            let (document, told) = try_render(&with_highlights(count), style, options);
            (document.unwrap(), told)
        };
        let (mut one, mut two) = (1, 150);
        while two - one > 1 {
            let middle = usize::midpoint(one, two);
            let fits = set(middle, &[]).0.page_count() == 1;
            *(if fits { &mut one } else { &mut two }) = middle;
        }
        // Where a list goes on on the next page, no bullet stands alone.
        for count in [two, two + 1] {
            assert_eq!(set(count, &[]).0.layout_faults(), [], "{style}, {count}");
        }
        for pages in ["1", "2", "auto"] {
            let (document, told) = set(two + 1, &[("pages", pages)]);
            assert_eq!(document.page_count(), 1, "{style}, {pages}");
            assert_eq!(document.layout_faults(), [], "{style}, {pages}");
            assert!(document.text().contains("loom 1 ") && document.text().contains("Lyceum"));
            assert!(told.iter().any(|d| d.code == "fitted"), "{style}, {pages}: {told:?}");
        }
        // What fits is not made longer, and what cannot fit is told.
        assert_eq!(set(one, &[("pages", "1")]).0.page_count(), 1, "{style}");
        assert_eq!(set(two / 2, &[("pages", "2")]).0.page_count(), 1, "{style}");
        let (document, told) = set(4 * two, &[("pages", "1")]);
        assert_eq!(document.layout_faults(), [], "{style}");
        let warning = told.iter().find(|d| d.code == "too-long").unwrap();
        assert!(warning.message.contains("lines too many for 1 page"), "{}", warning.message);
        let help = warning.help.as_ref().unwrap();
        assert!(help.contains("longest sections are `Experience` ("), "{help}");
    }
}

#[test]
fn a_side_longer_than_its_page_goes_on_on_the_next() {
    let fields = |count: usize| -> Vec<usize> {
        let skills: Vec<_> = (1..=count)
            .map(|i| format!("  - {{ name: Field {i}, keywords: [Loom, Lathe] }}"))
            .collect();
        let text =
            PROFILE.replace("  - { name: Tools, keywords: [Loom, Lathe] }", &skills.join("\n"));
        let document = try_render(&text, "sidebar", &[]).0.unwrap();
        assert_eq!(document.layout_faults(), [], "{count}");
        document.text().split("\n\n").map(|page| page.matches("Field ").count()).collect()
    };
    let most = (1..100).find(|count| fields(count + 1).len() > 1).unwrap();
    assert_eq!(fields(most), [most]);
    let pages = fields(3 * most);
    assert_eq!(pages.iter().sum::<usize>(), 3 * most, "{pages:?}");
    assert!(pages.len() > 2 && pages[0] == most && pages[1] >= most, "{pages:?}");
}

#[test]
fn sections_begin_on_a_new_page_where_asked() {
    for style in Style::names() {
        let pages = |options: &[(&str, &str)]| -> Vec<String> {
            let order = ("sections", "work,education,skills");
            let document = render(style, &[&[order], options].concat());
            assert_eq!(document.layout_faults(), [], "{style}, {options:?}");
            document.pdf(&PdfOptions::default()).unwrap();
            let pages: Vec<_> = document.text().split("\n\n").map(str::to_lowercase).collect();
            assert_eq!(pages.len(), document.page_count(), "{style}, {options:?}: {pages:?}");
            assert!(pages.iter().all(|page| !page.trim().is_empty()), "{style}, {options:?}");
            pages
        };
        let before = |keys: &str| pages(&[("break-before", keys)]);
        let plain = pages(&[]);
        assert_eq!(plain.len(), 1, "{style}");
        // The first section stays where it is; what is not there breaks nothing.
        for keys in ["work", "projects,summary", ""] {
            assert_eq!(before(keys), plain, "{style}, {keys}");
        }
        assert_eq!(pages(&[("break-before", "education"), ("sections", "-education")]).len(), 1);
        for (key, heading) in [("education", "education\n"), ("skills", "skills\n")] {
            let pages = before(key);
            assert_eq!(pages.len(), 2, "{style}, {key}: {pages:?}");
            assert!(pages[1].starts_with(heading), "{style}, {key}: {pages:?}");
        }
        // In columns, both breaks may be those of one page.
        let both = before("education, skills");
        assert!((2..=3).contains(&both.len()), "{style}: {both:?}");
        for wanted in ["2", "auto"] {
            let pages = pages(&[("break-before", "education"), ("pages", wanted)]);
            assert!(pages.len() == 2 && pages[1].starts_with("education"), "{style}: {pages:?}");
        }
        let options = [("break-before", "work,education"), ("pages", "1")];
        let (_, told) = try_render(PROFILE, style, &options);
        let warning = told.iter().find(|d| d.code == "too-long").unwrap();
        assert!(warning.help.as_ref().unwrap().contains("`--break-before`"), "{warning}");
    }
}

#[test]
fn a_profile_may_ask_for_new_pages() {
    let render = |keys: &str| {
        let meta = format!("meta: {{ cvpdf: {{ breakBefore: {keys} }} }}\n");
        let source = Source::new("ada.yaml", format!("{PROFILE}{meta}"));
        let mut sink = Sink::new();
        let profile =
            normalize(import(&source.clone().into(), &ReadOptions::default(), &mut sink).unwrap());
        let style = Style::find("compact").unwrap();
        let renderer = Renderer::new(Fonts::bundled());
        let document =
            renderer.render(&profile, &style, &source, &RenderOptions::default(), &mut sink);
        (document.unwrap().page_count(), sink.into_diagnostics())
    };
    assert_eq!(render("[education, skills]").0, 3);
    assert_eq!(render("education").0, 2);
    let (pages, told) = render("[educatoin]");
    let warning = told.iter().find(|d| d.code == "bad-option").unwrap();
    assert!(pages == 1 && warning.help.as_ref().unwrap().contains("`educatoin` is none"));
}

#[test]
fn a_profile_may_ask_for_pages() {
    let count = |meta: &str| {
        let text = format!("{}meta: {{ cvpdf: {{ {meta} }} }}\n", with_highlights(54));
        let (document, told) = try_render(&text, "compact", &[]);
        assert!(told.iter().all(|d| d.severity < Severity::Warning), "{told:?}");
        document.unwrap().page_count()
    };
    assert_eq!([count("links: visible"), count("pages: 1")], [2, 1]);
}

/// In `compact` a summary is narrower than the page, in `swiss` larger than the text.
#[test]
fn no_word_of_a_summary_stands_alone_below_a_line() {
    for style in ["compact", "swiss"] {
        let mut broken = 0;
        for length in 30..150 {
            let words: Vec<String> = (0..length / 10).map(|i| format!("loom work{i}")).collect();
            let last = "n".repeat(1 + length % 10);
            let summary = format!("Begins {} {last}end", words.join(" "));
            let text = PROFILE.replace("basics:", &format!("basics:\n  summary: {summary}"));
            let text = try_render(&text, style, &[]).0.unwrap().text();
            let lines: Vec<&str> = text.lines().skip_while(|l| !l.contains("Begins")).collect();
            let end = lines.iter().position(|line| line.ends_with("end")).unwrap();
            broken += usize::from(end > 0);
            let is_alone = end > 0 && !lines[end].contains(' ');
            assert!(!is_alone, "{style}, {length}: {:?}", &lines[..=end]);
        }
        assert!(broken > 10 && broken < 110, "{style}: {broken}");
    }
}
