internal import JSON

/// What an event is about: of the usual, or something to look at (core/v1 Event).
package enum EventKind: String, Sendable {
  case normal = "Normal"
  case warning = "Warning"
}

extension ObjectWriter {
  /// Tells of an object in an Event, for `kubectl describe` and people who watch.
  ///
  /// Only what changes is told, so that a restart tells nothing. An event that cannot be written is
  /// not worth trying again.
  ///
  /// - Parameters:
  ///   - kind: How much it matters.
  ///   - reason: One word of a closed list.
  ///   - message: A sentence for people.
  ///   - object: What it is about.
  ///   - resource: The resource of the object.
  ///   - component: Who tells, as the events' readers know it.
  package func tell(
    _ kind: EventKind = .normal, _ reason: String, _ message: String, of object: APIObject,
    _ resource: APIResource, as component: String
  ) async {
    // Events of the cluster's objects are in the namespace "default" (client-go, tools/record).
    let namespace = object.key.namespace.isEmpty ? "default" : object.key.namespace
    let time = JSONValue.string(now())
    let event: JSONValue = [
      "apiVersion": "v1", "kind": "Event",
      "metadata": [
        "generateName": .string("\(object.key.name)-"), "namespace": .string(namespace),
      ],
      "involvedObject": [
        "apiVersion": .string(resource.apiVersion), "kind": .string(resource.kind),
        "name": .string(object.key.name), "namespace": .string(object.key.namespace),
        "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
      ],
      "type": .string(kind.rawValue), "reason": .string(reason), "message": .string(message),
      "source": ["component": .string(component)], "firstTimestamp": time, "lastTimestamp": time,
      "count": 1,
    ]
    do throws(APIError) {
      try begin()
      let path = APICollection(version: "v1", resource: "events", namespace: namespace).path
      _ = try await client.create(event, at: path)
    } catch {}
  }
}
