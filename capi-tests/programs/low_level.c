/* Block ciphers and hashes without EVP, as older programs call them. AES_encrypt(3) of OpenSSL 1.1, DES_key_sched(3), SHA256(3). */
#include "helpers.h"
#include <openssl/aes.h>
#include <openssl/des.h>
#include <openssl/modes.h>
#include <openssl/sha.h>

static unsigned char data[64], out[80], back[80];

static void aes(void)
{
    static const int sizes[] = { 128, 192, 256, 100 };
    unsigned char key[32], iv[32], count[16] = { 0 };
    unsigned int used = 0;
    AES_KEY forward, backward;
    size_t i;

    for (i = 0; i < sizeof(key); i++)
        key[i] = (unsigned char)(i * 5);
    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        int bits = sizes[i];

        show_int(labelled("aes %d expanded", bits), AES_set_encrypt_key(key, bits, &forward));
        show_int(labelled("aes %d expanded back", bits), AES_set_decrypt_key(key, bits, &backward));
        if (bits == 100)
            continue;
        AES_encrypt(data, out, &forward);
        show_hex(labelled("aes %d block", bits), out, 16);
        AES_decrypt(out, out, &backward);
        show_int(labelled("aes %d block back", bits), memcmp(out, data, 16));
        AES_ecb_encrypt(data, out, &forward, AES_ENCRYPT);
        show_hex(labelled("aes %d ecb", bits), out, 16);
        memset(iv, 7, sizeof(iv));
        AES_cbc_encrypt(data, out, 48, &forward, iv, AES_ENCRYPT);
        show_hex(labelled("aes %d cbc", bits), out, 48);
        show_hex(labelled("aes %d cbc vector", bits), iv, 16);
        AES_cbc_encrypt(data, out, 21, &forward, iv, AES_ENCRYPT);
        show_hex(labelled("aes %d cbc of 21", bits), out, 32);
        memset(back, 0, sizeof(back));
        memset(iv, 7, sizeof(iv));
        AES_cbc_encrypt(out, back, 21, &backward, iv, AES_DECRYPT);
        show_hex(labelled("aes %d cbc back", bits), back, 32);
        show_hex(labelled("aes %d cbc vector back", bits), iv, 16);
        for (used = 0; used < 32; used++)
            iv[used] = (unsigned char)used;
        AES_ige_encrypt(data, out, 64, &forward, iv, AES_ENCRYPT);
        show_hex(labelled("aes %d ige", bits), out, 64);
        show_hex(labelled("aes %d ige vector", bits), iv, 32);
        for (used = 0; used < 32; used++)
            iv[used] = (unsigned char)used;
        AES_ige_encrypt(out, out, 64, &backward, iv, AES_DECRYPT);
        show_int(labelled("aes %d ige back, in place", bits), memcmp(out, data, 64));
        used = 0;
        memset(iv, 0xff, 16);
        CRYPTO_ctr128_encrypt(data, out, 50, &forward, iv, count, &used, (block128_f)AES_encrypt);
        show_hex(labelled("aes %d counter", bits), out, 50);
    }
    show_int("aes without a key", AES_set_encrypt_key(NULL, 128, &forward));
    show_int("aes to nowhere", AES_set_encrypt_key(key, 128, NULL));
}

static void des(void)
{
    DES_cblock key = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef }, even = { 0 }, weak, iv, block;
    DES_key_schedule schedule;
    const char *passwords[] = { "", "a", "password", "a longer password of many words" };
    size_t i;

    memset(weak, 1, sizeof(weak));
    show_int("des checked", DES_set_key_checked(&key, &schedule));
    show_int("des checked, parity", DES_set_key_checked(&even, &schedule));
    show_int("des checked, weak", DES_set_key_checked(&weak, &schedule));
    show_int("des key_sched, parity", DES_key_sched(&even, &schedule));
    show_int("des set_key, weak", DES_set_key(&weak, &schedule));
    memcpy(block, data, sizeof(block));
    DES_ecb_encrypt(&block, &block, &schedule, DES_ENCRYPT);
    show_hex("des after a refused key", block, 8);
    show_int("des key_sched", DES_key_sched(&key, &schedule));
    DES_ecb_encrypt(&block, &block, &schedule, DES_DECRYPT);
    show_hex("des block", block, 8);
    DES_set_odd_parity(&even);
    show_hex("des parity", even, 8);
    memset(iv, 9, sizeof(iv));
    DES_cbc_encrypt(data, out, 24, &schedule, &iv, DES_ENCRYPT);
    show_hex("des cbc", out, 24);
    show_hex("des cbc vector", iv, 8);
    DES_ncbc_encrypt(data, out, 21, &schedule, &iv, DES_ENCRYPT);
    show_hex("des ncbc of 21", out, 24);
    show_hex("des ncbc vector", iv, 8);
    memset(iv, 9, sizeof(iv));
    memset(back, 0, sizeof(back));
    DES_ncbc_encrypt(out, back, 21, &schedule, &iv, DES_DECRYPT);
    show_hex("des ncbc back", back, 24);
    show_hex("des ncbc vector back", iv, 8);
    DES_set_key_unchecked(&even, &schedule);
    DES_ecb_encrypt(&key, &block, &schedule, DES_ENCRYPT);
    show_hex("des unchecked", block, 8);
    for (i = 0; i < sizeof(passwords) / sizeof(passwords[0]); i++) {
        DES_string_to_key(passwords[i], &key);
        show_hex(labelled("des key %d from text", (int)i), key, 8);
    }
}

#define HASH(name, type, size)                                             \
    do {                                                                   \
        type state, copy;                                                  \
        unsigned char hash[64];                                            \
        int i;                                                             \
        show_int(#name " begun", name##_Init(&state));                     \
        for (i = 0; i < 20; i++)                                           \
            name##_Update(&state, data, (size_t)i * 3);                    \
        copy = state;                                                      \
        show_int(#name " made", name##_Final(hash, &state));               \
        show_hex(#name, hash, size);                                       \
        name##_Update(&copy, "more", 4);                                   \
        name##_Final(hash, &copy);                                         \
        show_hex(#name " of a copy", hash, size);                          \
    } while (0)

int main(void)
{
    size_t i;

    for (i = 0; i < sizeof(data); i++)
        data[i] = (unsigned char)(200 - i * 3);
    aes();
    des();
    HASH(SHA1, SHA_CTX, 20);
    HASH(SHA224, SHA256_CTX, 28);
    HASH(SHA256, SHA256_CTX, 32);
    HASH(SHA384, SHA512_CTX, 48);
    HASH(SHA512, SHA512_CTX, 64);
    return 0;
}
