#ifndef FERRODTLS_OPENSSL_EC_H
#define FERRODTLS_OPENSSL_EC_H

#include <string.h>
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

/* A new key on the curve with this name, made in one call; only a string will do. */
#define EVP_EC_gen(curve) EVP_PKEY_Q_keygen(NULL, NULL, "EC", (char *)strstr(curve, ""))

@PROTOTYPES@

#endif
