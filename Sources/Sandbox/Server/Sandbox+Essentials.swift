import JSON
import KubernetesAPI

extension Sandbox {
  /// Creates the objects a new cluster has.
  func createEssentials() throws(SandboxError) {
    let objects =
      BootstrapObjects.namespaces + BootstrapObjects.priorityClasses
      + [BootstrapObjects.service] + BootstrapPolicy.objects
    for object in objects {
      do throws(Status) {
        try create(object)
      } catch {
        throw SandboxError("A cluster's own \(object.name) is refused: \(error.message).")
      }
    }
  }

  private func create(_ object: JSONValue) throws(Status) {
    let target = try target(of: object)
    let conformed = try target.resource.strategy.conform(object, to: target.version)
    _ = try server.api.create(
      target, conformed.value, WriteOptions(manager: "kube-apiserver"))
  }

  /// The resource of an object, by its `apiVersion` and `kind`.
  func target(of object: JSONValue, part: String? = nil) throws(Status) -> Target {
    let apiVersion = object["apiVersion"]?.string ?? ""
    let kind = object["kind"]?.string ?? ""
    let words = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let group = words.count == 2 ? String(words[0]) : ""
    let version = String(words.last ?? "")
    guard
      let resource = server.api.catalog.resource(group: group, version: version, kind: kind),
      let served = resource.version(version)
    else {
      throw Status(
        code: 404, reason: "NotFound",
        message: "no matches for kind \"\(kind)\" in version \"\(apiVersion)\"")
    }
    var namespace = ""
    if resource.isNamespaced {
      namespace = object.namespace.isEmpty ? "default" : object.namespace
    }
    return Target(
      resource: resource, version: served, namespace: namespace, name: object.name,
      subresource: part.flatMap { served.subresource($0) })
  }
}
