/// Keys made for these tests alone; they open nothing.
extension `A TLS context` {
  static let encryptedKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhZscoDzLlm/wICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEA2LbS2iKNY62NIUejbDsjUEgZBd
    p4/31zdZ1JF3XAuNsnIzLwYsyR4Ak8Q5VcbFcLmHSOYS12qye5HzVH+azzbfojOd
    ymuhyt6sVAhHd35JZtGgoC5pCsQRvI4qygXAskCErPU32K0CuEhrogqBTCnZmAnY
    JNaEtFyJx1JWPNIEH2X42G5zil4c/FbJyPy/NOzkDmFRBxmYXyvDG8uwC7E6HYM=
    -----END ENCRYPTED PRIVATE KEY-----
    """

  static let encryptedTraditionalKey = """
    -----BEGIN EC PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED
    DEK-Info: AES-256-CBC,564C984F4EDAF7E8D761065A002C7E78

    JfA6aHEIhZW/KZZUxeX6sD5XVVL70c19YH2/t3Z/htS2rLnOGqG2D5QDXbwR4w94
    FUeaUKzx7MLfrR16hkgwHsmDwElqfgPcs7EpKM1bbHWQ0VziBLvr6juDIG8TTY+E
    eWYsUAHX9aLsP3XqN8lIWuAeu2Du8fhv70J1oC3jhYM=
    -----END EC PRIVATE KEY-----
    """

  static let ecKey = """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIG95PYRFpnWeafKXLO+ofUUOU2n8bIVVvjkcTgKBzA9FoAoGCCqGSM49
    AwEHoUQDQgAE5ZuExVTHfpm9K9j9ICIt932hnlcUpqfHUvRURcJZedj1LdHlLeGS
    faYVsYkgC6yI4Hg0WJUeTE1AbDF0Z9mcvA==
    -----END EC PRIVATE KEY-----
    """
}
