/* What must hold after a handshake and at the end. */
#include <stdio.h>
#include <string.h>

#include "shim.h"

static int wrong(const char *what) {
    fprintf(stderr, "%s\n", what);
    return 0;
}

static int number(const char *what, long have, long expected) {
    if (have != expected) {
        fprintf(stderr, "%s is 0x%lx, expected 0x%lx\n", what, have, expected);
    }
    return have == expected;
}

static int check_protocol(SSL *ssl, const struct config *config) {
    const unsigned char *protocol;
    unsigned int length;
    const char *expected = config->server ? config->select_alpn : config->expect_alpn;
    size_t expected_length = expected ? strlen(expected) : 0;
    SSL_get0_alpn_selected(ssl, &protocol, &length);
    if (length != expected_length || (length && memcmp(protocol, expected, length) != 0)) {
        return wrong("another application protocol than expected");
    }
    return 1;
}

static int check_session(SSL *ssl, int is_resume) {
    const struct state *state = state_of(ssl);
    const struct config *config = state->config;
    int reused = SSL_session_reused(ssl) != 0;
    if (reused != (is_resume && !config->expect_session_miss)) {
        return wrong(reused ? "the session is resumed" : "the session is not resumed");
    }
    if (!config->server && reused) {
        /* As in OpenSSL the callback is not told of a new ticket for an old session. */
        const unsigned char *ticket;
        size_t length;
        SSL_SESSION_get0_ticket(SSL_get_session(ssl), &ticket, &length);
        int renewed = length != state->ticket_length ||
                      (length && memcmp(ticket, state->ticket, length) != 0);
        if (renewed != config->expect_ticket_renewal) {
            return wrong(renewed ? "an unexpected new ticket" : "no new ticket");
        }
    }
    if (!config->server) {
        int expected = !config->expect_no_session && !reused;
        if (state->got_new_session != expected) {
            return wrong(expected ? "no new session" : "an unexpected new session");
        }
    }
    if (!is_resume && config->expect_session_id && !state->got_new_session) {
        return wrong("the session is not cached");
    }
    if (!is_resume && config->expect_no_session_id && state->got_new_session) {
        return wrong("the session is cached");
    }
    return 1;
}

static int check_peer(SSL *ssl, const struct config *config) {
    int has_chain = SSL_get0_peer_certificate(ssl) != NULL;
    if (config->expect_no_peer_cert || config->psk) {
        if (has_chain) {
            return wrong("the peer has a certificate");
        }
    } else if ((!config->server || config->require_any_client_certificate) && !has_chain) {
        return wrong("the peer has no certificate");
    }
    if (config->expect_verify_result) {
        /* Without SSL_VERIFY_PEER: what the callback said, though the handshake went on. */
        return number("verification result", SSL_get_verify_result(ssl),
                      config->verify_fail ? X509_V_ERR_APPLICATION_VERIFICATION : X509_V_OK);
    }
    return 1;
}

static int check_numbers(SSL *ssl, const struct config *config) {
    const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
    if (!cipher) {
        return wrong("no cipher suite after the handshake");
    }
    if (config->expect_version && !number("version", SSL_version(ssl), config->expect_version)) {
        return 0;
    }
    if (config->expect_cipher &&
        !number("suite", SSL_CIPHER_get_protocol_id(cipher), config->expect_cipher)) {
        return 0;
    }
    if (config->expect_extended_master_secret && SSL_get_extms_support(ssl) != 1) {
        return wrong("no extended master secret");
    }
    /* Up to DTLS 1.2 there is no HelloRetryRequest to be seen. */
    if (config->expect_no_hrr && SSL_version(ssl) != DTLS1_2_VERSION &&
        SSL_version(ssl) != DTLS1_VERSION) {
        return wrong("whether there was a HelloRetryRequest is not known");
    }
    int secure = SSL_get_secure_renegotiation_support(ssl) != 0;
    if ((config->expect_secure_renegotiation && !secure) ||
        (config->expect_no_secure_renegotiation && secure)) {
        return wrong("secure renegotiation is not as expected");
    }
    return 1;
}

/* A resumed session of OpenSSL's does not remember the response. */
static int check_status(SSL *ssl, const struct config *config) {
    const struct bytes *expected = &config->expect_ocsp_response;
    const unsigned char *response = NULL;
    if (!expected->length || SSL_session_reused(ssl)) {
        return 1;
    }
    long length = SSL_get_tlsext_status_ocsp_resp(ssl, &response);
    if (length != (long)expected->length || memcmp(response, expected->data, expected->length)) {
        return wrong("another OCSP response than expected");
    }
    return 1;
}

int check_handshake(SSL *ssl, int is_resume) {
    const struct state *state = state_of(ssl);
    const struct config *config = state->config;
    if (!state->handshake_done) {
        return wrong("the handshake is not done");
    }
    if (config->server && !state->early_called) {
        return wrong("the ClientHello callback was not called");
    }
    if (config->server && config->expect_server_name) {
        /* After a resumption it is the name that was acknowledged in the session's handshake (SSL_get_servername(3)). */
        int unnamed = SSL_session_reused(ssl) && config->no_server_name_ack;
        const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
        if (unnamed ? name != NULL : !name || strcmp(name, config->expect_server_name) != 0) {
            return wrong("another server name than expected");
        }
    }
    return check_numbers(ssl, config) && check_session(ssl, is_resume) &&
           check_protocol(ssl, config) && check_peer(ssl, config) && check_status(ssl, config);
}

int check_end(SSL *ssl) {
    const struct state *state = state_of(ssl);
    const struct config *config = state->config;
    if (!number("count of renegotiations", SSL_total_renegotiations(ssl),
                config->expect_total_renegotiations)) {
        return 0;
    }
    if (config->expect_msg_callback && strcmp(config->expect_msg_callback, state->trace) != 0) {
        fprintf(stderr, "messages:\n%sexpected:\n%s", state->trace, config->expect_msg_callback);
        return 0;
    }
    return 1;
}

void trace_message(int write_p, int version, int content_type, const void *buf, size_t len,
                   SSL *ssl, void *arg) {
    struct state *state = state_of(ssl);
    const unsigned char *bytes = buf;
    char what[32];
    (void)version, (void)arg;
    switch (content_type) {
    case SSL3_RT_HEADER:
        return;
    case SSL3_RT_HANDSHAKE:
        snprintf(what, sizeof what, "hs %d", len ? bytes[0] : -1);
        break;
    case SSL3_RT_CHANGE_CIPHER_SPEC:
        snprintf(what, sizeof what, "ccs");
        break;
    case SSL3_RT_ALERT:
        snprintf(what, sizeof what, "alert %d %d", len == 2 ? bytes[0] : -1,
                 len == 2 ? bytes[1] : -1);
        break;
    default:
        snprintf(what, sizeof what, "type %d", content_type);
        break;
    }
    size_t room = sizeof state->trace - state->trace_length;
    int added = snprintf(state->trace + state->trace_length, room, "%s %s\n",
                         write_p ? "write" : "read", what);
    if (added > 0 && (size_t)added < room) {
        state->trace_length += (size_t)added;
    }
}
