/// Something that is not as it should be, and what to do.
package struct Finding: Sendable, Hashable {
  /// How bad it is.
  package enum Kind: String, Sendable, CaseIterable {
    /// Something does not work.
    case missing
    /// The account, or a group, may do more than the flags ask for.
    case excess
    /// It may do so much more that `serve` refuses to start.
    case danger
    /// It is as it has to be, and worth knowing.
    case note
  }

  package let kind: Kind
  /// What is so, in a clause.
  package let fact: String
  /// What one sees of it, or what it is worth; empty where the fact says it.
  package let effect: String
  /// What to do; empty for nothing.
  package let advice: String

  /// A finding of its parts.
  package init(_ kind: Kind, _ fact: String, effect: String = "", advice: String = "") {
    self.kind = kind
    self.fact = fact
    self.effect = effect
    self.advice = advice
  }
}
