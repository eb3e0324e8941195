internal import KubernetesAPI

extension Query {
  /// What it says of a dry run; empty when it says nothing.
  ///
  /// - Throws: 400 when it says so twice: the API server may take the other one.
  var dryRun: [String] {
    get throws(Status) {
      guard names.filter({ $0 == "dryRun" }).count < 2 else {
        throw .badRequest("the query says dryRun more than once")
      }
      return self[first: "dryRun"].map { [$0] } ?? []
    }
  }
}
