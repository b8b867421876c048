//! Byte offsets → Unicode scalar offsets.

/// Counts scalars with a mark every few bytes.
pub(super) struct Scalars<'t> {
    text: &'t str,
}
impl<'t> Scalars<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scalars { text }
    }
    pub(super) fn at(&self, byte: usize) -> usize {
        self.text[..byte].chars().count()
    }
}
