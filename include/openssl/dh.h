/* Made by 'make headers' from abi/headers/dh.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_DH_H
#define FERRODTLS_OPENSSL_DH_H

#include <openssl/types.h>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/dherr.h>

#define DH_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_DH, l, p, newf, dupf, freef)

#ifdef __cplusplus
extern "C" {
#endif

/* Bits of the prime, -1 without one. */
int DH_bits(const DH *dh);

/* Gives a reference back. NULL is ignored. */
void DH_free(DH *dh);

/* The number g, which belongs to dh; NULL while it is missing. */
const BIGNUM *DH_get0_g(const DH *dh);

/* The public and the private value, which belong to dh; NULL for what is missing. */
void DH_get0_key(const DH *dh, const BIGNUM **pub_key, const BIGNUM **priv_key);

/* The number p, which belongs to dh; NULL while it is missing. */
const BIGNUM *DH_get0_p(const DH *dh);

/* The numbers, which belong to dh; NULL for what is missing. */
void DH_get0_pqg(const DH *dh, const BIGNUM **p, const BIGNUM **q, const BIGNUM **g);

/* The number q, which belongs to dh; NULL while it is missing. */
const BIGNUM *DH_get0_q(const DH *dh);

/* The recommended length of a private value in bits, 0 for none. */
long DH_get_length(const DH *dh);

/* Parameters to be filled, with one reference. */
DH *DH_new(void);

/* Puts the public and the private value in, taking them over; NULL keeps what is there. 0 (and the numbers stay the caller's)
 * while there is no public value.
 */
int DH_set0_key(DH *dh, BIGNUM *pub_key, BIGNUM *priv_key);

/* Puts the numbers in, taking them over; NULL keeps what is there. 0 (and the numbers stay the
 * caller's) while the prime or the generator is missing.
 */
int DH_set0_pqg(DH *dh, BIGNUM *p, BIGNUM *q, BIGNUM *g);

/* Sets the recommended length of a private value in bits. */
int DH_set_length(DH *dh, long length);

/* Bytes of the prime, -1 without one. */
int DH_size(const DH *dh);

/* Takes another reference. 0 for NULL. */
int DH_up_ref(DH *dh);

/* Parameters from a DHParameter, for the caller to free; *a, if there is one, is freed and replaced.
 */
DH *d2i_DHparams(DH **a, const unsigned char **pp, long length);

/* The DHParameter encoding. The length, 0 or below on failure. */
int i2d_DHparams(const DH *a, unsigned char **pp);

#ifdef __cplusplus
}
#endif

#endif
