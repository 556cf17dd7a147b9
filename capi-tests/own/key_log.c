/*
 * The lines of SSL_CTX_set_keylog_callback are what Wireshark reads: a connection is written to a capture, and tshark
 * (Debian's package) decrypts it with them. Run over ours only: what OpenSSL's lines give is known.
 */
#include "pair.h"

static FILE *keys, *capture;
static int failures;

static void must(int good, const char *what)
{
    if (!good) {
        printf("wrong: %s\n", what);
        failures++;
    }
}

static void key_log(const SSL *ssl, const char *line)
{
    (void)ssl;
    fprintf(keys, "%s\n", line);
}

static void put(unsigned value, int bytes)
{
    while (bytes-- > 0)
        putc((int)(value >> 8 * bytes & 255), capture);
}

/* Raw IPv4 with UDP: link type 101. */
static void begin_capture(const char *name)
{
    capture = fopen(name, "wb");
    need(capture != NULL, name);
    put(0xa1b2c3d4, 4);
    put(2, 2);
    put(4, 2);
    put(0, 4);
    put(0, 4);
    put(65535, 4);
    put(101, 4);
}

static void write_datagram(const unsigned char *data, size_t length, int to_server)
{
    static unsigned now;
    unsigned from = 0x7f000001, whole = (unsigned)length + 28;

    put(1, 4);
    put(now++, 4);
    put(whole, 4);
    put(whole, 4);
    put(0x4500, 2);
    put(whole, 2);
    put(0, 4);
    put(0x4011, 2);
    put(0, 2);
    put(from, 4);
    put(from, 4);
    put(to_server ? 40000 : 4433, 2);
    put(to_server ? 4433 : 40000, 2);
    put((unsigned)length + 8, 2);
    put(0, 2);
    fwrite(data, 1, length, capture);
}

/* What is on the way and was not written yet. */
static void copy_link(const struct link *link, int to_server)
{
    unsigned i;

    for (i = 0; i < link->count; i++) {
        unsigned place = (link->first + i) % LINK_DATAGRAMS;

        write_datagram(link->data[place], link->length[place], to_server);
    }
}

static void connect_and_talk(const char *ciphers)
{
    struct pair pair;
    char buffer[100];
    int i, client = 0, server = 0;

    pair_join(&pair, pair_context(0, NULL, "root.crt"), pair_context(1, "server-rsa", NULL));
    must(SSL_CTX_set_cipher_list(pair.client_ctx, ciphers), ciphers);
    SSL_CTX_set_keylog_callback(pair.client_ctx, key_log);
    pair_again(&pair);
    for (i = 0; i < 5 && (client != 1 || server != 1); i++) {
        client = SSL_connect(pair.client);
        copy_link(&pair.up, 1);
        server = SSL_accept(pair.server);
        copy_link(&pair.down, 0);
    }
    must(client == 1 && server == 1, "handshake");
    must(SSL_write(pair.client, "from the client", 15) == 15, "write");
    copy_link(&pair.up, 1);
    must(SSL_read(pair.server, buffer, sizeof(buffer)) == 15, "read");
    must(SSL_write(pair.server, "from the server", 15) == 15, "answer");
    copy_link(&pair.down, 0);
    must(SSL_read(pair.client, buffer, sizeof(buffer)) == 15, "answer read");
    pair_free(&pair);
}

/* Whether tshark shows both texts in the clear. */
static int decrypted(const char *options)
{
    char command[300], line[1000];
    FILE *out;
    int client = 0, server = 0;

    snprintf(command, sizeof(command), "tshark -n -r key_log.pcap %s -d udp.port==4433,dtls -T fields -e data.data 2>&1", options);
    out = popen(command, "r");
    need(out != NULL, "popen");
    while (fgets(line, sizeof(line), out) != NULL) {
        /* "client" and "server" in hexadecimal. */
        client |= strstr(line, "636c69656e74") != NULL;
        server |= strstr(line, "736572766572") != NULL;
    }
    must(pclose(out) == 0, "tshark runs");
    return client && server;
}

int main(void)
{
    static const char *suites[] = { "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA384", "AES128-GCM-SHA256" };
    size_t i;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        keys = fopen("key_log.txt", "w");
        begin_capture("key_log.pcap");
        connect_and_talk(suites[i]);
        fclose(keys);
        fclose(capture);
        must(decrypted("-o tls.keylog_file:key_log.txt"), suites[i]);
        must(!decrypted(""), "nothing without the keys");
    }
    printf("%d failures\n", failures);
    return failures != 0;
}
