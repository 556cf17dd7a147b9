/* Made by 'make headers' from abi/headers/rsa.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_RSA_H
#define FERRODTLS_OPENSSL_RSA_H

#include <openssl/types.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/rsaerr.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

/* Paddings, flags and the usual public exponents. */
#define RSA_3                      0x3L
#define RSA_F4                     0x10001L
#define RSA_ASN1_VERSION_DEFAULT   0
#define RSA_ASN1_VERSION_MULTI     1
#define RSA_DEFAULT_PRIME_NUM      2
#define RSA_METHOD_FLAG_NO_CHECK   0x0001
#define RSA_FLAG_CACHE_PUBLIC      0x0002
#define RSA_FLAG_CACHE_PRIVATE     0x0004
#define RSA_FLAG_BLINDING          0x0008
#define RSA_FLAG_THREAD_SAFE       0x0010
#define RSA_FLAG_EXT_PKEY          0x0020
#define RSA_FLAG_NO_BLINDING       0x0080
#define RSA_FLAG_NO_CONSTTIME      0x0000
#define RSA_FLAG_TYPE_MASK         0xF000
#define RSA_FLAG_TYPE_RSA          0x0000
#define RSA_FLAG_TYPE_RSASSAPSS    0x1000
#define RSA_FLAG_TYPE_RSAESOAEP    0x2000
#define RSA_PSS_SALTLEN_DIGEST     -1
#define RSA_PSS_SALTLEN_AUTO       -2
#define RSA_PSS_SALTLEN_MAX        -3
#define RSA_PSS_SALTLEN_MAX_SIGN   -2
#define RSA_PKCS1_PADDING          1
#define RSA_NO_PADDING             3
#define RSA_PKCS1_OAEP_PADDING     4
#define RSA_X931_PADDING           5
#define RSA_PKCS1_PSS_PADDING      6
#define RSA_PKCS1_WITH_TLS_PADDING 7
#define RSA_PKCS1_PADDING_SIZE     11
#define RSA_FLAG_FIPS_METHOD       0x0400
#define RSA_FLAG_NON_FIPS_ALLOW    0x0400
#define RSA_FLAG_CHECKED           0x0800

#define RSA_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_RSA, l, p, newf, dupf, freef)

/* A new key of so many bits, made in one call. */
#define EVP_RSA_gen(bits) EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)(0 + (bits)))

#ifdef __cplusplus
extern "C" {
#endif

/* The padding of RSA. */
int EVP_PKEY_CTX_get_rsa_padding(EVP_PKEY_CTX *ctx, int *pad_mode);

/* Sets the public exponent of an RSA key to generate; pubexp stays the caller's. */
int EVP_PKEY_CTX_set1_rsa_keygen_pubexp(EVP_PKEY_CTX *ctx, BIGNUM *pubexp);

/* Sets the bits of an RSA key to generate, at least 512. */
int EVP_PKEY_CTX_set_rsa_keygen_bits(EVP_PKEY_CTX *ctx, int bits);

/* Sets the hash of MGF1. */
int EVP_PKEY_CTX_set_rsa_mgf1_md(EVP_PKEY_CTX *ctx, const EVP_MD *md);

/* Sets the padding of RSA: RSA_PKCS1_PADDING, RSA_NO_PADDING, RSA_PKCS1_PSS_PADDING or
 * RSA_PKCS1_WITH_TLS_PADDING, with which a decryption gives a premaster secret of 48 bytes with the version in it
 * that the parameter tls-client-version (or tls-negotiated-version) names, and random bytes if there is none such.
 * -2 for others.
 */
int EVP_PKEY_CTX_set_rsa_padding(EVP_PKEY_CTX *ctx, int pad_mode);

/* Sets the length of a PSS salt: bytes or RSA_PSS_SALTLEN_*. */
int EVP_PKEY_CTX_set_rsa_pss_saltlen(EVP_PKEY_CTX *ctx, int saltlen);

/* Bits of the modulus, 0 without one. */
int RSA_bits(const RSA *rsa);

/* 1 when the numbers make a private key, 0 when not. */
int RSA_check_key(const RSA *rsa);

/* Gives a reference back; with the last one the key goes. NULL is ignored. */
void RSA_free(RSA *r);

/* As RSA_generate_key_ex with a fresh object, for the caller to free. */
RSA *RSA_generate_key(int bits, unsigned long e, void (*callback)(int, int, void*), void *cb_arg);

/* Makes a key of bits bits with public exponent e, which stays the caller's. cb is not called. */
int RSA_generate_key_ex(RSA *rsa, int bits, BIGNUM *e, BN_GENCB *cb);

/* The key's numbers, which belong to it; NULL for what is missing. */
void RSA_get0_crt_params(const RSA *r, const BIGNUM **dmp1, const BIGNUM **dmq1,
    const BIGNUM **iqmp);

/* The number d, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_d(const RSA *r);

/* The number dmp1, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_dmp1(const RSA *r);

/* The number dmq1, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_dmq1(const RSA *r);

/* The number e, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_e(const RSA *r);

/* The key's numbers, which belong to it; NULL for what is missing. */
void RSA_get0_factors(const RSA *r, const BIGNUM **p, const BIGNUM **q);

/* The number iqmp, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_iqmp(const RSA *r);

/* The key's numbers, which belong to it; NULL for what is missing. */
void RSA_get0_key(const RSA *r, const BIGNUM **n, const BIGNUM **e, const BIGNUM **d);

/* The number n, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_n(const RSA *r);

/* The number p, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_p(const RSA *r);

/* The number q, which belongs to the key; NULL while it is missing. */
const BIGNUM *RSA_get0_q(const RSA *r);

/* A key to be filled, with one reference. */
RSA *RSA_new(void);

/* Decrypts with the private key; what was not padded right decrypts to random bytes: flen bytes at from to to, which has RSA_size(rsa)
 * bytes. The length, -1 on failure. Paddings: RSA_PKCS1_PADDING, RSA_NO_PADDING.
 */
int RSA_private_decrypt(int flen, const unsigned char *from, unsigned char *to, RSA *rsa,
    int padding);

/* Signs the bytes themselves with the private key: flen bytes at from to to, which has RSA_size(rsa)
 * bytes. The length, -1 on failure. Paddings: RSA_PKCS1_PADDING, RSA_NO_PADDING.
 */
int RSA_private_encrypt(int flen, const unsigned char *from, unsigned char *to, RSA *rsa,
    int padding);

/* Recovers what RSA_private_encrypt signed: flen bytes at from to to, which has RSA_size(rsa)
 * bytes. The length, -1 on failure. Paddings: RSA_PKCS1_PADDING, RSA_NO_PADDING.
 */
int RSA_public_decrypt(int flen, const unsigned char *from, unsigned char *to, RSA *rsa,
    int padding);

/* Encrypts with the public key: flen bytes at from to to, which has RSA_size(rsa)
 * bytes. The length, -1 on failure. Paddings: RSA_PKCS1_PADDING, RSA_NO_PADDING.
 */
int RSA_public_encrypt(int flen, const unsigned char *from, unsigned char *to, RSA *rsa,
    int padding);

/* The strength of the key in bits. */
int RSA_security_bits(const RSA *rsa);

/* Puts dmp1, dmq1, iqmp in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
 * stay the caller's) while one that is needed is missing.
 */
int RSA_set0_crt_params(RSA *r, BIGNUM *dmp1, BIGNUM *dmq1, BIGNUM *iqmp);

/* Puts p, q in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
 * stay the caller's) while one that is needed is missing.
 */
int RSA_set0_factors(RSA *r, BIGNUM *p, BIGNUM *q);

/* Puts n, e, d in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
 * stay the caller's) while one that is needed is missing.
 */
int RSA_set0_key(RSA *r, BIGNUM *n, BIGNUM *e, BIGNUM *d);

/* Signs the hash of m_length bytes at m, of the kind type (the number of its object), with
 * PKCS#1 v1.5: to sigret, which has RSA_size(rsa) bytes, the length to siglen.
 */
int RSA_sign(int type, const unsigned char *m, unsigned int m_length, unsigned char *sigret,
    unsigned int *siglen, RSA *rsa);

/* Bytes of the modulus, 0 without one: the length of a signature. */
int RSA_size(const RSA *rsa);

/* Takes another reference. 0 for NULL. */
int RSA_up_ref(RSA *r);

/* 1 when the siglen bytes at sigbuf sign the hash of m_length bytes at m, of the kind type. */
int RSA_verify(int type, const unsigned char *m, unsigned int m_length, const unsigned char *sigbuf,
    unsigned int siglen, RSA *rsa);

/* An RSA private key from an RSAPrivateKey (or PKCS#8), for the caller to free. */
RSA *d2i_RSAPrivateKey(RSA **a, const unsigned char **pp, long length);

/* An RSA public key from an RSAPublicKey, for the caller to free. */
RSA *d2i_RSAPublicKey(RSA **a, const unsigned char **pp, long length);

/* The RSAPrivateKey encoding. The length, 0 or below on failure. */
int i2d_RSAPrivateKey(const RSA *a, unsigned char **pp);

/* The RSAPublicKey encoding. The length, 0 or below on failure. */
int i2d_RSAPublicKey(const RSA *a, unsigned char **pp);

#ifdef __cplusplus
}
#endif

#endif
