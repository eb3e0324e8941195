/// Media types as clients name them.
enum Media {
  private static let kubernetes = "application/vnd.kubernetes.protobuf"
  private static let meta = "g=meta.k8s.io"

  /// By the short names that steps give them.
  static let named: [String: String] = [
    "json": "application/json",
    "yaml": "application/yaml",
    "protobuf": kubernetes,
    "cbor": "application/cbor",
    "Table": "application/json;as=Table;v=v1;\(meta)",
    "Table v1beta1": "application/json;as=Table;v=v1beta1;\(meta)",
    "Table v9": "application/json;as=Table;v=v9;\(meta)",
    // As kubectl asks.
    "Table or json":
      "application/json;as=Table;v=v1;\(meta),application/json;as=Table;v=v1beta1;\(meta),"
      + "application/json",
    "metadata": "application/json;as=PartialObjectMetadata;v=v1;\(meta)",
    "metadata list": "application/json;as=PartialObjectMetadataList;v=v1;\(meta)",
    "metadata list in protobuf": "\(kubernetes);as=PartialObjectMetadataList;v=v1;\(meta)",
    "protobuf stream": "\(kubernetes);stream=watch",
    "protobuf or json": "\(kubernetes),application/json",
    "aggregated": "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
    "aggregated v2beta1":
      "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
    "text": "text/plain",
    "html": "text/html",
    "picture": "image/png",
    "anything": "*/*",
    "json-patch": "application/json-patch+json",
    "merge-patch": "application/merge-patch+json",
    "strategic-patch": "application/strategic-merge-patch+json",
    "apply-patch": "application/apply-patch+yaml",
  ]
}
