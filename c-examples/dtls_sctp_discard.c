/* Discard (RFC 863) over DTLS over SCTP: the client sends on each stream in turn, the server reads and answers nothing. */
#include "sctp_common.h"

static int serve(struct connection *connection)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    int got;

    while ((got = receive_message(connection, buffer, sizeof(buffer), &next)) >= 0)
        if (got > 0)
            show_message(connection, got);
    return next == NEXT_CLOSED;
}

static int use(struct connection *connection)
{
    const struct options *options = connection->options;
    unsigned char message[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;
    unsigned long i;

    for (i = 0; options->count == 0 || i < (unsigned long)options->count; i++) {
        int length = next_payload(connection, message, (int)options->length);

        if (length == 0)
            break;
        choose_next_stream(connection);
        if (!send_message(connection, message, length, &next))
            return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    static const struct service discard = { "discard", "23233", 5, &sctp, serve, use, NULL };

    return example_main(argc, argv, &discard);
}
