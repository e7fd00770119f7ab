//! Photos: all formats, cropped, in a shape, upright, without what the camera wrote.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ImageEncoder, Rgb, RgbImage};

use super::*;

const MAGENTA: Rgb<u8> = Rgb([208, 32, 144]);
const GREEN: Rgb<u8> = Rgb([32, 160, 64]);

/// What a camera may have written into a file.
const PLACE: &str = "51.4779 N 0.0015 W";

/// A picture with magenta where `inside` says so, else green.
fn picture(width: u32, height: u32, inside: impl Fn(u32, u32) -> bool) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| if inside(x, y) { MAGENTA } else { GREEN })
}

/// A file with metadata: an orientation, and a place.
fn encoded(format: &str, picture: &RgbImage, orientation: u8) -> Vec<u8> {
    // A directory of one entry: the orientation (0x0112), a short.
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(PLACE.as_bytes());
    let mut file = Cursor::new(Vec::new());
    let kind = image::ExtendedColorType::Rgb8;
    let (width, height) = picture.dimensions();
    match format {
        "png" => {
            let mut encoder = PngEncoder::new(&mut file);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(picture, width, height, kind).unwrap();
        }
        "jpg" => {
            let mut encoder = JpegEncoder::new_with_quality(&mut file, 95);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(picture, width, height, kind).unwrap();
        }
        _ => {
            let mut encoder = WebPEncoder::new_lossless(&mut file);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(picture, width, height, kind).unwrap();
        }
    }
    file.into_inner()
}

/// A folder with a photo in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(name: &str, bytes: impl AsRef<[u8]>) -> (Self, PathBuf) {
        let folder = Self(tempfile::tempdir().unwrap());
        let path = folder.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }
}

fn with_photo(style: &str, path: &Path, options: &[(&str, &str)]) -> (Document, Vec<Diagnostic>) {
    let photo = ("photo", path.to_str().unwrap());
    let (document, told) =
        try_render(PROFILE, style, &[&[photo, ("accent", "none")], options].concat());
    (document.unwrap(), told)
}

/// The pixels of a colour on the first page.
struct Spot {
    count: u32,
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
    centre: f64,
}

impl Spot {
    fn of(document: &Document, colour: Rgb<u8>) -> Self {
        let page = image::load_from_memory(&document.png(0, 100.0).unwrap()).unwrap().to_rgb8();
        let is_like =
            |pixel: &Rgb<u8>| pixel.0.iter().zip(colour.0).all(|(a, b)| a.abs_diff(b) < 30);
        let found: Vec<_> = page
            .enumerate_pixels()
            .filter(|(_, _, pixel)| is_like(pixel))
            .map(|(x, y, _)| (x, y))
            .collect();
        let (xs, ys) = (found.iter().map(|at| at.0), found.iter().map(|at| at.1));
        Self {
            count: found.len() as u32,
            left: xs.clone().min().unwrap_or(0),
            right: xs.clone().max().unwrap_or(0) + 1,
            top: ys.clone().min().unwrap_or(0),
            bottom: ys.max().unwrap_or(0) + 1,
            centre: xs.map(f64::from).sum::<f64>() / found.len().max(1) as f64,
        }
    }

    fn width(&self) -> f64 {
        f64::from(self.right - self.left)
    }

    fn height(&self) -> f64 {
        f64::from(self.bottom - self.top)
    }
}

fn styles() -> impl Iterator<Item = &'static str> {
    Style::names().filter(|style| *style != "ats")
}

#[test]
fn photos_of_every_format_are_printed() {
    let plain = picture(300, 300, |_, _| true);
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30"><desc>51.4779 N 0.0015 W</desc><rect width="30" height="30" fill="#d02090"/></svg>"##;
    for (name, bytes) in [
        ("a.png", encoded("png", &plain, 1)),
        ("a.jpg", encoded("jpg", &plain, 1)),
        ("a.webp", encoded("webp", &plain, 1)),
        ("a.svg", svg.as_bytes().to_vec()),
        // What counts is the content, not the name.
        ("a.png", encoded("jpg", &plain, 1)),
    ] {
        let (_folder, path) = Folder::with(name, bytes);
        let (document, told) = with_photo("modern", &path, &[]);
        assert!(told.iter().all(|d| d.severity < Severity::Warning), "{name}: {told:?}");
        assert!(Spot::of(&document, MAGENTA).count > 5_000, "{name}");
        let pdf = document.pdf(&PdfOptions::default()).unwrap();
        let pdf = String::from_utf8_lossy(&pdf);
        assert!(pdf.contains("Portrait of Ada Example") || pdf.contains("/Alt"), "{name}");
        assert!(!pdf.contains(PLACE), "{name}: metadata of the file is in the PDF");
    }
}

#[test]
fn photos_fill_their_frame_from_the_middle_in_every_style() {
    // The outer quarters are beyond any frame, high or wide.
    for (width, height) in [(800, 400), (400, 800)] {
        let banner = picture(width, height, |x, y| {
            let (x, y) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
            if width > height { (0.2..0.8).contains(&x) } else { (0.14..0.86).contains(&y) }
        });
        let (_folder, path) = Folder::with("a.png", encoded("png", &banner, 1));
        for style in styles() {
            let (document, _) = with_photo(style, &path, &[]);
            assert_eq!(document.layout_faults(), [], "{style}");
            let inside = Spot::of(&document, MAGENTA);
            assert!(inside.count > 2_000, "{style}: {}", inside.count);
            assert_eq!(Spot::of(&document, GREEN).count, 0, "{style}, {width} by {height}");
        }
        assert_eq!(Spot::of(&with_photo("ats", &path, &[]).0, MAGENTA).count, 0);
    }
}

#[test]
fn photos_have_the_shape_asked_for_in_every_style() {
    let (_folder, path) = Folder::with("a.png", encoded("png", &picture(400, 400, |_, _| true), 1));
    for style in styles() {
        let share = |shape: &str| {
            let (document, _) = with_photo(style, &path, &[("photo-shape", shape)]);
            let spot = Spot::of(&document, MAGENTA);
            f64::from(spot.count) / (spot.width() * spot.height())
        };
        let [circle, rounded, square] = ["circle", "rounded", "square"].map(share);
        assert!((circle - std::f64::consts::FRAC_PI_4).abs() < 0.02, "{style}: {circle}");
        assert!(
            square > 0.995 && rounded < square - 0.002 && rounded > 0.97,
            "{style}: {rounded} {square}"
        );
    }
}

#[test]
fn photos_stand_upright() {
    // As the camera held it, magenta is at the top; turned by a quarter, it is at the right.
    let turned = picture(400, 400, |_, y| y < 200);
    for format in ["jpg", "png", "webp"] {
        let (_folder, path) = Folder::with("a", encoded(format, &turned, 6));
        let (document, _) = with_photo("compact", &path, &[("photo-shape", "square")]);
        let [magenta, green] = [MAGENTA, GREEN].map(|colour| Spot::of(&document, colour));
        assert!(magenta.centre > green.centre + 0.3 * magenta.height(), "{format}");
        assert!(magenta.top.abs_diff(green.top) < 3, "{format}");
    }
}

#[test]
fn photos_for_the_press_are_printed_in_the_colours_of_screens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/photos/cmyk.jpg");
    let (document, told) = with_photo("modern", &path, &[]);
    assert!(told.iter().all(|d| d.severity < Severity::Warning), "{told:?}");
    assert!(Spot::of(&document, MAGENTA).count > 5_000);
    let pdf = document.pdf(&PdfOptions::default()).unwrap();
    assert!(!String::from_utf8_lossy(&pdf).contains("DeviceCMYK"));
}

#[test]
fn photos_that_are_none_are_told_and_left_out() {
    for bytes in [&b""[..], b"GIF89a", b"<html></html>", b"\x89PNG\r\n\x1a\n and no more"] {
        let (_folder, path) = Folder::with("a.png", bytes);
        let (document, told) = with_photo("sidebar", &path, &[]);
        assert!(told.iter().any(|d| d.code == "bad-photo"), "{told:?}");
        document.pdf(&PdfOptions::default()).unwrap();
    }
}
