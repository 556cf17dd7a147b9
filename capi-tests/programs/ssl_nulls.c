/* NULL and nonsense where upstream answers with an error; own/ has the calls that stop upstream's library. */
#include "pair.h"

int main(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    struct timeval left;
    unsigned char buffer[16];

    SSL_CTX_free(NULL);
    SSL_free(NULL);
    SSL_SESSION_free(NULL);
    show_set("SSL_CTX_new", SSL_CTX_new(NULL));
    show_errors("SSL_CTX_new");
    show_set("SSL_new", SSL_new(NULL));
    show_errors("SSL_new");
    show_int("SSL_get_error", SSL_get_error(ssl, -1));
    ERR_clear_error();
    show_int("SSL_CTX_use_certificate", SSL_CTX_use_certificate(ctx, NULL));
    show_errors("SSL_CTX_use_certificate");
    show_int("SSL_use_certificate", SSL_use_certificate(ssl, NULL));
    show_errors("SSL_use_certificate");
    show_int("SSL_use_PrivateKey", SSL_use_PrivateKey(ssl, NULL));
    show_errors("SSL_use_PrivateKey");
    show_int("SSL_CTX_use_PrivateKey", SSL_CTX_use_PrivateKey(ctx, NULL));
    show_errors("SSL_CTX_use_PrivateKey");
    show_int("SSL_CTX_check_private_key", SSL_CTX_check_private_key(NULL));
    show_errors("SSL_CTX_check_private_key");
    show_int("SSL_check_private_key", SSL_check_private_key(NULL));
    show_errors("SSL_check_private_key");
    show_int("SSL_set_session", SSL_set_session(ssl, NULL));
    show_set("SSL_get_session", SSL_get_session(ssl));
    show_set("SSL_get1_session", SSL_get1_session(ssl));
    show_int("SSL_set_cipher_list", SSL_set_cipher_list(ssl, "nonsense"));
    show_errors("SSL_set_cipher_list");
    show_text("SSL_get_cipher_list", SSL_get_cipher_list(ssl, 9999));
    show_text("SSL_get_shared_ciphers", SSL_get_shared_ciphers(ssl, (char *)buffer, 16));
    show_set("SSL_get_peer_cert_chain", SSL_get_peer_cert_chain(ssl));
    show_set("SSL_get_peer_certificate", SSL_get_peer_certificate(ssl));
    show_set("SSL_get_certificate", SSL_get_certificate(ssl));
    show_int("SSL_pending", SSL_pending(ssl));
    show_int("DTLSv1_get_timeout", DTLSv1_get_timeout(ssl, &left));
    show_int("DTLSv1_handle_timeout", DTLSv1_handle_timeout(ssl));
    show_int("SSL_set_mtu", SSL_set_mtu(ssl, -5));
    show_int("SSL_set_fd", SSL_set_fd(ssl, -1));
    ERR_clear_error();
    show_int("SSL_renegotiate before", SSL_renegotiate(ssl));
    ERR_clear_error();
    show_int("SSL_renegotiate_pending", SSL_renegotiate_pending(ssl));
    show_int("SSL_key_update", SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED));
    show_errors("SSL_key_update");
    show_int("SSL_get_finished", (long)SSL_get_finished(ssl, buffer, sizeof(buffer)));
    show_int("SSL_export", SSL_export_keying_material(ssl, buffer, 16, "x", 1, NULL, 0, 0) == 1);
    ERR_clear_error();
    show_text("SSL_get_servername", SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name));
    show_int("SSL_get_servername_type", SSL_get_servername_type(ssl));
    show_int("SSL_set_tlsext_host_name", SSL_set_tlsext_host_name(ssl, "a.name"));
    show_int("SSL_set_tlsext_host_name none", SSL_set_tlsext_host_name(ssl, NULL));
    show_int("SSL_set_alpn_protos", SSL_set_alpn_protos(ssl, (const unsigned char *)"\002h2", 3));
    show_int("SSL_set_alpn_protos bad", SSL_set_alpn_protos(ssl, (const unsigned char *)"\007h2", 3));
    ERR_clear_error();
    show_int("SSL_set_bio none", (SSL_set_bio(ssl, NULL, NULL), SSL_get_rbio(ssl) == NULL));
    show_set("SSL_CTX_get0_param", SSL_CTX_get0_param(ctx));
    show_int("SSL_set1_host NULL", SSL_set1_host(ssl, NULL));
    show_int("SSL_set1_host empty", SSL_set1_host(ssl, ""));
    show_int("SSL_set_purpose", SSL_set_purpose(ssl, 9999));
    ERR_clear_error();
    show_text("SSL_alert_desc_string_long", SSL_alert_desc_string_long(0xffff));
    show_text("SSL_alert_type_string_long", SSL_alert_type_string_long(0xffff));
    show_text("SSL_get_version", SSL_get_version(ssl));
    show_int("SSL_ctrl", SSL_ctrl(ssl, 12345, 0, NULL));
    show_int("SSL_CTX_callback_ctrl", SSL_CTX_callback_ctrl(ctx, 12345, NULL));
    ERR_clear_error();
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    return 0;
}
