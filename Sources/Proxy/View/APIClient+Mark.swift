internal import JSON
package import Kubernetes
internal import KubernetesAPI
package import Ownership

extension APIClient {
  /// The version of a resource's newest state, by a consistent list of one object's metadata.
  ///
  /// Nil if it cannot be had: the resource is not served, the program may not list it, or its versions
  /// are no numbers (they are everywhere in Kubernetes, KEP-5504).
  package func newestVersion(of resource: FilteredResource) async -> UInt64? {
    for version in resource.versions {
      let path = ResourceRequest.path(of: resource.groupResource, version: version)
      do throws(APIError) {
        let list = try await get(path + "?limit=1")
        return (list["metadata", "resourceVersion"]?.string).flatMap { UInt64($0) }
      } catch {
        guard case .refused(let refusal) = error, refusal.code == 404 else { return nil }
      }
    }
    return nil
  }
}
