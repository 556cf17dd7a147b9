/* Keys and certificates from URIs. OSSL_STORE_open(3), OSSL_STORE_LOADER(3), OSSL_STORE_INFO(3). */
#include "helpers.h"
#include <unistd.h>

#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

static const char *password;

static int on_read(UI *ui, UI_STRING *uis)
{
    show("asked", "%s for %s", UI_get0_output_string(uis), (const char *)UI_get0_user_data(ui));
    return UI_set_result(ui, uis, password) == 0;
}

static OSSL_STORE_INFO *drop_keys(OSSL_STORE_INFO *info, void *data)
{
    show("post process", "%s, %s", OSSL_STORE_INFO_type_string(OSSL_STORE_INFO_get_type(info)), (const char *)data);
    if (OSSL_STORE_INFO_get_type(info) == OSSL_STORE_INFO_PKEY) {
        OSSL_STORE_INFO_free(info);
        return NULL;
    }
    return info;
}

static void show_info(const char *what, OSSL_STORE_INFO *info)
{
    int type = OSSL_STORE_INFO_get_type(info);
    X509 *x = OSSL_STORE_INFO_get0_CERT(info);
    EVP_PKEY *key = type == OSSL_STORE_INFO_PKEY ? OSSL_STORE_INFO_get1_PKEY(info)
                                                 : type == OSSL_STORE_INFO_PUBKEY ? OSSL_STORE_INFO_get1_PUBKEY(info) : NULL;
    const char *name = OSSL_STORE_INFO_get0_NAME(info);

    show(what, "%d %s, certificate %08lx, key %d, name %s", type, OSSL_STORE_INFO_type_string(type),
         x != NULL ? X509_subject_name_hash(x) : 0, key != NULL ? EVP_PKEY_id(key) : 0, name != NULL ? strrchr(name, '/') : "-");
    EVP_PKEY_free(key);
    if (type != OSSL_STORE_INFO_CRL) {
        show_set(what, OSSL_STORE_INFO_get1_CRL(info));
        show_errors(what);
    }
}

static void load_all(const char *what, OSSL_STORE_CTX *store)
{
    int calls;

    for (calls = 0; calls < 10 && !OSSL_STORE_eof(store); calls++) {
        OSSL_STORE_INFO *info = OSSL_STORE_load(store);

        if (info != NULL)
            show_info(what, info);
        else
            show(what, "NULL, error %d, end %d", OSSL_STORE_error(store), OSSL_STORE_eof(store));
        show_errors(what);
        OSSL_STORE_INFO_free(info);
    }
}

static void read_store(const char *uri, int expected, const char *word, int drop)
{
    const char *what = labelled("%s", strrchr(uri, '/') != NULL ? strrchr(uri, '/') : uri);
    UI_METHOD *method = UI_create_method("test");
    OSSL_STORE_CTX *store;

    password = word;
    UI_method_set_reader(method, on_read);
    store = OSSL_STORE_open_ex(uri, NULL, NULL, method, (void *)"a user", NULL, drop ? drop_keys : NULL, (void *)"data");
    show(what, "expected %d: %s", expected, store != NULL ? "open" : "NULL");
    if (store != NULL) {
        if (expected != 0)
            show_int(what, OSSL_STORE_expect(store, expected));
        load_all(what, store);
        show_int("expected too late", OSSL_STORE_expect(store, OSSL_STORE_INFO_CERT));
        ERR_clear_error();
        show_int(what, OSSL_STORE_close(store));
    } else {
        show_int("an error", ERR_peek_last_error() != 0);
        ERR_clear_error();
    }
    UI_destroy_method(method);
}

/* ---- a loader of the program's ---- */

static int left, failing;

static OSSL_STORE_LOADER_CTX *on_open(const OSSL_STORE_LOADER *loader, const char *uri, const UI_METHOD *method, void *data)
{
    show("loader opened", "%s for %s, method %s, data %s", OSSL_STORE_LOADER_get0_scheme(loader), uri, method != NULL ? "set" : "NULL",
         (const char *)data);
    left = 2;
    return strstr(uri, "nothing") != NULL ? NULL : (OSSL_STORE_LOADER_CTX *)&left;
}

static OSSL_STORE_INFO *on_load(OSSL_STORE_LOADER_CTX *ctx, const UI_METHOD *method, void *data)
{
    BIO *bio;
    X509 *x;

    (void)method;
    (void)data;
    left--;
    bio = BIO_new_file("root.crt", "r");
    x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    return (void *)ctx == (void *)&left ? OSSL_STORE_INFO_new_CERT(x) : NULL;
}

static int on_expect(OSSL_STORE_LOADER_CTX *ctx, int expected)
{
    (void)ctx;
    show_int("loader expects", expected);
    return 1;
}

static int on_eof(OSSL_STORE_LOADER_CTX *ctx)
{
    (void)ctx;
    return left == 0;
}

static int on_error(OSSL_STORE_LOADER_CTX *ctx)
{
    (void)ctx;
    return failing;
}

static int on_close(OSSL_STORE_LOADER_CTX *ctx)
{
    (void)ctx;
    show_int("loader closed", left);
    return 1;
}

static void own_loader(void)
{
    OSSL_STORE_LOADER *loader = OSSL_STORE_LOADER_new(NULL, "own");

    show_set("loader", loader);
    show_text("scheme", OSSL_STORE_LOADER_get0_scheme(loader));
    show_set("engine", OSSL_STORE_LOADER_get0_engine(loader));
    show_int("incomplete", OSSL_STORE_register_loader(loader));
    show_errors("incomplete");
    show_int("open", OSSL_STORE_LOADER_set_open(loader, on_open));
    show_int("load", OSSL_STORE_LOADER_set_load(loader, on_load));
    show_int("eof", OSSL_STORE_LOADER_set_eof(loader, on_eof));
    show_int("error", OSSL_STORE_LOADER_set_error(loader, on_error));
    show_int("close", OSSL_STORE_LOADER_set_close(loader, on_close));
    show_int("expect", OSSL_STORE_LOADER_set_expect(loader, on_expect));
    show_int("registered", OSSL_STORE_register_loader(loader));
    read_store("own:something", OSSL_STORE_INFO_CERT, NULL, 0);
    read_store("own:nothing", 0, NULL, 0);
    show_int("unregistered", OSSL_STORE_unregister_loader("own") == loader);
    show_set("unregistered again", OSSL_STORE_unregister_loader("own"));
    show_errors("unregistered again");
    OSSL_STORE_LOADER_free(loader);
    show_set("no scheme", OSSL_STORE_LOADER_new(NULL, NULL));
    show_errors("no scheme");
}

static void join(const char *name, const char *first, const char *second, const char *third)
{
    const char *parts[3];
    char data[4096];
    BIO *out = BIO_new_file(name, "w");
    int i, length;

    parts[0] = first;
    parts[1] = second;
    parts[2] = third;
    for (i = 0; i < 3; i++) {
        BIO *in = BIO_new_file(parts[i], "r");

        need(in != NULL, parts[i]);
        while ((length = BIO_read(in, data, sizeof(data))) > 0)
            BIO_write(out, data, length);
        BIO_free(in);
    }
    BIO_free(out);
}

int main(void)
{
    char here[400], uri[512];
    int kind;

    join("store-all.pem", "server-ec.key", "inter.crt", "server-ec.crt");
    read_store("server-ec.chain", 0, NULL, 0);
    read_store("server-ec.key", 0, NULL, 0);
    read_store("server-ec.key", OSSL_STORE_INFO_CERT, NULL, 0);
    read_store("rsa.pkcs1.der", 0, NULL, 0);
    read_store("rsa.pkcs8.der", 0, NULL, 0);
    read_store("ec.sec1.der", 0, NULL, 0);
    read_store("server-rsa.der", 0, NULL, 0);
    read_store("server-rsa.pub", 0, NULL, 0);
    read_store("server-rsa.pub.der", 0, NULL, 0);
    read_store("ec.aes-128-cbc.p8.pem", 0, "secret", 0);
    read_store("rsa.aes-256-cbc.pem", 0, "secret", 0);
    read_store("empty.pem", 0, NULL, 0);
    read_store("notder.pem", 0, NULL, 0);
    read_store("does-not-exist", 0, NULL, 0);
    read_store("file:server-ec.crt", 0, NULL, 0);
    read_store("file://elsewhere/tmp", 0, NULL, 0);
    read_store("unknown:thing", 0, NULL, 0);
    for (kind = OSSL_STORE_INFO_PUBKEY; kind <= OSSL_STORE_INFO_CRL; kind++)
        read_store("store-all.pem", kind, NULL, 0);
    read_store("store-all.pem", 0, NULL, 1);
    need(getcwd(here, sizeof(here)) != NULL, "getcwd");
    snprintf(uri, sizeof(uri), "file:%s/server-ec.crt", here);
    read_store(uri, 0, NULL, 0);
    snprintf(uri, sizeof(uri), "FILE://localhost%s/server-ec.crt", here);
    read_store(uri, 0, NULL, 0);
    snprintf(uri, sizeof(uri), "file://%s/server-ec.crt", here);
    read_store(uri, 0, NULL, 0);
    own_loader();
    return 0;
}
