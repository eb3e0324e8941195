/// When what a principal is shown of each resource last changed: numbers that are given once.
struct Stamps: Sendable {
  private static let none = [UInt64](repeating: 0, count: FilteredResource.allCases.count)

  private var numbers = Self.none

  /// The number of a resource; 0 if nothing of it was ever shown.
  subscript(resource: FilteredResource) -> UInt64 {
    get { numbers[resource.rawValue] }
    set { numbers[resource.rawValue] = newValue }
  }
}

extension UInt64 {
  /// The number, spread over all bits, so that sums of such numbers differ (splitmix64).
  var spreadOut: UInt64 {
    var mixed = self &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
