/* Made by 'make headers' from abi/headers/hmac.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_HMAC_H
#define FERRODTLS_OPENSSL_HMAC_H

#include <openssl/opensslconf.h>
#include <openssl/evp.h>

#define HMAC_MAX_MD_CBLOCK 200

#ifdef __cplusplus
extern "C" {
#endif

/* The code of data_len bytes at data under key_len bytes at key: to md, which has room for
 * it (EVP_MAX_MD_SIZE is enough), or to memory of the thread that the next such call overwrites;
 * its length to md_len, which may be NULL. NULL on failure.
 */
unsigned char *HMAC(const EVP_MD *evp_md, const void *key, int key_len, const unsigned char *data,
    size_t data_len, unsigned char *md, unsigned int *md_len);

/* Makes dctx go on from the same point as sctx. */
int HMAC_CTX_copy(HMAC_CTX *dctx, HMAC_CTX *sctx);

/* Frees ctx. NULL is ignored. */
void HMAC_CTX_free(HMAC_CTX *ctx);

/* The hash function, NULL before one was set. */
const EVP_MD *HMAC_CTX_get_md(const HMAC_CTX *ctx);

/* A context for the caller to free with HMAC_CTX_free. */
HMAC_CTX *HMAC_CTX_new(void);

/* Makes ctx as new. */
int HMAC_CTX_reset(HMAC_CTX *ctx);

/* Sets flags of the hash contexts, of which none changes anything here. */
void HMAC_CTX_set_flags(HMAC_CTX *ctx, unsigned long flags);

/* The code: to md, which has room for it, its length to len, which may be NULL. */
int HMAC_Final(HMAC_CTX *ctx, unsigned char *md, unsigned int *len);

/* As HMAC_Init_ex; with both key and md the context is made as new first. */
int HMAC_Init(HMAC_CTX *ctx, const void *key, int len, const EVP_MD *md);

/* Begins a code under len bytes at key with md. Each may be NULL: then the one before stays,
 * but a new function needs a key.
 */
int HMAC_Init_ex(HMAC_CTX *ctx, const void *key, int len, const EVP_MD *md, ENGINE *impl);

/* Adds len bytes at data. */
int HMAC_Update(HMAC_CTX *ctx, const unsigned char *data, size_t len);

/* The length of the code in bytes, 0 before a function was set. */
size_t HMAC_size(const HMAC_CTX *e);

#ifdef __cplusplus
}
#endif

#endif
