/// The ways to say a patch, by their media types (apimachinery/pkg/types/patch.go).
enum PatchType: String, Sendable, CaseIterable {
  /// A list of operations (RFC 6902).
  case json = "application/json-patch+json"
  /// Members that replace others, null for removal (RFC 7396).
  case merge = "application/merge-patch+json"
  /// The same with the merge keys and directives of Kubernetes' own types.
  case strategic = "application/strategic-merge-patch+json"
  /// What one manager wants of an object (server-side apply, KEP-555); JSON or YAML.
  case apply = "application/apply-patch+yaml"
}
