//! Many small texts made on all cores and written in order.

use rayon::prelude::*;
use std::io::{self, Write};

/// Items in the hands of one core at a time.
const CHUNK: usize = 512;
/// Items between two writes: bounds the memory an export takes.
const BATCH: usize = 32 * CHUNK;

/// Writes what `text` makes of each item, in the order of the items.
pub(super) fn write<T: Sync>(
    items: &[T],
    out: &mut dyn Write,
    text: impl Fn(&T, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    for batch in items.chunks(BATCH) {
        let made: Vec<Vec<u8>> = batch
            .par_chunks(CHUNK)
            .map(|chunk| {
                let mut buffer = Vec::with_capacity(chunk.len() * 512);
                for item in chunk {
                    text(item, &mut buffer);
                }
                buffer
            })
            .collect();
        for buffer in made {
            out.write_all(&buffer)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept() {
        let items: Vec<usize> = (0..BATCH * 2 + 7).collect();
        let mut out = Vec::new();
        write(&items, &mut out, |n, out| {
            out.extend(format!("{n} ").bytes())
        })
        .unwrap();
        let want: String = items.iter().map(|n| format!("{n} ")).collect();
        assert!(out == want.into_bytes());
    }
}
