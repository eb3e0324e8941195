import Kubernetes
import Logging
import Rights

extension ServeRooms {
  /// Opens the gate once the API server has said that the account, and the widening groups, may not do
  /// far more than they need; returns why they may not be used.
  ///
  /// It asks until there is an answer, or until cancelled. What is missing is told in the log: that is
  /// no danger, and may be given while the program runs.
  func judge(
    _ installation: Installation, allowsExcess: Bool, logger: Logger
  ) async -> StartError? {
    let questions = RightsQuestions(client: client, installation: installation)
    let examination = Examination(for: installation)
    let pace = Pace.onLoop
    var wait = Duration.milliseconds(100)
    while !Task.isCancelled {
      do throws(APIError) {
        let grants = try await questions.grants()
        let groups = try await questions.groupGrants(everywhere: false)
        let findings =
          examination.excess(in: grants) + WideningGroups(for: installation).findings(in: groups)
        let dangers = findings.filter { $0.kind == .danger }
        if let worst = dangers.first, !allowsExcess {
          return .tooManyRights(worst, of: dangers.count)
        }
        for finding in findings where finding.kind != .note {
          logger.warning(
            "rights", metadata: ["kind": "\(finding.kind.rawValue)", "fact": "\(finding.fact)"])
        }
        if !grants.isIncomplete {
          for (need, rights) in examination.missing(in: grants) {
            let words = rights.map { "\($0)" }.joined(separator: "; ")
            logger.warning(
              "a right is missing",
              metadata: [
                "right": "\(words)", "effect": "\(need.symptom)", "manifest": "\(need.manifest)",
              ])
          }
        }
        rights.open()
        return nil
      } catch {
        logger.warning(
          "the account's rights are not known yet, and nothing is served; trying again",
          metadata: ["reason": "\(error)"])
      }
      do { try await pace.sleep(wait) } catch { return nil }
      wait = min(wait * 2, .seconds(5))
    }
    return nil
  }
}

extension StartError {
  fileprivate static func tooManyRights(_ worst: Finding, of count: Int) -> StartError {
    let more = count > 1 ? " There are \(count - 1) more: bailiwick check lists them." : ""
    return StartError(
      "\(worst.fact): \(worst.effect). So nothing is served. Do this: \(worst.advice).\(more) Or "
        + "say that it is meant, with --allow-excess-rights.")
  }
}
