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

/* Sets the padding of RSA: RSA_PKCS1_PADDING, RSA_NO_PADDING or RSA_PKCS1_PSS_PADDING. -2 for
 * others.
 */
int EVP_PKEY_CTX_set_rsa_padding(EVP_PKEY_CTX *ctx, int pad_mode);

/* Sets the length of a PSS salt: bytes or RSA_PSS_SALTLEN_*. */
int EVP_PKEY_CTX_set_rsa_pss_saltlen(EVP_PKEY_CTX *ctx, int saltlen);

#ifdef __cplusplus
}
#endif

#endif
