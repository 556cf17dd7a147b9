#ifndef FERRODTLS_OPENSSL_EVP_H
#define FERRODTLS_OPENSSL_EVP_H

#include <stdarg.h>

#include <openssl/opensslconf.h>
#include <openssl/types.h>
#include <openssl/core.h>
#include <openssl/symhacks.h>
#include <openssl/bio.h>
#include <openssl/objects.h>
#include <openssl/evperr.h>
#include <openssl/params.h>

/* Sizes in bytes, kinds of keys, flags and commands. */
#define EVP_MAX_MD_SIZE                        64
#define EVP_MAX_KEY_LENGTH                     64
#define EVP_MAX_IV_LENGTH                      16
#define EVP_MAX_BLOCK_LENGTH                   32
#define PKCS5_SALT_LEN                         8
#define PKCS5_DEFAULT_ITER                     2048
#define EVP_PK_RSA                             0x0001
#define EVP_PK_DSA                             0x0002
#define EVP_PK_DH                              0x0004
#define EVP_PK_EC                              0x0008
#define EVP_PKT_SIGN                           0x0010
#define EVP_PKT_ENC                            0x0020
#define EVP_PKT_EXCH                           0x0040
#define EVP_PKS_RSA                            0x0100
#define EVP_PKS_DSA                            0x0200
#define EVP_PKS_EC                             0x0400
#define EVP_PKEY_NONE                          NID_undef
#define EVP_PKEY_RSA                           NID_rsaEncryption
#define EVP_PKEY_RSA2                          NID_rsa
#define EVP_PKEY_RSA_PSS                       NID_rsassaPss
#define EVP_PKEY_DSA                           NID_dsa
#define EVP_PKEY_DSA1                          NID_dsa_2
#define EVP_PKEY_DSA2                          NID_dsaWithSHA
#define EVP_PKEY_DSA3                          NID_dsaWithSHA1
#define EVP_PKEY_DSA4                          NID_dsaWithSHA1_2
#define EVP_PKEY_DH                            NID_dhKeyAgreement
#define EVP_PKEY_DHX                           NID_dhpublicnumber
#define EVP_PKEY_EC                            NID_X9_62_id_ecPublicKey
#define EVP_PKEY_SM2                           NID_sm2
#define EVP_PKEY_HMAC                          NID_hmac
#define EVP_PKEY_CMAC                          NID_cmac
#define EVP_PKEY_SCRYPT                        NID_id_scrypt
#define EVP_PKEY_TLS1_PRF                      NID_tls1_prf
#define EVP_PKEY_HKDF                          NID_hkdf
#define EVP_PKEY_POLY1305                      NID_poly1305
#define EVP_PKEY_SIPHASH                       NID_siphash
#define EVP_PKEY_X25519                        NID_X25519
#define EVP_PKEY_ED25519                       NID_ED25519
#define EVP_PKEY_X448                          NID_X448
#define EVP_PKEY_ED448                         NID_ED448
#define EVP_PKEY_KEYMGMT                       -1
#define EVP_PKEY_KEY_PARAMETERS                (OSSL_KEYMGMT_SELECT_ALL_PARAMETERS)
#define EVP_PKEY_PRIVATE_KEY                   (EVP_PKEY_KEY_PARAMETERS | OSSL_KEYMGMT_SELECT_PRIVATE_KEY)
#define EVP_PKEY_PUBLIC_KEY                    (EVP_PKEY_KEY_PARAMETERS | OSSL_KEYMGMT_SELECT_PUBLIC_KEY)
#define EVP_PKEY_KEYPAIR                       (EVP_PKEY_PUBLIC_KEY | OSSL_KEYMGMT_SELECT_PRIVATE_KEY)
#define EVP_PKEY_MO_SIGN                       0x0001
#define EVP_PKEY_MO_VERIFY                     0x0002
#define EVP_PKEY_MO_ENCRYPT                    0x0004
#define EVP_PKEY_MO_DECRYPT                    0x0008
#define EVP_MD_FLAG_ONESHOT                    0x0001
#define EVP_MD_FLAG_XOF                        0x0002
#define EVP_MD_FLAG_DIGALGID_MASK              0x0018
#define EVP_MD_FLAG_DIGALGID_NULL              0x0000
#define EVP_MD_FLAG_DIGALGID_ABSENT            0x0008
#define EVP_MD_FLAG_DIGALGID_CUSTOM            0x0018
#define EVP_MD_FLAG_FIPS                       0x0400
#define EVP_MD_CTRL_DIGALGID                   0x1
#define EVP_MD_CTRL_MICALG                     0x2
#define EVP_MD_CTRL_XOF_LEN                    0x3
#define EVP_MD_CTRL_TLSTREE                    0x4
#define EVP_MD_CTRL_ALG_CTRL                   0x1000
#define EVP_MD_CTX_FLAG_ONESHOT                0x0001
#define EVP_MD_CTX_FLAG_CLEANED                0x0002
#define EVP_MD_CTX_FLAG_REUSE                  0x0004
#define EVP_MD_CTX_FLAG_NON_FIPS_ALLOW         0x0008
#define EVP_MD_CTX_FLAG_PAD_MASK               0xF0
#define EVP_MD_CTX_FLAG_PAD_PKCS1              0x00
#define EVP_MD_CTX_FLAG_PAD_X931               0x10
#define EVP_MD_CTX_FLAG_PAD_PSS                0x20
#define EVP_MD_CTX_FLAG_NO_INIT                0x0100
#define EVP_MD_CTX_FLAG_FINALISE               0x0200
#define EVP_CIPH_STREAM_CIPHER                 0x0
#define EVP_CIPH_ECB_MODE                      0x1
#define EVP_CIPH_CBC_MODE                      0x2
#define EVP_CIPH_CFB_MODE                      0x3
#define EVP_CIPH_OFB_MODE                      0x4
#define EVP_CIPH_CTR_MODE                      0x5
#define EVP_CIPH_GCM_MODE                      0x6
#define EVP_CIPH_CCM_MODE                      0x7
#define EVP_CIPH_XTS_MODE                      0x10001
#define EVP_CIPH_WRAP_MODE                     0x10002
#define EVP_CIPH_OCB_MODE                      0x10003
#define EVP_CIPH_SIV_MODE                      0x10004
#define EVP_CIPH_MODE                          0xF0007
#define EVP_CIPH_VARIABLE_LENGTH               0x8
#define EVP_CIPH_CUSTOM_IV                     0x10
#define EVP_CIPH_ALWAYS_CALL_INIT              0x20
#define EVP_CIPH_CTRL_INIT                     0x40
#define EVP_CIPH_CUSTOM_KEY_LENGTH             0x80
#define EVP_CIPH_NO_PADDING                    0x100
#define EVP_CIPH_RAND_KEY                      0x200
#define EVP_CIPH_CUSTOM_COPY                   0x400
#define EVP_CIPH_CUSTOM_IV_LENGTH              0x800
#define EVP_CIPH_FLAG_DEFAULT_ASN1             0
#define EVP_CIPH_FLAG_LENGTH_BITS              0x2000
#define EVP_CIPH_FLAG_FIPS                     0
#define EVP_CIPH_FLAG_NON_FIPS_ALLOW           0
#define EVP_CIPH_FLAG_CTS                      0x4000
#define EVP_CIPH_FLAG_CUSTOM_CIPHER            0x100000
#define EVP_CIPH_FLAG_AEAD_CIPHER              0x200000
#define EVP_CIPH_FLAG_TLS1_1_MULTIBLOCK        0x400000
#define EVP_CIPH_FLAG_PIPELINE                 0X800000
#define EVP_CIPH_FLAG_CUSTOM_ASN1              0x1000000
#define EVP_CIPH_FLAG_CIPHER_WITH_MAC          0x2000000
#define EVP_CIPH_FLAG_GET_WRAP_CIPHER          0x4000000
#define EVP_CIPH_FLAG_INVERSE_CIPHER           0x8000000
#define EVP_CIPHER_CTX_FLAG_WRAP_ALLOW         0x1
#define EVP_CTRL_INIT                          0x0
#define EVP_CTRL_SET_KEY_LENGTH                0x1
#define EVP_CTRL_GET_RC2_KEY_BITS              0x2
#define EVP_CTRL_SET_RC2_KEY_BITS              0x3
#define EVP_CTRL_GET_RC5_ROUNDS                0x4
#define EVP_CTRL_SET_RC5_ROUNDS                0x5
#define EVP_CTRL_RAND_KEY                      0x6
#define EVP_CTRL_PBE_PRF_NID                   0x7
#define EVP_CTRL_COPY                          0x8
#define EVP_CTRL_AEAD_SET_IVLEN                0x9
#define EVP_CTRL_AEAD_GET_TAG                  0x10
#define EVP_CTRL_AEAD_SET_TAG                  0x11
#define EVP_CTRL_AEAD_SET_IV_FIXED             0x12
#define EVP_CTRL_GCM_SET_IVLEN                 EVP_CTRL_AEAD_SET_IVLEN
#define EVP_CTRL_GCM_GET_TAG                   EVP_CTRL_AEAD_GET_TAG
#define EVP_CTRL_GCM_SET_TAG                   EVP_CTRL_AEAD_SET_TAG
#define EVP_CTRL_GCM_SET_IV_FIXED              EVP_CTRL_AEAD_SET_IV_FIXED
#define EVP_CTRL_GCM_IV_GEN                    0x13
#define EVP_CTRL_CCM_SET_IVLEN                 EVP_CTRL_AEAD_SET_IVLEN
#define EVP_CTRL_CCM_GET_TAG                   EVP_CTRL_AEAD_GET_TAG
#define EVP_CTRL_CCM_SET_TAG                   EVP_CTRL_AEAD_SET_TAG
#define EVP_CTRL_CCM_SET_IV_FIXED              EVP_CTRL_AEAD_SET_IV_FIXED
#define EVP_CTRL_CCM_SET_L                     0x14
#define EVP_CTRL_CCM_SET_MSGLEN                0x15
#define EVP_CTRL_AEAD_TLS1_AAD                 0x16
#define EVP_CTRL_AEAD_SET_MAC_KEY              0x17
#define EVP_CTRL_GCM_SET_IV_INV                0x18
#define EVP_CTRL_TLS1_1_MULTIBLOCK_AAD         0x19
#define EVP_CTRL_TLS1_1_MULTIBLOCK_ENCRYPT     0x1a
#define EVP_CTRL_TLS1_1_MULTIBLOCK_DECRYPT     0x1b
#define EVP_CTRL_TLS1_1_MULTIBLOCK_MAX_BUFSIZE 0x1c
#define EVP_CTRL_SSL3_MASTER_SECRET            0x1d
#define EVP_CTRL_SET_SBOX                      0x1e
#define EVP_CTRL_SBOX_USED                     0x1f
#define EVP_CTRL_KEY_MESH                      0x20
#define EVP_CTRL_BLOCK_PADDING_MODE            0x21
#define EVP_CTRL_SET_PIPELINE_OUTPUT_BUFS      0x22
#define EVP_CTRL_SET_PIPELINE_INPUT_BUFS       0x23
#define EVP_CTRL_SET_PIPELINE_INPUT_LENS       0x24
#define EVP_CTRL_GET_IVLEN                     0x25
#define EVP_CTRL_SET_SPEED                     0x27
#define EVP_CTRL_PROCESS_UNPROTECTED           0x28
#define EVP_CTRL_GET_WRAP_CIPHER               0x29
#define EVP_CTRL_TLSTREE                       0x2A
#define EVP_PADDING_PKCS7                      1
#define EVP_PADDING_ISO7816_4                  2
#define EVP_PADDING_ANSI923                    3
#define EVP_PADDING_ISO10126                   4
#define EVP_PADDING_ZERO                       5
#define EVP_AEAD_TLS1_AAD_LEN                  13
#define EVP_GCM_TLS_FIXED_IV_LEN               4
#define EVP_GCM_TLS_EXPLICIT_IV_LEN            8
#define EVP_GCM_TLS_TAG_LEN                    16
#define EVP_CCM_TLS_FIXED_IV_LEN               4
#define EVP_CCM_TLS_EXPLICIT_IV_LEN            8
#define EVP_CCM_TLS_IV_LEN                     12
#define EVP_CCM_TLS_TAG_LEN                    16
#define EVP_CCM8_TLS_TAG_LEN                   8
#define EVP_CHACHAPOLY_TLS_TAG_LEN             16
#define EVP_RAND_STATE_UNINITIALISED           0
#define EVP_RAND_STATE_READY                   1
#define EVP_RAND_STATE_ERROR                   2
#define EVP_PBE_TYPE_OUTER                     0x0
#define EVP_PBE_TYPE_PRF                       0x1
#define EVP_PBE_TYPE_KDF                       0x2
#define EVP_PKEY_OP_UNDEFINED                  0
#define EVP_PKEY_OP_PARAMGEN                   (1 << 1)
#define EVP_PKEY_OP_KEYGEN                     (1 << 2)
#define EVP_PKEY_OP_FROMDATA                   (1 << 3)
#define EVP_PKEY_OP_SIGN                       (1 << 4)
#define EVP_PKEY_OP_VERIFY                     (1 << 5)
#define EVP_PKEY_OP_VERIFYRECOVER              (1 << 6)
#define EVP_PKEY_OP_SIGNCTX                    (1 << 7)
#define EVP_PKEY_OP_VERIFYCTX                  (1 << 8)
#define EVP_PKEY_OP_ENCRYPT                    (1 << 9)
#define EVP_PKEY_OP_DECRYPT                    (1 << 10)
#define EVP_PKEY_OP_DERIVE                     (1 << 11)
#define EVP_PKEY_OP_ENCAPSULATE                (1 << 12)
#define EVP_PKEY_OP_DECAPSULATE                (1 << 13)
#define EVP_PKEY_OP_TYPE_SIG                   (EVP_PKEY_OP_SIGN | EVP_PKEY_OP_VERIFY | EVP_PKEY_OP_VERIFYRECOVER | EVP_PKEY_OP_SIGNCTX | EVP_PKEY_OP_VERIFYCTX)
#define EVP_PKEY_OP_TYPE_CRYPT                 (EVP_PKEY_OP_ENCRYPT | EVP_PKEY_OP_DECRYPT)
#define EVP_PKEY_OP_TYPE_NOGEN                 (EVP_PKEY_OP_TYPE_SIG | EVP_PKEY_OP_TYPE_CRYPT | EVP_PKEY_OP_DERIVE)
#define EVP_PKEY_OP_TYPE_GEN                   (EVP_PKEY_OP_PARAMGEN | EVP_PKEY_OP_KEYGEN)
#define EVP_PKEY_CTRL_MD                       1
#define EVP_PKEY_CTRL_PEER_KEY                 2
#define EVP_PKEY_CTRL_SET_MAC_KEY              6
#define EVP_PKEY_CTRL_DIGESTINIT               7
#define EVP_PKEY_CTRL_SET_IV                   8
#define EVP_PKEY_CTRL_PKCS7_ENCRYPT            3
#define EVP_PKEY_CTRL_PKCS7_DECRYPT            4
#define EVP_PKEY_CTRL_PKCS7_SIGN               5
#define EVP_PKEY_CTRL_CMS_ENCRYPT              9
#define EVP_PKEY_CTRL_CMS_DECRYPT              10
#define EVP_PKEY_CTRL_CMS_SIGN                 11
#define EVP_PKEY_CTRL_CIPHER                   12
#define EVP_PKEY_CTRL_GET_MD                   13
#define EVP_PKEY_CTRL_SET_DIGEST_SIZE          14
#define EVP_PKEY_CTRL_SET1_ID                  15
#define EVP_PKEY_CTRL_GET1_ID                  16
#define EVP_PKEY_CTRL_GET1_ID_LEN              17
#define EVP_PKEY_ALG_CTRL                      0x1000
#define EVP_PKEY_FLAG_AUTOARGLEN               2
#define EVP_PKEY_FLAG_SIGCTX_CUSTOM            4

typedef int EVP_PBE_KEYGEN(EVP_CIPHER_CTX *ctx, const char *pass, int passlen, ASN1_TYPE *param,
    const EVP_CIPHER *cipher, const EVP_MD *md, int en_de);
typedef int EVP_PKEY_gen_cb(EVP_PKEY_CTX *ctx);
typedef void (*EVP_MD_do_all_fn)(EVP_MD *md, void *arg);

#define EVP_PKEY_assign_RSA(pkey, rsa) EVP_PKEY_assign((pkey), EVP_PKEY_RSA, (rsa))
#define EVP_PKEY_assign_DSA(pkey, dsa) EVP_PKEY_assign((pkey), EVP_PKEY_DSA, (dsa))
#define EVP_PKEY_assign_DH(pkey, dh) EVP_PKEY_assign((pkey), EVP_PKEY_DH, (dh))
#define EVP_PKEY_assign_EC_KEY(pkey, eckey) EVP_PKEY_assign((pkey), EVP_PKEY_EC, (eckey))
#define EVP_PKEY_assign_SIPHASH(pkey, shkey) EVP_PKEY_assign((pkey), EVP_PKEY_SIPHASH, (shkey))
#define EVP_PKEY_assign_POLY1305(pkey, polykey) \
    EVP_PKEY_assign((pkey), EVP_PKEY_POLY1305, (polykey))
#define EVP_get_digestbynid(a) EVP_get_digestbyname(OBJ_nid2sn(a))
#define EVP_get_digestbyobj(a) EVP_get_digestbynid(OBJ_obj2nid(a))
#define EVP_MD_type EVP_MD_get_type
#define EVP_MD_nid EVP_MD_get_type
#define EVP_MD_name EVP_MD_get0_name
#define EVP_MD_pkey_type EVP_MD_get_pkey_type
#define EVP_MD_size EVP_MD_get_size
#define EVP_MD_block_size EVP_MD_get_block_size
#define EVP_MD_flags EVP_MD_get_flags
#define EVP_MD_CTX_get0_name(e) EVP_MD_get0_name(EVP_MD_CTX_get0_md(e))
#define EVP_MD_CTX_get_size(e) EVP_MD_get_size(EVP_MD_CTX_get0_md(e))
#define EVP_MD_CTX_size EVP_MD_CTX_get_size
#define EVP_MD_CTX_get_block_size(e) EVP_MD_get_block_size(EVP_MD_CTX_get0_md(e))
#define EVP_MD_CTX_block_size EVP_MD_CTX_get_block_size
#define EVP_MD_CTX_get_type(e) EVP_MD_get_type(EVP_MD_CTX_get0_md(e))
#define EVP_MD_CTX_type EVP_MD_CTX_get_type
#define EVP_MD_CTX_pkey_ctx EVP_MD_CTX_get_pkey_ctx
#define EVP_SignInit_ex(a, b, c) EVP_DigestInit_ex(a, b, c)
#define EVP_SignInit(a, b) EVP_DigestInit(a, b)
#define EVP_SignUpdate(a, b, c) EVP_DigestUpdate(a, b, c)
#define EVP_VerifyInit_ex(a, b, c) EVP_DigestInit_ex(a, b, c)
#define EVP_VerifyInit(a, b) EVP_DigestInit(a, b)
#define EVP_VerifyUpdate(a, b, c) EVP_DigestUpdate(a, b, c)
#define BIO_set_md(b, md) BIO_ctrl(b, BIO_C_SET_MD, 0, (void *)(md))
#define BIO_get_md(b, mdp) BIO_ctrl(b, BIO_C_GET_MD, 0, (mdp))
#define BIO_get_md_ctx(b, mdcp) BIO_ctrl(b, BIO_C_GET_MD_CTX, 0, (mdcp))
#define BIO_set_md_ctx(b, mdcp) BIO_ctrl(b, BIO_C_SET_MD_CTX, 0, (mdcp))
#define BIO_get_cipher_status(b) BIO_ctrl(b, BIO_C_GET_CIPHER_STATUS, 0, NULL)
#define BIO_get_cipher_ctx(b, c_pp) BIO_ctrl(b, BIO_C_GET_CIPHER_CTX, 0, (c_pp))
#define EVP_MD_CTX_create() EVP_MD_CTX_new()
#define EVP_MD_CTX_init(ctx) EVP_MD_CTX_reset((ctx))
#define EVP_MD_CTX_destroy(ctx) EVP_MD_CTX_free((ctx))
#define OPENSSL_add_all_algorithms_conf() \
    OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS | OPENSSL_INIT_ADD_ALL_DIGESTS | OPENSSL_INIT_LOAD_CONFIG, NULL)
#define OPENSSL_add_all_algorithms_noconf() \
    OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS | OPENSSL_INIT_ADD_ALL_DIGESTS, NULL)
#define OpenSSL_add_all_algorithms() OPENSSL_add_all_algorithms_conf()
#define OpenSSL_add_all_ciphers() OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_CIPHERS, NULL)
#define OpenSSL_add_all_digests() OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_DIGESTS, NULL)
#define EVP_cleanup() while (0) continue
#define EVP_PKEY_id EVP_PKEY_get_id
#define EVP_PKEY_base_id EVP_PKEY_get_base_id
#define EVP_PKEY_bits EVP_PKEY_get_bits
#define EVP_PKEY_security_bits EVP_PKEY_get_security_bits
#define EVP_PKEY_size EVP_PKEY_get_size
#define EVP_PKEY_get1_tls_encodedpoint(pkey, ppt) EVP_PKEY_get1_encoded_public_key((pkey), (ppt))
#define EVP_PKEY_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_EVP_PKEY, l, p, newf, dupf, freef)

@PROTOTYPES@

/* A key by the name of its type: "RSA" takes its size in bits (size_t), "EC" the name of its curve. */
#ifdef __cplusplus
extern "C" {
#endif
EVP_PKEY *EVP_PKEY_Q_keygen(OSSL_LIB_CTX *libctx, const char *propq, const char *type, ...);
#ifdef __cplusplus
}
#endif

#endif
