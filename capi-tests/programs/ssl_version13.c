/* What only version 1.3 has, as far as it can be set and asked in DTLS: early data, padding, stateless cookies, late certificates. */
#include "pair.h"

static void early(const char *label, SSL *ssl)
{
    char data[20];
    size_t count = 77;

    ERR_clear_error();
    show(labelled("%s read", label), "%d", SSL_read_early_data(ssl, data, sizeof(data), &count));
    show(labelled("%s count", label), "%d", (int)count);
    show_errors(label);
    count = 77;
    show(labelled("%s write", label), "%d", SSL_write_early_data(ssl, "x", 1, &count));
    show(labelled("%s count", label), "%d", (int)count);
    show_errors(label);
    show(labelled("%s status", label), "%d", SSL_get_early_data_status(ssl));
    show(labelled("%s export", label), "%d", SSL_export_keying_material_early(ssl, (unsigned char *)data, 10, "l", 1, NULL, 0));
    show_errors(label);
}

static void limits(SSL_CTX *ctx)
{
    SSL *ssl;

    show("defaults", "%u %u", SSL_CTX_get_max_early_data(ctx), SSL_CTX_get_recv_max_early_data(ctx));
    show("set", "%d %d", SSL_CTX_set_max_early_data(ctx, 5), SSL_CTX_set_recv_max_early_data(ctx, 0xffffffff));
    ssl = SSL_new(ctx);
    show("inherited", "%u %u", SSL_get_max_early_data(ssl), SSL_get_recv_max_early_data(ssl));
    show("own", "%d %d", SSL_set_max_early_data(ssl, 0xfffffffe), SSL_set_recv_max_early_data(ssl, 1));
    show("of both", "%u %u %u %u", SSL_get_max_early_data(ssl), SSL_get_recv_max_early_data(ssl), SSL_CTX_get_max_early_data(ctx),
         SSL_CTX_get_recv_max_early_data(ctx));
    show("padding", "%d %d %d %d", SSL_CTX_set_block_padding(ctx, 0), SSL_CTX_set_block_padding(ctx, 1), SSL_CTX_set_block_padding(ctx, 16384),
         SSL_CTX_set_block_padding(ctx, 16385));
    show("padding", "%d %d %d %d", SSL_set_block_padding(ssl, 0), SSL_set_block_padding(ssl, 1), SSL_set_block_padding(ssl, 16384),
         SSL_set_block_padding(ssl, (size_t)-1));
    show("callback", "%d", SSL_set_record_padding_callback(ssl, NULL));
    SSL_CTX_set_record_padding_callback_arg(ctx, ctx);
    SSL_set_record_padding_callback_arg(ssl, ssl);
    show("arguments", "%d %d", SSL_CTX_get_record_padding_callback_arg(ctx) == ctx, SSL_get_record_padding_callback_arg(ssl) == ssl);
    SSL_free(ssl);
    ssl = SSL_new(ctx);
    show("argument inherited", "%d", SSL_get_record_padding_callback_arg(ssl) == ctx);
    show("number of tickets", "%d %d", (int)SSL_CTX_get_num_tickets(ctx), (int)SSL_get_num_tickets(ssl));
    SSL_free(ssl);
}

static void others(const char *label, SSL *ssl)
{
    show(labelled("%s late certificate", label), "%d", SSL_verify_client_post_handshake(ssl));
    show_errors(label);
    show(labelled("%s new ticket", label), "%d", SSL_new_session_ticket(ssl));
    show_errors(label);
    show(labelled("%s key update", label), "%d %d", SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED), SSL_get_key_update_type(ssl));
    show_errors(label);
    show(labelled("%s sendfile", label), "%d", (int)SSL_sendfile(ssl, 0, 0, 10, 0));
    show_errors(label);
    SSL_set_debug(ssl, 1);
    show(labelled("%s async", label), "%d", SSL_waiting_for_async(ssl));
}

int main(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    struct pair pair;
    SSL *ssl;
    int i;

    limits(ctx);
    ssl = SSL_new(ctx);
    early("no side", ssl);
    others("no side", ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    ctx = SSL_CTX_new(DTLS_client_method());
    ssl = SSL_new(ctx);
    early("client without state", ssl);
    show("stateless", "%d", SSL_stateless(ssl));
    show_errors("stateless");
    SSL_free(ssl);
    SSL_CTX_free(ctx);

    pair_new(&pair, "server-ec");
    early("client", pair.client);
    early("server", pair.server);
    others("client", pair.client);
    SSL_connect(pair.client);
    early("server", pair.server);
    early("client", pair.client);
    for (i = 0; i < 4; i++) {
        SSL_connect(pair.client);
        early("server", pair.server);
    }
    show("finished", "%d %d", SSL_is_init_finished(pair.client), SSL_is_init_finished(pair.server));
    early("client after", pair.client);
    early("server after", pair.server);
    others("client after", pair.client);
    others("server after", pair.server);
    show("stateless", "%d", SSL_stateless(pair.server));
    show_errors("stateless");
    pair_free(&pair);

    pair_new(&pair, "server-ec");
    SSL_connect(pair.client);
    show("stateless", "%d", SSL_stateless(pair.server));
    show_errors("stateless");
    show("and on", "%d", pair_handshake(&pair));
    early("server elsewhere", pair.server);
    pair_free(&pair);
    return 0;
}
