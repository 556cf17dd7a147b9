/* What version 1.3, streams and other machinery need: kept and answered in DTLS up to 1.2 as OpenSSL does. */
#include "pair.h"

static int find_session(SSL *ssl, const unsigned char *identity, size_t length, SSL_SESSION **session)
{
    (void)ssl, (void)identity, (void)length, (void)session;
    show("called", "find session");
    return 0;
}

static int use_session(SSL *ssl, const EVP_MD *md, const unsigned char **id, size_t *length, SSL_SESSION **session)
{
    (void)ssl, (void)md, (void)id, (void)length, (void)session;
    show("called", "use session");
    return 0;
}

static int make_cookie(SSL *ssl, unsigned char *cookie, size_t *length)
{
    (void)ssl, (void)cookie, (void)length;
    show("called", "stateless cookie");
    return 0;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, size_t length)
{
    (void)ssl, (void)cookie, (void)length;
    show("called", "stateless cookie");
    return 0;
}

static size_t pad(SSL *ssl, int type, size_t length, void *arg)
{
    (void)ssl, (void)type, (void)length, (void)arg;
    show("called", "padding");
    return 0;
}

static int allow(SSL *ssl, void *arg)
{
    (void)ssl, (void)arg;
    show("called", "early data");
    return 0;
}

static int job(SSL *ssl, void *arg)
{
    (void)ssl, (void)arg;
    return 0;
}

static void values(SSL_CTX *ctx)
{
    SSL *ssl;
    int status = 7, arg;

    show("early", "%lu %lu", (unsigned long)SSL_CTX_get_max_early_data(ctx), (unsigned long)SSL_CTX_get_recv_max_early_data(ctx));
    show("set", "%d %d", SSL_CTX_set_max_early_data(ctx, 100), SSL_CTX_set_recv_max_early_data(ctx, 200));
    show("early", "%lu %lu", (unsigned long)SSL_CTX_get_max_early_data(ctx), (unsigned long)SSL_CTX_get_recv_max_early_data(ctx));
    show("padding", "%d %d %d", SSL_CTX_set_block_padding(ctx, 1), SSL_CTX_set_block_padding(ctx, 16384), SSL_CTX_set_block_padding(ctx, 16385));
    SSL_CTX_set_record_padding_callback(ctx, pad);
    SSL_CTX_set_record_padding_callback_arg(ctx, &arg);
    show_int("argument", SSL_CTX_get_record_padding_callback_arg(ctx) == &arg);
    SSL_CTX_set_psk_find_session_callback(ctx, find_session);
    SSL_CTX_set_psk_use_session_callback(ctx, use_session);
    SSL_CTX_set_stateless_cookie_generate_cb(ctx, make_cookie);
    SSL_CTX_set_stateless_cookie_verify_cb(ctx, check_cookie);
    SSL_CTX_set_allow_early_data_cb(ctx, allow, NULL);
    SSL_CTX_set_post_handshake_auth(ctx, 1);
    show("async", "%d %d", SSL_CTX_set_async_callback(ctx, job), SSL_CTX_set_async_callback_arg(ctx, &arg));
    ssl = SSL_new(ctx);
    show("connection", "%lu %lu", (unsigned long)SSL_get_max_early_data(ssl), (unsigned long)SSL_get_recv_max_early_data(ssl));
    show("set", "%d %d", SSL_set_max_early_data(ssl, 1), SSL_set_recv_max_early_data(ssl, 2));
    show("connection", "%lu %lu", (unsigned long)SSL_get_max_early_data(ssl), (unsigned long)SSL_get_recv_max_early_data(ssl));
    show_int("argument", SSL_get_record_padding_callback_arg(ssl) == &arg);
    SSL_set_record_padding_callback_arg(ssl, NULL);
    show_set("argument", SSL_get_record_padding_callback_arg(ssl));
    show("padding", "%d %d", SSL_set_record_padding_callback(ssl, pad), SSL_set_block_padding(ssl, 20000));
    SSL_set_psk_find_session_callback(ssl, find_session);
    SSL_set_psk_use_session_callback(ssl, use_session);
    SSL_set_allow_early_data_cb(ssl, allow, NULL);
    SSL_set_post_handshake_auth(ssl, 0);
    show("async", "%d %d", SSL_set_async_callback(ssl, job), SSL_set_async_callback_arg(ssl, &arg));
    show("job", "%d %d", SSL_get_async_status(ssl, &status), status);
    SSL_free(ssl);
}

static void connected(void)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);
    unsigned char buffer[32];
    size_t length = 9;
    int client_done = 0, steps, result = 0;

    values(client);
    values(server);
    pair_join(&pair, client, server);
    show("write early", "%d", SSL_write_early_data(pair.server, "x", 1, &length));
    show_errors("write early");
    show("write early", "%d", SSL_write_early_data(pair.client, "x", 1, &length));
    ERR_clear_error();
    show("read early", "%d", SSL_read_early_data(pair.client, buffer, sizeof(buffer), &length));
    show_errors("read early");
    SSL_free(pair.client), SSL_free(pair.server);
    pair.client = SSL_new(client), pair.server = SSL_new(server);
    SSL_set_bio(pair.client, link_bio(&pair.down, &pair.up), NULL);
    SSL_set0_wbio(pair.client, link_bio(&pair.down, &pair.up));
    SSL_set_bio(pair.server, link_bio(&pair.up, &pair.down), NULL);
    SSL_set0_wbio(pair.server, link_bio(&pair.up, &pair.down));
    /* A server that looks for early data first gets the handshake done and none. */
    for (steps = 0; steps < 10 && !(client_done && result == SSL_READ_EARLY_DATA_FINISH); steps++) {
        if (!client_done)
            client_done = SSL_connect(pair.client) == 1;
        if (result != SSL_READ_EARLY_DATA_FINISH)
            result = SSL_read_early_data(pair.server, buffer, sizeof(buffer), &length);
    }
    show("early data", "%d %d %lu", client_done, result, (unsigned long)length);
    show("status", "%d %d", SSL_get_early_data_status(pair.client), SSL_get_early_data_status(pair.server));
    show_int("export", SSL_export_keying_material_early(pair.client, buffer, 16, "x", 1, NULL, 0));
    show_int("ticket", SSL_new_session_ticket(pair.server));
    show_int("certificate", SSL_verify_client_post_handshake(pair.server));
    show_errors("certificate");
    pair_free(&pair);
}

static void tls(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_method());

    show_set("a context for TLS", ctx);
    show("bounds", "%d %d", (int)SSL_CTX_set_min_proto_version(ctx, TLS1_1_VERSION), (int)SSL_CTX_set_max_proto_version(ctx, DTLS1_2_VERSION));
    show("bounds", "%x %x", (int)SSL_CTX_get_min_proto_version(ctx), (int)SSL_CTX_get_max_proto_version(ctx));
    show_int("suites", SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM"));
    show_int("method", SSL_CTX_set_ssl_version(ctx, DTLS_method()));
    SSL_CTX_set_min_proto_version(ctx, 0);
    SSL_CTX_free(ctx);
}

int main(void)
{
    connected();
    tls();
    return 0;
}
