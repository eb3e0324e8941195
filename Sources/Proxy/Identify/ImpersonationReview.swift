internal import Decide
internal import Kubernetes
internal import KubernetesAPI

/// Reviews whether somebody may act as somebody else, a value at a time.
struct ImpersonationReview: Sendable {
  /// What came of it.
  enum Outcome: Sendable {
    /// They may, and this is who they are then.
    case allowed(UserInfo)
    /// They may not; the API server's refusal.
    case denied(Status)
    /// Nothing is known.
    case unknown
  }

  /// Who wants to act as somebody else.
  let requestor: UserInfo
  let reviews: AccessReviews

  /// How many reviews of one request are under way at once.
  private static let width = 16

  /// Whether the requestor may send a request as the wanted user.
  ///
  /// The modes are tried one after the other; the refusal that is told is that of the old verb, which
  /// every version of the API server knows.
  func outcome(of wanted: UserInfo, for request: ResourceRequest) async -> Outcome {
    var refusal: Status?
    for mode in ImpersonationMode.modes(for: wanted, by: requestor) {
      switch await answer(to: mode.steps(wanted, by: requestor, for: request)) {
      case .allowed: return .allowed(mode.completed(wanted))
      case .unknown: return .unknown
      case .denied(let status): if mode == .legacy { refusal = status }
      }
    }
    return refusal.map { .denied($0) } ?? .unknown
  }

  private enum Answer: Sendable {
    case allowed
    case unknown
    case denied(Status)
  }

  private func answer(to steps: [ImpersonationStep]) async -> Answer {
    for step in steps {
      if let shortcut = step.shortcut, case .allowed = await answer(to: shortcut) { continue }
      // Many at a time, and no more of them once one is denied: somebody without rights does not
      // cause hundreds of reviews.
      let accesses = step.accesses
      for start in stride(from: 0, to: accesses.count, by: Self.width) {
        let part = accesses[start..<min(start + Self.width, accesses.count)]
        for answer in await answers(to: part) {
          guard case .allowed = answer else { return answer }
        }
      }
    }
    return .allowed
  }

  /// The answers in the order of the questions.
  private func answers(to accesses: ArraySlice<ImpersonationAccess>) async -> [Answer] {
    if accesses.count == 1, let access = accesses.first { return [await answer(to: access)] }
    return await withTaskGroup(of: (Int, Answer).self) { group in
      for (place, access) in zip(accesses.indices, accesses) {
        group.addTask { (place, await answer(to: access)) }
      }
      var answers = [Answer](repeating: .unknown, count: accesses.count)
      for await (place, answer) in group { answers[place - accesses.startIndex] = answer }
      return answers
    }
  }

  private func answer(to access: ImpersonationAccess) async -> Answer {
    switch await reviews.outcome(of: access.review) {
    case .allowed?: .allowed
    case .denied(let reason)?: .denied(access.refusal(because: reason))
    case .failed?, nil: .unknown
    }
  }
}

extension ImpersonationAccess {
  /// The same as a question to the API server.
  fileprivate var review: SubjectAccessReview {
    guard let path else {
      return SubjectAccessReview(
        user: user,
        attributes: .resource(
          verb: verb, group: group, version: version, resource: resource,
          subresource: subresource, namespace: namespace, name: name))
    }
    return SubjectAccessReview(user: user, attributes: .path(verb: verb, path: path))
  }
}
