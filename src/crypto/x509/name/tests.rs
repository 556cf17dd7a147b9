use super::*;

fn entry(name: &str, type_: c_int, text: &str) -> X509_NAME_ENTRY {
    let value = ASN1_STRING::with(type_, text.as_bytes()).unwrap();
    X509_NAME_ENTRY::new(Object::from_text(name).unwrap(), value)
}

fn name(entries: &[(&str, c_int, &str, c_int)]) -> X509_NAME {
    let mut name = X509_NAME::default();
    for (attribute, type_, text, set) in entries {
        name.insert(entry(attribute, *type_, text), -1, *set);
    }
    name
}

#[test]
fn what_is_written_reads_back() {
    let made = name(&[
        ("C", 19, "DE", 0),
        ("CN", 12, "a b", 0),
        ("OU", 12, "x", -1),
    ]);
    let read = X509_NAME::read(&mut Reader::new(made.der())).unwrap();
    assert_eq!(read.canonical(), made.canonical());
    assert_eq!(
        read.entries().iter().map(|e| e.set()).collect::<Vec<_>>(),
        [0, 1, 1]
    );
    for cut in 0..made.der().len() {
        assert!(
            X509_NAME::read(&mut Reader::new(&made.der()[..cut])).is_err(),
            "cut {cut}"
        );
    }
}

#[test]
fn names_are_compared_without_case_spaces_and_types() {
    let a = name(&[("O", 19, "My  Company ", 0)]);
    let b = name(&[("O", 12, "my company", 0)]);
    let c = name(&[("O", 12, "mycompany", 0)]);
    assert_eq!(a.canonical(), b.canonical());
    assert_ne!(a.canonical(), c.canonical());
    assert_eq!((a.hash() == b.hash(), a.hash() == c.hash()), (true, false));
}

#[test]
fn entries_keep_their_sets_when_others_go() {
    let mut made = name(&[("C", 19, "DE", 0), ("O", 12, "o", 0), ("CN", 12, "n", 0)]);
    assert_eq!(made.oneline(None), b"/C=DE/O=o/CN=n");
    assert!(made.remove(1).is_some() && made.remove(7).is_none());
    assert_eq!(
        made.entries().iter().map(|e| e.set()).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!(made.oneline(Some(8)), b"/C=DE");
    made.insert(entry("O", 12, "a/b+c"), 0, 0);
    assert_eq!(made.oneline(None), b"/O=a\\/b\\+c/C=DE/CN=n");
}

#[test]
fn forms_of_text() {
    let made = name(&[
        ("C", 19, "DE", 0),
        ("CN", 12, "a,b", 0),
        ("1.2.3.4", 22, "zz", -1),
    ]);
    let text = |flags| String::from_utf8(made.print(0, flags).unwrap()).unwrap();
    assert_eq!(text(0x111_0317), "1.2.3.4=#16027A7A+CN=a\\,b,C=DE");
    assert_eq!(text(0x82_031f), "C = DE, CN = \"a,b\" + 1.2.3.4 = zz");
    assert_eq!(made.print(0, 7 << 16), None);
    assert_eq!(made.compat(), b"C=DE, CN=a,b+1.2.3.4=zz");
}
