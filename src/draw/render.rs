//! Turns a view into bytes of a format, and bytes into a file that is whole or not there.

use super::options::ViewOptions;
use super::view::View;
use super::{dot, pdf, raster, svg};
use crate::error::{Error, Result};
use crate::model::code::words;
use crate::model::{Actor, Event};
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

words! {
    /// What sort of picture file.
    Format { Svg = "svg", Dot = "dot", Png = "png", Pdf = "pdf" }
}

words! {
    /// Who places the nodes: our own layouts, or Graphviz.
    Engine { Own = "own", Dot = "dot" }
}

impl Format {
    /// The format a file name ends in.
    ///
    /// # Errors
    ///
    /// Fails on any other ending, naming those that would do.
    pub fn of_path(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .and_then(OsStr::to_str)
            .unwrap_or("")
            .to_ascii_lowercase();
        let ending = if ending == "gv" {
            "dot"
        } else {
            ending.as_str()
        };
        Format::from_word(ending).ok_or_else(|| {
            Error::Usage(format!(
                "cannot tell the kind of picture from `{}`: end the name in {}",
                path.display(),
                Format::ALL
                    .iter()
                    .map(|f| format!(".{f}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ))
        })
    }
}

/// What to show, by whom placed, as what.
#[derive(Debug, Clone)]
pub struct DrawOptions {
    /// What to show and how.
    pub view: ViewOptions,
    /// Who places the nodes.
    pub engine: Engine,
    /// As what.
    pub format: Format,
}

impl Default for DrawOptions {
    fn default() -> Self {
        DrawOptions {
            view: ViewOptions::default(),
            engine: Engine::Own,
            format: Format::Svg,
        }
    }
}

/// Draws events as the bytes of a picture file.
///
/// # Errors
///
/// Fails when the engine is Graphviz and it is not installed or refuses, and when a PNG or PDF would be too large.
pub fn draw(events: &[Event], actors: &[Actor], options: &DrawOptions) -> Result<Vec<u8>> {
    render(
        &View::new(events, actors, &options.view),
        options.format,
        options.engine,
    )
}

/// What can be drawn: a [`View`] or a [`Timeline`](super::Timeline).
pub trait Picture {
    /// The picture by our own layout, stand-alone.
    fn svg(&self) -> String;
    /// The picture as DOT; `None` when it is no graph.
    fn dot(&self) -> Option<String>;
}

impl Picture for View {
    fn svg(&self) -> String {
        svg(self)
    }
    fn dot(&self) -> Option<String> {
        Some(dot(self))
    }
}

/// The bytes of a picture in a format.
///
/// # Errors
///
/// As [`draw`]; and when DOT or Graphviz is asked for what is no graph.
pub fn render(picture: &dyn Picture, format: Format, engine: Engine) -> Result<Vec<u8>> {
    let graph = || {
        picture.dot().ok_or_else(|| {
            Error::Usage(
                "a timeline is no graph, so there is no DOT of it and nothing for Graphviz: write .svg, .png or .pdf without `--engine dot`".to_owned(),
            )
        })
    };
    let drawn = || match engine {
        Engine::Own => Ok(picture.svg()),
        Engine::Dot => graphviz("dot", graph()?),
    };
    Ok(match format {
        Format::Dot => graph()?.into_bytes(),
        Format::Svg => drawn()?.into_bytes(),
        Format::Png => raster::png(&drawn()?)?,
        Format::Pdf => pdf::pdf(&drawn()?)?,
    })
}

/// Writes a picture to a file, whole or not at all.
///
/// # Errors
///
/// As [`draw`], and when the file cannot be written.
pub fn write(picture: &dyn Picture, path: &Path, format: Format, engine: Engine) -> Result<()> {
    let bytes = render(picture, format, engine)?;
    replace(path, |out| out.write_all(&bytes))
}

/// Lets `fill` write a new file beside `path` and puts it in its place when all went well.
///
/// # Errors
///
/// Fails when the folder does not exist or cannot be written to; what stood at `path` then still stands.
pub fn replace(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let failed = |source| Error::Io {
        action: "write",
        path: path.to_owned(),
        source,
    };
    let name = path
        .file_name()
        .ok_or_else(|| Error::Usage(format!("`{}` is not the name of a file", path.display())))?;
    // the process number keeps two runs that write the same file from sharing the unfinished one
    let mut part = std::ffi::OsString::from(".");
    part.push(name);
    part.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(part);
    let result = (|| {
        let mut out = std::io::BufWriter::new(std::fs::File::create(&part)?);
        fill(&mut out)?;
        out.into_inner().map_err(|e| e.into_error())?.sync_all()?;
        std::fs::rename(&part, path)
    })();
    result.map_err(|source| {
        let _ = std::fs::remove_file(&part);
        failed(source)
    })
}

/// The SVG that Graphviz makes of DOT.
fn graphviz(program: &str, text: String) -> Result<String> {
    let usage = |problem: String| Error::Usage(problem);
    let mut command = Command::new(program);
    command.arg("-Tsvg");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => usage(format!(
                "this engine needs Graphviz (the program `{program}`), which is not installed: install it, or leave `--engine` out"
            )),
            _ => usage(format!("cannot start `{program}`: {e}")),
        })?;
    let mut stdin = child.stdin.take();
    // written from a thread of its own: a full pipe on either side must not stop the other
    let writer = std::thread::spawn(move || {
        stdin
            .as_mut()
            .map_or(Ok(()), |pipe| pipe.write_all(text.as_bytes()))
    });
    let done = child
        .wait_with_output()
        .map_err(|e| usage(format!("`{program}` failed: {e}")))?;
    let _ = writer.join();
    if !done.status.success() || done.stdout.is_empty() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(usage(format!(
            "`{program}` could not draw this ({}): {}; leave `--engine` out",
            done.status,
            super::text::clip(&super::text::clean(&said), 300)
        )));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        for (name, want) in [
            ("a.svg", Format::Svg),
            ("b/c.PNG", Format::Png),
            ("x.y.gv", Format::Dot),
            ("p.pdf", Format::Pdf),
        ] {
            assert_eq!(Format::of_path(Path::new(name)).unwrap(), want);
        }
        let error = Format::of_path(Path::new("ties.jpg"))
            .unwrap_err()
            .to_string();
        assert!(error.contains(".svg, .dot, .png, .pdf"), "{error}");
    }

    #[test]
    fn a_missing_graphviz_is_said_with_the_next_step() {
        let (events, actors) = sample::seeds();
        let view = View::new(&events, &actors, &ViewOptions::default());
        let error = graphviz("no-such-program-as-this", dot(&view))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("Graphviz") && error.contains("--engine"),
            "{error}"
        );
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.svg");
        std::fs::write(&path, "old").unwrap();
        let error = replace(&path, |out| {
            out.write_all(b"half")?;
            Err(std::io::Error::other("full"))
        });
        assert!(error.is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        replace(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
