/* Made by 'make headers' from abi/headers/des.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_DES_H
#define FERRODTLS_OPENSSL_DES_H

#include <openssl/e_os2.h>

typedef unsigned int DES_LONG;
typedef unsigned char DES_cblock[8];
typedef unsigned char const_DES_cblock[8];

/* A key that is ready for use: plain memory of the program. */
typedef struct DES_ks {
    union {
        DES_cblock cblock;
        DES_LONG deslong[2];
    } ks[16];
} DES_key_schedule;

#define DES_KEY_SZ      (sizeof(DES_cblock))
#define DES_SCHEDULE_SZ (sizeof(DES_key_schedule))
#define DES_ENCRYPT     1
#define DES_DECRYPT     0

#ifdef __cplusplus
extern "C" {
#endif

/* Cipher block chaining; ivec stays as it is. A last block that is not full is filled with zeros when encrypting,
 * and output has room for it.
 */
void DES_cbc_encrypt(const unsigned char *input, unsigned char *output, long length,
    DES_key_schedule *schedule, DES_cblock *ivec, int enc);

/* One block in the direction of enc; output may be input. */
void DES_ecb_encrypt(DES_cblock *input, DES_cblock *output, DES_key_schedule *ks, int enc);

/* Another name of DES_set_key. */
int DES_key_sched(DES_cblock *key, DES_key_schedule *schedule);

/* As DES_cbc_encrypt, but ivec moves on. */
void DES_ncbc_encrypt(const unsigned char *input, unsigned char *output, long length,
    DES_key_schedule *schedule, DES_cblock *ivec, int enc);

/* As DES_set_key_checked, but the key is taken in any case. */
int DES_set_key(DES_cblock *key, DES_key_schedule *schedule);

/* Takes a key that has odd parity and is not weak. Returns 0, -1 for wrong parity, -2 for a weak key.
 */
int DES_set_key_checked(DES_cblock *key, DES_key_schedule *schedule);

/* Takes any key. */
void DES_set_key_unchecked(DES_cblock *key, DES_key_schedule *schedule);

/* Gives each byte of the key odd parity. */
void DES_set_odd_parity(DES_cblock *key);

/* Makes a key from a password, for programs that have always done so. */
void DES_string_to_key(const char *str, DES_cblock *key);

#ifdef __cplusplus
}
#endif

#endif
