/* SSL_read(3), SSL_write(3), SSL_get_error(3), SSL_shutdown(3) and the callbacks of a session. */
#include "pair.h"

static void result(const char *label, SSL *ssl, int value)
{
    int error = SSL_get_error(ssl, value);

    show(label, "%d %s", value, error_name(error));
    if (error == SSL_ERROR_SSL)
        show_errors(label);
    ERR_clear_error();
}

static void reading(void)
{
    struct pair pair;
    unsigned char data[1000], buffer[1000];
    size_t done = 0;
    int i;

    for (i = 0; i < 1000; i++)
        data[i] = (unsigned char)i;
    pair_new(&pair, "server-ec");
    result("read before handshake", pair.server, SSL_read(pair.server, buffer, 10));
    show_int("handshake", pair_handshake(&pair));
    result("read nothing", pair.client, SSL_read(pair.client, buffer, sizeof(buffer)));
    show_int("want", SSL_want(pair.client));
    show_int("want read", SSL_want_read(pair.client));
    result("write", pair.client, SSL_write(pair.client, data, 1000));
    result("peek", pair.server, SSL_peek(pair.server, buffer, 10));
    show_int("pending", SSL_pending(pair.server));
    show_int("has pending", SSL_has_pending(pair.server));
    result("short read", pair.server, SSL_read(pair.server, buffer, 300));
    show_int("pending after", SSL_pending(pair.server));
    result("read rest", pair.server, SSL_read(pair.server, buffer + 300, 1000 - 300));
    show_int("same", memcmp(buffer, data, 1000) == 0);
    show_int("pending none", SSL_pending(pair.server));
    result("two writes, first", pair.client, SSL_write(pair.client, data, 5));
    result("two writes, second", pair.client, SSL_write(pair.client, data, 7));
    result("one record a read", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("the next", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("no more", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("read 0 bytes", pair.server, SSL_read(pair.server, buffer, 0));
    result("write 0 bytes", pair.client, SSL_write(pair.client, data, 0));
    result("after write 0", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    show_int("read_ex nothing", SSL_read_ex(pair.server, buffer, 10, &done));
    show_int("write_ex", SSL_write_ex(pair.client, data, 20, &done));
    show_int("written", (long)done);
    show_int("read_ex", SSL_read_ex(pair.server, buffer, 10, &done));
    show_int("read done", (long)done);
    show_int("peek_ex", SSL_peek_ex(pair.server, buffer, 4, &done));
    show_int("peek done", (long)done);
    result("negative read", pair.server, SSL_read(pair.server, buffer, -1));
    result("negative write", pair.client, SSL_write(pair.client, data, -1));
    pair_free(&pair);
}

static void sizes(void)
{
    static const int lengths[] = { 1, 2, 16, 255, 1200, 1400, 4096, 16383, 16384, 16385, 20000 };
    static unsigned char data[20000], buffer[20000];
    struct pair pair;
    size_t i;

    for (i = 0; i < sizeof(data); i++)
        data[i] = (unsigned char)(i * 7);
    pair_new(&pair, "server-rsa");
    show_int("handshake", pair_handshake(&pair));
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        int got;

        result(labelled("write %d", lengths[i]), pair.client, SSL_write(pair.client, data, lengths[i]));
        got = SSL_read(pair.server, buffer, sizeof(buffer));
        result(labelled("read %d", lengths[i]), pair.server, got);
        show_int(labelled("same %d", lengths[i]), got == lengths[i] && memcmp(buffer, data, (size_t)got) == 0);
    }
    pair_free(&pair);
}

static void shutdown_order(void)
{
    struct pair pair;
    char buffer[20];

    pair_new(&pair, "server-ec");
    show_int("shut: handshake", pair_handshake(&pair));
    show("shut: before", "%d %d", SSL_get_shutdown(pair.client), SSL_get_shutdown(pair.server));
    result("shut: data on its way", pair.server, SSL_write(pair.server, "late", 4));
    result("shut: client first", pair.client, SSL_shutdown(pair.client));
    show("shut: then", "%d %d", SSL_get_shutdown(pair.client), SSL_get_shutdown(pair.server));
    result("shut: write after", pair.client, SSL_write(pair.client, "no", 2));
    result("shut: server reads", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("shut: server reads again", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    show("shut: server saw", "%d %d", SSL_get_shutdown(pair.client), SSL_get_shutdown(pair.server));
    result("shut: server may write", pair.server, SSL_write(pair.server, "still", 5));
    result("shut: client reads late", pair.client, SSL_read(pair.client, buffer, sizeof(buffer)));
    result("shut: client reads still", pair.client, SSL_read(pair.client, buffer, sizeof(buffer)));
    result("shut: client waits", pair.client, SSL_shutdown(pair.client));
    result("shut: server", pair.server, SSL_shutdown(pair.server));
    result("shut: client second", pair.client, SSL_shutdown(pair.client));
    show("shut: end", "%d %d", SSL_get_shutdown(pair.client), SSL_get_shutdown(pair.server));
    result("shut: client reads", pair.client, SSL_read(pair.client, buffer, sizeof(buffer)));
    pair_free(&pair);

    pair_new(&pair, "server-ec");
    result("early shutdown", pair.client, SSL_shutdown(pair.client));
    show_int("quiet: handshake", pair_handshake(&pair));
    SSL_set_quiet_shutdown(pair.client, 1);
    result("quiet shutdown", pair.client, SSL_shutdown(pair.client));
    show("quiet: state", "%d", SSL_get_shutdown(pair.client));
    show_int("quiet: nothing sent", pair.up.count);
    SSL_set_shutdown(pair.server, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    show("set shutdown", "%d", SSL_get_shutdown(pair.server));
    result("set shutdown read", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    pair_free(&pair);
}

static void no_bio(void)
{
    SSL_CTX *ctx = pair_context(0, NULL, NULL);
    SSL *ssl = SSL_new(ctx);
    char buffer[10];

    result("handshake without role", ssl, SSL_do_handshake(ssl));
    result("read without role", ssl, SSL_read(ssl, buffer, sizeof(buffer)));
    result("write without role", ssl, SSL_write(ssl, buffer, sizeof(buffer)));
    result("shutdown without role", ssl, SSL_shutdown(ssl));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void junk(void)
{
    static const unsigned char alert[] = { 21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40 };
    static const unsigned char data[] = { 23, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 99, 0, 24, 1, 2, 3, 4, 5, 6, 7, 8,
                                          1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 };
    struct pair pair;
    char buffer[20], copy[200];
    size_t length;

    pair_new(&pair, "server-ec");
    link_put(&pair.up, "junk", 4);
    link_put(&pair.up, "", 0);
    link_put(&pair.down, "more junk that is long enough", 29);
    show_int("junk: handshake", pair_handshake(&pair));
    link_put(&pair.up, alert, sizeof(alert));
    link_put(&pair.up, data, sizeof(data));
    link_put(&pair.up, data, 13);
    link_put(&pair.up, data, 5);
    result("junk: read", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("junk: write", pair.client, SSL_write(pair.client, "good", 4));
    length = pair.up.length[pair.up.first];
    memcpy(copy, pair.up.data[pair.up.first], length);
    link_put(&pair.up, copy, length);
    result("junk: good read", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("junk: replay", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("junk: write next", pair.client, SSL_write(pair.client, "next", 4));
    copy[length - 1] ^= 1;
    link_put(&pair.up, copy, length);
    result("junk: next read", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    result("junk: changed record", pair.server, SSL_read(pair.server, buffer, sizeof(buffer)));
    pair_free(&pair);
}

static void messages(int writing, int version, int type, const void *data, size_t length, SSL *ssl, void *argument)
{
    const unsigned char *bytes = data;

    (void)version;
    (void)argument;
    if (type == SSL3_RT_HANDSHAKE && length > 0)
        show(labelled("%s handshake %d", SSL_is_server(ssl) ? "server" : "client", bytes[0]), "%s", writing ? "sent" : "received");
    else if (type == SSL3_RT_CHANGE_CIPHER_SPEC || type == SSL3_RT_ALERT)
        show(SSL_is_server(ssl) ? "server message" : "client message", "%s %s", writing ? "sent" : "received",
             type == SSL3_RT_ALERT ? "alert" : "change cipher spec");
}

static void watched(void)
{
    struct pair pair;

    pair_new(&pair, "server-ec");
    SSL_set_msg_callback(pair.client, messages);
    SSL_set_msg_callback(pair.server, messages);
    show_int("watched: handshake", pair_handshake(&pair));
    SSL_shutdown(pair.client);
    SSL_shutdown(pair.server);
    pair_free(&pair);
}

static void again(void)
{
    struct pair pair;

    pair_new(&pair, "server-ec");
    show_int("first", pair_handshake(&pair));
    show_int("client clear", SSL_clear(pair.client));
    show_int("server clear", SSL_clear(pair.server));
    show_int("in init after clear", SSL_in_init(pair.client));
    show_int("second", pair_handshake(&pair));
    show_int("finished", SSL_is_init_finished(pair.client));
    pair_again(&pair);
    show_int("new sessions", pair_handshake(&pair));
    result("handshake again", pair.client, SSL_do_handshake(pair.client));
    result("connect again", pair.client, SSL_connect(pair.client));
    pair_free(&pair);
}

static void exporter(void)
{
    struct pair pair;
    unsigned char left[32], right[32], finished[2][64];

    pair_new(&pair, "server-ec");
    show_int("too early", SSL_export_keying_material(pair.client, left, 32, "EXPERIMENTAL", 12, NULL, 0, 0) == 1);
    ERR_clear_error();
    pair_handshake(&pair);
    show_int("export client", SSL_export_keying_material(pair.client, left, 32, "EXPERIMENTAL", 12, NULL, 0, 0));
    show_int("export server", SSL_export_keying_material(pair.server, right, 32, "EXPERIMENTAL", 12, NULL, 0, 0));
    show_int("same secret", memcmp(left, right, 32) == 0);
    show_int("finished length", (long)SSL_get_finished(pair.client, finished[0], 64));
    show_int("peer finished length", (long)SSL_get_peer_finished(pair.server, finished[1], 64));
    show_int("same finished", memcmp(finished[0], finished[1], 12) == 0);
    pair_free(&pair);
}

int main(void)
{
    SSL_library_init();
    reading();
    sizes();
    shutdown_order();
    no_bio();
    junk();
    watched();
    again();
    exporter();
    return 0;
}
