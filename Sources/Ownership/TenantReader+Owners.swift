import JSON
import KubernetesAPI

extension TenantReader {
  typealias Rights = [FilteredResource: Operations]

  /// Every owner and its operations: `owner` with the annotations, and `owners`.
  mutating func owners() -> [Principal: Rights] {
    guard let spec = spec() else { return [:] }
    var owners: [Principal: Rights] = [:]
    let single = singleOwners(spec).map { ($0.principal, annotatedRights(of: $0.name)) }
    for (principal, rights) in single + listedOwners(spec) {
      owners[principal, default: [:]].merge(rights) { $0.union($1) }
    }
    return owners
  }

  // MARK: owners

  private mutating func listedOwners(_ spec: JSONObject) -> [(Principal, Rights)] {
    var owners: [(Principal, Rights)] = []
    let entries = elements(of: spec["owners"], at: "spec.owners")
    for (index, entry) in entries.enumerated() {
      let field = "spec.owners[\(index)]"
      guard let owner = owner(entry, at: field) else { continue }
      owners.append((owner.principal, settings(entry["proxySettings"], at: field)))
    }
    return owners
  }

  private mutating func settings(_ value: JSONValue?, at owner: String) -> Rights {
    var rights: Rights = [:]
    let entries = elements(of: value, at: "\(owner).proxySettings")
    for (index, entry) in entries.enumerated() {
      let field = "\(owner).proxySettings[\(index)]"
      guard let setting = members(of: entry, at: field) else { continue }
      let kind = text(setting["kind"], at: "\(field).kind")
      let names = strings(setting["operations"], at: "\(field).operations")
      guard let resource = FilteredResource.allCases.first(where: { $0.settingsKind == kind })
      else {
        report("\(field).kind", "names no known kind")
        continue
      }
      for name in names {
        guard let operations = Operations(name: name) else {
          report("\(field).operations", "names no known operation")
          continue
        }
        rights[resource, default: []].formUnion(operations)
      }
    }
    return rights
  }

  // MARK: owner and the annotations

  /// The owner of v1alpha1 and those that its annotations add.
  ///
  /// The annotations belong to that shape: where `owner` is absent they mean nothing.
  mutating func singleOwners(
    _ spec: JSONObject
  ) -> [(principal: Principal, name: String)] {
    guard let value = spec["owner"], value != .null else { return [] }
    var owners: [(principal: Principal, name: String)] = []
    if let owner = owner(value, at: "spec.owner") { owners.append(owner) }
    for (word, kind) in [
      ("user", "User"), ("group", "Group"), ("serviceaccount", "ServiceAccount"),
    ] {
      let annotation = "owners.capsule.clastix.io/\(word)"
      for name in names(in: annotation) {
        if let principal = principal(kind, name, at: "metadata.annotations.\(annotation)") {
          owners.append((principal, name))
        }
      }
    }
    return owners
  }

  private func annotatedRights(of owner: String) -> Rights {
    var rights: Rights = [:]
    for resource in FilteredResource.allCases {
      guard let word = resource.annotationWord else { continue }
      for (ending, operations) in Operations.annotationWords {
        let names = names(in: "capsule.clastix.io/enable-\(word)-\(ending)")
        let isEverybody = names.count == 1 && names[0] == "true"
        if isEverybody || names.contains(where: { $0.hasSameBytes(as: owner) }) {
          rights[resource, default: []].formUnion(operations)
        }
      }
    }
    return rights
  }

  /// The names between an annotation's commas, without the spaces around them.
  private func names(in annotation: String) -> [String] {
    guard let list = metadata.annotations[annotation] else { return [] }
    return list.utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
      let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x9 }
      let name = part.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
      return name.isEmpty ? nil : String(decoding: Array(name), as: UTF8.self)
    }
  }

  // MARK: One owner

  mutating func owner(
    _ value: JSONValue, at field: String
  ) -> (principal: Principal, name: String)? {
    guard let owner = members(of: value, at: field) else { return nil }
    let kind = text(owner["kind"], at: "\(field).kind")
    let name = text(owner["name"], at: "\(field).name")
    return principal(kind, name, at: field).map { ($0, name) }
  }

  private mutating func principal(
    _ kind: String, _ name: String, at field: String
  ) -> Principal? {
    guard !name.isEmpty else {
      report(field, "has no name")
      return nil
    }
    switch kind {
    case "User": return Principal(username: name)
    case "Group":
      if let group = Principal(group: name) { return group }
      report(field, "is a group that everybody of some sort is in, which owns nothing")
    case "ServiceAccount":
      let principal = Principal(username: name)
      if case .serviceAccount = principal { return principal }
      report(field, "does not have the form system:serviceaccount:NAMESPACE:NAME")
    default: report(field, "is neither a User, a Group nor a ServiceAccount")
    }
    return nil
  }
}
