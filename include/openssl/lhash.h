/* Made by 'make headers' from abi/headers/lhash.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* Takes out the item equal to data and gives it; NULL when there is none. */
void *OPENSSL_LH_delete(OPENSSL_LHASH *lh, const void *data);

/* Calls func for each item; it may delete the item it is called for. */
void OPENSSL_LH_doall(OPENSSL_LHASH *lh, OPENSSL_LH_DOALL_FUNC func);

/* As OPENSSL_LH_doall, with an argument. */
void OPENSSL_LH_doall_arg(OPENSSL_LHASH *lh, OPENSSL_LH_DOALL_FUNCARG func, void *arg);

/* 0: inserting fails only with the process. */
int OPENSSL_LH_error(OPENSSL_LHASH *lh);

/* Takes all items out, without freeing them. */
void OPENSSL_LH_flush(OPENSSL_LHASH *lh);

/* Frees the table, not its items; NULL is allowed. */
void OPENSSL_LH_free(OPENSSL_LHASH *lh);

/* The load below which the table shrinks. */
unsigned long OPENSSL_LH_get_down_load(const OPENSSL_LHASH *lh);

/* Puts an item in, in place of an equal one, which is given; NULL when there was none. */
void *OPENSSL_LH_insert(OPENSSL_LHASH *lh, void *data);

/* A table; NULL as h hashes C strings, NULL as c compares them. NULL when there is no memory.
 * Free it with OPENSSL_LH_free.
 */
OPENSSL_LHASH *OPENSSL_LH_new(OPENSSL_LH_HASHFUNC h, OPENSSL_LH_COMPFUNC c);

/* The number of items; 0 for NULL. */
unsigned long OPENSSL_LH_num_items(const OPENSSL_LHASH *lh);

/* The item equal to data; NULL when there is none. */
void *OPENSSL_LH_retrieve(OPENSSL_LHASH *lh, const void *data);

/* Sets the load below which the table shrinks; this one never does. */
void OPENSSL_LH_set_down_load(OPENSSL_LHASH *lh, unsigned long down_load);

/* A hash of a C string; 0 for NULL and "". */
unsigned long OPENSSL_LH_strhash(const char *c);

#ifdef __cplusplus
}
#endif

#endif
