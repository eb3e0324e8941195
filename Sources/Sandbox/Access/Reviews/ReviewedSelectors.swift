import JSON
import KubernetesAPI

/// The selectors a review may ask about; RBAC looks at none of them, but they are judged.
enum ReviewedSelectors {
  /// The faults that are reported beside a decision (`pkg/registry/authorization/util/helpers.go`).
  static func faults(in attributes: JSONValue?) -> [String] {
    var faults: [String] = []
    if let selector = attributes?["fieldSelector"] {
      faults += fault(in: selector, named: "fieldSelector", isFieldSelector: true)
    }
    if let selector = attributes?["labelSelector"] {
      faults += fault(in: selector, named: "labelSelector", isFieldSelector: false)
    }
    return faults
  }

  private static func fault(
    in selector: JSONValue, named name: String, isFieldSelector: Bool
  ) -> [String] {
    let requirements = selector["requirements"]?.array ?? []
    var understood = 0
    var isFaulty = false
    if requirements.isEmpty {
      isFaulty = !isReadable(selector["rawSelector"]?.string ?? "", isFieldSelector)
    } else {
      understood = requirements.count { isUnderstood($0, isFieldSelector) }
      isFaulty = understood < requirements.count
    }
    guard isFaulty else { return [] }
    let extent = understood > 0 ? "partially ignored" : "ignored"
    return ["spec.resourceAttributes.\(name) \(extent) due to parse error"]
  }

  private static func isReadable(_ text: String, _ isFieldSelector: Bool) -> Bool {
    if isFieldSelector {
      do throws(FieldSelectorError) {
        _ = try FieldSelector(parsing: text)
        return true
      } catch {
        return false
      }
    }
    do throws(LabelSelectorError) {
      _ = try LabelSelector(parsing: text)
      return true
    } catch {
      return false
    }
  }

  private static func isUnderstood(_ requirement: JSONValue, _ isFieldSelector: Bool) -> Bool {
    let count = requirement["values"]?.array?.count ?? 0
    switch requirement["operator"]?.string {
    case "In", "NotIn": return isFieldSelector ? count == 1 : count > 0
    case "Exists", "DoesNotExist": return !isFieldSelector && count == 0
    default: return false
    }
  }

  /// What is wrong with the selectors themselves.
  static func problems(in attributes: JSONValue) -> [FieldProblem] {
    ["fieldSelector", "labelSelector"].flatMap { name -> [FieldProblem] in
      guard let selector = attributes[name], selector.object != nil else { return [] }
      return problems(
        in: selector, at: "spec.resourceAttributes.\(name)", hasKeys: name == "fieldSelector")
    }
  }

  private static func problems(
    in selector: JSONValue, at path: String, hasKeys: Bool
  ) -> [FieldProblem] {
    let raw = selector["rawSelector"]?.string ?? ""
    let requirements = selector["requirements"]?.array ?? []
    var problems: [FieldProblem] = []
    if !raw.isEmpty, !requirements.isEmpty {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).rawSelector", value: .string(raw),
          detail: "may not specified at the same time as requirements"))
    }
    if raw.isEmpty, requirements.isEmpty {
      problems.append(
        FieldProblem(
          kind: .required, field: "\(path).requirements",
          detail: "when \(path) is specified, requirements or rawSelector is required"))
    }
    for (place, requirement) in requirements.enumerated() {
      let field = "\(path).requirements[\(place)]"
      if hasKeys, (requirement["key"]?.string ?? "").isEmpty {
        problems.append(
          FieldProblem(kind: .required, field: "\(field).key", detail: "must be specified"))
      }
      let hasValues = requirement["values"]?.array?.isEmpty == false
      switch requirement["operator"]?.string {
      case "In", "NotIn":
        guard !hasValues else { continue }
        problems.append(
          FieldProblem(
            kind: .required, field: "\(field).values",
            detail: "must be specified when `operator` is 'In' or 'NotIn'"))
      case "Exists", "DoesNotExist":
        guard hasValues else { continue }
        problems.append(
          FieldProblem(
            kind: .forbidden, field: "\(field).values",
            detail: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      default: continue
      }
    }
    return problems
  }
}
