/* Made by 'make headers' from abi/headers/bn.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_BN_H
#define FERRODTLS_OPENSSL_BN_H

#include <stdio.h>

#include <openssl/e_os2.h>
#include <openssl/opensslconf.h>
#include <openssl/types.h>
#include <openssl/crypto.h>
#include <openssl/bnerr.h>

#define BN_ULONG unsigned long
#define BN_BYTES 8
#define BN_BITS2 (BN_BYTES * 8)
#define BN_BITS (BN_BITS2 * 2)
#define BN_TBIT ((BN_ULONG)1 << (BN_BITS2 - 1))

/* Flags. */
#define BN_FLG_MALLOCED    0x01
#define BN_FLG_STATIC_DATA 0x02
#define BN_FLG_CONSTTIME   0x04
#define BN_FLG_SECURE      0x08
#define BN_FLG_FREE        0x8000
#define BN_RAND_TOP_ANY    -1
#define BN_RAND_TOP_ONE    0
#define BN_RAND_TOP_TWO    1
#define BN_RAND_BOTTOM_ANY 0
#define BN_RAND_BOTTOM_ODD 1

#define BN_num_bytes(a) ((BN_num_bits(a) + 7) / 8)
#define BN_one(a) (BN_set_word((a), 1))
#define BN_zero(a) BN_zero_ex(a)
#define BN_mod(rem, a, m, ctx) BN_div(NULL, (rem), (a), (m), (ctx))
#define BN_GF2m_cmp(a, b) BN_ucmp((a), (b))

#ifdef __cplusplus
extern "C" {
#endif

/* Frees c. NULL is ignored. */
void BN_CTX_free(BN_CTX *c);

/* A scratch object, which no function needs. */
BN_CTX *BN_CTX_new(void);

/* r becomes the sum of a and b, which may be r. */
int BN_add(BIGNUM *r, const BIGNUM *a, const BIGNUM *b);

/* a becomes a + w. */
int BN_add_word(BIGNUM *a, BN_ULONG w);

/* Reads len big-endian bytes at s into ret, or into a fresh number if ret is NULL. */
BIGNUM *BN_bin2bn(const unsigned char *s, int len, BIGNUM *ret);

/* Writes the absolute value big-endian to to, which has BN_num_bytes(a) bytes. The count. */
int BN_bn2bin(const BIGNUM *a, unsigned char *to);

/* As BN_bn2bin, with zeros before to fill tolen bytes. -1 when they are too few. */
int BN_bn2binpad(const BIGNUM *a, unsigned char *to, int tolen);

/* The decimal digits, for the caller to free with OPENSSL_free. */
char *BN_bn2dec(const BIGNUM *a);

/* The hexadecimal digits, two for each byte, for the caller to free with OPENSSL_free. */
char *BN_bn2hex(const BIGNUM *a);

/* Makes a 0, wiping the old value. */
void BN_clear(BIGNUM *a);

/* As BN_free. */
void BN_clear_free(BIGNUM *a);

/* -1, 0 or 1 as a is below, equal to or above b. */
int BN_cmp(const BIGNUM *a, const BIGNUM *b);

/* Copies from into to and returns to; NULL when either is NULL. */
BIGNUM *BN_copy(BIGNUM *to, const BIGNUM *from);

/* Reads the decimal digits at the start of str, with an optional minus sign, into *a (made if
 * NULL). The number of characters used, 0 when there is no digit.
 */
int BN_dec2bn(BIGNUM **a, const char *str);

/* Divides m by d, rounding towards 0: dv the quotient, rem the rest; each may be NULL.
 * 0 with BN_R_DIV_BY_ZERO for d = 0.
 */
int BN_div(BIGNUM *dv, BIGNUM *rem, const BIGNUM *m, const BIGNUM *d, BN_CTX *ctx);

/* A copy of from for the caller to free; NULL for NULL. */
BIGNUM *BN_dup(const BIGNUM *from);

/* Frees a, wiping it. NULL is ignored. */
void BN_free(BIGNUM *a);

/* The absolute value, all bits set if it is larger than a word. */
BN_ULONG BN_get_word(const BIGNUM *a);

/* Reads the hexadecimal digits at the start of str, with an optional minus sign, into *a (made if
 * NULL). The number of characters used, 0 when there is no digit.
 */
int BN_hex2bn(BIGNUM **a, const char *str);

/* 1 when bit n (0 is the lowest) of the absolute value is set. */
int BN_is_bit_set(const BIGNUM *a, int n);

/* 1 when a is below 0. */
int BN_is_negative(const BIGNUM *a);

/* 1 when a is odd. */
int BN_is_odd(const BIGNUM *a);

/* 1 when a is 1. */
int BN_is_one(const BIGNUM *a);

/* 1 when a is the number w. */
int BN_is_word(const BIGNUM *a, BN_ULONG w);

/* 1 when a is 0. */
int BN_is_zero(const BIGNUM *a);

/* r becomes a times 2 to the n. */
int BN_lshift(BIGNUM *r, const BIGNUM *a, int n);

/* r becomes the product of a and b, which may be r. */
int BN_mul(BIGNUM *r, const BIGNUM *a, const BIGNUM *b, BN_CTX *ctx);

/* a becomes a * w. */
int BN_mul_word(BIGNUM *a, BN_ULONG w);

/* A number, 0, for the caller to free with BN_free. */
BIGNUM *BN_new(void);

/* Bits of the absolute value; 0 for 0 and NULL. */
int BN_num_bits(const BIGNUM *a);

/* Makes rnd random with bits bits: top -1 leaves the top bit to chance, 0 sets it, 1 sets the
 * top two; bottom 1 makes it odd.
 */
int BN_priv_rand(BIGNUM *rnd, int bits, int top, int bottom);

/* Makes rnd random with bits bits: top -1 leaves the top bit to chance, 0 sets it, 1 sets the
 * top two; bottom 1 makes it odd.
 */
int BN_pseudo_rand(BIGNUM *rnd, int bits, int top, int bottom);

/* Makes rnd random with bits bits: top -1 leaves the top bit to chance, 0 sets it, 1 sets the
 * top two; bottom 1 makes it odd.
 */
int BN_rand(BIGNUM *rnd, int bits, int top, int bottom);

/* Makes rnd random from 0 to below range. */
int BN_rand_range(BIGNUM *rnd, const BIGNUM *range);

/* r becomes a divided by 2 to the n, rounded towards 0. */
int BN_rshift(BIGNUM *r, const BIGNUM *a, int n);

/* As BN_new: every number is wiped when freed. */
BIGNUM *BN_secure_new(void);

/* Sets bit n of a. */
int BN_set_bit(BIGNUM *a, int n);

/* Sets the sign: below 0 when n is not 0. */
void BN_set_negative(BIGNUM *a, int n);

/* Makes a the number w. */
int BN_set_word(BIGNUM *a, BN_ULONG w);

/* r becomes the difference of a and b, which may be r. */
int BN_sub(BIGNUM *r, const BIGNUM *a, const BIGNUM *b);

/* a becomes a - w. */
int BN_sub_word(BIGNUM *a, BN_ULONG w);

/* -1, 0 or 1 as a is below, equal to or above b in absolute value. */
int BN_ucmp(const BIGNUM *a, const BIGNUM *b);

/* The number 1, which lives for ever. */
const BIGNUM *BN_value_one(void);

/* Makes a 0. */
void BN_zero_ex(BIGNUM *a);

#ifdef __cplusplus
}
#endif

#endif
