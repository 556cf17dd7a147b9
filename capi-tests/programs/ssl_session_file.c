/* Sessions in files: d2i_SSL_SESSION(3), PEM_read_bio_SSL_SESSION(3), SSL_SESSION_print(3). */
#include "helpers.h"
#include <openssl/pem.h>
#include <openssl/ssl.h>

static const unsigned char id[] = { 1, 2, 3, 4, 5, 6, 7, 0xF8 };
static const unsigned char context[] = "shop";

/* A session made by hand: only what an application can set. */
static SSL_SESSION *made(SSL *ssl, int version, const unsigned char *suite)
{
    unsigned char secret[48];
    SSL_SESSION *session = SSL_SESSION_new();
    size_t i;

    for (i = 0; i < sizeof(secret); i++)
        secret[i] = (unsigned char)(0xC0 + i);
    SSL_SESSION_set_protocol_version(session, version);
    SSL_SESSION_set_cipher(session, SSL_CIPHER_find(ssl, suite));
    SSL_SESSION_set1_master_key(session, secret, sizeof(secret));
    SSL_SESSION_set1_id(session, id, sizeof(id));
    SSL_SESSION_set1_id_context(session, context, sizeof(context) - 1);
    SSL_SESSION_set_time(session, 1700000000);
    SSL_SESSION_set_timeout(session, 200);
    return session;
}

static void facts(const char *what, SSL_SESSION *session)
{
    unsigned int length = 0;
    size_t count = 0;
    void *data = NULL;
    const unsigned char *bytes = SSL_SESSION_get_id(session, &length), *text = NULL;

    show_hex(labelled("%s id", what), bytes, length);
    bytes = SSL_SESSION_get0_id_context(session, &length);
    show_hex(labelled("%s context", what), bytes, length);
    SSL_SESSION_get0_alpn_selected(session, &text, &count);
    show(labelled("%s numbers", what), "version %x time %ld timeout %ld cipher %s host %s alpn %d early %lu fragment %d ticket %d hint %lu",
         SSL_SESSION_get_protocol_version(session), SSL_SESSION_get_time(session), SSL_SESSION_get_timeout(session),
         SSL_CIPHER_get_name(SSL_SESSION_get0_cipher(session)),
         SSL_SESSION_get0_hostname(session) != NULL ? SSL_SESSION_get0_hostname(session) : "none", (int)count,
         (unsigned long)SSL_SESSION_get_max_early_data(session), SSL_SESSION_get_max_fragment_length(session),
         SSL_SESSION_has_ticket(session), SSL_SESSION_get_ticket_lifetime_hint(session));
    show_int(labelled("%s ticket data", what), SSL_SESSION_get0_ticket_appdata(session, &data, &count));
    show_hex(labelled("%s ticket data is", what), data, count);
    show_set(labelled("%s peer", what), SSL_SESSION_get0_peer(session));
}

static void text(const char *what, SSL_SESSION *session, int (*print)(BIO *, const SSL_SESSION *))
{
    BIO *memory = BIO_new(BIO_s_mem());
    char *data = NULL, *line;

    show_int(labelled("%s prints", what), print(memory, session));
    BIO_write(memory, "", 1);
    BIO_get_mem_data(memory, &data);
    for (line = strtok(data, "\n"); line != NULL; line = strtok(NULL, "\n"))
        show(labelled("%s text", what), "%s", line);
    BIO_free(memory);
}

static void decode(const char *what, const unsigned char *der, long length)
{
    const unsigned char *next = der;
    SSL_SESSION *session = d2i_SSL_SESSION(NULL, &next, length);

    show(labelled("%s decodes", what), "%s, %ld bytes taken", session != NULL ? "yes" : "no", (long)(next - der));
    if (session != NULL)
        facts(what, session);
    SSL_SESSION_free(session);
    ERR_clear_error();
}

static void round_trip(const char *what, SSL_SESSION *session)
{
    unsigned char *der = NULL, buffer[4096], *end = buffer;
    const unsigned char *next;
    int length = i2d_SSL_SESSION(session, NULL), i, taken = 0;
    SSL_SESSION *again = SSL_SESSION_new(), *same = again;
    BIO *memory = BIO_new(BIO_s_mem());

    show_int(labelled("%s length", what), length);
    show_int(labelled("%s allocated", what), i2d_SSL_SESSION(session, &der));
    show_int(labelled("%s into a buffer", what), i2d_SSL_SESSION(session, &end));
    show_int(labelled("%s moves on", what), end - buffer);
    show_hex(labelled("%s der", what), buffer, (size_t)length);
    next = der;
    d2i_SSL_SESSION(&again, &next, length);
    show_int(labelled("%s reused", what), again == same);
    facts(what, again);
    text(what, again, SSL_SESSION_print);
    text(labelled("%s log", what), again, SSL_SESSION_print_keylog);
    SSL_SESSION_free(again);

    /* Cut anywhere it is no session; with a byte changed it may be one, but must not harm. */
    for (i = 0; i < length; i++) {
        next = der;
        again = d2i_SSL_SESSION(NULL, &next, i);
        taken += again != NULL;
        SSL_SESSION_free(again);
        der[i] ^= 0x15;
        next = der;
        SSL_SESSION_free(d2i_SSL_SESSION(NULL, &next, length));
        der[i] ^= 0x15;
    }
    show_int(labelled("%s cut ones taken", what), taken);
    ERR_clear_error();
    decode(labelled("%s again", what), der, length);
    OPENSSL_free(der);

    show_int(labelled("%s pem", what), PEM_write_bio_SSL_SESSION(memory, session));
    {
        char *pem = NULL;
        long size = BIO_get_mem_data(memory, &pem);

        show_hex(labelled("%s pem is", what), pem, (size_t)size);
    }
    again = PEM_read_bio_SSL_SESSION(memory, NULL, NULL, NULL);
    show_set(labelled("%s pem read", what), again);
    if (again != NULL)
        facts(labelled("%s pem", what), again);
    SSL_SESSION_free(again);
    show_set(labelled("%s nothing more", what), PEM_read_bio_SSL_SESSION(memory, NULL, NULL, NULL));
    show_errors(labelled("%s nothing more", what));
    BIO_free(memory);
}

static void files(SSL_SESSION *session)
{
    FILE *file = tmpfile();
    SSL_SESSION *again = NULL;

    show_int("file written", PEM_write_SSL_SESSION(file, session));
    rewind(file);
    show_set("file read", PEM_read_SSL_SESSION(file, &again, NULL, NULL));
    show_set("file read into", again);
    show_int("file printed", SSL_SESSION_print_fp(file, again));
    fclose(file);
    SSL_SESSION_free(again);
}

/* What openssl s_client leaves behind, with a ticket and a host name. */
static const unsigned char with_ticket[] = {
    0x30, 0x81, 0x86, 0x02, 0x01, 0x01, 0x02, 0x03, 0x00, 0xFE, 0xFD, 0x04, 0x02, 0xC0, 0x2C, 0x04, 0x00, 0x04, 0x30,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
    0xA1, 0x06, 0x02, 0x04, 0x65, 0x53, 0xF1, 0x00, 0xA2, 0x04, 0x02, 0x02, 0x1C, 0x20, 0xA4, 0x02, 0x04, 0x00,
    0xA5, 0x03, 0x02, 0x01, 0x12, 0xA6, 0x05, 0x04, 0x03, 'a', '.', 'b', 0xA9, 0x04, 0x02, 0x02, 0x1C, 0x20,
    0xAA, 0x0A, 0x04, 0x08, 'T', 'I', 'C', 'K', 'E', 'T', 0x00, 0xFF, 0xAD, 0x03, 0x02, 0x01, 0x01,
    0xB0, 0x05, 0x04, 0x03, 2, 'h', '2', 0xB1, 0x03, 0x02, 0x01, 0x02, 0xB3, 0x03, 0x02, 0x01, 0x1D };

int main(void)
{
    static const unsigned char gcm[] = { 0xC0, 0x2C }, cbc[] = { 0xC0, 0x14 };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());
    SSL *ssl = SSL_new(ctx);
    SSL_SESSION *session = made(ssl, DTLS1_2_VERSION, gcm);
    const unsigned char *next = with_ticket;
    unsigned char changed[sizeof(with_ticket)];

    round_trip("plain", session);
    files(session);
    SSL_SESSION_set1_hostname(session, "example.org");
    SSL_SESSION_set1_alpn_selected(session, (const unsigned char *)"coap", 4);
    show_int("ticket data set", SSL_SESSION_set1_ticket_appdata(session, "application", 11));
    show_int("early data set", SSL_SESSION_set_max_early_data(session, 300));
    round_trip("full", session);
    SSL_SESSION_free(session);

    session = made(ssl, DTLS1_VERSION, cbc);
    SSL_SESSION_set1_id(session, id, 0);
    SSL_SESSION_set_timeout(session, 0x80);
    round_trip("no id", session);
    SSL_SESSION_free(session);

    session = SSL_SESSION_new();
    show_int("no cipher", i2d_SSL_SESSION(session, NULL));
    show_int("no session", i2d_SSL_SESSION(NULL, NULL));
    text("empty log", session, SSL_SESSION_print_keylog);
    SSL_SESSION_free(session);

    session = d2i_SSL_SESSION(NULL, &next, sizeof(with_ticket));
    show_set("ticket", session);
    show_errors("ticket");
    if (session != NULL)
        round_trip("ticket", session);
    SSL_SESSION_free(session);

    memcpy(changed, with_ticket, sizeof(changed));
    changed[5] = 2;
    decode("other format", changed, sizeof(changed));
    changed[5] = 1;
    changed[9] = 0x7E;
    decode("other protocol", changed, sizeof(changed));
    changed[9] = 0xFE;
    changed[13] = 0x7F;
    decode("other cipher", changed, sizeof(changed));
    decode("nothing", changed, 0);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    return 0;
}
