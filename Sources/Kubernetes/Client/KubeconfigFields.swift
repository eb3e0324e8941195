internal import JSON
private import Wire

/// The fields of one entry of a kubeconfig, read with errors that name the entry and its file.
struct KubeconfigFields {
  private let entry: Kubeconfig.Entry

  /// The entry in words: `user "alice"`.
  let name: String

  /// The fields of an entry with this name.
  init(_ entry: Kubeconfig.Entry, _ name: String) {
    self.entry = entry
    self.name = name
  }

  /// The path of the file the entry stands in.
  var path: String { entry.path }

  /// Whether the field is there and not null.
  func has(_ key: String) -> Bool {
    switch entry.value[key] {
    case .none, .null?: false
    default: true
    }
  }

  /// The text of a field; nil when it is absent or empty.
  func text(_ key: String) throws(AccessError) -> String? {
    guard has(key) else { return nil }
    guard let text = entry.value[key]?.string else {
      throw AccessError("\(key) of \(name) in \(path) is not a string; put it in quotes.")
    }
    return text.isEmpty ? nil : text
  }

  /// The items of a field; none when it is absent.
  func list(_ key: String) throws(AccessError) -> [JSONValue] {
    guard has(key) else { return [] }
    guard let list = entry.value[key]?.array else {
      throw AccessError("\(key) of \(name) in \(path) is not a list.")
    }
    return list
  }

  /// The fields of an object in a field; nil when it is absent.
  func fields(_ key: String) throws(AccessError) -> KubeconfigFields? {
    guard has(key), let value = entry.value[key] else { return nil }
    guard value.object != nil else {
      throw AccessError("\(key) of \(name) in \(path) is not a mapping.")
    }
    return KubeconfigFields(Kubeconfig.Entry(value: value, path: path), "\(key) of \(name)")
  }

  /// The truth of a field; false when it is absent.
  func flag(_ key: String) throws(AccessError) -> Bool {
    guard has(key) else { return false }
    guard let flag = entry.value[key]?.bool else {
      throw AccessError("\(key) of \(name) in \(path) is neither true nor false.")
    }
    return flag
  }

  /// A path of the field, resolved against the folder of the file.
  func file(_ key: String) throws(AccessError) -> String? {
    try text(key).map(resolved)
  }

  /// A path, resolved against the folder of the file.
  func resolved(_ file: String) -> String {
    if file.utf8.first == UInt8(ascii: "/") { return file }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return file }
    return String(path[...slash]) + file
  }

  /// The bytes of a base64 field.
  func data(_ key: String) throws(AccessError) -> [UInt8]? {
    guard let text = try text(key) else { return nil }
    guard let bytes = Base64.decode(text, skippingNewlines: true), !bytes.isEmpty else {
      throw AccessError("\(key) of \(name) in \(path) is not base64.")
    }
    return bytes
  }
}
