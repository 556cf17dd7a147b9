/* Made by 'make headers' from abi/headers/ec.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_EC_H
#define FERRODTLS_OPENSSL_EC_H

#include <openssl/types.h>
#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/ecerr.h>

#define OPENSSL_EC_EXPLICIT_CURVE 0x000
#define OPENSSL_EC_NAMED_CURVE 0x001

typedef enum {
    POINT_CONVERSION_COMPRESSED = 2,
    POINT_CONVERSION_UNCOMPRESSED = 4,
    POINT_CONVERSION_HYBRID = 6
} point_conversion_form_t;

typedef struct ec_method_st EC_METHOD;
typedef struct ec_group_st EC_GROUP;
typedef struct ec_point_st EC_POINT;
typedef struct ECDSA_SIG_st ECDSA_SIG;

#define EC_KEY_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_EC_KEY, l, p, newf, dupf, freef)

#ifdef __cplusplus
extern "C" {
#endif

/* Sets how a generated key names its curve: only OPENSSL_EC_NAMED_CURVE. */
int EVP_PKEY_CTX_set_ec_param_enc(EVP_PKEY_CTX *ctx, int param_enc);

/* Sets the curve of a key to generate by the number of its object. */
int EVP_PKEY_CTX_set_ec_paramgen_curve_nid(EVP_PKEY_CTX *ctx, int nid);

#ifdef __cplusplus
}
#endif

#endif
