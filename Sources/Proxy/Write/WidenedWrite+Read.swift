internal import Decide
internal import KubernetesAPI

extension WidenedWrite {
  /// What was found where the object should be.
  enum Reading: Sendable {
    /// The object, and it is the caller's to change.
    case selected(ObjectState)
    /// Nothing, or an object that is not the caller's, between which nobody may tell.
    case notSelected
    /// It could not be read.
    case ended(Outcome)
  }

  /// Reads the object anew, in the group that may read.
  func read(_ exchange: borrowing Exchange) async throws(ExchangeError) -> Reading {
    let answer = try await exchange.ask(
      OwnRequest(method: "GET", target: writing.path), by: credential(writing.readGroup))
    guard answer.status == 200 else {
      if answer.status == 404 { return .notSelected }
      let outcome = try refusal(answer).outcome()
      // Who may not even read widened is told so by the API server, as if there were no proxy.
      if case .answered = outcome, answer.status == 403 { return .notSelected }
      return .ended(outcome)
    }
    guard answer.isJSON else { throw .unfilterable("an object that is not JSON") }
    let state: ObjectState
    do throws(FilterError) { state = try ObjectState(parsing: answer.body) } catch {
      throw .unfilterable("a fresh read: \(error)")
    }
    guard state.meta.name == writing.name, !state.meta.uid.isEmpty,
      !state.meta.resourceVersion.isEmpty
    else { throw .unfilterable("a fresh read is of another object, or of no state") }
    return state.isSelected(by: writing.selection) ? .selected(state) : .notSelected
  }
}
