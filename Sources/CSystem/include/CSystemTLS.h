#ifndef CSYSTEM_TLS_H
#define CSYSTEM_TLS_H
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <time.h>

/* OpenSSL's function-like macros as functions: Swift's importer sees functions only. */

static inline int cs_ssl_ctx_set_min_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_min_proto_version(context, version);
}

static inline void cs_ssl_ctx_set_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_mode(context, mode);
}

static inline void cs_ssl_ctx_set_read_ahead(SSL_CTX *context, int on) {
  SSL_CTX_set_read_ahead(context, on);
}

static inline void cs_ssl_ctx_set_session_cache_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_session_cache_mode(context, mode);
}

static inline void cs_ssl_ctx_set_max_cert_list(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}

/* The certificate's reference count is raised. */
static inline int cs_ssl_ctx_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline int cs_ssl_ctx_set_trust_store(SSL_CTX *context, X509_STORE *store) {
  SSL_CTX_set1_cert_store(context, store);
  return 1;
}

static inline int cs_ssl_set_server_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

/* SSL_OP_* are 64-bit constant expressions over a macro; they are named here for both sides. */
static inline void cs_ssl_ctx_set_common_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}

static inline void cs_ssl_ctx_set_server_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
}

/* What a ticket key callback has to set up: AES-256-CBC and HMAC-SHA-256, both keys 32 bytes. */
static inline int cs_ticket_begin(EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
                                  const unsigned char *encryption_key,
                                  const unsigned char *authentication_key,
                                  const unsigned char *iv, int encrypting) {
  OSSL_PARAM parameters[3];
  parameters[0] = OSSL_PARAM_construct_octet_string(
      OSSL_MAC_PARAM_KEY, (void *)(uintptr_t)authentication_key, 32);
  parameters[1] = OSSL_PARAM_construct_utf8_string(
      OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t) "SHA256", 0);
  parameters[2] = OSSL_PARAM_construct_end();
  if (EVP_MAC_CTX_set_params(mac, parameters) != 1) return 0;
  return EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, encryption_key, iv, encrypting);
}

/* Stacks of certificates. */
static inline int cs_x509_stack_count(const STACK_OF(X509) *stack) {
  return stack == NULL ? 0 : sk_X509_num(stack);
}

static inline X509 *cs_x509_stack_item(const STACK_OF(X509) *stack, int index) {
  return sk_X509_value(stack, index);
}

static inline STACK_OF(X509) *cs_x509_stack_new(void) { return sk_X509_new_null(); }

/* The stack borrows the certificate. */
static inline int cs_x509_stack_push(STACK_OF(X509) *stack, X509 *certificate) {
  return sk_X509_push(stack, certificate);
}

static inline void cs_x509_stack_free(STACK_OF(X509) *stack) { sk_X509_free(stack); }

/* Stacks of alternative names. */
static inline GENERAL_NAMES *cs_general_names_new(void) { return sk_GENERAL_NAME_new_null(); }

/* The stack takes the name over, or the name is freed and 0 returned. */
static inline int cs_general_names_push(GENERAL_NAMES *names, int type, ASN1_STRING *value) {
  GENERAL_NAME *name = GENERAL_NAME_new();
  if (name == NULL) {
    ASN1_STRING_free(value);
    return 0;
  }
  GENERAL_NAME_set0_value(name, type, value);
  if (sk_GENERAL_NAME_push(names, name) > 0) return 1;
  GENERAL_NAME_free(name);
  return 0;
}

static inline int cs_general_names_count(const GENERAL_NAMES *names) {
  return names == NULL ? 0 : sk_GENERAL_NAME_num(names);
}

/* The bytes of a DNS name, which the stack owns; NULL when the name is of another kind. */
static inline const unsigned char *cs_general_names_dns(const GENERAL_NAMES *names, int index,
                                                        int *count) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  if (name == NULL || name->type != GEN_DNS) return NULL;
  *count = ASN1_STRING_length(name->d.dNSName);
  return ASN1_STRING_get0_data(name->d.dNSName);
}

/* The subject as RFC 2253 writes it; what is not printable ASCII is escaped. */
static inline int cs_x509_print_subject(BIO *bio, const X509 *certificate) {
  return X509_NAME_print_ex(bio, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
}

/* Shows this certificate in this connection and no other; the reference counts are raised. */
static inline int cs_ssl_use_certificate(SSL *ssl, X509 *certificate, EVP_PKEY *key,
                                         STACK_OF(X509) *chain) {
  SSL_certs_clear(ssl);
  return SSL_use_cert_and_key(ssl, certificate, key, chain, 1);
}

static inline int cs_ssl_ctx_set_groups(SSL_CTX *context, const char *groups) {
  return (int)SSL_CTX_set1_groups_list(context, groups);
}

static inline long cs_bio_memory(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

static inline void cs_openssl_free(void *pointer) { OPENSSL_free(pointer); }

static inline EVP_PKEY *cs_generate_p256_key(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}

static inline EVP_PKEY *cs_generate_rsa_key(size_t bits) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

/* A number of a key, big-endian; its length, or 0 when there is none or it is longer than `size`. */
static inline int cs_key_number(EVP_PKEY *key, const char *name, unsigned char *bytes, int size) {
  BIGNUM *number = NULL;
  int length = 0;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return 0;
  if (BN_num_bytes(number) <= size) length = BN_bn2bin(number, bytes);
  BN_free(number);
  return length;
}

/* A certificate's time as Unix seconds; 0 when it is not a time. */
static inline int cs_asn1_time_seconds(const ASN1_TIME *time, int64_t *seconds) {
  struct tm parts;
  if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  *seconds = (int64_t)timegm(&parts);
  return 1;
}
#endif
