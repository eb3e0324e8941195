extension OwnershipIndex {
  /// How much is known of each kind, in the words of the metrics.
  package var counts: KeyValuePairs<String, Int> {
    [
      "namespaces": namespaces.count, "tenants": tenants.count, "roles": roles.count,
      "binding_namespaces": bindings.count, "principals": standings.count,
    ]
  }
}
