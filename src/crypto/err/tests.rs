use super::*;

fn take() -> c_ulong {
    with_queue(|queue| queue.take_oldest().map_or(0, |entry| entry.code)).unwrap()
}

#[test]
fn errors_come_out_oldest_first_and_the_oldest_is_lost() {
    for reason in 100..120 {
        raise(ERR_LIB_BIO, reason);
    }
    let reasons: Vec<_> = std::iter::from_fn(|| Some(take()).filter(|code| *code != 0)).collect();
    assert_eq!(reasons.len(), 15);
    assert_eq!(reason_of(reasons[0]), 105);
    assert_eq!(library_of(reasons[0]), ERR_LIB_BIO);
}

#[test]
fn marks_keep_what_was_there() {
    raise(ERR_LIB_BIO, 100);
    with_queue(|queue| {
        assert!(queue.set_mark());
        queue.push().code = 7;
        queue.push().code = 8;
        assert!(queue.pop_to_mark());
        assert!(!queue.pop_to_mark());
    });
    assert_eq!(take(), 0, "without a mark everything goes");
    with_queue(|queue| {
        assert!(!queue.set_mark());
        queue.push().code = 1;
        assert!(queue.set_mark());
        queue.push().code = 2;
        assert!(queue.clear_last_mark());
        assert!(!queue.clear_last_mark());
    });
    assert_eq!((take(), take(), take()), (1, 2, 0));
}

fn described(code: c_ulong, room: usize) -> String {
    let mut out = vec![b'#'; room];
    text::describe_into(code, b"", &mut out);
    let end = out.iter().position(|byte| *byte == 0).unwrap();
    String::from_utf8(out[..end].to_vec()).unwrap()
}

#[test]
fn descriptions_are_openssls() {
    // Outputs of OpenSSL 3.0.22's ERR_error_string_n for the same codes.
    assert_eq!(described(0, 256), "error:00000000:lib(0)::reason(0)");
    assert_eq!(
        described(pack(199, 1234), 256),
        "error:638004D2:lib(199)::reason(1234)"
    );
    let malloc = pack(ERR_LIB_BIO, ERR_R_MALLOC_FAILURE);
    assert_eq!(
        described(malloc, 256),
        "error:100C0100:BIO routines::malloc failure"
    );
    assert_eq!(described(malloc, 30), "err:100c0100:20:0:c0100");
    assert_eq!(described(malloc, 10), "err:100c0");
    let missing = pack(ERR_LIB_SYS, 2);
    assert_eq!(
        described(missing, 256),
        "error:80000002:system library::No such file or directory"
    );
    let refused = pack(ERR_LIB_BIO, 113);
    assert_eq!(
        described(refused, 256),
        "error:10000071:BIO routines::no port defined"
    );
}

#[test]
fn a_panic_is_an_internal_error() {
    let result = guard(-1, || panic!("inside"));
    assert_eq!(result, -1);
    assert_eq!(take(), pack(ERR_LIB_CRYPTO, ERR_R_INTERNAL_ERROR));
}

#[test]
fn every_built_in_row_has_a_text() {
    assert!(reasons::reason_text(pack(ERR_LIB_X509, 116)).is_some());
    assert!(reasons::reason_text(pack(ERR_LIB_PEM, 108)).is_some());
    assert_eq!(reasons::reason_text(pack(ERR_LIB_SYS, 2)), None);
    assert_eq!(
        reasons::library_text(pack(ERR_LIB_SYS, 2)),
        Some(c"system library")
    );
}
