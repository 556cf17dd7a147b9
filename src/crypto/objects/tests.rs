use std::collections::HashSet;
use std::ffi::{CStr, c_char};
use std::ptr::{null, null_mut};

use super::abi::*;
use super::*;

#[test]
fn the_header_says_what_the_table_says() {
    let header = include_str!("../../../abi/headers/obj_mac.h");
    let defined: HashSet<&str> = header
        .lines()
        .filter(|line| line.starts_with("#define"))
        .collect();
    let rows = include_str!("nids.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [nid, name, short, long, oid] = columns[..] else {
            panic!("{row}");
        };
        let expect = |line: String| assert!(defined.contains(line.as_str()), "{line}");
        expect(format!("#define NID_{name} {nid}"));
        expect(format!("#define SN_{name} \"{short}\""));
        expect(format!("#define LN_{name} \"{long}\""));
        if !oid.is_empty() {
            let arcs: Vec<String> = oid.split('.').map(|arc| format!("{arc}L")).collect();
            expect(format!("#define OBJ_{name} {}", arcs.join(",")));
            assert_eq!(by_nid(nid.parse().unwrap()).unwrap().text(true), oid);
        }
    }
}

#[test]
fn names_numbers_and_encodings_agree() {
    let p256 = by_short_name("prime256v1").unwrap();
    assert_eq!(p256.nid(), 415);
    assert_eq!(
        p256.content(),
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
    );
    assert_eq!(by_name("commonName").unwrap().nid(), 13);
    assert_eq!(by_name("CN").unwrap().text(false), "commonName");
    assert_eq!(ASN1_OBJECT::from_text("2.5.4.3", true).unwrap().nid(), 13);
    assert_eq!(ASN1_OBJECT::from_text("CN", true), None);
    assert_eq!(
        find_by_signature(794).map(|ids| (ids.digest, ids.key)),
        Some((672, 408))
    );
}

#[test]
fn text_is_cut_to_the_buffer() {
    let mut buffer = [0x55 as c_char; 8];
    // SAFETY: the buffer has the room that is named.
    let (length, text) = unsafe {
        let length = OBJ_obj2txt(buffer.as_mut_ptr(), 8, OBJ_nid2obj(13), 0);
        (length, CStr::from_ptr(buffer.as_ptr()))
    };
    assert_eq!((length, text), (10, c"commonN"));
}

#[test]
fn programs_add_objects() {
    // SAFETY: C strings; the object is freed once.
    unsafe {
        let nid = OBJ_create(
            c"1.3.6.1.4.1.99999.1".as_ptr(),
            c"fd1".as_ptr(),
            c"fd one".as_ptr(),
        );
        assert!(nid >= 1248);
        assert_eq!(OBJ_txt2nid(c"fd one".as_ptr()), nid);
        assert_eq!(OBJ_create(null(), c"fd1".as_ptr(), null()), 0);
        let object = OBJ_txt2obj(c"1.3.6.1.4.1.99999.1".as_ptr(), 1);
        assert_eq!(OBJ_obj2nid(object), nid);
        assert_eq!(OBJ_cmp(object, OBJ_nid2obj(nid)), 0);
        ASN1_OBJECT_free(object);
    }
}

#[test]
fn der_round_trip() {
    let bytes = [6u8, 3, 0x55, 4, 3, 0xff];
    let mut at = bytes.as_ptr();
    let mut object = null_mut();
    // SAFETY: `at` points to as many bytes as named; the object is freed once.
    unsafe {
        assert!(!d2i_ASN1_OBJECT(&mut object, &mut at, 6).is_null());
        assert_eq!(at.offset_from(bytes.as_ptr()), 5);
        assert_eq!(OBJ_obj2nid(object), 13);
        let mut out = null_mut();
        assert_eq!(i2d_ASN1_OBJECT(object, &mut out), 5);
        assert_eq!(std::slice::from_raw_parts(out, 5), &bytes[..5]);
        crate::mem::abi::CRYPTO_free(out.cast(), null(), 0);
        ASN1_OBJECT_free(object);
        let mut at = bytes.as_ptr().add(1);
        assert!(d2i_ASN1_OBJECT(null_mut(), &mut at, 5).is_null());
    }
}

#[test]
fn null_is_an_error_and_no_crash() {
    // SAFETY: NULL is allowed everywhere.
    unsafe {
        assert_eq!(OBJ_obj2nid(null()), 0);
        assert_eq!(OBJ_obj2txt(null_mut(), 0, null(), 0), 0);
        assert_eq!(OBJ_txt2nid(null()), 0);
        assert!(OBJ_txt2obj(null(), 0).is_null());
        assert!(OBJ_dup(null()).is_null());
        assert!(OBJ_nid2obj(-1).is_null());
        assert!(OBJ_nid2sn(999_999).is_null());
        assert_eq!(OBJ_length(null()), 0);
        ASN1_OBJECT_free(null_mut());
    }
}
