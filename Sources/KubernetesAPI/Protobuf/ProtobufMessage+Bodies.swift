// The messages of Kubernetes' `generated.proto` that are read in requests.

extension ProtobufMessage {
  /// `meta/v1`, every group's `DeleteOptions`.
  static let deleteOptions = ProtobufMessage(
    "DeleteOptions",
    [
      1: Field("gracePeriodSeconds", .int, isPointer: true),
      2: Field(
        "preconditions",
        .message(
          ProtobufMessage(
            "Preconditions",
            [
              1: Field("uid", isPointer: true), 2: Field("resourceVersion", isPointer: true),
            ]))),
      3: Field("orphanDependents", .bool, isPointer: true),
      4: Field("propagationPolicy", isPointer: true),
      5: Field("dryRun", .strings),
      6: Field("ignoreStoreReadErrorWithClusterBreakingPotential", .bool, isPointer: true),
    ])

  /// `meta/v1`, as far as a new object has it.
  static let metadata = ProtobufMessage(
    "ObjectMeta",
    [
      1: Field("name"), 2: Field("generateName"), 3: Field("namespace"), 4: Field("selfLink"),
      5: Field("uid"), 6: Field("resourceVersion"), 7: Field("generation", .int),
      8: Field("creationTimestamp", .noTime), 11: Field("labels", .map(nil)),
      12: Field("annotations", .map(nil)), 14: Field("finalizers", .strings),
    ])

  /// `authorization/v1`.
  static let accessReview = ProtobufMessage(
    "SelfSubjectAccessReview",
    [
      1: Field("metadata", .message(metadata)),
      2: Field(
        "spec",
        .message(
          ProtobufMessage(
            "SelfSubjectAccessReviewSpec",
            [
              1: Field("resourceAttributes", .message(resourceAttributes)),
              2: Field(
                "nonResourceAttributes",
                .message(
                  ProtobufMessage(
                    "NonResourceAttributes", [1: Field("path"), 2: Field("verb")]))),
            ]))),
      3: Field(
        "status",
        .message(
          ProtobufMessage(
            "SubjectAccessReviewStatus",
            [
              1: Field("allowed", .bool), 2: Field("reason"), 3: Field("evaluationError"),
              4: Field("denied", .bool),
            ]))),
    ])

  private static let resourceAttributes = ProtobufMessage(
    "ResourceAttributes",
    [
      1: Field("namespace"), 2: Field("verb"), 3: Field("group"), 4: Field("version"),
      5: Field("resource"), 6: Field("subresource"), 7: Field("name"),
      8: Field("fieldSelector", .message(selector)), 9: Field("labelSelector", .message(selector)),
    ])

  private static let selector = ProtobufMessage(
    "SelectorAttributes",
    [
      1: Field("rawSelector"),
      2: Field(
        "requirements",
        .messages(
          ProtobufMessage(
            "SelectorRequirement",
            [1: Field("key"), 2: Field("operator"), 3: Field("values", .strings)]))),
    ])

  /// `authorization/v1`.
  static let rulesReview = ProtobufMessage(
    "SelfSubjectRulesReview",
    [
      1: Field("metadata", .message(metadata)),
      2: Field(
        "spec", .message(ProtobufMessage("SelfSubjectRulesReviewSpec", [1: Field("namespace")]))),
      3: Field(
        "status",
        .message(
          ProtobufMessage(
            "SubjectRulesReviewStatus",
            [
              1: Field(
                "resourceRules",
                .messages(
                  ProtobufMessage(
                    "ResourceRule",
                    [
                      1: Field("verbs", .strings), 2: Field("apiGroups", .strings),
                      3: Field("resources", .strings), 4: Field("resourceNames", .strings),
                    ]))),
              2: Field(
                "nonResourceRules",
                .messages(
                  ProtobufMessage(
                    "NonResourceRule",
                    [1: Field("verbs", .strings), 2: Field("nonResourceURLs", .strings)]))),
              3: Field("incomplete", .bool), 4: Field("evaluationError"),
            ]))),
    ])

  /// `authentication/v1`.
  static let selfReview = ProtobufMessage(
    "SelfSubjectReview",
    [
      1: Field("metadata", .message(metadata)),
      2: Field(
        "status",
        .message(
          ProtobufMessage(
            "SelfSubjectReviewStatus",
            [
              1: Field(
                "userInfo",
                .message(
                  ProtobufMessage(
                    "UserInfo",
                    [
                      1: Field("username"), 2: Field("uid"), 3: Field("groups", .strings),
                      4: Field(
                        "extra",
                        .map(ProtobufMessage("ExtraValue", [1: Field("items", .strings)]))),
                    ])))
            ]))),
    ])
}
