//! Embeds the fonts, the styles and the locales that ship with cvpdf, so that the binary is whole.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Fonts that stay as they are: those that hardly get smaller and take long to unpack, and those
/// that nearly every document uses.
const PLAIN: [&str; 3] =
    ["cjk/", "source-sans-3/SourceSans3-Regular.otf", "source-sans-3/SourceSans3-Semibold.otf"];

/// Fonts that many documents use, which are packed so that they are unpacked in half the time.
const QUICK: [&str; 2] = ["source-sans-3/SourceSans3-Bold.otf", "source-sans-3/SourceSans3-It.otf"];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code = String::new();
    let mut packed = Vec::new();
    let render = std::env::var_os("CARGO_FEATURE_RENDER").is_some();
    for (name, folder, extensions, kind, wanted) in [
        ("FONTS", "fonts", &["otf", "ttf", "ttc"][..], "Font", render),
        ("FONT_INDEX", "fonts", &["json"], "&str", render),
        ("TEMPLATES", "templates", &["typ", "toml", "svg", "png"], "&[u8]", render),
        ("LOCALES", "src/locale", &["toml"], "&str", true),
        ("TABLES", "src/locale", &["tsv"], "Text", true),
        ("LISTS", "src/extract/data", &["txt"], "Text", true),
    ] {
        println!("cargo::rerun-if-changed={folder}");
        if !wanted {
            continue;
        }
        let mut files = Vec::new();
        collect(&root.join(folder), extensions, &mut files);
        files.sort();
        let count = files.len();
        writeln!(code, "pub(crate) static {name}: [(&str, {kind}); {count}] = [")
            .expect("a string");
        for file in files {
            let path = below(&root.join(folder), &file);
            let is_among = |names: &[&str]| names.iter().any(|name| path.starts_with(name));
            // Asked of the compiler, so that a checkout may be moved with what was built in it.
            let place = format!("/{}", below(&root, &file));
            let place = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?})");
            let value = match kind {
                "&str" => format!("include_str!({place})"),
                "Font" if is_among(&PLAIN) => {
                    format!("Font::Plain(include_bytes!({place}))")
                }
                "Font" | "Text" => {
                    let (how, extension) = match kind {
                        "Text" => ("Text::new", "br"),
                        _ if is_among(&QUICK) => ("Font::Quick", "z"),
                        _ => ("Font::Small", "br"),
                    };
                    let name = file.file_name().expect("it has one").display();
                    let name = format!("/{name}.{extension}");
                    let place = format!("concat!(env!(\"OUT_DIR\"), {name:?})");
                    packed.push((file, out.join(&name[1..])));
                    format!("{how}(include_bytes!({place}))")
                }
                _ => format!("include_bytes!({place})"),
            };
            writeln!(code, "    ({path:?}, {value}),").expect("a string");
        }
        code.push_str("];\n");
    }
    fs::write(out.join("embedded.rs"), code).expect("cargo's folder can be written");
    pack(packed);
    link_at_fixed_address();
}

/// The path of a file below a folder.
fn below(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).expect("it is below");
    path.to_str().expect("names are ASCII").replace('\\', "/")
}

/// Packs files, each into another: by zlib where that is its extension, else by Brotli. It takes a
/// while, so what is packed already is left.
fn pack(files: Vec<(PathBuf, PathBuf)>) {
    let changed = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let files = Mutex::new(files);
    let next = || files.lock().ok()?.pop();
    let work = || {
        while let Some((file, target)) = next() {
            if changed(&target) > changed(&file) {
                continue;
            }
            let bytes = fs::read(&file).expect("it was found");
            let mut packed = Vec::new();
            if target.extension().is_some_and(|extension| extension == "z") {
                let mut encoder = ZlibEncoder::new(&mut packed, Compression::best());
                encoder.write_all(&bytes).expect("it is in memory");
                encoder.finish().expect("it is in memory");
            } else {
                // The window holds the largest font.
                let how = BrotliEncoderParams { quality: 11, lgwin: 19, ..Default::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut packed, &how).expect("it is in memory");
            }
            fs::write(target, packed).expect("cargo's folder can be written");
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..cores).for_each(|_| _ = scope.spawn(work)));
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
