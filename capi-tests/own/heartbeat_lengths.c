/*
 * The bug that heartbeats are known for (CVE-2014-0160): a request that states more payload than it has. A client whose
 * keys this program knows writes requests of every stated length; the server may answer those that RFC 6520 allows, with
 * their payload and not a byte of anything else.
 */
#include "pair.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#define HEADER 13
#define BLOCK 16
#define MAC 32
#define PADDING 16
#define LONGEST 16384

static int failures;

/* What protects one direction. */
struct keys {
    unsigned char key[16], mac[MAC];
    unsigned char sequence[8]; /* epoch and number of the last record */
};

static struct keys to_server, to_client;
static unsigned char content[LONGEST], record[LONGEST + 128], answer[LONGEST + 128];

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

/* The PRF of RFC 5246, section 5, with SHA-256. */
static void prf(const unsigned char *secret, size_t secret_length, const unsigned char *seed, size_t seed_length, unsigned char *out,
                size_t length)
{
    unsigned char block[32 + 128], result[32];
    unsigned int size;
    size_t part;

    HMAC(EVP_sha256(), secret, (int)secret_length, seed, seed_length, block, &size);
    memcpy(block + 32, seed, seed_length);
    while (length > 0) {
        HMAC(EVP_sha256(), secret, (int)secret_length, block, 32 + seed_length, result, &size);
        part = length < 32 ? length : 32;
        memcpy(out, result, part);
        out += part;
        length -= part;
        HMAC(EVP_sha256(), secret, (int)secret_length, block, 32, result, &size);
        memcpy(block, result, 32);
    }
}

/* The key block of RFC 5246, section 6.3, for AES-128-CBC with HMAC-SHA256. */
static void take_keys(SSL *client)
{
    unsigned char secret[48], block[96], seed[13 + 64];
    size_t length = SSL_SESSION_get_master_key(SSL_get_session(client), secret, sizeof secret);

    memcpy(seed, "key expansion", 13);
    SSL_get_server_random(client, seed + 13, 32);
    SSL_get_client_random(client, seed + 13 + 32, 32);
    prf(secret, length, seed, sizeof seed, block, sizeof block);
    memset(&to_server, 0, sizeof to_server);
    memset(&to_client, 0, sizeof to_client);
    memcpy(to_server.mac, block, MAC);
    memcpy(to_client.mac, block + MAC, MAC);
    memcpy(to_server.key, block + 2 * MAC, 16);
    memcpy(to_client.key, block + 2 * MAC + 16, 16);
    /* Behind what the client itself has sent. */
    to_server.sequence[1] = 1;
    to_server.sequence[5] = 1;
}

/* AES-128-CBC in place, over whole blocks. */
static void crypt_blocks(const struct keys *keys, int seal, const unsigned char *iv, unsigned char *text, int length)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int done;

    if (!EVP_CipherInit_ex(ctx, EVP_aes_128_cbc(), NULL, keys->key, iv, seal) || !EVP_CIPHER_CTX_set_padding(ctx, 0) ||
        !EVP_CipherUpdate(ctx, text, &done, text, length))
        must("AES", 0);
    EVP_CIPHER_CTX_free(ctx);
}

/* Encrypt-then-MAC (RFC 7366): over number, type, version, length, and what is encrypted. */
static void compute_mac(const struct keys *keys, const unsigned char *head, int length, unsigned char *out)
{
    static unsigned char covered[HEADER + LONGEST + 128];
    unsigned int size;

    memcpy(covered, head + 3, 8);
    memcpy(covered + 8, head, 3);
    covered[11] = (unsigned char)(length >> 8);
    covered[12] = (unsigned char)length;
    memcpy(covered + HEADER, head + HEADER, (size_t)length);
    HMAC(EVP_sha256(), keys->mac, MAC, covered, (size_t)(HEADER + length), out, &size);
}

/* A heartbeat record with the first `length` bytes of `content`. */
static void send_content(struct pair *pair, int length)
{
    unsigned char *iv = record + HEADER, *text = iv + BLOCK;
    int padding = BLOCK - length % BLOCK, body = BLOCK + length + padding, i;

    for (i = 7; ++to_server.sequence[i] == 0; i--)
        ;
    memcpy(record, "\x18\xfe\xfd", 3);
    memcpy(record + 3, to_server.sequence, 8);
    record[11] = (unsigned char)((body + MAC) >> 8);
    record[12] = (unsigned char)(body + MAC);
    memset(iv, 'i', BLOCK);
    memcpy(text, content, (size_t)length);
    memset(text + length, padding - 1, (size_t)padding);
    crypt_blocks(&to_server, 1, iv, text, length + padding);
    compute_mac(&to_server, record, body, record + HEADER + body);
    link_put(&pair->up, record, (size_t)(HEADER + body + MAC));
}

/* Takes the server's only datagram off the link: the bytes of its content at `*out`, 0 when there is none. */
static int receive_content(struct pair *pair, unsigned char **out)
{
    struct link *link = &pair->down;
    unsigned char mac[MAC];
    int body = 0;

    if (link->count == 0)
        return 0;
    if (link->count == 1 && link->length[link->first] <= sizeof answer) {
        body = (int)link->length[link->first] - HEADER - MAC;
        memcpy(answer, link->data[link->first], link->length[link->first]);
    }
    link_clear(link);
    *out = answer + HEADER + BLOCK;
    if (body < 2 * BLOCK || answer[0] != TLS1_RT_HEARTBEAT) {
        must("one heartbeat", 0);
        return 0;
    }
    compute_mac(&to_client, answer, body, mac);
    if (memcmp(mac, answer + HEADER + body, MAC) != 0) {
        must("that authenticates", 0);
        return 0;
    }
    crypt_blocks(&to_client, 0, answer + HEADER, *out, body - BLOCK);
    return body - BLOCK - (*out)[body - BLOCK - 1] - 1;
}

/* One request of `length` bytes that states `stated` bytes of payload. 0: the server did what it may not, or did not. */
static int one(struct pair *pair, int stated, int length)
{
    int allowed = 3 + stated + PADDING <= length, got, read;
    unsigned char *reply = NULL;
    char data[16];

    content[0] = TLS1_HB_REQUEST;
    content[1] = (unsigned char)(stated >> 8);
    content[2] = (unsigned char)stated;
    send_content(pair, length);
    read = SSL_read(pair->server, data, sizeof data);
    if (read != -1 || SSL_get_error(pair->server, read) != SSL_ERROR_WANT_READ)
        return 0;
    got = receive_content(pair, &reply);
    if (!allowed)
        return got == 0;
    return got == 3 + stated + PADDING && reply[0] == TLS1_HB_RESPONSE && memcmp(reply + 1, content + 1, (size_t)(2 + stated)) == 0;
}

static void sweep(struct pair *pair)
{
    long done = 0, good = 0;
    int stated, length, step;

    for (stated = 0; stated <= 65535; stated++)
        done++, good += one(pair, stated, 64);
    show("every stated length in a record of 64 bytes", "%ld of %ld", good, done);
    must("as allowed", good == done);

    for (stated = 0, done = good = 0; stated <= 120; stated++)
        for (length = 3; length <= 150; length++)
            done++, good += one(pair, stated, length);
    show("short ones in all lengths", "%ld of %ld", good, done);
    must("as allowed", good == done);

    for (length = 151, step = 1, done = good = 0; length <= LONGEST; length += step) {
        for (stated = length - 3 - PADDING - 2; stated <= length + 2; stated++)
            done++, good += one(pair, stated, length);
        done += 3, good += one(pair, 0, length) + one(pair, 32768, length) + one(pair, 65535, length);
        if (length > 400)
            step = 97;
        if (length < LONGEST && length + step > LONGEST)
            step = LONGEST - length;
    }
    show("long ones around their end", "%ld of %ld", good, done);
    must("as allowed", good == done);
}

int main(void)
{
    struct pair pair;
    size_t i;
    char data[16];

    for (i = 0; i < sizeof content; i++)
        content[i] = (unsigned char)(i * 31 + 7);
    memset(&pair, 0, sizeof pair);
    pair_join(&pair, pair_context(0, NULL, "root.crt"), pair_context(1, "server-ec", NULL));
    must("set", FERRODTLS_CTX_set_heartbeat(pair.client_ctx, SSL_TLSEXT_HB_ENABLED) &&
                    FERRODTLS_CTX_set_heartbeat(pair.server_ctx, SSL_TLSEXT_HB_ENABLED) &&
                    SSL_CTX_set_cipher_list(pair.client_ctx, "ECDHE-ECDSA-AES128-SHA256"));
    pair_again(&pair);
    must("handshake", pair_handshake(&pair));
    take_keys(pair.client);
    sweep(&pair);
    must("the connection is as it was", SSL_write(pair.server, "data", 4) == 4 && SSL_read(pair.client, data, sizeof data) == 4);
    pair_free(&pair);
    return failures != 0;
}
