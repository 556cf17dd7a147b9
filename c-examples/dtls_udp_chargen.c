/* Character generator (RFC 864) over DTLS: the server sends until the client closes; the client reads. */
#define _POSIX_C_SOURCE 200809L
#include "udp_common.h"

#define PAUSE 1               /* milliseconds between two messages */

static int serve(struct connection *connection)
{
    const struct options *options = connection->options;
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    unsigned long i;

    for (i = 0; options->count == 0 || i < (unsigned long)options->count; i++) {
        int length = next_payload(connection, buffer, (int)options->length);

        if (length == 0 || !send_message(connection, buffer, length, &next))
            break;
        if (peer_spoke(connection, PAUSE) && receive_message(connection, buffer, sizeof(buffer), &next) < 0)
            break;
    }
    /* All is sent: the client closes first, so that it gets what is still on its way. */
    while (next == NEXT_AGAIN && receive_message(connection, buffer, sizeof(buffer), &next) >= 0)
        ;
    return next == NEXT_CLOSED;
}

static int use(struct connection *connection)
{
    const struct options *options = connection->options;
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;

    while (options->count == 0 || connection->tally.received < (unsigned long)options->count) {
        int got = receive_message(connection, buffer, sizeof(buffer), &next);

        if (got < 0)
            return next == NEXT_CLOSED;
        if (got > 0 && options->verbose && options->output == NULL)
            printf("%.*s\n", got, (const char *)buffer);
    }
    return 1;
}

int main(int argc, char **argv)
{
    static const struct service chargen = { "chargen", "23234", 5, &udp, serve, use, NULL };

    return example_main(argc, argv, &chargen);
}
