import Decide
import KubernetesAPI
import Ownership

/// A decision in few words, to be compared in a table.
enum Outcome: Equatable, CustomStringConvertible {
  case pass
  case ask
  case refuse(Int)
  case write
  /// A namespace of one of these tenants.
  case create([String])
  case review(SelfReview)
  case filter(Filtering.Form, String, emptyMeansPass: Bool, page: Filtering.Page? = nil)

  init(_ decision: Decision) {
    switch decision {
    case .ask: self = .ask
    case .verdict(.pass): self = .pass
    case .verdict(.write): self = .write
    case .verdict(.create(let creation)): self = .create(creation.tenants)
    case .verdict(.review(let kind)): self = .review(kind)
    case .verdict(.refuse(let status)): self = .refuse(status.code)
    case .verdict(.filter(let filtering)):
      self = .filter(
        filtering.form, Self.withoutPushDown(filtering.target),
        emptyMeansPass: filtering.emptyMeansPass, page: filtering.page)
    }
  }

  /// The target without the selector by name that is added to it, which has tests of its own.
  private static func withoutPushDown(_ target: String) -> String {
    let parts = target.split(separator: "?", maxSplits: 1)
    guard parts.count == 2 else { return target }
    var query = Query(parsing: String(parts[1]))
    let selector = query[first: "labelSelector"] ?? ""
    guard let start = selector.firstRange(of: "kubernetes.io/metadata.name")?.lowerBound else {
      return target
    }
    var wanted = selector[..<start]
    if wanted.last == "," { wanted.removeLast() }
    if wanted.isEmpty {
      query = query.removing("labelSelector")
    } else {
      query.set("labelSelector", String(wanted))
    }
    return query.isEmpty ? String(parts[0]) : "\(parts[0])?\(query.encoded())"
  }

  /// Everything the caller owns, at this target.
  static func list(_ target: String) -> Outcome {
    .filter(.list, target, emptyMeansPass: false)
  }

  /// A page of everything the caller owns, at this target.
  static func page(_ limit: Int?, after token: String? = nil, _ target: String) -> Outcome {
    .filter(
      .list, target, emptyMeansPass: false,
      page: Filtering.Page(limit: limit, token: token))
  }

  /// The events of what the caller owns, at this target.
  static func watch(_ target: String) -> Outcome {
    .filter(.watch, target, emptyMeansPass: false)
  }

  /// One object at this target, whose absence is told.
  static func object(_ name: String, _ target: String) -> Outcome {
    .filter(.object(name), target, emptyMeansPass: false)
  }

  var description: String {
    switch self {
    case .pass: "pass"
    case .ask: "ask"
    case .refuse(let code): "refuse \(code)"
    case .write: "write"
    case .create(let tenants): "create in \(tenants)"
    case .review(let kind): "review \(kind)"
    case .filter(let form, let target, let emptyMeansPass, let page):
      "filter \(form) at \(target)\(emptyMeansPass ? ", pass if empty" : "")"
        + (page.map { ", page of \($0)" } ?? "")
    }
  }
}

extension Filtering {
  init?(_ decision: Decision) {
    guard case .verdict(.filter(let filtering)) = decision else { return nil }
    self = filtering
  }
}
