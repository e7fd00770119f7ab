use super::*;
use crate::source::Source;

#[test]
fn zz() {
    let file = std::env::var("CV").unwrap();
    let mut sink = Sink::new();
    let source = Source::read(std::path::Path::new(&file)).unwrap();
    let profile = crate::normalize(crate::import(&source.into(), &crate::import::ReadOptions::default(), &mut sink).unwrap());
    for name in std::env::var("TO").unwrap().split(',') {
        let mut sink = Sink::new();
        let text = (Writer::find(name).unwrap().write)(&profile, &WriteOptions::default(), &mut sink);
        println!("=================== {name}\n{text}");
        for d in sink.diagnostics() { println!("{d} / {}", d.help.as_deref().unwrap_or("")); }
    }
}
