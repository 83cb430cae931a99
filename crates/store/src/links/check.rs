//! Whether a link generation is consistent: every index points somewhere, and nothing is in two clusters of a kind.

use reportedly_schema::linkage::LinkGeneration;

/// What is inconsistent in a generation over so many articles and statements.
pub(crate) fn check(generation: &LinkGeneration, articles: usize, statements: usize) -> Result<(), String> {
    let inside = |what: &str, index: usize, length: usize| match index < length {
        true => Ok(()),
        false => Err(format!("{what} {index} of {length} does not exist")),
    };
    // Each of these is in one cluster at most.
    let once = |what: &'static str, length: usize| {
        let mut seen = vec![false; length];
        move |index: usize| -> Result<(), String> {
            inside(what, index, length)?;
            match std::mem::replace(&mut seen[index], true) {
                true => Err(format!("{what} {index} stands twice")),
                false => Ok(()),
            }
        }
    };
    let mut spoken = once("statement", statements);
    for speaker in &generation.speakers {
        speaker.statements.iter().try_for_each(|&n| spoken(n))?;
        if speaker.statements.is_empty() {
            return Err(format!("speaker {} has no statement", speaker.name));
        }
    }
    let mut reprinted = once("article", articles);
    generation.reprints.iter().flatten().try_for_each(|&n| reprinted(n))?;
    let mut held = vec![false; generation.occasions.len()];
    for occasion in &generation.occasions {
        inside("speaker", occasion.speaker, generation.speakers.len())?;
    }
    let mut reported = once("statement", statements);
    for utterance in &generation.utterances {
        inside("occasion", utterance.occasion, generation.occasions.len())?;
        held[utterance.occasion] = true;
        utterance.reports.iter().try_for_each(|&n| reported(n))?;
        if utterance.reports.is_empty() {
            return Err(format!("utterance {} has no report", utterance.id));
        }
    }
    if let Some(n) = held.iter().position(|held| !held) {
        return Err(format!("occasion {} has no utterance", generation.occasions[n].id));
    }
    let mut made = once("utterance", generation.utterances.len());
    for point in &generation.points {
        inside("speaker", point.speaker, generation.speakers.len())?;
        point.utterances.iter().try_for_each(|&n| made(n))?;
        if point.utterances.is_empty() {
            return Err(format!("point {} has no utterance", point.id));
        }
    }
    Ok(())
}
