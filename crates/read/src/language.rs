//! Which language a text is in: writing system first, then whichlang, with function words as a check.

use crate::features::{Script, main_script};
use crate::vocabulary::{foreign_function_word, is_function_word, plain};
use std::collections::BTreeMap;

/// Fewer letters say nothing about a language.
const FEWEST_LETTERS: usize = 20;

/// Of a hundred words of running English, so many at least carry grammar (news has 35 to 50).
const ENGLISH_GRAMMAR_PERCENT: usize = 12;

fn code(lang: whichlang::Lang) -> &'static str {
    use whichlang::Lang::*;
    match lang {
        Ara => "ar",
        Cmn => "zh",
        Deu => "de",
        Eng => "en",
        Fra => "fr",
        Hin => "hi",
        Ita => "it",
        Jpn => "ja",
        Kor => "ko",
        Nld => "nl",
        Por => "pt",
        Rus => "ru",
        Spa => "es",
        Swe => "sv",
        Tur => "tr",
        Vie => "vi",
    }
}

/// The language of `text` as an ISO 639-1 code, `None` where it cannot be told. `hint` is what the page or its sender says.
///
/// ```
/// assert_eq!(reportedly_read::language("The port will open again in spring.", None).as_deref(), Some("en"));
/// ```
pub fn language(text: &str, hint: Option<&str>) -> Option<String> {
    let hint = hint.map(|h| h.split(['-', '_']).next().unwrap_or(h).to_lowercase()).filter(|h| h.len() == 2);
    /// As much of a text as is looked at, in bytes.
    const LOOKED_AT: usize = 16 * 1024;
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let (script, _, letters) = main_script(text)?;
    if letters < FEWEST_LETTERS && hint.is_some() {
        return hint;
    }
    let any = |set: &str| text.chars().any(|c| set.contains(c));
    let found = match script {
        Script::Latin => {
            let (english, foreign, words) = grammar(text);
            if words == 0 {
                return hint;
            }
            let guess = code(whichlang::detect_language(text));
            let best = foreign.iter().max_by_key(|(lang, n)| (**n, std::cmp::Reverse(**lang)));
            if english * 100 >= words * ENGLISH_GRAMMAR_PERCENT && best.is_none_or(|(_, n)| *n < english) {
                "en"
            } else if guess != "en" {
                match best {
                    Some((lang, n)) if *n >= 3 && *n > 2 * foreign.get(guess).copied().unwrap_or(0) => lang,
                    _ => guess,
                }
            } else if let Some((lang, _)) = best.filter(|(_, n)| **n > english) {
                lang
            } else {
                return hint.or_else(|| (words < 12).then(|| "en".to_string()));
            }
        }
        Script::Cyrillic if any("іїєґІЇЄҐ") && !any("ыэъё") => "uk",
        Script::Cyrillic if any("ђћџјљњЂЋЏЈЉЊ") => "sr",
        Script::Cyrillic if any("ыэЫЭ") => "ru",
        Script::Cyrillic if any("ъЪ") => "bg",
        Script::Cyrillic => "ru",
        Script::Greek => "el",
        Script::Arabic if any("ٹڈےں") => "ur",
        Script::Arabic if any("پچژگ") => "fa",
        Script::Arabic => "ar",
        Script::Hebrew => "he",
        Script::Han if any("のはをにがで") => "ja",
        Script::Han => "zh",
        Script::Kana => "ja",
        Script::Hangul => "ko",
        Script::Indic if any("ािीे") => "hi",
        Script::Thai => "th",
        _ => return hint,
    };
    // A page that says it is in a language of the same family that whichlang does not know is believed.
    let known = whichlang::LANGUAGES.iter().any(|l| Some(code(*l)) == hint.as_deref());
    match hint {
        Some(hint) if found != "en" && hint != "en" && !known => Some(hint),
        _ => Some(found.to_string()),
    }
}

/// Words of English grammar, words of other languages' grammar by language, and all words.
fn grammar(text: &str) -> (usize, BTreeMap<&'static str, usize>, usize) {
    let (mut english, mut foreign, mut words) = (0, BTreeMap::new(), 0);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty())
    {
        words += 1;
        let word = plain(word);
        if is_function_word(&word) {
            english += 1;
        }
        for lang in foreign_function_word(&word) {
            *foreign.entry(*lang).or_default() += 1;
        }
    }
    (english, foreign, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        language(text, None)
    }

    #[test]
    fn languages_with_and_without_a_model() {
        assert_eq!(
            of("Der Hafen bleibt nach den Worten der Ministerin bis zum Frühjahr geschlossen."),
            Some("de".into())
        );
        assert_eq!(of("Порт залишиться зачиненим до весни, сказала міністерка."), Some("uk".into()));
        assert_eq!(
            of(
                "Port pozostanie zamknięty do wiosny, jak powiedziała minister, oraz nie będzie w nim statków."
            ),
            Some("pl".into())
        );
        assert_eq!(of("港は春まで閉鎖されると大臣は述べた。"), Some("ja".into()));
        assert_eq!(of("12 34 --"), None);
    }

    #[test]
    fn the_page_is_believed_only_about_what_cannot_be_seen() {
        let english = "The port will stay closed until spring, the minister said on Monday.";
        assert_eq!(language(english, Some("de")).as_deref(), Some("en"));
        assert_eq!(
            language("Luka ostaje zatvorena do proljeća, rekla je ministrica.", Some("hr")).as_deref(),
            Some("hr")
        );
    }
}
