internal import JSON
internal import YAML

/// Reads the objects of one file: YAML or JSON, of many documents, lists among them.
struct ManifestReader {
  private let file: String
  private(set) var manifests: [Manifest] = []
  private(set) var problems: [LoadProblem] = []

  init(file: String, bytes: [UInt8]) {
    self.file = file
    for (line, value) in documents(bytes) {
      // A document of nothing but comments.
      guard !value.isNull else { continue }
      read(value, at: ManifestPlace(file: file, line: line))
    }
  }

  private mutating func documents(_ bytes: [UInt8]) -> [(line: Int, value: JSONValue)] {
    // YAML reads nearly all JSON; surrogates and duplicate-free big numbers only JSON's own reader.
    if let value = try? JSONValue(parsing: bytes), value.object != nil {
      return [(1 + bytes.prefix { $0 != UInt8(ascii: "{") }.count { $0 == 0x0A }, value)]
    }
    do throws(YAMLError) {
      return try YAML.located(bytes)
    } catch {
      problems.append(
        LoadProblem(
          ManifestPlace(file: file, line: error.line),
          "not YAML, \(error.reason) (column \(error.column))." + Self.advice(error.reason)))
      return []
    }
  }

  private static func advice(_ reason: String) -> String {
    switch reason {
    case "unknown alias":
      " An alias (*name) repeats what was anchored (&name) and complete before it in the same"
        + " document."
    case "two equal keys": " Of two members with one name only one would count: remove one."
    case "too many values": " Aliases of aliases grow it without bound: write the values out."
    default: ""
    }
  }

  /// Takes an object, or the objects of a list.
  private mutating func read(_ value: JSONValue, at place: ManifestPlace) {
    guard value.object != nil else {
      return problems.append(
        LoadProblem(place, "not an object. A manifest has the members apiVersion, kind, metadata."))
    }
    guard place.item == nil, let kind = value["kind"]?.string, kind.hasSuffix("List"),
      let items = value["items"]?.array
    else { return check(Manifest(place: place, value: value)) }
    for (position, item) in items.enumerated() {
      read(
        Self.item(item, of: kind, in: value),
        at: ManifestPlace(file: place.file, line: place.line, item: position))
    }
  }

  /// An API server's own lists leave out what all items have in common.
  private static func item(_ item: JSONValue, of kind: String, in list: JSONValue) -> JSONValue {
    guard kind != "List", item.object != nil, item["kind"] == nil else { return item }
    var item = item
    item["kind"] = .string(String(kind.dropLast("List".count)))
    if item["apiVersion"] == nil { item["apiVersion"] = list["apiVersion"] }
    return item
  }

  private mutating func check(_ manifest: Manifest) {
    var missing: [String] = []
    if manifest.apiVersion.isEmpty { missing.append("apiVersion") }
    if manifest.kind.isEmpty { missing.append("kind") }
    if manifest.value.name.isEmpty { missing.append("metadata.name") }
    guard missing.isEmpty else {
      return problems.append(
        LoadProblem(
          manifest.place,
          "no \(missing.joined(separator: ", ")): add what is missing, as text (y and 1 are none without quotes)."
        ))
    }
    manifests.append(manifest)
  }
}
