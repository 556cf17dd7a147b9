#ifndef FERRODTLS_OPENSSL_CORE_H
#define FERRODTLS_OPENSSL_CORE_H

#include <stddef.h>

#include <openssl/types.h>

/* A named parameter: data_size bytes at data; return_size is set by who fills it in. A list ends
 * with a key that is NULL. */
struct ossl_param_st {
    const char *key;
    unsigned int data_type;
    void *data;
    size_t data_size;
    size_t return_size;
};

#define OSSL_PARAM_INTEGER          1
#define OSSL_PARAM_UNSIGNED_INTEGER 2
#define OSSL_PARAM_REAL             3
#define OSSL_PARAM_UTF8_STRING      4
#define OSSL_PARAM_OCTET_STRING     5
#define OSSL_PARAM_UTF8_PTR         6
#define OSSL_PARAM_OCTET_PTR        7

#endif
