//! Joins the page: template, style, scripts, palette and data, sealed by a policy that lets nothing else run or load.
//!
//! Data come last and as data only: packed (deflate, base64) when they are large, else as JSON in which no character
//! can end the element. Script and style are named by their hashes, so what slipped in beside them would not run.

use crate::draw::text::{clean, clip};
use crate::draw::{Class, Shape, Theme};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

const TEMPLATE: &str = include_str!("page/index.html");
const STYLES: [&str; 4] = [
    include_str!("page/frame.css"),
    include_str!("page/graph.css"),
    include_str!("page/panels.css"),
    include_str!("page/print.css"),
];
/// Each defines one name from those before it.
const SCRIPTS: [&str; 19] = [
    include_str!("page/dom.js"),
    include_str!("page/days.js"),
    include_str!("page/record.js"),
    include_str!("page/state.js"),
    include_str!("page/filter.js"),
    include_str!("page/ties.js"),
    include_str!("page/groups.js"),
    include_str!("page/layout.js"),
    include_str!("page/shapes.js"),
    include_str!("page/routes.js"),
    include_str!("page/camera.js"),
    include_str!("page/graph.js"),
    include_str!("page/evidence.js"),
    include_str!("page/legend.js"),
    include_str!("page/search.js"),
    include_str!("page/timebar.js"),
    include_str!("page/table.js"),
    include_str!("page/save.js"),
    include_str!("page/main.js"),
];

/// JSON above this many bytes is packed: below, one can read the data in the file.
const PACK_ABOVE: usize = 200_000;
const PLAIN: &str = "<script type=\"application/json\" id=\"data\">";
const PACKED: &str = "<script type=\"application/octet-stream\" id=\"data\">";
const END: &str = "</script>";

/// The whole page around the data.
pub(super) fn of(json: &[u8], title: Option<&str>) -> io::Result<String> {
    let style = format!("{}{}", palette(), STYLES.concat());
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", SCRIPTS.concat());
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(&style)
    );
    let title = title.map(clean).filter(|t| !t.is_empty());
    let title = escape(&clip(title.as_deref().unwrap_or("chancery"), 120));
    let (open, data) = if json.len() > PACK_ABOVE {
        (PACKED, pack(json)?)
    } else {
        (PLAIN, harmless(json))
    };
    // the data are put in last: nothing in them is taken for a place to fill
    let mut page = String::with_capacity(data.len() + style.len() + script.len() + 20_000);
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after
            .split_once("}}")
            .ok_or_else(|| io::Error::other("the template has an open `{{`"))?;
        match name {
            "policy" => page.push_str(&policy),
            "title" => page.push_str(&title),
            "style" => page.push_str(&style),
            "script" => page.push_str(&script),
            "data" => page.extend([open, &data, END]),
            _ => return Err(io::Error::other(format!("the template asks for `{name}`"))),
        }
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

/// The JSON in a page that [`of`] made.
pub(super) fn data_of(page: &str) -> io::Result<Vec<u8>> {
    let wrong = || io::Error::other("no data where a page of ours has them");
    // the last one: before it stand only our own template and scripts
    let between = |open| {
        let (_, rest) = page.rsplit_once(open)?;
        Some(rest.split_once(END)?.0)
    };
    if let Some(text) = between(PLAIN) {
        return Ok(text.as_bytes().to_vec());
    }
    let packed = BASE64
        .decode(between(PACKED).ok_or_else(wrong)?)
        .map_err(io::Error::other)?;
    let mut json = Vec::new();
    DeflateDecoder::new(&packed[..]).read_to_end(&mut json)?;
    Ok(json)
}

fn pack(json: &[u8]) -> io::Result<String> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(json)?;
    Ok(BASE64.encode(packer.finish()?))
}

/// JSON in which nothing can end a script element or a CDATA section, or begin a comment.
fn harmless(json: &[u8]) -> String {
    let text = String::from_utf8_lossy(json);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// How a content security policy names a script or style that may run.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text)))
}

/// The palette as variables of the style sheet: dark where the system asks for it and where the reader does, light on paper.
fn palette() -> String {
    let (light, dark) = (colours(Theme::Light), colours(Theme::Dark));
    format!(
        ":root{{color-scheme:light;{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n\
         :root[data-theme=dark]{{color-scheme:dark;{dark}}}\n\
         @media print{{:root,:root[data-theme]{{color-scheme:light;{light}}}}}\n"
    )
}

fn colours(theme: Theme) -> String {
    let mut out = String::new();
    let mut add = |name: &str, colour: &str| out.push_str(&format!("--{name}:{colour};"));
    add("ground", theme.ground());
    add("fill", theme.fill());
    add("panel", theme.panel());
    add("panel-line", theme.panel_line());
    add("ink", theme.ink());
    add("faint", theme.faint_ink());
    for class in Class::ALL {
        add(class.css(), class.colour(theme));
        add(&format!("{}-ink", class.css()), class.ink(theme));
    }
    for shape in Shape::ALL {
        add(shape.css(), shape.colour(theme));
    }
    out
}
