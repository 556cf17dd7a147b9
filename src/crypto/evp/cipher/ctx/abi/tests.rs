use std::io::Write;
use std::process::{Command, Stdio};

use super::*;

/// What the openssl command makes of `data`.
fn openssl(name: &str, key_len: usize, data: &[u8]) -> Vec<u8> {
    let hex = |len| (0..len).map(|at| format!("{at:02x}")).collect::<String>();
    let mut child = Command::new("openssl")
        .args([
            "enc",
            &format!("-{name}"),
            "-K",
            &hex(key_len),
            "-iv",
            &hex(16),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the openssl command");
    child.stdin.take().unwrap().write_all(data).unwrap();
    child.wait_with_output().unwrap().stdout
}

fn run(name: &str, enc: c_int, data: &[u8], cut: usize) -> Option<Vec<u8>> {
    let bytes: [u8; 32] = std::array::from_fn(|at| at as u8);
    let cipher = EVP_CIPHER::by_name(name).unwrap();
    let mut out = vec![0; data.len() + 32];
    // SAFETY: the output has room for the data and a block; the context is freed.
    unsafe {
        let ctx = EVP_CIPHER_CTX_new();
        assert_eq!(
            EVP_CipherInit_ex(ctx, cipher, null_mut(), bytes.as_ptr(), bytes.as_ptr(), enc),
            1
        );
        let (mut first, mut second, mut last) = (0, 0, 0);
        let at = out.as_mut_ptr();
        EVP_CipherUpdate(ctx, at, &mut first, data.as_ptr(), cut as c_int);
        let at = at.add(first as usize);
        let rest = &data[cut..];
        EVP_CipherUpdate(ctx, at, &mut second, rest.as_ptr(), rest.len() as c_int);
        let at = at.add(second as usize);
        let good = EVP_CipherFinal_ex(ctx, at, &mut last);
        EVP_CIPHER_CTX_free(ctx);
        out.truncate((first + second + last) as usize);
        (good == 1).then_some(out)
    }
}

#[test]
fn agrees_with_the_openssl_command_however_it_is_cut() {
    for (name, key_len) in [
        ("AES-128-CBC", 16),
        ("AES-256-CBC", 32),
        ("AES-192-ECB", 24),
        ("AES-128-CTR", 16),
        ("AES-256-CFB", 32),
        ("DES-EDE3-CBC", 24),
    ] {
        for len in [0, 1, 16, 50] {
            let data: Vec<u8> = (0..len).collect();
            let expected = openssl(name, key_len, &data);
            for cut in [0, data.len() / 3, data.len()] {
                let sealed = run(name, 1, &data, cut).unwrap();
                assert_eq!(sealed, expected, "{name} {len} {cut}");
                let cut = cut.min(sealed.len());
                assert_eq!(run(name, 0, &sealed, cut).as_ref(), Some(&data));
            }
        }
    }
    assert_eq!(run("AES-128-CBC", 0, &[0; 15], 3), None);
}

#[test]
fn gcm_gives_and_checks_the_tag() {
    let (key, iv) = ([7u8; 32], [9u8; 12]);
    let cipher = EVP_CIPHER::by_name("aes-256-gcm").unwrap();
    // SAFETY: the buffers have the lengths that are named; the contexts are freed.
    unsafe {
        let (mut length, mut text, mut tag) = (0, *b"some text", [0u8; 16]);
        let at = text.as_mut_ptr();
        let ctx = EVP_CIPHER_CTX_new();
        assert_eq!(
            EVP_EncryptInit_ex(ctx, cipher, null_mut(), null(), null()),
            1
        );
        let set_len = EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, 12, null_mut());
        assert_eq!(set_len, 1);
        assert_eq!(
            EVP_EncryptInit_ex(ctx, null(), null_mut(), key.as_ptr(), iv.as_ptr()),
            1
        );
        assert_eq!(
            EVP_EncryptUpdate(ctx, null_mut(), &mut length, b"aad".as_ptr(), 3),
            1
        );
        assert_eq!(EVP_EncryptUpdate(ctx, at, &mut length, at, 9), 1);
        assert_eq!(EVP_EncryptFinal_ex(ctx, at, &mut length), 1);
        let out = tag.as_mut_ptr().cast();
        assert_eq!(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, 16, out), 1);
        EVP_CIPHER_CTX_free(ctx);
        for (damage, good) in [(0, 1), (1, 0)] {
            let mut copy = text;
            copy[0] ^= damage;
            let at = copy.as_mut_ptr();
            let ctx = EVP_CIPHER_CTX_new();
            EVP_DecryptInit_ex(ctx, cipher, null_mut(), key.as_ptr(), iv.as_ptr());
            EVP_DecryptUpdate(ctx, null_mut(), &mut length, b"aad".as_ptr(), 3);
            EVP_DecryptUpdate(ctx, at, &mut length, at, 9);
            EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, 16, tag.as_mut_ptr().cast());
            assert_eq!(EVP_DecryptFinal_ex(ctx, at, &mut length), good);
            assert_eq!(&copy == b"some text", good == 1);
            EVP_CIPHER_CTX_free(ctx);
        }
    }
}
