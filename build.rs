//! Embeds the fonts, the styles and the locales that ship with cvpdf, so that the binary is whole.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code = String::new();
    let render = std::env::var_os("CARGO_FEATURE_RENDER").is_some();
    let (bytes, text) = (("&[u8]", "include_bytes!"), ("&str", "include_str!"));
    for (name, folder, extensions, (kind, include), wanted) in [
        ("FONTS", "fonts", &["otf", "ttf", "ttc"][..], bytes, render),
        ("FONT_INDEX", "fonts", &["json"], text, render),
        ("TEMPLATES", "templates", &["typ", "toml", "svg", "png"], bytes, render),
        ("LOCALES", "src/locale", &["toml", "tsv"], text, true),
    ] {
        println!("cargo::rerun-if-changed={folder}");
        if !wanted {
            continue;
        }
        let mut files = Vec::new();
        collect(&root.join(folder), extensions, &mut files);
        files.sort();
        writeln!(code, "pub(crate) static {name}: &[(&str, {kind})] = &[").expect("a string");
        for file in files {
            let path = file.strip_prefix(root.join(folder)).expect("it is below");
            let path = path.to_str().expect("names are ASCII").replace('\\', "/");
            // Asked of the compiler, so that a checkout may be moved with what was built in it.
            let place =
                format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{folder}/{path}"));
            writeln!(code, "    ({path:?}, {include}({place})),").expect("a string");
        }
        code.push_str("];\n");
    }
    fs::write(out.join("embedded.rs"), code).expect("cargo's folder can be written");
    link_at_fixed_address();
}

/// On Linux, links the binary to a fixed address: the relocations of 60 MB at each start cost a
/// millisecond of the twenty that a CV takes.
fn link_at_fixed_address() {
    let target =
        |name: &str| std::env::var_os(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Collects the files below a folder that have one of the extensions. A folder that is not there
/// (the pack of CJK fonts is left out of the published crate) has none.
fn collect(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, extensions, files);
        } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
            files.push(path);
        }
    }
}
