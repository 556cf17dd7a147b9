/*
 * Writes that the BIO does not take now, takes later, or refuses for good: what SSL_write, SSL_connect and SSL_get_error say,
 * and which data arrives. What was refused is lost, as datagrams are, and what is written after it is not.
 */
#include "pair.h"

enum { TAKES, BLOCKS, REFUSES };

static int mode;

static int gate_write(BIO *bio, const char *data, int length)
{
    BIO_clear_retry_flags(bio);
    switch (mode) {
    case TAKES:
        return BIO_write(BIO_next(bio), data, length);
    case BLOCKS:
        BIO_set_retry_write(bio);
        errno = EAGAIN;
        return -1;
    default:
        errno = ECONNREFUSED;
        return -1;
    }
}

static long gate_ctrl(BIO *bio, int command, long number, void *pointer)
{
    (void)bio;
    (void)number;
    (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

static int gate_create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

static void join(struct pair *pair)
{
    static BIO_METHOD *method;
    BIO *gate;

    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_FILTER, "gate");
        need(method != NULL, "BIO_meth_new");
        BIO_meth_set_write(method, gate_write);
        BIO_meth_set_ctrl(method, gate_ctrl);
        BIO_meth_set_create(method, gate_create);
    }
    gate = BIO_new(method);
    need(gate != NULL, "BIO_new");
    BIO_push(gate, link_bio(&pair->down, &pair->up));
    SSL_set0_wbio(pair->client, gate);
    mode = TAKES;
}

static void writes(struct pair *pair, const char *label, int how, int length)
{
    static char data[2000], in[2000];
    int result, arrived = 0, got;

    memset(data, length, sizeof(data));
    mode = how;
    errno = 0;
    result = SSL_write(pair->client, data, length);
    show(label, "%d, %s", result, error_name(SSL_get_error(pair->client, result)));
    ERR_clear_error();
    mode = TAKES;
    while ((got = SSL_read(pair->server, in, sizeof(in))) > 0) {
        show("  arrives", "%d bytes of %d", got, in[0] & 0xff);
        arrived += got;
    }
    if (arrived == 0)
        show("  arrives", "nothing");
}

/* The BIO fails at first: the client asks again, and the handshake is done all the same. */
static void connects(const char *label, int how)
{
    struct pair pair;
    int result;

    pair_new(&pair, "server-ec");
    join(&pair);
    mode = how;
    errno = 0;
    result = SSL_connect(pair.client);
    show(label, "%d, %s", result, error_name(SSL_get_error(pair.client, result)));
    ERR_clear_error();
    mode = TAKES;
    show("  and then", "%d", pair_handshake(&pair));
    pair_free(&pair);
}

int main(void)
{
    struct pair pair;

    pair_new(&pair, "server-ec");
    join(&pair);
    show("handshake", "%d", pair_handshake(&pair));
    writes(&pair, "taken", TAKES, 100);
    writes(&pair, "refused", REFUSES, 101);
    writes(&pair, "after it", TAKES, 50);
    writes(&pair, "blocked", BLOCKS, 102);
    writes(&pair, "the same, refused", REFUSES, 102);
    writes(&pair, "a shorter one", TAKES, 51);
    writes(&pair, "blocked", BLOCKS, 103);
    writes(&pair, "the same, refused", REFUSES, 103);
    writes(&pair, "a longer one", TAKES, 200);
    writes(&pair, "one more", TAKES, 60);
    pair_free(&pair);
    connects("a handshake over a BIO that blocks", BLOCKS);
    return 0;
}
