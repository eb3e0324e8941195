import TestSupport
import KubernetesAPI
import Testing

struct AcceptTests {
  @Test(arguments: [
    (nil, "application/json"),
    ("", "application/json"),
    ("application/json", "application/json"),
    ("*/*", "application/json"),
    ("*", "application/json"),
    ("application/*", "application/json"),
    ("application/json, */*", "application/json"),
    (
      "application/vnd.kubernetes.protobuf,application/json",
      "application/vnd.kubernetes.protobuf,application/json"
    ),
    (
      "application/vnd.kubernetes.protobuf;stream=watch, */*;q=0.1",
      "application/vnd.kubernetes.protobuf,application/json;q=0.1"
    ),
    (
      "application/json;q=0.5,application/vnd.kubernetes.protobuf;q=0.9",
      "application/json;q=0.5,application/vnd.kubernetes.protobuf;q=0.9"
    ),
    (
      "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json",
      "application/json"
    ),
    (
      "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1beta1",
      "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;v=v1beta1;g=meta.k8s.io"
    ),
    ("application/yaml, application/cbor;q=0.9, */*;q=0.1", "application/json;q=0.1"),
    (
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"
    ),
    (
      "application/json; as=Table; g=meta.k8s.io; v=v1",
      "application/json;as=Table;v=v1;g=meta.k8s.io"
    ),
    (
      "*/*;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"
    ),
    (
      "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json",
      "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json"
    ),
    ("application/json;pretty=1;charset=utf-8", "application/json;pretty=1"),
    ("application/json;stream=watch", "application/json"),
    ("application/json;q=0.5,*/*;q=0.8", "application/json;q=0.5,application/json;q=0.8"),
    ("application/json;q=x", "application/json;q=0"),
    ("application/json;q= 1", "application/json;q=0"),
    ("application/json;q=1.1.1", "application/json;q=0"),
    (",, ,application/json,", "application/json"),
    ("application/json;q", "application/json"),
    ("application/json;=;a=b=c", "application/json"),
  ])
  func `narrows to what can be filtered`(_ header: String?, _ narrowed: String) {
    #expect(Accept(parsing: header).narrowed() == narrowed)
  }

  @Test(arguments: [
    "application/yaml", "application/cbor", "application/cbor-seq", "text/html",
    "application/vnd.kubernetes.protobuf;stream=x", "application/vnd.kubernetes.protobuf;sv=v2",
    "application/yaml;as=Table;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf2",
    "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io", "application/x-nope",
    "application/json;as=Table;v=v2;g=meta.k8s.io", "application/json;as=Table;v=v1;g=other",
    "application/json;as=Table", "application/json;as=Scale;v=v1;g=meta.k8s.io",
    "application/json;v=v1;g=meta.k8s.io", "application/json;stream=x", "application/json;sv=v2",
    "application/json;as=Table;v=v1;g=meta.k8s.io;as=X", "application", "application/",
    "application/json/x", "APPLICATION/JSON", ",", "*/json",
    "application/json;as=Table,v=v1,g=meta.k8s.io",
  ])
  func `leaves nothing of what cannot`(_ header: String) {
    #expect(Accept(parsing: header).narrowed() == nil)
  }

  @Test func `is no wider after narrowing twice`() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "application", "json", "*", "/", ";", ",", "as=Table", "v=v1", "g=meta.k8s.io", "q=0.5", " ",
      "pretty=1", "yaml", "=", "vnd.kubernetes.protobuf",
    ]
    for _ in 0..<20_000 {
      var header = "application/json"
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        header += pieces.randomElement(using: &random) ?? ""
      }
      guard let once = Accept(parsing: header).narrowed() else { continue }
      #expect(Accept(parsing: once).narrowed() == once)
    }
  }
}
