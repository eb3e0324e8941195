/// What a binding gives somebody under the prefix of the program's groups.
package struct GroupGrant: Sendable, Hashable {
  /// The group, or the user.
  package var subject: String
  /// Whether it is a group.
  package var isGroup: Bool
  /// The binding, with its namespace before a slash if it has one.
  package var binding: String
  /// What the bound role says; nil where it is not there.
  package var rules: [AccessRule]?

  /// A grant of its parts.
  package init(subject: String, isGroup: Bool, binding: String, rules: [AccessRule]?) {
    self.subject = subject
    self.isGroup = isGroup
    self.binding = binding
    self.rules = rules
  }
}
