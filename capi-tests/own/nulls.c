/*
 * NULL for every pointer that a program may get wrong. Most of these calls stop a program over OpenSSL;
 * over FerroDTLS they return the failure value of their manual page. Run over our libraries only.
 */
#include "helpers.h"

#include <sys/time.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

static int failures;

/* A call that has to come back, with a value that says 'no'. */
#define EXPECT(call, wanted) expect(#call, (long)(call), (long)(wanted))
#define EXPECT_NULL(call) expect(#call, (call) != NULL, 0)
/* A call without a value has to come back. */
#define SURVIVES(call) ((call), expect(#call, 0, 0))

static void expect(const char *call, long found, long wanted)
{
    if (found != wanted)
        failures++;
    show(call, "%ld%s", found, found == wanted ? "" : " UNEXPECTED");
    ERR_clear_error();
}

static void contexts(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());

    EXPECT_NULL(SSL_CTX_new(NULL));
    SURVIVES(SSL_CTX_free(NULL));
    EXPECT(SSL_CTX_up_ref(NULL), 0);
    EXPECT(SSL_CTX_use_certificate_chain_file(NULL, "server-ec.chain"), 0);
    EXPECT(SSL_CTX_use_certificate_chain_file(ctx, NULL), 0);
    EXPECT(SSL_CTX_use_certificate_file(NULL, "server-ec.crt", SSL_FILETYPE_PEM), 0);
    EXPECT(SSL_CTX_use_certificate_file(ctx, NULL, SSL_FILETYPE_PEM), 0);
    EXPECT(SSL_CTX_use_PrivateKey_file(NULL, "server-ec.key", SSL_FILETYPE_PEM), 0);
    EXPECT(SSL_CTX_use_PrivateKey_file(ctx, NULL, SSL_FILETYPE_PEM), 0);
    EXPECT(SSL_CTX_use_certificate(NULL, NULL), 0);
    EXPECT(SSL_CTX_use_PrivateKey(NULL, NULL), 0);
    EXPECT(SSL_CTX_check_private_key(NULL), 0);
    EXPECT(SSL_CTX_set_cipher_list(NULL, "DEFAULT"), 0);
    EXPECT(SSL_CTX_set_cipher_list(ctx, NULL), 0);
    EXPECT(SSL_CTX_load_verify_locations(NULL, "root.crt", NULL), 0);
    EXPECT(SSL_CTX_set_default_verify_paths(NULL), 0);
    EXPECT(SSL_CTX_ctrl(NULL, SSL_CTRL_MODE, 0, NULL), 0);
    EXPECT(SSL_CTX_set_session_id_context(NULL, NULL, 0), 0);
    EXPECT(SSL_CTX_set_ex_data(NULL, 0, NULL), 0);
    EXPECT_NULL(SSL_CTX_get_ex_data(NULL, 0));
    EXPECT_NULL(SSL_CTX_get_cert_store(NULL));
    SURVIVES(SSL_CTX_set_verify(NULL, SSL_VERIFY_PEER, NULL));
    SURVIVES(SSL_CTX_set_verify_depth(NULL, 1));
    SURVIVES(SSL_CTX_set_cookie_generate_cb(NULL, NULL));
    SURVIVES(SSL_CTX_set_cookie_verify_cb(NULL, NULL));
    SURVIVES(SSL_CTX_set_info_callback(NULL, NULL));
    SURVIVES(SSL_CTX_set_default_passwd_cb(NULL, NULL));
    SURVIVES(SSL_CTX_set_client_CA_list(NULL, NULL));
    EXPECT_NULL(SSL_load_client_CA_file(NULL));
    SSL_CTX_free(ctx);
}

static void sessions(void)
{
    unsigned char buffer[16];
    struct timeval left;
    BIO_ADDR *peer = BIO_ADDR_new();
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);

    EXPECT_NULL(SSL_new(NULL));
    SURVIVES(SSL_free(NULL));
    EXPECT(SSL_up_ref(NULL), 0);
    EXPECT(SSL_clear(NULL), 0);
    SURVIVES(SSL_set_bio(NULL, NULL, NULL));
    EXPECT_NULL(SSL_get_rbio(NULL));
    EXPECT_NULL(SSL_get_wbio(NULL));
    EXPECT(SSL_set_fd(NULL, 0), 0);
    EXPECT(SSL_get_fd(NULL), -1);
    SURVIVES(SSL_set_connect_state(NULL));
    SURVIVES(SSL_set_accept_state(NULL));
    EXPECT(SSL_connect(NULL) > 0, 0);
    EXPECT(SSL_accept(NULL) > 0, 0);
    EXPECT(SSL_do_handshake(NULL) > 0, 0);
    EXPECT(SSL_read(NULL, buffer, sizeof(buffer)) > 0, 0);
    EXPECT(SSL_read(ssl, NULL, 16) > 0, 0);
    EXPECT(SSL_write(NULL, buffer, sizeof(buffer)) > 0, 0);
    EXPECT(SSL_write(ssl, NULL, 16) > 0, 0);
    EXPECT(SSL_peek(NULL, buffer, sizeof(buffer)) > 0, 0);
    EXPECT(SSL_read_ex(NULL, buffer, sizeof(buffer), NULL), 0);
    EXPECT(SSL_write_ex(NULL, buffer, sizeof(buffer), NULL), 0);
    EXPECT(SSL_shutdown(NULL) > 0, 0);
    EXPECT(SSL_get_error(NULL, -1) != SSL_ERROR_NONE, 1);
    EXPECT(SSL_pending(NULL), 0);
    EXPECT(SSL_get_shutdown(NULL), 0);
    SURVIVES(SSL_set_shutdown(NULL, 0));
    EXPECT(SSL_ctrl(NULL, SSL_CTRL_MODE, 0, NULL), 0);
    EXPECT(DTLSv1_get_timeout(NULL, &left), 0);
    EXPECT(DTLSv1_get_timeout(ssl, NULL), 0);
    EXPECT(DTLSv1_handle_timeout(NULL) > 0, 0);
    EXPECT(DTLSv1_listen(NULL, peer) > 0, 0);
    EXPECT(DTLSv1_listen(ssl, NULL) > 0, 0);
    EXPECT(DTLS_get_data_mtu(NULL), 0);
    EXPECT_NULL(SSL_get_current_cipher(NULL));
    EXPECT_NULL(SSL_get_peer_certificate(NULL));
    EXPECT_NULL(SSL_get_peer_cert_chain(NULL));
    EXPECT_NULL(SSL_get_session(NULL));
    EXPECT_NULL(SSL_get1_session(NULL));
    EXPECT_NULL(SSL_get_SSL_CTX(NULL));
    EXPECT_NULL(SSL_get_ex_data(NULL, 0));
    EXPECT(SSL_set_ex_data(NULL, 0, NULL), 0);
    EXPECT(SSL_use_certificate(NULL, NULL), 0);
    EXPECT(SSL_use_PrivateKey(NULL, NULL), 0);
    EXPECT(SSL_check_private_key(NULL), 0);
    EXPECT(SSL_set_cipher_list(NULL, "DEFAULT"), 0);
    EXPECT(SSL_renegotiate(NULL) > 0, 0);
    EXPECT(SSL_export_keying_material(NULL, buffer, 16, "x", 1, NULL, 0, 0) > 0, 0);
    SURVIVES(SSL_set_verify(NULL, 0, NULL));
    SURVIVES(SSL_set_info_callback(NULL, NULL));
    SURVIVES(SSL_SESSION_free(NULL));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    BIO_ADDR_free(peer);
}

static void certificates(void)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    SURVIVES(X509_free(NULL));
    EXPECT(X509_up_ref(NULL), 0);
    EXPECT_NULL(X509_get_subject_name(NULL));
    EXPECT_NULL(X509_get_issuer_name(NULL));
    EXPECT_NULL(X509_get_pubkey(NULL));
    EXPECT(X509_digest(NULL, EVP_sha1(), digest, &length), 0);
    EXPECT(X509_NAME_print_ex_fp(stdout, NULL, 0, 0) > 0, 0);
    EXPECT(X509_check_private_key(NULL, NULL), 0);
    EXPECT(X509_verify_cert(NULL) > 0, 0);
    EXPECT(X509_verify_cert(ctx) > 0, 0);
    EXPECT(X509_STORE_add_cert(NULL, NULL), 0);
    EXPECT(X509_STORE_add_cert(store, NULL), 0);
    EXPECT(X509_STORE_load_locations(NULL, NULL, NULL), 0);
    EXPECT_NULL(X509_STORE_CTX_get_current_cert(NULL));
    EXPECT(X509_STORE_CTX_get_error_depth(NULL) > 0, 0);
    SURVIVES(X509_STORE_CTX_free(NULL));
    SURVIVES(X509_STORE_free(NULL));
    EXPECT_NULL(PEM_read_bio_X509(NULL, NULL, NULL, NULL));
    EXPECT_NULL(PEM_read_bio_PrivateKey(NULL, NULL, NULL, NULL));
    EXPECT_NULL(d2i_X509(NULL, NULL, 5));
    EXPECT(i2d_X509(NULL, NULL) > 0, 0);
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
}

static void keys_and_digests(void)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    SURVIVES(EVP_PKEY_free(NULL));
    EXPECT(EVP_PKEY_up_ref(NULL), 0);
    EXPECT(EVP_PKEY_bits(NULL) > 0, 0);
    EXPECT_NULL(EVP_get_digestbyname(NULL));
    EXPECT(EVP_DigestInit_ex(NULL, EVP_sha1(), NULL), 0);
    EXPECT(EVP_DigestUpdate(NULL, "x", 1), 0);
    EXPECT(EVP_DigestUpdate(ctx, "x", 1), 0);
    EXPECT(EVP_DigestFinal_ex(NULL, out, &length), 0);
    EXPECT(EVP_DigestSignInit(NULL, NULL, EVP_sha1(), NULL, NULL) > 0, 0);
    EXPECT(EVP_MD_size(NULL) > 0, 0);
    EXPECT_NULL(HMAC(NULL, "k", 1, out, 1, out, &length));
    SURVIVES(EVP_MD_CTX_free(NULL));
    SURVIVES(HMAC_CTX_free(NULL));
    EXPECT(RAND_bytes(NULL, 0) >= 0, 1);
    EXPECT(RAND_bytes(NULL, 16) > 0, 0);
    EVP_MD_CTX_free(ctx);
}

static void bios(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char buffer[8];

    EXPECT_NULL(BIO_new(NULL));
    EXPECT(BIO_read(bio, NULL, 8) > 0, 0);
    EXPECT(BIO_write(bio, NULL, 8) > 0, 0);
    EXPECT(BIO_read(bio, buffer, -1) > 0, 0);
    EXPECT(BIO_write(bio, buffer, -1) > 0, 0);
    EXPECT(BIO_up_ref(NULL), 0);
    EXPECT(BIO_method_type(NULL) > 0, 0);
    EXPECT_NULL(BIO_get_data(NULL));
    SURVIVES(BIO_set_data(NULL, NULL));
    SURVIVES(BIO_set_flags(NULL, 1));
    EXPECT(BIO_test_flags(NULL, 1), 0);
    EXPECT_NULL(BIO_new_mem_buf(NULL, 4));
    EXPECT_NULL(BIO_new_file(NULL, "r"));
    EXPECT_NULL(BIO_new_file("x", NULL));
    EXPECT_NULL(BIO_find_type(NULL, 0));
    SURVIVES(BIO_meth_free(NULL));
    SURVIVES(BIO_ADDR_free(NULL));
    SURVIVES(BIO_ADDR_clear(NULL));
    EXPECT(BIO_ADDR_family(NULL), 0);
    BIO_free(bio);
}

/* Callbacks, extensions and what decides about security. */
static void settings(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    unsigned char *types;
    size_t length;

    EXPECT(FERRODTLS_CTX_set_record_size_limit(NULL, 1000), 0);
    EXPECT(FERRODTLS_set_record_size_limit(NULL, 1000), 0);
    EXPECT(FERRODTLS_get_peer_record_size_limit(NULL), 0);
    EXPECT(FERRODTLS_CTX_set_strict_handshake(NULL, 1), 0);
    EXPECT(FERRODTLS_CTX_set_successors(NULL, 1), 0);
    EXPECT_NULL(FERRODTLS_take_successor(NULL));
    EXPECT(SSL_CTX_add_client_custom_ext(NULL, 0xfe01, NULL, NULL, NULL, NULL, NULL), 0);
    EXPECT(SSL_CTX_add_server_custom_ext(NULL, 0xfe01, NULL, NULL, NULL, NULL, NULL), 0);
    EXPECT(SSL_CTX_add_custom_ext(NULL, 0xfe01, SSL_EXT_CLIENT_HELLO, NULL, NULL, NULL, NULL, NULL), 0);
    EXPECT(SSL_CTX_has_client_custom_ext(NULL, 0xfe01), 0);
    EXPECT(SSL_CTX_set1_client_cert_type(NULL, NULL, 0), 0);
    EXPECT(SSL_CTX_set1_server_cert_type(NULL, NULL, 0), 0);
    EXPECT(SSL_set1_client_cert_type(NULL, NULL, 0), 0);
    EXPECT(SSL_set1_server_cert_type(NULL, NULL, 0), 0);
    EXPECT(SSL_CTX_get0_client_cert_type(NULL, &types, &length), 0);
    EXPECT(SSL_CTX_get0_server_cert_type(ctx, NULL, NULL), 0);
    EXPECT(SSL_get0_client_cert_type(NULL, &types, &length), 0);
    EXPECT(SSL_get0_server_cert_type(ssl, NULL, NULL), 0);
    EXPECT(SSL_get_negotiated_client_cert_type(NULL), 0);
    EXPECT(SSL_get_negotiated_server_cert_type(NULL), 0);
    EXPECT(SSL_add_expected_rpk(NULL, NULL), 0);
    EXPECT(SSL_add_expected_rpk(ssl, NULL), 0);
    EXPECT_NULL(SSL_get0_peer_rpk(NULL));
    EXPECT_NULL(SSL_SESSION_get0_peer_rpk(NULL));
    EXPECT(SSL_check_chain(NULL, NULL, NULL, NULL), 0);
    EXPECT(SSL_check_chain(ssl, NULL, NULL, NULL), 0);
    SURVIVES(SSL_CTX_set_security_callback(NULL, NULL));
    SURVIVES(SSL_set_security_callback(NULL, NULL));
    SURVIVES(SSL_CTX_set0_security_ex_data(NULL, NULL));
    SURVIVES(SSL_set0_security_ex_data(NULL, NULL));
    EXPECT_NULL(SSL_CTX_get0_security_ex_data(NULL));
    EXPECT_NULL(SSL_get0_security_ex_data(NULL));
    EXPECT_NULL(SSL_CTX_get_security_callback(NULL));
    EXPECT_NULL(SSL_get_security_callback(NULL));
    SURVIVES(SSL_CTX_set_security_level(NULL, 1));
    SURVIVES(SSL_set_security_level(NULL, 1));
    SURVIVES(SSL_CTX_get_security_level(NULL));
    SURVIVES(SSL_get_security_level(NULL));
    EXPECT(SSL_CTX_set0_tmp_dh_pkey(NULL, NULL), 0);
    EXPECT(SSL_set0_tmp_dh_pkey(NULL, NULL), 0);
    SURVIVES(SSL_CTX_set_tmp_dh_callback(NULL, NULL));
    SURVIVES(SSL_set_tmp_dh_callback(NULL, NULL));
    EXPECT(SSL_CTX_set_generate_session_id(NULL, NULL), 0);
    EXPECT(SSL_set_generate_session_id(NULL, NULL), 0);
    SURVIVES(SSL_CTX_set_not_resumable_session_callback(NULL, NULL));
    SURVIVES(SSL_set_not_resumable_session_callback(NULL, NULL));
    EXPECT(SSL_CTX_set_session_ticket_cb(NULL, NULL, NULL, NULL), 0);
    EXPECT(SSL_CTX_set_tlsext_ticket_key_evp_cb(NULL, NULL), 0);
    EXPECT(SSL_CTX_set_tlsext_max_fragment_length(NULL, 1), 0);
    EXPECT(SSL_set_tlsext_max_fragment_length(NULL, 1), 0);
    EXPECT(SSL_CTX_set_num_tickets(NULL, 1), 0);
    EXPECT(SSL_set_num_tickets(NULL, 1), 0);
    EXPECT(SSL_get_num_tickets(NULL), 0);
    EXPECT(SSL_CTX_callback_ctrl(NULL, SSL_CTRL_SET_MSG_CALLBACK, NULL), 0);
    EXPECT(SSL_callback_ctrl(NULL, SSL_CTRL_SET_MSG_CALLBACK, NULL), 0);
    EXPECT(SSL_bytes_to_cipher_list(NULL, NULL, 0, 0, NULL, NULL), 0);
    EXPECT(SSL_bytes_to_cipher_list(ssl, NULL, 2, 0, NULL, NULL), 0);
    EXPECT(SSL_CTX_set_tlsext_ticket_keys(ctx, NULL, 80), 80);
    EXPECT(SSL_CTX_set1_groups(ctx, NULL, 4), 0);
    EXPECT(SSL_set1_sigalgs(ssl, NULL, 4), 0);
    EXPECT(SSL_CTX_set1_groups_list(ctx, NULL), 0);
    EXPECT(SSL_CTX_set_tmp_dh(ctx, NULL), 0);
    EXPECT(SSL_get_peer_tmp_key(ssl, NULL), 0);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

int main(void)
{
    SSL_library_init();
    contexts();
    settings();
    sessions();
    certificates();
    keys_and_digests();
    bios();
    return failures > 0;
}
