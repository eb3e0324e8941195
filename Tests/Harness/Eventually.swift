/// Asks again and again until `condition` holds.
///
/// - Throws: `Timeout` after `limit`.
package func eventually(
  _ what: String, within limit: Duration = .seconds(30), every pause: Duration = .milliseconds(100),
  _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < end else { throw Timeout(what) }
    try await Task.sleep(for: pause)
  }
}
