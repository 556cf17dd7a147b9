/*
 * What the DTLS examples share: options, the verify callback, reading and
 * writing; and for those over UDP the cookie, the listener that gives each
 * client a thread, and the client's connection. Each example is server and
 * client in one program; it is a client when a remote address is on the
 * command line. sctp_common.h has what is different over SCTP.
 */
#ifndef UDP_COMMON_H
#define UDP_COMMON_H

#include <stdio.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <openssl/ssl.h>

struct addrinfo;

#define MAX_MESSAGE 16384     /* the largest record DTLS carries, in bytes */
#define RECEIVE_TIMEOUT 5     /* seconds a blocking read waits */
#define MAX_SILENT 5          /* time-outs in a row after which a peer counts as gone */
#define MAX_REFUSED 50        /* ICMP errors in a row after which a peer counts as gone */

struct options {
    const char *program;
    const char *remote;       /* NULL: be the server */
    const char *local;        /* address to bind; NULL: any */
    const char *port;
    const char *certificate;  /* PEM chain, own certificate first */
    const char *key;          /* PEM */
    const char *authorities;  /* PEM; given: the peer's chain must lead there */
    const char *ciphers;
    const char *input;        /* data to send; NULL: a made-up pattern */
    const char *output;       /* where received data goes; NULL: nowhere */
    int version;              /* DTLS1_VERSION, DTLS1_2_VERSION or 0: any */
    int family;               /* AF_INET, AF_INET6 or AF_UNSPEC */
    long timeout;             /* seconds */
    long mtu;                 /* bytes; 0: ask the socket */
    long length;              /* bytes a message */
    long count;               /* messages; 0: no limit */
    int verbose;
    int reliable;             /* the transport is: nothing is lost, and its errors are true */
    long streams;             /* SCTP: how many are used, in turn */
    long lifetime;            /* SCTP: milliseconds until a message is given up; 0: never */
    int unordered;            /* SCTP: streams keep no order */
};

union address {
    struct sockaddr_storage storage;
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* What happened on one connection. */
struct tally {
    unsigned long sent, received;                 /* messages */
    unsigned long sent_bytes, received_bytes;
    unsigned long timeouts;                       /* socket time-outs that expired */
    unsigned long refused;                        /* ICMP errors that were ignored */
    unsigned silent, refused_in_row;              /* since something last worked */
};

struct connection {
    SSL *ssl;
    const struct options *options;
    struct tally tally;
    FILE *input, *output;
    unsigned long position;                       /* in the made-up pattern */
};

/* What to do after a call that did not work. */
enum next { NEXT_AGAIN, NEXT_CLOSED, NEXT_FAILED };

struct service;

/* What runs a service over sockets of some kind until it is over; false: something went wrong. */
struct transport {
    const char *name;
    int reliable;
    const char *letters, *usage;  /* of its own options */
    int (*serve)(SSL_CTX *ctx, const struct options *options, const struct service *service, const struct addrinfo *where);
    /* `from`: the address to bind, or NULL. */
    int (*use)(SSL_CTX *ctx, const struct options *options, const struct service *service, const struct addrinfo *where,
               const struct addrinfo *from);
};

extern const struct transport udp;

struct service {
    const char *name;
    const char *port;         /* default */
    long count;               /* default number of messages of the client */
    const struct transport *transport;
    /* Both run on an established connection; false: something went wrong. */
    int (*serve)(struct connection *connection);
    int (*use)(struct connection *connection);
    /* Settings of its own, or NULL; false: they failed. */
    int (*prepare)(SSL_CTX *ctx);
};

int example_main(int argc, char **argv, const struct service *service);
/* False: the command line is wrong, and the usage has been printed. */
int parse_options(int argc, char **argv, const struct service *service, struct options *options);

/* One whole message; false: the connection is over, *next says how. */
int send_message(struct connection *connection, const void *data, int length, enum next *next);
/* 1: something came from the peer, 0: nothing within `milliseconds`. */
int peer_spoke(struct connection *connection, int milliseconds);
/* Bytes of the next message; 0: nothing came within the time-out; below 0: over, *next says how. */
int receive_message(struct connection *connection, void *buffer, int size, enum next *next);
/* The next bytes to send, from the input file or the pattern; 0 at the end of the file. */
int next_payload(struct connection *connection, unsigned char *buffer, int length);

/* For transports: */
socklen_t address_length(const union address *address);
const char *address_text(const union address *address, char *text, size_t size);
void set_receive_timeout(SSL *ssl, long seconds);
/* Input and output of a connection; false: one cannot be opened, and it was told. */
int open_files(struct connection *connection, const struct options *options);
/* SSL_accept or SSL_connect; false: it did not work, and it was told. */
int handshake(struct connection *connection, int (*call)(SSL *), const char *name);
void print_peer(SSL *ssl);
/* Frees the SSL and prints the tally. */
void close_connection(struct connection *connection, const char *who);

#endif
