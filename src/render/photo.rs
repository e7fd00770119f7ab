//! The photo: found beside the profile, checked, and made fit for print.

use std::path::{Component, Path};

use base64::Engine;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use typst::foundations::Bytes;

use super::{RenderOptions, place};
use crate::diag::{Diagnostic, Sink};
use crate::profile::Profile;
use crate::source::Source;

/// A photo in a format that the engine sets.
pub(super) struct Photo {
    pub(super) bytes: Bytes,
    pub(super) format: &'static str,
}

/// The largest file of a photo, in bytes.
const MOST_BYTES: u64 = 20 << 20;

/// The longest side that is of use in print, in pixels: 40 mm at 1,000 dpi.
const MOST_PIXELS: u32 = 1600;

/// Loads the photo that the user names, who may name any file, or the one that the profile names,
/// which may name one below its own folder or hold it. What cannot be used is reported and left out: a CV
/// without its photo is still one.
pub(super) fn load(
    user: Option<&str>,
    profile: Option<&str>,
    source: &Source,
    sink: &mut Sink,
) -> Option<Photo> {
    let (name, read) = match (user, profile) {
        (Some(path), _) => (path.to_owned(), read(Path::new(path))),
        (None, None) => return None,
        (None, Some(image)) if image.starts_with("data:") => ("data:…".to_owned(), within(image)),
        (None, Some(image)) => {
            let path = beside(image, source, sink)?;
            (path.display().to_string(), read(&path))
        }
    };
    match read {
        Ok(photo) => Some(photo),
        Err(reason) => {
            let message = format!("the photo `{name}` is left out: {reason}");
            let warning = Diagnostic::warning("bad-photo", message).help(
                "a photo is a PNG, JPEG, WebP or SVG file of at most 20 MB; `--photo none` prints none",
            );
            // A picture within the profile is no words to point at.
            let image = profile.filter(|image| user.is_none() && !image.starts_with("data:"));
            sink.push(place::words(warning, source, image.unwrap_or_default()));
            None
        }
    }
}

/// The path of an image that a profile names: below the profile's own folder and nowhere else.
fn beside(image: &str, source: &Source, sink: &mut Sink) -> Option<std::path::PathBuf> {
    let reject = |sink: &mut Sink, message: String, help: &str| {
        let info = Diagnostic::info("photo-elsewhere", message).help(help);
        sink.push(place::words(info, source, image));
        None
    };
    if image.contains("://") {
        let message = "the photo is an address, which is not fetched".to_owned();
        return reject(
            sink,
            message,
            "save it beside the profile and name the file, or use `--photo FILE`",
        );
    }
    let relative = Path::new(image);
    let folder = source.path().and_then(Path::parent);
    let Some(folder) = folder.filter(|_| {
        relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    }) else {
        let message = format!("the photo `{image}` is not below the profile's folder");
        return reject(
            sink,
            message,
            "use a path relative to the profile, without `..`, or `--photo FILE`",
        );
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = folder.join(relative);
    // A link may lead out of the folder.
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(real)) if !real.starts_with(&folder) => {
            let message = format!("the photo `{image}` links out of the profile's folder");
            reject(sink, message, "copy the file beside the profile, or use `--photo FILE`")
        }
        _ => Some(path),
    }
}

/// Puts the photo that a profile names into it, so that the profile may be used beside another file,
/// as `--with` does. One that cannot be used is told and forgotten.
pub fn embed_photo(profile: &mut Profile, source: &Source, sink: &mut Sink) {
    let Some(image) = profile.basics.image.clone() else { return };
    if image.contains("://") || image.starts_with("data:") {
        return;
    }
    profile.basics.image = load(None, Some(&image), source, sink).map(|photo| {
        let kind = match photo.format {
            "jpg" => "image/jpeg",
            "svg" => "image/svg+xml",
            _ => "image/png",
        };
        let engine = base64::engine::general_purpose::STANDARD;
        format!("data:{kind};base64,{}", engine.encode(&photo.bytes))
    });
}

/// The photo that the user names, who may name any file: with a flag, or in the file of settings
/// where the profile has no wish of its own.
pub(super) fn of_user<'a>(profile: &Profile, options: &'a RenderOptions) -> Option<&'a str> {
    let default = options.defaults.photo.as_deref();
    let default = default.filter(|_| profile.meta.cvpdf.photo.is_none());
    options.options.photo.as_deref().or(default).filter(|photo| !matches!(*photo, "auto" | "none"))
}

/// The image that a profile names.
pub(super) fn of_profile(profile: &Profile) -> Option<&str> {
    let of_options = profile.meta.cvpdf.photo.as_deref().filter(|photo| *photo != "auto");
    of_options.or(profile.basics.image.as_deref())
}

/// The file that a document's photo would be read from, there or not; `None` if it names none.
pub fn photo_path(
    profile: &Profile,
    options: &RenderOptions,
    source: &Source,
) -> Option<std::path::PathBuf> {
    if let Some(path) = of_user(profile, options) {
        return Some(path.into());
    }
    let image = of_profile(profile)?;
    if image.contains("://") || image.starts_with("data:") {
        return None;
    }
    let image = Path::new(image);
    let is_below =
        image.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    source.path().and_then(Path::parent).filter(|_| is_below).map(|folder| folder.join(image))
}

fn read(path: &Path) -> Result<Photo, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !size.is_file() || size.len() > MOST_BYTES {
        return Err("it is no file of at most 20 MB".to_owned());
    }
    decoded(std::fs::read(path).map_err(|error| error.to_string())?)
}

/// A photo that stands in the profile itself, in base64.
fn within(image: &str) -> Result<Photo, String> {
    let (kind, data) = image.split_once(',').unwrap_or_default();
    if !kind.ends_with(";base64") || data.len() as u64 > MOST_BYTES / 3 * 4 {
        return Err("it is no picture in base64 of at most 20 MB".to_owned());
    }
    let data: String = data.split_whitespace().collect();
    let engine = base64::engine::general_purpose::STANDARD;
    decoded(engine.decode(data).map_err(|error| error.to_string())?)
}

fn decoded(bytes: Vec<u8>) -> Result<Photo, String> {
    if is_svg(&bytes) {
        return Ok(Photo { bytes: Bytes::new(bytes), format: "svg" });
    }
    reencoded(&bytes).map_err(|error| error.to_string())
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    std::str::from_utf8(start).is_ok_and(|text| text.contains("<svg"))
}

/// Decodes and encodes anew: turned upright, in RGB, no larger than print needs, and without the
/// place, time and camera that files carry.
fn reencoded(bytes: &[u8]) -> image::ImageResult<Photo> {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format()?;
    let is_photograph = matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::WebP));
    let mut decoder = reader.into_decoder()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(20_000);
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    if image.width().max(image.height()) > MOST_PIXELS {
        image = image.resize(MOST_PIXELS, MOST_PIXELS, image::imageops::FilterType::Lanczos3);
    }
    let mut out = std::io::Cursor::new(Vec::new());
    let format = if is_photograph && !image.color().has_alpha() {
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 92);
        image.to_rgb8().write_with_encoder(encoder)?;
        "jpg"
    } else {
        image.to_rgba8().write_to(&mut out, ImageFormat::Png)?;
        "png"
    };
    Ok(Photo { bytes: Bytes::new(out.into_inner()), format })
}
