import ArgumentParser

/// What the command writes on standard output.
enum KubeconfigOutput: String, ExpressibleByArgument, CaseIterable {
  /// A whole kubeconfig.
  case kubeconfig
  /// The credential that kubectl takes from a program it runs.
  case credential
}
