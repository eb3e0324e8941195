import KubernetesAPI
import Rights

extension Grants {
  /// Exactly what an installation needs, but for the rights left out.
  static func needed(
    by installation: Installation, without missing: Set<Right> = []
  ) -> Grants {
    let rights = Need.all.filter { $0.isAsked(by: installation) && !$0.isOptional }
      .flatMap(\.rights).filter { !missing.contains($0) }
    func rules(_ places: Set<Right.Place>) -> [AccessRule] {
      rights.filter { places.contains($0.place) }.map { right in
        AccessRule(
          verbs: [right.verb], groups: [right.resource.group], resources: [right.resource.resource],
          names: right.name.isEmpty ? [] : [right.name])
      }
    }
    return Grants(
      cluster: rules([.cluster]), own: rules([.cluster, .own]),
      dispatch: rules([.cluster, .dispatch]))
  }

  /// The same and one more rule, everywhere.
  func adding(_ verbs: [String], _ group: String, _ resource: String, named names: [String] = [])
    -> Grants
  {
    let rule = AccessRule(verbs: verbs, groups: [group], resources: [resource], names: names)
    return Grants(
      cluster: cluster + [rule], own: own + [rule], dispatch: dispatch.map { $0 + [rule] })
  }
}
