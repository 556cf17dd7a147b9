/* A table of chains: result, error, depth and the callback's calls. X509_verify_cert(3), X509_STORE_CTX_get_error(3). */
#include "helpers.h"
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#define DAY 86400L

struct chain {
    const char *what, *leaf;
    const char *untrusted[4];
    const char *trusted;
    unsigned long flags;
    const char *purpose;     /* of X509_STORE_CTX_set_default */
    const char *host;
    long time;               /* 0: now */
    int depth;               /* -1: default */
    int level;               /* -1: default */
};

static const struct chain chains[] = {
    { "good", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "good RSA", "server-rsa.crt", { "inter.crt" }, "root.crt", 0, "ssl_server", NULL, 0, -1, -1 },
    { "good P-384", "server-p384.crt", { "inter.crt" }, "root.crt", 0, "ssl_server", NULL, 0, -1, -1 },
    { "good Ed25519", "server-ed25519.crt", { "inter.crt" }, "root.crt", 0, "ssl_server", NULL, 0, -1, -1 },
    { "extra certificates", "server-ec.crt", { "otherkey.crt", "otherroot.crt", "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "untrusted root sent", "server-ec.crt", { "inter.crt", "root.crt" }, "otherroot.crt", 0, NULL, NULL, 0, -1, -1 },
    { "missing intermediate", "server-ec.crt", { NULL }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "wrong authority", "server-ec.crt", { "inter.crt" }, "otherroot.crt", 0, NULL, NULL, 0, -1, -1 },
    { "no authority", "server-ec.crt", { "inter.crt" }, NULL, 0, NULL, NULL, 0, -1, -1 },
    { "expired", "expired.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "not yet valid", "future.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "expired at its time", "expired.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 18282 * DAY, -1, -1 },
    { "good in the past", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 10000 * DAY, -1, -1 },
    { "time ignored", "expired.crt", { "inter.crt" }, "root.crt", X509_V_FLAG_NO_CHECK_TIME, NULL, NULL, 0, -1, -1 },
    { "expired intermediate", "expiredca-leaf.crt", { "expiredca.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "expired root", "expiredroot-leaf.crt", { NULL }, "expiredroot.crt", 0, NULL, NULL, 0, -1, -1 },
    { "tampered", "tampered.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "issuer with another key", "server-ec.crt", { "otherkey.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "no key identifiers, two issuers", "noskid.crt", { "otherkey.crt", "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "no key identifiers, wrong issuer", "noskid.crt", { "otherkey.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "self-signed", "selfsigned.crt", { NULL }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "self-signed trusted", "selfsigned.crt", { NULL }, "selfsigned.crt", 0, NULL, NULL, 0, -1, -1 },
    { "root itself", "root.crt", { NULL }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "not an authority", "notca-leaf.crt", { "notca.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "path length", "pathlen-leaf.crt", { "pathlen-sub.crt", "pathlen.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "may not sign", "nosign-leaf.crt", { "nosign.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "critical extension", "critical.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "critical ignored", "critical.crt", { "inter.crt" }, "root.crt", X509_V_FLAG_IGNORE_CRITICAL, NULL, NULL, 0, -1, -1 },
    { "server as client", "server-ec.crt", { "inter.crt" }, "root.crt", 0, "ssl_client", NULL, 0, -1, -1 },
    { "client as server", "client-ec.crt", { "inter.crt" }, "root.crt", 0, "ssl_server", NULL, 0, -1, -1 },
    { "client as client", "client-ec.crt", { "inter.crt" }, "root.crt", 0, "ssl_client", NULL, 0, -1, -1 },
    { "any usage as client", "noeku.crt", { "inter.crt" }, "root.crt", 0, "ssl_client", NULL, 0, -1, -1 },
    { "both usages", "anyeku.crt", { "inter.crt" }, "root.crt", 0, "ssl_server", NULL, 0, -1, -1 },
    { "host", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, "localhost", 0, -1, -1 },
    { "other host", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, "example.net", 0, -1, -1 },
    { "depth 0", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, 0, -1 },
    { "depth 1", "server-ec.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, 1, -1 },
    { "level 2, 1024 bits", "small.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, 2 },
    { "level 1, SHA-1", "sha1.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, 1 },
    { "level 2, SHA-1", "sha1.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, 2 },
    { "level 3", "server-rsa.crt", { "inter.crt" }, "root.crt", 0, NULL, NULL, 0, -1, 3 },
    { "partial chain off", "server-ec.crt", { NULL }, "inter.crt", 0, NULL, NULL, 0, -1, -1 },
    { "partial chain on", "server-ec.crt", { NULL }, "inter.crt", X509_V_FLAG_PARTIAL_CHAIN, NULL, NULL, 0, -1, -1 },
    { "trusted leaf", "server-ec.crt", { NULL }, "server-ec.crt", X509_V_FLAG_PARTIAL_CHAIN, NULL, NULL, 0, -1, -1 },
    { "names allowed", "constrained-good.crt", { "constrained.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "names forbidden", "constrained-bad.crt", { "constrained.crt" }, "root.crt", 0, NULL, NULL, 0, -1, -1 },
    { "strict", "server-ec.crt", { "inter.crt" }, "root.crt", X509_V_FLAG_X509_STRICT, NULL, NULL, 0, -1, -1 },
};

static X509 *load(const char *name)
{
    BIO *bio = BIO_new_file(name, "r");
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    need(certificate != NULL, name);
    return certificate;
}

static int overlook;
static const char *now_checking;

static int callback(int ok, X509_STORE_CTX *ctx)
{
    X509 *current = X509_STORE_CTX_get_current_cert(ctx);
    char name[80] = "-";

    if (current != NULL)
        X509_NAME_get_text_by_NID(X509_get_subject_name(current), NID_commonName, name, sizeof(name));
    show(labelled("%s called", now_checking), "ok %d depth %d error %d %s", ok, X509_STORE_CTX_get_error_depth(ctx), X509_STORE_CTX_get_error(ctx), name);
    return overlook ? 1 : ok;
}

static void check(const struct chain *chain)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    X509_VERIFY_PARAM *param;
    STACK_OF(X509) *untrusted = sk_X509_new_null(), *built;
    X509 *leaf = load(chain->leaf), *current;
    char name[80] = "-";
    int i, result, error;

    if (chain->trusted != NULL) {
        X509 *trusted = load(chain->trusted);

        X509_STORE_add_cert(store, trusted);
        X509_free(trusted);
    }
    for (i = 0; i < 4 && chain->untrusted[i] != NULL; i++)
        sk_X509_push(untrusted, load(chain->untrusted[i]));
    X509_STORE_set_verify_cb(store, callback);
    need(X509_STORE_CTX_init(ctx, store, leaf, untrusted) == 1, "X509_STORE_CTX_init");
    param = X509_STORE_CTX_get0_param(ctx);
    if (chain->purpose != NULL)
        X509_STORE_CTX_set_default(ctx, chain->purpose);
    X509_VERIFY_PARAM_set_flags(param, chain->flags);
    if (chain->host != NULL)
        X509_VERIFY_PARAM_set1_host(param, chain->host, 0);
    if (chain->time != 0)
        X509_VERIFY_PARAM_set_time(param, (time_t)chain->time);
    if (chain->depth >= 0)
        X509_VERIFY_PARAM_set_depth(param, chain->depth);
    if (chain->level >= 0)
        X509_VERIFY_PARAM_set_auth_level(param, chain->level);

    now_checking = chain->what;
    result = X509_verify_cert(ctx);
    error = X509_STORE_CTX_get_error(ctx);
    current = X509_STORE_CTX_get_current_cert(ctx);
    if (current != NULL)
        X509_NAME_get_text_by_NID(X509_get_subject_name(current), NID_commonName, name, sizeof(name));
    show(chain->what, "%s%d error %d depth %d at %s: %s", overlook ? "(overlooked) " : "", result, error,
         X509_STORE_CTX_get_error_depth(ctx), name, X509_verify_cert_error_string(error));
    built = X509_STORE_CTX_get1_chain(ctx);
    show(labelled("%s chain", chain->what), "%d, untrusted %d", sk_X509_num(built), X509_STORE_CTX_get_num_untrusted(ctx));
    sk_X509_pop_free(built, X509_free);
    ERR_clear_error();
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    sk_X509_pop_free(untrusted, X509_free);
    X509_free(leaf);
}

static void error_strings(void)
{
    int i;

    for (i = -2; i < 96; i++)
        show("error string", "%d %s", i, X509_verify_cert_error_string(i));
}

static void stores(void)
{
    X509_STORE *store = X509_STORE_new();
    X509 *root = load("root.crt");

    show_int("add", X509_STORE_add_cert(store, root));
    show_int("add again", X509_STORE_add_cert(store, root));
    show_errors("add again");
    show_int("objects", sk_X509_OBJECT_num(X509_STORE_get0_objects(store)));
    show_int("locations", X509_STORE_load_locations(store, "otherroot.crt", NULL));
    show_int("objects now", sk_X509_OBJECT_num(X509_STORE_get0_objects(store)));
    show_int("no such file", X509_STORE_load_locations(store, "nonexistent.pem", NULL));
    ERR_clear_error();
    show_int("empty file", X509_STORE_load_locations(store, "empty.pem", NULL));
    ERR_clear_error();
    show_int("default paths", X509_STORE_set_default_paths(store));
    show_int("up_ref", X509_STORE_up_ref(store));
    X509_STORE_free(store);
    X509_STORE_free(store);
    X509_STORE_free(NULL);
    X509_STORE_CTX_free(NULL);
    X509_free(root);
}

int main(void)
{
    size_t i;

    for (overlook = 0; overlook < 2; overlook++)
        for (i = 0; i < sizeof(chains) / sizeof(chains[0]); i++)
            check(&chains[i]);
    error_strings();
    stores();
    return 0;
}
