//! The result in words and as JSON.

use std::fmt::Write;

use crate::verdict::{Gap, Outcome, Verdict};

pub fn json(verdict: &Verdict) -> Result<String, String> {
    let mut value = serde_json::to_value(verdict).map_err(|error| error.to_string())?;
    value["runs"] = verdict.runs().into();
    serde_json::to_string_pretty(&value).map_err(|error| error.to_string())
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Runs => "all there",
        Outcome::RunsUntilCalled => "starts; ends where it calls what is missing",
        Outcome::DoesNotStart => "something is missing",
        Outcome::Unused => "it imports nothing",
    }
}

pub fn text(verdict: &Verdict, with_partial: bool) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "{}: {} functions of libssl, {} of libcrypto",
        verdict.program, verdict.libssl_functions, verdict.libcrypto_functions
    );
    for file in verdict
        .files
        .iter()
        .filter(|file| **file != verdict.program)
    {
        let _ = writeln!(out, "  with {file}");
    }
    for release in &verdict.other_releases {
        let _ = writeln!(
            out,
            "  needs {release}, another release of OpenSSL, which stays what it is"
        );
    }
    for (way, outcome) in [
        ("both libraries by LD_LIBRARY_PATH", verdict.pair),
        ("libssl alone by LD_PRELOAD", verdict.preload),
        ("built anew against the headers", verdict.linked),
    ] {
        let _ = writeln!(out, "{way:34} {}", words(outcome));
    }
    list(&mut out, "missing", &verdict.missing);
    if with_partial {
        list(&mut out, "there in part", &verdict.partial);
    } else if !verdict.partial.is_empty() {
        let _ = writeln!(
            out,
            "there in part: {} (see --partial)",
            verdict.partial.len()
        );
    }
    out.trim_end().to_owned()
}

fn list(out: &mut String, what: &str, gaps: &[Gap]) {
    if gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "{what}:");
    for gap in gaps {
        let note = match gap.missing.as_str() {
            "" => String::new(),
            missing => format!(": {missing}"),
        };
        let _ = writeln!(out, "  {} {}@{}{note}", gap.library, gap.function, gap.node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elf::{Import, Object};
    use crate::exports::Exports;
    use crate::verdict::judge;

    fn verdict() -> Verdict {
        let import = |name: &str, library: &str| Import {
            name: name.into(),
            version: Some((library.into(), "OPENSSL_3.0.0".into())),
            weak: false,
        };
        let object = Object {
            imports: vec![
                import("SSL_new", "libssl.so.3"),
                import("NO_such", "libcrypto.so.3"),
            ],
            binds_now: true,
            ..Object::default()
        };
        judge(&[("program".into(), object)], &Exports::own())
    }

    #[test]
    fn in_words() {
        let text = text(&verdict(), true);
        assert!(text.starts_with("program: 1 functions of libssl, 1 of libcrypto\n"));
        assert!(text.contains("libssl alone by LD_PRELOAD         all there"));
        assert!(text.contains("missing:\n  libcrypto.so.3 NO_such@OPENSSL_3.0.0"));
    }

    #[test]
    fn as_json() {
        let value: serde_json::Value = serde_json::from_str(&json(&verdict()).unwrap()).unwrap();
        assert_eq!(value["runs"], true);
        assert_eq!(value["pair"], "does-not-start");
        assert_eq!(value["preload"], "runs");
        assert_eq!(value["missing"][0]["function"], "NO_such");
    }
}
