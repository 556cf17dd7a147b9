/* Connections as filter BIOs (BIO_f_ssl): handshake, data, commands, ownership. */
#include "pair.h"

static BIO *filter_of(SSL *ssl, long close)
{
    BIO *bio = BIO_new(BIO_f_ssl());

    show_int("init before", BIO_get_init(bio));
    show_int("set", BIO_set_ssl(bio, ssl, close));
    show_int("init after", BIO_get_init(bio));
    show_int("type", BIO_method_type(bio) == BIO_TYPE_SSL);
    show_text("name", BIO_method_name(bio));
    return bio;
}

static void handshake(BIO *client, BIO *server)
{
    int done_client = 0, done_server = 0, steps;

    for (steps = 0; steps < 20 && !(done_client && done_server); steps++) {
        if (!done_client)
            done_client = BIO_do_handshake(client) == 1;
        if (!done_client)
            show("client waits", "%d %d %d", BIO_should_retry(client), BIO_should_read(client), BIO_should_io_special(client));
        if (!done_server)
            done_server = BIO_do_handshake(server) == 1;
    }
    show("done", "%d %d", done_client, done_server);
}

static void exchange(BIO *from, BIO *to)
{
    char buffer[200];
    int length;

    show_int("write", BIO_write(from, "some data", 9));
    show_int("puts", BIO_puts(from, "and a text"));
    show_int("write nothing", BIO_write(from, NULL, 5));
    length = BIO_read(to, buffer, 4);
    show("read", "%d %.*s", length, length > 0 ? length : 0, buffer);
    show_int("pending", BIO_pending(to));
    length = BIO_read(to, buffer, sizeof(buffer));
    show("rest", "%d %.*s", length, length > 0 ? length : 0, buffer);
    length = BIO_read(to, buffer, sizeof(buffer));
    show("next", "%d %.*s", length, length > 0 ? length : 0, buffer);
    length = BIO_read(to, buffer, sizeof(buffer));
    show("none", "%d %d %d", length, BIO_should_retry(to), BIO_should_read(to));
    show_int("read into nothing", BIO_read(to, NULL, 5));
    show_int("flush", BIO_flush(from));
    show_int("wpending", BIO_wpending(from));
}

static void commands(BIO *bio, SSL *ssl)
{
    SSL *found = NULL;

    show_int("get", BIO_get_ssl(bio, &found));
    show_int("same", found == ssl);
    show_int("get into nothing", BIO_ctrl(bio, BIO_C_GET_SSL, 0, NULL));
    show_int("close", BIO_get_close(bio));
    show_int("set close", BIO_set_close(bio, BIO_CLOSE));
    show_int("close", BIO_get_close(bio));
    show_int("set close", BIO_set_close(bio, BIO_NOCLOSE));
    show_int("bytes", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_BYTES, 100, NULL));
    show_int("bytes", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_BYTES, 100000, NULL));
    show_int("bytes", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_BYTES, 0, NULL));
    show_int("seconds", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, 3600, NULL));
    show_int("seconds", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, 10, NULL));
    show_int("seconds", BIO_ctrl(bio, BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, 3600, NULL));
    show_int("renegotiations", BIO_ctrl(bio, BIO_C_GET_SSL_NUM_RENEGOTIATES, 0, NULL));
    show_int("info", BIO_ctrl(bio, BIO_CTRL_INFO, 0, NULL));
    show_int("next", BIO_next(bio) == SSL_get_rbio(ssl));
}

static void pair(void)
{
    struct pair pair;
    BIO *client, *server;
    SSL *again;

    pair_new(&pair, "server-ec");
    SSL_set_connect_state(pair.client);
    SSL_set_accept_state(pair.server);
    client = filter_of(pair.client, BIO_NOCLOSE);
    server = filter_of(pair.server, BIO_NOCLOSE);
    handshake(client, server);
    exchange(client, server);
    exchange(server, client);
    commands(client, pair.client);
    again = SSL_new(pair.client_ctx);
    {
        BIO *other = BIO_new(BIO_f_ssl());

        BIO_set_ssl(other, again, BIO_CLOSE);
        show_int("copy", BIO_ssl_copy_session_id(other, client));
        show_int("same session", SSL_get_session(again) == SSL_get_session(pair.client));
        show_int("copy from none", BIO_ssl_copy_session_id(other, SSL_get_rbio(pair.client)));
        BIO_free(other);
    }
    BIO_ssl_shutdown(client);
    show_int("shutdown", SSL_get_shutdown(pair.client));
    show_int("end", BIO_read(server, &again, 1));
    show_int("shutdown", SSL_get_shutdown(pair.server));
    /* The chains hold references to the BIOs of the connections. */
    BIO_free_all(client);
    BIO_free_all(server);
    pair_free(&pair);
}

static void alone(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    BIO *bio = BIO_new(BIO_f_ssl()), *mem;
    SSL *ssl = NULL;
    char byte;

    show_int("read without", BIO_read(bio, &byte, 1));
    show_int("write without", BIO_write(bio, &byte, 1));
    show_int("get without", BIO_get_ssl(bio, &ssl));
    show_int("pending without", BIO_pending(bio));
    BIO_free(bio);
    bio = BIO_new_ssl(ctx, 1);
    show_set("new", bio);
    BIO_get_ssl(bio, &ssl);
    show("client", "%d", SSL_is_server(ssl));
    show_int("mode", BIO_ctrl(bio, BIO_C_SSL_MODE, 0, NULL));
    show("server", "%d", SSL_is_server(ssl));
    mem = BIO_new(BIO_s_mem());
    bio = BIO_push(bio, mem);
    show("pushed", "%d %d", SSL_get_rbio(ssl) == mem, SSL_get_wbio(ssl) == mem);
    show_set("popped", BIO_pop(bio));
    show("left", "%d %d", SSL_get_rbio(ssl) == NULL, SSL_get_wbio(ssl) == NULL);
    BIO_free(mem);
    BIO_free(bio);
    bio = BIO_new_ssl(ctx, 0);
    BIO_get_ssl(bio, &ssl);
    show("server", "%d", SSL_is_server(ssl));
    BIO_free_all(bio);
    bio = BIO_new_ssl_connect(ctx);
    show("connect", "%d %d", bio != NULL, BIO_next(bio) != NULL && BIO_method_type(BIO_next(bio)) == BIO_TYPE_CONNECT);
    BIO_free_all(bio);
    show_set("without a context", BIO_new_ssl(NULL, 1));
    show_errors("without a context");
    BIO_ssl_shutdown(NULL);
    show_int("copy to none", BIO_ssl_copy_session_id(NULL, NULL));
    SSL_CTX_free(ctx);
}

int main(void)
{
    pair();
    alone();
    return 0;
}
