#ifndef FERRODTLS_OPENSSL_STORE_H
#define FERRODTLS_OPENSSL_STORE_H

#include <openssl/types.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/storeerr.h>

/* Kinds of what is loaded. */
#define OSSL_STORE_INFO_NAME   1
#define OSSL_STORE_INFO_PARAMS 2
#define OSSL_STORE_INFO_PUBKEY 3
#define OSSL_STORE_INFO_PKEY   4
#define OSSL_STORE_INFO_CERT   5
#define OSSL_STORE_INFO_CRL    6

typedef struct ossl_store_ctx_st OSSL_STORE_CTX;
typedef struct ossl_store_loader_st OSSL_STORE_LOADER;
typedef struct ossl_store_loader_ctx_st OSSL_STORE_LOADER_CTX;

/* Changes what was loaded, or returns NULL to drop it. */
typedef OSSL_STORE_INFO *(*OSSL_STORE_post_process_info_fn)(OSSL_STORE_INFO *info, void *data);

/* The functions of a loader. */
typedef OSSL_STORE_LOADER_CTX *(*OSSL_STORE_open_fn)(const OSSL_STORE_LOADER *loader, const char *uri,
    const UI_METHOD *ui_method, void *ui_data);
typedef int (*OSSL_STORE_expect_fn)(OSSL_STORE_LOADER_CTX *ctx, int expected);
typedef OSSL_STORE_INFO *(*OSSL_STORE_load_fn)(OSSL_STORE_LOADER_CTX *ctx, const UI_METHOD *ui_method, void *ui_data);
typedef int (*OSSL_STORE_eof_fn)(OSSL_STORE_LOADER_CTX *ctx);
typedef int (*OSSL_STORE_error_fn)(OSSL_STORE_LOADER_CTX *ctx);
typedef int (*OSSL_STORE_close_fn)(OSSL_STORE_LOADER_CTX *ctx);

@PROTOTYPES@

#endif
