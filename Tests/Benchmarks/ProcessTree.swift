import Harness

/// What the kernel says of a process and its children (proc(5)).
struct ProcessTree: Sendable {
  let id: Int32

  /// Processor time of all of them so far, in seconds.
  ///
  /// The kernel counts in hundredths (`USER_HZ`).
  var processorSeconds: Double {
    members(of: id).reduce(0) { $0 + Self.ticks(of: $1) } / 100
  }

  /// Memory in MiB, that shared with others counted in part.
  var proportionalMegabytes: Double {
    members(of: id).reduce(0) { sum, member in
      let lines = Folder.text(of: "/proc/\(member)/smaps_rollup").split(separator: "\n")
      let line = lines.first { $0.hasPrefix("Pss:") }
      return sum + (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0)
    } / 1024
  }

  /// Files, sockets and the like that it has open.
  var descriptors: Int { Folder.names(in: "/proc/\(id)/fd").count }

  private func members(of id: Int32) -> [Int32] {
    let children = Folder.text(of: "/proc/\(id)/task/\(id)/children")
    return [id]
      + children.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
      .flatMap(members(of:))
  }

  private static func ticks(of id: Int32) -> Double {
    // The name in parentheses may hold anything: the fields are counted after it.
    let text = Folder.text(of: "/proc/\(id)/stat")
    guard let end = text.lastIndex(of: ")") else { return 0 }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return 0
    }
    return user + system
  }
}
