//! Many small texts made on all cores and written in order.

use rayon::prelude::*;
use std::io::{self, Write};

/// Items in the hands of one core at a time.
const CHUNK: usize = 64;
/// Items between two writes: what is made of them stays near the processor until it is written.
const BATCH: usize = 128 * CHUNK;

/// Writes what `text` makes of each item, in the order of the items; while one batch is written, the next is made.
pub(super) fn write<T: Sync>(
    items: &[T],
    out: &mut dyn Write,
    text: impl Fn(&T, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    let fill = |batch: &[T], buffers: &mut Vec<Vec<u8>>| {
        buffers.resize_with(batch.len().div_ceil(CHUNK), Vec::new);
        let chunks = batch.par_chunks(CHUNK).zip(buffers.par_iter_mut());
        chunks.for_each(|(chunk, buffer)| {
            buffer.clear();
            for item in chunk {
                text(item, buffer);
            }
        });
    };
    let (mut made, mut making) = (Vec::new(), Vec::new());
    for batch in items.chunks(BATCH).map(Some).chain([None]) {
        let mut written = Ok(());
        rayon::in_place_scope(|scope| {
            match batch {
                Some(batch) => scope.spawn(|_| fill(batch, &mut making)),
                None => making.clear(),
            }
            written = made
                .iter()
                .try_for_each(|buffer: &Vec<u8>| out.write_all(buffer));
        });
        written?;
        std::mem::swap(&mut made, &mut making);
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
