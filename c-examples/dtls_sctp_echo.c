/* Echo (RFC 862) over DTLS over SCTP: the server sends each message back on its stream; the client checks every byte. */
#include "sctp_common.h"

#include <string.h>

static int serve(struct connection *connection)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;

    for (;;) {
        int got = receive_message(connection, buffer, sizeof(buffer), &next);

        if (got == 0)
            continue;
        if (got < 0)
            return next == NEXT_CLOSED;
        choose_stream(connection, show_message(connection, got));
        if (!send_message(connection, buffer, got, &next))
            return next == NEXT_CLOSED;
    }
}

/* Waits for the echo of `expected` on `stream`. 0: the connection is over or the echo is wrong. */
static int await_echo(struct connection *connection, const unsigned char *expected, int length, int stream)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    int got, came_on;

    do
        got = receive_message(connection, buffer, sizeof(buffer), &next);
    while (got == 0);
    if (got < 0)
        return 0;
    came_on = show_message(connection, got);
    if (got == length && came_on == stream && memcmp(buffer, expected, (size_t)length) == 0)
        return 1;
    fprintf(stderr, "the echo differs: %d bytes came back of %d, on stream %d instead of %d\n", got, length, came_on, stream);
    return 0;
}

static int use(struct connection *connection)
{
    const struct options *options = connection->options;
    unsigned char message[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    unsigned long i;

    for (i = 0; options->count == 0 || i < (unsigned long)options->count; i++) {
        int length = next_payload(connection, message, (int)options->length);
        int stream = (int)(i % (unsigned long)options->streams);

        if (length == 0)
            break;
        choose_stream(connection, stream);
        if (!send_message(connection, message, length, &next) || !await_echo(connection, message, length, stream))
            return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    static const struct service echo = { "echo", "23232", 5, &sctp, serve, use, NULL };

    return example_main(argc, argv, &echo);
}
