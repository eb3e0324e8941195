/// A command that prepares the cluster failed.
struct PreparationError: Error, CustomStringConvertible {
  let command: String
  let errors: String

  var description: String { "kubectl \(command): \(errors)" }
}
