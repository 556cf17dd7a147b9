/*
 * Heartbeats (RFC 6520) over DTLS: each side asks the other for a sign of life whenever nothing came for a while, and
 * tells when the peer falls silent and when it is back. Try `kill -STOP` and `kill -CONT` on one of the two.
 *
 * OpenSSL 3 has no heartbeats: over its headers the program only says so.
 */
#include "udp_common.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include <openssl/err.h>

#ifdef SSL_R_TLS_HEARTBEAT_UNANSWERED

/* How often a request is sent before the peer counts as silent: after 1, 2 and 4 seconds without an answer. */
#define TRIES 3

/* What is known of the peer. */
struct peer {
    int known, silent;
    long answers;
};

enum news { NEWS_NONE, NEWS_SILENT, NEWS_CLOSED, NEWS_FAILED };

static int prepare(SSL_CTX *ctx)
{
    return FERRODTLS_CTX_set_heartbeat(ctx, SSL_TLSEXT_HB_ENABLED) && FERRODTLS_CTX_set_heartbeat_tries(ctx, TRIES);
}

static void say(const char *words)
{
    char moment[16];
    time_t now = time(NULL);

    strftime(moment, sizeof(moment), "%H:%M:%S", localtime(&now));
    printf("%s %s\n", moment, words);
    fflush(stdout);
}

/* Sees every message; a heartbeat of the peer's, whether it asks or answers, shows that it lives. */
static void hear(int sent, int version, int type, const void *bytes, size_t length, SSL *ssl, void *arg)
{
    struct peer *peer = arg;

    (void)version, (void)ssl;
    if (sent || type != TLS1_RT_HEARTBEAT || length == 0)
        return;
    if (*(const unsigned char *)bytes == TLS1_HB_RESPONSE)
        peer->answers++;
    if (!peer->known || peer->silent)
        say(peer->silent ? "the peer is back" : "the peer is alive");
    peer->known = 1;
    peer->silent = 0;
}

/* Judges a call of SSL_read that brought no data; `saved` is its errno. */
static enum news judge_silence(SSL *ssl, int result, int saved)
{
    switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_ZERO_RETURN:
        return NEWS_CLOSED;
    case SSL_ERROR_WANT_READ:
        return NEWS_NONE;
    case SSL_ERROR_SYSCALL:
        /* Anyone can forge an ICMP error, and a peer that is gone for good gives no answers either. */
        if (saved == ECONNREFUSED || saved == ECONNRESET || saved == 0)
            return NEWS_NONE;
        fprintf(stderr, "SSL_read: %s\n", strerror(saved));
        return NEWS_FAILED;
    default:
        /* The error that tells of a silent peer does not end the connection. */
        if (ERR_GET_REASON(ERR_peek_error()) == SSL_R_TLS_HEARTBEAT_UNANSWERED)
            return NEWS_SILENT;
        fprintf(stderr, "SSL_read: ");
        ERR_print_errors_fp(stderr);
        return NEWS_FAILED;
    }
}

/* Waits until nothing has come for the time-out of the socket. Heartbeats are dealt with inside SSL_read. */
static enum news wait_a_period(SSL *ssl)
{
    unsigned char buffer[MAX_MESSAGE];

    for (;;) {
        enum news news;
        int got;

        ERR_clear_error();
        errno = 0;
        got = SSL_read(ssl, buffer, sizeof(buffer));
        if (got > 0)
            continue;
        news = judge_silence(ssl, got, errno);
        if (news != NEWS_NONE || BIO_ctrl(SSL_get_rbio(ssl), BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL))
            return news;
    }
}

static int ask(SSL *ssl)
{
    if (SSL_get_tlsext_heartbeat_pending(ssl) || SSL_heartbeat(ssl) == 1)
        return 1;
    fprintf(stderr, "SSL_heartbeat: ");
    ERR_print_errors_fp(stderr);
    return 0;
}

static int watch(struct connection *connection)
{
    const struct options *options = connection->options;
    struct peer peer = { 0, 0, 0 };

    SSL_set_msg_callback(connection->ssl, hear);
    SSL_set_msg_callback_arg(connection->ssl, &peer);
    while (options->count == 0 || peer.answers < options->count) {
        enum news news;

        if (!ask(connection->ssl))
            return 0;
        news = wait_a_period(connection->ssl);
        if (news == NEWS_CLOSED || news == NEWS_FAILED)
            return news == NEWS_CLOSED;
        if (news == NEWS_SILENT && !peer.silent) {
            say("the peer does not answer");
            peer.silent = 1;
        }
    }
    SSL_set_msg_callback(connection->ssl, NULL);
    return 1;
}

int main(int argc, char **argv)
{
    static const struct service heartbeat = { "heartbeat", "23236", 0, &udp, watch, watch, prepare };

    return example_main(argc, argv, &heartbeat);
}

#else

int main(int argc, char **argv)
{
    (void)argc;
    fprintf(stderr, "%s: built for %s, which has no heartbeats\n", argv[0], OPENSSL_VERSION_TEXT);
    return 2;
}

#endif
