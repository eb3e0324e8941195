/// Where one line a request is told.
package struct AuditLog: Sendable {
  package init() {}

  /// Tells of a request that was answered.
  func tell(_ record: RequestRecord) {}
}
