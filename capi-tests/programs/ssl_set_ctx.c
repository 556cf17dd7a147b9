/*
 * What comes with another context in the middle of a handshake (SSL_set_SSL_CTX in the callbacks of
 * SSL_CTX_set_tlsext_servername_callback(3) and SSL_CTX_set_client_hello_cb(3)), and what stays.
 */
#include "pair.h"

static SSL_CTX *second;

static int to_second(SSL *ssl, int *alert, void *arg)
{
    (void)alert, (void)arg;
    show_int("the other context", SSL_set_SSL_CTX(ssl, second) == second && SSL_get_SSL_CTX(ssl) == second);
    return SSL_TLSEXT_ERR_OK;
}

static int to_second_early(SSL *ssl, int *alert, void *arg)
{
    to_second(ssl, alert, arg);
    return SSL_CLIENT_HELLO_SUCCESS;
}

static int named(SSL *ssl, int *alert, void *arg)
{
    (void)ssl, (void)alert;
    show_text("server name callback of", arg);
    return SSL_TLSEXT_ERR_OK;
}

static int certificate(SSL *ssl, void *arg)
{
    (void)ssl;
    show_text("certificate callback of", arg);
    return 1;
}

static int secure(const SSL *ssl, const SSL_CTX *ctx, int op, int bits, int nid, void *other, void *arg)
{
    (void)ssl, (void)ctx, (void)bits, (void)nid, (void)other;
    if (op == SSL_SECOP_CIPHER_SHARED && *(int *)arg == 0)
        *(int *)arg = 1;
    return 1;
}

/* A handshake in which the first context, which `first` made its own, gives way to the second. */
static void handshake(const char *label, SSL_CTX *client, SSL_CTX *first, int early)
{
    struct pair pair;
    int type = 0, digest = 0, done;

    if (early)
        SSL_CTX_set_client_hello_cb(first, to_second_early, NULL);
    else
        SSL_CTX_set_tlsext_servername_callback(first, to_second);
    pair_join(&pair, client, first);
    SSL_set_tlsext_host_name(pair.client, "server.example");
    done = pair_handshake(&pair);
    SSL_get_peer_signature_type_nid(pair.client, &type);
    SSL_get_peer_signature_nid(pair.client, &digest);
    show(label, "%d %s signature %d %d", done, done ? SSL_get_cipher(pair.client) : "none", type, digest);
    show(label, "options %d, verification %d, level %d",
         (SSL_get_options(pair.server) & SSL_OP_CIPHER_SERVER_PREFERENCE) != 0, SSL_get_verify_mode(pair.server),
         SSL_get_security_level(pair.server));
    show(label, "hint %s", SSL_get_psk_identity_hint(pair.server) == NULL ? "none" : "some");
    pair_free(&pair);
    ERR_clear_error();
}

static SSL_CTX *client_for(const char *suites)
{
    SSL_CTX *ctx = pair_context(0, NULL, "root.crt");

    SSL_CTX_set_cipher_list(ctx, suites);
    return ctx;
}

static void begin(SSL_CTX **first)
{
    *first = pair_context(1, "server-rsa", NULL);
    second = pair_context(1, "server-rsa", NULL);
}

static void end(void)
{
    SSL_CTX_free(second);
}

int main(void)
{
    SSL_CTX *first;
    int early, asked_first = 0, asked_second = 0;

    for (early = 0; early < 2; early++) {
        begin(&first);
        SSL_CTX_set_dh_auto(second, 1);
        handshake("Diffie-Hellman of the second", client_for("DHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256"), first, early);
        end();

        begin(&first);
        SSL_CTX_set_dh_auto(first, 1);
        handshake("Diffie-Hellman of the first", client_for("DHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256"), first, early);
        end();

        begin(&first);
        SSL_CTX_set1_sigalgs_list(second, "RSA+SHA384");
        handshake("signatures", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, early);
        end();

        begin(&first);
        SSL_CTX_set_cert_cb(first, certificate, "the first");
        SSL_CTX_set_cert_cb(second, certificate, "the second");
        handshake("certificate callback", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, early);
        end();

        begin(&first);
        SSL_CTX_set_cert_cb(first, certificate, "the first");
        handshake("certificate callback", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, early);
        end();

        begin(&first);
        SSL_CTX_set_security_callback(first, secure);
        SSL_CTX_set0_security_ex_data(first, &asked_first);
        SSL_CTX_set_security_callback(second, secure);
        SSL_CTX_set0_security_ex_data(second, &asked_second);
        SSL_CTX_set_security_level(second, 1);
        handshake("security", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, early);
        show_int("security callback of the second", asked_second);
        end();

        begin(&first);
        SSL_CTX_set_options(second, SSL_OP_CIPHER_SERVER_PREFERENCE);
        SSL_CTX_set_verify(second, SSL_VERIFY_PEER, NULL);
        SSL_CTX_set_cipher_list(second, "AES256-GCM-SHA384");
        SSL_CTX_set1_groups_list(second, "P-384");
        handshake("what stays", client_for("ECDHE-RSA-AES128-GCM-SHA256:AES256-GCM-SHA384"), first, early);
        end();
    }

    begin(&first);
    SSL_CTX_set_tlsext_servername_callback(first, named);
    SSL_CTX_set_tlsext_servername_arg(first, "the first");
    handshake("name, asked after the change", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, 1);
    end();
    begin(&first);
    SSL_CTX_set_tlsext_servername_callback(first, named);
    SSL_CTX_set_tlsext_servername_arg(first, "the first");
    SSL_CTX_set_tlsext_servername_callback(second, named);
    SSL_CTX_set_tlsext_servername_arg(second, "the second");
    handshake("name, asked after the change", client_for("ECDHE-RSA-AES128-GCM-SHA256"), first, 1);
    end();
    return 0;
}
