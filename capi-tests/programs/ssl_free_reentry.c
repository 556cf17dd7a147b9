/*
 * A certificate that a context or a connection lets go of may tell its program, which then calls functions on that very
 * object: CRYPTO_get_ex_new_index(3), X509_set_ex_data(3).
 */
#include "helpers.h"
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>

static SSL_CTX *ctx;
static SSL *ssl;
static int place, freed, options_differ;

static void on_free(void *parent, void *data, CRYPTO_EX_DATA *ad, int number, long argl, void *argp)
{
    (void)parent;
    (void)ad;
    (void)number;
    (void)argl;
    (void)argp;
    if (data == NULL)
        return;
    freed++;
    if (ctx != NULL) {
        SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
        options_differ += (SSL_CTX_get_options(ctx) & SSL_OP_NO_TICKET) == 0;
        SSL_CTX_set_mode(ctx, SSL_MODE_AUTO_RETRY);
        SSL_CTX_get0_certificate(ctx);
    }
    if (ssl != NULL) {
        SSL_set_options(ssl, SSL_OP_NO_TICKET);
        options_differ += (SSL_get_options(ssl) & SSL_OP_NO_TICKET) == 0;
        SSL_get_certificate(ssl);
    }
}

static X509 *load(const char *name)
{
    BIO *bio = BIO_new_file(name, "r");
    X509 *x = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    need(x != NULL, name);
    X509_set_ex_data(x, place, &place);
    BIO_free(bio);
    return x;
}

static void done(const char *what)
{
    show(what, "%d let go, %d options lost", freed, options_differ);
    freed = 0;
}

static void use(const char *name, int for_connection)
{
    X509 *x = load(name);

    show_int(labelled("use %s", name), for_connection ? SSL_use_certificate(ssl, x) : SSL_CTX_use_certificate(ctx, x));
    X509_free(x);
}

int main(void)
{
    int connection;

    alarm(20);
    place = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509, 0, NULL, NULL, NULL, on_free);
    for (connection = 0; connection < 2; connection++) {
        const char *who = connection ? "connection" : "context";

        ctx = SSL_CTX_new(DTLS_method());
        if (connection)
            ssl = SSL_new(ctx);
        use("server-ec.crt", connection);
        use("server-p384.crt", connection);
        done(labelled("%s, another certificate", who));
        if (connection)
            SSL_add0_chain_cert(ssl, load("inter.crt"));
        else
            SSL_CTX_add0_chain_cert(ctx, load("inter.crt"));
        done(labelled("%s, a chain", who));
        if (connection)
            SSL_clear_chain_certs(ssl);
        else
            SSL_CTX_clear_chain_certs(ctx);
        done(labelled("%s, no chain", who));
        SSL_CTX_add_extra_chain_cert(ctx, load("inter.crt"));
        SSL_CTX_clear_extra_chain_certs(ctx);
        done(labelled("%s, no extra chain", who));
        if (connection)
            SSL_certs_clear(ssl);
        done(labelled("%s, cleared", who));
        SSL_free(ssl);
        ssl = NULL;
        SSL_CTX_free(ctx);
        ctx = NULL;
        done(labelled("%s, freed", who));
    }
    return 0;
}
