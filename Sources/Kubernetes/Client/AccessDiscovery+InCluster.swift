extension AccessDiscovery {
  /// Returns the access of the pod's service account, or nil when this is no pod that has one.
  ///
  /// The rules are those of client-go's rest.InClusterConfig, but a missing ca.crt is an error: the
  /// system's own authorities did not sign the API server.
  func inCluster(_ tried: inout [String]) throws(AccessError) -> ClusterAccess? {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      let portText = environment["KUBERNETES_SERVICE_PORT"], !portText.isEmpty
    else {
      tried.append("this is no pod (KUBERNETES_SERVICE_HOST and _PORT are not set)")
      return nil
    }
    guard let port = UInt16(portText), port > 0 else {
      throw AccessError("KUBERNETES_SERVICE_PORT is \(portText), which is no port.")
    }
    let path = "\(serviceAccountFolder)/token"
    do throws(FileFailure) {
      if TokenSource.token(in: try readFile(path)) == nil {
        throw FileFailure.unreadable("it holds no token")
      }
    } catch .missing {
      tried.append("this pod has no service account token (\(path) does not exist)")
      return nil
    } catch {
      throw AccessError("\(path) \(error.words). The pod's service account is needed.")
    }
    let authority = "\(serviceAccountFolder)/ca.crt"
    do throws(FileFailure) {
      return ClusterAccess(
        origin: "the pod's service account", server: ServerAddress(host: host, port: port),
        certificateAuthority: try readFile(authority),
        credential: ClusterAccess.Credential(token: .file(path: path)), namespace: namespace())
    } catch {
      throw AccessError("\(authority) \(error.words). It must hold the cluster's authority.")
    }
  }

  private func namespace() -> String? {
    do throws(FileFailure) {
      return TokenSource.token(in: try readFile("\(serviceAccountFolder)/namespace"))
    } catch {
      return nil
    }
  }
}
