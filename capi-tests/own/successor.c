/*
 * FERRODTLS_CTX_set_successors: a rebooted client gets in from the address and port of its old association, by the
 * cookie, and the old one ends only with the new one's Finished (RFC 6347, 4.2.8). OpenSSL drops its hellos.
 */
#include "udp.h"

#include <sys/time.h>

static int failures, cookies_made, started, certificate = 1;
static uint64_t now = 1000000;
static int fds[2]; /* client, server */
static char app_data[] = "of the application";
static SSL_CTX *client_ctx, *server_ctx;

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    (void)ssl;
    cookies_made++;
    memset(cookie, 'c', *length = 16);
    return 1;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, unsigned int length)
{
    (void)ssl;
    return length == 16 && cookie[0] == 'c' && cookie[15] == 'c';
}

static int choose_certificate(SSL *ssl, void *arg)
{
    (void)ssl, (void)arg;
    return certificate;
}

static uint64_t clock_us(void *arg)
{
    (void)arg;
    return now;
}

static void info(const SSL *ssl, int what, int value)
{
    (void)ssl, (void)value;
    started += what == SSL_CB_HANDSHAKE_START;
}

static SSL *new_client(void)
{
    SSL *client = udp_side(client_ctx, fds[0]);

    SSL_set_connect_state(client);
    return client;
}

/* One datagram each way; data that came is an error. -1: goes on. */
static int idle_read(SSL *ssl)
{
    char data[64];
    int got = SSL_read(ssl, data, sizeof data);

    return got < 0 && SSL_get_error(ssl, got) == SSL_ERROR_WANT_READ ? -1 : got;
}

static int carries(SSL *from, SSL *to, const char *text)
{
    char data[64];
    int i, got = -1, length = (int)strlen(text);

    if (SSL_write(from, text, length) != length)
        return 0;
    for (i = 0; i < 20 && got < 0; i++) {
        got = SSL_read(to, data, sizeof data);
        if (got < 0 && SSL_get_error(to, got) != SSL_ERROR_WANT_READ)
            return 0;
        if (got < 0)
            udp_wait(fds);
    }
    return got == length && memcmp(data, text, (size_t)length) == 0;
}

/* A ClientHello that somebody else writes, with a cookie of `length` bytes. */
static size_t forged_hello(unsigned char *out, const char *cookie, unsigned char length)
{
    static const unsigned char head[] = { 22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0 };
    unsigned char *at = out + sizeof head;
    size_t body = 2 + 32 + 1 + 1 + length + 4 + 2;

    memcpy(out, head, sizeof head);
    out[12] = (unsigned char)(12 + body);
    memset(at, 0, 12);
    at[0] = 1;
    at[3] = at[11] = (unsigned char)body;
    at += 12;
    *at++ = 0xfe, *at++ = 0xfd;
    memset(at, 'r', 32);
    at += 32;
    *at++ = 0;
    *at++ = length;
    memcpy(at, cookie, length);
    at += length;
    memcpy(at, "\0\2\300\53\1\0", 6);
    return (size_t)(at + 6 - out);
}

static void forgeries(SSL *client, SSL *server)
{
    static const unsigned char alert[] = { 21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40 };
    unsigned char hello[200];
    size_t length;
    int before = cookies_made, replies = 0, i;
    struct timeval left;

    length = forged_hello(hello, "", 0);
    for (i = 0; i < 3; i++)
        send(fds[0], hello, length, 0);
    length = forged_hello(hello, "wrong cookie", 12);
    send(fds[0], hello, length, 0);
    send(fds[0], alert, sizeof alert, 0);
    must("the connection goes on", idle_read(server) == -1);
    must("a cookie for each hello", cookies_made == before + 4);
    while (recv(fds[0], hello, sizeof hello, 0) > 0)
        replies += hello[13] == 3;
    must("HelloVerifyRequests", replies == 4);
    must("no timer runs", DTLSv1_get_timeout(server, &left) == 0);
    must("client to server", carries(client, server, "after the forgeries"));
    must("server to client", carries(server, client, "and back"));
}

/* A new client from the old port. The successor of the server's connection. */
static SSL *reboot(SSL *old_client, SSL *old_server, SSL **client)
{
    char data[64];
    int i, done = 0, got = -1, before = started;
    struct timeval left;
    SSL *next;

    *client = new_client();
    /* Hello, HelloVerifyRequest, hello with cookie: the server's flight waits to be read. */
    SSL_do_handshake(*client);
    udp_wait(fds);
    must("a hello does not end it", idle_read(old_server) == -1);
    SSL_do_handshake(*client);
    udp_wait(fds);
    must("nor a cookie", idle_read(old_server) == -1);
    must("a handshake began", started == before + 1);
    must("its timer is the connection's", DTLSv1_get_timeout(old_server, &left) == 1);
    must("there is no successor", FERRODTLS_take_successor(old_server) == NULL);
    SSL_write(old_client, "last words", 10);
    got = SSL_read(old_server, data, sizeof data);
    must("old data still arrives", got == 10 && memcmp(data, "last words", 10) == 0);

    for (i = 0, got = -1; i < 50 && (!done || got < 0); i++) {
        done = SSL_do_handshake(*client) == 1;
        if (got < 0)
            got = idle_read(old_server);
        if (!done || got < 0)
            udp_wait(fds);
    }
    must("the new client is in", done);
    must("the old connection is over", got == 0 && SSL_get_error(old_server, got) == SSL_ERROR_ZERO_RETURN);
    must("nothing is written any more", SSL_write(old_server, "x", 1) <= 0);
    ERR_clear_error();
    must("nor at its shutdown", SSL_shutdown(old_server) == 1);
    next = FERRODTLS_take_successor(old_server);
    must("a successor", next != NULL);
    must("only one", FERRODTLS_take_successor(old_server) == NULL);
    must("with the data of the old one", next && SSL_get_app_data(next) == (void *)app_data);
    SSL_free(old_server);
    SSL_free(old_client);
    must("client to successor", next && carries(*client, next, "hello again"));
    must("successor to client", next && carries(next, *client, "welcome back"));
    return next;
}

/* A new client up to its hello with a cookie: the server's flight waits for it. */
static SSL *half_way(SSL *server)
{
    SSL *client = new_client();
    int before = started;

    SSL_do_handshake(client);
    udp_wait(fds);
    must("first hello", idle_read(server) == -1);
    SSL_do_handshake(client);
    udp_wait(fds);
    must("second hello", idle_read(server) == -1);
    must("a handshake began", started == before + 1);
    return client;
}

static int lose_all(void)
{
    char data[2000];
    int count = 0;

    while (recv(fds[0], data, sizeof data, 0) > 0)
        count++;
    return count;
}

static SSL *over_a_bad_path(SSL *old_client, SSL *old_server, SSL **client)
{
    struct timeval left;
    char data[16];
    SSL *given_up, *next;
    int i, got = -1;

    given_up = half_way(old_server);
    now += 61000000;
    must("the time is over", DTLSv1_handle_timeout(old_server) == 0 && DTLSv1_get_timeout(old_server, &left) == 0);
    must("its flight", lose_all() > 0);
    must("nothing changed", carries(old_client, old_server, "hello"));

    certificate = -1;
    SSL_free(given_up);
    given_up = half_way(old_server);
    must("the application is not ready", lose_all() == 0);
    must("the connection does not wait for it", carries(old_server, old_client, "hello"));
    certificate = 1;
    must("it is asked again", idle_read(old_server) == -1 && lose_all() > 0);

    *client = half_way(old_server);
    must("the newer one's flight", lose_all() > 0);
    must("it is early", DTLSv1_handle_timeout(old_server) == 0 && lose_all() == 0);
    now += 1000000;
    must("it is time", DTLSv1_get_timeout(old_server, &left) == 1 && left.tv_sec == 0 && left.tv_usec == 0);
    must("the flight again", DTLSv1_handle_timeout(old_server) == 1);
    for (i = 0; i < 20 && got < 0; i++) {
        udp_wait(fds);
        SSL_do_handshake(*client);
        got = idle_read(old_server);
    }
    must("the old connection is over", got == 0 && SSL_get_error(old_server, got) == SSL_ERROR_ZERO_RETURN);
    must("the last flight", lose_all() > 0);
    next = FERRODTLS_take_successor(old_server);
    must("the client waits", SSL_do_handshake(*client) == -1);
    now += 3000000;
    must("and repeats", DTLSv1_handle_timeout(*client) == 1);
    udp_wait(fds);
    must("the successor answers", next && SSL_read(next, data, sizeof data) == -1);
    udp_wait(fds);
    must("the new client is in", SSL_do_handshake(*client) == 1);
    SSL_free(given_up);
    SSL_free(old_client);
    SSL_free(old_server);
    must("both ways", next && carries(*client, next, "hello again") && carries(next, *client, "welcome back"));
    return next;
}

static void connect_both(SSL **client, SSL **server)
{
    *client = new_client();
    *server = udp_side(server_ctx, fds[1]);
    SSL_set_app_data(*server, app_data);
    must("connected", udp_handshake(*client, *server, fds));
}

int main(void)
{
    SSL *client, *server, *other;
    char rest[2000];

    udp_pair(fds);
    client_ctx = SSL_CTX_new(DTLS_client_method());
    server_ctx = SSL_CTX_new(DTLS_server_method());
    SSL_CTX_use_certificate_chain_file(server_ctx, "server-ec.chain");
    SSL_CTX_use_PrivateKey_file(server_ctx, "server-ec.key", SSL_FILETYPE_PEM);
    SSL_CTX_set_options(server_ctx, SSL_OP_COOKIE_EXCHANGE);
    SSL_CTX_set_cookie_generate_cb(server_ctx, make_cookie);
    SSL_CTX_set_cookie_verify_cb(server_ctx, check_cookie);
    SSL_CTX_set_info_callback(server_ctx, info);
    SSL_CTX_set_cert_cb(server_ctx, choose_certificate, NULL);
    FERRODTLS_CTX_set_clock(client_ctx, clock_us, NULL);
    FERRODTLS_CTX_set_clock(server_ctx, clock_us, NULL);

    connect_both(&client, &server);
    other = new_client();
    SSL_do_handshake(other);
    udp_wait(fds);
    must("without the switch nothing answers", idle_read(server) == -1 && recv(fds[0], rest, sizeof rest, 0) < 0);
    must("and nothing changes", carries(client, server, "hello"));
    SSL_free(other);
    SSL_free(client);
    SSL_free(server);

    must("it was off", FERRODTLS_CTX_set_successors(server_ctx, 1) == 0);
    connect_both(&client, &server);
    must("hello", carries(client, server, "hello"));
    forgeries(client, server);
    server = reboot(client, server, &other);
    forgeries(other, server);
    server = reboot(other, server, &client);
    server = over_a_bad_path(client, server, &other);
    client = other;

    SSL_free(client);
    SSL_free(server);
    must("NULL", FERRODTLS_CTX_set_successors(NULL, 1) == 0 && FERRODTLS_take_successor(NULL) == NULL);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
    close(fds[0]);
    close(fds[1]);
    return failures != 0;
}
