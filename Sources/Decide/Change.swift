import KubernetesAPI
import Ownership

/// A put, patch or delete of one object of a filtered resource, about to be decided.
struct Change {
  let policy: Policy
  let request: ResourceRequest
  let accept: String?
  let resource: FilteredResource
  let operation: Operations

  /// The write of an object that the caller may do the operation with, as far as its name tells.
  ///
  /// The object's labels are looked at where it is read, before anything is written.
  func decide(for user: UserInfo, in view: View, _ answers: Answers) -> Decision {
    guard let selection = view.selection(of: resource, for: user, operation: operation),
      selection.selects(name: request.name) != .no
    else { return .verdict(.pass) }
    return policy.unlessAllowed(request, answers) { write(selection, in: view) }
  }

  private func write(_ selection: Selection, in view: View) -> Verdict {
    guard let path = request.resourcePath else { return .pass }
    guard let accept = Accept(parsing: accept).narrowed() else {
      return .refuse(.notAcceptable(Accept.filterable))
    }
    return .write(
      Writing(
        resource: resource, name: request.name, selection: selection,
        readGroup: policy.wideningGroup(for: resource),
        writeGroup: policy.wideningGroup(for: operation, of: resource),
        decidingLabels: view.decidingLabels(of: resource), path: path, query: request.query,
        accept: accept))
  }
}
