//! Known answers. The PRF's are the vectors that the TLS working group published for 1.2 and the
//! well-known one for 1.0; the others were made with `openssl kdf TLS1-PRF` of OpenSSL 3.0.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use primitives::digest::HashAlgorithm;

use super::*;
use crate::msg::{CipherSuite, Random};
use crate::suites::SuiteInfo;

fn unhex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn published_prf() {
    let check = |prf: Prf, secret: &[u8], label: &[u8], seed: &[u8], expected: &str| {
        let expected = unhex(expected);
        let mut out = vec![0xff; expected.len()];
        prf.derive(secret, label, &[&seed[..5], &seed[5..]], &mut out);
        assert_eq!(out, expected);
    };
    check(
        Prf::dtls1_2(HashAlgorithm::Sha256),
        &unhex("9bbe436ba940f017b17652849a71db35"),
        b"test label",
        &unhex("a0ba9f936cda311827a6f796ffd5198c"),
        "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e
         14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5
         a72e5a5110fff70187347b66",
    );
    check(
        Prf::dtls1_2(HashAlgorithm::Sha384),
        &unhex("b80b733d6ceefcdc71566ea48e5567df"),
        b"test label",
        &unhex("cd665cf6a8447dd6ff8b27555edb7465"),
        "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b123
         3c9146a0e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd
         4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a2
         6854308d5eaa3be85e0990703d73e56f",
    );
    check(
        Prf::DTLS1_0,
        &[0xab; 48],
        b"PRF Testvector",
        &[0xcd; 64],
        "d3d4d1e349b5d515044666d51de32bab258cb521b6b053463e354832fd976754443bcf9a296519bc289abcbc
         1187e4ebd31e602353776c408aafb74cbc85eff69255f9788faa184cbb957a9819d84a5d7eb006eb459d3ae8
         de9810454b8b2d8f1afbc655a8c9a013",
    );
}

/// Answers for one PRF: the premaster secret is 33 bytes from 64 up, the randoms count from 0 and
/// from 32.
struct Answers {
    prf: Prf,
    suite: CipherSuite,
    master: &'static str,
    extended: &'static str,
    key_block: &'static str,
    client_finished: &'static str,
    server_finished: &'static str,
    exported: &'static str,
    exported_empty_context: &'static str,
    exported_context: &'static str,
}

const ANSWERS: [Answers; 3] = [
    Answers {
        prf: Prf::DTLS1_0,
        suite: CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA,
        master: "c323d23e60ae0bb505dee0a3b4ca91db3e2b6c8a011e120ce7bf743c659e1831
                 05cbda9f2c50c2f7b30cb565166757b9",
        extended: "0171ebaf651f046900d3b6b2d1abcbfe9fe3d2178f168e58f1ef05bd5b8cdb4b
                   e4668bdd9aad8d6dac408def081a4840",
        key_block: "9aa005c4ccf158e56611ecc1c34ff8efbc513a03a0e6dba4ac6504f0bb58d6a3b8ecb2a0d5f7
                    9cab42f686e851cbe336ea77f0ed01eeb82aa4a681b1516dd68ffe45aa4c4b9f50ff",
        client_finished: "761d82415395ac92e04f3736",
        server_finished: "6d6df9a07f72ea41733ca323",
        exported: "8672172903d6087a08678718cfbda3d07a012bbb8007fcecbd8002d6f3355ad2
                   ad574ac630d8b2ea",
        exported_empty_context: "d0d021901861a88a26b2555a70bc420211de78c8075970e114328d860c3484b0
                                 83e7c299eb63c226",
        exported_context: "7130c864df07387c55eb010f1afae198301710fc2a4218016fae03e98284d8c1
                           ba74b2d64a01a86e",
    },
    Answers {
        prf: Prf::dtls1_2(HashAlgorithm::Sha256),
        suite: CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        master: "084d1dedbdecc8e5cac33e21e3f1aa38962680debd9d01829b55f250546227c5
                 cfa9112496d63252531d975af29f720b",
        extended: "e34510e2e06ef1597b2ce9a3090f4377bac1a1360c2e96fa7e7fbe316a676ace
                   ba1d2cd8bbb5aa60ee143fd9338079db",
        key_block: "d237c1a594ccca611d9b2a276eb029c003ca17923b31fe818a75b4ff6369e4365da22238eac8
                    34d5",
        client_finished: "02229a9f5bfa82be5638f5ba",
        server_finished: "c1366f79e2f53c7fbe000274",
        exported: "d1f52d24f22d2703a2092818516ef31afe34e270057f40465c8fcddca3af956a
                   a6e83025ed520b3c",
        exported_empty_context: "62241c7846bfff2c9b7a26743d36081ad36ded851d4136777148cc7d7dfd9e0c
                                 f86dc397220ae41c",
        exported_context: "3f0d0a1c54acb0d38bb2f9c7518d8a2a350c9712b7f4de68c539f87216795bc8
                           e5be78475d301ac3",
    },
    Answers {
        prf: Prf::dtls1_2(HashAlgorithm::Sha384),
        suite: CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        master: "224c9c6f4ffb94ac5990f01bc75eb3d9b52378fc079869e7da0b3466af914792
                 0c1eb5dc9c84f97e9599048473d1d08d",
        extended: "470189249f5d7cecded8ee7b5a95c4eae9868c2d3b6d8b794d251fedf6765866
                   9e3fa5f5295f5b9aa1eef8f96ae02777",
        key_block: "e68274abad2ab9784ea8d56a1f8f91abdcf156f13acf858905bbf6ad6458b3199c23499a72c1
                    cdfc9eb8cffd29b5cde62afc873c8c20e59e18c02cfaed9d1d15d8b3eeb1f241314c",
        client_finished: "b2d590ba1d5a3948c68d208a",
        server_finished: "d26434acee8ccbaf3c772803",
        exported: "d323d352e7974da92bfb3943ce2f88db5077f9021d9a90916a1b2058f3178ec1
                   ac9406f0d86151c6",
        exported_empty_context: "eb0204d827e092d81c4d969d293f2cd1272f9decfea82bab222fa7627e6065da
                                 59a287d13f3e90b6",
        exported_context: "8aac3707b1e991db97ff3e07266dd61789b005868fa807fb49f91a32f22f994e
                           40a35319821b834c",
    },
];

#[test]
fn every_secret() {
    let count = |from: u8| Random(core::array::from_fn(|i| from + i as u8));
    let (client, server) = (count(0), count(32));
    let premaster = Premaster::ecdhe(&(64..64 + 33).collect::<Vec<u8>>());
    for answers in ANSWERS {
        let prf = answers.prf;
        let master = MasterSecret::plain(prf, &premaster, &client, &server);
        assert_eq!(master.as_bytes().as_slice(), unhex(answers.master));
        let extended = MasterSecret::extended(prf, &premaster, &[0xee; 32]);
        assert_eq!(extended.as_bytes().as_slice(), unhex(answers.extended));

        let suite = SuiteInfo::find(answers.suite).unwrap();
        let block = KeyBlock::derive(prf, &master, &client, &server, suite);
        let (ours, theirs) = (block.client(), block.server());
        let parts = [
            ours.mac_key,
            theirs.mac_key,
            ours.key,
            theirs.key,
            ours.iv,
            theirs.iv,
        ]
        .concat();
        assert_eq!(parts, unhex(answers.key_block));

        let finished = VerifyData::client(prf, &master, &[0xdd; 36]);
        assert_eq!(
            finished.as_bytes().as_slice(),
            unhex(answers.client_finished)
        );
        let finished = VerifyData::server(prf, &master, &[0xdd; 36]);
        assert_eq!(
            finished.as_bytes().as_slice(),
            unhex(answers.server_finished)
        );

        let exported = |context: Option<&[u8]>| {
            let mut out = vec![0; 40];
            export(
                prf,
                &master,
                (&client, &server),
                b"EXPORTER_test",
                context,
                &mut out,
            )
            .unwrap();
            out
        };
        assert_eq!(exported(None), unhex(answers.exported));
        assert_eq!(exported(Some(b"")), unhex(answers.exported_empty_context));
        assert_eq!(exported(Some(b"abc")), unhex(answers.exported_context));
    }
}
