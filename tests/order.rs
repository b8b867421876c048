//! The same documents give the same bytes, whatever their order and however many threads read them.

// A test that cannot read its own files has failed.
#![allow(clippy::unwrap_used)]

use chancery::graph::Graph;
use chancery::model::Document;
use chancery::{Lexicon, Pipeline};
use proptest::prelude::*;
use rayon::prelude::*;
use std::sync::OnceLock;

/// Short articles that tell overlapping things, so that merging has work to do.
fn articles() -> Vec<Document> {
    const TEXTS: [&str; 8] = [
        "On May 2, Norway recognized Fiji. Norwegian officials met the Fijian president in Oslo.",
        "Norway has formally recognized Fiji, the Fijian Foreign Ministry said on May 2.",
        "Fiji welcomed Norway's recognition and thanked Norway.",
        "Peru imposed sanctions on Chile on May 3. Chile criticised Peru.",
        "Peru's sanctions on Chile were condemned by Bolivia. Peru may lift them in June.",
        "Kenya and Uganda signed an agreement on Monday. Uganda did not accuse Kenya.",
        "The president of Kenya visited Uganda last week and promised to send aid to Uganda.",
        "Rebels attacked Malian troops on May 1. France denied that it had sent troops to Mali.",
    ];
    TEXTS
        .iter()
        .enumerate()
        .map(|(i, text)| {
            Document::from_text(&format!("article-{i}"), "2024-05-04".parse().ok(), *text)
        })
        .collect()
}

fn pipeline() -> &'static Pipeline<'static> {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    static PIPELINE: OnceLock<Pipeline<'static>> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::builtin().unwrap());
    PIPELINE.get_or_init(|| Pipeline::new(lexicon).unwrap())
}

/// Everything the graph says, as the bytes a script would read.
fn bytes(documents: &[Document], threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let readings: Vec<_> =
        pool.install(|| documents.par_iter().map(|d| pipeline().read(d)).collect());
    let mut graph = Graph::new();
    for reading in readings {
        graph.merge(reading);
    }
    let mut out = String::new();
    for event in graph.all_events() {
        out.push_str(&serde_json::to_string(event).unwrap());
        out.push('\n');
    }
    for actor in graph.actors() {
        out.push_str(&serde_json::to_string(actor).unwrap());
        out.push('\n');
    }
    out + &graph.digest()
}

#[test]
fn the_articles_have_something_to_tell() {
    assert!(bytes(&articles(), 1).lines().count() > 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn order_and_threads_change_no_byte(order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(), threads in 1usize..5) {
        let articles = articles();
        let shuffled: Vec<Document> = order.iter().map(|&i| articles[i].clone()).collect();
        prop_assert_eq!(bytes(&articles, 1), bytes(&shuffled, threads));
    }

    #[test]
    fn reading_twice_is_reading_once(again in 0usize..8) {
        let mut articles = articles();
        let once = bytes(&articles, 1);
        articles.push(articles[again].clone());
        prop_assert_eq!(once, bytes(&articles, 2));
    }
}
