/* BIO_f_ssl: commands, ownership along chains, what failing calls answer, and calls from inside callbacks. */
#include "pair.h"

static struct link up, down;

static void ways(const char *label, BIO *bio, int result)
{
    show(label, "%d retry %d read %d write %d special %d reason %d", result, BIO_should_retry(bio) != 0, BIO_should_read(bio) != 0,
         BIO_should_write(bio) != 0, BIO_should_io_special(bio) != 0, BIO_get_retry_reason(bio));
}

/* Commands on a filter that has no connection, and with one that has nothing below. */
static void commands(const char *name, BIO *bio)
{
    static const struct { int number; const char *name; long value; } all[] = {
        { BIO_CTRL_INFO, "info", 0 }, { BIO_CTRL_GET_CLOSE, "get close", 0 }, { BIO_CTRL_PENDING, "pending", 0 }, { BIO_CTRL_WPENDING, "wpending", 0 },
        { BIO_CTRL_EOF, "eof", 0 }, { BIO_C_SET_SSL_RENEGOTIATE_BYTES, "bytes", 100 },
        { BIO_C_SET_SSL_RENEGOTIATE_BYTES, "bytes", 4096 }, { BIO_C_SET_SSL_RENEGOTIATE_BYTES, "bytes", -1 }, { BIO_C_SET_SSL_RENEGOTIATE_BYTES, "bytes", 512 },
        { BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, "timeout", 10 }, { BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, "timeout", 600 },
        { BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT, "timeout", 60 }, { BIO_C_GET_SSL_NUM_RENEGOTIATES, "renegotiations", 0 },
        { BIO_C_GET_FD, "get fd", 0 }, { BIO_CTRL_SET_CLOSE, "set close", BIO_CLOSE }, { 9999, "unknown", 0 }, { BIO_C_GET_SSL, "get ssl", 0 }
    };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        show(labelled("%s", name), "%s %ld: %ld", all[i].name, all[i].value, BIO_ctrl(bio, all[i].number, all[i].value, NULL));
}

static void empty(SSL_CTX *ctx)
{
    BIO *bio = BIO_new(BIO_f_ssl());
    SSL *ssl;
    char data[10];

    show("method", "%s %x", BIO_method_name(bio), (unsigned)BIO_method_type(bio));
    show("before", "%d %d", BIO_get_init(bio), BIO_get_shutdown(bio));
    commands("without connection", bio);
    show_int("reads", BIO_read(bio, data, 10));
    show_int("writes", BIO_write(bio, "x", 1));
    show_int("puts", BIO_puts(bio, "x"));
    show_errors("without connection");
    show_int("free", BIO_free(bio));

    bio = BIO_new(BIO_f_ssl());
    ssl = SSL_new(ctx);
    show_int("set", BIO_set_ssl(bio, ssl, BIO_NOCLOSE));
    commands("with connection", bio);
    show("after", "%d %d", BIO_get_init(bio), BIO_get_shutdown(bio));
    show_int("no data", BIO_read(bio, NULL, 0));
    ERR_clear_error();
    show_int("reads", BIO_read(bio, data, 10));
    show_errors("reads");
    show_int("writes", BIO_write(bio, "x", 1));
    show_errors("writes");
    BIO_set_close(bio, BIO_NOCLOSE);
    show_int("free", BIO_free(bio));
    show("still there", "%s", SSL_get_version(ssl));
    SSL_free(ssl);

    bio = BIO_new_ssl(ctx, 1);
    show_int("owns", BIO_get_close(bio) == BIO_CLOSE);
    /* Another connection: the first one goes. */
    show_int("set again", BIO_set_ssl(bio, SSL_new(ctx), BIO_CLOSE));
    ways("handshake without state", bio, (int)BIO_do_handshake(bio));
    show_errors("handshake without state");
    show_int("mode", BIO_set_ssl_mode(bio, 1));
    BIO_get_ssl(bio, &ssl);
    show_int("client", !SSL_is_server(ssl));
    show_int("reset", BIO_reset(bio));
    BIO_free_all(bio);
    show_int("copy", BIO_ssl_copy_session_id(NULL, NULL));
    show_errors("copy");
}

/* How many references the BIO below has when the filter and the chain are taken apart. */
static void chains(SSL_CTX *ctx)
{
    BIO *bio = BIO_new_ssl(ctx, 1), *below = link_bio(&down, &up), *popped, *other;
    SSL *ssl;

    BIO_get_ssl(bio, &ssl);
    show_int("no bio", SSL_get_rbio(ssl) == NULL);
    show_int("pushed", BIO_push(bio, below) == bio);
    show("its", "%d %d", SSL_get_rbio(ssl) == below, SSL_get_wbio(ssl) == below);
    popped = BIO_pop(bio);
    show("popped", "%d, its %d", popped == below, SSL_get_rbio(ssl) != NULL);
    BIO_free(popped);
    /* Another one below. */
    BIO_push(bio, link_bio(&down, &up));
    show("its", "%d", SSL_get_rbio(ssl) != NULL);
    show_int("found", BIO_find_type(bio, BIO_TYPE_SSL) != NULL);
    BIO_free_all(bio);
    show("left", "%u", up.count > 0);
    link_clear(&up);
    link_clear(&down);

    /* A connection that has its BIO already brings it along. */
    ssl = SSL_new(ctx);
    below = link_bio(&down, &up);
    SSL_set_bio(ssl, below, below);
    bio = BIO_new(BIO_f_ssl());
    BIO_set_ssl(bio, ssl, BIO_CLOSE);
    show_int("brought along", BIO_next(bio) == below);
    BIO_free_all(bio);
    /* The same with a chain that is there before. */
    ssl = SSL_new(ctx);
    below = link_bio(&down, &up);
    SSL_set_bio(ssl, below, below);
    bio = BIO_new(BIO_f_ssl());
    other = link_bio(&down, &up);
    BIO_push(bio, other);
    BIO_set_ssl(bio, ssl, BIO_CLOSE);
    show("order", "%d %d", BIO_next(bio) == below, BIO_next(below) == other);
    BIO_free_all(bio);

    /* A filter that is freed alone takes its connection along, and leaves the BIO below. */
    bio = BIO_new_ssl(ctx, 0);
    below = link_bio(&down, &up);
    BIO_push(bio, below);
    BIO_free(bio);
    show_int("below is left", BIO_write(below, "x", 1));
    BIO_free(below);
    link_clear(&up);
}

static BIO *asked;
static long answers;

static void inside(const SSL *ssl, int where, int value)
{
    SSL *same = NULL;

    (void)where, (void)value;
    if (asked == NULL)
        return;
    BIO_get_ssl(asked, &same);
    answers += same == ssl;
    answers += BIO_get_num_renegotiates(asked);
    (void)BIO_set_ssl_renegotiate_bytes(asked, 100);
    (void)BIO_pending(asked);
}

static int step(BIO *bio)
{
    return (int)BIO_do_handshake(bio);
}

static void data(SSL_CTX *client_ctx, SSL_CTX *server_ctx)
{
    BIO *client = BIO_new_ssl(client_ctx, 1), *server = BIO_new_ssl(server_ctx, 0), *copy;
    int i, done = 0;
    char text[100];
    SSL *ssl, *other;

    BIO_push(client, link_bio(&down, &up));
    BIO_push(server, link_bio(&up, &down));
    BIO_get_ssl(client, &ssl);
    SSL_set_info_callback(ssl, inside);
    asked = client;
    ways("first", client, step(client));
    ways("reads early", client, BIO_read(client, text, 10));
    for (i = 0; i < 20 && done != 3; i++)
        done = (step(client) == 1) | (step(server) == 1) << 1;
    show("done", "%d, answers in callbacks %d", done, answers > 0);
    answers = 0;
    ways("writes", client, BIO_write(client, "hello", 5));
    ways("puts", client, BIO_puts(client, "world"));
    ways("pending", server, BIO_pending(server) > 0);
    ways("reads", server, BIO_read(server, text, 3));
    ways("pending", server, BIO_pending(server));
    ways("reads", server, BIO_read(server, text, 100));
    ways("reads", server, BIO_read(server, text, 100));
    ways("nothing", server, BIO_read(server, text, 100));
    ways("gets", server, BIO_gets(server, text, 100));
    ways("flush", server, BIO_flush(server));
    show("wpending", "%d", (int)BIO_wpending(server));
    show("counted", "%d %d", (int)BIO_number_read(server), (int)BIO_number_written(client));

    copy = BIO_new_ssl(client_ctx, 1);
    BIO_get_ssl(copy, &other);
    show_int("copied", BIO_ssl_copy_session_id(copy, client));
    show_int("same session", SSL_get0_session(ssl) == SSL_get0_session(other));
    show_int("from one without", BIO_ssl_copy_session_id(client, NULL));
    BIO_free_all(copy);

    BIO_ssl_shutdown(client);
    ways("after the end", server, BIO_read(server, text, 100));
    BIO_ssl_shutdown(NULL);
    show_int("reset", BIO_reset(server) >= 0);
    asked = NULL;
    BIO_free_all(client);
    BIO_free_all(server);
    link_clear(&up);
    link_clear(&down);
}

/* The filter starts renegotiations on its own. */
static void renegotiations(SSL_CTX *client_ctx, SSL_CTX *server_ctx)
{
    BIO *client = BIO_new_ssl(client_ctx, 1), *server = BIO_new_ssl(server_ctx, 0);
    int i, done = 0;
    char text[600];

    memset(text, 'x', sizeof(text));
    BIO_push(client, link_bio(&down, &up));
    BIO_push(server, link_bio(&up, &down));
    for (i = 0; i < 20 && done != 3; i++)
        done = (step(client) == 1) | (step(server) == 1) << 1;
    show_int("bytes", BIO_set_ssl_renegotiate_bytes(server, 512));
    for (i = 0; i < 2; i++)
        ways("writes", server, BIO_write(server, text, 300));
    show_int("renegotiations", BIO_get_num_renegotiates(server));
    for (i = 0; i < 20; i++) {
        (void)BIO_read(client, text, 600);
        (void)BIO_read(server, text, 600);
    }
    ways("goes on", server, BIO_write(server, text, 10));
    show_int("renegotiations", BIO_get_num_renegotiates(server));
    BIO_free_all(client);
    BIO_free_all(server);
    link_clear(&up);
    link_clear(&down);
}

/* What goes out when a filter lets its connection go: with BIO_CLOSE and without, and when another one comes. */
static void ends(SSL_CTX *client_ctx, SSL_CTX *server_ctx, int close, int how)
{
    BIO *client = BIO_new_ssl(client_ctx, 1), *server = BIO_new_ssl(server_ctx, 0), *below = link_bio(&down, &up);
    int i, done = 0;
    unsigned before;
    SSL *ssl;

    BIO_push(client, below);
    BIO_push(server, link_bio(&up, &down));
    for (i = 0; i < 20 && done != 3; i++)
        done = (step(client) == 1) | (step(server) == 1) << 1;
    BIO_get_ssl(client, &ssl);
    (void)BIO_set_close(client, close);
    before = up.written;
    if (how == 0)
        BIO_free(client);
    else
        show_int("set", BIO_set_ssl(client, SSL_new(client_ctx), BIO_CLOSE));
    show(how ? "another one" : "free", "%d: wrote %u", close, up.written - before);
    show_errors("end");
    if (how)
        BIO_free(client);
    BIO_free_all(below);
    if (!close)
        SSL_free(ssl);
    BIO_free_all(server);
    link_clear(&up);
    link_clear(&down);
}

/* Before a handshake nothing can be said, and nothing is found wrong. */
static void unused(SSL_CTX *ctx, int close)
{
    BIO *bio = BIO_new_ssl(ctx, 1);
    SSL *ssl;

    BIO_get_ssl(bio, &ssl);
    (void)BIO_set_close(bio, close);
    BIO_free(bio);
    show_errors("unused");
    if (!close)
        SSL_free(ssl);
}

int main(void)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);

    up.mtu = down.mtu = 1472;
    empty(client);
    chains(client);
    data(client, server);
    renegotiations(client, server);
    ends(client, server, BIO_NOCLOSE, 0);
    ends(client, server, BIO_CLOSE, 0);
    ends(client, server, BIO_NOCLOSE, 1);
    ends(client, server, BIO_CLOSE, 1);
    unused(client, BIO_NOCLOSE);
    unused(client, BIO_CLOSE);
    show_int("connect", BIO_new_ssl(NULL, 1) == NULL);
    show_errors("connect");
    BIO_free_all(BIO_new_ssl_connect(client));
    SSL_CTX_free(client);
    SSL_CTX_free(server);
    return 0;
}
