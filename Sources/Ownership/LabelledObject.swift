/// What is kept of an object that rules select by its labels.
package struct LabelledObject: Sendable, Equatable {
  /// The name.
  package let name: String
  /// The identity across time.
  package let uid: String
  /// The labels.
  package let labels: [String: String]

  /// Creates the record of an object.
  package init(name: String, uid: String, labels: [String: String]) {
    self.name = name
    self.uid = uid
    self.labels = labels
  }
}
