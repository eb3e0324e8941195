/// ServiceAccounts, which have no rules beyond those of their metadata.
struct ServiceAccountStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }
}
