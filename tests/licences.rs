//! Holds the licence of every dependency against `deny.toml`, from what cargo has on disk: no network, no extra tool.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Whether a licence expression can be met with `allowed` alone.
///
/// SPDX: `OR` offers a choice, `AND` asks for both and binds tighter, `A WITH B` is one licence;
/// older crates write `A/B` for a choice.
fn met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let ok = choice(&words, &mut at, allowed);
    ok && at == words.len()
}

fn choice(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut ok = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        ok |= both(words, at, allowed);
    }
    ok
}

fn both(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut ok = licence(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        ok &= licence(words, at, allowed);
    }
    ok
}

fn licence(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(&first) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if first == "(" {
        let ok = choice(words, at, allowed);
        *at += 1;
        return ok;
    }
    let mut name = first.to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{first} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&name)
}

/// The licence of a crate that names only a file, told from the file's own words.
fn licence_in(text: &str) -> Option<&'static str> {
    let squashed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mit = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software";
    squashed.contains(mit).then_some("MIT")
}

fn allowed() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let deny: toml::Value = std::fs::read_to_string(path)
        .expect("deny.toml is there")
        .parse::<toml::Table>()
        .expect("deny.toml is TOML")
        .into();
    let list = deny["licenses"]["allow"]
        .as_array()
        .expect("allow is a list");
    list.iter()
        .filter_map(|v| v.as_str().map(str::to_owned))
        .collect()
}

/// The platform this compiler builds for: only its dependencies are sure to be on disk.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let out = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let line = text.lines().find_map(|l| l.strip_prefix("host: "));
    line.expect("rustc names its host").to_owned()
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let out = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
            &host(),
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        out.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&out.stdout).expect("cargo prints JSON");
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .expect("a resolved graph");
    let used: BTreeSet<&str> = nodes.iter().filter_map(|n| n["id"].as_str()).collect();
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let allowed = allowed();
    let mut complaints = Vec::new();
    for package in packages {
        if !package["id"].as_str().is_some_and(|id| used.contains(id)) {
            continue;
        }
        let name = format!("{} {}", package["name"], package["version"]).replace('"', "");
        let licence = match (
            package["license"].as_str(),
            package["license_file"].as_str(),
        ) {
            (Some(expression), _) => Some(expression.to_owned()),
            (None, Some(file)) => {
                let folder = package["manifest_path"]
                    .as_str()
                    .map(Path::new)
                    .and_then(Path::parent);
                let text = folder.and_then(|f| std::fs::read_to_string(f.join(file)).ok());
                text.as_deref().and_then(licence_in).map(str::to_owned)
            }
            (None, None) => None,
        };
        match licence {
            Some(expression) if met(&expression, &allowed) => {}
            Some(expression) => complaints.push(format!("{name}: `{expression}` is not allowed")),
            None => complaints.push(format!("{name}: no licence that we know")),
        }
    }
    assert!(used.len() > 50, "cargo lists the dependencies");
    assert!(
        complaints.is_empty(),
        "see deny.toml:\n{}",
        complaints.join("\n")
    );
}

#[test]
fn expressions_are_read_as_spdx() {
    let allowed: BTreeSet<String> = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
        .map(str::to_owned)
        .into();
    for (expression, want) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(GPL-2.0 OR AGPL-3.0) AND MIT", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("GPL-2.0 OR MIT AND Unicode-3.0", true),
        ("", false),
    ] {
        assert_eq!(met(expression, &allowed), want, "{expression}");
    }
}
