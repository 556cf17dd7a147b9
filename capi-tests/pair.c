#include "pair.h"

struct ends {
    struct link *in, *out;
    struct timeval next_timeout;
    int exceeded;                /* the last write was refused */
};

void link_put(struct link *link, const void *data, size_t length)
{
    unsigned place = (link->first + link->count) % LINK_DATAGRAMS;

    link->written++;
    link->total += length;
    if (length > link->largest)
        link->largest = length;
    if ((link->written >= link->lose_from && link->written <= link->lose_to) || link->count == LINK_DATAGRAMS)
        return;
    if (link->passes > 0 && length > link->passes)
        return;
    link->data[place] = malloc(length > 0 ? length : 1);
    memcpy(link->data[place], data, length);
    link->length[place] = length;
    link->count++;
}

static void link_drop(struct link *link)
{
    free(link->data[link->first]);
    link->first = (link->first + 1) % LINK_DATAGRAMS;
    link->count--;
}

void link_clear(struct link *link)
{
    while (link->count > 0)
        link_drop(link);
}

static int end_write(BIO *bio, const char *data, int length)
{
    struct ends *ends = BIO_get_data(bio);

    BIO_clear_retry_flags(bio);
    if (ends->out->takes > 0 && (size_t)length > ends->out->takes) {
        ends->exceeded = 1;
        return -1;
    }
    link_put(ends->out, data, (size_t)length);
    return length;
}

static int end_read(BIO *bio, char *data, int size)
{
    struct ends *ends = BIO_get_data(bio);
    struct link *in = ends->in;
    size_t length;

    BIO_clear_retry_flags(bio);
    if (in->count == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    length = in->length[in->first];
    if (length > (size_t)size)
        length = (size_t)size;
    memcpy(data, in->data[in->first], length);
    link_drop(in);
    return (int)length;
}

static long end_ctrl(BIO *bio, int command, long number, void *pointer)
{
    struct ends *ends = BIO_get_data(bio);
    int exceeded;

    switch (command) {
    case BIO_CTRL_FLUSH:
    case BIO_CTRL_DUP:
        return 1;
    case BIO_CTRL_PENDING:
        return ends->in->count > 0 ? (long)ends->in->length[ends->in->first] : 0;
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_MTU:
        return ends->out->mtu;
    case BIO_CTRL_DGRAM_SET_MTU:
        ends->out->mtu = number;
        return number;
    case BIO_CTRL_DGRAM_MTU_EXCEEDED:
        exceeded = ends->exceeded;
        ends->exceeded = 0;
        return exceeded;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
        return 28;
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT:
        if (pointer != NULL)
            memcpy(&ends->next_timeout, pointer, sizeof(ends->next_timeout));
        return 1;
    default:
        return 0;
    }
}

static int end_create(BIO *bio)
{
    BIO_set_data(bio, calloc(1, sizeof(struct ends)));
    BIO_set_init(bio, 1);
    return 1;
}

static int end_destroy(BIO *bio)
{
    free(BIO_get_data(bio));
    BIO_set_data(bio, NULL);
    return 1;
}

static BIO_METHOD *end_method(void)
{
    static BIO_METHOD *method;

    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "link");
        need(method != NULL, "BIO_meth_new");
        BIO_meth_set_write(method, end_write);
        BIO_meth_set_read(method, end_read);
        BIO_meth_set_ctrl(method, end_ctrl);
        BIO_meth_set_create(method, end_create);
        BIO_meth_set_destroy(method, end_destroy);
    }
    return method;
}

BIO *link_bio(struct link *in, struct link *out)
{
    BIO *bio = BIO_new(end_method());
    struct ends *ends;

    need(bio != NULL, "BIO_new");
    ends = BIO_get_data(bio);
    ends->in = in;
    ends->out = out;
    return bio;
}

SSL_CTX *pair_context(int server, const char *credentials, const char *authorities)
{
    SSL_CTX *ctx = SSL_CTX_new(server ? DTLS_server_method() : DTLS_client_method());

    need(ctx != NULL, "SSL_CTX_new");
    if (credentials != NULL) {
        char chain[100], key[100];

        snprintf(chain, sizeof(chain), "%s.chain", credentials);
        snprintf(key, sizeof(key), "%s.key", credentials);
        need(SSL_CTX_use_certificate_chain_file(ctx, chain) == 1, chain);
        need(SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) == 1, key);
    }
    if (authorities != NULL) {
        need(SSL_CTX_load_verify_locations(ctx, authorities, NULL) == 1, authorities);
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
    }
    /* OpenSSL 3.0 knows no DTLS above 1.2. */
    SSL_CTX_set_max_proto_version(ctx, DTLS1_2_VERSION);
    return ctx;
}

void pair_join(struct pair *pair, SSL_CTX *client, SSL_CTX *server)
{
    memset(pair, 0, sizeof(*pair));
    pair->client_ctx = client;
    pair->server_ctx = server;
    pair->up.mtu = pair->down.mtu = 1472;
    pair_again(pair);
}

void pair_again(struct pair *pair)
{
    BIO *bio;

    SSL_free(pair->client);
    SSL_free(pair->server);
    link_clear(&pair->up);
    link_clear(&pair->down);
    pair->client = SSL_new(pair->client_ctx);
    pair->server = SSL_new(pair->server_ctx);
    need(pair->client != NULL && pair->server != NULL, "SSL_new");
    bio = link_bio(&pair->down, &pair->up);
    SSL_set_bio(pair->client, bio, bio);
    bio = link_bio(&pair->up, &pair->down);
    SSL_set_bio(pair->server, bio, bio);
    SSL_set_connect_state(pair->client);
    SSL_set_accept_state(pair->server);
}

void pair_new(struct pair *pair, const char *credentials)
{
    pair_join(pair, pair_context(0, NULL, "root.crt"), pair_context(1, credentials, NULL));
}

const char *error_name(int ssl_error)
{
    static const char *names[] = { "NONE", "SSL", "WANT_READ", "WANT_WRITE", "WANT_X509_LOOKUP", "SYSCALL", "ZERO_RETURN",
                                   "WANT_CONNECT", "WANT_ACCEPT", "WANT_ASYNC", "WANT_ASYNC_JOB", "WANT_CLIENT_HELLO_CB",
                                   "WANT_RETRY_VERIFY" };

    return ssl_error >= 0 && ssl_error <= 12 ? names[ssl_error] : "unknown";
}

int pair_call(SSL *ssl, int (*call)(SSL *), const char *label)
{
    int result, error;

    ERR_clear_error();
    result = call(ssl);
    error = SSL_get_error(ssl, result);
    if (label != NULL)
        show(label, "%d %s", result, error_name(error));
    if (label != NULL && error == SSL_ERROR_SSL)
        show_errors(label);
    return result;
}

int pair_handshake(struct pair *pair)
{
    int client = 0, server = 0, stuck = 0;
    unsigned before;
    char byte;

    while ((client != 1 || server != 1) && stuck < 2) {
        before = pair->up.written + pair->down.written;
        if (client != 1)
            client = pair_call(pair->client, SSL_do_handshake, NULL);
        if (server != 1)
            server = pair_call(pair->server, SSL_do_handshake, NULL);
        /* The side that is done has to read, so that it sends its last flight again when asked to. */
        if (client == 1 && server != 1)
            (void)SSL_peek(pair->client, &byte, 1);
        if (server == 1 && client != 1)
            (void)SSL_peek(pair->server, &byte, 1);
        pair->steps++;
        stuck = pair->up.written + pair->down.written == before ? stuck + 1 : 0;
    }
    return client == 1 && server == 1;
}

void pair_free(struct pair *pair)
{
    SSL_free(pair->client);
    SSL_free(pair->server);
    SSL_CTX_free(pair->client_ctx);
    SSL_CTX_free(pair->server_ctx);
    link_clear(&pair->up);
    link_clear(&pair->down);
    memset(pair, 0, sizeof(*pair));
}
