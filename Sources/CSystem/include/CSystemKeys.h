#ifndef CSYSTEM_KEYS_H
#define CSYSTEM_KEYS_H
#include "CSystemTLS.h"
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

/* A public key of its parameters, which are freed; NULL unless they are those of a valid key: a
   point that is not on its curve is none. */
static inline EVP_PKEY *cs_public_key(const char *type, OSSL_PARAM *parameters) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
  int made = parameters != NULL && context != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
             EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) == 1;
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  if (!made) return NULL;
  context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int valid = context != NULL && EVP_PKEY_public_check(context) == 1;
  EVP_PKEY_CTX_free(context);
  if (valid) return key;
  EVP_PKEY_free(key);
  return NULL;
}

/* Both numbers big-endian. */
static inline EVP_PKEY *cs_rsa_public_key(const unsigned char *modulus, int modulus_count,
                                          const unsigned char *exponent, int exponent_count) {
  OSSL_PARAM *parameters = NULL;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *n = BN_bin2bn(modulus, modulus_count, NULL);
  BIGNUM *e = BN_bin2bn(exponent, exponent_count, NULL);
  if (builder != NULL && n != NULL && e != NULL &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1)
    parameters = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY *key = cs_public_key("RSA", parameters);
  OSSL_PARAM_BLD_free(builder);
  BN_free(n);
  BN_free(e);
  return key;
}

/* The point as in SEC 1, section 2.3.3. */
static inline EVP_PKEY *cs_ec_public_key(const char *curve, const unsigned char *point,
                                         size_t count) {
  OSSL_PARAM *parameters = NULL;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  if (builder != NULL &&
      OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, curve, 0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, count) == 1)
    parameters = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY *key = cs_public_key("EC", parameters);
  OSSL_PARAM_BLD_free(builder);
  return key;
}

/* The DER of an ECDSA signature (RFC 3279, section 2.2.3) of two numbers of `half` bytes each; its
   length, or 0. */
static inline int cs_ecdsa_der(const unsigned char *numbers, int half, unsigned char **der) {
  int count = 0;
  ECDSA_SIG *signature = ECDSA_SIG_new();
  BIGNUM *r = BN_bin2bn(numbers, half, NULL);
  BIGNUM *s = BN_bin2bn(numbers + half, half, NULL);
  if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) {
    count = i2d_ECDSA_SIG(signature, der);
  } else {
    BN_free(r);
    BN_free(s);
  }
  ECDSA_SIG_free(signature);
  return count > 0 ? count : 0;
}

/* RSASSA-PSS with a salt as long as the digest and MGF1 over the same digest (RFC 7518, 3.5). */
static inline int cs_use_pss(EVP_PKEY_CTX *context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}
#endif
