package import KubernetesAPI

extension ResourceRequest {
  /// Whether it is for the proxy itself: for a path under `/bailiwick`, which never goes upstream.
  package var isForProxy: Bool {
    guard !isResourceRequest else { return false }
    // Nearly every other path differs in its second byte.
    let second = target.utf8.dropFirst().first
    guard second == UInt8(ascii: "b") || second == UInt8(ascii: "%") else { return false }
    let path = path
    return path == "/bailiwick" || path.utf8.starts(with: "/bailiwick/".utf8)
  }
}
