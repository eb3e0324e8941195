internal import Decide
internal import KubernetesAPI

/// A right that is worth far more than what the program needs.
struct Danger: Sendable {
  let finding: Finding

  private init(_ kind: Finding.Kind, _ fact: String, _ effect: String, _ advice: String = "") {
    finding = Finding(kind, fact, effect: effect, advice: advice.isEmpty ? Self.account : advice)
  }

  private static let account =
    "give the program an account of its own with the rights of config/rbac (kubectl apply -k "
    + "config/default), and serve by its token"

  static let everything = Danger(
    .danger, "the account may do everything: it is an administrator's",
    "whoever has its credential has the cluster")

  /// What a right is worth; nil for one that is only not needed.
  static func of(_ right: Right, for installation: Installation) -> Danger? {
    let (verb, resource) = (right.verb, right.resource)
    let isEveryVerb = verb == "*"
    let isEveryResource = resource.resource == "*"
    if isEveryVerb, isEveryResource {
      return Danger(
        .danger, "the account may do everything with \(resource)", "it can do what it likes")
    }
    let rules = ["roles", "clusterroles", "*"]
    if verb == "escalate", rules.contains(resource.resource) {
      return Danger(
        .danger, "the account may escalate \(resource)", "it can give itself every right")
    }
    if verb == "bind", rules.contains(resource.resource), right.name.isEmpty {
      return Danger(
        .danger, "the account may bind every role: \(right)", "it can give itself every right",
        "name the roles that controllers hand out, as config/rbac/controllers.yaml does")
    }
    if verb == "impersonate", right.name.isEmpty, installation.scope.isConstrained {
      return Danger(
        .danger, "the account may impersonate every one of \(resource) for anything",
        "with --impersonation=\(installation.scope.rawValue) nothing needs it, and it is worth as much "
          + "as to be an administrator",
        "kubectl delete clusterrolebinding,clusterrole bailiwick-impersonation")
    }
    return worth(verb, resource).map { worth in
      Danger(.excess, "the account may \(right)", worth, "take it out of the role")
    }
  }

  /// What lets one become somebody else sooner or later.
  private static func worth(_ verb: String, _ resource: GroupResource) -> String? {
    let reads = ["get", "list", "watch", "*"].contains(verb)
    let writes = ["create", "update", "patch", "*"].contains(verb)
    switch resource.resource {
    case "secrets" where reads: return "it can read every token and key there"
    case "nodes/proxy": return "it can run commands in every pod"
    case "pods/exec", "pods/attach", "pods/ephemeralcontainers":
      return "it can run commands in pods"
    case "serviceaccounts/token" where writes: return "it can become every service account there"
    case "mutatingwebhookconfigurations" where writes,
      "validatingwebhookconfigurations" where writes:
      return "it can read and change whatever anybody writes"
    case "certificatesigningrequests/approval" where writes: return "it can become anybody"
    case "pods" where writes, "deployments" where writes, "daemonsets" where writes:
      return "it can run as every service account there"
    default: return nil
    }
  }
}
