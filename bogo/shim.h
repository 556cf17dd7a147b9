/* The parts of the shim: see README.md. */
#ifndef FERRODTLS_BOGO_SHIM_H
#define FERRODTLS_BOGO_SHIM_H

#include <stddef.h>
#include <stdint.h>

#include <openssl/bio.h>
#include <openssl/ssl.h>

/* Exit codes that the runner knows. */
enum { EXIT_MUST_FAIL = 90, EXIT_UNIMPLEMENTED = 89 };

#define LIST_LENGTH 32

/* A C string whose length counts no NUL. */
struct bytes {
    const char *data;
    size_t length;
};

struct numbers {
    int value[LIST_LENGTH];
    size_t count;
};

/* What the command line asks for, one each for the first and for the resuming connections. */
struct config {
    int port, ipv6, resume_count;
    uint64_t shim_id;
    int dtls, server, async, implicit_handshake;

    const char *cert_file, *key_file, *trust_cert;
    int verify_peer, verify_fail, require_any_client_certificate, use_custom_verify_callback;
    int reverify_on_resume, use_old_client_cert_callback;
    int use_early_callback, fail_early_callback, fail_cert_callback, no_server_name_ack;
    int min_version, max_version, no_tls1, no_tls11, no_tls12, no_tls13;
    const char *cipher;
    struct numbers curves, verify_prefs, signing_prefs;
    int mtu, max_cert_list, initial_timeout_duration_ms, fallback_scsv, no_ticket;
    int use_ticket_callback, renew_ticket, skip_ticket;
    const char *session_id_context;
    int renegotiate_freely, server_preference;
    const char *host_name, *select_alpn, *psk, *psk_identity, *srtp_profiles;
    struct bytes advertise_alpn, expect_advertised_alpn;
    int decline_alpn, reject_alpn, select_empty_alpn;

    int enable_ocsp_stapling, use_ocsp_callback, set_ocsp_in_callback, decline_ocsp_callback;
    int fail_ocsp_callback;
    struct bytes ocsp_response, expect_ocsp_response;

    int export_keying_material, use_export_context;
    struct bytes export_label, export_context;

    int shim_writes_first, shim_shuts_down, check_close_notify, read_size, peek_then_read;
    int handshake_twice, no_op_extra_handshake, handshake_never_done;
    struct bytes shim_initial_write;

    const char *expect_server_name, *expect_alpn, *expect_msg_callback;
    int expect_no_hrr, expect_no_server_name, expect_version, expect_cipher, expect_curve_id;
    int expect_verify_result, expect_no_peer_cert;
    int expect_session_miss, expect_session_id, expect_no_session_id, expect_no_session;
    int expect_ticket_renewal;
    int expect_extended_master_secret, expect_secure_renegotiation;
    int expect_no_secure_renegotiation, expect_total_renegotiations;
};

/* What a connection has seen so far. */
struct state {
    const struct config *config;
    BIO *bio;
    int handshake_done, got_new_session, cert_ready, early_ready, early_called;
    int verify_ready, verified, alpn_done, tickets_opened;
    /* The ticket that a client offers. */
    const unsigned char *ticket;
    size_t ticket_length;
    SSL_SESSION *session;
    /* A peer's session that a server with an external cache finds. */
    SSL_SESSION *cached;
    char trace[4096];
    size_t trace_length;
};

/* flags.c: exits with EXIT_UNIMPLEMENTED for a flag that it does not know. */
void parse_flags(int argc, char **argv, struct config *first, struct config *resume);

/* packets.c: a datagram BIO over the runner's stream, and the time that the runner decides. */
BIO *packets_new(int fd, int async);
/* Whether the runner asked for something that the connection must do before it reads on. */
int packets_pending(BIO *bio);
/* Does it: 1, or 0 when the runner's expectation was not met. */
int packets_act(BIO *bio, SSL *ssl);
void packets_allow_read(BIO *bio);
void packets_allow_write(BIO *bio);
uint64_t packets_clock(void *arg);
int write_all(int fd, const void *data, size_t length);

/* setup.c */
SSL_CTX *setup_context(const struct config *config, SSL_CTX *old);
SSL *setup_connection(const struct config *config, SSL_CTX *context, struct state *state,
                      SSL_SESSION *offer);
struct state *state_of(const SSL *ssl);

/* checks.c: 1, or 0 with a message on stderr. */
int check_handshake(SSL *ssl, int is_resume);
int check_end(SSL *ssl);
/* Adds to the trace of messages. */
void trace_message(int write_p, int version, int content_type, const void *buf, size_t len,
                   SSL *ssl, void *arg);

#endif
