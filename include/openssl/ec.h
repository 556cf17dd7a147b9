/* Made by 'make headers' from abi/headers/ec.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* Signs the hash of dgstlen bytes at dgst: to sig, which has ECDSA_size(eckey) bytes, the
 * length to siglen. type is not looked at.
 */
int ECDSA_sign(int type, const unsigned char *dgst, int dgstlen, unsigned char *sig,
    unsigned int *siglen, EC_KEY *eckey);

/* The longest signature in bytes, 0 without a curve. */
int ECDSA_size(const EC_KEY *eckey);

/* 1 when the siglen bytes at sig sign the hash of dgstlen bytes at dgst, 0 when not, -1 on
 * failure. type is not looked at.
 */
int ECDSA_verify(int type, const unsigned char *dgst, int dgstlen, const unsigned char *sig,
    int siglen, EC_KEY *eckey);

/* 0 when both are the same curve, 1 when not, -1 on failure. */
int EC_GROUP_cmp(const EC_GROUP *a, const EC_GROUP *b, BN_CTX *ctx);

/* A copy of a curve, for the caller to free. */
EC_GROUP *EC_GROUP_dup(const EC_GROUP *src);

/* Frees a curve. NULL is ignored. */
void EC_GROUP_free(EC_GROUP *group);

/* How the curve is written: OPENSSL_EC_NAMED_CURVE for its name; 0 for NULL. */
int EC_GROUP_get_asn1_flag(const EC_GROUP *group);

/* The number of the curve's object; 0 for NULL. */
int EC_GROUP_get_curve_name(const EC_GROUP *group);

/* Bits of the curve's field; 0 for NULL. */
int EC_GROUP_get_degree(const EC_GROUP *group);

/* The curve whose object has number nid, for the caller to free: P-256, P-384 or P-521. NULL with
 * an error for others.
 */
EC_GROUP *EC_GROUP_new_by_curve_name(int nid);

/* Bits of the group's order; 0 for NULL. */
int EC_GROUP_order_bits(const EC_GROUP *group);

/* Sets how the curve is written. Keys are always written with its name. */
void EC_GROUP_set_asn1_flag(EC_GROUP *group, int flag);

/* 1 when the parts make a key, 0 with an error when not. */
int EC_KEY_check_key(const EC_KEY *key);

/* A copy, for the caller to free. */
EC_KEY *EC_KEY_dup(const EC_KEY *src);

/* Gives a reference back; with the last one the key goes. NULL is ignored. */
void EC_KEY_free(EC_KEY *key);

/* Makes a fresh key on the curve that was set. */
int EC_KEY_generate_key(EC_KEY *key);

/* The key's curve, which belongs to it; NULL while it is missing. */
const EC_GROUP *EC_KEY_get0_group(const EC_KEY *key);

/* The key's private half, which belongs to it; NULL while it is missing. */
const BIGNUM *EC_KEY_get0_private_key(const EC_KEY *key);

/* The key's public half, which belongs to it; NULL while it is missing. */
const EC_POINT *EC_KEY_get0_public_key(const EC_KEY *key);

/* How the key's points are written. */
point_conversion_form_t EC_KEY_get_conv_form(const EC_KEY *key);

/* A key to be filled, with one reference. */
EC_KEY *EC_KEY_new(void);

/* A key to be filled on the curve whose object has number nid. NULL with an error for curves that
 * are not supported.
 */
EC_KEY *EC_KEY_new_by_curve_name(int nid);

/* Sets how the curve is written. Keys are always written with its name. */
void EC_KEY_set_asn1_flag(EC_KEY *eckey, int asn1_flag);

/* Sets the curve to a copy of group. */
int EC_KEY_set_group(EC_KEY *key, const EC_GROUP *group);

/* Sets the private half to a copy of prv; the public half, if there is one, must be its own. NULL
 * takes the private half away and answers 0.
 */
int EC_KEY_set_private_key(EC_KEY *key, const BIGNUM *prv);

/* Sets the public half to a copy of pub. 0 without a curve or for a point of another. */
int EC_KEY_set_public_key(EC_KEY *key, const EC_POINT *pub);

/* Takes another reference. 0 for NULL. */
int EC_KEY_up_ref(EC_KEY *key);

/* 0 when both are the same point, 1 when not, -1 on failure. */
int EC_POINT_cmp(const EC_GROUP *group, const EC_POINT *a, const EC_POINT *b, BN_CTX *ctx);

/* A copy of a point, for the caller to free. */
EC_POINT *EC_POINT_dup(const EC_POINT *src, const EC_GROUP *group);

/* Frees a point. NULL is ignored. */
void EC_POINT_free(EC_POINT *point);

/* 1 for the point at infinity. */
int EC_POINT_is_at_infinity(const EC_GROUP *group, const EC_POINT *p);

/* The point at infinity, for the caller to free. */
EC_POINT *EC_POINT_new(const EC_GROUP *group);

/* Reads a point, uncompressed or at infinity. 0 with an error for what is no point of the curve. */
int EC_POINT_oct2point(const EC_GROUP *group, EC_POINT *p, const unsigned char *buf, size_t len,
    BN_CTX *ctx);

/* Writes a point to buf of len bytes: uncompressed (form 4) or compressed (2), one zero byte for
 * infinity. The length, also with buf NULL; 0 on failure.
 */
size_t EC_POINT_point2oct(const EC_GROUP *group, const EC_POINT *p, point_conversion_form_t form,
    unsigned char *buf, size_t len, BN_CTX *ctx);

/* The name that NIST gave the curve with this number, which lives for ever; NULL for others. */
const char *EC_curve_nid2nist(int nid);

/* The number of the curve with NIST's name name; 0 for others. */
int EC_curve_nist2nid(const char *name);

/* Sets how a generated key names its curve: only OPENSSL_EC_NAMED_CURVE. */
int EVP_PKEY_CTX_set_ec_param_enc(EVP_PKEY_CTX *ctx, int param_enc);

/* Sets the curve of a key to generate by the number of its object. */
int EVP_PKEY_CTX_set_ec_paramgen_curve_nid(EVP_PKEY_CTX *ctx, int nid);

/* A private key on a curve from an ECPrivateKey (or PKCS#8), for the caller to free. */
EC_KEY *d2i_ECPrivateKey(EC_KEY **a, const unsigned char **pp, long length);

/* The ECPrivateKey encoding. The length, 0 or below on failure. */
int i2d_ECPrivateKey(const EC_KEY *a, unsigned char **pp);

#ifdef __cplusplus
}
#endif

#endif
