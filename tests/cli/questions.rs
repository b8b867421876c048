//! Questions to a graph of five events: what is printed, to the letter.
