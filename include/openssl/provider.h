/* Made by 'make headers' from abi/headers/provider.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_PROVIDER_H
#define FERRODTLS_OPENSSL_PROVIDER_H

#include <openssl/types.h>
#include <openssl/core.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 1 when the provider is loaded, or is used because none is. */
int OSSL_PROVIDER_available(OSSL_LIB_CTX *ctx, const char *name);

/* Calls cb for each provider that is in use, until it returns 0. 1, or 0 when it did. */
int OSSL_PROVIDER_do_all(OSSL_LIB_CTX *ctx, int (*cb)(OSSL_PROVIDER *provider, void *cbdata),
    void *cbdata);

/* The name, which stays the provider's. */
const char *OSSL_PROVIDER_get0_name(const OSSL_PROVIDER *prov);

/* Loads a provider, for the caller to unload. NULL with an error for one that is not built in. */
OSSL_PROVIDER *OSSL_PROVIDER_load(OSSL_LIB_CTX *ctx, const char *name);

/* As OSSL_PROVIDER_load; which providers are used without being loaded does not change here. */
OSSL_PROVIDER *OSSL_PROVIDER_try_load(OSSL_LIB_CTX *ctx, const char *name, int retain_fallbacks);

/* Unloads a provider that was loaded. 1, or 0 when it was not. */
int OSSL_PROVIDER_unload(OSSL_PROVIDER *prov);

#ifdef __cplusplus
}
#endif

#endif
