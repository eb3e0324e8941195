import JSON
import KubernetesAPI

extension TenantReader {
  /// What the tenant selects of each class.
  ///
  /// A field that is absent selects everything, and one that is present but empty nothing.
  mutating func rules() -> [FilteredResource: [Rule]] {
    var rules: [FilteredResource: [Rule]] = [:]
    let spec = spec()
    let isReadable = object["spec"] == nil || spec != nil
    for resource in FilteredResource.allCases {
      let found: [Rule]
      switch resource.basis {
      case .ownership, .nodesByName: continue
      case .tenantLabel: found = [Rule(labels: .tenant(metadata.name))]
      case _ where !isReadable: found = [.nothing]
      case .nodeSelector: found = nodeRules(spec)
      case .classes(let fields): found = classRules(at: fields, in: spec)
      }
      rules[resource] = found.isEmpty ? [.everything] : found
    }
    return rules
  }

  private mutating func nodeRules(_ spec: JSONObject?) -> [Rule] {
    guard let value = spec?["nodeSelector"] else { return [] }
    let field = "spec.nodeSelector"
    guard value != .null else {
      report(field, "is null")
      return [.nothing]
    }
    guard let labels = texts(value, at: field) else { return [.nothing] }
    return [Rule(labels: selector(labels, [], at: field))]
  }

  private mutating func classRules(at fields: [[String]], in spec: JSONObject?) -> [Rule] {
    var rules: [Rule] = []
    for path in fields {
      var field = "spec"
      var value = spec.map { JSONValue.object($0) }
      for (depth, key) in path.enumerated() {
        if let outer = value, outer.object == nil, depth > 0 {
          report(field, "is no object")
          rules.append(.nothing)
          value = nil
          break
        }
        value = value?[key]
        field += ".\(key)"
      }
      if let value { rules.append(classRule(value, at: field)) }
    }
    return rules
  }

  private mutating func classRule(_ value: JSONValue, at field: String) -> Rule {
    guard let selection = value.object else {
      report(field, "is no object")
      return .nothing
    }
    var rule = Rule()
    rule.names = Set(strings(selection["allowed"], at: "\(field).allowed"))
    let standard = text(selection["default"], at: "\(field).default")
    rule.names.insert(standard)
    rule.names.remove("")
    rule.pattern = pattern(selection["allowedRegex"], at: "\(field).allowedRegex")
    if let labels = texts(selection["matchLabels"], at: "\(field).matchLabels"),
      let expressions = expressions(selection["matchExpressions"], at: "\(field).matchExpressions")
    {
      rule.labels = selector(labels, expressions, at: field)
    }
    return rule
  }

  private mutating func pattern(_ value: JSONValue?, at field: String) -> Pattern? {
    let source = text(value, at: field)
    guard !source.isEmpty else { return nil }
    do throws(PatternError) {
      return try Pattern(source)
    } catch {
      report(field, "\(error)")
      return nil
    }
  }

  /// The selector of labels and expressions together; nil, selecting nothing, without any.
  private mutating func selector(
    _ labels: [String: String], _ expressions: [LabelSelector.Expression], at field: String
  ) -> LabelSelector? {
    guard !labels.isEmpty || !expressions.isEmpty else { return nil }
    do throws(LabelSelectorError) {
      return try LabelSelector(matchLabels: labels, matchExpressions: expressions)
    } catch {
      report(field, "\(error)")
      return nil
    }
  }

  /// The expressions of a selector; nil if one of them cannot be read.
  private mutating func expressions(
    _ value: JSONValue?, at field: String
  ) -> [LabelSelector.Expression]? {
    switch value {
    case nil, .null: return []
    case .array(let elements):
      var expressions: [LabelSelector.Expression] = []
      for element in elements {
        let values = element["values"]
        let list = values == .null ? [] : values?.array ?? []
        guard let key = element["key"]?.string, let name = element["operator"]?.string,
          values == nil || values == .null || values?.array != nil,
          list.allSatisfy({ $0.string != nil })
        else {
          report(field, "has a requirement that cannot be read")
          return nil
        }
        expressions.append(
          LabelSelector.Expression(key: key, operator: name, values: list.compactMap(\.string)))
      }
      return expressions
    default:
      report(field, "is no array")
      return nil
    }
  }
}

extension LabelSelector {
  /// The selector of what a label gives to a tenant; nil, selecting nothing, where the tenant's name
  /// is longer than a label's value can be.
  fileprivate static func tenant(_ name: String) -> LabelSelector? {
    do throws(LabelSelectorError) {
      return try LabelSelector(matchLabels: [OwnershipIndex.tenantLabel: name])
    } catch {
      return nil
    }
  }
}
