internal import Decide
package import KubernetesAPI

/// Something that the program does under its own name, and the rights that it takes.
package struct Need: Sendable, Hashable {
  /// Which part of the program needs it.
  package enum Part: Hashable, Sendable {
    /// The proxy, whatever the flags are.
    case proxy
    /// Impersonation as this scope says.
    case scope(Scope)
    /// Any controller.
    case controllers
    /// The controllers of these systems.
    case systems(Set<System>)

    /// What the program impersonates for.
    package enum Scope: Hashable, Sendable {
      case legacy, reading, writing, selfService
    }
  }

  package let part: Part
  package let place: Right.Place
  package let verbs: [String]
  package let resources: [GroupResource]
  /// The names of the only objects; empty for all.
  package let names: [String]
  /// What for.
  package let purpose: String
  /// What one sees where it is missing.
  package let symptom: String

  init(
    _ part: Part, _ verbs: [String], _ group: String, _ resources: [String],
    in place: Right.Place = .cluster, named names: [String] = [], for purpose: String,
    without symptom: String
  ) {
    self.part = part
    self.place = place
    self.verbs = verbs
    self.resources = resources.map { GroupResource(group: group, resource: $0) }
    self.names = names
    self.purpose = purpose
    self.symptom = symptom
  }

  /// Each right by itself.
  package var rights: [Right] {
    resources.flatMap { resource in
      verbs.flatMap { verb in
        (names.isEmpty ? [""] : names).map { Right(place, verb, resource, name: $0) }
      }
    }
  }

  /// The file of `config` that gives it.
  package var manifest: String {
    switch part {
    case .proxy: "config/rbac/program.yaml"
    case .scope(.legacy): "config/rbac/impersonation.yaml"
    case .scope(.reading): "config/constrained-impersonation/impersonation.yaml"
    case .scope(.writing): "config/constrained-impersonation/writes.yaml"
    case .scope(.selfService): "config/constrained-impersonation/selfservice.yaml"
    case .controllers, .systems: "config/rbac/controllers.yaml"
    }
  }

  /// Whether the program works without it as far as the flags ask, but for what the need is for.
  ///
  /// Which writes owners are given is for tenants to say, and no flag: their groups are set up or not.
  package var isOptional: Bool { part == .scope(.writing) || part == .scope(.selfService) }

  /// Whether the flags ask for what needs it.
  package func isAsked(by installation: Installation) -> Bool {
    switch part {
    case .proxy: true
    case .scope(.legacy): !installation.scope.isConstrained
    case .scope(.reading), .scope(.writing): installation.scope.isConstrained
    case .scope(.selfService): installation.scope.isConstrained && installation.isSelfService
    case .controllers: !installation.systems.isEmpty
    case .systems(let systems): !systems.isDisjoint(with: installation.systems)
    }
  }
}
