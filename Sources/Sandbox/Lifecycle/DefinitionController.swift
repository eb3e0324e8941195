import JSON
import KubernetesAPI
import Wire

/// Establishes CustomResourceDefinitions, serves what they define, and removes the objects of those that are deleted
/// (`apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go`).
struct DefinitionController: Controller {
  private var areNamesDirty = false
  private var queue: Set<String> = []
  /// The definitions that wait for their objects to go.
  private var waiting: [GroupResource: String] = [:]
  /// What is served, and the revision of the definition that says how.
  private var served: [String: (resource: GroupResource, revision: UInt64)] = [:]

  mutating func notice(_ change: Change) {
    guard change.resource == .definitions else {
      if let name = waiting[change.resource] { queue.insert(name) }
      return
    }
    areNamesDirty = true
    let name = change.object.name
    if change.kind == .deleted || !change.object.value.isBeingDeleted {
      queue.remove(name)
      waiting = waiting.filter { $0.value != name }
    } else {
      queue.insert(name)
    }
  }

  mutating func act(in scene: Scene) {
    if areNamesDirty {
      areNamesDirty = false
      establish(scene)
    }
    for name in queue.sorted() {
      let left = try? scene.store.write { transaction throws(Status) in
        try DefinitionCleanup(scene, name).run(&transaction)
      }
      if let left = left ?? nil { waiting[left] = name }
    }
    queue.removeAll()
  }

  private mutating func establish(_ scene: Scene) {
    try? scene.store.write { transaction in
      let definitions = transaction.objects(.definitions)
      for (name, last) in served where !definitions.contains(where: { $0.name == name }) {
        scene.catalog.withdraw(last.resource)
        served[name] = nil
      }
      for definition in definitions {
        // Each sees what the ones before it were given.
        let all = transaction.objects(.definitions).map(\.value)
        let new =
          scene.lifecycle.established(definition.value, all).map {
            owned($0, before: definition.value, scene)
          } ?? definition.value
        // Served before anybody can read that it is established.
        serve(new, at: definition.revision, in: scene.catalog)
        guard new != definition.value else { continue }
        let stored = transaction.put(.definitions, new)
        served[definition.name]?.revision = stored.revision
      }
    }
  }

  /// The definition with its status owned by the server, which writes it to itself.
  private func owned(_ definition: JSONValue, before: JSONValue, _ scene: Scene) -> JSONValue {
    let managed = ManagedFields.afterUpdate(
      live: before, new: definition,
      schema: Schema.message("apiextensions.CustomResourceDefinition").resolved,
      manager: "kube-apiserver", apiVersion: definition["apiVersion"]?.string ?? "",
      subresource: "status", now: scene.lifecycle.now().rfc3339(),
      ignoring: FieldSet.reset(by: .definitions, subresource: "status", isCustom: false))
    var owned = definition
    if let entries = managed["metadata", "managedFields"] {
      owned.setMetadata("managedFields", entries, isSorted: false)
    }
    return owned
  }

  private mutating func serve(_ definition: JSONValue, at revision: UInt64, in catalog: Catalog) {
    guard served[definition.name]?.revision != revision,
      let resource = CustomResource.resource(from: definition)
    else { return }
    catalog.serve(resource)
    served[definition.name] = (resource.groupResource, revision)
  }
}
