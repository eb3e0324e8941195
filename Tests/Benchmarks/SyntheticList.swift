import JSON

/// Lists of namespaces as an API server sends them: 2390 bytes an item.
enum SyntheticList {
  private static let itemBytes = 2390

  static func name(_ number: Int) -> String { "namespace-\(number)" }

  /// A NamespaceList of `count` items, compact JSON.
  static func namespaces(_ count: Int) -> [UInt8] {
    var bytes = Array(
      #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
        .utf8)
    for number in 0..<count {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += item(number)
    }
    return bytes + Array("]}".utf8)
  }

  private static func item(_ number: Int) -> [UInt8] {
    let empty = namespace(number, note: "").encoded()
    // Quotes inside the note, as kubectl's last-applied-configuration has them: each is escaped.
    let words = #"{"annotations":{},"name":"some \ text"},"#
    var note = ""
    while note.utf8.count < itemBytes { note += words }
    var cut = note.utf8.count
    while empty.count + JSONValue.string(String(note.prefix(cut))).encoded().count - 2 > itemBytes {
      cut -= 1
    }
    return namespace(number, note: String(note.prefix(cut))).encoded()
  }

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
