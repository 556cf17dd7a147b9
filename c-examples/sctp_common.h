/*
 * What the DTLS examples over SCTP (RFC 6083) share: the listener that gives
 * each client a thread, the client's connection, the notifications of the
 * association, and the streams of messages. Needs a kernel with SCTP, and
 * there net.sctp.auth_enable=1.
 */
#ifndef SCTP_COMMON_H
#define SCTP_COMMON_H

#include "udp_common.h"

extern const struct transport sctp;

/* Prints the stream and the number of the message that was just received; the stream. */
int show_message(struct connection *connection, int length);
/* The next messages go on `stream`, unordered and with a lifetime if the options say so. */
void choose_stream(struct connection *connection, int stream);
/* The same for each stream in turn. */
void choose_next_stream(struct connection *connection);

#endif
