//! What names a group of skills.

use super::blocks::Block;
use super::lists::{items, labelled};
use super::words::{self, fold};
use crate::syntax::lines::LineKind;

/// Whether a line names the group that the line directly below lists.
pub(super) fn is_term(blocks: &[Block], n: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(n), blocks.get(n + 1)) else { return false };
    let several = |block: &Block| items(block.text).len() >= 2;
    let paired = |block: &Block| block.level == 0 && block.kind == LineKind::Text;
    paired(block)
        && paired(next)
        && (block.blank || n == 0)
        && !next.blank
        && blocks.get(n + 2).is_none_or(|after| after.blank)
        && words::count(block.text) <= 4
        && !several(block)
        && several(next)
        && labelled(block.text).is_none()
}

/// Whether a heading says more than that skills follow.
pub(super) fn is_telling(title: &str) -> bool {
    const GENERAL: [&str; 20] = [
        "skill",
        "aptitude",
        "competenc",
        "kenntnis",
        "competenz",
        "kompetenz",
        "technolog",
        "expertise",
        "toolbox",
        "fahigkeit",
        "habilidad",
        "competencia",
        "abilit",
        "vaardighe",
        "umiejetnosc",
        "fardighet",
        "beceri",
        "strength",
        "qualification",
        "know-how",
    ];
    let folded = fold(title);
    let general = GENERAL.iter().any(|word| folded.contains(word));
    let east = ["技能", "スキル", "ツール", "기술", "能力", "навыки", "特长", "専門"]
        .iter()
        .any(|word| folded.contains(&fold(word)));
    let telling =
        ["software", "edv", "informati", "comput", "digita", "program", "pc", "language", "&"]
            .iter()
            .any(|word| folded.contains(word));
    // "What I use", "Tools of the trade" say no more than "Skills".
    let spoken = folded.contains(" i ")
        || folded.contains("i've")
        || folded.ends_with(" of the trade")
        || ["good at", "stack", "tech stack", "my stack"].contains(&folded.as_str())
        || ["o que ", "ce que ", "lo que ", "was ich ", "wat ik ", "cosa "]
            .iter()
            .any(|word| folded.starts_with(word));
    let plain = folded.contains("skill");
    if folded == "technology" {
        return true;
    }
    (!general && !east && !spoken || telling && !plain)
        && !["technical skills", "top skills", "key skills"].contains(&folded.as_str())
}
