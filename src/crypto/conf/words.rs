//! Values: quotes, escapes, comments and variables (config(5)).

/// What a variable stands for: section (empty: the current one) and name.
pub type Lookup<'a> = dyn Fn(&str, &str) -> Option<String> + 'a;

/// The longest value after variables were put in, in bytes.
const LONGEST: usize = 65536;

/// Cuts a comment off: from a `#` that is neither quoted nor escaped.
pub fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (place, letter) in line.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (letter, quote) {
            ('\\', _) => escaped = true,
            ('#', None) => return &line[..place],
            (letter, Some(open)) if letter == open => quote = None,
            ('"' | '\'' | '`', None) => quote = Some(letter),
            _ => {}
        }
    }
    line
}

/// Whether the line goes on in the next: it ends in a backslash that is not escaped.
pub fn continues(line: &str) -> bool {
    let slashes = line.bytes().rev().take_while(|byte| *byte == b'\\').count();
    slashes % 2 == 1
}

/// The value that a text stands for. `None`: a variable without value or end, or one too long.
/// `only_braces`: a dollar sign without a brace behind is only that (`.pragma = dollarid:true`).
pub fn value(text: &str, only_braces: bool, lookup: &Lookup<'_>) -> Option<String> {
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\'' | '`' => {
                while let Some(inner) = letters.next() {
                    match inner {
                        _ if inner == letter => break,
                        '\\' => out.extend(letters.next()),
                        _ => out.push(inner),
                    }
                }
            }
            '\\' => out.extend(letters.next().map(escaped)),
            '$' if !only_braces || matches!(letters.peek(), Some('{' | '(')) => {
                out.push_str(&variable(&mut letters, lookup)?);
            }
            _ => out.push(letter),
        }
        if out.len() > LONGEST {
            return None;
        }
    }
    Some(out)
}

fn escaped(letter: char) -> char {
    match letter {
        'r' => '\r',
        'n' => '\n',
        'b' => '\u{8}',
        't' => '\t',
        other => other,
    }
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn word(letters: &mut Letters<'_>) -> String {
    let mut word = String::new();
    while let Some(letter) = letters.next_if(|l| l.is_ascii_alphanumeric() || *l == '_') {
        word.push(letter);
    }
    word
}

/// What stands behind a dollar sign: `name`, `section::name`, either in braces.
fn variable(letters: &mut Letters<'_>, lookup: &Lookup<'_>) -> Option<String> {
    let end = match letters.peek() {
        Some('{') => Some('}'),
        Some('(') => Some(')'),
        _ => None,
    };
    if end.is_some() {
        letters.next();
    }
    let mut name = word(letters);
    let mut section = String::new();
    let mut ahead = letters.clone();
    if ahead.next() == Some(':') && ahead.next() == Some(':') {
        *letters = ahead;
        section = std::mem::replace(&mut name, word(letters));
    }
    if let Some(end) = end {
        letters.next_if_eq(&end)?;
    }
    lookup(&section, &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        value(text, false, &|section, name| match (section, name) {
            ("", "a") => Some("1".into()),
            ("s", "a") => Some("2".into()),
            _ => None,
        })
    }

    #[test]
    fn variables_are_put_in() {
        assert_eq!(of("x$a/y").as_deref(), Some("x1/y"));
        assert_eq!(of("${a}b$(a)").as_deref(), Some("1b1"));
        assert_eq!(of("$s::a ${s::a}").as_deref(), Some("2 2"));
        assert_eq!(of("$b"), None);
        assert_eq!(of("${a"), None);
        assert_eq!(of(r"\$a").as_deref(), Some("$a"));
    }

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(
            of(r#"a "b # $a" 'c\'d' \n"#).as_deref(),
            Some("a b # $a c'd \n")
        );
        assert_eq!(of(r#""open"#).as_deref(), Some("open"));
        assert_eq!(of("\\").as_deref(), Some(""));
    }

    #[test]
    fn a_dollar_sign_alone_where_the_file_says_so() {
        let none = |_: &str, _: &str| None;
        assert_eq!(value("a$b", true, &none).as_deref(), Some("a$b"));
        assert_eq!(value("a${b}", true, &none), None);
    }

    #[test]
    fn comments_end_a_line_outside_quotes() {
        assert_eq!(without_comment("a # b"), "a ");
        assert_eq!(without_comment(r##"a "#" \# # b"##), r##"a "#" \# "##);
    }

    #[test]
    fn a_backslash_continues() {
        assert!(continues("a\\") && !continues("a\\\\") && continues("\\\\\\"));
    }
}
