/* Made by 'make headers' from abi/headers/stack.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* A copy of the stack with copies of the elements; NULL when a copy fails. For NULL an empty one.
 */
OPENSSL_STACK *OPENSSL_sk_deep_copy(const OPENSSL_STACK *st, OPENSSL_sk_copyfunc c,
    OPENSSL_sk_freefunc f);

/* Takes element loc out; NULL when there is none. */
void *OPENSSL_sk_delete(OPENSSL_STACK *st, int loc);

/* Takes the first element that is the pointer p out; NULL when there is none. */
void *OPENSSL_sk_delete_ptr(OPENSSL_STACK *st, const void *p);

/* A copy of the stack that shares the elements. For NULL an empty one. */
OPENSSL_STACK *OPENSSL_sk_dup(const OPENSSL_STACK *st);

/* The index of an element equal to data; -1 when there is none. */
int OPENSSL_sk_find(OPENSSL_STACK *st, const void *data);

/* As OPENSSL_sk_find; tells in pnum how many equal elements follow each other. */
int OPENSSL_sk_find_all(OPENSSL_STACK *st, const void *data, int *pnum);

/* As OPENSSL_sk_find; without an equal element a neighbour is given. */
int OPENSSL_sk_find_ex(OPENSSL_STACK *st, const void *data);

/* Frees the stack, not its elements; NULL is allowed. */
void OPENSSL_sk_free(OPENSSL_STACK *st);

/* Puts data before element wher, or at the end when there is no such element. The new number
 * of elements; 0 on failure.
 */
int OPENSSL_sk_insert(OPENSSL_STACK *sk, const void *data, int wher);

/* 1 when the stack is sorted, and for NULL. */
int OPENSSL_sk_is_sorted(const OPENSSL_STACK *st);

/* A stack with a comparison function, which may be NULL. NULL when there is no memory. */
OPENSSL_STACK *OPENSSL_sk_new(OPENSSL_sk_compfunc cmp);

/* An empty stack. NULL when there is no memory. */
OPENSSL_STACK *OPENSSL_sk_new_null(void);

/* As OPENSSL_sk_new, with room for n elements. */
OPENSSL_STACK *OPENSSL_sk_new_reserve(OPENSSL_sk_compfunc c, int n);

/* The number of elements; -1 for NULL. */
int OPENSSL_sk_num(const OPENSSL_STACK *st);

/* Takes the last element out; NULL when there is none. */
void *OPENSSL_sk_pop(OPENSSL_STACK *st);

/* Frees the stack and calls func for each element that is not NULL. */
void OPENSSL_sk_pop_free(OPENSSL_STACK *st, OPENSSL_sk_freefunc func);

/* Puts data at the end. The new number of elements; 0 on failure, -1 for NULL as stack. */
int OPENSSL_sk_push(OPENSSL_STACK *st, const void *data);

/* Makes room for n more elements. 1 or 0. */
int OPENSSL_sk_reserve(OPENSSL_STACK *st, int n);

/* Replaces element i and gives data; NULL when there is no such element. */
void *OPENSSL_sk_set(OPENSSL_STACK *st, int i, const void *data);

/* Sets the comparison function and gives the one before. */
OPENSSL_sk_compfunc OPENSSL_sk_set_cmp_func(OPENSSL_STACK *sk, OPENSSL_sk_compfunc cmp);

/* Takes the first element out; NULL when there is none. */
void *OPENSSL_sk_shift(OPENSSL_STACK *st);

/* Sorts the elements when there is a comparison function. */
void OPENSSL_sk_sort(OPENSSL_STACK *st);

/* Puts data first. The new number of elements; 0 on failure. */
int OPENSSL_sk_unshift(OPENSSL_STACK *st, const void *data);

/* Element i; NULL when there is none. */
void *OPENSSL_sk_value(const OPENSSL_STACK *st, int i);

/* Takes all elements out, without freeing them. */
void OPENSSL_sk_zero(OPENSSL_STACK *st);

#ifdef __cplusplus
}
#endif

#endif
