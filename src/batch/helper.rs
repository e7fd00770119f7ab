//! Further processes that typeset. What the engine remembers belongs to a whole process, and threads
//! that share it wait for one another: with a process for each, two make a seventh more.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, BufWriter, Error, ErrorKind, Read, Result, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use super::make::{Made, encode};
use super::{Options, OutputFormat};
use crate::render::{Renderer, Sheet};
use crate::style::Style;

/// The command of a process that typesets.
pub(super) type Start = fn() -> Result<Command>;

/// What typesets for a thread: a process, from the first sheet on.
pub(super) struct Helper {
    start: Start,
    process: Option<Process>,
}

/// A process, which ends with its input.
struct Process {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    output: BufReader<ChildStdout>,
}

/// What it is to make.
#[derive(Serialize, Deserialize)]
struct Order {
    sheet: Sheet,
    format: OutputFormat,
}

impl Helper {
    pub(super) fn new(start: Start) -> Self {
        Self { start, process: None }
    }

    /// Has a sheet typeset. `Ok(None)` if there is something to tell of it.
    ///
    /// # Errors
    /// Returns the system's error if the process cannot be started or has ended.
    pub(super) fn typeset(&mut self, sheet: Sheet, format: OutputFormat) -> Result<Option<Made>> {
        let Process { input, output, .. } = match &mut self.process {
            Some(process) => process,
            None => self.process.insert(Process::start((self.start)()?)?),
        };
        let order = Order { sheet, format };
        send(input.as_mut().ok_or_else(gone)?, &order, &order.sheet.files)?;
        let (pages, files) = receive::<Option<usize>>(output)?.ok_or_else(gone)?;
        Ok(pages.map(|pages| Made { files, pages }))
    }
}

impl Process {
    fn start(mut command: Command) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let input = child.stdin.take().map(BufWriter::new);
        let output = BufReader::new(child.stdout.take().ok_or_else(gone)?);
        Ok(Self { child, input, output })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.child.wait();
    }
}

fn gone() -> Error {
    Error::from(ErrorKind::UnexpectedEof)
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
        let (pages, files) = made.map(|made| (made.pages, made.files)).unzip();
        send(to, &pages, &files.unwrap_or_default())?;
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
        if read as u64 == length { Ok(file) } else { Err(gone()) }
    };
    let files = lengths.into_iter().map(file).collect::<Result<_>>()?;
    Ok(Some((head, files)))
}
