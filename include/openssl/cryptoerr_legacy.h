/* Made by 'make headers' from abi/headers/cryptoerr_legacy.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_CRYPTOERR_LEGACY_H
#define FERRODTLS_OPENSSL_CRYPTOERR_LEGACY_H

#include <openssl/macros.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 1. */
int ERR_load_ASN1_strings(void);

/* 1. */
int ERR_load_BIO_strings(void);

/* 1. */
int ERR_load_BN_strings(void);

/* 1. */
int ERR_load_BUF_strings(void);

/* 1. */
int ERR_load_CONF_strings(void);

/* 1. */
int ERR_load_CRYPTO_strings(void);

/* 1. */
int ERR_load_DH_strings(void);

/* 1. */
int ERR_load_DSA_strings(void);

/* 1. */
int ERR_load_EC_strings(void);

/* 1. */
int ERR_load_ENGINE_strings(void);

/* 1. */
int ERR_load_ERR_strings(void);

/* 1. */
int ERR_load_EVP_strings(void);

/* 1. */
int ERR_load_OBJ_strings(void);

/* 1. */
int ERR_load_OSSL_STORE_strings(void);

/* 1. */
int ERR_load_PEM_strings(void);

/* 1. */
int ERR_load_PKCS12_strings(void);

/* 1. */
int ERR_load_PKCS7_strings(void);

/* 1. */
int ERR_load_RAND_strings(void);

/* 1. */
int ERR_load_RSA_strings(void);

/* 1. */
int ERR_load_UI_strings(void);

/* 1. */
int ERR_load_X509V3_strings(void);

/* 1. */
int ERR_load_X509_strings(void);

#ifdef __cplusplus
}
#endif

#endif
