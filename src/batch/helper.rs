//! Further processes that typeset. What the engine remembers belongs to a whole process, and threads
//! that share it wait for one another: with a process for each, two make a seventh more.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, BufWriter, Error, ErrorKind, Read, Result, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use super::make::{Files, encode};
use super::{Options, OutputFormat};
use crate::render::{Renderer, Sheet};
use crate::style::Style;

/// A process that typesets for a thread of this one. It ends with its input.
pub(super) struct Helper {
    process: Child,
    input: Option<BufWriter<ChildStdin>>,
    output: BufReader<ChildStdout>,
}

/// What it is to make.
#[derive(Serialize, Deserialize)]
struct Order {
    sheet: Sheet,
    format: OutputFormat,
}

/// What it made: how many pages, or nothing.
#[derive(Serialize, Deserialize)]
struct Made(Option<usize>);

impl Helper {
    pub(super) fn start(mut command: Command) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let broken = || Error::from(ErrorKind::BrokenPipe);
        let input = process.stdin.take().ok_or_else(broken)?;
        let output = process.stdout.take().ok_or_else(broken)?;
        let (input, output) = (Some(BufWriter::new(input)), BufReader::new(output));
        Ok(Self { process, input, output })
    }

    /// Has a sheet typeset. `Ok(None)` if there is something to tell of it.
    ///
    /// # Errors
    /// Returns the system's error if the process has ended.
    pub(super) fn typeset(&mut self, sheet: Sheet, format: OutputFormat) -> Result<Option<Files>> {
        let gone = || Error::from(ErrorKind::UnexpectedEof);
        let input = self.input.as_mut().ok_or_else(gone)?;
        let order = Order { sheet, format };
        send(input, &order, &order.sheet.files)?;
        let (Made(pages), files) = receive(&mut self.output)?.ok_or_else(gone)?;
        Ok(pages.map(|pages| Files { files, pages }))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.process.wait();
    }
}

/// Typesets what another process prepares, which started this one by [`Options::helper`], until it
/// has no more. `options` are those of that process.
///
/// # Errors
/// Returns the system's error if that process can no longer be read or written to.
pub fn help(
    renderer: &Renderer,
    options: &Options,
    from: &mut impl BufRead,
    to: &mut impl Write,
) -> Result<()> {
    let _alone = super::work::alone();
    let mut styles: HashMap<String, Option<Arc<Style>>> = HashMap::new();
    while let Some((Order { mut sheet, format }, files)) = receive::<Order>(from)? {
        sheet.files = files.into_iter().map(Bytes::new).collect();
        let find = || Style::find(&sheet.style).ok().map(Arc::new);
        let style = styles.entry(sheet.style.clone()).or_insert_with(find).clone();
        let document =
            style.and_then(|style| renderer.typeset_sheet(sheet, &style, &options.render));
        let made = document.and_then(|document| encode(&document, format, options).ok());
        match made {
            Some(Files { files, pages }) => send(to, &Made(Some(pages)), &files)?,
            None => send(to, &Made(None), &[] as &[Bytes])?,
        }
        renderer.evict(1);
    }
    Ok(())
}

/// Writes a line of JSON, in which stand a head and the lengths of the files, and the files.
fn send(to: &mut impl Write, head: &impl Serialize, files: &[impl AsRef<[u8]>]) -> Result<()> {
    let lengths: Vec<usize> = files.iter().map(|file| file.as_ref().len()).collect();
    serde_json::to_writer(&mut *to, &(head, lengths))?;
    to.write_all(b"\n")?;
    files.iter().try_for_each(|file| to.write_all(file.as_ref()))?;
    to.flush()
}

/// Reads what [`send`] wrote; `None` at the end.
fn receive<H: DeserializeOwned>(from: &mut impl BufRead) -> Result<Option<(H, Vec<Vec<u8>>)>> {
    let mut line = Vec::new();
    if from.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let (head, lengths): (H, Vec<u64>) = serde_json::from_slice(&line)?;
    let file = |length: u64| {
        let mut file = Vec::new();
        let read = from.by_ref().take(length).read_to_end(&mut file)?;
        match read as u64 == length {
            true => Ok(file),
            false => Err(Error::from(ErrorKind::UnexpectedEof)),
        }
    };
    let files = lengths.into_iter().map(file).collect::<Result<_>>()?;
    Ok(Some((head, files)))
}
