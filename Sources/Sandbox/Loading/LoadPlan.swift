internal import JSON
internal import KubernetesAPI

/// What is to be loaded together, from many files.
package struct LoadPlan: Sendable {
  private var manifests: [Manifest] = []
  private var places: [Manifest.Identity: ManifestPlace] = [:]
  /// What is wrong with the files themselves.
  package private(set) var problems: [LoadProblem] = []

  package init() {}

  /// Takes the objects of a file.
  ///
  /// - Parameter file: what problems call it.
  package mutating func add(_ bytes: [UInt8], file: String) {
    let reader = ManifestReader(file: file, bytes: bytes)
    problems += reader.problems
    for manifest in reader.manifests {
      let identity = manifest.identity
      if let first = places[identity] {
        problems.append(
          LoadProblem(
            manifest.place, "\(identity) is already in \(first). Remove one of the two."))
      } else {
        places[identity] = manifest.place
        manifests.append(manifest)
      }
    }
  }

  /// How many objects there are.
  package var count: Int { manifests.count }

  /// Loads the objects into a sandbox in an order that works, and returns what went wrong.
  package func load(into sandbox: Sandbox) -> [LoadProblem] {
    load { (object) throws(Status) in try sandbox.load(object) }
  }

  /// Gives the objects to `load` in an order that works, and returns what went wrong.
  ///
  /// With a problem in a file nothing is loaded. A refused object keeps no other from being tried,
  /// so that everything wrong is told at once.
  func load(_ load: (JSONValue) throws(Status) -> Void) -> [LoadProblem] {
    guard problems.isEmpty else { return problems }
    var refused: [LoadProblem] = []
    for manifest in LoadOrder.sorted(manifests) {
      do throws(Status) {
        try load(manifest.value)
      } catch {
        let text = "\(manifest.identity): \(error.message)"
        refused.append(LoadProblem(manifest.place, text + Self.advice(error, manifest)))
      }
    }
    return refused
  }

  private static func advice(_ status: Status, _ manifest: Manifest) -> String {
    guard status.code == 404 else { return "" }
    if status.details?.kind == "namespaces" { return ". Load its namespace too." }
    return ". Are apiVersion (\(manifest.apiVersion)) and kind right? A custom resource needs its"
      + " CustomResourceDefinition loaded too."
  }
}
