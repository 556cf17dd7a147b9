#define _POSIX_C_SOURCE 200809L
#include "sctp_common.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The interface of RFC 6458, as the kernel has it. */
#include <linux/sctp.h>

#include <openssl/bio.h>
#include <openssl/err.h>

/* What a client's thread gets; it owns all of it. */
struct client {
    SSL_CTX *ctx;
    int fd;
    union address peer;
    const struct options *options;
    const struct service *service;
};

/* ---- notifications ---- */

static const char *change_text(unsigned state)
{
    static const char *const texts[] = { "is up", "is lost", "was started anew by the peer", "has ended", "could not begin" };

    return state < sizeof(texts) / sizeof(*texts) ? texts[state] : "has changed";
}

static void print_address_change(const struct sctp_paddr_change *change)
{
    union address address;
    char text[100];

    address.storage = change->spc_aaddr;
    printf("peer's address %s has state %d\n", address_text(&address, text, sizeof(text)), change->spc_state);
}

static void print_notification(BIO *bio, void *context, void *buffer)
{
    const union sctp_notification *notification = buffer;
    const char *who = context;

    (void)bio;
    printf("%s: notification: ", who);
    switch (notification->sn_header.sn_type) {
    case SCTP_ASSOC_CHANGE:
        printf("the association %s, streams %u out, %u in\n", change_text(notification->sn_assoc_change.sac_state),
               notification->sn_assoc_change.sac_outbound_streams, notification->sn_assoc_change.sac_inbound_streams);
        break;
    case SCTP_PEER_ADDR_CHANGE:
        print_address_change(&notification->sn_paddr_change);
        break;
    case SCTP_SEND_FAILED_EVENT:
        printf("a message was given up\n");
        break;
    case SCTP_REMOTE_ERROR:
        printf("the peer reports error %u\n", ntohs(notification->sn_remote_error.sre_error));
        break;
    case SCTP_SHUTDOWN_EVENT:
        printf("the peer ends the association\n");
        break;
    case SCTP_PARTIAL_DELIVERY_EVENT:
        printf("the rest of a message will not come\n");
        break;
    case SCTP_AUTHENTICATION_EVENT:
        printf("key %u for chunks is %s\n", notification->sn_authkey_event.auth_keynumber,
               notification->sn_authkey_event.auth_indication == SCTP_AUTH_FREE_KEY ? "free" : "new");
        break;
    case SCTP_SENDER_DRY_EVENT:
        printf("the peer has received all messages\n");
        break;
    default:
        printf("kind 0x%x\n", notification->sn_header.sn_type);
    }
}

static int subscribe(int fd)
{
    static const unsigned short kinds[] = {
        SCTP_ASSOC_CHANGE, SCTP_PEER_ADDR_CHANGE, SCTP_SEND_FAILED_EVENT, SCTP_REMOTE_ERROR, SCTP_SHUTDOWN_EVENT,
    };
    const int on = 1;
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct sctp_event event;

        memset(&event, 0, sizeof(event));
        event.se_type = kinds[i];
        event.se_on = 1;
        if (setsockopt(fd, IPPROTO_SCTP, SCTP_EVENT, &event, sizeof(event)) != 0)
            return 0;
    }
    /* Asks for the stream of each message. */
    return setsockopt(fd, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)) == 0;
}

/* ---- streams ---- */

int show_message(struct connection *connection, int length)
{
    struct bio_dgram_sctp_rcvinfo info;

    memset(&info, 0, sizeof(info));
    BIO_ctrl(SSL_get_rbio(connection->ssl), BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof(info), &info);
    if (info.rcv_flags & SCTP_UNORDERED)
        printf("%d bytes on stream %u, unordered\n", length, info.rcv_sid);
    else
        printf("%d bytes on stream %u, number %u\n", length, info.rcv_sid, info.rcv_ssn);
    return info.rcv_sid;
}

void choose_stream(struct connection *connection, int stream)
{
    const struct options *options = connection->options;
    BIO *bio = SSL_get_wbio(connection->ssl);
    struct bio_dgram_sctp_sndinfo info;
    struct bio_dgram_sctp_prinfo reliability;

    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_SNDINFO, sizeof(info), &info);
    info.snd_sid = (unsigned short)stream;
    info.snd_flags = options->unordered ? SCTP_UNORDERED : 0;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof(info), &info);
    memset(&reliability, 0, sizeof(reliability));
    reliability.pr_policy = options->lifetime > 0 ? SCTP_PR_SCTP_TTL : SCTP_PR_SCTP_NONE;
    reliability.pr_value = (unsigned)options->lifetime;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof(reliability), &reliability);
}

void choose_next_stream(struct connection *connection)
{
    choose_stream(connection, (int)(connection->tally.sent % (unsigned long)connection->options->streams));
}

/* ---- sockets ---- */

static int open_socket(int family, const struct options *options)
{
    const int on = 1, off = 0;
    struct sctp_initmsg streams;
    int fd = socket(family, SOCK_STREAM, IPPROTO_SCTP);

    if (fd < 0)
        return -1;
    memset(&streams, 0, sizeof(streams));
    streams.sinit_num_ostreams = streams.sinit_max_instreams = (unsigned short)options->streams;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    if (setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof(streams)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* A session over the socket, which is closed with it. NULL: it did not work; the socket is closed. */
static SSL *new_session(SSL_CTX *ctx, int fd, const char *who)
{
    BIO *bio = BIO_new_dgram_sctp(fd, BIO_CLOSE);
    SSL *ssl = bio != NULL && subscribe(fd) ? SSL_new(ctx) : NULL;

    if (ssl == NULL) {
        ERR_print_errors_fp(stderr);
        if (bio == NULL)
            close(fd);
        BIO_free(bio);
        return NULL;
    }
    BIO_dgram_sctp_notification_cb(bio, print_notification, (void *)who);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

/* Says that this side is done, and reads until the peer is: close_notify goes out when all before it has been received. */
static void say_goodbye(SSL *ssl)
{
    unsigned char buffer[MAX_MESSAGE];

    if (SSL_shutdown(ssl) == 0)
        while (SSL_read(ssl, buffer, sizeof(buffer)) > 0)
            ;
}

/* ---- server ---- */

static void *client_thread(void *argument)
{
    struct client *client = argument;
    struct connection connection;
    char name[100];

    memset(&connection, 0, sizeof(connection));
    address_text(&client->peer, name, sizeof(name));
    connection.ssl = new_session(client->ctx, client->fd, name);
    if (connection.ssl != NULL) {
        set_receive_timeout(connection.ssl, client->options->timeout);
        if (open_files(&connection, client->options) && handshake(&connection, SSL_accept, "SSL_accept")
            && client->service->serve(&connection))
            say_goodbye(connection.ssl);
        close_connection(&connection, name);
    }
    free(client);
    return NULL;
}

/* A listening socket. Its BIO makes it ask for authenticated chunks, which both sides agree on when an association begins. */
static int open_listener(const union address *local, const struct options *options, BIO **bio)
{
    int fd = open_socket(local->any.sa_family, options);

    if (fd < 0 || bind(fd, &local->any, address_length(local)) != 0) {
        perror("server's socket");
    } else if ((*bio = BIO_new_dgram_sctp(fd, BIO_CLOSE)) == NULL) {
        ERR_print_errors_fp(stderr);
    } else if (listen(fd, 5) != 0) {
        perror("listen");
        BIO_free(*bio);
        return -1;
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static int serve_sctp(SSL_CTX *ctx, const struct options *options, const struct service *service,
                      const struct addrinfo *where)
{
    union address local;
    socklen_t length = sizeof(local);
    char name[100];
    BIO *bio = NULL;
    int fd;

    memset(&local, 0, sizeof(local));
    memcpy(&local, where->ai_addr, where->ai_addrlen);
    fd = open_listener(&local, options, &bio);
    if (fd < 0 || getsockname(fd, &local.any, &length) != 0)
        return 0;
    printf("%s listens on %s\n", service->name, address_text(&local, name, sizeof(name)));
    fflush(stdout);
    for (;;) {
        struct client *client = calloc(1, sizeof(*client));
        pthread_t thread;

        if (client == NULL)
            break;
        length = sizeof(client->peer);
        client->ctx = ctx;
        client->options = options;
        client->service = service;
        client->fd = accept(fd, &client->peer.any, &length);
        if (client->fd >= 0 && pthread_create(&thread, NULL, client_thread, client) == 0) {
            pthread_detach(thread);
            continue;
        }
        perror("a client");
        if (client->fd >= 0)
            close(client->fd);
        free(client);
    }
    BIO_free(bio);
    return 0;
}

/* ---- client ---- */

static int use_sctp(SSL_CTX *ctx, const struct options *options, const struct service *service,
                    const struct addrinfo *where, const struct addrinfo *from)
{
    struct connection connection;
    int fd = open_socket(where->ai_family, options), good;

    memset(&connection, 0, sizeof(connection));
    if (fd < 0 || (from != NULL && bind(fd, from->ai_addr, from->ai_addrlen) != 0)) {
        perror("client's socket");
        if (fd >= 0)
            close(fd);
        return 0;
    }
    /* The BIO comes before the association. */
    connection.ssl = new_session(ctx, fd, "client");
    if (connection.ssl == NULL)
        return 0;
    if (connect(fd, where->ai_addr, where->ai_addrlen) != 0) {
        perror("connect");
        SSL_free(connection.ssl);
        return 0;
    }
    set_receive_timeout(connection.ssl, options->timeout);
    good = open_files(&connection, options) && handshake(&connection, SSL_connect, "SSL_connect");
    if (good) {
        if (options->verbose)
            print_peer(connection.ssl);
        good = service->use(&connection);
        say_goodbye(connection.ssl);
    }
    close_connection(&connection, "client");
    return good;
}

const struct transport sctp = {
    "SCTP", 1, "S:T:u",
    "  -S streams   use so many streams, in turn (1)\n"
    "  -T ms        give a message up that is not sent within so many milliseconds\n"
    "  -u           unordered messages\n",
    serve_sctp, use_sctp,
};
