/*
 * The size of the datagrams that a path takes (RFC 8899), measured over DTLS by heartbeats with padding: each side searches
 * its own direction, tells each probe, and proves the result with a message of that size. It goes on looking: try to lower
 * the MTU of a router between the two. A client ends when its search is complete for the -n th time; 0: never (1).
 *
 * OpenSSL 3 has no heartbeats: over its headers the program only says so.
 */
#define _POSIX_C_SOURCE 200809L
#include "udp_common.h"

#include <string.h>
#include <time.h>

#include <openssl/err.h>

#ifdef FERRODTLS_PATH_MTU_NONE

/* How often the size that was found is confirmed while data is sent. */
#define CONFIRM_SECONDS 5

struct search {
    struct timespec began, spoke;
    long completed;
    size_t fits;              /* bytes of data that fit a datagram, to be proved; 0: nothing new */
};

static int prepare(SSL_CTX *ctx)
{
    return FERRODTLS_CTX_set_heartbeat(ctx, SSL_TLSEXT_HB_ENABLED);
}

static double seconds_since(const struct timespec *began)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - began->tv_sec) + (double)(now.tv_nsec - began->tv_nsec) / 1e9;
}

static void tell(SSL *ssl, int what, size_t size, void *arg)
{
    struct search *search = arg;
    double at = seconds_since(&search->began);

    switch (what) {
    case FERRODTLS_PATH_MTU_BASE:
        printf("%8.3f base: %lu bytes are believed to pass\n", at, (unsigned long)size);
        break;
    case FERRODTLS_PATH_MTU_SEARCHING:
        printf("%8.3f searching above %lu bytes\n", at, (unsigned long)size);
        break;
    case FERRODTLS_PATH_MTU_ERROR:
        printf("%8.3f the base does not pass: down to %lu bytes\n", at, (unsigned long)size);
        break;
    case FERRODTLS_PATH_MTU_ANSWERED:
        printf("%8.3f   probe of %lu bytes: answered\n", at, (unsigned long)size);
        break;
    case FERRODTLS_PATH_MTU_LOST:
        printf("%8.3f   probe of %lu bytes: lost\n", at, (unsigned long)size);
        break;
    case FERRODTLS_PATH_MTU_COMPLETE:
        search->completed++;
        search->fits = DTLS_get_data_mtu(ssl);
        printf("%8.3f the path takes %lu bytes of UDP payload, which carry %lu bytes of data\n", at, (unsigned long)size,
               (unsigned long)search->fits);
        break;
    }
    fflush(stdout);
}

/* A little data shows that the size matters; after a search it is as much as fits. */
static int talk(struct connection *connection, struct search *search, enum next *next)
{
    unsigned char message[MAX_MESSAGE];
    int length = search->fits == 0 ? 1 : (int)search->fits;

    memset(message, 'x', (size_t)length);
    search->fits = 0;
    clock_gettime(CLOCK_MONOTONIC, &search->spoke);
    return send_message(connection, message, length, next);
}

static int probe(struct connection *connection)
{
    const struct options *options = connection->options;
    struct search search;
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;

    memset(&search, 0, sizeof(search));
    clock_gettime(CLOCK_MONOTONIC, &search.began);
    search.spoke = search.began;
    FERRODTLS_set_path_mtu_cb(connection->ssl, tell, &search);
    if (!FERRODTLS_search_path_mtu(connection->ssl, 0, 0, CONFIRM_SECONDS)) {
        fprintf(stderr, "FERRODTLS_search_path_mtu: ");
        ERR_print_errors_fp(stderr);
        return 0;
    }
    for (;;) {
        int got = receive_message(connection, buffer, sizeof(buffer), &next);
        int complete = FERRODTLS_get_path_mtu_phase(connection->ssl) == FERRODTLS_PATH_MTU_COMPLETE;

        if (got < 0)
            return next == NEXT_CLOSED;
        if (got > 1)
            printf("%8.3f a message of %d bytes came\n", seconds_since(&search.began), got);
        if (search.fits == 0 && seconds_since(&search.spoke) < (double)options->timeout)
            continue;
        if (!talk(connection, &search, &next))
            return next == NEXT_CLOSED;
        if (complete && options->remote != NULL && options->count != 0 && search.completed >= options->count)
            return 1;
    }
}

int main(int argc, char **argv)
{
    static const struct service pmtu_probe = { "pmtu probe", "23237", 1, &udp, probe, probe, prepare };

    return example_main(argc, argv, &pmtu_probe);
}

#else

int main(int argc, char **argv)
{
    (void)argc;
    fprintf(stderr, "%s: built for %s, which has no heartbeats\n", argv[0], OPENSSL_VERSION_TEXT);
    return 2;
}

#endif
