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

@PROTOTYPES@

#endif
