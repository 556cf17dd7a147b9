/* Made by 'make headers' from abi/headers/evp.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* The method of such filters. */
const BIO_METHOD *BIO_f_base64(void);

/* Makes out go on from the same point as in. 0 when in has no cipher. */
int EVP_CIPHER_CTX_copy(EVP_CIPHER_CTX *out, const EVP_CIPHER_CTX *in);

/* Sets the length of a GCM vector (EVP_CTRL_AEAD_SET_IVLEN), the tag to expect
 * (EVP_CTRL_AEAD_SET_TAG), or gives the tag (EVP_CTRL_AEAD_GET_TAG). 0 on failure, -1 for other
 * commands.
 */
int EVP_CIPHER_CTX_ctrl(EVP_CIPHER_CTX *ctx, int type, int arg, void *ptr);

/* Frees c, wiping it. NULL is ignored. */
void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *c);

/* The cipher in use, NULL for none. */
const EVP_CIPHER *EVP_CIPHER_CTX_get0_cipher(const EVP_CIPHER_CTX *ctx);

/* Length of a block in bytes; 0 without a cipher. */
int EVP_CIPHER_CTX_get_block_size(const EVP_CIPHER_CTX *ctx);

/* Length of the initialisation vector in bytes; 0 without a cipher. */
int EVP_CIPHER_CTX_get_iv_length(const EVP_CIPHER_CTX *ctx);

/* Length of the key in bytes; 0 without a cipher. */
int EVP_CIPHER_CTX_get_key_length(const EVP_CIPHER_CTX *ctx);

/* The number of the cipher's object; 0 without a cipher. */
int EVP_CIPHER_CTX_get_nid(const EVP_CIPHER_CTX *ctx);

/* A context for the caller to free with EVP_CIPHER_CTX_free. */
EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);

/* Makes c as new. */
int EVP_CIPHER_CTX_reset(EVP_CIPHER_CTX *c);

/* Sets whether the last block is padded. Always 1. */
int EVP_CIPHER_CTX_set_padding(EVP_CIPHER_CTX *c, int pad);

/* The cipher with this name; NULL with an error when there is none. What comes needs no
 * EVP_CIPHER_free, but bears it.
 */
EVP_CIPHER *EVP_CIPHER_fetch(OSSL_LIB_CTX *ctx, const char *algorithm, const char *properties);

/* Gives back a reference, which changes nothing. */
void EVP_CIPHER_free(EVP_CIPHER *cipher);

/* The name of the cipher; NULL for NULL. */
const char *EVP_CIPHER_get0_name(const EVP_CIPHER *cipher);

/* Length of a block in bytes, 1 for a stream; 0 for NULL. */
int EVP_CIPHER_get_block_size(const EVP_CIPHER *cipher);

/* Length of the initialisation vector in bytes; 0 for NULL. */
int EVP_CIPHER_get_iv_length(const EVP_CIPHER *cipher);

/* Length of the key in bytes; 0 for NULL. */
int EVP_CIPHER_get_key_length(const EVP_CIPHER *cipher);

/* EVP_CIPH_*_MODE; 0 for NULL. */
int EVP_CIPHER_get_mode(const EVP_CIPHER *cipher);

/* The number of the cipher's object; 0 for NULL. */
int EVP_CIPHER_get_nid(const EVP_CIPHER *cipher);

/* The number of the cipher's object; 0 for NULL. */
int EVP_CIPHER_get_type(const EVP_CIPHER *cipher);

/* 1 when name is one of the cipher's names, in any case. */
int EVP_CIPHER_is_a(const EVP_CIPHER *cipher, const char *name);

/* Counts a reference, which changes nothing: ciphers live for ever. */
int EVP_CIPHER_up_ref(EVP_CIPHER *cipher);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_CipherFinal(EVP_CIPHER_CTX *ctx, unsigned char *outm, int *outl);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_CipherFinal_ex(EVP_CIPHER_CTX *ctx, unsigned char *outm, int *outl);

/* As EVP_CipherInit_ex, from a clean context if there is a cipher. */
int EVP_CipherInit(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, const unsigned char *key,
    const unsigned char *iv, int enc);

/* Begins encryption (enc 1) or decryption (0; -1 keeps what it was). cipher, key and iv may each be NULL: then
 * what was set before stays.
 */
int EVP_CipherInit_ex(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, ENGINE *impl,
    const unsigned char *key, const unsigned char *iv, int enc);

/* Handles inl bytes at in: what is ready to out, its length to outl. With GCM and out NULL
 * the bytes are associated data.
 */
int EVP_CipherUpdate(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl, const unsigned char *in,
    int inl);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_DecryptFinal(EVP_CIPHER_CTX *ctx, unsigned char *outm, int *outl);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_DecryptFinal_ex(EVP_CIPHER_CTX *ctx, unsigned char *outm, int *outl);

/* As EVP_DecryptInit_ex, from a clean context if there is a cipher. */
int EVP_DecryptInit(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, const unsigned char *key,
    const unsigned char *iv);

/* Begins decryption. cipher, key and iv may each be NULL: then
 * what was set before stays.
 */
int EVP_DecryptInit_ex(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, ENGINE *impl,
    const unsigned char *key, const unsigned char *iv);

/* Handles inl bytes at in: what is ready to out, its length to outl. With GCM and out NULL
 * the bytes are associated data.
 */
int EVP_DecryptUpdate(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl, const unsigned char *in,
    int inl);

/* The hash of count bytes at data: to md, its length to size, which may be NULL. */
int EVP_Digest(const void *data, size_t count, unsigned char *md, unsigned int *size,
    const EVP_MD *type, ENGINE *impl);

/* Ends the hash: writes it to md (at most EVP_MAX_MD_SIZE bytes) and its length to s, which
 * may be NULL. Then resets the context.
 */
int EVP_DigestFinal(EVP_MD_CTX *ctx, unsigned char *md, unsigned int *s);

/* Ends the hash: writes it to md (at most EVP_MAX_MD_SIZE bytes) and its length to s, which
 * may be NULL.
 */
int EVP_DigestFinal_ex(EVP_MD_CTX *ctx, unsigned char *md, unsigned int *s);

/* Begins a hash with type, or with the same function again if NULL, from a clean context. */
int EVP_DigestInit(EVP_MD_CTX *ctx, const EVP_MD *type);

/* Begins a hash with type, or with the same function again if NULL. */
int EVP_DigestInit_ex(EVP_MD_CTX *ctx, const EVP_MD *type, ENGINE *impl);

/* Signs tbslen bytes at tbs in one call, as EVP_DigestSignFinal after adding them. The only
 * way with Ed25519.
 */
int EVP_DigestSign(EVP_MD_CTX *ctx, unsigned char *sigret, size_t *siglen, const unsigned char *tbs,
    size_t tbslen);

/* The signature of what was added: to sigret, which has room for *siglen bytes, its length to
 * *siglen. With sigret NULL only the largest length. The context goes on as before.
 */
int EVP_DigestSignFinal(EVP_MD_CTX *ctx, unsigned char *sigret, size_t *siglen);

/* Begins a signature with hash type (NULL: the key's default) and key pkey, of which a reference
 * is kept. *pctx, if there is one, gets the settings, which belong to ctx.
 */
int EVP_DigestSignInit(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type, ENGINE *e,
    EVP_PKEY *pkey);

/* As EVP_DigestSignInit, with the name of the hash. */
int EVP_DigestSignInit_ex(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const char *mdname,
    OSSL_LIB_CTX *libctx, const char *props, EVP_PKEY *pkey, const OSSL_PARAM *params);

/* Adds dsize bytes at data. */
int EVP_DigestSignUpdate(EVP_MD_CTX *ctx, const void *data, size_t dsize);

/* Adds cnt bytes at d. */
int EVP_DigestUpdate(EVP_MD_CTX *ctx, const void *d, size_t cnt);

/* Verifies a signature of tbslen bytes at tbs in one call. The only way with Ed25519. */
int EVP_DigestVerify(EVP_MD_CTX *ctx, const unsigned char *sigret, size_t siglen,
    const unsigned char *tbs, size_t tbslen);

/* 1 when the siglen bytes at sig are the signature of what was added, 0 when not, below 0 on
 * other errors. The context goes on as before.
 */
int EVP_DigestVerifyFinal(EVP_MD_CTX *ctx, const unsigned char *sig, size_t siglen);

/* Begins a verification with hash type (NULL: the key's default) and key pkey, of which a reference
 * is kept. *pctx, if there is one, gets the settings, which belong to ctx.
 */
int EVP_DigestVerifyInit(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type, ENGINE *e,
    EVP_PKEY *pkey);

/* As EVP_DigestVerifyInit, with the name of the hash. */
int EVP_DigestVerifyInit_ex(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const char *mdname,
    OSSL_LIB_CTX *libctx, const char *props, EVP_PKEY *pkey, const OSSL_PARAM *params);

/* Adds dsize bytes at data. */
int EVP_DigestVerifyUpdate(EVP_MD_CTX *ctx, const void *data, size_t dsize);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_EncryptFinal(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl);

/* Ends the message: what is left to out, its length to outl. 0 with an error for wrong padding, a
 * wrong length or a wrong tag.
 */
int EVP_EncryptFinal_ex(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl);

/* As EVP_EncryptInit_ex, from a clean context if there is a cipher. */
int EVP_EncryptInit(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, const unsigned char *key,
    const unsigned char *iv);

/* Begins encryption. cipher, key and iv may each be NULL: then
 * what was set before stays.
 */
int EVP_EncryptInit_ex(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, ENGINE *impl,
    const unsigned char *key, const unsigned char *iv);

/* Handles inl bytes at in: what is ready to out, its length to outl. With GCM and out NULL
 * the bytes are associated data.
 */
int EVP_EncryptUpdate(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl, const unsigned char *in,
    int inl);

/* A copy that goes on from the same point, for the caller to free. */
EVP_MAC_CTX *EVP_MAC_CTX_dup(const EVP_MAC_CTX *src);

/* Frees ctx. NULL is ignored. */
void EVP_MAC_CTX_free(EVP_MAC_CTX *ctx);

/* The kind of code of ctx. */
EVP_MAC *EVP_MAC_CTX_get0_mac(EVP_MAC_CTX *ctx);

/* The length of the code in bytes, 0 before a hash was set. */
size_t EVP_MAC_CTX_get_mac_size(EVP_MAC_CTX *ctx);

/* A context for the caller to free with EVP_MAC_CTX_free. NULL for NULL. */
EVP_MAC_CTX *EVP_MAC_CTX_new(EVP_MAC *mac);

/* Sets digest, the name of the hash, and key. 0 for a hash that is not known; other names are
 * passed over.
 */
int EVP_MAC_CTX_set_params(EVP_MAC_CTX *ctx, const OSSL_PARAM *params);

/* The kind of code with this name: HMAC. NULL with an error for others. What comes needs no
 * EVP_MAC_free, but bears it.
 */
EVP_MAC *EVP_MAC_fetch(OSSL_LIB_CTX *libctx, const char *algorithm, const char *properties);

/* The code: to out, which has room for outsize bytes, its length to outl. With out NULL only
 * the length.
 */
int EVP_MAC_final(EVP_MAC_CTX *ctx, unsigned char *out, size_t *outl, size_t outsize);

/* Gives back a reference, which changes nothing. */
void EVP_MAC_free(EVP_MAC *mac);

/* The name of the kind of code; NULL for NULL. */
const char *EVP_MAC_get0_name(const EVP_MAC *mac);

/* Begins a code under keylen bytes at key (NULL: the one before) after setting params. */
int EVP_MAC_init(EVP_MAC_CTX *ctx, const unsigned char *key, size_t keylen,
    const OSSL_PARAM *params);

/* 1 when the kind of code is called name. */
int EVP_MAC_is_a(const EVP_MAC *mac, const char *name);

/* Counts a reference, which changes nothing. */
int EVP_MAC_up_ref(EVP_MAC *mac);

/* Adds datalen bytes at data. */
int EVP_MAC_update(EVP_MAC_CTX *ctx, const unsigned char *data, size_t datalen);

/* Clears flags. */
void EVP_MD_CTX_clear_flags(EVP_MD_CTX *ctx, int flags);

/* Makes out go on from the same point as in. 0 when in was not initialised. */
int EVP_MD_CTX_copy(EVP_MD_CTX *out, const EVP_MD_CTX *in);

/* Makes out go on from the same point as in. 0 when in was not initialised. */
int EVP_MD_CTX_copy_ex(EVP_MD_CTX *out, const EVP_MD_CTX *in);

/* Frees ctx. NULL is ignored. */
void EVP_MD_CTX_free(EVP_MD_CTX *ctx);

/* The hash function in use, NULL for none. */
const EVP_MD *EVP_MD_CTX_get0_md(const EVP_MD_CTX *ctx);

/* As EVP_MD_CTX_get0_md, with a reference that needs no EVP_MD_free, but bears it. */
EVP_MD *EVP_MD_CTX_get1_md(EVP_MD_CTX *ctx);

/* The settings of a signature; they belong to ctx. NULL when it makes none. */
EVP_PKEY_CTX *EVP_MD_CTX_get_pkey_ctx(const EVP_MD_CTX *ctx);

/* The hash function in use, NULL for none. */
const EVP_MD *EVP_MD_CTX_md(const EVP_MD_CTX *ctx);

/* A hash context for the caller to free with EVP_MD_CTX_free. */
EVP_MD_CTX *EVP_MD_CTX_new(void);

/* Makes ctx as new. Always 1. */
int EVP_MD_CTX_reset(EVP_MD_CTX *ctx);

/* Sets flags. */
void EVP_MD_CTX_set_flags(EVP_MD_CTX *ctx, int flags);

/* Those of flags that are set. */
int EVP_MD_CTX_test_flags(const EVP_MD_CTX *ctx, int flags);

/* Calls fn_ with each hash function. */
void EVP_MD_do_all_provided(OSSL_LIB_CTX *libctx, EVP_MD_do_all_fn fn_, void *arg);

/* The hash function with this name; NULL with an error when there is none. What comes needs no
 * EVP_MD_free, but bears it.
 */
EVP_MD *EVP_MD_fetch(OSSL_LIB_CTX *ctx, const char *algorithm, const char *properties);

/* Gives back a reference, which changes nothing. */
void EVP_MD_free(EVP_MD *md);

/* The name of the function; NULL for NULL. */
const char *EVP_MD_get0_name(const EVP_MD *md);

/* Length of the input block in bytes; 0 for NULL. */
int EVP_MD_get_block_size(const EVP_MD *md);

/* EVP_MD_FLAG_*; 0 for NULL. */
unsigned long EVP_MD_get_flags(const EVP_MD *md);

/* The number of its signature with RSA; 0 for NULL. */
int EVP_MD_get_pkey_type(const EVP_MD *md);

/* Length of the hash in bytes; -1 for NULL. */
int EVP_MD_get_size(const EVP_MD *md);

/* The number of the function's object; 0 for NULL. */
int EVP_MD_get_type(const EVP_MD *md);

/* 1 when name is one of the function's names, in any case. */
int EVP_MD_is_a(const EVP_MD *md, const char *name);

/* Counts a reference, which changes nothing: hash functions live for ever. */
int EVP_MD_up_ref(EVP_MD *md);

/* scrypt (RFC 7914) into keylen bytes at key; with NULL the costs are only checked. maxmem is in bytes, 0 for
 * 32 MiB. 1, or 0 for costs that make no sense or need more memory.
 */
int EVP_PBE_scrypt(const char *pass, size_t passlen, const unsigned char *salt, size_t saltlen,
    uint64_t N, uint64_t r, uint64_t p, uint64_t maxmem, unsigned char *key, size_t keylen);

/* A copy with the same key and settings, for the caller to free. */
EVP_PKEY_CTX *EVP_PKEY_CTX_dup(const EVP_PKEY_CTX *ctx);

/* Frees ctx, which must not belong to an EVP_MD_CTX. NULL is ignored. */
void EVP_PKEY_CTX_free(EVP_PKEY_CTX *ctx);

/* The key, which belongs to ctx; NULL for none. */
EVP_PKEY *EVP_PKEY_CTX_get0_pkey(EVP_PKEY_CTX *ctx);

/* The pointer that was attached. */
void *EVP_PKEY_CTX_get_app_data(EVP_PKEY_CTX *ctx);

/* The hash that a signature is of. */
int EVP_PKEY_CTX_get_signature_md(EVP_PKEY_CTX *ctx, const EVP_MD **md);

/* 1 when the key is of the type called keytype. */
int EVP_PKEY_CTX_is_a(EVP_PKEY_CTX *ctx, const char *keytype);

/* An operation with pkey, of which a reference is kept, for the caller to free. */
EVP_PKEY_CTX *EVP_PKEY_CTX_new(EVP_PKEY *pkey, ENGINE *e);

/* As EVP_PKEY_CTX_new_id, with the name of the type. */
EVP_PKEY_CTX *EVP_PKEY_CTX_new_from_name(OSSL_LIB_CTX *libctx, const char *name,
    const char *propquery);

/* As EVP_PKEY_CTX_new. */
EVP_PKEY_CTX *EVP_PKEY_CTX_new_from_pkey(OSSL_LIB_CTX *libctx, EVP_PKEY *pkey,
    const char *propquery);

/* An operation that makes a key of type id. NULL with an error for types that are not supported. */
EVP_PKEY_CTX *EVP_PKEY_CTX_new_id(int id, ENGINE *e);

/* Attaches a pointer of the program's. */
void EVP_PKEY_CTX_set_app_data(EVP_PKEY_CTX *ctx, void *data);

/* Sets the curve of a key to generate by name. */
int EVP_PKEY_CTX_set_group_name(EVP_PKEY_CTX *ctx, const char *name);

/* Sets parameters by name: pad-mode, digest, mgf1-digest, saltlen, bits, group. Names
 * that are not known are passed over, as the manual page has it.
 */
int EVP_PKEY_CTX_set_params(EVP_PKEY_CTX *ctx, const OSSL_PARAM *params);

/* Sets the hash that a signature is of. */
int EVP_PKEY_CTX_set_signature_md(EVP_PKEY_CTX *ctx, const EVP_MD *md);

/* Puts key in, an RSA, EC_KEY or DH by type, taking over the caller's reference. */
int EVP_PKEY_assign(EVP_PKEY *pkey, int type, void *key);

/* 1 when the type of key can sign. */
int EVP_PKEY_can_sign(const EVP_PKEY *pkey);

/* 1 when both have the same public key, 0 when not, -1 for different types, -2 when one is
 * empty.
 */
int EVP_PKEY_cmp(const EVP_PKEY *a, const EVP_PKEY *b);

/* 1 when both are on the same curve (or of a type without parameters), 0 when not, -1 for
 * different types.
 */
int EVP_PKEY_cmp_parameters(const EVP_PKEY *a, const EVP_PKEY *b);

/* Gives to the curve of from. 0 when the types differ. */
int EVP_PKEY_copy_parameters(EVP_PKEY *to, const EVP_PKEY *from);

/* Decrypts inlen bytes at in with RSA: to out, which has room for *outlen bytes. With out
 * NULL only the largest length. What was not padded right decrypts to random bytes, so that
 * nothing can be learnt from failures.
 */
int EVP_PKEY_decrypt(EVP_PKEY_CTX *ctx, unsigned char *out, size_t *outlen, const unsigned char *in,
    size_t inlen);

/* Prepares to decrypt with RSA. -2 when the type of key cannot. */
int EVP_PKEY_decrypt_init(EVP_PKEY_CTX *ctx);

/* The secret shared with the other side: to key, which has room for *keylen bytes. With key
 * NULL only the length.
 */
int EVP_PKEY_derive(EVP_PKEY_CTX *ctx, unsigned char *key, size_t *keylen);

/* Prepares an agreement of keys on a curve. -2 when the type of key cannot. */
int EVP_PKEY_derive_init(EVP_PKEY_CTX *ctx);

/* Sets the other side's key; 0 with an error when it is on another curve. */
int EVP_PKEY_derive_set_peer(EVP_PKEY_CTX *ctx, EVP_PKEY *peer);

/* A copy of pkey, for the caller to free. */
EVP_PKEY *EVP_PKEY_dup(EVP_PKEY *pkey);

/* Encrypts inlen bytes at in with RSA: to out, which has room for *outlen bytes. With out
 * NULL only the length.
 */
int EVP_PKEY_encrypt(EVP_PKEY_CTX *ctx, unsigned char *out, size_t *outlen, const unsigned char *in,
    size_t inlen);

/* Prepares to encrypt with RSA. -2 when the type of key cannot. */
int EVP_PKEY_encrypt_init(EVP_PKEY_CTX *ctx);

/* 1 when both have the same public key, 0 when not, -1 for different types, -2 when one is
 * empty.
 */
int EVP_PKEY_eq(const EVP_PKEY *a, const EVP_PKEY *b);

/* Gives a reference back; with the last one the key goes. NULL is ignored. */
void EVP_PKEY_free(EVP_PKEY *key);

/* Makes a key: into *ppkey, which is made if NULL. */
int EVP_PKEY_generate(EVP_PKEY_CTX *ctx, EVP_PKEY **ppkey);

/* The parameters, which belong to pkey. NULL with an error for other types. */
const DH *EVP_PKEY_get0_DH(const EVP_PKEY *pkey);

/* The key as EC_KEY, which belongs to pkey. NULL with an error for other types. */
const EC_KEY *EVP_PKEY_get0_EC_KEY(const EVP_PKEY *pkey);

/* The key as RSA, which belongs to pkey. NULL with an error for other types. */
const RSA *EVP_PKEY_get0_RSA(const EVP_PKEY *pkey);

/* The name of the key's type, which lives for ever. NULL for an empty key. */
const char *EVP_PKEY_get0_type_name(const EVP_PKEY *key);

/* As EVP_PKEY_get0_DH, with a reference for the caller to free. */
DH *EVP_PKEY_get1_DH(EVP_PKEY *pkey);

/* As EVP_PKEY_get0_EC_KEY, with a reference for the caller to free. */
EC_KEY *EVP_PKEY_get1_EC_KEY(EVP_PKEY *pkey);

/* As EVP_PKEY_get0_RSA, with a reference for the caller to free. */
RSA *EVP_PKEY_get1_RSA(EVP_PKEY *pkey);

/* The public half in its own encoding (the point of a key on a curve), for the caller to free: to
 * *ppub. Its length, 0 for other types.
 */
size_t EVP_PKEY_get1_encoded_public_key(EVP_PKEY *pkey, unsigned char **ppub);

/* The number of the key's type, EVP_PKEY_NONE for an empty key or NULL. */
int EVP_PKEY_get_base_id(const EVP_PKEY *pkey);

/* The size of the key in bits: of the modulus or the group order. 0 for an empty key. */
int EVP_PKEY_get_bits(const EVP_PKEY *pkey);

/* A number of a key by its provider name, to *bn: a new one for the caller to free when that is NULL. 0 when the key has
 * no such number. Names: p, q, g, pub of Diffie-Hellman, n, e of RSA.
 */
int EVP_PKEY_get_bn_param(const EVP_PKEY *pkey, const char *key_name, BIGNUM **bn);

/* The hash to sign with by default, a number of an object: 1 when it is advised, 2 when it is
 * needed (NID_undef: sign the message itself).
 */
int EVP_PKEY_get_default_digest_nid(EVP_PKEY *pkey, int *pnid);

/* The name of the key's curve: to name of name_sz bytes, its length to gname_len, which may be
 * NULL. 0 for other types, or when there is too little room.
 */
int EVP_PKEY_get_group_name(const EVP_PKEY *pkey, char *name, size_t name_sz, size_t *gname_len);

/* The number of the key's type, EVP_PKEY_NONE for an empty key or NULL. */
int EVP_PKEY_get_id(const EVP_PKEY *pkey);

/* A number of a key by its provider name. 0 when the key has no such number. Names: bits, security-bits, max-size, and
 * priv_len of Diffie-Hellman.
 */
int EVP_PKEY_get_int_param(const EVP_PKEY *pkey, const char *key_name, int *out);

/* The private bytes of an Ed25519 key: to priv, which has room for *len bytes. With NULL only the
 * length.
 */
int EVP_PKEY_get_raw_private_key(const EVP_PKEY *pkey, unsigned char *priv, size_t *len);

/* The public bytes of an Ed25519 key: to pub, which has room for *len bytes. With NULL only the
 * length.
 */
int EVP_PKEY_get_raw_public_key(const EVP_PKEY *pkey, unsigned char *pub, size_t *len);

/* The strength of the key in bits. 0 for an empty key. */
int EVP_PKEY_get_security_bits(const EVP_PKEY *pkey);

/* The longest signature or shared secret in bytes. 0 for an empty key. */
int EVP_PKEY_get_size(const EVP_PKEY *pkey);

/* A text parameter of the key; group is known, the name of the curve. */
int EVP_PKEY_get_utf8_string_param(const EVP_PKEY *pkey, const char *key_name, char *str,
    size_t max_buf_sz, size_t *out_sz);

/* 1 when the key is of the type called name. */
int EVP_PKEY_is_a(const EVP_PKEY *pkey, const char *name);

/* Makes a key: into *ppkey, which is made if NULL. */
int EVP_PKEY_keygen(EVP_PKEY_CTX *ctx, EVP_PKEY **ppkey);

/* Prepares to generate a key. -2 when the type of key cannot. */
int EVP_PKEY_keygen_init(EVP_PKEY_CTX *ctx);

/* 1 when the key is on a curve that was not set. */
int EVP_PKEY_missing_parameters(const EVP_PKEY *pkey);

/* A key to be filled, with one reference. */
EVP_PKEY *EVP_PKEY_new(void);

/* An Ed25519 key from its 32 private bytes. */
EVP_PKEY *EVP_PKEY_new_raw_private_key(int type, ENGINE *e, const unsigned char *key,
    size_t keylen);

/* An Ed25519 key from its 32 public bytes. */
EVP_PKEY *EVP_PKEY_new_raw_public_key(int type, ENGINE *e, const unsigned char *key, size_t keylen);

/* 1 when both are on the same curve (or of a type without parameters), 0 when not, -1 for
 * different types.
 */
int EVP_PKEY_parameters_eq(const EVP_PKEY *a, const EVP_PKEY *b);

/* Makes a key that has only its curve: into *ppkey, which is made if NULL. */
int EVP_PKEY_paramgen(EVP_PKEY_CTX *ctx, EVP_PKEY **ppkey);

/* Prepares to choose a curve. -2 when the type of key cannot. */
int EVP_PKEY_paramgen_init(EVP_PKEY_CTX *ctx);

/* Puts parameters in, taking a reference of its own. */
int EVP_PKEY_set1_DH(EVP_PKEY *pkey, DH *key);

/* Puts key in, taking a reference of its own. */
int EVP_PKEY_set1_EC_KEY(EVP_PKEY *pkey, EC_KEY *key);

/* Puts key in, taking a reference of its own. */
int EVP_PKEY_set1_RSA(EVP_PKEY *pkey, RSA *key);

/* Says what will be put in. 0 for types that are not supported. */
int EVP_PKEY_set_type(EVP_PKEY *pkey, int type);

/* Signs the hash of tbslen bytes at tbs: to sig, which has room for *siglen bytes. With sig
 * NULL only the largest length.
 */
int EVP_PKEY_sign(EVP_PKEY_CTX *ctx, unsigned char *sig, size_t *siglen, const unsigned char *tbs,
    size_t tbslen);

/* Prepares to sign hashes. -2 when the type of key cannot. */
int EVP_PKEY_sign_init(EVP_PKEY_CTX *ctx);

/* type itself for types that are supported, else EVP_PKEY_NONE. */
int EVP_PKEY_type(int type);

/* Takes another reference. 0 for NULL. */
int EVP_PKEY_up_ref(EVP_PKEY *key);

/* 1 when the siglen bytes at sig sign the hash of tbslen bytes at tbs, 0 when not, below 0
 * on other errors.
 */
int EVP_PKEY_verify(EVP_PKEY_CTX *ctx, const unsigned char *sig, size_t siglen,
    const unsigned char *tbs, size_t tbslen);

/* Prepares to verify signatures of hashes. -2 when the type of key cannot. */
int EVP_PKEY_verify_init(EVP_PKEY_CTX *ctx);

/* The hash with the function called name: to md, its length to mdlen, which may be NULL. */
int EVP_Q_digest(OSSL_LIB_CTX *libctx, const char *name, const char *propq, const void *data,
    size_t datalen, unsigned char *md, size_t *mdlen);

/* The code called name (HMAC) with the hash called subalg of datalen bytes at data: to out,
 * which has room for outsize bytes, or to memory for the caller to free if out is NULL; its length
 * to outlen, which may be NULL. NULL on failure.
 */
unsigned char *EVP_Q_mac(OSSL_LIB_CTX *libctx, const char *name, const char *propq,
    const char *subalg, const OSSL_PARAM *params, const void *key, size_t keylen,
    const unsigned char *data, size_t datalen, unsigned char *out, size_t outsize, size_t *outlen);

/* Signs what EVP_SignUpdate added with pkey: to md, which has EVP_PKEY_get_size(pkey) bytes,
 * the length to s.
 */
int EVP_SignFinal(EVP_MD_CTX *ctx, unsigned char *md, unsigned int *s, EVP_PKEY *pkey);

/* Verifies a signature of what EVP_VerifyUpdate added with pkey: 1, 0, or -1 on other errors. */
int EVP_VerifyFinal(EVP_MD_CTX *ctx, const unsigned char *sigbuf, unsigned int siglen,
    EVP_PKEY *pkey);

/* AES with a key of 128 bits in CBC mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_128_cbc(void);

/* AES with a key of 128 bits in CFB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_128_cfb128(void);

/* AES with a key of 128 bits in CTR mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_128_ctr(void);

/* AES with a key of 128 bits in ECB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_128_ecb(void);

/* AES with a key of 128 bits in GCM mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_128_gcm(void);

/* AES with a key of 192 bits in CBC mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_192_cbc(void);

/* AES with a key of 192 bits in CFB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_192_cfb128(void);

/* AES with a key of 192 bits in CTR mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_192_ctr(void);

/* AES with a key of 192 bits in ECB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_192_ecb(void);

/* AES with a key of 192 bits in GCM mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_192_gcm(void);

/* AES with a key of 256 bits in CBC mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_256_cbc(void);

/* AES with a key of 256 bits in CFB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_256_cfb128(void);

/* AES with a key of 256 bits in CTR mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_256_ctr(void);

/* AES with a key of 256 bits in ECB mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_256_ecb(void);

/* AES with a key of 256 bits in GCM mode, which lives for ever. */
const EVP_CIPHER *EVP_aes_256_gcm(void);

/* Whether the default is FIPS-validated cryptography. It is not: 0. */
int EVP_default_properties_is_fips_enabled(OSSL_LIB_CTX *libctx);

/* Triple DES in CBC mode, which lives for ever. */
const EVP_CIPHER *EVP_des_ede3_cbc(void);

/* Triple DES in ECB mode, which lives for ever. */
const EVP_CIPHER *EVP_des_ede3_ecb(void);

/* The cipher with this name, NULL when there is none. */
const EVP_CIPHER *EVP_get_cipherbyname(const char *name);

/* The hash function with this name, NULL when there is none. */
const EVP_MD *EVP_get_digestbyname(const char *name);

/* The hash function Md5, which lives for ever. */
const EVP_MD *EVP_md5(void);

/* The hash function Md5Sha1, which lives for ever. */
const EVP_MD *EVP_md5_sha1(void);

/* The hash function Sha1, which lives for ever. */
const EVP_MD *EVP_sha1(void);

/* The hash function Sha224, which lives for ever. */
const EVP_MD *EVP_sha224(void);

/* The hash function Sha256, which lives for ever. */
const EVP_MD *EVP_sha256(void);

/* The hash function Sha384, which lives for ever. */
const EVP_MD *EVP_sha384(void);

/* The hash function Sha512, which lives for ever. */
const EVP_MD *EVP_sha512(void);

/* The hash function Sha512/224, which lives for ever. */
const EVP_MD *EVP_sha512_224(void);

/* The hash function Sha512/256, which lives for ever. */
const EVP_MD *EVP_sha512_256(void);

/* PBKDF2 with HMAC (RFC 8018 5.2) into keylen bytes at out. A negative passlen is that of the string. 1 or 0.
 */
int PKCS5_PBKDF2_HMAC(const char *pass, int passlen, const unsigned char *salt, int saltlen,
    int iter, const EVP_MD *digest, int keylen, unsigned char *out);

/* The same with SHA-1. */
int PKCS5_PBKDF2_HMAC_SHA1(const char *pass, int passlen, const unsigned char *salt, int saltlen,
    int iter, int keylen, unsigned char *out);

/* As d2i_PrivateKey for any type. */
EVP_PKEY *d2i_AutoPrivateKey(EVP_PKEY **a, const unsigned char **pp, long length);

/* As d2i_AutoPrivateKey. */
EVP_PKEY *d2i_AutoPrivateKey_ex(EVP_PKEY **a, const unsigned char **pp, long length,
    OSSL_LIB_CTX *libctx, const char *propq);

/* A private key of type type in any encoding, for the caller to free; *a, if there is one, is
 * filled and returned. *pp moves behind what was read.
 */
EVP_PKEY *d2i_PrivateKey(int type, EVP_PKEY **a, const unsigned char **pp, long length);

/* The private key in its own older encoding, or in PKCS#8 if it has none (Ed25519). The length, 0 or
 * below on failure.
 */
int i2d_PrivateKey(const EVP_PKEY *a, unsigned char **pp);

/* The public half in its own encoding: RSAPublicKey, or the point of a key on a curve. */
int i2d_PublicKey(const EVP_PKEY *a, unsigned char **pp);

#ifdef __cplusplus
}
#endif

/* A key by the name of its type: "RSA" takes its size in bits (size_t), "EC" the name of its curve. */
#ifdef __cplusplus
extern "C" {
#endif
EVP_PKEY *EVP_PKEY_Q_keygen(OSSL_LIB_CTX *libctx, const char *propq, const char *type, ...);
#ifdef __cplusplus
}
#endif

#endif
