/* Discard (RFC 863) over DTLS: the client sends, the server reads and answers nothing. */
#include "udp_common.h"

static int serve(struct connection *connection)
{
    unsigned char buffer[MAX_MESSAGE];
    enum next next = NEXT_AGAIN;

    while (receive_message(connection, buffer, sizeof(buffer), &next) >= 0)
        ;
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
        if (!send_message(connection, message, length, &next))
            return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    static const struct service discard = { "discard", "23233", 5, &udp, serve, use, NULL };

    return example_main(argc, argv, &discard);
}
