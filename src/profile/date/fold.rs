//! Text brought to one form for comparing: without case, accents, width and kinds of signs.

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// Returns the folded form of a text: lower case, no accents, ASCII for full-width signs, one kind
/// of dash, apostrophe and space.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

/// Appends the folded form of a character: nothing for a combining accent, several characters
/// for a ligature.
pub(crate) fn fold_char(c: char, out: &mut String) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
        // Soft hyphens, joiners, direction marks and variation selectors say nothing.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {}
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
        '‘' | '’' | 'ʼ' | '´' | '′' | '＇' => out.push('\''),
        _ if is_dash(c) => out.push('-'),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        '\u{fb00}'..='\u{fb06}' => decompose_compatible(c, |part| out.push(part)),
        // Signs of scripts without case and accents, the most of a text in them.
        '\u{900}'..='\u{1cff}' | '\u{2010}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
        _ => c.to_lowercase().for_each(|lower| letter(lower, out)),
    }
}

/// Whether a character is a dash, a minus or a wave that stands for one.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '⁃' | '−' | '～' | '〜' | '~' | '∼' | '﹣' | '－')
}

/// Appends a letter of lower case without its accents.
fn letter(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ı' => out.push('i'),
        'ª' => out.push('a'),
        'º' => out.push('o'),
        'ς' => out.push('σ'),
        _ => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                out.push(part);
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_case_accents_and_width_away() {
        for (text, expected) in [
            ("Août", "aout"),
            ("MÄRZ", "marz"),
            ("Łódź", "lodz"),
            ("İŞ DENEYİMİ", "is deneyimi"),
            ("ＳＫＩＬＬＳ", "skills"),
            ("Ёлка й", "елка и"),
            ("L’École", "l'ecole"),
            ("2019–20", "2019-20"),
            ("Straße", "strasse"),
            ("ﬁn", "fin"),
            ("現在", "現在"),
            ("ガード", "ガード"),
            ("경력", "경력"),
            ("a\u{301}b\u{ad}c", "abc"),
            ("Ơn đến", "on den"),
            ("Έως", "εωσ"),
            ("1º", "1o"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }
}
