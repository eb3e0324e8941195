import Kubernetes

/// A few files in memory.
struct Files: Sendable {
  var contents: [String: String]
  var locked: Set<String> = []

  var read: ReadFile {
    { [self] path throws(FileFailure) in
      if locked.contains(path) { throw .unreadable("permission denied") }
      guard let text = contents[path] else { throw .missing }
      return Array(text.utf8)
    }
  }
}
