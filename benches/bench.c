/*
 * Handshakes and records a second, and the heap that an idle connection holds, of whatever OpenSSL it runs over.
 * Usage: bench SECONDS DIRECTORY-WITH-KEYS. Each line of the output is: name, value, unit, separated by tabs.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#define SLOTS 32
#define SLOT_SIZE 2048
#define IDLE_PAIRS 200

/* A ring of datagrams, one direction. It allocates nothing while it runs. */
struct ring {
    unsigned char data[SLOTS][SLOT_SIZE];
    int length[SLOTS];
    unsigned first, count;
};

struct ends {
    struct ring *in, *out;
};

struct pair {
    struct ends client_ends, server_ends;
    struct ring up, down;
    SSL *client, *server;
};

static double budget = 1.0;

static void need(int good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int ring_write(BIO *bio, const char *data, int length)
{
    struct ring *out = ((struct ends *)BIO_get_data(bio))->out;
    unsigned place = (out->first + out->count) % SLOTS;

    BIO_clear_retry_flags(bio);
    need(length <= SLOT_SIZE && out->count < SLOTS, "the ring is too small");
    memcpy(out->data[place], data, (size_t)length);
    out->length[place] = length;
    out->count++;
    return length;
}

static int ring_read(BIO *bio, char *data, int size)
{
    struct ring *in = ((struct ends *)BIO_get_data(bio))->in;
    int length;

    BIO_clear_retry_flags(bio);
    if (in->count == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    length = in->length[in->first] < size ? in->length[in->first] : size;
    memcpy(data, in->data[in->first], (size_t)length);
    in->first = (in->first + 1) % SLOTS;
    in->count--;
    return length;
}

static long ring_ctrl(BIO *bio, int command, long number, void *pointer)
{
    (void)bio;
    (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT:
        return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
        return 1472;
    case BIO_CTRL_DGRAM_SET_MTU:
        return number;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
        return 28;
    default:
        return 0;
    }
}

static int ring_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

static BIO *ring_bio(struct ends *ends)
{
    static BIO_METHOD *method;
    BIO *bio;

    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ring");
        BIO_meth_set_write(method, ring_write);
        BIO_meth_set_read(method, ring_read);
        BIO_meth_set_ctrl(method, ring_ctrl);
        BIO_meth_set_create(method, ring_create);
    }
    bio = BIO_new(method);
    need(bio != NULL, "BIO_new");
    BIO_set_data(bio, ends);
    return bio;
}

static unsigned int client_key(SSL *ssl, const char *hint, char *identity, unsigned int most_identity, unsigned char *psk, unsigned int most)
{
    (void)ssl;
    (void)hint;
    need(most >= 16 && most_identity >= 3, "room for the key");
    strcpy(identity, "me");
    memset(psk, 'k', 16);
    return 16;
}

static unsigned int server_key(SSL *ssl, const char *identity, unsigned char *psk, unsigned int most)
{
    (void)ssl;
    need(most >= 16 && strcmp(identity, "me") == 0, "identity");
    memset(psk, 'k', 16);
    return 16;
}

/* What a pair agrees on. */
struct setup {
    const char *ciphers;
    /* Name of the server's certificate and key. */
    const char *credentials;
    const char *groups;
    int mutual;
};

/* P-256 is among the groups in any case: the certificates use it. */
static const struct setup USUAL = { "ECDHE-ECDSA-AES128-GCM-SHA256", "server-ec", "X25519:P-256", 0 };

static SSL_CTX *context(int server, const struct setup *setup)
{
    SSL_CTX *ctx = SSL_CTX_new(server ? DTLS_server_method() : DTLS_client_method());
    const char *name = server ? setup->credentials : "client-ec";
    char file[64];

    need(ctx != NULL, "SSL_CTX_new");
    SSL_CTX_set_max_proto_version(ctx, DTLS1_2_VERSION);
    need(SSL_CTX_set_cipher_list(ctx, setup->ciphers) == 1, setup->ciphers);
    need(SSL_CTX_set1_groups_list(ctx, setup->groups) == 1, "groups");
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
    SSL_CTX_set_dh_auto(ctx, 1);
    if (strstr(setup->ciphers, "PSK") != NULL) {
        SSL_CTX_set_psk_client_callback(ctx, client_key);
        SSL_CTX_set_psk_server_callback(ctx, server_key);
        return ctx;
    }
    if (server || setup->mutual) {
        snprintf(file, sizeof(file), "%s.chain", name);
        need(SSL_CTX_use_certificate_chain_file(ctx, file) == 1, file);
        snprintf(file, sizeof(file), "%s.key", name);
        need(SSL_CTX_use_PrivateKey_file(ctx, file, SSL_FILETYPE_PEM) == 1, file);
    }
    if (!server || setup->mutual) {
        need(SSL_CTX_load_verify_locations(ctx, "inter.crt", NULL) == 1, "inter.crt");
        need(SSL_CTX_load_verify_locations(ctx, "root.crt", NULL) == 1, "root.crt");
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    }
    return ctx;
}

static void begin(struct pair *pair, SSL_CTX *client, SSL_CTX *server)
{
    BIO *bio;

    pair->up.count = pair->down.count = 0;
    pair->client_ends.in = pair->server_ends.out = &pair->down;
    pair->client_ends.out = pair->server_ends.in = &pair->up;
    pair->client = SSL_new(client);
    pair->server = SSL_new(server);
    need(pair->client != NULL && pair->server != NULL, "SSL_new");
    bio = ring_bio(&pair->client_ends);
    SSL_set_bio(pair->client, bio, bio);
    bio = ring_bio(&pair->server_ends);
    SSL_set_bio(pair->server, bio, bio);
    SSL_set_connect_state(pair->client);
    SSL_set_accept_state(pair->server);
}

static void handshake(SSL *client, SSL *server)
{
    int left = 0, right = 0, i;

    for (i = 0; i < 20 && (left != 1 || right != 1); i++) {
        if (left != 1)
            left = SSL_do_handshake(client);
        if (right != 1)
            right = SSL_do_handshake(server);
    }
    need(left == 1 && right == 1, "handshake");
}

static void end(struct pair *pair)
{
    SSL_free(pair->client);
    SSL_free(pair->server);
}

static void handshakes(const char *name, const struct setup *setup)
{
    SSL_CTX *client = context(0, setup), *server = context(1, setup);
    struct pair *pair = calloc(1, sizeof(*pair));
    double start, used;
    long count = 0;

    begin(pair, client, server);
    handshake(pair->client, pair->server);
    end(pair);
    start = now();
    do {
        begin(pair, client, server);
        handshake(pair->client, pair->server);
        end(pair);
        count++;
        used = now() - start;
    } while (used < budget);
    printf("%s\t%.0f\thandshakes/s\n", name, (double)count / used);
    free(pair);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

/* Without a shutdown the session would be given up. */
static void close_quietly(struct pair *pair)
{
    SSL_set_shutdown(pair->client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_set_shutdown(pair->server, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    end(pair);
}

static void resumptions(const char *name, int ticket)
{
    SSL_CTX *client = context(0, &USUAL), *server = context(1, &USUAL);
    struct pair *pair = calloc(1, sizeof(*pair));
    SSL_SESSION *session;
    double start, used;
    long count = 0;

    if (ticket) {
        SSL_CTX_clear_options(client, SSL_OP_NO_TICKET);
        SSL_CTX_clear_options(server, SSL_OP_NO_TICKET);
    }
    SSL_CTX_set_session_cache_mode(server, SSL_SESS_CACHE_SERVER);
    begin(pair, client, server);
    handshake(pair->client, pair->server);
    session = SSL_get1_session(pair->client);
    close_quietly(pair);
    start = now();
    do {
        begin(pair, client, server);
        need(SSL_set_session(pair->client, session) == 1, "SSL_set_session");
        handshake(pair->client, pair->server);
        need(SSL_session_reused(pair->client) && SSL_session_reused(pair->server), "resumption");
        close_quietly(pair);
        count++;
        used = now() - start;
    } while (used < budget);
    printf("%s\t%.0f\thandshakes/s\n", name, (double)count / used);
    SSL_SESSION_free(session);
    free(pair);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

/* One record at a time from the client to the server. */
static void pump(const char *name, SSL *client, SSL *server, int size)
{
    unsigned char data[1500], got[1500];
    double start, used;
    long count = 0;
    int i;

    memset(data, 'x', sizeof(data));
    start = now();
    do {
        for (i = 0; i < 256; i++) {
            need(SSL_write(client, data, size) == size, "SSL_write");
            need(SSL_read(server, got, sizeof(got)) == size, "SSL_read");
        }
        count += 256;
        used = now() - start;
    } while (used < budget);
    need(memcmp(data, got, (size_t)size) == 0, "the record came through changed");
    printf("%s\t%.0f\trecords/s\n", name, (double)count / used);
}

static void records_in_memory(void)
{
    SSL_CTX *client = context(0, &USUAL), *server = context(1, &USUAL);
    struct pair *pair = calloc(1, sizeof(*pair));

    begin(pair, client, server);
    handshake(pair->client, pair->server);
    pump("1200-byte records, memory", pair->client, pair->server, 1200);
    pump("128-byte records, memory", pair->client, pair->server, 128);
    end(pair);
    free(pair);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

static int bound(struct sockaddr_in *name)
{
    socklen_t length = sizeof(*name);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(name, 0, sizeof(*name));
    name->sin_family = AF_INET;
    name->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    need(fd >= 0 && bind(fd, (struct sockaddr *)name, length) == 0
         && getsockname(fd, (struct sockaddr *)name, &length) == 0, "socket");
    return fd;
}

static SSL *over_udp(SSL_CTX *ctx, int fd, struct sockaddr_in *peer)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_CLOSE);

    need(connect(fd, (struct sockaddr *)peer, sizeof(*peer)) == 0, "connect");
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, peer);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

static void records_over_udp(void)
{
    SSL_CTX *client_ctx = context(0, &USUAL), *server_ctx = context(1, &USUAL);
    struct sockaddr_in left, right;
    int one = bound(&left), two = bound(&right), on = 1;
    SSL *client, *server;

    client = over_udp(client_ctx, one, &right);
    server = over_udp(server_ctx, two, &left);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    BIO_socket_nbio(one, on);
    BIO_socket_nbio(two, on);
    handshake(client, server);
    BIO_socket_nbio(one, 0);
    BIO_socket_nbio(two, 0);
    pump("1200-byte records, UDP", client, server, 1200);
    pump("128-byte records, UDP", client, server, 128);
    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
}

static size_t heap(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

/* What established connections hold that have passed data and now wait. */
static void idle(void)
{
    static struct pair *pairs[IDLE_PAIRS];
    SSL_CTX *client = context(0, &USUAL), *server = context(1, &USUAL);
    char byte;
    size_t before;
    int i;

    for (i = 0; i < IDLE_PAIRS; i++) {
        pairs[i] = calloc(1, sizeof(*pairs[i]));
        need(pairs[i] != NULL, "memory");
    }
    begin(pairs[0], client, server);
    handshake(pairs[0]->client, pairs[0]->server);
    end(pairs[0]);
    before = heap();
    for (i = 0; i < IDLE_PAIRS; i++) {
        begin(pairs[i], client, server);
        handshake(pairs[i]->client, pairs[i]->server);
        need(SSL_write(pairs[i]->client, "x", 1) == 1 && SSL_read(pairs[i]->server, &byte, 1) == 1, "data");
    }
    printf("heap of an idle pair\t%.2f\tKiB\n", (double)(heap() - before) / IDLE_PAIRS / 1024);
    for (i = 0; i < IDLE_PAIRS; i++) {
        end(pairs[i]);
        free(pairs[i]);
    }
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

/* One suite of each family of key exchanges, and one of each record protection. */
static void suites(void)
{
    static const struct {
        const char *name, *credentials, *ciphers;
    } exchanges[] = {
        { "ECDHE-ECDSA", "server-ec", "ECDHE-ECDSA-AES128-GCM-SHA256" },
        { "ECDHE-RSA", "server-rsa", "ECDHE-RSA-AES128-GCM-SHA256" },
        { "DHE-RSA", "server-rsa", "DHE-RSA-AES128-GCM-SHA256" },
        { "RSA", "server-rsa", "AES128-GCM-SHA256" },
        { "PSK", NULL, "PSK-AES128-GCM-SHA256" },
        { "ECDHE-PSK", NULL, "ECDHE-PSK-AES128-CBC-SHA256" },
        { "DHE-PSK", NULL, "DHE-PSK-AES128-GCM-SHA256" },
    };
    static const char *const ciphers[] = {
        "PSK-AES256-GCM-SHA384", "PSK-CHACHA20-POLY1305", "PSK-AES128-CCM", "PSK-AES128-CCM8",
        "PSK-AES128-CBC-SHA", "PSK-AES128-CBC-SHA256", "PSK-AES256-CBC-SHA384",
    };
    char label[64];
    size_t i;

    for (i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++) {
        struct setup setup = { exchanges[i].ciphers, exchanges[i].credentials, "X25519:P-256", 0 };

        snprintf(label, sizeof(label), "handshake, %s", exchanges[i].name);
        handshakes(label, &setup);
    }
    for (i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++) {
        struct setup setup = { ciphers[i], NULL, "X25519:P-256", 0 };
        SSL_CTX *client = context(0, &setup), *server = context(1, &setup);
        struct pair *pair = calloc(1, sizeof(*pair));

        begin(pair, client, server);
        handshake(pair->client, pair->server);
        snprintf(label, sizeof(label), "1200-byte records, %s", ciphers[i] + strlen("PSK-"));
        pump(label, pair->client, pair->server, 1200);
        end(pair);
        free(pair);
        SSL_CTX_free(client);
        SSL_CTX_free(server);
    }
}

int main(int argc, char **argv)
{
    struct setup other;

    if (argc != 3 || chdir(argv[2]) != 0) {
        fprintf(stderr, "usage: bench SECONDS DIRECTORY\n");
        return 2;
    }
    budget = atof(argv[1]);
    SSL_library_init();
    other = USUAL;
    handshakes("full handshake, X25519", &other);
    other.groups = "P-256";
    handshakes("full handshake, P-256", &other);
    other = USUAL;
    other.mutual = 1;
    handshakes("mutual authentication, X25519", &other);
    resumptions("resumption by ID", 0);
    resumptions("resumption by ticket", 1);
    records_in_memory();
    records_over_udp();
    idle();
    /* There are many of these: a fraction of the time does. */
    budget /= 4;
    suites();
    return 0;
}
