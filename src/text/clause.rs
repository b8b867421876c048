//! Clauses off the tree.
