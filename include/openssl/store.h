/* Made by 'make headers' from abi/headers/store.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* Frees what was loaded. */
void OSSL_STORE_INFO_free(OSSL_STORE_INFO *info);

/* The certificate, which stays the object's; NULL for others. */
X509 *OSSL_STORE_INFO_get0_CERT(const OSSL_STORE_INFO *info);

/* The revocation list, which stays the object's; NULL for others. */
X509_CRL *OSSL_STORE_INFO_get0_CRL(const OSSL_STORE_INFO *info);

/* The URI of a name, which stays the object's; NULL for others. */
const char *OSSL_STORE_INFO_get0_NAME(const OSSL_STORE_INFO *info);

/* The private key, which stays the object's; NULL for others. */
EVP_PKEY *OSSL_STORE_INFO_get0_PKEY(const OSSL_STORE_INFO *info);

/* The public key, which stays the object's; NULL for others. */
EVP_PKEY *OSSL_STORE_INFO_get0_PUBKEY(const OSSL_STORE_INFO *info);

/* The certificate, a reference of the caller's; NULL with an error for others. */
X509 *OSSL_STORE_INFO_get1_CERT(const OSSL_STORE_INFO *info);

/* The revocation list, a reference of the caller's; NULL with an error for others. */
X509_CRL *OSSL_STORE_INFO_get1_CRL(const OSSL_STORE_INFO *info);

/* As OSSL_STORE_INFO_get0_NAME, a copy for OPENSSL_free. */
char *OSSL_STORE_INFO_get1_NAME(const OSSL_STORE_INFO *info);

/* The private key, a reference of the caller's; NULL with an error for others. */
EVP_PKEY *OSSL_STORE_INFO_get1_PKEY(const OSSL_STORE_INFO *info);

/* The public key, a reference of the caller's; NULL with an error for others. */
EVP_PKEY *OSSL_STORE_INFO_get1_PUBKEY(const OSSL_STORE_INFO *info);

/* What it is, OSSL_STORE_INFO_*; 0 for NULL. */
int OSSL_STORE_INFO_get_type(const OSSL_STORE_INFO *info);

/* Around a certificate, whose reference it takes. NULL when that is NULL. */
OSSL_STORE_INFO *OSSL_STORE_INFO_new_CERT(X509 *x509);

/* Around a revocation list, whose reference it takes. NULL when that is NULL. */
OSSL_STORE_INFO *OSSL_STORE_INFO_new_CRL(X509_CRL *crl);

/* Around a private key, whose reference it takes. NULL when that is NULL. */
OSSL_STORE_INFO *OSSL_STORE_INFO_new_PKEY(EVP_PKEY *pkey);

/* Around a public key, whose reference it takes. NULL when that is NULL. */
OSSL_STORE_INFO *OSSL_STORE_INFO_new_PUBKEY(EVP_PKEY *pkey);

/* What a kind is called; NULL for an unknown one. */
const char *OSSL_STORE_INFO_type_string(int type);

/* Frees a loader that is not registered. */
void OSSL_STORE_LOADER_free(OSSL_STORE_LOADER *loader);

/* The engine that was given. */
const ENGINE *OSSL_STORE_LOADER_get0_engine(const OSSL_STORE_LOADER *loader);

/* The scheme, which stays the loader's. */
const char *OSSL_STORE_LOADER_get0_scheme(const OSSL_STORE_LOADER *loader);

/* A loader for a scheme, without functions, for the caller to free. NULL with an error without a scheme.
 */
OSSL_STORE_LOADER *OSSL_STORE_LOADER_new(ENGINE *e, const char *scheme);

/* Sets the function that closes. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_close(OSSL_STORE_LOADER *loader, OSSL_STORE_eof_fn close_function);

/* Sets the function that says whether all was loaded. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_eof(OSSL_STORE_LOADER *loader, OSSL_STORE_eof_fn eof_function);

/* Sets the function that says whether there was an error. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_error(OSSL_STORE_LOADER *loader, OSSL_STORE_eof_fn error_function);

/* Sets the function that is told what is wanted. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_expect(OSSL_STORE_LOADER *loader, OSSL_STORE_expect_fn expect_function);

/* Sets the function that loads the next object. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_load(OSSL_STORE_LOADER *loader, OSSL_STORE_load_fn load_function);

/* Sets the function that opens a URI. 1, or 0 for NULL. */
int OSSL_STORE_LOADER_set_open(OSSL_STORE_LOADER *loader, OSSL_STORE_open_fn open_function);

/* Closes and frees. 1, or what the loader says. */
int OSSL_STORE_close(OSSL_STORE_CTX *ctx);

/* 1 when all was loaded. */
int OSSL_STORE_eof(OSSL_STORE_CTX *ctx);

/* 1 when the last object could not be loaded. */
int OSSL_STORE_error(OSSL_STORE_CTX *ctx);

/* Wants only objects of a kind, before the first is loaded. 1, or 0 with an error. */
int OSSL_STORE_expect(OSSL_STORE_CTX *ctx, int expected_type);

/* Loads the next object, for the caller to free. NULL at the end and for what cannot be read. */
OSSL_STORE_INFO *OSSL_STORE_load(OSSL_STORE_CTX *ctx);

/* Opens a file, a directory or what a loader of the program reads. NULL with an error. */
OSSL_STORE_CTX *OSSL_STORE_open(const char *uri, const UI_METHOD *ui_method, void *ui_data,
    OSSL_STORE_post_process_info_fn post_process, void *post_process_data);

/* As OSSL_STORE_open; the context, the properties and the parameters change nothing. */
OSSL_STORE_CTX *OSSL_STORE_open_ex(const char *uri, OSSL_LIB_CTX *libctx, const char *propq,
    const UI_METHOD *ui_method, void *ui_data, const OSSL_PARAM *params,
    OSSL_STORE_post_process_info_fn post_process, void *post_process_data);

/* Makes a loader known. 1, or 0 with an error when its scheme is none or a function is missing. */
int OSSL_STORE_register_loader(OSSL_STORE_LOADER *loader);

/* Makes the loader of a scheme unknown and returns it. NULL with an error when there is none. */
OSSL_STORE_LOADER *OSSL_STORE_unregister_loader(const char *scheme);

#ifdef __cplusplus
}
#endif

#endif
