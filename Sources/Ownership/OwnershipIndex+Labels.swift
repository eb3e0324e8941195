/// What rules select by labels.
///
/// What is shown of such objects goes by the labels they have when they are shown. The index is told
/// of them to notice that one which is there begins or ceases to be selected, and to know the nodes.
extension OwnershipIndex {
  /// Says what an object is now.
  ///
  /// A new one changes nothing for anybody, for its own event shows it; but a metric of a node is
  /// another object.
  package mutating func set(object: LabelledObject, of resource: FilteredResource) {
    let old = objects[resource]?.updateValue(object, forKey: object.name)
    if objects[resource] == nil { objects[resource] = [object.name: object] }
    guard old != object else { return }
    if let old, old.uid == object.uid { stampOwners(of: resource, from: old, to: object) }
    if resource == .nodes { stampOwners(of: .nodeMetrics, from: old, to: object) }
  }

  /// Says that an object is gone.
  package mutating func remove(object name: String, of resource: FilteredResource) {
    guard let old = objects[resource]?.removeValue(forKey: name) else { return }
    if resource == .nodes { stampOwners(of: .nodeMetrics, from: old, to: nil) }
  }

  /// Says what all objects of a resource are; what happened before is not known.
  ///
  /// Whoever is shown some by their labels may have been shown one that is no longer selected.
  package mutating func set(objects list: [LabelledObject], of resource: FilteredResource) {
    objects[resource] = Dictionary(list.map { ($0.name, $0) }) { _, last in last }
    stampOwners(of: resource) { _ in true }
    if resource == .nodes { stampOwners(of: .nodeMetrics) { _ in true } }
  }

  private mutating func stampOwners(
    of resource: FilteredResource, from old: LabelledObject?, to new: LabelledObject?
  ) {
    func isSelected(_ object: LabelledObject?, by rules: [Rule]) -> Bool {
      guard let object else { return false }
      return rules.contains { $0.selects(name: object.name, labels: object.labels) }
    }
    stampOwners(of: resource) { isSelected(old, by: $0) != isSelected(new, by: $0) }
  }

  /// Notes that the owners are shown something else whose tenant's rules read labels and fulfil the
  /// condition.
  private mutating func stampOwners(
    of resource: FilteredResource, where isChanged: ([Rule]) -> Bool
  ) {
    let given = resource == .nodeMetrics ? .nodes : resource
    for tenant in tenants.values {
      guard let rules = tenant.rules[given], rules.contains(where: { $0.labels != nil }),
        isChanged(rules)
      else { continue }
      for (principal, rights) in tenant.owners where rights[given]?.isEmpty == false {
        if let number = numbers[principal] { stamp(number, resource) }
      }
    }
  }
}
