/* The command line: flags with one dash, by the runner's names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "shim.h"

enum kind { SWITCH, NUMBER, LONG_NUMBER, NUMBERS, TEXT, STRING, BASE64 };

struct flag {
    const char *name;
    enum kind kind;
    size_t offset;
};

#define FIELD(name, kind, field) { name, kind, offsetof(struct config, field) }

static const struct flag FLAGS[] = {
    FIELD("port", NUMBER, port),
    FIELD("ipv6", SWITCH, ipv6),
    FIELD("resume-count", NUMBER, resume_count),
    FIELD("shim-id", LONG_NUMBER, shim_id),
    FIELD("dtls", SWITCH, dtls),
    FIELD("server", SWITCH, server),
    FIELD("async", SWITCH, async),
    FIELD("implicit-handshake", SWITCH, implicit_handshake),
    FIELD("cert-file", TEXT, cert_file),
    FIELD("key-file", TEXT, key_file),
    FIELD("trust-cert", TEXT, trust_cert),
    FIELD("verify-peer", SWITCH, verify_peer),
    FIELD("verify-fail", SWITCH, verify_fail),
    FIELD("require-any-client-certificate", SWITCH, require_any_client_certificate),
    FIELD("use-custom-verify-callback", SWITCH, use_custom_verify_callback),
    FIELD("use-old-client-cert-callback", SWITCH, use_old_client_cert_callback),
    FIELD("use-early-callback", SWITCH, use_early_callback),
    FIELD("fail-early-callback", SWITCH, fail_early_callback),
    FIELD("fail-cert-callback", SWITCH, fail_cert_callback),
    FIELD("no-server-name-ack", SWITCH, no_server_name_ack),
    FIELD("min-version", NUMBER, min_version),
    FIELD("max-version", NUMBER, max_version),
    FIELD("no-tls1", SWITCH, no_tls1),
    FIELD("no-tls11", SWITCH, no_tls11),
    FIELD("no-tls12", SWITCH, no_tls12),
    FIELD("no-tls13", SWITCH, no_tls13),
    FIELD("cipher", TEXT, cipher),
    FIELD("curves", NUMBERS, curves),
    FIELD("verify-prefs", NUMBERS, verify_prefs),
    FIELD("signing-prefs", NUMBERS, signing_prefs),
    FIELD("mtu", NUMBER, mtu),
    FIELD("max-cert-list", NUMBER, max_cert_list),
    FIELD("initial-timeout-duration-ms", NUMBER, initial_timeout_duration_ms),
    FIELD("fallback-scsv", SWITCH, fallback_scsv),
    FIELD("no-ticket", SWITCH, no_ticket),
    FIELD("use-ticket-callback", SWITCH, use_ticket_callback),
    FIELD("renew-ticket", SWITCH, renew_ticket),
    FIELD("skip-ticket", SWITCH, skip_ticket),
    FIELD("session-id-context", TEXT, session_id_context),
    FIELD("renegotiate-freely", SWITCH, renegotiate_freely),
    FIELD("server-preference", SWITCH, server_preference),
    FIELD("host-name", TEXT, host_name),
    FIELD("select-alpn", TEXT, select_alpn),
    FIELD("psk", TEXT, psk),
    FIELD("psk-identity", TEXT, psk_identity),
    FIELD("srtp-profiles", TEXT, srtp_profiles),
    FIELD("advertise-alpn", STRING, advertise_alpn),
    FIELD("expect-advertised-alpn", STRING, expect_advertised_alpn),
    FIELD("decline-alpn", SWITCH, decline_alpn),
    FIELD("reject-alpn", SWITCH, reject_alpn),
    FIELD("select-empty-alpn", SWITCH, select_empty_alpn),
    FIELD("export-keying-material", NUMBER, export_keying_material),
    FIELD("use-export-context", SWITCH, use_export_context),
    FIELD("export-label", STRING, export_label),
    FIELD("export-context", STRING, export_context),
    FIELD("shim-writes-first", SWITCH, shim_writes_first),
    FIELD("shim-shuts-down", SWITCH, shim_shuts_down),
    FIELD("check-close-notify", SWITCH, check_close_notify),
    FIELD("read-size", NUMBER, read_size),
    FIELD("peek-then-read", SWITCH, peek_then_read),
    FIELD("handshake-twice", SWITCH, handshake_twice),
    FIELD("no-op-extra-handshake", SWITCH, no_op_extra_handshake),
    FIELD("handshake-never-done", SWITCH, handshake_never_done),
    FIELD("shim-initial-write", STRING, shim_initial_write),
    FIELD("expect-server-name", TEXT, expect_server_name),
    FIELD("expect-alpn", TEXT, expect_alpn),
    FIELD("expect-msg-callback", TEXT, expect_msg_callback),
    FIELD("expect-no-hrr", SWITCH, expect_no_hrr),
    FIELD("expect-no-server-name", SWITCH, expect_no_server_name),
    FIELD("expect-version", NUMBER, expect_version),
    FIELD("expect-cipher", NUMBER, expect_cipher),
    FIELD("expect-curve-id", NUMBER, expect_curve_id),
    FIELD("expect-verify-result", SWITCH, expect_verify_result),
    FIELD("expect-no-peer-cert", SWITCH, expect_no_peer_cert),
    FIELD("expect-session-miss", SWITCH, expect_session_miss),
    FIELD("expect-session-id", SWITCH, expect_session_id),
    FIELD("expect-no-session-id", SWITCH, expect_no_session_id),
    FIELD("expect-no-session", SWITCH, expect_no_session),
    FIELD("expect-ticket-renewal", SWITCH, expect_ticket_renewal),
    FIELD("enable-ocsp-stapling", SWITCH, enable_ocsp_stapling),
    FIELD("use-ocsp-callback", SWITCH, use_ocsp_callback),
    FIELD("set-ocsp-in-callback", SWITCH, set_ocsp_in_callback),
    FIELD("decline-ocsp-callback", SWITCH, decline_ocsp_callback),
    FIELD("fail-ocsp-callback", SWITCH, fail_ocsp_callback),
    FIELD("ocsp-response", BASE64, ocsp_response),
    FIELD("expect-ocsp-response", BASE64, expect_ocsp_response),
    FIELD("expect-extended-master-secret", SWITCH, expect_extended_master_secret),
    FIELD("expect-secure-renegotiation", SWITCH, expect_secure_renegotiation),
    FIELD("expect-no-secure-renegotiation", SWITCH, expect_no_secure_renegotiation),
    FIELD("expect-total-renegotiations", NUMBER, expect_total_renegotiations),
};

static const struct flag *find(const char *name) {
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        if (strcmp(FLAGS[i].name, name) == 0) {
            return &FLAGS[i];
        }
    }
    return NULL;
}

static void bad_value(const char *name) {
    fprintf(stderr, "bad value of -%s\n", name);
    exit(1);
}

/* The bytes live as long as the process. */
static int decode(const char *value, struct bytes *out) {
    size_t length = strlen(value);
    char *bytes = malloc(length + 1);
    BIO *text = BIO_new_mem_buf(value, (int)length);
    BIO *base64 = BIO_new(BIO_f_base64());
    BIO_set_flags(base64, BIO_FLAGS_BASE64_NO_NL);
    BIO_push(base64, text);
    int decoded = bytes ? BIO_read(base64, bytes, (int)length) : -1;
    BIO_free_all(base64);
    out->data = bytes;
    out->length = decoded > 0 ? (size_t)decoded : 0;
    return decoded > 0;
}

static void set(struct config *config, const struct flag *flag, const char *value) {
    char *field = (char *)config + flag->offset;
    switch (flag->kind) {
    case SWITCH:
        *(int *)field = 1;
        break;
    case NUMBER:
        *(int *)field = (int)strtol(value, NULL, 10);
        break;
    case LONG_NUMBER:
        *(uint64_t *)field = strtoull(value, NULL, 10);
        break;
    case NUMBERS: {
        struct numbers *list = (struct numbers *)field;
        if (list->count == LIST_LENGTH) {
            bad_value(flag->name);
        }
        list->value[list->count++] = (int)strtol(value, NULL, 10);
        break;
    }
    case TEXT:
        *(const char **)field = value;
        break;
    case BASE64:
        if (!decode(value, (struct bytes *)field)) {
            bad_value(flag->name);
        }
        break;
    case STRING: {
        struct bytes bytes = {value, strlen(value)};
        *(struct bytes *)field = bytes;
        break;
    }
    }
}

static int skip_prefix(const char **name, const char *prefix) {
    size_t length = strlen(prefix);
    if (strncmp(*name, prefix, length) != 0) {
        return 0;
    }
    *name += length;
    return 1;
}

void parse_flags(int argc, char **argv, struct config *first, struct config *resume) {
    memset(first, 0, sizeof *first);
    memset(resume, 0, sizeof *resume);
    first->shim_initial_write.data = resume->shim_initial_write.data = "hello";
    first->shim_initial_write.length = resume->shim_initial_write.length = 5;
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        skip_prefix(&name, "-on-shim");
        int only_first = skip_prefix(&name, "-on-initial");
        int only_resume = skip_prefix(&name, "-on-resume");
        const struct flag *flag = *name == '-' ? find(name + 1) : NULL;
        if (flag == NULL) {
            fprintf(stderr, "flag not implemented: %s\n", argv[i]);
            exit(EXIT_UNIMPLEMENTED);
        }
        const char *value = NULL;
        if (flag->kind != SWITCH && (value = argv[++i]) == NULL) {
            bad_value(flag->name);
        }
        if (!only_resume) {
            set(first, flag, value);
        }
        if (!only_first) {
            set(resume, flag, value);
        }
    }
}
