#ifndef FERRODTLS_OPENSSL_LHASH_H
#define FERRODTLS_OPENSSL_LHASH_H

#include <openssl/e_os2.h>
#include <openssl/types.h>

typedef struct lhash_node_st OPENSSL_LH_NODE;
typedef struct lhash_st OPENSSL_LHASH;
typedef int (*OPENSSL_LH_COMPFUNC)(const void *, const void *);
typedef unsigned long (*OPENSSL_LH_HASHFUNC)(const void *);
typedef void (*OPENSSL_LH_DOALL_FUNC)(void *);
typedef void (*OPENSSL_LH_DOALL_FUNCARG)(void *, void *);

#define _LHASH OPENSSL_LHASH
#define LH_LOAD_MULT 256
#define LHASH_OF(type) struct lhash_st_##type

@PROTOTYPES@

#endif
