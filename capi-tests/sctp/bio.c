/*
 * BIO_s_datagram_sctp between two processes over the kernel's SCTP, IPv4 and IPv6. The server does what the first byte
 * of a message says; the client checks. Needs a kernel with SCTP and net.sctp.auth_enable=1.
 */
#define _GNU_SOURCE
#include "helpers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/sctp.h>

#define LARGEST 18445

static int failures;

static void must(int good, const char *what)
{
    failures += !good;
    show(what, "%s", good ? "yes" : "NO");
    if (!good)
        ERR_print_errors_fp(stderr);
}

static void demand(int good, const char *what)
{
    must(good, what);
    if (!good)
        exit(1);
}

struct seen {
    int changes, shutdowns, dries, keys;
};

static void notified(BIO *bio, void *context, void *buffer)
{
    union sctp_notification *notification = buffer;
    struct seen *seen = context;

    (void)bio;
    switch (notification->sn_header.sn_type) {
    case SCTP_ASSOC_CHANGE:
        seen->changes++;
        break;
    case SCTP_SHUTDOWN_EVENT:
        seen->shutdowns++;
        break;
    case SCTP_SENDER_DRY_EVENT:
        seen->dries++;
        break;
    case SCTP_AUTHENTICATION_EVENT:
        seen->keys += notification->sn_authkey_event.auth_indication == SCTP_AUTH_FREE_KEY;
        break;
    }
}

static void subscribe(int fd, int kind)
{
    struct sctp_event event = {0, (uint16_t)kind, 1};

    demand(setsockopt(fd, IPPROTO_SCTP, SCTP_EVENT, &event, sizeof event) == 0, "subscribed");
}

static socklen_t loopback(int family, struct sockaddr_storage *address, int port)
{
    struct sockaddr_in *four = (struct sockaddr_in *)address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)address;

    memset(address, 0, sizeof *address);
    address->ss_family = (sa_family_t)family;
    if (family == AF_INET) {
        four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        four->sin_port = (in_port_t)port;
        return sizeof *four;
    }
    six->sin6_addr = in6addr_loopback;
    six->sin6_port = (in_port_t)port;
    return sizeof *six;
}

/* Small messages shall not wait for acknowledgements. */
static void without_delay(int fd)
{
    int on = 1;

    demand(setsockopt(fd, IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof on) == 0, "without delay");
}

static int sctp_socket(int family)
{
    int fd = socket(family, SOCK_STREAM, IPPROTO_SCTP);

    demand(fd >= 0, "the kernel has SCTP");
    without_delay(fd);
    return fd;
}

/* A listening socket at a free port, which is returned in network order. */
static int listener(int family, int *port, int receive_buffer)
{
    struct sockaddr_storage address;
    socklen_t length = loopback(family, &address, 0);
    int fd = sctp_socket(family);

    if (receive_buffer != 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    demand(bind(fd, (struct sockaddr *)&address, length) == 0 && listen(fd, 5) == 0, "listening");
    length = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &length);
    *port = family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port : ((struct sockaddr_in6 *)&address)->sin6_port;
    return fd;
}

static int join(int fd, int family, int port)
{
    struct sockaddr_storage address;
    socklen_t length = loopback(family, &address, port);

    return connect(fd, (struct sockaddr *)&address, length);
}

static void fill(unsigned char *data, int length, int command)
{
    int i;

    for (i = 0; i < length; i++)
        data[i] = (unsigned char)(i * 31 + length);
    data[0] = (unsigned char)command;
}

static int active_key(int fd)
{
    struct sctp_authkeyid key = {0, 0};
    socklen_t length = sizeof key;

    return getsockopt(fd, IPPROTO_SCTP, SCTP_AUTH_ACTIVE_KEY, &key, &length) == 0 ? key.scact_keynumber : -1;
}

/* Whether the kernel refuses to use a key: it is gone. */
static int key_is_gone(int fd, int number)
{
    struct sctp_authkeyid key = {0, (uint16_t)number};

    return setsockopt(fd, IPPROTO_SCTP, SCTP_AUTH_ACTIVE_KEY, &key, sizeof key) != 0;
}

static long add_key(BIO *bio, int seed)
{
    unsigned char key[64];

    memset(key, seed, sizeof key);
    return BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_ADD_AUTH_KEY, sizeof key, key);
}

static void send_command(BIO *bio, int command)
{
    unsigned char data[8];

    fill(data, sizeof data, command);
    demand(BIO_write(bio, data, sizeof data) == sizeof data, "sent");
}

static void expect_command(BIO *bio, int command)
{
    unsigned char data[LARGEST];
    int got = BIO_read(bio, data, sizeof data);

    if (got != 8 || data[0] != command)
        printf("got %d bytes, '%c'\n", got, got > 0 ? data[0] : ' ');
    demand(got == 8 && data[0] == command, "came");
}

static void answer_as_asked(BIO *bio, const unsigned char *data, int length)
{
    struct bio_dgram_sctp_rcvinfo came;
    struct bio_dgram_sctp_sndinfo next;

    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof came, &came);
    memset(&next, 0, sizeof next);
    next.snd_sid = came.rcv_sid;
    next.snd_flags = came.rcv_flags & SCTP_UNORDERED;
    next.snd_ppid = came.rcv_ppid;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof next, &next);
    if (BIO_write(bio, data, length) != length)
        demand(0, "echoed");
}

static void serve(int listening)
{
    static unsigned char data[LARGEST];
    struct timeval limit = {2, 0};
    struct seen seen = {0, 0, 0, 0};
    int fd = accept(listening, NULL, NULL), keys = 0, got, point = 1000, parts = 0, waits = 0;
    BIO *bio = BIO_new_dgram_sctp(fd, BIO_CLOSE);

    without_delay(fd);
    demand(bio != NULL, "server: BIO of the accepted socket");
    demand(BIO_dgram_sctp_notification_cb(bio, notified, &seen) == 0, "server: callback");
    subscribe(fd, SCTP_SHUTDOWN_EVENT);
    for (;;) {
        got = BIO_read(bio, data, sizeof data);
        if (got < 0 && BIO_should_read(bio)) {
            waits++;
            usleep(1000);
            continue;
        }
        if (got <= 0)
            break;
        switch (data[0]) {
        case 'e':
            answer_as_asked(bio, data, got);
            break;
        case 'p': /* A reader that does not wait, for messages that come in parts. */
            demand(setsockopt(fd, IPPROTO_SCTP, SCTP_PARTIAL_DELIVERY_POINT, &point, sizeof point) == 0, "server: in parts");
            fcntl(fd, F_SETFL, O_NONBLOCK);
            parts = 1;
            answer_as_asked(bio, data, got);
            break;
        case 'o': /* The next message is longer than its reader's place. */
            answer_as_asked(bio, data, got);
            got = BIO_read(bio, data, 10);
            must(got == 10, "server: what fits of a long message");
            answer_as_asked(bio, data, 8);
            break;
        case 'k':
            must(add_key(bio, ++keys) == 0, "server: key added");
            answer_as_asked(bio, data, got);
            break;
        case 'c':
            must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_AUTH_CCS_RCVD, 0, NULL) == 0, "server: ChangeCipherSpec told");
            break;
        case 'f':
            must(BIO_dgram_sctp_wait_for_dry(bio) == 1, "server: dry");
            send_command(bio, 'c');
            must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY, 0, NULL) == 0, "server: key used");
            send_command(bio, 'f');
            must(active_key(fd) == keys, "server: active key");
            must(key_is_gone(fd, keys - 1), "server: old key gone");
            break;
        case 'x': /* What comes now is authenticated with a key that is not ours: nothing comes. */
            must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &limit) == 1, "server: time-out set");
            answer_as_asked(bio, data, got);
            got = BIO_read(bio, data, sizeof data);
            must(got == -1 && BIO_should_read(bio) && BIO_dgram_recv_timedout(bio) == 1,
                 "server: a message under another key does not come");
            BIO_free(bio);
            exit(failures != 0);
        }
    }
    must(got == 0 && BIO_eof(bio) == 1, "server: the end");
    must(seen.shutdowns == 1, "server: told of the shutdown");
    must(parts == (waits > 0), "server: has waited, if it was to read parts");
    BIO_free(bio);
    exit(failures != 0);
}

static void echo(BIO *bio, int length)
{
    static unsigned char sent[LARGEST], came[LARGEST];
    int got;

    fill(sent, length, 'e');
    if (BIO_write(bio, sent, length) != length)
        demand(0, "written");
    got = BIO_read(bio, came, sizeof came);
    if (got != length || memcmp(sent, came, (size_t)length) != 0) {
        printf("length %d: got %d\n", length, got);
        demand(0, "the same message");
    }
}

static void sizes(BIO *bio)
{
    static const int edges[] = {1, 2, 3, 100, 1452, 1453, 1500, 9000, 16383, 16384, LARGEST};
    size_t i;
    int length;

    for (i = 0; i < sizeof edges / sizeof *edges; i++)
        echo(bio, edges[i]);
    for (length = 4; length <= 16384; length += 389)
        echo(bio, length);
    must(1, "messages of 1 to 18445 bytes");
}

static void streams(BIO *bio)
{
    struct bio_dgram_sctp_sndinfo next, kept;
    struct bio_dgram_sctp_rcvinfo came;
    struct bio_dgram_sctp_prinfo policy = {SCTP_PR_SCTP_TTL, 5000}, back;
    int stream, good = 1, round;

    memset(&next, 0, sizeof next);
    for (round = 0; round < 3; round++)
        for (stream = 0; stream < 8; stream++) {
            next.snd_sid = (uint16_t)stream;
            next.snd_flags = 0;
            next.snd_ppid = htonl(0x1000u + (unsigned)stream);
            good &= BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof next, &next) == sizeof next;
            echo(bio, 200);
            good &= BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof came, &came) == sizeof came;
            good &= came.rcv_sid == stream && came.rcv_ppid == next.snd_ppid && (came.rcv_flags & SCTP_UNORDERED) == 0;
            /* Stream 0 has had the messages of the test before. */
            good &= stream == 0 || came.rcv_ssn == round;
        }
    must(good, "stream, number and protocol of each message");
    next.snd_flags = SCTP_UNORDERED;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof next, &next);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_SNDINFO, sizeof kept, &kept);
    must(memcmp(&next, &kept, sizeof kept) == 0, "the information is kept");
    echo(bio, 300);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof came, &came);
    must((came.rcv_flags & SCTP_UNORDERED) != 0, "unordered");
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof policy, &policy);
    memset(&back, 0, sizeof back);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_PRINFO, sizeof back, &back);
    must(back.pr_policy == SCTP_PR_SCTP_TTL && back.pr_value == 5000, "the policy is kept");
    echo(bio, 5000);
    policy.pr_policy = 0x70;
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof policy, &policy);
    must(BIO_write(bio, "e", 1) == -1 && !BIO_should_retry(bio), "the policy reaches the kernel");
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE, 1, NULL);
    echo(bio, 100);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof came, &came);
    must(came.rcv_sid == 0 && came.rcv_ppid == 0 && (came.rcv_flags & SCTP_UNORDERED) == 0, "a handshake: stream 0, ordered");
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE, 0, NULL);
    memset(&policy, 0, sizeof policy);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_PRINFO, sizeof policy, &policy);
    memset(&next, 0, sizeof next);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof next, &next);
}

/* As a DTLS handshake moves the keys, without DTLS. */
static void keys(BIO *bio, int fd, struct seen *seen)
{
    int round, freed = seen->keys;

    for (round = 1; round <= 3; round++) {
        must(add_key(bio, round) == 0, "key added");
        send_command(bio, 'k');
        expect_command(bio, 'k');
        must(active_key(fd) == round - 1, "not used yet");
        must(BIO_dgram_sctp_wait_for_dry(bio) == 1, "dry");
        send_command(bio, 'c');
        must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY, 0, NULL) == 0, "key used");
        must(active_key(fd) == round, "active key");
        send_command(bio, 'f');
        expect_command(bio, 'c');
        must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_AUTH_CCS_RCVD, 0, NULL) == 0, "ChangeCipherSpec told");
        expect_command(bio, 'f');
        must(key_is_gone(fd, round - 1), "old key gone");
        must(active_key(fd) == round, "active key stays");
        echo(bio, 1000);
        echo(bio, 16384);
    }
    must(seen->keys > freed, "told that keys are free");
}

static int wait_for_message(BIO *bio)
{
    int tries;

    for (tries = 0; tries < 2000 && BIO_dgram_sctp_msg_waiting(bio) == 0; tries++)
        usleep(2000);
    return BIO_dgram_sctp_msg_waiting(bio);
}

static void waiting_and_dry(BIO *bio, int fd, struct seen *seen)
{
    unsigned char data[100];
    int dries = seen->dries, tries;

    must(BIO_dgram_sctp_msg_waiting(bio) == 0, "no message waits");
    send_command(bio, 'e');
    must(wait_for_message(bio) == 1, "a message waits");
    /* That nothing is outstanding cannot be told past a message. */
    must(BIO_dgram_sctp_wait_for_dry(bio) == 0, "a message is before the dry event");
    expect_command(bio, 'e');
    must(BIO_dgram_sctp_wait_for_dry(bio) == 1, "dry after it was read");
    must(BIO_dgram_sctp_wait_for_dry(bio) == 1, "still dry");
    must(seen->dries > dries, "told of it");
    fcntl(fd, F_SETFL, O_NONBLOCK);
    must(BIO_read(bio, data, sizeof data) == -1 && BIO_should_read(bio), "nothing to read yet");
    send_command(bio, 'e');
    must(wait_for_message(bio) == 1, "a message waits");
    expect_command(bio, 'e');
    for (tries = 0; tries < 1000 && BIO_dgram_sctp_wait_for_dry(bio) == 0; tries++)
        usleep(1000);
    must(BIO_dgram_sctp_wait_for_dry(bio) == 1, "dry in the end");
    fcntl(fd, F_SETFL, 0);
}

/* A close_notify waits for that by itself: sent while something is outstanding, or behind a message that is not read. */
static void saved(BIO *bio, int fd, int pause)
{
    unsigned char data[100];

    fcntl(fd, F_SETFL, O_NONBLOCK);
    send_command(bio, 'e');
    usleep((useconds_t)pause);
    must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SAVE_SHUTDOWN, 1, NULL) == 1, "messages wait until dry");
    must(BIO_write(bio, "e-saved", 7) == 7, "taken");
    must(wait_for_message(bio) == 1, "a message waits");
    expect_command(bio, 'e');
    must(wait_for_message(bio) == 1, "the saved one comes back");
    must(BIO_read(bio, data, sizeof data) == 7 && memcmp(data, "e-saved", 7) == 0, "it is the same");
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_SAVE_SHUTDOWN, 0, NULL);
    fcntl(fd, F_SETFL, 0);
}

static BIO *client(int family, int port, struct seen *seen)
{
    int fd = sctp_socket(family);
    BIO *bio = BIO_dgram_sctp_new(fd, BIO_CLOSE);

    demand(bio != NULL, "BIO of a new socket");
    must(BIO_dgram_is_sctp(bio) == 1, "it is an SCTP BIO");
    must(BIO_dgram_sctp_notification_cb(bio, notified, seen) == 0, "callback");
    subscribe(fd, SCTP_ASSOC_CHANGE);
    demand(join(fd, family, port) == 0, "connected");
    return bio;
}

static void finished(pid_t child, const char *what)
{
    int status = -1;

    waitpid(child, &status, 0);
    must(status == 0, what);
}

static pid_t server(int listening)
{
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        alarm(60);
        failures = 0;
        serve(listening);
    }
    return child;
}

/* Messages larger than what the server's socket keeps: their parts must be read one by one. */
static void in_parts(int family)
{
    struct seen seen = {0, 0, 0, 0};
    int port, listening = listener(family, &port, 4096), i;
    BIO *first = BIO_new_dgram_sctp(listening, BIO_CLOSE), *bio;
    pid_t child;

    demand(first != NULL, "BIO of a listening socket with a small buffer");
    child = server(listening);
    bio = client(family, port, &seen);
    send_command(bio, 'p');
    expect_command(bio, 'p');
    for (i = 0; i < 3; i++)
        echo(bio, 16384 - i);
    BIO_free(bio);
    finished(child, "the server is content");
    BIO_free(first);
}

static void run_family(int family)
{
    static unsigned char data[5000];
    struct seen seen = {0, 0, 0, 0};
    int port, listening = listener(family, &port, 0), fd;
    BIO *first = BIO_new_dgram_sctp(listening, BIO_NOCLOSE), *bio;
    BIO_ADDR *peer = BIO_ADDR_new();
    pid_t child;

    show("family", "%s", family == AF_INET ? "IPv4" : "IPv6");
    demand(first != NULL, "BIO of the listening socket");
    child = server(listening);
    bio = client(family, port, &seen);
    BIO_get_fd(bio, &fd);
    must(BIO_ctrl(bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL) == 16384, "the MTU of RFC 6083");
    BIO_dgram_get_peer(bio, peer);
    must(BIO_ADDR_family(peer) == family && BIO_ADDR_rawport(peer) == port, "the peer's address");
    echo(bio, 10);
    must(seen.changes == 1, "told that the association is up");
    sizes(bio);
    streams(bio);
    waiting_and_dry(bio, fd, &seen);
    saved(bio, fd, 0);
    saved(bio, fd, 300000);
    keys(bio, fd, &seen);
    send_command(bio, 'o');
    expect_command(bio, 'o');
    fill(data, sizeof data, 'e');
    must(BIO_write(bio, data, sizeof data) == sizeof data, "a long message");
    must(BIO_read(bio, data, sizeof data) == 8, "answered");
    echo(bio, 50);
    BIO_free(bio);
    finished(child, "the server is content");

    child = server(listening);
    bio = client(family, port, &seen);
    send_command(bio, 'k');
    expect_command(bio, 'k');
    add_key(bio, 99);
    send_command(bio, 'x');
    expect_command(bio, 'x');
    must(BIO_ctrl(bio, BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY, 0, NULL) == 0, "another key used");
    send_command(bio, 'e');
    finished(child, "the server is content");
    BIO_free(bio);
    BIO_free(first);
    close(listening);
    in_parts(family);
    BIO_ADDR_free(peer);
}

static void refuses(int fd, const char *what, int reason, int library)
{
    unsigned long code;

    ERR_clear_error();
    must(BIO_new_dgram_sctp(fd, BIO_NOCLOSE) == NULL, what);
    code = ERR_peek_error();
    must(ERR_GET_REASON(code) == reason && ERR_GET_LIB(code) == library, "the error tells why");
    ERR_print_errors_fp(stdout);
}

static void set_authentication(const char *value)
{
    FILE *setting = fopen("/proc/sys/net/sctp/auth_enable", "w");

    demand(setting != NULL && fputs(value, setting) >= 0 && fclose(setting) == 0, "net.sctp.auth_enable set");
}

/* Without authenticated chunks there is no BIO, or no message. */
static void unauthenticated(void)
{
    unsigned char data[100];
    int port, listening = listener(AF_INET, &port, 0), fd = sctp_socket(AF_INET), accepted;
    BIO *bio;

    demand(join(fd, AF_INET, port) == 0, "connected without a BIO");
    refuses(fd, "no BIO for an association without authentication", BIO_R_CONNECT_ERROR, ERR_LIB_BIO);
    close(fd);
    close(listening);

    listening = listener(AF_INET, &port, 0);
    bio = BIO_new_dgram_sctp(listening, BIO_NOCLOSE);
    demand(bio != NULL, "BIO of the listening socket");
    BIO_free(bio);
    fd = sctp_socket(AF_INET);
    demand(join(fd, AF_INET, port) == 0, "a client that asks for no authentication");
    accepted = accept(listening, NULL, NULL);
    bio = BIO_new_dgram_sctp(accepted, BIO_CLOSE);
    demand(bio != NULL, "BIO of the accepted socket");
    demand(send(fd, "plain", 5, 0) == 5, "sent");
    must(BIO_read(bio, data, sizeof data) == -1 && !BIO_should_retry(bio), "its messages are refused");
    ERR_print_errors_fp(stdout);
    BIO_free(bio);
    close(fd);
    close(listening);

    set_authentication("0");
    fd = sctp_socket(AF_INET);
    refuses(fd, "no BIO where the kernel does not authenticate", EACCES, ERR_LIB_SYS);
    close(fd);
    set_authentication("1");
}

int main(void)
{
    alarm(100);
    run_family(AF_INET);
    run_family(AF_INET6);
    unauthenticated();
    show_int("failures", failures);
    return failures != 0;
}
