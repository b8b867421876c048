//! Why a frame does not fit. Kept as it is found; put into words only when somebody asks.

use super::scene::Scene;

/// The first demand of a frame that a clause does not meet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Misfit<'f> {
    /// The slot holds nothing.
    Empty(&'f str),
    /// The slot holds something where nothing may stand.
    Filled(&'f str),
    /// The slot holds these tokens, and none is one of its words.
    OtherWords(&'f str, Vec<usize>),
    /// The verb has not this particle.
    NoParticle(&'f str),
    /// With the particle at this token it is another verb.
    OtherVerb(usize),
    /// Nobody acts on anybody.
    NotBoth,
}

impl Misfit<'_> {
    /// The reason as `explain` prints it.
    pub(super) fn in_words(&self, scene: &Scene) -> String {
        match self {
            Misfit::Empty(slot) => format!("`{slot}` is empty"),
            Misfit::Filled(slot) => format!("`{slot}` must be empty"),
            Misfit::OtherWords(slot, found) => {
                let words: Vec<&str> = found.iter().map(|&h| scene.tree.lemma(h)).collect();
                format!("`{slot}` holds {}, not one of its words", words.join(", "))
            }
            Misfit::NoParticle(word) => format!("no particle `{word}`"),
            Misfit::OtherVerb(particle) => {
                format!("`{}` makes it another verb", scene.tree.lemma(*particle))
            }
            Misfit::NotBoth => "fewer than two parties for BOTH".to_owned(),
        }
    }
}
