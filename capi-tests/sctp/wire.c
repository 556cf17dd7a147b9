/*
 * What an eavesdropper on the loopback interface sees of SCTP over IPv4, and what a forger can do there.
 *   wire watch        until it is told to end: every DATA and FORWARD-TSN chunk must be behind an AUTH chunk (RFC 4895)
 *   wire forge PORT   follows the association with the server at PORT until a line comes on its standard input, then sends the
 *                     server chunks with the right tag, ports and numbers, but without the key. None may be taken.
 *   wire control      the same forged chunks on an association without authentication: they must be taken
 * Needs CAP_NET_RAW.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sctp.h>

enum chunk_type { CHUNK_DATA = 0, CHUNK_SACK = 3, CHUNK_AUTH = 15, CHUNK_I_DATA = 64, CHUNK_FORWARD_TSN = 192, CHUNK_I_FORWARD_TSN = 194 };

#define SCTP_HEADER 12
#define STREAM 5          /* that of the scenario "forged" */
#define ASSOCIATIONS 4096
#define PATIENCE 300      /* milliseconds in which a server would acknowledge */

static volatile sig_atomic_t ended;

static void end(int number)
{
    (void)number;
    ended = 1;
}

static void demand(int good, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void demand(int good, const char *format, ...)
{
    va_list arguments;

    if (good)
        return;
    printf("wire: ");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
    exit(1);
}

static uint32_t get32(const unsigned char *data)
{
    return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

static unsigned get16(const unsigned char *data)
{
    return (unsigned)data[0] << 8 | data[1];
}

static void put32(unsigned char *data, uint32_t value)
{
    data[0] = (unsigned char)(value >> 24);
    data[1] = (unsigned char)(value >> 16);
    data[2] = (unsigned char)(value >> 8);
    data[3] = (unsigned char)value;
}

static void put16(unsigned char *data, unsigned value)
{
    data[0] = (unsigned char)(value >> 8);
    data[1] = (unsigned char)value;
}

/* ---- capture ---- */

/* Bound to IPv4, it is told of what is received, not of what is sent as well: on this interface both are the same. */
static int open_capture(void)
{
    int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP)), room = 100 << 20;

    demand(fd >= 0, "no packet socket: %s", strerror(errno));
    demand(setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) == 0, "the capture's buffer: %s", strerror(errno));
    return fd;
}

/* The next packet of SCTP, without the IP header. 0: none within `milliseconds`, or told to end. */
static int capture(int fd, unsigned char **packet, int milliseconds)
{
    static unsigned char data[1 << 20];
    struct pollfd descriptor = {fd, POLLIN, 0};

    while (!ended && poll(&descriptor, 1, milliseconds) > 0) {
        ssize_t size = recv(fd, data, sizeof data, MSG_TRUNC);
        int header = (data[0] & 15) * 4;

        demand(size <= (ssize_t)sizeof data, "a packet of %ld bytes", (long)size);
        if (size >= header + SCTP_HEADER && data[9] == IPPROTO_SCTP) {
            *packet = data + header;
            return (int)size - header;
        }
    }
    return 0;
}

/* Steps through the chunks: *at begins as 0. NULL behind the last one. Packets that the kernel has put together to cut them
 * later hold the chunks of all of them. */
static const unsigned char *next_chunk(const unsigned char *packet, int size, int *at, int *length)
{
    const unsigned char *chunk;

    if (*at == 0)
        *at = SCTP_HEADER;
    if (*at + 4 > size)
        return NULL;
    chunk = packet + *at;
    *length = (int)get16(chunk + 2);
    demand(*length >= 4 && *at + *length <= size, "a chunk of %d bytes at %d of %d", *length, *at, size);
    *at += (*length + 3) & ~3;
    return chunk;
}

static int must_be_authenticated(int type)
{
    return type == CHUNK_DATA || type == CHUNK_I_DATA || type == CHUNK_FORWARD_TSN || type == CHUNK_I_FORWARD_TSN;
}

/* ---- watch ---- */

struct association {
    unsigned ports[2];   /* the smaller one first */
    unsigned first_key, highest_key;
    unsigned long chunks;
};

static struct association associations[ASSOCIATIONS];
static int known;

static struct association *association_of(const unsigned char *packet)
{
    unsigned source = get16(packet), destination = get16(packet + 2);
    unsigned low = source < destination ? source : destination, high = source ^ destination ^ low;
    int i;

    for (i = known - 1; i >= 0; i--)
        if (associations[i].ports[0] == low && associations[i].ports[1] == high)
            return &associations[i];
    demand(known < ASSOCIATIONS, "too many associations");
    associations[known].ports[0] = low;
    associations[known].ports[1] = high;
    return &associations[known++];
}

static void watch(void)
{
    unsigned long packets = 0, chunks = 0, forward = 0, bare = 0;
    struct tpacket_stats lost;
    socklen_t length = sizeof lost;
    unsigned highest = 0;
    unsigned char *packet;
    int fd = open_capture(), size, i;

    printf("watching\n");
    fflush(stdout);
    while (!ended) {
        struct association *association;
        const unsigned char *chunk;
        int at = 0, chunk_length, authenticated = 0;

        if ((size = capture(fd, &packet, 500)) == 0)
            continue;
        packets++;
        association = association_of(packet);
        while ((chunk = next_chunk(packet, size, &at, &chunk_length)) != NULL) {
            if (chunk[0] == CHUNK_AUTH && chunk_length >= 8) {
                unsigned key = get16(chunk + 4);

                authenticated = 1;
                if (association->chunks == 0)
                    association->first_key = key;
                if (key > association->highest_key)
                    association->highest_key = key;
            }
            if (must_be_authenticated(chunk[0])) {
                association->chunks++;
                chunks++;
                forward += chunk[0] == CHUNK_FORWARD_TSN || chunk[0] == CHUNK_I_FORWARD_TSN;
                bare += !authenticated;
            }
        }
    }
    demand(getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &lost, &length) == 0, "what was lost: %s", strerror(errno));
    for (i = 0; i < known; i++) {
        demand(associations[i].chunks == 0 || (associations[i].first_key == 0 && associations[i].highest_key > 0),
               "an association began with key %u and had none above %u", associations[i].first_key, associations[i].highest_key);
        if (associations[i].highest_key > highest)
            highest = associations[i].highest_key;
    }
    printf("wire: %d associations, %lu packets, %lu DATA and %lu FORWARD-TSN chunks, keys 0 to %u; %lu without AUTH, %u not seen\n",
           known, packets, chunks - forward, forward, highest, bare, lost.tp_drops);
    demand(chunks > 0 && bare == 0 && lost.tp_drops == 0, "not all chunks were seen to be authenticated");
}

/* ---- forge ---- */

/* What a forger knows of the way from the client to the server. */
struct view {
    unsigned source, port;
    uint32_t tag, tsn;          /* of the last DATA chunk */
    unsigned number;            /* of the stream's last message */
    unsigned char auth[100];    /* the last AUTH chunk */
    int auth_length;
    uint32_t acknowledged;      /* by the server */
};

static void follow(struct view *view, const unsigned char *packet, int size)
{
    const unsigned char *chunk;
    int at = 0, length;

    while ((chunk = next_chunk(packet, size, &at, &length)) != NULL) {
        if (get16(packet + 2) != view->port) {
            if (chunk[0] == CHUNK_SACK && get16(packet) == view->port)
                view->acknowledged = get32(chunk + 4);
            continue;
        }
        if (chunk[0] == CHUNK_AUTH && length <= (int)sizeof view->auth) {
            memcpy(view->auth, chunk, (size_t)length);
            view->auth_length = length;
        }
        if (chunk[0] == CHUNK_DATA) {
            view->source = get16(packet);
            view->tag = get32(packet + 4);
            view->tsn = get32(chunk + 4);
            if (get16(chunk + 8) == STREAM)
                view->number = get16(chunk + 10);
        }
    }
}

/* CRC32c (RFC 9260, appendix A). */
static uint32_t checksum(const unsigned char *data, int length)
{
    uint32_t crc = 0xffffffff;
    int i, bit;

    for (i = 0; i < length; i++) {
        crc ^= data[i];
        for (bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
    }
    return ~crc;
}

/* Sends chunks as the client would. */
static void inject(const struct view *view, const unsigned char *chunks, int length)
{
    struct sockaddr_in to;
    unsigned char packet[2000];
    uint32_t crc;
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_SCTP);

    demand(fd >= 0, "no raw socket: %s", strerror(errno));
    memset(&to, 0, sizeof to);
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    put16(packet, view->source);
    put16(packet + 2, view->port);
    put32(packet + 4, view->tag);
    put32(packet + 8, 0);
    memcpy(packet + SCTP_HEADER, chunks, (size_t)length);
    crc = checksum(packet, SCTP_HEADER + length);
    /* The one number of SCTP with its lowest byte first. */
    packet[8] = (unsigned char)crc;
    packet[9] = (unsigned char)(crc >> 8);
    packet[10] = (unsigned char)(crc >> 16);
    packet[11] = (unsigned char)(crc >> 24);
    demand(sendto(fd, packet, (size_t)(SCTP_HEADER + length), 0, (struct sockaddr *)&to, sizeof to) == SCTP_HEADER + length,
           "sendto: %s", strerror(errno));
    close(fd);
}

/* A whole message, the next on the stream, that looks like a record of application data. */
static int forged_data(const struct view *view, unsigned char *chunk)
{
    static const unsigned char record[] = {23, 254, 253, 0, 1, 0, 0, 0, 0, 0, 99, 0, 3, 1, 2, 3};

    chunk[0] = CHUNK_DATA;
    chunk[1] = 3;
    put16(chunk + 2, 16 + sizeof record);
    put32(chunk + 4, view->tsn + 1);
    put16(chunk + 8, STREAM);
    put16(chunk + 10, (view->number + 1) & 0xffff);
    put32(chunk + 12, 0);
    memcpy(chunk + 16, record, sizeof record);
    return 16 + (int)sizeof record;
}

/* Would skip the next message of the stream. */
static int forged_forward_tsn(const struct view *view, unsigned char *chunk)
{
    chunk[0] = CHUNK_FORWARD_TSN;
    chunk[1] = 0;
    put16(chunk + 2, 12);
    put32(chunk + 4, view->tsn + 1);
    put16(chunk + 8, STREAM);
    put16(chunk + 10, (view->number + 1) & 0xffff);
    return 12;
}

/* 1: the server acknowledges what the client has not sent. */
static int taken(int fd, struct view *view)
{
    struct view seen = *view;
    unsigned char *packet;
    int size;

    while ((size = capture(fd, &packet, PATIENCE)) > 0) {
        follow(&seen, packet, size);
        if (seen.acknowledged == view->tsn + 1)
            return 1;
    }
    return 0;
}

static void try(int fd, struct view *view, const char *what, const unsigned char *chunks, int length)
{
    inject(view, chunks, length);
    demand(!taken(fd, view), "%s was taken", what);
    printf("wire: %s was not taken\n", what);
}

static void forge_all(int fd, struct view *view)
{
    unsigned char chunks[300];
    int length = view->auth_length, i;

    demand(view->acknowledged == view->tsn, "the server has acknowledged %u of %u", view->acknowledged, view->tsn);
    demand(length > 8 && get16(view->auth + 4) > 0, "no AUTH chunk under the key of a handshake was seen");
    try(fd, view, "DATA without AUTH", chunks, forged_data(view, chunks));
    try(fd, view, "FORWARD-TSN without AUTH", chunks, forged_forward_tsn(view, chunks));
    memcpy(chunks, view->auth, (size_t)length);
    try(fd, view, "DATA behind an AUTH of other DATA", chunks, length + forged_data(view, chunks + length));
    try(fd, view, "FORWARD-TSN behind an AUTH of DATA", chunks, length + forged_forward_tsn(view, chunks + length));
    put16(chunks + 4, 0);
    try(fd, view, "DATA under key 0", chunks, length + forged_data(view, chunks + length));
    put16(chunks + 4, 1000);
    try(fd, view, "DATA under a key that does not exist", chunks, length + forged_data(view, chunks + length));
    memcpy(chunks, view->auth, (size_t)length);
    for (i = 8; i < length; i++)
        chunks[i] = (unsigned char)rand();
    try(fd, view, "DATA behind a wrong HMAC", chunks, length + forged_data(view, chunks + length));
    put16(chunks + 6, 77);
    try(fd, view, "DATA behind an unknown HMAC", chunks, length + forged_data(view, chunks + length));
    put16(chunks + 2, 8);
    try(fd, view, "DATA behind an AUTH without HMAC", chunks, 8 + forged_data(view, chunks + 8));
}

static void forge(int port)
{
    struct pollfd descriptors[2] = {{0, POLLIN, 0}, {open_capture(), POLLIN, 0}};
    struct view view;
    unsigned char *packet;
    int size;

    memset(&view, 0, sizeof view);
    view.port = (unsigned)port;
    printf("following\n");
    fflush(stdout);
    do {
        demand(poll(descriptors, 2, 60000) > 0, "nothing comes");
        while ((size = capture(descriptors[1].fd, &packet, 0)) > 0)
            follow(&view, packet, size);
    } while (descriptors[0].revents == 0);
    demand(view.tag != 0, "no association with port %d was seen", port);
    forge_all(descriptors[1].fd, &view);
}

/* ---- control: the forger's packets are good enough for an association that authenticates nothing ---- */

static void send_on_stream(int fd, const char *text)
{
    struct iovec piece = {(char *)text, strlen(text)};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct sctp_sndrcvinfo))];
    } extra;
    struct msghdr message = {NULL, 0, &piece, 1, &extra, sizeof extra, 0};
    struct sctp_sndrcvinfo how;

    memset(&how, 0, sizeof how);
    how.sinfo_stream = STREAM;
    memset(&extra, 0, sizeof extra);
    extra.header.cmsg_level = IPPROTO_SCTP;
    extra.header.cmsg_type = SCTP_SNDRCV;
    extra.header.cmsg_len = CMSG_LEN(sizeof how);
    memcpy(CMSG_DATA(&extra.header), &how, sizeof how);
    demand(sendmsg(fd, &message, 0) == (ssize_t)strlen(text), "sendmsg: %s", strerror(errno));
}

/* An association over which one message went; the server's socket. */
static int plain_association(struct view *view, int watcher)
{
    struct sctp_initmsg streams = {10, 10, 0, 0};
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    unsigned char data[100], *packet;
    int server = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP), client = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP), fd, size;

    demand(server >= 0 && client >= 0, "no SCTP: %s", strerror(errno));
    setsockopt(server, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof streams);
    setsockopt(client, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof streams);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    demand(bind(server, (struct sockaddr *)&address, length) == 0 && listen(server, 1) == 0, "listen: %s", strerror(errno));
    getsockname(server, (struct sockaddr *)&address, &length);
    demand(connect(client, (struct sockaddr *)&address, length) == 0, "connect: %s", strerror(errno));
    fd = accept(server, NULL, NULL);
    send_on_stream(client, "genuine");
    demand(recv(fd, data, sizeof data, 0) == 7, "a message: %s", strerror(errno));
    memset(view, 0, sizeof *view);
    view->port = ntohs(address.sin_port);
    while ((size = capture(watcher, &packet, PATIENCE)) > 0)
        follow(view, packet, size);
    return fd;
}

static void control(void)
{
    struct view view;
    unsigned char chunk[100], data[100];
    int watcher = open_capture(), fd = plain_association(&view, watcher);

    inject(&view, chunk, forged_data(&view, chunk));
    demand(taken(watcher, &view), "forged DATA was not acknowledged where nothing is authenticated");
    demand(recv(fd, data, sizeof data, MSG_DONTWAIT) == 16 && data[0] == 23, "forged DATA did not come");
    plain_association(&view, watcher);
    inject(&view, chunk, forged_forward_tsn(&view, chunk));
    demand(taken(watcher, &view), "forged FORWARD-TSN was not acknowledged where nothing is authenticated");
    printf("wire: where nothing is authenticated forged DATA and FORWARD-TSN are taken\n");
}

int main(int argc, char **argv)
{
    signal(SIGTERM, end);
    srand(4895);
    if (argc == 2 && strcmp(argv[1], "watch") == 0)
        watch();
    else if (argc == 3 && strcmp(argv[1], "forge") == 0)
        forge(atoi(argv[2]));
    else if (argc == 2 && strcmp(argv[1], "control") == 0)
        control();
    else
        return 2;
    return 0;
}
