#ifndef FERRODTLS_OPENSSL_STACK_H
#define FERRODTLS_OPENSSL_STACK_H

#include <stddef.h>

#include <openssl/opensslconf.h>

typedef struct stack_st OPENSSL_STACK;
typedef int (*OPENSSL_sk_compfunc)(const void *, const void *);
typedef void (*OPENSSL_sk_freefunc)(void *);
typedef void *(*OPENSSL_sk_copyfunc)(const void *);

/* Names of OpenSSL 1.0. */
#define _STACK OPENSSL_STACK
#define sk_num          OPENSSL_sk_num
#define sk_value        OPENSSL_sk_value
#define sk_set          OPENSSL_sk_set
#define sk_new          OPENSSL_sk_new
#define sk_new_null     OPENSSL_sk_new_null
#define sk_free         OPENSSL_sk_free
#define sk_pop_free     OPENSSL_sk_pop_free
#define sk_deep_copy    OPENSSL_sk_deep_copy
#define sk_insert       OPENSSL_sk_insert
#define sk_delete       OPENSSL_sk_delete
#define sk_delete_ptr   OPENSSL_sk_delete_ptr
#define sk_find         OPENSSL_sk_find
#define sk_find_ex      OPENSSL_sk_find_ex
#define sk_push         OPENSSL_sk_push
#define sk_unshift      OPENSSL_sk_unshift
#define sk_shift        OPENSSL_sk_shift
#define sk_pop          OPENSSL_sk_pop
#define sk_zero         OPENSSL_sk_zero
#define sk_set_cmp_func OPENSSL_sk_set_cmp_func
#define sk_dup          OPENSSL_sk_dup
#define sk_sort         OPENSSL_sk_sort
#define sk_is_sorted    OPENSSL_sk_is_sorted

@PROTOTYPES@

#endif
