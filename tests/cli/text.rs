//! Résumés in text: where each piece went, and a profile to correct by hand.

use crate::desk::{Desk, objects};

const RESUME: &str = "\
Ada Example
ada@example.com · 555-0100 · Leeds

EXPERIENCE

Engineer, Analytical Engines
March 2019 – present
• Wrote the first program
• Taught two others

EDUCATION

BSc Mathematics, University of Leeds, 2015 – 2018
";

#[test]
fn a_text_becomes_a_pdf() {
    let desk = Desk::new();
    desk.write("ada.txt", RESUME);
    desk.run(&["render", "ada.txt", "--style", "modern"]).status(0);
    assert!(desk.read("ada.pdf").starts_with(b"%PDF-"));
}

#[test]
fn explain_tells_an_owner_for_every_line() {
    let desk = Desk::new();
    desk.write("ada.txt", RESUME);
    let run = desk.run(&["check", "ada.txt", "--explain"]).status(0);
    let told = run.text().lines().filter(|line| line.contains(" | ")).count();
    let owners = run.text().lines().filter(|line| line.trim_start().starts_with("= ")).count();
    assert_eq!(told, RESUME.lines().filter(|line| !line.is_empty()).count());
    assert_eq!(owners, told);
    assert!(run.text().contains("basics.email"), "{}", run.text());

    let run = desk.run(&["check", "ada.txt", "--explain", "--message-format", "json"]).status(0);
    let told = objects(run.text());
    let pieces: Vec<_> = told.iter().filter(|object| object["type"] == "piece").collect();
    let mut end = 0;
    for piece in &pieces {
        assert_eq!(piece["start"], end, "{piece}");
        end = piece["end"].as_u64().unwrap();
    }
    assert_eq!(end, RESUME.len() as u64);
    let summary = told.iter().find(|object| object["type"] == "summary").unwrap();
    assert!(summary["confidence"].as_f64().unwrap() > 0.5, "{summary}");
    assert!(summary["fields"].as_array().unwrap().len() > 5, "{summary}");
}

#[test]
fn yaml_to_correct_says_the_same_as_json() {
    let desk = Desk::new();
    desk.write("ada.txt", RESUME);
    desk.run(&["convert", "ada.txt", "-o", "ada.yaml"]).status(0);
    let direct = desk.run(&["convert", "ada.txt", "--to", "json"]).status(0);
    let by_hand = desk.run(&["convert", "ada.yaml", "--to", "json"]).status(0);
    assert_eq!(direct.text(), by_hand.text());
}

#[test]
fn wrong_ways_to_read_a_text_are_refused() {
    let desk = Desk::new();
    desk.write("ada.txt", RESUME);
    desk.run(&["check", "ada.txt", "--as-of", "soon"]).status(2).says("`--as-of`");
    desk.run(&["check", "ada.txt", "--unplaced", "lose"]).status(2).says("append");
    desk.write("noise.txt", "12 34 56\n\n---\n");
    desk.run(&["render", "noise.txt"]).status(1);
    desk.write("package.json", "{ \"name\": \"left-pad\", \"version\": \"1.0.0\" }");
    desk.run(&["render", "package.json"]).status(1).says("no résumé in a known format");
}
