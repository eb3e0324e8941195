package import JSON
package import Wire

/// The places in a tenant's quota that are held for namespaces about to be made.
///
/// They stand in the tenant's status, as `status.reservations[] {name, time}`, so that holding one is a
/// compare-and-swap on the tenant: replicas cannot both take the last. They are not among
/// `status.namespaces`, which says whose a namespace is: a name that is wanted may be one that
/// somebody else's namespace has already. A reservation is given back when the namespace is made or
/// refused. One whose end nobody knows counts until it is older than any request can be, and is
/// dropped by the next one that is made. Whoever else writes a tenant's status leaves them alone.
package struct NamespaceReservations: Sendable, Equatable {
  /// How long a reservation counts, in seconds: the API server ends what makes an object after one
  /// minute (apiserver/pkg/server/config.go, RequestTimeout).
  package static let lifetime: Int64 = 90

  /// One place.
  private struct Entry: Sendable, Equatable {
    let name: String
    let time: Timestamp
  }

  private var entries: [Entry]

  /// Reads those of a tenant that count at this moment.
  package init(of tenant: JSONValue, at now: Timestamp) {
    entries = (tenant["status", "reservations"]?.array ?? []).compactMap { entry in
      guard let name = entry["name"]?.string,
        let time = (entry["time"]?.string).flatMap(Timestamp.init(rfc3339:)),
        abs(now.seconds - time.seconds) < Self.lifetime
      else { return nil }
      return Entry(name: name, time: time)
    }
  }

  /// The names that places are held for.
  package var names: Set<String> { Set(entries.map(\.name)) }

  /// Holds a place; each of two who want one name has a place of its own, of which one counts.
  package mutating func hold(_ name: String, at now: Timestamp) {
    entries.append(Entry(name: name, time: now))
  }

  /// Gives one place of that name back; false if there is none.
  package mutating func release(_ name: String) -> Bool {
    guard let place = entries.firstIndex(where: { $0.name == name }) else { return false }
    entries.remove(at: place)
    return true
  }

  /// The reservations as a status has them.
  package var json: JSONValue {
    .array(entries.map { ["name": .string($0.name), "time": .string($0.time.rfc3339())] })
  }
}
