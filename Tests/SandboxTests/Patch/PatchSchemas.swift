@testable import Sandbox

/// Shapes of some kinds, as far as the tests of patches need them.
enum PatchSchemas {
  static let labels = Schema.map(.scalar(.string), isAtomic: false)

  static let owner = object(
    [
      Field(name: "apiVersion", schema: .scalar(.string), presence: .always),
      Field(name: "kind", schema: .scalar(.string), presence: .always),
      Field(name: "name", schema: .scalar(.string), presence: .always),
      Field(name: "uid", schema: .scalar(.string), presence: .always),
    ], isAtomic: true)

  static let metadata = object([
    Field(name: "name", schema: .scalar(.string)),
    Field(name: "namespace", schema: .scalar(.string)),
    Field(name: "uid", schema: .scalar(.string)),
    Field(name: "resourceVersion", schema: .scalar(.string)),
    Field(name: "generation", schema: .scalar(.int64)),
    Field(name: "creationTimestamp", schema: .scalar(.time)),
    Field(name: "labels", schema: labels),
    Field(name: "annotations", schema: labels),
    Field(
      name: "ownerReferences",
      schema: .list(owner, ListKind(apply: .map(keys: ["uid"]), mergeKey: "uid"))),
    Field(
      name: "finalizers", schema: .list(.scalar(.string), ListKind(apply: .set, mergeKey: ""))),
    Field(name: "managedFields", schema: .list(.any, .atomic)),
  ])

  static let configMap = kind([
    Field(name: "immutable", schema: .scalar(.bool), presence: .optional),
    Field(name: "data", schema: labels),
  ])

  static let port = object([
    Field(name: "name", schema: .scalar(.string)),
    Field(name: "protocol", schema: .scalar(.string)),
    Field(name: "port", schema: .scalar(.int32), presence: .always),
    Field(name: "targetPort", schema: .scalar(.intOrString), presence: .always),
  ])

  static let service = kind([
    Field(
      name: "spec",
      schema: object([
        Field(
          name: "ports",
          schema: .list(
            port, ListKind(apply: .map(keys: ["port", "protocol"]), mergeKey: "port"))),
        Field(name: "selector", schema: .map(.scalar(.string), isAtomic: true)),
        Field(name: "type", schema: .scalar(.string)),
      ]), presence: .always),
    Field(name: "status", schema: object([]), presence: .always),
  ])

  static let container = object([
    Field(name: "name", schema: .scalar(.string), presence: .always),
    Field(name: "image", schema: .scalar(.string)),
    Field(name: "args", schema: .list(.scalar(.string), .atomic)),
    Field(
      name: "ports",
      schema: .list(
        object([
          Field(name: "containerPort", schema: .scalar(.int32), presence: .always),
          Field(name: "protocol", schema: .scalar(.string)),
        ]),
        ListKind(
          apply: .map(keys: ["containerPort", "protocol"]), mergeKey: "containerPort"))),
    Field(
      name: "resources", schema: object([Field(name: "limits", schema: labels)]),
      presence: .always),
  ])

  static let volume = object([
    Field(name: "name", schema: .scalar(.string), presence: .always),
    Field(name: "emptyDir", schema: object([Field(name: "medium", schema: .scalar(.string))])),
    Field(name: "configMap", schema: object([Field(name: "name", schema: .scalar(.string))])),
  ])

  static let pod = kind([
    Field(
      name: "spec",
      schema: object([
        Field(
          name: "volumes",
          schema: .list(volume, ListKind(apply: .map(keys: ["name"]), mergeKey: "name"))),
        Field(
          name: "containers",
          schema: .list(container, ListKind(apply: .map(keys: ["name"]), mergeKey: "name")),
          presence: .always),
        Field(name: "nodeName", schema: .scalar(.string)),
        Field(
          name: "strategy",
          schema: object([
            Field(name: "type", schema: .scalar(.string)),
            Field(name: "rollingUpdate", schema: .any),
          ])),
      ]), presence: .always),
    Field(
      name: "status", schema: object([Field(name: "phase", schema: .scalar(.string))]),
      presence: .always),
  ])

  /// A custom resource with every way of owning.
  static let custom = object([
    Field(name: "kind", schema: .scalar(.string)),
    Field(name: "apiVersion", schema: .scalar(.string)),
    Field(name: "metadata", schema: metadata),
    Field(
      name: "spec",
      schema: object([
        Field(name: "set", schema: .list(.scalar(.int64), ListKind(apply: .set))),
        Field(name: "list", schema: .list(labels, .atomic)),
        Field(
          name: "map",
          schema: .list(
            object([
              Field(name: "k", schema: .scalar(.string)), Field(name: "n", schema: .scalar(.int64)),
              Field(name: "v", schema: .scalar(.string)),
            ]), ListKind(apply: .map(keys: ["k", "n"])))),
        Field(name: "whole", schema: .map(.scalar(.string), isAtomic: true)),
        Field(name: "free", schema: .object(Structure([], keepsUnknown: true))),
        Field(name: "any", schema: .any),
      ])),
  ])

  static func object(_ fields: [Field], isAtomic: Bool = false) -> Schema {
    .object(Structure(fields, isAtomic: isAtomic))
  }

  static func kind(_ fields: [Field]) -> Schema {
    object(
      [
        Field(name: "kind", schema: .scalar(.string)),
        Field(name: "apiVersion", schema: .scalar(.string)),
        Field(name: "metadata", schema: metadata, presence: .always),
      ] + fields)
  }
}
