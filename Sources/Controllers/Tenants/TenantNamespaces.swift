internal import JSON
package import Kubernetes
package import KubernetesAPI
package import Ownership
package import Wire

/// What the program does under its own name when an owner makes a namespace: it holds a place in the
/// tenant's quota, and makes the role bindings.
///
/// Every replica does so, whoever leads: what they do at once is settled by the API server.
package struct TenantNamespaces<Transport: APITransport & Sendable>: Sendable {
  private let client: @Sendable () -> APIClient<Transport>
  private let pace: Pace
  private let now: @Sendable () -> Timestamp
  private let report: @Sendable (String) -> Void

  private let tenants = APIResource.tenants.collection()
  private let namespaces = APIResource.namespaces.collection()
  private let manager = ControllerName.tenants.fieldManager

  /// How often a place is asked for while others change the tenant.
  private static var maximumTries: Int { 32 }
  /// How long a caller waits for one step.
  private static var deadline: Duration { .seconds(10) }
  /// How long a new binding is waited for.
  private static var patience: Duration { .seconds(2) }

  /// - Parameters:
  ///   - client: makes a client for the loop that the calling task runs on.
  ///   - pace: the clock by which it waits.
  ///   - now: the time as it is written.
  ///   - report: is told what an administrator should know.
  package init(
    client: @escaping @Sendable () -> APIClient<Transport>, pace: Pace,
    now: @escaping @Sendable () -> Timestamp, report: @escaping @Sendable (String) -> Void
  ) {
    self.client = client
    self.pace = pace
    self.now = now
    self.report = report
  }

  // MARK: Places

  /// Reads a tenant anew, puts it before the judge, and holds a place in its quota for a namespace.
  ///
  /// What is counted: the namespaces that are the tenant's by label and owner, those that its status
  /// names, and the places that are held. The tenant is read before they are counted, so a place that
  /// was taken meanwhile is a conflict, and all is looked at again.
  ///
  /// - Parameter asDryRun: only looks whether there is a place.
  package func reserve(
    _ namespace: String, for tenant: String, asDryRun: Bool,
    judge: (NamespaceTerms) -> Status?
  ) async throws(Status) -> NamespaceTerms {
    for _ in 0..<Self.maximumTries {
      let terms = try await terms(of: tenant, for: namespace)
      if let refusal = judge(terms) { throw refusal }
      guard let quota = terms.quota else { return terms }
      var reservations = NamespaceReservations(of: terms.tenant, at: now())
      let taken = reservations.names.union(try await existing(in: terms)).subtracting([namespace])
      guard taken.count < quota else {
        throw .forbidden(
          Self.resource, name: namespace,
          because: "exceeded quota: the tenant \(tenant) has \(taken.count) of \(quota) "
            + "namespaces")
      }
      if asDryRun { return terms }
      reservations.hold(namespace, at: now())
      do throws(APIError) {
        try await write(reservations, to: terms.tenant)
        return terms
      } catch .refused(let refusal) where refusal.code == 409 {
        await rest()
      } catch {
        throw unavailable("cannot hold a place in the tenant \(tenant)'s quota", error)
      }
    }
    throw .tooManyRequests(
      "the tenant \(tenant) is changed by many at once, please try again", retryAfterSeconds: 1)
  }

  /// Gives a place back.
  package func release(_ namespace: String, of tenant: String) async {
    for _ in 0..<Self.maximumTries {
      do throws(APIError) {
        let object = try await client().get(tenants.path(of: tenant), within: Self.deadline)
        var reservations = NamespaceReservations(of: object, at: now())
        guard reservations.release(namespace) else { return }
        return try await write(reservations, to: object)
      } catch .refused(let refusal) where refusal.code == 409 {
        await rest()
      } catch {
        // It is dropped when it is too old.
        return report("cannot give back a place in the tenant \(tenant)'s quota: \(error)")
      }
    }
  }

  private func terms(
    of tenant: String, for namespace: String
  ) async throws(Status) -> NamespaceTerms {
    let object: JSONValue
    do throws(APIError) {
      object = try await client().get(tenants.path(of: tenant), within: Self.deadline)
    } catch .refused(let refusal) where refusal.code == 404 {
      throw .forbidden(Self.resource, name: namespace, because: "the tenant \(tenant) is gone")
    } catch {
      throw unavailable("cannot read the tenant \(tenant)", error)
    }
    do throws(FieldError) { return try NamespaceTerms(object) } catch {
      throw unavailable("cannot read the tenant \(tenant)", .unreadable("it is no tenant"))
    }
  }

  /// The names of the tenant's namespaces.
  private func existing(in terms: NamespaceTerms) async throws(Status) -> Set<String> {
    var query = Query()
    query.append("labelSelector", "\(OwnershipIndex.tenantLabel)=\(terms.name)")
    let list: JSONValue
    do throws(APIError) {
      list = try await client().get(
        "\(namespaces.path)?\(query.encoded())", within: Self.deadline)
    } catch {
      throw unavailable("cannot count the namespaces of the tenant \(terms.name)", error)
    }
    var names = Set(
      (terms.tenant["status", "namespaces"]?.array ?? []).compactMap(\.string))
    for item in list["items"]?.array ?? [] {
      guard let metadata = try? ObjectMeta(of: item),
        metadata.ownerReferences.contains(where: { $0.uid == terms.uid && $0.isTenant })
      else { continue }
      names.insert(metadata.name)
    }
    return names
  }

  private func write(
    _ reservations: NamespaceReservations, to tenant: JSONValue
  ) async throws(APIError) {
    var changed = tenant
    var status = tenant["status"] ?? [:]
    status["reservations"] = reservations.json
    changed["status"] = status
    _ = try await client().replace(
      changed, at: tenants.path(of: tenant["metadata", "name"]?.string ?? "") + "/status",
      within: Self.deadline)
  }

  // MARK: Role bindings

  /// Makes the role bindings of a new namespace, and waits for a moment until they let the user see
  /// it; false when one could not be made.
  ///
  /// Right after a binding was made, the API server's authorisation may not know it yet. An owner
  /// whose roles do not let get the namespace waits in vain, and no longer than the moment.
  package func bind(
    _ namespace: String, of terms: NamespaceTerms, for user: UserInfo
  ) async -> Bool {
    var areMade = true
    let wanted = TenantRoleBindings.desired(tenant: terms.tenant, namespace: namespace)
    for binding in wanted {
      do throws(APIError) {
        let name = binding["metadata", "name"]?.string ?? ""
        let path = APIResource.roleBindings.path(of: ObjectKey(namespace: namespace, name: name))
        // As the controller does, to which they belong from then on.
        _ = try await client().apply(binding, at: path, as: manager, within: Self.deadline)
      } catch {
        areMade = false
        report("cannot make a role binding in the namespace \(namespace): \(error)")
      }
    }
    if areMade, !wanted.isEmpty { await untilAllowed(user, namespace) }
    return areMade
  }

  private func untilAllowed(_ user: UserInfo, _ namespace: String) async {
    let review = SubjectAccessReview(
      user: user,
      attributes: .resource(
        verb: "get", group: "", version: "v1", resource: "namespaces", namespace: namespace,
        name: namespace))
    let end = pace.now() + Self.patience
    var pause = Duration.milliseconds(5)
    while await client().review(review, within: Self.patience) != .allowed, pace.now() < end {
      do { try await pace.sleep(pause) } catch { return }
      pause = min(pause * 2, .milliseconds(100))
    }
  }

  // MARK: Failures

  private static var resource: GroupResource { GroupResource(group: "", resource: "namespaces") }

  /// Lets others have a turn, for a time that nobody else waits as well.
  private func rest() async {
    try? await pace.sleep(.milliseconds(Int64(1 + pace.random() * 50)))
  }

  /// 503; what it was is for the administrator.
  private func unavailable(_ what: String, _ error: APIError) -> Status {
    report("\(what): \(error)")
    return .serviceUnavailable(
      "the tenant cannot be looked at at the moment, please try again", retryAfterSeconds: 1)
  }
}
