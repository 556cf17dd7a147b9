/*
 * Datagrams over the runner's stream. Each item begins with one byte: 'P' a datagram (32-bit length,
 * bytes; both ways), and from the runner 'T' time passes (64-bit nanoseconds; answered by 't'),
 * 'M' set the MTU (32 bits), 'E' the next time-out must be so far away (64-bit nanoseconds; all ones:
 * none), 'U' another first time-out (32-bit milliseconds). All numbers have the high byte first.
 *
 * What the runner wants from the connection itself is kept until the read that met it has returned.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "shim.h"

struct packets {
    int fd, async;
    unsigned reads, writes; /* how many the peer of an asynchronous connection allows */
    char pending;           /* the opcode, or 0 */
    uint64_t argument;
};

/* Any origin will do; not zero, so that a zero deadline would show. */
static uint64_t now = 1000000;

uint64_t packets_clock(void *arg) {
    (void)arg;
    return now;
}

int write_all(int fd, const void *data, size_t length) {
    const char *at = data;
    while (length > 0) {
        ssize_t written = write(fd, at, length);
        if (written <= 0) {
            if (written < 0 && errno == EINTR) {
                continue;
            }
            return 0;
        }
        at += written;
        length -= (size_t)written;
    }
    return 1;
}

static int read_all(int fd, void *data, size_t length) {
    char *at = data;
    while (length > 0) {
        ssize_t got = read(fd, at, length);
        if (got <= 0) {
            if (got < 0 && errno == EINTR) {
                continue;
            }
            return 0;
        }
        at += got;
        length -= (size_t)got;
    }
    return 1;
}

static int read_number(int fd, size_t bytes, uint64_t *out) {
    unsigned char raw[8];
    if (!read_all(fd, raw, bytes)) {
        return 0;
    }
    *out = 0;
    for (size_t i = 0; i < bytes; i++) {
        *out = *out << 8 | raw[i];
    }
    return 1;
}

static int packets_write(BIO *bio, const char *data, int length) {
    struct packets *packets = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (packets->async) {
        if (packets->writes == 0) {
            BIO_set_retry_write(bio);
            errno = EAGAIN;
            return -1;
        }
        packets->writes--;
    }
    unsigned char header[5] = {'P', (unsigned char)(length >> 24), (unsigned char)(length >> 16),
                               (unsigned char)(length >> 8), (unsigned char)length};
    if (!write_all(packets->fd, header, sizeof header) ||
        !write_all(packets->fd, data, (size_t)length)) {
        return -1;
    }
    return length;
}

static int read_datagram(struct packets *packets, char *out, int size) {
    uint64_t length;
    if (!read_number(packets->fd, 4, &length)) {
        return -1;
    }
    char *whole = malloc(length ? length : 1);
    if (whole == NULL || !read_all(packets->fd, whole, length)) {
        free(whole);
        fprintf(stderr, "the runner's stream ended inside a datagram\n");
        return -1;
    }
    if ((uint64_t)size > length) {
        size = (int)length;
    }
    memcpy(out, whole, (size_t)size);
    free(whole);
    return size;
}

static int packets_read(BIO *bio, char *out, int size) {
    struct packets *packets = BIO_get_data(bio);
    char opcode;
    BIO_clear_retry_flags(bio);
    if (packets->pending) {
        BIO_set_retry_read(bio);
        errno = EAGAIN;
        return -1;
    }
    if (packets->async && packets->reads == 0) {
        BIO_set_retry_read(bio);
        errno = EAGAIN;
        return -1;
    }
    if (!read_all(packets->fd, &opcode, 1)) {
        return 0;
    }
    if (opcode == 'P') {
        if (packets->async) {
            packets->reads--;
        }
        return read_datagram(packets, out, size);
    }
    size_t bytes = opcode == 'T' || opcode == 'E' ? 8 : opcode == 'M' || opcode == 'U' ? 4 : 0;
    if (bytes == 0 || !read_number(packets->fd, bytes, &packets->argument)) {
        fprintf(stderr, "unknown or cut opcode %d\n", opcode);
        return -1;
    }
    if (opcode == 'T' && !write_all(packets->fd, "t", 1)) {
        return -1;
    }
    packets->pending = opcode;
    BIO_set_retry_read(bio);
    errno = EAGAIN;
    return -1;
}

static long packets_ctrl(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

static int packets_free(BIO *bio) {
    if (bio == NULL) {
        return 0;
    }
    free(BIO_get_data(bio));
    BIO_set_data(bio, NULL);
    return 1;
}

BIO *packets_new(int fd, int async) {
    static BIO_METHOD *method;
    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "runner's datagrams");
        if (method == NULL || !BIO_meth_set_write(method, packets_write) ||
            !BIO_meth_set_read(method, packets_read) || !BIO_meth_set_ctrl(method, packets_ctrl) ||
            !BIO_meth_set_destroy(method, packets_free)) {
            return NULL;
        }
    }
    BIO *bio = BIO_new(method);
    struct packets *packets = calloc(1, sizeof *packets);
    if (bio == NULL || packets == NULL) {
        free(packets);
        BIO_free(bio);
        return NULL;
    }
    packets->fd = fd;
    packets->async = async;
    BIO_set_data(bio, packets);
    BIO_set_init(bio, 1);
    return bio;
}

int packets_pending(BIO *bio) {
    struct packets *packets = BIO_get_data(bio);
    return packets->pending != 0;
}

void packets_allow_read(BIO *bio) {
    struct packets *packets = BIO_get_data(bio);
    packets->reads++;
}

void packets_allow_write(BIO *bio) {
    struct packets *packets = BIO_get_data(bio);
    packets->writes++;
}

static int pass_time(SSL *ssl, uint64_t nanoseconds) {
    now += nanoseconds / 1000;
    int result = (int)DTLSv1_handle_timeout(ssl);
    return result >= 0 || SSL_get_error(ssl, result) == SSL_ERROR_WANT_WRITE;
}

static int expect_timeout(SSL *ssl, uint64_t nanoseconds) {
    struct timeval left;
    int runs = DTLSv1_get_timeout(ssl, &left) == 1;
    uint64_t have = runs ? (uint64_t)left.tv_sec * 1000000 + (uint64_t)left.tv_usec : 0;
    if (runs != (nanoseconds != UINT64_MAX) || (runs && have != nanoseconds / 1000)) {
        fprintf(stderr, "next time-out: %s, %llu us; expected: %lld us\n", runs ? "runs" : "none",
                (unsigned long long)have,
                nanoseconds == UINT64_MAX ? -1LL : (long long)(nanoseconds / 1000));
        return 0;
    }
    return 1;
}

int packets_act(BIO *bio, SSL *ssl) {
    struct packets *packets = BIO_get_data(bio);
    char opcode = packets->pending;
    packets->pending = 0;
    switch (opcode) {
    case 'T':
        return pass_time(ssl, packets->argument);
    case 'M':
        /* Whoever sets the size knows the path: it is not made smaller after losses. */
        SSL_set_options(ssl, SSL_OP_NO_QUERY_MTU);
        return SSL_set_mtu(ssl, (long)packets->argument) > 0;
    case 'E':
        return expect_timeout(ssl, packets->argument);
    default:
        fprintf(stderr, "the first time-out cannot be changed while it runs\n");
        exit(EXIT_UNIMPLEMENTED);
    }
}
