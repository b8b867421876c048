//! Trains and measures the tagger and the parser.
fn main() {}
