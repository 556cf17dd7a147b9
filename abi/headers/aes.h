#ifndef FERRODTLS_OPENSSL_AES_H
#define FERRODTLS_OPENSSL_AES_H

#include <stddef.h>

#include <openssl/e_os2.h>

#define AES_ENCRYPT    1
#define AES_DECRYPT    0
#define AES_MAXNR      14
#define AES_BLOCK_SIZE 16

/* An expanded key: plain memory of the program. */
struct aes_key_st {
    unsigned int rd_key[4 * (AES_MAXNR + 1)];
    int rounds;
};
typedef struct aes_key_st AES_KEY;

@PROTOTYPES@

#endif
