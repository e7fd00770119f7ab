//! What is left of TeX in the texts of a bibliography: commands for type, formulas, quotes.

/// Greek letters by their commands.
const GREEK: [(&str, &str); 32] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Omega", "Ω"),
];

/// Signs by their commands.
const SIGNS: [(&str, &str); 12] = [
    ("times", "×"),
    ("pm", "±"),
    ("infty", "∞"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leq", "≤"),
    ("geq", "≥"),
    ("le", "≤"),
    ("ge", "≥"),
    ("sim", "~"),
    ("cdot", "·"),
    ("circ", "°"),
];

/// A formula in letters and signs: `H_2O` as `H₂O`, `\alpha` as `α`.
pub(super) fn formula(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '_' | '^' => {
                let (group, after) = argument(rest);
                rest = after;
                out.push_str(&raised(c, &formula(group)));
            }
            '\\' => {
                let (name, after) = name(rest);
                rest = after;
                // What an unknown command is about matters more than how it is set.
                let mut known = GREEK.iter().chain(&SIGNS);
                if let Some((_, sign)) = known.find(|(known, _)| *known == name) {
                    out.push_str(sign);
                }
            }
            '{' | '}' | '$' => {}
            c => out.push(c),
        }
    }
    out
}

/// Digits and signs below or above the line; what has no such form stands behind the mark.
fn raised(mark: char, text: &str) -> String {
    const PLAIN: &str = "0123456789+-=()";
    let forms = if mark == '_' {
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
    } else {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"
    };
    let form =
        |c: char| PLAIN.chars().position(|plain| plain == c).and_then(|i| forms.chars().nth(i));
    match text.chars().map(form).collect::<Option<String>>() {
        Some(text) => text,
        None if text == "°" => text.to_owned(),
        None => format!("{mark}{text}"),
    }
}

/// The argument of a command or mark: a group, or one character.
fn argument(text: &str) -> (&str, &str) {
    if let Some(inner) = text.strip_prefix('{') {
        let mut depth = 1;
        for (at, c) in inner.char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 {
                return (&inner[..at], &inner[at + 1..]);
            }
        }
        return (inner, "");
    }
    if let Some(command) = text.strip_prefix('\\') {
        return text.split_at(1 + name(command).0.len());
    }
    let end = text.chars().next().map_or(0, char::len_utf8);
    text.split_at(end)
}

/// The letters of a command's name.
fn name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    text.split_at(end)
}

/// A text without commands: emphasis becomes inline Markdown, other commands their arguments.
pub(super) fn plain(text: &str) -> String {
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    if !text.contains(['\\', '`', '\'']) && text.split(' ').all(is_word) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (command, after) = name(rest);
        if command.is_empty() {
            // An escaped sign stands for itself.
            continue;
        }
        let after = after.trim_start();
        let (inner, after) = if after.starts_with('{') { argument(after) } else { ("", after) };
        rest = after;
        let inner = plain(inner);
        let mark = match command {
            "emph" | "textit" | "textsl" | "mkbibemph" | "it" | "em" => "*",
            "textbf" | "mkbibbold" | "bf" => "**",
            _ => "",
        };
        if inner.is_empty() {
            continue;
        }
        out.push_str(&[mark, inner.as_str(), mark].concat());
    }
    out.push_str(rest);
    let out = out.replace("``", "“").replace("''", "”");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_letters() {
        assert_eq!(formula("_2"), "₂");
        assert_eq!(formula("\\alpha"), "α");
        assert_eq!(formula("x^{2n}"), "x^2n");
        assert_eq!(formula("10^{-3} \\times \\mathrm{K}"), "10⁻³ × K");
        assert_eq!(formula("30^\\circ"), "30°");
    }

    #[test]
    fn commands_become_what_they_are_about() {
        assert_eq!(plain("On \\emph{Slow} \\textsc{Ice}"), "On *Slow* Ice");
        assert_eq!(plain("``quoted''  text \\& more"), "“quoted” text & more");
        assert_eq!(plain("\\textbf{a \\emph{b}} \\unknown"), "**a *b***");
    }
}
