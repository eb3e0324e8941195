import JSON
import KubernetesAPI
import Testing

@Suite struct `A body in protobuf` {
  private static func body(
    _ apiVersion: String, _ kind: String, _ write: (inout ProtobufWriter) -> Void
  ) -> [UInt8] {
    var writer = ProtobufWriter()
    write(&writer)
    return ProtobufEnvelope(apiVersion: apiVersion, kind: kind, raw: writer.bytes).wrapped()
  }

  private static func text(_ bytes: [UInt8]) throws -> String {
    String(decoding: try ProtobufBody.json(bytes).encoded(), as: UTF8.self)
  }

  /// The ObjectMeta of an object that is to be made, as Go writes it.
  private static func metadata(_ writer: inout ProtobufWriter) {
    writer.message(1) {
      for number in 1...6 { $0.string(number, "") }
      $0.integer(7, 0)
      $0.message(8) { _ in }
    }
  }

  private static func status(_ writer: inout ProtobufWriter) {
    writer.message(3) {
      $0.varint(1, 0)
      $0.string(2, "")
      $0.string(3, "")
      $0.varint(4, 0)
    }
  }

  @Test func `of a review of access is what kubectl means`() throws {
    let bytes = Self.body("authorization.k8s.io/v1", "SelfSubjectAccessReview") {
      Self.metadata(&$0)
      $0.message(2) {
        $0.message(1) {
          for (number, text) in ["default", "list", "", "*", "namespaces", "", ""].enumerated() {
            $0.string(number + 1, text)
          }
        }
      }
      Self.status(&$0)
    }
    #expect(
      try Self.text(bytes)
        == #"{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","#
        + #""metadata":{},"spec":{"resourceAttributes":{"namespace":"default","verb":"list","#
        + #""version":"*","resource":"namespaces"}},"status":{}}"#)
  }

  @Test func `of a namespace is what kubectl means`() throws {
    let bytes = Self.body("v1", "Namespace") {
      $0.message(1) {
        for (number, text) in ["oil-a", "", "", "", "", ""].enumerated() {
          $0.string(number + 1, text)
        }
        $0.integer(7, 0)
        $0.message(8) { _ in }
      }
      $0.message(2) { _ in }
      $0.message(3) { $0.string(1, "") }
    }
    #expect(
      try Self.text(bytes)
        == #"{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"oil-a"},"spec":{},"status":{}}"#
    )
  }

  @Test func `of a namespace says everything that a new one can say`() throws {
    let bytes = Self.body("v1", "Namespace") {
      $0.message(1) {
        $0.string(2, "oil-")
        for field in 11...12 {
          $0.message(field) {
            $0.string(1, "a")
            $0.string(2, "b")
          }
        }
        $0.message(13) {
          $0.string(1, "Tenant")
          $0.string(3, "gas")
          $0.string(4, "u")
          $0.string(5, "capsule.clastix.io/v1beta2")
          $0.varint(6, 1)
          $0.varint(7, 0)
        }
        $0.string(14, "a.b/c")
      }
      $0.message(2) { $0.string(1, "kubernetes") }
    }
    #expect(
      try Self.text(bytes)
        == #"{"kind":"Namespace","apiVersion":"v1","metadata":{"generateName":"oil-","#
        + #""labels":{"a":"b"},"annotations":{"a":"b"},"ownerReferences":[{"kind":"Tenant","#
        + #""name":"gas","uid":"u","apiVersion":"capsule.clastix.io/v1beta2","controller":true,"#
        + #""blockOwnerDeletion":false}],"finalizers":["a.b/c"]},"#
        + #""spec":{"finalizers":["kubernetes"]}}"#)
  }

  @Test func `of a review of access says everything it can say`() throws {
    let bytes = Self.body("authorization.k8s.io/v1", "SelfSubjectAccessReview") {
      $0.message(2) {
        $0.message(1) {
          for field in 8...9 {
            $0.message(field) {
              $0.string(1, "a=b")
              $0.message(2) {
                $0.string(1, "a")
                $0.string(2, "In")
                $0.string(3, "b")
                $0.string(3, "")
              }
            }
          }
        }
        $0.message(2) {
          $0.string(1, "/x")
          $0.string(2, "get")
        }
      }
    }
    let selector =
      #"{"rawSelector":"a=b","requirements":[{"key":"a","operator":"In","#
      + #""values":["b",""]}]}"#
    #expect(
      try Self.text(bytes)
        == #"{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","#
        + #""spec":{"resourceAttributes":{"fieldSelector":\#(selector),"labelSelector":"#
        + #"\#(selector)},"nonResourceAttributes":{"path":"/x","verb":"get"}}}"#)
  }

  @Test func `of a review of rules or of oneself is read`() throws {
    let rules = Self.body("authorization.k8s.io/v1", "SelfSubjectRulesReview") {
      Self.metadata(&$0)
      $0.message(2) { $0.string(1, "oil") }
      $0.message(3) {
        $0.message(1) { $0.string(1, "get") }
        $0.varint(3, 1)
        $0.string(4, "")
      }
    }
    #expect(
      try Self.text(rules)
        == #"{"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1","#
        + #""metadata":{},"spec":{"namespace":"oil"},"status":{"resourceRules":[{"verbs":["get"]}],"#
        + #""incomplete":true}}"#)
    let who = Self.body("authentication.k8s.io/v1", "SelfSubjectReview") {
      Self.metadata(&$0)
      $0.message(2) {
        $0.message(1) {
          $0.string(1, "alice")
          $0.string(2, "")
          $0.string(3, "a")
          $0.message(4) {
            $0.string(1, "k")
            $0.message(2) { $0.string(1, "v") }
          }
          $0.message(4) { $0.string(1, "l") }
        }
      }
    }
    #expect(
      try Self.text(who)
        == #"{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1","metadata":{},"#
        + #""status":{"userInfo":{"username":"alice","groups":["a"],"extra":{"k":["v"],"l":[]}}}}"#)
  }

  @Test func `of options to delete keeps what is zero and what is not there apart`() throws {
    let bytes = Self.body("storage.k8s.io/v1", "DeleteOptions") {
      $0.integer(1, 0)
      $0.message(2) {
        $0.string(1, "u")
        $0.string(2, "7")
      }
      $0.varint(3, 0)
      $0.string(4, "Background")
      $0.string(5, "All")
      $0.varint(6, 1)
    }
    #expect(
      try Self.text(bytes)
        == #"{"kind":"DeleteOptions","apiVersion":"storage.k8s.io/v1","gracePeriodSeconds":0,"#
        + #""preconditions":{"uid":"u","resourceVersion":"7"},"orphanDependents":false,"#
        + #""propagationPolicy":"Background","dryRun":["All"],"#
        + #""ignoreStoreReadErrorWithClusterBreakingPotential":true}"#)
    #expect(
      try Self.text(Self.body("v1", "DeleteOptions") { $0.integer(1, -1) })
        == #"{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":-1}"#)
    #expect(
      try Self.text(Self.body("v1", "DeleteOptions") { _ in })
        == #"{"kind":"DeleteOptions","apiVersion":"v1"}"#)
  }

  @Test(
    arguments: [
      ("v1", "DeleteOptions", [0x3A, 0], "proto: DeleteOptions has no field 7"),
      ("v1", "DeleteOptions", [0x08, 0, 0x08, 1], "proto: DeleteOptions has field 1 twice"),
      ("v1", "DeleteOptions", [0x0A, 0], "proto: wrong wireType = 2"),
      ("v1", "DeleteOptions", [0x18, 2], "proto: neither true nor false"),
      ("v1", "DeleteOptions", [0x12, 0, 0x12, 0], "proto: DeleteOptions has field 2 twice"),
      ("v1", "DeleteOptions", [0x12, 2, 0x1A, 0], "proto: Preconditions has no field 3"),
      ("v1", "DeleteOptions", [0x22, 1, 0xFF], "proto: string is not UTF-8"),
      ("v1", "DeleteOptions", [0x22, 5], "unexpected EOF"),
      ("", "DeleteOptions", [], #"no kind "DeleteOptions" is known for version """#),
      ("v1", "ConfigMap", [], #"no kind "ConfigMap" is known for version "v1""#),
      ("v2", "Namespace", [], #"no kind "Namespace" is known for version "v2""#),
      ("v1", "Namespace", [0x0A, 3, 0x8A, 1, 0], "proto: ObjectMeta has no field 17"),
      ("v1", "Namespace", [0x22, 0], "proto: Namespace has no field 4"),
      (
        "authorization.k8s.io/v1beta1", "SelfSubjectAccessReview", [],
        #"no kind "SelfSubjectAccessReview" is known for version "authorization.k8s.io/v1beta1""#
      ),
      (
        "authentication.k8s.io/v1", "SelfSubjectReview", [0x0A, 5, 0x42, 3, 0x08, 1, 0],
        "proto: time is set"
      ),
      (
        "authentication.k8s.io/v1", "SelfSubjectReview", [0x0A, 3, 0x8A, 1, 0],
        "proto: ObjectMeta has no field 17"
      ),
      (
        "authentication.k8s.io/v1", "SelfSubjectReview", [0x0A, 4, 0x5A, 0, 0x5A, 0],
        "proto: field of a map is there twice"
      ),
    ] as [(String, String, [UInt8], String)])
  func `is refused when it is not understood`(
    _ apiVersion: String, _ kind: String, _ raw: [UInt8], _ message: String
  ) {
    let bytes = ProtobufEnvelope(apiVersion: apiVersion, kind: kind, raw: raw).wrapped()
    #expect(throws: ProtobufError(message: message)) { try ProtobufBody.json(bytes) }
  }
}
