/*
 * Both ends of DTLS over the kernel's SCTP in one process, without blocking: what can be seen of keys, timers, streams of
 * messages that are kept, and the end. Needs a kernel with SCTP and net.sctp.auth_enable=1.
 */
#define _GNU_SOURCE
#include "helpers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <linux/sctp.h>

#include <openssl/ssl.h>

#define LARGEST 16384

static int failures;
static unsigned char data[LARGEST], came[LARGEST];

static void must(int good, const char *what)
{
    failures += !good;
    show(what, "%s", good ? "yes" : "NO");
    if (!good)
        ERR_print_errors_fp(stdout);
}

static void demand(int good, const char *what)
{
    must(good, what);
    if (!good)
        exit(1);
}

struct pair {
    SSL *client, *server;
    int version;
};

/* ---- set-up ---- */

static void count_handshakes(const SSL *ssl, int where, int result)
{
    (void)result;
    if (where & SSL_CB_HANDSHAKE_DONE)
        (*(int *)SSL_get_app_data(ssl))++;
}

static unsigned int client_key(SSL *ssl, const char *hint, char *identity, unsigned int size, unsigned char *key,
                               unsigned int most)
{
    (void)ssl;
    (void)hint;
    (void)most;
    snprintf(identity, size, "somebody");
    memset(key, 9, 16);
    return 16;
}

static unsigned int server_key(SSL *ssl, const char *identity, unsigned char *key, unsigned int most)
{
    (void)ssl;
    (void)identity;
    (void)most;
    memset(key, 9, 16);
    return 16;
}

static SSL *new_connection(int fd, int version, int is_client, long mode, BIO *bio)
{
    SSL_CTX *ctx = SSL_CTX_new(is_client ? DTLS_client_method() : DTLS_server_method());
    SSL *ssl;

    demand(ctx != NULL && SSL_CTX_set_cipher_list(ctx, "PSK:@SECLEVEL=0") == 1, "context");
    SSL_CTX_set_min_proto_version(ctx, version);
    SSL_CTX_set_max_proto_version(ctx, version);
    SSL_CTX_set_psk_client_callback(ctx, client_key);
    SSL_CTX_set_psk_server_callback(ctx, server_key);
#ifdef SSL_OP_ALLOW_CLIENT_RENEGOTIATION
    SSL_CTX_set_options(ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
#endif
    ssl = SSL_new(ctx);
    SSL_CTX_free(ctx);
    demand(ssl != NULL, "connection");
    SSL_set_app_data(ssl, calloc(1, sizeof(int)));
    SSL_set_info_callback(ssl, count_handshakes);
    SSL_set_mode(ssl, mode);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    SSL_set_bio(ssl, bio, bio);
    if (is_client)
        SSL_set_connect_state(ssl);
    else
        SSL_set_accept_state(ssl);
    return ssl;
}

static int sctp_socket(void)
{
    struct sctp_initmsg streams = {64, 64, 0, 0};
    int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);

    demand(fd >= 0, "the kernel has SCTP");
    demand(setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof streams) == 0, "64 streams");
    return fd;
}

static struct pair associate(int version, long client_mode, long server_mode)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listening = sctp_socket(), fd = sctp_socket(), accepted;
    BIO *first = BIO_new_dgram_sctp(listening, BIO_CLOSE), *bio = BIO_new_dgram_sctp(fd, BIO_CLOSE);
    struct pair pair;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    demand(first != NULL && bio != NULL, "BIOs");
    demand(bind(listening, (struct sockaddr *)&address, length) == 0 && listen(listening, 1) == 0, "listening");
    getsockname(listening, (struct sockaddr *)&address, &length);
    demand(connect(fd, (struct sockaddr *)&address, length) == 0, "connected");
    accepted = accept(listening, NULL, NULL);
    pair.version = version;
    pair.client = new_connection(fd, version, 1, client_mode, bio);
    pair.server = new_connection(accepted, version, 0, server_mode, BIO_new_dgram_sctp(accepted, BIO_CLOSE));
    BIO_free(first);
    return pair;
}

static void dissolve(struct pair *pair)
{
    free(SSL_get_app_data(pair->client));
    free(SSL_get_app_data(pair->server));
    SSL_free(pair->client);
    SSL_free(pair->server);
}

/* ---- driving ---- */

static int fd_of(SSL *ssl)
{
    return SSL_get_fd(ssl);
}

/* Waits until either end has something to read; 0 after `limit` milliseconds. */
static int wait_for_either(struct pair *pair, int limit)
{
    struct pollfd ends[2] = {{fd_of(pair->client), POLLIN, 0}, {fd_of(pair->server), POLLIN, 0}};

    return poll(ends, 2, limit) > 0;
}

static int without_timer(SSL *ssl)
{
    struct timeval left;

    return DTLSv1_get_timeout(ssl, &left) == 0;
}

/* One call of an end, in a handshake or awaiting one. 0: an error. */
static int step(SSL *ssl)
{
    int result = SSL_in_init(ssl) ? SSL_do_handshake(ssl) : SSL_peek(ssl, came, 1), error = SSL_get_error(ssl, result);

    return without_timer(ssl) && (result == 1 || (error == SSL_ERROR_WANT_READ && SSL_want(ssl) == SSL_READING));
}

/* Whether the handshake with this number comes to its end on both sides, with at most `limit` milliseconds of silence. */
static int shake_hands(struct pair *pair, int number, int limit)
{
    while (*(int *)SSL_get_app_data(pair->client) < number || *(int *)SSL_get_app_data(pair->server) < number) {
        demand(step(pair->client) && step(pair->server), "one waits to read, and no timer runs");
        if (!wait_for_either(pair, limit))
            return 0;
    }
    return 1;
}

/* Reads one message, waiting for it. */
static int get(SSL *ssl, int most)
{
    struct pollfd end = {fd_of(ssl), POLLIN, 0};
    int result;

    while ((result = SSL_read(ssl, came, most)) <= 0)
        if (SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ || poll(&end, 1, 5000) <= 0)
            break;
    return result;
}

static void put(SSL *ssl, int stream, int flags, int length)
{
    struct bio_dgram_sctp_sndinfo info;
    int i;

    memset(&info, 0, sizeof info);
    info.snd_sid = (uint16_t)stream;
    info.snd_flags = (uint16_t)flags;
    BIO_ctrl(SSL_get_wbio(ssl), BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof info, &info);
    for (i = 0; i < length; i++)
        data[i] = (unsigned char)(stream + 3 * i);
    if (SSL_write(ssl, data, length) != length)
        demand(0, "written");
}

static int is(int stream, int from, int length)
{
    int i;

    for (i = 0; i < length; i++)
        if (came[i] != (unsigned char)(stream + 3 * (from + i)))
            return 0;
    return 1;
}

static struct bio_dgram_sctp_rcvinfo last(SSL *ssl)
{
    struct bio_dgram_sctp_rcvinfo info;

    memset(&info, 0xff, sizeof info);
    BIO_ctrl(SSL_get_rbio(ssl), BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof info, &info);
    return info;
}

/* ---- what is seen ---- */

static int active_key(SSL *ssl)
{
    struct sctp_authkeyid key = {0, 0};
    socklen_t length = sizeof key;

    getsockopt(fd_of(ssl), IPPROTO_SCTP, SCTP_AUTH_ACTIVE_KEY, &key, &length);
    return key.scact_keynumber;
}

/* A key that is not there cannot be activated. */
static int key_is_gone(SSL *ssl, int number)
{
    struct sctp_authkeyid key = {0, (uint16_t)number};

    return setsockopt(fd_of(ssl), IPPROTO_SCTP, SCTP_AUTH_ACTIVE_KEY, &key, sizeof key) != 0;
}

static void keys(struct pair *pair)
{
    SSL *ends[2];
    int round, i;

    ends[0] = pair->client;
    ends[1] = pair->server;
    for (round = 1; round <= 5; round++) {
        if (round > 1)
            demand(SSL_renegotiate(ends[round % 2]) == 1, "renegotiation");
        if (round % 2 == 1 && round > 1)
            must(SSL_do_handshake(ends[1]) == 1, "the server asks for it");
        demand(shake_hands(pair, round, 3000), "a handshake");
        for (i = 0; i < 2; i++) {
            must(active_key(ends[i]) == round, "the key has the number of the handshake");
            must(key_is_gone(ends[i], round - 1), "the key before is gone");
        }
        put(pair->client, 1, 0, 100);
        put(pair->server, 2, 0, LARGEST);
        must(get(pair->server, LARGEST) == 100 && is(1, 0, 100), "a message to the server");
        must(get(pair->client, LARGEST) == LARGEST && is(2, 0, LARGEST), "a message to the client");
    }
}

/* Messages that come during a handshake are kept one by one, each with its stream. */
static void kept(struct pair *pair)
{
    int stream, got;

    for (stream = 5; stream < 8; stream++)
        put(pair->server, stream, stream == 6 ? SCTP_UNORDERED : 0, 100 * stream);
    demand(SSL_renegotiate(pair->client) == 1, "renegotiation");
    for (got = 0; SSL_pending(pair->client) < 1800 && got < 100; got++) {
        step(pair->client);
        wait_for_either(pair, 20);
    }
    must(SSL_pending(pair->client) == 1800, "three messages are kept");
    must(SSL_peek(pair->client, came, 50) == 50 && is(5, 0, 50) && last(pair->client).rcv_sid == 5, "peeked at");
    got = SSL_read(pair->client, came, 200);
    must(got == 200 && is(5, 0, 200) && last(pair->client).rcv_sid == 5, "a part of the first");
    got = SSL_read(pair->client, came, LARGEST);
    must(got == 300 && is(5, 200, 300), "no more than the rest of the first");
    demand(shake_hands(pair, 6, 3000), "the handshake ends");
    must(last(pair->client).rcv_sid == 0, "its messages were on stream 0");
    got = SSL_read(pair->client, came, LARGEST);
    must(got == 600 && is(6, 0, 600) && last(pair->client).rcv_sid == 6, "the second");
    must((last(pair->client).rcv_flags & SCTP_UNORDERED) != 0, "it was unordered");
    got = SSL_read(pair->client, came, LARGEST);
    must(got == 700 && is(7, 0, 700) && last(pair->client).rcv_sid == 7, "the third");
    must((last(pair->client).rcv_flags & SCTP_UNORDERED) == 0, "it was ordered");
    must(SSL_pending(pair->client) == 0, "nothing more");
}

/* A peer that sends on and on while this end shakes hands and reads nothing: no message is lost, and not all of them are kept. */
static void flood(struct pair *pair)
{
    /* What a message costs beside its data counts, too. */
    const int most = 4 * 1024 * 1024, least = most - 2 * LARGEST;
    int sent = 0, got = 0, result = 0, idle = 0, before;

    demand(SSL_renegotiate(pair->client) == 1, "renegotiation");
    while (sent < 400 && idle < 20) {
        before = SSL_pending(pair->client);
        memset(data, sent, LARGEST);
        result = SSL_write(pair->server, data, LARGEST);
        sent += result == LARGEST;
        if (!step(pair->client))
            demand(0, "the client waits to read");
        if (result == LARGEST || SSL_pending(pair->client) > before)
            idle = 0;
        else if (idle++ > 0)
            usleep(10000);
    }
    before = SSL_pending(pair->client);
    must(sent < 400 && before > least && before <= most, "4 MiB are kept");
    must(step(pair->client) && SSL_pending(pair->client) == before, "and no more");
    while (got < sent || result != LARGEST) {
        if (result != LARGEST) {
            result = SSL_write(pair->server, data, LARGEST);
            sent += result == LARGEST;
        }
        if (SSL_read(pair->client, came, LARGEST) == LARGEST && came[0] == (unsigned char)got && came[LARGEST - 1] == came[0])
            got++;
        else if (!wait_for_either(pair, 3000))
            break;
    }
    must(got == sent && got > before / LARGEST, "all came in order");
    demand(shake_hands(pair, 8, 3000), "the handshake ends");
}

/* What a program says of its messages is not said of the handshake's, nor of alerts. */
static void control_messages(struct pair *pair)
{
    struct bio_dgram_sctp_prinfo lost = {SCTP_PR_SCTP_TTL, 1}, none = {0, 0};

    put(pair->client, 9, SCTP_UNORDERED, 10);
    must(get(pair->server, LARGEST) == 10 && last(pair->server).rcv_sid == 9, "unordered on stream 9");
    BIO_ctrl(SSL_get_wbio(pair->client), BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof lost, &lost);
    demand(SSL_renegotiate(pair->client) == 1 && shake_hands(pair, 7, 3000), "renegotiation");
    must(last(pair->server).rcv_sid == 0 && (last(pair->server).rcv_flags & SCTP_UNORDERED) == 0, "a Finished is ordered on 0");
    BIO_ctrl(SSL_get_wbio(pair->client), BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof none, &none);
}

static void end(struct pair *pair)
{
    int number, stream, unordered;

    for (number = 0; number < 50; number++)
        put(pair->client, number % 64, number % 3 == 0 ? SCTP_UNORDERED : 0, 1000);
    must(SSL_shutdown(pair->client) == 0, "close_notify");
    must(SSL_write(pair->client, data, 1) <= 0, "nothing is sent behind it");
    ERR_clear_error();
    for (number = 0; number < 50 && get(pair->server, LARGEST) == 1000; number++) {
        stream = last(pair->server).rcv_sid;
        unordered = (last(pair->server).rcv_flags & SCTP_UNORDERED) != 0;
        if (!is(stream, 0, 1000) || unordered != (stream % 3 == 0))
            demand(0, "the message of its stream");
    }
    /* It has waited inside the client's BIO until the server had acknowledged everything. */
    while (SSL_get_shutdown(pair->server) == 0 && wait_for_either(pair, 2000)) {
        SSL_shutdown(pair->client);
        SSL_read(pair->server, came, LARGEST);
    }
    must(number == 50, "all came before close_notify");
    must(SSL_get_shutdown(pair->server) == SSL_RECEIVED_SHUTDOWN, "which came");
    must(last(pair->server).rcv_sid == 0, "on stream 0");
    must(SSL_shutdown(pair->server) == 1, "the server's answer");
    wait_for_either(pair, 2000);
    must(SSL_shutdown(pair->client) == 1, "both are through");
}

static void labels(int version)
{
    struct pair pair = associate(version, SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG, SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG);

    must(shake_hands(&pair, 1, 3000), "with the zero of the label on both sides");
    must(active_key(pair.client) == 1 && active_key(pair.server) == 1, "keys as ever");
    dissolve(&pair);
    /* The server's Finished is authenticated with a key that the client does not have. */
    pair = associate(version, 0, SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG);
    must(!shake_hands(&pair, 1, 1500), "on one side it ends in silence");
    must(active_key(pair.server) == 1 && SSL_in_init(pair.client), "the client waits for the Finished");
    dissolve(&pair);
}

/* A program that has not asked SCTP to send small messages at once shakes hands no slower, and its choice stays. */
static void delay(int version)
{
    struct timeval begin, now;
    struct pair pair = associate(version, 0, 0);
    int on = -1;
    socklen_t length = sizeof on;

    gettimeofday(&begin, NULL);
    demand(shake_hands(&pair, 1, 3000), "a handshake");
    gettimeofday(&now, NULL);
    show_int("milliseconds", (now.tv_sec - begin.tv_sec) * 1000 + (now.tv_usec - begin.tv_usec) / 1000);
    getsockopt(fd_of(pair.client), IPPROTO_SCTP, SCTP_NODELAY, &on, &length);
    must(on == 0, "small messages wait as before");
    dissolve(&pair);
}

int main(void)
{
    static const int versions[] = {DTLS1_VERSION, DTLS1_2_VERSION};
    size_t i;

    alarm(100);
    for (i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct pair pair;

        show("version", "%x", versions[i]);
        delay(versions[i]);
        pair = associate(versions[i], 0, 0);
        keys(&pair);
        kept(&pair);
        control_messages(&pair);
        flood(&pair);
        end(&pair);
        dissolve(&pair);
        labels(versions[i]);
    }
    show_int("failures", failures);
    return failures != 0;
}
