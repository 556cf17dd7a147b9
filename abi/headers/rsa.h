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

@PROTOTYPES@

#endif
