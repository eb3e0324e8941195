private import JSON
private import YAML

/// Finds the cluster to talk to: an explicit file, `$KUBECONFIG`, the pod's own account,
/// `~/.kube/config`.
///
/// The environment and the files are given, so that every way is tested without either.
package struct AccessDiscovery: Sendable {
  /// The environment variables.
  package let environment: [String: String]

  /// Where a pod finds the files of its service account.
  package let serviceAccountFolder: String

  /// Reads a file.
  package let readFile: ReadFile

  /// A discovery in these surroundings.
  package init(
    environment: [String: String],
    serviceAccountFolder: String = "/var/run/secrets/kubernetes.io/serviceaccount",
    readFile: @escaping ReadFile
  ) {
    self.environment = environment
    self.serviceAccountFolder = serviceAccountFolder
    self.readFile = readFile
  }

  /// Returns how to reach the cluster.
  ///
  /// - Parameters:
  ///   - kubeconfig: The file a flag names; nothing else is tried then.
  ///   - context: The context to use; it has meaning in a kubeconfig only, so a pod's account is
  ///     passed over.
  /// - Returns: The first access found.
  package func find(kubeconfig: String? = nil, context: String? = nil) throws(AccessError)
    -> ClusterAccess
  {
    if let kubeconfig, !kubeconfig.isEmpty {
      guard let config = try load(kubeconfig) else {
        throw AccessError("\(kubeconfig) does not exist. Check the path given for the kubeconfig.")
      }
      return try config.access(context: context, readFile: readFile)
    }
    if let list = environment["KUBECONFIG"], !list.isEmpty {
      return try merged(list).access(context: context, readFile: readFile)
    }
    var tried = ["$KUBECONFIG is not set"]
    if context == nil {
      if let access = try inCluster(&tried) { return access }
    }
    guard let home = environment["HOME"], !home.isEmpty else {
      throw none(tried + ["$HOME is not set"])
    }
    guard let config = try load("\(home)/.kube/config") else {
      throw none(tried + ["\(home)/.kube/config does not exist"])
    }
    return try config.access(context: context, readFile: readFile)
  }

  /// Merges the files of `$KUBECONFIG`.
  ///
  /// Those that are not there are passed over, as by kubectl.
  private func merged(_ list: String) throws(AccessError) -> Kubeconfig {
    var config: Kubeconfig?
    var seen: Set<String> = []
    for path in list.split(separator: ":").map(String.init) where seen.insert(path).inserted {
      guard let next = try load(path) else { continue }
      config?.merge(next)
      config = config ?? next
    }
    guard let config else {
      throw AccessError(
        "$KUBECONFIG names \(list), and there is no such file. Mend it, or unset it.")
    }
    return config
  }

  private func load(_ path: String) throws(AccessError) -> Kubeconfig? {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try readFile(path) } catch .missing { return nil } catch {
      throw AccessError("\(path) \(error.words). Let the program read it, or name another file.")
    }
    let documents: [JSONValue]
    do throws(YAMLError) { documents = try YAML.documents(bytes) } catch {
      throw AccessError("\(path) is no kubeconfig: \(error).")
    }
    if documents.count > 1 {
      throw AccessError("\(path) is no kubeconfig: it holds \(documents.count) documents.")
    }
    return try Kubeconfig(document: documents.first ?? .null, path: path)
  }

  private func none(_ tried: [String]) -> AccessError {
    AccessError(
      "There is no cluster to talk to: \(tried.joined(separator: ", "))."
        + " Name a kubeconfig with --kubeconfig or $KUBECONFIG.")
  }
}
