import JSON

extension JSONPatch {
  /// One step of a patch.
  struct Operation {
    let kind: String
    let path: String?
    let from: String?
    let value: JSONValue?

    init(_ json: JSONValue) {
      kind = json["op"]?.string ?? "unknown"
      path = json["path"]?.string
      from = json["from"]?.string
      value = json["value"]
    }

    /// The document after this step; nil when the step does not fit.
    func applied(to document: JSONValue) -> JSONValue? {
      guard let path else { return nil }
      if path.isEmpty {
        switch kind {
        case "replace" where value?.object != nil || value?.array != nil: return value
        case "test" where value == document: return document
        default: return nil
        }
      }
      guard let pointer = JSONPointer(path) else { return nil }
      switch kind {
      case "add": return pointer.edit(document) { $0.add(value ?? .null, at: $1) }
      case "remove": return pointer.edit(document) { $0.remove(at: $1) }
      case "replace": return pointer.edit(document) { $0.replace(with: value ?? .null, at: $1) }
      case "test":
        guard case .found(let old) = pointer.read(document), old ?? .null == value ?? .null else {
          return nil
        }
        return document
      case "move": return moved(document, to: pointer)
      case "copy":
        guard let from, let source = JSONPointer(from),
          case .found(let value) = source.read(document)
        else { return nil }
        return pointer.edit(document) { $0.add(value ?? .null, at: $1) }
      default: return nil
      }
    }

    private func moved(_ document: JSONValue, to target: JSONPointer) -> JSONValue? {
      guard let from, let source = JSONPointer(from),
        case .found(let value) = source.read(document),
        let rest = source.edit(document, { $0.remove(at: $1) })
      else { return nil }
      return target.edit(rest) { $0.add(value ?? .null, at: $1) }
    }
  }
}
