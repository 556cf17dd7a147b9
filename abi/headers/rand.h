#ifndef FERRODTLS_OPENSSL_RAND_H
#define FERRODTLS_OPENSSL_RAND_H

#include <stdlib.h>

#include <openssl/types.h>
#include <openssl/e_os2.h>
#include <openssl/randerr.h>

#define RAND_DRBG_STRENGTH 256
#define RAND_cleanup() ((void)0)

struct rand_meth_st {
    int (*seed)(const void *buf, int num);
    int (*bytes)(unsigned char *buf, int num);
    void (*cleanup)(void);
    int (*add)(const void *buf, int num, double randomness);
    int (*pseudorand)(unsigned char *buf, int num);
    int (*status)(void);
};

@PROTOTYPES@

#endif
