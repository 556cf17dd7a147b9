/* Made by 'make headers' from abi/headers/safestack.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SAFESTACK_H
#define FERRODTLS_OPENSSL_SAFESTACK_H

/* Stacks of one type of element: STACK_OF(X509) and sk_X509_num() and its kin. */

#include <openssl/stack.h>
#include <openssl/e_os2.h>

#define STACK_OF(type) struct stack_st_##type

#define FERRODTLS_STACK(name, element, constant)                                                   \
    STACK_OF(name);                                                                                \
    typedef int (*sk_##name##_compfunc)(constant *const *a, constant *const *b);                   \
    typedef void (*sk_##name##_freefunc)(element *a);                                              \
    typedef element *(*sk_##name##_copyfunc)(constant *a);                                         \
    static ossl_unused ossl_inline int sk_##name##_num(const STACK_OF(name) *sk)                   \
    {                                                                                              \
        return OPENSSL_sk_num((const OPENSSL_STACK *)sk);                                          \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_value(const STACK_OF(name) *sk, int i)     \
    {                                                                                              \
        return (element *)OPENSSL_sk_value((const OPENSSL_STACK *)sk, i);                          \
    }                                                                                              \
    static ossl_unused ossl_inline STACK_OF(name) *sk_##name##_new(sk_##name##_compfunc compare)   \
    {                                                                                              \
        return (STACK_OF(name) *)OPENSSL_sk_new((OPENSSL_sk_compfunc)compare);                     \
    }                                                                                              \
    static ossl_unused ossl_inline STACK_OF(name) *sk_##name##_new_null(void)                      \
    {                                                                                              \
        return (STACK_OF(name) *)OPENSSL_sk_new_null();                                            \
    }                                                                                              \
    static ossl_unused ossl_inline STACK_OF(name) *sk_##name##_new_reserve(                        \
        sk_##name##_compfunc compare, int n)                                                       \
    {                                                                                              \
        return (STACK_OF(name) *)OPENSSL_sk_new_reserve((OPENSSL_sk_compfunc)compare, n);          \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_reserve(STACK_OF(name) *sk, int n)              \
    {                                                                                              \
        return OPENSSL_sk_reserve((OPENSSL_STACK *)sk, n);                                         \
    }                                                                                              \
    static ossl_unused ossl_inline void sk_##name##_free(STACK_OF(name) *sk)                       \
    {                                                                                              \
        OPENSSL_sk_free((OPENSSL_STACK *)sk);                                                      \
    }                                                                                              \
    static ossl_unused ossl_inline void sk_##name##_zero(STACK_OF(name) *sk)                       \
    {                                                                                              \
        OPENSSL_sk_zero((OPENSSL_STACK *)sk);                                                      \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_delete(STACK_OF(name) *sk, int i)          \
    {                                                                                              \
        return (element *)OPENSSL_sk_delete((OPENSSL_STACK *)sk, i);                               \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_delete_ptr(STACK_OF(name) *sk, element *p) \
    {                                                                                              \
        return (element *)OPENSSL_sk_delete_ptr((OPENSSL_STACK *)sk, (const void *)p);             \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_push(STACK_OF(name) *sk, element *p)            \
    {                                                                                              \
        return OPENSSL_sk_push((OPENSSL_STACK *)sk, (const void *)p);                              \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_unshift(STACK_OF(name) *sk, element *p)         \
    {                                                                                              \
        return OPENSSL_sk_unshift((OPENSSL_STACK *)sk, (const void *)p);                           \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_pop(STACK_OF(name) *sk)                    \
    {                                                                                              \
        return (element *)OPENSSL_sk_pop((OPENSSL_STACK *)sk);                                     \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_shift(STACK_OF(name) *sk)                  \
    {                                                                                              \
        return (element *)OPENSSL_sk_shift((OPENSSL_STACK *)sk);                                   \
    }                                                                                              \
    static ossl_unused ossl_inline void sk_##name##_pop_free(                                      \
        STACK_OF(name) *sk, sk_##name##_freefunc release)                                          \
    {                                                                                              \
        OPENSSL_sk_pop_free((OPENSSL_STACK *)sk, (OPENSSL_sk_freefunc)release);                    \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_insert(STACK_OF(name) *sk, element *p, int i)   \
    {                                                                                              \
        return OPENSSL_sk_insert((OPENSSL_STACK *)sk, (const void *)p, i);                         \
    }                                                                                              \
    static ossl_unused ossl_inline element *sk_##name##_set(STACK_OF(name) *sk, int i, element *p) \
    {                                                                                              \
        return (element *)OPENSSL_sk_set((OPENSSL_STACK *)sk, i, (const void *)p);                 \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_find(STACK_OF(name) *sk, constant *p)           \
    {                                                                                              \
        return OPENSSL_sk_find((OPENSSL_STACK *)sk, (const void *)p);                              \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_find_ex(STACK_OF(name) *sk, constant *p)        \
    {                                                                                              \
        return OPENSSL_sk_find_ex((OPENSSL_STACK *)sk, (const void *)p);                           \
    }                                                                                              \
    static ossl_unused ossl_inline void sk_##name##_sort(STACK_OF(name) *sk)                       \
    {                                                                                              \
        OPENSSL_sk_sort((OPENSSL_STACK *)sk);                                                      \
    }                                                                                              \
    static ossl_unused ossl_inline int sk_##name##_is_sorted(const STACK_OF(name) *sk)             \
    {                                                                                              \
        return OPENSSL_sk_is_sorted((const OPENSSL_STACK *)sk);                                    \
    }                                                                                              \
    static ossl_unused ossl_inline STACK_OF(name) *sk_##name##_dup(const STACK_OF(name) *sk)       \
    {                                                                                              \
        return (STACK_OF(name) *)OPENSSL_sk_dup((const OPENSSL_STACK *)sk);                        \
    }                                                                                              \
    static ossl_unused ossl_inline STACK_OF(name) *sk_##name##_deep_copy(                          \
        const STACK_OF(name) *sk, sk_##name##_copyfunc copy, sk_##name##_freefunc release)         \
    {                                                                                              \
        return (STACK_OF(name) *)OPENSSL_sk_deep_copy((const OPENSSL_STACK *)sk,                   \
            (OPENSSL_sk_copyfunc)copy, (OPENSSL_sk_freefunc)release);                              \
    }                                                                                              \
    static ossl_unused ossl_inline sk_##name##_compfunc sk_##name##_set_cmp_func(                  \
        STACK_OF(name) *sk, sk_##name##_compfunc compare)                                          \
    {                                                                                              \
        return (sk_##name##_compfunc)OPENSSL_sk_set_cmp_func(                                      \
            (OPENSSL_STACK *)sk, (OPENSSL_sk_compfunc)compare);                                    \
    }

#define DEFINE_STACK_OF(t) FERRODTLS_STACK(t, t, const t)
#define DEFINE_STACK_OF_CONST(t) FERRODTLS_STACK(t, const t, const t)
#define DEFINE_SPECIAL_STACK_OF(name, t) FERRODTLS_STACK(name, t, const t)
#define DEFINE_SPECIAL_STACK_OF_CONST(name, t) FERRODTLS_STACK(name, const t, const t)
#define DECLARE_STACK_OF(t) DEFINE_STACK_OF(t)

typedef char *OPENSSL_STRING;
typedef const char *OPENSSL_CSTRING;
typedef void *OPENSSL_BLOCK;
DEFINE_SPECIAL_STACK_OF(OPENSSL_STRING, char)
DEFINE_SPECIAL_STACK_OF_CONST(OPENSSL_CSTRING, char)

#endif
