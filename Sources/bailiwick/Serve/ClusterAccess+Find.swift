import Kubernetes
import Logging
import Wire

extension ClusterAccess {
  /// Finds the cluster as the environment and the flags say.
  static func find(
    kubeconfig: String?, context: String? = nil, logger: Logger
  ) throws(StartError) -> ClusterAccess {
    do throws(AccessError) {
      let discovery = AccessDiscovery(
        environment: ProcessEnvironment.variables, readFile: ClusterFiles.read)
      let access = try discovery.find(kubeconfig: kubeconfig, context: context)
      logger.info("API server", metadata: ["server": "\(access)"])
      if access.insecure {
        logger.warning(
          """
          insecure-skip-tls-verify: the API server's certificate is not verified, so anybody on the \
          way can be the API server; set certificate-authority in the kubeconfig instead
          """)
      }
      return access
    } catch {
      throw StartError(error.description)
    }
  }

  /// The token to send to the API server, kept fresh; nil where a certificate is the proof.
  var tokenProvider: TokenProvider? {
    credential.token.map { source in
      TokenProvider(source: source) { (path) async throws(FileFailure) in
        try await offload { () throws(FileFailure) in try ClusterFiles.read(path) }
      }
    }
  }
}
