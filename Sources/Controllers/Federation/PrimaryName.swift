internal import Kubernetes

/// The names that a cluster's primary namespace may have: the cluster's own, then numbered ones.
enum PrimaryName {
  /// How many numbers are tried before a cluster is told that it gets none.
  static let most = 1000

  /// The name of a number: 0 is the cluster's own name.
  ///
  /// What is too long for a DNS label is cut, and gets a hash of the whole.
  static func candidate(
    _ number: Int, of cluster: String, _ naming: ControllerSettings.ConflictNaming
  ) -> String {
    guard number > 0 else { return cluster }
    let digits = "\(number)"
    let room = 63 - digits.utf8.count - 1
    let kept = cluster.utf8.count <= room ? cluster : cut(cluster, to: room)
    return switch naming {
    case .prefix: "\(digits)-\(kept)"
    case .suffix: "\(kept)-\(digits)"
    }
  }

  /// The first name that is free; nil if none is.
  static func choose(
    for cluster: String, _ naming: ControllerSettings.ConflictNaming,
    isFree: (String) async throws(APIError) -> Bool
  ) async throws(APIError) -> String? {
    for number in 0..<most {
      let name = candidate(number, of: cluster, naming)
      if try await isFree(name) { return name }
    }
    return nil
  }

  private static func cut(_ name: String, to room: Int) -> String {
    let hash = StableName.hash([name])
    var kept = name.utf8.prefix(room - hash.utf8.count - 1)
    while kept.last == UInt8(ascii: "-") { kept.removeLast() }
    return "\(String(kept) ?? "")-\(hash)"
  }
}
