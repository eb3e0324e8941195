/// A version by age and stability: `v2`, `v1`, `v1beta2`, `v1alpha1`, and then the others
/// (`apimachinery/pkg/version/helpers.go`).
struct KubeVersion: Comparable {
  private let name: String
  private let major: Int
  /// 2 for stable, 1 for beta, 0 for alpha; -1 for what is no such version.
  private let stability: Int
  private let minor: Int

  init(_ name: String) {
    self.name = name
    guard name.utf8.first == UInt8(ascii: "v") else {
      (major, stability, minor) = (0, -1, 0)
      return
    }
    let rest = name.dropFirst()
    let digits = rest.prefix { $0.isNumber }
    let tail = rest.dropFirst(digits.count)
    let label = tail.prefix { $0.isLetter }
    let levels = ["alpha": 0, "beta": 1]
    if let major = Int(digits), digits.first != "0", tail.isEmpty {
      (self.major, stability, minor) = (major, 2, 0)
    } else if let major = Int(digits), let level = levels[String(label)],
      let minor = Int(tail.dropFirst(label.count)), digits.first != "0"
    {
      (self.major, stability, self.minor) = (major, level, minor)
    } else {
      (major, stability, minor) = (0, -1, 0)
    }
  }

  static func < (one: KubeVersion, other: KubeVersion) -> Bool {
    if one.stability < 0, other.stability < 0 {
      // Strangers come after all others, and among themselves in alphabetical order.
      return other.name.utf8.lexicographicallyPrecedes(one.name.utf8)
    }
    return (one.stability, one.major, one.minor) < (other.stability, other.major, other.minor)
  }
}
