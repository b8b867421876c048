//! Chains whose dates never go back.
