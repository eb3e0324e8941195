import ArgumentParser

/// Values of one flag with commas between them, as kube-apiserver's flags take them.
struct CommaList: ExpressibleByArgument, Sendable, CustomStringConvertible {
  let values: [String]

  init(_ values: [String]) { self.values = values }

  /// Nil for a value with nothing in it.
  init?(argument: String) {
    values = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !values.contains("") else { return nil }
  }

  var description: String { values.joined(separator: ",") }

  var defaultValueDescription: String { description }
}
