//! What every reading promises, on hand-made and on random input.

use proptest::prelude::*;
use reportedly_read::{Given, Input, Options, check_blocks, read, read_lines};
use reportedly_schema::{BlockKind, OutletBasis, PublishedBasis, Reading, Rejected, RejectedCode};

fn one(path: &str, bytes: &[u8]) -> Result<Reading, Rejected> {
    let mut all = read(path, bytes, &Given::default(), &Options::default());
    assert_eq!(all.len(), 1);
    all.remove(0)
}

const BODY: &str =
    "The harbour master told reporters in Aldra on Monday that the port would open again in spring.";

#[test]
fn the_example_of_the_design() {
    let text = "Port of Aldra may reopen\n5 March 2031\n\"We will reopen the port if the convoys stop,\" Minister Ada Venn told reporters on Monday, the Coastal Agency reported.\n";
    let reading = one("aldra.txt", text.as_bytes()).unwrap();
    let blocks: Vec<(u32, u32, &str)> =
        reading.blocks.iter().map(|b| (b.span.start, b.span.end, b.kind.as_str())).collect();
    assert_eq!(blocks, [(0, 24, "title"), (25, 37, "dateline"), (38, 157, "body")]);
    let published = reading.published.unwrap();
    assert_eq!((published.basis, published.value), (PublishedBasis::Stated, "2031-03-05".parse().ok()));
    assert_eq!(published.span.map(|s| (s.start, s.end)), Some((25, 37)));
    assert_eq!((reading.language.as_deref(), reading.outlet), (Some("en"), None));
}

#[test]
fn utf8_text_is_unchanged() {
    let text = format!("\u{feff}Port may reopen\r\n\r\n{BODY}\r\n");
    let reading = one("a.txt", text.as_bytes()).unwrap();
    assert_eq!(reading.text, text);
    assert_eq!(reading.title.as_deref(), Some("Port may reopen"));
}

#[test]
fn what_is_declined_says_why() {
    let code = |path: &str, bytes: &[u8]| one(path, bytes).unwrap_err().code;
    assert_eq!(code("a.txt", b""), RejectedCode::Empty);
    assert_eq!(code("a.txt", b"\x00\x01\x02binary\x00"), RejectedCode::Binary);
    assert_eq!(code("a.txt", &b"word ".repeat(10 << 20)), RejectedCode::TooLarge);
    assert_eq!(code("a.txt", &b"word ".repeat(1 << 20)), RejectedCode::TooLarge);
    assert_eq!(code("a.html", "<div>".repeat(50_000).as_bytes()), RejectedCode::TooLarge);
    let german = one("a.txt", "Der Hafen bleibt geschlossen\n\nDer Hafen bleibt nach den Worten der Ministerin bis zum Frühjahr geschlossen, und niemand weiß, wie es dann weitergeht.\n".as_bytes()).unwrap_err();
    assert_eq!(german.code, RejectedCode::Language);
    assert_eq!(german.reading.unwrap().language.as_deref(), Some("de"));
}

#[test]
fn what_the_user_says_goes_first() {
    let given = Given {
        url: Some("https://a.example/x".into()),
        outlet: Some("Aldra Post".into()),
        published: "2031-03-06".parse().ok(),
        authors: vec!["Ada Venn".into()],
        ..Given::default()
    };
    let text = format!("Port may reopen\nBy Ben Orr\n5 March 2031\n{BODY}\n");
    let reading = read("a.txt", text.as_bytes(), &given, &Options::default()).remove(0).unwrap();
    assert_eq!(
        (reading.outlet.as_deref(), reading.outlet_basis),
        (Some("Aldra Post"), Some(OutletBasis::Given))
    );
    let published = reading.published.unwrap();
    assert_eq!((published.basis, published.value), (PublishedBasis::Given, "2031-03-06".parse().ok()));
    assert_eq!(reading.authors, ["Ada Venn"]);
}

#[test]
fn json_lines_of_four_tools() {
    let lines = format!(
        concat!(
            "{{\"title\":\"Port may reopen\",\"text\":\"{b}\",\"date\":\"2031-03-05\",\"hostname\":\"a.example\",\"author\":\"Ada Venn; Ben Orr\",\"fingerprint\":\"x1\"}}\n",
            "\n",
            "{{\"title\":\"Port may reopen\",\"maintext\":\"{b}\",\"date_publish\":\"2031-03-05 10:00:00\",\"source_domain\":\"a.example\",\"authors\":[\"Ada Venn\"],\"language\":\"en\"}}\r\n",
            "{{\"headline\":\"Port may reopen\",\"plaintext\":\"{b}\",\"publishing_date\":\"2031-03-05T10:00:00+02:00\"}}\n",
            "{{\"title\": \"Port may\n",
            "[1]\n",
            "{{\"title\":\"no text\"}}\n",
            "{{\"words\":\"{b}\",\"when\":\"5 March 2031\"}}"
        ),
        b = BODY
    );
    let options = Options {
        map: vec![("text".into(), "words".into()), ("published".into(), "when".into())],
        ..Options::default()
    };
    let all = read("f.jsonl", lines.as_bytes(), &Given::default(), &options);
    assert_eq!(all.len(), 7);
    for n in [0, 1, 2, 6] {
        let reading = all[n].as_ref().unwrap();
        assert_eq!(reading.text, BODY);
        assert_eq!(reading.published.as_ref().unwrap().value, "2031-03-05".parse().ok(), "{n}");
        check_blocks(reading).unwrap();
    }
    let first = all[0].as_ref().unwrap();
    assert_eq!(first.path, "f.jsonl#1");
    assert_eq!(first.authors, ["Ada Venn", "Ben Orr"]);
    assert_eq!(first.extra["fingerprint"], "x1");
    assert_eq!(
        (first.outlet.as_deref(), first.outlet_basis),
        (Some("a.example"), Some(OutletBasis::Metadata))
    );
    let broken = all[3].as_ref().unwrap_err();
    assert_eq!((broken.path.as_str(), broken.code), ("f.jsonl#5", RejectedCode::Unreadable));
    assert!(broken.message.contains("at byte"), "{}", broken.message);
    assert_eq!(all[4].as_ref().unwrap_err().code, RejectedCode::Unreadable);
    assert_eq!(all[5].as_ref().unwrap_err().code, RejectedCode::NotArticle);
    let numbers: Vec<usize> =
        read_lines("f.jsonl", lines.as_bytes(), &Given::default(), &options).map(|(n, _)| n).collect();
    assert_eq!(numbers, [1, 3, 4, 5, 6, 7, 8]);
}

fn page() -> String {
    let paragraphs: String = (1..8)
        .map(|n| format!("<p>{BODY} In the week {n} of the talks, Ada Venn said &ldquo;no ship was turned away&rdquo;, and the crews waited.</p>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Port may reopen soon | Aldra Post</title><meta property=og:site_name content='Aldra Post'>\
<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Port may reopen soon\",\"datePublished\":\"2031-03-05T10:00:00+02:00\",\"author\":{{\"name\":\"Ada Venn\"}}}}</script></head>\
<body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav><article><h1>Port may reopen soon</h1>{paragraphs}</article><footer>© Aldra</footer></body></html>"
    )
}

#[test]
fn a_page_gives_text_blocks_and_metadata() {
    let reading = one("a.html", page().as_bytes()).unwrap();
    assert!(reading.text.starts_with(
        "Port may reopen soon\n\nBy Ada Venn\n\n2031-03-05T10:00:00+02:00\n\nThe harbour master"
    ));
    assert_eq!(reading.outlet.as_deref(), Some("Aldra Post"));
    let published = reading.published.clone().unwrap();
    assert_eq!((published.basis, published.value), (PublishedBasis::Metadata, "2031-03-05".parse().ok()));
    assert_eq!(published.time.as_deref(), Some("10:00:00+02:00"));
    assert_eq!(reading.blocks.iter().filter(|b| b.kind == BlockKind::Body).count(), 7);
    assert!(!reading.text.contains("Home"));
    check_blocks(&reading).unwrap();
}

#[test]
fn a_cut_page_is_read_as_far_as_it_goes() {
    let page = page();
    let cut = &page[..page.len() - 300];
    let reading = one("a.html", cut.as_bytes()).unwrap();
    assert!(reading.blocks.iter().filter(|b| b.kind == BlockKind::Body).count() >= 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for input in [Input::Auto, Input::Text, Input::Html, Input::Jsonl] {
            for found in read("x", &bytes, &Given::default(), &Options { input, ..Options::default() }) {
                let reading = match found { Ok(r) => Some(r), Err(r) => r.reading.map(|r| *r) };
                if let Some(reading) = reading {
                    prop_assert_eq!(check_blocks(&reading), Ok(()));
                }
            }
        }
    }

    #[test]
    fn random_lines_are_covered_and_read_the_same_twice(
        lines in prop::collection::vec("(\u{feff}|[A-Z][a-z]{1,8}|said|the|on|“No,”|12\\.03\\.30|5 March 2031|Read more|[•|]|привіт| |\\.){0,14}[.?!\r]?", 0..25)
    ) {
        let text = lines.join("\n");
        let options = Options { input: Input::Text, ..Options::default() };
        let first = read("x", text.as_bytes(), &Given::default(), &options);
        prop_assert_eq!(&first, &read("x", text.as_bytes(), &Given::default(), &options));
        let reading = match first.into_iter().next() { Some(Ok(r)) => Some(r), Some(Err(r)) => r.reading.map(|r| *r), None => None };
        if let Some(reading) = reading {
            prop_assert_eq!(check_blocks(&reading), Ok(()));
            prop_assert_eq!(reading.text, text);
        }
    }
}
