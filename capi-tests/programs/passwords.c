/* Keys from passwords. PKCS5_PBKDF2_HMAC(3), EVP_PBE_scrypt(3). */
#include "helpers.h"
#include <openssl/evp.h>

static const unsigned char salt[] = "grains of salt";
static unsigned char key[100];

static void pbkdf2(const char *what, const EVP_MD *md, const char *pass, int length, int iterations, int size)
{
    memset(key, 0, sizeof(key));
    show_int(what, PKCS5_PBKDF2_HMAC(pass, length, salt, (int)sizeof(salt) - 1, iterations, md, size, key));
    show_hex(what, key, 64);
    ERR_clear_error();
}

static void scrypt(const char *what, uint64_t n, uint64_t r, uint64_t p, uint64_t memory, size_t size)
{
    memset(key, 0, sizeof(key));
    show_int(what, EVP_PBE_scrypt("password", 8, salt, sizeof(salt) - 1, n, r, p, memory, key, size));
    show_hex(what, key, 64);
    show_int(what, EVP_PBE_scrypt("password", 8, salt, sizeof(salt) - 1, n, r, p, memory, NULL, 0));
    ERR_clear_error();
}

int main(void)
{
    pbkdf2("SHA-1", EVP_sha1(), "password", -1, 1000, 64);
    pbkdf2("SHA-256", EVP_sha256(), "password", 8, 2048, 33);
    pbkdf2("SHA-384", EVP_sha384(), "pass\0word", 9, 3, 64);
    pbkdf2("SHA-512", EVP_sha512(), "", 0, 10, 64);
    pbkdf2("no password", EVP_sha256(), NULL, 0, 10, 32);
    pbkdf2("one iteration", EVP_sha256(), "password", 8, 1, 64);
    show_int("SHA-1 by name", PKCS5_PBKDF2_HMAC_SHA1("password", -1, salt, 14, 1000, 20, key));
    show_hex("SHA-1 by name", key, 20);
    scrypt("scrypt", 1024, 8, 1, 0, 64);
    scrypt("scrypt, parallel", 16, 4, 3, 0, 40);
    scrypt("scrypt, too much memory", 1 << 20, 8, 1, 0, 64);
    scrypt("scrypt, little memory", 1024, 8, 1, 1 << 10, 64);
    scrypt("scrypt, no power of 2", 1000, 8, 1, 0, 64);
    scrypt("scrypt, N is 1", 1, 8, 1, 0, 64);
    scrypt("scrypt, no blocks", 1024, 0, 1, 0, 64);
    return 0;
}
