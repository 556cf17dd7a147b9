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

@PROTOTYPES@

#endif
