import JSON

/// Namespaces as an API server sends them: about 2390 bytes each.
enum SyntheticNamespace {
  private static let itemBytes = 2390

  static func name(_ number: Int) -> String { "namespace-\(number)" }

  /// One namespace, compact JSON.
  static func item(_ number: Int) -> [UInt8] { namespace(number, note: note).encoded() }

  /// What makes an item as long as it should be.
  private static let note: String = {
    // Quotes inside the note, as kubectl's last-applied-configuration has them: each is escaped.
    let words = #"{"annotations":{},"name":"some \ text"},"#
    let missing = itemBytes - namespace(0, note: "").encoded().count
    var note = ""
    while JSONValue.string(note).encoded().count < missing { note += words }
    while JSONValue.string(note).encoded().count - 2 > missing { note.removeLast() }
    return note
  }()

  private static func namespace(_ number: Int, note: String) -> JSONValue {
    [
      "metadata": [
        "name": .string(name(number)), "uid": .string("00000000-0000-4000-8000-\(number)"),
        "resourceVersion": .string(String(1000 + number)),
        "creationTimestamp": "2026-01-01T00:00:00Z",
        "labels": ["kubernetes.io/metadata.name": .string(name(number)), "team": "some-team"],
        "annotations": ["note": .string(note)],
        "managedFields": [
          [
            "manager": "kubectl", "operation": "Update", "apiVersion": "v1",
            "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1",
            "fieldsV1": ["f:metadata": ["f:labels": [".": [:], "f:team": [:]]]],
          ]
        ],
      ],
      "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
    ]
  }
}
