# `just` lists these; `just ci` is exactly what the checks run.

[private]
default:
    @just --list

# every test: units, rules, articles, laws, commands
test:
    cargo test --release --workspace

# clippy, with warnings as errors
lint:
    cargo clippy --release --workspace --all-targets -- -D warnings

# put the code into its one form
fmt:
    cargo fmt --all

# hold every file of the lexicon against the others and run its sentences
lexicon *FOLDERS:
    cargo run --release -- lexicon check {{FOLDERS}}

# how much of hand-coded sentences is right, and what an edit of lexicon/ would change
eval *GOLD:
    cargo run --release -- eval {{GOLD}} --lexicon lexicon --against builtin

# the seed articles: graph, ties, picture
seeds:
    cargo run --release -- -g seeds.db build seeds
    cargo run --release -- -g seeds.db ties China Afghanistan --format table
    cargo run --release -- -g seeds.db draw -o seeds.svg

# train the English model anew from CoNLL-U files
train *ARGS:
    cargo run --release -p chancery-train -- train {{ARGS}}

# the documentation, without warnings
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace

# all that must hold before a change goes in
ci:
    .ci/run
