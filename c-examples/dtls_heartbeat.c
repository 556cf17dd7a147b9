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

enum news { NEWS_NONE, NEWS_ALIVE, NEWS_SILENT, NEWS_CLOSED, NEWS_FAILED };

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

/* Waits as long as nothing comes for the time-out of the socket. The answers are dealt with inside SSL_read. */
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
        if (news != NEWS_NONE)
            return news;
        if (BIO_ctrl(SSL_get_rbio(ssl), BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL))
            return SSL_get_tlsext_heartbeat_pending(ssl) ? NEWS_NONE : NEWS_ALIVE;
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
    long count = connection->options->count, asked;
    enum news before = NEWS_NONE;

    for (asked = 0; count == 0 || asked < count; asked++) {
        enum news news = NEWS_NONE;

        if (!ask(connection->ssl))
            return 0;
        while (news == NEWS_NONE)
            news = wait_a_period(connection->ssl);
        if (news == NEWS_CLOSED || news == NEWS_FAILED)
            return news == NEWS_CLOSED;
        if (news == NEWS_SILENT && before != NEWS_SILENT)
            say("the peer does not answer");
        else if (news == NEWS_ALIVE && before == NEWS_SILENT)
            say("the peer is back");
        else if (news == NEWS_ALIVE && (before == NEWS_NONE || connection->options->verbose))
            say("the peer is alive");
        before = news;
    }
    return before == NEWS_ALIVE;
}

int main(int argc, char **argv)
{
    static const struct service heartbeat = { "heartbeat", "23236", 0, watch, watch, prepare };

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
