//! The files of the lexicon, layer upon layer: built in, then the folders given by the user.
//!
//! Knows paths and text only; what the files mean is `table`'s, `rows`' and `frame`'s to say.

use crate::error::{Error, Result};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lexicon");

/// Endings of the files that hold words; anything else in a folder is for people.
const ENDINGS: [&str; 2] = ["csv", "toml"];

/// One folder of lexicon files.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    /// What its files are called in complaints: `lexicon` or the folder as given.
    pub(super) label: String,
    /// Path inside the folder, with `/`, → text.
    pub(super) files: BTreeMap<String, Cow<'static, str>>,
}

impl Layer {
    /// The files built into the program.
    pub(super) fn builtin() -> Layer {
        let mut layer = Layer {
            label: "lexicon".to_owned(),
            files: BTreeMap::new(),
        };
        let mut folders = vec![&BUILTIN];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                if let (Some(path), Some(text)) = (slashed(file.path()), file.contents_utf8()) {
                    layer.files.insert(path, Cow::Borrowed(text));
                }
            }
        }
        layer
    }

    /// The files of a folder, its folders included.
    pub(super) fn folder(folder: &Path) -> Result<Layer> {
        let mut layer = Layer {
            label: folder.display().to_string(),
            files: BTreeMap::new(),
        };
        let mut open = vec![folder.to_path_buf()];
        let failed = |path: &Path, source| Error::Io {
            action: "read",
            path: path.to_path_buf(),
            source,
        };
        while let Some(here) = open.pop() {
            for entry in std::fs::read_dir(&here).map_err(|e| failed(&here, e))? {
                let path = entry.map_err(|e| failed(&here, e))?.path();
                if path.is_dir() {
                    open.push(path);
                } else if let Some(inside) = path.strip_prefix(folder).ok().and_then(slashed) {
                    let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, e))?;
                    layer.files.insert(inside, Cow::Owned(text));
                }
            }
        }
        Ok(layer)
    }

    /// What a file of this layer is called in a complaint.
    pub(super) fn called(&self, path: &str) -> String {
        format!("{}/{path}", self.label)
    }
}

/// The path with `/` between its parts; `None` for files that hold no words.
fn slashed(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    ENDINGS.contains(&ending).then_some(())?;
    let parts: Option<Vec<&str>> = path.iter().map(|p| p.to_str()).collect();
    Some(parts?.join("/"))
}

/// Sixteen hexadecimal digits that change when any path or byte of the layers does (FNV-1a, 64 bits).
pub(super) fn hash(layers: &[Layer]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0u8]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for layer in layers {
        for (path, text) in &layer.files {
            eat(path.as_bytes());
            eat(text.as_bytes());
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
        let disk = Layer::folder(&folder).unwrap();
        let builtin = Layer::builtin();
        for (path, text) in &disk.files {
            assert_eq!(builtin.files.get(path), Some(text), "{path} is stale");
        }
        assert_eq!(disk.files.len(), builtin.files.len());
    }

    #[test]
    fn the_hash_sees_paths_and_bytes() {
        let layer = |path: &str, text: &'static str| Layer {
            label: String::new(),
            files: BTreeMap::from([(path.to_owned(), Cow::Borrowed(text))]),
        };
        let one = hash(&[layer("a.csv", "x")]);
        assert_eq!(one, hash(&[layer("a.csv", "x")]));
        assert_ne!(one, hash(&[layer("a.csv", "y")]));
        assert_ne!(one, hash(&[layer("b.csv", "x")]));
    }
}
