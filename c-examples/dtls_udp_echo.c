/* Echo (RFC 862) over DTLS: the server sends each message back; the client checks every byte of the echo. */
#include "udp_common.h"

#include <string.h>

static int serve(struct connection *connection)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;

    for (;;) {
        int got = receive_message(connection, buffer, sizeof(buffer), &next);

        if (got == 0)
            continue;
        if (got < 0 || !send_message(connection, buffer, got, &next))
            return next == NEXT_CLOSED;
    }
}

/* Waits for the echo of `expected`. 1: it came, 0: lost, -1: the connection is over or the echo is wrong. */
static int await_echo(struct connection *connection, const unsigned char *expected, int length)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    int got = receive_message(connection, buffer, sizeof(buffer), &next);

    if (got <= 0)
        return got;
    if (got == length && memcmp(buffer, expected, (size_t)length) == 0)
        return 1;
    fprintf(stderr, "the echo differs: %d bytes came back of %d\n", got, length);
    return -1;
}

static int use(struct connection *connection)
{
    const struct options *options = connection->options;
    unsigned char message[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    unsigned long i, lost = 0;

    for (i = 0; options->count == 0 || i < (unsigned long)options->count; i++) {
        int length = next_payload(connection, message, (int)options->length);
        int came;

        if (length == 0)
            break;
        if (!send_message(connection, message, length, &next))
            return 0;
        came = await_echo(connection, message, length);
        if (came < 0)
            return 0;
        if (came == 0)
            lost++;
    }
    if (lost > 0)
        fprintf(stderr, "%lu echoes did not come\n", lost);
    return lost == 0;
}

int main(int argc, char **argv)
{
    static const struct service echo = { "echo", "23232", 5, &udp, serve, use, NULL };

    return example_main(argc, argv, &echo);
}
