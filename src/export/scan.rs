//! Where the next byte stands that a format must write otherwise, found sixteen bytes at a step; and the
//! texts that stand before many values, copied at a fixed length.

/// How many bytes at the beginning are none of the `special` ones. `special` must not branch (`|`, not `||`), so that
/// the compiler looks at sixteen bytes at once.
#[inline]
pub(super) fn plain(bytes: &[u8], special: impl Fn(u8) -> bool) -> usize {
    let any = |step: &[u8]| step.iter().fold(false, |any, byte| any | special(*byte));
    let mut at = 0;
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        let mut step = first;
        loop {
            if any(step) {
                break;
            }
            at += 16;
            match bytes[at..].first_chunk::<16>() {
                Some(next) => step = next,
                // the last step reaches back over what was looked at already
                None if any(last) => break,
                None => return bytes.len(),
            }
        }
    } else if clear::<8>(bytes, any).or_else(|| clear::<4>(bytes, any)) == Some(true) {
        return bytes.len();
    }
    let rest = &bytes[at..];
    at + rest
        .iter()
        .position(|byte| special(*byte))
        .unwrap_or(rest.len())
}

/// Whether there is nothing special in the first and the last `N` bytes, if there are so many.
#[inline]
fn clear<const N: usize>(bytes: &[u8], any: impl Fn(&[u8]) -> bool) -> Option<bool> {
    let (first, last) = (bytes.first_chunk::<N>()?, bytes.last_chunk::<N>()?);
    Some(!(any(first) | any(last)))
}

/// A short text that is written very often: copied at a length the compiler knows, then cut.
pub(super) struct Tag {
    bytes: [u8; Tag::MOST],
    over: usize,
}

impl Tag {
    const MOST: usize = 32;

    /// A text of at most thirty-two bytes; what is longer is cut, which a test would see in every file.
    pub(super) fn new(text: &str) -> Tag {
        let mut bytes = [0; Tag::MOST];
        let length = text.len().min(Tag::MOST);
        debug_assert!(length == text.len(), "{text}");
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Tag {
            bytes,
            over: Tag::MOST - length,
        }
    }

    #[inline]
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.bytes);
        out.truncate(out.len() - self.over);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(plain(&bytes, |b| b == b'<'), length);
            for at in (0..length).rev() {
                bytes[at] = b'<';
                assert_eq!(plain(&bytes, |b| (b == b'<') | (b == b'>')), at);
            }
        }
    }

    #[test]
    fn tags_are_what_they_were_made_of() {
        let mut out = Vec::new();
        for text in ["<a>", "", "12345678901234567890123456789012"] {
            Tag::new(text).put(&mut out);
        }
        assert_eq!(out, b"<a>12345678901234567890123456789012");
    }
}
