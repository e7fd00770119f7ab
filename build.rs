//! Embeds the fonts, the styles and the locales that ship with cvpdf, so that the binary is whole.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// The folder of fonts that stay as they are: they hardly get smaller and take long to unpack.
const PLAIN: &str = "cjk";

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code = String::new();
    let render = std::env::var_os("CARGO_FEATURE_RENDER").is_some();
    let font = |file: &Path| {
        let folder = file.parent().and_then(Path::file_name).expect("each family has a folder");
        if folder == PLAIN {
            return format!("Font::Plain(include_bytes!({}))", place(&root, file));
        }
        let (name, length) = packed(file, &out);
        format!("Font::Packed(include_bytes!(concat!(env!(\"OUT_DIR\"), {name:?})), {length})")
    };
    let bytes = |file: &Path| format!("include_bytes!({})", place(&root, file));
    let text = |file: &Path| format!("include_str!({})", place(&root, file));
    type Include<'a> = &'a dyn Fn(&Path) -> String;
    let (fonts, bytes, text): ((_, Include<'_>), (_, Include<'_>), (_, Include<'_>)) =
        (("Font", &font), ("&[u8]", &bytes), ("&str", &text));
    for (name, folder, extensions, (kind, include), wanted) in [
        ("FONTS", "fonts", &["otf", "ttf", "ttc"][..], fonts, render),
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
            let path = below(&root.join(folder), &file);
            writeln!(code, "    ({path:?}, {}),", include(&file)).expect("a string");
        }
        code.push_str("];\n");
    }
    fs::write(out.join("embedded.rs"), code).expect("cargo's folder can be written");
    link_at_fixed_address();
}

/// Where a file is, asked of the compiler, so that a checkout may be moved with what was built in it.
fn place(root: &Path, file: &Path) -> String {
    format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{}", below(root, file)))
}

/// The path of a file below a folder.
fn below(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).expect("it is below");
    path.to_str().expect("names are ASCII").replace('\\', "/")
}

/// Packs a file into cargo's folder. Returns its name there, and how long it was.
fn packed(file: &Path, out: &Path) -> (String, usize) {
    let bytes = fs::read(file).expect("it was found");
    let name = format!("/{}.z", file.file_name().expect("it has one").display());
    let target = fs::File::create(out.join(&name[1..])).expect("cargo's folder can be written");
    let mut encoder = ZlibEncoder::new(target, Compression::best());
    encoder.write_all(&bytes).expect("cargo's folder can be written");
    encoder.finish().expect("cargo's folder can be written");
    (name, bytes.len())
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
