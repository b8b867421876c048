//! Where the next byte stands that a format must write otherwise, found sixteen bytes at a step.

/// How many bytes at the beginning are none of the `special` ones. `special` must not branch (`|`, not `||`), so that
/// the compiler looks at sixteen bytes at once.
#[inline]
pub(super) fn plain(bytes: &[u8], special: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    for step in bytes.chunks_exact(16) {
        if step.iter().fold(false, |any, byte| any | special(*byte)) {
            break;
        }
        at += 16;
    }
    let rest = &bytes[at..];
    at + rest
        .iter()
        .position(|byte| special(*byte))
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..50 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(plain(&bytes, |b| b == b'<'), length);
            for at in (0..length).rev() {
                bytes[at] = b'<';
                assert_eq!(plain(&bytes, |b| (b == b'<') | (b == b'>')), at);
            }
        }
    }
}
