/// A part of a tenant that cannot be used, and so selects nothing.
package struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The tenant's name.
  package var tenant: String
  /// The path of the part: `spec.storageClasses.allowedRegex`.
  package var field: String
  /// What is wrong with it.
  package var reason: String

  /// Creates the problem of a tenant's part.
  package init(tenant: String, field: String, reason: String) {
    self.tenant = tenant
    self.field = field
    self.reason = reason
  }

  /// One line for a log or a condition.
  package var description: String { "tenant \(tenant): \(field): \(reason)" }
}
