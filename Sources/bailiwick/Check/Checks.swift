import Decide
import JSON
import Kubernetes
import KubernetesAPI
import Ownership
import Rights

/// What `bailiwick check` looks at, one after the other.
struct Checks<Transport: APITransport & Sendable>: Sendable {
  let client: APIClient<Transport>
  let installation: Installation

  private var questions: RightsQuestions<Transport> {
    RightsQuestions(client: client, installation: installation)
  }

  /// Everything that is to be said.
  func report() async throws(APIError) -> CheckReport {
    let version = try await client.get("/version")
    let user = try await account()
    var findings = try await ofAccount()
    findings += await ofGroups()
    findings += await ofDefinitions()
    findings += await ofImpersonation(version)
    findings += await ofPolicies()
    findings.append(
      Finding(
        .note,
        "nobody can ask whether an authenticator hands out groups under "
          + "\(installation.groupPrefix) or users under bailiwick:",
        advice: "see that none does: neither certificates, nor an issuer of tokens, nor a webhook"))
    return CheckReport(
      server: version["gitVersion"]?.string ?? "", user: user, installation: installation,
      findings: findings)
  }

  private func account() async throws(APIError) -> String {
    let answer = try await client.create(
      ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"],
      at: "/apis/authentication.k8s.io/v1/selfsubjectreviews", isRepeatable: true)
    return answer["status", "userInfo", "username"]?.string ?? ""
  }

  private func ofAccount() async throws(APIError) -> [Finding] {
    let examination = Examination(for: installation)
    let grants = try await questions.grants()
    var findings: [Finding] = []
    for (need, rights) in examination.missing(in: grants) {
      var lacking: [Right] = []
      // Another authoriser than RBAC may give what no rule tells of.
      for right in rights where !(try await questions.isAllowed(right)) { lacking.append(right) }
      guard !lacking.isEmpty else { continue }
      findings.append(
        Finding(
          .missing,
          "the account may not \(lacking.map { "\($0)" }.joined(separator: "; "))",
          effect: "\(need.symptom) (it is for \(need.purpose))",
          advice: "kubectl apply -f \(need.manifest)"))
    }
    findings += examination.excess(in: grants) + examination.notes(on: grants)
    if grants.isIncomplete {
      findings.append(
        Finding(
          .note,
          "the API server may know of more rights than it tells: an authoriser beside RBAC "
            + "does not list its own"))
    }
    return findings
  }

  private func ofGroups() async -> [Finding] {
    let groups = WideningGroups(for: installation)
    do throws(APIError) {
      return groups.findings(in: try await questions.groupGrants(everywhere: true))
    } catch {
      return [
        Finding(
          .missing, "the widening groups cannot be looked at: \(error)",
          effect: "whether they may what they should, and no more, is not known",
          advice: "kubectl apply -f config/rbac/program.yaml")
      ]
    }
  }

  /// Whether the kinds are served whose objects the controllers keep.
  private func ofDefinitions() async -> [Finding] {
    var findings: [Finding] = []
    for definition in Definition.all where definition.isAsked(by: installation) {
      let served: [String]
      do throws(APIError) {
        let group = try await client.get("/apis/\(definition.group)")
        served = (group["versions"]?.array ?? []).compactMap { $0["version"]?.string }
      } catch .refused(let refusal) where refusal.code == 404 {
        served = []
      } catch {
        findings.append(
          Finding(.note, "whether \(definition.group) is served is not known: \(error)"))
        continue
      }
      guard definition.versions.allSatisfy({ !served.contains($0) }) else { continue }
      let versions = definition.versions.joined(separator: " or ")
      findings.append(
        Finding(
          .missing, "\(definition.group) is not served in \(versions)", effect: definition.symptom,
          advice: "kubectl apply --server-side -f \(definition.manifest)"))
    }
    return findings
  }

  /// Whether the API server lets the program act as callers, tried by a list of one namespace.
  private func ofImpersonation(_ version: JSONValue) async -> [Finding] {
    var findings: [Finding] = []
    let minor = Int((version["minor"]?.string ?? "").prefix { $0.isNumber }) ?? 0
    if installation.scope.isConstrained, version["major"] == "1", minor < 36 {
      findings.append(
        Finding(
          .missing, "the API server is 1.\(minor), and constrained impersonation needs 1.36",
          effect: "filtered lists are answered 503", advice: "use --impersonation=legacy"))
    }
    let (user, group) = (
      "bailiwick:sa:\(installation.namespace):check",
      WideningGroups(for: installation).groups.first?.name ?? ""
    )
    do throws(APIError) {
      _ = try await client.get("/api/v1/namespaces?limit=1", as: user, in: group)
      findings.append(Finding(.note, "a list as \(user) in the group \(group) was answered"))
    } catch {
      findings.append(
        Finding(
          .missing, "a list as \(user) in the group \(group) was refused: \(error)",
          effect: "filtered lists are refused",
          advice: installation.scope.isConstrained
            ? "kubectl apply --server-side -k config/constrained-impersonation, and let the API server "
              + "run with the feature ConstrainedImpersonation" : "kubectl apply -k config/default")
      )
    }
    return findings
  }

  /// Whether the policies are there that keep tenants' marks from others.
  private func ofPolicies() async -> [Finding] {
    let path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies"
    do throws(APIError) {
      let list = try await client.get(path)
      let names = (list["items"]?.array ?? []).compactMap { $0["metadata", "name"]?.string }
      guard !names.contains(where: { $0.contains("bailiwick") }) else { return [] }
      return [
        Finding(
          .note, "no policy of config/policies is there",
          effect: "whoever may write namespaces may mark one as a tenant's",
          advice: "kubectl apply -k config/policies")
      ]
    } catch {
      return [
        Finding(
          .note, "the account may not read admission policies, and does not need to",
          advice: "look yourself: kubectl get validatingadmissionpolicies")
      ]
    }
  }
}
