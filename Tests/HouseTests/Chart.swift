import Harness
import JSON
import YAML

/// The chart, as Helm reads and renders it.
struct Chart {
  static let folder = "charts/bailiwick"
  /// The link by which the files of `config` are in the chart.
  static let link = folder + "/config"

  private let run: Run

  init() throws { run = try Run("bailiwick-house") }

  /// Runs a command of Helm, without a cluster.
  func helm(_ words: [String]) async throws -> Finished {
    try await Tool.helm(words, kubeconfig: "/dev/null", home: run.folder.path, in: run)
  }

  /// Renders a release for the newest Kubernetes that the chart knows something of.
  func text(_ release: String, in namespace: String, _ options: [String]) async throws -> String {
    let words = [
      "template", release, "\(Tree.root)/\(Self.folder)", "--namespace", namespace,
      "--kube-version", "1.36.0",
    ]
    let finished = try await helm(words + options)
    guard finished.exitCode == 0 else { throw HouseError("helm template: \(finished.errors)") }
    return finished.output
  }

  /// The objects of a rendering or a file, in order.
  static func objects(in text: String) throws -> [JSONValue] {
    try YAML.documents(Array(text.utf8)).filter { !$0.isNull }
  }

  /// The objects of one of these kinds.
  static func objects(_ kinds: String..., in objects: [JSONValue]) -> [JSONValue] {
    objects.filter { kinds.contains($0["kind"]?.string ?? "") }
  }
}
