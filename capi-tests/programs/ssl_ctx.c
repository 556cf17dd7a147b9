/* Contexts: SSL_CTX_new(3), SSL_CTX_use_certificate(3), SSL_CTX_set_cipher_list(3), SSL_CTX_set_min_proto_version(3). */
#include "helpers.h"
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

static void methods(void)
{
    const struct { const char *name; const SSL_METHOD *method; } all[] = {
        { "DTLS_method", DTLS_method() }, { "DTLS_client_method", DTLS_client_method() },
        { "DTLS_server_method", DTLS_server_method() }, { "DTLSv1_method", DTLSv1_method() },
        { "DTLSv1_client_method", DTLSv1_client_method() }, { "DTLSv1_server_method", DTLSv1_server_method() },
        { "DTLSv1_2_method", DTLSv1_2_method() }, { "DTLSv1_2_client_method", DTLSv1_2_client_method() },
        { "DTLSv1_2_server_method", DTLSv1_2_server_method() } };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        SSL_CTX *ctx = SSL_CTX_new(all[i].method);
        SSL *ssl;

        show_set(all[i].name, ctx);
        if (ctx == NULL)
            continue;
        ssl = SSL_new(ctx);
        show(labelled("%s facts", all[i].name), "version %x min %lx max %lx server %d dtls %d name %s", SSL_version(ssl),
             (long)SSL_CTX_get_min_proto_version(ctx), (long)SSL_CTX_get_max_proto_version(ctx), SSL_is_server(ssl),
             SSL_is_dtls(ssl), SSL_get_version(ssl));
        SSL_free(ssl);
        SSL_CTX_free(ctx);
    }
    show_set("no method", SSL_CTX_new(NULL));
    show_errors("no method");
    SSL_CTX_free(NULL);
    show_set("no context", SSL_new(NULL));
    show_errors("no context");
    SSL_free(NULL);
}

static void defaults(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);

    show_int("verify mode", SSL_CTX_get_verify_mode(ctx));
    show_int("verify depth", SSL_CTX_get_verify_depth(ctx));
    show_set("verify callback", SSL_CTX_get_verify_callback(ctx));
    show("options", "%lx", (unsigned long)SSL_CTX_get_options(ctx));
    show("mode", "%lx", (unsigned long)SSL_CTX_get_mode(ctx));
    show_int("cache mode", SSL_CTX_get_session_cache_mode(ctx));
    show_int("cache size", SSL_CTX_sess_get_cache_size(ctx));
    show_int("timeout", SSL_CTX_get_timeout(ctx));
    show_int("read ahead", SSL_CTX_get_read_ahead(ctx));
    show_int("security level", SSL_CTX_get_security_level(ctx));
    show_int("max cert list", SSL_CTX_get_max_cert_list(ctx));
    show_int("quiet shutdown", SSL_CTX_get_quiet_shutdown(ctx));
    show_set("certificate", SSL_CTX_get0_certificate(ctx));
    show_set("key", SSL_CTX_get0_privatekey(ctx));
    show_set("store", SSL_CTX_get_cert_store(ctx));
    show_int("ssl verify mode", SSL_get_verify_mode(ssl));
    show("ssl options", "%lx", (unsigned long)SSL_get_options(ssl));
    show_int("ssl verify result", SSL_get_verify_result(ssl));
    show_int("ssl shutdown", SSL_get_shutdown(ssl));
    show_set("ssl rbio", SSL_get_rbio(ssl));
    show_set("ssl wbio", SSL_get_wbio(ssl));
    show_int("ssl fd", SSL_get_fd(ssl));
    ERR_clear_error();
    show_int("ssl pending", SSL_pending(ssl));
    show_int("ssl in init", SSL_in_init(ssl));
    show_int("ssl finished", SSL_is_init_finished(ssl));
    show_text("ssl state", SSL_state_string_long(ssl));
    show_text("ssl state short", SSL_state_string(ssl));
    show_set("ssl cipher", SSL_get_current_cipher(ssl));
    show_text("ssl cipher name", SSL_get_cipher_name(ssl));
    show_set("ssl peer", SSL_get_peer_certificate(ssl));
    show_set("ssl session", SSL_get_session(ssl));
    show_int("ssl ctx", SSL_get_SSL_CTX(ssl) == ctx);
    show_int("ctx up_ref", SSL_CTX_up_ref(ctx));
    SSL_CTX_free(ctx);
    show_int("ssl up_ref", SSL_up_ref(ssl));
    SSL_free(ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void settings(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());

    show("set options", "%lx", (unsigned long)SSL_CTX_set_options(ctx, SSL_OP_COOKIE_EXCHANGE | SSL_OP_NO_TICKET));
    show("clear options", "%lx", (unsigned long)SSL_CTX_clear_options(ctx, SSL_OP_NO_TICKET));
    show("set mode", "%lx", (unsigned long)SSL_CTX_set_mode(ctx, SSL_MODE_AUTO_RETRY));
    show("clear mode", "%lx", (unsigned long)SSL_CTX_clear_mode(ctx, SSL_MODE_AUTO_RETRY));
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    show_int("verify mode set", SSL_CTX_get_verify_mode(ctx));
    SSL_CTX_set_verify_depth(ctx, 3);
    show_int("verify depth set", SSL_CTX_get_verify_depth(ctx));
    SSL_CTX_set_read_ahead(ctx, 1);
    show_int("read ahead set", SSL_CTX_get_read_ahead(ctx));
    show_int("cache mode before", SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF));
    show_int("cache mode set", SSL_CTX_get_session_cache_mode(ctx));
    show_int("timeout before", SSL_CTX_set_timeout(ctx, 60));
    show_int("timeout set", SSL_CTX_get_timeout(ctx));
    show_int("id context", SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"context", 7));
    show_int("id context long", SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"0123456789012345678901234567890123", 34));
    show_errors("id context long");
    SSL_CTX_set_security_level(ctx, 0);
    show_int("level set", SSL_CTX_get_security_level(ctx));
    SSL_CTX_set_quiet_shutdown(ctx, 1);
    show_int("quiet set", SSL_CTX_get_quiet_shutdown(ctx));
    show_int("groups", SSL_CTX_set1_groups_list(ctx, "X25519:P-256"));
    show_int("groups bad", SSL_CTX_set1_groups_list(ctx, "X25519:nonsense"));
    ERR_clear_error();
    show_int("curves", SSL_CTX_set1_curves_list(ctx, "P-256:P-384:P-521"));
    show_int("sigalgs", SSL_CTX_set1_sigalgs_list(ctx, "ECDSA+SHA256:RSA+SHA256"));
    show_int("sigalgs bad", SSL_CTX_set1_sigalgs_list(ctx, "nonsense"));
    ERR_clear_error();
    show_int("ecdh auto", SSL_CTX_set_ecdh_auto(ctx, 1));
    show_int("unknown ctrl", SSL_CTX_ctrl(ctx, 9999, 0, NULL));
    ERR_clear_error();
    SSL_CTX_free(ctx);
}

static void versions(void)
{
    static const int cases[][2] = { { DTLS1_VERSION, DTLS1_VERSION }, { DTLS1_2_VERSION, DTLS1_2_VERSION },
                                    { DTLS1_VERSION, DTLS1_2_VERSION }, { 0, 0 }, { 0x1234, 0x4321 },
                                    { TLS1_2_VERSION, TLS1_2_VERSION }, { DTLS1_2_VERSION, DTLS1_VERSION } };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
        SSL *ssl;
        int low = (int)SSL_CTX_set_min_proto_version(ctx, cases[i][0]);
        int high = (int)SSL_CTX_set_max_proto_version(ctx, cases[i][1]);

        show(labelled("versions %x %x", (unsigned)cases[i][0], (unsigned)cases[i][1]), "%d %d -> %lx %lx", low, high,
             (long)SSL_CTX_get_min_proto_version(ctx), (long)SSL_CTX_get_max_proto_version(ctx));
        ssl = SSL_new(ctx);
        show(labelled("ssl versions %x %x", (unsigned)cases[i][0], (unsigned)cases[i][1]), "%lx %lx",
             (long)SSL_get_min_proto_version(ssl), (long)SSL_get_max_proto_version(ssl));
        SSL_free(ssl);
        SSL_CTX_free(ctx);
        ERR_clear_error();
    }
}

static void show_ciphers(const char *label, STACK_OF(SSL_CIPHER) *ciphers)
{
    int i;

    printf("%s:", label);
    for (i = 0; i < sk_SSL_CIPHER_num(ciphers); i++)
        printf(" %s", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, i)));
    printf("\n");
}

static void ciphers(void)
{
    static const char *strings[] = {
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA", "ECDHE+AESGCM",
        "ECDHE+AESGCM:!aRSA", "ECDHE+AESGCM:-AES128", "ECDHE+AESGCM:+AES256", "ECDHE+AESGCM:@STRENGTH", "kECDHE+CHACHA20",
        "aECDSA+AESGCM", "nonsense", "", "nonsense:ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256,ECDHE-ECDSA-AES128-GCM-SHA256",
        "DEFAULT:@SECLEVEL=9", "!ALL" };
    size_t i;

    for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        SSL_CTX *ctx = SSL_CTX_new(DTLSv1_2_method());
        const char *label = labelled("ciphers [%s]", strings[i]);

        show_int(label, SSL_CTX_set_cipher_list(ctx, strings[i]));
        show_errors(label);
        show_int(labelled("%s level", label), SSL_CTX_get_security_level(ctx));
        if (strlen(strings[i]) > 10 && strstr(strings[i], "DEFAULT") == NULL) {
            SSL_CTX_set_ciphersuites(ctx, "");
            show_ciphers(labelled("%s list", label), SSL_CTX_get_ciphers(ctx));
        }
        SSL_CTX_free(ctx);
    }
}

static void cipher_facts(void)
{
    static const char *names[] = { "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
                                   "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
        const SSL_CIPHER *cipher;
        char text[128];
        int bits = 0;

        SSL_CTX_set_cipher_list(ctx, names[i]);
        SSL_CTX_set_ciphersuites(ctx, "");
        cipher = sk_SSL_CIPHER_value(SSL_CTX_get_ciphers(ctx), 0);
        need(cipher != NULL, names[i]);
        show(names[i], "id %lx protocol %x standard %s version %s", (unsigned long)SSL_CIPHER_get_id(cipher),
             SSL_CIPHER_get_protocol_id(cipher), SSL_CIPHER_standard_name(cipher), SSL_CIPHER_get_version(cipher));
        show(labelled("%s bits", names[i]), "%d %d", SSL_CIPHER_get_bits(cipher, &bits), SSL_CIPHER_is_aead(cipher));
        show(labelled("%s algorithm bits", names[i]), "%d", bits);
        show(labelled("%s nids", names[i]), "%d %d %d %d", SSL_CIPHER_get_cipher_nid(cipher), SSL_CIPHER_get_digest_nid(cipher),
             SSL_CIPHER_get_kx_nid(cipher), SSL_CIPHER_get_auth_nid(cipher));
        show(labelled("%s text", names[i]), "%s", SSL_CIPHER_description(cipher, text, sizeof(text)));
        SSL_CTX_free(ctx);
    }
    show_text("no cipher", SSL_CIPHER_get_name(NULL));
}

static int password(char *buffer, int size, int writing, void *context)
{
    (void)writing;
    return snprintf(buffer, (size_t)size, "%s", (const char *)context);
}

static void credentials(void)
{
    static const char *bad[] = { "nonexistent.pem", "empty.pem", "notder.pem", "notbase64.pem", "server-ec.key" };
    SSL_CTX *ctx;
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ctx = SSL_CTX_new(DTLS_server_method());
        show_int(labelled("chain %s", bad[i]), SSL_CTX_use_certificate_chain_file(ctx, bad[i]));
        show_errors(labelled("chain %s", bad[i]));
        show_int(labelled("certificate %s", bad[i]), SSL_CTX_use_certificate_file(ctx, bad[i], SSL_FILETYPE_PEM));
        show_errors(labelled("certificate %s", bad[i]));
        show_int(labelled("authorities %s", bad[i]), SSL_CTX_load_verify_locations(ctx, bad[i], NULL));
        ERR_clear_error();
        SSL_CTX_free(ctx);
    }
    for (i = 0; i < 4; i++) {
        ctx = SSL_CTX_new(DTLS_server_method());
        show_int(labelled("key %s", bad[i]), SSL_CTX_use_PrivateKey_file(ctx, bad[i], SSL_FILETYPE_PEM));
        show_errors(labelled("key %s", bad[i]));
        SSL_CTX_free(ctx);
    }
    ctx = SSL_CTX_new(DTLS_server_method());
    show_int("check nothing", SSL_CTX_check_private_key(ctx));
    show_errors("check nothing");
    show_int("bad type", SSL_CTX_use_certificate_file(ctx, "server-ec.crt", 77));
    show_errors("bad type");
    show_int("asn1 certificate", SSL_CTX_use_certificate_file(ctx, "server-rsa.der", SSL_FILETYPE_ASN1));
    show_int("no key yet", SSL_CTX_check_private_key(ctx));
    show_errors("no key yet");
    show_int("asn1 key", SSL_CTX_use_PrivateKey_file(ctx, "rsa.pkcs8.der", SSL_FILETYPE_ASN1));
    show_int("key there", SSL_CTX_check_private_key(ctx));
    show_set("certificate there", SSL_CTX_get0_certificate(ctx));
    show_set("private key there", SSL_CTX_get0_privatekey(ctx));
    SSL_CTX_free(ctx);

    ctx = SSL_CTX_new(DTLS_server_method());
    show_int("chain", SSL_CTX_use_certificate_chain_file(ctx, "server-ec.chain"));
    show_int("other key", SSL_CTX_use_PrivateKey_file(ctx, "client-ec.key", SSL_FILETYPE_PEM));
    show_errors("other key");
    show_int("other type of key", SSL_CTX_use_PrivateKey_file(ctx, "server-rsa.key", SSL_FILETYPE_PEM));
    show_errors("other type of key");
    show_int("mismatch", SSL_CTX_check_private_key(ctx));
    show_errors("mismatch");
    SSL_CTX_free(ctx);

    ctx = SSL_CTX_new(DTLS_server_method());
    SSL_CTX_set_default_passwd_cb(ctx, password);
    SSL_CTX_set_default_passwd_cb_userdata(ctx, (void *)"wrong");
    show_int("encrypted key, wrong password", SSL_CTX_use_PrivateKey_file(ctx, "rsa.aes-256-cbc.pem", SSL_FILETYPE_PEM));
    ERR_clear_error();
    SSL_CTX_set_default_passwd_cb_userdata(ctx, (void *)"secret");
    show_int("encrypted key", SSL_CTX_use_PrivateKey_file(ctx, "rsa.aes-256-cbc.pem", SSL_FILETYPE_PEM));
    show_int("encrypted PKCS#8 key", SSL_CTX_use_PrivateKey_file(ctx, "ec.aes-256-cbc.p8.pem", SSL_FILETYPE_PEM));
    SSL_CTX_free(ctx);
}

static void authorities(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_server_method());
    STACK_OF(X509_NAME) *names;

    show_int("locations", SSL_CTX_load_verify_locations(ctx, "root.crt", NULL));
    show_int("locations NULL", SSL_CTX_load_verify_locations(ctx, NULL, NULL));
    show_errors("locations NULL");
    show_int("default paths", SSL_CTX_set_default_verify_paths(ctx));
    names = SSL_load_client_CA_file("root.crt");
    show_int("client CA names", sk_X509_NAME_num(names));
    SSL_CTX_set_client_CA_list(ctx, names);
    show_int("client CA list", sk_X509_NAME_num(SSL_CTX_get_client_CA_list(ctx)));
    show_set("client CA file", SSL_load_client_CA_file("nonexistent.pem"));
    ERR_clear_error();
    SSL_CTX_free(ctx);
}

static void many_keys(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_server_method());
    BIO *bio = BIO_new_file("server-ec.crt", "r");
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    show_int("use X509", SSL_CTX_use_certificate(ctx, certificate));
    show_int("use key", SSL_CTX_use_PrivateKey_file(ctx, "server-ec.key", SSL_FILETYPE_PEM));
    X509_free(certificate);
    show_int("RSA too", SSL_CTX_use_certificate_chain_file(ctx, "server-rsa.chain"));
    show_int("RSA key too", SSL_CTX_use_PrivateKey_file(ctx, "server-rsa.key", SSL_FILETYPE_PEM));
    show_int("both check", SSL_CTX_check_private_key(ctx));
    show_int("NULL certificate", SSL_CTX_use_certificate(ctx, NULL));
    show_errors("NULL certificate");
    show_int("NULL key", SSL_CTX_use_PrivateKey(ctx, NULL));
    show_errors("NULL key");
    SSL_CTX_free(ctx);
}

int main(void)
{
    SSL_library_init();
    methods();
    defaults();
    settings();
    versions();
    ciphers();
    cipher_facts();
    credentials();
    authorities();
    many_keys();
    return 0;
}
