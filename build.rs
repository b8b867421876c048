//! Makes an edit under `lexicon/` a reason to build again, new files included; generates nothing.

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
}
